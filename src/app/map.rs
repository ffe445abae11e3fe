//! The map: a widget of our own that draws a scene and lets a person move over it.

mod gather;
pub mod mesh;
pub mod paint;
mod strip;
mod stroke;
mod swipe;
mod textures;
pub mod tiles;

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{
    Align2, EventFilter, FontId, Key, Painter, PointerButton, Pos2, Rect, Response, Role, Sense, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::Wijkspiegel;
use super::command::{Command, Commands, PlanCommand};
use super::draw;
use super::elements::{self, icon_button};
use super::fonts;
use super::inspector;
use super::motion;
use super::pick::PickCommand;
use super::plans::Tool;
use super::scenario;
use super::state::State;
use super::style::{CAPTION, CONTROL, color};
use super::swipe::Right;
use crate::view::camera::Camera;
use crate::view::focus::focus;
use crate::view::hit::{Hit, hit};
use crate::view::scale_bar::scale_bar;
use crate::view::scene::Scene;

/// How long the map takes to move to another place.
pub(super) const FLIGHT: Duration = Duration::from_millis(250);
pub(super) const PADDING_PX: f32 = 32.0;
/// How much closer a step comes.
pub(super) const ZOOM_STEP: f64 = 1.5;
/// Pixels that an arrow key moves the map.
const KEY_STEP_PX: f32 = 80.0;

pub fn show(program: &mut Wijkspiegel, ui: &mut Ui, commands: &mut Commands) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(rect, Sense::click_and_drag());
    let label = program
        .state
        .tw("map-label", &[("town", &program.state.dataset().name_in(program.state.view.language))]);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, label.clone()));
    let scene = program.state.scene();
    let drawing = program.state.drawings.tool.is_some();
    let for_corner = draw::drag(program, ui, &response, rect, commands);
    let for_link = !drawing && scenario::drag_link(&mut program.state, ui, &response, rect, commands);
    let for_school =
        for_corner || for_link || (!drawing && drag_school(program, ui, &response, &scene, rect, commands));
    let gathers = !for_school && gather::drag(program, ui, &response, &scene, rect, commands);
    let for_school = for_school || gathers;
    let camera = steer(program, ui, &response, &scene, rect, for_school);
    keys(ui, &response, commands);

    let painter = ui.painter_at(rect);
    program.basemaps.paint(&painter, &scene, &camera, rect);
    program.painter.paint(&painter, &scene, &camera, rect);
    let divider = swipe::Divider::of(&mut program.state, &scene, rect);
    if let Some(divider) = &divider {
        swipe::paint(program, ui, divider, &camera, rect);
    }
    point(program, ui, &response, (&scene, divider.as_ref()), &camera, rect, commands);
    let own = divider.as_ref().map_or(painter.clone(), |d| painter.with_clip_rect(d.left_part(rect)));
    highlight(program, &own, &scene, &camera, rect);
    if let Some(divider) = &divider {
        highlight_right(program, ui, divider, &camera, rect);
    }
    scenario::paint_over(&mut program.state, ui, &painter, &camera, rect);
    draw::paint_over(&program.state, &painter, &scene, &camera, rect);
    let note = program.basemaps.note(&program.state);
    furniture(&program.state, ui, &scene, &camera, rect, note);
    buttons(&program.state, ui, rect, commands);
    gather::paint(&program.state, &painter, rect);
    gather::buttons(&program.state, ui, rect, commands);
    if let Some(divider) = &divider {
        swipe::handle(&program.state, ui, divider, rect, commands);
    }
    let top = gather::choose(&program.state, ui, rect, 14.0, commands);
    if program.state.is_swiping() {
        let under = swipe::choose(&program.state, ui, rect, top, commands);
        if let Some(divider) = &divider {
            swipe::legend(ui, divider, rect, under);
        }
    }
    if let Some(hover) = program.state.view.hover
        && !response.dragged()
        && !response.context_menu_opened()
    {
        let right = divider.filter(|d| response.hover_pos().is_some_and(|at| d.is_right(at)));
        tooltip(&program.state, ui, &response, hover, right.map(|d| d.right).as_ref());
    }
    // The ring is for whoever came here by keyboard; a click shows well enough where it was.
    if response.clicked_by(PointerButton::Primary) {
        program.map_focus_shown = false;
    } else if response.gained_focus() {
        program.map_focus_shown = true;
    }
    if std::mem::take(&mut program.state.plans.focus_map) {
        response.request_focus();
        program.map_focus_shown = true;
    }
    place_by_key(program, ui, &response, &camera, rect, commands);
    if response.has_focus() && program.map_focus_shown {
        let ring = color(scene.theme.accent);
        painter.rect_stroke(rect.shrink(1.0), 0.0, (2.0, ring), eframe::egui::StrokeKind::Inside);
    }
}

/// A school that is dragged in the place of scenarios: it goes where the pointer goes, and the figures
/// with it. `true` while the pointer is about a school and not about the map.
fn drag_school(
    program: &mut Wijkspiegel,
    ui: &Ui,
    response: &Response,
    scene: &Scene,
    rect: Rect,
    commands: &mut Commands,
) -> bool {
    let Some(camera) = program.state.view.camera else { return false };
    if program.state.plans.dragged.is_some() {
        let moves = response.dragged() || response.drag_stopped();
        if let Some(at) = response.interact_pointer_pos().filter(|_| moves) {
            commands.plan(PlanCommand::Drag(scenario::world(&camera, rect, at)));
        }
        if !response.dragged() {
            commands.plan(PlanCommand::Drop);
        }
        return true;
    }
    if response.drag_started_by(PointerButton::Primary)
        && let Some(at) = ui.input(|i| i.pointer.press_origin())
    {
        let under = hit(scene, &camera, (at.x - rect.min.x, at.y - rect.min.y));
        return scenario::start_drag(&program.state, under, commands);
    }
    false
}

/// Where the camera is in this frame: on its way, dragged, zoomed, or where it was.
fn steer(
    program: &mut Wijkspiegel,
    ui: &Ui,
    response: &Response,
    scene: &Scene,
    rect: Rect,
    for_school: bool,
) -> Camera {
    let size = (rect.width(), rect.height());
    let mut camera = match program.state.view.camera {
        Some(camera) => camera.resized(size),
        None => {
            let first = focus(program.state.dataset()).unwrap_or(scene.extent);
            Camera::fit(first, size, PADDING_PX)
        }
    };
    if let Some(flight) = program.flight {
        let gone = flight.since.elapsed().as_secs_f64() / FLIGHT.as_secs_f64();
        if gone >= 1.0 || motion::is_reduced(ui.ctx()) {
            camera = flight.to.resized(size);
            program.flight = None;
        } else {
            // Slow at both ends.
            let t = gone * gone * (3.0 - 2.0 * gone);
            camera = between(&flight.from, &flight.to, t).resized(size);
            ui.ctx().request_repaint();
        }
    }
    let world = scene.extent;
    let pans = response.dragged_by(PointerButton::Primary) && !for_school;
    if pans || response.dragged_by(PointerButton::Middle) {
        let delta = response.drag_delta();
        camera = camera.pan(delta.x, delta.y).clamp(world);
        program.flight = None;
    }
    if let Some(pointer) = response.hover_pos() {
        let at = (pointer.x - rect.min.x, pointer.y - rect.min.y);
        let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta.y, i.zoom_delta()));
        let factor = f64::from(pinch) * (f64::from(scroll) * 0.004).exp();
        if (factor - 1.0).abs() > 1e-4 {
            camera = camera.zoom_at(at, factor).clamp(world);
            program.flight = None;
        }
        if response.double_clicked() && program.state.drawings.tool.is_none() {
            camera = camera.zoom_at(at, 2.0).clamp(world);
        }
    }
    program.state.view.camera = Some(camera);
    camera
}

/// A camera on the way: the scale changes by equal factors in equal times.
pub(super) fn between(a: &Camera, b: &Camera, t: f64) -> Camera {
    let mix = |x: f64, y: f64| x + (y - x) * t;
    Camera {
        centre: geo::Point::new(mix(a.centre.x(), b.centre.x()), mix(a.centre.y(), b.centre.y())),
        metres_per_px: mix(a.metres_per_px.ln(), b.metres_per_px.ln()).exp(),
        ..*b
    }
}

/// While a place is wanted and the map has the keyboard: a cross in its middle, where Enter puts it.
fn place_by_key(
    program: &Wijkspiegel,
    ui: &Ui,
    response: &Response,
    camera: &Camera,
    rect: Rect,
    commands: &mut Commands,
) {
    let state = &program.state;
    let wanted = state.view.place.shows_scenario()
        && state.dialog.is_none()
        && matches!(state.plans.tool, Tool::PlaceSchool | Tool::PlaceEdit | Tool::PlaceMeeting);
    if !wanted {
        return;
    }
    if response.has_focus() && program.map_focus_shown {
        let middle = rect.center();
        let painter = ui.painter_at(rect);
        let ink = (2.0, color(state.theme().text));
        for arm in [vec2(12.0, 0.0), vec2(0.0, 12.0)] {
            painter.line_segment([middle - arm, middle + arm], ink);
        }
        if ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::NONE, Key::Enter)) {
            let at = scenario::world(camera, rect, middle);
            scenario::released(state, at, None, commands);
        }
    }
    if ui.input_mut(|i| i.consume_key(eframe::egui::Modifiers::NONE, Key::Escape)) {
        commands.plan(PlanCommand::SetTool(Tool::Select));
    }
}

/// Arrow keys move the map while it has the focus.
pub(super) fn keys(ui: &Ui, response: &Response, commands: &mut Commands) {
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
    ui.input(|i| {
        for (key, dx, dy) in [
            (Key::ArrowLeft, KEY_STEP_PX, 0.0),
            (Key::ArrowRight, -KEY_STEP_PX, 0.0),
            (Key::ArrowUp, 0.0, KEY_STEP_PX),
            (Key::ArrowDown, 0.0, -KEY_STEP_PX),
        ] {
            if i.key_pressed(key) {
                commands.push(Command::PanBy(dx, dy));
            }
        }
    });
}

/// What is pointed at and clicked.
fn point(
    program: &mut Wijkspiegel,
    ui: &Ui,
    response: &Response,
    (scene, divider): (&Scene, Option<&swipe::Divider>),
    camera: &Camera,
    rect: Rect,
    commands: &mut Commands,
) {
    let town = program.state.dataset().clone();
    let under = |p: Pos2| {
        let at = (p.x - rect.min.x, p.y - rect.min.y);
        match divider.filter(|d| d.is_right(p)) {
            Some(divider) => hit(&divider.right.scene, camera, at)
                .and_then(|h| super::swipe::other_town(&divider.right.town, &town, h)),
            None => hit(scene, camera, at),
        }
    };
    program.state.view.hover = response.hover_pos().filter(|_| !response.dragged()).and_then(under);
    if program.state.drawings.tool.is_some() {
        draw::point(&mut program.state, ui, response, camera, rect, commands);
        return;
    }
    let planning = program.state.view.place.shows_scenario();
    let placing = planning && program.state.plans.tool != Tool::Select;
    use eframe::egui::CursorIcon;
    let icon = match program.state.view.hover {
        _ if placing && response.hovered() => Some(CursorIcon::Crosshair),
        Some(Hit::School(_)) if planning => Some(CursorIcon::Grab),
        Some(_) => Some(CursorIcon::PointingHand),
        None => None,
    };
    if let Some(icon) = icon {
        ui.ctx().set_cursor_icon(icon);
    }
    if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        response.request_focus();
        let used = placing
            && scenario::released(&program.state, scenario::world(camera, rect, at), under(at), commands);
        let adds = !used && super::pick::adds(ui);
        let for_friends = adds && planning && ui.input(|i| i.modifiers.shift);
        let picked = for_friends && scenario::pick(&program.state, under(at), commands);
        match under(at) {
            _ if used || picked => {}
            Some(hit) if adds => commands.pick(PickCommand::Toggle(hit)),
            // A click beside everything leaves a selection that is being made.
            None if adds => {}
            hit => commands.push(Command::Select(hit)),
        }
    }
    if planning {
        if response.secondary_clicked()
            && let Some(at) = response.interact_pointer_pos()
        {
            commands.push(Command::Select(under(at)));
        }
        scenario::menu(&program.state, response, camera, rect, commands);
    }
}

/// What is pointed at or selected, as it stands right of the divider.
fn highlight_right(
    program: &mut Wijkspiegel,
    ui: &Ui,
    divider: &swipe::Divider,
    camera: &Camera,
    rect: Rect,
) {
    let painter = ui.painter_at(divider.right_part(rect).intersect(ui.clip_rect()));
    let selection = program.state.selection_right(&divider.right);
    let scene = &divider.right.scene;
    program.swiped.mark(&painter, scene, camera, rect, &selection, 2.5);
    if let Some(Hit::Area(id)) = program.state.view.hover.or(program.state.view.pointed) {
        program.swiped.outline_area(&painter, scene, camera, rect, id, 1.5);
    }
}

fn highlight(
    program: &mut Wijkspiegel,
    painter: &eframe::egui::Painter,
    scene: &Arc<Scene>,
    camera: &Camera,
    rect: Rect,
) {
    let view = &program.state.view;
    program.painter.mark(painter, scene, camera, rect, &view.selection, 2.5);
    for (what, width) in [(view.hover, 1.5), (view.pointed, 2.5)] {
        match what {
            Some(Hit::Area(id)) => program.painter.outline_area(painter, scene, camera, rect, id, width),
            Some(Hit::School(id)) if width > 2.0 => {
                if let Some(disc) = scene.discs().find(|d| d.school == id) {
                    program.painter.lift_disc(painter, scene, camera, rect, disc);
                }
            }
            _ => {}
        }
    }
}

/// Scale bar, north arrow and sources.
fn furniture(state: &State, ui: &Ui, scene: &Scene, camera: &Camera, rect: Rect, note: Option<String>) {
    let painter = ui.painter_at(rect);
    let ink = color(scene.theme.text);
    let font = FontId::new(CAPTION, fonts::regular());
    let sources = scene.attribution.iter().cloned().chain(note).collect::<Vec<_>>().join(" · ");
    let mut base = rect.max.y - 12.0;
    let wrap = rect.width() - 32.0 - CONTROL * 2.0;
    if !sources.is_empty() {
        let galley = painter.layout(sources.clone(), font.clone(), ink, wrap);
        let at = pos2(rect.min.x + 16.0, base - galley.size().y);
        let back = Rect::from_min_size(at, galley.size()).expand2(vec2(6.0, 2.0));
        painter.rect_filled(back, 4.0, color(scene.theme.halo).gamma_multiply(0.75));
        painter.galley(at, galley, ink);
        base = at.y - 8.0;
    }
    scale_and_north(state, &painter, scene, camera, rect, base, 1.0);
}

/// Scale bar above `base` and north arrow, `magnify` times their size on a desk.
pub(super) fn scale_and_north(
    state: &State,
    painter: &Painter,
    scene: &Scene,
    camera: &Camera,
    rect: Rect,
    base: f32,
    magnify: f32,
) {
    let ink = color(scene.theme.text);
    let font = FontId::new(CAPTION * magnify, fonts::regular());
    if let Some(bar) = scale_bar(camera.metres_per_px, 140.0 * magnify, state.view.language) {
        let left = pos2(rect.min.x + 16.0 * magnify, base - 14.0 * magnify);
        let right = left + Vec2::new(bar.length_px, 0.0);
        let tick = vec2(0.0, 5.0 * magnify);
        let lines = [[left, right], [left, left - tick], [right, right - tick]];
        for (width, tint) in [(3.5, color(scene.theme.halo)), (1.5, ink)] {
            for line in lines {
                painter.line_segment(line, (width * magnify, tint));
            }
        }
        let below = left + vec2(0.0, 2.0 * magnify);
        paint::halo_text(painter, below, Align2::LEFT_TOP, &bar.text, font, scene);
    }
    // North is up in RD New, to within a degree.
    let north = pos2(rect.max.x - 28.0 * magnify, rect.min.y + 20.0 * magnify);
    let bold = FontId::new(CAPTION * magnify, fonts::semibold());
    paint::halo_text(painter, north, Align2::CENTER_CENTER, &state.t("map-north"), bold, scene);
    let tip = north + vec2(0.0, 10.0 * magnify);
    let arrow = vec![tip, tip + vec2(5.0, 10.0) * magnify, tip + vec2(-5.0, 10.0) * magnify];
    painter.add(eframe::egui::Shape::convex_polygon(arrow, ink, (1.0, color(scene.theme.halo))));
}

/// The three buttons of the map, for whoever has no wheel.
pub(super) fn buttons(state: &State, ui: &mut Ui, rect: Rect, commands: &mut Commands) {
    use egui_material_icons::icons::{ICON_ADD, ICON_FIT_SCREEN, ICON_REMOVE};
    let side = CONTROL + 4.0;
    let size = vec2(side, side * 3.0);
    let corner = rect.max - size - vec2(16.0, 16.0);
    let frame = Rect::from_min_size(corner, size);
    ui.painter().rect(
        frame,
        6.0,
        color(state.theme().panel),
        (1.0, color(state.theme().line)),
        eframe::egui::StrokeKind::Outside,
    );
    let list =
        [(ICON_ADD, Command::ZoomIn), (ICON_REMOVE, Command::ZoomOut), (ICON_FIT_SCREEN, Command::ZoomTown)];
    for (i, (icon, command)) in list.into_iter().enumerate() {
        let at = Rect::from_min_size(corner + vec2(0.0, side * i as f32), vec2(side, side));
        let label = elements::command_label(state, &command);
        if icon_button(ui, at, icon, &label).clicked() {
            commands.push(command);
        }
    }
}

/// Name and figures of what is under the pointer, on the side of the divider where it is.
fn tooltip(state: &State, ui: &Ui, response: &Response, hover: Hit, right: Option<&Right>) {
    let (name, line) = match right {
        Some(right) => inspector::summary_right(state, right, hover),
        None => inspector::summary(state, hover),
    };
    eframe::egui::Tooltip::always_open(
        ui.ctx().clone(),
        ui.layer_id(),
        response.id.with("tooltip"),
        eframe::egui::PopupAnchor::Pointer,
    )
    .gap(14.0)
    .show(|ui| {
        ui.set_max_width(440.0);
        ui.label(super::style::strong(name));
        ui.label(line);
    });
}
