//! How many units have how much of a group.

use super::{Unit, Units};
use crate::privacy::Shown;
use crate::view::hit::Hit;

/// Ten bins of ten percent each: fixed, so that two years or two groups can be compared by eye.
pub const BINS: usize = 10;

/// The units whose share lies above `from` up to and including `to`; the first also holds 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    pub from: f64,
    pub to: f64,
    /// The units in it, by rising share.
    pub units: Vec<Hit>,
}

/// The distribution of a group over the units of a town.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    pub bins: Vec<Bin>,
    /// Share of the group in the whole town, where it may be told.
    pub town: Option<f64>,
    /// Units whose share is withheld: in no bin.
    pub withheld: usize,
}

impl Histogram {
    /// The greatest number of units in one bin.
    pub fn highest(&self) -> usize {
        self.bins.iter().map(|b| b.units.len()).max().unwrap_or(0)
    }
}

/// The distribution of the share of `group`.
pub fn histogram(units: &Units, group: usize) -> Histogram {
    let width = 1.0 / BINS as f64;
    let bound = |i: usize| if i == BINS { 1.0 } else { i as f64 * width };
    let mut bins: Vec<Bin> =
        (0..BINS).map(|i| Bin { from: bound(i), to: bound(i + 1), units: Vec::new() }).collect();
    let mut told: Vec<(&Unit, f64)> = units.list.iter().filter_map(|u| Some((u, u.share(group)?))).collect();
    told.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (unit, share) in &told {
        // A share of exactly 30 % is not more than 30 %; a hair above it from rounding is not either.
        let bin = ((share / width - 1e-9).ceil() as usize).clamp(1, BINS) - 1;
        bins.get_mut(bin).into_iter().for_each(|b| b.units.push(unit.hit));
    }
    let town = units.town.as_ref().and_then(|t| t.shares.get(group)).copied().and_then(Shown::value);
    Histogram { bins, town, withheld: units.list.len() - told.len() }
}
