//! A group of friendship schools as it is agreed.

use serde::{Deserialize, Serialize};

use super::hours::{DAYS_A_WEEK, LONGEST_DAY, LONGEST_SCHOOL_DAY, Slot, Timing, WEEK_HOURS};
use crate::data::Year;

/// Year groups of a primary school: 1 (four years old) to 8.
pub const YEAR_GROUPS: u8 = 8;

/// Schools that spend part of the week together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Friendship {
    pub name: String,
    /// At least two.
    pub schools: Vec<Member>,
    /// Hours together in a week.
    pub hours: f64,
    /// Hours of school in a week, at the own school.
    #[serde(default = "week")]
    pub week: f64,
    #[serde(default)]
    pub timing: Timing,
    /// The year groups (1 to 8) that take part; all of them when neither these nor `share` are given.
    /// Year groups are taken to be equally large.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_groups: Option<Vec<u8>>,
    /// The share of pupils (0..1) who take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// First and last school year, by the calendar year in which it starts; open where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i32>,
    #[serde(default)]
    pub travel: TravelMode,
    /// Kilometres an hour on the way, and minutes of waiting in it; as [`super::way`] assumes where not
    /// given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<f64>,
    /// Days of the week on which they meet; as few as the hours need where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u8>,
    /// When in the week, where that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<Slot>,
    /// Where; the school to which children travel least in all where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    #[serde(default)]
    pub conditions: Conditions,
    /// Fields that a later version wrote in a file of proposals; they are written back.
    #[serde(skip)]
    pub other: toml::Table,
}

fn week() -> f64 {
    WEEK_HOURS
}

/// A school of a group: its code alone, or with what differs for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a code (\"17EC00\") or { code = …, year_groups = […] } or { code = …, share = … }"
)]
pub enum Member {
    Code(String),
    Own(OwnPart),
}

/// A school of which other year groups, or another share of pupils, take part than of the group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPart {
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_groups: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

impl Member {
    pub fn code(&self) -> &str {
        match self {
            Self::Code(code) => code,
            Self::Own(part) => &part.code,
        }
    }
}

/// How children travel to where they meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TravelMode {
    #[default]
    Foot,
    Bicycle,
    Bus,
}

impl TravelMode {
    pub const ALL: [Self; 3] = [Self::Foot, Self::Bicycle, Self::Bus];

    /// Fluent key of its name.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Foot => "friends-travel-foot",
            Self::Bicycle => "friends-travel-bicycle",
            Self::Bus => "friends-travel-bus",
        }
    }

    /// Fluent key of the sentence that says how fast it is taken to go, and on what that rests.
    pub fn pace_text_key(self) -> &'static str {
        match self {
            Self::Foot => "friends-pace-why-foot",
            Self::Bicycle => "friends-pace-why-bicycle",
            Self::Bus => "friends-pace-why-bus",
        }
    }
}

/// Where a group meets: one of its schools, or a third place with RD coordinates in metres.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<f64>,
}

/// What it costs, as somebody stated it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Euro for one child, one way; of a bus only, as children walk and cycle for nothing.
    #[serde(default)]
    pub per_child_trip: f64,
    /// Hours of staff in a week, beyond those of ordinary lessons.
    #[serde(default)]
    pub staff_hours: f64,
    /// Euro an hour.
    #[serde(default)]
    pub staff_rate: f64,
    /// Who says so.
    #[serde(default)]
    pub source: String,
}

/// The four conditions under which contact lessens prejudice (Allport 1954): a checklist, never a
/// number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    #[serde(default)]
    pub equal_standing: Condition,
    #[serde(default)]
    pub shared_goal: Condition,
    #[serde(default)]
    pub cooperation: Condition,
    #[serde(default)]
    pub support: Condition,
}

impl Conditions {
    /// Key of its text and the answer, in Allport's order.
    pub fn all(&self) -> [(&'static str, &Condition); 4] {
        [
            ("friends-condition-standing", &self.equal_standing),
            ("friends-condition-goal", &self.shared_goal),
            ("friends-condition-cooperation", &self.cooperation),
            ("friends-condition-support", &self.support),
        ]
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    #[serde(default)]
    pub met: Answer,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    Yes,
    No,
    #[default]
    Unknown,
}

/// The fields of a group as they stand in a file.
pub const FIELDS: [&str; 17] = [
    "name",
    "schools",
    "hours",
    "week",
    "timing",
    "year_groups",
    "share",
    "from",
    "to",
    "travel",
    "speed",
    "wait",
    "days",
    "at",
    "place",
    "cost",
    "conditions",
];

impl Friendship {
    /// A group of these schools in which all pupils take part.
    pub fn new(name: impl Into<String>, schools: impl IntoIterator<Item = String>, hours: f64) -> Self {
        Self {
            name: name.into(),
            schools: schools.into_iter().map(Member::Code).collect(),
            hours,
            week: WEEK_HOURS,
            timing: Timing::default(),
            year_groups: None,
            share: None,
            from: None,
            to: None,
            travel: TravelMode::default(),
            speed: None,
            wait: None,
            days: None,
            at: Vec::new(),
            place: None,
            cost: None,
            conditions: Conditions::default(),
            other: toml::Table::new(),
        }
    }

    /// The share of the week (0..1) that a pupil who takes part is in the joint setting.
    pub fn time_share(&self) -> f64 {
        self.timing.share(self.hours, self.week)
    }

    /// The same schools as one school all week (`s = 1`): in the order of the group, the first has the
    /// youngest year groups in its building.
    pub fn as_full_pairing(&self) -> Self {
        Self {
            schools: self.schools.iter().map(|m| Member::Code(m.code().to_owned())).collect(),
            hours: self.week,
            timing: Timing::InLessons,
            year_groups: None,
            share: None,
            days: None,
            at: Vec::new(),
            place: None,
            ..self.clone()
        }
    }

    /// Whether the schools are together all week with all of their pupils: a full pairing.
    pub fn is_full_pairing(&self) -> bool {
        self.time_share() >= 1.0 && self.schools.iter().all(|member| self.taking_part(member) >= 1.0)
    }

    /// The share of the pupils of a member who take part, 0..1.
    pub fn taking_part(&self, member: &Member) -> f64 {
        let part = |years: Option<&Vec<u8>>, share: Option<f64>| {
            share.or_else(|| years.map(|years| years.len() as f64 / f64::from(YEAR_GROUPS)))
        };
        let own = match member {
            Member::Code(_) => None,
            Member::Own(own) => part(own.year_groups.as_ref(), own.share),
        };
        own.or_else(|| part(self.year_groups.as_ref(), self.share)).unwrap_or(1.0)
    }

    /// Whether it exists in a school year; in every year where `year` is not stated.
    pub fn is_in(&self, year: Option<Year>) -> bool {
        let Some(Year(year)) = year else { return true };
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// Days of the week on which they meet: as stated, else as few as the hours need.
    pub fn days_a_week(&self) -> u8 {
        let stated = self.days.or_else(|| {
            let mut days: Vec<_> = self.at.iter().map(|slot| slot.day).collect();
            days.sort_unstable();
            days.dedup();
            u8::try_from(days.len()).ok().filter(|n| *n > 0)
        });
        stated.unwrap_or_else(|| {
            let room = self.hours_in_a_day();
            let fits = |days: &u8| f64::from(*days) * room >= self.hours - 1e-9;
            (1..=DAYS_A_WEEK).find(fits).unwrap_or(DAYS_A_WEEK)
        })
    }

    /// The most hours together that one day has room for.
    pub fn hours_in_a_day(&self) -> f64 {
        let lessons = self.week * LONGEST_SCHOOL_DAY;
        match self.timing {
            Timing::InLessons => lessons,
            Timing::OnTop => (LONGEST_DAY - lessons).max(0.0),
        }
    }
}
