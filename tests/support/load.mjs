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

/** Rounds in which every source is asked and well. Gives how many checks that were. */
export async function rounds(world, sources, times, page = `load~${sources}`) {
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

/** Who finds that a kept connection was closed as it was used again asks anew, once: so do browsers. */
export const anew = (ask) =>
  ask().catch((error) => {
    if (!["UND_ERR_SOCKET", "ECONNRESET"].includes(error.cause?.code)) throw error;
    return ask();
  });

/** What readers are told while something is done, asked without a pause past all that is remembered: how long the longest waited. */
export async function onlooking(world, sources, work) {
  const page = `load~${sources}`;
  let done = false;
  const working = work().finally(() => (done = true));
  let [asked, longest] = [0, 0];
  while (!done) {
    await world.forget();
    const { status: answered, took } = await anew(() => world.get(`/api/v1/${page}/summary`));
    assert.equal(answered, 200);
    [asked, longest] = [asked + 1, Math.max(longest, took)];
  }
  return { result: await working, asked, longest };
}

/**
 * So many pages in one deployment, each with an object of its own: all are read, and once more while no object answers. Every
 * twentieth lives a round before. Gives how many the worker remembers then, and seconds that all of them took to be read.
 */
export async function deployment(world, count) {
  const pages = Array.from({ length: count }, (_, number) => `load~1-${number}`);
  const each = async (work) => {
    const left = pages.values();
    const lane = async () => {
      for (const page of left) await work(page);
    };
    await Promise.all(Array.from({ length: 8 }, lane));
  };
  for (const page of pages.filter((_, number) => number % 20 === 0)) await rounds(world, 1, 1, page);
  const told = new Map();
  const begun = performance.now();
  await each(async (page) => {
    const answer = await world.get(`/api/v1/${page}`);
    assert.equal(answer.status, 200, page);
    told.set(page, answer.json().as_of);
  });
  const seconds = (performance.now() - begun) / 1000;
  await world.faults({ object: true });
  try {
    const remembered = (await world.post("/scripted/remembered")).json().pages;
    await each(async (page) => {
      const answer = await world.get(`/api/v1/${page}`);
      assert.deepEqual([answer.status, answer.json().as_of], [200, told.get(page)], page);
    });
    return { remembered, seconds };
  } finally {
    await world.faults({ object: false });
  }
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
