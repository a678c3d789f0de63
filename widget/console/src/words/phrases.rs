//! Every phrase of the console, by the screen that it stands on.

/// Every phrase of one language.
pub struct Words {
    /// What this is called.
    pub title: &'static str,
    /// Heading and button: signing in.
    pub sign_in: &'static str,
    /// Field: which page.
    pub page: &'static str,
    /// What stands there.
    pub page_hint: &'static str,
    /// Field: the token.
    pub token: &'static str,
    /// How it looks and where it goes.
    pub token_hint: &'static str,
    /// The token is no good.
    pub token_wrong: &'static str,
    /// There is no such page.
    pub page_wrong: &'static str,
    /// The token is no good any more.
    pub signed_out: &'static str,
    /// Button: forgets the token.
    pub sign_out: &'static str,
    /// Which language the console speaks.
    pub language: &'static str,
    /// Link past the navigation.
    pub skip: &'static str,
    /// Name of the navigation.
    pub nav: &'static str,
    /// Something takes its time.
    pub working: &'static str,
    /// Nobody answered.
    pub unreached: &'static str,
    /// The overview is not the newest.
    pub lost: &'static str,
    /// A draft is not sent yet.
    pub not_sent: &'static str,
    /// What that means.
    pub not_sent_more: &'static str,
    /// Button: does not wait.
    pub try_now: &'static str,
    /// Button: back to writing.
    pub stop_trying: &'static str,
    /// An attempt may have arrived.
    pub doubtful: &'static str,
    /// Heading over what is wrong.
    pub wrong: &'static str,
    /// Somebody else was first: `{who}`.
    pub conflict: &'static str,
    /// What that means.
    pub conflict_more: &'static str,
    /// Nobody is named.
    pub somebody: &'static str,
    /// It happened by itself.
    pub itself: &'static str,
    /// What it was.
    pub before: &'static str,
    /// What it is.
    pub after: &'static str,
    /// It was not there.
    pub nothing: &'static str,
    /// Button: sends on top of it.
    pub on_top: &'static str,
    /// Button: throws the draft away.
    pub discard: &'static str,
    /// A draft from before is open.
    pub draft_kept: &'static str,
    /// It has been published.
    pub done: &'static str,
    /// Link back.
    pub back: &'static str,
    /// The record is not in the desk.
    pub gone: &'static str,
    /// Button and heading: what it would look like.
    pub preview: &'static str,
    /// What is shown.
    pub preview_more: &'static str,
    /// Button: publishes.
    pub publish: &'static str,
    /// How to do it by keyboard.
    pub ctrl_enter: &'static str,
    /// A field may be empty.
    pub optional: &'static str,
    /// Button: in so many minutes.
    pub in_minutes: &'static str,
    /// Button: in so many hours.
    pub in_hours: &'static str,
    /// Button: so many minutes ago.
    pub ago_minutes: &'static str,
    /// Button: so many hours ago.
    pub ago_hours: &'static str,
    /// Opens the fields of other languages: `{n}`.
    pub more_languages: &'static str,
    /// Button: now.
    pub right_now: &'static str,
    /// Field: which environment.
    pub environment: &'static str,
    /// Heading: texts to begin with.
    pub begin_with: &'static str,
    /// Link: no text to begin with.
    pub empty_form: &'static str,
    /// Screen.
    pub overview: &'static str,
    /// Button.
    pub refresh: &'static str,
    /// Button: stops updating by itself.
    pub pause: &'static str,
    /// Button: updates again.
    pub resume: &'static str,
    /// When the overview was so: `{at}`.
    pub updated: &'static str,
    /// Heading: what waits for somebody.
    pub attention: &'static str,
    /// Heading: components.
    pub now_readers: &'static str,
    /// Column.
    pub component: &'static str,
    /// Column: what readers see.
    pub shown: &'static str,
    /// Column: what is measured.
    pub measured: &'static str,
    /// Declared and measured: `{component}`, `{declared}`, `{measured}`.
    pub disagrees: &'static str,
    /// Heading: reports that the terms ask for.
    pub reports: &'static str,
    /// One of a month or a year: `{contract}`, `{period}`, `{day}`.
    pub report_due: &'static str,
    /// Link to it.
    pub report_open: &'static str,
    /// A promise is overdue: `{title}`, `{at}`.
    pub overdue: &'static str,
    /// An automatic incident: `{title}`.
    pub proposed: &'static str,
    /// What that means.
    pub proposed_more: &'static str,
    /// Of an automatic incident that readers see.
    pub automatic: &'static str,
    /// Heading.
    pub open_incidents: &'static str,
    /// There are none.
    pub no_incidents: &'static str,
    /// Heading: what was over lately.
    pub recent: &'static str,
    /// Heading: maintenance.
    pub coming: &'static str,
    /// There is none.
    pub no_maintenance: &'static str,
    /// Heading.
    pub overrides: &'static str,
    /// There are none.
    pub no_overrides: &'static str,
    /// Screen.
    pub new_incident: &'static str,
    /// Noun.
    pub incident: &'static str,
    /// Field: the title.
    pub what: &'static str,
    /// Field.
    pub severity: &'static str,
    /// Field.
    pub affected: &'static str,
    /// Choice: not affected.
    pub not_affected: &'static str,
    /// Choice: affected, but it works.
    pub told_works: &'static str,
    /// Field.
    pub status: &'static str,
    /// Field: the message.
    pub message: &'static str,
    /// Field.
    pub effect: &'static str,
    /// Field.
    pub workaround: &'static str,
    /// Field.
    pub next_update: &'static str,
    /// Field.
    pub started: &'static str,
    /// Field.
    pub resolved_at: &'static str,
    /// Screen and link: more to say.
    pub update: &'static str,
    /// Screen and link: it is over.
    pub resolve: &'static str,
    /// Screen and link: what it was.
    pub review: &'static str,
    /// Screen and link: corrects a message.
    pub correct: &'static str,
    /// What that means.
    pub correct_more: &'static str,
    /// When it was corrected: `{at}`.
    pub corrected: &'static str,
    /// Screen and link: what is known.
    pub facts: &'static str,
    /// Screen and link.
    pub adopt: &'static str,
    /// What that means.
    pub adopt_more: &'static str,
    /// Screen and link.
    pub merge: &'static str,
    /// Field: into which incident.
    pub merge_into: &'static str,
    /// Screen and link.
    pub dismiss: &'static str,
    /// Field: why it is none.
    pub dismiss_why: &'static str,
    /// Heading: what has been said.
    pub messages: &'static str,
    /// Nothing has been said.
    pub no_messages: &'static str,
    /// Screen.
    pub new_maintenance: &'static str,
    /// Noun.
    pub maintenance: &'static str,
    /// Field: the title.
    pub work: &'static str,
    /// Field: the text.
    pub work_text: &'static str,
    /// Field.
    pub starts: &'static str,
    /// Field.
    pub ends: &'static str,
    /// Field.
    pub repeats: &'static str,
    /// Choice.
    pub repeat_none: &'static str,
    /// Choice.
    pub repeat_weekly: &'static str,
    /// Choice.
    pub repeat_monthly: &'static str,
    /// Choice.
    pub repeat_own: &'static str,
    /// Field.
    pub repeat_count: &'static str,
    /// Field.
    pub repeat_rule: &'static str,
    /// Box.
    pub extraordinary: &'static str,
    /// What it is.
    pub extraordinary_is: &'static str,
    /// Button: preview of maintenance.
    pub check: &'static str,
    /// Heading: whether it qualifies.
    pub terms: &'static str,
    /// Heading: when.
    pub times: &'static str,
    /// When it was announced, and moved.
    pub notice: &'static str,
    /// Link: other times, other words.
    pub change: &'static str,
    /// Link.
    pub start: &'static str,
    /// Link.
    pub complete: &'static str,
    /// Link.
    pub cancel: &'static str,
    /// What a form without fields asks.
    pub confirm: &'static str,
    /// When it was announced: `{at}`.
    pub announced: &'static str,
    /// When it was changed: `{at}`.
    pub moved: &'static str,
    /// Screen.
    pub new_override: &'static str,
    /// Noun.
    pub override_is: &'static str,
    /// What that is.
    pub override_more: &'static str,
    /// Field.
    pub of_what: &'static str,
    /// Choice.
    pub of_component: &'static str,
    /// Choice.
    pub of_channel: &'static str,
    /// Field.
    pub channel: &'static str,
    /// Field.
    pub leads_to: &'static str,
    /// What a channel is.
    pub closed: &'static str,
    /// Field.
    pub level: &'static str,
    /// Field.
    pub reason: &'static str,
    /// Field.
    pub until: &'static str,
    /// Until when: `{at}`.
    pub until_at: &'static str,
    /// Link.
    pub end_now: &'static str,
    /// Link.
    pub change_override: &'static str,
    /// Screen.
    pub tokens: &'static str,
    /// Screen.
    pub new_token: &'static str,
    /// Field.
    pub token_name: &'static str,
    /// Field.
    pub scopes: &'static str,
    /// Scope.
    pub scope_audit: &'static str,
    /// Scope.
    pub scope_tokens: &'static str,
    /// Field and column.
    pub expires: &'static str,
    /// What holds if it is empty.
    pub expires_hint: &'static str,
    /// Button.
    pub make_token: &'static str,
    /// Heading.
    pub token_made: &'static str,
    /// What to do with it.
    pub token_once: &'static str,
    /// Of a token that was made, and the answer with it did not come.
    pub token_lost: &'static str,
    /// Button.
    pub copy: &'static str,
    /// It was copied.
    pub copied: &'static str,
    /// It was not.
    pub not_copied: &'static str,
    /// Button: the token may go.
    pub copied_done: &'static str,
    /// Screen and link.
    pub revoke: &'static str,
    /// What that means: `{name}`.
    pub revoke_more: &'static str,
    /// When: `{at}`.
    pub revoked: &'static str,
    /// It is no good any more.
    pub expired: &'static str,
    /// Of the token in use.
    pub this_token: &'static str,
    /// Screen.
    pub audit: &'static str,
    /// What stands there.
    pub audit_more: &'static str,
    /// Button.
    pub older: &'static str,
    /// Nothing yet.
    pub empty_log: &'static str,
    /// Action: `{who}`, `{what}`.
    pub made: &'static str,
    /// Action: `{who}`, `{what}`.
    pub altered: &'static str,
    /// Noun.
    pub configuration: &'static str,
    /// What changed.
    pub changes: &'static str,
}
