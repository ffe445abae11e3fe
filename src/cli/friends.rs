//! `wijkspiegel friends`: the best pairs or groups of friendship schools, or what given groups bring.

mod ask;
mod output;
mod shape;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use geo::Point;

use super::options::{self, parse_year};
use super::{Outcome, print, report};
use crate::data::{Basis, Dataset, School, SchoolId, Subject, Year};
use crate::figures::few;
use crate::figures::headline::{Comparison, known_counts};
use crate::figures::splits::Division;
use crate::find::town::telling::Telling;
use crate::friendship::{Friendship, file, pilot};
use crate::load::{Format, sniff};
use crate::measure::table::read_counts;
use crate::measure::{Counts, Other, TwoGroup};
use crate::notice::{Notice, Notices};
use crate::number::Count;
use crate::number::decimal;
use crate::privacy::Gate;
use crate::text::Language;

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    subject: options::Subject,
    /// A bare table with a row per school and a column per group; columns unit and cluster are keys.
    #[arg(long, value_name = "CSV", conflicts_with_all = ["project", "example"])]
    counts: Option<PathBuf>,
    /// The group; else the first.
    #[arg(long)]
    group: Option<String>,
    /// With whom it is compared: another group, or rest (everyone else).
    #[arg(long, default_value = "rest")]
    other: String,
    /// School year; else the newest.
    #[arg(long, value_parser = parse_year)]
    year: Option<Year>,
    /// Share of the week that schools spend together (0 to 1); 0.1 where neither this nor --hours is
    /// given.
    #[arg(long, conflicts_with = "hours")]
    share: Option<f64>,
    /// Hours a week that schools spend together.
    #[arg(long)]
    hours: Option<f64>,
    /// Hours of school in a week; 25.75 where it is not given.
    #[arg(long, value_name = "HOURS")]
    of: Option<f64>,
    /// The hours come on top of lessons; else they replace lessons.
    #[arg(long)]
    on_top: bool,
    /// The most kilometres between the schools of partners: over the streets where the project has them
    /// and --detour is not given, else in a straight line, times --detour where that is given.
    #[arg(long, value_name = "KM")]
    max_km: Option<f64>,
    /// Detour of streets on a straight line, for --max-km and for how far children travel, in the place
    /// of routes; without it and without streets --max-km is about the straight line itself, and travel
    /// about that times 1.3.
    #[arg(long)]
    detour: Option<f64>,
    /// Partners of the same wijk, buurt, board, denomination, kind or column of words, or of the same
    /// cluster (for --counts).
    #[arg(long, conflicts_with = "across")]
    within: Option<String>,
    /// Partners of different ones.
    #[arg(long)]
    across: Option<String>,
    /// Schools in a group: 2 (pairs, exact), 3 or 4.
    #[arg(long, default_value_t = 2)]
    size: usize,
    /// Two schools that are together whatever they gain: A+B.
    #[arg(long, value_name = "A+B")]
    fix: Vec<String>,
    /// Two schools that are never together: A+B.
    #[arg(long, value_name = "A+B")]
    forbid: Vec<String>,
    /// Two boards that do not work together: A+B.
    #[arg(long, value_name = "A+B")]
    boards_apart: Vec<String>,
    /// Two boards that work together; different boards that are not named then do not.
    #[arg(long, value_name = "A+B")]
    boards_together: Vec<String>,
    /// The larger school has at most so many times the pupils of the smaller.
    #[arg(long, value_name = "TIMES")]
    size_ratio: Option<f64>,
    /// Groups from a file in place of the best ones.
    #[arg(long, value_name = "TOML", conflicts_with_all = ["pilot", "size", "fix", "forbid"])]
    groups: Option<PathBuf>,
    /// The pilot of the accord in place of the best ones.
    #[arg(long, conflicts_with_all = ["size", "fix", "forbid"])]
    pilot: bool,
    /// The most that pairs gain within each of a row of distances.
    #[arg(long)]
    curve: bool,
    /// Weeks of school in a year.
    #[arg(long, default_value_t = crate::friendship::hours::WEEKS_A_YEAR)]
    weeks: f64,
    #[arg(long)]
    json: bool,
}

/// Schools with their counts, from whatever the command is about.
struct Table {
    counts: Counts,
    /// Code of every school in the counts.
    names: Vec<String>,
    /// Place of every school; a bare table has none.
    places: Option<Vec<Point<f64>>>,
    parts: Option<Vec<Option<String>>>,
    boards: Option<Vec<Option<String>>>,
    notices: Notices,
    town: Option<Town>,
    /// What may be told of the schools.
    telling: Telling,
}

impl Table {
    /// Whether figures in full would give hidden counts away.
    fn coarse(&self) -> bool {
        self.town.as_ref().is_some_and(|town| town.coarse)
    }
}

struct Town {
    dataset: Arc<Dataset>,
    /// School of every row of the counts.
    units: Vec<usize>,
    basis: Basis,
    year: Option<Year>,
    source: String,
    scheme: usize,
    gate: Gate,
    /// So few schools, of which a count is hidden, that it would follow from figures in full.
    coarse: bool,
}

pub fn run(arguments: &Arguments, language: Language) -> Result<Outcome, Notice> {
    let mut table = match &arguments.counts {
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
    let pair: TwoGroup<'static> =
        table.counts.two_group(group, other).ok_or_else(|| Notice::error("measure-no-such-pair"))?;
    let found = given(arguments, &mut table, language)
        .and_then(|given| ask::answer(arguments, &mut table, &pair, (group, other), given.as_deref()))
        .inspect_err(|_| {
            // Which schools were left out may be why.
            report(&table.notices, language);
        })?;
    let names = (table.counts.groups().get(group).cloned().unwrap_or_default(), arguments.other.clone());
    if arguments.json {
        output::print(&table, &output::json(&table, &pair, &found, &names))?;
    } else {
        print(&words::lines(&table, &pair, &found, &names, language).join("\n"))?;
    }
    Ok(report(&table.notices, language))
}

/// The groups of a file or of the pilot, with the hours that were asked for.
fn given(
    arguments: &Arguments,
    table: &mut Table,
    language: Language,
) -> Result<Option<Vec<Friendship>>, Notice> {
    let mut groups = match (&arguments.groups, arguments.pilot) {
        (Some(path), _) => file::read(path)?,
        (None, true) => {
            let town = table.town.as_ref().ok_or_else(|| Notice::error("friends-pilot-no-town"))?;
            let groups = pilot::pilot(&town.dataset, &mut table.notices)?;
            if arguments.hours.is_none() && arguments.share.is_none() {
                table.notices.push(
                    Notice::info("friends-pilot-hours")
                        .arg("hours", decimal(pilot::ASSUMED_HOURS, 1, language)),
                );
            }
            groups
        }
        (None, false) => return Ok(None),
    };
    for group in &mut groups {
        if arguments.on_top {
            group.timing = crate::friendship::hours::Timing::OnTop;
        }
        group.week = arguments.of.unwrap_or(group.week);
        // All week together is one school: nothing of it is on top of lessons.
        if arguments.share == Some(1.0) && !arguments.on_top {
            *group = group.as_full_pairing();
            continue;
        }
        group.hours = ask::hours(arguments, group.timing, group.week)?.unwrap_or(group.hours);
    }
    crate::friendship::check::check(&groups).map_err(|problem| problem.notice)?;
    Ok(Some(groups))
}

fn bare_table(path: &std::path::Path, arguments: &Arguments) -> Result<Table, Notice> {
    if sniff::locate(path)?.1 != Format::Csv {
        return Err(Notice::error("cli-counts-no-table").file(path.display().to_string()));
    }
    let read = read_counts(path)?;
    let parts = match arguments.within.as_deref().or(arguments.across.as_deref()) {
        None => None,
        Some("cluster") => {
            let missing = || Notice::error("cli-no-cluster").file(path.display().to_string());
            Some(read.clusters.ok_or_else(missing)?.into_iter().map(Some).collect())
        }
        Some(other) => {
            return Err(Notice::error("cli-unknown-within").arg("within", other).arg("known", "cluster"));
        }
    };
    let notices = Notices::default();
    let known = |row: &[f64]| row.iter().map(|n| Count::Known(*n)).collect::<Vec<_>>();
    let gate = arguments.subject.privacy.gate(Gate::default())?;
    let rows: Vec<_> = read.counts.rows().map(|row| gate.composition(&known(row))).collect();
    Ok(Table {
        telling: Telling::of_rows(&rows),
        counts: read.counts,
        names: read.units,
        places: None,
        parts,
        boards: None,
        notices,
        town: None,
    })
}

fn town_table(arguments: &Arguments) -> Result<Table, Notice> {
    let open = arguments.subject.open()?;
    let dataset = Arc::new(open.dataset);
    let scheme = options::comparison(&dataset, (arguments.group.as_deref(), None), arguments.year)?.scheme;
    options::check_year(&dataset, arguments.year)?;
    let counted = dataset
        .counts(Subject::School, scheme, arguments.year)
        .ok_or_else(|| Notice::error("cli-no-counts"))?;
    let known = known_counts(&dataset, counted)?;
    let mut notices = Notices::default();
    notices.extend(arguments.subject.privacy.notices(open.gate));
    let comparison = Comparison { year: arguments.year, ..Comparison::of_scheme(&dataset, scheme) };
    notices.extend(super::left_out::schools(&dataset, counted, &known.left_out));
    let schools: Vec<&School> = known.units.iter().filter_map(|u| dataset.school(SchoolId(*u))).collect();
    let parts = match arguments.within.as_deref().or(arguments.across.as_deref()) {
        None => None,
        Some(within) => Some(parts(&dataset, &known.units, within)?),
    };
    let town = Town {
        units: known.units.clone(),
        basis: counted.basis,
        year: counted.year,
        source: dataset.source(counted.source).map(|s| s.title.clone()).unwrap_or_default(),
        scheme,
        gate: open.gate,
        coarse: few::tells_schools(&dataset, comparison, open.gate)?,
        dataset: Arc::clone(&dataset),
    };
    Ok(Table {
        telling: Telling::of(&dataset, counted, scheme, &known.units, open.gate),
        names: schools.iter().map(|s| s.code.clone()).collect(),
        places: Some(schools.iter().map(|s| s.at).collect()),
        boards: Some(schools.iter().map(|s| s.board.clone()).collect()),
        counts: known.counts,
        parts,
        notices,
        town: Some(town),
    })
}

/// The part of a division that each school belongs to; a school where it is not known has none.
fn parts(dataset: &Dataset, units: &[usize], within: &str) -> Result<Vec<Option<String>>, Notice> {
    let division = Division::named(dataset, within).ok_or_else(|| {
        let known: Vec<&str> = Division::all(dataset).iter().map(|d| d.name(dataset)).collect();
        Notice::error("cli-unknown-within").arg("within", within).arg("known", known.join(", "))
    })?;
    Ok(units.iter().map(|unit| division.of(dataset, SchoolId(*unit))).collect())
}
