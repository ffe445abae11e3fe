//! Schools coloured by what each has to do with the figure of the town: a local measure.

use super::choice::{LocalColour, MapChoice};
use super::town::local_title;
use super::values::AreaValue;
use crate::data::{Dataset, GroupScheme};
use crate::measure::Other;
use crate::privacy::Shown;
use crate::text::Language;

/// Between the parts of a key; in no key of a group that is read.
const BETWEEN: char = '|';

/// A local measure of a group against others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolLocal {
    pub measure: LocalColour,
    /// Positions in the scheme.
    pub group: usize,
    pub other: Other,
}

impl SchoolLocal {
    /// As it is kept in a choice of map ([`MapChoice::school_figure`]): by the keys of the groups, so that
    /// it is found again in other data.
    pub fn key(self, scheme: &GroupScheme) -> Option<String> {
        let key = |at: usize| scheme.groups.get(at).map(|g| g.key.as_str());
        let other = match self.other {
            Other::Rest => "",
            Other::Group(other) => key(other)?,
        };
        Some(format!("{}{BETWEEN}{}{BETWEEN}{other}", self.measure.key(), key(self.group)?))
    }

    /// What a choice shows; `None` where it shows something else, or groups that are not there.
    pub fn of(dataset: &Dataset, choice: &MapChoice) -> Option<Self> {
        let scheme = dataset.schemes().get(choice.scheme)?;
        let mut parts = choice.school_figure.as_ref()?.split(BETWEEN);
        let (measure, group, other) = (parts.next()?, parts.next()?, parts.next()?);
        let measure = LocalColour::ALL.into_iter().find(|m| m.key() == measure)?;
        let other = if other.is_empty() { Other::Rest } else { Other::Group(scheme.position(other)?) };
        Some(Self { measure, group: scheme.position(group)?, other })
    }

    /// Its name with its groups.
    pub fn name(self, dataset: &Dataset, scheme: usize, language: Language) -> String {
        local_title(dataset, scheme, self.measure, self.group, self.other, language)
    }
}

/// What is told of a value, for a disc.
pub(super) fn shown(value: &AreaValue) -> Shown<f64> {
    match *value {
        AreaValue::Value(value) => Shown::Value(value),
        AreaValue::Range(least, greatest) => Shown::Suppressed { least, greatest },
        AreaValue::TooFew | AreaValue::SmallGroup => Shown::Hidden,
        _ => Shown::Unknown,
    }
}
