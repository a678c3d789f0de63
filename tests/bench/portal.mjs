// The page in which the contestants stand: text, a style sheet, a deferred script with work of its own, and a picture,
// some 190 KB, the same bytes at every run. What an embed brings is put into its head and at the top of its body.

import { crc32, deflateSync } from "node:zlib";
import { brotli } from "../support/front.mjs";

const SECTIONS = 16;
const WORDS =
  "kommune tjeneste søknad vedtak frist skjema innbygger saksbehandler melding avtale faktura bestilling levering".split(" ");

/** Numbers that look like chance and are the same every time. */
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function text(words, next) {
  return Array.from({ length: words }, () => WORDS[next(WORDS.length)]).join(" ");
}

function html(head, top) {
  const next = chance(1);
  const section = () => `<section><h2>${text(3, next)}</h2><p>${text(85, next)}.</p></section>`;
  return `<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Portal</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/portal.css">${head}<script defer src="/portal.js"></script></head>
<body>${top}<header><h1>Portal</h1></header><main><img src="/portal.png" width="360" height="74" alt="">
${Array.from({ length: SECTIONS }, section).join("\n")}
<table></table></main></body></html>`;
}

function css() {
  const next = chance(2);
  const colour = () => `hsl(${next(360)} ${next(99)}% ${next(99)}%)`;
  const rule = (_, i) => `.c${i}{margin:${next(32)}px;padding:${next(24)}px;color:${colour()}}`;
  const base = "body{margin:0;font:16px/1.5 system-ui,sans-serif}header,main{padding:16px}img{max-width:100%;height:auto}";
  return base + Array.from({ length: 360 }, rule).join("\n");
}

/** Sorts a list that it brings along and shows the first of it, as portals do. */
function script() {
  const next = chance(3);
  const row = () => Array.from({ length: 4 }, () => next(2 ** 32).toString(36)).join(" ");
  const rows = JSON.stringify(Array.from({ length: 2600 }, row));
  return `(() => {
    const rows = ${rows}.map((it) => it.split(" ")).sort((a, b) => a[1].localeCompare(b[1], "nb"));
    const table = document.querySelector("table");
    for (const row of rows.slice(0, 200)) {
      const line = table.insertRow();
      for (const it of row) line.insertCell().textContent = it;
    }
  })()`;
}

/** A picture of noise: it cannot be made smaller. */
function png(width, height) {
  const next = chance(4);
  const lines = Buffer.from({ length: height * (3 * width + 1) }, 0);
  lines.forEach((_, i) => (lines[i] = i % (3 * width + 1) === 0 ? 0 : next(256)));
  const chunk = (type, data) => {
    const named = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const size = Buffer.alloc(13);
  [width, height].forEach((value, i) => size.writeUInt32BE(value, 4 * i));
  size.set([8, 2, 0, 0, 0], 8);
  const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([head, chunk("IHDR", size), chunk("IDAT", deflateSync(lines)), chunk("IEND", Buffer.alloc(0))]);
}

/** The pages of a site with one portal for each embed `{ name, head, top }`, at `/name`. */
export function portals(embeds) {
  const squeezed = (body, type) => {
    const answer = { body: brotli(body), type, headers: { "content-encoding": "br" } };
    return () => answer;
  };
  const picture = { body: png(360, 74), type: "image/png" };
  const pages = {
    "/portal.css": squeezed(css(), "text/css"),
    "/portal.js": squeezed(script(), "text/javascript"),
    "/portal.png": () => picture,
  };
  for (const { name, head, top } of embeds) pages[`/${name}`] = squeezed(html(head, top), "text/html; charset=utf-8");
  return pages;
}
