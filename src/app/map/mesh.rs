//! Triangles of map layers, made once per layer and level of detail.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use earcut::Earcut;
use geo::{Coord, LineString, MultiPolygon, Simplify};
use rayon::prelude::*;

use crate::view::shapes::{Shape, Shapes};

/// One area as triangles and as rings, in metres from the origin of its layer.
#[derive(Debug, Default)]
pub struct Part {
    pub vertices: Vec<[f32; 2]>,
    pub triangles: Vec<u32>,
    /// Each ring as a range of `vertices`; closed, without repeating its first point.
    pub rings: Vec<std::ops::Range<usize>>,
}

/// The parts of a layer at one level of detail, in the order of [`Shapes::list`].
type Detail = Vec<Part>;

/// Tolerances in metres of the levels of detail; a level is used where its tolerance is well
/// under a pixel, so that nobody sees a difference and neighbours keep meeting.
const TOLERANCES: [f64; 6] = [0.0, 4.0, 16.0, 64.0, 256.0, 1024.0];
const TOLERANCE_PX: f64 = 0.4;

/// The meshes of one layer.
#[derive(Debug)]
pub struct LayerMesh {
    shapes: Arc<Shapes>,
    /// RD metres; subtracted before going to `f32`, which then is good to centimetres.
    pub origin: Coord<f64>,
    details: [OnceLock<Detail>; TOLERANCES.len()],
}

impl LayerMesh {
    fn new(shapes: Arc<Shapes>) -> Self {
        let origin = shapes.bounds().map(|b| b.center()).unwrap_or_default();
        Self { shapes, origin, details: Default::default() }
    }

    /// The parts to draw at a scale; made at first use.
    pub fn at_scale(&self, metres_per_px: f64) -> &[Part] {
        let most = metres_per_px * TOLERANCE_PX;
        let level = TOLERANCES.iter().rposition(|t| *t <= most).unwrap_or(0);
        let detail = self.details.get(level).unwrap_or(&self.details[0]);
        detail.get_or_init(|| {
            let tolerance = TOLERANCES.get(level).copied().unwrap_or(0.0);
            self.shapes.list().par_iter().map(|s| part(s, self.origin, tolerance)).collect()
        })
    }
}

/// Keeps the meshes of the layers that are on the map, by the address of their shapes.
#[derive(Debug, Default)]
pub struct MeshCache {
    layers: HashMap<usize, Arc<LayerMesh>>,
}

impl MeshCache {
    pub fn get(&mut self, shapes: &Arc<Shapes>) -> Arc<LayerMesh> {
        let key = Arc::as_ptr(shapes).addr();
        if let Some(mesh) = self.layers.get(&key) {
            return mesh.clone();
        }
        // Shapes that only their mesh still holds are on no map any more, such as the catchments of
        // a school that was dragged on.
        self.layers.retain(|_, mesh| Arc::strong_count(&mesh.shapes) > 1);
        // The mesh holds on to its shapes, so that an address can't come to mean another layer.
        let mesh = Arc::new(LayerMesh::new(shapes.clone()));
        self.layers.insert(key, mesh.clone());
        mesh
    }

    /// Forgets everything, when another dataset is opened.
    pub fn clear(&mut self) {
        self.layers.clear();
    }
}

fn part(shape: &Shape, origin: Coord<f64>, tolerance: f64) -> Part {
    let simpler;
    let speck = shape.bounds.width().max(shape.bounds.height()) < 2.0 * tolerance;
    let polygons: &MultiPolygon<f64> = if speck {
        // Smaller than a pixel. Simplifying would have to fall back on every corner, lest nothing
        // be left.
        simpler = MultiPolygon(vec![shape.bounds.to_polygon()]);
        &simpler
    } else if tolerance > 0.0 {
        simpler = shape.polygon.simplify(tolerance);
        &simpler
    } else {
        &shape.polygon
    };
    let mut out = Part::default();
    let mut earcut = Earcut::new();
    let mut triangles: Vec<u32> = Vec::new();
    for polygon in &polygons.0 {
        let start = out.vertices.len();
        let mut holes: Vec<u32> = Vec::new();
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        for (i, ring) in rings.enumerate() {
            let from = out.vertices.len();
            if i > 0 {
                holes.push((from - start) as u32);
            }
            out.vertices.extend(open_ring(ring, origin));
            if out.vertices.len() - from < 3 {
                // A hole or an islet smaller than the tolerance: nothing of it is to be seen.
                out.vertices.truncate(from);
                if i == 0 {
                    break;
                }
                holes.pop();
                continue;
            }
            out.rings.push(from..out.vertices.len());
        }
        if out.vertices.len() == start {
            continue;
        }
        earcut.earcut(out.vertices[start..].iter().copied(), &holes, &mut triangles);
        out.triangles.extend(triangles.iter().map(|i| i + start as u32));
    }
    out
}

fn open_ring(ring: &LineString<f64>, origin: Coord<f64>) -> impl Iterator<Item = [f32; 2]> + '_ {
    let points = ring.0.len().saturating_sub(usize::from(ring.is_closed()));
    ring.0.iter().take(points).map(move |c| [(c.x - origin.x) as f32, (c.y - origin.y) as f32])
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area as _, polygon};

    fn surface(part: &Part) -> f32 {
        let corner = |i: u32| part.vertices[i as usize];
        let of = |t: &[u32]| {
            let (a, b, c) = (corner(t[0]), corner(t[1]), corner(t[2]));
            ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
        };
        part.triangles.chunks_exact(3).map(of).sum()
    }

    #[test]
    fn the_triangles_cover_a_concave_polygon_with_a_hole_exactly() {
        let shape = polygon!(
            exterior: [(x: 0., y: 0.), (x: 40., y: 0.), (x: 40., y: 40.), (x: 20., y: 10.), (x: 0., y: 40.)],
            interiors: [[(x: 4., y: 4.), (x: 4., y: 8.), (x: 8., y: 8.), (x: 8., y: 4.)]],
        );
        let expected = shape.unsigned_area() as f32;
        let shapes = Arc::new(Shapes::new(vec![(0, MultiPolygon(vec![shape]))]));
        let mesh = LayerMesh::new(shapes);
        let parts = mesh.at_scale(1.0);
        assert!((surface(&parts[0]) - expected).abs() < 1e-3);
        assert_eq!(parts[0].rings.len(), 2);
    }

    #[test]
    fn a_coarse_scale_takes_fewer_corners_and_never_panics_on_what_vanishes() {
        let corners: Vec<(f64, f64)> = (0..2000)
            .map(|i| f64::from(i) / 2000.0 * std::f64::consts::TAU)
            .map(|a| (500.0 * a.cos(), 500.0 * a.sin()))
            .collect();
        let round = geo::Polygon::new(LineString::from(corners), vec![]);
        let shapes = Arc::new(Shapes::new(vec![(0, MultiPolygon(vec![round]))]));
        let mesh = LayerMesh::new(shapes);
        let fine = mesh.at_scale(0.5)[0].vertices.len();
        let coarse = mesh.at_scale(50.0)[0].vertices.len();
        assert_eq!(fine, 2000);
        assert!(coarse < 100, "{coarse}");
        assert!(mesh.at_scale(100_000.0)[0].vertices.len() <= 5);
    }
}
