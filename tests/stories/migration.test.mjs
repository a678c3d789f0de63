// A store of an earlier version is brought up to date: nothing of it is lost, what was open goes on, and it is done once.
//
// The earlier store is `tests/fixtures/store/version-1.sql`, put in the place of a page's while the runtime is down. That
// a store begins from nothing is what every other story shows.

import assert from "node:assert/strict";
import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, test } from "node:test";
import { assertTrueStore, storedAbout } from "../support/intervals.mjs";
import { TWOFOLD } from "../support/twofold.mjs";
import { World } from "../support/world.mjs";

const VERSION_1 = new URL("../fixtures/store/version-1.sql", import.meta.url);

describe("a store of before there were environments", () => {
  let world;
  let page;
  const restart = async (at) => {
    await world.kill();
    await world.restart();
    await world.clock(at);
  };

  before(async () => {
    world = await World.start({ apart: true });
    page = world.instance(TWOFOLD);
    await world.store(page);
    await world.kill();
    await replace(await readFile(VERSION_1, "utf8"));
    await world.restart();
    await world.clock("2026-05-04T10:00:10Z");
  });
  after(() => world?.stop());

  /** Puts a store in the place of the page's: it is the only page that anybody has asked for. */
  async function replace(store) {
    const files = (await readdir(join(world.state, "objects"), { recursive: true })).map((name) => join(world.state, "objects", name));
    const own = files.filter((name) => /PageObject/.test(name) && name.endsWith(".sqlite") && !name.endsWith("metadata.sqlite"));
    assert.equal(own.length, 1, `${files}`);
    for (const ending of ["", "-wal", "-shm"]) await rm(own[0] + ending, { force: true });
    const database = new DatabaseSync(own[0]);
    database.exec(store);
    database.close();
  }

  const instants = ({ start, end, level }) => [start.slice(11, 16), end?.slice(11, 16), level];
  const levels = (store, component, env) => storedAbout(store, component, env).levels.map(instants);

  test("is the page's first environment's, every interval of it", async () => {
    const store = await world.store(page);
    assertTrueStore(store);
    assert.deepEqual(levels(store, "api"), [
      ["08:00", "09:00", "operational"],
      ["09:00", "09:30", "major_outage"],
      ["09:30", undefined, "operational"],
    ]);
    assert.deepEqual(levels(store, "login"), [["08:00", undefined, "partial_outage"]]);
    assert.deepEqual([...new Set(store.levels.map(({ env }) => env))], ["production"]);
    assert.deepEqual([store.rows.series_interval, store.rows.outbox, store.rows.foreign_incident], [4, 1, 1]);
  });

  test("tells readers of the first environment what it told them, and those of the other nothing", async () => {
    const read = async (env) => (await world.get(`/api/v1/${page}?env=${env}`)).json();
    const [production, other] = [await read("production"), await read("test")];
    assert.deepEqual([production.level, production.as_of, production.revision], ["partial_outage", "2026-05-04T09:59:00Z", 41]);
    assert.deepEqual(production.incidents.map(({ title }) => title.text), ["Sign-in is slow"]);
    assert.deepEqual([other.level, other.incidents], ["unknown", []]);
  });

  test("goes on: what is as it was stays open, what changed has its end, and the other environment begins", async () => {
    await world.round(page);
    const store = await world.store(page);
    assertTrueStore(store);
    assert.deepEqual(levels(store, "api").at(-1), ["09:30", undefined, "operational"]);
    assert.deepEqual(levels(store, "login"), [["08:00", "10:00", "partial_outage"], ["10:00", undefined, "operational"]]);
    assert.deepEqual(levels(store, "gone"), [["08:00", "09:59", "operational"]], "nobody speaks about it any more");
    for (const component of ["api", "login", "sandbox"]) {
      assert.deepEqual(levels(store, component, "test"), [["10:00", undefined, "operational"]], component);
    }
  });

  test("is brought up to date once", async () => {
    const before = await world.store(page);
    await restart("2026-05-04T10:00:40Z");
    const after = await world.store(page);
    assert.deepEqual(after.levels, before.levels);
    assert.deepEqual(after.rows, before.rows);
  });
});
