// Hostile hosts: what their own scripts have done before ours, or do to it. Rows of the table in
// `tests/browser/hosts.test.mjs`. The functions run in the document and see nothing of this file.

import assert from "node:assert/strict";
import { pass } from "../stage.mjs";

const freeze = () => {
  const all = [
    Object,
    Array,
    Function,
    Promise,
    String,
    Number,
    RegExp,
    Date,
    Error,
    Map,
    Set,
    Symbol,
    URL,
    Response,
    Headers,
  ];
  const dom = [EventTarget, Node, Element, HTMLElement, Document, ShadowRoot, CSSStyleSheet, Event, CustomEvent, Window];
  for (const { prototype } of [...all, ...dom]) Object.freeze(prototype);
  for (const it of [Object, Array, Promise, JSON, Math, Reflect, CustomElementRegistry.prototype]) Object.freeze(it);
};

/** What the line knew at load it shows until it is too old, then *unknown*: where no poll succeeds. */
const ages = {
  clock: true,
  ever: ["major_outage"],
  says: "unknown",
  act: async ({ page }) => {
    await pass(page, 300, 10);
  },
};

const junk = () => {
  Object.prototype.foo = { bar: 1 };
  Object.prototype.each = function each() {};
  Array.prototype.contains = () => true;
  Array.prototype.last = function last() {
    return this[this.length - 1];
  };
  Function.prototype.method = function method() {};
  String.prototype.trimAll = () => "";
};

export const SCRIPTS = [
  { name: "prototypes frozen before our tag", script: freeze },
  { name: "prototypes frozen after our tag", later: freeze },
  { name: "enumerable names on Object.prototype, before our tag", script: junk },
  { name: "enumerable names on Object.prototype, after our tag", later: junk },
  {
    name: "as Prototype.js 1.6 leaves a page: toJSON on arrays and strings, its own reduce, from, bind",
    script: () => {
      Array.prototype.toJSON = function toJSON() {
        return `[${this.join(", ")}]`;
      };
      String.prototype.toJSON = function toJSON() {
        return `"${this}"`;
      };
      Object.prototype.toJSON = undefined;
      Array.prototype.reduce = function reduce() {
        return this.length > 1 ? this : this[0];
      };
      Array.from = (list) => (list ? Array.prototype.slice.call(list) : []);
      Function.prototype.bind = function bind(self, ...given) {
        const work = this;
        return (...more) => work.apply(self, given.concat(more));
      };
      document.getElementsByClassName = () => [];
    },
  },
  {
    name: "as MooTools leaves a page: remove, get, set, clone and filter of its own",
    script: () => {
      Element.prototype.get = Element.prototype.set = function get() {
        return this;
      };
      Element.prototype.clone = Element.prototype.inject = Element.prototype.get;
      Array.prototype.flatten = Array.prototype.include = function flatten() {
        return this;
      };
      Array.prototype.filter = function filter(test, self) {
        const found = [];
        for (let at = 0; at < this.length; at += 1) if (test.call(self, this[at], at, this)) found.push(this[at]);
        return found;
      };
      window.$ = window.$$ = (it) => document.getElementById(it);
    },
    names: ["$", "$$"],
  },
  {
    name: "Promise is a polyfill",
    script: () => {
      const Native = window.Promise;
      const Polyfill = function Promise(run) {
        this.inner = new Native(run);
      };
      const again = (inner) => Object.assign(Object.create(Polyfill.prototype), { inner });
      Polyfill.prototype.then = function then(...work) {
        return again(this.inner.then(...work));
      };
      Polyfill.prototype.catch = function caught(work) {
        return this.then(undefined, work);
      };
      for (const name of ["resolve", "reject", "all", "race"]) Polyfill[name] = (it) => again(Native[name](it));
      window.Promise = Polyfill;
    },
  },
  {
    name: "fetch is wrapped, and its answers are copies",
    script: () => {
      const real = window.fetch;
      window.fetch = async function fetch(what, how) {
        const answer = await real(what, how);
        const { status, headers } = answer;
        return new Response(await answer.blob(), { status, headers });
      };
    },
  },
  {
    name: "fetch throws",
    script: () =>
      (window.fetch = () => {
        throw new Error("not allowed");
      }),
    ...ages,
  },
  { name: "fetch gives nothing", script: () => (window.fetch = () => undefined), ...ages },
  { name: "there is no fetch", script: () => delete window.fetch, ...ages },
  { name: "there is no AbortSignal.timeout", script: () => delete AbortSignal.timeout, ...ages },
  {
    name: "setTimeout is wrapped, as zone.js does",
    script: () => {
      const { setTimeout, clearTimeout } = window;
      window.setTimeout = (work, time, ...given) => {
        const task = { type: "macroTask", toString: () => `task ${task.id}` };
        task.id = setTimeout(() => work.apply(window, given), time);
        return task;
      };
      window.clearTimeout = (task) => clearTimeout(task?.id ?? task);
    },
  },
  {
    name: "performance.now is coarse",
    script: () => {
      const now = performance.now.bind(performance);
      performance.now = () => Math.floor(now() / 100) * 100;
    },
  },
  {
    name: "performance tells nothing of what was loaded",
    script: () => {
      performance.getEntriesByType = () => [];
      performance.getEntriesByName = () => [];
    },
  },
  {
    name: "there is no crypto and no navigator.connection",
    script: () => {
      Object.defineProperty(window, "crypto", { value: undefined, configurable: true });
      Object.defineProperty(navigator, "connection", { value: undefined, configurable: true });
    },
  },
  {
    name: "customElements is wrapped by a polyfill",
    script: () => {
      const real = window.customElements;
      const registry = {
        define: (name, type, how) => real.define(name, class extends type {}, how),
        get: (name) => real.get(name),
        whenDefined: (name) => real.whenDefined(name),
        upgrade: (root) => real.upgrade(root),
      };
      Object.defineProperty(window, "customElements", { value: registry, configurable: true });
    },
  },
  {
    name: "the host has defined <fyr-status> itself: it keeps it",
    script: () => customElements.define("fyr-status", class extends HTMLElement {}),
    says: "operational",
  },
  {
    name: "customElements.define refuses",
    script: () =>
      (customElements.define = () => {
        throw new DOMException("no", "NotSupportedError");
      }),
    says: "operational",
  },
  {
    name: "there is no customElements",
    script: () => Object.defineProperty(window, "customElements", { value: undefined, configurable: true }),
    says: "operational",
  },
  ...["currentScript", "body", "hidden", "visibilityState", "readyState", "prerendering"].map((name) => ({
    name: `a picture has the name of what we ask the document for: ${name}`,
    script: `() => document.write('<img name="${name}" src="/portal.svg" alt="">')`,
    finally: async ({ page, stage }) => {
      const scripts = await page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .filter((it) => it.initiatorType !== "img")
          .map((it) => it.name),
      );
      assert.deepEqual(
        scripts.filter((it) => !it.startsWith(stage.world.url)),
        [],
        "nothing is taken from where the picture lies",
      );
    },
  })),
  {
    name: "the host's own listener for fyr-change throws",
    script: () =>
      addEventListener("fyr-change", () => {
        throw new Error("the host's own");
      }),
    noise: /^error: the host's own$/,
  },
  {
    name: "the host's listener for fyr-change takes the element out and puts it back",
    script: () => {
      let times = 0;
      addEventListener("fyr-change", ({ target }) => {
        const { parentNode } = target;
        if ((times += 1) < 5) parentNode.append(parentNode.removeChild(target));
      });
    },
  },
  {
    name: "the host's listener for fyr-change changes the element's attributes",
    script: () => {
      const next = { nb: "sv", sv: "nb" };
      let times = 0;
      addEventListener(
        "fyr-change",
        ({ target }) => (times += 1) < 6 && target.setAttribute("lang", next[target.lang] ?? "sv"),
      );
    },
    opens: false,
  },
  {
    name: "the host hears every event of the document first, and stops it",
    script: () => {
      for (const type of ["pageshow", "online", "visibilitychange", "fyr-change", "keydown"]) {
        addEventListener(type, (event) => event.stopImmediatePropagation(), true);
      }
    },
  },
  {
    name: "JSON is wrapped and slow to believe: parse gives frozen values",
    script: () => {
      const { parse } = JSON;
      const deep = (it) => (it && typeof it === "object" ? (Object.values(it).forEach(deep), Object.freeze(it)) : it);
      JSON.parse = (text, revive) => deep(parse(text, revive));
    },
  },
  {
    name: "document.createElement is wrapped",
    script: () => {
      const real = document.createElement;
      document.createElement = function createElement(...given) {
        const made = real.apply(document, given);
        made.setAttribute("data-framework", "1");
        return made;
      };
    },
  },
  {
    name: "attachShadow makes every root closed",
    script: () => {
      const real = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function attachShadow(how) {
        return real.call(this, { ...how, mode: "closed" });
      };
    },
    opens: false,
  },
  {
    name: "there is no requestAnimationFrame to wait for",
    script: () => (window.requestAnimationFrame = () => 0),
    opens: true,
  },
  {
    name: "a saver of data",
    init: () =>
      Object.defineProperty(navigator, "connection", { value: { saveData: true, effectiveType: "2g" }, configurable: true }),
  },
];
