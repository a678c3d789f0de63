// A person with a problem is led to the right contact, at this hour, for this fault: by the form, which needs no script, and
// by the data, which say the same. What is known to be wrong comes first; who is down is passed over; and when nobody knows
// how the page is, contacts are told all the same.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { json, refused } from "../support/behaviours.mjs";
import { assertProblem } from "../support/headers.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { SHIPPED } from "../support/questions.mjs";
import { World } from "../support/world.mjs";

const STATUS = { host: "status.helpdesk.example" };
const WEBSITE = { host: "www.helpdesk.example" };
const INCIDENT = "Login does not answer";
/** A Monday at ten, in Oslo. */
const OPEN = "2026-05-04T08:00:10Z";
/** The evening of the same day. */
const CLOSED = "2026-05-04T18:00:10Z";

let world;
let page;
before(async () => (world = await World.start()));
after(() => world?.stop());
beforeEach(() => (page = world.instance("helpdesk")));

/** A round at an instant, after which nobody is told of anything older. */
async function at(instant) {
  await world.clock(instant);
  await world.round(page);
  await world.forget();
}

/** The incident, as the status page tells of it. */
const reported = () =>
  json(summaryOf(STATUS.host, { components: { Login: "major_outage" }, incidents: [{ title: INCIDENT, impact: "critical", affects: ["Login"] }] }));

const asking = (asked) => new URLSearchParams({ lang: "en", ...asked });
const data = async (asked) => (await world.get(`/api/v1/${page}/support?${asking(asked)}`)).json();
const advice = async (asked) => (await data(asked)).advice;
const form = async (asked) => (await world.get(`/${page}/support?${asking(asked)}`)).text;
const contacts = ({ contacts: all }) => all.map(({ channel, state }) => `${channel} ${state}`);

/** The text of a page, as it is read from top to bottom. */
const read = (html) => html.replace(/<style>.*?<\/style>/s, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

const LOGIN = { role: "customer", fault: "login", severity: "minor" };

describe("the answer", () => {
  test("by day: the desk first; what to check, and what to write", async () => {
    await at(OPEN);
    const told = await advice(LOGIN);
    assert.deepEqual(contacts(told), ["desk open", "form any_time", "post any_time"]);
    assert.deepEqual([told.route, told.section, told.check_first, told.template], ["login", "Terms §2", ["password"], "fault"]);
    assert.equal(told.contacts[0].until, "2026-05-04T13:30:00Z");
    assert.equal(told.contacts[2].answer_by, "2026-05-05T21:59:59Z");
    assert.deepEqual([told.known, told.status_unknown, told.down], [[], false, []]);
    assert.doesNotMatch(read(await form(LOGIN)), /We cannot say for sure/);
    const text = read(await form(LOGIN));
    const parts = [
      "Support for Helpdesk",
      "Check this first Try another password",
      "Support desk Open now. Closes Monday 4 May at 15:30 Call 22 00 00 00 Usually answers within 50 seconds",
      "E-mail You can write at any time Write to post@helpdesk.example Usually answers by Tuesday 5 May at 23:59",
      "Include in your message Time of the fault Environment Service Known incident Description of the fault",
      "Do not include No pictures of health data. Do not include health data, identity numbers or login details.",
      "Terms §2 Updated Monday 4 May at 10:00",
      "Ask about something else",
    ];
    let from = 0;
    for (const part of parts) {
      const found = text.indexOf(part, from);
      assert.ok(found >= 0, `${part}\n${text}`);
      from = found;
    }
  });

  test("nobody keeps it beyond the minute in which a channel closes", async () => {
    await at("2026-05-04T13:29:58Z");
    const { headers } = await world.get(`/api/v1/${page}/support?${asking(LOGIN)}`);
    const { "max-age": age } = Object.fromEntries(headers.get("cache-control").split(", ").map((it) => it.split("=")));
    assert.ok(Number(age) <= 2, headers.get("cache-control"));
    assert.match(headers.get("cache-control"), /stale-while-revalidate=0, stale-if-error=0/);
  });

  test("in the evening: what can be used comes first, and the desk says when it opens", async () => {
    await at(CLOSED);
    const told = await advice(LOGIN);
    assert.deepEqual(contacts(told), ["form any_time", "post any_time", "desk closed"]);
    assert.equal(told.contacts[2].until, "2026-05-05T06:00:00Z");
    assert.match(read(await form(LOGIN)), /Support desk Closed\. Opens Tuesday 5 May at 08:00/);
  });

  test("a critical fault of an operator: whoever is on call; where that is not set, it says so", async () => {
    await at(CLOSED);
    const urgent = { role: "operator", fault: "other", severity: "critical" };
    const told = await advice(urgent);
    assert.deepEqual([told.route, ...contacts(told)], ["urgent", "duty open", "desk closed"]);
    const text = read(await form(urgent));
    assert.match(text, /On call Open now\. Closes Tuesday 5 May at 08:00 The contact details are not given here Say that you run the service\./);
    assert.match(text, /Critical faults are reported by telephone\. Terms §3/);
    const { pages } = (await world.get("/healthz")).json();
    const told_ = pages.find((it) => it.page === "helpdesk");
    assert.deepEqual(told_.unset, ["channel `duty`: the variable HELPDESK_DUTY is not set"]);
  });

  test("it is that of the environment", async () => {
    await at(OPEN);
    world.upstreams.when({ ...STATUS, page }, reported());
    await at("2026-05-04T08:05:10Z");
    assert.equal((await advice({ ...LOGIN, env: "production" })).known.length, 2);
    assert.deepEqual((await advice({ ...LOGIN, env: "test" })).known, []);
    assert.equal(read(await form({ ...LOGIN, env: "test" })).includes(INCIDENT), false);
  });
});

describe("what is known", () => {
  test("an incident turns the answer into a known disruption within one round, and back", async () => {
    await at(OPEN);
    world.upstreams.when({ ...STATUS, page }, reported());
    await at("2026-05-04T08:05:10Z");
    const [incident, component] = (await advice(LOGIN)).known;
    assert.deepEqual([incident.kind, incident.title.text], ["incident", INCIDENT]);
    assert.deepEqual([component.kind, component.id, component.level], ["component", "login", "major_outage"]);
    const text = read(await form(LOGIN));
    const known = text.indexOf("This is known If this is your problem, it has already been reported.");
    assert.ok(known >= 0 && known < text.indexOf(INCIDENT) && text.indexOf(INCIDENT) < text.indexOf("Check this first"), text);
    assert.deepEqual((await advice({ ...LOGIN, fault: "other" })).known, [], "of another fault it says nothing");
    world.upstreams.mend(page);
    await at("2026-05-04T08:10:10Z");
    assert.deepEqual((await advice(LOGIN)).known, []);
    assert.equal(read(await form(LOGIN)).includes("This is known"), false);
  });

  test("a channel that is down is passed over, and said to be", async () => {
    await at(OPEN);
    world.upstreams.when({ ...WEBSITE, page }, refused);
    for (const instant of ["2026-05-04T08:05:10Z", "2026-05-04T08:05:50Z"]) await at(instant);
    const told = await advice(LOGIN);
    assert.deepEqual(contacts(told), ["desk open", "post any_time"]);
    assert.deepEqual(told.down, [{ channel: "form", needs: "website" }]);
    assert.match(read(await form(LOGIN)), /Form Cannot be used now, because Web site does not work/);
  });

  test("when nobody knows how the page is, contacts are told, and nothing is claimed", async () => {
    await at(OPEN);
    world.upstreams.when({ ...STATUS, page }, reported());
    await at("2026-05-04T08:05:10Z");
    await world.clock("2026-05-04T09:00:10Z");
    await world.forget();
    const told = await advice(LOGIN);
    assert.deepEqual([told.known, told.status_unknown], [[], true]);
    assert.deepEqual(contacts(told), ["desk open", "form any_time", "post any_time"]);
    const text = read(await form(LOGIN));
    assert.match(text, /We cannot say for sure whether there is a disruption just now\./);
    assert.equal(text.includes(INCIDENT), false);
  });
});

describe("the hours", () => {
  test("are told for three weeks, and say until when", async () => {
    await at(OPEN);
    const told = await data({});
    assert.equal(told.advice, undefined);
    assert.equal(told.valid_until, "2026-05-26T00:00:00Z");
    const desk = told.channels.find(({ id }) => id === "desk");
    assert.equal(desk.hours.from, "2026-05-04T00:00:00Z");
    // 14 and 25 May are holidays: of sixteen weekdays fourteen are left.
    assert.equal(desk.hours.minutes.length, 2 * 14);
    assert.ok(!JSON.stringify(told).includes("HELPDESK_DUTY"), "what a deployment has not set is nobody's business");
  });

  test("past the end of the table a channel is never closed, and healthz warns two months before", async () => {
    const warnings = async (instant) => {
      await at(instant);
      const { pages } = (await world.get("/healthz")).json();
      return pages.find((it) => it.page === "helpdesk").warnings ?? [];
    };
    assert.deepEqual(await warnings("2028-10-31T10:00:10Z"), []);
    assert.match((await warnings("2028-11-03T10:00:10Z")).join(), /opening hours are known until 2028-12-31T23:00:00Z/);
    await at("2029-01-02T10:00:10Z");
    const { contacts: all } = await advice(LOGIN);
    assert.equal(all.find(({ channel }) => channel === "desk").state, "unknown");
    assert.match(read(await form(LOGIN)), /Support desk We do not know whether it is open now/);
  });
});

describe("what a widget shows", () => {
  const drawn = async (asked) => (await world.get(`/api/v1/${page}/support/drawn?${asking(asked)}`)).json();
  /** Every text of a part that holds, or of what is said from then on. */
  const texts = (part, which = "holds") => {
    if (typeof part === "string") return [part];
    if (Array.isArray(part)) return part.flatMap((one) => texts(one, which));
    return texts(part.until ? part[which] : (part.children ?? []), which);
  };
  const said = (part, which) => texts(part, which).join(" ").replace(/\s+/g, " ");

  test("without a question: the questions, which are asked for again after an hour", async () => {
    await at(OPEN);
    const told = await drawn({});
    assert.deepEqual([told.v, told.poll, told.until, told.answer, told.report], [1, 3600, undefined, undefined, undefined]);
    assert.match(said(told.form), /Who are you\? .*Customer.*What is wrong\?.*Find the right contact/);
    assert.doesNotMatch(said(told.form), /Answer all the questions/);
  });

  test("the portal says who asks: nobody is told to answer more yet", async () => {
    await at(OPEN);
    const told = await drawn({ role: "operator" });
    assert.equal(told.answer, undefined);
    assert.doesNotMatch(said(told.form), /Answer all the questions/);
    assert.match(JSON.stringify(told.form), /"checked":""[^}]*"value":"operator"/);
  });

  /** Whether anything is green for longer than it holds. */
  const green = (part, holds = true) =>
    part && typeof part === "object" && ((part.tone === "success" && holds) || Object.entries(part).some(([key, one]) => green(one, holds && key !== "holds")));

  test("the answer holds until something changes or nobody knows; then no channel is open, and none is green", async () => {
    await at(OPEN);
    const told = await drawn(LOGIN);
    const { stale_after: stale } = (await world.get(`/api/v1/${page}`)).json();
    assert.equal(told.until, stale);
    assert.match(said(told.answer), /Open now\. Closes/);
    assert.doesNotMatch(said(told.answer, "then"), /Open now|You can write at any time|Usually/);
    assert.match(said(told.answer, "then"), /We do not know whether it is open now/);
    assert.ok(!green(told.answer), "what is green holds for a time only");
    assert.equal(told.poll, 30);
  });

  test("on no page that ships is anybody said to be there, or green, when nobody knows any more", async () => {
    await world.clock(OPEN);
    for (const id of SHIPPED) {
      await world.round(id);
      const { roles, faults, severities } = (await world.get(`/api/v1/${id}/support`)).json();
      for (const { id: role } of roles) {
        for (const { id: fault, environments } of faults) {
          const asked = asking({ role, fault, severity: severities[0]?.id ?? "", ...(environments && { env: environments[0] }) });
          const { answer } = (await world.get(`/api/v1/${id}/support/drawn?${asked}`)).json();
          const left = said(answer, "then");
          const sure = /Open now|Closed\.|Read from|You can write at any time|Usually/;
          assert.ok(left.length > 0 && !sure.test(left) && !green(answer), `${id} ${asked}: ${left}`);
        }
      }
    }
  });

  test("a report begins with what is known, the incident too", async () => {
    world.upstreams.when({ ...STATUS, page }, reported());
    await at(OPEN);
    const { report, answer } = await drawn(LOGIN);
    assert.match(report.begun, /^Time of the fault: .*10:00.*\nEnvironment: Production\nService: Login\nKnown incident: Login does not answer\nDescription of the fault: I cannot log in\n$/);
    assert.equal(report.subject, "C – Less serious: I cannot log in – Helpdesk (Production)");
    assert.deepEqual(report.ways.map(({ href }) => href.split(":")[0]), ["tel", "https", "mailto"]);
    assert.match(said(answer), /This is known.*Login does not answer/);
    assert.doesNotMatch(said(answer, "then"), /Login does not answer/);
  });

  test("a question that is not whole is a question still", async () => {
    await at(OPEN);
    const told = await drawn({ role: "customer", fault: "nothing" });
    assert.equal(told.answer, undefined);
    assert.match(said(told.form), /Answer all the questions/);
  });
});

describe("a question that is none", () => {
  beforeEach(() => at(OPEN));

  test("is told what can be asked", async () => {
    for (const [asked, says] of [
      [{ role: "customer" }, "`fault` is missing; write one of: login, other."],
      [{ role: "king", fault: "login" }, "`role`: `king` is not known here; write one of: customer, operator."],
      [{ role: "operator", fault: "login" }, "`severity` is missing; write one of: critical, minor."],
      [{ role: "operator", fault: "login", severity: "bad" }, "`severity`: `bad` is not known here; write one of: critical, minor."],
    ]) {
      const answer = await world.get(`/api/v1/${page}/support?${asking(asked)}`);
      assertProblem(answer, 400);
      assert.equal(answer.json().detail, says);
    }
    assert.equal((await advice({ role: "customer", fault: "login" })).route, "login", "how bad it is changes nothing");
  });

  test("in the form it stays a question, with what has been answered", async () => {
    const html = await form({ role: "operator", fault: "login" });
    assert.match(html, /<p class="note">Answer all the questions/);
    assert.match(html, /value="operator" checked/);
    assert.equal(html.match(/ checked/g).length, 3, "role, fault and environment");
    assert.doesNotMatch(await form({ role: "<script>", fault: "login" }), /<script/);
  });

  test("a page without support has none", async () => {
    const story = world.instance();
    await world.round(story);
    for (const path of [`/${story}/support`, `/api/v1/${story}/support`]) assertProblem(await world.get(path), 404);
  });
});

test("without a language in the address, it is the browser's", async () => {
  await at(OPEN);
  for (const [accepts, lang] of [
    ["en-GB,en;q=0.9", "en"],
    ["de, sv;q=0.9", "nb"],
    ["en;q=0.2, no;q=0.8", "nb"],
    ["no; q=0.2, en; q=0.8", "en"],
    ["", "nb"],
  ]) {
    const answer = await world.get(`/${page}/support`, { headers: { "accept-language": accepts } });
    assert.match(answer.text, new RegExp(`<html lang="${lang}">`), accepts);
    assert.equal(answer.headers.get("vary"), "accept-language");
  }
});

test("the address is the question: it can be shared, and read in another language", async () => {
  await at(OPEN);
  const html = await form(LOGIN);
  const [, link] = /href="([^"]+)" hreflang="nb"/.exec(html);
  const asked = link.replaceAll("&amp;", "&");
  assert.equal(asked, `/${page}/support?lang=nb&role=customer&fault=login&env=production&severity=minor`);
  assert.match(read((await world.get(asked)).text), /Brukerstøtte for Helpdesk .* Åpent nå\. Stenger mandag 4\. mai kl\. 15\.30 Ring 22 00 00 00/);
});
