// Load: pages of many sources in a running worker, and how many checks, records and rows their rounds make.
//
// `load~50` has 50 own probes, each on a host of its own, asked from two regions. Every run makes sure that all were asked
// and answered: what was not done proves nothing, and costs nothing.

import assert from "node:assert/strict";
import { hangs, slow, status } from "./behaviours.mjs";

/** From how many regions a source is asked. */
export const REGIONS = 2;
/** How many failures in a row confirm one. */
const CONFIRM = 2;
/** Of ten targets one answers after 100 ms, one after a second, and one never. */
const SLOW = [slow(100), slow(1000), hangs];

/** Rounds in which every source is asked and well. Gives the rows that the last of them wrote. */
export async function rounds(world, sources, times) {
  const page = `load~${sources}`;
  const asked = world.upstreams.count;
  await world.post(`/scripted/${page}/rounds-${times}`);
  const checks = sources * REGIONS * times;
  assert.equal(world.upstreams.count - asked, checks, "every source is asked once from every region");
  return { checks };
}

/** What the last round wrote and recorded; makes sure that everybody was well. */
export async function told(world, sources) {
  const page = `load~${sources}`;
  const { components } = (await world.get(`/api/v1/${page}`)).json();
  const well = components.filter(({ level }) => level === "operational");
  assert.equal(well.length, sources, "all are well");
  const { rows_written: rows, records } = await world.store(page);
  return { rows, records };
}

/**
 * Rounds in which every source fails, until that is confirmed, and one in which all are well again: how many rows each of the
 * two that change every level wrote, and what the summary says after the first.
 */
export async function turned(world, sources) {
  const page = `load~${sources}`;
  const rows = async (times) => {
    await world.post(`/scripted/${page}/rounds-${times}`);
    return (await world.store(page)).rows_written;
  };
  world.upstreams.when({ page }, status(500));
  const down = await rows(CONFIRM);
  await world.forget();
  const summary = (await world.get(`/api/v1/${page}/summary`)).json();
  world.upstreams.mend(page);
  const well = await rows(1);
  await world.forget();
  await told(world, sources);
  return { down, well, summary };
}

/** What readers are told while something is done, asked without a pause past all that is remembered: how long the longest waited. */
export async function onlooking(world, sources, work) {
  const page = `load~${sources}`;
  let done = false;
  const working = work().finally(() => (done = true));
  let [asked, longest] = [0, 0];
  while (!done) {
    await world.forget();
    const { status: answered, took } = await world.get(`/api/v1/${page}/summary`);
    assert.equal(answered, 200);
    [asked, longest] = [asked + 1, Math.max(longest, took)];
  }
  return { result: await working, asked, longest };
}

/**
 * A round beside slow targets, or without any, when the worker knows them: what it recorded, and how many of its checks
 * are of targets that answer at once.
 */
export async function beside(world, sources, targets) {
  const page = `load~${sources}-${targets}`;
  world.upstreams.mend(page);
  const tenth = targets === "slow" ? Math.floor(sources / 10) : 0;
  for (let number = 0; number < SLOW.length * tenth; number += 1) {
    world.upstreams.when({ page, host: `t${number}.load.example` }, SLOW[number % SLOW.length]);
  }
  await world.post(`/scripted/${page}/rounds-3`);
  const { records } = await world.store(page);
  return { records, healthy: (sources - SLOW.length * tenth) * REGIONS, all: sources * REGIONS };
}
