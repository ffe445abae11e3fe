//! The rows of a published table → rows of one unit, group and number.

use std::collections::BTreeMap;

use super::super::builder::Input;
use super::super::codes::site_code;
use super::super::recognise::{Columns, Kind, Recognised, Role};
use super::HOME_UNKNOWN;
use super::book::Form;
use super::fit::Numbers;
use super::years::{school_year, year_in_name};
use crate::data::Level;
use crate::load::layer::normalised;
use crate::load::{Layer, Record, Value};
use crate::notice::Notice;

/// Columns of a turned table, in their order; those that tell rows apart stand behind them.
const FIELDS: [&str; 5] = ["school", "area", "group", "pupils", "year"];

pub(super) fn turned(
    form: &Form,
    layer: &Layer,
    kind: Kind,
    school: &Columns,
    area: Option<usize>,
    year_field: Option<usize>,
    numbers: &Numbers,
) -> Input {
    let apart: Vec<usize> = form.apart.iter().filter_map(|name| layer.field(&[name])).collect();
    let stated = year_in_name(&layer.source.title);
    let mut records = Vec::new();
    for record in &layer.records {
        let text = |field: Option<&usize>| record.values.get(*field?)?.text();
        let (brin, site) = (text(school.get(&Role::Brin)), text(school.get(&Role::SchoolCode)));
        let code = site_code(brin.as_deref(), site.as_deref());
        let home = area.and_then(|field| {
            let text = text(Some(&field));
            if form.own { text } else { Some(home(text.as_deref())) }
        });
        let year = text(year_field.as_ref()).map(|t| school_year(&t).map_or(t, |y| y.to_string()));
        let value = |field: usize| record.values.get(field).cloned().unwrap_or_default();
        let cells: Vec<(String, Value, Option<i32>, usize)> = match numbers {
            Numbers::Wide(columns) => {
                columns.iter().map(|(f, group, year)| (group.clone(), value(*f), *year, *f)).collect()
            }
            Numbers::Long { group, value: v } => {
                let group = text(Some(group)).map(|g| group_of(form, &g)).unwrap_or_default();
                vec![(group, value(*v), None, *v)]
            }
            Numbers::Single { value: v } => vec![(form.single.clone(), value(*v), None, *v)],
        };
        // Ages that are added up to one group stand apart by their column.
        let one_group = !form.single.is_empty() && form.years.is_empty();
        for (group, pupils, own_year, field) in cells {
            let filled = |t: Option<String>| t.map_or(Value::Null, Value::Text);
            let year = own_year.map(|y| y.to_string()).or_else(|| year.clone());
            let year = year.or_else(|| stated.map(|y| y.to_string()));
            let group = Some(group).filter(|g| !g.is_empty());
            let mut values =
                vec![filled(code.clone()), filled(home.clone()), filled(group), pupils, filled(year)];
            values.extend(apart.iter().map(|f| value(*f)));
            if one_group {
                values.push(filled(layer.fields.get(field).cloned()));
            }
            records.push(Record { number: record.number, values, geometry: None });
        }
    }
    let mut fields: Vec<String> = FIELDS.iter().map(|f| (*f).to_owned()).collect();
    fields.extend(apart.iter().filter_map(|f| layer.fields.get(*f).cloned()));
    if !form.single.is_empty() && form.years.is_empty() {
        fields.push("column".to_owned());
    }
    let apart: Vec<usize> = (FIELDS.len()..fields.len()).collect();
    let mut columns =
        Columns::from([(Role::SchoolCode, 0), (Role::Group, 2), (Role::Pupils, 3), (Role::Year, 4)]);
    if area.is_some() {
        columns.insert(Role::AreaCode, 1);
    }
    let turned = Layer { fields, records, ..layer_like(layer) };
    let mut input = Input::new(turned, Recognised { kind, columns });
    input.apart = apart;
    input.national = !form.own;
    input
}

/// The layer without its fields and records.
fn layer_like(layer: &Layer) -> Layer {
    Layer {
        source: layer.source.clone(),
        lines: layer.lines,
        fields: Vec::new(),
        records: Vec::new(),
        crs: layer.crs,
        detected: layer.detected.clone(),
    }
}

/// The four digits of a postcode; anything else is a home that is not known.
fn home(text: Option<&str>) -> String {
    let digits: String = text.unwrap_or_default().chars().filter(|c| !c.is_whitespace()).take(4).collect();
    match Level::of_area_code(&digits) {
        Level::Postcode => digits,
        _ => HOME_UNKNOWN.to_owned(),
    }
}

/// Rows whose home was not four digits: what was made of it. DUO's own sign for a home that is not
/// known, and an empty field, are no alteration.
pub(super) fn altered_homes(layer: &Layer, field: usize) -> Vec<Notice> {
    let mut out = Vec::new();
    for record in &layer.records {
        let Some(text) = record.values.get(field).and_then(Value::text) else { continue };
        let used = home(Some(&text));
        if used == text || text.chars().all(|c| c == '0') {
            continue;
        }
        let notice = if used == HOME_UNKNOWN {
            Notice::warning("join-home-unreadable").arg("value", text)
        } else {
            Notice::info("join-home-rewritten").arg("value", text).arg("used", used)
        };
        let notice = notice.file(layer.source.file.clone());
        let notice = notice.column(layer.fields.get(field).cloned().unwrap_or_default());
        out.push(if layer.lines { notice.line(record.number) } else { notice.feature(record.number) });
    }
    out
}

fn group_of(form: &Form, text: &str) -> String {
    let wanted = normalised(text);
    let known = form.codes.iter().find(|(code, _)| normalised(code) == wanted).map(|(_, key)| key.clone());
    // A code such as 1.0 from a spreadsheet, or 01.
    let number = || {
        let n = text.trim().parse::<f64>().ok().filter(|n| n.fract() == 0.0 && (0.0..1e6).contains(n))?;
        form.codes.get(&format!("{n:.0}")).cloned()
    };
    known.or_else(number).unwrap_or_else(|| format!("{} {text}", form.other).trim().to_owned())
}

/// Turns `area, group, number` into one row per area (and year, where the table tells it) with a
/// column per group: figures. Gives what is to be said about rows that repeat another.
pub(super) fn pivot(
    form: &Form,
    layer: &Layer,
    area: usize,
    year: Option<usize>,
    numbers: &Numbers,
) -> Option<(Input, Vec<Notice>)> {
    let Numbers::Long { group, value } = numbers else { return None };
    let mut groups: Vec<String> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    let mut first: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut records: Vec<Record> = Vec::new();
    let mut notices: Vec<Notice> = Vec::new();
    let name = layer.fields.get(*value).cloned().unwrap_or_default();
    for record in &layer.records {
        let text = |field: usize| record.values.get(field).and_then(Value::text);
        // Without a code or group it is no figure; the row without a code is refused below.
        let code = text(area).unwrap_or_default();
        let year = year.and_then(text);
        let row = *rows.entry((code.clone(), year.clone())).or_insert_with(|| {
            let filled = |t: Option<String>| t.map_or(Value::Null, Value::Text);
            let key = filled(Some(code.clone()).filter(|c| !c.is_empty()));
            records.push(Record { number: record.number, values: vec![key, filled(year)], geometry: None });
            records.len() - 1
        });
        let Some(group) = text(*group) else { continue };
        let column = *at.entry(group.clone()).or_insert_with(|| {
            groups.push(group.clone());
            KEYS + groups.len() - 1
        });
        let mut cell = record.values.get(*value).cloned().unwrap_or_default();
        if let (Some(line), false) = (first.get(&(row, column)), code.is_empty()) {
            // Nobody can tell which of the two is right: the figure becomes unknown.
            let notice = Notice::error("join-row-twice")
                .arg("what", format!("{code}, {group}"))
                .arg("first", line)
                .file(layer.source.file.clone());
            let number = record.number;
            notices.push(if layer.lines { notice.line(number) } else { notice.feature(number) });
            cell = Value::Null;
        } else {
            first.insert((row, column), record.number);
        }
        if let Some(target) = records.get_mut(row) {
            if target.values.len() <= column {
                target.values.resize(column + 1, Value::Null);
            }
            if let Some(slot) = target.values.get_mut(column) {
                *slot = cell;
            }
        }
    }
    const MOST_GROUPS: usize = 200;
    if groups.len() > MOST_GROUPS {
        return None;
    }
    for record in &mut records {
        record.values.resize(groups.len() + KEYS, Value::Null);
    }
    let code = layer.fields.get(area).cloned()?;
    let of_year = year.and_then(|at| layer.fields.get(at).cloned()).unwrap_or_else(|| "year".to_owned());
    let named = groups.iter().map(|g| format!("{name} {g}"));
    let fields = [code, of_year].into_iter().chain(named).collect();
    let mut turned = Layer { fields, records, ..layer_like(layer) };
    turned.source.publisher = Some(form.publisher.clone());
    let columns = Columns::from([(Role::AreaCode, 0), (Role::Year, 1)]);
    let mut input = Input::new(turned, Recognised { kind: Kind::AreaIndicators, columns });
    input.national = true;
    Some((input, notices))
}

/// Columns of a table of figures before those of its groups: code and year.
const KEYS: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_digits_are_a_home() {
        for (text, code) in [("9711", "9711"), ("9711 AB", "9711"), ("0000", "0000"), ("BUITENLAND", "0000")]
        {
            assert_eq!(home(Some(text)), code);
        }
        assert_eq!(home(None), "0000");
    }
}
