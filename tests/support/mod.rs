//! What several test programs need; none needs all of it.
#![allow(dead_code)]

pub mod cli;
pub mod joining;
pub mod linear;
pub mod osm;
pub mod pdf;
#[cfg(feature = "gui")]
pub mod picture;
pub mod plan;
pub mod project;
#[cfg(feature = "gui")]
pub mod raster;
pub mod reading;
pub mod squares;
pub mod streets;
pub mod tile_server;
pub mod town;
#[cfg(feature = "gui")]
pub mod tree;
#[cfg(feature = "gui")]
pub mod window;

use std::path::{Path, PathBuf};

/// The folder with real published data: `WIJKSPIEGEL_DATA`, else `../shared/data` beside the
/// checkout. `None`, with a plain line on standard error, where there is no such folder: the test
/// that asked then passes without having tested anything.
pub fn shared_data() -> Option<PathBuf> {
    let given = std::env::var_os("WIJKSPIEGEL_DATA").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = given.unwrap_or_else(beside);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no real data at {}; set WIJKSPIEGEL_DATA to test with it", folder.display());
    None
}
