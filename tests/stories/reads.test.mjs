// Every public path: status, media type, cache lifetime, ETag and 304, CORS, CSP, and what is said about errors.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertDated, assertPrivateProblem, assertProblem, assertReadableElsewhere, cacheControl } from "../support/headers.mjs";
import { World } from "../support/world.mjs";

const DATA = /^default-src 'none'; frame-ancestors 'none'$/;
const HTML = /^default-src 'none'; style-src 'sha256-[\w+/=]+'.*base-uri 'none'.*frame-ancestors 'none'$/;
const FRAME = /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'sha256-[\w+/=]+'; connect-src 'self'.*frame-ancestors https:\/\/portal\.story\.example https:\/\/\*\.city\.example; require-trusted-types-for 'script'; trusted-types 'none'$/;
const BADGE = /^default-src 'none'; style-src 'sha256-[\w+/=]+'; frame-ancestors 'none'$/;
const PORTAL = /^default-src 'none'; script-src 'self'.*base-uri 'none'.*frame-ancestors 'self'$/;

const REPORT = /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/;
const CSV = "text/csv; charset=utf-8; header=present";

/** Cache lifetimes. */
const STATUS = { public: true, "max-age": [0, 5], "stale-while-revalidate": [0, 10], "stale-if-error": [1, 3600] };
const UNAGED = { ...STATUS, "stale-if-error": [0, 0] };
const FOR_EVER = { public: true, "max-age": [31_536_000, 31_536_000], immutable: true };
const CONSOLE = /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; .*frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'$/;
const STATIC = { public: true, "max-age": [300, 300] };
const NEVER = { "no-store": true };
const PRIVATE = { private: true, "no-store": true };

// Path in worker/src/policy.rs · asked for as · media type · Content-Security-Policy · lifetime · status and CORS where
// they are not the usual ones. tests/policy.rs fails when a path of that table has no row here.
const POLICIES = [
  ["/{page}", "/{page}", "text/html; charset=utf-8", HTML, STATUS],
  ["/{page}", "/{page}?lang=en&components=api", "text/html; charset=utf-8", HTML, STATUS],
  ["/{page}", "/{page}?env=production", "text/html; charset=utf-8", HTML, STATUS],
  ["/{page}/frame", "/{page}/frame", "text/html; charset=utf-8", FRAME, STATUS],
  ["/{page}/frame", "/{page}/frame?lang=sv&components=api,web&env=production", "text/html; charset=utf-8", FRAME, STATUS],
  ["/{page}/badge.svg", "/{page}/badge.svg", "image/svg+xml", BADGE, UNAGED],
  ["/{page}/badge.svg", "/{page}/badge.svg?lang=en&components=api&env=production", "image/svg+xml", BADGE, UNAGED],
  ["/{page}/embed.js", "/{page}/embed.js", "text/javascript; charset=utf-8", DATA, UNAGED],
  ["/api/v1/{page}", "/api/v1/{page}", "application/json", DATA, STATUS],
  ["/api/v1/{page}", "/api/v1/{page}?lang=sv&components=api,web", "application/json", DATA, STATUS],
  ["/api/v1/{page}/summary", "/api/v1/{page}/summary", "application/json", DATA, STATUS],
  ["/{page}/support", "/{help}/support", "text/html; charset=utf-8", HTML, STATUS],
  ["/{page}/support", "/{help}/support?lang=en&role=customer&fault=login&severity=minor", "text/html; charset=utf-8", HTML, STATUS],
  ["/api/v1/{page}/support", "/api/v1/{help}/support", "application/json", DATA, STATUS],
  ["/api/v1/{page}/support", "/api/v1/{help}/support?role=customer&fault=login", "application/json", DATA, STATUS],
  ["/api/v1/{page}/reports", "/api/v1/{past}/reports", "application/json", DATA, STATIC],
  ["/api/v1/{page}/reports/{yyyy-mm}.json", "/api/v1/{past}/reports/2026-04.json", "application/json", DATA, STATIC],
  ["/api/v1/{page}/reports/{yyyy-mm}.json", "/api/v1/{past}/reports/2026.json", "application/json", DATA, STATIC],
  ["/api/v1/{page}/reports/{yyyy-mm}.csv", "/api/v1/{past}/reports/2026-04.csv?lang=sv", CSV, DATA, STATIC],
  ["/api/v1/{page}/reports/{yyyy-mm}.csv", "/api/v1/{past}/reports/2026.csv", CSV, DATA, STATIC],
  ["/api/v1/{page}/reports/{yyyy-mm}.html", "/api/v1/{past}/reports/2026-04.html?revision=1", "text/html; charset=utf-8", REPORT, STATIC],
  ["/api/v1/{page}/reports/{yyyy-mm}.html", "/api/v1/{past}/reports/2026.html?lang=en", "text/html; charset=utf-8", REPORT, STATIC],
  ["(error)", "/api/v1/{past}/reports/2026-05.json", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["(error)", "/api/v1/{past}/reports/2025.html", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["/widget/{hash}/{file}", "{glue}", /^text\/javascript(; charset=utf-8)?$/, DATA, FOR_EVER],
  ["/widget/{hash}/{file}", "{wasm}", "application/wasm", DATA, FOR_EVER],
  ["/embed/{hash}.js", "{hashed}", "text/javascript; charset=utf-8", DATA, FOR_EVER],
  ["/console/{page}", "/console", "text/html; charset=utf-8", CONSOLE, NEVER, { cors: false }],
  ["/console/{page}", "/console/{page}", "text/html; charset=utf-8", CONSOLE, NEVER, { cors: false }],
  ["/console/{hash}/{file}", "{console}/console.js", "text/javascript; charset=utf-8", CONSOLE, FOR_EVER, { cors: false }],
  ["/console/{hash}/{file}", "{console}/console_bg.wasm", "application/wasm", CONSOLE, FOR_EVER, { cors: false }],
  ["/console/{hash}/{file}", "{console}/console.css", "text/css; charset=utf-8", CONSOLE, FOR_EVER, { cors: false }],
  ["(error)", "/console/{page}/console.js", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["/docs/embed", "/docs/embed", "text/html; charset=utf-8", HTML, NEVER, { cors: false }],
  ["/healthz", "/healthz", "application/json", DATA, NEVER],
  ["(error)", "/nobody", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["(error)", "/widget/{page}/fyr.js", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["(error)", "/embed/{page}.js", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["(error)", "/api/v1/{page}?env=test", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["/api/v1/{page}/support/drawn", "/api/v1/{help}/support/drawn", "application/json", DATA, NEVER],
  ["/api/v1/{page}/support/drawn", "/api/v1/{help}/support/drawn?role=customer&fault=login&severity=minor", "application/json", DATA, NEVER],
  ["/{page}/history", "/{page}/history", "text/html; charset=utf-8", HTML, STATUS],
  ["/{page}/history", "/{page}/history?lang=sv&components=api,web&env=production&days=30", "text/html; charset=utf-8", HTML, STATUS],
  ["/api/v1/{page}/history", "/api/v1/{page}/history?days=7", "application/json", DATA, STATUS],
  ["/api/v1/{page}/history/drawn", "/api/v1/{page}/history/drawn?lang=en", "application/json", DATA, STATUS],
  ["(error)", "/api/v1/{page}/history?days=91", "application/problem+json", DATA, NEVER, { status: 400 }],
  ["(error)", "/api/v1/{page}/support/drawn", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["(error)", "/{page}/support", "application/problem+json", DATA, NEVER, { status: 404 }],
  ["(error)", "/api/v1/{help}/support?role=king", "application/problem+json", DATA, NEVER, { status: 400 }],
  ["(error)", "/api/v1/{page}?components=apy", "application/problem+json", DATA, NEVER, { status: 400 }],
  ["/api/v1/{page}/{noun}", "/api/v1/{page}/desk", "application/problem+json", DATA, PRIVATE, { status: 401, cors: false }],
  ["/{file}", "/", /^text\/html(; charset=utf-8)?$/, PORTAL, STATIC, { cors: false }],
  ["/{file}", "/portal.css", /^text\/css(; charset=utf-8)?$/, PORTAL, STATIC, { cors: false }],
  ["/{file}", "/portal.svg", "image/svg+xml", PORTAL, STATIC, { cors: false }],
];

/** Those that tell a page's state: they have a strong ETag, which depends on the state alone. */
const DOCUMENTS = POLICIES.filter(([, , , , lifetime]) => lifetime === STATUS || lifetime === UNAGED).map(([, path]) => path);

const NOWHERE = [
  ...["/nobody", "/nobody/embed.js", "/api/v1/nobody", "/api/v1/nobody/summary", "/api/v1/{page}/nothing", "/api/v9/{page}"],
  ...["/{page}/", "/{page}/nothing", "/{page}/%2e%2e/secret", "/widget/0000000000000000/fyr.js", "/embed/0000000000000000.js", "/embed", "/docs", "/docs/", "/docs/nothing", "/%00", "/.git/config"],
];

/** Two answers that were dated the same: how long one may be kept is told to the second. */
async function sameSecond(one, other) {
  for (let tries = 0; tries < 5; tries += 1) {
    const answers = [await one(), await other()];
    const [first, second] = answers.map(({ headers }) => headers.get("date"));
    if (first === second) return answers;
  }
  return assert.fail("no two answers have the same date");
}

describe("reads", () => {
  let world;
  let page;
  let help;
  /** One that has been there in the month before. */
  let past;
  const files = {};
  const at = (path) => path.replace("{page}", page).replace("{past}", past).replace("{help}", help).replace("{glue}", files.glue).replace("{wasm}", files.wasm).replace("{hashed}", files.hashed).replace("{console}", files.console);

  before(async () => {
    world = await World.start();
    [page, help, past] = [world.instance(), world.instance("helpdesk"), world.instance()];
    await world.clock("2026-04-30T20:00:00Z");
    await world.round(past);
    await world.clock("2026-05-04T10:00:00Z");
    await Promise.all([page, help, past].map((it) => world.round(it)));
    const loader = (await world.get(`/${page}/embed.js`)).text;
    const named = (ending) => new RegExp(`/widget/[0-9a-f]{16,}/[\\w.]+\\.${ending}(?=")`).exec(loader)?.[0];
    const hashed = /\/embed\/[0-9a-f]{16,}\.js/.exec((await world.get("/docs/embed")).text)?.[0];
    const [desk] = /\/console\/[0-9a-f]{16}(?=\/)/.exec((await world.get("/console")).text);
    Object.assign(files, { console: desk, glue: named("js"), wasm: named("wasm"), hashed });
  });
  after(() => world?.stop());

  for (const [, path, type, csp, lifetime, { status = 200, cors = true } = {}] of POLICIES) {
    describe(`GET ${path}`, () => {
      test("has the headers of its policy", async () => {
        const { headers, ...answer } = await world.get(at(path));
        // Whether the worker is well is told by another test; here it may be either.
        if (path !== "/healthz") assert.equal(answer.status, status, answer.text.slice(0, 300));
        const given = headers.get("content-type") ?? "";
        assert.ok(type instanceof RegExp ? type.test(given) : given === type, `Content-Type: ${given}`);
        assert.match(headers.get("content-security-policy") ?? "", csp);
        assert.equal(headers.get("x-content-type-options"), "nosniff");
        assert.equal(headers.get("referrer-policy"), "no-referrer");
        assert.match(headers.get("strict-transport-security") ?? "", /^max-age=\d{8,}/);
        assert.equal(headers.get("set-cookie"), null);
        if (cors) assertReadableElsewhere({ headers });
        else assert.equal(headers.get("access-control-allow-origin"), null);
        assertDated({ headers });
      });

      test("may be kept as long as its policy says", async () => {
        const given = cacheControl((await world.get(at(path))).headers);
        assert.deepEqual(Object.keys(given).sort(), Object.keys(lifetime).sort());
        for (const [name, allowed] of Object.entries(lifetime)) {
          const [least, most] = Array.isArray(allowed) ? allowed : [allowed, allowed];
          assert.ok(least <= given[name] && given[name] <= most, `${name}=${given[name]}`);
        }
      });

      test("answers HEAD with the same headers and no body", async () => {
        const [got, head] = await sameSecond(() => world.get(at(path)), () => world.get(at(path), { method: "HEAD" }));
        assert.equal(head.status, got.status);
        assert.equal(head.text, "");
        const same = ["content-type", "etag", "content-security-policy", "access-control-allow-origin", "cache-control"];
        for (const name of same) assert.equal(head.headers.get(name), got.headers.get(name), name);
      });

      test("only reads", async () => {
        for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
          const answer = await world.get(at(path), { method });
          (lifetime === PRIVATE ? assertPrivateProblem : assertProblem)(answer, 405);
          assert.match(answer.headers.get("allow") ?? "", /GET/, `${method}: Allow is missing`);
        }
      });
    });
  }

  /** What is answered to who has a document; who came as it changed, which its new ETag must say, comes once more. */
  async function unchanged(path, form) {
    for (let tries = 0; ; tries += 1) {
      const etag = (await world.get(path)).headers.get("etag");
      assert.match(etag, /^"[^"]+"$/);
      const answer = await world.get(path, { headers: { "if-none-match": form(etag) } });
      if (answer.headers.get("etag") === etag || tries === 3) return answer;
      assert.equal(answer.status, 200, `${path}: another document is answered as if it were the same`);
    }
  }

  for (const path of DOCUMENTS) {
    test(`${path} has a strong ETag, and answers 304 to whoever has it`, async () => {
      for (const form of [(etag) => etag, (etag) => `W/${etag}`, (etag) => `"another", ${etag}`, () => "*"]) {
        const answer = await unchanged(at(path), form);
        assert.equal(answer.status, 304, form('"…"'));
        assert.equal(answer.text, "");
        assert.ok(answer.headers.get("cache-control"));
        assertReadableElsewhere(answer);
        assertDated(answer);
      }
      const other = await world.get(at(path), { headers: { "if-none-match": '"another"' } });
      assert.equal(other.status, 200);
    });
  }

  for (const path of ["/", "/portal.css", "/docs/embed", "{glue}", "{wasm}", "{hashed}"]) {
    test(`${path} has an ETag, and answers 304 with its policy to whoever has it`, async () => {
      const { headers } = await world.get(at(path));
      const etag = headers.get("etag");
      assert.match(etag ?? "", /^(W\/)?"[^"]+"$/);
      const answer = await world.get(at(path), { headers: { "if-none-match": etag } });
      assert.equal(answer.status, 304);
      assert.equal(answer.text, "");
      for (const name of ["etag", "cache-control", "content-security-policy", "access-control-allow-origin"]) {
        assert.equal(answer.headers.get(name), headers.get(name), name);
      }
      assertDated(answer);
    });
  }

  test("the widget is two files in a folder named by their content", async () => {
    const folder = (path) => path.slice(0, path.lastIndexOf("/"));
    assert.equal(folder(files.glue), folder(files.wasm));
    const wasm = await fetch(world.url + files.wasm).then((answer) => answer.bytes());
    assert.deepEqual([...wasm.subarray(0, 4)], [0, 0x61, 0x73, 0x6d], "its bytes arrive as they are");
  });

  for (const path of NOWHERE) {
    test(`nothing is at ${path}`, async () => assertProblem(await world.get(at(path)), 404));
  }

  test("a component the page does not have is said to be none, with those it has", async () => {
    const answer = await world.get(at("/api/v1/{page}?components=api,apy"));
    assertProblem(answer, 400);
    assert.match(answer.json().detail, /apy.*api/s);
  });

  test("an environment the page does not have is said to be none, with those it has", async () => {
    for (const path of ["/{page}", "/{page}/frame", "/{page}/badge.svg", "/api/v1/{page}", "/api/v1/{page}/summary"]) {
      assert.equal((await world.get(at(`${path}?env=production`))).status, 200, path);
      const answer = await world.get(at(`${path}?env=prøve`));
      assertProblem(answer, 404);
      assert.match(answer.json().detail, /prøve.*production/s);
    }
  });

  test("the page's links lead to what was asked for, in each language", async () => {
    for (const asked of ["", "&components=api,web", "&env=production", "&components=api&env=production"]) {
      const html = (await world.get(at(`/{page}?lang=sv${asked}`))).text;
      const links = [...html.matchAll(/href="([^"]*\?lang=[^"]*)"/g)].map(([, href]) => href.replaceAll("&amp;", "&"));
      const expected = ["nb", "nn", "sv", "en", "sv"].map((lang) => at(`/{page}?lang=${lang}${asked}`));
      expected.splice(4, 0, at(`/{page}/history?lang=sv${asked}`));
      assert.deepEqual(links, expected);
    }
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
    for (const path of DOCUMENTS) {
      const { text } = await world.get(at(path));
      for (const secret of ["/health", "api.story.example", "summary.json", world.upstreams.base]) {
        assert.ok(!text.includes(secret), `${path} holds ${secret}`);
      }
    }
  });
});

describe("healthz", () => {
  let world;
  before(async () => {
    world = await World.start();
    await world.clock("2026-05-04T10:00:00Z");
  });
  after(() => world?.stop());

  test("is 503 before the first round, 200 when every page has had one, and 503 when they are stale", async () => {
    const before = await world.get("/healthz");
    assert.equal(before.status, 503, before.text);
    const pages = before.json().pages.map(({ page }) => page);
    assert.ok(pages.includes("digireq"), `${pages}`);
    for (const page of pages.slice(1)) await world.round(page);
    await world.forget();
    const without = await world.get("/healthz");
    assert.equal(without.status, 503, "one page is not well");
    assert.notEqual(without.json().pages[0].status, "ok");

    await world.round(pages[0]);
    await world.forget();
    const well = await world.get("/healthz");
    assert.equal(well.status, 200, well.text);
    assert.deepEqual(well.json().pages.filter(({ status }) => status !== "ok"), []);

    await world.after("1h");
    const stale = await world.get("/healthz");
    assert.equal(stale.status, 503);
    assert.deepEqual(stale.json().pages.filter(({ status }) => status !== "stale"), []);
  });

  test("a page without any round is stale from the start", async () => {
    const snapshot = (await world.get(`/api/v1/${world.instance()}`)).json();
    assert.equal(snapshot.stale_after, snapshot.as_of);
    assert.equal(snapshot.level, "unknown");
  });
});
