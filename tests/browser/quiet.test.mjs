// What a portal pays for the embed while nothing is wrong, and what it does not pay when something is: requests as they
// arrive at our edge, what is left behind in the browser, long tasks, and what moves.
//
// What moves is looked for at its worst: the loader is held back until the portal has been painted without it.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { json } from "../support/behaviours.mjs";
import { spaces } from "../support/docs.mjs";
import { front } from "../support/front.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { A_WHILE, CALLS, PATIENCE, Stage, clocked, pass } from "../support/stage.mjs";
import { WORDS } from "../support/story.mjs";

const TEN_MINUTES = 600;
const WIDTHS = [320, 1280];
/** Loads that may be disturbed by whatever else the machine does; what a load costs by itself, all of them show. */
const LOADS = 5;

/** A page whose line is long: a component's name and the title of its incident. */
const SUPPLIER = "www.cloudflarestatus.com";
const INCIDENT = { title: "Elevated error rates in Northern Europe", impact: "major", affects: ["Authoritative DNS"] };
const REPORTED = json(summaryOf(SUPPLIER, { components: { "Authoritative DNS": "partial_outage" }, incidents: [INCIDENT] }));

const ELEMENT = "<fyr-status></fyr-status>";
/** What a portal has below the element. */
const TEXT = `<p>${"Send rekvisisjoner som skal belastes årets budsjett, innen fristen. ".repeat(9)}</p>`.repeat(9);

let stage;
let edge;
let space;
let here;
before(async () => {
  stage = await Stage.set();
  stage.pages.incident = stage.world.instance("digireq");
  stage.world.upstreams.when({ host: SUPPLIER, page: stage.pages.incident }, REPORTED);
  edge = await front(stage.world.url);
  space = await spaces(stage.world.url);
});
after(async () => {
  await edge?.stop();
  await stage?.strike();
});
beforeEach(async () => {
  edge.asked.length = 0;
  await Promise.all([stage.renew(), stage.world.round(stage.pages.incident)]);
});
afterEach(() => here.close());

/** Counts what a page must not have: shifts of its layout, and tasks that hold it up. */
function count() {
  window.counted = { shift: 0, longTasks: 0 };
  const observe = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe("layout-shift", ({ value }) => (window.counted.shift += value));
  observe("longtask", () => (window.counted.longTasks += 1));
}

/** Lets a request go on when the page has been painted. */
async function whenPainted(route) {
  const painted = () => performance.getEntriesByName("first-contentful-paint").length > 0;
  await route.request().frame().page().waitForFunction(painted);
  await route.continue();
}

/** Opens a portal with the page's loader, as our edge serves it. */
async function open(level, { body, style = "", before, ...options } = {}) {
  const loader = stage.loader(stage.pages[level]).replace(stage.world.url, edge.url);
  const html = stage.portal(`<style>${style}</style>${loader}`, body ?? ELEMENT + TEXT);
  const first = async (tab) => {
    await tab.page.addInitScript(count);
    await before?.(tab);
  };
  here = await stage.scene(html, { ...options, before: first });
}

const late = ({ context }) => context.route("**/embed.js", whenPainted);
const asked = () => edge.asked.map(({ method, path }) => `${method} ${path}`);

/** What was counted when the page has come to rest. */
async function counted() {
  await here.page.waitForLoadState("networkidle");
  await here.page.waitForTimeout(A_WHILE);
  return here.page.evaluate(() => window.counted);
}

describe("all is well", () => {
  test("one request reaches us, and nobody else is asked", async () => {
    const origins = new Set();
    const before = ({ page }) => page.on("request", (request) => origins.add(new URL(request.url()).origin));
    await open("operational", { before });
    await counted();
    assert.deepEqual(asked(), [`GET /${stage.pages.operational}/embed.js`]);
    assert.deepEqual([...origins], [stage.host.url, edge.url]);
    assert.deepEqual(here.troubles, []);
  });

  test("no long task", async () => {
    const load = async () => {
      await open("operational");
      return (await counted()).longTasks;
    };
    const found = [await load()];
    while (found.at(-1) > 0 && found.length < LOADS) {
      await here.close();
      found.push(await load());
    }
    assert.equal(found.at(-1), 0, `long tasks in each of ${LOADS} loads: ${found}`);
  });

  for (const [name, style] of [["without any space", () => ""], ["in the space of the line", () => space.line]]) {
    for (const width of WIDTHS) {
      test(`nothing moves: ${name}, ${width} px, the loader comes late`, async () => {
        await open("operational", { style: style(), before: late, viewport: { width, height: 800 } });
        await here.page.waitForFunction(() => document.querySelector("fyr-status").shadowRoot);
        assert.equal((await counted()).shift, 0);
      });
    }
  }
});

describe("what travels and what stays", () => {
  for (const level of ["operational", "major_outage"]) {
    test(`${level}: no cookie, no Referer, no storage, whatever the portal's own policy is`, async () => {
      const before = ({ context }) => context.addCookies([{ name: "session", value: "secret", url: edge.url }]);
      await open(level, { headers: { "referrer-policy": "unsafe-url" }, before });
      await counted();
      edge.asked.length = 0;
      // Cookies do not know ports: in a portal of our own host's name they would be sent along.
      await here.page.goto(here.url.replace("localhost", "127.0.0.1"));
      if (level !== "operational") {
        await here.openPanel();
      }
      await counted();
      assert.equal(edge.asked.length, level === "operational" ? 1 : 4, `${asked()}`);
      for (const { path, headers } of edge.asked) {
        for (const name of ["cookie", "referer", "authorization"]) assert.equal(headers[name], undefined, `${name}: ${path}`);
      }
      const kept = await here.page.evaluate(async () => [
        ...[...Object.keys(localStorage), ...Object.keys(sessionStorage)],
        ...[...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys())],
        ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
      ]);
      assert.deepEqual(kept, []);
      assert.deepEqual((await here.context.cookies()).map(({ name }) => name), ["session"]);
      assert.deepEqual(here.troubles, []);
    });
  }
});

describe("ten minutes", () => {
  const TWO = '<fyr-status></fyr-status><fyr-status components="api,web"></fyr-status>';

  /**
   * Fails unless `requests` are polls of one path: never more often than the server asks for, less a tenth; nor much less
   * often, where waiting for an answer takes a step or two of the clock.
   */
  function assertPolls(requests, path, pace) {
    assert.deepEqual([...new Set(requests)], [`GET ${path}`]);
    const [least, most] = [Math.floor(TEN_MINUTES / (1.1 * pace + 4)) - 1, Math.ceil(TEN_MINUTES / (0.9 * pace)) + 1];
    assert.ok(requests.length >= least && requests.length <= most, `${requests.length} polls, not ${least} to ${most}`);
  }
  const pace = async (page) => (await stage.world.get(`/api/v1/${page}/summary`)).json().poll;

  test("all is well: a poll is one request for all elements, and nothing else is asked", async () => {
    const page = stage.pages.operational;
    await open("operational", { body: TWO, before: clocked });
    await pass(here.page, TEN_MINUTES);
    const [loader, ...polls] = asked();
    assert.equal(loader, `GET /${page}/embed.js`);
    assertPolls(polls, `/api/v1/${page}/summary?lang=nb`, await pace(page));
  });

  test("with trouble and the panel open: the widget once, then a poll is one request", async () => {
    const page = stage.pages.major_outage;
    await open("major_outage", { body: TWO, before: clocked });
    await here.element.getByRole("button", { expanded: false }).click(PATIENCE);
    await pass(here.page, 4);
    await here.element.getByRole("heading").first().waitFor(PATIENCE);
    const isWidget = (line) => line.startsWith("GET /widget/");
    assert.equal(asked().filter(isWidget).length, 2);
    await pass(here.page, TEN_MINUTES);
    const [loader, ...rest] = asked();
    assert.equal(loader, `GET /${page}/embed.js`);
    assert.equal(rest.filter(isWidget).length, 2);
    assertPolls(rest.filter((line) => !isWidget(line)), `/api/v1/${page}?lang=nb`, await pace(page));
  });
});

describe("trouble, where space is reserved as documented", () => {
  const TROUBLE = Object.entries({ ...WORDS, incident: INCIDENT.title }).filter(([level]) => level !== "operational");

  for (const [level, words] of TROUBLE) {
    for (const width of WIDTHS) {
      test(`the line, ${level}, ${width} px: nothing moves`, async () => {
        await open(level, { style: space.line, before: late, viewport: { width, height: 800 } });
        await here.says(words);
        assert.equal((await counted()).shift, 0);
      });
    }
  }

  for (const width of WIDTHS) {
    test(`the line of a trouble that comes while the portal is open, ${width} px: nothing moves`, async () => {
      const { operational: page, major_outage: other } = stage.pages;
      const answer = async (route) => {
        const response = await route.fetch({ url: route.request().url().replace(page, other) });
        await route.fulfill({ response, body: (await response.text()).replaceAll(other, page) });
      };
      const before = (tab) => Promise.all([clocked(tab), tab.context.route(CALLS, answer)]);
      await open("operational", { style: space.line, before, viewport: { width, height: 800 } });
      await pass(here.page, 40);
      await here.says(WORDS.major_outage);
      assert.equal((await counted()).shift, 0);
    });
  }

  for (const level of ["operational", "major_outage", "incident"]) {
    for (const width of WIDTHS) {
      test(`the open panel, ${level}, ${width} px: nothing moves`, async () => {
        const body = "<fyr-status open></fyr-status>" + TEXT;
        await open(level, { body, style: space.panel, before: late, viewport: { width, height: 800 } });
        await here.element.getByRole("heading").first().waitFor(PATIENCE);
        assert.equal((await counted()).shift, 0);
      });
    }
  }

  test("without the space the same portal does move: the measure sees it", async () => {
    await open("major_outage", { before: late });
    await here.says(WORDS.major_outage);
    assert.ok((await counted()).shift > 0);
  });

  test("the tag alone puts its line in and moves what is there: only an element has a space", async (context) => {
    await open("major_outage", { body: TEXT, before: late });
    await here.says(WORDS.major_outage);
    const { shift } = await counted();
    context.diagnostic(`layout shift ${shift.toFixed(3)} in a window of 1280 by 800 px`);
    assert.ok(shift > 0);
  });
});
