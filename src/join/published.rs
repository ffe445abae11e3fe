//! Tables as DUO and CBS publish them → tables of one unit, group and number a row.
//!
//! What the forms look like stands in `assets/published.toml`; this module holds a layer against
//! them and turns its rows. Each row keeps the line on which it stands in the file, and a number
//! stays as it is written: masks (`<5`, −1) become ranges where they are counted.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::builder::{Input, parse_year};
use super::codes::site_code;
use super::recognise::{Columns, Kind, Meaning, Recognised, Role, columns_with};
use crate::data::{Group, GroupScheme, Level};
use crate::load::layer::normalised;
use crate::load::{Layer, Record, Value};

/// DUO's postcode of a pupil whose home is not known, or is abroad.
pub const HOME_UNKNOWN: &str = "0000";

/// One way in which a body publishes a table.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Form {
    key: String,
    kind: String,
    publisher: String,
    area: Vec<String>,
    group: Vec<String>,
    codes: BTreeMap<String, String>,
    /// What stands before a group that `codes` does not know.
    other: String,
    groups: Vec<Column>,
    prefix: String,
    years: String,
    single: String,
    value: Vec<String>,
    apart: Vec<String>,
    keep: bool,
    /// Whether it stands beside another form in one file, and may be found along with it.
    also: bool,
    /// Words in the name of a column that make it look like one of this form.
    like: Vec<String>,
}

/// A column that holds one group.
#[derive(Debug, Deserialize)]
struct Column {
    key: String,
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Scheme {
    key: String,
    name: String,
    #[serde(default)]
    ordered: bool,
    groups: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Book {
    form: Vec<Form>,
    scheme: Vec<Scheme>,
}

fn book() -> &'static Book {
    static BOOK: LazyLock<Book> =
        LazyLock::new(|| toml::from_str(include_str!("../../assets/published.toml")).unwrap_or_default());
    &BOOK
}

/// A published table as it was recognised.
#[derive(Clone, Debug)]
pub struct Published {
    /// Key of the form in `assets/published.toml`.
    pub form: &'static str,
    pub input: Input,
    /// Whether the columns of the file are also figures about its schools.
    pub keep: bool,
    /// Which columns of the file were taken for what.
    pub taken: Vec<(Meaning, usize)>,
    /// Everything that the form looks for.
    pub wanted: Vec<Meaning>,
}

impl Published {
    /// The columns that hold pupils per group: those are counts, which pass the privacy gate
    /// together, and no loose figures.
    pub fn counted(&self) -> Vec<usize> {
        let of_group = |(meaning, column): &(Meaning, usize)| match meaning {
            Meaning::Group(_) | Meaning::Role(Role::Pupils) => Some(*column),
            Meaning::Role(_) => None,
        };
        self.taken.iter().filter_map(of_group).collect()
    }
}

/// Where a form finds its numbers in a layer.
enum Numbers {
    /// A column per group, or per year: position, group and year.
    Wide(Vec<(usize, String, Option<i32>)>),
    /// A column with the group and one with the number.
    Long { group: usize, value: usize },
    /// One column; everybody is in one group.
    Single { value: usize },
}

/// A layer with what a person says of its columns.
#[derive(Clone, Copy)]
struct Seen<'a> {
    layer: &'a Layer,
    corrected: &'a [(Meaning, Option<usize>)],
    /// The columns of a table about schools, where it is one.
    school: Option<&'a Columns>,
}

/// A form that a layer has.
struct Fitted {
    form: &'static Form,
    kind: Kind,
    numbers: Numbers,
    school: Columns,
    area: Option<usize>,
    year: Option<usize>,
    taken: Vec<(Meaning, usize)>,
}

impl Fitted {
    fn turned(self, layer: &Layer) -> Option<Published> {
        let Self { form, kind, numbers, school, area, year, taken } = self;
        let wanted = wanted(form);
        if kind == Kind::AreaIndicators {
            let input = pivot(form, layer, area?, &numbers)?;
            return Some(Published { form: &form.key, input, keep: false, taken, wanted });
        }
        let mut input = turned(form, layer, kind, &school, area, year, &numbers);
        input.layer.source.publisher = Some(form.publisher.clone());
        Some(Published { form: &form.key, input, keep: form.keep, taken, wanted })
    }
}

impl Seen<'_> {
    /// The column that a person pointed out for a meaning, else the first with one of these names.
    fn find(&self, meaning: &Meaning, names: &[String]) -> Option<usize> {
        match self.corrected.iter().find(|(m, _)| m == meaning) {
            Some((_, column)) => *column,
            None => names.iter().find_map(|name| self.layer.field(&[name])),
        }
    }

    fn role(&self, role: Role, names: &[String]) -> Option<usize> {
        self.find(&Meaning::Role(role), names)
    }
}

/// The keys of the forms, without repetition, in their order: what a person can say that a file is.
pub fn forms() -> Vec<&'static str> {
    let mut keys: Vec<&'static str> = book().form.iter().map(|form| form.key.as_str()).collect();
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(*key));
    keys
}

/// Fluent key of the name of a form.
pub fn form_label_key(form: &str) -> &'static str {
    match form {
        "home-postcode" => "form-home-postcode",
        "weight" => "form-weight",
        "newcomers" => "form-newcomers",
        "advice" => "form-advice",
        "advice-revised" => "form-advice-revised",
        "advice-against-test" => "form-advice-against-test",
        "age" => "form-age",
        "size" => "form-size",
        "inhabitants-age" => "form-inhabitants-age",
        _ => "form-other",
    }
}

/// The layer in the form in which it can be joined, when it is a published table that needs it.
pub fn published(layer: &Layer) -> Option<Published> {
    published_as(layer, &[], None).into_iter().next()
}

/// Every form that a layer has, with what a person says of its columns and of which form it is. A
/// table of school advice may also tell how many pupils had their advice revised.
pub fn published_as(
    layer: &Layer,
    corrected: &[(Meaning, Option<usize>)],
    form: Option<&str>,
) -> Vec<Published> {
    if layer.has_geometry() || layer.records.is_empty() {
        return Vec::new();
    }
    let turn = |fitted: Fitted| fitted.turned(layer);
    fitting(layer, corrected, form).into_iter().filter_map(turn).collect()
}

/// What every form that a layer has makes of its columns, without turning its rows.
pub fn taken_as(
    layer: &Layer,
    corrected: &[(Meaning, Option<usize>)],
    form: Option<&str>,
) -> Vec<(Kind, Vec<(Meaning, usize)>)> {
    if layer.has_geometry() || layer.records.is_empty() {
        return Vec::new();
    }
    fitting(layer, corrected, form).into_iter().map(|fitted| (fitted.kind, fitted.taken)).collect()
}

fn fitting(layer: &Layer, corrected: &[(Meaning, Option<usize>)], form: Option<&str>) -> Vec<Fitted> {
    let school = columns_with(layer, Kind::SchoolIndicators, corrected).ok();
    let seen = Seen { layer, corrected, school: school.as_ref() };
    if let Some(key) = form {
        let said = book().form.iter().filter(|f| f.key == key).find_map(|f| fit(f, seen, true));
        return said.into_iter().collect();
    }
    // A table that already says which group each row is about needs no turning.
    let plain = [Kind::Flows, Kind::PupilsHome, Kind::PupilsSchool];
    if plain.iter().any(|kind| columns_with(layer, *kind, corrected).is_ok()) {
        return Vec::new();
    }
    let (also, own): (Vec<&Form>, Vec<&Form>) = book().form.iter().partition(|form| form.also);
    let mut out: Vec<Fitted> = own.into_iter().find_map(|form| fit(form, seen, false)).into_iter().collect();
    out.extend(also.into_iter().filter_map(|form| fit(form, seen, false)));
    out
}

/// What the forms with this key look for in a file.
pub fn wanted_of(key: &str) -> Vec<Meaning> {
    let mut out: Vec<Meaning> = Vec::new();
    for meaning in book().form.iter().filter(|form| form.key == key).flat_map(wanted) {
        if !out.contains(&meaning) {
            out.push(meaning);
        }
    }
    out
}

/// What a form looks for in a file.
fn wanted(form: &Form) -> Vec<Meaning> {
    let mut roles = Vec::new();
    if form.kind != Kind::AreaIndicators.code() {
        roles.extend([Role::SchoolCode, Role::Brin]);
    }
    if !form.area.is_empty() {
        roles.push(Role::AreaCode);
    }
    if !form.group.is_empty() {
        roles.push(Role::Group);
    }
    if !form.value.is_empty() {
        roles.push(Role::Pupils);
    }
    if form.years.is_empty() {
        roles.push(Role::Year);
    }
    let groups = form.groups.iter().map(|c| Meaning::Group(c.key.clone()));
    roles.into_iter().map(Meaning::Role).chain(groups).collect()
}

/// Columns whose names look like those of a form and that nothing was made of: a new year may have
/// renamed them. Nothing is guessed; a person can point them out.
pub fn alike(layer: &Layer, taken: &[(Meaning, usize)]) -> Vec<(&'static str, Vec<String>)> {
    let mut out: Vec<(&'static str, Vec<String>)> = Vec::new();
    for form in book().form.iter().filter(|f| !f.like.is_empty()) {
        let is_like = |name: &str| {
            let name = normalised(name);
            form.like.iter().any(|word| name.contains(&normalised(word)))
        };
        let free = |at: usize| !taken.iter().any(|(_, column)| *column == at);
        let fields = layer.fields.iter().enumerate();
        let names: Vec<String> =
            fields.filter(|(at, name)| free(*at) && is_like(name)).map(|(_, name)| name.clone()).collect();
        if !names.is_empty() && !out.iter().any(|(_, known)| *known == names) {
            out.push((&form.key, names));
        }
    }
    out
}

fn fit(form: &'static Form, seen: Seen, said: bool) -> Option<Fitted> {
    let school = seen.school;
    let kind = Kind::ALL.into_iter().find(|k| k.code() == form.kind)?;
    let area = if form.area.is_empty() { None } else { seen.role(Role::AreaCode, &form.area) };
    if (area.is_none() && !form.area.is_empty()) || (school.is_none() && kind != Kind::AreaIndicators) {
        return None;
    }
    let numbers = numbers(form, seen, said)?;
    let mut taken: Vec<(Meaning, usize)> = Vec::new();
    let role = |role: Role, at: Option<usize>| at.map(|at| (Meaning::Role(role), at));
    if kind != Kind::AreaIndicators {
        let of = |role: Role| school.as_ref().and_then(|columns| columns.get(&role).copied());
        taken.extend([Role::SchoolCode, Role::Brin].into_iter().filter_map(|r| role(r, of(r))));
    }
    taken.extend(role(Role::AreaCode, area));
    match &numbers {
        Numbers::Wide(columns) => {
            taken.extend(columns.iter().map(|(at, group, year)| {
                let name = year.map_or_else(|| group.clone(), |y| format!("{group} {y}"));
                (Meaning::Group(name), *at)
            }));
        }
        Numbers::Long { group, value } => {
            taken.extend(role(Role::Group, Some(*group)));
            taken.extend(role(Role::Pupils, Some(*value)));
        }
        Numbers::Single { value } => taken.extend(role(Role::Pupils, Some(*value))),
    }
    let year = if kind == Kind::AreaIndicators { None } else { year_field(seen) };
    taken.extend(role(Role::Year, year));
    let school = school.cloned().unwrap_or_default();
    Some(Fitted { form, kind, numbers, school, area, year, taken })
}

fn numbers(form: &Form, seen: Seen, said: bool) -> Option<Numbers> {
    let layer = seen.layer;
    if !form.groups.is_empty() {
        let groups = form.groups.iter();
        let found: Vec<_> = groups
            .filter_map(|c| {
                let meaning = Meaning::Group(c.key.clone());
                seen.find(&meaning, &c.names).map(|field| (field, c.key.clone(), None))
            })
            .collect();
        let least = if said || form.also { 1 } else { 2 };
        return (found.len() >= least).then_some(Numbers::Wide(found));
    }
    if !form.group.is_empty() {
        let group = seen.role(Role::Group, &form.group)?;
        return Some(Numbers::Long { group, value: seen.role(Role::Pupils, &form.value)? });
    }
    if let Some(value) = (!form.value.is_empty()).then(|| seen.role(Role::Pupils, &form.value)).flatten() {
        return Some(Numbers::Single { value });
    }
    let prefixed = |prefix: &str| {
        let prefix = normalised(prefix);
        let rest = move |name: &str| normalised(name).strip_prefix(&prefix).map(ToOwned::to_owned);
        layer.fields.iter().enumerate().filter_map(move |(i, f)| rest(f).map(|r| (i, r)))
    };
    if !form.years.is_empty() {
        let found: Vec<_> = prefixed(&form.years)
            .filter_map(|(i, rest)| {
                let year: i32 = rest.parse().ok().filter(|y| (1990..2200).contains(y))?;
                Some((i, form.single.clone(), Some(year)))
            })
            .collect();
        return (!found.is_empty()).then_some(Numbers::Wide(found));
    }
    if !form.prefix.is_empty() {
        let found: Vec<_> = prefixed(&form.prefix)
            .filter_map(|(i, rest)| {
                let age = age_group(&rest)?;
                Some((i, if form.single.is_empty() { age } else { form.single.clone() }, None))
            })
            .collect();
        return (found.len() > 1).then_some(Numbers::Wide(found));
    }
    None
}

/// `4JAAR` is `leeftijd 4`; `3JAARENJONGER` and `25PLUS` keep what they add.
fn age_group(rest: &str) -> Option<String> {
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let age: u32 = digits.parse().ok().filter(|a| *a < 120)?;
    let says = |words: &[&str]| words.iter().any(|w| rest.contains(w));
    Some(if says(&["MIN", "JONGER", "ONDER"]) {
        format!("leeftijd {age} of jonger")
    } else if says(&["PLUS", "OUDER", "MEER"]) {
        format!("leeftijd {age} of ouder")
    } else {
        format!("leeftijd {age}")
    })
}

/// Columns of a turned table, in their order; those that tell rows apart stand behind them.
const FIELDS: [&str; 5] = ["school", "area", "group", "pupils", "year"];

fn turned(
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
        let home = area.map(|field| home(text(Some(&field)).as_deref()));
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
    input.national = true;
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

fn year_field(seen: Seen) -> Option<usize> {
    let names = ["PEILJAAR", "SCHOOLJAAR", "JAAR", "YEAR", "PEILDATUM", "PEILDATUM_LEERLINGEN", "TELDATUM"];
    seen.role(Role::Year, &names.map(ToOwned::to_owned))
}

/// The school year that a date or year stands for: 1 October 2024 and `2024` are in 2024-2025,
/// 1 February 2025 as well.
pub(super) fn school_year(text: &str) -> Option<i32> {
    let text = text.trim();
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let (year, month): (i32, Option<u32>) = if digits && text.len() == 8 {
        (text.get(..4)?.parse().ok()?, text.get(4..6)?.parse().ok())
    } else {
        let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
        let month = match parts.as_slice() {
            [_, month, _] => month.parse().ok(),
            _ => None,
        };
        (parse_year(text)?.0, month)
    };
    if !(1900..2200).contains(&year) {
        return None;
    }
    Some(if month.is_some_and(|m| (1..8).contains(&m)) { year - 1 } else { year })
}

/// The school year in the name of a file: `…-2017-2018`.
pub fn year_in_name(name: &str) -> Option<i32> {
    let parts: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).collect();
    parts.windows(2).find_map(|pair| match pair {
        [a, b] => {
            let (first, second): (i32, i32) = (a.parse().ok()?, b.parse().ok()?);
            ((1990..2200).contains(&first) && second == first + 1).then_some(first)
        }
        _ => None,
    })
}

/// Turns `area, group, number` into one row per area with a column per group: figures.
fn pivot(form: &Form, layer: &Layer, area: usize, numbers: &Numbers) -> Option<Input> {
    let Numbers::Long { group, value } = numbers else { return None };
    let mut groups: Vec<String> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    let mut records: Vec<Record> = Vec::new();
    let name = layer.fields.get(*value).cloned().unwrap_or_default();
    for record in &layer.records {
        let text = |field: usize| record.values.get(field).and_then(Value::text);
        // Without a code or group it is no figure; the row without a code is refused below.
        let code = text(area).unwrap_or_default();
        let row = *rows.entry(code.clone()).or_insert_with(|| {
            let key = if code.is_empty() { Value::Null } else { Value::Text(code.clone()) };
            records.push(Record { number: record.number, values: vec![key], geometry: None });
            records.len() - 1
        });
        let Some(group) = text(*group) else { continue };
        let column = *at.entry(group.clone()).or_insert_with(|| {
            groups.push(group);
            groups.len()
        });
        if let Some(target) = records.get_mut(row) {
            if target.values.len() <= column {
                target.values.resize(column + 1, Value::Null);
            }
            if let (Some(cell), Some(value)) = (target.values.get_mut(column), record.values.get(*value)) {
                *cell = value.clone();
            }
        }
    }
    const MOST_GROUPS: usize = 200;
    if groups.len() > MOST_GROUPS {
        return None;
    }
    for record in &mut records {
        record.values.resize(groups.len() + 1, Value::Null);
    }
    let code = layer.fields.get(area).cloned()?;
    let fields = std::iter::once(code).chain(groups.iter().map(|g| format!("{name} {g}"))).collect();
    let mut turned = Layer { fields, records, ..layer_like(layer) };
    turned.source.publisher = Some(form.publisher.clone());
    let columns = Columns::from([(Role::AreaCode, 0)]);
    let mut input = Input::new(turned, Recognised { kind: Kind::AreaIndicators, columns });
    input.national = true;
    Some(input)
}

/// The scheme of groups that are known by name, with those that occur in their published order.
pub(super) fn known_scheme(keys: &[String]) -> Option<GroupScheme> {
    let ages = |key: &String| key.starts_with("leeftijd ");
    let group = |key: &str| Group { key: key.to_owned(), label: key.to_owned() };
    if !keys.is_empty() && keys.iter().all(ages) {
        let mut sorted: Vec<&String> = keys.iter().collect();
        let age = |k: &str| k.split(' ').nth(1).and_then(|n| n.parse::<u32>().ok()).unwrap_or(u32::MAX);
        sorted.sort_by_key(|k| age(k));
        let groups = sorted.into_iter().map(|k| group(k)).collect();
        return Some(GroupScheme { key: "age".into(), name: "Leeftijd".into(), ordered: false, groups });
    }
    let scheme = book().scheme.iter().find(|s| keys.iter().any(|k| s.groups.contains(k)))?;
    let mut groups: Vec<Group> =
        scheme.groups.iter().filter(|g| keys.contains(g)).map(|g| group(g)).collect();
    groups.extend(keys.iter().filter(|k| !scheme.groups.contains(k)).map(|k| group(k)));
    // With a group that the list does not know, the order is not known either.
    let ordered = scheme.ordered && keys.iter().all(|k| scheme.groups.contains(k));
    Some(GroupScheme { key: scheme.key.clone(), name: scheme.name.clone(), ordered, groups })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_forms_is_well_formed() {
        let book: Book = toml::from_str(include_str!("../../assets/published.toml")).unwrap();
        assert!(book.form.len() > 5 && book.scheme.len() > 3);
        for form in &book.form {
            assert!(Kind::ALL.iter().any(|k| k.code() == form.kind), "{}: {}", form.key, form.kind);
        }
        let mut all: Vec<&String> = book.scheme.iter().flat_map(|s| &s.groups).collect();
        let before = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), before, "a group belongs to one scheme");
    }

    #[test]
    fn a_date_lies_in_the_school_year_that_began_before_it() {
        for (text, year) in [
            ("20241001", 2024),
            ("2024", 2024),
            ("1-10-2024", 2024),
            ("20250201", 2024),
            ("2025-02-01", 2024),
        ] {
            assert_eq!(school_year(text), Some(year), "{text}");
        }
        for text in ["", "x", "99999999", "12", "2024100é"] {
            assert!(school_year(text).is_none_or(|y| (1899..2200).contains(&y)), "{text}");
        }
        assert_eq!(year_in_name("03.-leerlingen-po-totaaloverzicht-2017-2018"), Some(2017));
        assert_eq!(year_in_name("wijken_2022"), None);
    }

    #[test]
    fn ages_keep_what_stands_behind_the_number() {
        assert_eq!(age_group("4JAAR").as_deref(), Some("leeftijd 4"));
        assert_eq!(age_group("3JAARENJONGER").as_deref(), Some("leeftijd 3 of jonger"));
        assert_eq!(age_group("25PLUS").as_deref(), Some("leeftijd 25 of ouder"));
        assert_eq!(age_group("ONBEKEND"), None);
    }

    #[test]
    fn only_four_digits_are_a_home() {
        for (text, code) in [("9711", "9711"), ("9711 AB", "9711"), ("0000", "0000"), ("BUITENLAND", "0000")]
        {
            assert_eq!(home(Some(text)), code);
        }
        assert_eq!(home(None), "0000");
    }
}
