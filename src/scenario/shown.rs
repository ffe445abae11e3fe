//! What may be told of single schools in a year of a scenario, and of their changes.

use std::sync::Arc;

use super::compare::{Figure, Lot, Row, SchoolChange, WijkChange, wijken};
use super::outcome::{Range, YearRanges};
use super::{Engine, Outcomes, Scenario, SchoolOutcome, YearOutcome};
use crate::data::{Dataset, Subject, Year};
use crate::figures::few::{LEAST_SCHOOLS, coarse, rounded};
use crate::notice::Notice;
use crate::number::Count;
use crate::privacy::{Composition, Gate, Shown, ShownCounts};

/// The counts of one year, past the gate.
#[derive(Clone, Debug)]
pub struct ShownYear {
    dataset: Arc<Dataset>,
    shown: Arc<ShownCounts>,
    scheme: usize,
    gate: Gate,
    /// Whether a school has so few pupils that their number is hidden.
    hides_total: bool,
}

impl ShownYear {
    /// # Errors
    /// A year outside the years of the scenario.
    pub fn of(
        engine: &Engine,
        scenario: &Scenario,
        scheme: usize,
        year: Year,
        gate: Gate,
    ) -> Result<Self, Notice> {
        Ok(Self::of_dataset(engine.dataset_at(scenario, year)?, scheme, year, gate))
    }

    /// As [`Self::of`], of the town of the year.
    pub fn of_dataset(dataset: Arc<Dataset>, scheme: usize, year: Year, gate: Gate) -> Self {
        let shown = ShownCounts::of_year(&dataset, Subject::School, Some(year), gate);
        let hidden = |at: usize| shown.composition(scheme, at).is_some_and(|c| c.total == Shown::Hidden);
        let hides_total = (0..dataset.schools().len()).any(hidden);
        Self { dataset, shown, scheme, gate, hides_total }
    }

    fn of_code(&self, code: &str) -> Option<&Composition> {
        self.shown.composition(self.scheme, self.dataset.school_by_code(code)?.0)
    }

    /// The row of a school: hidden as in the table of all schools.
    pub fn school(&self, school: &SchoolOutcome) -> Composition {
        let alone = || {
            let row: Vec<Count> = school.pupils.iter().map(|n| Count::Known(n.max(0.0))).collect();
            self.gate.composition(&row)
        };
        self.of_code(&school.site.code).cloned().unwrap_or_else(alone)
    }

    /// All pupils at school by group, and those without a place. Where few have none, nobody is told
    /// of either in that group: all pupils together are told elsewhere.
    pub fn of_town(&self, year: &YearOutcome) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        let town = self.shown.town(self.scheme);
        let unplaced: Vec<Count> = year.unplaced.iter().map(|n| Count::Known(whole_people(*n))).collect();
        let unplaced_told = self.gate.composition(&unplaced).counts;
        let told = |g: usize| {
            let there = town.and_then(|t| t.counts.get(g)).is_none_or(|c| *c != Shown::Hidden);
            let without = unplaced_told.get(g).is_none_or(|c| *c != Shown::Hidden);
            (there && without, without)
        };
        let pupils = year.pupils.iter().enumerate().map(|(g, n)| told(g).0.then_some(*n)).collect();
        let unplaced = year.unplaced.iter().enumerate().map(|(g, n)| told(g).1.then_some(*n)).collect();
        (pupils, unplaced)
    }

    /// What may be told of those who live in a wijk: nothing where they are few.
    pub fn tells_lot(&self, lot: &Lot) -> bool {
        self.gate.count(Count::Known(lot.pupils)) != Shown::Hidden
    }

    /// Whether the total of a school may be told, and the share of a group.
    fn tells(&self, code: &str, group: usize) -> (bool, bool) {
        let Some(row) = self.of_code(code) else { return (false, false) };
        let share = row.shares.get(group).is_some_and(|s| s.value().is_some());
        (row.total.value().is_some(), share)
    }
}

/// Whether the lot of a wijk in two scenarios may be told: not where few live on either side, for what
/// the few on one side have would follow from the difference.
pub fn tells_wijk(change: &WijkChange, gate: Gate) -> bool {
    [change.before, change.after].iter().all(|lot| gate.count(Count::Known(lot.pupils)) != Shown::Hidden)
}

/// Every wijk in one year of two scenarios, as [`wijken`], in such precision as may be told: of a few
/// schools, a count of which is hidden, shares in whole percents and distances in whole metres. What is
/// told of a wijk at all is for [`tells_wijk`].
pub fn told_wijken(
    engine: &Engine,
    before: &Scenario,
    after: &Scenario,
    year: Year,
    gate: Gate,
) -> Vec<WijkChange> {
    let few = |scenario| engine.outcomes(scenario).year(year).is_some_and(|of_year| are_few(of_year, gate));
    let (few_before, few_after) = (few(before), few(after));
    let lot = |lot: Lot, few: bool| {
        if !few {
            return lot;
        }
        Lot {
            distance: rounded(lot.distance, 0),
            own_group: coarse(lot.own_group),
            share_of_d: coarse(lot.share_of_d),
            ..lot
        }
    };
    let told =
        |w: WijkChange| WijkChange { before: lot(w.before, few_before), after: lot(w.after, few_after), ..w };
    wijken(engine, before, after, year).into_iter().map(told).collect()
}

/// A change of one school as it may be told.
pub struct ShownChange<'a> {
    pub school: &'a SchoolChange,
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub change: Option<f64>,
    pub share_before: Option<f64>,
    pub share_after: Option<f64>,
    /// Of the totals and shares of before and after, how many are hidden.
    pub hidden: usize,
}

impl<'a> ShownChange<'a> {
    pub fn of(school: &'a SchoolChange, group: usize, before: &ShownYear, after: &ShownYear) -> Self {
        let gate = after.gate;
        let (total_before, share_before) = before.tells(&school.code, group);
        let (total_after, share_after) = after.tells(&school.code, group);
        let told = [
            (school.before, total_before),
            (school.after, total_after),
            (school.share_before, share_before),
            (school.share_after, share_after),
        ];
        let mut told = told;
        // Where a school is so small that its number is hidden, a few pupils more or less elsewhere may be
        // all of them. Hiding the difference alone would hide nothing: it follows from both sides.
        let few = gate.count(Count::Known(whole_people(school.change().abs()))) == Shown::Hidden;
        if few && (before.hides_total || after.hides_total) && school.before.is_some() {
            (told[1].1, told[3].1) = (false, false);
        }
        let hidden = told.iter().filter(|(value, may)| value.is_some() && !may).count();
        let [before, after, share_before, share_after] = told.map(|(value, may)| value.filter(|_| may));
        let open = before.is_some() == school.before.is_some() && after.is_some() == school.after.is_some();
        let change = open.then(|| school.change());
        Self { school, before, after, change, share_before, share_after, hidden }
    }

    /// Whether the pupils before (or after) are there and may not be told.
    pub fn hides_before(&self) -> bool {
        self.before.is_none() && self.school.before.is_some()
    }

    pub fn hides_after(&self) -> bool {
        self.after.is_none() && self.school.after.is_some()
    }
}

/// A number of pupils without the remainder of floating point.
fn whole_people(pupils: f64) -> f64 {
    if pupils < 1e-6 { 0.0 } else { pupils }
}

/// Whether a figure of the town may be told. One that counts a few pupils may not, nor one from which
/// the total of a school of a few pupils would follow.
pub fn tells_figure(figure: Figure, outcomes: &Outcomes, year: Year, gate: Gate) -> bool {
    let small = |pupils: f64| gate.count(Count::Known(whole_people(pupils))) == Shown::Hidden;
    let Some(of_year) = outcomes.year(year) else { return true };
    match figure {
        // All pupils are those of the present: who has no place follows from who has.
        Figure::Pupils | Figure::Unplaced => {
            let without: Vec<Count> =
                of_year.unplaced.iter().map(|n| Count::Known(whole_people(*n))).collect();
            gate.composition(&without).total != Shown::Hidden
        }
        // Of few schools every further measure is one more equation about their counts.
        Figure::Home | Figure::Choice | Figure::Information | Figure::Mirror => !are_few(of_year, gate),
        // Of seats that are free or short only schools with too many or too few count, so that the pupils
        // of a small one would follow from the others. In a school that a plan opens nobody is counted.
        Figure::Occupancy
        | Figure::SeatsFree
        | Figure::SeatsShort
        | Figure::FloorNeeded
        | Figure::FloorBuilt
        | Figure::FloorSurplus
        | Figure::FloorShort => {
            let counted = outcomes.years.first();
            let few = |code: &str| {
                counted.is_some_and(|y| y.schools.iter().any(|s| s.site.code == code && small(s.total)))
            };
            !of_year.schools.iter().any(|s| few(&s.site.code))
        }
        Figure::AtOtherSchool => !small(of_year.at_other_school),
        Figure::MustChange => {
            let until = || outcomes.years.iter().filter(|y| y.year <= year);
            let goes = |(before, after): (&YearOutcome, &YearOutcome)| {
                let stays = |code: &str| after.schools.iter().any(|s| s.site.code == code);
                before.schools.iter().any(|s| small(s.total) && !stays(&s.site.code))
            };
            let pairs = until().zip(until().skip(1)).map(|(a, b)| (a.as_ref(), b.as_ref()));
            !until().any(|y| small(y.must_change)) && !pairs.into_iter().any(goes)
        }
        _ => true,
    }
}

/// A figure of the town in a year as it may be told; `None` where it is not defined either.
pub fn told_figure(figure: Figure, outcomes: &Outcomes, year: Year, gate: Gate) -> Option<f64> {
    let value = figure.of(outcomes, year).filter(|_| tells_figure(figure, outcomes, year, gate));
    if in_whole_percents(figure, outcomes, year, gate) { coarse(value) } else { value }
}

/// Whether a figure is told in whole percents and no finer.
pub fn in_whole_percents(figure: Figure, outcomes: &Outcomes, year: Year, gate: Gate) -> bool {
    figure == Figure::Dissimilarity && outcomes.year(year).is_some_and(|of_year| are_few(of_year, gate))
}

/// The table of outcomes of one year, as they may be told. The first scenario is what the others are
/// compared with; a difference is of values as they are told, for with it the one follows from the other.
pub fn told_table(scenarios: &[&Outcomes], year: Year, gate: Gate) -> Vec<Row> {
    let row = |figure: Figure| {
        let values: Vec<Option<f64>> = scenarios.iter().map(|s| told_figure(figure, s, year, gate)).collect();
        let first = values.first().copied().flatten();
        let differences = values.iter().map(|v| v.zip(first).map(|(v, first)| v - first)).collect();
        Row { figure, values, differences }
    };
    Figure::ALL.into_iter().map(row).collect()
}

/// The range of a figure over draws as it may be told: as the figure itself, and not at all where so few
/// schools are open that a measure in full would tell of one.
pub fn told_range(
    figure: Figure,
    ranges: &YearRanges,
    outcomes: &Outcomes,
    year: Year,
    gate: Gate,
) -> Option<Range> {
    let few = || outcomes.year(year).is_some_and(|of_year| are_few(of_year, gate));
    let range = figure.range(ranges).filter(|_| tells_figure(figure, outcomes, year, gate) && !few())?;
    // A few pupils who may have to change school are those pupils.
    let counts = matches!(figure, Figure::MustChange);
    let small = |n: f64| gate.count(Count::Known(whole_people(n.round()))) == Shown::Hidden;
    (!counts || ![range.low, range.high].into_iter().any(small)).then_some(range)
}

/// Whether so few schools are open, of which a count is hidden, that it would follow from measures in
/// full (see [`crate::figures::few`]).
fn are_few(of_year: &YearOutcome, gate: Gate) -> bool {
    let hides = |school: &SchoolOutcome| {
        let row: Vec<Count> = school.pupils.iter().map(|n| Count::Known(whole_people(*n))).collect();
        gate.composition(&row).counts.contains(&Shown::Hidden)
    };
    let peopled = of_year.schools.iter().filter(|s| s.total > 1e-6).count();
    peopled < LEAST_SCHOOLS && of_year.schools.iter().any(hides)
}
