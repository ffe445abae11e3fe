//! The tiles on this machine: a folder that never grows beyond a bound.
//!
//! Each tile is a file `MAP/ZOOM/X/Y.tile`: one line of JSON that says when it was fetched, how long
//! it may be used unasked and what the server called it, and then the picture as it came. A file that
//! does not fit that is thrown away and counts as not there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::catalogue::is_key;
use super::grid::TileId;
use super::picture::{Format, MOST_BYTES};

/// Bytes that the tiles may take together: some 15,000 of them.
pub const MOST: u64 = 256 << 20;

/// What goes with a tile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Seconds since 1970.
    pub fetched: u64,
    /// Until when it is used without asking again, in seconds since 1970.
    pub until: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Bytes of the picture; the store fills it in.
    pub length: u64,
}

impl About {
    /// Fetched now, and good for so long.
    pub fn fetched_now(good_for: Duration, etag: Option<String>, modified: Option<String>) -> Self {
        let fetched = now();
        Self { fetched, until: fetched.saturating_add(good_for.as_secs()), etag, modified, length: 0 }
    }

    /// Whether the server need not be asked. A clock that was put back makes nothing fresh for ever.
    pub fn is_fresh(&self) -> bool {
        let now = now();
        now < self.until && self.fetched <= now.saturating_add(86_400)
    }
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs())
}

/// A tile from disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub about: About,
    pub format: Format,
    pub bytes: Vec<u8>,
}

/// The folder of tiles.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    most: u64,
    /// Bytes in the folder, once they were counted.
    held: Mutex<Option<u64>>,
}

impl Store {
    /// Tiles in this folder, together at most so many bytes. Nothing is made until something is kept.
    pub fn new(folder: impl Into<PathBuf>, most: u64) -> Self {
        Self { folder: folder.into(), most, held: Mutex::new(None) }
    }

    fn path(&self, map: &str, tile: TileId) -> Option<PathBuf> {
        let name = format!("{}.tile", tile.y);
        let fits = is_key(map) && tile.exists();
        fits.then(|| self.folder.join(map).join(tile.zoom.to_string()).join(tile.x.to_string()).join(name))
    }

    /// A tile, fresh or not; `None` where there is none, or a damaged one.
    pub fn get(&self, map: &str, tile: TileId) -> Option<Kept> {
        let path = self.path(map, tile)?;
        let size = fs::metadata(&path).ok()?.len();
        let found = (size <= MOST_BYTES + 4096).then(|| fs::read(&path).ok().and_then(parse)).flatten();
        if found.is_none() {
            // Damaged: what can't be removed is found damaged again, no worse.
            let _ = fs::remove_file(&path);
        }
        found
    }

    /// Whether there is a file for a tile, without reading it.
    pub fn has(&self, map: &str, tile: TileId) -> bool {
        self.path(map, tile).is_some_and(|p| p.is_file())
    }

    /// Keeps a tile, whole or not at all, and throws the oldest away where there are too many.
    ///
    /// # Errors
    /// A disk that can't be written; the tile that was there is unharmed.
    pub fn put(&self, map: &str, tile: TileId, about: &About, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(map, tile).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let head = About { length: bytes.len() as u64, ..about.clone() };
        let mut head = serde_json::to_vec(&head).map_err(io::Error::other)?;
        head.push(b'\n');
        let mut file = tempfile::Builder::new().prefix(".tile-").tempfile_in(folder)?;
        file.write_all(&head)?;
        file.write_all(bytes)?;
        let before = fs::metadata(&path).map_or(0, |m| m.len());
        file.persist(&path).map_err(|e| e.error)?;
        self.account(head.len() as u64 + bytes.len() as u64, before);
        Ok(())
    }

    /// Counts what was added, and makes room where that is too much.
    fn account(&self, added: u64, replaced: u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let total = match *held {
            Some(total) => total.saturating_add(added).saturating_sub(replaced),
            None => files(&self.folder).iter().map(|f| f.size).sum(),
        };
        *held = Some(if total > self.most { self.prune() } else { total });
    }

    /// Throws the oldest away until four fifths are left of what is allowed; gives the bytes left.
    fn prune(&self) -> u64 {
        let mut files = files(&self.folder);
        files.sort_by_key(|f| f.written);
        let mut total: u64 = files.iter().map(|f| f.size).sum();
        let aim = self.most / 5 * 4;
        for file in files {
            if total <= aim {
                break;
            }
            if fs::remove_file(&file.path).is_ok() {
                total = total.saturating_sub(file.size);
            }
        }
        total
    }
}

fn parse(bytes: Vec<u8>) -> Option<Kept> {
    let end = bytes.iter().take(4096).position(|b| *b == b'\n')?;
    let about: About = serde_json::from_slice(bytes.get(..end)?).ok()?;
    let picture = bytes.get(end + 1..)?.to_vec();
    let format = Format::of(&picture)?;
    (picture.len() as u64 == about.length).then_some(Kept { about, format, bytes: picture })
}

struct Found {
    path: PathBuf,
    size: u64,
    written: SystemTime,
}

/// The files of a cache: folders at most four deep, and nothing outside.
fn files(folder: &Path) -> Vec<Found> {
    let mut out = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            // Of the entry itself: a link leads elsewhere, and what is there is not ours.
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() && depth < 3 {
                open.push((entry.path(), depth + 1));
            } else if about.is_file() && entry.file_name().to_string_lossy().contains("tile") {
                let written = about.modified().unwrap_or(UNIX_EPOCH);
                out.push(Found { path: entry.path(), size: about.len(), written });
            }
        }
    }
    out
}
