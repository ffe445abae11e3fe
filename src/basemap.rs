//! Background maps in tiles: which there are, their grid, the tiles on this machine, and fetching
//! more of them.
//!
//! Nothing is asked of a server until a person asks for a background map. What was fetched stays on
//! disk and is shown when the network is gone, with its date.
//!
//! | module | what |
//! | --- | --- |
//! | [`catalogue`] | the maps and their addresses, `assets/basemaps.toml` |
//! | [`grid`] | the tile grid of PDOK in RD New: tiles ↔ metres |
//! | [`picture`] | bytes from a server → pixels, or a refusal |
//! | [`store`] | the tiles on disk, bounded in size |
//! | [`client`] | one tile from a server, whatever the server does |
//! | [`pool`] | a few workers that look on disk and ask, the middle of the map first |
//! | [`mod@print`] | the tiles on disk that a print shows |

pub mod catalogue;
pub mod client;
pub mod grid;
pub mod picture;
pub mod pool;
pub mod print;
pub mod store;

pub use catalogue::Basemap;
pub use grid::TileId;
