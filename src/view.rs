//! Pictures without a window: from dataset to colours, classes, labels and legend.
//!
//! [`town::town_scene`] makes a [`Scene`] for a [`MapChoice`]; the window and [`crate::report`]
//! draw that same scene, so that a print equals the screen. Geometry is made once
//! ([`ShapeCache`]) and shared; making a scene only styles it.

pub mod backdrop;
pub mod camera;
pub mod catchments;
pub mod catchments_compared;
pub mod charts;
pub mod choice;
pub mod classes;
pub mod difference;
pub mod discs;
pub mod flow;
pub mod flows;
pub mod focus;
pub mod gather;
pub mod hit;
mod inner_point;
pub mod labels;
pub mod legend;
pub mod links;
pub mod mirror;
pub mod mirror_counts;
mod natural_breaks;
mod near;
pub mod outcomes;
pub mod own;
pub mod own_breaks;
pub mod palette;
pub mod pie;
mod programmes;
pub mod scale_bar;
pub mod scene;
pub mod school_figure;
pub mod school_local;
pub mod schools;
pub mod search;
pub mod selection;
pub mod shapes;
mod sources;
mod special;
pub mod stack;
pub mod story;
pub mod streets;
pub mod theme;
pub mod town;
mod values;

pub use camera::Camera;
pub use choice::{ColourBy, LocalColour, MapChoice, VisibleLayers};
pub use classes::{Classes, Method};
pub use palette::Ramp;
pub use scene::{
    Disc, Fill, FlowLine, Label, LabelKind, Legend, LegendEntry, LegendSection, LinkLine, Mark, MarkKind,
    MeetingPlace, OwnLayer, Rgb, Scene, SceneLayer, SectionKind, Stroke, Swatch, SymbolLegend, Texture,
};
pub use selection::{Selection, with_selection};
pub use shapes::{Lines, Shape, ShapeCache, Shapes};
pub use sources::gate_mark;
pub use stack::Stack;
pub use theme::{Theme, ThemeKind, group_color, group_colors};
pub use town::town_scene;

/// A text with a capital letter in front.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
