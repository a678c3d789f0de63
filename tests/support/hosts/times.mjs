// Hostile hosts: clocks that are wrong, documents that come back, scripts that somebody has kept. Rows of the table in
// `tests/browser/hosts.test.mjs`.

import assert from "node:assert/strict";
import { CALLS, look, pass, watched } from "../stage.mjs";
import { turning } from "../turning.mjs";

const DAY = 86_400_000;
const SHOWN = '<fyr-status show="always"></fyr-status>';

/** A page of its own, for `here.turn()`. */
async function own(here) {
  const { page, turn } = await turning(here.stage);
  here.turn = turn;
  return page;
}

/** Leaves, and comes back to the very same document, which the browser has kept as it stood. */
async function andBack({ page, stage }, meanwhile) {
  await page.locator("fyr-status [part~=banner]").waitFor();
  await page.evaluate(() => (window.stood = true));
  await page.goto(`${stage.host.url}/portal.css`);
  await meanwhile();
  await page.goBack({ waitUntil: "commit" });
  assert.equal(await page.evaluate(() => window.stood), true, "it is the same document");
}

const steps = (name, by) => ({
  name,
  level: "degraded",
  clock: true,
  ever: ["unknown"],
  act: async ({ page }) => {
    await pass(page, 10);
    await page.evaluate((by) => {
      const { now } = Date;
      Date.now = () => now.call(Date) + by;
    }, by);
    await pass(page, 30, 5);
  },
});

export const TIMES = [
  { name: "the clock is a day behind", level: "degraded", clock: -DAY, act: async ({ page }) => pass(page, 30, 5) },
  { name: "the clock is a day ahead", level: "degraded", clock: DAY, act: async ({ page }) => pass(page, 30, 5) },
  {
    name: "the clock is thirty years behind, and in Apia",
    level: "degraded",
    clock: -30 * 365 * DAY,
    timezoneId: "Pacific/Apia",
    act: async ({ page }) => pass(page, 30, 5),
  },
  steps("the clock steps a day ahead", DAY),
  steps("the clock steps a day back", -DAY),
  steps("the clock steps an hour ahead", DAY / 24),
  {
    name: "the clock is a day ahead, and nobody can be asked",
    level: "degraded",
    clock: DAY,
    before: ({ context }) => context.route(CALLS, (route) => route.abort()),
    noise: /^console: Failed to load/,
    act: async ({ page }) => pass(page, 30, 5),
    opens: false,
  },
  {
    name: "the monotonic clock stands still",
    level: "degraded",
    init: () => (performance.now = () => 1234),
    ever: ["unknown"],
  },
  {
    name: "not looked at for an hour, then looked at while nobody answers",
    level: "degraded",
    clock: true,
    names: ["away"],
    before: (here) => Promise.all([watched(here, true), here.context.route(CALLS, (route) => route.abort())]),
    noise: /^console: Failed to load/,
    ever: [],
    says: "unknown",
    act: async ({ page }) => {
      await page.clock.runFor(3_600_000);
      await look(page, false);
      await pass(page, 10);
    },
  },
  {
    name: "looked at, and not looked at, and looked at",
    level: "degraded",
    clock: true,
    before: (here) => watched(here, true),
    names: ["away"],
    ever: ["unknown"],
    act: async ({ page }) => {
      for (let times = 0; times < 10; times += 1) {
        await look(page, times % 2 === 1);
        await pass(page, 20, 10);
      }
      await look(page, false);
      await pass(page, 10);
    },
  },
  {
    name: "kept as it stood and given back, when the line has gone",
    keeps: true,
    headers: { "cache-control": "no-cache" },
    level: "degraded",
    ever: ["degraded"],
    says: "unknown",
    noise: /^console: Failed to load/,
    names: ["stood"],
    act: (here) => andBack(here, () => here.context.setOffline(true)),
  },
  {
    name: "kept as it stood and given back, when it has become worse meanwhile",
    keeps: true,
    headers: { "cache-control": "no-cache" },
    page: own,
    body: SHOWN,
    ever: ["operational", "unknown"],
    names: ["stood"],
    act: (here) => andBack(here, here.turn),
  },
  {
    name: "back, when it has become worse meanwhile, and the browser has kept the script",
    page: own,
    body: SHOWN,
    level: "major_outage",
    ever: ["unknown"],
    before: kept,
    act: async (here) => {
      await here.page.goto(`${here.stage.host.url}/portal.css`);
      await here.turn();
      await here.page.goBack();
    },
  },
  {
    name: "back, when nobody answers, and the browser has kept the script",
    page: own,
    body: SHOWN,
    says: "unknown",
    noise: /^console: Failed to load/,
    before: kept,
    act: async (here) => {
      await here.page.goto(`${here.stage.host.url}/portal.css`);
      await here.context.route(CALLS, (route) => route.abort());
      await here.page.goBack();
    },
  },
  {
    name: "a service worker of the host's has kept our script from better days",
    page: own,
    body: SHOWN,
    ever: ["unknown"],
    kept: ["host"],
    files: {
      "/keeps.js": {
        type: "text/javascript",
        body: `addEventListener("install", () => skipWaiting());
          addEventListener("activate", (event) => event.waitUntil(clients.claim()));
          addEventListener("fetch", (event) => event.request.url.endsWith("/embed.js") && event.respondWith((async () => {
            const kept = await caches.open("host");
            const found = await kept.match(event.request);
            if (found) return found;
            const answer = await fetch(event.request);
            const headers = new Headers(answer.headers); // as of an hour ago: the browser's own cache is not in question
            headers.set("date", new Date(Date.now() - 3600000).toUTCString());
            await kept.put(event.request, new Response(await answer.blob(), { headers }));
            return kept.match(event.request);
          })()));`,
      },
    },
    act: async (here) => {
      const { page } = here;
      await page.evaluate(async () => {
        await navigator.serviceWorker.register("/keeps.js");
        await navigator.serviceWorker.ready;
      });
      await page.reload();
      await here.turn();
      await page.reload();
    },
    finally: ({ page }) => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.unregister()),
  },
];

/** The browser gives the first copy of the script again and again, as it does from its cache after back and forward. */
async function kept({ context }) {
  let first;
  await context.route("**/embed.js", async (route) => {
    first ??= await route.fetch();
    return route.fulfill({ response: first });
  });
}
