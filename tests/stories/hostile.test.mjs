// Upstreams that want to do harm, in the running worker: in how they answer, in where they lead, and in what they write.
//
// A page watches a source of every kind, and an own probe beside them. Whatever the others do, the probe is on time, each
// component is *unknown* or as bad as it says and never well, nothing of a foreign text is anything but text, and where a
// redirect must not lead nobody has asked.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { json, redirect, text } from "../support/behaviours.mjs";
import { DATE, answerOf, hostOf, kinds } from "../support/fixtures.mjs";
import { FORBIDDEN, NO_ANSWERS } from "../support/stories.mjs";
import { World } from "../support/world.mjs";

const PAGE = "hostile";
const HEALTH = { host: "health.hostile.example" };
const MORNING = [
  ["well", "2026-05-04T07:00:10Z"],
  ["broken", "2026-05-04T07:05:10Z"],
  ["mended", "2026-05-04T07:10:10Z"],
];

const gzipped = (bytes, type) => ({ response }) => {
  response.writeHead(200, { "content-type": type, "content-encoding": "gzip", "content-length": bytes.length });
  response.end(bytes);
};
const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 9 });
const endless = ({ response }) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write('{"a":'.repeat(20_000)), 20);
  response.on("close", () => clearInterval(timer));
};
/** Says that it is short, and never ends. */
const lying = ({ response }) => {
  const { socket } = response;
  const piece = "x".repeat(100_000);
  socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\ntransfer-encoding: chunked\r\n\r\n");
  const timer = setInterval(() => {
    socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
  }, 5);
  socket.on("error", () => clearInterval(timer));
  socket.on("close", () => clearInterval(timer));
};
/** Says something that is no length. */
const measured = (length) => ({ response }) => {
  const said = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n`;
  response.socket.end(`${said}connection: close\r\n\r\n{"status":"ok"`);
};
const places = [
  `https://${FORBIDDEN}/x`,
  "http://127.0.0.1:1/x",
  "https://localhost/x",
  "https://[::1]/x",
  "https://[::ffff:127.0.0.1]/x",
  "https://10.0.0.1/x",
  "https://192.168.1.1/x",
  "https://169.254.169.254/latest/meta-data/",
  "https://metadata.google.internal/computeMetadata/v1/",
  "https://2130706433/x",
  "https://127.0.0.1.nip.io/x",
  "https://localtest.me/x",
  "file:///etc/passwd",
  "data:application/json,{}",
  "//forbidden.example/x",
];

/** Ways to answer that are no answer, in words. */
const NOTHING = [
  ...NO_ANSWERS,
  ["300 MB come as a small gzip", gzipped(bomb, "application/json")],
  ["the gzip is none", gzipped(Buffer.from("not gzip"), "application/json")],
  ["the body never ends", endless],
  ["the body never ends, and is said to be short", lying],
  ["its length is below zero", measured("-5")],
  ["its length is no number", measured("many")],
  ["it asks for a moment and for cookies", text("<!doctype html><title>Just a moment...</title><p>Enable cookies", "text/html")],
  ["UTF-16 with half a pair in it", ({ response }) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x7b, 0x00]))],
  ["its text holds a lone surrogate", text('{"status":{"indicator":"\\ud800"}}')],
  ["brackets without end", text("[".repeat(900_000))],
  ["objects without end", text('{"a":'.repeat(150_000))],
  ["a number without end", text("9".repeat(900_000))],
  ["an entity bomb", text(entities(), "application/rss+xml")],
  ...places.map((place) => [`it redirects to ${place}`, redirect(place)]),
];

function entities() {
  const more = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">${more.join("")}]><rss version="2.0"><channel>
    <title>&e9;</title><lastBuildDate>Mon, 04 May 2026 07:00:00 GMT</lastBuildDate></channel></rss>`;
}

const SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>";
const TURNED = "\u202eturned\u2066\u0007\u0000";

/** Ways to write, in words: what becomes of each text that people read, of which there are so many. */
const WRITTEN = [
  ["script in every text", (written) => `${SCRIPT} ${written}`],
  ["escaped script in every text", (written) => `&lt;script&gt;alert(1)&lt;/script&gt; ${written}`],
  ["turned round and controlled", (written) => `${TURNED} ${written} ${TURNED}`],
  ["nearly a megabyte over all texts", (written, many) => `${written}${"ø".repeat(450_000 / many)}`],
  ["markup without end in every text", (written, many) => `${written}${"<a ".repeat(100_000 / many)}`],
];

/** What each kind answers in trouble: where it tells of incidents, with one. */
const TROUBLE = { statuspage: "critical_incident", statusio: "incident", cachet: "incident_open", fyr: "incident" };
const inTrouble = (kind, exchange) => answerOf(kind, TROUBLE[kind] ?? "outage", exchange.path);

/** What texts for people stand under: names and messages, no word of the format, no date, no address. */
const FOR_PEOPLE = /(name|title|desc|description|text|body|message|details|msg)(en|de)?$/i;

/** A value with every text for people changed, wherever it stands. */
function reworded(value, change, isText = false) {
  if (typeof value === "string") return isText && value ? change(value) : value;
  if (Array.isArray(value)) return value.map((each) => reworded(each, change, isText));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, reworded(each, change, FOR_PEOPLE.test(key))]));
}

const escaped = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/[\u0000-\u0008]/g, "");
/** Texts between tags, and JSON in a call or in a script, are where a format has its texts. */
const rewordedMarkup = (body, change) => body.replace(/(<(?:title|description|h1|p)\b[^>]*>)([^<]+)(<\/)/g, (_, open, words, close) => open + escaped(change(words)) + close);
const rewordedJson = (body, change) => JSON.stringify(reworded(JSON.parse(body), change)).replace(/</g, "\\u003c");

/** A body with every text for people changed, in JSON, in a call of it, in a script of a page, between tags. */
function rewritten({ type, body }, change) {
  if (type === "application/json") return rewordedJson(body, change);
  const inside = type.includes("javascript") ? /(\()(\{.*\})(\);)/s : /(<script id="__NEXT_DATA__"[^>]*>)(.*?)(<\/script>)/s;
  if (inside.test(body)) return body.replace(inside, (_, open, told, close) => open + rewordedJson(told, change) + close);
  return rewordedMarkup(body, change);
}

/** What a kind answers in trouble, with every text for people changed. */
const trouble = (kind, change) => (exchange) => {
  const answer = inTrouble(kind, exchange);
  let many = 0;
  rewritten(answer, (written) => ((many += 1), written));
  text(rewritten(answer, (written) => change(written, many)), answer.type, 200, DATE)(exchange);
};

/** What a kind answers in trouble and in UTF-16, which says so itself. */
const wide = (kind) => (exchange) => {
  const { type, body } = inTrouble(kind, exchange);
  const declared = body.replace(/encoding="UTF-8"/, 'encoding="UTF-16"').replace(/charset="utf-8"/, 'charset="utf-16"');
  exchange.response.writeHead(200, { "content-type": type.replace("utf-8", "utf-16"), date: DATE });
  exchange.response.end(Buffer.from(`\ufeff${declared}`, "utf16le"));
};

/** A list of ten thousand where there was one of a few. */
const long = (kind) => (exchange) => {
  const { type, body } = answerOf(kind, "operational", exchange.path);
  if (type !== "application/json") return text(body.repeat(2), type)(exchange);
  const grow = (value) => {
    if (Array.isArray(value)) return value.length > 1 ? Array.from({ length: 10_000 }, (_, n) => value[n % value.length]) : value.map(grow);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, grow(each)]));
  };
  json(grow(JSON.parse(body)))(exchange);
};

/** No list has a say here, however long it is: the page file asks for words, or for one value, or one post is all there is. */
const ASK_NO_LISTS = ["html", "json", "microsoft"];
const LONG = "lists of ten thousand";
/** The trouble that the others are compared with. */
const PLAIN = "trouble in words of its own";
const STORIES = [
  ...NOTHING.map(([words, behaviour]) => ({ words, behaviour: () => behaviour })),
  { words: PLAIN, behaviour: (kind) => trouble(kind, (written) => written), told: true },
  ...WRITTEN.map(([words, change]) => ({ words, behaviour: (kind) => trouble(kind, change), told: true })),
  { words: "UTF-16 that says that it is", behaviour: wide, told: true },
  { words: LONG, behaviour: long },
];

describe("hostile upstreams", { concurrency: 1 }, () => {
  const watched = kinds();
  let world;
  let lives;

  before(async () => {
    world = await World.start();
    lives = STORIES.map((story) => ({ story, page: world.instance(PAGE), after: {} }));
    for (const [round, at] of MORNING) {
      await world.clock(at);
      for (const life of lives) await live(life, round);
      await world.forget();
      for (const life of lives) life.after[round] = await seen(life.page);
    }
    for (const life of lives) life.store = await world.store(life.page);
  });
  after(() => world?.stop());

  async function live({ story, page }, round) {
    world.upstreams.mend(page);
    if (round === "broken") {
      for (const kind of watched) world.upstreams.when({ page, host: hostOf(kind) }, story.behaviour(kind));
    }
    await world.round(page);
  }

  async function seen(page) {
    const [snapshot, html] = [await world.get(`/api/v1/${page}`), await world.get(`/${page}?lang=nb`)];
    assert.equal(snapshot.status, 200);
    assert.equal(html.status, 200);
    const levels = Object.fromEntries(snapshot.json().components.map(({ id, level }) => [id, level]));
    return { levels, snapshot: snapshot.text, html: html.text, incidents: snapshot.json().incidents };
  }

  /** Whose incidents are told, and of which components. */
  const origins = ({ incidents }) => incidents.map(({ origin, components }) => `${origin}: ${components}`).sort();

  for (const [index, { words, told: isTold }] of STORIES.entries()) {
    test(words, () => {
      const { after: told, store } = lives[index];
      const plain = lives.find(({ story }) => story.words === PLAIN).after.broken;
      for (const kind of watched) {
        assert.equal(told.well.levels[kind], "operational", `${kind}, while all was well`);
        const level = told.broken.levels[kind];
        if (words === LONG && ASK_NO_LISTS.includes(kind)) assert.equal(level, "operational", `${kind}: ${words}`);
        else if (!isTold) assert.equal(level, "unknown", `${kind}: ${words}`);
        else assert.equal(level, plain.levels[kind], `${kind}: ${words}`);
        assert.equal(told.mended.levels[kind], "operational", `${kind}, after it was mended`);
      }
      for (const round of ["well", "broken", "mended"]) assert.equal(told[round].levels.health, "operational");
      const { intervals } = store.series.find(({ component }) => component === "health");
      assert.deepEqual(intervals.map(({ state }) => state), ["operational"], "the probe beside them misses no sample");
      if (isTold) assert.deepEqual(origins(told.broken), origins(plain), "each incident is told");
      assertTextIsText(told.broken);
    });
  }

  function assertTextIsText({ snapshot, html, incidents }) {
    assert.ok(!/<script>alert|<img src=x/.test(html), "nothing foreign is markup");
    assert.ok(!/[\u202a-\u202e\u2066-\u2069\u0000-\u0008]|\\u0000|\\u0007/.test(snapshot + html), "nothing turns or controls");
    for (const { title, updates, url } of incidents) {
      assert.ok([...title.text].length <= 200 && updates.every((update) => [...update.text.text].length <= 600));
      assert.ok(url === null || url.startsWith("https://"), url);
    }
  }

  test("where a redirect must not lead, nobody has asked", () => {
    const hosts = new Set(world.upstreams.asked.map(({ host }) => host));
    for (const host of hosts) assert.match(host, /\.hostile\.example$/);
  });
});
