//! The functions that measures of spread are made of.
//!
//! A town is segregated as far as its schools are purer than itself. "Purity" of a number of pupils
//! is a function h of their counts by group that is convex and grows with size (`h(2n) = 2h(n)`), so
//! a whole is never purer than its parts: `Σ h(n_i) ≥ h(Σ n_i)`. Every measure here is that excess,
//! `Σ h(n_i) − h(N)`, over a scale.

/// One h, in the notation of the measure that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purity {
    /// `Σ n_k ln(n_k/t)`: M, E, H.
    Entropy,
    /// `Σ n_k²/t`: relative diversity, correlation ratio, Simpson.
    Squares,
    /// `n_1²/t`: isolation.
    FirstSquare,
    /// `−√(n_1 n_2)`: Hutchens, Atkinson.
    Root,
    /// Entropy of every cut between two levels, in bits.
    OrderedEntropy,
    /// Four times the variance at every cut between two levels.
    OrderedVariance,
}

/// Of the pupils of a unit, so much is put into an empty cell before a slope is taken: slopes at the
/// edge may be infinite, and one taken beside it bounds just as well.
const OFF_THE_EDGE: f64 = 1e-12;

impl Purity {
    pub fn value(self, n: &[f64]) -> f64 {
        let t: f64 = n.iter().sum();
        if t <= 0.0 {
            return 0.0;
        }
        match self {
            Self::Entropy => n.iter().filter(|n| **n > 0.0).map(|n| n * (n / t).ln()).sum(),
            Self::Squares => n.iter().map(|n| n * (n / t)).sum(),
            Self::FirstSquare => n.first().map_or(0.0, |n| n * (n / t)),
            Self::Root => match n {
                [x, y] => -(x * y).sqrt(),
                _ => 0.0,
            },
            Self::OrderedEntropy => cuts(n)
                .map(|(below, above)| {
                    let part = |n: f64| if n > 0.0 { n * (n / t).log2() } else { 0.0 };
                    part(below) + part(above)
                })
                .sum(),
            Self::OrderedVariance => cuts(n).map(|(below, above)| -4.0 * below * (above / t)).sum(),
        }
    }

    /// Slopes of a plane through the origin that lies under h everywhere and touches it at `n` (or
    /// beside it, see [`OFF_THE_EDGE`]): `h(m) ≥ slope · m` for every m.
    pub fn slope(self, n: &[f64], out: &mut Vec<f64>) {
        out.clear();
        let t: f64 = n.iter().sum();
        let lift = if t > 0.0 { t * OFF_THE_EDGE } else { 1.0 };
        let t = t + lift * n.len() as f64;
        let share = |n: &f64| (n + lift) / t;
        match self {
            // Gibbs' inequality: Σ m ln(m/t) ≥ Σ m ln q for shares q.
            Self::Entropy => out.extend(n.iter().map(|n| share(n).ln())),
            // (m/t − s)² ≥ 0.
            Self::Squares => {
                let of_all: f64 = n.iter().map(|n| share(n) * share(n)).sum();
                out.extend(n.iter().map(|n| 2.0 * share(n) - of_all));
            }
            Self::FirstSquare => {
                let s = n.first().map_or(0.0, share);
                out.extend(n.iter().enumerate().map(|(k, _)| if k == 0 { 2.0 * s - s * s } else { -s * s }));
            }
            // √(xy) ≤ (r x + y/r)/2.
            Self::Root => {
                if let [x, y] = n {
                    let r = (share(y) / share(x)).sqrt();
                    out.extend([-r / 2.0, -0.5 / r]);
                }
            }
            Self::OrderedEntropy | Self::OrderedVariance => {
                let mut below = 0.0;
                let shares: Vec<f64> = n
                    .iter()
                    .take(n.len().saturating_sub(1))
                    .map(|n| {
                        below += share(n);
                        below
                    })
                    .collect();
                for k in 0..n.len() {
                    let of_cut = |(cut, c): (usize, &f64)| {
                        let own = if k <= cut { *c } else { 1.0 - c };
                        if self == Self::OrderedEntropy {
                            own.max(OFF_THE_EDGE).log2()
                        } else {
                            -4.0 * (1.0 - own) * (1.0 - own)
                        }
                    };
                    out.push(shares.iter().enumerate().map(of_cut).sum());
                }
            }
        }
    }
}

/// Pupils up to every cut between two levels, and above it.
fn cuts(n: &[f64]) -> impl Iterator<Item = (f64, f64)> + '_ {
    (1..n.len()).map(|at| {
        let (below, above) = n.split_at(at);
        (below.iter().sum(), above.iter().sum())
    })
}
