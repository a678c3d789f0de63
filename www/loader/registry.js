// The registry: what all loaders of a document share, whichever came first. Pages by name and version, elements, and
// the one timer. A loader that finds a registry adds its page to it and does nothing else.

import { draw, element, join } from "./element.js";
import { NOTHING, ask, freshFor, underWay } from "./feed.js";
import { PLACED, clock, isBefore, lead, safe } from "./guest.js";

/**
 * A page: the state that its loader came with (shared/src/api/loader.rs), and what became of it.
 *
 * @typedef {object} Page
 * @property {HTMLScriptElement} script its tag; of several, the first in the document
 * @property {string} origin from where it came; a script in a bucket says where the worker is
 * @property {number} base the server's time at `at`; 0: what was inlined is not believed, or no longer the newest
 * @property {number} at when the loader ran, by the monotonic clock
 * @property {Object<string, import("./feed.js").Feed>} feeds by language and environment
 * @property {boolean} bare whether there is no panel to be had
 * @property {object} [widget] the widget's glue, once it is there; `rules` is its style sheet, `wanted` since when it is fetched
 *
 * @typedef {object} Registry
 * @property {Object<string, Page>} pages by name and version
 * @property {Set<import("./element.js").Shown>} elements those in the document
 * @property {Page} home the first page: what draws, and the widget, are fetched from where it came
 * @property {Function} [line] what draws; `asked` is until when it is not asked for again, `failed` that it did not come
 * @property {boolean} [paused] whether a person has stopped updates
 * @property {Function} wake looks at every element soon
 * @property {Function} poll asks for a feed
 */

const start = () => {
  const registry = { pages: {}, elements: new Set() };
  const { pages, elements } = registry;
  let timer;
  let woken = 0;
  let led = lead();

  // The one timer of the document: it runs to the next poll, or to the moment something becomes stale.
  const beat = () => {
    clearTimeout(timer);
    woken = 0;
    if (document.visibilityState === "hidden") return;
    woken = 1;
    if (lead() - led > 5e3) forget();
    led = lead();
    let next = 1e4;
    [...elements].forEach((it) => {
      join(registry, it);
      const { feed } = it;
      if (!feed) return;
      // Pausing stops what is shown from changing, not what is to be shown from coming.
      const there = feed.base && (!feed.live || feed.json);
      if (feed.due <= clock() && !(registry.paused && there)) registry.poll(feed);
      draw(registry, it);
      const fresh = freshFor(feed);
      next = Math.min(next, underWay(feed) ? 3e3 : registry.paused ? next : feed.due - clock(), fresh > 0 ? fresh : next);
    });
    // What has woken it meanwhile waits: a host that answers an event with a new element must not be held up for ever.
    if (woken > 1) next = 0;
    woken = 0;
    if (elements.size) timer = setTimeout(safe(beat), Math.max(next, 99));
  };
  // Soon, and once, however many ask for it: before anything is painted.
  registry.wake = () => {
    if (!woken) queueMicrotask(safe(beat));
    woken += 1;
  };
  registry.poll = (feed) => ask(feed, registry.wake);

  // Nobody knows how old it is.
  const forget = () =>
    Object.values(pages).forEach((page) => {
      page.base = 0;
      Object.values(page.feeds).forEach((feed) => Object.assign(feed, NOTHING));
    });
  const distrust = () => {
    forget();
    registry.wake();
  };
  addEventListener("pageshow", (event) => event.persisted && distrust());
  addEventListener("online", () => {
    elements.forEach(({ feed }) => !feed || underWay(feed) || (feed.due = 0));
    registry.wake();
  });
  document.addEventListener("prerenderingchange", distrust);
  document.addEventListener("visibilitychange", registry.wake);

  // One that somebody else has defined stays theirs.
  ["fyr-status", "fyr-support"].forEach(safe((tag) => customElements.define(tag, element(registry))));

  // Adds the page of a loader.
  return (script, page, line) => {
    page.page = page.page || script.dataset.page;
    const key = page.page + page.v;
    if (!page.page) return;
    const known = pages[key];
    // Of the same tag again, the earlier one counts.
    if (known) return isBefore(script, known.script) && (known.script = script);
    const [visit] = performance.getEntriesByType("navigation");
    const ways = performance.getEntriesByName(script.src);
    // A service worker may have kept the script for long; the browser's own cache keeps it for 15 s at most.
    const kept = ways.some((it) => !it.transferSize) ? 15e3 : 0;
    const doubtful = document.prerendering || !ways[0] || visit?.type === "back_forward" || ways.some((it) => it.workerStart);
    pages[key] = page;
    page.script = script;
    page.origin = (FYR_PUBLISHED && page.origin) || new URL(script.src).origin;
    page.bare = script.dataset.wasm === "off";
    page.feeds = {};
    page.at = clock();
    page.base = doubtful ? 0 : Date.parse(page.served_at) + kept;
    // What draws belongs to what calls it: only the same build's is taken.
    registry.home ||= page;
    if (line && registry.home.line === page.line) registry.line ||= line(registry);
    registry.wake();
    // Without any `<fyr-status>` in the page, the line appears where the tag stands.
    const appear = safe(() => {
      if (document.querySelector(PLACED) || [...elements].some(({ host }) => host.matches(PLACED))) return;
      const host = document.createElement("fyr-status");
      host.setAttribute("auto", ""); // first: what is not automatic takes its place
      host.setAttribute("page", page.page);
      script.closest("body") ? script.after(host) : document.querySelector("body").prepend(host);
    });
    document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", appear) : appear();
  };
};

/** Begins: with the part that draws, or, while all is well, without. */
export const begin = safe((line) => {
  // The worker puts the page's state here: shared/src/api/loader.rs.
  const inlined = "__FYR_STATE__";
  // Asked of the prototype: a picture of this name in the page would answer in its place.
  const script = Reflect.get(Document.prototype, "currentScript", document);
  const registry = Symbol.for("fyr");
  if (script && inlined.v === 1) (window[registry] ||= start())(script, inlined, line);
});
