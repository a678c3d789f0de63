// The elements, `<fyr-status>` and `<fyr-support>`: which page, language and components they are about, how those are, and
// whether to show that.
//
// Their attributes, slots, parts and events are listed in shared/src/embed/, of which `/docs/embed` is made.

import { NOTHING, born, freshFor, underWay } from "./feed.js";
import { LEVELS, PLACED, clock, isBefore, safe } from "./guest.js";

const ATTRIBUTES = ["components", "env", "lang", "show", "open", "page", "heading-level", "theme"];

/**
 * An element and what is known of it. What draws keeps its nodes here, too (line.js, panel.js,
 * alone.js), and help what was asked (support.js).
 *
 * @typedef {object} Shown
 * @property {HTMLElement} host
 * @property {import("./feed.js").Feed} feed
 * @property {string[]} ids the components it is about; none: all
 * @property {ShadowRoot} root
 * @property {HTMLElement} live the live region; `news` is what is known to have been told, `quiet` until when nothing more is
 * @property {boolean} visible whether there is something to show
 * @property {boolean} open whether the panel is; `wish` is what the attribute said last
 * @property {string} change what the portal was told last
 */

// What is known of an element, in the document or out of it. Nothing is kept on the element: it is the host's.
const known = new WeakMap();

/** The class of the element. */
export const element = (registry) => {
  const meet = safe((host) => {
    const it = known.get(host) || { host };
    const { elements } = registry;
    known.set(host, it);
    elements[host.isConnected ? "add" : "delete"](it);
    // An element that somebody has placed takes the place of the automatic line.
    if (host.matches(PLACED) && host.isConnected) elements.forEach((other) => other.host.matches("[auto]") && other.host.remove());
    registry.wake();
  });
  return class extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    connectedCallback() {
      meet(this);
    }
    disconnectedCallback() {
      meet(this);
    }
    attributeChangedCallback() {
      meet(this);
    }
  };
};

// The language of an element: one of its page's.
const langOf = (host, langs) => {
  let tagged;
  for (let at = host; at && !tagged; at = at.getRootNode().host) tagged = at.closest("[lang]");
  const tag = tagged ? tagged.getAttribute("lang").toLowerCase().split("-")[0].replace(/^no$/, "nb") : "";
  return !langs || langs.includes(tag) ? tag : langs[0];
};

/** Finds the feed of an element: by its page, its language and its environment. Any of them may have changed. */
export const join = safe(({ pages }, it) => {
  const { host } = it;
  const name = host.getAttribute("page");
  const [page] = Object.values(pages)
    .filter((one) => !name || one.page === name)
    .sort((a, b) => (isBefore(a.script, b.script) ? -1 : 1));
  // Its page has gone: nothing is known of it any more.
  if (!page) return (it.feed = it.feed && { ...it.feed, ...NOTHING, due: Infinity });
  const lang = langOf(host, page.langs && Object.keys(page.langs));
  const env = host.getAttribute("env") || "";
  const key = lang + " " + env;
  it.feed = page.feeds[key] ||= born(page, lang, env);
  it.ids = [...new Set((host.getAttribute("components") || "").split(/[\s,]+/).filter(Boolean))];
});

/** How an element's components are: `worst` and `rank` are places in `LEVELS`. */
const look = ({ feed, ids }) => {
  const fresh = freshFor(feed) > 0;
  const rank = (one) => ((fresh && LEVELS.indexOf(one.level) + 1) || 2) - 1;
  const components = feed.components.filter((one) => !ids[0] || ids.includes(one.id));
  // Nobody speaks about a component that is not there: at best it is unknown.
  const worst = Math.max(components.length < (ids.length || 1), ...components.map(rank));
  return { fresh, rank, components, worst, level: LEVELS[worst] };
};

/** Shows how an element's components are, if there is something to show. */
export const draw = safe((registry, it) => {
  const { host, feed } = it;
  const view = look(it);
  // While a first answer is under way, nothing appears; nor does what has just become too old change.
  if (!view.fresh && underWay(feed) && clock() < feed.asked + 3e3 && (!it.visible || freshFor(feed) > -3e3)) return;

  // Until it can be drawn, what the host has put into it stands there.
  const helps = host.matches("fyr-support");
  if (helps && !registry.line) return fetchLine(registry);
  if (!it.root) {
    it.root = host.shadowRoot || host.attachShadow({ mode: "open" });
    // Empty, and there before anything is said.
    it.live = Object.assign(document.createElement("div"), { role: "status", ariaLive: "polite", ariaAtomic: true });
    it.root.append(it.live);
  }
  // Who helps is no news of how things are.
  if (helps) return registry.line(it, view);
  it.visible = view.worst || it.open || it.root.activeElement || host.matches("[open],[show=always]");
  if (registry.line) {
    try {
      registry.line(it, view);
    } catch {
      // A picture that cannot be drawn must not stand still: nothing is shown, until it can.
      it.root.replaceChildren(it.live);
      it.banner = it.handle = it.key = it.wish = 0;
    }
  } else {
    if (it.visible) fetchLine(registry);
    else it.news ||= view.level; // what was so from the start is not spoken
    // Where what draws cannot be had, words alone.
    const words = it.visible && registry.failed ? `${feed.name}: ${feed.page.langs?.[feed.lang].unknown ?? "?"}` : "";
    if (it.live.textContent !== words) it.live.textContent = words;
  }

  const detail = { page: feed.page.page, level: view.level, components: view.components.map((one) => ({ id: one.id, level: LEVELS[view.rank(one)] })) };
  const change = JSON.stringify(detail);
  if (it.change !== change) {
    it.change = change;
    host.dispatchEvent(new CustomEvent("fyr-change", { detail, bubbles: true, composed: true }));
  }
});

// A page that was well came without the part that draws.
const fetchLine = (registry) => {
  const { home } = registry;
  if (clock() < registry.asked) return;
  registry.asked = clock() + 3e4;
  import(home.origin + home.line)
    .then((it) => (registry.line ||= it.default(registry)))
    .catch(() => (registry.failed = 1))
    .then(registry.wake);
};
