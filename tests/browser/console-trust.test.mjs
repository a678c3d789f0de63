// What the console must never do: keep or show a token, run what somebody wrote, or need more than its policy gives.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { assertNoSidewaysScroll } from "../support/browser.mjs";
import { Office, PATIENCE } from "../support/console.mjs";
import { newToken } from "../support/operator.mjs";

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

test("the shell has its policy, is kept by nobody and listed nowhere; its files are for ever", async () => {
  for (const path of ["/console", `/console/${someone.page}`]) {
    const shell = await office.world.get(path);
    assert.equal(shell.status, 200);
    const csp = shell.headers.get("content-security-policy");
    assert.match(csp, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self';/);
    assert.match(csp, /frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'$/);
    assert.equal(shell.headers.get("cache-control"), "no-store");
    assert.equal(shell.headers.get("x-robots-tag"), "noindex");
    assert.equal(shell.headers.get("access-control-allow-origin"), null);
    for (const [, file] of shell.text.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)) {
      const found = await office.world.get(file);
      assert.deepEqual([file, found.status, found.headers.get("access-control-allow-origin")], [file, 200, null]);
      assert.match(found.headers.get("cache-control"), /immutable/);
    }
  }
  assert.equal((await office.world.get("/console/0123456789abcdef/console.js")).status, 404);
});

test("a token that is wrong is said to be; a right one is nowhere but in memory, and is asked for again", async () => {
  await desk.sees("Logg inn");
  assert.deepEqual(
    await desk.page.locator("#token").evaluate((it) => [it.type, it.autocomplete]),
    ["password", "off"],
  );
  await desk.write("#token", newToken());
  await desk.keys.press("Enter");
  await desk.reads("Nøkkelen gjelder ikke for denne siden");
  await desk.signIn();
  const kept = await desk.page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const everything = [location.href, document.documentElement.outerHTML, document.cookie, window.name];
    const fields = [...document.querySelectorAll("input, textarea")].map((it) => it.value);
    return { everything: [...everything, ...fields].join("\n"), stored: [localStorage.length, sessionStorage.length, databases.length] };
  });
  assert.ok(!kept.everything.includes(someone.token));
  assert.deepEqual(kept.stored, [0, 0, 0]);
  assert.deepEqual(await desk.context.cookies(), []);
  await desk.page.reload();
  await desk.sees("Logg inn");
  assert.equal(await desk.page.locator("#token").inputValue(), "");
  await desk.assertNobodyComplains();
});

test("a token that is revoked meanwhile leads to signing in, and drafts are there afterwards", async () => {
  const guest = await someone.colleague("Gjest");
  await desk.signIn(guest.token);
  await desk.press("#nav-new-incident");
  await desk.isAt("Ny hendelse");
  await desk.write("#at-title-nb", "Halvskrevet");
  const { id, revision } = guest.record;
  assert.equal((await someone.patch(`tokens/${id}`, { revoked: true }, { version: `${id}-${revision}` })).status, 200);
  await desk.next();
  await desk.reads("Nøkkelen gjelder ikke lenger");
  await desk.isAt("Logg inn");
  await desk.write("#token", someone.token);
  await desk.keys.press("Enter");
  await desk.isAt("Ny hendelse");
  assert.equal(await desk.page.locator("#at-title-nb").inputValue(), "Halvskrevet");
});

const ATTACKS = [
  `<script>window.hit = 1</script><img src=x onerror="window.hit = 1">`,
  `javascript:window.hit=1 <a href="javascript:window.hit=1">her</a>`,
  `{{constructor.constructor("window.hit=1")()}} \${window.hit=1} </textarea><svg onload="window.hit=1">`,
];

test("texts that attack are shown as they were written, in preview, incident, overview and log", async () => {
  await desk.signIn();
  const long = `${"Ord og ".repeat(680)}${"x".repeat(90)}`;
  for (const [at, attack] of ATTACKS.entries()) {
    await desk.page.locator("#nav-new-incident").click();
    await desk.isAt("Ny hendelse");
    await desk.page.locator("#at-title-nb").fill(attack);
    await desk.page.locator("#at-text-nb").fill(`${attack}\n${long}`);
    await desk.next();
    await desk.previewed();
    await desk.preview().getByText(attack.slice(0, 30)).first().waitFor(PATIENCE);
    await desk.next();
    await desk.page.getByRole("heading", { level: 1, name: attack.slice(0, 20) }).waitFor(PATIENCE);
    assert.equal(await desk.page.locator("main h1").innerText(), attack.replace(/\s+/g, " "));
    await desk.page.setViewportSize({ width: 320, height: 640 });
    await assertNoSidewaysScroll(desk.page);
    await desk.page.setViewportSize({ width: 1280, height: 800 });
    assert.equal((await someone.get("incidents")).json().items.length, at + 1);
  }
  for (const nav of ["#nav-", "#nav-log"]) {
    await desk.page.locator(nav).click();
    await desk.page.locator(".card").first().waitFor(PATIENCE);
  }
  for (const summary of await desk.page.locator("details summary").all()) await summary.click();
  await desk.page.getByText(ATTACKS[0].slice(0, 30)).first().waitFor(PATIENCE);
  assert.equal(await desk.page.evaluate(() => window.hit), undefined);
  assert.equal(await desk.page.locator("main script, main img, main iframe").count(), 0);
  await desk.assertNobodyComplains();
});

test("a text that is too long is refused with its length", async () => {
  await desk.signIn();
  await desk.page.locator("#nav-new-incident").click();
  await desk.isAt("Ny hendelse");
  await desk.page.locator("#at-title-nb").fill("Tittel");
  await desk.page.locator("#at-text-nb").fill("å".repeat(5_001));
  await desk.next();
  await desk.page.locator("#at-text-nb-wrong", { hasText: "has 5001 characters; 5000 are the most" }).waitFor(PATIENCE);
});
