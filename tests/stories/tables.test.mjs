// The loader carries a few tables of its own, because it must draw before anything else has arrived: the levels in
// order, their shapes, their families of colours. They are the domain's and the widget's, letter by letter.
//
// The loader's are run as they stand in its source; the others are read from theirs. What is not found fails.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import vm from "node:vm";

const source = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const [loader, level, icon, style] = await Promise.all(
  ["www/loader.js", "shared/src/status/level.rs", "widget/src/parts/icon.rs", "widget/src/style.css"].map(source),
);

/** The text between two others; the first of its kind. */
function between(text, begin, end) {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from + begin.length);
  assert.ok(from >= 0 && to > from, `nothing stands between ${begin} and ${end}`);
  return text.slice(from + begin.length, to);
}

const flat = (text) => text.replace(/\s+/g, "");

/** The loader's tables. */
function drawn() {
  const tables = `const LEVELS${between(loader, "const LEVELS", "const clock")}`;
  return vm.runInNewContext(`${tables};({ LEVELS, SHAPES, CSS, FAMILIES: FAMILIES.map((it) => it.split("/")[0]) })`);
}

/** Rust's name of a level → the word for it. */
function words() {
  const arms = between(level, "fn as_str", "\n    }").matchAll(/Self::(\w+) => "(\w+)"/g);
  return Object.fromEntries([...arms].map(([, name, word]) => [name, word]));
}

/** What a function of the widget says of each level: `match level { Some(Level::…) => "…" }`. */
function saidBy(name) {
  const arm = /^\s*((?:Some\(.*?\)|None)[^=]*)=>\s*\{?\s*"((?:[^"\\]|\\\s)*)"/gm;
  const arms = between(icon, `fn ${name}(`, "\n}").matchAll(arm);
  const said = {};
  for (const [, levels, text] of arms) {
    for (const [, one] of levels.matchAll(/Level::(\w+)/g)) said[one] = text.replace(/\\\n\s*/g, "");
  }
  return said;
}

/** The declarations of a family: surface, then edge. */
function colours(css, selector, [surface, edge]) {
  const [, body] = new RegExp(`${selector}\\{([^}]*)\\}`).exec(flat(css)) ?? assert.fail(`no rule for ${selector}`);
  const value = (name) => new RegExp(`${name}:(.*?)(;|$)`).exec(body)?.[1] ?? assert.fail(`no ${name} in ${body}`);
  return [value(surface), value(edge)];
}

const { LEVELS, SHAPES, FAMILIES, CSS } = drawn();

/** Rust's names of the levels, best first. */
const ALL = between(flat(between(level, "const ALL", ";\n\n")), "=[", "]");
const inOrder = [...ALL.matchAll(/Self::(\w+)/g)].map(([, name]) => name);

describe("the loader's tables", () => {
  test("its levels are the domain's, in its order", () => {
    assert.equal(inOrder.length, 6);
    assert.deepEqual([...LEVELS], inOrder.map((name) => words()[name]));
  });

  for (const [what, name, table] of [["shapes", "shape", SHAPES], ["families", "family", FAMILIES]]) {
    test(`its ${what} are the widget's`, () => {
      const said = saidBy(name);
      assert.equal(Object.keys(said).length, 6, `${Object.keys(said)}`);
      assert.deepEqual([...table], inOrder.map((level) => said[level]));
    });
  }

  for (const family of new Set(FAMILIES)) {
    test(`its colours of ${family} are the widget's`, () => {
      const [surface, edge] = colours(CSS, `\\.${family}`, ["--s", "--e"]);
      assert.deepEqual([surface, edge], colours(style, `\\[data-family=${family}\\]`, ["--surface", "--edge"]));
    });
  }

  test("there is no family that only one of them has", () => {
    const named = [...style.matchAll(/^\[data-family=(\w+)\] \{/gm)].map(([, family]) => family);
    assert.deepEqual(named.sort(), [...new Set(FAMILIES)].sort());
  });

  test("its text and its corners are the widget's", () => {
    for (const name of ["--text", "--round"]) {
      const [, value] = new RegExp(`${name}:(.*?);`).exec(flat(style)) ?? assert.fail(`style.css has no ${name}`);
      assert.ok(flat(CSS).includes(value), `${name}: ${value}`);
    }
  });
});
