//! Tables of a report: typed cells that know whether they may be shown, for every kind of file.

use crate::data::{Basis, CountTable, Dataset};
use crate::figures::limits::{range_in_figures, range_with_marks};
use crate::measure::bounds::Bounds;
use crate::number::{DASH, decimal, percent, whole};
use crate::privacy::Shown;
use crate::text::{Language, text, text_with};
use crate::view::scene::Mark;

/// One value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// Pupils.
    Count(Shown<f64>),
    /// 0..1.
    Share(Shown<f64>),
    /// Any other figure with so many decimals for a person; `None` where it is not defined.
    Number(Option<f64>, usize),
    /// A share (0..1) with a whole percentage for a person; `None` where it is not defined.
    Percent(Option<f64>),
    /// Least and greatest value that something can have; a bound carries a star.
    Bounds(Bounds),
}

/// What stands in place of a number in a file, for a person.
fn mark(shown: Shown<f64>, language: Language) -> String {
    match shown {
        Shown::Hidden => text(language, "report-hidden"),
        Shown::Suppressed { least, greatest } => {
            let args = [("least", whole(least, language)), ("greatest", whole(greatest, language))];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            text_with(language, "report-suppressed", &args)
        }
        Shown::Unknown | Shown::Value(_) => text(language, "report-unknown"),
    }
}

impl Cell {
    /// As a person reads it.
    pub fn words(&self, language: Language) -> String {
        let pupils = |v: f64| decimal(v, usize::from(v.fract() != 0.0), language);
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Count(Shown::Value(value)) => pupils(*value),
            Self::Share(Shown::Value(value)) => percent(*value, 1, language),
            Self::Share(Shown::Suppressed { least, greatest }) => {
                let range = range_in_figures(*least, *greatest, language);
                text_with(language, "report-suppressed-share", &[("range", &range)])
            }
            Self::Count(other) | Self::Share(other) => mark(*other, language),
            Self::Number(value, decimals) => {
                value.map_or(DASH.to_owned(), |v| decimal(v, *decimals, language))
            }
            Self::Percent(value) => value.map_or(DASH.to_owned(), |v| percent(v, 0, language)),
            Self::Bounds(bounds) => range_with_marks(bounds, language),
        }
    }

    /// The number in full precision, when there is one that may be told.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Count(shown) | Self::Share(shown) => shown.value(),
            Self::Number(value, _) | Self::Percent(value) => *value,
            Self::Empty | Self::Text(_) | Self::Bounds(_) => None,
        }
        .filter(|v| v.is_finite())
    }

    /// Whether it is a number or stands in the place of one.
    pub fn is_numeric(&self) -> bool {
        !matches!(self, Self::Empty | Self::Text(_))
    }
}

/// A column: its key for programs, its title for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub key: String,
    pub title: String,
    /// Whether it holds numbers, which stand to the right.
    pub numeric: bool,
    /// Share of the width of a page, against those of the other columns.
    pub width: u16,
}

impl Column {
    pub fn text(key: &str, title: String, width: u16) -> Self {
        Self { key: key.to_owned(), title, numeric: false, width }
    }

    pub fn number(key: impl Into<String>, title: String, width: u16) -> Self {
        Self { key: key.into(), title, numeric: true, width }
    }
}

/// What counts rest on, and where they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub basis: Basis,
    /// Title of the source.
    pub source: String,
}

impl Origin {
    pub fn of(dataset: &Dataset, counts: &CountTable, language: Language) -> Self {
        let source = dataset.source(counts.source).map(|s| s.title_in(language)).unwrap_or_default();
        Self { basis: counts.basis, source }
    }

    /// With a mark that has to stand beside every number.
    #[must_use]
    pub fn marked(mut self, mark: Option<Mark>) -> Self {
        if let Some(mark) = mark {
            self.source = format!("{} ({})", self.source, mark.text);
        }
        self
    }

    /// The basis as a person reads it.
    pub fn basis_in_words(&self, language: Language) -> String {
        text(language, basis_key(self.basis))
    }
}

/// Fluent key of the word for a basis.
pub fn basis_key(basis: Basis) -> &'static str {
    match basis {
        Basis::Counted => "report-basis-counted",
        Basis::Estimated => "report-basis-estimated",
        Basis::Modelled => "report-basis-modelled",
    }
}

/// A table with its title.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name of the sheet, layer or file.
    pub name: String,
    pub title: String,
    /// What it counts, of whom, when, from which source.
    pub about: String,
    /// On what every row rests; in files of rows it stands in each of them.
    pub origin: Option<Origin>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Position of a column by its key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.key == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_shown_has_a_word_and_no_number() {
        for shown in [Shown::Hidden, Shown::Unknown, Shown::Suppressed { least: 1.0, greatest: 4.0 }] {
            for cell in [Cell::Count(shown), Cell::Share(shown)] {
                assert_eq!(cell.number(), None);
                assert!(!cell.words(Language::Dutch).is_empty());
            }
        }
        assert_eq!(Cell::Count(Shown::Hidden).words(Language::Dutch), "afgeschermd");
        assert_eq!(Cell::Share(Shown::Value(0.295)).words(Language::Dutch), "29,5\u{a0}%");
        assert_eq!(Cell::Number(Some(f64::NAN), 1).number(), None);
    }
}
