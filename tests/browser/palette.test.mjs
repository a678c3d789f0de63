// The palettes by themselves, without a browser: the tokens are those of the real packages, a family counts as a whole, and
// our own colours are the same in an element and on a page of our own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { FAMILIES, OWN, cssOf, tokensOf } from "../support/families.mjs";
import { familyOf, paletteOf } from "../../www/loader/palette.js";

const PAGE = readFileSync(new URL("../../widget/src/page.css", import.meta.url), "utf8");
const STYLE = readFileSync(new URL("../../widget/src/style.css", import.meta.url), "utf8");
const NAMES = Object.keys(FAMILIES);
const ALL = NAMES.flatMap(tokensOf);

/** What `familyOf` says where just these tokens have a value. */
function found(tokens, wanted = []) {
  const there = new Set(tokens);
  globalThis.getComputedStyle = () => ({ getPropertyValue: (name) => (there.has(name) ? "red" : "") });
  return familyOf({}, wanted);
}

describe("the palettes", () => {
  for (const family of NAMES) {
    test(`${family}: every token is one of its package's`, () => {
      const css = cssOf(family);
      assert.ok(tokensOf(family).length > 10);
      assert.deepEqual(tokensOf(family).filter((name) => !css.includes(`${name}:`)), []);
    });

    test(`${family} counts when all its tokens are there, and no longer when any one is missing`, () => {
      const tokens = tokensOf(family);
      assert.equal(found(tokens), family);
      assert.deepEqual(tokens.filter((gone) => found(tokens.filter((name) => name !== gone)) !== "own"), []);
      assert.equal(found(ALL, [family, "dark"]), family);
      assert.equal(found(ALL.filter((name) => name !== tokens[0]), [family]), "own", "a wish that cannot be met");
    });
  }

  test("without a wish they are looked for in this order", () => {
    const order = NAMES.map((_, at) => found(NAMES.slice(at).flatMap(tokensOf)));
    assert.deepEqual(order, ["ds", "aksel", "punkt", "fkui"]);
    assert.equal(found(ALL, ["own"]), "own");
    assert.equal(found(ALL, ["dark"]), "ds");
    assert.equal(found([]), "own");
  });

  test("Designsystemet's base colours are for areas with their own text, not for shapes", () => {
    assert.doesNotMatch(paletteOf("ds"), /base-default/);
  });

  test("our own colours are the same on a page of our own", () => {
    const plain = (css) => css.replace(/\s+/g, "");
    const text = OWN["--fyr-text"];
    const element = plain(paletteOf("own")).replace(/var\(--fyr-[\w-]+,(.+?)\)(?=[;}])/g, "$1").replace(":host", ":root");
    const declared = (css) => {
      const rules = [...plain(css).matchAll(/(:root|\[data-tone=\w+\])\{(.*?);?\}/g)];
      return rules.flatMap(([, where, lines]) => lines.split(";").map((line) => where + line)).filter((line) => line.includes("--"));
    };
    const page = declared(PAGE).filter((line) => !line.includes(":root--on") && !line.includes("font-family"));
    const levels = declared(element).filter((line) => line.includes("--on:"));
    assert.deepEqual(page.sort(), declared(element).filter((line) => !line.includes("--on:")).sort());
    assert.match(plain(PAGE), /:root\{[^}]*--on:var\(--text\);/);
    assert.deepEqual(levels.filter((line) => !line.endsWith(`--on:${text}`)), [], "and the text on every surface");
  });

  test("the rules have no colour of their own", () => {
    // `--tall` is a height, and `--hatch` is made of the colours above.
    const colours = STYLE.replace(/\/\*.*?\*\//gs, "").match(/#[0-9a-f]{3}|hsl|rgb|light-dark|var\(--(?!text|quiet|ground|rule|link|round|outer|inner|surface|edge|on\b|tall|hatch)[\w-]+/g);
    assert.equal(colours, null);
  });
});
