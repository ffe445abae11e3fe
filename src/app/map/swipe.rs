//! The divider on the map, what is right of it, and the key to that.

use eframe::egui::{
    ComboBox, CursorIcon, EventFilter, FontId, Key, Painter, PointerButton, Pos2, Rect, Role, Sense, Ui,
    WidgetInfo, pos2, vec2,
};

use super::strip::strip;
use crate::app::Wijkspiegel;
use crate::app::command::Commands;
use crate::app::elements::{name_combo, named};
use crate::app::fonts;
use crate::app::layers_panel::{colour_name, paint_fill};
use crate::app::state::State;
use crate::app::style::{BODY, CAPTION, caption, color};
use crate::app::swipe::{Right, SwipeCommand};
use crate::view::camera::Camera;
use crate::view::scene::{Scene, Swatch};

/// How far to both sides of the divider it can be taken hold of.
const REACH: f32 = 7.0;
/// Part of the map that a press of an arrow key moves it.
const STEP: f32 = 0.02;

/// The divider in this frame.
pub struct Divider {
    pub right: Right,
    /// Where it stands on the screen.
    pub x: f32,
}

impl Divider {
    /// `None` when there is none.
    pub fn of(state: &mut State, scene: &Scene, rect: Rect) -> Option<Self> {
        let at = state.swipe.as_ref()?.at;
        let right = state.right_of_divider(scene)?;
        Some(Self { right, x: rect.min.x + rect.width() * at })
    }

    pub fn is_right(&self, at: Pos2) -> bool {
        at.x >= self.x
    }

    /// The part of the map right of it.
    pub fn right_part(&self, rect: Rect) -> Rect {
        Rect::from_min_max(pos2(self.x, rect.min.y), rect.max)
    }

    pub fn left_part(&self, rect: Rect) -> Rect {
        Rect::from_min_max(rect.min, pos2(self.x, rect.max.y))
    }
}

/// Draws what is right of the divider.
pub fn paint(program: &mut Wijkspiegel, ui: &Ui, divider: &Divider, camera: &Camera, rect: Rect) {
    let painter = ui.painter_at(divider.right_part(rect).intersect(ui.clip_rect()));
    let scene = &divider.right.scene;
    program.basemaps.paint(&painter, scene, camera, rect);
    program.swiped.paint(&painter, scene, camera, rect);
}

/// The divider itself with its handle, over everything that is drawn on the map.
pub fn handle(state: &State, ui: &mut Ui, divider: &Divider, rect: Rect, commands: &mut Commands) {
    let theme = state.theme();
    let x = divider.x.clamp(rect.min.x + 1.0, rect.max.x - 1.0);
    let grip = Rect::from_min_max(pos2(x - REACH, rect.min.y), pos2(x + REACH, rect.max.y));
    let id = ui.scope_id().with("divider of the map");
    let response = ui.interact(grip, id, Sense::click_and_drag());
    let label = state.t("swipe-divider");
    let at = state.swipe.as_ref().map_or(0.5, |swipe| swipe.at);
    response.widget_info(|| WidgetInfo::slider(true, f64::from(at), &label));
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if response.dragged_by(PointerButton::Primary)
        && let Some(pointer) = response.interact_pointer_pos()
    {
        commands.swipe(SwipeCommand::At((pointer.x - rect.min.x) / rect.width().max(1.0)));
    }
    if response.clicked() {
        response.request_focus();
    }
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        for (key, step) in [(Key::ArrowLeft, -STEP), (Key::ArrowRight, STEP)] {
            let presses = ui.input(|i| i.num_presses(key));
            if presses > 0 {
                commands.swipe(SwipeCommand::At(at + step * presses as f32));
            }
        }
    }
    let painter = ui.painter_at(rect);
    let (ink, rim) = (color(theme.text), color(theme.panel));
    painter.vline(x, rect.y_range(), (4.0, rim));
    painter.vline(x, rect.y_range(), (1.5, ink));
    let knob = pos2(x, rect.center().y);
    let width = if response.has_focus() { 3.0 } else { 1.5 };
    painter.circle(knob, 14.0, rim, (width, if response.has_focus() { color(theme.accent) } else { ink }));
    for way in [-1.0, 1.0] {
        let tip = knob + vec2(way * 8.0, 0.0);
        let arrow = vec![tip, tip + vec2(-way * 5.0, -4.5), tip + vec2(-way * 5.0, 4.5)];
        painter.add(eframe::egui::Shape::convex_polygon(arrow, ink, (0.0, ink)));
    }
}

/// What is left and right, and the end of it.
pub fn choose(state: &State, ui: &mut Ui, rect: Rect, top: f32, commands: &mut Commands) -> f32 {
    let Some(swipe) = &state.swipe else { return top };
    let others = state.others();
    let chosen = state.other_name(swipe.other);
    let left = colour_name(state, state.view.choice.colour_by);
    strip(state, ui, "choice right of the divider", rect, top, |ui| {
        ui.label(caption(state.t("swipe-left"), &state.theme()));
        ui.label(left);
        ui.add_space(8.0);
        ui.label(caption(state.t("swipe-right"), &state.theme()));
        let response = ComboBox::from_id_salt("right of the divider")
            .selected_text(&chosen)
            .width(230.0)
            .height(360.0)
            .truncate()
            .show_ui(ui, |ui| {
                for other in others {
                    let name = state.other_name(other);
                    if ui.selectable_label(other == swipe.other, name).clicked() {
                        commands.swipe(SwipeCommand::Show(other));
                    }
                }
            })
            .response;
        name_combo(response, &state.t("swipe-right"), &chosen);
        let icon = eframe::egui::RichText::from(egui_material_icons::icons::ICON_CLOSE).size(16.0);
        let close = eframe::egui::Button::new(icon).frame_when_inactive(false);
        if named(ui.add(close), &state.t("swipe-close")).clicked() {
            commands.swipe(SwipeCommand::Close);
        }
    })
}

/// The key to what is right of the divider, in the corner under the north arrow and, `under` pixels below
/// the edge, the choice of what stands there.
pub fn legend(ui: &mut Ui, divider: &Divider, rect: Rect, under: f32) {
    const ROW: f32 = 18.0;
    const WIDE: f32 = 190.0;
    let scene = &divider.right.scene;
    let painter = ui.painter_at(rect);
    let title = Line::new(&painter, &scene.legend.title, FontId::new(BODY, fonts::semibold()), scene, WIDE);
    let small = FontId::new(CAPTION, fonts::regular());
    let mut lines = vec![title];
    let subtitle = [scene.legend.subtitle.as_str(), scene.subtitle.as_str()];
    let subtitle = subtitle.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
    lines.push(Line::new(&painter, &subtitle, small.clone(), scene, WIDE));
    for note in &scene.legend.notes {
        lines.push(Line::new(&painter, note, small.clone(), scene, WIDE));
    }
    let rows = &scene.legend.entries;
    let words: f32 = lines.iter().map(Line::height).sum();
    let size = vec2(WIDE, words + ROW * rows.len() as f32 + 8.0);
    let corner = pos2(rect.max.x - size.x - 70.0, rect.min.y + under.max(64.0));
    // Without room for all of it a part would only mislead.
    let back = Rect::from_min_size(corner, size).expand2(vec2(10.0, 8.0));
    if !rect.contains_rect(back) {
        return;
    }
    let line = (1.0, color(scene.theme.line));
    painter.rect(back, 6.0, color(scene.theme.panel), line, eframe::egui::StrokeKind::Outside);
    let label = rows.iter().map(|r| r.text.clone()).collect::<Vec<_>>().join("; ");
    let response = ui.interact(back, ui.scope_id().with("key right of the divider"), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, format!("{}, {subtitle}: {label}", scene.legend.title))
    });
    let mut at = corner;
    let mut put = |line: Line| {
        let tall = line.height();
        painter.galley(at, line.0, color(scene.theme.text));
        at.y += tall;
    };
    let notes = lines.split_off(2.min(lines.len()));
    lines.into_iter().for_each(&mut put);
    let mut top = at.y + 4.0;
    for row in rows {
        let sample = Rect::from_min_size(pos2(corner.x, top + 2.0), vec2(18.0, 13.0));
        if let Swatch::Fill(fill) = &row.swatch {
            paint_fill(ui, sample, fill);
        }
        let galley = painter.layout_no_wrap(row.text.clone(), small.clone(), color(scene.theme.text));
        painter.galley(pos2(corner.x + 26.0, top + 1.0), galley, color(scene.theme.text));
        top += ROW;
    }
    at = pos2(corner.x, top + 4.0);
    for line in notes {
        let tall = line.height();
        painter.galley(at, line.0, color(scene.theme.muted));
        at.y += tall;
    }
}

/// Words that are broken where they do not fit.
struct Line(std::sync::Arc<eframe::egui::Galley>);

impl Line {
    fn new(painter: &Painter, text: &str, font: FontId, scene: &Scene, wide: f32) -> Self {
        Self(painter.layout(text.to_owned(), font, color(scene.theme.text), wide))
    }

    fn height(&self) -> f32 {
        self.0.size().y + 2.0
    }
}
