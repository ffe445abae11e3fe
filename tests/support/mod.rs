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
