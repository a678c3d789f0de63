// What an element paints, as the browser computed it: every colour, what it is for, and what it stands on.

/**
 * Every colour that an element shows in its shadow root, as `{ use, of, colour, ground }`; `colour` and `ground` are
 * `[red, green, blue]`. A `text` is read, a `shape` is recognised, an `edge` marks something off, a `ring` shows where the
 * focus is, a `rule` only adorns; a `surface` is what the others stand on.
 */
export async function painted(element) {
  await element.page().keyboard.press("Tab"); // rings are for those who use the keyboard
  return element.evaluate((host) => {
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const around = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
    const ground = (node) => {
      for (let at = node; at; at = around(at)) {
        const [red, green, blue, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
        if (alpha === 1) return [red, green, blue];
      }
      return [255, 255, 255];
    };
    const found = [];
    const see = (use, node, colour, under = node) => {
      const of = `${node.localName}${node.className?.baseVal ?? node.className ?? ""}`;
      found.push({ use, of: node.part?.value || of, colour: channels(colour).slice(0, 3), ground: ground(under) });
    };
    for (const node of host.shadowRoot.querySelectorAll("*")) {
      if (!node.checkVisibility({ visibilityProperty: true }) || node.role === "status") continue;
      const style = getComputedStyle(node);
      const reads = [...node.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim() !== "");
      if (reads) see("text", node, style.color);
      if (node.localName === "path") see("shape", node.parentNode, getComputedStyle(node).fill);
      if (node.localName === "summary") see("shape", node, getComputedStyle(node, "::after").borderRightColor);
      if (channels(style.backgroundColor)[3] !== 0) see("surface", node, style.backgroundColor);
      for (const side of ["InlineStart", "BlockEnd"]) {
        if (parseFloat(style[`border${side}Width`]) === 0) continue;
        const marks = node.matches("[data-tone],button");
        see(marks ? "edge" : "rule", node, style[`border${side}Color`]);
      }
    }
    for (const node of host.shadowRoot.querySelectorAll("button,a,summary")) {
      if (!node.checkVisibility()) continue;
      node.focus();
      const { outlineColor, boxShadow } = getComputedStyle(node);
      see("ring", node, outlineColor, around(node));
      if (boxShadow !== "none") see("inner ring", node, boxShadow, around(node));
    }
    host.shadowRoot.activeElement?.blur();
    return found;
  });
}

const light = (channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
const luminance = ([red, green, blue]) => 0.2126 * light(red / 255) + 0.7152 * light(green / 255) + 0.0722 * light(blue / 255);

/** The contrast of two colours, as WCAG defines it: 1 to 21. */
export function contrast(one, other) {
  const [brighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

/** What colours are where an element stands, `[red, green, blue]` by how they are written: as values, or as custom properties. */
export function valuesOf(element, colours, colorScheme = "inherit") {
  return element.evaluate((node, [colours, colorScheme]) => {
    const probe = document.createElement("i");
    probe.style.colorScheme = colorScheme;
    node.parentElement.append(probe);
    const values = colours.map((name) => {
      probe.style.color = name.startsWith("--") ? `var(${name})` : name;
      return [name, getComputedStyle(probe).color.match(/[\d.]+/g).map(Number).slice(0, 3)];
    });
    probe.remove();
    return Object.fromEntries(values);
  }, [colours, colorScheme]);
}
