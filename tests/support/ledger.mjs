// Ledger: months of the page `agreed`, lived through hour by hour, and what is read of their reports.
//
// Everybody on that page is asked once an hour, a quarter past. A fault begins at the first sample that fails and lasts until
// the first that does not: at a quarter past, too.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const LOGIN = { host: "login.agreed.example" };
export const ARCHIVE = { host: "archive.agreed.example" };
export const REGISTRY = { host: "status.registry.example" };

const ROOT = new URL("../..", import.meta.url).pathname;
/** So many rounds the worker is asked for at once. */
const AT_ONCE = 100;
const HOUR = 3_600_000;

/** Lets so many hours pass, each with its round. */
export async function hours(world, page, count) {
  for (let left = count; left > 0; left -= AT_ONCE) {
    await world.post(`/scripted/${page}/rounds-${Math.min(left, AT_ONCE)}`);
  }
}

/** One who lives through a page's hours, and knows when it is: a quarter past. */
export class Living {
  constructor(world, page, at) {
    Object.assign(this, { world, page, at: Date.parse(at) });
  }

  /** Lets hours pass until an instant, which is a quarter past an hour. */
  async until(instant) {
    const count = (Date.parse(instant) - this.at) / HOUR;
    assert.ok(Number.isInteger(count) && count >= 0, `${instant} is ${count} hours from now`);
    await hours(this.world, this.page, count);
    this.at += count * HOUR;
    // The worker's clock has been moved by its rounds: whoever moves it from here on must know.
    await this.world.clock(new Date(this.at).toISOString());
  }

  /** From `from` on, so many samples of a host are answered by a behaviour. */
  async fault(where, behaviour, from, samples) {
    await this.until(new Date(Date.parse(from) - HOUR).toISOString());
    this.world.upstreams.when({ ...where, page: this.page }, behaviour);
    await this.until(new Date(Date.parse(from) + (samples - 1) * HOUR).toISOString());
    this.world.upstreams.mend(this.page);
  }

  /** Goes on past the end of a month until it is settled, and its report is made. */
  async close(instant) {
    await this.until(instant);
    await this.world.forget();
  }
}

/** A month's report. */
export async function report(world, page, month, query = "") {
  const answer = await world.get(`/api/v1/${page}/reports/${month}.json${query}`);
  assert.equal(answer.status, 200, answer.text.slice(0, 300));
  return answer.json();
}

/** A component in a report, under the contract that is about it. */
export function figures(told, component) {
  const found = told.reports.flatMap(({ components }) => components).filter((it) => it.component === component);
  assert.equal(found.length, 1, `${component} is in one report`);
  return found[0];
}

/** Clocks run while rounds do, and machines are slow at times: an edge may be so many seconds later than the hour says. */
export const SLACK = 30;

/** Fails unless spans are those expected, each edge to the slack; what stands behind the edges must be the same. */
export function assertSpans(actual, expected) {
  const rest = (spans) => spans.map(([, , ...more]) => more);
  assert.deepEqual(rest(actual), rest(expected), JSON.stringify(actual));
  for (const [at, [from, until]] of actual.entries()) {
    const off = [[from, expected[at][0]], [until, expected[at][1]]].map(([is, said]) => (Date.parse(is) - Date.parse(said)) / 1000);
    assert.ok(off.every((seconds) => seconds >= 0 && seconds <= SLACK), JSON.stringify(actual));
  }
}

/** A share in per cent with four decimals, cut off, worked out here: whole numbers alone. */
export function percent(part, whole) {
  const shown = (BigInt(part) * 1_000_000n) / BigInt(whole);
  return `${shown / 10_000n}.${String(shown % 10_000n).padStart(4, "0")}`;
}

/** The seconds of spans. */
export const seconds = (spans) => spans.reduce((sum, [from, until]) => sum + (Date.parse(until) - Date.parse(from)) / 1000, 0);

/** Makes a report again, natively, from what is exported of it: `{ agrees, said }`. */
export async function recomputed(exported, page, month) {
  const folder = await mkdtemp(join(tmpdir(), "fyr-export-"));
  try {
    const file = join(folder, "export.json");
    await writeFile(file, typeof exported === "string" ? exported : JSON.stringify(exported));
    const words = ["xtask", "report", page, month, "--from", file];
    const { stdout } = await promisify(execFile)("cargo", words, { cwd: ROOT, maxBuffer: 1 << 26 });
    return { agrees: true, said: stdout };
  } catch (error) {
    return { agrees: false, said: `${error.stdout}${error.stderr}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
