// What a portal can ask of the element beyond what it shows by itself: an open panel, one component, an environment, a
// colour scheme, content of its own in slots.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { A_WHILE, PATIENCE, Stage, clocked, pass } from "../support/stage.mjs";
import { NAMES, OPEN, WATCHED_OK, WORDS } from "../support/story.mjs";


let stage;
let here;
before(async () => (stage = await Stage.set()));
after(() => stage?.strike());
beforeEach(() => stage.renew());
afterEach(() => here.close());

async function open(level, body, options) {
  here = await stage.scene(stage.portal(stage.loader(stage.pages[level]), body), options);
}

const panel = () => here.element.getByRole("heading").first();
const set = (name, value) => here.element.evaluate((it, given) => it.toggleAttribute(...given), [name, value]);

describe("open", () => {
  for (const level of ["operational", "major_outage"]) {
    test(`the panel is open from the start, ${level}`, async () => {
      await open(level, "<fyr-status open></fyr-status>");
      await panel().waitFor(PATIENCE);
      await here.says(level === "operational" ? WATCHED_OK : WORDS[level]);
      assert.equal(await here.element.getByRole("button", { name: OPEN, expanded: true }).count(), 1);
      assert.deepEqual(here.troubles, []);
    });
  }

  test("taken away and given back, the panel follows; what a person closes stays closed", async () => {
    await open("major_outage", "<fyr-status open></fyr-status>");
    await panel().waitFor(PATIENCE);
    await set("open", false);
    await panel().waitFor({ state: "hidden", ...PATIENCE });
    await set("open", true);
    await panel().waitFor(PATIENCE);
    await here.element.getByRole("button", { name: OPEN }).click();
    await panel().waitFor({ state: "hidden", ...PATIENCE });
    await set("show", true);
    await here.page.waitForTimeout(A_WHILE);
    assert.equal(await panel().filter({ visible: true }).count(), 0);
  });
});

describe("one component", () => {
  test("in trouble, the line is about it, and names it once", async () => {
    await open("major_outage", '<fyr-status components="api"></fyr-status>');
    await here.says(`${NAMES.api}: ${WORDS.major_outage}`);
    const line = await here.element.locator("[part=banner] p").innerText();
    assert.equal(line.trim(), `${NAMES.api}: ${WORDS.major_outage}`);
  });

  test("well, and asked to show that, it has its name too", async () => {
    await open("operational", '<fyr-status components="web" show="always"></fyr-status>');
    await here.says(`${NAMES.web}: ${WORDS.operational}`);
  });

  test("beside others, each tells of its own", async () => {
    const one = (id) => `<fyr-status components="${id}" show="always"></fyr-status>`;
    await open("major_outage", one("api") + one("web"));
    await here.says(`${NAMES.api}: ${WORDS.major_outage}`);
    await here.says(`${NAMES.web}: ${WORDS.operational}`, here.page.locator("fyr-status").nth(1).locator("[part=banner]"));
  });
});

describe("env", () => {
  test("an environment that the page does not have is unknown, never the production's", async () => {
    await open("operational", '<fyr-status env="test" show="always"></fyr-status>', { before: clocked });
    await pass(here.page, 6);
    await here.says(WORDS.unknown);
    assert.equal(await here.visible(WATCHED_OK).count(), 0);
    assert.ok(here.asked.some((path) => path.endsWith("/summary?lang=nb&env=test")), `${here.asked}`);
  });

  test("the one it has is what it says, and the link leads there", async () => {
    await open("major_outage", '<fyr-status env="production"></fyr-status>');
    await here.says(WORDS.major_outage);
    const href = await here.element.locator("[part=banner] [part=link]").getAttribute("href");
    assert.equal(href, `${stage.world.url}/${stage.pages.major_outage}?lang=nb&env=production`);
  });
});

describe("theme", () => {
  for (const [host, theme, scheme] of [
    ["light dark", "dark", "dark"],
    ["dark", "light", "light"],
    ["dark", "own light", "light"],
  ]) {
    test(`"${theme}" where the host has "${host}": ${scheme}`, async () => {
      await open("degraded", `<div style="color-scheme:${host}"><fyr-status theme="${theme}"></fyr-status></div>`);
      await here.says(WORDS.degraded);
      const background = await here.element
        .locator("[part=banner]")
        .evaluate((it) => getComputedStyle(it).backgroundColor.match(/\d+/g).map(Number));
      const isDark = background.slice(0, 3).every((it) => it < 80);
      assert.equal(isDark ? "dark" : "light", scheme, `${background}`);
    });
  }
});

describe("slots", () => {
  const body = `<fyr-status>
    <p slot="before">Before</p><p slot="after">Call 02800.</p>
    <h2 slot="heading">Own heading</h2><span slot="no-data">Nobody can tell now.</span></fyr-status>`;
  const seen = (words) => here.page.getByText(words).filter({ visible: true }).count();

  test("nothing of the portal's own is shown while all is well", async () => {
    await open("operational", body);
    await here.page.waitForFunction(() => document.querySelector("fyr-status").shadowRoot);
    await here.page.waitForTimeout(A_WHILE);
    for (const words of ["Before", "Call 02800.", "Own heading", "Nobody can tell now."]) assert.equal(await seen(words), 0, words);
  });

  test("before and after stand round the line, the heading in the panel", async () => {
    await open("major_outage", body);
    await here.says(WORDS.major_outage);
    assert.deepEqual([await seen("Before"), await seen("Call 02800."), await seen("Own heading")], [1, 1, 0]);
    await here.element.getByRole("button", { name: OPEN }).click();
    await here.page.getByText("Own heading").waitFor(PATIENCE);
    const tops = await Promise.all(
      ["Before", WORDS.major_outage, "Own heading", "Call 02800."].map(async (words) => {
        const { y } = await here.page.getByText(words).filter({ visible: true }).first().boundingBox();
        return y;
      }),
    );
    assert.deepEqual(tops, tops.toSorted((a, b) => a - b));
    assert.equal(await seen("Nobody can tell now."), 0);
  });

  test("what nobody knows is said in the portal's words", async () => {
    await open("unknown", body);
    await here.says(WORDS.unknown);
    assert.equal(await seen("Nobody can tell now."), 1);
    assert.equal(await here.visible("Utdaterte opplysninger").count(), 0);
  });
});
