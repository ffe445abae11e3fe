//! Outcomes as JSON.

use serde_json::{Map, Value, json};

use crate::number::Count;
use crate::privacy::{Gate, Shown};
use crate::scenario::compare::{Figure, Lot};
use crate::scenario::outcome::{DistanceOutcome, Range, YearRanges};
use crate::scenario::shown::{ShownChange, ShownYear, told_figure, told_range};
use crate::scenario::{Engine, Outcomes, Rule, Scenario, YearOutcome};

/// The coefficients of the model by which pupils choose, where the rule asks one.
pub(super) fn model_json(engine: &Engine, scenario: &Scenario) -> Value {
    let assumptions = &scenario.assumptions;
    let rule = if assumptions.rule == Rule::IntakeOnly { assumptions.intake } else { assumptions.rule };
    if rule != Rule::ChoiceModel {
        return Value::Null;
    }
    let model = engine.model(assumptions);
    let terms: Map<String, Value> =
        model.coefficients.iter().map(|c| (c.term.of.label(), json!(c.value))).collect();
    json!({ "coefficients": terms, "estimated": model.fit.is_some() })
}

pub(super) fn range_json(range: Option<&Range>) -> Value {
    range.map_or(Value::Null, |r| json!({ "mean": r.mean, "low": r.low, "high": r.high }))
}

pub(super) fn distance_json(distance: &DistanceOutcome) -> Value {
    json!({
        "mean": distance.mean, "p90": distance.p90,
        "within_1km": distance.within_1km, "within_2km": distance.within_2km,
    })
}

pub(super) fn by_group(keys: &[String], numbers: &[Option<f64>]) -> Value {
    Value::Object(keys.iter().zip(numbers).map(|(k, n)| (k.clone(), json!(n))).collect())
}

pub(super) fn year_json(
    outcomes: &Outcomes,
    reference: &Outcomes,
    year: &YearOutcome,
    ranges: Option<&YearRanges>,
    shown: &ShownYear,
    gate: Gate,
) -> Value {
    let schools: Vec<Value> = year
        .schools
        .iter()
        .enumerate()
        .map(|(at, s)| {
            let row = shown.school(s);
            let pupils: Map<String, Value> = outcomes
                .groups
                .iter()
                .zip(s.pupils.iter().zip(&row.counts))
                .map(|(key, (n, count))| (key.clone(), json!(count.value().map(|_| n))))
                .collect();
            let hidden = row.counts.iter().filter(|c| **c == Shown::Hidden).count();
            // What follows from the total is told where that is.
            let total_told = row.total.value().is_some();
            // What is assumed of its space is reckoned from its pupils.
            let space_told = total_told || !s.site.assumed_space;
            json!({
                "code": s.site.code, "name": s.site.name, "x": s.site.at.x(), "y": s.site.at.y(),
                "pupils": pupils, "hidden": hidden, "total": total_told.then_some(s.total),
                "seats": s.site.seats.filter(|_| space_told), "assumed": s.site.assumed_space,
                "occupancy": s.occupancy.filter(|_| total_told),
                "floor_built": s.site.floor_area.filter(|_| space_told),
                "floor_needed": total_told.then_some(s.floor_needed),
                "floor_surplus": s.floor_surplus.filter(|_| total_told), "years_under": s.years_under,
                "temporary": s.site.temporary,
                "under_chance": ranges.and_then(|r| r.under_chance.get(at)).filter(|_| total_told),
                "range": range_json(ranges.and_then(|r| r.pupils.get(at)).filter(|_| total_told)),
            })
        })
        .collect();
    let mut figures = Map::new();
    let mut differences = Map::new();
    for figure in Figure::ALL {
        let told = |outcomes| told_figure(figure, outcomes, year.year, gate);
        let (value, base) = (told(outcomes), told(reference));
        figures.insert(figure.code().to_owned(), json!(value));
        differences.insert(figure.code().to_owned(), json!(value.zip(base).map(|(v, b)| v - b)));
    }
    let drawn: Map<String, Value> = Figure::DRAWN
        .into_iter()
        .map(|figure| {
            let range = ranges.and_then(|r| told_range(figure, r, outcomes, year.year, gate));
            (figure.code().to_owned(), range_json(range.as_ref()))
        })
        .collect();
    let distances: Map<String, Value> = outcomes
        .groups
        .iter()
        .zip(&year.distance_by_group)
        .map(|(k, d)| (k.clone(), distance_json(d)))
        .collect();
    let (pupils, unplaced) = shown.of_town(year);
    json!({
        "year": year.year.0,
        "figures": figures,
        "differences": differences,
        "pupils": by_group(&outcomes.groups, &pupils),
        "unplaced": by_group(&outcomes.groups, &unplaced),
        "distance": distance_json(&year.distance),
        "distance_by_group": distances,
        "must_change": told_people(year.must_change, gate),
        "money": {
            "investment": year.money.investment, "running": year.money.running,
            "budget": year.money.budget, "left": year.money.left, "unknown": year.money.unknown,
        },
        "closing": {
            "under": year.closing.under, "ending": year.closing.ending, "spared": year.closing.spared,
        },
        "ranges": drawn,
        "schools": schools,
    })
}

/// A number of pupils, where it is not a few.
fn told_people(pupils: f64, gate: Gate) -> Option<f64> {
    let count = if pupils < 1e-6 { Count::ZERO } else { Count::Known(pupils) };
    (gate.count(count) != Shown::Hidden).then_some(pupils)
}

pub(super) fn school_json(s: &ShownChange) -> Value {
    json!({
        "code": s.school.code, "name": s.school.name, "before": s.before, "after": s.after,
        "change": s.change, "share_before": s.share_before, "share_after": s.share_after,
        "hidden": s.hidden,
    })
}

/// What a wijk has; nothing of one where few pupils live.
pub(super) fn lot_json(lot: &Lot, told: bool) -> Value {
    if !told {
        return json!({ "pupils": null, "distance": null, "own_group": null, "share_of_d": null });
    }
    json!({
        "pupils": lot.pupils, "distance": lot.distance, "own_group": lot.own_group,
        "share_of_d": lot.share_of_d,
    })
}
