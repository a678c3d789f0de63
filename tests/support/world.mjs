// World: one running worker, its scripted upstreams, and the clock they share. Every story lives in one.
//
// A story takes its own page with `instance()`: the same configuration, an object of its own, so stories never meet.
// Time moves only when a story says so: `clock()` sets it, `after("30s")` moves it on; between the two it runs as
// clocks do. Rounds happen only in `round()`, unless the world was started at another tempo than "manual".

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Domain } from "./domain.mjs";
import { READER } from "./logs.mjs";
import { BUILT, free, startApart, startHere } from "./runtime.mjs";
import { Upstreams } from "./upstreams.mjs";

/** The page whose configuration stories use. */
export const STORY = "story";

const UNITS = { s: 1, m: 60, h: 3600, d: 86400 };

export class World {
  #options;
  #runtime;
  #instances = 0;
  #set;

  /**
   * Starts a world. `tempo`: "manual", "fast" or null for the real pace; `apart`: in a child process that can be
   * killed; `release`: the deployed build; `outbound`: answers whatever the worker asks the world; `direct`: the worker has a
   * socket of its own, and no files; `bucket`: it publishes what readers poll behind a cached domain, `world.domain`;
   * `around`: a script that stands around the worker.
   */
  static async start({ tempo = "manual", apart = false, release = false, vars = {}, outbound, loud, direct, bucket, around } = {}) {
    const world = new World();
    world.upstreams = await Upstreams.start();
    world.state = await mkdtemp(join(tmpdir(), "fyr-"));
    const scripted = { FYR_UPSTREAMS: world.upstreams.base, ...(tempo && { FYR_TEMPO: tempo }) };
    const published = bucket && (await world.#publishes());
    const build = release ? BUILT.release : BUILT.scripted;
    const shared = { assets: BUILT.assets, state: world.state, loud: loud ?? Boolean(process.env.FYR_LOUD), outbound, direct, bucket, around, ...published?.options };
    world.#options = { apart, runtime: { build, ...shared, vars: { ...scripted, ...published?.vars, ...vars } } };
    try {
      await world.restart();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  /** Starts the runtime on what is stored. */
  async restart() {
    const start = this.#options.apart ? startApart : startHere;
    this.#runtime = await start(this.#options.runtime);
    this.url = this.#runtime.url;
    this.direct = this.#runtime.direct;
    this.#set = undefined;
    if (this.domain) this.domain.bucket = this.#runtime.bucket();
  }

  /** Begins the domain in front of the bucket; gives what the worker is told of it. Where the worker is has to be known before. */
  async #publishes() {
    this.domain = await Domain.start();
    this.domain.now = () => this.now();
    const port = await free();
    return { options: { port }, vars: { FYR_PUBLISHED: this.domain.url, FYR_ORIGIN: `http://127.0.0.1:${port}` } };
  }

  /** Ends the runtime, and starts it on what is stored. */
  async reopen() {
    await this.#runtime.stop();
    await this.restart();
  }

  /** Ends the runtime without warning. Only in a world that is apart. */
  kill() {
    return this.#runtime.kill();
  }

  /** Ends the world and removes what it stored. */
  async stop() {
    await this.#runtime?.stop();
    await this.domain?.stop();
    await this.upstreams.stop();
    await rm(this.state, { recursive: true, force: true, maxRetries: 3 });
  }

  /** What the runtime has logged. */
  said() {
    return this.#runtime.said();
  }

  /** A page with `base`'s configuration and an object of its own. */
  instance(base = STORY) {
    this.#instances += 1;
    return `${base}~${this.#instances}`;
  }

  /** An answer: status, headers, text, and how long it took. Redirects are not followed. */
  async get(path, { method = "GET", headers = {}, body } = {}) {
    const begun = performance.now();
    const response = await fetch(this.url + path, { method, headers: { ...READER, ...headers }, body, redirect: "manual" });
    const text = await response.text();
    const took = performance.now() - begun;
    return { status: response.status, headers: response.headers, text, took, json: () => JSON.parse(text) };
  }

  /** Posts to a control route, JSON if there is some; anything but success is an error. */
  async post(path, value) {
    const body = value && JSON.stringify(value);
    const answer = await this.get(path, { method: "POST", headers: body ? { "content-type": "application/json" } : {}, body });
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${answer.text.slice(0, 500)}`);
    return answer;
  }

  /** Sets the clock; it runs on from there. */
  async clock(at) {
    await this.post("/scripted/clock", { at });
    this.#set = { at: Date.parse(at), real: Date.now() };
  }

  /** The scripted instant it is now. */
  now() {
    return this.#set ? new Date(this.#set.at + Date.now() - this.#set.real) : new Date();
  }

  /** Moves the clock on by "30s", "5m", "2h", "1d". */
  after(span) {
    const [, count, unit] = /^(\d+)([smhd])$/.exec(span);
    return this.clock(new Date(this.now().getTime() + Number(count) * UNITS[unit] * 1000).toISOString());
  }

  /** Runs one round of a page now; gives the page state it has recorded. */
  async round(page) {
    return (await this.post(`/scripted/${page}/round`)).json();
  }

  /** A page lives on for a span as `after` takes it: a round at its end, after which nobody is told of anything older. */
  async on(page, span) {
    await this.after(span);
    const snapshot = await this.round(page);
    await this.forget();
    return snapshot;
  }

  /** Everything that a page's object has stored. */
  async store(page) {
    const answer = await this.get(`/scripted/${page}/store`);
    if (answer.status !== 200) throw new Error(`the store of ${page}: ${answer.status} ${answer.text.slice(0, 500)}`);
    return answer.json();
  }

  /** Empties the worker's memory and the edge cache. */
  forget() {
    return this.post("/scripted/forget");
  }

  /** Breaks what is named and mends all else: `worker/src/scripted/faults.rs` says what there is; `{}` mends everything. */
  faults(which) {
    return this.post("/scripted/faults", which);
  }

  /** Plants a panic; `worker/src/scripted/control.rs` names the places. */
  panic(page, where) {
    return this.get(`/scripted/${page}/panic?in=${where}`, { method: "POST" });
  }

  /** What the platform does each minute. */
  scheduled() {
    return this.#runtime.scheduled();
  }
}
