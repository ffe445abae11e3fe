//! All pairs of schools: a list, and beside it a matrix shaded by gain.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{
    Align, Button, Key, Layout, RichText, Role, ScrollArea, Spinner, TextEdit, Ui, WidgetInfo, vec2,
};

use super::figures::model_chip;
use super::matrix::{self, MATRIX};
use super::state::ShownTown;
use super::{FriendsCommand, rules};
use crate::app::command::{Command, Commands};
use crate::app::job::{Job, Poll};
use crate::app::state::State;
use crate::app::style::{caption, color, title};
use crate::data::SchoolId;
use crate::figures::headline::Comparison;
use crate::find::Rules;
use crate::find::town::Pair;
use crate::find::town::wishes::Wishes;
use crate::notice::Notice;
use crate::number::{DASH, decimal, whole};

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Gain,
    Distance,
    Name,
}

/// So many pairs stand in the list.
const MOST_PAIRS: usize = 400;
const WIDTH: f32 = 1060.0;
/// Of the list, and of each of the two buttons after a row.
const LIST: f32 = WIDTH - MATRIX - 24.0;
const SIDE: f32 = 36.0;

/// What is shown of all pairs.
#[derive(Debug, Default)]
pub struct PairsForm {
    order: Order,
    search: String,
    pub(super) pointed: Option<(SchoolId, SchoolId)>,
    asked: Option<(Comparison, Wishes)>,
    kept: Arc<Vec<Pair>>,
    job: Option<Job<Result<Vec<Pair>, Notice>>>,
}

pub fn show(state: &mut State, ui: &mut Ui, form: &mut PairsForm, commands: &mut Commands) {
    ui.set_width(WIDTH);
    let theme = state.theme();
    ui.horizontal(|ui| {
        ui.label(title(state.t("friends-pairs-title")));
        ui.add_space(8.0);
        model_chip(state, ui);
    });
    ui.label(caption(state.t("friends-pairs-what"), &theme));
    ui.add_space(8.0);
    let shown = match state.kept_town() {
        Ok(shown) => shown,
        Err(notice) => {
            ui.label(notice.what(state.view.language));
            close(state, ui, commands);
            return;
        }
    };
    filters(state, ui, form, commands);
    let comparison = state.shown_comparison();
    // Pairs that are fixed or ruled out stay in sight, so that they can be let go.
    let wishes = state.plans.history.wishes();
    let asked = Wishes { fixed: Vec::new(), forbidden: Vec::new(), ..wishes.clone() };
    if form.asked.as_ref().is_none_or(|(of, by)| *of != comparison || *by != asked) {
        let rules = shown.town.wished(&asked).unwrap_or_else(|_| Rules::default());
        form.asked = Some((comparison, asked));
        if shown.town.metric() == crate::friendship::year::STRAIGHT {
            form.kept = Arc::new(shown.town.pairs(&rules, &()).unwrap_or_default());
        } else {
            // Routes between all schools take a while.
            let town = shown.town.clone();
            let title = state.t("friends-pairs-title");
            form.job = Some(Job::start(ui.ctx(), title, move |cancel| town.pairs(&rules, cancel)));
        }
    }
    match form.job.as_ref().map(Job::poll) {
        Some(Poll::Done(found)) => {
            form.kept = Arc::new(found.unwrap_or_default());
            form.job = None;
        }
        Some(Poll::Lost) => form.job = None,
        Some(Poll::Running) => {
            ui.horizontal(|ui| {
                ui.add(Spinner::new().size(18.0));
                ui.label(state.t("friends-pairs-running"));
            });
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(50));
        }
        None => {}
    }
    let pairs = form.kept.clone();
    let groups = state.plans.scenario().map(|s| s.friendships.clone()).unwrap_or_default();
    let of = |code: &str| state.dataset().school_by_code(code);
    let taken: BTreeSet<SchoolId> =
        groups.iter().flat_map(|g| &g.schools).filter_map(|m| of(m.code())).collect();
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        let clicked = matrix::show(state, ui, form, &shown, &pairs);
        if let Some(pair) = clicked
            && !taken.contains(&pair.schools.0)
            && !taken.contains(&pair.schools.1)
        {
            add(state, &pair, commands);
        }
        ui.add_space(16.0);
        ui.vertical(|ui| {
            ui.set_width(LIST);
            list(state, ui, form, &shown, &pairs, &taken, commands);
        });
    });
    close(state, ui, commands);
}

fn close(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.add_space(8.0);
    if ui.button(state.t("command-close")).clicked() {
        commands.push(Command::CloseDialog);
    }
}

fn filters(state: &State, ui: &mut Ui, form: &mut PairsForm, commands: &mut Commands) {
    let mut wishes = state.plans.history.wishes().clone();
    ui.horizontal(|ui| {
        rules::distance(state, ui, &mut wishes);
        ui.add_space(16.0);
        for (order, key) in [
            (Order::Gain, "friends-pairs-gain"),
            (Order::Distance, "friends-pairs-distance"),
            (Order::Name, "friends-pairs-name"),
        ] {
            ui.selectable_value(&mut form.order, order, state.t(key));
        }
        ui.add_space(16.0);
        let label = state.t("friends-form-search");
        let edit = ui.add(TextEdit::singleline(&mut form.search).hint_text(&label).desired_width(160.0));
        edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    });
    if wishes != *state.plans.history.wishes() {
        commands.friends(FriendsCommand::Wish(Box::new(wishes)));
    }
}

pub(super) fn school_name(state: &State, id: SchoolId) -> String {
    state.dataset().school(id).map(|s| s.name.clone()).unwrap_or_default()
}

fn codes(state: &State, pair: &Pair) -> Option<(String, String)> {
    let code = |id| state.dataset().school(id).map(|s| s.code.clone());
    Some((code(pair.schools.0)?, code(pair.schools.1)?))
}

/// Adds a pair, unless one of its schools is in a group already.
fn add(state: &State, pair: &Pair, commands: &mut Commands) {
    if let Some((a, b)) = codes(state, pair) {
        commands.friends(FriendsCommand::AddPair(a, b));
    }
}

/// Whether the gain of a pair may be told: its schools would follow from it.
pub(super) fn open(shown: &ShownTown, pair: &Pair) -> bool {
    let units = [shown.town.unit(pair.schools.0), shown.town.unit(pair.schools.1)];
    units.iter().all(|unit| unit.is_some_and(|unit| shown.telling.school(unit)))
}

fn gain_text(state: &State, shown: &ShownTown, pair: &Pair) -> String {
    if open(shown, pair) { decimal(pair.gain, 1, state.view.language) } else { state.t("shown-hidden") }
}

/// Kilometres between the two; a dash where there is no way.
fn km(state: &State, pair: &Pair) -> String {
    pair.metres.map_or(DASH.to_owned(), |m| decimal(m / 1000.0, 1, state.view.language))
}

pub(super) fn words(state: &State, shown: &ShownTown, pair: &Pair) -> String {
    state.tw(
        "friends-pairs-row",
        &[
            ("a", &school_name(state, pair.schools.0)),
            ("b", &school_name(state, pair.schools.1)),
            ("gain", &gain_text(state, shown, pair)),
            ("km", &km(state, pair)),
        ],
    )
}

fn list(
    state: &State,
    ui: &mut Ui,
    form: &mut PairsForm,
    shown: &ShownTown,
    pairs: &[Pair],
    taken: &BTreeSet<SchoolId>,
    commands: &mut Commands,
) {
    let theme = state.theme();
    let language = state.view.language;
    let wanted = form.search.trim().to_lowercase();
    let names = |pair: &Pair| (school_name(state, pair.schools.0), school_name(state, pair.schools.1));
    let mut rows: Vec<(&Pair, (String, String))> = pairs
        .iter()
        .map(|pair| (pair, names(pair)))
        .filter(|(_, (a, b))| a.to_lowercase().contains(&wanted) || b.to_lowercase().contains(&wanted))
        .collect();
    match form.order {
        // Where the gain is not told its place in the list is not either.
        Order::Gain => rows.sort_by(|a, b| match (open(shown, a.0), open(shown, b.0)) {
            (true, true) => b.0.gain.total_cmp(&a.0.gain),
            (false, false) => a.1.cmp(&b.1),
            (a, b) => b.cmp(&a),
        }),
        Order::Distance => {
            let metres = |pair: &Pair| pair.metres.unwrap_or(f64::INFINITY);
            rows.sort_by(|a, b| metres(a.0).total_cmp(&metres(b.0)));
        }
        Order::Name => rows.sort_by(|a, b| a.1.cmp(&b.1)),
    }
    let count = rows.len();
    ui.horizontal(|ui| {
        let few = whole(count.min(MOST_PAIRS) as f64, language);
        let all = whole(count as f64, language);
        ui.label(caption(state.tw("friends-pairs-count", &[("shown", &few), ("count", &all)]), &theme));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(2.0 * SIDE + 32.0);
            ui.label(caption(state.t("friends-pairs-head"), &theme));
        });
    });
    form.pointed = None;
    ScrollArea::vertical().id_salt("pair_list").max_height(MATRIX - 20.0).auto_shrink([false, false]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 1.0);
            for (pair, (a, b)) in rows.into_iter().take(MOST_PAIRS) {
                let free = !taken.contains(&pair.schools.0) && !taken.contains(&pair.schools.1);
                ui.horizontal(|ui| row(state, ui, form, shown, pair, (&a, &b), free, commands));
            }
        },
    );
}

/// A pair with its gain and distance; the whole of it adds the pair. After it come two buttons, to
/// fix it or to rule it out.
#[expect(clippy::too_many_arguments, reason = "a row of a list, drawn in one place")]
fn row(
    state: &State,
    ui: &mut Ui,
    form: &mut PairsForm,
    shown: &ShownTown,
    pair: &Pair,
    (a, b): (&str, &str),
    free: bool,
    commands: &mut Commands,
) {
    use egui_material_icons::icons::{ICON_BLOCK, ICON_KEEP};
    /// Of the button of a pair; the bar at the right takes some room too.
    const ROW: f32 = LIST - 2.0 * (SIDE + 2.0) - 24.0;
    let theme = state.theme();
    let km = km(state, pair);
    let values = format!("{}   {km} km", gain_text(state, shown, pair));
    let button = Button::new(format!("{a} – {b}"))
        .truncate()
        .right_text(caption(values, &theme))
        .frame_when_inactive(false)
        .min_size(vec2(ROW, 24.0));
    let response = ui
        .allocate_ui_with_layout(vec2(ROW, 24.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(ROW);
            ui.set_max_width(ROW);
            ui.add_enabled(free, button)
        })
        .inner;
    let label = words(state, shown, pair);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, free, &label));
    if response.hovered() || response.has_focus() {
        form.pointed = Some(pair.schools);
    }
    let entered = response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let response =
        if free { response } else { response.on_disabled_hover_text(state.t("friends-pairs-taken")) };
    if response.clicked() || entered {
        add(state, pair, commands);
    }
    let Some((one, other)) = codes(state, pair) else { return };
    let wishes = state.plans.history.wishes();
    for (fix, icon, on, key) in [
        (true, ICON_KEEP, wishes.is_fixed(&one, &other), "friends-pairs-fix"),
        (false, ICON_BLOCK, wishes.is_forbidden(&one, &other), "friends-pairs-forbid"),
    ] {
        let ink = color(if on { theme.panel } else { theme.muted });
        let mut button =
            Button::selectable(on, RichText::from(icon).size(15.0).color(ink)).min_size(vec2(SIDE, 24.0));
        if on {
            button = button.fill(color(if fix { theme.accent } else { theme.warn }));
        }
        let label = state.tw(key, &[("a", a), ("b", b)]);
        let response = ui.add(button).on_hover_text(&label);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, &label));
        if response.clicked() {
            let mut wishes = wishes.clone();
            if fix {
                wishes.turn_fixed(&one, &other)
            } else {
                wishes.turn_forbidden(&one, &other)
            }
            commands.friends(FriendsCommand::Wish(Box::new(wishes)));
        }
    }
}
