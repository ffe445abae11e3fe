//! A measure over the years, and what made it change between two of them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::data::{Basis, CountTable, Dataset, Subject, Year};
use crate::figures::certainty::LEVEL;
use crate::figures::few;
use crate::figures::headline::{Comparison, known_counts};
use crate::measure::bounds::{Allowed, Bounds};
use crate::measure::change::{Change, change_in_mutual_information, change_in_theil_h};
use crate::measure::inference::{
    Bootstrap, Draws, Progress, Resample, bootstrap, bootstrap_of_groups, statistic,
};
use crate::measure::{CountRanges, Counts, Kind, Measure};
use crate::notice::Notice;
use crate::number::{Count, whole};
use crate::privacy::Gate;
use crate::text::{Language, text_with};

/// One year of a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    pub year: Year,
    /// `None` where the measure is undefined, and where counts are hidden.
    pub value: Option<f64>,
    /// What hidden counts allow; only where counts of this year are hidden.
    pub limits: Option<Bounds>,
    /// From resampled pupils, else from resampled schools; `None` for measures without one.
    pub interval: Option<Bootstrap>,
    pub basis: Basis,
    /// Schools that this year leaves out, because a count is unknown.
    pub left_out: usize,
    /// Schools that take part.
    pub schools: usize,
    /// Whether there is a value that may not be told: see [`told_over_time`].
    pub withheld: bool,
    /// Whether the value is told in whole percents only.
    pub coarse: bool,
}

/// A measure over the schools in every year with counts, in order; counts without a year are not
/// in it. The measure is of two groups (those of `comparison`) or of all groups of the scheme.
///
/// # Errors
/// Counts that no formula can take, or a run that was cancelled.
pub fn over_time(
    dataset: &Dataset,
    comparison: Comparison,
    measure: &Measure,
    draws: Draws,
    progress: &dyn Progress,
) -> Result<Vec<Moment>, Notice> {
    let mut out = Vec::new();
    for year in dataset.years() {
        let Some(table) = dataset.counts_of(Subject::School, comparison.scheme, Some(year)) else { continue };
        let keys = dataset.schemes().get(comparison.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()));
        let ranges = CountRanges::new(keys.map(Iterator::collect).unwrap_or_default(), &table.cells)?;
        if ranges.hidden() > 0 {
            // One figure would be a guess: what is known is between which values it lies.
            let allowed = Allowed::new(&ranges, comparison.group, comparison.other);
            let left_out = ranges.left_out().iter().filter(|u| table.mentions(**u)).count();
            let (schools, limits) = (ranges.units().len(), allowed.of(measure));
            out.push(Moment { year, limits, left_out, schools, ..Moment::nothing(year, table.basis) });
            continue;
        }
        let known = known_counts(dataset, table)?;
        let pair = known.counts.two_group(comparison.group, comparison.other);
        let (value, interval) = match (measure.kind, &pair) {
            (Kind::TwoGroup, Some(pair)) => {
                let resample = if pair.is_whole() { Resample::Pupils } else { Resample::Schools };
                let interval = match statistic(measure) {
                    Some(statistic) => bootstrap(pair, statistic, resample, LEVEL, draws, progress)?,
                    None => None,
                };
                (measure.of_two_groups(pair), interval)
            }
            (Kind::TwoGroup, None) => (None, None),
            _ => {
                let counts = &known.counts;
                let resample = if counts.is_whole() { Resample::Pupils } else { Resample::Schools };
                let of = |counts: &Counts| measure.of_groups(counts);
                let interval = bootstrap_of_groups(counts, &of, resample, LEVEL, draws, progress)?;
                (of(counts), interval)
            }
        };
        let (left_out, schools) = (known.left_out.len(), known.counts.units_with_pupils());
        out.push(Moment { value, interval, left_out, schools, ..Moment::nothing(year, table.basis) });
    }
    Ok(out)
}

impl Moment {
    /// Decimals of its percentage.
    pub fn decimals(&self) -> usize {
        usize::from(!self.coarse)
    }

    fn nothing(year: Year, basis: Basis) -> Self {
        let (value, limits, interval) = (None, None, None);
        let (left_out, schools, withheld, coarse) = (0, 0, false, false);
        Self { year, value, limits, interval, basis, left_out, schools, withheld, coarse }
    }
}

/// As [`over_time`], as far as it may be told. In a year in which so few schools take part that hidden
/// counts would follow from measures ([`few`]), of measures of two groups only whole percents are told,
/// and of others nothing; an interval is told from [`few::LEAST_SCHOOLS`] schools.
///
/// # Errors
/// As [`over_time`].
pub fn told_over_time(
    dataset: &Dataset,
    comparison: Comparison,
    measure: &Measure,
    gate: Gate,
    draws: Draws,
    progress: &dyn Progress,
) -> Result<Vec<Moment>, Notice> {
    let mut moments = over_time(dataset, comparison, measure, draws, progress)?;
    for moment in &mut moments {
        let of_year = Comparison { year: Some(moment.year), ..comparison };
        if moment.schools < few::LEAST_SCHOOLS {
            moment.interval = None;
        }
        if few::tells_schools(dataset, of_year, gate)? {
            let coarse = few::coarse(moment.value).filter(|_| measure.kind == Kind::TwoGroup);
            moment.withheld = moment.value.is_some() && coarse.is_none();
            (moment.value, moment.coarse) = (coarse, coarse.is_some());
        }
    }
    Ok(moments)
}

/// What made M and H change, over all groups of a scheme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeFigures {
    /// What the change is counted from: a year, or a scenario.
    pub against: String,
    pub mutual_information: Option<ChangeParts>,
    pub theil_h: Option<ChangeParts>,
    /// What the parts are not about; `None` where every count is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<LeftOut>,
}

/// Schools with a count that is hidden or unknown in either table. They are left out of both: in one
/// only they would pass for schools that closed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    pub schools: usize,
    /// Their pupils in the table that does not have every count (the second where neither does): least
    /// and greatest number; `None` where a count is not known at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pupils: Option<(f64, f64)>,
}

impl LeftOut {
    /// How many schools and pupils, in one sentence.
    pub fn in_words(&self, language: Language) -> String {
        let number = |n: f64| whole(n, language);
        let schools = number(self.schools as f64);
        let pupils = match self.pupils {
            Some((least, greatest)) if least < greatest => format!("{}–{}", number(least), number(greatest)),
            Some((least, _)) => number(least),
            None => return text_with(language, "years-change-left-out-unknown", &[("schools", &schools)]),
        };
        text_with(language, "years-change-left-out", &[("schools", &schools), ("pupils", &pupils)])
    }
}

/// [`Change`] with its total; the five parts add up to it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ChangeParts {
    pub before: f64,
    pub after: f64,
    pub change: f64,
    pub closed: f64,
    pub opened: f64,
    pub group_margin: f64,
    pub school_margin: f64,
    pub structural: f64,
    /// Whether the split between margins and structure is exact; the parts add up either way.
    pub fitted: bool,
}

impl From<Change> for ChangeParts {
    fn from(found: Change) -> Self {
        Self {
            before: found.before,
            after: found.after,
            change: found.total(),
            closed: found.removals,
            opened: found.additions,
            group_margin: found.group_margin,
            school_margin: found.school_margin,
            structural: found.structural,
            fitted: found.fitted,
        }
    }
}

/// The change from one table of counts by school to another of the same scheme, schools matched by
/// their code. `against` names the first.
///
/// # Errors
/// Counts that no formula can take.
pub fn change(
    before: (&Dataset, &CountTable),
    after: (&Dataset, &CountTable),
    against: String,
) -> Result<ChangeFigures, Notice> {
    let mut open = BTreeMap::new();
    for (dataset, table) in [before, after] {
        open.extend(not_known(dataset, table));
    }
    let (before, after) = (labelled(before, &open)?, labelled(after, &open)?);
    let pupils = open.values().copied().sum::<Count>().bounds();
    Ok(ChangeFigures {
        against,
        mutual_information: change_in_mutual_information(&before, &after)?.map(Into::into),
        theil_h: change_in_theil_h(&before, &after)?.map(Into::into),
        left_out: (!open.is_empty()).then_some(LeftOut { schools: open.len(), pupils }),
    })
}

/// All pupils of each school with a count that is not known exactly, by code.
fn not_known(dataset: &Dataset, table: &CountTable) -> Vec<(String, Count)> {
    let rows = dataset.schools().iter().enumerate().map(|(unit, school)| (school, table.row(unit)));
    let open = rows
        .filter(|(_, row)| row.iter().any(|c| c.known().is_none()) && row.iter().any(|c| !c.is_unknown()));
    open.map(|(school, row)| (school.code.clone(), row.iter().copied().sum())).collect()
}

/// The known counts with the code of every school, less those that are `open`.
fn labelled(
    (dataset, table): (&Dataset, &CountTable),
    open: &BTreeMap<String, Count>,
) -> Result<Counts, Notice> {
    let known = known_counts(dataset, table)?;
    let (mut cells, mut codes) = (Vec::new(), Vec::new());
    for (unit, row) in known.units.iter().zip(known.counts.rows()) {
        let code = dataset.schools().get(*unit).map(|s| s.code.clone()).unwrap_or_default();
        if !open.contains_key(&code) {
            cells.extend_from_slice(row);
            codes.push(code);
        }
    }
    Counts::new(known.counts.groups().to_vec(), cells)?.with_units(codes)
}
