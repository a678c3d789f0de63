// Help without a script: from a portal's link to the right contact in two steps, by keyboard, readable by everyone, in each
// language of each page that ships; and the same answers as the data, question by question.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { assertReadable, launch, shoot, tab, violations } from "../support/browser.mjs";
import { json } from "../support/behaviours.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { SHIPPED, questionsOf } from "../support/questions.mjs";
import { World } from "../support/world.mjs";

/** A Tuesday at ten, in Oslo and in Stockholm. */
const TUESDAY = "2026-05-05T08:00:10Z";

let world;
let browser;
let here;
before(async () => {
  world = await World.start();
  browser = await launch();
  await world.clock(TUESDAY);
});
after(async () => {
  await browser?.close();
  await world?.stop();
});
afterEach(async () => {
  const { troubles } = here;
  await here.close();
  here = undefined;
  assert.deepEqual(troubles, []);
});

/** A tab; no script runs in it, unless somebody looks at it with one. */
async function open(path, javaScriptEnabled = false) {
  here = await tab(browser, { javaScriptEnabled });
  await here.page.goto(world.url + path);
  return here.page;
}
const looked = (path) => open(path, true);

const languagesOf = async (page) => {
  const links = here.page.locator("header a[hreflang]");
  const tags = await links.evaluateAll((all) => all.map((link) => link.hreflang));
  assert.ok(tags.length > 1, `${page} has the languages ${tags}`);
  return tags;
};

test("two steps by keyboard, from the status page to the right contact", async () => {
  const page = world.instance("helpdesk");
  await world.round(page);
  const tabbed = await open(`/${page}?lang=nb`);
  await tabbed.getByRole("link", { name: "Få hjelp" }).press("Enter");
  const press = (key) => tabbed.keyboard.press(key);
  const attribute = (name) => tabbed.locator(":focus").getAttribute(name);
  const focused = async () => `${await attribute("name")} ${await attribute("value")}`;
  await tabbed.getByRole("radio").first().focus();
  assert.equal(await focused(), "role customer");
  await press("Space");
  await press("Tab");
  assert.equal(await focused(), "fault login");
  await press("ArrowDown");
  await press("ArrowUp");
  await press("Tab");
  assert.equal(await focused(), "env production", "it is chosen already");
  await press("Tab");
  assert.equal(await focused(), "severity critical");
  await press("ArrowDown");
  await press("Enter");
  await tabbed.getByRole("heading", { name: "Rett kontakt", exact: true }).waitFor();
  const asked = new URL(tabbed.url()).searchParams;
  assert.deepEqual(Object.fromEntries(asked), { lang: "nb", role: "customer", fault: "login", env: "production", severity: "minor" });
  const first = tabbed.locator(".contact").first();
  assert.match(await first.innerText(), /^Brukerstøtte\s+Åpent nå\. Stenger tirsdag 5\. mai kl\. 15\.30/);
  assert.equal(await first.getByRole("link", { name: "Ring 22 00 00 00" }).getAttribute("href"), "tel:22000000");
});

test("what has not been answered cannot be sent", async () => {
  const page = world.instance("helpdesk");
  await world.round(page);
  const tabbed = await open(`/${page}/support`);
  await tabbed.getByRole("button", { name: "Finn rett kontakt" }).click();
  assert.equal(new URL(tabbed.url()).search, "");
});

test("a known disruption: it comes first, and is readable by everyone", async () => {
  const page = world.instance("helpdesk");
  const host = "status.helpdesk.example";
  const incident = { title: "Login does not answer", impact: "critical", affects: ["Login"], text: "The next message comes at 11:00." };
  world.upstreams.when({ host, page }, json(summaryOf(host, { components: { Login: "major_outage" }, incidents: [incident] })));
  await world.round(page);
  const tabbed = await looked(`/${page}/support?lang=nb&role=customer&fault=login&env=production&severity=minor`);
  const headings = await tabbed.getByRole("heading").allInnerTexts();
  assert.deepEqual(headings.slice(0, 4), ["Brukerstøtte for Helpdesk", "Rett kontakt", "Dette er kjent", "Login does not answer"]);
  await assertReadable(tabbed, "support-known");
});

for (const page of SHIPPED) {
  describe(page, () => {
    test("the form and an answer: readable by everyone", async () => {
      await world.round(page);
      const tabbed = await looked(`/${page}/support`);
      await assertReadable(tabbed, `support-${page}-form`);
      const { roles, faults, severities } = (await world.get(`/api/v1/${page}/support`)).json();
      const asked = new URLSearchParams({ role: roles[0].id, fault: faults[0].id, severity: severities[0]?.id ?? "" });
      await tabbed.goto(`${world.url}/${page}/support?${asked}`);
      assert.ok((await tabbed.locator(".contact").count()) > 0);
      await assertReadable(tabbed, `support-${page}-answer`);
    });

    test("in each language: it says which, and axe finds nothing wrong with it", async () => {
      const tabbed = await looked(`/${page}/support`);
      for (const lang of await languagesOf(page)) {
        const { roles, faults, severities } = (await world.get(`/api/v1/${page}/support`)).json();
        const asked = new URLSearchParams({ lang, role: roles[0].id, fault: faults[0].id, severity: severities[0]?.id ?? "" });
        await tabbed.goto(`${world.url}/${page}/support?${asked}`);
        assert.equal(await tabbed.locator("html").getAttribute("lang"), lang);
        assert.deepEqual(await violations(tabbed), [], lang);
        await shoot(tabbed, `support-${page}-${lang}`);
      }
    });

    test("in each language, by keyboard: two steps from a portal's link to a contact", async () => {
      const tabbed = await open(`/${page}/support`);
      for (const lang of await languagesOf(page)) {
        await tabbed.setContent(`<!doctype html><html lang="${lang}"><title>Portal</title><a href="${world.url}/${page}/support?lang=${lang}">Help</a>`);
        await tabbed.keyboard.press("Tab");
        await tabbed.keyboard.press("Enter");
        await tabbed.locator("form").waitFor();
        // Past whatever comes before the questions, then through them: each group is one stop.
        const asks = await tabbed.locator("fieldset:has(input[required])").count();
        await tabbed.getByRole("radio").first().focus();
        for (let answered = 0; answered < asks; answered += 1) {
          if (!(await tabbed.locator(":focus").isChecked())) await tabbed.keyboard.press("Space");
          if (answered < asks - 1) await tabbed.keyboard.press("Tab");
        }
        const grade = tabbed.locator("input[name=severity]").first();
        if ((await grade.count()) > 0) {
          await tabbed.keyboard.press("Tab");
          await tabbed.keyboard.press("Space");
        }
        await tabbed.keyboard.press("Enter");
        await tabbed.locator(".contact").first().waitFor();
        assert.equal(await tabbed.locator("html").getAttribute("lang"), lang);
        const asked = new URL(tabbed.url()).searchParams;
        assert.ok(asked.get("role") && asked.get("fault"), asked.toString());
      }
    });

    test("the form answers as the data do, question by question", async () => {
      const tabbed = await looked(`/${page}/support`);
      const told = (await world.get(`/api/v1/${page}/support`)).json();
      const names = Object.fromEntries(told.channels.map(({ id, name }) => [id, name.text]));
      let compared = 0;
      for (const question of questionsOf(told)) {
        const asked = new URLSearchParams(question);
        const { advice } = (await world.get(`/api/v1/${page}/support?${asked}`)).json();
        const html = (await world.get(`/${page}/support?${asked}`)).text;
        await tabbed.setContent(html);
        const cards = await tabbed.locator(".contact > [part=heading]").allTextContents();
        const expected = [...advice.contacts, ...advice.down].map(({ channel }) => names[channel]);
        assert.deepEqual(cards, expected, `${asked}`);
        const changes = await tabbed.locator(".contact strong").evaluateAll((all) => all.map((it) => it.querySelector("time")?.dateTime));
        const until = advice.contacts.map(({ until: at }) => at).filter(Boolean);
        assert.deepEqual(changes.filter(Boolean), until, `${asked}`);
        assert.ok(html.includes(advice.section), `${asked}: ${advice.section}`);
        compared += 1;
      }
      assert.ok(compared >= told.roles.length * told.faults.length, `${compared} questions`);
    });
  });
}
