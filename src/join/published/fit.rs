//! Which columns of a layer a form takes for what.

use super::super::recognise::{Columns, Kind, Meaning, Role, columns_with};
use super::Published;
use super::book::{Form, wanted};
use super::turn::{altered_homes, pivot, turned};
use crate::load::layer::normalised;
use crate::load::{Layer, Value};
use crate::number::{DecimalMark, parse};

/// Where a form finds its numbers in a layer.
pub(super) enum Numbers {
    /// A column per group, or per year: position, group and year.
    Wide(Vec<(usize, String, Option<i32>)>),
    /// A column with the group and one with the number.
    Long { group: usize, value: usize },
    /// One column; everybody is in one group.
    Single { value: usize },
}

/// A layer with what a person says of its columns.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) layer: &'a Layer,
    pub(super) corrected: &'a [(Meaning, Option<usize>)],
    /// The columns of a table about schools, where it is one.
    pub(super) school: Option<&'a Columns>,
}

/// A form that a layer has.
pub(super) struct Fitted {
    pub(super) form: &'static Form,
    pub(super) kind: Kind,
    pub(super) numbers: Numbers,
    pub(super) school: Columns,
    pub(super) area: Option<usize>,
    pub(super) year: Option<usize>,
    pub(super) taken: Vec<(Meaning, usize)>,
}

impl Fitted {
    pub(super) fn turned(self, layer: &Layer) -> Option<Published> {
        let Self { form, kind, numbers, school, area, year, taken } = self;
        let wanted = wanted(form);
        if kind == Kind::AreaIndicators {
            let (input, altered) = pivot(form, layer, area?, year, &numbers)?;
            return Some(Published { form: &form.key, input, keep: false, taken, wanted, altered });
        }
        let homes = area.filter(|_| !form.own);
        let altered = homes.map(|field| altered_homes(layer, field)).unwrap_or_default();
        let mut input = turned(form, layer, kind, &school, area, year, &numbers);
        if !form.own {
            input.layer.source.publisher = Some(form.publisher.clone());
        }
        Some(Published { form: &form.key, input, keep: form.keep, taken, wanted, altered })
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

pub(super) fn fit(form: &'static Form, seen: Seen, said: bool) -> Option<Fitted> {
    let school = seen.school;
    let kind = Kind::ALL.into_iter().find(|k| k.code() == form.kind)?;
    let home = kind == Kind::PupilsHome;
    let area = if home {
        // Any table that is known by areas.
        columns_with(seen.layer, Kind::AreaIndicators, seen.corrected).ok()?.get(&Role::AreaCode).copied()
    } else if form.area.is_empty() {
        None
    } else {
        seen.role(Role::AreaCode, &form.area)
    };
    let by_school = kind != Kind::AreaIndicators && !home;
    if (area.is_none() && (home || !form.area.is_empty())) || (school.is_none() && by_school) {
        return None;
    }
    let numbers = numbers(form, seen, said)?;
    // Shares of groups are no numbers of pupils, whatever their columns are called.
    if form.own && !said && shares(seen.layer, &numbers) {
        return None;
    }
    let mut taken: Vec<(Meaning, usize)> = Vec::new();
    let role = |role: Role, at: Option<usize>| at.map(|at| (Meaning::Role(role), at));
    if by_school {
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
    let year = year_field(seen);
    taken.extend(role(Role::Year, year));
    let school = school.cloned().unwrap_or_default();
    Some(Fitted { form, kind, numbers, school, area, year, taken })
}

/// Whether the columns of a row add up to one, or to a hundred percent, in nearly all rows.
fn shares(layer: &Layer, numbers: &Numbers) -> bool {
    const ENOUGH: usize = 3;
    let Numbers::Wide(columns) = numbers else { return false };
    let number = |value: &Value| match value {
        Value::Number(n) => Some(*n),
        other => parse(&other.text()?.trim_end_matches('%').replace(',', "."), DecimalMark::Point),
    };
    let (mut rows, mut shares, mut broken) = (0, 0, false);
    for record in &layer.records {
        let cells: Option<Vec<f64>> =
            columns.iter().map(|(at, ..)| record.values.get(*at).and_then(number)).collect();
        let Some(cells) = cells else { continue };
        let sum: f64 = cells.iter().sum();
        rows += 1;
        shares += usize::from((sum - 100.0).abs() <= 1.1 || (sum - 1.0).abs() <= 0.02);
        broken |= cells.iter().any(|n| n.fract() != 0.0);
    }
    // A single school may well have a hundred pupils.
    (broken || rows >= ENOUGH) && rows > 0 && shares * 10 >= rows * 9
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

fn year_field(seen: Seen) -> Option<usize> {
    let names = ["PEILJAAR", "SCHOOLJAAR", "JAAR", "YEAR", "PEILDATUM", "PEILDATUM_LEERLINGEN", "TELDATUM"];
    seen.role(Role::Year, &names.map(ToOwned::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_keep_what_stands_behind_the_number() {
        assert_eq!(age_group("4JAAR").as_deref(), Some("leeftijd 4"));
        assert_eq!(age_group("3JAARENJONGER").as_deref(), Some("leeftijd 3 of jonger"));
        assert_eq!(age_group("25PLUS").as_deref(), Some("leeftijd 25 of ouder"));
        assert_eq!(age_group("ONBEKEND"), None);
    }
}
