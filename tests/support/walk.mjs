// A walk through the accessibility tree as a screen reader takes it, from top to bottom: a sentence for each thing, with
// its role and state in the reader's language. What is in another language than the reader's is marked `[en: …]`.

/** What screen readers call roles and states. */
const SAID = {
  nb: {
    heading: (level) => `overskrift nivå ${level}`,
    list: (count) => (count === 1 ? "liste med ett punkt" : `liste med ${count} punkter`),
    item: "punkt",
    main: "hovedinnhold",
    region: "område",
    button: "knapp",
    link: "lenke",
    open: "utvidet",
    closed: "skjult",
  },
  sv: {
    heading: (level) => `rubrik nivå ${level}`,
    list: (count) => (count === 1 ? "lista med ett objekt" : `lista med ${count} objekt`),
    item: "objekt",
    main: "huvudinnehåll",
    region: "område",
    button: "knapp",
    link: "länk",
    open: "expanderad",
    closed: "komprimerad",
  },
};

/** Roles that are passed through without a word. */
const SILENT = ["RootWebArea", "none", "generic", "paragraph", "strong", "time", "group", "status"];
const CONTROLS = { button: "button", DisclosureTriangle: "button", link: "link" };

/** The sentences of a document for a reader in `lang`. */
export async function walk({ context, page }, lang) {
  const cdp = await context.newCDPSession(page);
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const below = (node) => node.childIds.map((id) => byId.get(id)).filter(Boolean);
  const words = SAID[lang];
  const sentences = [];
  let block;

  const say = (text) => sentences.push(text.replace(/\s+/g, " ").trim());
  const flush = () => {
    if (block?.text.trim()) say(block.text);
    block = undefined;
  };

  /** A text with its language, and the block that it stands in. */
  async function read(node) {
    const { object } = await cdp.send("DOM.resolveNode", { backendNodeId: node.backendDOMNodeId });
    const call = { functionDeclaration: String(placeOf), objectId: object.objectId, returnByValue: true };
    const { result } = await cdp.send("Runtime.callFunctionOn", call);
    const text = node.name.value;
    return { ...result.value, text: result.value.lang === lang ? text : `[${result.value.lang}: ${text}]` };
  }

  /** All that is said within a node, as one. */
  async function within(node) {
    if (node.role?.value === "StaticText") return (await read(node)).text;
    let all = "";
    for (const one of below(node)) all += await within(one);
    return all;
  }

  async function take(node) {
    const role = node.ignored ? "none" : node.role.value;
    if (role === "StaticText") {
      const { text, place } = await read(node);
      if (block?.place !== place) flush();
      block = { place, text: (block?.text ?? "") + text };
      return;
    }
    const name = node.name?.value ?? "";
    const property = (wanted) => node.properties?.find((one) => one.name === wanted)?.value.value;
    if (!SILENT.includes(role)) flush();
    if (role === "heading") return say(`${words.heading(property("level"))}: ${await within(node)}`);
    if (CONTROLS[role]) {
      const state = { true: `, ${words.open}`, false: `, ${words.closed}` }[property("expanded")] ?? "";
      const inside = await within(node);
      // What is computed as the name counts; what stands inside knows its language.
      const same = inside.replace(/\[\w+: |\]|\s/g, "") === name.replace(/\s/g, "");
      return say(`${same ? spaced(inside, name) : name}, ${words[CONTROLS[role]]}${state}`);
    }
    if (role === "list") say(words.list(items(node)));
    else if (role === "listitem") say(words.item);
    else if (words[role]) say([words[role], name].filter(Boolean).join(": "));
    else if (!SILENT.includes(role)) say(`<${role}> ${name}`);
    for (const one of below(node)) await take(one);
    if (!SILENT.includes(role)) flush();
  }

  const items = (node) =>
    below(node).reduce((sum, one) => sum + (one.ignored ? items(one) : Number(one.role.value === "listitem")), 0);

  await take(nodes[0]);
  flush();
  await cdp.detach();
  return joined(sentences, words.item);
}

/** The name as it is computed, unless a part of it is in another language. */
const spaced = (inside, name) => (inside.includes("[") ? inside : name);

/** An item of a list, and the first thing in it, are one sentence. */
const joined = (sentences, item) =>
  sentences.flatMap((one, at) => (one === item ? [] : sentences[at - 1] === item ? [`• ${one}`] : [one]));

/** Runs in the document, on a text: its language, and a number for the block that it stands in. */
function placeOf() {
  const up = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
  const isInline = (node) => /^inline|contents/.test(getComputedStyle(node).display);
  let block = up(this);
  while (block && isInline(block)) block = up(block);
  let tagged = up(this);
  while (tagged && !tagged.lang) tagged = up(tagged);
  window.placed ??= new Map();
  if (!window.placed.has(block)) window.placed.set(block, window.placed.size);
  return { lang: tagged?.lang ?? "", place: window.placed.get(block) };
}
