// What the element says by itself: each change once, never the time, never while nobody looks or wants it, and no more
// than once a minute. Time passes in the tab, the worker's rounds are lived beside it.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { json, refused, statusNotOk } from "../support/behaviours.mjs";
import { heard, listening, live } from "../support/ear.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { CALLS, Stage, look, still, watched } from "../support/stage.mjs";
import { API, LEVEL_WORDS, NORTH, PAUSE, RESUME, STATUS, WATCHED, WORDS } from "../support/story.mjs";

const INCIDENT = { title: "Packets are lost", status: "investigating", impact: "major", affects: [WATCHED] };

/** What is wrong, as the upstreams are told. */
const WELL = [];
const DEGRADED = [[API, statusNotOk]];
const PARTIAL = [[{ ...API, ...NORTH }, refused]];
const DOWN = [[API, refused]];
const REPORTED = [
  ...PARTIAL,
  [STATUS, json(summaryOf(STATUS.host, { components: { [WATCHED]: "partial_outage" }, incidents: [INCIDENT] }))],
];

let stage;
let page;
let here;
before(async () => (stage = await Stage.set()));
after(() => stage?.strike());
beforeEach(async () => {
  page = stage.world.instance();
  await stage.world.clock(new Date().toISOString());
});
afterEach(async () => {
  const { troubles } = here;
  await here.close();
  here = undefined;
  assert.deepEqual(troubles, [], "nothing went wrong on the page");
});

/** The next slot of the source and the second sample of what has failed, in steps in which nothing becomes stale. */
const UNTIL_SURE = ["2m", "2m", "1m", "40s"];

/** From now on it is so, and the worker is sure of it: a tab that is open sees nothing of the way there. */
async function becomes(faults) {
  const { world } = stage;
  const comes = async () => {
    world.upstreams.mend(page);
    for (const [where, behaviour] of faults) world.upstreams.when({ ...where, page }, behaviour);
    for (const span of UNTIL_SURE) await world.on(page, span);
  };
  await (here ? still(here.page, comes) : comes());
}

/** Minutes in which the page lives its rounds. */
async function minutes(count) {
  for (let passed = 0; passed < count; passed += 1) {
    await stage.world.on(page, "1m");
    await live(here.page, 60);
  }
}

/** Opens a portal on a page that is like this, and lets it come to rest. */
async function open(faults, attributes = "", { before, ...options } = {}) {
  await becomes(faults);
  const html = stage.portal(stage.loader(page), `<fyr-status ${attributes}></fyr-status>`);
  const prepare = (tab) => Promise.all([listening(tab), before?.(tab)]);
  here = await stage.scene(html, { ...options, before: prepare });
  await live(here.page, 10, 1);
}

const press = (name) => here.element.getByRole("button", { name }).click();
const texts = async () => (await heard(here.page)).map(({ text }) => text);
const down = `Story: ${WORDS.major_outage}. API`;

describe("what has not changed is not spoken", () => {
  for (const [what, faults, attributes] of [
    ["all is well", WELL, ""],
    ["a bad day, with the panel open", REPORTED, "open"],
  ]) {
    test(`half an hour: ${what}`, async () => {
      await open(faults, attributes);
      const told = () => here.element.evaluate((host) => host.shadowRoot.querySelector("[part=footer] time")?.innerText);
      const was = await told();
      await minutes(30);
      if (was) assert.notEqual(await told(), was, "time has passed");
      assert.deepEqual(await heard(here.page), []);
      assert.equal(await here.element.getByRole("status").count(), 1);
    });
  }
});

describe("what has changed is spoken once", () => {
  test("all was well, and what draws was not there: it is down", async () => {
    await open(WELL);
    const drawing = () => here.asked.filter((path) => path.startsWith("/embed/")).length;
    assert.equal(drawing(), 0, "nothing that draws has been fetched");
    await becomes(DOWN);
    await minutes(3);
    assert.equal(drawing(), 1);
    assert.deepEqual(await heard(here.page), [
      { text: down, pieces: [["Story", "nb"], [`: ${WORDS.major_outage}.`, "nb"], [" ", "nb"], ["API", "nb"]] },
    ]);
    assert.equal(await here.element.getByRole("status").textContent(), "", "what has been heard is taken away");
  });

  test("in the language of the element", async () => {
    await open(WELL, 'lang="sv"');
    await becomes(DOWN);
    await minutes(2);
    const [{ text, pieces }] = await heard(here.page);
    assert.equal(text, `Story: ${LEVEL_WORDS.sv.major_outage}. API`);
    assert.deepEqual([...new Set(pieces.map(([, lang]) => lang))], ["sv"]);
  });

  test("the line was shown: it is down, and well again", async () => {
    await open(WELL, 'show="always"');
    await becomes(DOWN);
    await minutes(3);
    assert.deepEqual(await texts(), [down]);
    await becomes(WELL);
    await minutes(3);
    assert.deepEqual(await texts(), [down, "Story: Alt vi overvåker, fungerer normalt"]);
  });

  test("a supplier tells of an incident, in its own language", async () => {
    await open(PARTIAL);
    await becomes(REPORTED);
    await minutes(3);
    const [{ text, pieces }, ...more] = await heard(here.page);
    assert.equal(text, `Story: ${WORDS.partial_outage}. API, CDN: ${INCIDENT.title}`);
    assert.deepEqual(pieces.filter(([, lang]) => lang !== "nb"), [[INCIDENT.title, "en"]]);
    assert.deepEqual(more, []);
  });

  test("all was well, and comes with an incident: the level and the incident are one thing", async () => {
    await open(WELL);
    await becomes(REPORTED);
    await minutes(3);
    assert.deepEqual(await texts(), [`Story: ${WORDS.partial_outage}. API, CDN: ${INCIDENT.title}`]);
  });

  test("nobody has answered for long: nobody knows", async () => {
    let silent = false;
    const answer = (route) => (silent ? route.abort() : route.continue());
    await open(DEGRADED, "", { before: ({ context }) => context.route(CALLS, answer) });
    silent = true;
    await live(here.page, 1200, 20);
    assert.deepEqual(await texts(), [`Story: ${WORDS.unknown}. Utdaterte opplysninger`]);
    here.troubles.length = 0; // the browser itself tells of each question without an answer
  });
});

describe("never more than one a minute, and the last word counts", () => {
  test("three changes in a minute: the first, and when it is over the last", async () => {
    await open(WELL, 'show="always"');
    await becomes(DEGRADED);
    await live(here.page, 30);
    const first = `Story: ${WORDS.degraded}. API`;
    assert.deepEqual(await texts(), [first]);
    for (const faults of [DOWN, PARTIAL]) {
      await becomes(faults);
      await live(here.page, 10, 2);
    }
    await here.element.getByText(WORDS.partial_outage).first().waitFor();
    assert.deepEqual(await texts(), [first], "within the minute");
    await minutes(4);
    assert.deepEqual(await texts(), [first, `Story: ${WORDS.partial_outage}. API`]);
  });

  test("worse and back in a minute: nothing more", async () => {
    await open(DEGRADED);
    await becomes(DOWN);
    await live(here.page, 14, 2);
    assert.deepEqual(await texts(), [down]);
    for (const faults of [DEGRADED, DOWN]) {
      await becomes(faults);
      await live(here.page, 14, 2);
    }
    await minutes(3);
    assert.deepEqual(await texts(), [down]);
  });
});

describe("nobody is spoken to who does not listen", () => {
  test("in a hidden tab nothing; on return once, what is so then", async () => {
    await open(WELL, "", { before: watched });
    await look(here.page, true);
    for (const faults of [DEGRADED, DOWN]) {
      await becomes(faults);
      await minutes(3);
    }
    assert.deepEqual(await heard(here.page), []);
    await look(here.page, false);
    await live(here.page, 10, 1);
    assert.deepEqual(await texts(), [down]);
    await minutes(3);
    assert.deepEqual(await texts(), [down]);
  });

  test("paused, nothing, however old it becomes; resumed, what has changed, once", async () => {
    await open(DEGRADED, "open");
    await press(PAUSE);
    await becomes(DOWN);
    await minutes(20);
    await here.visible(WORDS.unknown).first().waitFor();
    assert.deepEqual(await heard(here.page), []);
    await press(RESUME);
    await live(here.page, 10, 1);
    assert.deepEqual(await texts(), [down]);
    await minutes(3);
    assert.deepEqual(await texts(), [down]);
  });
});
