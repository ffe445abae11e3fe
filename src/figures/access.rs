//! How many schools of each kind or denomination children have near home, in a town and its areas.

use crate::choice::accessibility::{Access, Reach, Sort, homes_in, sorts_of};
use crate::choice::{Distances, Homes, Metric, schools_with_counts};
use crate::data::{AreaId, Basis, Dataset, Mode, SchoolId, Subject};
use crate::figures::headline::{Comparison, homes_of};
use crate::network::homes_to_schools;
use crate::progress::Progress;

/// The schools within reach of the children of a town.
#[derive(Clone, Debug, PartialEq)]
pub struct TownAccess {
    pub sort: Sort,
    pub reach: Reach,
    pub homes: Homes,
    /// Of the counts by home.
    pub basis: Basis,
    /// What a distance means.
    pub metric: Metric,
}

/// How children get to school where streets are loaded, when nothing else is asked.
pub fn usual_mode(dataset: &Dataset) -> Option<Mode> {
    dataset.streets().map(|_| Mode::Walking)
}

/// From homes to schools: the shortest routes with a mode, else straight lines (also where the dataset
/// has no streets, or the work was cancelled). Which of the two it became is in the metric.
pub fn home_distances(
    dataset: &Dataset,
    homes: &Homes,
    schools: &[SchoolId],
    mode: Option<Mode>,
    progress: &dyn Progress,
) -> Distances {
    let routes = mode.and_then(|mode| homes_to_schools(dataset, homes, schools, mode, progress).ok());
    routes.unwrap_or_else(|| {
        let nowhere = geo::Point::new(f64::NAN, f64::NAN);
        let at = |id: &SchoolId| dataset.school(*id).map_or(nowhere, |s| s.at);
        let places: Vec<geo::Point<f64>> = schools.iter().map(at).collect();
        Distances::straight_line(&homes.points, &places, 1.0)
    })
}

/// The schools with pupils within `radii` metres of where children live: by the shortest route with a
/// mode, else in a straight line (also where the dataset has no streets, or the work was cancelled).
/// `None` without counts by school, or by home of the same year.
pub fn town_access(
    dataset: &Dataset,
    comparison: Comparison,
    sort: Sort,
    radii: &[f64],
    mode: Option<Mode>,
    progress: &dyn Progress,
) -> Option<TownAccess> {
    let table = dataset.counts(Subject::School, comparison.scheme, comparison.year)?;
    let home = homes_of(dataset, table).0?;
    let homes = Homes::of(dataset, home);
    let schools = schools_with_counts(table);
    let distances = home_distances(dataset, &homes, &schools, mode, progress);
    let reach = Reach::new(&distances, &sorts_of(dataset, &schools, sort), radii);
    Some(TownAccess { sort, reach, homes, basis: home.basis, metric: distances.metric })
}

impl TownAccess {
    /// What the children of the town can choose from, of one group or all together; positions in
    /// the sorts and radii of [`Reach`].
    pub fn in_town(&self, group: Option<usize>, sort: usize, radius: usize) -> Option<Access> {
        self.reach.access(&self.homes, 0..self.homes.len(), group, sort, radius)
    }

    /// As [`TownAccess::in_town`], of the children of one area.
    pub fn in_area(
        &self,
        dataset: &Dataset,
        area: AreaId,
        group: Option<usize>,
        sort: usize,
        radius: usize,
    ) -> Option<Access> {
        self.reach.access(&self.homes, homes_in(dataset, &self.homes, area), group, sort, radius)
    }
}

/// The metric as a selector of texts: `walking`, `cycling` or `straight`.
pub fn mode_code(metric: Metric) -> &'static str {
    match metric {
        Metric::StraightLine { .. } => "straight",
        Metric::Route { mode } => mode.code(),
    }
}
