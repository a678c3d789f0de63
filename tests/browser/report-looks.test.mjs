// A month's report as people get it: readable by everyone in every language, without a script; on paper, in black and white.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { assertReadable, launch, shoot, tab } from "../support/browser.mjs";
import { LOGIN, Living, figures, percent, report } from "../support/ledger.mjs";
import { staffed } from "../support/operator.mjs";

const TITLES = { nb: "Tilgjengelighet i mai 2026", nn: "Tilgjenge i mai 2026", sv: "Tillgänglighet i maj 2026", en: "Availability in May 2026" };
/** Squares of the legend: none may look like another on paper without colours. */
const STATES = 6;
/** How far apart two of them are at least: of 255, in lightness and in how much that changes within. */
const APART = 12;

let world, browser, page, here;
before(async () => {
  let op;
  ({ world, page, op } = await staffed("agreed", "2026-05-29T10:15:00Z"));
  const life = new Living(world, page, "2026-05-29T10:15:00Z");
  await life.fault(LOGIN, refused, "2026-05-29T14:15:00Z", 2);
  const incident = await op.incident("login", "degraded", { title: { nb: "Treg innlogging", en: "Slow sign-in" } });
  await op.say(incident, "resolved");
  await life.close("2026-06-01T00:15:00Z");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await world?.stop();
});

const open = async (query, options = { javaScriptEnabled: false }) => {
  here = await tab(browser, options);
  await here.page.goto(`${world.url}/api/v1/${page}/reports/2026-05.html${query}`);
  return here.page;
};

describe("a month's report", { concurrency: 1 }, () => {
  for (const [lang, title] of Object.entries(TITLES)) {
    test(`is readable by everyone, in ${lang}`, async () => {
      const shown = await open(`?lang=${lang}`, {});
      assert.ok((await shown.title()).startsWith(`${title} – Agreed`), await shown.title());
      await assertReadable(shown, `report-${lang}`);
      assert.deepEqual(here.troubles, []);
      await here.close();
    });
  }

  test("says what its data say, without a script", async () => {
    const told = figures(await report(world, page, "2026-05"), "login");
    const shown = await open("?lang=nb");
    const section = shown.locator("section", { has: shown.getByRole("heading", { level: 3, name: "Innlogging" }) }).last();
    const text = (await section.innerText()).replaceAll("\u00a0", " ");
    assert.ok(text.includes(`${told.contractual.availability.replace(".", ",")} %`), text.slice(0, 400));
    assert.ok(text.includes("Målet er ikke nådd"));
    const { tally } = told;
    assert.equal(told.contractual.availability, percent(tally.agreed - tally.unknown - tally.down, tally.agreed - tally.unknown));
    const days = section.locator("details table tbody tr");
    assert.equal(await days.count(), 31);
    assert.equal(await section.locator("svg[role=img]").getAttribute("aria-label").then((label) => label.length > 20), true);
    await here.close();
  });

  test("leads to its other forms and languages, and to the page", async () => {
    const shown = await open("?lang=sv");
    const links = await shown.locator("header a").evaluateAll((all) => all.map((it) => it.getAttribute("href")));
    const of = (form, lang) => `/api/v1/${page}/reports/2026-05.${form}?lang=${lang}`;
    for (const href of [`/${page}?lang=sv`, of("json", "sv"), of("csv", "sv"), of("html", "nb"), of("html", "en")]) {
      assert.ok(links.includes(href), `${href} is not in ${links}`);
      assert.equal((await world.get(href)).status, 200, href);
    }
    await here.close();
  });

  test("is told apart in black and white", async () => {
    const shown = await open("?lang=nb", {});
    await shown.emulateMedia({ media: "print", colorScheme: "light" });
    const keys = shown.locator(".legend").first().locator("svg");
    assert.equal(await keys.count(), STATES);
    const looks = [];
    for (let at = 0; at < STATES; at += 1) {
      const picture = (await keys.nth(at).screenshot()).toString("base64");
      looks.push(await shown.evaluate(lightness, picture));
    }
    for (const [one, a] of looks.entries()) {
      for (const [other, b] of looks.entries()) {
        if (other <= one) continue;
        const apart = Math.abs(a.mean - b.mean) + Math.abs(a.spread - b.spread);
        assert.ok(apart >= APART, `${one} and ${other} are ${apart.toFixed(1)} apart: ${JSON.stringify(looks)}`);
      }
    }
    await shoot(shown, "report-print");
    await here.close();
  });

  test("prints on paper, and its links do not", async () => {
    const shown = await open("?lang=nb", {});
    await shown.emulateMedia({ media: "print" });
    assert.equal(await shown.locator("header").first().isVisible(), false);
    assert.equal(await shown.locator("details table").first().isVisible(), true, "what is folded on a screen is printed");
    const pdf = await shown.pdf({ preferCSSPageSize: true });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.includes("/MediaBox [0 0 594.95996 841.91998]") || /\/MediaBox \[0 0 59[45][\d.]* 84[12]/.test(pdf.toString("latin1")), "A4");
    if (process.env.FYR_SHOTS) await shown.pdf({ path: `${process.env.FYR_SHOTS}/report.pdf`, preferCSSPageSize: true });
    await here.close();
  });
});

/** How light a picture is, and how much that changes within: what is left of it without colours. Runs in the tab. */
async function lightness(picture) {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  // Its middle: not the line around it.
  const [w, h] = [bitmap.width, bitmap.height].map((size) => Math.floor(size * 0.6));
  const { data } = context.getImageData(Math.floor(bitmap.width * 0.2), Math.floor(bitmap.height * 0.2), w, h);
  const light = [];
  for (let at = 0; at < data.length; at += 4) light.push(0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2]);
  const mean = light.reduce((sum, it) => sum + it, 0) / light.length;
  const spread = Math.sqrt(light.reduce((sum, it) => sum + (it - mean) ** 2, 0) / light.length);
  return { mean, spread };
}
