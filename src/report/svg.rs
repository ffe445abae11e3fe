//! A scene as SVG: self-contained, without scripts, styles or files from elsewhere.
//!
//! Only features that every reader has (SVG 1.1 with `paint-order`): paths, clips, text. Textures
//! are lines under a clip instead of tiled patterns, so that they run on across borders and stay
//! sharp at any size.

pub(super) mod chart;
pub(super) mod letters;
mod map;
mod panel;
pub(super) mod pen;
mod tiles;

pub use chart::chart;

use super::Print;
use crate::text::text_with;
use crate::view::{Camera, Scene};
use letters::escape;
use pen::number;

/// Width of the panel beside the map.
const PANEL_PX: f32 = 288.0;

/// The first of these that a machine has is used; the last always exists.
pub(super) const FONTS: &str =
    "Inter, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif";

/// A rectangle of the print, in logical pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Frame {
    x: f32,
    y: f32,
    w: f32,
    h: f32,
}

/// The scene as a whole SVG document, `print.width` × `print.height` logical pixels.
///
/// The map is clipped to its frame and shows the whole of `print.camera`'s view (or of the scene).
/// Coordinates are rounded to a hundredth of a pixel.
pub fn svg(scene: &Scene, print: &Print) -> String {
    let (width, height) = print.size();
    let (map, panel) = frames(width, height, print.panel, panel::is_bare(scene));
    let camera = camera(scene, print, map);
    let tiles = scene.backdrop.as_ref().map(|b| b.printed(&camera)).unwrap_or_default();
    let scene = scene.as_printed(&tiles);
    let scene = scene.as_ref();
    let theme = &scene.theme;
    let mut out = String::with_capacity(256 * 1024);
    let (w, h) = (number(width), number(height));
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         role=\"img\" aria-labelledby=\"title desc\" lang=\"{}\" font-family=\"{FONTS}\" font-size=\"13\" \
         fill=\"{}\">\n",
        scene.language.code(),
        theme.text.hex()
    ));
    out.push_str(&format!("<title id=\"title\">{}</title>\n", escape(&title(scene))));
    out.push_str(&format!("<desc id=\"desc\">{}</desc>\n", escape(&description(scene))));
    let spread = super::png::spread(print.deterministic);
    map::draw(&mut out, scene, &camera, map, !print.transparent, (&tiles, spread));
    match panel {
        Some(panel) => {
            let symbols = scene.symbol_scale(camera.metres_per_px);
            panel::draw(&mut out, scene, panel, map, symbols, !print.transparent);
        }
        None => panel::draw_on_map(&mut out, scene, map),
    }
    out.push_str("</svg>\n");
    out
}

/// The key to a map that is printed without its panel, so wide, in so many columns: the inside of a
/// drawing, and its height.
pub(super) fn key(scene: &Scene, print: &Print, width: f32, columns: usize) -> (String, f32) {
    let (w, h) = print.size();
    let camera = camera(scene, print, Frame { x: 0.0, y: 0.0, w, h });
    panel::key(scene, width, columns, scene.symbol_scale(camera.metres_per_px))
}

/// The camera with which a print shows its map.
fn camera(scene: &Scene, print: &Print, map: Frame) -> Camera {
    let size = (map.w, map.h);
    match print.camera {
        Some(camera) => Camera::fit(camera.visible(), size, 0.0),
        None => Camera::fit(scene.extent, size, 20.0),
    }
}

/// Frames of map and panel: side by side, or the panel under the map when the print is upright.
fn frames(width: f32, height: f32, panel: bool, bare: bool) -> (Frame, Option<Frame>) {
    if !panel {
        return (Frame { x: 0.0, y: 0.0, w: width, h: height }, None);
    }
    if width >= height {
        let side = PANEL_PX.min(width * 0.4);
        let map = Frame { x: side, y: 0.0, w: width - side, h: height };
        return (map, Some(Frame { x: 0.0, y: 0.0, w: side, h: height }));
    }
    let below = (height * 0.4).min(if bare { 240.0 } else { 460.0 });
    let map = Frame { x: 0.0, y: 0.0, w: width, h: height - below };
    (map, Some(Frame { x: 0.0, y: height - below, w: width, h: below }))
}

fn title(scene: &Scene) -> String {
    joined(&[&scene.title, &scene.legend.title, &scene.subtitle], " – ")
}

fn joined(parts: &[&str], between: &str) -> String {
    parts.iter().copied().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(between)
}

/// What the picture says, for whoever cannot see it: measure, statement, legend, sources, marks.
pub(super) fn description(scene: &Scene) -> String {
    let legend = joined(&[&scene.legend.title, &scene.legend.subtitle, &scene.subtitle], ", ");
    let args = [("title", scene.title.as_str()), ("legend", legend.as_str())];
    let mut out = text_with(scene.language, "view-map-description", &args);
    let sections = scene.legend.sections.iter().flat_map(|s| &s.entries);
    let rows = scene.legend.entries.iter().chain(sections).map(|e| match e.count {
        Some(count) => format!("{}: {count}", e.text),
        None => e.text.clone(),
    });
    let rows = rows.collect::<Vec<_>>().join("; ");
    let marks = scene.marks.iter().map(|m| format!("{}: {}", m.text, m.tooltip));
    let parts =
        scene.statement.iter().cloned().chain([rows]).chain(marks).chain([scene.attribution.join(" · ")]);
    for part in parts.filter(|p| !p.is_empty()) {
        out.push(' ');
        out.push_str(part.trim_end_matches('.'));
        out.push('.');
    }
    out
}
