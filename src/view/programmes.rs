//! The agenda on the map: where each programme is, with who does it, when and how it stands.

use std::sync::Arc;

use super::choice::MapChoice;
use super::scene::{
    Disc, Fill, Label, LabelKind, LegendEntry, LegendSection, SceneLayer, SectionKind, Stroke, Swatch,
};
use super::shapes::Shapes;
use super::theme::{Theme, ThemeKind};
use crate::agenda::OnMap;
use crate::data::{AreaId, Dataset, SchoolId};
use crate::text::{Language, text};

/// What programmes add to a map.
pub(super) struct Drawn {
    /// Under the schools.
    pub areas: Option<SceneLayer>,
    pub labels: Vec<Label>,
    pub section: LegendSection,
}

/// Areas, numbers and legend of the programmes of a choice; `None` when it shows none.
pub(super) fn drawn(
    dataset: &Dataset,
    choice: &MapChoice,
    discs: &mut [Disc],
    language: Language,
    theme: &Theme,
) -> Option<Drawn> {
    if choice.programmes.is_empty() {
        return None;
    }
    let stroke = Stroke { color: theme.warn, width_px: 2.0, opacity: 0.95 };
    let casing = Stroke { color: theme.halo, width_px: 4.5, opacity: 0.8 };
    let casing = (theme.kind != ThemeKind::HighContrast).then_some(casing);
    let mut section = LegendSection {
        kind: SectionKind::Programmes,
        title: text(language, "agenda-title"),
        entries: Vec::new(),
        notes: Vec::new(),
    };
    let mut shapes = Vec::new();
    let mut labels = Vec::new();
    let several = choice.programmes.len() > 1;
    let mut numbers: std::collections::BTreeMap<Place, Vec<usize>> = std::collections::BTreeMap::new();
    for (at, programme) in choice.programmes.iter().enumerate() {
        let number = at + 1;
        let name = if several { format!("{number}. {}", programme.name) } else { programme.name.clone() };
        let text = if programme.line.is_empty() { name } else { format!("{name}: {}", programme.line) };
        section.entries.push(LegendEntry { swatch: Swatch::Line { stroke, casing }, text, count: None });
        for place in places(programme, dataset) {
            numbers.entry(place).or_default().push(number);
        }
    }
    for (place, numbers) in numbers {
        let words = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let at = match place {
            Place::Area(id) => {
                let Some(area) = dataset.area(AreaId(id)) else { continue };
                shapes.push((id, area.shape.clone()));
                geo::InteriorPoint::interior_point(&area.shape)
            }
            Place::School(id) => {
                for disc in discs.iter_mut().filter(|d| d.school == SchoolId(id)) {
                    disc.ring = Stroke { color: theme.warn, width_px: 3.5, opacity: 1.0 };
                }
                dataset.school(SchoolId(id)).map(|s| s.at)
            }
        };
        if let Some(at) = at.filter(|_| several) {
            // A number goes before every name.
            labels.push(Label { text: words, at, kind: LabelKind::Wijk, priority: u32::MAX, room_m: 0.0 });
        }
    }
    section.notes.push(text(language, "agenda-map-note"));
    if choice.programmes.iter().all(|p| places(p, dataset).is_empty()) {
        section.notes.push(text(language, "agenda-nowhere"));
    }
    let fills = vec![Fill::plain(theme.warn, 0.10); shapes.len()];
    let areas = (!shapes.is_empty()).then(|| {
        let shapes = Arc::new(Shapes::unlabelled(shapes));
        SceneLayer::Catchments { shapes, fills, stroke, casing }
    });
    Some(Drawn { areas, labels, section })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Area(usize),
    School(usize),
}

fn places(programme: &OnMap, dataset: &Dataset) -> Vec<Place> {
    let areas = programme.areas.iter().filter_map(|code| dataset.area_by_code(code));
    let schools = programme.schools.iter().filter_map(|code| dataset.school_by_code(code));
    areas.map(|id| Place::Area(id.0)).chain(schools.map(|id| Place::School(id.0))).collect()
}
