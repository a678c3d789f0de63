// The loader and the widget where what they poll lies in a bucket behind a cached domain: nobody asks the worker how things are as
// long as the domain has something that holds, and whatever becomes of the domain, nobody is told anything that does not.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { PATIENCE, Stage, clocked, pass } from "../support/stage.mjs";
import { WATCHED_OK, WORDS } from "../support/story.mjs";

/** How long a reader waits for an answer that does not come, and more. */
const LATE = { timeout: 30_000 };
/** Seconds until nothing that is known holds any more, and between two polls of a reader who is told that all is well. */
const STALE = 180;
const POLL = 35;
/** The same after a question that nobody answered. */
const AGAIN = 2 * POLL;
/** A domain that hangs may hold a reader up for less than this, in milliseconds, and is asked again after so many seconds. */
const HELD_UP = { timeout: 7_000 };
const PASSED_BY = 300;

/** A document as if it had been put at another time. */
const dated = (seconds, document) => {
  const moved = (instant) => new Date(Date.parse(instant) + 1000 * seconds).toISOString();
  return { ...document, as_of: moved(document.as_of), stale_after: moved(document.stale_after) };
};

/** The same, saying that all is well. */
const well = (document) => ({ ...document, components: document.components.map((it) => ({ ...it, level: "operational" })) });

describe("readers poll the domain", { concurrency: 1 }, () => {
  let stage;
  before(async () => (stage = await Stage.set({}, { bucket: true })));
  after(() => stage?.strike());
  afterEach(() => (stage.world.domain.change = undefined));

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
    await stage.renew();
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

  test("what is dated ahead is not believed, and nothing that comes later is older for it", async () => {
    await stage.renew();
    const { domain } = stage.world;
    domain.change = (document) => well(dated(3600, document));
    const away = async (here) => {
      await doubtful.before(here);
      await clocked(here);
      await here.context.route("**/api/v1/**", (route) => route.abort());
    };
    const here = await open(stage.portal(stage.loader(stage.pages.degraded), ALWAYS), { before: away });
    await here.says(WORDS.unknown);
    assert.equal(await here.visible(WATCHED_OK).count(), 0);
    assert.ok(here.worker().length > 0, String(here.asked));
    domain.change = undefined;
    await pass(here.page, AGAIN);
    await here.says(WORDS.degraded);
    await here.close();
  });

  test("what is no longer renewed is not believed though its time is not up: the worker knows better", async () => {
    await stage.renew();
    const { domain } = stage.world;
    domain.change = (document) => well(dated(-100, document));
    const here = await open(stage.portal(stage.loader(stage.pages.degraded), ALWAYS), doubtful);
    await here.says(WORDS.degraded);
    assert.ok(here.polled().includes("nb/production/summary.json"), String(here.polled()));
    assert.equal(await here.visible(WATCHED_OK).count(), 0);
    // Who cannot ask the worker is told what there is, until its time is up.
    const away = async (tab) => {
      await doubtful.before(tab);
      await tab.context.route("**/api/v1/**", (route) => route.abort());
    };
    const cut = await open(stage.portal(stage.loader(stage.pages.degraded), ALWAYS), { before: away });
    await cut.says(WATCHED_OK);
    assert.ok(cut.worker().length > 0, String(cut.asked));
    await here.close();
    await cut.close();
  });

  test("a domain that never answers holds nobody up for long, and is passed by for five minutes", async () => {
    const before = async (here) => {
      await doubtful.before(here);
      await clocked(here);
    };
    const here = await open(stage.portal(stage.loader(stage.pages.degraded), ALWAYS), { before }, "hangs");
    await here.visible(WORDS.degraded).first().waitFor(HELD_UP);
    await pass(here.page, PASSED_BY / 2, 5);
    assert.deepEqual(here.polled(), ["nb/production/summary.json"]);
    assert.ok(here.worker().length > 2, String(here.worker()));
    stage.world.domain.fault = undefined;
    await stage.renew();
    // A poll just before the end of that, and the next.
    await pass(here.page, PASSED_BY / 2 + 2 * POLL, 5);
    assert.ok(here.polled().length > 1, "it is asked again");
    await here.says(WORDS.degraded);
    await here.close();
  });

  test("a snapshot that is older than the summary was: the panel does not wait for the domain", async () => {
    const { domain } = stage.world;
    await stage.renew();
    domain.change = (document, path) => (path.endsWith("/snapshot.json") ? dated(-30, document) : document);
    const here = await open(stage.portal(stage.loader(stage.pages.partial_outage), ALWAYS));
    await here.says(WORDS.partial_outage);
    await here.openPanel();
    assert.ok(here.polled().includes("nb/production/snapshot.json"), String(here.polled()));
    assert.deepEqual(here.worker(), [`/api/v1/${stage.pages.partial_outage}?lang=nb`]);
    await here.close();
  });
});
