// How an element ages by itself: what it knows is *unknown* when its time is up, without asking anybody, and an answer
// that does not say when it was given is not believed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CALLS, Stage, clocked, pass } from "../support/stage.mjs";
import { WORDS } from "../support/story.mjs";

/** How long an age is waited for. */
const AGES = 45_000;
/** How long before its time is up the state is shown, in seconds: long enough for a slow machine to show it at all. */
const LEFT = 15;

describe("an element ages by itself", () => {
  let stage;
  before(async () => (stage = await Stage.set()));
  after(() => stage?.strike());

  /** Opens a portal whose element meets `answers` in the place of the API. */
  async function open(level, answers, more = async () => {}) {
    const html = stage.portal(stage.loader(stage.pages[level]), '<fyr-status show="always"></fyr-status>');
    const before = (tab) => Promise.all([tab.context.route(CALLS, answers), more(tab)]);
    const here = await stage.scene(html, { before });
    const says = (word) => here.visible(word).first().waitFor({ timeout: AGES });
    return { ...here, says };
  }

  test("what was known is unknown when its time is up, though nobody can be asked", async () => {
    const { stale_after } = (await stage.world.get(`/api/v1/${stage.pages.major_outage}`)).json();
    await stage.world.clock(new Date(Date.parse(stale_after) - 1000 * LEFT).toISOString());
    const { says, visible, page, close } = await open("major_outage", (route) => route.abort(), clocked);
    await says(WORDS.major_outage);
    // The browser's clock, so that a slow machine is not late.
    await pass(page, LEFT + 1, 1);
    assert.equal(await visible(WORDS.major_outage).count(), 0, `${LEFT + 1} s later, with ${LEFT} s left`);
    await says(WORDS.unknown);
    await close();
  });

  test("an answer that does not say when it was given is not believed", async () => {
    await stage.begin();
    let arrived = 0;
    const undated = async (route) => {
      const response = await route.fetch();
      const { date, age, ...headers } = response.headers();
      await route.fulfill({ response, headers });
      arrived += 1;
    };
    const { says, close } = await open("degraded", undated);
    await says(WORDS.unknown);
    assert.ok(arrived > 0, "it was asked");
    await close();
  });

  test("an element that nobody has ever answered shows nothing, and breaks nothing", async () => {
    const away = ({ context }) => context.route("**/embed.js", (route) => route.abort());
    const here = await stage.scene(stage.portal(stage.loader(stage.pages.degraded)), { before: away });
    assert.equal(await here.element.innerText(), "");
    assert.deepEqual(here.troubles.filter((trouble) => trouble.startsWith("error")), []);
    await here.close();
  });
});
