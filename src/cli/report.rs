//! `wijkspiegel report`: map, figures, tables and sources in one file.

mod comparison;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::options::{self, check_year, not_an_input, parse_year, scenario_file};
use super::{Outcome, print, report as print_notices};
use crate::data::{Level, Year};
use crate::measure::inference::Draws;
use crate::notice::Notice;
use crate::report::csv::Dialect;
use crate::report::date::Day;
use crate::report::document::{Report, Request};
use crate::report::pdf::{Paper, Size};
use crate::report::write::{How, Part, Picture, kind_of, write};
use crate::text::{Language, text};
use crate::view::choice::{ColourBy, MapChoice};
use crate::view::difference::Difference;
use crate::view::shapes::ShapeCache;
use crate::view::theme::Theme;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    subject: options::Subject,
    /// File to write: .pdf, .xlsx, .html, .csv, .geojson or .gpkg; the map alone as .png or .svg.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What of it: report, map, atlas (a page per area), atlas-schools, or the table of areas, schools,
    /// figures, measures, friends or friends-by-school in a file with one table; or comparison: --scenario
    /// beside --against, with the difference, as .pdf, .svg or .png.
    #[arg(long, value_parser = parse_part, default_value = "report")]
    what: Part,
    /// Areas: buurt, wijk, municipality, postcode or other.
    #[arg(long, value_parser = super::map::parse_level)]
    level: Option<Level>,
    /// In this scenario of the project (or scenario file), in --year or else its last year.
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// For a comparison: the scenario at the left, else the town without edits (base). Differences are
    /// --scenario minus this.
    #[arg(long, value_name = "NAME")]
    against: Option<String>,
    /// For a comparison: what the third map shows, distance or own-group.
    #[arg(long, value_parser = comparison::parse_difference, default_value = "distance")]
    difference: Difference,
    #[arg(long, value_parser = parse_year)]
    year: Option<Year>,
    /// The group of the figures; else the highest of an ordered scheme, or the first.
    #[arg(long)]
    group: Option<String>,
    /// With whom it is compared: another group, or rest (everyone else).
    #[arg(long, requires = "group")]
    other: Option<String>,
    /// Colour of the areas: a group, pupils, none, or the name of a figure.
    #[arg(long)]
    show: Option<String>,
    #[command(flatten)]
    paper: PaperArguments,
    #[command(flatten)]
    picture: PictureArguments,
    /// Notation of a CSV file: excel-nl or rfc4180.
    #[arg(long, value_parser = parse_dialect, default_value = "excel-nl")]
    dialect: Dialect,
    /// Random draws for chance and intervals.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    draws: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// How a PDF stands on paper.
#[derive(Clone, Copy, Debug, Args)]
pub struct PaperArguments {
    /// Paper of a PDF: a4 or a3.
    #[arg(long, value_parser = parse_size, default_value = "a4")]
    pub size: Size,
    /// A PDF on its side.
    #[arg(long)]
    pub landscape: bool,
}

impl PaperArguments {
    pub fn paper(self) -> Paper {
        Paper { size: self.size, landscape: self.landscape, deterministic: false }
    }
}

/// How a PNG or SVG is made.
#[derive(Clone, Copy, Debug, Args)]
pub struct PictureArguments {
    /// Width of a PNG in pixels.
    #[arg(long, default_value_t = 1600)]
    pub width: u32,
    /// A PNG or SVG without a ground, to lay over something else.
    #[arg(long)]
    pub transparent: bool,
}

impl PictureArguments {
    pub fn picture(self) -> Picture {
        Picture { width: self.width, transparent: self.transparent }
    }
}

fn parse_size(text: &str) -> Result<Size, String> {
    Size::from_code(text).ok_or_else(|| Size::ALL.map(Size::code).join(", "))
}

fn parse_part(text: &str) -> Result<Part, String> {
    Part::from_code(text).ok_or_else(|| Part::ALL.map(Part::code).join(", "))
}

fn parse_dialect(text: &str) -> Result<Dialect, String> {
    Dialect::from_code(text).ok_or_else(|| Dialect::ALL.map(Dialect::code).join(", "))
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    if arguments.what == Part::Comparison {
        return comparison::run(arguments, language);
    }
    if arguments.against.is_some() {
        return Err(Notice::error("cli-only-compared"));
    }
    // Before the work, not after it.
    kind_of(&arguments.out)?;
    let plan = arguments.scenario.as_deref().and_then(scenario_file);
    let inputs: Vec<PathBuf> = arguments.subject.inputs().into_iter().chain(plan).collect();
    not_an_input(&arguments.out, &inputs)?;
    let open = arguments.subject.open()?;
    let named = |name: &str| open.scenario(name).map(|found| found.scenario.name);
    let scenario = arguments.scenario.as_deref().map(named).transpose()?;
    let plan = arguments.scenario.as_deref().map(|name| open.scenario(name)).transpose()?;
    let open = open.in_scenario(arguments.scenario.as_deref(), arguments.year)?;
    let dataset = &open.dataset;
    check_year(dataset, arguments.year)?;
    let pair = (arguments.group.as_deref(), arguments.other.as_deref());
    let comparison = options::comparison(dataset, pair, arguments.year)?;
    let first = MapChoice::first(dataset);
    // In another scheme the map begins with the group of the figures.
    let colour_by = if comparison.scheme == first.scheme {
        first.colour_by
    } else {
        ColourBy::GroupShare(comparison.group)
    };
    let choice = MapChoice { year: arguments.year, scheme: comparison.scheme, colour_by, ..first };
    let choice = super::map::chosen(dataset, choice, arguments.level, arguments.show.as_deref())?;
    let request = Request {
        comparison,
        choice,
        gate: open.gate,
        language,
        draws: Draws { count: arguments.draws as usize, seed: arguments.seed },
        scenario,
        day: Day::today(),
        command: command_line(),
    };
    let shapes = ShapeCache::new(dataset);
    let mut found = Report::new(dataset, &request, &Theme::LIGHT, &shapes, &())?;
    if let Some(plan) = &plan {
        found.add_assumptions(&plan.scenario.assumptions, dataset);
    }
    if let (Some(name), Some(plan)) =
        (&arguments.scenario, plan.filter(|p| !p.scenario.friendships.is_empty()))
    {
        let year = arguments.year.unwrap_or(plan.scenario.assumptions.last_year);
        found.add_friends(&Arc::new(dataset.clone()), &request, &plan.scenario.friendships, year)?;
        open.links(name, arguments.year, language)?.add_to(&mut found.scene);
    }
    let how = How {
        part: arguments.what,
        paper: arguments.paper.paper(),
        dialect: arguments.dialect,
        camera: None,
        picture: arguments.picture.picture(),
    };
    write(dataset, &request, &found, how, &arguments.out)?;
    print(&format!("{}: {}", text(language, "cli-written"), arguments.out.display()))?;
    Ok(print_notices(&open.notices, language))
}

/// This command as it can be given again; of paths only the name, as they may tell of a person.
pub fn command_line() -> String {
    let words = std::env::args_os().skip(1).map(|word| {
        let word = word.to_string_lossy().into_owned();
        let path = std::path::Path::new(&word);
        let word = match path.file_name() {
            Some(name) if path.is_absolute() => name.to_string_lossy().into_owned(),
            _ => word,
        };
        if word.contains([' ', '\'', '"']) { format!("\"{}\"", word.replace('"', "\\\"")) } else { word }
    });
    std::iter::once("wijkspiegel".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}
