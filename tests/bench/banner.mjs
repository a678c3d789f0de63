// How long until a person sees that something is wrong: `cargo xtask bench banner` runs this and judges what it prints.
//
// Three embeds in the same portal, each told of a named incident:
//   vanilla   the yardstick: a plain script that fetches a plain JSON, two requests (tests/bench/vanilla)
//   line      our tag and our element: the line, with the incident's title
//   widget    the same with `open`: the panel, with the incident's title
// Chromium on a slow 4G line with a processor four times as slow, a phone's screen, a cold cache; the portal and the embeds
// on origins of their own; bodies compressed as at an edge, the same for all. In each round each is loaded once, forth
// and back by turns, and compared with the yardstick of the same round; the figure is the median of these ratios.
// Before each load the page has lived a round, so that its state is fresh, as a worker that is asked in earnest has it.
//
// *Painted* is the end of the first frame in which the title stands on the screen. Requests and bytes (headers and all)
// are those of the embed's origin that were answered by then: what the line fetches after it was painted is not counted.
// Left out: names, connections and TLS, which cost every embed the same on its first request; HTTP/2, which one request
// does not need; the distance between edge and store.
//
//   node tests/bench/banner.mjs [rounds]        one JSON object on stdout, progress on stderr

import { readFile } from "node:fs/promises";
import { transform } from "esbuild";
import { launch } from "../support/browser.mjs";
import { spaces } from "../support/docs.mjs";
import { median, note, rounded } from "../support/figures.mjs";
import { front } from "../support/front.mjs";
import { site } from "../support/host.mjs";
import { Switchboard } from "../support/switches.mjs";
import { World } from "../support/world.mjs";
import { portals } from "./portal.mjs";
import { probe } from "./probe.mjs";

const ROUNDS = Number(process.argv[2] ?? 9);
/** As DevTools applies "slow 4G": milliseconds, and bytes per second. */
const LINE = { offline: false, latency: 562.5, downloadThroughput: 1_474_560 / 8, uploadThroughput: 675_000 / 8 };
const SLOWER = 4;
const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
const PATIENCE = 30_000;
/** How long the page is watched after the paint: what moves then, moves too. */
const SETTLED = 1500;

const TAG = 'async crossorigin="anonymous" referrerpolicy="no-referrer"';
const file = (name) => readFile(new URL(`vanilla/${name}`, import.meta.url), "utf8");

/** What each brings into the portal, and where its title is to be seen. */
async function embeds(edge, page, [theirs, ours]) {
  const space = await spaces(edge);
  const vanilla = `<script ${TAG} src="${edge}/status-banner.js" data-src="${edge}/summary.json"></script>`;
  const script = `<script ${TAG} src="${edge}/${page}/embed.js"></script>`;
  const own = (name, attribute, part, style) => ({
    name,
    head: `<style>${style}</style>${script}`,
    top: `<fyr-status ${attribute}></fyr-status>`,
    sight: { path: ["fyr-status", `[part=${part}]`], text: ours },
  });
  return [
    { name: "vanilla", head: vanilla, top: "", sight: { path: ["status-banner", ".b"], text: theirs } },
    own("line", "", "banner", space.line),
    own("widget", "open", "panel", space.panel),
  ];
}

/** Loads a portal once; gives what its reader saw and what travelled. */
async function load(browser, address, edge, sight) {
  const context = await browser.newContext(PHONE);
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    const requests = new Map();
    let begun;
    wire.on("Network.requestWillBeSent", ({ requestId, request, timestamp, wallTime }) => {
      begun ??= 1000 * (wallTime - timestamp);
      if (request.url.startsWith(edge)) requests.set(requestId, {});
    });
    wire.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
      if (requests.has(requestId)) requests.set(requestId, { at: begun + 1000 * timestamp, bytes: encodedDataLength });
    });
    await wire.send("Network.enable");
    await wire.send("Network.emulateNetworkConditions", LINE);
    await wire.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.addInitScript(probe, sight);
    await page.goto(address, { waitUntil: "commit" });
    await page.waitForFunction(() => window.seen.painted, undefined, { timeout: PATIENCE, polling: 200 });
    await page.waitForTimeout(SETTLED);
    const seen = await page.evaluate(() => ({ ...window.seen, at: performance.timeOrigin + window.seen.painted }));
    const answered = [...requests.values()].filter(({ at }) => at <= seen.at);
    const bytes = answered.reduce((sum, { bytes }) => sum + bytes, 0);
    return { ...seen, requests: answered.length, bytes };
  } finally {
    await context.close();
  }
}

/** One flat object: a median for each figure, and of the ratios also the best and the worst round. */
function summary(rounds) {
  const told = { runs: rounds.length };
  const all = (name, of) => rounds.map((round) => of(round[name], round));
  for (const name of ["line", "widget"]) {
    const ratios = all(name, ({ painted }, { vanilla }) => painted / vanilla.painted);
    told[`${name}_ratio`] = rounded(median(ratios), 3);
    told[`${name}_ratio_best`] = rounded(Math.min(...ratios), 3);
    told[`${name}_ratio_worst`] = rounded(Math.max(...ratios), 3);
  }
  for (const name of ["vanilla", "line", "widget"]) {
    told[`${name}_ms`] = rounded(median(all(name, ({ painted }) => painted)), 0);
    told[`${name}_requests`] = median(all(name, ({ requests }) => requests));
    told[`${name}_bytes`] = rounded(median(all(name, ({ bytes }) => bytes)), 0);
    told[`${name}_cls`] = rounded(Math.max(...all(name, ({ cls }) => cls)), 4);
    told[`${name}_long_tasks`] = median(all(name, ({ longTasks }) => longTasks));
  }
  return told;
}

const open = [];
try {
  const world = await World.start();
  open.push(() => world.stop());
  new Switchboard(world.upstreams, "west").turn("cloudflare", true);
  const page = world.instance("digireq");
  await world.round(page);
  const { incident } = (await world.get(`/api/v1/${page}/summary`)).json();

  const summaryJson = await file("summary.json");
  const { code } = await transform(await file("status-banner.js"), { minify: true });
  const edge = await front(world.url, {
    "/status-banner.js": { body: code, type: "text/javascript", immutable: true },
    "/summary.json": { body: summaryJson, type: "application/json" },
  });
  open.push(edge.stop);
  const contestants = await embeds(edge.url, page, [JSON.parse(summaryJson).incidents[0].name, incident.text]);
  const host = await site(portals(contestants));
  open.push(host.stop);
  const browser = await launch();
  open.push(() => browser.close());

  const once = async ({ name, sight }) => {
    await world.round(page);
    return load(browser, `${host.url}/${name}`, edge.url, sight);
  };
  note(`Chromium ${browser.version()}, ${ROUNDS} rounds after one that does not count`);
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const results = {};
    for (const contestant of round % 2 ? contestants : contestants.toReversed()) {
      results[contestant.name] = await once(contestant);
    }
    const times = contestants.map(({ name }) => `${name} ${Math.round(results[name].painted)} ms`);
    note(`${round ? `round ${round}` : "warm-up"}: ${times.join(", ")}`);
    if (round) rounds.push(results);
  }
  console.log(JSON.stringify(summary(rounds)));
} finally {
  for (const close of open.toReversed()) await close();
}
