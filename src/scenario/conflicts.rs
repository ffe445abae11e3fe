//! Edits that do not go together, or not with the town: which, why, and the way out.

use std::collections::BTreeMap;

use super::base::Base;
use super::edit::{Building, Cost, Edit, EditId, EditKind, ForecastChange, Temporary};
use super::plan::{Assumptions, Scenario};
use crate::data::Year;
use crate::notice::{Notice, Notices};

/// The edits that can be applied, in the order in which they are.
#[derive(Clone, Debug, Default)]
pub struct Checked<'a> {
    /// By year, then so that what a school has is changed before it merges or closes; independent of
    /// the order in the scenario.
    pub edits: Vec<&'a Edit>,
    pub notices: Notices,
    pub left_out: Vec<EditId>,
}

/// What of a school an edit changes, as bits: two edits of one school in one year may not change the
/// same thing.
const PLACE: u8 = 1;
const BUILDING: u8 = 2;
const PROFILE: u8 = 4;
const CATCHMENT: u8 = 8;
const EVERYTHING: u8 = 0xFF;

/// Order within a year.
fn rank(what: &EditKind) -> u8 {
    match what {
        EditKind::Open(_) => 0,
        EditKind::Forecast { change: ForecastChange::Pupils(_), .. } => 1,
        EditKind::Forecast { .. } => 2,
        EditKind::Merge { .. } => 8,
        EditKind::Close { .. } => 9,
        _ => 5,
    }
}

/// Which schools an edit changes, and what of them.
fn touches(what: &EditKind) -> Vec<(&str, u8)> {
    let place = |to: bool| if to { PLACE } else { 0 };
    let of = |building: &Building| if *building == Building::default() { 0 } else { BUILDING };
    match what {
        EditKind::Open(new) => vec![(&new.code, 0)],
        EditKind::Close { school } => vec![(school, EVERYTHING)],
        EditKind::Move { school, .. } => vec![(school, PLACE)],
        EditKind::Merge { schools, into, to, building, .. } => {
            let others = schools.iter().filter(|s| *s != into).map(|s| (s.as_str(), EVERYTHING));
            std::iter::once((into.as_str(), place(to.is_some()) | of(building))).chain(others).collect()
        }
        EditKind::Replace { school, to, .. } => vec![(school, place(to.is_some()) | BUILDING)],
        EditKind::Renovate { school, .. } | EditKind::Resize { school, .. } => vec![(school, BUILDING)],
        EditKind::Profile { school, .. } => vec![(school, PROFILE)],
        EditKind::Catchment { school, .. } => vec![(school, CATCHMENT)],
        EditKind::NewHomes { .. } | EditKind::Demolition { .. } | EditKind::Forecast { .. } => Vec::new(),
    }
}

/// When a school is there.
struct Life {
    closes: Option<(Year, EditId)>,
}

/// Checks all edits of a scenario. What cannot be applied is left out, with an error that says why.
pub fn check<'a>(base: &Base, scenario: &'a Scenario) -> Checked<'a> {
    let mut edits: Vec<&Edit> = scenario.edits.iter().collect();
    edits.sort_by_key(|e| (e.year, rank(&e.what), e.id));
    let opens: BTreeMap<&str, &Edit> = edits
        .iter()
        .rev()
        .filter_map(|e| match &e.what {
            EditKind::Open(new) => Some((new.code.as_str(), *e)),
            _ => None,
        })
        .collect();
    let mut lives: BTreeMap<&str, Life> =
        base.sites.iter().map(|s| (s.code.as_str(), Life { closes: None })).collect();
    let mut seen: BTreeMap<(&str, Year), Vec<(EditId, u8)>> = BTreeMap::new();
    let mut numbers = std::collections::BTreeSet::new();
    let mut checked = Checked::default();
    for edit in edits {
        let found = if numbers.insert(edit.id) {
            alone(base, &scenario.assumptions, edit)
                .and_then(|()| existing(base, edit, &lives, &opens))
                .and_then(|()| together(edit, &seen))
                .and_then(|()| one_number(edit, &checked.edits))
        } else {
            Err(Notice::error("scenario-edit-number-twice"))
        };
        if let Err(notice) = found {
            checked.notices.push(notice.arg("edit", edit.id.0));
            checked.left_out.push(edit.id);
            continue;
        }
        for (school, aspects) in touches(&edit.what) {
            seen.entry((school, edit.year)).or_default().push((edit.id, aspects));
        }
        match &edit.what {
            EditKind::Open(new) => {
                lives.insert(&new.code, Life { closes: None });
            }
            EditKind::Close { school } => close(&mut lives, school, edit),
            EditKind::Merge { schools, into, .. } => {
                schools.iter().filter(|s| *s != into).for_each(|s| close(&mut lives, s, edit));
            }
            _ => {}
        }
        checked.edits.push(edit);
    }
    checked
}

fn close(lives: &mut BTreeMap<&str, Life>, school: &str, edit: &Edit) {
    if let Some(life) = lives.get_mut(school) {
        life.closes = Some((edit.year, edit.id));
    }
}

/// What is wrong with an edit by itself.
fn alone(base: &Base, assumptions: &Assumptions, edit: &Edit) -> Result<(), Notice> {
    year(assumptions, edit.year)?;
    if let Some(cost) = &edit.cost {
        let Cost { amount, rate_per_m2, year: paid, .. } = cost;
        number("amount", *amount)?;
        number("rate_per_m2", *rate_per_m2)?;
        paid.map_or(Ok(()), |paid| year(assumptions, paid))?;
    }
    let temporary = |temporary: &Option<Temporary>| match temporary {
        None => Ok(()),
        Some(t) => {
            year(assumptions, t.from)?;
            number("amount", t.amount)?;
            if t.from >= edit.year {
                return Err(Notice::error("scenario-temporary-after")
                    .arg("from", t.from)
                    .arg("year", edit.year));
            }
            t.at.map_or(Ok(()), place)
        }
    };
    match &edit.what {
        EditKind::Open(new) => {
            if new.code.trim().is_empty() {
                return Err(Notice::error("scenario-code-empty"));
            }
            place(new.at)?;
            building(&new.building)
        }
        EditKind::Move { to, .. } => place(*to),
        EditKind::Merge { schools, into, to, building: b, .. } => {
            let mut distinct: Vec<&String> = schools.iter().collect();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() < 2 || distinct.len() != schools.len() {
                return Err(Notice::error("scenario-merge-itself").arg("school", into));
            }
            if !schools.contains(into) {
                return Err(Notice::error("scenario-merge-into")
                    .arg("school", into)
                    .arg("known", schools.join(", ")));
            }
            to.map_or(Ok(()), place)?;
            building(b)
        }
        EditKind::Replace { to, building: b, temporary: t, .. } => {
            to.map_or(Ok(()), place)?;
            building(b)?;
            temporary(t)
        }
        EditKind::Renovate { building: b, temporary: t, .. } => {
            building(b)?;
            temporary(t)
        }
        EditKind::Resize { seats, floor_area, .. } => {
            if seats.is_finite() && floor_area.is_finite() {
                Ok(())
            } else {
                Err(Notice::error("scenario-number").arg("field", "seats").arg("value", seats))
            }
        }
        EditKind::NewHomes { area: code, homes, pupils }
        | EditKind::Demolition { area: code, homes, pupils } => {
            area(base, code)?;
            number("homes", Some(*homes))?;
            pupils.iter().try_for_each(|(key, n)| {
                group(base, key)?;
                number("pupils", Some(*n))
            })
        }
        EditKind::Forecast { area: code, group: key, change } => {
            code.as_deref().map_or(Ok(()), |code| area(base, code))?;
            key.as_deref().map_or(Ok(()), |key| group(base, key))?;
            match change {
                ForecastChange::Factor(value) => number("factor", Some(*value)),
                ForecastChange::Pupils(value) => number("pupils", Some(*value)),
            }
        }
        EditKind::Close { .. } | EditKind::Profile { .. } | EditKind::Catchment { .. } => Ok(()),
    }
}

/// Whether the schools of an edit are there in its year.
fn existing(
    base: &Base,
    edit: &Edit,
    lives: &BTreeMap<&str, Life>,
    opens: &BTreeMap<&str, &Edit>,
) -> Result<(), Notice> {
    if let EditKind::Open(new) = &edit.what {
        let taken = lives.contains_key(new.code.as_str()) || base.dataset.school_by_code(&new.code).is_some();
        return if taken {
            Err(Notice::error("scenario-code-taken").arg("school", &new.code))
        } else {
            Ok(())
        };
    }
    for code in edit.what.schools() {
        match lives.get(code) {
            Some(Life { closes: Some((year, by)) }) if *year < edit.year => {
                return Err(Notice::error("scenario-school-closed")
                    .arg("school", code)
                    .arg("year", year)
                    .arg("other", by.0));
            }
            Some(_) => {}
            None => {
                return Err(match opens.get(code) {
                    Some(open) if open.year > edit.year => Notice::error("scenario-school-not-yet-open")
                        .arg("school", code)
                        .arg("year", open.year)
                        .arg("other", open.id.0),
                    _ if base.dataset.school_by_code(code).is_some() => {
                        Notice::error("scenario-school-without-pupils").arg("school", code)
                    }
                    _ => unknown_school(base, code),
                });
            }
        }
    }
    Ok(())
}

/// Whether another edit of the same year changes the same thing.
fn together(edit: &Edit, seen: &BTreeMap<(&str, Year), Vec<(EditId, u8)>>) -> Result<(), Notice> {
    for (school, aspects) in touches(&edit.what) {
        let others = seen.get(&(school, edit.year)).map_or(&[][..], Vec::as_slice);
        let clash = others
            .iter()
            .find(|(_, other)| other & aspects != 0 || (aspects == EVERYTHING) || *other == EVERYTHING);
        if let Some((other, _)) = clash {
            return Err(Notice::error("scenario-same-year")
                .arg("school", school)
                .arg("year", edit.year)
                .arg("other", other.0));
        }
    }
    Ok(())
}

/// Whether another edit of the same year sets the same number of pupils.
fn one_number(edit: &Edit, before: &[&Edit]) -> Result<(), Notice> {
    let EditKind::Forecast { area, group, change: ForecastChange::Pupils(_) } = &edit.what else {
        return Ok(());
    };
    let same = before.iter().find(|other| {
        let EditKind::Forecast { area: a, group: g, change: ForecastChange::Pupils(_) } = &other.what else {
            return false;
        };
        other.year == edit.year && a == area && g == group
    });
    same.map_or(Ok(()), |other| {
        Err(Notice::error("scenario-forecast-twice").arg("year", edit.year).arg("other", other.id.0))
    })
}

fn unknown_school(base: &Base, code: &str) -> Notice {
    let codes: Vec<&str> = base.sites.iter().map(|s| s.code.as_str()).collect();
    Notice::error("scenario-unknown-school").arg("school", code).arg("known", some_of(&codes))
}

/// The first and last of many names.
fn some_of(names: &[&str]) -> String {
    match names {
        [first, .., last] if names.len() > 12 => format!("{first} … {last}"),
        _ => names.join(", "),
    }
}

fn year(assumptions: &Assumptions, year: Year) -> Result<(), Notice> {
    let (first, last) = (assumptions.first_year, assumptions.last_year);
    if (first..=last).contains(&year) {
        return Ok(());
    }
    Err(Notice::error("scenario-year-outside").arg("year", year.0).arg("first", first.0).arg("last", last.0))
}

fn number(field: &'static str, value: Option<f64>) -> Result<(), Notice> {
    match value {
        Some(value) if !(value.is_finite() && (0.0..=1e12).contains(&value)) => {
            Err(Notice::error("scenario-number").arg("field", field).arg("value", value))
        }
        _ => Ok(()),
    }
}

fn building(building: &Building) -> Result<(), Notice> {
    number("seats", building.seats)?;
    number("floor_area", building.floor_area)?;
    match building.quality {
        Some(quality) if !(0.0..=1.0).contains(&quality) => {
            Err(Notice::error("scenario-quality").arg("value", quality))
        }
        _ => Ok(()),
    }
}

fn place(at: geo::Point<f64>) -> Result<(), Notice> {
    if at.x().is_finite() && at.y().is_finite() { Ok(()) } else { Err(Notice::error("scenario-place")) }
}

fn area(base: &Base, code: &str) -> Result<(), Notice> {
    let known = base.dataset.area_by_code(code).filter(|id| !base.homes_of(*id).is_empty());
    known.map(|_| ()).ok_or_else(|| {
        let areas = base.homes.areas.iter().filter_map(|id| base.dataset.area(*id));
        let codes: Vec<&str> = areas.map(|a| a.code.as_str()).collect();
        Notice::error("scenario-unknown-area").arg("area", code).arg("known", some_of(&codes))
    })
}

fn group(base: &Base, key: &str) -> Result<(), Notice> {
    if base.groups.iter().any(|g| g == key) {
        return Ok(());
    }
    Err(Notice::error("scenario-unknown-group").arg("group", key).arg("known", base.groups.join(", ")))
}
