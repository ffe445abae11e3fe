//! A map of differences: how much each area gains or loses between two scenarios, on a scale that is
//! centred on no change.

use std::collections::BTreeMap;

use super::classes::{Classes, Method};
use super::legend::{Unit, class_texts};
use super::palette::Ramp;
use super::scene::{Fill, LegendEntry, Scene, SceneLayer, Swatch, Texture};
use crate::data::AreaId;
use crate::text::{Language, text};

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
    let colors = Ramp::PuOr.colors(classes.len());
    let theme = town.theme;
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
