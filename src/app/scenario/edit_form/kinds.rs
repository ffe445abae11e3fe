//! What each kind of edit asks for.

use eframe::egui::{Button, Checkbox, ComboBox, DragValue, Ui};
use geo::Point;

use super::{PlaceOf, field, number, optional, text};
use crate::app::elements::{self, name_combo};
use crate::app::state::State;
use crate::data::{Level, Year};
use crate::scenario::edit::{Building, EditKind, ForecastChange, Temporary};

/// Shows the fields; gives what a place is to be pointed at of.
pub fn show(state: &State, ui: &mut Ui, what: &mut EditKind) -> Option<PlaceOf> {
    let mut picked = None;
    match what {
        EditKind::Open(new) => {
            text(ui, &state.t("edit-name"), &mut new.name);
            for (key, value) in [
                ("edit-kind", &mut new.kind),
                ("edit-denomination", &mut new.denomination),
                ("edit-board", &mut new.board),
                ("edit-profile-name", &mut new.profile),
            ] {
                words(ui, &state.t(key), value);
            }
            picked = place(state, ui, &mut new.at, PlaceOf::School);
            building(state, ui, &mut new.building, "edit-unknown");
        }
        EditKind::Move { to, .. } => picked = place(state, ui, to, PlaceOf::School),
        EditKind::Merge { schools, into, name, to, building: b } => {
            merged(state, ui, schools, into);
            words(ui, &state.t("edit-new-school-name"), name);
            picked = elsewhere(state, ui, to);
            building(state, ui, b, "edit-as-it-is");
        }
        EditKind::Replace { to, building: b, temporary: t, .. } => {
            building(state, ui, b, "edit-as-it-is");
            picked = elsewhere(state, ui, to).or(temporary(state, ui, t));
        }
        EditKind::Renovate { building: b, temporary: t, .. } => {
            building(state, ui, b, "edit-as-it-is");
            picked = temporary(state, ui, t);
        }
        EditKind::Resize { seats, floor_area, .. } => {
            number(state, ui, &state.t("edit-seats-more"), seats, -1e6, "");
            number(state, ui, &state.t("edit-area-more"), floor_area, -1e6, " m²");
        }
        EditKind::Profile { denomination, profile, .. } => {
            words(ui, &state.t("edit-denomination"), denomination);
            words(ui, &state.t("edit-profile-name"), profile);
        }
        EditKind::NewHomes { area, homes, pupils } | EditKind::Demolition { area, homes, pupils } => {
            area_box(state, ui, area, None);
            number(state, ui, &state.t("edit-homes"), homes, 0.0, "");
            for (group, count) in pupils {
                let label = group_name(state, group);
                number(state, ui, &state.tw("edit-pupils-of", &[("group", &label)]), count, 0.0, "");
            }
        }
        EditKind::Forecast { area, group, change } => forecast(state, ui, area, group, change),
        EditKind::Close { .. } | EditKind::Catchment { .. } => {}
    }
    picked
}

/// Words that may be left open.
fn words(ui: &mut Ui, label: &str, value: &mut Option<String>) {
    let mut given = value.clone().unwrap_or_default();
    text(ui, label, &mut given);
    *value = Some(given).filter(|w| !w.trim().is_empty());
}

fn group_name(state: &State, key: &str) -> String {
    let scheme = state.present().schemes().get(state.view.comparison.scheme);
    let found = scheme.and_then(|s| s.groups.iter().find(|g| g.key == key));
    found.map_or_else(|| key.to_owned(), |g| g.name_in(state.view.language))
}

/// Coordinates, and a button to point at the map instead.
fn place(state: &State, ui: &mut Ui, to: &mut Point<f64>, of: PlaceOf) -> Option<PlaceOf> {
    let name = ui.label(state.t("edit-place")).id;
    let picked = ui.horizontal(|ui| {
        ui.add(DragValue::new(&mut to.0.x).speed(10.0).max_decimals(0).prefix("x ")).labelled_by(name);
        ui.add(DragValue::new(&mut to.0.y).speed(10.0).max_decimals(0).prefix("y ")).labelled_by(name);
        ui.button(state.t("edit-point")).clicked()
    });
    ui.end_row();
    picked.inner.then_some(of)
}

fn building(state: &State, ui: &mut Ui, building: &mut Building, unknown: &str) {
    let unknown = state.t(unknown);
    optional(state, ui, (&state.t("edit-seats"), &unknown), &mut building.seats, 300.0, "");
    optional(state, ui, (&state.t("edit-area"), &unknown), &mut building.floor_area, 1700.0, " m²");
    let name = ui.label(state.t("edit-quality")).id;
    ui.horizontal(|ui| {
        let mut known = building.quality.is_some();
        if ui.add(Checkbox::without_text(&mut known)).labelled_by(name).changed() {
            building.quality = known.then_some(1.0);
        }
        match &mut building.quality {
            Some(quality) => {
                ui.add(elements::number(state, quality).range(0.0..=1.0).speed(0.01)).labelled_by(name);
                ui.label(state.t("edit-quality-scale"));
            }
            None => {
                ui.label(&unknown);
            }
        }
    });
    ui.end_row();
    let label = state.t("edit-energy");
    ui.label(&label);
    let words = |neutral: Option<bool>| match neutral {
        None => unknown.clone(),
        Some(true) => state.t("edit-energy-yes"),
        Some(false) => state.t("edit-energy-no"),
    };
    let chosen = words(building.energy_neutral);
    let response = ComboBox::from_id_salt("edit-energy").selected_text(&chosen).show_ui(ui, |ui| {
        for neutral in [None, Some(true), Some(false)] {
            ui.selectable_value(&mut building.energy_neutral, neutral, words(neutral));
        }
    });
    name_combo(response.response, &label, &chosen);
    ui.end_row();
}

fn elsewhere(state: &State, ui: &mut Ui, to: &mut Option<Point<f64>>) -> Option<PlaceOf> {
    let name = ui.label(state.t("edit-elsewhere")).id;
    let mut other = to.is_some();
    if ui.add(Checkbox::without_text(&mut other)).labelled_by(name).changed() {
        *to = other.then(|| state.middle());
    }
    ui.end_row();
    to.as_mut().and_then(|to| place(state, ui, to, PlaceOf::School))
}

/// From when, where, and what it costs in all.
fn temporary(state: &State, ui: &mut Ui, temporary: &mut Option<Temporary>) -> Option<PlaceOf> {
    let (first, last) = state.years();
    let name = ui.label(state.t("edit-temporary")).id;
    ui.horizontal(|ui| {
        let mut any = temporary.is_some();
        if ui.add(Checkbox::without_text(&mut any)).labelled_by(name).changed() {
            let from = Year((state.plans.year.0 - 1).clamp(first.0, last.0));
            *temporary = any.then_some(Temporary { from, at: None, amount: None });
        }
        if let Some(temporary) = temporary {
            ui.label(state.t("edit-temporary-from"));
            ui.add(DragValue::new(&mut temporary.from.0).range(first.0..=last.0)).labelled_by(name);
        }
    });
    ui.end_row();
    let temporary = temporary.as_mut()?;
    let label = state.t("edit-temporary-cost");
    optional(state, ui, (&label, &state.t("edit-unknown")), &mut temporary.amount, 500_000.0, " €");
    let name = ui.label(state.t("edit-temporary-elsewhere")).id;
    let mut other = temporary.at.is_some();
    if ui.add(Checkbox::without_text(&mut other)).labelled_by(name).changed() {
        temporary.at = other.then(|| state.middle());
    }
    ui.end_row();
    temporary.at.as_mut().and_then(|at| place(state, ui, at, PlaceOf::Temporary))
}

/// The schools that merge, two or more, and the one that goes on.
fn merged(state: &State, ui: &mut Ui, schools: &mut Vec<String>, into: &mut String) {
    let mut gone = None;
    ui.label(state.t("edit-merging"));
    ui.vertical(|ui| {
        let many = schools.len() > 2;
        for (at, code) in schools.iter().enumerate() {
            let name = state.name_of_code(code);
            ui.horizontal(|ui| {
                ui.label(&name);
                let label = state.tw("edit-merge-without", &[("school", &name)]);
                let button = ui.add_enabled(many, Button::new(state.t("edit-merge-out")).small());
                if crate::app::elements::named(button, &label).clicked() {
                    gone = Some(at);
                }
            });
        }
        let label = state.t("edit-merge-more");
        let mut added = String::new();
        let response =
            ComboBox::from_id_salt("edit-merge-more").selected_text(&label).width(260.0).show_ui(ui, |ui| {
                for (name, code) in by_name(state) {
                    if !schools.contains(&code) {
                        ui.selectable_value(&mut added, code, name);
                    }
                }
            });
        name_combo(response.response, &label, "");
        if !added.is_empty() {
            schools.push(added);
        }
    });
    ui.end_row();
    if let Some(at) = gone {
        schools.remove(at);
    }
    if !schools.contains(into)
        && let Some(first) = schools.first()
    {
        into.clone_from(first);
    }
    let label = state.t("edit-into");
    ui.label(&label);
    let chosen = state.name_of_code(into);
    let response =
        ComboBox::from_id_salt("edit-into").selected_text(&chosen).width(260.0).show_ui(ui, |ui| {
            for code in schools.iter() {
                ui.selectable_value(into, code.clone(), state.name_of_code(code));
            }
        });
    name_combo(response.response, &label, &chosen);
    ui.end_row();
}

/// Name and code of the open schools, in the order of names.
fn by_name(state: &State) -> Vec<(String, String)> {
    let mut schools: Vec<(String, String)> =
        state.dataset().schools().iter().map(|s| (s.name.clone(), s.code.clone())).collect();
    schools.sort_unstable();
    schools
}

/// Where, of whom, and to what the forecast changes.
fn forecast(
    state: &State,
    ui: &mut Ui,
    area: &mut Option<String>,
    group: &mut Option<String>,
    change: &mut ForecastChange,
) {
    let mut code = area.clone().unwrap_or_default();
    area_box(state, ui, &mut code, Some(&state.t("edit-forecast-town")));
    *area = Some(code).filter(|code| !code.is_empty());
    let label = state.t("edit-forecast-group");
    ui.label(&label);
    let name = |key: &Option<String>| match key {
        None => state.t("edit-forecast-all"),
        Some(key) => group_name(state, key),
    };
    let chosen = name(group);
    let keys: Vec<String> = state
        .present()
        .schemes()
        .get(state.view.comparison.scheme)
        .map(|s| s.groups.iter().map(|g| g.key.clone()).collect())
        .unwrap_or_default();
    let response = ComboBox::from_id_salt("edit-forecast-group").selected_text(&chosen).show_ui(ui, |ui| {
        for key in std::iter::once(None).chain(keys.into_iter().map(Some)) {
            let words = name(&key);
            ui.selectable_value(group, key, words);
        }
    });
    name_combo(response.response, &label, &chosen);
    ui.end_row();
    ui.label(state.t("edit-forecast-as"));
    ui.horizontal(|ui| {
        let factor = matches!(change, ForecastChange::Factor(_));
        if ui.radio(factor, state.t("edit-forecast-factor")).clicked() && !factor {
            *change = ForecastChange::Factor(1.0);
        }
        if ui.radio(!factor, state.t("edit-forecast-pupils")).clicked() && factor {
            *change = ForecastChange::Pupils(100.0);
        }
    });
    ui.end_row();
    match change {
        ForecastChange::Factor(factor) => field(ui, &state.t("edit-factor"), |ui| {
            ui.add(elements::number(state, factor).range(0.0..=10.0).speed(0.01).max_decimals(3))
        }),
        ForecastChange::Pupils(pupils) => {
            number(state, ui, &state.t("edit-forecast-number"), pupils, 0.0, "")
        }
    }
}

/// An area; `town` is what no area at all is called, where that can be chosen.
fn area_box(state: &State, ui: &mut Ui, code: &mut String, town: Option<&str>) {
    let label = state.t("edit-area-name");
    ui.label(&label);
    let chosen = match town {
        Some(town) if code.is_empty() => town.to_owned(),
        _ => state.name_of_code(code),
    };
    let mut areas: Vec<(&str, &str)> = state
        .present()
        .areas()
        .iter()
        .filter(|a| matches!(a.level, Level::Wijk | Level::Buurt | Level::Postcode | Level::Other))
        .map(|a| (a.name.as_str(), a.code.as_str()))
        .collect();
    areas.sort_unstable();
    let response =
        ComboBox::from_id_salt("edit-area-name").selected_text(&chosen).width(260.0).show_ui(ui, |ui| {
            if let Some(town) = town {
                ui.selectable_value(code, String::new(), town);
            }
            for (name, of) in areas {
                ui.selectable_value(code, of.to_owned(), name);
            }
        });
    name_combo(response.response, &label, &chosen);
    ui.end_row();
}
