//! The drawer under the map: the table and the charts, of the same schools or areas.

use eframe::egui::{Align, Color32, ComboBox, Layout, TextStyle, Ui};

use super::charts::{self, Chart};
use super::command::Commands;
use super::elements::name_combo;
use super::layers_panel::capital;
use super::search::levels_key;
use super::state::State;
use super::table;

/// What the drawer shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Table,
    Chart(Chart),
}

impl Tab {
    const ALL: [Self; 8] = [
        Self::Table,
        Self::Chart(Chart::Composition),
        Self::Chart(Chart::Curve),
        Self::Chart(Chart::Histogram),
        Self::Chart(Chart::BesideWijk),
        Self::Chart(Chart::Wijken),
        Self::Chart(Chart::Figure),
        Self::Chart(Chart::Years),
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Table => "charts-table",
            Self::Chart(chart) => chart.key(),
        }
    }

    /// Whether it can be of schools or of areas.
    fn has_whose(self) -> bool {
        !matches!(self, Self::Chart(Chart::BesideWijk | Chart::Wijken | Chart::Years))
    }
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal(|ui| {
        // Beside open panels of a narrow window the names do not fit.
        if ui.available_width() < room(state, ui) {
            tab_box(state, ui);
        } else {
            for tab in Tab::ALL {
                let chosen = state.view.drawer == tab;
                if ui.selectable_label(chosen, state.t(tab.key())).clicked() {
                    state.view.drawer = tab;
                }
            }
        }
        if state.view.drawer.has_whose() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| whose(state, ui));
        }
    });
    ui.add_space(4.0);
    match state.view.drawer {
        Tab::Table => table::show(state, ui, commands),
        Tab::Chart(chart) => charts::show(state, chart, ui, commands),
    }
}

/// Width that every name beside the others takes, with the choice of schools or areas.
fn room(state: &State, ui: &Ui) -> f32 {
    let areas = capital(&state.t(levels_key(state.view.choice.level)));
    let names = Tab::ALL.map(|tab| state.t(tab.key())).into_iter().chain([areas, state.t("table-schools")]);
    let font = TextStyle::Button.resolve(ui.style());
    let spacing = ui.spacing();
    let around = 2.0 * spacing.button_padding.x + spacing.item_spacing.x;
    names.map(|name| ui.painter().layout_no_wrap(name, font.clone(), Color32::WHITE).size().x + around).sum()
}

fn tab_box(state: &mut State, ui: &mut Ui) {
    let chosen = state.t(state.view.drawer.key());
    let response = ComboBox::from_id_salt("drawer")
        .selected_text(&chosen)
        .width(190.0)
        .height(320.0)
        .show_ui(ui, |ui| {
            for tab in Tab::ALL {
                if ui.selectable_label(state.view.drawer == tab, state.t(tab.key())).clicked() {
                    state.view.drawer = tab;
                }
            }
        })
        .response;
    name_combo(response, &state.t("charts-drawer"), &chosen);
}

/// Schools, or the areas of the level on the map.
fn whose(state: &mut State, ui: &mut Ui) {
    let areas = capital(&state.t(levels_key(state.view.choice.level)));
    // Laid out from the right: the last stands first.
    for (of_schools, name) in [(false, areas), (true, state.t("table-schools"))] {
        if ui.selectable_label(state.view.table_of_schools == of_schools, name).clicked() {
            state.view.table_of_schools = of_schools;
        }
    }
}
