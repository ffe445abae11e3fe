//! `wijkspiegel new`: a project from files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::options::{file_of, not_an_input, not_read_from, parse_crs, parse_year};
use super::{Live, Outcome, columns, from_folder, print, print_json, report};
use crate::assistant::estimate::estimate;
use crate::crs::Crs;
use crate::data::Year;
use crate::join::recognise::Meaning;
use crate::join::{Builder, Input, Kind, Role};
use crate::load::LayerPath;
use crate::network;
use crate::notice::{Notice, Notices};
use crate::open::corrections::{Corrections, NamedColumn};
use crate::open::{self, Request};
use crate::project::Project;
use crate::source::Basis;
use crate::text::{Language, text};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Project file to make (.gpkg); it must not exist yet, unless with --force.
    out: PathBuf,
    /// Areas: GeoJSON, shapefile, GeoPackage (FILE:LAYER). May be given more than once.
    #[arg(long, required_unless_present = "from_folder", value_name = "FILE[:LAYER]")]
    areas: Vec<String>,
    /// School sites: GeoJSON, shapefile, GeoPackage, or CSV with coordinates.
    #[arg(long, required_unless_present = "from_folder", value_name = "FILE[:LAYER]")]
    schools: Vec<String>,
    /// Pupils by home area: area,group,pupils.
    #[arg(long, value_name = "CSV")]
    pupils_home: Vec<String>,
    /// Pupils by school: school,group,pupils.
    #[arg(long, value_name = "CSV")]
    pupils_school: Vec<String>,
    /// Flows: area,school,group,pupils.
    #[arg(long, value_name = "CSV")]
    flows: Vec<String>,
    /// Catchments given as polygons.
    #[arg(long, value_name = "FILE[:LAYER]")]
    catchments: Vec<String>,
    /// Where the pupils of an area are taken to live: area,x,y.
    #[arg(long, value_name = "CSV")]
    area_points: Vec<String>,
    /// Figures per area or school, by code.
    #[arg(long, value_name = "FILE")]
    indicators: Vec<String>,
    /// Borders of postcodes (or of another year) by which tables are counted: what is known per
    /// such area is divided over the areas.
    #[arg(long, visible_alias = "other-borders", value_name = "FILE[:LAYER]")]
    postcodes: Vec<String>,
    /// Choose from everything in this folder, for one municipality.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["areas", "schools"])]
    from_folder: Option<PathBuf>,
    /// The municipality to cut out: GM0014.
    #[arg(long, value_name = "CODE", requires = "from_folder")]
    municipality: Option<String>,
    /// Estimate who goes to which school from who lives where and the sizes of the schools, when no
    /// file says so; the outcome is marked as estimated.
    #[arg(long, requires = "from_folder")]
    estimate: bool,
    /// Streets: OpenStreetMap (.osm.pbf), or a layer of streets of another project.
    #[arg(long, value_name = "FILE[:LAYER]")]
    streets: Option<String>,
    /// Coordinate system of files that do not state one: 28992, 4326 or 3857.
    #[arg(long, value_parser = parse_crs, value_name = "EPSG")]
    crs: Option<Crs>,
    /// Column with the code of an area.
    #[arg(long, value_name = "COLUMN")]
    area_id: Option<String>,
    /// Column with the name of an area.
    #[arg(long, value_name = "COLUMN")]
    area_name: Option<String>,
    /// Column with the code of a school.
    #[arg(long, value_name = "COLUMN")]
    school_id: Option<String>,
    /// Column with the name of a school.
    #[arg(long, value_name = "COLUMN")]
    school_name: Option<String>,
    /// Which column is what, where that is recognised wrongly: [FILE:]PART=COLUMN, such as
    /// town=WOONPLAATS or "adviezen.csv:group:advies vwo=VWO". May be given more than once.
    #[arg(long, value_name = "PART=COLUMN")]
    column: Vec<String>,
    /// School year of the tables of pupils, where they state none: 2024 is 2024-2025.
    #[arg(long, value_parser = parse_year)]
    year: Option<Year>,
    /// What the tables of pupils rest on; else taken from their names ("modelled", "geschat").
    #[arg(long, value_parser = ["counted", "estimated", "modelled"])]
    basis: Option<String>,
    /// Name of the project; else that of the municipality, or of its file.
    #[arg(long)]
    name: Option<String>,
    /// Save the list of every row that was refused, altered or left out as a CSV.
    #[arg(long, value_name = "REPORT.csv")]
    report: Option<PathBuf>,
    /// Replace a file that exists.
    #[arg(long)]
    force: bool,
    /// Print a JSON object with what was read.
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    if !arguments.out.extension().is_some_and(|e| e.eq_ignore_ascii_case("gpkg")) {
        return Err(Notice::error("cli-not-gpkg").file(arguments.out.display().to_string()));
    }
    if arguments.out.exists() && !arguments.force {
        return Err(Notice::error("cli-exists").file(arguments.out.display().to_string()));
    }
    let inputs = inputs(arguments);
    not_read_from(&arguments.out, &inputs)?;
    if let Some(path) = &arguments.report {
        not_an_input(path, &inputs)?;
    }
    let every = arguments.report.is_some();
    let mut notices = if every { Notices::of_every_row() } else { Notices::default() };
    let corrections = columns::parse(&arguments.column)?;
    let (mut chosen, mut unusable) = (None, Notices::default());
    let live = Live::new(arguments.json, language);
    let built = match &arguments.from_folder {
        Some(folder) => {
            let plan =
                from_folder::plan(folder, arguments.municipality.as_deref(), &corrections, every, &live)?;
            let used: Vec<PathBuf> =
                plan.used.iter().map(|v| file_of(&folder.join(&v.name).display().to_string())).collect();
            not_read_from(&arguments.out, &used)?;
            if let Some(path) = &arguments.report {
                not_read_from(path, &used)?;
            }
            if arguments.json {
                chosen = Some(from_folder::as_json(&plan));
            } else {
                from_folder::tell(&plan, language)?;
            }
            unusable = plan.unusable();
            let town = arguments.name.clone().or_else(|| plan.name.clone());
            plan.build(&town.unwrap_or_else(|| name_of(arguments)), every)
        }
        None => {
            let mut builder = Builder::new(name_of(arguments));
            if every {
                builder.show_every_row();
            }
            let inputs = read_all(arguments, &corrections, &mut notices, &live);
            live.done();
            inputs?.into_iter().for_each(|input| builder.add(input));
            for path in &arguments.postcodes {
                let mut request = Request::of_kind(LayerPath::parse(path), Kind::Areas);
                request.options.crs = arguments.crs;
                corrections.apply(path, &mut request);
                builder.divide_by(&open::read(&request, &mut notices)?);
            }
            builder.build()
        }
    };
    notices.extend(built.notices);
    notices.extend(columns::unused(&arguments.column, &built.dataset));
    let unmatched = if every { super::check::unmatched(&built.reports) } else { Notices::default() };
    let mut saved = notices.clone();
    saved.extend(unmatched);
    saved.extend(unusable);
    super::check::save(arguments.report.as_deref(), &saved, language)?;
    // What names every problem comes before the reason why nothing is left.
    if built.dataset.areas().is_empty() || built.dataset.schools().is_empty() {
        report(&notices, language);
        let key = if built.dataset.areas().is_empty() { "join-no-areas" } else { "join-no-schools" };
        return Err(Notice::error(key));
    }
    let (mut dataset, findings) = network::with_routes(&built.dataset, &())?;
    notices.extend(findings);
    if arguments.estimate {
        match estimate(&dataset) {
            Ok((estimated, findings)) => {
                dataset = estimated;
                notices.extend(findings);
            }
            // The project is made all the same; what it lacks is said.
            Err(notice) => notices.push(notice),
        }
    }
    let mut project = Project::new(Arc::new(dataset));
    project.save_as(&arguments.out)?;
    if arguments.json {
        let mut told = super::check::reports_json(&built.reports, &project.dataset, &notices);
        if let (Some(told), Some(chosen)) = (told.as_object_mut(), chosen) {
            told.insert("folder".to_owned(), chosen);
        }
        print_json(&told)?;
    } else {
        for line in &built.reports {
            print(&super::check::report_line(line, language))?;
        }
        print(&format!("{}: {}", text(language, "cli-written"), arguments.out.display()))?;
    }
    Ok(report(&notices, language))
}

/// Every file that is named to be read.
fn inputs(arguments: &Arguments) -> Vec<PathBuf> {
    let lists = [
        &arguments.areas,
        &arguments.schools,
        &arguments.pupils_home,
        &arguments.pupils_school,
        &arguments.flows,
        &arguments.catchments,
        &arguments.area_points,
        &arguments.indicators,
        &arguments.postcodes,
    ];
    lists.into_iter().flatten().chain(&arguments.streets).map(|text| file_of(text)).collect()
}

fn name_of(arguments: &Arguments) -> String {
    let stem = || arguments.out.file_stem().map(|s| s.to_string_lossy().into_owned());
    arguments.name.clone().or_else(stem).unwrap_or_default()
}

/// Reads every file as what it was given for.
fn read_all(
    arguments: &Arguments,
    corrections: &Corrections,
    notices: &mut Notices,
    live: &Live,
) -> Result<Vec<Input>, Notice> {
    let column = |role, name: &Option<String>| name.clone().map(|n| (Meaning::Role(role), Some(n)));
    let area_columns: Vec<_> =
        [column(Role::AreaCode, &arguments.area_id), column(Role::AreaName, &arguments.area_name)]
            .into_iter()
            .flatten()
            .collect();
    let school_columns: Vec<_> =
        [column(Role::SchoolCode, &arguments.school_id), column(Role::SchoolName, &arguments.school_name)]
            .into_iter()
            .flatten()
            .collect();
    let mut inputs = Vec::new();
    let basis = arguments.basis.as_deref().and_then(Basis::from_code);
    let (mut at, of) = (0, self::inputs(arguments).len());
    let mut read_every =
        |path: &String, kind: Option<Kind>, columns: &[NamedColumn], table_crs: Option<Crs>| {
            at += 1;
            live.file(path, at, of);
            let mut request = Request::new(LayerPath::parse(path));
            request.kind = kind;
            request.options.crs = arguments.crs;
            request.columns = columns.to_vec();
            corrections.apply(path, &mut request);
            request.table_crs = table_crs.or(arguments.crs);
            if matches!(kind, Some(Kind::PupilsHome | Kind::PupilsSchool | Kind::Flows)) {
                request.basis = basis;
                request.year = arguments.year;
            }
            open::read_all(&request, notices)
        };
    let mut areas_crs = None;
    for path in &arguments.areas {
        let read = read_every(path, Some(Kind::Areas), &area_columns, None)?;
        areas_crs = areas_crs.or(read.iter().find_map(|input| input.layer.crs));
        inputs.extend(read);
    }
    for path in &arguments.schools {
        inputs.extend(read_every(path, Some(Kind::Schools), &school_columns, None)?);
    }
    let tables = [
        (&arguments.pupils_home, Some(Kind::PupilsHome)),
        (&arguments.pupils_school, Some(Kind::PupilsSchool)),
        (&arguments.flows, Some(Kind::Flows)),
        (&arguments.catchments, Some(Kind::Catchments)),
        (&arguments.indicators, None),
    ];
    for (paths, kind) in tables {
        for path in paths {
            inputs.extend(read_every(path, kind, &[], None)?);
        }
    }
    for path in &arguments.area_points {
        inputs.extend(read_every(path, Some(Kind::AreaPoints), &[], areas_crs.or(Some(Crs::RdNew)))?);
    }
    if let Some(path) = &arguments.streets {
        inputs.extend(read_every(path, Some(Kind::Streets), &[], None)?);
    }
    Ok(inputs)
}

/// A file name without its folder, for messages.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}
