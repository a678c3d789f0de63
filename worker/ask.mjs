// Questions to the network, and one to an object: what the runtime does in many steps, in one promise.
//
// Each promise that the wasm waits for costs it two closures and a wake-up, and each text that is handed over is decoded
// anew; a round asks hundreds of times. So the steps between questions and their last bytes are taken here, and nothing is
// decided: where a question may lead, how often, how long it may take, and what an answer means is known to `src/probe`
// alone.

/** Answers that lead elsewhere. Their bodies are not read: each would hold one of the few connections there are. */
const REDIRECTS = [301, 302, 303, 307, 308];

/** How often is looked for what is late, in milliseconds. */
const TICK = 250;

/** The headers that somebody's answer may have, in the order of `src/probe/hand.rs`. */
const HEADS = ["date", "age", "etag", "last-modified", "retry-after"];

/** After so many bytes no more questions are begun: an isolate has 128 MB for all that it does. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Several questions, some at a time. Each has a time limit of its own, which begins when it is asked. After `leaveAfter`
 * milliseconds those that have not been answered are left. `answers` has for each, in their order,
 *   [from, until, status, body, Content-Type, Cf-Ray, headers]   what came, and from when until when it was asked
 *   [from, until, word]   why nothing came: `connection`, `too_large`, `timeout`, `redirect`; `probe`: it is our own fault
 *   nothing               when it was left
 * Where an answer leads elsewhere, `follow` says what is asked instead, or nothing: it may not lead there.
 */
class Asking {
  #questions;
  #timeouts;
  #follow;
  #next = 0;
  #bytes = 0;
  /** What each lane asks: its place, until which tick, and how to end it. Nothing where a lane has ended. */
  #lanes = [];
  /** Ticks are counted, for a clock may be set back: time limits are not read off it. A tick may be late. */
  #tick = 0;
  #lastTick;
  #timer = setInterval(() => this.#ticked(), TICK);
  #answers = [];
  #done;

  constructor(questions, timeouts, atATime, leaveAfter, follow) {
    this.#questions = questions;
    this.#timeouts = timeouts;
    this.#follow = follow;
    this.#lastTick = Math.ceil(leaveAfter / TICK);
    this.answers = new Promise((resolve) => (this.#done = resolve));
    const lanes = Math.min(atATime, questions.length);
    for (let lane = 0; lane < lanes; lane += 1) this.#work(lane);
  }

  /** Ends all that is in flight, and leaves it. */
  end() {
    clearInterval(this.#timer);
    this.#next = this.#questions.length;
    const ended = this.#lanes;
    this.#lanes = [];
    for (const one of ended) one?.controller.abort();
    this.#answers.length = this.#questions.length;
    this.#done(this.#answers);
  }

  /** One question after the other, as long as there are any. What has ended none can end the next. */
  async #work(lane) {
    const controller = new AbortController();
    while (this.#next < this.#questions.length && this.#bytes < MOST_BYTES) {
      const place = this.#next++;
      const until = this.#tick + Math.ceil(this.#timeouts[place] / TICK) + 1;
      const one = (this.#lanes[lane] = { place, until, controller, from: Date.now() });
      let answer;
      try {
        answer = await this.#ask(one, lane);
      } catch (error) {
        answer = [one.from, Date.now(), error instanceof RangeError ? "probe" : "connection"];
      }
      // Its time was over before, and the lane is another's.
      if (this.#lanes[lane] !== one) return;
      this.#answers[place] = answer;
    }
    this.#lanes[lane] = undefined;
    if (!this.#lanes.some((one) => one)) this.end();
  }

  async #ask(one, lane) {
    const { signal } = one.controller;
    let { address, headers, body, maxBytes, somebodys } = this.#questions[one.place];
    for (;;) {
      const method = body === undefined ? "GET" : "POST";
      const response = await fetch(address, { method, headers, body, signal, redirect: "manual", cache: "no-store" });
      const { status, headers: told } = response;
      const location = REDIRECTS.includes(status) ? told.get("location") : null;
      if (location === null) {
        const bytes = response.body === null ? new Uint8Array() : await read(told, response.body, maxBytes);
        if (bytes === undefined) return [one.from, Date.now(), "too_large"];
        this.#bytes += bytes.length;
        const heads = somebodys ? HEADS.map((name) => told.get(name)) : undefined;
        return [one.from, Date.now(), status, bytes, told.get("content-type"), told.get("cf-ray"), heads];
      }
      await response.body?.cancel();
      const next = this.#lanes[lane] === one ? this.#led(one.place, location) : undefined;
      if (!next) return [one.from, Date.now(), "redirect"];
      ({ address, headers, body, maxBytes, somebodys } = next);
    }
  }

  /** Where an answer leads is decided in the wasm. A trap there is seen by nobody else (`entry.mjs`). */
  #led(place, location) {
    try {
      return this.#follow(place, location);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) globalThis.FYR_PANICKED(error.message);
      throw error;
    }
  }

  #ticked() {
    this.#tick += 1;
    if (this.#tick > this.#lastTick) return this.end();
    for (const [lane, one] of this.#lanes.entries()) {
      if (!one || one.until > this.#tick) continue;
      one.controller.abort();
      this.#answers[one.place] = [one.from, Date.now(), "timeout"];
      this.#work(lane);
    }
  }
}

/** Asks several questions: see `Asking`. */
globalThis.FYR_ASK = (...asked) => new Asking(...asked);

/** A question as it is asked, any number of times. `maxBytes`: how many bytes are read, decompressed. */
globalThis.FYR_QUESTION = (address, headers, body, maxBytes, somebodys) => ({ address, headers, body, maxBytes, somebodys });

/**
 * A body. Of one that says its length, and that this is small enough, as much is read, and a byte more if there is one: it
 * may have lied. Any other is counted as it arrives, for a small bomb is a large answer. Nothing when it is too large.
 */
function read(headers, body, maxBytes) {
  const told = headers.get("content-length");
  const isLength = /^\d{1,9}$/.test(told) && Number(told) <= maxBytes;
  return isLength && !headers.has("content-encoding") ? exactly(body, Number(told)) : counted(body, maxBytes);
}

async function exactly(body, length) {
  const reader = body.getReader({ mode: "byob" });
  const { value } = await reader.readAtLeast(length + 1, new Uint8Array(length + 1));
  if (value === undefined || value.length <= length) return value ?? new Uint8Array();
  await reader.cancel();
  return undefined;
}

async function counted(body, maxBytes) {
  const pieces = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > maxBytes) return undefined;
    pieces.push(piece);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Calls an object and reads its answer; a body makes it a POST. Rejects where there is none, or another status than 200. */
globalThis.FYR_CALL = async (stub, path, body) => {
  const response = await stub.fetch(`https://object${path}`, body === undefined ? {} : { method: "POST", body });
  if (response.status !== 200) throw new Error(`an object answered ${response.status}`);
  return response.text();
};
