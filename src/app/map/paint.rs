//! A scene as shapes on the screen.
//!
//! Everything that lies still is made into a few meshes that are kept until camera or scene
//! changes: a frame in which nothing moves costs a copy.

mod labels;
mod mark;
mod pieces;

pub use labels::halo_text;

use std::sync::Arc;

use eframe::egui::{Mesh, Painter, Rect, Shape, Vec2};
use geo::Point;

use self::labels::push_labels;
use self::pieces::{
    View, add_fill, add_flow, add_rings, fade, faded, push_base_lines, push_disc, push_meeting, push_mesh,
};
use super::mesh::MeshCache;
use super::stroke::add_line;
use super::textures::Tiles;
use crate::app::style::color;
use crate::view::camera::Camera;
use crate::view::scene::{self, OwnLayer, Scene, SceneLayer, Texture};
use crate::view::shapes::Shapes;

/// What the kept shapes belong to.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    scene: usize,
    camera: Camera,
    rect: Rect,
    density: f32,
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
    /// The same of what is selected.
    marked: Option<mark::Marked>,
}

impl Default for MapPainter {
    fn default() -> Self {
        Self { magnify: 1.0, meshes: MeshCache::default(), tiles: None, kept: None, marked: None }
    }
}

impl MapPainter {
    /// Forgets the geometry of a dataset that is no longer open.
    pub fn clear(&mut self) {
        self.meshes.clear();
        self.kept = None;
        self.marked = None;
    }

    /// Draws the scene into the clip rectangle of the painter.
    pub fn paint(&mut self, painter: &Painter, scene: &Arc<Scene>, camera: &Camera, rect: Rect) {
        let key = self.key(painter, scene, camera, rect);
        if self.kept.as_ref().is_none_or(|(k, _, _)| *k != key) {
            let shapes = self.shapes(painter, scene, camera, rect);
            self.kept = Some((key, scene.clone(), shapes));
        }
        if let Some((_, _, shapes)) = &self.kept {
            painter.extend(shapes.iter().cloned());
        }
    }

    fn key(&self, painter: &Painter, scene: &Arc<Scene>, camera: &Camera, rect: Rect) -> Key {
        Key {
            scene: Arc::as_ptr(scene).addr(),
            camera: *camera,
            rect,
            density: painter.pixels_per_point(),
            magnify: self.magnify,
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
}
