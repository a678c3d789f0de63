// Every public path: status, media type, cache lifetime, ETag and 304, CORS, CSP, and what is said about errors.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertDated, assertProblem, assertReadableElsewhere, cacheControl } from "../support/headers.mjs";
import { World } from "../support/world.mjs";

const DATA = "default-src 'none'; frame-ancestors 'none'";
const HTML = /^default-src 'none'; style-src 'sha256-[\w+/=]+'.*base-uri 'none'.*frame-ancestors 'none'$/;

/** path of the table · media type · Content-Security-Policy */
const DOCUMENTS = [
  ["/{page}", "text/html; charset=utf-8", HTML],
  ["/{page}?lang=en&components=api", "text/html; charset=utf-8", HTML],
  ["/{page}/embed.js", "text/javascript; charset=utf-8", DATA],
  ["/api/v1/{page}", "application/json", DATA],
  ["/api/v1/{page}?lang=sv&components=api,web", "application/json", DATA],
  ["/api/v1/{page}/summary", "application/json", DATA],
];

const NOWHERE = [
  ...["/nobody", "/nobody/embed.js", "/api/v1/nobody", "/api/v1/nobody/summary", "/api/v1/{page}/nothing", "/api/v9/{page}"],
  ...["/{page}/", "/{page}/nothing", "/{page}/%2e%2e/secret", "/widget/0000000000000000/fyr.js", "/%00", "/.git/config"],
];

describe("reads", () => {
  let world;
  let page;
  const at = (path) => path.replace("{page}", page);

  before(async () => {
    world = await World.start();
    page = world.instance();
    await world.clock("2026-05-04T10:00:00Z");
    await world.round(page);
  });
  after(() => world?.stop());

  for (const [path, type, csp] of DOCUMENTS) {
    describe(`GET ${path}`, () => {
      test("has its media type, policy and dates, and may be read elsewhere", async () => {
        const answer = await world.get(at(path));
        assert.equal(answer.status, 200, answer.text);
        assert.equal(answer.headers.get("content-type"), type);
        assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
        assert.equal(answer.headers.get("set-cookie"), null);
        const policy = answer.headers.get("content-security-policy") ?? "";
        if (csp instanceof RegExp) assert.match(policy, csp);
        else assert.equal(policy, csp);
        assertReadableElsewhere(answer);
        assertDated(answer);
      });

      test("may be kept for five seconds, and longer only beside a newer one", async () => {
        const { headers } = await world.get(at(path));
        const { "max-age": fresh, "stale-while-revalidate": revalidating, public: open } = cacheControl(headers);
        assert.ok(open);
        assert.ok(fresh <= 5, `${fresh}`);
        assert.ok(revalidating <= 10, `${revalidating}`);
      });

      test("has a strong ETag, and answers 304 to whoever has it", async () => {
        const { headers } = await world.get(at(path));
        const etag = headers.get("etag");
        assert.match(etag, /^"[^"]+"$/);
        for (const condition of [etag, `W/${etag}`, `"another", ${etag}`, "*"]) {
          const answer = await world.get(at(path), { headers: { "if-none-match": condition } });
          assert.equal(answer.status, 304, condition);
          assert.equal(answer.text, "");
          assert.equal(answer.headers.get("etag"), etag);
          assert.ok(answer.headers.get("cache-control"));
          assertReadableElsewhere(answer);
          assertDated(answer);
        }
        const other = await world.get(at(path), { headers: { "if-none-match": '"another"' } });
        assert.equal(other.status, 200);
      });

      test("answers HEAD with the same headers and no body", async () => {
        const [got, head] = [await world.get(at(path)), await world.get(at(path), { method: "HEAD" })];
        assert.equal(head.status, 200);
        assert.equal(head.text, "");
        for (const name of ["content-type", "etag", "content-security-policy", "access-control-allow-origin"]) {
          assert.equal(head.headers.get(name), got.headers.get(name), name);
        }
      });

      test("only reads", async () => {
        for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
          const answer = await world.get(at(path), { method });
          assertProblem(answer, 405);
          assert.match(answer.headers.get("allow") ?? "", /GET/, `${method}: Allow is missing`);
        }
      });
    });
  }

  test("the widget's files are named by their content and kept for ever", async () => {
    const loader = (await world.get(at("/{page}/embed.js"))).text;
    const paths = [...new Set(loader.match(/\/widget\/[0-9a-f]+\/[\w.]+/g))];
    assert.equal(paths.length, 2, `${paths}`);
    for (const path of paths) {
      const answer = await world.get(path);
      assert.equal(answer.status, 200, path);
      const type = path.endsWith(".wasm") ? /^application\/wasm$/ : /^text\/javascript/;
      assert.match(answer.headers.get("content-type"), type);
      assert.deepEqual(cacheControl(answer.headers), { public: true, "max-age": 31_536_000, immutable: true });
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
      assertReadableElsewhere(answer);
    }
  });

  test("healthz says how the worker and its pages are, and is never kept", async () => {
    const answer = await world.get("/healthz");
    assert.ok([200, 503].includes(answer.status));
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.ok(answer.json().pages.some((entry) => entry.page === "digireq"));
    assertReadableElsewhere(answer);
    assertDated(answer);
  });

  for (const path of NOWHERE) {
    test(`nothing is at ${path}`, async () => assertProblem(await world.get(at(path)), 404));
  }

  test("a component the page does not have is said to be none, with those it has", async () => {
    const answer = await world.get(at("/api/v1/{page}?components=api,apy"));
    assertProblem(answer, 400);
    assert.match(answer.json().detail, /apy.*api/s);
  });

  test("components= leaves the others out, also of the page's level", async () => {
    const snapshot = (await world.get(at("/api/v1/{page}?components=api"))).json();
    assert.deepEqual(snapshot.components.map(({ id }) => id), ["api"]);
    assert.equal(snapshot.level, snapshot.components[0].level);
  });

  for (const [asked, given] of [["nn", "nn"], ["no", "nb"], ["sv-SE", "sv"], ["en", "en"], ["de", "nb"], ["", "nb"]]) {
    test(`whoever asks for "${asked}" reads ${given}`, async () => {
      const snapshot = (await world.get(at(`/api/v1/{page}?lang=${asked}`))).json();
      assert.equal(snapshot.lang, given);
      const html = (await world.get(at(`/{page}?lang=${asked}`))).text;
      assert.match(html, new RegExp(`<html[^>]* lang="${given}"`));
    });
  }

  test("no address of a source is in anything that is read", async () => {
    for (const [path] of DOCUMENTS) {
      const { text } = await world.get(at(path));
      for (const secret of ["/health", "api.story.example", "summary.json", world.upstreams.base]) {
        assert.ok(!text.includes(secret), `${path} holds ${secret}`);
      }
    }
  });
});
