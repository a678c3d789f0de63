// Fyr's loader: <script async crossorigin="anonymous" src="https://…/{page}/embed.js"></script>
//
// Defines <fyr-status>, draws one line of text when something is wrong, keeps it fresh, and fetches the widget when a
// person may want to know more. A guest in somebody else's page: it never throws, keeps nothing (no cookie, no
// storage), builds elements one by one (works under Trusted Types), and may be loaded any number of times.
//
// attribute      value                  what it does
// components     "api,sms-otp"          these components only
// lang           "nn"                   language; otherwise that of the nearest ancestor, otherwise the page's own
// show           "always"               a line when all is well, too
// page           "digireq"              which page, when the document has several loaders
// heading-level  1–6                    level of the headings in the panel; 2 unless told
// theme          "light" | "dark"       colour scheme; otherwise the host's own `color-scheme`
//
// event `fyr-change`, detail { level, components: [{ id, level }] }
//
// Every byte travels to every visitor: names that stay short after minifying are preferred, and what only the widget
// needs is in the widget.
(() => {
  // The worker puts the page's state here: shared/src/api/loader.rs.
  const inlined = "__FYR_STATE__";
  const TAG = "fyr-status";
  const DISCREET = { credentials: "omit", referrerPolicy: "no-referrer" };

  // Best first; the order of shared/src/status/level.rs. The shapes are those of widget/src/parts/icon.rs.
  const LEVELS = ["operational", "unknown", "maintenance", "degraded", "partial_outage", "major_outage"];
  const DISC = "M12 2a10 10 0 100 20 10 10 0 000-20z";
  const BANG = "zm-1.2 5.5h2.4v6h-2.4zm0 8h2.4v2.4h-2.4z";
  const SHAPES = [
    DISC + "m-1.5 15L6 12.5l1.7-1.7 2.8 2.8 5.8-5.8L18 9.5z",
    DISC + "m-1.2 11h2.4c0-2 3-2 3-5a4.2 4.2 0 00-8.4 0h2.4a1.8 1.8 0 013.6 0c0 2-3 2-3 5zm0 2h2.4v2.4h-2.4z",
    "M21.5 6L17.5 10 14 6.5l4-4a6.5 6.5 0 00-8.5 8.5L2.5 18 6 21.5l7-7A6.5 6.5 0 0021.5 6z",
    "M12 2L.5 22h23" + BANG.replace(5.5, 7),
    "M12 1L1 12l11 11 11-11" + BANG,
    "M12 2h4l6 6v8l-6 6H8l-6-6V8l6-6" + BANG,
  ];
  // By level: the family of design systems, and its hue. The same as in widget/src/style.css.
  const FAMILIES = ["success/145/40% ", "neutral/215/8% ", "info/212/60% ", "warning/38/80% ", "danger/356/65% ", "danger/356/65% "];
  const CSS =
    ":host{display:block}[hidden],:host([hidden]){display:none!important}:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}" +
    "[part=banner]{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;padding:4px 16px;line-height:1.5;overflow-wrap:anywhere;background:var(--s);color:var(--fyr-text,var(--ds-color-neutral-text-default,light-dark(#1b1f24,#f1f3f5)));border:1px solid var(--e);border-inline-start-width:6px;border-radius:var(--fyr-radius,4px);" +
    "svg{width:24px;fill:var(--e)}p{margin:8px 0;flex:1 1 12em}" +
    "button{min-height:44px}button,a{min-width:44px;padding:10px 4px;font:inherit;color:inherit;background:none;border:0;text-decoration:underline;cursor:pointer}" +
    "@media(forced-colors:active){svg{fill:CanvasText}}@media print{button,a{display:none}}}" +
    ":focus-visible{outline:3px solid var(--fyr-focus-outer,var(--ds-color-focus-outer,light-dark(#001f52,#fff)));box-shadow:0 0 0 5px var(--fyr-focus-inner,var(--ds-color-focus-inner,light-dark(#fff,#001f52)))}" +
    "[role=status]{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}" +
    FAMILIES.map((it) => {
      const [family, hue, colour] = it.split("/");
      const token = (name, ds, light, dark) =>
        `var(--fyr-${family}-${name},var(--ds-color-${family}-${ds},light-dark(hsl(${hue} ${light}%),hsl(${hue} ${dark}%))))`;
      return `.${family}{--s:${token("surface", "surface-tinted", colour + 96, "30% 13")};--e:${token("border", "border-default", colour + 38, colour + 70)}}`;
    }).join("");

  const clock = () => performance.now();
  // Nothing that goes wrong here is the host page's business.
  const safe = (work) => (...given) => {
    try {
      return work(...given);
    } catch {}
  };
  const write = (node, text) => node.textContent !== text && (node.textContent = text);
  const make = (parent, tag, attributes, svg) => {
    const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    Object.entries(attributes || {}).forEach((it) => node.setAttribute(...it));
    parent.append(node);
    return node;
  };
  // Writes texts one after the other, each marked with its language where that is another.
  const say = (node, texts) => {
    const said = JSON.stringify(texts);
    if (node.said === said) return;
    node.said = said;
    node.replaceChildren();
    texts.forEach(({ text, lang }) => (make(node, "span", lang && { lang }).textContent = text));
  };

  // What an answer says, in the shape that is drawn. Throws when it is not an answer about this page: a picture that
  // cannot be drawn would stand still.
  const read = ({ name, as_of, stale_after, poll, ...told }, { page }) => {
    const components = told.components.filter((it) => it.level && !it.supplier);
    const incidents = (told.incidents || [told.incident || []].flat()).map((it) => ({ ...it, ...it.title }));
    const texts = [name, ...components.flatMap((it) => [it.id, it.name.text]), ...incidents.map((it) => it.text)];
    const sound = texts.every((it) => typeof it === "string") && poll > 0 && Date.parse(as_of) <= Date.parse(stale_after);
    if (told.page !== page || !sound) throw 0;
    return { name, as_of, stale_after, poll, components, incidents };
  };

  // What all loaders of a document share. Returns the function that adds a page.
  const start = () => {
    const pages = {}; // by name and version: "digireq1"
    const hosts = new Set(); // every element that is connected
    const elements = new Set(); // those of them that know their page
    const sheet = (css) => {
      const rules = new CSSStyleSheet();
      rules.replaceSync(css);
      return rules;
    };
    const rules = sheet(CSS);
    const isAuto = (host) => host.hasAttribute("auto");
    const lead = () => Date.now() - clock();
    let timer, paused, led = lead();

    // Nothing is known, an answer is due, and one that is under way comes too late.
    const NOTHING = { base: NaN, due: 0, turn: 0 };

    // A feed is one page in one language: what is known, and how old that is by the server's clock.
    const now = (feed) => feed.base + clock() - feed.at;
    const freshFor = (feed) => Date.parse(feed.stale_after) - now(feed); // NaN: nothing is known
    const delay = (feed) => Math.min(1e3 * Math.max(feed.poll, 1) * 2 ** feed.fails, 3e5) * (0.9 + Math.random() / 5);
    const underWay = (feed) => feed.due === Infinity;

    const born = (page, lang) => {
      const { summary, words } = page.langs[lang];
      const feed = { ...read(summary, page), words, page, lang, fails: 0, ...page.began };
      return Object.assign(feed, freshFor(feed) > 0 ? { due: clock() + delay(feed) } : NOTHING);
    };

    const poll = async (feed) => {
      const { page, live } = feed;
      const at = (feed.asked = clock()); // the answer may be as old as the question
      const turn = (feed.turn = {});
      let told;
      feed.due = Infinity;
      try {
        const answer = await fetch(`${page.origin}/api/v1/${page.page}${live ? "" : "/summary"}?lang=${feed.lang}`, {
          ...DISCREET,
          cache: "no-cache",
          signal: AbortSignal.timeout(9e3),
        });
        const json = await answer.text();
        const base = Date.parse(answer.headers.get("date")) + 1e3 * answer.headers.get("age");
        if (answer.ok) told = { ...read(JSON.parse(json), page), base, at, json: live && json };
      } catch {}
      if (turn !== feed.turn) return;
      feed.fails = told ? 0 : feed.fails + 1;
      // Caches differ: an older answer does not replace a newer one.
      if (told && !(freshFor(feed) > 0 && Date.parse(told.as_of) < Date.parse(feed.as_of))) {
        Object.assign(feed, told);
        page.began = NOTHING; // what was inlined is no longer the newest
      }
      feed.due = live === feed.live ? clock() + delay(feed) : 0;
      beat();
    };

    // The one timer of the document: it runs to the next poll, or to the moment something becomes stale.
    const beat = safe(() => {
      if (document.hidden) return;
      // Monotonic clocks may stand still while a machine sleeps. The wall clock is believed in this alone.
      if (lead() - led > 5e3) forget();
      led = lead();
      let next = 1e4;
      elements.forEach((host) => {
        if (host.feed.lang !== langOf(host)) join(host);
        const { feed } = host;
        if (feed.due <= clock() && !paused) poll(feed);
        draw(host);
        const fresh = freshFor(feed);
        next = Math.min(next, underWay(feed) ? 3e3 : paused ? next : feed.due - clock(), fresh > 0 ? fresh : next);
      });
      clearTimeout(timer);
      timer = setTimeout(beat, Math.max(next, 99));
    });

    const draw = safe((host) => {
      const { feed, root, line, ids } = host;
      const { words, page } = feed;
      const fresh = freshFor(feed) > 0;
      // While a first answer is under way, nothing appears; nor does what has just become too old change.
      if (!fresh && underWay(feed) && clock() < feed.asked + 3e3 && (line.hidden || feed.base)) return;

      const rank = (it) => (fresh && LEVELS.indexOf(it.level) + 1 || 2) - 1;
      const shown = feed.components.filter((it) => !ids[0] || ids.includes(it.id));
      const worst = shown[0] ? Math.max(...shown.map(rank)) : 1;
      const level = LEVELS[worst];
      const bad = shown.filter((it) => worst && rank(it) === worst);
      const incident = feed.incidents.find((it) => it.impact === level && bad.some(({ id }) => [].concat(it.components).includes(id)));
      const said = bad.slice(0, 3).flatMap((it, i) => (i ? [{ text: ", " }, it.name] : it.name));
      if (bad[3]) said.push({ text: " + " + (bad.length - 3) });
      if (incident) said.push({ text: ": " }, { text: incident.text, lang: incident.lang });

      line.hidden = !(worst || host.open || root.activeElement || host.getAttribute("show") === "always");
      line.className = FAMILIES[worst].split("/")[0];
      host.shape.setAttribute("d", SHAPES[worst]);
      write(host.head, `${feed.name}: ${worst || ids[0] ? words[level] : words.all_ok}`);
      say(host.said, fresh ? said : [{ text: words.stale }]);
      // Nobody has put the automatic line into a landmark: it is one itself.
      if (isAuto(host)) {
        host.role = line.hidden ? null : "region";
        host.ariaLabel = feed.name;
      }

      // Spoken are a new level and a new incident: once, and once a minute at most.
      const news = level + (incident && fresh ? incident.text : "");
      if (host.news === news) clock() > host.quiet - 5e4 && say(host.live, []);
      else if (!host.news) host.news = news;
      else if (!underWay(feed) && !(clock() < host.quiet)) {
        host.news = news;
        host.quiet = clock() + 6e4;
        say(host.live, [{ text: host.head.textContent + " " }, ...JSON.parse(host.said.said)]);
      }

      const detail = { level, components: shown.map((it) => ({ id: it.id, level: LEVELS[rank(it)] })) };
      const change = JSON.stringify(detail);
      if (host.change !== change) {
        host.change = change;
        host.dispatchEvent(new CustomEvent("fyr-change", { detail, bubbles: true, composed: true }));
      }
      if (worst > 2 && !feed.live) requestAnimationFrame(() => setTimeout(grow, 0, feed));
      grown(host);
    });

    // Fetches the widget: glue, wasm and snapshot start together.
    const grow = safe((feed) => {
      const { page } = feed;
      if (page.bare || feed.live) return;
      feed.live = 1 + clock();
      if (!underWay(feed)) feed.due = 0;
      beat();
      if (page.wanted) return;
      page.wanted = 1;
      const wasm = fetch(page.origin + page.wasm, DISCREET);
      wasm.catch(beat);
      import(page.origin + page.glue)
        .then(async (glue) => {
          await glue.default({ module_or_path: wasm });
          page.rules = sheet(glue.css());
          page.widget = glue;
        })
        .catch(() => (page.bare = 1))
        .then(beat);
    });

    // Keeps the panel as new as the line. Where there is no panel to be had, a link stands in for the button.
    const grown = (host) => {
      const { feed, root, panel, button, link } = host;
      const { page, json, live } = feed;
      const at = now(feed) || Date.parse(feed.stale_after);
      let bare = page.bare || clock() > live + 1e4;
      try {
        if (host.handle) host.handle.show(json, at);
        else if (page.widget && json) {
          root.adoptedStyleSheets = [rules, page.rules];
          host.handle = page.widget.mount(panel, host, json, at, safe(asked));
          bare = 1;
        }
      } catch {
        page.bare = bare = 1;
        page.widget = host.handle = 0;
      }
      bare = !host.handle && !!bare;
      if (bare !== link.hidden) return;
      const focus = root.activeElement;
      if (bare) toggle(host, 0);
      link.hidden = !(button.hidden = bare);
      if (focus) (bare ? link : button).focus();
    };
    const asked = (word) => {
      if (word !== "refresh") paused = word === "pause";
      elements.forEach(({ feed, handle }) => {
        if (handle) handle.pause(!!paused);
        if (!underWay(feed) && word !== "pause") poll(feed);
      });
      beat();
    };
    const toggle = (host, open) => {
      host.open = open;
      host.button.setAttribute("aria-expanded", !!open);
      host.panel.hidden = !open;
      if (open) grow(host.feed);
    };

    // The language of an element: one of its page's.
    const langOf = (host) => {
      let tagged;
      for (let at = host; at && !tagged; at = at.getRootNode().host) tagged = at.closest("[lang]");
      const tag = tagged ? tagged.getAttribute("lang").toLowerCase().split("-")[0].replace(/^no$/, "nb") : "";
      const langs = Object.keys(host.page.langs);
      return langs.includes(tag) ? tag : langs[0];
    };
    // Finds the page and the language of an element. Called whenever either may have changed.
    const join = safe((host) => {
      const name = host.getAttribute("page");
      const [page] = Object.values(pages)
        .filter((it) => !name || it.page === name)
        .sort((a, b) => (a.script.compareDocumentPosition(b.script) & 4 ? -1 : 1));
      elements.delete(host);
      hosts[host.isConnected ? "add" : "delete"](host);
      if (!page || !host.isConnected) return;
      if (!isAuto(host)) hosts.forEach((it) => isAuto(it) && it.remove());
      host.page = page;
      const lang = langOf(host);
      const { words } = page.langs[lang];
      host.feed = page.feeds[lang] = page.feeds[lang] || born(page, lang);
      host.ids = (host.getAttribute("components") || "").split(/[\s,]+/).filter(Boolean);
      if (!host.root) build(host);
      if (host.handle) host.handle = host.handle.unmount();
      [host.line, host.live, host.panel].forEach((it) => (it.lang = lang));
      write(host.button, words.open);
      write(host.link, words.open);
      host.link.href = `${page.origin}/${page.page}?lang=${lang}`;
      elements.add(host);
      beat();
    });
    const build = (host) => {
      const root = (host.root = host.attachShadow({ mode: "open" }));
      root.adoptedStyleSheets = [rules];
      const line = (host.line = make(root, "div", { part: "banner", hidden: "" }));
      const icon = make(line, "svg", { part: "icon", viewBox: "0 0 24 24", "aria-hidden": true }, 1);
      host.shape = make(icon, "path", { "fill-rule": "evenodd" }, 1);
      const words = make(line, "p");
      host.head = make(words, "strong");
      words.append(" ");
      host.said = make(words, "span");
      host.button = make(line, "button", { type: "button", part: "button", "aria-expanded": false });
      host.link = make(line, "a", { part: "link", hidden: "" });
      host.live = make(root, "div", { role: "status", "aria-live": "polite", "aria-atomic": true });
      host.panel = make(root, "div", { part: "panel", class: "panel", hidden: "" });
      host.button.onclick = safe(() => toggle(host, !host.open));
      root.addEventListener("keydown", safe(({ key }) => {
        if (key !== "Escape" || !host.open) return;
        toggle(host, 0);
        host.button.focus();
      }));
    };

    // Nobody knows how old it is.
    const forget = () =>
      Object.values(pages).forEach((page) => {
        page.began = NOTHING;
        Object.values(page.feeds).forEach((feed) => Object.assign(feed, NOTHING));
      });
    const distrust = () => {
      forget();
      beat();
    };
    addEventListener("pageshow", (event) => event.persisted && distrust());
    addEventListener("online", () => {
      elements.forEach(({ feed }) => underWay(feed) || (feed.due = 0));
      beat();
    });
    document.addEventListener("prerenderingchange", distrust);
    document.addEventListener("visibilitychange", beat);

    class Status extends HTMLElement {
      static get observedAttributes() {
        return ["components", "lang", "show", "page", "heading-level"];
      }
      connectedCallback() {
        join(this);
      }
      attributeChangedCallback() {
        join(this);
      }
      disconnectedCallback() {
        join(this);
      }
    }

    return (script, page) => {
      const key = page.page + page.v;
      if (pages[key]) return;
      const [visit] = performance.getEntriesByType("navigation");
      const ways = performance.getEntriesByName(script.src); // a service worker may have kept the script for long
      const trusted = !document.prerendering && !(visit && visit.type === "back_forward") && !ways.some((it) => it.workerStart);
      pages[key] = page;
      page.script = script;
      page.origin = new URL(script.src).origin;
      page.bare = script.dataset.wasm === "off";
      page.feeds = {};
      page.began = trusted ? { base: Date.parse(page.served_at), at: clock() } : NOTHING;
      customElements.get(TAG) || customElements.define(TAG, Status);
      hosts.forEach(join);
      // Without any element in the page, the line appears where the tag stands.
      const appear = safe(() => {
        if (document.querySelector("fyr-support") || [...hosts].some((it) => !isAuto(it))) return;
        const host = document.createElement(TAG);
        host.setAttribute("page", page.page);
        host.setAttribute("auto", "");
        document.body.contains(script) ? script.after(host) : document.body.prepend(host);
      });
      document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", appear) : appear();
    };
  };

  safe(() => {
    const script = document.currentScript;
    const registry = Symbol.for("fyr");
    if (script && inlined.v === 1) (window[registry] = window[registry] || start())(script, inlined);
  })();
})();
