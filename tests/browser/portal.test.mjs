// The demo portal as `cargo xtask dev` serves it: a switch is turned, the portal says so within 15 seconds; it is mended,
// and the portal clears. Under the portal's own Content-Security-Policy, from another origin than the worker's.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, shoot, tab, violations } from "../support/browser.mjs";
import { WORDS } from "../support/story.mjs";

const DEV = fileURLToPath(new URL("../support/dev.mjs", import.meta.url));
const WITHIN = 15_000;
const PATIENCE = 20_000;

/** The switch · what the portal says when the fault is confirmed. */
const SWITCHES = [
  ["API down", "major_outage"],
  ["API down, seen from one region", "partial_outage"],
  ["Incident on Cloudflare's page", "partial_outage"],
];

describe("the demo portal", () => {
  let browser;
  let server;
  let state;
  let address;
  let here;
  before(async () => {
    state = await mkdtemp(join(tmpdir(), "fyr-dev-"));
    server = spawn(process.execPath, [DEV], { env: { ...process.env, FYR_PORT: "0", FYR_STATE: state } });
    address = await new Promise((resolve, reject) => {
      let said = "";
      server.stdout.on("data", (data) => {
        said += data;
        const found = /the demo portal\s+(http:\S+)/.exec(said);
        if (found) resolve(found[1]);
      });
      server.stderr.on("data", (data) => (said += data));
      server.once("exit", () => reject(new Error(`the local server ended: ${said}`)));
    });
    browser = await launch();
    here = await tab(browser);
    await here.page.goto(address);
  });
  after(async () => {
    await browser?.close();
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGINT");
    await ended;
    await rm(state, { recursive: true, force: true });
  });

  const element = () => here.page.locator("fyr-status");
  const press = (name) => here.page.getByRole("button", { name, exact: true }).click();
  const shown = (word) => element().getByText(word).filter({ visible: true }).first().waitFor({ timeout: PATIENCE });
  const until = async (showing) => {
    const begun = performance.now();
    while ((await element().evaluate((it) => it.getBoundingClientRect().height > 0)) !== showing) {
      if (performance.now() - begun > PATIENCE) throw new Error(showing ? "the portal says nothing" : "it has not cleared");
      await here.page.waitForTimeout(100);
    }
  };
  const timed = async (act) => {
    const begun = performance.now();
    await act();
    return performance.now() - begun;
  };

  test("shows nothing while all is well", async () => {
    await until(false);
    assert.deepEqual(await violations(here.page), []);
    await shoot(here.page, "portal-well");
  });

  test("opened, it explains itself, under the portal's own policy", async () => {
    await press("API down");
    await shown(WORDS.major_outage);
    await element().getByRole("button", { expanded: false }).click();
    await element().getByText("Hele tjenesten er berørt.").waitFor({ timeout: PATIENCE });
    assert.deepEqual(await violations(here.page), []);
    await shoot(here.page, "portal-open");
    await element().getByRole("button", { expanded: true }).click();
  });

  for (const [name, level] of SWITCHES) {
    test(`"${name}" is ${level} in the portal within 15 s, and mending clears it within 15 s`, async (context) => {
      await press("Mend all");
      await until(false);
      await press(name);
      const told = await timed(() => until(true));
      await shown(WORDS[level]);
      await shoot(here.page, `portal-${level}-${name.replace(/\W+/g, "-")}`);
      await press("Mend all");
      const mended = await timed(() => until(false));
      context.diagnostic(`said after ${(told / 1000).toFixed(1)} s, cleared after ${(mended / 1000).toFixed(1)} s`);
      assert.ok(told <= WITHIN, `it took ${Math.round(told)} ms until the portal said so`);
      assert.ok(mended <= WITHIN, `it took ${Math.round(mended)} ms until the portal cleared`);
    });
  }

  test("the portal has thrown nothing, stored nothing and set no cookie", async () => {
    assert.deepEqual(here.troubles, []);
    assert.deepEqual(await here.context.cookies(), []);
    const stored = await here.page.evaluate(async () => {
      const databases = await indexedDB.databases();
      return localStorage.length + sessionStorage.length + databases.length;
    });
    assert.equal(stored, 0);
  });
});
