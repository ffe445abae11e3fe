//! Several schools or areas that are selected: together, past the gate, and one by one.

use eframe::egui::{Button, Ui, vec2};
use egui_material_icons::icons::ICON_CLOSE;

use super::{composition_bar, groups};
use crate::app::command::{Command, Commands};
use crate::app::elements::{chip, heading, named};
use crate::app::pick::{PickCommand, adds};
use crate::app::state::State;
use crate::app::style::{CONTROL, caption, title};
use crate::data::{Basis, Subject};
use crate::figures::limits::range_in_figures;
use crate::figures::ranking::Ranking;
use crate::figures::selected::{Sums, sums};
use crate::number::{percent, whole};
use crate::view::hit::Hit;
use crate::view::selection::set::Kind;

/// Members that are named before "all".
const FIRST: usize = 8;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let Some(kind) = state.view.selection.kind(state.dataset()) else { return };
    let subject = if kind == Kind::Schools { Subject::School } else { Subject::Home };
    let number = |n: usize| whole(n as f64, state.view.language);
    let count = state.view.selection.len();
    ui.label(title(format!("{} {}", number(count), state.members_text(count))));
    ui.add_space(4.0);
    let comparison = state.view.comparison;
    let units = state.view.selection.iter().map(position);
    let gate = state.view.gate;
    match sums(state.dataset(), subject, units, comparison.scheme, comparison.year, gate) {
        Some(sums) => together(state, ui, subject, &sums),
        None => {
            ui.label(state.t("inspector-no-counts"));
        }
    }
    share_of_figure(state, ui, kind);
    ui.add_space(8.0);
    heading(ui, &state.t("several-members"), &theme);
    members(state, ui, commands);
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for command in [
            Command::ZoomSelection,
            Command::Pick(PickCommand::Invert),
            Command::Pick(PickCommand::SchoolsWithin),
            Command::Select(None),
        ] {
            // Which schools stand in them is a question about areas.
            if kind == Kind::Schools && matches!(command, Command::Pick(PickCommand::SchoolsWithin)) {
                continue;
            }
            if ui.link(state.t(command.label_key())).clicked() {
                commands.push(command);
            }
            ui.add_space(6.0);
        }
    });
}

fn position(hit: Hit) -> usize {
    match hit {
        Hit::School(id) => id.0,
        Hit::Area(id) => id.0,
    }
}

/// Pupils and groups together, and what is left out of them.
fn together(state: &State, ui: &mut Ui, subject: Subject, sums: &Sums) {
    let theme = state.theme();
    let number = |n: usize| whole(n as f64, state.view.language);
    if sums.counted == 0 {
        ui.label(state.t("several-nothing"));
    } else {
        let key = if subject == Subject::School { "several-at-school" } else { "several-living" };
        let pupils = whole(sums.pupils, state.view.language);
        ui.label(state.tw(key, &[("count", &pupils)]));
    }
    if let Some(composition) = &sums.composition {
        composition_bar(ui, state, composition, &groups(state), 16.0);
    }
    let mut words = Vec::new();
    let whole_members = number(sums.whole);
    if sums.composition.is_some() && sums.whole < sums.members {
        let of = number(sums.members);
        words.push(state.tw("several-bar-of", &[("count", &whole_members), ("of", &of)]));
    }
    if sums.withheld > 0 {
        words.push(state.tw("several-withheld", &[("count", &number(sums.withheld))]));
    }
    if sums.unknown > 0 {
        words.push(state.tw("several-unknown", &[("count", &number(sums.unknown))]));
    }
    words.extend(sums.year.map(|year| year.to_string()));
    if let Some(source) = state.dataset().source(sums.source) {
        words.push(state.tw("inspector-source", &[("source", &source.title_in(state.view.language))]));
    }
    ui.label(caption(words.join(" · "), &theme));
    if sums.basis != Basis::Counted {
        let key = if sums.basis == Basis::Modelled { "basis-modelled" } else { "basis-estimated" };
        chip(ui, &state.t(key), &state.t("mark-model-why"), theme.model, theme.model_soft);
    }
}

/// Which part of D comes from these, of those of which it is told one by one.
fn share_of_figure(state: &mut State, ui: &mut Ui, kind: Kind) {
    let Some(found) = state.rankings(ui.ctx()) else { return };
    let Ok(rankings) = found.as_ref() else { return };
    let ranking: Option<&Ranking> = match kind {
        Kind::Schools => rankings.schools.as_ref(),
        Kind::Areas(level) if level == state.view.choice.level => rankings.areas.as_ref(),
        Kind::Areas(_) => None,
    };
    let Some(ranking) = ranking else { return };
    let selection = &state.view.selection;
    let hit = |unit: usize| match kind {
        Kind::Schools => Hit::School(crate::data::SchoolId(unit)),
        Kind::Areas(_) => Hit::Area(crate::data::AreaId(unit)),
    };
    let told: Vec<(f64, f64)> = ranking
        .parts
        .iter()
        .filter(|p| selection.contains(hit(p.unit)))
        .map(|p| (p.least, p.greatest))
        .collect();
    if told.is_empty() {
        return;
    }
    let language = state.view.language;
    // All shares of the town together are 1, so some of them are never more.
    let least: f64 = told.iter().map(|(least, _)| least).sum();
    let greatest = told.iter().map(|(_, greatest)| greatest).sum::<f64>().min(1.0);
    let share = if least < greatest {
        range_in_figures(least, greatest, language)
    } else {
        percent(least, 1, language)
    };
    let (of, members) = (whole(told.len() as f64, language), whole(selection.len() as f64, language));
    let key = if kind == Kind::Schools { "several-share" } else { "several-share-areas" };
    ui.add_space(4.0);
    ui.label(state.tw(key, &[("share", &share)]));
    if told.len() < selection.len() {
        let args = [("count", of.as_str()), ("of", members.as_str())];
        ui.label(caption(state.tw("several-share-of", &args), &state.theme()));
    }
}

/// Everyone by name: a click goes there, with Shift or Ctrl it leaves the selection.
fn members(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let id = ui.scope_id().with("every member");
    let mut all = ui.data(|d| d.get_temp::<bool>(id)).unwrap_or_default();
    let hits: Vec<Hit> = state.view.selection.iter().collect();
    let shown = if all { hits.len() } else { FIRST };
    for &hit in hits.iter().take(shown) {
        let (name, _) = super::summary(state, hit);
        ui.horizontal(|ui| {
            let close = Button::new(eframe::egui::RichText::from(ICON_CLOSE).size(14.0))
                .frame_when_inactive(false)
                .min_size(vec2(20.0, 20.0));
            if named(ui.add(close), &state.tw("several-leave", &[("name", &name)])).clicked() {
                commands.pick(PickCommand::Toggle(hit));
            }
            let response =
                ui.add(Button::new(&name).frame(false).truncate().min_size(vec2(0.0, CONTROL - 6.0)));
            if response.hovered() || response.has_focus() {
                state.view.pointed = Some(hit);
            }
            if response.clicked() && adds(ui) {
                commands.pick(PickCommand::Toggle(hit));
            } else if response.clicked() {
                commands.push(Command::GoTo(hit));
            }
        });
    }
    if hits.len() > FIRST {
        let count = whole(hits.len() as f64, state.view.language);
        let text = if all { state.t("ranking-few") } else { state.tw("ranking-all", &[("count", &count)]) };
        if ui.link(caption(text, &theme)).clicked() {
            all = !all;
            ui.data_mut(|d| d.insert_temp(id, all));
        }
    }
}
