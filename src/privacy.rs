//! The only gate from counts to anything that is shown, printed or exported.
//!
//! A small number of pupils in one place can be a recognisable child. Counts below a threshold
//! (10 unless the project says otherwise) are therefore hidden; and where one hidden count could
//! be found by subtracting the others from their total, the next smallest count is hidden too.
//! Measures over a whole town are computed on the full counts and are not hidden.

use serde::{Deserialize, Serialize};

use crate::number::Count;

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

/// The largest parts of a total that may be named, and everything else together.
#[derive(Clone, Debug, PartialEq)]
pub struct Largest {
    /// Position in what was given and pupils, largest first.
    pub named: Vec<(usize, f64)>,
    /// How many parts are not named.
    pub others: usize,
    /// Pupils of those together.
    pub rest: Shown<f64>,
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

    /// The `most` largest of parts that add up to a known total, such as the homes of a school's
    /// pupils. What is not named stays in the rest, and the rest is never small: else it would
    /// follow from the total, and with it the one place that it may consist of.
    pub fn largest(self, parts: &[Count], most: usize) -> Largest {
        let mut named: Vec<(usize, f64)> =
            parts.iter().enumerate().filter_map(|(i, c)| Some((i, self.count(*c).value()?))).collect();
        named.retain(|(_, pupils)| *pupils > 0.0);
        named.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        named.truncate(most);
        let people = |i: usize| parts.get(i).is_some_and(|c| *c != Count::ZERO);
        loop {
            let others = || (0..parts.len()).filter(|i| people(*i) && !named.iter().any(|(n, _)| n == i));
            let rest = self.count(others().filter_map(|i| parts.get(i)).copied().sum());
            let count = others().count();
            if rest != Shown::Hidden || named.pop().is_none() {
                return Largest { named, others: count, rest };
            }
        }
    }

    /// The counts of one unit, which add up to its total: small cells are hidden, and so is the
    /// next smallest where a single hidden cell would follow from the total.
    pub fn composition(self, row: &[Count]) -> Composition {
        let total_count: Count = row.iter().copied().sum();
        let total = self.count(total_count);
        let mut counts: Vec<Shown<f64>> = row.iter().map(|c| self.count(*c)).collect();
        let small_total = matches!(total, Shown::Hidden);
        if small_total {
            // Nothing may be told of so few pupils, not even which groups are absent.
            counts.iter_mut().filter(|c| matches!(c, Shown::Value(_))).for_each(|c| *c = Shown::Hidden);
        }
        let hidden = counts.iter().filter(|c| matches!(c, Shown::Hidden)).count();
        if hidden == 1 && !self.is_off() {
            // Zero would do as a companion only if nobody could know that it is zero.
            let companion = (0..counts.len())
                .filter_map(|i| match counts[i] {
                    Shown::Value(v) => Some((i, v)),
                    _ => None,
                })
                .filter(|(_, v)| *v > 0.0)
                .min_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((i, _)) = companion {
                counts[i] = Shown::Hidden;
            }
        }
        let whole = total.value().filter(|t| *t > 0.0);
        let shares = counts
            .iter()
            .map(|count| match (count, whole) {
                (Shown::Value(value), Some(whole)) => Shown::Value(value / whole),
                (Shown::Value(_), None) => match total {
                    Shown::Hidden => Shown::Hidden,
                    _ => Shown::Unknown,
                },
                (other, _) => *other,
            })
            .map(|share| match share {
                // The range of a count is not the range of a share.
                Shown::Suppressed { .. } => Shown::Unknown,
                other => other,
            })
            .collect();
        Composition { total, counts, shares }
    }
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn the_rest_of_a_list_is_never_small() {
        let gate = Gate::default();
        let shown = gate.largest(&known(&[50.0, 30.0, 12.0, 4.0, 0.0]), 6);
        assert_eq!(shown.named, [(0, 50.0), (1, 30.0)]);
        assert_eq!((shown.others, shown.rest), (2, Shown::Value(16.0)));
        let all = gate.largest(&known(&[12.0, 50.0]), 6);
        assert_eq!((all.named, all.others), (vec![(1, 50.0), (0, 12.0)], 0));
        let few = gate.largest(&known(&[3.0, 4.0]), 6);
        assert_eq!((few.named.len(), few.others, few.rest), (0, 2, Shown::Hidden));
    }

    #[test]
    fn no_hidden_cell_can_be_found_by_subtraction() {
        let gate = Gate::default();
        for a in 0..40 {
            for b in 0..40 {
                let shown = gate.composition(&known(&[f64::from(a), f64::from(b), 25.0]));
                let hidden = shown.counts.iter().filter(|c| **c == Shown::Hidden).count();
                assert!(hidden != 1 || shown.total == Shown::Hidden, "{a} {b} {shown:?}");
            }
        }
    }
}
