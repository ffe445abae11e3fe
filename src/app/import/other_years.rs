//! Borders of another year among files that are added: added as areas they would lie over those that
//! are there. They connect codes, and divide what is known by them, unless the person says otherwise.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::FileEntry;
use crate::assistant::scan::year_of_name;
use crate::data::{Dataset, Level};
use crate::join::{Input, Kind, Role};

/// Codes of areas by level.
type Codes = BTreeMap<Level, BTreeSet<String>>;

/// Tells which files are borders of another year than those of the open project, or than the newest
/// among the files.
pub(super) fn tell(files: &mut [FileEntry], inputs: &[Vec<Input>], base: Option<&Dataset>) {
    let mut ground = Codes::new();
    for area in base.iter().flat_map(|dataset| dataset.areas()) {
        ground.entry(area.level).or_default().insert(area.code.clone());
    }
    let mut order: Vec<usize> = (0..files.len().min(inputs.len())).collect();
    order.sort_by_key(|&i| files.get(i).map(|f| Reverse(year_of_name(&f.name))));
    for at in order {
        let (Some(entry), Some(found)) = (files.get_mut(at), inputs.get(at)) else { continue };
        let own = codes(found);
        let other = |(level, own): (&Level, &BTreeSet<String>)| {
            ground.get(level).is_some_and(|known| of_another_year(known, own))
        };
        // Whatever a person says, what is no border connects nothing.
        entry.connects =
            entry.wanted && !own.is_empty() && entry.other_year.unwrap_or_else(|| own.iter().any(other));
        if entry.wanted && !entry.connects {
            own.into_iter().for_each(|(level, codes)| ground.entry(level).or_default().extend(codes));
        }
    }
}

fn codes(inputs: &[Input]) -> Codes {
    let mut out = Codes::new();
    for input in inputs.iter().filter(|i| i.recognised.kind == Kind::Areas) {
        for record in &input.layer.records {
            let Some(code) = input.text(record, Role::AreaCode) else { continue };
            let level = Level::of_area_code(&code);
            if matches!(level, Level::Municipality | Level::Wijk | Level::Buurt) {
                out.entry(level).or_default().insert(code);
            }
        }
    }
    out
}

/// Two lists of codes of one level that are mostly the same, and of which each has some that the other
/// lacks.
fn of_another_year(known: &BTreeSet<String>, own: &BTreeSet<String>) -> bool {
    let both = known.intersection(own).count();
    both * 2 >= known.len().min(own.len()) && both < known.len() && both < own.len() && both > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_mostly_agree_are_of_another_year_and_other_towns_are_not() {
        let of = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect::<BTreeSet<String>>();
        let known = of(&["a", "b", "c", "d"]);
        assert!(of_another_year(&known, &of(&["a", "b", "c", "e"])));
        assert!(!of_another_year(&known, &of(&["x", "y"])), "another town");
        assert!(!of_another_year(&known, &of(&["a", "b"])), "a part of the same");
        assert!(!of_another_year(&known, &of(&["a", "b", "c", "d", "e"])), "the same and one more");
    }
}
