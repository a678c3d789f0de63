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

    /// What a portal writes to take in what is at `origin`.
    #[must_use]
    pub fn policies(self, origin: &str) -> Policies {
        let one = |allowed: &str| Policies::One(format!("default-src 'none'; {allowed} {origin}; base-uri 'none'"));
        let scripted = |more: &str| {
            let policy = |script: &str| {
                format!(
                    "default-src 'none'; script-src {script}{more}; connect-src {origin}; base-uri 'none'; {TRUSTED_TYPES}"
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
            assert_eq!(rung.policies("https://status.example.no"), policies);
        }
    }
}
