//! Names on the map, and texts with a rim.

use std::sync::Arc;

use eframe::egui::{Align2, Color32, Context, FontId, Galley, Painter, Pos2, Rect, Shape, Vec2, pos2};
use geo::Point;

use super::pieces::View;
use crate::app::fonts;
use crate::app::style::color;
use crate::view::labels::{ScreenBox, place};
use crate::view::scene::{self, LabelKind, Scene};

fn label_font(kind: LabelKind, magnify: f32) -> FontId {
    let family = if kind.semibold() { fonts::semibold() } else { fonts::regular() };
    FontId::new(kind.size_px() * magnify, family)
}

pub(super) fn push_labels(out: &mut Vec<Shape>, ctx: &Context, scene: &Scene, view: &View<'_>) {
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
    // The north arrow stands in the corner.
    let (right, top) = (desk(view.rect.max.x), desk(view.rect.min.y));
    let north = ScreenBox { x0: right - 44.0, y0: top, x1: right, y1: top + 46.0 };
    let placed = place(&scene.labels, frame, to_screen, scale, measure, &obstacles, &[north]);
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
