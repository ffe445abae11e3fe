//! A small picture for every wijk: its children, and the schools that stand in it.

use eframe::egui::{Align2, FontId, Rect, Sense, Ui, Vec2, pos2, vec2};

use super::{Made, colours, emphasis, frame, group_box, nothing, point, rests_on};
use crate::app::command::Commands;
use crate::app::elements::share_text;
use crate::app::fonts;
use crate::app::inspector::groups;
use crate::app::state::State;
use crate::app::style::{CAPTION, color};
use crate::privacy::Shown;
use crate::view::charts::{Unit, WijkPanel};

/// Least width of a picture.
const PANEL: f32 = 170.0;
const GAP: f32 = 16.0;
const TITLE: f32 = 18.0;
const WIJK: f32 = 14.0;
const SCHOOL: f32 = 9.0;
const STEP: f32 = 12.0;

pub fn show(state: &mut State, made: &Made, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal(|ui| {
        group_box(state, ui, "charts-order-by");
        ui.add_space(12.0);
        colours(state, ui);
    });
    ui.label(crate::app::style::caption(state.t("charts-wijken-how"), &state.theme()));
    // The scroll bar stands beside the pictures.
    ui.set_max_width(ui.available_width() - 12.0);
    let Some(panels) = made.wijken.as_ref().filter(|p| !p.is_empty()) else { return nothing(state, ui) };
    let columns = ((ui.available_width() + GAP) / (PANEL + GAP)).floor().max(1.0) as usize;
    let wide = (ui.available_width() + GAP) / columns as f32 - GAP;
    for row in panels.chunks(columns) {
        let most = row.iter().map(|p| p.schools.len()).max().unwrap_or(0);
        let tall = TITLE + WIJK + 4.0 + STEP * most as f32 + 8.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for panel in row {
                one(state, ui, panel, vec2(wide, tall), commands);
            }
        });
    }
    if let Some(units) = &made.units {
        rests_on(state, ui, units, 0);
    }
}

fn one(state: &mut State, ui: &mut Ui, panel: &WijkPanel, size: Vec2, commands: &mut Commands) {
    let theme = state.theme();
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let words = words(state, panel);
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Image, true, &words));
    let font = FontId::new(CAPTION + 0.5, fonts::semibold());
    let galley = ui.painter().layout_no_wrap(panel.wijk.name.clone(), font, color(theme.text));
    ui.painter().with_clip_rect(rect).galley(rect.min, galley, color(theme.text));
    let mut under = None;
    let mut top = rect.min.y + TITLE;
    let rows = std::iter::once((&panel.wijk, WIJK, WIJK + 4.0))
        .chain(panel.schools.iter().map(|school| (school, SCHOOL, STEP)));
    for (unit, thick, step) in rows {
        let bar = Rect::from_min_size(pos2(rect.min.x, top), vec2(size.x, thick));
        paint(state, ui, unit, bar);
        frame(state, ui, bar, emphasis(state, unit.hit));
        if response.hover_pos().is_some_and(|p| bar.expand2(vec2(0.0, 1.5)).contains(p)) {
            under = Some(unit.hit);
        }
        top += step;
    }
    if let Some(hit) = under {
        point(state, ui, &response, hit, "", commands);
    }
}

fn paint(state: &State, ui: &Ui, unit: &Unit, bar: Rect) {
    let theme = state.theme();
    ui.painter().rect_filled(bar, 1.0, color(theme.neutral));
    // What a range of the source leaves open stays at the end, in the colour of no answer.
    let Some(shares) = unit.composition.certain_shares() else {
        let font = FontId::new(9.0_f32.min(bar.height()), fonts::regular());
        let text = state.t("shown-hidden");
        ui.painter().text(
            bar.left_center() + vec2(4.0, 0.0),
            Align2::LEFT_CENTER,
            text,
            font,
            color(theme.muted),
        );
        return;
    };
    let mut left = bar.min.x;
    for ((_, rgb), share) in groups(state).iter().zip(shares) {
        let wide = share as f32 * bar.width();
        let part = Rect::from_min_size(pos2(left, bar.min.y), vec2(wide, bar.height()));
        ui.painter().rect_filled(part, 0.0, color(*rgb));
        left += wide;
    }
}

/// The wijk and its schools with the share of the first group.
fn words(state: &State, panel: &WijkPanel) -> String {
    let group = super::chosen_group(state);
    let name = groups(state).get(group).map(|(name, _)| name.clone()).unwrap_or_default();
    let share = |unit: &Unit| {
        let share = unit.composition.shares.get(group).copied().unwrap_or(Shown::Unknown);
        format!("{} {}", unit.name, share_text(state, share))
    };
    let schools: Vec<String> = panel.schools.iter().map(share).collect();
    state.tw(
        "charts-wijken-words",
        &[("group", &name), ("wijk", &share(&panel.wijk)), ("schools", &schools.join(", "))],
    )
}
