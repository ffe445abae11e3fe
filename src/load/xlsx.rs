//! Worksheets of Excel (`.xlsx`), as CBS publishes tables: a title above, notes below, sometimes
//! two rows of headings.
//!
//! Cells are streamed, so that a sheet that pretends to be millions of cells wide takes no memory.
//! The heading is what stands right above the first row of data; the first row of data is the
//! first that is nearly as wide as the sheet and holds a number or a code.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::layer::{Layer, Record, Value};
use super::tally::Tally;
use super::{ReadOptions, csv};
use crate::data::{Level, Source};
use crate::notice::{Notice, Notices};
use crate::number::DecimalMark;

/// Columns beyond these are no table.
const MOST_COLUMNS: u32 = 4096;

/// Cells beyond these are not kept in memory.
const MOST_CELLS: usize = 20_000_000;

/// The heading stands within so many rows.
const TOP_ROWS: usize = 40;

type Row = BTreeMap<u32, Value>;

/// What was read of one sheet: rows by their number from 1.
#[derive(Debug, Default)]
struct Sheet {
    rows: BTreeMap<u64, Row>,
    cells: usize,
    /// Cells that hold an error of a formula (`#N/A`), by row and column.
    faults: Vec<(u64, u32)>,
}

/// The names of the sheets of a workbook, in their order.
///
/// # Errors
/// Bytes that are no workbook of Excel.
pub fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<String>, Notice> {
    Ok(open(name, bytes)?.sheet_names())
}

/// Reads one sheet: the one with this name, else the one with the most rows of data.
/// `records[..].number` is the row in the sheet.
///
/// # Errors
/// Bytes that are no workbook, a sheet that is not there, and a workbook without a table.
pub fn read(
    mut source: Source,
    bytes: &[u8],
    wanted: Option<&str>,
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
    let file = source.file.clone();
    let mut book = open(&file, bytes)?;
    let names = book.sheet_names();
    let (title, sheet) = match wanted {
        Some(name) if names.iter().any(|n| n == name) => (name.to_owned(), cells(&mut book, name, &file)?),
        Some(name) => {
            return Err(Notice::error("load-xlsx-no-such-sheet")
                .arg("sheet", name)
                .arg("sheets", names.join(", "))
                .file(file));
        }
        None => largest(&mut book, &names, &file)?,
    };
    if names.len() > 1 || wanted.is_some() {
        source.file = format!("{file}:{title}");
    }
    let Some(first) = first_of_data(&sheet.rows) else {
        return Err(Notice::error("load-xlsx-no-table").arg("sheet", title).file(file));
    };
    let fields = headings(&sheet.rows, first);
    let mut layer = Layer {
        source,
        lines: true,
        fields: Vec::new(),
        records: Vec::new(),
        crs: None,
        detected: Vec::new(),
    };
    let file = layer.source.file.clone();
    layer.fields = unique(fields.iter().map(|(_, name)| name.clone()));
    let mut tally = Tally::new(notices);
    for (row, column) in &sheet.faults {
        let name = fields.iter().position(|(c, _)| c == column).and_then(|i| layer.fields.get(i));
        let notice = Notice::warning("load-xlsx-formula").file(file.clone()).line(*row);
        tally.push(notice.column(name.cloned().unwrap_or_else(|| (column + 1).to_string())));
    }
    for (number, row) in sheet.rows.range(first..) {
        // A note below the table stands alone in its row.
        if row.len() == 1 && fields.len() > 1 {
            let text = row.values().next().and_then(Value::text).unwrap_or_default();
            let text: String = text.chars().take(80).collect();
            tally.push(Notice::info("load-xlsx-note").file(file.clone()).line(*number).arg("text", text));
            continue;
        }
        let values = fields.iter().map(|(c, _)| row.get(c).cloned().unwrap_or_default()).collect();
        layer.records.push(Record { number: *number, values, geometry: None });
    }
    tally.finish(&file);
    let decimal = options.decimal.unwrap_or_else(|| csv::detect_decimal(&layer));
    layer.detected = vec![
        ("format", "Excel".to_owned()),
        ("sheet", title),
        ("header", format!("1-{}", first.saturating_sub(1))),
        ("decimal", if decimal == DecimalMark::Comma { "," } else { "." }.to_owned()),
    ];
    Ok(layer)
}

fn open<'a>(name: &str, bytes: &'a [u8]) -> Result<Xlsx<Cursor<&'a [u8]>>, Notice> {
    Xlsx::new(Cursor::new(bytes)).map_err(|e| damaged(name, &e))
}

fn damaged(name: &str, error: &XlsxError) -> Notice {
    match error {
        XlsxError::Password => Notice::error("load-xlsx-password").file(name),
        // The list of what is in a workbook stands at its end, and parts that it lacks were there.
        XlsxError::Zip(_) | XlsxError::Io(_) | XlsxError::FileNotFound(_) => {
            Notice::error("load-xlsx-cut-off").file(name)
        }
        // What the reader says of it is in its own language.
        _ => Notice::error("load-xlsx-damaged").file(name),
    }
}

/// The sheet with the most rows that have the code of an area or a school, so that a long list of
/// notes does not go before a short table; then the one with the most rows, then the first.
fn largest<RS: Read + Seek>(
    book: &mut Xlsx<RS>,
    names: &[String],
    file: &str,
) -> Result<(String, Sheet), Notice> {
    let mut best: Option<((usize, usize), String, Sheet)> = None;
    let mut failed = None;
    for name in names {
        let sheet = match cells(book, name, file) {
            Ok(sheet) => sheet,
            // A sheet of charts has no cells; a damaged one only matters when no other is left.
            Err(notice) => {
                failed = Some(notice);
                continue;
            }
        };
        let rows = first_of_data(&sheet.rows).map_or((0, 0), |first| {
            let with_code = |row: &&Row| row.values().any(is_code);
            let of_table = || sheet.rows.range(first..).map(|(_, row)| row);
            (of_table().filter(with_code).count(), of_table().count())
        });
        if best.as_ref().is_none_or(|(most, ..)| rows > *most) {
            best = Some((rows, name.clone(), sheet));
        }
    }
    match (best, failed) {
        (Some((_, name, sheet)), _) => Ok((name, sheet)),
        (None, Some(notice)) => Err(notice),
        (None, None) => Err(Notice::error("load-xlsx-no-table").arg("sheet", "1").file(file)),
    }
}

fn cells<RS: Read + Seek>(book: &mut Xlsx<RS>, name: &str, file: &str) -> Result<Sheet, Notice> {
    let mut sheet = Sheet::default();
    let mut reader = book.worksheet_cells_reader(name).map_err(|e| damaged(file, &e))?;
    while let Some(cell) = reader.next_cell().map_err(|e| damaged(file, &e))? {
        let (row, column) = cell.get_position();
        let row = u64::from(row) + 1;
        let value = match cell.get_value() {
            DataRef::Int(n) => Value::Number(*n as f64),
            DataRef::Float(n) => Value::Number(*n),
            DataRef::String(text) => written(text),
            DataRef::SharedString(text) => written(text),
            DataRef::Bool(b) => Value::Bool(*b),
            DataRef::DateTime(date) => {
                let (year, month, day, ..) = date.to_ymd_hms_milli();
                Value::Text(format!("{year:04}-{month:02}-{day:02}"))
            }
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => written(text),
            DataRef::Error(_) => {
                sheet.faults.push((row, column));
                continue;
            }
            DataRef::Empty => Value::Null,
        };
        if value == Value::Null {
            continue;
        }
        sheet.cells += 1;
        if column >= MOST_COLUMNS || sheet.cells > MOST_CELLS {
            return Err(Notice::error("load-xlsx-too-large").arg("sheet", name).file(file));
        }
        sheet.rows.entry(row).or_default().insert(column, value);
    }
    Ok(sheet)
}

fn written(text: &str) -> Value {
    let text = text.trim();
    if text.is_empty() { Value::Null } else { Value::Text(text.to_owned()) }
}

/// The number of the first row that holds data and not a title or headings.
fn first_of_data(rows: &BTreeMap<u64, Row>) -> Option<u64> {
    let width = rows.values().map(Row::len).max()?;
    let wide = |row: &Row| row.len() * 2 >= width && (row.len() > 1 || width == 1);
    let data = |row: &Row| row.values().any(|v| matches!(v, Value::Number(_)) || is_key(v));
    let top = || rows.iter().take(TOP_ROWS);
    let with_numbers = top().find(|(_, row)| wide(row) && data(row)).map(|(n, _)| *n);
    // A table of text only: below its first wide row.
    with_numbers
        .or_else(|| top().filter(|(_, row)| wide(row)).nth(1).map(|(n, _)| *n))
        .filter(|first| rows.range(..*first).next().is_some() || with_numbers.is_some())
}

/// A code of an area of CBS, or the BRIN of a school.
fn is_code(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    let bytes = text.as_bytes();
    let brin = matches!(bytes.len(), 4 | 6)
        && bytes.iter().take(2).all(u8::is_ascii_digit)
        && bytes.iter().skip(2).take(2).all(u8::is_ascii_uppercase)
        && bytes.iter().skip(4).all(u8::is_ascii_digit);
    brin || !matches!(Level::of_area_code(text), Level::Other | Level::Postcode)
}

/// A code or a number, which no heading is.
fn is_key(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    let bytes = text.as_bytes();
    let number = || {
        let point = crate::number::parse(text, DecimalMark::Point);
        point.or_else(|| crate::number::parse(text, DecimalMark::Comma)).is_some()
    };
    let year = bytes.len() == 4 && text.starts_with(['1', '2']);
    is_code(value) || (number() && !year)
}

/// Columns with their names: the rows right above the data, the upper of two in front of the lower.
/// An upper heading over several columns holds for all of them.
fn headings(rows: &BTreeMap<u64, Row>, first: u64) -> Vec<(u32, String)> {
    let columns: std::collections::BTreeSet<u32> =
        rows.range(first..).flat_map(|(_, row)| row.keys().copied()).collect();
    let mut above: Vec<&Row> = Vec::new();
    for number in (1..first).rev() {
        // One blank row or a title ends the headings.
        match rows.get(&number) {
            Some(row) if row.len() > 1 || columns.len() == 1 => above.insert(0, row),
            _ if above.is_empty() && first - number < 3 => {}
            _ => break,
        }
        if above.len() == 3 {
            break;
        }
    }
    columns
        .iter()
        .map(|&column| {
            let last = above.len().saturating_sub(1);
            let parts = above.iter().enumerate().filter_map(|(at, row)| {
                let own = row.get(&column).and_then(Value::text);
                // Merged cells hold their text in the first column only.
                let over = || row.range(..column).next_back().and_then(|(_, v)| v.text());
                if at == last { own } else { own.or_else(over) }
            });
            let mut words: Vec<String> = Vec::new();
            parts.for_each(|p| {
                if words.last() != Some(&p) {
                    words.push(p);
                }
            });
            let name = words.join(" ");
            (column, if name.is_empty() { format!("column {}", column + 1) } else { name })
        })
        .collect()
}

/// Names without repetition: the second `n` is `n (2)`.
fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        let mut one = name.clone();
        let mut n = 2;
        while out.contains(&one) {
            one = format!("{name} ({n})");
            n += 1;
        }
        out.push(one);
    }
    out
}
