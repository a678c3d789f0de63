// What a round costs in storage: one row per region, plus what changed. Months of nothing must not fill a disk, and a
// round is paid for by the rows it writes.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { dbFalse } from "../support/behaviours.mjs";
import { API } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const REGIONS = 2;

describe("the rows that a round writes", () => {
  let world;
  let page;
  const rows = async () => (await world.store(page)).rows_written;
  const roundAt = async (clock) => {
    await world.clock(`2026-05-04T${clock}Z`);
    await world.round(page);
  };
  before(async () => {
    world = await World.start();
    page = world.instance();
    await roundAt("10:00:10");
  });
  after(() => world?.stop());

  test("a round in which nothing changed writes one row per region", async () => {
    await roundAt("10:02:10");
    assert.equal(await rows(), REGIONS, "a heartbeat");
    await roundAt("10:05:00");
    assert.equal(await rows(), REGIONS, "a round that asked everybody");
  });

  test("a round in which something changed writes little more", async () => {
    world.upstreams.when({ ...API, page }, dbFalse);
    await roundAt("10:06:10");
    assert.equal(await rows(), REGIONS, "nobody was due");
    await roundAt("10:08:10");
    await roundAt("10:10:00");
    const changed = await rows();
    assert.ok(changed > REGIONS && changed < 40, `${changed} rows`);
    const { rows: counts } = await world.store(page);
    assert.equal(counts.sample, REGIONS, "still one row of samples per region and hour");
  });

  test("an hour of rounds adds no row but those of its samples", async () => {
    world.upstreams.mend(page);
    await roundAt("10:11:00");
    await roundAt("10:11:30");
    const before = (await world.store(page)).rows;
    for (let minute = 13; minute < 59; minute += 2) await roundAt(`10:${minute}:00`);
    assert.deepEqual((await world.store(page)).rows, before);
  });
});
