//! What comes out of a scenario: per year, per school, for the town.
//!
//! Every figure is modelled ([`Outcomes::BASIS`]). `None` is not known or not defined.

use std::sync::Arc;

use geo::Point;

use super::edit::EditId;
use super::plan::Rule;
use crate::data::{AreaId, Basis, SchoolId, Year};
use crate::notice::Notices;

/// The outcomes of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    /// Name of the scenario.
    pub name: String,
    pub rule: Rule,
    /// Keys of the groups, in the order of every row of pupils.
    pub groups: Vec<String>,
    /// Positions of the two groups compared in D; `None` is everyone else.
    pub group: usize,
    pub other: Option<usize>,
    /// One per year, from the first to the last.
    pub years: Vec<Arc<YearOutcome>>,
    /// Edits that could not be applied or do not go together, and what was assumed.
    pub notices: Notices,
    /// Edits that were left out of the computation because of an error among the notices.
    pub left_out: Vec<EditId>,
}

impl Outcomes {
    pub const BASIS: Basis = Basis::Modelled;

    pub fn year(&self, year: Year) -> Option<&YearOutcome> {
        self.years.iter().find(|y| y.year == year).map(Arc::as_ref)
    }
}

/// Everything of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearOutcome {
    pub year: Year,
    /// The schools that are open, in the order of the dataset, new ones after them.
    pub schools: Arc<Vec<SchoolOutcome>>,
    /// Pupils at all schools, by group.
    pub pupils: Vec<f64>,
    /// Pupils without a place, by group.
    pub unplaced: Vec<f64>,
    pub segregation: Segregation,
    /// Home to school: of everyone, then by group.
    pub distance: DistanceOutcome,
    pub distance_by_group: Vec<DistanceOutcome>,
    /// Seats and m² of all schools of which they are known.
    pub space: SpaceOutcome,
    pub money: MoneyOutcome,
    /// Pupils whose school closes or merges into another at the start of this year: each once.
    pub must_change: f64,
    /// Pupils who attend another school than they would without the edits.
    pub at_other_school: f64,
    pub closing: ClosingOutcome,
    pub energy: EnergyOutcome,
}

/// A school site in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteInfo {
    pub code: String,
    pub name: String,
    /// Position in the dataset; `None` for a school that the scenario opens.
    pub base: Option<SchoolId>,
    pub at: Point<f64>,
    pub kind: Option<String>,
    pub denomination: Option<String>,
    pub board: Option<String>,
    pub profile: Option<String>,
    pub seats: Option<f64>,
    pub floor_area: Option<f64>,
    /// Whether seats or floor area rest on [`super::plan::Assumptions::spare_share`].
    pub assumed_space: bool,
    pub quality: Option<f64>,
    pub energy_neutral: Option<bool>,
    /// Whether it is in temporary housing this year.
    pub temporary: bool,
}

/// One school in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolOutcome {
    pub site: Arc<SiteInfo>,
    /// By group.
    pub pupils: Vec<f64>,
    pub total: f64,
    /// Pupils over seats, 0 and up.
    pub occupancy: Option<f64>,
    /// m² by the norm.
    pub floor_needed: f64,
    /// Built minus needed: negative is a shortage.
    pub floor_surplus: Option<f64>,
    /// Years in a row under the closing threshold, this one included; `None` without a threshold.
    pub years_under: Option<u32>,
}

/// Segregation over the schools of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Segregation {
    /// D of the two groups compared.
    pub d: Option<f64>,
    /// D if everyone went to the nearest open school.
    pub home: Option<f64>,
    /// D minus home.
    pub choice: Option<f64>,
    /// Theil's H of all groups.
    pub h: Option<f64>,
    /// Share of pupils who would have to change school for every school to mirror its wijk.
    pub mirror: Option<f64>,
    /// The part of it that no moving within the town can reach.
    pub mirror_unattainable: Option<f64>,
    /// Share of own group among schoolmates of an average child of the group compared (isolation).
    pub isolation: Option<f64>,
}

/// Home to school, over the pupils whose home and school are known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DistanceOutcome {
    /// Metres.
    pub mean: Option<f64>,
    /// Least distance within which nine in ten live, metres.
    pub p90: Option<f64>,
    /// Share within 1 km and within 2 km, 0..1.
    pub within_1km: Option<f64>,
    pub within_2km: Option<f64>,
}

/// Room for pupils in the town.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SpaceOutcome {
    /// Sums over schools of which seats are known; `None` when of none.
    pub seats: Option<f64>,
    pub pupils_with_seats: f64,
    /// Those pupils over those seats.
    pub occupancy: Option<f64>,
    /// Empty seats, and pupils over the seats, each summed over schools.
    pub seats_free: Option<f64>,
    pub seats_short: Option<f64>,
    /// m² over schools of which the floor area is known.
    pub floor_built: Option<f64>,
    /// m² needed by all schools.
    pub floor_needed: f64,
    /// m² too many and too few, each summed over schools.
    pub floor_surplus: Option<f64>,
    pub floor_short: Option<f64>,
    /// Schools of which seats or floor area are not known.
    pub unknown: usize,
    /// Schools of which they are assumed.
    pub assumed: usize,
}

/// Euros.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MoneyOutcome {
    /// In this year.
    pub investment: f64,
    /// From the first year up to and with this one.
    pub running: f64,
    /// Budget from the first year up to and with this one.
    pub budget: Option<f64>,
    /// Budget minus running.
    pub left: Option<f64>,
    /// Edits up to and with this year whose cost is not known.
    pub unknown: usize,
}

/// Schools that may have to close, and public schools within reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClosingOutcome {
    /// Schools under the threshold this year; `None` without a threshold.
    pub under: Option<usize>,
    /// Codes of schools that have been under it for as many years as the rule allows.
    pub ending: Vec<String>,
    /// Codes of schools that would be among these, but for the average size of their board's schools.
    pub spared: Vec<String>,
    /// Share of pupils with a public school within reach; `None` when of no school the denomination is
    /// known.
    pub public_share: Option<f64>,
    /// Areas with pupils from which no public school is within reach.
    pub areas_without_public: Vec<AreaId>,
}

/// Energy-neutral buildings, by 2035 all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EnergyOutcome {
    /// Schools of which it is known that they are energy-neutral, and that they are not.
    pub neutral: usize,
    pub not_neutral: usize,
    /// Schools of which it is not known.
    pub unknown: usize,
    /// Share (0..1) of all schools; `None` as long as it is not known of one.
    pub share: Option<f64>,
}

/// Least and greatest of the middle 95 of 100 draws, and their mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

/// Ranges of the town's figures over draws, per year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranges {
    pub draws: usize,
    pub seed: u64,
    pub years: Vec<YearRanges>,
}

/// Ranges of one year; `None` where nothing is drawn (everyone stays) or nothing is defined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct YearRanges {
    pub year: Option<Year>,
    pub d: Option<Range>,
    pub h: Option<Range>,
    pub mirror: Option<Range>,
    /// Metres.
    pub mean_distance: Option<Range>,
    pub p90_distance: Option<Range>,
    /// Shares, 0..1.
    pub within_1km: Option<Range>,
    pub within_2km: Option<Range>,
    pub occupancy: Option<Range>,
    /// Pupils over the seats of their school.
    pub seats_short: Option<Range>,
    /// m² too few.
    pub floor_short: Option<Range>,
    /// Pupils whose school closed or merged, in all years up to this one.
    pub must_change: Option<Range>,
    /// Schools under the closing threshold; `None` without one.
    pub under: Option<Range>,
    /// The chance (0..1) of every school to be under the closing threshold in this year, in the order of
    /// [`YearOutcome::schools`]; empty without a threshold.
    pub under_chance: Vec<f64>,
    /// Pupils by school, in the order of [`YearOutcome::schools`].
    pub pupils: Vec<Range>,
}
