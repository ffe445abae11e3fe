//! Files → layers: what stands in a file, before anyone decides what it means.
//!
//! A reader (one module per format) turns a file into a [`Layer`]: records with values and, where
//! the format has shapes, geometry in RD metres. Readers know nothing of schools or wijken; what
//! a layer *is* gets recognised afterwards, and joining is the work of [`crate::join`].
//!
//! | module | what |
//! | --- | --- |
//! | [`mod@file`] | path → bytes with a fingerprint |
//! | [`sniff`] | which format it is, by content |
//! | [`encoding`] | bytes → text |
//! | [`csv`], [`geojson`], [`shapefile`], [`gpkg`], [`xlsx`], [`osm`] | one reader per format |
//! | [`shapes`], [`rings`] | coordinates → RD metres, rings in order |

use std::path::{Path, PathBuf};

use crate::crs::Crs;
use crate::data::Source;
use crate::notice::{Notice, Notices};
use crate::number::DecimalMark;
use crate::progress::Progress;

mod bytes;
pub mod csv;
pub mod encoding;
pub mod file;
pub mod geojson;
pub mod gpkg;
mod json;
pub mod layer;
pub mod osm;
pub mod rings;
pub mod shapefile;
pub mod shapes;
pub mod sniff;
pub(crate) mod tally;
pub mod xlsx;

pub use layer::{Layer, Record, Value};
pub use sniff::Format;

/// What a person says about a file that does not say it itself, or says it wrongly.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// The coordinate system of a file that states none (or one that cannot be right).
    pub crs: Option<Crs>,
    /// The encoding of text; see [`encoding::from_label`].
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The delimiter of a CSV, an ASCII character.
    pub delimiter: Option<u8>,
    pub decimal: Option<DecimalMark>,
    /// Whether the first line of a CSV names its columns.
    pub header: Option<bool>,
}

/// A file, or one layer of it: `wijken.geojson`, `wijkenbuurten.gpkg:buurten`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerPath {
    pub path: PathBuf,
    pub layer: Option<String>,
}

impl LayerPath {
    /// Reads `FILE[:LAYER]`. The drive letter of Windows is no file, and a file that exists under
    /// the whole name, colon and all, is meant as such.
    pub fn parse(text: &str) -> Self {
        let whole = Self { path: PathBuf::from(text), layer: None };
        if whole.path.exists() {
            return whole;
        }
        match text.rsplit_once(':') {
            Some((file, layer)) if !is_drive(file) && !layer.contains(['/', '\\']) && !file.is_empty() => {
                Self { path: PathBuf::from(file), layer: Some(layer.to_owned()).filter(|l| !l.is_empty()) }
            }
            _ => whole,
        }
    }
}

fn is_drive(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|b| b.is_ascii_alphabetic())
}

impl From<&Path> for LayerPath {
    fn from(path: &Path) -> Self {
        Self { path: path.to_owned(), layer: None }
    }
}

/// One layer or table of a file, for a person to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerInfo {
    pub name: String,
    pub format: Format,
    /// Whether its records have shapes, as far as the file says; a CSV may hold coordinates.
    pub shapes: bool,
    /// Number of records, where the file tells it without being read as a whole.
    pub records: Option<u64>,
}

impl LayerInfo {
    /// The name by which it is asked for, where the file holds more than one.
    pub fn apart(self) -> Option<String> {
        matches!(self.format, Format::GeoPackage | Format::Workbook).then_some(self.name)
    }
}

/// The layers that a file holds: of a workbook its sheets.
///
/// # Errors
/// A path that cannot be read, and content that is none of the formats.
pub fn layers_in(path: &Path) -> Result<Vec<LayerInfo>, Notice> {
    let (path, format) = sniff::locate(path)?;
    if format == Format::GeoPackage {
        return gpkg::layers(&path);
    }
    if format == Format::Workbook {
        let read = file::read(&path)?;
        let sheets = xlsx::sheets(&read.name, &read.bytes)?;
        let info = |name| LayerInfo { name, format, shapes: false, records: None };
        return Ok(sheets.into_iter().map(info).collect());
    }
    let records = if format == Format::Shapefile { shapefile::count(&path) } else { None };
    let name = file::stem(&file::file_name(&path));
    let shapes = !matches!(format, Format::Csv | Format::Workbook);
    Ok(vec![LayerInfo { name, format, shapes, records }])
}

/// Reads a layer: every record, shapes in RD metres with rings in order.
///
/// What was altered or left out stands in `notices`.
///
/// # Errors
/// A notice with the reason why nothing could be read.
pub fn read(path: &LayerPath, options: &ReadOptions, notices: &mut Notices) -> Result<Layer, Notice> {
    read_watched(path, options, notices, &())
}

/// As [`read`], with somebody who watches how far a file of streets is and may stop it; every other
/// format is read in one go, and only asked about before.
///
/// # Errors
/// As [`read`], and `load-cancelled`.
pub fn read_watched(
    path: &LayerPath,
    options: &ReadOptions,
    notices: &mut Notices,
    progress: &dyn Progress,
) -> Result<Layer, Notice> {
    if progress.cancelled() {
        return Err(Notice::error("load-cancelled").file(file::file_name(&path.path)));
    }
    let (located, format) = sniff::locate(&path.path)?;
    if format == Format::GeoPackage {
        return gpkg::read(&located, path.layer.as_deref(), options, notices);
    }
    let name = file::file_name(&located);
    if format == Format::Workbook {
        let read = file::read(&located)?;
        let source = source(&read.name, None, read.sha256);
        return xlsx::read(source, &read.bytes, path.layer.as_deref(), options, notices);
    }
    if let Some(layer) = path.layer.as_deref().filter(|layer| *layer != file::stem(&name)) {
        return Err(Notice::error("load-no-layers").file(name).arg("layer", layer));
    }
    if format == Format::Shapefile {
        return shapefile::read(&located, options, notices);
    }
    if format == Format::Osm {
        return osm::read(&located, notices, progress);
    }
    let read = file::read(&located)?;
    read_text(format, &read.name, &read.bytes, read.sha256, options, notices)
}

/// Reads a CSV or GeoJSON that is already in memory, such as one that comes with the program.
///
/// # Errors
/// As [`read`]; other formats are refused, since they are not one run of bytes.
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
    let length = usize::try_from(sniff::HEAD_BYTES).unwrap_or(usize::MAX).min(bytes.len());
    let format = sniff::sniff(name, bytes.get(..length).unwrap_or(bytes))?;
    if matches!(format, Format::GeoPackage | Format::Shapefile | Format::Osm) {
        return Err(Notice::error("load-unknown-format").file(name));
    }
    read_text(format, name, bytes, file::sha256(bytes), options, notices)
}

fn read_text(
    format: Format,
    name: &str,
    bytes: &[u8],
    sha256: String,
    options: &ReadOptions,
    notices: &mut Notices,
) -> Result<Layer, Notice> {
    let source = source(name, None, sha256);
    match format {
        Format::Json => geojson::read(source, bytes, options, notices),
        Format::Workbook => xlsx::read(source, bytes, None, options, notices),
        _ => csv::read(source, bytes, options, notices),
    }
}

/// Passes on notices about rows of a file: the first of many of a kind, or every one where that is
/// wanted.
pub(crate) fn push_rows(rows: Vec<Notice>, file: &str, notices: &mut Notices) {
    let mut tally = tally::Tally::new(notices);
    rows.into_iter().for_each(|notice| tally.push(notice));
    tally.finish(file);
}

/// The source of a layer, as far as the file itself tells.
fn source(name: &str, layer: Option<&str>, sha256: String) -> Source {
    Source {
        title: layer.map_or_else(|| file::stem(name), ToOwned::to_owned),
        file: layer.map_or_else(|| name.to_owned(), |layer| format!("{name}:{layer}")),
        sha256: Some(sha256),
        ..Source::default()
    }
}
