//! Under the maps: all proposals in a table, the schools that gain and lose, who wins and who pays.

use std::sync::Arc;

use eframe::egui::{Align, Grid, Label, Layout, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::{Below, name, side_name};
use crate::app::command::Commands;
use crate::app::elements::chip;
use crate::app::ranges::DRAWS;
use crate::app::state::State;
use crate::app::style::{caption, color, strong};
use crate::data::{Subject, Year};
use crate::figures::others;
use crate::number::{DASH, decimal, percent, whole};
use crate::scenario::assumed::{is_chosen, travel};
use crate::scenario::compare::{self, Figure};
use crate::scenario::outcome::Range;
use crate::scenario::shown::{ShownChange, tells_wijk, told_figure, told_range};
use crate::scenario::{Outcomes, Scenario, words};
use crate::view::outcomes::{
    STRIP, difference_beside, has_range, is_better, range_span, range_text, signed, told_text,
};
use crate::view::theme::Theme;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    ui.horizontal_wrapped(|ui| {
        for (below, key) in [
            (Below::Outcomes, "compare-tab-outcomes"),
            (Below::Charts, "compare-tab-charts"),
            (Below::Schools, "compare-tab-schools"),
            (Below::Wijken, "compare-tab-wijken"),
            (Below::Friends, "compare-tab-friends"),
        ] {
            if ui.selectable_label(state.comparing.below == below, state.t(key)).clicked() {
                state.comparing.below = below;
            }
        }
        ui.add_space(16.0);
        chip(ui, &state.t("basis-modelled"), &state.t("mark-model-why"), theme.model, theme.model_soft);
        ui.label(caption(state.tw("compare-in-year", &[("year", &state.plans.year.to_string())]), &theme));
    });
    if state.comparing.below != Below::Friends {
        ui.label(caption(compared(state), &theme));
    }
    for text in left_out(state) {
        ui.label(RichText::new(text).color(color(theme.warn)));
    }
    ui.add_space(8.0);
    ui.spacing_mut().interact_size.y = ROW;
    match state.comparing.below {
        Below::Outcomes => outcomes(state, ui),
        Below::Charts => super::charts::show(state, ui, commands),
        Below::Schools => schools(state, ui),
        Below::Wijken => wijken(state, ui),
        Below::Friends => crate::app::scenario::friends_compared(state, ui),
    }
}

/// Which groups are compared, who does not count, and from where the counts are.
fn compared(state: &State) -> String {
    let (present, comparison, language) = (state.present(), state.view.comparison, state.view.language);
    let groups = others::in_full(present, comparison, language);
    let Some(counts) = present.counts(Subject::School, comparison.scheme, comparison.year) else {
        return groups;
    };
    let title = present.source(counts.source).map(|s| s.title_in(language)).unwrap_or_default();
    let year = counts.year.map_or_else(|| state.t("figures-no-year"), |y| y.to_string());
    format!("{groups} {}", state.tw("compare-source", &[("source", &title), ("year", &year)]))
}

/// Of every proposal how many of its edits do nothing because they cannot be: without them it is not what
/// it is called.
fn left_out(state: &mut State) -> Vec<String> {
    let Ok(engine) = state.engine() else { return Vec::new() };
    let proposals = state.plans.history.proposals().clone();
    let language = state.view.language;
    proposals.iter().filter_map(|s| words::left_out(s, &engine.outcomes(s), language)).collect()
}

/// Every outcome of the present and of every proposal, each with its difference from doing nothing
/// under its own assumptions.
fn outcomes(state: &mut State, ui: &mut Ui) {
    let theme = state.theme();
    let language = state.view.language;
    let year = state.plans.year;
    let gate = state.view.gate;
    let Ok(engine) = state.engine() else { return };
    let proposals = state.plans.history.proposals().clone();
    let found: Vec<(Arc<Outcomes>, Arc<Outcomes>)> =
        proposals.iter().map(|s| (engine.outcomes(s), engine.reference(s))).collect();
    let Some((_, first)) = found.first() else { return };
    let ranges = state.compared_ranges(ui.ctx(), proposals.to_vec());
    let drawn = proposals.iter().any(|s| is_chosen(&s.assumptions));
    let width = if drawn { DRAWN_WIDTH } else { WIDTH };
    // Nine proposals are wider than any window.
    ScrollArea::horizontal().id_salt("scrolling outcomes").show(ui, |ui| {
        let columns = 2 + found.len();
        let grid = Grid::new("compare-outcomes").num_columns(columns).spacing([16.0, 4.0]);
        grid.min_row_height(ROW).show(ui, |ui| {
            ui.label(caption(state.t("compare-outcome"), &theme));
            column_title(ui, caption(state.t("plans-nothing"), &theme), PRESENT);
            for number in 1..=found.len() {
                column_title(ui, strong(name(state, number)), width);
            }
            ui.end_row();
            for (figure, part) in STRIP {
                let label = state.t(figure.key());
                let text = if part { RichText::new(format!("    {label}")) } else { RichText::new(label) };
                ui.label(text.color(color(theme.muted)));
                let present = RichText::new(told_text(figure, first, year, gate, language));
                sized(ui, PRESENT, |ui| {
                    ui.label(present);
                });
                for (at, (own, reference)) in found.iter().enumerate() {
                    let scenario = proposals.get(at).filter(|_| drawn && has_range(figure));
                    let range = scenario.map(|scenario| {
                        // A range would tell what its figure may not.
                        let range = ranges.as_deref().map(|r| {
                            let drawn = r.get(at).and_then(Option::as_ref)?;
                            told_range(figure, drawn, own, year, gate)
                        });
                        range_words(state, figure, scenario, range)
                    });
                    sized(ui, width, |ui| {
                        if drawn {
                            range_beside(ui, range, &theme);
                        }
                        cell(state, ui, figure, [reference, own], year);
                    });
                }
                ui.end_row();
            }
        });
    });
    let rules_differ = proposals.windows(2).any(|pair| pair[0].assumptions != pair[1].assumptions);
    if drawn {
        let draws = whole(DRAWS.count as f64, language);
        let about = state.tw("ranges-about", &[("draws", &draws), ("seed", &DRAWS.seed.to_string())]);
        ui.label(caption(about, &theme));
    }
    let mut ways: Vec<String> =
        proposals.iter().map(|s| travel(&s.assumptions, state.present(), language)).collect();
    ways.dedup();
    ui.label(caption(ways.join(" / "), &theme));
    if rules_differ {
        ui.label(caption(state.t("compare-rules-differ"), &theme).color(color(theme.warn)));
    }
}

/// What repeated draws make of a figure of one proposal, as it stands in the table and in words; `None`
/// as long as it is not known.
fn range_words(
    state: &State,
    figure: Figure,
    scenario: &Scenario,
    range: Option<Option<Range>>,
) -> (String, String) {
    let language = state.view.language;
    let none = || (DASH.to_owned(), state.t("ranges-none"));
    if !is_chosen(&scenario.assumptions) {
        return none();
    }
    match range {
        None => ("…".to_owned(), state.t("ranges-waiting")),
        Some(None) => (DASH.to_owned(), DASH.to_owned()),
        Some(Some(range)) => {
            let words = range_text(figure, range, language);
            (range_span(figure, range, language).unwrap_or_else(|| words.clone()), words)
        }
    }
}

/// The range behind its figure, in a room of its own so that figures stand below each other.
fn range_beside(ui: &mut Ui, range: Option<(String, String)>, theme: &Theme) {
    sized(ui, RANGE, |ui| {
        if let Some((short, words)) = range {
            let response = ui.add(Label::new(caption(short, theme)).truncate());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
            response.on_hover_text(words);
        }
    });
}

/// A cell of fixed width with its text at the right.
fn right(ui: &mut Ui, text: RichText) {
    sized(ui, WIDTH, |ui| {
        ui.add(Label::new(text).truncate());
    });
}

/// The title of a column, on as many lines as it takes.
fn column_title(ui: &mut Ui, text: RichText, width: f32) {
    ui.allocate_ui_with_layout(vec2(width, ROW), Layout::top_down(Align::RIGHT), |ui| {
        ui.set_width(width);
        ui.add(Label::new(text).wrap().halign(Align::RIGHT));
    });
}

fn sized(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, ROW), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_width(width);
        add(ui);
    });
}

/// A value with its difference.
const WIDTH: f32 = 156.0;
/// The same with its range.
const DRAWN_WIDTH: f32 = WIDTH + RANGE + 8.0;
const RANGE: f32 = 92.0;
const DIFFERENCE: f32 = 48.0;
/// A value alone.
const PRESENT: f32 = 104.0;
const ROW: f32 = 20.0;

/// A value with its difference, in words and in colour.
fn cell(state: &State, ui: &mut Ui, figure: Figure, [reference, own]: [&Outcomes; 2], year: Year) {
    let theme = state.theme();
    let gate = state.view.gate;
    let told = |outcomes| told_figure(figure, outcomes, year, gate);
    let (from, to) = (told(reference), told(own));
    let language = state.view.language;
    let difference = difference_beside(figure, from, to, language);
    let ink = match is_better(figure, from, to).filter(|_| !["=", "≈"].contains(&difference.as_str())) {
        Some(true) => theme.accent,
        Some(false) => theme.warn,
        None => theme.muted,
    };
    // In a room of its own, so that values stand below each other.
    ui.allocate_ui_with_layout(vec2(DIFFERENCE, ROW), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(DIFFERENCE);
        ui.label(RichText::new(difference).color(color(ink)));
    });
    ui.label(strong(told_text(figure, own, year, gate, language)));
}

/// The schools whose pupils differ between the two maps.
fn schools(state: &mut State, ui: &mut Ui) {
    let theme = state.theme();
    let language = state.view.language;
    let [left, right_side] = state.compared();
    let Ok(engine) = state.engine() else { return };
    let year = state.plans.year;
    let (before, after) = (engine.outcomes(&left), engine.outcomes(&right_side));
    let (Some(before), Some(after)) = (before.year(year), after.year(year)) else { return };
    let mut changes = compare::schools(before, after, state.view.comparison.group);
    changes.retain(compare::SchoolChange::in_whole_pupils);
    if changes.is_empty() {
        ui.label(state.t("compare-no-schools"));
        return;
    }
    let Some([shown_before, shown_after]) = state.told() else { return };
    let group = state.view.comparison.group;
    let count = |n: Option<f64>, hidden: bool| match n {
        None if hidden => state.t("shown-hidden"),
        None => state.t("compare-closed"),
        Some(n) => whole(n, language),
    };
    Grid::new("compare-schools").num_columns(5).spacing([16.0, 4.0]).min_row_height(ROW).show(ui, |ui| {
        ui.label(caption(state.t("table-name"), &theme));
        for title in [side_name(state, 0), side_name(state, 1), state.t("compare-change")] {
            column_title(ui, caption(title, &theme), WIDTH);
        }
        ui.end_row();
        for change in &changes {
            ui.label(&change.name);
            let told = ShownChange::of(change, group, &shown_before, &shown_after);
            right(ui, RichText::new(count(told.before, told.hides_before())));
            right(ui, RichText::new(count(told.after, told.hides_after())));
            let change = match told.change.map(f64::round) {
                None => state.t("shown-hidden"),
                Some(n) if n > 0.0 => format!("+{}", whole(n, language)),
                Some(n) => whole(n, language),
            };
            right(ui, strong(change));
            ui.end_row();
        }
    });
}

/// Who wins and who pays, wijk by wijk.
fn wijken(state: &mut State, ui: &mut Ui) {
    let theme = state.theme();
    let language = state.view.language;
    let Some((_, changes)) = state.made() else { return };
    ui.label(caption(state.t("compare-wijken-what"), &theme));
    ui.add_space(4.0);
    let km = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| decimal(v / 1000.0, 2, language));
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 0, language));
    let signed = |from, to, factor, decimals| signed(from, to, factor, decimals, language);
    let gate = state.view.gate;
    Grid::new("compare-wijken").num_columns(7).spacing([16.0, 4.0]).min_row_height(ROW).show(ui, |ui| {
        ui.label(caption(state.t("table-name"), &theme));
        let right_side = side_name(state, 1);
        for key in ["compare-km", "compare-change", "compare-own", "compare-change", "compare-part"] {
            let title = state.t(key);
            // A difference is of both.
            let title = if key == "compare-change" { title } else { format!("{title}: {right_side}") };
            column_title(ui, caption(title, &theme), WIDTH);
        }
        ui.end_row();
        for change in changes.iter().filter(|change| tells_wijk(change, gate)) {
            let area = state.present().area(change.area).map(|a| a.name.clone()).unwrap_or_default();
            let (a, b) = (change.before, change.after);
            ui.label(area);
            right(ui, RichText::new(km(b.distance)));
            right(ui, RichText::new(signed(a.distance, b.distance, 0.001, 2)));
            right(ui, RichText::new(share(b.own_group)));
            right(ui, RichText::new(signed(a.own_group, b.own_group, 100.0, 1)));
            right(ui, RichText::new(share(b.share_of_d)));
            ui.end_row();
        }
    });
}
