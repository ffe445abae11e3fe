//! The streets of the network as a quiet layer: more of them the closer one comes.

use std::sync::Arc;

use super::scene::{SceneLayer, Stroke};
use super::shapes::Lines;
use super::theme::Theme;
use crate::data::Dataset;

/// How much a street matters on a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Paths, tracks, steps and ways to a door.
    Path,
    /// Streets with houses.
    Local,
    /// What joins quarters and towns.
    Main,
}

impl Weight {
    pub const ALL: [Self; 3] = [Self::Path, Self::Local, Self::Main];

    /// By the kind of street as OpenStreetMap writes it; a kind that is not known is a local street.
    pub fn of(kind: &str) -> Self {
        match kind.strip_suffix("_link").unwrap_or(kind) {
            "motorway" | "trunk" | "primary" | "secondary" | "tertiary" => Self::Main,
            "footway" | "path" | "steps" | "track" | "service" | "bridleway" | "corridor" | "cycleway"
            | "pedestrian" | "platform" => Self::Path,
            _ => Self::Local,
        }
    }

    /// Metres per pixel above which these streets would only make the map grey.
    fn closer_than(self) -> f64 {
        match self {
            Self::Path => 2.5,
            Self::Local => 7.0,
            Self::Main => f64::INFINITY,
        }
    }

    fn width_px(self) -> f32 {
        match self {
            Self::Path => 0.6,
            Self::Local => 0.9,
            Self::Main => 1.4,
        }
    }
}

/// The lines of a dataset's streets, by their weight; none where it has no streets.
pub(super) fn lines(dataset: &Dataset) -> Vec<(Weight, Arc<Lines>)> {
    let Some(streets) = dataset.streets() else { return Vec::new() };
    let of = |weight: Weight| {
        let own = streets.streets.iter().filter(|s| Weight::of(&s.kind) == weight);
        let lines = Lines::new(own.map(|s| s.line.clone()).collect());
        (!lines.is_empty()).then(|| (weight, Arc::new(lines)))
    };
    Weight::ALL.into_iter().filter_map(of).collect()
}

/// The layers, the lightest streets first.
pub(super) fn layers(streets: &[(Weight, Arc<Lines>)], theme: &Theme) -> Vec<SceneLayer> {
    // Dark enough to be followed over every class, faint enough to stay behind what counts.
    let color = theme.road.mix(theme.text, 0.45);
    let layer = |(weight, lines): &(Weight, Arc<Lines>)| SceneLayer::Streets {
        lines: lines.clone(),
        stroke: Stroke { color, width_px: weight.width_px(), opacity: 0.55 },
        closer_than: weight.closer_than(),
    };
    streets.iter().map(layer).collect()
}
