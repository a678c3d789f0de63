// One page at each level, to be looked at side by side: the names of the levels and the page that has it.
//
// They live at the real time: a browser keeps nothing, not even for a moment, whose `Date` is months ago.
//
// The first is let go stale before the others live their first round; `renew()` runs a round of the others, so that
// they stay fresh however long the looking takes.

import { json, refused, statusNotOk } from "./behaviours.mjs";
import { summaryOf } from "./healthy.mjs";
import { API, NORTH, STATUS, WATCHED } from "./story.mjs";

const INCIDENT = {
  title: "Elevated error rates in Northern Europe",
  status: "identified",
  impact: "major",
  affects: [WATCHED],
  text: "We have found the cause and are working on it. The next message comes at 13:00.",
};

const supplier = (state, more) => json(summaryOf(STATUS.host, { components: { [WATCHED]: state }, ...more }));

/** What is wrong at each level; `unknown` is a page that nobody has renewed. */
const FAULTS = {
  unknown: [],
  operational: [],
  maintenance: [[STATUS, supplier("under_maintenance")]],
  degraded: [[API, statusNotOk]],
  partial_outage: [[{ ...API, ...NORTH }, refused], [STATUS, supplier("partial_outage", { incidents: [INCIDENT] })]],
  major_outage: [[API, refused]],
};

const minutesAgo = (minutes) => new Date(Date.now() - 60_000 * minutes).toISOString();

/** Makes the pages. Gives `{ pages: { level: page }, renew }`. */
export async function gallery(world) {
  const pages = Object.fromEntries(Object.keys(FAULTS).map((level) => [level, world.instance()]));
  for (const [level, faults] of Object.entries(FAULTS)) {
    for (const [where, behaviour] of faults) world.upstreams.when({ ...where, page: pages[level] }, behaviour);
  }
  const { unknown, ...fresh } = pages;
  const renew = () => Promise.all(Object.values(fresh).map((page) => world.round(page)));
  await world.clock(minutesAgo(11));
  await world.round(unknown);
  await world.clock(minutesAgo(1));
  await renew();
  await world.clock(minutesAgo(0));
  await renew();
  return { pages, renew };
}
