//! Coordinate systems: RD New inside, longitude and latitude only at the edges.

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
