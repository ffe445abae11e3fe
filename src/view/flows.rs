//! Flows of pupils: the intake of a school by area, or the outflow of an area by school.

use std::collections::BTreeSet;

use geo::Point;

use super::choice::MapChoice;
use super::hit::Hit;
use super::scene::{FlowLine, LegendEntry, LegendSection, SceneLayer, SectionKind, Stroke, Swatch};
use super::theme::Theme;
use crate::choice::flows::flows;
use crate::data::{AreaId, Dataset, Level, SchoolId};
use crate::number::whole;
use crate::privacy::{self, Gate, Shown};
use crate::text::{Language, text, text_with};

/// The widest flow, where it arrives.
const WIDEST_PX: f32 = 16.0;
/// A thinner line can't be followed across a map.
const NARROWEST_PX: f32 = 2.0;
const OPACITY: f32 = 0.45;
/// More lines than this can't be told apart.
const MOST_LINES: usize = 30;
/// A flow of fewer pupils than this says nothing on a map, also where it may be shown.
const FEWEST: f64 = 5.0;

/// Flows that may be shown, and what was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShownFlows {
    /// From home, to school, pupils; most pupils first.
    pub lines: Vec<(Point<f64>, Point<f64>, f64)>,
    /// Flows of fewer pupils than this are left out.
    pub least: f64,
    /// How many those are.
    pub left_out: usize,
    /// Pupils in all flows of the selection.
    pub total: Option<f64>,
}

impl ShownFlows {
    fn pupils(&self) -> f64 {
        self.lines.iter().map(|(_, _, pupils)| pupils).sum()
    }
}

/// The flows of what is selected; `None` when nothing is, or when there are no flows of it.
///
/// Areas are those of the map's level where the flows can be added up to it. Beside those that the
/// gate hides the smallest are left out, below the least of a ladder of numbers that leaves at most 30
/// lines.
pub fn shown_flows(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    selection: Option<Hit>,
) -> Option<ShownFlows> {
    let table = flows(dataset, choice.wanted_flows()).ok()?;
    let flows = privacy::ShownFlows::of_flows(dataset, &table, *gate);
    let (parts, total): (Vec<(AreaId, SchoolId, Shown<f64>)>, _) = match selection? {
        Hit::School(school) => {
            let finest = flows.to_school(school);
            let own = finest.first().and_then(|(area, _)| dataset.area(*area)).map(|a| a.level);
            let level = own.map_or(choice.level, |own| own.min(choice.level));
            let areas: BTreeSet<AreaId> =
                finest.iter().map(|(area, _)| within(dataset, *area, level).unwrap_or(*area)).collect();
            let of = |area: AreaId| (area, school, flows.cell(area, school));
            (areas.into_iter().map(of).collect(), flows.of_school(school))
        }
        Hit::Area(area) => {
            let schools = flows.from_area(area);
            (schools.into_iter().map(|(school, n)| (area, school, n)).collect(), flows.of_area(area))
        }
    };
    if parts.is_empty() {
        return None;
    }
    let mut out = ShownFlows { left_out: parts.len(), total: total.value(), ..Default::default() };
    for least in ladder(gate) {
        let large = || parts.iter().filter(|(_, _, n)| n.value().is_some_and(|n| n >= least));
        if large().count() > MOST_LINES {
            continue;
        }
        (out.least, out.left_out) = (least, parts.len() - large().count());
        out.lines = large()
            .filter_map(|(area, school, n)| {
                let from = dataset.area(*area)?.pupil_point.at;
                Some((from, dataset.school(*school)?.at, n.value()?))
            })
            .collect();
        break;
    }
    // Large ones first, so that small ones stay visible; equal ones in their order.
    out.lines.sort_by(|a, b| b.2.total_cmp(&a.2));
    Some(out)
}

/// 10, 20, 30, 50, 75, 100, 150 … from what the gate lets through.
fn ladder(gate: &Gate) -> impl Iterator<Item = f64> {
    let first = f64::from(gate.threshold).max(FEWEST);
    let steps = [20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0, 300.0, 500.0, 1000.0, 2000.0, 5000.0];
    std::iter::once(first).chain(steps.into_iter().filter(move |step| *step > first))
}

/// The area of a level that contains an area, or is it.
fn within(dataset: &Dataset, area: AreaId, level: Level) -> Option<AreaId> {
    let mut at = area;
    // No division nests deeper; a guard against areas that contain each other.
    for _ in 0..8 {
        let found = dataset.area(at)?;
        if found.level == level {
            return Some(at);
        }
        at = found.parent?;
    }
    None
}

/// The flow lines of what is selected, with their key.
pub(super) fn layer(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    selection: Option<Hit>,
    language: Language,
    theme: &Theme,
) -> (Option<SceneLayer>, LegendSection) {
    let mut section = LegendSection {
        kind: SectionKind::Flows,
        title: text(language, "flows-layer"),
        entries: Vec::new(),
        notes: Vec::new(),
    };
    match flows(dataset, choice.wanted_flows()) {
        Ok(found) => section.notes.extend(found.notice().map(|n| n.what(language))),
        Err(why) => {
            section.notes.push(why.message(language));
            return (None, section);
        }
    }
    let name = match selection {
        None => {
            section.notes.push(text(language, "flows-select"));
            return (None, section);
        }
        Some(Hit::School(id)) => dataset.school(id).map(|s| ("flows-to", s.name.clone())),
        Some(Hit::Area(id)) => dataset.area(id).map(|a| ("flows-from", a.name.clone())),
    };
    if let Some((key, name)) = name {
        section.notes.push(text_with(language, key, &[("name", &name)]));
    }
    let found = shown_flows(dataset, choice, gate, selection).unwrap_or_default();
    let Some(most) = found.lines.first().map(|(_, _, pupils)| *pupils) else {
        section.notes.push(text(language, "flows-none"));
        return (None, section);
    };
    let widest = ceiling(most);
    let width = |pupils: f64| ((pupils / widest) as f32 * WIDEST_PX).max(NARROWEST_PX);
    // Darker than the borders of catchments: it has to show on every class.
    let color = theme.text.mix(theme.accent, 0.4);
    let lines = found.lines.iter().map(|(from, to, pupils)| FlowLine {
        from: *from,
        to: *to,
        width_px: width(*pupils),
        color,
        opacity: OPACITY,
    });
    let layer = SceneLayer::Flows(lines.collect());
    let mut samples = vec![widest, found.least.max(1.0)];
    samples.dedup();
    for pupils in samples {
        let stroke = Stroke { color, width_px: width(pupils), opacity: OPACITY };
        let text = text_with(language, "flows-width", &[("pupils", &whole(pupils, language))]);
        let swatch = Swatch::Line { stroke, casing: None };
        section.entries.push(LegendEntry { swatch, text, count: None });
    }
    if let Some(total) = found.total {
        let (shown, total) = (whole(found.pupils(), language), whole(total, language));
        section.notes.push(text_with(language, "flows-shown", &[("shown", &shown), ("total", &total)]));
    }
    if found.left_out > 0 {
        let (count, least) = (whole(found.left_out as f64, language), whole(found.least, language));
        section.notes.push(text_with(language, "flows-left-out", &[("count", &count), ("least", &least)]));
    }
    (Some(layer), section)
}

/// The round number at or above a number of pupils.
fn ceiling(pupils: f64) -> f64 {
    let power = 10f64.powf(pupils.max(1.0).log10().floor());
    [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|v| *v >= pupils)
        .unwrap_or(pupils)
}
