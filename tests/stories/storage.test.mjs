// Storage that fails: in the middle of a transaction, at each of its statements in turn, and for as long as it is full. All of
// what a round or an operator writes is stored, or nothing is; what was acknowledged stays; readers keep the last snapshot with
// its age; and what could not be stored is *unknown* in figures.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { assertTrueStore, seconds } from "../support/intervals.mjs";
import { SLACK, figures, report } from "../support/ledger.mjs";
import { first, newToken, operator } from "../support/operator.mjs";
import { levelOf } from "../support/reader.mjs";
import { API } from "../support/story.mjs";
import { LIMIT } from "../support/ways.mjs";
import { STORY, World } from "../support/world.mjs";

/** No transaction here has so many statements: a search that comes so far has not come to its end. */
const MANY = 200;

describe("storage that fails", { concurrency: 1 }, () => {
  let world;
  let page;
  const token = newToken();
  before(async () => (world = await World.start({ vars: { FYR_FIRST_TOKEN: first(STORY, token) } })));
  after(() => world?.stop());

  const snapshot = async () => {
    await world.forget();
    return (await world.get(`/api/v1/${page}`)).json();
  };
  const tryRound = () => world.get(`/scripted/${page}/round`, { method: "POST" });
  /** What is stored, without what says how it was read and written. */
  const stored = async () => {
    const { series, contract, levels, outbox, rows } = await world.store(page);
    return { series, contract: contract.length, levels, outbox, rows };
  };
  async function wellAt(clock) {
    await world.faults({});
    page = world.instance();
    await world.clock(clock);
    await world.round(page);
  }

  /**
   * Lets each statement of something that writes fail in turn, until it is done all the same: none failed, or only one of what
   * comes after it and is tried again by itself. Nothing may be kept of what failed. Gives how many times it did.
   */
  async function atEach(act) {
    for (let statements = 0; statements < MANY; statements += 1) {
      const before = await stored();
      await world.faults({ statements });
      const answer = await act();
      const left = (await world.faults({})).json().statements;
      if (answer.status < 300) return statements;
      assert.equal(left, null, `nothing failed, and it was answered ${answer.status} ${answer.text}`);
      assert.ok(answer.status >= 500, `statement ${statements} failed: ${answer.status} ${answer.text}`);
      assert.ok(answer.took < LIMIT);
      assert.deepEqual(await stored(), before, `statement ${statements} failed, and something was kept`);
    }
    return assert.fail(`${MANY} statements, and no end`);
  }

  test("a round that fails at any of its statements keeps nothing, and the one after it is whole", async () => {
    await wellAt("2026-05-04T10:00:00Z");
    world.upstreams.when({ ...API, page }, refused);
    await world.clock("2026-05-04T10:05:00Z");
    await world.round(page);
    // The second failure in a row confirms it: intervals, levels and the outbox are written.
    await world.clock("2026-05-04T10:06:10Z");
    const before = await stored();
    const count = await atEach(tryRound);
    assert.ok(count > 5, `${count} statements`);
    const after = await stored();
    assert.equal(levelOf(await snapshot(), "api"), "major_outage");
    assert.ok(after.outbox.length > before.outbox.length);
    assert.equal(new Set(after.outbox.map((it) => JSON.stringify(it))).size, after.outbox.length, "each transition is told once");
    assertTrueStore(await world.store(page));
    world.upstreams.mend(page);
  });

  test("what an operator publishes is stored as a whole or not at all, and once", async () => {
    await wellAt("2026-05-04T11:00:00Z");
    const op = await operator(world, page, token);
    const body = { title: { nb: "Feil" }, severity: "serious", affected: [{ component: "api", level: "partial_outage" }] };
    const key = randomUUID();
    const count = await atEach(() => op.post("incidents", body, { key }));
    assert.ok(count > 3, `${count} statements`);
    const { items } = (await op.get("incidents")).json();
    assert.equal(items.length, 1);
    assert.equal(levelOf(await snapshot(), "api"), "partial_outage");
    const update = { status: "identified", text: { nb: "Vi vet hvorfor." } };
    const [{ id, revision }] = items;
    const said = randomUUID();
    await atEach(() => op.post(`incidents/${id}/updates`, update, { version: `${id}-${revision}`, key: said }));
    const told = (await op.get(`incidents/${id}`)).json();
    assert.equal(told.updates.filter(({ status }) => status === "identified").length, 1);
    const { items: log } = (await op.get("audit?limit=200")).json();
    assert.equal(log.filter(({ subject }) => subject === id).length, told.revision, "an entry for each revision");
  });

  test("while it is full, readers keep the last snapshot and see its age, and operators are told", async () => {
    await wellAt("2026-05-04T12:00:00Z");
    const op = await operator(world, page, token);
    const kept = await op.incident("web", "degraded");
    await world.on(page, "10s");
    const known = await snapshot();
    await world.faults({ full: true });
    for (const span of ["1m", "1m", "2m", "6m"]) {
      await world.after(span);
      const round = await tryRound();
      assert.ok(round.status >= 500, "a round that cannot be recorded has not been");
      const told = await world.get(`/api/v1/${page}`);
      assert.equal(told.status, 200);
      assert.deepEqual([told.json().as_of, told.json().revision], [known.as_of, known.revision]);
    }
    assert.ok(Date.parse((await world.get(`/api/v1/${page}`)).headers.get("date")) >= Date.parse(known.stale_after));
    assert.ok(!(await world.get(`/${page}?lang=en`)).text.includes("Operational"), "what is too old is not told as it was");
    const refusal = await op.post(`incidents/${kept.id}/updates`, { status: "resolved", text: { nb: "Over." } }, { version: `${kept.id}-1`, key: randomUUID() });
    assert.equal(refusal.status, 503, refusal.text);
    assert.ok(refusal.took < LIMIT);
    assert.equal((await op.get(`incidents/${kept.id}`)).status, 200, "what is there can be read");

    await world.faults({});
    const filled = world.now();
    await world.on(page, "10s");
    const mended = await snapshot();
    assert.equal(levelOf(mended, "api"), "operational");
    assert.equal(levelOf(mended, "web"), "degraded", "what was acknowledged is still there");
    const { contract } = await world.store(page);
    for (const { source, component, intervals } of contract) {
      const up = seconds(intervals, "state", ["up"], known.as_of, filled);
      assert.ok(up <= 320, `${source} about ${component}: ${up} s are called up, longer than a sample speaks`);
    }
    assertTrueStore(await world.store(page));
  });

  test("a month that ends while a statement fails is told an hour later, as if none had", async () => {
    const closed = async (statements) => {
      await world.faults({});
      page = world.instance("agreed");
      await world.clock("2026-05-31T20:15:00Z");
      await world.round(page);
      await world.clock("2026-06-01T00:15:00Z");
      await world.faults({ statements });
      await tryRound();
      const left = (await world.faults({})).json().statements;
      // Nobody has seen half of it meanwhile: it is there, or it is not.
      await world.forget();
      const early = await world.get(`/api/v1/${page}/reports/2026-05.json`);
      assert.ok([200, 404].includes(early.status), `statement ${statements}: ${early.text}`);
      await world.on(page, "1h");
      return { tally: figures(await report(world, page, "2026-05"), "login").tally, over: left !== null };
    };
    const { tally } = await closed(null);
    for (let statements = 0, over = false; !over; statements += 1) {
      assert.ok(statements < MANY, `${MANY} statements, and no end`);
      const told = await closed(statements);
      for (const [name, count] of Object.entries(tally)) {
        assert.ok(Math.abs(told.tally[name] - count) <= SLACK, `statement ${statements}: ${name} is ${told.tally[name]} and not ${count}`);
      }
      over = told.over;
    }
  });
});
