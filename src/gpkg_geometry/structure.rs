//! The structure of well-known binary, walked before the `wkb` crate reads the same bytes.
//!
//! `wkb` 0.9.3 takes two things on trust. It keeps only the last three bits of a type number, so
//! that a curve polygon (10) would be read as a line; and it unwraps each point of a multipoint,
//! which panics where the last one says that it has a system of its own and the bytes end there.

use super::GeometryError;

/// Collections within collections are refused beyond this depth.
const DEEPEST: usize = 16;

/// Whether the bytes hold one shape of the seven simple kinds, whole in every part.
///
/// # Errors
/// Bytes that stop too early or hold what cannot be; a kind of shape outside the seven.
pub(super) fn check(wkb: &[u8]) -> Result<(), GeometryError> {
    let mut rest = wkb;
    shape(&mut rest, None, 0)
}

/// The order of the bytes and the type number; the parts of a multipart shape have those of the
/// whole.
#[derive(Clone, Copy)]
struct Whole {
    order: u8,
    /// What the type number adds for height and measure, in either notation.
    dimensions: u32,
    kind: u32,
}

fn shape(rest: &mut &[u8], whole: Option<Whole>, depth: usize) -> Result<(), GeometryError> {
    let [order] = take(rest)?;
    if order > 1 || depth > DEEPEST {
        return Err(GeometryError::Wkb);
    }
    let code = number(rest, order)?;
    // The extended form flags height, measure and system in the highest bits; ISO adds thousands.
    let (flags, plain) = (code & 0xe000_0000, code & 0x1fff_ffff);
    let (thousands, kind) = (plain / 1000, plain % 1000);
    if thousands > 3 || !(1..=7).contains(&kind) {
        return Err(GeometryError::Unsupported(plain));
    }
    if flags != 0 && thousands > 0 {
        // Both notations at once: `wkb` and this walk might take different sides.
        return Err(GeometryError::Wkb);
    }
    if flags & SYSTEM != 0 {
        number(rest, order)?;
    }
    let dimensions = code - kind;
    if let Some(whole) = whole.filter(|whole| whole.kind != COLLECTION)
        && (whole.order != order || whole.dimensions & !SYSTEM != dimensions || whole.kind != kind + 3)
    {
        return Err(GeometryError::Wkb);
    }
    let axes = match (flags & HEIGHT != 0, flags & MEASURE != 0) {
        (true, true) => 4,
        (false, false) if thousands == 0 => 2,
        (false, false) if thousands == 3 => 4,
        _ => 3,
    };
    match kind {
        1 => skip(rest, axes * 8),
        2 => points(rest, order, axes),
        3 => (0..number(rest, order)?).try_for_each(|_| points(rest, order, axes)),
        _ => {
            let own = Whole { order, dimensions, kind };
            (0..number(rest, order)?).try_for_each(|_| shape(rest, Some(own), depth + 1))
        }
    }
}

const HEIGHT: u32 = 0x8000_0000;
const MEASURE: u32 = 0x4000_0000;
const SYSTEM: u32 = 0x2000_0000;
const COLLECTION: u32 = 7;

fn points(rest: &mut &[u8], order: u8, axes: usize) -> Result<(), GeometryError> {
    let count = number(rest, order)? as usize;
    skip(rest, count.checked_mul(axes * 8).ok_or(GeometryError::Wkb)?)
}

fn number(rest: &mut &[u8], order: u8) -> Result<u32, GeometryError> {
    let bytes = take(rest)?;
    Ok(if order == 0 { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], GeometryError> {
    let (head, after) = rest.split_first_chunk::<N>().ok_or(GeometryError::Wkb)?;
    *rest = after;
    Ok(*head)
}

fn skip(rest: &mut &[u8], count: usize) -> Result<(), GeometryError> {
    *rest = rest.get(count..).ok_or(GeometryError::Wkb)?;
    Ok(())
}
