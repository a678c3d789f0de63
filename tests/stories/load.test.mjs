// A page of many sources: every one is asked, in a round that writes one row per region, and those that answer are
// recorded without waiting for those that do not. What it costs is measured by `cargo xtask bench round`.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { REGIONS, beside, rounds, told } from "../support/load.mjs";
import { hangs } from "../support/behaviours.mjs";
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

  test("who is quick is recorded before who hangs today, and is asked once", async () => {
    const page = "load~24-late";
    const round = async () => {
      const before = world.upstreams.count;
      await world.post(`/scripted/${page}/rounds-1`);
      const { records } = await world.store(page);
      return { asked: world.upstreams.count - before, observations: records.map(({ observations }) => observations) };
    };
    await round();
    const hung = [0, 1, 2, 3, 4];
    for (const number of hung) world.upstreams.when({ page, host: `t${number}.load.example` }, hangs);
    const { asked, observations } = await round();
    // Whom the call leaves is asked again: those that hang a second time, all others for the first.
    assert.equal(asked, (24 + hung.length) * REGIONS);
    assert.equal(observations.reduce((sum, count) => sum + count), 24 * REGIONS);
    assert.equal(observations.at(-1), hung.length * REGIONS, "the last record is of those that hang, and of nobody else");
    const { components } = (await world.get(`/api/v1/${page}`)).json();
    assert.equal(components.filter(({ level }) => level === "operational").length, 24 - hung.length);
    assert.deepEqual((await round()).observations.at(-1), hung.length * REGIONS, "nor the time after");
  });
});
