// Every level in every language, wide and narrow, light and dark: axe-core finds nothing, nothing scrolls sideways, and
// the level is there as a word. The page rendered at the edge, and the element in somebody else's page.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertNoSidewaysScroll, launch, shoot, tab, violations } from "../support/browser.mjs";
import { gallery } from "../support/gallery.mjs";
import { site } from "../support/host.mjs";
import { LEVEL_WORDS } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const SIZES = [[1280, 800], [320, 640]];
const SCHEMES = ["light", "dark"];
const SHOWN_WITHIN = 10_000;

describe("every level can be read by everyone", () => {
  let world;
  let browser;
  let pages;
  let renew;
  let host;
  before(async () => {
    world = await World.start();
    ({ pages, renew } = await gallery(world));
    host = await site({ "/portal": ({ url }) => ({ body: portal(new URL(url, host.url).searchParams) }) });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await host?.stop();
    await world?.stop();
  });

  /** A plain host page in the reader's language, with an element that always shows. */
  function portal(asked) {
    const [lang, page] = [asked.get("lang"), asked.get("page")];
    return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Portal</title>
      <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      <script async crossorigin="anonymous" referrerpolicy="no-referrer" src="${world.url}/${page}/embed.js"></script>
      <main><h1>Portal</h1><fyr-status lang="${lang}" show="always"></fyr-status></main></html>`;
  }

  async function look(page, name) {
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], `${name}, ${width} px, ${colorScheme}`);
        await assertNoSidewaysScroll(page);
        await shoot(page, `${name}-${width}-${colorScheme}`);
      }
    }
  }

  for (const [lang, words] of Object.entries(LEVEL_WORDS)) {
    for (const [level, word] of Object.entries(words)) {
      test(`the page in ${lang} when it is ${level}`, async () => {
        await renew();
        const { page, troubles, close } = await tab(browser);
        await page.goto(`${world.url}/${pages[level]}?lang=${lang}`);
        assert.equal(await page.getAttribute("html", "lang"), lang);
        assert.ok(await page.getByText(word, { exact: true }).filter({ visible: true }).first().isVisible(), word);
        await look(page, `page-${level}-${lang}`);
        assert.deepEqual(troubles, []);
        await close();
      });

      test(`the element in ${lang} when it is ${level}`, async () => {
        await renew();
        const { page, troubles, close } = await tab(browser);
        await page.goto(`${host.url}/portal?lang=${lang}&page=${pages[level]}`);
        const element = page.locator("fyr-status");
        await element.getByRole("button").first().click({ timeout: SHOWN_WITHIN });
        await element.getByRole("heading").first().waitFor({ timeout: SHOWN_WITHIN });
        assert.ok(await element.getByText(word, { exact: true }).filter({ visible: true }).first().isVisible(), word);
        await look(page, `element-${level}-${lang}`);
        assert.deepEqual(troubles, []);
        await close();
      });
    }
  }
});
