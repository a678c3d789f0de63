// What an element may claim, and no more: about the components it was given, about a page that is no longer there, about
// an answer that somebody has kept; and that a host which answers its events by building elements is not held up.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { A_WHILE, CALLS, PATIENCE, Stage, clocked, look, pass, watched } from "../support/stage.mjs";
import { LEVEL_WORDS, NAMES, OPEN, PAUSE, RESUME, WATCHED_OK, WORDS } from "../support/story.mjs";

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

async function open(level, body, options) {
  here = await stage.scene(stage.portal(stage.loader(stage.pages[level]), body), options);
}

const line = () => here.element.locator("[part=banner] p").innerText();
const set = (name, value) => here.element.evaluate((it, given) => it.setAttribute(...given), [name, value]);

describe("some components", () => {
  test("that are well speak for themselves, while the page is not", async () => {
    await open("major_outage", '<fyr-status components="web,shop" show="always"></fyr-status>');
    await here.says(`${NAMES.web}, ${NAMES.shop}: ${WORDS.operational}`);
    assert.ok(!(await line()).includes("Story"), await line());
  });

  test("named on a page that is well, they have their names from the first moment", async () => {
    const watch = () => {
      window.lines = [];
      const look = () => {
        const text = document.querySelector("fyr-status")?.shadowRoot?.querySelector("[part=banner]:not([hidden]) p")?.textContent;
        if (text && window.lines.at(-1) !== text) window.lines.push(text);
        requestAnimationFrame(look);
      };
      look();
    };
    const body = '<fyr-status components="web,shop" show="always"></fyr-status>';
    await open("operational", body, { before: ({ page }) => page.addInitScript(watch) });
    await here.says(`${NAMES.web}, ${NAMES.shop}: ${WORDS.operational}`);
    const lines = await here.page.evaluate(() => window.lines.map((it) => it.trim()));
    assert.deepEqual(lines, [`${NAMES.web}, ${NAMES.shop}: ${WORDS.operational}`]);
  });

  test("one of which nobody speaks about are not well", async () => {
    await open("operational", '<fyr-status components="web,ap_" show="always"></fyr-status>');
    await here.says(WORDS.unknown);
    assert.ok(!(await line()).includes(WORDS.operational), await line());
  });

  test("named twice are named once", async () => {
    await open("major_outage", '<fyr-status components="web web" show="always"></fyr-status>');
    await here.says(`${NAMES.web}: ${WORDS.operational}`);
  });
});

test("a page that is no longer the element's is not told of any more", async () => {
  const told = () => addEventListener("fyr-change", ({ detail }) => (window.told = [detail.page, detail.level]));
  const before = async (tab) => {
    await clocked(tab);
    await tab.page.addInitScript(told);
  };
  await open("operational", '<fyr-status show="always"></fyr-status>', { before });
  await here.says(WATCHED_OK);
  assert.deepEqual(await here.page.evaluate(() => window.told), [stage.pages.operational, "operational"]);
  await set("page", "somewhere-else");
  await pass(here.page, 10);
  await here.says(WORDS.unknown);
  assert.equal((await here.page.evaluate(() => window.told))[1], "unknown");
});

test("an answer that somebody has kept ages all the same", async () => {
  let kept;
  const keep = ({ context }) =>
    context.route(CALLS, async (route) => {
      kept ??= await route.fetch();
      await route.fulfill({ response: kept });
    });
  const before = async (tab) => {
    await clocked(tab);
    await keep(tab);
  };
  await open("operational", '<fyr-status show="always"></fyr-status>', { before });
  await here.says(WATCHED_OK);
  for (let passed = 0; passed < 900 && (await here.visible(WORDS.unknown).count()) === 0; passed += 6) await pass(here.page, 6);
  await here.says(WORDS.unknown);
  await pass(here.page, 120);
  assert.equal(await here.visible(WATCHED_OK).count(), 0);
});

test("a tab that was away for long does not show what it knew while it asks", async () => {
  const before = async (tab) => {
    await clocked(tab);
    await watched(tab);
  };
  await open("operational", '<fyr-status show="always"></fyr-status>', { before });
  await here.says(WATCHED_OK);
  await here.context.route(CALLS, () => {});
  await look(here.page, true);
  await here.page.clock.runFor(4 * 3_600_000);
  await look(here.page, false);
  await here.page.waitForTimeout(A_WHILE);
  assert.equal(await here.visible(WATCHED_OK).count(), 0, "no moment of it");
});

describe("another language", () => {
  test("with the panel open, the panel follows, also while all is well", async () => {
    await open("operational", "<fyr-status open></fyr-status>");
    await here.element.getByRole("heading").first().waitFor(PATIENCE);
    await set("lang", "en");
    await here.element.getByRole("heading", { name: "Services" }).waitFor(PATIENCE);
    await here.says(LEVEL_WORDS.en.operational);
  });

  test("while updates are paused, is asked for once, and can be resumed", async () => {
    await open("major_outage", "<fyr-status open></fyr-status>");
    await here.element.getByRole("button", { name: PAUSE }).click(PATIENCE);
    await here.element.getByRole("button", { name: RESUME }).waitFor(PATIENCE);
    await set("lang", "en");
    await here.says(LEVEL_WORDS.en.major_outage);
    await here.element.getByRole("button", { name: "Resume updates" }).waitFor(PATIENCE);
  });
});

test("a host that answers each event with a new element goes on living", async () => {
  await open("major_outage", "<div id=app></div>");
  const rounds = await here.page.evaluate(async () => {
    const app = document.getElementById("app");
    let count = 0;
    addEventListener("fyr-change", () => {
      count += 1;
      app.innerHTML = "<fyr-status></fyr-status>";
    });
    app.innerHTML = "<fyr-status></fyr-status>";
    await new Promise((resolve) => setTimeout(resolve, 2000));
    return count;
  });
  assert.ok(rounds >= 1 && rounds < 100, `${rounds} elements in two seconds`);
  assert.equal(await here.page.getByRole("button", { name: OPEN }).filter({ visible: true }).count() <= 1, true);
});

test("a picture with the name of the body does not swallow the line", async () => {
  here = await stage.scene(stage.portal(stage.loader(stage.pages.major_outage), '<img name="body" alt="">'));
  await here.says(WORDS.major_outage);
});
