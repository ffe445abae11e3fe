//! The areas of the town with a box to tick: the drawing for whoever does not point at a map.

use eframe::egui::{Checkbox, ComboBox, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::{DrawCommand, Drawing, Seen};
use crate::app::command::{Command, Commands};
use crate::app::elements::name_combo;
use crate::app::layers_panel::capital;
use crate::app::search::levels_key;
use crate::app::state::State;
use crate::app::style::{CONTROL, caption};
use crate::catchment::sketch::Cover;
use crate::data::{AreaId, Level};
use crate::number::percent;
use crate::view::hit::Hit;

pub(super) fn show(
    state: &mut State,
    ui: &mut Ui,
    drawing: &mut Drawing,
    seen: &Seen,
    commands: &mut Commands,
) {
    let theme = state.theme();
    ui.label(caption(state.t("sketch-areas-how"), &theme));
    level_box(state, ui, drawing, commands);
    let hint = state.t("sketch-areas-find");
    let filter = TextEdit::singleline(&mut drawing.filter).hint_text(&hint).desired_width(f32::INFINITY);
    let response = ui.add(filter);
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, "", &drawing.filter, hint.clone());
        info.label = Some(hint.clone());
        info
    });
    let rows = rows(state.view.choice.level, drawing, seen);
    if rows.is_empty() {
        ui.label(caption(state.t("sketch-areas-none"), &theme));
        return;
    }
    let sound = seen.sound.is_ok();
    let height = CONTROL;
    // What comes of it and the buttons below stay in sight, also in a low window.
    let room = ui.ctx().content_rect().height() - 600.0;
    let shown = (room / height).floor().clamp(4.0, 16.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut pointed = None;
    // Thousands of areas are not all laid out; with the filter each can be reached by keyboard.
    ScrollArea::vertical()
        .id_salt("areas of the sketch")
        .max_height(height * shown)
        .auto_shrink([false, true])
        .show_rows(ui, height, rows.len(), |ui, range| {
            for (name, id, cover) in rows.get(range).unwrap_or(&[]) {
                let whole = matches!(cover, Some(Cover::Whole));
                let text = match cover {
                    Some(Cover::Partly(share)) => {
                        let share = percent(*share, 0, state.view.language);
                        state.tw("sketch-area-partly", &[("area", name), ("share", &share)])
                    }
                    _ => name.clone(),
                };
                let mut ticked = whole;
                let part = matches!(cover, Some(Cover::Partly(_)));
                let response = ui.add_enabled(sound, Checkbox::new(&mut ticked, text).indeterminate(part));
                if response.hovered() || response.has_focus() {
                    pointed = Some(Hit::Area(*id));
                }
                if response.clicked() {
                    commands.push(Command::Draw(DrawCommand::SetArea(*id, !whole)));
                }
            }
        });
    state.view.pointed = pointed.or(state.view.pointed);
    ui.spacing_mut().item_spacing.y = 6.0;
}

fn level_box(state: &State, ui: &mut Ui, drawing: &Drawing, commands: &mut Commands) {
    let chosen = capital(&state.t(levels_key(state.view.choice.level)));
    let label = state.t("sketch-areas-level");
    let levels = drawing.town.levels().into_iter().filter(|l| *l != Level::Municipality);
    let response = ComboBox::from_id_salt("level of the sketch")
        .selected_text(&chosen)
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            for level in levels {
                let name = capital(&state.t(levels_key(level)));
                if ui.selectable_label(state.view.choice.level == level, name).clicked() {
                    commands.push(Command::SetLevel(level));
                }
            }
        })
        .response;
    name_combo(response, &label, &chosen);
}

type AreaRow = (String, AreaId, Option<Cover>);

/// The areas of the level whose name or code holds the filter, by name.
fn rows(level: Level, drawing: &Drawing, seen: &Seen) -> Vec<AreaRow> {
    let wanted = drawing.filter.trim().to_lowercase();
    let holds = |text: &str| wanted.is_empty() || text.to_lowercase().contains(&wanted);
    let areas = drawing.town.areas_of(level).filter(|(_, a)| holds(&a.name) || holds(&a.code));
    let cover = |id: AreaId| {
        let at = seen.covers.binary_search_by_key(&id, |(of, _)| *of).ok()?;
        seen.covers.get(at).map(|(_, cover)| *cover)
    };
    let mut rows: Vec<AreaRow> = areas.map(|(id, _)| (drawing.name_of_area(id), id, cover(id))).collect();
    // By name alone: a box that jumps away when it is ticked would be lost.
    rows.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    rows
}
