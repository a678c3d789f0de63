// Hostile hosts: where our tag and our elements stand, how they came there, and what becomes of them. Rows of the table in
// `tests/browser/hosts.test.mjs`. The functions run in the document and see nothing of this file.

import assert from "node:assert/strict";

const ELEMENT = "<fyr-status></fyr-status>";
const page = (head, body = ELEMENT) =>
  `<!doctype html><html lang="nb"><meta charset="utf-8"><title>Portal</title>${head}<main>${body}</main>`;
const at = (stage) => `${stage.world.url}/${stage.pages.major_outage}/embed.js`;

/** Puts an element into `main` in the way that `how` says, when the document is there. */
const later = (name, how) => ({ name, body: "<p>Text</p>", later: how });

/** The portal is in a frame: that is where is looked. */
const framed = (html) => ({
  html: ({ stage, tag }) => {
    stage.host.pages["/inner"] = () => ({ body: stage.portal(tag()) });
    return page("", html);
  },
  frame: (page) => page.frames()[1],
});

export const PLACES = [
  { name: "the tag twice", html: ({ tag }) => page(tag() + tag()) },
  {
    name: "the tag five times, with a query each",
    html: ({ stage }) => page([1, 2, 3, 4, 5].map((n) => `<script async src="${at(stage)}?n=${n}"></script>`).join("")),
  },
  { name: "the tag waits: defer", html: ({ stage }) => page(`<script defer src="${at(stage)}"></script>`) },
  { name: "the tag holds the parser up", html: ({ stage }) => page(`<script src="${at(stage)}"></script>`) },
  {
    name: "the tag is a module, which has no current script: nothing is shown, and nothing is thrown",
    html: ({ stage }) => page(`<script type="module" src="${at(stage)}"></script>`),
    says: "operational",
  },
  { name: "the tag at the end of the body", html: ({ tag }) => page("", `${ELEMENT}<p>Text</p>${tag()}`) },
  { name: "the tag in the body, before the element", html: ({ tag }) => page("", `${tag()}<p>Text</p>${ELEMENT}`) },
  { name: "the tag alone, in the body", html: ({ tag }) => page("", `<p>Text</p>${tag()}<p>Text</p>`) },
  { name: "the tag alone, in the head", html: ({ tag }) => page(tag(), "<p>Text</p>") },
  {
    name: "an element that nobody has put into the document does not take the place of the line",
    html: ({ tag }) => page(tag(), "<p>Text</p>"),
    later: () => document.createElement("fyr-status").setAttribute("lang", "sv"),
  },
  ...["head", "body"].map((where) => ({
    name: `the tags of two pages alone, in the ${where}: a line each`,
    html: ({ tag }) => {
      const two = tag(undefined, "major_outage") + tag(undefined, "degraded");
      return where === "head" ? page(two, "<p>Text</p>") : page("", `<p>Text</p>${two}`);
    },
    says: ["major_outage", "degraded"],
    opens: true,
  })),
  {
    name: "the tag is put in by a script",
    html: ({ stage }) =>
      page(
        `<script>document.head.append(Object.assign(document.createElement("script"), { src: "${at(stage)}" }))</script>`,
      ),
  },
  {
    name: "the tag is put in long after, and taken out again at once",
    html: ({ stage }) =>
      page(
        "",
        `${ELEMENT}<script>addEventListener("load", () => setTimeout(() => {
      const tag = Object.assign(document.createElement("script"), { src: "${at(stage)}" });
      document.body.append(tag);
      tag.onload = () => tag.remove();
    }, 200))</script>`,
      ),
  },
  {
    name: "the tag is written by document.write",
    html: ({ tag }) => page(`<script>document.write(${JSON.stringify(tag()).replaceAll("</", "<\\/")})</script>`),
  },
  {
    name: "the tag and the element are written by document.write",
    html: ({ stage }) => page("", `<script>document.write('<script src="${at(stage)}"><\\/script>${ELEMENT}')</script>`),
  },
  {
    name: "the whole document is written anew when all is there",
    html: ({ tag }) => page(tag()),
    later: () => {
      const { outerHTML } = document.documentElement;
      document.open();
      document.write(`<!doctype html>${outerHTML}`);
      document.close();
    },
  },
  {
    name: "two pages' loaders, the first of which comes last",
    html: ({ tag }) => page(tag(undefined, "major_outage") + tag(undefined, "degraded")),
    before: ({ context, stage }) => late(context, stage.pages.major_outage),
    ever: ["degraded"],
  },
  {
    name: "two pages' loaders, the second of which comes last, and one of them twice",
    html: ({ tag }) => page(tag(undefined, "major_outage") + tag(undefined, "degraded") + tag(undefined, "major_outage")),
    before: ({ context, stage }) => late(context, stage.pages.degraded),
  },
  { name: "elements before and after the tag", html: ({ tag }) => page("", ELEMENT + tag() + ELEMENT), count: 2 },
  later("an element by innerHTML", () => (document.querySelector("main").innerHTML = "<p><fyr-status></fyr-status></p>")),
  later("an element by its constructor", () =>
    document.querySelector("main").append(new (customElements.get("fyr-status"))()),
  ),
  later("an element from a template", () => {
    const template = document.createElement("template");
    template.innerHTML = "<section><fyr-status></fyr-status></section>";
    document.querySelector("main").append(template.content.cloneNode(true));
  }),
  later("an element from a document of its own", () => {
    const other = new DOMParser().parseFromString("<fyr-status></fyr-status>", "text/html");
    document.querySelector("main").append(document.adoptNode(other.body.firstChild));
  }),
  {
    name: "a drawn element is cloned",
    later: () => {
      const element = document.querySelector("fyr-status");
      element.after(element.cloneNode(true));
      element.parentNode.after(element.parentNode.cloneNode(true));
    },
    then: { count: 4 },
  },
  {
    name: "an element moves into a frame's document and back",
    body: `${ELEMENT}<iframe></iframe>`,
    later: async () => {
      const [element, frame] = [document.querySelector("fyr-status"), document.querySelector("iframe")];
      const { parentNode } = element;
      frame.contentDocument.body.append(element);
      await new Promise((resolve) => setTimeout(resolve, 300));
      parentNode.append(element);
    },
  },
  {
    name: "taken out and put back a hundred times",
    later: () => {
      const element = document.querySelector("fyr-status");
      const { parentNode } = element;
      for (let times = 0; times < 100; times += 1) {
        element.remove();
        parentNode.append(element);
      }
    },
    times: 100,
  },
  {
    name: "inside a shadow root",
    body: '<div id="app"></div><script>document.getElementById("app").attachShadow({ mode: "open" }).innerHTML = "<fyr-status></fyr-status>"</script>',
  },
  {
    name: "inside a closed shadow root inside a shadow root",
    body: `<div id="app"></div><script>
      const outer = document.getElementById("app").attachShadow({ mode: "open" });
      outer.innerHTML = "<div></div>";
      const inner = outer.firstChild.attachShadow({ mode: "closed" });
      inner.innerHTML = "<fyr-status></fyr-status>";
    </script>`,
    opens: false,
  },
  {
    name: "inside a declarative shadow root, with slotted text",
    body: '<div><template shadowrootmode="open"><slot></slot><fyr-status>Driftsstatus</fyr-status></template><p>Text</p></div>',
  },
  {
    name: "a framework draws the parent anew, again and again",
    later: async () => {
      const main = document.querySelector("main");
      for (let times = 0; times < 20; times += 1) {
        main.innerHTML = `<h1>Portal ${times}</h1><fyr-status></fyr-status>`;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  },
  {
    name: "a framework empties whatever changes",
    script: () => {
      document.addEventListener("DOMContentLoaded", () => {
        let times = 0;
        const again = () => (times += 1) < 10 && main.replaceChildren(document.createElement("fyr-status"));
        const main = document.querySelector("main");
        new MutationObserver(again).observe(main, { childList: true, subtree: true, attributes: true });
        main.append("x");
      });
    },
  },
  {
    name: "attributes change all the time",
    later: () => {
      const element = document.querySelector("fyr-status");
      for (let times = 0; times < 200; times += 1) {
        for (const name of ["components", "lang", "show", "heading-level", "theme", "open", "page"])
          element.setAttribute(name, times);
        for (const name of element.getAttributeNames()) element.removeAttribute(name);
      }
    },
  },
  {
    name: "attributes without any sense",
    body: '<fyr-status components=",,;nothing" lang="😀" show="" page="" heading-level="-1e9" theme="7" open="maybe"></fyr-status>',
    says: "unknown",
  },
  ...["", "xx-klingon-x-😀", "NB_no", "no-NO", "-", "nb-NO-x-a-very-long-one-indeed", "  nb  "].map((lang) => ({
    name: `lang="${lang}"`,
    lang,
  })),
  {
    name: "two hundred elements: work for each, not for each and every other",
    body: ELEMENT.repeat(200),
    count: 200,
    times: 1,
    opens: false,
    init: () => {
      window.counted = 0;
      for (const name of ["getAttribute", "hasAttribute", "closest"]) {
        const real = Element.prototype[name];
        Element.prototype[name] = function counted(...given) {
          if (this.localName === "fyr-status") window.counted += 1;
          return real.apply(this, given);
        };
      }
    },
    names: ["counted"],
    finally: async ({ page }) => {
      const counted = await page.evaluate("counted");
      assert.ok(counted < 200 * 100, `${counted} times an element was asked for its attributes`);
    },
  },
  {
    name: "an element in an element in an element",
    body: "<fyr-status><fyr-status><fyr-status></fyr-status></fyr-status></fyr-status>",
    count: 3,
    shapes: false,
  },
  {
    name: "an element with text and controls of its own",
    body: '<fyr-status>Driftsstatus <a href="/">her</a><slot></slot></fyr-status>',
  },
  {
    name: "an element that the host has given a shadow root",
    body: '<fyr-status><template shadowrootmode="open"><p>Driftsstatus</p></template></fyr-status>',
  },
  {
    name: "an XHTML document",
    headers: { "content-type": "application/xhtml+xml" },
    html: ({
      stage,
    }) => `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="nb" lang="nb"><head><title>Portal</title>
      <script async="async" src="${at(stage)}"/></head><body><fyr-status/></body></html>`,
  },
  { name: "a frame of the same origin", ...framed('<iframe src="/inner" width="900" height="600"></iframe>') },
  { name: "a frame of no size, not shown", ...framed('<iframe src="/inner" hidden></iframe>'), shapes: false, opens: false },
  {
    name: "a sandboxed frame without an origin",
    ...framed('<iframe src="/inner" sandbox="allow-scripts" width="900" height="600"></iframe>'),
  },
  {
    name: "a document sandboxed by its policy",
    headers: { "content-security-policy": "sandbox allow-scripts" },
  },
];

const late = (context, id) =>
  context.route(`**/${id}/embed.js`, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
