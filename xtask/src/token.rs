//! `cargo xtask token <page>`: makes the first token of a page, prints it once, and says what the deployment must be told.
//!
//! A deployment knows its hash alone. It is good for making tokens and for nothing else, and for no longer than until the
//! page has another that can. Nothing is sent or written to a file.

use anyhow::{Context, Result, bail};
use fyr_shared::operator::{FIRST_TOKEN, TokenText, first_token};

use crate::house::House;
use crate::stamp::sha256;

/// Where the pages are.
const PAGES: &str = "worker/pages";

/// A token, and what a deployment is told of it.
pub struct First {
    /// What its owner keeps.
    pub token: String,
    /// What the deployment keeps.
    pub told: String,
}

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    let [page] = options else { bail!("one page: cargo xtask token digireq") };
    let pages = pages(house)?;
    if !pages.contains(page) {
        bail!("`{page}` is no page: {PAGES} has {}", pages.join(", "));
    }
    println!("{}", letter(page, &First::of(page)?));
    Ok(())
}

impl First {
    /// A new one for a page: 256 bits of the system's randomness.
    pub fn of(page: &str) -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).context("the system gives no randomness")?;
        let token = TokenText::write(bytes);
        let told = first_token(page, &sha256(&token));
        Ok(Self { token, told })
    }
}

/// The names of the pages that ship, in order.
fn pages(house: &House) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(house.root.join(PAGES)).with_context(|| format!("cannot read {PAGES}"))?;
    let files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let toml = files.iter().filter(|file| file.extension().is_some_and(|it| it == "toml"));
    let mut names: Vec<String> = toml.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    Ok(names)
}

fn letter(page: &str, First { token, told }: &First) -> String {
    format!(
        "\
The first token of `{page}`. It is shown now and never again:

  {token}

Tell the deployment its hash. Where several pages have a first token, all stand in the one secret, a space between them:

  npx wrangler secret put {FIRST_TOKEN} --config worker/wrangler.toml
  {told}

It is good for making tokens, and for nothing else; and it is ignored from the moment on when `{page}` has had another
token with the scope `tokens`. Make one for each person with it, at /console of the deployment."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_token_has_the_form_of_one_and_the_deployment_is_told_its_hash() {
        let [one, other] = [First::of("digireq").unwrap(), First::of("digireq").unwrap()];
        assert!(TokenText::parse(&one.token).is_some(), "{}", one.token);
        assert_ne!(one.token, other.token);
        let hash = one.told.strip_prefix("digireq:").unwrap();
        assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{hash}");
        assert!(!one.told.contains(&one.token));
    }

    #[test]
    fn what_is_printed_says_what_to_set_and_what_it_is_good_for() {
        let first = First { token: "fyr_x".to_owned(), told: "digireq:00ff".to_owned() };
        let said = letter("digireq", &first);
        for part in ["fyr_x", "wrangler secret put FYR_FIRST_TOKEN", "\n  digireq:00ff\n", "making tokens", "ignored"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }

    #[test]
    fn only_a_page_that_ships_gets_one() {
        let house = House::find().unwrap();
        let names = pages(&house).unwrap();
        assert!(names.contains(&"digireq".to_owned()), "{names:?}");
        let refused = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            run(&house, &words).unwrap_err().to_string()
        };
        assert!(refused(&["digirek"]).contains("digireq"), "the names there are, are told");
        assert!(refused(&["../pages/digireq"]).contains("is no page"));
        assert!(refused(&[]).contains("one page"));
    }
}
