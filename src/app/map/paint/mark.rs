//! What is pointed at or selected, drawn over the map.

use std::sync::Arc;

use eframe::egui::{Mesh, Painter, Rect, Shape, Stroke};

use super::pieces::{View, add_rings, push_disc, push_mesh};
use super::{Key, MapPainter};
use crate::app::map::stroke::Pen;
use crate::app::style::color;
use crate::data::AreaId;
use crate::view::camera::Camera;
use crate::view::hit::Hit;
use crate::view::scene::{Disc, Scene, SceneLayer};
use crate::view::selection::Selection;

/// The shapes that mark a selection, and what they belong to.
pub(super) type Marked = (Key, Arc<Scene>, Selection, Vec<Shape>);

/// How much thinner the border of a member is than that of the primary one.
const MEMBER: f32 = 0.7;

impl MapPainter {
    /// Marks everything that is selected; the primary member most. A frame in which nothing moves
    /// costs a copy, however many there are.
    pub fn mark(
        &mut self,
        painter: &Painter,
        scene: &Arc<Scene>,
        camera: &Camera,
        rect: Rect,
        selection: &Selection,
        width: f32,
    ) {
        if selection.is_empty() {
            self.marked = None;
            return;
        }
        let key = self.key(painter, scene, camera, rect);
        let fits = |(of, _, kept, _): &Marked| *of == key && kept == selection;
        if !self.marked.as_ref().is_some_and(fits) {
            let shapes = self.marks(painter, scene, camera, rect, selection, width);
            self.marked = Some((key, scene.clone(), selection.clone(), shapes));
        }
        if let Some((.., shapes)) = &self.marked {
            painter.extend(shapes.iter().cloned());
        }
    }

    fn marks(
        &mut self,
        painter: &Painter,
        scene: &Scene,
        camera: &Camera,
        rect: Rect,
        selection: &Selection,
        width: f32,
    ) -> Vec<Shape> {
        let mut out = Vec::new();
        let primary = selection.primary();
        let others = |area: usize| {
            let hit = Hit::Area(AreaId(area));
            selection.contains(hit) && Some(hit) != primary
        };
        let view = self.view(painter, camera, rect);
        out.extend(self.outlines(scene, &view, width * MEMBER, others));
        if let Some(Hit::Area(id)) = primary {
            out.extend(self.outlines(scene, &view, width, |area| area == id.0));
        }
        for disc in scene.discs().filter(|disc| selection.contains(Hit::School(disc.school))) {
            let is_primary = Some(Hit::School(disc.school)) == primary;
            self.push_lifted(&mut out, scene, &view, disc, if is_primary { 1.0 } else { MEMBER });
        }
        out
    }

    /// The borders of some areas over the map, with a rim.
    fn outlines(
        &mut self,
        scene: &Scene,
        view: &View<'_>,
        width: f32,
        which: impl Fn(usize) -> bool,
    ) -> Vec<Shape> {
        let mut out = Vec::new();
        let shapes = scene.layers.iter().find_map(|layer| match layer {
            SceneLayer::Areas { shapes, .. } => Some(shapes),
            _ => None,
        });
        let Some(shapes) = shapes else { return out };
        let mesh = self.meshes.get(shapes);
        let parts = mesh.at_scale(view.camera.metres_per_px);
        let mut wanted = shapes.visible_in(view.camera.visible());
        wanted.retain(|at| shapes.list().get(*at).is_some_and(|shape| which(shape.id)));
        for (rgb, extra) in [(scene.theme.halo, 2.0), (scene.theme.text, 0.0)] {
            let mut lines = Mesh::default();
            let pen = Pen { width: (width + extra) * view.magnify, color: color(rgb), feather: view.feather };
            for part in wanted.iter().filter_map(|at| parts.get(*at)) {
                add_rings(&mut lines, part, mesh.origin, view, pen);
            }
            push_mesh(&mut out, lines);
        }
        out
    }

    /// Draws one area's border over the map, to show that it is pointed at.
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
        painter.extend(self.outlines(scene, &view, width, |id| id == area.0));
    }

    /// Draws a school larger and with a dark ring, over everything else.
    pub fn lift_disc(&self, painter: &Painter, scene: &Scene, camera: &Camera, rect: Rect, disc: &Disc) {
        let view = self.view(painter, camera, rect);
        let mut out = Vec::new();
        self.push_lifted(&mut out, scene, &view, disc, 1.0);
        painter.extend(out);
    }

    fn push_lifted(&self, out: &mut Vec<Shape>, scene: &Scene, view: &View<'_>, disc: &Disc, weight: f32) {
        let placed = scene.place(disc, view.camera);
        push_disc(out, disc, placed, view, 2.0, self.tiles.as_ref());
        let (at, radius) = (view.disc(disc, placed), (placed.radius_px + 4.0) * self.magnify);
        if view.rect.expand(radius).contains(at) {
            let ring = Stroke::new(2.5 * weight * self.magnify, color(scene.theme.text));
            out.push(Shape::circle_stroke(at, radius, ring));
        }
    }
}
