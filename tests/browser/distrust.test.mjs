// What an element does not believe: answers of the wrong shape or of another page, answers older than what it shows,
// clocks that stood still, and what was inlined long ago. And what it shows where the panel cannot be had.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { violations } from "../support/browser.mjs";
import { A_WHILE, CALLS, PATIENCE, Stage, clocked, look, pass, watched } from "../support/stage.mjs";
import { LEVEL_WORDS, OPEN, WATCHED_OK, WORDS } from "../support/story.mjs";

/** After which a server's `Date` is another, in milliseconds. */
const A_SECOND = 1_100;

let stage;
let here;
before(async () => (stage = await Stage.set()));
after(() => stage?.strike());
beforeEach(() => stage.renew());
afterEach(async () => {
  const exceptions = here.troubles.filter((trouble) => trouble.startsWith("error"));
  await here.close();
  assert.deepEqual(exceptions, []);
});

async function open(level, body, { head = "", lang, ...options } = {}) {
  here = await stage.scene(stage.portal(head + stage.loader(stage.pages[level]), body, lang), options);
}

const line = () => here.element.locator("[part=banner]").innerText();

/** In the place of the API: its own answers, as `change` makes them. */
const changed = (change) => ({ context }) =>
  context.route(CALLS, async (route) => {
    const response = await route.fetch();
    const told = await response.json();
    await route.fulfill({ response, json: change(told) ?? told });
  });

const both = (...steps) => (tab) => Promise.all(steps.map((step) => step(tab)));

describe("an answer that is none", () => {
  const WRONG = {
    "components are no list": (it) => ({ ...it, components: {} }),
    "a component is null": (it) => ({ ...it, components: [null] }),
    "a name is no text": (it) => (it.components.forEach((one) => (one.name = { text: 7 })), it),
    "another page": (it) => ({ ...it, page: "other" }),
    "no instants": (it) => ({ ...it, as_of: "soon", stale_after: "later" }),
    "asks to be asked at once": (it) => ({ ...it, poll: -5 }),
    "incidents are no list": (it) => ({ ...it, incidents: 7 }),
    "an incident without words": (it) => ({ ...it, incidents: [{}] }),
  };
  for (const [what, change] of Object.entries(WRONG)) {
    test(`${what}: the line stays, ages, and asks no oftener`, async () => {
      await open("degraded", undefined, { before: both(clocked, changed(change)) });
      await here.says(WORDS.degraded);
      await pass(here.page, 30);
      await here.says(WORDS.degraded);
      assert.ok(here.asked.filter((path) => path.startsWith("/api/")).length < 8, `${here.asked}`);
      await pass(here.page, 300, 5);
      await here.says(WORDS.unknown);
    });
  }
});

test("an older answer does not replace a newer one", async () => {
  let arrived = 0;
  const well = (it) => {
    arrived += 1;
    it.components.forEach((one) => (one.level &&= "operational"));
    return { ...it, as_of: new Date(Date.parse(it.as_of) - 30_000).toISOString() };
  };
  await open("degraded", undefined, { before: both(clocked, changed(well)) });
  await here.says(WORDS.degraded);
  await pass(here.page, 30);
  assert.ok(arrived > 0, "it was asked");
  await here.says(WORDS.degraded);
});

test("the panel without a known time is as unknown as the line", async () => {
  const undated = ({ context }) =>
    context.route(CALLS, async (route) => {
      const response = await route.fetch();
      const { date, age, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
  await open("degraded", undefined, { before: undated });
  await here.openPanel();
  const panel = await here.element.locator("[part=panel]").innerText();
  assert.match(panel, new RegExp(WORDS.unknown));
  assert.doesNotMatch(panel, /Normal drift/);
});

describe("after a sleep", () => {
  test("what was known is unknown until there is an answer", async () => {
    await open("degraded", undefined, { before: clocked });
    await here.says(WORDS.degraded);
    await here.page.waitForTimeout(A_WHILE);
    await here.context.route(CALLS, (route) => route.abort());
    // The wall clock goes on; the monotonic one stood still.
    await here.page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now.call(Date) + 600_000;
    });
    await pass(here.page, 20);
    await here.says(WORDS.unknown);
    await here.context.unroute(CALLS);
    await pass(here.page, 60);
    await here.says(WORDS.degraded);
  });

  test("back online, it asks at once", async () => {
    await open("operational", '<fyr-status show="always"></fyr-status>');
    await here.says(WATCHED_OK);
    const asked = here.asked.length;
    await here.page.evaluate(() => dispatchEvent(new Event("online")));
    await here.page.waitForTimeout(A_WHILE);
    assert.equal(here.asked.length, asked + 1);
  });

  test("a tab that comes back says nothing of what it does not know yet", async () => {
    let held = [];
    const hold = ({ context }) => context.route(CALLS, (route) => held.push(route));
    await open("operational", undefined, { before: both(clocked, hold, watched) });
    await here.page.waitForFunction(() => customElements.get("fyr-status"));
    await look(here.page, true);
    await here.page.clock.runFor(400_000);
    await stage.renew();
    await look(here.page, false);
    // The server lives at the real time: what it says in the second in which it was inlined is taken for the same answer.
    await here.page.waitForTimeout(A_SECOND);
    assert.equal(held.length, 1);
    assert.equal(await here.element.evaluate((it) => it.getBoundingClientRect().height), 0);
    await here.page.clock.runFor(3500);
    await here.says(WORDS.unknown);
    assert.equal(await here.element.getByRole("status").textContent(), "", "nothing is spoken before there is an answer");
    await held[0].continue();
    held = [];
    await here.visible(WORDS.unknown).first().waitFor({ state: "hidden", ...PATIENCE });
    assert.equal(await here.element.getByRole("status").textContent(), "");
  });
});

test("a language that comes later waits for an answer of its own", async () => {
  await open("degraded", undefined, { before: clocked });
  await here.says(WORDS.degraded);
  await pass(here.page, 30);
  await here.context.route(CALLS, (route) => route.abort());
  await here.page.evaluate(() => (document.documentElement.lang = "en"));
  await pass(here.page, 20);
  await here.says(LEVEL_WORDS.en.unknown);
  await here.context.unroute(CALLS);
  await pass(here.page, 120);
  await here.says(LEVEL_WORDS.en.degraded);
});

describe("what the line names", () => {
  test("what is at the worst level comes first, and no incident about something else", async () => {
    await open("partial_outage");
    await here.says(WORDS.partial_outage);
    const { components, incidents } = (await stage.world.get(`/api/v1/${stage.pages.partial_outage}?lang=nb`)).json();
    const bad = components.filter((it) => it.level === "partial_outage" && !it.supplier);
    const said = await line();
    for (const { name } of bad.slice(0, 3)) assert.ok(said.includes(name.text), said);
    for (const it of incidents) {
      const about = it.impact === "partial_outage" && it.components.some((id) => bad.some((one) => one.id === id));
      assert.equal(said.includes(it.title.text), about, said);
    }
  });

  test("many are counted, and foreign words are marked", async () => {
    const many = (it) => {
      const one = (n) => ({ id: `c${n}`, level: "major_outage", name: { text: `Part ${n}`, ...(n === 1 && { lang: "en" }) } });
      const more = { since: it.as_of, reason: null, depends_on: [], supplier: false, effect: null, fallback: null, status_page: null };
      return { ...it, components: [1, 2, 3, 4, 5].map((n) => ({ ...more, ...one(n) })), incidents: [] };
    };
    await open("degraded", undefined, { before: changed(many) });
    await here.says("Part 1");
    assert.match(await line(), /Part 1, Part 2, Part 3 \+ 2/);
    assert.equal(await here.visible("Part 1").first().evaluate((it) => it.lang), "en");
  });
});

describe("where the panel cannot be had", () => {
  test("the snapshot does not come: after 10 s a link, and the button again when it comes", async () => {
    await open("degraded", undefined, { before: both(clocked, ({ context }) => context.route(CALLS, (route) => route.abort())) });
    await here.element.getByRole("button", { name: OPEN }).click();
    await pass(here.page, 20);
    await here.element.getByRole("link", { name: OPEN }).waitFor(PATIENCE);
    assert.equal(await here.element.getByRole("button").filter({ visible: true }).count(), 0);
    await here.context.unroute(CALLS);
    await pass(here.page, 120);
    await here.element.getByRole("button", { name: OPEN }).waitFor(PATIENCE);
    assert.equal(await here.element.getByRole("link", { name: OPEN }).filter({ visible: true }).count(), 0);
  });

  test("the widget cannot read one snapshot: a link, and the button again with the next", async () => {
    let answers = 0;
    const once = (it) => ((answers += 1) === 1 ? { ...it, zone: 7 } : it);
    await open("degraded", undefined, { before: both(clocked, changed(once)) });
    await here.element.getByRole("link", { name: OPEN }).waitFor(PATIENCE);
    await pass(here.page, 40);
    await here.element.getByRole("button", { name: OPEN }).waitFor(PATIENCE);
  });

  test("the widget cannot read the snapshot: a link", async () => {
    await open("degraded", undefined, { before: changed((it) => ({ ...it, zone: 7 })) });
    await here.element.getByRole("link", { name: OPEN }).waitFor(PATIENCE);
  });
});

describe("in shadow roots", () => {
  const inside = (lang) => `<div id="app" lang="${lang}"></div><script>
    document.getElementById("app").attachShadow({ mode: "open" }).innerHTML = "<p><fyr-status></fyr-status></p>";</script>`;

  test("the language is that of the host around, and there is no second line", async () => {
    await open("major_outage", inside("sv"));
    await here.element.getByText(LEVEL_WORDS.sv.major_outage).first().waitFor(PATIENCE);
    await here.page.waitForTimeout(A_WHILE);
    assert.equal(await here.page.locator("fyr-status").count(), 1);
  });

  test("an element that comes later takes the place of the automatic line, which is a region", async () => {
    await open("major_outage", "<p>Text</p>");
    await here.says(WORDS.major_outage);
    assert.equal(await here.page.getByRole("region", { name: "Story" }).count(), 1);
    assert.deepEqual(await violations(here.page), []);
    await here.page.evaluate(() => {
      const root = document.querySelector("main").attachShadow({ mode: "open" });
      root.append(document.createElement("slot"), document.createElement("fyr-status"));
    });
    await here.says(WORDS.major_outage);
    assert.equal(await here.page.locator("fyr-status").count(), 1);
    assert.equal(await here.page.locator("fyr-status[auto]").count(), 0);
  });
});

test("printed, there is no button", async () => {
  await open("major_outage");
  await here.element.getByRole("button", { name: OPEN }).waitFor(PATIENCE);
  await here.page.emulateMedia({ media: "print" });
  assert.equal(await here.visible(OPEN).count(), 0);
  await here.says(WORDS.major_outage);
});

test("the focus is seen as the host wants it", async () => {
  await open("major_outage", undefined, { head: "<style>:root{--fyr-focus-outer:rgb(1,2,3);--fyr-focus-inner:rgb(4,5,6)}</style>" });
  const button = here.element.getByRole("button", { name: OPEN });
  await button.waitFor(PATIENCE);
  await here.page.keyboard.press("Tab");
  const { outlineColor, boxShadow, height } = await button.evaluate((it) => {
    const { outlineColor, boxShadow, height } = getComputedStyle(it);
    return { outlineColor, boxShadow, height };
  });
  assert.equal(outlineColor, "rgb(1, 2, 3)");
  assert.match(boxShadow, /rgb\(4, 5, 6\)/);
  assert.ok(parseFloat(height) >= 44, height);
});

test("a service worker may have kept the script for long: what it holds is not believed", async () => {
  const kept = () => {
    const { getEntriesByName } = performance;
    performance.getEntriesByName = (name) => getEntriesByName.call(performance, name).map(() => ({ workerStart: 1 }));
  };
  const before = both((tab) => tab.page.addInitScript(kept), ({ context }) => context.route(CALLS, (route) => route.abort()));
  await open("degraded", undefined, { before });
  await here.says(WORDS.unknown);
  const { headers } = await stage.world.get(`/${stage.pages.degraded}/embed.js`);
  assert.equal(headers.get("timing-allow-origin"), "*", "the page may see which way the script came");
});
