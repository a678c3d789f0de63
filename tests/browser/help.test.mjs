// Help in a portal: `<fyr-support>` and the same in the panel. By keyboard, readable by everyone; what is known comes and goes by
// itself; nothing of the host's is touched; and when nobody answers, nobody is said to be there.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { SCHEMES, assertNoSidewaysScroll, focused, shoot, violations } from "../support/browser.mjs";
import { Helpdesk, SUPPORT, answered, askAboutLogin, choose, find, form } from "../support/helpdesk.mjs";
import { A_WHILE, PATIENCE, clocked, pass } from "../support/stage.mjs";

let desk;
before(async () => (desk = await Helpdesk.start()));
after(() => desk?.stop());
afterEach(() => desk.leave());

test("by keyboard: the questions, and the focus goes to the answer", async () => {
  const { tabbed } = await desk.helped();
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
  const { tabbed } = await desk.helped();
  await form(tabbed);
  const before = desk.here.asked.length;
  await find(tabbed);
  await tabbed.waitForTimeout(A_WHILE);
  assert.equal(desk.here.asked.slice(before).filter((request) => request.url().includes("/support/")).length, 0);
});

test("it is readable by everyone: light, dark, 320 pixels, both languages", async () => {
  for (const colorScheme of SCHEMES) {
    for (const lang of ["nb", "en"]) {
      const { tabbed } = await desk.helped(SUPPORT, { lang, colorScheme, viewport: { width: 320, height: 800 } });
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
      await desk.leave();
    }
  }
});

test("the portal says who asks", async () => {
  for (const body of [`<fyr-support role="operator"></fyr-support>`, `<fyr-support data-role="operator"></fyr-support>`]) {
    await desk.leave();
    const { tabbed } = await desk.helped(body);
    await form(tabbed);
    assert.ok(await tabbed.getByRole("radio", { name: "Driftsoperatør" }).isChecked());
  }
});

test("neither widget nor questions are fetched until somebody comes near", async () => {
  const { tabbed } = await desk.helped(`<div style="height: 5000px"></div>${SUPPORT}`);
  await tabbed.waitForFunction(() => customElements.get("fyr-support"));
  await tabbed.waitForTimeout(500);
  const fetched = () => desk.here.asked.map((request) => new URL(request.url()).pathname).filter((path) => /wasm|drawn/.test(path));
  assert.deepEqual(fetched(), []);
  assert.equal(await tabbed.locator("fyr-status").count(), 1);
  await tabbed.locator("fyr-support").scrollIntoViewIfNeeded();
  await tabbed.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await form(tabbed);
  assert.equal(fetched().length, 2);
});

test("without wasm, it is a link to the page of help", async () => {
  const { id, tabbed } = await desk.helped(SUPPORT, { tag: 'data-wasm="off"' });
  const link = tabbed.locator("fyr-support").getByRole("link", { name: "Få hjelp" });
  await link.waitFor(PATIENCE);
  assert.equal(await link.getAttribute("href"), `${desk.world.url}/${id}/support?lang=nb`);
  await tabbed.waitForTimeout(A_WHILE);
  assert.ok(desk.here.asked.every((request) => !/drawn|wasm/.test(request.url())), "nothing is asked that cannot be shown");
  assert.deepEqual(await violations(tabbed), []);
});

test("a page without support has nothing to show, and is asked once", async () => {
  await desk.world.round("story");
  const tabbed = await desk.open("story", SUPPORT, { before: (it) => clocked(it, { time: new Date(desk.world.now()) }) });
  await tabbed.waitForFunction(() => customElements.get("fyr-support"));
  await pass(tabbed, 90, 8);
  const asked = desk.here.asked.filter((request) => request.url().includes("drawn"));
  assert.equal(asked.length, 1);
  assert.equal(await tabbed.locator("fyr-support").innerText(), "");
  await desk.leave(/404/);
});

test("it is no news of how things are: the portal hears of the line's element alone", async () => {
  const listens = (it) =>
    it.page.addInitScript(() => {
      window.heard = [];
      document.addEventListener("fyr-change", ({ target }) => window.heard.push(target.localName));
    });
  const { tabbed } = await desk.helped(`<fyr-status components="login"></fyr-status>${SUPPORT}`, { before: listens });
  await form(tabbed);
  assert.deepEqual(await tabbed.evaluate(() => [...new Set(window.heard)]), ["fyr-status"]);
});

test("what the host slots into the panel stays the host's", async () => {
  const slotted = `<form slot="heading" id="search"><input name="q" value="secret"><button>Search</button></form>
    <select slot="heading" id="city"><option>Oslo<option>Bergen</select>`;
  const { tabbed } = await desk.helped(`<fyr-status show="always" open>${slotted}</fyr-status>`);
  await find(tabbed);
  await tabbed.locator("fyr-status").getByRole("radio").first().waitFor(PATIENCE);
  await tabbed.evaluate(() => document.addEventListener("submit", (event) => { window.untouched = !event.defaultPrevented; event.preventDefault(); }));
  await tabbed.locator("#city").selectOption("Bergen");
  await tabbed.locator("#search button").click();
  assert.equal(await tabbed.evaluate(() => window.untouched), true);
  assert.equal(await tabbed.locator("#city").inputValue(), "Bergen");
  assert.ok(desk.here.asked.every((request) => !request.url().includes("secret")));
});

test("an answer that comes late does not take the focus from where the person has gone", async () => {
  const { tabbed } = await desk.helped(`${SUPPORT}<input id="password">`);
  await form(tabbed);
  let release;
  const waits = new Promise((resolve) => (release = resolve));
  await desk.here.context.route("**/support/drawn?*fault=*", async (route) => {
    await waits;
    await route.continue();
  });
  await choose(tabbed, "Kunde");
  await choose(tabbed, "Jeg får ikke logget inn");
  await choose(tabbed, "C – Mindre alvorlig");
  await find(tabbed);
  await tabbed.locator("#password").focus();
  release();
  await answered(tabbed);
  assert.equal((await focused(tabbed)).tag, "input");
});

test("what cannot be asked here leads to where it can, and takes nothing away that is written", async () => {
  const { id, tabbed } = await desk.helped();
  await form(tabbed);
  await askAboutLogin(tabbed);
  await tabbed.getByRole("button", { name: "Skriv meldingen her" }).click();
  const text = tabbed.getByRole("textbox", { name: "Meldingen din" });
  await text.fill("Skrevet med møye");
  await desk.here.context.route("**/support/drawn?*", (route) => route.abort());
  await choose(tabbed, "Noe annet");
  await find(tabbed);
  const link = tabbed.locator("fyr-support").getByRole("link", { name: "Få hjelp" });
  await link.waitFor(PATIENCE);
  assert.match((await focused(tabbed)).text, /^Vi fikk ikke svar her/);
  assert.match(await link.getAttribute("href"), new RegExp(`^${desk.world.url}/${id}/support\\?.*fault=other`));
  assert.equal(await tabbed.locator("fyr-support .contact").count(), 0, "an old answer is none to a new question");
  assert.equal(await text.inputValue(), "Skrevet med møye");
  await desk.here.context.unroute("**/support/drawn?*");
  await find(tabbed);
  await answered(tabbed);
  assert.equal(await text.inputValue(), "Skrevet med møye", "it is about something else now, and still theirs");
  await desk.leave(/ERR_FAILED/);
});

test("a report that nobody has touched is begun anew with another question", async () => {
  const { tabbed } = await desk.helped();
  await form(tabbed);
  await askAboutLogin(tabbed);
  await tabbed.getByRole("button", { name: "Skriv meldingen her" }).click();
  await choose(tabbed, "Noe annet");
  await find(tabbed);
  const text = tabbed.getByRole("textbox", { name: "Meldingen din" });
  for (let tries = 0; tries < 40 && !(await text.inputValue()).includes("Noe annet"); tries += 1) await tabbed.waitForTimeout(25);
  assert.match(await text.inputValue(), /Beskrivelse av feilen: Noe annet/);
});

test("a page that has told who helps, and does not for a while, is asked again; nobody is said to be there meanwhile", async () => {
  const { tabbed } = await desk.helped(SUPPORT, { before: (it) => clocked(it, { time: new Date(desk.world.now()) }) });
  await form(tabbed);
  await askAboutLogin(tabbed);
  await desk.here.context.route("**/support/drawn?*", (route) => route.fulfill({ status: 404, body: "{}", headers: { "access-control-allow-origin": "*" } }));
  await pass(tabbed, 400, 8);
  assert.match(await tabbed.locator("fyr-support .contact").first().innerText(), /Vi vet ikke om det er åpent nå/);
  await desk.here.context.unroute("**/support/drawn?*");
  await tabbed.getByRole("button", { name: "Oppdater", exact: true }).click();
  await pass(tabbed, 8);
  assert.match(await tabbed.locator("fyr-support .contact").first().innerText(), /Åpent nå/);
  await desk.leave(/404/);
});

test("pausing holds for help, too", async () => {
  const { id, tabbed } = await desk.helped(SUPPORT, { before: (it) => clocked(it, { time: new Date(desk.world.now()) }) });
  await form(tabbed);
  await askAboutLogin(tabbed);
  await tabbed.getByRole("button", { name: "Sett oppdatering på pause" }).click();
  await desk.world.on(id, "60s");
  const before = desk.here.asked.length;
  await pass(tabbed, 60, 8);
  const drawn = () => desk.here.asked.slice(before).filter((request) => request.url().includes("drawn")).length;
  assert.equal(drawn(), 0);
  await tabbed.getByRole("button", { name: "Oppdater", exact: true }).click();
  await pass(tabbed, 8);
  assert.equal(drawn(), 1, "once, for somebody asks for it");
  await tabbed.getByRole("button", { name: "Fortsett oppdatering" }).click();
  await pass(tabbed, 16, 8);
  assert.ok(drawn() > 1);
});

test("in the panel: offered, asked, answered", async () => {
  const { tabbed } = await desk.helped(`<fyr-status show="always"></fyr-status>`);
  await tabbed.getByRole("button", { name: "Vis driftsstatus" }).click(PATIENCE);
  await find(tabbed);
  await tabbed.locator("fyr-status form").waitFor(PATIENCE);
  assert.equal((await focused(tabbed)).text, "Få hjelp");
  await askAboutLogin(tabbed);
  assert.equal((await focused(tabbed)).text, "Rett kontakt");
  assert.deepEqual(await violations(tabbed), []);
  await shoot(tabbed, "help-panel");
});

test("an incident makes it known within one poll, and it is so no longer when it is resolved; the focus stays", async () => {
  const { id, tabbed } = await desk.helped(SUPPORT, { before: (it) => clocked(it, { time: new Date(desk.world.now()) }) });
  await form(tabbed);
  await askAboutLogin(tabbed);
  const headings = () => tabbed.locator("fyr-support").getByRole("heading").allInnerTexts();
  assert.ok(!(await headings()).includes("Dette er kjent"));
  const link = tabbed.locator("fyr-support .contact").getByRole("link").first();
  await link.focus();
  desk.turn(id, true);
  await desk.later(id);
  await pass(tabbed, 36);
  assert.deepEqual((await headings()).slice(1, 4), ["Rett kontakt", "Dette er kjent", "Login does not answer"]);
  assert.equal((await focused(tabbed)).text, "Ring 22 00 00 00");
  desk.turn(id, false);
  await desk.later(id);
  await pass(tabbed, 14);
  assert.ok(!(await headings()).includes("Dette er kjent"));
  assert.equal((await focused(tabbed)).text, "Ring 22 00 00 00");
});

test("when nobody answers any more, nobody is said to be there; how they are reached stays", async () => {
  const { tabbed } = await desk.helped(SUPPORT, { before: (it) => clocked(it, { time: new Date(desk.world.now()) }) });
  await form(tabbed);
  await askAboutLogin(tabbed);
  const first = tabbed.locator("fyr-support .contact").first();
  assert.match(await first.innerText(), /Åpent nå/);
  await desk.here.page.route("**/api/v1/**", (route) => route.abort());
  await pass(tabbed, 400, 8);
  const told = await first.innerText();
  assert.doesNotMatch(told, /Åpent nå/);
  assert.match(told, /Vi vet ikke om det er åpent nå/);
  assert.equal(await first.getAttribute("data-tone"), "info");
  assert.equal(await first.getByRole("link").getAttribute("href"), "tel:22000000");
  await desk.leave(/ERR_FAILED/);
});
