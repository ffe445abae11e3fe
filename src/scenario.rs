//! Housing scenarios: what a building plan does, year by year.
//!
//! A [`Scenario`] is a name, assumptions and a list of dated edits over an immutable dataset. It is a
//! small value: it is cloned, compared, undone and written to a file as a whole. Applying it is a pure
//! function, and only what it changes is computed anew.
//!
//! # The way of the data
//!
//! ```text
//! Dataset ──▶ Base (homes, schools, flows, wijken)          once per town and scheme
//!               │
//! Scenario ─────┼──▶ sites of a year ──┐                    schools that are open, where, how large
//!   edits       ├──▶ forecast ─────────┼──▶ flows of a year ──▶ YearOutcome ──▶ Outcomes ──▶ compare
//!   assumptions └──▶ rule of choice ───┘        │  (the year before goes in)
//!                                               └──▶ dataset_at: a town of that year for map and measures
//! ```
//!
//! Never back. [`Engine`] is the only thing a window needs: it holds the base and the years that it
//! computed before, and gives [`Outcomes`] for a scenario.
//!
//! | module | what |
//! | --- | --- |
//! | [`edit`] | one change of the plan: what, when, what it costs, how sure it is |
//! | [`plan`] | the scenario: edits and assumptions |
//! | [`outcome`] | what comes out, per year and per school |
//! | [`engine`] | base and cache: scenario → outcomes, dataset of a year, draws |
//! | [`base`] | the town before any edit, in the form that years are computed from |
//! | [`sites`] | the schools of every year |
//! | [`forecast`] | the pupils of every area in every year |
//! | [`flows`], `rules`, `by_model`, `seats`, `estimate` | who goes where in a year |
//! | `ways`, `open` | how far it is, in a straight line or over the streets; the open schools as they lie |
//! | [`options`], [`mod@settle`] | the schools that a home chooses from; choices that depend on each other |
//! | `state`, `assemble` | what a year starts from; years → outcomes |
//! | [`figures`] | flows and sites of a year → its outcomes |
//! | [`draws`] | ranges from repeated draws |
//! | [`conflicts`] | edits that do not go together, with the way out |
//! | [`dataset`] | the town of one year as a dataset, for map, figures and command line |
//! | [`history`] | undo and redo, with words |
//! | [`words`], [`assumed`] | every edit as a sentence; the assumptions in words |
//! | [`mod@file`], `fields`, [`mod@write`] | scenario files (TOML) |
//! | [`compare`] | scenarios side by side: who wins and who pays |
//! | [`shown`] | what of schools and their changes may be shown |
//! | [`ready`] | the scenarios that come with the example |
//!
//! # What stays the same
//!
//! *Base* is the count of pupils by school, by home and (known or estimated) from home to school. The
//! flows of the base are made to add up to the counts by school exactly: pupils at a school of whom no
//! home is known come *from elsewhere*; they count at the school and not in distances.
//! Every pupil is somewhere in every year: at a school, or among those without a place.
//! A scenario without edits is the base under the same assumptions: that is what
//! [`Engine::reference`] gives and what differences are taken from. With the rules `Stay`,
//! `IntakeOnly` and `ChoiceModel` and a constant forecast it is the count itself; `Nearest` and
//! `Catchment` send everyone, which is a town of its own.
//!
//! All figures are modelled ([`crate::data::Basis::Modelled`]); what is not defined is `None`.

mod accelerate;
mod assemble;
pub mod assumed;
pub mod base;
mod by_model;
pub mod compare;
pub mod conflicts;
pub mod dataset;
pub mod draws;
pub mod edit;
pub mod engine;
mod estimate;
mod fields;
pub mod figures;
pub mod file;
pub mod flows;
pub mod forecast;
pub mod history;
mod open;
pub mod options;
pub mod outcome;
pub mod plan;
pub mod ready;
mod rules;
mod seats;
pub mod settle;
pub mod shown;
pub mod sites;
mod state;
mod ways;
pub mod words;
pub mod write;

pub use base::Base;
pub use edit::{Building, Cost, Edit, EditId, EditKind, ForecastChange, NewSchool, Status, Temporary};
pub use engine::Engine;
pub use outcome::{
    ClosingOutcome, DistanceOutcome, EnergyOutcome, MoneyOutcome, Outcomes, Range, Ranges, SchoolOutcome,
    Segregation, SiteInfo, SpaceOutcome, YearOutcome,
};
pub use plan::{Assumptions, Budget, ClosingRule, Feedback, Forecast, Rule, Scenario, SpaceNorm, Travel};
