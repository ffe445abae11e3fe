//! Two scenarios side by side on paper: their maps, the map of what differs, the outcomes, the schools
//! and the wijken.
//!
//! Nothing is in it that may not be shown: the maps are those of towns that know what they came from
//! (see [`crate::privacy`]), and of the tables every figure passes [`crate::scenario::shown`].

mod tables;

use std::sync::Arc;

use super::date::Day;
use super::table::Table;
use crate::data::{Basis, Dataset, Year};
use crate::figures::headline::Comparison;
use crate::figures::others;
use crate::measure::inference::Draws;
use crate::notice::Notice;
use crate::number::whole;
use crate::privacy::Gate;
use crate::progress::Progress;
use crate::scenario::assumed::{is_chosen, of_both};
use crate::scenario::shown::told_wijken;
use crate::scenario::{Engine, Rule, Scenario, words};
use crate::text::{Language, text, text_with};
use crate::view::Camera;
use crate::view::choice::MapChoice;
use crate::view::difference::{Difference, scene_of_changes};
use crate::view::hit::Hit;
use crate::view::links::Links;
use crate::view::scene::Scene;
use crate::view::selection::{Selection, outline};
use crate::view::shapes::ShapeCache;
use crate::view::theme::Theme;
use crate::view::town::town_scene;

/// Draws behind a range, as in the window.
const DRAWS: Draws = Draws { count: 300, seed: 1 };

/// One of the two that are compared.
#[derive(Clone, Debug)]
pub struct Side {
    pub name: String,
    pub scenario: Arc<Scenario>,
    /// What its map shows.
    pub choice: MapChoice,
    /// Its friendship schools, as lines on its map.
    pub links: Links,
    /// What is outlined on its map, by its places in the town of this side.
    pub selection: Selection,
}

/// The town without edits, to hold a scenario against: by the same assumptions.
pub fn present_beside(like: &Scenario, language: Language) -> Scenario {
    Scenario { name: text(language, "plans-present"), friendships: Vec::new(), ..like.reference() }
}

/// What the town without edits is called: a rule that sends everyone makes another town of it, which is
/// what the rule alone does and not how things are. `None` where it is simply the present.
pub fn name_of_rule_alone(rule: Rule, language: Language) -> Option<String> {
    let key = match rule {
        Rule::Nearest => "rule-nearest",
        Rule::Catchment => "rule-catchment",
        Rule::Stay | Rule::ChoiceModel | Rule::IntakeOnly => return None,
    };
    Some(text_with(language, "compare-rule-alone", &[("rule", &text(language, key))]))
}

/// What a comparison is of.
#[derive(Clone, Debug)]
pub struct Request {
    /// Left and right: differences are right minus left.
    pub sides: [Side; 2],
    /// One of the years of both.
    pub year: Year,
    pub difference: Difference,
    /// What all maps show; `None` shows the whole town.
    pub camera: Option<Camera>,
    /// The groups that the outcomes are about.
    pub comparison: Comparison,
    pub gate: Gate,
    pub language: Language,
    pub day: Day,
}

/// A map with what it is called and what it is coloured by.
#[derive(Clone, Debug)]
pub struct Map {
    pub title: String,
    pub scene: Scene,
}

/// All that a print of a comparison says.
#[derive(Clone, Debug)]
pub struct Compared {
    pub language: Language,
    pub town: String,
    pub title: String,
    /// Year, groups and day.
    pub subtitle: String,
    pub day: Day,
    pub camera: Option<Camera>,
    /// Left, right, and right minus left. The marks of all three are those of the first.
    pub maps: [Map; 3],
    pub sentences: Vec<String>,
    pub outcomes: Table,
    pub schools: Table,
    pub wijken: Table,
    /// What is modelled, hidden, assumed.
    pub explanation: Vec<String>,
    pub sources: Vec<String>,
}

impl Compared {
    /// Makes it; long, for the ranges draw the scenarios over and over.
    ///
    /// # Errors
    /// A year that is not one of both scenarios, or a run that was cancelled.
    pub fn new(
        engine: &Engine,
        request: &Request,
        theme: &Theme,
        shapes: &ShapeCache,
        progress: &dyn Progress,
    ) -> Result<Self, Notice> {
        let language = request.language;
        let t = |key: &str| text(language, key);
        let tw = |key: &str, args: &[(&str, &str)]| text_with(language, key, args);
        let present = engine.base().dataset.clone();
        let [left, right] = &request.sides;
        let towns = [
            engine.dataset_at(&left.scenario, request.year)?,
            engine.dataset_at(&right.scenario, request.year)?,
        ];
        let changes = told_wijken(engine, &left.scenario, &right.scenario, request.year, request.gate);
        let map = |town: &Dataset, side: &Side| {
            town_scene(town, &side.choice, &request.gate, language, theme, shapes)
        };
        let mut scenes = [map(&towns[0], left), map(&towns[1], right)];
        let mut difference =
            scene_of_changes(&present, &scenes[0], &changes, request.difference, request.gate);
        difference.legend.sections.clear();
        for (scene, side) in scenes.iter_mut().zip(&request.sides) {
            side.links.add_to(scene);
            outline(scene, &side.selection);
            // Even where counts are on the map, who goes where in another year is computed.
            scene.set_statement(Vec::new(), Basis::Modelled);
        }
        difference.set_statement(Vec::new(), Basis::Modelled);
        // Without schools on it, only areas are outlined.
        outline(&mut difference, &left.selection);
        let maker = tables::Maker { engine, request, towns: &towns, changes: &changes, present: &present };
        let ranges = maker.ranges(progress)?;
        let names = [("left", left.name.as_str()), ("right", right.name.as_str())];
        let (group, other) = others::compared(&present, request.comparison, language);
        let year = request.year.to_string();
        let day = request.day.words(language);
        let args = [("year", year.as_str()), ("group", &group), ("other", &other), ("day", &day)];
        let mut explanation = vec![tw("compared-minus", &names)];
        explanation.extend(others::sentence(&present, request.comparison, language));
        let marks = scenes[0].marks.clone();
        explanation
            .extend(marks.iter().map(|m| format!("{}: {}", super::document::capital(&m.text), m.tooltip)));
        if !request.gate.is_off() {
            let threshold = whole(f64::from(request.gate.threshold), language);
            explanation.push(tw("report-explain-hidden", &[("threshold", &threshold)]));
        }
        if ranges.iter().any(Option::is_some) {
            let draws = whole(DRAWS.count as f64, language);
            explanation.push(tw("ranges-about", &[("draws", &draws), ("seed", &DRAWS.seed.to_string())]));
        }
        let left_out =
            |side: &Side| words::left_out(&side.scenario, &engine.outcomes(&side.scenario), language);
        explanation.extend([left, right].into_iter().filter_map(left_out));
        let assumptions = [left, right].map(|side| (side.name.as_str(), &side.scenario.assumptions));
        explanation.extend(of_both(assumptions, &present, language));
        if left.scenario.assumptions != right.scenario.assumptions {
            explanation.push(t("compare-rules-differ"));
        }
        let outlined = outlined(&towns, &request.sides);
        if !outlined.is_empty() {
            explanation.push(tw("compared-outlined", &[("names", &outlined.join(", "))]));
        }
        explanation.push(t("report-explain-unknown"));
        let [first, second] = scenes;
        let title_of = |at: usize| request.sides.get(at).map(|s| s.name.clone()).unwrap_or_default();
        let third = difference.legend.title.clone();
        difference.legend.subtitle.clear();
        Ok(Self {
            language,
            town: present.name_in(language),
            title: tw("compared-title", &[("town", &present.name_in(language))]),
            subtitle: tw("compared-subtitle", &args),
            day: request.day,
            camera: request.camera,
            maps: [
                Map { title: title_of(0), scene: first },
                Map { title: title_of(1), scene: second },
                Map { title: third, scene: difference },
            ],
            sentences: maker.sentences(),
            outcomes: maker.outcomes(&ranges),
            schools: maker.schools(),
            wijken: maker.wijken(),
            explanation,
            sources: super::document::source_lines(present.sources(), language),
        })
    }

    /// The tables in the order in which they are read, those without rows left out.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        [&self.outcomes, &self.wijken, &self.schools].into_iter().filter(|t| !t.is_empty())
    }
}

/// Names of what is outlined on either map, each once.
fn outlined(towns: &[Arc<Dataset>; 2], sides: &[Side; 2]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (town, side) in towns.iter().zip(sides) {
        let name = |hit| match hit {
            Hit::Area(id) => town.area(id).map(|a| a.name.clone()),
            Hit::School(id) => town.school(id).map(|s| s.name.clone()),
        };
        for name in side.selection.iter().filter_map(name) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Whether a side has ranges: somebody in it chooses by chance.
fn is_drawn(side: &Side) -> bool {
    is_chosen(&side.scenario.assumptions)
}
