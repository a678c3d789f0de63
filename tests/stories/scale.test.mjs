// Large pages, and many of them: what a round writes, what readers get and what people are woken by does not grow faster than
// the page. What it costs in time is measured by `cargo xtask bench scale`.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { status } from "../support/behaviours.mjs";
import { REGIONS, deployment, onlooking, rounds, told, turned } from "../support/load.mjs";
import { LIMIT } from "../support/ways.mjs";
import { World } from "../support/world.mjs";

const SOURCES = 1_000;
const PAGE = `load~${SOURCES}`;
/** More than were remembered before the oldest alone was let go of. */
const PAGES = 300;

/** Two hundred of its components. */
const page200 = () => Array.from({ length: 200 }, (_, number) => `service-${number}`);

describe("a page of a thousand sources", { concurrency: 1 }, () => {
  let world;
  before(async () => {
    world = await World.start();
    await world.clock("2026-05-04T00:00:10Z");
  });
  after(() => world?.stop());

  test("a quiet round asks each once from every region, writes a row per region, and keeps no reader waiting", async () => {
    await rounds(world, SOURCES, 1);
    const { longest } = await onlooking(world, SOURCES, () => rounds(world, SOURCES, 2));
    assert.ok(longest < LIMIT, `a reader waited ${longest} ms`);
    const { rows, records } = await told(world, SOURCES);
    assert.equal(rows, REGIONS);
    assert.equal(records.reduce((sum, { observations }) => sum + observations, 0), SOURCES * REGIONS);
  });

  test("when everything changes at once, each source writes its own few rows", async () => {
    const { result, longest } = await onlooking(world, SOURCES, () => turned(world, SOURCES));
    assert.ok(longest < LIMIT, `a reader waited ${longest} ms`);
    const { down, well, summary } = result;
    assert.equal(summary.level, "major_outage");
    for (const rows of [down, well]) {
      assert.ok(rows > SOURCES && rows < 24 * SOURCES, `${rows} rows`);
    }
  });

  test("it can be read in parts, each with the level of the whole", async () => {
    await world.forget();
    const whole = (await world.get(`/api/v1/${PAGE}`)).json();
    assert.equal(whole.components.length, SOURCES);
    assert.ok(!("next" in whole), "who asks for no part gets all of it, as ever");
    const read = [];
    let [next, parts] = ["", 0];
    do {
      const answer = await world.get(`/api/v1/${PAGE}?limit=300${next && `&after=${next}`}`);
      const part = answer.json();
      assert.ok(answer.text.length < 100_000, `${answer.text.length} bytes`);
      assert.deepEqual([part.level, part.as_of], [whole.level, whole.as_of]);
      read.push(...part.components);
      [next, parts] = [part.next, parts + 1];
    } while (next);
    assert.equal(parts, Math.ceil(SOURCES / 300));
    assert.deepEqual(read, whole.components, "each once, in the page's order");
  });

  test("its last days are told in parts, and no answer asks for more than a few of them", async () => {
    const told = [];
    let [next, parts] = ["", 0];
    do {
      const answer = await world.get(`/api/v1/${PAGE}/history${next && `?after=${next}`}`);
      assert.equal(answer.status, 200, answer.text);
      const part = answer.json();
      assert.ok(part.components.length <= 100 && part.components.every(({ days }) => days.length === 90));
      told.push(...part.components.map(({ id }) => id));
      [next, parts] = [part.next, parts + 1];
    } while (next);
    assert.equal(parts, SOURCES / 100);
    const page = (await world.get(`/api/v1/${PAGE}`)).json().components.map(({ id }) => id);
    assert.deepEqual(told, page, "each once, in the page's order");
    // Chosen from all over: told in one answer, as long as they are no more than that.
    const chosen = page.filter((_, at) => at % 100 === 7);
    const few = (await world.get(`/api/v1/${PAGE}/history?components=${chosen}`)).json();
    assert.deepEqual([few.components.map(({ id }) => id), few.part, few.next], [chosen, undefined, undefined]);
    const part = (await world.get(`/api/v1/${PAGE}/history?components=${chosen}&limit=4&after=${chosen[3]}`)).json();
    assert.deepEqual([part.components.map(({ id }) => id), part.part, part.next], [chosen.slice(4, 8), { first: 5, last: 8, of: 10 }, chosen[7]]);
  });

  test("however readers put parts together, its object is asked only so often", async () => {
    await world.forget();
    const asked = await Promise.all(page200().map((id) => world.get(`/api/v1/${PAGE}/history?components=${id}`)));
    const counts = Object.groupBy(asked, ({ status }) => status);
    assert.deepEqual(Object.keys(counts), ["200", "503"]);
    assert.ok(counts[200].length >= 60 && counts[200].length < 90, `${counts[200].length} of ${asked.length}`);
    await world.forget();
    assert.equal((await world.get(`/api/v1/${PAGE}/history`)).status, 200);
  });

  test("the page of its last days leads from part to part", async () => {
    const links = async (path) => {
      const answer = await world.get(path);
      assert.ok(answer.status === 200 && answer.text.length < 2_000_000, `${answer.status}, ${answer.text.length} bytes`);
      const named = (name) => new RegExp(`<a href="([^"]+)" class="link">${name}`).exec(answer.text)?.[1].replaceAll("&amp;", "&");
      return { first: named("Show from the start"), next: named("Show more services") };
    };
    const begin = `/${PAGE}/history?lang=en&limit=50`;
    const first = await links(begin);
    assert.deepEqual(first, { first: undefined, next: `${begin}&after=service-49` });
    const second = await links(first.next);
    assert.deepEqual(second, { first: begin, next: `${begin}&after=service-99` });
    const last = await links(`${begin}&after=service-${SOURCES - 3}`);
    assert.deepEqual(last, { first: begin, next: undefined });
  });

  test("more of its last days than one answer tells are refused", async () => {
    const answer = await world.get(`/api/v1/${PAGE}/history?limit=101`);
    assert.deepEqual([answer.status, answer.json().detail], [400, "`limit` must be a whole number from 1 to 100."]);
  });

  for (const [query, said] of [
    ["limit=0", "`limit` must be a whole number from 1 to 1000."],
    ["limit=many", "`limit` must be a whole number from 1 to 1000."],
    ["limit=1001", "`limit` must be a whole number from 1 to 1000."],
    ["after=nothing", "`after`: the page has no component `nothing`; it has: service-0, service-1,"],
    ["components=nothing", "`components`: the page has no component `nothing`; it has: service-0, service-1,"],
  ]) {
    test(`?${query} is refused with what is wrong, in few words`, async () => {
      const answer = await world.get(`/api/v1/${PAGE}?${query}`);
      assert.equal(answer.status, 400);
      assert.ok(answer.json().detail.includes(said), answer.text);
      assert.ok(answer.text.length < 2_000, `${answer.text.length} bytes`);
    });
  }
});

describe("a fault that takes hundreds with it", () => {
  test("is one incident, which is changed once", async () => {
    const world = await World.start();
    try {
      await world.clock("2026-05-04T00:00:10Z");
      const page = "load~300-tied";
      await world.post(`/scripted/${page}/rounds-1`);
      const before = (await world.store(page)).rows;
      world.upstreams.when({ page }, status(500));
      await world.post(`/scripted/${page}/rounds-2`);
      const { rows } = await world.store(page);
      const { level } = (await world.get(`/api/v1/${page}/summary`)).json();
      assert.equal(level, "major_outage");
      // Opened about the first, and then about all that fell with it.
      assert.equal(rows.log - before.log, 2);
    } finally {
      await world.stop();
    }
  });
});

describe("hundreds of pages in one deployment", () => {
  test("each is read, and all of them stay known while their objects are gone", async () => {
    const world = await World.start();
    try {
      await world.clock("2026-05-04T00:00:10Z");
      const { remembered } = await deployment(world, PAGES);
      assert.equal(remembered, PAGES, "none has pushed another out");
    } finally {
      await world.stop();
    }
  });
});
