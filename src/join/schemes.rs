//! Which groups belong together in one scheme.

use super::builder::{Builder, Input};
use super::recognise::{Kind, Role};
use crate::data::{Group, GroupScheme};
use crate::number::Count;

/// Makes the schemes of all tables that are about to be read. One table may lack a group that
/// another has: the scheme, and the order of its groups, must not hang on which comes first.
pub(super) fn declare(builder: &mut Builder, inputs: &[Input]) {
    let mut sets: Vec<Vec<String>> = Vec::new();
    for input in inputs {
        if !matches!(input.recognised.kind, Kind::PupilsHome | Kind::PupilsSchool | Kind::Flows) {
            continue;
        }
        let keys = distinct(input.layer.records.iter().filter_map(|r| input.text(r, Role::Group)));
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
    let mut out: Vec<String> = Vec::new();
    for text in texts {
        if !out.contains(&text) {
            out.push(text);
        }
    }
    out
}

/// The scheme that has all these groups: an existing one, extended where it must be, or a new one.
pub(super) fn scheme_of(builder: &mut Builder, keys: Vec<String>) -> usize {
    let shares = |s: &GroupScheme| keys.iter().any(|k| s.position(k).is_some());
    let at = match builder.parts.schemes.iter().position(shares) {
        Some(at) => at,
        None => {
            builder.parts.schemes.push(known_scheme(&keys));
            builder.parts.schemes.len() - 1
        }
    };
    for key in keys {
        if builder.parts.schemes[at].position(&key).is_none() {
            builder.parts.schemes[at].groups.push(Group { label: key.clone(), key });
            widen(builder, at);
        }
    }
    at
}

/// Gives the tables of a scheme the column of a group that was added to it: unknown throughout.
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
    let groups = keys.iter().map(|k| group(k)).collect();
    GroupScheme { key: keys.join("-"), name: keys.join(", "), ordered: false, groups }
}
