// What an upstream can do when it is asked: answer well, answer wrongly, or not answer.
//
// A behaviour is a function of one exchange `{ request, response, host, path, page, region, healthy }`; `healthy()`
// gives the host's good answer `{ type, body }`. The names are the words that stories and the switchboard use.
// A behaviour that never ends stops when its connection is closed, so that nothing outlives a test.

import { randomBytes } from "node:crypto";

/** Answers as the host does when it is well. */
export const ok = (exchange) => answer(exchange, exchange.healthy());

/** Answers this JSON. */
export const json = (value, status = 200) => (exchange) => answer(exchange, { body: JSON.stringify(value), status });

/** Answers this text as it is; `date`: when its server says that it left. */
export const text = (body, type = "application/json", status = 200, date) => (exchange) =>
  answer(exchange, { body, type, status, date });

/**
 * Passes the question on to a worker, and its answer back with its age: another deployment of Fyr, that is this one. `named`
 * makes another path of the one that is asked for.
 */
export const passedTo = (url, named = (path) => path) => async ({ path, response }) => {
  const answered = await fetch(url + named(path));
  const told = ["content-type", "date", "age"].map((name) => [name, answered.headers.get(name)]);
  response.writeHead(answered.status, Object.fromEntries(told.filter(([, value]) => value !== null)));
  response.end(await answered.text());
};

/** The database is gone; everything else says that it is well. */
export const dbFalse = json({ status: "ok", db: false });

/** The service says itself that it is not quite well. */
export const statusNotOk = json({ status: "degraded", db: true });

/** Answers its good body with another HTTP status. */
export const status = (code) => (exchange) => answer(exchange, { ...exchange.healthy(), status: code });

/** Closes the connection before it has said anything. */
export const refused = ({ request }) => request.socket.destroy();

/** Takes the request and says nothing, ever. */
export const hangs = () => {};

/** Answers well, but late. */
export const slow = (milliseconds) => (exchange) => later(exchange, milliseconds, () => ok(exchange));

/** Knows its answer by an ETag: who has it already is told that, in an answer without a body. */
export const tagged = (etag, body) => (exchange) => {
  const good = { ...exchange.healthy(), ...(body && { body }), headers: { etag } };
  const known = exchange.request.headers["if-none-match"] === etag;
  answer(exchange, known ? { ...good, body: "", status: 304 } : good);
};

/** Has had enough, and says when it wants to be asked again. */
export const refuses = (code, retryAfter) => (exchange) =>
  answer(exchange, { ...exchange.healthy(), status: code, headers: { "retry-after": retryAfter } });

/** A maintenance page, a consent page, a login page: HTML with status 200. */
export const html200 = text("<!doctype html><title>Vi er straks tilbake</title><p>Vi er straks tilbake.</p>", "text/html");

/** Starts like a good answer and does not end before 50 MB. */
export const huge = (exchange) => {
  const { response } = exchange;
  const piece = Buffer.alloc(64 * 1024, 0x61);
  let left = 50 * 1024 * 1024;
  response.writeHead(200, { "content-type": "application/json" });
  response.write('{"status":"ok","db":true,"padding":"');
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      exchange.sent = (exchange.sent ?? 0) + piece.length;
      if (!response.write(piece)) return response.once("drain", more);
    }
    if (!response.destroyed) response.end('"}');
  };
  more();
};

/** Sends the reader somewhere else. */
export const redirect = (location, code = 302) => (exchange) => {
  exchange.response.writeHead(code, { location, "content-length": 0 });
  exchange.response.end();
};

/** Its good body under another media type. */
export const mediaType = (type) => (exchange) => answer(exchange, { ...exchange.healthy(), type });

/** A document that stops in the middle. */
export const brokenJson = (exchange) => {
  const { type, body } = exchange.healthy();
  answer(exchange, { type, body: String(body).slice(0, String(body).length / 2) });
};

/** Bytes that are no text at all. */
export const garbage = (exchange) => answer(exchange, { body: randomBytes(4096) });

/** A good answer, one byte at a time. */
export const drip = (exchange) => {
  const { response } = exchange;
  const { type, body } = exchange.healthy();
  const bytes = Buffer.from(body);
  let at = 0;
  response.writeHead(200, { "content-type": type });
  const timer = setInterval(() => {
    at += 1;
    response.write(bytes.subarray(at - 1, at));
    if (at >= bytes.length) response.end(() => clearInterval(timer));
  }, 1000);
  response.on("close", () => clearInterval(timer));
};

/** Does one thing for the first `times` requests, another afterwards. */
export const first = (times, before, after) => {
  let asked = 0;
  return (exchange) => {
    asked += 1;
    return (asked <= times ? before : after)(exchange);
  };
};

function answer({ request, response }, { body, type = "application/json", status = 200, date, headers = {} }) {
  const bytes = Buffer.from(body);
  const dated = date && { date };
  response.writeHead(status, { "content-type": type, "content-length": bytes.length, ...dated, ...headers });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

function later({ response }, milliseconds, act) {
  const timer = setTimeout(act, milliseconds);
  response.on("close", () => clearTimeout(timer));
}
