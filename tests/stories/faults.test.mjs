// What a deployment stands on breaks, one thing at a time: it fails, or it does not answer. Readers are answered within five
// seconds with the last snapshot and its age, from a warm isolate and from one that has just begun; nothing turns green that is
// not; and when it is mended the next request and the next round are well.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { levelOf, textOf } from "../support/reader.mjs";
import { first, newToken, operator } from "../support/operator.mjs";
import { API, WORDS } from "../support/story.mjs";
import { HELP, HOUSE, LIMIT, NOW, PAST, assertAnswered, assertWell, readAll } from "../support/ways.mjs";
import { STORY, World } from "../support/world.mjs";

/** What breaks, in words, and what readers whose isolate has just begun are still told. */
const BROKEN = [
  ["the page's object fails", { object: true }, 200],
  ["the page's object does not answer", { hang: ["object"] }, 200],
  ["the store of last copies fails", { kv: true }, 200],
  ["the store of last copies does not answer", { hang: ["copies"] }, 200],
  ["the cache of the data centre fails", { cache: true }, 200],
  ["the cache of the data centre does not answer", { hang: ["cache"] }, 200],
  ["the object, the cache and the last copies fail", { object: true, kv: true, cache: true }, 503],
  ["none of the three answers", { hang: ["object", "copies", "cache"] }, 503],
];

describe("one thing after the other breaks", { concurrency: 1 }, () => {
  let world;
  let page;
  let helpdesk;
  const token = newToken();
  /** Everybody who may ask about anything, at once. */
  const everybody = async (house = HOUSE) => {
    const [one, other] = await Promise.all([readAll(world, page, [...NOW, ...PAST, ...house]), readAll(world, helpdesk, HELP)]);
    return [...one, ...other];
  };
  const snapshot = async () => (await world.get(`/api/v1/${page}`)).json();
  before(async () => (world = await World.start({ vars: { FYR_FIRST_TOKEN: first(STORY, token) } })));
  after(() => world?.stop());

  async function wellAt(clock) {
    await world.faults({});
    [page, helpdesk] = [world.instance(), world.instance("helpdesk")];
    await world.clock(clock);
    const known = await world.round(page);
    await world.round(helpdesk);
    assertWell(await everybody([]));
    return known;
  }

  for (const [what, faults, cold] of BROKEN) {
    test(`${what}: readers keep the last snapshot with its age, and all are answered`, async () => {
      const known = await wellAt("2026-05-04T10:00:00Z");
      await world.faults(faults);
      await world.clock("2026-05-04T10:01:00Z");
      // Whoever asks an isolate that knows the page gets what it knows, whatever has become of the rest.
      const warm = await readAll(world, page, NOW);
      assertWell(warm);
      assert.equal(warm[0][1].json().as_of, known.as_of);
      assertAnswered(await everybody());

      await world.forget();
      const begun = await readAll(world, page, NOW);
      assertAnswered(begun);
      for (const [path, answer] of begun) assert.equal(answer.status, cold, `${path}: ${answer.text.slice(0, 200)}`);
      assertAnswered(await everybody());
    });

    test(`${what}, and goes on being so: nobody is told that it is well`, async () => {
      await wellAt("2026-05-04T11:00:00Z");
      await world.faults(faults);
      await world.clock("2026-05-04T11:30:00Z");
      for (const from of ["memory", "nowhere"]) {
        if (from === "nowhere") await world.forget();
        const html = await world.get(`/${page}?lang=nb`);
        assert.ok(html.took < LIMIT);
        assert.ok(!textOf(html.text).includes(WORDS.operational), `${from}: ${textOf(html.text).join(" | ")}`);
        const told = await world.get(`/api/v1/${page}`);
        if (told.status === 200) {
          assert.ok(Date.parse(told.headers.get("date")) >= Date.parse(told.json().stale_after), "it says itself that it is old");
        }
      }
    });

    test(`${what}, and is mended: the next request and the next round are well`, async () => {
      await wellAt("2026-05-04T12:00:00Z");
      await world.faults(faults);
      await world.forget();
      await everybody();
      await world.faults({});
      // Whoever has just heard that an object fails asks it again in five seconds.
      await world.on(page, "10s");
      // What the shipped pages ask is answered by nobody here, and `/healthz` says so.
      assertWell(await everybody(HOUSE.filter((path) => path !== "/healthz")));
      assert.equal((await snapshot()).level, "operational");
    });
  }

  test("a round goes on without the last copies, which are written when they can be", async () => {
    for (const faults of [{ kv: true }, { hang: ["copies"] }]) {
      await wellAt("2026-05-04T13:00:00Z");
      world.upstreams.when({ ...API, page }, refused);
      await world.faults(faults);
      await world.on(page, "5m");
      await world.on(page, "1m");
      assert.equal(levelOf(await snapshot(), "api"), "major_outage");
      await world.faults({});
      await world.on(page, "1m");
      await world.faults({ object: true });
      await world.forget();
      assert.equal(levelOf(await snapshot(), "api"), "major_outage", "the last copy is the newest");
      world.upstreams.mend(page);
    }
  });

  for (const [what, faults] of [["fails", { region: "north" }], ["does not answer", { hang: ["north"] }]]) {
    test(`a region's object ${what}: it says nothing about anybody, and what it alone sees is unknown`, async () => {
      await wellAt("2026-05-04T14:00:00Z");
      await world.faults(faults);
      await world.clock("2026-05-04T14:05:10Z");
      const round = world.round(page);
      assertWell(await readAll(world, page, NOW));
      await round;
      await world.forget();
      const told = await snapshot();
      assert.equal(levelOf(told, "cdn"), "unknown", "the status page is read from there alone");
      assert.ok(told.components.every(({ level }) => !level?.endsWith("outage")), JSON.stringify(told.components));
      await world.after("30s");
      const { series, contract } = await world.store(page);
      const north = series.filter(({ region }) => region === "north");
      assert.ok(north.length > 0 && north.every(({ intervals }) => intervals.at(-1).state === "unknown"));
      const api = contract.find(({ component }) => component === "api");
      assert.equal(api.intervals.at(-1).state, "unknown", "its figures want both regions");
      await world.faults({});
      await world.on(page, "5m");
      assert.equal((await snapshot()).level, "operational");
    });
  }

  test("an operator is told within five seconds that nobody answers, and what is asked again is done once", async () => {
    await wellAt("2026-05-04T15:00:00Z");
    const op = await operator(world, page, token);
    const body = { title: { nb: "Feil" }, severity: "serious", affected: [{ component: "api", level: "degraded" }] };
    for (const [key, faults] of [["a-key-of-the-first", { object: true }], ["a-key-of-the-second", { hang: ["object"] }]]) {
      await world.faults(faults);
      const refused = await op.post("incidents", body, { key });
      assert.equal(refused.status, 503, refused.text);
      assert.ok(refused.took < LIMIT, `${refused.took} ms`);
      assert.ok(refused.headers.get("retry-after"));
      await world.faults({});
      const [made, again] = [await op.post("incidents", body, { key }), await op.post("incidents", body, { key })];
      assert.deepEqual([made.status, again.text], [201, made.text]);
    }
    const { items } = (await op.get("incidents")).json();
    assert.equal(items.length, 2);
  });
});
