//! The words of the closed lists: incident and maintenance status, reasons, weekdays and months.

/// One word per [`crate::status::IncidentStatus`].
pub struct IncidentWords {
    /// Looking for the cause.
    pub investigating: &'static str,
    /// Cause found.
    pub identified: &'static str,
    /// Mended, and watched.
    pub monitoring: &'static str,
    /// Over.
    pub resolved: &'static str,
    /// Over, and written up.
    pub review: &'static str,
}

/// One word per [`crate::status::MaintenanceStatus`].
pub struct MaintenanceWords {
    /// Announced.
    pub scheduled: &'static str,
    /// Going on.
    pub in_progress: &'static str,
    /// Done, and checked.
    pub verifying: &'static str,
    /// Over.
    pub completed: &'static str,
    /// Will not happen.
    pub cancelled: &'static str,
}

/// One phrase per [`crate::status::Reason`].
pub struct ReasonWords {
    /// No connection.
    pub connection: &'static str,
    /// No answer in time.
    pub timeout: &'static str,
    /// An error code.
    pub status: &'static str,
    /// Too large an answer.
    pub too_large: &'static str,
    /// A redirect to where it should not go.
    pub redirect: &'static str,
    /// Another media type.
    pub media_type: &'static str,
    /// An encoding nobody knows.
    pub encoding: &'static str,
    /// Does not parse.
    pub unreadable: &'static str,
    /// A condition does not hold.
    pub condition: &'static str,
    /// A word nobody knows.
    pub unknown_word: &'static str,
    /// Not on the source's page.
    pub missing_component: &'static str,
    /// The source tells of an incident or maintenance.
    pub incident: &'static str,
    /// The region could not ask.
    pub probe: &'static str,
    /// No fresh sample.
    pub no_sample: &'static str,
    /// Nothing but what it depends on.
    pub dependency: &'static str,
    /// A person has declared it.
    pub declared: &'static str,
    /// A person has set it for a time.
    pub overridden: &'static str,
}

/// How dates and times are written. Patterns hold `{weekday}`, `{day}`, `{month}`, `{year}`, `{hour}`, `{minute}`.
pub struct DateWords {
    /// Monday first.
    pub weekdays: [&'static str; 7],
    /// January first.
    pub months: [&'static str; 12],
    /// A time of day: `kl. 12.04`.
    pub clock: &'static str,
    /// The same without its preposition, for the end of a span: `12.04`.
    pub bare_clock: &'static str,
    /// Whether an hour below ten is written with a zero.
    pub two_digit_hour: bool,
    /// Weekday and date: `mandag 4. mai`.
    pub day: &'static str,
    /// The same with its year.
    pub day_and_year: &'static str,
    /// What stands between a date and a time of day.
    pub joint: &'static str,
}
