//! Layers that a person added from a file: quiet, to find the way by.

use super::scene::{Fill, LegendEntry, LegendSection, OwnLayer, SceneLayer, SectionKind, Stroke, Swatch};
use super::shapes::{OwnShapes, ShapeCache};
use super::stack::{AREAS, BASE, BORDERS, CATCHMENTS, FLOWS, LINKS, SCHOOLS, STREETS, Stack};
use super::theme::{Theme, group_color};
use crate::text::{Language, text};

/// What comes before the name of an own layer in its key.
const PREFIX: &str = "own:";

/// By what an own layer is known in a [`Stack`].
pub fn own_key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// The name of the own layer that a key is of.
pub fn own_name(key: &str) -> Option<&str> {
    key.strip_prefix(PREFIX)
}

/// Whether a layer lies below the areas: surfaces would hide them, lines and points are to be seen.
fn lies_low(own: &OwnShapes) -> bool {
    own.shapes.is_some()
}

/// All layers that a map of this geometry can have, in the usual order, from bottom to top.
pub fn usual_order(shapes: &ShapeCache) -> Vec<String> {
    let own = |low: bool| {
        shapes.own().iter().filter(move |o| lies_low(o) == low).map(|o| own_key(&o.name)).collect::<Vec<_>>()
    };
    let has_base = !(shapes.grounds().is_empty() && shapes.lines().is_empty());
    let keys = |list: &[&str]| list.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>();
    let base = if has_base { keys(&[BASE]) } else { Vec::new() };
    let streets = if shapes.streets().is_empty() { Vec::new() } else { keys(&[STREETS]) };
    [
        base,
        own(true),
        keys(&[AREAS]),
        streets,
        keys(&[BORDERS]),
        own(false),
        keys(&[CATCHMENTS, FLOWS, LINKS, SCHOOLS]),
    ]
    .concat()
}

/// The own layers that lie below the areas, or those above.
pub(super) fn layers(shapes: &ShapeCache, low: bool, theme: &Theme) -> Vec<SceneLayer> {
    let numbered = shapes.own().iter().enumerate().filter(|(_, own)| lies_low(own) == low);
    numbered.map(|(i, own)| SceneLayer::Own(styled(own, i, theme))).collect()
}

/// A hue of its own for each, most of it grey: data is louder.
fn styled(own: &OwnShapes, position: usize, theme: &Theme) -> OwnLayer {
    // By position in the palette of groups: blue-green first, which no level of education has.
    const HUES: [usize; 4] = [2, 3, 1, 0];
    let hue = HUES.get(position % HUES.len()).copied().unwrap_or_default();
    let ink = theme.muted.mix(group_color("", hue), 0.45);
    OwnLayer {
        key: own_key(&own.name),
        name: own.name.clone(),
        shapes: own.shapes.clone(),
        fill: Fill::plain(ink, 0.25),
        lines: own.lines.clone(),
        stroke: Stroke { color: ink, width_px: 1.4, opacity: 0.9 },
        casing: Stroke { color: theme.halo, width_px: 3.2, opacity: 0.6 },
        points: own.points.clone(),
        radius_px: 2.6,
    }
}

/// The key to the own layers that are on the map; `None` where there are none.
pub(super) fn section(layers: &[SceneLayer], stack: &Stack, language: Language) -> Option<LegendSection> {
    let own = layers.iter().filter_map(|layer| match layer {
        SceneLayer::Own(own) if !stack.is_hidden(&own.key) => Some(own),
        _ => None,
    });
    let entries: Vec<LegendEntry> =
        own.map(|own| LegendEntry { swatch: swatch(own), text: own.name.clone(), count: None }).collect();
    let title = text(language, "view-own-layers");
    (!entries.is_empty()).then(|| LegendSection { kind: SectionKind::Own, title, entries, notes: Vec::new() })
}

/// What stands before the name of an own layer.
pub fn swatch(own: &OwnLayer) -> Swatch {
    if own.shapes.is_some() {
        Swatch::Fill(own.fill)
    } else {
        Swatch::Line { stroke: own.stroke, casing: None }
    }
}
