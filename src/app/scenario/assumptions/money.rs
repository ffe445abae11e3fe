//! Budget, and what is taken for granted of the room of schools.

use eframe::egui::{Checkbox, TextEdit, Ui};

use crate::app::elements::number;
use crate::app::state::State;
use crate::scenario::Budget;

/// What may be spent a year, and who says so; or that it is not known.
pub fn budget(state: &State, ui: &mut Ui, budget: &mut Option<Budget>) {
    let name = ui.label(state.t("assumptions-budget")).id;
    ui.horizontal(|ui| {
        let mut known = budget.is_some();
        if ui.add(Checkbox::without_text(&mut known)).labelled_by(name).changed() {
            *budget = known.then(|| Budget { yearly: 10_000_000.0, source: String::new() });
        }
        match budget {
            Some(budget) => {
                let drag = number(state, &mut budget.yearly).range(0.0..=1e9).speed(100_000.0);
                ui.add(drag.suffix(" €")).labelled_by(name);
            }
            None => {
                ui.label(state.t("edit-unknown"));
            }
        }
    });
    ui.end_row();
    if let Some(budget) = budget {
        let name = ui.label(state.t("assumptions-budget-source")).id;
        ui.add(TextEdit::singleline(&mut budget.source).desired_width(260.0)).labelled_by(name);
        ui.end_row();
    }
}

/// Seats of schools of which they are not known.
pub fn spare(state: &State, ui: &mut Ui, spare: &mut Option<f64>) {
    let name = ui.label(state.t("assumptions-spare")).id;
    ui.horizontal(|ui| {
        let mut assumed = spare.is_some();
        if ui.add(Checkbox::without_text(&mut assumed)).labelled_by(name).changed() {
            *spare = assumed.then_some(0.10);
        }
        match spare {
            Some(share) => {
                ui.label(state.t("assumptions-spare-now"));
                let mut points = *share * 100.0;
                let drag = number(state, &mut points).range(0.0..=100.0).speed(0.5).max_decimals(1);
                if ui.add(drag.suffix(" %")).labelled_by(name).changed() {
                    *share = points / 100.0;
                }
            }
            None => {
                ui.label(state.t("assumptions-spare-unknown"));
            }
        }
    });
    ui.end_row();
}

/// How many of each group weigh more in the norm for floor area.
pub fn weighted(state: &State, ui: &mut Ui, weighted: &mut Vec<(String, f64)>) {
    let Some(scheme) = state.present().schemes().get(state.view.comparison.scheme) else { return };
    for group in &scheme.groups {
        let at = weighted.iter().position(|(key, _)| *key == group.key);
        let mut points = at.and_then(|at| weighted.get(at)).map_or(0.0, |(_, share)| share * 100.0);
        let label = state.tw("assumptions-weighted", &[("group", &group.name_in(state.view.language))]);
        let name = ui.label(label).id;
        let drag = number(state, &mut points).range(0.0..=100.0).speed(0.5).max_decimals(1).suffix(" %");
        if ui.add(drag).labelled_by(name).changed() {
            weighted.retain(|(key, _)| *key != group.key);
            if points > 0.0 {
                weighted.push((group.key.clone(), points / 100.0));
            }
        }
        ui.end_row();
    }
}
