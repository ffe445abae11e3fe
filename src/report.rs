//! Prints: a scene as a file that stands on its own, with legend, sources, date and marks.
//!
//! [`svg::svg`] draws the same [`crate::view::Scene`] as the window; [`png::png`] is that drawing
//! in pixels. Shapes leave as [`features`], in [`geojson`] or a [`geopackage`]; what differs between two
//! kinds of catchments as tables ([`catchments_compared`]).
//!
//! [`document::Report`] is a whole report, from which [`pdf`], [`xlsx`], [`html`], [`csv`],
//! [`areas_geojson`] and [`areas_geopackage`] are written. Every count in it has passed
//! [`crate::privacy`]. [`comparison::Compared`] is the same of two scenarios side by side.

pub mod again;
pub mod areas_geojson;
pub mod areas_geopackage;
pub mod atlas;
pub mod catchments;
pub mod catchments_compared;
pub mod comparison;
pub mod csv;
pub mod date;
pub mod document;
pub mod features;
pub mod geojson;
pub mod geopackage;
pub mod html;
pub mod pdf;
pub mod png;
pub mod svg;
pub mod table;
pub mod write;
pub mod xlsx;

use crate::view::Camera;

/// How a print is laid out, in logical pixels (96 to an inch).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Print {
    pub width: f32,
    pub height: f32,
    /// Shows at least what this camera shows; `None` shows the whole scene.
    pub camera: Option<Camera>,
    /// Title, statement, legend and sources beside the map (under it when the print is upright);
    /// otherwise the map fills the print and only scale, sources and marks lie on it.
    pub panel: bool,
    /// Without the grounds of map and panel, to lay the picture over something else.
    pub transparent: bool,
    /// Letters of the built-in face only, so that the same scene gives the same pixels anywhere.
    pub deterministic: bool,
}

impl Print {
    /// The usual screen, 16 : 10.
    pub const SCREEN: Self = Self::new(1440.0, 900.0);
    /// A4 on its side.
    pub const A4: Self = Self::new(1122.5, 793.7);
    /// A3 on its side.
    pub const A3: Self = Self::new(1587.4, 1122.5);

    /// A print of this size, with its panel.
    pub const fn new(width: f32, height: f32) -> Self {
        Self { width, height, camera: None, panel: true, transparent: false, deterministic: false }
    }

    /// The size that is drawn: a print smaller than 320 × 240 or larger than 20,000 has no use.
    pub(crate) fn size(&self) -> (f32, f32) {
        let side = |v: f32, least: f32| if v.is_finite() { v.clamp(least, 20_000.0) } else { least };
        (side(self.width, 320.0), side(self.height, 240.0))
    }
}

impl Default for Print {
    fn default() -> Self {
        Self::SCREEN
    }
}
