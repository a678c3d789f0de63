// A cached domain in front of the bucket that the worker publishes into, as a deployment has one: it looks at the path alone, keeps
// what it has read for as long as `Cache-Control` says, gives it with the `Date` of when it was read and an `Age` that counts,
// answers 304 to whoever has it, and says to every origin what the rules in `worker/wrangler.toml` let it say.
//
// `fault` is what is wrong with it: a status, or "undated", "refused", "hangs", "unreadable". It lives at the time of `now`.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const RULES = { "access-control-allow-origin": "*", "access-control-expose-headers": "ETag, Date, Age" };

export class Domain {
  #kept = new Map();
  #server;
  /** Where what was put lies: an R2 bucket, or a promise of one. */
  bucket;
  /** What is wrong. */
  fault;
  /** Makes another document of one that is asked for, as if that lay in the bucket: told it and its path. */
  change;
  /** The paths that were asked for, and how many of them had to be read from the bucket. */
  asked = [];
  reads = 0;
  now = () => new Date();

  static async start() {
    const domain = new Domain();
    domain.#server = createServer((request, response) => {
      domain.#answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
    });
    domain.#server.listen(0, "127.0.0.1");
    await once(domain.#server, "listening");
    domain.url = `http://127.0.0.1:${domain.#server.address().port}`;
    return domain;
  }

  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Everything that lies in the bucket, by its key. */
  async all() {
    const bucket = await this.bucket;
    const { objects } = await bucket.list();
    const read = async ({ key }) => {
      const object = await bucket.get(key);
      return [key, { text: await object.text(), ...object.httpMetadata }];
    };
    return Object.fromEntries(await Promise.all(objects.map(read)));
  }

  async #answer(request, response) {
    const { pathname } = new URL(request.url, this.url);
    this.asked.push(pathname);
    if (this.fault === "refused") return request.socket.destroy();
    if (this.fault === "hangs") return;
    const refused = typeof this.fault === "number" && this.fault;
    const found = !refused && (await this.#found(decodeURIComponent(pathname.slice(1))));
    if (!found) return response.writeHead(refused || 404, { ...RULES, date: this.now().toUTCString() }).end();
    const { text, etag } = this.#changed(found, pathname);
    if (this.fault === "undated") response.sendDate = false;
    const age = Math.floor((this.now() - found.at) / 1000);
    const dated = this.fault === "undated" ? {} : { date: found.at.toUTCString(), ...(age > 0 && { age: String(age) }) };
    const headers = { ...RULES, "content-type": found.type, "cache-control": found.lifetime, etag, ...dated };
    const known = request.headers["if-none-match"] === etag;
    response.writeHead(known ? 304 : 200, headers).end(known ? undefined : this.fault === "unreadable" ? "{" : text);
  }

  /** Another document has another ETag. */
  #changed({ text, etag }, path) {
    if (!this.change || !path.endsWith(".json")) return { text, etag };
    const other = JSON.stringify(this.change(JSON.parse(text), path));
    return { text: other, etag: `"${createHash("sha256").update(other).digest("hex")}"` };
  }

  async #found(key) {
    const kept = this.#kept.get(key);
    const now = this.now();
    if (kept && now - kept.at >= 0 && now - kept.at < 1000 * kept.seconds) return kept;
    this.reads += 1;
    const object = await (await this.bucket).get(key);
    if (!object) return undefined;
    const { contentType: type, cacheControl: lifetime } = object.httpMetadata;
    const [, seconds] = /max-age=(\d+)/.exec(lifetime);
    const found = { at: now, type, lifetime, seconds: Number(seconds), etag: object.httpEtag, text: await object.text() };
    this.#kept.set(key, found);
    return found;
  }
}
