// What a page costs in a month: operations that were counted in the running worker, times the platform's prices.
//
// Counted: an hour of rounds of `digireq` in which all is well (`tests/bench/counting.js` shortens the time), and what polls take,
// asked of the worker and of the domain in front of the bucket. Each deployment has the same page and the same readers:
//
//   worker     polls reach the worker, which answers from its memory, the Cache API, or the page's object
//   cache      Workers Cache in front of it. The local runtime has none: polls that miss are those that come first after an
//              answer's `max-age` is over, for each address; the others never reach the worker
//   bucket     polls reach the cached domain, and what it has let go of is read from the bucket
//
// What cannot be counted here stands in `TAKEN`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheControl } from "./headers.mjs";
import { World } from "./world.mjs";

const PAGE = "digireq";
const LANG = "nb";
const POLLS = [1e6, 1e8, 1e9];
const [MONTH_S, HOUR_S] = [30 * 86_400, 3_600];
/** How long rounds run before they are counted, in seconds: until they keep to the clock. */
const WARM_S = 300;
/** What is waited between two looks at what was counted, in milliseconds, and how many must see the same. */
const [LOOK_MS, EQUAL] = [1_000, 3];

/** What is paid for: the price of a million in dollars, and how many are included in the five dollars of each month. */
export const PRICES = {
  requests: { what: "requests to a worker", price: 0.3, included: 10e6, source: "workers/platform/pricing" },
  cpu_ms: { what: "milliseconds of CPU", price: 0.02, included: 30e6, source: "workers/platform/pricing" },
  object_requests: { what: "requests to an object, alarms", price: 0.15, included: 1e6, source: "durable-objects/platform/pricing" },
  gb_s: { what: "GB-s that objects are awake", price: 12.5, included: 400e3, source: "durable-objects/platform/pricing" },
  rows_read: { what: "rows read", price: 0.001, included: 25e9, source: "durable-objects/platform/pricing" },
  rows_written: { what: "rows written", price: 1, included: 50e6, source: "durable-objects/platform/pricing" },
  kv_reads: { what: "KV reads", price: 0.5, included: 10e6, source: "kv/platform/pricing" },
  kv_writes: { what: "KV writes", price: 5, included: 1e6, source: "kv/platform/pricing" },
  r2_class_a: { what: "R2 class A: puts", price: 4.5, included: 1e6, source: "r2/pricing" },
  r2_class_b: { what: "R2 class B: reads", price: 0.36, included: 10e6, source: "r2/pricing" },
};
/** When these were read at developers.cloudflare.com. */
export const PRICES_OF = "November 2026";

/** What is taken for so: it cannot be counted on one machine. */
export const TAKEN = {
  cpu_ms_per_request: 0.5,
  awake_s_per_call: 1,
  gb: 0.125,
  locations: 20,
};

/** Counts; gives what an hour of rounds and single polls take, with a bucket. */
export async function count() {
  const around = await readFile(new URL("../bench/counting.js", import.meta.url), "utf8");
  const world = await World.start({ tempo: null, bucket: true, around });
  try {
    await world.clock("2026-05-04T10:00:10Z");
    const counted = async (how = "") => (await world.get(`/counted?${how}`)).json();
    const asked = (path) => world.get(path);
    const poll = `/api/v1/${PAGE}/summary?lang=${LANG}`;
    await asked(poll);
    await still(counted);
    const rounds = await anHour(counted, () => asked(poll));
    return { rounds, ...(await polls(world, counted, poll)), addresses: await addresses(world) };
  } finally {
    await world.stop();
  }
}

/** Waits until no alarm goes off any more: one look that sees none may have met a slow round. */
async function still(counted) {
  for (let [before, equal] = [undefined, 0]; equal < EQUAL; ) {
    await sleep(LOOK_MS);
    const { alarms = 0 } = await counted();
    equal = alarms === before ? equal + 1 : 1;
    before = alarms;
  }
}

async function anHour(counted, wake) {
  const { passed } = await counted(`until=${WARM_S}&pass=6`);
  await wake();
  await still(counted);
  await counted(`reset&until=${WARM_S + passed / 1000 + HOUR_S}&pass=6`);
  await wake();
  await still(counted);
  const { page_calls, requests, cache_reads, cache_writes, ...rounds } = await counted("reset");
  return rounds;
}

/** What polls take: the first in a place, one that finds a copy in memory, and one whose copy is too old; and of the domain. */
async function polls(world, counted, poll) {
  const one = async (before = "reset") => {
    await counted(before);
    const answer = await world.get(poll);
    assert.equal(answer.status, 200, answer.text);
    const { alarms, passed, rows_written, ...took } = await counted("reset");
    return { took, lives: cacheControl(answer.headers)["max-age"] };
  };
  const renewed = await one("reset&pass=6");
  const remembered = await one();
  assert.equal(remembered.took.page_calls, undefined, "it was in memory");
  const { domain } = world;
  const at = Date.now();
  const isPolled = (key) => key.startsWith(`${PAGE}/${LANG}/`) && key.endsWith("/summary.json");
  const key = Object.keys(await domain.all()).find(isPolled);
  const reads = domain.reads;
  const minute = 60;
  for (let second = 0; second < minute; second += 1) {
    domain.now = () => new Date(at + 1000 * second);
    const answer = await fetch(`${domain.url}/${key}`);
    assert.equal(answer.status, 200, key);
    await answer.text();
  }
  return {
    renewed: renewed.took,
    remembered: remembered.took,
    misses_per_minute: minute / renewed.lives,
    fills_per_minute: domain.reads - reads,
  };
}

/** How many addresses are polled: a summary and a snapshot in each language. */
async function addresses({ domain }) {
  return Object.keys(await domain.all()).filter((key) => key.startsWith(`${PAGE}/`) && key.endsWith(".json")).length;
}

/** Operations in a month of a deployment, by what they are paid as. */
function operations(deployment, polls, { rounds, renewed, remembered, misses_per_minute, fills_per_minute, addresses }) {
  const each = (name) => ((rounds[name] ?? 0) * MONTH_S) / HOUR_S;
  const minutes = MONTH_S / 60;
  const awake = (calls) => Math.min(MONTH_S, calls * TAKEN.awake_s_per_call) * TAKEN.gb;
  const all = {
    object_requests: each("alarms") + each("region_calls"),
    gb_s: awake(each("alarms")) + awake(each("region_calls")),
    rows_read: each("rows_read"),
    rows_written: each("rows_written"),
    kv_writes: each("kv_writes"),
  };
  // Somebody asks in every place all the time, at most: then the object is asked whenever a place's copy is too old.
  const renewals = (answered) => Math.min(answered, TAKEN.locations * misses_per_minute * minutes);
  const reached = (answered) => {
    all.cpu_ms = answered * TAKEN.cpu_ms_per_request;
    const calls = renewals(answered) * renewed.page_calls;
    all.object_requests += calls;
    all.gb_s = awake(each("alarms") + calls) + awake(each("region_calls"));
    all.rows_read += renewals(answered) * (renewed.rows_read ?? 0);
    all.kv_reads = answered * (remembered.kv_reads ?? 0) + renewals(answered) * (renewed.kv_reads ?? 0);
  };
  if (deployment === "worker") {
    all.requests = polls;
    reached(polls);
  } else if (deployment === "cache") {
    all.requests = polls;
    reached(Math.min(polls, TAKEN.locations * addresses * misses_per_minute * minutes));
  } else {
    all.r2_class_a = each("r2_puts");
    all.r2_class_b = Math.min(polls, TAKEN.locations * addresses * fills_per_minute * minutes);
  }
  return all;
}

const DEPLOYMENTS = {
  worker: "the worker alone",
  cache: "the worker behind Workers Cache",
  bucket: "a bucket behind a cached domain",
};

/** Dollars a month: with what is included credited, and without. */
function dollars(all) {
  const of = (included) =>
    Object.entries(all).reduce((sum, [name, many]) => {
      const { price, included: free } = PRICES[name];
      return sum + (Math.max(0, many - (included ? free : 0)) * price) / 1e6;
    }, 0);
  return { credited: of(true), bare: of(false) };
}

/** The costs of each deployment at so many polls. */
export function costs(counts) {
  return Object.keys(DEPLOYMENTS).map((deployment) => ({
    deployment,
    polls: POLLS.map((polls) => ({ polls, ...dollars(operations(deployment, polls, counts)) })),
  }));
}

const money = (value) => (value < 0.005 ? "0" : value < 100 ? value.toFixed(2) : String(Math.round(value)));
const many = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(2));
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => [row(head), row(head.map((_, at) => (at ? "--:" : "---"))), ...rows.map(row)];

/** What the document says, as Markdown. */
export function told(counts) {
  const { rounds, renewed, remembered } = counts;
  const per = (name) => many((rounds[name] ?? 0) / rounds.alarms);
  const poll = (name) => [many(renewed[name] ?? 0), many(remembered[name] ?? 0)];
  const moneyOf = costs(counts).map(({ deployment, polls }) => [
    DEPLOYMENTS[deployment],
    ...polls.map(({ credited, bare }) => `${money(credited)} / ${money(bare)}`),
  ]);
  return [
    "Dollars a month for one page, rounds and all: what is included credited / nothing included.",
    "",
    ...table(["", "1 M polls", "100 M", "1 B"], moneyOf),
    "",
    `Counted in an hour of rounds (${rounds.alarms} of them), for each round:`,
    "",
    ...table(
      ["", "a round"],
      [
        ["alarms", per("alarms")],
        ["calls to regions", per("region_calls")],
        ["requests to upstreams", per("fetches")],
        ["rows read", per("rows_read")],
        ["rows written, with those that set alarms", per("rows_written")],
        ["KV writes", per("kv_writes")],
        ["puts into the bucket, where there is one", per("r2_puts")],
      ],
    ),
    "",
    "Counted for a poll that reaches the worker:",
    "",
    ...table(
      ["", "its copy is too old", "in memory"],
      [
        ["requests", ...poll("requests")],
        ["reads of the Cache API", ...poll("cache_reads")],
        ["calls to the page's object", ...poll("page_calls")],
        ["rows read", ...poll("rows_read")],
        ["KV reads", ...poll("kv_reads")],
      ],
    ),
    "",
    `Of each of the ${counts.addresses} addresses that are polled, Workers Cache misses ${many(counts.misses_per_minute)} times` +
      " a minute in a place at most, and the",
    `domain reads ${many(counts.fills_per_minute)} times a minute from the bucket.`,
    "",
    `Prices of ${PRICES_OF}, developers.cloudflare.com:`,
    "",
    ...table(
      ["", "$ a million", "included a month", "where"],
      Object.values(PRICES).map(({ what, price, included, source }) => [what, price, `${included / 1e6} M`, source]),
    ),
    "",
    `Taken for so: ${TAKEN.cpu_ms_per_request} ms of CPU for a request that reaches the worker,` +
      ` ${TAKEN.awake_s_per_call} s at ${1000 * TAKEN.gb} MB for each call that an object works on`,
    `(an object is awake no longer than the month), readers in ${TAKEN.locations} places who ask all the time.`,
  ];
}
