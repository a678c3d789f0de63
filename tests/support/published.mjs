// How long a publication is on its way: from the moment the write was answered until the edge gives it to anybody who asks,
// and until it stands in an element that somebody looks at.
//
//   edge     the first answer that holds it, to `GET /api/v1/{page}` without a token, asked several times a second over
//            each of several connections; of these, the one that got it last counts
//   portal   it stands in the open panel of an element in a tab of Chromium (painted with the next frame), for each element
//
// The caches are those of the worker, as it is built: its memory and the Cache API, a copy being fresh for five seconds; all
// readers share one of each, as those of one place do where we deploy. Left out: the network, and shared caches of others.

import { setTimeout as sleep } from "node:timers/promises";
import { site } from "./host.mjs";
import { launch } from "./browser.mjs";
import { connections, tabs } from "./onlookers.mjs";
import { EACH, ends, key, publish, publishers, shownAt } from "./publications.mjs";
import { World } from "./world.mjs";

const CONNECTIONS = 4;
/** How long what is late is waited for: so many times as long as readers wait between two questions, and so much longer. */
const [TIMES, LONGER] = [2, 15_000];

/**
 * Publishes about so many `incidents` while so many `elements` look. Gives the publications, each with `edge` and `portal`:
 * milliseconds, undefined where it was not seen; those of the portal with the interval, in milliseconds, that the element
 * had been told when it was published.
 */
export async function published({ incidents, elements, tempo, seed = 1, note = () => {} }) {
  const open = [];
  try {
    const { token, vars } = key();
    const world = await World.start({ tempo, vars });
    open.push(() => world.stop());
    const pages = await publishers(world, token);
    const portals = await site(Object.fromEntries(Object.entries(pages).map(([mood, it]) => [`/${mood}`, portal(world, it.page)])));
    open.push(() => portals.stop());
    const browser = await launch();
    open.push(() => browser.close());
    const moods = Object.keys(pages);
    const places = Array.from({ length: elements }, (_, number) => `${portals.url}/${moods[number % moods.length]}`);
    const looking = await tabs(browser, places);
    note(`Chromium ${browser.version()}, ${elements} elements in as many tabs; ${EACH * incidents} publications`);
    const asking = Object.fromEntries(moods.map((mood) => [mood, connections(world, pages[mood].page, CONNECTIONS)]));
    open.push(() => Promise.all(Object.values(asking).map(({ stop }) => stop())));
    const publications = await publish(pages, incidents, seed);
    note("all are published; waiting until all are seen");
    const longest = Math.max(...Object.values(pages).map(({ poll }) => poll));
    const until = Date.now() + TIMES * longest * 1000 + LONGER;
    for (;;) {
      const told = judge(publications, asking, await looking.read());
      const complete = told.every(({ edge, portal }) => edge !== undefined && portal.every(({ after }) => after !== undefined));
      if (complete || Date.now() > until) return told;
      await sleep(1000);
    }
  } finally {
    for (const close of open.toReversed()) await close();
  }
}

function portal(world, page) {
  const script = `<script async crossorigin="anonymous" referrerpolicy="no-referrer" src="${world.url}/${page}/embed.js"></script>`;
  const body = `<!doctype html><html lang="nb"><meta charset="utf-8"><title>Portal</title>${script}<fyr-status open></fyr-status></html>`;
  return () => ({ body });
}

/** Publications, each with when it was seen by whom. */
function judge(publications, asking, seen) {
  const over = ends(publications);
  return publications.map((one) => {
    const after = (history) => {
      const at = shownAt(one, history, over.get(one.incident));
      return at === undefined ? undefined : Math.max(0, at - one.answered);
    };
    const edges = asking[one.mood].histories.map(after);
    const edge = edges.includes(undefined) ? undefined : Math.max(...edges);
    const there = seen.filter(({ address }) => address.endsWith(`/${one.mood}`));
    const announced = (polls) => 1000 * polls.findLast(({ at }) => at <= one.answered)?.poll;
    const portal = there.map(({ history, polls }) => ({ after: after(history), announced: announced(polls) }));
    return { ...one, edge, portal };
  });
}
