//! What `measure` tells of a town with few schools and hidden counts.

use serde_json::{Value, json};

use super::super::{gate_json, print_json};
use super::{Printed, words};
use crate::figures::few::{LEAST_SCHOOLS, coarse};
use crate::figures::readings::Readings;
use crate::measure::moves::Moves;
use crate::notice::Notice;
use crate::privacy::Gate;
use crate::text::{Language, text};

/// Prints the figures as JSON: in full, or (where hidden counts would follow from them) the readings
/// of D in whole percents and every other figure as null, with the reason.
pub(super) fn print(printed: &Printed, few: bool, gate: Option<Gate>) -> Result<(), Notice> {
    let value = serde_json::to_value(printed);
    let mut value = value.map_err(|e| Notice::error("cli-not-written").arg("reason", e))?;
    if printed.figures.units == 0 && printed.left_out_units.is_some() {
        // No unit was counted: a sum of none is not zero pupils.
        let sums = value.as_object_mut().into_iter().flatten();
        sums.filter(|(key, _)| ["pupils", "groups"].contains(&key.as_str()))
            .for_each(|(_, sum)| keep(sum, &[]));
    }
    if few {
        for (key, section) in value.as_object_mut().into_iter().flatten() {
            match key.as_str() {
                "units" | "pupils" | "groups" | "basis" | "source" | "year" | "scenario"
                | "left_out_units" => {}
                "moves" => keep(section, &["one_group_share", "swap_share"]),
                "two_group" => keep(section, &["dissimilarity"]),
                _ => keep(section, &[]),
            }
        }
        let reason = format!("fewer than {LEAST_SCHOOLS} schools, and a count of theirs is hidden");
        value.as_object_mut().into_iter().for_each(|all| drop(all.insert("withheld".into(), json!(reason))));
    }
    if let (Some(all), Some(gate)) = (value.as_object_mut(), gate.filter(|g| g.is_low())) {
        all.insert("privacy".into(), gate_json(gate));
    }
    print_json(&value)
}

/// Rounds the numbers that are kept, and leaves no other number.
fn keep(value: &mut Value, kept: &[&str]) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if kept.contains(&key.as_str()) {
                    *value = json!(coarse(value.as_f64()));
                } else {
                    keep(value, kept);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| keep(value, kept)),
        Value::Number(_) => *value = Value::Null,
        _ => {}
    }
}

/// The same for a person.
pub(super) fn in_whole_percents(printed: &Printed, language: Language) -> Vec<String> {
    let figures = &printed.figures;
    let readings = match &printed.limits {
        Some(limits) => Readings::Hidden(limits.readings),
        None => Readings::Exact(Moves {
            one_group_share: coarse(figures.moves.one_group_share),
            swap_share: coarse(figures.moves.swap_share),
            ..Moves::default()
        }),
    };
    let names = [("group", figures.two_group.group.as_str()), ("other", figures.two_group.other.as_str())];
    let mut lines = words::readings(&readings, names, 0, language);
    lines.push(text(language, "report-measures-withheld"));
    lines
}
