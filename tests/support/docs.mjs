// What `/docs/embed` tells portals to copy, as they copy it: nothing is written here a second time.

import { unescaped } from "./reader.mjs";

/** The documentation of the worker at this origin. */
async function read(worker) {
  const answer = await fetch(`${worker}/docs/embed`);
  const html = await answer.text();
  if (!answer.ok) throw new Error(`/docs/embed: ${answer.status} ${html.slice(0, 300)}`);
  return html;
}

const plain = (html) => unescaped(html.replace(/<[^>]*>/g, ""));

/** The examples in a section, in their order. */
export async function examples(worker, section) {
  const [, content] = new RegExp(`<section id="?${section}"?>([^]*?)</section>`).exec(await read(worker)) ?? [];
  const found = [...(content ?? "").matchAll(/<pre>([^]*?)<\/pre>/g)].map(([, it]) => plain(it));
  if (found.length === 0) throw new Error(`/docs/embed has no example in ${section}`);
  return found;
}

/** The text that has this name there. */
export async function named(worker, id) {
  const [, found] = new RegExp(`<pre id="?${id}"?>([^]*?)</pre>`).exec(await read(worker)) ?? [];
  if (!found) throw new Error(`/docs/embed has no ${id}`);
  return plain(found);
}

/**
 * The space that a portal reserves so that nothing in it moves: for the line, and for the panel of an element with
 * `open`. A rule for the element in every state: with `:not(:defined)` alone the space is given back when all is well.
 */
export async function spaces(worker) {
  const [line, panel] = await examples(worker, "space");
  return { line, panel };
}
