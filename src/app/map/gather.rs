//! Drawing a rectangle or a lasso over the map: what lies in it is selected.

use eframe::egui::{
    Button, CursorIcon, Event, Key, Painter, PointerButton, Pos2, Rect, Response, RichText, Ui, pos2, vec2,
};
use egui_material_icons::icons::{ICON_CLOSE, ICON_COMPARE, ICON_LASSO_SELECT, ICON_SELECT};

use super::strip::strip;
use crate::app::Wijkspiegel;
use crate::app::command::Commands;
use crate::app::elements::{icon_button, named};
use crate::app::layers_panel::capital;
use crate::app::pick::{Gather, PickCommand};
use crate::app::place::Place;
use crate::app::search::levels_key;
use crate::app::state::State;
use crate::app::style::{CONTROL, caption, color};
use crate::app::swipe::SwipeCommand;
use crate::view::gather::{Whose, corners, gathered};
use crate::view::scene::Scene;

/// Points of a lasso stand at least so far apart.
const STEP_PX: f32 = 3.0;
/// A smaller rectangle or lasso was a click that slipped.
const LEAST_PX: f32 = 6.0;

/// Whether a part of the map can be drawn to select it.
pub fn can(state: &State) -> bool {
    state.view.place == Place::Explore && state.drawings.tool.is_none()
}

/// A drag that draws; `true` while it does, and the map stays where it is.
pub fn drag(
    program: &mut Wijkspiegel,
    ui: &Ui,
    response: &Response,
    scene: &Scene,
    rect: Rect,
    commands: &mut Commands,
) -> bool {
    let state = &mut program.state;
    let Some(camera) = state.view.camera else { return false };
    if !can(state) {
        state.picking.path = None;
        return false;
    }
    let local = |at: Pos2| (at.x - rect.min.x, at.y - rect.min.y);
    if response.drag_started_by(PointerButton::Primary)
        && (state.picking.tool.is_some() || ui.input(|i| i.modifiers.shift))
        && let Some(from) = ui.input(|i| i.pointer.press_origin())
    {
        let how = state.picking.tool.unwrap_or(Gather::Rectangle);
        state.picking.path = Some((how, vec![local(from)]));
    }
    let whose = state.picking.whose;
    let Some((how, path)) = &mut state.picking.path else { return false };
    let how = *how;
    ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    if ui.input(|i| i.key_pressed(Key::Escape)) {
        state.picking.path = None;
        // The rest of this drag is no drag of the map.
        return true;
    }
    // A slow frame has gone past several points.
    let moved = ui.input(|i| {
        let of = |event: &Event| if let Event::PointerMoved(at) = event { Some(*at) } else { None };
        i.events.iter().filter_map(of).collect::<Vec<_>>()
    });
    for at in moved.into_iter().chain(response.interact_pointer_pos()).map(local) {
        match (how, path.last()) {
            (Gather::Rectangle, _) => {
                path.truncate(1);
                path.push(at);
            }
            (Gather::Lasso, Some(last)) if (last.0 - at.0).hypot(last.1 - at.1) < STEP_PX => {}
            (Gather::Lasso, _) => path.push(at),
        }
    }
    if response.dragged() {
        return true;
    }
    let adds = crate::app::pick::adds(ui);
    if let Some(outline) = outline(how, path) {
        let hits = gathered(scene, &camera, &outline, whose);
        let pick = if adds { PickCommand::Add(hits) } else { PickCommand::Replace(hits) };
        commands.pick(pick);
    }
    state.picking.path = None;
    true
}

/// The closed path of what was drawn; `None` when it is too small to be meant.
fn outline(how: Gather, path: &[(f32, f32)]) -> Option<Vec<(f32, f32)>> {
    let across = |of: fn(&(f32, f32)) -> f32| {
        let (least, most) = path.iter().map(of).fold((f32::MAX, f32::MIN), |(a, b), v| (a.min(v), b.max(v)));
        most - least
    };
    if across(|p| p.0) < LEAST_PX && across(|p| p.1) < LEAST_PX {
        return None;
    }
    match (how, path) {
        (Gather::Rectangle, [from, .., to]) => Some(corners(*from, *to).to_vec()),
        (Gather::Lasso, path) if path.len() > 2 => Some(path.to_vec()),
        _ => None,
    }
}

/// What is being drawn.
pub fn paint(state: &State, painter: &Painter, rect: Rect) {
    let Some((how, path)) = &state.picking.path else { return };
    let theme = state.theme();
    let ink = color(theme.accent);
    let place = |p: &(f32, f32)| pos2(rect.min.x + p.0, rect.min.y + p.1);
    match (how, path.as_slice()) {
        (Gather::Rectangle, [from, .., to]) => {
            let drawn = Rect::from_two_pos(place(from), place(to));
            painter.rect(drawn, 0.0, ink.gamma_multiply(0.12), (1.5, ink), eframe::egui::StrokeKind::Inside);
        }
        (Gather::Lasso, [first, .., last]) => {
            let line: Vec<Pos2> = path.iter().map(place).collect();
            painter.line(line, (4.0, color(theme.halo)));
            painter.line(path.iter().map(place).collect(), (1.5, ink));
            // How it will be closed.
            painter.line_segment([place(last), place(first)], (1.0, ink.gamma_multiply(0.5)));
        }
        _ => {}
    }
}

/// The two tools and the divider, above the buttons that zoom.
pub fn buttons(state: &State, ui: &mut Ui, rect: Rect, commands: &mut Commands) {
    if !can(state) {
        return;
    }
    let side = CONTROL + 4.0;
    let size = vec2(side, side * 2.0);
    // On a low map they stand beside the others: above them they would lie over the north arrow.
    const TALL: f32 = 300.0;
    let corner = if rect.height() < TALL {
        rect.max - vec2(16.0 + side * 2.0 + 12.0, 16.0 + size.y)
    } else {
        rect.max - vec2(16.0 + side, 16.0 + side * 3.0 + 12.0 + size.y)
    };
    let frame = Rect::from_min_size(corner, size);
    let theme = state.theme();
    let line = (1.0, color(theme.line));
    ui.painter().rect(frame, 6.0, color(theme.panel), line, eframe::egui::StrokeKind::Outside);
    for (i, (tool, icon)) in Gather::ALL.into_iter().zip([ICON_SELECT, ICON_LASSO_SELECT]).enumerate() {
        let at = Rect::from_min_size(corner + vec2(0.0, side * i as f32), vec2(side, side));
        let is_on = state.picking.tool == Some(tool);
        if is_on {
            ui.painter().rect_filled(at, 6.0, ui.visuals().selection.bg_fill);
        }
        let label = state.t(if is_on { "pick-tool-off" } else { tool.key() });
        if icon_button(ui, at, icon, &label).clicked() {
            commands.pick(PickCommand::Tool((!is_on).then_some(tool)));
        }
    }
    let size = vec2(side, side);
    let corner = corner - vec2(0.0, side + 12.0);
    let frame = Rect::from_min_size(corner, size);
    ui.painter().rect(frame, 6.0, color(theme.panel), line, eframe::egui::StrokeKind::Outside);
    let is_on = state.swipe.is_some();
    if is_on {
        ui.painter().rect_filled(frame, 6.0, ui.visuals().selection.bg_fill);
    }
    let label = state.t(if is_on { "swipe-close" } else { "swipe-title" });
    if icon_button(ui, frame, ICON_COMPARE, &label).clicked() {
        commands.swipe(if is_on { SwipeCommand::Close } else { SwipeCommand::Start });
    }
}

/// What the tool takes, and how it works; gives where another strip would come.
pub fn choose(state: &State, ui: &mut Ui, rect: Rect, top: f32, commands: &mut Commands) -> f32 {
    if !can(state) || state.picking.tool.is_none() {
        return top;
    }
    strip(state, ui, "what is gathered", rect, top, |ui| {
        let areas = capital(&state.t(levels_key(state.view.choice.level)));
        for (whose, name) in [(Whose::Schools, state.t("table-schools")), (Whose::Areas, areas)] {
            if ui.selectable_label(state.picking.whose == whose, name).clicked() {
                commands.pick(PickCommand::Whose(whose));
            }
        }
        ui.label(caption(state.t("pick-how"), &state.theme()));
        let close = Button::new(RichText::from(ICON_CLOSE).size(16.0)).frame_when_inactive(false);
        if named(ui.add(close), &state.t("pick-tool-off")).clicked() {
            commands.pick(PickCommand::Tool(None));
        }
    })
}
