// How upstreams are spared: one request per document however many read it, 304 where nothing changed, no request before
// an upstream wants one, few at a time. And that none of it makes anybody greener than they are.
//
// `thrift~1~a` and `thrift~1~b` are two pages which upstreams take for one, as real upstreams do.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { hangs, ok, refuses, slow, status, tagged } from "../support/behaviours.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { levelOf } from "../support/reader.mjs";
import { World } from "../support/world.mjs";

const CDN = { host: "status.cdn.example" };
const BUSY = { host: "status.busy.example" };
const HEALTH = { ...BUSY, path: "/health" };

describe("upstreams are spared", { concurrency: 1 }, () => {
  let world;
  before(async () => (world = await World.start()));
  after(() => world?.stop());

  const at = (clock) => world.clock(`2026-05-04T${clock}Z`);
  const levels = async (page) => {
    await world.forget();
    const snapshot = (await world.get(`/api/v1/${page}`)).json();
    return (...components) => components.map((component) => levelOf(snapshot, component));
  };
  const members = ({ request }) => request.headers["x-member"] !== undefined;
  const conditional = ({ request }) => request.headers["if-none-match"] ?? request.headers["if-modified-since"];

  test("two pages and several sources on one document are one request; another header is another document", async () => {
    const page = world.instance("thrift");
    await at("10:00:10");
    await Promise.all([world.round(`${page}~a`), world.round(`${page}~b`)]);
    await world.round(`${page}~c`);
    const asked = world.upstreams.askedFor({ page, ...CDN });
    assert.equal(asked.filter((exchange) => !members(exchange)).length, 1);
    assert.equal(asked.filter(members).length, 1);
    for (const each of ["a", "b", "c"]) {
      const all = (await levels(`${page}~${each}`))("edge", "dashboard", "for-members");
      assert.deepEqual(all, ["operational", "operational", "operational"]);
    }
  });

  test("an own probe is measured: a later page asks anew", async () => {
    const page = world.instance("thrift");
    await at("10:00:10");
    for (const each of ["a", "b"]) await world.round(`${page}~${each}`);
    assert.equal(world.upstreams.askedFor({ page, ...HEALTH }).length, 2);
  });

  test("where nothing changed the answer is that, and what was said is said anew", async () => {
    const page = world.instance("thrift");
    world.upstreams.when({ page, ...CDN }, tagged('"one"')).when({ page, ...HEALTH }, tagged('"ours"'));
    const tags = () => world.upstreams.askedFor({ page, ...CDN }).filter((it) => !members(it)).map(conditional);
    const edge = async (clock) => {
      await at(clock);
      await world.round(page);
      return (await levels(page))("edge", "dashboard");
    };
    assert.deepEqual(await edge("10:00:10"), ["operational", "operational"]);
    assert.deepEqual(await edge("10:05:10"), ["operational", "operational"]);
    assert.deepEqual(tags(), [undefined, '"one"']);

    const broken = JSON.stringify(summaryOf(CDN.host, { components: { Edge: "major_outage" } }));
    world.upstreams.when({ page, ...CDN }, tagged('"two"', broken));
    assert.deepEqual(await edge("10:10:10"), ["major_outage", "operational"]);
    assert.deepEqual(await edge("10:15:10"), ["major_outage", "operational"], "nothing changed, so it is still down");
    assert.deepEqual(tags(), [undefined, '"one"', '"one"', '"two"']);

    const probes = world.upstreams.askedFor({ page, ...HEALTH });
    assert.deepEqual(probes.map(conditional), [undefined, undefined, undefined, undefined], "own probes ask for all of it");
  });

  test("an answer that nothing changed, which nobody asked for, says nothing", async () => {
    const page = world.instance("thrift");
    world.upstreams.when({ page, ...CDN }, status(304));
    await at("10:00:10");
    await world.round(page);
    assert.deepEqual((await levels(page))("edge", "ours"), ["unknown", "operational"]);
  });

  for (const code of [503, 429]) {
    test(`a status page that answers ${code} and Retry-After is left alone, and is unknown meanwhile`, async () => {
      const page = world.instance("thrift");
      const asked = () => world.upstreams.askedFor({ page, ...CDN }).filter((exchange) => !members(exchange)).length;
      const edge = async (clock) => {
        await at(clock);
        await world.round(page);
        return [...(await levels(page))("edge"), asked()];
      };
      assert.deepEqual(await edge("10:00:10"), ["operational", 1]);
      world.upstreams.when({ page, ...CDN }, refuses(code, "600"));
      assert.deepEqual(await edge("10:05:10"), ["unknown", 2]);
      world.upstreams.mend(page);
      assert.deepEqual(await edge("10:06:10"), ["unknown", 2], "asked again early, if it had not said otherwise");
      assert.deepEqual(await edge("10:10:10"), ["unknown", 2], "its interval is over");
      assert.deepEqual(await edge("10:15:20"), ["operational", 3], "the time it wanted is over");
    });
  }

  test("a Retry-After that cannot be read is none", async () => {
    const page = world.instance("thrift");
    const asked = () => world.upstreams.askedFor({ page, ...CDN }).filter((exchange) => !members(exchange)).length;
    world.upstreams.when({ page, ...CDN }, refuses(503, "when we are back"));
    for (const clock of ["10:00:10", "10:01:10"]) await at(clock).then(() => world.round(page));
    assert.equal(asked(), 2);
  });

  test("an own probe keeps its rhythm whatever Retry-After says: each of its answers is one of its own", async () => {
    for (const [code, requests] of [[503, 2], [429, 2]]) {
      const page = world.instance("thrift");
      world.upstreams.when({ page, ...HEALTH }, refuses(code, "120"));
      for (const clock of ["10:00:10", "10:01:10"]) await at(clock).then(() => world.round(page));
      assert.equal(world.upstreams.askedFor({ page, ...HEALTH }).length, requests, `${code}`);
      assert.deepEqual((await levels(page))("ours"), ["major_outage"], "and what it answered counts");
    }
  });

  /** Lets a page's documents on the busy host do something; gives how many were asked for at a time at most. */
  const busily = (page, behaviour) => {
    const seen = { now: 0, most: 0 };
    world.upstreams.when({ page, ...BUSY }, (exchange) => {
      seen.now += 1;
      seen.most = Math.max(seen.most, seen.now);
      exchange.response.on("close", () => (seen.now -= 1));
      behaviour(exchange);
    });
    world.upstreams.when({ page, ...HEALTH }, ok);
    return seen;
  };

  test("from somebody's host two are asked for at a time, and all of them are answered", async () => {
    const page = world.instance("thrift");
    const seen = busily(page, slow(200));
    await at("10:00:10");
    await world.round(page);
    assert.equal(seen.most, 2);
    assert.deepEqual((await levels(page))("busy", "ours"), ["operational", "operational"]);
  });

  test("a host that hangs holds up its own documents alone", async () => {
    const page = world.instance("thrift");
    const seen = busily(page, hangs);
    await at("10:00:10");
    await world.round(page);
    assert.equal(seen.most, 2);
    assert.deepEqual((await levels(page))("busy", "ours", "edge"), ["unknown", "operational", "operational"]);
    await at("10:05:10");
    await world.round(page);
    const { records } = await world.store(page);
    assert.deepEqual(records.map(({ observations }) => observations), [4, 4]);
    assert.ok(records[0].after_ms < records[1].after_ms);
  });
});
