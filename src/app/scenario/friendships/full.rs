//! A full pairing: which years in which building, with seats and the way from home.

use eframe::egui::{Grid, RichText, Ui};

use super::groups::metric_key;
use crate::app::elements::named;
use crate::app::state::State;
use crate::app::style::{caption, color};
use crate::find::town::Town;
use crate::find::town::telling::Telling;
use crate::friendship::Friendship;
use crate::friendship::full::{Building, FullPairing};
use crate::number::{DASH, decimal, percent, whole};

/// The buildings of a full pairing with what it does to the way to school. Where the order may
/// change, gives the school that is to come before the one above it.
pub(super) fn show(
    state: &mut State,
    ui: &mut Ui,
    (town, telling): (&Town, &Telling),
    group: &Friendship,
    movable: bool,
) -> Option<usize> {
    let theme = state.theme();
    let seats = state.seats();
    let units: Option<Vec<usize>> =
        group.schools.iter().map(|m| town.unit(state.dataset().school_by_code(m.code())?)).collect();
    let told = units.is_some_and(|units| units.iter().all(|unit| telling.pupils(*unit)));
    let full = town.full(group, &|code| seats.get(code).copied()).filter(|_| told);
    let Some(full) = full else {
        ui.label(caption(state.t("friends-full-unknown"), &theme));
        return None;
    };
    let up = if movable {
        table(state, ui, group, &full)
    } else {
        lines(state, ui, group, &full);
        None
    };
    ui.label(way(state, &full));
    if let Some(home) = home(state, &full) {
        ui.label(home);
    }
    let line = state.t(metric_key(full.metric));
    ui.label(caption(state.tw("friends-full-why", &[("line", &line)]), &theme));
    up
}

/// The buildings one under the other, where there is little room.
fn lines(state: &State, ui: &mut Ui, group: &Friendship, full: &FullPairing) {
    let theme = state.theme();
    let language = state.view.language;
    for building in &full.buildings {
        let code = group.schools.get(building.school).map(|m| m.code().to_owned()).unwrap_or_default();
        let args = [
            ("school", state.name_of_code(&code)),
            ("from", building.years.0.to_string()),
            ("to", building.years.1.to_string()),
            ("before", whole(building.pupils_before, language)),
            ("after", whole(building.pupils, language)),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        ui.label(state.tw("friends-full-line", &args));
        let (text, short) = places(state, building);
        let text = caption(state.tw("friends-full-line-places", &[("places", &text)]), &theme);
        ui.label(if short { text.color(color(theme.warn)) } else { text });
    }
}

fn table(state: &State, ui: &mut Ui, group: &Friendship, full: &FullPairing) -> Option<usize> {
    use egui_material_icons::icons::ICON_ARROW_UPWARD;
    let theme = state.theme();
    let language = state.view.language;
    let mut up = None;
    Grid::new("friends-full").num_columns(5).spacing([16.0, 4.0]).show(ui, |ui| {
        for key in ["friends-full-school", "friends-full-years", "friends-full-pupils", "friends-full-places"]
        {
            ui.label(caption(state.t(key), &theme));
        }
        ui.end_row();
        for building in &full.buildings {
            let code = group.schools.get(building.school).map(|m| m.code().to_owned()).unwrap_or_default();
            let name = state.name_of_code(&code);
            ui.add(eframe::egui::Label::new(&name).wrap_mode(eframe::egui::TextWrapMode::Extend));
            let (from, to) = building.years;
            ui.label(if from == to { from.to_string() } else { format!("{from}–{to}") });
            let [before, after] = [building.pupils_before, building.pupils].map(|n| whole(n, language));
            ui.label(state.tw("friends-full-from-to", &[("before", &before), ("after", &after)]));
            let (text, short) = places(state, building);
            ui.label(if short { RichText::new(text).color(color(theme.warn)) } else { RichText::new(text) });
            if building.school > 0 {
                let button = ui.small_button(RichText::from(ICON_ARROW_UPWARD).size(14.0));
                let label = state.tw("friends-full-up", &[("school", &name)]);
                if named(button, &label).clicked() {
                    up = Some(building.school);
                }
            }
            ui.end_row();
        }
    });
    up
}

/// The seats of a building beside what it needs, and whether it has too few.
fn places(state: &State, building: &Building) -> (String, bool) {
    let language = state.view.language;
    let Some((seats, beyond)) = building.seats.zip(building.beyond_seats) else {
        return (state.t("friends-full-seats-unknown"), false);
    };
    let key = match (beyond > 0.5, seats.assumed) {
        (true, false) => "friends-full-short",
        (true, true) => "friends-full-short-assumed",
        (false, false) => "friends-full-fits",
        (false, true) => "friends-full-fits-assumed",
    };
    let args = [("seats", whole(seats.count, language)), ("beyond", whole(beyond.abs(), language))];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    (state.tw(key, &args), beyond > 0.5)
}

fn way(state: &State, full: &FullPairing) -> String {
    let language = state.view.language;
    let km = |m: Option<f64>| m.map_or(DASH.to_owned(), |m| decimal(m / 1000.0, 1, language));
    let args = [
        ("moved", percent(full.moved, 0, language)),
        ("mean", km(full.metres)),
        ("greatest", km(full.greatest)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    state.tw("friends-full-moved", &args)
}

fn home(state: &State, full: &FullPairing) -> Option<String> {
    let home = full.home?;
    let language = state.view.language;
    let [before, after] = [home.before, home.after].map(|m| decimal(m / 1000.0, 2, language));
    Some(state.tw("friends-full-home", &[("before", &before), ("after", &after)]))
}
