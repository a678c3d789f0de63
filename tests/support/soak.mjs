// A soak: rounds of one kind, each from a seed of its own, and a log of them to replay.
//
// The first round's seed is the run's, and each round's seed gives the next one's: `--seed` with the seed of a round begins
// with that round, and with `--rounds 1` there is no other. The log has a line of JSON for each round, in
// `target/fyr/soak/`; a run that has the same seed adds to it.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const LOGS = process.env.FYR_SOAK ?? join(ROOT, "target/fyr/soak");
/** After how many rounds it is told how far it has come. */
const EVERY = 10;

/** What is told while it goes on; stdout is for the result alone. */
export const note = (text) => process.stderr.write(`soak       ${text}\n`);

/** A log: gives a function that adds a line, and says where it lies. */
export function log(name, seed) {
  mkdirSync(LOGS, { recursive: true });
  const file = join(LOGS, `${name}-${seed}.jsonl`);
  note(`the log is ${file}`);
  return (line) => appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
}

/**
 * Soaks as the command line says, and prints what came of it. `kind` begins with a seed, and has rounds, counts and faults;
 * `assertEnough` fails when by the counts too little has happened to say anything.
 */
export async function soak(name, kind, assertEnough) {
  const [rounds, seed] = process.argv.slice(2).map(Number);
  const cure = `write how often, and from which seed: node tests/soak/${name}.mjs 200 1`;
  assert.ok(rounds > 0 && Number.isInteger(seed), cure);
  note(`${rounds} rounds; --seed ${seed} gives the same again`);
  const write = log(name, seed);
  const soaked = await kind.begin(seed);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const { seed } = soaked;
      const before = { ...soaked.told };
      await soaked.round().catch((error) => {
        write({ round, seed, error: String(error.stack ?? error), faults: soaked.faults });
        note(`round ${round}, --seed ${seed} --rounds 1: ${error.message}`);
        throw error;
      });
      const faults = soaked.faults.splice(0);
      const counts = Object.entries(soaked.told).map(([count, value]) => [count, value - before[count]]);
      write({ round, seed, counts: Object.fromEntries(counts), faults });
      for (const fault of faults) note(`round ${round}, --seed ${seed} --rounds 1: ${fault}`);
      if (round % EVERY === 0 || round === rounds) note(`round ${round}: ${JSON.stringify(soaked.told)}`);
    }
    assertEnough(soaked.told);
    console.log(JSON.stringify({ seed, ...soaked.told }));
  } finally {
    await soaked.stop();
  }
}
