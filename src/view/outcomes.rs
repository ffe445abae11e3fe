//! The outcomes of scenarios as a person reads them: value, difference, and which way is wished for.

use crate::data::Year;
use crate::number::{DASH, decimal, percent, whole};
use crate::privacy::Gate;
use crate::scenario::Outcomes;
use crate::scenario::compare::{Figure, Unit};
use crate::scenario::outcome::Range;
use crate::scenario::shown::tells_figure;
use crate::text::{Language, text, text_with};

/// The figures of the strip of outcomes, in order; `true` is a part of the one before it.
pub const STRIP: [(Figure, bool); 20] = [
    (Figure::Dissimilarity, false),
    (Figure::Home, true),
    (Figure::Choice, true),
    (Figure::Information, false),
    (Figure::Mirror, false),
    (Figure::MeanDistance, false),
    (Figure::P90Distance, true),
    (Figure::Within1Km, true),
    (Figure::Within2Km, true),
    (Figure::MustChange, false),
    (Figure::AtOtherSchool, false),
    (Figure::Unplaced, false),
    (Figure::Occupancy, false),
    (Figure::SeatsShort, true),
    (Figure::FloorShort, true),
    (Figure::UnderThreshold, false),
    (Figure::PublicWithin, false),
    (Figure::EnergyNeutral, false),
    (Figure::Investment, false),
    (Figure::BudgetLeft, true),
];

/// A value in words; a dash where it is not defined or not known.
pub fn value_text(figure: Figure, value: Option<f64>, language: Language) -> String {
    let Some(value) = value else { return DASH.to_owned() };
    match figure.unit() {
        Unit::Share => percent(value, 0, language),
        Unit::Index => decimal(value, 3, language),
        Unit::Metres => text_with(language, "outcome-km", &[("km", &decimal(value / 1000.0, 2, language))]),
        Unit::SquareMetres => text_with(language, "outcome-m2", &[("m", &whole(value, language))]),
        Unit::Euros => {
            text_with(language, "outcome-million", &[("million", &decimal(value / 1e6, 1, language))])
        }
        Unit::Pupils | Unit::Seats | Unit::Schools => whole(value, language),
    }
}

/// The value of a year in words, hidden where it counts a few pupils.
pub fn told_text(figure: Figure, outcomes: &Outcomes, year: Year, gate: Gate, language: Language) -> String {
    if tells_figure(figure, outcomes, year, gate) {
        value_text(figure, figure.of(outcomes, year), language)
    } else {
        text(language, "shown-hidden")
    }
}

/// A difference in words with its sign, in the unit of the value (shares in percentage points);
/// `=` where it rounds to nothing, empty where there is none to tell.
pub fn difference_text(figure: Figure, from: Option<f64>, to: Option<f64>, language: Language) -> String {
    let Some((from, to)) = from.zip(to) else { return String::new() };
    let difference = to - from;
    let (scaled, decimals) = match figure.unit() {
        Unit::Share => (difference * 100.0, 1),
        Unit::Index => (difference, 3),
        Unit::Metres => (difference / 1000.0, 2),
        Unit::Euros => (difference / 1e6, 1),
        Unit::SquareMetres | Unit::Pupils | Unit::Seats | Unit::Schools => (difference, 0),
    };
    let shown = decimal(scaled, decimals, language);
    let zero = decimal(0.0, decimals, language);
    if shown.trim_start_matches('−') == zero {
        "=".to_owned()
    } else if scaled > 0.0 {
        format!("+{shown}")
    } else {
        shown
    }
}

/// As [`difference_text`], where the two values stand beside it: `≈` where they differ as they are written
/// and the difference rounds to nothing, which would look like a mistake with `=`.
pub fn difference_beside(figure: Figure, from: Option<f64>, to: Option<f64>, language: Language) -> String {
    let difference = difference_text(figure, from, to, language);
    let lost = difference == "=" && value_text(figure, from, language) != value_text(figure, to, language);
    if lost { "≈".to_owned() } else { difference }
}

/// A difference times `factor` with its sign; `=` where it rounds to nothing, a dash where it is unknown.
pub fn signed(
    from: Option<f64>,
    to: Option<f64>,
    factor: f64,
    decimals: usize,
    language: Language,
) -> String {
    let Some((from, to)) = from.zip(to) else { return DASH.to_owned() };
    let difference = (to - from) * factor;
    let shown = decimal(difference, decimals, language);
    if shown.trim_start_matches('−') == decimal(0.0, decimals, language) {
        "=".to_owned()
    } else if difference > 0.0 {
        format!("+{shown}")
    } else {
        shown
    }
}

/// Whether a difference is for the better; `None` where nobody can say, or nothing differs.
pub fn is_better(figure: Figure, from: Option<f64>, to: Option<f64>) -> Option<bool> {
    let (from, to) = from.zip(to)?;
    if (to - from).abs() < 1e-9 {
        return None;
    }
    let less = to < from;
    match figure {
        Figure::Dissimilarity
        | Figure::Information
        | Figure::Mirror
        | Figure::MeanDistance
        | Figure::P90Distance
        | Figure::MustChange
        | Figure::Unplaced
        | Figure::SeatsShort
        | Figure::FloorShort
        | Figure::UnderThreshold
        | Figure::Investment => Some(less),
        Figure::Within1Km | Figure::Within2Km | Figure::PublicWithin | Figure::EnergyNeutral => Some(!less),
        Figure::Pupils
        | Figure::Home
        | Figure::Choice
        | Figure::AtOtherSchool
        | Figure::Occupancy
        | Figure::SeatsFree
        | Figure::FloorNeeded
        | Figure::FloorBuilt
        | Figure::FloorSurplus
        | Figure::BudgetLeft => None,
    }
}

/// Whether a figure can have a range over draws.
pub fn has_range(figure: Figure) -> bool {
    Figure::DRAWN.contains(&figure)
}

/// A range in words, in the unit of its value: "bandbreedte 52,1–57,8 %".
pub fn range_text(figure: Figure, range: Range, language: Language) -> String {
    let (key, ..) = range_unit(figure);
    match range_ends(figure, range, language) {
        Some((low, high)) => text_with(language, key, &[("low", &low), ("high", &high)]),
        None => text(language, "ranges-same"),
    }
}

/// The same beside its value, whose unit it has: "52,1–57,8"; `None` where the ends are the same.
pub fn range_span(figure: Figure, range: Range, language: Language) -> Option<String> {
    range_ends(figure, range, language).map(|(low, high)| format!("{low}–{high}"))
}

/// Text, factor and decimals of a range.
fn range_unit(figure: Figure) -> (&'static str, f64, usize) {
    match figure.unit() {
        Unit::Share => ("ranges-share", 100.0, 1),
        Unit::Metres => ("ranges-km", 0.001, 2),
        Unit::SquareMetres => ("ranges-m2", 1.0, 0),
        // Halves are between two draws: what is counted is whole.
        Unit::Pupils | Unit::Seats | Unit::Schools => ("ranges-number", 1.0, 0),
        Unit::Index | Unit::Euros => ("ranges-number", 1.0, 3),
    }
}

fn range_ends(figure: Figure, range: Range, language: Language) -> Option<(String, String)> {
    let (_, factor, decimals) = range_unit(figure);
    let number = |value: f64| decimal(value * factor, decimals, language);
    let ends = (number(range.low), number(range.high));
    (ends.0 != ends.1 || range.high - range.low > 1e-9).then_some(ends)
}

/// The last year until which the investments stay within the budget; `None` without a budget, or
/// when they never do.
pub fn within_budget_until(outcomes: &Outcomes) -> Option<Year> {
    let mut last = None;
    for year in &outcomes.years {
        match year.money.left {
            Some(left) if left >= 0.0 => last = Some(year.year),
            Some(_) => return last,
            None => return None,
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_values_that_differ_as_written_are_never_called_equal() {
        let beside =
            |from, to| difference_beside(Figure::MeanDistance, Some(from), Some(to), Language::Dutch);
        assert_eq!(beside(806.0, 806.0), "=");
        assert_eq!(beside(806.0, 807.0), "=", "both are written as 0,81 km");
        assert_eq!(beside(805.5, 804.5), "≈", "0,81 beside 0,80 km, one metre apart");
        assert_eq!(beside(820.0, 800.0), "−0,02");
        assert_eq!(difference_beside(Figure::MeanDistance, None, Some(1.0), Language::Dutch), "");
    }
}
