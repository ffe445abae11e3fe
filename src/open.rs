//! From whatever a person points at to layers that can be joined: files, or the bundled example.

pub mod corrections;

use std::path::{Path, PathBuf};

use crate::crs::Crs;
use crate::data::Year;
use crate::example;
use crate::join::published::{alike, published_as, taken_as, wanted_of};
use crate::join::recognise::{Columns, Corrected, Meaning, add_aliases, columns_with, recognise_with};
use crate::join::{Builder, Built, Input, Kind, Recognised, Role};
use crate::load::layer::normalised;
use crate::load::{self, Layer, LayerPath, ReadOptions, csv};
use crate::notice::{Notice, Notices};
use crate::progress::Progress;
use crate::source::{Basis, ColumnMatch};
use crate::text::{Language, text};
use corrections::NamedColumn;

/// One file (or layer of a file) to read, and what is said about it.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: LayerPath,
    pub options: ReadOptions,
    /// What it must be; `None` leaves that to be recognised.
    pub kind: Option<Kind>,
    /// Of which published form it is ([`crate::join::published::forms`]); `None` leaves that to be
    /// recognised.
    pub form: Option<String>,
    /// Columns that the person names in place of the recognised ones; no name is no such column.
    pub columns: Vec<NamedColumn>,
    /// As `columns`, where the file has such a column.
    pub columns_anywhere: Vec<NamedColumn>,
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
            form: None,
            columns: Vec::new(),
            columns_anywhere: Vec::new(),
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

/// A file that was read, whether or not it could be told what it is.
#[derive(Debug)]
pub struct Looked {
    /// Its columns, each with the first value in it.
    pub fields: Vec<(String, String)>,
    /// Everything that it is, or why it cannot be used.
    pub inputs: Result<Vec<Input>, Notice>,
    /// What a column of it can be pointed out as.
    pub wanted: Vec<Meaning>,
    /// The published form that was recognised in it.
    pub form: Option<&'static str>,
}

/// Reads a file as everything that it is: a table of school advice holds numbers of pupils per
/// group, which may be ranges, and figures about each school.
///
/// # Errors
/// As [`read`].
pub fn read_all(request: &Request, notices: &mut Notices) -> Result<Vec<Input>, Notice> {
    look(request, notices)?.inputs
}

/// As [`read_all`], with the columns of a file that could be read but not recognised: a person can
/// then say which is which.
///
/// # Errors
/// What the reader refuses.
pub fn look(request: &Request, notices: &mut Notices) -> Result<Looked, Notice> {
    look_watched(request, notices, &())
}

/// As [`look`], with somebody who watches how far a large file is and may stop it.
///
/// # Errors
/// As [`look`], and `load-cancelled`.
pub fn look_watched(
    request: &Request,
    notices: &mut Notices,
    progress: &dyn Progress,
) -> Result<Looked, Notice> {
    let layer = load::read_watched(&request.path, &request.options, notices, progress)?;
    let sample = |at: usize| {
        let first = layer.records.iter().find_map(|r| r.values.get(at).and_then(load::Value::text));
        first.unwrap_or_default()
    };
    let fields = layer.fields.iter().enumerate().map(|(at, name)| (name.clone(), sample(at))).collect();
    let mut looked = inputs_of(layer, request, notices);
    looked.fields = fields;
    Ok(looked)
}

/// Everything that a layer is that was read already.
///
/// # Errors
/// A layer that can't be recognised, is something else than was asked for, or lacks a column.
pub fn inputs(layer: Layer, request: &Request, notices: &mut Notices) -> Result<Vec<Input>, Notice> {
    inputs_of(layer, request, notices).inputs
}

/// The positions of the columns that a person named.
fn corrected(layer: &Layer, request: &Request) -> Result<Corrected, Notice> {
    let position = |column: &str| {
        let exact = layer.fields.iter().position(|field| field == column);
        exact.or_else(|| layer.field(&[column]))
    };
    let mut out: Corrected = Vec::new();
    for (meaning, column) in &request.columns {
        let Some(column) = column else {
            out.push((meaning.clone(), None));
            continue;
        };
        let at = position(column).ok_or_else(|| {
            Notice::error("join-column-missing")
                .arg("role", meaning.key())
                .arg("names", column)
                .arg("fields", layer.fields.join(", "))
                .file(layer.source.file.clone())
        })?;
        out.push((meaning.clone(), Some(at)));
    }
    for (meaning, column) in &request.columns_anywhere {
        let at = column.as_deref().map(position);
        if at != Some(None) && !out.iter().any(|(known, _)| known == meaning) {
            out.push((meaning.clone(), at.flatten()));
        }
    }
    Ok(out)
}

/// What was taken for what, by name, with what the person said of it.
fn matched(layer: &Layer, taken: &[(Meaning, usize)], corrected: &[(Meaning, Option<usize>)]) -> ColumnMatch {
    let mut out = ColumnMatch::default();
    for (meaning, at) in taken {
        let Some(name) = layer.fields.get(*at) else { continue };
        // Ages that are added up to one group stand in several columns.
        let columns = out.taken.entry(meaning.key()).or_default();
        *columns = if columns.is_empty() { name.clone() } else { format!("{columns} + {name}") };
    }
    let name = |at: &Option<usize>| at.and_then(|at| layer.fields.get(at).cloned());
    out.corrected = corrected.iter().map(|(meaning, at)| (meaning.key(), name(at))).collect();
    out
}

/// What a layer that was read is, and which of its columns is what, without joining anything.
///
/// # Errors
/// A column that was named and is not there.
pub fn matches(layer: &Layer, request: &Request) -> Result<(Option<Kind>, ColumnMatch), Notice> {
    let corrected = corrected(layer, request)?;
    let found = taken_as(layer, &corrected, form_of(request));
    if let Some((kind, _)) = found.first() {
        let taken: Vec<_> = found.iter().flat_map(|(_, taken)| taken.iter().cloned()).collect();
        return Ok((Some(*kind), matched(layer, &taken, &corrected)));
    }
    let Some(found) = recognise_with(layer, &corrected) else {
        return Ok((None, matched(layer, &[], &corrected)));
    };
    let taken = taken_of(&found, &corrected);
    Ok((Some(found.kind), matched(layer, &taken, &corrected)))
}

/// The form that a person says a file has: by its name, or because it must be about pupils by home,
/// of which a table with a column per group is a form of its own.
fn form_of(request: &Request) -> Option<&str> {
    let home = || (request.kind == Some(Kind::PupilsHome)).then_some("background-home");
    request.form.as_deref().or_else(home)
}

/// The columns that say something about a layer of its kind.
fn taken_of(recognised: &Recognised, corrected: &[(Meaning, Option<usize>)]) -> Vec<(Meaning, usize)> {
    let roles = recognised.kind.roles();
    let said = |role: Role| corrected.iter().any(|(m, _)| *m == Meaning::Role(role));
    let own = recognised.columns.iter().filter(|(role, _)| roles.contains(role) || said(**role));
    own.map(|(role, at)| (Meaning::Role(*role), *at)).collect()
}

fn inputs_of(layer: Layer, request: &Request, notices: &mut Notices) -> Looked {
    let mut looked = recognised_all(layer, request, notices);
    let basis = request.basis.unwrap_or_else(|| basis_of_name(&request.path.path));
    for input in looked.inputs.iter_mut().flatten() {
        input.basis = basis;
        input.year = request.year;
    }
    looked
}

fn recognised_all(layer: Layer, request: &Request, notices: &mut Notices) -> Looked {
    let failed = |notice: Notice, wanted: Vec<Meaning>| Looked {
        fields: Vec::new(),
        inputs: Err(notice),
        wanted,
        form: None,
    };
    let said_form = || request.form.as_deref().map(wanted_of).unwrap_or_default();
    let corrected = match corrected(&layer, request) {
        Ok(corrected) => corrected,
        Err(notice) => return failed(notice, said_form()),
    };
    let turned = published_as(&layer, &corrected, form_of(request));
    let fits = |kind: Kind| request.kind.is_none_or(|asked| asked == kind);
    let mut turned: Vec<_> = turned.into_iter().filter(|found| fits(found.input.recognised.kind)).collect();
    if turned.is_empty() {
        if let Some(form) = &request.form {
            let notice = Notice::error("join-form-lacks-columns")
                .arg("form", form)
                .arg("fields", layer.fields.join(", "));
            return failed(notice.file(layer.source.file.clone()), said_form());
        }
        // Whatever a person would say it is, these are the columns that can be pointed out.
        let roles = |kind: Kind| kind.roles().iter().map(|role| Meaning::Role(*role)).collect();
        let asked = request.kind.map(roles).unwrap_or_default();
        return match recognised(layer, request, &corrected, notices) {
            Ok(input) => {
                if input.recognised.kind == Kind::SchoolIndicators {
                    ask_about_alike(&input.layer, &[], notices);
                }
                let wanted = roles(input.recognised.kind);
                Looked { fields: Vec::new(), inputs: Ok(vec![input]), wanted, form: None }
            }
            Err(notice) => failed(notice, asked),
        };
    }
    let mut counted: Vec<usize> = Vec::new();
    let (mut taken, mut wanted) = (Vec::new(), Vec::<Meaning>::new());
    let (form, mut keep) = (turned.first().map(|found| found.form), false);
    for found in &turned {
        counted.extend(found.counted());
        keep |= found.keep;
        for pair in &found.taken {
            if !taken.contains(pair) {
                taken.push(pair.clone());
            }
        }
        for meaning in &found.wanted {
            if !wanted.contains(meaning) {
                wanted.push(meaning.clone());
            }
        }
    }
    let columns = matched(&layer, &taken, &corrected);
    let altered = turned.iter_mut().flat_map(|found| std::mem::take(&mut found.altered)).collect();
    load::push_rows(altered, &layer.source.file, notices);
    let mut inputs: Vec<Input> = turned.into_iter().map(|found| found.input).collect();
    // Rows that find no place are told of the counts; the figures have the same.
    let told = inputs.iter().any(|input| !input.national);
    inputs.iter_mut().for_each(|input| input.layer.source.columns = columns.clone());
    ask_about_alike(&layer, &taken, notices);
    if keep && request.kind.is_none() {
        let figures = recognised(layer, request, &corrected, notices).ok();
        inputs.extend(figures.map(|mut input| {
            input.counted = counted;
            input.national |= told;
            input.layer.source.columns = columns;
            input
        }));
    }
    Looked { fields: Vec::new(), inputs: Ok(inputs), wanted, form }
}

/// Names columns that look like ones of a published form under a name that is not known.
fn ask_about_alike(layer: &Layer, taken: &[(Meaning, usize)], notices: &mut Notices) {
    for (form, columns) in alike(layer, taken) {
        let notice =
            Notice::warning("join-columns-alike").arg("columns", columns.join(", ")).arg("form", form);
        notices.push(notice.file(layer.source.file.clone()));
    }
}

fn recognised(
    mut layer: Layer,
    request: &Request,
    corrected: &[(Meaning, Option<usize>)],
    notices: &mut Notices,
) -> Result<Input, Notice> {
    let file = layer.source.file.clone();
    let fields = layer.fields.join(", ");
    let found = recognise_with(&layer, corrected);
    let recognised = match request.kind {
        None => found
            .ok_or_else(|| Notice::error("join-not-recognised").arg("fields", &fields).file(file.clone()))?,
        Some(kind) => of_kind(&layer, kind, found, corrected, &fields)?,
    };
    let taken = taken_of(&recognised, corrected);
    layer.source.columns = matched(&layer, &taken, corrected);
    place_table(&mut layer, &recognised, request, notices)?;
    Ok(Input::new(layer, recognised))
}

/// The layer as the kind that was asked for, whatever it looks like otherwise.
fn of_kind(
    layer: &Layer,
    kind: Kind,
    found: Option<Recognised>,
    named: &[(Meaning, Option<usize>)],
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
                        && !named.iter().any(|(meaning, column)| {
                            column.is_some()
                                && matches!(meaning, Meaning::Role(Role::AreaCode | Role::SchoolCode))
                        })
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
    let wants_points = matches!(recognised.kind, Kind::Schools | Kind::AreaPoints | Kind::Addresses);
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
        "LON" | "LONGITUDE" | "LENGTEGRAAD" | "GPSLONGITUDE" => Some(Crs::Wgs84),
        "XRD" | "RDX" => Some(Crs::RdNew),
        _ => None,
    }
}

/// Takes in the names of columns that a person added: `columns.toml` in the program's own folder, or
/// the file that `WIJKSPIEGEL_COLUMNS` names.
///
/// # Errors
/// A file that cannot be read; without one there is nothing to take in.
pub fn own_column_names() -> Result<(), Notice> {
    let named = std::env::var_os("WIJKSPIEGEL_COLUMNS").map(PathBuf::from);
    let of_person = || {
        let folder = match std::env::var_os("WIJKSPIEGEL_DATA_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => directories::ProjectDirs::from("nl", "", "wijkspiegel")?.data_dir().to_owned(),
        };
        Some(folder.join("columns.toml")).filter(|path| path.is_file())
    };
    let Some(path) = named.or_else(of_person) else { return Ok(()) };
    let file = path.display().to_string();
    let text = std::fs::read_to_string(&path)
        .map_err(|e| Notice::error("aliases-unreadable").arg("reason", e).file(&file))?;
    add_aliases(&text).map_err(|notice| notice.file(&file))
}

/// The example town that comes with the program.
///
/// # Errors
/// None in a program that passes its tests: the files are part of it.
pub fn example() -> Result<Built, Notice> {
    let mut notices = Notices::default();
    let mut builder = Builder::new(text(Language::Dutch, "example-name")).example();
    for (name, content) in example::embedded() {
        let layer = load::read_bytes(name, content.as_bytes(), &ReadOptions::default(), &mut notices)?;
        let mut request = Request::new(LayerPath::parse(name));
        request.table_crs = Some(Crs::RdNew);
        let mut input = recognised(layer, &request, &[], &mut notices)?;
        input.basis = Basis::Modelled;
        input.layer.source.title = text(Language::Dutch, "example-source");
        builder.add(input);
    }
    let mut built = builder.build();
    notices.extend(built.notices);
    built.notices = notices;
    Ok(built)
}
