// Hours in which nobody measured, or nobody can be believed: figures say *unknown*, never *up*; and an hour that is merely
// measured at another second than the one before is no gap.
//
// Each story is told by a page of its own in the last hours of May 2026, which ends in Oslo at 22:00 UTC, and read in the
// month's report: what is known of it begins with the first round.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { LOGIN, SLACK, assertSpans, figures, hours, recomputed, report, seconds } from "../support/ledger.mjs";
import { staffed } from "../support/operator.mjs";
import { World } from "../support/world.mjs";

const FIRST = "2026-05-31T12:15:00Z";
const END = "2026-05-31T22:00:00Z";
const KNOWN = (Date.parse(END) - Date.parse(FIRST)) / 1000;
const BASE = "agreed";

/** What May's report says of a component, of the time since the first round alone. */
async function evening(world, page, component = "login") {
  await world.forget();
  const told = await report(world, page, "2026-05");
  const { tally, unknown = [], impaired = [] } = figures(told, component);
  const before = tally.period - KNOWN;
  // The first round is a little after it was asked for.
  const late = (Date.parse(unknown[0][1]) - Date.parse(FIRST)) / 1000;
  assert.ok(late >= 0 && late <= SLACK, "before the first round nobody knows");
  const since = unknown.slice(1);
  assert.equal(tally.unknown - seconds(since), before + late);
  const up = tally.agreed - tally.unknown - tally.degraded - tally.partial - tally.down + late;
  return { told, tally, up, unknown: since, impaired };
}

describe("what nobody measured", { concurrency: 1 }, () => {
  let world;
  before(async () => (world = await World.start()));
  after(() => world?.stop());

  /** A page that lives from the first round on; `at` says when else, between the hours. */
  const begun = async () => {
    const page = world.instance(BASE);
    await world.faults({ region: null, object: false });
    await world.clock(FIRST);
    await world.round(page);
    return page;
  };
  const at = async (page, clock) => {
    await world.clock(`2026-05-31T${clock}Z`);
    await world.round(page);
  };
  const close = async (page) => {
    await world.clock("2026-06-01T00:15:00Z");
    await world.round(page);
  };
  const rest = async (page, from) => {
    for (let hour = from; hour < 24; hour += 1) await at(page, `${String(hour).padStart(2, "0")}:15:00`);
    await close(page);
  };

  test("a healthy evening has no sliver of unknown", async () => {
    const page = await begun();
    await rest(page, 13);
    assert.deepEqual(await evening(world, page).then(({ up, unknown }) => [up, unknown]), [KNOWN, []]);
  });

  test("samples early and late within their hours leave none either", async () => {
    const page = await begun();
    for (const clock of ["13:59:20", "14:00:10", "15:59:20", "16:00:02", "17:30:00", "18:59:20"]) await at(page, clock);
    await rest(page, 19);
    assert.deepEqual((await evening(world, page)).unknown, []);
  });

  test("where no round was, nobody knows: from the hour on that has no sample until the next sample", async () => {
    const page = await begun();
    await at(page, "13:15:00");
    await at(page, "17:15:00");
    await rest(page, 18);
    const told = await evening(world, page);
    assertSpans(told.unknown, [["2026-05-31T14:00:00Z", "2026-05-31T17:15:00Z"]]);
    assert.equal(told.up, KNOWN - seconds(told.unknown));
  });

  test("while a region cannot ask, what needs both is unknown, and what needs one is known", async () => {
    const page = await begun();
    await at(page, "13:15:00");
    await world.faults({ region: "north" });
    await at(page, "14:15:00");
    await at(page, "15:15:00");
    await world.faults({ region: null });
    await rest(page, 16);
    assertSpans((await evening(world, page)).unknown, [["2026-05-31T14:15:00Z", "2026-05-31T16:15:00Z"]]);
    assert.deepEqual((await evening(world, page, "free")).unknown, []);
  });

  test("an outage beside a gap is as long as it was seen", async () => {
    const page = await begun();
    world.upstreams.when({ ...LOGIN, page }, refused);
    await at(page, "13:15:00");
    world.upstreams.mend(page);
    await at(page, "17:15:00");
    await rest(page, 18);
    const told = await evening(world, page);
    assertSpans(told.impaired.map(({ from, until, state }) => [from, until, state]), [["2026-05-31T13:15:00Z", "2026-05-31T14:00:00Z", "down"]]);
    assertSpans(told.unknown, [["2026-05-31T14:00:00Z", "2026-05-31T17:15:00Z"]]);
  });

  test("an alarm that goes off twice counts nothing twice", async () => {
    const page = await begun();
    await at(page, "13:15:00");
    await at(page, "13:15:00");
    const body = [world.round(page), world.round(page), world.round(page)];
    await Promise.all(body);
    await rest(page, 14);
    await close(page);
    const told = await evening(world, page);
    assert.deepEqual([told.up, told.unknown], [KNOWN, []]);
    assert.equal(told.told.revision, 1, "a month is closed once");
    const [{ total }] = figures(told.told, "login").response;
    assert.equal(total, 2 * 10, "ten hours, two regions");
  });

  test("a clock an hour ahead makes nobody know until it is right again, and nothing up", async () => {
    const page = await begun();
    await at(page, "13:15:00");
    await at(page, "15:15:00");
    await at(page, "14:20:00");
    await rest(page, 15);
    const told = await evening(world, page);
    // From the hour that had no sample when the clock leapt until the first by the right one.
    assertSpans(told.unknown, [["2026-05-31T14:00:00Z", "2026-05-31T14:20:00Z"]]);
    assert.equal(told.up, KNOWN - seconds(told.unknown));
  });

  test("a clock an hour behind loses nothing: the hour that it says again is told by what was heard in it last", async () => {
    const page = await begun();
    await at(page, "13:15:00");
    await at(page, "14:15:00");
    await at(page, "13:20:00");
    await rest(page, 14);
    const { up, unknown, tally } = await evening(world, page);
    assert.deepEqual([up, unknown], [KNOWN, []]);
    assert.equal(tally.down + tally.partial + tally.degraded, 0);
  });

  test("a clock a day behind takes away what was measured by the right one since, and nobody knows of that time", async () => {
    const page = await begun();
    await at(page, "13:15:00");
    await world.clock("2026-05-30T14:20:00Z");
    await world.round(page);
    await rest(page, 15);
    await world.forget();
    const told = await report(world, page, "2026-05");
    const { tally, unknown, impaired = [] } = figures(told, "login");
    assert.deepEqual(impaired, []);
    assertSpans(unknown, [
      ["2026-04-30T22:00:00Z", "2026-05-30T14:20:00Z"],
      ["2026-05-30T15:00:00Z", "2026-05-31T15:15:00Z"],
    ]);
    assert.equal(tally.unknown, seconds(unknown), "all of it is counted so");
  });

  test("a month that a clock closed which was a day ahead is closed again by the right one", async () => {
    const page = await begun();
    await world.clock("2026-06-01T13:15:00Z");
    await world.round(page);
    await world.forget();
    assert.equal((await world.get(`/api/v1/${page}/reports/2026-05.json`)).status, 200, "by that clock the month was over");
    await at(page, "13:20:00");
    await world.forget();
    assert.equal((await world.get(`/api/v1/${page}/reports/2026-05.json`)).status, 404, "it is not");
    await rest(page, 14);
    const { up, unknown, told } = await evening(world, page);
    assertSpans(unknown, [["2026-05-31T13:00:00Z", "2026-05-31T13:20:00Z"]]);
    assert.deepEqual([up, told.revision], [KNOWN - seconds(unknown), 1]);
  });

  test("a month in which no round was is unknown as a whole, and has no figure", async () => {
    const page = await begun();
    await rest(page, 13);
    await world.clock("2026-08-10T10:15:00Z");
    await hours(world, page, 3);
    await world.forget();
    const july = figures(await report(world, page, "2026-07"), "login");
    assert.deepEqual([july.tally.unknown, july.tally.agreed], [july.tally.period, july.tally.period]);
    assert.deepEqual([july.contractual.availability, july.contractual.lower, july.contractual.upper, july.kept], [null, "0.0000", "100.0000", null]);
  });
});

describe("an object that restarts", { concurrency: 1 }, () => {
  test("goes on where it was: no sliver, and what it has not seen is unknown", async () => {
    const { world, page, op } = await staffed(BASE, FIRST);
    try {
      const restarted = async (clock) => {
        await world.reopen();
        await world.clock(`2026-05-31T${clock}Z`);
        await world.round(page);
      };
      for (const clock of ["13:15:00", "14:15:00", "14:40:00", "15:15:00", "18:15:00", "19:15:00", "20:15:00", "21:15:00"]) await restarted(clock);
      await world.reopen();
      await world.clock("2026-06-01T00:15:00Z");
      await world.round(page);
      const told = await evening(world, page);
      assertSpans(told.unknown, [["2026-05-31T16:00:00Z", "2026-05-31T18:15:00Z"]]);
      const exported = await op.get("export?month=2026-05");
      const made = await recomputed(exported.text, page, "2026-05");
      assert.ok(made.agrees, made.said);
    } finally {
      await world.stop();
    }
  });
});
