// The runtime is killed in the middle of bursts of operator writes. `cargo xtask soak writes` does the same for longer.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Bursts } from "../support/bursts.mjs";

const ROUNDS = 10;
const SEED = 1;

describe("the runtime is killed while operators write", () => {
  let bursts;

  before(async () => {
    bursts = await Bursts.begin(SEED);
    for (let round = 0; round < ROUNDS; round += 1) await bursts.round();
  });
  after(() => bursts?.stop());

  test("there were writes under way that nobody answered", (t) => {
    const { killed, writes, unanswered, retried, replayed } = bursts.told;
    t.diagnostic(JSON.stringify(bursts.told));
    assert.equal(killed, ROUNDS);
    assert.ok(unanswered >= ROUNDS && writes > unanswered, `${writes} writes, ${unanswered} of them not answered`);
    assert.ok(retried >= unanswered, "each was asked again");
    assert.ok(replayed > 0, "and some that were answered, too");
  });

  test("what was answered well is there afterwards, and readers are told of it", () => assert.equal(bursts.told.lost, 0, said()));

  test("what was asked twice was done once", () => assert.equal(bursts.told.doubled, 0, said()));

  test("the log has each in the order of answers, and no revision is missing", () => assert.equal(bursts.told.disordered, 0, said()));

  const said = () => `seed ${SEED}: ${bursts.faults.join("; ")}`;
});
