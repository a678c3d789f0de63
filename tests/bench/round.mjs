// What a round costs: `cargo xtask bench round` runs this and judges what it prints.
//
// The contestants ask the same local server for the same answers, each in a runtime of its own of the same version:
//   bare    the yardstick: a plain worker that makes the same requests and reads the text, five at a time for each of two
//           regions
//   round   a page of 50 or 500 own probes in two regions: plan, calls to the regions' objects, probes, conditions,
//           judging, one transaction, the last copy
//   cached  told beside it, and not judged: a loop that would take an answer out of a cache, as no probe may. The local
//           runtime sends requests on through a worker of its own, where `no-store` costs more than where we deploy
// In a run each makes six thousand checks, a thousand at a time by turns. Its figure is the CPU time of the runtime's process
// (user and system) per check, from the beginning of the run to its end, for a runtime clears up when it has nothing else to
// do: sometimes after the run in which it became due. So what is told is what all runs together have cost, as a ratio to
// the bare loop's. Left out: what readers ask, TLS and names, which cost all the same.
//
// Then a round beside slow targets: a tenth each answers after 100 ms and after 1 s, a tenth hangs. What is told is
// how long it took until all the others were recorded, and that nobody waited for those that hang.
//
//   node tests/bench/round.mjs <runs>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { median, note, rounded } from "../support/figures.mjs";
import { REGIONS, beside, rounds, told } from "../support/load.mjs";
import { childrenOf, cpu } from "../support/processes.mjs";
import { plain } from "../support/runtime.mjs";
import { World } from "../support/world.mjs";

const RUNS = Number(process.argv[2]);
assert.ok(Number.isInteger(RUNS) && RUNS > 0, "write how often: node tests/bench/round.mjs 30");
/** How many checks are made at a time, at least, and how often in a run. */
const CHECKS = 1000;
const TURNS = 6;
/** How many runs do not count: until then the runtime is still compiling what it has seen to be used often. */
const WARM = 4;
/** How often is looked whom slow targets hold up, at most. */
const LOOKS = 9;

/** The runtimes that this process has started. */
const runtimes = () => childrenOf(process.pid, "workerd");

/** Microseconds of processor time per check of each contestant in a run. */
async function turns(contestants) {
  const all = Object.entries(contestants).map(([name, contestant]) => ({ name, ...contestant, before: 0, checks: 0 }));
  for (const one of all) one.before = cpu(one.pid);
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const one of turn % 2 ? all : all.toReversed()) one.checks += (await one.act()).checks;
  }
  return Object.fromEntries(all.map(({ name, pid, before, checks }) => [name, (1000 * (cpu(pid) - before)) / checks]));
}

/** Bare fetches, as many as so many rounds make. */
async function fetches(url, base, sources, times, cache = "") {
  const asked = `base=${encodeURIComponent(base)}&count=${sources}&times=${times}&cache=${cache}`;
  const { well } = await (await fetch(`${url}/?${asked}`, { method: "POST" })).json();
  assert.equal(well, sources * REGIONS * times);
  return { checks: well };
}

/** CPU per check of each, by turns; and the rows of a quiet round. */
async function cost({ world, round, bare, cached }, sources) {
  const times = Math.ceil(CHECKS / (sources * REGIONS));
  const { base } = world.upstreams;
  const contestants = {
    cached: { pid: cached.pid, act: () => fetches(cached.url, base, sources, times) },
    bare: { pid: bare.pid, act: () => fetches(bare.url, base, sources, times, "no-store") },
    round: { pid: round.pid, act: () => rounds(world, sources, times) },
  };
  const runs = [];
  for (let run = 1 - WARM; run <= RUNS; run += 1) {
    const used = await turns(contestants);
    const ratio = used.round / used.bare;
    const each = `round ${Math.round(used.round)} µs, bare ${Math.round(used.bare)} µs per check`;
    note(`${sources} sources, ${run > 0 ? `run ${run}` : "warm-up"}: ${each}, ratio ${rounded(ratio, 2)}`);
    if (run > 0) runs.push({ ...used, ratio });
  }
  const ratios = runs.map(({ ratio }) => ratio);
  const mean = (name) => runs.reduce((sum, used) => sum + used[name], 0) / runs.length;
  const figures = {
    [`cpu_ratio_${sources}`]: rounded(mean("round") / mean("bare"), 3),
    [`cpu_ratio_${sources}_median`]: rounded(median(ratios), 3),
    [`cpu_ratio_${sources}_best`]: rounded(Math.min(...ratios), 3),
    [`cpu_ratio_${sources}_worst`]: rounded(Math.max(...ratios), 3),
    [`cpu_us_${sources}`]: rounded(mean("round"), 0),
    [`bare_us_${sources}`]: rounded(mean("bare"), 0),
    [`cached_ratio_${sources}`]: rounded(mean("round") / mean("cached"), 3),
  };
  return { figures, rows: (await told(world, sources)).rows };
}

/** How long until the healthy ones are recorded, without slow ones and beside them, by turns. */
async function waiting({ world }, sources) {
  const [well, slow] = [[], []];
  for (let run = 0; run <= Math.min(RUNS, LOOKS); run += 1) {
    const one = await beside(world, sources, "well");
    const other = await beside(world, sources, "slow");
    const [first] = other.records;
    assert.ok(first.observations >= other.healthy, `${first.observations} recorded first, of ${other.healthy} healthy`);
    const [quiet, late] = [one.records[0].after_ms, other.records.at(-1).after_ms];
    note(`healthy ones after ${quiet} ms, beside slow ones after ${first.after_ms} ms; those after ${late} ms`);
    if (run) well.push(quiet), slow.push([first.after_ms, late]);
  }
  const healthy = median(slow.map(([first]) => first));
  return {
    healthy_ms: rounded(median(well), 0),
    healthy_beside_slow_ms: rounded(healthy, 0),
    healthy_ratio: rounded(healthy / median(well), 2),
    slow_ms: rounded(median(slow.map(([, late]) => late)), 0),
  };
}

const open = [];
try {
  const world = await World.start();
  open.push(() => world.stop());
  const [pid] = runtimes();
  const loop = async () => {
    const before = runtimes();
    const other = await plain(new URL("bare.js", import.meta.url));
    open.push(() => other.stop());
    return { url: other.url, pid: runtimes().find((one) => !before.includes(one)) };
  };
  await world.clock("2026-05-04T00:00:10Z");
  const all = { world, round: { pid }, bare: await loop(), cached: await loop() };
  const few = await cost(all, 50);
  const many = await cost(all, 500);
  const rows = { rows_written_per_round: Math.max(few.rows, many.rows) };
  console.log(JSON.stringify({ runs: RUNS, ...few.figures, ...many.figures, ...rows, ...(await waiting(all, 50)) }));
} finally {
  for (const close of open.toReversed()) await close();
}
