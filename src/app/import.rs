//! Opening and adding files: what was recognised is shown first, and added only when asked.

mod other_years;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::check;
use crate::crs::Crs;
use crate::data::Dataset;
use crate::join::{Builder, Built, Input, Kind};
use crate::load::{self, Format, LayerPath};
use crate::network;
use crate::notice::{Notice, Notices};
use crate::open::corrections::{self, FileCorrection};
use crate::open::{self, Request, basis_of_name};
use crate::progress::Progress;
use crate::project::{self, Project};
use crate::source::{Basis, Source};
use crate::text::{Language, text};

use super::columns::FileColumns;
use super::job::{Cancel, Reading, Routing};
use super::state::{Opened, Origin};

/// One file (or layer) in the preview.
#[derive(Clone, Debug)]
pub struct FileEntry {
    /// What is asked of the file, without what the person corrected.
    pub request: Request,
    /// What the person says of it and its columns.
    pub correction: FileCorrection,
    /// Whether that was taken over from when the file was added before.
    pub kept: bool,
    /// Its columns, and which was taken for what.
    pub columns: FileColumns,
    /// The sheets of a workbook that has several.
    pub sheets: Vec<String>,
    /// Name for the person: file, with its layer.
    pub name: String,
    /// Everything that the file is (a table of school advice is two things), or why it can't be used.
    pub kinds: Result<Vec<Kind>, Notice>,
    pub basis: Basis,
    /// Whose it is, as read and as the person corrected it.
    pub credit: Credit,
    /// Whether it goes along.
    pub wanted: bool,
    /// Whether its borders only connect codes of another year, as the person says; `None` leaves that
    /// to be told from the codes.
    pub other_year: Option<bool>,
    /// Whether they do so.
    pub connects: bool,
    /// The places of its kinds among the reports of what was joined.
    pub reports: Vec<usize>,
}

/// Whose a file is, as it stands under maps and figures; empty is not stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    pub publisher: String,
    pub licence: String,
    /// Reference date as published.
    pub date: String,
}

impl Credit {
    fn of(source: &Source) -> Self {
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        Self { publisher: text(&source.publisher), licence: text(&source.licence), date: text(&source.date) }
    }

    fn put(&self, source: &mut Source) {
        let stated = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        source.publisher = stated(&self.publisher);
        source.licence = stated(&self.licence);
        source.date = stated(&self.date);
    }
}

/// What would happen when the files are added.
#[derive(Clone, Debug)]
pub struct Preview {
    pub files: Vec<FileEntry>,
    /// Joined with the open dataset (or on its own, for a new project).
    pub built: Arc<Built>,
    pub new_project: bool,
    pub name: String,
    /// Where the list of every row goes.
    pub list: String,
}

impl Preview {
    /// What is asked of the files as the person has them now.
    pub fn asked(&self) -> Vec<Asked> {
        self.files
            .iter()
            .map(|f| Asked {
                request: Request { basis: Some(f.basis), ..f.request.clone() },
                wanted: f.wanted,
                other_year: f.other_year,
                correction: Some(f.correction.clone()),
            })
            .collect()
    }

    /// Takes over what a person filled in about files that are read again.
    pub fn with_credits_of(mut self, before: &Self) -> Self {
        for file in &mut self.files {
            if let Some(known) = before.files.iter().find(|f| f.name == file.name) {
                file.credit.clone_from(&known.credit);
            }
        }
        self.list.clone_from(&before.list);
        self
    }

    /// Whether anything can be added.
    pub fn is_usable(&self) -> bool {
        self.built.reports.iter().any(|r| r.used > 0)
    }
}

/// A file as it is to be read.
#[derive(Clone, Debug)]
pub struct Asked {
    pub request: Request,
    pub wanted: bool,
    /// See [`FileEntry::other_year`].
    pub other_year: Option<bool>,
    /// What the person says of it; `None` before anybody looked.
    pub correction: Option<FileCorrection>,
}

impl Asked {
    fn new(request: Request) -> Self {
        Self { request, wanted: true, other_year: None, correction: None }
    }
}

/// What came of opening files.
#[derive(Debug)]
pub enum Opening {
    Project(Box<Opened>),
    Preview(Box<Preview>),
    Failed(Notice),
}

/// Opens a project, or prepares a preview of other files.
pub fn open_files(
    paths: &[PathBuf],
    base: &Arc<Dataset>,
    is_example: bool,
    language: Language,
    cancel: &Cancel,
) -> Opening {
    if let [path] = paths
        && is_project(path)
    {
        return match open_project(path) {
            Ok(opened) => Opening::Project(Box::new(opened)),
            Err(notice) => Opening::Failed(notice),
        };
    }
    let mut requests = Vec::new();
    for path in paths {
        match requests_of(path) {
            Ok(found) => requests.extend(found.into_iter().map(Asked::new)),
            Err(notice) if paths.len() == 1 => return Opening::Failed(notice),
            // Among several files a bad one gets its row in the preview.
            Err(_) => requests.push(Asked::new(Request::new(LayerPath::from(path.as_path())))),
        }
    }
    // An example is nothing to build on: real files start a project of their own.
    Opening::Preview(Box::new(preview(requests, base, is_example, language, cancel)))
}

pub fn open_project(path: &Path) -> Result<Opened, Notice> {
    let project = project::open(path)?;
    let notices = project.notices.clone();
    Ok(Opened::new(project, Origin::File, notices))
}

/// Whether a file is a project of this program, as far as its name and contents tell.
fn is_project(path: &Path) -> bool {
    let geopackage = load::layers_in(path).is_ok_and(|l| l.iter().any(|l| l.format == Format::GeoPackage));
    geopackage && project::is_project(path)
}

/// A request for every layer of a file; of a workbook one, for the sheet with the most rows.
fn requests_of(path: &Path) -> Result<Vec<Request>, Notice> {
    let layers = load::layers_in(path)?;
    if layers.iter().any(|info| info.format == Format::Workbook) {
        return Ok(vec![Request::new(LayerPath::from(path))]);
    }
    let layers = layers.into_iter();
    Ok(layers.map(|info| Request::new(LayerPath { path: path.to_owned(), layer: info.apart() })).collect())
}

/// The sheets of a workbook that has several.
fn sheets_of(path: &Path) -> Vec<String> {
    let layers = load::layers_in(path).unwrap_or_default();
    let sheets: Vec<String> =
        layers.into_iter().filter(|i| i.format == Format::Workbook).map(|info| info.name).collect();
    if sheets.len() > 1 { sheets } else { Vec::new() }
}

/// Reads the files again as the person corrected them, and joins them. It tells how far it is.
pub fn preview(
    asked: Vec<Asked>,
    base: &Arc<Dataset>,
    new_project: bool,
    language: Language,
    cancel: &Cancel,
) -> Preview {
    let mut notices = Notices::default();
    let mut files = Vec::new();
    let mut inputs: Vec<Vec<Input>> = Vec::new();
    let (reading, of) = (Reading::new(cancel, language), asked.len());
    for (at, asked) in asked.into_iter().enumerate() {
        if !reading.begin(&load::file::file_name(&asked.request.path.path), at + 1, of) {
            break;
        }
        let (entry, found) = read_file(asked, base, &mut notices, &reading);
        files.push(entry);
        inputs.push(found);
    }
    // A layer to find the way by is no town: it goes to what is open, the example too.
    let kinds = || files.iter().filter_map(|f| f.kinds.as_ref().ok()).flatten();
    let only_own = kinds().next().is_some() && kinds().all(|kind| *kind == Kind::Own);
    let new_project = new_project && !only_own;
    other_years::tell(&mut files, &inputs, if new_project { None } else { Some(base) });
    // The builder takes layers in the order of their kind, and those of one kind as they came.
    let mut order: Vec<(usize, Kind)> = Vec::new();
    for (file, entry) in files.iter().enumerate().filter(|(_, f)| f.wanted && !f.connects) {
        order.extend(entry.kinds.iter().flatten().map(|kind| (file, *kind)));
    }
    order.sort_by_key(|(_, kind)| *kind);
    for (report, (file, _)) in order.into_iter().enumerate() {
        if let Some(entry) = files.get_mut(file) {
            entry.reports.push(report);
        }
    }
    let name = name_for(&files);
    let mut builder = if new_project { Builder::new(&name) } else { Builder::from_dataset(base) };
    add_all(&mut builder, &files, inputs);
    cancel.tell(text(language, "import-joining"), None);
    let mut built = builder.build();
    notices.extend(std::mem::take(&mut built.notices));
    // Streets are for routes; what was searched before is kept.
    if built.dataset.streets().is_some() {
        let routing = Routing { cancel, what: text(language, "assistant-routing") };
        match network::with_routes(&built.dataset, &routing) {
            Ok((dataset, findings)) => {
                built.dataset = dataset;
                notices.extend(findings);
            }
            Err(notice) => notices.push(notice),
        }
    }
    built.notices = notices;
    let list = list_path(&format!("{name} meldingen.csv"));
    Preview { files, built: Arc::new(built), new_project, name, list }
}

/// Adds what is wanted of the files; borders of another year only divide and connect.
fn add_all(builder: &mut Builder, files: &[FileEntry], inputs: Vec<Vec<Input>>) {
    for (entry, found) in files.iter().zip(inputs).filter(|(entry, _)| entry.wanted) {
        for input in found {
            if entry.connects {
                builder.divide_by(&input);
            } else {
                builder.add(input);
            }
        }
    }
}

/// One file of the preview, with what it brings.
fn read_file(
    asked: Asked,
    base: &Dataset,
    notices: &mut Notices,
    progress: &dyn Progress,
) -> (FileEntry, Vec<Input>) {
    let Asked { mut request, wanted, other_year, correction } = asked;
    // A table of points belongs to areas that are in RD New inside the program, and most such
    // tables are made beside their borders; a stated system goes first.
    request.table_crs = request.options.crs.or(Some(Crs::RdNew));
    let basis = request.basis.unwrap_or_else(|| basis_of_name(&request.path.path));
    let file = request.path.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let name = match &request.path.layer {
        Some(layer) => format!("{file}:{layer}"),
        None => file,
    };
    let mut whole = request.clone();
    let mut kept = false;
    let correction = correction.unwrap_or_else(|| {
        // What was said of a file of this name holds until something else is said.
        let earlier = base.sources().iter().rev().find(|s| s.file == name && !s.columns.corrected.is_empty());
        let columns = earlier.map(|source| corrections::kept(&source.columns)).unwrap_or_default();
        kept = !columns.is_empty();
        FileCorrection { columns, ..FileCorrection::default() }
    });
    if kept {
        // Its new version may lack a column.
        whole.columns_anywhere.extend(correction.columns.iter().cloned());
    } else {
        correction.apply(&mut whole);
    }
    let sheets = sheets_of(&request.path.path);
    let mut entry = FileEntry {
        name,
        request,
        correction,
        kept,
        columns: FileColumns::default(),
        sheets,
        kinds: Ok(Vec::new()),
        basis,
        credit: Credit::default(),
        wanted: false,
        other_year,
        connects: false,
        reports: Vec::new(),
    };
    let mut looked = match open::look_watched(&whole, notices, progress) {
        Ok(looked) => looked,
        Err(notice) => {
            entry.kinds = Err(notice);
            return (entry, Vec::new());
        }
    };
    // Lines are streets or they are to find the way by; what else there is, a person says.
    if matches!(&looked.inputs, Err(notice) if notice.key == "join-not-recognised") && whole.kind.is_none() {
        let own = Request { kind: Some(Kind::Own), ..whole.clone() };
        if let Ok(found) = open::look(&own, notices)
            && found.inputs.iter().flatten().all(|input| of_lines(&input.layer))
            && found.inputs.is_ok()
        {
            entry.correction.kind = Some(Kind::Own);
            looked = found;
        }
    }
    entry.columns = FileColumns::of(&looked);
    match looked.inputs {
        Ok(found) => {
            if let Some(source) = found.first().map(|i| &i.layer.source) {
                entry.name.clone_from(&source.file);
                entry.credit = Credit::of(source);
            }
            entry.kinds = Ok(found.iter().map(|i| i.recognised.kind).collect());
            entry.wanted = wanted;
            (entry, found)
        }
        Err(notice) => {
            entry.kinds = Err(notice);
            (entry, Vec::new())
        }
    }
}

/// A first place for a list of findings: with the documents of the person.
pub fn list_path(name: &str) -> String {
    let folder = directories::UserDirs::new();
    let folder = folder.as_ref().and_then(|d| d.document_dir()).map(ToOwned::to_owned);
    folder.unwrap_or_default().join(name).display().to_string()
}

/// Joins what is wanted once more, naming every row, and saves the list of findings.
///
/// # Errors
/// When the list cannot be written.
pub fn save_list(
    preview: &Preview,
    base: &Dataset,
    path: &Path,
    language: Language,
    cancel: &Cancel,
) -> Result<(), Notice> {
    let mut notices = Notices::of_every_row();
    let mut builder = if preview.new_project { Builder::new("") } else { Builder::from_dataset(base) };
    builder.show_every_row();
    let (mut files, mut inputs) = (Vec::new(), Vec::new());
    for asked in preview.asked().into_iter().filter(|asked| asked.wanted) {
        let (entry, found) = read_file(asked, base, &mut notices, cancel);
        files.push(entry);
        inputs.push(found);
    }
    other_years::tell(&mut files, &inputs, if preview.new_project { None } else { Some(base) });
    add_all(&mut builder, &files, inputs);
    let built = builder.build();
    notices.extend(built.notices);
    notices.extend(check::unmatched(&built.reports));
    check::save(Some(path), &notices, language)
}

/// Whether a layer has lines and nothing else.
fn of_lines(layer: &load::Layer) -> bool {
    use geo::Geometry::{Line, LineString, MultiLineString};
    let mut shapes = layer.records.iter().filter_map(|r| r.geometry.as_ref());
    shapes.all(|g| matches!(g, Line(_) | LineString(_) | MultiLineString(_)))
}

/// A first name for a new project: the folder of its files.
fn name_for(files: &[FileEntry]) -> String {
    let folder = files.first().and_then(|f| f.request.path.path.parent()).and_then(|p| p.file_name());
    let name = folder.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Project".to_owned(),
    }
}

/// The dataset with what the person filled in about its files.
fn credited(dataset: &Dataset, files: &[FileEntry]) -> Dataset {
    let mut parts = dataset.parts().clone();
    for file in files.iter().filter(|f| f.wanted) {
        // An earlier source of the same file is of what was there before.
        if let Some(source) = parts.sources.iter_mut().rfind(|s| s.file == file.name) {
            file.credit.put(source);
        }
    }
    Dataset::new(parts)
}

/// The dataset of an accepted preview as an opened project; it keeps the file of the open one
/// unless it is a new project.
pub fn accept(preview: &Preview, open: &Opened) -> Opened {
    let dataset = Arc::new(credited(&preview.built.dataset, &preview.files));
    let notices = preview.built.notices.clone();
    if preview.new_project {
        return Opened::new(Project::new(dataset), Origin::Unsaved, notices);
    }
    let mut project = open.project.clone();
    project.dataset = dataset;
    let origin = match open.origin {
        Origin::File => Origin::File,
        Origin::Example | Origin::Unsaved => Origin::Unsaved,
    };
    Opened { kept: open.kept.clone(), ..Opened::new(project, origin, notices) }
}
