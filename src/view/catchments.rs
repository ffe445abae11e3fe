//! Catchments on the map: borders, gaps and overlaps, and the rule in the legend.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use geo::{CoordsIter, MultiPolygon};

use super::catchments_compared::{Compared, is_comparable};
use super::choice::MapChoice;
use super::scene::{Fill, LegendEntry, LegendSection, SceneLayer, SectionKind, Stroke, Swatch, Texture};
use super::shapes::Shapes;
use super::theme::{Theme, ThemeKind};
use crate::catchment::{Catchments, GapReason, Rule, Voronoi, catchments_of, municipality};
use crate::choice::flows::Wanted;
use crate::data::{Dataset, SchoolId};
use crate::notice::Notice;
use crate::number::{Count, whole};
use crate::privacy::Gate;
use crate::text::{Language, text, text_with};

/// Catchments with the shapes to draw them.
#[derive(Debug)]
pub struct Drawn {
    /// Or why there are none.
    pub found: Result<Catchments, Notice>,
    /// One per school with a catchment; the id is the school's.
    pub shapes: Arc<Shapes>,
    /// The id is the position in the gaps.
    pub gaps: Arc<Shapes>,
    /// The id is the position in the overlaps.
    pub overlaps: Arc<Shapes>,
}

impl Drawn {
    fn new(found: Result<Catchments, Notice>) -> Self {
        let Ok(known) = &found else {
            let none = || Arc::new(Shapes::unlabelled(Vec::new()));
            return Self { found, shapes: none(), gaps: none(), overlaps: none() };
        };
        let numbered = |shapes: Vec<&MultiPolygon<f64>>| {
            Arc::new(Shapes::unlabelled(shapes.into_iter().cloned().enumerate().collect()))
        };
        let gaps = numbered(known.leftovers.gaps.iter().map(|g| &g.shape).collect());
        let overlaps = numbered(known.leftovers.overlaps.iter().map(|o| &o.shape).collect());
        let shapes = known.list.iter().map(|c| (c.school.0, c.shape.clone())).collect();
        Self { shapes: Arc::new(Shapes::unlabelled(shapes)), gaps, overlaps, found }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    /// Of what catchments are made of: a building plan changes schools and flows, not borders.
    dataset: u64,
    rule: Rule,
    flows: Wanted,
    gate: Gate,
}

/// The catchments of a dataset that have been on the map; made when they are first asked for.
#[derive(Debug, Default)]
pub struct CatchmentCache {
    town: OnceLock<Arc<Voronoi>>,
    /// Those asked for last, the newest last.
    kept: Mutex<Vec<(Key, Arc<Drawn>)>>,
    /// The comparison asked for last.
    compared: Mutex<Option<(Key, Rule, Arc<Compared>)>>,
}

impl CatchmentCache {
    /// The municipality, ready to be divided; computed once.
    pub fn town(&self, dataset: &Dataset) -> &Arc<Voronoi> {
        self.town.get_or_init(|| Arc::new(Voronoi::prepare(municipality(dataset)).following()))
    }

    /// The catchments that a choice asks for; `None` when it asks for none.
    pub fn get(&self, dataset: &Dataset, choice: &MapChoice, gate: &Gate) -> Option<Arc<Drawn>> {
        /// Who compares two kinds goes back and forth between them.
        const KEPT: usize = 16;
        let key = key(dataset, choice, gate)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, drawn)) = kept.iter().find(|(k, _)| *k == key) {
            return Some(drawn.clone());
        }
        let town = self.town(dataset);
        let found = catchments_of(dataset, &key.rule, key.flows, town, gate);
        let drawn = Arc::new(Drawn::new(found));
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push((key, drawn.clone()));
        Some(drawn)
    }

    /// What differs between the kind that a choice asks for and the one that it is held against.
    pub fn compared(&self, dataset: &Dataset, choice: &MapChoice, gate: &Gate) -> Option<Arc<Compared>> {
        let against = choice.against.clone().filter(is_comparable)?;
        let key = key(dataset, choice, gate).filter(|key| is_comparable(&key.rule) && key.rule != against)?;
        {
            let kept = self.compared.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, _, found)) = kept.as_ref().filter(|(k, other, _)| *k == key && *other == against)
            {
                return Some(found.clone());
            }
        }
        let one = self.get(dataset, choice, gate)?;
        let second = MapChoice { catchments: Some(against.clone()), ..choice.clone() };
        let other = self.get(dataset, &second, gate)?;
        let found = Arc::new(Compared::new(dataset, &one, other, choice.scheme, gate));
        *self.compared.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, against, found.clone()));
        Some(found)
    }
}

fn key(dataset: &Dataset, choice: &MapChoice, gate: &Gate) -> Option<Key> {
    Some(Key {
        dataset: fingerprint(dataset),
        rule: choice.catchments.clone()?,
        flows: choice.wanted_flows(),
        gate: *gate,
    })
}

/// Tells datasets with the same borders apart by their schools, flows, numbers and catchments.
fn fingerprint(dataset: &Dataset) -> u64 {
    let mut hasher = DefaultHasher::new();
    for school in dataset.schools() {
        (&school.code, &school.denomination, &school.kind, &school.board).hash(&mut hasher);
        (school.at.x().to_bits(), school.at.y().to_bits()).hash(&mut hasher);
    }
    let bits = |count: Count| count.bounds().map(|(least, most)| (least.to_bits(), most.to_bits()));
    for table in dataset.flows() {
        (table.scheme, table.year.map(|y| y.0), table.flows.len()).hash(&mut hasher);
        table.flows.iter().for_each(|f| (f.area, f.school, f.group, bits(f.pupils)).hash(&mut hasher));
    }
    for table in &dataset.parts().counts {
        table.cells.iter().for_each(|count| bits(*count).hash(&mut hasher));
    }
    dataset.areas().len().hash(&mut hasher);
    for given in dataset.catchments() {
        (given.school, given.source).hash(&mut hasher);
        given.shape.coords_iter().for_each(|c| (c.x.to_bits(), c.y.to_bits()).hash(&mut hasher));
    }
    hasher.finish()
}

/// The border of a catchment, and the light line under it.
fn strokes(theme: &Theme) -> (Stroke, Option<Stroke>) {
    let stroke = Stroke { color: theme.accent, width_px: 1.6, opacity: 0.95 };
    let casing = Stroke { color: theme.halo, width_px: 4.0, opacity: 0.8 };
    (stroke, (theme.kind != ThemeKind::HighContrast).then_some(casing))
}

fn gap_fill(why: GapReason, theme: &Theme) -> Fill {
    let fill = Fill::plain(theme.neutral, 0.0);
    match why {
        GapReason::NotCovered | GapReason::NoFlows => fill.textured(Texture::Hatch, theme.warn, 0.75),
        GapReason::NoPupils => fill.textured(Texture::Hatch, theme.muted, 0.25),
        GapReason::Withheld => fill.textured(Texture::Dots, theme.muted, 0.5),
    }
}

fn overlap_fill(theme: &Theme) -> Fill {
    Fill::plain(theme.warn, 0.10).textured(Texture::Cross, theme.warn, 0.75)
}

const NO_STROKE: Stroke = Stroke { color: super::scene::Rgb(0, 0, 0), width_px: 0.0, opacity: 0.0 };

/// Layers and legend of all catchments, whatever is selected. Cores overlap each other by nature:
/// only that of a selected school is drawn, by [`selected`].
pub(super) fn layers(
    drawn: &Drawn,
    rule: &Rule,
    gate: &Gate,
    language: Language,
    theme: &Theme,
) -> (Vec<SceneLayer>, LegendSection) {
    let mut section = LegendSection {
        kind: SectionKind::Catchments,
        title: text(language, "catchment-title"),
        entries: Vec::new(),
        notes: Vec::new(),
    };
    let known = match &drawn.found {
        Ok(known) => known,
        Err(notice) => {
            let reason = notice.what(language);
            section.notes.push(text_with(language, "catchment-not-possible", &[("reason", &reason)]));
            return (Vec::new(), section);
        }
    };
    let mut layers = Vec::new();
    let (stroke, casing) = strokes(theme);
    let core = matches!(rule, Rule::Core { .. });
    let swatch = Swatch::Line { stroke, casing };
    let count = (!core).then_some(drawn.shapes.len());
    section.entries.push(LegendEntry { swatch, text: super::capital(&known.name(language)), count });
    let gaps = &known.leftovers.gaps;
    let why = |id: usize| gaps.get(id).map_or(GapReason::NotCovered, |g| g.why);
    if !drawn.gaps.is_empty() {
        let fills = drawn.gaps.list().iter().map(|s| gap_fill(why(s.id), theme)).collect();
        let shapes = drawn.gaps.clone();
        layers.push(SceneLayer::Catchments { shapes, fills, stroke: NO_STROKE, casing: None });
        let threshold = whole(f64::from(gate.threshold), language);
        for reason in GapReason::ALL {
            let count = drawn.gaps.list().iter().filter(|s| why(s.id) == reason).count();
            if count > 0 {
                let swatch = Swatch::Fill(gap_fill(reason, theme));
                let text = text_with(language, reason.key(), &[("threshold", &threshold)]);
                section.entries.push(LegendEntry { swatch, text, count: Some(count) });
            }
        }
    }
    if !drawn.overlaps.is_empty() {
        let (shapes, fills) = (drawn.overlaps.clone(), vec![overlap_fill(theme); drawn.overlaps.len()]);
        layers.push(SceneLayer::Catchments { shapes, fills, stroke: NO_STROKE, casing: None });
        let (swatch, count) = (Swatch::Fill(overlap_fill(theme)), Some(drawn.overlaps.len()));
        section.entries.push(LegendEntry { swatch, text: text(language, "catchment-overlap"), count });
    }
    if !core {
        let fills = vec![Fill::plain(theme.accent, 0.0); drawn.shapes.len()];
        layers.push(SceneLayer::Catchments { shapes: drawn.shapes.clone(), fills, stroke, casing });
    }
    section.notes.push(rule.explanation(language));
    // What has no row of its own and changes how the map is read.
    let told = [
        "flows-estimated",
        "catchment-tied",
        "catchment-uncertain",
        "catchment-core-uncertain",
        "catchment-without-flows",
        "catchment-overlap-pupils",
        "catchment-overlap-pupils-some",
        "catchment-islands",
        "catchment-outside",
    ];
    let notes = known.notes.iter().filter(|n| told.contains(&n.key));
    section.notes.extend(notes.map(|n| n.what(language)));
    (layers, section)
}

/// The catchment of the selected school, filled, with the words that go with it.
pub(super) fn selected(
    drawn: &Drawn,
    dataset: &Dataset,
    rule: &Rule,
    school: Option<SchoolId>,
    language: Language,
    theme: &Theme,
) -> (Option<SceneLayer>, Vec<LegendEntry>, Vec<String>) {
    let Ok(known) = &drawn.found else { return (None, Vec::new(), Vec::new()) };
    let Some(school) = school else {
        let core = matches!(rule, Rule::Core { .. });
        let note = core.then(|| text(language, "catchment-select-school"));
        return (None, Vec::new(), note.into_iter().collect());
    };
    let name = |id: SchoolId| dataset.school(id).map(|s| s.name.clone()).unwrap_or_default();
    let Some(catchment) = known.of(school).filter(|c| !c.shape.0.is_empty()) else {
        let note = text_with(language, "catchment-not-of-selected", &[("school", &name(school))]);
        return (None, Vec::new(), vec![note]);
    };
    let (stroke, casing) = strokes(theme);
    let stroke = Stroke { width_px: 2.4, ..stroke };
    let fill = Fill::plain(theme.accent, 0.20);
    let shapes = Arc::new(Shapes::unlabelled(vec![(catchment.school.0, catchment.shape.clone())]));
    let layer = SceneLayer::Catchments { shapes, fills: vec![fill], stroke, casing };
    let names: Vec<String> = catchment.schools().map(name).collect();
    let text_of = text_with(language, "catchment-of-selected", &[("school", &names.join(", "))]);
    let entry = LegendEntry { swatch: Swatch::Fill(fill), text: text_of, count: None };
    let mut notes = Vec::new();
    if catchment.withheld > 0 {
        let count = whole(catchment.withheld as f64, language);
        notes.push(text_with(language, "catchment-core-hidden", &[("count", &count)]));
    }
    (Some(layer), vec![entry], notes)
}
