//! "Did you mean": the known word that a mistyped one is nearest to.

/// What other products call our keys.
const ALSO_CALLED: [(&str, &str); 20] = [
    ("interval", "every"),
    ("period", "every"),
    ("frequency", "every"),
    ("url", "address"),
    ("uri", "address"),
    ("endpoint", "address"),
    ("type", "kind"),
    ("timezone", "zone"),
    ("tz", "zone"),
    ("locales", "languages"),
    ("title", "name"),
    ("label", "name"),
    ("description", "effect"),
    ("workaround", "fallback"),
    ("conditions", "up"),
    ("max_size", "max_bytes"),
    ("keywords", "words"),
    ("language", "lang"),
    ("env", "environment"),
    ("environment", "env"),
];

/// The word among `known` that `word` is most likely meant to be; `None` when nothing is near.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let scored = known.into_iter().map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate));
    let near = |(far, candidate): &(usize, &str)| {
        *far <= word.chars().count().div_ceil(3) && *far < candidate.chars().count()
            || (word.len() > 3 && candidate.starts_with(word.as_str()))
    };
    scored.filter(near).min_by_key(|(far, _)| *far).map(|(_, candidate)| candidate)
}

/// The key among `known` that `key` is most likely meant to be, by spelling or by what others call it.
pub(super) fn nearest_key<'a>(key: &str, known: &[&'a str]) -> Option<&'a str> {
    nearest(key, known.iter().copied()).or_else(|| {
        let other = nearest(key, ALSO_CALLED.iter().map(|(other, _)| *other))?;
        let ours = ALSO_CALLED.iter().find(|(theirs, _)| *theirs == other).map(|(_, ours)| *ours)?;
        known.iter().copied().find(|key| *key == ours)
    })
}

/// Levenshtein's distance, in characters.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (line, have) in from.chars().enumerate() {
        let (mut diagonal, mut left) = (line, line + 1);
        let mut next = vec![left];
        for (want, above) in to.chars().zip(row.iter().skip(1)) {
            left = (left + 1).min(above + 1).min(diagonal + usize::from(have != want));
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        let keys = ["id", "name", "kind", "address", "every", "retry", "timeout", "about", "up", "watch"];
        for (typed, meant) in [
            ("adress", Some("address")),
            ("evry", Some("every")),
            ("Kind", Some("kind")),
            ("intervall", Some("every")),
            ("url", Some("address")),
            ("wacth", Some("watch")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(nearest_key(typed, &keys), meant, "{typed}");
        }
    }
}
