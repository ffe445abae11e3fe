//! Flows of a town where none are known: estimated from where pupils live and which school they
//! attend.

use crate::choice::Distances;
use crate::choice::gravity::{Estimate, Gravity, Names, gravity};
use crate::data::{Dataset, FlowTable, Subject};
use crate::figures::home_choice::Ground;
use crate::notice::Notice;

/// Estimates the flows between the homes and schools of `ground` over `distances`, as a table that
/// is marked as estimated, with how it was fitted. Its source is that of the counts by school.
///
/// # Errors
/// As [`gravity`]; messages name groups, areas and schools.
pub fn estimated_flows(
    dataset: &Dataset,
    ground: &Ground,
    distances: &Distances,
    model: Gravity,
) -> Result<(FlowTable, Estimate), Notice> {
    let Ground { comparison, actual, homes, schools, .. } = ground;
    let table = dataset
        .counts(Subject::School, comparison.scheme, comparison.year)
        .ok_or_else(|| Notice::error("cli-no-counts"))?;
    let pupils: Vec<f64> =
        schools.iter().flat_map(|s| table.row(s.0).iter().map(|c| c.known().unwrap_or(0.0))).collect();
    let area = |id| dataset.area(id).map(|a| a.name.clone()).unwrap_or_default();
    let school = |id| dataset.school(id).map(|s| s.name.clone()).unwrap_or_default();
    let areas: Vec<String> = homes.areas.iter().map(|id| area(*id)).collect();
    let names: Vec<String> = schools.iter().map(|id| school(*id)).collect();
    let names = Names { groups: actual.counts.groups(), homes: &areas, schools: &names };
    let estimate = gravity(homes, distances, &pupils, names, model)?;
    let flows = estimate.table(homes, schools, comparison.scheme, table.year, table.source);
    Ok((flows, estimate))
}
