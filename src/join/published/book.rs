//! The forms as `assets/published.toml` lists them, and the schemes of groups that are known by name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::super::recognise::{Kind, Meaning, Role};
use crate::data::{Group, GroupScheme};
use crate::load::Layer;
use crate::load::layer::normalised;

/// One way in which a body publishes a table.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Form {
    pub(super) key: String,
    pub(super) kind: String,
    pub(super) publisher: String,
    pub(super) area: Vec<String>,
    pub(super) group: Vec<String>,
    pub(super) codes: BTreeMap<String, String>,
    /// What stands before a group that `codes` does not know.
    pub(super) other: String,
    pub(super) groups: Vec<Column>,
    pub(super) prefix: String,
    pub(super) years: String,
    pub(super) single: String,
    pub(super) value: Vec<String>,
    pub(super) apart: Vec<String>,
    pub(super) keep: bool,
    /// Whether it stands beside another form in one file, and may be found along with it.
    pub(super) also: bool,
    /// Whether councils and boards make such tables themselves: no register of the whole country.
    pub(super) own: bool,
    /// Whether a person has to say that a table is of this form.
    pub(super) said: bool,
    /// Words in the name of a column that make it look like one of this form.
    pub(super) like: Vec<String>,
}

/// A column that holds one group.
#[derive(Debug, Deserialize)]
pub(super) struct Column {
    pub(super) key: String,
    pub(super) names: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Scheme {
    pub(super) key: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) ordered: bool,
    pub(super) groups: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Book {
    pub(super) form: Vec<Form>,
    pub(super) scheme: Vec<Scheme>,
}

pub(super) fn book() -> &'static Book {
    static BOOK: LazyLock<Book> =
        LazyLock::new(|| toml::from_str(include_str!("../../../assets/published.toml")).unwrap_or_default());
    &BOOK
}

/// The keys of the forms, without repetition, in their order: what a person can say that a file is.
pub fn forms() -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = book().form.iter().map(|form| form.key.as_str()).collect();
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(*key));
    keys
}

/// Fluent key of the name of a form.
pub fn form_label_key(form: &str) -> &'static str {
    match form {
        "home-postcode" => "form-home-postcode",
        "weight" => "form-weight",
        "newcomers" => "form-newcomers",
        "background" => "form-background",
        "background-home" => "form-background-home",
        "advice" => "form-advice",
        "advice-revised" => "form-advice-revised",
        "advice-against-test" => "form-advice-against-test",
        "age" => "form-age",
        "size" => "form-size",
        "inhabitants-age" => "form-inhabitants-age",
        _ => "form-other",
    }
}

/// What the forms with this key look for in a file.
pub fn wanted_of(key: &str) -> Vec<Meaning> {
    let mut out: Vec<Meaning> = Vec::new();
    for meaning in book().form.iter().filter(|form| form.key == key).flat_map(wanted) {
        if !out.contains(&meaning) {
            out.push(meaning);
        }
    }
    out
}

/// What a form looks for in a file.
pub(super) fn wanted(form: &Form) -> Vec<Meaning> {
    let mut roles = Vec::new();
    let home = form.kind == Kind::PupilsHome.code();
    if form.kind != Kind::AreaIndicators.code() && !home {
        roles.extend([Role::SchoolCode, Role::Brin]);
    }
    if home || !form.area.is_empty() {
        roles.push(Role::AreaCode);
    }
    if !form.group.is_empty() {
        roles.push(Role::Group);
    }
    if !form.value.is_empty() {
        roles.push(Role::Pupils);
    }
    if form.years.is_empty() {
        roles.push(Role::Year);
    }
    let groups = form.groups.iter().map(|c| Meaning::Group(c.key.clone()));
    roles.into_iter().map(Meaning::Role).chain(groups).collect()
}

/// Columns whose names look like those of a form and that nothing was made of: a new year may have
/// renamed them. Nothing is guessed; a person can point them out.
pub fn alike(layer: &Layer, taken: &[(Meaning, usize)]) -> Vec<(&'static str, Vec<String>)> {
    let mut out: Vec<(&'static str, Vec<String>)> = Vec::new();
    for form in book().form.iter().filter(|f| !f.like.is_empty()) {
        let is_like = |name: &str| {
            let name = normalised(name);
            form.like.iter().any(|word| name.contains(&normalised(word)))
        };
        let free = |at: usize| !taken.iter().any(|(_, column)| *column == at);
        let fields = layer.fields.iter().enumerate();
        let names: Vec<String> =
            fields.filter(|(at, name)| free(*at) && is_like(name)).map(|(_, name)| name.clone()).collect();
        if !names.is_empty() && !out.iter().any(|(_, known)| *known == names) {
            out.push((&form.key, names));
        }
    }
    out
}

/// The folded names of groups of pupils: those of these schemes, and those that are known by name.
/// A scheme of one group tells how many there are and not who they are, which is no secret.
pub(in crate::join) fn group_names(schemes: &[GroupScheme]) -> BTreeSet<String> {
    let known = book().scheme.iter().filter(|s| s.groups.len() > 1).flat_map(|s| s.groups.iter());
    let columns = book().form.iter().filter(|f| f.own).flat_map(|f| &f.groups).map(|column| &column.key);
    let loaded = schemes.iter().filter(|s| s.groups.len() > 1);
    let loaded = loaded.flat_map(|s| s.groups.iter()).map(|group| &group.key);
    known.chain(columns).chain(loaded).map(|name| normalised(name)).filter(|name| !name.is_empty()).collect()
}

/// The scheme of groups that are known by name, with those that occur in their published order.
pub(in crate::join) fn known_scheme(keys: &[String]) -> Option<GroupScheme> {
    let ages = |key: &String| key.starts_with("leeftijd ");
    let group = |key: &str| Group { key: key.to_owned(), label: key.to_owned() };
    if !keys.is_empty() && keys.iter().all(ages) {
        let mut sorted: Vec<&String> = keys.iter().collect();
        let age = |k: &str| k.split(' ').nth(1).and_then(|n| n.parse::<u32>().ok()).unwrap_or(u32::MAX);
        sorted.sort_by_key(|k| age(k));
        let groups = sorted.into_iter().map(|k| group(k)).collect();
        return Some(GroupScheme { key: "age".into(), name: "Leeftijd".into(), ordered: false, groups });
    }
    let scheme = book().scheme.iter().find(|s| keys.iter().any(|k| s.groups.contains(k)))?;
    let mut groups: Vec<Group> =
        scheme.groups.iter().filter(|g| keys.contains(g)).map(|g| group(g)).collect();
    groups.extend(keys.iter().filter(|k| !scheme.groups.contains(k)).map(|k| group(k)));
    // With a group that the list does not know, the order is not known either.
    let ordered = scheme.ordered && keys.iter().all(|k| scheme.groups.contains(k));
    Some(GroupScheme { key: scheme.key.clone(), name: scheme.name.clone(), ordered, groups })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_forms_is_well_formed() {
        let book: Book = toml::from_str(include_str!("../../../assets/published.toml")).unwrap();
        assert!(book.form.len() > 5 && book.scheme.len() > 3);
        for form in &book.form {
            assert!(Kind::ALL.iter().any(|k| k.code() == form.kind), "{}: {}", form.key, form.kind);
        }
        let mut all: Vec<&String> = book.scheme.iter().flat_map(|s| &s.groups).collect();
        let before = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), before, "a group belongs to one scheme");
    }
}
