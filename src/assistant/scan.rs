//! Looks at every file in a folder and the folders in it, two levels deep.

use std::path::{Path, PathBuf};

use crate::crs::Crs;
use crate::fetch::manifest::{Entry, Manifest};
use crate::join::Input;
use crate::join::recognise::Meaning;
use crate::load::{self, Format, LayerPath};
use crate::notice::{Notice, Notices};
use crate::open::corrections::Corrections;
use crate::open::{self, Request};
use crate::progress::Progress;
use crate::project;

/// Folders within folders that are looked into.
const DEPTH: usize = 2;

/// More files than this are no folder of data but a whole disk.
const MOST_FILES: usize = 2000;

/// One file or layer with what it is.
#[derive(Debug)]
pub struct Found {
    /// Path within the folder with `/`, and the layer as `file.gpkg:layer`.
    pub name: String,
    /// What it brings; empty when it can't be used.
    pub inputs: Vec<Input>,
    /// Why it can't be used.
    pub failed: Option<Notice>,
    /// What was found while it was read.
    pub notices: Notices,
    /// Its columns, each with the first value in it; none where it could not be read.
    pub fields: Vec<(String, String)>,
    /// What a column of it can be pointed out as.
    pub wanted: Vec<Meaning>,
    /// The published form that was recognised in it.
    pub form: Option<&'static str>,
}

impl Found {
    fn failed(name: &str, notice: Notice) -> Self {
        Self {
            name: name.to_owned(),
            inputs: Vec::new(),
            failed: Some(notice),
            notices: Notices::default(),
            fields: Vec::new(),
            wanted: Vec::new(),
            form: None,
        }
    }
}

/// The files of a folder, in the order of their names, with what a person says of their columns.
/// `every_row` names every row with a fault, in place of the first of many. `begin` hears each name
/// before its file is read, with its place in the list (from 1) and the length of the list; when it
/// answers `false` the rest is not looked at. `within` hears how far a large file is.
///
/// # Errors
/// A folder that can't be read, or that holds nothing.
pub fn scan(
    folder: &Path,
    corrections: &Corrections,
    every_row: bool,
    within: &dyn Progress,
    mut begin: impl FnMut(&str, usize, usize) -> bool,
) -> Result<Vec<Found>, Notice> {
    let shown = folder.display().to_string();
    let mut paths = Vec::new();
    list(folder, DEPTH, &mut paths)
        .map_err(|e| Notice::error("assistant-no-folder").arg("reason", e).file(shown.clone()))?;
    if paths.is_empty() {
        return Err(Notice::error("assistant-empty-folder").file(shown));
    }
    if paths.len() > MOST_FILES {
        return Err(Notice::error("assistant-many-files").arg("number", paths.len()).file(shown));
    }
    let mut found = Vec::new();
    let manifest = Manifest::read(folder);
    let of = paths.len();
    for (at, path) in paths.into_iter().enumerate() {
        let inner = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<String> =
            inner.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
        let name = parts.join("/");
        if !begin(&name, at + 1, of) {
            break;
        }
        let mut files = look(&path, &name, corrections, every_row, within);
        if let Some(entry) = manifest.entry(&name) {
            files.iter_mut().flat_map(|f| &mut f.inputs).for_each(|input| credit(input, entry));
        }
        found.extend(files);
    }
    Ok(found)
}

/// What was downloaded knows whose it is.
fn credit(input: &mut Input, entry: &Entry) {
    let source = &mut input.layer.source;
    source.title.clone_from(&entry.title);
    source.publisher.get_or_insert_with(|| entry.publisher.clone());
    source.licence.get_or_insert_with(|| entry.licence.clone());
}

fn list(folder: &Path, depth: usize, out: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        // Hidden files, and the parts of a shapefile beside its .shp.
        let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        let part = matches!(
            extension.as_deref(),
            Some(
                "dbf"
                    | "shx"
                    | "prj"
                    | "cpg"
                    | "qix"
                    | "sbn"
                    | "sbx"
                    | "part"
                    | "bak"
                    | "gpkg-wal"
                    | "gpkg-shm"
            )
        );
        if name.starts_with('.') || part || name == crate::fetch::MANIFEST {
            continue;
        }
        if path.is_dir() {
            if depth > 0 {
                // A folder within that may not be read is no reason to stop.
                let _ = list(&path, depth - 1, out);
            }
        } else {
            out.push(path);
        }
    }
    Ok(())
}

fn look(
    path: &Path,
    name: &str,
    corrections: &Corrections,
    every_row: bool,
    within: &dyn Progress,
) -> Vec<Found> {
    let failed = |notice: Notice| vec![Found::failed(name, notice)];
    if project::is_project(path) {
        return failed(Notice::error("assistant-is-project").file(name));
    }
    let layers = match load::layers_in(path) {
        Ok(layers) => layers,
        Err(notice) => return failed(notice),
    };
    let workbook = layers.iter().any(|info| info.format == Format::Workbook);
    let several = layers.len() > 1;
    let mut out = Vec::new();
    for info in layers {
        // The only sheet of a workbook needs no name.
        let layer = info.apart().filter(|_| several || !workbook);
        let name = layer.as_ref().map_or_else(|| name.to_owned(), |layer| format!("{name}:{layer}"));
        let mut request = Request::new(LayerPath { path: path.to_owned(), layer });
        request.table_crs = Some(Crs::RdNew);
        corrections.apply(&name, &mut request);
        let mut notices = if every_row { Notices::of_every_row() } else { Notices::default() };
        out.push(match open::look_watched(&request, &mut notices, within) {
            Ok(looked) => {
                let (inputs, failed) = match looked.inputs {
                    Ok(inputs) => (inputs, None),
                    Err(notice) => (Vec::new(), Some(notice)),
                };
                let (fields, wanted, form) = (looked.fields, looked.wanted, looked.form);
                Found { name, inputs, failed, notices, fields, wanted, form }
            }
            Err(notice) => Found { notices, ..Found::failed(&name, notice) },
        });
    }
    // Beside a table that is used, a sheet with its explanation is no file of its own.
    if workbook && out.iter().any(|found| !found.inputs.is_empty()) {
        out.retain(|found| !found.inputs.is_empty() || !found.fields.is_empty());
    }
    out
}

/// The year in the name of a file: `kerncijfers_2024`; of a school year the first.
pub fn year_of_name(name: &str) -> Option<i32> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let mut numbers = file.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    numbers.find_map(|part| part.parse().ok().filter(|year| (1990..2200).contains(year)))
}
