//! What a map shows of what is selected: flows and the catchment of a school.
//!
//! It goes into a copy of the scene, so that nothing of the map is styled again when another school
//! is chosen. What is selected is a [`Selection`]: its primary member has the flows and the catchment.

pub mod set;

pub use set::Selection;

use super::catchments::selected;
use super::choice::MapChoice;
use super::flows;
use super::hit::Hit;
use super::scene::{Scene, SceneLayer, SectionKind};
use super::shapes::ShapeCache;
use crate::data::Dataset;
use crate::privacy::Gate;

/// Whether a choice shows anything that depends on the selection.
pub fn depends_on_selection(choice: &MapChoice) -> bool {
    choice.flows || choice.catchments.is_some()
}

/// The scene with what belongs to the selection, under the schools.
pub fn with_selection(
    scene: &Scene,
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    shapes: &ShapeCache,
    selection: Option<Hit>,
) -> Scene {
    let mut out = scene.clone();
    let (language, theme) = (out.language, out.theme);
    let mut layers = Vec::new();
    if let (Some(rule), Some(drawn)) = (&choice.catchments, shapes.catchments(dataset, choice, gate)) {
        let school = match selection {
            Some(Hit::School(id)) => Some(id),
            _ => None,
        };
        let (layer, entries, notes) = selected(&drawn, dataset, rule, school, language, &theme);
        layers.extend(layer);
        for section in out.legend.sections.iter_mut().filter(|s| s.kind == SectionKind::Catchments) {
            section.entries.extend(entries.iter().cloned());
            section.notes.extend(notes.iter().cloned());
        }
    }
    if choice.flows {
        let (layer, section) = flows::layer(dataset, choice, gate, selection, language, &theme);
        layers.extend(layer);
        out.legend.sections.push(section);
    }
    let discs = out.layers.iter().position(|layer| matches!(layer, SceneLayer::Discs(_)));
    let at = discs.unwrap_or(out.layers.len());
    out.layers.splice(at..at, layers);
    out
}
