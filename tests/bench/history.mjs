// Years of a page in storage: `cargo xtask bench history` runs this and judges what it prints.
//
// Fifty components in two regions, a sample every five minutes, for five years; of 1,020 outages each has two transitions, and
// 300 incidents are published. One month goes through the recording path of a round, round by round; the others through the same
// writer, which writes an hour's samples once. When a month is over its report is made, and samples older than 13 months
// are folded into daily counts, by the object's own code.
//
// Told: what the database has on disk, how many rows the newest month's report read, how that relates to the first month of
// the second year, and how many bytes a kept sample takes. At the end every month is made again from its export, by code that
// runs natively, and must agree to the second.
//
//   node tests/bench/history.mjs <years> <xtask>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { note, rounded } from "../support/figures.mjs";
import { first, newToken, operator } from "../support/operator.mjs";
import { World } from "../support/world.mjs";

const YEARS = Number(process.argv[2]);
const XTASK = process.argv[3];
assert.ok(Number.isInteger(YEARS) && YEARS > 1 && XTASK, "write how many years, two at least, and where xtask is");
const PAGE = "ledger~50";
const SERIES = 100;
/** The zone's clocks are known from 2024 on; the last month is the one that is recorded round by round. */
const FIRST_YEAR = 2024;

const two = (number) => String(number).padStart(2, "0");

/** The months of the years, in order. */
const months = Array.from({ length: YEARS * 12 }, (_, at) => `${FIRST_YEAR + Math.floor(at / 12)}-${two((at % 12) + 1)}`);
const daysOf = (month) => {
  const [year, number] = month.split("-").map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, day) => `${month}-${two(day + 1)}`);
};

/** Makes a month; gives what its end told. */
async function live(world, month, recorded) {
  const made = [];
  if (recorded) {
    for (const day of daysOf(month)) made.push((await world.post(`/scripted/${PAGE}/recorded-${day}`)).json().samples);
  } else {
    made.push((await world.post(`/scripted/${PAGE}/written-${month}`)).json().samples);
  }
  const told = (await world.post(`/scripted/${PAGE}/closed-${month}`)).json();
  return { month, samples: made.reduce((sum, one) => sum + one, 0), ...told };
}

/** Makes every month's report again, from what the worker exports of it; gives how many agree. */
async function again(op) {
  const folder = await mkdtemp(join(tmpdir(), "fyr-export-"));
  let agreed = 0;
  try {
    const file = join(folder, "export.json");
    for (const month of months) {
      const exported = await op.get(`export?month=${month}`);
      assert.equal(exported.status, 200, exported.text.slice(0, 300));
      await writeFile(file, exported.text);
      const made = spawnSync(XTASK, ["report", PAGE, month, "--from", file], { stdio: ["ignore", "ignore", "inherit"] });
      if (made.status === 0) agreed += 1;
      else note(`${month}: what is made of the export is not what was told`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return agreed;
}

const token = newToken();
const world = await World.start({ vars: { FYR_FIRST_TOKEN: first("ledger", token) } });
try {
  const told = [];
  for (const month of months) {
    told.push(await live(world, month, month === months.at(-1)));
    const { samples, rows_read: read, database_bytes: bytes } = told.at(-1);
    note(`${month}: ${samples} samples, its report read ${read} rows; ${rounded(bytes / 1e6, 2)} MB`);
  }
  const last = told.at(-1);
  await world.clock(`${FIRST_YEAR + YEARS}-01-02T00:00:00Z`);
  const agreed = await again(await operator(world, PAGE, token));
  const kept = (last.sample_rows / 2) * (SERIES * 12);
  // The first month of the second year has as much before it as a month must have to be counted whole.
  const early = told[12];
  const growth = last.rows_read / early.rows_read;
  const figures = {
    years: YEARS,
    samples: told.reduce((sum, { samples }) => sum + samples, 0),
    database_mb: rounded(last.database_bytes / 1e6, 2),
    reports_mb: rounded(last.report_bytes / 1e6, 2),
    month_rows_read: last.rows_read,
    rows_growth: rounded(growth, 2),
    bytes_per_sample: rounded(last.sample_bytes / kept, 3),
    sample_rows: last.sample_rows,
    level_intervals: last.levels,
    log_entries: last.entries,
    months_agreed: agreed,
    months_not_agreed: months.length - agreed,
  };
  console.log(JSON.stringify(figures));
} finally {
  await world.stop();
}
