//! The schools of a town as friendship schools: what groups bring, and which pairs would bring most.
//!
//! | module | what |
//! | --- | --- |
//! | here | what groups bring, all pairs |
//! | [`wishes`] | what a person asks of the search, by codes and names |
//! | `full` | full pairing: years over buildings, seats, the way from home |
//! | [`telling`] | what may be told of it |
//! | [`ways`] | routes between schools, where there are streets |

mod full;
pub mod telling;
pub mod ways;
pub mod wishes;

use std::sync::Arc;

use geo::Point;

use super::pairs::candidates;
use super::sought::{Rules, Sought};
use crate::choice::{Distances, Metric};
use crate::data::{Basis, Dataset, Mode, School, SchoolId, Subject, Year};
use crate::figures::headline::{Comparison, known_counts};
use crate::figures::splits;
use crate::friendship::contact::{Contact, Joint, contact, sum_of_squares, within};
use crate::friendship::group::Friendship;
use crate::friendship::hours::{WEEK_HOURS, WEEKS_A_YEAR};
use crate::friendship::pair_gain;
use crate::friendship::resolve::{GroupJoint, Resolved, joints};
use crate::friendship::year::{
    ContactHours, DETOUR, Part, STRAIGHT, Travel, Traveller, YearContact, travel, year_contact,
};
use crate::measure::TwoGroup;
use crate::notice::{Notice, Notices};
use crate::progress::Progress;
use telling::Telling;
use ways::Ways;

/// The schools of which the counts of both compared groups are known.
#[derive(Clone, Debug)]
pub struct Town {
    schools: Vec<SchoolId>,
    /// Codes, in the order of the counts, as are the other columns.
    names: Vec<String>,
    places: Vec<Point<f64>>,
    wijken: Vec<Option<String>>,
    boards: Vec<Option<String>>,
    counts: TwoGroup<'static>,
    /// All pupils, those of groups that are not compared included.
    totals: Vec<f64>,
    dataset: Arc<Dataset>,
    scheme: usize,
    asked_year: Option<Year>,
    /// Routes between schools, where there are streets.
    ways: Arc<Ways>,
    pub basis: Basis,
    pub year: Option<Year>,
}

/// Two schools that may go together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    pub schools: (SchoolId, SchoolId),
    /// `t_i t_j/(t_i+t_j)·(p_i−p_j)²`, as if they were together the whole week.
    pub gain: f64,
    /// Metres as children walk: over the streets, or where the town has none a straight line times
    /// [`DETOUR`]. `None` where there is no way.
    pub metres: Option<f64>,
}

/// What one group brings.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupBrings {
    /// Position in what was asked.
    pub group: usize,
    pub schools: Vec<SchoolId>,
    /// `Σ t_i (p_i − p̄)²` of those who take part, as if they were together the whole week.
    pub w: f64,
    /// What it adds to the contact of all children of the group together, at its hours:
    /// `Σ s_i t_i (p_i − p̄)²`.
    pub gain: f64,
    pub year: YearContact,
    /// `None` for a full pairing: its children go to the one school or the other (see [`Town::full`]).
    pub travel: Option<Travel>,
    /// What each pair of its schools adds to `gain`.
    pub links: Vec<(SchoolId, SchoolId, f64)>,
    /// Exposure, isolation and η² over its own schools alone, before and after; the units are
    /// positions in [`GroupBrings::schools`].
    pub contact: Contact,
}

/// What a set of groups brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Brings {
    pub contact: Contact,
    pub groups: Vec<GroupBrings>,
    /// Over all schools, those without partners included.
    pub year: YearContact,
    /// Sum of [`GroupBrings::w`].
    pub sum_w: f64,
    pub notices: Vec<Notice>,
}

/// What groups cost in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Of the groups whose cost is stated.
    pub euros: f64,
    /// Per contact hour that those gain; `None` where they gain nothing.
    pub per_hour: Option<f64>,
    /// Groups whose cost is not stated: it is not nothing.
    pub unknown: usize,
}

/// What may be told of a set of groups together.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Of the groups that may be told alone.
    pub brings: Brings,
    /// How many groups are not in it.
    pub left_out: usize,
}

/// Counts with nobody at schools of which not everything may be told.
///
/// # Errors
/// Counts that no formula can take.
pub fn open_counts(counts: &TwoGroup, telling: &Telling) -> Result<TwoGroup<'static>, Notice> {
    let open = |column: &[f64]| -> Vec<f64> {
        column.iter().enumerate().map(|(unit, n)| if telling.school(unit) { *n } else { 0.0 }).collect()
    };
    TwoGroup::new(open(counts.x()), open(counts.y()))
}

impl Brings {
    /// The groups by position of their schools in the counts of `town`.
    pub fn units(&self, town: &Town) -> Vec<Vec<usize>> {
        let of = |g: &GroupBrings| g.schools.iter().filter_map(|id| town.unit(*id)).collect();
        self.groups.iter().map(of).collect()
    }

    /// How much of the best pairs the groups reach; more than 1 where groups are larger than pairs.
    pub fn reached(&self, best: f64) -> Option<f64> {
        (best > 0.0).then(|| self.sum_w / best)
    }

    /// What the groups cost whose cost is stated; `None` where no group has one.
    pub fn cost(&self) -> Option<Cost> {
        let stated: Vec<(f64, f64)> = self
            .groups
            .iter()
            .filter_map(|g| Some((g.travel.as_ref()?.cost()?, g.year.total_gained)))
            .collect();
        let euros: f64 = stated.iter().map(|(cost, _)| cost).sum();
        let hours: f64 = stated.iter().map(|(_, hours)| hours).sum();
        (!stated.is_empty()).then(|| Cost {
            euros,
            per_hour: (hours > 0.0).then(|| euros / hours),
            unknown: self.groups.len() - stated.len(),
        })
    }

    /// Metres one way for an average child who takes part.
    pub fn mean_metres(&self) -> Option<f64> {
        self.mean_of(|travel| travel.mean)
    }

    /// Minutes one way for an average child who takes part.
    pub fn mean_minutes(&self) -> Option<f64> {
        self.mean_of(|travel| travel.mean_minutes)
    }

    fn mean_of(&self, figure: impl Fn(&Travel) -> Option<f64>) -> Option<f64> {
        let known = self.groups.iter().filter_map(|g| g.travel.as_ref());
        let known = known.filter_map(|travel| Some((figure(travel)?, travel.taking_part)));
        let (sum, count) = known.fold((0.0, 0.0), |(s, n), (mean, part)| (s + mean * part, n + part));
        (count > 0.0).then(|| sum / count)
    }
}

impl Town {
    /// The schools of a town for a comparison.
    ///
    /// # Errors
    /// No counts by school, or none for these groups.
    pub fn new(dataset: &Arc<Dataset>, comparison: Comparison) -> Result<Self, Notice> {
        let table = dataset
            .counts(Subject::School, comparison.scheme, comparison.year)
            .ok_or_else(|| Notice::error("cli-no-counts"))?;
        let known = known_counts(dataset, table)?;
        let counts = known
            .counts
            .two_group(comparison.group, comparison.other)
            .ok_or_else(|| Notice::error("measure-no-such-pair"))?;
        let schools: Vec<SchoolId> = known.units.iter().map(|u| SchoolId(*u)).collect();
        let found: Vec<&School> = schools.iter().filter_map(|id| dataset.school(*id)).collect();
        Ok(Self {
            names: found.iter().map(|s| s.code.clone()).collect(),
            places: found.iter().map(|s| s.at).collect(),
            boards: found.iter().map(|s| s.board.clone()).collect(),
            wijken: schools.iter().map(|id| splits::Division::Wijk.of(dataset, *id)).collect(),
            counts,
            totals: known.counts.unit_totals().to_vec(),
            schools,
            dataset: dataset.clone(),
            scheme: comparison.scheme,
            asked_year: comparison.year,
            ways: Ways::of(dataset),
            basis: table.basis,
            year: table.year,
        })
    }

    pub fn schools(&self) -> &[SchoolId] {
        &self.schools
    }

    pub fn counts(&self) -> &TwoGroup<'static> {
        &self.counts
    }

    /// Pupils of all groups, compared or not.
    pub fn all_pupils(&self) -> f64 {
        self.totals.iter().sum()
    }

    /// The school at a position of the counts.
    pub fn school(&self, unit: usize) -> Option<SchoolId> {
        self.schools.get(unit).copied()
    }

    /// The position of a school in the counts; `None` where its counts are not known.
    pub fn unit(&self, school: SchoolId) -> Option<usize> {
        self.schools.binary_search(&school).ok()
    }

    /// Code of the school at a position.
    pub fn code(&self, unit: usize) -> Option<&str> {
        self.names.get(unit).map(String::as_str)
    }

    /// Pupils of the compared groups at a school.
    pub fn pupils(&self, unit: usize) -> f64 {
        let (x, y) = self.sought().school(unit);
        x + y
    }

    /// For gains alone; see [`Self::sought_over`] where distance matters.
    pub fn sought(&self) -> Sought<'_> {
        self.sought_over(None)
    }

    /// Routes on foot between all schools; `None` where the town has no streets.
    ///
    /// # Errors
    /// A run that was cancelled.
    pub fn routes(&self, progress: &dyn Progress) -> Result<Option<Arc<Distances>>, Notice> {
        self.ways.between(Mode::Walking, &self.places, &self.places, progress)
    }

    /// How far schools are apart, as the search and the list of pairs take it.
    pub fn metric(&self) -> Metric {
        if self.ways.has_streets() { Metric::Route { mode: Mode::Walking } } else { STRAIGHT }
    }

    /// With these distances between the schools; without them straight lines.
    pub fn sought_over<'a>(&'a self, routes: Option<&'a Distances>) -> Sought<'a> {
        Sought {
            routes,
            counts: &self.counts,
            names: &self.names,
            places: Some(&self.places),
            parts: Some(&self.wijken),
            boards: Some(&self.boards),
        }
    }

    /// The pairs that rules allow and that bring anything, those that bring most first.
    ///
    /// # Errors
    /// A run that was cancelled.
    pub fn pairs(&self, rules: &Rules, progress: &dyn Progress) -> Result<Vec<Pair>, Notice> {
        let routes = self.routes(progress)?;
        let sought = self.sought_over(routes.as_deref());
        let mut out: Vec<Pair> = candidates(&sought, rules)
            .into_iter()
            .filter_map(|found| {
                let (a, b) = found.pair;
                let schools = (self.school(a)?, self.school(b)?);
                Some(Pair { schools, gain: found.gain, metres: sought.metres(a, b, rules.detour) })
            })
            .collect();
        out.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.schools.cmp(&b.schools)));
        Ok(out)
    }

    /// The most that any two schools would bring: what widths and shades are measured by.
    pub fn greatest_gain(&self) -> f64 {
        let sought = self.sought();
        let all = (0..sought.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        all.map(|(a, b)| pair_gain(sought.school(a), sought.school(b))).fold(0.0, f64::max)
    }

    /// What the groups that exist in `year` bring. A school that the town does not have, or whose
    /// counts are not known, is left out and named.
    pub fn brings(&self, groups: &[Friendship], year: Option<Year>) -> Brings {
        let (joined, notices) = self.joined(groups, year);
        self.brought(groups, joined, notices)
    }

    /// What may be told of all groups together: of those that may be told alone. A figure of the town
    /// with a group in it, less the same without it, is what that group brings; whoever can make groups
    /// can ask for both. So groups that may not be told are in none of these figures.
    pub fn told(&self, groups: &[Friendship], year: Option<Year>, telling: &Telling) -> Told {
        let (joined, notices) = self.joined(groups, year);
        let of = |j: &GroupJoint| j.joint.members.iter().map(|(unit, _)| *unit).collect::<Vec<usize>>();
        let units: Vec<Vec<usize>> = joined.iter().map(of).collect();
        let whole = joined.len();
        let open = joined.into_iter().zip(&units).filter(|(_, own)| telling.group(own, &units));
        let open: Vec<GroupJoint> = open.map(|(joint, _)| joint).collect();
        Told { left_out: whole - open.len(), brings: self.brought(groups, open, notices) }
    }

    /// The most that pairs bring of schools of which everything may be told.
    ///
    /// # Errors
    /// Counts that no formula can take, no pairs, or a run that was cancelled.
    pub fn best_told(&self, telling: &Telling, progress: &dyn Progress) -> Result<f64, Notice> {
        let counts = self.open_counts(telling)?;
        let sought = Sought { counts: &counts, ..self.sought() };
        Ok(super::pairs::pairs(&sought, &Rules::default(), progress)?.sum_w)
    }

    /// The counts, with nobody at schools of which not everything may be told: what is sought among
    /// these gives no hidden count away.
    ///
    /// # Errors
    /// Counts that no formula can take.
    pub fn open_counts(&self, telling: &Telling) -> Result<TwoGroup<'static>, Notice> {
        open_counts(&self.counts, telling)
    }

    /// The joint settings of groups in a year, with what is wrong with them.
    fn joined(&self, groups: &[Friendship], year: Option<Year>) -> (Vec<GroupJoint>, Notices) {
        let mut notices = Notices::default();
        let mut resolved = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            let mut members = Vec::new();
            for (n, member) in group.schools.iter().enumerate() {
                match self.dataset.school_by_code(member.code()) {
                    Some(school) => members.push((n, school)),
                    None if group.is_in(year) => notices.push(
                        Notice::warning("friends-not-in-town")
                            .arg("school", member.code())
                            .arg("name", &group.name),
                    ),
                    None => {}
                }
            }
            resolved.push(Resolved { group: at, members });
        }
        let joined = joints(groups, &resolved, year, &|school| self.unit(school), &mut notices);
        (joined, notices)
    }

    fn brought(&self, groups: &[Friendship], joined: Vec<GroupJoint>, notices: Notices) -> Brings {
        let settings: Vec<_> = joined.iter().map(|j| j.joint.clone()).collect();
        let contact = contact(&self.counts, &settings);
        let each: Vec<GroupBrings> = joined
            .iter()
            .zip(&contact.gains)
            .filter_map(|(j, gain)| Some(self.group(groups.get(j.group)?, j.group, &j.joint.members, *gain)))
            .collect();
        Brings {
            year: self.together(groups, &each),
            sum_w: each.iter().map(|g| g.w).sum(),
            contact,
            groups: each,
            notices: notices.into_iter().collect(),
        }
    }

    fn group(&self, agreed: &Friendship, at: usize, members: &[(usize, f64)], gain: f64) -> GroupBrings {
        let taking_part = |unit: usize| {
            let member = agreed.schools.iter().find(|m| Some(m.code()) == self.code(unit));
            member.map_or(0.0, |m| agreed.taking_part(m))
        };
        let parts: Vec<Part> =
            members.iter().map(|(unit, _)| Part { unit: *unit, taking_part: taking_part(*unit) }).collect();
        let share = |unit: usize| self.counts.x().get(unit).copied().unwrap_or_default() / self.pupils(unit);
        let present = |part: &&Part| self.pupils(part.unit) > 0.0;
        let all: Vec<(f64, f64)> = parts
            .iter()
            .filter(present)
            .map(|p| (p.taking_part * self.pupils(p.unit), share(p.unit)))
            .collect();
        let weights: Vec<(usize, f64, f64)> = members
            .iter()
            .filter(|(unit, _)| self.pupils(*unit) > 0.0)
            .map(|(unit, s)| (*unit, s * self.pupils(*unit), share(*unit)))
            .collect();
        let total: f64 = weights.iter().map(|w| w.1).sum();
        let mut links = Vec::new();
        for (n, (a, w, p)) in weights.iter().enumerate() {
            for (b, v, q) in weights.iter().skip(n + 1) {
                if let (Some(a), Some(b)) = (self.school(*a), self.school(*b)) {
                    let gain = if total > 0.0 { w * v / total * (p - q) * (p - q) } else { 0.0 };
                    links.push((a, b, gain));
                }
            }
        }
        let travellers: Vec<Traveller> = parts
            .iter()
            .filter_map(|p| {
                let at = *self.places.get(p.unit)?;
                Some(Traveller { at, children: p.taking_part * self.totals.get(p.unit)? })
            })
            .collect();
        let routes = travelled(&self.ways, agreed, &travellers);
        // Schools left out of the group are no place to meet either.
        let there = |code: &str| members.iter().any(|(unit, _)| self.code(*unit) == Some(code));
        let kept = Friendship {
            schools: agreed.schools.iter().filter(|m| there(m.code())).cloned().collect(),
            ..agreed.clone()
        };
        GroupBrings {
            contact: within(&self.counts, &Joint { members: members.to_vec() }),
            group: at,
            schools: members.iter().filter_map(|(unit, _)| self.school(*unit)).collect(),
            w: sum_of_squares(&all),
            gain,
            year: year_contact(&self.counts, agreed, &parts, WEEKS_A_YEAR),
            travel: travel(&kept, &travellers, routes.as_deref(), DETOUR, WEEKS_A_YEAR)
                .filter(|_| !agreed.is_full_pairing()),
            links,
        }
    }

    /// The contact hours of an average child of all schools.
    fn together(&self, groups: &[Friendship], each: &[GroupBrings]) -> YearContact {
        let week = groups.first().map_or(WEEK_HOURS, |g| g.week);
        let none = Friendship { week, ..Friendship::new("", [], 0.0) };
        let all: Vec<Part> = (0..self.names.len()).map(|unit| Part { unit, taking_part: 0.0 }).collect();
        let mut sum = year_contact(&self.counts, &none, &all, WEEKS_A_YEAR);
        let (x, y) = (self.counts.x(), self.counts.y());
        for group in each {
            let units = || group.schools.iter().filter_map(|school| self.unit(*school));
            let of = |column: &[f64]| -> f64 { units().filter_map(|u| column.get(u)).sum() };
            let add = |total: &mut Option<ContactHours>, own: Option<ContactHours>, part: f64, whole: f64| {
                if let (Some(total), Some(own)) = (total.as_mut(), own)
                    && whole > 0.0
                {
                    total.gained += own.gained * part / whole;
                }
            };
            add(&mut sum.group, group.year.group, of(x), self.counts.sum_x());
            add(&mut sum.others, group.year.others, of(y), self.counts.sum_y());
            add(&mut sum.all, group.year.all, of(x) + of(y), self.counts.total());
            sum.total_gained += group.year.total_gained;
        }
        sum
    }
}

/// Routes from the schools of a group to each other, and to the third place where they meet, over the
/// streets of how they travel; `None` for a bus, and where there are no streets.
pub fn travelled(ways: &Ways, agreed: &Friendship, travellers: &[Traveller]) -> Option<Arc<Distances>> {
    let third = agreed.place.as_ref().filter(|p| p.school.is_none());
    let third = third.and_then(|p| Some(Point::new(p.x?, p.y?)));
    let from: Vec<Point<f64>> = travellers.iter().map(|t| t.at).collect();
    let to: Vec<Point<f64>> = from.iter().copied().chain(third).collect();
    // Nobody cancels it.
    ways.between(agreed.travel.mode()?, &from, &to, &()).ok().flatten()
}
