//! What there is to choose near home, and who attends the nearest school.

use eframe::egui::{ComboBox, Ui};

use super::rows::{Look, wide_row};
use super::split::area_row;
use super::work::NearBy;
use super::{basis_note, refused, running};
use crate::app::command::Commands;
use crate::app::elements::name_combo;
use crate::app::state::State;
use crate::app::style::{caption, section};
use crate::choice::accessibility::{Access, Sort};
use crate::choice::observed::ShareRange;
use crate::choice::reading::group_names;
use crate::figures::access::mode_code;
use crate::figures::chosen::Chosen;
use crate::number::{DASH, decimal, percent, percent_of_all, whole};
use crate::view::hit::Hit;

const COLUMN: f32 = 104.0;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let found = state.home_near_by(ui.ctx());
    let usual = if state.dataset().streets().is_some() { "walking" } else { "straight" };
    let mode = found.as_deref().and_then(Option::as_ref).map_or(usual, |near| near.mode);
    ui.label(caption(state.tw("home-access-what", &[("mode", mode)]), &theme));
    choices(state, ui);
    match found.as_deref() {
        None => running(state, ui),
        Some(None) => {
            ui.label(state.t("home-access-none"));
        }
        Some(Some(near)) => sorts(state, ui, near),
    }
    nearest(state, ui);
    if let Some(Some(near)) = found.as_deref() {
        wijken(state, ui, near, commands);
    }
}

fn sort_name(state: &State, sort: Sort) -> String {
    match sort {
        Sort::Denomination => state.t("home-access-denomination"),
        Sort::Kind => state.t("home-access-kind"),
    }
}

fn choices(state: &mut State, ui: &mut Ui) {
    ui.horizontal(|ui| {
        let label = state.t("home-access-by");
        ui.label(&label);
        let chosen = sort_name(state, state.view.home.sort);
        let response =
            ComboBox::from_id_salt(("near", "sort")).selected_text(chosen.as_str()).show_ui(ui, |ui| {
                for sort in [Sort::Denomination, Sort::Kind] {
                    let name = sort_name(state, sort);
                    if ui.selectable_label(state.view.home.sort == sort, name).clicked() {
                        state.view.home.sort = sort;
                    }
                }
            });
        name_combo(response.response, &label, &chosen);
        ui.add_space(8.0);
        let label = state.t("home-access-group");
        ui.label(&label);
        let names = group_names(state.dataset(), state.view.comparison.scheme, state.view.language);
        let name = |group: Option<usize>| {
            group.and_then(|g| names.get(g).cloned()).unwrap_or_else(|| state.t("home-access-all"))
        };
        let chosen = name(state.view.home.group);
        let mut group = state.view.home.group;
        let response =
            ComboBox::from_id_salt(("near", "group")).selected_text(chosen.as_str()).show_ui(ui, |ui| {
                for of in std::iter::once(None).chain((0..names.len()).map(Some)) {
                    if ui.selectable_label(group == of, name(of)).clicked() {
                        group = of;
                    }
                }
            });
        name_combo(response.response, &label, &chosen);
        state.view.home.group = group;
    });
}

fn cells(state: &State, reach: &[Option<Access>]) -> Vec<String> {
    let language = state.view.language;
    let one = |access: &Option<Access>| match access {
        None => DASH.to_owned(),
        Some(access) => {
            let (mean, any) = (decimal(access.mean, 1, language), percent_of_all(access.any, language));
            state.tw("home-access-cell", &[("mean", &mean), ("any", &any)])
        }
    };
    reach.iter().map(one).collect()
}

fn head(state: &State, ui: &mut Ui, near: &NearBy) {
    let kilometres = |metres: &f64| {
        let km = decimal(metres / 1000.0, 0, state.view.language);
        state.tw("home-access-km", &[("km", &km)])
    };
    let radii: Vec<String> = near.radii.iter().map(kilometres).collect();
    wide_row(state, ui, Look::Head, "", &radii, COLUMN);
}

fn sorts(state: &State, ui: &mut Ui, near: &NearBy) {
    basis_note(state, ui, near.basis);
    if near.hidden > 0 {
        let count = whole(near.hidden as f64, state.view.language);
        ui.label(caption(state.tw("home-mirror-hidden", &[("count", &count)]), &state.theme()));
    }
    head(state, ui, near);
    // A group of another scheme may be out of range: then of everyone.
    let at = state.view.home.group.map_or(0, |g| g + 1);
    for sort in &near.sorts {
        let look = if sort.name.is_none() { Look::Strong } else { Look::Body };
        let name = sort.name.clone().unwrap_or_else(|| state.t("home-access-any"));
        let reach = sort.groups.get(at).or_else(|| sort.groups.first());
        wide_row(state, ui, look, &name, &cells(state, reach.map_or(&[], Vec::as_slice)), COLUMN);
    }
}

fn wijken(state: &mut State, ui: &mut Ui, near: &NearBy, commands: &mut Commands) {
    let theme = state.theme();
    if near.wijken.is_empty() && near.withheld == 0 {
        return;
    }
    ui.add_space(12.0);
    ui.label(section(&state.t("home-access-wijken"), &theme));
    head(state, ui, near);
    for wijk in &near.wijken {
        let name = state.dataset().area(wijk.area).map(|a| a.name.clone()).unwrap_or_default();
        let figures = cells(state, &wijk.reach);
        let label = state.tw("home-access-row", &[("name", &name), ("values", &figures.join(" · "))]);
        area_row(state, ui, Some(Hit::Area(wijk.area)), &label, &name, (&figures, COLUMN), commands);
    }
    if near.withheld > 0 {
        let count = whole(near.withheld as f64, state.view.language);
        ui.label(caption(state.tw("home-access-withheld", &[("count", &count)]), &theme));
    }
}

fn nearest(state: &mut State, ui: &mut Ui) {
    let theme = state.theme();
    ui.add_space(12.0);
    ui.label(section(&state.t("home-nearest"), &theme));
    let found = state.home_chosen(ui.ctx());
    match found.as_deref() {
        None => running(state, ui),
        Some(Err(notice)) => refused(state, ui, notice),
        Some(Ok(None)) => {
            ui.label(state.t("home-nearest-none"));
        }
        Some(Ok(Some(found))) => shares(state, ui, found),
    }
}

fn shares(state: &State, ui: &mut Ui, found: &Chosen) {
    let theme = state.theme();
    let language = state.view.language;
    let mode = mode_code(found.metric);
    ui.label(caption(state.tw("home-nearest-what", &[("mode", mode)]), &theme));
    let text = |range: &Option<ShareRange>| match range {
        None => DASH.to_owned(),
        Some(r) if r.least == r.greatest => percent(r.least, 1, language),
        Some(r) => format!("{} – {}", percent(r.least, 1, language), percent(r.greatest, 1, language)),
    };
    wide_row(state, ui, Look::Strong, &state.t("home-nearest-all"), &[text(&found.at_nearest)], COLUMN * 1.5);
    let names = group_names(state.dataset(), state.view.comparison.scheme, language);
    for (name, range) in names.iter().zip(&found.at_nearest_by_group) {
        wide_row(state, ui, Look::Body, name, &[text(range)], COLUMN * 1.5);
    }
    let ranges = found.at_nearest_by_group.iter().chain([&found.at_nearest]).flatten();
    if ranges.into_iter().any(|r| r.least != r.greatest) {
        ui.label(caption(state.t("home-nearest-range"), &theme));
    }
    basis_note(state, ui, found.basis);
}
