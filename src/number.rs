//! Numbers in and out: a count that knows whether it is known, and the two notations.
//!
//! Unknown is not zero and suppressed is a range: [`Count`] keeps the three apart from the file to
//! the screen. Dutch writes 1.234,5 and 29,5 %, English 1,234.5 and 29.5%.

use std::iter::Sum;
use std::ops::Add;

use crate::text::Language;

/// A number of pupils (or people, dwellings …), whole or fractional.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Count {
    /// Nobody published or entered it. Not zero.
    #[default]
    Unknown,
    /// Published, counted or modelled as this value; zero is a value.
    Known(f64),
    /// The publisher hid it; it lies between these two, both included.
    Suppressed { least: f64, greatest: f64 },
}

impl Count {
    pub const ZERO: Self = Self::Known(0.0);

    /// The value when it is known exactly.
    pub fn known(self) -> Option<f64> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Least and greatest value that it can have, when anything is known at all.
    pub fn bounds(self) -> Option<(f64, f64)> {
        match self {
            Self::Unknown => None,
            Self::Known(value) => Some((value, value)),
            Self::Suppressed { least, greatest } => Some((least, greatest)),
        }
    }

    pub fn is_unknown(self) -> bool {
        self == Self::Unknown
    }

    pub fn is_suppressed(self) -> bool {
        matches!(self, Self::Suppressed { .. })
    }
}

/// A sum is known only when every part is; one unknown part makes the whole unknown.
impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        match (self, other) {
            (Self::Known(a), Self::Known(b)) => Self::Known(a + b),
            _ => match (self.bounds(), other.bounds()) {
                (Some(a), Some(b)) => Self::Suppressed { least: a.0 + b.0, greatest: a.1 + b.1 },
                _ => Self::Unknown,
            },
        }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| a + b)
    }
}

/// Whether counts are rounded to fives, as CBS does for buurten: there are enough of them, and all
/// but a tenth are fives. Zero and what is not known tell nothing.
pub fn rounded_to_fives(counts: impl Iterator<Item = Count>, enough: usize) -> bool {
    const OTHERS: usize = 10;
    let (mut known, mut others) = (0_usize, 0_usize);
    for number in counts.filter_map(Count::known).filter(|n| *n > 0.0) {
        known += 1;
        others += usize::from(number % 5.0 != 0.0);
    }
    known >= enough && others * OTHERS <= known
}

/// Decimal mark and thousands mark of a language.
fn marks(language: Language) -> (char, char) {
    match language {
        Language::Dutch => (',', '.'),
        Language::English => ('.', ','),
    }
}

/// `1.234,5` in Dutch, `1,234.5` in English; a dash when there is no finite value.
pub fn decimal(value: f64, decimals: usize, language: Language) -> String {
    if !value.is_finite() {
        return DASH.to_owned();
    }
    let (mark, thousands) = marks(language);
    let plain = format!("{:.decimals$}", half_up(value.abs(), decimals));
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    // A value that rounds to zero has no sign.
    if value < 0.0 && plain.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        out.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(mark);
        out.push_str(fraction);
    }
    out
}

/// A value that lies exactly between two of this many decimals goes up, as in a spreadsheet: 12,5 is 13.
fn half_up(value: f64, decimals: usize) -> f64 {
    let unit = 10f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
    let scaled = value * unit;
    if scaled.fract() == 0.5 { scaled.ceil() / unit } else { value }
}

/// A whole number with thousands marks.
pub fn whole(value: f64, language: Language) -> String {
    decimal(value, 0, language)
}

/// A share (0..1) as a percentage: `29,5 %` in Dutch (with a no-break space), `29.5%` in English.
pub fn percent(share: f64, decimals: usize, language: Language) -> String {
    if !share.is_finite() {
        return DASH.to_owned();
    }
    let number = decimal(share * 100.0, decimals, language);
    match language {
        Language::Dutch => format!("{number}\u{a0}%"),
        Language::English => format!("{number}%"),
    }
}

/// A share (0..1) in whole percents that says "all" and "none" only where that is so: 99.8 percent is
/// not everyone.
pub fn percent_of_all(share: f64, language: Language) -> String {
    let misleads = |times: f64| {
        let rounded = (share * 100.0 * times).round() / times;
        (rounded >= 100.0 && share < 1.0) || (rounded <= 0.0 && share > 0.0)
    };
    // Nearer to all or none than a thousandth of a percent is of computing.
    let found = [1.0, 10.0, 100.0, 1000.0].into_iter().position(|times| !misleads(times));
    percent(share, found.unwrap_or_default(), language)
}

/// What stands where a value is not defined or not known.
pub const DASH: &str = "–";

/// The decimal mark that a file uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalMark {
    #[default]
    Point,
    Comma,
}

/// Reads a number written with the given decimal mark; thousands marks of the other kind are
/// accepted where they stand at every third digit. `None` when it is not such a number.
pub fn parse(text: &str, mark: DecimalMark) -> Option<f64> {
    let text = text.trim().trim_matches('\u{a0}');
    let (mark, thousands) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let unsigned = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    let negative = text.starts_with(['-', '−']);
    let (whole, fraction) = unsigned.split_once(mark).unwrap_or((unsigned, ""));
    // Scientific notation occurs in exports of statistical programs, never with thousands marks.
    let (fraction, exponent) = split_exponent(if fraction.is_empty() { "" } else { fraction });
    let (whole, exponent) = if exponent.is_empty() { split_exponent(whole) } else { (whole, exponent) };
    let groups: Vec<&str> = whole.split(thousands).collect();
    let grouped = groups.len() > 1;
    if grouped && (groups[0].is_empty() || groups[0].len() > 3 || groups[1..].iter().any(|g| g.len() != 3)) {
        return None;
    }
    let digits: String = groups.concat();
    if (digits.is_empty() && fraction.is_empty())
        || !digits.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let value: f64 = format!("{digits}.{fraction}0{exponent}").parse().ok()?;
    value.is_finite().then_some(if negative { -value } else { value })
}

fn split_exponent(text: &str) -> (&str, &str) {
    match text.find(['e', 'E']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_quite_everyone_is_not_rounded_to_everyone() {
        let told = |share| percent_of_all(share, Language::Dutch);
        assert_eq!(told(0.998), "99,8\u{a0}%");
        assert_eq!((told(1.0), told(0.0)), ("100\u{a0}%".to_owned(), "0\u{a0}%".to_owned()));
        assert_eq!((told(0.994), told(0.0004)), ("99\u{a0}%".to_owned(), "0,04\u{a0}%".to_owned()));
        assert_eq!(told(1.0 - 1e-12), "100\u{a0}%", "that is of computing");
    }

    #[test]
    fn dutch_uses_a_decimal_comma_and_english_a_point() {
        assert_eq!(decimal(1234.5, 1, Language::Dutch), "1.234,5");
        assert_eq!(decimal(1_234_567.0, 0, Language::English), "1,234,567");
        assert_eq!(percent(0.295, 1, Language::Dutch), "29,5\u{a0}%");
        assert_eq!(percent(0.295, 1, Language::English), "29.5%");
        assert_eq!(decimal(-0.04, 1, Language::Dutch), "0,0");
        assert_eq!(decimal(f64::NAN, 1, Language::Dutch), DASH);
    }

    #[test]
    fn half_way_goes_up_as_in_a_spreadsheet() {
        let shown = |value, decimals| decimal(value, decimals, Language::Dutch);
        assert_eq!((shown(12.5, 0), shown(-0.5, 0), shown(2.5, 0)), ("13".into(), "−1".into(), "3".into()));
        assert_eq!((shown(0.125, 2), shown(0.375, 2)), ("0,13".into(), "0,38".into()));
        assert_eq!((shown(12.499_999, 0), shown(1e300, 1).len() > 300), ("12".into(), true));
        assert_eq!(percent(0.125, 0, Language::Dutch), "13\u{a0}%");
    }

    #[test]
    fn a_number_is_read_with_its_own_decimal_mark_only() {
        assert_eq!(parse("1.234,5", DecimalMark::Comma), Some(1234.5));
        assert_eq!(parse("1234.5", DecimalMark::Point), Some(1234.5));
        assert_eq!(parse("-12", DecimalMark::Point), Some(-12.0));
        assert_eq!(parse("1,5", DecimalMark::Point), None);
        assert_eq!(parse("12,34.5", DecimalMark::Point), None);
        assert_eq!(parse("1e3", DecimalMark::Point), Some(1000.0));
        assert_eq!(parse("", DecimalMark::Point), None);
        assert_eq!(parse("veel", DecimalMark::Point), None);
        assert_eq!(parse("NaN", DecimalMark::Point), None);
        assert_eq!(parse("1e999", DecimalMark::Point), None);
    }

    #[test]
    fn one_number_that_is_no_five_does_not_undo_that_the_others_are() {
        let counts = |values: &[u32]| values.iter().map(|n| Count::Known(f64::from(*n))).collect::<Vec<_>>();
        let fives: Vec<u32> = (1..=12).map(|n| n * 5).collect();
        assert!(rounded_to_fives(counts(&fives).into_iter(), 12));
        assert!(rounded_to_fives(counts(&[&fives[1..], &[7]].concat()).into_iter(), 12));
        assert!(!rounded_to_fives(counts(&[&fives[2..], &[7, 8]].concat()).into_iter(), 12));
        assert!(!rounded_to_fives(counts(&[&fives[1..], &[0]].concat()).into_iter(), 12), "too few to tell");
    }

    #[test]
    fn an_unknown_part_makes_a_sum_unknown_and_a_hidden_part_makes_it_a_range() {
        let hidden = Count::Suppressed { least: 1.0, greatest: 4.0 };
        assert_eq!(Count::Known(2.0) + hidden, Count::Suppressed { least: 3.0, greatest: 6.0 });
        assert_eq!(Count::Known(2.0) + Count::Unknown, Count::Unknown);
        assert_eq!([Count::Known(1.0), Count::Known(2.5)].into_iter().sum::<Count>(), Count::Known(3.5));
    }
}
