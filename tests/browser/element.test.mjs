// What `/docs/embed` says of `<fyr-status>`, attribute by attribute, and what the element does when it is used.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { focused } from "../support/browser.mjs";
import { A_WHILE, PATIENCE, Stage, clocked, pass } from "../support/stage.mjs";
import { LEVEL_WORDS, OPEN, PAUSE, RESUME, WATCHED_OK, WORDS } from "../support/story.mjs";
import { turning } from "../support/turning.mjs";


let stage;
let here;
before(async () => (stage = await Stage.set()));
after(() => stage?.strike());
beforeEach(() => stage.renew());
afterEach(async () => {
  const { troubles } = here;
  await here.close();
  assert.deepEqual(troubles, [], "nothing went wrong on the page");
});

const loaderAt = (level, more) => stage.loader(stage.pages[level], more);

/** Opens a portal with the loader of the page that is at `level`. */
async function open(level, body, { lang, ...options } = {}) {
  here = await stage.scene(stage.portal(loaderAt(level), body, lang), options);
  return here;
}

const heights = () =>
  here.page.locator("fyr-status").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));

async function saysNothing() {
  await here.page.waitForFunction(() => customElements.get("fyr-status"));
  await here.page.waitForTimeout(A_WHILE);
  assert.deepEqual((await heights()).filter((height) => height > 0), []);
}

describe("the tag alone", () => {
  const around = () =>
    here.page.evaluate(() => {
      const { previousElementSibling: one, nextElementSibling: other } = document.querySelector("fyr-status");
      return [one?.localName, other?.localName];
    });

  test("the line appears where the tag stands", async () => {
    here = await stage.scene(stage.portal("", `<p>Before</p>${loaderAt("major_outage")}<h2>After</h2>`));
    await here.says(WORDS.major_outage);
    assert.deepEqual(await around(), ["script", "h2"]);
  });

  test("in the head, it appears first of all", async () => {
    here = await stage.scene(stage.portal(loaderAt("major_outage"), "<p>After</p>"));
    await here.says(WORDS.major_outage);
    assert.deepEqual(await around(), [undefined, "main"]);
  });

  test("twice, there is one line", async () => {
    const twice = loaderAt("major_outage") + loaderAt("major_outage");
    here = await stage.scene(stage.portal("", `<p>Before</p>${twice}<p>After</p>`));
    await here.says(WORDS.major_outage);
    await here.page.waitForTimeout(A_WHILE);
    assert.equal((await heights()).length, 1);
  });

  test("twice and with an element, the element is the only line", async () => {
    here = await stage.scene(stage.portal(loaderAt("major_outage").repeat(2)));
    await here.says(WORDS.major_outage);
    await here.page.waitForTimeout(A_WHILE);
    assert.equal((await heights()).length, 1);
  });
});

describe("components", () => {
  for (const ids of ["web", "web,shop", " web , shop "]) {
    test(`"${ids}": nothing is shown, though the API is down`, async () => {
      await open("major_outage", `<fyr-status components="${ids}"></fyr-status>`);
      await saysNothing();
    });
  }

  for (const ids of ["api", "web,api", "web api"]) {
    test(`"${ids}": the API is down`, async () => {
      await open("major_outage", `<fyr-status components="${ids}"></fyr-status>`);
      await here.says(WORDS.major_outage);
      await here.says("API");
    });
  }

  test("changed by a script, the line follows", async () => {
    await open("major_outage", '<fyr-status components="web"></fyr-status>');
    await saysNothing();
    await here.element.evaluate((it) => it.setAttribute("components", "api"));
    await here.says(WORDS.major_outage);
  });

  test("the panel shows those components and no other", async () => {
    await open("major_outage", '<fyr-status components="api"></fyr-status>');
    await here.openPanel();
    assert.equal(await here.element.getByText("Nettsted").count(), 0);
    assert.equal(await here.element.getByText("Butikk").count(), 0);
  });
});

describe("lang", () => {
  // the element · the document's language · language of the line
  for (const [element, lang, given] of [
    ['<fyr-status lang="nn"></fyr-status>', "en", "nn"],
    ['<fyr-status lang="sv"></fyr-status>', "nb", "sv"],
    ['<fyr-status lang="no"></fyr-status>', "en", "nb"],
    ['<fyr-status lang="en-GB"></fyr-status>', "nb", "en"],
    ['<fyr-status lang="de"></fyr-status>', "en", "nb"],
    ["<fyr-status></fyr-status>", "sv", "sv"],
    ["<fyr-status></fyr-status>", "no", "nb"],
    ["<fyr-status></fyr-status>", "de", "nb"],
    ['<div lang="en"><p><fyr-status></fyr-status></p></div>', "nb", "en"],
  ]) {
    test(`${element} in a document in ${lang}: ${given}`, async () => {
      await open("major_outage", element, { lang });
      await here.says(LEVEL_WORDS[given].major_outage);
      const said = here.element.getByText(LEVEL_WORDS[given].major_outage).first();
      assert.equal(await said.evaluate((it) => it.closest("[lang]")?.lang), given, "a screen reader is told");
    });
  }

  test('"no" is nb, also on a page that begins with another language', async () => {
    const another = async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('"langs":{', '"langs":{"xx":null,');
      await route.fulfill({ response, body });
    };
    const before = ({ context }) => context.route("**/embed.js", another);
    await open("major_outage", '<fyr-status lang="no"></fyr-status>', { before });
    await here.says(WORDS.major_outage);
  });

  test("changed by a script, line and panel follow", async () => {
    await open("major_outage");
    await here.openPanel();
    await here.element.evaluate((it) => it.setAttribute("lang", "en"));
    await here.says(LEVEL_WORDS.en.major_outage);
    await here.says("The whole service is affected.");
  });
});

describe("show", () => {
  test("without it, nothing is shown while all is well", async () => {
    await open("operational");
    await saysNothing();
  });

  test('"always": the line is there while all is well', async () => {
    await open("operational", '<fyr-status show="always"></fyr-status>');
    await here.says(WATCHED_OK);
  });
});

describe("page", () => {
  /** Two loaders, the second of which arrives first when `turned`. */
  async function both(body, turned) {
    const first = stage.pages.degraded;
    const late = async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.continue();
    };
    const path = `**/${turned ? first : stage.pages.major_outage}/embed.js`;
    const head = loaderAt("degraded") + loaderAt("major_outage");
    here = await stage.scene(stage.portal(head, body), { before: ({ context }) => context.route(path, late) });
    await here.page.waitForLoadState("networkidle");
  }

  for (const turned of [false, true]) {
    const order = turned ? "the second loader arrives first" : "the first loader arrives first";

    test(`names the page it is about, when ${order}`, async () => {
      const about = (level) => `<fyr-status page="${stage.pages[level]}"></fyr-status>`;
      await both(about("major_outage") + about("degraded"), turned);
      const elements = here.page.locator("fyr-status");
      await here.says(WORDS.major_outage, elements.nth(0));
      await here.says(WORDS.degraded, elements.nth(1));
      assert.equal(await elements.count(), 2);
    });

    test(`without it, the first loader of the document counts, when ${order}`, async () => {
      await both("<fyr-status></fyr-status>", turned);
      await here.says(WORDS.degraded);
      assert.equal(await here.visible(WORDS.major_outage).count(), 0);
    });
  }
});

describe("heading-level", () => {
  const level = (it) => Number(it.ariaLevel ?? it.localName.slice(1));
  const levels = async () => Promise.all((await here.element.getByRole("heading").all()).map((it) => it.evaluate(level)));

  for (const [attribute, first] of [["", 2], ['heading-level="4"', 4], ['heading-level="6"', 6]]) {
    test(`${attribute || "without it"}: headings begin at ${first}`, async () => {
      await open("partial_outage", `<fyr-status ${attribute}></fyr-status>`);
      await here.openPanel();
      const found = await levels();
      assert.equal(Math.min(...found), first, `${found}`);
      assert.ok(Math.max(...found) <= 6, `${found}`);
    });
  }
});

describe("in use", () => {
  test("fyr-change tells the level and the components, once, and again when they change", async () => {
    const { page, turn } = await turning(stage);
    const listen = () => {
      window.heard = [];
      addEventListener("fyr-change", ({ detail, target }) => window.heard.push({ ...detail, from: target.localName }));
    };
    const before = (tab) => Promise.all([clocked(tab), tab.page.addInitScript(listen)]);
    const body = '<fyr-status components="api,web"></fyr-status>';
    here = await stage.scene(stage.portal(stage.loader(page), body), { before });
    const heard = async (count) => {
      await here.page.waitForFunction((many) => window.heard.length >= many, count, PATIENCE);
      return here.page.evaluate(() => window.heard);
    };
    const well = ["api", "web"].map((id) => ({ id, level: "operational" }));
    assert.deepEqual(await heard(1), [{ page, level: "operational", components: well, from: "fyr-status" }]);
    const spoken = here.element.getByRole("status");
    assert.equal(await spoken.textContent(), "", "what was so from the start is not spoken");

    await turn();
    // What is spoken stands for some seconds only: then it has been heard.
    let said = "";
    for (let passed = 0; passed < 60 && said === ""; passed += 2) {
      await pass(here.page, 2);
      said = await spoken.textContent();
    }
    assert.match(said, new RegExp(WORDS.major_outage), "what has changed is spoken");
    const down = (await heard(2)).at(-1);
    assert.equal(down.level, "major_outage");
    assert.deepEqual(down.components, [{ id: "api", level: "major_outage" }, { id: "web", level: "operational" }]);
    await here.says(WORDS.major_outage);
  });

  test("Escape closes the panel and gives the focus back", async () => {
    await open("major_outage");
    await here.openPanel();
    await here.element.getByRole("button", { name: PAUSE }).focus();
    await here.page.keyboard.press("Escape");
    await here.element.getByRole("heading").first().waitFor({ state: "hidden" });
    assert.equal((await focused(here.page)).text, OPEN);
    assert.equal(await here.element.getByRole("button", { expanded: false }).count(), 1);
  });

  test("pause stops every request, and resume asks at once", async () => {
    await open("major_outage", undefined, { before: clocked });
    await here.openPanel();
    await here.element.getByRole("button", { name: PAUSE }).click();
    await here.page.waitForTimeout(A_WHILE);
    const paused = here.asked.length;
    await pass(here.page, 600, 5);
    await here.page.waitForTimeout(A_WHILE);
    assert.equal(here.asked.length, paused, `${here.asked.slice(paused)}`);
    await here.element.getByRole("button", { name: RESUME }).click();
    await here.page.waitForTimeout(A_WHILE);
    assert.equal(here.asked.length, paused + 1, `${here.asked.slice(paused)}`);
  });

  test("taken out and put back, it is there once, and goes on", async () => {
    await open("major_outage", undefined, { before: clocked });
    await here.openPanel();
    const headings = await here.element.getByRole("heading").count();
    await here.page.evaluate(async () => {
      const element = document.querySelector("fyr-status");
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
      document.body.append(element);
      document.querySelector("main").append(element);
    });
    await here.says(WORDS.major_outage);
    await here.page.waitForTimeout(A_WHILE);
    assert.equal(await here.visible(OPEN).count(), 1);
    assert.equal(await here.element.getByRole("heading").count(), headings);
    const before = here.asked.length;
    await pass(here.page, 15);
    await here.page.waitForTimeout(A_WHILE);
    const more = here.asked.length - before;
    assert.ok(more >= 1 && more <= 2, `${more} requests in 15 s`);
  });

  test("taken out, it asks nobody", async () => {
    await open("major_outage", undefined, { before: clocked });
    await here.openPanel();
    await here.page.waitForTimeout(A_WHILE);
    await here.element.evaluate((it) => it.remove());
    const before = here.asked.length;
    await pass(here.page, 60);
    assert.equal(here.asked.length, before);
  });
});
