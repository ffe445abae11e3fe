//! The middle of the largest circle inside an area: where its name belongs.
//!
//! The pole of inaccessibility by a quadtree search as described by Agafonkin (2016, "A new
//! algorithm for finding a visual center of a polygon"): cells that cannot hold a better circle
//! than the best so far are dropped, the rest are split in four.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use geo::{Area, BoundingRect, Centroid, Coord, MultiPolygon, Point, Polygon};

/// A circle inside an area, in RD metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InnerCircle {
    pub centre: Point<f64>,
    /// 0 for an area without surface.
    pub radius_m: f64,
}

/// The largest circle inside the largest part of an area, to a fiftieth of that part's size;
/// `None` for an area without coordinates.
pub fn inner_circle(shape: &MultiPolygon<f64>) -> Option<InnerCircle> {
    let part = shape.0.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    let bounds = part.bounding_rect()?;
    let size = bounds.width().max(bounds.height());
    let middle = part.centroid().unwrap_or_else(|| Point::from(bounds.center()));
    if !size.is_finite() || size <= 0.0 || part.unsigned_area() <= 0.0 {
        return Some(InnerCircle { centre: middle, radius_m: 0.0 });
    }
    let precision = size / 50.0;
    let mut best = Cell::new(part, middle.0, 0.0);
    // Square cells of the shorter side, so that a long narrow area starts with a row of them.
    let step = bounds.width().min(bounds.height()).max(size / 16.0);
    let mut queue = BinaryHeap::new();
    let (columns, rows) = ((bounds.width() / step).ceil() as usize, (bounds.height() / step).ceil() as usize);
    for column in 0..columns.max(1) {
        for row in 0..rows.max(1) {
            let centre = Coord {
                x: bounds.min().x + (column as f64 + 0.5) * step,
                y: bounds.min().y + (row as f64 + 0.5) * step,
            };
            queue.push(Cell::new(part, centre, step / 2.0));
        }
    }
    // The bound is a guard against shapes of very many corners; the search ends far earlier.
    for _ in 0..500 {
        let Some(cell) = queue.pop() else { break };
        if cell.distance > best.distance {
            best = cell;
        }
        if cell.most - best.distance <= precision {
            break;
        }
        let half = cell.half / 2.0;
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            let centre = Coord { x: cell.centre.x + dx, y: cell.centre.y + dy };
            let child = Cell::new(part, centre, half);
            if child.most > best.distance {
                queue.push(child);
            }
        }
    }
    Some(InnerCircle { centre: Point::from(best.centre), radius_m: best.distance.max(0.0) })
}

/// A square of the search.
#[derive(Clone, Copy)]
struct Cell {
    centre: Coord<f64>,
    half: f64,
    /// From the centre to the border in metres; negative outside.
    distance: f64,
    /// No point of the cell lies deeper than this.
    most: f64,
}

impl Cell {
    fn new(polygon: &Polygon<f64>, centre: Coord<f64>, half: f64) -> Self {
        let distance = signed_distance(polygon, centre);
        Self { centre, half, distance, most: distance + half * std::f64::consts::SQRT_2 }
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        self.most.total_cmp(&other.most)
    }
}

/// Distance to the nearest border, positive inside by the even-odd rule.
fn signed_distance(polygon: &Polygon<f64>, p: Coord<f64>) -> f64 {
    let mut inside = false;
    let mut nearest = f64::INFINITY;
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        for line in ring.lines() {
            let (a, b) = (line.start, line.end);
            if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
                inside = !inside;
            }
            nearest = nearest.min(squared_distance(p, a, b));
        }
    }
    let distance = nearest.sqrt();
    if inside { distance } else { -distance }
}

fn squared_distance(p: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let t = if length > 0.0 { (((p.x - a.x) * dx + (p.y - a.y) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.x + t * dx - p.x, a.y + t * dy - p.y);
    x * x + y * y
}

#[cfg(test)]
mod tests {
    use geo::{Contains, polygon};

    use super::*;

    #[test]
    fn the_inner_point_of_a_hook_lies_in_its_thick_arm() {
        let hook = polygon![(x: 0., y: 0.), (x: 100., y: 0.), (x: 100., y: 10.), (x: 40., y: 10.),
            (x: 40., y: 100.), (x: 0., y: 100.)];
        let circle = inner_circle(&MultiPolygon(vec![hook.clone()])).unwrap();
        assert!(hook.contains(&circle.centre));
        assert!((18.0..=22.1).contains(&circle.radius_m), "{circle:?}");
    }

    #[test]
    fn an_area_without_surface_still_has_a_point() {
        let flat = polygon![(x: 5., y: 5.), (x: 5., y: 5.), (x: 5., y: 5.)];
        let circle = inner_circle(&MultiPolygon(vec![flat])).unwrap();
        assert_eq!(circle.radius_m, 0.0);
        assert!(inner_circle(&MultiPolygon(vec![])).is_none());
    }
}
