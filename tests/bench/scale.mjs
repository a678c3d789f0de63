// What large pages cost: `cargo xtask bench scale` runs this and judges what it prints.
//
// Pages of 100, 1,000 and 10,000 own probes in two regions, each in a runtime of its own:
//   rounds      how long one takes, as a share of the interval that sources have where nobody says otherwise; CPU time of the
//               runtime's process per check; rows that a quiet round writes. Then a round of targets that are far away
//   onlookers   who asks, past everything that is remembered, while rounds are recorded: how long the longest waited
//   changes     rows for each source when all fail at once, and when all are well again
//   pages       a thousand of them in one deployment: all are read, and all stay known while no object answers
//   documents   bytes of what readers get, as it is and as it travels, and the time until each is made
// The yardstick is the page a tenth as large: what grows faster than the page is a defect.
//
//   node tests/bench/scale.mjs <runs>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { brotliCompressSync } from "node:zlib";
import { slow } from "../support/behaviours.mjs";
import { median, note, rounded } from "../support/figures.mjs";
import { REGIONS, anew, deployment, onlooking, rounds, told, turned } from "../support/load.mjs";
import { childrenOf, cpu, resident } from "../support/processes.mjs";
import { World } from "../support/world.mjs";

const RUNS = Number(process.argv[2]);
assert.ok(Number.isInteger(RUNS) && RUNS > 0, "write how often: node tests/bench/scale.mjs 3");
const SIZES = [100, 1_000, 10_000];
/** Seconds between the samples of a source, where nobody says otherwise. */
const INTERVAL = 300;
/** How many sources are asked in a run, at least: what is measured is told in hundredths of a second. */
const ASKED = 5_000;
/** How many pages a deployment has. */
const PAGES = 1_000;
/** How long a target takes that is far away, in milliseconds. */
const FAR = 100;

/** Seconds that something takes. */
async function seconds(work) {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** Rounds: seconds of one, microseconds of processor time per check, and the rows of the last. */
async function costs(world, pid, sources) {
  const times = Math.ceil(ASKED / sources);
  const runs = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const before = cpu(pid);
    let checks;
    const took = await seconds(async () => ({ checks } = await rounds(world, sources, times)));
    // In the first, everything is new.
    if (run) runs.push({ took: took / times, used: (1000 * (cpu(pid) - before)) / checks });
  }
  const { rows } = await told(world, sources);
  return { took: median(runs.map(({ took }) => took)), used: median(runs.map(({ used }) => used)), rows };
}

/** Seconds of a round of targets that are far away: the second, when it is known how they answer. */
async function far(world, sources) {
  const page = `load~${sources}`;
  world.upstreams.when({ page }, slow(FAR));
  const round = () => world.post(`/scripted/${page}/rounds-1`);
  await round();
  const before = world.upstreams.count;
  const took = await seconds(round);
  // Whom a call leaves because others took so long is asked again.
  assert.ok(world.upstreams.count - before >= REGIONS * sources, "every source is asked from every region");
  world.upstreams.mend(page);
  return took;
}

/** What readers get: bytes, bytes as it travels, and milliseconds until it is made. */
async function documents(world, sources) {
  const page = `load~${sources}`;
  const paths = {
    snapshot: `/api/v1/${page}`,
    summary: `/api/v1/${page}/summary`,
    page: `/${page}`,
    loader: `/${page}/embed.js`,
    history: `/api/v1/${page}/history`,
    history_page: `/${page}/history`,
  };
  const told = {};
  for (const [name, path] of Object.entries(paths)) {
    const took = [];
    let text;
    for (let run = 0; run < 5; run += 1) {
      await anew(() => world.forget());
      const answer = await anew(() => world.get(path));
      assert.equal(answer.status, 200, path);
      took.push(answer.took);
      ({ text } = answer);
    }
    const travels = brotliCompressSync(text).length;
    Object.assign(told, { [`${name}_kb`]: text.length / 1e3, [`${name}_br_kb`]: travels / 1e3, [`${name}_ms`]: median(took) });
  }
  return told;
}

/** Everything about a page of a size. */
async function page(sources) {
  const world = await World.start();
  try {
    const [pid] = childrenOf(process.pid, "workerd");
    await world.clock("2026-05-04T00:00:10Z");
    const cost = await costs(world, pid, sources);
    note(`${sources} sources: ${rounded(cost.took, 2)} s a round, ${Math.round(cost.used)} µs per check`);
    const { longest, asked } = await onlooking(world, sources, () => rounds(world, sources, Math.ceil(ASKED / sources)));
    note(`${sources} sources: ${asked} readers meanwhile, the longest waited ${Math.round(longest)} ms`);
    const changing = await onlooking(world, sources, () => turned(world, sources));
    const { down, well } = changing.result;
    note(`${sources} sources: ${down} rows when all fail, ${well} when all are well again`);
    const distant = await far(world, sources);
    note(`${sources} sources, ${FAR} ms away: ${rounded(distant, 1)} s a round`);
    const figures = {
      share: cost.took / INTERVAL,
      far_share: distant / INTERVAL,
      cpu_us: cost.used,
      rows_quiet: cost.rows,
      rows_down_per_source: down / sources,
      rows_well_per_source: well / sources,
      reader_s: longest / 1000,
      reader_changing_s: changing.longest / 1000,
      ...(await documents(world, sources)),
      memory_mb: resident(pid),
    };
    return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${name}_${sources}`, rounded(value, 4)]));
  } finally {
    await world.stop();
  }
}

/** How many of all pages are forgotten while others are read, and milliseconds that each took the first time. */
async function pages() {
  const world = await World.start();
  try {
    await world.clock("2026-05-04T00:00:10Z");
    const { remembered, seconds: took } = await deployment(world, PAGES);
    note(`${PAGES} pages: read in ${rounded(took, 1)} s, ${remembered} remembered`);
    return { pages_forgotten: PAGES - remembered, pages_ms: rounded((1000 * took) / PAGES, 1) };
  } finally {
    await world.stop();
  }
}

const all = await pages();
for (const sources of SIZES) Object.assign(all, await page(sources));
/** By how much a figure grows with a page ten times as large, for each of its sources. */
const growth = (name, from, to, tenfold = 1) => rounded(all[`${name}_${to}`] / all[`${name}_${from}`] / tenfold, 3);
const grown = {
  cpu_growth_1000: growth("cpu_us", 100, 1_000),
  cpu_growth_10000: growth("cpu_us", 1_000, 10_000),
  snapshot_growth: growth("snapshot_ms", 1_000, 10_000, 10),
  history_growth: growth("history_ms", 1_000, 10_000),
  page_growth: growth("page_ms", 1_000, 10_000, 10),
  loader_growth: growth("loader_ms", 1_000, 10_000, 10),
};
console.log(JSON.stringify({ runs: RUNS, ...grown, ...all }));
