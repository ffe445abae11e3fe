//! `measure --all`: every measure of the catalogue, the local ones for every unit.

use serde::Serialize;

use crate::data::{Dataset, Subject};
use crate::figures::headline::Comparison;
use crate::figures::limits::{Ends, Limits};
use crate::figures::ranking::is_not_withheld;
use crate::measure::bounds::local;
use crate::measure::catalogue::{Compute, MEASURES};
use crate::measure::figures::Keyed;
use crate::measure::{CountRanges, Counts, Kind, Measure, Other};
use crate::notice::Notice;
use crate::number::{DASH, decimal, percent};
use crate::privacy::{Composition, Gate, Shown, ShownCounts};
use crate::text::{Language, text, text_with};

/// Every measure under its key; undefined is `null`.
#[derive(Serialize)]
pub struct Catalogue {
    two_group: Keyed<Local>,
    multi_group: Keyed<Local>,
    /// Only where the groups stand in an order: of a bare table that of its columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<Keyed<Local>>,
    local: Vec<Unit>,
}

/// The local measures of one unit.
#[derive(Serialize)]
struct Unit {
    unit: String,
    /// So few pupils stand behind some of them that they are not told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
    #[serde(flatten)]
    values: Keyed<Local>,
}

#[derive(Clone, Serialize)]
#[serde(untagged)]
enum Local {
    None,
    Value(f64),
    /// Counts are hidden.
    Range {
        least: f64,
        greatest: f64,
    },
    Groups(Keyed<Local>),
}

/// What the units are, and which of their figures may be told.
pub struct Units<'a> {
    pub ranges: &'a CountRanges,
    pub names: Vec<String>,
    pub ordered: bool,
    /// Of a town: what may be told of each unit.
    pub shown: Option<Vec<Composition>>,
}

/// The schools of a town, with hidden counts as ranges.
///
/// # Errors
/// Counts that no formula can take.
pub fn ranges_of(dataset: &Dataset, comparison: Comparison) -> Result<Option<CountRanges>, Notice> {
    let table = dataset.counts(Subject::School, comparison.scheme, comparison.year);
    let keys = dataset.schemes().get(comparison.scheme).map(|s| s.groups.iter().map(|g| g.key.clone()));
    let keys: Vec<String> = keys.map(Iterator::collect).unwrap_or_default();
    table.map(|table| CountRanges::new(keys, &table.cells)).transpose()
}

/// The units of a town behind the privacy gate.
pub fn units_of<'a>(
    dataset: &Dataset,
    comparison: Comparison,
    ranges: &'a CountRanges,
    gate: Gate,
) -> Option<Units<'a>> {
    let table = dataset.counts(Subject::School, comparison.scheme, comparison.year)?;
    let shown = ShownCounts::of(dataset, table, gate);
    let code = |unit: &usize| dataset.schools().get(*unit).map(|s| s.code.clone()).unwrap_or_default();
    let told = |unit: &usize| shown.composition_or_unknown(comparison.scheme, *unit);
    Some(Units {
        names: ranges.units().iter().map(code).collect(),
        ordered: dataset.schemes().get(comparison.scheme).is_some_and(|s| s.ordered),
        shown: Some(ranges.units().iter().map(told).collect()),
        ranges,
    })
}

/// The measures that come of draws.
#[derive(Clone, Copy)]
pub struct Drawn {
    pub bias_corrected: Option<f64>,
    pub adjusted: Option<f64>,
}

/// All of it. `counts` are the units whose counts are known; where some are not, every figure is
/// what `limits` allow.
pub fn catalogue(
    counts: &Counts,
    drawn: Drawn,
    limits: Option<&Limits>,
    comparison: Comparison,
    units: &Units,
) -> Catalogue {
    let (group, other) = (comparison.group, comparison.other);
    let pair = counts.two_group(group, other);
    let point = |m: &Measure| match m.id {
        "bias_corrected_dissimilarity" => drawn.bias_corrected,
        "chance_adjusted_dissimilarity" => drawn.adjusted,
        _ => pair.as_ref().and_then(|p| m.of_two_groups(p)).or_else(|| m.of_groups(counts)),
    };
    let value = |m: &Measure| match limits {
        Some(limits) => match limits.of(m.kind, m.id) {
            Some(Ends { least, greatest }) => Local::Range { least, greatest },
            None => Local::None,
        },
        None => point(m).map_or(Local::None, Local::Value),
    };
    let of = |kind: Kind| {
        let measures = MEASURES.into_iter().filter(|m| m.kind == kind);
        Keyed(measures.map(|m| (m.id.to_owned(), value(m))).collect())
    };
    Catalogue {
        two_group: of(Kind::TwoGroup),
        multi_group: of(Kind::MultiGroup),
        ordered: units.ordered.then(|| of(Kind::Ordered)),
        local: of_units(comparison, units),
    }
}

fn of_units(comparison: Comparison, units: &Units) -> Vec<Unit> {
    let groups = units.ranges.groups();
    let mut out: Vec<Unit> = units
        .names
        .iter()
        .map(|unit| Unit { unit: unit.clone(), withheld: false, values: Keyed::default() })
        .collect();
    for measure in MEASURES.into_iter().filter(|m| m.kind == Kind::Local) {
        let values = values(measure, units.ranges, comparison.group, comparison.other);
        let per_unit = values.len().checked_div(out.len()).unwrap_or(1).max(1);
        for (at, (unit, own)) in out.iter_mut().zip(values.chunks(per_unit)).enumerate() {
            let shown = units.shown.as_ref().and_then(|shown| shown.get(at));
            let told = |needs: &[usize]| shown.is_none_or(|shown| is_told(shown, needs));
            let all: Vec<usize> = (0..groups.len()).collect();
            let value = if matches!(measure.compute, Compute::LocalCell(_)) {
                let of_group = |(k, value): (usize, &Local)| {
                    let value = if told(&[k]) { value.clone() } else { Local::None };
                    (groups.get(k).cloned().unwrap_or_default(), value)
                };
                unit.withheld |= all.iter().any(|k| !told(&[*k]));
                Local::Groups(Keyed(own.iter().enumerate().map(of_group).collect()))
            } else {
                let open = match measure.compute {
                    Compute::LocalTwoGroup(_) => shown.is_none_or(|shown| is_not_withheld(shown, comparison)),
                    _ => told(&all),
                };
                unit.withheld |= !open;
                own.first().filter(|_| open).cloned().unwrap_or(Local::None)
            };
            unit.values.0.push((measure.id.to_owned(), value));
        }
    }
    out
}

/// Whether the total and the shares of these groups may be told, so that nothing follows from a figure
/// that they would not tell.
fn is_told(shown: &Composition, groups: &[usize]) -> bool {
    // A range that the source tells is no secret.
    let told = |s: &Shown<f64>| matches!(s, Shown::Value(_) | Shown::Suppressed { .. });
    told(&shown.total) && groups.iter().all(|k| shown.shares.get(*k).is_some_and(told))
}

/// One value per unit, or per unit and group.
fn values(measure: &Measure, ranges: &CountRanges, group: usize, other: Other) -> Vec<Local> {
    let value = |v: Option<f64>| v.map_or(Local::None, Local::Value);
    if let Some(counts) = ranges.known() {
        let found = match measure.compute {
            Compute::LocalTwoGroup(f) => counts.two_group(group, other).map(|p| f(&p)).unwrap_or_default(),
            Compute::LocalUnit(f) | Compute::LocalCell(f) => f(&counts),
            _ => Vec::new(),
        };
        return found.into_iter().map(value).collect();
    }
    let range = |found: Option<crate::measure::bounds::Bounds>| match found {
        None => Local::None,
        Some(found) => Local::Range { least: found.least.value(), greatest: found.greatest.value() },
    };
    local::limits(measure, ranges, group, other).into_iter().map(range).collect()
}

impl Catalogue {
    /// What a person reads: every measure by its name, then the units by their share in D.
    pub fn in_words(&self, language: Language) -> Vec<String> {
        let mut lines = vec![text(language, "measure-all")];
        let kinds = [
            (Kind::TwoGroup, Some(&self.two_group)),
            (Kind::MultiGroup, Some(&self.multi_group)),
            (Kind::Ordered, self.ordered.as_ref()),
        ];
        for (kind, values) in kinds {
            for (id, value) in values.into_iter().flat_map(|v| &v.0) {
                let Some(measure) = crate::measure::catalogue::measure(kind, id) else { continue };
                let number = |v: f64| decimal(v, 4, language);
                let value = match value {
                    Local::Value(v) => number(*v),
                    Local::Range { least, greatest } => format!("{} – {}", number(*least), number(*greatest)),
                    Local::None | Local::Groups(_) => DASH.to_owned(),
                };
                lines.push(format!("  {:<64} {value}", measure.name(language)));
            }
        }
        lines.push(text(language, "measure-all-units"));
        for unit in &self.local {
            let found = unit.values.0.iter().find(|(id, _)| id == "share_in_dissimilarity").map(|(_, v)| v);
            let share = |v: f64| percent(v, 1, language);
            let told = match found {
                Some(Local::Value(v)) => share(*v),
                Some(Local::Range { least, greatest }) => format!("{} – {}", share(*least), share(*greatest)),
                _ if unit.withheld => text(language, "report-hidden"),
                _ => DASH.to_owned(),
            };
            lines.push(text_with(language, "measure-all-unit", &[("unit", &unit.unit), ("share", &told)]));
        }
        lines
    }
}
