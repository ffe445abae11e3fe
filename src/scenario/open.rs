//! The open schools of a year as they lie: the nearest, and how far it is to each.

use std::sync::Arc;

use geo::Point;
use rstar::{RTree, primitives::GeomWithData};

use super::base::{Base, Origin};
use super::sites::Sites;
use super::ways::{Column, Ways};
use crate::data::AreaId;

type SitePoint = GeomWithData<[f64; 2], usize>;

/// The open sites of a year.
pub struct Open {
    /// Where every site is; `None` when it is closed or has no usable place.
    places: Vec<Option<Point<f64>>>,
    tree: RTree<SitePoint>,
    pub ways: Ways,
    /// Routes by site; empty in a straight line.
    columns: Vec<Option<Column>>,
    /// Straight lines from every home by site, in a town of which they can be kept; see [`MOST_LINES`].
    lines: Vec<Option<Arc<[f64]>>>,
    /// The nearest site of every home.
    nearest: Vec<Option<usize>>,
    /// The area that every site should mirror.
    wijken: Vec<Option<AreaId>>,
}

/// So many straight lines from homes to sites are kept: those of a large town. Beyond that they are
/// measured when asked for.
const MOST_LINES: usize = 2_000_000;

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Open")
    }
}

fn metres(from: Point<f64>, to: Point<f64>) -> f64 {
    (to.x() - from.x()).hypot(to.y() - from.y())
}

impl Open {
    pub fn of(base: &Base, sites: &Sites, ways: Ways) -> Self {
        let nothing = Self {
            places: Vec::new(),
            tree: RTree::new(),
            ways,
            columns: Vec::new(),
            lines: Vec::new(),
            nearest: vec![None; base.homes.len()],
            wijken: Vec::new(),
        };
        nothing.after(base, sites)
    }

    /// The same for other sites: only what changed is looked up, with the outcome of [`Open::of`].
    pub fn after(&self, base: &Base, sites: &Sites) -> Self {
        let place = |site: &Option<Arc<super::outcome::SiteInfo>>| {
            let at = site.as_ref()?.at;
            (at.x().is_finite() && at.y().is_finite()).then_some(at)
        };
        let places: Vec<Option<Point<f64>>> = sites.iter().map(place).collect();
        let before = |site: usize| self.places.get(site).copied().flatten();
        let changed: Vec<usize> = (0..places.len().max(self.places.len()))
            .filter(|site| before(*site) != places.get(*site).copied().flatten())
            .collect();
        let points = places.iter().enumerate().filter_map(|(site, at)| {
            let at = (*at)?;
            Some(GeomWithData::new([at.x(), at.y()], site))
        });
        let tree = RTree::bulk_load(points.collect());
        let wijken = places.iter().enumerate().map(|(site, at)| {
            let at = (*at)?;
            let same = before(site) == Some(at);
            if same { self.wijken.get(site).copied().flatten() } else { base.wijk_at(at) }
        });
        let wijken = wijken.collect();
        let columns = self.ways.columns(&places);
        let homes = base.homes.len();
        let kept = columns.is_empty() && homes.saturating_mul(places.len()) <= MOST_LINES;
        let line = |(site, at): (usize, &Option<Point<f64>>)| {
            let at = (*at)?;
            let known = self.lines.get(site).cloned().flatten().filter(|_| before(site) == Some(at));
            let measure = || base.origins.iter().take(homes).map(|o| metres(o.at, at)).collect();
            Some(known.unwrap_or_else(measure))
        };
        let lines = if kept { places.iter().enumerate().map(line).collect() } else { Vec::new() };
        let ways = self.ways.clone();
        let mut open = Self { places, tree, ways, columns, lines, nearest: Vec::new(), wijken };
        open.nearest = (0..base.homes.len())
            .map(|home| open.nearest_after(base, home, self.nearest.get(home).copied().flatten(), &changed))
            .collect();
        open
    }

    /// The nearest site of a home, from the one that was nearest before some sites changed.
    fn nearest_after(
        &self,
        base: &Base,
        home: usize,
        before: Option<usize>,
        changed: &[usize],
    ) -> Option<usize> {
        let origin = base.origins.get(home)?;
        let whole = || self.search(origin);
        let Some(before) = before.filter(|site| !changed.contains(site)) else { return whole() };
        // A straight line that stood in for a route has to be looked at anew.
        let Some(now) = self.metres_plain(origin, before) else { return whole() };
        let better = |best: (f64, usize), site: &usize| match self.metres_plain(origin, *site) {
            Some(m) if m < best.0 || (m == best.0 && *site < best.1) => (m, *site),
            _ => best,
        };
        Some(changed.iter().fold((now, before), better).1)
    }

    /// Metres without the factor for a detour, which changes no order.
    fn metres_plain(&self, origin: &Origin, site: usize) -> Option<f64> {
        let at = self.places.get(site).copied().flatten()?;
        if self.columns.is_empty() {
            let line = || self.lines.get(site)?.as_ref()?.get(origin.home?).copied();
            return Some(line().unwrap_or_else(|| metres(origin.at, at))).filter(|m| m.is_finite());
        }
        match origin.home {
            Some(home) => {
                let column = self.columns.get(site)?.as_ref()?;
                column.get(home).copied().filter(|m| m.is_finite())
            }
            None => Some(metres(origin.at, at)).filter(|m| m.is_finite()),
        }
    }

    /// Metres from an origin to an open site; `None` without a way.
    pub fn metres(&self, origin: &Origin, site: usize) -> Option<f64> {
        let plain = self.metres_plain(origin, site)?;
        let straight = self.columns.is_empty() || origin.home.is_none();
        Some(if straight { plain * self.ways.detour } else { plain })
    }

    /// The nearest open site of an origin; of those equally near the first, as in
    /// [`crate::choice::nearest`].
    pub fn nearest(&self, origin: &Origin) -> Option<usize> {
        match origin.home {
            Some(home) => self.nearest.get(home).copied().flatten(),
            None => self.search(origin),
        }
    }

    /// The nearest of some open sites, the first of those equally near; where none has a way, the
    /// nearest in a straight line.
    pub fn nearest_of(&self, origin: &Origin, sites: &[usize]) -> Option<usize> {
        let straight = |site: usize| Some(metres(origin.at, self.places.get(site).copied().flatten()?));
        let nearest = |way: &dyn Fn(usize) -> Option<f64>| {
            let ways = sites.iter().filter_map(|site| Some((way(*site)?, *site)));
            ways.reduce(|best, next| if next.0 < best.0 { next } else { best }).map(|(_, site)| site)
        };
        nearest(&|site| self.metres_plain(origin, site)).or_else(|| nearest(&straight))
    }

    fn search(&self, origin: &Origin) -> Option<usize> {
        if !self.columns.is_empty() && origin.home.is_some() {
            let ways =
                (0..self.places.len()).filter_map(|site| Some((self.metres_plain(origin, site)?, site)));
            let nearest = ways.reduce(|best, next| if next.0 < best.0 { next } else { best });
            if let Some((_, site)) = nearest {
                return Some(site);
            }
        }
        let from = origin.at;
        let mut near = self.tree.nearest_neighbor_iter(&[from.x(), from.y()]).map(|p| {
            let [x, y] = *p.geom();
            (metres(from, Point::new(x, y)), p.data)
        });
        let first = near.next()?;
        // The tree orders by squares, which round elsewhere.
        let as_near = near.take_while(|(metres, _)| *metres <= first.0 * (1.0 + 1e-12));
        let nearer = |a: (f64, usize), b: (f64, usize)| {
            if b.0 < a.0 || (b.0 == a.0 && b.1 < a.1) { b } else { a }
        };
        Some(as_near.fold(first, nearer).1)
    }

    /// All open sites from near to far, with a number that rises with the distance. Those without a
    /// route come last, by straight line.
    pub fn near_to_far<'a>(&'a self, origin: &Origin) -> Box<dyn Iterator<Item = (usize, f64)> + 'a> {
        let from = origin.at;
        let straight = self.tree.nearest_neighbor_iter(&[from.x(), from.y()]).map(move |p| {
            let [x, y] = *p.geom();
            (p.data, (x - from.x()).powi(2) + (y - from.y()).powi(2))
        });
        if self.columns.is_empty() || origin.home.is_none() {
            return Box::new(straight);
        }
        /// Further than any route, so that who has none asks last.
        const BEYOND: f64 = 1e12;
        let mut ways: Vec<(usize, f64)> = straight
            .map(|(site, square)| (site, self.metres(origin, site).unwrap_or(BEYOND + square.sqrt())))
            .collect();
        ways.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        Box::new(ways.into_iter())
    }

    /// The `most` nearest open sites of an origin, in no order, and how far the furthest of them is.
    pub fn nearest_few(&self, origin: &Origin, most: usize) -> (Vec<usize>, f64) {
        let mut sites = Vec::with_capacity(most);
        let mut furthest = 0.0_f64;
        for (site, _) in self.near_to_far(origin).take(most) {
            furthest = furthest.max(self.metres_plain(origin, site).unwrap_or(f64::INFINITY));
            sites.push(site);
        }
        if sites.len() < most {
            furthest = f64::INFINITY;
        }
        (sites, furthest)
    }

    /// Whether a site lies within a number of metres as [`Open::nearest_few`] gives it.
    pub fn is_within(&self, origin: &Origin, site: usize, furthest: f64) -> bool {
        self.metres_plain(origin, site).is_some_and(|m| m <= furthest)
    }

    /// Whether a site is open and has a place.
    pub fn has(&self, site: usize) -> bool {
        self.places.get(site).is_some_and(Option::is_some)
    }

    /// The area that a site should mirror.
    pub fn wijk(&self, site: usize) -> Option<AreaId> {
        self.wijken.get(site).copied().flatten()
    }

    /// Whether no home has a route to a site; `false` in a straight line.
    pub fn is_out_of_reach(&self, site: usize) -> bool {
        let column = self.columns.get(site).and_then(Option::as_ref);
        column.is_some_and(|c| c.iter().all(|m| !m.is_finite()))
    }
}
