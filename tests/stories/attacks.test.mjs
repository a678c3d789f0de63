// What somebody tries who wants it to cost us something: addresses that say one thing often, and a token that is good for little,
// used without end.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { first, newToken, Operator } from "../support/operator.mjs";
import { World } from "../support/world.mjs";

const TOKEN = newToken();
const INCIDENT = { title: { nb: "Feil" }, severity: "minor", affected: [] };
/** How often a token may be used at once, and each second after that: `worker/src/operator/gate.rs`. */
const [BURST, PER_SECOND] = [300, 10];

describe("attacks", () => {
  let world;
  let page;
  before(async () => {
    world = await World.start({ vars: { FYR_FIRST_TOKEN: first("story", TOKEN) } });
    page = world.instance();
    await world.clock("2026-05-04T10:00:00Z");
    await world.round(page);
  });
  after(() => world?.stop());

  for (const path of ["/{page}", "/{page}/frame", "/{page}/history", "/api/v1/{page}"]) {
    test(`${path}: a component that is named a thousand times is named once`, async () => {
      const of = (components) => world.get(`${path.replace("{page}", page)}?components=${components}`);
      const often = await of("api,".repeat(1_000));
      assert.equal(often.status, 200, often.text.slice(0, 300));
      const once = await of("api");
      assert.equal(often.text.length, once.text.length);
    });
  }

  test("a token that is good for little is not good for a flood of what is refused", async () => {
    const opening = new Operator(world, page, TOKEN);
    const onlooker = await opening.colleague("tilsyn", ["audit"]);
    const began = Date.now();
    const refused = { 403: 0, 429: 0 };
    for (let wave = 0; wave < 10; wave += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => onlooker.post("incidents", INCIDENT)));
      for (const { status } of answers) refused[status] += 1;
    }
    const gained = PER_SECOND * Math.ceil((Date.now() - began) / 1_000 + 1);
    assert.equal(refused[403] + refused[429], 500, JSON.stringify(refused));
    assert.ok(refused[403] <= BURST + gained, JSON.stringify(refused));
  });
});
