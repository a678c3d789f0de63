// Every screen of the console can be read by everyone: wide and narrow, light and dark, in each language; and none of them
// needs more than the policy gives.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertReadable, shoot } from "../support/browser.mjs";
import { Office, PATIENCE } from "../support/console.mjs";

let office;
let someone;
let desk;
let incident;
let over;
let work;
before(async () => {
  office = await Office.open();
  someone = await office.shift();
  await someone.colleague("Integrasjon", ["incidents"]);
  incident = await someone.incident("login", "partial_outage", {
    title: { nb: "Innlogging svikter for noen", en: "Sign-in fails for some" },
    effect: { nb: "Noen kommer ikke inn." },
    workaround: { nb: "Prøv igjen om litt." },
  });
  incident = await someone.say(incident, "identified", "Vi har funnet årsaken.");
  const ends = new Date(office.world.now().getTime() + 3_600_000).toISOString();
  const body = { component: "website", level: "degraded", reason: { nb: "Målingen tar feil" }, ends_at: ends };
  over = await someone.done(someone.post("overrides", body));
  const day = new Date(office.world.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  const span = { starts: `${day}T00:30`, ends: `${day}T02:30` };
  const announced = { title: { nb: "Oppgradering" }, affected: [{ component: "database", impact: "read_only" }], ...span };
  [work] = (await someone.done(someone.post("maintenances", announced))).items;
  desk = await office.console(someone);
});
after(async () => {
  await desk?.close();
  await office?.close();
});

async function goTo(fragment) {
  await desk.page.evaluate((to) => (location.hash = to), fragment);
  await desk.page.waitForFunction(() => document.activeElement?.localName === "h1", null, PATIENCE);
}

async function readable(name) {
  await desk.page.waitForTimeout(150);
  await assertReadable(desk.page, `console-${name}`);
  await desk.page.setViewportSize({ width: 1280, height: 800 });
}

test("signing in, and a token that is wrong", async () => {
  await desk.sees("Logg inn");
  await readable("sign-in");
  await desk.page.locator("#token").fill("fyr_galt");
  await desk.keys.press("Enter");
  await desk.reads("Nøkkelen gjelder ikke for denne siden");
  await readable("sign-in-wrong");
  await desk.signIn();
});

test("every screen", async () => {
  const { id } = incident;
  const screens = {
    "overview": "",
    "incident": `incident/${id}`,
    "new-incident": "new-incident/login",
    "update": `incident/${id}/update`,
    "resolve": `incident/${id}/resolve`,
    "correct": `incident/${id}/correct/1`,
    "facts": `incident/${id}/facts`,
    "new-maintenance": "new-maintenance/upgrade",
    "maintenance": `maintenance/${work.id}`,
    "move": `maintenance/${work.id}/change`,
    "cancel": `maintenance/${work.id}/cancel`,
    "new-override": "new-override",
    "override": `override/${over.id}/change`,
    "override-end": `override/${over.id}/end`,
    "tokens": "tokens",
    "new-token": "new-token",
    "log": "log",
  };
  for (const [name, fragment] of Object.entries(screens)) {
    await goTo(fragment);
    await readable(name);
  }
});

test("a preview, what is refused, and an override's channel", async () => {
  await goTo("new-incident/login");
  await desk.next();
  await desk.previewed();
  await readable("preview");
  await goTo("new-incident");
  await desk.next();
  await desk.page.locator("[aria-invalid=true]").first().waitFor(PATIENCE);
  await readable("refused");
  await goTo("new-override");
  await desk.page.getByLabel("En kontaktkanal").check();
  await readable("new-override-channel");
});

test("a token that was made is shown once", async () => {
  await goTo("new-token");
  await desk.page.locator("#at-name").fill("CI");
  await desk.page.getByLabel("Hendelse").check();
  await desk.next();
  await desk.reads("Kopier den nå");
  await readable("token-made");
  await desk.page.getByRole("button", { name: "Jeg har den" }).click();
  await desk.page.locator(".card").first().waitFor(PATIENCE);
  assert.equal(await desk.page.getByText("fyr_").count(), 0);
});

test("in each language", async () => {
  for (const lang of ["nn", "sv", "en", "nb"]) {
    await desk.page.locator("#language").selectOption(lang);
    for (const fragment of ["", "new-incident/login"]) {
      await goTo("log");
      await goTo(fragment);
      assert.equal(await desk.page.evaluate(() => document.documentElement.lang), lang);
      await readable(`${lang}-${fragment.split("/")[0] || "overview"}`);
    }
  }
});

test("in forced colours", async () => {
  await goTo("");
  await desk.page.emulateMedia({ forcedColors: "active" });
  await shoot(desk.page, "console-forced");
  await desk.page.emulateMedia({ forcedColors: null });
  await desk.assertNobodyComplains();
});
