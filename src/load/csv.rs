//! Delimited text as Dutch bodies publish it: any of four delimiters, either decimal mark, several
//! encodings. Every field stays text, so that codes keep their leading zeros.
//!
//! The `csv` crate splits the rows (`csv/rows.rs`).

mod rows;

use std::collections::HashSet;

use geo::Point;
use rows::{Row, Rows};

use super::layer::{Layer, Record, Value};
use super::shapes::{self, Reference, Stated};
use super::tally::Tally;
use super::{ReadOptions, encoding};
use crate::crs::Crs;
use crate::data::Source;
use crate::notice::{Notice, Notices};
use crate::number::{self, DecimalMark};

/// The delimiters that are looked for; at equal fit the first wins.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// How many rows are looked at to find the delimiter and the decimal mark.
const SAMPLE_ROWS: usize = 200;

/// Reads delimited text. `records[..].number` is the line in the file.
///
/// `detected` holds `encoding`, `delimiter`, `decimal` and, where it is missing, `header`.
///
/// # Errors
/// Text without a single row, and a quote that is never closed.
pub fn read(
    source: Source,
    bytes: &[u8],
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
    let file = source.file.clone();
    let decoded = encoding::decode(bytes, options.encoding);
    if decoded.replaced {
        notices.push(
            Notice::warning("load-encoding-replaced")
                .file(file.clone())
                .arg("encoding", decoded.encoding.name()),
        );
    }
    // Old programs for DOS end a text with Ctrl-Z.
    let text = decoded.text.trim_start_matches('\u{feff}').trim_end_matches('\u{1a}');
    let (text, skipped, told) = separator_line(text);
    let delimiter = options
        .delimiter
        .filter(|d| rows::can_delimit(*d))
        .or(told)
        .unwrap_or_else(|| detect_delimiter(text));
    let mut rows = Rows::new(text, delimiter, 1 + skipped).filter(|row| !row.is_blank()).peekable();
    let Some(first) = rows.peek() else {
        return Err(Notice::error("load-blank-file").file(file));
    };
    let has_header = options.header.unwrap_or_else(|| is_header(first));
    let width = first.len();
    let (fields, unnamed) = match rows.next_if(|row| has_header && !row.unclosed) {
        Some(header) => names(&header, &file, notices),
        None => ((1..=width).map(|n| format!("column {n}")).collect(), Vec::new()),
    };
    let mut layer =
        Layer { source, lines: true, fields, records: Vec::new(), crs: None, detected: Vec::new() };
    if !has_header && options.header.is_none() {
        notices.push(Notice::warning("load-csv-no-header").file(file.clone()).line(1));
    }
    let mut tally = Tally::new(notices);
    for row in rows {
        if row.unclosed {
            return Err(Notice::error("load-csv-unclosed-quote").file(file).line(row.line));
        }
        if row.len() < width || row.fields().skip(width).any(|f| !f.trim().is_empty()) {
            tally.push(
                Notice::warning("load-csv-ragged")
                    .file(file.clone())
                    .line(row.line)
                    .arg("found", row.len())
                    .arg("expected", width),
            );
            continue;
        }
        let values = row.fields().take(width).map(value).collect();
        layer.records.push(Record { number: row.line, values, geometry: None });
    }
    tally.finish(&file);
    drop_empty_columns(&mut layer, &unnamed);
    warn_about_shape(&layer, delimiter, notices);
    let decimal = options.decimal.unwrap_or_else(|| detect_decimal(&layer));
    layer.detected = vec![
        ("format", "CSV".to_owned()),
        ("encoding", decoded.encoding.name().to_owned()),
        ("delimiter", delimiter_name(delimiter)),
        ("decimal", if decimal == DecimalMark::Comma { "," } else { "." }.to_owned()),
    ];
    if !has_header {
        layer.detected.push(("header", "none".to_owned()));
    }
    Ok(layer)
}

/// Excel writes the delimiter above the header: `sep=;`.
fn separator_line(text: &str) -> (&str, u64, Option<u8>) {
    let Some(rest) = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP=")) else {
        return (text, 0, None);
    };
    let mut chars = rest.chars();
    match chars.next() {
        Some(mark) if mark.is_ascii() && !mark.is_alphanumeric() && mark != '\n' && mark != '\r' => {
            let rest = chars.as_str();
            let body = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
            match (body, u8::try_from(mark)) {
                (Some(body), Ok(mark)) => (body, 1, Some(mark)),
                _ => (text, 0, None),
            }
        }
        _ => (text, 0, None),
    }
}

fn value(field: &str) -> Value {
    let field = field.trim();
    if field.is_empty() { Value::Null } else { Value::Text(field.to_owned()) }
}

/// The delimiter with which most rows have as many fields as the first.
fn detect_delimiter(text: &str) -> u8 {
    let fit = |delimiter: u8| {
        let rows: Vec<usize> = Rows::new(text, delimiter, 1)
            .filter(|row| !row.is_blank())
            .take(SAMPLE_ROWS)
            .map(|row| row.len())
            .collect();
        let columns = rows.first().copied().unwrap_or(0);
        let same = rows.iter().filter(|n| **n == columns).count();
        (columns > 1).then(|| (same * 100 / rows.len().max(1), columns))
    };
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        if let Some(found) = fit(delimiter).filter(|found| *found > best.1) {
            best = (delimiter, found);
        }
    }
    best.0
}

fn delimiter_name(delimiter: u8) -> String {
    if delimiter == b'\t' { "tab".to_owned() } else { char::from(delimiter).to_string() }
}

/// A first row of numbers only, or one with a CBS code in it, is data.
fn is_header(row: &Row) -> bool {
    let is_number = |f: &str| {
        number::parse(f, DecimalMark::Point).or_else(|| number::parse(f, DecimalMark::Comma)).is_some()
    };
    let is_code = |f: &str| {
        let (prefix, digits) = f.split_at_checked(2).unwrap_or(("", ""));
        matches!(prefix, "GM" | "WK" | "BU")
            && digits.len() >= 4
            && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let filled = || row.fields().filter(|f| !f.trim().is_empty());
    !filled().all(|f| is_number(f.trim())) && !filled().any(|f| is_code(f.trim()))
}

/// Unique column names, and the positions of those that the file left blank.
fn names(header: &Row, file: &str, notices: &mut Notices) -> (Vec<String>, Vec<usize>) {
    let mut taken = HashSet::new();
    let mut fields = Vec::with_capacity(header.len());
    let mut unnamed = Vec::new();
    for (index, field) in header.fields().enumerate() {
        let published = field.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let name = if published.is_empty() {
            unnamed.push(index);
            format!("column {}", index + 1)
        } else {
            published.to_owned()
        };
        let mut unique = name.clone();
        let mut n = 2;
        while taken.contains(&unique) {
            unique = format!("{name} ({n})");
            n += 1;
        }
        if unique != name {
            notices.push(
                Notice::warning("load-csv-duplicate-column")
                    .file(file)
                    .line(header.line)
                    .column(name)
                    .arg("name", &unique),
            );
        }
        taken.insert(unique.clone());
        fields.push(unique);
    }
    (fields, unnamed)
}

/// A delimiter at the end of every line makes a column without name or value: it is none.
fn drop_empty_columns(layer: &mut Layer, unnamed: &[usize]) {
    for &index in unnamed.iter().rev() {
        let empty = layer.records.iter().all(|r| r.values.get(index).is_none_or(|v| *v == Value::Null));
        if empty && layer.fields.len() > 1 {
            layer.fields.remove(index);
            for record in &mut layer.records {
                record.values.remove(index);
            }
        }
    }
}

fn warn_about_shape(layer: &Layer, delimiter: u8, notices: &mut Notices) {
    let file = layer.source.file.clone();
    if let [only] = layer.fields.as_slice()
        && let Some(other) = DELIMITERS.iter().find(|d| **d != delimiter && only.contains(char::from(**d)))
    {
        notices.push(
            Notice::warning("load-csv-wrong-delimiter")
                .file(file.clone())
                .line(1)
                .column(only.chars().take(60).collect::<String>())
                .arg("used", delimiter_name(delimiter))
                .arg("found", delimiter_name(*other)),
        );
    }
    if layer.records.is_empty() {
        notices.push(Notice::warning("load-no-records").file(file));
    }
}

/// The decimal mark of the numbers in a sample of the rows.
///
/// `1.234` may be either; only other lengths behind the mark decide, and those only break a tie.
pub(super) fn detect_decimal(layer: &Layer) -> DecimalMark {
    let (mut comma, mut point) = (0usize, 0usize);
    for text in layer.records.iter().take(SAMPLE_ROWS * 10).flat_map(|r| &r.values).filter_map(|v| match v {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    }) {
        let digits = text.trim_start_matches(['-', '+', '−']);
        for (mark, count) in [(',', &mut comma), ('.', &mut point)] {
            if let Some((whole, fraction)) = digits.split_once(mark)
                && whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
                && !fraction.is_empty()
            {
                *count += if fraction.len() == 3 && !whole.starts_with('0') { 1 } else { 10 };
            }
        }
    }
    if comma > point { DecimalMark::Comma } else { DecimalMark::Point }
}

/// The decimal mark that was found in (or given for) a layer; a point where it has no text.
pub fn decimal_mark(layer: &Layer) -> DecimalMark {
    let comma = layer.detected.iter().any(|(key, value)| *key == "decimal" && value == ",");
    if comma { DecimalMark::Comma } else { DecimalMark::Point }
}

/// Gives the records of a table their points, from two of its columns.
///
/// `x` and `y` are positions of fields (east or longitude, north or latitude); `stated` is what
/// is known of their system and `asked` what the person says. Numbers are read with the decimal
/// mark of the layer, else with the other. Records without coordinates stay without a point;
/// an unreadable coordinate is named in a notice.
///
/// # Errors
/// No system is known, or the coordinates cannot be in it.
pub fn points(
    layer: &mut Layer,
    x: usize,
    y: usize,
    stated: Option<Crs>,
    asked: Option<Crs>,
    notices: &mut Notices,
) -> Result<(), Notice> {
    let file = layer.source.file.clone();
    let mark = decimal_mark(layer);
    let (lines, fields) = (layer.lines, layer.fields.clone());
    let mut tally = Tally::new(notices);
    for record in &mut layer.records {
        let mut coordinate = [None; 2];
        for (slot, index) in coordinate.iter_mut().zip([x, y]) {
            let value = record.values.get(index).unwrap_or(&Value::Null);
            *slot = coordinate_of(value, mark);
            if slot.is_none()
                && let Some(text) = value.text()
            {
                let column = fields.get(index).cloned().unwrap_or_default();
                let notice = Notice::warning("load-bad-coordinate")
                    .file(file.clone())
                    .column(column)
                    .arg("value", text);
                tally.push(if lines {
                    notice.line(record.number)
                } else {
                    notice.feature(shapes::label(&fields, record))
                });
            }
        }
        if let [Some(x), Some(y)] = coordinate {
            record.geometry = Some(Point::new(x, y).into());
        }
    }
    tally.finish(&file);
    let stated = stated.map_or(Stated::Nothing, Stated::Known);
    shapes::settle(layer, &Reference { stated, asked, default: None }, notices)
}

fn coordinate_of(value: &Value, mark: DecimalMark) -> Option<f64> {
    match value {
        Value::Number(n) => n.is_finite().then_some(*n),
        Value::Text(text) => {
            let other = if mark == DecimalMark::Point { DecimalMark::Comma } else { DecimalMark::Point };
            number::parse(text, mark).or_else(|| number::parse(text, other))
        }
        Value::Null | Value::Bool(_) => None,
    }
}
