//! Finding a school or area by name, BRIN, CBS code, postcode or address: the field in the top bar.

use eframe::egui::{
    Id, Key, Modifiers, Popup, PopupCloseBehavior, RectAlign, Role, TextEdit, Ui, WidgetInfo, accesskit,
};

use super::command::{Command, Commands};
use super::state::State;
use super::style::{CONTROL, caption};
use super::workings::Same;
use crate::data::{Dataset, Level};
use crate::view::hit::Hit;
use crate::view::search::{By, Match, search};

/// At most so many are listed.
const MOST: usize = 8;

/// What was found, kept until something else is typed.
#[derive(Debug, Default)]
pub struct Finding {
    of: Option<(Same, String)>,
    found: Vec<Match>,
    chosen: usize,
}

impl Finding {
    fn update(&mut self, dataset: &std::sync::Arc<Dataset>, typed: &str) {
        let key = (Same(dataset.clone()), typed.to_owned());
        if self.of.as_ref() != Some(&key) {
            self.found = search(dataset, typed, MOST);
            self.chosen = 0;
            self.of = Some(key);
        }
    }
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let hint = state.t("search-hint");
    let searching = !state.view.search.trim().is_empty();
    // Before the field sees them: the arrows are for the list under it.
    if searching && ui.memory(|m| m.focused().is_some_and(|id| Some(id) == field(ui))) {
        let last = state.finding.found.len().saturating_sub(1);
        let take = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if take(Key::ArrowDown) {
            state.finding.chosen = (state.finding.chosen + 1).min(last);
        }
        if take(Key::ArrowUp) {
            state.finding.chosen = state.finding.chosen.saturating_sub(1);
        }
    }
    let edit = TextEdit::singleline(&mut state.view.search)
        .hint_text(hint.as_str())
        .align(eframe::egui::Align2::LEFT_CENTER);
    let response = ui.add_sized([ui.available_width().clamp(60.0, 230.0), CONTROL], edit);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, hint.as_str()));
    ui.data_mut(|data| data.insert_temp(Id::unique(FIELD), response.id));
    super::window::tour::mark(ui.ctx(), super::window::tour::Stop::Search, response.rect);
    if std::mem::take(&mut state.view.focus_search) {
        response.request_focus();
    }
    if state.view.search.trim().is_empty() {
        return;
    }
    let dataset = state.dataset().clone();
    let typed = state.view.search.clone();
    state.finding.update(&dataset, &typed);
    let chosen = state.finding.chosen;
    let enter = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if enter && let Some(one) = state.finding.found.get(chosen) {
        commands.push(Command::GoTo(one.hit));
        state.view.search.clear();
        return;
    }
    let mut pressed = None;
    let mut row = None;
    Popup::from_response(&response)
        .align(RectAlign::BOTTOM_START)
        .open(true)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(360.0)
        .show(|ui| {
            if state.finding.found.is_empty() {
                ui.label(state.t("search-nothing"));
                ui.label(caption(state.t("search-nothing-what"), &state.theme()));
            }
            for (at, one) in state.finding.found.iter().enumerate() {
                let response = ui.selectable_label(at == chosen, in_words(state, &dataset, one));
                if at == chosen {
                    row = Some(response.id);
                }
                if response.clicked() {
                    pressed = Some(one.hit);
                }
            }
        });
    if let Some(row) = row {
        ui.ctx().accesskit_node_builder(response.id, |node: &mut accesskit::Node| {
            node.set_active_descendant(row.accesskit_id());
        });
    }
    if let Some(hit) = pressed {
        commands.push(Command::GoTo(hit));
        state.view.search.clear();
    }
}

const FIELD: &str = "search-field";

/// The field as it was drawn last.
fn field(ui: &Ui) -> Option<Id> {
    ui.data(|data| data.get_temp(Id::unique(FIELD)))
}

/// "Beijum 1 · EX33", with by what it was found where that is not its name.
fn in_words(state: &State, dataset: &Dataset, one: &Match) -> String {
    match one.hit {
        Hit::School(id) => dataset.school(id).map_or_else(String::new, |school| {
            let mut parts = vec![school.name.clone(), school.code.clone()];
            match one.by {
                By::Name | By::Code => {}
                By::Postcode | By::SamePostcodeArea => parts.extend(school.postcode.clone()),
                By::Address | By::SameStreet => parts.extend(school.address.clone()),
            }
            match one.by {
                By::SamePostcodeArea => parts.push(state.t("search-same-postcode")),
                By::SameStreet => parts.push(state.t("search-same-street")),
                _ => {}
            }
            parts.join(" · ")
        }),
        Hit::Area(id) => dataset.area(id).map_or_else(String::new, |area| {
            let level = state.t(level_key(area.level));
            if one.by == By::Name {
                format!("{} · {level}", area.name)
            } else {
                format!("{} · {level} · {}", area.name, area.code)
            }
        }),
    }
}

/// Fluent key of one area of a level.
pub fn level_key(level: Level) -> &'static str {
    match level {
        Level::Municipality => "level-one-municipality",
        Level::Wijk => "level-one-wijk",
        Level::Buurt => "level-one-buurt",
        Level::Postcode => "level-one-postcode",
        Level::Other => "level-one-other",
    }
}

/// Fluent key of the areas of a level.
pub fn levels_key(level: Level) -> &'static str {
    match level {
        Level::Municipality => "level-municipality",
        Level::Wijk => "level-wijk",
        Level::Buurt => "level-buurt",
        Level::Postcode => "level-postcode",
        Level::Other => "level-other",
    }
}
