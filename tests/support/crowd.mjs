// A crowd: readers of one page, each of whom polls as the loader does, because it is the loader that asks: `www/loader/feed.js`
// decides when, and what is believed. What a browser does for it is done here: it keeps the last answer, asks whether that
// is still so by its ETag, and gives it again when it is.
//
// Counted is whatever a reader should never meet: an answer that is none, or takes longer than 5 s; one that is too old to be
// shown; *operational* of what has been hanging for too long; a question that was asked when a publication should have been
// at the edge, and whose answer does not hold it.

import { setTimeout as sleep } from "node:timers/promises";
import { ask, born, freshFor } from "../../www/loader/feed.js";
import { marksIn } from "./publications.mjs";

/** Whoever asks is answered within this time, in milliseconds. */
const LIMIT = 5_000;
/** After this time what was published is at the edge, in milliseconds (`xtask/src/bench/freshness.rs`). */
const EDGE = 6_000;
/** So many faults are told in a sentence; all are counted. */
const SENTENCES = 20;

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
  told = { readers: 0, requests: 0, unchanged: 0, errors: 0, stale: 0, green: 0, late: 0, slowest_ms: 0 };
  faults = [];
  /** What was published, in order: `{ mark, sent, answered }`; none: what was is over. */
  said = [{ sent: 0, answered: 0 }];
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
    return this.#readers.filter(({ feed }) => freshFor(feed) > 0 && feed.components.some((it) => it.level === level)).length;
  }

  /** How long each publication was on its way to each reader, in milliseconds; undefined where it has not come. */
  ways() {
    const said = [...this.said.entries()].slice(1);
    return said.flatMap(([place, { answered }]) => this.#readers.map(({ seen }) => seen[place] && Math.max(0, seen[place] - answered)));
  }

  async #arrive() {
    const reader = { kept: new Map(), place: 0, seen: [0] };
    reader.fetch = (address, options) => this.#browse(reader, address, options);
    await reader.fetch(`${this.#world.url}/${this.#page}/embed.js`, { signal: AbortSignal.timeout(2 * LIMIT) }).catch(() => {});
    reader.feed = born({ origin: this.#world.url, page: this.#page }, "en", "");
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
      const answer = await bare(address, { signal, headers: known ? { "if-none-match": known.etag } : {} });
      const text = await answer.text();
      const took = performance.now() - sent;
      this.told.slowest_ms = Math.max(this.told.slowest_ms, Math.round(took));
      if (took > LIMIT) this.#fault("errors", `${address}: answered after ${Math.round(took)} ms`);
      if (answer.status === 304 && known) {
        this.told.unchanged += 1;
        return new Response(known.text, { headers: answer.headers });
      }
      if (answer.status !== 200) this.#fault("errors", `${address}: ${answer.status} ${text.slice(0, 200)}`);
      else kept.set(address, { etag: answer.headers.get("etag"), text });
      return new Response(answer.status === 304 ? null : text, { status: answer.status, headers: answer.headers });
    } catch (error) {
      // Who goes does not wait.
      if (!this.#over) this.#fault("errors", `${address}: ${error.cause?.code ?? error.name}`);
      throw error;
    }
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
    if (!fresh) this.#fault("stale", `${feed.as_of} was told ${-Math.round(freshFor(feed))} ms after ${feed.stale_after}`);
    const green = feed.components.filter(({ level }) => level === "operational").map(({ id }) => id);
    const long = now - this.hung;
    if (fresh && green.length > 0 && long > this.believed) this.#fault("green", `${green}: hangs for ${Math.round(long)} ms`);
    this.#mark(reader, now);
  }

  /** Which publication an answer holds: the newest that it can be. */
  #mark(reader, now) {
    const { feed } = reader;
    const [mark] = marksIn(JSON.stringify(feed.incidents));
    const place = this.said.findLastIndex((it) => it.mark === mark && it.sent <= now);
    const due = this.said.findLastIndex(({ answered }) => answered + EDGE <= feed.asked);
    if (place < due) this.#fault("late", `${mark} was told ${Math.round(feed.asked - this.said[due].answered)} ms after ${this.said[due].mark}`);
    for (let next = reader.place + 1; next <= place; next += 1) reader.seen[next] = now;
    reader.place = Math.max(reader.place, place);
  }

  #fault(kind, sentence) {
    this.told[kind] += 1;
    if (this.told[kind] <= SENTENCES) this.faults.push(`${kind}: ${sentence}`);
  }
}
