//! Columns that look like figures and are pupils per group: those pass the privacy gate as counts,
//! never beside it as loose figures.

use super::builder::{Builder, Input, taken_fields};
use super::published::group_names;
use super::recognise::{Kind, Meaning};
use crate::load::layer::normalised;
use crate::notice::Notice;

/// Takes the columns that are called as a group of pupils out of the figures of a layer, and says so.
pub(super) fn withhold(builder: &Builder, input: &mut Input) -> Option<Notice> {
    let figures = [Kind::Areas, Kind::Schools, Kind::AreaIndicators, Kind::SchoolIndicators];
    if !figures.contains(&input.recognised.kind) {
        return None;
    }
    let taken = taken_fields(input);
    let names = group_names(&builder.parts.schemes);
    let said_otherwise = |name: &str| {
        let of = |(key, column): (&String, &Option<String>)| match Meaning::from_key(key) {
            Some(Meaning::Group(group)) => column.is_none() && normalised(&group) == name,
            _ => false,
        };
        input.layer.source.columns.corrected.iter().any(of)
    };
    let named: Vec<usize> = input
        .layer
        .fields
        .iter()
        .enumerate()
        .filter(|(at, name)| {
            let name = normalised(name);
            let numbers = || {
                let mut cells = input.layer.records.iter().filter_map(|r| r.values.get(*at));
                cells.any(|value| input.number(value).is_some())
            };
            !taken.contains(at) && names.contains(&name) && !said_otherwise(&name) && numbers()
        })
        .map(|(at, _)| at)
        .collect();
    if named.is_empty() {
        return None;
    }
    let columns: Vec<String> = named.iter().filter_map(|at| input.layer.fields.get(*at).cloned()).collect();
    input.counted.extend(named);
    let notice = Notice::warning("join-group-columns").arg("columns", columns.join(", "));
    Some(notice.file(input.layer.source.file.clone()))
}
