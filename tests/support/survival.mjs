// What is stored before a death and what is stored after it, put side by side: `[kind, sentence]` for whatever is wrong.
//
// *lost* is what was there and is not, or says something else; *doubled* is what is there twice; *disordered* is what stands
// where it cannot; *claimed* is time that is called up though nobody measured then. Both stores are as `world.store` gives them.

import { isDeepStrictEqual } from "node:util";
import { assertTrueStore } from "./intervals.mjs";

const HOUR = 3_600_000;
/** Of a stored sample: answered, and well or nearly so (`worker/src/store/bytes.rs`). */
const ANSWERED = [1, 200];
/** What a failed sample may turn out to have been when the next is known. */
const OPEN_QUESTION = "unconfirmed";

/** Everything that is wrong with `after`, when `before` was stored earlier. */
export function survived(before, after) {
  return [
    ...listed("outbox", before.outbox, after.outbox),
    ...listed("log", before.log, after.log),
    ...twice("outbox", after.outbox, JSON.stringify),
    ...twice("log", after.log, ({ kind, subject, revision, id }) => `${kind} ${subject ?? id} ${revision}`),
    ...intervals("levels", before, after),
    ...intervals("series", before, after),
    ...samples(before, after),
    ...order(after),
    ...chained(after),
    ...measured(after),
  ];
}

/** A list that only grows begins as it was. */
function listed(what, before, after) {
  const wrong = before.findIndex((entry, index) => !isDeepStrictEqual(entry, after[index]));
  return wrong < 0 ? [] : [["lost", `${what}: ${JSON.stringify(before[wrong])} is ${JSON.stringify(after[wrong])}`]];
}

function twice(what, list, key) {
  const keys = list.map(key);
  const again = keys.filter((one, index) => keys.indexOf(one) !== index);
  return again.map((one) => ["doubled", `${what}: ${one}`]);
}

const nameOf = ({ env, source, component, region }) => [env, source, component, region].filter(Boolean).join(" ");

/**
 * An interval stays: what was open may have ended since, what waited for its confirmation may have got it, and what ended in
 * the second in which it began held for no time; if that was a level, its transitions are told all the same.
 */
function intervals(what, before, after) {
  const faults = [];
  for (const known of before[what]) {
    const name = nameOf(known);
    const now = after[what].find((it) => nameOf(it) === name)?.intervals ?? [];
    const starts = new Map(now.map((it) => [it.start, it]));
    const told = (was) => after.outbox.some((it) => nameOf(it) === name && it.from === was.level && it.at === was.start);
    for (const was of known.intervals) {
      const is = starts.get(was.start);
      const brief = is && was.end === null && (what === "series" || told(was));
      const same = is && (was.state === OPEN_QUESTION || (is.state === was.state && is.level === was.level));
      if (!(same || brief) || (was.end !== null && is.end !== was.end)) {
        faults.push(["lost", `${what} of ${name}: ${JSON.stringify(was)} is ${JSON.stringify(is)}`]);
      }
    }
    if (starts.size < now.length) faults.push(["doubled", `${what} of ${name}: two begin at the same instant`]);
  }
  return faults;
}

const placeOf = ({ region, about, from }) => `${about} ${region} ${from}`;

/** A sample stays; the last of a series may be asked again in its own slot. */
function samples(before, after) {
  const now = new Map(after.samples.map((it) => [placeOf(it), it.slots]));
  // An hour before the last is no longer told of.
  const told = before.samples.filter(({ from }) => after.samples.some((it) => it.from === from));
  return told.flatMap((known) => {
    const last = known.slots.findLastIndex((byte) => byte !== 0);
    const slots = now.get(placeOf(known)) ?? [];
    const kept = (byte, index) => byte === 0 || (index === last ? slots[index] > 0 : slots[index] === byte);
    const wrong = known.slots.findIndex((byte, index) => !kept(byte, index));
    return wrong < 0 ? [] : [["lost", `sample ${wrong} of ${placeOf(known)}: ${known.slots[wrong]} is ${slots[wrong]}`]];
  });
}

function order(store) {
  const faults = [];
  try {
    assertTrueStore(store);
  } catch (error) {
    faults.push(["disordered", error.message]);
  }
  const behind = ({ id }, index) => index > 0 && id <= store.log[index - 1].id;
  if (store.log.some(behind)) faults.push(["disordered", "ids of the log"]);
  return faults;
}

/** Each transition goes on from where the one before ended, and the last ends where its component is. */
function chained({ outbox, levels }) {
  const faults = [];
  const last = new Map();
  for (const one of outbox) {
    const before = last.get(nameOf(one));
    const follows = !before || (before.to === one.from && Date.parse(before.at) <= Date.parse(one.at));
    if (!follows) faults.push(["disordered", `outbox: ${JSON.stringify(one)} after ${JSON.stringify(before)}`]);
    last.set(nameOf(one), one);
  }
  for (const known of levels) {
    const [told, is] = [last.get(nameOf(known))?.to, known.intervals.at(-1).level];
    if (told !== undefined && told !== is) faults.push(["lost", `outbox: ${nameOf(known)} is ${is}, told last: ${told}`]);
  }
  return faults;
}

/** No slot is called up from its beginning to its end that has no sample that was answered. */
function measured(store) {
  const faults = [];
  for (const { region, about, from, slots } of store.samples) {
    const every = HOUR / slots.length;
    const isIt = (it) => it.region === region && isDeepStrictEqual([it.source, it.component], about);
    const series = store.series.find(isIt);
    const up = (series?.intervals ?? []).filter(({ state, end }) => state === "operational" && end !== null);
    for (const { start, end } of up) {
      const first = Math.max(0, Math.ceil((Date.parse(start) - Date.parse(from)) / every));
      const behind = Math.min(slots.length, Math.floor((Date.parse(end) - Date.parse(from)) / every));
      for (let slot = first; slot < behind; slot += 1) {
        const answered = slots[slot] >= ANSWERED[0] && slots[slot] <= ANSWERED[1];
        if (!answered) faults.push(["claimed", `${about} from ${region}: slot ${slot} of ${from} is up by ${slots[slot]}`]);
      }
    }
  }
  return faults;
}
