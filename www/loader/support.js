// Help: what is asked and answered, in `<fyr-support>` and in the panel. The edge draws it, for it has the rules and the
// hours; the widget shows it. A report is written in the widget, and nothing of it is sent from here.

import { now, underWay } from "./feed.js";
import { DISCREET, clock, safe } from "./guest.js";

/**
 * What has been asked in an element, and what was answered: a feed of its own, with the age of its answer.
 *
 * @typedef {object} Help
 * @property {string} query what was asked
 * @property {string} [json] the last answer
 * @property {number} led how far the wall clock was ahead of the monotonic one then
 * @property {boolean} leads whether a person waits for it
 */

const lead = () => Date.now() - clock();

export const helper = ({ wake }) => {
  // Asks, and tells the widget when that is answered or known to have failed.
  const ask = async (it, query, leads) => {
    const { page } = it.feed;
    const asked = clock();
    const turn = {};
    const help = (it.help = { ...it.help, query, leads, asked, turn, due: Infinity });
    let told;
    try {
      const answer = await fetch(`${page.origin}/api/v1/${page.page}/support/drawn?${query}`, {
        ...DISCREET,
        cache: "no-store", // what a person has asked is kept nowhere
        signal: AbortSignal.timeout(9e3),
      });
      const json = await answer.text();
      const { poll, until } = JSON.parse(json);
      const base = Date.parse(answer.headers.get("date")) + 1e3 * answer.headers.get("age");
      const left = Date.parse(until) - base || Infinity;
      if (answer.ok) {
        const at = base === help.base ? help.at : asked;
        told = { json, base, at, led: lead(), due: asked + Math.max(Math.min(1e3 * poll, left), 1e3) };
      }
    } catch {}
    if (it.help.turn !== turn) return;
    // An old answer is none to a new question.
    it.help = { ...help, ...(told || { json: leads ? "" : help.json, due: clock() + 1e4 }), failed: !told };
    wake();
  };

  // What a form has been filled in with.
  const filled = (form) => new URLSearchParams(new FormData(form)).toString();

  // What a person does in an element.
  const listen = (it) => {
    it.panel.onsubmit = safe((event) => {
      event.preventDefault();
      ask(it, filled(event.target), 1);
    });
    it.panel.oninput = safe(({ target }) => target.form || it.handle.write(target.value));
    it.panel.onchange = safe(({ target }) => target.form || rewrite(it, target));
  };

  // What must not be told does not stay where it was written.
  const rewrite = (it, text) => {
    const told = it.handle.write(text.value);
    if (text.value !== told) text.value = told;
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

  // The first question: with what the host says of who asks.
  const begin = (it, leads) => {
    const { host, feed } = it;
    const role = host.getAttribute("data-role") || host.getAttribute("role");
    const told = Object.entries({ lang: feed.lang, env: feed.env, role }).filter(([, value]) => value);
    ask(it, new URLSearchParams(told).toString(), leads);
  };

  // What the buttons ask for.
  const does = { help: (it) => begin(it, 1), report: (it) => it.handle.report(), copy };

  // Keeps the widget as new as the answer is.
  const keep = (it) => {
    if (it.help && it.help.due <= clock()) ask(it, it.help.query, it.help.leads);
    const { help, handle } = it;
    if (!help || !handle || !(help.json || help.failed)) return;
    // Where the monotonic clock has stood still, nobody knows how old an answer is. What has run out while a newer one is
    // under way stays for a moment.
    const waits = underWay(help);
    const held = waits && clock() - help.asked < 3e3 ? 3e3 : 0;
    const at = lead() - help.led > 5e3 ? Infinity : now(help) - held;
    const { origin, page } = it.feed.page;
    handle.help(help.json || "", `${origin}/${page}/support?${help.query}`, at, !waits && !!help.leads);
    if (!waits) help.leads = 0;
  };

  return { begin, does, keep, listen };
};
