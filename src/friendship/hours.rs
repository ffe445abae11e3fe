//! Hours a week as a share of the week, and the hours of the week when a group meets.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Hours of school in a week where nothing else is stated: four days of five and a half hours and a
/// Wednesday that ends at a quarter past twelve, as many Dutch primary schools have it.
pub const WEEK_HOURS: f64 = 25.75;

/// The part of a week's lessons that its longest day holds.
pub const LONGEST_SCHOOL_DAY: f64 = 5.5 / WEEK_HOURS;

/// Weeks of school in a year where nothing else is stated.
pub const WEEKS_A_YEAR: f64 = 40.0;

/// Days of school in a week.
pub const DAYS_A_WEEK: u8 = 5;

/// The hours of one day within which school and what comes on top of it can lie: seven to seven.
pub const LONGEST_DAY: f64 = 12.0;

/// Whether joint hours replace lessons or come on top of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// In place of lessons at the own school: `s = h/H`.
    #[default]
    InLessons,
    /// Before or after school: `s = h/(H+h)`.
    OnTop,
}

impl Timing {
    /// The share of the week that `hours` are, when there are `week` hours of school; 0 where that
    /// is not defined.
    pub fn share(self, hours: f64, week: f64) -> f64 {
        let all = match self {
            Self::InLessons => week,
            Self::OnTop => week + hours,
        };
        if hours > 0.0 && all > 0.0 { (hours / all).min(1.0) } else { 0.0 }
    }

    /// The hours a week of which `share` is the share; the reverse of [`Timing::share`]. `None` for
    /// a share that no number of hours has.
    pub fn hours(self, share: f64, week: f64) -> Option<f64> {
        match self {
            Self::InLessons => Some(share * week),
            Self::OnTop => (share < 1.0).then(|| share / (1.0 - share) * week),
        }
    }
}

/// A day of school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
}

/// A time of the day in minutes, written `13:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Clock(u16);

impl Clock {
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl TryFrom<String> for Clock {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parsed = text.split_once(':').and_then(|(hour, minute)| {
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute))
        });
        parsed.ok_or_else(|| format!("\"{text}\": \"08:30\", \"13:15\""))
    }
}

impl From<Clock> for String {
    fn from(clock: Clock) -> Self {
        clock.to_string()
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A time of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub day: Day,
    pub from: Clock,
    pub to: Clock,
}

impl Slot {
    pub fn hours(&self) -> f64 {
        f64::from(self.to.0.saturating_sub(self.from.0)) / 60.0
    }

    /// Whether a child can't be at both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.from < other.to && other.from < self.to
    }
}
