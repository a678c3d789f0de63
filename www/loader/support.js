// Help: what is asked and answered, in `<fyr-support>` and in the panel. The edge draws it, for it has the rules and the
// hours; the widget shows it. A report is written in the widget, and nothing of it is sent from here.

import { dated, delay, now, underWay } from "./feed.js";
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

// Whether a person looks elsewhere in the document by now.
const isElsewhere = ({ root }) => !root.activeElement && document.activeElement && document.activeElement !== document.body;

/** What keeps help: `keep` as new as it is to be, `begin` with the first question, `does` what buttons ask for. */
export const helper = (registry) => {
  // Asks, and tells the widget when that is answered or known to have failed.
  const ask = async (it, query, leads, role) => {
    const { page } = it.feed;
    const asked = clock();
    const turn = {};
    const before = it.help || { fails: 0, poll: 10 };
    const help = (it.help = { ...before, query, role, leads, asked, turn, due: Infinity });
    let told;
    let none;
    try {
      const answer = await fetch(`${page.origin}/api/v1/${page.page}/support/drawn?${query}`, {
        ...DISCREET,
        cache: "no-store", // what a person has asked is kept nowhere
        signal: AbortSignal.timeout(9e3),
      });
      none = answer.status === 404;
      const json = await answer.text();
      const { poll, until } = JSON.parse(json);
      if (answer.ok && poll > 0) {
        const { base, at } = dated(answer, help, asked);
        told = { json, poll, base, at, until: Date.parse(until) - base || Infinity, led: lead() };
      }
    } catch {}
    if (it.help.turn !== turn) return;
    // An old answer is none to a new question.
    it.help = { ...help, ...(told || { json: leads ? "" : help.json }), none, failed: !told, fails: told ? 0 : help.fails + 1 };
    // When a channel closes, not all that show it ask in one moment.
    const ends = told && clock() + told.until - now(told) + told.base + 2e3 * Math.random();
    it.help.due = none ? clock() + 36e5 : Math.min(clock() + delay(it.help), ends || Infinity);
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
    const isOld = () => lead() - it.help.led > 5e3;
    const isDue = () => it.help.due <= clock() || (isOld() && clock() - it.help.asked > 1e4);
    const waits = () => underWay(it.help);
    const wanted = it.help && !waits() && !it.panel.hidden && !(registry.paused && it.help.json);
    if (wanted && isDue()) ask(it, it.help.query, it.help.leads, it.help.role);
    const { help, handle } = it;
    if (!help || !handle || !(help.json || help.failed)) return;
    // Where the monotonic clock has stood still, nobody knows how old an answer is. What has run out while a newer one is
    // under way stays for a moment.
    const held = waits() && clock() - help.asked < 3e3 ? 3e3 : 0;
    const at = isOld() ? Infinity : now(help) - held;
    const { origin, page } = it.feed.page;
    const leads = help.leads && !waits() && !isElsewhere(it);
    it.panel.ariaBusy = !!(help.leads && waits());
    if (!help.none) handle.help(help.json || "", `${origin}/${page}/support?${help.query}`, at, !!leads);
    if (!waits()) help.leads = 0;
    // The one timer knows feeds alone: with who helps it is asked how things are, too.
    const next = Math.min(help.due, help.at + help.until);
    if (next > clock() && !underWay(it.feed)) it.feed.due = Math.min(it.feed.due, next);
  };

  return { begin, does, keep, listen };
};
