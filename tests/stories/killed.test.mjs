// The runtime is killed in the middle of rounds, again and again, on the same storage.
//
// What a reader has seen and what is in the outbox is there afterwards; intervals neither overlap nor claim *up* for
// the time in which nobody measured; rounds go on by themselves within a minute.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { first, ok, refused, slow } from "../support/behaviours.mjs";
import { assertTrueStore, seconds } from "../support/intervals.mjs";
import { API } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const KILLS = 10;
/** After this kill the runtime stays down for longer than any sample speaks. */
const LONG = 5;
const LONG_DOWN = 15_000;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("the runtime is killed in the middle of rounds", () => {
  let world;
  let page;
  const kills = [];
  const gaps = [];

  before(async () => {
    world = await World.start({ apart: true, tempo: "fast" });
    page = world.instance();
    await read();
    for (let kill = 1; kill <= KILLS; kill += 1) kills.push(await once(kill));
  });
  after(() => world?.stop());

  async function once(kill) {
    // Down and up by turns, so that each life has transitions of its own to lose.
    const mood = kill % 2 ? refused : ok;
    world.upstreams.mend().when(API, mood);
    const seen = await readUntilChanged();
    const outbox = (await world.store(page)).outbox;
    world.upstreams.when(API, first(1, slow(2000), mood));
    const inRound = await world.upstreams.next({ page });
    await sleep(50 + 20 * kill);
    const killedAt = new Date();
    await world.kill();
    if (kill === LONG) await sleep(LONG_DOWN);
    await world.restart();
    const startedAt = new Date();
    await world.scheduled();
    const again = await readAfter(killedAt);
    gaps.push([killedAt, startedAt]);
    const store = await world.store(page);
    return { seen, outbox, inRound, again, store, downFor: startedAt - killedAt, backAfter: again.read - startedAt };
  }

  /** What a reader gets who comes by for the first time. */
  async function read() {
    await world.forget();
    return world.get(`/api/v1/${page}`);
  }

  /** Reads until a round has told something new; gives the last snapshot a reader has seen. */
  async function readUntilChanged() {
    const begun = (await read()).json();
    for (let tries = 0; tries < 150; tries += 1) {
      await sleep(200);
      const snapshot = (await read()).json();
      if (snapshot.revision > begun.revision) return snapshot;
    }
    throw new Error("nothing changed within 30 s: rounds do not run by themselves");
  }

  /** Reads until there is a round that was decided after an instant, for at most a minute. */
  async function readAfter(instant) {
    for (let tries = 0; tries < 300; tries += 1) {
      const answer = await read();
      if (answer.status === 200 && Date.parse(answer.json().as_of) > instant.getTime()) {
        return { snapshot: answer.json(), read: new Date() };
      }
      await sleep(200);
    }
    throw new Error("no round within a minute after the restart");
  }

  test(`${KILLS} times, each with a request to an upstream under way`, () => {
    assert.equal(kills.length, KILLS);
    assert.ok(kills.every(({ inRound }) => inRound));
  });

  test("what a reader has seen is there afterwards", () => {
    for (const { seen, again } of kills) assert.ok(again.snapshot.revision >= seen.revision, `${seen.revision} was lost`);
  });

  test("what was in the outbox is there afterwards", () => {
    for (const { outbox, store } of kills) {
      assert.ok(outbox.length > 0, "there was something to lose");
      for (const transition of outbox) assert.ok(has(store.outbox, transition), JSON.stringify(transition));
    }
  });

  test("stored intervals are in order and do not overlap", () => {
    for (const { store } of kills) assertTrueStore(store);
  });

  test("no figure claims up for the time in which nobody measured", () => {
    const { store, downFor } = kills.at(LONG - 1);
    assert.ok(downFor >= LONG_DOWN);
    const [from, to] = gaps.at(LONG - 1);
    for (const { source, component, intervals } of store.contract) {
      const up = seconds(intervals, "state", ["up"], from, to);
      assert.ok(up < downFor / 1000 / 2, `${source} about ${component}: ${up} s of ${downFor / 1000} s down claim up`);
    }
  });

  test("rounds go on by themselves within a minute", () => {
    for (const { backAfter } of kills) assert.ok(backAfter < 60_000, `${backAfter} ms`);
  });

  test("the alarm is set", () => {
    for (const { store } of kills) assert.ok(store.alarm, "no alarm");
  });
});

const has = (list, wanted) => list.some((entry) => JSON.stringify(entry) === JSON.stringify(wanted));
