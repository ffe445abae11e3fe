//! The scene: everything that a map shows, in RD metres and plain colours, before it is drawn.
//!
//! It is made once for a choice (level, measure, year, classes) and drawn twice: on the screen by
//! the window and on paper by [`crate::report`]. It holds nothing that may not be shown: values
//! pass [`crate::privacy`] before they become a colour, a radius or a text.

use std::sync::Arc;

use geo::{Point, Rect};

use super::backdrop::Backdrop;
use super::classes::Classes;
use super::shapes::{Lines, Shapes};
use super::stack::Stack;
use super::theme::Theme;
use crate::data::{BaseKind, Level, SchoolId};
use crate::text::Language;

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// `#RRGGBB`, as SVG writes it.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// The colour at `t` (0..1) on the way from `self` to `other`, per channel in sRGB.
    pub fn mix(self, other: Self, t: f32) -> Self {
        let t = if t.is_finite() { t.clamp(0.0, 1.0) } else { 0.0 };
        // The `as` saturates, and the value lies between two bytes anyway.
        let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * t).round() as u8;
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// Relative luminance of WCAG 2 (0 black, 1 white).
    pub fn luminance(self) -> f32 {
        let linear = |c: u8| {
            let c = f32::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// What lies over a fill, so that unknown, withheld and modelled differ in more than colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Texture {
    #[default]
    None,
    /// Lines rising to the right, well apart: nobody knows the value.
    Hatch,
    /// Dots: there is a value, but it is withheld.
    Dots,
    /// Fine lines falling to the right: the value is modelled, not counted.
    Diagonal,
    /// Lines both ways: it belongs to two at once.
    Cross,
    /// Upright lines: the source hides the number and tells the range in which it lies.
    Upright,
}

/// How a texture is drawn, in screen pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pattern {
    /// Distance between lines, measured across them, or between dots along both axes.
    pub spacing_px: f32,
    /// Width of a line, or diameter of a dot.
    pub width_px: f32,
    /// Direction of the lines in degrees, clockwise from a horizontal to the right; 0 for dots.
    pub angle_deg: f32,
}

impl Texture {
    /// The measures that every drawer uses; `None` for no texture.
    pub fn pattern(self) -> Option<Pattern> {
        match self {
            Self::None => None,
            Self::Hatch => Some(Pattern { spacing_px: 6.0, width_px: 1.0, angle_deg: -45.0 }),
            Self::Dots => Some(Pattern { spacing_px: 6.0, width_px: 1.8, angle_deg: 0.0 }),
            Self::Diagonal => Some(Pattern { spacing_px: 4.0, width_px: 0.7, angle_deg: 45.0 }),
            // Lines both ways; this is the way of the first.
            Self::Cross => Some(Pattern { spacing_px: 7.0, width_px: 0.9, angle_deg: 45.0 }),
            Self::Upright => Some(Pattern { spacing_px: 4.0, width_px: 1.0, angle_deg: 90.0 }),
        }
    }
}

/// How a surface is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fill {
    pub color: Rgb,
    /// 0 (nothing) to 1 (covers what is below).
    pub opacity: f32,
    pub texture: Texture,
    pub texture_color: Rgb,
    /// 0..1, of the lines or dots of the texture only.
    pub texture_opacity: f32,
}

impl Fill {
    pub fn plain(color: Rgb, opacity: f32) -> Self {
        Self { color, opacity, texture: Texture::None, texture_color: color, texture_opacity: 0.0 }
    }

    /// With so much (0..1) of its colours left.
    pub fn faded(self, opacity: f32) -> Self {
        Self { opacity: self.opacity * opacity, texture_opacity: self.texture_opacity * opacity, ..self }
    }

    pub fn textured(self, texture: Texture, texture_color: Rgb, texture_opacity: f32) -> Self {
        Self { texture, texture_color, texture_opacity, ..self }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stroke {
    pub color: Rgb,
    /// Screen pixels.
    pub width_px: f32,
    /// 0..1.
    pub opacity: f32,
}

/// One or two pluses or minuses on a disc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sign {
    /// Else a minus.
    pub plus: bool,
    pub twice: bool,
}

/// A school: a pie of its groups, sized by its pupils.
#[derive(Clone, Debug, PartialEq)]
pub struct Disc {
    pub school: SchoolId,
    /// RD metres.
    pub at: Point<f64>,
    /// Without the ring; 3–13 px (6–26 px across).
    pub radius_px: f32,
    /// From its place to where it is drawn, in pixels, where more schools are in one place.
    pub nudge_px: (f32, f32),
    /// Colour and share (0..1, together 1), clockwise from 12 o'clock. Never empty: a composition
    /// that is not known or not shown is one neutral slice.
    pub slices: Vec<(Rgb, f32)>,
    pub ring: Stroke,
    /// Over the whole disc: `Hatch` when the composition is unknown, `Dots` when it is withheld,
    /// `Upright` when the source tells ranges (the slices are then what is certain, the rest neutral).
    pub texture: Texture,
    pub texture_color: Rgb,
    /// Where the colour says something that must be read without colour too.
    pub sign: Option<Sign>,
    /// Name of the school.
    pub label: String,
}

/// A flow of pupils from home to school: a curve that grows towards the school.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FlowLine {
    pub from: Point<f64>,
    pub to: Point<f64>,
    /// Width where it arrives, in screen pixels.
    pub width_px: f32,
    pub color: Rgb,
    pub opacity: f32,
}

/// A straight line between two schools that belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkLine {
    pub from: Point<f64>,
    pub to: Point<f64>,
    pub stroke: Stroke,
    /// Goes under the stroke.
    pub casing: Stroke,
}

/// A place where schools meet that is no school.
#[derive(Clone, Debug, PartialEq)]
pub struct MeetingPlace {
    pub at: Point<f64>,
    pub name: String,
}

impl MeetingPlace {
    /// Half the side of the square that stands for it, in logical pixels; it stands on its point.
    pub const HALF_PX: f32 = 6.0;
}

/// A layer that a person added from a file, to find the way by.
#[derive(Clone, Debug)]
pub struct OwnLayer {
    /// By what it is known in a [`Stack`].
    pub key: String,
    pub name: String,
    pub shapes: Option<Arc<Shapes>>,
    pub fill: Fill,
    pub lines: Option<Arc<Lines>>,
    /// Of the lines, and around the shapes.
    pub stroke: Stroke,
    pub casing: Stroke,
    /// RD metres.
    pub points: Option<Arc<Vec<Point<f64>>>>,
    pub radius_px: f32,
}

/// One layer; those later in [`Scene::layers`] lie on top.
#[derive(Clone, Debug)]
pub enum SceneLayer {
    /// Land and water of the base map, each feature in one colour without a border.
    BaseAreas { kind: BaseKind, shapes: Arc<Shapes>, color: Rgb },
    /// Railways and roads of the base map.
    BaseLines { kind: BaseKind, lines: Arc<Lines>, stroke: Stroke, casing: Option<Stroke> },
    /// Lines, surfaces and points from a file of the person's own.
    Own(OwnLayer),
    /// Streets of the network, drawn only closer by than so many metres per pixel.
    Streets { lines: Arc<Lines>, stroke: Stroke, closer_than: f64 },
    /// The coloured areas: `fills[i]` belongs to `shapes.list()[i]`.
    Areas { level: Level, shapes: Arc<Shapes>, fills: Vec<Fill>, border: Stroke },
    /// Borders without a fill; the casing, when there is one, goes under the stroke.
    Outlines { level: Level, shapes: Arc<Shapes>, stroke: Stroke, casing: Option<Stroke> },
    /// Catchments, their gaps or their overlaps: `fills[i]` belongs to `shapes.list()[i]`; the
    /// casing, when there is one, goes under the stroke. They are not areas: nothing is hit in them.
    Catchments { shapes: Arc<Shapes>, fills: Vec<Fill>, stroke: Stroke, casing: Option<Stroke> },
    /// Flows, in drawing order.
    Flows(Vec<FlowLine>),
    /// Links between schools, in drawing order.
    Links(Vec<LinkLine>),
    /// Places where schools meet that are no schools.
    Meetings(Vec<MeetingPlace>),
    /// Schools, in drawing order: large ones first, so that small ones stay visible.
    Discs(Vec<Disc>),
}

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    Wijk,
    Buurt,
    School,
}

impl LabelKind {
    /// Size of the letters in logical pixels.
    pub fn size_px(self) -> f32 {
        match self {
            Self::Wijk => 12.0,
            Self::Buurt | Self::School => 11.0,
        }
    }

    /// Semibold, else regular.
    pub fn semibold(self) -> bool {
        self == Self::Wijk
    }
}

/// A name on the map, centred on its point unless it has to yield.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub text: String,
    /// RD metres.
    pub at: Point<f64>,
    pub kind: LabelKind,
    /// Higher goes first.
    pub priority: u32,
    /// Diameter in metres of the largest circle inside what it names; a label is left out where
    /// that is much smaller than its text. 0 sets no such limit.
    pub room_m: f64,
}

/// What a legend row shows before its text.
#[derive(Clone, Debug, PartialEq)]
pub enum Swatch {
    Fill(Fill),
    Line { stroke: Stroke, casing: Option<Stroke> },
}

/// One row of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    pub swatch: Swatch,
    pub text: String,
    /// How many areas are in the row.
    pub count: Option<usize>,
}

/// The key to the school discs.
#[derive(Clone, Debug, PartialEq)]
pub struct SymbolLegend {
    pub title: String,
    /// What the disc means ("Achtergrond, naar grootte").
    pub text: String,
    /// Slices of the sample disc.
    pub sample: Vec<(Rgb, f32)>,
    /// Groups in their order.
    pub groups: Vec<(Rgb, String)>,
    /// Radius in pixels and the pupils that it stands for, small to large.
    pub sizes: Vec<(f32, String)>,
    /// Rows for discs without a shown composition.
    pub special: Vec<LegendEntry>,
}

/// What a part of the legend is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    Catchments,
    Flows,
    /// Links between friendship schools.
    Links,
    /// Layers from files of the person's own.
    Own,
    /// Who does what, where.
    Programmes,
}

/// The key to one layer over the areas.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendSection {
    pub kind: SectionKind,
    pub title: String,
    pub entries: Vec<LegendEntry>,
    pub notes: Vec<String>,
}

/// The key to the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    pub title: String,
    /// Of what, per what, when.
    pub subtitle: String,
    pub entries: Vec<LegendEntry>,
    /// Keys to what lies over the areas.
    pub sections: Vec<LegendSection>,
    pub symbols: Option<SymbolLegend>,
    pub notes: Vec<String>,
}

/// Why a picture carries a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Values are modelled or estimated.
    Model,
    /// The town is an example.
    Example,
    /// Small numbers are not hidden.
    GateOff,
}

/// A word that goes with the picture wherever it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    pub text: String,
    pub tooltip: String,
}

/// A whole map.
#[derive(Clone, Debug)]
pub struct Scene {
    pub language: Language,
    pub theme: Theme,
    /// Under everything.
    pub background: Rgb,
    /// What the map shows when nobody zoomed, in RD metres.
    pub extent: Rect<f64>,
    /// Under all layers, over the background.
    pub backdrop: Option<Backdrop>,
    /// From bottom to top, as they are usually drawn; what is drawn is in [`Scene::drawn`].
    pub layers: Vec<SceneLayer>,
    /// Order and opacity that a person chose.
    pub stack: Stack,
    /// Middle distance between neighbouring schools in metres, and middle radius of their discs.
    pub crowding: Option<(f64, f32)>,
    pub labels: Vec<Label>,
    pub legend: Legend,
    /// Sources, one per entry, to be set apart by a middle dot.
    pub attribution: Vec<String>,
    pub marks: Vec<Mark>,
    pub title: String,
    pub subtitle: String,
    /// Sentences that the map supports, filled in by whoever knows them; printed under the title.
    pub statement: Vec<String>,
    /// The classes behind the colours, to use the same ones on another map.
    pub classes: Option<Classes>,
}

impl Scene {
    /// The meeting places of all layers.
    pub fn meetings(&self) -> impl Iterator<Item = &MeetingPlace> {
        self.layers.iter().flat_map(|layer| match layer {
            SceneLayer::Meetings(places) => places.as_slice(),
            _ => &[],
        })
    }

    /// The discs of all layers, in drawing order.
    pub fn discs(&self) -> impl DoubleEndedIterator<Item = &Disc> {
        self.layers.iter().flat_map(|layer| match layer {
            SceneLayer::Discs(discs) => discs.as_slice(),
            _ => &[],
        })
    }
}
