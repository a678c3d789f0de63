// A bad day as somebody hears it who sees nothing: the portal from top to bottom, the line, and what it opens. With
// `FYR_WALK=1` every sentence is printed, to be read as a text.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AGES } from "../support/aria.mjs";
import { badDay, INCIDENT } from "../support/badday.mjs";
import { PATIENCE, Stage } from "../support/stage.mjs";
import { walk } from "../support/walk.mjs";


/** What must be heard, in this order; a time stands for any. */
const HEARD = {
  nb: {
    closed: [
      "overskrift nivå 1: Portal",
      `Story: Delvis utilgjengelig. API, CDN: [en: ${INCIDENT.title}]`,
      "Vis driftsstatus, knapp, skjult",
    ],
    open: [
      `Story: Delvis utilgjengelig. API, CDN: [en: ${INCIDENT.title}]`,
      "Vis driftsstatus, knapp, utvidet",
      "overskrift nivå 2: Pågående hendelser",
      "liste med ett punkt",
      `• overskrift nivå 3: [en: ${INCIDENT.title}]`,
      "Delvis utilgjengelig",
      "Årsak funnet",
      "Startet kl. 00.00",
      "Ifølge CDN",
      `[en: ${INCIDENT.text}]`,
      "Berørte tjenester",
      "• CDN",
      "Les mer hos CDN, lenke",
      "overskrift nivå 2: Tjenester",
      "liste med 6 punkter",
      "• API: Delvis utilgjengelig, knapp, utvidet",
      "Siden kl. 00.00",
      "Vi får ikke kontakt med tjenesten. Sett fra én region: Nord.",
      "Ved avbrudd",
      "Hele tjenesten er berørt.",
      "Avhenger av",
      "• Database (må virke):",
      "Normal drift",
      "• Database:",
      "Normal drift",
      "• Nettsted: Redusert funksjonalitet, knapp, utvidet",
      "Siden kl. 00.00",
      `Fordi CDN melder om «[en: ${INCIDENT.title}]», for 0 minutter siden.`,
      "Midlertidig løsning",
      "Ring oss.",
      "• CDN (tilleggsfunksjon):",
      "Delvis utilgjengelig",
      "• CDN: Delvis utilgjengelig, knapp, utvidet",
      "Statussiden til leverandøren av CDN, lenke",
      "Oppdatert kl. 00.00",
      "Oppdater, knapp",
      "Sett oppdatering på pause, knapp",
    ],
  },
  sv: {
    closed: [
      "rubrik nivå 1: Portal",
      `Story: Delvis otillgänglig. API, CDN: [en: ${INCIDENT.title}]`,
      "Visa driftstatus, knapp, komprimerad",
    ],
    open: [
      `Story: Delvis otillgänglig. API, CDN: [en: ${INCIDENT.title}]`,
      "Visa driftstatus, knapp, expanderad",
      "rubrik nivå 2: Pågående incidenter",
      `• rubrik nivå 3: [en: ${INCIDENT.title}]`,
      "Delvis otillgänglig",
      "Orsak identifierad",
      "Började kl. 00.00",
      "Enligt CDN",
      `[en: ${INCIDENT.text}]`,
      "Berörda tjänster",
      "• CDN",
      "Läs mer hos CDN, länk",
      "rubrik nivå 2: Tjänster",
      "lista med 6 objekt",
      "• API: Delvis otillgänglig, knapp, expanderad",
      "Sedan kl. 00.00",
      "Vi får ingen kontakt med tjänsten. Sett från en region: Norr.",
      "Vid avbrott",
      "Hela tjänsten är berörd.",
      "Beroende av",
      "• Databas (måste fungera):",
      "Normal drift",
      "• Webbplats: Begränsad funktionalitet, knapp, expanderad",
      "Sedan kl. 00.00",
      `Eftersom CDN rapporterar ”[en: ${INCIDENT.title}]”, for 0 minutter sedan.`,
      "Tillfällig lösning",
      "Ring oss.",
      "• CDN (tilläggsfunktion):",
      "Delvis otillgänglig",
      "• CDN: Delvis otillgänglig, knapp, expanderad",
      "Uppdaterad kl. 00.00",
      "Uppdatera, knapp",
      "Pausa uppdatering, knapp",
    ],
  },
};

describe("a bad day, heard", () => {
  let stage;
  let days;
  let renew;
  before(async () => {
    stage = await Stage.set();
    ({ days, renew } = await badDay(stage.world));
  });
  after(() => stage?.strike());

  const print = (title, sentences) => process.env.FYR_WALK && console.log(`\n${title}\n\n${sentences.join("\n")}`);

  /** Fails unless all is heard that must be, in order, and nothing that nobody would say. */
  function assertSensible(sentences, expected) {
    const undated = sentences.map((one) => one.replace(/(\S+dag (\d+\.? \S+ )?)?kl\. \d+\.\d\d/, "kl. 00.00"));
    const timeless = undated.map((one) => one.replace(AGES, "for 0 minutter $1"));
    let from = 0;
    for (const sentence of expected) {
      const at = timeless.indexOf(sentence, from);
      assert.ok(at >= 0, `"${sentence}" is not heard after "${timeless[from - 1] ?? "the beginning"}":\n${sentences.join("\n")}`);
      from = at + 1;
    }
    for (const [at, one] of sentences.entries()) {
      assert.notEqual(one, sentences[at - 1], "nothing is said twice in a row");
      assert.doesNotMatch(one, /<\w+>/, "nothing speaks that has no words");
      assert.doesNotMatch(one, /\p{Ll}\p{Lu}|[.:,]\p{L}|\s[.,:]|[.:,]{2}/u, "words stand apart");
    }
  }

  for (const [lang, expected] of Object.entries(HEARD)) {
    test(`in ${lang}, closed and then opened`, async () => {
      await renew();
      const body = `<fyr-status lang="${lang}"></fyr-status>`;
      const here = await stage.scene(stage.portal(stage.loader(days.bad), body, lang));
      const button = here.element.getByRole("button").first();
      await button.waitFor(PATIENCE);
      const closed = await walk(here, lang);
      await button.click();
      await here.element.getByRole("heading").first().waitFor(PATIENCE);
      const open = await walk(here, lang);
      print(`${lang}, closed`, closed);
      print(`${lang}, open`, open);
      assertSensible(closed, expected.closed);
      assert.equal(closed.at(-1), expected.closed.at(-1), "and no more than that");
      assertSensible(open, expected.open);
      await here.close();
    });
  }
});
