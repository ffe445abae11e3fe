//! GeoJSON that comes in pages → one file.

use std::io::Write;
use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Progress;
use super::download::{Client, Fetched};
use super::manifest::Manifest;
use crate::notice::Notice;

/// More pages than this are a server that goes round in circles.
const MOST_PAGES: usize = 200;

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow, default)]
    features: Option<Vec<&'a RawValue>>,
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    rel: String,
    #[serde(default)]
    href: String,
}

/// Downloads every page and puts the features in one file, whole or not at all.
///
/// # Errors
/// What went wrong after all attempts; an answer that is no GeoJSON or holds nothing.
pub fn download(
    client: &Client,
    url: &str,
    path: &Path,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Fetched, Notice> {
    let mut features: Vec<Box<RawValue>> = Vec::new();
    let mut seen = vec![url.to_owned()];
    let mut next = Some(url.to_owned());
    while let Some(address) = next.take() {
        let bytes = client.page(&address, progress)?;
        let page: Page = serde_json::from_slice(&bytes)
            .map_err(|_| Notice::error("fetch-wrong-type").arg("type", "application/json"))?;
        let Some(found) = page.features else {
            return Err(Notice::error("fetch-wrong-type").arg("type", "application/json"));
        };
        features.extend(found.into_iter().map(ToOwned::to_owned));
        let link = page.links.into_iter().find(|l| l.rel == "next" && l.href.starts_with("http"));
        if let Some(link) = link.filter(|l| !seen.contains(&l.href) && same_host(url, &l.href)) {
            if seen.len() >= MOST_PAGES {
                return Err(Notice::error("fetch-too-large"));
            }
            std::thread::sleep(client.settings.pause);
            seen.push(link.href.clone());
            next = Some(link.href);
        }
    }
    if features.is_empty() {
        return Err(Notice::error("fetch-nothing"));
    }
    let bytes = write(path, &features).map_err(|e| Notice::error("fetch-not-written").arg("reason", e))?;
    Ok(Fetched::New { bytes, etag: None })
}

/// A page may only lead on to the server that it came from.
fn same_host(a: &str, b: &str) -> bool {
    let host = |url: &str| url.split('/').nth(2).map(str::to_ascii_lowercase);
    host(a).is_some() && host(a) == host(b)
}

fn write(path: &Path, features: &[Box<RawValue>]) -> std::io::Result<u64> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    {
        let mut out = std::io::BufWriter::new(file.as_file_mut());
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
        for (at, feature) in features.iter().enumerate() {
            if at > 0 {
                out.write_all(b",\n")?;
            }
            out.write_all(feature.get().as_bytes())?;
        }
        out.write_all(b"\n]}\n")?;
        out.flush()?;
    }
    let bytes = file.as_file().metadata()?.len();
    file.persist(path).map_err(|e| e.error)?;
    Ok(bytes)
}

/// The extent in degrees, `west,south,east,north`, of what a service downloaded before.
pub fn extent_of(folder: &Path, manifest: &Manifest, key: &str) -> Option<String> {
    use geo::{BoundingRect, Coord};
    let entry = manifest.files.iter().find(|e| e.key == key)?;
    let mut notices = crate::notice::Notices::default();
    let path = crate::load::LayerPath::from(folder.join(&entry.file).as_path());
    let layer = crate::load::read(&path, &crate::load::ReadOptions::default(), &mut notices).ok()?;
    let boxes = layer.records.iter().filter_map(|r| r.geometry.as_ref()?.bounding_rect());
    let whole = boxes.reduce(|a, b| {
        let low = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
        geo::Rect::new(low, Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) })
    })?;
    let degrees = crate::crs::geometry_from_rd(crate::crs::Crs::Wgs84, &geo::Geometry::Rect(whole))?;
    let whole = degrees.bounding_rect()?;
    let (low, high) = (whole.min(), whole.max());
    Some(format!("{:.5},{:.5},{:.5},{:.5}", low.x, low.y, high.x, high.y))
}
