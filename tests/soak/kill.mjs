// Nothing that was stored or seen is lost when the runtime dies in a round: `cargo xtask soak kill` runs this and judges what
// it prints.
//
// `tests/support/deaths.mjs` says what a round is. A seed gives the same upstreams and the same moment of death again; what
// had been stored by then still depends on the machine, and on the rounds before.
//
//   node tests/soak/kill.mjs <rounds> <seed>          one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { Deaths } from "../support/deaths.mjs";
import { soak } from "../support/soak.mjs";

await soak("kill", Deaths, ({ audited }) => assert.ok(audited > 0, "nothing was audited: ask for more rounds"));
