//! Two kinds of catchments beside each other, as a table: per school, and what goes from one to another.

use eframe::egui::{ScrollArea, Ui, vec2};
use egui_extras::{Column, TableBuilder};
use geo::Area;

use super::command::{Command, Commands};
use super::state::State;
use super::style::{CONTROL, caption, section, strong, title};
use crate::catchment::living::LivingIn;
use crate::catchment::{Comparison, Rule};
use crate::data::{Basis, SchoolId};
use crate::number::{DASH, decimal, whole};
use crate::view::hit::Hit;

const WIDTH: f32 = 860.0;

pub fn show(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let room = ui.ctx().content_rect().size() - vec2(120.0, 240.0);
    ui.set_width(WIDTH.min(room.x));
    ui.label(title(state.t("catchment-compared")));
    ui.add_space(4.0);
    let choice = &state.view.choice;
    let dataset = state.dataset();
    let found = state.opened.shapes.compared(dataset, choice, &state.view.gate);
    let (Some(compared), Some(one), Some(other)) = (found, &choice.catchments, &choice.against) else {
        ui.label(state.t("catchment-compare-choose"));
        return;
    };
    let found = match &compared.found {
        Ok(found) => found,
        Err(notice) => {
            ui.label(notice.message(state.view.language));
            return;
        }
    };
    let language = state.view.language;
    let names = [one, other].map(|rule: &Rule| crate::view::capital(&rule.name(language)));
    for sentence in found.in_words(&names[1], language) {
        ui.label(sentence);
    }
    let mut notes = vec![state.tw("catchment-compare-how", &[("one", &names[0]), ("other", &names[1])])];
    match compared.homes {
        Basis::Counted => {}
        Basis::Estimated => notes.push(state.t("sketch-pupils-estimated")),
        Basis::Modelled => notes.push(state.t("sketch-pupils-modelled")),
    }
    ui.label(caption(notes.join(" "), &state.theme()));
    ui.add_space(4.0);
    if ui.button(state.t("catchment-compare-export")).clicked() {
        commands.push(Command::ExportCatchments);
    }
    ui.add_space(4.0);
    let height = room.y.clamp(200.0, 520.0);
    let scroll = ScrollArea::vertical().id_salt("catchments-compared").auto_shrink([false, false]);
    scroll.min_scrolled_height(height).max_height(height).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 16.0);
        ui.label(section(&state.t("catchment-compare-schools"), &state.theme()));
        schools(state, ui, found, commands);
        ui.add_space(16.0);
        ui.label(section(&state.t("catchment-compare-passages"), &state.theme()));
        passages(state, ui, found, commands);
    });
}

/// A table of names and numbers: the first columns are names, the rest numbers at the right.
fn table(
    state: &State,
    ui: &mut Ui,
    id: &str,
    names: usize,
    head: &[&str],
    rows: &[(Option<SchoolId>, Vec<String>)],
    commands: &mut Commands,
) {
    let numbers = head.len() - names;
    ui.push_id(id, |ui| {
        let room = ui.available_width() - 100.0 * numbers as f32;
        TableBuilder::new(ui)
            .vscroll(false)
            .columns(Column::exact((room / names as f32).max(120.0) - 8.0).clip(true), names)
            .columns(Column::exact(92.0), numbers)
            .header(CONTROL, |mut row| {
                for (i, key) in head.iter().enumerate() {
                    row.col(|ui| cell(ui, i >= names, |ui| drop(ui.label(strong(state.t(key))))));
                }
            })
            .body(|body| {
                body.rows(CONTROL, rows.len(), |mut row| {
                    let Some((school, cells)) = rows.get(row.index()) else { return };
                    for (i, text) in cells.iter().enumerate() {
                        row.col(|ui| {
                            cell(ui, i >= names, |ui| match school.filter(|_| i == 0) {
                                // The name takes the focus, so that the table works by keyboard.
                                Some(id) => {
                                    if ui.link(text).clicked() {
                                        commands.push(Command::CloseDialog);
                                        commands.push(Command::GoTo(Hit::School(id)));
                                    }
                                }
                                None => drop(ui.label(text)),
                            });
                        });
                    }
                });
            });
    });
}

fn cell(ui: &mut Ui, number: bool, add: impl FnOnce(&mut Ui)) {
    use eframe::egui::{Align, Layout};
    let layout =
        if number { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    ui.with_layout(layout, add);
}

fn name(state: &State, id: SchoolId) -> String {
    state.dataset().school(id).map(|s| s.name.clone()).unwrap_or_default()
}

fn hectares(state: &State, m2: Option<f64>) -> String {
    m2.map_or(DASH.to_owned(), |m2| decimal(m2 / 10_000.0, 1, state.view.language))
}

fn pupils(state: &State, m2: Option<f64>, living: LivingIn) -> String {
    // Nobody lives in a catchment that is not there: that is no count of nobody.
    if m2.is_none() {
        return DASH.to_owned();
    }
    // Areas that may not be told are not in it: then it is at least so many.
    let number = whole(living.pupils, state.view.language);
    if living.left_out > 0 { format!("≥ {number}") } else { number }
}

fn schools(state: &State, ui: &mut Ui, found: &Comparison, commands: &mut Commands) {
    let head = [
        "catchment-compare-school",
        "catchment-compare-one-ha",
        "catchment-compare-other-ha",
        "catchment-compare-both-ha",
        "catchment-compare-one-pupils",
        "catchment-compare-other-pupils",
    ];
    let row = |s: &crate::catchment::SchoolDifference| {
        let cells = vec![
            name(state, s.school),
            hectares(state, s.area_m2[0]),
            hectares(state, s.area_m2[1]),
            hectares(state, Some(s.both_m2)),
            pupils(state, s.area_m2[0], s.living[0]),
            pupils(state, s.area_m2[1], s.living[1]),
        ];
        (Some(s.school), cells)
    };
    let rows: Vec<_> = found.schools.iter().map(row).collect();
    table(state, ui, "schools", 1, &head, &rows, commands);
}

fn passages(state: &State, ui: &mut Ui, found: &Comparison, commands: &mut Commands) {
    let head = ["catchment-compare-from", "catchment-compare-to", "catchment-compare-ha"];
    let row = |p: &crate::catchment::Passage| {
        let cells =
            vec![name(state, p.from), name(state, p.to), hectares(state, Some(p.shape.unsigned_area()))];
        (Some(p.from), cells)
    };
    let rows: Vec<_> = found.passages.iter().map(row).collect();
    if rows.is_empty() {
        ui.label(state.t("catchment-compare-none"));
        return;
    }
    table(state, ui, "passages", 2, &head, &rows, commands);
}
