// A feed: one page in one language and environment. What is known, how old that is by the server's clock, when to ask.

import { clock, DISCREET } from "./guest.js";

/**
 * Instants are milliseconds; `at`, `asked` and `due` by the monotonic clock, `base` by the server's.
 *
 * @typedef {object} Feed
 * @property {Page} page
 * @property {string} lang what is asked for; `spoken` is what the answer is in
 * @property {string} env the environment; empty: the page's own
 * @property {number} base the server's time at `at`; not a number: nothing is known
 * @property {number} due when to ask again; infinite while an answer is awaited
 * @property {number} asked when the last question left
 * @property {object} turn of that question: an answer to an earlier one comes too late
 * @property {number} fails questions in a row without an answer
 * @property {number} [live] since when whole snapshots are asked for: the widget shows them
 * @property {string} [json] the last of them
 * What the line needs of an answer: `name`, `as_of`, `stale_after`, `poll`, `components`, `incidents`.
 */

/** Nothing is known, an answer is due, and one that is under way comes too late. */
export const NOTHING = { base: NaN, due: 0, turn: 0 };

/** The server's time, in milliseconds. */
export const now = (feed) => feed.base + clock() - feed.at;

/** For how long what is known may be shown, in milliseconds. Not a number: nothing is known. */
export const freshFor = (feed) => Date.parse(feed.stale_after) - now(feed);

/** Whether an answer is awaited. */
export const underWay = (feed) => feed.due === Infinity;

const delay = (feed) => Math.min(1e3 * Math.max(feed.poll, 1) * 2 ** feed.fails, 3e5) * (0.9 + Math.random() / 5);

// What an answer says, in the shape that is drawn. Throws when it is not an answer about this page: a picture that
// cannot be drawn would stand still.
const read = ({ name, as_of, stale_after, poll, lang, ...told }, page) => {
  const components = told.components.filter((it) => it.level && !it.supplier);
  const incidents = (told.incidents || [told.incident || []].flat()).map((it) => ({ ...it, ...it.title }));
  const texts = [name, ...components.flatMap((it) => [it.id, it.name.text]), ...incidents.map((it) => it.text)];
  const sound = texts.every((it) => typeof it === "string") && poll > 0 && Date.parse(as_of) <= Date.parse(stale_after);
  if (told.page !== page.page || !sound) throw 0;
  return { name, as_of, stale_after, poll, spoken: lang, components, incidents };
};

/** The feed of a page, with what was inlined, if that is about the environment asked for and not too old. */
export const born = (page, lang, env) => {
  const feed = { page, lang, env, fails: 0, poll: 30, name: page.name || page.page, components: [], incidents: [], ...NOTHING };
  if (page.base && !env) {
    const { names = {}, incident } = page.langs[lang];
    const components = page.components.map((it) => ({ ...it, name: Object.hasOwn(names, it.id) ? names[it.id] : { text: "" } }));
    Object.assign(feed, read({ ...page, lang, components, incident }, page), { base: page.base, at: page.at });
    if (freshFor(feed) > 0) feed.due = clock() + delay(feed);
  }
  return feed;
};

/** How old an answer is to a question that left at `asked`; `feed` is what is known already. */
export const dated = (answer, feed, asked) => {
  const base = Date.parse(answer.headers.get("date")) + 1e3 * answer.headers.get("age");
  // An answer that somebody keeps giving has the same date each time: it is as old as when it was first given.
  return { base, at: base === feed.base ? feed.at : asked };
};

// Where the deployment publishes what is polled, that is asked first; FYR_PUBLISHED is the build's. When it has nothing that
// holds, the worker is asked in the same turn: `before` is what the bucket had. A domain that gave no answer is passed by for
// 5 minutes: `page.quiet` is until when.
const question = ({ page, lang, env, live, turn }) => ({
  before: turn.passed,
  asked:
    !turn.passed &&
    !(clock() < page.quiet) &&
    page.published &&
    `${page.published}${lang}/${env ? encodeURIComponent(env) : page.env}/${live ? "snapshot" : "summary"}.json`,
});

/** Asks how the page is, and calls `done` when that is known or known to have failed. */
export const ask = async (feed, done) => {
  const { page, live, env } = feed;
  // The answer may be as old as the question; who waits counts from the first of a turn.
  const at = FYR_PUBLISHED && feed.turn.passed ? clock() : (feed.asked = clock());
  const turn = (feed.turn = FYR_PUBLISHED ? question(feed) : {});
  let told;
  feed.due = Infinity;
  try {
    const query = `?lang=${feed.lang}` + (env && `&env=${encodeURIComponent(env)}`);
    const answer = await fetch((FYR_PUBLISHED && turn.asked) || `${page.origin}/api/v1/${page.page}${live ? "" : "/summary"}${query}`, {
      ...DISCREET,
      cache: "no-cache",
      signal: AbortSignal.timeout(FYR_PUBLISHED && turn.asked ? 2e3 : 9e3),
    });
    const json = await answer.text();
    if (FYR_PUBLISHED) turn.json = json;
    if (answer.ok) told = { ...read(JSON.parse(json), page), ...dated(answer, feed, at), json: live && json };
  } catch {}
  if (turn !== feed.turn) return;
  // Caches differ: an older answer does not replace a newer one.
  let news = told && !(freshFor(feed) > 0 && Date.parse(told.as_of) < Date.parse(feed.as_of));
  if (FYR_PUBLISHED) {
    if (turn.asked) {
      // What is dated ahead was put there by a clock that is wrong: nobody knows how old it is.
      const age = news && now(told) - Date.parse(told.as_of);
      news &&= age > -6e4;
      // What lies there holds while it is renewed: every 60 s, and caches keep it for 15 s.
      if (!(news && age < 9e4 && freshFor(told) > 0)) {
        if (turn.json == null) page.quiet = clock() + 3e5;
        turn.passed = [news && told];
        return ask(feed, done);
      }
    }
    turn.answer = told;
    // Of what neither is new, the newer: a last copy of the worker's may be an hour old.
    const had = turn.before?.[0];
    if (had && !(told && Date.parse(told.as_of) >= Date.parse(had.as_of))) news = told = had;
  }
  if (news) {
    Object.assign(feed, told);
    page.base = 0; // what was inlined is no longer the newest
  }
  feed.fails = (FYR_PUBLISHED ? turn.answer : told) ? 0 : feed.fails + 1;
  feed.due = live === feed.live ? clock() + delay(feed) : 0;
  done();
};
