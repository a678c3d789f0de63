// A thousand page files in one deployment, at the pace of production: `cargo xtask bench pages` runs this and judges what it prints.
//
// In each run a runtime of its own, with nothing stored:
//   first       the first request of all, before anything else
//   watchdog    how long it takes to wake the objects of all pages, and how long until each has lived a round
//   health      after a new start: how long a look at all takes, and how many looks, a minute apart, until each was seen
//   reads       every page by eight readers at a time: which cannot be read, how long the slowest took, and the one in the middle;
//               then the memory of the wasm instance, in which here all objects live beside the edge
//   again       a look at all when everything about them is known
// Of several runs the worst is told.
//
//   node tests/bench/pages.mjs <runs>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { median, note, rounded } from "../support/figures.mjs";
import { childrenOf, resident } from "../support/processes.mjs";
import { BUILT } from "../support/runtime.mjs";
import { World } from "../support/world.mjs";

const RUNS = Number(process.argv[2]);
assert.ok(Number.isInteger(RUNS) && RUNS > 0, "write how often: node tests/bench/pages.mjs 3");
/** How long is waited until every page has lived a round, in seconds: for so long a snapshot holds. */
const HOLDS = 180;
/** How many looks are taken at most. */
const LOOKS = 20;
const READERS = 8;

/** A look at the health of all: seconds, and each page. */
async function look(world) {
  const answer = await world.get("/healthz");
  const { pages } = answer.json();
  return { took: answer.took / 1000, pages };
}

/** The first request, and the watchdog. */
async function woken(world) {
  const first = await world.get("/api/v1/digireq-2");
  assert.equal(first.status, 200, first.text);
  const began = performance.now();
  const passed = () => (performance.now() - began) / 1000;
  assert.equal(await world.scheduled(), "ok");
  const watchdog = passed();
  const awake = new Set();
  let asleep;
  do {
    await wait(2_000);
    const { pages } = await look(world);
    for (const { page, as_of: at } of pages) if (at) awake.add(page);
    asleep = pages.length - awake.size;
    note(`${Math.round(passed())} s after the watchdog began: ${asleep} pages without a round`);
  } while (asleep > 0 && passed() < HOLDS);
  return { first_s: first.took / 1000, watchdog_s: watchdog, rounds_s: passed(), not_woken: asleep };
}

/** Looks at the health of all until every page was seen. */
async function health(world) {
  const unseen = new Set();
  const looks = [];
  let left;
  do {
    const { took, pages } = await look(world);
    if (looks.length === 0) pages.forEach(({ page }) => unseen.add(page));
    for (const { page, status } of pages) if (status !== "not_looked_at") unseen.delete(page);
    left ??= unseen.size;
    looks.push(took);
    note(`a look at all took ${rounded(took)} s, ${unseen.size} not seen yet`);
    if (unseen.size > 0) await world.after("60s");
  } while (unseen.size > 0 && looks.length < LOOKS);
  assert.equal(unseen.size, 0, `not seen in ${LOOKS} looks`);
  return { health_first_s: looks[0], health_left: left, health_slowest_s: Math.max(...looks), health_looks: looks.length };
}

/** Reads every page. */
async function reads(world) {
  const names = (await look(world)).pages.map(({ page }) => page);
  const left = names.values();
  const took = [];
  let unread = 0;
  const reader = async () => {
    for (const name of left) {
      const answer = await world.get(`/api/v1/${name}`);
      took.push(answer.took);
      if (answer.status !== 200 || answer.json().page !== name) unread += 1;
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return { pages: names.length, unread, slowest_s: Math.max(...took) / 1000, page_ms: median(took) };
}

async function run() {
  const world = await World.start({ tempo: null });
  try {
    const begun = await woken(world);
    await world.reopen();
    const seen = await health(world);
    const read = await reads(world);
    const [pid] = childrenOf(process.pid, "workerd");
    const { took } = await look(world);
    const { memory } = (await world.post("/scripted/remembered")).json();
    return { ...begun, ...seen, ...read, health_again_s: took, wasm_mb: memory / 1e6, memory_mb: resident(pid) };
  } finally {
    await world.stop();
  }
}

const runs = [];
for (let number = 0; number < RUNS; number += 1) runs.push(await run());
const figures = Object.keys(runs[0]).map((name) => [name, rounded(Math.max(...runs.map((one) => one[name])), 3)]);
const files = ["index.js", "index_bg.wasm"].map((name) => readFileSync(join(BUILT.scripted, name)));
const gzip = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
console.log(JSON.stringify({ runs: RUNS, ...Object.fromEntries(figures), worker_gzip_mb: rounded(gzip / 1e6) }));
