// An element of one environment: it shows that one and says so, whatever stands beside it; of an environment that the page
// does not have it claims nothing.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { assertReadable } from "../support/browser.mjs";
import { PATIENCE, Stage } from "../support/stage.mjs";
import { LEVEL_WORDS, OPEN, WATCHED_OK, WORDS } from "../support/story.mjs";
import { HOSTS, TWOFOLD } from "../support/twofold.mjs";

let stage;
let here;
let page;
/** The same page when all is well in both. */
let other;
const ago = (seconds) => stage.world.clock(new Date(Date.now() - 1000 * seconds).toISOString());

const renew = () => Promise.all([page, other].map((it) => stage.world.round(it)));

before(async () => {
  stage = await Stage.set();
  page = stage.world.instance(TWOFOLD);
  stage.world.upstreams.when({ ...HOSTS.test.api, page }, refused);
  other = stage.world.instance(TWOFOLD);
  for (const seconds of [60, 0]) {
    await ago(seconds);
    await renew();
  }
});
after(() => stage?.strike());
beforeEach(renew);
afterEach(async () => {
  const { troubles } = here;
  await here.close();
  assert.deepEqual(troubles.filter((trouble) => !trouble.includes("env=stage")), []);
});

async function open(body, more = "") {
  here = await stage.scene(stage.portal(stage.loader(page).replace("embed.js", `embed.js${more}`), body));
}

const element = (number) => here.page.locator("fyr-status").nth(number);
const says = (words, number = 0) => here.says(words, element(number).locator("[part=banner]"));
const line = async (number = 0) => (await element(number).locator("[part=banner] p").innerText()).trim();
const set = (name, value) => here.element.evaluate((it, [key, to]) => (to === null ? it.removeAttribute(key) : it.setAttribute(key, to)), [name, value]);

const ALL_OK = "Alle våre systemer fungerer normalt";
const DOWN = `Twofold (Test): ${WORDS.major_outage}. API, Sandkasse`;
const WELL = `Twofold: ${WATCHED_OK}`;

describe("side by side, each tells of its own", () => {
  for (const more of ["", "?show=always", "?env=test"]) {
    test(`with the loader embed.js${more}`, async () => {
      await open('<fyr-status env="test" show="always"></fyr-status><fyr-status show="always"></fyr-status>', more);
      await says(WORDS.major_outage);
      await says(WATCHED_OK, 1);
      assert.deepEqual([await line(0), await line(1)], [DOWN, WELL]);
    });
  }

  test("where nothing is to be shown while all is well, only the one in trouble is", async () => {
    await open('<fyr-status></fyr-status><fyr-status env="test"></fyr-status>');
    await says(WORDS.major_outage, 1);
    assert.equal(await line(1), DOWN);
    assert.equal(await here.visible(/./, element(0)).count(), 0);
  });

  test("of one component, too", async () => {
    const one = (env) => `<fyr-status components="api" ${env} show="always"></fyr-status>`;
    await open(one('env="test"') + one('env="production"') + one(""));
    await says(`API (Test): ${WORDS.major_outage}`);
    for (const number of [1, 2]) await says(`API: ${WORDS.operational}`, number);
  });

  test("what the one is watched for is not said of the other", async () => {
    const watched = async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('"watched":false', '"watched":true') });
    };
    const html = stage.portal(stage.loader(other), '<fyr-status show="always"></fyr-status><fyr-status env="test" show="always"></fyr-status>');
    here = await stage.scene(html, { before: ({ context }) => context.route("**/embed.js", watched) });
    await says(ALL_OK);
    await says(WATCHED_OK, 1);
  });

  test("in their events", async () => {
    const told = () => {
      window.told = {};
      addEventListener("fyr-change", ({ target, detail }) => (window.told[target.getAttribute("env")] = detail));
    };
    const html = stage.portal(stage.loader(page), '<fyr-status env="test"></fyr-status><fyr-status env="production"></fyr-status>');
    here = await stage.scene(html, { before: (tab) => tab.page.addInitScript(told) });
    await here.page.waitForFunction(() => window.told.test?.level === "major_outage" && window.told.production?.level === "operational");
    const ids = await here.page.evaluate(() => Object.fromEntries(Object.entries(window.told).map(([env, { components }]) => [env, components.map(({ id }) => id)])));
    assert.deepEqual(ids, { test: ["api", "login", "sandbox"], production: ["api", "login", "mail"] });
  });
});

test("the panel is of the element's environment, and its link leads there", async () => {
  await open('<fyr-status env="test" open></fyr-status>');
  const row = (name) => element(0).locator("[part=item]", { hasText: name });
  await here.element.getByRole("heading").first().waitFor(PATIENCE);
  for (const [name, word] of [["Sandkasse", WORDS.major_outage], ["E-post", "Overvåkes ikke"], ["Innlogging", WORDS.operational]]) {
    assert.ok((await row(name).innerText()).includes(word), `${name}: ${word}`);
  }
  const href = await here.element.locator("[part=banner] [part=link]").getAttribute("href");
  assert.equal(href, `${stage.world.url}/${page}?lang=nb&env=test`);
  await set("env", null);
  await says(WATCHED_OK);
  await here.element.locator("[part=item]", { hasText: "Sandkasse" }).getByText("Overvåkes ikke").waitFor(PATIENCE);
  assert.equal(await line(), WELL);
});

test("a word for the environment in each language", async () => {
  await open('<fyr-status env="test" lang="en"></fyr-status>');
  await says(LEVEL_WORDS.en.major_outage);
  assert.match(await line(), /^Twofold \(Test\): /);
});

test("an environment that the page does not have is unknown under its own name, never another's", async () => {
  await open('<fyr-status env="stage" show="always"></fyr-status>');
  await says(WORDS.unknown);
  assert.match(await line(), new RegExp(`^Twofold \\(stage\\): ${WORDS.unknown}`));
  assert.equal(await here.visible(WATCHED_OK).count(), 0);
  await set("components", "api");
  await here.says(`Twofold (stage): ${WORDS.unknown}`);
});

test("the frame of an environment stays in it", async () => {
  here = await stage.scene(stage.portal("", ""));
  await here.page.goto(`${stage.world.url}/${page}/frame?env=test`);
  await here.says(DOWN);
});

test("a page of several environments can be read by everyone, and leads from one to the other", async () => {
  here = await stage.scene(stage.portal("", ""));
  await here.page.goto(`${stage.world.url}/${page}`);
  await assertReadable(here.page, "page-of-two-environments");
  await here.page.getByRole("navigation", { name: "Miljø" }).getByRole("link", { name: "Test" }).click();
  await here.page.getByRole("heading", { level: 1, name: "Driftsstatus for Twofold (Test)" }).waitFor(PATIENCE);
  assert.equal(await here.page.getByRole("link", { name: "Test" }).getAttribute("aria-current"), "true");
  await assertReadable(here.page, "page-of-the-other-environment");
});
