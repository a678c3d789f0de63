// A crowd reads while all upstreams begin to hang, an operator publishes and rounds run by themselves. `cargo xtask soak load`
// does the same for longer.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { READERS, Rush } from "../support/rush.mjs";

const SEED = 1;
/** What the worker's clock shows at first: soon a round asks everybody. */
const AT = "2026-05-04T10:00:40Z";
/** Over which time readers come, and how long each state of the incident lasts, in milliseconds. */
const [ARRIVAL, PAUSE] = [10_000, 12_000];
/** No runtime of this size needs more, in megabytes. */
const CEILING = 600;

describe("two thousand readers while all upstreams hang", () => {
  let rush;
  let told;
  let green;

  before(async () => {
    rush = await Rush.begin(SEED, AT);
    const published = rush.incident(() => PAUSE);
    await rush.crowd.come(READERS, ARRIVAL);
    rush.hang();
    await published;
    await rush.everybody();
    green = rush.crowd.shown("operational");
    told = rush.figures();
  });
  after(() => rush?.stop());

  test("everybody is answered, within 5 s", (t) => {
    t.diagnostic(JSON.stringify(told));
    assert.equal(told.readers, READERS);
    assert.ok(told.requests > 2 * READERS && told.rounds > 1, `${told.requests} requests, ${told.rounds} rounds`);
    assert.equal(told.errors, 0, said());
  });

  test("every publication comes to everybody, and no answer is behind", () => {
    assert.equal(told.publications, 3);
    assert.deepEqual([told.unseen, told.late], [0, 0], said());
  });

  test("nobody is told what is too old, nor that what hangs is well", () => {
    assert.deepEqual([told.stale, told.green, green], [0, 0, 0], said());
  });

  test("memory is bounded", () => assert.ok(told.memory_highest_mb < CEILING, `${told.memory_highest_mb} MB`));

  const said = () => rush.crowd.faults.join("; ");
});
