// What a portal reads and frames: the documentation and the frame, wide and narrow, light and dark; axe-core finds
// nothing, nothing scrolls sideways. The frame in somebody else's page: live with scripts, complete without, and shown
// to nobody whom the page file does not name.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertNoSidewaysScroll, shoot, tab, violations } from "../support/browser.mjs";
import { PATIENCE, Stage } from "../support/stage.mjs";
import { LEVEL_WORDS } from "../support/story.mjs";

const SIZES = [[1280, 800], [320, 640]];
const SCHEMES = ["light", "dark"];
/** One that the page file of the stories names, and one that it does not. */
const PORTAL = "https://portal.story.example/";
const STRANGER = "https://stranger.example/";
/** The worker at an address that such a portal may show: browsers keep the network of this machine apart. */
const STATUS = "https://status.story.example/";

describe("documentation and frame", () => {
  let stage;
  before(async () => (stage = await Stage.set()));
  after(() => stage?.strike());

  /** What the documentation tells a portal to allow for a step, with a nonce. */
  async function policy(step, nonce = "k7Jq") {
    const { text } = await stage.world.get("/docs/embed");
    return new RegExp(`<pre id="csp-${step}">([^<]*)</pre>`).exec(text)[1].replace("nonce-…", `nonce-${nonce}`);
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

  test("/docs/embed can be read by everyone", async () => {
    const { page, troubles, close } = await tab(stage.browser);
    await page.goto(`${stage.world.url}/docs/embed`);
    assert.ok(await page.locator(".shown img").evaluate((image) => image.complete && image.naturalWidth > 0), "the badge is shown");
    await look(page, "docs");
    assert.deepEqual(troubles, []);
    await close();
  });

  for (const [lang, words] of Object.entries(LEVEL_WORDS)) {
    const address = () => `${stage.world.url}/${stage.pages.partial_outage}/frame?lang=${lang}`;
    const shown = (page) => page.getByText(words.partial_outage, { exact: true }).filter({ visible: true }).first().isVisible();

    test(`the frame in ${lang}, live`, async () => {
      await stage.renew();
      const { page, troubles, close } = await tab(stage.browser);
      await page.goto(address());
      assert.equal(await page.getAttribute("html", "lang"), lang);
      // In the element's own tree: what was rendered at the edge stands outside of it.
      await page.waitForFunction(() => document.querySelector("fyr-status").shadowRoot?.querySelector("[part=item]"), null, PATIENCE);
      const boxes = await page.evaluate(() => document.querySelector("fyr-status > div").getClientRects().length);
      assert.equal(boxes, 0, "the fallback has gone");
      assert.ok(await shown(page));
      await look(page, `frame-${lang}`);
      assert.deepEqual(troubles, []);
      await close();
    });

    test(`the frame in ${lang}, without scripts`, async () => {
      await stage.renew();
      const bare = await tab(stage.browser, { javaScriptEnabled: false });
      await bare.page.goto(address());
      assert.ok(await shown(bare.page));
      await bare.close();

      // axe is a script itself: here the loader does nothing.
      const { page, troubles, close } = await tab(stage.browser);
      await page.route("**/embed.js*", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
      await page.goto(address());
      assert.ok(await shown(page));
      await look(page, `frame-bare-${lang}`);
      assert.deepEqual(troubles, []);
      await close();
    });
  }

  /** A portal at an address of its own, with the frame in it. */
  async function framed(address) {
    const here = await tab(stage.browser);
    const src = `${STATUS}${stage.pages.major_outage}/frame?lang=nb`;
    const body = `<!doctype html><html lang="nb"><title>Portal</title><main><h1>Portal</h1>
      <iframe src="${src}" title="Driftsstatus" width="600" height="400"></iframe></main></html>`;
    await here.page.route(`${STATUS}**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: stage.world.url + pathname + search }) });
    });
    const allowed = (await policy("frame")).replaceAll(`${stage.world.url};`, `${STATUS.slice(0, -1)};`);
    const headers = { "content-security-policy": allowed };
    await here.page.route(address, (route) => route.fulfill({ contentType: "text/html", headers, body }));
    await here.page.goto(address);
    return here;
  }

  test("a portal that the page file names shows the frame", async () => {
    await stage.renew();
    const { page, troubles, close } = await framed(PORTAL);
    const frame = page.frameLocator("iframe");
    // The buttons are the widget's: what is rendered at the edge has none.
    await frame.getByRole("button", { name: "Oppdater", exact: true }).waitFor(PATIENCE);
    const word = frame.getByText(LEVEL_WORDS.nb.major_outage, { exact: true }).filter({ visible: true });
    assert.ok(await word.first().isVisible());
    const link = frame.getByRole("link", { name: "Åpne statussiden" });
    assert.equal(await link.getAttribute("target"), "_blank");
    await shoot(page, "frame-in-portal");
    assert.deepEqual(troubles, []);
    await close();
  });

  test("nobody else does", async () => {
    await stage.renew();
    const { page, troubles, close } = await framed(STRANGER);
    await page.waitForLoadState("networkidle");
    assert.equal(await page.frameLocator("iframe").locator("fyr-status").count(), 0);
    assert.match(troubles.join(" "), /frame-ancestors/);
    await close();
  });

  for (const [step, tag] of [
    ["line", 'data-wasm="off" nonce="k7Jq"'],
    ["line-origin", 'data-wasm="off"'],
    ["widget", 'nonce="k7Jq"'],
    ["widget-origin", ""],
  ]) {
    test(`the policy ${step} is enough for a portal that is quiet, and for one that is not`, async () => {
      await stage.renew();
      const headers = { "content-security-policy": await policy(step) };
      for (const level of ["operational", "major_outage"]) {
        const html = stage.portal(stage.loader(stage.pages[level], tag), '<fyr-status show="always" lang="nb"></fyr-status>');
        const { element, troubles, close } = await stage.scene(html, { headers });
        await element.getByText(LEVEL_WORDS.nb.major_outage).or(element.getByText("Alt vi overvåker")).first().waitFor(PATIENCE);
        if (step.startsWith("line")) await element.getByRole("link").first().waitFor(PATIENCE);
        else {
          await element.getByRole("button").first().click();
          await element.getByRole("heading").first().waitFor(PATIENCE);
        }
        assert.deepEqual(troubles, [], level);
        await close();
      }
    });
  }

  test("the policy of the badge is enough for it", async () => {
    const headers = { "content-security-policy": await policy("badge") };
    const picture = `<img src="${stage.world.url}/${stage.pages.operational}/badge.svg" alt="">`;
    const { page, troubles, close } = await stage.scene(stage.portal("", picture), { headers });
    assert.ok(await page.locator("img").evaluate((image) => image.naturalWidth > 0));
    assert.deepEqual(troubles, []);
    await close();
  });

  test("the badge is a picture, light and dark, whatever it says", async () => {
    await stage.renew();
    const images = Object.values(stage.pages).map((page) => `<p><img src="${stage.world.url}/${page}/badge.svg" alt=""></p>`);
    const { page, troubles, close } = await stage.scene(stage.portal("", images.join("")));
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      const sizes = await page.locator("img").evaluateAll((all) => all.map((image) => [image.naturalWidth > 150, image.naturalHeight]));
      assert.deepEqual(sizes, Object.keys(stage.pages).map(() => [true, 32]));
      await shoot(page, `badges-${colorScheme}`);
    }
    assert.deepEqual(troubles, []);
    await close();
  });
});
