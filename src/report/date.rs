//! The day on which something was made.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::text::Language;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl crate::view::Scene {
    /// Puts beside the sources on which day a picture was made.
    pub fn set_day(&mut self, day: Day) {
        let made =
            crate::text::text_with(self.language, "report-made", &[("day", &day.words(self.language))]);
        self.attribution.push(made);
    }
}

impl Day {
    /// Today, in universal time.
    pub fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
        Self::from_days(seconds / 86_400)
    }

    /// The day so many days after 1 January 1970.
    pub fn from_days(days: u64) -> Self {
        let leap = |y: u64| (y.is_multiple_of(4) && !y.is_multiple_of(100)) || y.is_multiple_of(400);
        let (mut year, mut left) = (1970_u64, days.min(2_900_000));
        while left >= 365 + u64::from(leap(year)) {
            left -= 365 + u64::from(leap(year));
            year += 1;
        }
        let february = 28 + u64::from(leap(year));
        let mut month = 1;
        for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
            if left < length {
                break;
            }
            left -= length;
            month += 1;
        }
        Self {
            year: u16::try_from(year).unwrap_or(u16::MAX),
            month,
            day: u8::try_from(left + 1).unwrap_or(1),
        }
    }

    /// `22-11-2026` in Dutch, `2026-11-22` in English.
    pub fn words(self, language: Language) -> String {
        match language {
            Language::Dutch => format!("{}-{}-{}", self.day, self.month, self.year),
            Language::English => format!("{:04}-{:02}-{:02}", self.year, self.month, self.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let of = |days| {
            let d = Day::from_days(days);
            (d.year, d.month, d.day)
        };
        assert_eq!(of(0), (1970, 1, 1));
        assert_eq!(of(11_016), (2000, 2, 29));
        assert_eq!(of(20_512), (2026, 2, 28));
        assert_eq!(of(20_513), (2026, 3, 1));
        assert_eq!(of(20_453), (2025, 12, 31));
    }
}
