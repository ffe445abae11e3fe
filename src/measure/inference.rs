//! Chance and certainty: what random assignment would give, and how far a figure may be off.
//!
//! Small schools differ from each other by chance alone: 52 of them give D ≈ 0.065 when pupils are
//! assigned at random. [`random_assignment`] says how much of a figure is that, [`bootstrap`] how
//! far it would vary over other pupils or other schools of the same kind. Both are seeded.

use rayon::prelude::*;

use super::counts::{Counts, TwoGroup};
use super::sample::{LnFactorials, Stream, binomial, hypergeometric};
use super::two::dissimilarity::dissimilarity;
use crate::measure::catalogue::{Compute, Measure};
use crate::notice::Notice;
pub use crate::progress::Progress;

/// How many draws, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    pub count: usize,
    pub seed: u64,
}

/// What is computed on every draw.
#[derive(Clone, Copy)]
pub enum Statistic<'a> {
    /// D, on its own fast path.
    Dissimilarity,
    /// Any other measure of two groups.
    Other(&'a (dyn Fn(&TwoGroup) -> Option<f64> + Sync)),
}

impl Statistic<'_> {
    fn of(self, counts: &TwoGroup) -> Option<f64> {
        match self {
            Self::Dissimilarity => dissimilarity(counts),
            Self::Other(compute) => compute(counts),
        }
    }
}

/// The statistic of a measure in the catalogue; `None` when it is not one of two groups.
pub fn statistic(measure: &Measure) -> Option<Statistic<'_>> {
    match &measure.compute {
        Compute::TwoGroup(_) if measure.id == super::two::dissimilarity::MEASURE.id => {
            Some(Statistic::Dissimilarity)
        }
        Compute::TwoGroup(compute) => Some(Statistic::Other(compute)),
        _ => None,
    }
}

/// What chance alone gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Chance {
    pub draws: usize,
    pub seed: u64,
    pub observed: f64,
    /// Mean over the draws: `E[D]`.
    pub expected: f64,
    /// Standard deviation over the draws (divisor n − 1); `None` with one draw.
    pub sd: Option<f64>,
    /// Share of the draws with a value at least the observed one; see [`TIE`].
    pub p_value: f64,
    /// `(D − E[D]) / (1 − E[D])` (Winship 1977; Carrington & Troske 1997); `None` where chance
    /// alone already gives complete segregation. Negative below what chance gives.
    pub adjusted: Option<f64>,
}

/// Draws within this relative distance under the observed value count as equal to it. Whole counts
/// give the same D the same float (up to some 60 million pupils), so ties are then exact.
pub const TIE: f64 = 1e-12;

/// Assigns the pupils to schools at random, each school keeping its size and each group its total:
/// a multivariate hypergeometric draw, school by school.
///
/// `Ok(None)` when the statistic is not defined for the table (or, never for D, for some draw).
///
/// # Errors
/// No draws asked for, counts that are not whole, or a run that was cancelled.
pub fn random_assignment(
    counts: &TwoGroup,
    statistic: Statistic<'_>,
    draws: Draws,
    progress: &dyn Progress,
) -> Result<Option<Chance>, Notice> {
    if draws.count == 0 {
        return Err(Notice::error("measure-no-draws"));
    }
    if !counts.is_whole() {
        return Err(Notice::error("measure-not-whole"));
    }
    let Some(observed) = statistic.of(counts) else { return Ok(None) };
    let sizes: Vec<f64> = counts.units().map(|(x, y)| x + y).collect();
    let ln = LnFactorials::new(counts.total() as u64);
    let values = run(draws, progress, &|stream: &mut Stream| match statistic {
        Statistic::Dissimilarity => drawn_dissimilarity(stream, &ln, counts, &sizes),
        Statistic::Other(compute) => {
            let mut x = Vec::with_capacity(sizes.len());
            assign(stream, &ln, counts, &sizes, |n, _| x.push(n));
            let y: Vec<f64> = sizes.iter().zip(&x).map(|(t, x)| t - x).collect();
            compute(&TwoGroup::unchecked(x.into(), y.into()))
        }
    })?;
    let Some(values) = values.into_iter().collect::<Option<Vec<f64>>>() else { return Ok(None) };
    let Summary { mean: expected, sd } = summary(&values);
    let reached = observed - observed.abs() * TIE;
    let at_least = values.iter().filter(|v| **v >= reached).count();
    Ok(Some(Chance {
        draws: draws.count,
        seed: draws.seed,
        observed,
        expected,
        sd,
        p_value: at_least as f64 / values.len() as f64,
        adjusted: (expected < 1.0).then(|| (observed - expected) / (1.0 - expected)),
    }))
}

/// One random assignment: hands over pupils of the group and size, school by school.
fn assign(
    stream: &mut Stream,
    ln: &LnFactorials,
    counts: &TwoGroup,
    sizes: &[f64],
    mut school: impl FnMut(f64, f64),
) {
    let (mut group, mut others) = (counts.sum_x(), counts.sum_y());
    for &t in sizes {
        let x = hypergeometric(stream, ln, group, others, t);
        group -= x;
        others -= t - x;
        school(x, t);
    }
}

/// D of one random assignment, as [`dissimilarity`] computes it.
fn drawn_dissimilarity(
    stream: &mut Stream,
    ln: &LnFactorials,
    counts: &TwoGroup,
    sizes: &[f64],
) -> Option<f64> {
    let (x_total, y_total) = counts.both()?;
    let total = x_total + y_total;
    let mut sum = 0.0;
    assign(stream, ln, counts, sizes, |x, t| sum += (x * total - t * x_total).abs());
    super::share(sum / (2.0 * x_total * y_total))
}

/// What is drawn again in a bootstrap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Resample {
    /// Whole schools, with replacement: how the figure varies over schools of this kind.
    #[default]
    Schools,
    /// Pupils, with replacement, each with its school and group: how it varies over pupils of this
    /// kind. Every resample of pupils adds chance differences between schools, so its values lie
    /// higher than the observed one by the bias that [`Bootstrap::bias`] states; the interval has that
    /// taken off.
    Pupils,
}

/// A percentile interval from a bootstrap; of pupils with the bias of drawing again taken off.
///
/// In many small schools the resamples of pupils all lie above the observed value (a figure of 21 %
/// with percentiles of 22 and 23 %). Shown as they are, such percentiles would contradict the figure
/// that they are about. So of pupils `low` and `high` are the percentiles less [`Bootstrap::bias`], at
/// least 0 where no resample was below it: as wide as the percentiles, and about the figure. Of schools
/// they are the percentiles themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct Bootstrap {
    pub resample: Resample,
    pub draws: usize,
    pub seed: u64,
    /// Share of the resamples between the percentiles.
    pub level: f64,
    /// The lower percentile; of pupils less the bias.
    pub low: f64,
    /// The upper one, likewise.
    pub high: f64,
    pub observed: f64,
    pub mean: f64,
    pub sd: Option<f64>,
    /// `mean − observed`.
    pub bias: f64,
    /// `2·observed − mean`: the observed value less that bias (for pupils, Allen et al. 2015).
    pub bias_corrected: f64,
    /// Resamples for which the statistic was not defined; they are left out.
    pub undefined: usize,
}

/// Interval of a statistic at `level` (0..1), from resamples of pupils or of schools: see [`Bootstrap`].
///
/// `Ok(None)` when the statistic is not defined for the table, or for no resample.
///
/// # Errors
/// No draws asked for, a level outside 0..1, counts that are not whole (pupils only), or a run
/// that was cancelled.
pub fn bootstrap(
    counts: &TwoGroup,
    statistic: Statistic<'_>,
    resample: Resample,
    level: f64,
    draws: Draws,
    progress: &dyn Progress,
) -> Result<Option<Bootstrap>, Notice> {
    let table = Table { cells: counts.peopled().flat_map(|(x, y)| [x, y]).collect(), width: 2 };
    let of = |cells: Vec<f64>| {
        let (x, y): (Vec<f64>, Vec<f64>) = cells.as_chunks::<2>().0.iter().map(|[x, y]| (*x, *y)).unzip();
        statistic.of(&TwoGroup::unchecked(x.into(), y.into()))
    };
    table.bootstrap(statistic.of(counts), &of, resample, level, draws, progress)
}

/// The same for a measure of all groups.
///
/// # Errors
/// As [`bootstrap`].
pub fn bootstrap_of_groups(
    counts: &Counts,
    measure: &(dyn Fn(&Counts) -> Option<f64> + Sync),
    resample: Resample,
    level: f64,
    draws: Draws,
    progress: &dyn Progress,
) -> Result<Option<Bootstrap>, Notice> {
    let rows = counts.peopled_rows().flat_map(|(row, _)| row.iter().copied());
    let table = Table { cells: rows.collect(), width: counts.groups().len() };
    let of = |cells: Vec<f64>| measure(&Counts::new(counts.groups().to_vec(), cells).ok()?);
    table.bootstrap(measure(counts), &of, resample, level, draws, progress)
}

/// What is drawn from again: rows of one cell per group, of the units with pupils.
struct Table {
    cells: Vec<f64>,
    width: usize,
}

impl Table {
    fn bootstrap(
        &self,
        observed: Option<f64>,
        of: &(dyn Fn(Vec<f64>) -> Option<f64> + Sync),
        resample: Resample,
        level: f64,
        draws: Draws,
        progress: &dyn Progress,
    ) -> Result<Option<Bootstrap>, Notice> {
        if draws.count == 0 {
            return Err(Notice::error("measure-no-draws"));
        }
        if !(level > 0.0 && level < 1.0) {
            return Err(Notice::error("measure-level").arg("level", level));
        }
        if resample == Resample::Pupils && self.cells.iter().any(|n| n.fract() != 0.0) {
            return Err(Notice::error("measure-not-whole"));
        }
        let Some(observed) = observed else { return Ok(None) };
        let total: f64 = self.cells.iter().sum();
        let ln = match resample {
            Resample::Pupils => LnFactorials::new(total as u64),
            Resample::Schools => LnFactorials::new(0),
        };
        let values = run(draws, progress, &|stream: &mut Stream| {
            of(match resample {
                Resample::Schools => self.schools(stream),
                Resample::Pupils => self.pupils(stream, &ln, total),
            })
        })?;
        let mut values: Vec<f64> = values.into_iter().flatten().collect();
        if values.is_empty() {
            return Ok(None);
        }
        let Summary { mean, sd } = summary(&values);
        values.sort_unstable_by(f64::total_cmp);
        let bias = mean - observed;
        let floor = if values.first().is_some_and(|least| *least >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
        let percentile = |share: f64| match resample {
            Resample::Schools => quantile(&values, share),
            Resample::Pupils => (quantile(&values, share) - bias).max(floor),
        };
        Ok(Some(Bootstrap {
            resample,
            draws: draws.count,
            seed: draws.seed,
            level,
            low: percentile((1.0 - level) / 2.0),
            high: percentile((1.0 + level) / 2.0),
            observed,
            mean,
            sd,
            bias,
            bias_corrected: 2.0 * observed - mean,
            undefined: draws.count - values.len(),
        }))
    }

    /// As many rows, each any of the rows.
    fn schools(&self, stream: &mut Stream) -> Vec<f64> {
        let rows = self.cells.len() / self.width.max(1);
        let mut out = Vec::with_capacity(self.cells.len());
        for _ in 0..rows {
            let start = stream.position(rows) * self.width;
            out.extend_from_slice(self.cells.get(start..start + self.width).unwrap_or(&[]));
        }
        out
    }

    /// As many pupils, each of the school and group of any of the pupils.
    fn pupils(&self, stream: &mut Stream, ln: &LnFactorials, total: f64) -> Vec<f64> {
        let (mut left, mut weight) = (total, total);
        let again = |cell: &f64| {
            let n = binomial(stream, ln, left, if weight > 0.0 { cell / weight } else { 0.0 });
            left -= n;
            weight -= cell;
            n
        };
        self.cells.iter().map(again).collect()
    }
}

/// All draws, in order, on as many threads as there are.
fn run(
    draws: Draws,
    progress: &dyn Progress,
    value: &(dyn Fn(&mut Stream) -> Option<f64> + Sync),
) -> Result<Vec<Option<f64>>, Notice> {
    let one = |draw: usize| {
        if progress.cancelled() {
            return None;
        }
        let value = value(&mut Stream::new(draws.seed, draw as u64));
        progress.drawn();
        Some(value)
    };
    let values: Option<Vec<_>> = (0..draws.count).into_par_iter().map(one).collect();
    values.ok_or_else(|| Notice::info("measure-cancelled"))
}

struct Summary {
    mean: f64,
    sd: Option<f64>,
}

/// Mean and standard deviation, added up in the order of the draws whichever thread made them.
fn summary(values: &[f64]) -> Summary {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    Summary { mean, sd: (values.len() > 1).then(|| (squares / (n - 1.0)).sqrt()) }
}

/// The quantile of sorted values by linear interpolation between them (type 7 of Hyndman & Fan
/// 1996). Zero for no values, which does not occur.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * sorted.len().saturating_sub(1) as f64;
    let below = sorted.get(at.floor() as usize).copied().unwrap_or_default();
    let above = sorted.get(at.ceil() as usize).copied().unwrap_or(below);
    below + (above - below) * at.fract()
}
