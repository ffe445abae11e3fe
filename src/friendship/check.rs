//! Requests that are impossible, and why: each is refused with the field and what is allowed.

use std::collections::BTreeSet;

use super::group::{Friendship, Member, YEAR_GROUPS};
use super::hours::{DAYS_A_WEEK, LONGEST_DAY, Timing};
use super::way::{FASTEST_KMH, LONGEST_WAIT};
use crate::crs::Crs;
use crate::notice::Notice;

/// Why a set of groups is impossible, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Position of the group.
    pub group: usize,
    /// The field as it stands in a file.
    pub field: &'static str,
    pub notice: Notice,
}

/// Differences in hours below this are of rounding: half a minute.
const MINUTE: f64 = 1.0 / 120.0;

/// The first thing that is impossible in a set of groups, if any.
///
/// # Errors
/// A group of fewer than two schools, or with a school twice; more hours than the week or its days
/// have; years, shares or times that do not exist; a third place without coordinates; a school in
/// two groups at the same hour, or in more groups than its week has room for.
pub fn check(groups: &[Friendship]) -> Result<(), Problem> {
    for (at, group) in groups.iter().enumerate() {
        one(group).map_err(|(field, notice)| Problem {
            group: at,
            field,
            notice: notice.arg("name", &group.name).arg("field", field),
        })?;
    }
    for (at, group) in groups.iter().enumerate() {
        for (before, other) in groups.iter().take(at).enumerate() {
            together(other, group).map_err(|(field, notice)| Problem {
                group: at,
                field,
                notice: notice.arg("name", &group.name).arg("field", field).arg("other", name(other, before)),
            })?;
        }
    }
    weeks(groups)
}

/// The name of a group, or its number.
fn name(group: &Friendship, at: usize) -> String {
    if group.name.trim().is_empty() { (at + 1).to_string() } else { group.name.clone() }
}

type Wrong = (&'static str, Notice);

fn wrong(condition: bool, field: &'static str, notice: impl FnOnce() -> Notice) -> Result<(), Wrong> {
    if condition { Err((field, notice())) } else { Ok(()) }
}

fn one(group: &Friendship) -> Result<(), Wrong> {
    wrong(group.schools.len() < 2, "schools", || {
        Notice::error("friends-too-few").arg("count", group.schools.len())
    })?;
    let mut seen = BTreeSet::new();
    if let Some(twice) = group.schools.iter().find(|m| !seen.insert(m.code())) {
        return Err(("schools", Notice::error("friends-school-twice").arg("school", twice.code())));
    }
    hours(group)?;
    taking_part(group.year_groups.as_ref(), group.share)?;
    for member in &group.schools {
        if let Member::Own(own) = member {
            taking_part(own.year_groups.as_ref(), own.share)?;
        }
    }
    if let (Some(from), Some(to)) = (group.from, group.to) {
        wrong(to < from, "to", || Notice::error("friends-years").arg("from", from).arg("to", to))?;
    }
    place(group)?;
    wrong(group.speed.is_some_and(|v| !(v > 0.0 && v <= FASTEST_KMH)), "speed", || {
        let value = group.speed.unwrap_or_default();
        Notice::error("friends-speed").arg("value", value).arg("most", FASTEST_KMH)
    })?;
    wrong(group.wait.is_some_and(|v| !(0.0..=LONGEST_WAIT).contains(&v)), "wait", || {
        let value = group.wait.unwrap_or_default();
        Notice::error("friends-wait").arg("value", value).arg("most", LONGEST_WAIT)
    })?;
    if let Some(cost) = &group.cost {
        let values = [cost.per_child_trip, cost.staff_hours, cost.staff_rate];
        let unsound = values.into_iter().find(|v| !v.is_finite() || *v < 0.0);
        if let Some(value) = unsound {
            return Err(("cost", Notice::error("friends-cost").arg("value", value)));
        }
    }
    Ok(())
}

fn hours(group: &Friendship) -> Result<(), Wrong> {
    let most = LONGEST_DAY * f64::from(DAYS_A_WEEK);
    wrong(!(group.week > 0.0 && group.week <= most), "week", || {
        Notice::error("friends-week").arg("value", group.week).arg("most", most)
    })?;
    wrong(!group.hours.is_finite() || group.hours < 0.0, "hours", || {
        Notice::error("friends-hours").arg("value", group.hours)
    })?;
    let room = match group.timing {
        Timing::InLessons => group.week,
        Timing::OnTop => most - group.week,
    };
    wrong(group.hours > room + MINUTE, "hours", || {
        Notice::error("friends-more-than-week")
            .arg("value", group.hours)
            .arg("most", room)
            .arg("week", group.week)
    })?;
    wrong(group.days.is_some_and(|days| !(1..=DAYS_A_WEEK).contains(&days)), "days", || {
        Notice::error("friends-days").arg("value", group.days.unwrap_or_default()).arg("most", DAYS_A_WEEK)
    })?;
    let days = group.days_a_week();
    let in_days = f64::from(days) * group.hours_in_a_day();
    wrong(
        group.hours > in_days.max(room * f64::from(days) / f64::from(DAYS_A_WEEK)) + MINUTE,
        "days",
        || Notice::error("friends-more-than-days").arg("value", group.hours).arg("days", days),
    )?;
    if let Some(slot) = group.at.iter().find(|slot| slot.to <= slot.from) {
        let notice = Notice::error("friends-slot").arg("from", slot.from).arg("to", slot.to);
        return Err(("at", notice));
    }
    let own_overlap =
        group.at.iter().enumerate().any(|(n, a)| group.at.iter().take(n).any(|b| a.overlaps(b)));
    wrong(own_overlap, "at", || Notice::error("friends-slot-twice"))?;
    let stated: f64 = group.at.iter().map(super::hours::Slot::hours).sum();
    wrong(!group.at.is_empty() && (stated - group.hours).abs() > MINUTE, "at", || {
        Notice::error("friends-slots-hours").arg("value", stated).arg("hours", group.hours)
    })
}

fn taking_part(years: Option<&Vec<u8>>, share: Option<f64>) -> Result<(), Wrong> {
    wrong(years.is_some() && share.is_some(), "share", || Notice::error("friends-years-and-share"))?;
    if let Some(years) = years {
        let distinct: BTreeSet<u8> = years.iter().copied().collect();
        let sound = !years.is_empty()
            && distinct.len() == years.len()
            && years.iter().all(|y| (1..=YEAR_GROUPS).contains(y));
        let told: Vec<String> = years.iter().map(ToString::to_string).collect();
        wrong(!sound, "year_groups", || Notice::error("friends-year-groups").arg("value", told.join(", ")))?;
    }
    wrong(share.is_some_and(|s| !(0.0..=1.0).contains(&s)), "share", || {
        Notice::error("friends-share").arg("value", share.unwrap_or_default())
    })
}

fn place(group: &Friendship) -> Result<(), Wrong> {
    let Some(place) = &group.place else { return Ok(()) };
    match &place.school {
        Some(code) => wrong(!group.schools.iter().any(|m| m.code() == code), "place", || {
            Notice::error("friends-place-no-member").arg("school", code)
        }),
        None => {
            let point = place.x.zip(place.y).filter(|(x, y)| x.is_finite() && y.is_finite());
            wrong(point.is_none(), "place", || Notice::error("friends-place-no-coordinates"))?;
            let elsewhere = point.filter(|(x, y)| !Crs::RdNew.plausible(*x, *y));
            wrong(elsewhere.is_some(), "place", || {
                let (x, y) = elsewhere.unwrap_or_default();
                Notice::error("friends-place-elsewhere").arg("x", x).arg("y", y)
            })
        }
    }
}

/// Whether both exist in some same year.
fn meet_in_a_year(a: &Friendship, b: &Friendship) -> bool {
    let (first, last) =
        (|g: &Friendship| g.from.unwrap_or(i32::MIN), |g: &Friendship| g.to.unwrap_or(i32::MAX));
    first(a) <= last(b) && first(b) <= last(a)
}

fn together(a: &Friendship, b: &Friendship) -> Result<(), Wrong> {
    let shared = b.schools.iter().find(|m| a.schools.iter().any(|o| o.code() == m.code()));
    let Some(shared) = shared.filter(|_| meet_in_a_year(a, b)) else { return Ok(()) };
    let school = shared.code();
    wrong(a.at.is_empty() || b.at.is_empty(), "schools", || {
        Notice::error("friends-hour-unknown").arg("school", school)
    })?;
    let clash = a.at.iter().any(|slot| b.at.iter().any(|other| slot.overlaps(other)));
    wrong(clash, "at", || Notice::error("friends-same-hour").arg("school", school))
}

/// Refuses a school whose groups together take more lessons than its week has.
fn weeks(groups: &[Friendship]) -> Result<(), Problem> {
    for (at, group) in groups.iter().enumerate() {
        for member in &group.schools {
            let others = groups.iter().take(at + 1).filter(|other| {
                other.timing == Timing::InLessons
                    && meet_in_a_year(other, group)
                    && other.schools.iter().any(|m| m.code() == member.code())
            });
            let hours: f64 = others.map(|other| other.hours).sum();
            if hours > group.week + MINUTE {
                let notice = Notice::error("friends-week-full")
                    .arg("school", member.code())
                    .arg("value", hours)
                    .arg("week", group.week)
                    .arg("name", &group.name);
                return Err(Problem { group: at, field: "hours", notice });
            }
        }
    }
    Ok(())
}
