// The frame: the page for an <iframe>, complete without scripts, around our own element; shown by those that the page
// file names, and by nobody else.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { assertProblem } from "../support/headers.mjs";
import { textOf } from "../support/reader.mjs";
import { API, LEVEL_WORDS, NAMES, WORDS } from "../support/story.mjs";
import { World } from "../support/world.mjs";

describe("the frame", () => {
  let world;
  let page;
  const frame = async (query = "") => {
    const answer = await world.get(`/${page}/frame${query}`);
    assert.equal(answer.status, 200, answer.text.slice(0, 300));
    return answer.text;
  };

  before(async () => {
    world = await World.start();
    page = world.instance();
    world.upstreams.when({ ...API, page }, refused);
    await world.clock("2026-05-04T10:05:10Z");
    await world.round(page);
    await world.clock("2026-05-04T10:06:10Z");
    await world.round(page);
  });
  after(() => world?.stop());

  test("says what the page says, with its date", async () => {
    const [pieces, whole] = [textOf(await frame()), textOf((await world.get(`/${page}`)).text)];
    // What leads from the page to others is not in a frame.
    const leading = ["Bokmål", "Nynorsk", "Svenska", "English", "Historikk"];
    const missing = whole.filter((piece) => !pieces.includes(piece) && !leading.includes(piece));
    assert.deepEqual(missing, []);
    assert.ok(pieces.includes("Oppdatert mandag 4. mai kl. 12.06"), `${pieces}`);
    assert.ok(pieces.includes(`${NAMES.api}:`) && pieces.includes(WORDS.major_outage), `${pieces}`);
  });

  test("holds our own element, of the language, the components and the environment asked for, and its loader", async () => {
    const html = await frame("?lang=sv&components=api,web&env=production");
    assert.match(html, /<html lang="sv">/);
    const [, tag] = /<fyr-status([^>]*)>/.exec(html);
    for (const attribute of [`page="${page}"`, 'lang="sv"', 'components="api,web"', 'env="production"', 'show="always"', " open"]) {
      assert.ok(tag.includes(attribute), `${attribute}: ${tag}`);
    }
    const [, src] = /<script async src="([^"]+)"><\/script>/.exec(html);
    const loader = await world.get(src.replaceAll("&amp;", "&"));
    assert.equal(loader.status, 200);
    assert.match(loader.headers.get("content-type"), /^text\/javascript/);
    assert.ok(textOf(html).includes(LEVEL_WORDS.sv.major_outage));
    assert.ok(!textOf(html).includes("Butik"), "a component that was not asked for");
  });

  test("leads to the page, and anew to itself", async () => {
    for (const env of ["", "production"]) await assertLinks(env);
  });

  async function assertLinks(env) {
    const html = await frame(`?lang=nn&components=api&env=${env}`);
    const more = env && `&amp;env=${env}`;
    assert.equal(/<fyr-status[^>]* env=/.test(html), env !== "");
    const links = [...html.matchAll(/<a ([^>]*)>([^<]*)</g)].map(([, attributes, text]) => [text, attributes]);
    const [, whole] = links.find(([text]) => text === "Opne statussida");
    assert.match(whole, new RegExp(`href="/${page}\\?lang=nn${more}"`));
    assert.match(whole, /target="_blank"/);
    assert.match(whole, /rel="noopener"/);
    const [, again] = links.find(([text]) => text === "Oppdater");
    assert.match(again, new RegExp(`href="/${page}/frame\\?lang=nn&amp;components=api${more}"`));
    assert.match(again, /target="_self"/);
    assert.doesNotMatch(html, /http-equiv/i, "nothing reloads by itself");
  }

  test("past its time is unknown", async () => {
    await world.clock("2026-05-04T13:00:00Z");
    const pieces = textOf(await frame());
    await world.clock("2026-05-04T10:06:20Z");
    assert.ok(!pieces.includes(WORDS.major_outage));
    assert.match(pieces.join(" "), /Ukjent status.*siden mandag 4\. mai kl\. 12\.06 \(for 2 timer siden\)/);
  });

  test("may be shown by those that the page file names", async () => {
    for (const [of, ancestors] of [
      [page, "https://portal.story.example https://*.city.example"],
      [world.instance("whole"), "'none'"],
    ]) {
      const { headers } = await world.get(`/${of}/frame`);
      const policy = headers.get("content-security-policy").split("; ");
      assert.ok(policy.includes(`frame-ancestors ${ancestors}`), `${of}: ${policy}`);
      assert.equal(headers.get("x-frame-options"), null, "it would overrule the names");
    }
    const own = (await world.get(`/${page}`)).headers.get("content-security-policy");
    assert.match(own, /frame-ancestors 'none'$/, "the page itself is nobody's frame");
  });

  test("refuses what it does not have", async () => {
    assertProblem(await world.get(`/${page}/frame?components=apy`), 400);
    assertProblem(await world.get("/nobody/frame"), 404);
  });

  test("of some components, it speaks of these and not of the page", async () => {
    const well = await frame("?components=web,shop");
    assert.match(well, /<title>Normal drift – driftsstatus for Nettsted, Butikk<\/title>/);
    assert.ok(!/Al(t|le) /.test(well), "it does not say that all is well");
  });
});
