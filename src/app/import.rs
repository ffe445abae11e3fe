//! Opening and adding files: what was recognised is shown first, and added only when asked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::crs::Crs;
use crate::data::Dataset;
use crate::join::{Builder, Built, Input, Kind};
use crate::load::{self, Format, LayerPath};
use crate::network;
use crate::notice::{Notice, Notices};
use crate::open::{self, Request, basis_of_name};
use crate::project::{self, Project};
use crate::source::{Basis, Source};

use super::job::Cancel;
use super::state::{Opened, Origin};

/// One file (or layer) in the preview.
#[derive(Clone, Debug)]
pub struct FileEntry {
    pub request: Request,
    /// Name for the person: file, with its layer.
    pub name: String,
    /// Everything that the file is (a table of school advice is two things), or why it can't be used.
    pub kinds: Result<Vec<Kind>, Notice>,
    pub basis: Basis,
    /// Whose it is, as read and as the person corrected it.
    pub credit: Credit,
    /// Whether it goes along.
    pub wanted: bool,
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
}

impl Preview {
    /// The requests as the person has them now.
    pub fn requests(&self) -> Vec<(Request, bool)> {
        self.files.iter().map(|f| (Request { basis: Some(f.basis), ..f.request.clone() }, f.wanted)).collect()
    }

    /// Takes over what a person filled in about files that are read again.
    pub fn with_credits_of(mut self, before: &Self) -> Self {
        for file in &mut self.files {
            if let Some(known) = before.files.iter().find(|f| f.name == file.name) {
                file.credit.clone_from(&known.credit);
            }
        }
        self
    }

    /// Whether anything can be added.
    pub fn is_usable(&self) -> bool {
        self.built.reports.iter().any(|r| r.used > 0)
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
pub fn open_files(paths: &[PathBuf], base: &Arc<Dataset>, is_example: bool, cancel: &Cancel) -> Opening {
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
            Ok(found) => requests.extend(found.into_iter().map(|r| (r, true))),
            Err(notice) if paths.len() == 1 => return Opening::Failed(notice),
            // Among several files a bad one gets its row in the preview.
            Err(_) => requests.push((Request::new(LayerPath::from(path.as_path())), true)),
        }
    }
    // An example is nothing to build on: real files start a project of their own.
    Opening::Preview(Box::new(preview(requests, base, is_example, cancel)))
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

/// A request for every layer of a file.
fn requests_of(path: &Path) -> Result<Vec<Request>, Notice> {
    let layers = load::layers_in(path)?;
    Ok(layers
        .into_iter()
        .map(|info| {
            let layer = (info.format == Format::GeoPackage).then_some(info.name);
            Request::new(LayerPath { path: path.to_owned(), layer })
        })
        .collect())
}

/// Reads the files again as the person corrected them, and joins them.
pub fn preview(
    requests: Vec<(Request, bool)>,
    base: &Arc<Dataset>,
    new_project: bool,
    cancel: &Cancel,
) -> Preview {
    let mut notices = Notices::default();
    let mut files = Vec::new();
    let mut inputs: Vec<Input> = Vec::new();
    for (mut request, wanted) in requests {
        if cancel.is_cancelled() {
            break;
        }
        // A table of points belongs to areas that are in RD New inside the program, and most such
        // tables are made beside their borders; a stated system goes first.
        request.table_crs = request.options.crs.or(Some(Crs::RdNew));
        let basis = request.basis.unwrap_or_else(|| basis_of_name(&request.path.path));
        let mut read = open::read_all(&request, &mut notices);
        // Lines are streets or they are to find the way by; what else there is, a person says.
        if matches!(&read, Err(notice) if notice.key == "join-not-recognised") && request.kind.is_none() {
            let own = Request { kind: Some(Kind::Own), ..request.clone() };
            if let Ok(found) = open::read_all(&own, &mut notices)
                && found.iter().all(|input| of_lines(&input.layer))
            {
                (request, read) = (own, Ok(found));
            }
        }
        let file =
            request.path.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let name = match &request.path.layer {
            Some(layer) => format!("{file}:{layer}"),
            None => file,
        };
        match read {
            Ok(found) => {
                let source = found.first().map(|i| &i.layer.source);
                files.push(FileEntry {
                    name: source.map_or(name, |s| s.file.clone()),
                    request,
                    kinds: Ok(found.iter().map(|i| i.recognised.kind).collect()),
                    basis,
                    credit: source.map(Credit::of).unwrap_or_default(),
                    wanted,
                    reports: Vec::new(),
                });
                if wanted {
                    inputs.extend(found);
                }
            }
            Err(notice) => files.push(FileEntry {
                name,
                request,
                kinds: Err(notice),
                basis,
                credit: Credit::default(),
                wanted: false,
                reports: Vec::new(),
            }),
        }
    }
    // The builder takes layers in the order of their kind, and those of one kind as they came.
    let mut order: Vec<(usize, Kind)> = Vec::new();
    for (file, entry) in files.iter().enumerate().filter(|(_, f)| f.wanted) {
        order.extend(entry.kinds.iter().flatten().map(|kind| (file, *kind)));
    }
    order.sort_by_key(|(_, kind)| *kind);
    for (report, (file, _)) in order.into_iter().enumerate() {
        if let Some(entry) = files.get_mut(file) {
            entry.reports.push(report);
        }
    }
    // A layer to find the way by is no town: it goes to what is open, the example too.
    let kinds = || files.iter().filter_map(|f| f.kinds.as_ref().ok()).flatten();
    let only_own = kinds().next().is_some() && kinds().all(|kind| *kind == Kind::Own);
    let new_project = new_project && !only_own;
    let name = name_for(&files);
    let mut builder = if new_project { Builder::new(&name) } else { Builder::from_dataset(base) };
    inputs.into_iter().for_each(|input| builder.add(input));
    let mut built = builder.build();
    notices.extend(std::mem::take(&mut built.notices));
    // Streets are for routes; what was searched before is kept.
    if built.dataset.streets().is_some() {
        match network::with_routes(&built.dataset, cancel) {
            Ok((dataset, findings)) => {
                built.dataset = dataset;
                notices.extend(findings);
            }
            Err(notice) => notices.push(notice),
        }
    }
    built.notices = notices;
    Preview { files, built: Arc::new(built), new_project, name }
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
