// The build that is deployed has no test clock, no way to rewrite addresses and no control routes; it asks the addresses
// of its page files and no other, whatever a variable or a redirect says.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Response } from "miniflare";
import { BUILT } from "../support/runtime.mjs";
import { World } from "../support/world.mjs";

/** Words that occur in the scripted build because it can be scripted. */
const MARKERS = ["FYR_UPSTREAMS", "FYR_TEMPO", "/scripted/", "fyr-region", "fyr-page"];

const CONTROLS = [
  ["POST", "/scripted/clock"],
  ["POST", "/scripted/digireq/round"],
  ["GET", "/scripted/digireq/store"],
  ["POST", "/scripted/digireq/panic?in=handler"],
  ["POST", "/scripted/faults"],
  ["POST", "/scripted/forget"],
];

/** Where redirects lead in this story: to ourselves, to the machine, to its network. */
const INSIDE = ["http://127.0.0.1:80/", "https://localhost/", "https://[::1]/", "https://10.0.0.1/", "http://169.254.169.254/"];

async function markersIn(dir) {
  const files = await Promise.all(["index.js", "index_bg.wasm"].map((name) => readFile(join(dir, name))));
  const everything = Buffer.concat(files);
  return MARKERS.filter((marker) => everything.includes(marker));
}

describe("the release build", () => {
  let world;
  const asked = [];
  const redirected = (request) => {
    const location = INSIDE[asked.push(request.url) % INSIDE.length];
    return new Response(null, { status: 302, headers: { location } });
  };
  before(async () => (world = await World.start({ release: true, tempo: "fast", outbound: redirected })));
  after(() => world?.stop());

  test("holds none of the words that the scripted build holds", async () => {
    assert.deepEqual(await markersIn(BUILT.release), []);
    assert.deepEqual(await markersIn(BUILT.scripted), MARKERS, "the words are well chosen");
  });

  for (const [method, path] of CONTROLS) {
    test(`has nothing at ${method} ${path}`, async () => {
      const answer = await world.get(path, { method, body: method === "POST" ? "{}" : undefined });
      assert.ok([404, 405].includes(answer.status), `${answer.status}`);
    });
  }

  test("has no page instances and no pages of the tests", async () => {
    for (const page of ["digireq~1", "story", "whole"]) {
      assert.equal((await world.get(`/api/v1/${page}`)).status, 404, page);
    }
  });

  test("asks the addresses of its page files, and none that a variable or a redirect leads to", async () => {
    await world.scheduled();
    for (let tries = 0; tries < 50 && asked.length < 6; tries += 1) await new Promise((resolve) => setTimeout(resolve, 200));
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(world.upstreams.asked, [], "FYR_UPSTREAMS has no effect");
    assert.ok(asked.includes("https://api.digireq.no/health"), `${asked}`);
    const inside = asked.filter((url) => !/^https:\/\/[\w.-]+\.[a-z]+\//.test(url));
    assert.deepEqual(inside, []);
  });

  test("says of what it could not ask anything but operational", async () => {
    const snapshot = (await world.get("/api/v1/digireq")).json();
    assert.ok(snapshot.components.length > 0);
    const green = snapshot.components.filter(({ level }) => level === "operational");
    assert.deepEqual(green, []);
  });
});
