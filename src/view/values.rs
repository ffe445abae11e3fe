//! The values behind the colours, each past the privacy gate.

use super::choice::{ColourBy, MapChoice};
use super::shapes::Shapes;
use crate::data::{Basis, CountTable, Dataset, SchoolId, SourceId, Subject};
use crate::number::Count;
use crate::privacy::{Composition, Gate, Shown};

/// What may be told of one area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum AreaValue {
    Value(f64),
    /// Nobody of those counted lives there.
    NoPupils,
    /// Fewer pupils than the threshold.
    TooFew,
    /// Enough pupils, but a group so small that the share is withheld.
    SmallGroup,
    /// Withheld by the publisher.
    Suppressed,
    Unknown,
}

/// The values of one map.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// One per shape of the level.
    pub areas: Vec<AreaValue>,
    pub basis: Basis,
    pub source: Option<SourceId>,
    /// Areas whose counts were added up from the finer areas in them.
    pub summed: usize,
    /// Areas for which some of those finer areas have no counts.
    pub partly: usize,
}

/// The values that colour the areas of a level; `None` when nothing is chosen or there is no such
/// table or figure.
pub(super) fn area_values(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    shapes: &Shapes,
) -> Option<Values> {
    match choice.colour_by {
        ColourBy::None => None,
        ColourBy::Indicator(index) => {
            let indicator = dataset.indicators().get(index).filter(|i| i.subject == Subject::Home)?;
            let value = |id: usize| indicator.values.get(id).copied().flatten().filter(|v| v.is_finite());
            let areas =
                shapes.list().iter().map(|s| value(s.id).map_or(AreaValue::Unknown, AreaValue::Value));
            let basis = dataset.source(indicator.source).map(|s| s.basis).unwrap_or_default();
            Some(Values {
                areas: areas.collect(),
                basis,
                source: Some(indicator.source),
                ..Values::default()
            })
        }
        ColourBy::Pupils => {
            let told = |composition: &Composition| match composition.total {
                Shown::Value(0.0) => AreaValue::NoPupils,
                other => withheld(other, AreaValue::TooFew),
            };
            counted(dataset, choice, gate, shapes, told)
        }
        ColourBy::GroupShare(group) => {
            let told = |composition: &Composition| match composition.total {
                Shown::Value(0.0) => AreaValue::NoPupils,
                Shown::Hidden => AreaValue::TooFew,
                Shown::Suppressed { .. } => AreaValue::Suppressed,
                _ => match composition.shares.get(group) {
                    Some(share) => withheld(*share, AreaValue::SmallGroup),
                    None => AreaValue::Unknown,
                },
            };
            counted(dataset, choice, gate, shapes, told)
        }
    }
}

fn withheld(shown: Shown<f64>, hidden: AreaValue) -> AreaValue {
    match shown {
        Shown::Value(value) if value.is_finite() => AreaValue::Value(value),
        Shown::Hidden => hidden,
        Shown::Suppressed { .. } => AreaValue::Suppressed,
        Shown::Value(_) | Shown::Unknown => AreaValue::Unknown,
    }
}

fn counted(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    shapes: &Shapes,
    told: impl Fn(&Composition) -> AreaValue,
) -> Option<Values> {
    let table = dataset.counts(Subject::Home, choice.scheme, choice.year)?;
    let mut values = Values { basis: table.basis, source: Some(table.source), ..Values::default() };
    // Made only when some area has no counts of its own.
    let mut finer: Option<Vec<Vec<usize>>> = None;
    for shape in shapes.list() {
        let composition = if table.mentions(shape.id) {
            gate.composition(table.row(shape.id))
        } else {
            let finer = finer.get_or_insert_with(|| children(dataset));
            let (row, parts, missing) = summed(table, finer, shape.id);
            if parts > 0 {
                values.summed += 1;
                values.partly += usize::from(missing > 0);
            }
            gate.composition(&row)
        };
        values.areas.push(told(&composition));
    }
    Some(values)
}

/// The areas directly inside each area.
fn children(dataset: &Dataset) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); dataset.areas().len()];
    for (i, area) in dataset.areas().iter().enumerate() {
        if let Some(list) = area.parent.and_then(|p| children.get_mut(p.0)) {
            list.push(i);
        }
    }
    children
}

/// The counts of an area as the sum of the finer areas in it that have any, how many those are,
/// and how many have none. All unknown when none has.
fn summed(table: &CountTable, children: &[Vec<usize>], area: usize) -> (Vec<Count>, usize, usize) {
    let mut row = vec![Count::ZERO; table.groups];
    let (mut parts, mut missing) = (0, 0);
    let inside = |i: usize| children.get(i).map_or(&[][..], Vec::as_slice);
    let mut todo: Vec<usize> = inside(area).to_vec();
    // A parent that contains itself is a fault in the data; it must not hang the window.
    let mut steps = children.len();
    while let Some(next) = todo.pop() {
        let Some(left) = steps.checked_sub(1) else { break };
        steps = left;
        if table.mentions(next) {
            parts += 1;
            row.iter_mut().zip(table.row(next)).for_each(|(sum, count)| *sum = *sum + *count);
        } else if inside(next).is_empty() {
            missing += 1;
        } else {
            todo.extend(inside(next));
        }
    }
    if parts == 0 {
        row.fill(Count::Unknown);
    }
    (row, parts, missing)
}

/// What may be told of one school.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SchoolValue {
    /// All pupils, as published or else as counted.
    pub pupils: Shown<f64>,
    pub shares: Vec<Shown<f64>>,
}

/// Sizes and compositions of all schools, in their order, and the table that they come from.
pub(super) fn school_values<'a>(
    dataset: &'a Dataset,
    choice: &MapChoice,
    gate: &Gate,
) -> (Vec<SchoolValue>, Option<&'a CountTable>) {
    let table = dataset.counts(Subject::School, choice.scheme, choice.year);
    let groups = dataset.schemes().get(choice.scheme).map_or(0, |s| s.groups.len());
    let values = dataset.schools().iter().enumerate().map(|(i, school)| {
        let row = table.map_or(&[][..], |t| t.row(SchoolId(i).0));
        let composition = gate.composition(row);
        let counted = if row.is_empty() { Shown::Unknown } else { composition.total };
        let published = gate.count(school.pupils);
        let pupils = if matches!(published, Shown::Unknown) { counted } else { published };
        let shares = if row.is_empty() { vec![Shown::Unknown; groups] } else { composition.shares };
        SchoolValue { pupils, shares }
    });
    (values.collect(), table)
}
