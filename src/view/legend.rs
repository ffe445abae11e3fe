//! The words of the legend.

use super::classes::Classes;
use crate::number::{decimal, percent};
use crate::text::{Language, text_with};

/// What the values of a map are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 0..1, written as a percentage.
    Share,
    Number,
}

/// The texts of all classes: "0–10 %", "meer dan 50 %".
pub fn class_texts(classes: &Classes, unit: Unit, language: Language) -> Vec<String> {
    let decimals = decimals(classes, unit);
    (0..classes.len()).map(|class| class_text(classes, class, unit, decimals, language)).collect()
}

fn class_text(classes: &Classes, class: usize, unit: Unit, decimals: usize, language: Language) -> String {
    let Some((low, high)) = classes.bounds(class) else { return String::new() };
    let bare = |v: f64| match unit {
        Unit::Share => decimal(v * 100.0, decimals, language),
        Unit::Number => decimal(v, decimals, language),
    };
    let full = |v: f64| match unit {
        Unit::Share => percent(v, decimals, language),
        Unit::Number => decimal(v, decimals, language),
    };
    let (first, last) = (class == 0, class + 1 == classes.len());
    if classes.open_below && first && !(last && classes.open_above) {
        return text_with(language, "view-class-at-most", &[("value", &full(high))]);
    }
    if classes.open_above && last {
        return text_with(language, "view-class-more", &[("value", &full(low))]);
    }
    if bare(low) == bare(high) {
        return full(high);
    }
    let args = [("low", bare(low)), ("high", full(high))];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    // A dash between signed numbers reads as a minus.
    let key = if low < 0.0 { "view-class-range-signed" } else { "view-class-range" };
    text_with(language, key, &args)
}

/// As few decimals as tell all breaks exactly, or else apart.
fn decimals(classes: &Classes, unit: Unit) -> usize {
    let factor = if unit == Unit::Share { 100.0 } else { 1.0 };
    let shown: Vec<f64> = classes
        .breaks
        .iter()
        .enumerate()
        // An open end is not written.
        .filter(|(i, _)| !(*i == 0 && classes.open_below || *i == classes.len() && classes.open_above))
        .map(|(_, b)| b * factor)
        .collect();
    let rounded = |v: f64, d: usize| {
        let power = 10f64.powi(d as i32);
        (v * power).round() / power
    };
    let exact = |d: &usize| shown.iter().all(|v| (rounded(*v, *d) - v).abs() <= 1e-9 * v.abs().max(1e-3));
    let apart = |d: &usize| {
        shown.iter().zip(shown.iter().skip(1)).all(|(a, b)| a == b || rounded(*a, *d) != rounded(*b, *d))
    };
    (0..=2).find(exact).or_else(|| (0..=6).find(apart)).unwrap_or(0)
}
