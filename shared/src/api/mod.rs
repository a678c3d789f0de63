//! The public contract, used by worker, widget and tests alike: what readers get.
//!
//! API v1 only ever adds.

mod because;
mod declared;
mod history;
mod loader;
pub mod paths;
pub mod published;
mod snapshot;
mod state;
mod summary;
mod support;

pub use because::BecauseView;
pub use declared::{ImpactView, IncidentView, LevelView, MaintenanceView, OverrideView, UpdateView};
pub use history::{ComponentHistory, DayHistory, History, IncidentHistory, MaintenanceHistory, Part};
pub use loader::{LineWords, LoaderComponent, LoaderFiles, LoaderLang, LoaderPublished, LoaderState};
pub use snapshot::{ComponentView, DependencyView, EnvironmentView, Snapshot};
pub use state::{ComponentNow, PageState, Poll};
pub use summary::{Headline, Line, Summary};
pub use support::{AdviceView, ContactView, DownView, KnownView, ReachView, SupportView};
