// What the headers of an answer promise, read as a cache and a browser read them.

import assert from "node:assert/strict";

/** `Cache-Control` as an object: directives without a value are true, numbers are numbers. */
export function cacheControl(headers) {
  const directives = (headers.get("cache-control") ?? "").split(",").map((part) => part.trim().split("="));
  const value = (text) => (text === undefined ? true : Number(text));
  return Object.fromEntries(directives.filter(([name]) => name).map(([name, text]) => [name.toLowerCase(), value(text)]));
}

/** The furthest instant at which any cache may still hand this answer out, in seconds after it was given. */
export function longestLife(headers) {
  const directives = cacheControl(headers);
  const seconds = (name) => directives[name] ?? 0;
  return seconds("max-age") + Math.max(seconds("stale-while-revalidate"), seconds("stale-if-error"));
}

/** Seconds that the answer is old when it arrives. */
export function age(headers) {
  return Number(headers.get("age") ?? 0);
}

/** Fails unless scripts of other origins may read the answer, and what they need to age it. */
export function assertReadableElsewhere({ headers }) {
  assert.equal(headers.get("access-control-allow-origin"), "*");
  const exposed = (headers.get("access-control-expose-headers") ?? "").toLowerCase().split(/\s*,\s*/);
  for (const name of ["etag", "date", "age"]) assert.ok(exposed.includes(name), `${name} is not exposed`);
}

/** Fails unless the answer says when it was given. */
export function assertDated({ headers }) {
  const date = headers.get("date") ?? "";
  assert.match(date, /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/);
}

/** Fails unless the answer is an error as RFC 9457 writes it, readable elsewhere and never kept. */
export function assertProblem(answer, status) {
  assertWritten(answer, status);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assertReadableElsewhere(answer);
}

/** The same for what operators are answered: nobody else may read it, and nobody on the way may keep it. */
export function assertPrivateProblem(answer, status) {
  assertWritten(answer, status);
  assert.equal(answer.headers.get("cache-control"), "private, no-store");
  assert.equal(answer.headers.get("access-control-allow-origin"), null);
}

function assertWritten(answer, status) {
  assert.equal(answer.status, status);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  const problem = answer.json();
  assert.equal(problem.status, status);
  assert.ok(problem.title && problem.detail, "a problem has a title and a detail");
  assertDated(answer);
}
