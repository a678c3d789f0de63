// Hostile hosts: how they look. Rows of the table in `tests/browser/hosts.test.mjs`.
//
// A host may hide what it likes (`seen: false`); where it does not, the line is seen and stays inside its room.

const style = (css, more) => ({ head: `<style>${css}</style>`, ...more });
const within = (before, after = "") => `${before}<fyr-status></fyr-status>${after}`;
const ENOUGH = "<p>Some words of the portal's own.</p>";

export const LOOKS = [
  {
    name: "a reset with !important",
    ...style(`*,*::before,*::after{margin:0!important;padding:0!important;border:0!important;font:inherit!important;
      color:inherit!important;background:none!important;list-style:none!important;line-height:1!important;outline:0!important}`),
  },
  { name: "all: initial on everything", ...style("*{all:initial!important}") },
  { name: "all: unset on the element", ...style("fyr-status{all:unset!important}") },
  { name: "all: revert-layer on the element", ...style("@layer{fyr-status{all:revert-layer!important}}") },
  { name: "display: none on everything", ...style("*{display:none!important}", { seen: false }) },
  {
    name: "display: none on the parts",
    ...style("fyr-status::part(banner),::part(button){display:none!important}", { seen: false }),
  },
  { name: "elements hidden until they are defined", ...style(":not(:defined){display:none!important}") },
  { name: "an element without any opacity", ...style("fyr-status{opacity:0!important}", { seen: false }) },
  { name: "an element that is not visible", ...style("fyr-status{visibility:hidden!important}", { seen: false }) },
  {
    name: "an element of no size, cut off",
    ...style("fyr-status{display:block;width:0;height:0;overflow:hidden}", { fits: false, opens: false }),
  },
  { name: "the attribute hidden", body: "<fyr-status hidden></fyr-status>", seen: false },
  { name: "inside hidden=until-found", body: within('<div hidden="until-found">', "</div>"), seen: false },
  { name: "inside closed details", body: within("<details><summary>More</summary>", "</details>"), seen: false },
  { name: "inside inert", body: within("<div inert>", "</div>"), opens: false },
  { name: "from right to left", body: within('<div dir="rtl" lang="ar">', "</div>") },
  { name: "zoom: 2", ...style("body{zoom:2}") },
  { name: "zoom: 0.3 in zoom: 3", ...style("body{zoom:3}main{zoom:.3}") },
  {
    name: "a narrow column of a grid",
    ...style("main{display:grid;grid-template-columns:120px 1fr;align-items:center;justify-items:start}"),
  },
  {
    name: "a grid of nothing but min-content",
    ...style("main{display:inline-grid;grid-template-columns:min-content min-content}"),
  },
  {
    name: "a row of flex items that do not wrap",
    ...style("main{display:flex;width:300px;align-items:stretch}main>*{min-width:0}"),
    body: within(ENOUGH, ENOUGH),
  },
  { name: "a flex column that centres", ...style("main{display:flex;flex-direction:column;align-items:center;height:0}") },
  { name: "writing from top to bottom", ...style("main{writing-mode:vertical-rl;height:600px}") },
  { name: "three columns", ...style("main{columns:3}"), body: within(ENOUGH.repeat(6), ENOUGH.repeat(6)) },
  { name: "contain: content", ...style("main{contain:content}") },
  { name: "contain: strict in a room of its own size", ...style("main{contain:strict;width:400px;height:300px}") },
  { name: "a container that asks for its size", ...style("main{container-type:size;width:400px;height:300px}") },
  {
    name: "content-visibility: auto, far below",
    ...style("section{content-visibility:auto;contain-intrinsic-size:400px}"),
    body: within('<div style="height:9000px"></div><section>', "</section>"),
  },
  {
    name: "content-visibility: hidden",
    ...style("section{content-visibility:hidden}"),
    body: within("<section>", "</section>"),
    seen: false,
  },
  {
    name: "a cell of a fixed table",
    ...style("table{table-layout:fixed;width:300px}"),
    body: within("<table><tr><td>1<td>", "<td>3</table>"),
  },
  { name: "a dialog", body: within("<dialog>", "</dialog>"), later: () => document.querySelector("dialog").showModal() },
  {
    name: "under a dialog of the host",
    body: within("<dialog>Hei</dialog>"),
    later: () => document.querySelector("dialog").showModal(),
    opens: false,
  },
  {
    name: "a sticky header",
    ...style("header{position:sticky;inset-block-start:0;z-index:9}"),
    body: within("<header>", '</header><div style="height:9000px"></div>'),
    later: () => scrollTo(0, 5000),
  },
  {
    name: "a fixed corner",
    ...style("aside{position:fixed;inset:auto 0 0 auto;width:300px;max-height:100vh;overflow:auto}"),
    body: within("<aside>", "</aside>"),
  },
  { name: "a huge font in a small window", ...style("html{font-size:400%}"), viewport: { width: 640, height: 800 } },
  { name: "a font of no size", ...style("main{font-size:0}", { opens: false }) },
  { name: "text that does not wrap", ...style("body{white-space:nowrap}"), viewport: { width: 320, height: 800 } },
  { name: "text pushed out of its box", ...style("main{text-indent:-9999px}") },
  {
    name: "text spaced, shouted and without lines",
    ...style("main{letter-spacing:.5em;word-spacing:2em;text-transform:uppercase;line-height:0}"),
    viewport: { width: 320, height: 800 },
  },
  { name: "words in white on white", ...style("*{color:#fff!important;background:#fff!important}") },
  {
    name: "a table-like, floating element",
    ...style("fyr-status{display:table-cell!important;float:right;max-width:200px}"),
  },
  { name: "an element of no display of its own", ...style("fyr-status{display:contents!important}") },
  {
    name: "everything moves",
    ...style("*{animation:x 1s infinite!important;transition:all 9s!important}@keyframes x{to{rotate:360deg}}", {
      fits: false,
      opens: false,
    }),
  },
  {
    name: "quirks mode",
    html: ({ tag }) =>
      `<html lang=nb><title>Portal</title>${tag()}<body><font size=1><center><fyr-status></fyr-status></center></font>`,
  },
  { name: "print", act: ({ page }) => page.emulateMedia({ media: "print" }), opens: false },
  { name: "forced colours", forcedColors: "active" },
];
