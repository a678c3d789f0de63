// Pictures of the accessibility tree, kept as text in `tests/snapshots/`: what assistive technology is given, without
// what differs from day to day. `FYR_SNAPSHOTS=write` writes them anew, to be read before they are kept.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";

const HOME = new URL("../snapshots/", import.meta.url);

/** `mandag 4. mai 2026 kl. 11.30`, and all that may be missing of it. */
const TIMES = /(?:\p{L}+dag )?(?:\d{1,2}\.? \p{L}+ (?:\d{4} )?)?kl\. \d{1,2}\.\d{2}/gu;
/** `for 12 minutter siden`. */
export const AGES = /f[oö]r \d+ \p{L}+ (siden|sidan|sedan)/gu;
/** The address of the worker, and the number of a page. */
const ADDRESSES = /http:\/\/127\.0\.0\.1:\d+/g;
const NUMBERS = /~\d+/g;

/** Roles, names, states and texts below an element, in order. */
export async function picture(locator) {
  const drawn = await locator.ariaSnapshot();
  return drawn.replace(TIMES, "kl. 00.00").replace(AGES, "for 0 minutter $1").replace(ADDRESSES, "").replace(NUMBERS, "");
}

/** Fails unless the picture is the one that is kept. */
export async function assertKept(name, drawn) {
  const file = new URL(`${name}.yml`, HOME);
  if (process.env.FYR_SNAPSHOTS === "write") await writeFile(file, `${drawn}\n`);
  assert.equal(drawn, (await readFile(file, "utf8")).trimEnd(), name);
}
