//! Scenario → a file that a person can read and change by hand.

use std::fmt::Write as _;

use geo::{MultiPolygon, Point};
use toml::Value;

use super::edit::{Building, Cost, Edit, EditKind, ForecastChange, Temporary};
use super::plan::{Assumptions, Feedback, Forecast, Scenario, Travel};
use crate::friendship::Friendship;

/// The version of the layout that is written, and the newest that is read.
pub const FORMAT: i64 = 1;

/// What stands above every file.
const HEAD: &str = "\
# Wijkspiegel: scenario voor onderwijshuisvesting. Regels met # zijn uitleg.
# year: schooljaar waarin het ingaat (2028 = 2028-2029). Plaatsen in meters RD: at = [x, y].
# school: code van de school (BRIN met vestiging). area: CBS-code. Bedragen in euro's, oppervlak in m2.
# status: idea, in-the-plan of decided. Alle uitkomsten zijn gemodelleerd.
";

/// The scenario as TOML.
pub fn to_toml(scenario: &Scenario) -> String {
    let mut out = HEAD.to_owned();
    pair(&mut out, "format", &FORMAT.to_string());
    pair(&mut out, "name", &quoted(&scenario.name));
    pair(&mut out, "description", &quoted(&scenario.description));
    let is_table = |v: &Value| {
        v.is_table() || v.as_array().is_some_and(|a| !a.is_empty() && a.iter().all(Value::is_table))
    };
    for (key, value) in scenario.other.iter().filter(|(_, v)| !is_table(v)) {
        pair(&mut out, &self::key(key), &value.to_string());
    }
    assumptions(&mut out, &scenario.assumptions);
    for edit in &scenario.edits {
        self::edit(&mut out, edit);
    }
    scenario.friendships.iter().for_each(|group| friendship(&mut out, group));
    for (key, value) in scenario.other.iter().filter(|(_, v)| is_table(v)) {
        let table = toml::Table::from_iter([(key.clone(), value.clone())]);
        if let Ok(text) = toml::to_string(&table) {
            out.push('\n');
            out.push_str(&text);
        }
    }
    out
}

/// A group of friendship schools, with what a later version wrote in it.
fn friendship(out: &mut String, group: &Friendship) {
    // A group is a table of plain values: neither step fails.
    let Ok(mut table) = toml::Table::try_from(group) else { return };
    table.extend(group.other.clone());
    let table = toml::Table::from_iter([("friendship".to_owned(), Value::Array(vec![table.into()]))]);
    if let Ok(text) = toml::to_string(&table) {
        out.push('\n');
        out.push_str(&text);
    }
}

fn pair(out: &mut String, key: &str, value: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(out, "{key} = {value}");
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// A key as it stands in TOML.
fn key(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { key.to_owned() } else { quoted(key) }
}

fn number(value: f64) -> String {
    // Without an exponent, and back to the same number; a whole one without a point.
    format!("{value}")
}

fn point(at: Point<f64>) -> String {
    format!("[{}, {}]", number(at.x()), number(at.y()))
}

fn numbers(pairs: &[(String, f64)]) -> String {
    let parts: Vec<String> = pairs.iter().map(|(k, v)| format!("{} = {}", key(k), number(*v))).collect();
    if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
}

fn assumptions(out: &mut String, assumptions: &Assumptions) {
    let Assumptions {
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
        travel,
        feedback,
        choice_set,
        other,
    } = assumptions;
    out.push_str("\n[assumptions]\n# stay, nearest, catchment, choice-model of intake-only\n");
    pair(out, "rule", &quoted(rule.code()));
    pair(out, "intake", &quoted(intake.code()));
    pair(out, "places_limited", &places_limited.to_string());
    pair(out, "first_year", &first_year.0.to_string());
    pair(out, "last_year", &last_year.0.to_string());
    let forecast = match forecast {
        Forecast::Constant => "{ kind = \"constant\" }".to_owned(),
        Forecast::Loaded => "{ kind = \"loaded\" }".to_owned(),
        Forecast::Growth { yearly, areas, groups } => format!(
            "{{ kind = \"growth\", yearly = {}, areas = {}, groups = {} }}",
            number(*yearly),
            numbers(areas),
            numbers(groups)
        ),
        Forecast::Cohorts { intake, survival } => {
            format!(
                "{{ kind = \"cohorts\", intake = {}, survival = {} }}",
                number(*intake),
                number(*survival)
            )
        }
    };
    pair(out, "forecast", &forecast);
    out.push_str("# ruimte bij scholen waarvan plaatsen of m2 niet bekend zijn: leerlingen plus dit deel\n");
    pair(out, "spare_share", &spare_share.map_or_else(|| quoted("unknown"), number));
    let norm = format!(
        "{{ fixed = {}, per_pupil = {}, per_weighted_pupil = {}, weighted = {} }}",
        number(space.fixed),
        number(space.per_pupil),
        number(space.per_weighted_pupil),
        numbers(&space.weighted)
    );
    pair(out, "space", &norm);
    let budget = budget.as_ref().map_or_else(
        || quoted("none"),
        |b| format!("{{ yearly = {}, source = {} }}", number(b.yearly), quoted(&b.source)),
    );
    pair(out, "budget", &budget);
    out.push_str("# threshold: de opheffingsnorm van de gemeente, in leerlingen\n");
    let threshold = closing.threshold.map(|n| format!("threshold = {}, ", number(n))).unwrap_or_default();
    let average = closing.board_average.map(|n| format!("board_average = {}, ", number(n)));
    let source = Some(&closing.source).filter(|s| !s.is_empty());
    let rule = format!(
        "{{ {threshold}{}years = {}, public_within_km = {}{} }}",
        average.unwrap_or_default(),
        closing.years,
        number(closing.public_within_km),
        source.map(|s| format!(", source = {}", quoted(s))).unwrap_or_default()
    );
    pair(out, "closing", &rule);
    pair(out, "detour", &number(*detour));
    // What is as usual is not written, so that versions that do not know it read the file unchanged.
    if *travel != Travel::default() {
        pair(out, "travel", &quoted(travel.code()));
    }
    if *feedback != Feedback::default() {
        pair(out, "feedback", &quoted(feedback.code()));
    }
    if let Some(schools) = choice_set {
        pair(out, "choice_set", &schools.to_string());
    }
    if let Some(model) = model {
        let terms: Vec<(String, f64)> = model
            .coefficients
            .iter()
            .map(|c| {
                let group = c.term.group.map(|g| format!("@{}", g + 1)).unwrap_or_default();
                (format!("{}{group}", c.term.of.label()), c.value)
            })
            .collect();
        pair(out, "model", &numbers(&terms));
    }
    for (name, value) in other {
        pair(out, &key(name), &value.to_string());
    }
}

fn edit(out: &mut String, edit: &Edit) {
    out.push_str("\n[[edit]]\n");
    pair(out, "id", &edit.id.0.to_string());
    pair(out, "year", &edit.year.0.to_string());
    pair(out, "do", &quoted(edit.what.code()));
    what(out, &edit.what);
    if let Some(cost) = &edit.cost {
        pair(out, "cost", &self::cost(cost));
    }
    pair(out, "status", &quoted(edit.status.code()));
    if !edit.note.is_empty() {
        pair(out, "note", &quoted(&edit.note));
    }
    for (name, value) in &edit.other {
        pair(out, &key(name), &value.to_string());
    }
}

fn cost(cost: &Cost) -> String {
    let mut parts = Vec::new();
    parts.extend(cost.amount.map(|n| format!("amount = {}", number(n))));
    parts.extend(cost.rate_per_m2.map(|n| format!("rate_per_m2 = {}", number(n))));
    parts.extend(cost.year.map(|y| format!("year = {}", y.0)));
    parts.push(format!("source = {}", quoted(&cost.source)));
    format!("{{ {} }}", parts.join(", "))
}

fn what(out: &mut String, what: &EditKind) {
    let school = |out: &mut String, school: &str| pair(out, "school", &quoted(school));
    let optional = |out: &mut String, name: &str, text: &Option<String>| {
        if let Some(text) = text {
            pair(out, name, &quoted(text));
        }
    };
    let place = |out: &mut String, at: Option<Point<f64>>| {
        if let Some(at) = at {
            pair(out, "at", &point(at));
        }
    };
    match what {
        EditKind::Open(new) => {
            school(out, &new.code);
            pair(out, "name", &quoted(&new.name));
            place(out, Some(new.at));
            optional(out, "kind", &new.kind);
            optional(out, "denomination", &new.denomination);
            optional(out, "board", &new.board);
            optional(out, "profile", &new.profile);
            building(out, &new.building);
        }
        EditKind::Close { school: code } => school(out, code),
        EditKind::Move { school: code, to } => {
            school(out, code);
            place(out, Some(*to));
        }
        EditKind::Merge { schools, into, name, to, building: b } => {
            let list: Vec<String> = schools.iter().map(|s| quoted(s)).collect();
            pair(out, "schools", &format!("[{}]", list.join(", ")));
            pair(out, "into", &quoted(into));
            optional(out, "name", name);
            place(out, *to);
            building(out, b);
        }
        EditKind::Replace { school: code, to, building: b, temporary: t } => {
            school(out, code);
            place(out, *to);
            building(out, b);
            temporary(out, t);
        }
        EditKind::Renovate { school: code, building: b, temporary: t } => {
            school(out, code);
            building(out, b);
            temporary(out, t);
        }
        EditKind::Resize { school: code, seats, floor_area } => {
            school(out, code);
            out.push_str("# erbij of (met een minteken) eraf\n");
            pair(out, "seats", &number(*seats));
            pair(out, "floor_area", &number(*floor_area));
        }
        EditKind::Profile { school: code, denomination, profile } => {
            school(out, code);
            optional(out, "denomination", denomination);
            optional(out, "profile", profile);
        }
        EditKind::Catchment { school: code, shape } => {
            school(out, code);
            pair(out, "shape", &self::shape(shape));
        }
        EditKind::NewHomes { area, homes, pupils } | EditKind::Demolition { area, homes, pupils } => {
            pair(out, "area", &quoted(area));
            pair(out, "homes", &number(*homes));
            pair(out, "pupils", &numbers(pupils));
        }
        EditKind::Forecast { area, group, change } => {
            optional(out, "area", area);
            optional(out, "group", group);
            match change {
                ForecastChange::Factor(value) => pair(out, "factor", &number(*value)),
                ForecastChange::Pupils(value) => pair(out, "pupils", &number(*value)),
            }
        }
    }
}

fn building(out: &mut String, building: &Building) {
    for (name, value) in
        [("seats", building.seats), ("floor_area", building.floor_area), ("quality", building.quality)]
    {
        if let Some(value) = value {
            pair(out, name, &number(value));
        }
    }
    if let Some(neutral) = building.energy_neutral {
        pair(out, "energy_neutral", &neutral.to_string());
    }
}

fn temporary(out: &mut String, temporary: &Option<Temporary>) {
    let Some(Temporary { from, at, amount }) = temporary else { return };
    let mut parts = vec![format!("from = {}", from.0)];
    parts.extend(at.map(|at| format!("at = {}", point(at))));
    parts.extend(amount.map(|n| format!("amount = {}", number(n))));
    pair(out, "temporary", &format!("{{ {} }}", parts.join(", ")));
}

/// Polygons of rings of points.
fn shape(shape: &MultiPolygon<f64>) -> String {
    let ring = |ring: &geo::LineString<f64>| {
        let points: Vec<String> = ring.points().map(point).collect();
        format!("[{}]", points.join(", "))
    };
    let polygons: Vec<String> = shape
        .iter()
        .map(|polygon| {
            let rings: Vec<String> =
                std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect();
            format!("[{}]", rings.join(", "))
        })
        .collect();
    format!("[{}]", polygons.join(", "))
}
