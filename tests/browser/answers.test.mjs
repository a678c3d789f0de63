// The widget's answers are those of the form without a script: question by question, on each page that ships.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Helpdesk, SUPPORT, form } from "../support/helpdesk.mjs";
import { SHIPPED, questionsOf } from "../support/questions.mjs";


let desk;
before(async () => (desk = await Helpdesk.start()));
after(() => desk?.stop());
afterEach(() => desk.leave());

for (const page of SHIPPED) {
  test(`${page}: the same answers as the form, question by question`, async () => {
    await desk.world.round(page);
    const told = (await desk.world.get(`/api/v1/${page}/support`)).json();
    const tabbed = await desk.open(page, SUPPORT);
    await form(tabbed);
    const plain = await desk.here.context.newPage();
    // All of the answer: what is known, what to check, whom to contact, what to write and not, and why; not when it was so.
    const answer = (root) =>
      root.locator(".answered").evaluateAll((all) => all.map((it) => [[...it.children].slice(0, -1).map((one) => one.textContent).join(" "), ...[...it.querySelectorAll("[data-tone],a")].map((one) => one.href ?? one.dataset.tone)]));
    let compared = 0;
    for (const question of questionsOf(told)) {
      const asked = { lang: told.lang, ...question };
      const sent = Object.entries(asked).filter(([, value]) => value);
      const heard = tabbed.waitForResponse((it) => it.url().includes("/support/drawn?") && [...new URL(it.url()).searchParams].toString() === [...new URLSearchParams(sent)].toString());
      await tabbed.locator("fyr-support form").evaluate((it, given) => {
        for (const [name, value] of Object.entries(given)) {
          const field = [...it.querySelectorAll(`[name=${name}]`)].find((one) => one.value === value);
          if (field?.type === "radio") field.checked = true;
        }
        it.requestSubmit();
      }, asked);
      await (await heard).finished();
      await plain.setContent((await desk.world.get(`/${page}/support?${new URLSearchParams(asked)}`)).text);
      const expected = await answer(plain.locator("body"));
      let drawn;
      for (let tries = 0; tries < 40; tries += 1) {
        drawn = await answer(tabbed.locator("fyr-support"));
        if (JSON.stringify(drawn) === JSON.stringify(expected)) break;
        await tabbed.waitForTimeout(25);
      }
      assert.deepEqual(drawn, expected, JSON.stringify(asked));
      compared += 1;
    }
    assert.ok(compared >= told.roles.length * told.faults.length, `${compared} questions`);
  });
}
