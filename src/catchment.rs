//! Catchments (voedingsgebieden): which part of the town belongs to which school, by which rule.
//!
//! ```text
//! areas ──union──▶ outline ─┬─ voronoi  ─▶ nearest ──┐
//! schools ──────────────────┘                        ├─▶ Catchments ─▶ compare, map, export
//! flows ─────────────────────────────▶ observed ─────┤
//! loaded or drawn polygons ──────────▶ given ────────┘
//!          sketch ──▶ edited ──▲
//! ```
//!
//! Overlaps, gaps and islands are part of the answer ([`Leftovers`]): shown, not hidden. Who lives in an
//! overlap belongs to each of its schools, and how many do is told; where a scenario must send them to
//! one, that is the nearest of those (see [`crate::scenario`]).

mod catchments;
pub mod compare;
pub mod edited;
pub mod given;
pub mod living;
pub mod moving;
pub mod nearest;
pub mod observed;
pub mod outline;
mod rule;
pub mod sketch;
pub mod voronoi;

pub use catchments::{
    Catchments, Gap, GapReason, Island, Leftovers, Member, Overlap, SchoolCatchment, estimated_name,
};
pub use compare::{Comparison, Difference, Passage, SchoolDifference, compare, comparison};
pub use moving::Moving;
pub use outline::municipality;
pub use rule::{Rule, Subset};
pub use voronoi::{Cells, Voronoi};

use crate::choice::flows::{Flows, Wanted, flows};
use crate::data::{Dataset, Year};
use crate::notice::Notice;
use crate::privacy::Gate;

/// The catchments of a dataset by a rule.
///
/// `town` is made once from [`municipality`]; `scheme` and `year` say which flows count, the newest
/// where no year is given.
///
/// # Errors
/// When the dataset has nothing from which the rule can make catchments; the notice says what to add.
pub fn catchments(
    dataset: &Dataset,
    rule: &Rule,
    scheme: usize,
    year: Option<Year>,
    town: &Voronoi,
    gate: &Gate,
) -> Result<Catchments, Notice> {
    catchments_of(dataset, rule, Wanted::of(scheme, year), town, gate)
}

/// As [`catchments`], with a mean distance to fit an estimate of the flows to.
///
/// # Errors
/// As [`catchments`].
pub fn catchments_of(
    dataset: &Dataset,
    rule: &Rule,
    wanted: Wanted,
    town: &Voronoi,
    gate: &Gate,
) -> Result<Catchments, Notice> {
    let Wanted { scheme, year, .. } = wanted;
    // What rests on flows that nobody counted says so.
    let told = |mut found: Catchments, flows: &Flows| {
        flows.notice().into_iter().for_each(|notice| found.notes.push(notice));
        found
    };
    match rule {
        Rule::Given => {
            let mut found = given::catchments(dataset, town.outline())?;
            let living = living::Living::of(dataset, scheme, year, *gate);
            if let Some(notice) = given::living_in_overlap(&found, &living) {
                found.notes.push(notice);
            }
            Ok(found)
        }
        Rule::Nearest(subset) => nearest::catchments(dataset, subset, town),
        Rule::MostPupils => {
            let flows = flows(dataset, wanted)?;
            Ok(told(observed::catchments(dataset, &flows, gate)?, &flows))
        }
        Rule::Core { percent } => {
            let flows = flows(dataset, wanted)?;
            Ok(told(observed::cores(dataset, &flows, *percent, gate)?, &flows))
        }
    }
}
