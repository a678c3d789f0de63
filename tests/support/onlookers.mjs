// Who looks while operators publish: connections to the edge, and elements in tabs of a real browser. Each keeps a history of
// the marks there were to be seen, an entry whenever they are others; instants are those of this machine's clock.

import { setTimeout as sleep } from "node:timers/promises";
import { tab } from "./browser.mjs";
import { marksIn } from "./publications.mjs";

/** How long a connection rests between two answers, in milliseconds. */
const REST = 150;
const PATIENCE = { timeout: 60_000 };
/** How many tabs are opened at a time. */
const AT_ONCE = 4;

/** Asks the edge for a page over several connections, as anybody may, until `stop`. Gives a history for each. */
export function connections(world, page, count) {
  let asking = true;
  const ask = async (history) => {
    while (asking) {
      const { status, text } = await world.get(`/api/v1/${page}?lang=nb`);
      if (status === 200) note(history, Date.now(), marksIn(text));
      await sleep(REST);
    }
  };
  const histories = Array.from({ length: count }, () => []);
  const all = histories.map(ask);
  const stop = () => ((asking = false), Promise.all(all));
  return { histories, stop };
}

function note(history, at, marks) {
  if (history.at(-1)?.marks.join() !== marks.join()) history.push({ at, marks });
}

/** Runs in a tab before anything else. What a person sees in the open panel is kept, and how often the element is told to ask. */
function watch() {
  const seen = (window.seen = { history: [], polls: [] });
  const ask = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    const told = (json) => json.poll && seen.polls.push({ at: Date.now(), poll: json.poll });
    if (String(asked[0]).includes("/api/v1/")) answer.clone().json().then(told, () => {});
    return answer;
  };
  const look = () => {
    const panel = document.querySelector("fyr-status")?.shadowRoot?.querySelector("[part=panel]");
    if (!panel?.checkVisibility()) return;
    const marks = (panel.textContent.match(/«\d+\.\d+»/g) ?? []).sort();
    if (seen.history.at(-1)?.marks.join() !== marks.join()) seen.history.push({ at: Date.now(), marks });
  };
  const observer = new MutationObserver(look);
  const begin = () => {
    const root = document.querySelector("fyr-status")?.shadowRoot;
    if (!root) return requestAnimationFrame(begin);
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  };
  requestAnimationFrame(begin);
}

/** Opens tabs, in each of which the panel of one element is open. `places`: the address of each. Gives `read`, a list of what is seen so far. */
export async function tabs(browser, places) {
  const opened = [];
  const open = async (address) => {
    const here = await tab(browser);
    opened.push({ address, page: here.page });
    await here.page.addInitScript(watch);
    await here.page.goto(address);
    await here.page.locator("fyr-status [part=panel] h2, fyr-status [part=panel] h3").first().waitFor(PATIENCE);
    await here.page.waitForFunction(() => window.seen.polls.length > 0, undefined, PATIENCE);
  };
  const queue = [...places];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await open(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seen = async ({ address, page }) => ({ address, ...(await page.evaluate(() => window.seen)) });
  return { read: () => Promise.all(opened.map(seen)) };
}
