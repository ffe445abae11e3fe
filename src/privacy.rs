//! The only gate from counts to anything that is shown, printed or exported.
//!
//! A small number of pupils in one place can be a recognisable child. Counts below a threshold
//! (10 unless the project says otherwise) are therefore hidden; and where hidden counts could be
//! found by subtracting the others from their total, larger counts are hidden along with them
//! (see [`Gate::composition`] for one row, and [`ShownCounts`] for a whole table with its levels, which
//! is what everything that shows more than one row must go through). Measures over a whole town are
//! computed on the full counts and are not hidden; of a town of a few schools with hidden counts
//! they are withheld (see [`crate::figures::few`]).
//!
//! # What goes through it
//!
//! | what | by |
//! | --- | --- |
//! | counts and shares of areas and schools: map, table, inspector, tooltips, prints, files | [`ShownCounts`] |
//! | the same over the years | hidden in one year is hidden in all of them |
//! | the same in a year of a scenario | nothing that follows from the present or the year before: the `lineage` module |
//! | from where to where pupils go: lists, lines, catchments | [`ShownFlows`] |
//! | changes of one school between scenarios | [`crate::scenario::shown`] |
//! | what friendship schools bring, alone and together | [`crate::find::town::telling`] |
//!
//! # What it does not guard against
//!
//! Who knows more than the program shows (a parent, a teacher, another publication); divisions that
//! overlap, such as postcodes over buurten, laid over one another; measures of a large town in full
//! precision, which are on the command line for who can read the project file anyway; two
//! scenarios made by somebody who knows which pupils to move. Figures that are
//! no numbers of pupils are shown as published (see [`Gate::figure`]).
//!
//! # Off, or lower
//!
//! The threshold is kept in the project ([`Gate::read`]). Below the default, everything that is shown,
//! printed or exported says so.

mod exchange;
mod figure;
mod flows;
mod lineage;
mod table;

pub use flows::ShownFlows;
pub use table::ShownCounts;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::number::Count;
use exchange::LEAST_APART;

/// A value on its way to a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown<T> {
    Value(T),
    /// Withheld by this program, because too few pupils stand behind it.
    Hidden,
    /// Withheld by the publisher: it lies in this range.
    Suppressed {
        least: f64,
        greatest: f64,
    },
    /// Nobody knows.
    Unknown,
}

impl<T> Shown<T> {
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Shown<U> {
        match self {
            Self::Value(value) => Shown::Value(f(value)),
            Self::Hidden => Shown::Hidden,
            Self::Suppressed { least, greatest } => Shown::Suppressed { least, greatest },
            Self::Unknown => Shown::Unknown,
        }
    }
}

/// Threshold of the gate; kept in the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Gate {
    /// Counts from 1 up to but not including this are hidden; 0 and 1 hide nothing, and the screen
    /// and every export then say that the gate is off.
    pub threshold: u32,
}

impl Default for Gate {
    fn default() -> Self {
        Self { threshold: Self::DEFAULT_THRESHOLD }
    }
}

/// The composition of one area or school as it may be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Composition {
    /// All pupils together.
    pub total: Shown<f64>,
    /// Pupils per group.
    pub counts: Vec<Shown<f64>>,
    /// Share of each group (0..1), shown only where its count is.
    pub shares: Vec<Shown<f64>>,
}

impl Gate {
    pub const DEFAULT_THRESHOLD: u32 = 10;

    /// Greater thresholds hide whole towns.
    pub const GREATEST_THRESHOLD: u32 = 1000;

    /// Key of the threshold among the settings of a project.
    pub const SETTING: &str = "privacy_threshold";

    /// The gate of a project; the default where its settings say nothing of it, or nothing that can
    /// be read.
    pub fn read(settings: &BTreeMap<String, String>) -> Self {
        let threshold = settings.get(Self::SETTING).and_then(|text| text.trim().parse().ok());
        threshold
            .filter(|t| *t <= Self::GREATEST_THRESHOLD)
            .map_or_else(Self::default, |threshold| Self { threshold })
    }

    /// Keeps the gate among the settings of a project.
    pub fn write(self, settings: &mut BTreeMap<String, String>) {
        settings.insert(Self::SETTING.to_owned(), self.threshold.to_string());
    }

    /// Whether it hides less than is usual: everything that is shown then says so.
    pub fn is_low(self) -> bool {
        self.threshold < Self::DEFAULT_THRESHOLD
    }

    /// Whether the gate hides nothing.
    pub fn is_off(self) -> bool {
        self.threshold <= 1
    }

    fn is_small(self, value: f64) -> bool {
        // Modelled counts may be fractional; anything above none and below the threshold is small.
        value > 0.0 && value < f64::from(self.threshold)
    }

    /// One count on its own, such as a school's total.
    pub fn count(self, count: Count) -> Shown<f64> {
        match count {
            Count::Unknown => Shown::Unknown,
            Count::Known(value) if !self.is_off() && self.is_small(value) => Shown::Hidden,
            Count::Known(value) => Shown::Value(value),
            Count::Suppressed { least, greatest } => Shown::Suppressed { least, greatest },
        }
    }

    /// The counts of one unit, which add up to its total.
    ///
    /// Small cells are hidden, and zero is shown: whoever sees the total therefore knows the sum of
    /// the hidden cells, and that each of them is at least 1 and less than the threshold. Nine,
    /// nine and nine would follow from 27. Companions are hidden too, the smallest that are shown
    /// first, until
    ///
    /// - the hidden cells together hold at least as many pupils as the threshold, and
    /// - every hidden cell can have several values, at least 3 apart, even for somebody who knows
    ///   which cells are companions and that each of them is less than every positive cell that is
    ///   still shown (equal cells are hidden together).
    ///
    /// Where no companions do that, every cell is hidden, zeros too, so that it no longer shows
    /// which cells are small. The total may be known from elsewhere where it is not shown here, so
    /// that companions are sought there as well.
    pub fn composition(self, row: &[Count]) -> Composition {
        let total_count: Count = row.iter().copied().sum();
        let total = self.count(total_count);
        let mut counts: Vec<Shown<f64>> = row.iter().map(|c| self.count(*c)).collect();
        if matches!(total, Shown::Hidden) {
            // Nothing may be told of so few pupils, not even which groups are absent.
            hide_all(&mut counts);
        } else if !self.is_off() {
            self.hide_companions(row, &mut counts);
        }
        Composition::new(total, counts)
    }

    /// Hides what has to be hidden so that no hidden cell follows from the total.
    fn hide_companions(self, row: &[Count], counts: &mut [Shown<f64>]) {
        let pupils = |i: usize| row.get(i).and_then(|c| c.known());
        let small: Vec<f64> =
            (0..counts.len()).filter(|i| counts[*i] == Shown::Hidden).filter_map(pupils).collect();
        if small.is_empty() {
            return;
        }
        let mut shown: Vec<(usize, f64)> = counts
            .iter()
            .enumerate()
            .filter_map(|(i, c)| Some((i, c.value().filter(|v| *v > 0.0)?)))
            .collect();
        // The smallest last.
        shown.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut sum: f64 = small.iter().sum();
        let mut companions = 0;
        loop {
            // Equal cells are hidden together, so that companions are less than what stays.
            let greatest = shown.last().map_or(f64::INFINITY, |(_, v)| v - 1.0);
            if self.is_open(sum, small.len(), companions, greatest) {
                return;
            }
            let Some((_, next)) = shown.last().copied() else { break };
            while let Some((companion, pupils)) = shown.pop_if(|(_, v)| *v == next) {
                counts.get_mut(companion).into_iter().for_each(|c| *c = Shown::Hidden);
                sum += pupils;
                companions += 1;
            }
        }
        hide_all(counts);
    }

    /// Whether hidden cells with this sum leave open how many pupils are in each: so many small
    /// ones, and so many companions of at most `greatest` pupils.
    fn is_open(self, sum: f64, small: usize, companions: usize, greatest: f64) -> bool {
        let threshold = f64::from(self.threshold);
        // With a threshold of 2 or 3 small cells have too few values to be 3 apart.
        let apart = (threshold - 2.0).clamp(1.0, LEAST_APART);
        // Zero times the infinity of no limit would be no number.
        let times = |cells: usize, value: f64| if cells == 0 { 0.0 } else { cells as f64 * value };
        let wide = |low: f64, high: f64, other_small: usize, other_companions: usize| {
            let others_least = times(other_small, 1.0) + times(other_companions, threshold);
            let others_most = times(other_small, threshold - 1.0) + times(other_companions, greatest);
            high.min(sum - others_least) - low.max(sum - others_most) >= apart
        };
        sum >= threshold
            && (small == 0 || wide(1.0, threshold - 1.0, small - 1, companions))
            && (companions == 0 || wide(threshold, greatest, small, companions - 1))
    }
}

/// Hides every count that would be shown, zeros too.
fn hide_all(counts: &mut [Shown<f64>]) {
    counts.iter_mut().filter(|c| matches!(c, Shown::Value(_))).for_each(|c| *c = Shown::Hidden);
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn known(values: &[f64]) -> Vec<Count> {
        values.iter().map(|v| Count::Known(*v)).collect()
    }

    #[test]
    fn a_small_cell_takes_the_next_smallest_with_it() {
        let shown = Gate::default().composition(&known(&[3.0, 40.0, 57.0]));
        assert_eq!(shown.total, Shown::Value(100.0));
        assert_eq!(shown.counts, [Shown::Hidden, Shown::Hidden, Shown::Value(57.0)]);
        assert_eq!(shown.shares[2], Shown::Value(0.57));
        assert_eq!(shown.shares[0], Shown::Hidden);
    }

    #[test]
    fn of_fewer_pupils_than_the_threshold_nothing_is_told() {
        let shown = Gate::default().composition(&known(&[0.0, 4.0, 5.0]));
        assert_eq!(shown.total, Shown::Hidden);
        assert!(shown.counts.iter().all(|c| *c == Shown::Hidden));
        assert!(shown.shares.iter().all(|c| *c == Shown::Hidden));
    }

    #[test]
    fn zero_is_a_value_and_unknown_stays_unknown() {
        let shown = Gate::default().composition(&known(&[0.0, 40.0]));
        assert_eq!(shown.counts, [Shown::Value(0.0), Shown::Value(40.0)]);
        let shown = Gate::default().composition(&[Count::Unknown, Count::Known(40.0)]);
        assert_eq!(shown.counts[0], Shown::Unknown);
        assert_eq!(shown.total, Shown::Unknown);
        assert_eq!(shown.shares[1], Shown::Unknown);
    }

    #[test]
    fn with_the_gate_off_everything_known_is_shown() {
        let shown = Gate { threshold: 0 }.composition(&known(&[1.0, 2.0]));
        assert_eq!(shown.counts, [Shown::Value(1.0), Shown::Value(2.0)]);
    }

    /// What is shown of a row, as something to look up.
    fn told(shown: &Composition) -> Vec<Option<u32>> {
        let number = |s: &Shown<f64>| s.value().map(|v| v as u32);
        std::iter::once(&shown.total).chain(&shown.counts).map(number).collect()
    }

    /// Every row of so many cells up to `most` pupils, by what is shown of it: the least and the
    /// greatest value that each cell has in the rows that look the same.
    fn look_alikes(gate: Gate, cells: u32, most: u32) -> HashMap<Vec<Option<u32>>, Vec<(u32, u32)>> {
        let mut found: HashMap<Vec<Option<u32>>, Vec<(u32, u32)>> = HashMap::new();
        for code in 0..(most + 1).pow(cells) {
            let row: Vec<u32> = (0..cells).map(|i| code / (most + 1).pow(i) % (most + 1)).collect();
            let shown =
                gate.composition(&row.iter().map(|v| Count::Known(f64::from(*v))).collect::<Vec<_>>());
            let ranges = found.entry(told(&shown)).or_insert_with(|| row.iter().map(|v| (*v, *v)).collect());
            for (range, value) in ranges.iter_mut().zip(&row) {
                *range = (range.0.min(*value), range.1.max(*value));
            }
        }
        found
    }

    #[test]
    fn no_hidden_cell_is_determined_even_by_one_who_knows_the_rule() {
        // With a cell of many pupils beside them, rows would look alike that lie outside of what is
        // enumerated: those with a total up to the largest cell are all there.
        for (threshold, cells, most) in [(10, 2, 60), (10, 3, 45), (5, 4, 22), (3, 4, 16), (2, 3, 20)] {
            let gate = Gate { threshold };
            for (told, ranges) in look_alikes(gate, cells, most) {
                if told[0].is_some_and(|total| total > most) {
                    continue;
                }
                let hidden = ranges.iter().zip(&told[1..]).filter(|(_, told)| told.is_none());
                for ((least, greatest), _) in hidden {
                    assert!(least < greatest, "threshold {threshold}: {told:?} gives {ranges:?}");
                    let apart = (threshold - 2).clamp(1, 3);
                    assert!(greatest - least >= apart, "threshold {threshold}: {told:?} {ranges:?}");
                }
            }
        }
    }

    #[test]
    fn nine_and_nine_do_not_follow_from_eighteen() {
        let gate = Gate::default();
        let hidden = |row: &[f64]| -> Vec<bool> {
            gate.composition(&known(row)).counts.iter().map(|c| *c == Shown::Hidden).collect()
        };
        assert_eq!(hidden(&[9.0, 9.0, 10.0]), [true; 3], "28 − 10 = 18");
        assert_eq!(hidden(&[1.0, 7.0, 20.0]), [true; 3], "8 pupils are too few to tell of");
        assert_eq!(hidden(&[9.0, 9.0, 9.0, 0.0]), [true; 4], "no companion: zero no longer shows");
        assert_eq!(hidden(&[1.0, 10.0, 500.0, 0.0]), [true, true, true, false], "11 is 1 and 10");
        assert_eq!(hidden(&[9.0, 20.0, 20.0, 60.0]), [true, true, true, false], "29 is 9 and 20");
        assert_eq!(hidden(&[4.0, 7.0, 50.0, 60.0]), [true, true, false, false], "11 can be much");
        assert_eq!(hidden(&[3.5, 20.25, 60.0]), [true, true, false], "modelled counts have decimals");
    }
}
