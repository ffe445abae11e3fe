//! Everyone to the nearest school: what segregation would be if only homes counted.

use geo::Point;
use rstar::{RTree, primitives::GeomWithData};

use crate::data::{AreaId, CountTable, Dataset, SchoolId};
use crate::number::Count;

/// All pupils of every area sent to the school nearest to the area's pupil point, in a straight
/// line and without limit of places.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestSchool {
    /// Row-major, one row per school of the dataset, one column per group.
    pub cells: Vec<Count>,
    pub groups: usize,
    /// The school of every area that has pupils, in file order.
    pub assigned: Vec<(AreaId, SchoolId)>,
    /// Mean distance in metres over all pupils whose number is known; `None` without any.
    pub mean_distance: Option<f64>,
}

/// The schools that have pupils, or may have them, by a table of counts per school.
///
/// A file of schools holds more than the schools that are compared: secondary schools, or those of
/// the whole country. No pupil of the table can be sent there.
pub fn schools_with_counts(table: &CountTable) -> Vec<SchoolId> {
    let may_have_pupils = |unit: &usize| {
        table.mentions(*unit) && table.total(*unit).bounds().is_none_or(|(_, greatest)| greatest > 0.0)
    };
    (0..table.units()).filter(may_have_pupils).map(SchoolId).collect()
}

/// Sends the pupils of `home` to the nearest of `candidates`. The areas used are the finest ones with
/// counts, so that nobody counts twice; an area goes before its parts where those leave out pupils
/// of it. `None` when there are no candidates with a place or no such areas.
pub fn nearest_school(
    dataset: &Dataset,
    home: &CountTable,
    candidates: &[SchoolId],
) -> Option<NearestSchool> {
    let groups = home.groups;
    let points = candidates.iter().filter_map(|id| {
        let at = dataset.school(*id)?.at;
        (at.x().is_finite() && at.y().is_finite()).then(|| GeomWithData::new([at.x(), at.y()], *id))
    });
    let places = RTree::bulk_load(points.collect());
    let mut cells = vec![Count::ZERO; dataset.schools().len() * groups];
    let mut assigned = Vec::new();
    let (mut metres, mut pupils) = (0.0, 0.0);
    for i in finest_whole(dataset, home) {
        let area = dataset.area(AreaId(i))?;
        let from = area.pupil_point.at;
        let (school, distance) = nearest_place(&places, from)?;
        assigned.push((AreaId(i), school));
        let row = cells.get_mut(school.0 * groups..(school.0 + 1) * groups)?;
        for (cell, count) in row.iter_mut().zip(home.row(i)) {
            *cell = *cell + *count;
        }
        if let Some(total) = home.total(i).known() {
            metres += distance * total;
            pupils += total;
        }
    }
    (!assigned.is_empty()).then(|| NearestSchool {
        cells,
        groups,
        assigned,
        mean_distance: (pupils > 0.0).then(|| metres / pupils),
    })
}

/// The place nearest to a point, and its distance; of places equally near the first in the file, as
/// for [`super::distance::Distances`], since the tree has an order of its own.
fn nearest_place(
    places: &RTree<GeomWithData<[f64; 2], SchoolId>>,
    from: Point<f64>,
) -> Option<(SchoolId, f64)> {
    let way = |place: &GeomWithData<[f64; 2], SchoolId>| {
        let [x, y] = *place.geom();
        ((x - from.x()).hypot(y - from.y()), place.data)
    };
    let mut near = places.nearest_neighbor_iter(&[from.x(), from.y()]).map(way);
    let first = near.next()?;
    // The tree orders by squares, which round elsewhere.
    let as_near = near.take_while(|(metres, _)| *metres <= first.0 * (1.0 + 1e-12));
    let (metres, school) =
        as_near.fold(
            first,
            |best, next| {
                if next.0 < best.0 || next.0 == best.0 && next.1 < best.1 { next } else { best }
            },
        );
    Some((school, metres))
}

/// The areas that together hold every pupil of a table once, in file order.
pub(super) fn finest_whole(dataset: &Dataset, home: &CountTable) -> Vec<usize> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); dataset.areas().len()];
    let mut roots = Vec::new();
    for (i, area) in dataset.areas().iter().enumerate() {
        match area.parent.and_then(|AreaId(parent)| parts.get_mut(parent)) {
            Some(siblings) => siblings.push(i),
            None => roots.push(i),
        }
    }
    let mut units: Vec<usize> =
        roots.into_iter().flat_map(|root| cover(root, &parts, home, DEEPEST).units).collect();
    units.sort_unstable();
    units
}

/// No division nests deeper: a guard against areas that contain each other in a damaged file.
const DEEPEST: usize = 8;

/// What stands for one area.
struct Cover {
    units: Vec<usize>,
    /// Whether no part of the area goes without a number.
    whole: bool,
    /// The most pupils that it can stand for.
    greatest: f64,
}

fn cover(area: usize, parts: &[Vec<usize>], home: &CountTable, deepest: usize) -> Cover {
    let own = home.mentions(area);
    let bounds = home.total(area).bounds();
    let itself = || Cover {
        units: if own { vec![area] } else { Vec::new() },
        whole: own,
        greatest: if own { bounds.map_or(f64::INFINITY, |(_, greatest)| greatest) } else { 0.0 },
    };
    let finer = parts.get(area).map(Vec::as_slice).unwrap_or_default();
    if finer.is_empty() || deepest == 0 {
        return itself();
    }
    let finer: Vec<Cover> = finer.iter().map(|&part| cover(part, parts, home, deepest - 1)).collect();
    let whole = finer.iter().all(|c| c.whole);
    let greatest: f64 = finer.iter().map(|c| c.greatest).sum();
    let least = bounds.map_or(0.0, |(least, _)| least);
    let any = finer.iter().any(|c| !c.units.is_empty());
    // Published parts are rounded, so that whole parts need not add up to the area.
    if any && (!own || whole || greatest + 1e-6 >= least) {
        Cover { units: finer.into_iter().flat_map(|c| c.units).collect(), whole: own || whole, greatest }
    } else {
        itself()
    }
}
