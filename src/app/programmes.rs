//! Who does what here: the programmes of the documents, with partner, period and how they stand.

use eframe::egui::{Label, Ui};

use super::elements::heading;
use super::state::State;
use super::style::{caption, strong};
use crate::fetch::manifest::now;
use crate::figures::programmes::{Concern, Standing, of_area, of_school};
use crate::seeds::UNKNOWN_SECTION;
use crate::view::hit::Hit;

/// The programmes of what is selected; nothing where there are none.
pub fn show(state: &State, ui: &mut Ui, hit: Hit) {
    let dataset = state.dataset();
    let found = match hit {
        Hit::Area(id) => dataset.area(id).map(of_area),
        Hit::School(id) => dataset.school(id).map(of_school),
    };
    let found = found.and_then(Result::ok).unwrap_or_default();
    if found.is_empty() {
        return;
    }
    let theme = state.theme();
    ui.add_space(12.0);
    heading(ui, &state.t("agenda-title"), &theme);
    for concern in &found {
        one(state, ui, concern);
    }
}

fn one(state: &State, ui: &mut Ui, concern: &Concern) {
    let (theme, language) = (state.theme(), state.view.language);
    let programme = &concern.programme;
    ui.add(Label::new(strong(programme.name.in_language(language))).wrap());
    let mut line = Vec::new();
    if !concern.partners.is_empty() {
        line.push(state.tw("agenda-with", &[("partners", &concern.partners.join(", "))]));
    }
    line.push(period(state, programme.from, programme.to));
    line.push(state.t(match concern.standing(this_year()) {
        Standing::Coming => "agenda-coming",
        Standing::Running => "agenda-running",
        Standing::Ended => "agenda-ended",
        Standing::NotStated => "agenda-no-status",
    }));
    ui.add(Label::new(caption(line.join(" · "), &theme)).wrap());
    let mut document = concern.document.clone();
    if concern.section != UNKNOWN_SECTION {
        document = format!("{document}, {}", concern.section);
    }
    ui.add(Label::new(caption(document, &theme)).wrap());
    ui.add_space(4.0);
}

fn period(state: &State, from: Option<i32>, to: Option<i32>) -> String {
    let text = |year: i32| year.to_string();
    match (from.map(text), to.map(text)) {
        (Some(from), Some(to)) => state.tw("agenda-from-to", &[("from", &from), ("to", &to)]),
        (Some(from), None) => state.tw("agenda-since", &[("from", &from)]),
        (None, Some(to)) => state.tw("agenda-until", &[("to", &to)]),
        (None, None) => state.t("agenda-no-period"),
    }
}

fn this_year() -> i32 {
    now().get(..4).and_then(|year| year.parse().ok()).unwrap_or(0)
}
