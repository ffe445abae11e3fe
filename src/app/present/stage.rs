//! What the hall sees: words at the left, the map, its legend and the page under it.

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{
    Align2, Button, CentralPanel, Color32, CursorIcon, FontId, Frame, Id, LayerId, Order, Pos2, Rect,
    RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons::{ICON_CHEVRON_LEFT, ICON_CHEVRON_RIGHT, ICON_CLOSE};

use super::Presenting;
use super::actions::Action;
use super::legend::{self, Extent};
use super::words::{self, Said};
use crate::app::Wijkspiegel;
use crate::app::fonts::semibold;
use crate::app::map::scale_and_north;
use crate::app::state::State;
use crate::app::style::color;
use crate::view::theme::LASER;

/// Share of the width that the words take.
const COLUMN: f32 = 0.37;
const LEGEND: f32 = 22.0;

/// How large everything is drawn: 1 at 1600 × 900. On a square screen between what width and height
/// would give.
fn scale(rect: Rect) -> f32 {
    let (wide, high) = (rect.width() / 1600.0, rect.height() / 900.0);
    (wide * 0.6 + high.min(wide * 1.5) * 0.4).clamp(0.3, 6.0)
}

pub fn show(program: &mut Wijkspiegel, presenting: &mut Presenting, ui: &mut Ui, asked: &mut Vec<Action>) {
    let panel = if presenting.black { Color32::BLACK } else { color(program.state.theme().panel) };
    CentralPanel::default().frame(Frame::new().fill(panel)).show(ui, |ui| {
        let rect = ui.max_rect();
        let count = program.state.story.story.steps.len();
        let label = if presenting.black {
            program.state.t("present-black")
        } else {
            let (step, count) = ((presenting.step + 1).to_string(), count.to_string());
            program.state.tw("present-label", &[("step", &step), ("count", &count)])
        };
        let whole = ui.interact(rect, Id::unique("presenter-stage"), Sense::hover());
        whole.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        if presenting.black {
            ui.ctx().set_cursor_icon(CursorIcon::None);
            return;
        }
        draw(program, presenting, ui, rect, asked);
    });
}

fn draw(
    program: &mut Wijkspiegel,
    presenting: &mut Presenting,
    ui: &mut Ui,
    rect: Rect,
    asked: &mut Vec<Action>,
) {
    let s = scale(rect);
    let count = program.state.story.story.steps.len();
    let Some(step) = program.state.story.story.steps.get(presenting.step).cloned() else { return };
    let split = (rect.min.x + rect.width() * COLUMN).round();
    // The size of the map follows from the legend, which follows from what the step shows.
    if presenting.due {
        program.state.show_view(&step.view, (1.0, 1.0));
    }
    let scene = presenting.scene(&mut program.state);
    let theme = program.state.theme();
    let side = 32.0 * s;
    let page = 190.0 * s;
    let letters = LEGEND * s;
    let laid_out = legend::lay_out(ui, &scene, letters, rect.max.x - split - side * 2.0 - page, Extent::Hall);
    let strip = (laid_out.height + side).max(64.0 * s).round();
    let map = Rect::from_min_max(pos2(split, rect.min.y), pos2(rect.max.x, rect.max.y - strip));

    let size = (map.width(), map.height());
    let Some(camera) = presenting.fly(ui.ctx(), &mut program.state, size) else { return };
    presenting.look_closer(ui.ctx(), map);
    let camera = presenting.through_lens(ui.ctx(), camera);
    let magnify = 1.5 * s;
    let painter = ui.painter_at(map);
    program.painter.magnify = magnify;
    program.basemaps.paint(&painter, &scene, &camera, map);
    program.painter.paint(&painter, &scene, &camera, map);
    program.painter.mark(&painter, &scene, &camera, map, &program.state.view.selection, 3.0);
    program.painter.magnify = 1.0;
    program.basemaps.credit(&program.state, &painter, &scene, map, magnify);
    let base = map.max.y - 20.0 * s;
    scale_and_north(&program.state, &painter, &scene, &camera, map, base, magnify);

    let said = Said::of(&mut program.state, &step);
    let column = Rect::from_min_max(rect.min, pos2(split, rect.max.y));
    words::show(&program.state, ui, &scene, &said, column, s);
    let line = (1.0, color(theme.line));
    ui.painter().vline(split, rect.y_range(), line);
    ui.painter().hline(split..=rect.max.x, map.max.y, line);
    let key = Rect::from_min_max(
        pos2(split + side, map.max.y + side * 0.5),
        pos2(rect.max.x - side - page, rect.max.y),
    );
    legend::show(&program.state, ui, &laid_out, key);
    let corner = Rect::from_min_max(pos2(rect.max.x - page - side * 0.5, map.max.y), rect.max);
    pager(&program.state, ui, presenting, count, corner, s, asked);
    laser(presenting, ui, map.union(column), s);
}

/// Which step of how many, with the ways on and back for whoever has only a mouse.
fn pager(
    state: &State,
    ui: &mut Ui,
    presenting: &Presenting,
    count: usize,
    rect: Rect,
    s: f32,
    asked: &mut Vec<Action>,
) {
    let theme = state.theme();
    let side = (36.0 * s).max(24.0);
    let at = |x: f32| {
        Rect::from_center_size(pos2(rect.max.x - x * s, rect.center().y), vec2(side, side)).round_ui()
    };
    let mut button = |rect: Rect, icon: MaterialIcon, key: &str, enabled: bool, action: Action| {
        let text = RichText::from(icon).size(24.0 * s).color(color(theme.muted));
        let button = Button::new(text).frame_when_inactive(false).min_size(rect.size());
        let label = state.t(key);
        let response = ui.add_enabled_ui(enabled, |ui| {
            ui.spacing_mut().button_padding = vec2(0.0, 0.0);
            ui.put(rect, button)
        });
        let response = response.inner;
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &label));
        if response.clicked() {
            asked.push(action);
        }
    };
    let step = presenting.step;
    button(at(176.0), ICON_CHEVRON_LEFT, "present-previous", step > 0, Action::Previous);
    button(at(82.0), ICON_CHEVRON_RIGHT, "present-next", step + 1 < count, Action::Next);
    button(at(36.0), ICON_CLOSE, "present-leave", true, Action::Escape);
    let (now, all) = ((step + 1).to_string(), count.to_string());
    let (text, ink) = if presenting.typed.is_empty() {
        (state.tw("present-page", &[("step", &now), ("count", &all)]), theme.muted)
    } else {
        (state.tw("present-typed", &[("step", &presenting.typed)]), theme.accent)
    };
    let middle = at(129.0).center();
    let font = FontId::new(22.0 * s, semibold());
    ui.painter().text(middle, Align2::CENTER_CENTER, &text, font, color(ink));
    let response = ui.interact(at(129.0), Id::unique("presenter-page"), Sense::hover());
    let label = if presenting.typed.is_empty() {
        text
    } else {
        state.tw("present-goto", &[("step", &presenting.typed)])
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
}

/// The spot of the laser, where the pointer is.
fn laser(presenting: &Presenting, ui: &Ui, area: Rect, s: f32) {
    let (pointer, held) = ui.input(|i| (i.pointer.hover_pos(), i.pointer.primary_down()));
    let Some(at) = pointer.filter(|p: &Pos2| area.contains(*p)) else { return };
    if !presenting.laser && !held {
        return;
    }
    ui.ctx().set_cursor_icon(CursorIcon::None);
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("presenter-laser")));
    let spot = color(LASER);
    for (radius, strength) in [(26.0, 0.12), (19.0, 0.22), (13.0, 0.4)] {
        painter.circle_filled(at, radius * s, spot.gamma_multiply(strength));
    }
    painter.circle(at, 9.0 * s, spot, (2.0 * s, color(crate::view::theme::Theme::LIGHT.panel)));
}
