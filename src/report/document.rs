//! A report of a town: the map, the figures in words, tables of areas and schools, sources and how
//! to make it again. Every kind of file is written from it.
//!
//! | room | what |
//! | --- | --- |
//! | `units` | tables of areas and schools |
//! | `figures`, `measures` | the headline, and every measure |
//! | `charts` | charts with their values |
//! | `friends` | what friendship schools bring |
//! | `notes` | how to read it, sources |

mod charts;
mod figures;
mod friends;
mod measures;
mod notes;
mod units;

use super::date::Day;
use super::table::{Origin, Table};
use crate::data::{Basis, CountTable, Dataset, Level, Subject};
use crate::figures::certainty::{Certainty, certainty};
use crate::figures::few::{self, LEAST_SCHOOLS};
use crate::figures::headline::{Comparison, headline};
use crate::figures::quote::{quote, quote_range};
use crate::measure::Other;
use crate::measure::inference::{Bootstrap, Draws, Progress};
use crate::notice::Notice;
use crate::number::whole;
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};
use crate::view::charts::picture::Picture;
use crate::view::choice::{ColourBy, MapChoice};
use crate::view::gate_mark;
use crate::view::scene::Scene;
use crate::view::shapes::ShapeCache;
use crate::view::theme::Theme;
use crate::view::town::town_scene;
pub use charts::{Chart, Charts};
pub(super) use notes::source_lines;
use units::areas;

/// What a report is of.
#[derive(Clone, Debug)]
pub struct Request {
    pub choice: MapChoice,
    pub comparison: Comparison,
    pub gate: Gate,
    pub language: Language,
    /// Draws for chance and intervals.
    pub draws: Draws,
    /// Name of the scenario that the dataset is the outcome of.
    pub scenario: Option<String>,
    pub day: Day,
    /// The command line that makes the same report.
    pub command: String,
}

/// All that a report says; nothing in it that may not be shown.
#[derive(Clone, Debug)]
pub struct Report {
    pub language: Language,
    pub town: String,
    pub title: String,
    /// Scenario, year and day.
    pub subtitle: String,
    pub day: Day,
    /// The map, with the sentences beside it.
    pub scene: Scene,
    /// The headline in words, with the usual misreading put right.
    pub sentences: Vec<String>,
    /// The headline in its readings, home and choice, chance and interval.
    pub figures: Table,
    pub charts: Charts,
    /// Of the level on the map.
    pub areas: Table,
    /// Of every level.
    pub all_areas: Table,
    /// Positions in the dataset of the rows of `all_areas`.
    pub area_ids: Vec<usize>,
    pub schools: Table,
    /// Of groups of friendship schools and of their schools; empty without any (see
    /// [`Self::add_friends`]).
    pub friends: Vec<Table>,
    /// Empty where [`Self::measures_withheld`].
    pub measures: Table,
    /// So few schools take part that hidden counts would follow from measures in full.
    pub measures_withheld: bool,
    /// How to read it: what is hidden, unknown, modelled.
    pub explanation: Vec<String>,
    pub sources: Vec<String>,
    pub command: String,
}

impl Report {
    /// Makes the report.
    ///
    /// # Errors
    /// Counts that no formula can take, or a run that was cancelled.
    pub fn new(
        dataset: &Dataset,
        request: &Request,
        theme: &Theme,
        shapes: &ShapeCache,
        progress: &dyn Progress,
    ) -> Result<Self, Notice> {
        let language = request.language;
        let comparison = request.comparison;
        let found = headline(dataset, comparison)?;
        let sure = certainty(dataset, comparison, request.draws, progress)?;
        let chance = sure.as_ref().and_then(|c| c.chance.as_ref().ok()).map(|c| c.expected);
        let range = sure.as_ref().and_then(Certainty::ranges);
        let hidden = sure.as_ref().map_or(0, |s| s.hidden);
        let quote = found.as_ref().and_then(|f| match range {
            Some(range) => quote_range(dataset, comparison, f, range, hidden, language),
            None => quote(dataset, comparison, f, chance, language),
        });
        let withheld = few::tells_schools(dataset, comparison, request.gate)?;
        let mut choice = request.choice.clone();
        if withheld && matches!(choice.colour_by, ColourBy::Local { .. }) {
            choice.colour_by = ColourBy::GroupShare(comparison.group);
        }
        let mut scene = town_scene(dataset, &choice, &request.gate, language, theme, shapes);
        let mut sentences = Vec::new();
        if let (Some(quote), Some(found)) = (&quote, &found) {
            let [one, swap] = quote.readings.clone();
            sentences.extend([one, swap, quote.correction.clone()]);
            sentences.extend(quote.hidden.clone());
            sentences.extend(quote.chance.clone());
            sentences.extend(quote.basis.clone());
            if range.is_some() {
                let units = whole(found.schools_left_out as f64, language);
                sentences.push(text_with(language, "quote-left-out", &[("units", &units)]));
            }
            scene.set_statement(sentences.clone(), found.basis);
        }
        let (all_areas, area_ids) = areas(dataset, request, &dataset.levels());
        let maker = Maker { dataset, request };
        let mut subtitle = vec![scene.subtitle.clone()];
        if let Some(scenario) = &request.scenario {
            subtitle.insert(0, text_with(language, "report-scenario", &[("name", scenario)]));
        }
        subtitle.push(text_with(language, "report-made", &[("day", &request.day.words(language))]));
        subtitle.retain(|s| !s.is_empty());
        if let Some(scenario) = &request.scenario {
            // A picture of the map alone says it too.
            let named = text_with(language, "report-scenario", &[("name", scenario)]);
            let parts = [named, std::mem::take(&mut scene.subtitle)];
            scene.subtitle = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ");
        }
        let marks = scene.marks.iter().map(|m| m.text.clone()).collect::<Vec<_>>();
        let joined =
            |last: Option<&String>| marks.iter().chain(last).cloned().collect::<Vec<_>>().join(" · ");
        // The last is the day.
        let of_years = joined(subtitle.last());
        let subtitle = subtitle.join(" · ");
        let foot = joined(Some(&subtitle));
        Ok(Self {
            language,
            town: dataset.name_in(language),
            title: text_with(language, "report-title", &[("town", &dataset.name_in(language))]),
            subtitle,
            day: request.day,
            charts: maker.charts((found.as_ref(), sure.as_ref()), (theme, foot, of_years), progress)?,
            figures: maker.figures(found.as_ref(), sure.as_ref(), withheld),
            areas: areas(dataset, request, &[request.choice.level]).0,
            all_areas,
            area_ids,
            schools: maker.schools(),
            friends: Vec::new(),
            measures: if withheld { Table::default() } else { maker.measures(progress)? },
            measures_withheld: withheld,
            explanation: maker.explanation(found.as_ref(), &scene, withheld),
            sources: source_lines(dataset.sources(), language),
            command: request.command.clone(),
            scene,
            sentences,
        })
    }

    /// Everything after the map in the order in which it is read, tables without rows left out.
    pub fn blocks(&self) -> Vec<Block<'_>> {
        let friends = self.friends.iter().map(Block::Table);
        let others = self.charts.others.iter().map(Block::Chart);
        let composition = self.charts.composition.iter().map(Block::Picture);
        let mut out = vec![Block::Table(&self.figures)];
        out.extend(others);
        out.push(Block::Table(&self.areas));
        out.extend(composition);
        out.push(Block::Table(&self.schools));
        out.extend(friends);
        out.push(Block::Table(&self.measures));
        out.retain(|block| !matches!(block, Block::Table(table) if table.is_empty()));
        out
    }

    /// The tables in the order in which they are read, those of charts with them.
    pub fn tables(&self) -> Vec<&Table> {
        let table = |block| match block {
            Block::Table(table) => Some(table),
            Block::Chart(chart) => Some(&chart.table),
            Block::Picture(_) => None,
        };
        self.blocks().into_iter().filter_map(table).collect()
    }

    /// The values of the years; `None` where there are not several.
    pub fn years(&self) -> Option<&Table> {
        self.charts.others.iter().find(|c| c.picture.key == "trend").map(|c| &c.table)
    }
}

/// A part of a report.
#[derive(Clone, Copy, Debug)]
pub enum Block<'a> {
    Table(&'a Table),
    Chart(&'a Chart),
    /// A chart of which the values are those of the table after it.
    Picture(&'a Picture),
}

struct Maker<'a> {
    dataset: &'a Dataset,
    request: &'a Request,
}

impl Maker<'_> {
    fn t(&self, key: &str) -> String {
        text(self.request.language, key)
    }

    fn tw(&self, key: &str, args: &[(&str, &str)]) -> String {
        text_with(self.request.language, key, args)
    }

    /// Names of the two sides of the comparison.
    fn sides(&self) -> (String, String) {
        let comparison = self.request.comparison;
        let scheme = self.dataset.schemes().get(comparison.scheme);
        let label = |i: usize| {
            let group = scheme.and_then(|s| s.groups.get(i));
            group.map(|g| g.name_in(self.request.language)).unwrap_or_default()
        };
        let other = match comparison.other {
            Other::Rest => self.t("figures-rest"),
            Other::Group(other) => label(other),
        };
        (label(comparison.group), other)
    }

    /// The source of the counts that friendship schools rest on: of a town of a scenario the only ones.
    fn origin_of_friends(&self) -> Option<Origin> {
        let scheme = self.request.comparison.scheme;
        Some(origin(self.dataset, self.dataset.counts(Subject::School, scheme, None)?, self.request))
    }

    /// Of the counts that figures and measures are of.
    fn origin(&self) -> Option<Origin> {
        let Comparison { scheme, year, .. } = self.request.comparison;
        Some(origin(self.dataset, self.dataset.counts(Subject::School, scheme, year)?, self.request))
    }
}

fn told_interval(sure: &Certainty) -> Option<&Bootstrap> {
    sure.interval().filter(|_| sure.schools >= LEAST_SCHOOLS)
}

pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// On what the rows of a table rest, and that small numbers stand in it where they do.
fn origin(dataset: &Dataset, counts: &CountTable, request: &Request) -> Origin {
    Origin::of(dataset, counts, request.language).marked(gate_mark(request.gate, request.language))
}

/// Of whom, when and from which source the counts of a table are.
pub(super) fn about(dataset: &Dataset, request: &Request, table: &CountTable, key: &str) -> String {
    let language = request.language;
    let scheme = dataset.schemes().get(table.scheme).map(|s| s.name_in(language)).unwrap_or_default();
    let year = match table.year {
        Some(year) => text_with(language, "quote-year", &[("year", &year.to_string())]),
        None => text(language, "figures-no-year"),
    };
    let source = dataset.source(table.source).map(|s| s.title_in(language)).unwrap_or_default();
    let scheme = scheme.to_lowercase();
    let args = [("scheme", scheme.as_str()), ("year", year.as_str()), ("source", source.as_str())];
    let basis = match table.basis {
        Basis::Counted => String::new(),
        Basis::Estimated => format!(" {}", text(language, "quote-estimated")),
        Basis::Modelled => format!(" {}", text(language, "quote-modelled")),
    };
    format!("{}{basis}", text_with(language, key, &args))
}

fn one_level_key(level: Level) -> &'static str {
    match level {
        Level::Municipality => "level-one-municipality",
        Level::Wijk => "level-one-wijk",
        Level::Buurt => "level-one-buurt",
        Level::Postcode => "level-one-postcode",
        Level::Other => "level-one-other",
    }
}

fn levels_key(level: Level) -> &'static str {
    match level {
        Level::Municipality => "level-municipality",
        Level::Wijk => "level-wijk",
        Level::Buurt => "level-buurt",
        Level::Postcode => "level-postcode",
        Level::Other => "level-other",
    }
}
