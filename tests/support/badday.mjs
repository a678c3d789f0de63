// A bad day, and a good one: an API that one region does not reach, a supplier who tells of an incident that began forty
// minutes ago; and a page on which all that is watched is well.

import { json, refused } from "./behaviours.mjs";
import { summaryOf } from "./healthy.mjs";
import { API, NORTH, STATUS, WATCHED } from "./story.mjs";

const BEGAN = 40;

/** What the supplier says, in its own language. */
export const INCIDENT = {
  title: "Elevated error rates in Northern Europe",
  status: "identified",
  impact: "major",
  affects: [WATCHED],
  text: "We have found the cause and are working on it.",
};

const minutesAgo = (minutes) => new Date(Date.now() - 60_000 * minutes).toISOString();

/** Makes both pages; gives their names, and `renew`, which keeps them fresh. */
export async function badDay(world) {
  const days = { bad: world.instance(), good: world.instance() };
  const incident = { ...INCIDENT, at: minutesAgo(BEGAN) };
  const told = summaryOf(STATUS.host, { components: { [WATCHED]: "partial_outage" }, incidents: [incident] });
  world.upstreams.when({ ...API, ...NORTH, page: days.bad }, refused);
  world.upstreams.when({ ...STATUS, page: days.bad }, json(told));
  const renew = () => Promise.all(Object.values(days).map((page) => world.round(page)));
  for (const minutes of [1, 0]) {
    await world.clock(minutesAgo(minutes));
    await renew();
  }
  return { days, renew };
}
