//! Limits of the measures that are an excess of purity, by planes.
//!
//! Such a measure f of a table n with column sums N is at most F exactly when
//!
//! ```text
//! G_F(n) = Σ_i h(n_i) − Σ_s h(C_s) − α(F) h(N) − β(F)·N ≤ 0
//! ```
//!
//! with h of [`super::shapes`], C_s the sums of a cluster (only for what lies within clusters), and α
//! and β linear in F. For H, `f = (Σ h(n_i) − h(N)) / −h(N)`, so α = 1 − F and β = 0; for M, α = 1 and
//! β = F. G couples the schools through N alone, and there h is convex: a plane `q·N` under it (touching
//! at some N₀) replaces it, and what is left is a sum over schools, each free within its own box.
//!
//! * **Greatest.** `−α h(N) ≤ −α q·N`, so `G_F ≤ Σ_i max [h(n_i) − (αq + β)·n_i]`. A convex function is
//!   greatest at a corner of its box: every corner of the hidden cells of a school is tried. If the sum
//!   is not above zero, no completion has f > F: F is a bound, whatever plane was used. The planes are
//!   laid at the completion that the last round found; where that is the one found again, plane and h
//!   agree there, the bound is attained, and the limit exact.
//! * **Least.** `h(N) ≤ q·N + R`, with R the greatest rise of h over the plane on the box of N (at a
//!   corner of it), so `G_F ≥ Σ_i min [h(n_i) − (αq + β)·n_i] − αR`. The least of a convex function is
//!   found coordinate by coordinate and bounded below by the plane that touches it there, which holds
//!   wherever the search stopped. R is of second order: some (ΔN)²/8N pupils, for a range ΔN of a group.
//!
//! F itself is found by Newton's method on the bound, which is piecewise linear in F and convex
//! (concave), and is then moved outwards by [`super::SEARCH`] and tried: only a tried F is returned.

use super::boxes::{Boxes, UnitBox, sums};
use super::shapes::Purity;
use super::{Bounds, Limit, SEARCH};

/// What is to be bounded.
pub(super) struct Problem<'a> {
    pub boxes: &'a Boxes,
    pub purity: Purity,
    /// The cluster of every unit, and their number, where `Σ h(C_s)` is taken off.
    pub clusters: Option<(&'a [usize], usize)>,
    /// α(F) as `(a, b)`: `a + bF`.
    pub town: (f64, f64),
    /// β(F) by group, as `(a, b)`.
    pub linear: Vec<(f64, f64)>,
    /// What the measure can be whatever the counts.
    pub range: (f64, f64),
    /// The measure of a completion.
    pub value: &'a dyn Fn(&[f64]) -> Option<f64>,
}

/// A unit with hidden counts.
struct Hidden<'a> {
    unit: UnitBox<'a>,
    /// Position among the units.
    at: usize,
    cluster: usize,
    /// Columns that are hidden.
    free: Vec<usize>,
}

/// Planes under h for the town and every cluster, with the greatest rise of h over each.
struct Planes {
    town: Vec<f64>,
    town_rise: f64,
    clusters: Vec<Vec<f64>>,
    cluster_rise: f64,
}

/// The bound on G at one F, its slope in F, and the completion it was found at.
struct Found {
    value: f64,
    slope: f64,
    cells: Vec<f64>,
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Least,
    Greatest,
}

struct Prepared<'a> {
    problem: &'a Problem<'a>,
    hidden: Vec<Hidden<'a>>,
    /// `Σ h` and sums by cluster over the units that are known.
    known_purity: f64,
    known: Vec<Vec<f64>>,
    /// Boxes of the sums of every cluster.
    pools: Vec<(Vec<f64>, Vec<f64>)>,
    /// How much rounding may add up to.
    rounding: f64,
}

const PLANES: usize = 4;
const STEPS: usize = 40;
/// So many hidden cells of one unit have all their corners tried; what more there are is bounded by
/// `h(a + b) ≤ h(a) + h(b)`.
const CORNERS: usize = 8;

/// Least and greatest value; `None` when no completion has one.
pub(super) fn limits(problem: &Problem) -> Bounds {
    let prepared = Prepared::new(problem);
    Bounds { least: prepared.limit(End::Least), greatest: prepared.limit(End::Greatest) }
}

impl<'a> Prepared<'a> {
    fn new(problem: &'a Problem<'a>) -> Self {
        let width = problem.boxes.width;
        let clusters = problem.clusters.map_or(1, |(_, count)| count.max(1));
        let mut out = Self {
            problem,
            hidden: Vec::new(),
            known_purity: 0.0,
            known: vec![vec![0.0; width]; clusters],
            pools: vec![(vec![0.0; width], vec![0.0; width]); clusters],
            rounding: problem.boxes.total().1.max(1.0) * 1e-12,
        };
        for (at, unit) in problem.boxes.units().enumerate() {
            let cluster = problem.clusters.and_then(|(of, _)| of.get(at)).copied().unwrap_or(0);
            if let Some((low, high)) = out.pools.get_mut(cluster) {
                add(low, unit.low);
                add(high, unit.high);
            }
            if unit.is_known() {
                out.known_purity += problem.purity.value(unit.low);
                if let Some(sum) = out.known.get_mut(cluster) {
                    add(sum, unit.low);
                }
            } else {
                let width_of =
                    |k: &usize| unit.high.get(*k).zip(unit.low.get(*k)).map_or(0.0, |(h, l)| h - l);
                let mut free: Vec<usize> = (0..width).filter(|k| width_of(k) > 0.0).collect();
                free.sort_by(|a, b| width_of(b).total_cmp(&width_of(a)));
                out.hidden.push(Hidden { unit, at, cluster, free });
            }
        }
        out
    }

    fn limit(&self, end: End) -> Limit {
        let (lowest, highest) = self.problem.range;
        let (mut bound, worst) = match end {
            End::Least => (lowest, highest),
            End::Greatest => (highest, lowest),
        };
        // The best that a completion is known to reach.
        let mut reached: Option<f64> = None;
        let further = |a: f64, b: f64| if end == End::Least { a < b } else { a > b };
        let mut cells = self.problem.boxes.middle();
        for _ in 0..PLANES {
            let planes = self.planes(&cells);
            let start = reached.or_else(|| (self.problem.value)(&cells)).unwrap_or(worst);
            let Some((found, completion)) = self.root(end, &planes, start) else { break };
            if !further(found, bound) {
                bound = found;
            }
            let completion = self.admissible(completion);
            if let Some(value) = (self.problem.value)(&completion)
                && reached.is_none_or(|r| further(value, r))
            {
                reached = Some(value);
            }
            if completion == cells {
                break;
            }
            cells = completion;
        }
        match reached {
            Some(value) if (value - bound).abs() <= 3.0 * SEARCH => Limit::Exact(value),
            _ => Limit::Bound(bound.clamp(lowest, highest)),
        }
    }

    /// Hidden counts of pupils are whole where all others are.
    fn admissible(&self, cells: Vec<f64>) -> Vec<f64> {
        if self.problem.boxes.is_whole() { cells.into_iter().map(f64::round).collect() } else { cells }
    }

    /// Planes that touch h at the sums of a completion.
    fn planes(&self, cells: &[f64]) -> Planes {
        let Problem { boxes, purity, clusters, .. } = self.problem;
        let mut town = Vec::new();
        purity.slope(&sums(cells, boxes.width), &mut town);
        let mut out = Planes {
            town_rise: rise(*purity, &boxes.low_sums, &boxes.high_sums, &town),
            town,
            clusters: Vec::new(),
            cluster_rise: 0.0,
        };
        if let Some((of, _)) = clusters {
            let mut pools = vec![vec![0.0; boxes.width]; self.pools.len()];
            for (row, cluster) in cells.chunks_exact(boxes.width).zip(of.iter()) {
                if let Some(pool) = pools.get_mut(*cluster) {
                    add(pool, row);
                }
            }
            for (pool, (low, high)) in pools.iter().zip(&self.pools) {
                let mut slope = Vec::new();
                purity.slope(pool, &mut slope);
                out.cluster_rise += rise(*purity, low, high, &slope);
                out.clusters.push(slope);
            }
        }
        out
    }

    /// The bound on G at F.
    fn at(&self, end: End, planes: &Planes, f: f64) -> Found {
        let Problem { purity, town, linear, boxes, .. } = self.problem;
        let alpha = town.0 + town.1 * f;
        let taken: Vec<f64> =
            planes.town.iter().zip(linear).map(|(q, (a, b))| alpha * q + a + b * f).collect();
        let slopes: Vec<f64> = planes.town.iter().zip(linear).map(|(q, (_, b))| town.1 * q + b).collect();
        let lambdas: Vec<Vec<f64>> = if planes.clusters.is_empty() {
            vec![taken]
        } else {
            let of = |q: &Vec<f64>| q.iter().zip(&taken).map(|(q, l)| q + l).collect();
            planes.clusters.iter().map(of).collect()
        };
        let mut value = self.known_purity;
        let mut slope = 0.0;
        for (lambda, known) in lambdas.iter().zip(&self.known) {
            value -= dot(lambda, known);
            slope -= dot(&slopes, known);
        }
        // What a plane leaves out counts only where it would help the completion.
        match end {
            End::Greatest if alpha < 0.0 => {
                value -= alpha * planes.town_rise;
                slope -= town.1 * planes.town_rise;
            }
            End::Least if alpha > 0.0 => {
                value -= alpha * planes.town_rise;
                slope -= town.1 * planes.town_rise;
            }
            _ => {}
        }
        if end == End::Least {
            value -= planes.cluster_rise;
        }
        let mut cells = boxes.low.clone();
        for hidden in &self.hidden {
            let Some(lambda) = lambdas.get(hidden.cluster) else { continue };
            let (best, row) = match end {
                End::Greatest => peak(*purity, hidden, lambda),
                End::Least => trough(*purity, hidden, lambda),
            };
            value += best;
            slope -= dot(&slopes, &row);
            let at = hidden.at * boxes.width;
            if let Some(place) = cells.get_mut(at..at + boxes.width) {
                place.copy_from_slice(&row);
            }
        }
        Found { value, slope, cells }
    }

    /// The F nearest to what is possible that is proven, and the completion it was found at.
    fn root(&self, end: End, planes: &Planes, start: f64) -> Option<(f64, Vec<f64>)> {
        let (lowest, highest) = self.problem.range;
        let proven = |found: &Found| match end {
            End::Greatest => found.value <= self.rounding,
            End::Least => found.value >= -self.rounding,
        };
        let mut f = start;
        let mut found = self.at(end, planes, f);
        for _ in 0..STEPS {
            if proven(&found) || found.slope >= 0.0 {
                break;
            }
            let next = f - found.value / found.slope;
            if !next.is_finite() || (next - f).abs() < 1e-13 {
                break;
            }
            f = next;
            found = self.at(end, planes, f);
        }
        let outwards = if end == End::Greatest { 1.0 } else { -1.0 };
        let cells = found.cells;
        // Each try goes further out; the first is by far enough unless rounding is in the way.
        for margin in [SEARCH, 1e-7, 1e-5, 1e-3] {
            let tried = f + outwards * margin;
            match end {
                // Nothing is proven, nor needs to be.
                End::Greatest if tried >= highest => return Some((highest, cells)),
                End::Least if tried <= lowest => return Some((lowest, cells)),
                _ => {}
            }
            if proven(&self.at(end, planes, tried)) {
                return Some((tried, cells));
            }
        }
        None
    }
}

/// Greatest of `h(n) − λ·n` over the box of a unit, and where.
fn peak(purity: Purity, hidden: &Hidden, lambda: &[f64]) -> (f64, Vec<f64>) {
    let (exact, rest) = hidden.free.split_at(hidden.free.len().min(CORNERS));
    let (low, high) = (hidden.unit.low, hidden.unit.high);
    let mut row = low.to_vec();
    let mut best: (f64, Vec<f64>) = (f64::NEG_INFINITY, row.clone());
    for corner in 0..1_usize << exact.len() {
        for (bit, k) in exact.iter().enumerate() {
            let end = if corner >> bit & 1 == 1 { high } else { low };
            if let (Some(cell), Some(n)) = (row.get_mut(*k), end.get(*k)) {
                *cell = *n;
            }
        }
        let value = purity.value(&row) - dot(lambda, &row);
        if value > best.0 {
            best = (value, row.clone());
        }
    }
    let (mut value, mut row) = best;
    for k in rest {
        let (Some(cell), Some(top), Some(l)) = (row.get_mut(*k), high.get(*k), lambda.get(*k)) else {
            continue;
        };
        let mut alone = vec![0.0; low.len()];
        if let Some(one) = alone.get_mut(*k) {
            *one = top - *cell;
        }
        let gain = purity.value(&alone) - l * (top - *cell);
        if gain > 0.0 {
            value += gain;
            *cell = *top;
        }
    }
    (value, row)
}

/// A bound under the least of `h(n) − λ·n` over the box of a unit, and about where it is.
fn trough(purity: Purity, hidden: &Hidden, lambda: &[f64]) -> (f64, Vec<f64>) {
    const ROUNDS: usize = 12;
    const HALVINGS: usize = 34;
    let (low, high) = (hidden.unit.low, hidden.unit.high);
    let mut row: Vec<f64> = low.iter().zip(high).map(|(l, h)| f64::midpoint(*l, *h)).collect();
    let mut slope = Vec::with_capacity(row.len());
    let mut excess = |row: &[f64], k: usize| {
        purity.slope(row, &mut slope);
        slope.get(k).zip(lambda.get(k)).map_or(0.0, |(s, l)| s - l)
    };
    let put = |row: &mut [f64], k: usize, n: f64| {
        if let Some(cell) = row.get_mut(k) {
            *cell = n;
        }
    };
    for _ in 0..ROUNDS {
        let mut moved = 0.0_f64;
        for &k in &hidden.free {
            let (Some(&l), Some(&h), Some(&was)) = (low.get(k), high.get(k), row.get(k)) else { continue };
            put(&mut row, k, l);
            let mut at = l;
            if excess(&row, k) < 0.0 {
                put(&mut row, k, h);
                at = h;
                if excess(&row, k) > 0.0 {
                    let (mut a, mut b) = (l, h);
                    for _ in 0..HALVINGS {
                        at = f64::midpoint(a, b);
                        put(&mut row, k, at);
                        if excess(&row, k) < 0.0 { a = at } else { b = at }
                    }
                }
            }
            put(&mut row, k, at);
            moved = moved.max((at - was).abs());
        }
        if moved < 1e-9 || hidden.free.len() == 1 {
            break;
        }
    }
    purity.slope(&row, &mut slope);
    let terms = slope.iter().zip(lambda).zip(low.iter().zip(high));
    let bound = terms.map(|((s, l), (a, b))| f64::min((s - l) * a, (s - l) * b)).sum();
    (bound, row)
}

/// The greatest rise of h over a plane on a box.
fn rise(purity: Purity, low: &[f64], high: &[f64], plane: &[f64]) -> f64 {
    let free = (0..low.len()).filter(|k| low.get(*k) != high.get(*k)).collect();
    let pool = Hidden { unit: UnitBox { low, high }, at: 0, cluster: 0, free };
    peak(purity, &pool, plane).0.max(0.0)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    // A slope of minus infinity does not occur: slopes are taken off the edge.
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(sum: &mut [f64], row: &[f64]) {
    for (sum, n) in sum.iter_mut().zip(row) {
        *sum += n;
    }
}
