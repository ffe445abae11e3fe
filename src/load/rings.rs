//! Polygons as the rest of the program may rely on them: closed rings that enclose something,
//! exteriors counter-clockwise, holes clockwise, no ring through itself.

use geo::{
    Area, BooleanOps, Coord, Geometry, GeometryCollection, Line, LineString, MultiPolygon, Polygon, Winding,
};
use rstar::RTree;

/// What was wrong with a shape and has been put right or left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// A coordinate that cannot lie in the system of the file; the shape is left out.
    Outside { x: f64, y: f64 },
    /// Rings with fewer than three different points or without area, left out.
    Degenerate { rings: usize },
    /// A ring crossed itself or another ring of its polygon here (RD metres); what the exterior
    /// encloses without its holes was kept.
    Crossing { x: f64, y: f64 },
    /// So many edges lie across each other's boxes that not all were held against each other; the
    /// polygon is kept as it is.
    Unchecked { edges: usize },
    /// Nothing remained.
    Empty,
}

/// A ring that encloses less than this (m²) is a line or a point.
const LEAST_AREA: f64 = 1e-3;

/// The shape with its polygons put in order; `None` when nothing is left of it.
///
/// Polygons of a collection become one multipolygon when the collection holds nothing else.
pub fn tidy(geometry: Geometry<f64>, faults: &mut Vec<Fault>) -> Option<Geometry<f64>> {
    let tidied = match geometry {
        Geometry::Polygon(polygon) => {
            let mut parts = tidy_polygon(polygon, faults);
            match (parts.len(), parts.pop()) {
                (_, None) => None,
                (1, Some(only)) => Some(only.into()),
                (_, Some(last)) => {
                    parts.push(last);
                    Some(MultiPolygon::new(parts).into())
                }
            }
        }
        Geometry::MultiPolygon(many) => {
            let parts: Vec<_> = many.0.into_iter().flat_map(|p| tidy_polygon(p, faults)).collect();
            (!parts.is_empty()).then(|| MultiPolygon::new(parts).into())
        }
        Geometry::GeometryCollection(collection) => {
            // Each member reports its own faults; only an empty whole counts as empty.
            let members: Vec<_> = collection.0.into_iter().filter_map(|g| tidy_part(g, faults)).collect();
            join(members)
        }
        Geometry::LineString(line) => (line.0.len() > 1).then(|| line.into()),
        Geometry::MultiLineString(mut lines) => {
            lines.0.retain(|line| line.0.len() > 1);
            (!lines.0.is_empty()).then(|| lines.into())
        }
        Geometry::MultiPoint(points) => (!points.0.is_empty()).then(|| points.into()),
        other => Some(other),
    };
    if tidied.is_none() {
        faults.push(Fault::Empty);
    }
    tidied
}

fn tidy_part(geometry: Geometry<f64>, faults: &mut Vec<Fault>) -> Option<Geometry<f64>> {
    let mut own = Vec::new();
    let tidied = tidy(geometry, &mut own);
    faults.extend(own.into_iter().filter(|f| *f != Fault::Empty));
    tidied
}

fn join(members: Vec<Geometry<f64>>) -> Option<Geometry<f64>> {
    if members.is_empty() {
        return None;
    }
    if !members.iter().all(|g| matches!(g, Geometry::Polygon(_) | Geometry::MultiPolygon(_))) {
        return Some(Geometry::GeometryCollection(GeometryCollection::new_from(members)));
    }
    let mut polygons = Vec::new();
    for member in members {
        match member {
            Geometry::Polygon(polygon) => polygons.push(polygon),
            Geometry::MultiPolygon(many) => polygons.extend(many.0),
            _ => {}
        }
    }
    Some(MultiPolygon::new(polygons).into())
}

fn tidy_polygon(polygon: Polygon<f64>, faults: &mut Vec<Fault>) -> Vec<Polygon<f64>> {
    let (exterior, mut holes) = polygon.into_inner();
    if exterior.0.is_empty() {
        return Vec::new();
    }
    if is_degenerate(&exterior) {
        faults.push(Fault::Degenerate { rings: 1 });
        return Vec::new();
    }
    let before = holes.len();
    holes.retain(|hole| !is_degenerate(hole));
    if holes.len() < before {
        faults.push(Fault::Degenerate { rings: before - holes.len() });
    }
    match crossing_among(std::iter::once(&exterior).chain(&holes)) {
        Search::Nothing => {}
        Search::GivenUp { edges } => faults.push(Fault::Unchecked { edges }),
        Search::Found(at) => {
            faults.push(Fault::Crossing { x: at.x, y: at.y });
            // A hole takes away what lies in it, also where it sticks out of the exterior.
            let whole =
                holes.into_iter().fold(resolved(exterior), |left, hole| left.difference(&resolved(hole)));
            return whole.0.into_iter().filter(|p| !is_degenerate(p.exterior())).map(oriented).collect();
        }
    }
    vec![oriented(Polygon::new(exterior, holes))]
}

/// Every part that a ring goes around an odd number of times.
fn resolved(ring: LineString<f64>) -> MultiPolygon<f64> {
    MultiPolygon::new(vec![Polygon::new(ring, Vec::new())]).union(&MultiPolygon::new(Vec::new()))
}

fn oriented(polygon: Polygon<f64>) -> Polygon<f64> {
    let (mut exterior, mut holes) = polygon.into_inner();
    exterior.make_ccw_winding();
    for hole in &mut holes {
        hole.make_cw_winding();
    }
    Polygon::new(exterior, holes)
}

fn is_degenerate(ring: &LineString<f64>) -> bool {
    if ring.0.len() < 4 {
        return true;
    }
    // A figure of eight has no net area and yet encloses something: repairing it is another matter.
    let area = signed_area(ring).abs();
    area < LEAST_AREA && self_crossing(ring).is_none()
}

fn signed_area(ring: &LineString<f64>) -> f64 {
    Polygon::new(ring.clone(), Vec::new()).signed_area()
}

/// The most pairs of edges that are compared in one polygon: real borders need a fraction of it,
/// and a made-up one must not hold up the window.
const MOST_COMPARISONS: usize = 5_000_000;

/// A point where two edges of the ring truly cross. Touching itself in a point is no crossing.
///
/// `None` as well for a ring that takes more than five million comparisons.
pub fn self_crossing(ring: &LineString<f64>) -> Option<Coord<f64>> {
    match crossing_among(std::iter::once(ring)) {
        Search::Found(at) => Some(at),
        Search::Nothing | Search::GivenUp { .. } => None,
    }
}

/// What came of looking for a crossing.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Search {
    Nothing,
    Found(Coord<f64>),
    /// There were too many edges to compare.
    GivenUp {
        edges: usize,
    },
}

/// Steps of the sweep per edge, beyond which its edges lie too much over one another for a sweep.
const STEPS_PER_EDGE: usize = 200;

/// A point where two edges of these rings truly cross, of one ring or of two.
///
/// A line sweeps over the edges along the longer side of the shape, so that most edges are held
/// against the few beside them only; where many lie over one another, an R-tree finds the pairs.
fn crossing_among<'a>(rings: impl Iterator<Item = &'a LineString<f64>>) -> Search {
    let edges: Vec<Line<f64>> = rings.flat_map(LineString::lines).collect();
    sweep(&edges).unwrap_or_else(|| by_tree(edges))
}

/// The sweep; `None` when it takes too many steps, or a coordinate is no number.
fn sweep(edges: &[Line<f64>]) -> Option<Search> {
    let mut least = Coord { x: f64::INFINITY, y: f64::INFINITY };
    let mut most = Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
    for edge in edges {
        least = Coord { x: least.x.min(edge.start.x), y: least.y.min(edge.start.y) };
        most = Coord { x: most.x.max(edge.start.x), y: most.y.max(edge.start.y) };
    }
    let along_x = most.x - least.x >= most.y - least.y;
    let span = |a: f64, b: f64| if a <= b { (a, b) } else { (b, a) };
    // Extent along the sweep, extent across it, and the edge.
    let mut boxes: Vec<((f64, f64), (f64, f64), u32)> = Vec::with_capacity(edges.len());
    for (at, edge) in edges.iter().enumerate() {
        let (x, y) = (span(edge.start.x, edge.end.x), span(edge.start.y, edge.end.y));
        let (along, across) = if along_x { (x, y) } else { (y, x) };
        if !(along.0.is_finite() && along.1.is_finite() && across.0.is_finite() && across.1.is_finite()) {
            return None;
        }
        boxes.push((along, across, u32::try_from(at).ok()?));
    }
    boxes.sort_unstable_by(|a, b| a.0.0.total_cmp(&b.0.0).then(a.2.cmp(&b.2)));
    let mut steps = edges.len().saturating_mul(STEPS_PER_EDGE);
    for (at, (along, across, one)) in boxes.iter().enumerate() {
        let one = edges.get(*one as usize)?;
        let rest = boxes.get(at + 1..).unwrap_or_default();
        for (_, other_across, other) in rest.iter().take_while(|(other, ..)| other.0 <= along.1) {
            steps = steps.checked_sub(1)?;
            if other_across.0 > across.1 || across.0 > other_across.1 {
                continue;
            }
            let other = edges.get(*other as usize)?;
            // Edges that share an end touch there, and straight edges meet once at most.
            let shares = |p: Coord<f64>| p == other.start || p == other.end;
            if shares(one.start) || shares(one.end) {
                continue;
            }
            if let Some(found) = crossing((one.start, one.end), (other.start, other.end)) {
                return Some(Search::Found(found));
            }
        }
    }
    Some(Search::Nothing)
}

fn by_tree(edges: Vec<Line<f64>>) -> Search {
    let edges = RTree::bulk_load(edges);
    let mut pairs = edges.intersection_candidates_with_other_tree(&edges);
    for (one, other) in pairs.by_ref().take(MOST_COMPARISONS) {
        if let Some(at) = crossing((one.start, one.end), (other.start, other.end)) {
            return Search::Found(at);
        }
    }
    if pairs.next().is_some() { Search::GivenUp { edges: edges.size() } } else { Search::Nothing }
}

fn crossing(one: (Coord<f64>, Coord<f64>), other: (Coord<f64>, Coord<f64>)) -> Option<Coord<f64>> {
    let sides = (side(one, other.0), side(one, other.1), side(other, one.0), side(other, one.1));
    if !(sides.0 * sides.1 < 0.0 && sides.2 * sides.3 < 0.0) {
        return None;
    }
    let share = sides.2 / (sides.2 - sides.3);
    Some(one.0 + (one.1 - one.0) * share)
}

/// Positive left of the edge, negative right of it, zero on it; exact in its sign.
fn side(edge: (Coord<f64>, Coord<f64>), point: Coord<f64>) -> f64 {
    let exact = robust_sign(edge, point);
    let area = (edge.1.x - edge.0.x) * (point.y - edge.0.y) - (edge.1.y - edge.0.y) * (point.x - edge.0.x);
    match exact {
        geo::Orientation::CounterClockwise => area.abs().max(f64::MIN_POSITIVE),
        geo::Orientation::Clockwise => -area.abs().max(f64::MIN_POSITIVE),
        geo::Orientation::Collinear => 0.0,
    }
}

fn robust_sign(edge: (Coord<f64>, Coord<f64>), point: Coord<f64>) -> geo::Orientation {
    use geo::Kernel;
    geo::algorithm::kernels::RobustKernel::orient2d(edge.0, edge.1, point)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ring(points: &[(i32, i32)]) -> LineString<f64> {
        let mut line: Vec<(f64, f64)> = points.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
        line.extend(line.first().copied());
        LineString::from(line)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_sweep_finds_a_crossing_exactly_where_there_is_one(
            points in proptest::collection::vec((-6..6i32, -6..6i32), 3..14),
            others in proptest::collection::vec((-6..6i32, -6..6i32), 3..8),
        ) {
            let rings = [ring(&points), ring(&others)];
            let edges: Vec<Line<f64>> = rings.iter().flat_map(LineString::lines).collect();
            let swept = matches!(sweep(&edges), Some(Search::Found(_)));
            let found = matches!(by_tree(edges), Search::Found(_));
            prop_assert_eq!(swept, found);
        }
    }

    #[test]
    fn many_edges_over_one_another_are_left_to_the_tree() {
        let combs: Vec<Line<f64>> = (0..2_000)
            .map(|i| {
                let y = f64::from(i);
                let (left, right) = (Coord { x: 0.0, y }, Coord { x: 1e6, y: y + 0.5 });
                // As in a ring, edges run both ways.
                if i % 2 == 0 { Line::new(left, right) } else { Line::new(right, left) }
            })
            .collect();
        assert_eq!(sweep(&combs), None);
        assert_eq!(by_tree(combs), Search::Nothing);
    }
}
