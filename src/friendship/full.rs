//! Full pairing: the schools become one, with the younger years in one building and the older years
//! in another (`s = 1`). What that does to distance and seats.

use std::sync::Arc;

use geo::Point;

use super::group::YEAR_GROUPS;
use crate::choice::{Distances, Metric};

/// One building in a full pairing. Year groups are taken to be equally large.
#[derive(Clone, Debug, PartialEq)]
pub struct Building {
    /// Position of the school that has the building.
    pub school: usize,
    /// First and last year group there.
    pub years: (u8, u8),
    /// Pupils there afterwards.
    pub pupils: f64,
    /// Pupils there today.
    pub pupils_before: f64,
    /// Pupils there afterwards who are at another of the schools today.
    pub from_elsewhere: f64,
    pub seats: Option<Seats>,
    /// Pupils beyond the seats; negative where seats are left, `None` where seats are not known.
    pub beyond_seats: Option<f64>,
}

impl Building {
    /// The share of the year groups that are here.
    pub fn part(&self) -> f64 {
        f64::from(self.years.1 - self.years.0 + 1) / f64::from(YEAR_GROUPS)
    }
}

/// A full pairing of two or more schools.
#[derive(Clone, Debug, PartialEq)]
pub struct FullPairing {
    /// From the youngest year group to the oldest.
    pub buildings: Vec<Building>,
    /// Share of the pupils whose building is another than today, averaged over their school years.
    pub moved: f64,
    /// How distances are taken.
    pub metric: Metric,
    /// Metres between the building of today and the other, for an average pupil who has to go there;
    /// `None` where nobody has, or there is no way.
    pub metres: Option<f64>,
    pub greatest: Option<f64>,
    /// From home, where homes are known.
    pub home: Option<HomeDistance>,
}

/// How far buildings are from each other, and from homes.
#[derive(Clone, Debug)]
pub struct FullWays {
    /// From every building to every building, in the order of the partners.
    pub between: Arc<Distances>,
    /// From every home to every building.
    pub home: Arc<Distances>,
}

impl FullWays {
    /// Straight lines times a detour.
    pub fn straight(partners: &[Partner], homes: &[Home], detour: f64) -> Self {
        let at: Vec<Point<f64>> = partners.iter().map(|p| p.at).collect();
        let from: Vec<Point<f64>> = homes.iter().map(|h| h.at).collect();
        let lines = |from: &[Point<f64>]| Arc::new(Distances::straight_line(from, &at, detour));
        Self { between: lines(&at), home: lines(&from) }
    }
}

/// Places in a building.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seats {
    pub count: f64,
    /// Whether they are an assumption for want of a figure.
    pub assumed: bool,
}

/// A school that takes part: its place, pupils, and seats where they are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Partner {
    pub at: Point<f64>,
    pub pupils: f64,
    pub seats: Option<Seats>,
}

/// Pupils of one school who live in one area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Home {
    pub at: Point<f64>,
    /// Position of their school among the partners.
    pub school: usize,
    pub pupils: f64,
}

/// Metres from home to school of an average pupil whose home is known and from where there is a way to
/// every building, over all year groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HomeDistance {
    pub before: f64,
    pub after: f64,
    /// Those pupils.
    pub pupils: f64,
}

/// Spreads the year groups over the buildings of two to eight schools, in the order given (the first
/// has the youngest), as evenly as whole year groups allow; those that have one more come first.
/// `homes` are where pupils of the schools live, as far as that is known.
/// `None` for another number of schools, or schools without pupils.
pub fn full_pairing(partners: &[Partner], homes: &[Home], ways: &FullWays) -> Option<FullPairing> {
    let count = u8::try_from(partners.len()).ok().filter(|n| (2..=YEAR_GROUPS).contains(n))?;
    let all: f64 = partners.iter().map(|p| p.pupils).sum();
    if !(all > 0.0 && all.is_finite()) {
        return None;
    }
    let (each, more) = (YEAR_GROUPS / count, YEAR_GROUPS % count);
    let mut first = 1;
    let mut buildings = Vec::with_capacity(partners.len());
    let (mut moved, mut walked, mut greatest) = (0.0, Some(0.0), None::<f64>);
    for (at, partner) in partners.iter().enumerate() {
        let years = each + u8::from(at < usize::from(more));
        let part = f64::from(years) / f64::from(YEAR_GROUPS);
        let others = partners.iter().enumerate().filter(|(n, p)| *n != at && p.pupils > 0.0);
        for (n, other) in others {
            let away = ways.between.get(n, at);
            moved += part * other.pupils;
            walked = walked.zip(away).map(|(sum, away): (f64, f64)| sum + part * other.pupils * away);
            if let Some(away) = away {
                greatest = Some(greatest.map_or(away, |g| g.max(away)));
            }
        }
        buildings.push(Building {
            school: at,
            years: (first, first + years - 1),
            pupils: part * all,
            pupils_before: partner.pupils,
            from_elsewhere: part * (all - partner.pupils),
            seats: partner.seats,
            beyond_seats: partner.seats.map(|seats| part * all - seats.count),
        });
        first += years;
    }
    Some(FullPairing {
        home: from_home(&buildings, homes, &ways.home),
        metric: ways.between.metric,
        buildings,
        moved: moved / all,
        metres: walked.filter(|_| moved > 0.0).map(|walked| walked / moved),
        greatest,
    })
}

fn from_home(buildings: &[Building], homes: &[Home], ways: &Distances) -> Option<HomeDistance> {
    let (mut before, mut after, mut pupils) = (0.0, 0.0, 0.0);
    for (n, home) in homes.iter().enumerate().filter(|(_, h)| h.pupils > 0.0) {
        let today = ways.get(n, home.school);
        let later: Option<f64> = buildings.iter().map(|b| Some(b.part() * ways.get(n, b.school)?)).sum();
        let Some((today, later)) = today.zip(later) else { continue };
        before += home.pupils * today;
        after += home.pupils * later;
        pupils += home.pupils;
    }
    (pupils > 0.0).then(|| HomeDistance { before: before / pupils, after: after / pupils, pupils })
}
