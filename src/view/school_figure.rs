//! Schools coloured by a figure in place of their groups.

use super::choice::{LocalColour, MapChoice};
use super::classes::{Classes, Method};
use super::legend::{Unit, class_texts};
use super::palette::Ramp;
use super::scene::{Disc, Fill, LegendEntry, Rgb, Stroke, Swatch, SymbolLegend, Texture};
use super::school_local::{self, SchoolLocal};
use super::theme::Theme;
use super::town::QUOTIENT_BREAKS;
use super::values::school_locals;
use crate::data::{Dataset, Indicator, SourceId, Subject};
use crate::privacy::{Gate, Shown};
use crate::text::{Language, text, text_with};

/// Classes of a figure; on a disc more could not be told apart.
const CLASSES: usize = 5;

/// How a figure is named in a choice of map and in stories: subject, column and year, so that it is
/// found again in another version of the data.
pub fn figure_key(indicator: &Indicator) -> String {
    let subject = if indicator.subject == Subject::Home { "home" } else { "school" };
    let year = indicator.year.map_or_else(String::new, |y| y.0.to_string());
    format!("{subject}:{}:{year}", indicator.key)
}

/// The figure per school that a choice shows.
pub fn chosen<'a>(dataset: &'a Dataset, choice: &MapChoice) -> Option<&'a Indicator> {
    let key = choice.school_figure.as_ref()?;
    dataset.indicators().iter().find(|i| i.subject == Subject::School && figure_key(i) == *key)
}

/// "Weging (2024)".
pub fn figure_name(indicator: &Indicator) -> String {
    let name = super::capital(&indicator.label);
    indicator.year.map_or_else(|| name.clone(), |year| format!("{name} ({})", year.0))
}

/// What colours the schools.
struct Coloured {
    /// One per school.
    shown: Vec<Shown<f64>>,
    name: String,
    source: SourceId,
    /// Whether it is a location quotient, of which 1 is the middle.
    quotient: bool,
    share: bool,
}

fn coloured(dataset: &Dataset, choice: &MapChoice, gate: &Gate, language: Language) -> Option<Coloured> {
    if let Some(local) = SchoolLocal::of(dataset, choice) {
        let (values, table) = school_locals(dataset, choice, gate, local)?;
        return Some(Coloured {
            shown: values.iter().map(school_local::shown).collect(),
            name: local.name(dataset, choice.scheme, language),
            source: table.source,
            quotient: local.measure == LocalColour::LocationQuotient,
            share: local.measure == LocalColour::ShareInDissimilarity,
        });
    }
    let indicator = chosen(dataset, choice)?;
    Some(Coloured {
        shown: (0..dataset.schools().len()).map(|school| gate.figure(indicator, school)).collect(),
        name: figure_name(indicator),
        source: indicator.source,
        quotient: false,
        share: false,
    })
}

/// Colours the discs by the figure of the choice, with the key to it; the source of the figure.
pub(super) fn recolour(
    discs: &mut [Disc],
    legend: &mut SymbolLegend,
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    language: Language,
    theme: &Theme,
) -> Option<SourceId> {
    let Coloured { shown, name, source, quotient, share } = coloured(dataset, choice, gate, language)?;
    let known: Vec<f64> = shown.iter().filter_map(|s| s.value()).collect();
    // Breaks that were typed are of the areas.
    let method = match &choice.method {
        Method::Own(_) | Method::Centred(_) => &Method::Pretty,
        method => method,
    };
    let classes = if quotient {
        Classes::of(&known, &Method::Own(QUOTIENT_BREAKS.to_vec()), QUOTIENT_BREAKS.len() + 1)
    } else {
        Classes::of(&known, method, CLASSES)
    };
    // 1 is as the town: two colours away from a neutral middle.
    let ramp = if quotient { Ramp::PuOr } else { Ramp::Viridis };
    let colors = ramp.colors_on(theme.kind, classes.len());
    let unit = if share { Unit::Share } else { Unit::Number };
    let neutral = theme.neutral.mix(theme.muted, 0.3);
    let (mut hidden, mut ranged, mut unknown) = (0, 0, 0);
    for disc in discs.iter_mut() {
        let value = shown.get(disc.school.0).copied().unwrap_or(Shown::Unknown);
        let color = value.value().and_then(|v| classes.class_of(v)).and_then(|class| colors.get(class));
        disc.texture = match (value, color) {
            (_, Some(_)) => Texture::None,
            (Shown::Hidden, None) => Texture::Dots,
            (Shown::Suppressed { .. }, None) => Texture::Upright,
            _ => Texture::Hatch,
        };
        match disc.texture {
            Texture::Dots => hidden += 1,
            Texture::Upright => ranged += 1,
            Texture::Hatch => unknown += 1,
            _ => {}
        }
        disc.slices = vec![(color.copied().unwrap_or(neutral), 1.0)];
        if quotient {
            // As the town is nearly the colour of the usual ring.
            disc.ring = Stroke { color: theme.muted, width_px: 1.2, opacity: 1.0 };
        }
    }
    legend.text = text_with(language, "figure-by-school", &[("figure", &name)]);
    legend.sample = sample(&colors, neutral);
    legend.groups = colors.into_iter().zip(class_texts(&classes, unit, language)).collect();
    let plain = Fill::plain(neutral, 1.0);
    let special = [
        (hidden, plain.textured(Texture::Dots, theme.muted, 1.0), text(language, "figure-withheld")),
        (ranged, plain.textured(Texture::Upright, theme.muted, 1.0), text(language, "view-suppressed")),
        (unknown, plain.textured(Texture::Hatch, theme.muted, 1.0), text(language, "view-unknown")),
    ];
    let rows = special.into_iter().filter(|(count, ..)| *count > 0);
    legend.special = rows
        .map(|(count, fill, text)| LegendEntry { swatch: Swatch::Fill(fill), text, count: Some(count) })
        .collect();
    Some(source)
}

fn sample(colors: &[Rgb], neutral: Rgb) -> Vec<(Rgb, f32)> {
    if colors.is_empty() {
        return vec![(neutral, 1.0)];
    }
    colors.iter().map(|color| (*color, 1.0 / colors.len() as f32)).collect()
}
