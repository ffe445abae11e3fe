//! The groups that take no part where two groups are compared: D, exposure and contact hours are of the
//! two alone, and whoever reads them must be told of whom they are not.

use super::headline::Comparison;
use crate::data::Dataset;
use crate::measure::Other;
use crate::number::whole;
use crate::text::{Language, text, text_with};

/// Names of the groups that are in neither of the two; none where a group is held against everyone else.
pub fn names(dataset: &Dataset, comparison: Comparison, language: Language) -> Vec<String> {
    let Other::Group(other) = comparison.other else { return Vec::new() };
    let groups = dataset.schemes().get(comparison.scheme).map(|s| s.groups.as_slice()).unwrap_or_default();
    let left = groups.iter().enumerate().filter(|(at, _)| *at != comparison.group && *at != other);
    left.map(|(_, group)| group.name_in(language)).collect()
}

/// Who does not count in figures that compare two groups; `None` where everyone does.
pub fn sentence(dataset: &Dataset, comparison: Comparison, language: Language) -> Option<String> {
    listed(&names(dataset, comparison, language)).map(|names| {
        let compared = compared(dataset, comparison, language);
        let args = [("names", names.as_str()), ("group", &compared.0), ("other", &compared.1)];
        text_with(language, "others-left-out", &args)
    })
}

/// The two groups that are compared, by name.
pub fn compared(dataset: &Dataset, comparison: Comparison, language: Language) -> (String, String) {
    let scheme = dataset.schemes().get(comparison.scheme);
    let label =
        |i: usize| scheme.and_then(|s| s.groups.get(i)).map(|g| g.name_in(language)).unwrap_or_default();
    let other = match comparison.other {
        Other::Rest => text(language, "figures-rest"),
        Other::Group(other) => label(other),
    };
    (label(comparison.group), other)
}

/// Both groups that are compared, and who does not count.
pub fn in_full(dataset: &Dataset, comparison: Comparison, language: Language) -> String {
    sentence(dataset, comparison, language).unwrap_or_else(|| {
        let (group, other) = compared(dataset, comparison, language);
        text_with(language, "others-compared", &[("group", &group), ("other", &other)])
    })
}

/// The same of what friendship schools bring. `pupils` are those who do not count, and all, where that
/// may be told.
pub fn of_contact(
    (group, other): (&str, &str),
    names: &[String],
    pupils: Option<(f64, f64)>,
    language: Language,
) -> Option<String> {
    let names = listed(names)?;
    let named = [("group", group), ("other", other), ("names", names.as_str())];
    let Some((left, all)) = pupils else { return Some(text_with(language, "friends-others-hidden", &named)) };
    let (left, all) = (whole(left, language), whole(all, language));
    let args: Vec<(&str, &str)> = named.into_iter().chain([("left", left.as_str()), ("all", &all)]).collect();
    Some(text_with(language, "friends-others", &args))
}

/// Names between quotes, one after the other; `None` of none.
fn listed(names: &[String]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("‘{name}’")).collect();
    (!quoted.is_empty()).then(|| quoted.join(", "))
}
