//! A year of a group: contact hours, how far children travel for them, and what that costs.

use geo::Point;

use super::contact::Contact;
use super::group::{Friendship, TravelMode};
use super::hours::Timing;
use super::way::Pace;
use crate::choice::{Distances, Metric};
use crate::measure::TwoGroup;

/// Detour factor of streets on a straight line where no distances over streets are given. A common
/// value for Dutch towns; an assumption: the factor used is shown beside every distance.
pub const DETOUR: f64 = 1.3;

/// What distances are where there are no streets.
pub const STRAIGHT: Metric = Metric::StraightLine { detour: DETOUR };

/// Hours a year that an average child is in school with one child of another background for each
/// child around it: hours in school times the share of others around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContactHours {
    /// At the own school, without the group.
    pub before: f64,
    /// What the joint hours add; less than zero where a child meets fewer others than at its own
    /// school in the hours that are replaced.
    pub gained: f64,
}

/// Contact hours of average children.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearContact {
    /// `None` for a group without members in these schools.
    pub group: Option<ContactHours>,
    pub others: Option<ContactHours>,
    /// All children of both groups together.
    pub all: Option<ContactHours>,
    /// Contact hours gained by all children together.
    pub total_gained: f64,
}

/// What one school brings into a group: its position in the counts and the share (0..1) of its pupils
/// who take part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    pub unit: usize,
    pub taking_part: f64,
}

/// Contact hours in a year of `weeks` for the children of one group of schools. In hours that come on
/// top of lessons everything is gained; in hours in place of lessons only the difference with the
/// own school.
pub fn year_contact(counts: &TwoGroup, group: &Friendship, parts: &[Part], weeks: f64) -> YearContact {
    let schools: Vec<(f64, f64, f64)> = parts
        .iter()
        .filter_map(|part| Some((*counts.x().get(part.unit)?, *counts.y().get(part.unit)?, part.taking_part)))
        .filter(|(x, y, _)| x + y > 0.0)
        .collect();
    let there: f64 = schools.iter().map(|(x, y, f)| f * (x + y)).sum();
    let joint = (there > 0.0).then(|| schools.iter().map(|(x, _, f)| f * x).sum::<f64>() / there);
    let (mut of_group, mut of_others) = (Sums::default(), Sums::default());
    for (x, y, taking_part) in schools {
        let own = x / (x + y);
        let met = joint.unwrap_or(own);
        let hours = weeks * group.hours * taking_part;
        let replaced = |share: f64| if group.timing == Timing::InLessons { share } else { 0.0 };
        of_group.add(x, weeks * group.week * (1.0 - own), hours * ((1.0 - met) - replaced(1.0 - own)));
        of_others.add(y, weeks * group.week * own, hours * (met - replaced(own)));
    }
    YearContact {
        group: of_group.average(),
        others: of_others.average(),
        all: of_group.and(of_others).average(),
        total_gained: of_group.gained + of_others.gained,
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    pupils: f64,
    before: f64,
    gained: f64,
}

impl Sums {
    fn add(&mut self, pupils: f64, before: f64, gained: f64) {
        self.pupils += pupils;
        self.before += pupils * before;
        self.gained += pupils * gained;
    }

    fn and(self, other: Self) -> Self {
        Self {
            pupils: self.pupils + other.pupils,
            before: self.before + other.before,
            gained: self.gained + other.gained,
        }
    }

    fn average(self) -> Option<ContactHours> {
        let per_child = |v: f64| v / self.pupils;
        (self.pupils > 0.0)
            .then(|| ContactHours { before: per_child(self.before), gained: per_child(self.gained) })
    }
}

/// Where a group meets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meeting {
    /// At the school of this position in the group.
    School(usize),
    ThirdPlace(Point<f64>),
}

/// Travel and cost of one group in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Travel {
    pub meeting: Meeting,
    /// Whether the place was chosen here, for want of one that is stated.
    pub assumed: bool,
    pub metric: Metric,
    /// Metres one way from each school; `None` where there is no way.
    pub metres: Vec<Option<f64>>,
    /// Metres one way for an average child who takes part, those who stay where they are included.
    pub mean: Option<f64>,
    pub greatest: Option<f64>,
    /// At which speed the minutes below are.
    pub pace: Pace,
    /// Minutes one way from each school; `None` where there is no way.
    pub minutes: Vec<Option<f64>>,
    /// Minutes one way for an average child who takes part, those who stay where they are included.
    pub mean_minutes: Option<f64>,
    pub greatest_minutes: Option<f64>,
    /// Schools, by position in the group, from which the walk is long, with the metres from which it is
    /// called so (see [`super::way`]).
    pub long_walks: Vec<(usize, f64)>,
    /// Children who take part, those who stay where they are included.
    pub taking_part: f64,
    /// Children who leave their school for it.
    pub children: f64,
    /// Journeys in a year, one way, of one child who takes part, and of all who leave their school
    /// together.
    pub trips_of_one: f64,
    pub trips: f64,
    /// Euro in a year; `None` where no cost is stated. On foot and by bicycle it is nothing, whatever is
    /// stated per trip.
    pub transport_cost: Option<f64>,
    pub staff_cost: Option<f64>,
}

impl Travel {
    /// Hours on the way in a year, there and back, of an average child who takes part.
    pub fn hours_a_year(&self) -> Option<f64> {
        Some(self.mean_minutes? / 60.0 * self.trips_of_one)
    }

    pub fn cost(&self) -> Option<f64> {
        Some(self.transport_cost? + self.staff_cost?)
    }

    /// Euro per contact hour gained; `None` where nothing is gained.
    pub fn cost_per_hour(&self, contact: &YearContact) -> Option<f64> {
        let cost = self.cost()?;
        (contact.total_gained > 0.0).then(|| cost / contact.total_gained)
    }
}

/// One school of a group as travel sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traveller {
    pub at: Point<f64>,
    /// Pupils who take part, of every group: whoever is compared with whom, all of them travel.
    pub children: f64,
}

/// How far the children of a group travel in a year of `weeks`. `routes` are distances from each
/// school (in the order of `schools`) to each school and then to the third place, if there is one;
/// without them the straight line times `detour`. A place that is not stated is the school to which
/// children travel least in all. `None` for no schools, or a stated place that is not in the group.
pub fn travel(
    group: &Friendship,
    schools: &[Traveller],
    routes: Option<&Distances>,
    detour: f64,
    weeks: f64,
) -> Option<Travel> {
    let third =
        group.place.as_ref().filter(|p| p.school.is_none()).and_then(|p| Some(Point::new(p.x?, p.y?)));
    let points: Vec<Point<f64>> = schools.iter().map(|s| s.at).collect();
    let destinations: Vec<Point<f64>> = points.iter().copied().chain(third).collect();
    let crow = Distances::straight_line(&points, &destinations, detour);
    let fits = |d: &&Distances| d.origins() == points.len() && d.destinations() == destinations.len();
    let distances = routes.filter(fits).unwrap_or(&crow);
    let all_to = |to: usize| -> f64 {
        let way = |(n, s): (usize, &Traveller)| s.children * distances.get(n, to).unwrap_or(f64::INFINITY);
        schools.iter().enumerate().filter(|(_, s)| s.children > 0.0).map(way).sum()
    };
    let stated = group.place.as_ref().and_then(|place| match (&place.school, third) {
        (Some(code), _) => group.schools.iter().position(|m| m.code() == code).map(Meeting::School),
        (None, Some(point)) => Some(Meeting::ThirdPlace(point)),
        (None, None) => None,
    });
    if group.place.is_some() && stated.is_none() {
        return None;
    }
    let assumed = stated.is_none();
    let least = || (0..schools.len()).min_by(|a, b| all_to(*a).total_cmp(&all_to(*b))).map(Meeting::School);
    let meeting = stated.or_else(least)?;
    let to = match meeting {
        Meeting::School(at) => at,
        Meeting::ThirdPlace(_) => schools.len(),
    };
    let metres: Vec<Option<f64>> = (0..schools.len()).map(|n| distances.get(n, to)).collect();
    let taking_part = || schools.iter().zip(&metres).filter(|(s, _)| s.children > 0.0);
    let all: f64 = taking_part().map(|(s, _)| s.children).sum();
    let walked: Option<f64> = taking_part().map(|(s, m)| Some(s.children * (*m)?)).sum();
    let away = |n: usize| meeting != Meeting::School(n);
    let children: f64 = schools.iter().enumerate().filter(|(n, _)| away(*n)).map(|(_, s)| s.children).sum();
    let trips_of_one = 2.0 * f64::from(group.days_a_week()) * weeks;
    let trips = children * trips_of_one;
    let pace = group.pace();
    let minutes: Vec<Option<f64>> = metres.iter().map(|m| m.map(|m| pace.minutes(m))).collect();
    let under_way: Option<f64> = schools
        .iter()
        .zip(&minutes)
        .filter(|(s, _)| s.children > 0.0)
        .map(|(s, m)| Some(s.children * (*m)?))
        .sum();
    let there = |n: usize| schools.get(n).is_some_and(|s| s.children > 0.0);
    let long_walks = group.schools.iter().zip(&metres).enumerate().filter_map(|(n, (member, metres))| {
        let limit = group.long_walk(member)?;
        (there(n) && metres.is_some_and(|m| m > limit)).then_some((n, limit))
    });
    Some(Travel {
        pace,
        mean_minutes: under_way.filter(|_| all > 0.0).map(|m| m / all),
        greatest_minutes: taking_part()
            .filter_map(|(_, m)| *m)
            .max_by(f64::total_cmp)
            .map(|m| pace.minutes(m)),
        long_walks: long_walks.collect(),
        minutes,
        trips_of_one,
        meeting,
        assumed,
        metric: distances.metric,
        mean: walked.filter(|_| all > 0.0).map(|w| w / all),
        greatest: taking_part().filter_map(|(_, m)| *m).max_by(f64::total_cmp),
        metres,
        taking_part: all,
        children,
        trips,
        transport_cost: group
            .cost
            .as_ref()
            .map(|cost| if group.travel == TravelMode::Bus { cost.per_child_trip * trips } else { 0.0 }),
        staff_cost: group.cost.as_ref().map(|cost| cost.staff_hours * cost.staff_rate * weeks),
    })
}

/// The schools of a group for whose children nothing changes, by position in the counts: they do not
/// take part, or their composition is that of the group.
pub fn without_gain(contact: &Contact, units: &[usize]) -> Vec<usize> {
    /// Below this a change is of rounding.
    const NOTHING: f64 = 1e-12;
    let still = |unit: &&usize| {
        contact.schools.iter().find(|s| s.unit == **unit).is_none_or(|s| s.change() <= NOTHING)
    };
    units.iter().filter(still).copied().collect()
}
