//! What is known per postcode (or per area of another year) over the areas that are loaded.
//!
//! Areal interpolation: the pupils of a postcode are divided over the areas that it meets by the
//! surface that they share, or, where the inhabitants of those areas are known, by the inhabitants
//! of the shared surface, taken to live evenly in each area (Goodchild & Lam 1980). The outcome is
//! estimated, never counted. The part of a postcode outside every loaded area stays outside.

use std::collections::BTreeMap;

use geo::{Area as _, BooleanOps, BoundingRect, MultiPolygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::data::dataset::Parts;
use crate::data::{AreaId, Level};

/// Borders of two sources are drawn with different precision: what sticks out less than this share
/// of its surface is taken to lie inside.
const DRAWN_APART: f64 = 0.05;

/// Two areas that share at least this part of both surfaces are the same area.
pub(super) const SAME: f64 = 0.95;

/// Shares below this are slivers along a border.
const SLIVER: f64 = 0.005;

/// An area that pupils are counted by but that is not loaded as an area itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrier {
    pub code: String,
    pub name: Option<String>,
    /// RD metres.
    pub shape: MultiPolygon<f64>,
}

/// One carrier over the loaded areas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shares {
    /// Loaded areas with the part of the carrier that each takes, in their order; together at
    /// most 1, the rest lies outside.
    pub parts: Vec<(AreaId, f64)>,
    /// The loaded area of the same level that has the same borders, under whatever code.
    pub same: Option<AreaId>,
    /// How much of the borders is the same as those of the loaded area with the same code: the
    /// surface in both, as a part of the larger of the two.
    pub kept: Option<f64>,
}

/// Carriers by code, divided over the loaded areas.
#[derive(Clone, Debug, Default)]
pub struct Split {
    shares: BTreeMap<String, Shares>,
    points: BTreeMap<String, geo::Point<f64>>,
    /// Whether inhabitants were known to divide by.
    pub by_inhabitants: bool,
    /// The level of the areas that carriers are divided over.
    finest: Option<Level>,
}

impl Split {
    /// Divides carriers over the finest division that is loaded: buurten, else wijken, else
    /// municipalities. `inhabitants` holds one number per area of `parts`, where known.
    pub fn new(carriers: &[Carrier], parts: &Parts, inhabitants: &[Option<f64>]) -> Self {
        let finest = [Level::Buurt, Level::Wijk, Level::Municipality]
            .into_iter()
            .find(|level| parts.areas.iter().any(|a| a.level == *level));
        let targets: Vec<usize> =
            (0..parts.areas.len()).filter(|&i| Some(parts.areas[i].level) == finest).collect();
        // One unknown number would make its area empty: then surface alone decides.
        let known = |i: &usize| inhabitants.get(*i).copied().flatten().is_some_and(|n| n >= 0.0);
        let by_inhabitants = !targets.is_empty() && targets.iter().all(known);
        let tree = boxes(parts, &targets);
        // Which area it is under another code is asked of areas of its own level.
        let mut levels: Vec<Level> = carriers.iter().map(|c| Level::of_area_code(&c.code)).collect();
        levels.sort_unstable();
        levels.dedup();
        let own: BTreeMap<Level, Boxes> = levels
            .into_iter()
            .filter(|level| Some(*level) != finest && *level != Level::Postcode)
            .map(|level| {
                let of: Vec<usize> =
                    (0..parts.areas.len()).filter(|&i| parts.areas[i].level == level).collect();
                (level, boxes(parts, &of))
            })
            .collect();
        let weight = |i: usize| if by_inhabitants { inhabitants.get(i).copied().flatten() } else { None };
        let divided: Vec<Shares> = carriers
            .par_iter()
            .map(|carrier| {
                let mut shares = divide(carrier, parts, &tree, &weight);
                if let Some(own) = own.get(&Level::of_area_code(&carrier.code)) {
                    let common = common(&carrier.shape, parts, own);
                    (shares.same, shares.kept) = alike(carrier, parts, &common);
                }
                shares
            })
            .collect();
        let mut split = Self { by_inhabitants, finest, ..Self::default() };
        for (carrier, shares) in carriers.iter().zip(divided) {
            if let Some(point) = geo::InteriorPoint::interior_point(&carrier.shape) {
                split.points.entry(carrier.code.clone()).or_insert(point);
            }
            if !shares.parts.is_empty() || shares.same.is_some() {
                split.shares.entry(carrier.code.clone()).or_insert(shares);
            }
        }
        split
    }

    /// The loaded areas that take what is known about a carrier; empty where it meets none.
    pub fn over(&self, code: &str) -> &[(AreaId, f64)] {
        self.shares.get(code).map_or(&[], |s| s.parts.as_slice())
    }

    /// The loaded area that is the same as a carrier, under another code.
    pub fn same(&self, code: &str) -> Option<AreaId> {
        self.shares.get(code)?.same
    }

    /// The loaded areas that take what is known about a carrier of their own level: an area of
    /// another year. It is not summed into the area that its code lies in, which would leave the
    /// finest areas without.
    pub fn of_another_year(&self, code: &str) -> &[(AreaId, f64)] {
        if self.finest == Some(Level::of_area_code(code)) { self.over(code) } else { &[] }
    }

    /// How much of the borders is the same where a carrier and a loaded area have the same code,
    /// from 0 to 1; `None` where nothing is known of that.
    pub fn kept(&self, code: &str) -> Option<f64> {
        self.shares.get(code)?.kept
    }

    /// A point inside a carrier.
    pub fn point(&self, code: &str) -> Option<geo::Point<f64>> {
        self.points.get(code).copied()
    }

    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

type Boxes = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;

fn boxes(parts: &Parts, areas: &[usize]) -> Boxes {
    let boxes = areas.iter().filter_map(|&i| {
        let b = parts.areas.get(i)?.shape.bounding_rect()?;
        let corners = ([b.min().x, b.min().y], [b.max().x, b.max().y]);
        Some(GeomWithData::new(Rectangle::from_corners(corners.0, corners.1), i))
    });
    RTree::bulk_load(boxes.collect())
}

/// The areas that a shape meets: which, the surface in common, and the whole of its own.
fn common(shape: &MultiPolygon<f64>, parts: &Parts, tree: &Boxes) -> Vec<(usize, f64, f64)> {
    let whole = shape.unsigned_area();
    let Some(bounds) = shape.bounding_rect().filter(|_| whole > 0.0) else { return Vec::new() };
    let envelope = AABB::from_corners([bounds.min().x, bounds.min().y], [bounds.max().x, bounds.max().y]);
    let mut met: Vec<usize> = tree.locate_in_envelope_intersecting(&envelope).map(|hit| hit.data).collect();
    met.sort_unstable();
    let with_surface = |i: usize| {
        let target = &parts.areas.get(i)?.shape;
        let surface = target.unsigned_area();
        let shared = shape.intersection(target).unsigned_area();
        (shared > whole * SLIVER || shared > surface * SLIVER).then_some((i, shared, surface))
    };
    met.into_iter().filter_map(with_surface).collect()
}

/// Which of the areas is the same as the carrier, and how much of the one with its code is.
fn alike(carrier: &Carrier, parts: &Parts, common: &[(usize, f64, f64)]) -> (Option<AreaId>, Option<f64>) {
    let whole = carrier.shape.unsigned_area();
    let same = common.iter().find(|(_, shared, surface)| *shared >= whole.max(*surface) * SAME);
    let own = common.iter().find(|(i, ..)| parts.areas.get(*i).is_some_and(|a| a.code == carrier.code));
    (same.map(|(i, ..)| AreaId(*i)), own.map(|(_, shared, surface)| shared / whole.max(*surface)))
}

fn divide(
    carrier: &Carrier,
    parts: &Parts,
    tree: &Boxes,
    inhabitants: &impl Fn(usize) -> Option<f64>,
) -> Shares {
    let whole = carrier.shape.unsigned_area();
    let common = common(&carrier.shape, parts, tree);
    let (same, kept) = alike(carrier, parts, &common);
    let inside = common.iter().map(|(_, shared, _)| shared).sum::<f64>() / whole;
    let inside = if inside >= 1.0 - DRAWN_APART { 1.0 } else { inside };
    let weights: Vec<f64> = common
        .iter()
        .map(|(i, shared, surface)| inhabitants(*i).map_or(*shared, |n| n * shared / surface))
        .collect();
    let total: f64 = weights.iter().sum();
    // Nobody lives in any of them: then only surface can divide.
    let weights: Vec<f64> =
        if total > 0.0 { weights } else { common.iter().map(|(_, shared, _)| *shared).collect() };
    let total: f64 = weights.iter().sum();
    let parts = common
        .iter()
        .zip(weights)
        .filter(|(_, weight)| *weight > 0.0)
        .map(|((i, ..), weight)| (AreaId(*i), inside * weight / total))
        .collect();
    Shares { parts, same, kept }
}

#[cfg(test)]
mod tests {
    use geo::polygon;
    use proptest::prelude::*;

    use super::*;
    use crate::data::{Area, PointOrigin, PupilPoint, SourceId};

    fn square(x: f64, y: f64, w: f64, h: f64) -> MultiPolygon<f64> {
        MultiPolygon(vec![polygon![(x: x, y: y), (x: x + w, y: y), (x: x + w, y: y + h), (x: x, y: y + h)]])
    }

    /// Two buurten side by side: 10 × 10 and 10 × 10 metres.
    fn two() -> Parts {
        let area = |code: &str, x: f64| Area {
            code: code.into(),
            name: code.into(),
            level: Level::of_area_code(code),
            parent: None,
            shape: square(x, 0.0, 10.0, 10.0),
            pupil_point: PupilPoint { at: geo::Point::new(x + 5.0, 5.0), origin: PointOrigin::Interior },
            source: SourceId(0),
        };
        Parts { areas: vec![area("BU00140000", 0.0), area("BU00140001", 10.0)], ..Parts::default() }
    }

    fn carrier(shape: MultiPolygon<f64>) -> Vec<Carrier> {
        vec![Carrier { code: "9711".into(), name: None, shape }]
    }

    #[test]
    fn surface_divides_where_nothing_is_known_of_the_inhabitants() {
        let split = Split::new(&carrier(square(5.0, 0.0, 20.0, 10.0)), &two(), &[]);
        // 5 of 20 metres in the first, 10 in the second, 5 outside.
        let parts = split.over("9711");
        assert!((parts[0].1 - 0.25).abs() < 1e-9 && (parts[1].1 - 0.5).abs() < 1e-9, "{parts:?}");
        assert_eq!(split.over("9712"), []);
    }

    #[test]
    fn inhabitants_divide_where_they_are_known_of_every_area() {
        let shape = square(0.0, 0.0, 20.0, 10.0);
        let split = Split::new(&carrier(shape.clone()), &two(), &[Some(300.0), Some(100.0)]);
        assert!(split.by_inhabitants);
        let parts = split.over("9711");
        assert!((parts[0].1 - 0.75).abs() < 1e-9 && (parts[1].1 - 0.25).abs() < 1e-9, "{parts:?}");
        let split = Split::new(&carrier(shape), &two(), &[Some(300.0), None]);
        assert!(!split.by_inhabitants);
        assert!((split.over("9711")[0].1 - 0.5).abs() < 1e-9);
    }

    #[test]
    fn an_area_under_another_code_is_known_by_its_borders() {
        let moved = square(0.1, 0.0, 10.0, 10.0);
        let split = Split::new(&carrier(moved), &two(), &[]);
        assert_eq!(split.same("9711"), Some(AreaId(0)));
        let split = Split::new(&carrier(square(0.0, 0.0, 20.0, 10.0)), &two(), &[]);
        assert_eq!(split.same("9711"), None, "one that was split is not the same");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn never_more_is_given_away_than_there_is(
            x in -30.0..30.0f64, y in -15.0..15.0f64, w in 0.1..40.0f64, h in 0.1..30.0f64,
            a in 0.0..1000.0f64, b in 0.0..1000.0f64, known in any::<bool>(),
        ) {
            let inhabitants = if known { vec![Some(a), Some(b)] } else { Vec::new() };
            let split = Split::new(&carrier(square(x, y, w, h)), &two(), &inhabitants);
            let sum: f64 = split.over("9711").iter().map(|(_, s)| s).sum();
            prop_assert!(sum <= 1.0 + 1e-9, "{}", sum);
            prop_assert!(split.over("9711").iter().all(|(_, s)| *s > 0.0));
        }
    }
}
