//! Borders of another year than the chosen ones: they connect the codes that only they have.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::borders::{is_of, part};
use super::scan::{Found, year_of_name};
use super::{Plan, Reason, in_municipality};
use crate::data::Level;
use crate::join::{Input, Kind, Role};

/// Least is best: codes that are connected, year, name.
type Rank<'a> = (Reverse<usize>, Reverse<i32>, &'a str);

/// Takes borders of another year along where a chosen table has codes that the chosen borders lack
/// and those have: of each level those with the most of these codes, then the newest, then the
/// first by name. They become no areas of the town; what is known by such a code is joined to the
/// area with the same borders, or divided over the areas that it meets.
pub(super) fn choose(plan: &mut Plan, layers: &[Found]) {
    let missing = missing_codes(plan);
    if missing.is_empty() {
        return;
    }
    for level in [Level::Buurt, Level::Wijk] {
        let mut best: Option<(Rank, &Found, &Input)> = None;
        for found in layers {
            for input in found.inputs.iter().filter(|i| i.recognised.kind == Kind::Areas) {
                let own = input.layer.records.iter().filter(|r| is_of(input, r, level, &plan.municipality));
                let codes: BTreeSet<String> = own.filter_map(|r| code(input, r)).collect();
                let covered = codes.intersection(&missing).count();
                if covered == 0 {
                    continue;
                }
                let year = year_of_name(&found.name).unwrap_or(0);
                let rank = (Reverse(covered), Reverse(year), found.name.as_str());
                if best.as_ref().is_none_or(|(other, ..)| rank < *other) {
                    best = Some((rank, found, input));
                }
            }
        }
        let Some(((Reverse(covered), ..), found, input)) = best else { continue };
        plan.left.retain(|v| v.name != found.name || v.kind != Some(Kind::Areas));
        plan.use_it(found, Kind::Areas, Reason::counting("assistant-used-other-year", covered));
        plan.carriers.push(part(input, level, &plan.municipality));
    }
}

/// The codes of chosen tables about areas of the municipality that the chosen borders lack.
fn missing_codes(plan: &Plan) -> BTreeSet<String> {
    let codes = |kinds: &[Kind]| -> BTreeSet<String> {
        let of = plan.inputs.iter().filter(|i| kinds.contains(&i.recognised.kind));
        of.flat_map(|input| input.layer.records.iter().filter_map(|r| code(input, r))).collect()
    };
    let loaded = codes(&[Kind::Areas]);
    let mut asked = codes(&[Kind::AreaIndicators, Kind::PupilsHome, Kind::Flows]);
    asked.retain(|code| !loaded.contains(code) && in_municipality(code, &plan.municipality));
    asked
}

fn code(input: &Input, record: &crate::load::Record) -> Option<String> {
    Some(input.text(record, Role::AreaCode)?.trim().to_uppercase())
}
