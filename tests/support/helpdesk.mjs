// A portal in which help stands: the world with the page `helpdesk`, a web site of somebody else's, a browser.

import assert from "node:assert/strict";
import { json } from "./behaviours.mjs";
import { launch, tab } from "./browser.mjs";
import { summaryOf } from "./healthy.mjs";
import { site } from "./host.mjs";
import { PATIENCE } from "./stage.mjs";
import { World } from "./world.mjs";

/** A Tuesday at ten, in Oslo and in Stockholm. */
export const TUESDAY = "2026-05-05T08:00:10Z";
/** A person's number of the right form, and nobody's: that of a test person. */
export const IDENTITY = "13105230189";
export const SUPPORT = "<fyr-support></fyr-support>";
const HOST = "status.helpdesk.example";
const DOWN = { title: "Login does not answer", impact: "critical", affects: ["Login"], text: "The next message comes at 11:00." };

export const form = (page) => page.locator("fyr-support form").waitFor(PATIENCE);
export const choose = (page, name) => page.getByRole("radio", { name, exact: true }).check(PATIENCE);
export const find = (page) => page.getByRole("button", { name: "Finn rett kontakt" }).click(PATIENCE);
export const answered = (page) => page.getByRole("heading", { name: "Rett kontakt", exact: true }).waitFor(PATIENCE);

/** Asks as a customer who cannot log in. */
export async function askAboutLogin(page) {
  await choose(page, "Kunde");
  await choose(page, "Jeg får ikke logget inn");
  await choose(page, "C – Mindre alvorlig");
  await find(page);
  await answered(page);
}

export class Helpdesk {
  #opened = 0;

  static async start() {
    const desk = new Helpdesk();
    desk.world = await World.start();
    desk.portal = await site({});
    desk.browser = await launch();
    await desk.world.clock(TUESDAY);
    return desk;
  }

  async stop() {
    await this.browser?.close();
    await this.portal?.stop();
    await this.world?.stop();
  }

  /** Opens a portal with these elements of a page; `here` is the tab, with what it has `asked`. */
  async open(page, body, { lang = "nb", tag = "", before, ...options } = {}) {
    const path = `/help-${(this.#opened += 1)}`;
    const how = 'async crossorigin="anonymous" referrerpolicy="no-referrer"';
    const script = `<script ${how} ${tag} src="${this.world.url}/${page}/embed.js"></script>`;
    this.portal.pages[path] = () => ({
      body: `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Portal</title>
        <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
        ${script}<main><h1>Portal</h1>${body}</main></html>`,
    });
    this.here = await tab(this.browser, options);
    this.here.asked = [];
    this.here.page.on("request", (request) => this.here.asked.push(request));
    await before?.(this.here);
    await this.here.page.goto(this.portal.url + path);
    return this.here.page;
  }

  /** The same with a helpdesk of its own, after a round. */
  async helped(body = SUPPORT, options = {}) {
    const id = this.world.instance("helpdesk");
    await this.world.round(id);
    return { id, tabbed: await this.open(id, body, options) };
  }

  /** Closes the tab; nothing went wrong in it but what was meant to. */
  async leave(meant = /^$/) {
    const troubles = this.here?.troubles ?? [];
    await this.here?.close();
    this.here = undefined;
    assert.deepEqual(troubles.filter((it) => !meant.test(it)), []);
  }

  /** The login of a helpdesk is down, or well again. */
  turn(id, down) {
    const state = down ? { components: { Login: "major_outage" }, incidents: [DOWN] } : {};
    this.world.upstreams.when({ host: HOST, page: id }, json(summaryOf(HOST, state)));
  }

  /** Until every source has been asked again; nothing is stale on the way. */
  async later(id) {
    for (let step = 0; step < 3; step += 1) await this.world.on(id, "2m");
  }
}
