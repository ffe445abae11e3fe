//! From a hand-drawn stroke to a shape: corners cut off, middle lines widened to ribbons.

use super::borders::{Metre, doubled_area};

/// How often the corners of a stroke are cut: twice is smooth enough for a screen.
const ROUNDS: usize = 2;

/// A line with its corners cut off at a quarter of each side (Chaikin 1974); both ends stay.
pub fn smooth_line(path: &[Metre]) -> Vec<(f64, f64)> {
    let mut line = precise(path);
    for _ in 0..ROUNDS {
        let mut next: Vec<(f64, f64)> = line.first().copied().into_iter().collect();
        let sides = line.len().saturating_sub(1);
        for (n, (from, to)) in line.iter().zip(line.iter().skip(1)).enumerate() {
            if n > 0 {
                next.push(between(*from, *to, 0.25));
            }
            if n + 1 < sides {
                next.push(between(*from, *to, 0.75));
            }
        }
        next.extend(line.last());
        line = next;
    }
    line
}

/// A ring with its corners cut off; not closed.
pub fn smooth_ring(path: &[Metre]) -> Vec<(f64, f64)> {
    let mut ring = precise(path);
    for _ in 0..ROUNDS {
        let turned = ring.iter().skip(1).chain(ring.first());
        let cut =
            |(from, to): (&(f64, f64), &(f64, f64))| [between(*from, *to, 0.25), between(*from, *to, 0.75)];
        ring = ring.iter().zip(turned).flat_map(cut).collect();
    }
    ring
}

/// A line widened to a ribbon of `width` metres: one ring, counter-clockwise, not closed.
pub fn ribbon(line: &[(f64, f64)], width: f64) -> Vec<Metre> {
    let mut ring = whole(&beside(line, -width / 2.0, false));
    ring.extend(whole(&beside(line, width / 2.0, false)).into_iter().rev());
    counter_clockwise(ring)
}

/// A ring widened to a moat of `width` metres: exterior and hole.
pub fn moat(ring: &[(f64, f64)], width: f64) -> (Vec<Metre>, Vec<Metre>) {
    let left = counter_clockwise(whole(&beside(ring, -width / 2.0, true)));
    let right = counter_clockwise(whole(&beside(ring, width / 2.0, true)));
    let (outer, mut inner) =
        if doubled_area(&left) > doubled_area(&right) { (left, right) } else { (right, left) };
    inner.reverse();
    (outer, inner)
}

/// The corners in whole metres, without repeats.
pub fn whole(line: &[(f64, f64)]) -> Vec<Metre> {
    let mut corners: Vec<Metre> = line.iter().map(|&(x, y)| (x.round() as i64, y.round() as i64)).collect();
    corners.dedup();
    corners
}

fn counter_clockwise(mut ring: Vec<Metre>) -> Vec<Metre> {
    if doubled_area(&ring) < 0 {
        ring.reverse();
    }
    ring
}

fn precise(path: &[Metre]) -> Vec<(f64, f64)> {
    path.iter().map(|&(x, y)| (x as f64, y as f64)).collect()
}

fn between(from: (f64, f64), to: (f64, f64), share: f64) -> (f64, f64) {
    (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1))
}

/// The line shifted to its left by `distance` (to its right where that is negative).
fn beside(line: &[(f64, f64)], distance: f64, closed: bool) -> Vec<(f64, f64)> {
    let last = line.len().saturating_sub(1);
    let neighbour = |n: usize, forward: bool| match (forward, closed) {
        (true, true) => line.get(if n == last { 0 } else { n + 1 }),
        (false, true) => line.get(if n == 0 { last } else { n - 1 }),
        (true, false) => line.get(last.min(n + 1)),
        (false, false) => line.get(n.saturating_sub(1)),
    };
    let shifted = |(n, &(x, y)): (usize, &(f64, f64))| {
        let (&(x1, y1), &(x2, y2)) = (neighbour(n, false)?, neighbour(n, true)?);
        let (dx, dy) = (x2 - x1, y2 - y1);
        let length = (dx * dx + dy * dy).sqrt();
        (length > 0.0).then(|| (x - dy / length * distance, y + dx / length * distance))
    };
    line.iter().enumerate().filter_map(shifted).collect()
}
