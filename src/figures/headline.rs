//! The headline of a town: which share would have to change school, in all its readings, and how
//! much of it follows from where children live.

use super::readings::{Readings, ranges_of};
use crate::choice::{NearestSchool, nearest_school, schools_with_counts};
use crate::data::{Basis, CountTable, Dataset, SourceId, Subject, Year};
use crate::measure::{Counts, Other, TwoGroup, dissimilarity};
use crate::notice::Notice;
use crate::number::Count;

/// Which pupils are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Comparison {
    /// Position in [`Dataset::schemes`].
    pub scheme: usize,
    /// `None` takes the newest counts.
    pub year: Option<Year>,
    /// Position of the group in its scheme.
    pub group: usize,
    pub other: Other,
}

impl Comparison {
    /// What a person most likely wants first, in [`Dataset::first_scheme`].
    pub fn first(dataset: &Dataset) -> Self {
        Self::of_scheme(dataset, dataset.first_scheme())
    }

    /// The comparison that a scheme begins with: in an ordered scheme the highest group against the
    /// lowest, as the Inspectorate does; else the first against everyone else.
    pub fn of_scheme(dataset: &Dataset, scheme: usize) -> Self {
        let ordered = dataset.schemes().get(scheme).filter(|s| s.ordered && s.groups.len() > 1);
        match ordered {
            Some(ordered) => {
                Self { scheme, year: None, group: ordered.groups.len() - 1, other: Other::Group(0) }
            }
            None => Self { scheme, year: None, group: 0, other: Other::Rest },
        }
    }
}

/// Why a figure is not split in where children live and what is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSplit {
    /// Schools are left out of D, while homes are of everyone: the difference would not be choice.
    SchoolsLeftOut,
    /// The counts by home are of another year than those by school.
    OtherYear,
    /// A count by home is unknown or hidden.
    HomesUnknown,
    /// Who is at which school was estimated from homes: what parents choose is not in it.
    SchoolsEstimated,
}

/// The figures of one comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    pub readings: Readings,
    /// D if every pupil went to the nearest of the schools with counts, in a straight line, places
    /// not limited; over the same year as `readings`, and only where no school is left out of that.
    pub home: Option<f64>,
    /// Why `home` is not told although there are counts by home.
    pub no_split: Option<NoSplit>,
    /// D minus home: what follows from the choice of parents and schools.
    pub choice: Option<f64>,
    /// Mean straight-line distance to the nearest school in metres.
    pub nearest_distance: Option<f64>,
    /// Areas from which `home` sends pupils, all of one area to one school: the fewer and larger they
    /// are, the lower `home` comes out.
    pub home_areas: usize,
    /// Schools with pupils of which every count is known: what an exact reading rests on.
    pub schools: usize,
    /// Schools left out of every reading, as a count of theirs is not known at all.
    pub schools_left_out: usize,
    /// Pupils of the two groups together, in the schools of which every count is known.
    pub pupils: f64,
    /// Pupils of further groups there, who are in neither of the two sums.
    pub pupils_left_out: f64,
    pub basis: Basis,
    pub year: Option<Year>,
    pub source: SourceId,
}

impl Headline {
    /// Whether pupils of further groups are in neither of the two sums; against everyone else there are
    /// none. Where counts are hidden it is enough that there are such groups.
    pub fn leaves_groups_out(&self, dataset: &Dataset, comparison: Comparison) -> bool {
        let groups = dataset.schemes().get(comparison.scheme).map_or(0, |s| s.groups.len());
        match comparison.other {
            Other::Rest => false,
            Other::Group(_) => self.pupils_left_out > 0.0 || (self.readings.hidden().is_some() && groups > 2),
        }
    }
}

/// Counts per school (or area) of one table, and which units could not be used.
#[derive(Clone, Debug)]
pub struct KnownCounts {
    pub counts: Counts,
    /// Index of every unit of `counts` in the dataset.
    pub units: Vec<usize>,
    /// Units with some but not all of their counts known; they are left out.
    pub left_out: Vec<usize>,
}

/// The rows of a table whose counts are all known, in the form that measures take.
///
/// # Errors
/// When the table has no groups or a count that no formula can take.
pub fn known_counts(dataset: &Dataset, table: &CountTable) -> Result<KnownCounts, Notice> {
    let keys = dataset.schemes().get(table.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()).collect());
    from_cells(keys.unwrap_or_default(), &table.cells)
}

/// As [`known_counts`], for loose cells: one row per unit, one column per group.
///
/// # Errors
/// As [`known_counts`].
pub fn from_cells(groups: Vec<String>, cells: &[Count]) -> Result<KnownCounts, Notice> {
    let width = groups.len().max(1);
    let mut units = Vec::new();
    let mut left_out = Vec::new();
    let mut known = Vec::new();
    for (unit, row) in cells.chunks(width).enumerate() {
        let values: Option<Vec<f64>> = row.iter().map(|c| c.known()).collect();
        match values {
            Some(values) => {
                units.push(unit);
                known.extend(values);
            }
            None if row.iter().any(|c| !c.is_unknown()) => left_out.push(unit),
            None => {}
        }
    }
    Ok(KnownCounts { counts: Counts::new(groups, known)?, units, left_out })
}

/// The headline for a comparison; `None` when the dataset has no counts by school for it.
///
/// # Errors
/// As [`known_counts`].
pub fn headline(dataset: &Dataset, comparison: Comparison) -> Result<Option<Headline>, Notice> {
    let Some(table) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(None);
    };
    let known = known_counts(dataset, table)?;
    let Some(two) = pair(&known.counts, comparison) else { return Ok(None) };
    let ranges = ranges_of(dataset, table)?;
    let readings = Readings::of(&ranges, &two, comparison);
    let unknown = ranges.left_out().iter().filter(|unit| table.mentions(**unit)).count();
    let (homes, mut no_split) = if !known.left_out.is_empty() {
        let any = dataset.counts(Subject::Home, comparison.scheme, None).is_some();
        (None, any.then_some(NoSplit::SchoolsLeftOut))
    } else {
        homes_to_split(dataset, table)
    };
    let nearest =
        homes.and_then(|homes| Some((homes, nearest_school(dataset, homes, &schools_with_counts(table))?)));
    // A wood has a nearest school too, and sends nobody.
    let peopled = |homes: &CountTable, area: usize| {
        homes.total(area).bounds().is_none_or(|(_, greatest)| greatest > 0.0)
    };
    let sends = |(homes, nearest): &(&CountTable, NearestSchool)| {
        nearest.assigned.iter().filter(|(area, _)| peopled(homes, area.0)).count()
    };
    let home = match &nearest {
        Some((_, nearest)) => {
            let at_nearest = from_cells(known.counts.groups().to_vec(), &nearest.cells)?;
            // A school with a count that is not known may be the one that matters: no half answer.
            if at_nearest.left_out.is_empty() {
                pair(&at_nearest.counts, comparison).as_ref().and_then(dissimilarity)
            } else {
                no_split = Some(NoSplit::HomesUnknown);
                None
            }
        }
        None => None,
    };
    let home_basis = nearest.as_ref().map(|(homes, _)| homes.basis).unwrap_or_default();
    Ok(Some(Headline {
        home,
        no_split,
        choice: readings.exact().and_then(|m| m.one_group_share).zip(home).map(|(d, h)| d - h),
        home_areas: nearest.as_ref().map_or(0, sends),
        nearest_distance: nearest.and_then(|(_, n)| n.mean_distance),
        schools: known.counts.units_with_pupils(),
        schools_left_out: unknown,
        pupils: two.total(),
        pupils_left_out: known.counts.total() - two.total(),
        basis: table.basis.max(home_basis),
        year: table.year,
        source: table.source,
        readings,
    }))
}

/// The counts by home of the year of `table`, or why there are none to compare with.
pub fn homes_of<'a>(dataset: &'a Dataset, table: &CountTable) -> (Option<&'a CountTable>, Option<NoSplit>) {
    let same = dataset.counts_of(Subject::Home, table.scheme, table.year);
    let other = same.is_none() && dataset.counts(Subject::Home, table.scheme, None).is_some();
    (same, other.then_some(NoSplit::OtherYear))
}

/// The same to split D by, for which schools must not have been estimated from these very homes.
pub(super) fn homes_to_split<'a>(
    dataset: &'a Dataset,
    table: &CountTable,
) -> (Option<&'a CountTable>, Option<NoSplit>) {
    if from_homes(dataset, table) {
        return (None, Some(NoSplit::SchoolsEstimated));
    }
    homes_of(dataset, table)
}

/// Whether a table of schools was estimated by this program, from no file.
fn from_homes(dataset: &Dataset, table: &CountTable) -> bool {
    let made = |s: &crate::source::Source| s.file.is_empty() && s.basis == Basis::Estimated;
    table.basis == Basis::Estimated && dataset.source(table.source).is_some_and(made)
}

pub(super) fn pair(counts: &Counts, comparison: Comparison) -> Option<TwoGroup<'static>> {
    counts.two_group(comparison.group, comparison.other)
}
