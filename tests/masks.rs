//! Reports with identity numbers and tokens, made as they are in life: all of them are masked. Reports with what looks like
//! one: telephone numbers, orders, dates, amounts; at most one in a hundred is touched. Compact timestamps are not counted.
//!
//! The numbers are made here by their own rules, and not by the code that finds them.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that makes its own numbers must fail when it cannot"
)]

use fyr_shared::support::{MASK, Secret, mask};

const REPORTS: usize = 500;

/// Numbers that are the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From the first to the last, both among them.
    fn within(&mut self, first: u64, last: u64) -> u64 {
        first + self.next() % (last - first + 1)
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[(self.next() % all.len() as u64) as usize]
    }

    fn digits(&mut self, count: usize) -> String {
        let first = self.within(1, 9).to_string();
        first + &(1..count).map(|_| self.within(0, 9).to_string()).collect::<String>()
    }
}

fn weighed(digits: &str, weights: &[u64]) -> u64 {
    digits.bytes().zip(weights).map(|(digit, weight)| u64::from(digit - b'0') * weight).sum()
}

/// A fødselsnummer, or a D-nummer: two check digits that make weighed sums multiples of eleven; numbers for which that takes
/// a ten are not given to anybody.
fn norwegian(dice: &mut Dice) -> String {
    loop {
        let day = dice.within(1, 28) + dice.one(&[0, 40]);
        let nine = format!("{day:02}{:02}{:02}{:03}", dice.within(1, 12), dice.within(0, 99), dice.within(0, 999));
        let first = (11 - weighed(&nine, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11;
        let ten = format!("{nine}{first}");
        let second = (11 - weighed(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
        if first < 10 && second < 10 {
            return format!("{ten}{second}");
        }
    }
}

/// A personnummer, or a samordningsnummer, in ten digits: the sum of the digits of products is a multiple of ten.
fn swedish(dice: &mut Dice) -> String {
    let day = dice.within(1, 28) + dice.one(&[0, 60]);
    let nine = format!("{:02}{:02}{day:02}{:03}", dice.within(0, 99), dice.within(1, 12), dice.within(0, 999));
    let products = nine.bytes().enumerate().map(|(at, digit)| u64::from(digit - b'0') * (2 - at as u64 % 2));
    let sum: u64 = products.map(|product| product / 10 + product % 10).sum();
    format!("{nine}{}", (10 - sum % 10) % 10)
}

fn base64(dice: &mut Dice, count: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    (0..count).map(|_| char::from(*dice.one(LETTERS))).collect()
}

fn token(dice: &mut Dice) -> String {
    let sizes = [dice.within(20, 60), dice.within(40, 400), dice.within(40, 90)].map(|size| size as usize);
    format!("eyJ{}.{}.{}", base64(dice, sizes[0]), base64(dice, sizes[1]), base64(dice, sizes[2]))
}

/// A secret as it stands in reports, and what of it must be gone.
fn secret(dice: &mut Dice) -> (String, Secret, String) {
    let written = |number: &str, cuts: &[usize], between: &str| {
        let mut written = number.to_owned();
        cuts.iter().rev().for_each(|cut| written.insert_str(*cut, between));
        written
    };
    match dice.within(0, 5) {
        0 | 1 => {
            let number = norwegian(dice);
            let cuts: &[usize] = dice.one::<&[usize]>(&[&[], &[6], &[6, 9], &[2, 4, 6]]);
            let between = *dice.one(&[" ", "-", "."]);
            let written = written(&number, cuts, if cuts.is_empty() { "" } else { between });
            (written.clone(), Secret::IdentityNumber, written)
        }
        2 | 3 => {
            let (ten, century) = (swedish(dice), *dice.one(&["", "19", "20"]));
            let number = format!("{century}{ten}");
            let between = *dice.one(&["", "-", " "]);
            let written = written(&number, &[number.len() - 4], between);
            (written.clone(), Secret::IdentityNumber, written)
        }
        4 => {
            let token = token(dice);
            (token.clone(), Secret::Token, token)
        }
        _ => {
            let value = base64(dice, 32);
            let before =
                *dice.one(&["Authorization: Bearer ", "Cookie: session=", "access_token=", "\"client_secret\": \""]);
            (format!("{before}{value}"), Secret::Token, value)
        }
    }
}

/// What looks like a secret and is none.
fn likeness(dice: &mut Dice) -> String {
    let size = dice.within(5, 12) as usize;
    match dice.within(0, 5) {
        0 => format!("{} {} {} {}", dice.within(20, 99), dice.digits(2), dice.digits(2), dice.digits(2)),
        1 => format!("+{} {} {} {}", dice.one(&[46, 47]), dice.digits(2), dice.digits(3), dice.digits(4)),
        2 => format!("ordre {}", dice.digits(size)),
        3 => format!("{}-{:02}-{:02}", dice.within(1990, 2030), dice.within(1, 12), dice.within(1, 28)),
        4 => format!(
            "{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            dice.within(2020, 2030),
            dice.within(1, 12),
            dice.within(1, 28),
            dice.within(0, 23),
            dice.within(0, 59),
            dice.within(0, 59),
            dice.within(0, 999)
        ),
        _ => format!(
            "{} {:03} {:03},{:02} kr",
            dice.digits(1),
            dice.within(0, 999),
            dice.within(0, 999),
            dice.within(0, 99)
        ),
    }
}

fn report(dice: &mut Dice, inside: &str) -> String {
    let begins =
        *dice.one(&["Hei! Dette gjelder ", "Feilen oppstod for ", "Hej, felet gäller ", "We tried ", "Kl. 10.04:\n"]);
    let ends = *dice.one(&[".", ", og siden virker ingenting", "\nMvh driftsvakten", " och inget mer.", " (twice)"]);
    format!("{begins}{inside}{ends}")
}

#[test]
fn every_identity_number_and_every_token_is_masked() {
    for seed in 0..4 {
        let mut dice = Dice(seed);
        for _ in 0..REPORTS {
            let (inside, kind, gone) = secret(&mut dice);
            let report = report(&mut dice, &inside);
            let masked = mask(&report);
            assert!(!masked.text.contains(&gone), "seed {seed}: {report:?} became {:?}", masked.text);
            assert!(masked.text.contains(MASK) && masked.found.contains(&kind), "seed {seed}: {report:?}");
        }
    }
}

#[test]
fn what_looks_like_one_is_left_alone() {
    for seed in 0..4 {
        let mut dice = Dice(seed);
        let mut touched = vec![];
        for _ in 0..REPORTS {
            let inside = likeness(&mut dice);
            let report = report(&mut dice, &inside);
            if mask(&report).text != report {
                touched.push(report);
            }
        }
        println!("seed {seed}: {} of {REPORTS} touched", touched.len());
        assert!(touched.len() * 100 <= REPORTS, "seed {seed}: {touched:?}");
    }
}
