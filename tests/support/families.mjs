// The design systems whose colours the element takes on, as portals load them: the real style sheets of their packages.

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { paletteOf } from "../../www/loader/palette.js";

const PACKAGES = join(resolve(dirname(fileURLToPath(import.meta.url)), "../.."), "node_modules");

/** The families of the levels. */
export const FAMILY_OF = {
  operational: "success",
  maintenance: "info",
  degraded: "warning",
  partial_outage: "danger",
  major_outage: "danger",
  unknown: "neutral",
};

/** Three of five names are shared; the others have words of their own. */
const said = (words) => (level) => words[level] ?? level;
const punkt = said({ success: "light-green", info: "light-blue", warning: "yellow", danger: "faded-red", neutral: "gray" });
const fkui = said({ success: "positive", danger: "negative" });

/**
 * By family: its style sheets; the attributes by which a document is light or dark; the tokens of a document's ground and
 * text; and those that a level's surface and the text on it have, in words of the system.
 */
export const FAMILIES = {
  ds: {
    css: ["@digdir/designsystemet-css/dist/theme/designsystemet.css", "@digdir/designsystemet-css/dist/src/index.css"],
    dress: (scheme) => ({ "data-color-scheme": scheme }),
    document: ["--ds-color-neutral-background-default", "--ds-color-neutral-text-default"],
    level: (it) => [`--ds-color-${it}-surface-tinted`, `--ds-color-${it}-text-default`],
  },
  aksel: {
    css: ["@navikt/ds-css/dist/index.css"],
    dress: (scheme) => ({ class: scheme }),
    document: ["--ax-bg-default", "--ax-text-neutral"],
    level: (it) => [`--ax-bg-${it}-soft`, `--ax-text-${it}`],
  },
  punkt: {
    css: ["@oslokommune/punkt-css/dist/css/pkt.css"],
    dress: (scheme) => ({ "data-mode": scheme }),
    document: ["--pkt-color-background-default", "--pkt-color-text-body-default"],
    level: (it) => [`--pkt-color-surface-default-${punkt(it)}`, "--pkt-color-text-body-dark"],
  },
  fkui: {
    css: ["@fkui/theme-default/dist/theme-auto.css", "@fkui/design/lib/fkui.css"],
    dress: () => ({}), // by the reader's own preference alone
    document: ["--fkds-color-background-primary", "--fkds-color-text-primary"],
    level: (it) => [`--fkds-color-feedback-background-${fkui(it)}`, "--fkds-color-text-primary"],
  },
};

/** The style sheets of a family, without the fonts that they fetch from elsewhere. */
export const cssOf = (family) =>
  FAMILIES[family].css.map((file) => readFileSync(join(PACKAGES, file), "utf8").replace(/@font-face\s*\{[^}]*\}/g, "")).join("\n");

/** The head of a portal that is built with a family. */
export function headOf(family) {
  const [ground, text] = FAMILIES[family].document;
  return `<link rel="stylesheet" href="/${family}.css"><style>body{margin:0;padding:16px;background:var(${ground});color:var(${text})}</style>`;
}

/** What a site must serve for it. */
export const sheets = Object.fromEntries(
  Object.keys(FAMILIES).map((family) => [`/${family}.css`, () => ({ body: cssOf(family), type: "text/css" })]),
);

/** The tokens of a family that the element asks for. */
export const tokensOf = (family) => [...new Set(paletteOf(family).match(/--(?:ds|ax|pkt|fkds|f)-[\w-]+/g))];

/** Our own properties, and the value that each has unless it is set. */
export const OWN = Object.fromEntries(
  [...paletteOf("own").matchAll(/:var\((--fyr-[\w-]+),(.+?)\)(?=[;}])/g)].map(([, name, value]) => [name, value]),
);

/** Makes a document light or dark, as its family does it. */
export async function dress(page, family, scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  await page.evaluate((attributes) => {
    for (const [name, value] of Object.entries(attributes)) document.documentElement.setAttribute(name, value);
  }, FAMILIES[family].dress(scheme));
}
