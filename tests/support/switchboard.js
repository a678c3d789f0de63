// The panel that `cargo xtask dev` adds below the demo portal: it breaks and mends the scripted upstreams.
// It is no part of the portal, and nothing of it is ever deployed.

(() => {
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; border-block-start: 4px dashed #8a6d1d; background: #fff8e1; color: #2b2300;
      font: 1rem/1.5 system-ui, sans-serif; padding: 1rem clamp(1rem, 4vw, 2rem) 1.5rem; }
    h2 { font-size: 1.1rem; margin: 0; }
    p { margin: 0.25rem 0 0.75rem; max-width: 45rem; }
    div { display: flex; flex-wrap: wrap; gap: 0.5rem; }
    button { min-block-size: 44px; padding: 0.4rem 0.9rem; border: 2px solid #6b5300; border-radius: 6px;
      background: #fff; color: #2b2300; font: inherit; cursor: pointer; }
    button[aria-pressed="true"] { background: #7a1f1f; border-color: #7a1f1f; color: #fff; }
    button:focus-visible { outline: 3px solid #0a5874; outline-offset: 2px; }
  `);

  const panel = document.createElement("aside");
  panel.lang = "en";
  panel.setAttribute("aria-label", "Switchboard of the local server");
  const shadow = panel.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  const buttons = make("div");
  const said = make("p", { role: "status" });

  const say = async (path, method) => {
    const answer = await fetch(`/switchboard${path}`, { method });
    show(await answer.json());
  };

  const show = (switches) => {
    const pressed = shadow.activeElement?.id;
    const button = ({ id, label, on }) => {
      const element = make("button", { type: "button", id, textContent: label });
      element.setAttribute("aria-pressed", String(on));
      element.addEventListener("click", () => say(`/${id}/${on ? "off" : "on"}`, "POST"));
      return element;
    };
    const mend = make("button", { type: "button", id: "mend", textContent: "Mend all" });
    mend.addEventListener("click", () => say("/mend", "POST"));
    buttons.replaceChildren(...switches.map(button), mend);
    if (pressed) shadow.getElementById(pressed)?.focus();
    const broken = switches.filter((entry) => entry.on).map((entry) => entry.label);
    said.textContent = broken.length > 0 ? `Broken: ${broken.join(", ")}.` : "All upstreams are well.";
  };

  const textContent = "Break an upstream; the portal says so within 15 seconds, and clears when it is mended.";
  const hint = make("p", { textContent });
  shadow.append(make("h2", { textContent: "Switchboard" }), hint, buttons, said);
  document.body.append(panel);
  say("", "GET").catch(() => (said.textContent = "The local server does not answer."));
})();
