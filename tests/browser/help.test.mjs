// Help in a portal: `<fyr-support>` and the same in the panel. The same answers as the form without a script, question by
// question; what is known comes and goes by itself; a report is begun, masked and handed over, and nothing of it is sent.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { SCHEMES, assertNoSidewaysScroll, focused, launch, shoot, tab, violations } from "../support/browser.mjs";
import { json } from "../support/behaviours.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { site } from "../support/host.mjs";
import { PATIENCE, clocked, pass } from "../support/stage.mjs";
import { World } from "../support/world.mjs";

const SHIPPED = ["digdir", "digg-sdk", "digireq", "nhn-dokumentlager"];
/** A Tuesday at ten, in Oslo and in Stockholm. */
const TUESDAY = "2026-05-05T08:00:10Z";
const HOST = "status.helpdesk.example";
/** A person's number of the right form, and nobody's: that of a test person. */
const IDENTITY = "13105230189";
const DOWN = { title: "Login does not answer", impact: "critical", affects: ["Login"], text: "The next message comes at 11:00." };

let world;
let browser;
let portal;
let here;
before(async () => {
  world = await World.start();
  portal = await site({});
  browser = await launch();
  await world.clock(TUESDAY);
});
after(async () => {
  await browser?.close();
  await portal?.stop();
  await world?.stop();
});
afterEach(leave);

/** Closes the tab; nothing went wrong in it. */
async function leave() {
  const troubles = here?.troubles ?? [];
  await here?.close();
  here = undefined;
  assert.deepEqual(troubles, []);
}

let opened = 0;
/** Opens a portal with these elements of a page; gives the tab, and what was asked of the worker. */
async function open(page, body, { lang = "nb", tag = "", before, ...options } = {}) {
  const path = `/help-${(opened += 1)}`;
  const script = `<script async crossorigin="anonymous" referrerpolicy="no-referrer" ${tag} src="${world.url}/${page}/embed.js"></script>`;
  portal.pages[path] = () => ({
    body: `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Portal</title>
      <meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      ${script}<main><h1>Portal</h1>${body}</main></html>`,
  });
  here = await tab(browser, options);
  here.asked = [];
  here.page.on("request", (request) => here.asked.push(request));
  await before?.(here);
  await here.page.goto(portal.url + path);
  return here.page;
}

const SUPPORT = "<fyr-support></fyr-support>";
const form = (page) => page.locator("fyr-support form").waitFor(PATIENCE);
const choose = (page, name) => page.getByRole("radio", { name, exact: true }).check(PATIENCE);
const find = (page) => page.getByRole("button", { name: "Finn rett kontakt" }).click(PATIENCE);
const answered = (page) => page.getByRole("heading", { name: "Rett kontakt", exact: true }).waitFor(PATIENCE);

async function helped(body = SUPPORT, options = {}) {
  const page = world.instance("helpdesk");
  await world.round(page);
  const tabbed = await open(page, body, options);
  return { id: page, tabbed };
}

async function askAboutLogin(tabbed) {
  await choose(tabbed, "Kunde");
  await choose(tabbed, "Jeg får ikke logget inn");
  await choose(tabbed, "C – Mindre alvorlig");
  await find(tabbed);
  await answered(tabbed);
}

test("by keyboard: the questions, and the focus goes to the answer", async () => {
  const { tabbed } = await helped();
  await form(tabbed);
  const press = (key) => tabbed.keyboard.press(key);
  await tabbed.getByRole("radio").first().focus();
  await press("Space");
  await press("Tab");
  await press("Space");
  await press("Tab");
  await press("Tab");
  await press("ArrowDown");
  await press("Enter");
  await answered(tabbed);
  assert.equal((await focused(tabbed)).text, "Rett kontakt");
  const first = tabbed.locator("fyr-support .contact").first();
  assert.equal(await first.getByRole("heading").innerText(), "Brukerstøtte");
  assert.equal(await first.getByRole("link").getAttribute("href"), "tel:22000000");
  assert.equal(new URL(tabbed.url()).search, "", "nothing is kept in the address");
  const kept = await tabbed.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await caches.keys()).length]);
  assert.deepEqual(kept, [0, 0, "", 0]);
});

test("what has not been answered is not asked", async () => {
  const { tabbed } = await helped();
  await form(tabbed);
  const before = here.asked.length;
  await find(tabbed);
  assert.equal(here.asked.slice(before).filter((request) => request.url().includes("/support/")).length, 0);
});

test("it is readable by everyone: light, dark, 320 pixels, both languages", async () => {
  for (const colorScheme of SCHEMES) {
    for (const lang of ["nb", "en"]) {
      const { tabbed } = await helped(SUPPORT, { lang, colorScheme, viewport: { width: 320, height: 800 } });
      await form(tabbed);
      assert.deepEqual(await violations(tabbed), [], `${colorScheme} ${lang}`);
      await tabbed.locator("fyr-support form").evaluate((it) => {
        it.querySelectorAll("fieldset").forEach((one) => (one.querySelector("input").checked = true));
        it.requestSubmit();
      });
      await tabbed.locator("fyr-support .contact").first().waitFor(PATIENCE);
      await tabbed.locator("fyr-support").getByRole("button").nth(0).click();
      await tabbed.locator("fyr-support textarea").waitFor(PATIENCE);
      assert.deepEqual(await violations(tabbed), [], `${colorScheme} ${lang}, answered`);
      await assertNoSidewaysScroll(tabbed);
      await shoot(tabbed, `help-${lang}-${colorScheme}-320`);
      await leave();
    }
  }
});

test("the portal says who asks", async () => {
  for (const body of [`<fyr-support role="operator"></fyr-support>`, `<fyr-support data-role="operator"></fyr-support>`]) {
    await leave();
    const { tabbed } = await helped(body);
    await form(tabbed);
    assert.ok(await tabbed.getByRole("radio", { name: "Driftsoperatør" }).isChecked());
  }
});

test("nothing is fetched until somebody comes near, and the line comes all the same", async () => {
  const { tabbed } = await helped(`<div style="height: 5000px"></div>${SUPPORT}`);
  await tabbed.waitForFunction(() => customElements.get("fyr-support"));
  await tabbed.waitForTimeout(500);
  const fetched = () => here.asked.map((request) => new URL(request.url()).pathname).filter((path) => /wasm|drawn/.test(path));
  assert.deepEqual(fetched(), []);
  assert.equal(await tabbed.locator("fyr-status").count(), 1);
  await tabbed.locator("fyr-support").scrollIntoViewIfNeeded();
  await tabbed.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await form(tabbed);
  assert.equal(fetched().length, 2);
});

test("without wasm, it is a link to the page of help", async () => {
  const { id, tabbed } = await helped(SUPPORT, { tag: 'data-wasm="off"' });
  const link = tabbed.locator("fyr-support").getByRole("link", { name: "Få hjelp" });
  await link.waitFor(PATIENCE);
  assert.equal(await link.getAttribute("href"), `${world.url}/${id}/support?lang=nb`);
});

test("in the panel: offered, asked, answered", async () => {
  const { tabbed } = await helped(`<fyr-status show="always"></fyr-status>`);
  await tabbed.getByRole("button", { name: "Vis driftsstatus" }).click(PATIENCE);
  await find(tabbed);
  await tabbed.locator("fyr-status form").waitFor(PATIENCE);
  assert.equal((await focused(tabbed)).text, "Få hjelp");
  await askAboutLogin(tabbed);
  assert.equal((await focused(tabbed)).text, "Rett kontakt");
  assert.deepEqual(await violations(tabbed), []);
  await shoot(tabbed, "help-panel");
});

/** Until every source has been asked again; nothing is stale on the way. */
async function later(page) {
  for (let step = 0; step < 3; step += 1) await world.on(page, "2m");
}

test("an incident makes it known within one poll, and it is so no longer when it is resolved; the focus stays", async () => {
  const { id, tabbed } = await helped(SUPPORT, { before: (it) => clocked(it, { time: new Date(world.now()) }) });
  await form(tabbed);
  await askAboutLogin(tabbed);
  const headings = () => tabbed.locator("fyr-support").getByRole("heading").allInnerTexts();
  assert.ok(!(await headings()).includes("Dette er kjent"));
  const link = tabbed.locator("fyr-support .contact").getByRole("link").first();
  await link.focus();
  world.upstreams.when({ host: HOST, page: id }, json(summaryOf(HOST, { components: { Login: "major_outage" }, incidents: [DOWN] })));
  await later(id);
  await pass(tabbed, 36);
  assert.deepEqual((await headings()).slice(1, 4), ["Rett kontakt", "Dette er kjent", "Login does not answer"]);
  assert.equal((await focused(tabbed)).text, "Ring 22 00 00 00");
  world.upstreams.when({ host: HOST, page: id }, json(summaryOf(HOST)));
  await later(id);
  await pass(tabbed, 14);
  assert.ok(!(await headings()).includes("Dette er kjent"));
  assert.equal((await focused(tabbed)).text, "Ring 22 00 00 00");
});

test("when nobody answers any more, nobody is said to be there; how they are reached stays", async () => {
  const { tabbed } = await helped(SUPPORT, { before: (it) => clocked(it, { time: new Date(world.now()) }) });
  await form(tabbed);
  await askAboutLogin(tabbed);
  const first = tabbed.locator("fyr-support .contact").first();
  assert.match(await first.innerText(), /Åpent nå/);
  await here.page.route("**/api/v1/**", (route) => route.abort());
  await pass(tabbed, 400, 8);
  const told = await first.innerText();
  assert.doesNotMatch(told, /Åpent nå/);
  assert.match(told, /Vi vet ikke om det er åpent nå/);
  assert.equal(await first.getAttribute("data-tone"), "info");
  assert.equal(await first.getByRole("link").getAttribute("href"), "tel:22000000");
  here.troubles.splice(0, here.troubles.length, ...here.troubles.filter((it) => !it.includes("ERR_FAILED")));
});

describe("a report", () => {
  async function begun() {
    const { tabbed } = await helped(SUPPORT, { permissions: ["clipboard-read", "clipboard-write"] });
    await form(tabbed);
    await askAboutLogin(tabbed);
    await tabbed.getByRole("button", { name: "Skriv meldingen her" }).click();
    const text = tabbed.getByRole("textbox", { name: "Meldingen din" });
    await text.waitFor(PATIENCE);
    return { tabbed, text };
  }

  test("it begins with what is known, and the focus goes there", async () => {
    const { tabbed, text } = await begun();
    assert.equal((await focused(tabbed)).tag, "textarea");
    const said = await text.inputValue();
    for (const line of [/^Tidspunkt feilen inntraff: .+ kl\. /, /\nMiljø: Produksjon\n/, /\nBeskrivelse av feilen: Jeg får ikke logget inn\n/]) assert.match(said, line);
    await shoot(tabbed, "help-report");
  });

  test("what must not be told is said, masked, and goes nowhere", async () => {
    const { tabbed, text } = await begun();
    const before = here.asked.length;
    await text.fill(`Gjelder ${IDENTITY}. Authorization: Bearer abcdef0123456789`);
    await tabbed.getByText("Noe som ser ut som et fødselsnummer").waitFor(PATIENCE);
    await tabbed.getByText("Noe som ser ut som et passord").waitFor(PATIENCE);
    const links = tabbed.locator("fyr-support .ways a");
    const hrefs = await links.evaluateAll((all) => all.map((it) => it.href));
    assert.ok(hrefs.some((it) => it.startsWith("mailto:") && it.includes("body=")), hrefs.join());
    assert.ok(!hrefs.join().includes(IDENTITY) && !hrefs.join().includes("abcdef0123456789"));
    await tabbed.getByRole("button", { name: "Kopier meldingen" }).click();
    await tabbed.getByText("Meldingen er kopiert.").waitFor(PATIENCE);
    const copied = await tabbed.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, "Gjelder •••. Authorization: •••");
    assert.equal(await text.inputValue(), copied, "it does not stay where it was written");
    const sent = here.asked.slice(before).map((request) => `${request.method()} ${request.url()} ${request.postData() ?? ""}`);
    assert.ok(sent.every((it) => it.startsWith("GET ") && it.includes("/api/v1/") && !/Gjelder|•|%E2%80%A2/.test(it)), sent.join("\n"));
  });

  test("what is written stays while everything around it is drawn anew", async () => {
    const { tabbed, text } = await begun();
    await text.fill("Det hele står.");
    await text.evaluate((it) => it.setSelectionRange(3, 3));
    await tabbed.waitForTimeout(11_000);
    assert.equal(await text.inputValue(), "Det hele står.");
    assert.equal(await text.evaluate((it) => it.selectionStart), 3);
    assert.equal((await focused(tabbed)).tag, "textarea");
  });
});

for (const page of SHIPPED) {
  test(`${page}: the same answers as the form, question by question`, async () => {
    await world.round(page);
    const told = (await world.get(`/api/v1/${page}/support`)).json();
    const tabbed = await open(page, SUPPORT);
    await form(tabbed);
    const plain = await here.context.newPage();
    const cards = (root) =>
      root.locator(".contact").evaluateAll((all) => all.map((it) => [it.dataset.tone, it.textContent, ...[...it.querySelectorAll("a")].map((link) => link.href)]));
    const grades = told.severities.length > 0 ? told.severities.map(({ id }) => id) : [""];
    let compared = 0;
    for (const { id: role } of told.roles) {
      for (const { id: fault, environments } of told.faults) {
        for (const env of environments ?? told.environments.map(({ id }) => id)) {
          for (const severity of grades) {
            const asked = { lang: told.lang, role, fault, env, severity };
            const answer = tabbed.waitForResponse((it) => it.url().includes("/support/drawn?") && it.url().includes(`role=${role}&fault=${fault}`));
            await tabbed.locator("fyr-support form").evaluate((it, given) => {
              for (const [name, value] of Object.entries(given)) {
                const field = [...it.querySelectorAll(`[name=${name}]`)].find((one) => one.value === value);
                if (field?.type === "radio") field.checked = true;
              }
              it.requestSubmit();
            }, asked);
            await (await answer).finished();
            await tabbed.waitForFunction(
              (given) => document.querySelector("fyr-support").shadowRoot.querySelector(".contact") && !given.waits,
              { waits: false },
            );
            await plain.setContent((await world.get(`/${page}/support?${new URLSearchParams(asked)}`)).text);
            const expected = await cards(plain.locator("body"));
            let drawn;
            for (let tries = 0; tries < 40; tries += 1) {
              drawn = await cards(tabbed.locator("fyr-support"));
              if (JSON.stringify(drawn) === JSON.stringify(expected)) break;
              await tabbed.waitForTimeout(25);
            }
            assert.deepEqual(drawn, expected, JSON.stringify(asked));
            compared += 1;
          }
        }
      }
    }
    assert.ok(compared >= told.roles.length * told.faults.length, `${compared} questions`);
  });
}
