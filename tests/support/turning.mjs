// A page that is well until a test says otherwise.

import { refused } from "./behaviours.mjs";
import { API } from "./story.mjs";

/** The next slot of its source, in steps in which nothing becomes stale, and the times at which a failed sample is asked for
 * again. */
const ROUNDS = ["2m", "2m", "1m", "40s", "40s", "40s"];

/** A new page, which is well. `turn()` brings its API down, and lives on until that is confirmed. */
export async function turning(stage) {
  const { world } = stage;
  const page = world.instance();
  await world.round(page);
  const turn = async () => {
    world.upstreams.when({ ...API, page }, refused);
    let api;
    for (const later of ROUNDS) {
      if (api === "major_outage") break;
      const { components } = await world.on(page, later);
      api = components.find(({ id }) => id === "api").level;
    }
    if (api !== "major_outage") throw new Error(`the API is ${api} after ${ROUNDS.length} rounds`);
    await stage.renew();
  };
  return { page, turn };
}
