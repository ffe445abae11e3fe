//! What the integration tests share.

use std::path::PathBuf;

/// The folder with published data: `WIJKSPIEGEL_DATA`, else `../shared/data` beside the source.
/// Prints plainly when it is absent, so that a skipped test does not pass for a run one.
pub fn shared_data() -> Option<PathBuf> {
    let folder = std::env::var_os("WIJKSPIEGEL_DATA")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join("shared").join("data"));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("SKIPPED: no published data in {} (set WIJKSPIEGEL_DATA)", folder.display());
//! Where the tests find real data.
#![allow(dead_code)]

use std::path::PathBuf;

/// The directory with real published data, where there is one; else the reason is printed.
pub fn shared_data() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let path = std::env::var_os("WIJKSPIEGEL_DATA").map_or(beside, PathBuf::from);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: no real data at {} (set WIJKSPIEGEL_DATA)", path.display());
    None
}
