// Every level in every language, wide and narrow, light and dark: axe-core finds nothing, nothing scrolls sideways, and
// the level is there as a word. The page rendered at the edge, and the element in somebody else's page.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertReadable, tab } from "../support/browser.mjs";
import { Stage } from "../support/stage.mjs";
import { LEVEL_WORDS } from "../support/story.mjs";


describe("every level can be read by everyone", () => {
  let stage;
  before(async () => (stage = await Stage.set()));
  after(() => stage?.strike());

  for (const [lang, words] of Object.entries(LEVEL_WORDS)) {
    for (const [level, word] of Object.entries(words)) {
      test(`the page in ${lang} when it is ${level}`, async () => {
        await stage.renew();
        const { page, troubles, close } = await tab(stage.browser);
        await page.goto(`${stage.world.url}/${stage.pages[level]}?lang=${lang}`);
        assert.equal(await page.getAttribute("html", "lang"), lang);
        assert.ok(await page.getByText(word, { exact: true }).filter({ visible: true }).first().isVisible(), word);
        await assertReadable(page, `page-${level}-${lang}`);
        assert.deepEqual(troubles, []);
        await close();
      });

      test(`the element in ${lang} when it is ${level}`, async () => {
        await stage.renew();
        const always = `<fyr-status lang="${lang}" show="always"></fyr-status>`;
        const html = stage.portal(stage.loader(stage.pages[level]), always, lang);
        const { page, element, openPanel, troubles, close } = await stage.scene(html);
        await openPanel();
        assert.ok(await element.getByText(word, { exact: true }).filter({ visible: true }).first().isVisible(), word);
        await assertReadable(page, `element-${level}-${lang}`);
        assert.deepEqual(troubles, []);
        await close();
      });
    }
  }
});
