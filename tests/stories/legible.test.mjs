// Texts that attack: what an operator types is refused with a reason, or harmless and legible wherever it is told. The widget
// and the console have stories of their own.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { staffed } from "../support/operator.mjs";
import { textOf } from "../support/reader.mjs";

const incident = (more) => ({ title: { nb: "Feil" }, severity: "minor", affected: [], ...more });

// What is typed as a title · what the refusal says of it; `undefined`: it is published, and is text
const TITLES = [
  ["<script>alert(1)</script>", undefined],
  ["<img src=x onerror=alert(1)>", undefined],
  ["javascript:alert(1)", undefined],
  ["[klikk](javascript:alert(1))", undefined],
  ["&lt;script&gt; &amp; &#x3c;", undefined],
  ["'\"><svg/onload=alert(1)>", undefined],
  ["]]></script><!--", undefined],
  ["{{7*7}} ${7*7} %0a%00", undefined],
  ["x".repeat(200), undefined],
  ["Å".normalize("NFD") + " é å ä ö ñ ß Ω 漢字 العربية עברית 🧑‍🔧", undefined],
  ["x".repeat(201), /200 are the most/],
  ["", /is empty/],
  ["   ", /is empty/],
  ["to\nlinjer", /U\+000A.*line break/],
  ["null\u0000byte", /U\+0000/],
  ["esc\u001b[31mred", /U\+001B/],
  ["bjelle\u0007", /U\+0007/],
  ["c1\u0085x", /U\+0085/],
  ["rlo\u202egnp.exe", /U\+202E/],
  ["lri\u2066x\u2069", /U\+2066/],
  ["bom\ufeffx", /U\+FEFF/],
  ["null\u200bbredde", /U\+200B/],
  ["tag\u{e0041}", /U\+E0041/],
  ["z" + "\u0335".repeat(40) + "algo", /U\+0335.*one mark too many/],
];

describe("what an operator types", () => {
  let world;
  let page;
  let op;
  before(async () => ({ world, page, op } = await staffed("story")));
  after(() => world?.stop());

  for (const [typed, refused] of TITLES) {
    test(`${JSON.stringify(typed).slice(0, 60)} is ${refused ? "refused, with its place and why" : "text, and stays as it was typed"}`, async () => {
      const answer = await op.post("incidents", incident({ title: { nb: typed }, text: { nb: typed || "x" } }));
      if (refused) {
        assert.equal(answer.status, 422, answer.text);
        const { errors } = answer.json();
        const [told] = errors.filter(({ pointer }) => pointer === "/title/nb");
        assert.match(told.detail, refused);
        // The refusal itself can be read.
        assert.doesNotMatch(JSON.stringify(errors), /[\u202a-\u202e\u2066-\u2069\u0000-\u001f]/);
        return;
      }
      assert.equal(answer.status, 201, answer.text);
      const shown = (await op.seen()).incidents.find(({ id }) => id === answer.json().id);
      assert.deepEqual([shown.title.text, shown.updates[0].text.text], [typed, typed]);
      await world.forget();
      const html = (await world.get(`/${page}?lang=nb`)).text;
      assert.doesNotMatch(html, /<script|<img|<svg[^>]*onload|href="javascript|onerror=(?!alert)|<[^>]+\son\w+=/i);
      assert.ok(textOf(html).some((piece) => piece.includes(typed.trim())), "it is told as it was typed");
      const loader = (await world.get(`/${page}/embed.js`)).text;
      assert.doesNotMatch(loader, /<\/script|<!--/i, "it cannot end the script that it stands in");
      await op.say(answer.json(), "resolved");
    });
  }

  test("a megabyte is refused before it is read", async () => {
    const answer = await op.post("incidents", incident({ text: { nb: "x".repeat(1_000_000) } }));
    assert.equal(answer.status, 413);
    assert.match(answer.json().detail, /65536 bytes/);
  });

  test("a message of 5,000 characters is told, one of 5,001 is refused", async () => {
    const long = await op.post("incidents", incident({ text: { nb: "æ".repeat(5_000) } }));
    assert.equal(long.status, 201);
    const longer = await op.post("incidents", incident({ text: { nb: "æ".repeat(5_001) } }));
    assert.match(longer.json().errors[0].detail, /5001 characters; 5000 are the most/);
  });

  test("who would write 10,000 messages is stopped at the 501st, and the newest 20 are told", async () => {
    let it = await op.incident("api", "degraded", { text: { nb: "1" } });
    let last;
    for (let number = 2; number <= 520; number += 1) {
      if (number % 100 === 0) await world.after("1m");
      last = await op.post(`incidents/${it.id}/updates`, { text: { nb: `${number}` } }, { version: `${it.id}-${it.revision}` });
      if (last.status !== 201) break;
      it = last.json();
    }
    assert.deepEqual([last.status, it.updates.length], [422, 500]);
    assert.match(last.json().errors[0].detail, /500 messages; resolve it and begin another/);
    const shown = (await op.seen()).incidents.find(({ id }) => id === it.id);
    assert.deepEqual([shown.updates.length, shown.updates[0].text.text, shown.updates.at(-1).text.text], [20, "500", "481"]);
    const over = await op.say(it, "resolved", "Over.");
    assert.deepEqual([over.status, over.updates.length], ["resolved", 501], "what is full can still end");
  });

  test("a language that the page is not written in is refused, and says which it has", async () => {
    const answer = await op.post("incidents", incident({ title: { de: "Fehler" } }));
    assert.equal(answer.status, 422);
    assert.match(answer.json().errors[0].detail, /unknown variant `de`, expected one of `nb`, `nn`, `sv`, `en`/);
  });

  test("one language comes first, the others later: it is marked meanwhile, and nothing was corrected", async () => {
    let it = await op.incident("web", "degraded", { text: { nb: "Treg" } });
    const inSwedish = async () => (await op.seen("?lang=sv")).incidents.find(({ id }) => id === it.id);
    assert.deepEqual((await inSwedish()).updates[0].text, { text: "Treg", lang: "nb" });
    it = await op.done(op.patch(`incidents/${it.id}/updates/1`, { text: { sv: "Långsamt" } }, { version: `${it.id}-${it.revision}` }));
    assert.deepEqual((await inSwedish()).updates[0].text, { text: "Långsamt" });
    assert.deepEqual([it.updates[0].corrected_at, it.updates[0].earlier], [undefined, undefined]);
    it = await op.done(op.patch(`incidents/${it.id}/updates/1`, { text: { nb: "Svært treg" } }, { version: `${it.id}-${it.revision}` }));
    assert.deepEqual(it.updates[0].text, { nb: "Svært treg", sv: "Långsamt" });
    assert.deepEqual(it.updates[0].earlier.map(({ text }) => text), [{ nb: "Treg", sv: "Långsamt" }]);
  });
});
