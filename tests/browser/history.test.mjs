// The last days: a page that is complete without a script, and the same in the panel, by keyboard. Readable by everyone: light,
// dark, 320 pixels, every language, forced colours.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { badDay } from "../support/badday.mjs";
import { SCHEMES, assertNoSidewaysScroll, assertReadable, focused, shoot, tab, violations } from "../support/browser.mjs";
import { PATIENCE, Stage } from "../support/stage.mjs";

const LANGS = { nb: "Historikk", nn: "Historikk", sv: "Historik", en: "History" };
const DAYS = 90;

let stage;
let days;
let renew;
let here;
before(async () => {
  stage = await Stage.set();
  ({ days, renew } = await badDay(stage.world));
});
after(() => stage?.strike());
beforeEach(() => renew());
afterEach(async () => {
  assert.deepEqual(here.troubles, []);
  await here.close();
});

/** Opens a portal with the panel open. */
async function panel({ lang = "nb", ...options } = {}) {
  here = await stage.scene(stage.portal(stage.loader(days.bad), `<fyr-status lang="${lang}" show="always"></fyr-status>`, lang), options);
  await here.openPanel();
  return here.element.locator(".past > summary");
}

/** Opens the days there. */
async function opened(options) {
  const summary = await panel(options);
  await summary.click(PATIENCE);
  const bars = here.element.getByRole("listbox");
  await bars.first().waitFor(PATIENCE);
  return bars;
}

describe("on a page of their own", () => {
  const open = async (query, options) => {
    here = await tab(stage.browser, options);
    await here.page.goto(`${stage.world.url}/${days.bad}/history${query}`);
    return here.page;
  };

  test("without a script: every day is a bar, and a day that had something is named", async () => {
    const page = await open("?lang=nb", { javaScriptEnabled: false });
    const api = page.locator("section", { has: page.getByRole("heading", { name: "API", exact: true }) });
    assert.equal(await api.locator(".bars > .bar").count(), DAYS);
    assert.equal(await api.getByRole("list").filter({ has: page.locator(".bar") }).count(), 0, "the picture is not read out");
    const summary = api.locator("summary");
    assert.match(await summary.innerText(), /^1 dag med feil, vedlikehold eller manglende målinger$/);
    await summary.click();
    assert.match(await api.locator(".noted li").innerText(), /^\p{L}+dag \d+\. \p{L}+, hittil: Delvis utilgjengelig \d+ (s|min)/u);
  });

  for (const [lang, title] of Object.entries(LANGS)) {
    test(`it is readable by everyone, in ${lang}`, async () => {
      const page = await open(`?lang=${lang}`);
      assert.match(await page.title(), new RegExp(`^${title} `));
      await page.locator("details").evaluateAll((all) => all.forEach((it) => (it.open = true)));
      await assertReadable(page, `history-${lang}`);
    });
  }

  test("one gets there from the page, and back", async () => {
    here = await tab(stage.browser);
    await here.page.goto(`${stage.world.url}/${days.bad}?lang=en`);
    await here.page.getByRole("link", { name: "History" }).click();
    assert.equal(new URL(here.page.url()).pathname, `/${days.bad}/history`);
    await here.page.getByRole("link", { name: "Open the status page" }).click();
    assert.equal(new URL(here.page.url()).pathname, `/${days.bad}`);
  });

  test("with forced colours, what nobody knows is still told apart", async () => {
    const page = await open("?lang=nb", { forcedColors: "active" });
    const look = (selector) => page.locator(`.legend ${selector}`).first().evaluate((it) => {
      const { height, borderTopStyle, backgroundImage } = getComputedStyle(it, "::before");
      return `${height} ${borderTopStyle} ${backgroundImage}`;
    });
    const looks = await Promise.all([".bar", ".work", ".less", ".some", ".all", ".hatched", ".empty"].map(look));
    assert.equal(new Set(looks).size, looks.length, looks.join("\n"));
    await shoot(page, "history-forced");
  });
});

describe("in the panel", () => {
  test("nothing is asked for until a person opens them", async () => {
    const summary = await panel();
    const asked = () => here.asked.filter((path) => path.includes("/history"));
    assert.deepEqual(asked(), []);
    await summary.click();
    await here.element.getByRole("listbox").first().waitFor(PATIENCE);
    assert.equal(asked().length, 1);
  });

  test("by keyboard: one stop for each component, arrows, Home and End", async () => {
    const bars = await opened();
    const { page } = here;
    await here.element.locator(".past > summary").focus();
    await page.keyboard.press("Tab");
    const list = bars.first();
    const chosen = () => list.locator("[aria-selected=true]").evaluate((it) => [...it.parentElement.children].indexOf(it));
    const told = () => here.element.locator(".told").first().innerText();
    assert.equal((await focused(page)).visible, true);
    assert.equal(await list.evaluate((it) => it.getRootNode().activeElement === it), true, "the bars have the focus");
    assert.equal(await chosen(), DAYS - 1, "today is chosen");
    assert.match(await told(), /hittil: Delvis utilgjengelig/);
    for (const [key, at] of [["ArrowLeft", DAYS - 2], ["ArrowLeft", DAYS - 3], ["ArrowRight", DAYS - 2], ["Home", 0], ["ArrowLeft", 0], ["End", DAYS - 1], ["ArrowRight", DAYS - 1]]) {
      await page.keyboard.press(key);
      assert.equal(await chosen(), at, key);
      const active = await list.evaluate((it) => it.getRootNode().getElementById(it.getAttribute("aria-activedescendant")).ariaSelected);
      assert.equal(active, "true", "what is chosen is what is told");
    }
    await page.keyboard.press("Home");
    assert.match(await told(), /: Overvåkes ikke\.$/);
    await page.keyboard.press("Tab");
    assert.notEqual(await list.evaluate((it) => it.getRootNode().activeElement === it), true, "one stop leads on");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await chosen(), 0, "and back to where one was");
  });

  test("what is chosen stays when the status is renewed", async () => {
    const bars = await opened();
    await bars.first().focus();
    await here.page.keyboard.press("Home");
    await here.element.getByRole("button", { name: "Oppdater", exact: true }).click();
    await here.page.waitForTimeout(500);
    assert.match(await here.element.locator(".told").first().innerText(), /Overvåkes ikke/);
  });

  for (const lang of Object.keys(LANGS)) {
    test(`it is readable by everyone, in ${lang}`, async () => {
      for (const colorScheme of SCHEMES) {
        for (const width of [1280, 320]) {
          const bars = await opened({ lang, colorScheme, viewport: { width, height: 800 } });
          await bars.first().focus();
          await here.page.keyboard.press("End");
          await here.element.locator(".history details").evaluateAll((all) => all.forEach((it) => (it.open = true)));
          assert.deepEqual(await violations(here.page), [], `${colorScheme} ${width}`);
          await assertNoSidewaysScroll(here.page);
          await shoot(here.page, `panel-history-${lang}-${width}-${colorScheme}`);
          assert.deepEqual(here.troubles, []);
          await here.close();
        }
      }
      await panel({ lang });
    });
  }

  test("what cannot be had leads to the page", async () => {
    const summary = await panel({ before: ({ page }) => page.route("**/history/drawn**", (route) => route.fulfill({ status: 503, headers: { "access-control-allow-origin": "*" } })) });
    await summary.click();
    const link = here.element.getByRole("link", { name: "Historikk" });
    await link.waitFor(PATIENCE);
    assert.equal(await link.getAttribute("href"), `${stage.world.url}/${days.bad}/history?lang=nb&env=production`);
    here.troubles.length = 0;
  });
});
