//! Which catchments lie over the map, and their key.

use eframe::egui::{ComboBox, Ui};

use super::command::{Command, Commands};
use super::elements::name_combo;
use super::layers_panel::{capital, section_rows};
use super::state::State;
use super::style::caption;
use super::window::terms;
use crate::catchment::{Rule, Subset, estimated_name, nearest};
use crate::view::catchments_compared::is_comparable;
use crate::view::scene::{Scene, SectionKind};

pub fn show(state: &State, ui: &mut Ui, scene: &Scene, commands: &mut Commands) {
    let dataset = state.dataset();
    if dataset.areas().is_empty() || dataset.schools().is_empty() {
        return;
    }
    terms::heading(state, ui, &state.t("catchment-title"), terms::Term::Catchment, commands);
    ui.add_space(4.0);
    combo(state, ui, commands);
    against(state, ui, commands);
    super::estimates::show(state, ui, commands);
    super::draw::starters(state, ui, commands);
    for section in scene.legend.sections.iter().filter(|s| s.kind == SectionKind::Catchments) {
        section_rows(state, ui, section);
    }
    ui.add_space(16.0);
}

fn combo(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let language = state.view.language;
    let named = names(state);
    let name = |rule: &Option<Rule>| match rule {
        None => capital(&state.t("catchment-none")),
        Some(rule) => named(rule),
    };
    let chosen = &state.view.choice.catchments;
    let response = ComboBox::from_id_salt("catchments")
        .selected_text(name(chosen))
        .width(ui.available_width())
        .wrap()
        .height(360.0)
        .show_ui(ui, |ui| {
            for rule in rules(state) {
                if ui.selectable_label(*chosen == rule, name(&rule)).clicked() {
                    commands.push(Command::SetCatchments(rule));
                }
            }
        })
        .response;
    let response = match chosen {
        Some(rule) => response.on_hover_text(rule.explanation(language)),
        None => response,
    };
    name_combo(response, &state.t("catchment-title"), &name(chosen));
}

/// The kind that the shown one is held against, and the way to the table of both.
fn against(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let Some(shown) = state.view.choice.catchments.as_ref().filter(|r| is_comparable(r)) else { return };
    let label = state.t("catchment-against");
    let named = names(state);
    let name = |rule: &Option<Rule>| match rule {
        None => capital(&state.t("catchment-against-none")),
        Some(rule) => named(rule),
    };
    let chosen = &state.view.choice.against;
    ui.label(caption(&label, &state.theme()));
    let response = ComboBox::from_id_salt("catchments-against")
        .selected_text(name(chosen))
        .width(ui.available_width())
        .wrap()
        .height(360.0)
        .show_ui(ui, |ui| {
            let fits = |rule: &Option<Rule>| rule.as_ref().is_none_or(|r| is_comparable(r) && r != shown);
            for rule in rules(state).into_iter().filter(fits) {
                if ui.selectable_label(*chosen == rule, name(&rule)).clicked() {
                    commands.push(Command::SetAgainst(rule));
                }
            }
        })
        .response;
    name_combo(response, &label, &name(chosen));
    if chosen.is_some() && ui.link(state.t("catchment-compare-table")).clicked() {
        commands.push(Command::ShowCatchments);
    }
}

/// What the rules are called: those of estimated flows say so.
fn names(state: &State) -> impl Fn(&Rule) -> String {
    let (language, estimated) = (state.view.language, !state.knows_flows());
    move |rule: &Rule| {
        let of_flows = estimated && rule.is_observed();
        capital(&if of_flows { estimated_name(rule, language) } else { rule.name(language) })
    }
}

/// The rules that this dataset has something for.
fn rules(state: &State) -> Vec<Option<Rule>> {
    /// A file with more denominations than this has something else in that column.
    const MOST: usize = 12;
    let dataset = state.dataset();
    let mut rules = vec![None];
    if !dataset.catchments().is_empty() {
        rules.push(Some(Rule::Given));
    }
    rules.push(Some(Rule::Nearest(Subset::All)));
    let schools = nearest::candidates(dataset, &Subset::All);
    let schools = || schools.iter().filter_map(|id| dataset.school(*id));
    type Values = (Vec<String>, fn(String) -> Subset);
    let kinds: [Values; 2] = [
        (schools().filter_map(|s| s.denomination.clone()).collect(), Subset::Denomination),
        (schools().filter_map(|s| s.kind.clone()).collect(), Subset::Kind),
    ];
    for (mut values, subset) in kinds {
        values.sort();
        values.dedup();
        // One value for all is no choice.
        if (2..=MOST).contains(&values.len()) {
            rules.extend(values.into_iter().map(|value| Some(Rule::Nearest(subset(value)))));
        }
    }
    if state.has_flows() {
        rules.push(Some(Rule::MostPupils));
        rules.extend([50, 70, 80].map(|percent| Some(Rule::Core { percent })));
    }
    rules
}
