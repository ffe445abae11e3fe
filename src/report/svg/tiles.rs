//! The tiles of a background map within the drawing: it needs nothing from elsewhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::pen::number;
use crate::basemap::print::Printed;
use crate::view::{Camera, Scene};

/// Neighbours overlap by so much: on their border lies a pixel that each covers in part, and through
/// both the paper would show as a hair.
const OVERLAP_PX: f32 = 1.0;

pub fn draw(out: &mut String, scene: &Scene, camera: &Camera, tiles: &Printed) {
    if tiles.pieces.is_empty() {
        return;
    }
    // Readers of before 2018 know the address of a picture by this name only.
    out.push_str("<g xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    let opacity = scene.backdrop_opacity();
    if opacity < 1.0 {
        out.push_str(&format!(" opacity=\"{}\"", number(opacity)));
    }
    out.push_str(">\n");
    for piece in &tiles.pieces {
        let extent = piece.tile.extent();
        let (x0, y0) = camera.to_screen((extent.min().x, extent.max().y).into());
        let (x1, y1) = camera.to_screen((extent.max().x, extent.min().y).into());
        out.push_str(&format!(
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" \
             xlink:href=\"data:{};base64,",
            number(x0),
            number(y0),
            number(x1 - x0 + OVERLAP_PX),
            number(y1 - y0 + OVERLAP_PX),
            piece.format.mime()
        ));
        STANDARD.encode_string(&piece.bytes, out);
        out.push_str("\"/>\n");
    }
    out.push_str("</g>\n");
}
