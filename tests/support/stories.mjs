// Stories in lock-step: many pages live through the same morning, each with its own fault, and are read after each round.
//
// The clock belongs to the whole worker, so stories do not each move it: all of them are asked at 10:00 while all is
// well, broken before 10:05, asked again at 10:06 as failed samples are, mended, and asked at 10:10.

import { seen } from "./reader.mjs";
import * as upstream from "./behaviours.mjs";

/** The rounds of the morning: their name and instant. */
export const ROUNDS = [
  ["well", "2026-05-04T10:00:10Z"],
  ["broken", "2026-05-04T10:05:10Z"],
  ["again", "2026-05-04T10:06:10Z"],
  ["mended", "2026-05-04T10:10:10Z"],
];

/** When what is stored is looked at. */
const END = "2026-05-04T10:11:00Z";

/** How many stories are in a round at once: enough to wait for the slow together, few enough not to slow the others. */
const AT_ONCE = 8;

/**
 * Lets all stories live through the morning. A story has `faults`: what is wrong at the rounds "broken" and "again", as
 * `[where, behaviour]` pairs; a pair may name one round as its third part. Gives each story's page, what readers saw
 * after each round, and what was stored at the end. `base`: the page whose configuration they have.
 */
export async function live(world, stories, { faults, base } = {}) {
  const lives = stories.map((story) => ({ story, page: world.instance(base), after: {} }));
  for (const [round, at] of ROUNDS) {
    await world.clock(at);
    await world.faults(trouble(round) ? faults ?? {} : undo(faults));
    await each(lives, (life) => aRound(world, life, round));
    await world.forget();
    await each(lives, async (life) => (life.after[round] = await seen(world, life.page)));
  }
  await world.clock(END);
  await each(lives, async (life) => (life.store = await world.store(life.page)));
  return lives;
}

async function aRound(world, { story, page }, round) {
  world.upstreams.mend(page);
  for (const [where, behaviour, only] of story.faults) {
    const now = trouble(round) && (only === undefined || only === round);
    if (now) world.upstreams.when({ ...where, page }, behaviour);
  }
  await world.round(page);
}

const trouble = (round) => round === "broken" || round === "again";

const undo = (faults = {}) => Object.fromEntries(Object.keys(faults).map((key) => [key, null]));

/** Does something for each of a list, a few at a time. */
async function each(list, act) {
  const queue = [...list];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Where a redirect leads in a story, and nobody may ever ask. */
export const FORBIDDEN = "forbidden.example";

const toLoopback = (exchange) => upstream.redirect(`http://${exchange.request.headers.host}/${FORBIDDEN}/health`)(exchange);
const toItself = (exchange) => upstream.redirect(`https://${exchange.host}${exchange.path}`)(exchange);

/**
 * The ways an answer can be no answer, in words. Those that take long stand at the front, so that they are waited for
 * together.
 */
export const NO_ANSWERS = [
  ["it hangs", upstream.hangs],
  ["it sends one byte a second", upstream.drip],
  ["the body is 50 MB", upstream.huge],
  ["it refuses the connection", upstream.refused],
  ["it answers 500", upstream.status(500)],
  ["it answers 404 with its good body", upstream.status(404)],
  ["it answers HTML with 200", upstream.html200],
  ["it redirects to a foreign host", upstream.redirect(`https://${FORBIDDEN}/health`)],
  ["it redirects to loopback", toLoopback],
  ["it redirects to where clouds keep their secrets", upstream.redirect("http://169.254.169.254/latest/meta-data/")],
  ["it redirects to itself for ever", toItself],
  ["the media type is an image's", upstream.mediaType("image/png")],
  ["its JSON is broken", upstream.brokenJson],
  ["its JSON is empty", upstream.text("")],
  ["its JSON is another's", upstream.json({ hello: "world" })],
  ["it sends garbage", upstream.garbage],
];
