//! A scene as shapes on the screen.
//!
//! Everything that lies still is made into a few meshes that are kept until camera or scene
//! changes: a frame in which nothing moves costs a copy.

use std::sync::Arc;

use eframe::egui::epaint::shape_transform::adjust_colors;
use eframe::egui::epaint::{Vertex, WHITE_UV};
use eframe::egui::{
    Align2, Color32, Context, FontId, Galley, Mesh, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2,
};
use geo::{Coord, LineString, Point};

use super::mesh::{MeshCache, Part};
use super::stroke::{Pen, add_line};
use super::textures::Tiles;
use crate::app::fonts;
use crate::app::style::color;
use crate::data::AreaId;
use crate::view::camera::Camera;
use crate::view::discs::Placed;
use crate::view::flow;
use crate::view::labels::{ScreenBox, place};
use crate::view::pie;
use crate::view::scene::{self, Disc, FlowLine, LabelKind, OwnLayer, Rgb, Scene, SceneLayer, Texture};
use crate::view::shapes::{Lines, Shapes};

/// What the kept shapes belong to.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    scene: usize,
    camera: Camera,
    rect: Rect,
    density: f32,
    discs_in_front: bool,
    magnify: f32,
}

/// Draws scenes, and keeps what can be kept between frames.
pub struct MapPainter {
    /// How many times larger than on a desk lines, discs and letters are drawn: for a hall.
    pub magnify: f32,
    meshes: MeshCache,
    tiles: Option<Tiles>,
    /// With the scene itself, so that another one can't come to stand at its address.
    kept: Option<(Key, Arc<Scene>, Vec<Shape>)>,
}

impl Default for MapPainter {
    fn default() -> Self {
        Self { magnify: 1.0, meshes: MeshCache::default(), tiles: None, kept: None }
    }
}

/// Colour with an opacity of 0..1.
fn faded(rgb: Rgb, opacity: f32) -> Color32 {
    color(rgb).gamma_multiply(opacity.clamp(0.0, 1.0))
}

impl MapPainter {
    /// Forgets the geometry of a dataset that is no longer open.
    pub fn clear(&mut self) {
        self.meshes.clear();
        self.kept = None;
    }

    /// Draws the scene into the clip rectangle of the painter.
    pub fn paint(&mut self, painter: &Painter, scene: &Arc<Scene>, camera: &Camera, rect: Rect) {
        let key = Key {
            scene: Arc::as_ptr(scene).addr(),
            camera: *camera,
            rect,
            density: painter.pixels_per_point(),
            discs_in_front: true,
            magnify: self.magnify,
        };
        if self.kept.as_ref().is_none_or(|(k, _, _)| *k != key) {
            let shapes = self.shapes(painter, scene, camera, rect);
            self.kept = Some((key, scene.clone(), shapes));
        }
        if let Some((_, _, shapes)) = &self.kept {
            painter.extend(shapes.iter().cloned());
        }
    }

    fn view<'a>(&self, painter: &Painter, camera: &'a Camera, rect: Rect) -> View<'a> {
        View { camera, rect, feather: 1.0 / painter.pixels_per_point(), magnify: self.magnify }
    }

    fn shapes(&mut self, painter: &Painter, scene: &Scene, camera: &Camera, rect: Rect) -> Vec<Shape> {
        let ctx = painter.ctx();
        if self.tiles.as_ref().is_none_or(|t| !t.fit(ctx)) {
            self.tiles = Some(Tiles::new(ctx));
        }
        let view = self.view(painter, camera, rect);
        // Over a background map the paper is drawn already, with the map on it.
        let paper = scene.backdrop.is_none();
        let mut out = Vec::new();
        out.extend(paper.then(|| Shape::rect_filled(rect, 0.0, color(scene.background))));
        for (layer, opacity) in scene.drawn() {
            let below = out.len();
            match layer {
                SceneLayer::BaseAreas { shapes, color: rgb, .. } => {
                    let mesh = self.meshes.get(shapes);
                    let parts = mesh.at_scale(camera.metres_per_px);
                    let mut fill = Mesh::default();
                    for i in shapes.visible_in(camera.visible()) {
                        if let Some(part) = parts.get(i) {
                            add_fill(&mut fill, part, mesh.origin, &view, color(*rgb));
                        }
                    }
                    push_mesh(&mut out, fill);
                }
                SceneLayer::BaseLines { lines, stroke, casing, .. } => {
                    push_base_lines(&mut out, lines, *stroke, *casing, &view);
                }
                SceneLayer::Own(own) => self.push_own(&mut out, own, &view),
                SceneLayer::Streets { lines, stroke, closer_than } => {
                    if camera.metres_per_px < *closer_than {
                        push_base_lines(&mut out, lines, *stroke, None, &view);
                    }
                }
                SceneLayer::Areas { shapes, fills, border, .. } => {
                    self.push_areas(&mut out, shapes, fills, *border, &view);
                }
                SceneLayer::Outlines { shapes, stroke, casing, .. } => {
                    for stroke in casing.iter().chain([stroke]) {
                        let borders = self.borders(shapes, *stroke, &view);
                        push_mesh(&mut out, borders);
                    }
                }
                SceneLayer::Catchments { shapes, fills, stroke, casing } => {
                    self.push_areas(&mut out, shapes, fills, casing.unwrap_or_default(), &view);
                    let borders = self.borders(shapes, *stroke, &view);
                    push_mesh(&mut out, borders);
                }
                SceneLayer::Flows(flows) => {
                    let mut mesh = Mesh::default();
                    flows.iter().for_each(|flow| add_flow(&mut mesh, flow, &view));
                    push_mesh(&mut out, mesh);
                }
                SceneLayer::Links(links) => {
                    let mut mesh = Mesh::default();
                    let casings = links.iter().map(|link| (link, link.casing));
                    for (link, stroke) in casings.chain(links.iter().map(|link| (link, link.stroke))) {
                        let ends = [view.at(link.from), view.at(link.to)];
                        add_line(&mut mesh, &ends, false, view.pen(stroke), view.rect);
                    }
                    push_mesh(&mut out, mesh);
                }
                SceneLayer::Meetings(places) => {
                    places.iter().for_each(|place| push_meeting(&mut out, place, scene, &view));
                }
                SceneLayer::Discs(discs) => {
                    for disc in discs {
                        push_disc(&mut out, disc, scene.place(disc, camera), &view, 0.0, self.tiles.as_ref());
                    }
                }
            }
            if opacity < 1.0 {
                out.iter_mut().skip(below).for_each(|shape| fade(shape, opacity));
            }
        }
        push_labels(&mut out, ctx, scene, &view);
        out
    }

    /// A layer from a file of the person's own: surfaces, lines, points.
    fn push_own(&mut self, out: &mut Vec<Shape>, own: &OwnLayer, view: &View<'_>) {
        if let Some(shapes) = &own.shapes {
            let fills = vec![own.fill; shapes.len()];
            self.push_areas(out, shapes, &fills, own.stroke, view);
        }
        if let Some(lines) = &own.lines {
            push_base_lines(out, lines, own.stroke, Some(own.casing), view);
        }
        let radius = own.radius_px * view.magnify;
        let reach = view.rect.expand(radius);
        for at in own.points.iter().flat_map(|points| points.iter()).map(|p| view.at(*p)) {
            if reach.contains(at) {
                out.push(Shape::circle_filled(at, radius + 1.0, faded(own.casing.color, own.casing.opacity)));
                out.push(Shape::circle_filled(at, radius, faded(own.stroke.color, own.stroke.opacity)));
            }
        }
    }

    fn push_areas(
        &mut self,
        out: &mut Vec<Shape>,
        shapes: &Arc<Shapes>,
        fills: &[scene::Fill],
        border: scene::Stroke,
        view: &View<'_>,
    ) {
        let mesh = self.meshes.get(shapes);
        let parts = mesh.at_scale(view.camera.metres_per_px);
        let visible = shapes.visible_in(view.camera.visible());
        let mut plain = Mesh::default();
        for &i in &visible {
            if let (Some(part), Some(fill)) = (parts.get(i), fills.get(i)) {
                add_fill(&mut plain, part, mesh.origin, view, faded(fill.color, fill.opacity));
            }
        }
        push_mesh(out, plain);
        for texture in [Texture::Hatch, Texture::Dots, Texture::Diagonal, Texture::Cross, Texture::Upright] {
            let Some(tile) = self.tiles.as_ref().and_then(|t| t.get(texture)) else { continue };
            let mut pattern = Mesh::with_texture(tile.handle.id());
            // The pattern is fixed to the ground, not to the glass: it moves along with the map.
            let anchor = view.at(Point::new(0.0, 0.0));
            let anchor = Vec2::new(anchor.x.rem_euclid(tile.side), anchor.y.rem_euclid(tile.side));
            for &i in &visible {
                let (Some(part), Some(fill)) = (parts.get(i), fills.get(i)) else { continue };
                if fill.texture == texture {
                    let first = pattern.vertices.len();
                    let tint = faded(fill.texture_color, fill.texture_opacity);
                    add_fill(&mut pattern, part, mesh.origin, view, tint);
                    for vertex in pattern.vertices.iter_mut().skip(first) {
                        vertex.uv = ((vertex.pos.to_vec2() - anchor) / tile.side).to_pos2();
                    }
                }
            }
            push_mesh(out, pattern);
        }
        let borders = self.borders(shapes, border, view);
        push_mesh(out, borders);
    }

    fn borders(&mut self, shapes: &Arc<Shapes>, stroke: scene::Stroke, view: &View<'_>) -> Mesh {
        let mesh = self.meshes.get(shapes);
        let parts = mesh.at_scale(view.camera.metres_per_px);
        let mut out = Mesh::default();
        let pen = view.pen(stroke);
        for i in shapes.visible_in(view.camera.visible()) {
            if let Some(part) = parts.get(i) {
                add_rings(&mut out, part, mesh.origin, view, pen);
            }
        }
        out
    }

    /// Draws one area's border over the map, to show that it is selected or pointed at.
    pub fn outline_area(
        &mut self,
        painter: &Painter,
        scene: &Scene,
        camera: &Camera,
        rect: Rect,
        area: AreaId,
        width: f32,
    ) {
        let view = self.view(painter, camera, rect);
        let shapes = scene.layers.iter().find_map(|layer| match layer {
            SceneLayer::Areas { shapes, .. } => Some(shapes),
            _ => None,
        });
        let Some(shapes) = shapes else { return };
        let Some(position) = shapes.list().iter().position(|s| s.id == area.0) else { return };
        let mesh = self.meshes.get(shapes);
        let Some(part) = mesh.at_scale(camera.metres_per_px).get(position) else { return };
        for (rgb, extra) in [(scene.theme.halo, 2.0), (scene.theme.text, 0.0)] {
            let mut out = Mesh::default();
            let pen = Pen { width: (width + extra) * view.magnify, color: color(rgb), feather: view.feather };
            add_rings(&mut out, part, mesh.origin, &view, pen);
            painter.add(Shape::mesh(out));
        }
    }

    /// Draws a school larger and with a dark ring, over everything else.
    pub fn lift_disc(&self, painter: &Painter, scene: &Scene, camera: &Camera, rect: Rect, disc: &Disc) {
        let view = self.view(painter, camera, rect);
        let mut out = Vec::new();
        let placed = scene.place(disc, camera);
        push_disc(&mut out, disc, placed, &view, 2.0, self.tiles.as_ref());
        let (at, radius) = (view.disc(disc, placed), (placed.radius_px + 4.0) * self.magnify);
        out.push(Shape::circle_stroke(at, radius, Stroke::new(2.5 * self.magnify, color(scene.theme.text))));
        painter.extend(out);
    }
}

/// The camera on a rectangle of the screen.
struct View<'a> {
    camera: &'a Camera,
    rect: Rect,
    feather: f32,
    magnify: f32,
}

impl View<'_> {
    fn at(&self, world: Point<f64>) -> Pos2 {
        let (x, y) = self.camera.to_screen(world);
        pos2(self.rect.min.x + x, self.rect.min.y + y)
    }

    /// The middle of a disc; what it is moved aside grows with the disc.
    fn disc(&self, disc: &Disc, placed: Placed) -> Pos2 {
        let own = self.at(disc.at);
        let aside = pos2(self.rect.min.x + placed.at.0, self.rect.min.y + placed.at.1) - own;
        own + aside * self.magnify
    }

    fn pen(&self, stroke: scene::Stroke) -> Pen {
        Pen {
            width: stroke.width_px * self.magnify,
            color: faded(stroke.color, stroke.opacity),
            feather: self.feather,
        }
    }

    /// How the vertices of a layer with this origin come to the screen: `offset + scale × vertex`.
    fn transform(&self, origin: Coord<f64>) -> impl Fn(&[f32; 2]) -> Pos2 {
        let offset = self.at(Point::from(origin));
        let scale = (1.0 / self.camera.metres_per_px) as f32;
        move |v: &[f32; 2]| pos2(offset.x + v[0] * scale, offset.y - v[1] * scale)
    }
}

/// Takes a part of the colour of a shape away.
fn fade(shape: &mut Shape, opacity: f32) {
    adjust_colors(shape, move |color| *color = color.gamma_multiply(opacity));
}

fn push_mesh(out: &mut Vec<Shape>, mesh: Mesh) {
    if !mesh.indices.is_empty() {
        out.push(Shape::mesh(mesh));
    }
}

fn add_fill(mesh: &mut Mesh, part: &Part, origin: Coord<f64>, view: &View<'_>, color: Color32) {
    let start = mesh.vertices.len() as u32;
    let to_screen = view.transform(origin);
    mesh.vertices.extend(part.vertices.iter().map(|v| Vertex { pos: to_screen(v), uv: WHITE_UV, color }));
    mesh.indices.extend(part.triangles.iter().map(|i| i + start));
}

fn add_rings(mesh: &mut Mesh, part: &Part, origin: Coord<f64>, view: &View<'_>, pen: Pen) {
    let to_screen = view.transform(origin);
    for ring in &part.rings {
        let points: Vec<Pos2> =
            part.vertices.get(ring.clone()).unwrap_or(&[]).iter().map(&to_screen).collect();
        add_line(mesh, &points, true, pen, view.rect);
    }
}

fn push_base_lines(
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

fn screen_line(line: &LineString<f64>, view: &View<'_>) -> Vec<Pos2> {
    let take = line.0.len().saturating_sub(usize::from(line.is_closed()));
    line.0.iter().take(take).map(|c| view.at(Point::from(*c))).collect()
}

/// The curve of a flow, the same as in print.
fn add_flow(mesh: &mut Mesh, line: &FlowLine, view: &View<'_>) {
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
fn push_meeting(out: &mut Vec<Shape>, place: &scene::MeetingPlace, of: &Scene, view: &View<'_>) {
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

fn push_disc(
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

fn label_font(kind: LabelKind, magnify: f32) -> FontId {
    let family = if kind.semibold() { fonts::semibold() } else { fonts::regular() };
    FontId::new(kind.size_px() * magnify, family)
}

fn push_labels(out: &mut Vec<Shape>, ctx: &Context, scene: &Scene, view: &View<'_>) {
    let galley = |text: &str, kind: LabelKind| -> Arc<Galley> {
        ctx.fonts_mut(|f| {
            f.layout_no_wrap(text.to_owned(), label_font(kind, view.magnify), Color32::PLACEHOLDER)
        })
    };
    // Names find their places as on a desk, so that a large screen shows the same ones as a small.
    let desk = |v: f32| v / view.magnify;
    let discs = scene.discs().map(|d| {
        let placed = scene.place(d, view.camera);
        let at = view.disc(d, placed);
        ScreenBox::around((desk(at.x), desk(at.y)), placed.radius_px)
    });
    let meetings = scene.meetings().map(|place| {
        let at = view.at(place.at);
        ScreenBox::around((desk(at.x), desk(at.y)), scene::MeetingPlace::HALF_PX + 4.0)
    });
    let obstacles: Vec<ScreenBox> = discs.chain(meetings).collect();
    // The lowest strip belongs to the scale bar and the sources.
    const FURNITURE_PX: f32 = 40.0;
    let mut inside = view.rect.shrink(6.0 * view.magnify);
    inside.max.y -= FURNITURE_PX * view.magnify;
    let frame = ScreenBox {
        x0: desk(inside.min.x),
        y0: desk(inside.min.y),
        x1: desk(inside.max.x),
        y1: desk(inside.max.y),
    };
    let measure = |text: &str, kind: LabelKind| {
        let size = galley(text, kind).size();
        (desk(size.x), desk(size.y))
    };
    let to_screen = |p: Point<f64>| {
        let at = view.at(p);
        (desk(at.x), desk(at.y))
    };
    let scale = view.camera.metres_per_px * f64::from(view.magnify);
    let placed = place(&scene.labels, frame, to_screen, scale, measure, &obstacles);
    for label in placed {
        let Some(text) = scene.labels.get(label.label) else { continue };
        let galley = galley(&text.text, text.kind);
        let at = pos2(label.area.x0 * view.magnify, label.area.y0 * view.magnify);
        push_halo_text(out, at, &galley, color(scene.theme.halo), color(scene.theme.text));
    }
}

/// Text with a soft rim, legible on any colour.
fn push_halo_text(out: &mut Vec<Shape>, at: Pos2, galley: &Arc<Galley>, halo: Color32, ink: Color32) {
    const RIM: f32 = 1.4;
    let tint = |pos: Pos2, color: Color32| {
        let mut shape = eframe::egui::epaint::TextShape::new(pos, galley.clone(), color);
        shape.override_text_color = Some(color);
        Shape::Text(shape)
    };
    for step in 0..8 {
        let angle = step as f32 / 8.0 * std::f32::consts::TAU;
        out.push(tint(at + Vec2::angled(angle) * RIM, halo));
    }
    out.push(tint(at, ink));
}

/// Text with a rim, for what stands on the map itself.
pub fn halo_text(
    painter: &Painter,
    at: Pos2,
    align: Align2,
    text: &str,
    font: FontId,
    scene: &Scene,
) -> Rect {
    let galley = painter.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
    let rect = align.anchor_size(at, galley.size());
    let mut out = Vec::new();
    push_halo_text(&mut out, rect.min, &galley, color(scene.theme.halo), color(scene.theme.text));
    painter.extend(out);
    rect
}
