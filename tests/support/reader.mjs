// What people see of a page: its snapshot, its summary and its HTML, put side by side.
//
// The HTML is read by what it says, not by how it is built: text in order, with tags as separators.

import assert from "node:assert/strict";
import { WORDS } from "./story.mjs";

/** Reads a page in all three ways; any of them failing is an error. */
export async function seen(world, page) {
  const [snapshot, summary, html] = await Promise.all([
    world.get(`/api/v1/${page}`),
    world.get(`/api/v1/${page}/summary`),
    world.get(`/${page}?lang=nb`),
  ]);
  for (const answer of [snapshot, summary, html]) assert.equal(answer.status, 200, answer.text.slice(0, 300));
  return { snapshot: snapshot.json(), summary: summary.json(), html: html.text };
}

/** The level of one component in a snapshot or a summary. */
export function levelOf(document, component) {
  const found = document.components.find(({ id }) => id === component);
  assert.ok(found, `${component} is not in the document`);
  return found.level;
}

/** The text of HTML as a reader meets it: pieces between tags, without scripts, styles and blanks. */
export function textOf(html) {
  const bare = html.replace(/<(script|style|svg)\b[^]*?<\/\1>/g, " ").replace(/<!--[^]*?-->/g, "");
  const body = /<body[^]*<\/body>/.exec(bare)?.[0] ?? bare;
  const pieces = body.split(/<[^>]*>/).map((piece) => unescaped(piece).replace(/\s+/g, " ").trim());
  return pieces.filter((piece) => piece !== "");
}

/** The level words that the page writes after a component's name, up to the next name. */
export function wordBeside(html, name, names) {
  const pieces = textOf(html);
  const words = Object.values(WORDS);
  for (const [index, piece] of pieces.entries()) {
    if (piece !== `${name}:`) continue;
    for (const next of pieces.slice(index + 1)) {
      if (words.includes(next)) return next;
      if (names.some((other) => next === `${other}:`)) break;
    }
  }
  return undefined;
}

/** Text with its entities resolved. */
export function unescaped(text) {
  const named = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&nbsp;": " ", "&amp;": "&" };
  return text.replace(/&[a-z#0-9x]+;/g, (entity) => named[entity] ?? entity);
}
