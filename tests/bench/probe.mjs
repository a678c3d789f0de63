// What watches from inside the page: when something is painted, what moved, and what held the page up.

/**
 * Runs in the page before anything else. `path` are selectors, each inside what the one before found (in its shadow
 * root where it has one); `text` is what must be read there. What it saw is `window.seen`.
 */
export function probe({ path, text }) {
  const seen = (window.seen = { painted: null, cls: 0, longTasks: 0 });
  const below = (place, selector) => place && (place.shadowRoot ?? place).querySelector(selector);

  /** Whether the text stands on the screen: drawn, in the window, and neither cut off nor covered where it begins. */
  const visible = () => {
    const place = path.reduce(below, document);
    if (!place) return false;
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && !texts.currentNode.data.includes(text));
    const node = texts.currentNode;
    if (!node.data?.includes(text)) return false;
    const around = node.parentElement;
    const range = document.createRange();
    range.selectNodeContents(node);
    const [box] = range.getClientRects();
    if (!box || !around.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    return node.getRootNode().elementFromPoint(box.left + 1, box.top + box.height / 2) === around;
  };

  // A frame in which it stands there is painted right after its callbacks; the message comes after that.
  const look = () => {
    if (!visible()) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => (seen.painted = performance.now());
    channel.port2.postMessage(0);
  };
  requestAnimationFrame(look);

  const observe = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  // The worst window of shifts: at most a second apart, five seconds together.
  let [sum, first, last] = [0, -Infinity, -Infinity];
  observe("layout-shift", ({ startTime: at, value, hadRecentInput }) => {
    if (hadRecentInput) return;
    if (at - last > 1000 || at - first > 5000) [sum, first] = [0, at];
    [sum, last] = [sum + value, at];
    seen.cls = Math.max(seen.cls, sum);
  });
  observe("longtask", () => (seen.longTasks += 1));
}
