// A stage: one page at each level, a browser, and a web site of somebody else's in which the element stands.
//
// `scene(html)` opens a document on that site in a tab of its own, and keeps what the worker was asked from there. Time
// in a tab can be made to pass: `clocked` before the document is opened, `pass(page, seconds)` afterwards. So can a person
// look away: `watched` before, `look(page, away)` afterwards.

import { setTimeout as leisure } from "node:timers/promises";
import { launch, tab } from "./browser.mjs";
import { gallery } from "./gallery.mjs";
import { site } from "./host.mjs";
import { World } from "./world.mjs";

/** How long what must come is waited for. */
export const PATIENCE = { timeout: 10_000 };
/** How long what must not happen is waited for, in milliseconds. */
export const A_WHILE = 500;
/** How long time stands still in a tab for one answer, in milliseconds: whoever takes longer is taken to hang. */
const STANDSTILL = 2_000;
/** What the element asks of the API. */
export const CALLS = "**/api/v1/**";

export class Stage {
  #scenes = 0;

  /** Sets the stage. `pages` are the site's own, as `site()` takes them; `how` is what the world is started with. */
  static async set(pages = {}, how = {}) {
    const stage = new Stage();
    try {
      stage.world = await World.start(how);
      await stage.begin();
      stage.host = await site(pages);
      stage.browser = await launch();
    } catch (error) {
      await stage.strike();
      throw error;
    }
    return stage;
  }

  /** New pages, at the levels that `gallery` gives them. */
  async begin() {
    const { pages, renew } = await gallery(this.world);
    Object.assign(this, { pages, renew });
  }

  /** Ends everything. */
  async strike() {
    await this.browser?.close();
    await this.host?.stop();
    await this.world?.stop();
  }

  /** The script tag of a page's loader. */
  loader(page, more = "") {
    const how = 'async crossorigin="anonymous" referrerpolicy="no-referrer"';
    return `<script ${how} ${more} src="${this.world.url}/${page}/embed.js"></script>`;
  }

  /** A plain portal: what is in its head, and in its body after the heading. */
  portal(head, body = "<fyr-status></fyr-status>", lang = "nb") {
    return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Portal</title>
      <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      ${head}<main><h1>Portal</h1>${body}</main></html>`;
  }

  /**
   * Opens a document in a tab of its own. `headers` come with the document; `before(here)` is done before it is opened;
   * what else there is, is for the tab. Gives what `tab()` gives, the first `element`, the paths `asked` of the worker, and
   * `visible(words)`, `says(words)`, `openPanel()`, which are about that element unless another is given.
   */
  async scene(html, { headers, before, ...options } = {}) {
    const path = `/scene-${(this.#scenes += 1)}`;
    this.host.pages[path] = () => ({ body: html, headers });
    const here = await tab(this.browser, options);
    const asked = [];
    here.page.on("request", (request) => {
      if (request.url().startsWith(this.world.url)) asked.push(request.url().slice(this.world.url.length));
    });
    Object.assign(here, { asked, ...askedOf(here.page.locator("fyr-status").first()), url: this.host.url + path });
    await before?.(here);
    await here.page.goto(here.url);
    return here;
  }
}

/** What is looked for in an element. */
function askedOf(element) {
  const visible = (words, it = element) => it.getByText(words).filter({ visible: true });
  const says = (words, it) => visible(words, it).first().waitFor(PATIENCE);
  const openPanel = async (it = element) => {
    await it.getByRole("button", { expanded: false }).first().click(PATIENCE);
    await it.getByRole("heading").first().waitFor(PATIENCE);
  };
  return { element, visible, says, openPanel };
}

/** Makes it ours to say whether somebody looks at a tab; somebody does at first, unless `away`. */
export const watched = ({ page }, away = false) =>
  page.addInitScript((value) => {
    window.away = value;
    Object.defineProperty(document, "hidden", { get: () => window.away, configurable: true });
    const state = () => (window.away ? "hidden" : "visible");
    Object.defineProperty(document, "visibilityState", { get: state, configurable: true });
  }, away);

/** Somebody looks at a tab, or away. */
export const look = (page, away) =>
  page.evaluate((value) => {
    window.away = value;
    document.dispatchEvent(new Event("visibilitychange"));
  }, away);

/** Gives a tab a clock that `pass` moves; it is `time`, or what it is. What the browser has noted of its requests is left as it is. */
export async function clocked({ page }, { time } = {}) {
  await page.addInitScript(() => (Performance.prototype[Symbol.for("noted")] = performance));
  await page.clock.install({ time });
  await page.addInitScript(() => {
    const { [Symbol.for("noted")]: real } = Performance.prototype;
    delete Performance.prototype[Symbol.for("noted")];
    performance.getEntriesByName = (...given) => real.getEntriesByName(...given);
  });
}

/**
 * Lets seconds pass in a tab, in steps that are shorter than the loader waits for an answer; between them time stands still
 * until all that was asked has been answered, and for `rest` milliseconds at least. A server that lives at the real time
 * gives all its answers of one second the same date, and the loader takes them for one answer that ages: so no more than
 * a hundred seconds pass in one of its.
 */
export async function pass(page, seconds, step = 2, rest = 10 * step) {
  for (let left = seconds; left > 0; left -= step) {
    await page.clock.runFor(Math.min(step, left) * 1000);
    await answered(page, rest);
  }
}

/**
 * Does something while time stands still in a tab: it asks nothing meanwhile, however long that takes, and so sees only
 * what is so afterwards. A clock can be stopped only at a moment to come: a second passes.
 */
export async function still(page, work) {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  await answered(page, 5);
  await work();
  await page.clock.resume();
}

/** Waits for each answer once: one that hangs is not waited for again. */
async function answered({ awaited }, rest) {
  const end = Date.now() + STANDSTILL;
  do await leisure(rest);
  while (awaited.size > 0 && Date.now() < end);
  awaited.clear();
}
