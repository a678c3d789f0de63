// Nothing that was acknowledged is lost: `cargo xtask soak writes` runs this and judges what it prints.
//
// `tests/support/bursts.mjs` says what a round is. A seed gives the same choices and the same moments of death again; which
// writes a death meets still depends on the machine, and which records there are on the rounds before.
//
//   node tests/soak/writes.mjs <rounds> <seed>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { Bursts } from "../support/bursts.mjs";
import { soak } from "../support/soak.mjs";

await soak("writes", Bursts, ({ unanswered }) => assert.ok(unanswered > 0, "nobody was writing when the runtime was killed"));
