// What operators publish reaches whoever looks: at the edge, and in elements that poll. How long that takes is measured by
// `cargo xtask bench freshness`, which runs the same for longer.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { EACH, shownAt } from "../support/publications.mjs";
import { published } from "../support/published.mjs";

const INCIDENTS = 4;
const ELEMENTS = 4;

describe("publications that overlap", () => {
  let told;
  before(async () => (told = await published({ incidents: INCIDENTS, elements: ELEMENTS, tempo: "fast" })));

  test("are read at once by who wrote them", () => {
    assert.equal(told.length, INCIDENTS * EACH);
    assert.deepEqual(told.filter(({ own }) => !own), []);
  });

  test("are all given to anybody who asks the edge", () => assert.deepEqual(told.filter(({ edge }) => edge === undefined), []));

  test("all come to stand in every element of their page", () => {
    for (const { portal, incident, place } of told) {
      assert.equal(portal.length, ELEMENTS / 2);
      assert.ok(portal.every(({ after }) => after !== undefined), `${incident}.${place}: ${JSON.stringify(portal)}`);
      assert.ok(portal.every(({ announced }) => announced > 0), "and each had been told how often to ask");
    }
  });
});

test("when a publication was seen is read from what there was to be seen", () => {
  const history = [
    { at: 0, marks: [] },
    { at: 10, marks: ["«1.1»", "«2.1»"] },
    { at: 20, marks: ["«1.1»", "«1.3»", "«2.1»"] },
    { at: 30, marks: ["«2.1»"] },
    { at: 40, marks: [] },
  ];
  for (const [publication, over, expected, why] of [
    [{ incident: 1, place: 1 }, 25, 10, "its mark is there"],
    [{ incident: 1, place: 2 }, 25, 20, "a later one of the incident is"],
    [{ incident: 1, place: 4 }, 25, 30, "the incident is gone, and was resolved before"],
    [{ incident: 2, place: 2 }, 35, 40, "overtaken by the end"],
    [{ incident: 1, place: 4 }, 50, undefined, "the incident is gone, but was not resolved by then"],
    [{ incident: 3, place: 4 }, 5, undefined, "what was never there has not gone"],
    [{ incident: 2, place: 2 }, undefined, undefined, "nothing more has come"],
  ]) {
    assert.equal(shownAt(publication, history, over), expected, why);
  }
});
