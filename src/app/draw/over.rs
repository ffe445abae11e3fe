//! What is drawn over the map: the shape and how it meets the others, the line, its corners, and the
//! cue of what catches.

use std::sync::Arc;

use eframe::egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};
use geo::{Coord, MultiPolygon, Point};

use super::{Drawing, Pointed, Seen, Way};
use crate::app::fonts;
use crate::app::map::paint::halo_text;
use crate::app::state::State;
use crate::app::style::{CAPTION, color};
use crate::catchment::sketch::{On, corner, corners};
use crate::view::camera::Camera;
use crate::view::scene::{self, Fill, Scene, SceneLayer, Texture};
use crate::view::shapes::Shapes;
use crate::view::theme::Theme;

/// More corners than this can't be told apart.
const MOST_CORNERS: usize = 400;

/// The layers of the shape, of what it overlaps and of what no catchment holds.
pub(super) fn layers(
    drawing: &Drawing,
    seen: &Seen,
    shape: MultiPolygon<f64>,
    theme: &Theme,
) -> Vec<SceneLayer> {
    let none = scene::Stroke { color: theme.accent, width_px: 0.0, opacity: 0.0 };
    let line = |color, width_px| scene::Stroke { color, width_px, opacity: 0.95 };
    let casing = |width_px| Some(scene::Stroke { color: theme.halo, width_px, opacity: 0.8 });
    let layer = |shapes: Vec<MultiPolygon<f64>>, fill: Fill, stroke: scene::Stroke, casing| {
        let shapes = Arc::new(Shapes::unlabelled(shapes.into_iter().enumerate().collect()));
        let fills = vec![fill; shapes.len()];
        SceneLayer::Catchments { shapes, fills, stroke, casing }
    };
    let mut layers = Vec::new();
    let meeting = &seen.meeting;
    if !meeting.gaps.0.is_empty() {
        let fill = Fill::plain(theme.neutral, 0.0).textured(Texture::Hatch, theme.warn, 0.75);
        layers.push(layer(vec![meeting.gaps.clone()], fill, none, None));
    }
    let others: Vec<_> = drawing.session.neighbours().iter().map(|(_, shape)| shape.clone()).collect();
    if !others.is_empty() {
        let quiet = line(theme.muted, 1.2);
        layers.push(layer(others, Fill::plain(theme.accent, 0.0), quiet, casing(3.0)));
    }
    if !shape.0.is_empty() {
        let ink = if seen.sound.is_ok() { theme.accent } else { theme.warn };
        layers.push(layer(vec![shape], Fill::plain(ink, 0.22), line(ink, 2.4), casing(4.8)));
    }
    if !meeting.overlaps.is_empty() {
        let common = meeting.overlaps.iter().map(|(_, shape)| shape.clone()).collect();
        let fill = Fill::plain(theme.warn, 0.10).textured(Texture::Cross, theme.warn, 0.75);
        layers.push(layer(common, fill, none, None));
    }
    layers
}

/// Whether the corners are far enough apart to be pointed at.
pub(super) fn shows_corners(drawing: &Drawing, camera: &Camera) -> bool {
    let view = camera.visible();
    let inside = |c: &Coord<f64>| geo::Intersects::intersects(&view, c);
    corners(drawing.session.shape()).filter(|(_, c)| inside(c)).nth(MOST_CORNERS).is_none()
}

/// The line, the corners and the cue, each frame anew.
pub fn paint_over(state: &State, painter: &Painter, scene: &Scene, camera: &Camera, rect: Rect) {
    let Some(drawing) = &state.drawings.tool else { return };
    let theme = state.theme();
    let at = |c: Coord<f64>| {
        let (x, y) = camera.to_screen(Point::from(c));
        pos2(rect.min.x + x, rect.min.y + y)
    };
    let pen = Pen { painter, ink: color(theme.accent), halo: color(theme.halo), warn: color(theme.warn) };
    if drawing.way == Way::Border {
        if drawing.session.path().len() == 0 {
            edit_marks(drawing, &pen, camera, rect, &at);
            if !shows_corners(drawing, camera) {
                let font = FontId::new(CAPTION, fonts::semibold());
                let above = pos2(rect.center().x, rect.min.y + 20.0);
                halo_text(painter, above, Align2::CENTER_CENTER, &state.t("sketch-zoom-in"), font, scene);
            }
        } else {
            path(drawing, &pen, &at);
        }
        cue(state, drawing, &pen, scene, &at);
    }
    let beside = drawing.faults_beside().into_iter().map(|(_, fault)| fault);
    for fault in drawing.faults().into_iter().chain(beside) {
        if let Some(place) = fault.at() {
            let centre = at(place);
            painter.circle_stroke(centre, 11.0, (4.5, pen.halo));
            painter.circle_stroke(centre, 11.0, (2.5, pen.warn));
        }
    }
}

struct Pen<'a> {
    painter: &'a Painter,
    ink: Color32,
    halo: Color32,
    warn: Color32,
}

impl Pen<'_> {
    fn corner(&self, at: Pos2, side: f32, filled: bool) {
        let square = Rect::from_center_size(at, vec2(side, side));
        self.painter.rect_filled(square.expand(1.5), 1.5, self.halo);
        let fill = if filled { self.ink } else { self.halo };
        self.painter.rect(square, 1.0, fill, (1.6, self.ink), StrokeKind::Inside);
    }

    fn line(&self, points: Vec<Pos2>, dashed: bool) {
        self.painter.add(Shape::line(points.clone(), Stroke::new(4.5, self.halo)));
        let stroke = Stroke::new(2.0, self.ink);
        if dashed {
            self.painter.extend(Shape::dashed_line(&points, stroke, 6.0, 5.0));
        } else {
            self.painter.add(Shape::line(points, stroke));
        }
    }
}

fn edit_marks(
    drawing: &Drawing,
    pen: &Pen<'_>,
    camera: &Camera,
    rect: Rect,
    at: &impl Fn(Coord<f64>) -> Pos2,
) {
    if shows_corners(drawing, camera) {
        for (_, c) in corners(drawing.session.shape()) {
            let place = at(c);
            if rect.contains(place) {
                pen.corner(place, 7.0, false);
            }
        }
    }
    if let Some((_, c)) = drawing.chosen() {
        let place = at(c);
        pen.corner(place, 11.0, true);
        pen.painter.circle_stroke(place, 11.0, (4.0, pen.halo));
        pen.painter.circle_stroke(place, 11.0, (2.0, pen.ink));
    }
    let held = drawing.held.and_then(|id| corner(drawing.session.shape(), id));
    match (held, drawing.pointed) {
        (Some(c), _) => pen.corner(at(c), 11.0, true),
        (None, Some(Pointed::Corner(id))) => {
            if let Some(c) = corner(drawing.session.shape(), id) {
                pen.corner(at(c), 11.0, true);
            }
        }
        // A corner that a click or drag would put here.
        (None, Some(Pointed::Edge(_, on))) => {
            let place = at(on);
            pen.painter.circle(place, 6.0, pen.halo, (1.6, pen.ink));
            for arm in [vec2(3.0, 0.0), vec2(0.0, 3.0)] {
                pen.painter.line_segment([place - arm, place + arm], (1.6, pen.ink));
            }
        }
        _ => {}
    }
}

fn path(drawing: &Drawing, pen: &Pen<'_>, at: &impl Fn(Coord<f64>) -> Pos2) {
    let points: Vec<Pos2> = drawing.session.path().map(at).collect();
    if points.len() > 1 {
        pen.line(points.clone(), false);
    }
    // On to the pointer, along the border where it would go.
    let closing = drawing.pointed == Some(Pointed::Begin);
    let next = match (closing, drawing.cue, drawing.pointer) {
        (true, ..) => points.first().copied(),
        (false, Some(caught), _) => Some(at(caught.at)),
        (false, None, Some(pointer)) => Some(at(pointer)),
        _ => None,
    };
    if let (Some(last), Some(next)) = (points.last().copied(), next) {
        let follow = drawing.made_borders().filter(|_| drawing.following && drawing.snapping);
        let way = match closing {
            true => drawing.session.way_home(follow.as_deref()),
            false => drawing.session.way_to(drawing.cue, follow.as_deref()),
        };
        let mut on = vec![last];
        on.extend(way.into_iter().map(at));
        on.push(next);
        pen.line(on, true);
    }
    for place in points.iter().skip(1) {
        pen.painter.circle_filled(*place, 2.5, pen.ink);
    }
    if let Some(first) = points.first() {
        pen.corner(*first, if closing { 13.0 } else { 9.0 }, closing);
    }
}

/// A square at a corner, a diamond on an edge, with the word: what catches is told by more than
/// colour.
fn cue(state: &State, drawing: &Drawing, pen: &Pen<'_>, scene: &Scene, at: &impl Fn(Coord<f64>) -> Pos2) {
    let Some(caught) = drawing.cue else { return };
    let place = at(caught.at);
    let (arms, key) = match caught.on {
        On::Corner(_) => {
            ([vec2(-8.0, -8.0), vec2(8.0, -8.0), vec2(8.0, 8.0), vec2(-8.0, 8.0)], "sketch-on-corner")
        }
        On::Edge(_) => ([vec2(0.0, -9.0), vec2(9.0, 0.0), vec2(0.0, 9.0), vec2(-9.0, 0.0)], "sketch-on-edge"),
    };
    let outline: Vec<Pos2> = arms.iter().map(|arm| place + *arm).collect();
    for (width, ink) in [(4.5, pen.halo), (2.0, pen.warn)] {
        pen.painter.add(Shape::closed_line(outline.clone(), Stroke::new(width, ink)));
    }
    let font = FontId::new(CAPTION, fonts::semibold());
    halo_text(pen.painter, place + vec2(14.0, -14.0), Align2::LEFT_CENTER, &state.t(key), font, scene);
}
