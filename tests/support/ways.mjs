// Every way in which somebody asks about a page, and what being answered means while something is broken.

import assert from "node:assert/strict";

/** Nobody waits longer, in milliseconds. */
export const LIMIT = 5000;

/** What shows how a page is now. */
export const NOW = ["/api/v1/{page}", "/api/v1/{page}/summary", "/{page}", "/{page}/frame", "/{page}/badge.svg", "/{page}/embed.js"];

/** What shows how it was. */
export const PAST = ["/api/v1/{page}/history", "/api/v1/{page}/history/drawn", "/{page}/history", "/api/v1/{page}/reports"];

/** What says whom to ask, of a page that has somebody. */
export const HELP = ["/api/v1/{page}/support", "/api/v1/{page}/support/drawn", "/{page}/support"];

/** What depends on no page's object alone. */
export const HOUSE = ["/healthz", "/docs/embed", "/console"];

/** Reads several paths of a page at once; gives `[path, answer]` pairs. */
export const readAll = (world, page, paths) =>
  Promise.all(paths.map(async (path) => [path, await world.get(path.replace("{page}", page))]));

/** Fails unless everybody was answered in time, with what they asked for or with 503. */
export function assertAnswered(answers) {
  for (const [path, { status, took, text }] of answers) {
    assert.ok(took < LIMIT, `${path}: answered after ${Math.round(took)} ms`);
    assert.ok([200, 503].includes(status), `${path}: ${status} ${text.slice(0, 200)}`);
  }
}

/** Fails unless everybody got what they asked for, in time. */
export function assertWell(answers) {
  assertAnswered(answers);
  for (const [path, { status, text }] of answers) assert.equal(status, 200, `${path}: ${text.slice(0, 200)}`);
}
