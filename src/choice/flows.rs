//! The flows of a town: as they are known, else estimated from who lives where and who is at which
//! school.
//!
//! An estimate is a doubly constrained [`gravity`](super::gravity) model over straight lines. Its decay
//! is fitted where something is known to fit it on: flows of another year, else the mean distance between
//! home and school. Where nothing is, it is [`DECAY`], an assumption that is told with the flows. It is
//! kept beside the dataset and never in it: other counts make other flows.

use std::ops::Deref;
use std::sync::Arc;

use super::distance::Distances;
use super::gravity::{Calibration, Decay, Gravity, Names, gravity};
use super::homes::Homes;
use super::logit::tabulate;
use super::nearest::schools_with_counts;
use crate::data::{Basis, CountTable, Dataset, FlowTable, SchoolId, Subject, Year};
use crate::notice::{Notice, Notices};
use crate::number::Count;

/// Decay per kilometre of the gravity model where nothing is known from which to fit it.
pub const DECAY: f64 = 1.0;

/// More flows than this are not estimated: homes × groups × schools.
const MOST_CELLS: usize = 20_000_000;

/// So many flows are nothing to wait for.
const FEW_CELLS: usize = 2_000;

/// Which flows are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// Position in [`Dataset::schemes`].
    pub scheme: usize,
    /// `None` takes the newest.
    pub year: Option<Year>,
    /// The mean distance between home and school, in metres, where somebody knows it: the decay of an
    /// estimate is fitted to it.
    pub mean_distance: Option<u32>,
}

impl Wanted {
    /// Those of a scheme and year.
    pub fn of(scheme: usize, year: Option<Year>) -> Self {
        Self { scheme, year, mean_distance: None }
    }
}

/// What the decay of an estimate comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fitted {
    /// The known flows of another year.
    Flows(Option<Year>),
    /// A mean distance in metres that somebody gave.
    MeanDistance(f64),
    /// Nothing: it is [`DECAY`].
    Assumed,
}

/// Flows that nobody counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimated {
    pub table: FlowTable,
    /// Per kilometre, by group.
    pub decay: Vec<f64>,
    /// Over all pupils, in metres.
    pub mean_distance: Option<f64>,
    pub fitted: Fitted,
    /// Counts on either side that are not exactly known, taken at the middle of their range.
    pub hidden: usize,
    /// What was scaled, where hidden counts leave that open.
    pub notices: Notices,
}

/// The flows of a town.
#[derive(Clone, Debug)]
pub enum Flows<'a> {
    Known(&'a FlowTable),
    Estimated(Arc<Estimated>),
}

impl Deref for Flows<'_> {
    type Target = FlowTable;

    fn deref(&self) -> &FlowTable {
        match self {
            Self::Known(table) => table,
            Self::Estimated(estimate) => &estimate.table,
        }
    }
}

impl Flows<'_> {
    /// Tells estimates of one scheme and year apart; empty where they are known.
    pub fn variant(&self) -> String {
        match self {
            Self::Known(_) => String::new(),
            Self::Estimated(estimate) => format!("{:?}", estimate.fitted),
        }
    }

    /// That they are estimated and how; `None` where they are known.
    pub fn notice(&self) -> Option<Notice> {
        match self {
            Self::Known(_) => None,
            Self::Estimated(estimate) => Some(estimate.notice()),
        }
    }
}

impl Estimated {
    /// That these flows are estimated, by which model, and on what its decay rests. Its numbers are whole:
    /// they read alike in every language.
    pub fn notice(&self) -> Notice {
        let falls = self.decay.iter().filter(|d| **d != 0.0).map(|d| ((1.0 - (-d).exp()) * 100.0).round());
        let least = falls.clone().fold(f64::INFINITY, f64::min);
        let greatest = falls.fold(f64::NEG_INFINITY, f64::max);
        let fall =
            if least < greatest { format!("{least}–{greatest}") } else { greatest.max(-999.0).to_string() };
        let (how, year) = match self.fitted {
            Fitted::Flows(Some(year)) => ("flows", year.to_string()),
            Fitted::Flows(None) => ("undated", String::new()),
            Fitted::MeanDistance(_) => ("distance", String::new()),
            Fitted::Assumed => ("assumed", String::new()),
        };
        Notice::info("flows-estimated")
            .arg("fall", fall)
            .arg("how", how)
            .arg("year", year)
            .arg("metres", self.mean_distance.unwrap_or_default().round())
            .arg("some", if self.hidden > 0 { "yes" } else { "no" })
            .arg("hidden", self.hidden)
    }
}

/// The known flows of a scheme and year; of the newest year where none is asked for, and of another
/// scheme where this one has none, since all groups together are the same pupils.
pub fn known(dataset: &Dataset, scheme: usize, year: Option<Year>) -> Option<&FlowTable> {
    let fits = |t: &&FlowTable| year.is_none() || t.year == year;
    let newest = |own: bool| {
        let tables = dataset.flows().iter().filter(fits).filter(|t| !own || t.scheme == scheme);
        tables.filter(|t| !t.flows.is_empty()).max_by_key(|t| t.year)
    };
    newest(true).or_else(|| newest(false))
}

/// Whether flows can be had: known ones, or counts on both sides to estimate them from. The estimate may
/// still be refused.
pub fn any(dataset: &Dataset, scheme: usize, year: Option<Year>) -> bool {
    known(dataset, scheme, year).is_some() || margins(dataset, scheme, year).is_some()
}

/// Whether the flows are known, refused, estimated before, or few enough to be estimated at once: else they
/// are for a worker.
pub fn at_hand(dataset: &Dataset, wanted: Wanted) -> bool {
    if known(dataset, wanted.scheme, wanted.year).is_some() {
        return true;
    }
    let Some((schools, home)) = margins(dataset, wanted.scheme, wanted.year) else { return true };
    let cells = schools.units().saturating_mul(home.units()).saturating_mul(schools.groups);
    cells <= FEW_CELLS || dataset.memo().has::<Outcome>(&key(wanted))
}

type Outcome = Result<Arc<Estimated>, Notice>;

fn key(wanted: Wanted) -> String {
    format!("{}|{:?}|{:?}", wanted.scheme, wanted.year.map(|y| y.0), wanted.mean_distance)
}

/// The flows that are known; else an estimate, which is made once for a dataset.
///
/// # Errors
/// `catchment-no-flows` where there are no counts of one year on both sides; why there is no estimate where
/// both sides disagree, or a count is not known at all; as [`gravity`].
pub fn flows(dataset: &Dataset, wanted: Wanted) -> Result<Flows<'_>, Notice> {
    if let Some(table) = known(dataset, wanted.scheme, wanted.year) {
        return Ok(Flows::Known(table));
    }
    let (schools, home) =
        margins(dataset, wanted.scheme, wanted.year).ok_or_else(|| Notice::error("catchment-no-flows"))?;
    let made = dataset.memo().get(&key(wanted), || estimate(dataset, schools, home, wanted).map(Arc::new));
    made.as_ref().clone().map(Flows::Estimated)
}

/// The counts by school and by home of one scheme and year.
fn margins(dataset: &Dataset, scheme: usize, year: Option<Year>) -> Option<(&CountTable, &CountTable)> {
    let schools = dataset.counts(Subject::School, scheme, year)?;
    Some((schools, dataset.counts_of(Subject::Home, scheme, schools.year)?))
}

fn estimate(
    dataset: &Dataset,
    table: &CountTable,
    home: &CountTable,
    wanted: Wanted,
) -> Result<Estimated, Notice> {
    let (homes, schools) = (Homes::of(dataset, home), schools_with_counts(table));
    if homes.len().saturating_mul(homes.groups).saturating_mul(schools.len()) > MOST_CELLS {
        return Err(Notice::error("flows-too-many"));
    }
    let sides = Sides::of(dataset, &homes, home, &schools, table)?;
    let nowhere = geo::Point::new(f64::NAN, f64::NAN);
    let places: Vec<_> = schools.iter().map(|id| dataset.school(*id).map_or(nowhere, |s| s.at)).collect();
    let distances = Distances::straight_line(&homes.points, &places, 1.0);
    let cells;
    let (fitted, calibration) =
        match (wanted.mean_distance, of_another_year(dataset, wanted.scheme, &homes, &schools)) {
            (Some(metres), _) => {
                let metres = f64::from(metres);
                (Fitted::MeanDistance(metres), Calibration::MeanDistance(metres))
            }
            (None, Some((year, found))) => {
                cells = found;
                (Fitted::Flows(year), Calibration::Flows(&cells))
            }
            (None, None) => (Fitted::Assumed, Calibration::Given(DECAY)),
        };
    let area = |id| dataset.area(id).map(|a| a.name.clone()).unwrap_or_default();
    let school = |id| dataset.school(id).map(|s| s.name.clone()).unwrap_or_default();
    let areas: Vec<String> = homes.areas.iter().map(|id| area(*id)).collect();
    let names: Vec<String> = schools.iter().map(|id| school(*id)).collect();
    let names = Names { groups: &sides.groups, homes: &areas, schools: &names };
    let model = Gravity { decay: Decay::Exponential, calibration, scale_to_homes: sides.hidden > 0 };
    let found = gravity(&homes, &distances, &sides.pupils, names, model)?;
    let mut flows = found.table(&homes, &schools, table.scheme, table.year, table.source);
    flows.basis = flows.basis.max(home.basis).max(table.basis);
    Ok(Estimated {
        table: flows,
        decay: found.decay,
        mean_distance: found.mean_distance,
        fitted,
        hidden: sides.hidden,
        notices: found.notices,
    })
}

/// The flows of a scheme that are known of some year, the newest, to fit a decay on: by home × group ×
/// school. `None` where there are none between these homes and schools.
pub fn of_another_year(
    dataset: &Dataset,
    scheme: usize,
    homes: &Homes,
    schools: &[SchoolId],
) -> Option<(Option<Year>, Vec<f64>)> {
    let others = dataset.flows().iter().filter(|t| t.scheme == scheme && !t.flows.is_empty());
    // What was estimated itself fell off as somebody assumed.
    let counted = others.filter(|t| t.basis != Basis::Estimated).max_by_key(|t| t.year)?;
    let cells = tabulate(counted, homes, schools).cells;
    cells.iter().any(|n| *n > 0.0).then_some((counted.year, cells))
}

/// The pupils on the side of the schools, held against those of the homes.
struct Sides {
    groups: Vec<String>,
    /// By school × group, hidden counts at the middle of their range.
    pupils: Vec<f64>,
    hidden: usize,
}

impl Sides {
    /// Refuses counts that are unknown, and groups of which the two sides differ by more than hidden counts
    /// can explain.
    fn of(
        dataset: &Dataset,
        homes: &Homes,
        home: &CountTable,
        schools: &[SchoolId],
        table: &CountTable,
    ) -> Result<Self, Notice> {
        /// Sums of fractions differ in their last digits.
        const SAME: f64 = 1e-6;
        let scheme = dataset.schemes().get(table.scheme);
        let groups: Vec<String> =
            scheme.map(|s| s.groups.iter().map(|g| g.label.clone()).collect()).unwrap_or_default();
        let at_home = || homes.areas.iter().map(|id| (home.row(id.0), false, id.0));
        let at_school = || schools.iter().map(|id| (table.row(id.0), true, id.0));
        let mut hidden = 0;
        let mut sums = vec![[(0.0, 0.0); 2]; homes.groups];
        for (row, school, unit) in at_home().chain(at_school()) {
            for (group, count) in row.iter().enumerate() {
                let Some((least, greatest)) = count.bounds().filter(|(_, most)| most.is_finite()) else {
                    let name = if school {
                        dataset.schools().get(unit).map(|s| s.name.clone())
                    } else {
                        dataset.areas().get(unit).map(|a| a.name.clone())
                    };
                    return Err(Notice::error("flows-count-unknown")
                        .arg("name", name.unwrap_or_default())
                        .arg("group", groups.get(group).cloned().unwrap_or_default()));
                };
                hidden += usize::from(count.is_suppressed());
                if let Some(sum) = sums.get_mut(group).and_then(|s| s.get_mut(usize::from(school))) {
                    (sum.0, sum.1) = (sum.0 + least, sum.1 + greatest);
                }
            }
        }
        for (group, [home, school]) in sums.iter().enumerate() {
            if home.0 > school.1 + SAME || school.0 > home.1 + SAME {
                let round = |n: f64| (n * 1e4).round() / 1e4;
                let range = |(least, most): (f64, f64)| match most - least {
                    0.0 => round(least).to_string(),
                    _ => format!("{}–{}", round(least), round(most)),
                };
                return Err(Notice::error("flows-margins")
                    .arg("group", groups.get(group).cloned().unwrap_or_default())
                    .arg("homes", range(*home))
                    .arg("schools", range(*school)));
            }
        }
        let middle = |c: &Count| c.bounds().map_or(0.0, |(least, most)| f64::midpoint(least, most));
        let pupils = schools.iter().flat_map(|id| table.row(id.0).iter().map(middle)).collect();
        Ok(Self { groups, pupils, hidden })
    }
}
