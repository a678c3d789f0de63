// A clock that steps, by an hour or a day, ahead or back: readers are never told that all is well by what is too old or not yet,
// and the next round, by whatever the clock shows then, is well. What it means for figures is told in `gaps.test.mjs`.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { assertTrueStore } from "../support/intervals.mjs";
import { levelOf, textOf } from "../support/reader.mjs";
import { API, WORDS } from "../support/story.mjs";
import { assertWell, NOW, readAll } from "../support/ways.mjs";
import { World } from "../support/world.mjs";

const HOUR = 3600;
const DAY = 24 * HOUR;
const STEPS = [["an hour ahead", HOUR], ["an hour back", -HOUR], ["a day ahead", DAY], ["a day back", -DAY]];

describe("a clock that steps", { concurrency: 1 }, () => {
  let world;
  let page;
  before(async () => (world = await World.start()));
  after(() => world?.stop());

  const step = (seconds) => world.clock(new Date(world.now().getTime() + seconds * 1000).toISOString());
  const snapshot = () => world.get(`/api/v1/${page}`);
  /** Whether a reader may take an answer for how it is now: by its own instants, and by `Date` alone. */
  const isFresh = ({ headers, json }) => {
    const [now, { as_of: asOf, stale_after: staleAfter }] = [Date.parse(headers.get("date")), json()];
    return now < Date.parse(staleAfter) && Date.parse(asOf) - now <= 60_000;
  };

  for (const [what, seconds] of STEPS) {
    for (const cold of [false, true]) {
      test(`${what}, read ${cold ? "by an isolate that has just begun" : "from memory"}`, async () => {
        page = world.instance();
        await world.clock("2026-05-04T10:00:10Z");
        await world.round(page);
        await snapshot();
        await step(seconds);
        if (cold) await world.forget();
        const answers = await readAll(world, page, NOW);
        assertWell(answers);
        assert.ok(!isFresh(answers[0][1]), "a snapshot of another time is not one of now");
        const html = textOf((await world.get(`/${page}?lang=nb`)).text);
        assert.ok(!html.includes(WORDS.operational), html.join(" | "));

        // What is wrong by then is seen by the clock as it is now.
        world.upstreams.when({ ...API, page }, refused);
        await world.on(page, "5m");
        await world.on(page, "1m");
        const bad = await snapshot();
        assert.ok(isFresh(bad));
        assert.equal(levelOf(bad.json(), "api"), "major_outage");
        world.upstreams.mend(page);
        await world.on(page, "5m");
        assert.equal(levelOf((await snapshot()).json(), "api"), "operational");
        assertTrueStore(await world.store(page));
      });
    }

    test(`${what}, and back again`, async () => {
      page = world.instance();
      await world.clock("2026-05-04T10:00:10Z");
      await world.round(page);
      await step(seconds);
      await world.on(page, "1m");
      await step(-seconds);
      await world.on(page, "5m");
      const told = await snapshot();
      assert.ok(isFresh(told), `${told.headers.get("date")} ${told.text.slice(0, 200)}`);
      assert.equal(told.json().level, "operational");
      assertTrueStore(await world.store(page));
    });
  }
});
