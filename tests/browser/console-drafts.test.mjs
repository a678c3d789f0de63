// What somebody has written at the console is not lost: not when another was first, not when the connection goes, not when
// what was written is refused. And what is sent again is done once.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Office, PATIENCE } from "../support/console.mjs";

let office;
let someone;
let desk;
before(async () => (office = await Office.open()));
after(() => office?.close());
beforeEach(async () => {
  someone = await office.shift();
  desk = await office.console(someone);
});
afterEach(() => desk?.close());

/** Opens an incident that somebody has begun, at one of its screens. */
async function open(incident, screen) {
  await desk.signIn();
  await desk.page.evaluate((to) => (location.hash = to), `incident/${incident.id}/${screen}`);
  await desk.page.locator("form").waitFor(PATIENCE);
}

test("somebody else was first: who and what is shown, the draft stays, and goes on top of it", async () => {
  const incident = await someone.incident("login", "degraded");
  const kari = await someone.colleague("Kari på vakt");
  await open(incident, "update");
  await desk.write("#at-text-nb", "Vi har funnet årsaken.");
  await kari.change("incidents", incident, { severity: "critical", title: { nb: "Innlogging er nede" } });
  await desk.next();
  await desk.page.waitForFunction(() => document.activeElement?.id === "conflict", null, PATIENCE);
  const said = await desk.page.locator(".conflict").innerText();
  for (const words of ["Kari på vakt", "B – Alvorlig", "A – Kritisk", "Innlogging er nede"]) assert.ok(said.includes(words), said);
  assert.equal(await desk.page.locator("#at-text-nb").inputValue(), "Vi har funnet årsaken.");
  await desk.press(".conflict .main");
  await desk.page.locator(".conflict").waitFor({ state: "detached", ...PATIENCE });
  assert.equal(await desk.page.locator("#at-text-nb").inputValue(), "Vi har funnet årsaken.");
  await desk.page.waitForFunction(() => document.activeElement?.matches("form .main"), null, PATIENCE);
  await desk.publish();
  await desk.isAt("Innlogging er nede");
  const now = (await someone.get(`incidents/${incident.id}`)).json();
  assert.deepEqual([now.severity, now.updates.length, now.updates[0].text.nb], ["critical", 1, "Vi har funnet årsaken."]);
  await desk.assertNobodyComplains();
});

for (const [how, arrives] of [["the request is lost", false], ["the answer is lost", true]]) {
  test(`the connection goes, ${how}: it says so, tries again, and is done once`, async () => {
    await desk.signIn();
    await desk.press("#go-new-incident-login");
    await desk.isAt("Ny hendelse");
    await desk.next();
    await desk.previewed();
    const keys = [];
    await desk.context.route(/\/incidents$/, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      keys.push((await route.request().allHeaders())["idempotency-key"]);
      if (keys.length > 2) return route.continue();
      if (arrives) await route.fetch();
      return route.abort("connectionreset");
    });
    await desk.next();
    await desk.reads("Ikke sendt ennå – prøver igjen");
    assert.ok(await desk.page.locator("#at-title-nb").isDisabled());
    await desk.isAt("Innlogging virker ikke");
    assert.deepEqual([keys.length, new Set(keys).size], [3, 1]);
    assert.equal((await someone.get("incidents")).json().items.length, 1);
    const log = (await someone.get("audit")).json().items.filter((it) => it.noun === "incident");
    assert.equal(log.length, 1);
    await desk.assertNobodyComplains();
  });
}

test("whoever stops trying goes on writing; the same is sent under the same key", async () => {
  await desk.signIn();
  await desk.press("#go-new-incident-login");
  await desk.isAt("Ny hendelse");
  const keys = [];
  await desk.context.route(/\/incidents$/, async (route) => {
    keys.push((await route.request().allHeaders())["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort("connectionreset");
  });
  await desk.publish();
  await desk.page.getByRole("button", { name: "Stopp og rediger" }).click(PATIENCE);
  await desk.reads("Et forsøk kan ha kommet fram");
  assert.ok(await desk.page.locator("#at-title-nb").isEnabled());
  await desk.page.locator("#publish").click();
  await desk.isAt("Innlogging virker ikke");
  assert.deepEqual([keys.length, new Set(keys).size], [2, 1]);
  assert.equal((await someone.get("incidents")).json().items.length, 1);
});

test("what is refused is said at its field, which has the focus, and nothing is lost", async () => {
  await desk.signIn();
  await desk.press("#nav-new-incident");
  await desk.isAt("Ny hendelse");
  await desk.write("#at-title-nb", "fare\u202Eexe.gpj");
  await desk.next();
  const field = desk.page.locator("#at-title-nb[aria-invalid=true]");
  await field.waitFor(PATIENCE);
  await desk.page.waitForFunction(() => document.activeElement?.id === "at-title-nb", null, PATIENCE);
  const described = await field.getAttribute("aria-describedby");
  const why = await desk.page.locator(`#${described.split(" ").at(-1)}`).innerText();
  assert.match(why, /U\+202E.*remove it/);
  assert.equal(await field.inputValue(), "fare\u202Eexe.gpj");
  await desk.write("#at-title-nb", "Vanlig tittel");
  await desk.next();
  await desk.previewed();
});

test("a draft is there again after another screen, and leaving the page is warned of", async () => {
  await desk.signIn();
  await desk.press("#nav-new-incident");
  await desk.isAt("Ny hendelse");
  await desk.write("#at-title-nb", "Halvskrevet");
  await desk.press("#nav-tokens");
  await desk.isAt("Nøkler");
  await desk.page.goBack();
  await desk.isAt("Ny hendelse");
  assert.equal(await desk.page.locator("#at-title-nb").inputValue(), "Halvskrevet");
  const asked = [];
  desk.page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await desk.page.reload();
  assert.deepEqual(asked, ["beforeunload"]);
  await desk.sees("Logg inn");
});

test("what takes its time says that it works", async () => {
  await desk.signIn();
  await desk.context.route(/\/tokens\?/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await desk.press("#nav-tokens");
  await desk.page.locator(".slow", { hasText: "Arbeider" }).waitFor(PATIENCE);
  await desk.page.locator(".card").first().waitFor(PATIENCE);
  await desk.page.waitForFunction(() => document.querySelector(".slow").textContent === "", null, PATIENCE);
});
