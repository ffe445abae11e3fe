//! The shapes that layers are made of.

use eframe::egui::epaint::shape_transform::adjust_colors;
use eframe::egui::epaint::{Vertex, WHITE_UV};
use eframe::egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, Vec2, pos2};
use geo::{Coord, LineString, Point};

use crate::app::map::mesh::Part;
use crate::app::map::stroke::{Pen, add_line};
use crate::app::map::textures::Tiles;
use crate::app::style::color;
use crate::view::camera::Camera;
use crate::view::discs::Placed;
use crate::view::flow;
use crate::view::pie;
use crate::view::scene::{self, Disc, FlowLine, Rgb, Scene};
use crate::view::shapes::Lines;

/// Colour with an opacity of 0..1.
pub(super) fn faded(rgb: Rgb, opacity: f32) -> Color32 {
    color(rgb).gamma_multiply(opacity.clamp(0.0, 1.0))
}

/// The camera on a rectangle of the screen.
pub(super) struct View<'a> {
    pub camera: &'a Camera,
    pub rect: Rect,
    pub feather: f32,
    pub magnify: f32,
}

impl View<'_> {
    pub(super) fn at(&self, world: Point<f64>) -> Pos2 {
        let (x, y) = self.camera.to_screen(world);
        pos2(self.rect.min.x + x, self.rect.min.y + y)
    }

    /// The middle of a disc; what it is moved aside grows with the disc.
    pub(super) fn disc(&self, disc: &Disc, placed: Placed) -> Pos2 {
        let own = self.at(disc.at);
        let aside = pos2(self.rect.min.x + placed.at.0, self.rect.min.y + placed.at.1) - own;
        own + aside * self.magnify
    }

    pub(super) fn pen(&self, stroke: scene::Stroke) -> Pen {
        Pen {
            width: stroke.width_px * self.magnify,
            color: faded(stroke.color, stroke.opacity),
            feather: self.feather,
        }
    }

    /// How the vertices of a layer with this origin come to the screen: `offset + scale × vertex`.
    pub(super) fn transform(&self, origin: Coord<f64>) -> impl Fn(&[f32; 2]) -> Pos2 {
        let offset = self.at(Point::from(origin));
        let scale = (1.0 / self.camera.metres_per_px) as f32;
        move |v: &[f32; 2]| pos2(offset.x + v[0] * scale, offset.y - v[1] * scale)
    }
}

/// Takes a part of the colour of a shape away.
pub(super) fn fade(shape: &mut Shape, opacity: f32) {
    adjust_colors(shape, move |color| *color = color.gamma_multiply(opacity));
}

pub(super) fn push_mesh(out: &mut Vec<Shape>, mesh: Mesh) {
    if !mesh.indices.is_empty() {
        out.push(Shape::mesh(mesh));
    }
}

pub(super) fn add_fill(mesh: &mut Mesh, part: &Part, origin: Coord<f64>, view: &View<'_>, color: Color32) {
    let start = mesh.vertices.len() as u32;
    let to_screen = view.transform(origin);
    mesh.vertices.extend(part.vertices.iter().map(|v| Vertex { pos: to_screen(v), uv: WHITE_UV, color }));
    mesh.indices.extend(part.triangles.iter().map(|i| i + start));
}

pub(super) fn add_rings(mesh: &mut Mesh, part: &Part, origin: Coord<f64>, view: &View<'_>, pen: Pen) {
    let to_screen = view.transform(origin);
    for ring in &part.rings {
        let points: Vec<Pos2> =
            part.vertices.get(ring.clone()).unwrap_or(&[]).iter().map(&to_screen).collect();
        add_line(mesh, &points, true, pen, view.rect);
    }
}

pub(super) fn push_base_lines(
    out: &mut Vec<Shape>,
    lines: &Lines,
    stroke: scene::Stroke,
    casing: Option<scene::Stroke>,
    view: &View<'_>,
) {
    let visible = view.camera.visible();
    for stroke in casing.into_iter().chain([stroke]) {
        let mut mesh = Mesh::default();
        for (line, bounds) in lines.list() {
            if geo::Intersects::intersects(bounds, &visible) {
                let points = screen_line(line, view);
                add_line(&mut mesh, &points, line.is_closed(), view.pen(stroke), view.rect);
            }
        }
        push_mesh(out, mesh);
    }
}

pub(super) fn screen_line(line: &LineString<f64>, view: &View<'_>) -> Vec<Pos2> {
    let take = line.0.len().saturating_sub(usize::from(line.is_closed()));
    line.0.iter().take(take).map(|c| view.at(Point::from(*c))).collect()
}

/// The curve of a flow, the same as in print.
pub(super) fn add_flow(mesh: &mut Mesh, line: &FlowLine, view: &View<'_>) {
    const STEPS: usize = 24;
    let (a, b) = (view.at(line.from), view.at(line.to));
    let outline = flow::outline((a.x, a.y), (b.x, b.y), line.width_px * view.magnify, STEPS);
    let color = faded(line.color, line.opacity);
    let start = mesh.vertices.len() as u32;
    mesh.vertices.extend(outline.iter().map(|&(x, y)| Vertex { pos: pos2(x, y), uv: WHITE_UV, color }));
    // A soft edge, as lines have.
    let edge: Vec<Pos2> = outline.iter().map(|&(x, y)| pos2(x, y)).collect();
    // The outline goes up one side and down the other: corner i lies across from the i-th last.
    let count = outline.len() as u32;
    for i in 0..(count / 2).saturating_sub(1) {
        let (p, q, r, s) = (start + i, start + count - 1 - i, start + i + 1, start + count - 2 - i);
        mesh.indices.extend([p, q, r, q, s, r]);
    }
    let pen = Pen { width: view.feather, color: color.gamma_multiply(0.5), feather: view.feather };
    add_line(mesh, &edge, true, pen, view.rect);
}

/// A square on its point: no school, whatever its colour.
pub(super) fn push_meeting(out: &mut Vec<Shape>, place: &scene::MeetingPlace, of: &Scene, view: &View<'_>) {
    let centre = view.at(place.at);
    for (half, ink) in
        [(1.5, of.theme.ring), (0.0, of.theme.accent), (-3.0, of.theme.panel)].map(|(more, ink)| {
            ((scene::MeetingPlace::HALF_PX + more) * view.magnify * std::f32::consts::SQRT_2, color(ink))
        })
    {
        let corners = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)];
        let corners = corners.map(|(x, y)| centre + Vec2::new(x, y)).to_vec();
        out.push(Shape::convex_polygon(corners, ink, Stroke::NONE));
    }
}

pub(super) fn push_disc(
    out: &mut Vec<Shape>,
    disc: &Disc,
    placed: Placed,
    view: &View<'_>,
    lift: f32,
    tiles: Option<&Tiles>,
) {
    let centre = view.disc(disc, placed);
    let radius = (placed.radius_px + lift) * view.magnify;
    if !view.rect.expand(radius + 4.0).contains(centre) {
        return;
    }
    let ring = placed.ring_px * view.magnify;
    out.push(Shape::circle_filled(centre, radius + ring, faded(disc.ring.color, disc.ring.opacity)));
    let shares: Vec<f32> = disc.slices.iter().map(|(_, share)| *share).collect();
    let steps = (radius * 3.0).clamp(24.0, 96.0) as usize;
    for ((rgb, _), arc) in disc.slices.iter().zip(pie::arcs(&shares)) {
        let Some((start, end)) = arc else { continue };
        if end - start >= 1.0 - 1e-6 {
            out.push(Shape::circle_filled(centre, radius, color(*rgb)));
            continue;
        }
        // egui fills convex outlines only: a slice of more than half a turn goes in two.
        let pieces = if end - start > 0.5 { 2 } else { 1 };
        for piece in 0..pieces {
            let part = (end - start) / pieces as f32;
            let (from, to) = (start + part * piece as f32, start + part * (piece + 1) as f32);
            let corners = ((to - from) * steps as f32).ceil().max(2.0) as usize;
            let mut outline = vec![centre];
            outline.extend((0..=corners).map(|i| {
                let (x, y) = pie::on_circle(from + (to - from) * i as f32 / corners as f32, radius);
                centre + Vec2::new(x, y)
            }));
            out.push(Shape::convex_polygon(outline, color(*rgb), Stroke::NONE));
        }
    }
    if let Some(tile) = tiles.and_then(|t| t.get(disc.texture)) {
        let mut mesh = Mesh::with_texture(tile.handle.id());
        let tint = color(disc.texture_color);
        let uv = |p: Pos2| ((p - centre) / tile.side).to_pos2();
        mesh.vertices.push(Vertex { pos: centre, uv: uv(centre), color: tint });
        for i in 0..=steps {
            let (x, y) = pie::on_circle(i as f32 / steps as f32, radius);
            let pos = centre + Vec2::new(x, y);
            mesh.vertices.push(Vertex { pos, uv: uv(pos), color: tint });
        }
        mesh.indices.extend((1..=steps as u32).flat_map(|i| [0, i, i + 1]));
        push_mesh(out, mesh);
    }
    if let (Some(sign), Some((rgb, _))) = (disc.sign, disc.slices.first()) {
        let (bars, width) = sign.bars(radius);
        let at = |(x, y): (f32, f32)| centre + Vec2::new(x, y);
        let pen = Stroke::new(width, color(sign.ink(*rgb)));
        out.extend(bars.into_iter().map(|(a, b)| Shape::line_segment([at(a), at(b)], pen)));
    }
}
