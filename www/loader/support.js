// Help: what is asked and answered, in `<fyr-support>` and in the panel. The edge draws it, for it has the rules and the
// hours; the widget shows it. A report is written in the widget, and nothing of it is sent from here.

import { dated, now, underWay } from "./feed.js";
import { DISCREET, clock, lead, safe } from "./guest.js";

/**
 * What has been asked in an element, and what was answered; `base`, `at`, `asked`, `due`, `turn` and `fails` are as of a feed
 * (feed.js).
 *
 * @typedef {object} Help
 * @property {string} query what was asked
 * @property {string} role who asks, as the portal says; only before the person has said anything
 * @property {string} [json] the last answer; empty: the question could not be asked
 * @property {number} poll seconds until it is to be asked for again
 * @property {number} until for how many milliseconds it held
 * @property {boolean} none whether there is nothing of the kind on this page
 * @property {number} led how far the wall clock was ahead of the monotonic one then
 * @property {boolean} leads whether a person waits for it
 */

// For how many milliseconds what has run out stays, for news of it to come.
const HELD = 3e3;

// Whether a person has gone elsewhere in the document by now.
const isElsewhere = ({ host }) => {
  const { activeElement } = host.getRootNode();
  return activeElement && !activeElement.contains(host);
};

// After how many milliseconds to ask again.
const delay = ({ poll, fails }) => Math.max(1e3 * poll, Math.min(1e3 * poll * 2 ** fails, 3e5)) * (0.9 + Math.random() / 5);

/** What keeps help: `keep` as new as it is to be, `begin` with the first question, `does` what buttons ask for. */
export const helper = (registry) => {
  // Asks, and tells the widget when that is answered or known to have failed.
  const ask = async (it, query, leads, role) => {
    const { page } = it.feed;
    const asked = clock();
    const turn = {};
    const help = (it.help = { fails: 0, ...it.help, query, role, leads, asked, turn, due: Infinity });
    let told;
    let none;
    try {
      const answer = await fetch(`${page.origin}/api/v1/${page.page}/support/drawn?${query}`, {
        ...DISCREET,
        cache: "no-store", // what a person has asked is kept nowhere
        signal: AbortSignal.timeout(9e3),
      });
      // A page that has never told anything has nothing of the kind; another may be on its way to a newer edge.
      none = answer.status === 404 && !help.json && !leads;
      const json = await answer.text();
      const { poll, until } = JSON.parse(json);
      if (answer.ok && poll > 0) {
        const { base, at } = dated(answer, help, asked);
        told = { json, poll, base, at, until: Date.parse(until) - base || Infinity, led: lead() };
      }
    } catch {}
    if (it.help.turn !== turn) return;
    // An old answer is none to a new question.
    const lost = { poll: 10, fails: leads ? 0 : help.fails + 1, json: leads ? "" : help.json };
    it.help = { ...help, ...(told ? { ...told, fails: 0 } : lost), none, failed: !told };
    // When a channel closes, not all that show it ask in one moment.
    const ends = told ? told.at + told.until + 1e3 * Math.random() : Infinity;
    it.help.due = clock() + (none ? 36e5 : Math.max(Math.min(delay(it.help), ends - clock()), HELD));
    registry.wake();
  };

  // What a form has been filled in with.
  const filled = (form) => new URLSearchParams(new FormData(form)).toString();

  // What must not be told does not stay where it was written.
  const rewrite = (it, text) => {
    const told = it.handle.write(text.value);
    if (told === undefined || text.value === told) return false;
    text.value = told;
    return true;
  };

  // What a person does in an element. What is slotted into it is the host's, and so is what happens there.
  const listen = (it) => {
    const { panel } = it;
    const on = (names, work) => {
      const ours = safe((event) => event.target.getRootNode() === it.root && work(event, event.target));
      names.split(" ").forEach((name) => panel.addEventListener(name, ours));
    };
    const isText = (node) => node.localName === "textarea";
    on("submit", (event, form) => {
      event.preventDefault();
      ask(it, filled(form), 1);
    });
    on("input", (event, node) => isText(node) && it.handle.write(node.value));
    on("change", (event, node) => isText(node) && rewrite(it, node));
    // What is masked in place is to be taken once more.
    on("copy cut dragstart", (event, node) => isText(node) && rewrite(it, node) && event.preventDefault());
    // Who writes here gives the host no commands.
    on("keydown keypress keyup input", (event, node) => isText(node) && event.stopPropagation());
    // A link does not take away what has been written.
    on("click", (event, node) => {
      const link = node.closest("a[href^=https]");
      if (link && panel.querySelector("textarea")) link.target = "_blank";
    });
  };

  const copy = async (it) => {
    try {
      const text = it.panel.querySelector("textarea");
      rewrite(it, text);
      try {
        await navigator.clipboard.writeText(text.value);
        it.handle.copied(true);
      } catch {
        text.select();
        it.handle.copied(false);
      }
    } catch {}
  };

  // The first question: with what the portal says of who asks.
  const begin = (it, role, leads) => {
    const { lang, env } = it.feed;
    const told = Object.entries({ lang, env, role }).filter(([, value]) => value);
    ask(it, new URLSearchParams(told).toString(), leads, role);
  };

  // What the buttons ask for.
  const does = { help: (it) => begin(it, "", 1), report: (it) => it.handle.report(), copy };

  // Keeps the widget as new as the answer is, while somebody may see it.
  const keep = (it) => {
    const wanted = ({ due, none, json }) => (none || !it.panel.hidden) && !(registry.paused && json && due);
    // Where the monotonic clock has stood still, nobody knows how old an answer is.
    const isOld = ({ led }) => lead() - led > 5e3;
    const isDue = (help) => help.due <= clock() || (isOld(help) && !help.failed && clock() - help.asked > 1e4);
    if (it.help && !underWay(it.help) && wanted(it.help) && isDue(it.help)) ask(it, it.help.query, 0, it.help.role);
    const { help, handle } = it;
    if (!help || !handle) return;
    const waits = underWay(help);
    it.panel.ariaBusy = !!(help.leads && waits);
    if (!(help.json || help.failed) || help.none) return;
    const { origin, page } = it.feed.page;
    const at = isOld(help) ? Infinity : now(help) - (help.failed ? 0 : HELD);
    const leads = !!help.leads && !waits;
    handle.help(help.json || "", `${origin}/${page}/support?${help.query}`, at, leads && !isElsewhere(it));
    if (leads) help.leads = 0;
    // The one timer knows feeds alone: with who helps it is asked how things are, too.
    const next = Math.min(...[help.due, help.at + help.until + HELD].filter((one) => one > clock()));
    if (!underWay(it.feed) && !it.feed.fails) it.feed.due = Math.min(it.feed.due, next);
  };

  return { begin, does, keep, listen };
};
