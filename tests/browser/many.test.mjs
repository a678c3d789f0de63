// A page of five hundred components: what is not well comes first, the list of all is folded under how many are how, and a poll
// in which one of them changes touches that one. For eyes, for keys and for whoever is read to.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { status } from "../support/behaviours.mjs";
import { assertNoSidewaysScroll, shoot, violations } from "../support/browser.mjs";
import { focus, unreadable } from "../support/sight.mjs";
import { Stage } from "../support/stage.mjs";

const SOURCES = 500;
const PAGE = `load~${SOURCES}-seen`;
/** Who is down, far from each other. */
const DOWN = [3, 250, 499];
const ALL = Array.from({ length: SOURCES }, (_, number) => number);
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };
/** How many stops of Tab lead through a panel at most. */
const STOPS = 16;

let stage;
let here;
/** Who is known to be down. */
let known;

const host = (number) => ({ page: PAGE, host: `t${number}.load.example` });
/** Some are down beyond doubt, and all others well: so many rounds are needed for that, if it is not so already. */
async function down(numbers, rounds = 3) {
  if (String(numbers) === String(known)) return;
  stage.world.upstreams.mend(PAGE);
  for (const number of numbers) stage.world.upstreams.when(host(number), status(500));
  await stage.world.post(`/scripted/${PAGE}/rounds-${rounds}`);
  await stage.world.forget();
  known = numbers;
}

before(async () => {
  stage = await Stage.set();
});
after(() => stage?.strike());
afterEach(async () => {
  const { troubles } = here;
  await here.close();
  assert.deepEqual(troubles, []);
});

/** Opens the panel in a portal, of the page with some that are down. */
async function portal(options, numbers = DOWN) {
  await down(numbers);
  const around = `<p><a href="#a">Before</a></p><fyr-status></fyr-status><p><a href="#b">After</a></p>`;
  here = await stage.scene(stage.portal(stage.loader(PAGE), around, "en"), { viewport: WIDE, ...options });
  await here.openPanel();
}

/** Every list of rows in the panel: how many there are, and how many of them can be seen. */
const lists = () =>
  here.element.evaluate((it) =>
    [...it.shadowRoot.querySelectorAll(".rows")].map((list) => {
      const rows = [...list.children];
      return [rows.length, rows.filter((row) => row.checkVisibility()).length];
    }),
  );
const fold = () => here.element.locator(".fold > summary");
const textOf = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();
/** Counts what changes in the panel from now on. */
const watch = () =>
  here.element.evaluate((it) => {
    window.touched = 0;
    const all = { childList: true, subtree: true, characterData: true, attributes: true };
    const told = ({ target }) => !(target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest("time, .foot");
    const counted = (records) => (window.touched += records.filter(told).length);
    new MutationObserver(counted).observe(it.shadowRoot.querySelector(".panel"), all);
  });
const touched = () => here.page.evaluate(() => window.touched);

describe("five hundred components", () => {
  test("what is not well comes first and is told, and the list of all is folded under its counts", async () => {
    await portal();
    assert.deepEqual(await lists(), [[DOWN.length, DOWN.length], [SOURCES, 0]]);
    assert.equal(await textOf(fold()), `${await title()} (500) Unavailable: 3 Operational: 497`);
    await fold().click();
    assert.deepEqual(await lists(), [[DOWN.length, DOWN.length], [SOURCES, SOURCES]]);
    assert.ok((await here.element.locator(".fold details[open]").count()) === 0, "nothing in it opens by itself");
  });

  const title = () => textOf(here.element.locator("section:has(.fold) > .heading"));

  test("nothing is cut off and nothing scrolls sideways in 1280 px and in 320 px, folded and unfolded", async () => {
    await portal();
    const inBoth = async (name, look = () => {}) => {
      for (const viewport of [WIDE, NARROW]) {
        await here.page.setViewportSize(viewport);
        await shoot(here.page, `many-${viewport.width}-${name}`);
        await assertNoSidewaysScroll(here.page);
        await look();
      }
    };
    await inBoth("folded", async () => assert.deepEqual(await unreadable(here.element), []));
    assert.deepEqual(await violations(here.page), []);
    await fold().click();
    await inBoth("unfolded");
  });

  test("the last days of a hundred are told, and a link leads to the others", async () => {
    await portal({ viewport: NARROW });
    const days = here.element.locator(".past");
    await days.locator("summary").first().click();
    await days.locator(".bars").first().waitFor();
    assert.equal(await days.locator(".bars[role=listbox]").count(), 100);
    assert.ok(await days.getByText("Services 1–100 of 500.").isVisible());
    await assertNoSidewaysScroll(here.page);
    await days.getByText("Services 1–100 of 500.").scrollIntoViewIfNeeded();
    await shoot(here.page, "many-320-history", { fullPage: false });
    const next = await days.getByRole("link", { name: "Show more services" }).getAttribute("href");
    assert.equal(next, `${stage.world.url}/${PAGE}/history?lang=en&env=production&after=service-99`);
    await here.page.goto(next);
    await here.page.getByRole("heading", { level: 1, name: "(services 101–200 of 500)" }).waitFor();
    await here.page.getByRole("navigation", { name: "More services" }).getByRole("link", { name: "Show from the start" }).waitFor();
    await assertNoSidewaysScroll(here.page);
    assert.deepEqual(await violations(here.page), []);
    await here.page.getByRole("navigation", { name: "More services" }).scrollIntoViewIfNeeded();
    await shoot(here.page, "many-320-history-page", { fullPage: false });
  });

  test("Tab leads through it in a few steps, folded and unfolded", async () => {
    await portal();
    for (const open of [false, true]) {
      if (open) await fold().click();
      await here.page.getByRole("link", { name: "Before" }).focus();
      let stops = 0;
      for (; stops <= STOPS; stops += 1) {
        await here.page.keyboard.press("Tab");
        if ((await focus(here.page))?.text === "After") break;
      }
      assert.ok(stops <= STOPS, `Tab does not lead out in ${STOPS} steps`);
      assert.ok(stops >= 4, "the button, the rows, the fold and the controls are stops");
    }
  });

  test("a poll in which nothing has changed touches nothing, and one change touches one row; focus and place stay", async () => {
    await portal({ viewport: NARROW });
    await fold().click();
    await here.element.locator(".fold .item").nth(400).scrollIntoViewIfNeeded();
    await fold().evaluate((it) => it.focus({ preventScroll: true }));
    await watch();
    const place = () => here.page.evaluate(() => scrollY);
    const was = await place();
    assert.ok(was > 5_000, "it is far down");
    const poll = () => here.element.getByRole("button", { name: "Refresh" }).evaluate((it) => it.click());
    const polled = async () => {
      const answered = here.page.waitForResponse(/api\/v1\//);
      await poll();
      await (await answered).finished();
      await here.page.waitForTimeout(300);
    };
    await polled();
    assert.equal(await touched(), 0);
    await down(DOWN.slice(0, 2), 1);
    await polled();
    assert.match(await textOf(fold()), /: 2 .*: 498$/);
    const changes = await touched();
    assert.ok(changes > 0 && changes < 60, `${changes} changes`);
    assert.ok(Math.abs((await place()) - was) < 200, `it was at ${was}, and is at ${await place()}`);
    assert.equal((await focus(here.page)).tag ?? "summary", "summary");
  });

  test("when all are down as many are told as anybody reads, and how many there are", async () => {
    await portal({}, ALL);
    assert.deepEqual(await lists(), [[20, 20], [SOURCES, 0]]);
    assert.match(await textOf(fold()), /\(500\) .*: 500$/);
  });
});
