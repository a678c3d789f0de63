//! Names of things, validated once and then only compared: a name from one noun cannot be mistaken for another's.

use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;

/// Whether a text may name something of a page: 1–40 of `a-z 0-9 -`, starting with a letter.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let starts = text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    let shaped = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    starts && text.len() <= 40 && text.bytes().all(shaped)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A published status page: `digireq`.
    PageId
);
id!(
    /// A component of a page: `api`.
    ComponentId
);
id!(
    /// An environment of a page: `test`. Empty in what was written before there were any: that is of the page's first.
    EnvId
);
id!(
    /// A source of a page: `api-health`.
    SourceId
);
id!(
    /// A place we ask from, named in the page file: `north`.
    RegionId
);

id!(
    /// A version of the agreed terms: `difi-krr`.
    ContractId
);
id!(
    /// Who asks for support: `participant`.
    RoleId
);
id!(
    /// What is wrong, as the person sees it: `smp`.
    FaultId
);
id!(
    /// A way to reach someone: `kundservice-phone`.
    ChannelId
);
id!(
    /// A route from a fault to channels: `operator-incident`.
    RouteId
);
id!(
    /// Something to check before anybody is contacted: `driftstatus`.
    CheckId
);
id!(
    /// What a fault report holds: `fault-report`.
    TemplateId
);

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn what_may_be_a_name() {
        for good in ["a", "sms-otp", "api2"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "2api", "-a", "Api", "a_b", "a b", "æ", "a/../b", &"a".repeat(41)] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
