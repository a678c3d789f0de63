// Who wins: what is measured, what people have declared, and what readers see of it, as a table. Each row is lived through by a
// page of its own: well at 10:00, declared at 10:04, broken before 10:05 and asked again at 10:06, when it is confirmed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused, statusNotOk } from "../support/behaviours.mjs";
import { storedAbout } from "../support/intervals.mjs";
import { first, newToken, operator, staffed } from "../support/operator.mjs";
import { levelOf, seen } from "../support/reader.mjs";
import { API } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const TOKEN = newToken();
const DATABASE = { host: "database.chain.example" };

const work = (impact, starts = "2026-05-04T12:00", ends = "2026-05-04T13:00") => (op, more = {}) =>
  op.done(op.post("maintenances", { title: { nb: "Arbeid" }, affected: [{ component: "api", impact }], starts, ends, ...more }));
const over = (level, ends_at = "2026-05-04T11:00:00Z") => (op) =>
  op.done(op.post("overrides", { component: "api", level, reason: { nb: "Målingen tar feil" }, ends_at }));
const incident = (level, component = "api") => (op) => op.incident(component, level);
const both = (...acts) => async (op) => {
  for (const act of acts) await act(op);
};
const resolved = (level) => async (op) => op.say(await op.incident("api", level), "resolved");

const DOWN = [[API, refused]];
const WEAK = [[API, statusNotOk]];

// What is so · the faults · what is declared · what readers see of the API, and why · more to expect
const TABLE = [
  ["nothing is declared, and it fails", DOWN, undefined, "major_outage", "connection"],
  ["declared worse than measured", [], incident("partial_outage"), "partial_outage", "declared"],
  ["declared better than measured", DOWN, incident("degraded"), "major_outage", "connection"],
  ["declared as measured", DOWN, incident("major_outage"), "major_outage", "connection"],
  ["a notice is declared", [], incident("operational"), "operational", null],
  ["an incident is resolved, and a probe fails", DOWN, resolved("degraded"), "major_outage", "connection"],
  ["an incident is resolved, and all is well", [], resolved("major_outage"), "operational", null],
  ["an override makes it better", DOWN, over("operational"), "operational", "override"],
  ["an override makes it worse", [], over("degraded"), "degraded", "override"],
  ["an override beside an incident", DOWN, both(incident("major_outage"), over("degraded")), "degraded", "override"],
  ["an override that has ended", DOWN, over("operational", "2026-05-04T10:05:30Z"), "major_outage", "connection"],
  ["a window with a fault inside its impact", WEAK, work("degraded"), "maintenance", "declared"],
  ["a window with an outage inside its impact", DOWN, work("unavailable"), "maintenance", "declared"],
  ["a window with a fault beyond its impact", DOWN, work("degraded"), "major_outage", "connection"],
  ["a window and all is well", [], work("unavailable"), "maintenance", "declared"],
  ["a window that only tells, and it fails", DOWN, work("notice"), "major_outage", "connection"],
  ["a window that only tells, and all is well", [], work("notice"), "operational", null],
  ["an incident in a window", [], both(work("unavailable"), incident("degraded")), "degraded", "declared"],
  ["a window that has not begun", DOWN, work("unavailable", "2026-05-04T14:00", "2026-05-04T15:00"), "major_outage", "connection"],
  ["what it depends on is declared down, and its own probe passes", [], incident("major_outage", "database"), "degraded", "dependency",
    { base: "chain", because: ["database"] }],
  ["what it depends on is down, and an override says that it is well", [[DATABASE, refused]],
    (op) => op.done(op.post("overrides", { component: "database", level: "operational", reason: { nb: "En annen base svarer" }, ends_at: "2026-05-04T11:00:00Z" })),
    "operational", null, { base: "chain" }],
  ["what it depends on is worked on", [],
    (op) => op.done(op.post("maintenances", { title: { nb: "Arbeid" }, affected: [{ component: "database", impact: "unavailable" }], starts: "2026-05-04T12:00", ends: "2026-05-04T13:00" })),
    "maintenance", "dependency", { base: "chain", because: ["database"] }],
];

describe("who wins", () => {
  let world;
  let lives;

  before(async () => {
    world = await World.start({ vars: { FYR_FIRST_TOKEN: [first("story", TOKEN), first("chain", TOKEN)].join(" ") } });
    lives = TABLE.map((row) => ({ row, page: world.instance(row[5]?.base) }));
    await world.clock("2026-05-04T10:00:10Z");
    for (const { page } of lives) await world.round(page);
    await world.clock("2026-05-04T10:03:00Z");
    for (const { page } of lives) await world.round(page);
    await world.clock("2026-05-04T10:04:00Z");
    for (const life of lives) {
      life.op = await operator(world, life.page, TOKEN);
      await life.row[2]?.(life.op);
      life.declared = await life.op.seen();
    }
    for (const at of ["2026-05-04T10:05:10Z", "2026-05-04T10:06:10Z"]) {
      await world.clock(at);
      for (const { page, row } of lives) {
        world.upstreams.mend(page);
        for (const [where, behaviour] of row[1]) world.upstreams.when({ ...where, page }, behaviour);
        await world.round(page);
      }
    }
    await world.forget();
    for (const life of lives) [life.seen, life.store] = [await seen(world, life.page), await world.store(life.page)];
  });
  after(() => world?.stop());

  for (const [index, [words, faults, , level, reason, more = {}]] of TABLE.entries()) {
    test(`${words}: ${level}`, () => {
      const { seen: told, store } = lives[index];
      const api = told.snapshot.components.find(({ id }) => id === "api");
      assert.deepEqual([api.level, api.reason], [level, reason]);
      assert.equal(levelOf(told.summary, "api"), level);
      assert.deepEqual(api.because.map(({ component }) => component), more.because ?? []);
      // Figures follow measurement, whatever was declared.
      if (!more.base) {
        const contract = store.contract.find(({ source, component }) => source === "api-health" && component === "api");
        assert.equal(contract.intervals.at(-1).state, faults === DOWN ? "down" : "up");
      }
    });
  }

  test("a declaration that makes it worse is seen at once, before any probe is asked", () => {
    const { declared } = lives[TABLE.findIndex(([words]) => words === "declared worse than measured")];
    assert.equal(levelOf(declared, "api"), "partial_outage");
  });

  test("what was seen is stored, with when it was", () => {
    const { store } = lives[TABLE.findIndex(([words]) => words === "an override that has ended")];
    const levels = storedAbout(store, "api").levels.map(({ level, start }) => [level, start.slice(11, 16)]);
    assert.deepEqual(levels.slice(-2), [["operational", "10:00"], ["major_outage", "10:06"]]);
  });
});

describe("what nobody measures", () => {
  let world;
  let page;
  let op;
  before(async () => ({ world, page, op } = await staffed("story")));
  after(() => world?.stop());

  test("has the level that a person declares, for as long as it is declared", async () => {
    const mail = async () => (await op.seen()).components.find(({ id }) => id === "mail");
    assert.equal((await mail()).level, null);
    const began = await op.incident("mail", "major_outage");
    assert.deepEqual([(await mail()).level, (await op.seen()).level], ["major_outage", "major_outage"]);
    await world.on(page, "1m");
    assert.equal((await mail()).level, "major_outage");
    await op.say(began, "resolved");
    assert.deepEqual([(await mail()).level, (await op.seen()).level], [null, "operational"]);
    const told = (await op.incident("mail", "operational")).id;
    assert.equal((await mail()).level, null, "a notice gives it none");
    assert.ok((await op.seen()).incidents.some(({ id }) => id === told));
  });

  test("is overridden to well by a person, who says why and until when", async () => {
    await op.done(op.post("overrides", { component: "mail", level: "operational", reason: { nb: "Sjekket for hånd" }, ends_at: "2026-05-04T10:30:00Z" }));
    const mail = async () => (await op.seen()).components.find(({ id }) => id === "mail");
    assert.deepEqual([(await mail()).level, (await mail()).reason], ["operational", "override"]);
    await world.clock("2026-05-04T10:31:00Z");
    await world.round(page);
    assert.equal((await mail()).level, null);
  });
});
