//! Every measure once: the interface, the command line and the manual are made from this list.

use super::counts::{Counts, TwoGroup};
use super::{local, multi, ordered, two};
use crate::text::{Language, attribute, text};

/// What a measure is computed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// One group against others.
    TwoGroup,
    /// All groups of the table, in any order.
    MultiGroup,
    /// All groups of the table, which stand in an order.
    Ordered,
    /// One value per unit, or per unit and group.
    Local,
}

/// How a measure is computed.
#[derive(Clone, Copy, Debug)]
pub enum Compute {
    TwoGroup(fn(&TwoGroup) -> Option<f64>),
    MultiGroup(fn(&Counts) -> Option<f64>),
    /// One value per unit.
    LocalTwoGroup(fn(&TwoGroup) -> Vec<Option<f64>>),
    /// One value per unit.
    LocalUnit(fn(&Counts) -> Vec<Option<f64>>),
    /// One value per unit and group, row-major.
    LocalCell(fn(&Counts) -> Vec<Option<f64>>),
    /// Needs random draws: see [`crate::measure::inference`].
    Drawn,
}

/// One measure: what it is called, what it means, how it is computed and where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The key in JSON and in project files; unique within a [`Kind`].
    pub id: &'static str,
    /// Fluent key of the name; its attribute `.meaning` says in one plain sentence what it means.
    pub key: &'static str,
    pub kind: Kind,
    /// Least value it can have.
    pub least: Option<f64>,
    /// Greatest value it can have; `None` when that depends on the table.
    pub greatest: Option<f64>,
    /// Plain text, in the notation of [`crate::measure`].
    pub formula: &'static str,
    pub citation: &'static str,
    pub compute: Compute,
}

impl Measure {
    /// The name for a person.
    pub fn name(&self, language: Language) -> String {
        text(language, self.key)
    }

    /// One plain sentence about what the measure means.
    pub fn meaning(&self, language: Language) -> String {
        attribute(language, self.key, "meaning", &[]).unwrap_or_default()
    }

    /// Whether its value rests on random draws.
    pub fn is_drawn(&self) -> bool {
        matches!(self.compute, Compute::Drawn)
    }

    /// The value for two groups, when this is a measure of two groups and it is defined.
    pub fn of_two_groups(&self, counts: &TwoGroup) -> Option<f64> {
        match self.compute {
            Compute::TwoGroup(compute) => compute(counts),
            _ => None,
        }
    }

    /// The value over all groups, when this is such a measure and it is defined.
    pub fn of_groups(&self, counts: &Counts) -> Option<f64> {
        match self.compute {
            Compute::MultiGroup(compute) => compute(counts),
            _ => None,
        }
    }
}

/// D less its own upward bias, from a bootstrap of pupils.
pub const BIAS_CORRECTED: Measure = Measure {
    id: "bias_corrected_dissimilarity",
    key: "measure-bias-corrected",
    kind: Kind::TwoGroup,
    least: None,
    greatest: Some(1.0),
    formula: "2 D − mean of D over a bootstrap of pupils",
    citation: "Allen, R., S. Burgess, R. Davidson and F. Windmeijer (2015). More reliable inference for the dissimilarity index of segregation. The Econometrics Journal 18(1), 40–66.",
    compute: Compute::Drawn,
};

/// D less what chance alone gives.
pub const CHANCE_ADJUSTED: Measure = Measure {
    id: "chance_adjusted_dissimilarity",
    key: "measure-chance-adjusted",
    kind: Kind::TwoGroup,
    least: None,
    greatest: Some(1.0),
    formula: "D_adj = (D − E[D]) / (1 − E[D])",
    citation: "Winship, C. (1977). A revaluation of indexes of residential segregation. Social Forces 55(4), 1058–1066; Carrington, W.J. and K.R. Troske (1997). On measuring segregation in samples with small units. Journal of Business & Economic Statistics 15(4), 402–409.",
    compute: Compute::Drawn,
};

/// Every measure, in the order in which they are offered.
pub const MEASURES: [&Measure; 32] = [
    &two::dissimilarity::MEASURE,
    &two::gini::MEASURE,
    &two::theil::MEASURE,
    &two::atkinson::MEASURE,
    &two::isolation::MEASURE,
    &two::interaction::MEASURE,
    &two::correlation_ratio::MEASURE,
    &two::min_max::MEASURE,
    &two::hutchens::MEASURE,
    &two::concentration_profile::MEASURE,
    &two::density_corrected::MEASURE,
    &BIAS_CORRECTED,
    &CHANCE_ADJUSTED,
    &multi::dissimilarity::MEASURE,
    &multi::gini::MEASURE,
    &multi::information::THEIL_H,
    &multi::information::MUTUAL_INFORMATION,
    &multi::normalized_exposure::MEASURE,
    &multi::relative_diversity::MEASURE,
    &multi::squared_variation::MEASURE,
    &multi::information::DIVERSITY,
    &multi::simpson::CONCENTRATION,
    &multi::simpson::INTERACTION,
    &ordered::INFORMATION,
    &ordered::VARIANCE_RATIO,
    &local::SHARE_IN_DISSIMILARITY,
    &local::LOCAL_SEGREGATION,
    &local::LOCATION_QUOTIENT,
    &local::LOCAL_DIVERSITY,
    &local::LOCAL_ENTROPY,
    &local::LOCAL_CONCENTRATION,
    &local::LOCAL_INTERACTION,
];

/// The measure with this id among those of one kind.
pub fn measure(kind: Kind, id: &str) -> Option<&'static Measure> {
    MEASURES.into_iter().find(|m| m.kind == kind && m.id == id)
}
