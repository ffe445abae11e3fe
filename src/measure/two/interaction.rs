//! Interaction (exposure): the group among the others.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::share;
use crate::measure::sum::sum2;

pub const MEASURE: Measure = Measure {
    id: "interaction",
    key: "measure-interaction",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "xPy = Σ (x_i/X)(y_i/t_i)",
    citation: "Lieberson, S. (1981). An asymmetrical approach to segregation. In: C. Peach et al. (eds), Ethnic Segregation in Cities, 61–82.",
    compute: Compute::TwoGroup(interaction),
};

/// `Σ (x_i/X)(y_i/t_i)`, 0..1: the share of the others in the school of an average pupil of the
/// group (Lieberson 1981). `None` when the group has no members.
pub fn interaction(counts: &TwoGroup) -> Option<f64> {
    if counts.sum_x() <= 0.0 {
        return None;
    }
    let sum = sum2(counts.x(), counts.y(), |x, y| if x > 0.0 { x * (y / (x + y)) } else { 0.0 });
    share(sum / counts.sum_x())
}
