//! Every school or area as a bar of its groups, in the order of one of them.

use eframe::egui::{Rect, ScrollArea, Ui, pos2, vec2};

use super::{
    ABOVE, BELOW, Made, canvas, colours, emphasis, frame, grid, group_box, height, nothing, point, rests_on,
};
use crate::app::command::Commands;
use crate::app::inspector::groups;
use crate::app::state::State;
use crate::app::style::{CAPTION, color};
use crate::number::percent;
use crate::view::charts::Unit;

/// Narrower bars can't be told apart: then the chart scrolls.
const NARROWEST: f32 = 5.0;
const WIDEST: f32 = 26.0;
/// Room for the percentages at the left.
const AXIS: f32 = 44.0;

pub fn show(state: &mut State, made: &Made, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal(|ui| {
        group_box(state, ui, "charts-order-by");
        ui.add_space(12.0);
        colours(state, ui);
    });
    let Some(units) = &made.units else { return nothing(state, ui) };
    let group = super::chosen_group(state);
    let ordered = units.ordered_by(group);
    if ordered.is_empty() {
        return nothing(state, ui);
    }
    let withheld = units.withheld(group);
    let tall = height(state, ABOVE + BELOW);
    let words = state.speaker().composition(&ordered, group);
    ui.horizontal_top(|ui| {
        let (axis, _) = ui.allocate_exact_size(vec2(AXIS, tall), eframe::egui::Sense::hover());
        percentages(state, ui, axis);
        ScrollArea::horizontal().id_salt("composition").show(ui, |ui| {
            let step = (ui.available_width() / ordered.len() as f32).clamp(NARROWEST, WIDEST);
            let (rect, response) = canvas(ui, vec2(step * ordered.len() as f32, tall), &words);
            let inner = rect.shrink2(vec2(0.0, 4.0));
            let pointer = response.hover_pos();
            let mut under = None;
            for (i, unit) in ordered.iter().enumerate() {
                let left = inner.min.x + step * i as f32;
                let column = Rect::from_min_size(
                    pos2(left, inner.min.y),
                    vec2(step - step.min(10.0) * 0.15, inner.height()),
                );
                bar(state, ui, unit, column);
                if pointer.is_some_and(|p| p.x >= left && p.x < left + step) {
                    under = Some(unit.hit);
                }
            }
            for (i, unit) in ordered.iter().enumerate() {
                let left = inner.min.x + step * i as f32;
                let column = Rect::from_min_size(pos2(left, inner.min.y), vec2(step, inner.height()));
                frame(state, ui, column, emphasis(state, unit.hit));
            }
            if let Some(hit) = under {
                point(state, ui, &response, hit, "", commands);
            }
        });
    });
    rests_on(state, ui, units, withheld);
}

/// The groups of a unit from the bottom up; what is withheld stays the colour of no answer.
fn bar(state: &State, ui: &Ui, unit: &Unit, column: Rect) {
    let theme = state.theme();
    let painter = ui.painter();
    painter.rect_filled(column, 0.0, color(theme.neutral));
    // A bar with a part missing in the middle would show the others at the wrong place. What a range
    // of the source leaves open stays at the end, in the colour of no answer.
    let Some(shares) = unit.composition.certain_shares() else { return };
    let mut bottom = column.max.y;
    for ((_, rgb), share) in groups(state).iter().zip(shares) {
        let tall = share as f32 * column.height();
        let part = Rect::from_min_max(pos2(column.min.x, bottom - tall), pos2(column.max.x, bottom));
        painter.rect_filled(part, 0.0, color(*rgb));
        bottom -= tall;
    }
}

fn percentages(state: &State, ui: &Ui, rect: Rect) {
    let inner = rect.shrink2(vec2(0.0, 4.0));
    for share in [0.0, 0.5, 1.0] {
        let y = inner.max.y - share as f32 * inner.height();
        ui.painter().hline(inner.max.x - 6.0..=inner.max.x, y, (1.0, grid(state)));
        let text = percent(share, 0, state.view.language);
        let galley = ui.painter().layout_no_wrap(
            text,
            eframe::egui::FontId::new(CAPTION, crate::app::fonts::regular()),
            color(state.theme().muted),
        );
        // The outer two stay inside the picture.
        let top = (y - galley.size().y / 2.0).clamp(rect.min.y, rect.max.y - galley.size().y);
        ui.painter().galley(
            pos2(inner.max.x - 10.0 - galley.size().x, top),
            galley,
            color(state.theme().muted),
        );
    }
}
