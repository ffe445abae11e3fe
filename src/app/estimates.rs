//! Flows that are estimated: on a worker where there are many, and with what a person knows of them.

use std::sync::Arc;

use eframe::egui::{Checkbox, Context, DragValue, Ui};

use super::command::{Command, Commands};
use super::state::State;
use super::style::caption;
use super::workings::Same;
use crate::choice::flows::{Wanted, any, flows, known};
use crate::number::decimal;
use crate::privacy::ShownFlows;

/// What a mean distance begins with, in metres: some primary schools further than the nearest.
const USUAL: u32 = 1000;
/// In kilometres.
const RANGE: std::ops::RangeInclusive<f64> = 0.1..=50.0;

impl State {
    /// The flows that lists are of: in the groups that are compared.
    pub(super) fn listed_wanted(&self) -> Wanted {
        let comparison = self.view.comparison;
        let mean_distance = self.view.choice.mean_distance;
        Wanted { scheme: comparison.scheme, year: comparison.year, mean_distance }
    }

    /// Whether there are flows, known or estimated, of what the map shows.
    pub(super) fn has_flows(&self) -> bool {
        let choice = self.choice_of(self.dataset());
        any(self.dataset(), choice.scheme, choice.year)
    }

    /// Whether they are known.
    pub(super) fn knows_flows(&self) -> bool {
        let choice = self.choice_of(self.dataset());
        known(self.dataset(), choice.scheme, choice.year).is_some()
    }

    /// Has a worker estimate the flows that are needed and take long. Called once a frame, before anything is
    /// drawn: until they are there, the map goes without.
    pub(super) fn settle_flows(&mut self, ctx: &Context) {
        let town = self.dataset().clone();
        let of_map = self.view.choice.needs_flows().then(|| self.choice_of(&town).wanted_flows());
        let of_list = self.view.selection.primary().map(|_| self.listed_wanted());
        let gate = self.view.gate;
        let waits = |wanted: &Wanted| !ShownFlows::at_hand(&town, *wanted, gate);
        let Some(wanted) = of_map.into_iter().chain(of_list).find(waits) else { return };
        let of = town.clone();
        // It is kept with the dataset; that it was refused, too.
        self.workings.estimates.get(ctx, (Same(town), wanted, gate), move |_| {
            flows(&of, wanted).map(|found| ShownFlows::of_flows(&of, &found, gate)).is_ok()
        });
    }

    /// Whether what the map has to show waits for a worker.
    pub(super) fn estimates_flows(&self) -> bool {
        let (town, choice) = (self.dataset(), &self.view.choice);
        let year = if Arc::ptr_eq(town, self.present()) { choice.year } else { None };
        let wanted = Wanted { year, ..choice.wanted_flows() };
        choice.needs_flows() && !ShownFlows::at_hand(town, wanted, self.view.gate)
    }
}

/// That flows are being estimated, and the mean distance that they are fitted to; nothing where flows are
/// known or not shown.
pub(super) fn show(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let mean_distance = state.view.choice.mean_distance;
    if !state.view.choice.needs_flows() || state.knows_flows() || !state.has_flows() {
        return;
    }
    if state.estimates_flows() {
        ui.label(caption(state.t("flows-estimating"), &state.theme()));
    }
    // Of what is typed or dragged only the end counts: an estimate takes a while.
    let kept = ui.scope_id().with("distance under way");
    let under_way: Option<f64> = ui.data(|data| data.get_temp(kept));
    let mut given = mean_distance.is_some();
    let mut km = under_way.unwrap_or_else(|| f64::from(mean_distance.unwrap_or(USUAL)) / 1000.0);
    let (language, mut moves) = (state.view.language, false);
    ui.horizontal_wrapped(|ui| {
        let name = ui.add(Checkbox::new(&mut given, state.t("flows-mean-distance")));
        let unit = format!(" {}", state.t("flows-km"));
        let drag = DragValue::new(&mut km).range(RANGE).speed(0.01).max_decimals(2).suffix(unit);
        let drag = drag.custom_formatter(|km, _| decimal(km, 2, language));
        let drag = drag.custom_parser(|text| text.trim().replace(',', ".").parse().ok());
        let response = ui.add_enabled(given, drag).labelled_by(name.id);
        moves = given && (response.dragged() || response.has_focus());
    });
    if moves {
        ui.data_mut(|data| data.insert_temp(kept, km));
        return;
    }
    ui.data_mut(|data| data.remove::<f64>(kept));
    // The range is far within what a whole number of metres can be.
    let metres = given.then_some((km * 1000.0).round() as u32);
    if metres != mean_distance {
        commands.push(Command::SetMeanDistance(metres));
    }
}
