// A panic in a handler or in an object: whoever called is answered within five seconds, and the next request works.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertTrueStore } from "../support/intervals.mjs";
import { first, newToken, operator } from "../support/operator.mjs";
import { levelOf } from "../support/reader.mjs";
import { HELP, HOUSE, LIMIT, NOW, PAST, assertAnswered } from "../support/ways.mjs";
import { World } from "../support/world.mjs";

const MINUTE = 60_000;
const VARIES = ["date", "content-length", "connection", "keep-alive", "transfer-encoding"];

/** Plants a panic; gives the answer, and who tells whether it has gone off: what was said before is of another one. */
async function plant(world, page, where) {
  const ends = (line) => line.trimEnd().endsWith(`planted in ${where}`);
  const times = () => world.said().split("\n").filter(ends).length;
  const before = times();
  const answer = await world.panic(page, where);
  const hasDied = () => times() > before;
  return { answer, hasDied, died: () => assertSaid(hasDied, where) };
}

/** What a runtime says comes beside its answers, and may come after them. */
async function assertSaid(hasDied, where) {
  for (const begun = Date.now(); !hasDied() && Date.now() - begun < LIMIT; ) await sleep(20);
  assert.ok(hasDied(), `nothing that was planted in ${where} went off`);
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
      const { answer, died } = await plant(world, page, where);
      assertAnswered([[where, answer]]);
      await world.forget();
      const round = () => world.get(`/scripted/${page}/round`, { method: "POST" });
      assertAnswered((await Promise.all([round(), snapshot(), snapshot(), world.get("/healthz")])).map((it) => [where, it]));

      await world.forget();
      const next = await snapshot();
      assert.equal(next.status, 200, next.text);
      assert.ok(next.took < LIMIT);
      assert.ok(next.json().revision >= before.revision, "what was acknowledged is still there");
      await died();
    });
  }

  test("in a region, nothing is said to be down, and the next round is well", async () => {
    await wellAt("2026-05-04T11:00:00Z");
    await world.clock("2026-05-04T11:05:00Z");
    const { died } = await plant(world, page, "region");
    assertAnswered([["round", await world.get(`/scripted/${page}/round`, { method: "POST" })]]);
    await died();
    await world.after("1m");
    assert.equal(levelOf(await world.round(page), "api"), "operational");
    const { levels } = await world.store(page);
    const told = levels.flatMap(({ intervals }) => intervals.map(({ level }) => level));
    assert.ok(!told.some((level) => level.endsWith("outage")), `${told}`);
  });

  test("who is answered in the middle of one gets an error with the headers that every error has", async () => {
    await wellAt("2026-05-04T13:00:00Z");
    const { answer: interrupted } = await plant(world, page, "handler");
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
    const { died } = await plant(world, page, "page");
    await world.forget();
    assertAnswered(await Promise.all(Array.from({ length: 8 }, async () => ["snapshot", await snapshot()])));
    await died();
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
    const pause = () => sleep(250);
    await read();
    const plantedAt = Date.now();
    const { hasDied } = await plant(world, page, "alarm");
    while (!hasDied()) {
      assert.ok(Date.now() - plantedAt < MINUTE, "no alarm within a minute");
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

  for (const path of [...NOW, ...PAST, ...HELP, ...HOUSE, DESK, "/robots.txt", "/embed/0123456789abcdef.js"]) {
    test(`in the handler of ${path}: who asked is answered, and so is who asks next`, async () => {
      const usual = await ask(path);
      const where = path.replace("{page}", page);
      const { died } = await plant(world, page, where);
      const struck = await ask(path);
      assert.deepEqual([struck.status, struck.took < LIMIT], [503, true], `${path}: ${struck.status}`);
      await died();
      const next = await ask(path);
      assert.deepEqual([next.status, next.took < LIMIT], [usual.status, true], `${path}: ${next.text.slice(0, 200)}`);
    });
  }

  test("while any answer about now is made: the same", async () => {
    for (const path of NOW) {
      // One that is ready is not made again.
      await world.after("6s");
      const { died } = await plant(world, page, "making");
      assertAnswered([[path, await ask(path)]]);
      await died();
      assert.equal((await ask(path)).status, 200, path);
    }
  });

  for (const [call, path] of CALLS) {
    test(`in the object that is asked for ${call}: the same`, async () => {
      const usual = await ask(path);
      await cold();
      const { died } = await plant(world, page, `page ${call}`);
      assertAnswered([[path, await ask(path)]]);
      await died();
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
      const { died } = await plant(world, page, where);
      const struck = await op.post("incidents", body, { key });
      assert.deepEqual([struck.status, struck.took < LIMIT], [503, true], struck.text);
      await died();
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
      const { died } = await plant(world, page, where);
      assertAnswered([[where, await world.get(`/scripted/${page}/round`, { method: "POST" })]]);
      await world.on(page, "5m");
      await died();
      assert.ok((await ask(NOW[0])).json().revision > revision);
      assertTrueStore(await world.store(page));
    }
  });

  test("in the watchdog: the next one works", async () => {
    const { died } = await plant(world, page, "scheduled");
    assert.notEqual(await world.scheduled(), "ok");
    await died();
    assert.equal(await world.scheduled(), "ok");
    assert.equal((await ask(NOW[0])).status, 200);
  });
});
