// The worker, and beside it what it asks the platform for: `tests/support/costs.mjs` runs it and reads what was counted.
//
// Bindings, storage, the Cache API and `fetch` are the platform's own; each call of a method that is paid for is noted on its way
// through. Time is shortened: an alarm goes off at once, and the clock jumps to when it was set for, until `until`.
//
// `GET /counted` answers what was counted, and what has passed in milliseconds; `?until=…`: alarms go off until so many seconds have
// passed; `?pass=…` lets seconds pass; `?reset` begins anew.

import * as inner from "./index.js";

let counts = {};
const count = (name, by = 1) => (counts[name] = (counts[name] ?? 0) + by);

const real = Date.now.bind(Date);
let ahead = 0;
Date.now = () => real() + ahead;
/** Until when alarms are set at all, in milliseconds that have passed, and when the next one is. */
let until = 0;
let next;

/** The same, with its methods counted by these names; `led` goes on with what a method gives, or a property holds. */
function counted(it, names, led = {}) {
  return new Proxy(it, {
    get(target, key) {
      const value = Reflect.get(target, key, target);
      if (key === "constructor") return value;
      if (typeof value !== "function") return led[key] ? led[key](value) : value;
      return (...given) => {
        if (names[key]) count(names[key]);
        const made = value.apply(target, given);
        return led[key] ? led[key](made) : made;
      };
    },
  });
}

const kv = (it) => counted(it, { get: "kv_reads", getWithMetadata: "kv_reads", put: "kv_writes", list: "kv_lists" });
const stub = (name) => (it) => counted(it, { fetch: name });
const objects = (name) => (it) => counted(it, {}, { get: stub(name), getByName: stub(name) });
const BINDINGS = {
  PAGE: objects("page_calls"),
  REGION: objects("region_calls"),
  SNAPSHOTS: kv,
  FILES: kv,
  PUBLISHED: (it) => counted(it, { put: "r2_puts", delete: "r2_puts", list: "r2_puts", get: "r2_reads", head: "r2_reads" }),
};
const environment = (env) => Object.fromEntries(Object.entries(env).map(([name, it]) => [name, BINDINGS[name]?.(it) ?? it]));

/** The storage of an object: every statement's rows are noted in `cursors`, which are read while they may be. */
function storage(it, cursors) {
  const noted = (cursor) => (cursors.push(cursor), cursor);
  return new Proxy(it, {
    get(target, key) {
      if (key === "sql") return counted(target.sql, {}, { exec: noted });
      if (key === "setAlarm") {
        return async (at) => {
          // It is a row that is written.
          count("rows_written");
          // It is counted from a `Date` that was made, and those are real.
          next = Date.now() + Math.max(0, Number(at) - real());
          if (next - real() < until) await target.setAlarm(real());
        };
      }
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function tally(cursors) {
  for (const cursor of cursors.splice(0)) {
    count("rows_read", cursor.rowsRead);
    count("rows_written", cursor.rowsWritten);
  }
}

export class PageObject extends inner.PageObject {
  cursors = [];
  constructor(ctx, env) {
    super(ctx, env);
    const [own, cursors] = [this.ctx, this.cursors];
    this.ctx = new Proxy(own, {
      get(target, key) {
        const value = Reflect.get(target, key, target);
        if (key === "storage") return storage(value, cursors);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    this.env = environment(env);
  }
  async fetch(request) {
    try {
      return await super.fetch(request);
    } finally {
      tally(this.cursors);
    }
  }
  async alarm() {
    count("alarms");
    ahead += Math.max(0, next - Date.now());
    try {
      await super.alarm();
    } finally {
      tally(this.cursors);
    }
  }
}

export class RegionObject extends inner.RegionObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.env = environment(env);
  }
}

for (const [key, name] of [["match", "cache_reads"], ["put", "cache_writes"]]) {
  const own = Cache.prototype[key];
  Cache.prototype[key] = function (...given) {
    count(name);
    return own.apply(this, given);
  };
}

const own = globalThis.fetch;
globalThis.fetch = (...given) => {
  count("fetches");
  return own(...given);
};

export default {
  fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/counted") {
      if (!pathname.startsWith("/scripted/")) count("requests");
      return inner.default.fetch(request, environment(env), ctx);
    }
    const told = { ...counts, passed: ahead };
    if (searchParams.has("reset")) counts = {};
    ahead += 1000 * Number(searchParams.get("pass"));
    if (searchParams.has("until")) until = 1000 * Number(searchParams.get("until"));
    return Response.json(told);
  },
};
