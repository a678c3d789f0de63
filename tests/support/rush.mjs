// A rush: a crowd reads a page of a running worker at the real pace, with rounds that run by themselves, while all of
// the page's upstreams hang for a part of the time and an operator publishes. Readers ask at the worker's own socket:
// what the platform does in front of it is no work of ours.
//
// The memory of the runtime's process is told minute by minute. That process also holds what the platform's own
// programs keep in memory: its cache, its last copies, what it needs to serve files.

import { setTimeout as sleep } from "node:timers/promises";
import { hangs } from "./behaviours.mjs";
import { chance, oneOf } from "./chance.mjs";
import { Crowd } from "./crowd.mjs";
import { median, rounded, share } from "./figures.mjs";
import { first, newToken, operator } from "./operator.mjs";
import { resident, withPid } from "./processes.mjs";
import { World } from "./world.mjs";

/** Whose configuration the page has, and how many components: each is asked every minute, and waited for 3 s. */
const [BASE, SOURCES] = ["load", 8];
export const READERS = 2_000;
const LEVELS = ["degraded", "partial_outage", "major_outage"];
/** How often memory is read, in milliseconds. */
const READ = 1_000;
const MINUTE = 60_000;
/** After this time everybody has asked once more, in milliseconds: the longest interval, its jitter, and the edge. */
const EVERYBODY = 1.1 * 30_000 + 6_000;

export class Rush {
  #operator;
  #memory = [];
  #reading;

  /** How many incidents there were. */
  incidents = 0;

  /** Begins with a page that is well, and nobody who reads it. `at`: what the worker's clock shows then. */
  static async begin(seed, at) {
    const rush = new Rush();
    const token = newToken();
    const options = { tempo: null, direct: true, vars: { FYR_FIRST_TOKEN: first(BASE, token) } };
    const { started: world, pid } = await withPid(() => World.start(options));
    Object.assign(rush, { seed, world, pid, next: chance(seed), page: `${BASE}~${SOURCES}` });
    try {
      if (at) await world.clock(at);
      rush.#operator = await operator(world, rush.page, token);
      rush.crowd = new Crowd(world, rush.page);
      const known = await rush.#well();
      rush.crowd.believed = Date.parse(known.stale_after) - Date.parse(known.as_of);
      rush.#reading = setInterval(() => rush.#memory.push({ at: performance.now(), mb: resident(rush.pid) }), READ);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return rush;
  }

  async stop() {
    clearInterval(this.#reading);
    this.crowd.leave();
    await this.world.stop();
  }

  /** From now on nobody whom the page asks answers; or everybody does. */
  hang(hung = true) {
    const { world, page, crowd } = this;
    world.upstreams.mend(page);
    if (hung) world.upstreams.when({ page }, hangs);
    crowd.hung = hung ? performance.now() : undefined;
  }

  /** One incident, from its beginning to its end; `pause` gives how long each state of it lasts, in milliseconds. */
  async incident(pause) {
    const { next } = this;
    const number = (this.incidents += 1);
    const title = (place) => ({ en: `Trouble «${number}.${place}»` });
    const component = `service-${next(SOURCES)}`;
    const more = { title: title(1), text: { en: "We are looking into it." } };
    const op = this.#operator;
    const begun = await this.#say(`«${number}.1»`, () => op.incident(component, oneOf(next, LEVELS), more));
    await sleep(pause());
    const known = await this.#say(`«${number}.2»`, () => op.change("incidents", begun, { title: title(2) }));
    await sleep(pause());
    await this.#say(undefined, () => op.say(known, "resolved", "", { text: { en: "It is over." } }));
  }

  /** Waits until everybody has seen everything, and nobody is shown that what hangs is well; no longer than that may take. */
  async everybody() {
    const { crowd } = this;
    const behind = () => crowd.ways().includes(undefined) || (crowd.hung && crowd.shown("operational") > 0);
    for (const begun = performance.now(); behind() && performance.now() - begun < EVERYBODY; ) await sleep(READ);
  }

  /** What came of it; the memory is cut into thirds of the time since `from`, by this process's clock. */
  figures(from = 0) {
    const { told, rounds } = this.crowd;
    const ways = this.crowd.ways();
    const seen = ways.filter((way) => way !== undefined);
    const seconds = (part) => rounded(share(seen, part) / 1000);
    const curve = this.#memory.filter(({ at }) => at >= from);
    const third = (number) => memory(curve.slice((number * curve.length) / 3, ((number + 1) * curve.length) / 3));
    const [middle, last] = [third(1), third(2)];
    return {
      ...{ ...told, rounds, publications: this.crowd.said.length - 1, unseen: ways.length - seen.length },
      ...{ seen_p50_s: seconds(0.5), seen_p95_s: seconds(0.95), seen_worst_s: seconds(1) },
      ...{ memory_middle_mb: middle, memory_last_mb: last, memory_highest_mb: Math.max(...curve.map(({ mb }) => mb)) },
      memory_growth: rounded(last / middle, 3),
    };
  }

  /** The memory of a minute: its median, in megabytes. */
  minute(number, from) {
    return memory(this.#memory.filter(({ at }) => Math.floor((at - from) / MINUTE) === number));
  }

  /** Publishes, and notes when. */
  async #say(mark, write) {
    const entry = { mark, sent: performance.now(), answered: Infinity };
    this.crowd.said.push(entry);
    const record = await write();
    entry.answered = performance.now();
    return record;
  }

  /** Waits until the page is known to be well; gives its summary. */
  async #well() {
    for (let tries = 0; tries < 120; tries += 1) {
      const answer = await this.world.get(`/api/v1/${this.page}/summary`);
      if (answer.status === 200 && answer.json().level === "operational") return answer.json();
      await sleep(500);
    }
    throw new Error("the page is not well within a minute");
  }
}

/** The middle of what memory was, in megabytes. */
const memory = (readings) => (readings.length > 0 ? median(readings.map(({ mb }) => mb)) : 0);
