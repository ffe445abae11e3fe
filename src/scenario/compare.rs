//! Scenarios side by side: the outcomes, the schools that gain and lose, who wins and who pays.

use std::collections::BTreeMap;

use super::base::NOBODY;
use super::engine::Engine;
use super::outcome::{Outcomes, Range, YearOutcome, YearRanges};
use super::plan::Scenario;
use crate::data::{AreaId, Year};

/// An outcome of the town that scenarios are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    Pupils,
    Unplaced,
    Dissimilarity,
    Home,
    Choice,
    Information,
    Mirror,
    MeanDistance,
    P90Distance,
    Within1Km,
    Within2Km,
    Occupancy,
    SeatsFree,
    SeatsShort,
    FloorNeeded,
    FloorBuilt,
    FloorSurplus,
    FloorShort,
    Investment,
    BudgetLeft,
    MustChange,
    AtOtherSchool,
    UnderThreshold,
    PublicWithin,
    EnergyNeutral,
}

/// In what a figure is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 0..1, told as a percentage.
    Share,
    Pupils,
    Seats,
    Metres,
    SquareMetres,
    Euros,
    Schools,
    /// A bare number between 0 and 1.
    Index,
}

impl Figure {
    pub const ALL: [Self; 25] = [
        Self::Pupils,
        Self::Unplaced,
        Self::Dissimilarity,
        Self::Home,
        Self::Choice,
        Self::Information,
        Self::Mirror,
        Self::MeanDistance,
        Self::P90Distance,
        Self::Within1Km,
        Self::Within2Km,
        Self::Occupancy,
        Self::SeatsFree,
        Self::SeatsShort,
        Self::FloorNeeded,
        Self::FloorBuilt,
        Self::FloorSurplus,
        Self::FloorShort,
        Self::Investment,
        Self::BudgetLeft,
        Self::MustChange,
        Self::AtOtherSchool,
        Self::UnderThreshold,
        Self::PublicWithin,
        Self::EnergyNeutral,
    ];

    /// The name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pupils => "pupils",
            Self::Unplaced => "unplaced",
            Self::Dissimilarity => "dissimilarity",
            Self::Home => "dissimilarity_home",
            Self::Choice => "choice",
            Self::Information => "theil_h",
            Self::Mirror => "mirror",
            Self::MeanDistance => "mean_distance",
            Self::P90Distance => "p90_distance",
            Self::Within1Km => "within_1km",
            Self::Within2Km => "within_2km",
            Self::Occupancy => "occupancy",
            Self::SeatsFree => "seats_free",
            Self::SeatsShort => "seats_short",
            Self::FloorNeeded => "floor_needed",
            Self::FloorBuilt => "floor_built",
            Self::FloorSurplus => "floor_surplus",
            Self::FloorShort => "floor_short",
            Self::Investment => "investment",
            Self::BudgetLeft => "budget_left",
            Self::MustChange => "must_change",
            Self::AtOtherSchool => "at_other_school",
            Self::UnderThreshold => "under_threshold",
            Self::PublicWithin => "public_within",
            Self::EnergyNeutral => "energy_neutral",
        }
    }

    /// Key of its name for a person.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pupils => "scenario-figure-pupils",
            Self::Unplaced => "scenario-figure-unplaced",
            Self::Dissimilarity => "scenario-figure-d",
            Self::Home => "scenario-figure-home",
            Self::Choice => "scenario-figure-choice",
            Self::Information => "scenario-figure-h",
            Self::Mirror => "scenario-figure-mirror",
            Self::MeanDistance => "scenario-figure-distance",
            Self::P90Distance => "scenario-figure-p90",
            Self::Within1Km => "scenario-figure-within-1",
            Self::Within2Km => "scenario-figure-within-2",
            Self::Occupancy => "scenario-figure-occupancy",
            Self::SeatsFree => "scenario-figure-seats-free",
            Self::SeatsShort => "scenario-figure-seats-short",
            Self::FloorNeeded => "scenario-figure-floor-needed",
            Self::FloorBuilt => "scenario-figure-floor-built",
            Self::FloorSurplus => "scenario-figure-floor-surplus",
            Self::FloorShort => "scenario-figure-floor-short",
            Self::Investment => "scenario-figure-investment",
            Self::BudgetLeft => "scenario-figure-budget-left",
            Self::MustChange => "scenario-figure-must-change",
            Self::AtOtherSchool => "scenario-figure-other-school",
            Self::UnderThreshold => "scenario-figure-under",
            Self::PublicWithin => "scenario-figure-public",
            Self::EnergyNeutral => "scenario-figure-energy",
        }
    }

    pub fn unit(self) -> Unit {
        match self {
            Self::Pupils | Self::Unplaced | Self::MustChange | Self::AtOtherSchool => Unit::Pupils,
            Self::Dissimilarity | Self::Home | Self::Choice | Self::Mirror => Unit::Share,
            Self::Information => Unit::Index,
            Self::MeanDistance | Self::P90Distance => Unit::Metres,
            Self::Within1Km | Self::Within2Km | Self::Occupancy => Unit::Share,
            Self::PublicWithin | Self::EnergyNeutral => Unit::Share,
            Self::SeatsFree | Self::SeatsShort => Unit::Seats,
            Self::FloorNeeded | Self::FloorBuilt | Self::FloorSurplus | Self::FloorShort => {
                Unit::SquareMetres
            }
            Self::Investment | Self::BudgetLeft => Unit::Euros,
            Self::UnderThreshold => Unit::Schools,
        }
    }

    /// Its value in a year. Investment is the running total; pupils who must change are those of all
    /// years up to this one.
    pub fn of(self, outcomes: &Outcomes, year: Year) -> Option<f64> {
        let out = outcomes.year(year)?;
        match self {
            Self::Pupils => Some(out.pupils.iter().sum()),
            Self::Unplaced => Some(out.unplaced.iter().sum()),
            Self::Dissimilarity => out.segregation.d,
            Self::Home => out.segregation.home,
            Self::Choice => out.segregation.choice,
            Self::Information => out.segregation.h,
            Self::Mirror => out.segregation.mirror,
            Self::MeanDistance => out.distance.mean,
            Self::P90Distance => out.distance.p90,
            Self::Within1Km => out.distance.within_1km,
            Self::Within2Km => out.distance.within_2km,
            Self::Occupancy => out.space.occupancy,
            Self::SeatsFree => out.space.seats_free,
            Self::SeatsShort => out.space.seats_short,
            Self::FloorNeeded => Some(out.space.floor_needed),
            Self::FloorBuilt => out.space.floor_built,
            Self::FloorSurplus => out.space.floor_surplus,
            Self::FloorShort => out.space.floor_short,
            Self::Investment => Some(out.money.running),
            Self::BudgetLeft => out.money.left,
            Self::MustChange => {
                Some(outcomes.years.iter().filter(|y| y.year <= year).map(|y| y.must_change).sum())
            }
            Self::AtOtherSchool => Some(out.at_other_school),
            Self::UnderThreshold => out.closing.under.map(|n| n as f64),
            Self::PublicWithin => out.closing.public_share,
            Self::EnergyNeutral => out.energy.share,
        }
    }
}

impl Figure {
    /// The figures that have a range over draws, in the order of a year's figures.
    pub const DRAWN: [Self; 12] = [
        Self::Dissimilarity,
        Self::Information,
        Self::Mirror,
        Self::MeanDistance,
        Self::P90Distance,
        Self::Within1Km,
        Self::Within2Km,
        Self::Occupancy,
        Self::SeatsShort,
        Self::FloorShort,
        Self::MustChange,
        Self::UnderThreshold,
    ];

    /// The range of the figure over draws; `None` where it has none.
    pub fn range(self, ranges: &YearRanges) -> Option<Range> {
        match self {
            Self::Dissimilarity => ranges.d,
            Self::Information => ranges.h,
            Self::Mirror => ranges.mirror,
            Self::MeanDistance => ranges.mean_distance,
            Self::P90Distance => ranges.p90_distance,
            Self::Within1Km => ranges.within_1km,
            Self::Within2Km => ranges.within_2km,
            Self::Occupancy => ranges.occupancy,
            Self::SeatsShort => ranges.seats_short,
            Self::FloorShort => ranges.floor_short,
            Self::MustChange => ranges.must_change,
            Self::UnderThreshold => ranges.under,
            _ => None,
        }
    }
}

/// One figure in every scenario, and what each differs from the first.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub figure: Figure,
    pub values: Vec<Option<f64>>,
    /// Value minus that of the first; `None` where either is.
    pub differences: Vec<Option<f64>>,
}

/// A school in two scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolChange {
    pub code: String,
    pub name: String,
    /// Pupils; `None` where it is not open.
    pub before: Option<f64>,
    pub after: Option<f64>,
    /// Share of the group compared.
    pub share_before: Option<f64>,
    pub share_after: Option<f64>,
}

impl SchoolChange {
    pub fn change(&self) -> f64 {
        self.after.unwrap_or(0.0) - self.before.unwrap_or(0.0)
    }

    /// Whether it differs in whole pupils, or is open on one side only: what is less is not worth a row.
    pub fn in_whole_pupils(&self) -> bool {
        self.change().abs() >= 0.5 || self.before.is_some() != self.after.is_some()
    }
}

/// The schools whose pupils differ, from the greatest gain to the greatest loss.
pub fn schools(before: &YearOutcome, after: &YearOutcome, group: usize) -> Vec<SchoolChange> {
    let mut all: BTreeMap<&str, SchoolChange> = BTreeMap::new();
    for (out, is_after) in [(before, false), (after, true)] {
        for school in out.schools.iter() {
            let change = all.entry(&school.site.code).or_insert_with(|| SchoolChange {
                code: school.site.code.clone(),
                name: school.site.name.clone(),
                before: None,
                after: None,
                share_before: None,
                share_after: None,
            });
            let own = school.pupils.get(group).copied().unwrap_or(0.0);
            let share = (school.total > NOBODY).then(|| own / school.total);
            if is_after {
                change.name.clone_from(&school.site.name);
                (change.after, change.share_after) = (Some(school.total), share);
            } else {
                (change.before, change.share_before) = (Some(school.total), share);
            }
        }
    }
    let mut out: Vec<SchoolChange> = all
        .into_values()
        .filter(|c| c.change().abs() > 1e-6 || c.before.is_some() != c.after.is_some())
        .collect();
    out.sort_by(|a, b| b.change().total_cmp(&a.change()).then_with(|| a.code.cmp(&b.code)));
    out
}

/// What a scenario means to those who live in a wijk.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lot {
    /// Pupils who live there and go to school in town.
    pub pupils: f64,
    /// Mean metres to school.
    pub distance: Option<f64>,
    /// Mean share of the own group among the pupils of their school.
    pub own_group: Option<f64>,
    /// The part of D that is at the schools of these pupils, each school's part divided over its
    /// pupils; all wijken together (and pupils from elsewhere) are 1.
    pub share_of_d: Option<f64>,
}

/// One wijk in two scenarios.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WijkChange {
    pub area: AreaId,
    pub before: Lot,
    pub after: Lot,
}

/// Who wins and who pays: every wijk in one year of two scenarios, in the order of the dataset. Empty
/// when the year is not one of both.
pub fn wijken(engine: &Engine, before: &Scenario, after: &Scenario, year: Year) -> Vec<WijkChange> {
    let (Some(before), Some(after)) = (lots(engine, before, year), lots(engine, after, year)) else {
        return Vec::new();
    };
    let mut areas: Vec<AreaId> = before.keys().chain(after.keys()).copied().collect();
    areas.sort_unstable();
    areas.dedup();
    let of = |lots: &BTreeMap<AreaId, Lot>, area| lots.get(area).copied().unwrap_or_default();
    areas
        .iter()
        .map(|area| WijkChange { area: *area, before: of(&before, area), after: of(&after, area) })
        .collect()
}

#[derive(Default)]
struct Sums {
    pupils: f64,
    /// Those with a way to their school.
    with_way: f64,
    metres: f64,
    own: f64,
    d: f64,
}

fn lots(engine: &Engine, scenario: &Scenario, year: Year) -> Option<BTreeMap<AreaId, Lot>> {
    let run = engine.run(scenario);
    let state = run.states.iter().find(|s| s.year == year)?;
    let base = engine.base();
    let width = base.width();
    let sites = state.of_year.sites.as_ref();
    let cells: Vec<f64> = state.by_site().iter().map(|n| n.max(0.0)).collect();
    let two = super::figures::pair(base, &cells);
    let parts = two.as_ref().map(crate::measure::local::share_in_dissimilarity);
    let mut sums: BTreeMap<AreaId, Sums> = BTreeMap::new();
    for (home, wijk) in base.wijk_of_home.iter().enumerate() {
        let (Some(wijk), Some(row), Some(origin)) =
            (wijk, state.flows.rows.get(home), base.origins.get(home))
        else {
            continue;
        };
        let sum = sums.entry(*wijk).or_default();
        for (site, pupils) in row.iter(width) {
            if !sites.get(site).is_some_and(Option::is_some) {
                continue;
            }
            let school = cells.get(site * width..(site + 1) * width).unwrap_or_default();
            let total: f64 = school.iter().sum();
            let n: f64 = pupils.iter().sum();
            sum.pupils += n;
            if let Some(metres) = state.open.metres(origin, site) {
                sum.metres += n * metres;
                sum.with_way += n;
            }
            if total > NOBODY {
                let own: f64 = pupils.iter().zip(school).map(|(n, same)| n * same / total).sum();
                sum.own += own;
                let part = parts.as_ref().and_then(|p| p.get(site).copied().flatten()).unwrap_or(0.0);
                sum.d += part * n / total;
            }
        }
    }
    let lot = |sum: Sums| {
        let mean = |value: f64| (sum.pupils > NOBODY).then(|| value / sum.pupils);
        Lot {
            pupils: sum.pupils,
            distance: (sum.with_way > NOBODY).then(|| sum.metres / sum.with_way),
            own_group: mean(sum.own),
            share_of_d: parts.is_some().then_some(sum.d),
        }
    };
    Some(sums.into_iter().map(|(area, sum)| (area, lot(sum))).collect())
}
