//! How many pupils there are in later years: as now, so much a year, loaded, or by cohort survival.

use eframe::egui::{ComboBox, Ui};

use crate::app::elements::{name_combo, number};
use crate::app::state::State;
use crate::app::style::caption;
use crate::data::Subject;
use crate::scenario::Forecast;

/// What a kind begins as, and the key of its name.
type Kind = (fn() -> Forecast, &'static str);

const KINDS: [Kind; 4] = [
    (|| Forecast::Constant, "assumptions-forecast-constant"),
    (growth, "assumptions-forecast-growth"),
    (|| Forecast::Loaded, "assumptions-forecast-loaded"),
    (|| Forecast::Cohorts { intake: 1.0, survival: 1.0 }, "assumptions-forecast-cohorts"),
];

fn growth() -> Forecast {
    Forecast::Growth { yearly: 1.0, areas: Vec::new(), groups: Vec::new() }
}

pub fn show(state: &State, ui: &mut Ui, forecast: &mut Forecast) {
    let theme = state.theme();
    let label = state.t("assumptions-forecast");
    ui.label(&label);
    let kind = |f: &Forecast| std::mem::discriminant(f);
    let found = KINDS.iter().find(|(make, _)| kind(&make()) == kind(forecast));
    let chosen = found.map(|(_, key)| state.t(key)).unwrap_or_default();
    ui.vertical(|ui| {
        let response =
            ComboBox::from_id_salt("forecast").selected_text(&chosen).width(260.0).show_ui(ui, |ui| {
                for (make, key) in KINDS {
                    let selected = kind(&make()) == kind(forecast);
                    if ui.selectable_label(selected, state.t(key)).clicked() && !selected {
                        *forecast = make();
                    }
                }
            });
        name_combo(response.response, &label, &chosen);
        match forecast {
            Forecast::Constant => {}
            Forecast::Growth { yearly, areas, groups } => {
                percent(state, ui, &state.t("assumptions-forecast-yearly"), yearly);
                if !(areas.is_empty() && groups.is_empty()) {
                    ui.label(caption(state.t("assumptions-forecast-own"), &theme));
                }
            }
            Forecast::Loaded => {
                ui.label(caption(loaded(state), &theme));
            }
            Forecast::Cohorts { intake, survival } => {
                percent(state, ui, &state.t("assumptions-forecast-intake"), intake);
                percent(state, ui, &state.t("assumptions-forecast-survival"), survival);
                ui.label(caption(state.t("assumptions-forecast-cohorts-why"), &theme));
            }
        }
    });
    ui.end_row();
}

/// A factor a year as a percentage more or less.
fn percent(state: &State, ui: &mut Ui, label: &str, factor: &mut f64) {
    ui.horizontal(|ui| {
        let mut points = (*factor - 1.0) * 100.0;
        let drag = number(state, &mut points).range(-20.0..=20.0).speed(0.05).suffix(" %");
        let response = ui.add(drag);
        let name = ui.label(label).id;
        if response.labelled_by(name).changed() {
            *factor = 1.0 + points / 100.0;
        }
    });
}

/// The years of which counts by home are loaded.
fn loaded(state: &State) -> String {
    let town = state.present();
    let scheme = state.view.comparison.scheme;
    let has = |year| town.counts_of(Subject::Home, scheme, Some(year)).is_some();
    let years: Vec<String> =
        town.years().into_iter().filter(|year| has(*year)).map(|year| year.to_string()).collect();
    if years.len() < 2 {
        return state.t("assumptions-forecast-none");
    }
    state.tw("assumptions-forecast-years", &[("years", &years.join(", "))])
}
