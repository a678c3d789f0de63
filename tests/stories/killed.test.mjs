// The runtime is killed in the middle of rounds, again and again, on the same storage. `cargo xtask soak kill` does the same
// for longer.
//
// What a reader has seen and what was stored is there afterwards, once and in order; no figure claims *up* for the time in
// which nobody measured; rounds go on by themselves within a minute.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Deaths } from "../support/deaths.mjs";
import { survived } from "../support/survival.mjs";

const ROUNDS = 8;
/** One whose deaths are of all kinds: the fourth is a long one. */
const SEED = 1;

describe("the runtime is killed in the middle of rounds", () => {
  let deaths;

  before(async () => {
    deaths = await Deaths.begin(SEED);
    for (let round = 0; round < ROUNDS; round += 1) await deaths.round();
  });
  after(() => deaths?.stop());

  test(`${ROUNDS} times, some with an upstream being asked, some for longer than a sample speaks`, (t) => {
    const { killed, audited, unanswered, long, transitions, intervals, samples, declared } = deaths.told;
    t.diagnostic(JSON.stringify(deaths.told));
    assert.equal(killed, ROUNDS);
    assert.ok(unanswered > 0 && unanswered < ROUNDS, `${unanswered} of ${ROUNDS} with an upstream being asked`);
    assert.ok(long > 0, "none was a long one");
    assert.ok(audited > 0, "nothing had been seen that an audit could look for");
    const there = { transitions, intervals, samples, declared };
    for (const [what, count] of Object.entries(there)) assert.ok(count > 0, `there were no ${what} to lose`);
  });

  const told = {
    lost: "what was stored, and what a reader has seen, is there afterwards",
    doubled: "nothing is there twice",
    disordered: "intervals, transitions and the log are in order, and do not overlap",
    claimed: "no figure claims up for the time in which nobody measured",
    late: "rounds go on by themselves within a minute, and the alarm is set",
  };
  for (const [kind, promise] of Object.entries(told)) {
    test(promise, () => assert.equal(deaths.told[kind], 0, `seed ${SEED}: ${deaths.faults.join("; ")}`));
  }

  test("a store that has lost or doubled anything does not pass", () => {
    const { store } = deaths;
    assert.deepEqual(survived(store, store), []);
    for (const [kind, damage] of DAMAGES) {
      const damaged = structuredClone(store);
      damage(damaged);
      const kinds = survived(store, damaged).map(([found]) => found);
      assert.ok(kinds.includes(kind), `${damage}: ${kinds}`);
    }
  });
});

const longest = (list) => list.toSorted((one, other) => other.intervals.length - one.intervals.length)[0].intervals;
const last = ({ samples }) => samples.toSorted((one, other) => one.from < other.from ? 1 : -1)[0].slots;
/** What could happen to a store, and what it must be called. */
const DAMAGES = [
  ["lost", (store) => store.outbox.pop()],
  ["lost", (store) => store.log.pop()],
  ["lost", (store) => longest(store.levels).shift()],
  ["lost", (store) => longest(store.series).splice(1, 1)],
  ["lost", (store) => (longest(store.series)[0].end = null)],
  ["lost", (store) => last(store).fill(0)],
  ["doubled", (store) => store.outbox.push(store.outbox[0])],
  ["doubled", (store) => store.log.push(store.log.at(-1))],
  ["doubled", (store) => longest(store.levels).push(longest(store.levels).at(-1))],
  ["disordered", (store) => longest(store.levels).reverse()],
  ["disordered", (store) => store.outbox.reverse()],
  ["claimed", (store) => last(store).fill(201)],
];
