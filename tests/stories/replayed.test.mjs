// What is asked twice with the same idempotency key is done once, and answered the second time as the first.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { staffed } from "../support/operator.mjs";
import { STORY } from "../support/world.mjs";

const nb = (text) => ({ nb: text });
const incident = (title = "Feil") => ({ title: nb(title), severity: "minor", affected: [{ component: "web", level: "degraded" }] });

describe("a write that is asked again", { concurrency: 1 }, () => {
  let world;
  let kari;
  let ola;
  before(async () => {
    ({ world, op: kari } = await staffed(STORY, "2026-05-04T03:00:00Z"));
    ola = await kari.colleague("Ola");
  });
  after(() => world?.stop());

  /** How many entries the log has. */
  const entries = async () => (await kari.done(kari.get("audit?limit=200"))).items.length;

  const told = ({ status, text, headers }) => [status, text, headers.get("etag"), headers.get("location")];

  /** Asks `who` twice; gives both answers and how much was done. */
  async function twice(who, method, path, more) {
    const before = await entries();
    const answers = [await who.ask(method, path, more), await who.ask(method, path, more)];
    return { answers, done: (await entries()) - before };
  }

  test("is done once and answered as the first time, whatever it is", async () => {
    const { id } = await kari.incident("api", "degraded", { text: nb("Vi ser på det.") });
    const over = await kari.done(kari.post("overrides", { component: "api", level: "degraded", reason: nb("Vi vet det"), ends_at: "2026-05-05T00:00:00Z" }));
    const work = { title: nb("Arbeid"), affected: [{ component: "web", impact: "notice" }], starts: "2026-06-01T01:00", ends: "2026-06-01T02:00" };
    const changed = (revision, body) => ({ body, version: `${id}-${revision}` });
    for (const [method, path, more, status] of [
      ["POST", "incidents", { body: incident() }, 201],
      ["POST", `incidents/${id}/updates`, changed(1, { text: nb("Vi leter.") }), 201],
      ["PATCH", `incidents/${id}`, changed(2, { title: nb("En annen feil") }), 200],
      ["PATCH", `incidents/${id}/updates/1`, changed(3, { text: nb("Rettet.") }), 200],
      ["POST", "maintenances", { body: work }, 201],
      ["POST", "overrides", { body: { channel: "none", reason: nb("x"), ends_at: "2026-05-05T00:00:00Z" } }, 422],
      ["PATCH", `overrides/${over.id}`, { body: { reason: nb("Fortsatt") }, version: `${over.id}-1` }, 200],
    ]) {
      const { answers, done } = await twice(kari, method, path, { ...more, key: `one ${path}`.replaceAll(/[ /]/g, "-") + method });
      assert.equal(answers[0].status, status, `${method} ${path}: ${answers[0].text}`);
      assert.deepEqual(told(answers[1]), told(answers[0]), `${method} ${path}`);
      assert.equal(done, status === 422 ? 0 : 1, `${method} ${path}`);
    }
  });

  test("many times in the same moment is done once", async () => {
    const before = await entries();
    const answers = await Promise.all(Array.from({ length: 12 }, () => kari.post("incidents", incident(), { key: "at-once" })));
    assert.deepEqual(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, 1, "all are told the same");
    assert.equal((await entries()) - before, 1);
  });

  test("is done twice without a key", async () => {
    const { answers, done } = await twice(kari, "POST", "incidents", { body: incident() });
    assert.notEqual(answers[0].json().id, answers[1].json().id);
    assert.equal(done, 2);
  });

  test("is still answered as the first time when the record has changed since", async () => {
    const made = await kari.post("incidents", incident(), { key: "then" });
    const { id } = made.json();
    const asked = { version: `${id}-1`, key: "say-then" };
    const body = { text: nb("Vi leter.") };
    const said = await kari.post(`incidents/${id}/updates`, body, asked);
    await ola.done(ola.patch(`incidents/${id}`, { severity: "critical" }, { version: `${id}-2` }));
    assert.deepEqual(told(await kari.post(`incidents/${id}/updates`, body, asked)), told(said));
    assert.deepEqual(told(await kari.post("incidents", incident(), { key: "then" })), told(made));
    assert.equal((await kari.get(`incidents/${id}`)).json().revision, 3);
  });

  test("is refused with other content, at another path, or in another way", async () => {
    const { id } = (await kari.post("incidents", incident(), { key: "other" })).json();
    const before = await entries();
    for (const [method, path, body] of [
      ["POST", "incidents", incident("En annen")],
      ["POST", `incidents/${id}/updates`, incident()],
      ["PATCH", `incidents/${id}`, { title: nb("En annen") }],
      ["POST", "tokens", { name: "x", scopes: ["audit"] }],
    ]) {
      const answer = await kari.ask(method, path, { body, version: `${id}-1`, key: "other" });
      assert.equal(answer.status, 422, `${method} ${path}: ${answer.text}`);
    }
    assert.equal(await entries(), before);
  });

  test("is another's when the token is another", async () => {
    const [mine, theirs] = [await kari.post("incidents", incident(), { key: "ours" }), await ola.post("incidents", incident(), { key: "ours" })];
    assert.deepEqual([mine.status, theirs.status], [201, 201]);
    assert.notEqual(mine.json().id, theirs.json().id);
  });

  test("with the same key is another when the first was refused", async () => {
    const refused = await kari.post("incidents", { ...incident(), severity: "bad" }, { key: "corrected" });
    const done = await kari.post("incidents", incident(), { key: "corrected" });
    assert.deepEqual([refused.status, done.status], [422, 201]);
  });

  test("tells a new token only the first time", async () => {
    const made = { body: { name: "vikar", scopes: ["audit"] }, key: "token" };
    const { answers: [one, other], done } = await twice(kari, "POST", "tokens", made);
    assert.deepEqual([one.status, other.status, done], [201, 201, 1]);
    const { token, ...rest } = one.json();
    assert.match(token, /^fyr_[\w-]{43}$/);
    assert.deepEqual(other.json(), rest);
    for (const file of await readdir(world.state, { recursive: true, withFileTypes: true })) {
      const stored = file.isFile() && (await readFile(join(file.parentPath, file.name)));
      assert.ok(!stored || !stored.includes(token), `it is stored in ${file.name}`);
    }
    assert.ok(!(await kari.get("audit?limit=200")).text.includes(token));
  });

  test("keeps its key for a day, and is then another", async () => {
    const ask = () => kari.post("incidents", incident(), { key: "day" });
    const made = await ask();
    await world.after("23h");
    assert.deepEqual(told(await ask()), told(made));
    await world.after("61m");
    const next = await ask();
    assert.equal(next.status, 201);
    assert.notEqual(next.json().id, made.json().id);
  });

  test("is refused with a key that is none", async () => {
    const before = await entries();
    for (const key of [" ", "a b", "x".repeat(101), "nøkkel", "a\tb"]) {
      const { status, text } = await kari.ask("POST", "incidents", { body: incident(), headers: { "idempotency-key": key } });
      // What stands around a header's value does not belong to it.
      assert.equal(status, 400, `${key}: ${text}`);
      assert.match(text, /Idempotency-Key/);
    }
    assert.equal(await entries(), before);
    assert.equal((await kari.post("incidents", incident(), { key: "x".repeat(100) })).status, 201, "a hundred are not too many");
  });
});
