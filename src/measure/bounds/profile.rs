//! Limits of the concentration profile, `R = Σ x_i |p_i − P| / (X (1 − P))`.
//!
//! The range of P is cut into parts. In a part around P₀, at most δ away, `Σ x_i |p_i − P|` is within
//! `δX` of the same with P₀, and `X = Σ x_i`: so `R ≤ F` is proven there when
//!
//! ```text
//! Σ_i [ x_i |p_i − P₀| − (F (1 − P₀ − δ) − δ) x_i ] ≤ 0
//! ```
//!
//! at the greatest of every term in its own box (and `R ≥ F` likewise with the least). A term in one
//! school is, for a fixed x, greatest at an end of y and least at an end or where `p_i = P₀`; for a fixed
//! y, besides the ends and `p_i = P₀`, only where its slope in x vanishes, which has a closed form.

use super::boxes::Boxes;
use super::{Bounds, Limit};

const PARTS: usize = 16;

/// No table goes beyond: `R ≤ Σ t_i |p_i − P| / (T P (1 − P)) = 2D`.
const MOST: f64 = 2.0;

struct Unit {
    x: (f64, f64),
    y: (f64, f64),
}

/// Limits over a table of two groups. `None` when the others can have no members.
pub(super) fn limits(boxes: &Boxes) -> Option<Bounds> {
    let units: Vec<Unit> = boxes
        .units()
        .filter_map(|u| match (u.low, u.high) {
            ([x0, y0], [x1, y1]) => Some(Unit { x: (*x0, *x1), y: (*y0, *y1) }),
            _ => None,
        })
        .collect();
    let (low, high) = *boxes.shares().first()?;
    let step = (high - low) / PARTS as f64;
    let (mut least, mut greatest) = (MOST, 0.0_f64);
    let parts = if step > 0.0 { PARTS } else { 1 };
    for part in 0..parts {
        let (middle, half) = (low + step * (part as f64 + 0.5), step / 2.0);
        let (middle, half) = if parts == 1 { (low, 0.0) } else { (middle, half) };
        let town = Town::new(&units, middle, half);
        greatest = greatest.max(from(MOST, 0.0, |f| town.most(f) <= -town.rounding));
        least = least.min(from(0.0, MOST, |f| town.least(f) >= town.rounding));
    }
    Some(Bounds { least: Limit::Bound(least), greatest: Limit::Bound(greatest) })
}

/// The units of a part of the range of P.
struct Town<'a> {
    hidden: Vec<&'a Unit>,
    p: f64,
    half: f64,
    /// Sums over the units that are known: of the terms, and of x.
    known: (f64, f64),
    rounding: f64,
}

impl<'a> Town<'a> {
    fn new(units: &'a [Unit], p: f64, half: f64) -> Self {
        let mut out = Self { hidden: Vec::new(), p, half, known: (0.0, 0.0), rounding: 0.0 };
        for unit in units {
            if unit.x.0 < unit.x.1 || unit.y.0 < unit.y.1 {
                out.hidden.push(unit);
            } else {
                out.known.0 += term(unit.x.0, unit.y.0, p);
                out.known.1 += unit.x.0;
            }
            out.rounding += 1e-12 * unit.x.1;
        }
        out
    }

    fn most(&self, f: f64) -> f64 {
        let taken = f * (1.0 - self.p - self.half) - self.half;
        let of_unit = |unit: &&Unit| {
            let mut best = f64::NEG_INFINITY;
            for y in [unit.y.0, unit.y.1] {
                // Below P₀ the slope in x, P₀ − taken − 1 + (y/t)², vanishes once.
                let still = still(y, self.p - taken).clamp(unit.x.0, unit.x.1);
                for x in [unit.x.0, unit.x.1, still] {
                    best = best.max(term(x, y, self.p) - taken * x);
                }
            }
            best
        };
        self.known.0 - taken * self.known.1 + self.hidden.iter().map(of_unit).sum::<f64>()
    }

    fn least(&self, f: f64) -> f64 {
        let taken = f * (1.0 - self.p + self.half) + self.half;
        let even = self.p / (1.0 - self.p);
        let of_unit = |unit: &&Unit| {
            let mut best = f64::INFINITY;
            let mut look = |x: f64, y: f64| {
                if x.is_finite() && y.is_finite() {
                    best = best.min(term(x, y, self.p) - taken * x);
                }
            };
            for y in [unit.y.0, unit.y.1] {
                // Above P₀ the slope in x, 1 − (y/t)² − P₀ − taken, vanishes once.
                let still = still(y, self.p + taken).clamp(unit.x.0, unit.x.1);
                let even = (y * even).clamp(unit.x.0, unit.x.1);
                [unit.x.0, unit.x.1, still, even].into_iter().for_each(|x| look(x, y));
            }
            for x in [unit.x.0, unit.x.1] {
                look(x, (x / even).clamp(unit.y.0, unit.y.1));
            }
            best
        };
        self.known.0 - taken * self.known.1 + self.hidden.iter().map(of_unit).sum::<f64>()
    }
}

/// `x |p − P|` of one unit.
fn term(x: f64, y: f64, p: f64) -> f64 {
    if x > 0.0 { x * (x / (x + y) - p).abs() } else { 0.0 }
}

/// The x at which `1 − (y/(x+y))²` is `share`; an end of everything where there is none.
fn still(y: f64, share: f64) -> f64 {
    if share <= 0.0 {
        0.0
    } else if share >= 1.0 {
        f64::MAX
    } else {
        y * (1.0 / (1.0 - share).sqrt() - 1.0)
    }
}

/// From `safe` towards `far`: the furthest F found at which the proof holds. `safe` needs none.
fn from(mut safe: f64, mut far: f64, holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..40 {
        let middle = f64::midpoint(safe, far);
        if holds(middle) { safe = middle } else { far = middle }
    }
    safe
}
