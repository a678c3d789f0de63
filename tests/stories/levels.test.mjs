// What each story comes to: the level of the component, the level of the page, and what the figures say.
//
// One table. Every row is lived through by a page of its own in the running worker, and asserted in what readers get
// (snapshot, summary, page in Norwegian) and in what is stored. Green is only ever said after a positive answer.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { dbFalse, hangs, html200, json, redirect, refused, slow, status, statusNotOk } from "../support/behaviours.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { assertTrueStore, at, storedAbout } from "../support/intervals.mjs";
import { levelOf, textOf, wordBeside } from "../support/reader.mjs";
import { FORBIDDEN, NO_ANSWERS, live } from "../support/stories.mjs";
import { API, NAMES, NORTH, SHOP, STATUS, WATCHED, WATCHED_OK, WEB, WORDS } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const says = (states, more) => [[STATUS, json(summaryOf(STATUS.host, { components: states, ...more }))]];
const watched = (state) => says({ [WATCHED]: state });
const OWN = [API, WEB, SHOP];
const everywhere = (behaviour) => [...OWN, STATUS].map((host) => [host, behaviour]);
const fromNorth = (hosts, behaviour) => hosts.map((host) => [{ ...host, ...NORTH }, behaviour]);

// story · component · its faults · level of the component · level of the page · figures · more to expect
const TABLE = [
  ...NO_ANSWERS.map(([words, does]) => [`the API: ${words}`, "api", [[API, does]], "major_outage", "major_outage", "down"]),
  ["the API says db: false", "api", [[API, dbFalse]], "major_outage", "major_outage", "down"],
  ["the API says db: false", "database", [[API, dbFalse]], "major_outage", "major_outage", "down"],
  ["the API cannot be asked about its database", "database", [[API, refused]], "unknown", "major_outage", "unknown"],
  ["the API says that it is not quite well", "api", [[API, statusNotOk]], "degraded", "degraded", "up"],
  ["the API is slow within its limit", "api", [[API, slow(700)]], "operational", "operational", "up"],
  ["the web site answers 503", "web", [[WEB, status(503)]], "major_outage", "major_outage", "down"],
  ["the web site is HTML, as it should be", "web", [[WEB, html200]], "operational", "operational", "up"],
  ["the web site has moved where the page file allows", "web", [[WEB, redirect("https://www2.story.example/")]],
    "operational", "operational", "up"],

  ["one region fails", "api", fromNorth([API], refused), "partial_outage", "partial_outage", "down", { seenFrom: ["Nord"] }],
  ["one region fails for all its targets", "api", fromNorth(OWN, refused), "operational", "operational", "unknown"],
  ["one region fails for all its targets", "web", fromNorth(OWN, refused), "operational", "operational", "unknown"],
  ["one region fails for all its targets, for one of them slowly", "api",
    [...fromNorth([API, SHOP], refused), ...fromNorth([WEB], hangs)], "operational", "operational", "unknown"],
  ["one region reaches nobody at all", "cdn", fromNorth([...OWN, STATUS], refused), "unknown", "unknown", "unknown"],
  ["every target fails in every region", "api", everywhere(refused), "major_outage", "major_outage", "down"],
  ["every target fails in every region", "shop", everywhere(refused), "major_outage", "major_outage", "down"],
  ["every target fails in every region", "cdn", everywhere(refused), "unknown", "major_outage", "unknown"],

  ["the API fails once and is answered when asked again", "api", [[API, refused, "broken"]],
    "operational", "operational", "up", { first: "partial_outage" }],

  ...NO_ANSWERS.map(([words, does]) => [`a status page: ${words}`, "cdn", [[STATUS, does]], "unknown", "unknown", "unknown"]),
  ["a status page says a word nobody knows", "cdn", watched("wobbly"), "unknown", "unknown", "unknown"],
  ["a status page has dropped the component", "cdn", says({}, { without: WATCHED }), "unknown", "unknown", "unknown"],
  ["a status page's other component is down", "cdn", says({ Dashboard: "major_outage" }), "operational", "operational", "up"],
  ["a status page's indicator is critical", "cdn", says({}, { indicator: "critical" }), "operational", "operational", "up"],
  ["a status page says degraded", "cdn", watched("degraded_performance"), "degraded", "degraded", "up"],
  ["a status page says partial outage", "cdn", watched("partial_outage"), "partial_outage", "partial_outage", "down"],
  ["a status page says major outage", "cdn", watched("major_outage"), "major_outage", "major_outage", "down",
    { atOnce: true }],
  ["a status page says maintenance", "cdn", watched("under_maintenance"), "maintenance", "maintenance", "up"],

  // What depends on it suffers with it, as far as that goes; the figures know nothing of it.
  ["a status page says degraded", "web", watched("degraded_performance"), "degraded", "degraded", "up"],
  ["a status page says major outage", "web", watched("major_outage"), "degraded", "major_outage", "up", { atOnce: true }],
  ["a status page says maintenance", "web", watched("under_maintenance"), "maintenance", "maintenance", "up"],
  ["a status page says a word nobody knows", "web", watched("wobbly"), "operational", "unknown", "up"],
].map(row);

/** While the object of region north cannot be reached. */
const CANNOT_ASK = [
  ["one region cannot ask", "api", [], "operational", "unknown", "unknown"],
  ["one region cannot ask", "web", [], "operational", "unknown", "unknown"],
  ["the only region that asks a status page cannot ask", "cdn", [], "unknown", "unknown", "unknown"],
  ["one region cannot ask and the other fails", "api", [[API, refused]], "partial_outage", "partial_outage", "down",
    { seenFrom: ["Sør"] }],
  // A region that cannot ask has not been answered: it is no reason to doubt the other.
  ["one region cannot ask and every target fails in the other", "api", everywhere(refused),
    "partial_outage", "partial_outage", "down", { seenFrom: ["Sør"] }],
].map(row);

function row([story, component, faults, level, page, figures, more = {}]) {
  return { story, component, faults, level, page, figures, ...more };
}

/** An own probe's first failed sample waits for its confirmation; a status page speaks for itself. */
function atFirst(level, { first, atOnce }) {
  return first ?? (level === "major_outage" && !atOnce ? "partial_outage" : level);
}

function assertSeen({ snapshot, summary, html }, component, level, page) {
  assert.equal(levelOf(snapshot, component), level, "the component in the snapshot");
  assert.equal(snapshot.level, page, "the page's level in the snapshot");
  assert.equal(levelOf(summary, component), level, "the component in the summary");
  assert.equal(summary.level, page, "the page's level in the summary");
  assert.equal(wordBeside(html, NAMES[component], Object.values(NAMES)), WORDS[level], "the page's word for the component");
  const headline = page === "operational" ? WATCHED_OK : WORDS[page];
  assert.ok(textOf(html).includes(headline), `the page says "${headline}"`);
}

function assertStored(store, { component, level, figures, first }) {
  assertTrueStore(store);
  const { levels, contract, series } = storedAbout(store, component);
  assert.equal(at(levels, "level", "2026-05-04T10:02:00Z"), "operational", "while all was well");
  assert.equal(at(levels, "level", "2026-05-04T10:04:30Z"), "unknown", "when nobody had decided anything for long");
  assert.equal(at(levels, "level", "2026-05-04T10:08:00Z"), level, "while it was broken");
  assert.equal(levels.at(-1).level, "operational", "after it was mended");
  assert.equal(levels.at(-1).end, null);
  assert.equal(contract.length, 1);
  const [{ intervals }] = contract;
  assert.equal(at(intervals, "state", "2026-05-04T10:02:00Z"), "up", "figures while all was well");
  const during = first ? "2026-05-04T10:06:00Z" : "2026-05-04T10:05:50Z";
  assert.equal(at(intervals, "state", during), figures, "figures from the first sample on");
  assert.equal(at(intervals, "state", "2026-05-04T10:08:00Z"), figures, "figures while it was broken");
  assert.equal(intervals.at(-1).state, "up", "figures after it was mended");
  for (const { intervals: said } of series) assert.equal(said.at(-1).end, null, "every series goes on");
}

function tell(lives) {
  for (const [index, story] of lives.rows.entries()) {
    const { story: words, component, level, page, figures } = story;
    test(`${words}: ${component} ${level}, page ${page}, figures ${figures}`, () => {
      const { after, store } = lives.told[index];
      assertSeen(after.well, component, "operational", "operational");
      assertSeen(after.broken, component, atFirst(level, story), atFirst(page, story));
      assertSeen(after.again, component, level, page);
      assertSeen(after.mended, component, "operational", "operational");
      assertStored(store, story);
      const told = after.again.snapshot.components.find(({ id }) => id === component);
      assert.deepEqual(told.seen_from.map(({ text }) => text), story.seenFrom ?? []);
    });
  }
}

describe("stories and their levels", { concurrency: 1 }, () => {
  let world;
  const table = { rows: TABLE };
  const cannotAsk = { rows: CANNOT_ASK };
  before(async () => {
    world = await World.start();
    table.told = await live(world, TABLE);
    cannotAsk.told = await live(world, CANNOT_ASK, { faults: { region: NORTH.region } });
  });
  after(() => world?.stop());

  tell(table);
  tell(cannotAsk);

  test("where a redirect must not lead, nobody has asked", () => {
    assert.deepEqual(world.upstreams.askedFor({ host: FORBIDDEN }), []);
  });

  test("of a body of 50 MB, no more is taken than the limit and what is under way", () => {
    const sent = world.upstreams.asked.map((exchange) => exchange.sent ?? 0).filter((bytes) => bytes > 0);
    assert.ok(sent.length > 0);
    for (const bytes of sent) assert.ok(bytes < 25_000_000, `${bytes} bytes`);
  });

  test("one document is fetched once per round, however many components read it", () => {
    const [{ page }] = table.told;
    const asked = world.upstreams.askedFor({ page, ...API, region: "south" });
    assert.ok(asked.length <= 4, `${asked.length}`);
  });
});
