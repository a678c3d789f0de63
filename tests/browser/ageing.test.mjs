// How an element ages by itself: what it knows is *unknown* when its time is up, without asking anybody, and an answer
// that does not say when it was given is not believed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, tab } from "../support/browser.mjs";
import { gallery } from "../support/gallery.mjs";
import { site } from "../support/host.mjs";
import { LEVEL_WORDS } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const WORDS = LEVEL_WORDS.nb;
const PATIENCE = 15_000;

describe("an element ages by itself", () => {
  let world;
  let browser;
  let pages;
  let host;
  before(async () => {
    world = await World.start();
    ({ pages } = await gallery(world));
    host = await site({ "/portal": ({ url }) => ({ body: portal(new URL(url, host.url).searchParams.get("page")) }) });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await host?.stop();
    await world?.stop();
  });

  const portal = (page) => `<!doctype html><html lang="nb"><meta charset="utf-8"><title>Portal</title>
    <script async crossorigin="anonymous" referrerpolicy="no-referrer" src="${world.url}/${page}/embed.js"></script>
    <main><h1>Portal</h1><fyr-status show="always"></fyr-status></main></html>`;

  /** Opens a portal whose element meets `answers` in the place of the API. */
  async function open(level, answers) {
    const here = await tab(browser);
    await here.context.route("**/api/v1/**", answers);
    await here.page.goto(`${host.url}/portal?page=${pages[level]}`);
    const words = (word) => here.page.locator("fyr-status").getByText(word).filter({ visible: true });
    const says = (word) => words(word).first().waitFor({ timeout: PATIENCE });
    return { ...here, says };
  }

  test("what was known is unknown when its time is up, though nobody can be asked", async () => {
    const { stale_after } = (await world.get(`/api/v1/${pages.major_outage}`)).json();
    await world.clock(new Date(Date.parse(stale_after) - 6000).toISOString());
    const { says, close } = await open("major_outage", (route) => route.abort());
    await says(WORDS.major_outage);
    const begun = performance.now();
    await says(WORDS.unknown);
    assert.ok(performance.now() - begun < 12_000);
    await close();
  });

  test("an answer that does not say when it was given is not believed", async () => {
    const { pages: fresh } = await gallery(world);
    pages = fresh;
    const undated = async (route) => {
      const response = await route.fetch();
      const { date, age, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    };
    const { says, close } = await open("degraded", undated);
    await says(WORDS.unknown);
    await close();
  });

  test("an element that nobody has ever answered shows nothing, and breaks nothing", async () => {
    const here = await tab(browser);
    await here.context.route("**/embed.js", (route) => route.abort());
    await here.page.goto(`${host.url}/portal?page=${pages.degraded}`);
    assert.equal(await here.page.locator("fyr-status").innerText(), "");
    assert.deepEqual(here.troubles.filter((trouble) => trouble.startsWith("error")), []);
    await here.close();
  });
});
