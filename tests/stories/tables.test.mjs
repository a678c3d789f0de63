// The loader carries a few tables of its own, because it must draw before anything else has arrived: the levels in
// order, their shapes, the tone of each. They are the domain's and the widget's, letter by letter.
//
// The loader's are run as they stand in its source; the others are read from theirs. What is not found fails.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import vm from "node:vm";

const source = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
const [guest, line, level, icon] = await Promise.all(
  ["www/loader/guest.js", "www/loader/line.js", "shared/src/status/level.rs", "widget/src/parts/icon.rs"].map(source),
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
  const levels = `const LEVELS${between(guest, "const LEVELS", ";")}`;
  const tables = `const DISC${between(line, "const DISC", "// What")}`;
  return vm.runInNewContext(`${levels};${tables};({ LEVELS, SHAPES, TONES })`);
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

const { LEVELS, SHAPES, TONES } = drawn();

/** Rust's names of the levels, best first. */
const ALL = between(flat(between(level, "const ALL", ";\n\n")), "=[", "]");
const inOrder = [...ALL.matchAll(/Self::(\w+)/g)].map(([, name]) => name);

describe("the loader's tables", () => {
  test("its levels are the domain's, in its order", () => {
    assert.equal(inOrder.length, 6);
    assert.deepEqual([...LEVELS], inOrder.map((name) => words()[name]));
  });

  for (const [what, name, table] of [["shapes", "shape", SHAPES], ["tones", "tone", TONES]]) {
    test(`its ${what} are the widget's`, () => {
      const said = saidBy(name);
      assert.equal(Object.keys(said).length, 6, `${Object.keys(said)}`);
      assert.deepEqual([...table], inOrder.map((level) => said[level]));
    });
  }
});
