//! The map of a town: areas in classes, borders, schools, base map, names and legend.

mod ground;

use geo::Rect;

use super::choice::{ColourBy, LocalColour, MapChoice};
use super::classes::{Classes, Method};
use super::legend::{Unit, class_texts};
use super::palette::Ramp;
use super::scene::{Fill, Legend, LegendEntry, Scene, SceneLayer, Stroke, Swatch, Texture};
use super::shapes::{ShapeCache, Shapes};
use super::special::Special;
use super::theme::Theme;
use super::values::{AreaValue, Values, area_values};
use super::{
    backdrop, catchments, catchments_compared, own, programmes, school_figure, schools, sources, streets,
};
use crate::choice::flows::flows;
use crate::data::{Basis, Dataset, Level, Year};
use crate::figures::limits::range_in_figures;
use crate::measure::Other;
use crate::number::{decimal, percent, whole};
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};

/// The scene of a dataset under a choice.
///
/// Every value of an area or school passes `gate` before it becomes a colour, radius or text. The
/// geometry comes from `shapes`, which must have been made from the same dataset. Styles 3,340
/// areas in a few milliseconds; keep the scene until dataset, choice, gate, language or theme
/// change.
pub fn town_scene(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    language: Language,
    theme: &Theme,
    shapes: &ShapeCache,
) -> Scene {
    let maker = Maker { dataset, choice, gate, language, theme, shapes };
    super::mirror::mirrored(maker.scene(), dataset, choice, *gate)
}

/// Breaks of location quotients: each below 1 has its counterpart above, so many times more for
/// so many times less.
pub(super) const QUOTIENT_BREAKS: [f64; 6] = [0.5, 0.75, 0.9, 1.1, 1.33, 2.0];

/// The name of a local measure with its groups.
pub fn local_title(
    dataset: &Dataset,
    scheme: usize,
    measure: LocalColour,
    group: usize,
    other: Other,
    language: Language,
) -> String {
    let label = |i: usize| {
        let found = dataset.schemes().get(scheme).and_then(|s| s.groups.get(i));
        found.map(|g| g.name_in(language)).unwrap_or_default()
    };
    let other = match other {
        Other::Rest => text(language, "figures-rest"),
        Other::Group(other) => label(other),
    };
    text_with(language, measure.key(), &[("group", &label(group)), ("other", &other)])
}

/// What the values are that areas are coloured by.
pub fn unit_of(choice: &MapChoice) -> Unit {
    let share = match choice.colour_by {
        ColourBy::GroupShare(_) | ColourBy::AtNearestSchool => true,
        ColourBy::Local { measure, .. } => measure == LocalColour::ShareInDissimilarity,
        _ => false,
    };
    if share { Unit::Share } else { Unit::Number }
}

/// Whether classes stand on a fixed ladder, whatever their number: shares with breaks that read well.
pub fn has_ladder(choice: &MapChoice) -> bool {
    choice.method == Method::Pretty
        && match choice.colour_by {
            ColourBy::GroupShare(_) | ColourBy::AtNearestSchool => true,
            ColourBy::Local { measure, .. } => measure == LocalColour::LocationQuotient,
            _ => false,
        }
}

/// What an area's colour says under a choice, in words; `None` where areas are not coloured.
pub fn area_text(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    language: Language,
    shapes: &ShapeCache,
    area: usize,
) -> Option<String> {
    let level = shapes.level(choice.level)?;
    let at = level.list().iter().position(|s| s.id == area)?;
    let value = *area_values(dataset, choice, gate, level)?.areas.get(at)?;
    let (least, greatest) = match value {
        AreaValue::Value(value) => (value, value),
        AreaValue::Range(least, greatest) => (least, greatest),
        other => return Some(Special::of(other).text(gate, language)),
    };
    Some(match (unit_of(choice) == Unit::Share, least < greatest) {
        (true, false) => percent(least, 1, language),
        (true, true) => range_in_figures(least, greatest, language),
        (false, false) => decimal(least, 2, language),
        (false, true) => {
            // Outwards, so that the rounded range still holds every value that can be.
            let (least, greatest) = ((least * 100.0).floor() / 100.0, (greatest * 100.0).ceil() / 100.0);
            format!("{}–{}", decimal(least, 2, language), decimal(greatest, 2, language))
        }
    })
}

struct Maker<'a> {
    dataset: &'a Dataset,
    choice: &'a MapChoice,
    gate: &'a Gate,
    language: Language,
    theme: &'a Theme,
    shapes: &'a ShapeCache,
}

impl Maker<'_> {
    fn scene(&self) -> Scene {
        let Self { dataset, choice, gate, language, theme, shapes } = *self;
        let visible = choice.visible;
        let has_base = visible.base && !(shapes.grounds().is_empty() && shapes.lines().is_empty());
        let mut layers = Vec::new();
        let mut legend = Legend::default();
        let mut used = sources::Used::default();
        let mut years = Vec::new();
        let mut crowding = None;
        let backdrop = choice.backdrop.as_deref().and_then(backdrop::of_key);
        // Land and water of the project would cover a background map that shows them itself.
        if visible.base && backdrop.is_none() {
            self.base(&mut layers);
        }
        layers.extend(own::layers(shapes, true, theme));
        let level = shapes.level(choice.level);
        let mut classes = None;
        if let Some(level) = level.filter(|_| visible.areas) {
            // With a base map the colours let it through; without one there is nothing to see.
            let opacity = match &backdrop {
                Some(_) => backdrop::AREAS_OVER,
                None if has_base => 0.75,
                None => 1.0,
            };
            let values = area_values(dataset, choice, gate, level);
            if let Some(values) = &values {
                used.values(values.source, values.basis);
                years.extend(values.year);
            }
            let fills = self.areas(level, values.as_ref(), opacity, &mut legend, &mut classes);
            // Among thousands of areas the borders would drown the colours.
            let width_px = if level.len() > 1000 { 0.4 } else { 0.8 };
            let border = Stroke { color: theme.border, width_px, opacity: 0.9 };
            layers.push(SceneLayer::Areas { level: choice.level, shapes: level.clone(), fills, border });
            used.areas(dataset, choice.level);
        }
        if visible.streets && !shapes.streets().is_empty() {
            layers.extend(streets::layers(shapes.streets(), theme));
            used.values(dataset.streets().map(|s| s.source), Basis::Counted);
        }
        if visible.borders {
            self.borders(&mut layers, level.is_some() && visible.areas);
        }
        layers.extend(own::layers(shapes, false, theme));
        if let (Some(rule), Some(drawn)) = (&choice.catchments, shapes.catchments(dataset, choice, gate)) {
            let (found, mut section) = catchments::layers(&drawn, rule, gate, language, theme);
            layers.extend(found);
            if let (Some(against), Some(compared)) = (&choice.against, shapes.compared(dataset, choice, gate))
            {
                layers.extend(catchments_compared::layers(&compared, against, language, theme, &mut section));
                if let Ok(found) = &compared.other.found {
                    found.sources.iter().for_each(|source| used.values(Some(*source), found.basis));
                }
            }
            legend.sections.push(section);
            if let Ok(found) = &drawn.found {
                found.sources.iter().for_each(|source| used.values(Some(*source), found.basis));
            }
        }
        if choice.flows
            && let Ok(flows) = flows(dataset, choice.wanted_flows())
        {
            used.values(Some(flows.source), flows.basis);
            years.extend(flows.year);
        }
        let (mut discs, mut marked) = (None, Vec::new());
        if visible.schools && !dataset.schools().is_empty() {
            let (mut found, mut symbols, table) = schools::discs(dataset, choice, gate, language, theme);
            let figure =
                school_figure::recolour(&mut found, &mut symbols, dataset, choice, gate, language, theme);
            let basis = figure.and_then(|id| dataset.source(id)).map(|s| s.basis).unwrap_or_default();
            used.values(figure, basis);
            crowding = super::discs::crowding(&found);
            discs = Some(found);
            legend.symbols = Some(symbols);
            used.schools(dataset, table.map(|t| t.source), table.map(|t| t.basis).unwrap_or_default());
            years.extend(table.and_then(|t| t.year));
        }
        let over = discs.as_deref_mut().unwrap_or_default();
        if let Some(drawn) = programmes::drawn(dataset, choice, over, language, theme) {
            layers.extend(drawn.areas);
            legend.sections.push(drawn.section);
            marked = drawn.labels;
        }
        layers.extend(discs.map(SceneLayer::Discs));
        legend.sections.extend(own::section(&layers, &choice.stack, language));
        for layer in &layers {
            if let SceneLayer::Own(own) = layer
                && !choice.stack.is_hidden(&own.key)
            {
                used.own(dataset, &own.name);
            }
        }
        let mut attribution = used.attribution(dataset, language);
        attribution.extend(backdrop.iter().map(|b| b.map.credit.clone()));
        let mut labels = marked;
        if visible.labels {
            self.labels(&mut labels);
        }
        Scene {
            language,
            theme: *theme,
            background: theme.paper,
            extent: self.extent(),
            backdrop,
            layers,
            stack: choice.stack.clone(),
            crowding,
            labels,
            legend,
            attribution,
            marks: used.marks(dataset, gate, language),
            title: dataset.name_in(language),
            subtitle: self.subtitle(years),
            statement: Vec::new(),
            classes,
        }
    }

    fn extent(&self) -> Rect<f64> {
        let level = self.shapes.level(self.choice.level).and_then(|s| s.bounds());
        let extent = level.or_else(|| self.dataset.extent());
        let fallback = Rect::new((0.0, 300_000.0), (280_000.0, 625_000.0));
        extent.filter(|r| r.width().is_finite() && r.height().is_finite()).unwrap_or(fallback)
    }

    /// The fill of every shape, and the legend rows that explain them.
    fn areas(
        &self,
        shapes: &Shapes,
        values: Option<&Values>,
        opacity: f32,
        legend: &mut Legend,
        classes: &mut Option<Classes>,
    ) -> Vec<Fill> {
        let theme = self.theme;
        let blank = Fill::plain(theme.land, opacity * 0.6);
        self.legend_head(legend);
        let Some(values) = values else {
            if self.choice.colour_by == ColourBy::None {
                return vec![blank; shapes.len()];
            }
            let fill = self.unvalued(opacity).textured(Texture::Hatch, theme.texture, 0.9);
            let text = text(self.language, "view-unknown");
            legend.entries.push(LegendEntry { swatch: Swatch::Fill(fill), text, count: Some(shapes.len()) });
            return vec![fill; shapes.len()];
        };
        let known: Vec<f64> = values
            .areas
            .iter()
            .filter_map(|v| match *v {
                AreaValue::Value(v) => Some(v),
                AreaValue::Range(least, greatest) => Some((least + greatest) / 2.0),
                _ => None,
            })
            .collect();
        let (found, unit) = self.classes(&known);
        let ramp = match self.choice.method {
            Method::Centred(_) if !self.choice.ramp.is_diverging() => Ramp::PuOr,
            // 1 is as the town: two colours away from a neutral middle.
            _ if self.local() == Some(LocalColour::LocationQuotient) => Ramp::PuOr,
            _ => self.choice.ramp,
        };
        let modelled = sources::is_soft(values.basis);
        let colors = ramp.colors_on(theme.kind, found.len());
        let class_fills: Vec<Fill> = colors
            .into_iter()
            .map(|color| {
                let fill = Fill::plain(color, opacity);
                if !modelled {
                    return fill;
                }
                // White lines on dark fills, dark ones on light: just visible, never louder than
                // the class itself.
                let light = color.luminance() > 0.45;
                let line =
                    if light { theme.model.mix(color, 0.35) } else { super::scene::Rgb(255, 255, 255) };
                fill.textured(Texture::Diagonal, line, if light { 0.16 } else { 0.12 })
            })
            .collect();
        let mut counts = vec![0; found.len()];
        let mut rows: Vec<(Special, usize)> = Special::ALL.iter().map(|s| (*s, 0)).collect();
        let fills = values
            .areas
            .iter()
            .map(|value| {
                let class = match *value {
                    AreaValue::Value(v) => found.class_of(v),
                    // Of a range only where it lies in one class as a whole.
                    AreaValue::Range(least, greatest) => {
                        found.class_of(least).filter(|class| found.class_of(greatest) == Some(*class))
                    }
                    _ => None,
                };
                if let Some(fill) = class.and_then(|c| class_fills.get(c)) {
                    class.and_then(|c| counts.get_mut(c)).into_iter().for_each(|n| *n += 1);
                    return *fill;
                }
                let special = Special::of(*value);
                rows.iter_mut().filter(|(s, _)| *s == special).for_each(|(_, n)| *n += 1);
                self.special_fill(special, opacity)
            })
            .collect();
        let texts = class_texts(&found, unit, self.language);
        for ((text, fill), count) in texts.into_iter().zip(&class_fills).zip(counts) {
            legend.entries.push(LegendEntry { swatch: Swatch::Fill(*fill), text, count: Some(count) });
        }
        for (special, count) in rows.into_iter().filter(|(_, n)| *n > 0) {
            let swatch = Swatch::Fill(self.special_fill(special, opacity));
            let text = special.text(self.gate, self.language);
            legend.entries.push(LegendEntry { swatch, text, count: Some(count) });
        }
        self.legend_notes(values, legend);
        *classes = Some(found);
        fills
    }

    fn classes(&self, known: &[f64]) -> (Classes, Unit) {
        let unit = unit_of(self.choice);
        if let Some(fixed) = &self.choice.fixed {
            return (Classes::of(known, &Method::Own(fixed.clone()), fixed.len() + 1), unit);
        }
        let share = has_ladder(self.choice);
        let quotient = self.local() == Some(LocalColour::LocationQuotient);
        let classes = if quotient && self.choice.method == Method::Pretty {
            Classes::of(known, &Method::Own(QUOTIENT_BREAKS.to_vec()), QUOTIENT_BREAKS.len() + 1)
        } else if share {
            Classes::of_shares(known)
        } else {
            Classes::of(known, &self.choice.method, self.choice.class_count)
        };
        (classes, unit)
    }

    fn local(&self) -> Option<LocalColour> {
        match self.choice.colour_by {
            ColourBy::Local { measure, .. } => Some(measure),
            _ => None,
        }
    }

    fn unvalued(&self, opacity: f32) -> Fill {
        Fill::plain(self.theme.neutral, opacity)
    }

    fn special_fill(&self, special: Special, opacity: f32) -> Fill {
        let fill = self.unvalued(opacity);
        match special {
            Special::NoPupils | Special::NoDifference => fill,
            Special::TooFew | Special::SmallGroup => fill.textured(Texture::Dots, self.theme.texture, 1.0),
            Special::Suppressed => fill.textured(Texture::Upright, self.theme.texture, 1.0),
            Special::Unknown => fill.textured(Texture::Hatch, self.theme.texture, 0.8),
        }
    }

    fn legend_head(&self, legend: &mut Legend) {
        let Self { dataset, choice, language, .. } = *self;
        let scheme = dataset.schemes().get(choice.scheme);
        let level = text(language, level_key(choice.level));
        match choice.colour_by {
            ColourBy::None => legend.title = level,
            ColourBy::GroupShare(group) => {
                let group =
                    scheme.and_then(|s| s.groups.get(group)).map_or(String::new(), |g| g.name_in(language));
                let scheme = scheme.map_or(String::new(), |s| s.name_in(language));
                let args = [("scheme", scheme.as_str()), ("group", group.as_str())];
                legend.title = text_with(language, "view-group-title", &args);
                legend.subtitle = text_with(language, "view-share-of-pupils", &[("level", &level)]);
            }
            ColourBy::Local { measure, group, other } => {
                legend.title = local_title(dataset, choice.scheme, measure, group, other, language);
                legend.subtitle = text_with(language, "local-where", &[("level", &level)]);
            }
            ColourBy::DistanceToSchool => {
                legend.title = text(language, "home-colour-distance");
                legend.subtitle = text_with(language, "home-colour-distance-where", &[("level", &level)]);
            }
            ColourBy::AtNearestSchool => {
                legend.title = text(language, "home-colour-nearest");
                legend.subtitle = text_with(language, "view-share-of-pupils", &[("level", &level)]);
            }
            ColourBy::Pupils => {
                legend.title = text(language, "view-pupils");
                legend.subtitle = text_with(language, "view-where-they-live", &[("level", &level)]);
            }
            ColourBy::Indicator(index) => {
                let indicator = dataset.indicators().get(index);
                legend.title = indicator.map_or(String::new(), |i| i.label.clone());
                let per = text_with(language, "view-per-level", &[("level", &level)]);
                let year = indicator.and_then(|i| i.year).map(|y| y.0.to_string());
                legend.subtitle = std::iter::once(per).chain(year).collect::<Vec<_>>().join(", ");
            }
        }
    }

    fn legend_notes(&self, values: &Values, legend: &mut Legend) {
        let language = self.language;
        if values.summed > 0 {
            legend.notes.push(text(language, "view-note-summed"));
        }
        if values.partly > 0 {
            let count = whole(values.partly as f64, language);
            legend.notes.push(text_with(language, "view-note-partly", &[("count", &count)]));
        }
        if self.choice.fixed.is_some() {
            legend.notes.push(text(language, "view-note-fixed"));
        } else if self.choice.method == Method::Quantile {
            legend.notes.push(text(language, "view-note-quantile"));
        }
        match values.basis {
            Basis::Counted => {}
            Basis::Estimated => legend.notes.push(text(language, "view-note-estimated")),
            Basis::Modelled => legend.notes.push(text(language, "view-note-modelled")),
        }
    }

    /// The year of what is drawn: of the figure, else of the tables of areas and schools, which
    /// may differ.
    fn subtitle(&self, mut years: Vec<Year>) -> String {
        let indicator = match self.choice.colour_by {
            ColourBy::Indicator(i) => self.dataset.indicators().get(i),
            _ => None,
        };
        if let Some(indicator) = indicator {
            return indicator.year.map_or(String::new(), |y| y.0.to_string());
        }
        years.sort_unstable();
        years.dedup();
        if years.is_empty() {
            return String::new();
        }
        let years = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        text_with(self.language, "view-school-year", &[("year", &years)])
    }
}

fn level_key(level: Level) -> &'static str {
    match level {
        Level::Municipality => "view-level-municipality",
        Level::Wijk => "view-level-wijk",
        Level::Buurt => "view-level-buurt",
        Level::Postcode => "view-level-postcode",
        Level::Other => "view-level-other",
    }
}
