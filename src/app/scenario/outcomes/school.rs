//! What the year of the plan means to the school that is selected.

use std::sync::Arc;

use eframe::egui::Ui;

use crate::app::elements::{heading, row};
use crate::app::state::State;
use crate::app::style::caption;
use crate::data::{Dataset, Year};
use crate::number::{DASH, percent, whole};
use crate::privacy::Gate;
use crate::scenario::SchoolOutcome;
use crate::scenario::shown::ShownYear;

/// What may be told of the schools of a town, and of which it is.
#[derive(Debug)]
pub struct Told {
    town: Arc<Dataset>,
    scheme: usize,
    year: Year,
    gate: Gate,
    shown: ShownYear,
}

/// What may be told of the schools of the town that is shown; made anew only when that changed.
fn told(state: &mut State) -> &ShownYear {
    let (town, scheme) = (state.dataset().clone(), state.view.comparison.scheme);
    let (year, gate) = (state.plans.year, state.view.gate);
    let fits = |t: &Told| Arc::ptr_eq(&t.town, &town) && (t.scheme, t.year, t.gate) == (scheme, year, gate);
    if !state.plans.told.as_ref().is_some_and(fits) {
        state.plans.told = None;
    }
    let made = state.plans.told.get_or_insert_with(|| {
        let shown = ShownYear::of_dataset(town.clone(), scheme, year, gate);
        Told { town, scheme, year, gate, shown }
    });
    &made.shown
}

/// Seats, floor area and years under the threshold of the selected school in this year.
pub fn show(state: &mut State, ui: &mut Ui) {
    let Some(id) = state.view.selection.school() else { return };
    // The present has the pupils that were counted: what is said here is of a plan.
    if state.plans.current == 0 {
        return;
    }
    let Some(code) = state.dataset().school(id).map(|s| s.code.clone()) else { return };
    let Ok((found, _)) = state.outcomes() else { return };
    let Some(year) = found.year(state.plans.year) else { return };
    let Some(school) = year.schools.iter().find(|s| s.site.code == code).cloned() else { return };
    let total_told = told(state).school(&school).total.value().is_some();
    let args = [("school", school.site.name.as_str()), ("year", &state.plans.year.to_string())];
    heading(ui, &state.tw("outcomes-school", &args), &state.theme());
    for (key, value) in lines(state, &school, total_told) {
        row(ui, state.t(key), value);
    }
    if school.site.assumed_space {
        ui.label(caption(state.t("outcomes-school-assumed"), &state.theme()));
    }
    if school.site.temporary {
        ui.label(caption(state.t("outcomes-school-temporary"), &state.theme()));
    }
    ui.add_space(12.0);
}

/// What follows from the pupils is told where they are.
fn lines(state: &State, school: &SchoolOutcome, total_told: bool) -> Vec<(&'static str, String)> {
    let language = state.view.language;
    let site = &school.site;
    let hidden = || state.t("shown-hidden");
    let number = |value: f64| whole(value, language);
    let area = |value: f64| state.tw("outcome-m2", &[("m", &number(value))]);
    let told =
        |text: Option<String>| if total_told { text.unwrap_or_else(|| DASH.to_owned()) } else { hidden() };
    // What is assumed of its room is reckoned from its pupils.
    let room = |text: Option<String>| {
        if total_told || !site.assumed_space { text.unwrap_or_else(|| DASH.to_owned()) } else { hidden() }
    };
    let neutral = match site.energy_neutral {
        Some(true) => state.t("edit-energy-yes"),
        Some(false) => state.t("edit-energy-no"),
        None => state.t("edit-unknown"),
    };
    let mut lines = vec![
        ("scenario-figure-pupils", told(Some(number(school.total)))),
        ("edit-seats", room(site.seats.map(number))),
        ("scenario-figure-occupancy", told(school.occupancy.map(|o| percent(o, 0, language)))),
        ("scenario-figure-floor-needed", told(Some(area(school.floor_needed)))),
        ("scenario-figure-floor-built", room(site.floor_area.map(area))),
        ("outcomes-school-surplus", told(school.floor_surplus.map(area))),
    ];
    if let Some(years) = school.years_under {
        lines.push(("outcomes-school-under", told(Some(number(f64::from(years))))));
    }
    lines.push(("edit-energy", neutral));
    lines
}
