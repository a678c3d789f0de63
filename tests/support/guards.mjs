// Guards: what a guest must never do in somebody else's document, counted from before the document's first script.
//
// `guard(here)` is done before a document is opened. `look(frame)` then tells what there is of ours: timers that are
// pending, listeners and observers outside our own elements, new names on `window`, what is kept on the device, every line
// that was ever shown, and what is shown now. Ours is whatever a script of the worker's asked for, by its stack.

import assert from "node:assert/strict";
import { LEVEL_WORDS, WATCHED_OK } from "./story.mjs";

/** Runs in the document, before anything else of it. Keeps what it needs by names of its own: hosts break everything. */
function watch(origin) {
  const { Error, Set, Map, MutationObserver, WeakMap } = window;
  const keysOf = Reflect.ownKeys;
  const began = new Set(keysOf(window));
  const [timers, listeners, observing, lines, hosts, roots] = [
    new Set(),
    [],
    new Map(),
    new Set(),
    new Set(),
    new WeakMap(),
  ];

  const isOurs = () => {
    Error.stackTraceLimit = 60;
    return `${new Error().stack}`.includes(origin);
  };
  /** Puts `make(original)` in the place of a method. */
  const wrap = (object, name, make) => {
    const original = object[name];
    object[name] = make((self, given) => Reflect.apply(original, self, given));
  };

  wrap(
    window,
    "setTimeout",
    (real) =>
      function setTimeout(work, ...rest) {
        if (!isOurs() || typeof work !== "function") return real(window, [work, ...rest]);
        const timer = real(window, [(...given) => (timers.delete(timer), work(...given)), ...rest]);
        timers.add(timer);
        return timer;
      },
  );
  wrap(
    window,
    "setInterval",
    (real) =>
      function setInterval(...given) {
        const timer = real(window, given);
        if (isOurs()) timers.add(timer).add(`interval ${timer}`);
        return timer;
      },
  );
  for (const name of ["clearTimeout", "clearInterval"]) {
    wrap(window, name, (real) => (timer) => {
      timers.delete(timer);
      timers.delete(`interval ${timer}`);
      return real(window, [timer]);
    });
  }

  // What is in our own elements, or in no document, goes when they go.
  const isElsewhere = ({ target }) =>
    !(target instanceof Node) || (target.getRootNode() === document && !/^fyr-/.test(target.localName));
  const sameAs = (target, type, work, how) => (it) =>
    it.target === target && it.type === type && it.work === work && it.capture === Boolean(how?.capture ?? how);
  wrap(
    EventTarget.prototype,
    "addEventListener",
    (real) =>
      function addEventListener(type, work, how) {
        const target = this ?? window;
        if (isOurs() && !(target instanceof AbortSignal) && !listeners.some(sameAs(target, type, work, how))) {
          listeners.push({ target, type, work, capture: Boolean(how?.capture ?? how) });
        }
        return real(target, [type, work, how]);
      },
  );
  wrap(
    EventTarget.prototype,
    "removeEventListener",
    (real) =>
      function removeEventListener(type, work, how) {
        const at = listeners.findIndex(sameAs(this ?? window, type, work, how));
        if (at >= 0) listeners.splice(at, 1);
        return real(this ?? window, [type, work, how]);
      },
  );
  for (const { prototype } of [MutationObserver, ResizeObserver, IntersectionObserver]) {
    wrap(
      prototype,
      "observe",
      (real) =>
        function observe(...given) {
          if (isOurs()) observing.set(this, prototype.constructor.name);
          return real(this, given);
        },
    );
    wrap(
      prototype,
      "disconnect",
      (real) =>
        function disconnect() {
          observing.delete(this);
          return real(this, []);
        },
    );
  }

  const rootOf = (host) => roots.get(host) ?? host.shadowRoot;
  const bannerOf = (host) => rootOf(host)?.querySelector("[part~=banner]");
  const lineOf = (host) => {
    const banner = bannerOf(host);
    const text = banner ? (banner.hidden ? "" : banner.textContent) : (rootOf(host)?.textContent ?? "");
    return text.replace(/\s+/g, " ").trim();
  };
  wrap(
    Element.prototype,
    "attachShadow",
    (real) =>
      function attachShadow(how) {
        const root = real(this, [how]);
        if (this.localName !== "fyr-status") return root;
        hosts.add(this);
        roots.set(this, root);
        const noticed = () => lines.add(`${root.querySelector("[lang]")?.lang ?? ""}|${lineOf(this)}`);
        new MutationObserver(noticed).observe(root, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
        return root;
      },
  );

  const elements = () => {
    for (const host of document.querySelectorAll("fyr-status")) hosts.add(host);
    return [...hosts].filter((host) => host.isConnected && host.ownerDocument === document);
  };
  const box = (host) => {
    const banner = bannerOf(host);
    if (!banner) return { text: lineOf(host), seen: false, fits: true };
    const { width, height, left, right } = banner.getBoundingClientRect();
    const seen = banner.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1 && height > 1;
    const fits =
      banner.scrollWidth <= banner.clientWidth + 1 && left >= -1 && right <= document.documentElement.clientWidth + 1;
    const styled = getComputedStyle(banner).borderTopStyle === "solid";
    return { text: lineOf(host), lang: banner.lang, seen, fits: !seen || fits, styled };
  };
  const kept = async () => {
    if (window.origin === "null") return []; // a document without an origin can keep nothing
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const caches = (await window.caches?.keys()) ?? [];
    return [document.cookie, ...keysOf(localStorage), ...keysOf(sessionStorage), ...databases, ...caches].filter(Boolean);
  };
  let away = [];
  const guards = {
    look: async () => ({
      timers: timers.size,
      listeners: listeners
        .filter(isElsewhere)
        .map(({ target, type }) => `${target.constructor.name} ${type}`)
        .sort(),
      observers: [...observing.values()].sort(),
      names: keysOf(window)
        .filter((key) => !began.has(key))
        .map(String),
      kept: await kept(),
      lines: [...lines],
      shown: elements().map(box),
    }),
    /** Takes every element out. */
    takeOut: () => {
      away = elements().map((host) => [host, host.parentNode, host.nextSibling]);
      for (const [host] of away) host.parentNode.removeChild(host);
    },
    /** Puts them back where they were, and takes them out and puts them back some times more. */
    putBack: (times) => {
      for (const [host, parent, next] of away.reverse()) {
        const where = next?.parentNode === parent ? next : null;
        parent.insertBefore(host, where);
        for (let done = 0; done < times; done += 1) parent.insertBefore(parent.removeChild(host), where);
      }
    },
  };
  Object.defineProperty(window, Symbol.for("guards"), { value: guards });
  began.add(Symbol.for("guards"));
}

/** Sets the guards in every document of a tab. `origin`: the worker's. */
export const guard = ({ page }, origin) => page.addInitScript(watch, origin);

const ask = (frame, call) => frame.evaluate(`window[Symbol.for("guards")].${call}`);

/** What there is of ours in a document. */
export const look = (frame) => ask(frame, "look()");

/** The level whose word a line has; "" for no line. More than one, or none, is an error. */
export function levelOf(text, lang) {
  if (text === "") return "";
  const words = [...Object.entries(LEVEL_WORDS[lang || "nb"]), ["operational", WATCHED_OK]];
  const found = words.filter(([, word]) => text.includes(word)).map(([level]) => level);
  assert.equal(found.length, 1, `"${text}" has the words of ${found.length} levels`);
  return found[0];
}

/** Looks again and again until what is seen passes `check`, which throws as long as it does not. */
export async function until(frame, check, patience = 10_000) {
  const end = performance.now() + patience;
  for (;;) {
    const seen = await look(frame);
    try {
      check(seen);
      return seen;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** Fails if anything is left behind: names, things kept, more than one timer, what grows as elements come and go. */
export async function assertClean(frame, { names = [], kept = [], times = 20 } = {}) {
  const rest = (seen) => assert.ok(seen.timers <= 1, `${seen.timers} timers are pending`);
  const one = await until(frame, rest, 4000);
  const ownNames = one.names.filter((name) => !names.includes(name) && !/^(\d+$|__pw|__playwright)/.test(name));
  assert.ok(
    ownNames.every((name) => name === "Symbol(fyr)"),
    `names on window: ${ownNames}`,
  );
  assert.deepEqual(one.kept, kept, "nothing is kept on the device");
  await ask(frame, "takeOut()");
  const none = await until(frame, rest, 4000);
  assert.deepEqual(none.shown, []);
  await ask(frame, `putBack(${times})`);
  const again = await until(frame, rest, 4000);
  for (const what of ["listeners", "observers"]) {
    assert.deepEqual(
      none[what].filter((it) => !one[what].includes(it)),
      [],
      `${what} of elements that are gone`,
    );
    assert.deepEqual(again[what], one[what], `${what} after ${times} re-insertions`);
  }
  assert.equal(again.shown.length, one.shown.length);
}
