//! Where the pupils of a school come from, and where those of an area go, as lists that may be told.

use std::collections::BTreeMap;

use crate::catchment::observed::flows_of;
use crate::data::{AreaId, Basis, Dataset, SchoolId, SourceId, Year};
use crate::number::Count;
use crate::privacy::{Gate, Shown};

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
}

/// The flows of a school or area, all groups together; `most` are named at the most. `None` where no
/// flows of it are known.
pub fn flow_list(
    dataset: &Dataset,
    of: Of,
    scheme: usize,
    year: Option<Year>,
    gate: Gate,
    most: usize,
) -> Option<FlowList> {
    let table = flows_of(dataset, scheme, year)?;
    let mut sums: BTreeMap<usize, Count> = BTreeMap::new();
    for flow in &table.flows {
        let unit = match of {
            Of::School(school) => (flow.school == school).then_some(flow.area.0),
            Of::Area(area) => lies_in(dataset, flow.area, area).then_some(flow.school.0),
        };
        if let Some(unit) = unit {
            let sum = sums.entry(unit).or_insert(Count::ZERO);
            *sum = *sum + flow.pupils;
        }
    }
    sums.retain(|_, count| *count != Count::ZERO);
    if sums.is_empty() {
        return None;
    }
    let units: Vec<usize> = sums.keys().copied().collect();
    let counts: Vec<Count> = sums.into_values().collect();
    let largest = gate.largest(&counts, most);
    let named = largest.named.iter().filter_map(|(at, pupils)| Some((*units.get(*at)?, *pupils)));
    Some(FlowList {
        named: named.collect(),
        others: largest.others,
        rest: largest.rest,
        total: gate.count(counts.iter().copied().sum()),
        basis: table.basis,
        year: table.year,
        source: table.source,
    })
}

/// Whether an area is another or lies in it.
fn lies_in(dataset: &Dataset, area: AreaId, whole: AreaId) -> bool {
    let mut at = Some(area);
    // No division nests deeper; a guard against areas that contain each other.
    for _ in 0..8 {
        match at {
            Some(id) if id == whole => return true,
            Some(id) => at = dataset.area(id).and_then(|a| a.parent),
            None => return false,
        }
    }
    false
}
