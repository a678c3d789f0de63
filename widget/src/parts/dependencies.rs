//! What a component depends on, how it is needed, and how it is now.

use super::component::fact;
use super::element::{El, LI, SPAN, UL, el};
use super::level_tag;
use crate::view_model::DependencyRow;
use fyr_shared::lang::Lang;
use fyr_shared::text::text;

/// `Avhenger av` · `Database (må virke): Normal drift`; nothing when there are none.
#[must_use]
pub fn dependencies(lang: Lang, rows: &[DependencyRow]) -> Option<El> {
    let list = el(UL).class("plain").part("list").children(rows.iter().map(item));
    (!rows.is_empty()).then(|| fact(text(lang).depends_on, list))
}

fn item(row: &DependencyRow) -> El {
    let kind = [" (", row.kind, "): "].concat();
    let name = el(SPAN).words(&row.name);
    el(LI).child(name).child(el(SPAN).class("quiet").text(&kind)).child(level_tag(row.level, row.word))
}
