//! How many schools or areas have how much of a group: one block each.

use eframe::egui::{Align2, FontId, Rect, Ui, pos2, vec2};

use super::{BELOW, Made, canvas, emphasis, frame, grid, group_box, height, nothing, point, rests_on};
use crate::app::command::Commands;
use crate::app::fonts;
use crate::app::inspector::groups;
use crate::app::state::State;
use crate::app::style::{CAPTION, color};
use crate::number::{percent, whole};
use crate::view::charts::histogram;

/// Room for the percentages below.
const AXIS: f32 = 20.0;
/// Blocks are no higher than this, so that few of them do not become walls.
const BLOCK: f32 = 18.0;
/// Room for how many there are in a bin.
const ABOVE: f32 = 18.0;
const WIDEST: f32 = 760.0;

pub fn show(state: &mut State, made: &Made, ui: &mut Ui, commands: &mut Commands) {
    ui.horizontal(|ui| group_box(state, ui, "charts-share-of"));
    let Some(units) = &made.units else { return nothing(state, ui) };
    let group = super::chosen_group(state);
    let found = histogram(units, group);
    if found.highest() == 0 {
        return nothing(state, ui);
    }
    let theme = state.theme();
    let language = state.view.language;
    let rgb = groups(state).get(group).map(|(_, rgb)| *rgb).unwrap_or_default();
    let words = state.speaker().histogram(&found, group);
    let tall = height(state, super::ABOVE + BELOW);
    let wide = ui.available_width().min(WIDEST);
    let (rect, response) = canvas(ui, vec2(wide, tall), &words);
    let picture = Rect::from_min_max(rect.min + vec2(24.0, ABOVE), rect.max - vec2(24.0, AXIS));
    let painter = ui.painter();
    let font = FontId::new(CAPTION, fonts::regular());
    let muted = color(theme.muted);
    painter.hline(picture.x_range(), picture.max.y, (1.0, grid(state)));
    let x_of = |share: f64| picture.min.x + share as f32 * picture.width();
    for (i, share) in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].into_iter().enumerate() {
        let align = match i {
            0 => Align2::LEFT_TOP,
            5 => Align2::RIGHT_TOP,
            _ => Align2::CENTER_TOP,
        };
        painter.text(
            pos2(x_of(share), picture.max.y + 4.0),
            align,
            percent(share, 0, language),
            font.clone(),
            muted,
        );
    }
    let block = (picture.height() / found.highest() as f32).min(BLOCK);
    let gap = if block > 4.0 { 1.0 } else { 0.0 };
    let pointer = response.hover_pos();
    let (mut under, mut marked) = (None, Vec::new());
    for bin in &found.bins {
        let (left, right) = (x_of(bin.from) + 2.0, x_of(bin.to) - 2.0);
        for (level, hit) in bin.units.iter().enumerate() {
            let bottom = picture.max.y - block * level as f32;
            let cell = Rect::from_min_max(pos2(left, bottom - block + gap), pos2(right, bottom));
            painter.rect_filled(cell, 1.0, color(rgb));
            if emphasis(state, *hit).is_some() {
                marked.push((cell, *hit));
            }
            if pointer.is_some_and(|p| cell.expand2(vec2(0.0, gap)).contains(p)) {
                under = Some(*hit);
            }
        }
        if !bin.units.is_empty() {
            let top = picture.max.y - block * bin.units.len() as f32 - 2.0;
            let count = whole(bin.units.len() as f64, language);
            painter.text(pos2((left + right) / 2.0, top), Align2::CENTER_BOTTOM, count, font.clone(), muted);
        }
    }
    for (cell, hit) in marked {
        frame(state, ui, cell, emphasis(state, hit));
    }
    if let Some(town) = found.town {
        let x = x_of(town);
        painter.vline(x, rect.min.y..=picture.max.y, (1.5, color(theme.text)));
        let text = state.tw("charts-town", &[("share", &percent(town, 0, language))]);
        painter.text(pos2(x + 6.0, rect.min.y), Align2::LEFT_TOP, text, font, color(theme.text));
    }
    if let Some(hit) = under {
        point(state, ui, &response, hit, "", commands);
    }
    rests_on(state, ui, units, found.withheld);
}
