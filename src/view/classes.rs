//! Classes of values: where one colour ends and the next begins.
//!
//! A class holds the values above its lower break up to and including its upper break, so that
//! "more than 50 %" is exactly true of the last one; the first also holds its own lower bound.

use serde::{Deserialize, Serialize};

/// How breaks are found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Method {
    /// Round breaks that read well; for shares a fixed ladder such as 10, 20 … 50 %, which stays
    /// the same when the values change a little.
    #[default]
    Pretty,
    /// Classes of equal width from the least to the greatest value.
    Equal,
    /// Classes with equally many values, ties together.
    Quantile,
    /// Natural breaks of Fisher (1958) and Jenks: least squared deviation within classes.
    Natural,
    /// Inner breaks as given by a person or taken from another map.
    Own(Vec<f64>),
    /// Equal round steps to both sides of this value, for differences.
    Centred(f64),
}

/// The greatest number of classes; more cannot be told apart on a map.
pub const MOST_CLASSES: usize = 12;

/// Fewest and most classes that a person is offered.
pub const FEWEST_CHOSEN: usize = 2;
pub const MOST_CHOSEN: usize = 9;

/// Bounds of consecutive classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
    /// Lower bound of the first class, upper bounds of all: one more than there are classes, in
    /// strictly rising order, but that the first class may be a single value (many zeros). Empty
    /// when there are no values.
    pub breaks: Vec<f64>,
    /// The first class also holds everything below it ("at most 10 %").
    pub open_below: bool,
    /// The last class also holds everything above it ("more than 50 %").
    pub open_above: bool,
}

impl Classes {
    /// Classes for `values` by `method`, `count` of them at most (1..=[`MOST_CLASSES`]; two for
    /// centred ones). Values
    /// that are not finite are ignored; without any other there are no classes, except own ones.
    pub fn of(values: &[f64], method: &Method, count: usize) -> Self {
        let count = count.clamp(1, MOST_CLASSES);
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        if let Method::Own(inner) = method {
            return Self::own(inner, &sorted);
        }
        let (Some(&least), Some(&greatest)) = (sorted.first(), sorted.last()) else {
            return Self::default();
        };
        if let Method::Centred(centre) = method {
            return Self::centred(*centre, least, greatest, count);
        }
        // Not `least == greatest`: +0 and −0 are one value, and so are neighbours too near to split.
        if (greatest - least) <= f64::EPSILON * least.abs().max(greatest.abs()) {
            return Self { breaks: vec![least, greatest], ..Self::default() };
        }
        let inner = match method {
            Method::Equal => (1..count).map(|i| between(least, greatest, i, count)).collect(),
            Method::Quantile => quantiles(&sorted, count),
            Method::Natural => super::natural_breaks::natural_breaks(&sorted, count),
            _ => return Self::pretty(least, greatest, count),
        };
        Self::closed(least, &inner, greatest)
    }

    /// The fixed ladder for shares (0..1): in steps of 5, 10 or 20 %, by how high the bulk of the
    /// values reaches; the last class is open.
    pub fn of_shares(values: &[f64]) -> Self {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        // One outlier must not flatten the rest of the map.
        let bulk = sorted.get((sorted.len() * 19).div_ceil(20).saturating_sub(1)).copied();
        let ladder: &[f64] = match bulk {
            None => return Self::default(),
            Some(high) if high <= 0.25 => &[0.0, 0.05, 0.10, 0.15, 0.20, 0.25, 1.0],
            Some(high) if high <= 0.65 => &[0.0, 0.10, 0.20, 0.30, 0.40, 0.50, 1.0],
            Some(_) => &[0.0, 0.20, 0.40, 0.60, 0.80, 1.0],
        };
        let open = ladder.len() == 7;
        Self { breaks: ladder.to_vec(), open_below: false, open_above: open }
    }

    fn own(inner: &[f64], sorted: &[f64]) -> Self {
        let mut inner: Vec<f64> = inner.iter().copied().filter(|v| v.is_finite()).collect();
        inner.sort_unstable_by(f64::total_cmp);
        inner.dedup();
        inner.truncate(MOST_CLASSES - 1);
        let (Some(&low), Some(&high)) = (inner.first(), inner.last()) else {
            return match (sorted.first(), sorted.last()) {
                (Some(&a), Some(&b)) => Self { breaks: vec![a, b], ..Self::default() },
                _ => Self::default(),
            };
        };
        // The outer bounds are only stand-ins: both ends are open.
        let step = if high > low { (high - low) / (inner.len() - 1) as f64 } else { low.abs().max(1.0) };
        let mut breaks = vec![sorted.first().map_or(low - step, |v| v.min(low - step))];
        breaks.extend(&inner);
        breaks.push(sorted.last().map_or(high + step, |v| v.max(high + step)));
        Self { breaks, open_below: true, open_above: true }
    }

    fn centred(centre: f64, least: f64, greatest: f64, count: usize) -> Self {
        let centre = if centre.is_finite() { centre } else { 0.0 };
        // At least two, as there are two sides.
        let count = count.max(2);
        let reach = (greatest - centre).abs().max((least - centre).abs());
        if reach <= 0.0 || !reach.is_finite() {
            return Self { breaks: vec![centre, centre], ..Self::default() };
        }
        let step = round_step(2.0 * reach / count as f64);
        let half = count as f64 / 2.0;
        let breaks = (0..=count).map(|i| clean(centre + (i as f64 - half) * step, step)).collect();
        Self { breaks, open_below: true, open_above: true }
    }

    fn pretty(least: f64, greatest: f64, count: usize) -> Self {
        let mut step = round_step((greatest - least) / count as f64);
        // Rounding outwards can take a class or two more than asked for; then the steps grow.
        for _ in 0..4 {
            let (first, last) = ((least / step).floor(), (greatest / step).ceil());
            let classes = (last - first).round();
            if classes >= 1.0 && classes <= count as f64 {
                let breaks = (0..=classes as usize).map(|i| clean((first + i as f64) * step, step));
                return Self { breaks: breaks.collect(), ..Self::default() };
            }
            step = round_step(step * 1.5);
        }
        // Values so far from zero that steps drown in their rounding, or one class across zero.
        let inner: Vec<f64> = (1..count).map(|i| between(least, greatest, i, count)).collect();
        Self::closed(least, &inner, greatest)
    }

    /// From inner breaks that need not be distinct or inside.
    fn closed(least: f64, inner: &[f64], greatest: f64) -> Self {
        let mut breaks = vec![least];
        for &b in inner {
            // Many zeros are a class of their own: only the first class may be a single value.
            let alone = breaks.len() == 1 && b == least;
            if (alone || breaks.last().is_some_and(|last| b > *last)) && b < greatest {
                breaks.push(b);
            }
        }
        breaks.push(greatest);
        Self { breaks, ..Self::default() }
    }

    /// How many classes there are.
    pub fn len(&self) -> usize {
        self.breaks.len().saturating_sub(1)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The class (from 0) of a value; `None` when it is not finite or lies outside closed classes
    /// by more than rounding.
    pub fn class_of(&self, value: f64) -> Option<usize> {
        let (first, last) = (*self.breaks.first()?, *self.breaks.last()?);
        if !value.is_finite() || self.is_empty() {
            return None;
        }
        let slack = 1e-9 * (last - first).abs().max(last.abs());
        if (value < first - slack && !self.open_below) || (value > last + slack && !self.open_above) {
            return None;
        }
        let inner = self.breaks.get(1..self.breaks.len() - 1).unwrap_or(&[]);
        Some(inner.partition_point(|b| *b < value))
    }

    /// Lower and upper bound of a class.
    pub fn bounds(&self, class: usize) -> Option<(f64, f64)> {
        Some((*self.breaks.get(class)?, *self.breaks.get(class + 1)?))
    }

    /// The breaks between classes, to use on another map as [`Method::Own`].
    pub fn inner_breaks(&self) -> &[f64] {
        self.breaks.get(1..self.breaks.len().saturating_sub(1)).unwrap_or(&[])
    }
}

fn between(a: f64, b: f64, i: usize, n: usize) -> f64 {
    let t = i as f64 / n as f64;
    // Not a + (b − a)·t: that difference overflows for the widest ranges.
    a * (1.0 - t) + b * t
}

fn quantiles(sorted: &[f64], count: usize) -> Vec<f64> {
    // The greatest value of every class: ties stay together as a break is itself a value.
    (1..count)
        .filter_map(|i| sorted.get((i * sorted.len()).div_ceil(count).saturating_sub(1)).copied())
        .collect()
}

/// The least of 1, 2, 2.5, 5 times a power of ten that is not below `rough`.
fn round_step(rough: f64) -> f64 {
    if !(rough > 0.0 && rough.is_finite()) {
        return 1.0;
    }
    let power = 10f64.powi(rough.log10().floor() as i32);
    let power = if power > 0.0 { power } else { f64::MIN_POSITIVE };
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    steps.into_iter().map(|s| s * power).find(|s| *s >= rough * (1.0 - 1e-12)).unwrap_or(10.0 * power)
}

/// 0.30000000000000004 → 0.3: rounds to a thousandth of a step.
fn clean(value: f64, step: f64) -> f64 {
    let digits = (3.0 - step.log10().floor()).clamp(0.0, 15.0) as usize;
    format!("{value:.digits$}").parse().unwrap_or(value)
}
