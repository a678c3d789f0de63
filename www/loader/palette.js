// The colours of an element: those of the design system that its page uses, or our own. One family, never a mixture.
//
// `--fyr-*` come first in every family. A family counts when all its tokens below have values where the element stands:
// half of a system beside half of ours would be pairs of colours that nobody has measured.

const LEVELS = ["success", "info", "warning", "danger", "neutral"];

/** What the rules call a value, and what follows `--fyr-`: of the whole, and of a level. */
const GROUND = "text/text quiet/text-subtle ground/background rule/rule link/link round/radius outer/focus-outer inner/focus-inner";
const LEVEL = "surface/surface edge/border on/text";

/** By family: what it has for `GROUND`, and for `LEVEL`. In this order they are looked for. */
const FAMILIES = {
  // Designsystemet. Never `warning-base-default`: 2.28 on white.
  ds: [
    "--ds-color-neutral-text-default --ds-color-neutral-text-subtle --ds-color-neutral-background-default --ds-color-neutral-border-subtle --ds-color-text-subtle --ds-border-radius-md --ds-color-focus-outer --ds-color-focus-inner",
    (level) => `--ds-color-${level}-surface-tinted --ds-color-${level}-border-default --ds-color-${level}-text-default`,
  ],
  aksel: [
    "--ax-text-neutral --ax-text-neutral-subtle --ax-bg-default --ax-border-neutral-subtle --ax-text-accent-subtle --ax-radius-8 --ax-border-focus --ax-bg-default",
    (level) => `--ax-bg-${level}-soft --ax-border-${level} --ax-text-${level}`,
  ],
  // Its borders are too pale for a shape that means something: shapes have the colour of the text around them. When the
  // page is dark its surfaces stay pale, and `body-dark` is the text on them.
  punkt: [
    "--pkt-color-text-body-default --pkt-color-text-placeholder --pkt-color-background-default --pkt-color-border-states-disabled --pkt-color-text-action-normal 0 --pkt-color-border-states-active --pkt-color-background-default",
    (level, at) => `--pkt-color-surface-default-${["light-green", "light-blue", "yellow", "faded-red", "gray"][at]} currentColor --pkt-color-text-body-dark`,
  ],
  // Its yellow is 1.6 on white, its grey 2.98 on its own surface: there the text's colours stand in.
  fkui: [
    "--fkds-color-text-primary --fkds-color-text-secondary --fkds-color-background-primary --fkds-color-border-weak --fkds-color-action-text-primary-default --f-border-radius-medium --fkds-focus-indicator-color --fkds-focus-indicator-color-background",
    (level, at) => `--fkds-color-feedback-background-${["positive", "info", "warning", "negative", "neutral"][at]} --fkds-color-${["feedback-border-positive", "feedback-border-info", "text-primary", "feedback-border-negative", "text-secondary"][at]} --fkds-color-text-primary`,
  ],
  // The same as in widget/src/page.css.
  own: [
    "light-dark(#1b1f24,#f1f3f5) light-dark(#4b535d,#b4bac2) light-dark(#fff,#14171b) light-dark(#d5d9de,#3a4048) light-dark(#0b4f9e,#9cc7ff) 4px light-dark(#001f52,#fff) light-dark(#fff,#001f52)",
    (level, at) => {
      const hue = ["145,40%", "212,60%", "38,80%", "356,65%", "215,8%"][at];
      return `light-dark(hsl(${hue},96%),hsl(${hue},13%)) light-dark(hsl(${hue},38%),hsl(${hue},70%)) light-dark(#1b1f24,#f1f3f5)`;
    },
  ],
};

const rule = (selector, names, values, level = "") => {
  const given = values.split(" ").map((it) => (it[0] === "-" ? `var(${it})` : it));
  const lines = names.split(" ").map((it, at) => {
    const [name, own] = it.split("/");
    return `--${name}:var(--fyr-${level + own},${given[at]})`;
  });
  return `${selector}{${lines.join(";")}}`;
};

/** The palette of a family, for a style sheet of a shadow root. */
export const paletteOf = (family) => {
  const [ground, level] = FAMILIES[family];
  return rule(":host", GROUND, ground) + LEVELS.map((it, at) => rule(`[data-family=${it}]`, LEVEL, level(it, at), it + "-")).join("");
};

/** The family of an element: the one of `wanted`, the words of its attribute `theme`, or the first that is there; or our own. */
export const familyOf = (host, wanted) => {
  const style = getComputedStyle(host);
  const names = Object.keys(FAMILIES);
  const named = names.filter((it) => wanted.includes(it));
  const isThere = (it) => [...paletteOf(it).matchAll(/,var\((.+?)\)/g)].every(([, token]) => style.getPropertyValue(token));
  return (named[0] ? named : names).find(isThere) || "own";
};
