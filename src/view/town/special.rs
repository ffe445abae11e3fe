//! Areas that are in no class, and the words for them.

use crate::number::whole;
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};
use crate::view::values::AreaValue;

/// A legend row of areas that are in no class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Special {
    NoPupils,
    TooFew,
    SmallGroup,
    Suppressed,
    NoDifference,
    Unknown,
}

impl Special {
    pub const ALL: [Self; 6] =
        [Self::NoPupils, Self::TooFew, Self::SmallGroup, Self::Suppressed, Self::NoDifference, Self::Unknown];

    pub fn of(value: AreaValue) -> Self {
        match value {
            AreaValue::NoPupils => Self::NoPupils,
            AreaValue::TooFew => Self::TooFew,
            AreaValue::SmallGroup => Self::SmallGroup,
            AreaValue::Suppressed => Self::Suppressed,
            AreaValue::NoDifference => Self::NoDifference,
            AreaValue::Unknown | AreaValue::Value(_) => Self::Unknown,
        }
    }

    pub fn text(self, gate: &Gate, language: Language) -> String {
        let threshold = whole(f64::from(gate.threshold), language);
        match self {
            Self::NoPupils => text(language, "view-no-pupils"),
            Self::TooFew => text_with(language, "view-too-few", &[("threshold", &threshold)]),
            Self::SmallGroup => text(language, "view-small-group"),
            Self::Suppressed => text(language, "view-suppressed"),
            Self::NoDifference => text(language, "local-no-value"),
            Self::Unknown => text(language, "view-unknown"),
        }
    }
}
