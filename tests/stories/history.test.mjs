// The last days of a page: an outage stands on its day to the second, what nobody measured stays unknown, days that are over are
// folded and told the same, and a clock that was ahead leaves nothing behind.
//
// Oslo is two hours ahead of UTC: 4 May begins at 22:00 on the third.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { assertDated, assertPrivateProblem, assertProblem, cacheControl } from "../support/headers.mjs";
import { seconds, storedAbout } from "../support/intervals.mjs";
import { Operator, first, newToken, operator } from "../support/operator.mjs";
import { textOf } from "../support/reader.mjs";
import { API } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const TOKEN = newToken();
const LEVELS = ["operational", "unknown", "maintenance", "degraded", "partial_outage", "major_outage"];
const minutes = (from, count) => Array.from({ length: count }, (_, at) => new Date(Date.parse(from) + at * 60_000).toISOString());

describe("the last days", () => {
  let world;
  let page;
  let op;

  const history = async (query = "") => {
    const answer = await world.get(`/api/v1/${page}/history${query}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.json();
  };
  const days = (told, component = "api") => told.components.find(({ id }) => id === component).days;
  const day = (told, name, component) => days(told, component).find((it) => it.day === name);
  /** A round a minute: nobody is left without a fresh snapshot between them. */
  const live = async (from, count) => {
    for (const at of minutes(from, count)) {
      await world.clock(at);
      await world.round(page);
    }
  };

  before(async () => {
    world = await World.start({ apart: true, vars: { FYR_FIRST_TOKEN: first("story", TOKEN) } });
    page = world.instance();
    // The second of May: well for ten minutes before midnight, and for five after it, when it breaks for four.
    await live("2026-05-02T21:50:10Z", 15);
    world.upstreams.when({ ...API, page }, refused);
    await live("2026-05-02T22:05:10Z", 4);
    world.upstreams.mend(page);
    await live("2026-05-02T22:09:10Z", 4);
    op = await operator(world, page, TOKEN);
  });
  after(() => world?.stop());

  test("an outage stands on its day to the second, and so does every other level", async () => {
    await world.forget();
    const [told, store] = [await history(), await world.store(page)];
    const { levels } = storedAbout(store, "api");
    const outage = levels.filter(({ level }) => level === "major_outage");
    assert.ok(outage.length > 0 && outage.every(({ end }) => end), "it broke, and was mended");
    const third = day(told, "2026-05-03");
    assert.equal(third.level, "major_outage");
    for (const level of LEVELS) {
      const expected = seconds(levels, "level", [level], "2026-05-02T22:00:00Z", told.as_of);
      assert.equal(third.seconds[level] ?? 0, expected, level);
    }
    assert.ok(third.seconds.major_outage >= 180, JSON.stringify(third));
    assert.equal(third.of, (Date.parse(told.as_of) - Date.parse("2026-05-02T22:00:00Z")) / 1000);
  });

  test("a day before it was first seen has no level, and one that was not wholly measured is not green", async () => {
    const told = await history();
    assert.deepEqual([days(told).length, told.from, told.until], [90, "2026-02-03", "2026-05-03"]);
    assert.deepEqual(day(told, "2026-05-01"), { day: "2026-05-01", level: null, seconds: {}, of: 86_400 });
    const second = day(told, "2026-05-02");
    assert.equal(second.level, "unknown");
    assert.ok(second.seconds.operational > 500 && second.seconds.operational <= 590);
    assert.ok(!told.components.some(({ id }) => id === "mail"), "what nobody watches has no days");
  });

  test("what nobody measured stays unknown: readers were told so, whether it is stored yet or not", async () => {
    await world.clock("2026-05-03T10:00:10Z");
    await world.forget();
    const before = day(await history(), "2026-05-03").seconds;
    assert.ok(before.unknown > 11 * 3_600, JSON.stringify(before));
    await live("2026-05-03T10:00:20Z", 2);
    await world.forget();
    const after = day(await history(), "2026-05-03").seconds;
    assert.equal(after.major_outage, before.major_outage);
    assert.ok(Math.abs(after.unknown - before.unknown) < 60, JSON.stringify({ before, after }));
  });

  test("an incident and work stand on their days, as data and in words, when they are over", async () => {
    const incident = await op.incident("api", "degraded", { title: { nb: "Treg innlogging" } });
    await op.done(op.post("maintenances", { title: { nb: "Bytte av disk" }, affected: [{ component: "api", impact: "notice" }], starts: "2026-05-03T12:05", ends: "2026-05-03T12:20" }));
    const [called] = (await op.done(op.post("maintenances", { title: { nb: "Avlyst arbeid" }, affected: [{ component: "api", impact: "notice" }], starts: "2026-05-03T13:05", ends: "2026-05-03T13:20" }))).items;
    await op.change("maintenances", called, { status: "cancelled" });
    await live("2026-05-03T10:02:10Z", 2);
    await op.say(incident, "resolved");
    await world.clock("2026-05-03T11:30:10Z");
    await world.round(page);
    await world.forget();
    const told = await history();
    assert.deepEqual(told.incidents.map(({ title, first_day, last_day, status }) => [title.text, first_day, last_day, status]), [["Treg innlogging", "2026-05-03", "2026-05-03", "resolved"]]);
    assert.deepEqual(told.maintenances.map(({ title, started_at, ended_at }) => [title.text, started_at, ended_at]), [["Bytte av disk", "2026-05-03T10:05:00Z", "2026-05-03T10:20:00Z"]]);
    assert.ok(day(told, "2026-05-03").seconds.degraded >= 60);
    const html = await world.get(`/${page}/history?lang=nb`);
    const said = textOf(html.text).join(" ");
    assert.match(said, /søndag 3\. mai, hittil: Utilgjengelig \d min, .*Hendelse: Treg innlogging \(kl\. 12\.\d\d–12\.\d\d\)\. Vedlikehold: Bytte av disk \(kl\. 12\.05–12\.20\)\./);
    assert.match(said, /lørdag 2\. mai: Ukjent status 23 t \d+ min\./);
    assert.ok(!said.includes("Avlyst arbeid"));
    assert.deepEqual((await history("?components=web")).incidents, [], "only what is about the chosen");
    assert.match(textOf((await world.get(`/${page}/history?lang=en`)).text).join(" "), /Saturday 2 May: Status unknown 23 h/);
  });

  test("days that are over are folded, and told the same as before and after the object starts anew", async () => {
    await world.clock("2026-05-04T01:00:10Z");
    await world.forget();
    const unfolded = await history();
    await live("2026-05-04T01:00:20Z", 1);
    const { rows } = await world.store(page);
    assert.ok(rows.level_day >= 2 * 5, `${rows.level_day} days are folded`);
    const past = (told) => told.components.map(({ id, days: all }) => [id, all.slice(0, -1)]);
    await world.forget();
    const folded = await history();
    assert.deepEqual(past(folded), past(unfolded));
    // The days that are folded, today's intervals and the records, each by its index: none of what was before.
    const { rows_read: read, rows: all } = await world.store(page);
    const records = 3;
    assert.ok(read <= all.level_day + 12 * 2 + 4 * records, `${read} rows of ${all.level_day} days and ${all.level_interval} intervals`);
    await world.kill();
    await world.restart();
    await world.clock("2026-05-04T01:00:40Z");
    assert.deepEqual(past(await history()), past(folded));
    assert.deepEqual((await history()).incidents, folded.incidents);
  });

  test("days that a clock was ahead for are not kept", async () => {
    await live("2026-05-09T01:00:10Z", 1);
    const ahead = (await world.store(page)).rows.level_day;
    await live("2026-05-04T02:00:10Z", 1);
    const back = (await world.store(page)).rows.level_day;
    assert.ok(back < ahead, `${back} of ${ahead} days are left`);
    await live("2026-05-05T01:00:10Z", 1);
    await world.forget();
    const told = await history();
    assert.deepEqual([told.until, day(told, "2026-05-04").of], ["2026-05-05", 86_400]);
    assert.ok(day(told, "2026-05-04").seconds.unknown > 20 * 3_600, "nobody was there");
  });

  test("days are as many as are asked for, and what cannot be asked is refused", async () => {
    for (const [asked, count] of [["1", 1], ["7", 7], ["90", 90]]) {
      assert.equal(days(await history(`?days=${asked}`)).length, count);
    }
    for (const bad of ["0", "91", "-1", "1.5", "x", "", "99999999999"]) {
      for (const path of [`/api/v1/${page}/history`, `/${page}/history`, `/api/v1/${page}/history/drawn`]) {
        assertProblem(await world.get(`${path}?days=${bad}`), 400);
      }
    }
    assertProblem(await world.get(`/api/v1/${page}/history?components=nobody`), 400);
    assertProblem(await world.get(`/api/v1/${page}/history?env=test`), 404);
    assertProblem(await world.get("/api/v1/nobody/history"), 404);
    assertProblem(await world.get("/nobody/history"), 404);
  });

  test("with a token it is of now, and kept by nobody; one that is not good gets nothing", async () => {
    const before = (await history()).as_of;
    await world.after("30s");
    assert.equal((await history()).as_of, before, "readers share an answer for a minute");
    const own = await op.get("history");
    assert.deepEqual([own.status, own.headers.get("cache-control"), own.headers.get("access-control-allow-origin")], [200, "private, no-store", null]);
    assert.ok(own.json().as_of > before);
    assertPrivateProblem(await new Operator(world, page, newToken()).get("history"), 401);
  });

  test("when nobody answers, the newest that is left is told with its age; without one, nothing is", async () => {
    const before = await history();
    await world.faults({ object: true });
    try {
      await world.after("6m");
      const stale = await world.get(`/${page}/history?lang=nb`);
      assert.equal(stale.status, 200);
      assert.match(textOf(stale.text).join(" "), /Vi har ikke fått nye opplysninger siden .* \(for \d+ minutter siden\)/);
      assert.equal(cacheControl(stale.headers)["max-age"], 0);
      assert.equal((await history()).as_of, before.as_of);
      await world.forget();
      const none = await world.get(`/api/v1/${page}/history`);
      assertProblem(none, 503);
      assertDated(none);
    } finally {
      await world.faults({ object: false });
    }
  });
});
