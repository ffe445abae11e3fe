//! The rows of a delimited text, each with the line on which it starts.
//!
//! The `csv` crate splits them. Two things are made of the positions that it gives, because its
//! own line numbers count only line feeds, lag behind by one after CRLF, and name the first of the
//! blank lines that it skipped: the line of a row, and whether a quote stayed open to the end of
//! the text, in which case the crate hands out the rest of the file as one field.

use std::io::{Chain, Read};

use csv::{Reader, ReaderBuilder, StringRecord};

/// One row of a delimited text.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The line on which it starts, from 1.
    pub line: u64,
    /// A quote was opened and never closed.
    pub unclosed: bool,
    record: StringRecord,
}

impl Row {
    pub fn len(&self) -> usize {
        self.record.len()
    }

    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.record.iter()
    }

    pub fn is_blank(&self) -> bool {
        self.fields().all(|f| f.trim().is_empty())
    }
}

/// Stands behind the text on a line of its own: the row that holds it also holds an open quote.
const MARK: &[u8] = b"\n\0";

/// Splits text into rows: RFC 4180 quotes; CRLF, LF or CR. Empty lines are passed over.
pub(super) struct Rows<'a> {
    reader: Reader<Chain<&'a [u8], &'a [u8]>>,
    text: &'a [u8],
    /// How far the lines have been counted.
    at: usize,
    line: u64,
    /// Letters and fields of the row before: the next is about as long.
    room: (usize, usize),
}

impl<'a> Rows<'a> {
    /// The rows of a text of which the first line has this number.
    pub fn new(text: &'a str, delimiter: u8, line: u64) -> Self {
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes().chain(MARK));
        Self { reader, text: text.as_bytes(), at: 0, line, room: (0, 0) }
    }

    /// The line of the first byte from `from` that is no line break, which is where a row starts;
    /// `None` behind the text.
    fn line_of(&mut self, from: usize) -> Option<u64> {
        let rest = self.text.get(from..)?;
        let start = from + rest.iter().position(|b| !matches!(b, b'\n' | b'\r'))?;
        // CRLF counts once.
        let passed = self.text.get(self.at..start).unwrap_or_default();
        let ends = passed.iter().zip(self.text.get(self.at + 1..).unwrap_or_default().iter().chain(&[0]));
        let ends = ends.filter(|(b, next)| **b == b'\n' || (**b == b'\r' && **next != b'\n'));
        self.line += ends.count() as u64;
        self.at = self.at.max(start);
        Some(self.line)
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let from = usize::try_from(self.reader.position().byte()).ok()?;
        let line = self.line_of(from)?;
        let mut record = StringRecord::with_capacity(self.room.0, self.room.1);
        // A text in memory and records of any length leave nothing to fail.
        if !self.reader.read_record(&mut record).ok()? {
            return None;
        }
        self.room = (record.as_slice().len(), record.len());
        let whole = self.text.len() + MARK.len();
        let unclosed = self.reader.position().byte() >= whole as u64;
        Some(Row { line, unclosed, record })
    }
}

/// Whether a byte can stand between fields.
pub(super) fn can_delimit(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, bool, Vec<String>)> {
        Rows::new(text, b';', 1)
            .map(|row| (row.line, row.unclosed, row.fields().map(str::to_owned).collect()))
            .collect()
    }

    #[test]
    fn a_row_is_on_the_line_where_it_starts_whatever_ends_the_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a;b", "", "", "\"1", "2\";3", "4;\"\"\"5\"", ""].join(end);
            let found: Vec<_> = rows(&text).into_iter().map(|(line, open, _)| (line, open)).collect();
            assert_eq!(found, [(1, false), (4, false), (6, false)], "{end:?}");
        }
    }

    #[test]
    fn only_a_quote_that_stays_open_counts_as_unclosed() {
        for closed in
            ["a;\"b\"", "a;\"b\n\"", "a;\"b\n\"\n", "a;\"\"", "a;b\"", "a;\"b\"\"\"\r\n\r\n", "a;\"b\"x\""]
        {
            assert!(rows(closed).iter().all(|(_, open, _)| !open), "{closed:?}");
        }
        for open in ["a;\"b", "\"", "a\n\"b;\n\n", "a;\"b\"\"", "\"\r", "x\r\n\"\"\"\r\n"] {
            assert!(rows(open).last().is_some_and(|(_, open, _)| *open), "{open:?}");
        }
    }

    #[test]
    fn no_row_comes_of_line_breaks_alone() {
        assert_eq!(rows(""), []);
        assert_eq!(rows("\r\n\n\r"), []);
        assert_eq!(rows(";"), [(1, false, vec![String::new(), String::new()])]);
    }
}
