//! What the element takes and tells: attributes, slots, events.

/// An attribute: its name, its values, and what holds without it.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// The values it may have.
    pub values: &'static str,
    /// What it does.
    pub does: &'static str,
    /// What holds without it.
    pub without: &'static str,
}

/// A word of the contract, and what it stands for: a slot, a part, a custom property, a field of an event.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// The word.
    pub name: &'static str,
    /// What it stands for.
    pub what: &'static str,
}

/// An event: its name, when it comes, and what is in its `detail`.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// When it comes.
    pub when: &'static str,
    /// The fields of its `detail`.
    pub detail: &'static [Term],
}

/// The attributes of `<fyr-status>`.
pub const ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "components",
        values: "ids, separated by commas or spaces",
        does: "Stands for these components only, and the line bears their names. One that nobody speaks about is unknown.",
        without: "every component of the page",
    },
    Attribute {
        name: "show",
        values: "always",
        does: "Shows the line when all is well, too.",
        without: "the line comes when something is wrong",
    },
    Attribute {
        name: "open",
        values: "(no value)",
        does: "The panel is open from the start.",
        without: "a person opens it",
    },
    Attribute {
        name: "lang",
        values: "nb, nn, sv, en, no",
        does: "The language; no means nb.",
        without: "the nearest lang around the element, then the page's first",
    },
    Attribute {
        name: "theme",
        values: "light or dark, and one of ds, aksel, punkt, fkui, own",
        does: "A scheme for our own colours, a family of design tokens, or both with a space between. The colours of a \
               family follow the host's own switch between light and dark.",
        without: "the host's color-scheme; the first family whose tokens are there",
    },
    Attribute {
        name: "heading-level",
        values: "1 to 6",
        does: "The level of the headings in the panel.",
        without: "2",
    },
    Attribute {
        name: "page",
        values: "a page's id",
        does: "Which page, when the document has loaders of several. Nothing is shown until the loader of that page has come.",
        without: "the first loader of the document",
    },
    Attribute {
        name: "env",
        values: "the id of an environment of the page",
        does: "Which environment of the page; the line says which, where it is not the page's first. One that the page does \
               not have is unknown.",
        without: "the page's first, mostly production",
    },
];

/// The attributes of `<fyr-support>` that it has for itself; `env`, `heading-level`, `lang`, `page` and `theme` are those of
/// `<fyr-status>`.
pub const SUPPORT_ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "role",
        values: "the id of a role of the page",
        does: "Who asks, as the portal knows them: that question is answered already, and can be answered anew.",
        without: "the person says so",
    },
    Attribute {
        name: "data-role",
        values: "the id of a role of the page",
        does: "The same, for a portal whose checks take role for a word of WAI-ARIA. It comes before role.",
        without: "role",
    },
];

/// The attributes of the `<script>`: what the loader reads beside its own address.
pub const SCRIPT_ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "data-wasm",
        values: "off",
        does: "Keeps to the line, with a link to the page in place of the panel. Wasm is never tried.",
        without: "the widget comes when it is wanted",
    },
    Attribute {
        name: "data-page",
        values: "a page's id",
        does: "Which page: the script at a fixed address does not know it by itself.",
        without: "the page in the script's address",
    },
];

/// The slots of `<fyr-status>`.
pub const SLOTS: &[Term] = &[
    Term { name: "before", what: "Stands above the line, while the line is shown." },
    Term { name: "after", what: "Stands below the line, while the line is shown." },
    Term { name: "heading", what: "Stands at the top of the open panel." },
    Term { name: "no-data", what: "Stands in the line in place of our words while nothing is known." },
];

/// What it tells the page around it. Events bubble, and leave the shadow trees they are in.
pub const EVENTS: &[Event] = &[Event {
    name: "fyr-change",
    when: "The level of the element or of one of its components is another than before; once at the start.",
    detail: &[
        Term { name: "page", what: "The id of the page that the element is about." },
        Term {
            name: "level",
            what: "The worst of its components: operational, unknown, maintenance, degraded, partial_outage or major_outage.",
        },
        Term { name: "components", what: "A list with the id and the level of each that is monitored." },
    ],
}];
