// Two operators at once. Each reads, writes what it has read with something of its own added, and says which version it has
// seen. Who is too late is told so, with the record as it is and what the other has done, and tries again on that: at the
// end everything that either has written is there.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { chance, oneOf } from "../support/chance.mjs";
import { replayed, staffed } from "../support/operator.mjs";
import { STORY } from "../support/world.mjs";

/** How many edits each makes. */
const EACH = 500;
/** How many ask with the same version in the same moment, and how often. */
const AT_ONCE = 12;
const TIMES = 5;
/** How often an edit may be too late: more is no accident. */
const TRIES = 40;

const nb = (text) => ({ nb: text });

/** The ways to add a code to an incident: the request, and where the code is to be found. */
const EDITS = {
  effect: ({ id, effect }, code) => ["PATCH", `incidents/${id}`, { effect: nb(`${effect.nb} ${code}`) }],
  workaround: ({ id, workaround }, code) => ["PATCH", `incidents/${id}`, { workaround: nb(`${workaround.nb} ${code}`) }],
  correction: ({ id, updates: [{ text }] }, code) => ["PATCH", `incidents/${id}/updates/1`, { text: nb(`${text.nb} ${code}`) }],
  message: ({ id }, code) => ["POST", `incidents/${id}/updates`, { text: nb(code) }],
};

/** Where the codes of each kind stand in a record. */
const FOUND = {
  effect: ({ effect }) => effect.nb,
  workaround: ({ workaround }) => workaround.nb,
  correction: ({ updates }) => updates[0].text.nb,
  message: ({ updates }) => updates.slice(1).map(({ text }) => text.nb).join(" "),
};

/** What is edited how often: texts that grow far more often than messages that stay. */
const KINDS = [...Array(6).fill("effect"), ...Array(6).fill("workaround"), "correction", "message"];

describe("two operators", { concurrency: 1 }, () => {
  let world;
  let both;
  before(async () => {
    const staff = await staffed(STORY, "2026-05-04T03:00:00Z");
    world = staff.world;
    both = await Promise.all(["Kari", "Ola"].map((name) => staff.op.colleague(name)));
  });
  after(() => world?.stop());

  /** Asks; whoever asked too often waits as long as told: here the clock is moved on instead. */
  async function patient(ask) {
    for (;;) {
      const answer = await ask();
      if (answer.status !== 429) return answer;
      counts.refused += 1;
      assert.equal(answer.headers.get("content-type"), "application/problem+json");
      assert.match(answer.json().detail, /10 times a second/);
      await world.after(`${answer.headers.get("retry-after")}s`);
    }
  }
  const counts = { edits: 0, late: 0, refused: 0 };

  async function begin(component) {
    const about = { title: nb("Feil"), severity: "serious", affected: [{ component, level: "degraded" }] };
    const answer = await patient(() => both[0].post("incidents", { ...about, effect: nb("·"), workaround: nb("·"), text: nb("·") }));
    return both[0].done(answer);
  }

  /** One edit, until it is in. */
  async function edit(me, other, id, kind, code) {
    let seen = (await patient(() => me.get(`incidents/${id}`))).json();
    for (let tries = 0; tries < TRIES; tries += 1) {
      const [method, path, body] = EDITS[kind](seen, code);
      const version = `${id}-${seen.revision}`;
      const answer = await patient(() => me.ask(method, path, { body, version }));
      if (answer.status !== 412) {
        assert.ok([200, 201].includes(answer.status), answer.text);
        assert.equal(answer.headers.get("etag"), `"${id}-${seen.revision + 1}"`);
        counts.edits += 1;
        return;
      }
      counts.late += 1;
      seen = merged(seen, answer.json(), other);
    }
    assert.fail(`${code} was too late ${TRIES} times`);
  }

  /** What there is to see for who was too late: everything that the other has done since, up to what is so now. */
  function merged(seen, { current, changes }, other) {
    const missed = Array.from({ length: current.revision - seen.revision }, (_, number) => seen.revision + number + 1);
    assert.ok(missed.length > 0);
    assert.deepEqual(changes.map(({ revision }) => revision), missed);
    for (const { by, subject } of changes) assert.deepEqual([by.name, subject], [other.name, current.id]);
    assert.deepEqual(replayed([{ record: seen }, ...changes]), current);
    return current;
  }

  /** The log of the page, from its beginning. */
  async function log() {
    const all = [];
    for (let behind = 0; behind !== undefined; ) {
      const { items, next } = (await patient(() => both[0].get(`audit?after=${behind}&limit=200`))).json();
      all.push(...items);
      behind = next;
    }
    return all;
  }

  test(`${2 * EACH} edits, interleaved: none is lost, and who is too late is told what changed`, async (t) => {
    const incidents = await Promise.all(["api", "web", "shop"].map(begin));
    const [busy, ...quiet] = incidents.map(({ id }) => id);
    const written = [];
    const work = async (me, other, seed) => {
      const next = chance(seed);
      for (let number = 0; number < EACH; number += 1) {
        const id = next(4) ? busy : oneOf(next, quiet);
        const [kind, code] = [oneOf(next, KINDS), `${me.name[0]}${number}`];
        await edit(me, other, id, kind, code);
        written.push({ id, kind, code });
      }
    };
    const [kari, ola] = both;
    await Promise.all([work(kari, ola, 1), work(ola, kari, 2)]);
    t.diagnostic(JSON.stringify(counts));
    assert.equal(counts.edits, 2 * EACH);
    assert.ok(counts.late > 0, "they got in each other's way");
    assert.ok(counts.refused > 0, "and asked too often");

    const entries = await log();
    const places = entries.map(({ id }) => id);
    assert.deepEqual(places, places.toSorted((a, b) => a - b));
    for (const id of incidents.map((it) => it.id)) {
      const record = (await patient(() => kari.get(`incidents/${id}`))).json();
      const mine = written.filter((it) => it.id === id);
      for (const kind of Object.keys(EDITS)) {
        const codes = mine.filter((it) => it.kind === kind).map(({ code }) => code);
        const there = FOUND[kind](record).split(" ").filter((word) => word !== "·" && word !== "");
        assert.deepEqual(there.toSorted(), codes.toSorted(), `${kind} of ${id}`);
      }
      const about = entries.filter(({ subject }) => subject === id);
      const revisions = about.map(({ revision }) => revision);
      assert.deepEqual(revisions, Array.from({ length: 1 + mine.length }, (_, number) => number + 1));
      assert.deepEqual(replayed(about), record);
    }
  });

  test("of many who ask with the same version in the same moment, one gets it", async () => {
    let { id, revision } = await begin("cdn");
    for (let time = 0; time < TIMES; time += 1) {
      const ask = (_, number) => {
        const body = { title: nb(`Feil ${time}.${number}`) };
        return patient(() => both[number % 2].patch(`incidents/${id}`, body, { version: `${id}-${revision}` }));
      };
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, ask));
      const done = answers.filter(({ status }) => status === 200);
      const late = answers.filter(({ status }) => status === 412);
      assert.deepEqual([done.length, late.length], [1, AT_ONCE - 1]);
      const won = done[0].json();
      for (const answer of late) {
        const { current, changes } = answer.json();
        assert.deepEqual([current, changes.length], [won, 1]);
      }
      revision += 1;
      assert.equal(won.revision, revision);
    }
  });

  test("a version that was never there, of another record, or none at all changes nothing", async () => {
    const { id, revision } = await begin("web");
    const ask = (headers) => patient(() => both[1].ask("PATCH", `incidents/${id}`, { body: { title: nb("Ny") }, headers }));
    for (const [tag, status] of [
      [undefined, 428],
      ["", 428],
      ["*", 428],
      [`"i99999-1"`, 428],
      [`"${id}"`, 428],
      [`"${id}-x"`, 428],
      [`"${id}-0"`, 412],
      [`"${id}-9"`, 412],
    ]) {
      const answer = await ask(tag === undefined ? {} : { "if-match": tag });
      assert.equal(answer.status, status, `${tag}: ${answer.text}`);
    }
    assert.equal((await patient(() => both[0].get(`incidents/${id}`))).json().revision, revision);
    assert.equal((await ask({ "if-match": `"i99999-4", W/"${id}-${revision}"` })).status, 200, "one of several fits");
  });
});
