//! Figures that were published under several names: `assets/figures.toml`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::Indicator;
use crate::load::layer::normalised;

#[derive(Debug, Default, Deserialize)]
struct List {
    figure: Vec<Figure>,
}

#[derive(Debug, Deserialize)]
struct Figure {
    /// Most recent first.
    names: Vec<String>,
}

/// Folded name → folded first name of the same figure.
fn known() -> &'static HashMap<String, String> {
    static KNOWN: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        let list: List = toml::from_str(include_str!("../../../assets/figures.toml")).unwrap_or_default();
        let pairs = list.figure.iter().flat_map(|figure| {
            let first = figure.names.first().map(|name| folded(name)).unwrap_or_default();
            figure.names.iter().map(move |name| (folded(name), first.clone()))
        });
        pairs.collect()
    });
    &KNOWN
}

/// Without case and punctuation, and without StatLine's number behind it.
fn folded(name: &str) -> String {
    let name = name.trim();
    let plain = match name.rsplit_once('_') {
        // `a_00_14` ends in an age, and `a_00` would be nothing.
        Some((plain, number))
            if plain.chars().any(char::is_lowercase)
                && plain.chars().any(char::is_uppercase)
                && !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            plain
        }
        _ => name,
    };
    normalised(plain)
}

/// One name for every name under which a figure was published.
pub fn figure_column(key: &str) -> Cow<'_, str> {
    let folded = folded(key);
    match known().get(&folded) {
        Some(first) => Cow::Owned(first.clone()),
        None => Cow::Borrowed(key),
    }
}

/// Whether two figures are the same column, of whatever year.
pub fn same_figure(a: &Indicator, b: &Indicator) -> bool {
    a.subject == b.subject && (a.key == b.key || figure_column(&a.key) == figure_column(&b.key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_one_name_whatever_year_it_is_of() {
        for name in ["a_inw", "AantalInwoners_5", "aantal_inwoners", "A_INW "] {
            assert_eq!(figure_column(name), figure_column("a_inw"), "{name}");
        }
        assert_eq!(figure_column("a_opl_lg"), figure_column("a_opl_bvm"));
        assert_eq!(figure_column("k_0Tot15Jaar_8"), figure_column("a_00_14"));
        // An age is no number of StatLine, and another figure stays another.
        assert_ne!(figure_column("a_15_24"), figure_column("a_15_64"));
        assert_ne!(figure_column("a_00_14"), figure_column("a_00"));
        assert_eq!(figure_column("eigen cijfer"), "eigen cijfer");
    }

    #[test]
    fn no_name_stands_for_two_figures() {
        let list: List = toml::from_str(include_str!("../../../assets/figures.toml")).unwrap();
        let names = |figure: &Figure| -> Vec<String> {
            // Two spellings in one figure may fold to the same.
            let mut own: Vec<String> = figure.names.iter().map(|name| folded(name)).collect();
            own.sort();
            own.dedup();
            own
        };
        let mut all: Vec<String> = list.figure.iter().flat_map(names).collect();
        let before = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), before);
    }
}
