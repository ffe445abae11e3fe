//! The first step: which folder.

use eframe::egui::{Key, Ui};

use super::fetching::Fetching;
use super::{Assistant, Step, cancel_button, field, path_of};
use crate::app::command::Commands;
use crate::app::elements::primary;
use crate::app::state::State;

pub(super) fn show(state: &State, ui: &mut Ui, assistant: &mut Assistant, commands: &mut Commands) {
    ui.label(state.t("assistant-folder-what"));
    ui.add_space(8.0);
    let edit = field(state, ui, "assistant-folder", &mut assistant.folder, f32::INFINITY);
    if !std::mem::replace(&mut assistant.focused, true) {
        edit.request_focus();
    }
    let entered = edit.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !assistant.folder.trim().is_empty();
        let go = ui.add_enabled(ready, primary(state, &state.t("assistant-look")));
        if ready && (go.clicked() || entered) {
            let folder = path_of(&assistant.folder);
            assistant.look(ui.ctx(), state, &folder);
        }
        if ui.button(state.t("open-browse")).clicked()
            && let Some(folder) = rfd::FileDialog::new().pick_folder()
        {
            assistant.look(ui.ctx(), state, &folder);
        }
        cancel_button(state, ui, commands);
    });
    ui.add_space(16.0);
    ui.separator();
    ui.label(state.t("assistant-fetch-instead"));
    ui.add_space(4.0);
    if ui.button(state.t("assistant-fetch")).clicked() {
        assistant.failed = None;
        assistant.step = Step::Fetch(Fetching::new());
    }
}
