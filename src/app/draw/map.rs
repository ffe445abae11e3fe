//! Drawing by pointing at the map.

use eframe::egui::{CursorIcon, EventFilter, Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui};
use geo::Coord;

use super::{DrawCommand, Drawing, Pointed, Way};
use crate::app::Wijkspiegel;
use crate::app::command::{Command, Commands};
use crate::app::scenario::world;
use crate::app::state::State;
use crate::catchment::sketch::{Caught, nearest_corner, nearest_edge};
use crate::view::camera::Camera;

/// How near the pointer has to be to a border to be caught by it, in pixels.
const CATCH_PX: f64 = 10.0;
/// How near to a corner or edge to be at it.
const NEAR_PX: f64 = 8.0;

/// A corner that is dragged; `true` while the pointer is about a corner and not about the map.
pub fn drag(
    program: &mut Wijkspiegel,
    ui: &Ui,
    response: &Response,
    rect: Rect,
    commands: &mut Commands,
) -> bool {
    let Some(camera) = program.state.view.camera else { return false };
    let Some(drawing) = &mut program.state.drawings.tool else { return false };
    let send = |commands: &mut Commands, command| commands.push(Command::Draw(command));
    if drawing.held.is_some() {
        if let Some(at) = response.interact_pointer_pos() {
            let (to, caught) = caught(drawing, &camera, rect, at);
            drawing.cue = caught;
            send(commands, DrawCommand::Move(to));
        }
        if !response.dragged() {
            send(commands, DrawCommand::Drop);
        }
        return true;
    }
    if drawing.way == Way::Border
        && drawing.session.path().len() == 0
        && response.drag_started_by(PointerButton::Primary)
        && let Some(at) = ui.input(|i| i.pointer.press_origin())
    {
        // With Alt neighbours stay where they are, or go along where they would not.
        let other = ui.input(|i| i.modifiers.alt);
        match pointed(drawing, &camera, coord(&camera, rect, at)) {
            Some(Pointed::Corner(id)) => send(commands, DrawCommand::Hold(id, other)),
            Some(Pointed::Edge(id, on)) => send(commands, DrawCommand::HoldNew(id, on, other)),
            _ => return false,
        }
        return true;
    }
    false
}

/// What is pointed at and clicked, in place of what the map does otherwise.
pub fn point(
    state: &mut State,
    ui: &Ui,
    response: &Response,
    camera: &Camera,
    rect: Rect,
    commands: &mut Commands,
) {
    let level = state.view.choice.level;
    let Some(drawing) = &mut state.drawings.tool else { return };
    let mut send = |command| commands.push(Command::Draw(command));
    let hover = response.hover_pos();
    drawing.pointer = hover.map(|at| coord(camera, rect, at));
    if drawing.held.is_none() {
        drawing.cue = None;
        drawing.pointed = None;
    }
    if response.clicked() {
        response.request_focus();
    }
    drawing.map_focused = response.has_focus();
    if drawing.map_focused && drawing.chosen().is_some() {
        // Arrows move the corner, not the focus.
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    }
    if drawing.way == Way::Border {
        // The border is what counts here: areas that light up would only distract.
        state.view.hover = None;
    }
    if let Some(at) = hover
        && drawing.way == Way::Border
        && drawing.held.is_none()
    {
        let here = coord(camera, rect, at);
        drawing.pointed = pointed(drawing, camera, here);
        if drawing.pointed.is_none() {
            drawing.cue = caught(drawing, camera, rect, at).1;
        }
        ui.ctx().set_cursor_icon(match drawing.pointed {
            Some(Pointed::Corner(_)) => CursorIcon::Grab,
            Some(Pointed::Edge(..)) => CursorIcon::Copy,
            Some(Pointed::Begin) => CursorIcon::PointingHand,
            None => CursorIcon::Crosshair,
        });
    }
    match drawing.way {
        Way::Areas => {
            if response.clicked()
                && let Some(at) = response.interact_pointer_pos()
                && let Some(id) = drawing.town.area_at(world(camera, rect, at), level)
            {
                let whole = drawing
                    .seen
                    .as_ref()
                    .is_some_and(|seen| seen.covers.contains(&(id, crate::catchment::sketch::Cover::Whole)));
                send(DrawCommand::SetArea(id, !whole));
            }
        }
        Way::Border => {
            if response.clicked()
                && let Some(at) = response.interact_pointer_pos()
            {
                let (to, caught) = caught(drawing, camera, rect, at);
                match pointed(drawing, camera, coord(camera, rect, at)) {
                    Some(Pointed::Begin) => send(DrawCommand::Close),
                    Some(Pointed::Edge(id, on)) => {
                        send(DrawCommand::HoldNew(id, on, false));
                        send(DrawCommand::Drop);
                    }
                    Some(Pointed::Corner(id)) => {
                        send(DrawCommand::Hold(id, false));
                        send(DrawCommand::Drop);
                    }
                    // The second click of a pair is where the first was: it ends the line.
                    None if response.double_clicked() && drawing.session.path().len() > 2 => {
                        send(DrawCommand::Close);
                    }
                    None => send(DrawCommand::Point(to, caught)),
                }
            }
            if response.secondary_clicked()
                && let Some(at) = response.interact_pointer_pos()
                && let Some(Pointed::Corner(id)) = pointed(drawing, camera, coord(camera, rect, at))
            {
                send(DrawCommand::RemoveCorner(id));
            }
        }
    }
}

/// The keys of a drawing; a bare key belongs to whoever is writing.
pub(in crate::app) fn keys(state: &State, ui: &eframe::egui::Context, commands: &mut Commands) {
    let Some(drawing) = &state.drawings.tool else { return };
    if ui.text_edit_focused() || state.dialog.is_some() {
        return;
    }
    let path = drawing.session.path().len() > 0;
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let mut send = |command| commands.push(Command::Draw(command));
    // On a button it presses the button.
    let on_map = drawing.map_focused || ui.memory(|m| m.focused().is_none());
    if path && on_map && pressed(Key::Enter) {
        send(DrawCommand::Close);
    }
    if path && pressed(Key::Backspace) {
        send(DrawCommand::TakeBack);
    }
    if let Some(Pointed::Corner(id)) = drawing.pointed
        && !path
        && (pressed(Key::Delete) || pressed(Key::Backspace))
    {
        send(DrawCommand::RemoveCorner(id));
    }
    if on_map && !path && drawing.way == Way::Border {
        super::corner::keys(drawing, ui, &mut send);
    }
    if pressed(Key::Escape) {
        if path {
            send(DrawCommand::Leave);
        } else if !drawing.session.is_changed() {
            send(DrawCommand::Cancel);
        }
    }
}

fn coord(camera: &Camera, rect: Rect, at: Pos2) -> Coord<f64> {
    world(camera, rect, at).0
}

/// Where a point goes: to the border that catches it, else to where the pointer is.
fn caught(drawing: &mut Drawing, camera: &Camera, rect: Rect, at: Pos2) -> (Coord<f64>, Option<Caught>) {
    let here = coord(camera, rect, at);
    if !drawing.snapping {
        return (here, None);
    }
    let borders = drawing.borders(camera.visible());
    let found = borders.and_then(|b| b.catch(here, CATCH_PX * camera.metres_per_px));
    (found.map_or(here, |c| c.at), found)
}

fn pointed(drawing: &Drawing, camera: &Camera, here: Coord<f64>) -> Option<Pointed> {
    let near = NEAR_PX * camera.metres_per_px;
    let mut path = drawing.session.path();
    if path.len() > 0 {
        let first = path.next()?;
        let close = drawing.session.path().len() > 2 && (first.x - here.x).hypot(first.y - here.y) <= near;
        return close.then_some(Pointed::Begin);
    }
    let shape = drawing.session.shape();
    if super::over::shows_corners(drawing, camera)
        && let Some(id) = nearest_corner(shape, here, near)
    {
        return Some(Pointed::Corner(id));
    }
    nearest_edge(shape, here, near * 0.75).map(|(id, on)| Pointed::Edge(id, on))
}
