//! From whatever a person points at to layers that can be joined: files, or the bundled example.

use std::path::Path;

use crate::crs::Crs;
use crate::data::Year;
use crate::example;
use crate::join::published::published;
use crate::join::recognise::{Columns, columns_with};
use crate::join::{Builder, Built, Input, Kind, Recognised, Role, recognise};
use crate::load::layer::normalised;
use crate::load::{self, Layer, LayerPath, ReadOptions, csv};
use crate::notice::{Notice, Notices};
use crate::source::Basis;
use crate::text::{Language, text};

/// One file (or layer of a file) to read, and what is said about it.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: LayerPath,
    pub options: ReadOptions,
    /// What it must be; `None` leaves that to be recognised.
    pub kind: Option<Kind>,
    /// Columns that the person names, in place of the recognised ones.
    pub columns: Vec<(Role, String)>,
    /// `None` takes it from the name of the file: see [`basis_of_name`].
    pub basis: Option<Basis>,
    pub year: Option<Year>,
    /// System of coordinates in a table that states none: that of the areas, for area points.
    pub table_crs: Option<Crs>,
}

impl Request {
    pub fn new(path: LayerPath) -> Self {
        Self {
            path,
            options: ReadOptions::default(),
            kind: None,
            columns: Vec::new(),
            basis: None,
            year: None,
            table_crs: None,
        }
    }

    pub fn of_kind(path: LayerPath, kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::new(path) }
    }
}

/// What the name of a file or its folder says of its figures: "modelled", "gemodelleerd",
/// "model_2024" and the like make them modelled, "geschat" and "estimated" estimated. A person can
/// correct it before the file is added.
pub fn basis_of_name(path: &Path) -> Basis {
    let mut parts = path.components().rev().filter_map(|c| c.as_os_str().to_str()).take(2);
    let says = |part: &str, words: &[&str]| words.iter().any(|w| part.to_lowercase().contains(w));
    parts.by_ref().fold(Basis::Counted, |basis, part| {
        basis.max(if says(part, &["model"]) {
            Basis::Modelled
        } else if says(part, &["geschat", "schatting", "estimate"]) {
            Basis::Estimated
        } else {
            Basis::Counted
        })
    })
}

/// Reads a file and recognises what it is.
///
/// # Errors
/// What the reader refuses; a file that can't be recognised, is something else than was asked for,
/// or lacks a column.
pub fn read(request: &Request, notices: &mut Notices) -> Result<Input, Notice> {
    // There is at least one, and the first says most.
    read_all(request, notices)?
        .into_iter()
        .next()
        .ok_or_else(|| Notice::error("load-no-records").file(load::file::file_name(&request.path.path)))
}

/// Reads a file as everything that it is: a table of school advice holds numbers of pupils per
/// group, which may be ranges, and figures about each school.
///
/// # Errors
/// As [`read`].
pub fn read_all(request: &Request, notices: &mut Notices) -> Result<Vec<Input>, Notice> {
    let layer = load::read(&request.path, &request.options, notices)?;
    let basis = request.basis.unwrap_or_else(|| basis_of_name(&request.path.path));
    let mut inputs = inputs_of(layer, request, notices)?;
    for input in &mut inputs {
        input.basis = basis;
        input.year = request.year;
    }
    Ok(inputs)
}

fn inputs_of(layer: Layer, request: &Request, notices: &mut Notices) -> Result<Vec<Input>, Notice> {
    let turned = if request.columns.is_empty() { published(&layer) } else { None };
    match turned {
        Some(found) if request.kind.is_none_or(|kind| kind == found.input.recognised.kind) => {
            let mut inputs = vec![found.input];
            if found.keep && request.kind.is_none() {
                inputs.extend(recognised(layer, request, notices).ok());
            }
            Ok(inputs)
        }
        _ => Ok(vec![recognised(layer, request, notices)?]),
    }
}

fn recognised(mut layer: Layer, request: &Request, notices: &mut Notices) -> Result<Input, Notice> {
    let file = layer.source.file.clone();
    let fields = layer.fields.join(", ");
    let mut named = Vec::new();
    for (role, column) in &request.columns {
        let position = layer.field(&[column]).ok_or_else(|| {
            Notice::error("join-column-missing")
                .arg("role", role.key())
                .arg("names", column)
                .arg("fields", &fields)
                .file(file.clone())
        })?;
        named.push((*role, position));
    }
    let found = recognise(&layer);
    let mut recognised = match request.kind {
        None => found
            .ok_or_else(|| Notice::error("join-not-recognised").arg("fields", &fields).file(file.clone()))?,
        Some(kind) => of_kind(&layer, kind, found, &named, &fields)?,
    };
    recognised.columns.extend(named);
    place_table(&mut layer, &recognised, request, notices)?;
    Ok(Input::new(layer, recognised))
}

/// The layer as the kind that was asked for, whatever it looks like otherwise.
fn of_kind(
    layer: &Layer,
    kind: Kind,
    found: Option<Recognised>,
    named: &[(Role, usize)],
    fields: &str,
) -> Result<Recognised, Notice> {
    let file = layer.source.file.clone();
    if kind == Kind::Own {
        // Whatever else it looks like: nothing of it is read but its shapes.
        return if layer.has_geometry() {
            Ok(Recognised { kind, columns: Columns::new() })
        } else {
            Err(Notice::error("join-own-without-shapes").file(file))
        };
    }
    match columns_with(layer, kind, named) {
        Ok(columns) => {
            // A layer of points has codes too: shapes decide between areas and schools.
            let shape_kinds = [Kind::Areas, Kind::Schools, Kind::Catchments, Kind::Base, Kind::Streets];
            match found {
                Some(other)
                    if other.kind != kind && layer.has_geometry() && shape_kinds.contains(&other.kind)
                        // Who points out the column of codes knows what the layer is.
                        && !named.iter().any(|(role, _)| matches!(role, Role::AreaCode | Role::SchoolCode))
                        // Areas drawn for schools may carry area codes, and the other way round.
                        && !(kind == Kind::Areas && other.kind == Kind::Catchments) =>
                {
                    Err(Notice::error("join-wrong-kind")
                        .arg("found", other.kind.code())
                        .arg("wanted", kind.code())
                        .file(file))
                }
                _ => Ok(Recognised { kind, columns }),
            }
        }
        // Nobody has the columns of a street in another layer under another name.
        Err(_) if kind == Kind::Streets && found.is_some() => Err(Notice::error("join-wrong-kind")
            .arg("found", found.map_or("", |f| f.kind.code()))
            .arg("wanted", kind.code())
            .file(file)),
        Err(missing) => {
            let names: Vec<&str> =
                missing.iter().flat_map(|r| r.aliases().iter().take(2)).map(String::as_str).collect();
            let role = missing.first().map_or("", |r| r.key());
            Err(Notice::error("join-column-missing")
                .arg("role", role)
                .arg("names", names.join(" / "))
                .arg("fields", fields)
                .file(file))
        }
    }
}

/// Gives a table with coordinates its points.
fn place_table(
    layer: &mut Layer,
    recognised: &Recognised,
    request: &Request,
    notices: &mut Notices,
) -> Result<(), Notice> {
    let wants_points = matches!(recognised.kind, Kind::Schools | Kind::AreaPoints);
    if !wants_points || layer.has_geometry() {
        return Ok(());
    }
    let column = |role| recognised.columns.get(&role).copied();
    match (column(Role::X), column(Role::Y)) {
        (Some(x), Some(y)) if recognised.kind == Kind::AreaPoints => {
            // Points are in the system of the areas; beside areas in degrees they are often in RD
            // all the same, and the two cannot be taken for each other.
            let mut tried = layer.clone();
            let mut found = Notices::default();
            let (stated, asked) = (request.table_crs, request.options.crs);
            match csv::points(&mut tried, x, y, stated, asked, &mut found) {
                Ok(()) => *layer = tried,
                Err(_) if stated.is_some() => {
                    return csv::points(layer, x, y, None, Some(Crs::RdNew), notices);
                }
                Err(notice) => return Err(notice),
            }
            notices.extend(found);
            Ok(())
        }
        (Some(x), Some(y)) => {
            let stated = crs_of_column(layer.fields.get(x)).or(request.table_crs);
            csv::points(layer, x, y, stated, request.options.crs, notices)
        }
        _ => Ok(()),
    }
}

/// The system that the name of a column tells: a longitude is in degrees, `x_rd` in RD.
fn crs_of_column(name: Option<&String>) -> Option<Crs> {
    match normalised(name?).as_str() {
        "LON" | "LONGITUDE" | "LENGTEGRAAD" => Some(Crs::Wgs84),
        "XRD" | "RDX" => Some(Crs::RdNew),
        _ => None,
    }
}

/// The example town that comes with the program.
///
/// # Errors
/// None in a program that passes its tests: the files are part of it.
pub fn example() -> Result<Built, Notice> {
    let mut notices = Notices::default();
    let mut builder = Builder::new(example::NAME).example();
    for (name, content) in example::embedded() {
        let layer = load::read_bytes(name, content.as_bytes(), &ReadOptions::default(), &mut notices)?;
        let mut request = Request::new(LayerPath::parse(name));
        request.table_crs = Some(Crs::RdNew);
        let mut input = recognised(layer, &request, &mut notices)?;
        input.basis = Basis::Modelled;
        input.layer.source.title = text(Language::Dutch, "example-source");
        builder.add(input);
    }
    let mut built = builder.build();
    notices.extend(built.notices);
    built.notices = notices;
    Ok(built)
}
