//! The children who gain most, those who meet fewer of the others, and those who gain nothing.

use eframe::egui::Ui;

use super::FriendsCommand;
use super::figures::{bar_row, signed_points};
use super::state::ShownTown;
use crate::app::command::{Command, Commands};
use crate::app::figures_panel::{group_label, other_label};
use crate::app::state::State;
use crate::app::style::{caption, color, section};
use crate::find::town::Brings;
use crate::friendship::children::{Children, children, tally};
use crate::friendship::year::without_gain;
use crate::number::whole;
use crate::view::hit::Hit;

/// So many rows before "all".
const FIRST: usize = 8;
/// Changes below this are of rounding.
const NOTHING: f64 = 1e-12;

pub(super) fn show(
    state: &mut State,
    ui: &mut Ui,
    shown: &ShownTown,
    brings: &Brings,
    commands: &mut Commands,
) {
    let theme = state.theme();
    let language = state.view.language;
    let town = &shown.town;
    let units = brings.units(town);
    ui.label(section(&state.t("friends-schools-title"), &theme));
    let all = children(&brings.contact, town.counts());
    if let Some(open) = state.told_brings().filter(|_| shown.telling.town()) {
        let tally = tally(&children(&open.brings.contact, town.counts()));
        let [gaining, losing, unchanged] =
            [tally.gaining, tally.losing, tally.unchanged].map(|n| whole(n, language));
        let args = [("gaining", gaining.as_str()), ("losing", &losing), ("unchanged", &unchanged)];
        // How many children are at the schools that may not be told would follow from a number of its own.
        let key = if open.left_out > 0 { "friends-children-line-or-hidden" } else { "friends-children-line" };
        ui.label(state.tw(key, &args)).on_hover_text(state.t("friends-children-why"));
    }
    let changing: Vec<&Children> = all.iter().filter(|c| c.gain.abs() > NOTHING).collect();
    let (told, hidden): (Vec<&Children>, Vec<&Children>) =
        changing.into_iter().partition(|c| shown.telling.met(c.unit, &units));
    ui.label(caption(state.t("friends-children-what"), &theme));
    let id = eframe::egui::Id::unique("friends-all-schools");
    let mut every = ui.data(|d| d.get_temp::<bool>(id)).unwrap_or_default();
    let most = told.iter().map(|c| c.gain.abs()).fold(0.0, f64::max);
    let comparison = state.view.comparison;
    let names = [group_label(state, comparison.scheme, comparison.group), other_label(state, comparison)];
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for some in told.iter().take(if every { usize::MAX } else { FIRST }) {
            let Some(id) = town.school(some.unit) else { continue };
            let school = state.dataset().school(id).map(|s| s.name.clone()).unwrap_or_default();
            let group = if some.of_group { &names[0] } else { &names[1] };
            let name = state.tw("friends-children-name", &[("school", &school), ("group", group)]);
            let (pupils, points) = (whole(some.pupils, language), signed_points(some.gain, 1, language));
            let args = [("name", name.as_str()), ("pupils", &pupils), ("points", &points)];
            let label = state.tw("friends-children-row", &args);
            let value = state.tw("friends-children-value", &args);
            let response = bar_row(state, ui, &name, (&value, 92.0), some.gain, most, &label);
            if response.hovered() || response.has_focus() {
                state.view.pointed = Some(Hit::School(id));
            }
            if response.clicked() {
                commands.push(Command::GoTo(Hit::School(id)));
            }
        }
    });
    if told.len() > FIRST {
        let text = if every {
            state.t("ranking-few")
        } else {
            state.tw("ranking-all", &[("count", &whole(told.len() as f64, language))])
        };
        if ui.link(text).clicked() {
            every = !every;
        }
    }
    ui.data_mut(|d| d.insert_temp(id, every));
    if ui.button(state.t("friends-schools-table")).clicked() {
        commands.friends(FriendsCommand::AskSchools);
    }
    if !hidden.is_empty() {
        let mut schools: Vec<usize> = hidden.iter().map(|c| c.unit).collect();
        schools.sort_unstable();
        schools.dedup();
        let count = whole(schools.len() as f64, language);
        ui.label(caption(state.tw("friends-children-hidden", &[("count", &count)]), &theme));
    }
    // Of the schools that do take part, those for whose children nothing changes.
    let members: Vec<usize> = units.iter().flatten().copied().collect();
    let still: Vec<String> = without_gain(&brings.contact, &members)
        .into_iter()
        .filter_map(|unit| state.dataset().school(town.school(unit)?).map(|s| s.name.clone()))
        .collect();
    if !still.is_empty() {
        let text = state.tw("friends-schools-still", &[("schools", &still.join(", "))]);
        ui.label(caption(text, &theme).color(color(theme.warn)));
    }
    let rest = town.schools().len() - {
        let mut members = members;
        members.sort_unstable();
        members.dedup();
        members.len()
    };
    let count = whole(rest as f64, language);
    ui.label(caption(state.tw("friends-schools-rest", &[("count", &count)]), &theme));
}
