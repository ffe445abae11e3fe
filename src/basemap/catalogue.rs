//! The list of background maps, `assets/basemaps.toml`.

#![allow(clippy::result_large_err, reason = "a list fails once, on the cold path")]

use serde::Deserialize;

use super::grid::{MOST_ZOOM, TileId};
use crate::notice::Notice;

/// A background map that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Basemap {
    /// Known by it in projects and in the cache: small letters, digits and hyphens.
    pub key: String,
    /// Whose it is and under which licence.
    pub credit: String,
    /// With `{z}`, `{x}` and `{y}`.
    pub url: String,
    /// Closest zoom level that the service has.
    pub most_zoom: u8,
    /// When the address was last seen in use.
    pub known: String,
    /// Whether it was ever downloaded with this program.
    pub tried: bool,
}

impl Basemap {
    /// The address of a tile.
    pub fn address(&self, tile: TileId) -> String {
        self.url
            .replace("{z}", &tile.zoom.to_string())
            .replace("{x}", &tile.x.to_string())
            .replace("{y}", &tile.y.to_string())
    }

    /// Fluent key of its name.
    pub fn name_key(&self) -> String {
        format!("basemap-name-{}", self.key)
    }
}

#[derive(Deserialize)]
struct List {
    map: Vec<Basemap>,
}

/// The list that comes with the program.
///
/// # Errors
/// None in a program that passes its tests.
pub fn built_in() -> Result<Vec<Basemap>, Notice> {
    parse("basemaps.toml", include_str!("../../assets/basemaps.toml"))
}

/// The map of a key in the list that comes with the program.
pub fn of_key(key: &str) -> Option<Basemap> {
    built_in().ok()?.into_iter().find(|map| map.key == key)
}

/// A list as text.
///
/// # Errors
/// What is wrong with it: a key that is no file name, an address without the place of a tile.
pub fn parse(name: &str, text: &str) -> Result<Vec<Basemap>, Notice> {
    let bad = |reason: String| Notice::error("fetch-bad-list").arg("reason", reason).file(name);
    let list: List = toml::from_str(text).map_err(|e| bad(e.message().to_owned()))?;
    for map in &list.map {
        if !is_key(&map.key) {
            return Err(bad(format!("key = {}", map.key)));
        }
        if !["{z}", "{x}", "{y}"].iter().all(|part| map.url.contains(part)) {
            return Err(bad(format!("url = {}", map.url)));
        }
        if map.most_zoom > MOST_ZOOM {
            return Err(bad(format!("most-zoom = {}", map.most_zoom)));
        }
    }
    Ok(list.map)
}

/// Whether a key can be the name of a folder on any machine.
pub(super) fn is_key(key: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !key.is_empty() && key.len() <= 40 && key.chars().all(fits)
}
