//! What a map shows of what is selected: flows and the catchment of a school.
//!
//! It goes into a copy of the scene, so that nothing of the map is styled again when another school
//! is chosen. What is selected is a [`Selection`]: its primary member has the flows and the catchment.

pub mod set;

use std::sync::Arc;

pub use set::Selection;

use super::catchments::selected;
use super::choice::MapChoice;
use super::flows;
use super::hit::Hit;
use super::scene::{Scene, SceneLayer, SectionKind, Stroke};
use super::shapes::{ShapeCache, Shapes};
use crate::data::{AreaId, Dataset, Level};
use crate::privacy::Gate;

/// Width of the outline of the primary member in a print; the others have less.
const OUTLINE_PX: f32 = 2.5;
const MEMBER: f32 = 0.6;

/// Outlines what is selected, as the window does over its map: a print of the screen shows it too.
pub fn outline(scene: &mut Scene, selection: &Selection) {
    let primary = selection.primary();
    let theme = scene.theme;
    let stroke = |color, width_px| Stroke { color, width_px, opacity: 1.0 };
    let shapes = scene.layers.iter().find_map(|layer| match layer {
        SceneLayer::Areas { shapes, .. } => Some(shapes.clone()),
        _ => None,
    });
    let mut outlines = Vec::new();
    for (of_primary, width) in [(false, OUTLINE_PX * MEMBER), (true, OUTLINE_PX)] {
        let chosen = |id: usize| {
            let hit = Hit::Area(AreaId(id));
            selection.contains(hit) && (Some(hit) == primary) == of_primary
        };
        let list = shapes.iter().flat_map(|s| s.list()).filter(|s| chosen(s.id));
        let polygons: Vec<_> = list.map(|s| (s.id, s.polygon.clone())).collect();
        if !polygons.is_empty() {
            outlines.push(SceneLayer::Outlines {
                level: Level::Other,
                shapes: Arc::new(Shapes::unlabelled(polygons)),
                stroke: stroke(theme.text, width),
                casing: Some(stroke(theme.halo, width + 2.0)),
            });
        }
    }
    let above =
        |l: &SceneLayer| matches!(l, SceneLayer::Flows(_) | SceneLayer::Links(_) | SceneLayer::Discs(_));
    let at = scene.layers.iter().position(above).unwrap_or(scene.layers.len());
    scene.layers.splice(at..at, outlines);
    for layer in &mut scene.layers {
        let SceneLayer::Discs(discs) = layer else { continue };
        for disc in discs.iter_mut().filter(|d| selection.contains(Hit::School(d.school))) {
            let width = if Some(Hit::School(disc.school)) == primary { 3.5 } else { 2.5 };
            disc.ring = stroke(theme.text, width);
        }
    }
}

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
