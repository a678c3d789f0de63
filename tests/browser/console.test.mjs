// An operator at the console, by keyboard alone, wide and narrow: sign in, publish, say more twice, resolve, schedule, revoke.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoSidewaysScroll } from "../support/browser.mjs";
import { Office, PATIENCE } from "../support/console.mjs";

let office;
before(async () => (office = await Office.open()));
after(() => office?.close());

for (const [width, height] of [[1280, 800], [320, 640]]) {
  test(`by keyboard alone at ${width} px: sign in, publish, say more twice, resolve, schedule, revoke`, async () => {
    const someone = await office.shift();
    const integration = await someone.colleague("Gammel integrasjon", ["incidents"]);
    const desk = await office.console(someone, { viewport: { width, height } });
    await desk.signIn();
    await assertNoSidewaysScroll(desk.page);

    // From the overview it takes one choice and two steps.
    await desk.press("#go-new-incident-login");
    await desk.isAt("Ny hendelse");
    await desk.publish();
    await desk.isAt("Innlogging virker ikke");
    const [published] = (await someone.get("incidents")).json().items;
    assert.equal(published.severity, "critical");
    assert.deepEqual(published.affected, [{ component: "login", level: "major_outage" }]);
    assert.deepEqual(Object.keys(published.title).sort(), ["en", "nb", "nn", "sv"]);
    const seen = await someone.seen();
    assert.equal(seen.components.find((it) => it.id === "login").level, "major_outage");

    for (const [at, text] of ["Vi har funnet årsaken.", "Vi retter den nå."].entries()) {
      await desk.press(`#go-incident-${published.id}-update`);
      await desk.isAt("Ny melding");
      await desk.tabTo("input[type=radio]");
      await desk.keys.press("ArrowRight");
      await desk.write("#at-text-nb", text);
      await desk.press('[aria-label="Neste oppdatering: Om 30 min"]', "Space");
      await desk.publish();
      await desk.isAt("Innlogging virker ikke");
      const now = (await someone.get(`incidents/${published.id}`)).json();
      assert.deepEqual([now.updates.length, now.status], [at + 2, ["identified", "monitoring"][at]]);
      assert.equal(now.updates.at(-1).text.nb, text);
      assert.ok(now.next_update_at);
    }

    await desk.press(`#go-incident-${published.id}-resolve`);
    await desk.isAt("Meld løst");
    await desk.write("#at-text-nb", "Innlogging virker igjen.");
    await desk.publish();
    await desk.isAt("Innlogging virker ikke");
    assert.equal((await someone.get(`incidents/${published.id}`)).json().status, "resolved");

    await desk.press("#nav-new-maintenance");
    await desk.isAt("Nytt vedlikehold");
    await desk.press("#go-new-maintenance-upgrade");
    await desk.page.locator("#go-new-maintenance-upgrade[aria-current]").waitFor(PATIENCE);
    await desk.isAt("Nytt vedlikehold");
    await writeTime(desk, "/starts", later(20, "00:30"));
    await writeTime(desk, "/ends", later(20, "02:30"));
    await desk.publish();
    await desk.isAt("Oversikt");
    const [work] = (await someone.get("maintenances")).json().items;
    assert.deepEqual(work.affected, [{ component: "database", impact: "read_only" }]);

    await desk.press("#nav-tokens");
    await desk.isAt("Nøkler");
    await desk.press(`#go-token-${integration.record.id}-revoke`);
    await desk.isAt("Trekk tilbake");
    await desk.next();
    await desk.isAt("Nøkler");
    assert.equal((await integration.get("desk")).status, 401);

    await assertNoSidewaysScroll(desk.page);
    await desk.assertNobodyComplains();
    await desk.close();
  });
}

test("maintenance that is announced too late is said to be, with the reason, before anybody is told", async () => {
  const someone = await office.shift();
  const desk = await office.console(someone);
  await desk.signIn();
  await desk.page.locator("#nav-new-maintenance").click();
  await desk.isAt("Nytt vedlikehold");
  await desk.page.locator("#go-new-maintenance-upgrade").click();
  await desk.page.locator("#go-new-maintenance-upgrade[aria-current]").waitFor(PATIENCE);
  const fill = async (days) => {
    for (const [place, clock] of [["starts", "00:30"], ["ends", "02:30"]]) {
      await desk.page.locator(`#at-${place}`).fill(`${later(days, clock).day}T${clock}`);
    }
  };
  const terms = async () => {
    await desk.next();
    await desk.previewed();
    return desk.page.locator(".terms").innerText();
  };
  await fill(2);
  const late = await terms();
  const tooLate = /Varslet \d hele? virkedager? i forveien; 5 er avtalt: det vil telle som nedetid\./;
  assert.match(late, tooLate);
  await fill(30);
  const early = await terms();
  assert.doesNotMatch(early, tooLate);
  assert.deepEqual((await someone.get("maintenances")).json().items, []);

  // It comes again, and each is one of its own.
  await desk.page.getByLabel("Hver uke").check();
  await desk.page.locator("#at-count").fill("3");
  await desk.next();
  await desk.previewed();
  assert.equal(await desk.page.locator(".spans li").count(), 3);
  await desk.next();
  await desk.isAt("Oversikt");
  const all = (await someone.get("maintenances")).json().items;
  assert.equal(all.length, 3);

  await desk.page.locator(`#go-maintenance-${all.at(-1).id}`).click();
  await desk.isAt("Oppgradering av databasen");
  for (const [act, verb, status] of [["start", "Start nå", "in_progress"], ["complete", "Meld fullført", "completed"]]) {
    await desk.page.locator(`#go-maintenance-${all.at(-1).id}-${act}`).click();
    await desk.isAt(verb);
    await desk.next();
    await desk.isAt("Oversikt");
    assert.equal((await someone.get(`maintenances/${all.at(-1).id}`)).json().status, status);
    if (act === "start") await desk.page.locator(`#go-maintenance-${all.at(-1).id}`).click();
  }
  await desk.assertNobodyComplains();
  await desk.close();
});

/** A local time so many days from now. */
function later(days, clock) {
  const date = new Date(office.world.now().getTime() + days * 86_400_000);
  return { day: date.toISOString().slice(0, 10), clock };
}

/** Writes a time as a person does: digit by digit, in the order that the browser asks for. */
async function writeTime(desk, place, { day, clock }) {
  const id = `#at${place.replace("/", "-")}`;
  await desk.tabTo(id);
  const [year, month, date] = day.split("-");
  const hour = Number(clock.slice(0, 2));
  const twelve = String(hour % 12 || 12).padStart(2, "0");
  await desk.keys.type(`${month}${date}`);
  await desk.keys.type(year);
  await desk.keys.press("ArrowRight");
  await desk.keys.type(`${twelve}${clock.slice(3)}${hour < 12 ? "AM" : "PM"}`);
  const written = await desk.page.locator(id).inputValue();
  assert.equal(written, `${day}T${clock}`);
}
