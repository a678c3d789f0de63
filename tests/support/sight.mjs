// What an eye sees of an element, measured in the document: what is cut off or covered, where keys lead, what stands
// out from what. Each function runs in the browser, on the host element, and gives what is wrong in words.

/** Everything that a person can press, as a selector. */
export const PRESSED = "a[href], button, summary";

/** Texts that are cut off, covered by something else, or reach outside the window. */
export const unreadable = (host) =>
  host.evaluate((it) => {
    const wrong = new Set();
    const texts = document.createTreeWalker(it.shadowRoot, NodeFilter.SHOW_TEXT);
    const isCut = (box) => {
      const { overflowX, overflowY } = getComputedStyle(box);
      const wide = overflowX !== "visible" && box.scrollWidth > box.clientWidth + 1;
      return wide || (overflowY !== "visible" && box.scrollHeight > box.clientHeight + 1);
    };
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (!data.trim() || !parentElement?.checkVisibility()) continue;
      parentElement.scrollIntoView({ block: "center" });
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        if (left < -0.5 || right > innerWidth + 0.5) wrong.add(`outside: ${data}`);
        const there = it.shadowRoot.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        if (!parentElement.contains(there)) wrong.add(`covered: ${data}`);
      }
      for (let box = parentElement; box; box = box.parentElement) if (isCut(box)) wrong.add(`cut off: ${data}`);
    }
    scrollTo(0, 0);
    return [...wrong];
  });

/** What can be pressed and is smaller than a finger, or lies over another. */
export const hardToHit = (host, least) =>
  host.evaluate((it, [selector, side]) => {
    const targets = [...it.shadowRoot.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    const boxes = targets.map((one) => [one.innerText.replace(/\s+/g, " "), one.getBoundingClientRect()]);
    const small = boxes.filter(([, box]) => box.width < side - 0.01 || box.height < side - 0.01);
    const over = boxes.filter(([, a], at) =>
      boxes.slice(at + 1).some(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom - 0.01 && b.top < a.bottom - 0.01),
    );
    if (targets.length === 0) return ["nothing can be pressed"];
    return [...small.map(([text, { width, height }]) => `${text}: ${width} × ${height}`), ...over.map(([text]) => `${text}: over another`)];
  }, [PRESSED, least]);

/** What can have the focus, in the order of the tree as it is drawn, as texts. */
export const reachable = (host) =>
  host.evaluate((it, selector) => {
    const below = (node) => (node.localName === "slot" ? node.assignedElements() : [...(node.shadowRoot ?? node).children]);
    const all = (node) => [node, ...below(node).flatMap(all)];
    const pressed = all(it).filter((node) => node.matches(selector) && node.checkVisibility());
    return pressed.map((node) => node.innerText.replace(/\s+/g, " ").trim());
  }, PRESSED);

/**
 * The element that has the focus: its text, where it stands, whether it cannot be seen, and its ring: `outline` and
 * `shadow`, each as [colour, pixels], and the contrast of the two colours with what lies behind and with each other.
 */
export const focus = (page) =>
  page.evaluate(async () => {
    // What gets the focus is scrolled to in the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    let it = document.activeElement;
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    if (!it || it === document.body) return null;
    const up = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (color) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (color) => {
      const [r, g, b] = rgba(color).map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
      const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    };
    let behind = up(it);
    while (behind && rgba(getComputedStyle(behind).backgroundColor)[3] === 0) behind = up(behind);
    const ground = behind ? getComputedStyle(behind).backgroundColor : matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#fff";
    const style = getComputedStyle(it);
    const inner = style.boxShadow.match(/^(\w+\([^)]*\)) 0px 0px 0px (\d+)px$/);
    const box = it.getBoundingClientRect();
    // What reaches over the edge of the window is the browser's to scroll; something of it must be seen.
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const on = top < bottom && it.getRootNode().elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
    const ring = style.outlineStyle === "solid" ? [style.outlineColor, parseFloat(style.outlineWidth)] : null;
    const shadow = inner && [inner[1], parseFloat(inner[2])];
    return {
      text: it.innerText.replace(/\s+/g, " ").trim(),
      inside: it.getRootNode() instanceof ShadowRoot,
      top: box.top + scrollY,
      left: box.left,
      bottom: box.bottom + scrollY,
      covered: !(on && it.contains(on)),
      ground,
      outline: ring,
      shadow,
      contrasts: ring && shadow && {
        each: contrast(ring[0], shadow[0]),
        ground: Math.max(contrast(ring[0], ground), contrast(shadow[0], ground)),
      },
    };
  });

/** In forced colours: everything that is drawn in a colour that is none of the system's, or in that of its ground. */
export const unforced = (host) =>
  host.evaluate((it) => {
    const probe = document.body.appendChild(document.createElement("i"));
    const names = "Canvas CanvasText LinkText VisitedText ActiveText ButtonFace ButtonText ButtonBorder Highlight HighlightText GrayText Field FieldText Mark MarkText";
    const system = new Set(names.split(" ").map((name) => ((probe.style.color = name), getComputedStyle(probe).color)));
    probe.remove();
    const clear = /, 0\)$|transparent/;
    const wrong = [];
    const groundOf = (node) => {
      for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) {
        const { backgroundColor } = getComputedStyle(at);
        if (!clear.test(backgroundColor)) return backgroundColor;
      }
      return getComputedStyle(document.documentElement).backgroundColor;
    };
    const check = (node, what, color, ground) => {
      if (!system.has(color)) wrong.push(`${node.localName}.${node.className?.baseVal ?? node.className} ${what} ${color}`);
      else if (ground && color === ground) wrong.push(`${node.localName} ${what} is its ground's`);
    };
    for (const node of it.shadowRoot.querySelectorAll("[part=banner], [part=banner] *, [part=panel], [part=panel] *")) {
      if (!node.checkVisibility()) continue;
      for (const pseudo of [null, "::after"]) {
        const style = getComputedStyle(node, pseudo);
        if (pseudo && style.content === "none") continue;
        const ground = groundOf(node);
        if (node.localName === "path") check(node, "fill", style.fill, ground);
        else if (!pseudo && !(node instanceof SVGElement)) check(node, "text", style.color, ground);
        for (const side of ["Top", "Right", "Bottom", "Left"]) {
          const drawn = style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0;
          if (drawn) check(node, `border ${pseudo ?? ""}`, style[`border${side}Color`], ground);
        }
        if (!pseudo && !clear.test(style.backgroundColor)) check(node, "ground", style.backgroundColor);
      }
    }
    return wrong;
  });
