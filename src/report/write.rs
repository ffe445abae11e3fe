//! A report into a file, of the kind that its name says: for the command line and the window.

#![allow(clippy::result_large_err, reason = "a file fails once, on the cold path")]

use std::fs;
use std::path::Path;

use super::catchments::features;
use super::catchments_compared::Compared as CatchmentsCompared;
use super::comparison::Compared;
use super::csv::{Dialect, csv};
use super::document::{Report, Request};
use super::pdf::{self, Paper};
use super::png::{of_svg, png};
use super::svg::svg;
use super::table::Table;
use super::{Print, areas_geojson, areas_geopackage, atlas, geojson, geopackage, html, xlsx};
use crate::catchment::{Voronoi, catchments_of as catchments_by, municipality};
use crate::data::Dataset;
use crate::notice::Notice;
use crate::project;
use crate::view::hit::Hit;
use crate::view::{Camera, Scene};

/// What of a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// All of it; in a file with one table, the areas.
    #[default]
    Report,
    Map,
    AtlasOfAreas,
    AtlasOfSchools,
    Areas,
    Schools,
    Figures,
    Measures,
    /// The catchments that lie over the map, with their rule.
    Catchments,
    /// The table of what differs between the two kinds of catchments on the map.
    CatchmentsCompared,
    /// Two scenarios side by side; not of a report, see [`write_compared`].
    Comparison,
    /// What groups of friendship schools bring, and the same school by school.
    Friends,
    FriendsBySchool,
}

impl Part {
    pub const ALL: [Self; 13] = [
        Self::Report,
        Self::Map,
        Self::AtlasOfAreas,
        Self::AtlasOfSchools,
        Self::Areas,
        Self::Schools,
        Self::Figures,
        Self::Measures,
        Self::Catchments,
        Self::CatchmentsCompared,
        Self::Comparison,
        Self::Friends,
        Self::FriendsBySchool,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Map => "map",
            Self::AtlasOfAreas => "atlas",
            Self::AtlasOfSchools => "atlas-schools",
            Self::Areas => "areas",
            Self::Schools => "schools",
            Self::Figures => "figures",
            Self::Measures => "measures",
            Self::Catchments => "catchments",
            Self::CatchmentsCompared => "catchments-compared",
            Self::Comparison => "comparison",
            Self::Friends => "friends",
            Self::FriendsBySchool => "friends-by-school",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// The table of it; `None` where the report has none, as without friendship schools.
    fn table(self, report: &Report) -> Option<&Table> {
        Some(match self {
            Self::Friends => report.friends.first()?,
            Self::FriendsBySchool => report.friends.get(1)?,
            Self::Schools | Self::AtlasOfSchools => &report.schools,
            Self::Figures => &report.figures,
            Self::Measures => &report.measures,
            Self::Report
            | Self::Map
            | Self::AtlasOfAreas
            | Self::Areas
            | Self::Catchments
            | Self::Comparison
            | Self::CatchmentsCompared => &report.all_areas,
        })
    }
}

/// Kinds of file, by the ending of their names.
pub const KINDS: [&str; 6] = ["pdf", "xlsx", "html", "csv", "geojson", "gpkg"];

/// Kinds of file that hold the map alone.
pub const PICTURES: [&str; 2] = ["svg", "png"];

/// The kind of a file that a report can be written to.
///
/// # Errors
/// Another ending.
pub fn kind_of(path: &Path) -> Result<&'static str, Notice> {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let kind = KINDS.into_iter().chain(PICTURES).find(|k| *k == ending || (*k == "html" && ending == "htm"));
    kind.ok_or_else(|| Notice::error("report-kind").arg("kind", ending))
}

/// Kinds of file that hold a comparison of two scenarios.
pub const COMPARISONS: [&str; 3] = ["pdf", "svg", "png"];

/// The kind of a file that a comparison can be written to.
///
/// # Errors
/// Another ending.
pub fn kind_of_compared(path: &Path) -> Result<&'static str, Notice> {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let kind = COMPARISONS.into_iter().find(|k| *k == ending);
    kind.ok_or_else(|| Notice::error("report-kind-compared").arg("kind", ending))
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    pub part: Part,
    pub paper: Paper,
    pub dialect: Dialect,
    /// What a map shows; `None` shows the whole town.
    pub camera: Option<Camera>,
    pub picture: Picture,
}

/// How a picture is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels of a PNG, from left to right.
    pub width: u32,
    /// Without a ground.
    pub transparent: bool,
}

impl Default for Picture {
    fn default() -> Self {
        Self { width: 2400, transparent: false }
    }
}

/// Writes a report.
///
/// # Errors
/// Another kind of file, nothing to write, a file that is a project, or one that can't be written.
pub fn write(
    dataset: &Dataset,
    request: &Request,
    report: &Report,
    how: How,
    path: &Path,
) -> Result<(), Notice> {
    let kind = kind_of(path)?;
    project::not_a_project(path)?;
    if how.part == Part::Catchments {
        return catchments_of(dataset, request, kind, path);
    }
    if how.part == Part::Comparison {
        return Err(Notice::error("report-no-proposals"));
    }
    if how.part == Part::CatchmentsCompared {
        return compared_of(dataset, request, how.dialect, path);
    }
    let bytes = match kind {
        "pdf" => match how.part {
            Part::Map => pdf::map(report, how.paper, how.camera)?,
            Part::AtlasOfAreas => pdf::atlas(report, &some(atlas::of_areas(dataset, request))?, how.paper)?,
            Part::AtlasOfSchools => {
                pdf::atlas(report, &some(atlas::of_schools(dataset, request))?, how.paper)?
            }
            _ => pdf::report(report, how.paper)?,
        },
        "xlsx" => xlsx::xlsx(report)?,
        "html" => html::html(report).into_bytes(),
        "csv" => {
            if how.part == Part::Measures && report.measures_withheld {
                return Err(Notice::error("report-measures-withheld"));
            }
            let table = how.part.table(report).ok_or_else(|| Notice::error("report-no-friends"))?;
            some(table.rows.iter().collect())?;
            csv(table, how.dialect, report.language).into_bytes()
        }
        "svg" => svg(&dated(report), &print(how)).into_bytes(),
        "png" => png(&dated(report), &print(how), how.picture.width)?,
        "geojson" if matches!(how.part, Part::Schools | Part::AtlasOfSchools) => {
            areas_geojson::schools(dataset, report)?.into_bytes()
        }
        "geojson" => areas_geojson::areas(dataset, report)?.into_bytes(),
        _ => return areas_geopackage::write(dataset, report, path),
    };
    fs::write(path, bytes)
        .map_err(|e| Notice::error("report-file-failed").arg("reason", e).file(path.display().to_string()))
}

/// Kinds of file that hold one table.
pub const TABLES: [&str; 3] = ["csv", "xlsx", "geojson"];

/// Writes one table of areas or schools, as a person chose its columns and rows; `hits` is what its rows
/// are about. What the counts rest on is as in `report`.
///
/// # Errors
/// Another kind of file, nothing to write, a file that is a project, or one that can't be written.
pub fn write_table(
    dataset: &Dataset,
    report: &Report,
    (table, hits): (&Table, &[Hit]),
    dialect: Dialect,
    path: &Path,
) -> Result<(), Notice> {
    let kind = kind_of(path)?;
    project::not_a_project(path)?;
    some(table.rows.iter().collect())?;
    let bytes = match kind {
        "csv" => csv(table, dialect, report.language).into_bytes(),
        "geojson" => areas_geojson::of_table(dataset, table, hits, report)?.into_bytes(),
        "xlsx" => xlsx::one_table(report, table)?,
        other => return Err(Notice::error("report-kind").arg("kind", other)),
    };
    fs::write(path, bytes)
        .map_err(|e| Notice::error("report-file-failed").arg("reason", e).file(path.display().to_string()))
}

/// Writes two scenarios side by side: pages with all tables (PDF), or one picture with the maps, the
/// outcomes and the sources (SVG, PNG).
///
/// # Errors
/// Another kind of file, a file that is a project, or one that can't be written.
pub fn write_compared(compared: &Compared, how: How, path: &Path) -> Result<(), Notice> {
    let kind = kind_of_compared(path)?;
    project::not_a_project(path)?;
    let deterministic = how.paper.deterministic;
    let bytes = match kind {
        "pdf" => pdf::compared(compared, how.paper)?,
        "svg" => pdf::compared_svg(compared, how.picture.transparent, deterministic).0.into_bytes(),
        _ => {
            let (svg, size) = pdf::compared_svg(compared, how.picture.transparent, deterministic);
            of_svg(&svg, size, how.picture.width, deterministic)?
        }
    };
    fs::write(path, bytes)
        .map_err(|e| Notice::error("report-file-failed").arg("reason", e).file(path.display().to_string()))
}

/// The catchments of the map, as the command `catchments` writes them.
fn catchments_of(dataset: &Dataset, request: &Request, kind: &str, path: &Path) -> Result<(), Notice> {
    let choice = &request.choice;
    let rule = choice.catchments.as_ref().ok_or_else(|| Notice::error("report-no-catchments"))?;
    let town = Voronoi::prepare(municipality(dataset));
    let found = catchments_by(dataset, rule, choice.wanted_flows(), &town, &request.gate)?;
    let set = features(dataset, &found, &request.gate, request.language);
    match kind {
        "gpkg" => geopackage::write(path, &set),
        "geojson" => geojson::write(path, &set),
        _ => Err(Notice::error("catchment-file-kind").arg("kind", kind)),
    }
}

/// The table of what differs between the two kinds of catchments on the map.
fn compared_of(dataset: &Dataset, request: &Request, dialect: Dialect, path: &Path) -> Result<(), Notice> {
    let choice = &request.choice;
    let asked = choice.catchments.as_ref().zip(choice.against.as_ref());
    let (one, other) = asked.ok_or_else(|| Notice::error("report-no-comparison"))?;
    let town = Voronoi::prepare(municipality(dataset));
    let of = |rule| catchments_by(dataset, rule, choice.wanted_flows(), &town, &request.gate);
    let (one, other) = (of(one)?, of(other)?);
    let kinds = [&one, &other];
    let (scheme, year) = (choice.scheme, choice.year);
    CatchmentsCompared::new(dataset, kinds, scheme, year, request.gate, request.language).write(path, dialect)
}

fn print(how: How) -> Print {
    Print { camera: how.camera, transparent: how.picture.transparent, ..Print::SCREEN }
}

/// The map of a report with the day on which it was made.
fn dated(report: &Report) -> Scene {
    let mut scene = report.scene.clone();
    scene.set_day(report.day);
    scene
}

fn some<T>(list: Vec<T>) -> Result<Vec<T>, Notice> {
    if list.is_empty() { Err(Notice::error("report-nothing")) } else { Ok(list) }
}
