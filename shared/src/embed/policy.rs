//! What a portal's content security policy has to allow, step by step, and nothing more.

/// One step of the ladder: each works where the one above it cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A link, or the picture.
    Badge,
    /// A page in an `<iframe>`.
    Frame,
    /// The loader alone, with `data-wasm="off"`.
    Line,
    /// The widget.
    Widget,
}

/// How the policy allows our scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// By the nonce that the portal writes into the tag and the policy.
    Nonce,
    /// By our origin.
    Origin,
}

/// What makes markup that a script writes harmless: our scripts write none.
pub const TRUSTED_TYPES: &str = "require-trusted-types-for 'script'; trusted-types 'none'";

impl Step {
    /// Every step.
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

    /// The whole policy of a portal that allows this step and nothing else.
    #[must_use]
    pub fn policy(self, origin: &str, allowed: Allowed) -> String {
        let script = match allowed {
            Allowed::Nonce => "'nonce-…'",
            Allowed::Origin => origin,
        };
        let scripted = |script: &str| {
            format!("default-src 'none'; script-src {script}; connect-src {origin}; base-uri 'none'; {TRUSTED_TYPES}")
        };
        match self {
            Self::Badge => format!("default-src 'none'; img-src {origin}; base-uri 'none'"),
            Self::Frame => format!("default-src 'none'; frame-src {origin}; base-uri 'none'"),
            Self::Line => scripted(script),
            Self::Widget => scripted(&format!("{script} 'wasm-unsafe-eval'")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_portal_writes() {
        let origin = "https://status.example.no";
        for (step, allowed, policy) in [
            (Step::Badge, Allowed::Origin, "default-src 'none'; img-src https://status.example.no; base-uri 'none'"),
            (Step::Frame, Allowed::Origin, "default-src 'none'; frame-src https://status.example.no; base-uri 'none'"),
            (
                Step::Line,
                Allowed::Nonce,
                "default-src 'none'; script-src 'nonce-…'; connect-src https://status.example.no; base-uri 'none'; \
                 require-trusted-types-for 'script'; trusted-types 'none'",
            ),
            (
                Step::Widget,
                Allowed::Origin,
                "default-src 'none'; script-src https://status.example.no 'wasm-unsafe-eval'; connect-src \
                 https://status.example.no; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            ),
        ] {
            assert_eq!(step.policy(origin, allowed), policy);
        }
    }
}
