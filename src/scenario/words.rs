//! Every edit as a sentence.

use super::edit::{Building, Edit, EditKind, ForecastChange};
use super::outcome::Outcomes;
use super::plan::Scenario;
use crate::number::{decimal, whole};
use crate::text::{Language, text, text_with};

/// What an edit does, in words: "Vinkhuizen 1 sluit (2028-2029)". `name` gives the name of a school or
/// area for its code.
pub fn describe(edit: &Edit, name: &dyn Fn(&str) -> String, language: Language) -> String {
    let what = what(&edit.what, name, language);
    text_with(language, "scenario-words-dated", &[("what", &what), ("year", &edit.year.to_string())])
}

/// How many edits of a scenario do nothing because they cannot be; `None` where all count.
pub fn left_out(scenario: &Scenario, outcomes: &Outcomes, language: Language) -> Option<String> {
    let (count, all) = (outcomes.left_out.len(), scenario.edits.len());
    let args = [("name", scenario.name.clone()), ("count", count.to_string()), ("all", all.to_string())];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    (count > 0).then(|| text_with(language, "compare-left-out", &args))
}

/// What a kind of edit does, without its year.
pub fn what(kind: &EditKind, name: &dyn Fn(&str) -> String, language: Language) -> String {
    let number = |n: f64| if n.fract() == 0.0 { whole(n, language) } else { decimal(n, 1, language) };
    match kind {
        EditKind::Open(new) => {
            let seats = building(&new.building, language);
            text_with(language, "scenario-words-open", &[("school", &new.name), ("seats", &seats)])
        }
        EditKind::Close { school } => {
            text_with(language, "scenario-words-close", &[("school", &name(school))])
        }
        EditKind::Move { school, .. } => {
            text_with(language, "scenario-words-move", &[("school", &name(school))])
        }
        EditKind::Merge { schools, into, name: new, .. } => {
            let others: Vec<String> = schools.iter().filter(|s| *s != into).map(|s| name(s)).collect();
            let into = new.clone().unwrap_or_else(|| name(into));
            text_with(language, "scenario-words-merge", &[("schools", &others.join(", ")), ("into", &into)])
        }
        EditKind::Replace { school, to, building: b, .. } => {
            let args = [("school", &name(school) as &str), ("seats", &building(b, language))];
            match to {
                Some(_) => text_with(language, "scenario-words-replace-elsewhere", &args),
                None => text_with(language, "scenario-words-replace", &args),
            }
        }
        EditKind::Renovate { school, .. } => {
            text_with(language, "scenario-words-renovate", &[("school", &name(school))])
        }
        EditKind::Resize { school, seats, floor_area } => {
            let args = [
                ("school", name(school)),
                ("seats", number(seats.abs())),
                ("area", number(floor_area.abs())),
            ];
            let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            if *seats < 0.0 || (*seats == 0.0 && *floor_area < 0.0) {
                text_with(language, "scenario-words-shrink", &args)
            } else {
                text_with(language, "scenario-words-extend", &args)
            }
        }
        EditKind::Profile { school, denomination, profile } => {
            let to: Vec<&str> = [denomination, profile].into_iter().flatten().map(String::as_str).collect();
            let args = [("school", &name(school) as &str), ("to", &to.join(", "))];
            text_with(language, "scenario-words-profile", &args)
        }
        EditKind::Catchment { school, .. } => {
            text_with(language, "scenario-words-catchment", &[("school", &name(school))])
        }
        EditKind::NewHomes { area, homes, pupils } => {
            let all: f64 = pupils.iter().map(|(_, n)| n).sum();
            let args = [("area", &name(area) as &str), ("homes", &number(*homes)), ("pupils", &number(all))];
            text_with(language, "scenario-words-new-homes", &args)
        }
        EditKind::Demolition { area, homes, pupils } => {
            let all: f64 = pupils.iter().map(|(_, n)| n).sum();
            let args = [("area", &name(area) as &str), ("homes", &number(*homes)), ("pupils", &number(all))];
            text_with(language, "scenario-words-demolition", &args)
        }
        EditKind::Forecast { area, group, change } => {
            let place = area.as_deref().map_or_else(|| text(language, "scenario-words-town"), name);
            let group = group.clone().unwrap_or_else(|| text(language, "scenario-words-all-groups"));
            match change {
                ForecastChange::Factor(factor) => {
                    let factor = decimal(*factor, 2, language);
                    let args = [("area", place.as_str()), ("group", &group), ("factor", &factor)];
                    text_with(language, "scenario-words-factor", &args)
                }
                ForecastChange::Pupils(pupils) => {
                    let pupils = number(*pupils);
                    let args = [("area", place.as_str()), ("group", &group), ("pupils", &pupils)];
                    text_with(language, "scenario-words-pupils", &args)
                }
            }
        }
    }
}

/// The seats of a building, where they are given.
fn building(building: &Building, language: Language) -> String {
    match building.seats {
        Some(seats) => text_with(language, "scenario-words-seats", &[("seats", &whole(seats, language))]),
        None => text(language, "scenario-words-seats-unknown"),
    }
}
