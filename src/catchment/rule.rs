//! By which rule an area belongs to a school, and that rule in words.

use serde::{Deserialize, Serialize};

use crate::data::School;
use crate::number::percent;
use crate::text::{Language, text, text_with};

/// How catchments are made.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// Polygons that were loaded.
    Given,
    /// Every place to the school nearest to it in a straight line.
    Nearest(Subset),
    /// Every area to the school that most of its pupils attend.
    MostPupils,
    /// Per school the fewest areas that hold at least this percentage (1–100) of its pupils.
    Core { percent: u8 },
}

/// Which schools take part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Subset {
    #[default]
    All,
    Denomination(String),
    Kind(String),
    Board(String),
}

impl Subset {
    /// Reads `denomination=…`, `kind=…` or `board=…`.
    ///
    /// # Errors
    /// With the forms that can be read.
    pub fn parse(given: &str) -> Result<Self, String> {
        let forms = || "denomination=…, kind=…, board=…".to_owned();
        let (what, value) = given.split_once('=').ok_or_else(forms)?;
        let value = value.trim().to_owned();
        if value.is_empty() {
            return Err(forms());
        }
        match what.trim() {
            "denomination" => Ok(Self::Denomination(value)),
            "kind" => Ok(Self::Kind(value)),
            "board" => Ok(Self::Board(value)),
            _ => Err(forms()),
        }
    }

    /// As [`Subset::parse`] reads it; `None` for all schools.
    pub fn code(&self) -> Option<String> {
        match self {
            Self::All => None,
            Self::Denomination(value) => Some(format!("denomination={value}")),
            Self::Kind(value) => Some(format!("kind={value}")),
            Self::Board(value) => Some(format!("board={value}")),
        }
    }

    /// Whether a school is one of them; upper and lower case are the same.
    pub fn holds(&self, school: &School) -> bool {
        let same = |own: &Option<String>, value: &str| {
            own.as_deref().is_some_and(|own| own.trim().to_lowercase() == value.to_lowercase())
        };
        match self {
            Self::All => true,
            Self::Denomination(value) => same(&school.denomination, value),
            Self::Kind(value) => same(&school.kind, value),
            Self::Board(value) => same(&school.board, value),
        }
    }

    fn value(&self) -> Option<&str> {
        match self {
            Self::All => None,
            Self::Denomination(value) | Self::Kind(value) | Self::Board(value) => Some(value),
        }
    }
}

impl Rule {
    /// The name in files and on the command line.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Nearest(_) => "nearest",
            Self::MostPupils => "observed",
            Self::Core { .. } => "observed-core",
        }
    }

    /// Whether it follows from where pupils go.
    pub fn is_observed(&self) -> bool {
        matches!(self, Self::MostPupils | Self::Core { .. })
    }

    /// The name in a list: "Dichtstbijzijnde school".
    pub fn name(&self, language: Language) -> String {
        match self {
            Self::Given => text(language, "catchment-given"),
            Self::Nearest(subset) => match subset.value() {
                None => text(language, "catchment-nearest"),
                Some(of) => text_with(language, "catchment-nearest-of", &[("of", of)]),
            },
            Self::MostPupils => text(language, "catchment-most-pupils"),
            Self::Core { percent } => {
                text_with(language, "catchment-core", &[("share", &share(*percent, language))])
            }
        }
    }

    /// The rule in a sentence or two, for whoever has to explain it.
    pub fn explanation(&self, language: Language) -> String {
        match self {
            Self::Given => text(language, "catchment-given-rule"),
            Self::Nearest(subset) => match subset.value() {
                None => text(language, "catchment-nearest-rule"),
                Some(of) => text_with(language, "catchment-nearest-of-rule", &[("of", of)]),
            },
            Self::MostPupils => text(language, "catchment-most-pupils-rule"),
            Self::Core { percent } => {
                text_with(language, "catchment-core-rule", &[("share", &share(*percent, language))])
            }
        }
    }
}

fn share(value: u8, language: Language) -> String {
    percent(f64::from(value) / 100.0, 0, language)
}
