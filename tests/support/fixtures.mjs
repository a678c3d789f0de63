// The fixtures of the adapters as answers of scripted upstreams: `{kind}.hostile.example` answers as `tests/fixtures/{kind}`.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), "../fixtures");
const TYPES = { html: "text/html; charset=utf-8", rss: "application/rss+xml; charset=utf-8", js: "application/javascript" };

/** The host of a kind. */
export const hostOf = (kind) => `${kind}.hostile.example`;

/** The kind of a host; undefined for any other host. */
export const kindOf = (host) => /^([a-z]+)\.hostile\.example$/.exec(host)?.[1];

/** What a further document of a source is asked by: its own address never has this in it. */
const FURTHER = /\/products\.json$|\/v3\/components\.json$|\/heartbeat\/|\/incidents\?/;

/**
 * The files of the first row whose first name, or whose last, begins with a situation: those that an answer of this kind
 * consists of.
 */
function filesOf(kind, situation) {
  const rows = readFileSync(join(FIXTURES, `${kind}.toml`), "utf8").split("[says]")[1];
  const keys = [...rows.matchAll(/^"([^"]+)" = /gm)].map(([, key]) => key.split(" + "));
  return keys.find((files) => files.some((file) => file.startsWith(`${situation}.`)));
}

/** When the fixtures were answered: what tells its age by `Date` is then fresh. */
export const DATE = "Mon, 04 May 2026 07:00:00 GMT";

/** What a kind answers in a situation of its fixtures, at this path: its media type, its body, and when it left. */
export function answerOf(kind, situation, path) {
  const files = filesOf(kind, situation);
  const file = FURTHER.test(path) ? files.at(-1) : files[0];
  const type = TYPES[file.split(".").at(-1)] ?? "application/json";
  return { type, body: readFileSync(join(FIXTURES, kind, file), "utf8"), date: DATE };
}

/** Every kind that has fixtures of somebody's page. */
export function kinds() {
  const names = readdirSync(FIXTURES).filter((name) => name.endsWith(".toml"));
  return names.map((name) => name.slice(0, -5)).filter((kind) => kind !== "http");
}
