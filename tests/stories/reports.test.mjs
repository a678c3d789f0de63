// A month is lived through, hour by hour, and its report is read: what it says to the second, and why; what a correction
// makes of it; and that anybody with an export can make it again.
//
// May 2026 in Oslo: from 30 April 22:00 until 31 May 22:00 UTC, 744 hours.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused, json } from "../support/behaviours.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { ARCHIVE, LOGIN, Living, REGISTRY, SLACK, assertSpans, figures, percent, recomputed, report, seconds } from "../support/ledger.mjs";
import { staffed } from "../support/operator.mjs";

const MAY = 744 * 3600;
const registryDown = json(summaryOf(REGISTRY.host, { components: { Service: "major_outage" } }));
const work = (title, starts, ends) => ({ title: { nb: title }, affected: [{ component: "login", impact: "unavailable" }], starts, ends });

describe("a month's report", { concurrency: 1 }, () => {
  let world, page, op, incident;
  const may = (query) => report(world, page, "2026-05", query);
  before(async () => {
    ({ world, page, op } = await staffed("agreed", "2026-04-30T20:15:00Z"));
    const life = new Living(world, page, "2026-04-30T20:15:00Z");
    // Announced on a Thursday: five whole working days lie before the 12th, and one before the 5th.
    await op.done(op.post("maintenances", work("Oppgradering", "2026-05-12T00:30", "2026-05-12T05:00")));
    await op.done(op.post("maintenances", work("Hastesak", "2026-05-05T00:30", "2026-05-05T05:00")));
    await life.fault(LOGIN, refused, "2026-05-04T23:15:00Z", 2);
    // A Saturday: the archive is not agreed to be there.
    await life.fault(ARCHIVE, refused, "2026-05-09T10:15:00Z", 2);
    await life.fault(LOGIN, refused, "2026-05-11T23:15:00Z", 3);
    // From a quarter past three in Oslo; the hours end at four.
    await life.fault(ARCHIVE, refused, "2026-05-13T13:15:00Z", 1);
    await life.fault(LOGIN, refused, "2026-05-20T10:15:00Z", 1);
    await life.until("2026-05-21T07:15:00Z");
    world.upstreams.when({ ...REGISTRY, page }, registryDown);
    world.upstreams.when({ ...ARCHIVE, page }, refused);
    await life.until("2026-05-21T09:15:00Z");
    world.upstreams.mend(page);
    await life.until("2026-05-27T14:15:00Z");
    // What no probe has seen, an operator tells.
    incident = await op.incident("login", "major_outage", { started_at: "2026-05-27T12:00:00Z" });
    incident = await op.say(incident, "resolved", "Over.", { resolved_at: "2026-05-27T13:00:00Z" });
    await life.close("2026-06-01T00:15:00Z");
  });
  after(() => world?.stop());

  test("seconds are counted by the terms, and a healthy hour leaves no sliver of unknown", async () => {
    const told = await may();
    const login = figures(told, "login");
    assertSpans(login.impaired.map(({ from, until, state }) => [from, until, state]), [
      ["2026-05-04T23:15:00Z", "2026-05-05T01:15:00Z", "down"],
      ["2026-05-20T10:15:00Z", "2026-05-20T11:15:00Z", "down"],
      ["2026-05-27T12:00:00Z", "2026-05-27T13:00:00Z", "down"],
    ]);
    const down = seconds(login.impaired.map(({ from, until }) => [from, until]));
    const agreed = MAY - 16_200;
    const { longest_outage: longest, ...tally } = login.tally;
    assert.deepEqual(tally, {
      period: MAY, service: MAY, excluded: 16_200, agreed, unknown: 0, degraded: 0, partial: 0, down, outages: 3,
    });
    assert.ok(Math.abs(longest - 7_200) <= SLACK, `${longest} s`);
    assert.equal(login.contractual.availability, percent(agreed - down, agreed));
    assert.match(login.contractual.availability, /^99\.45/);
    assert.equal(login.contractual.coverage, "100.0000");
    assert.equal(login.kept, false);
    assert.deepEqual(login.budget, { thousandths: 2_662_200, used: percent(down * 1_000, 2_662_200) });
    assert.deepEqual([told.rule, told.revision, told.from, told.until], ["avail/1", 1, "2026-04-30T22:00:00Z", "2026-05-31T22:00:00Z"]);
  });

  test("every excluded second has its reason, and what does not qualify says why", async () => {
    const told = await may();
    for (const { components } of told.reports) {
      for (const { excluded = [], tally } of components) {
        assert.equal(seconds(excluded.map(({ from, until }) => [from, until])), tally.excluded);
      }
    }
    const [window] = figures(told, "login").excluded;
    assert.deepEqual([window.by, window.title.nb, window.from, window.until],
      ["maintenance", "Oppgradering", "2026-05-11T22:30:00Z", "2026-05-12T03:00:00Z"]);
    const { maintenances } = told.reports.find(({ contract }) => contract === "login-terms");
    const late = maintenances.find(({ title }) => title.nb === "Hastesak");
    assert.deepEqual([late.held_outside, late.findings[0].kind, late.findings[0].given], [undefined, "too_late", 1]);
  });

  test("outside service hours nothing counts, and what the terms leave out by name is left out", async () => {
    const archive = figures(await may(), "archive");
    // From a quarter past three until four.
    assertSpans(archive.impaired.map(({ from, until, state }) => [from, until, state]), [["2026-05-13T13:15:00Z", "2026-05-13T14:00:00Z", "partial"]]);
    assert.deepEqual([archive.tally.down, archive.tally.outages], [0, 1]);
    assertSpans(archive.excluded.map(({ by, component, from, until }) => [from, until, by, component]),
      [["2026-05-21T08:15:00Z", "2026-05-21T10:15:00Z", "dependency", "registry"]]);
    assert.equal(archive.tally.service - archive.tally.excluded, archive.tally.agreed);
    assert.ok(archive.tally.service < MAY / 4 && archive.tally.service % 28_800 === 0, `${archive.tally.service} s`);
  });

  test("of what nothing is agreed about there are figures, and no target", async () => {
    const rest = (await may()).reports.find(({ contract }) => contract === null);
    assert.deepEqual(rest.components.map(({ component }) => component), ["free"], "a supplier is none of ours");
    const [free] = rest.components;
    assert.deepEqual([rest.target, free.kept, free.budget, free.contractual.availability], [null, null, undefined, "100.0000"]);
  });

  test("how fast was answered is counted, and what is agreed beside it is told as agreed", async () => {
    const told = await may();
    const [response] = figures(told, "login").response;
    // Two regions, an answer an hour; those that failed did not come in time.
    assert.deepEqual([response.below_ms, response.total, response.below], [3_000, 2 * 744, 2 * (744 - 6)]);
    assert.equal(response.kept, true);
    const { stated, due, lists_incidents, incidents } = told.reports.find(({ contract }) => contract === "login-terms");
    assert.equal(stated[0].figure.nb, "300 000 innlogginger i timen");
    assert.deepEqual(due, { day: "2026-06-20", working_day: "2026-06-22", until: "2026-06-20T22:00:00Z" });
    assert.deepEqual([lists_incidents, incidents.filter(({ declared }) => declared).length], [true, 1]);
    assert.equal(told.reports.find(({ contract }) => contract === "archive-terms").due.day, "2026-06-05");
  });

  test("the month before is unknown until the first round, and never up", async () => {
    const { tally, contractual } = figures(await report(world, page, "2026-04"), "login");
    const known = (Date.parse("2026-04-30T22:00:00Z") - Date.parse("2026-04-30T20:15:00Z")) / 1000;
    const observed = tally.agreed - tally.unknown;
    assert.ok(observed <= known && observed >= known - SLACK, `${observed} s`);
    assert.deepEqual([contractual.lower, contractual.upper], [percent(observed, tally.agreed), "100.0000"]);
  });

  test("an export makes it again to the second, and one that was changed does not agree", async () => {
    const exported = await op.get("export?month=2026-05");
    assert.equal(exported.status, 200, exported.text);
    const made = await recomputed(exported.text, page, "2026-05");
    assert.ok(made.agrees, made.said);
    assert.match(made.said, /agrees to the second/);
    const changed = exported.json();
    const failed = changed.facts.series.filter(({ component }) => component === "login").flatMap(({ intervals }) => intervals.filter(({ state }) => state === "fails"));
    const first = failed.filter(({ start }) => start < "2026-05-06");
    assert.equal(first.length, 2, "both regions saw it");
    for (const it of first) it.end = new Date(Date.parse(it.end) - 60_000).toISOString().replace(".000", "");
    const told = await recomputed(changed, page, "2026-05");
    assert.ok(!told.agrees);
    assert.match(told.said, /report\.input/);
    const { down } = figures(changed.report, "login").tally;
    const [, said, comes] = /login: (\d+) s down .* comes to (\d+) of/.exec(told.said);
    assert.equal(Number(said), down);
    assert.ok(Math.abs(down - comes - 60) <= SLACK, told.said);
  });

  test("a corrected time makes another revision with its reason; the first stays, and each agrees with what it was made from", async () => {
    const first = await may();
    await op.change("incidents", incident, { started_at: "2026-05-27T11:30:00Z" });
    await world.on(page, "1m");
    const second = await may();
    assert.deepEqual([second.revision, figures(second, "login").tally.down], [2, figures(first, "login").tally.down + 1_800]);
    assert.deepEqual(second.because.map(({ noun, subject, revision }) => [noun, subject, revision]), [["incident", incident.id, 3]]);
    assert.equal(JSON.stringify(second.because).includes("vakt"), false, "who did it, operators know");
    assert.deepEqual(await may("?revision=1"), first);
    for (const revision of [1, 2]) {
      const exported = await op.get(`export?month=2026-05&revision=${revision}`);
      const made = await recomputed(exported.text, page, "2026-05");
      assert.ok(made.agrees, `revision ${revision}: ${made.said}`);
    }
  });

  test("what changes nothing makes no revision", async () => {
    const { id, revision } = (await op.get(`incidents/${incident.id}`)).json();
    await op.change("incidents", { id, revision }, { title: { nb: "Feil i innloggingen" } });
    await world.on(page, "1m");
    const { revisions } = (await world.get(`/api/v1/${page}/reports`)).json();
    const may = revisions.filter(({ month }) => month === "2026-05");
    // The title stands in the report's list of incidents: that is a change of it, and of no second.
    assert.deepEqual(may.map(({ revision }) => revision), [1, 2, 3]);
    // A message about May's incident is entered into the log, and stands in no report.
    const again = (await op.get(`incidents/${incident.id}`)).json();
    await op.say(again, "resolved", "A word more.");
    await op.incident("free", "degraded");
    await world.on(page, "1m");
    await world.forget();
    const after = (await world.get(`/api/v1/${page}/reports`)).json().revisions;
    assert.deepEqual(after, revisions, "neither what changes no figure nor what is of another month makes one");
  });

  test("an incident of a later month is no reason and no fact of this one, until its time is corrected into it", async () => {
    const agrees = async (revision) => {
      const exported = await op.get(`export?month=2026-05&revision=${revision}`);
      const made = await recomputed(exported.text, page, "2026-05");
      assert.ok(made.agrees, `revision ${revision}: ${made.said}`);
      return exported.json();
    };
    const subjects = ({ because }) => [...new Set(because.map(({ subject }) => subject))];
    let later = await op.incident("free", "major_outage");
    const { id, revision } = (await op.get(`incidents/${incident.id}`)).json();
    await op.change("incidents", { id, revision }, { started_at: "2026-05-27T11:00:00Z" });
    await world.on(page, "1m");
    const fourth = await may();
    assert.deepEqual([fourth.revision, subjects(fourth)], [4, [incident.id]], "nothing that is open now is a reason");
    later = await op.say(later, "resolved", "Over.");
    await world.on(page, "1m");
    assert.deepEqual((await agrees(4)).entries.filter(({ subject }) => subject === later.id), []);
    assert.equal((await may()).revision, 4);
    // It had begun two hours before midnight, before anybody told.
    await op.change("incidents", later, { started_at: "2026-05-31T20:00:00Z" });
    await world.on(page, "1m");
    const fifth = await may();
    assert.deepEqual([fifth.revision, subjects(fifth)], [5, [later.id]]);
    assert.deepEqual([figures(fourth, "free").tally.down, figures(fifth, "free").tally.down], [0, 7_200]);
    for (const revision of [1, 4, 5]) await agrees(revision);
  });

  test("what is not there is not found, and who asks wrongly is told how", async () => {
    for (const [path, status] of [
      ["reports/2026-06.json", 404], ["reports/2026-05.xml", 404], ["reports/2026-13.json", 404], ["reports/05-2026.json", 404],
      ["reports/2026-05.json?revision=9", 404], ["reports/2026-05.json?revision=x", 400], ["reports/2026.json?revision=1", 400], ["reports/2026-05.json?components=login", 400], ["reports/2026-05.json?revision=1", 200],
      ["export?month=2026-05", 401],
    ]) {
      const answer = await world.get(`/api/v1/${page}/${path}`);
      assert.equal(answer.status, status, path);
      if (status >= 400) assert.match(answer.headers.get("content-type"), /problem\+json/, path);
    }
    const listed = await world.get(`/api/v1/${page}/reports`);
    assert.match(listed.headers.get("cache-control"), /max-age=300/);
    const known = { "if-none-match": listed.headers.get("etag") };
    assert.equal((await world.get(`/api/v1/${page}/reports`, { headers: known })).status, 304);
    const own = await op.get("reports/2026-05.json");
    assert.deepEqual([own.status, own.headers.get("cache-control")], [200, "private, no-store"]);
    const limited = await op.colleague("leser", ["incidents"]);
    assert.equal((await limited.get("export?month=2026-05")).status, 403);
    for (const query of ["", "?month=mai", "?month=2026-05&revision=x"]) {
      assert.equal((await op.get(`export${query}`)).status, 400, query);
    }
    assert.equal((await op.get("export?month=2026-07")).status, 404);
  });

  test("whoever runs it is reminded of a report that has to be there", async () => {
    await world.clock("2026-06-15T10:00:00Z");
    const desk = (await op.get("desk")).json();
    assert.deepEqual(desk.reports.map(({ contract, month, due }) => [contract, month, due.day]), [["login-terms", "2026-05", "2026-06-20"]]);
    const { coming } = (await op.get("reports")).json();
    assert.deepEqual(coming, desk.reports);
    const health = (await world.get("/healthz")).json().pages.find(({ page: id }) => id === "agreed");
    assert.deepEqual(health.reports.map(({ month }) => month), ["2026-05"]);
  });

  test("while the page's object fails, what is known is told, and it is not asked by everybody", async () => {
    const status = async () => (await world.get(`/api/v1/${page}/reports/2026-05.json`)).status;
    const at = (seconds) => world.clock(`2026-06-15T10:10:${String(seconds).padStart(2, "0")}Z`);
    await at(0);
    assert.equal(await status(), 200);
    await world.faults({ object: true });
    await at(40);
    assert.equal(await status(), 200, "which reports there are was known, and a revision never changes");
    await world.forget();
    assert.equal(await status(), 503, "nobody knows");
    await world.faults({ object: false });
    assert.equal(await status(), 503, "that it failed is known for a moment, and nobody asks");
    await at(50);
    assert.equal(await status(), 200);
  });
});
