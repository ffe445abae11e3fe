//! D corrected for the upward bias of small units.

use crate::measure::catalogue::{Compute, Kind, Measure};
use crate::measure::counts::TwoGroup;
use crate::measure::share;

pub const MEASURE: Measure = Measure {
    id: "density_corrected_dissimilarity",
    key: "measure-density-corrected",
    kind: Kind::TwoGroup,
    least: Some(0.0),
    greatest: Some(1.0),
    formula: "D_dc = 1/2 Σ σ_i n(|x_i/X − y_i/Y| / σ_i), n(θ̂) the θ ≥ 0 that maximises φ(θ̂ − θ) + φ(θ̂ + θ)",
    citation: "Allen, R., S. Burgess, R. Davidson and F. Windmeijer (2015). More reliable inference for the dissimilarity index of segregation. The Econometrics Journal 18(1), 40–66.",
    compute: Compute::TwoGroup(density_corrected_dissimilarity),
};

/// The density-corrected D, 0..1 (Allen et al. 2015): each school's absolute difference is taken
/// as a folded normal observation and replaced by its most likely true value. `None` unless both
/// groups have members, and for a single unit that holds all pupils of both: it has no error to
/// correct for.
pub fn density_corrected_dissimilarity(counts: &TwoGroup) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let mut sum = 0.0;
    for (x, y) in counts.peopled() {
        let (u, v) = (x / x_total, y / y_total);
        let gap = (x * y_total - y * x_total).abs() / (x_total * y_total);
        let sigma = (u * (1.0 - u) / x_total + v * (1.0 - v) / y_total).max(0.0).sqrt();
        if sigma > 0.0 {
            sum += sigma * most_likely(gap / sigma);
        } else if gap > 0.0 {
            // All of one group and nobody of the other: the limit of a vanishing error.
            sum += gap;
        } else {
            return None;
        }
    }
    share(sum / 2.0)
}

/// The θ ≥ 0 that maximises `φ(θ̂ − θ) + φ(θ̂ + θ)`: zero up to θ̂ = 1, above it the positive
/// solution of `θ = θ̂ tanh(θ̂ θ)`.
pub(in crate::measure) fn most_likely(observed: f64) -> f64 {
    if observed <= 1.0 {
        return 0.0;
    }
    // θ − θ̂ tanh(θ̂ θ) is convex for θ > 0 and positive at θ̂: Newton comes down to the root from
    // the right and cannot pass it.
    let mut theta = observed;
    for _ in 0..100 {
        let tanh = (observed * theta).tanh();
        let slope = 1.0 - observed * observed * (1.0 - tanh * tanh);
        let next = theta - (theta - observed * tanh) / slope;
        if !(next > 0.0 && next < theta) {
            break;
        }
        theta = next;
    }
    theta
}
