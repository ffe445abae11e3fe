//! Lines as triangles with soft edges: one mesh for thousands of borders.

use eframe::egui::{Color32, Mesh, Pos2, Rect, Vec2, epaint::Vertex, epaint::WHITE_UV};

/// A line's width and colour, ready to draw.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    pub width: f32,
    pub color: Color32,
    /// Width of the soft edge: one physical pixel.
    pub feather: f32,
}

/// Corners sharper than this are not drawn out to their full point.
const MITER_LIMIT: f32 = 2.0;

/// Adds a line through `points` to a mesh; parts wholly outside `clip` are left out.
pub fn add_line(mesh: &mut Mesh, points: &[Pos2], closed: bool, pen: Pen, clip: Rect) {
    let count = points.len();
    if count < 2 || pen.color.a() == 0 || pen.width <= 0.0 {
        return;
    }
    let clip = clip.expand(pen.width + pen.feather);
    let segments = if closed { count } else { count - 1 };
    let point = |i: usize| points[i % count];
    let inner = ((pen.width - pen.feather) / 2.0).max(0.0);
    let outer = inner + pen.feather;
    // A line thinner than the soft edge is fainter instead.
    let strength = (pen.width / pen.feather).min(1.0);
    let core = pen.color.gamma_multiply(strength);
    let mut previous: Option<(usize, u32)> = None;
    for i in 0..segments {
        let (a, b) = (point(i), point(i + 1));
        if !clip.intersects(Rect::from_two_pos(a, b)) {
            previous = None;
            continue;
        }
        let Some(along) = direction(a, b) else { continue };
        let before = if closed || i > 0 { direction(point(i + count - 1), a) } else { None };
        let after = if closed || i + 1 < segments { direction(b, point(i + 2)) } else { None };
        let start = match previous {
            Some((last, vertices)) if last + 1 == i => vertices,
            _ => add_corner(mesh, a, miter(before, along), inner, outer, core),
        };
        let end = add_corner(mesh, b, miter(after, along), inner, outer, core);
        for lane in 0..3 {
            let (p, q, r, s) = (start + lane, start + lane + 1, end + lane, end + lane + 1);
            mesh.indices.extend([p, q, r, q, s, r]);
        }
        previous = Some((i, end));
    }
}

fn direction(a: Pos2, b: Pos2) -> Option<Vec2> {
    let v = b - a;
    let length = v.length();
    (length > 1e-6).then(|| v / length)
}

/// Across the line at a corner, drawn out so that both segments keep their width.
fn miter(neighbour: Option<Vec2>, along: Vec2) -> Vec2 {
    let across = along.rot90();
    let Some(neighbour) = neighbour else { return across };
    let sum = across + neighbour.rot90();
    let length = sum.length();
    if length < 1e-3 {
        return across;
    }
    let unit = sum / length;
    unit * (1.0 / unit.dot(across).max(1.0 / MITER_LIMIT)).min(MITER_LIMIT)
}

fn add_corner(mesh: &mut Mesh, at: Pos2, across: Vec2, inner: f32, outer: f32, color: Color32) -> u32 {
    let start = mesh.vertices.len() as u32;
    for (offset, color) in
        [(-outer, Color32::TRANSPARENT), (-inner, color), (inner, color), (outer, Color32::TRANSPARENT)]
    {
        mesh.vertices.push(Vertex { pos: at + across * offset, uv: WHITE_UV, color });
    }
    start
}
