//! Where the pupils of a school come from, and where those of an area go, as lists that may be told.

use crate::choice::flows::{Wanted, flows};
use crate::data::{AreaId, Basis, Dataset, SchoolId, SourceId, Year};
use crate::notice::Notice;
use crate::privacy::{Gate, Shown, ShownFlows};

/// Of what the flows are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Its intake, by area.
    School(SchoolId),
    /// Its outflow, by school; of an area with finer ones in it, theirs together.
    Area(AreaId),
}

/// The largest flows by name and all others together.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowList {
    /// Position of the area (or school) and pupils, most pupils first.
    pub named: Vec<(usize, f64)>,
    /// How many are not named.
    pub others: usize,
    /// Pupils of those together.
    pub rest: Shown<f64>,
    /// All pupils.
    pub total: Shown<f64>,
    pub basis: Basis,
    pub year: Option<Year>,
    pub source: SourceId,
    /// That the flows are estimated and how; `None` where they are known.
    pub estimated: Option<Notice>,
}

/// The flows of a school or area, all groups together; `most` are named at the most. `None` where there
/// are none of it.
///
/// # Errors
/// As [`flows`]: no flows are known, and they can't be estimated.
pub fn flow_list(
    dataset: &Dataset,
    of: Of,
    wanted: Wanted,
    gate: Gate,
    most: usize,
) -> Result<Option<FlowList>, Notice> {
    let table = flows(dataset, wanted)?;
    let shown = ShownFlows::of_flows(dataset, &table, gate);
    let (parts, total): (Vec<(usize, Shown<f64>)>, _) = match of {
        Of::School(school) => {
            (shown.to_school(school).into_iter().map(|(a, n)| (a.0, n)).collect(), shown.of_school(school))
        }
        Of::Area(area) => {
            (shown.from_area(area).into_iter().map(|(s, n)| (s.0, n)).collect(), shown.of_area(area))
        }
    };
    if parts.is_empty() {
        return Ok(None);
    }
    let mut named: Vec<(usize, f64)> = parts.iter().filter_map(|(i, n)| Some((*i, n.value()?))).collect();
    named.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    named.truncate(most);
    let told: f64 = named.iter().map(|(_, pupils)| pupils).sum();
    Ok(Some(FlowList {
        others: parts.len() - named.len(),
        // What is hidden among the others is protected in the table of all flows.
        rest: total.map(|total| (total - told).max(0.0)),
        named,
        total,
        basis: table.basis,
        year: table.year,
        source: table.source,
        estimated: table.notice(),
    }))
}
