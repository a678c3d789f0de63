// Publications: incidents that operators begin, say more about and resolve while people look, and who sees that when.
//
// Every publication carries a mark in its text: the incident's number and its own place in it, `«7.3»`. Whoever looks keeps
// a history of the marks there were to be seen; `shownAt` reads from it when a publication was seen. One that was overtaken
// counts when the later one of the same incident shows; one that resolves, when its incident no longer does.
//
// There are two pages: on one things are bad, so that its readers ask often; on the other people are only told, so that
// they ask as seldom as they may.

import { setTimeout as sleep } from "node:timers/promises";
import { chance, oneOf } from "./chance.mjs";
import { first, newToken, operator } from "./operator.mjs";
import { STORY } from "./world.mjs";

/** How many publications an incident has: it begins, more is said twice, it is resolved. */
export const EACH = 4;
const COMPONENTS = ["api", "database", "web", "shop", "cdn"];
const LEVELS = { trouble: ["degraded", "partial_outage", "major_outage"], well: ["operational"] };
/** Who publishes, on each page. */
const OPERATORS = ["Kari", "Ola", "Siri"];
/** By how much longer an incident lives than its readers may wait before they ask, in milliseconds: until they see it. */
const SPARE = 7_000;
/** Of the time that readers wait: how far apart incidents begin, and by how much more some live than others. */
const [APART, MORE] = [0.12, 0.25];

/** What a deployment must be told so that somebody can publish, and the token that is meant. */
export function key() {
  const token = newToken();
  return { token, vars: { FYR_FIRST_TOKEN: first(STORY, token) } };
}

/** The marks in a text, in order. */
export const marksIn = (text) => (text.match(/«\d+\.\d+»/g) ?? []).sort();

/** The pages, each with its operators, and with the longest interval at which its readers ask, in seconds. */
export async function publishers(world, token) {
  const pages = {};
  for (const mood of Object.keys(LEVELS)) {
    const page = world.instance();
    const one = await operator(world, page, token);
    const operators = await Promise.all(OPERATORS.map((name) => one.colleague(name)));
    pages[mood] = { page, operators, poll: await whenWell(world, page) };
  }
  return pages;
}

/** Waits until a page is known to be well; gives how often its readers ask then. */
async function whenWell(world, page) {
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await world.get(`/api/v1/${page}`);
    const { level, poll } = answer.status === 200 ? answer.json() : {};
    if (level === "operational") return poll;
    await sleep(500);
  }
  throw new Error(`${page} is not well within a minute`);
}

/**
 * Publishes about so many incidents, each by operators who take turns, all overlapping. Gives the publications:
 * `{ mood, incident, place, resolves, answered, own }`, `answered` by the clock of this machine; `own` says whether who
 * wrote it read it at once.
 */
export async function publish(pages, incidents, seed) {
  const next = chance(seed);
  const moods = Object.keys(pages);
  const lives = Array.from({ length: incidents }, (_, incident) => {
    const mood = moods[incident % moods.length];
    const wait = 1000 * pages[mood].poll;
    const long = Math.round(1.1 * wait + SPARE + next(MORE * wait));
    const between = [1 + next(long - 1), 1 + next(long - 1)].sort((a, b) => a - b);
    const begins = next(incidents * APART * wait);
    return { ...pages[mood], mood, incident, next: chance(seed + incident + 1), moments: [0, ...between, long].map((it) => begins + it) };
  });
  return (await Promise.all(lives.map(live))).flat();
}

/** One incident, from its beginning to its end. */
async function live({ mood, incident, operators, moments, next }) {
  const begun = Date.now();
  const publications = [];
  let record;
  for (const [index, moment] of moments.entries()) {
    const resolves = index === EACH - 1;
    const who = oneOf(next, operators);
    const mark = `«${incident}.${index + 1}»`;
    await sleep(Math.max(0, begun + moment - Date.now()));
    record = record
      ? await who.say(record, resolves ? "resolved" : "identified", `Mer om det ${mark}`)
      : await who.incident(oneOf(next, COMPONENTS), oneOf(next, LEVELS[mood]), { title: { nb: `Feil ${mark}` } });
    const answered = Date.now();
    const publication = { mood, incident, place: index + 1, resolves, answered };
    const marks = marksIn((await who.get()).text);
    const own = resolves ? !marks.some((it) => it.startsWith(`«${incident}.`)) : marks.includes(mark);
    publications.push({ ...publication, own });
  }
  return publications;
}

/**
 * When a publication was seen, by a history: `[{ at, marks }]`, oldest first, an entry whenever the marks are others;
 * undefined when it was not. `over`: when the resolving of its incident was answered.
 */
export function shownAt({ incident, place }, history, over) {
  const of = ({ marks }) => marks.filter((mark) => mark.startsWith(`«${incident}.`));
  const newest = (entry) => Math.max(0, ...of(entry).map((mark) => Number(mark.slice(1, -1).split(".")[1])));
  const begun = history.findIndex((entry) => newest(entry) > 0);
  if (begun < 0) return undefined;
  const gone = (entry) => newest(entry) === 0 && entry.at >= over;
  return history.slice(begun).find((entry) => newest(entry) >= place || gone(entry))?.at;
}

/** When the incident of each publication was resolved. */
export function ends(publications) {
  return new Map(publications.filter(({ resolves }) => resolves).map(({ incident, answered }) => [incident, answered]));
}
