// The colours of an element: those of the design system that its page uses, or our own. One family, never a mixture.
//
// `--fyr-*` come first in every family. A family counts when all its tokens below have values where the element stands:
// half of a system beside half of ours would be pairs of colours that nobody has measured.

/** What the rules may use, on the whole and at a tone. For each `_` a family has a value. */
const GROUND =
  ":host{--text:var(--fyr-text,_);--quiet:var(--fyr-text-subtle,_);--ground:var(--fyr-background,_);--rule:var(--fyr-rule,_);--link:var(--fyr-link,_);--round:var(--fyr-radius,_);--outer:var(--fyr-focus-outer,_);--inner:var(--fyr-focus-inner,var(--ground))}";
const TONE = "[data-tone=*]{--surface:var(--fyr-*-surface,_);--edge:var(--fyr-*-border,_);--on:var(--fyr-*-text,_)}";
const TONES = "success info warning danger neutral";

/**
 * The families, in the order they are looked for: seven values for `GROUND`, three for `TONE`, and by tone the word for
 * the `*` in those, with another edge where the family's own is too faint. Two colours are for light and for dark;
 * `currentColor` is that of the text beside it.
 */
const FAMILIES = {
  // Never its `warning-base-default`: 2.28 on white.
  ds:
    "--ds-color-neutral-text-default --ds-color-neutral-text-subtle --ds-color-neutral-background-default --ds-color-neutral-border-subtle --ds-color-text-subtle --ds-border-radius-md --ds-color-focus-outer --ds-color-*-surface-tinted --ds-color-*-border-default --ds-color-*-text-default " +
    TONES,
  aksel:
    "--ax-text-neutral --ax-text-neutral-subtle --ax-bg-default --ax-border-neutral-subtle --ax-text-accent-subtle --ax-radius-8 --ax-border-focus --ax-bg-*-soft --ax-border-* --ax-text-* " +
    TONES,
  // All its borders and its focus ring are faint. Its surfaces stay light in the dark.
  punkt:
    "--pkt-color-text-body-default --pkt-color-text-placeholder --pkt-color-background-default --pkt-color-border-states-disabled --pkt-color-text-action-normal 0 currentColor --pkt-color-surface-default-* currentColor --pkt-color-text-body-dark light-green light-blue yellow faded-red gray",
  // Its yellow is 1.6 on white, its grey 2.98 on its own surface.
  fkui:
    "--fkds-color-text-primary --fkds-color-text-secondary --fkds-color-background-primary --fkds-color-border-weak --fkds-color-action-text-primary-default --f-border-radius-medium --fkds-focus-indicator-color --fkds-color-feedback-background-* --fkds-color-feedback-border-* --fkds-color-text-primary positive info warning/currentColor negative neutral/--fkds-color-text-secondary",
  // The same as in widget/src/page.css.
  own: "#1b1f24,#f1f3f5 #4b535d,#b4bac2 #fff,#14171b #d5d9de,#3a4048 #0b4f9e,#9cc7ff 4px currentColor hsl(*,96%),hsl(*,13%) hsl(*,38%),hsl(*,70%) #1b1f24,#f1f3f5 145,40% 212,60% 38,80% 356,65% 215,8%",
};

/** The palette of a family, for a style sheet of a shadow root. */
export const paletteOf = (family) => {
  const given = FAMILIES[family].split(" ");
  const fill = (css, ...values) =>
    css.replace(/_/g, () => {
      const value = values.shift();
      return value[0] === "-" ? `var(${value})` : value.includes(",") ? `light-dark(${value})` : value;
    });
  const tones = TONES.split(" ").map((tone, at) => {
    const [word, edge] = given[10 + at].split("/");
    const [surface, border, on] = given.slice(7).map((it) => it.replace(/\*/g, word));
    return fill(TONE.replace(/\*/g, tone), surface, edge || border, on);
  });
  return fill(GROUND, ...given) + tones.join("");
};

// By family: the tokens that its palette is made of.
const tokens = {};

/** The family of an element: the one among `wanted`, the words of its attribute `theme`, or the first that is there; or ours. */
export const familyOf = (host, wanted) => {
  const style = getComputedStyle(host);
  const names = Object.keys(FAMILIES);
  const named = names.filter((it) => wanted.includes(it));
  const isThere = (it) => {
    tokens[it] ||= paletteOf(it).match(/--\w+-[^(),]+(?=\))/g) || [];
    return tokens[it].every((token) => style.getPropertyValue(token));
  };
  return (named[0] ? named : names).find(isThere) || "own";
};
