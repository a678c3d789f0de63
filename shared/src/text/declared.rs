//! What the edge says of what people declare: a snapshot carries it, and a widget need not know the words.

use crate::status::WorkImpact;

/// The words of the closed lists that only the edge says.
pub struct DeclaredWords {
    /// Work that does nothing to a component.
    pub notice: &'static str,
    /// Work during which it does less.
    pub degraded: &'static str,
    /// Work during which it can only be read.
    pub read_only: &'static str,
    /// Work during which it works for nobody.
    pub unavailable: &'static str,
}

impl DeclaredWords {
    /// What announced work does to a component.
    #[must_use]
    pub fn impact(&self, impact: WorkImpact) -> &'static str {
        match impact {
            WorkImpact::Notice => self.notice,
            WorkImpact::Degraded => self.degraded,
            WorkImpact::ReadOnly => self.read_only,
            WorkImpact::Unavailable => self.unavailable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::text::declared_words;
    use std::collections::BTreeSet;

    #[test]
    fn every_member_has_a_word_of_its_own() {
        for lang in Lang::ALL {
            let words = declared_words(lang);
            let impacts: BTreeSet<_> = WorkImpact::ALL.iter().map(|it| words.impact(*it)).collect();
            assert_eq!((impacts.len(), impacts.contains("")), (WorkImpact::ALL.len(), false), "{lang:?}");
        }
    }
}
