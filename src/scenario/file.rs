//! A scenario file → scenario. What is wrong in a file that was changed by hand is named with its line
//! and with what is allowed there.

use std::collections::BTreeMap;

use geo::{LineString, MultiPolygon, Point, Polygon};

use super::edit::{Building, Cost, Edit, EditId, EditKind, ForecastChange, NewSchool, Status, Temporary};
use super::fields::{Fields, Rings, Source};
use super::plan::{Assumptions, Budget, ClosingRule, Feedback, Forecast, Rule, Scenario, SpaceNorm, Travel};
use super::write::FORMAT;
use crate::choice::{Attribute, ChoiceModel, Coefficient, Term};
use crate::crs::Crs;
use crate::data::Year;
use crate::friendship::check::check;
use crate::friendship::group::{self, Friendship};
use crate::notice::{Notice, Notices};

/// A scenario as read, with the lines where it stands.
#[derive(Clone, Debug)]
pub struct FromFile {
    pub scenario: Scenario,
    /// Fields that this version does not know; they are kept.
    pub notices: Notices,
    file: String,
    /// Line of every field of every edit, and of the edit itself under an empty name.
    lines: BTreeMap<(EditId, String), u64>,
}

impl FromFile {
    /// Adds file and line to what [`super::conflicts::check`] found about the edits.
    pub fn located(&self, notices: Notices) -> Notices {
        let mut out = Notices::default();
        for notice in notices {
            out.push(self.locate(notice));
        }
        out
    }

    fn locate(&self, notice: Notice) -> Notice {
        let edit = notice.args.iter().find(|(n, _)| *n == "edit").and_then(|(_, v)| v.parse().ok());
        let Some(id) = edit.map(EditId) else { return notice };
        let fields: &[&str] = match notice.key {
            "scenario-year-outside" => &["year"],
            "scenario-unknown-area" => &["area"],
            "scenario-unknown-group" => &["pupils", "group"],
            "scenario-merge-into" => &["into"],
            "scenario-merge-itself" => &["schools"],
            "scenario-temporary-after" => &["temporary"],
            "scenario-number" | "scenario-quality" => &["seats", "quality"],
            _ => &["school", "schools"],
        };
        let line = |field: &&str| self.lines.get(&(id, (*field).to_owned()));
        let line = fields.iter().find_map(line).or_else(|| self.lines.get(&(id, String::new())));
        let notice = notice.file(&self.file);
        match line {
            Some(line) => notice.line(*line),
            None => notice,
        }
    }
}

/// Reads a scenario; `file` is only for the messages.
///
/// # Errors
/// Text that is no TOML, a newer layout, a field that lacks or has a value that is not allowed: the
/// notice names line and field and says what is allowed.
pub fn read(file: &str, text: &str) -> Result<FromFile, Notice> {
    let source = Source { file, text };
    let root = source.parse()?;
    let mut fields = Fields::new(&source, root.get_ref(), 1);
    let format = fields.whole("format", 0, i64::MAX)?.unwrap_or(FORMAT);
    if format > FORMAT {
        return Err(fields.wrong("format", "scenario-file-newer").arg("known", FORMAT));
    }
    let mut notices = Notices::default();
    let name = fields.text("name")?.filter(|n| !n.trim().is_empty());
    let name = name.ok_or_else(|| fields.missing("name"))?;
    let description = fields.text("description")?.unwrap_or_default();
    let assumptions = match fields.table("assumptions")? {
        Some(table) => assumptions(table, &mut notices)?,
        None => Assumptions::default(),
    };
    let years = (assumptions.first_year, assumptions.last_year);
    let mut lines = BTreeMap::new();
    let mut edits: Vec<Edit> = Vec::new();
    for mut table in fields.tables("edit")? {
        let given = table.whole("id", 1, i64::from(u32::MAX))?.and_then(|id| u32::try_from(id).ok());
        let next = edits.iter().map(|e| e.id.0).max().unwrap_or(0).saturating_add(1);
        let id = EditId(given.unwrap_or(next));
        if edits.iter().any(|e| e.id == id) {
            return Err(table.wrong("id", "scenario-file-id-twice").arg("value", id.0));
        }
        lines.insert((id, String::new()), table.line);
        for (name, line) in table.lines() {
            lines.insert((id, name), line);
        }
        edits.push(edit(id, table, years, &mut notices)?);
    }
    let friendships = friendships(&mut fields, &mut notices)?;
    let other = fields.rest(&mut notices);
    let scenario = Scenario { name, description, assumptions, edits, friendships, other };
    Ok(FromFile { scenario, notices, file: file.to_owned(), lines })
}

/// The groups of friendship schools, in the layout of [`crate::friendship::file`].
fn friendships(fields: &mut Fields, notices: &mut Notices) -> Result<Vec<Friendship>, Notice> {
    let mut groups = Vec::new();
    let mut places = Vec::new();
    for mut table in fields.tables("friendship")? {
        let mut group: Friendship = table.value(&group::FIELDS)?;
        places.push(table.places());
        group.other = table.rest(notices);
        groups.push(group);
    }
    check(&groups).map_err(|problem| match places.get(problem.group) {
        Some(place) => place.locate(problem.field, problem.notice),
        None => problem.notice,
    })?;
    Ok(groups)
}

const LARGEST: f64 = 1e12;

fn assumptions(mut fields: Fields, notices: &mut Notices) -> Result<Assumptions, Notice> {
    let usual = Assumptions::default();
    let rules = Rule::ALL.map(Rule::code);
    let rule = fields.word("rule", &rules, Rule::from_code)?.unwrap_or(usual.rule);
    let intake_rules = &rules[..4];
    let intake = fields.word("intake", intake_rules, Rule::from_code)?.unwrap_or(usual.intake);
    let places_limited = fields.flag("places_limited")?.unwrap_or(false);
    let year = |n: Option<i64>, usual: Year| n.and_then(|n| i32::try_from(n).ok()).map_or(usual, Year);
    let first_year = year(fields.whole("first_year", 1900, 2200)?, usual.first_year);
    let last_year = fields.whole("last_year", i64::from(first_year.0), i64::from(first_year.0) + 199)?;
    let last_year = year(last_year, Year(usual.last_year.0.max(first_year.0)));
    let forecast = match fields.table("forecast")? {
        Some(table) => forecast(table)?,
        None => Forecast::Constant,
    };
    let spare_share = if fields.is_text("spare_share") {
        fields.word("spare_share", &["unknown"], |w| (w == "unknown").then_some(()))?;
        None
    } else {
        fields.number("spare_share", 0.0, 10.0)?.or(usual.spare_share)
    };
    let space = match fields.table("space")? {
        Some(mut table) => {
            let usual = SpaceNorm::default();
            let space = SpaceNorm {
                fixed: table.number("fixed", 0.0, LARGEST)?.unwrap_or(usual.fixed),
                per_pupil: table.number("per_pupil", 0.0, LARGEST)?.unwrap_or(usual.per_pupil),
                per_weighted_pupil: table
                    .number("per_weighted_pupil", 0.0, LARGEST)?
                    .unwrap_or(usual.per_weighted_pupil),
                weighted: table.numbers("weighted", 0.0, 1.0)?.unwrap_or_default(),
            };
            table.done()?;
            space
        }
        None => usual.space,
    };
    let budget = if fields.is_text("budget") {
        fields.word("budget", &["none"], |w| (w == "none").then_some(()))?;
        None
    } else if let Some(mut table) = fields.table("budget")? {
        let yearly = table.number("yearly", 0.0, LARGEST)?.ok_or_else(|| table.missing("yearly"))?;
        let source = table.text("source")?.unwrap_or_default();
        table.done()?;
        Some(Budget { yearly, source })
    } else {
        usual.budget
    };
    let closing = match fields.table("closing")? {
        Some(mut table) => {
            let closing = ClosingRule {
                threshold: table.number("threshold", 0.0, LARGEST)?,
                years: table
                    .whole("years", 1, 100)?
                    .and_then(|n| u32::try_from(n).ok())
                    .unwrap_or(usual.closing.years),
                public_within_km: table
                    .number("public_within_km", 0.0, 1000.0)?
                    .unwrap_or(usual.closing.public_within_km),
                board_average: table.number("board_average", 0.0, LARGEST)?,
                source: table.text("source")?.unwrap_or_default(),
            };
            table.done()?;
            closing
        }
        None => usual.closing,
    };
    let detour = fields.number("detour", 1.0, 10.0)?.unwrap_or(usual.detour);
    let travel = fields.word("travel", &Travel::ALL.map(Travel::code), Travel::from_code)?;
    let feedback = fields.word("feedback", &Feedback::ALL.map(Feedback::code), Feedback::from_code)?;
    let choice_set =
        fields.whole("choice_set", 1, 1_000_000)?.and_then(|schools| u32::try_from(schools).ok());
    let model = match fields.numbers("model", -1000.0, 1000.0)? {
        None => None,
        Some(terms) => Some(model(&fields, terms)?),
    };
    Ok(Assumptions {
        rule,
        intake,
        model,
        places_limited,
        forecast,
        first_year,
        last_year,
        spare_share,
        space,
        budget,
        closing,
        detour,
        travel: travel.unwrap_or_default(),
        feedback: feedback.unwrap_or_default(),
        choice_set,
        other: fields.rest(notices),
    })
}

fn forecast(mut table: Fields) -> Result<Forecast, Notice> {
    const KINDS: [&str; 4] = ["constant", "loaded", "growth", "cohorts"];
    let kind = table.word("kind", &KINDS, |w| KINDS.iter().position(|k| *k == w))?;
    let factor = |table: &mut Fields, name| -> Result<f64, Notice> {
        table.number(name, 0.0, 10.0)?.ok_or_else(|| table.missing(name))
    };
    let forecast = match kind {
        Some(0) => Forecast::Constant,
        Some(1) => Forecast::Loaded,
        Some(2) => Forecast::Growth {
            yearly: factor(&mut table, "yearly")?,
            areas: table.numbers("areas", 0.0, 10.0)?.unwrap_or_default(),
            groups: table.numbers("groups", 0.0, 10.0)?.unwrap_or_default(),
        },
        Some(_) => Forecast::Cohorts {
            intake: factor(&mut table, "intake")?,
            survival: factor(&mut table, "survival")?,
        },
        None => return Err(table.missing("kind")),
    };
    table.done()?;
    Ok(forecast)
}

fn model(fields: &Fields, terms: Vec<(String, f64)>) -> Result<ChoiceModel, Notice> {
    let mut coefficients = Vec::new();
    for (label, value) in terms {
        let (of, group) = match label.rsplit_once('@') {
            Some((of, group)) => (of, group.parse::<usize>().ok().and_then(|g| g.checked_sub(1))),
            None => (label.as_str(), None),
        };
        let of = match of.split_once('=') {
            None if of == "distance" => Attribute::Distance,
            None if of == "own-group-share" => Attribute::OwnGroupShare,
            Some(("denomination", name)) => Attribute::Denomination(name.to_owned()),
            Some(("kind", name)) => Attribute::Kind(name.to_owned()),
            Some(("indicator", name)) => Attribute::Indicator(name.to_owned()),
            _ => {
                const KNOWN: &str = "distance, own-group-share, denomination=…, kind=…, indicator=…";
                return Err(fields
                    .wrong("model", "scenario-file-word")
                    .arg("value", label)
                    .arg("known", KNOWN));
            }
        };
        coefficients.push(Coefficient { term: Term { of, group }, value });
    }
    Ok(ChoiceModel { coefficients, fit: None })
}

fn edit(
    id: EditId,
    mut fields: Fields,
    (first, last): (Year, Year),
    notices: &mut Notices,
) -> Result<Edit, Notice> {
    let year = |fields: &mut Fields, name: &'static str| {
        let n = fields.whole(name, i64::from(first.0), i64::from(last.0))?;
        Ok::<_, Notice>(n.and_then(|n| i32::try_from(n).ok()).map(Year))
    };
    let of = year(&mut fields, "year")?.ok_or_else(|| fields.missing("year"))?;
    let kind = fields
        .word("do", &EditKind::CODES, |w| EditKind::CODES.iter().find(|c| **c == w).copied())?
        .ok_or_else(|| fields.missing("do"))?;
    let what = what(kind, &mut fields, (first, last))?;
    let cost = match fields.table("cost")? {
        None => None,
        Some(mut table) => {
            let cost = Cost {
                amount: table.number("amount", 0.0, LARGEST)?,
                rate_per_m2: table.number("rate_per_m2", 0.0, LARGEST)?,
                year: year(&mut table, "year")?,
                source: table.text("source")?.unwrap_or_default(),
            };
            table.done()?;
            Some(cost)
        }
    };
    let status = fields.word("status", &Status::ALL.map(Status::code), Status::from_code)?;
    let note = fields.text("note")?.unwrap_or_default();
    Ok(Edit {
        id,
        year: of,
        what,
        cost,
        status: status.unwrap_or_default(),
        note,
        other: fields.rest(notices),
    })
}

fn what(kind: &str, fields: &mut Fields, years: (Year, Year)) -> Result<EditKind, Notice> {
    let school = |fields: &mut Fields| needed_text(fields, "school");
    Ok(match kind {
        "open" => EditKind::Open(NewSchool {
            code: school(fields)?,
            name: needed_text(fields, "name")?,
            at: needed_point(fields)?,
            kind: fields.text("kind")?,
            denomination: fields.text("denomination")?,
            board: fields.text("board")?,
            profile: fields.text("profile")?,
            building: building(fields)?,
        }),
        "close" => EditKind::Close { school: school(fields)? },
        "move" => EditKind::Move { school: school(fields)?, to: needed_point(fields)? },
        "merge" => EditKind::Merge {
            schools: fields.texts("schools")?.ok_or_else(|| fields.missing("schools"))?,
            into: needed_text(fields, "into")?,
            name: fields.text("name")?,
            to: point(fields, "at")?,
            building: building(fields)?,
        },
        "replace" => EditKind::Replace {
            school: school(fields)?,
            to: point(fields, "at")?,
            building: building(fields)?,
            temporary: temporary(fields, years)?,
        },
        "renovate" => EditKind::Renovate {
            school: school(fields)?,
            building: building(fields)?,
            temporary: temporary(fields, years)?,
        },
        "resize" => EditKind::Resize {
            school: school(fields)?,
            seats: fields.number("seats", -LARGEST, LARGEST)?.unwrap_or(0.0),
            floor_area: fields.number("floor_area", -LARGEST, LARGEST)?.unwrap_or(0.0),
        },
        "profile" => EditKind::Profile {
            school: school(fields)?,
            denomination: fields.text("denomination")?,
            profile: fields.text("profile")?,
        },
        "catchment" => EditKind::Catchment {
            school: school(fields)?,
            shape: shape(fields)?.ok_or_else(|| fields.missing("shape"))?,
        },
        "new-homes" | "demolition" => {
            let area = needed_text(fields, "area")?;
            let homes = fields.number("homes", 0.0, LARGEST)?.unwrap_or(0.0);
            let pupils = fields.numbers("pupils", 0.0, LARGEST)?.unwrap_or_default();
            if kind == "demolition" {
                EditKind::Demolition { area, homes, pupils }
            } else {
                EditKind::NewHomes { area, homes, pupils }
            }
        }
        _ => {
            let area = fields.text("area")?;
            let group = fields.text("group")?;
            let factor = fields.number("factor", 0.0, 1000.0)?.map(ForecastChange::Factor);
            let pupils = fields.number("pupils", 0.0, LARGEST)?.map(ForecastChange::Pupils);
            let change = factor.or(pupils).ok_or_else(|| fields.missing("factor"))?;
            EditKind::Forecast { area, group, change }
        }
    })
}

fn needed_text(fields: &mut Fields, name: &'static str) -> Result<String, Notice> {
    fields.text(name)?.filter(|t| !t.trim().is_empty()).ok_or_else(|| fields.missing(name))
}

fn needed_point(fields: &mut Fields) -> Result<Point<f64>, Notice> {
    point(fields, "at")?.ok_or_else(|| fields.missing("at"))
}

fn point(fields: &mut Fields, name: &'static str) -> Result<Option<Point<f64>>, Notice> {
    let Some(numbers) = fields.list(name)? else { return Ok(None) };
    match numbers.as_slice() {
        [x, y] if Crs::RdNew.plausible(*x, *y) => Ok(Some(Point::new(*x, *y))),
        // Degrees, or x and y the wrong way round: a school there would be far from everyone.
        [x, y] => Err(fields.wrong(name, "scenario-file-elsewhere").arg("x", x).arg("y", y)),
        _ => Err(fields.wrong(name, "scenario-file-point")),
    }
}

fn building(fields: &mut Fields) -> Result<Building, Notice> {
    Ok(Building {
        seats: fields.number("seats", 0.0, LARGEST)?,
        floor_area: fields.number("floor_area", 0.0, LARGEST)?,
        quality: fields.number("quality", 0.0, 1.0)?,
        energy_neutral: fields.flag("energy_neutral")?,
    })
}

fn temporary(fields: &mut Fields, (first, last): (Year, Year)) -> Result<Option<Temporary>, Notice> {
    let Some(mut table) = fields.table("temporary")? else { return Ok(None) };
    let from = table.whole("from", i64::from(first.0), i64::from(last.0))?;
    let from = from.and_then(|n| i32::try_from(n).ok()).ok_or_else(|| table.missing("from"))?;
    let at = point(&mut table, "at")?;
    let amount = table.number("amount", 0.0, LARGEST)?;
    table.done()?;
    Ok(Some(Temporary { from: Year(from), at, amount }))
}

fn shape(fields: &mut Fields) -> Result<Option<MultiPolygon<f64>>, Notice> {
    let Some(polygons) = fields.rings("shape")? else { return Ok(None) };
    let polygon = |rings: Rings| {
        let mut rings = rings.into_iter().map(LineString::from);
        let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(exterior, rings.collect())
    };
    Ok(Some(MultiPolygon(polygons.into_iter().map(polygon).collect())))
}
