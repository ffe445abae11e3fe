//! `wijkspiegel map`: the map as a picture, drawn from the same scene as the screen.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::catchments::core;
use super::catchments::parse_mean_distance;
use super::options::{self, check_year, group_position, not_an_input, parse_year, scenario_file};
use super::report::{PaperArguments, PictureArguments, command_line};
use super::{Outcome, print, programmes, report};
use crate::catchment::{Rule, Subset};
use crate::data::{Basis, Dataset, Level, Subject, Year};
use crate::figures::certainty::DRAWS;
use crate::figures::headline::{Comparison, headline};
use crate::figures::quote::quote;
use crate::notice::Notice;
use crate::privacy::Gate;
use crate::report::date::Day;
use crate::report::document::{Report, Request};
use crate::report::{Print, pdf, png::png, svg::svg};
use crate::text::{Language, text, text_with};
use crate::view::choice::{ColourBy, LocalColour, MapChoice};
use crate::view::hit::Hit;
use crate::view::links::Links;
use crate::view::school_figure::figure_key;
use crate::view::school_local::SchoolLocal;
use crate::view::selection::{depends_on_selection, with_selection};
use crate::view::shapes::ShapeCache;
use crate::view::theme::{Theme, ThemeKind};
use crate::view::town::town_scene;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    subject: options::Subject,
    /// Colour of the areas: a group, pupils, none, or the name of a figure; and what lies over them:
    /// catchments=nearest, catchments=nearest:denomination=…, catchments=observed, catchments=observed:0.7
    /// or catchments=given; against=… holds them against another kind, and streets draws the street
    /// network. schools=FIGURE colours the schools by a figure (FIGURE@2023 for a year) or a local measure
    /// (local-quotient), programmes=all
    /// or programmes=NAME shows who does what, where. May be given more than once.
    #[arg(long)]
    show: Vec<String>,
    /// Draws the flows to this school or from this area, and the catchment of the school.
    #[arg(long, value_name = "CODE")]
    flows: Option<String>,
    /// Kilometres between home and school on average, to fit flows to that nobody counted.
    #[arg(long, value_name = "KM", value_parser = parse_mean_distance)]
    mean_distance: Option<u32>,
    /// Areas: buurt, wijk, municipality, postcode or other.
    #[arg(long, value_parser = parse_level)]
    level: Option<Level>,
    /// In this scenario of the project (or scenario file), in --year or else its last year.
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    #[arg(long, value_parser = parse_year)]
    year: Option<Year>,
    /// Picture to write: .png, .svg or .pdf.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    picture: PictureArguments,
    #[command(flatten)]
    paper: PaperArguments,
    /// Dark colours; a PDF is always light.
    #[arg(long)]
    dark: bool,
}

pub fn parse_level(text: &str) -> Result<Level, String> {
    let codes = Level::ALL.map(Level::code).join(", ");
    Level::from_code(text).ok_or(codes)
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let plan = arguments.scenario.as_deref().and_then(scenario_file);
    let inputs: Vec<PathBuf> = arguments.subject.inputs().into_iter().chain(plan).collect();
    not_an_input(&arguments.out, &inputs)?;
    let open = arguments.subject.open()?;
    let named = |name: &str| open.scenario(name).map(|found| found.scenario.name);
    let named = arguments.scenario.as_deref().map(named).transpose()?;
    let open = open.in_scenario(arguments.scenario.as_deref(), arguments.year)?;
    let dataset = &open.dataset;
    check_year(dataset, arguments.year)?;
    let links = match &arguments.scenario {
        Some(name) => open.links(name, arguments.year, language)?,
        None => Links::default(),
    };
    let choice = MapChoice { year: arguments.year, ..MapChoice::first(dataset) };
    let mut choice = chosen(dataset, choice, arguments.level, None)?;
    for show in &arguments.show {
        let part = show.split_once('=').unwrap_or((show, ""));
        match part {
            ("catchments", kind) => choice.catchments = rule(kind)?,
            ("against", kind) => choice.against = rule(kind)?,
            ("streets", "") => choice.visible.streets = true,
            ("schools", figure) => choice.school_figure = Some(school_figure(dataset, figure)?),
            ("programmes", wanted) => {
                choice.programmes = programmes::on_map(&open.settings, dataset, wanted, language)?;
            }
            _ => choice.colour_by = colour(dataset, choice.scheme, show)?,
        }
    }
    let selection = arguments.flows.as_deref().map(|code| unit(dataset, code)).transpose()?;
    choice.flows = selection.is_some();
    choice.mean_distance = arguments.mean_distance;
    let theme = Theme::of(if arguments.dark { ThemeKind::Dark } else { ThemeKind::Light });
    let shapes = ShapeCache::new(dataset);
    // A picture for paper or a slide says its words in Dutch unless English was asked for.
    let mut scene = town_scene(dataset, &choice, &open.gate, language, &theme, &shapes);
    if depends_on_selection(&choice) {
        scene = with_selection(&scene, dataset, &choice, &open.gate, &shapes, selection);
    }
    links.add_to(&mut scene);
    if let Some((sentences, basis)) = statement(dataset, arguments.year, language)? {
        scene.set_statement(sentences, basis);
    }
    if let Some(name) = &named {
        let named = text_with(language, "report-scenario", &[("name", name)]);
        let parts = [named, std::mem::take(&mut scene.subtitle)];
        scene.subtitle = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
    }
    scene.set_day(Day::today());
    let print_size = Print { transparent: arguments.picture.transparent, ..Print::default() };
    let kind = arguments.out.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    let bytes = match kind.as_str() {
        "svg" => svg(&scene, &print_size).into_bytes(),
        "png" => png(&scene, &print_size, arguments.picture.width)?,
        "pdf" => on_paper(dataset, choice, &links, arguments, named, open.gate, language)?,
        _ => return Err(Notice::error("cli-picture-kind").arg("kind", kind)),
    };
    fs::write(&arguments.out, bytes).map_err(|e| {
        Notice::error("cli-not-written").arg("reason", e).file(arguments.out.display().to_string())
    })?;
    print(&format!("{}: {}", text(language, "cli-written"), arguments.out.display()))?;
    Ok(report(&open.notices, language))
}

/// The choice with another level or colour.
pub fn chosen(
    dataset: &Dataset,
    choice: MapChoice,
    level: Option<Level>,
    show: Option<&str>,
) -> Result<MapChoice, Notice> {
    let mut choice = choice;
    if let Some(level) = level {
        if !dataset.levels().contains(&level) {
            let known = dataset.levels().into_iter().map(Level::code).collect::<Vec<_>>().join(", ");
            return Err(Notice::error("cli-unknown-level").arg("level", level.code()).arg("known", known));
        }
        choice.level = level;
    }
    if let Some(show) = show {
        choice.colour_by = colour(dataset, choice.scheme, show)?;
    }
    Ok(choice)
}

/// The map on paper, with its values as a table.
fn on_paper(
    dataset: &Dataset,
    choice: MapChoice,
    links: &Links,
    arguments: &Arguments,
    scenario: Option<String>,
    gate: Gate,
    language: Language,
) -> Result<Vec<u8>, Notice> {
    let request = Request {
        comparison: Comparison { year: arguments.year, ..Comparison::of_scheme(dataset, choice.scheme) },
        choice,
        gate,
        language,
        draws: DRAWS,
        scenario,
        day: Day::today(),
        command: command_line(),
    };
    let mut report = Report::new(dataset, &request, &Theme::LIGHT, &ShapeCache::new(dataset), &())?;
    links.add_to(&mut report.scene);
    pdf::map(&report, arguments.paper.paper(), None)
}

/// The rule that `--show catchments=…` names.
fn rule(kind: &str) -> Result<Option<Rule>, Notice> {
    let unknown = || Notice::error("catchment-unknown-kind").arg("kind", kind);
    let (name, more) = kind.split_once(':').map_or((kind, None), |(name, more)| (name, Some(more)));
    Ok(match (name, more) {
        ("none", None) => None,
        ("given", None) => Some(Rule::Given),
        ("nearest", None) => Some(Rule::Nearest(Subset::All)),
        ("nearest", Some(of)) => Some(Rule::Nearest(Subset::parse(of).map_err(|_| unknown())?)),
        ("observed", None) => Some(Rule::MostPupils),
        ("observed", Some(share)) => Some(core(share.parse().map_err(|_| unknown())?)?),
        _ => return Err(unknown()),
    })
}

/// The school or area of a code.
fn unit(dataset: &Dataset, code: &str) -> Result<Hit, Notice> {
    let school = || dataset.school_by_code(code).map(Hit::School);
    let area = || dataset.area_by_code(code).map(Hit::Area);
    school().or_else(area).ok_or_else(|| Notice::error("catchment-unknown-unit").arg("code", code))
}

/// The figure of this name, with `@` and a year of that year, else the newest.
fn figure(dataset: &Dataset, subject: Subject, text: &str) -> Option<usize> {
    let (name, year) = match text.rsplit_once('@') {
        Some((name, year)) => (name, Some(Year(year.parse().ok()?))),
        None => (text, None),
    };
    let named = |i: &crate::data::Indicator| {
        i.subject == subject
            && (i.key.eq_ignore_ascii_case(name) || i.label.eq_ignore_ascii_case(name))
            && (year.is_none() || i.year == year)
    };
    let found = dataset.indicators().iter().enumerate().filter(|(_, i)| named(i));
    found.max_by_key(|(at, i)| (i.year, std::cmp::Reverse(*at))).map(|(at, _)| at)
}

/// The key of the figure per school, or of the local measure, that `--show schools=…` names.
fn school_figure(dataset: &Dataset, name: &str) -> Result<String, Notice> {
    if let Some(measure) = LocalColour::ALL.into_iter().find(|m| m.key() == name) {
        let Comparison { scheme, group, other, .. } = Comparison::first(dataset);
        let key = dataset.schemes().get(scheme).and_then(|s| SchoolLocal { measure, group, other }.key(s));
        return key.ok_or_else(|| Notice::error("cli-no-counts"));
    }
    let found = figure(dataset, Subject::School, name).and_then(|at| dataset.indicators().get(at));
    found.map(figure_key).ok_or_else(|| {
        let of_schools = dataset.indicators().iter().filter(|i| i.subject == Subject::School);
        let mut figures: Vec<&str> = of_schools.map(|i| i.key.as_str()).collect();
        figures.dedup();
        figures.extend(LocalColour::ALL.map(LocalColour::key));
        Notice::error("figure-unknown").arg("figure", name).arg("figures", figures.join(", "))
    })
}

/// What `--show` names.
fn colour(dataset: &Dataset, scheme: usize, show: &str) -> Result<ColourBy, Notice> {
    match show {
        "none" => return Ok(ColourBy::None),
        "pupils" => return Ok(ColourBy::Pupils),
        _ => {}
    }
    let indicators = dataset.indicators();
    if let Some(at) = figure(dataset, Subject::Home, show) {
        return Ok(ColourBy::Indicator(at));
    }
    group_position(dataset, scheme, show).map(ColourBy::GroupShare).map_err(|notice| {
        let figures: Vec<&str> =
            indicators.iter().filter(|i| i.subject == Subject::Home).map(|i| i.key.as_str()).collect();
        Notice::error("cli-unknown-show")
            .arg("show", show)
            .arg("groups", notice.args.iter().find(|(n, _)| *n == "known").map_or("", |(_, v)| v))
            .arg("figures", figures.join(", "))
    })
}

/// The headline in words, to go with the picture, with the usual misreading put right, what is hidden
/// or left out, and on what it rests.
fn statement(
    dataset: &Dataset,
    year: Option<Year>,
    language: Language,
) -> Result<Option<(Vec<String>, Basis)>, Notice> {
    let comparison = Comparison { year, ..Comparison::first(dataset) };
    let Some(found) = headline(dataset, comparison)? else { return Ok(None) };
    let Some(quote) = quote(dataset, comparison, &found, None, language) else { return Ok(None) };
    Ok(Some((quote.sentences(), found.basis)))
}
