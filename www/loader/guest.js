// How a guest behaves: nothing that goes wrong here is the host page's business, and nothing is told to anybody.

/** The levels, best first; the order of shared/src/status/level.rs. */
export const LEVELS = ["operational", "unknown", "maintenance", "degraded", "partial_outage", "major_outage"];

/** An element that somebody has placed for the line. */
export const PLACED = "fyr-status:not([auto])";

/** How everything is asked for. */
export const DISCREET = { credentials: "omit", referrerPolicy: "no-referrer" };

/** The monotonic clock, in milliseconds. */
export const clock = () => performance.now();

/** How far the wall clock is ahead of the monotonic one, which may stand still while a machine sleeps. The wall clock is
 * believed in this alone. */
export const lead = () => Date.now() - clock();

/** Whether a node stands before another in the document. */
export const isBefore = (one, other) => one.compareDocumentPosition(other) & 4;

/** The same work, which never throws. */
export const safe = (work) => (...given) => {
  try {
    return work(...given);
  } catch {}
};

/** A new element with these attributes, at the end of `parent`. No markup is ever parsed: Trusted Types allow it. */
export const make = (parent, tag, attributes = {}, node = document.createElement(tag)) => {
  Object.entries(attributes).forEach((it) => node.setAttribute(...it));
  parent.append(node);
  return node;
};

/** A style sheet that needs no leave from the host's policy. */
export const sheet = (css) => {
  const rules = new CSSStyleSheet();
  rules.replaceSync(css);
  return rules;
};
