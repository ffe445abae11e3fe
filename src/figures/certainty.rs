//! How sure a headline is: what chance alone would give, how far the figure may be off, and what
//! suppressed counts leave open.

use crate::data::{Dataset, Subject};
use crate::figures::headline::{Comparison, known_counts};
use crate::measure::bounds::{Allowed, Bounds};
use crate::measure::inference::{
    Bootstrap, Chance, Draws, Progress, Resample, bootstrap, random_assignment, statistic,
};
use crate::measure::{CountRanges, Measure, TwoGroup, two};
use crate::notice::Notice;

/// What the window draws: enough for whole percentage points, within a blink.
pub const DRAWS: Draws = Draws { count: 1000, seed: 1 };

/// Level of the intervals.
pub const LEVEL: f64 = 0.95;

/// Why nothing is said about chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDrawn {
    /// Counts have decimals: nothing can be assigned.
    NotWhole,
    /// With one school there is nothing to be spread over.
    OneSchool,
    /// One of the groups has no pupils.
    NoPupils,
    /// Counts are hidden by the source: see [`Certainty::bounds`].
    Suppressed,
}

/// All that is said about the certainty of D, or of another measure of two groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Certainty {
    pub chance: Result<Chance, NotDrawn>,
    /// Interval over pupils: other children of the same kind at the same schools. Only for whole
    /// counts.
    pub over_pupils: Option<Bootstrap>,
    /// Interval over schools: other schools of the same kind.
    pub over_schools: Option<Bootstrap>,
    /// Least and greatest value that the hidden counts allow; only where counts are hidden, both
    /// groups can have members, and limits of the measure are known.
    pub bounds: Option<Bounds>,
    /// Schools with pupils, or possibly with pupils where counts are hidden.
    pub schools: usize,
    /// Counts that the source hides.
    pub hidden: usize,
    /// Schools left out because a count is not known at all.
    pub unknown: usize,
}

impl Certainty {
    /// The interval that is shown: over pupils where that can be had, else over schools.
    pub fn interval(&self) -> Option<&Bootstrap> {
        self.over_pupils.as_ref().or(self.over_schools.as_ref())
    }
}

/// The certainty of D for a comparison; `None` when the dataset has no counts by school for it.
///
/// # Errors
/// Counts that no formula can take, or a run that was cancelled.
pub fn certainty(
    dataset: &Dataset,
    comparison: Comparison,
    draws: Draws,
    progress: &dyn Progress,
) -> Result<Option<Certainty>, Notice> {
    certainty_of(dataset, comparison, &two::dissimilarity::MEASURE, draws, progress)
}

/// As [`certainty`], for any measure of two groups that needs no draws itself; `None` for others.
///
/// # Errors
/// As [`certainty`].
pub fn certainty_of(
    dataset: &Dataset,
    comparison: Comparison,
    measure: &Measure,
    draws: Draws,
    progress: &dyn Progress,
) -> Result<Option<Certainty>, Notice> {
    let Some(statistic) = statistic(measure) else { return Ok(None) };
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let keys = dataset.schemes().get(comparison.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()));
    let ranges = CountRanges::new(keys.map(Iterator::collect).unwrap_or_default(), &table.cells)?;
    let unknown = ranges.left_out().iter().filter(|u| table.mentions(**u)).count();
    let hidden = ranges.hidden();
    if hidden > 0 {
        let allowed = Allowed::new(&ranges, comparison.group, comparison.other);
        return Ok(Some(Certainty {
            chance: Err(NotDrawn::Suppressed),
            over_pupils: None,
            over_schools: None,
            bounds: allowed.of(measure),
            schools: ranges.units().len(),
            hidden,
            unknown,
        }));
    }
    let known = known_counts(dataset, table)?;
    let Some(pair) = known.counts.two_group(comparison.group, comparison.other) else { return Ok(None) };
    let resampled = |resample| bootstrap(&pair, statistic, resample, LEVEL, draws, progress);
    let why = why_not(&pair);
    let drawable = !matches!(why, Some(NotDrawn::OneSchool | NotDrawn::NoPupils));
    let chance = match why {
        Some(why) => Err(why),
        None => random_assignment(&pair, statistic, draws, progress)?.ok_or(NotDrawn::NoPupils),
    };
    Ok(Some(Certainty {
        over_pupils: if why.is_none() { resampled(Resample::Pupils)? } else { None },
        over_schools: if drawable { resampled(Resample::Schools)? } else { None },
        chance,
        bounds: None,
        schools: known.counts.units_with_pupils(),
        hidden,
        unknown,
    }))
}

fn why_not(pair: &TwoGroup) -> Option<NotDrawn> {
    if pair.both().is_none() {
        Some(NotDrawn::NoPupils)
    } else if pair.peopled().nth(1).is_none() {
        Some(NotDrawn::OneSchool)
    } else if !pair.is_whole() {
        Some(NotDrawn::NotWhole)
    } else {
        None
    }
}
