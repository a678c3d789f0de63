// A table of hostile hosts. Each row is a document in which our tag stands; of each the same is asked: nothing is thrown,
// nothing is left behind, and what is shown is what the worker knows, never anything better, at no moment.
//
// A row: `name` · how the document is built: `html`, or `head`, `tag`, `body`, `lang`; `script` runs before our tag, `init`
// before everything; `files` and `headers` of the host; `keeps`: in a browser that keeps documents for going back · what
// happens: `before` it is opened, `later` when the line is there, `act`, `finally` · what must be shown: the `level` the
// worker has, or `says`, a list for several elements; `seen`, `fits`, `opens`, `count`; `ever`, the levels that may have been
// shown on the way; `names` and `kept`, what the host itself has; `noise`, what the browser itself says.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch } from "../support/browser.mjs";
import { assertClean, guard, levelOf, until } from "../support/guards.mjs";
import { LOOKS } from "../support/hosts/looks.mjs";
import { SCRIPTS } from "../support/hosts/scripts.mjs";
import { PLACES } from "../support/hosts/places.mjs";
import { ANSWERS } from "../support/hosts/answers.mjs";
import { TIMES } from "../support/hosts/times.mjs";
import { PATIENCE, Stage, clocked } from "../support/stage.mjs";
import { OPEN } from "../support/story.mjs";

/** How long pages stay fresh without a round, with much to spare. */
const FRESH = 45_000;

const TABLE = { LOOKS, SCRIPTS, PLACES, ANSWERS, TIMES };

let stage;
let keeper;
let renewed = -Infinity;
before(async () => {
  stage = await Stage.set();
  keeper = await launch({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
});
after(async () => {
  await keeper?.close();
  await stage?.strike();
});

/** Opens a row's document. Gives what `scene()` gives, with the `stage` and the `frame` to look at. */
async function open(row) {
  if (performance.now() - renewed > FRESH) {
    await stage.renew();
    renewed = performance.now();
  }
  const { level = "major_outage", head = "", body, script, lang, clock } = row;
  const more = { stage };
  const id = (await row.page?.(more)) ?? stage.pages[level];
  const tag = (how = row.tag, page = id) => stage.loader(stage.pages[page] ?? page, how);
  const own = script ? `<script>(${script})()</script>` : "";
  const html = row.html?.({ tag, stage }) ?? stage.portal(head + own + tag(), body, lang);
  for (const [path, file] of Object.entries(row.files ?? {})) stage.host.pages[path] = () => file;
  const before = async (here) => {
    Object.assign(here, more);
    if (clock) await clocked(here, { time: clock === true ? undefined : Date.now() + clock });
    await guard(here, stage.world.url);
    if (row.init) await here.page.addInitScript(row.init);
    await row.before?.(here);
  };
  const options = ["headers", "viewport", "forcedColors", "timezoneId"]
    .filter((name) => row[name])
    .map((name) => [name, row[name]]);
  const { browser } = stage;
  if (row.keeps) stage.browser = keeper;
  const here = await stage.scene(html, { ...Object.fromEntries(options), before });
  stage.browser = browser;
  here.frame = row.frame?.(here.page) ?? here.page.mainFrame();
  return here;
}

/** What is shown now, and was ever shown, is what a row says: one level for all elements, or a list, in any order. */
function shows({ level = "major_outage", says = level, seen = true, fits = true, ever = [], count = 1, shapes = true }) {
  const wanted = [says].flat().map((it) => (it === "operational" ? "" : it));
  const each = Array.isArray(says) ? wanted : Array(count).fill(wanted[0]);
  return ({ shown, lines }) => {
    const levels = shown.map(({ text, lang }) => levelOf(text, lang));
    assert.deepEqual(levels.toSorted(), each.toSorted());
    for (const line of lines) {
      const [lang, text] = line.split(/\|(.*)/s);
      assert.ok(["", ...wanted, ...ever].includes(levelOf(text, lang)), `it was shown: ${text}`);
    }
    if (wanted[0] === "" || !shapes) return;
    assert.deepEqual(
      shown.map((it) => [it.seen, it.fits || !fits, it.styled || !seen]),
      each.map(() => [seen, true, true]),
    );
  };
}

/** The panel opens; or, with "link", a link stands there that leads to the page. */
async function assertOpens(here, { opens }) {
  const element = here.frame.locator("fyr-status").first();
  if (opens === "link") return element.getByRole("link", { name: OPEN }).waitFor(PATIENCE);
  await element.getByRole("button", { name: OPEN }).click(PATIENCE);
  await element.getByRole("heading").first().waitFor(PATIENCE);
  await element.getByRole("button", { name: OPEN }).click(PATIENCE);
}

function assertQuiet({ troubles }, noise = /^$/) {
  assert.deepEqual(
    troubles.filter((trouble) => !noise.test(trouble)),
    [],
    "nothing is thrown",
  );
}

for (const [name, rows] of Object.entries(TABLE)) {
  describe(name.toLowerCase(), () => {
    for (const row of rows) {
      test(row.name, async () => {
        const here = await open(row);
        try {
          const { seen = true, opens = seen && row.says === undefined && row.level === undefined } = row;
          const right = shows({ ...row, ...row.then });
          if (!row.act) await until(here.frame, row.later ? shows({ ...row, shapes: false }) : right);
          if (row.later) await here.page.evaluate(row.later);
          await row.act?.(here);
          await until(here.frame, right);
          if (opens) await assertOpens(here, { opens });
          await assertClean(here.frame, row);
          await until(here.frame, right);
          await row.finally?.(here);
          assertQuiet(here, row.noise);
        } finally {
          await here.close();
        }
      });
    }
  });
}
