//! The project file: a GeoPackage (OGC 12-128r18) with everything that is known about a town.
//!
//! QGIS and GDAL open it as it is. Other programs may add layers, columns, styles and rows: a save
//! changes only what the dataset changed and keeps everything that this program does not know.
//!
//! * [`schema`](self) – tables and columns, in plain English for who opens the file in QGIS;
//! * `container` – the `gpkg_*` tables and the spatial index;
//! * `rows` – rows as they stand in the file, and bringing them to what they should be;
//! * `read`, `read_tables`, `network`, `write` – rows ↔ dataset;
//! * `upgrade` – older layouts;
//! * `file` – opening without harm, replacing in one go; locks and logs of other programs.

mod container;
mod file;
mod network;
mod read;
mod read_tables;
mod rows;
mod schema;
mod upgrade;
mod write;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::Connection;

pub use container::register_functions;
pub use schema::SCHEMA_VERSION;

use crate::{
    data::Dataset,
    notice::{Notice, Notices},
};
use read::Contents;
use rows::Rows;

/// A scenario as it stands in the file: read with [`crate::scenario::file`]. Kept as text, so that one
/// of a later version stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredScenario {
    /// Unique in a project.
    pub name: String,
    pub toml: String,
}

/// A dataset with the file in which it lives.
#[derive(Clone, Debug)]
pub struct Project {
    pub dataset: Arc<Dataset>,
    /// `None` until it is saved for the first time.
    pub path: Option<PathBuf>,
    /// Whether the file or its directory refuses to be written.
    pub read_only: bool,
    /// What was found while opening.
    pub notices: Notices,
    /// Choices of view, such as the groups that are compared: a key and JSON text. Keys that a
    /// later version wrote stay.
    pub settings: BTreeMap<String, String>,
    /// Building plans, in their order.
    pub scenarios: Vec<StoredScenario>,
    /// What our tables held when they were last read or written.
    stamp: Option<[u8; 32]>,
}

impl Project {
    /// A project that has no file yet.
    pub fn new(dataset: Arc<Dataset>) -> Self {
        Self {
            dataset,
            path: None,
            read_only: false,
            notices: Notices::default(),
            settings: BTreeMap::new(),
            scenarios: Vec::new(),
            stamp: None,
        }
    }

    /// Writes dataset and settings to the project's file.
    ///
    /// # Errors
    /// A notice says why nothing was saved: no file yet, read-only, disk full, open in another
    /// program, or our tables were changed by another program since they were read. The file is then
    /// as it was.
    pub fn save(&mut self) -> Result<(), Notice> {
        let path = self.path.clone().ok_or_else(|| Notice::error("project-without-file"))?;
        self.write(&path, self.stamp)
    }

    /// Goes on from what was saved of an earlier state of this project on another thread: its file, as it
    /// is now. Dataset, settings and scenarios stay.
    pub fn continue_from(&mut self, saved: &Self) {
        self.path.clone_from(&saved.path);
        self.read_only = saved.read_only;
        self.stamp = saved.stamp;
    }

    /// Writes the project to another file, which becomes its file. What other programs added to the
    /// old file goes along; a file that stands there already is replaced (ask first).
    ///
    /// # Errors
    /// As [`Project::save`], except that changes by another program do not matter: to save to its
    /// own path is to insist.
    pub fn save_as(&mut self, path: &Path) -> Result<(), Notice> {
        self.write(path, None)
    }

    fn write(&mut self, path: &Path, stamp: Option<[u8; 32]>) -> Result<(), Notice> {
        check_codes(&self.dataset).map_err(|n| n.file(file::name(path)))?;
        check_names(&self.scenarios).map_err(|n| n.file(file::name(path)))?;
        let base = self.path.as_deref().filter(|base| file::check_kind(base).is_ok());
        let new_stamp = file::replace(base, path, |connection| store(connection, self, stamp, path))?;
        self.stamp = Some(new_stamp);
        self.path = Some(path.to_owned());
        self.read_only = false;
        Ok(())
    }
}

/// Opens a project file. The file is not changed, also when it is of an older layout.
///
/// # Errors
/// A notice says why it cannot be opened: there is no such file, it is a directory, empty, no SQLite
/// file, another database, a GeoPackage that is no project, damaged, or of a newer version. What is
/// wrong with single tables, columns or rows is among the notices of the project.
pub fn open(path: &Path) -> Result<Project, Notice> {
    file::check_kind(path)?;
    let name = file::name(path);
    let notice = |e: rusqlite::Error| file::sqlite_notice(&e, path);
    let connection = file::open_for_reading(path)?;
    let version = examine(&connection, path)?;
    let rows = if version < SCHEMA_VERSION {
        let copy = file::Copy::of(Some(&connection), &std::env::temp_dir(), path)?;
        upgrade::upgrade(&copy.connection, version).map_err(notice)?;
        Rows::load(&copy.connection).map_err(notice)?
    } else {
        Rows::load(&connection).map_err(notice)?
    };
    let stamp = stamp(&connection, version, &rows).map_err(notice)?;
    let Contents { parts, settings, scenarios, notices, .. } = read::contents(&rows, &name);
    Ok(Project {
        dataset: Arc::new(Dataset::new(parts)),
        path: Some(path.to_owned()),
        read_only: file::is_read_only(path),
        notices,
        settings,
        scenarios,
        stamp: Some(stamp),
    })
}

/// Writes a GeoPackage that is no project: `work` fills it. A file that stands there is replaced in
/// one go or not at all; a project never is.
///
/// # Errors
/// When the file can't be written, or is a project.
pub(crate) fn write_geopackage(
    path: &Path,
    work: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> Result<(), Notice> {
    if is_project(path) {
        return Err(Notice::error("cli-exists").file(file::name(path)));
    }
    file::replace(None, path, |connection| {
        container::foundation(connection)
            .and_then(|()| work(connection))
            .map_err(|e| file::sqlite_notice(&e, path))
    })
}

/// Whether a file is a project of this program, whatever its version and state; anything that can't
/// be read at all is not.
pub fn is_project(path: &Path) -> bool {
    let meta = || -> Option<bool> {
        let connection = file::open_for_reading(path).ok()?;
        container::has_table(&connection, schema::META.name).ok()
    };
    path.is_file() && meta().unwrap_or(false)
}

/// Refuses to write anything else over a project.
///
/// # Errors
/// The file exists and is a project.
pub fn not_a_project(path: &Path) -> Result<(), Notice> {
    if is_project(path) {
        return Err(Notice::error("cli-out-is-project").file(path.display().to_string()));
    }
    Ok(())
}

/// The hash by which a change made by another program is noticed. Of an older layout it is taken
/// before the upgrade, since that makes rows of its own.
fn stamp(connection: &Connection, version: u32, rows: &Rows) -> rusqlite::Result<[u8; 32]> {
    if version < SCHEMA_VERSION { Ok(Rows::load(connection)?.digest()) } else { Ok(rows.digest()) }
}

/// Whether this database is a sound project file, and of which version.
fn examine(connection: &Connection, path: &Path) -> Result<u32, Notice> {
    let notice = |e: rusqlite::Error| file::sqlite_notice(&e, path);
    let name = || file::name(path);
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |r| r.get(0)).map_err(notice)?;
    if verdict != "ok" {
        return Err(Notice::error("project-corrupt").file(name()));
    }
    if !container::has_table(connection, schema::META.name).map_err(notice)? {
        let geopackage = container::has_table(connection, "gpkg_contents").map_err(notice)?;
        return Err(if geopackage {
            Notice::error("project-foreign-geopackage").file(name())
        } else {
            Notice::error("project-other-database").file(name())
        });
    }
    let rows = Rows::load_tables(connection, &[&schema::META]).map_err(notice)?;
    let meta = read::pairs(&rows, &schema::META);
    upgrade::version(meta.get("schema_version").map(String::as_str)).map_err(|n| n.file(name()))
}

/// Codes are what joins rows; twice the same would join rows to the wrong feature.
fn check_codes(dataset: &Dataset) -> Result<(), Notice> {
    let areas = dataset.areas().iter().map(|a| ("areas", a.code.as_str()));
    let schools = dataset.schools().iter().map(|s| ("schools", s.code.as_str()));
    let mut seen = std::collections::HashSet::new();
    match areas.chain(schools).find(|code| !seen.insert(*code)) {
        Some((layer, code)) => Err(Notice::error("project-duplicate-code").layer(layer).feature(code)),
        None => Ok(()),
    }
}

/// Names are what scenarios are known by.
fn check_names(scenarios: &[StoredScenario]) -> Result<(), Notice> {
    let mut seen = std::collections::HashSet::new();
    match scenarios.iter().find(|s| !seen.insert(s.name.as_str())) {
        Some(twice) => Err(Notice::error("project-duplicate-code").layer("scenarios").feature(&twice.name)),
        None => Ok(()),
    }
}

/// Brings the tables of a connection to these contents, and gives the stamp of the result.
fn store(
    connection: &Connection,
    project: &Project,
    stamp: Option<[u8; 32]>,
    path: &Path,
) -> Result<[u8; 32], Notice> {
    let notice = |e: rusqlite::Error| file::sqlite_notice(&e, path);
    if container::has_table(connection, schema::META.name).map_err(notice)? {
        let rows = Rows::load(connection).map_err(notice)?;
        if stamp.is_some_and(|stamp| stamp != rows.digest()) {
            return Err(Notice::error("project-changed-elsewhere").file(file::name(path)));
        }
        let meta = read::pairs(&rows, &schema::META);
        let version = upgrade::version(meta.get("schema_version").map(String::as_str))
            .map_err(|n| n.file(file::name(path)))?;
        upgrade::upgrade(connection, version).map_err(notice)?;
    }
    container::complete(connection).map_err(notice)?;
    let present = Rows::load(connection).map_err(notice)?;
    // Read again only to know which rows cannot be read: those are not ours to delete.
    let Contents { refused, .. } = read::contents(&present, "");
    let meta = read::pairs(&present, &schema::META);
    let wanted = write::rows(project.dataset.parts(), &project.settings, &project.scenarios, &meta)
        .map_err(|e| Notice::error("project-database-error").file(file::name(path)).arg("reason", e))?;
    rows::bring(connection, &present, &refused, &wanted).map_err(notice)?;
    Ok(Rows::load(connection).map_err(notice)?.digest())
}
