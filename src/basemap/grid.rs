//! The tile grid of PDOK for RD New: square tiles of 256 pixels, numbered from the north-west, each
//! zoom level twice as fine as the one before (Nederlandse richtlijn tiling, Geonovum).

use geo::{Coord, Point, Rect};

/// North-west corner of the grid, RD metres.
pub const ORIGIN: (f64, f64) = (-285_401.92, 903_401.92);
/// Pixels along a side of a tile.
pub const TILE_PX: f64 = 256.0;
/// Metres to a pixel at zoom level 0.
pub const COARSEST: f64 = 3_440.64;
/// Finest zoom level of the grid: 6.6 mm to a pixel, finer than any service has.
pub const MOST_ZOOM: u8 = 19;
/// More tiles than this are never asked for at once: a coarser level is taken.
pub const MOST_TILES: usize = 600;

/// Metres to a pixel at a zoom level.
pub fn metres_per_px(zoom: u8) -> f64 {
    COARSEST / f64::from(1_u32 << zoom.min(MOST_ZOOM))
}

/// Metres along a side of a tile.
pub fn side_m(zoom: u8) -> f64 {
    metres_per_px(zoom) * TILE_PX
}

/// One tile: column from the west and row from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    pub zoom: u8,
    pub x: u32,
    pub y: u32,
}

impl TileId {
    /// The tile that a point (RD metres) lies in; `None` outside the grid. A point on a border is in
    /// the tile to its east and south.
    pub fn at(point: Point<f64>, zoom: u8) -> Option<Self> {
        let zoom = zoom.min(MOST_ZOOM);
        let side = side_m(zoom);
        let count = f64::from(1_u32 << zoom);
        let (x, y) = (((point.x() - ORIGIN.0) / side).floor(), ((ORIGIN.1 - point.y()) / side).floor());
        // Not a number is in no tile either.
        let inside = (0.0..count).contains(&x) && (0.0..count).contains(&y);
        inside.then_some(Self { zoom, x: x as u32, y: y as u32 })
    }

    /// What it covers, in RD metres.
    pub fn extent(self) -> Rect<f64> {
        let side = side_m(self.zoom);
        // From whole numbers of tiles: neighbours share their border to the last bit.
        let west = |x: u32| ORIGIN.0 + f64::from(x) * side;
        let north = |y: u32| ORIGIN.1 - f64::from(y) * side;
        Rect::new(
            Coord { x: west(self.x), y: north(self.y + 1) },
            Coord { x: west(self.x + 1), y: north(self.y) },
        )
    }

    /// The tile that it lies in, so many levels up.
    pub fn ancestor(self, levels: u8) -> Option<Self> {
        let zoom = self.zoom.checked_sub(levels)?;
        Some(Self { zoom, x: self.x >> levels, y: self.y >> levels })
    }

    /// The four tiles in it, a level down; none below the finest.
    pub fn children(self) -> Vec<Self> {
        if self.zoom >= MOST_ZOOM {
            return Vec::new();
        }
        let (zoom, x, y) = (self.zoom + 1, self.x * 2, self.y * 2);
        [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| Self { zoom, x: x + dx, y: y + dy }).to_vec()
    }

    /// Where it lies in an ancestor: left, top and side as parts (0..1) of the ancestor's side.
    pub fn within(self, ancestor: Self) -> (f32, f32, f32) {
        let levels = self.zoom.saturating_sub(ancestor.zoom);
        let count = (1_u64 << levels) as f64;
        let part = |own: u32, of: u32| ((f64::from(own) - f64::from(of) * count) / count) as f32;
        (part(self.x, ancestor.x), part(self.y, ancestor.y), (1.0 / count) as f32)
    }

    /// Whether it is in the grid.
    pub fn exists(self) -> bool {
        self.zoom <= MOST_ZOOM && self.x < (1 << self.zoom) && self.y < (1 << self.zoom)
    }
}

/// The level whose pixels come nearest to `scale` metres a pixel, by ratio; at most `most`.
pub fn zoom_for(scale: f64, most: u8) -> u8 {
    if !(scale > 0.0 && scale.is_finite()) {
        return 0;
    }
    let exact = (COARSEST / scale).log2().round().clamp(0.0, f64::from(most.min(MOST_ZOOM)));
    exact as u8
}

/// The tiles that cover a part of the map at the level for `scale`, those in its middle first. Where
/// that would take more than [`MOST_TILES`], a coarser level.
pub fn covering(rect: Rect<f64>, scale: f64, most_zoom: u8) -> Vec<TileId> {
    let mut zoom = zoom_for(scale, most_zoom);
    loop {
        if let Some(tiles) = cover(rect, zoom) {
            return tiles;
        }
        if zoom == 0 {
            return Vec::new();
        }
        zoom -= 1;
    }
}

/// The tiles of one level that meet a rectangle; `None` where they are too many.
fn cover(rect: Rect<f64>, zoom: u8) -> Option<Vec<TileId>> {
    let side = side_m(zoom);
    let last = f64::from(1_u32 << zoom) - 1.0;
    let column = |x: f64| ((x - ORIGIN.0) / side).floor();
    let row = |y: f64| ((ORIGIN.1 - y) / side).floor();
    let (x0, x1) = (column(rect.min().x), column(rect.max().x));
    let (y0, y1) = (row(rect.max().y), row(rect.min().y));
    if [x0, x1, y0, y1].iter().any(|v| !v.is_finite()) || x1 < 0.0 || y1 < 0.0 || x0 > last || y0 > last {
        return Some(Vec::new());
    }
    let (x0, x1, y0, y1) = (x0.max(0.0), x1.min(last), y0.max(0.0), y1.min(last));
    if (x1 - x0 + 1.0) * (y1 - y0 + 1.0) > MOST_TILES as f64 {
        return None;
    }
    let mut tiles = Vec::new();
    for y in (y0 as u32)..=(y1 as u32) {
        tiles.extend(((x0 as u32)..=(x1 as u32)).map(|x| TileId { zoom, x, y }));
    }
    let middle = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
    let from_middle = |t: &TileId| (f64::from(t.x) - middle.0).hypot(f64::from(t.y) - middle.1);
    tiles.sort_by(|a, b| from_middle(a).total_cmp(&from_middle(b)).then(a.cmp(b)));
    Some(tiles)
}
