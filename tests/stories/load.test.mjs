// A page of many sources: every one is asked, in a round that writes one row per region, and those that answer are
// recorded without waiting for those that do not. What it costs is measured by `cargo xtask bench round`.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { REGIONS, beside, rounds, told } from "../support/load.mjs";
import { slow } from "../support/behaviours.mjs";
import { World } from "../support/world.mjs";

describe("a page of many sources", { concurrency: 1 }, () => {
  let world;
  before(async () => {
    world = await World.start();
    await world.clock("2026-05-04T00:00:10Z");
  });
  after(() => world?.stop());

  test("a quiet round asks each once from every region and writes one row per region", async () => {
    for (const sources of [50, 200]) {
      await rounds(world, sources, 3);
      const { rows, records } = await told(world, sources);
      assert.equal(rows, REGIONS);
      assert.deepEqual(records.map(({ observations }) => observations), [sources * REGIONS]);
    }
  });

  test("who answers is recorded before who does not", async () => {
    const { records, healthy, all } = await beside(world, 50, "slow");
    const [first, last] = records;
    assert.equal(records.length, 2);
    assert.ok(first.observations >= healthy, `${first.observations} of ${healthy}`);
    assert.equal(first.observations + last.observations, all);
    assert.ok(first.after_ms < last.after_ms);
  });

  test("whom a call left, because others were late today, is asked all the same, and nobody is asked twice", async () => {
    const page = "load~24-late";
    const asked = async () => {
      const before = world.upstreams.count;
      await world.post(`/scripted/${page}/rounds-1`);
      const { components } = (await world.get(`/api/v1/${page}`)).json();
      assert.deepEqual(components.map(({ level }) => level), Array.from({ length: 24 }, () => "operational"));
      return world.upstreams.count - before;
    };
    assert.equal(await asked(), 24 * REGIONS);
    for (let number = 0; number < 5; number += 1) world.upstreams.when({ page, host: `t${number}.load.example` }, slow(1500));
    assert.equal(await asked(), 24 * REGIONS);
  });
});
