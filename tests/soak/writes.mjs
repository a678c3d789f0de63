// Nothing that was acknowledged is lost: `cargo xtask soak writes` runs this and judges what it prints.
//
// `tests/support/bursts.mjs` says what a round is. A seed gives the same writes and the same moments of death again; which
// of them a death meets still depends on the machine.
//
//   node tests/soak/writes.mjs <rounds> <seed>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { Bursts } from "../support/bursts.mjs";

const [ROUNDS, SEED] = process.argv.slice(2).map(Number);
assert.ok(ROUNDS > 0 && Number.isInteger(SEED), "write how often, and from which seed: node tests/soak/writes.mjs 200 1");
/** After how many rounds it is told how far it has come. */
const EVERY = 10;

const note = (text) => process.stderr.write(`soak       ${text}\n`);

note(`${ROUNDS} rounds; --seed ${SEED} gives the same again`);
const bursts = await Bursts.begin(SEED);
try {
  for (let round = 1; round <= ROUNDS; round += 1) {
    await bursts.round();
    for (const fault of bursts.faults.splice(0)) note(`round ${round}: ${fault}`);
    const { writes, retried, lost, doubled, disordered } = bursts.told;
    const counts = `${writes} writes, ${retried} asked again, ${lost} lost, ${doubled} doubled, ${disordered} out of order`;
    if (round % EVERY === 0 || round === ROUNDS) note(`round ${round}: ${counts}`);
  }
  console.log(JSON.stringify({ seed: SEED, ...bursts.told }));
} finally {
  await bursts.stop();
}
