//! Two kinds of catchments on one map: the borders of both, and what falls to another school.

use std::sync::Arc;

use super::catchments::Drawn;
use super::scene::{Fill, LegendEntry, LegendSection, SceneLayer, Stroke, Swatch};
use super::shapes::Shapes;
use super::theme::{Theme, ThemeKind};
use crate::catchment::living::Living;
use crate::catchment::{Comparison, Rule, comparison};
use crate::choice::Homes;
use crate::data::{Basis, Dataset, Subject};
use crate::notice::Notice;
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};

/// What differs between two kinds, with the shapes to draw it.
#[derive(Debug)]
pub struct Compared {
    /// The second kind.
    pub other: Arc<Drawn>,
    /// Or why they cannot be compared.
    pub found: Result<Comparison, Notice>,
    /// Of the homes of the pupils.
    pub homes: Basis,
    /// The id is the position in the passages.
    passages: Arc<Shapes>,
}

impl Compared {
    pub(super) fn new(dataset: &Dataset, one: &Drawn, other: Arc<Drawn>, scheme: usize, gate: &Gate) -> Self {
        let found = match (&one.found, &other.found) {
            (Ok(a), Ok(b)) => {
                let year = a.year.or(b.year);
                let homes = dataset.counts(Subject::Home, scheme, year);
                let homes = homes.or_else(|| dataset.counts(Subject::Home, scheme, None));
                let homes = homes.map(|table| Homes::of(dataset, table));
                let living = Living::of(dataset, scheme, year, *gate);
                Ok((comparison(a, b, homes.as_ref(), &living), living.basis))
            }
            (Err(notice), _) | (_, Err(notice)) => Err(notice.clone()),
        };
        let homes = found.as_ref().map(|(_, basis)| *basis).unwrap_or_default();
        let found = found.map(|(found, _)| found);
        let shapes =
            found.iter().flat_map(|f| f.passages.iter().map(|p| p.shape.clone()).enumerate()).collect();
        Self { other, found, homes, passages: Arc::new(Shapes::unlabelled(shapes)) }
    }
}

/// Whether a kind divides the town, so that it can be held beside another. Cores overlap by nature.
pub fn is_comparable(rule: &Rule) -> bool {
    !matches!(rule, Rule::Core { .. })
}

/// The layers over those of the first kind, and their rows of the key.
pub(super) fn layers(
    compared: &Compared,
    against: &Rule,
    language: Language,
    theme: &Theme,
    section: &mut LegendSection,
) -> Vec<SceneLayer> {
    let name = super::capital(&against.name(language));
    let found = match &compared.found {
        Ok(found) => found,
        Err(notice) => {
            let reason = notice.what(language);
            section.notes.push(text_with(language, "catchment-not-possible", &[("reason", &reason)]));
            return Vec::new();
        }
    };
    // Thinner than the first kind, so that the two can be told apart without colour.
    let stroke = Stroke { color: theme.warn, width_px: 1.2, opacity: 0.95 };
    let casing = Stroke { color: theme.halo, width_px: 3.0, opacity: 0.7 };
    let casing = (theme.kind != ThemeKind::HighContrast).then_some(casing);
    let fill = Fill::plain(theme.warn, 0.30);
    let none = Stroke { color: theme.warn, width_px: 0.0, opacity: 0.0 };
    let passages = SceneLayer::Catchments {
        shapes: compared.passages.clone(),
        fills: vec![fill; compared.passages.len()],
        stroke: none,
        casing: None,
    };
    let shapes = compared.other.shapes.clone();
    let fills = vec![Fill::plain(theme.warn, 0.0); shapes.len()];
    let count = Some(shapes.len());
    section.entries.push(LegendEntry { swatch: Swatch::Line { stroke, casing }, text: name.clone(), count });
    section.entries.push(LegendEntry {
        swatch: Swatch::Fill(fill),
        text: text(language, "catchment-passage"),
        count: Some(compared.passages.len()),
    });
    section.notes.extend(found.in_words(&name, language));
    vec![passages, SceneLayer::Catchments { shapes, fills, stroke, casing }]
}
