//! The names under which columns are published: `assets/columns.toml`, and a list of one's own.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use super::Role;
use crate::load::Layer;
use crate::load::layer::normalised;
use crate::notice::Notice;

/// The column with the municipality that a row is about.
pub fn municipality_column(layer: &Layer) -> Option<usize> {
    aliases("municipality").iter().find_map(|name| layer.field(&[name]))
}

/// Whether a column can't be a figure about an area or school, by its name.
pub(in crate::join) fn never_an_indicator(field: &str) -> bool {
    let name = normalised(field);
    aliases("not_an_indicator").iter().any(|a| normalised(a) == name)
}

/// Names that a person added to the list.
static OWN: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();

/// Adds the names in a list of one's own, in the form of `assets/columns.toml`, behind those of the
/// program. Once, before any file is read.
///
/// # Errors
/// A text that is no such list, or names a role that does not exist.
pub fn add_aliases(text: &str) -> Result<(), Notice> {
    let unreadable = |reason: String| Notice::error("aliases-unreadable").arg("reason", reason);
    let own: BTreeMap<String, Vec<String>> =
        toml::from_str(text).map_err(|e| unreadable(e.message().to_owned()))?;
    let lists = ["not_an_indicator", "municipality", "inhabitants"];
    let known = |key: &String| Role::from_key(key).is_some() || lists.contains(&key.as_str());
    if let Some(unknown) = own.keys().find(|key| !known(key)) {
        return Err(unreadable(unknown.clone()));
    }
    // A second list would come too late: names may have been looked up by then.
    let _ = OWN.set(own);
    Ok(())
}

pub(in crate::join) fn aliases(key: &str) -> &'static [String] {
    static ALIASES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
        let mut all: BTreeMap<String, Vec<String>> =
            toml::from_str(include_str!("../../../assets/columns.toml")).unwrap_or_default();
        for (key, names) in OWN.get().into_iter().flatten() {
            all.entry(key.clone()).or_default().extend(names.iter().cloned());
        }
        all
    });
    ALIASES.get(key).map_or(&[], Vec::as_slice)
}

/// The names of a list as they are compared.
pub(super) fn folded(key: &str) -> &'static [String] {
    static FOLDED: LazyLock<BTreeMap<&'static str, Vec<String>>> = LazyLock::new(|| {
        let of = |role: Role| (role.key(), role.aliases().iter().map(|name| normalised(name)).collect());
        Role::ALL.into_iter().map(of).collect()
    });
    FOLDED.get(key).map_or(&[], Vec::as_slice)
}
