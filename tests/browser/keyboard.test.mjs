// The whole way by keyboard: from the top of a portal to every control of the element and out of it again, and through
// the page rendered at the edge. What has the focus can be seen, and is large enough to hit.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { focused, tab } from "../support/browser.mjs";
import { portal } from "../support/host.mjs";
import { Stage } from "../support/stage.mjs";
import { OPEN, PAUSE, RESUME } from "../support/story.mjs";


describe("the whole way by keyboard", () => {
  let stage;
  let html;
  before(async () => {
    stage = await Stage.set();
    html = (await portal(stage.world.url)).replaceAll("/digireq", `/${stage.pages.major_outage}`);
  });
  after(() => stage?.strike());

  /** Presses Tab until an element with this text has the focus; gives everything that had it on the way. */
  async function tabTo(page, text, limit = 40) {
    const way = [];
    for (let presses = 0; presses < limit; presses += 1) {
      await page.keyboard.press("Tab");
      const here = await focused(page);
      if (here) way.push(here);
      if (here?.text.includes(text)) return way;
    }
    assert.fail(`"${text}" was not reached; on the way: ${way.map((one) => one.text).join(" | ")}`);
  }

  const assertSeen = (way) => {
    for (const one of way) assert.ok(one.visible && one.onScreen, `the focus on "${one.text}" cannot be seen`);
    for (const one of way.filter((other) => other.inside)) {
      assert.ok(one.height >= 44 || one.tag === "a", `"${one.text}" is ${one.height} px high`);
    }
  };

  test("in a portal: open, read on, refresh, pause, resume, close, and leave", async () => {
    const { page, element, troubles, close } = await stage.scene(html);
    await element.getByRole("button", { name: OPEN }).waitFor();

    assertSeen(await tabTo(page, OPEN));
    await page.keyboard.press("Enter");
    await element.getByRole("heading").first().waitFor();
    assert.ok((await focused(page)).inside, "the focus stays in the element when it opens");

    assertSeen(await tabTo(page, PAUSE));
    await page.keyboard.press("Space");
    await element.getByRole("button", { name: RESUME }).waitFor();
    assert.match((await focused(page)).text, new RegExp(RESUME), "the focus stays on the button that changed");
    await page.keyboard.press("Enter");
    await element.getByRole("button", { name: PAUSE }).waitFor();

    await page.keyboard.press("Shift+Tab");
    assert.match((await focused(page)).text, /^Oppdater/);
    await page.keyboard.press("Enter");

    assertSeen(await tabTo(page, "Logg inn med jobbkonto"));
    assert.ok(!(await focused(page)).inside, "Tab leads out of the element");
    assert.deepEqual(troubles, []);
    await close();
  });

  test("in a portal: what is open can be closed with the key that opened it", async () => {
    const { page, element, close } = await stage.scene(html);
    const button = element.getByRole("button").first();
    await button.waitFor();
    await button.focus();
    await page.keyboard.press("Enter");
    const heading = element.getByRole("heading").first();
    await heading.waitFor();
    assert.equal(await element.getByRole("button", { expanded: true }).count(), 1, "the state is told");
    await element.getByRole("button", { expanded: true }).focus();
    await page.keyboard.press("Enter");
    await heading.waitFor({ state: "hidden" });
    assert.equal(await element.getByRole("button", { expanded: false }).count(), 1);
    await close();
  });

  test("on the page: languages, what explains itself, and refresh", async () => {
    const { page, close } = await tab(stage.browser);
    await page.goto(`${stage.world.url}/${stage.pages.major_outage}`);
    assertSeen(await tabTo(page, "Svenska"));
    assertSeen(await tabTo(page, "API"));
    const open = () => page.locator("details").first().evaluate((element) => element.open);
    const was = await open();
    await page.keyboard.press("Enter");
    assert.equal(await open(), !was);
    assertSeen(await tabTo(page, "Oppdater"));
    await page.keyboard.press("Enter");
    await page.waitForLoadState();
    assert.equal(new URL(page.url()).pathname, `/${stage.pages.major_outage}`);
    await close();
  });
});
