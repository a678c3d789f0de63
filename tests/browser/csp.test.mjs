// The policies that `/docs/embed` documents, in a portal of another origin that allows nothing else and reports everything:
// each step of the ladder works under its own, and nobody complains.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { NONCE, complaints, documented, policy } from "../support/csp.mjs";
import { A_WHILE, PATIENCE, Stage, clocked, pass } from "../support/stage.mjs";
import { OPEN, WORDS } from "../support/story.mjs";
import { turning } from "../support/turning.mjs";

const OFF = 'data-wasm="off"';
const UNREACHED = /^console: (Failed to load resource|Connecting to|Refused to connect|Fetch API cannot load)/;

let stage;
let here;
before(async () => (stage = await Stage.set()));
after(() => stage?.strike());
beforeEach(() => stage.renew());
afterEach(async () => {
  await here?.close();
  here = undefined;
});

/** Opens a portal under a policy. The tag has the nonce, whether or not the policy asks for it. */
async function open(csp, page, { tag = "", body, clock } = {}) {
  const html = stage.portal(stage.loader(page, `nonce="${NONCE}" ${tag}`), body);
  const prepare = async (tab) => {
    if (clock) await clocked(tab);
    Object.assign(tab, await complaints(tab, stage.host));
  };
  here = await stage.scene(html, { headers: { "content-security-policy": csp }, before: prepare });
}

/** What anybody has complained of: in events, in reports, on the console, or by throwing. */
async function complained() {
  await here.page.waitForTimeout(A_WHILE);
  return { events: await here.events(), reports: here.reports, troubles: here.troubles };
}
const NOBODY = { events: [], reports: [], troubles: [] };

async function assertLinkLeads(page) {
  const link = here.element.getByRole("link", { name: OPEN });
  await link.waitFor(PATIENCE);
  assert.equal(await here.element.getByRole("button").filter({ visible: true }).count(), 0);
  await link.click();
  await here.page.waitForURL(`${stage.world.url}/${page}?lang=nb`);
}

/** Lets time pass until the page says this. */
async function saysInTime(words, seconds) {
  const found = here.visible(words).first();
  for (let passed = 0; passed < seconds && !(await found.count()); passed += 5) await pass(here.page, 5, 5);
  await here.says(words);
}

test("who complains is heard: without leave for our script, nothing is shown and everybody says so", async () => {
  const csp = await policy(stage.world.url, "line", (it) => it.replace(/script-src [^;]*/, "script-src 'none'"));
  await open(csp, stage.pages.degraded, { tag: OFF });
  const { events, reports, troubles } = await complained();
  assert.deepEqual(events, ["script-src-elem"]);
  assert.deepEqual(reports, ["script-src-elem"]);
  assert.ok(troubles.length > 0);
  assert.equal(await here.element.evaluate((it) => it.getBoundingClientRect().height), 0);
});

for (const [how, end] of [
  ["by nonce", ""],
  ["by origin", "-origin"],
]) {
  describe(how, () => {
    test("the line, in trouble at load: line and link work, and nobody complains", async () => {
      await open(await policy(stage.world.url, `line${end}`), stage.pages.degraded, { tag: OFF });
      await here.says(WORDS.degraded);
      assert.deepEqual(await complained(), NOBODY);
      assert.ok(
        here.asked.every((path) => !path.endsWith(".wasm")),
        `${here.asked}`,
      );
      await assertLinkLeads(stage.pages.degraded);
    });

    test("the line, well at load and in trouble later: what draws is fetched, and nobody complains", async () => {
      const { page, turn } = await turning(stage);
      await open(await policy(stage.world.url, `line${end}`), page, { tag: OFF, clock: true });
      await here.page.waitForTimeout(A_WHILE);
      assert.deepEqual(here.asked, [`/${page}/embed.js`]);
      await turn();
      await saysInTime(WORDS.major_outage, 60);
      assert.deepEqual(await complained(), NOBODY);
      await here.page.waitForTimeout(A_WHILE); // the browser tells of its requests when it has time
      assert.ok(
        here.asked.some((path) => /\/(embed|widget)\/\w+[./]/.test(path)),
        `${here.asked}`,
      );
      await assertLinkLeads(page);
    });

    test("the line's policy and a tag that wants more: one complaint at most, and a link", async () => {
      await open(await policy(stage.world.url, `line${end}`), stage.pages.degraded);
      await here.says(WORDS.degraded);
      await here.element.getByRole("link", { name: OPEN }).waitFor(PATIENCE);
      const { events, reports, troubles } = await complained();
      assert.ok(events.length <= 1, `${events}`);
      assert.ok(reports.length <= 1, `${reports}`);
      assert.deepEqual(
        troubles.filter((it) => it.startsWith("error")),
        [],
      );
      await assertLinkLeads(stage.pages.degraded);
    });

    test("the widget: it runs, and nobody complains", async () => {
      await open(await policy(stage.world.url, `widget${end}`), stage.pages.degraded);
      await here.openPanel();
      assert.deepEqual(await complained(), NOBODY);
    });

    test("the widget, well at load and in trouble later: it runs, and nobody complains", async () => {
      const { page, turn } = await turning(stage);
      await open(await policy(stage.world.url, `widget${end}`), page, { clock: true });
      await turn();
      await saysInTime(WORDS.major_outage, 60);
      await pass(here.page, 2);
      await here.openPanel();
      assert.deepEqual(await complained(), NOBODY);
    });

    for (const level of ["degraded", "operational"]) {
      test(`without connect-src, ${level} at load: unknown in time, and only what the browser says of connecting`, async () => {
        const csp = await policy(stage.world.url, `line${end}`, (it) => it.replace(/connect-src [^;]*;?/, ""));
        await open(csp, stage.pages[level], { tag: OFF, clock: true });
        if (level === "degraded") await here.says(WORDS.degraded);
        await saysInTime(WORDS.unknown, 400);
        assert.equal(await here.visible(WORDS.operational).count(), 0);
        const { events, reports, troubles } = await complained();
        const asked = here.asked.filter((path) => path.startsWith("/api/")).length;
        assert.deepEqual(events, Array(events.length).fill("connect-src"));
        assert.ok(events.length > 0 && events.length <= 12, `${events.length} complaints, ${asked} requests`);
        assert.deepEqual(
          troubles.filter((it) => !UNREACHED.test(it)),
          [],
        );
      });
    }
  });
}

test("no documented policy allows more than its step needs", async () => {
  for (const id of ["badge", "frame", "line", "line-origin", "widget", "widget-origin"]) {
    const text = await documented(stage.world.url, id);
    assert.doesNotMatch(text, /unsafe-inline|'unsafe-eval'|\*|style-src|strict-dynamic|data:|blob:/, id);
    assert.equal(/'wasm-unsafe-eval'/.test(text), id.startsWith("widget"), text);
    assert.equal(/script-src|connect-src/.test(text), !/badge|frame/.test(id), text);
  }
});

describe("without a script of ours", () => {
  test("the badge is shown, and nobody complains", async () => {
    const page = stage.pages.degraded;
    const badge = `<img alt="Driftsstatus" src="${stage.world.url}/${page}/badge.svg?lang=nb">`;
    const html = stage.portal("", badge);
    const headers = { "content-security-policy": await policy(stage.world.url, "badge") };
    here = await stage.scene(html, {
      headers,
      before: async (tab) => Object.assign(tab, await complaints(tab, stage.host)),
    });
    assert.ok(await here.page.locator("img").evaluate((it) => it.complete && it.naturalWidth > 40));
    assert.deepEqual(await complained(), NOBODY);
  });

  test("the frame is shown to a portal that the page names, and nobody complains", async () => {
    const page = stage.pages.degraded;
    const portal = "https://portal.story.example/";
    const frame = `<iframe title="Driftsstatus" width="900" height="600" src="${stage.world.url}/${page}/frame?lang=nb"></iframe>`;
    const headers = { "content-type": "text/html", "content-security-policy": await policy(stage.world.url, "frame") };
    const shown = { status: 200, headers, body: stage.portal("", frame) };
    const before = async (tab) => {
      Object.assign(tab, await complaints(tab, stage.host));
      // The browser asks people before a site reaches into their own machine, where the tests' worker is.
      await tab.context.grantPermissions(["local-network-access"], { origin: portal });
      await tab.context.route(`${portal}**`, (route) =>
        route.fulfill(route.request().method() === "POST" ? { status: 204 } : shown),
      );
    };
    here = await stage.scene(stage.portal(""), { before });
    await here.page.goto(portal);
    const framed = here.page.frameLocator("iframe");
    await framed.getByText(WORDS.degraded).filter({ visible: true }).first().waitFor(PATIENCE);
    assert.equal(await framed.getByRole("link", { name: "Åpne statussiden" }).getAttribute("target"), "_blank");
    assert.deepEqual(await complained(), NOBODY);
  });
});
