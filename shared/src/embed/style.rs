//! What of the element a portal may style: parts, custom properties, families of design tokens, and the space it takes.

use super::Named;

/// The names for `::part()`.
pub const PARTS: &[Named] = &[
    Named { name: "banner", what: "the line" },
    Named { name: "icon", what: "the shape of a level" },
    Named { name: "button", what: "a button: in the line, and below the panel" },
    Named { name: "link", what: "a link: in place of the button, and to suppliers' pages" },
    Named { name: "panel", what: "everything below the line" },
    Named { name: "heading", what: "a heading in the panel" },
    Named { name: "list", what: "a list: of components, incidents, maintenance, names" },
    Named { name: "item", what: "one component" },
    Named { name: "component-name", what: "what a component is called" },
    Named { name: "component-status", what: "how it is" },
    Named { name: "status-tag", what: "a level: shape and word" },
    Named { name: "incident", what: "one incident" },
    Named { name: "incident-update", what: "one message about it" },
    Named { name: "maintenance", what: "one maintenance" },
    Named { name: "footer", what: "how old the data is, and the buttons" },
];

/// What stands for `{level}` in a custom property.
pub const LEVELS: &[Named] = &[
    Named { name: "success", what: "operational" },
    Named { name: "info", what: "maintenance" },
    Named { name: "warning", what: "degraded" },
    Named { name: "danger", what: "partial and major outage" },
    Named { name: "neutral", what: "unknown, not monitored" },
];

/// The custom properties. They come first in every family of tokens.
pub const PROPERTIES: &[Named] = &[
    Named { name: "--fyr-{level}-surface", what: "the surface of the line and of cards at a level" },
    Named { name: "--fyr-{level}-border", what: "their border, and the shape" },
    Named { name: "--fyr-{level}-text", what: "the text on that surface" },
    Named { name: "--fyr-text", what: "text" },
    Named { name: "--fyr-text-subtle", what: "text of less weight" },
    Named { name: "--fyr-background", what: "the ground of the panel" },
    Named { name: "--fyr-rule", what: "rules between rows" },
    Named { name: "--fyr-link", what: "links" },
    Named { name: "--fyr-radius", what: "corners" },
    Named { name: "--fyr-focus-outer", what: "the outer ring of the focus" },
    Named { name: "--fyr-focus-inner", what: "the inner ring of the focus" },
    Named { name: "--fyr-font", what: "the font of our own pages; the element has that of the text around it" },
];

/// The families of design tokens, in the order they are looked for.
pub const FAMILIES: &[Named] = &[
    Named { name: "ds", what: "Designsystemet" },
    Named { name: "aksel", what: "Aksel" },
    Named { name: "punkt", what: "Punkt" },
    Named { name: "fkui", what: "FKUI" },
    Named { name: "own", what: "our own colours" },
];

/// Space for the line, so that nothing moves when it comes. In any state: with `:not(:defined)` alone the space would be
/// given back when all is well, and what stands below would move up.
pub const SPACE_FOR_LINE: &str = "fyr-status { display: block; min-height: 11rem }\n\
    @media (min-width: 40rem) { fyr-status { min-height: 5rem } }";

/// Space for the panel of an element with `open`.
pub const SPACE_FOR_PANEL: &str = "fyr-status[open] { display: block; height: 32rem; overflow: auto }";
