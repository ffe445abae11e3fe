//! The dialog of the agenda: the list of programmes, and one of them while it is filled in.

use std::path::PathBuf;

use eframe::egui::{
    Button, ComboBox, Grid, Key, KeyboardShortcut, Label, Modifiers, Role, ScrollArea, TextEdit, Ui,
    WidgetInfo,
};

use super::{AgendaCommand, AgendaForm, EntryForm, label_of, this_year};
use crate::agenda::Status;
use crate::app::command::{Command, Commands};
use crate::app::elements::{name_combo, named, primary};
use crate::app::state::State;
use crate::app::style::{caption, strong, title};
use crate::data::Dataset;
use crate::view::hit::Hit;

/// The dialog: the list of programmes, or one of them while it is filled in.
pub fn dialog(state: &State, ui: &mut Ui, form: &mut AgendaForm, commands: &mut Commands) {
    ui.set_width((ui.ctx().content_rect().width() - 120.0).clamp(480.0, 1140.0));
    ui.label(title(state.t("agenda-dialog")));
    ui.add_space(4.0);
    let AgendaForm { edit, path, focused } = form;
    let done = match edit {
        Some(entry) => fill_in(state, ui, entry, focused, commands),
        None => {
            list(state, ui, path, commands);
            false
        }
    };
    if done {
        *edit = None;
    }
}

fn list(state: &State, ui: &mut Ui, path: &mut String, commands: &mut Commands) {
    let theme = state.theme();
    let dataset = state.dataset();
    ui.label(caption(state.t("agenda-what"), &theme));
    ui.add_space(8.0);
    let entries = &state.agenda.agenda.entries;
    if entries.is_empty() {
        ui.label(state.t("agenda-empty"));
    }
    let height = (ui.ctx().content_rect().height() - 300.0).clamp(160.0, 480.0);
    ScrollArea::both().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("agenda").num_columns(6).spacing([14.0, 4.0]).show(ui, |ui| {
            for key in ["agenda-name", "agenda-partners", "agenda-period", "agenda-status", "agenda-places"] {
                ui.label(caption(state.t(key), &theme));
            }
            ui.label("");
            ui.end_row();
            for (at, entry) in entries.iter().enumerate() {
                cell(ui, &entry.name, 190.0).on_hover_text(&entry.what);
                cell(ui, &entry.partners.join(", "), 180.0);
                ui.label(entry.period(state.view.language));
                ui.label(state.t(entry.standing(this_year()).label_key()));
                let places = entry.places(dataset);
                let text = if places.is_empty() { state.t("agenda-town-wide") } else { places.join(", ") };
                cell(ui, &text, 180.0);
                ui.horizontal(|ui| {
                    let button = ui.button(state.t("agenda-edit"));
                    named(button.clone(), &format!("{} {}", state.t("agenda-edit"), label_of(entry)));
                    if button.clicked() {
                        commands.push(Command::Agenda(AgendaCommand::Edit(Some(at))));
                    }
                    let button = ui.button(state.t("agenda-remove"));
                    named(button.clone(), &format!("{} {}", state.t("agenda-remove"), label_of(entry)));
                    if button.clicked() {
                        commands.push(Command::Agenda(AgendaCommand::Remove(at)));
                    }
                });
                ui.end_row();
            }
        });
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button(state.t("agenda-add")).clicked() {
            commands.push(Command::Agenda(AgendaCommand::Edit(None)));
        }
        let own = state.agenda.own;
        if ui.add_enabled(own, Button::new(state.t("agenda-restore"))).clicked() {
            commands.push(Command::Agenda(AgendaCommand::Restore));
        }
        let changed = !state.agenda.past.is_empty();
        let undo = ui.add_enabled(changed, Button::new(state.t("agenda-undo")));
        let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
        let by_key = changed && !ui.text_edit_focused() && ui.input_mut(|i| i.consume_shortcut(&keys));
        if undo.clicked() || by_key {
            commands.push(Command::Agenda(AgendaCommand::Undo));
        }
    });
    ui.add_space(8.0);
    let label = state.t("agenda-export-path");
    ui.label(caption(&label, &theme));
    let edit = ui.add(TextEdit::singleline(path).desired_width(f32::INFINITY));
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let ready = !path.trim().is_empty();
        if ui.add_enabled(ready, Button::new(state.t("agenda-export"))).clicked() {
            let path = PathBuf::from(path.trim().trim_matches('"'));
            commands.push(Command::Agenda(AgendaCommand::Export(path)));
        }
        if ui.button(state.t("command-close")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

/// A cell that does not make its column wider than this.
fn cell(ui: &mut Ui, text: &str, width: f32) -> eframe::egui::Response {
    ui.scope(|ui| {
        ui.set_max_width(width);
        ui.add(Label::new(text).wrap())
    })
    .inner
}

/// One entry; true when it is done with.
fn fill_in(
    state: &State,
    ui: &mut Ui,
    form: &mut EntryForm,
    focused: &mut bool,
    commands: &mut Commands,
) -> bool {
    let line = |ui: &mut Ui, key: &str, text: &mut String, width: f32| {
        let label = state.t(key);
        ui.label(&label);
        let edit = ui.add(TextEdit::singleline(text).desired_width(width));
        edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
        ui.end_row();
        edit
    };
    Grid::new("entry").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
        let name = line(ui, "agenda-name", &mut form.entry.name, 420.0);
        if !std::mem::replace(focused, true) {
            name.request_focus();
        }
        line(ui, "agenda-what-done", &mut form.entry.what, 420.0);
        line(ui, "agenda-partners-field", &mut form.partners, 420.0);
        line(ui, "agenda-from", &mut form.from, 80.0);
        line(ui, "agenda-to", &mut form.to, 80.0);
        ui.label(state.t("agenda-status"));
        let chosen = state.t(form.entry.status.label_key());
        let response =
            ComboBox::from_id_salt("status").selected_text(chosen.as_str()).width(200.0).show_ui(ui, |ui| {
                for status in Status::ALL {
                    let is = form.entry.status == status;
                    if ui.selectable_label(is, state.t(status.label_key())).clicked() {
                        form.entry.status = status;
                    }
                }
            });
        name_combo(response.response, &state.t("agenda-status"), &chosen);
        ui.end_row();
        line(ui, "agenda-source", &mut form.entry.source, 420.0);
    });
    ui.add_space(8.0);
    where_it_is(state, ui, form);
    ui.add_space(8.0);
    let filled = form.filled();
    if filled.is_none() {
        ui.label(caption(state.t("agenda-incomplete"), &state.theme()));
    }
    let mut done = false;
    ui.horizontal(|ui| {
        if ui.add_enabled(filled.is_some(), primary(state, &state.t("agenda-put"))).clicked()
            && let Some(entry) = filled
        {
            commands.push(Command::Agenda(AgendaCommand::Put(form.at, Box::new(entry))));
            done = true;
        }
        if ui.button(state.t("app-cancel")).clicked() {
            done = true;
        }
    });
    done
}

/// The places of an entry: taken away, searched for, or taken from what is selected on the map.
fn where_it_is(state: &State, ui: &mut Ui, form: &mut EntryForm) {
    const MOST: usize = 8;
    let theme = state.theme();
    let dataset = state.dataset();
    ui.label(strong(state.t("agenda-places")));
    if !form.entry.has_places() {
        ui.label(caption(state.t("agenda-town-wide"), &theme));
    }
    let mut gone = None;
    ui.horizontal_wrapped(|ui| {
        let codes = form.entry.areas.iter().chain(&form.entry.schools).cloned();
        for (code, name) in codes.zip(form.entry.places(dataset)) {
            let label = state.tw("agenda-place-remove", &[("place", &name)]);
            if ui.button(label).clicked() {
                gone = Some(code);
            }
        }
    });
    if let Some(code) = gone {
        form.entry.areas.retain(|c| *c != code);
        form.entry.schools.retain(|c| *c != code);
    }
    let label = state.t("agenda-place-search");
    ui.label(caption(&label, &theme));
    let edit = ui.add(TextEdit::singleline(&mut form.search).desired_width(300.0));
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    let sought = form.search.trim().to_lowercase();
    let selected = state.view.selection.primary().and_then(|hit| code_of(dataset, hit));
    let mut add = None;
    ui.horizontal_wrapped(|ui| {
        if let Some((code, name, school)) = &selected {
            let label = state.tw("agenda-place-selected", &[("place", name)]);
            if ui.button(label).clicked() {
                add = Some((code.clone(), *school));
            }
        }
        if sought.is_empty() {
            return;
        }
        let fits = |name: &str, code: &str| {
            name.to_lowercase().contains(&sought) || code.to_lowercase().contains(&sought)
        };
        let areas = dataset.areas().iter().map(|a| (&a.name, &a.code, false));
        let schools = dataset.schools().iter().map(|s| (&s.name, &s.code, true));
        let found = areas.chain(schools).filter(|(name, code, _)| fits(name, code)).take(MOST);
        for (name, code, school) in found {
            let label = state.tw("agenda-place-add", &[("place", name), ("code", code)]);
            if ui.button(label).clicked() {
                add = Some((code.clone(), school));
            }
        }
    });
    if let Some((code, school)) = add {
        let list = if school { &mut form.entry.schools } else { &mut form.entry.areas };
        if !list.contains(&code) {
            list.push(code);
        }
        form.search.clear();
    }
}

/// Code and name of something on the map, and whether it is a school.
fn code_of(dataset: &Dataset, hit: Hit) -> Option<(String, String, bool)> {
    match hit {
        Hit::Area(id) => dataset.area(id).map(|a| (a.code.clone(), a.name.clone(), false)),
        Hit::School(id) => dataset.school(id).map(|s| (s.code.clone(), s.name.clone(), true)),
    }
}
