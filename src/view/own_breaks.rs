//! Breaks between classes as a person types them: "10; 20; 30,5".

use super::classes::MOST_CHOSEN;
use super::legend::Unit;
use crate::number::{DecimalMark, decimal, parse};
use crate::text::Language;

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// This is no number.
    NoNumber(String),
    /// A break stands twice: there would be a class without room.
    Twice(f64),
    /// A share is not below 0 % or above 100 %.
    NoShare,
    TooMany,
    /// One number was asked for.
    OneOnly,
}

/// The breaks in rising order, in the unit of the values (shares 0..1). Numbers stand apart by
/// semicolons or spaces, written as in the language; shares are percentages, with or without the sign.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(text: &str, unit: Unit, language: Language) -> Result<Vec<f64>, Fault> {
    let mark = match language {
        Language::Dutch => DecimalMark::Comma,
        Language::English => DecimalMark::Point,
    };
    let parts = text.split([';', ' ', '\u{a0}']).map(|part| part.trim().trim_end_matches('%').trim());
    let mut typed = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let minus = part.replace('−', "-");
        let number = parse(&minus, mark).filter(|n| n.is_finite());
        typed.push(number.ok_or_else(|| Fault::NoNumber(part.to_owned()))?);
    }
    if typed.is_empty() {
        return Err(Fault::Empty);
    }
    if unit == Unit::Share && typed.iter().any(|v| !(0.0..=100.0).contains(v)) {
        return Err(Fault::NoShare);
    }
    typed.sort_unstable_by(f64::total_cmp);
    if let Some([one, _]) = typed.array_windows().find(|[a, b]| a == b) {
        return Err(Fault::Twice(*one));
    }
    if typed.len() >= MOST_CHOSEN {
        return Err(Fault::TooMany);
    }
    let factor = if unit == Unit::Share { 0.01 } else { 1.0 };
    Ok(typed.into_iter().map(|v| v * factor).collect())
}

/// Breaks as they would be typed, with as few decimals as tell them.
pub fn written(breaks: &[f64], unit: Unit, language: Language) -> String {
    let factor = if unit == Unit::Share { 100.0 } else { 1.0 };
    let one = |value: f64| {
        let value = value * factor;
        let exact = |d: &usize| {
            let power = 10f64.powi(*d as i32);
            ((value * power).round() / power - value).abs() <= 1e-9 * value.abs().max(1.0)
        };
        decimal(value, (0..=6).find(exact).unwrap_or(6), language)
    };
    breaks.iter().map(|v| one(*v)).collect::<Vec<_>>().join("; ")
}
