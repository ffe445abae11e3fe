//! What a town of a scenario may not show, since it follows from other towns that are shown.
//!
//! # Years
//!
//! A school of last year is nearly that of this year: a companion of 46 that is hidden this year
//! and stood there as 47 last year gives its small neighbour away to within a pupil. What is hidden
//! in one year is therefore hidden in all of them (see [`super::table`]).
//!
//! # Scenarios
//!
//! A scenario starts from counts. Under every rule but a model of choice it *moves* them: after a
//! merger the school that goes on has the pupils of both, and what it has more is the school that is
//! gone. So, going through the years of the scenario from the first:
//!
//! - what is hidden of a school in the present, the year before, or the same year without the
//!   edits, stays hidden;
//! - what is shown there and is the same here is *known to the reader*: it is no companion;
//! - of a school that gains pupils every group is hidden that is hidden of a school that loses;
//! - a gain or loss of fewer pupils than the threshold is hidden, as a cell of that size would be.
//!
//! With these the exchanges of the present (see [`super::exchange`]) can be done in the scenario as
//! well: every cell on them that is in both is hidden in both, and what moves on is hidden where it
//! arrives. Exchanges of the scenario itself go through cells that are not known from elsewhere.
//!
//! Where a *model* says who chooses what, every school gains and loses fractions of pupils: the
//! expectation of a formula, with no child behind it. There the last two rules hold for schools that
//! close or merge only, whose pupils are moved under any rule. The counts of one home area in a
//! scenario are those of the present with a forecast, and follow the first two rules.
//!
//! Two scenarios are not held against each other beyond that: they differ by what their maker put
//! in. [`crate::scenario::shown`] hides small differences where two stand side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::exchange::Sums;
use super::table::ShownCounts;
use super::{Gate, Shown};
use crate::data::{Dataset, Lineage, PupilsOf, Step, Subject};
use crate::number::Count;

/// Fewer pupils than this are nobody: a remainder of floating point.
const NOBODY: f64 = 1e-6;

/// What a reader has of one unit: its numbers by group and the total last, and which are hidden.
#[derive(Clone, Debug, Default)]
struct Told {
    row: Vec<f64>,
    hidden: Vec<bool>,
}

type ByCode = BTreeMap<String, Told>;

/// Per unit, by group and for the total last: what has to be hidden, and what the reader knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    pub units: BTreeMap<usize, Vec<(bool, bool)>>,
}

impl Inherited {
    /// For the units of a subject of a town that was made from another.
    pub fn of(dataset: &Dataset, lineage: &Lineage, subject: Subject, gate: Gate) -> Self {
        match subject {
            Subject::School => Self::of_schools(dataset, lineage, gate),
            Subject::Home => Self::of_homes(dataset, lineage, gate),
        }
    }

    fn of_schools(dataset: &Dataset, lineage: &Lineage, gate: Gate) -> Self {
        let mut out = Self::default();
        let Some(last) = told_of_schools(lineage, gate) else { return out };
        for (unit, school) in dataset.schools().iter().enumerate() {
            if let Some((told, known)) = last.get(&school.code) {
                out.units.insert(unit, told.hidden.iter().copied().zip(known.iter().copied()).collect());
            }
        }
        out
    }

    fn of_homes(dataset: &Dataset, lineage: &Lineage, gate: Gate) -> Self {
        let mut out = Self::default();
        let (present, scheme) = (&lineage.present, lineage.scheme);
        let (Some(before), Some(now)) = (
            present.counts(Subject::Home, scheme, lineage.year),
            dataset.counts(Subject::Home, scheme, None),
        ) else {
            return out;
        };
        let shown = ShownCounts::of(present, before, gate);
        for unit in 0..dataset.areas().len() {
            let Some(composition) = shown.composition(scheme, unit) else { continue };
            let told = composition.counts.iter().chain([&composition.total]);
            let row = now.row(unit).iter().copied().chain([now.row(unit).iter().copied().sum()]);
            let cells = told.zip(row).map(|(told, count): (_, Count)| match told {
                Shown::Hidden => (true, false),
                Shown::Value(value) => (false, count.known().is_some_and(|v| (v - value).abs() < NOBODY)),
                _ => (false, false),
            });
            out.units.insert(unit, cells.collect());
        }
        out
    }
}

/// What is hidden of every school in the last step, and what the reader knows already.
fn told_of_schools(lineage: &Lineage, gate: Gate) -> Option<BTreeMap<String, (Told, Vec<bool>)>> {
    let present = present(lineage, gate)?;
    let (mut before, mut before_without) = (present.clone(), present.clone());
    let mut last = None;
    for step in &lineage.steps {
        let without = told(&step.without, &[&before_without], &BTreeMap::new(), gate);
        let without = only_told(without);
        let more = differences(step, &[&present, &without], lineage.by_model, gate);
        let found = told(&step.schools, &[&present, &before, &without], &more, gate);
        // A school that closes keeps what was hidden of it: it may open again.
        before.extend(only_told(found.clone()));
        before_without.extend(without);
        last = Some(found);
    }
    last
}

fn only_told(found: BTreeMap<String, (Told, Vec<bool>)>) -> ByCode {
    found.into_iter().map(|(code, (told, _))| (code, told)).collect()
}

/// What is shown of the schools of the present.
fn present(lineage: &Lineage, gate: Gate) -> Option<ByCode> {
    let table = lineage.present.counts(Subject::School, lineage.scheme, lineage.year)?;
    let shown = ShownCounts::of(&lineage.present, table, gate);
    let of = |(unit, school): (usize, &crate::data::School)| {
        let composition = shown.composition(lineage.scheme, unit)?;
        let cells = || composition.counts.iter().chain([&composition.total]);
        let row = cells().map(|c| c.value().unwrap_or(f64::NAN)).collect();
        let hidden = cells().map(|c| *c == Shown::Hidden).collect();
        Some((school.code.clone(), Told { row, hidden }))
    };
    Some(lineage.present.schools().iter().enumerate().filter_map(of).collect())
}

/// A row with its total, remainders of floating point taken for nobody.
fn with_total(pupils: &[f64]) -> Vec<f64> {
    let clean = |n: &f64| if *n < NOBODY { 0.0 } else { *n };
    let mut row: Vec<f64> = pupils.iter().map(clean).collect();
    row.push(row.iter().sum());
    row
}

/// Which numbers of a flat table of schools are hidden, given what was told of them `earlier` and
/// what more has to be hidden; and which of them the reader knows.
fn told(
    schools: &[PupilsOf],
    earlier: &[&ByCode],
    more: &BTreeMap<&str, Vec<bool>>,
    gate: Gate,
) -> BTreeMap<String, (Told, Vec<bool>)> {
    let width = schools.first().map_or(0, |(_, pupils)| pupils.len());
    let rows: Vec<Vec<f64>> = schools.iter().map(|(_, pupils)| with_total(pupils)).collect();
    let town = rows.len();
    let mut sums = Sums::new(town + 1, &[width], gate.threshold);
    let mut all = vec![0.0; width + 1];
    let mut known: Vec<Vec<bool>> = Vec::with_capacity(town);
    for (unit, (row, (code, _))) in rows.iter().zip(schools).enumerate() {
        sums.put_under(unit, town);
        all.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
        let before = || earlier.iter().filter_map(|told| told.get(code));
        let same = |column: usize, value: f64| {
            let mut seen = before().filter_map(|t| Some((*t.row.get(column)?, *t.hidden.get(column)?)));
            seen.any(|(n, hidden)| !hidden && (n - value).abs() < NOBODY)
        };
        let of_reader: Vec<bool> = row.iter().enumerate().map(|(c, value)| same(c, *value)).collect();
        let alone = alone(row, gate);
        for (column, value) in row.iter().enumerate() {
            let at = |list: &[bool]| list.get(column).copied().unwrap_or(false);
            let stays = before().any(|t| at(&t.hidden));
            let known = at(&of_reader) && !stays;
            sums.set(unit, column, *value, known);
            if at(&alone) || stays || more.get(code.as_str()).is_some_and(|m| at(m)) {
                sums.hide(unit, column);
            }
        }
        known.push(of_reader);
    }
    for (column, value) in all.iter().enumerate() {
        sums.set(town, column, *value, false);
    }
    alone(&all, gate).iter().enumerate().filter(|(_, h)| **h).for_each(|(c, _)| sums.hide(town, c));
    if !gate.is_off() {
        sums.protect();
    }
    let hidden = |unit: usize| -> Vec<bool> {
        (0..=width).map(|c| !gate.is_off() && sums.is_hidden(unit, c)).collect()
    };
    let of = |(unit, ((code, _), (row, known)))| (code, (Told { row, hidden: hidden(unit) }, known));
    let codes = schools.iter().map(|(code, pupils)| (code.clone(), pupils));
    codes.zip(rows.into_iter().zip(known)).enumerate().map(of).collect()
}

/// What of a row is hidden by itself.
fn alone(row: &[f64], gate: Gate) -> Vec<bool> {
    let groups = row.len().saturating_sub(1);
    let counts: Vec<Count> = row.iter().take(groups).map(|n| Count::Known(*n)).collect();
    let composition = gate.composition(&counts);
    composition.counts.iter().chain([&composition.total]).map(|c| *c == Shown::Hidden).collect()
}

/// What has to be hidden of the schools of a year, as it differs from the year without the edits.
fn differences<'a>(
    step: &'a Step,
    hidden_in: &[&ByCode],
    by_model: bool,
    gate: Gate,
) -> BTreeMap<&'a str, Vec<bool>> {
    let rows = |list: &'a [PupilsOf]| -> BTreeMap<&'a str, Vec<f64>> {
        list.iter().map(|(code, pupils)| (code.as_str(), with_total(pupils))).collect()
    };
    let (now, without) = (rows(&step.schools), rows(&step.without));
    let width = now.values().chain(without.values()).map(Vec::len).max().unwrap_or(0);
    let of = |map: &BTreeMap<&str, Vec<f64>>, code: &str, column: usize| {
        map.get(code).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    };
    let codes: BTreeSet<&str> = now.keys().chain(without.keys()).copied().collect();
    let change = |code: &str, column: usize| of(&now, code, column) - of(&without, code, column);
    let is_hidden = |code: &str, column: usize| {
        hidden_in.iter().any(|told| told.get(code).and_then(|t| t.hidden.get(column)) == Some(&true))
    };
    // With a model everybody gains a little.
    let least = if by_model { 1.0 } else { NOBODY };
    let gains = |code: &str| (0..width).any(|c| change(code, c) > least);
    // That a school has nobody of a group follows as well, from what did not change.
    let gives =
        |code: &str| (!by_model || !now.contains_key(code)) && (0..width).any(|c| change(code, c) < -NOBODY);
    let given: Vec<bool> =
        (0..width).map(|c| codes.iter().any(|code| gives(code) && is_hidden(code, c))).collect();
    let small = |size: f64| size > NOBODY && size < f64::from(gate.threshold);
    let of_school = |code: &&'a str| {
        let hides = |(column, given): (usize, &bool)| {
            let change = change(code, column);
            (*given && gains(code)) || (!by_model && !gate.is_off() && small(change.abs()))
        };
        (*code, given.iter().enumerate().map(hides).collect())
    };
    now.keys().map(of_school).collect()
}
