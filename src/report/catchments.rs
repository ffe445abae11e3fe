//! Catchments as features, with their rule, basis and sources.

use geo::{Area, MultiPolygon};
use serde_json::{Map, Value, json};

use super::features::{ColumnKind, FeatureSet, Layer, Row};
use crate::catchment::{Catchments, Rule};
use crate::data::{AreaId, Basis, Dataset, SchoolId};
use crate::privacy::Gate;
use crate::text::{Language, text};

/// Catchments, gaps, overlaps and islands as layers; those without anything in them are left out.
pub fn features(dataset: &Dataset, found: &Catchments, gate: &Gate, language: Language) -> FeatureSet {
    let layers = [catchments(dataset, found, language), gaps(dataset, found, gate, language)]
        .into_iter()
        .chain([overlaps(dataset, found, language), islands(dataset, found, language)]);
    FeatureSet {
        title: format!("{} – {}", dataset.name_in(language), found.name(language)),
        description: description(dataset, found, language),
        metadata: metadata(dataset, found, gate, language),
        layers: layers.filter(|layer| !layer.rows.is_empty()).collect(),
    }
}

/// Rule, year, basis and sources, in one text.
pub fn description(dataset: &Dataset, found: &Catchments, language: Language) -> String {
    let mut parts = vec![found.rule.explanation(language)];
    if let Some(year) = found.year {
        let year = year.to_string();
        parts.push(format!("{}.", crate::text::text_with(language, "view-school-year", &[("year", &year)])));
    }
    let marks = [
        (dataset.is_example(), "view-mark-example"),
        (found.basis == Basis::Estimated, "view-mark-estimated"),
        (found.basis == Basis::Modelled, "view-mark-modelled"),
    ];
    for (_, key) in marks.into_iter().filter(|(yes, _)| *yes) {
        parts.push(format!("{}.", crate::view::capital(&text(language, key))));
    }
    let estimated = found.notes.iter().filter(|n| n.key == "flows-estimated");
    parts.extend(estimated.map(|n| n.what(language)));
    let mut sources: Vec<String> = found
        .sources
        .iter()
        .filter_map(|id| dataset.source(*id))
        .map(|s| {
            let own = s.title_in(language);
            let title = if own.is_empty() { &s.file } else { &own };
            let more = [&s.publisher, &s.date].into_iter().flatten().filter(|part| !part.is_empty());
            std::iter::once(title).chain(more).map(String::as_str).collect::<Vec<_>>().join(", ")
        })
        .collect();
    // Several files of one source read alike.
    let mut seen = std::collections::BTreeSet::new();
    sources.retain(|source| seen.insert(source.clone()));
    if !sources.is_empty() {
        parts.push(format!("{} {}.", text(language, "view-source"), sources.join(" · ")));
    }
    parts.join(" ")
}

/// What a program has to know of them.
pub fn metadata(
    dataset: &Dataset,
    found: &Catchments,
    gate: &Gate,
    language: Language,
) -> Map<String, Value> {
    let of = match &found.rule {
        Rule::Nearest(subset) => subset.code(),
        _ => None,
    };
    let share = match found.rule {
        Rule::Core { percent } => Some(f64::from(percent) / 100.0),
        _ => None,
    };
    let sources: Vec<Value> = found
        .sources
        .iter()
        .filter_map(|id| dataset.source(*id))
        .map(|s| {
            json!({
                "title": s.title, "file": s.file, "publisher": s.publisher, "licence": s.licence,
                "date": s.date, "sha256": s.sha256, "basis": s.basis.code(),
            })
        })
        .collect();
    let pairs = [
        ("program", json!(format!("wijkspiegel {}", env!("CARGO_PKG_VERSION")))),
        ("town", json!(dataset.name())),
        ("example", json!(dataset.is_example())),
        ("kind", json!(found.rule.code())),
        ("rule", json!(found.rule.explanation(language))),
        ("of", json!(of)),
        ("share", json!(share)),
        ("basis", json!(found.basis.code())),
        ("year", json!(found.year.map(|y| y.to_string()))),
        ("threshold", json!(gate.threshold)),
        ("sources", Value::from(sources)),
        ("notes", json!(found.notes.iter().map(|n| n.what(language)).collect::<Vec<_>>())),
    ];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn area_ha(shape: &MultiPolygon<f64>) -> Value {
    json!(shape.unsigned_area() / 10_000.0)
}

fn code_of(dataset: &Dataset, school: SchoolId) -> &str {
    dataset.school(school).map(|s| s.code.as_str()).unwrap_or_default()
}

fn area_code(dataset: &Dataset, area: AreaId) -> &str {
    dataset.area(area).map(|a| a.code.as_str()).unwrap_or_default()
}

fn catchments(dataset: &Dataset, found: &Catchments, language: Language) -> Layer {
    use ColumnKind::{Number, Text, Whole, YesNo};
    let row = |c: &crate::catchment::SchoolCatchment| {
        let name = dataset.school(c.school).map(|s| s.name.clone());
        let with: Vec<&str> = c.with.iter().map(|id| code_of(dataset, *id)).collect();
        let areas: Vec<&str> = c.areas.iter().map(|id| area_code(dataset, *id)).collect();
        let values = vec![
            json!(code_of(dataset, c.school)),
            json!(name),
            json!((!with.is_empty()).then(|| with.join(";"))),
            json!((!areas.is_empty()).then(|| areas.join(";"))),
            area_ha(&c.shape),
            json!(c.certain),
            json!(c.holds.map(|h| h.0)),
            json!(c.holds.map(|h| h.1)),
            json!(c.withheld),
        ];
        Row { values, shape: c.shape.clone() }
    };
    Layer {
        name: "catchments",
        title: text(language, "catchment-title"),
        columns: vec![
            ("school", Text),
            ("name", Text),
            ("shared_with", Text),
            ("areas", Text),
            ("area_ha", Number),
            ("certain", YesNo),
            ("holds_at_least", Number),
            ("holds_at_most", Number),
            ("withheld_areas", Whole),
        ],
        rows: found.list.iter().filter(|c| !c.shape.0.is_empty()).map(row).collect(),
    }
}

fn gaps(dataset: &Dataset, found: &Catchments, gate: &Gate, language: Language) -> Layer {
    let threshold = gate.threshold.to_string();
    let rows = found.leftovers.gaps.iter().map(|gap| {
        let words = crate::text::text_with(language, gap.why.key(), &[("threshold", &threshold)]);
        let area = gap.area.map(|id| area_code(dataset, id));
        let values = vec![json!(gap.why.code()), json!(words), json!(area), area_ha(&gap.shape)];
        Row { values, shape: gap.shape.clone() }
    });
    Layer {
        name: "gaps",
        title: text(language, "catchment-gap"),
        columns: vec![
            ("reason", ColumnKind::Text),
            ("reason_text", ColumnKind::Text),
            ("area", ColumnKind::Text),
            ("area_ha", ColumnKind::Number),
        ],
        rows: rows.collect(),
    }
}

fn overlaps(dataset: &Dataset, found: &Catchments, language: Language) -> Layer {
    let rows = found.leftovers.overlaps.iter().map(|overlap| {
        let (a, b) = overlap.schools;
        let values = vec![json!(code_of(dataset, a)), json!(code_of(dataset, b)), area_ha(&overlap.shape)];
        Row { values, shape: overlap.shape.clone() }
    });
    Layer {
        name: "overlaps",
        title: text(language, "catchment-overlap"),
        columns: vec![
            ("school", ColumnKind::Text),
            ("other_school", ColumnKind::Text),
            ("area_ha", ColumnKind::Number),
        ],
        rows: rows.collect(),
    }
}

fn islands(dataset: &Dataset, found: &Catchments, language: Language) -> Layer {
    let rows = found.leftovers.islands.iter().map(|island| {
        let shape = MultiPolygon(vec![island.shape.clone()]);
        Row { values: vec![json!(code_of(dataset, island.school)), area_ha(&shape)], shape }
    });
    Layer {
        name: "islands",
        title: text(language, "catchment-island"),
        columns: vec![("school", ColumnKind::Text), ("area_ha", ColumnKind::Number)],
        rows: rows.collect(),
    }
}
