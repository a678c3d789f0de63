// Stores of every earlier version, made by the migrations that there were then, with the rows of `tests/fixtures/store`: each is brought up to date, loses nothing, and
// the month that was under way gets its report; what was declared before anybody noted which month it touches is in it.

import assert from "node:assert/strict";
import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, test } from "node:test";
import { figures, hours, report } from "../support/ledger.mjs";
import { World } from "../support/world.mjs";

const SCHEMA = new URL("../../worker/src/store/schema.rs", import.meta.url);
const at = (text) => Date.parse(text) / 1000;
/** When the page was first asked. */
const BEGAN = at("2026-04-20T10:00:00Z");
const APRIL = 720 * 3600;

/** Every version that has been, but the newest. */
const VERSIONS = [1, 2, 3, 4, 5];

/** The statements of each migration, as the source has them. */
async function migrations() {
  const source = await readFile(SCHEMA, "utf8");
  const [, list] = /const MIGRATIONS: \[&str; \d+\] = \[\n([^]*?)\n\];/.exec(source);
  return list.split(/^\s*"$|^",$/m).filter((text) => text.includes(";")).map((text) => text.replaceAll("{env}", "production"));
}

/** A world whose page has a store of a version, with what `more` adds, and has been brought up to date by a round. */
async function brought(version, more = "") {
  const all = await migrations();
  assert.ok(all.length > version, `${all.length} migrations`);
  const world = await World.start({ apart: true });
  const page = world.instance("agreed");
  await world.store(page);
  await world.kill();
  const names = await readdir(join(world.state, "objects"), { recursive: true });
  const own = names.filter((name) => /PageObject/.test(name) && name.endsWith(".sqlite") && !name.endsWith("metadata.sqlite"));
  assert.equal(own.length, 1, `${own}`);
  const file = join(world.state, "objects", own[0]);
  for (const ending of ["", "-wal", "-shm"]) await rm(file + ending, { force: true });
  const database = new DatabaseSync(file);
  for (const statements of all.slice(0, version)) database.exec(statements);
  database.exec(await readFile(new URL(`../fixtures/store/rows-${version}.sql`, import.meta.url), "utf8"));
  database.exec(more);
  database.close();
  await world.restart();
  await world.clock("2026-04-30T22:15:00Z");
  await world.round(page);
  await world.clock("2026-05-01T00:15:00Z");
  await world.round(page);
  return { world, page };
}

test("there is a store of every version", async () => {
  const earlier = (await migrations()).length - 1;
  assert.deepEqual(VERSIONS, Array.from({ length: earlier }, (_, at) => at + 1));
});

for (const version of VERSIONS) {
  describe(`a store of version ${version}`, { concurrency: 1 }, () => {
    let world, page;
    before(async () => ({ world, page } = await brought(version)));
    after(() => world?.stop());

    test("has all that it had, and goes on", async () => {
      const { series, levels, rows } = await world.store(page);
      for (const region of ["north", "south"]) {
        const [it] = series.filter((it) => it.component === "login" && it.region === region);
        assert.equal(Date.parse(it.intervals[0].start) / 1000, BEGAN);
        assert.equal(it.intervals[0].state, "operational");
        assert.equal(it.intervals.at(-1).end, null);
      }
      const [login] = levels.filter(({ component }) => component === "login");
      assert.deepEqual([login.env, Date.parse(login.intervals[0].start) / 1000], ["production", BEGAN]);
      // What there was, the configuration of this deployment, and the samples of two rounds in two regions: two hours.
      const had = { log: version < 4 ? 1 : 3, sample: version < 5 ? 2 : 3 };
      assert.deepEqual([rows.log, rows.sample], [had.log + 1, had.sample + 4]);
    });

    if (version === 5) {
      test("who had fallen silent spoke as long as their last sample did, and not until the object woke", async () => {
        const { series } = await world.store(page);
        for (const [source, goesOn] of [["archive", true], ["gone", false]]) {
          const [it] = series.filter((it) => it.source === source && it.region === "north");
          const [first, second] = it.intervals;
          assert.deepEqual([first.state, first.end], ["operational", "2026-04-27T21:00:00Z"], source);
          assert.equal(second?.state, goesOn ? "unknown" : undefined, source);
        }
      });
    }

    test("gets the report of the month, with what had been declared", async () => {
      const { tally, contractual } = figures(await report(world, page, "2026-04"), "login");
      const down = version >= 4 ? 3_600 : 0;
      assert.deepEqual([tally.period, tally.down], [APRIL, down]);
      // Before the first round nobody knows; the samples after it were an hour apart to the end.
      assert.equal(tally.unknown, BEGAN - at("2026-03-31T22:00:00Z"));
      assert.equal(contractual.availability === "100.0000", down === 0);
    });
  });
}

describe("a month that cannot be made", { concurrency: 1 }, () => {
  let world, page;
  before(async () => ({ world, page } = await brought(5, await readFile(new URL("../fixtures/store/torn.sql", import.meta.url), "utf8"))));
  after(() => world?.stop());

  test("is in no report, is tried again, and keeps no later month from being made", async () => {
    const months = async () => {
      await world.forget();
      return (await world.get(`/api/v1/${page}/reports`)).json().revisions.map(({ month, revision }) => [month, revision]);
    };
    assert.deepEqual(await months(), []);
    await hours(world, page, 25);
    assert.deepEqual(await months(), [], "an entry of the log that cannot be read is left out of nothing");
    assert.equal((await world.store(page)).rows.due_report, 1, "and it is still to be made");
    await world.clock("2026-06-01T00:15:00Z");
    await hours(world, page, 4);
    assert.deepEqual(await months(), [["2026-05", 1]]);
    assert.equal((await world.store(page)).rows.due_report, 1);
  });
});
