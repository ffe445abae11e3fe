//! Under the strip of outcomes: which schools are too small, who travels how far by group, buildings, and
//! the way out of edits that do not go together.

use eframe::egui::{Button, CollapsingHeader, Grid, Ui};

use crate::app::command::{Commands, PlanCommand};
use crate::app::figures_panel::group_label;
use crate::app::state::State;
use crate::app::style::{caption, color};
use crate::notice::Notice;
use crate::number::{DASH, decimal, percent, whole};
use crate::scenario::Outcomes;
use crate::scenario::compare::Figure;
use crate::scenario::edit::EditId;
use crate::scenario::outcome::{DistanceOutcome, YearRanges};
use crate::scenario::shown::told_range;

/// So many schools or areas are named.
const NAMED: usize = 6;

/// Schools that lose their funding, or are spared; areas without a public school; and how sure it is that
/// a school is under the threshold.
pub fn under(state: &State, ui: &mut Ui, found: &Outcomes, ranges: Option<&YearRanges>) {
    let theme = state.theme();
    let Some(year) = found.year(state.plans.year) else { return };
    for code in &year.closing.ending {
        let text = state.tw("scenario-ending", &[("school", &state.name_of_code(code))]);
        ui.label(caption(text, &theme).color(color(theme.warn)));
    }
    for code in &year.closing.spared {
        let text = state.tw("scenario-spared", &[("school", &state.name_of_code(code))]);
        ui.label(caption(text, &theme));
    }
    let without = &year.closing.areas_without_public;
    if !without.is_empty() {
        let names = without.iter().filter_map(|id| state.present().area(*id)).map(|a| a.name.clone());
        let km = decimal(state.shown_plan().assumptions.closing.public_within_km, 0, state.view.language);
        let text = state.tw("outcomes-no-public", &[("km", &km), ("areas", &some(state, names.collect()))]);
        ui.label(caption(text, &theme).color(color(theme.warn)));
    }
    // The chances tell of single schools what the figure tells of all: only where that may be told.
    let may = |r: &&YearRanges| {
        told_range(Figure::UnderThreshold, r, found, state.plans.year, state.view.gate).is_some()
    };
    let Some(ranges) = ranges.filter(may) else { return };
    let least = f64::from(state.view.gate.threshold);
    let mut unsure: Vec<(f64, &str)> = year
        .schools
        .iter()
        .zip(&ranges.under_chance)
        .filter(|(school, chance)| (0.025..=0.975).contains(*chance) && school.total >= least)
        .map(|(school, chance)| (*chance, school.site.name.as_str()))
        .collect();
    unsure.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    if !unsure.is_empty() {
        let words =
            |(chance, name): &(f64, &str)| format!("{name} ({})", percent(*chance, 0, state.view.language));
        let schools = some(state, unsure.iter().map(words).collect());
        ui.label(caption(state.tw("outcomes-under-chance", &[("schools", &schools)]), &theme));
    }
}

/// The first of some names, and how many more there are.
fn some(state: &State, names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let mut text = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 {
        let count = whole(more as f64, state.view.language);
        text.push_str(&state.tw("outcomes-and-more", &[("count", &count)]));
    }
    text
}

/// Distances of every group.
pub fn by_group(state: &State, ui: &mut Ui, found: &Outcomes) {
    let theme = state.theme();
    let language = state.view.language;
    let Some(year) = found.year(state.plans.year) else { return };
    let scheme = state.view.comparison.scheme;
    CollapsingHeader::new(state.t("outcomes-by-group")).id_salt("outcomes-by-group").show(ui, |ui| {
        Grid::new("outcomes-by-group").num_columns(5).spacing([10.0, 4.0]).show(ui, |ui| {
            for key in ["outcomes-group", "outcomes-mean", "outcomes-p90", "outcomes-1km", "outcomes-2km"] {
                ui.label(caption(state.t(key), &theme));
            }
            ui.end_row();
            let mut line = |name: String, distance: &DistanceOutcome| {
                let km = |m: Option<f64>| m.map_or(DASH.to_owned(), |m| decimal(m / 1000.0, 2, language));
                let share = |s: Option<f64>| s.map_or(DASH.to_owned(), |s| percent(s, 0, language));
                ui.label(caption(name, &theme));
                ui.label(km(distance.mean));
                ui.label(km(distance.p90));
                ui.label(share(distance.within_1km));
                ui.label(share(distance.within_2km));
                ui.end_row();
            };
            for (group, distance) in year.distance_by_group.iter().enumerate() {
                line(group_label(state, scheme, group), distance);
            }
            line(state.t("outcomes-everyone"), &year.distance);
        });
    });
}

/// How far the buildings are on the way to 2035.
pub fn energy(state: &State, ui: &mut Ui, found: &Outcomes) {
    let Some(year) = found.year(state.plans.year) else { return };
    let number = |n: usize| whole(n as f64, state.view.language);
    let (yes, no, unknown) =
        (number(year.energy.neutral), number(year.energy.not_neutral), number(year.energy.unknown));
    let args = [("yes", yes.as_str()), ("no", &no), ("unknown", &unknown)];
    ui.label(caption(state.tw("outcomes-energy", &args), &state.theme()));
}

/// The edits that a notice is about: each can be changed or taken away on the spot.
pub fn ways_out(state: &State, ui: &mut Ui, notice: &Notice, commands: &mut Commands) {
    let of = |name: &str| {
        let (_, value) = notice.args.iter().find(|(key, _)| *key == name)?;
        value.parse().ok().map(EditId)
    };
    let Some(scenario) = state.plans.scenario() else { return };
    let edits: Vec<EditId> =
        ["edit", "other"].into_iter().filter_map(of).filter(|id| scenario.edit(*id).is_some()).collect();
    for id in &edits {
        let number = id.0.to_string();
        ui.horizontal_wrapped(|ui| {
            for (key, command) in [
                ("plans-open-edit", PlanCommand::AskEdit(*id)),
                ("plans-drop-edit", PlanCommand::RemoveEdit(*id)),
            ] {
                if ui.add(Button::new(state.tw(key, &[("number", &number)])).small()).clicked() {
                    commands.plan(command);
                }
            }
        });
    }
    if !edits.is_empty() {
        ui.add_space(8.0);
    }
}
