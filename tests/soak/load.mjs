// 2,000 readers while upstreams hang, operators publish and rounds run: `cargo xtask soak load` runs this and judges what
// it prints.
//
// `tests/support/crowd.mjs` says how readers ask and what is counted, `tests/support/rush.mjs` what they read. Upstreams
// are well and hang by turns; they hang for longer than a snapshot may be shown. An operator publishes all the while. A
// seed has the same lengths in its turns and pauses. The log has a line for each minute: what was counted in it, and
// the memory of the runtime's process, its median in megabytes.
//
//   node tests/soak/load.mjs <minutes> <seed>         one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { READERS, Rush } from "../support/rush.mjs";
import { log, note } from "../support/soak.mjs";

const [MINUTES, SEED] = process.argv.slice(2).map(Number);
assert.ok(MINUTES > 0 && Number.isInteger(SEED), "write how long, and from which seed: node tests/soak/load.mjs 30 1");
const MINUTE = 60_000;
/** Over which time readers come: as long as they wait between two questions. In milliseconds. */
const ARRIVAL = 30_000;
/** How long upstreams are well, and hang, at least and by how much longer at most, in milliseconds. */
const [WELL, HANG, MORE] = [60_000, 220_000, 60_000];
/** How long each state of an incident lasts, at least and by how much longer at most, in milliseconds. */
const [PAUSE, LONGER] = [8_000, 30_000];

note(`${MINUTES} minutes; --seed ${SEED} gives the same again`);
const write = log("load", SEED);
const rush = await Rush.begin(SEED);
try {
  await rush.crowd.come(READERS, ARRIVAL);
  const begun = performance.now();
  const end = begun + MINUTES * MINUTE;
  const left = () => end - performance.now();
  const until = (span) => sleep(Math.max(0, Math.min(span, left())));
  const curve = [];
  let hung = 0;
  await Promise.all([turns(), publications(), minutes()]);
  rush.hang(false);
  await rush.everybody();
  const told = { minutes: MINUTES, hung_s: Math.round(hung / 1000), ...rush.figures(begun) };
  assertEnough(told);
  console.log(JSON.stringify({ seed: SEED, ...told, curve_mb: curve }));

  /** Upstreams are well and hang by turns. */
  async function turns() {
    while (left() > 0) {
      await until(WELL + rush.next(MORE));
      const since = performance.now();
      rush.hang();
      await until(HANG + rush.next(MORE));
      rush.hang(false);
      hung += performance.now() - since;
    }
  }

  async function publications() {
    const pause = () => PAUSE + rush.next(LONGER);
    while (left() > 0) {
      await rush.incident(pause);
      await sleep(pause());
    }
  }

  /** Tells what each minute came to. */
  async function minutes() {
    for (let minute = 1, before = { ...rush.crowd.told }; minute <= MINUTES; minute += 1) {
      await sleep(Math.max(0, begun + minute * MINUTE - performance.now()));
      const { told } = rush.crowd;
      const counts = Object.fromEntries(Object.entries(told).map(([count, value]) => [count, value - before[count]]));
      const mb = rush.minute(minute - 1, begun);
      curve.push(mb);
      before = { ...told };
      const hanging = rush.crowd.hung !== undefined;
      write({ minute, memory_mb: mb, hanging, counts, faults: rush.crowd.faults.splice(0) });
      note(`minute ${minute}: ${mb} MB, ${JSON.stringify(told)}`);
    }
  }
} finally {
  await rush.stop();
}

/** Fails when too little has happened to say anything. */
function assertEnough({ hung_s: hung, ...told }) {
  const enough = { rounds: MINUTES, publications: MINUTES, requests: READERS * MINUTES };
  for (const [what, least] of Object.entries(enough)) {
    assert.ok(told[what] > least, `${told[what]} ${what} in ${MINUTES} minutes are too few: more than ${least} say something`);
  }
  assert.ok(hung > 0, "upstreams never hung: ask for more minutes");
}
