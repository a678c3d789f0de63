//! What a portal's content security policy has to allow, rung by rung, and nothing more.

/// One rung of the ladder: each works where the one above it cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// A link, or the picture.
    Badge,
    /// A page in an `<iframe>`.
    Frame,
    /// The loader alone, with `data-wasm="off"`.
    Line,
    /// The widget.
    Widget,
}

/// The whole policies of a portal that allows one rung and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policies {
    /// No script of ours runs in the portal.
    One(String),
    /// Our script is allowed in either way.
    Scripted {
        /// By the nonce that the portal writes into the tag and the policy.
        by_nonce: String,
        /// By our origin.
        by_origin: String,
    },
}

/// What makes markup that a script writes harmless: our scripts write none.
pub const TRUSTED_TYPES: &str = "require-trusted-types-for 'script'; trusted-types 'none'";

impl Rung {
    /// Every rung.
    pub const ALL: [Self; 4] = [Self::Badge, Self::Frame, Self::Line, Self::Widget];

    /// Its name in anchors: `csp-badge`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Badge => "badge",
            Self::Frame => "frame",
            Self::Line => "line",
            Self::Widget => "widget",
        }
    }

    /// What a portal writes to take in what is at `origin`, and polls `published` where a deployment has such a domain.
    #[must_use]
    pub fn policies(self, origin: &str, published: Option<&str>) -> Policies {
        let polled = published.map(|it| format!(" {it}")).unwrap_or_default();
        let one = |allowed: &str| Policies::One(format!("default-src 'none'; {allowed} {origin}; base-uri 'none'"));
        let scripted = |more: &str| {
            let policy = |script: &str| {
                format!(
                    "default-src 'none'; script-src {script}{more}; connect-src {origin}{polled}; base-uri 'none'; {TRUSTED_TYPES}"
                )
            };
            Policies::Scripted { by_nonce: policy("'nonce-…'"), by_origin: policy(origin) }
        };
        match self {
            Self::Badge => one("img-src"),
            Self::Frame => one("frame-src"),
            Self::Line => scripted(""),
            Self::Widget => scripted(" 'wasm-unsafe-eval'"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_portal_writes() {
        let one = |policy: &str| Policies::One(policy.to_owned());
        let scripted = |by_nonce: &str, by_origin: &str| Policies::Scripted {
            by_nonce: by_nonce.to_owned(),
            by_origin: by_origin.to_owned(),
        };
        for (rung, policies) in [
            (Rung::Badge, one("default-src 'none'; img-src https://status.example.no; base-uri 'none'")),
            (Rung::Frame, one("default-src 'none'; frame-src https://status.example.no; base-uri 'none'")),
            (
                Rung::Line,
                scripted(
                    "default-src 'none'; script-src 'nonce-…'; connect-src https://status.example.no; base-uri 'none'; \
                     require-trusted-types-for 'script'; trusted-types 'none'",
                    "default-src 'none'; script-src https://status.example.no; connect-src https://status.example.no; \
                     base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
                ),
            ),
            (
                Rung::Widget,
                scripted(
                    "default-src 'none'; script-src 'nonce-…' 'wasm-unsafe-eval'; connect-src \
                     https://status.example.no; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
                    "default-src 'none'; script-src https://status.example.no 'wasm-unsafe-eval'; connect-src \
                     https://status.example.no; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
                ),
            ),
        ] {
            assert_eq!(rung.policies("https://status.example.no", None), policies);
        }
    }

    #[test]
    fn a_domain_that_is_polled_is_allowed_to_be_asked_and_nothing_more() {
        let of = |rung: Rung| rung.policies("https://status.example.no", Some("https://live.example.no"));
        for rung in [Rung::Line, Rung::Widget] {
            let Policies::Scripted { by_nonce, by_origin } = of(rung) else { panic!("{rung:?} runs a script") };
            for policy in [by_nonce, by_origin] {
                assert!(
                    policy.contains("; connect-src https://status.example.no https://live.example.no; base"),
                    "{policy}"
                );
                assert_eq!(policy.matches("live.example.no").count(), 1, "{policy}");
            }
        }
        assert_eq!(of(Rung::Frame), Rung::Frame.policies("https://status.example.no", None));
    }
}
