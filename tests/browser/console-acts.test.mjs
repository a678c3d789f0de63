// What an operator does beside publishing: takes over, merges or dismisses what opened by itself, corrects a message, changes
// what is known. Each is sent from its screen, and is there afterwards.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { Office, PATIENCE } from "../support/console.mjs";

let office;
let someone;
let desk;
before(async () => (office = await Office.open()));
after(() => office?.close());
beforeEach(async () => {
  await desk?.close();
  await office.world.clock("2026-05-04T10:00:10Z");
  someone = await office.shift();
  desk = await office.console(someone);
});

const goes = (fragment) => desk.page.evaluate((to) => (window.location.hash = to), fragment);
const incident = async (id) => (await someone.get(`incidents/${id}`)).json();

/** The sign-in fails beyond doubt; gives the incident that opened by itself. */
async function proposed() {
  office.world.upstreams.when({ page: someone.page, host: "login.night.example" }, refused);
  await office.world.on(someone.page, "5m");
  await office.world.on(someone.page, "1m");
  return (await someone.get("incidents")).json().items.find(({ automatic }) => automatic === "proposed");
}

test("what opened by itself is taken over from the overview, and readers see it", async () => {
  const it = await proposed();
  await desk.signIn();
  await desk.press(`#go-incident-${it.id}-adopt`);
  await desk.isAt("Overta");
  await desk.publish();
  await desk.isAt("Innlogging: Utilgjengelig");
  assert.equal((await incident(it.id)).automatic, "adopted");
  assert.deepEqual((await someone.seen()).incidents.map(({ id }) => id), [it.id]);
  await desk.assertNobodyComplains();
});

test("it is dismissed with a reason, and not without one", async () => {
  const it = await proposed();
  await desk.signIn();
  await desk.press(`#go-incident-${it.id}-dismiss`);
  await desk.isAt("Avvis");
  await desk.next();
  await desk.page.locator("#at-dismissed[aria-invalid]").waitFor(PATIENCE);
  await desk.write("#at-dismissed", "En øvelse");
  await desk.next();
  await desk.isAt("Oversikt");
  assert.equal((await incident(it.id)).dismissed, "En øvelse");
});

test("it is merged into what was published already", async () => {
  const ours = await someone.incident("website", "degraded", { title: { nb: "Nettstedet er tregt" } });
  const it = await proposed();
  await desk.signIn();
  await desk.press(`#go-incident-${it.id}-merge`);
  await desk.isAt("Slå sammen");
  await desk.next();
  await desk.isAt("Oversikt");
  assert.equal((await incident(it.id)).merged_into, ours.id);
  assert.deepEqual((await incident(ours.id)).affected.map(({ component }) => component), ["website", "login"]);
});

test("a message is corrected, and what it said is kept", async () => {
  const ours = await someone.incident("website", "degraded", { text: { nb: "Vi ser pa det." } });
  await desk.signIn();
  await goes(`incident/${ours.id}/correct/1`);
  await desk.page.locator("#at-text-nb").waitFor(PATIENCE);
  assert.equal(await desk.page.locator("#at-text-nb").inputValue(), "Vi ser pa det.");
  await desk.write("#at-text-nb", "Vi ser på det.");
  await desk.publish();
  await desk.isAt("Feil");
  const [update] = (await incident(ours.id)).updates;
  assert.deepEqual([update.text.nb, update.earlier.map(({ text }) => text.nb)], ["Vi ser på det.", ["Vi ser pa det."]]);
});

test("what is known of an incident is changed", async () => {
  const ours = await someone.incident("website", "degraded");
  await desk.signIn();
  await goes(`incident/${ours.id}/facts`);
  await desk.page.locator("#at-workaround-nb").waitFor(PATIENCE);
  await desk.write("#at-workaround-nb", "Bruk appen så lenge.");
  await desk.publish();
  await desk.isAt("Feil");
  const now = await incident(ours.id);
  assert.deepEqual([now.workaround, now.revision, now.affected], [{ nb: "Bruk appen så lenge." }, 2, ours.affected]);
});

test("a report that the terms ask for stands on the overview until its day is over, with a link to it", async () => {
  await desk.signIn();
  const due = desk.page.locator("section", { has: desk.page.getByRole("heading", { name: "Rapporter som skal leveres" }) }).last();
  assert.match(await due.innerText(), /Vilkårene, 2026-04: innen onsdag 20\. mai\./);
  const link = due.getByRole("link", { name: "Åpne rapporten" });
  assert.equal(await link.getAttribute("href"), `/api/v1/${someone.page}/reports/2026-04.html?lang=nb`);
  await office.world.clock("2026-05-20T22:00:10Z");
  await desk.close();
  await office.world.round(someone.page);
  desk = await office.console(someone);
  await desk.signIn();
  await desk.page.getByRole("heading", { level: 2 }).first().waitFor(PATIENCE);
  assert.equal(await desk.page.getByRole("heading", { name: "Rapporter som skal leveres" }).count(), 0);
});
