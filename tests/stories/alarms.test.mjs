// Alarms that are lost, or go off more than once, or cannot be set: rounds go on by themselves, each is there once, and readers
// are told how old what they get is.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { refused } from "../support/behaviours.mjs";
import { assertTrueStore } from "../support/intervals.mjs";
import { API } from "../support/story.mjs";
import { STORY, World } from "../support/world.mjs";

const MINUTE = 60_000;
/** At the fast pace a snapshot is old after so many seconds. */
const STALE = 30;

describe("alarms", { concurrency: 1 }, () => {
  let world;
  // The watchdog knows the pages that there are, and no instances of them.
  const page = STORY;
  before(async () => (world = await World.start({ tempo: "fast" })));
  after(() => world?.stop());

  const snapshot = async () => {
    await world.forget();
    return world.get(`/api/v1/${page}`);
  };
  /** Waits until somebody says so, for at most a minute. */
  async function until(what, told) {
    for (const begun = Date.now(); Date.now() - begun < MINUTE; await sleep(250)) {
      const found = await told();
      if (found) return found;
    }
    return assert.fail(`not within a minute: ${what}`);
  }
  /** Waits for a round after an instant: somebody is asked. Nobody is woken by looking. */
  const roundAfter = (instant) => until("a round", () => world.upstreams.askedFor({ page }).some(({ at }) => at > instant));
  async function begun() {
    await world.faults({});
    assert.equal((await snapshot()).status, 200);
    await until("a page that is well", async () => (await snapshot()).json().level === "operational");
  }

  test("one that is lost is set again by the watchdog, without any reader", async () => {
    await begun();
    await world.post(`/scripted/${page}/asleep`);
    // A round that was under way may have set it once more.
    await until("asleep", async () => {
      await world.post(`/scripted/${page}/asleep`);
      await sleep(1000);
      return (await world.store(page)).alarm === null;
    });
    const lost = Date.now();
    await sleep(6000);
    assert.equal((await world.store(page)).alarm, null, "nothing wakes it by itself");
    assert.equal(await world.scheduled(), "ok");
    assert.ok((await world.store(page)).alarm, "it is set");
    await roundAfter(lost + 6000);
  });

  test("one that goes off three times at once makes nothing happen twice", async () => {
    await begun();
    world.upstreams.when({ ...API, page }, refused);
    const changed = async () => {
      await world.post(`/scripted/${page}/alarms`);
      return (await snapshot()).json().level === "major_outage";
    };
    await until("an outage", changed);
    const store = await world.store(page);
    assertTrueStore(store);
    const told = store.outbox.map((it) => JSON.stringify(it));
    assert.equal(new Set(told).size, told.length, "each transition is told once");
    assert.ok(told.length > 0 && store.alarm, "and rounds go on");
    world.upstreams.mend(page);
  });

  test("while none can be set readers are answered with what there is, and rounds go on when one can", async () => {
    await begun();
    await world.faults({ full: true });
    await world.post(`/scripted/${page}/asleep`);
    const known = (await snapshot()).json();
    await world.clock(new Date(Date.parse(known.stale_after) + STALE * 1000).toISOString());
    const told = await snapshot();
    assert.equal(told.status, 200, told.text);
    assert.ok(Date.parse(told.headers.get("date")) >= Date.parse(told.json().stale_after), "and see that it is old");
    await world.faults({});
    const mended = Date.now();
    assert.equal(await world.scheduled(), "ok");
    await roundAfter(mended);
    await until("a fresh snapshot", async () => Date.parse((await snapshot()).json().as_of) > Date.parse(known.stale_after));
  });
});
