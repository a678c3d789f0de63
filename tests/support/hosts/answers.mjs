// Hostile hosts: what lies between them and the worker. What polls are answered with, what the loader is answered with, and
// versions that do not fit together. Rows of the table in `tests/browser/hosts.test.mjs`.

import assert from "node:assert/strict";
import { levelOf, look } from "../guards.mjs";
import { CALLS, pass } from "../stage.mjs";
import { WORDS } from "../story.mjs";

const LOADER = "**/embed.js";
/** What draws, where the loader came without it. */
const DRAWS = "**/embed/*.js";
const NETWORK = /^console: (Failed to load resource|Access to|Refused to|Loading failed)/;
const PROBLEM = { contentType: "application/problem+json", body: '{"status":503}' };
const ELSEWHERE = "http://localhost:9/elsewhere";
const answers = (what) => (route) =>
  route.fulfill(typeof what === "string" ? { status: 200, body: what } : { status: 200, ...what });

/** Answers which are none. */
const NONE = {
  "500": answers({ status: 500, body: "{}" }),
  "503 with a problem": answers({ status: 503, ...PROBLEM }),
  "204 and nothing": answers({ status: 204 }),
  "garbage": answers({ body: Buffer.from([0x01, 0x7b, 0xff, 0xfe, 0x00, 0x5b]) }),
  "HTML with 200": answers({ contentType: "text/html", body: "<!doctype html><p>Hei" }),
  "null": answers("null"),
  "JSON of something else": answers('{"components":"none","incidents":7}'),
  "ten megabytes of nothing": answers(" ".repeat(10_000_000)),
  "a redirect to somebody else": answers({
    status: 302,
    headers: { location: ELSEWHERE, "access-control-allow-origin": "*" },
  }),
  "nothing, offline": (route) => route.abort("internetdisconnected"),
  "nothing, for ever": () => {},
};

/** In the place of the worker: its own answers, as `change` makes them. */
const told = (change, headers) => async (route) => {
  const response = await route.fetch();
  const json = await response.json();
  const body = JSON.stringify(change(json) ?? json);
  return route.fulfill({ response, body, headers: { ...response.headers(), ...headers } });
};
/** The loader of the worker, with its state changed. */
const written = (change) => async (route) => {
  const response = await route.fetch();
  return route.fulfill({ response, body: change(await response.text()) });
};
const routes =
  (calls, loader) =>
  ({ context }) =>
    Promise.all([calls && context.route(CALLS, calls), loader && context.route(LOADER, loader)]);

const well = (it) => (it.components.forEach((one) => (one.level &&= "operational")), it);
const older = (it) => ({ ...it, as_of: new Date(Date.parse(it.as_of) - 60_000).toISOString() });
const ages = { level: "degraded", clock: true, ever: ["degraded"], says: "unknown", noise: NETWORK };
const long = async ({ page }) => {
  await pass(page, 300, 10);
  await page.waitForTimeout(100);
};
const stillThenLong = async (here) => {
  await pass(here.page, 30, 5);
  const { shown } = await look(here.frame);
  assert.deepEqual(
    shown.map(({ text }) => levelOf(text)),
    ["degraded"],
  );
  await long(here);
};
/** Polls are answered with nothing better than what is known: it stays, until it is too old. */
const polls = (name, calls, more) => ({
  name: `polls are answered with ${name}`,
  before: routes(calls),
  ...ages,
  act: stillThenLong,
  ...more,
});
/** Polls are answered with what is an answer, but may not be shown. */
const replaced = { ever: ["degraded", "unknown"], act: long };
const stays = (name, calls, loader, more) => ({
  name,
  level: "degraded",
  clock: true,
  before: routes(calls, loader),
  noise: NETWORK,
  act: async ({ page }) => pass(page, 30, 5),
  ...more,
});
const future = (it) => {
  it.future = { list: [1, { a: null }], text: "</script>" };
  it.components.forEach((one) => Object.assign(one, { future: [[]], weight: 1e99 }));
  return it;
};
const levels = (word) => (text) => text.replaceAll(/"level":"\w+"/g, `"level":${JSON.stringify(word)}`);

export const ANSWERS = [
  ...Object.entries(NONE).map(([name, calls]) => polls(name, calls)),
  polls(
    "an answer about another page",
    told((it) => ({ ...well(it), page: "other" })),
  ),
  polls(
    "what is too old already, and well",
    told((it) => ({ ...well(it), stale_after: it.as_of })),
    replaced,
  ),
  polls(
    "an answer that does not say when it was given, and is well",
    async (route) => {
      const response = await route.fetch();
      const { date, age, ...headers } = response.headers();
      return route.fulfill({ response, headers, json: well(await response.json()) });
    },
    replaced,
  ),
  polls("half an answer", async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    return route.fulfill({ response, body: text.slice(0, text.length / 2) });
  }),
  stays(
    "polls are answered with the right thing of a wrong type",
    told((it) => it, { "content-type": "text/plain" }),
  ),
  stays("polls are answered slowly", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return route.continue().catch(() => {});
  }),
  // The second request is the browser's own, and is not answered here.
  stays("polls are redirected to where the answer is", (route) =>
    route.fulfill({ status: 307, headers: { location: route.request().url(), "access-control-allow-origin": "*" } }),
  ),
  stays(
    "polls are answered with an older answer, which is well",
    told((it) => older(well(it))),
  ),
  stays("an old loader, a new worker: answers have fields that nobody knows", told(future)),
  stays(
    "a new loader, an old worker: its state has fields that nobody knows",
    undefined,
    written((text) => text.replace(/"langs":\{/, '"future":{"a":[1,null]},"langs":{"xx":null,')),
  ),
  stays(
    "a new loader, an old worker: answers lack what may be lacking",
    told((it) => {
      for (const one of it.components)
        for (const name of ["supplier", "since", "effect", "fallback"]) if (!one[name]) delete one[name];
      if (!it.incident) delete it.incident;
      return it;
    }),
    undefined,
    { opens: false },
  ),
  stays(
    "the state is of a version to come: nothing is shown",
    undefined,
    written((text) => text.replaceAll('"v":1', '"v":2').replaceAll("v:1,", "v:2,")),
    { says: "operational" },
  ),
  ...["wonderful", "OPERATIONAL", "operational ", "", "constructor", "__proto__"].map((word) => ({
    name: `every level is a word that nobody knows: "${word}"`,
    body: '<fyr-status show="always"></fyr-status>',
    level: "operational",
    clock: true,
    before: routes(
      told((it) => JSON.parse(levels(word)(JSON.stringify(it)))),
      written(levels(word)),
    ),
    says: "unknown",
    act: async ({ page }) => pass(page, 40, 5),
  })),
  {
    name: "one level is a word that nobody knows, the others are well",
    body: '<fyr-status show="always"></fyr-status>',
    level: "operational",
    clock: true,
    before: routes(
      told((it) => ((it.components[1].level = "wonderful"), it)),
      written((text) => text.replaceAll(/("id":"database","level":)"\w+"/g, '$1"wonderful"')),
    ),
    says: "unknown",
    act: async ({ page }) => pass(page, 40, 5),
  },
  ...Object.entries(NONE)
    .filter(([name]) => !/for ever/.test(name))
    .map(([name, answer]) => ({
      name: `the loader itself is answered with ${name}: nothing is shown, and the page goes on`,
      before: routes(undefined, answer),
      says: "operational",
      // A script that is none is reported by the browser itself, in the name of the page.
      noise: /^console: |SyntaxError|Unexpected|Invalid|is not defined/,
      act: async ({ page }) => page.waitForTimeout(200),
    })),
  {
    name: "the loader comes late",
    before: routes(undefined, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return route.continue();
    }),
  },
  {
    name: "the loader comes by way of a redirect",
    before: routes(undefined, (route) =>
      /again/.test(route.request().url())
        ? route.continue()
        : route.fulfill({
            status: 302,
            headers: { location: `${route.request().url()}?again`, "access-control-allow-origin": "*" },
          }),
    ),
  },
  {
    name: "the widget cannot be had",
    before: ({ context }) => context.route("**/widget/**", (route) => route.abort()),
    noise: NETWORK,
    opens: "link",
  },
  {
    name: "the widget is garbage",
    before: ({ context }) =>
      context.route("**/widget/**.wasm", answers({ contentType: "application/wasm", body: "garbage" })),
    opens: "link",
  },
  {
    name: "all is well, and then nobody answers: what draws cannot be had, and it is said all the same; and drawn when it can",
    level: "operational",
    clock: true,
    before: async ({ context }) => {
      await context.route(CALLS, (route) => route.abort());
      await context.route(DRAWS, (route) => route.abort());
    },
    says: "unknown",
    shapes: false,
    noise: NETWORK,
    act: async (here) => {
      await long(here);
      const { shown } = await look(here.frame);
      assert.deepEqual(
        shown.map(({ text }) => text),
        [`Story: ${WORDS.unknown}`],
      );
      assert.equal(await here.page.locator("[part=banner]").count(), 0);
    },
    finally: async (here) => {
      await here.context.unroute(DRAWS);
      await pass(here.page, 40, 5);
      await here.page.locator("[part=banner]").getByText(WORDS.unknown).waitFor();
    },
  },
  {
    name: "offline, and on line again",
    level: "degraded",
    clock: true,
    ever: ["unknown"],
    noise: NETWORK,
    act: async ({ page, context, stage }) => {
      await context.setOffline(true);
      await long({ page });
      await stage.renew();
      await context.setOffline(false);
      await pass(page, 30, 5);
    },
  },
  {
    name: "navigator.onLine is false, whatever is so",
    level: "degraded",
    clock: true,
    init: () => Object.defineProperty(navigator, "onLine", { get: () => false, configurable: true }),
    act: async ({ page }) => pass(page, 30, 5),
  },
];
