// Scripted upstreams: one server on loopback that plays every host that a page file names.
//
// The scripted worker fetches `https://host/path` as `{base}/host/path` and says in two headers for which page and from
// which region. A rule says what an upstream does there; without one it is well. The newest rule that fits counts.
// Requests are kept in `asked`, so that a test can show that an address was never fetched.

import { createServer } from "node:http";
import { ok } from "./behaviours.mjs";
import { healthy } from "./healthy.mjs";

/** How many exchanges are remembered: more than any test makes, and little enough for a server left running. */
const REMEMBERED = 10_000;

export class Upstreams {
  /** The exchanges so far, oldest first. */
  asked = [];
  /** How many there were, remembered or not. */
  count = 0;
  #rules = [];
  #server = createServer((request, response) => this.#answer(request, response));

  /** Listens on a free port of loopback, or on the given one. */
  static async start(port = 0) {
    const upstreams = new Upstreams();
    const server = upstreams.#server;
    // Longer than the runtime keeps a connection for the next question: one that is closed as it is used again fails.
    server.keepAliveTimeout = 30_000;
    await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    return upstreams;
  }

  /** What FYR_UPSTREAMS is set to. */
  get base() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** From now on, requests that fit `where` (`page`, `host`, `path`, `region`; absent means any) get `behaviour`. */
  when(where, behaviour) {
    const known = ["page", "host", "path", "region"];
    const wrong = Object.keys(where).filter((key) => !known.includes(key));
    if (wrong.length > 0 || typeof behaviour !== "function") throw new TypeError(`not a rule: ${wrong} ${behaviour}`);
    this.#rules.push({ where, behaviour });
    return this;
  }

  /** Forgets the rules of a page, or all of them. */
  mend(page) {
    this.#rules = page === undefined ? [] : this.#rules.filter((rule) => rule.where.page !== page);
    return this;
  }

  /** The exchanges that fit. */
  askedFor(where) {
    return this.asked.filter((exchange) => fits(where, exchange));
  }

  /** Resolves with the first exchange that fits from now on. */
  next(where) {
    return new Promise((resolve) => this.#waiting.push({ where, resolve }));
  }
  #waiting = [];

  /** Ends every connection and stops listening. */
  stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    return closed;
  }

  #answer(request, response) {
    const [, host, path] = /^\/([^/?]+)(\/[^]*)?$/.exec(request.url) ?? [undefined, "", ""];
    const page = request.headers["fyr-page"] ?? "";
    const region = request.headers["fyr-region"] ?? "";
    const exchange = { request, response, host, path: path || "/", page, region, at: Date.now() };
    exchange.healthy = () => healthy(host, exchange.path);
    this.count += 1;
    if (this.asked.push(exchange) > REMEMBERED) this.asked.splice(0, REMEMBERED / 2);
    response.on("error", () => {});
    const awaited = this.#waiting.filter((waiting) => fits(waiting.where, exchange));
    this.#waiting = this.#waiting.filter((waiting) => !awaited.includes(waiting));
    for (const waiting of awaited) waiting.resolve(exchange);
    const rule = this.#rules.findLast((candidate) => fits(candidate.where, exchange));
    (rule?.behaviour ?? ok)(exchange);
  }
}

function fits(where, exchange) {
  return Object.entries(where).every(([key, value]) => value === undefined || exchange[key] === value);
}
