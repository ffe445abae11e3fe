//! Links between the schools of a group on the map: drawn, and dragged to another school.

use eframe::egui::{Color32, CursorIcon, Painter, PointerButton, Pos2, Rect, Response, Ui, pos2};
use geo::Point;

use super::{FriendsCommand, Moved};
use crate::app::command::Commands;
use crate::app::plans::Tool;
use crate::app::state::State;
use crate::app::style::color;
use crate::data::SchoolId;
use crate::view::camera::Camera;
use crate::view::hit::{Hit, hit};
use crate::view::scene::{
    LegendEntry, LegendSection, LinkLine, Scene, SceneLayer, SectionKind, Stroke, Swatch,
};

const THINNEST_PX: f32 = 2.0;
const THICKEST_PX: f32 = 9.0;
const CASING_PX: f32 = 3.0;
/// A link of this share of the most that two schools could gain in a whole week is the thickest:
/// what two and a half hours of the best pair bring. Widths go by the root, so that small gains are
/// told apart too.
const THICKEST_AT: f64 = 0.1;
/// How near the pointer has to be to a link.
const REACH_PX: f32 = 7.0;

/// A link of the shown proposal.
struct Link {
    group: usize,
    schools: (SchoolId, SchoolId),
    ends: (Point<f64>, Point<f64>),
    width_px: f32,
}

impl State {
    fn links(&mut self) -> Vec<Link> {
        if !self.view.place.shows_scenario() {
            return Vec::new();
        }
        let Some(brings) = self.brings() else { return Vec::new() };
        let (_, greatest) = self.kept_town();
        let dataset = self.dataset();
        let mut out = Vec::new();
        for group in &brings.groups {
            for (a, b, gain) in &group.links {
                let (Some(from), Some(to)) = (dataset.school(*a), dataset.school(*b)) else { continue };
                let part = if greatest > 0.0 { (gain / greatest / THICKEST_AT).min(1.0).sqrt() } else { 0.0 };
                out.push(Link {
                    group: group.group,
                    schools: (*a, *b),
                    ends: (from.at, to.at),
                    width_px: THINNEST_PX + (THICKEST_PX - THINNEST_PX) * part as f32,
                });
            }
        }
        out
    }

    /// The links as the map draws them.
    pub(in crate::app) fn link_lines(&mut self) -> Vec<LinkLine> {
        let theme = self.theme();
        let line = |link: Link| {
            let stroke = |color, width_px| Stroke { color, width_px, opacity: 1.0 };
            LinkLine {
                from: link.ends.0,
                to: link.ends.1,
                stroke: stroke(theme.accent, link.width_px),
                casing: stroke(theme.ring, link.width_px + CASING_PX),
            }
        };
        self.links().into_iter().map(line).collect()
    }

    /// Puts links below the schools of a map, with a row in its legend.
    pub(in crate::app) fn add_links(&self, scene: &mut Scene, lines: &[LinkLine]) {
        let discs = scene.layers.iter().position(|layer| matches!(layer, SceneLayer::Discs(_)));
        let at = discs.unwrap_or(scene.layers.len());
        scene.layers.insert(at, SceneLayer::Links(lines.to_vec()));
        let sample = |width_px, color| Stroke { color, width_px, opacity: 1.0 };
        let entry = LegendEntry {
            swatch: Swatch::Line {
                stroke: sample(5.0, self.theme().accent),
                casing: Some(sample(5.0 + CASING_PX, self.theme().ring)),
            },
            text: self.t("friends-legend"),
            count: None,
        };
        scene.legend.sections.push(LegendSection {
            kind: SectionKind::Links,
            title: self.t("friends-title"),
            entries: vec![entry],
            notes: vec![self.t("friends-opportunity-short")],
        });
    }
}

fn on_screen(camera: &Camera, rect: Rect, at: Point<f64>) -> Pos2 {
    let (x, y) = camera.to_screen(at);
    pos2(rect.min.x + x, rect.min.y + y)
}

/// The link under the pointer and the school whose end is nearer: that end is dragged.
fn under(state: &mut State, camera: &Camera, rect: Rect, at: Pos2) -> Option<(Link, bool)> {
    let near = |link: Link| {
        let (a, b) = (on_screen(camera, rect, link.ends.0), on_screen(camera, rect, link.ends.1));
        let along = b - a;
        let length = along.length_sq().max(1.0);
        let t = ((at - a).dot(along) / length).clamp(0.0, 1.0);
        let away = (a + along * t).distance(at);
        (away <= REACH_PX + link.width_px / 2.0).then_some((away, link, t < 0.5))
    };
    let found = state.links().into_iter().filter_map(near).min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((found.1, found.2))
}

/// The school under the pointer.
fn school_under(state: &mut State, camera: &Camera, rect: Rect, at: Pos2) -> Option<SchoolId> {
    match hit(&state.scene(), camera, (at.x - rect.min.x, at.y - rect.min.y)) {
        Some(Hit::School(id)) => Some(id),
        _ => None,
    }
}

fn code(state: &State, id: SchoolId) -> Option<String> {
    state.dataset().school(id).map(|s| s.code.clone())
}

/// Drags the end of a link; `true` while the pointer is about one.
pub fn drag_link(
    state: &mut State,
    ui: &Ui,
    response: &Response,
    rect: Rect,
    commands: &mut Commands,
) -> bool {
    let Some(camera) = state.view.camera else { return false };
    if let Some(moved) = state.plans.friends.moved.clone() {
        if let Some(at) = response.interact_pointer_pos() {
            let over = school_under(state, &camera, rect, at).and_then(|id| code(state, id));
            let over = over.filter(|code| *code != moved.stays && *code != moved.leaves);
            if over != moved.over {
                commands.friends(FriendsCommand::DragLink(over));
            }
        }
        if !response.dragged() {
            commands.friends(FriendsCommand::DropLink);
        }
        return true;
    }
    let planning = state.view.place.shows_scenario() && state.plans.tool == Tool::Select;
    if !planning || !response.drag_started_by(PointerButton::Primary) {
        return false;
    }
    let Some(at) = ui.input(|i| i.pointer.press_origin()) else { return false };
    if school_under(state, &camera, rect, at).is_some() {
        return false;
    }
    let Some((link, first)) = under(state, &camera, rect, at) else { return false };
    let (leaves, stays) = if first { link.schools } else { (link.schools.1, link.schools.0) };
    let before = state.plans.scenario().and_then(|s| s.friendships.get(link.group).cloned());
    let (Some(before), Some(leaves), Some(stays)) = (before, code(state, leaves), code(state, stays)) else {
        return false;
    };
    let moved = Moved { group: link.group, before, stays, leaves, over: None };
    commands.friends(FriendsCommand::GrabLink(Box::new(moved)));
    true
}

/// What lies over the map: rings around schools that are picked or pointed at, the link that is
/// dragged, and the end that can be.
pub fn paint_over(state: &mut State, ui: &Ui, painter: &Painter, camera: &Camera, rect: Rect) {
    let pointed = std::mem::take(&mut state.plans.friends.pointed);
    if !state.view.place.shows_scenario() {
        return;
    }
    let theme = state.theme();
    let (ink, halo) = (color(theme.accent), color(theme.ring));
    let scene = state.scene();
    let picked = state.plans.friends.picked.clone();
    for disc in scene.discs() {
        let is_picked = code(state, disc.school).is_some_and(|code| picked.contains(&code));
        if is_picked || pointed.contains(&disc.school) {
            let placed = scene.place(disc, camera);
            let at = rect.min + eframe::egui::vec2(placed.at.0, placed.at.1);
            painter.circle_stroke(at, placed.radius_px + 5.0, (5.0, halo));
            painter.circle_stroke(at, placed.radius_px + 5.0, (3.0, ink));
        }
    }
    let Some(pointer) = ui.input(|i| i.pointer.latest_pos()).filter(|at| rect.contains(*at)) else { return };
    if let Some(moved) = state.plans.friends.moved.clone() {
        let place = |code: &str| {
            let id = state.dataset().school_by_code(code)?;
            state.dataset().school(id).map(|s| on_screen(camera, rect, s.at))
        };
        if let Some(from) = place(&moved.stays) {
            let to = moved.over.as_deref().and_then(place).unwrap_or(pointer);
            painter.line_segment([from, to], (7.0, halo));
            painter.line_segment([from, to], (3.0, ink));
            handle(painter, to, ink, halo);
        }
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        return;
    }
    let free = state.plans.tool == Tool::Select && state.plans.dragged.is_none() && state.dialog.is_none();
    if free
        && school_under(state, camera, rect, pointer).is_none()
        && let Some((link, first)) = under(state, camera, rect, pointer)
    {
        let (near, far) = if first { link.ends } else { (link.ends.1, link.ends.0) };
        let (near, far) = (on_screen(camera, rect, near), on_screen(camera, rect, far));
        let id = if first { link.schools.0 } else { link.schools.1 };
        let radius = scene.discs().find(|d| d.school == id).map_or(8.0, |d| scene.place(d, camera).radius_px);
        let away = (far - near).normalized() * (radius + 8.0).min(near.distance(far) / 2.0);
        handle(painter, near + away, ink, halo);
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
}

fn handle(painter: &Painter, at: Pos2, ink: Color32, halo: Color32) {
    painter.circle_filled(at, 7.0, halo);
    painter.circle_stroke(at, 5.5, (2.5, ink));
}
