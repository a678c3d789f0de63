// A report: begun for the person, masked before any of it leaves the page, handed over by them alone, and not lost.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { focused, shoot } from "../support/browser.mjs";
import { Helpdesk, IDENTITY, SUPPORT, askAboutLogin, form } from "../support/helpdesk.mjs";
import { PATIENCE, clocked, pass } from "../support/stage.mjs";

let desk;
before(async () => (desk = await Helpdesk.start()));
after(() => desk?.stop());
afterEach(() => desk.leave());

describe("a report", () => {
  async function begun(options) {
    const { id, tabbed } = await desk.helped(SUPPORT, { permissions: ["clipboard-read", "clipboard-write"], ...options });
    await form(tabbed);
    await askAboutLogin(tabbed);
    await tabbed.getByRole("button", { name: "Skriv meldingen her" }).click();
    const text = tabbed.getByRole("textbox", { name: "Meldingen din" });
    await text.waitFor(PATIENCE);
    return { id, tabbed, text };
  }

  test("it begins with what is known, and the focus goes there", async () => {
    const { tabbed, text } = await begun();
    assert.equal((await focused(tabbed)).tag, "textarea");
    const said = await text.inputValue();
    for (const line of [/^Tidspunkt feilen inntraff: .+ kl\. /, /\nMiljø: Produksjon\n/, /\nTjeneste: Innlogging\n/, /\nBeskrivelse av feilen: Jeg får ikke logget inn\n/]) assert.match(said, line);
    await shoot(tabbed, "help-report");
  });

  test("what must not be told is said, masked, and goes nowhere", async () => {
    const { tabbed, text } = await begun();
    const before = desk.here.asked.length;
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
    const sent = desk.here.asked.slice(before).map((request) => `${request.method()} ${request.url()} ${request.postData() ?? ""}`);
    assert.ok(sent.every((it) => it.startsWith("GET ") && it.includes("/api/v1/") && !/Gjelder|•|%E2%80%A2/.test(it) && !it.includes(IDENTITY)), sent.join("\n"));
  });

  test("what is written stays while everything around it is drawn anew", async () => {
    const { id, tabbed, text } = await begun({ before: (it) => clocked(it, { time: new Date(desk.world.now()) }) });
    await text.fill("Det hele står.");
    await text.evaluate((it) => it.setSelectionRange(3, 3));
    desk.turn(id, true);
    await desk.later(id);
    await pass(tabbed, 36);
    await tabbed.getByRole("heading", { name: "Dette er kjent" }).waitFor(PATIENCE);
    assert.equal(await text.inputValue(), "Det hele står.");
    assert.equal(await text.evaluate((it) => it.selectionStart), 3);
    assert.equal((await focused(tabbed)).tag, "textarea");
  });

  test("what is copied by hand is masked, too; where it may not be copied, it is selected", async () => {
    const { tabbed, text } = await begun();
    await text.fill(`Gjelder ${IDENTITY}`);
    await text.press("ControlOrMeta+a");
    await text.press("ControlOrMeta+c");
    assert.equal(await text.inputValue(), "Gjelder •••");
    assert.notEqual(await tabbed.evaluate(() => navigator.clipboard.readText()), `Gjelder ${IDENTITY}`);
    await tabbed.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("not here"))));
    await tabbed.getByRole("button", { name: "Kopier meldingen" }).click();
    await tabbed.getByText("Meldingen er merket.").waitFor(PATIENCE);
    assert.deepEqual(await text.evaluate((it) => [it.selectionStart, it.selectionEnd]), [0, "Gjelder •••".length]);
  });
});
