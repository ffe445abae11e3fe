//! dBASE tables, as far as shapefiles use them.
//!
//! Read here and not by the `dbase` crate. Version 0.8.0 does not panic on damaged tables, yet a
//! sound one would be read wrong: rows marked as deleted are passed over, so that every later row
//! gets the shape of its neighbour; fields of kind `F` go through 32 bits, which changes codes and
//! numbers of more than seven digits; a row that is wider than its fields shifts all rows after
//! it; one number that is none, or a kind of field that it does not know, refuses the whole
//! table; and the encoding has to be known before the first byte of text is seen.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::load::bytes::Bytes;
use crate::load::encoding;
use crate::load::layer::Value;
use crate::notice::{Notice, Notices};

/// The rows of a table; `None` for a row that is marked as deleted.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub fields: Vec<String>,
    pub rows: Vec<Option<Vec<Value>>>,
    pub encoding: &'static Encoding,
}

#[derive(Clone, Copy, Debug)]
struct Column<'a> {
    name: &'a [u8],
    kind: u8,
    length: usize,
}

/// Reads a whole table. `stated` is what the person or the `.cpg` says of the encoding.
///
/// # Errors
/// A header that cannot be, and a table with fewer bytes than its header promises.
pub(super) fn parse(
    file: &str,
    bytes: &[u8],
    stated: Option<&'static Encoding>,
    notices: &mut Notices,
) -> Result<Table, Notice> {
    let damaged = || Notice::error("load-dbf-damaged").file(file);
    let mut head = Bytes::new(bytes, true);
    // Version and date of the last change.
    let rows = head.skip(4).and_then(|()| head.u32()).ok_or_else(damaged)? as usize;
    let lengths = head.take::<4>().ok_or_else(damaged)?;
    let [h0, h1, r0, r1] = lengths;
    let (header, width) =
        (usize::from(u16::from_le_bytes([h0, h1])), usize::from(u16::from_le_bytes([r0, r1])));
    let driver = bytes.get(29).copied().ok_or_else(damaged)?;
    let columns = columns(bytes.get(32..header).ok_or_else(damaged)?).ok_or_else(damaged)?;
    let used: usize = columns.iter().map(|c| c.length).sum();
    if columns.is_empty() || used + 1 > width {
        return Err(damaged());
    }
    let body = bytes.get(header..).unwrap_or_default();
    if rows.checked_mul(width).is_none_or(|needed| needed > body.len()) {
        return Err(Notice::error("load-dbf-cut-off")
            .file(file)
            .arg("found", body.len() / width)
            .arg("expected", rows));
    }
    let body = body.get(..rows * width).unwrap_or_default();
    let texts = || columns.iter().map(|c| c.name).chain(text_cells(body, width, &columns));
    let encoding = choose(file, stated, driver, texts, notices);

    let mut fields: Vec<String> = Vec::new();
    for column in &columns {
        let name = decode(column.name, encoding).trim().to_owned();
        let mut unique = name.clone();
        let mut n = 2;
        while fields.contains(&unique) {
            unique = format!("{name} ({n})");
            n += 1;
        }
        fields.push(unique);
    }
    let rows = body.chunks_exact(width).map(|row| values(row, &columns, encoding)).collect();
    Ok(Table { fields, rows, encoding })
}

fn columns(mut rest: &[u8]) -> Option<Vec<Column<'_>>> {
    let mut columns = Vec::new();
    loop {
        match rest.first() {
            None | Some(0x0d) => return Some(columns),
            Some(_) => {}
        }
        let (column, after) = rest.split_at_checked(32)?;
        let name = column.get(..11)?;
        let end = name.iter().position(|b| *b == 0).unwrap_or(name.len());
        columns.push(Column {
            name: name.get(..end)?,
            kind: *column.get(11)?,
            length: usize::from(*column.get(16)?),
        });
        rest = after;
    }
}

fn text_cells<'a>(body: &'a [u8], width: usize, columns: &[Column<'_>]) -> impl Iterator<Item = &'a [u8]> {
    let mut at = 1;
    let spans: Vec<(usize, usize)> = columns
        .iter()
        .filter_map(|c| {
            let from = at;
            at += c.length;
            (c.kind == b'C').then_some((from, at))
        })
        .collect();
    body.chunks_exact(width)
        .flat_map(move |row| spans.clone().into_iter().filter_map(|(from, to)| row.get(from..to)))
}

/// The stated encoding, unless it says UTF-8 and the bytes cannot be; else the language driver of
/// the header; else what the bytes show.
fn choose<'a, I: Iterator<Item = &'a [u8]>>(
    file: &str,
    stated: Option<&'static Encoding>,
    driver: u8,
    texts: impl Fn() -> I,
    notices: &mut Notices,
) -> &'static Encoding {
    // Cells are cut at a number of bytes: a last letter may be halved and proves nothing.
    let utf8 = || {
        texts().all(|cell| match std::str::from_utf8(cell) {
            Ok(_) => true,
            Err(e) => e.error_len().is_none(),
        })
    };
    match stated.or_else(|| from_driver(driver)) {
        Some(encoding) if encoding == UTF_8 && !utf8() => {
            notices.push(
                Notice::warning("load-encoding-other")
                    .file(file)
                    .arg("stated", encoding.name())
                    .arg("used", WINDOWS_1252.name()),
            );
            WINDOWS_1252
        }
        Some(encoding) => encoding,
        None if utf8() => UTF_8,
        None => WINDOWS_1252,
    }
}

/// The language driver byte that ESRI and dBASE write; only western ones occur in Dutch files.
fn from_driver(driver: u8) -> Option<&'static Encoding> {
    match driver {
        0x03 | 0x57 | 0x58 | 0x59 => Some(WINDOWS_1252),
        0xc8 => encoding::from_label("1250"),
        _ => None,
    }
}

fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

fn values(row: &[u8], columns: &[Column<'_>], encoding: &'static Encoding) -> Option<Vec<Value>> {
    let (mark, mut rest) = row.split_first()?;
    if *mark == b'*' {
        return None;
    }
    let mut values = Vec::with_capacity(columns.len());
    for column in columns {
        let (cell, after) = rest.split_at_checked(column.length)?;
        values.push(value(cell, column.kind, encoding));
        rest = after;
    }
    Some(values)
}

fn value(cell: &[u8], kind: u8, encoding: &'static Encoding) -> Value {
    match (kind, cell) {
        (b'I' | b'+', [a, b, c, d]) => Value::Number(f64::from(i32::from_le_bytes([*a, *b, *c, *d]))),
        (b'O' | b'B', [a, b, c, d, e, f, g, h]) => {
            let number = f64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]);
            if number.is_finite() { Value::Number(number) } else { Value::Null }
        }
        _ => {
            let text = decode(cell, encoding);
            let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
            match kind {
                // Some programs fill an absent number with stars.
                b'N' | b'F' if text.is_empty() || text.bytes().all(|b| b == b'*') => Value::Null,
                b'N' | b'F' => match text.parse::<f64>() {
                    Ok(number) if number.is_finite() => Value::Number(number),
                    _ => Value::Text(text.to_owned()),
                },
                b'L' => match text {
                    "T" | "t" | "Y" | "y" | "J" | "j" => Value::Bool(true),
                    "F" | "f" | "N" | "n" => Value::Bool(false),
                    _ => Value::Null,
                },
                _ if text.is_empty() => Value::Null,
                _ => Value::Text(text.to_owned()),
            }
        }
    }
}
