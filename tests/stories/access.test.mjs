// Who may do what: every way to ask without right, wrongly, too much or twice, with the answer that is expected. And what
// must never be told: no answer, no line of the log and no error holds a token, the address of a source or a secret.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { status } from "../support/behaviours.mjs";
import { NEVER, PRIVATE_WORDS, SECRETS } from "../support/logs.mjs";
import { Operator, SCOPES, first, newToken } from "../support/operator.mjs";
import { World } from "../support/world.mjs";

const FIRST = newToken();
const OTHERS = newToken();
const INCIDENT = { title: { nb: `Feil ${PRIVATE_WORDS}` }, severity: "minor", affected: [{ component: "api", level: "degraded" }] };
const OVERRIDE = { component: "api", level: "degraded", reason: { nb: `Prøve ${PRIVATE_WORDS}` }, ends_at: "2026-05-04T12:00:00Z" };
const WORK = { title: { nb: `Arbeid ${PRIVATE_WORDS}` }, affected: [{ component: "api", impact: "notice" }], starts: "2026-06-02T00:30", ends: "2026-06-02T05:00" };
const NOUNS = ["desk", "incidents", "maintenances", "overrides", "tokens", "audit"];
const deep = "[".repeat(2_000) + "]".repeat(2_000);

/** What must never be told to anybody: tokens, sources' hosts and headers, what a deployment keeps secret. */
const SECRET = ["a token", "a secret in an address", "a secret in a header", "the host of a secret address"];
/** The marks of these. */
const MARKS = SECRET.map((what) => NEVER[what]);

describe("who may do what", () => {
  let world;
  let page;
  let other;
  /** By the scope it has alone; and `all`, `none` of ours, `revoked`, `expired`. */
  const who = {};
  let record;
  const tokens = [FIRST, OTHERS];

  before(async () => {
    const vars = { FYR_FIRST_TOKEN: `${first("vault", FIRST)} ${first("helpdesk", OTHERS)}`, ...SECRETS };
    world = await World.start({ vars });
    [page, other] = [world.instance("vault"), world.instance("helpdesk")];
    await world.clock("2026-05-04T10:00:10Z");
    // Its source fails: what is told of that must not say where it was asked.
    world.upstreams.when({ page }, status(500));
    await Promise.all([page, other].map((it) => world.round(it)));
    const asked = world.upstreams.askedFor({ page });
    assert.ok(asked.length > 0 && asked.every(({ path, request }) => path.includes(SECRETS.VAULT_PATH) && request.headers.authorization.includes(SECRETS.VAULT_KEY)));
    const opening = new Operator(world, page, FIRST);
    who.all = await opening.colleague("vakt");
    for (const scope of SCOPES) who[scope] = await who.all.colleague(scope, [scope]);
    who.elsewhere = await new Operator(world, other, OTHERS).colleague("nabo");
    who.revoked = await who.all.colleague("sluttet");
    await who.all.change("tokens", who.revoked.record, { revoked: true });
    const soon = { name: "kort", scopes: SCOPES, expires_at: "2026-05-04T10:00:30Z" };
    who.expired = new Operator(world, page, (await who.all.done(who.all.post("tokens", soon))).token);
    await world.clock("2026-05-04T10:01:00Z");
    who.first = opening;
    who.unknown = new Operator(world, page, newToken());
    tokens.push(...Object.values(who).map(({ token }) => token));
    record = await who.all.incident("web", "degraded");
  });
  after(() => world?.stop());

  const as = (name) => (method, path, more) => {
    const { token } = who[name];
    return new Operator(world, page, token).ask(method, path, more);
  };
  const bare = (authorization, more = {}) => (method, path) =>
    world.get(`/api/v1/${page}/${path}`, { method, ...more, headers: { ...(authorization && { authorization }), ...more.headers } });
  const post = (name, path, body, headers = {}) => () => as(name)("POST", path, { body, headers });
  const patch = (name, path, body, more = {}) => () => as(name)("PATCH", path, { body, ...more });

  // What is asked · how · the status that is expected
  const TABLE = [
    ...NOUNS.map((noun) => [`no token: GET ${noun}`, () => bare()("GET", noun), 401]),
    ...["incidents", "maintenances", "overrides", "tokens"].map((noun) => [`no token: POST ${noun}`, () => bare()("POST", noun), 401]),
    ["no token: PATCH an incident", () => bare()("PATCH", "incidents/i1"), 401],
    ["an empty token", () => bare("Bearer ")("GET", "desk"), 401],
    ["another scheme", () => bare("Basic dXNlcjp3b3Jk")("GET", "desk"), 401],
    ["a word that is no token", () => bare("Bearer secret")("GET", "desk"), 401],
    ["a token with a character too many", () => bare(`Bearer ${who.all.token}x`)("GET", "desk"), 401],
    ["a token with a character too few", () => bare(`Bearer ${who.all.token.slice(0, -1)}`)("GET", "desk"), 401],
    ["a token in another case", () => bare(`Bearer ${who.all.token.toUpperCase()}`)("GET", "desk"), 401],
    ["two tokens", () => bare(`Bearer ${who.all.token}, Bearer ${who.tokens.token}`)("GET", "desk"), 401],
    ["a token in the query", () => bare()("GET", `desk?access_token=${who.all.token}`), 401],
    ["a token nobody has made", () => as("unknown")("GET", "desk"), 401],
    ["a token of another page", () => as("elsewhere")("GET", "desk"), 401],
    ["a token of another page, to write", post("elsewhere", "incidents", INCIDENT), 401],
    ["a revoked token", () => as("revoked")("GET", "desk"), 401],
    ["a revoked token, to write", post("revoked", "incidents", INCIDENT), 401],
    ["an expired token", () => as("expired")("GET", "desk"), 401],
    ["the first token, when there is another", () => as("first")("GET", "tokens"), 401],
    ["a page that does not exist", () => world.get("/api/v1/nobody/desk", { headers: { authorization: `Bearer ${who.all.token}` } }), 401],
    ["a public document with a wrong token", () => world.get(`/api/v1/${page}`, { headers: { authorization: "Bearer x" } }), 401],
    ["a public document with a revoked token", () => as("revoked")("GET", ""), 401],
    ["a public document with a good token", () => as("audit")("GET", ""), 200],

    ...SCOPES.filter((scope) => scope !== "incidents").map((scope) => [`scope ${scope}: begin an incident`, post(scope, "incidents", INCIDENT), 403]),
    ...SCOPES.filter((scope) => scope !== "maintenance").map((scope) => [`scope ${scope}: announce maintenance`, post(scope, "maintenances", WORK), 403]),
    ...SCOPES.filter((scope) => scope !== "overrides").map((scope) => [`scope ${scope}: override`, post(scope, "overrides", OVERRIDE), 403]),
    ...SCOPES.filter((scope) => scope !== "tokens").map((scope) => [`scope ${scope}: make a token`, post(scope, "tokens", { name: "x", scopes: ["audit"] }), 403]),
    ...SCOPES.filter((scope) => scope !== "tokens").map((scope) => [`scope ${scope}: list tokens`, () => as(scope)("GET", "tokens"), 403]),
    ...SCOPES.filter((scope) => scope !== "audit").map((scope) => [`scope ${scope}: read the log`, () => as(scope)("GET", "audit"), 403]),
    ["scope audit: preview an incident", post("audit", "incidents?preview", INCIDENT), 403],
    ["scope audit: change an incident", patch("audit", "incidents/i1", {}, { version: "i1-1" }), 403],
    ["scope incidents: begin an incident", post("incidents", "incidents", INCIDENT), 201],
    ["scope maintenance: announce maintenance", post("maintenance", "maintenances", WORK), 201],
    ["scope overrides: override", post("overrides", "overrides", OVERRIDE), 201],
    ["scope audit: read the log", () => as("audit")("GET", "audit"), 200],
    ["scope tokens: list tokens", () => as("tokens")("GET", "tokens"), 200],

    ["another method: PUT", () => as("all")("PUT", "incidents", { body: INCIDENT }), 405],
    ["another method: DELETE", () => as("all")("DELETE", "tokens/t1"), 405],
    ["another method: POST to a record", post("all", "incidents/i1", INCIDENT), 405],
    ["another method: PATCH to a list", patch("all", "incidents", {}), 405],
    ["another method: POST to the log", post("all", "audit", {}), 405],
    ["another method: OPTIONS", () => as("all")("OPTIONS", "incidents"), 405],
    ["HEAD reads", () => as("all")("HEAD", "desk"), 200],

    ["from another site", post("all", "incidents", INCIDENT, { origin: "https://evil.example" }), 403],
    ["from a page without an origin", post("all", "incidents", INCIDENT, { origin: "null" }), 403],
    ["from another site, as its browser says", post("all", "incidents", INCIDENT, { "sec-fetch-site": "cross-site" }), 403],
    ["a preflight from another site", () => bare(undefined, { headers: { origin: "https://evil.example", "access-control-request-method": "POST" } })("OPTIONS", "incidents"), 403],
    ["from here", () => as("all")("GET", "desk", { headers: { origin: new URL(world.url).origin, "sec-fetch-site": "same-origin" } }), 200],

    ["no content", post("all", "incidents", ""), 422],
    ["content that is no JSON", post("all", "incidents", `title=${PRIVATE_WORDS}`), 422],
    ["content of another type", post("all", "incidents", "title=Feil", { "content-type": "application/x-www-form-urlencoded" }), 415],
    ["JSON as text", post("all", "incidents", JSON.stringify(INCIDENT), { "content-type": "text/plain" }), 415],
    ["a list in the place of an object", post("all", "incidents", "[1,2]"), 422],
    ["lists in lists in lists", post("all", "incidents", `{"title":${deep}}`), 422],
    ["a field that is not known", post("all", "incidents", { ...INCIDENT, public: true }), 422],
    ["a field twice", post("all", "incidents", '{"title":{"nb":"a"},"title":{"nb":"b"},"severity":"minor"}'), 422],
    ["content larger than it may be", post("all", "incidents", { ...INCIDENT, text: { nb: "x".repeat(70_000) } }), 413],
    ["content of a megabyte", post("all", "incidents", { ...INCIDENT, text: { nb: "x".repeat(1_000_000) } }), 413],
    ["a component that is not there", post("all", "incidents", { ...INCIDENT, affected: [{ component: "nope", level: "degraded" }] }), 422],

    ["a record that is not there", () => as("all")("GET", "incidents/i999999"), 404],
    ["an id of another noun", () => as("all")("GET", "incidents/t1"), 404],
    ["an id that leads elsewhere", () => as("all")("GET", "incidents/..%2f..%2ftokens"), 404],
    ["a noun that is not there", () => as("all")("GET", "incidents/i1/secrets"), 404],
    ["a limit beyond the limit", () => as("all")("GET", "incidents?limit=100000"), 400],
    ["a place that is no number", () => as("all")("GET", "audit?after=x"), 400],

    ["a change without If-Match", () => as("all")("PATCH", `incidents/${record.id}`, { body: {} }), 428],
    ["a change of whatever there is", () => as("all")("PATCH", `incidents/${record.id}`, { body: {}, headers: { "if-match": "*" } }), 428],
    ["a change of a version that is gone", () => as("all")("PATCH", `incidents/${record.id}`, { body: {}, version: `${record.id}-0` }), 412],
    ["a change of a record that is not there", patch("all", "incidents/i999999", {}, { version: "i999999-1" }), 404],
    ["a key that is none", post("all", "incidents", INCIDENT, { "idempotency-key": "x".repeat(101) }), 400],
    ["a key with a space", post("all", "incidents", INCIDENT, { "idempotency-key": "a b" }), 400],
    ["a key, the first time", post("all", "overrides", { ...OVERRIDE, component: "web" }, { "idempotency-key": "nokkel" }), 201],
    ["a key, replayed", post("all", "overrides", { ...OVERRIDE, component: "web" }, { "idempotency-key": "nokkel" }), 201],
    ["a key, replayed with other content", post("all", "overrides", OVERRIDE, { "idempotency-key": "nokkel" }), 422],
    ["a key, replayed by somebody else's token", post("overrides", "overrides", { ...OVERRIDE, component: "shop" }, { "idempotency-key": "nokkel" }), 201],
  ];

  test("there are at least sixty ways", () => assert.ok(TABLE.length >= 60, `${TABLE.length}`));

  for (const [words, ask, status] of TABLE) {
    test(`${words}: ${status}`, async () => {
      const answer = await ask();
      assert.equal(answer.status, status, answer.text.slice(0, 300));
      for (const secret of tokens) assert.ok(!answer.text.includes(secret));
      const told = answer.text + JSON.stringify([...answer.headers]);
      for (const never of MARKS) assert.doesNotMatch(told, never);
      assert.equal(answer.headers.get("access-control-allow-origin"), null);
      assert.match(answer.headers.get("cache-control"), /no-store/);
      if (status >= 400) {
        const problem = answer.text === "" ? {} : answer.json();
        if (answer.text !== "") assert.deepEqual([problem.status, typeof problem.detail], [status, "string"]);
        assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
      }
      if (status === 401) assert.equal(answer.headers.get("www-authenticate"), "Bearer");
      if (status === 405) assert.match(answer.headers.get("allow"), /GET|POST|PATCH/);
    });
  }

  test("a token is told once, to who made it, and to nobody again", async () => {
    const made = await who.all.done(who.all.post("tokens", { name: "ny", scopes: ["audit"] }, { key: "en-gang" }));
    tokens.push(made.token);
    assert.match(made.token, /^fyr_[\w-]{43}$/);
    const again = await who.all.done(who.all.post("tokens", { name: "ny", scopes: ["audit"] }, { key: "en-gang" }));
    assert.deepEqual([again.id, again.token], [made.id, undefined]);
    for (const path of ["tokens", `tokens/${made.id}`, "audit?limit=200", "desk"]) {
      const { status, text } = await who.all.get(path);
      assert.equal(status, 200);
      assert.doesNotMatch(text, NEVER["a token"], path);
    }
    const log = (await who.all.get("audit?limit=200")).json().items;
    const ofTokens = log.filter(({ noun }) => noun === "token");
    assert.ok(ofTokens.length > SCOPES.length);
    // A hash is 64 hexadecimal digits: it is kept, and told to nobody.
    assert.doesNotMatch(JSON.stringify(ofTokens) + (await who.all.get("tokens")).text, /[0-9a-f]{64}/);
  });

  test("nothing of it is in a log, nor with the readers", async () => {
    // Nor what a reader asks for, or who that is.
    for (const path of [`/${page}?fnr=${PRIVATE_WORDS}`, `/${PRIVATE_WORDS}`, `/api/v1/${page}?env=${PRIVATE_WORDS}`]) await world.get(path);
    await world.faults({ object: true });
    const gone = await who.all.post("incidents", INCIDENT);
    await world.faults({});
    assert.deepEqual([gone.status, gone.json().status], [503, 503]);
    const said = world.said();
    assert.doesNotMatch(said, new RegExp(PRIVATE_WORDS));
    const told = [said, (await world.get(`/api/v1/${page}`)).text, (await world.get(`/${page}`)).text];
    for (const text of told) {
      for (const secret of tokens) assert.ok(!text.includes(secret));
      for (const never of MARKS) assert.doesNotMatch(text, never);
    }
  });
});
