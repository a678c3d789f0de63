// A panic in a handler or in an object: whoever called is answered within five seconds, and the next request works.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { levelOf } from "../support/reader.mjs";
import { World } from "../support/world.mjs";

const LIMIT = 5000;
const MINUTE = 60_000;
const VARIES = ["date", "content-length", "connection", "keep-alive", "transfer-encoding"];

function assertAnswered(answers) {
  for (const { took, status } of answers) {
    assert.ok(took < LIMIT, `answered after ${took} ms`);
    assert.ok([200, 503].includes(status), `${status}`);
  }
}

describe("after a panic", () => {
  let world;
  let page;
  before(async () => (world = await World.start()));
  after(() => world?.stop());

  const snapshot = () => world.get(`/api/v1/${page}`);

  async function wellAt(clock) {
    page = world.instance();
    await world.clock(clock);
    return world.round(page);
  }

  for (const where of ["handler", "page", "region"]) {
    test(`in ${where}, callers are answered within 5 s and the next request works`, async () => {
      const before = await wellAt("2026-05-04T10:00:00Z");
      await world.clock("2026-05-04T10:05:00Z");
      assertAnswered([await world.panic(page, where)]);
      await world.forget();
      const round = () => world.get(`/scripted/${page}/round`, { method: "POST" });
      assertAnswered(await Promise.all([round(), snapshot(), snapshot(), world.get("/healthz")]));

      await world.forget();
      const next = await snapshot();
      assert.equal(next.status, 200, next.text);
      assert.ok(next.took < LIMIT);
      assert.ok(next.json().revision >= before.revision, "what was acknowledged is still there");
      assert.match(world.said(), new RegExp(`planted in ${where}`), "there was a panic");
    });
  }

  test("in a region, nothing is said to be down, and the next round is well", async () => {
    await wellAt("2026-05-04T11:00:00Z");
    await world.clock("2026-05-04T11:05:00Z");
    await world.panic(page, "region");
    assertAnswered([await world.get(`/scripted/${page}/round`, { method: "POST" })]);
    await world.after("1m");
    assert.equal(levelOf(await world.round(page), "api"), "operational");
    const { levels } = await world.store(page);
    const told = levels.flatMap(({ intervals }) => intervals.map(({ level }) => level));
    assert.ok(!told.some((level) => level.endsWith("outage")), `${told}`);
  });

  test("who is answered in the middle of one gets an error with the headers that every error has", async () => {
    await wellAt("2026-05-04T13:00:00Z");
    const interrupted = await world.panic(page, "handler");
    await world.faults({ object: true, kv: true });
    await world.forget();
    const told = await world.get(`/api/v1/${world.instance()}`);
    await world.faults({});
    const headers = (answer) => Object.fromEntries([...answer.headers].filter(([name]) => !VARIES.includes(name)));
    assert.equal(interrupted.status, 503);
    assert.equal(told.status, 503);
    assert.deepEqual(headers(interrupted), headers(told));
  });

  test("everyone who waits at the same time is answered within 5 s", async () => {
    await wellAt("2026-05-04T12:00:00Z");
    await world.panic(page, "page");
    await world.forget();
    assertAnswered(await Promise.all(Array.from({ length: 8 }, snapshot)));
    assert.equal((await snapshot()).status, 200);
  });
});

describe("after a panic in an alarm", () => {
  let world;
  before(async () => (world = await World.start({ tempo: "fast" })));
  after(() => world?.stop());

  test("rounds go on by themselves within a minute, and readers are answered all the time", async () => {
    const page = world.instance();
    const read = () => world.get(`/api/v1/${page}`);
    const pause = () => new Promise((resolve) => setTimeout(resolve, 250));
    await read();
    await world.panic(page, "alarm");
    while (!world.said().includes("planted in alarm")) {
      assertAnswered([await read()]);
      await pause();
    }
    const panickedAt = Date.now();
    for (;;) {
      const answer = await read();
      assertAnswered([answer]);
      if (answer.status === 200 && Date.parse(answer.json().as_of) > panickedAt + 1000) break;
      assert.ok(Date.now() - panickedAt < MINUTE, "no round within a minute");
      await world.scheduled();
      await pause();
    }
    assert.equal((await read()).json().level, "operational");
  });
});
