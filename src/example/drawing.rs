//! What was drawn by hand: the outline of the municipality, water, railways and main roads.
//!
//! Every stroke is schematic, drawn to look right at the size of a screen and rounded to 50 m: it is
//! not a survey and comes from no published layer. `drawing.csv` holds them from the lowest layer to
//! the highest: kind, name, width in metres (of what is widened) and a path of RD metres.

use super::borders::Metre;

/// The table of strokes, also shipped.
pub const DRAWING: &str = include_str!("../../assets/example/drawing.csv");

/// What a stroke becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pen {
    /// The border of the municipality, counter-clockwise, with its corners as they are.
    Outline,
    /// A smooth polygon of water.
    Lake,
    /// A canal or river: its middle line, widened to a ribbon.
    Canal { width: f64 },
    /// A closed canal around a town.
    Moat { width: f64 },
    /// A smooth line of this kind of the base map.
    Way(&'static str),
}

/// One stroke of the pen.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub pen: Pen,
    pub name: String,
    pub path: Vec<Metre>,
}

/// All strokes, in the order of drawing. A row that cannot be read is left out; a test counts.
pub fn strokes() -> Vec<Stroke> {
    DRAWING.lines().skip(1).filter_map(stroke).collect()
}

/// The outline of the municipality, not closed.
pub fn outline() -> Vec<Metre> {
    let outline = strokes().into_iter().find(|s| s.pen == Pen::Outline);
    outline.map(|s| s.path).unwrap_or_default()
}

fn stroke(row: &str) -> Option<Stroke> {
    let mut fields = row.split(',');
    let (kind, name, width, path) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let pen = match kind {
        "outline" => Pen::Outline,
        "lake" => Pen::Lake,
        "canal" => Pen::Canal { width: width.parse().ok()? },
        "moat" => Pen::Moat { width: width.parse().ok()? },
        "road" => Pen::Way("road"),
        "main-road" => Pen::Way("main-road"),
        "rail" => Pen::Way("rail"),
        _ => return None,
    };
    let path = path.split(';').map(metre).collect::<Option<_>>()?;
    Some(Stroke { pen, name: name.to_owned(), path })
}

/// A position written as `x y`.
pub fn metre(pair: &str) -> Option<Metre> {
    let (x, y) = pair.split_once(' ')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}
