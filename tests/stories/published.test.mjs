// A bucket behind a cached domain, where a deployment has one: what readers poll lies there after each round, is what the worker
// answers, and is all that lies there. Whatever becomes of the bucket, rounds go on.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import { refused, slow } from "../support/behaviours.mjs";
import { first, newToken, operator } from "../support/operator.mjs";
import { API, WEB } from "../support/story.mjs";
import { STORY, World } from "../support/world.mjs";

const LANGS = ["nb", "nn", "sv", "en"];
/** For how long the domain keeps what it has read, in seconds, and how long a bucket that hangs may hold a round up. */
const KEPT = 15;
const HELD_UP_MS = 5_000;

describe("what readers poll lies in a bucket", { concurrency: 1 }, () => {
  const token = newToken();
  let world;
  before(async () => {
    world = await World.start({ bucket: true, vars: { FYR_FIRST_TOKEN: first(STORY, token) } });
    await world.clock("2026-05-04T10:00:10Z");
  });
  after(() => world?.stop());

  const from = async (key) => {
    const answer = await fetch(`${world.domain.url}/${key}`);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const of = async (page) => Object.entries(await world.domain.all()).filter(([key]) => key.startsWith(`${page}/`));
  const warnings = async () => {
    await world.forget();
    const health = (await world.get("/healthz")).json();
    return health.pages.find(({ page }) => page === STORY).warnings ?? [];
  };

  test("in every language and environment, as the worker answers it, after each round, and nothing else does", async () => {
    for (const [base, langs, envs] of [[STORY, LANGS, ["production"]], ["digdir", ["nb", "nn", "en"], ["production", "test"]]]) {
      const page = world.instance(base);
      for (const round of [1, 2]) {
        await world.on(page, "60s");
        const lying = new Map(await of(page));
        const named = [`${page}/embed.js`];
        for (const lang of langs) {
          for (const env of envs) {
            const query = `?lang=${lang}&env=${env}`;
            for (const [file, path] of [["snapshot", ""], ["summary", "/summary"]]) {
              const key = `${page}/${lang}/${env}/${file}.json`;
              const told = await world.get(`/api/v1/${page}${path}${query}`);
              assert.equal(told.status, 200, told.text);
              assert.equal(lying.get(key)?.text, told.text, `${key}, round ${round}`);
              assert.equal(lying.get(key).contentType, told.headers.get("content-type"));
              assert.equal(lying.get(key).cacheControl, `public, max-age=${KEPT}`);
              named.push(key);
            }
          }
        }
        assert.deepEqual([...lying.keys()].sort(), named.sort());
      }
    }
  });

  test("the loader there says nothing of how anything is, and is the same after every round", async () => {
    const page = world.instance();
    await world.on(page, "60s");
    const key = `${page}/embed.js`;
    const { text, contentType } = (await world.domain.all())[key];
    assert.equal(contentType, (await world.get(`/${page}/embed.js`)).headers.get("content-type"));
    assert.match(text, new RegExp(`"published":"${world.domain.url}/${page}/","env":"production","origin":"${world.url}"`));
    assert.doesNotMatch(text, /served_at":"2|"level":"|2026-/);
    world.upstreams.when({ ...API, page }, refused);
    await world.on(page, "60s");
    await world.on(page, "60s");
    assert.equal((await world.domain.all())[key].text, text);
    // The worker's own carries the state all the same, and asks there.
    const own = (await world.get(`/${page}/embed.js`)).text;
    assert.match(own, new RegExp(`"served_at":"2026-.*"published":"${world.domain.url}/${page}/","env":"production"}`));
  });

  test("a publication is there with the next round, and for all when the domain has let go of what it had", async () => {
    const page = world.instance();
    await world.on(page, "60s");
    const op = await operator(world, page, token);
    const key = `${page}/nb/production/summary.json`;
    assert.doesNotMatch((await from(key)).text, /Feil/);
    await op.incident("api", "degraded");
    await world.round(page);
    const kept = await from(key);
    assert.doesNotMatch(kept.text, /Feil/);
    assert.ok(kept.headers.get("date"));
    await world.after(`${KEPT}s`);
    const { text, headers } = await from(key);
    assert.match(text, /Feil/);
    assert.equal(headers.get("age"), null);
    await world.after("7s");
    const later = await from(key);
    assert.equal(later.text, text);
    assert.equal(later.headers.get("date"), headers.get("date"), "as old as when it was read");
    assert.ok([7, 8].includes(Number(later.headers.get("age"))), later.headers.get("age"));
    assert.equal((await fetch(`${world.domain.url}/${key}`, { headers: { "if-none-match": headers.get("etag") } })).status, 304);
  });

  test("a publication does not wait for upstreams that are slow", async () => {
    const page = world.instance();
    await world.on(page, "60s");
    const op = await operator(world, page, token);
    world.upstreams.when({ ...WEB, page }, slow(3_000));
    await world.after("5m");
    await op.incident("api", "degraded");
    const bucket = await world.domain.bucket;
    const isThere = async () => (await (await bucket.get(`${page}/nb/production/summary.json`)).text()).includes("Feil");
    let over = false;
    const round = world.round(page).then(() => (over = true));
    while (!over && !(await isThere())) await sleep(20);
    assert.equal(over, false, "it is there before the round is over");
    await round;
  });

  test("nothing lies there that readers do not get: no draft, no token, no source's address, no name of who wrote it", async () => {
    const page = world.instance();
    await world.on(page, "60s");
    const op = await operator(world, page, token);
    await op.incident("api", "degraded", { title: { nb: "Feil som alle ser" } });
    const draft = { title: { nb: "Et utkast" }, severity: "serious", affected: [{ component: "web", level: "degraded" }] };
    assert.match((await op.post("incidents?preview", draft)).text, /Et utkast/);
    await world.on(page, "60s");
    const all = (await of(page)).map(([, { text }]) => text).join("\n");
    assert.match(all, /Feil som alle ser/);
    for (const secret of ["Et utkast", token, op.token, op.name, API.host, WEB.host, world.upstreams.base, "tokens_until", "places"]) {
      assert.ok(!all.includes(secret), secret);
    }
  });

  test("a bucket that fails, or hangs, lets the round go on, healthz says so, and it is tried again", async () => {
    const key = `${STORY}/nb/production/summary.json`;
    await world.on(STORY, "60s");
    assert.deepEqual(await warnings(), []);
    const before = (await world.domain.all())[key].text;
    for (const fault of [{ bucket: true }, { hang: ["bucket"] }]) {
      await world.faults(fault);
      await world.after("60s");
      const begun = performance.now();
      const { as_of } = await world.round(STORY);
      assert.ok(performance.now() - begun < HELD_UP_MS + 3_000, JSON.stringify(fault));
      await world.forget();
      assert.equal((await world.get(`/api/v1/${STORY}`)).json().as_of, as_of, "readers of the worker lose nothing");
      const [warning, ...others] = await warnings();
      assert.match(warning, /^since 2026-05-04T.* was not published.*PUBLISHED/);
      assert.deepEqual(others, []);
      assert.equal((await world.domain.all())[key].text, before, "what lies there ages");
    }
    assert.match(world.said(), /`story`: what readers poll was not published: planted/);
    await world.faults({});
    await world.on(STORY, "60s");
    assert.deepEqual(await warnings(), []);
    assert.notEqual((await world.domain.all())[key].text, before);
  });

  test("what the frame and portals may connect to names the domain", async () => {
    const frame = (await world.get(`/${STORY}/frame`)).headers.get("content-security-policy");
    assert.match(frame, new RegExp(`connect-src 'self' ${world.domain.url};`));
    assert.match((await world.get("/docs/embed")).text, new RegExp(`connect-src ${world.url} ${world.domain.url}; `));
  });
});

describe("half of the setting is a mistake that is named with its cure, and changes nothing", () => {
  for (const [what, how, told] of [
    ["a bucket without a domain", { bucket: true, vars: { FYR_PUBLISHED: "" } }, /set FYR_PUBLISHED, or remove the binding/],
    ["a domain without a bucket", { vars: { FYR_PUBLISHED: "https://live.example.no" } }, /\[\[r2_buckets\]\]/],
    ["an address that is no origin", { bucket: true, vars: { FYR_PUBLISHED: "https://live.example.no/" } }, /nothing behind it/],
  ]) {
    test(what, async () => {
      const world = await World.start(how);
      try {
        await world.round(STORY);
        const { warnings } = (await world.get("/healthz")).json();
        assert.equal(warnings.length, 1);
        assert.match(warnings[0], told);
        assert.doesNotMatch((await world.get(`/${STORY}/embed.js`)).text, /"published":/);
        assert.doesNotMatch((await world.get(`/${STORY}/frame`)).headers.get("content-security-policy"), /live\.example/);
        if (how.bucket) assert.deepEqual(await world.domain.all(), {});
      } finally {
        await world.stop();
      }
    });
  }
});
