//! The values behind the colours, each past the privacy gate.

use super::choice::{ColourBy, LocalColour, MapChoice};
use super::near;
use super::school_local::SchoolLocal;
use super::shapes::Shapes;
use crate::data::{Basis, CountTable, Dataset, SourceId, Subject, Year, area_rows};
use crate::measure::catalogue::Compute;
use crate::measure::{CountRanges, Other, bounds, local};
use crate::number::Count;
use crate::privacy::{Composition, Gate, Shown, ShownCounts};

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
    /// The publisher withholds counts here or elsewhere in the town: it lies between these.
    Range(f64, f64),
    /// The town as a whole shows no difference in which an area could have a part.
    NoDifference,
    Unknown,
}

/// The values of one map.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// One per shape of the level.
    pub areas: Vec<AreaValue>,
    pub basis: Basis,
    pub source: Option<SourceId>,
    /// School year of the counts; `None` where the source states none, and for figures.
    pub year: Option<Year>,
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
            let areas =
                shapes.list().iter().map(|s| withheld(gate.figure(indicator, s.id), AreaValue::TooFew));
            let basis = dataset.source(indicator.source).map(|s| s.basis).unwrap_or_default();
            Some(Values {
                areas: areas.collect(),
                basis,
                source: Some(indicator.source),
                ..Values::default()
            })
        }
        ColourBy::Local { measure, group, other } => {
            local(dataset, choice, gate, shapes, measure, group, other)
        }
        ColourBy::DistanceToSchool => near::distances(dataset, choice, gate, shapes),
        ColourBy::AtNearestSchool => near::at_nearest(dataset, choice, gate, shapes),
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

pub(super) fn withheld(shown: Shown<f64>, hidden: AreaValue) -> AreaValue {
    match shown {
        Shown::Value(value) if value.is_finite() => AreaValue::Value(value),
        Shown::Hidden => hidden,
        Shown::Suppressed { .. } => AreaValue::Suppressed,
        Shown::Value(_) | Shown::Unknown => AreaValue::Unknown,
    }
}

/// Local measures over the areas of the level whose counts are all known.
fn local(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    shapes: &Shapes,
    measure: LocalColour,
    group: usize,
    other: Other,
) -> Option<Values> {
    let table = dataset.counts(Subject::Home, choice.scheme, choice.year)?;
    let rows = area_rows(dataset, table, shapes.list().iter().map(|s| s.id));
    let keys = dataset.schemes().get(choice.scheme)?.groups.iter().map(|g| g.key.clone()).collect();
    let cells: Vec<Count> = rows.iter().flat_map(|r| r.counts.iter().copied()).collect();
    let ranges = CountRanges::new(keys, &cells).ok()?;
    let mut values = vec![None; rows.len()];
    for (unit, value) in ranges.units().iter().zip(local_values(&ranges, measure, group, other)?) {
        if let Some(slot) = values.get_mut(*unit) {
            *slot = value;
        }
    }
    let all = ShownCounts::of(dataset, table, *gate);
    let told = |area: usize, value| {
        told_local(&all.composition_or_unknown(table.scheme, area), (measure, group, other), value)
    };
    Some(Values {
        areas: rows.iter().zip(values).map(|(row, value)| told(row.area, value)).collect(),
        basis: table.basis,
        source: Some(table.source),
        year: table.year,
        summed: rows.iter().filter(|r| r.parts > 0).count(),
        partly: rows.iter().filter(|r| r.parts > 0 && r.missing > 0).count(),
    })
}

/// A local measure of one unit as it may be told.
fn told_local(
    shown: &Composition,
    (measure, group, other): (LocalColour, usize, Other),
    value: Option<(f64, f64)>,
) -> AreaValue {
    // Nothing that the measure could be turned back into may be withheld.
    let needs: Vec<usize> = match (measure, other) {
        (LocalColour::LocationQuotient, _) | (LocalColour::ShareInDissimilarity, Other::Rest) => vec![group],
        (LocalColour::ShareInDissimilarity, Other::Group(other)) => vec![group, other],
        _ => (0..shown.shares.len()).collect(),
    };
    let share = |k: &usize| shown.shares.get(*k).copied().unwrap_or(Shown::Unknown);
    let open = |s: &Shown<f64>| !matches!(s, Shown::Value(_) | Shown::Suppressed { .. });
    let withheld_share = needs.iter().map(share).find(open);
    match (shown.total, withheld_share, value) {
        (Shown::Value(0.0), ..) => AreaValue::NoPupils,
        (Shown::Hidden, ..) => AreaValue::TooFew,
        (_, Some(share), _) => withheld(share, AreaValue::SmallGroup),
        (_, None, Some((least, greatest))) if least < greatest => AreaValue::Range(least, greatest),
        (_, None, Some((value, _))) => AreaValue::Value(value),
        (_, None, None) => AreaValue::NoDifference,
    }
}

/// A local measure over all schools of which the counts are known, one value per school, and the table that
/// it is of.
pub(super) fn school_locals<'a>(
    dataset: &'a Dataset,
    choice: &MapChoice,
    gate: &Gate,
    local: SchoolLocal,
) -> Option<(Vec<AreaValue>, &'a CountTable)> {
    let SchoolLocal { measure, group, other } = local;
    let table = dataset.counts(Subject::School, choice.scheme, choice.year)?;
    let groups = &dataset.schemes().get(choice.scheme)?.groups;
    let schools = dataset.schools().len();
    let row = |school: usize| {
        let row = table.row(school);
        let counted = table.mentions(school) && row.len() >= groups.len();
        (0..groups.len()).map(move |g| if counted { row.get(g).copied() } else { None })
    };
    let cells: Vec<Count> = (0..schools).flat_map(row).map(|c| c.unwrap_or(Count::Unknown)).collect();
    let ranges = CountRanges::new(groups.iter().map(|g| g.key.clone()).collect(), &cells).ok()?;
    let mut values = vec![None; schools];
    for (unit, value) in ranges.units().iter().zip(local_values(&ranges, measure, group, other)?) {
        if let Some(slot) = values.get_mut(*unit) {
            *slot = value;
        }
    }
    let all = ShownCounts::of(dataset, table, *gate);
    let told = |(school, value)| {
        told_local(&all.composition_or_unknown(table.scheme, school), (measure, group, other), value)
    };
    Some((values.into_iter().enumerate().map(told).collect(), table))
}

/// Least and greatest value of every unit of the ranges: the same where no count is hidden.
fn local_values(
    ranges: &CountRanges,
    measure: LocalColour,
    group: usize,
    other: Other,
) -> Option<Vec<Option<(f64, f64)>>> {
    let of = match measure {
        LocalColour::ShareInDissimilarity => &local::SHARE_IN_DISSIMILARITY,
        LocalColour::LocalSegregation => &local::LOCAL_SEGREGATION,
        LocalColour::Entropy => &local::LOCAL_ENTROPY,
        LocalColour::Diversity => &local::LOCAL_DIVERSITY,
        LocalColour::Concentration => &local::LOCAL_CONCENTRATION,
        LocalColour::Interaction => &local::LOCAL_INTERACTION,
        LocalColour::LocationQuotient => &local::LOCATION_QUOTIENT,
    };
    let found: Vec<Option<(f64, f64)>> = match ranges.known() {
        Some(counts) => {
            let found = match of.compute {
                Compute::LocalTwoGroup(compute) => compute(&counts.two_group(group, other)?),
                Compute::LocalUnit(compute) | Compute::LocalCell(compute) => compute(&counts),
                _ => return None,
            };
            found.into_iter().map(|value| value.map(|v| (v, v))).collect()
        }
        None => {
            let found = bounds::local::limits(of, ranges, group, other);
            found.into_iter().map(|b| b.map(|b| (b.least.value(), b.greatest.value()))).collect()
        }
    };
    if !matches!(of.compute, Compute::LocalCell(_)) {
        return Some(found);
    }
    let width = ranges.groups().len().max(1);
    Some(found.chunks(width).map(|row| row.get(group).copied().flatten()).collect())
}

fn counted(
    dataset: &Dataset,
    choice: &MapChoice,
    gate: &Gate,
    shapes: &Shapes,
    told: impl Fn(&Composition) -> AreaValue,
) -> Option<Values> {
    let table = dataset.counts(Subject::Home, choice.scheme, choice.year)?;
    let mut values =
        Values { basis: table.basis, source: Some(table.source), year: table.year, ..Values::default() };
    let all = ShownCounts::of(dataset, table, *gate);
    for row in area_rows(dataset, table, shapes.list().iter().map(|s| s.id)) {
        if row.parts > 0 {
            values.summed += 1;
            values.partly += usize::from(row.missing > 0);
        }
        values.areas.push(told(&all.composition_or_unknown(table.scheme, row.area)));
    }
    Some(values)
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
    let all = table.map(|t| ShownCounts::of(dataset, t, *gate));
    let values = dataset.schools().iter().enumerate().map(|(i, school)| {
        let composition = match (&all, table) {
            (Some(all), Some(table)) => all.composition_or_unknown(table.scheme, i),
            _ => Composition::unknown(groups),
        };
        let published = all.as_ref().map_or_else(|| gate.count(school.pupils), |all| all.published(i));
        let pupils = if matches!(published, Shown::Unknown) { composition.total } else { published };
        SchoolValue { pupils, shares: composition.shares }
    });
    (values.collect(), table)
}
