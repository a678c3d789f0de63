//! How a payload is spoilt: bytes, words and structure. Deterministic: a number names a mutation for ever.

use serde_json::Value;

/// Words that payloads are made of, healthy and sick, to be put in each other's place.
const WORDS: &[&str] = &[
    "\"none\"",
    "\"minor\"",
    "\"major\"",
    "\"critical\"",
    "\"maintenance\"",
    "\"operational\"",
    "\"degraded_performance\"",
    "\"partial_outage\"",
    "\"major_outage\"",
    "\"full_outage\"",
    "\"under_maintenance\"",
    "\"investigating\"",
    "\"monitoring\"",
    "\"resolved\"",
    "\"in_progress\"",
    "\"scheduled\"",
    "\"indicator\"",
    "\"status\"",
    "\"components\"",
    "\"incidents\"",
    "\"scheduled_maintenances\"",
    "\"API\"",
    "\"c1\"",
    "\"group\"",
    "\"group_id\"",
    "\"impact\"",
    "\"name\"",
    "\"id\"",
    "\"db\"",
    "true",
    "false",
    "null",
    "[]",
    "{}",
    "\"true\"",
    "0",
    "1e999",
    "\"\"",
    "\"NONE\"",
    "\"$undefined\"",
    "\"\\u0000\"",
];

/// A seeded generator (xorshift): the same numbers in every run.
pub struct Dice(u64);

impl Dice {
    /// The generator of a number.
    pub fn new(number: u64) -> Self {
        Self((number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `below`.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % below.max(1)
    }

    /// One of some things.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.roll(things.len())]
    }
}

/// A payload to spoil: its bytes, and its structure where it has one.
pub struct Seed {
    /// As it is.
    pub bytes: Vec<u8>,
    /// Its structure.
    pub value: Option<Value>,
}

impl Seed {
    /// The payload with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { value: serde_json::from_slice(bytes).ok(), bytes: bytes.to_vec() }
    }
}

/// One spoilt payload.
pub fn mutate(dice: &mut Dice, seed: &Seed, other: &Seed) -> Vec<u8> {
    let structural = dice.roll(2) == 0;
    let mut bytes = match &seed.value {
        Some(value) if structural => {
            let mut value = value.clone();
            for _ in 0..=dice.roll(3) {
                reshape(dice, &mut value);
            }
            value.to_string().into_bytes()
        }
        _ => seed.bytes.clone(),
    };
    if !structural || dice.roll(4) == 0 {
        for _ in 0..=dice.roll(3) {
            spoil(dice, &mut bytes, &other.bytes);
        }
    }
    bytes
}

/// Flips, truncates, splices, or puts one word in another's place.
fn spoil(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = dice.roll(bytes.len());
    match dice.roll(6) {
        0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << dice.roll(8)),
        1 => bytes.truncate(at),
        2 => {
            let from = dice.roll(other.len());
            let piece = &other[from..(from + dice.roll(200)).min(other.len())];
            let end = (at + dice.roll(200)).min(bytes.len());
            bytes.splice(at..end, piece.iter().copied());
        }
        3 => {
            let piece: Vec<u8> = bytes.iter().skip(at).take(dice.roll(60)).copied().collect();
            bytes.splice(at..at, piece);
        }
        _ => replace(dice, bytes),
    }
}

fn replace(dice: &mut Dice, bytes: &mut Vec<u8>) {
    let (word, instead) = (dice.pick(WORDS).as_bytes(), dice.pick(WORDS).as_bytes());
    let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(word)).collect();
    if !places.is_empty() {
        let at = *dice.pick(&places);
        bytes.splice(at..at + word.len(), instead.iter().copied());
    }
}

/// Walks to a random place and removes, renames, doubles or replaces what is there.
fn reshape(dice: &mut Dice, value: &mut Value) {
    let stop = dice.roll(4) == 0;
    match value {
        Value::Object(map) if !map.is_empty() => {
            let keys: Vec<String> = map.keys().cloned().collect();
            let key = dice.pick(&keys).clone();
            match dice.roll(10) {
                0 => drop(map.remove(&key)),
                1 => {
                    let moved = map.remove(&key).unwrap();
                    map.insert(dice.pick(&keys).clone(), moved);
                }
                _ if stop => drop(map.insert(key, scalar(dice))),
                _ => reshape(dice, &mut map[&key]),
            }
        }
        Value::Array(list) if !list.is_empty() => {
            let at = dice.roll(list.len());
            match dice.roll(10) {
                0 => drop(list.remove(at)),
                1 => list.push(list[at].clone()),
                2 => list.reverse(),
                _ if stop => list[at] = scalar(dice),
                _ => reshape(dice, &mut list[at]),
            }
        }
        other => *other = scalar(dice),
    }
}

fn scalar(dice: &mut Dice) -> Value {
    serde_json::from_str(dice.pick::<&str>(WORDS)).unwrap_or(Value::Null)
}
