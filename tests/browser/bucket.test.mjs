// The loader and the widget where what they poll lies in a bucket behind a cached domain: nobody asks the worker how things are as
// long as the domain has something that holds, and whatever becomes of the domain, nobody is told anything that does not.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { PATIENCE, Stage, clocked, pass } from "../support/stage.mjs";
import { WATCHED_OK, WORDS } from "../support/story.mjs";

/** How long a reader waits for an answer that does not come, and more. */
const LATE = { timeout: 30_000 };
/** Seconds until nothing that is known holds any more, and between two polls of a reader who is told that all is well. */
const STALE = 180;
const POLL = 35;

describe("readers poll the domain", { concurrency: 1 }, () => {
  let stage;
  before(async () => (stage = await Stage.set({}, { bucket: true })));
  after(() => stage?.strike());

  const ALWAYS = '<fyr-status show="always"></fyr-status>';

  /** Opens a portal; `polled()` is what it asks the domain, `worker()` what it asks the worker about how things are. */
  async function open(html, more, fault) {
    const { domain } = stage.world;
    domain.fault = fault;
    domain.asked.length = 0;
    const here = await stage.scene(html, more);
    const worker = () => here.asked.filter((path) => path.startsWith("/api/v1/"));
    const polled = () => domain.asked.map((path) => path.split("/").slice(2).join("/"));
    const says = (word) => here.visible(word).first().waitFor(LATE);
    return { ...here, worker, polled, says };
  }
  /** The same page's script, out of the bucket. */
  const fromDomain = (page) => stage.loader(page).replace(stage.world.url, stage.world.domain.url);
  /** A loader that is not believed, so that it asks at once. */
  const doubtful = { before: ({ page }) => page.addInitScript(() => (performance.getEntriesByName = () => [])) };

  test("the line, and the panel with all that is in it, without asking the worker how things are", async () => {
    await stage.begin();
    const here = await open(stage.portal(stage.loader(stage.pages.partial_outage), "<fyr-status open></fyr-status>"));
    await here.element.getByRole("heading").first().waitFor(PATIENCE);
    await here.says(WORDS.partial_outage);
    assert.ok(here.polled().includes("nb/production/snapshot.json"), String(here.polled()));
    assert.deepEqual(here.worker(), []);
    assert.deepEqual(here.troubles, []);
    await here.close();
  });

  test("a script out of the bucket believes nothing of what it came with, and asks at once; the rest comes from the worker", async () => {
    const here = await open(stage.portal(fromDomain(stage.pages.degraded), "<fyr-status open></fyr-status>"));
    await here.element.getByRole("heading").first().waitFor(PATIENCE);
    await here.says(WORDS.degraded);
    assert.ok(here.polled().includes("nb/production/summary.json"), String(here.polled()));
    assert.ok(here.asked.some((path) => path.startsWith("/widget/")), String(here.asked));
    assert.deepEqual(here.worker(), []);
    await here.close();
  });

  test("the domain is gone, refuses, has nothing, has nothing sound, or does not say since when: the worker is asked", async () => {
    for (const fault of ["refused", 404, 503, "unreadable", "undated"]) {
      const here = await open(stage.portal(stage.loader(stage.pages.degraded), ALWAYS), doubtful, fault);
      await here.says(WORDS.degraded);
      assert.ok(here.polled().includes("nb/production/summary.json"), `${fault}: ${here.polled()}`);
      assert.ok(here.worker().some((path) => path.includes("/summary?lang=nb")), `${fault}: ${here.worker()}`);
      await here.close();
    }
  });

  test("the domain is gone and so is the worker: unknown", async () => {
    const away = async (here) => {
      await doubtful.before(here);
      await here.context.route("**/api/v1/**", (route) => route.abort());
    };
    const here = await open(stage.portal(stage.loader(stage.pages.operational), ALWAYS), { before: away }, 503);
    await here.says(WORDS.unknown);
    assert.equal(await here.visible(WATCHED_OK).count(), 0);
    await here.close();
  });

  test("rounds stop: what lies in the bucket is unknown when its time is up, in the line and in the panel", async () => {
    await stage.begin();
    const { world } = stage;
    for (const body of [ALWAYS, "<fyr-status open></fyr-status>"]) {
      await stage.renew();
      const here = await open(stage.portal(stage.loader(stage.pages.degraded), body), { before: clocked });
      await here.says(WORDS.degraded);
      await world.clock(new Date(world.now().getTime() + 1000 * STALE).toISOString());
      // Not by its own clock alone: it asks the domain, which gives what lies there, and the worker, which has no more.
      await pass(here.page, POLL);
      await here.says(WORDS.unknown);
      assert.equal(await here.visible(WORDS.degraded).count(), 0, body);
      assert.ok(here.polled().some((path) => /^nb\/production\/(summary|snapshot)\.json$/.test(path)), String(here.polled()));
      assert.ok(here.worker().length > 0, "the worker is asked when the bucket has nothing that holds");
      await here.close();
      await world.clock(new Date().toISOString());
      await stage.begin();
    }
  });

  test("the bucket gets nothing any more: readers of the domain are told by the worker, and what is new is seen", async () => {
    const { world } = stage;
    await stage.renew();
    const here = await open(stage.portal(stage.loader(stage.pages.operational), ALWAYS), { before: clocked });
    await here.says(WATCHED_OK);
    await world.faults({ bucket: true });
    await world.clock(new Date(world.now().getTime() + 1000 * STALE).toISOString());
    await stage.renew();
    await world.forget();
    await pass(here.page, POLL);
    assert.ok(here.polled().includes("nb/production/summary.json"), String(here.polled()));
    assert.ok(here.worker().length > 0, String(here.asked));
    await here.says(WATCHED_OK);
    assert.equal(await here.visible(WORDS.unknown).count(), 0);
    await world.faults({});
    await here.close();
  });
});
