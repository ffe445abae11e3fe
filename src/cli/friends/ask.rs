//! From what was asked to what is found.

use std::collections::HashMap;

use super::{Arguments, Table};
use crate::choice::Metric;
use crate::data::{Mode, SchoolId};
use crate::figures::headline::Comparison;
use crate::find::curve::{CAPS, Point, curve};
use crate::find::town::ways::Ways;
use crate::find::town::{Town, open_counts, travelled};
use crate::find::{Division, Pairs, Rules, Sought, groups, pairs};
use crate::friendship::children::{Tally, children, tally};
use crate::friendship::contact::{Contact, Joint, contact, sum_of_squares, within};
use crate::friendship::full::{FullPairing, Seats};
use crate::friendship::hours::{Timing, WEEK_HOURS};
use crate::friendship::resolve::{joints, resolve};
use crate::friendship::year::{DETOUR, Part, Travel, Traveller, YearContact, travel, year_contact};
use crate::friendship::{Friendship, check};
use crate::measure::{Other, TwoGroup};
use crate::notice::Notice;
use crate::scenario::{Engine, Scenario};

/// The share of the week where nothing is asked.
const SHARE: f64 = 0.1;

/// One group in the answer.
pub(super) struct Group {
    pub(super) units: Vec<usize>,
    /// `Σ t_i (p_i − p̄)²`, as if all pupils took part for the whole week.
    pub(super) w: f64,
    pub(super) agreed: Friendship,
    pub(super) year: YearContact,
    /// `None` without places, and for a full pairing: its children go to the one school or the other.
    pub(super) travel: Option<Travel>,
    /// Exposure, isolation and η² over its own schools alone.
    pub(super) contact: Contact,
    /// Where the whole week is shared and places are known.
    pub(super) full: Option<FullPairing>,
}

/// Everything that is told.
pub(super) struct Found {
    /// Share of the week; `None` where groups differ.
    pub(super) share: Option<f64>,
    pub(super) groups: Vec<Group>,
    /// Of all groups: what single schools meet.
    pub(super) each: Contact,
    /// What is told of all schools together is of the groups that may be told.
    pub(super) contact: Contact,
    /// How many groups are not in it.
    pub(super) left_out: usize,
    /// Whether every count of every school may be told.
    pub(super) all_open: bool,
    pub(super) sum_w: f64,
    pub(super) kind: Kind,
    pub(super) curve: Option<Vec<Point>>,
    pub(super) weeks: f64,
    /// How far the schools of partners are apart.
    pub(super) apart: Metric,
    /// The most metres between the schools of partners.
    pub(super) cap: Option<f64>,
    pub(super) year: YearContact,
    /// The children by what changes for them.
    pub(super) children: Tally,
    /// Whether figures of all schools together may be told.
    pub(super) told: bool,
}

impl Found {
    /// The schools of the groups.
    pub(super) fn units(&self) -> Vec<Vec<usize>> {
        self.groups.iter().map(|g| g.units.clone()).collect()
    }
}

pub(super) enum Kind {
    /// The best pairs, proved so.
    Pairs(Pairs),
    /// Good groups of three or four: an upper bound on Σw, the gap, and parts solved exactly.
    Groups { bound: f64, gap: Option<f64>, exact_parts: usize, parts: usize },
    /// Groups that were given, and what the best pairs would reach under the same rules.
    Given { optimum: Option<f64> },
}

/// The hours a week that were asked for, by hours or by share.
pub(super) fn hours(arguments: &Arguments, timing: Timing, week: f64) -> Result<Option<f64>, Notice> {
    let Some(share) = arguments.share else { return Ok(arguments.hours) };
    if !(0.0..=1.0).contains(&share) {
        return Err(Notice::error("friends-time-share").arg("value", share));
    }
    let hours = timing.hours(share, week);
    hours.map(Some).ok_or_else(|| Notice::error("friends-time-share").arg("value", share))
}

pub(super) fn answer(
    arguments: &Arguments,
    table: &mut Table,
    counts: &TwoGroup<'static>,
    (group_at, other): (usize, Other),
    given: Option<&[Friendship]>,
) -> Result<Found, Notice> {
    if !(arguments.weeks > 0.0 && arguments.weeks <= 53.0) {
        return Err(Notice::error("friends-weeks").arg("value", arguments.weeks));
    }
    if let Some(detour) = arguments.detour.filter(|d| !(*d >= 1.0 && d.is_finite())) {
        return Err(Notice::error("friends-detour").arg("value", detour));
    }
    let rules = rules(arguments, table)?;
    let names = table.names.clone();
    let places = table.places.clone();
    let (parts, boards) = (table.parts.clone(), table.boards.clone());
    // Who states a detour asks for straight lines.
    let town = table.town.as_ref().filter(|_| arguments.detour.is_none());
    let ways = town.map(|town| Ways::of(&town.dataset));
    let routes = match (&ways, &places) {
        (Some(ways), Some(places)) if rules.max_metres.is_some() || arguments.curve => {
            ways.between(Mode::Walking, places, places, &())?
        }
        _ => None,
    };
    let sought = Sought {
        routes: routes.as_deref(),
        counts,
        names: &names,
        places: places.as_deref(),
        parts: parts.as_deref(),
        boards: boards.as_deref(),
    };
    // A bare table is the person's own; a town is told of through the gate.
    let open_counts = match &table.town {
        Some(_) => open_counts(counts, &table.telling)?,
        None => counts.clone(),
    };
    let open = Sought { counts: &open_counts, ..sought.clone() };
    let timing = if arguments.on_top { Timing::OnTop } else { Timing::InLessons };
    let week = arguments.of.unwrap_or(WEEK_HOURS);
    // Refused before long work, not after it.
    let asked = hours(arguments, timing, week)?.or_else(|| timing.hours(SHARE, week)).unwrap_or_default();
    let like = |name: String, units: &[usize]| Friendship {
        week,
        timing,
        ..Friendship::new(name, units.iter().filter_map(|u| names.get(*u).cloned()), asked)
    };
    check::check(&[like("1".to_owned(), &[0, 1])])
        .or_else(|problem| if problem.field == "schools" { Ok(()) } else { Err(problem.notice) })?;
    let (kind, agreed): (Kind, Vec<(Friendship, Joint)>) = match given {
        Some(agreed) => {
            let joined = of_given(arguments, table, agreed)?;
            let free = Rules { fixed: Vec::new(), ..rules.clone() };
            let optimum = pairs(&open, &free, &()).ok().map(|best| best.sum_w);
            (Kind::Given { optimum }, joined)
        }
        None => {
            let (kind, found) = best(arguments, &sought, &rules)?;
            let with = |(n, units): (usize, &Vec<usize>)| {
                let agreed = like((n + 1).to_string(), units);
                let share = agreed.time_share();
                (agreed, Joint::equal(units.iter().copied(), share))
            };
            let joined: Vec<(Friendship, Joint)> = found.iter().enumerate().map(with).collect();
            let agreed: Vec<Friendship> = joined.iter().map(|(group, _)| group.clone()).collect();
            check::check(&agreed).map_err(|problem| problem.notice)?;
            (kind, joined)
        }
    };
    let settings: Vec<Joint> = agreed.iter().map(|(_, joint)| joint.clone()).collect();
    let each = contact(counts, &settings);
    let totals = table.counts.unit_totals();
    let mut groups: Vec<Group> = agreed
        .into_iter()
        .map(|(agreed, joint)| group(arguments, (&sought, totals), ways.as_deref(), agreed, &joint))
        .collect();
    if groups.iter().any(|g| g.agreed.is_full_pairing()) {
        pair_fully(arguments, table, &mut groups, group_at, other);
    }
    let units: Vec<Vec<usize>> = groups.iter().map(|g| g.units.clone()).collect();
    // Of a few schools there are shares in whole percents only.
    let told = table.town.as_ref().is_none_or(|town| town.coarse || table.telling.town());
    let may = |own: &[usize]| table.town.is_none() || table.telling.group(own, &units);
    let open_groups: Vec<&Group> = groups.iter().filter(|g| may(&g.units)).collect();
    let settings: Vec<Joint> =
        settings.iter().zip(&groups).filter(|(_, g)| may(&g.units)).map(|(joint, _)| joint.clone()).collect();
    let contact = contact(counts, &settings);
    let curve = arguments.curve.then(|| curve_of(&open, &rules)).transpose()?;
    let shares: Vec<f64> = groups.iter().map(|g| g.agreed.time_share()).collect();
    let first = shares.first().copied();
    let alike = shares.iter().all(|s| Some(*s) == first);
    Ok(Found {
        share: if groups.is_empty() {
            Some(like(String::new(), &[]).time_share())
        } else {
            first.filter(|_| alike)
        },
        sum_w: open_groups.iter().map(|g| g.w).sum(),
        year: together(&open_groups, counts, arguments.weeks),
        left_out: groups.len() - open_groups.len(),
        all_open: table.town.is_none() || (0..names.len()).all(|unit| table.telling.school(unit)),
        each,
        children: tally(&children(&contact, counts)),
        told,
        groups,
        contact,
        kind,
        curve,
        weeks: arguments.weeks,
        apart: routes.as_ref().map_or(Metric::StraightLine { detour: rules.detour }, |r| r.metric),
        cap: rules.max_metres,
    })
}

fn best(arguments: &Arguments, sought: &Sought, rules: &Rules) -> Result<(Kind, Vec<Vec<usize>>), Notice> {
    if arguments.size == 2 {
        let found = pairs(sought, rules, &())?;
        let units = found.pairs.iter().map(|(a, b)| vec![*a, *b]).collect();
        return Ok((Kind::Pairs(found), units));
    }
    if !(2..=4).contains(&arguments.size) {
        return Err(Notice::error("friends-size").arg("value", arguments.size));
    }
    let found = groups(sought, rules, arguments.size, &())?;
    let kind = Kind::Groups {
        bound: found.bound,
        gap: found.gap(),
        exact_parts: found.exact_parts,
        parts: found.parts,
    };
    Ok((kind, found.groups))
}

/// The joint settings of groups that were given.
fn of_given(
    arguments: &Arguments,
    table: &mut Table,
    agreed: &[Friendship],
) -> Result<Vec<(Friendship, Joint)>, Notice> {
    // A set may be about several years: the one asked for, else that of the group that starts last.
    let year = arguments.year.or_else(|| agreed.iter().filter_map(|g| g.from).max().map(crate::data::Year));
    let mut notices = std::mem::take(&mut table.notices);
    let joined = match &table.town {
        Some(town) => {
            let resolved = resolve(&town.dataset, agreed)?;
            let unit_of = |SchoolId(school): SchoolId| town.units.iter().position(|u| *u == school);
            joints(agreed, &resolved, year, &unit_of, &mut notices)
        }
        None => {
            // In a bare table the name of a row is the code of a school.
            let mut resolved = Vec::new();
            for (at, group) in agreed.iter().enumerate() {
                let mut members = Vec::new();
                for (n, member) in group.schools.iter().enumerate() {
                    let row = table.names.iter().position(|name| name == member.code());
                    let row = row.ok_or_else(|| {
                        Notice::error("friends-unknown-school")
                            .arg("school", member.code())
                            .arg("name", &group.name)
                    })?;
                    members.push((n, SchoolId(row)));
                }
                resolved.push(crate::friendship::resolve::Resolved { group: at, members });
            }
            joints(agreed, &resolved, year, &|SchoolId(row)| Some(row), &mut notices)
        }
    };
    table.notices = notices;
    let with = |found: crate::friendship::resolve::GroupJoint| {
        agreed.get(found.group).map(|group| (group.clone(), found.joint))
    };
    let joined: Vec<_> = joined.into_iter().filter_map(with).collect();
    if joined.is_empty() {
        return Err(Notice::error("friends-none-left"));
    }
    Ok(joined)
}

/// One group; `totals` are the pupils of every school, those of groups that are not compared included.
fn group(
    arguments: &Arguments,
    (sought, totals): (&Sought, &[f64]),
    ways: Option<&Ways>,
    agreed: Friendship,
    joint: &Joint,
) -> Group {
    let units: Vec<usize> = joint.members.iter().map(|(unit, _)| *unit).collect();
    let share = agreed.time_share();
    let size = |unit: usize| {
        let (x, y) = sought.school(unit);
        x + y
    };
    let parts: Vec<Part> = joint
        .members
        .iter()
        .map(|(unit, s)| Part {
            unit: *unit,
            taking_part: part_of(&agreed, sought, *unit)
                .unwrap_or_else(|| if share > 0.0 { s / share } else { 0.0 }),
        })
        .collect();
    let all: Vec<(f64, f64)> = parts
        .iter()
        .filter(|part| size(part.unit) > 0.0)
        .map(|part| (part.taking_part * size(part.unit), sought.school(part.unit).0 / size(part.unit)))
        .collect();
    let travellers: Option<Vec<Traveller>> = parts
        .iter()
        .map(|part| {
            let at = *sought.places?.get(part.unit)?;
            Some(Traveller { at, children: part.taking_part * totals.get(part.unit)? })
        })
        .collect();
    // Schools left out of the group are no place to meet either.
    let kept = Friendship {
        schools: agreed
            .schools
            .iter()
            .filter(|m| units.iter().any(|u| sought.names.get(*u).is_some_and(|n| n == m.code())))
            .cloned()
            .collect(),
        ..agreed.clone()
    };
    let detour = arguments.detour.unwrap_or(DETOUR);
    let travel = travellers.and_then(|schools| {
        let routes = ways.and_then(|ways| travelled(ways, &kept, &schools));
        travel(&kept, &schools, routes.as_deref(), detour, arguments.weeks)
    });
    let year = year_contact(sought.counts, &agreed, &parts, arguments.weeks);
    let contact = within(sought.counts, joint);
    let travel = travel.filter(|_| !agreed.is_full_pairing());
    Group { units, w: sum_of_squares(&all), agreed, year, travel, contact, full: None }
}

/// The full pairings among the groups, with seats where the town knows or assumes them.
fn pair_fully(arguments: &Arguments, table: &Table, groups: &mut [Group], group: usize, other: Other) {
    let Some(town) = &table.town else { return };
    let comparison = Comparison { scheme: town.scheme, group, other, year: arguments.year };
    let Ok(schools) = Town::new(&town.dataset, comparison) else { return };
    let mut seats = HashMap::new();
    if let Ok(engine) = Engine::new(town.dataset.clone(), comparison) {
        let outcomes = engine.outcomes(&Scenario::new(""));
        for school in outcomes.years.first().iter().flat_map(|year| year.schools.iter()) {
            if let Some(count) = school.site.seats {
                seats.insert(school.site.code.clone(), Seats { count, assumed: school.site.assumed_space });
            }
        }
    }
    for group in groups.iter_mut().filter(|g| g.agreed.is_full_pairing()) {
        group.full = schools.full(&group.agreed, &|code| seats.get(code).copied());
    }
}

/// The share of the pupils of a school who take part.
fn part_of(agreed: &Friendship, sought: &Sought, unit: usize) -> Option<f64> {
    let name = sought.names.get(unit)?;
    agreed.schools.iter().find(|m| m.code() == name).map(|m| agreed.taking_part(m))
}

/// The contact hours of an average child of all schools, those without partners included.
fn together(groups: &[&Group], counts: &TwoGroup, weeks: f64) -> YearContact {
    let week = groups.first().map_or(WEEK_HOURS, |g| g.agreed.week);
    let none = Friendship { week, ..Friendship::new("", [], 0.0) };
    let all: Vec<Part> = (0..counts.x().len()).map(|unit| Part { unit, taking_part: 0.0 }).collect();
    let mut sum = year_contact(counts, &none, &all, weeks);
    let pupils = [counts.sum_x(), counts.sum_y(), counts.total()];
    for group in groups {
        let of = |column: &[f64]| -> f64 { group.units.iter().filter_map(|u| column.get(*u)).sum() };
        let there = [of(counts.x()), of(counts.y()), of(counts.x()) + of(counts.y())];
        let each = [group.year.group, group.year.others, group.year.all];
        let totals = [&mut sum.group, &mut sum.others, &mut sum.all];
        for (((total, own), there), pupils) in totals.into_iter().zip(each).zip(there).zip(pupils) {
            if let (Some(total), Some(own)) = (total.as_mut(), own) {
                total.gained += own.gained * there / pupils;
            }
        }
        sum.total_gained += group.year.total_gained;
    }
    sum
}

fn curve_of(sought: &Sought, rules: &Rules) -> Result<Vec<Point>, Notice> {
    if sought.places.is_none() {
        return Err(Notice::error("friends-cap-no-places"));
    }
    let caps: Vec<f64> =
        CAPS.into_iter().filter(|cap| rules.max_metres.is_none_or(|most| *cap <= most)).collect();
    curve(sought, rules, &caps, &())
}

fn rules(arguments: &Arguments, table: &Table) -> Result<Rules, Notice> {
    let schools = |asked: &[String]| -> Result<Vec<(usize, usize)>, Notice> {
        let position = |name: &str| {
            table
                .names
                .iter()
                .position(|n| n == name)
                .ok_or_else(|| Notice::error("friends-no-such-school").arg("school", name))
        };
        asked
            .iter()
            .map(|text| {
                let (a, b) = two(text)?;
                Ok((position(a)?, position(b)?))
            })
            .collect()
    };
    let boards = |asked: &[String]| -> Result<Vec<(String, String)>, Notice> {
        let known = |board: &str| match &table.boards {
            Some(boards) if boards.iter().flatten().any(|b| b == board) => Ok(board.to_owned()),
            _ => Err(Notice::error("friends-no-such-board").arg("board", board)),
        };
        asked
            .iter()
            .map(|text| {
                let (a, b) = two(text)?;
                Ok((known(a)?, known(b)?))
            })
            .collect()
    };
    let together = boards(&arguments.boards_together)?;
    Ok(Rules {
        max_metres: arguments.max_km.map(|km| km * 1000.0),
        detour: arguments.detour.unwrap_or(1.0),
        division: match (&arguments.within, &arguments.across) {
            (Some(_), _) => Division::Within,
            (None, Some(_)) => Division::Across,
            (None, None) => Division::Anywhere,
        },
        fixed: schools(&arguments.fix)?,
        forbidden: schools(&arguments.forbid)?,
        boards_apart: boards(&arguments.boards_apart)?,
        boards_together: (!together.is_empty()).then_some(together),
        size_ratio: arguments.size_ratio,
    })
}

/// The two parts of `A+B`.
fn two(text: &str) -> Result<(&str, &str), Notice> {
    let parts = text.split_once('+').map(|(a, b)| (a.trim(), b.trim()));
    parts
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .ok_or_else(|| Notice::error("friends-not-two").arg("value", text))
}
