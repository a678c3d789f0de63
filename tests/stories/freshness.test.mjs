// How old an answer may be: nothing is shown as known after `stale_after`, and no cache keeps it until then.
//
// And what readers get when the page's object, the caches or the last copies are gone: the last copy with its age, or
// an honest error; within five seconds.

import assert from "node:assert/strict";
import { afterEach, after, before, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { age, assertDated, assertProblem, longestLife } from "../support/headers.mjs";
import { textOf } from "../support/reader.mjs";
import { API, WORDS } from "../support/story.mjs";
import { LIMIT } from "../support/ways.mjs";
import { World } from "../support/world.mjs";

const PATHS = ["/{page}", "/{page}/frame", "/{page}/badge.svg", "/{page}/embed.js", "/api/v1/{page}", "/api/v1/{page}/summary"];

describe("freshness", () => {
  let world;
  let page;
  const at = (path) => path.replace("{page}", page);
  const read = (path) => world.get(at(path));
  const instant = (snapshot, seconds) => new Date(Date.parse(snapshot.stale_after) + seconds * 1000).toISOString();

  before(async () => (world = await World.start()));
  after(() => world?.stop());
  afterEach(() => world.faults({ object: false, kv: false }));

  /** A page that is well, seen once. */
  async function wellAt(clock) {
    page = world.instance();
    await world.clock(clock);
    await world.round(page);
    return (await read("/api/v1/{page}")).json();
  }

  test("no cache lifetime reaches beyond stale_after", async () => {
    const snapshot = await wellAt("2026-05-04T10:00:00Z");
    for (const left of [170, 60, 14, 6, 3, 1, 0, -1, -600]) {
      await world.clock(instant(snapshot, -left));
      for (const path of PATHS) {
        const { headers } = await read(path);
        const remaining = Math.max(0, left);
        const promised = longestLife(headers) - age(headers);
        assert.ok(promised <= remaining, `${path}, ${left} s left: ${headers.get("cache-control")}`);
        assertDated({ headers });
      }
    }
  });

  test("Date is the server's clock and Age counts what was kept", async () => {
    const snapshot = await wellAt("2026-05-04T10:00:00Z");
    await world.clock("2026-05-04T10:00:04Z");
    const { headers } = await read("/api/v1/{page}");
    const given = Date.parse(headers.get("date"));
    assert.ok(Math.abs(given - world.now()) <= 2000, `${headers.get("date")} is not ${world.now().toISOString()}`);
    assert.ok(age(headers) <= 5);
    assert.ok(given - age(headers) * 1000 >= Date.parse(snapshot.as_of) - 1000);
  });

  test("the ETag changes with every round, also when nothing else has changed", async () => {
    await wellAt("2026-05-04T10:00:00Z");
    const before = await read("/api/v1/{page}");
    await world.clock("2026-05-04T10:00:30Z");
    await world.round(page);
    const after = await read("/api/v1/{page}");
    assert.notEqual(after.headers.get("etag"), before.headers.get("etag"));
    assert.equal(after.json().revision, before.json().revision);
  });

  test("the loader says when it was served, and its ETag changes at least every 30 s", async () => {
    await wellAt("2026-05-04T10:00:00Z");
    const servedAt = (text) => Date.parse(/"?served_at"?:"([^"]+)"/.exec(text)[1]);
    const before = await read("/{page}/embed.js");
    await world.clock("2026-05-04T10:00:35Z");
    const after = await read("/{page}/embed.js");
    assert.notEqual(after.headers.get("etag"), before.headers.get("etag"));
    for (const { text, headers } of [before, after]) {
      assert.ok(Math.abs(servedAt(text) - Date.parse(headers.get("date"))) <= 5000);
    }
  });

  test("past stale_after the page is unknown, with the age of what was known", async () => {
    const snapshot = await wellAt("2026-05-04T10:00:00Z");
    assert.ok(textOf((await read("/{page}")).text).includes(WORDS.operational));
    await world.clock(instant(snapshot, 420));
    const text = textOf((await read("/{page}")).text);
    assert.ok(text.includes(WORDS.unknown), text.join(" | "));
    assert.ok(!text.includes(WORDS.operational), text.join(" | "));
    assert.match(text.join(" "), /ikke fått nye opplysninger siden .* \(for 10 minutter siden\)/);
  });

  test("past stale_after a snapshot says so by its instants", async () => {
    const known = await wellAt("2026-05-04T10:00:00Z");
    await world.clock(instant(known, 60));
    const answer = await read("/api/v1/{page}");
    assert.ok(Date.parse(answer.headers.get("date")) > Date.parse(answer.json().stale_after));
  });

  test("with the object gone and every cache empty, readers get the last copy with its age", async () => {
    const known = await wellAt("2026-05-04T10:00:00Z");
    await world.faults({ object: true });
    await world.forget();
    await world.clock("2026-05-04T10:01:00Z");
    for (const path of PATHS) {
      const answer = await read(path);
      assert.equal(answer.status, 200, `${path}: ${answer.text.slice(0, 200)}`);
      assert.ok(answer.took < LIMIT, `${path}: ${answer.took} ms`);
      assertDated(answer);
    }
    const copy = await read("/api/v1/{page}");
    assert.equal(copy.json().as_of, known.as_of);
    assert.ok(Date.parse(copy.headers.get("date")) - Date.parse(copy.json().as_of) >= 59_000);
  });

  test("the last copy tells of the last change, not of the first", async () => {
    await wellAt("2026-05-04T10:00:00Z");
    world.upstreams.when({ page, host: API.host }, refused);
    await world.clock("2026-05-04T10:05:00Z");
    await world.round(page);
    await world.clock("2026-05-04T10:05:40Z");
    const { revision } = await world.round(page);
    await world.faults({ object: true });
    await world.forget();
    const copy = (await read("/api/v1/{page}")).json();
    assert.equal(copy.revision, revision);
    assert.equal(copy.level, "major_outage");
  });

  test("a last copy that is stale is shown as unknown", async () => {
    await wellAt("2026-05-04T10:00:00Z");
    await world.faults({ object: true });
    await world.forget();
    await world.clock("2026-05-04T13:00:00Z");
    const html = await read("/{page}");
    assert.equal(html.status, 200);
    assert.ok(!textOf(html.text).includes(WORDS.operational));
    assert.match(textOf(html.text).join(" "), /for 3 timer siden/);
  });

  test("with the object gone, what is in memory is served while it may be", async () => {
    const known = await wellAt("2026-05-04T10:00:00Z");
    await world.faults({ object: true, kv: true });
    const answer = await read("/api/v1/{page}");
    assert.equal(answer.status, 200);
    assert.equal(answer.json().as_of, known.as_of);
  });

  test("with everything gone, readers are told so within 5 s", async () => {
    await wellAt("2026-05-04T10:00:00Z");
    await world.faults({ object: true, kv: true });
    await world.forget();
    for (const path of PATHS) {
      const answer = await read(path);
      assertProblem(answer, 503);
      assert.ok(answer.headers.get("retry-after"), `${path}: Retry-After is missing`);
      assert.ok(answer.took < LIMIT, `${path}: ${answer.took} ms`);
    }
  });

  test("a page that nobody has asked about yet is unknown, not well", async () => {
    await world.clock("2026-05-04T10:00:00Z");
    page = world.instance();
    const snapshot = (await read("/api/v1/{page}")).json();
    assert.equal(snapshot.level, "unknown");
    assert.ok(!textOf((await read("/{page}")).text).includes(WORDS.operational));
  });
});
