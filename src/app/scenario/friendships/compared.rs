//! The sets of groups of all proposals side by side, in the place of comparing.

use eframe::egui::{Align, Grid, Layout, RichText, Ui};

use super::figures::{left_out as left_out_of, signed_points};
use crate::app::state::State;
use crate::app::style::{caption, color, strong};
use crate::figures::others;
use crate::find::town::Brings;
use crate::number::{DASH, decimal, percent, whole};

/// A figure of a proposal in words.
type Column<'a> = &'a dyn Fn(&Brings) -> String;

/// Columns that tell nothing of a single school, whatever is hidden.
const OPEN: [&str; 2] = ["friends-compare-groups", "friends-compare-km"];

pub fn show(state: &mut State, ui: &mut Ui) {
    let theme = state.theme();
    let language = state.view.language;
    let best = state.best_pairs(ui.ctx(), state.shown_comparison());
    let rows = state.compared_friends();
    if rows.is_empty() {
        ui.label(state.t("friends-compare-none"));
        return;
    }
    ui.label(caption(others::in_full(state.present(), state.view.comparison, language), &theme));
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 2, language));
    let points = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| signed_points(v, 2, language));
    let columns: [(&str, Column<'_>); 10] = [
        ("friends-compare-groups", &|b| whole(b.groups.len() as f64, language)),
        ("friends-compare-exposure", &|b| share(b.contact.exposure.after)),
        ("compare-change", &|b| points(b.contact.exposure.difference())),
        ("friends-compare-isolation", &|b| share(b.contact.isolation.after)),
        ("compare-change", &|b| points(b.contact.isolation.difference())),
        ("friends-figure-eta", &|b| {
            b.contact.correlation_ratio.after.map_or(DASH.to_owned(), |v| decimal(v, 3, language))
        }),
        ("friends-compare-hours", &|b| {
            b.year.all.map_or(DASH.to_owned(), |h| decimal(h.gained, 1, language))
        }),
        ("friends-compare-km", &|b| {
            b.mean_metres().map_or(DASH.to_owned(), |m| decimal(m / 1000.0, 1, language))
        }),
        ("friends-compare-cost", &|b| {
            // Beside proposals whose every cost is known, a part would look cheap.
            let cost = b.cost().filter(|cost| cost.unknown == 0);
            cost.and_then(|cost| cost.per_hour).map_or(DASH.to_owned(), |v| decimal(v, 2, language))
        }),
        ("friends-compare-best", &|b| {
            best.and_then(|best| b.reached(best)).map_or(DASH.to_owned(), |v| percent(v, 0, language))
        }),
    ];
    Grid::new("compare-friends").num_columns(columns.len() + 2).spacing([24.0, 6.0]).show(ui, |ui| {
        ui.label(caption(state.t("friends-compare-proposal"), &theme));
        for (key, _) in &columns {
            right(ui, caption(state.t(key), &theme));
        }
        // The last column would take all the room that is left.
        ui.label("");
        ui.end_row();
        for row in rows.iter() {
            ui.label(strong(&row.name));
            for (key, value) in &columns {
                let open = row.open || OPEN.contains(key);
                let text = if open { value(&row.told.brings) } else { state.t("shown-hidden") };
                right(ui, RichText::new(text));
            }
            ui.end_row();
        }
    });
    let left_out = rows.iter().map(|row| row.told.left_out).sum();
    if let Some(text) = left_out_of(state, left_out) {
        ui.label(caption(text, &theme).color(color(theme.warn)));
    }
    ui.label(caption(state.t("friends-opportunity-short"), &theme));
}

fn right(ui: &mut Ui, text: RichText) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
}
