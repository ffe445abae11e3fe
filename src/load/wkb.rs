//! Well-known binary, as in the shapes of a GeoPackage: OGC and ISO, with or without height and
//! measure, and the extended form that PostGIS writes.
//!
//! Read here and not by the `wkb` crate, which trusts the counts in the bytes and reserves memory
//! for them: a damaged file must give a notice, whatever its bytes.

use geo::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon,
};

/// Collections within collections are refused beyond this depth.
const DEEPEST: usize = 16;

/// Why a shape could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WkbFault {
    /// The bytes stop too early or hold what cannot be.
    Damaged,
    /// A curve, surface or other kind that is not drawn here; its type number.
    Unsupported(u32),
}

/// Reads numbers from bytes, never past their end.
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
    pub little: bool,
}

impl<'a> Bytes<'a> {
    pub fn new(bytes: &'a [u8], little: bool) -> Self {
        Self { rest: bytes, little }
    }

    pub fn len(&self) -> usize {
        self.rest.len()
    }

    pub fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*head)
    }

    pub fn skip(&mut self, count: usize) -> Option<()> {
        self.rest = self.rest.get(count..)?;
        Some(())
    }

    pub fn u32(&mut self) -> Option<u32> {
        let bytes = self.take()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    pub fn i32(&mut self) -> Option<i32> {
        self.u32().map(u32::cast_signed)
    }

    pub fn f64(&mut self) -> Option<f64> {
        let bytes = self.take()?;
        Some(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }
}

/// The shape in these bytes; `None` inside for an empty one.
pub(super) fn parse(bytes: &[u8]) -> Result<Option<Geometry<f64>>, WkbFault> {
    let mut bytes = Bytes::new(bytes, true);
    geometry(&mut bytes, 0)
}

fn geometry(bytes: &mut Bytes<'_>, depth: usize) -> Result<Option<Geometry<f64>>, WkbFault> {
    use WkbFault::{Damaged, Unsupported};
    if depth > DEEPEST {
        return Err(Damaged);
    }
    let [order] = bytes.take().ok_or(Damaged)?;
    bytes.little = match order {
        0 => false,
        1 => true,
        _ => return Err(Damaged),
    };
    let code = bytes.u32().ok_or(Damaged)?;
    // The extended form flags height, measure and system in the highest bits; ISO adds thousands.
    if code & 0x2000_0000 != 0 {
        bytes.u32().ok_or(Damaged)?;
    }
    let flagged = usize::from(code & 0x8000_0000 != 0) + usize::from(code & 0x4000_0000 != 0);
    let plain = code & 0x0fff_ffff;
    let extra = flagged
        + match plain / 1000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => return Err(Unsupported(plain)),
        };
    let kind = plain % 1000;
    match kind {
        1 => {
            let c = coord(bytes, extra).ok_or(Damaged)?;
            // An empty point is written with coordinates that are not numbers.
            Ok((!c.x.is_nan()).then(|| Point::from(c).into()))
        }
        2 => Ok(Some(LineString::new(line(bytes, extra).ok_or(Damaged)?).into())),
        3 => Ok(polygon(bytes, extra).ok_or(Damaged)?.map(Into::into)),
        4..=7 => {
            let count = bytes.u32().ok_or(Damaged)?;
            // Every member takes at least order, type and one number.
            if (count as usize).saturating_mul(9) > bytes.len() {
                return Err(Damaged);
            }
            let mut members = Vec::new();
            for _ in 0..count {
                members.extend(geometry(bytes, depth + 1)?);
            }
            collect(kind, members).ok_or(Damaged)
        }
        _ => Err(Unsupported(plain)),
    }
}

fn collect(kind: u32, members: Vec<Geometry<f64>>) -> Option<Option<Geometry<f64>>> {
    if members.is_empty() {
        return Some(None);
    }
    let whole: Geometry<f64> = match kind {
        4 => MultiPoint::new(members.into_iter().map(|g| Point::try_from(g).ok()).collect::<Option<_>>()?)
            .into(),
        5 => {
            let lines = members.into_iter().map(|g| LineString::try_from(g).ok());
            MultiLineString::new(lines.collect::<Option<_>>()?).into()
        }
        6 => {
            let polygons = members.into_iter().map(|g| Polygon::try_from(g).ok());
            MultiPolygon::new(polygons.collect::<Option<_>>()?).into()
        }
        _ => Geometry::GeometryCollection(GeometryCollection::new_from(members)),
    };
    Some(Some(whole))
}

fn coord(bytes: &mut Bytes<'_>, extra: usize) -> Option<Coord<f64>> {
    let c = Coord { x: bytes.f64()?, y: bytes.f64()? };
    bytes.skip(extra * 8)?;
    Some(c)
}

fn line(bytes: &mut Bytes<'_>, extra: usize) -> Option<Vec<Coord<f64>>> {
    let count = bytes.u32()? as usize;
    if count.checked_mul(16 + extra * 8)? > bytes.len() {
        return None;
    }
    (0..count).map(|_| coord(bytes, extra)).collect()
}

fn polygon(bytes: &mut Bytes<'_>, extra: usize) -> Option<Option<Polygon<f64>>> {
    let count = bytes.u32()? as usize;
    if count.checked_mul(4)? > bytes.len() {
        return None;
    }
    let mut rings = Vec::with_capacity(count);
    for _ in 0..count {
        rings.push(LineString::new(line(bytes, extra)?));
    }
    if rings.is_empty() {
        return Some(None);
    }
    let exterior = rings.remove(0);
    Some(Some(Polygon::new(exterior, rings)))
}
