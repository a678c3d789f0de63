// What assistive technology is given: roles, names, states, order and heading levels of line and panel, kept as text;
// the same from the loader alone, from the widget, and on the page rendered at the edge.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { assertKept, picture } from "../support/aria.mjs";
import { badDay } from "../support/badday.mjs";
import { tab } from "../support/browser.mjs";
import { PATIENCE, Stage } from "../support/stage.mjs";
import { OPEN } from "../support/story.mjs";

const LANGS = ["nb", "sv"];
const OPENS = { nb: OPEN, sv: "Visa driftstatus" };

let stage;
let days;
let renew;
before(async () => {
  stage = await Stage.set();
  ({ days, renew } = await badDay(stage.world));
});
after(() => stage?.strike());
beforeEach(() => renew());

/** A portal with an element about a page, when its line is there. */
async function portal(page, lang, { attributes = "", tag } = {}) {
  const body = `<fyr-status lang="${lang}" ${attributes}></fyr-status>`;
  const here = await stage.scene(stage.portal(stage.loader(page, tag), body, lang));
  await here.element.locator("[part=banner] [part]:is(button, a)").filter({ visible: true }).waitFor(PATIENCE);
  return here;
}

async function opened(page, lang) {
  const here = await portal(page, lang, { attributes: 'show="always"' });
  await here.openPanel();
  return here;
}

const line = ({ element }) => picture(element.locator("[part=banner]"));

describe("what is given is what was agreed", () => {
  for (const lang of LANGS) {
    for (const day of ["bad", "good"]) {
      test(`a ${day} day in ${lang}, closed and open`, async () => {
        const here = await portal(days[day], lang, { attributes: 'show="always"' });
        const closed = await picture(here.element);
        await here.openPanel();
        await assertKept(`${day}-day.${lang}`, `# closed\n${closed}\n# open\n${await picture(here.element)}`);
        await here.element.getByRole("button", { name: OPENS[lang] }).click();
        assert.equal(await picture(here.element), closed, "closed again, it is as it was");
        await here.close();
      });
    }
  }
});

describe("loader, widget and page say the same", () => {
  for (const lang of LANGS) {
    test(`the line without a widget leads to the page, and is the same otherwise, in ${lang}`, async () => {
      const bare = await portal(days.bad, lang, { tag: 'data-wasm="off"' });
      const alone = await line(bare);
      await bare.close();
      const here = await opened(days.bad, lang);
      const widget = await line(here);
      const [button, link] = [`- button "${OPENS[lang]}" [expanded]`, `- link "${OPENS[lang]}":\n  - /url: /story?lang=${lang}`];
      assert.ok(widget.includes(button), widget);
      assert.equal(alone, widget.replace(button, link));
      await here.close();
    });

    for (const day of ["bad", "good"]) {
      test(`a ${day} day has the same sections in the panel and on the page, in ${lang}`, async () => {
        const here = await opened(days[day], lang);
        const panel = await picture(here.element.locator("[part=panel] > div > div:not([part=footer])"));
        const said = await here.element.locator("[part=banner] strong").innerText();
        await here.close();
        const { page, close } = await tab(stage.browser);
        await page.goto(`${stage.world.url}/${days[day]}?lang=${lang}`);
        assert.match(panel, /^- heading ".+" \[level=2\]/);
        assert.equal(panel, await picture(page.locator("main > div:not([part=banner])")));
        const headline = await page.locator("main [part=banner] p").first().innerText();
        assert.equal(said.replace(/\.$/, ""), `Story: ${headline}`);
        await close();
      });
    }
  }
});
