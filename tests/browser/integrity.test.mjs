// The script that never changes, as `/docs/embed` has it to copy: it is what its digest says, learns its page from the
// tag, and changed on the way it does not run.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { examples } from "../support/docs.mjs";
import { Stage } from "../support/stage.mjs";
import { LEVEL_WORDS, WORDS } from "../support/story.mjs";

const HASHED = "**/embed/*.js";

let stage;
let here;
let copied;
let path;
let integrity;
before(async () => {
  stage = await Stage.set();
  [copied] = await examples(stage.world.url, "integrity");
  path = new URL(/ src="([^"]+)"/.exec(copied)[1]).pathname;
  [, integrity] = / integrity="([^"]+)"/.exec(copied);
});
after(() => stage?.strike());
beforeEach(() => stage.renew());
afterEach(() => here.close());

/** Opens a portal that has copied the example, for a page of ours. */
async function open(page, lang, options) {
  const own = copied.replace(/ data-page="[^"]+"/, ` data-page="${page}"`);
  here = await stage.scene(stage.portal("", own, lang), options);
}

describe("the loader without state", () => {
  test("is what its digest says, learns its page from the tag, and asks", async () => {
    const page = stage.pages.major_outage;
    await open(page, "sv");
    await here.says(LEVEL_WORDS.sv.major_outage);
    assert.deepEqual(here.asked.slice(0, 2), [path, `/api/v1/${page}/summary?lang=sv`]);
    assert.deepEqual(here.troubles, []);
    const { text } = await stage.world.get(path);
    assert.equal(integrity, `sha384-${createHash("sha384").update(text).digest("base64")}`);
  });

  test("in a language that the page does not have, speaks the page's own", async () => {
    await open(stage.pages.major_outage, "de");
    await here.says(WORDS.major_outage);
    assert.equal(await here.element.locator("[part=banner]").getAttribute("lang"), "nb");
  });

  test("changed on the way, it does not run", async () => {
    const changed = async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()} ` });
    };
    await open(stage.pages.major_outage, "nb", { before: ({ context }) => context.route(HASHED, changed) });
    await here.page.waitForLoadState("networkidle");
    assert.equal(await here.page.evaluate(() => customElements.get("fyr-status")), undefined);
    assert.match(here.troubles.join(), /integrity/);
  });
});
