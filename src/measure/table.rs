//! A bare table of counts: header `unit[,cluster],GROUP,GROUP,…`, one row per unit.
//!
//! A column named `total` is ignored; without a `unit` column rows are numbered from 1. Fields are
//! separated by commas, semicolons or tabs and may be quoted; a byte-order mark is skipped. A count
//! that its publisher hides (`<5`) is a range. What is wrong is refused with file, line and column:
//! an empty field is not zero.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;

use super::counts::{Counts, check_cell};
use super::ranges::CountRanges;
use crate::notice::Notice;
use crate::number::{Count, DecimalMark, parse};

/// A table of counts as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct CountsFile {
    /// The units whose counts are all known.
    pub counts: Counts,
    /// Key of every unit of `counts`, in file order.
    pub units: Vec<String>,
    /// Cluster of every unit of `counts`, when the table has that column.
    pub clusters: Option<Vec<String>>,
    /// Key of every unit of `ranges`, in file order.
    pub all_units: Vec<String>,
    /// Cluster of every unit of `ranges`, when the table has that column.
    pub all_clusters: Option<Vec<String>>,
    /// All units of the file, a hidden count (`<5`) as the range that it can be.
    pub ranges: CountRanges,
    /// Keys of the units with a hidden count, which are not in `counts`.
    pub hidden: Vec<String>,
}

/// Reads a table of counts from a file.
///
/// # Errors
/// The first thing that is wrong, with its place: no such file, a directory, an empty file, no
/// group columns, a row of another length, a unit that stands twice or has no key, and a count
/// that is empty, not a number, negative, infinite or beyond what a float counts exactly.
pub fn read_counts(path: &Path) -> Result<CountsFile, Notice> {
    let shown = path.display().to_string();
    if path.is_dir() {
        return Err(Notice::error("measure-table-directory").file(shown));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            Notice::error("measure-table-missing").file(shown.clone())
        } else {
            Notice::error("measure-table-unreadable").arg("reason", error).file(shown.clone())
        }
    })?;
    counts_from_bytes(&bytes).map_err(|notice| notice.file(shown))
}

/// Reads a table of counts from the bytes of a CSV file; see [`read_counts`].
///
/// # Errors
/// As there, without the name of the file.
pub fn counts_from_bytes(bytes: &[u8]) -> Result<CountsFile, Notice> {
    let text = decoded(bytes);
    if text.trim().is_empty() {
        return Err(Notice::error("measure-table-empty"));
    }
    let delimiter = delimiter(&text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = match records.next() {
        Some(header) => header.map_err(|error| broken(&error))?,
        None => return Err(Notice::error("measure-table-empty")),
    };
    let mut lines = Lines::new(&text);
    let header_line = lines.of(&header);
    let columns = Columns::of(&header).map_err(|notice| notice.line(header_line))?;
    let mut rows = Rows::default();
    for record in records {
        let record = record.map_err(|error| broken(&error))?;
        let line = lines.of(&record);
        rows.push(&record, line, header.len(), &columns, delimiter)?;
    }
    if rows.units.is_empty() {
        return Err(Notice::error("measure-table-no-rows").line(header_line));
    }
    let groups: Vec<String> = columns.groups.into_iter().map(|(_, name)| name).collect();
    let ranges = CountRanges::new(groups.clone(), &rows.cells)?;
    let known: Vec<Option<Vec<f64>>> =
        rows.cells.chunks(groups.len()).map(|row| row.iter().map(|c| c.known()).collect()).collect();
    let kept = |texts: Vec<String>, wanted: bool| -> Vec<String> {
        texts.into_iter().zip(&known).filter(|(_, row)| row.is_some() == wanted).map(|(t, _)| t).collect()
    };
    let all_units = rows.units.clone();
    let hidden = kept(rows.units.clone(), false);
    let units = kept(rows.units, true);
    let all_clusters = columns.cluster.map(|_| rows.clusters.clone());
    let clusters = columns.cluster.map(|_| kept(rows.clusters, true));
    let counts = Counts::new(groups, known.iter().flatten().flatten().copied().collect())?
        .with_units(units.clone())?;
    Ok(CountsFile { counts, units, clusters, all_units, all_clusters, ranges, hidden })
}

/// UTF-8, UTF-16 with its mark or without, else the Windows encoding of older Dutch exports.
fn decoded(bytes: &[u8]) -> String {
    let text = crate::load::encoding::decode(bytes, None).text;
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or_else(|| text.into())
}

/// The separator that the header uses most, outside quotes; a comma where there is none.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, n)) = counts.iter_mut().find(|(d, _)| *d == byte) {
            *n += 1;
        }
    }
    // The first of the greatest: a comma wins a draw.
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(d, _)| d)
}

fn broken(error: &csv::Error) -> Notice {
    let notice = Notice::error("measure-table-broken").arg("reason", error);
    match error.position() {
        Some(position) => notice.line(position.line()),
        None => notice,
    }
}

/// Line numbers of records in the order of the file. The reader's own count stands still at the
/// blank lines before a record, and a person looks the line up in an editor.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line, from 1, on which a record starts.
    fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let start = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX));
        while let Some(&byte) = self.bytes.get(self.at) {
            let ends = matches!(byte, b'\n' | b'\r');
            if self.at >= start && !ends {
                break;
            }
            // A carriage return with its line feed ends one line, not two.
            let paired = byte == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
            self.line += u64::from(ends && !paired);
            self.at += 1;
        }
        self.line
    }
}

/// Which column holds what.
struct Columns {
    unit: Option<usize>,
    cluster: Option<usize>,
    groups: Vec<(usize, String)>,
}

impl Columns {
    fn of(header: &csv::StringRecord) -> Result<Self, Notice> {
        let mut out = Self { unit: None, cluster: None, groups: Vec::new() };
        let mut seen = HashMap::new();
        for (at, name) in header.iter().map(str::trim).enumerate() {
            if name.is_empty() {
                return Err(Notice::error("measure-table-nameless").arg("number", at + 1));
            }
            if seen.insert(name.to_lowercase(), at).is_some() {
                return Err(Notice::error("measure-table-column-twice").column(name));
            }
            match name.to_lowercase().as_str() {
                "unit" => out.unit = Some(at),
                "cluster" => out.cluster = Some(at),
                "total" => {}
                _ => out.groups.push((at, name.to_owned())),
            }
        }
        if out.groups.is_empty() {
            return Err(Notice::error("measure-table-no-groups"));
        }
        Ok(out)
    }
}

#[derive(Default)]
struct Rows {
    units: Vec<String>,
    clusters: Vec<String>,
    cells: Vec<Count>,
    lines: HashMap<String, u64>,
}

impl Rows {
    fn push(
        &mut self,
        record: &csv::StringRecord,
        line: u64,
        width: usize,
        columns: &Columns,
        delimiter: u8,
    ) -> Result<(), Notice> {
        if record.len() != width {
            let notice = Notice::error("measure-table-width").line(line);
            return Err(notice.arg("fields", record.len()).arg("columns", width));
        }
        let field = |at: usize| record.get(at).unwrap_or_default().trim();
        let unit = match columns.unit {
            None => (self.units.len() + 1).to_string(),
            Some(at) => field(at).to_owned(),
        };
        if unit.is_empty() {
            return Err(Notice::error("measure-table-no-unit").line(line).column("unit"));
        }
        if let Some(first) = self.lines.insert(unit.clone(), line) {
            let notice = Notice::error("measure-table-unit-twice").line(line).column("unit");
            return Err(notice.arg("unit", unit).arg("first", first));
        }
        if let Some(at) = columns.cluster {
            let cluster = field(at);
            if cluster.is_empty() {
                return Err(Notice::error("measure-table-no-cluster").line(line).column("cluster"));
            }
            self.clusters.push(cluster.to_owned());
        }
        for (at, name) in &columns.groups {
            let value = count(field(*at), delimiter).map_err(|n| n.line(line).column(name))?;
            self.cells.push(value);
        }
        self.units.push(unit);
        Ok(())
    }
}

/// One count. A decimal comma is read where commas do not separate fields; thousands marks are not
/// read at all, because `1.234` would then have two meanings.
fn count(field: &str, delimiter: u8) -> Result<Count, Notice> {
    if field.is_empty() {
        return Err(Notice::error("measure-table-no-count"));
    }
    if let Some(limit) = field.strip_prefix('<').and_then(|t| t.trim().parse::<u32>().ok()) {
        // Zero may or may not hide behind `<5`; the wider range is the honest one.
        let greatest = f64::from(limit.saturating_sub(1));
        return Ok(Count::Suppressed { least: 0.0, greatest });
    }
    let bare = field.trim_start_matches(['+', '-']).to_lowercase();
    if matches!(bare.as_str(), "nan" | "inf" | "infinity") {
        return Err(Notice::error("measure-count-not-finite"));
    }
    let comma = field.contains(',');
    let value = match (comma, field.contains('.')) {
        (true, false) if delimiter != b',' => parse(field, DecimalMark::Comma),
        (true, _) => None,
        (false, _) => parse(field, DecimalMark::Point),
    };
    let value = value.ok_or_else(|| Notice::error("measure-table-not-a-number").arg("value", field))?;
    check_cell(value)?;
    Ok(Count::Known(value))
}
