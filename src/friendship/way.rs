//! The way to where a group meets: how long it takes, and when it is long for those who walk.
//!
//! Distances are of streets or straight lines; time is distance at a speed that is an *assumption*,
//! which a group can replace by its own ([`Friendship::speed`], [`Friendship::wait`]):
//!
//! | mode | assumed | rests on |
//! | --- | --- | --- |
//! | on foot | 3.6 km/h | children walking with an adult, and people in groups, as counted on crossings (Gates and others 2006, Transportation Research Record 1982: a mean of 3.81 ft/s, groups 0.4 to 0.6 ft/s less) |
//! | by bicycle | 12 km/h | an assumption of this program, without a source |
//! | by bus | 20 km/h, and 10 minutes for getting in, out and waiting | an assumption of this program, without a source |
//!
//! A walk is called long from [`LONG_WALK_YOUNG`] on where year groups up to [`YOUNG_UP_TO`] take part,
//! else from [`LONG_WALK`] on: assumptions of this program too, meant as a question to the schools.

use super::group::{Friendship, Member, TravelMode};
use crate::data::Mode;

/// One way on foot that is long for the young, metres.
pub const LONG_WALK_YOUNG: f64 = 1000.0;

/// One way on foot that is long for older children, metres.
pub const LONG_WALK: f64 = 2000.0;

/// The oldest year group that is young: children of four to eight.
pub const YOUNG_UP_TO: u8 = 4;

/// The greatest speed, in km/h, and the longest wait, in minutes, that a group may state.
pub const FASTEST_KMH: f64 = 80.0;
pub const LONGEST_WAIT: f64 = 120.0;

/// How fast children travel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Kilometres an hour.
    pub kmh: f64,
    /// Minutes of every journey, one way, that are spent not moving.
    pub wait: f64,
    /// Whether both are the assumptions of this program, not stated by the group.
    pub assumed: bool,
}

impl Pace {
    /// Minutes for so many metres; nothing for who stays where it is.
    pub fn minutes(&self, metres: f64) -> f64 {
        if metres > 0.0 { metres / 1000.0 / self.kmh * 60.0 + self.wait } else { 0.0 }
    }
}

impl TravelMode {
    /// The streets that it uses; those of a bus are not ours.
    pub fn mode(self) -> Option<Mode> {
        match self {
            Self::Foot => Some(Mode::Walking),
            Self::Bicycle => Some(Mode::Cycling),
            Self::Bus => None,
        }
    }

    /// What is assumed where a group does not say how fast it travels.
    pub fn assumed_pace(self) -> Pace {
        let (kmh, wait) = match self {
            Self::Foot => (3.6, 0.0),
            Self::Bicycle => (12.0, 0.0),
            Self::Bus => (20.0, 10.0),
        };
        Pace { kmh, wait, assumed: true }
    }
}

impl Friendship {
    /// How fast its children travel.
    pub fn pace(&self) -> Pace {
        let assumed = self.travel.assumed_pace();
        Pace {
            kmh: self.speed.unwrap_or(assumed.kmh),
            wait: self.wait.unwrap_or(assumed.wait),
            assumed: self.speed.is_none() && self.wait.is_none(),
        }
    }

    /// From how many metres one way is long for the children of a member; `None` when they do not walk.
    pub fn long_walk(&self, member: &Member) -> Option<f64> {
        let youngest = |years: Option<&Vec<u8>>| years.and_then(|y| y.iter().min().copied());
        let own = match member {
            Member::Own(own) if own.year_groups.is_some() => youngest(own.year_groups.as_ref()),
            // A share of its pupils may be of any age.
            Member::Own(own) if own.share.is_some() => None,
            _ => youngest(self.year_groups.as_ref()),
        };
        let young = own.is_none_or(|year| year <= YOUNG_UP_TO);
        (self.travel == TravelMode::Foot).then_some(if young { LONG_WALK_YOUNG } else { LONG_WALK })
    }
}
