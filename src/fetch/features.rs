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
    /// How many there are in all; `unknown` from some servers.
    #[serde(default, rename = "numberMatched")]
    matched: Option<serde_json::Value>,
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
    let mut promised: Option<u64> = None;
    // Where the rest is said to be, when that is not the server that was asked.
    let mut elsewhere = false;
    while let Some(address) = next.take() {
        let bytes = client.page(&address, progress)?;
        let page: Page = serde_json::from_slice(&bytes)
            .map_err(|_| Notice::error("fetch-wrong-type").arg("type", "application/json"))?;
        let Some(found) = page.features else {
            return Err(Notice::error("fetch-wrong-type").arg("type", "application/json"));
        };
        features.extend(found.into_iter().map(ToOwned::to_owned));
        promised = page.matched.and_then(|n| n.as_u64()).or(promised);
        let links = page.links.into_iter().filter(|l| l.rel == "next");
        let links: Vec<String> = links.filter_map(|l| resolved(&address, &l.href)).collect();
        // One that leads back to where we were is the end of it.
        let unseen = links.into_iter().filter(|href| !seen.contains(href));
        let (here, there): (Vec<String>, Vec<String>) = unseen.partition(|href| same_host(url, href));
        elsewhere = here.is_empty() && !there.is_empty();
        if let Some(href) = here.into_iter().next() {
            if seen.len() >= MOST_PAGES {
                return Err(Notice::error("fetch-too-large"));
            }
            std::thread::sleep(client.settings.pause);
            seen.push(href.clone());
            next = Some(href);
        }
    }
    let found = features.len() as u64;
    if elsewhere || promised.is_some_and(|promised| found < promised) {
        let of = promised.map_or_else(|| "?".to_owned(), |n| n.to_string());
        return Err(Notice::error("fetch-incomplete").arg("found", found).arg("of", of));
    }
    if features.is_empty() {
        return Err(Notice::error("fetch-nothing"));
    }
    let bytes = write(path, &features).map_err(|e| Notice::error("fetch-not-written").arg("reason", e))?;
    Ok(Fetched::New { bytes, etag: None })
}

/// The address that a link on a page leads to: whole, or from the page that it stands on.
fn resolved(page: &str, href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty() {
        return None;
    }
    if href.starts_with("http://") || href.starts_with("https://") {
        return Some(href.to_owned());
    }
    let (scheme, rest) = page.split_once("://")?;
    if let Some(host) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{host}"));
    }
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    Some(match href.chars().next() {
        Some('/') => format!("{scheme}://{host}{href}"),
        Some('?') => format!("{scheme}://{host}{path}{href}"),
        _ => {
            let folder = path.rfind('/').map_or("", |at| path.get(..at).unwrap_or_default());
            let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
            let mut rest = href;
            while let Some((step, more)) = rest.split_once('/').filter(|(step, _)| [".", ".."].contains(step))
            {
                if step == ".." {
                    parts.pop();
                }
                rest = more;
            }
            parts.push(rest);
            format!("{scheme}://{host}/{}", parts.join("/"))
        }
    })
}

/// A page may only lead on to the server that it came from.
fn same_host(a: &str, b: &str) -> bool {
    let host = |url: &str| url.split('/').nth(2).map(str::to_ascii_lowercase);
    host(a).is_some() && host(a) == host(b)
}

fn write(path: &Path, features: &[Box<RawValue>]) -> std::io::Result<u64> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = super::temporary(folder)?;
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

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn a_link_is_read_from_the_page_that_it_stands_on() {
        let page = "https://pdok.example/cbs/v1/items?limit=10&f=json";
        for (href, whole) in [
            ("https://other.example/x", "https://other.example/x"),
            ("//other.example/x", "https://other.example/x"),
            ("/cbs/v1/items?offset=10", "https://pdok.example/cbs/v1/items?offset=10"),
            ("?offset=10", "https://pdok.example/cbs/v1/items?offset=10"),
            ("items?offset=10", "https://pdok.example/cbs/v1/items?offset=10"),
            ("../v2/items", "https://pdok.example/cbs/v2/items"),
        ] {
            assert_eq!(resolved(page, href).as_deref(), Some(whole), "{href}");
        }
        assert_eq!(resolved("http://a.example", "?x=1").as_deref(), Some("http://a.example?x=1"));
        assert_eq!(resolved(page, " "), None);
    }
}
