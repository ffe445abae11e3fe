//! The tiles on disk that a print shows. A print asks no server: it shows what the screen has shown.

use geo::Rect;

use super::catalogue::Basemap;
use super::grid::{TileId, covering};
use super::picture::{Format, decode};
use super::store::Store;

/// How many levels up a coarser tile may stand in for one that is not there.
const MOST_LEVELS: u8 = 3;

/// A tile in a print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub tile: TileId,
    pub format: Format,
    pub bytes: Vec<u8>,
}

/// The tiles for a part of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Coarse ones first: what is finer lies over them.
    pub pieces: Vec<Piece>,
    /// Whether they leave nothing of that part blank.
    pub is_whole: bool,
    /// When the oldest of them was fetched, in seconds since 1970.
    pub oldest: Option<u64>,
}

/// The tiles for a part of the map at so many metres to a pixel: of the level that fits, else one level
/// finer, else coarser.
pub fn printed(map: &Basemap, store: &Store, extent: Rect<f64>, metres_per_px: f64) -> Printed {
    let wanted = covering(extent, metres_per_px, map.most_zoom);
    let mut found = Found { map, store, pieces: Vec::new(), oldest: None };
    let mut is_whole = !wanted.is_empty();
    for tile in wanted {
        is_whole &= found.add(tile) || found.finer(tile, extent) || found.coarser(tile);
    }
    found.pieces.sort_by_key(|p| p.tile);
    Printed { pieces: found.pieces, is_whole, oldest: found.oldest }
}

struct Found<'a> {
    map: &'a Basemap,
    store: &'a Store,
    pieces: Vec<Piece>,
    oldest: Option<u64>,
}

impl Found<'_> {
    /// Adds a tile that is on disk; `false` where it is not.
    fn add(&mut self, tile: TileId) -> bool {
        if self.pieces.iter().any(|p| p.tile == tile) {
            return true;
        }
        let kept = self.store.get(&self.map.key, tile);
        // What can't be decoded here can't be in a print either.
        let Some(kept) = kept.filter(|k| decode(&k.bytes).is_ok()) else { return false };
        let fetched = kept.about.fetched;
        self.oldest = Some(self.oldest.map_or(fetched, |o| o.min(fetched)));
        self.pieces.push(Piece { tile, format: kept.format, bytes: kept.bytes });
        true
    }

    /// The tiles in it that the print shows anything of, where all of them are there.
    fn finer(&mut self, tile: TileId, extent: Rect<f64>) -> bool {
        let seen = |t: &TileId| geo::Intersects::intersects(&t.extent(), &extent);
        let children: Vec<TileId> = tile.children().into_iter().filter(seen).collect();
        let there = !children.is_empty() && children.iter().all(|c| self.store.has(&self.map.key, *c));
        if !there {
            return false;
        }
        // Each is added, also after one that turns out to be damaged.
        let added = children.iter().filter(|c| self.add(**c)).count();
        added == children.len()
    }

    fn coarser(&mut self, tile: TileId) -> bool {
        (1..=MOST_LEVELS).filter_map(|up| tile.ancestor(up)).any(|above| self.add(above))
    }
}
