//! Where a map of a town begins.

use geo::Rect;

use crate::data::{Dataset, School, Subject};

/// The part of the town where most schools stand, for a first view: a municipality with much land
/// around its town would otherwise begin as a small dot. `None` with fewer than ten schools, which
/// need no such help.
///
/// Only schools that stand in the areas count, for a file of schools may be that of the whole
/// country; without areas those that have counts, and without counts all.
pub fn focus(dataset: &Dataset) -> Option<Rect<f64>> {
    const LEFT_OUT_PER_SIDE: f64 = 0.08;
    let schools = of_town(dataset);
    if schools.len() < 10 {
        return None;
    }
    let span = |of: fn(&School) -> f64| {
        let mut values: Vec<f64> = schools.iter().map(|s| of(s)).filter(|v| v.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let skip = (values.len() as f64 * LEFT_OUT_PER_SIDE) as usize;
        let (low, high) = (*values.get(skip)?, *values.get(values.len().checked_sub(1 + skip)?)?);
        // Room around the outermost discs, and for the areas that they stand in.
        let margin = (high - low) * 0.12;
        Some((low - margin, high + margin))
    };
    let (x, y) = (span(|s| s.at.x())?, span(|s| s.at.y())?);
    Some(Rect::new((x.0, y.0), (x.1, y.1)))
}

/// The schools that belong to the town.
fn of_town(dataset: &Dataset) -> Vec<&School> {
    let tables = || dataset.parts().counts.iter().filter(|t| t.subject == Subject::School);
    let levels = dataset.levels();
    let belongs = |(i, school): &(usize, &School)| {
        if levels.is_empty() {
            tables().next().is_none() || tables().any(|t| t.mentions(*i))
        } else {
            levels.iter().any(|level| dataset.area_at(school.at, *level).is_some())
        }
    };
    dataset.schools().iter().enumerate().filter(belongs).map(|(_, school)| school).collect()
}
