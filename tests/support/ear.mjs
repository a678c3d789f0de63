// An ear for live regions: what a screen reader would say by itself while nobody presses a key. And time in which
// nothing is left unheard: the clock of a tab goes on only when all that was asked has been answered.

import { setTimeout as leisure } from "node:timers/promises";
import { clocked } from "./stage.mjs";

/** The longest that an answer is waited for, in milliseconds. */
const PATIENCE = 5_000;

/** Listens to a tab from before its document is opened, and gives it a clock that `live` moves. */
export async function listening({ page }) {
  const awaited = new Set();
  page.on("request", (request) => awaited.add(request));
  page.on("requestfinished", (request) => awaited.delete(request));
  page.on("requestfailed", (request) => awaited.delete(request));
  page.awaited = awaited;
  await clocked({ page });
  await page.addInitScript(listen);
}

/** Lets seconds pass in a tab, in steps that are shorter than the loader waits for an answer. */
export async function live(page, seconds, step = 8) {
  for (let left = seconds; left > 0; left -= step) {
    await page.clock.runFor(Math.min(step, left) * 1000);
    await answered(page);
  }
}

async function answered({ awaited }) {
  const end = Date.now() + PATIENCE;
  do await leisure(5);
  while (awaited.size > 0 && Date.now() < end);
}

/** Everything that has been said: its text, and its pieces as `[text, language]`. */
export const heard = (page) => page.evaluate(() => window.heard);

/** Runs in the document. One batch of changes to a region is one thing said, as `aria-atomic` has it. */
function listen() {
  const LIVE = "[aria-live], [role=status], [role=alert], [role=log]";
  const langOf = (node) => node.parentElement.closest("[lang]")?.lang;
  const say = (region, more) => {
    const texts = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (texts.nextNode()) pieces.push([texts.currentNode.data, langOf(texts.currentNode)]);
    const text = region.textContent.trim();
    if (text) window.heard.push({ text, pieces, ...more });
  };
  const hear = (changes) => {
    const regions = new Set();
    for (const { target, addedNodes } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(LIVE);
      if (region) regions.add(region);
      // A region that is born with its text is not heard by everybody.
      for (const node of addedNodes) if (node instanceof Element && node.matches(LIVE)) say(node, { born: true });
    }
    regions.forEach((region) => say(region));
  };
  window.heard = [];
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    new MutationObserver(hear).observe(root, { subtree: true, childList: true, characterData: true });
    return root;
  };
}
