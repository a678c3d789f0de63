// What `worker/costs.md` says of costs is what comes of operations that are counted here, in the running worker. FYR_BLESS=1 writes
// it anew.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { costs, count, told } from "../support/costs.mjs";

const DOCUMENT = new URL("../../worker/costs.md", import.meta.url);
const [BEGINS, ENDS] = ["<!-- counted -->\n", "\n<!-- /counted -->"];

test("the document says what was counted", async () => {
  const counts = await count();
  const text = await readFile(DOCUMENT, "utf8");
  const [from, to] = [text.indexOf(BEGINS) + BEGINS.length, text.indexOf(ENDS)];
  assert.ok(from >= BEGINS.length && to >= from, "worker/costs.md has a place for it");
  const now = told(counts).join("\n");
  if (process.env.FYR_BLESS) await writeFile(DOCUMENT, text.slice(0, from) + now + text.slice(to));
  else assert.equal(text.slice(from, to), now, "write it anew with FYR_BLESS=1");

  // What a poll that is answered from memory takes: nothing but itself.
  assert.deepEqual(counts.remembered, { requests: 1 });
  const at = (deployment) => costs(counts).find((it) => it.deployment === deployment).polls;
  const billion = (deployment) => at(deployment)[2].bare;
  assert.ok(billion("bucket") < billion("cache") / 10 && billion("cache") < billion("worker"), "a billion polls");
  assert.ok(at("bucket")[2].bare - at("bucket")[1].bare < 10, "the bucket costs the same however many ask");
});
