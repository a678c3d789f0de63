// Line and panel for everybody who sees, presses and moves in another way: narrow windows, wide letters, keys, large
// fingers, forced colours, paper. What axe-core cannot tell.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { badDay, INCIDENT } from "../support/badday.mjs";
import { assertNoSidewaysScroll } from "../support/browser.mjs";
import { focus, hardToHit, reachable, unforced, unreadable } from "../support/sight.mjs";
import { CALLS, PATIENCE, Stage } from "../support/stage.mjs";
import { OPEN } from "../support/story.mjs";

const FINGER = 44;
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

/** WCAG 2.2, 1.4.12: what a reader may ask for. */
const SPACING =
  "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

let stage;
let days;
let renew;
let here;
before(async () => {
  stage = await Stage.set();
  ({ days, renew } = await badDay(stage.world));
});
after(() => stage?.strike());
beforeEach(() => renew());
afterEach(async () => {
  const { troubles } = here;
  await here.close();
  assert.deepEqual(troubles, []);
});

/** Opens a portal, with what stands before and after the element; the panel is open, unless it is not wanted. */
async function portal({ body = "<fyr-status></fyr-status>", head = "", tag, lang = "nb", closed, ...options } = {}) {
  const around = `<p><a href="#a">Before</a></p>${body}<p><a href="#b">After</a></p>`;
  here = await stage.scene(stage.portal(head + stage.loader(days.bad, tag), around, lang), options);
  await here.element.locator("[part=banner] :is(button, a)").filter({ visible: true }).waitFor(PATIENCE);
  if (!closed) await here.openPanel();
}

/** Presses Tab from the link before to the one after; gives what had the focus between them. */
async function tabThrough() {
  await here.page.getByRole("link", { name: "Before" }).focus();
  const way = [];
  while (way.length < 40) {
    await here.page.keyboard.press("Tab");
    const it = await focus(here.page);
    if (it?.text === "After") return way;
    way.push(it);
  }
  return assert.fail("Tab does not lead out");
}

/** Lays rules over the element's own, as a reader's tool does; without any, takes them away. */
const lay = (css = "") =>
  here.element.evaluate((host, rules) => {
    window.laid ??= host.shadowRoot.appendChild(document.createElement("style"));
    window.laid.textContent = rules;
  }, css);

const height = () => here.element.evaluate((it) => it.getBoundingClientRect().height);

describe("everything can be read", () => {
  for (const [what, { head, css, viewport }] of Object.entries({
    "in 320 px": { viewport: NARROW },
    "twice as large": { viewport: WIDE, head: "<style>html{font-size:200%}</style>" },
    "twice as large in 320 px": { viewport: NARROW, head: "<style>html{font-size:200%}</style>" },
    "with wide spaces": { viewport: WIDE, css: SPACING },
    "with wide spaces in 320 px": { viewport: NARROW, css: SPACING },
  })) {
    test(`${what}, closed and open: nothing is cut off or covered, nothing scrolls sideways`, async () => {
      await portal({ head, viewport, closed: true });
      for (const turn of [async () => {}, here.openPanel]) {
        await turn();
        const was = await height();
        await lay(css);
        assert.deepEqual(await unreadable(here.element), []);
        await assertNoSidewaysScroll(here.page);
        if (css) assert.ok((await height()) > was, "what needs more room takes it");
        await lay();
      }
    });
  }
});

describe("everything can be hit", () => {
  const SMALL = "<style>html{font-size:14px}</style>";

  for (const [viewport, head, where] of [
    [WIDE, "", "1280 px"],
    [NARROW, "", "320 px"],
    [WIDE, SMALL, "1280 px, on a host with small letters"],
  ]) {
    test(`every button, link and row that opens is ${FINGER} px or more, and alone there, in ${where}`, async () => {
      await portal({ viewport, head });
      await here.element.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
      assert.deepEqual(await hardToHit(here.element, FINGER), []);
    });
  }

  for (const [head, where] of [["", ""], [SMALL, ", on a host with small letters"]]) {
    test(`so is the link that stands where the button would${where}`, async () => {
      await portal({ tag: 'data-wasm="off"', head, closed: true });
      assert.equal(await here.element.getByRole("link", { name: OPEN }).count(), 1);
      for (const viewport of [WIDE, NARROW]) {
        await here.page.setViewportSize(viewport);
        assert.deepEqual(await hardToHit(here.element, FINGER), []);
      }
    });
  }
});

describe("keys lead the way that is read", () => {
  const slotted = `<fyr-status><a slot="before" href="#c">First</a><a slot="after" href="#d">Last</a><h2 slot="heading"><a href="#e">Own</a></h2></fyr-status>`;

  for (const [closed, body, expected] of [
    [true, "<fyr-status></fyr-status>", [OPEN]],
    [true, slotted, ["First", OPEN, "Last"]],
    [false, slotted, undefined],
  ]) {
    const what = [closed ? "closed" : "open", body === slotted ? "with the portal's own in it" : ""].filter(Boolean);
    test(`${what.join(", ")}: the order of the keys is that of the tree and of the eye`, async () => {
      await portal({ closed, body });
      const way = await tabThrough();
      const texts = way.map(({ text }) => text);
      assert.deepEqual(texts, await reachable(here.element));
      if (expected) assert.deepEqual(texts, expected);
      else assert.ok(texts.length > 8 && texts[0] === "First" && texts[2] === "Own" && texts.at(-1) === "Last", `${texts}`);
      for (const [at, { top, left, bottom, text }] of way.entries()) {
        const before = way[at - 1];
        const beside = before && left > before.left && top < before.bottom && bottom > before.top;
        if (before) assert.ok(beside || top >= before.bottom - 1, `"${text}" stands before "${before.text}"`);
      }
    });
  }

  test("closed again, nothing in the panel can be reached or is told", async () => {
    await portal();
    await here.element.getByRole("button", { name: OPEN }).click();
    assert.deepEqual((await tabThrough()).map(({ text }) => text), [OPEN]);
    assert.equal(await here.element.getByRole("heading").count(), 0);
    assert.ok((await here.element.locator("[part=panel] summary").count()) > 0, "it is there, and hidden");
  });

  test("Escape closes from anywhere in the panel; closed, it is the portal's again", async () => {
    await portal();
    await here.page.evaluate(() => {
      window.escaped = 0;
      addEventListener("keydown", ({ key, defaultPrevented }) => (window.escaped += key === "Escape" && !defaultPrevented ? 1 : 0));
    });
    for (const inside of ["summary", "[part=panel] a", "[part=banner] button"]) {
      await here.element.locator(inside).first().focus();
      await here.page.keyboard.press("Escape");
      assert.equal((await focus(here.page)).text, OPEN, inside);
      assert.equal(await here.element.getByRole("button", { name: OPEN, expanded: false }).count(), 1, inside);
      await here.element.getByRole("button", { name: OPEN }).click();
    }
    await here.element.getByRole("button", { name: OPEN }).click();
    await here.page.keyboard.press("Escape");
    assert.equal((await focus(here.page)).text, OPEN);
    assert.equal(await here.page.evaluate(() => window.escaped), 4);
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`what has the focus has a ring in two colours, and nothing covers it, ${colorScheme}`, async () => {
      await portal({ colorScheme });
      const way = await tabThrough();
      const grounds = new Set(way.map(({ ground }) => ground));
      assert.ok(grounds.size >= 2, "on the ground and on a surface");
      for (const { text, outline, shadow, contrasts, covered } of way) {
        assert.ok(outline?.[1] >= 2 && shadow?.[1] >= outline[1] + 2, `${text}: ${JSON.stringify([outline, shadow])}`);
        assert.ok(contrasts.each >= 3 && contrasts.ground >= 3, `${text}: ${JSON.stringify(contrasts)}`);
        assert.ok(!covered, `${text} is covered`);
      }
    });
  }
});

describe("as a person has set up the machine", () => {
  for (const colorScheme of ["light", "dark"]) {
    test(`forced colours, ${colorScheme}: text, shapes and borders are the system's; so is the ring`, async () => {
      await portal({ forcedColors: "active", colorScheme });
      assert.deepEqual(await unforced(here.element), []);
      for (const { text, outline, ground } of await tabThrough()) {
        assert.ok(outline?.[1] >= 2, text);
        assert.notEqual(outline[0], ground, text);
      }
    });
  }

  test("on paper: the line, and the panel when it is open, without what can only be pressed", async () => {
    await portal();
    await here.page.emulateMedia({ media: "print" });
    const seen = (selector) => here.element.locator(selector).filter({ visible: true }).count();
    assert.equal(await seen("[part=banner] p"), 1);
    assert.equal(await seen("[part=banner] svg"), 1);
    assert.ok((await seen("[part=panel] h2")) >= 2);
    assert.equal(await seen("[part=panel] [part=footer] time"), 1, "how old it is");
    assert.equal(await seen("button"), 0);
    await here.page.emulateMedia({ media: "screen" });
    await here.element.getByRole("button", { name: OPEN }).click();
    await here.page.emulateMedia({ media: "print" });
    assert.deepEqual([await seen("[part=banner] p"), await seen("[part=panel]"), await seen("button, a")], [1, 0, 0]);
  });
});

describe("everything says what it is", () => {
  /** Every text inside the element, with the language that the element itself says it is in. */
  const spoken = () =>
    here.element.evaluate((host) => {
      const texts = document.createTreeWalker(host.shadowRoot, NodeFilter.SHOW_TEXT);
      const all = [];
      while (texts.nextNode()) {
        const { data, parentElement } = texts.currentNode;
        if (data.trim()) all.push([data.trim(), parentElement?.closest("[lang]")?.lang]);
      }
      return all;
    });

  for (const lang of ["nb", "sv"]) {
    test(`every text has its language, in ${lang} on a portal in German`, async () => {
      await portal({ body: `<fyr-status lang="${lang}"></fyr-status>`, lang: "de" });
      const foreign = (await spoken()).filter(([, said]) => said !== lang);
      // In the line, as the card's heading, as the newest message, and as the cause of what suffers by it.
      const english = [INCIDENT.title, INCIDENT.title, INCIDENT.text, INCIDENT.title].map((text) => [text, "en"]);
      assert.deepEqual(foreign, english);
    });
  }

  test("a component whose name is in another language, too", async () => {
    const english = async (route) => {
      const response = await route.fetch();
      const told = await response.json();
      told.components.find(({ id }) => id === "api").name = { text: "Interface", lang: "en" };
      await route.fulfill({ response, json: told });
    };
    const before = ({ context }) => context.route(CALLS, english);
    await portal({ body: '<fyr-status components="api"></fyr-status>', before });
    await here.element.locator("[part=banner]").getByText("Interface").waitFor(PATIENCE);
    const names = (await spoken()).filter(([text]) => text.includes("Interface"));
    assert.deepEqual(names, [["Interface", "en"], ["Interface", "en"]]);
  });

  test("headings begin at the level that is asked for, and leave none out", async () => {
    // what is asked for · the levels of the headings: the incidents, one of them, the components
    const expected = { 1: [1, 2, 1], 2: [2, 3, 2], 5: [5, 6, 5], 6: [6, 6, 6], 9: [6, 6, 6] };
    const body = Object.keys(expected).map((level) => `<fyr-status open heading-level="${level}"></fyr-status>`);
    await portal({ body: body.join(""), closed: true });
    for (const [at, levels] of Object.values(expected).entries()) {
      const headings = here.page.locator("fyr-status").nth(at).getByRole("heading");
      await headings.first().waitFor(PATIENCE);
      assert.deepEqual(await headings.evaluateAll((all) => all.map(({ localName }) => Number(localName[1]))), levels);
    }
  });
});
