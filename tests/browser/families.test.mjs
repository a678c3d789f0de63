// The element in portals that are built with a design system: it looks like one of theirs, can be read by everyone, and
// takes its colours from one system alone, or has our own.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { assertNoSidewaysScroll, shoot, violations } from "../support/browser.mjs";
import { contrast, painted, valuesOf } from "../support/colours.mjs";
import { FAMILIES, FAMILY_OF, OWN, dress, headOf, sheets, tokensOf } from "../support/families.mjs";
import { Stage } from "../support/stage.mjs";

const SIZES = [[1280, 800], [320, 640]];
const SCHEMES = ["light", "dark"];
const LEVELS = Object.keys(FAMILY_OF);
const NAMES = Object.keys(FAMILIES);
const OWN_COLOURS = Object.values(OWN).filter((it) => it.startsWith("light-dark"));

/** What a colour must have against what it stands on: WCAG 1.4.3 and 1.4.11. */
const ENOUGH = { text: 4.5, shape: 3, edge: 3, ring: 3, "inner ring": 1, rule: 1, surface: 1 };

let stage;
let here;
before(async () => (stage = await Stage.set(sheets)));
after(() => stage?.strike());
beforeEach(() => stage.renew());
afterEach(async () => {
  const { troubles } = here;
  await here.close();
  assert.deepEqual(troubles, [], "nothing went wrong on the page");
});

/** Opens a portal with these elements, and every panel. */
async function open(head, elements, lang = "nb") {
  const loaders = LEVELS.map((level) => stage.loader(stage.pages[level])).join("");
  here = await stage.scene(stage.portal(head + loaders, elements, lang));
  await here.page.evaluate(() => document.fonts.ready);
  const all = await here.page.locator("fyr-status").all();
  for (const element of all) await here.openPanel(element);
  return all;
}

const element = (level, more = "") => `<fyr-status page="${stage.pages[level]}" show="always" ${more}></fyr-status>`;
const key = (colour) => colour.join(",");

/** Everything that has too little contrast; and, by use, the least that there is. */
function weigh(seen) {
  const weighed = seen.map((it) => ({ ...it, ratio: contrast(it.colour, it.ground) }));
  const faint = weighed.filter(({ use, ratio }) => ratio < ENOUGH[use]);
  const uses = ["text", "shape", "edge", "ring"];
  const least = uses.map((use) => `${use} ${Math.min(...weighed.filter((it) => it.use === use).map((it) => it.ratio)).toFixed(2)}`);
  return { faint: faint.map(({ use, of, ratio }) => `${use} of ${of}: ${ratio.toFixed(2)}`), least };
}

/** The colours that are not among those. */
const strangers = (seen, colours) => {
  const known = new Set(Object.values(colours).map(key));
  return seen.filter((it) => !known.has(key(it.colour))).map(({ use, of, colour }) => `${use} of ${of}: ${key(colour)}`);
};

describe("in a portal that is built with", () => {
  for (const family of NAMES) {
    for (const lang of ["nb", "sv"]) {
      test(`${family}, every level in ${lang} is one of its own and can be read by everyone`, async (context) => {
        const all = await open(headOf(family), LEVELS.map((level) => element(level)).join("<br>"), lang);
        for (const scheme of SCHEMES) {
          await dress(here.page, family, scheme);
          const its = await valuesOf(all[0], tokensOf(family));
          const seen = [];
          for (const [at, level] of LEVELS.entries()) {
            const [surface, on] = FAMILIES[family].level(FAMILY_OF[level]);
            const [line, ...others] = await painted(all[at]);
            const expected = await valuesOf(all[at], [surface, on]);
            assert.deepEqual([line.of, line.use, line.colour], ["banner", "surface", expected[surface]], `${level}, ${scheme}`);
            assert.deepEqual(others.find(({ use }) => use === "text").colour, expected[on], `${level}, ${scheme}`);
            seen.push(line, ...others);
          }
          assert.deepEqual(strangers(seen, its), [], scheme);
          const { faint, least } = weigh(seen);
          assert.deepEqual(faint, [], scheme);
          context.diagnostic(`${family}, ${scheme}: ${least.join(", ")}`);
          for (const [width, height] of SIZES) {
            await here.page.setViewportSize({ width, height });
            assert.deepEqual(await violations(here.page), [], `${width} px, ${scheme}`);
            await assertNoSidewaysScroll(here.page);
            await shoot(here.page, `${family}-${lang}-${width}-${scheme}`);
          }
        }
        await here.page.emulateMedia({ forcedColors: "active" });
        const forced = await painted(all[LEVELS.indexOf("partial_outage")]);
        const { colour } = forced.find(({ use }) => use === "text");
        assert.deepEqual(forced.filter((it) => it.of === "icon" && key(it.colour) !== key(colour)), [], "forced colours");
        assert.deepEqual(weigh(forced).faint, [], "forced colours");
      });
    }
  }

  test("none of them, every level has our own colours", async (context) => {
    const all = await open("", LEVELS.map((level) => element(level)).join("<br>"));
    for (const scheme of SCHEMES) {
      await here.page.emulateMedia({ colorScheme: scheme });
      const seen = [];
      for (const it of all) seen.push(...(await painted(it)));
      assert.deepEqual(strangers(seen, await valuesOf(all[0], OWN_COLOURS)), [], scheme);
      const { faint, least } = weigh(seen);
      assert.deepEqual(faint, [], scheme);
      context.diagnostic(`own, ${scheme}: ${least.join(", ")}`);
    }
  });
});

describe("where tokens of several systems meet", () => {
  const half = (family, odd) => tokensOf(family).filter((_, at) => at % 2 === Number(odd));
  /** What is there · the attribute `theme` · whose colours the element has. */
  const cases = [
    ...NAMES.flatMap((one) =>
      NAMES.filter((other) => other !== one).flatMap((other) => [
        [[...half(one, true), ...half(other, false)], "", "own"],
        [[...half(one, false), ...tokensOf(other)], "", other],
      ]),
    ),
    [NAMES.flatMap(tokensOf), "", "ds"],
    ...NAMES.map((family) => [NAMES.flatMap(tokensOf), `${family} light`, family]),
    [NAMES.flatMap(tokensOf), "light own", "own"],
    [NAMES.flatMap(tokensOf), "own dark", "own"],
    [[...half("aksel", true), ...tokensOf("ds")], "aksel", "own"],
  ];

  /** What the tokens of all systems are in the light. */
  async function tokens() {
    const scene = await stage.scene(stage.portal(NAMES.map(headOf).join(""), ""));
    const values = await scene.page.locator("main").evaluate(
      (node, names) => Object.fromEntries(names.map((name) => [name, getComputedStyle(node).getPropertyValue(name)])),
      NAMES.flatMap(tokensOf),
    );
    await scene.close();
    return values;
  }
  const within = (properties, html) =>
    `<div style="${Object.entries(properties).map((it) => it.join(":")).join(";")}">${html}</div><br>`;

  test("an element has the colours of one of them, or our own, and all of it can be read", async () => {
    const values = await tokens();
    const some = (names) => Object.fromEntries(names.map((name) => [name, values[name]]));
    const elements = cases.map(([names, theme]) => within(some(names), element("partial_outage", `theme="${theme}"`)));
    const all = await open("", elements.join(""));
    for (const [at, [names, theme, family]] of cases.entries()) {
      const name = `${at}: ${theme || "no wish"}, ${names.length} tokens, ${family}`;
      const seen = await painted(all[at]);
      const scheme = theme.includes("dark") ? "dark" : "light";
      const its = await valuesOf(all[at], family === "own" ? OWN_COLOURS : tokensOf(family), scheme);
      assert.deepEqual(strangers(seen, its), [], name);
      assert.deepEqual(weigh(seen).faint, [], name);
    }
    assert.deepEqual(await violations(here.page), []);
  });

  test("our own properties win in every one of them", async () => {
    const values = await tokens();
    const set = Object.fromEntries(Object.keys(OWN).map((name, at) => [name, name === "--fyr-radius" ? "13px" : `rgb(1, 2, ${at})`]));
    const colours = Object.keys(OWN).filter((name) => name !== "--fyr-radius");
    for (const family of [...NAMES, "own"]) {
      const given = family === "own" ? {} : Object.fromEntries(tokensOf(family).map((name) => [name, values[name]]));
      const all = await open("", within({ ...given, ...set }, LEVELS.map((level) => element(level)).join("")));
      const seen = (await Promise.all(all.map(painted))).flat();
      const its = await valuesOf(all[0], colours);
      assert.deepEqual(strangers(seen, its), [], family);
      const used = new Set(seen.map(({ colour }) => key(colour)));
      assert.deepEqual(colours.filter((name) => !used.has(key(its[name]))), [], `${family}: every property is used`);
      const radius = await all[0].locator("[part=banner]").evaluate((it) => getComputedStyle(it).borderStartStartRadius);
      assert.equal(radius, "13px", family);
      if (family !== "own") await here.close();
    }
  });
});
