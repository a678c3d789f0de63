// How fresh readers are: `cargo xtask bench freshness` runs this and judges what it prints.
//
// Operators publish, overlapping: incidents that begin, two messages about each, and their end, at random moments, on a page
// in trouble and on one whose readers are only told. Twenty elements poll at the pace that the worker announces.
// `tests/support/published.mjs` says what is measured, and what is left out. *Beyond* is how much longer than the
// interval that an element had been told when it was published it took until it stood there.
//
//   node tests/bench/freshness.mjs <publications>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { note, rounded, share } from "../support/figures.mjs";
import { EACH } from "../support/publications.mjs";
import { published } from "../support/published.mjs";

const PUBLICATIONS = Number(process.argv[2]);
const incidents = PUBLICATIONS / EACH;
assert.ok(incidents > 0 && Number.isInteger(incidents), `write how many: a multiple of ${EACH}`);
const ELEMENTS = 20;

const seconds = (values, part) => rounded(share(values, part) / 1000);

function figures(name, values) {
  return {
    [`${name}_p50_s`]: seconds(values, 0.5),
    [`${name}_p95_s`]: seconds(values, 0.95),
    [`${name}_worst_s`]: seconds(values, 1),
  };
}

// No tempo of its own: as in production.
const told = await published({ incidents, elements: ELEMENTS, tempo: null, note });
const edges = told.map(({ edge }) => edge).filter((it) => it !== undefined);
const all = told.flatMap(({ portal, mood }) => portal.map((it) => ({ ...it, mood })));
const seen = all.filter(({ after }) => after !== undefined);
const paces = [...new Set(seen.map(({ announced }) => announced))].sort((a, b) => a - b);
const byPace = paces.map((pace) => figures(`portal_at_${pace / 1000}_s`, seen.filter(({ announced }) => announced === pace).map(({ after }) => after)));
console.log(
  JSON.stringify({
    publications: told.length,
    elements: ELEMENTS,
    own_missed: told.filter(({ own }) => !own).length,
    unseen: told.length - edges.length + (all.length - seen.length),
    ...figures("edge", edges),
    ...figures("portal", seen.map(({ after }) => after)),
    ...figures("portal_beyond", seen.map(({ after, announced }) => after - announced)),
    ...Object.assign({}, ...byPace),
  }),
);
