// A good guest in somebody else's page: what it asks for, what it leaves alone, what it does without, and what happens
// when the worker is unwell.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { assertNoSidewaysScroll } from "../support/browser.mjs";
import { A_WHILE, CALLS, PATIENCE, Stage, clocked, look, pass, watched } from "../support/stage.mjs";
import { OPEN, WATCHED_OK, WORDS } from "../support/story.mjs";
import { turning } from "../support/turning.mjs";


let stage;
let here;
before(async () => (stage = await Stage.set()));
after(() => stage?.strike());
beforeEach(() => stage.renew());
afterEach(() => here.close());

const isWidget = (path) => path.startsWith("/widget/");
const exceptions = () => here.troubles.filter((trouble) => trouble.startsWith("error"));

async function open(level, { body, tag, head = "", ...options } = {}) {
  here = await stage.scene(stage.portal(head + stage.loader(stage.pages[level], tag), body), options);
}

/** The link that stands where the button would, and leads to the page. */
async function assertLeadsToPage(level) {
  const link = here.element.getByRole("link", { name: OPEN });
  await link.waitFor(PATIENCE);
  assert.equal(await here.element.getByRole("button").filter({ visible: true }).count(), 0);
  assert.equal(await link.getAttribute("href"), `${stage.world.url}/${stage.pages[level]}?lang=nb`);
}

describe("what it asks for", () => {
  test("all is well: one request, and no widget", async () => {
    await open("operational");
    await here.page.waitForLoadState("networkidle");
    await here.page.waitForTimeout(A_WHILE);
    assert.deepEqual(here.asked, [`/${stage.pages.operational}/embed.js`]);
  });

  test("something is wrong: glue, wasm and snapshot, each once", async () => {
    await open("major_outage");
    await here.openPanel();
    const page = stage.pages.major_outage;
    const others = here.asked.filter((path) => !isWidget(path)).map((path) => path.split("?")[0]);
    assert.deepEqual(others, [`/${page}/embed.js`, `/api/v1/${page}`]);
    const endings = here.asked.filter(isWidget).map((path) => path.slice(path.lastIndexOf(".")));
    assert.deepEqual(endings.sort(), [".js", ".wasm"]);
    assert.deepEqual(here.troubles, []);
  });

  test("while nobody looks, nothing; when somebody looks again, at once", async () => {
    const before = (tab) => Promise.all([clocked(tab), watched(tab)]);
    await open("major_outage", { before });
    await here.openPanel();
    await here.page.waitForTimeout(A_WHILE);
    await look(here.page, true);
    const asked = here.asked.length;
    await pass(here.page, 90);
    assert.equal(here.asked.length, asked);
    await look(here.page, false);
    await here.page.waitForTimeout(A_WHILE);
    assert.equal(here.asked.length, asked + 1);
  });

  test("it leaves the page's names, cookies and storage alone", async () => {
    const names = () => here.page.evaluate(() => Object.getOwnPropertyNames(window).sort());
    await open("major_outage", { before: ({ context }) => context.route("**/embed.js", (route) => route.abort()) });
    const without = await names();
    await here.close();
    await open("major_outage");
    await here.openPanel();
    const more = (await names()).filter((name) => !without.includes(name));
    assert.ok(more.length <= 1, `${more}`);
    assert.deepEqual(await here.context.cookies(), []);
    assert.equal(await here.page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  });
});

test("a host that breaks what it draws with: what was drawn does not stand still, and the portal is told", async () => {
  const { page, turn } = await turning(stage);
  const html = stage.portal(stage.loader(page), '<fyr-status show="always"></fyr-status>');
  here = await stage.scene(html, { before: clocked });
  await here.says(WATCHED_OK);
  await here.page.evaluate(() => {
    addEventListener("fyr-change", ({ detail }) => (window.told = detail.level));
    Element.prototype.setAttribute = () => assert.fail("not here");
  });
  await turn();
  const told = () => here.page.evaluate(() => window.told);
  for (let passed = 0; passed < 90 && (await told()) !== "major_outage"; passed += 2) await pass(here.page, 2);
  assert.equal(await told(), "major_outage");
  assert.equal(await here.element.evaluate((it) => it.shadowRoot.textContent), "");
  assert.deepEqual(exceptions(), []);
});

describe("what it does without", () => {
  test('data-wasm="off": no widget is fetched, and the line leads to the page', async () => {
    await open("major_outage", { tag: 'data-wasm="off"' });
    await here.says(WORDS.major_outage);
    await assertLeadsToPage("major_outage");
    await here.page.waitForTimeout(A_WHILE);
    assert.deepEqual(here.asked.filter(isWidget), []);
    assert.deepEqual(here.troubles, []);
    await here.element.getByRole("link", { name: OPEN }).click();
    await here.page.waitForURL(`**/${stage.pages.major_outage}?lang=nb`);
  });

  test("when the widget cannot be had, the line stays and leads to the page", async () => {
    await open("major_outage", { before: ({ context }) => context.route("**/widget/**", (route) => route.abort()) });
    await here.says(WORDS.major_outage);
    await assertLeadsToPage("major_outage");
    assert.deepEqual(exceptions(), []);
  });
});

describe("when the widget breaks", () => {
  // Panics of the widget trap, too. This one is made: a function of the wasm is given a text outside its memory.
  const trap = (which) => {
    const { instantiateStreaming } = WebAssembly;
    window.trapped = [];
    WebAssembly.instantiateStreaming = async (...all) => {
      const { instance, module } = await instantiateStreaming.apply(WebAssembly, all);
      const broken = (...given) => {
        try {
          return instance.exports[which](...given.map((it, at) => (at > 0 && typeof it === "number" ? -16 : it)));
        } catch (error) {
          window.trapped.push(error instanceof WebAssembly.RuntimeError);
          throw error;
        }
      };
      return { instance: { exports: { ...instance.exports, [which]: broken } }, module };
    };
  };
  const trapped = () => here.page.evaluate(() => window.trapped);

  test("at its first breath: the line stays and leads to the page, and nobody else hears of it", async () => {
    await open("major_outage", { before: ({ page }) => page.addInitScript(trap, "mount") });
    await here.says(WORDS.major_outage);
    await assertLeadsToPage("major_outage");
    assert.deepEqual(await trapped(), [true]);
    assert.deepEqual(here.troubles, []);
  });

  test("while it is open: it gives way to the line and the link, also when its memory is tidied up", async () => {
    await open("major_outage", { before: (tab) => Promise.all([clocked(tab), tab.page.addInitScript(trap, "handle_show")]) });
    await here.openPanel();
    await pass(here.page, 90);
    await here.says(WORDS.major_outage);
    await assertLeadsToPage("major_outage");
    assert.equal(await here.element.getByRole("heading").filter({ visible: true }).count(), 0);
    assert.deepEqual(await trapped(), [true]);
    const devtools = await here.context.newCDPSession(here.page);
    for (let round = 0; round < 3; round += 1) {
      await devtools.send("HeapProfiler.collectGarbage");
      await here.page.waitForTimeout(A_WHILE);
    }
    assert.deepEqual(here.troubles, []);
  });
});

describe("when the worker is unwell", () => {
  test("polls fail and then work again: the line is back", async () => {
    let well = false;
    const answer = (route) => (well ? route.continue() : route.abort());
    await open("degraded", { before: (tab) => Promise.all([clocked(tab), tab.context.route(CALLS, answer)]) });
    await here.says(WORDS.degraded);
    await pass(here.page, 300, 5);
    await here.says(WORDS.unknown);
    well = true;
    await stage.renew();
    await pass(here.page, 330, 5);
    await here.says(WORDS.degraded);
    assert.deepEqual(exceptions(), []);
  });
});

describe("as a person has set up the machine", () => {
  const style = (selector, names) =>
    here.element.evaluate((host, [which, wanted]) => {
      const found = [...host.shadowRoot.querySelectorAll(which)];
      return found.map((it) => Object.fromEntries(wanted.map((name) => [name, getComputedStyle(it)[name]])));
    }, [selector, names]);
  const SIDES = ["Top", "Right", "Bottom", "Left"];

  test("forced colours: line, cards and buttons keep their borders", async () => {
    await open("partial_outage", { forcedColors: "active" });
    await here.openPanel();
    const widths = SIDES.map((side) => `border${side}Width`);
    const styles = SIDES.map((side) => `border${side}Style`);
    for (const selector of ["[part=banner]", "[part=incident], .card", "[part=footer] button"]) {
      const found = await style(selector, [...widths, ...styles, "backgroundColor", "borderTopColor"]);
      assert.ok(found.length > 0, selector);
      for (const it of found) {
        assert.ok(widths.every((width) => parseFloat(it[width]) >= 1), `${selector} ${JSON.stringify(it)}`);
        assert.ok(styles.every((side) => it[side] === "solid"), `${selector} ${JSON.stringify(it)}`);
        assert.notEqual(it.borderTopColor, it.backgroundColor, selector);
      }
    }
  });

  for (const where of ["banner", "panel"]) {
    test(`forced colours: shapes in the ${where} have the colour of text`, async () => {
      await open("partial_outage", { forcedColors: "active" });
      await here.openPanel();
      const [{ color }] = await style(`[part=${where}]`, ["color"]);
      const fills = (await style(`[part=${where}] svg`, ["fill"])).map(({ fill }) => fill);
      assert.deepEqual([...new Set(fills)], [color]);
    });
  }

  for (const [reducedMotion, how] of [["reduce", ""], ["no-preference", " by itself"]]) {
    test(`reduced motion "${reducedMotion}": nothing moves${how}`, async () => {
      await open("partial_outage", { reducedMotion });
      await here.openPanel();
      const moving = await here.element.evaluate((host, still) => {
        const looks = (it) => [null, "::before", "::after"].map((part) => getComputedStyle(it, part));
        const moves = ({ animationName, transitionDuration }) =>
          animationName !== "none" || (still && transitionDuration.split(", ").some((it) => parseFloat(it) > 0));
        const found = [...host.shadowRoot.querySelectorAll("*")].filter((it) => looks(it).some(moves));
        return found.map((it) => it.outerHTML.slice(0, 80));
      }, reducedMotion === "reduce");
      assert.deepEqual(moving, []);
    });
  }

  for (const width of [640, 320]) {
    test(`text twice as large in ${width} px: nothing scrolls sideways, nothing is cut off`, async () => {
      const head = "<style>html{font-size:32px}</style>";
      await open("partial_outage", { head, viewport: { width, height: 800 } });
      await here.openPanel();
      assert.equal((await style("[part=banner]", ["fontSize"]))[0].fontSize, "32px", "the text follows the host's");
      await assertNoSidewaysScroll(here.page);
      const cut = await here.element.evaluate((host) => {
        const inside = [...host.shadowRoot.querySelectorAll("[part=banner] *, [part=panel] *")];
        const clipped = (it) => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflowX !== "visible";
        return inside.filter(clipped).map((it) => it.outerHTML.slice(0, 80));
      });
      assert.deepEqual(cut, []);
    });
  }
});
