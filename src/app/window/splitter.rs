//! The edges of the panels beside the map: dragged, or moved with the arrow keys.

use eframe::egui::{CursorIcon, EventFilter, Id, Key, Rangef, Rect, Role, Sense, Ui, WidgetInfo};

use super::settings::WIDTHS;
use crate::app::place::Place;
use crate::app::state::State;
use crate::app::style::{LEFT_WIDTH, RIGHT_WIDTH, STATUS_HEIGHT, TOP_HEIGHT, color};

/// Pixels that an arrow key moves an edge.
const STEP: f32 = 16.0;

impl State {
    /// Width of the panel at the left, logical pixels.
    pub fn left_width(&self) -> f32 {
        self.window.preferences.left_width
    }

    /// Width of the panel at the right, logical pixels.
    pub fn right_width(&self) -> f32 {
        self.window.preferences.right_width
    }
}

/// Draws the edges of the panels that are open, after the panels themselves.
pub fn show(state: &mut State, ui: &Ui) {
    if state.view.place == Place::Compare {
        return;
    }
    if state.view.left_open {
        edge(state, ui, true);
    }
    if state.view.right_open {
        edge(state, ui, false);
    }
}

fn edge(state: &mut State, ui: &Ui, left: bool) {
    let whole = ui.ctx().content_rect();
    let width = if left { state.left_width() } else { state.right_width() };
    let x = if left { whole.min.x + width } else { whole.max.x - width };
    let tall = Rangef::new(whole.min.y + TOP_HEIGHT, whole.max.y - STATUS_HEIGHT);
    let rect = Rect::from_x_y_ranges(x - 3.0..=x + 3.0, tall);
    let response = ui.interact(rect, Id::unique(("panel-edge", left)), Sense::click_and_drag());
    let label = state.t(if left { "splitter-left" } else { "splitter-right" });
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, &label));
    let outward = if left { 1.0 } else { -1.0 };
    let mut wanted = width;
    if response.dragged() {
        wanted += response.drag_delta().x * outward;
    }
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        let (right, back) = ui.input(|i| (i.key_pressed(Key::ArrowRight), i.key_pressed(Key::ArrowLeft)));
        wanted += (f32::from(u8::from(right)) - f32::from(u8::from(back))) * STEP * outward;
    }
    if response.double_clicked() {
        wanted = if left { LEFT_WIDTH } else { RIGHT_WIDTH };
    }
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if response.hovered() || response.dragged() || response.has_focus() {
        ui.painter().vline(x, tall, (2.0, color(state.theme().accent)));
    }
    let preferences = &mut state.window.preferences;
    let kept = if left { &mut preferences.left_width } else { &mut preferences.right_width };
    *kept = wanted.clamp(WIDTHS.0, WIDTHS.1);
}
