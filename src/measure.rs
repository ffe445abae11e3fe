//! Measures of segregation: pure functions over counts of pupils by unit and group.
//!
//! One unit is one school (or area). Counts are whole or fractional pupils; `x_i` pupils of the
//! group at unit i, `y_i` pupils of the others, `t_i = x_i + y_i`, capitals for the sums over the
//! units, `P = X / T`. Units without pupils are left out. A value that is not defined is `None`:
//! never zero and never NaN.
//!
//! | module | what |
//! | --- | --- |
//! | [`counts`] | the counts themselves, and a view of two groups out of many |
//! | [`ranges`] | counts that are known only between a least and a greatest value |
//! | [`table`] | a bare table of counts from a CSV file |
//! | [`catalogue`] | every measure with name, meaning, range, formula and citation |
//! | [`two`], [`multi`], [`ordered`], [`local`] | the measures, one file each |
//! | [`moves`] | the readings of "would have to change school" |
//! | [`decompose`] | within and between wijken, boards, denominations |
//! | [`mirror`] | schools against the population that they should reflect |
//! | [`change`] | what made a figure change between two tables |
//! | [`inference`], [`sample`] | chance and certainty by seeded draws |
//! | [`bounds`] | what suppressed counts allow |
//! | [`figures`] | all of it for one table, as the command line prints it |
pub mod bounds;
pub mod catalogue;
pub mod change;
pub mod counts;
pub mod decompose;
pub mod figures;
pub mod inference;
pub mod local;
pub(crate) mod logarithm;
pub mod mirror;
pub mod moves;
pub mod multi;
pub mod ordered;
pub mod ranges;
pub mod sample;
pub(crate) mod sum;
pub mod table;
pub mod two;

pub use catalogue::{Kind, Measure};
pub use counts::{Counts, Other, TwoGroup};
pub use figures::{Figures, Options, measure_all};
pub use ranges::{CountRanges, TwoGroupRanges};
pub use two::dissimilarity::dissimilarity;

/// A result only when it is a number: what cannot be computed in floating point (totals so small
/// or so large that products of them vanish) is undefined rather than wrong.
pub(crate) fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// A finite result held within 0..1: rounding may put an even or a complete spread a hair outside.
pub(crate) fn share(value: f64) -> Option<f64> {
    finite(value).map(|v| v.clamp(0.0, 1.0))
}
