// What a page costs in a month: `cargo xtask bench cost` runs this. `tests/support/costs.mjs` says what is counted, and what is not.
//
//   node tests/bench/cost.mjs        one JSON object on stdout

import { PRICES, TAKEN, costs, count, told } from "../support/costs.mjs";

const counts = await count();
console.log(JSON.stringify({ counts, prices: PRICES, taken: TAKEN, costs: costs(counts), told: told(counts) }));
