//! A flow from home to school as a curve that grows towards the school.

/// A flow starts no thinner than this, where that is thinner than it arrives: it would fall apart
/// into dots.
pub const START_PX: f32 = 1.0;

/// The outline of a flow in pixels, closed, of `2 · (steps + 1)` corners; empty when it has no
/// length or no width. It bends to its right by an eighth of its length, so that flows there and
/// back lie apart, and widens from a fifth (but at least [`START_PX`]) to the whole of `width_px`.
pub fn outline(from: (f32, f32), to: (f32, f32), width_px: f32, steps: usize) -> Vec<(f32, f32)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if !(length > 0.5 && length.is_finite() && width_px > 0.0 && width_px.is_finite()) {
        return Vec::new();
    }
    let bend = 0.125 * 2.0;
    let middle = ((from.0 + to.0) / 2.0 - dy * bend, (from.1 + to.1) / 2.0 + dx * bend);
    let steps = steps.clamp(4, 256);
    let mut left = Vec::with_capacity(2 * (steps + 1));
    let mut right = Vec::with_capacity(steps + 1);
    for i in 0..=steps {
        let t = i as f32 / steps as f32;
        let s = 1.0 - t;
        let at = |a: f32, b: f32, c: f32| s * s * a + 2.0 * s * t * b + t * t * c;
        let slope = |a: f32, b: f32, c: f32| s * (b - a) + t * (c - b);
        let (x, y) = (at(from.0, middle.0, to.0), at(from.1, middle.1, to.1));
        let (vx, vy) = (slope(from.0, middle.0, to.0), slope(from.1, middle.1, to.1));
        let speed = vx.hypot(vy).max(f32::MIN_POSITIVE);
        let half = (width_px * (0.2 + 0.8 * t)).max(START_PX.min(width_px)) / 2.0;
        let (nx, ny) = (-vy / speed * half, vx / speed * half);
        left.push((x + nx, y + ny));
        right.push((x - nx, y - ny));
    }
    right.reverse();
    left.extend(right);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_arrives_wide_and_starts_narrow() {
        let outline = outline((0.0, 0.0), (100.0, 0.0), 10.0, 16);
        assert_eq!(outline.len(), 34);
        let gap = |a: (f32, f32), b: (f32, f32)| (a.0 - b.0).hypot(a.1 - b.1);
        assert!((gap(outline[0], outline[33]) - 2.0).abs() < 1e-3);
        assert!((gap(outline[16], outline[17]) - 10.0).abs() < 1e-3);
    }

    #[test]
    fn a_flow_without_length_or_width_is_nothing() {
        assert!(outline((1.0, 1.0), (1.0, 1.0), 4.0, 16).is_empty());
        assert!(outline((0.0, 0.0), (9.0, 9.0), f32::NAN, 16).is_empty());
    }
}
