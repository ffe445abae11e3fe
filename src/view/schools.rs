//! Schools as discs: pies of groups, sized by pupils.

use super::choice::MapChoice;
use super::discs::fan_out;
use super::scene::{Disc, Fill, LegendEntry, Rgb, Stroke, Swatch, SymbolLegend, Texture};
use super::theme::{Theme, group_colors};
use super::values::{SchoolValue, school_values};
use crate::data::{Basis, CountTable, Dataset, SchoolId};
use crate::number::whole;
use crate::privacy::{Gate, Shown};
use crate::text::{Language, text};

/// Radius of a school's disc in pixels: its surface grows with its pupils, from 6 px across to
/// 26 px across at some 600. The same on every map, so that maps can be compared.
pub fn radius_px(pupils: f64) -> f32 {
    if pupils.is_finite() { (0.53 * pupils.max(0.0).sqrt()).clamp(3.0, 13.0) as f32 } else { UNSIZED_PX }
}

/// Radius where the number of pupils is not known or not shown: it must not tell anything.
const UNSIZED_PX: f32 = 5.0;

/// Discs with their legend, and the table of the compositions.
pub(super) fn discs<'a>(
    dataset: &'a Dataset,
    choice: &MapChoice,
    gate: &Gate,
    language: Language,
    theme: &Theme,
) -> (Vec<Disc>, SymbolLegend, Option<&'a CountTable>) {
    let groups = dataset.schemes().get(choice.scheme).map_or(&[][..], |s| s.groups.as_slice());
    let colors: Vec<Rgb> = group_colors(groups);
    let (values, table) = school_values(dataset, choice, gate);
    let (mut partly, mut withheld, mut ranged, mut unknown) = (0, 0, 0, 0);
    let mut discs: Vec<Disc> = Vec::with_capacity(values.len());
    for ((i, school), value) in dataset.schools().iter().enumerate().zip(&values) {
        if !(school.at.x().is_finite() && school.at.y().is_finite()) {
            continue;
        }
        let (slices, texture, rest) = pie(value, &colors, theme);
        let ranged_pie = texture == Texture::Upright && slices.len() > 1;
        match texture {
            Texture::Dots => withheld += 1,
            Texture::Upright => ranged += 1,
            Texture::Hatch => unknown += 1,
            _ => partly += usize::from(rest),
        }
        discs.push(Disc {
            school: SchoolId(i),
            at: school.at,
            radius_px: value.pupils.value().map_or(UNSIZED_PX, radius_px),
            nudge_px: (0.0, 0.0),
            slices,
            ring: Stroke { color: theme.ring, width_px: 1.5, opacity: 1.0 },
            texture,
            // Over colours white stands out most.
            texture_color: if ranged_pie { theme.ring } else { theme.muted },
            sign: None,
            label: school.name.clone(),
        });
    }
    fan_out(&mut discs);
    // Small ones on top; equal ones in their order.
    discs.sort_by(|a, b| b.radius_px.total_cmp(&a.radius_px).then(a.school.cmp(&b.school)));
    let mut legend = symbol_legend(dataset, choice, &colors, language, theme);
    let plain = Fill::plain(neutral(theme), 1.0);
    let special = [
        (partly, plain, text(language, "view-school-partly")),
        (withheld, plain.textured(Texture::Dots, theme.muted, 1.0), text(language, "view-school-withheld")),
        (ranged, plain.textured(Texture::Upright, theme.muted, 1.0), text(language, "view-school-range")),
        (unknown, plain.textured(Texture::Hatch, theme.muted, 1.0), text(language, "view-school-unknown")),
    ];
    for (count, fill, text) in special.into_iter().filter(|(n, _, _)| *n > 0) {
        legend.special.push(LegendEntry { swatch: Swatch::Fill(fill), text, count: Some(count) });
    }
    match table.map_or(Basis::Counted, |t| t.basis) {
        Basis::Counted => {}
        Basis::Estimated => legend.text = text(language, "view-school-symbol-estimated"),
        Basis::Modelled => legend.text = text(language, "view-school-symbol-modelled"),
    }
    (discs, legend, table)
}

fn neutral(theme: &Theme) -> Rgb {
    theme.neutral.mix(theme.muted, 0.3)
}

/// Slices, texture, and whether a part of the pie is withheld or unknown.
fn pie(value: &SchoolValue, colors: &[Rgb], theme: &Theme) -> (Vec<(Rgb, f32)>, Texture, bool) {
    // Of a range the least part is certain.
    let certain = |share: &Shown<f64>| match *share {
        Shown::Value(share) | Shown::Suppressed { least: share, .. } => Some(share),
        Shown::Hidden | Shown::Unknown => None,
    };
    let mut slices: Vec<(Rgb, f32)> = value
        .shares
        .iter()
        .zip(colors)
        .filter_map(|(share, color)| Some((*color, certain(share).filter(|s| *s > 0.0)? as f32)))
        .collect();
    let told: f32 = slices.iter().map(|(_, share)| share).sum();
    let ranged = value.shares.iter().any(|s| matches!(s, Shown::Suppressed { .. }));
    if slices.is_empty() || !told.is_finite() {
        let hidden = value.shares.contains(&Shown::Hidden);
        let texture = match (ranged, hidden) {
            (true, _) => Texture::Upright,
            (false, true) => Texture::Dots,
            (false, false) => Texture::Hatch,
        };
        return (vec![(neutral(theme), 1.0)], texture, true);
    }
    let rest = 1.0 - told;
    // Less than that is rounding.
    let partly = rest > 1e-4;
    if partly {
        slices.push((neutral(theme), rest));
    }
    (slices, if ranged { Texture::Upright } else { Texture::None }, partly)
}

fn symbol_legend(
    dataset: &Dataset,
    choice: &MapChoice,
    colors: &[Rgb],
    language: Language,
    theme: &Theme,
) -> SymbolLegend {
    let scheme = dataset.schemes().get(choice.scheme);
    let groups = scheme.map_or(&[][..], |s| s.groups.as_slice());
    let mut sample: Vec<(Rgb, f32)> = colors.iter().map(|c| (*c, 1.0 / colors.len() as f32)).collect();
    if sample.is_empty() {
        sample.push((neutral(theme), 1.0));
    }
    let sizes = [50.0, 200.0, 600.0].map(|n| (radius_px(n), whole(n, language)));
    SymbolLegend {
        title: text(language, "view-schools"),
        text: if groups.is_empty() {
            text(language, "view-school-symbol-plain")
        } else {
            text(language, "view-school-symbol")
        },
        sample,
        groups: groups.iter().zip(colors).map(|(g, c)| (*c, g.name_in(language))).collect(),
        sizes: sizes.to_vec(),
        special: Vec::new(),
    }
}
