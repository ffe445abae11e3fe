//! Another measure beside D, chosen from the catalogue, with its own interval and chance.

use eframe::egui::{ComboBox, RichText, Ui};

use super::command::{Command, Commands};
use super::elements::name_combo;
use super::state::State;
use super::style::{caption, color, strong};
use crate::figures::certainty::Certainty;
use crate::figures::limits::reached_in_words;
use crate::measure::catalogue::{Compute, MEASURES, measure};
use crate::measure::{Kind, Measure, two};
use crate::number::decimal;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    choose(state, ui, commands);
    let chosen = measure(Kind::TwoGroup, state.view.measure).filter(|m| !is_d(m));
    let Some(chosen) = chosen else { return };
    let found = state.certainty_beside(ui.ctx(), chosen);
    match found.as_deref() {
        None => {
            ui.label(caption(state.t("chance-running"), &theme));
        }
        Some(Err(notice)) => {
            let text = notice.message(state.view.language);
            ui.label(RichText::new(text).color(color(theme.warn)));
        }
        Some(Ok(certainty)) => {
            ui.horizontal_wrapped(|ui| {
                let (value, rest) = in_words(state, certainty.as_ref());
                ui.label(strong(value));
                ui.label(caption(rest, &theme));
            });
        }
    }
    let hover = state.tw("measures-formula", &[("formula", chosen.formula), ("citation", chosen.citation)]);
    ui.label(caption(chosen.meaning(state.view.language), &theme)).on_hover_text(hover);
}

fn is_d(measure: &Measure) -> bool {
    measure.id == two::dissimilarity::MEASURE.id
}

/// The measures of two groups that need no draws themselves, D standing for none.
fn choose(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let language = state.view.language;
    let name = |m: &Measure| if is_d(m) { state.t("beside-only") } else { m.name(language) };
    let chosen = measure(Kind::TwoGroup, state.view.measure).filter(|m| !is_d(m));
    let chosen = chosen.map_or_else(|| state.t("beside-d"), |m| m.name(language));
    let response = ComboBox::from_id_salt("measure")
        .selected_text(caption(chosen.as_str(), &state.theme()))
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            let offered = MEASURES
                .into_iter()
                .filter(|m| m.kind == Kind::TwoGroup && matches!(m.compute, Compute::TwoGroup(_)));
            for one in offered {
                if ui.selectable_label(state.view.measure == one.id, name(one)).clicked() {
                    commands.push(Command::SetMeasure(one.id));
                }
            }
        });
    name_combo(response.response, &state.t("beside-measure"), &chosen);
}

/// The value, and in smaller type its interval and what chance alone gives.
fn in_words(state: &State, certainty: Option<&Certainty>) -> (String, String) {
    let language = state.view.language;
    let number = |v: f64| decimal(v, 2, language);
    let undefined = || (state.t("beside-undefined"), String::new());
    let Some(certainty) = certainty else { return undefined() };
    if let Some(bounds) = certainty.bounds {
        // Outwards, so that the rounded range still holds every possible value.
        let low = number((bounds.least.value() * 100.0).floor() / 100.0);
        let high = number((bounds.greatest.value() * 100.0).ceil() / 100.0);
        let reached = reached_in_words(&bounds, language);
        return (state.tw("beside-range", &[("low", &low), ("high", &high)]), reached);
    }
    let interval = certainty.interval();
    let observed = interval.map(|i| i.observed).or(certainty.chance.as_ref().ok().map(|c| c.observed));
    let Some(observed) = observed else { return undefined() };
    let interval =
        interval.map(|i| state.tw("beside-interval", &[("low", &number(i.low)), ("high", &number(i.high))]));
    let chance = certainty
        .chance
        .as_ref()
        .ok()
        .map(|c| state.tw("beside-chance", &[("expected", &number(c.expected))]));
    let rest: Vec<String> = interval.into_iter().chain(chance).collect();
    (number(observed), rest.join(" · "))
}
