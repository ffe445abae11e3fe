//! `1.228` among whole numbers: in Dutch a thousand and more, to a file with a decimal point a
//! little over one.
//!
//! No file says which it is. Where every other number of a column is whole and written without the
//! mark, it is read as thousands; where that is less certain it stays as it was. Both are told, with
//! the line.

use super::builder::{Input, taken_fields};
use super::recognise::{Kind, Role, aliases};
use crate::load::Value;
use crate::load::layer::normalised;
use crate::notice::Notice;
use crate::number::{DecimalMark, parse};
use crate::source::Basis;

/// Rewrites thousands as whole numbers, and gives what there is to say about them.
pub(super) fn settle(input: &mut Input) -> Vec<Notice> {
    let mut notices = Vec::new();
    for (field, counts) in columns(input) {
        notices.extend(settle_column(input, field, counts));
    }
    notices
}

/// The columns that hold numbers of which this is to be asked, and whether those are surely counts.
fn columns(input: &Input) -> Vec<(usize, bool)> {
    let kind = input.recognised.kind;
    let of = |role: Role| input.recognised.columns.get(&role).map(|at| (*at, true));
    match kind {
        // Fractions of pupils are what a model makes.
        Kind::PupilsHome | Kind::PupilsSchool | Kind::Flows if input.basis == Basis::Counted => {
            of(Role::Pupils).into_iter().collect()
        }
        Kind::Schools => of(Role::PupilsTotal).into_iter().collect(),
        Kind::Areas | Kind::AreaIndicators | Kind::SchoolIndicators => {
            let taken = taken_fields(input);
            let free = (0..input.layer.fields.len()).filter(|at| !taken.contains(at));
            free.map(|at| (at, is_count(&input.layer.fields[at]))).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether the name of a column says that it holds numbers of people or things.
fn is_count(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    let folded = normalised(name);
    ["a_", "aantal", "inwoners", "leerlingen"].iter().any(|start| lower.starts_with(start))
        || aliases("inhabitants").iter().any(|alias| normalised(alias) == folded)
}

/// What the cells of a column look like.
#[derive(Default)]
struct Seen {
    /// Positions of records whose cell may be thousands.
    doubtful: Vec<usize>,
    /// Whole numbers beside them.
    whole: usize,
    /// Whether the mark stands in one of those: `2645.0`.
    marked: bool,
    /// Whether any other number is a fraction: then these are fractions too.
    fractions: bool,
}

fn settle_column(input: &mut Input, field: usize, counts: bool) -> Vec<Notice> {
    let mark = input.decimal_mark();
    let doubtful = |value: &Value| match value {
        Value::Text(text) => thousands(text, mark).is_some(),
        // A spreadsheet that was read in the wrong language has lost how it was written.
        Value::Number(n) => counts && n.fract() != 0.0 && in_thousandths(*n),
        Value::Null | Value::Bool(_) => false,
    };
    let mut seen = Seen::default();
    // In most columns there is nothing to ask, and those of a whole country are long.
    if !input.layer.records.iter().filter_map(|r| r.values.get(field)).any(doubtful) {
        return Vec::new();
    }
    for (at, record) in input.layer.records.iter().enumerate() {
        let Some(value) = record.values.get(field) else { continue };
        match value {
            value if doubtful(value) => seen.doubtful.push(at),
            Value::Text(text) => {
                let Some(number) = parse(text, mark) else { continue };
                seen.whole += usize::from(number.fract() == 0.0);
                seen.fractions |= number.fract() != 0.0;
                seen.marked |= text.contains(sign(mark));
            }
            Value::Number(n) => {
                seen.whole += usize::from(n.fract() == 0.0);
                seen.fractions |= n.fract() != 0.0;
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
    if seen.fractions || (seen.whole == 0 && !counts) {
        return Vec::new();
    }
    let certain = seen.whole > 0 && !seen.marked;
    let mut notices = Vec::new();
    let column = input.layer.fields.get(field).cloned().unwrap_or_default();
    for at in seen.doubtful {
        let Some(record) = input.layer.records.get_mut(at) else { continue };
        let number = record.number;
        let Some(cell) = record.values.get_mut(field) else { continue };
        let written = cell.text().unwrap_or_default();
        let whole = cell.text().and_then(|text| thousands(&text, mark));
        let notice = match (whole, certain, &*cell) {
            (Some(whole), true, Value::Text(_)) => {
                let notice = Notice::warning("join-thousands").arg("value", written).arg("used", &whole);
                *cell = Value::Text(whole);
                notice
            }
            _ => Notice::warning("join-thousands-doubtful").arg("value", written),
        };
        let notice = notice.file(input.layer.source.file.clone()).column(column.clone());
        notices.push(if input.layer.lines { notice.line(number) } else { notice.feature(number) });
    }
    notices
}

fn sign(mark: DecimalMark) -> char {
    if mark == DecimalMark::Comma { ',' } else { '.' }
}

/// `1.228` or `1.228.500` without its marks; `None` for anything that cannot be thousands.
fn thousands(text: &str, mark: DecimalMark) -> Option<String> {
    let text = text.trim();
    if !text.contains(sign(mark)) {
        return None;
    }
    let unsigned = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    let mut parts = unsigned.split(sign(mark));
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let fits = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && !rest.is_empty()
        && rest.iter().all(|part| part.len() == 3)
        && digits(first)
        && rest.iter().all(|part| digits(part));
    fits.then(|| text.chars().filter(|c| *c != sign(mark)).collect())
}

/// Whether a number is a few thousandths, as `1.228` is when it is read as a fraction.
fn in_thousandths(number: f64) -> bool {
    let scaled = number * 1000.0;
    (1.0..1000.0).contains(&number) && (scaled - scaled.round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_groups_of_three_digits_can_be_thousands() {
        let read = |text| thousands(text, DecimalMark::Point);
        assert_eq!(read("1.228").as_deref(), Some("1228"));
        assert_eq!(read("-1.228.500").as_deref(), Some("-1228500"));
        for text in ["0.870", "1.22", "1228", "1.2285", ".228", "1.22a", "1,228", "1..228"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(thousands("1,228", DecimalMark::Comma).as_deref(), Some("1228"));
    }
}
