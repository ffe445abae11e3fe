//! The routes of a dataset: from the pupil point of every area to every school.

use sha2::{Digest, Sha256};

use super::graph::Graph;
use super::search::search;
use super::snap::{Place, SNAP_LIMIT, Snapper};
use crate::choice::{Distances, Homes, Metric};
use crate::data::{AreaId, Dataset, Mode, RouteTable, SchoolId};
use crate::notice::{Notice, Notices};
use crate::progress::Progress;

/// Raise when the same streets and points would give other routes than before.
const RULES: u32 = 1;

/// Routes over the streets of a dataset.
#[derive(Clone, Debug)]
pub struct Routes {
    /// One row per area of the dataset, one column per school, in their order.
    pub distances: Distances,
    /// The nearest street to the pupil point of every area, however far.
    pub areas: Vec<Option<Place>>,
    /// The nearest street to every school, however far.
    pub schools: Vec<Option<Place>>,
}

/// Searches all routes of a dataset, from home to school: over one-way streets the way back can be
/// another, and is not searched. Places further than [`SNAP_LIMIT`] from a street have none.
///
/// # Errors
/// A dataset without streets; a run that was cancelled.
pub fn routes(dataset: &Dataset, mode: Mode, progress: &dyn Progress) -> Result<Routes, Notice> {
    let streets = dataset.streets().ok_or_else(|| Notice::error("network-no-streets"))?;
    let graph = Graph::new(streets, mode);
    let snapper = Snapper::new(streets, &graph);
    let areas: Vec<Option<Place>> =
        dataset.areas().iter().map(|a| snapper.nearest(a.pupil_point.at)).collect();
    let schools: Vec<Option<Place>> = dataset.schools().iter().map(|s| snapper.nearest(s.at)).collect();
    let near = |places: &[Option<Place>]| -> Vec<Option<Place>> {
        places.iter().map(|p| p.filter(|p| p.access <= SNAP_LIMIT)).collect()
    };
    let distances = search(&graph, &near(&areas), &near(&schools), progress)?;
    Ok(Routes { distances, areas, schools })
}

impl Routes {
    /// The schools and areas that can't be reached, by name, and how far places lie from the street.
    pub fn findings(&self, dataset: &Dataset) -> Notices {
        let Metric::Route { mode } = self.distances.metric else { return Notices::default() };
        let mut notices = Notices::default();
        for (i, school) in dataset.schools().iter().enumerate() {
            let name = || format!("{} ({})", school.name, school.code);
            let reached = (0..self.areas.len()).any(|area| self.distances.get(area, i).is_some());
            let place = self.schools.get(i).copied().flatten();
            if let Some(notice) = off_street("network-school-off-streets", place) {
                notices.push(notice.arg("name", name()).arg("mode", mode.code()));
            } else if !reached && !self.areas.is_empty() {
                let notice = Notice::warning("network-school-no-route").arg("name", name());
                notices.push(notice.arg("mode", mode.code()));
            }
        }
        for (i, area) in dataset.areas().iter().enumerate() {
            let name = || format!("{} ({})", area.name, area.code);
            let reached = (0..self.schools.len()).any(|school| self.distances.get(i, school).is_some());
            let place = self.areas.get(i).copied().flatten();
            if let Some(notice) = off_street("network-area-off-streets", place) {
                notices.push(notice.arg("name", name()).arg("mode", mode.code()));
            } else if !reached && !self.schools.is_empty() {
                let notice = Notice::warning("network-area-no-route").arg("name", name());
                notices.push(notice.arg("mode", mode.code()));
            }
        }
        if let Some((mean, most)) = self.access() {
            let notice = Notice::info("network-access").arg("mode", mode.code());
            notices.push(notice.arg("mean", format!("{mean:.0}")).arg("most", format!("{most:.0}")));
        }
        notices
    }

    /// Mean and greatest distance in metres from a place to its street, of the places that have one
    /// within reach. It is part of every route.
    pub fn access(&self) -> Option<(f64, f64)> {
        let all = self.areas.iter().chain(&self.schools).flatten();
        let near: Vec<f64> = all.map(|p| p.access).filter(|m| *m <= SNAP_LIMIT).collect();
        let most = near.iter().copied().reduce(f64::max)?;
        Some((near.iter().sum::<f64>() / near.len() as f64, most))
    }
}

/// A notice about a place that is too far from any street, or that there is none for.
fn off_street(key: &'static str, place: Option<Place>) -> Option<Notice> {
    let metres = place.map(|p| p.access);
    if metres.is_some_and(|m| m <= SNAP_LIMIT) {
        return None;
    }
    let metres = metres.map_or_else(|| "none".to_owned(), |m| format!("{m:.0}"));
    Some(Notice::warning(key).arg("metres", metres).arg("limit", SNAP_LIMIT))
}

/// Routes from homes to some of the schools: those kept in the dataset where they are up to date,
/// else searched.
///
/// # Errors
/// As [`routes`].
pub fn homes_to_schools(
    dataset: &Dataset,
    homes: &Homes,
    schools: &[SchoolId],
    mode: Mode,
    progress: &dyn Progress,
) -> Result<Distances, Notice> {
    let all = match kept(dataset, mode) {
        Some(distances) => distances,
        None => routes(dataset, mode, progress)?.distances,
    };
    let rows: Vec<usize> = homes.areas.iter().map(|a| a.0).collect();
    let columns: Vec<usize> = schools.iter().map(|s| s.0).collect();
    Ok(select(&all, &rows, &columns))
}

/// Some rows and columns of distances, in the order asked for; what is not there has no way.
pub fn select(distances: &Distances, origins: &[usize], destinations: &[usize]) -> Distances {
    let cell = |from: usize, to: usize| distances.get(from, to).unwrap_or(f64::INFINITY);
    let metres = origins.iter().flat_map(|&from| destinations.iter().map(move |&to| cell(from, to)));
    Distances::from_rows(distances.metric, destinations.len(), metres.collect())
        .unwrap_or_else(|| distances.clone())
}

/// The dataset with its routes, for both ways of travelling, as they are kept in a project, and who
/// can't be reached. What is up to date is not searched again, and nothing is said of it. Without
/// streets there are no routes.
///
/// # Errors
/// A run that was cancelled.
pub fn with_routes(dataset: &Dataset, progress: &dyn Progress) -> Result<(Dataset, Notices), Notice> {
    let mut parts = dataset.parts().clone();
    let mut notices = Notices::default();
    if parts.streets.is_none() {
        parts.routes.clear();
        return Ok((Dataset::new(parts), notices));
    }
    let mut tables = Vec::new();
    for mode in Mode::ALL {
        let present = stamp(dataset, mode);
        let known = parts.routes.iter().find(|t| t.mode == mode && t.stamp == present);
        if let Some(table) = known {
            tables.push(table.clone());
            continue;
        }
        let found = routes(dataset, mode, progress)?;
        notices.extend(found.findings(dataset));
        tables.push(table(&found.distances, mode, present));
    }
    parts.routes = tables;
    Ok((Dataset::new(parts), notices))
}

fn table(distances: &Distances, mode: Mode, stamp: String) -> RouteTable {
    let mut metres = Vec::new();
    for area in 0..distances.origins() {
        for school in 0..distances.destinations() {
            metres.extend(distances.get(area, school).map(|m| (AreaId(area), SchoolId(school), m)));
        }
    }
    RouteTable { mode, stamp, metres }
}

/// The routes that are kept in the dataset; `None` when there are none, or when streets, schools or
/// points have changed since.
pub fn kept(dataset: &Dataset, mode: Mode) -> Option<Distances> {
    let table = dataset.parts().routes.iter().find(|t| t.mode == mode)?;
    if table.stamp != stamp(dataset, mode) {
        return None;
    }
    let schools = dataset.schools().len();
    let mut metres = vec![f64::INFINITY; dataset.areas().len() * schools];
    for (area, school, value) in &table.metres {
        *metres.get_mut(area.0 * schools + school.0)? = *value;
    }
    Distances::from_rows(Metric::Route { mode }, schools, metres)
}

/// What routes depend on, as a hash: streets, schools, pupil points, the rules of searching.
pub fn stamp(dataset: &Dataset, mode: Mode) -> String {
    let mut hash = Sha256::new();
    let mut text = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    text(&format!("{RULES} {SNAP_LIMIT} {}", mode.code()));
    for area in dataset.areas() {
        text(&area.code);
        text(&format!("{:?}", area.pupil_point.at.x_y()));
    }
    for school in dataset.schools() {
        text(&school.code);
        text(&format!("{:?}", school.at.x_y()));
    }
    for street in dataset.streets().iter().flat_map(|s| &s.streets) {
        hash.update(street.from.to_le_bytes());
        hash.update(street.to.to_le_bytes());
        hash.update([street.passage(mode) as u8]);
        hash.update(street.metres.to_le_bytes());
        hash.update((street.line.0.len() as u64).to_le_bytes());
        for point in &street.line.0 {
            hash.update(point.x.to_le_bytes());
            hash.update(point.y.to_le_bytes());
        }
    }
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}
