// What the first request after a start costs: `cargo xtask bench start` runs this and judges what it prints.
//
// For each pair, by turns, a process of the runtime is started for each of these, asked at its own socket, and ended:
//   fyr     the scripted worker, built as the deployed one is, on a store that has a state of the page
//   steps   the same worker, asked first for what needs less, so that it shows what the first request is made of
//   plain   the yardstick (`plain.js`): a plain module worker that gives the same bytes and headers out of a map
// Told are time and CPU time of the process (user and system, of every thread) until it listens, of the first request and of
// the second; medians of the pairs, and of the ratios in each pair. CPU is read when the process has come to rest, so what it
// does after it has answered is in it. The steps, each the first of its kind in its process:
//   instance    a page that is not there: the wasm is given its memory and its imports, and runs for the first time
//   page        a page that is there, with a wrong parameter: the page is read
//   object      the snapshot: the page's object is made, opens its store and reads it, and the snapshot is drawn up
//
// What these figures are not: the start of the platform where we deploy. There the wasm is compiled when it is uploaded, other
// machines have other processors, and the object lies elsewhere. Here the compiling is in the start of the process. What can be
// compared is this worker with that one, and with itself.
//
//   node tests/bench/start.mjs <pairs>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { median, note, rounded } from "../support/figures.mjs";
import { busy, withPid } from "../support/processes.mjs";
import { BUILT, plain, startHere } from "../support/runtime.mjs";
import { Upstreams } from "../support/upstreams.mjs";

const PAIRS = Number(process.argv[2]);
assert.ok(Number.isInteger(PAIRS) && PAIRS >= 3, "write how many pairs, three or more: node tests/bench/start.mjs 15");
const PAGE = "digdir";
const READ = `/api/v1/${PAGE}`;
/** Pairs that do not count: until then whoever asks compiles what it uses itself, and files are not in memory yet. */
const WARM = 1;
/** How long a process is left alone before its CPU time is read, in milliseconds. */
const REST = 150;
/** What is asked of a process, in this order: the name of the figure, the path, and the status. */
const ASKED = { first: [READ, 200], second: [READ, 200] };
const STEPS = { instance: ["/api/v1/nobody", 404], page: [`${READ}?env=nowhere`, 404], object: [READ, 200], again: [READ, 200] };

/** Asks on a connection of its own; gives the whole answer, and how many milliseconds it took. */
function ask(base, path) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(base + path, { agent: new Agent(), headers: { "accept-encoding": "identity" } }, (answer) => {
      const parts = [];
      answer.on("error", reject).on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ took: performance.now() - began, body: Buffer.concat(parts).toString(), status: answer.statusCode, headers: answer.headers }));
    });
    asked.on("error", reject).end();
  });
}

/** Starts a process, asks it, and ends it: time and CPU time of each part, in milliseconds. */
async function life(start, asking) {
  const figures = { start: {} };
  const { started: runtime, pid } = await withPid(async () => {
    const began = performance.now();
    const started = await start();
    figures.start.ms = performance.now() - began;
    return started;
  });
  try {
    await wait(REST);
    let used = busy(pid);
    figures.start.cpu = used;
    for (const [name, [path, status]] of Object.entries(asking)) {
      const answer = await ask(runtime.direct, path);
      assert.equal(answer.status, status, `${path}: ${answer.body.slice(0, 200)}`);
      await wait(REST);
      const now = busy(pid);
      figures[name] = { ms: answer.took, cpu: now - used };
      used = now;
    }
    return figures;
  } finally {
    await runtime.stop();
  }
}

/** What the plain worker answers: what ours does, which stores a state of the page to begin with. */
async function prepared(start) {
  const runtime = await start();
  try {
    const round = await fetch(`${runtime.direct}/scripted/${PAGE}/round`, { method: "POST" });
    assert.equal(round.status, 200, await round.text());
    const { headers, body } = await ask(runtime.direct, READ);
    const left = ["date", "content-length", "transfer-encoding", "connection", "keep-alive"];
    return { [READ]: { headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !left.includes(name))), body } };
  } finally {
    await runtime.stop();
  }
}

/** Medians of all pairs: of each contestant's figures, and of what ours are in relation to the yardstick's. */
function told(pairs) {
  const figures = { pairs: pairs.length };
  const add = (name, of) => (figures[name] = rounded(median(pairs.map(of))));
  for (const what of ["ms", "cpu"]) {
    for (const part of ["start", ...Object.keys(ASKED)]) {
      add(`${part}_${what}`, ({ fyr }) => fyr[part][what]);
      add(`${part}_plain_${what}`, (pair) => pair.plain[part][what]);
      add(`${part}_${what}_more`, (pair) => pair.fyr[part][what] - pair.plain[part][what]);
      add(`${part}_${what}_ratio`, (pair) => pair.fyr[part][what] / pair.plain[part][what]);
    }
    for (const step of Object.keys(STEPS)) add(`step_${step}_${what}`, ({ steps }) => steps[step][what]);
  }
  // The start of a plain process is long enough to be a measure that does not wobble: what the first request may cost keeps to it.
  add("first_cpu_of_start", ({ fyr, plain: than }) => fyr.first.cpu / than.start.cpu);
  return figures;
}

const upstreams = await Upstreams.start();
const state = await mkdtemp(join(tmpdir(), "fyr-"));
try {
  const vars = { FYR_UPSTREAMS: upstreams.base, FYR_TEMPO: "manual" };
  const ours = () => startHere({ build: BUILT.scripted, state, vars, direct: true });
  const answers = await prepared(ours);
  const theirs = () => plain(new URL("plain.js", import.meta.url), { ANSWERS: answers });
  const order = [["fyr", ours, ASKED], ["steps", ours, STEPS], ["plain", theirs, ASKED]];
  const pairs = [];
  for (let pair = 1 - WARM; pair <= PAIRS; pair += 1) {
    const lives = {};
    for (const [name, start, asking] of pair % 2 ? order : order.toReversed()) lives[name] = await life(start, asking);
    if (pair < 1) continue;
    pairs.push(lives);
    const line = ({ start, first, second }) => [start, first, second].map(({ ms, cpu }) => `${rounded(ms)} (${rounded(cpu)})`).join(", ");
    note(`${pair}/${PAIRS}: start, first, second in ms (CPU): ${line(lives.fyr)}; plain ${line(lives.plain)}`);
  }
  console.log(JSON.stringify(told(pairs)));
} finally {
  await upstreams.stop();
  await rm(state, { recursive: true, force: true, maxRetries: 3 });
}
