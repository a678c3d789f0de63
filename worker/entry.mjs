// The way into the worker: the platform calls this file, this file calls the wasm.
//
// Its one purpose is to survive a panic. In wasm a panic is a trap: the promise of the call that caused it never
// settles, nor does any other that the same instance was working on. So each call is *guarded*: it is remembered while
// it runs, and when the instance dies every remembered call is answered at once (503 for a request, a rejection for
// an alarm or a cron run, which the platform repeats). Then a new instance takes over. Everything an instance held in
// memory is gone with it; what was acknowledged is in storage.
//
// The build gives: `fyr-glue` (wasm-bindgen's JavaScript, target web), `./index_bg.wasm` (the compiled module) and
// FYR_EMBED (what browsers get: texts and addresses, as `src/embed.rs` reads them).

import { DurableObject } from "cloudflare:workers";
import * as glue from "fyr-glue";
import "./ask.mjs";
import module from "./index_bg.wasm";

globalThis.FYR_EMBED = FYR_EMBED;

/** Counts instances; an object shell compares it to learn that its inner object died with an earlier one. */
let generation = 0;
let alive = false;
/** How to fail each call that the present instance is working on. */
const inFlight = new Set();

class InstanceDied extends Error {}

/** Makes sure there is a live instance. Closures of an earlier one are refused by the glue, which knows whose they are. */
function wake() {
  if (alive) return;
  if (generation === 0) glue.initSync({ module });
  else glue.__wbg_reset_state();
  generation += 1;
  alive = true;
}

/** The instance is dead: fail what it was doing, and replace it as soon as the trap has left the stack. */
function died(message) {
  if (!alive) return;
  alive = false;
  console.error(`fyr: the instance died and is replaced: ${message}`);
  const waiting = [...inFlight];
  inFlight.clear();
  for (const fail of waiting) fail(new InstanceDied(message));
  queue(() => {
    try {
      wake();
    } catch (error) {
      console.error(`fyr: the new instance did not start; the next call tries again: ${error.message}`);
    }
  });
}

// Called by the Rust panic hook, before the trap; the trap itself is then no news, for nothing is alive.
globalThis.FYR_PANICKED = (message) => died(String(message));

// The hook that the worker crate installs says it here; it is in force until ours is.
if (globalThis.__worker_init_state) {
  Object.defineProperty(globalThis.__worker_init_state, "criticalError", {
    set: (critical) => critical && globalThis.FYR_PANICKED("panic"),
  });
}

// A trap without a panic (memory exhausted, stack overflow) happens where nobody looks: Rust's futures are polled in
// microtasks. So these are looked at. They are a promise's: the runtime makes an object of its own for each that is
// queued otherwise, and there are several for every answer that is waited for.
const queue = globalThis.queueMicrotask;
globalThis.queueMicrotask = (task) => {
  Promise.resolve().then(() => {
    try {
      task();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
      died(error.message);
    }
  });
};

/** Runs a call into the wasm; rejects with InstanceDied when the instance dies before the call settles. */
function guarded(call) {
  return new Promise((resolve, reject) => {
    let mine = generation;
    const fail = (error) => {
      inFlight.delete(reject);
      if (!(error instanceof WebAssembly.RuntimeError)) return reject(error);
      if (mine === generation) died(error.message);
      reject(new InstanceDied(error.message));
    };
    try {
      wake();
      mine = generation;
      inFlight.add(reject);
      call().then((value) => {
        inFlight.delete(reject);
        resolve(value);
      }, fail);
    } catch (error) {
      fail(error);
    }
  });
}

/** As `guarded`, for calls that answer with a response. */
function answered(call) {
  return guarded(call).catch((error) => {
    if (error instanceof InstanceDied) return unavailable();
    throw error;
  });
}

// The headers are those of the policy for errors in `src/policy.rs`; a story compares the two.
function unavailable() {
  const problem = {
    type: "about:blank",
    title: "Service Unavailable",
    status: 503,
    detail: "The service was interrupted while it worked on this; try again.",
  };
  const headers = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Date, Age",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "cross-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "retry-after": "5",
    date: new Date().toUTCString(),
  };
  return new Response(JSON.stringify(problem), { status: 503, headers });
}

/** An object whose inner half lives in the wasm and is made anew when its instance died. */
class Shell extends DurableObject {
  #inner;
  #bornIn = 0;

  /** Called inside a guard, so there is a live instance. */
  inner(Inner) {
    if (this.#bornIn !== generation) {
      this.#inner = new Inner(this.ctx, this.env);
      this.#bornIn = generation;
    }
    return this.#inner;
  }
}

export class PageObject extends Shell {
  fetch(request) {
    return answered(() => this.inner(glue.PageObject).fetch(request));
  }
  async alarm() {
    await guarded(() => this.inner(glue.PageObject).alarm());
  }
}

export class RegionObject extends Shell {
  fetch(request) {
    return answered(() => this.inner(glue.RegionObject).fetch(request));
  }
}

export default {
  fetch: (request, env, ctx) => answered(() => glue.fetch(request, env, ctx)),
  async scheduled(event, env, ctx) {
    await guarded(() => glue.scheduled(event, env, ctx));
  },
};
