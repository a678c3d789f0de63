// What a portal reads and frames: the documentation and the frame, wide and narrow, light and dark; axe-core finds
// nothing, nothing scrolls sideways. The frame is live with scripts, complete without, and shown to nobody whom the page
// file does not name. What can be copied from the documentation does as it says.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { SCHEMES, assertReadable, shoot, tab } from "../support/browser.mjs";
import { examples } from "../support/docs.mjs";
import { PATIENCE, Stage } from "../support/stage.mjs";
import { LEVEL_WORDS } from "../support/story.mjs";

/** A portal that the page file of the stories does not name. */
const STRANGER = "https://stranger.example/";
/** The worker at an address that such a portal may show: browsers keep the network of this machine apart. */
const STATUS = "https://status.story.example/";

/** The example of the event for this component: the documentation's is about one of the deployment's first page. */
async function locking(worker, component) {
  const [example] = await examples(worker, "events");
  assert.match(example, / id === "[^"]+"/);
  return example.replace(/ id === "[^"]+"/, ` id === "${component}"`);
}

describe("documentation and frame", () => {
  let stage;
  before(async () => (stage = await Stage.set()));
  after(() => stage?.strike());

  test("/docs/embed can be read by everyone", async () => {
    const { page, troubles, close } = await tab(stage.browser);
    await page.goto(`${stage.world.url}/docs/embed`);
    assert.ok(await page.locator(".shown img").evaluate((image) => image.complete && image.naturalWidth > 0), "the badge is shown");
    await assertReadable(page, "docs");
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
      await assertReadable(page, `frame-${lang}`);
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
      await assertReadable(page, `frame-bare-${lang}`);
      assert.deepEqual(troubles, []);
      await close();
    });
  }

  test("nobody whom the page file does not name shows the frame", async () => {
    const here = await tab(stage.browser);
    const src = `${STATUS}${stage.pages.major_outage}/frame?lang=nb`;
    const body = `<!doctype html><html lang="nb"><title>Portal</title><main><h1>Portal</h1>
      <iframe src="${src}" title="Driftsstatus" width="600" height="400"></iframe></main></html>`;
    await here.page.route(`${STATUS}**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: stage.world.url + pathname + search }) });
    });
    await here.page.route(STRANGER, (route) => route.fulfill({ contentType: "text/html", body }));
    await here.page.goto(STRANGER);
    await here.page.waitForLoadState("networkidle");
    assert.equal(await here.page.frameLocator("iframe").locator("fyr-status").count(), 0);
    assert.match(here.troubles.join(" "), /frame-ancestors/);
    await here.close();
  });

  for (const step of ["badge", "frame", "line", "widget", "integrity"]) {
    test(`copied from "${step}": nobody is told where it stands, whatever the portal's own policy is`, async () => {
      const [copied] = await examples(stage.world.url, step);
      const requests = [];
      const before = ({ page }) => page.on("request", (request) => requests.push(request));
      const headers = { "referrer-policy": "unsafe-url" };
      const here = await stage.scene(stage.portal("", copied), { headers, before });
      await here.page.waitForLoadState("networkidle");
      const ours = requests.filter((request) => request.url().startsWith(stage.world.url));
      assert.ok(ours.length > 0, copied);
      const told = await Promise.all(ours.map((request) => request.headerValue("referer")));
      assert.deepEqual(told.filter((referer) => referer?.startsWith(stage.host.url)), []);
      await here.close();
    });
  }

  for (const ids of [["api", "web"], ["web", "api"]]) {
    test(`the example of fyr-change beside elements for ${ids}: what depends on the API is locked while it is down`, async () => {
      await stage.renew();
      const example = await locking(stage.world.url, "api");
      for (const [level, locked] of [["major_outage", true], ["operational", false]]) {
        const all = ids.map((id) => `<fyr-status components="${id}"></fyr-status>`).join("");
        const head = `<script>window.told = 0; addEventListener("fyr-change", () => (told += 1));${example}</script>`;
        const here = await stage.scene(stage.portal(head + stage.loader(stage.pages[level]), `<button id="send">Send</button>${all}`));
        await here.page.waitForFunction((many) => window.told === many, ids.length, PATIENCE);
        assert.equal(await here.page.locator("#send").isDisabled(), locked, level);
        assert.deepEqual(here.troubles, []);
        await here.close();
      }
    });
  }

  test("the example of fyr-change leaves alone what an element says nothing about", async () => {
    await stage.renew();
    const example = await locking(stage.world.url, "api");
    const head = `<script>addEventListener("fyr-change", () => (window.told = 1));${example}</script>`;
    const body = '<button id="send" disabled>Send</button><fyr-status components="web"></fyr-status>';
    const here = await stage.scene(stage.portal(head + stage.loader(stage.pages.operational), body));
    await here.page.waitForFunction(() => window.told, null, PATIENCE);
    assert.equal(await here.page.locator("#send").isDisabled(), true);
    await here.close();
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
