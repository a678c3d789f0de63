// What people declare, in the element: a level that was set by hand is told to be, an incident tells how bad it is and what
// to do instead, work tells what it does to whom; and no text of an operator breaks out of its place.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { assertNoSidewaysScroll, assertReadable, violations } from "../support/browser.mjs";
import { HOSTILE, declare, inMinutes, incident, telling, words, work } from "../support/declared.mjs";
import { PATIENCE, Stage, clocked } from "../support/stage.mjs";
import { LEVEL_WORDS, NAMES, WORDS } from "../support/story.mjs";

const NARROW = { width: 320, height: 640 };

let stage;
let here;
before(async () => (stage = await Stage.set()));
after(() => stage?.strike());
beforeEach(() => stage.renew());
afterEach(async () => {
  const exceptions = here.troubles.filter((trouble) => trouble.startsWith("error"));
  await here.close();
  assert.deepEqual(exceptions, []);
});

/** Opens a portal whose answers are as `change` makes them, with the panel open. */
async function open({ change, body = '<fyr-status show="always" open></fyr-status>', lang = "nb", ...options } = {}) {
  const page = stage.portal(stage.loader(stage.pages.operational), body, lang);
  here = await stage.scene(page, { before: telling(change), ...options });
  await here.element.locator("[part=incident]").first().waitFor(PATIENCE);
}

/** Texts that reach outside the window, or are cut off by their box; what is only spoken has none. Runs in the browser. */
const outside = (it) => {
  const texts = document.createTreeWalker(it.shadowRoot, NodeFilter.SHOW_TEXT);
  const wrong = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!data.trim() || !parentElement.checkVisibility() || parentElement.closest("[role=status]")) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const out = [...range.getClientRects()].some(({ left, right }) => left < -0.5 || right > innerWidth + 0.5);
    const cut = (box) => box && ((getComputedStyle(box).overflow !== "visible" && box.scrollWidth > box.clientWidth + 1) || cut(box.parentElement));
    if (out || cut(parentElement)) wrong.push(data.slice(0, 60));
  }
  return wrong;
};

/** A text as it is read, with single spaces. */
const read = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();
const row = (name) => here.element.locator("[part=item]").filter({ has: here.page.locator("[part=component-name]", { hasText: name }) });
const clock = (instant) => new Intl.DateTimeFormat("nb", { timeZone: "Europe/Oslo", hour: "2-digit", minute: "2-digit" }).format(new Date(instant)).replace(":", ".");

test("a component that a person has set to be well says so without being asked", async () => {
  await open();
  const said = await read(row(NAMES.api));
  assert.match(said, new RegExp(`^API: ${WORDS.operational}`));
  assert.match(said, /Satt for hånd til .*kl\. \d\d\.\d\d: Målingen er feil\./);
  assert.equal(await row(NAMES.api).locator("details").evaluate((it) => it.open), true);
});

test("an incident tells how bad it is, what it means, what to do instead and what was corrected", async () => {
  await open();
  const card = await read(here.element.locator("[part=incident]"));
  for (const part of [
    "A – Kritisk",
    "Konsekvens Ingen kan handle.",
    "Midlertidig løsning Ring butikken.",
    `${NAMES.web}: ${WORDS.major_outage}`,
    `${NAMES.shop}: ${WORDS.degraded}`,
    `Rettet `,
  ]) {
    assert.ok(card.includes(part), `${part} in ${card}`);
  }
  assert.match(card, /Neste oppdatering (?!var)/);
  assert.match(await read(here.element.locator("[part=banner]")), /Nettstedet er nede/);
});

test("an element of a component that is less bad names the same incident", async () => {
  await open({ body: '<fyr-status components="shop" show="always" open></fyr-status>' });
  const line = await read(here.element.locator("[part=banner]"));
  assert.ok(line.includes(WORDS.degraded) && line.includes("Nettstedet er nede"), line);
});

test("a promise that was not kept is told as one, and not as what is to come", async () => {
  const due = inMinutes(-5);
  await open({ change: (told) => declare(told, { incidents: [incident({ next_update_at: due })] }) });
  const card = await read(here.element.locator("[part=incident]"));
  assert.ok(card.includes("Neste oppdatering var lovet "), card);
  assert.ok(card.includes(`kl. ${clock(due)}`), card);
});

test("work tells that it could not wait, and what it does to whom", async () => {
  await open();
  const card = await read(here.element.locator("[part=maintenance]"));
  for (const part of [
    "Ekstraordinært vedlikehold",
    "Vi bytter alle disker. Det tar en time.",
    `${NAMES.shop}: Kan bare leses`,
    `${NAMES.web}: Utilgjengelig`,
  ]) {
    assert.ok(card.includes(part), `${part} in ${card}`);
  }
});

test("once the answers are too old, nothing of it claims how things are", async () => {
  const before = async (tab) => {
    await clocked(tab);
    await telling(declare)(tab);
  };
  here = await stage.scene(stage.portal(stage.loader(stage.pages.operational), '<fyr-status show="always" open></fyr-status>'), { before });
  await here.element.locator("[part=incident]").first().waitFor(PATIENCE);
  await here.context.unrouteAll({ behavior: "ignoreErrors" });
  await here.context.route("**/api/v1/**", (route) => route.abort());
  for (let passed = 0; passed < 600 && (await here.visible("Sist kjente hendelser").count()) === 0; passed += 20) {
    await here.page.clock.runFor(20_000);
  }
  await here.says("Sist kjente hendelser");
  const panel = await read(here.element.locator("[part=panel]"));
  for (const gone of ["Satt for hånd", "A – Kritisk", "Ingen kan handle", "Kan bare leses", WORDS.major_outage]) {
    assert.ok(!panel.includes(gone), `${gone} in ${panel}`);
  }
  assert.ok(panel.includes("Ring butikken."), panel);
});

describe("whatever an operator writes", () => {
  const all = Object.values(HOSTILE).join("\n");
  const hostile = (told) =>
    declare(told, {
      over: { reason: words(all), ends_at: inMinutes(120) },
      incidents: [
        incident({
          title: words(HOSTILE.markup + HOSTILE.word),
          severity_label: words(HOSTILE.word),
          effect: words(all),
          workaround: words(all, "en"),
          updates: [{ at: inMinutes(-20), status: "identified", text: words(all), corrected_at: inMinutes(-10) }],
        }),
      ],
      maintenances: [
        work({
          title: words(HOSTILE.word),
          text: words(all),
          impacts: [{ component: "shop", impact: "a_new_word", label: words(HOSTILE.word) }],
        }),
      ],
    });

  test("is text: nothing of it runs, and all of it is there", async () => {
    await open({ change: hostile });
    const panel = await here.element.locator("[part=panel]").innerText();
    assert.ok(panel.includes(HOSTILE.markup) && panel.includes(HOSTILE.word), "it is shown as it was written");
    const made = () => here.element.evaluate((it) => it.shadowRoot.querySelectorAll("script, img").length);
    assert.equal(await made(), 0);
    assert.equal(await here.page.getByRole("heading", { name: "Portal" }).count(), 1, "nobody wrote over the page");
  });

  test("is legible in 320 px, and nothing scrolls sideways", async () => {
    await open({ change: hostile, viewport: NARROW });
    await assertNoSidewaysScroll(here.page);
    assert.deepEqual(await here.element.evaluate(outside), []);
    assert.deepEqual(await violations(here.page), []);
  });
});

for (const lang of ["nb", "en"]) {
  test(`everybody can read it: ${lang}`, async () => {
    await open({ lang });
    await here.says(LEVEL_WORDS[lang].major_outage);
    await assertReadable(here.page, `declared-${lang}`);
  });
}
