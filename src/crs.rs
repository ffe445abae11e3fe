//! Coordinate systems: RD New inside, longitude and latitude only at the edges.
//!
//! Between RD New and WGS84 stands the seven-parameter similarity transformation of the Kadaster
//! with the oblique double stereographic projection. The correction grid of RDNAPTRANS is left
//! out: without it points in the Netherlands lie within 0.25 m, far below the width of a street.
//! WGS84 and ETRS89 (EPSG:4258) are taken to be the same, as Dutch practice does.

use std::sync::LazyLock;

use geo::{Coord, Geometry, MapCoords};
use proj4rs::Proj;
use proj4rs::transform::transform;

/// A coordinate system that the program can read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crs {
    /// EPSG:28992, Amersfoort / RD New, metres. Everything inside the program is in it.
    RdNew,
    /// EPSG:4326 or OGC:CRS84: longitude and latitude in degrees, in that order.
    Wgs84,
    /// EPSG:3857, the tiles of the web.
    WebMercator,
}

impl Crs {
    /// Every system that can be read, the most usual first.
    pub const ALL: [Self; 3] = [Self::RdNew, Self::Wgs84, Self::WebMercator];

    /// The code in the EPSG register.
    pub fn epsg(self) -> u32 {
        match self {
            Self::RdNew => 28992,
            Self::Wgs84 => 4326,
            Self::WebMercator => 3857,
        }
    }

    /// The name as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::RdNew => "RD New (EPSG:28992)",
            Self::Wgs84 => "WGS84 (EPSG:4326)",
            Self::WebMercator => "Web Mercator (EPSG:3857)",
        }
    }

    /// The system of an EPSG code. Codes that differ only in height (7415 is RD with NAP) or by
    /// less than the accuracy kept here (4258 is ETRS89) count as the same system.
    pub fn from_epsg(code: u32) -> Option<Self> {
        match code {
            28992 | 7415 => Some(Self::RdNew),
            4326 | 4979 | 4258 | 4937 => Some(Self::Wgs84),
            // The last three are names that older programs gave to 3857.
            3857 | 3785 | 900_913 | 102_100 => Some(Self::WebMercator),
            _ => None,
        }
    }

    /// What a person may write for a system: `28992`, `EPSG:28992`, `RD`, `WGS84`, `CRS84` or a
    /// URN.
    pub fn from_user(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(code) = text.parse() {
            return Self::from_epsg(code);
        }
        if text.contains(':') {
            return Self::from_urn(text);
        }
        let folded: String =
            text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
        match folded.as_str() {
            "RD" | "RDNEW" | "RDNIEUW" | "AMERSFOORTRDNEW" | "RIJKSDRIEHOEK" => Some(Self::RdNew),
            "WGS84" | "CRS84" | "ETRS89" | "LONLAT" => Some(Self::Wgs84),
            "WEBMERCATOR" => Some(Self::WebMercator),
            _ => match folded.strip_prefix("EPSG") {
                Some(code) => code.parse().ok().and_then(Self::from_epsg),
                None => None,
            },
        }
    }

    /// The name in the `crs` member of older GeoJSON: `urn:ogc:def:crs:EPSG::28992`,
    /// `urn:ogc:def:crs:OGC:1.3:CRS84`, `EPSG:4326`, `http://www.opengis.net/def/crs/EPSG/0/28992`.
    pub fn from_urn(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        let mut parts = upper.split([':', '/', '#']).filter(|part| !part.is_empty());
        let last = parts.next_back()?;
        if last == "CRS84" || last == "CRS84H" {
            return Some(Self::Wgs84);
        }
        if !parts.any(|part| part.contains("EPSG") || part.contains("ESRI")) {
            return None;
        }
        last.trim_end_matches(".XML").parse().ok().and_then(Self::from_epsg)
    }

    /// The system of a well-known text, as in the `.prj` beside a shapefile.
    ///
    /// A stated EPSG authority decides; otherwise the names do, since ESRI writes no codes.
    /// Amersfoort without projection (degrees on the Bessel ellipsoid) and the old RD without
    /// false origin are other systems: `None`.
    pub fn from_wkt(wkt: &str) -> Option<Self> {
        let folded: String =
            wkt.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        // The authority of the whole stands last, after those of its parts.
        if let Some(code) = outer_authority(&folded) {
            return Self::from_epsg(code);
        }
        let name = folded.split('"').nth(1)?;
        let projected =
            ["PROJCS[", "PROJCRS[", "COMPD_CS[", "COMPOUNDCRS["].iter().any(|p| folded.contains(p));
        if projected {
            if folded.contains("MERCATOR") {
                let auxiliary = folded.contains("AUXILIARY_SPHERE")
                    || folded.contains("PSEUDO")
                    || folded.contains("WEB_MERCATOR")
                    || folded.contains("POPULARVISUALISATION");
                return auxiliary.then_some(Self::WebMercator);
            }
            let stereographic = folded.contains("STEREOGRAPHIC");
            // RD Old has no false origin; its coordinates run negative in half the country.
            let shifted = folded.contains("155000") && folded.contains("463000");
            let dutch = folded.contains("AMERSFOORT") || name.contains("RD_NEW") || name.contains("RDNEW");
            return (stereographic && shifted && dutch).then_some(Self::RdNew);
        }
        let geographic =
            folded.contains("GEOGCS[") || folded.contains("GEOGCRS[") || folded.contains("GEODCRS[");
        let known = ["WGS_1984", "WGS84", "WGS_84", "ETRS_1989", "ETRS89"].iter().any(|n| folded.contains(n));
        (geographic && known).then_some(Self::Wgs84)
    }

    /// Whether a coordinate in this system lies in or near the Netherlands.
    ///
    /// The range is that of RD (x −7,000..300,000 m, y 289,000..629,000 m) with some 50 km around
    /// it. The three systems have no coordinate in common there, so that a system that is stated
    /// wrongly always shows.
    pub fn plausible(self, x: f64, y: f64) -> bool {
        let (xs, ys) = match self {
            Self::RdNew => (-57_000.0..=350_000.0, 239_000.0..=679_000.0),
            Self::Wgs84 => (2.0..=8.7, 50.1..=54.2),
            Self::WebMercator => (222_000.0..=969_000.0, 6_460_000.0..=7_210_000.0),
        };
        xs.contains(&x) && ys.contains(&y)
    }
}

/// The code of the last `AUTHORITY["EPSG","n"]` or `ID["EPSG",n]`, if nothing but brackets follows.
fn outer_authority(folded: &str) -> Option<u32> {
    let inner = folded.trim_end_matches(']');
    let closing = folded.len() - inner.len();
    // "…AUTHORITY["EPSG","28992"]]": the authority closes one bracket, the whole system the other.
    if closing != 2 {
        return None;
    }
    let start = inner
        .rfind("AUTHORITY[\"EPSG\",")
        .map(|at| at + 17)
        .or_else(|| inner.rfind("ID[\"EPSG\",").map(|at| at + 10))?;
    inner.get(start..)?.trim_matches('"').parse().ok()
}

/// The system in which most of these coordinates would lie in or near the Netherlands.
///
/// Only a suggestion to put before a person: nothing is read on a guess.
pub fn suggest_crs(coords: &[(f64, f64)]) -> Option<Crs> {
    Crs::ALL.into_iter().find(|crs| {
        let fitting = coords.iter().filter(|(x, y)| crs.plausible(*x, *y)).count();
        fitting > 0 && fitting * 2 > coords.len()
    })
}

/// RD New: the parameters of the Kadaster, rotations as position vector in arc seconds.
const RD: &str = "+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 \
    +x_0=155000 +y_0=463000 +ellps=bessel \
    +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.87740,4.0725 +units=m +no_defs";

struct Systems {
    rd: Proj,
    wgs84: Proj,
}

/// `None` only if the library refused our own constants, which a test holds against.
static SYSTEMS: LazyLock<Option<Systems>> = LazyLock::new(|| {
    let rd = Proj::from_proj_string(RD).ok()?;
    let wgs84 = Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").ok()?;
    Some(Systems { rd, wgs84 })
});

/// Longitude and latitude (degrees) → RD New (metres); `None` where the projection has no value.
pub fn wgs84_to_rd(lon: f64, lat: f64) -> Option<(f64, f64)> {
    // The far side of the globe makes no sense in a projection of one country.
    if !(lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() < 90.0) {
        return None;
    }
    let systems = SYSTEMS.as_ref()?;
    let mut point = (lon.to_radians(), lat.to_radians());
    transform(&systems.wgs84, &systems.rd, &mut point).ok()?;
    finite(point)
}

/// RD New (metres) → longitude and latitude (degrees); `None` where there is no value.
pub fn rd_to_wgs84(x: f64, y: f64) -> Option<(f64, f64)> {
    if !(x.is_finite() && y.is_finite()) {
        return None;
    }
    let systems = SYSTEMS.as_ref()?;
    let mut point = (x, y);
    transform(&systems.rd, &systems.wgs84, &mut point).ok()?;
    finite((point.0.to_degrees(), point.1.to_degrees()))
}

/// Radius of the sphere of Web Mercator, metres.
const MERCATOR_RADIUS: f64 = 6_378_137.0;

/// Web Mercator (metres) → longitude and latitude (degrees).
pub fn web_mercator_to_wgs84(x: f64, y: f64) -> Option<(f64, f64)> {
    let lat = 2.0 * (y / MERCATOR_RADIUS).exp().atan() - std::f64::consts::FRAC_PI_2;
    finite(((x / MERCATOR_RADIUS).to_degrees(), lat.to_degrees()))
}

/// Longitude and latitude (degrees) → Web Mercator (metres).
pub fn wgs84_to_web_mercator(lon: f64, lat: f64) -> Option<(f64, f64)> {
    let y = (std::f64::consts::FRAC_PI_4 + lat.to_radians() / 2.0).tan().ln();
    finite((lon.to_radians() * MERCATOR_RADIUS, y * MERCATOR_RADIUS))
}

/// One coordinate → RD New (metres); `None` where it has no place in RD.
pub fn to_rd(crs: Crs, x: f64, y: f64) -> Option<(f64, f64)> {
    match crs {
        Crs::RdNew => finite((x, y)),
        Crs::Wgs84 => wgs84_to_rd(x, y),
        Crs::WebMercator => web_mercator_to_wgs84(x, y).and_then(|(lon, lat)| wgs84_to_rd(lon, lat)),
    }
}

/// RD New (metres) → one coordinate in `crs`.
pub fn from_rd(crs: Crs, x: f64, y: f64) -> Option<(f64, f64)> {
    match crs {
        Crs::RdNew => finite((x, y)),
        Crs::Wgs84 => rd_to_wgs84(x, y),
        Crs::WebMercator => rd_to_wgs84(x, y).and_then(|(lon, lat)| wgs84_to_web_mercator(lon, lat)),
    }
}

/// A whole shape → RD New; `None` as soon as one coordinate has no place in RD.
pub fn geometry_to_rd(crs: Crs, geometry: &Geometry<f64>) -> Option<Geometry<f64>> {
    map(geometry, |x, y| to_rd(crs, x, y))
}

/// A whole shape from RD New → `crs`; `None` as soon as one coordinate has no value there.
pub fn geometry_from_rd(crs: Crs, geometry: &Geometry<f64>) -> Option<Geometry<f64>> {
    map(geometry, |x, y| from_rd(crs, x, y))
}

fn map(geometry: &Geometry<f64>, f: impl Fn(f64, f64) -> Option<(f64, f64)>) -> Option<Geometry<f64>> {
    geometry.try_map_coords(|c| f(c.x, c.y).map(|(x, y)| Coord { x, y }).ok_or(())).ok()
}

fn finite(point: (f64, f64)) -> Option<(f64, f64)> {
    (point.0.is_finite() && point.1.is_finite()).then_some(point)
}
