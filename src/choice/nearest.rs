//! Everyone to the nearest school: what segregation would be if only homes counted.

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

/// Sends the pupils of `home` to their nearest schools. The areas used are the finest ones with
/// counts: an area whose parts have counts of their own is left out, since its pupils would count
/// twice. `None` when there are no schools or no such areas.
pub fn nearest_school(dataset: &Dataset, home: &CountTable) -> Option<NearestSchool> {
    let groups = home.groups;
    let mut has_finer = vec![false; dataset.areas().len()];
    for (i, area) in dataset.areas().iter().enumerate() {
        // Every ancestor, not only the parent: a buurt may hang directly under a municipality.
        let mut up = area.parent.filter(|_| home.mentions(i));
        while let Some(AreaId(parent)) = up {
            match has_finer.get_mut(parent) {
                Some(seen) if !*seen => *seen = true,
                _ => break,
            }
            up = dataset.area(AreaId(parent)).and_then(|a| a.parent);
        }
    }
    let mut cells = vec![Count::ZERO; dataset.schools().len() * groups];
    let mut assigned = Vec::new();
    let (mut metres, mut pupils) = (0.0, 0.0);
    for (i, area) in dataset.areas().iter().enumerate() {
        if has_finer.get(i).copied().unwrap_or(false) || !home.mentions(i) {
            continue;
        }
        let (school, distance) = dataset.nearest_school(area.pupil_point.at)?;
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
