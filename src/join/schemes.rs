//! Which groups belong together in one scheme.

use std::collections::HashSet;

use super::builder::{Builder, Input, JoinReport};
use super::published;
use super::recognise::{Kind, Role};
use crate::data::{Group, GroupScheme};
use crate::notice::Notice;
use crate::number::Count;

/// More groups than this are no groups but names, codes or numbers: the wrong column. It also keeps
/// units × groups from outgrowing the memory.
const MOST_GROUPS: usize = 100;

/// Whether a layer has a column of groups.
fn has_groups(input: &Input) -> bool {
    matches!(input.recognised.kind, Kind::PupilsHome | Kind::PupilsSchool | Kind::Flows)
}

/// The groups of a table, in the order of their first appearance.
fn groups_of(input: &Input) -> Vec<String> {
    distinct(input.layer.records.iter().filter_map(|r| input.text(r, Role::Group)))
}

/// Refuses a whole table of which the column of groups cannot be that; the other files stand.
pub(super) fn refused(builder: &mut Builder, input: &Input, report: &mut JoinReport) -> bool {
    let groups = if has_groups(input) { groups_of(input).len() } else { 0 };
    if groups > MOST_GROUPS {
        report.refused = report.rows;
        let notice = Notice::error("join-too-many-groups")
            .arg("column", input.column(Role::Group))
            .arg("groups", groups)
            .arg("most", MOST_GROUPS);
        builder.notices.push(notice.file(input.layer.source.file.clone()));
    }
    groups > MOST_GROUPS
}

/// Makes the schemes of all tables that are about to be read. One table may lack a group that
/// another has: the scheme, and the order of its groups, must not hang on which comes first.
pub(super) fn declare(builder: &mut Builder, inputs: &[Input]) {
    let mut sets: Vec<Vec<String>> = Vec::new();
    for input in inputs {
        let keys = if has_groups(input) { groups_of(input) } else { continue };
        if keys.len() > MOST_GROUPS {
            continue;
        }
        let (mut joined, others): (Vec<_>, Vec<_>) =
            sets.into_iter().partition(|set| set.iter().any(|key| keys.contains(key)));
        joined.push(keys);
        sets = others;
        sets.push(distinct(joined.into_iter().flatten()));
    }
    for set in sets.into_iter().filter(|set| !set.is_empty()) {
        scheme_of(builder, set);
    }
}

/// Texts without repetition, in the order of their first appearance.
pub(super) fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

/// The scheme that has all these groups: an existing one, extended where it must be, or a new one.
pub(super) fn scheme_of(builder: &mut Builder, keys: Vec<String>) -> usize {
    let wanted: HashSet<&str> = keys.iter().map(String::as_str).collect();
    let shares = |s: &GroupScheme| s.groups.iter().any(|g| wanted.contains(g.key.as_str()));
    let Some(at) = builder.parts.schemes.iter().position(shares) else {
        builder.parts.schemes.push(known_scheme(&keys));
        return builder.parts.schemes.len() - 1;
    };
    let groups = &mut builder.parts.schemes[at].groups;
    let present: HashSet<String> = groups.iter().map(|g| g.key.clone()).collect();
    let before = groups.len();
    let added = keys.into_iter().filter(|key| !present.contains(key));
    groups.extend(added.map(|key| Group { label: key.clone(), key }));
    if groups.len() > before {
        widen(builder, at);
    }
    at
}

/// Gives the tables of a scheme the columns of groups that were added to it: unknown throughout.
fn widen(builder: &mut Builder, scheme: usize) {
    let groups = builder.parts.schemes[scheme].groups.len();
    for table in builder.parts.counts.iter_mut().filter(|t| t.scheme == scheme) {
        let mut cells = Vec::with_capacity(table.units() * groups);
        for row in table.cells.chunks(table.groups.max(1)) {
            cells.extend_from_slice(row);
            cells.resize(cells.len() + groups - table.groups, Count::Unknown);
        }
        table.cells = cells;
        table.groups = groups;
    }
}

/// Schemes that the program knows by the names of their groups.
fn known_scheme(keys: &[String]) -> GroupScheme {
    const ORDERED: [(&[&str], &str, &str); 3] = [
        (&["laag", "midden", "hoog"], "parental-education", "Opleiding van de ouders"),
        (&["low", "mid", "high"], "parental-education", "Opleiding van de ouders"),
        (&["low", "middle", "high"], "parental-education", "Opleiding van de ouders"),
    ];
    let group = |key: &str| Group { key: key.to_owned(), label: key.to_owned() };
    for (names, key, name) in ORDERED {
        let all = keys.len() > 1 && keys.iter().all(|k| names.contains(&k.as_str()));
        if all {
            let present = names.iter().filter(|n| keys.iter().any(|k| k == **n));
            let groups = present.map(|n| group(n)).collect();
            return GroupScheme { key: key.into(), name: name.into(), ordered: true, groups };
        }
    }
    if let Some(scheme) = published::known_scheme(keys) {
        return scheme;
    }
    let groups = keys.iter().map(|k| group(k)).collect();
    GroupScheme { key: keys.join("-"), name: keys.join(", "), ordered: false, groups }
}
