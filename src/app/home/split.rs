//! Home and choice by every rule, by measure and by wijk.

use eframe::egui::Ui;

use super::rows::{COLUMN, Look, press_row, row};
use super::work::{RuleParts, Split};
use super::{basis_note, refused, running};
use crate::app::command::{Command, Commands};
use crate::app::figures_panel::{group_label, other_label};
use crate::app::state::State;
use crate::app::style::{caption, section};
use crate::data::Level;
use crate::figures::headline::NoSplit;
use crate::measure::Kind;
use crate::number::{DASH, decimal, percent, whole};
use crate::view::hit::Hit;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let found = state.home_split(ui.ctx());
    match found.as_deref() {
        None => running(state, ui),
        Some(Err(notice)) => refused(state, ui, notice),
        Some(Ok(None)) => {
            ui.label(state.t("home-no-split-counts"));
        }
        Some(Ok(Some(Err(why)))) => {
            ui.label(match why {
                NoSplit::SchoolsLeftOut => state.t("figures-no-split-schools"),
                NoSplit::OtherYear => state.t("figures-no-split-year"),
                NoSplit::HomesUnknown => state.t("figures-no-split-homes"),
                NoSplit::SchoolsEstimated => state.t("figures-no-split-estimated"),
            });
        }
        Some(Ok(Some(Ok(split)))) => parts(state, ui, split, commands),
    }
}

fn share(state: &State, value: Option<f64>) -> String {
    value.map_or(DASH.to_owned(), |v| percent(v, 1, state.view.language))
}

fn parts(state: &mut State, ui: &mut Ui, split: &Split, commands: &mut Commands) {
    let theme = state.theme();
    let comparison = state.view.comparison;
    let d = split.rules.first().and_then(|r| r.rule.dissimilarity.zip(r.rule.choice)).map(|(h, c)| h + c);
    let group = group_label(state, comparison.scheme, comparison.group);
    let other = other_label(state, comparison);
    let args = [("d", share(state, d)), ("group", group), ("other", other)];
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ui.label(state.tw("home-split-lead", &args));
    basis_note(state, ui, split.basis);
    ui.add_space(12.0);
    ui.label(section(&state.t("home-rules"), &theme));
    ui.label(caption(state.t("home-rules-what"), &theme));
    let head = ["home-column-home", "home-column-choice", "home-column-metres"].map(|key| state.t(key));
    row(state, ui, Look::Head, "", &head);
    // Streets that were loaded and are gone again take their rules along.
    if state.view.home.rule >= split.rules.len() {
        state.view.home.rule = 0;
    }
    for (at, found) in split.rules.iter().enumerate() {
        rule_row(state, ui, at, found);
    }
    ui.add_space(4.0);
    if !split.streets {
        ui.label(caption(state.t("home-no-streets"), &theme));
    }
    if let Some(notice) = &split.no_routes {
        let reason = notice.what(state.view.language);
        ui.label(caption(state.tw("home-no-route", &[("reason", &reason)]), &theme));
    }
    let Some(chosen) = split.rules.get(state.view.home.rule) else { return };
    wijken(state, ui, chosen, commands);
    measures(state, ui, chosen);
}

fn rule_row(state: &mut State, ui: &mut Ui, at: usize, found: &RuleParts) {
    let language = state.view.language;
    let rule = &found.rule;
    let mut name = rule.rule.name(language);
    if rule.rule.places() {
        let (displaced, unplaced) = (whole(rule.displaced, language), whole(rule.unplaced, language));
        let args = [("displaced", displaced.as_str()), ("unplaced", unplaced.as_str())];
        name = format!("{name} ({})", state.tw("home-rule-places", &args));
    } else if rule.unplaced > 0.0 {
        let pupils = rule.unreached(state.view.gate, language);
        name = format!("{name} ({})", state.tw("home-rule-unreached", &[("pupils", &pupils)]));
    }
    let metres = rule.mean_distance.map_or(DASH.to_owned(), |m| {
        let metres = whole(m, language);
        state.tw("home-metres", &[("metres", &metres)])
    });
    let figures = [share(state, rule.dissimilarity), share(state, rule.choice), metres];
    let label = format!("{name}: {}", figures.join(" · "));
    if press_row(state, ui, state.view.home.rule == at, &label, &name, (&figures, COLUMN)).clicked() {
        state.view.home.rule = at;
    }
}

fn wijken(state: &mut State, ui: &mut Ui, chosen: &RuleParts, commands: &mut Commands) {
    let theme = state.theme();
    let language = state.view.language;
    if chosen.wijken.iter().all(|(w, _)| w.code.is_none()) {
        return;
    }
    ui.add_space(12.0);
    ui.label(section(&state.t("home-wijken"), &theme));
    ui.label(caption(state.t("home-wijken-what"), &theme));
    let head = ["home-column-now", "home-column-home", "home-column-choice"].map(|key| state.t(key));
    row(state, ui, Look::Head, "", &head);
    let mut withheld = 0;
    for (wijk, told) in &chosen.wijken {
        if !told {
            withheld += 1;
            continue;
        }
        let name = match &wijk.code {
            Some(code) if wijk.name.is_empty() => code.clone(),
            Some(_) => wijk.name.clone(),
            None => state.t("choice-wijk-unknown"),
        };
        let point = |v: f64| decimal(v * 100.0, 1, language);
        let figures = [point(wijk.actual), point(wijk.home), point(wijk.choice())];
        let [now, home, choice] = &figures;
        let args = [("name", name.as_str()), ("now", now), ("home", home), ("choice", choice)];
        let label = state.tw("home-wijk-row", &args);
        let hit = wijk.code.as_deref().and_then(|code| state.dataset().area_by_code(code)).map(Hit::Area);
        area_row(state, ui, hit, &label, &name, (&figures, COLUMN), commands);
    }
    if withheld > 0 {
        let count = whole(withheld as f64, language);
        ui.label(caption(state.tw("home-wijken-withheld", &[("count", &count)]), &theme));
    }
}

/// A row that goes with a wijk on the map.
pub fn area_row(
    state: &mut State,
    ui: &mut Ui,
    hit: Option<Hit>,
    label: &str,
    name: &str,
    figures: (&[String], f32),
    commands: &mut Commands,
) {
    let selected = hit.is_some_and(|hit| state.view.selection.contains(hit));
    let response = press_row(state, ui, selected, label, name, figures);
    let Some(hit) = hit else { return };
    if response.hovered() || response.has_focus() {
        state.view.pointed = Some(hit);
    }
    if response.clicked() {
        // Its border is drawn where the map shows wijken.
        commands.push(Command::SetLevel(Level::Wijk));
        commands.push(Command::GoTo(hit));
    }
}

fn measures(state: &State, ui: &mut Ui, chosen: &RuleParts) {
    let theme = state.theme();
    let language = state.view.language;
    ui.add_space(12.0);
    ui.label(section(&state.t("home-measures"), &theme));
    ui.label(caption(state.t("home-measures-what"), &theme));
    let head = ["home-column-now", "home-column-home", "home-column-choice"].map(|key| state.t(key));
    row(state, ui, Look::Head, "", &head);
    let value = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| decimal(v, 3, language));
    for kind in [Kind::TwoGroup, Kind::MultiGroup] {
        for parts in chosen.measures.iter().filter(|p| p.measure.kind == kind) {
            let name = parts.measure.name(language);
            row(state, ui, Look::Body, &name, &[parts.actual, parts.home, parts.choice].map(value));
        }
    }
}
