//! What a file is, by what stands in it; the extension only helps where the content cannot tell.

use std::path::{Path, PathBuf};

use super::{encoding, file};
use crate::notice::Notice;

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text with one record a line.
    Csv,
    /// JSON; whether it is GeoJSON shows when it is read.
    Json,
    Shapefile,
    GeoPackage,
    /// Worksheets of Excel (`.xlsx`).
    Workbook,
    /// OpenStreetMap, `.osm.pbf`: of it, the streets are read.
    Osm,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "GeoJSON",
            Self::Shapefile => "Shapefile",
            Self::GeoPackage => "GeoPackage",
            Self::Workbook => "Excel",
            Self::Osm => "OpenStreetMap",
        }
    }
}

/// How many bytes are enough to tell the formats apart.
pub const HEAD_BYTES: u64 = 1 << 16;

/// The file to open and its format. A part of a shapefile (`.dbf`, `.shx`, `.prj`, `.cpg`) and a
/// folder that holds exactly one shapefile lead to the `.shp`.
///
/// # Errors
/// A path that cannot be read, and content that is none of the formats.
pub fn locate(path: &Path) -> Result<(PathBuf, Format), Notice> {
    let name = file::file_name(path);
    if path.is_dir() {
        return shapefile_in(path).map(|shp| (shp, Format::Shapefile));
    }
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if matches!(extension.as_str(), "dbf" | "shx" | "prj" | "cpg" | "qix" | "sbn" | "sbx") && path.exists() {
        return match sibling(path, "shp") {
            Some(shp) => locate(&shp),
            None => Err(Notice::error("load-shp-missing-part")
                .arg("part", format!("{}.shp", file::stem(&name)))
                .file(name)),
        };
    }
    let head = file::head(path, HEAD_BYTES)?;
    Ok((path.to_owned(), sniff(&name, &head)?))
}

/// The format of a file of which these are the first bytes.
///
/// # Errors
/// A notice that names what it is instead, as far as that shows, and what to do.
pub fn sniff(name: &str, head: &[u8]) -> Result<Format, Notice> {
    if head.is_empty() {
        return Err(Notice::error("load-empty-file").file(name));
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Ok(Format::GeoPackage);
    }
    if head.starts_with(&[0, 0, 0x27, 0x0a]) {
        return Ok(Format::Shapefile);
    }
    if is_workbook(name, head) {
        return Ok(Format::Workbook);
    }
    if is_osm(head) {
        return Ok(Format::Osm);
    }
    if let Some(key) = other_format(head) {
        return Err(Notice::error(key).file(name));
    }
    let marked = encoding_rs::Encoding::for_bom(head).is_some();
    if !marked && encoding::utf16_without_mark(head).is_none() && is_binary(head) {
        // The extension tells what the person took it for.
        let lower = name.to_ascii_lowercase();
        let key = if lower.ends_with(".gpkg") || lower.ends_with(".sqlite") || lower.ends_with(".db") {
            "load-not-a-database"
        } else if lower.ends_with(".shp") {
            "load-shp-not-one"
        } else if lower.ends_with(".pbf") {
            "load-osm-not-one"
        } else {
            "load-unknown-format"
        };
        return Err(Notice::error(key).file(name));
    }
    let decoded = encoding::decode(head, None);
    let start = decoded.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match start.chars().next() {
        None => Err(Notice::error("load-blank-file").file(name)),
        Some('{' | '[') => Ok(Format::Json),
        Some('<') => {
            let lower = start.to_ascii_lowercase();
            let key = if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
                "load-is-html"
            } else {
                "load-is-xml"
            };
            Err(Notice::error(key).file(name))
        }
        // A file that says that it is GeoJSON is refused as such: read as a table it would yield
        // nonsense instead of the place of the fault.
        Some(_) if has_extension(name, &["geojson", "json"]) => Ok(Format::Json),
        Some(_) if has_extension(name, &["gpkg"]) => Err(Notice::error("load-not-a-database").file(name)),
        Some(_) if has_extension(name, &["shp"]) => Err(Notice::error("load-shp-not-one").file(name)),
        Some(_) => Ok(Format::Csv),
    }
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, e)| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)))
}

/// A zip with the parts of a workbook of Excel. In a large one the names of those parts may stand
/// further on; then the extension decides.
fn is_workbook(name: &str, head: &[u8]) -> bool {
    let contains = |part: &[u8]| head.windows(part.len()).any(|w| w == part);
    head.starts_with(b"PK\x03\x04")
        && !contains(b"opendocument")
        && (contains(b"xl/") || (contains(b"[Content_Types].xml") && has_extension(name, &["xlsx", "xlsm"])))
}

/// A file of OpenStreetMap begins with the length of a header, in big-endian order, and in that
/// header its type.
fn is_osm(head: &[u8]) -> bool {
    const TYPE: &[u8] = b"OSMHeader";
    let start = head.get(..64.min(head.len())).unwrap_or(head);
    head.starts_with(&[0, 0]) && start.windows(TYPE.len()).any(|w| w == TYPE)
}

/// Formats that are known by their first bytes and cannot be read: the key of what to say.
fn other_format(head: &[u8]) -> Option<&'static str> {
    let contains = |part: &[u8]| head.windows(part.len()).any(|w| w == part);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let sheet = contains(b"xl/") || contains(b"[Content_Types].xml") || contains(b"opendocument");
        return Some(if sheet { "load-is-spreadsheet" } else { "load-is-zip" });
    }
    let magics: [(&[u8], &str); 10] = [
        (&[0xd0, 0xcf, 0x11, 0xe0], "load-is-spreadsheet"),
        (&[0x1f, 0x8b], "load-is-zip"),
        (b"7z\xbc\xaf", "load-is-zip"),
        (b"Rar!", "load-is-zip"),
        (b"%PDF", "load-is-pdf"),
        (b"\x89PNG", "load-is-image"),
        (&[0xff, 0xd8, 0xff], "load-is-image"),
        (b"II*\0", "load-is-image"),
        (b"MM\0*", "load-is-image"),
        (b"fgb", "load-unknown-format"),
    ];
    magics.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, key)| *key)
}

/// Text has no zeros and hardly any control characters.
fn is_binary(head: &[u8]) -> bool {
    let controls = head.iter().filter(|b| **b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 12 | 26)).count();
    head.contains(&0) || controls * 20 > head.len()
}

/// The file with the same stem and another extension, whatever its case.
pub(super) fn sibling(path: &Path, extension: &str) -> Option<PathBuf> {
    let exact = path.with_extension(extension);
    if exact.is_file() {
        return Some(exact);
    }
    let stem = path.file_stem()?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path()).find(|other| {
        other.is_file()
            && other.file_stem().is_some_and(|s| s.eq_ignore_ascii_case(stem))
            && other.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension))
    })
}

fn shapefile_in(folder: &Path) -> Result<PathBuf, Notice> {
    let name = file::file_name(folder);
    let entries = std::fs::read_dir(folder)
        .map_err(|e| Notice::error("load-unreadable").file(name.clone()).arg("reason", e))?;
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("shp")) && path.is_file())
        .collect();
    found.sort();
    match (found.len(), found.pop()) {
        (1, Some(only)) => Ok(only),
        (0, _) => Err(Notice::error("load-is-folder").file(name)),
        (n, _) => Err(Notice::error("load-many-shapefiles").file(name).arg("number", n)),
    }
}
