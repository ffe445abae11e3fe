//! A strip with controls that floats at the top of the map.

use eframe::egui::{Rect, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::app::state::State;
use crate::app::style::{CONTROL, color};

/// Puts controls in a strip in the middle, `top` pixels below the edge of the map; gives where another
/// strip would come. Its size is that of the frame before.
pub fn strip(
    state: &State,
    ui: &mut Ui,
    id: &str,
    rect: Rect,
    top: f32,
    content: impl FnOnce(&mut Ui),
) -> f32 {
    let theme = state.theme();
    let id = ui.scope_id().with(id);
    let room = (rect.width() - 112.0).max(160.0);
    let known = ui.data(|d| d.get_temp::<Vec2>(id));
    let size = known.unwrap_or(vec2(420.0, CONTROL));
    let left = rect.center().x - size.x.min(room) / 2.0;
    let at = Rect::from_min_size(pos2(left, rect.min.y + top), size);
    let back = at.expand2(vec2(10.0, 6.0));
    let line = (1.0, color(theme.line));
    ui.painter().rect(back, 6.0, color(theme.panel), line, StrokeKind::Outside);
    // What lies under it is not for the map.
    ui.interact(
        back,
        id.with("ground"),
        eframe::egui::Sense::click_and_drag().difference(eframe::egui::Sense::FOCUSABLE),
    );
    let inside = Rect::from_min_size(at.min, vec2(room, CONTROL * 2.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(inside));
    let used = child.horizontal_wrapped(content).response.rect.size();
    if known.is_none_or(|known| (used - known).length() > 0.5) {
        ui.data_mut(|d| d.insert_temp(id, used));
        ui.ctx().request_repaint();
    }
    top + size.y + 20.0
}
