//! The place of comparing: two proposals and their difference as linked maps, and all proposals in a
//! table.

mod charts;
mod maps;
pub mod steer;
mod tables;

use std::sync::Arc;

use eframe::egui::{Align, CentralPanel, ComboBox, Frame, Layout, Margin, Panel, Ui, vec2};

use super::Wijkspiegel;
use super::command::Commands;
use super::elements::{name_combo, scrolled};
use super::plans::fresh;
use super::state::State;
use super::style::{CONTROL, caption, color};
use super::swipe::other_town;
use super::workings::Same;
use crate::data::{Dataset, Year};
use crate::figures::headline::Comparison;
use crate::privacy::Gate;
use crate::report::comparison;
use crate::report::date::Day;
use crate::scenario::compare::WijkChange;
use crate::scenario::shown::{ShownYear, told_wijken};
use crate::scenario::{Engine, Scenario};
use crate::view::difference::scene_of_changes;
use crate::view::scene::Scene;

pub use crate::view::difference::Difference;
pub use maps::Maps;

/// Which part of the table is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Below {
    #[default]
    Outcomes,
    Charts,
    Schools,
    Wijken,
    Friends,
}

/// What is compared.
#[derive(Clone, Debug)]
pub struct Comparing {
    /// Proposals on the left and in the middle; 0 is the present.
    pub sides: [usize; 2],
    pub difference: Difference,
    pub below: Below,
    /// Where the three maps are looked at from.
    pub camera: steer::Shared,
    made: Option<Made>,
}

impl Default for Comparing {
    /// The present beside the first proposal.
    fn default() -> Self {
        Self {
            sides: [0, 1],
            difference: Difference::default(),
            below: Below::default(),
            camera: steer::Shared::default(),
            made: None,
        }
    }
}

/// A window so low, as it is to large text, has little of the table.
const LOW: f32 = 640.0;
/// Bars, years, maps and keys take so much of the height before the table gets what it asks for.
const LEAST_ABOVE: f32 = 430.0;

/// Left, middle, and the difference between them.
type Scenes = [Arc<Scene>; 3];

/// What was made for the maps, and of what.
#[derive(Clone, Debug)]
struct Made {
    key: Key,
    scenes: Scenes,
    /// The left one with the key to both.
    key_to_both: Arc<Scene>,
    wijken: Arc<Vec<WijkChange>>,
    /// What may be told of the schools of both towns.
    told: [ShownYear; 2],
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    town: Same,
    scenarios: [Arc<Scenario>; 2],
    year: Year,
    difference: Difference,
    look: super::state::Look,
    /// Of which the links between friendship schools are.
    comparison: Comparison,
}

pub fn panels(program: &mut Wijkspiegel, ui: &mut Ui, panel: Frame, commands: &mut Commands) {
    if program.state.plans.history.proposals().is_empty() {
        CentralPanel::default().frame(panel.inner_margin(Margin::same(48))).show(ui, |ui| {
            nothing(&program.state, ui, commands);
        });
        return;
    }
    super::scenario::play(&mut program.state, ui.ctx(), commands);
    let bar = panel.inner_margin(Margin::symmetric(16, 8));
    Panel::top("compare-bar").resizable(false).frame(bar).show(ui, |ui| choose(program, ui, commands));
    let below = panel.inner_margin(Margin::symmetric(16, 8));
    Panel::bottom("compare-years")
        .exact_size(super::scenario::COMPACT_HEIGHT)
        .resizable(false)
        .frame(below)
        .show(ui, |ui| {
            super::scenario::years(&mut program.state, ui, commands);
        });
    // The maps get the most: of a low window the table has less.
    let charts = program.state.comparing.below == Below::Charts;
    let (name, share) = if charts { ("compare-charts", 0.42) } else { ("compare-table", 0.32) };
    let window = ui.ctx().content_rect().height();
    let least = if window < LOW { 96.0 } else { 170.0 };
    let height = (window * share).min(window - LEAST_ABOVE).clamp(least, 460.0);
    Panel::bottom(name).default_size(height).resizable(true).frame(panel).show(ui, |ui| {
        scrolled(ui, "compare-scroll", |ui| tables::show(&mut program.state, ui, commands));
    });
    let window = color(program.state.theme().window);
    CentralPanel::default().frame(Frame::new().fill(window)).show(ui, |ui| {
        maps::show(program, ui, commands);
    });
}

/// What to do when there is nothing to compare yet.
fn nothing(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.label(super::style::title(state.t("compare-nothing")));
    ui.add_space(4.0);
    ui.label(state.t("compare-nothing-what"));
    ui.add_space(8.0);
    let scenarios = super::command::Command::GoToPlace(super::place::Place::Scenario);
    if ui.add(super::elements::primary(state, &state.t("compare-to-scenarios"))).clicked() {
        commands.push(scenarios);
    }
    // What is ready is at hand here too: nobody has to find it first.
    let ready = state.ready_scenarios();
    if ready.is_empty() {
        return;
    }
    ui.add_space(24.0);
    ui.label(caption(state.t("plans-ready"), &state.theme()));
    for (at, scenario) in ready.iter().enumerate() {
        if ui.button(&scenario.name).clicked() {
            commands.plan(super::command::PlanCommand::AddReady(at));
        }
    }
}

/// Number and name of what stands on one side. A rule that sends everyone makes another town of the
/// present: that is what the rule alone does, and not how things are.
fn side_name(state: &State, at: usize) -> String {
    let [left, right] = state.comparing.sides;
    let (own, other) = if at == 0 { (left, right) } else { (right, left) };
    let rule = state.numbered(own, other).assumptions.rule;
    let alone = comparison::name_of_rule_alone(rule, state.view.language).filter(|_| own == 0);
    alone.unwrap_or_else(|| name(state, own))
}

/// Number and name of a proposal.
fn name(state: &State, number: usize) -> String {
    match number.checked_sub(1).and_then(|at| state.plans.history.proposals().get(at)) {
        Some(scenario) => format!("{number} {}", scenario.name),
        None => format!("0 {}", state.t("plans-present")),
    }
}

fn choose(program: &mut Wijkspiegel, ui: &mut Ui, commands: &mut Commands) {
    let state = &mut program.state;
    let count = state.plans.history.proposals().len();
    // With large text the three choices are narrower: a second line would be taken from the maps.
    let most = ((ui.available_width() - 150.0) / 3.0).max(80.0);
    ui.horizontal_wrapped(|ui| {
        for (at, key) in [(0, "compare-left"), (1, "compare-middle")] {
            let label = state.t(key);
            let chosen = name(state, state.comparing.sides[at]);
            choice(ui, (key, &label), &chosen, (220.0, most), |ui| {
                for number in 0..=count {
                    let text = name(state, number);
                    ui.selectable_value(&mut state.comparing.sides[at], number, text);
                }
            });
        }
        let names = [Difference::Distance, Difference::OwnGroup].map(|d| (d, state.t(d.key())));
        let chosen = names.iter().find(|(d, _)| *d == state.comparing.difference);
        let chosen = chosen.map(|(_, name)| name.clone()).unwrap_or_default();
        let label = state.t("compare-difference");
        choice(ui, ("difference", &label), &chosen, (260.0, most), |ui| {
            for (difference, name) in names {
                ui.selectable_value(&mut state.comparing.difference, difference, name);
            }
        });
        if ui.button(state.t("command-export")).clicked() {
            commands.push(super::command::Command::AskExport);
        }
        let theme = state.theme();
        // Where there is no room beside the rest it would take a line of its own from the maps.
        if ui.available_size_before_wrap().x > 440.0 {
            ui.label(caption(state.t("compare-linked"), &theme));
        }
    });
}

/// A drop-down of a width, or as wide as there is room with what is chosen cut off.
fn choice(
    ui: &mut Ui,
    (id, label): (&'static str, &str),
    chosen: &str,
    (width, most): (f32, f32),
    list: impl FnOnce(&mut Ui),
) {
    // Names of proposals are often wider than their usual room, and may be where there is enough.
    let narrow = most < width + 60.0;
    let show = |ui: &mut Ui| {
        let choice = ComboBox::from_id_salt(id).selected_text(chosen.to_owned());
        let choice = if narrow { choice.width(most).truncate() } else { choice.width(width) };
        name_combo(choice.show_ui(ui, list).response, label, chosen);
    };
    if narrow {
        let layout = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(most, CONTROL), layout, show);
    } else {
        show(ui);
    }
}

impl State {
    /// The scenario of a number; the present is the assumptions of `like` without edits, so that the
    /// two can be compared.
    fn numbered(&self, number: usize, like: usize) -> Arc<Scenario> {
        let proposals = self.plans.history.proposals();
        let of = |number: usize| number.checked_sub(1).and_then(|at| proposals.get(at));
        match (of(number), of(like)) {
            (Some(scenario), _) => scenario.clone(),
            (None, Some(like)) => Arc::new(comparison::present_beside(like, self.view.language)),
            (None, None) => Arc::new(fresh(self.t("plans-present"), self.present())),
        }
    }

    /// The two scenarios that stand side by side.
    fn compared(&self) -> [Arc<Scenario>; 2] {
        let [left, right] = self.comparing.sides;
        [self.numbered(left, right), self.numbered(right, left)]
    }

    /// The maps of the two sides and of their difference.
    pub fn compared_scenes(&mut self) -> Option<[Arc<Scene>; 3]> {
        self.made().map(|(scenes, _)| scenes)
    }

    /// A scene with the key to the maps of both sides.
    fn compared_key(&mut self) -> Option<Arc<Scene>> {
        self.made()?;
        self.comparing.made.as_ref().map(|made| made.key_to_both.clone())
    }

    /// What a print of the comparison is of; `None` without proposals, or while there is no engine yet.
    pub(super) fn comparison_request(&mut self) -> Option<(Arc<Engine>, comparison::Request)> {
        if self.plans.history.proposals().is_empty() {
            return None;
        }
        let engine = self.engine().ok()?;
        let scenarios = self.compared();
        let year = self.plans.year;
        let mut sides = Vec::new();
        for (at, scenario) in scenarios.into_iter().enumerate() {
            let town = engine.dataset_at(&scenario, year).ok()?;
            let (choice, links) = (self.choice_of(&town), self.links_of(&town, &scenario, year));
            let selection = self.view.selection.mapped(|hit| other_town(self.dataset(), &town, hit));
            sides.push(comparison::Side { name: side_name(self, at), scenario, choice, links, selection });
        }
        let request = comparison::Request {
            sides: <[comparison::Side; 2]>::try_from(sides).ok()?,
            year,
            difference: self.comparing.difference,
            camera: self.comparing.camera.chosen,
            comparison: self.view.comparison,
            gate: self.view.gate,
            language: self.view.language,
            day: Day::today(),
        };
        Some((engine, request))
    }

    /// What may be told of the schools of both towns.
    fn told(&mut self) -> Option<[ShownYear; 2]> {
        self.made()?;
        self.comparing.made.as_ref().map(|made| made.told.clone())
    }

    /// Maps and changes per wijk; made anew only when something that decides them changed.
    fn made(&mut self) -> Option<(Scenes, Arc<Vec<WijkChange>>)> {
        let key = Key {
            town: Same(self.present().clone()),
            scenarios: self.compared(),
            year: self.plans.year,
            difference: self.comparing.difference,
            look: self.look(),
            comparison: self.view.comparison,
        };
        if let Some(made) = self.comparing.made.as_ref().filter(|made| made.key == key) {
            return Some((made.scenes.clone(), made.wijken.clone()));
        }
        let engine = self.engine().ok()?;
        let towns: Vec<Arc<Dataset>> =
            key.scenarios.iter().filter_map(|s| engine.dataset_at(s, key.year).ok()).collect();
        let [left, right] = <[Arc<Dataset>; 2]>::try_from(towns).ok()?;
        let gate = self.view.gate;
        let told = [&left, &right]
            .map(|town| ShownYear::of_dataset(town.clone(), self.view.comparison.scheme, key.year, gate));
        let changes = changes(&engine, &key, gate);
        let [one, other] = &key.scenarios;
        let links = [self.links_of(&left, one, key.year), self.links_of(&right, other, key.year)];
        let (mut left, mut right) = (self.scene_of(&left), self.scene_of(&right));
        let difference = scene_of_changes(self.present(), &left, &changes, key.difference, gate);
        links[0].add_to(&mut left);
        links[1].add_to(&mut right);
        let key_to_both = Arc::new(maps::with_both_keys(&left, &right));
        let scenes = [Arc::new(left), Arc::new(right), Arc::new(difference)];
        let wijken = Arc::new(changes);
        self.comparing.made =
            Some(Made { key, scenes: scenes.clone(), key_to_both, wijken: wijken.clone(), told });
        Some((scenes, wijken))
    }
}

fn changes(engine: &Engine, key: &Key, gate: Gate) -> Vec<WijkChange> {
    told_wijken(engine, &key.scenarios[0], &key.scenarios[1], key.year, gate)
}
