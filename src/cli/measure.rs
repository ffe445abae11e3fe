//! `wijkspiegel measure`: the figures.

mod access;
mod catalogue;
mod drawing;
mod mirror;
mod table;
mod told;
mod town;
mod words;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::options::{self, parse_year};
use super::{Outcome, print, report};
use crate::data::Year;
use crate::figures::few;
use crate::figures::headline::{Comparison, headline};
use crate::figures::limits::{Limits, limits, limits_of_town};
use crate::figures::mirror::Reference;
use crate::figures::over_time::ChangeFigures;
use crate::figures::splits::Division;
use crate::measure::Other;
use crate::measure::figures::{Figures, HomeFigures, Options, measure_all};
use crate::measure::inference::{Draws, Resample, Statistic, bootstrap};
use crate::notice::Notice;
use crate::text::{Language, text};
use catalogue::Catalogue;
use drawing::Drawing;
use table::Town;

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
    /// Let this weigh in that model too: kind (of education, or profile), or the key or name of a figure about
    /// schools. May be given more than once.
    #[arg(long, value_name = "WHAT", requires = "choice")]
    term: Vec<String>,
    /// Compare every school with its wijk, buurt, catchment, nearest-school (the children for whom
    /// it is nearest) or nearest:K (the K children who live nearest).
    #[arg(long, value_name = "REFERENCE", value_parser = town::parse_reference, conflicts_with = "counts")]
    mirror: Option<Reference>,
    /// From how many percentage points a school differs from its mirror, and differs strongly.
    #[arg(long, value_name = "FROM,STRONGLY", value_parser = mirror::parse_limits, requires = "mirror")]
    mirror_limits: Option<mirror::MirrorLimits>,
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
    /// Units that are in no figure, as a count of theirs is unknown; only where there are any.
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

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let table = match &arguments.counts {
        Some(path) => table::bare(path, arguments)?,
        None => table::of_town(arguments)?,
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
            let limits = arguments.mirror_limits.unwrap_or_default();
            let asked = town::Asked { choice, terms: &arguments.term, mirror, limits, access, home };
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
    if let Some(limits) = &limits {
        figures = figures.without_points(limits.all_units);
    }
    let change = match (&table.town, arguments.since) {
        (Some(town), Some(since)) => Some(table::change_since(town, since, arguments.year)?),
        (Some(town), None) if arguments.scenario.is_some() => table::since_present(town, &arguments.subject)?,
        _ => None,
    };
    let left_out_units = limits.as_ref().map_or(table.left_out, |limits| limits.unknown_units);
    let left_out_units = (left_out_units > 0).then_some(left_out_units);
    let ground = table.town.as_ref().zip(headline.as_ref()).map(|(town, headline)| Ground {
        basis: headline.basis.code(),
        source: words::source_of(&town.dataset, headline, language),
        year: headline.year.map(|y| y.0),
        scenario: town.scenario.clone(),
    });
    let all = if arguments.all {
        let at = |scheme| Comparison { scheme, year: arguments.year, group, other };
        let comparison = at(table.town.as_ref().map_or(0, |town| town.scheme));
        // Drawn over pupils whatever the interval is of, as its name says.
        let bias = match (options.draws, table.counts.two_group(group, other)) {
            (Some(draws), Some(pair)) if pair.is_whole() && limits.is_none() => {
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
            (Some(town), Some(ranges), _) => {
                catalogue::units_of(&town.dataset, comparison, ranges, town.gate)
            }
            (None, _, Some((ranges, _))) => {
                Some(catalogue::Units { ranges, names: table.units.clone(), ordered: true, shown: None })
            }
            _ => None,
        };
        let drawn = catalogue::Drawn {
            bias_corrected: bias,
            adjusted: figures.chance.as_ref().and_then(|c| c.adjusted),
        };
        units.map(|units| catalogue::catalogue(&table.counts, drawn, limits.as_ref(), comparison, &units))
    } else {
        None
    };
    drop(drawing);
    let printed = Printed { figures, ground, limits, left_out_units, change, catalogue: all, of_choice };
    let pupils_of_pair = table.counts.two_group(group, other).map_or(0.0, |pair| pair.total());
    let coarse = match &table.town {
        Some(town) => few::tells_schools(&town.dataset, comparison(town), town.gate)?,
        None => false,
    };
    if arguments.json {
        told::print(&printed, coarse, table.town.as_ref().map(|town| town.gate))?;
    } else if coarse {
        let mut lines = words::rests_on(&printed, pupils_of_pair, language);
        lines.extend(told::in_whole_percents(&printed, language));
        print(&lines.join("\n"))?;
    } else {
        let mut lines = words::rests_on(&printed, pupils_of_pair, language);
        if let (Some(town), Some(headline)) = (&table.town, &headline) {
            lines.extend(words::of_town(&town.dataset, headline, language));
        }
        lines.extend(words::in_words(&printed, language));
        lines.extend(printed.catalogue.iter().flat_map(|all| all.in_words(language)));
        if let Some(town) = &table.town {
            lines.extend(printed.of_choice.in_words(&town.dataset, language));
        }
        if printed.figures.interval.is_some() && printed.limits.is_none() {
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
