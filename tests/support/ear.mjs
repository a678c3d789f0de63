// An ear for live regions: what a screen reader would say by itself while nobody presses a key.

import { clocked, pass } from "./stage.mjs";

/** Listens to a tab from before its document is opened, and gives it a clock that `live` moves. */
export async function listening({ page }) {
  await clocked({ page });
  await page.addInitScript(listen);
}

/** Lets seconds pass in a tab, beside a world whose clock is moved as well. */
export const live = (page, seconds, step = 8) => pass(page, seconds, step, 5);

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
