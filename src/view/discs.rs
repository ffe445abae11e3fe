//! Where the disc of a school is drawn, and how large: schools in one building lie beside each other,
//! and where many lie close they are drawn smaller.

use geo::Point;

use super::camera::Camera;
use super::scene::{Disc, Scene};

/// Schools this close to each other, in metres, count as being in one place.
const SAME_PLACE_M: f64 = 10.0;
/// Beyond this many pixels nobody sees any more where a school is.
const FARTHEST_PX: f32 = 40.0;
/// Discs are not drawn smaller than this part of their size: of a whole country they are dots.
const LEAST_SCALE: f32 = 0.15;
/// The middle distance between neighbours at which discs keep their size, in their middle diameters.
const ROOM: f32 = 0.9;

/// A disc on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Pixels from the top left of the map.
    pub at: (f32, f32),
    pub radius_px: f32,
    pub ring_px: f32,
}

impl Placed {
    /// From the middle to the outside of the ring.
    pub fn reach_px(&self) -> f32 {
        self.radius_px + self.ring_px
    }
}

impl Scene {
    /// How much of their size discs keep at a scale, 0.15–1: fewer pixels between schools, smaller
    /// discs. The same for all, so that they can be compared; the key goes along.
    pub fn symbol_scale(&self, metres_per_px: f64) -> f32 {
        let Some((spacing_m, radius_px)) = self.crowding else { return 1.0 };
        let room = (spacing_m / metres_per_px) as f32;
        let scale = room / (2.0 * radius_px * ROOM);
        if scale.is_finite() { scale.clamp(LEAST_SCALE, 1.0) } else { 1.0 }
    }

    /// A disc of the scene as it is drawn with a camera.
    pub fn place(&self, disc: &Disc, camera: &Camera) -> Placed {
        let scale = self.symbol_scale(camera.metres_per_px);
        let (x, y) = camera.to_screen(disc.at);
        let (dx, dy) = disc.nudge_px;
        Placed {
            at: (x + dx * scale, y + dy * scale),
            radius_px: disc.radius_px * scale,
            ring_px: disc.ring.width_px * ring_scale(scale),
        }
    }
}

/// How much of its width a ring keeps: it stays visible around a small disc, and yields to a dot.
fn ring_scale(scale: f32) -> f32 {
    const SMALL: f32 = 0.35;
    const KEPT: f32 = 0.6;
    if scale < SMALL { KEPT * scale / SMALL } else { scale.max(KEPT) }
}

/// Puts discs in one place beside each other in a ring around it, each touching the next. The order
/// of schools decides who lies where.
pub(super) fn fan_out(discs: &mut [Disc]) {
    for group in together(discs) {
        let reach = |i: &usize| discs.get(*i).map_or(0.0, |d| d.radius_px + d.ring.width_px);
        let widest = group.iter().map(reach).fold(0.0, f32::max);
        let count = group.len() as f32;
        let half_turn = std::f32::consts::PI / count;
        let around = (widest / half_turn.sin()).min(FARTHEST_PX);
        // Two lie left and right; more begin at the top.
        let first = if group.len() == 2 { std::f32::consts::PI } else { -std::f32::consts::FRAC_PI_2 };
        for (k, i) in group.iter().enumerate() {
            let angle = first + 2.0 * half_turn * k as f32;
            if let Some(disc) = discs.get_mut(*i) {
                disc.nudge_px = (around * angle.cos(), around * angle.sin());
            }
        }
    }
}

/// Positions of discs that are in one place with others, by school.
fn together(discs: &[Disc]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..discs.len()).collect();
    let at = |i: usize| discs.get(i).map_or_else(Point::default, |d| d.at);
    order.sort_by(|a, b| at(*a).x().total_cmp(&at(*b).x()).then(a.cmp(b)));
    let mut group_of: Vec<Option<usize>> = vec![None; discs.len()];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, &i) in order.iter().enumerate() {
        let near = order.iter().skip(place + 1).take_while(|j| at(**j).x() - at(i).x() <= SAME_PLACE_M);
        for &j in near.filter(|j| (at(**j).y() - at(i).y()).abs() <= SAME_PLACE_M) {
            let (Some(of_i), Some(of_j)) = (group_of.get(i).copied(), group_of.get(j).copied()) else {
                continue;
            };
            // A school that is near two groups stays with the first: the groups are small.
            let group = of_i.or(of_j).unwrap_or_else(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            for k in [i, j] {
                if let (Some(slot @ None), Some(list)) = (group_of.get_mut(k), groups.get_mut(group)) {
                    *slot = Some(group);
                    list.push(k);
                }
            }
        }
    }
    for group in &mut groups {
        group.sort_by_key(|i| discs.get(*i).map(|d| d.school));
    }
    groups
}

/// The middle distance in metres from a school to the nearest that is not in the same place, and the
/// middle radius of their discs; `None` with fewer than three.
pub(super) fn crowding(discs: &[Disc]) -> Option<(f64, f32)> {
    let tree = rstar::RTree::bulk_load(discs.iter().map(|d| [d.at.x(), d.at.y()]).collect());
    let nearest = |disc: &Disc| {
        let near = tree.nearest_neighbor_iter_with_distance_2(&[disc.at.x(), disc.at.y()]);
        near.map(|(_, square)| square.sqrt()).find(|metres| *metres > SAME_PLACE_M)
    };
    let mut distances: Vec<f64> = discs.iter().filter_map(nearest).collect();
    if distances.len() < 3 {
        return None;
    }
    distances.sort_by(f64::total_cmp);
    let mut radii: Vec<f32> = discs.iter().map(|d| d.radius_px).collect();
    radii.sort_by(f32::total_cmp);
    Some((*distances.get(distances.len() / 2)?, *radii.get(radii.len() / 2)?))
}
