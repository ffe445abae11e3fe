//! What suppressed counts allow: the least and the greatest value of every measure.
//!
//! A published `<5` is a range, not a midpoint. Every completion of the ranges has its value between
//! the two limits given here; a limit says of itself whether it is exact or a bound. Hidden counts are
//! whole pupils where all other counts are; else they may be fractions.
//!
//! | module | measures | how |
//! | --- | --- | --- |
//! | `every` | all | few hidden counts: every completion is tried, and the limits are exact |
//! | [`dissimilarity`] | D, MinMax | a linear program below, the best set of schools above |
//! | `curved` | H, M, E, isolation, interaction, η², Atkinson, Hutchens, relative diversity, Simpson, both ordered indices, within and between | an excess of a convex function, bounded by planes |
//! | `signs` | D*, Gini (two groups and all) | absolute differences whose sign is mostly certain |
//! | `weighted` | normalised exposure, squared coefficient of variation; D* and Gini once more | means over groups of a measure of two groups |
//! | `profile` | concentration profile | part by part of the range of P |
//! | `corrected` | density-corrected, bias-corrected, chance-adjusted D | D less a correction with limits of its own |
//! | [`local`] | the local measures | each unit in its own box, the town in its |
//!
//! Where two ways give bounds both hold, so the nearer of each is taken. How near they come is stated
//! in `tests/measure/limits.rs`.

mod boxes;
mod corrected;
mod curved;
pub mod dissimilarity;
mod every;
pub mod local;
mod profile;
mod shapes;
mod signs;
mod weighted;
mod within;

use std::sync::OnceLock;

use boxes::Boxes;
use curved::Problem;
pub use dissimilarity::dissimilarity_bounds;
use shapes::Purity;
use weighted::Term;
pub use within::{WithinBetweenBounds, within_between_bounds};

use super::catalogue::{Kind, Measure};
use super::counts::{Counts, Other, TwoGroup};
use super::ranges::{CountRanges, TwoGroupRanges};

/// One end of what a measure can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Some completion of the hidden counts has this value, and none goes beyond it.
    Exact(f64),
    /// No completion goes beyond this value; whether any reaches it is not known.
    Bound(f64),
}

impl Limit {
    pub fn value(self) -> f64 {
        match self {
            Self::Exact(value) | Self::Bound(value) => value,
        }
    }

    pub fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }

    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Exact(value) => Self::Exact(f(value)),
            Self::Bound(value) => Self::Bound(f(value)),
        }
    }
}

/// Least and greatest value over all completions for which the measure is defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub least: Limit,
    pub greatest: Limit,
}

impl Bounds {
    fn bound(least: f64, greatest: f64) -> Self {
        Self { least: Limit::Bound(least), greatest: Limit::Bound(greatest) }
    }

    /// Of a growing function of the measure.
    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self { least: self.least.map(&f), greatest: self.greatest.map(&f) }
    }

    /// Of a falling function of the measure.
    fn turned(self, f: impl Fn(f64) -> f64) -> Self {
        Self { least: self.greatest.map(&f), greatest: self.least.map(&f) }
    }

    /// Both hold: of each end the nearer.
    fn and(self, other: Option<Self>) -> Self {
        let Some(other) = other else { return self };
        let nearer = |a: Limit, b: Limit, first: bool| match (a, b) {
            (Limit::Exact(_), _) => a,
            (_, Limit::Exact(_)) => b,
            _ if first => a,
            _ => b,
        };
        let (a, b) = (self, other);
        Self {
            least: nearer(a.least, b.least, a.least.value() >= b.least.value()),
            greatest: nearer(a.greatest, b.greatest, a.greatest.value() <= b.greatest.value()),
        }
    }
}

/// By how much the searches may miss a limit; limits are moved outwards by it.
const SEARCH: f64 = 1e-9;

/// All that the hidden counts of a table allow, for one comparison.
pub struct Allowed {
    all: Boxes,
    pair: Option<(TwoGroupRanges, Boxes)>,
    groups: Vec<String>,
    /// Every completion, where there are few.
    every_table: Option<Vec<Counts>>,
    every_pair: Option<Vec<TwoGroup<'static>>>,
    /// Limits of D, on which others rest; made when first asked for.
    d: OnceLock<Option<Bounds>>,
}

impl Allowed {
    pub fn new(ranges: &CountRanges, group: usize, other: Other) -> Self {
        let all = Boxes::of(ranges);
        let pair = ranges.two_group(group, other).map(|pair| {
            let boxes = Boxes::of_pair(&pair);
            (pair, boxes)
        });
        let groups = ranges.groups().to_vec();
        let table = |cells| Counts::new(groups.clone(), cells).ok();
        let every_table = every::completions(&all).map(|all| all.into_iter().filter_map(table).collect());
        // Fractions in another group too let hidden counts be fractions.
        let whole = all.is_whole();
        let every_pair = pair.as_ref().filter(|_| whole).and_then(|(_, boxes)| every_pair(boxes));
        Self { all, pair, groups, every_table, every_pair, d: OnceLock::new() }
    }

    /// The limits of the share of all pupils of both groups who must change school when every school
    /// keeps its size, `2P(1−P)D`. `None` as for D.
    pub fn swap_share(&self) -> Option<Bounds> {
        let (_, boxes) = self.pair.as_ref()?;
        if let Some(every) = &self.every_pair {
            return every::limits(every.iter().map(|pair| super::moves::moves(pair).swap_share));
        }
        let d = self.of(&super::two::dissimilarity::MEASURE)?;
        let (low, high) = *boxes.shares().first()?;
        let mixed = |p: f64| 2.0 * p * (1.0 - p);
        let greatest = if low <= 0.5 && high >= 0.5 { 0.5 } else { mixed(low).max(mixed(high)) };
        let least = mixed(low).min(mixed(high));
        Some(Bounds::bound(least * d.least.value(), (greatest * d.greatest.value()).min(0.5)))
    }

    /// The limits of a measure of two groups, of all groups or of ordered groups. `None` when no
    /// completion has a value, or none can be given (chance-adjusted D where chance alone may give
    /// complete segregation; local measures: see [`local`]).
    pub fn of(&self, measure: &Measure) -> Option<Bounds> {
        match measure.kind {
            Kind::TwoGroup => {
                let (ranges, boxes) = self.pair.as_ref()?;
                let every = self.every_pair.as_deref();
                of_pair(measure, boxes, every, &|| *self.d.get_or_init(|| of_d(ranges, every)))
            }
            Kind::MultiGroup | Kind::Ordered => {
                if let Some(every) = &self.every_table {
                    return every::limits(every.iter().map(|counts| measure.of_groups(counts)));
                }
                of_groups(measure, &self.all, &self.groups)
            }
            Kind::Local => None,
        }
    }
}

fn every_pair(boxes: &Boxes) -> Option<Vec<TwoGroup<'static>>> {
    Some(every::completions(boxes)?.iter().filter_map(|cells| pair_of(cells)).collect())
}

/// The limits of a measure of two groups; see [`Allowed::of`].
pub fn bounds(measure: &Measure, ranges: &TwoGroupRanges) -> Option<Bounds> {
    let boxes = Boxes::of_pair(ranges);
    let every = every_pair(&boxes);
    of_pair(measure, &boxes, every.as_deref(), &|| of_d(ranges, every.as_deref()))
}

fn of_d(ranges: &TwoGroupRanges, every: Option<&[TwoGroup<'static>]>) -> Option<Bounds> {
    match every {
        Some(every) => every::limits(every.iter().map(super::dissimilarity)),
        None => dissimilarity_bounds(ranges),
    }
}

/// `d` gives the limits of D.
fn of_pair(
    measure: &Measure,
    boxes: &Boxes,
    every: Option<&[TwoGroup<'static>]>,
    d: &dyn Fn() -> Option<Bounds>,
) -> Option<Bounds> {
    if measure.kind != Kind::TwoGroup {
        return None;
    }
    let drawn = measure.is_drawn();
    if !drawn && let Some(every) = every {
        return every::limits(every.iter().map(|counts| measure.of_two_groups(counts)));
    }
    let possible = |k: usize| boxes.high_sums.get(k).is_some_and(|n| *n > 0.0);
    let curved = |purity, town: (f64, f64), linear: [(f64, f64); 2], id: &'static str| {
        let value = |cells: &[f64]| {
            let counts = pair_of(cells)?;
            super::catalogue::measure(Kind::TwoGroup, id)?.of_two_groups(&counts)
        };
        curved::limits(&Problem {
            boxes,
            purity,
            clusters: None,
            town,
            linear: linear.to_vec(),
            range: (0.0, 1.0),
            value: &value,
        })
    };
    const NONE: (f64, f64) = (0.0, 0.0);
    let isolation = || curved(Purity::FirstSquare, NONE, [(0.0, 1.0), NONE], "isolation");
    // Isolation and interaction need only the group: they are defined where D is not.
    match measure.id {
        "isolation" => return possible(0).then(isolation),
        "interaction" => return possible(0).then(|| isolation().turned(|v| 1.0 - v)),
        _ => {}
    }
    if !(possible(0) && possible(1)) {
        return None;
    }
    // f = (Σ h(n_i) − h(N)) / −h(N).
    let of_purity = (1.0, -1.0);
    let hutchens = || curved(Purity::Root, of_purity, [NONE, NONE], "hutchens");
    match measure.id {
        "dissimilarity" => d(),
        "min_max" => Some(d()?.map(|d| 2.0 * d / (1.0 + d))),
        "theil_h" => Some(curved(Purity::Entropy, of_purity, [NONE, NONE], "theil_h")),
        "hutchens" => Some(hutchens()),
        "atkinson" => Some(hutchens().map(|s| 1.0 - (1.0 - s) * (1.0 - s))),
        "correlation_ratio" => {
            // f = (Σ h(n_i) − h(N)) / (T − h(N)).
            Some(curved(Purity::Squares, of_purity, [(0.0, 1.0), (0.0, 1.0)], "correlation_ratio"))
        }
        "gini" => Some(gini_from(d()?).and(signs::gini(boxes))),
        "con_prof" => profile::limits(boxes),
        "density_corrected_dissimilarity" => corrected::density(boxes, d()?),
        "bias_corrected_dissimilarity" => corrected::bias(boxes, d()?),
        "chance_adjusted_dissimilarity" => corrected::chance(boxes, d()?),
        _ => None,
    }
}

/// The segregation curve passes a point at distance D from the diagonal and is convex.
fn gini_from(d: Bounds) -> Bounds {
    let high = 1.0 - d.greatest.value();
    Bounds::bound(d.least.value(), 1.0 - high * high)
}

/// `x, y, x, y, …` as two columns.
fn pair_of(cells: &[f64]) -> Option<TwoGroup<'static>> {
    let (pairs, _) = cells.as_chunks::<2>();
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().map(|[x, y]| (*x, *y)).unzip();
    TwoGroup::new(x, y).ok()
}

fn of_groups(measure: &Measure, boxes: &Boxes, groups: &[String]) -> Option<Bounds> {
    if boxes.total().1 <= 0.0 {
        return None;
    }
    let value = |cells: &[f64]| measure.of_groups(&Counts::new(groups.to_vec(), cells.to_vec()).ok()?);
    let width = boxes.width;
    let most_entropy = (width as f64).ln();
    let curved = |boxes: &Boxes, purity, town, scale: f64, greatest| {
        curved::limits(&Problem {
            boxes,
            purity,
            clusters: None,
            town,
            linear: vec![(0.0, scale); width],
            range: (0.0, greatest),
            value: &value,
        })
    };
    let pooled = boxes.pooled();
    // Of the town as a whole: h(N)/T, with nothing taken off. The sums are of whole pupils, so a
    // completion of them is one of the table.
    let town = |purity, greatest| {
        let of_sums = |cells: &[f64]| {
            let t: f64 = cells.iter().sum();
            (t > 0.0).then(|| purity_per_pupil(purity, cells, t))
        };
        curved::limits(&Problem {
            boxes: &pooled,
            purity,
            clusters: None,
            town: (0.0, 0.0),
            linear: vec![(0.0, 1.0); width],
            range: greatest,
            value: &of_sums,
        })
    };
    match measure.id {
        "mutual_information" => {
            return Some(curved(boxes, Purity::Entropy, (1.0, 0.0), 1.0, most_entropy));
        }
        "diversity" => return Some(town(Purity::Entropy, (-most_entropy, 0.0)).turned(|v| -v)),
        "simpson_concentration" => return Some(town(Purity::Squares, (0.0, 1.0))),
        "simpson_interaction" => return Some(town(Purity::Squares, (0.0, 1.0)).turned(|v| 1.0 - v)),
        _ => {}
    }
    if boxes.groups_possible() < 2 {
        return None;
    }
    let of_purity = (1.0, -1.0);
    let squares = |boxes: &Boxes| curved(boxes, Purity::Squares, of_purity, 1.0, 1.0);
    match measure.id {
        "theil_h" => Some(curved(boxes, Purity::Entropy, of_purity, 0.0, 1.0)),
        "ordinal_information_theory" => Some(curved(boxes, Purity::OrderedEntropy, of_purity, 0.0, 1.0)),
        "ordinal_variance_ratio" => Some(curved(boxes, Purity::OrderedVariance, of_purity, 0.0, 1.0)),
        "relative_diversity" => Some(squares(boxes)),
        // With two groups all three are η².
        "normalized_exposure" | "squared_coefficient_of_variation" if width == 2 => {
            (measure.id == "normalized_exposure" || boxes.high_sums.iter().all(|n| *n > 0.0))
                .then(|| squares(boxes))
        }
        "normalized_exposure" => Some(weighted::mean(&eta_terms(boxes, |p| p))),
        "squared_coefficient_of_variation" => {
            let others = (width - 1) as f64;
            let weight = |(low, high): (f64, f64)| ((1.0 - high) / others, (1.0 - low) / others);
            boxes.high_sums.iter().all(|n| *n > 0.0).then(|| weighted::mean(&eta_terms(boxes, weight)))
        }
        "dissimilarity" => {
            let by_group = against_rest(boxes, |pair| dissimilarity_bounds(&pair_ranges(pair)));
            Some(by_group.and(Some(signs::dissimilarity(boxes))))
        }
        "gini" => {
            let by_group =
                against_rest(boxes, |pair| dissimilarity_bounds(&pair_ranges(pair)).map(gini_from));
            Some(by_group.and(signs::gini(boxes)))
        }
        _ => None,
    }
}

fn purity_per_pupil(purity: Purity, cells: &[f64], t: f64) -> f64 {
    purity.value(cells) / t
}

/// η² of every group against the rest, with a weight made from the range of its share.
fn eta_terms(boxes: &Boxes, weight: impl Fn((f64, f64)) -> (f64, f64)) -> Vec<Term> {
    let correlation = &super::two::correlation_ratio::MEASURE;
    let terms = boxes.shares().into_iter().enumerate().map(|(k, share)| {
        let pair = boxes.against_rest(k);
        let found = of_pair(correlation, &pair, None, &|| None);
        let limits = found.map_or((0.0, 1.0), |b| (b.least.value(), b.greatest.value()));
        Term { limits, weight: weight(share) }
    });
    terms.collect()
}

/// The mean over the groups of a measure of each against the rest, weighted by `π(1−π)`.
fn against_rest(boxes: &Boxes, limits: impl Fn(&Boxes) -> Option<Bounds>) -> Bounds {
    let terms: Vec<Term> = weighted::diversity_weights(boxes)
        .into_iter()
        .enumerate()
        .map(|(k, weight)| {
            let found = limits(&boxes.against_rest(k));
            let limits = found.map_or((0.0, 1.0), |b| (b.least.value(), b.greatest.value()));
            Term { limits, weight }
        })
        .collect();
    weighted::mean(&terms)
}

fn pair_ranges(boxes: &Boxes) -> TwoGroupRanges {
    TwoGroupRanges::of_columns(&boxes.low, &boxes.high)
}
