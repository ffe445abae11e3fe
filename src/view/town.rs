//! The map of a town.

use super::choice::MapChoice;
use super::scene::{Legend, Scene};
use super::shapes::ShapeCache;
use super::theme::Theme;
use crate::data::Dataset;
use crate::privacy::Gate;
use crate::text::Language;

/// The scene of a dataset under a choice.
pub fn town_scene(
    dataset: &Dataset,
    _choice: &MapChoice,
    _gate: &Gate,
    language: Language,
    theme: &Theme,
    _shapes: &ShapeCache,
) -> Scene {
    Scene {
        language,
        theme: *theme,
        background: theme.paper,
        extent: dataset.extent().unwrap_or_else(|| geo::Rect::new((0.0, 0.0), (1000.0, 1000.0))),
        layers: Vec::new(),
        labels: Vec::new(),
        legend: Legend::default(),
        attribution: Vec::new(),
        marks: Vec::new(),
        title: dataset.name().to_owned(),
        subtitle: String::new(),
        statement: Vec::new(),
        classes: None,
    }
}
