//! The geometry blob of a GeoPackage: a header with the system and the bounding box, then WKB
//! (OGC 12-128r18, clause 2.1.3).
//!
//! The one codec for these blobs: for project files and for the GeoPackages of others. The `wkb`
//! crate reads and writes the shapes; `structure` looks at the bytes first.

mod structure;

use geo::{BoundingRect, CoordsIter, Geometry, HasDimensions, Rect};
use geo_traits::to_geo::ToGeoGeometry;
use wkb::{
    Endianness,
    reader::read_wkb,
    writer::{WriteOptions, write_geometry},
};

/// `srs_id` of Amersfoort / RD New in `gpkg_spatial_ref_sys`.
pub const RD_NEW: i32 = 28992;

/// Why a blob is not a geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeometryError {
    #[error("the blob does not start with the header of a GeoPackage geometry")]
    NoHeader,
    #[error("the blob ends inside its header")]
    ShortHeader,
    #[error("the blob holds an extended geometry, of which only its maker knows the form")]
    Extended,
    #[error("the blob holds no well-formed WKB")]
    Wkb,
    #[error("a curve, surface or other kind of geometry that is not read: type {0}")]
    Unsupported(u32),
    #[error("a coordinate is not a finite number")]
    NotFinite,
}

struct Header {
    srs: i32,
    empty: bool,
    /// Where the WKB starts.
    length: usize,
}

const EMPTY: u8 = 0b0001_0000;
const EXTENDED: u8 = 0b0010_0000;

fn header(blob: &[u8]) -> Result<Header, GeometryError> {
    let Some([b'G', b'P', version, flags, srs @ ..]) = blob.first_chunk::<8>() else {
        return Err(GeometryError::NoHeader);
    };
    if *version != 0 {
        return Err(GeometryError::NoHeader);
    }
    if flags & EXTENDED != 0 {
        return Err(GeometryError::Extended);
    }
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(GeometryError::NoHeader),
    };
    let srs = if flags & 1 == 1 { i32::from_le_bytes(*srs) } else { i32::from_be_bytes(*srs) };
    let length = 8 + envelope;
    if blob.len() < length {
        return Err(GeometryError::ShortHeader);
    }
    Ok(Header { srs, empty: flags & EMPTY != 0, length })
}

/// The system (`srs_id`) and the geometry of a blob; `None` for a geometry that is empty.
///
/// WKB of OGC and ISO is read, and the extended form that PostGIS writes, in either order of bytes.
/// Third and fourth dimensions are left out. The envelope of the header is not trusted: other
/// programs write it wrong, and it can be had from the coordinates.
///
/// # Errors
/// When the blob is not a standard GeoPackage geometry, or a coordinate is infinite or NaN.
pub fn read_blob(blob: &[u8]) -> Result<(i32, Option<Geometry<f64>>), GeometryError> {
    let header = header(blob)?;
    if header.empty {
        return Ok((header.srs, None));
    }
    let bytes = blob.get(header.length..).ok_or(GeometryError::ShortHeader)?;
    structure::check(bytes)?;
    let wkb = read_wkb(bytes).map_err(|_| GeometryError::Wkb)?;
    let geometry = wkb.try_to_geometry().filter(|g| !g.is_empty());
    if geometry.as_ref().is_some_and(|g| g.coords_iter().any(|c| !c.x.is_finite() || !c.y.is_finite())) {
        return Err(GeometryError::NotFinite);
    }
    Ok((header.srs, geometry))
}

/// A geometry as a blob: little-endian, with its bounding box in the header except for a point,
/// whose box would only repeat it.
///
/// # Errors
/// When it has more parts or points than WKB can count (2³² − 1).
pub fn write_blob(geometry: &Geometry<f64>, srs: i32) -> Result<Vec<u8>, GeometryError> {
    let empty = geometry.is_empty();
    let envelope = match geometry {
        Geometry::Point(_) => None,
        _ if empty => None,
        _ => geometry.bounding_rect(),
    };
    let mut blob = Vec::with_capacity(64 + 16 * geometry.coords_count());
    blob.extend_from_slice(b"GP\0");
    blob.push(1 | (u8::from(envelope.is_some()) << 1) | if empty { EMPTY } else { 0 });
    blob.extend_from_slice(&srs.to_le_bytes());
    if let Some(b) = envelope {
        for value in [b.min().x, b.max().x, b.min().y, b.max().y] {
            blob.extend_from_slice(&value.to_le_bytes());
        }
    }
    let options = WriteOptions { endianness: Endianness::LittleEndian };
    write_geometry(&mut blob, geometry, &options).map_err(|_| GeometryError::Wkb)?;
    Ok(blob)
}

/// Bounding box of the geometry in a blob; `None` when it is empty.
///
/// # Errors
/// As [`read_blob`].
pub fn blob_bounds(blob: &[u8]) -> Result<Option<Rect<f64>>, GeometryError> {
    Ok(read_blob(blob)?.1.and_then(|g| g.bounding_rect()))
}

#[cfg(test)]
mod tests {
    use geo::{LineString, MultiPolygon, Point, line_string, point, polygon};

    use super::*;

    fn with_a_hole() -> Geometry<f64> {
        let donut = polygon!(exterior: [(x: 0., y: 0.), (x: 9., y: 0.), (x: 9., y: 9.), (x: 0., y: 9.)],
            interiors: [[(x: 3., y: 3.), (x: 3., y: 6.), (x: 6., y: 6.), (x: 6., y: 3.)]]);
        let apart = polygon![(x: 20.1, y: 20.2), (x: 21.3, y: 20.2), (x: 21.3, y: 22.7)];
        MultiPolygon::new(vec![donut, apart]).into()
    }

    #[test]
    fn a_geometry_comes_back_as_it_was_written() {
        let shapes: [Geometry<f64>; 3] = [
            with_a_hole(),
            point!(x: 233_883.1, y: 582_065.25).into(),
            line_string![(x: 1.5, y: 2.5), (x: 3.0, y: -4.0)].into(),
        ];
        for shape in shapes {
            let blob = write_blob(&shape, RD_NEW).unwrap();
            assert_eq!(read_blob(&blob), Ok((RD_NEW, Some(shape))));
        }
    }

    #[test]
    fn the_header_holds_the_bounding_box() {
        let blob = write_blob(&with_a_hole(), RD_NEW).unwrap();
        assert_eq!(blob[..4], [b'G', b'P', 0, 0b0000_0011]);
        let box_of_header: Vec<f64> =
            blob[8..40].chunks_exact(8).map(|c| f64::from_le_bytes(c.try_into().unwrap())).collect();
        assert_eq!(box_of_header, [0.0, 21.3, 0.0, 22.7]);
    }

    #[test]
    fn an_empty_geometry_is_marked_and_comes_back_as_none() {
        let blob = write_blob(&MultiPolygon::<f64>::new(vec![]).into(), RD_NEW).unwrap();
        assert_eq!(blob[3] & EMPTY, EMPTY);
        assert_eq!(read_blob(&blob), Ok((RD_NEW, None)));
        let no_points = write_blob(&LineString::<f64>::new(vec![]).into(), 0).unwrap();
        assert_eq!(read_blob(&no_points), Ok((0, None)));
    }

    #[test]
    fn a_big_endian_header_is_read() {
        let mut blob = write_blob(&point!(x: 1.0, y: 2.0).into(), RD_NEW).unwrap();
        blob[3] &= !1;
        blob[4..8].copy_from_slice(&RD_NEW.to_be_bytes());
        assert_eq!(read_blob(&blob), Ok((RD_NEW, Some(Point::new(1.0, 2.0).into()))));
    }

    #[test]
    fn a_cut_or_altered_blob_never_panics() {
        let blob = write_blob(&with_a_hole(), RD_NEW).unwrap();
        for end in 0..blob.len() {
            assert!(read_blob(&blob[..end]).is_err(), "cut at {end}");
        }
        for at in 0..blob.len() {
            for bit in 0..8 {
                let mut altered = blob.clone();
                altered[at] ^= 1 << bit;
                let _ = read_blob(&altered);
                let _ = blob_bounds(&altered);
            }
        }
    }

    /// A blob in GP form of this WKB.
    fn blob_of(wkb: &[u8]) -> Vec<u8> {
        [&b"GP\0\x01\0\0\0\0"[..], wkb].concat()
    }

    #[test]
    fn multipoints_and_collections_that_are_cut_or_altered_never_panic() {
        let points: Geometry<f64> = geo::MultiPoint::from(vec![(1.0, 2.0), (3.0, 4.0)]).into();
        let lines: Geometry<f64> =
            geo::MultiLineString::new(vec![line_string![(x: 1.5, y: 2.5), (x: 3.0, y: -4.0)]]).into();
        let all = Geometry::GeometryCollection(geo::GeometryCollection::new_from(vec![
            points.clone(),
            lines.clone(),
            with_a_hole(),
        ]));

        for shape in [points, lines, all] {
            let blob = write_blob(&shape, RD_NEW).unwrap();
            assert_eq!(read_blob(&blob), Ok((RD_NEW, Some(shape))));
            for end in 0..blob.len() {
                assert!(read_blob(&blob[..end]).is_err(), "cut at {end}");
            }
            for at in 0..blob.len() {
                for bit in 0..8 {
                    let mut altered = blob.clone();
                    altered[at] ^= 1 << bit;
                    let _ = read_blob(&altered);
                }
            }
        }
    }

    #[test]
    fn a_curve_is_named_by_its_type_wherever_it_stands() {
        let curve = [1, 10, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(read_blob(&blob_of(&curve)), Err(GeometryError::Unsupported(10)));
        let within = [&[1, 7, 0, 0, 0, 1, 0, 0, 0][..], &curve].concat();
        assert_eq!(read_blob(&blob_of(&within)), Err(GeometryError::Unsupported(10)));
    }

    #[test]
    fn counts_beyond_the_bytes_and_endless_nesting_are_refused() {
        for kind in 2..=7 {
            let greedy = [1, kind, 0, 0, 0, 255, 255, 255, 255];
            assert_eq!(read_blob(&blob_of(&greedy)), Err(GeometryError::Wkb), "{kind}");
        }
        let deep = [1, 7, 0, 0, 0, 1, 0, 0, 0].repeat(100_000);
        assert_eq!(read_blob(&blob_of(&deep)), Err(GeometryError::Wkb));
    }

    #[test]
    fn a_coordinate_that_is_no_number_is_refused() {
        let shape = line_string![(x: 0.0, y: f64::NAN), (x: 1.0, y: 1.0)].into();
        assert_eq!(read_blob(&write_blob(&shape, 0).unwrap()), Err(GeometryError::NotFinite));
    }
}
