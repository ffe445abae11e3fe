//! A report of a town: the map, the figures in words, tables of areas and schools, sources and how
//! to make it again. Every kind of file is written from it.

use super::date::Day;
use super::table::{Cell, Column, Origin, Table, basis_key};
use crate::data::{AreaId, Basis, Dataset, Level, Source, Subject, area_rows};
use crate::figures::agreement::{self, Value};
use crate::figures::certainty::{Certainty, certainty, certainty_of};
use crate::figures::headline::{Comparison, Headline, NoSplit, headline, known_counts};
use crate::figures::quote::{quote, quote_range};
use crate::measure::inference::{Bootstrap, Draws, Progress};
use crate::measure::{Kind, Other};
use crate::notice::Notice;
use crate::number::{percent, whole};
use crate::privacy::{Composition, Gate, Shown, ShownCounts};
use crate::text::{Language, text, text_with};
use crate::view::choice::{ColourBy, MapChoice};
use crate::view::scene::Scene;
use crate::view::shapes::ShapeCache;
use crate::view::theme::Theme;
use crate::view::town::town_scene;

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
    /// Of the level on the map.
    pub areas: Table,
    /// Of every level.
    pub all_areas: Table,
    /// Positions in the dataset of the rows of `all_areas`.
    pub area_ids: Vec<usize>,
    pub schools: Table,
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
        let withheld = tells_small_counts(dataset, request)?;
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
        Ok(Self {
            language,
            town: dataset.name().to_owned(),
            title: text_with(language, "report-title", &[("town", dataset.name())]),
            subtitle: subtitle.join(" · "),
            day: request.day,
            figures: maker.figures(found.as_ref(), sure.as_ref(), withheld),
            areas: areas(dataset, request, &[request.choice.level]).0,
            all_areas,
            area_ids,
            schools: maker.schools(),
            measures: if withheld { Table::default() } else { maker.measures(progress)? },
            measures_withheld: withheld,
            explanation: maker.explanation(found.as_ref(), &scene, withheld),
            sources: dataset.sources().iter().map(|s| maker.source(s)).collect(),
            command: request.command.clone(),
            scene,
            sentences,
        })
    }

    /// The tables in the order in which they are read, those without rows left out.
    pub fn tables(&self) -> Vec<&Table> {
        let all = [&self.figures, &self.areas, &self.schools, &self.measures];
        all.into_iter().filter(|t| !t.is_empty()).collect()
    }
}

/// With fewer schools an interval says little of a town, and much of a school: drawn again from
/// three schools, its end may be the share of one of them. A measure of few schools with many
/// decimals gives away a hidden count in it, once the other schools are known.
const LEAST_SCHOOLS: usize = 10;

fn told_interval(sure: &Certainty) -> Option<&Bootstrap> {
    sure.interval().filter(|_| sure.schools >= LEAST_SCHOOLS)
}

/// Whether a count that the measures rest on is hidden while so few schools take part that it would
/// follow from them.
fn tells_small_counts(dataset: &Dataset, request: &Request) -> Result<bool, Notice> {
    let comparison = request.comparison;
    let Some(counts) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Ok(false);
    };
    let known = known_counts(dataset, counts)?;
    if known.units.len() >= LEAST_SCHOOLS {
        return Ok(false);
    }
    let shown = ShownCounts::of(dataset, counts, request.gate);
    let hides = |unit: &usize| {
        let row = shown.composition(comparison.scheme, *unit);
        row.is_some_and(|row| row.total == Shown::Hidden || row.counts.contains(&Shown::Hidden))
    };
    Ok(known.units.iter().any(hides))
}

/// The same of the areas of a level, where pupils live.
fn areas_tell_small_counts(dataset: &Dataset, request: &Request, level: Level) -> bool {
    let comparison = request.comparison;
    let Some(counts) = dataset.counts(Subject::Home, comparison.scheme, comparison.year) else {
        return false;
    };
    let rows = area_rows(dataset, counts, dataset.areas_of(level).map(|(id, _)| id.0));
    let take_part = rows.iter().filter(|r| r.counts.iter().all(|c| c.known().is_some())).count();
    let shown = ShownCounts::of(dataset, counts, request.gate);
    let hides = |id: AreaId| {
        let row = shown.composition(comparison.scheme, id.0);
        row.is_some_and(|row| row.total == Shown::Hidden || row.counts.contains(&Shown::Hidden))
    };
    take_part < LEAST_SCHOOLS && dataset.areas_of(level).any(|(id, _)| hides(id))
}

/// So many decimals and no more: what a file holds in full precision is no more than what is read.
fn rounded(value: Option<f64>, decimals: i32) -> Option<f64> {
    let times = 10_f64.powi(decimals);
    value.map(|v| (v * times).round() / times)
}

/// Columns of pupils and shares by group.
fn group_columns(dataset: &Dataset, request: &Request) -> Vec<Column> {
    let language = request.language;
    let mut out = vec![Column::number("pupils", text(language, "report-pupils"), 9)];
    let scheme = dataset.schemes().get(request.comparison.scheme);
    for group in scheme.map(|s| s.groups.as_slice()).unwrap_or_default() {
        let name = group.name_in(language);
        out.push(Column::number(group.key.clone(), name.clone(), 9));
        let title = text_with(language, "report-share-of", &[("group", &name)]);
        out.push(Column::number(format!("{}_share", group.key), title, 9));
    }
    out
}

fn composition_cells(shown: &Composition) -> Vec<Cell> {
    let mut out = vec![Cell::Count(shown.total)];
    for (count, share) in shown.counts.iter().zip(&shown.shares) {
        out.extend([Cell::Count(*count), Cell::Share(*share)]);
    }
    out
}

/// Areas of these levels with the pupils who live there, and their positions.
fn areas(dataset: &Dataset, request: &Request, levels: &[Level]) -> (Table, Vec<usize>) {
    let (language, comparison) = (request.language, request.comparison);
    let Some(counts) = dataset.counts(Subject::Home, comparison.scheme, comparison.year) else {
        return (Table::default(), Vec::new());
    };
    let shown = ShownCounts::of(dataset, counts, request.gate);
    let mut columns = vec![
        Column::text("level", text(language, "report-level"), 8),
        Column::text("code", text(language, "report-code"), 12),
        Column::text("name", text(language, "report-name"), 22),
        Column::text("within", text(language, "report-within"), 18),
    ];
    columns.extend(group_columns(dataset, request));
    let one_level = levels.len() == 1;
    let mut rows = Vec::new();
    let mut ids = Vec::new();
    for level in levels {
        for (AreaId(id), area) in dataset.areas_of(*level) {
            let parent = area.parent.and_then(|p| dataset.area(p));
            let mut row = vec![
                Cell::Text(text(language, one_level_key(*level))),
                Cell::Text(area.code.clone()),
                Cell::Text(area.name.clone()),
                parent.map_or(Cell::Empty, |p| Cell::Text(p.name.clone())),
            ];
            row.extend(composition_cells(&shown.composition_or_unknown(comparison.scheme, id)));
            rows.push(row);
            ids.push(id);
        }
    }
    let level = levels.first().copied().unwrap_or(Level::Other);
    let title = if one_level { text(language, levels_key(level)) } else { text(language, "report-areas") };
    let about_homes = about(dataset, request, counts, "report-about-homes");
    let mut table = Table {
        name: text(language, "report-sheet-areas"),
        title: capital(&title),
        about: about_homes,
        origin: Some(Origin::of(dataset, counts)),
        columns,
        rows,
    };
    if one_level {
        // The title says it.
        drop_column(&mut table, "level");
    }
    if table.position("within").is_some_and(|at| table.rows.iter().all(|r| r.get(at) == Some(&Cell::Empty))) {
        drop_column(&mut table, "within");
    }
    (table, ids)
}

fn drop_column(table: &mut Table, key: &str) {
    if let Some(at) = table.position(key) {
        table.columns.remove(at);
        table.rows.iter_mut().filter(|r| at < r.len()).for_each(|r| drop(r.remove(at)));
    }
}

pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Of whom, when and from which source the counts of a table are.
pub(super) fn about(
    dataset: &Dataset,
    request: &Request,
    table: &crate::data::CountTable,
    key: &str,
) -> String {
    let language = request.language;
    let scheme = dataset.schemes().get(table.scheme).map(|s| s.name_in(language)).unwrap_or_default();
    let year = match table.year {
        Some(year) => text_with(language, "quote-year", &[("year", &year.to_string())]),
        None => text(language, "figures-no-year"),
    };
    let source = dataset.source(table.source).map(|s| s.title.clone()).unwrap_or_default();
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

    fn schools(&self) -> Table {
        let Self { dataset, request } = *self;
        let comparison = request.comparison;
        let Some(counts) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
            return Table::default();
        };
        let shown = ShownCounts::of(dataset, counts, request.gate);
        let mut columns = vec![
            Column::text("code", self.t("report-code"), 9),
            Column::text("name", self.t("report-name"), 22),
            Column::text("denomination", self.t("report-denomination"), 13),
            Column::text("board", self.t("report-board"), 13),
        ];
        columns.extend(group_columns(dataset, request));
        let optional = |v: &Option<String>| v.clone().map_or(Cell::Empty, Cell::Text);
        let rows = dataset.schools().iter().enumerate().map(|(i, school)| {
            let composition = shown.composition_or_unknown(comparison.scheme, i);
            let mut row = vec![
                Cell::Text(school.code.clone()),
                Cell::Text(school.name.clone()),
                optional(&school.denomination),
                optional(&school.board),
            ];
            let mut cells = composition_cells(&composition);
            // Where nothing is counted by group, the register's total is still known.
            if let (Some(first), Shown::Unknown) = (cells.first_mut(), composition.total) {
                let alone = match shown.composition(comparison.scheme, i) {
                    None => request.gate.count(school.pupils),
                    Some(_) => Shown::Unknown,
                };
                *first = Cell::Count(alone);
            }
            row.extend(cells);
            row
        });
        let mut table = Table {
            name: self.t("report-sheet-schools"),
            title: self.t("view-schools"),
            about: about(dataset, request, counts, "report-about-schools"),
            origin: Some(Origin::of(dataset, counts)),
            rows: rows.collect(),
            columns,
        };
        for key in ["denomination", "board"] {
            let at = table.position(key);
            if at.is_some_and(|at| table.rows.iter().all(|r| r.get(at) == Some(&Cell::Empty))) {
                drop_column(&mut table, key);
            }
        }
        table
    }

    /// Of the counts that figures and measures are of.
    fn origin(&self) -> Option<Origin> {
        let Comparison { scheme, year, .. } = self.request.comparison;
        Some(Origin::of(self.dataset, self.dataset.counts(Subject::School, scheme, year)?))
    }

    /// `coarse` is whether shares stand in whole percents only, as more would tell small counts.
    fn figures(&self, found: Option<&Headline>, sure: Option<&Certainty>, coarse: bool) -> Table {
        let percentage = |v: Option<f64>| Cell::Percent(rounded(v, if coarse { 2 } else { 3 }));
        let (group, other) = self.sides();
        let args = [("group", group.as_str()), ("other", other.as_str())];
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut add = |name: String, value: Cell, meaning: String| {
            rows.push(vec![Cell::Text(name), value, Cell::Text(meaning)]);
        };
        // Where counts are hidden the range is the headline.
        if let Some(bounds) = sure.and_then(|s| s.bounds.as_ref()) {
            add(
                self.t("report-bounds"),
                Cell::Range(bounds.least.value(), bounds.greatest.value()),
                self.t("report-bounds-why"),
            );
        }
        if let Some(found) = found {
            let moves = &found.moves;
            let why = |key: &str| self.tw(key, &args);
            add(self.t("report-one"), percentage(moves.one_group_share), why("report-one-why"));
            add(self.t("report-swap"), percentage(moves.swap_share), why("report-swap-why"));
            add(
                self.tw("report-swap-of", &[("group", &group)]),
                percentage(moves.swap_share_of_group),
                why("report-swap-of-why"),
            );
            add(
                self.tw("report-swap-of", &[("group", &other)]),
                percentage(moves.swap_share_of_others),
                why("report-swap-of-why"),
            );
            if !coarse {
                add(
                    self.t("report-whole"),
                    Cell::Number(moves.whole_pupils.map(|v| v as f64), 0),
                    if moves.whole_pupils.is_some() {
                        why("report-whole-why")
                    } else {
                        self.t("figures-not-whole")
                    },
                );
            }
            let no_split = found.no_split.map(|why| {
                self.t(match why {
                    NoSplit::SchoolsLeftOut => "figures-no-split-schools",
                    NoSplit::OtherYear => "figures-no-split-year",
                    NoSplit::HomesUnknown => "figures-no-split-homes",
                    NoSplit::SchoolsEstimated => "figures-no-split-estimated",
                })
            });
            let areas = whole(found.home_areas as f64, self.request.language);
            let rule = no_split.unwrap_or_else(|| self.tw("report-home-why", &[("areas", &areas)]));
            add(self.t("report-home"), percentage(found.home), rule);
            add(self.t("report-choice"), percentage(found.choice), self.t("report-choice-why"));
            add(self.t("report-schools-counted"), Cell::Number(Some(found.schools as f64), 0), String::new());
            add(
                self.t("report-pupils-counted"),
                Cell::Number(Some(found.pupils), 0),
                why("report-pupils-why"),
            );
        }
        if let Some(chance) = sure.and_then(|s| s.chance.as_ref().ok()) {
            add(self.t("report-chance"), percentage(Some(chance.expected)), self.t("report-chance-why"));
        }
        if let Some(interval) = sure.and_then(told_interval) {
            let share = |v: f64| percent(v, 0, self.request.language);
            let text = format!("{}–{}", share(interval.low), share(interval.high));
            let level = percent(interval.level, 0, self.request.language);
            add(
                self.t("report-interval"),
                Cell::Text(text),
                self.tw("report-interval-why", &[("level", &level)]),
            );
        }
        let mut about = self.tw("report-about-figures", &args);
        if let Some(found) = found.filter(|_| sure.is_some_and(|s| s.hidden > 0)) {
            let units = whole(found.schools_left_out as f64, self.request.language);
            about = format!("{about} {}", self.tw("quote-left-out", &[("units", &units)]));
        }
        Table {
            name: self.t("report-sheet-figures"),
            title: self.t("report-figures"),
            about,
            origin: self.origin(),
            columns: vec![
                Column::text("figure", self.t("report-figure"), 26),
                Column::number("value", self.t("report-value"), 12),
                Column::text("meaning", self.t("report-meaning"), 62),
            ],
            rows,
        }
    }

    fn measures(&self, progress: &dyn Progress) -> Result<Table, Notice> {
        let Self { dataset, request } = *self;
        let language = request.language;
        let table = agreement::table(dataset, request.comparison, request.choice.level)?;
        let value = |v: Value| match v {
            Value::Undefined => Cell::Number(None, 3),
            Value::Exact(v) => Cell::Number(rounded(Some(v), 3), 3),
            // Outwards, so that the rounded range still holds every possible value.
            Value::Range(a, b) => Cell::Range((a * 100.0).floor() / 100.0, (b * 100.0).ceil() / 100.0),
        };
        let mut columns = vec![
            Column::text("measure", self.t("report-measure"), 30),
            Column::number("schools", self.t("view-schools"), 10),
        ];
        let has_areas = table.has_areas && !areas_tell_small_counts(dataset, request, request.choice.level);
        if has_areas {
            let areas = capital(&self.t(levels_key(request.choice.level)));
            columns.push(Column::number("areas", areas, 10));
        }
        for (key, title) in [("low", "report-low"), ("high", "report-high"), ("chance", "report-by-chance")] {
            columns.push(Column::number(key, self.t(title), 10));
        }
        columns.push(Column::text("meaning", self.t("report-meaning"), 44));
        let mut rows = Vec::new();
        for row in &table.rows {
            let mut cells = vec![Cell::Text(row.measure.name(language)), value(row.schools)];
            if has_areas {
                cells.push(value(row.areas));
            }
            let sure = match row.measure.kind {
                Kind::TwoGroup => {
                    certainty_of(dataset, request.comparison, row.measure, request.draws, progress)?
                }
                _ => None,
            };
            let interval = sure.as_ref().and_then(told_interval);
            let chance = sure.as_ref().and_then(|s| s.chance.as_ref().ok());
            cells.extend([
                Cell::Number(rounded(interval.map(|i| i.low), 3), 3),
                Cell::Number(rounded(interval.map(|i| i.high), 3), 3),
                Cell::Number(rounded(chance.map(|c| c.expected), 3), 3),
                Cell::Text(row.measure.meaning(language)),
            ]);
            rows.push(cells);
        }
        let draws = whole(request.draws.count as f64, language);
        let seed = request.draws.seed.to_string();
        Ok(Table {
            name: self.t("report-sheet-measures"),
            title: self.t("report-measures"),
            about: self.tw("report-about-measures", &[("draws", &draws), ("seed", &seed)]),
            origin: self.origin(),
            columns,
            rows,
        })
    }

    fn explanation(&self, found: Option<&Headline>, scene: &Scene, withheld: bool) -> Vec<String> {
        let language = self.request.language;
        let mut out: Vec<String> =
            scene.marks.iter().map(|m| format!("{}: {}", capital(&m.text), m.tooltip)).collect();
        if !self.request.gate.is_off() {
            let threshold = whole(f64::from(self.request.gate.threshold), language);
            out.push(self.tw("report-explain-hidden", &[("threshold", &threshold)]));
        }
        if withheld {
            out.push(self.t("report-measures-withheld"));
        }
        out.push(self.t("report-explain-unknown"));
        if found.is_some() {
            out.push(self.t("report-explain-home"));
        }
        out
    }

    fn source(&self, source: &Source) -> String {
        let mut parts =
            vec![if source.title.is_empty() { source.file.clone() } else { source.title.clone() }];
        parts.extend([&source.publisher, &source.date, &source.licence].into_iter().flatten().cloned());
        if source.title != source.file {
            parts.push(source.file.clone());
        }
        parts.push(self.t(basis_key(source.basis)));
        parts.retain(|p| !p.is_empty());
        parts.dedup();
        parts.join(", ")
    }
}
