//! The model of choice: what it says in words, its weights, and how well it fits.

use eframe::egui::{Checkbox, Ui};

use super::rows::{Look, wide_row};
use super::{refused, running};
use crate::app::elements::chip;
use crate::app::layers_panel::capital;
use crate::app::state::State;
use crate::app::style::{caption, color, section, strong};
use crate::choice::Attribute;
use crate::choice::reading::{Reading, group_names, hidden_in_words};
use crate::data::Basis;
use crate::figures::access::mode_code;
use crate::figures::choice_terms::ChoiceTerm;
use crate::figures::chosen::Chosen;
use crate::number::{DASH, decimal, whole};

const COLUMN: f32 = 104.0;

pub fn show(state: &mut State, ui: &mut Ui) {
    let found = state.home_chosen(ui.ctx());
    // Where nothing can be estimated there is nothing to add.
    if !matches!(found.as_deref(), Some(Ok(None)))
        && !matches!(found.as_deref(), Some(Err(why)) if why.key == "choice-no-flows")
    {
        terms(state, ui);
    }
    match found.as_deref() {
        None => running(state, ui),
        Some(Err(notice)) => {
            ui.label(strong(state.t("home-model-why")));
            refused(state, ui, notice);
        }
        Some(Ok(None)) => {
            ui.label(state.t("home-model-none"));
        }
        Some(Ok(Some(found))) => model(state, ui, found),
    }
}

/// What weighs besides distance, own group and denomination.
fn terms(state: &mut State, ui: &mut Ui) {
    let (dataset, language) = (state.dataset().clone(), state.view.language);
    let choices = ChoiceTerm::choices(&dataset);
    if choices.is_empty() {
        return;
    }
    ui.label(caption(state.t("home-terms"), &state.theme()));
    ui.horizontal_wrapped(|ui| {
        for term in choices {
            let mut on = state.view.terms.contains(&term);
            if ui.add(Checkbox::new(&mut on, capital(&term.name(&dataset, language)))).changed() {
                state.view.terms.retain(|known| *known != term);
                if on {
                    state.view.terms.push(term);
                }
            }
        }
    });
    ui.add_space(8.0);
}

fn model(state: &State, ui: &mut Ui, found: &Chosen) {
    let theme = state.theme();
    let language = state.view.language;
    let names = group_names(state.dataset(), state.view.comparison.scheme, language);
    marks(state, ui, found.basis);
    ui.add_space(8.0);
    ui.label(section(&state.t("home-readings"), &theme));
    let readings = found.model.readings();
    for (at, reading) in readings.iter().enumerate() {
        let sentence = reading.sentence(language, &names);
        // Distance comes first, and is what most people ask.
        let text = if at == 0 { strong(sentence) } else { sentence.into() };
        ui.label(text);
    }
    let hidden = found.model.fit.as_ref().map_or(0, |fit| fit.hidden);
    if let Some(hidden) = hidden_in_words(hidden, language) {
        ui.label(hidden);
    }
    let mode = mode_code(found.metric);
    ui.label(caption(state.tw("choice-distance-is", &[("mode", mode)]), &theme));
    if let Some(reference) = &found.reference {
        ui.label(caption(state.tw("choice-compared-with", &[("name", reference)]), &theme));
    }
    if let Some(reference) = &found.kind_reference {
        ui.label(caption(state.tw("choice-kinds-compared-with", &[("name", reference)]), &theme));
    }
    ui.label(caption(state.t("choice-all-else"), &theme));
    ui.add_space(12.0);
    weights(state, ui, found, &readings);
    ui.add_space(12.0);
    fit(state, ui, found);
}

fn marks(state: &State, ui: &mut Ui, basis: Basis) {
    let theme = state.theme();
    ui.horizontal_wrapped(|ui| {
        let (mark, why) = (state.t("home-mark-model"), state.t("home-mark-model-why"));
        chip(ui, &mark, &why, theme.model, theme.model_soft);
        let why = state.t("home-flows-why");
        match basis {
            Basis::Counted => chip(ui, &state.t("home-flows-counted"), &why, theme.text, theme.window),
            Basis::Estimated => {
                chip(ui, &state.t("home-flows-estimated"), &why, theme.model, theme.model_soft)
            }
            Basis::Modelled => chip(ui, &state.t("home-flows-modelled"), &why, theme.model, theme.model_soft),
        };
    });
}

fn weights(state: &State, ui: &mut Ui, found: &Chosen, readings: &[Reading]) {
    let theme = state.theme();
    let language = state.view.language;
    ui.label(section(&state.t("home-coefficients"), &theme));
    let head = ["home-column-weight", "home-column-error", "home-column-odds", "home-column-interval"];
    wide_row(state, ui, Look::Head, &state.t("home-column-term"), &head.map(|key| state.t(key)), COLUMN);
    // A small ratio needs as many figures as its counterpart.
    let odds = |v: f64| decimal(v, if v < 1.0 { 3 } else { 2 }, language);
    let errors = found.model.fit.as_ref().map_or(&[][..], |f| f.told_errors());
    for (at, (reading, coefficient)) in readings.iter().zip(&found.model.coefficients).enumerate() {
        let name = match &reading.term.of {
            Attribute::Distance => state.t("home-term-distance"),
            Attribute::OwnGroupShare => state.t("home-term-share"),
            Attribute::Denomination(name) | Attribute::Kind(name) => {
                state.tw("home-term-sort", &[("name", name)])
            }
            Attribute::Indicator(name) => state.tw("home-term-indicator", &[("name", name)]),
        };
        let error = errors.get(at).map_or(DASH.to_owned(), |e| decimal(*e, 3, language));
        let interval =
            reading.interval.map_or(DASH.to_owned(), |(low, high)| format!("{} – {}", odds(low), odds(high)));
        let weight = decimal(coefficient.value, 3, language);
        let figures = [weight, error, odds(reading.odds), interval];
        wide_row(state, ui, Look::Body, &name, &figures, COLUMN);
    }
    ui.label(caption(state.t("home-per-unit"), &theme));
}

fn fit(state: &State, ui: &mut Ui, found: &Chosen) {
    let theme = state.theme();
    let language = state.view.language;
    let Some(fit) = &found.model.fit else { return };
    let pupils = whole(fit.choices, language);
    let r2 = fit.pseudo_r2.map_or(DASH.to_owned(), |r| decimal(r, 3, language));
    ui.label(state.tw("home-model-fit", &[("pupils", &pupils), ("r2", &r2)]));
    ui.label(caption(state.t("home-model-fit-what"), &theme));
    let errors = match &fit.clustered {
        Some(by) => {
            let areas = whole(by.areas as f64, language);
            state.tw("home-model-errors-areas", &[("areas", &areas)])
        }
        None => state.t("home-model-errors-pupils"),
    };
    ui.label(caption(errors, &theme));
    if fit.left_out > 0.0 {
        let left = whole(fit.left_out, language);
        ui.label(caption(state.tw("home-model-left-out", &[("pupils", &left)]), &theme));
    }
    if !fit.converged {
        let rounds = whole(fit.iterations as f64, language);
        let text = state.tw("home-model-not-converged", &[("rounds", &rounds)]);
        ui.label(strong(text).color(color(theme.warn)));
    }
    for notice in found.notices.iter() {
        ui.label(caption(notice.what(language), &theme));
    }
}
