//! Figures per area or school: every numeric column of a layer that is not a key.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::attributes;
use super::builder::{Builder, Input, JoinReport, parse_year, taken_fields};
use super::recognise::{Kind, Role};
use super::schools::code_of;
use crate::data::{AreaId, Indicator, Subject, Year};
use crate::load::{Record, Value};
use crate::notice::Notice;
use crate::source::SourceId;

/// CBS writes missing values as large negative numbers (−99997 and kin).
const MISSING_BELOW: f64 = -9_990.0;

/// Adds a table of figures keyed by area or school code.
pub(super) fn add(builder: &mut Builder, input: &Input, source: SourceId, report: &mut JoinReport) {
    let subject = input.recognised.kind.subject().unwrap_or(Subject::Home);
    let areas = builder.area_codes_of(input);
    let schools = builder.school_codes();
    let mut units: Vec<Option<usize>> = Vec::with_capacity(input.layer.records.len());
    let mut seen: HashMap<(usize, Option<Year>), usize> = HashMap::new();
    let mut years: Vec<(usize, Option<Year>)> = Vec::new();
    for (position, record) in input.layer.records.iter().enumerate() {
        let code = match input.recognised.kind {
            Kind::SchoolIndicators => code_of(input, record),
            _ => input.text(record, Role::AreaCode),
        };
        let Some(code) = code else {
            report.refused += 1;
            units.push(None);
            let role = if subject == Subject::School { Role::SchoolCode } else { Role::AreaCode };
            let notice = Notice::error("join-empty-key").column(input.column(role));
            builder.notices.push(input.at(notice, record));
            continue;
        };
        // A figure about a buurt says nothing about its wijk: no rolling up here.
        let unit = match subject {
            // Under another code of another year an area is the same only by its borders.
            Subject::Home => {
                areas.exact(&code).or_else(|| builder.split.same(&areas.canonical(&code))).map(|id| id.0)
            }
            Subject::School => schools.find(&code).map(|id| id.0),
        };
        let Some(unit) = unit else {
            if input.national {
                report.elsewhere += 1;
            } else {
                report.unmatched.push((record.number, code));
            }
            units.push(None);
            continue;
        };
        let year = input.text(record, Role::Year).as_deref().and_then(parse_year);
        if let Some(&first) = seen.get(&(unit, year)) {
            // Nobody can tell which of the two is right: the figures of this unit become unknown.
            report.refused += 1;
            let line = input.layer.records.get(first).map_or(0, |r| r.number);
            let notice = Notice::error("join-row-twice").arg("what", code).arg("first", line);
            builder.notices.push(input.at(notice, record));
            if let Some(earlier) = units.get_mut(first) {
                *earlier = None;
            }
            units.push(None);
            continue;
        }
        seen.insert((unit, year), position);
        report.used += 1;
        units.push(Some(unit));
        years.push((position, year));
    }
    // A table over several years gives each column once for every year.
    let distinct: BTreeSet<Option<Year>> = years.iter().map(|(_, year)| *year).collect();
    for year in distinct {
        let of_year: HashSet<usize> = years.iter().filter(|(_, y)| *y == year).map(|(p, _)| *p).collect();
        let own = |(p, unit): (usize, &Option<usize>)| unit.filter(|_| of_year.contains(&p));
        let units: Vec<Option<usize>> = units.iter().enumerate().map(own).collect();
        put_columns(builder, input, source, subject, &units, year);
    }
    attributes::put(builder, input, source, subject, &units);
    if subject == Subject::School {
        fill_school_details(builder, input, &units);
    }
}

/// Adds the numeric columns of a layer of areas.
pub(super) fn from_areas(builder: &mut Builder, input: &Input, source: SourceId, ids: &[Option<AreaId>]) {
    let units: Vec<Option<usize>> = ids.iter().map(|id| id.map(|id| id.0)).collect();
    put_columns(builder, input, source, Subject::Home, &units, None);
    attributes::put(builder, input, source, Subject::Home, &units);
}

fn put_columns(
    builder: &mut Builder,
    input: &Input,
    source: SourceId,
    subject: Subject,
    units: &[Option<usize>],
    stated: Option<Year>,
) {
    let taken = taken_fields(input);
    let mut hidden = 0;
    for (field, name) in input.layer.fields.iter().enumerate() {
        if taken.contains(&field) {
            continue;
        }
        let Some(Column { values, odd, mixed }) = column_of(input, field) else { continue };
        let loaded = |at: &usize| units.get(*at).is_some_and(Option::is_some);
        if mixed {
            report_mixed(builder, input, field, &values, odd.iter().filter(|at| loaded(at)).count());
            continue;
        }
        report_odd(builder, input, field, odd.iter().filter(|at| loaded(at)));
        // Of a national table a column may have values only elsewhere.
        if !units.iter().zip(&values).any(|(unit, value)| unit.is_some() && value.is_some()) {
            continue;
        }
        let cells = input.layer.records.iter().map(|r| r.values.get(field).unwrap_or(&Value::Null));
        let unknown = units.iter().zip(&values).map(|(unit, value)| unit.is_some() && value.is_none());
        hidden += cells.zip(unknown).filter(|(cell, unknown)| *unknown && is_hidden(cell)).count();
        let year =
            stated.or(input.year).or_else(|| parse_year(input.layer.source.date.as_deref().unwrap_or("")));
        let same = |i: &Indicator| i.key == *name && i.subject == subject && i.year == year;
        let length = match subject {
            Subject::Home => builder.parts.areas.len(),
            Subject::School => builder.parts.schools.len(),
        };
        let at = match builder.parts.indicators.iter().position(same) {
            Some(at) => at,
            None => {
                builder.parts.indicators.push(Indicator {
                    key: name.clone(),
                    label: label_of(name),
                    subject,
                    year,
                    source,
                    values: vec![None; length],
                });
                builder.parts.indicators.len() - 1
            }
        };
        let indicator = &mut builder.parts.indicators[at];
        indicator.source = source;
        for (unit, value) in units.iter().zip(values) {
            if let (Some(unit), Some(value)) = (unit, value) {
                indicator.values[*unit] = Some(value);
            }
        }
    }
    if hidden > 0 {
        let notice = Notice::info("join-figures-hidden").arg("number", hidden);
        builder.notices.push(notice.file(input.layer.source.file.clone()));
    }
}

/// What stands in a column with numbers.
struct Column {
    /// A number for each record; `None` where it is not known.
    values: Vec<Option<f64>>,
    /// Positions of the records whose field is neither a number nor missing.
    odd: Vec<usize>,
    /// Whether too many are odd to take it for a column of numbers.
    mixed: bool,
}

/// The values of a column of numbers; `None` for a column of text or of codes.
pub(super) fn numeric_column(input: &Input, field: usize) -> Option<Vec<Option<f64>>> {
    column_of(input, field).filter(|column| !column.mixed).map(|column| column.values)
}

/// Reads a column of numbers. A field in it that is no number is unknown and takes no others along:
/// words for unknown anywhere, other words where they are few. `None` for a column of text, of codes
/// (leading zeros), or without a single number.
fn column_of(input: &Input, field: usize) -> Option<Column> {
    let (mut known, mut words) = (0_usize, 0_usize);
    let (mut values, mut odd) = (Vec::with_capacity(input.layer.records.len()), Vec::new());
    for (at, record) in input.layer.records.iter().enumerate() {
        let value = record.values.get(field).unwrap_or(&Value::Null);
        let number = match value {
            Value::Bool(_) => return None,
            _ if is_missing(value) => None,
            Value::Text(t) if is_code(t) => return None,
            value => {
                let number = input.number(value);
                if number.is_none() {
                    odd.push(at);
                    words += usize::from(!says_unknown(value));
                }
                number
            }
        };
        // A text such as a name need not be read to its end.
        if words > LOOKED_AT && known == 0 {
            return None;
        }
        let number = number.filter(|n| *n > MISSING_BELOW);
        known += usize::from(number.is_some());
        values.push(number);
    }
    // With more words than numbers it is a column of text, in which some are called by a number.
    if known == 0 || words > known {
        return None;
    }
    // In a column of counts, −1 is a number that the publisher hid; a score may be −1.
    let counts = values.iter().flatten().all(|n| n.fract() == 0.0 && *n >= -1.0);
    if counts && values.iter().flatten().any(|n| *n > 0.0) {
        values.iter_mut().filter(|n| **n == Some(-1.0)).for_each(|n| *n = None);
    }
    let left = values.iter().any(Option::is_some);
    left.then_some(Column { values, odd, mixed: words * FEW > known })
}

/// Of this many numbers one may be a word.
const FEW: usize = 4;

/// Words in a column without a single number before it is a column of text.
const LOOKED_AT: usize = 100;

/// Whether a field says in words that nobody knows.
fn says_unknown(value: &Value) -> bool {
    const WORDS: [&str; 18] = [
        "onbekend",
        "onbekend.",
        "onb",
        "onb.",
        "nb",
        "n.b.",
        "n.b",
        "nvt",
        "n.v.t.",
        "n/a",
        "na",
        "n.a.",
        "geen",
        "geen opgave",
        "unknown",
        "geheim",
        "?",
        "*",
    ];
    value.text().is_some_and(|t| WORDS.contains(&t.to_lowercase().as_str()))
}

/// Names each field that is no number, of a record that found its place.
fn report_odd<'a>(builder: &mut Builder, input: &Input, field: usize, odd: impl Iterator<Item = &'a usize>) {
    let column = input.layer.fields.get(field).cloned().unwrap_or_default();
    for record in odd.filter_map(|at| input.layer.records.get(*at)) {
        let value = record.values.get(field).and_then(Value::text).unwrap_or_default();
        let notice = Notice::warning("join-figure-not-a-number").arg("value", value).column(column.clone());
        builder.notices.push(input.at(notice, record));
    }
}

/// Says of a column in which numbers and words stand that it is no figure.
fn report_mixed(builder: &mut Builder, input: &Input, field: usize, values: &[Option<f64>], words: usize) {
    if words == 0 {
        return;
    }
    let column = input.layer.fields.get(field).cloned().unwrap_or_default();
    let notice = Notice::warning("join-figure-mixed")
        .arg("numbers", values.iter().flatten().count())
        .arg("words", words)
        .column(column);
    builder.notices.push(notice.file(input.layer.source.file.clone()));
}

/// Whether a number stands hidden as `<5`, or as −1.
fn is_hidden(value: &Value) -> bool {
    let below = |t: &str| t.strip_prefix('<').is_some_and(|n| n.trim().parse::<u32>().is_ok());
    value.text().is_some_and(|t| below(&t) || t == "-1")
}

fn is_missing(value: &Value) -> bool {
    // A number hidden as `<5` is not known; that must not take the other numbers along.
    let below = |t: &str| t.strip_prefix('<').is_some_and(|n| n.trim().parse::<u32>().is_ok());
    value.text().is_none_or(|t| matches!(t.as_str(), "." | "-" | "x" | "X" | "NA" | "null") || below(&t))
}

/// Leading zeros make a code: a telephone number, a municipality.
fn is_code(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// `inkomenPerInwoner` and `income_low` as words.
fn label_of(name: &str) -> String {
    let mut out = String::new();
    for c in name.trim().chars() {
        if c == '_' {
            out.push(' ');
        } else if c.is_uppercase() && out.chars().last().is_some_and(char::is_lowercase) {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

/// A table of schools may know boards and denominations that the points lack.
fn fill_school_details(builder: &mut Builder, input: &Input, units: &[Option<usize>]) {
    let pairs = input.layer.records.iter().zip(units).filter_map(|(r, u)| u.map(|u| (r, u)));
    for (record, unit) in pairs.collect::<Vec<(&Record, usize)>>() {
        let Some(school) = builder.parts.schools.get_mut(unit) else { continue };
        for (slot, role) in [(&mut school.board, Role::Board), (&mut school.denomination, Role::Denomination)]
        {
            if slot.is_none() {
                *slot = input.text(record, role);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_name_becomes_words() {
        assert_eq!(label_of("inkomenPerInwoner"), "inkomen per inwoner");
        assert_eq!(label_of("income_low"), "income low");
    }

    #[test]
    fn leading_zeros_make_a_code() {
        assert!(is_code("0014"));
        assert!(!is_code("0"));
        assert!(!is_code("0,5"));
    }
}
