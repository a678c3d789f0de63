// The loader as readers get it: the page's state inlined, in every language, as script that cannot be broken out of.
//
// The state of a healthy page is also kept as a fixture, with which `cargo xtask size` weighs the loader; it must have
// the shape of the real one. FYR_BLESS=1 writes it anew.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import vm from "node:vm";
import { json, refused } from "../support/behaviours.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { API, STATUS, WATCHED } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const FIXTURE = new URL("../fixtures/summary/digireq-healthy.json", import.meta.url);
const BEGINS = '{"v":1,"page":';

/** The state in a loader: the JSON object that stands where the placeholder was. */
function stateIn(loader) {
  const from = loader.indexOf(BEGINS);
  assert.ok(from >= 0, "the loader holds its state");
  let depth = 0;
  let quoted = false;
  for (let at = from; at < loader.length; at += 1) {
    const letter = loader[at];
    if (quoted && letter === "\\") at += 1;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "{") depth += 1;
    else if (!quoted && letter === "}" && (depth -= 1) === 0) return JSON.parse(loader.slice(from, at + 1));
  }
  return assert.fail("the state does not end");
}

/** Names, kinds and lengths, without the values. */
function shape(value) {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
}

describe("the loader", () => {
  let world;
  before(async () => {
    world = await World.start();
    await world.clock("2026-05-04T10:00:00Z");
  });
  after(() => world?.stop());

  async function loaderOf(page) {
    await world.round(page);
    return (await world.get(`/${page}/embed.js`)).text;
  }

  test("of a healthy page is what the fixture says", async () => {
    const state = stateIn(await loaderOf("digireq"));
    if (process.env.FYR_BLESS) await writeFile(FIXTURE, `${JSON.stringify(state, null, 2)}\n`);
    const kept = JSON.parse(await readFile(FIXTURE, "utf8"));
    assert.deepEqual(shape(state), shape(kept), "write the fixture anew with FYR_BLESS=1");
    assert.deepEqual([...new Set(kept.components.map(({ level }) => level))], ["operational"]);
  });

  test("holds every language of the page, the page's own first", async () => {
    const { langs } = stateIn(await loaderOf(world.instance()));
    assert.deepEqual(Object.keys(langs), ["nb", "nn", "sv", "en"]);
    const words = Object.values(langs).map(({ unknown }) => unknown);
    assert.deepEqual(words, ["Ukjent status", "Ukjend status", "Okänd status", "Status unknown"]);
  });

  test("draws nothing while all is well, and carries nothing that draws, unless it is asked to", async () => {
    const page = world.instance();
    const well = await loaderOf(page);
    assert.ok(!well.includes("adoptedStyleSheets"), "what draws stays at home");
    assert.equal(stateIn(well).langs.nb.names, undefined);
    const always = (await world.get(`/${page}/embed.js?show=always`)).text;
    assert.ok(always.includes("adoptedStyleSheets"), "with show=always it comes along");
    assert.equal(stateIn(always).langs.nb.names.api.text, "API");
    const other = world.instance();
    world.upstreams.when({ ...API, page: other }, refused);
    assert.ok((await loaderOf(other)).includes("adoptedStyleSheets"), "and when something is wrong");
  });

  test("asks for the page it was served for", async () => {
    const page = world.instance();
    assert.equal(stateIn(await loaderOf(page)).page, page);
  });

  test("is one script, whatever others write in their incidents", async () => {
    const page = world.instance();
    const title = 'Slow "answers" \\ \u2028 & </script <script>alert(1)</script> <!-- or worse';
    const incidents = [{ title, affects: [WATCHED] }];
    const payload = summaryOf(STATUS.host, { components: { [WATCHED]: "major_outage" }, incidents });
    world.upstreams.when({ ...STATUS, page }, json(payload));
    const loader = await loaderOf(page);
    new vm.Script(loader);
    assert.ok(!/<\/?script|<!--|\u2028/i.test(loader), "nothing in it ends or opens a script");
    const { incident } = stateIn(loader).langs.en;
    assert.match(incident.text, /^Slow "answers" \\/, "the text is there, as text");
  });
});
