//! Every place to the school nearest to it.

use geo::Point;

use super::catchments::{Catchments, SchoolCatchment};
use super::rule::{Rule, Subset};
use super::voronoi::Voronoi;
use crate::choice::schools_with_counts;
use crate::data::{Dataset, SchoolId, Subject};
use crate::notice::Notice;

/// The schools that take part, in the order of their codes: of two schools in one place the first
/// by code holds the catchment.
///
/// Where there are numbers of pupils by school, only schools that have pupils take part: a file of
/// schools may hold those of the whole country, or of secondary education.
pub fn candidates(dataset: &Dataset, subset: &Subset) -> Vec<SchoolId> {
    let tables = dataset.parts().counts.iter().filter(|t| t.subject == Subject::School);
    let mut counted: Vec<SchoolId> = tables.flat_map(schools_with_counts).collect();
    if counted.is_empty() {
        counted = (0..dataset.schools().len()).map(SchoolId).collect();
    }
    let code = |id: &SchoolId| dataset.school(*id).map(|s| s.code.as_str()).unwrap_or_default();
    counted.retain(|id| dataset.school(*id).is_some_and(|school| subset.holds(school)));
    counted.sort_by(|a, b| code(a).cmp(code(b)).then(a.cmp(b)));
    counted.dedup();
    counted
}

/// The areas in which each school of a subset is the nearest, in a straight line.
///
/// Together they are exactly the municipality. A school outside it takes part, and gets what part of
/// the municipality is nearest to it.
///
/// # Errors
/// When no areas are loaded or no school takes part.
pub fn catchments(dataset: &Dataset, subset: &Subset, town: &Voronoi) -> Result<Catchments, Notice> {
    if town.area_m2() <= 0.0 {
        return Err(Notice::error("catchment-no-areas"));
    }
    let schools = candidates(dataset, subset);
    if schools.is_empty() {
        return Err(Notice::error("catchment-no-schools").arg("of", subset.code().unwrap_or_default()));
    }
    let places: Vec<Point<f64>> =
        schools.iter().filter_map(|id| dataset.school(*id)).map(|school| school.at).collect();
    let cells = town.cells(&places);
    let mut out = Catchments::new(Rule::Nearest(subset.clone()));
    if let Some(level) = dataset.levels().first() {
        out.rest_on_borders(dataset, *level);
    }
    let name =
        |id: SchoolId| dataset.school(id).map(|s| format!("{} ({})", s.name, s.code)).unwrap_or_default();
    let (mut nowhere, mut empty) = (Vec::new(), Vec::new());
    for (i, ((&school, shape), holder)) in schools.iter().zip(cells.shapes).zip(&cells.holder).enumerate() {
        if let Some(source) = dataset.school(school).map(|s| s.source) {
            out.rest_on(dataset, source);
        }
        match holder {
            None => nowhere.push(name(school)),
            Some(holder) if *holder != i => {}
            Some(_) if shape.0.is_empty() => empty.push(name(school)),
            Some(_) => {
                let sharers = schools.iter().zip(&cells.holder).enumerate();
                let with = sharers.filter(|(j, (_, h))| *j != i && **h == Some(i)).map(|(_, (id, _))| *id);
                let mut catchment = SchoolCatchment::new(school, shape);
                catchment.with = with.collect();
                if !catchment.with.is_empty() {
                    let names: Vec<String> = catchment.schools().map(name).collect();
                    out.notes.push(Notice::info("catchment-same-place").arg("schools", names.join(", ")));
                }
                out.list.push(catchment);
            }
        }
    }
    if !nowhere.is_empty() {
        out.notes.push(Notice::warning("catchment-no-place").arg("schools", few(&nowhere)));
    }
    if !empty.is_empty() {
        let notice = Notice::info("catchment-nothing-nearest").arg("count", empty.len());
        out.notes.push(notice.arg("schools", few(&empty)));
    }
    out.list.sort_by_key(|c| c.school);
    out.find_islands();
    Ok(out)
}

/// The first names, and that there are more.
pub(super) fn few(names: &[String]) -> String {
    const NAMED: usize = 5;
    let more = if names.len() > NAMED { " …" } else { "" };
    format!("{}{more}", names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", "))
}
