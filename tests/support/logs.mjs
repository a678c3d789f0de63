// What runtimes log, for who looks through all of it afterwards (`tests/logs`): each writes a file where FYR_LOGS says.
// And what must never be in one of them. Every mark here is planted by tests, as what it stands for.

import { appendFileSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** Who every request of a world is said to come from. */
export const READER = { "user-agent": "Leser/7.31 (hemmelig)", "cf-connecting-ip": "198.51.100.77", "x-forwarded-for": "198.51.100.77" };
/** What operators write that no log may repeat: a word of it. */
export const PRIVATE_WORDS = "lukketkrets";
/** What a deployment keeps secret, with the host where it is used. */
export const SECRETS = { VAULT_PATH: "geheim-9f2c", VAULT_KEY: "hemlig-71ab" };
export const VAULT = "vault.example";

/** What must never be told, by what it is. */
export const NEVER = {
  "a token": /fyr_[\w-]{16,}/,
  // The runtime itself names its objects so.
  "the hash of a token": /(?<![0-9a-f]|actorId = )[0-9a-f]{64}(?![0-9a-f])/i,
  "an Authorization header": /\bBearer [\w-]{8,}/i,
  "a secret in an address": new RegExp(SECRETS.VAULT_PATH),
  "a secret in a header": new RegExp(SECRETS.VAULT_KEY),
  "the host of a secret address": new RegExp(VAULT.replace(".", "\\.")),
  "a reader's address": /198\.51\.100\.77/,
  "a reader's browser": /Leser\/7\.31/,
  "what an operator wrote": new RegExp(PRIVATE_WORDS),
};

/** How a log begins, and ends where its runtime was not killed. */
const BEGINS = "= a runtime begins:";
const ENDS = "= it ends";

let count = 0;

/** The log of a runtime that begins; nothing where nobody looks. */
export function newLog(build) {
  if (!process.env.FYR_LOGS) return undefined;
  const [suite, file] = process.argv[1].split(/[\\/]/).slice(-2);
  const log = join(process.env.FYR_LOGS, `${suite}-${basename(file, ".test.mjs")}-${process.pid}-${(count += 1)}.log`);
  appendFileSync(log, `${BEGINS} ${basename(build)}\n`);
  return log;
}

/** Writes what a runtime has said. */
export const hear = (log, said) => log && appendFileSync(log, said);

/** The runtime has ended by itself. */
export const close = (log) => hear(log, `\n${ENDS}\n`);

/** Every log of a folder: its name, the build that ran, whether it was heard to its end, and what was said. */
export function logs(folder) {
  const read = (name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const [first, ...lines] = text.split("\n");
    const build = first.startsWith(BEGINS) ? first.slice(BEGINS.length).trim() : undefined;
    return { name, build, ended: lines.includes(ENDS), lines: lines.filter((line) => line !== ENDS && line !== "") };
  };
  return readdirSync(folder).filter((name) => name.endsWith(".log")).map(read);
}

/** What of a log must not be in it: what it is, and where it stands. The thing itself is not told again. */
export function leaks({ name, lines }) {
  const never = Object.entries(NEVER);
  const inLine = (line, at) => never.flatMap(([what, mark]) => (mark.test(line) ? [`${name}:${at + 2}: ${what}`] : []));
  return lines.flatMap(inLine);
}
