//! HTML as text, put together so that what is said stays text: names of tags and attributes are ours, everything else is
//! escaped.

use crate::document::escaped;

/// A piece of HTML.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// What it is as text.
    pub(super) fn written(self) -> String {
        self.0
    }

    /// Text.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.0.push_str(&escaped(text));
        self
    }

    /// Another piece behind it.
    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    /// Several behind it.
    pub(super) fn all(self, others: impl IntoIterator<Item = Self>) -> Self {
        others.into_iter().fold(self, Self::then)
    }

    /// An element around a piece, with attributes; one without a value is left out.
    pub(super) fn el(mut self, tag: &str, attributes: &[(&str, &str)], inner: Self) -> Self {
        self.open(tag, attributes);
        self.0.push('>');
        self.0.push_str(&inner.0);
        self.0.push_str("</");
        self.0.push_str(tag);
        self.0.push('>');
        self
    }

    /// An element around text.
    pub(super) fn say(self, tag: &str, text: &str) -> Self {
        self.el(tag, &[], Self::new().text(text))
    }

    /// An element that holds nothing.
    pub(super) fn void(mut self, tag: &str, attributes: &[(&str, &str)]) -> Self {
        self.open(tag, attributes);
        self.0.push_str("/>");
        self
    }

    fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(tag);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.0.push_str(&escaped(value));
            self.0.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_stays_text() {
        let html = Html::new().el("p", &[("lang", "en\" onclick=\"x"), ("class", "")], Html::new().text("<b>&"));
        assert_eq!(html.written(), "<p lang=\"en&quot; onclick=&quot;x\">&lt;b&gt;&amp;</p>");
    }
}
