//! What lies under and over the areas: base map, borders of the level above, names.

use super::Maker;
use crate::data::{BaseKind, Level};
use crate::view::scene::{Label, LabelKind, SceneLayer, Stroke};
use crate::view::theme::ThemeKind;

impl Maker<'_> {
    pub(super) fn base(&self, layers: &mut Vec<SceneLayer>) {
        let theme = self.theme;
        for (kind, shapes) in self.shapes.grounds() {
            let color = if *kind == BaseKind::Water { theme.water } else { theme.land };
            layers.push(SceneLayer::BaseAreas { kind: *kind, shapes: shapes.clone(), color });
        }
        // Waterways as lines lie below roads, roads below railways.
        let order = [BaseKind::Water, BaseKind::Road, BaseKind::MainRoad, BaseKind::Rail];
        for kind in order {
            for (_, lines) in self.shapes.lines().iter().filter(|(k, _)| *k == kind) {
                let (color, width_px) = match kind {
                    BaseKind::Water => (theme.water, 1.5),
                    BaseKind::Rail => (theme.rail, 1.2),
                    BaseKind::MainRoad => (theme.road, 1.6),
                    BaseKind::Road | BaseKind::Land | BaseKind::Own => (theme.road, 0.8),
                };
                let stroke = Stroke { color, width_px, opacity: 1.0 };
                layers.push(SceneLayer::BaseLines { kind, lines: lines.clone(), stroke, casing: None });
            }
        }
    }

    pub(super) fn borders(&self, layers: &mut Vec<SceneLayer>, has_areas: bool) {
        let theme = self.theme;
        let coarser = match self.choice.level {
            Level::Buurt => Level::Wijk,
            Level::Wijk | Level::Postcode | Level::Other => Level::Municipality,
            Level::Municipality if has_areas => return,
            Level::Municipality => Level::Municipality,
        };
        let Some(shapes) = self.shapes.level(coarser) else { return };
        let stroke = Stroke { color: theme.border_strong, width_px: 1.0, opacity: 1.0 };
        let casing = Stroke { color: theme.border, width_px: 3.4, opacity: 0.95 };
        // On black hairlines a casing would only blur; there the heavy border is just heavier.
        let (stroke, casing) = match theme.kind {
            ThemeKind::HighContrast => (Stroke { width_px: 2.4, ..stroke }, None),
            _ => (stroke, Some(casing)),
        };
        layers.push(SceneLayer::Outlines { level: coarser, shapes: shapes.clone(), stroke, casing });
    }

    pub(super) fn labels(&self, labels: &mut Vec<Label>) {
        let level = self.choice.level;
        let levels: &[Level] = if level == Level::Buurt { &[Level::Wijk, Level::Buurt] } else { &[level] };
        for level in levels {
            let Some(shapes) = self.shapes.level(*level) else { continue };
            let kind = match level {
                Level::Municipality | Level::Wijk => LabelKind::Wijk,
                Level::Buurt | Level::Postcode | Level::Other => LabelKind::Buurt,
            };
            let base = if kind == LabelKind::Wijk { 1_000_000 } else { 10_000 };
            labels.extend(shapes.list().iter().filter_map(|shape| {
                let area = self.dataset.areas().get(shape.id)?;
                let name = if area.name.is_empty() { &area.code } else { &area.name };
                Some(Label {
                    text: name.clone(),
                    at: shape.inner.centre,
                    kind,
                    // By room, not by pupils: a name must tell nothing of what is withheld.
                    priority: base + shape.inner.radius_m.min(900_000.0) as u32,
                    room_m: 2.0 * shape.inner.radius_m,
                })
            }));
        }
        if self.choice.visible.schools {
            labels.extend(self.dataset.schools().iter().map(|school| Label {
                text: school.name.clone(),
                at: school.at,
                kind: LabelKind::School,
                priority: 0,
                // Names of schools come in when a street fills the hand.
                room_m: 300.0,
            }));
        }
    }
}
