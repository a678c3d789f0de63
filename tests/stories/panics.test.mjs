// A panic in a handler or in an object: whoever called is answered within five seconds, and the next request works.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertTrueStore } from "../support/intervals.mjs";
import { first, newToken, operator } from "../support/operator.mjs";
import { levelOf } from "../support/reader.mjs";
import { HELP, HOUSE, LIMIT, NOW, PAST, assertAnswered } from "../support/ways.mjs";
import { World } from "../support/world.mjs";

const MINUTE = 60_000;
const VARIES = ["date", "content-length", "connection", "keep-alive", "transfer-encoding"];

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
      assertAnswered([[where, await world.panic(page, where)]]);
      await world.forget();
      const round = () => world.get(`/scripted/${page}/round`, { method: "POST" });
      assertAnswered((await Promise.all([round(), snapshot(), snapshot(), world.get("/healthz")])).map((it) => [where, it]));

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
    assertAnswered([["round", await world.get(`/scripted/${page}/round`, { method: "POST" })]]);
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
    assertAnswered(await Promise.all(Array.from({ length: 8 }, async () => ["snapshot", await snapshot()])));
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
      assertAnswered([["snapshot", await read()]]);
      await pause();
    }
    const panickedAt = Date.now();
    for (;;) {
      const answer = await read();
      assertAnswered([["snapshot", answer]]);
      if (answer.status === 200 && Date.parse(answer.json().as_of) > panickedAt + 1000) break;
      assert.ok(Date.now() - panickedAt < MINUTE, "no round within a minute");
      await world.scheduled();
      await pause();
    }
    assert.equal((await read()).json().level, "operational");
  });
});

/** What is asked of a page's object, by its name there, and by whom. */
const CALLS = [
  ["state", "/api/v1/{page}"],
  ["history", "/{page}/history"],
  ["reports", "/api/v1/{page}/reports"],
];
/** Where operators ask. */
const DESK = "/api/v1/{page}/desk";

describe("a panic in each place", { concurrency: 1 }, () => {
  let world;
  let page;
  let op;
  const token = newToken();
  before(async () => {
    world = await World.start({ vars: { FYR_FIRST_TOKEN: first("helpdesk", token) } });
    page = world.instance("helpdesk");
    await world.clock("2026-05-04T10:00:10Z");
    await world.round(page);
    op = await operator(world, page, token);
  });
  after(() => world?.stop());

  const ask = (path) => (path === DESK ? op.get("desk") : world.get(path.replace("{page}", page)));
  const cold = () => world.forget();
  const died = (where) => assert.ok(world.said().includes(`planted in ${where}`), `nothing was planted in ${where}`);

  for (const path of [...NOW, ...PAST, ...HELP, ...HOUSE, DESK, "/robots.txt", "/embed/0123456789abcdef.js"]) {
    test(`in the handler of ${path}: who asked is answered, and so is who asks next`, async () => {
      const usual = await ask(path);
      const where = path.replace("{page}", page);
      await world.panic(page, where);
      const struck = await ask(path);
      assert.deepEqual([struck.status, struck.took < LIMIT], [503, true], `${path}: ${struck.status}`);
      died(where);
      const next = await ask(path);
      assert.deepEqual([next.status, next.took < LIMIT], [usual.status, true], `${path}: ${next.text.slice(0, 200)}`);
    });
  }

  test("while any answer about now is made: the same", async () => {
    for (const path of NOW) {
      // One that is ready is not made again.
      await world.after("6s");
      await world.panic(page, "making");
      const struck = await ask(path);
      assertAnswered([[path, struck]]);
      died("making");
      assert.equal((await ask(path)).status, 200, path);
    }
  });

  for (const [call, path] of CALLS) {
    test(`in the object that is asked for ${call}: the same`, async () => {
      const usual = await ask(path);
      await cold();
      await world.panic(page, `page ${call}`);
      assertAnswered([[path, await ask(path)]]);
      died(`page ${call}`);
      await cold();
      // Whoever has just heard that it fails asks it again in five seconds.
      await world.after("6s");
      assert.equal((await ask(path)).status, usual.status);
    });
  }

  test("in the object that an operator asks, and in the middle of what is written: nothing is kept, and it is done once", async () => {
    const body = { title: { nb: "Feil" }, severity: "serious", affected: [{ component: (await op.seen()).components[0].id, level: "degraded" }] };
    const before = (await op.get("incidents")).json().items.length;
    for (const [turn, where] of ["page operator", "transaction"].entries()) {
      const key = `the-same-key-of-turn-${turn}`;
      await world.panic(page, where);
      const struck = await op.post("incidents", body, { key });
      assert.deepEqual([struck.status, struck.took < LIMIT], [503, true], struck.text);
      died(where);
      assert.equal((await op.get("incidents")).json().items.length, before + turn, `${where}: nothing was kept`);
      assert.equal((await op.post("incidents", body, { key })).status, 201);
      assert.equal((await op.post("incidents", body, { key })).status, 201);
      assert.equal((await op.get("incidents")).json().items.length, before + turn + 1, "once");
    }
  });

  test("in the middle of what a round writes, and while its last copy is put aside: the next round is whole", async () => {
    for (const where of ["transaction", "publish"]) {
      await world.on(page, "5m");
      const revision = (await ask(NOW[0])).json().revision;
      await op.incident((await op.seen()).components[0].id, "degraded");
      await world.panic(page, where);
      assertAnswered([[where, await world.get(`/scripted/${page}/round`, { method: "POST" })]]);
      await world.on(page, "5m");
      died(where);
      assert.ok((await ask(NOW[0])).json().revision > revision);
      assertTrueStore(await world.store(page));
    }
  });

  test("in the watchdog: the next one works", async () => {
    await world.panic(page, "scheduled");
    assert.notEqual(await world.scheduled(), "ok");
    died("scheduled");
    assert.equal(await world.scheduled(), "ok");
    assert.equal((await ask(NOW[0])).status, 200);
  });
});
