// What people declare, on the pages that need no script: the status page, the frame and the page of support, readable by
// everyone and whatever was written.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { assertNoSidewaysScroll, assertReadable, launch, tab } from "../support/browser.mjs";
import { HOSTILE } from "../support/declared.mjs";
import { first, newToken, operator } from "../support/operator.mjs";
import { World } from "../support/world.mjs";

/** A Tuesday at ten, in Oslo. */
const TUESDAY = "2026-05-05T08:00:10Z";
const NOON = "2026-05-05T10:00:00Z";
const TOKEN = newToken();
const both = (nb, en) => ({ nb, en });

let world;
let browser;
let here;
let page;
before(async () => {
  world = await World.start({ vars: { FYR_FIRST_TOKEN: first("helpdesk", TOKEN) } });
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
  assert.deepEqual(troubles, []);
});

/** A page about which this is declared. */
async function declared({ incident: { said, next_update_at, ...incident }, work, over, channel }) {
  page = world.instance("helpdesk");
  await world.round(page);
  const op = await operator(world, page, TOKEN);
  const began = await op.incident("login", "major_outage", incident);
  await op.say(began, "identified", said, { next_update_at });
  await op.done(op.post("maintenances", { starts: "2026-05-05T10:30", ends: "2026-05-05T12:30", ...work }));
  await op.done(op.post("overrides", { component: "website", level: "operational", ends_at: NOON, ...over }));
  await op.done(op.post("overrides", { channel: "desk", ends_at: NOON, ...channel }));
  await world.round(page);
  await world.forget();
}

const PLAIN = {
  incident: {
    title: both("Innloggingen er nede", "Sign-in is down"),
    severity: "critical",
    effect: both("Ingen kan logge inn.", "Nobody can sign in."),
    workaround: both("Ring oss.", "Call us."),
    next_update_at: "2026-05-05T09:00:00Z",
    said: "En disk er full.",
  },
  work: {
    title: both("Bytte av disker", "New disks"),
    text: both("Vi bytter disker.", "We change disks."),
    extraordinary: true,
    affected: [{ component: "website", impact: "read_only" }],
  },
  over: { reason: both("Målingen er feil.", "The measurement is wrong.") },
  channel: { reason: both("Vi flytter.", "We are moving.") },
};

const PATHS = {
  page: () => `/${page}?`,
  frame: () => `/${page}/frame?`,
  support: () => `/${page}/support?role=customer&fault=login&env=production&severity=minor&`,
};

/** Opens one of them, in a language. In the frame our own element would take over: there, no script runs. */
async function open(path, lang, options = {}) {
  here = await tab(browser, { javaScriptEnabled: path !== "frame", ...options });
  await here.page.goto(`${world.url}${PATHS[path]()}lang=${lang}`);
  return here.page;
}

describe("what is declared", () => {
  before(() => declared(PLAIN));

  for (const [path, said] of Object.entries({
    page: ["A – Kritisk", "Ingen kan logge inn.", "Ring oss.", "Neste oppdatering", "Ekstraordinært vedlikehold", "Nettsted: Kan bare leses", "Satt for hånd til kl. 12.00: Målingen er feil."],
    frame: ["A – Kritisk", "Ring oss.", "Satt for hånd til kl. 12.00: Målingen er feil."],
    support: ["A – Kritisk", "Ring oss.", "Stengt til tirsdag 5. mai kl. 12.00", "Satt for hånd til tirsdag 5. mai kl. 12.00: Vi flytter."],
  })) {
    test(`is told, and can be read: ${path}`, async () => {
      for (const lang of ["nb", "en"]) {
        const opened = await open(path, lang);
        const text = (await opened.locator("main").innerText()).replace(/\s+/g, " ");
        for (const part of lang === "nb" ? said : []) assert.ok(text.includes(part), `${part} in ${text}`);
        // What tells whether everyone can read it is a script.
        if (path !== "frame") await assertReadable(opened, `meanwhile-${path}-${lang}`);
        if (lang === "nb") {
          assert.deepEqual(here.troubles, []);
          await here.close();
        }
      }
    });
  }
});

describe("whatever was written", () => {
  // What the API lets through; a title has no lines.
  const text = both([HOSTILE.markup, HOSTILE.word, HOSTILE.long].join("\n").slice(0, 1_000), HOSTILE.word);
  const title = both(HOSTILE.word.slice(0, 150), HOSTILE.markup);
  before(() =>
    declared({
      incident: { title, severity: "critical", effect: text, workaround: text, said: [HOSTILE.markup, HOSTILE.long].join("\n").slice(0, 5_000) },
      work: { title, text, affected: [{ component: "website", impact: "read_only" }] },
      over: { reason: both(HOSTILE.word, HOSTILE.markup) },
      channel: { reason: both(HOSTILE.word, HOSTILE.markup) },
    }),
  );

  for (const path of Object.keys(PATHS)) {
    test(`is text, and legible in 320 px: ${path}`, async () => {
      for (const lang of ["nb", "en"]) {
        const opened = await open(path, lang, { viewport: { width: 320, height: 640 } });
        await assertNoSidewaysScroll(opened);
        assert.equal(await opened.locator("main img").count(), 0);
        assert.ok((await opened.locator("main").innerText()).length > 500);
        if (lang === "nb") await here.close();
      }
    });
  }
});
