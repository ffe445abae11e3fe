//! Finding a school or an area by name, code, BRIN or postcode.

use eframe::egui::{Key, Popup, PopupCloseBehavior, RectAlign, Role, TextEdit, Ui, WidgetInfo};

use super::command::{Command, Commands};
use super::state::State;
use super::style::CONTROL;
use crate::data::{AreaId, Dataset, Level, SchoolId};
use crate::view::hit::Hit;

/// At most so many are listed.
const MOST: usize = 8;

/// One thing found: what it is, its name and a line about it.
struct Found {
    hit: Hit,
    text: String,
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let hint = state.t("search-hint");
    let edit = TextEdit::singleline(&mut state.view.search)
        .hint_text(hint.as_str())
        .align(eframe::egui::Align2::LEFT_CENTER);
    let response = ui.add_sized([ui.available_width().clamp(60.0, 230.0), CONTROL], edit);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, hint.as_str()));
    if std::mem::take(&mut state.view.focus_search) {
        response.request_focus();
    }
    if state.view.search.trim().is_empty() {
        return;
    }
    let found = find(state);
    let enter = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if enter && let Some(first) = found.first() {
        commands.push(Command::GoTo(first.hit));
        state.view.search.clear();
        return;
    }
    let mut chosen = None;
    Popup::from_response(&response)
        .align(RectAlign::BOTTOM_START)
        .open(true)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .width(320.0)
        .show(|ui| {
            if found.is_empty() {
                ui.label(state.t("search-nothing"));
            }
            for one in &found {
                if ui.selectable_label(false, &one.text).clicked() {
                    chosen = Some(one.hit);
                }
            }
        });
    if let Some(hit) = chosen {
        commands.push(Command::GoTo(hit));
        state.view.search.clear();
    }
}

/// Schools and areas whose name, code or postcode holds what was typed; those that begin with it first.
fn find(state: &State) -> Vec<Found> {
    let wanted = state.view.search.trim().to_lowercase();
    let dataset = state.dataset();
    let mut ranked: Vec<(u8, usize, Found)> = Vec::new();
    for (i, school) in dataset.schools().iter().enumerate() {
        let postcode = school.postcode.clone().unwrap_or_default().replace(' ', "");
        if let Some(rank) = rank(&wanted, &[&school.name, &school.code, &postcode]) {
            let text = format!("{} · {}", school.name, school.code);
            ranked.push((rank, i, Found { hit: Hit::School(SchoolId(i)), text }));
        }
    }
    for (i, area) in dataset.areas().iter().enumerate() {
        if let Some(rank) = rank(&wanted, &[&area.name, &area.code]) {
            let text = format!("{} · {}", area.name, level_name(state, dataset, area.level));
            ranked.push((rank + 1, i, Found { hit: Hit::Area(AreaId(i)), text }));
        }
    }
    ranked.sort_by_key(|(rank, i, _)| (*rank, *i));
    ranked.into_iter().take(MOST).map(|(_, _, found)| found).collect()
}

fn level_name(state: &State, _dataset: &Dataset, level: Level) -> String {
    state.t(level_key(level))
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

fn rank(wanted: &str, names: &[&str]) -> Option<u8> {
    let wanted_code = wanted.replace(' ', "");
    let names: Vec<String> = names.iter().map(|n| n.to_lowercase()).collect();
    if names.iter().any(|n| n.starts_with(wanted) || n.starts_with(&wanted_code)) {
        Some(0)
    } else if names.iter().any(|n| n.contains(wanted)) {
        Some(2)
    } else {
        None
    }
}
