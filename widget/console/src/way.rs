//! The screens, and the fragment of the address that leads back to each. A fragment names records, never a token.

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Everything at once.
    Overview,
    /// A new incident, begun with a text of the page file or empty.
    NewIncident(Option<String>),
    /// One incident.
    Incident(String),
    /// More to say about it.
    Update(String, Say),
    /// A message of it, corrected.
    Correct(String, u32),
    /// What is known about it, changed.
    Facts(String),
    /// What a person makes of one that opened by itself.
    Settle(String, Settle),
    /// A new maintenance, begun with a text of the page file or empty.
    NewMaintenance(Option<String>),
    /// One maintenance.
    Maintenance(String),
    /// Another time for it, other words.
    Move(String),
    /// How far it has come.
    Turn(String, Turn),
    /// A new override: of a component, or nothing yet.
    NewOverride(Option<String>),
    /// An override, changed or ended.
    Override(String, End),
    /// Tokens.
    Tokens,
    /// A new token.
    NewToken,
    /// A token, to be revoked.
    Revoke(String),
    /// The log.
    Audit,
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    /// How it goes.
    More,
    /// That it is over.
    Over,
    /// What it was.
    Review,
}

/// What becomes of an incident that opened by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settle {
    /// A person takes it over.
    Adopt,
    /// It is part of another.
    Merge,
    /// It is none.
    Dismiss,
}

/// How far maintenance has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It begins.
    Start,
    /// It is over.
    Complete,
    /// It is called off.
    Cancel,
}

/// What becomes of an override.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It ends at another time.
    Later,
    /// It ends now.
    Now,
}

impl Way {
    /// The fragment of the address.
    pub fn fragment(&self) -> String {
        let begun = |noun: &str, with: &Option<String>| match with {
            Some(with) => format!("{noun}/{with}"),
            None => noun.to_owned(),
        };
        match self {
            Self::Overview => String::new(),
            Self::NewIncident(with) => begun("new-incident", with),
            Self::Incident(id) => format!("incident/{id}"),
            Self::Update(id, Say::More) => format!("incident/{id}/update"),
            Self::Update(id, Say::Over) => format!("incident/{id}/resolve"),
            Self::Update(id, Say::Review) => format!("incident/{id}/review"),
            Self::Correct(id, number) => format!("incident/{id}/correct/{number}"),
            Self::Facts(id) => format!("incident/{id}/facts"),
            Self::Settle(id, Settle::Adopt) => format!("incident/{id}/adopt"),
            Self::Settle(id, Settle::Merge) => format!("incident/{id}/merge"),
            Self::Settle(id, Settle::Dismiss) => format!("incident/{id}/dismiss"),
            Self::NewMaintenance(with) => begun("new-maintenance", with),
            Self::Maintenance(id) => format!("maintenance/{id}"),
            Self::Move(id) => format!("maintenance/{id}/change"),
            Self::Turn(id, Turn::Start) => format!("maintenance/{id}/start"),
            Self::Turn(id, Turn::Complete) => format!("maintenance/{id}/complete"),
            Self::Turn(id, Turn::Cancel) => format!("maintenance/{id}/cancel"),
            Self::NewOverride(with) => begun("new-override", with),
            Self::Override(id, End::Later) => format!("override/{id}/change"),
            Self::Override(id, End::Now) => format!("override/{id}/end"),
            Self::Tokens => "tokens".to_owned(),
            Self::NewToken => "new-token".to_owned(),
            Self::Revoke(id) => format!("token/{id}/revoke"),
            Self::Audit => "log".to_owned(),
        }
    }

    /// The screen of a fragment; what leads nowhere leads to the overview.
    pub fn of(fragment: &str) -> Self {
        let parts: Vec<&str> = fragment.trim_start_matches('#').split('/').collect();
        let own = |text: &str| text.to_owned();
        match parts.as_slice() {
            ["new-incident"] => Self::NewIncident(None),
            ["new-incident", with] => Self::NewIncident(Some(own(with))),
            ["incident", id] => Self::Incident(own(id)),
            ["incident", id, "update"] => Self::Update(own(id), Say::More),
            ["incident", id, "resolve"] => Self::Update(own(id), Say::Over),
            ["incident", id, "review"] => Self::Update(own(id), Say::Review),
            ["incident", id, "correct", number] => {
                number.parse().map_or_else(|_| Self::Incident(own(id)), |number| Self::Correct(own(id), number))
            }
            ["incident", id, "facts"] => Self::Facts(own(id)),
            ["incident", id, "adopt"] => Self::Settle(own(id), Settle::Adopt),
            ["incident", id, "merge"] => Self::Settle(own(id), Settle::Merge),
            ["incident", id, "dismiss"] => Self::Settle(own(id), Settle::Dismiss),
            ["new-maintenance"] => Self::NewMaintenance(None),
            ["new-maintenance", with] => Self::NewMaintenance(Some(own(with))),
            ["maintenance", id] => Self::Maintenance(own(id)),
            ["maintenance", id, "change"] => Self::Move(own(id)),
            ["maintenance", id, "start"] => Self::Turn(own(id), Turn::Start),
            ["maintenance", id, "complete"] => Self::Turn(own(id), Turn::Complete),
            ["maintenance", id, "cancel"] => Self::Turn(own(id), Turn::Cancel),
            ["new-override"] => Self::NewOverride(None),
            ["new-override", with] => Self::NewOverride(Some(own(with))),
            ["override", id, "change"] => Self::Override(own(id), End::Later),
            ["override", id, "end"] => Self::Override(own(id), End::Now),
            ["tokens"] => Self::Tokens,
            ["new-token"] => Self::NewToken,
            ["token", id, "revoke"] => Self::Revoke(own(id)),
            ["log"] => Self::Audit,
            _ => Self::Overview,
        }
    }
}
