// An operator at the console, in a browser: by keyboard alone, with eyes for what a console must never do.

import assert from "node:assert/strict";
import { focused, launch, tab } from "./browser.mjs";
import { first, newToken, operator } from "./operator.mjs";
import { World } from "./world.mjs";

/** The page that is operated. */
export const PAGE = "night";
/** How long what must come is waited for. */
export const PATIENCE = { timeout: 15_000 };
const ALL_KEYS = 200;

/** A world with a page to operate, a browser, and somebody who may do everything. */
export class Office {
  static async open() {
    const office = new Office();
    const token = newToken();
    try {
      office.world = await World.start({ vars: { FYR_FIRST_TOKEN: first(PAGE, token) } });
      office.first = token;
      office.browser = await launch();
    } catch (error) {
      await office.close();
      throw error;
    }
    return office;
  }

  async close() {
    await this.browser?.close();
    await this.world?.stop();
  }

  /** A page of its own, and its operator: a test's alone. */
  async shift() {
    const page = this.world.instance(PAGE);
    await this.world.round(page);
    return operator(this.world, page, this.first);
  }

  /** The console of an operator, in a tab of its own that hears every complaint. */
  async console(someone, options = {}) {
    const here = await tab(this.browser, options);
    await here.page.addInitScript(() => {
      const heard = [];
      Object.defineProperty(window, Symbol.for("complaints"), { value: heard });
      document.addEventListener("securitypolicyviolation", (event) => {
        heard.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    await here.page.goto(`${this.world.url}/console/${someone.page}`);
    return new Console(here, someone);
  }
}

/** One console. */
export class Console {
  constructor(here, someone) {
    Object.assign(this, here, { here, someone, keys: here.page.keyboard });
  }

  /** Fails if the browser has refused the console anything. */
  async assertNobodyComplains() {
    const heard = await this.page.evaluate(() => window[Symbol.for("complaints")]);
    assert.deepEqual(heard, []);
    assert.deepEqual(this.troubles.filter((it) => !it.startsWith("console: Failed to load resource")), []);
  }

  /** Waits for a screen: its heading, which has the focus. */
  async sees(heading) {
    await this.page.getByRole("heading", { level: 1, name: heading }).waitFor(PATIENCE);
  }

  /** Waits until a text can be read, wherever: what has just changed is spoken, too, and then stands in two places. */
  async reads(words) {
    await this.page.getByText(words).first().waitFor(PATIENCE);
  }

  /** Waits until the focus is on something that says this. */
  async isAt(words) {
    const there = (text) => {
      const it = document.activeElement;
      return it !== document.body && (it?.innerText || it?.getAttribute("aria-label") || "").includes(text);
    };
    await this.page.waitForFunction(there, words, PATIENCE);
  }

  /** Presses Tab until the focus is on what a selector finds; everything on the way can be seen. */
  async tabTo(selector) {
    // What is still being fetched cannot be reached, and takes the focus along when it comes.
    await this.page.locator(selector).first().waitFor({ state: "attached", ...PATIENCE });
    for (let presses = 0; presses < ALL_KEYS; presses += 1) {
      if (await this.page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector)) return;
      await this.keys.press("Tab");
      const at = await focused(this.page);
      // A new screen leads to its heading a moment after it is there, and that is no stop.
      if (at && at.tag !== "h1") assert.ok(at.visible && at.onScreen, `the focus on "${at.tag} ${at.text}" cannot be seen`);
    }
    assert.fail(`${selector} was not reached by keyboard`);
  }

  /** Goes to something and presses it. */
  async press(selector, key = "Enter") {
    await this.tabTo(selector);
    await this.keys.press(key);
  }

  /** Goes to a field and writes into it. */
  async write(selector, text) {
    await this.tabTo(selector);
    await this.keys.press("Control+A");
    await this.keys.insertText(text);
  }

  /** The next step of a form. */
  next() {
    return this.keys.press("Control+Enter");
  }

  /** To what it would look like, and then away with it. */
  async publish() {
    await this.next();
    await this.previewed();
    await this.next();
  }

  /** Waits for what it would look like. */
  async previewed() {
    await this.page.waitForFunction(() => document.activeElement?.id === "preview", null, PATIENCE);
  }

  /** Signs in by keyboard. */
  async signIn(token = this.someone.token) {
    await this.sees("Logg inn");
    await this.write("#token", token);
    await this.keys.press("Enter");
    await this.isAt("Oversikt");
  }

  /** What the previews' shadow roots say. */
  preview() {
    return this.page.locator(".drawn > div");
  }
}
