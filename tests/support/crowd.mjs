// A crowd: readers of one page, each of whom polls as the loader does, because it is the loader that asks:
// `www/loader/feed.js` decides when, and what is believed. What a browser does for it is done here: it keeps the last
// answer, asks by its ETag whether that is still so, and gives it again when it is.
//
// Counted is whatever a reader should never meet: an answer that is none, or takes longer than 5 s; one that is too old
// to be shown; *operational* of what has been hanging for too long; a question that was asked when a publication should
// have been at the edge, and whose answer does not hold it.

import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, born, freshFor } from "../../www/loader/feed.js";
import { marksIn } from "./publications.mjs";
import { LIMIT } from "./ways.mjs";

// What the build says where nothing is published in a bucket.
globalThis.FYR_PUBLISHED = false;

/** After this time what was published is at the edge, in milliseconds (`xtask/src/bench/freshness.rs`). */
const EDGE = 6_000;
/** So many faults are told in a sentence; all are counted. */
const SENTENCES = 20;

const agent = new Agent({ keepAlive: true });
const bare = globalThis.fetch;
/** Whose loader asks just now: it calls `fetch` before it waits for anything. */
let asking;
globalThis.fetch = (address, options) => (asking ? asking.fetch(address, options) : bare(address, options));

export class Crowd {
  #world;
  #page;
  #readers = [];
  #over = false;
  #rounds = new Set();

  /** Counts so far; what is wrong is told in `faults`, a sentence each. */
  told = { readers: 0, requests: 0, unchanged: 0, again: 0, errors: 0, stale: 0, green: 0, late: 0, slowest_ms: 0 };
  faults = [];
  /** What was published, in order: `{ mark, sent, answered }`; none: what was is over. Before all else nothing had been, for ever. */
  said = [{ sent: -Infinity, answered: -Infinity }];
  /** Since when all upstreams hang, by this process's clock, and for how long *operational* may be told then. */
  hung;
  believed = Infinity;

  constructor(world, page) {
    [this.#world, this.#page] = [world, page];
  }

  /** So many readers come, spread over a time in milliseconds. */
  async come(count, over) {
    const arrive = async (number) => {
      await sleep((over * number) / count);
      await this.#arrive();
    };
    await Promise.all(Array.from({ length: count }, (_, number) => arrive(number)));
  }

  /** Everybody goes. */
  leave() {
    this.#over = true;
    for (const { timer } of this.#readers) clearTimeout(timer);
  }

  /** The rounds that anybody has heard of. */
  get rounds() {
    return this.#rounds.size;
  }

  /** How many readers there are to whom a level is shown of any component. */
  shown(level) {
    const is = ({ feed }) => freshFor(feed) > 0 && feed.components.some((it) => it.level === level);
    return this.#readers.filter(is).length;
  }

  /** How long each publication was on its way to each reader, in milliseconds; undefined where it has not come. */
  ways() {
    const said = [...this.said.entries()].slice(1);
    const way = ({ seen }, place, answered) => seen[place] && Math.max(0, seen[place] - answered);
    return said.flatMap(([place, { answered }]) => this.#readers.map((reader) => way(reader, place, answered)));
  }

  async #arrive() {
    const reader = { kept: new Map(), place: 0, seen: [0] };
    reader.fetch = (address, options) => this.#browse(reader, address, options);
    const origin = this.#world.direct;
    await reader.fetch(`${origin}/${this.#page}/embed.js`, { signal: AbortSignal.timeout(2 * LIMIT) }).catch(() => {});
    reader.feed = born({ origin, page: this.#page }, "en", "");
    this.#readers.push(reader);
    this.told.readers += 1;
    this.#poll(reader);
  }

  #poll(reader) {
    if (this.#over) return;
    asking = reader;
    ask(reader.feed, () => this.#took(reader));
    asking = undefined;
  }

  /** Asks as a browser does, with its cache. */
  async #browse({ kept }, address, { signal }) {
    const known = kept.get(address);
    const sent = performance.now();
    this.told.requests += 1;
    try {
      const asked = known ? { "if-none-match": known.etag } : {};
      const { status, headers, text } = await this.#answer(address, { signal, headers: asked });
      const took = Math.round(performance.now() - sent);
      this.told.slowest_ms = Math.max(this.told.slowest_ms, took);
      if (took > LIMIT) this.#fault("errors", `${address}: answered after ${took} ms`);
      const unchanged = status === 304 && known !== undefined;
      if (unchanged) this.told.unchanged += 1;
      else if (status === 200) kept.set(address, { etag: headers.etag, text });
      else this.#fault("errors", `${address}: ${status} ${text.slice(0, 200)}`);
      const told = new Headers({ date: headers.date ?? "", age: headers.age ?? "" });
      return { ok: unchanged || status === 200, headers: told, text: async () => (unchanged ? known.text : text) };
    } catch (error) {
      // Who goes does not wait.
      if (!this.#over) this.#fault("errors", `${address}: ${error.code ?? error.name}`);
      throw error;
    }
  }

  /** One answer. Who finds that a kept connection was closed as it was used again asks anew: so do browsers. */
  #answer(address, options) {
    return new Promise((resolve, reject) => {
      const request = get(address, { agent, ...options }, (response) => {
        const pieces = [];
        response.on("data", (piece) => pieces.push(piece));
        response.on("error", reject);
        const { statusCode: status, headers } = response;
        response.on("end", () => resolve({ status, headers, text: String(Buffer.concat(pieces)) }));
      });
      request.on("error", (error) => {
        if (!request.reusedSocket || error.code !== "ECONNRESET") return reject(error);
        this.told.again += 1;
        return resolve(this.#answer(address, options));
      });
    });
  }

  /** A question was answered, or was not. */
  #took(reader) {
    if (this.#over) return;
    const { feed } = reader;
    const now = performance.now();
    reader.timer = setTimeout(() => this.#poll(reader), Math.max(0, feed.due - now));
    if (feed.fails > 0) return;
    this.#rounds.add(feed.as_of);
    const fresh = freshFor(feed) > 0;
    if (!fresh) this.#fault("stale", `of ${feed.as_of}, ${-Math.round(freshFor(feed))} ms after it must not be shown`);
    const green = feed.components.filter(({ level }) => level === "operational").map(({ id }) => id);
    const long = now - this.hung;
    const believed = !fresh || green.length === 0 || !(long > this.believed);
    if (!believed) this.#fault("green", `${green}: hangs for ${Math.round(long)} ms`);
    this.#mark(reader, now);
  }

  /** Which publication an answer holds: the newest that it can be. */
  #mark(reader, now) {
    const { feed } = reader;
    const [mark] = marksIn(JSON.stringify(feed.incidents));
    const place = this.said.findLastIndex((it) => it.mark === mark && it.sent <= now);
    const due = this.said.findLastIndex(({ answered }) => answered + EDGE <= feed.asked);
    const after = Math.round(feed.asked - this.said[due].answered);
    if (place < due) this.#fault("late", `${mark} was told ${after} ms after ${this.said[due].mark}`);
    for (let next = reader.place + 1; next <= place; next += 1) reader.seen[next] = now;
    reader.place = Math.max(reader.place, place);
  }

  #fault(kind, sentence) {
    this.told[kind] += 1;
    if (this.told[kind] <= SENTENCES) this.faults.push(`${kind}: ${sentence}`);
  }
}
