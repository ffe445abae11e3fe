//! Which school sites: points of schools, and lists of sites that know no points.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use geo::Geometry;

use super::borders::Ground;
use super::scan::{Found, year_of_name};
use super::{Plan, Reason, municipality_code};
use crate::join::recognise::{columns_for, municipality_column};
use crate::join::{Input, Kind, Recognised, Role};
use crate::load::Record;
use crate::notice::Notice;

/// Kinds of education that are no primary school, as DUO and the registers write them.
const NOT_PRIMARY: [&str; 12] =
    ["VO", "SO", "VSO", "SBO", "SBAO", "PRO", "VBO", "MAVO", "HAVO", "VWO", "BRUGJAAR", "MBO"];

/// Chooses the layer of points with the most schools of the municipality (then the newest, then the
/// first by name), and takes what lists of sites add. Gives the codes of the chosen schools.
pub(super) fn choose(plan: &mut Plan, layers: &[Found], ground: &Ground) -> Result<BTreeSet<String>, Notice> {
    let mut points: Vec<(&Found, Input)> = Vec::new();
    for found in layers {
        for input in found.inputs.iter().filter(|i| i.recognised.kind == Kind::Schools) {
            let own = cut(input, |r| here(input, r, ground, &plan.municipality));
            if own.layer.records.is_empty() {
                let elsewhere = Reason::than("assistant-left-elsewhere", &plan.municipality.clone());
                plan.leave(found, Some(Kind::Schools), elsewhere);
            } else {
                points.push((found, own));
            }
        }
    }
    points.sort_by_key(|(f, i)| {
        (Reverse(i.layer.records.len()), Reverse(year_of_name(&f.name)), f.name.clone())
    });
    let mut codes = BTreeSet::new();
    let mut year = None;
    let mut best: Option<String> = None;
    for (found, input) in points {
        if let Some(best) = &best {
            plan.leave(found, Some(Kind::Schools), Reason::than("assistant-left-fewer-schools", best));
            continue;
        }
        best = Some(found.name.clone());
        year = year_of_name(&found.name);
        codes.extend(input.layer.records.iter().filter_map(|r| input.school_code(r)));
        plan.use_it(found, Kind::Schools, Reason::counting("assistant-used-schools", codes.len()));
        plan.inputs.push(input);
    }
    lists(plan, layers, best.is_some().then_some(year).flatten(), &mut codes);
    if codes.is_empty() {
        return Err(Notice::error("assistant-no-schools").arg("municipality", &plan.municipality));
    }
    Ok(codes)
}

/// Lists of sites without points: they know boards and denominations, and schools that the points
/// lack. Those are only added from a list that is as new as the points: in an older one they may
/// have closed since.
fn lists(plan: &mut Plan, layers: &[Found], points: Option<i32>, codes: &mut BTreeSet<String>) {
    let had_points = !codes.is_empty();
    let mut by_address = Places::of(layers);
    for found in layers {
        for input in found.inputs.iter().filter(|i| i.recognised.kind == Kind::SchoolIndicators) {
            let columns = &input.recognised.columns;
            let is_list = columns.contains_key(&Role::SchoolName) && columns.contains_key(&Role::Postcode);
            let Some(field) = municipality_column(&input.layer).filter(|_| is_list) else { continue };
            let own = |r: &Record| {
                let town = r.values.get(field).and_then(crate::load::Value::text);
                town.and_then(|t| municipality_code(&t)).as_ref() == Some(&plan.municipality)
            };
            let unplaced =
                cut(input, |r| own(r) && input.school_code(r).is_some_and(|c| !codes.contains(&c)));
            if unplaced.layer.records.is_empty() {
                continue;
            }
            // A table of figures about schools of one type lists no sites of its own.
            let year = year_of_name(&found.name);
            if had_points && year < points {
                name_each(plan, found, &unplaced, "assistant-older-list");
                continue;
            }
            if plan.carriers.is_empty() && by_address.tables.is_empty() {
                name_each(plan, found, &unplaced, "assistant-unplaced");
                continue;
            }
            let Ok(columns) = columns_for(&input.layer, Kind::Schools) else { continue };
            let mut placed = unplaced;
            placed.recognised = Recognised { kind: Kind::Schools, columns };
            codes.extend(placed.layer.records.iter().filter_map(|r| placed.school_code(r)));
            by_address
                .wanted
                .extend(placed.layer.records.iter().filter_map(|r| compact_postcode(&placed, r)));
            plan.inputs.push(placed);
        }
    }
    by_address.take(plan);
}

/// Names each school of a list that is not added, with its line.
fn name_each(plan: &mut Plan, found: &Found, schools: &Input, key: &'static str) {
    for record in &schools.layer.records {
        let Some(code) = schools.school_code(record) else { continue };
        let name = schools.text(record, Role::SchoolName).unwrap_or_default();
        let notice = Notice::warning(key).arg("school", format!("{name} ({code})").trim_start());
        let notice = notice.file(found.name.clone());
        let lines = schools.layer.lines;
        plan.notices.push(if lines { notice.line(record.number) } else { notice.feature(record.number) });
        plan.named.entry(found.name.clone()).or_default().insert(code);
    }
}

/// Tables of addresses with their points, and the postcodes of schools that lack a point.
struct Places<'a> {
    tables: Vec<(&'a Found, &'a Input)>,
    wanted: BTreeSet<String>,
}

impl<'a> Places<'a> {
    fn of(layers: &'a [Found]) -> Self {
        let all = layers.iter().flat_map(|found| found.inputs.iter().map(move |input| (found, input)));
        let tables = all.filter(|(_, input)| input.recognised.kind == Kind::Addresses).collect();
        Self { tables, wanted: BTreeSet::new() }
    }

    /// Takes the addresses that schools need, and leaves the tables that have none of them.
    fn take(self, plan: &mut Plan) {
        for (found, input) in self.tables {
            let own =
                cut(input, |r| compact_postcode(input, r).is_some_and(|code| self.wanted.contains(&code)));
            let codes: BTreeSet<String> =
                own.layer.records.iter().filter_map(|r| compact_postcode(&own, r)).collect();
            if self.wanted.is_empty() {
                plan.leave(found, Some(Kind::Addresses), Reason::new("assistant-left-addresses"));
            } else if codes.is_empty() {
                let elsewhere = Reason::than("assistant-left-elsewhere", &plan.municipality.clone());
                plan.leave(found, Some(Kind::Addresses), elsewhere);
            } else {
                let reason = Reason::counting("assistant-used-addresses", codes.len());
                plan.use_it(found, Kind::Addresses, reason);
                plan.inputs.push(own);
            }
        }
    }
}

/// The postcode of a record without its space.
fn compact_postcode(input: &Input, record: &Record) -> Option<String> {
    let text = input.text(record, Role::Postcode)?;
    Some(text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect())
}

fn cut(input: &Input, keep: impl Fn(&Record) -> bool) -> Input {
    input.with(|record| keep(record))
}

/// Whether a school is a primary school of the municipality.
fn here(input: &Input, record: &Record, ground: &Ground, municipality: &str) -> bool {
    if input.text(record, Role::SchoolKind).is_some_and(|kind| !is_primary(&kind)) {
        return false;
    }
    let stated = municipality_column(&input.layer)
        .and_then(|field| record.values.get(field)?.text())
        .and_then(|text| municipality_code(&text));
    match (stated, &record.geometry) {
        (Some(code), _) => code == municipality,
        (None, Some(Geometry::Point(point))) => ground.contains(point),
        _ => false,
    }
}

fn is_primary(kind: &str) -> bool {
    let upper = kind.to_uppercase();
    let mut words = upper.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    !words.any(|word| NOT_PRIMARY.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::is_primary;

    #[test]
    fn only_primary_schools_are_taken() {
        for kind in ["basisschool", "Bo", "BASISONDERWIJS"] {
            assert!(is_primary(kind), "{kind}");
        }
        for kind in ["(V)SO", "SBAO", "VBO/MAVO/HAVO", "Sbo", "PRO"] {
            assert!(!is_primary(kind), "{kind}");
        }
    }
}
