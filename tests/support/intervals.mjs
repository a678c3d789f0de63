// Stored intervals, read as a person would check them: what held when, and whether the list can be true at all.

import assert from "node:assert/strict";

/** The value of `key` in the interval that holds at an instant; undefined in a hole. */
export function at(intervals, key, instant) {
  const when = Date.parse(instant);
  const holds = ({ start, end }) => Date.parse(start) <= when && (end === null || when < Date.parse(end));
  return intervals.find(holds)?.[key];
}

/** Fails unless the intervals are in order, do not overlap, and only the last is open. */
export function assertInOrder(intervals, what) {
  for (const [index, { start, end }] of intervals.entries()) {
    const next = intervals[index + 1];
    if (end !== null) assert.ok(Date.parse(start) <= Date.parse(end), `${what}: ${start} comes after its end ${end}`);
    if (!next) continue;
    assert.ok(end !== null, `${what}: the interval from ${start} is open, yet another begins at ${next.start}`);
    assert.ok(Date.parse(end) <= Date.parse(next.start), `${what}: ${start}–${end} overlaps ${next.start}`);
  }
}

/** Seconds of `[from, to)` during which one of `states` is claimed. */
export function seconds(intervals, key, states, from, to) {
  const [begin, finish] = [Date.parse(from), Date.parse(to)];
  const claimed = intervals.filter((interval) => states.includes(interval[key]));
  const overlap = ({ start, end }) =>
    Math.max(0, Math.min(finish, end === null ? finish : Date.parse(end)) - Math.max(begin, Date.parse(start)));
  return claimed.reduce((sum, interval) => sum + overlap(interval), 0) / 1000;
}

/**
 * The stored intervals of one component: its levels in one environment, its figures, and each source's and region's series.
 */
export function storedAbout(store, component, env = "production") {
  const about = (list) => list.filter((entry) => entry.component === component);
  const levels = about(store.levels).find((entry) => entry.env === env);
  return { levels: levels?.intervals ?? [], contract: about(store.contract), series: about(store.series) };
}

/** Fails unless everything stored can be true. */
export function assertTrueStore(store) {
  for (const { env, component, intervals } of store.levels) assertInOrder(intervals, `levels of ${component} in ${env}`);
  for (const { source, component, region, intervals } of store.series) {
    assertInOrder(intervals, `series ${source} about ${component} from ${region}`);
  }
}
