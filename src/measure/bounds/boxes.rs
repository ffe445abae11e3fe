//! The box of tables that the hidden counts allow: every cell between a least and a greatest count.

use crate::measure::ranges::{CountRanges, TwoGroupRanges};

/// Units × groups, row-major, with the ends of every cell. Units that can have no pupils at all are
/// not in it.
#[derive(Clone, Debug)]
pub(super) struct Boxes {
    pub width: usize,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    /// Sums over the units, by group.
    pub low_sums: Vec<f64>,
    pub high_sums: Vec<f64>,
}

/// One unit: the ends of its cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitBox<'a> {
    pub low: &'a [f64],
    pub high: &'a [f64],
}

impl UnitBox<'_> {
    pub fn is_known(&self) -> bool {
        self.low == self.high
    }

    pub fn low_total(&self) -> f64 {
        self.low.iter().sum()
    }

    pub fn high_total(&self) -> f64 {
        self.high.iter().sum()
    }
}

impl Boxes {
    /// A row of `(least, greatest)` per unit.
    pub fn new(width: usize, rows: impl IntoIterator<Item = Vec<(f64, f64)>>) -> Self {
        let mut out = Self {
            width,
            low: Vec::new(),
            high: Vec::new(),
            low_sums: vec![0.0; width],
            high_sums: vec![0.0; width],
        };
        for row in rows {
            if row.iter().all(|(_, high)| *high <= 0.0) {
                continue;
            }
            for ((low, high), (low_sum, high_sum)) in
                row.into_iter().zip(out.low_sums.iter_mut().zip(&mut out.high_sums))
            {
                out.low.push(low);
                out.high.push(high);
                *low_sum += low;
                *high_sum += high;
            }
        }
        out
    }

    pub fn of(ranges: &CountRanges) -> Self {
        let width = ranges.groups().len();
        Self::new(width, ranges.cells().chunks_exact(width).map(<[_]>::to_vec))
    }

    pub fn of_pair(ranges: &TwoGroupRanges) -> Self {
        Self::new(2, ranges.units().iter().map(|u| vec![u.x, u.y]))
    }

    /// One group (first column) against all others together.
    pub fn against_rest(&self, group: usize) -> Self {
        let rows = self.units().map(|unit| {
            let mut pair = vec![(0.0, 0.0), (0.0, 0.0)];
            for (k, (low, high)) in unit.low.iter().zip(unit.high).enumerate() {
                if let Some(side) = pair.get_mut(usize::from(k != group)) {
                    *side = (side.0 + low, side.1 + high);
                }
            }
            pair
        });
        Self::new(2, rows)
    }

    /// The whole town as one unit.
    pub fn pooled(&self) -> Self {
        let row = self.low_sums.iter().copied().zip(self.high_sums.iter().copied()).collect();
        Self::new(self.width, [row])
    }

    pub fn units(&self) -> impl Iterator<Item = UnitBox<'_>> + Clone {
        let rows = self.low.chunks_exact(self.width).zip(self.high.chunks_exact(self.width));
        rows.map(|(low, high)| UnitBox { low, high })
    }

    pub fn total(&self) -> (f64, f64) {
        (self.low_sums.iter().sum(), self.high_sums.iter().sum())
    }

    /// Range of the share of every group among all pupils; `None` where nobody can be there.
    pub fn shares(&self) -> Vec<(f64, f64)> {
        let (low_total, high_total) = self.total();
        let share = |(low, high): (&f64, &f64)| {
            let (most_others, fewest_others) = (high_total - high, low_total - low);
            let least = if *low > 0.0 { low / (low + most_others) } else { 0.0 };
            let greatest = if *high > 0.0 { high / (high + fewest_others.max(0.0)) } else { 0.0 };
            (least.clamp(0.0, 1.0), greatest.clamp(0.0, 1.0))
        };
        self.low_sums.iter().zip(&self.high_sums).map(share).collect()
    }

    /// Groups that can have members.
    pub fn groups_possible(&self) -> usize {
        self.high_sums.iter().filter(|n| **n > 0.0).count()
    }

    pub fn middle(&self) -> Vec<f64> {
        self.low.iter().zip(&self.high).map(|(low, high)| f64::midpoint(*low, *high)).collect()
    }

    /// Whether every end is a whole number of pupils.
    pub fn is_whole(&self) -> bool {
        self.low.iter().chain(&self.high).all(|n| n.fract() == 0.0)
    }
}

/// Adds a table up by group.
pub(super) fn sums(cells: &[f64], width: usize) -> Vec<f64> {
    let mut out = vec![0.0; width];
    for row in cells.chunks_exact(width) {
        for (sum, n) in out.iter_mut().zip(row) {
            *sum += n;
        }
    }
    out
}
