//! What of the element a portal may style: parts, custom properties, families of design tokens, and the space it takes.

use super::Term;

/// The names for `::part()`.
pub const PARTS: &[Term] = &[
    Term { name: "banner", what: "the line" },
    Term { name: "icon", what: "the shape of a level" },
    Term { name: "button", what: "a button: in the line, below the panel, in help" },
    Term { name: "link", what: "a link: in place of the button or of help, and to suppliers' pages" },
    Term { name: "panel", what: "everything below the line; and all of <fyr-support>" },
    Term { name: "heading", what: "a heading in the panel" },
    Term { name: "list", what: "a list: of components, incidents, maintenance, names" },
    Term { name: "item", what: "one component" },
    Term { name: "component-name", what: "what a component is called" },
    Term { name: "component-status", what: "how it is" },
    Term { name: "status-tag", what: "a level: shape and word" },
    Term { name: "incident", what: "one incident" },
    Term { name: "incident-update", what: "one message about it" },
    Term { name: "maintenance", what: "one maintenance" },
    Term { name: "footer", what: "how old the data is, and the buttons" },
];

/// What stands for `{tone}` in a custom property.
pub const TONES: &[Term] = &[
    Term { name: "success", what: "operational; a contact that can be reached" },
    Term { name: "info", what: "maintenance" },
    Term { name: "warning", what: "degraded" },
    Term { name: "danger", what: "partial and major outage" },
    Term { name: "neutral", what: "unknown, not monitored" },
];

/// The custom properties. They come first in every family of tokens.
pub const PROPERTIES: &[Term] = &[
    Term { name: "--fyr-{tone}-surface", what: "the surface of the line and of cards at a level" },
    Term { name: "--fyr-{tone}-border", what: "their border, and the shape" },
    Term { name: "--fyr-{tone}-text", what: "the text on that surface" },
    Term { name: "--fyr-text", what: "text" },
    Term { name: "--fyr-text-subtle", what: "text of less weight" },
    Term { name: "--fyr-background", what: "the ground of the panel" },
    Term { name: "--fyr-rule", what: "rules between rows" },
    Term { name: "--fyr-link", what: "links" },
    Term { name: "--fyr-radius", what: "corners" },
    Term { name: "--fyr-focus-outer", what: "the outer ring of the focus" },
    Term { name: "--fyr-focus-inner", what: "the inner ring of the focus" },
    Term { name: "--fyr-font", what: "the font of our own pages; the element has that of the text around it" },
];

/// The families of design tokens, in the order they are looked for.
pub const FAMILIES: &[Term] = &[
    Term { name: "ds", what: "Designsystemet" },
    Term { name: "aksel", what: "Aksel" },
    Term { name: "punkt", what: "Punkt" },
    Term { name: "fkui", what: "FKUI" },
    Term { name: "own", what: "our own colours" },
];

/// Space for the line, so that nothing moves when it comes. In any state: with `:not(:defined)` alone the space would be
/// given back when all is well, and what stands below would move up.
pub const SPACE_FOR_LINE: &str = "fyr-status { display: block; min-height: 11rem }\n\
    @media (min-width: 40rem) { fyr-status { min-height: 5rem } }";

/// Space for the panel of an element with `open`.
pub const SPACE_FOR_PANEL: &str = "fyr-status[open] { display: block; height: 32rem; overflow: auto }";

/// Space for `<fyr-support>`, until its questions are there.
pub const SPACE_FOR_SUPPORT: &str = "fyr-support { display: block; min-height: 40rem }";
