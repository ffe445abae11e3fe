//! A map of differences: how much each area gains or loses between two scenarios, on a scale that is
//! centred on no change.

use std::collections::BTreeMap;

use super::classes::{Classes, Method};
use super::legend::{Unit, class_texts};
use super::palette::Ramp;
use super::scene::{Fill, LegendEntry, Scene, SceneLayer, Swatch, Texture};
use crate::data::{AreaId, Dataset};
use crate::privacy::Gate;
use crate::scenario::compare::WijkChange;
use crate::scenario::shown::tells_wijk;
use crate::text::{Language, text};

/// What a map of differences between two scenarios shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Difference {
    /// Mean distance to school, metres.
    #[default]
    Distance,
    /// Share of the own group among schoolmates, percentage points.
    OwnGroup,
}

impl Difference {
    pub const ALL: [Self; 2] = [Self::Distance, Self::OwnGroup];

    /// The name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Distance => "distance",
            Self::OwnGroup => "own-group",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }

    /// Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Distance => "compare-distance",
            Self::OwnGroup => "compare-own-group",
        }
    }

    /// Borders of the classes, in the unit of the difference; the same in every year and comparison.
    fn breaks(self) -> &'static [f64] {
        match self {
            Self::Distance => &[-500.0, -200.0, -50.0, 50.0, 200.0, 500.0],
            Self::OwnGroup => &[-10.0, -5.0, -1.0, 1.0, 5.0, 10.0],
        }
    }

    /// After minus before, in the unit of the difference.
    fn of(self, change: &WijkChange) -> Option<f64> {
        let (before, after) = (change.before, change.after);
        match self {
            Self::Distance => Some(after.distance? - before.distance?),
            Self::OwnGroup => Some((after.own_group? - before.own_group?) * 100.0),
        }
    }
}

/// The map of differences of the wijken; `town` is the map of the present. Areas within a wijk have its
/// value. A wijk where few pupils live on either side is not told of, and the legend says so.
pub fn scene_of_changes(
    dataset: &Dataset,
    town: &Scene,
    changes: &[WijkChange],
    difference: Difference,
    gate: Gate,
) -> Scene {
    let language = town.language;
    let told = changes.iter().filter(|c| tells_wijk(c, gate));
    let mut values: BTreeMap<AreaId, f64> = told.filter_map(|c| Some((c.area, difference.of(c)?))).collect();
    let hidden = changes.iter().any(|c| !tells_wijk(c, gate));
    for (i, area) in dataset.areas().iter().enumerate() {
        if let Some(value) = area.parent.and_then(|p| values.get(&p).copied()) {
            values.entry(AreaId(i)).or_insert(value);
        }
    }
    let title = text(language, difference.key());
    let mut scene = difference_scene(town, &values, difference.breaks(), title, language);
    if hidden {
        let unknown = text(language, "view-unknown");
        for entry in scene.legend.entries.iter_mut().filter(|e| e.text == unknown) {
            entry.text = text(language, "compare-unknown-or-few");
        }
    }
    scene
}

/// A scene with its areas coloured by differences instead of what they were coloured by, and without
/// schools. `values` are in the unit of the legend; areas that are not in it are unknown. `breaks` are
/// fixed, so that a colour means the same in every year; the class around 0 is neutral.
///
/// Differences come from a model: they are drawn with its texture.
pub fn difference_scene(
    town: &Scene,
    values: &BTreeMap<AreaId, f64>,
    breaks: &[f64],
    title: String,
    language: Language,
) -> Scene {
    let known: Vec<f64> = values.values().copied().collect();
    let classes = Classes::of(&known, &Method::Own(breaks.to_vec()), breaks.len() + 1);
    let theme = town.theme;
    let colors = Ramp::PuOr.colors_on(theme.kind, classes.len());
    let fill_of = |class: usize| {
        let color = colors.get(class).copied().unwrap_or(theme.land);
        let ink = if color.luminance() > 0.45 { theme.model } else { super::scene::Rgb(255, 255, 255) };
        Fill::plain(color, 0.9).textured(Texture::Diagonal, ink, 0.14)
    };
    let unknown = Fill::plain(theme.land, 0.6).textured(Texture::Hatch, theme.texture, 0.9);
    let mut scene = town.clone();
    scene.layers.retain(|layer| !matches!(layer, SceneLayer::Discs(_) | SceneLayer::Flows(_)));
    let mut counts = vec![0_usize; classes.len()];
    let mut lacking = 0;
    for layer in &mut scene.layers {
        let SceneLayer::Areas { shapes, fills, .. } = layer else { continue };
        *fills = shapes
            .list()
            .iter()
            .map(|shape| {
                let class = values.get(&AreaId(shape.id)).and_then(|v| classes.class_of(*v));
                match class {
                    Some(class) => {
                        counts.get_mut(class).into_iter().for_each(|n| *n += 1);
                        fill_of(class)
                    }
                    None => {
                        lacking += 1;
                        unknown
                    }
                }
            })
            .collect();
    }
    scene.legend.title = title.clone();
    scene.legend.subtitle = title;
    scene.legend.symbols = None;
    scene.legend.notes.clear();
    let texts = class_texts(&classes, Unit::Number, language);
    scene.legend.entries = texts
        .into_iter()
        .zip(counts)
        .enumerate()
        .map(|(class, (text, count))| LegendEntry {
            swatch: Swatch::Fill(fill_of(class)),
            text,
            count: Some(count),
        })
        .collect();
    if lacking > 0 {
        scene.legend.entries.push(LegendEntry {
            swatch: Swatch::Fill(unknown),
            text: text(language, "view-unknown"),
            count: Some(lacking),
        });
    }
    scene.classes = Some(classes);
    scene
}
