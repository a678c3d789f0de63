// What all runtimes of the suites before have logged: nothing that is secret or private is in any of it.
//
// That it is not there says something only because tests have planted it, because every runtime's log is here, and because
// what is known to be in some of them is found.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { NEVER, PRIVATE_WORDS, READER, SECRETS, VAULT, leaks, logs } from "../support/logs.mjs";
import { first, newToken } from "../support/operator.mjs";
import { World } from "../support/world.mjs";

/** The suites that have run. */
const SUITES = process.env.FYR_SUITES.split(" ");
/** By suite, lines that are known to be in some log of it: panics that were planted, a secret that no deployment has set. */
const KNOWN = { stories: [/planted in handler$/m, /planted in alarm$/m, /^source hidden: the secret VAULT_PATH is not set$/m], browser: [] };
/** What a runtime of the scripted build says when the first request has come. */
const HEARD = "scripted: an instance begins";

/** The test files of a suite that start a world themselves. */
function starting(suite) {
  const folder = new URL(`../${suite}/`, import.meta.url);
  const starts = (file) => readFileSync(new URL(file, folder), "utf8").includes("World.start(");
  const files = readdirSync(folder).filter((file) => file.endsWith(".test.mjs") && starts(file));
  assert.ok(files.length > 0, `no file of ${suite} starts a world`);
  return files.map((file) => basename(file, ".test.mjs"));
}

describe("what was logged", () => {
  const all = logs(process.env.FYR_LOGS);

  for (const suite of SUITES) {
    const own = all.filter(({ name }) => name.startsWith(`${suite}-`));

    test(`of the suite ${suite} there is a log for each runtime, and what it said is in it`, () => {
      const silent = starting(suite).filter((file) => !own.some(({ name }) => name.startsWith(`${suite}-${file}-`)));
      assert.deepEqual(silent, [], "files that start a world, and have no log");
      const scripted = own.filter(({ build }) => build === "worker-scripted");
      const deaf = scripted.filter(({ lines }) => !lines.some((line) => line.includes(HEARD)));
      assert.deepEqual(deaf.map(({ name }) => name), [], "a runtime that nobody heard");
      assert.deepEqual(own.filter(({ build }) => !build).map(({ name }) => name), [], "a log without its beginning");
      const ended = own.filter(({ ended }) => ended);
      assert.ok(ended.length >= own.length / 2, `${ended.length} of ${own.length} were heard to their end`);
      for (const line of KNOWN[suite]) assert.ok(own.some(({ lines }) => line.test(lines.join("\n"))), `${line} is in none`);
    });

    test(`of the suite ${suite}, nothing is in a log that must not be`, () => {
      assert.deepEqual(own.flatMap(leaks), []);
    });
  }
});

describe("somebody who looks for leaks", () => {
  let world;
  let folder;
  const kept = process.env.FYR_LOGS;
  const token = newToken();
  /** One of each, as it would stand in a careless line. */
  const careless = {
    "a token": `a call with ${token}`,
    "the hash of a token": `no token has the hash ${first("vault", token).split(":")[1]}`,
    "an Authorization header": "headers: { authorization: Bearer eyJhbGciOi }",
    "a secret in an address": `GET /${SECRETS.VAULT_PATH}/health`,
    "a secret in a header": `x-key: ${SECRETS.VAULT_KEY}`,
    "the host of a secret address": `hidden.${VAULT} did not answer`,
    "a reader's address": `${READER["cf-connecting-ip"]} asked`,
    "a reader's browser": `with ${READER["user-agent"]}`,
    "what an operator wrote": `the title ${PRIVATE_WORDS} is too long`,
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "fyr-logs-"));
    process.env.FYR_LOGS = folder;
    world = await World.start();
  });
  after(async () => {
    process.env.FYR_LOGS = kept;
    await world?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("knows of everything that is looked for how it would look", () => {
    assert.deepEqual(Object.keys(careless), Object.keys(NEVER));
  });

  test("finds each that a runtime logs, and nothing in what it logs otherwise", async () => {
    await world.round(world.instance());
    assert.deepEqual(logs(folder).flatMap(leaks), []);
    for (const [what, line] of Object.entries(careless)) {
      await world.get("/scripted/say", { method: "POST", body: line });
      const found = () => logs(folder).flatMap(leaks).filter((leak) => leak.endsWith(`: ${what}`)).length;
      for (let tries = 0; tries < 100 && found() === 0; tries += 1) await sleep(50);
      assert.equal(found(), 1, what);
    }
  });
});
