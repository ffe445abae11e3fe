//! Which published figures may stand beside the figures of a dataset.

use std::collections::BTreeSet;

use crate::data::Dataset;
use crate::figures::headline::Comparison;
use crate::measure::Other;
use crate::notice::Notice;
use crate::seeds::{HomeChoice, Town, home_choice};

/// The municipality that the bundled example is made after.
const EXAMPLE_TOWN: &str = "GM0014";

/// CBS code of the one municipality that a dataset is about: by the codes of its areas, or the
/// town that the example is made after. `None` when there are several or none.
pub fn municipality(dataset: &Dataset) -> Option<String> {
    if dataset.is_example() {
        return Some(EXAMPLE_TOWN.to_owned());
    }
    let codes: BTreeSet<String> = dataset
        .areas()
        .iter()
        .filter(|a| ["GM", "WK", "BU"].contains(&a.code.get(..2).unwrap_or_default()))
        .filter_map(|a| a.code.get(2..6).map(|digits| format!("GM{digits}")))
        .collect();
    if codes.len() == 1 { codes.into_iter().next() } else { None }
}

/// The published table of towns, when it compares the same two groups (in either order: D is the
/// same), and the row of the dataset's own town in it.
///
/// # Errors
/// When the shipped table cannot be read, which a test rules out.
pub fn home_and_choice(
    dataset: &Dataset,
    comparison: Comparison,
) -> Result<Option<(HomeChoice, Option<Town>)>, Notice> {
    let published = home_choice()?;
    let groups = dataset.schemes().get(comparison.scheme).map(|s| s.groups.as_slice()).unwrap_or_default();
    let key = |i: usize| groups.get(i).map(|g| g.key.to_lowercase()).unwrap_or_default();
    let Other::Group(other) = comparison.other else { return Ok(None) };
    let ours = BTreeSet::from([key(comparison.group), key(other)]);
    if ours != BTreeSet::from([published.group.clone(), published.other.clone()]) {
        return Ok(None);
    }
    let code = municipality(dataset);
    let town = published.towns.iter().find(|t| Some(&t.code) == code.as_ref()).cloned();
    Ok(Some((published, town)))
}
