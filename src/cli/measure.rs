//! `wijkspiegel measure`: the figures.

mod access;
mod catalogue;
mod drawing;
mod mirror;
mod told;
mod town;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::options::{self, group_position, no_year, parse_year};
use super::{Outcome, print, report};
use crate::data::{Basis, Dataset, SchoolId, Subject, Year};
use crate::figures::few;
use crate::figures::headline::{Comparison, Headline, NoSplit, headline, known_counts};
use crate::figures::limits::{Limits, limits, limits_of_town, range_in_words};
use crate::figures::mirror::Reference;
use crate::figures::over_time::{ChangeFigures, change};
use crate::figures::splits::Division;
use crate::load::{Format, sniff};
use crate::measure::figures::{Figures, HomeFigures, Options, measure_all};
use crate::measure::inference::{Draws, Resample, Statistic, bootstrap};
use crate::measure::table::read_counts;
use crate::measure::{CountRanges, Counts, Other};
use crate::notice::{Notice, Notices};
use crate::number::{DASH, decimal, percent, whole};
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};
use catalogue::Catalogue;
use drawing::Drawing;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    subject: options::Subject,
    /// A bare table with a row per unit and a column per group; columns unit and cluster are keys.
    #[arg(long, value_name = "CSV", conflicts_with_all = ["project", "example"])]
    counts: Option<PathBuf>,
    /// The group; else the first.
    #[arg(long)]
    group: Option<String>,
    /// With whom it is compared: another group, or rest (everyone else).
    #[arg(long, default_value = "rest")]
    other: String,
    /// Split within and between: wijk, buurt, board, denomination, kind, any column of words of the
    /// schools or areas, or cluster (for --counts).
    #[arg(long)]
    within: Option<String>,
    /// In this scenario of the project (or scenario file), in --year or else its last year.
    #[arg(long, value_name = "NAME", conflicts_with = "counts")]
    scenario: Option<String>,
    /// School year; else the newest.
    #[arg(long, value_parser = parse_year)]
    year: Option<Year>,
    /// Random draws for chance and interval.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    draws: Option<u32>,
    /// Seed of the draws; the same seed gives the same figures.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Also what made segregation change since this school year.
    #[arg(long, value_parser = parse_year, value_name = "YEAR", conflicts_with = "counts")]
    since: Option<Year>,
    /// What the draws of the interval take again: pupils, as the window does (other children of the
    /// same kind at the same schools), or schools. Without a choice pupils, and schools where counts
    /// are not whole.
    #[arg(long, value_enum)]
    resample: Option<Redraw>,
    /// Fit a model of choice to the known flows: what distance, own group and denomination weigh.
    #[arg(long, conflicts_with = "counts")]
    choice: bool,
    /// Compare every school with its wijk, buurt, catchment, nearest-school (the children for whom
    /// it is nearest) or nearest:K (the K children who live nearest).
    #[arg(long, value_name = "REFERENCE", value_parser = town::parse_reference, conflicts_with = "counts")]
    mirror: Option<Reference>,
    /// Schools of each denomination or kind within 1, 2 and 3 km of a child.
    #[arg(long, value_enum, value_name = "SORT", conflicts_with = "counts")]
    access: Option<access::By>,
    /// Home and choice by every measure and by wijk.
    #[arg(long, conflicts_with = "counts")]
    home: bool,
    /// Every measure of the catalogue, the local ones for every unit.
    #[arg(long)]
    all: bool,
    #[arg(long)]
    json: bool,
}

/// [`Resample`] as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Redraw {
    Schools,
    Pupils,
}

impl From<Redraw> for Resample {
    fn from(redraw: Redraw) -> Self {
        match redraw {
            Redraw::Schools => Self::Schools,
            Redraw::Pupils => Self::Pupils,
        }
    }
}

/// On what the figures of a town rest.
#[derive(Serialize)]
struct Ground {
    basis: &'static str,
    /// Title of the source.
    source: String,
    /// `None` where the source does not say.
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<String>,
}

/// All that is printed.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    figures: Figures,
    /// Only of a town.
    #[serde(flatten)]
    ground: Option<Ground>,
    /// Only where counts are hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    limits: Option<Limits>,
    /// Units that the point figures leave out, as a count of theirs is hidden or unknown; only where
    /// there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out_units: Option<usize>,
    /// Only with `--since`.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeFigures>,
    /// Only with `--all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    catalogue: Option<Catalogue>,
    /// Only what was asked.
    #[serde(flatten)]
    of_choice: town::OfChoice,
}

/// The town that counts come from.
struct Town {
    dataset: Dataset,
    gate: Gate,
    /// Position of the scheme that is measured.
    scheme: usize,
    /// Name of the scenario that it is the outcome of.
    scenario: Option<String>,
}

/// Counts with a cluster per unit, from whatever the command is about.
struct Table {
    counts: Counts,
    clusters: Option<Vec<String>>,
    /// All units, hidden counts as ranges, with their clusters; of a town they are had from there.
    ranges: Option<(CountRanges, Option<Vec<String>>)>,
    /// Keys of the units of a bare table.
    units: Vec<String>,
    /// Units that the counts leave out.
    left_out: usize,
    notices: Notices,
    /// Absent for a bare table.
    town: Option<Town>,
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let table = match &arguments.counts {
        Some(path) => bare_table(path, arguments)?,
        None => town_table(arguments)?,
    };
    let position = |key: &str| {
        table.counts.group(key).ok_or_else(|| {
            let known = table.counts.groups().join(", ");
            Notice::error("cli-unknown-group").arg("group", key).arg("known", known)
        })
    };
    let group = arguments.group.as_deref().map_or(Ok(0), position)?;
    let other = match arguments.other.as_str() {
        "rest" => Other::Rest,
        key => Other::Group(position(key)?),
    };
    if other == Other::Group(group) {
        return Err(Notice::error("cli-same-group").arg("group", &arguments.other));
    }
    let draws = arguments.draws.map(|draws| Draws { count: draws as usize, seed: arguments.seed });
    let whole = table.counts.two_group(group, other).is_some_and(|pair| pair.is_whole());
    let resample = arguments.resample.unwrap_or(if whole { Redraw::Pupils } else { Redraw::Schools });
    let options = Options { draws, resample: resample.into(), ..Options::default() };
    let rounds = if arguments.all { 3 } else { 2 };
    let drawing = Drawing::new(rounds * draws.map_or(0, |draws| draws.count as u64), language);
    let mut figures =
        measure_all(&table.counts, group, other, table.clusters.as_deref(), &options, &drawing)?;
    let mut of_choice = town::OfChoice::default();
    let headline = match &table.town {
        None => None,
        Some(town) => {
            let comparison = Comparison { scheme: town.scheme, year: arguments.year, group, other };
            let Arguments { choice, mirror, access, home, .. } = *arguments;
            let asked = town::Asked { choice, mirror, access, home };
            of_choice = town::of_choice(&town.dataset, comparison, asked, town.gate)?;
            headline(&town.dataset, comparison)?
        }
    };
    figures.home = headline.as_ref().map(|found| HomeFigures {
        dissimilarity_home: found.home,
        choice: found.choice,
        rule: HomeFigures::RULE,
        rules: of_choice.rules(),
    });
    let comparison = |town: &Town| Comparison { scheme: town.scheme, year: arguments.year, group, other };
    let limits = match (&table.town, &table.ranges) {
        (Some(town), _) => {
            let within = arguments.within.as_deref();
            let division = within.and_then(|within| Division::named(&town.dataset, within));
            limits_of_town(&town.dataset, comparison(town), division)?
        }
        (None, Some((ranges, clusters))) => limits(ranges, group, other, clusters.as_deref()),
        (None, None) => None,
    };
    let change = match (&table.town, arguments.since) {
        (Some(town), Some(since)) => Some(change_since(town, since, arguments.year)?),
        (Some(town), None) if arguments.scenario.is_some() => since_present(town, &arguments.subject)?,
        _ => None,
    };
    let left_out_units = (table.left_out > 0).then_some(table.left_out);
    let ground = table.town.as_ref().zip(headline.as_ref()).map(|(town, headline)| Ground {
        basis: headline.basis.code(),
        source: source_of(&town.dataset, headline),
        year: headline.year.map(|y| y.0),
        scenario: town.scenario.clone(),
    });
    let all = if arguments.all {
        let at = |scheme| Comparison { scheme, year: arguments.year, group, other };
        let comparison = at(table.town.as_ref().map_or(0, |town| town.scheme));
        // Drawn over pupils whatever the interval is of, as its name says.
        let bias = match (options.draws, table.counts.two_group(group, other)) {
            (Some(draws), Some(pair)) if pair.is_whole() => {
                let d = Statistic::Dissimilarity;
                bootstrap(&pair, d, Resample::Pupils, options.level, draws, &drawing)?
                    .map(|b| b.bias_corrected)
            }
            _ => None,
        };
        let of_town = match &table.town {
            Some(town) => catalogue::ranges_of(&town.dataset, comparison)?,
            None => None,
        };
        let units = match (&table.town, &of_town, &table.ranges) {
            (Some(town), Some(ranges), _) => catalogue::units_of(&town.dataset, comparison, ranges),
            (None, _, Some((ranges, _))) => {
                Some(catalogue::Units { ranges, names: table.units.clone(), ordered: true, shown: None })
            }
            _ => None,
        };
        units.map(|units| catalogue::catalogue(&table.counts, &figures, bias, comparison, &units))
    } else {
        None
    };
    drop(drawing);
    let printed = Printed { figures, ground, limits, left_out_units, change, catalogue: all, of_choice };
    let figures = &printed.figures;
    let coarse = match &table.town {
        Some(town) => few::tells_schools(&town.dataset, comparison(town), town.gate)?,
        None => false,
    };
    if arguments.json {
        told::print(&printed, coarse, table.town.as_ref().map(|town| town.gate))?;
    } else if coarse {
        let pair = table.counts.two_group(group, other).map_or(0.0, |pair| pair.total());
        let mut lines = rests_on(figures, pair, language);
        lines.extend(told::in_whole_percents(&printed, language));
        print(&lines.join("\n"))?;
    } else {
        let pair = table.counts.two_group(group, other).map_or(0.0, |pair| pair.total());
        let mut lines = rests_on(figures, pair, language);
        if let (Some(town), Some(headline)) = (&table.town, &headline) {
            lines.extend(of_town(&town.dataset, headline, language));
        }
        lines.extend(in_words(&printed, language));
        lines.extend(printed.catalogue.iter().flat_map(|all| all.in_words(language)));
        if let Some(town) = &table.town {
            lines.extend(printed.of_choice.in_words(&town.dataset, language));
        }
        if figures.interval.is_some() {
            lines.push(match resample {
                Redraw::Schools => text(language, "measure-over-schools"),
                Redraw::Pupils => text(language, "measure-over-pupils"),
            });
        }
        print(&lines.join("\n"))?;
    }
    let mut notices = table.notices;
    notices.extend(printed.of_choice.notices);
    Ok(report(&notices, language))
}

fn bare_table(path: &std::path::Path, arguments: &Arguments) -> Result<Table, Notice> {
    // A picture or database would be read as one very odd line.
    if sniff::locate(path)?.1 != Format::Csv {
        return Err(Notice::error("cli-counts-no-table").file(path.display().to_string()));
    }
    let file = read_counts(path)?;
    let clusters = match arguments.within.as_deref() {
        None => None,
        Some("cluster") => {
            let missing = || Notice::error("cli-no-cluster").file(path.display().to_string());
            Some(file.clusters.ok_or_else(missing)?)
        }
        Some(other) => {
            return Err(Notice::error("cli-unknown-within").arg("within", other).arg("known", "cluster"));
        }
    };
    let mut notices = Notices::default();
    for unit in &file.hidden {
        notices.push(Notice::warning("cli-school-left-out").arg("school", unit));
    }
    let left_out = file.hidden.len();
    let ranges = Some((file.ranges, file.all_clusters.filter(|_| arguments.within.is_some())));
    let units = file.all_units;
    Ok(Table { counts: file.counts, clusters, ranges, units, left_out, notices, town: None })
}

fn town_table(arguments: &Arguments) -> Result<Table, Notice> {
    let open = arguments.subject.open()?;
    let named = |name: &str| open.scenario(name).map(|found| found.scenario.name);
    let scenario = arguments.scenario.as_deref().map(named).transpose()?;
    let open = open.in_scenario(arguments.scenario.as_deref(), arguments.year)?;
    let dataset = &open.dataset;
    let scheme = match &arguments.group {
        // The scheme that has the group: a town may have several.
        Some(key) => {
            let has =
                |scheme: &usize| dataset.schemes().get(*scheme).is_some_and(|s| s.position(key).is_some());
            let first = dataset.first_scheme();
            match std::iter::once(first).chain(0..dataset.schemes().len()).find(has) {
                Some(scheme) => scheme,
                None => group_position(dataset, first, key)?,
            }
        }
        None => dataset.first_scheme(),
    };
    let counted = dataset.counts(Subject::School, scheme, arguments.year).ok_or_else(|| {
        arguments.year.map_or_else(|| Notice::error("cli-no-counts"), |year| no_year(dataset, year))
    })?;
    let known = known_counts(dataset, counted)?;
    let mut notices = if arguments.scenario.is_some() { open.notices } else { Notices::default() };
    notices.extend(arguments.subject.privacy.notices(open.gate));
    for unit in &known.left_out {
        let code = dataset.schools().get(*unit).map(|s| s.code.clone()).unwrap_or_default();
        notices.push(Notice::warning("cli-school-left-out").arg("school", code));
    }
    let clusters = match &arguments.within {
        None => None,
        Some(within) => Some(clusters(dataset, &known.units, within)?),
    };
    let town = Some(Town { scheme, scenario, gate: open.gate, dataset: open.dataset });
    let left_out = known.left_out.len();
    let (counts, ranges, units) = (known.counts, None, Vec::new());
    Ok(Table { counts, clusters, ranges, units, left_out, notices, town })
}

/// What made M and H change from the present to the town of a scenario; `None` where the present has
/// no counts by school.
fn since_present(town: &Town, subject: &options::Subject) -> Result<Option<ChangeFigures>, Notice> {
    let present = subject.open()?.dataset;
    let key = town.dataset.schemes().get(town.scheme).map(|s| s.key.as_str());
    let scheme = present.schemes().iter().position(|s| Some(s.key.as_str()) == key);
    let before = scheme.and_then(|scheme| present.counts(Subject::School, scheme, None));
    let after = town.dataset.counts(Subject::School, town.scheme, None);
    let Some((before, after)) = before.zip(after) else { return Ok(None) };
    change((&present, before), (&town.dataset, after), "present".to_owned()).map(Some)
}

/// What made M and H change from one year to the measured one.
fn change_since(town: &Town, since: Year, year: Option<Year>) -> Result<ChangeFigures, Notice> {
    let table = |year: Option<Year>| {
        let found = match year {
            Some(_) => town.dataset.counts_of(Subject::School, town.scheme, year),
            None => town.dataset.counts(Subject::School, town.scheme, None),
        };
        found.ok_or_else(|| {
            year.map_or_else(|| Notice::error("cli-no-counts"), |year| no_year(&town.dataset, year))
        })
    };
    let (before, after) = (table(Some(since))?, table(year)?);
    change((&town.dataset, before), (&town.dataset, after), since.to_string())
}

/// The cluster of every school that is measured.
fn clusters(dataset: &Dataset, units: &[usize], within: &str) -> Result<Vec<String>, Notice> {
    let division = Division::named(dataset, within).ok_or_else(|| {
        let known: Vec<&str> = Division::all(dataset).iter().map(|d| d.name(dataset)).collect();
        Notice::error("cli-unknown-within").arg("within", within).arg("known", known.join(", "))
    })?;
    let mut out = Vec::with_capacity(units.len());
    for &unit in units {
        let cluster = division.of(dataset, SchoolId(unit)).ok_or_else(|| {
            let code = dataset.schools().get(unit).map(|s| s.code.clone()).unwrap_or_default();
            Notice::error("cli-no-cluster-value").arg("within", within).arg("school", code)
        })?;
        out.push(cluster);
    }
    Ok(out)
}

/// How many units and pupils there are, and how many of those pupils D is about: `pair`.
fn rests_on(figures: &Figures, pair: f64, language: Language) -> Vec<String> {
    let number = |n: f64| whole(n, language);
    let (units, pupils, of_pair) = (number(figures.units as f64), number(figures.pupils), number(pair));
    let mut lines = vec![text_with(language, "measure-rests-on", &[("units", &units), ("pupils", &pupils)])];
    lines.push(text_with(language, "measure-of-pair", &[("pupils", &of_pair)]));
    if figures.pupils > pair {
        let left = number(figures.pupils - pair);
        lines.push(text_with(language, "figures-left-out", &[("pupils", &left)]));
    }
    lines
}

fn source_of(dataset: &Dataset, headline: &Headline) -> String {
    dataset.source(headline.source).map(|s| s.title.clone()).unwrap_or_default()
}

/// Basis, source and year of a town's counts, and the two parts of its D.
fn of_town(dataset: &Dataset, headline: &Headline, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    match headline.basis {
        Basis::Counted => {}
        Basis::Estimated => lines.push(text(language, "quote-estimated")),
        Basis::Modelled => lines.push(text(language, "quote-modelled")),
    }
    let source = source_of(dataset, headline);
    let year = headline.year.map_or_else(|| text(language, "figures-no-year"), |y| y.to_string());
    lines.push(text_with(language, "figures-source", &[("source", &source), ("year", &year)]));
    let share = |v: f64| percent(v, 1, language);
    if let (Some(home), Some(choice)) = (headline.home, headline.choice) {
        let (home, choice) = (share(home), share(choice));
        lines.push(text_with(language, "measure-home", &[("home", &home), ("choice", &choice)]));
        let areas = whole(headline.home_areas as f64, language);
        lines.push(text_with(language, "figures-home-rule", &[("areas", &areas)]));
    }
    lines.extend(headline.no_split.map(|why| match why {
        NoSplit::SchoolsLeftOut => text(language, "figures-no-split-schools"),
        NoSplit::OtherYear => text(language, "figures-no-split-year"),
        NoSplit::HomesUnknown => text(language, "figures-no-split-homes"),
        NoSplit::SchoolsEstimated => text(language, "figures-no-split-estimated"),
    }));
    lines
}

fn in_words(printed: &Printed, language: Language) -> Vec<String> {
    let figures = &printed.figures;
    let mut lines = Vec::new();
    let number = |n: f64| whole(n, language);
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
    let value = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| decimal(v, 4, language));
    let names = [("group", figures.two_group.group.as_str()), ("other", figures.two_group.other.as_str())];
    let moves = &figures.moves;
    let d = share(moves.one_group_share);
    let swap = share(moves.swap_share);
    let pupils = moves.whole_pupils.map_or(DASH.to_owned(), |p| number(p as f64));
    let range = printed.limits.as_ref().and_then(Limits::dissimilarity);
    if let Some(range) = range {
        // The point figure leaves schools out and may lie outside of what is possible.
        let d = range_in_words(range.least, range.greatest, 1, language);
        lines.push(text_with(language, "measure-one", &[names[0], names[1], ("d", &d)]));
        if let Some(swap) = printed.limits.as_ref().and_then(|l| l.swap_share.as_ref()) {
            let swap = range_in_words(swap.least, swap.greatest, 1, language);
            lines.push(text_with(language, "measure-swap", &[("swap", &swap)]));
        }
    }
    lines.extend(in_words_limits(printed, language));
    if printed.limits.is_some() {
        let units = number(printed.left_out_units.unwrap_or_default() as f64);
        lines.push(text_with(language, "quote-left-out", &[("units", &units)]));
    }
    let args = [names[0], names[1], ("d", d.as_str()), ("swap", &swap), ("pupils", &pupils)];
    for key in ["measure-one", "measure-swap", "measure-whole"] {
        if range.is_none() || key != "measure-one" {
            lines.push(text_with(language, key, &args));
        }
    }
    // Every further figure under the name that the JSON gives it.
    for (title, section) in [
        ("two_group", serde_json::to_value(&figures.two_group)),
        ("multi_group", serde_json::to_value(&figures.multi_group)),
        ("within_between", serde_json::to_value(&figures.within_between)),
        ("chance", serde_json::to_value(&figures.chance)),
        ("interval", serde_json::to_value(&figures.interval)),
        ("home", serde_json::to_value(&figures.home)),
        (
            "change, mutual_information",
            serde_json::to_value(printed.change.as_ref().map(|c| c.mutual_information)),
        ),
        ("change, theil_h", serde_json::to_value(printed.change.as_ref().map(|c| c.theil_h))),
    ] {
        let Ok(serde_json::Value::Object(section)) = section else { continue };
        lines.push(format!("{title}:"));
        for (name, v) in &section {
            match v {
                serde_json::Value::String(_) | serde_json::Value::Object(_) => {}
                serde_json::Value::Number(n) if n.is_u64() => lines.push(format!("  {name:<36} {n}")),
                v => lines.push(format!("  {name:<36} {}", value(v.as_f64()))),
            }
        }
    }
    lines
}

/// Least and greatest values, where counts are hidden.
fn in_words_limits(printed: &Printed, language: Language) -> Vec<String> {
    let Some(limits) = &printed.limits else { return Vec::new() };
    let count = whole(limits.hidden_counts as f64, language);
    let mut lines = vec![text_with(language, "measure-limits", &[("count", &count)])];
    // The share that swaps stands in words among the readings already.
    for found in limits.measures.iter().chain(&limits.within_between) {
        let side = |value: f64, exact: bool| {
            let value = decimal(value, 4, language);
            if exact { value } else { text_with(language, "measure-limit-bound", &[("value", &value)]) }
        };
        let least = side(found.least, found.least_exact);
        let greatest = side(found.greatest, found.greatest_exact);
        lines.push(format!("  {:<64} {least} – {greatest}", found.name(language)));
    }
    lines
}
