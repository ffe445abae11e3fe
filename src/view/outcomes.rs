//! The outcomes of a scenario as rows that a person reads: name, value, difference.

use crate::data::Year;
use crate::number::{DASH, decimal, percent, whole};
use crate::scenario::{Outcomes, YearOutcome};
use crate::text::{Language, text, text_with};

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A share 0..1 as a percentage; differences in percentage points.
    Share,
    /// Metres, written as kilometres.
    Distance,
    /// Whole numbers of pupils, seats, schools or m².
    Count,
    /// Euros, in millions.
    Money,
}

/// Which way is wished for; `None` where nobody can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Less,
    More,
}

/// One figure of a year.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Fluent key of the name; with `.help` what it counts.
    pub key: &'static str,
    pub form: Form,
    pub wish: Option<Wish>,
    pub value: fn(&YearOutcome) -> Option<f64>,
    /// Part of the row before it.
    pub part: bool,
}

const fn row(
    key: &'static str,
    form: Form,
    wish: Option<Wish>,
    value: fn(&YearOutcome) -> Option<f64>,
) -> Row {
    Row { key, form, wish, value, part: false }
}

const fn part(
    key: &'static str,
    form: Form,
    wish: Option<Wish>,
    value: fn(&YearOutcome) -> Option<f64>,
) -> Row {
    Row { key, form, wish, value, part: true }
}

/// Every row, in the order in which they stand.
pub const ROWS: [Row; 20] = [
    row("outcome-d", Form::Share, Some(Wish::Less), |y| y.segregation.d),
    part("outcome-home", Form::Share, None, |y| y.segregation.home),
    part("outcome-choice", Form::Share, None, |y| y.segregation.choice),
    row("outcome-h", Form::Share, Some(Wish::Less), |y| y.segregation.h),
    row("outcome-mirror", Form::Share, Some(Wish::Less), |y| y.segregation.mirror),
    row("outcome-distance", Form::Distance, Some(Wish::Less), |y| y.distance.mean),
    part("outcome-p90", Form::Distance, Some(Wish::Less), |y| y.distance.p90),
    part("outcome-1km", Form::Share, Some(Wish::More), |y| y.distance.within_1km),
    part("outcome-2km", Form::Share, Some(Wish::More), |y| y.distance.within_2km),
    row("outcome-must-change", Form::Count, Some(Wish::Less), |y| Some(y.must_change)),
    row("outcome-elsewhere", Form::Count, None, |y| Some(y.at_other_school)),
    row("outcome-unplaced", Form::Count, Some(Wish::Less), |y| Some(y.unplaced.iter().sum())),
    row("outcome-occupancy", Form::Share, None, |y| y.space.occupancy),
    part("outcome-seats-short", Form::Count, Some(Wish::Less), |y| y.space.seats_short),
    part("outcome-floor-short", Form::Count, Some(Wish::Less), |y| y.space.floor_short),
    row("outcome-under", Form::Count, Some(Wish::Less), |y| y.closing.under.map(|n| n as f64)),
    row("outcome-public", Form::Share, Some(Wish::More), |y| y.closing.public_share),
    row("outcome-energy", Form::Share, Some(Wish::More), |y| y.energy.share),
    row("outcome-running", Form::Money, Some(Wish::Less), |y| Some(y.money.running)),
    row("outcome-left", Form::Money, None, |y| y.money.left),
];

/// The row of a key.
pub fn row_of(key: &str) -> Option<&'static Row> {
    ROWS.iter().find(|r| r.key == key)
}

impl Row {
    pub fn name(&self, language: Language) -> String {
        text(language, self.key)
    }

    /// A value in words; a dash where it is not defined or not known.
    pub fn text(&self, value: Option<f64>, language: Language) -> String {
        let Some(value) = value else { return DASH.to_owned() };
        match self.form {
            Form::Share => percent(value, 0, language),
            Form::Distance => {
                text_with(language, "outcome-km", &[("km", &decimal(value / 1000.0, 1, language))])
            }
            Form::Count => whole(value, language),
            Form::Money => {
                text_with(language, "outcome-million", &[("million", &decimal(value / 1e6, 1, language))])
            }
        }
    }

    /// A difference in words, with its sign; empty where there is none to tell.
    pub fn difference_text(&self, from: Option<f64>, to: Option<f64>, language: Language) -> String {
        let Some((from, to)) = from.zip(to) else { return String::new() };
        let difference = to - from;
        let (scaled, decimals) = match self.form {
            Form::Share => (difference * 100.0, usize::from(difference.abs() < 0.095)),
            Form::Distance => (difference / 1000.0, if difference.abs() < 95.0 { 2 } else { 1 }),
            Form::Count => (difference, 0),
            Form::Money => (difference / 1e6, 1),
        };
        let shown = decimal(scaled, decimals, language);
        let zero = decimal(0.0, decimals, language);
        if shown == zero || shown == format!("−{zero}") {
            "=".to_owned()
        } else if scaled > 0.0 {
            format!("+{shown}")
        } else {
            shown
        }
    }

    /// Whether a difference is for the better; `None` where it is neither.
    pub fn is_better(&self, from: Option<f64>, to: Option<f64>) -> Option<bool> {
        let (from, to) = from.zip(to)?;
        let wish = self.wish?;
        if (to - from).abs() < 1e-9 {
            return None;
        }
        Some((to < from) == (wish == Wish::Less))
    }
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
