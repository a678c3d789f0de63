// The badge: name, level and time of day in one picture, of the page or of the components asked for; unknown when it is
// too old; nothing in it but text and shapes.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { json, refused } from "../support/behaviours.mjs";
import { assertProblem } from "../support/headers.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { API, LEVEL_WORDS, NORTH, STATUS, WATCHED } from "../support/story.mjs";
import { World } from "../support/world.mjs";

/** What is drawn, and what is said to those who do not see it. */
function said(svg) {
  const drawn = /<text [^>]*>(.*)<\/text>/.exec(svg)?.[1].replace(/<[^>]*>/g, "");
  return [drawn, /<title>(.*)<\/title>/.exec(svg)?.[1]];
}

describe("the badge", () => {
  let world;
  let page;
  const badge = async (query = "") => {
    const answer = await world.get(`/${page}/badge.svg${query}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.text;
  };

  before(async () => (world = await World.start()));
  after(() => world?.stop());
  afterEach(() => world.faults({ object: false, kv: false }));

  /** A page after two rounds with these faults: the second is at six minutes past twelve in Oslo. */
  async function pageWith(faults = []) {
    page = world.instance();
    for (const [where, behaviour] of faults) world.upstreams.when({ ...where, page }, behaviour);
    await world.clock("2026-05-04T10:05:10Z");
    await world.round(page);
    await world.clock("2026-05-04T10:06:10Z");
    await world.round(page);
  }

  test("says who, how, and when by the clock of the page's readers", async () => {
    await pageWith();
    assert.deepEqual(said(await badge()), [
      "Story · Normal drift · 12.06",
      "Story: Normal drift. Oppdatert mandag 4. mai kl. 12.06",
    ]);
    const svg = await badge("?lang=nb");
    assert.match(svg, /^<svg [^>]*role="img"[^>]*lang="nb"/);
    assert.equal(await badge("?lang=no"), svg);
  });

  test("is of the components asked for", async () => {
    await pageWith([[API, refused]]);
    for (const [components, drawn] of [
      ["", "Story · Utilgjengelig · 12.06"],
      ["web", "Nettsted · Normal drift · 12.06"],
      ["api", "API · Utilgjengelig · 12.06"],
      ["web,shop", "Nettsted, Butikk · Normal drift · 12.06"],
      ["web,api", "API, Nettsted · Utilgjengelig · 12.06"],
      ["mail", "E-post · Overvåkes ikke · 12.06"],
    ]) {
      assert.equal(said(await badge(`?components=${components}`))[0], drawn, components);
    }
    assertProblem(await world.get(`/${page}/badge.svg?components=apy`), 400);
  });

  test("says every language its own words", async () => {
    await pageWith([[{ ...API, ...NORTH }, refused]]);
    for (const [lang, words] of Object.entries(LEVEL_WORDS)) {
      const [drawn] = said(await badge(`?lang=${lang}`));
      assert.ok(drawn.startsWith(`Story · ${words.partial_outage} · 12`), drawn);
    }
  });

  test("tells levels apart by shape, not by colour alone", async () => {
    const shapes = new Set();
    for (const [faults, word] of [
      [[], "operational"],
      [[[API, refused]], "major_outage"],
      [[[{ ...API, ...NORTH }, refused]], "partial_outage"],
      [[[STATUS, json(summaryOf(STATUS.host, { components: { [WATCHED]: "under_maintenance" } }))]], "maintenance"],
    ]) {
      await pageWith(faults);
      const svg = await badge();
      assert.ok(svg.includes(`>${LEVEL_WORDS.nb[word]}</tspan>`), word);
      shapes.add(/<path [^>]* d="([^"]+)"/.exec(svg)[1]);
    }
    assert.equal(shapes.size, 4);
  });

  test("past its time is unknown, with when it was known last", async () => {
    await pageWith();
    await world.clock("2026-05-05T10:16:00Z");
    // The last copy is of the first round: nothing had changed since.
    for (const [faults, at] of [[{}, "12.06"], [{ object: true }, "12.05"]]) {
      await world.faults(faults);
      await world.forget();
      const [drawn, title] = said(await badge());
      assert.equal(drawn, `Story · Ukjent status · sist kjent mandag 4. mai kl. ${at}`);
      assert.ok(title.startsWith(`Story: Ukjent status. Vi har ikke fått nye opplysninger siden mandag 4. mai kl. ${at} (for`), title);
    }
  });

  test("without any answer is an error and no picture", async () => {
    await pageWith();
    await world.faults({ object: true, kv: true });
    await world.forget();
    assertProblem(await world.get(`/${page}/badge.svg`), 503);
  });

  test("holds no script, no link and nothing to fetch", async () => {
    await pageWith();
    assert.doesNotMatch(await badge(), /<script|<a |<image|<use|<foreignObject|href|url\(|@import| on\w+=/i);
  });
});
