//! The headline: which share would have to change school, in its three readings.

use eframe::egui::{ComboBox, Rect, RichText, TextWrapMode, Ui};

use super::beside;
use super::chance;
use super::command::{Command, Commands};
use super::elements::{chip, hairline, name_combo, row, share_bar};
use super::home;
use super::measures_window::Tab;
use super::state::State;
use super::style::{caption, color, figure, strong};
use super::window::{terms, tour};
use crate::data::{Basis, Subject};
use crate::figures::certainty::Certainty;
use crate::figures::headline::{Comparison, Headline, NoSplit};
use crate::figures::limits::range_in_words;
use crate::measure::Other;
use crate::number::{DASH, decimal, percent, whole};
use crate::view::choice::ColourBy;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    let top = ui.cursor().min;
    terms::heading(state, ui, &state.t("figures-title"), terms::Term::Dissimilarity, commands);
    let result = state.headline().clone();
    comparison_boxes(state, ui, commands);
    match result {
        Ok(Some(headline)) => {
            let found = state.certainty(ui.ctx());
            let certainty = found.as_deref().and_then(|c| c.as_ref().ok()).and_then(|c| c.as_ref());
            figures(state, ui, &headline, certainty);
            let seen = Rect::from_min_max(top, ui.min_rect().max);
            tour::mark(ui.ctx(), tour::Stop::Figure, seen);
            ui.add_space(4.0);
            chance::show(state, ui, found.as_deref());
            ui.add_space(4.0);
            beside::show(state, ui, commands);
            ui.add_space(4.0);
            rests_on(state, ui, &headline, certainty);
            links(ui, state, commands);
        }
        Ok(None) => {
            ui.label(state.t("figures-none"));
        }
        Err(notice) => {
            ui.label(RichText::new(notice.message(state.view.language)).color(color(theme.warn)));
        }
    }
    hairline(ui, &theme);
}

/// Label of a group, by its position in the scheme that is compared.
pub fn group_label(state: &State, scheme: usize, group: usize) -> String {
    let found = state.dataset().schemes().get(scheme).and_then(|s| s.groups.get(group));
    found.map(|g| g.name_in(state.view.language)).unwrap_or_default()
}

/// Name of the others that a group is compared with.
pub fn other_label(state: &State, comparison: Comparison) -> String {
    match comparison.other {
        Other::Rest => state.t("figures-rest"),
        Other::Group(other) => group_label(state, comparison.scheme, other),
    }
}

pub(super) fn comparison_boxes(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let comparison = state.view.comparison;
    let Some(scheme) = state.dataset().schemes().get(comparison.scheme) else { return };
    let groups = scheme.groups.len();
    scheme_box(state, ui, commands);
    // Groups with long names stand below each other, so that the panel keeps its width.
    ui.horizontal_wrapped(|ui| {
        let chosen = group_label(state, comparison.scheme, comparison.group);
        let label = state.t("figures-group");
        let response =
            ComboBox::from_id_salt("group").selected_text(chosen.as_str()).width(110.0).show_ui(ui, |ui| {
                for group in 0..groups {
                    let name = group_label(state, comparison.scheme, group);
                    if ui.selectable_label(comparison.group == group, name).clicked() {
                        // The same group on both sides compares nothing: the other side steps back.
                        let other = if comparison.other == Other::Group(group) {
                            Other::Rest
                        } else {
                            comparison.other
                        };
                        commands.push(Command::SetComparison(Comparison { group, other, ..comparison }));
                    }
                }
            });
        name_combo(response.response, &label, &chosen);
        ui.label(state.t("figures-against"));
        let chosen = other_label(state, comparison);
        let label = state.t("figures-other");
        let response =
            ComboBox::from_id_salt("other").selected_text(chosen.as_str()).width(110.0).show_ui(ui, |ui| {
                let others = (0..groups).filter(|g| *g != comparison.group).map(Other::Group);
                for other in others.chain([Other::Rest]) {
                    let name = other_label(state, Comparison { other, ..comparison });
                    if ui.selectable_label(comparison.other == other, name).clicked() {
                        commands.push(Command::SetComparison(Comparison { other, ..comparison }));
                    }
                }
            });
        name_combo(response.response, &label, &chosen);
    });
    let years = state.dataset().years();
    if years.len() > 1 {
        let chosen = comparison.year.map_or_else(|| state.t("figures-newest"), |y| y.to_string());
        let response = ComboBox::from_id_salt("year").selected_text(chosen.as_str()).show_ui(ui, |ui| {
            for year in years {
                if ui.selectable_label(comparison.year == Some(year), year.to_string()).clicked() {
                    commands.push(Command::SetComparison(Comparison { year: Some(year), ..comparison }));
                }
            }
        });
        name_combo(response.response, &state.t("figures-year"), &chosen);
    }
}

/// The scheme that pupils are grouped by, where there is more than one.
fn scheme_box(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let dataset = state.dataset();
    let comparison = state.view.comparison;
    let schemes = dataset.schemes();
    let language = state.view.language;
    let chosen = schemes.get(comparison.scheme).map(|s| s.name_in(language)).unwrap_or_default();
    if schemes.len() < 2 {
        // What ‘hoog’ and ‘laag’ are of stands beside the figure, whatever panel is closed.
        ui.label(caption(chosen, &state.theme()));
        return;
    }
    let response = ComboBox::from_id_salt("scheme").selected_text(chosen.as_str()).show_ui(ui, |ui| {
        for (position, scheme) in schemes.iter().enumerate() {
            let is_chosen = comparison.scheme == position;
            if ui.selectable_label(is_chosen, scheme.name_in(language)).clicked() && !is_chosen {
                // A year that the other scheme lacks would leave nothing to show.
                let year = comparison
                    .year
                    .filter(|year| dataset.counts_of(Subject::School, position, Some(*year)).is_some());
                let first = Comparison::of_scheme(dataset, position);
                commands.push(Command::SetComparison(Comparison { year, ..first }));
                if matches!(state.view.choice.colour_by, ColourBy::GroupShare(_)) {
                    // The colour was of a group that the other scheme may not have.
                    commands.push(Command::SetColour(ColourBy::GroupShare(0)));
                }
            }
        }
    });
    name_combo(response.response, &state.t("figures-scheme"), &chosen);
}

/// The ways to more about the figure.
fn links(ui: &mut Ui, state: &State, commands: &mut Commands) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        // A link stays in one piece.
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
        for (key, command) in [
            ("command-meaning", Command::ShowMeaning),
            ("quote-open", Command::ShowMeasures(Tab::Quote)),
            ("measures-open", Command::ShowMeasures(Tab::All)),
            ("home-open", Command::ShowHome(home::Tab::Split)),
        ] {
            if ui.link(state.t(key)).clicked() {
                commands.push(command);
            }
        }
    });
}

fn figures(state: &State, ui: &mut Ui, headline: &Headline, certainty: Option<&Certainty>) {
    let theme = state.theme();
    let language = state.view.language;
    let comparison = state.view.comparison;
    let (group, other) =
        (group_label(state, comparison.scheme, comparison.group), other_label(state, comparison));
    let names = [("group", group.as_str()), ("other", other.as_str())];
    if certainty.is_some_and(|c| c.hidden > 0) || (certainty.is_none() && headline.schools_left_out > 0) {
        // Of hidden counts only limits are told: one figure would be a guess.
        let range = certainty.and_then(|c| chance::range_text(state, c));
        ui.label(figure(range.unwrap_or_else(|| DASH.to_owned())));
        ui.label(RichText::new(state.tw("figures-of-one", &names)).color(color(theme.muted)));
        if let Some(swap) = certainty.and_then(|c| c.swap) {
            let swap = range_in_words(swap.least.value(), swap.greatest.value(), 0, language);
            ui.label(state.tw("figures-swap", &[("share", &swap)]));
        }
        why_no_split(state, ui, headline);
        return;
    }
    let Some(d) = headline.moves.one_group_share else {
        ui.label(figure(DASH));
        ui.label(state.tw("figures-undefined", &names));
        return;
    };
    ui.horizontal(|ui| {
        ui.label(figure(percent(d, 0, language)));
        ui.add_space(4.0);
        ui.vertical(|ui| {
            ui.add_space(8.0);
            ui.label(RichText::new(state.tw("figures-of-one", &names)).color(color(theme.muted)));
        });
    });
    if let (Some(home), Some(choice)) = (headline.home, headline.choice) {
        home_and_choice(state, ui, home, choice, headline.home_areas);
    }
    why_no_split(state, ui, headline);
    ui.add_space(8.0);
    let share = |value: Option<f64>| value.map_or(DASH.to_owned(), |v| percent(v, 0, language));
    let swap = share(headline.moves.swap_share);
    ui.label(state.tw("figures-swap", &[("share", &swap)]));
    ui.label(
        RichText::new(state.tw(
            "figures-swap-parts",
            &[
                ("group", &group),
                ("other", &other),
                ("ofgroup", &share(headline.moves.swap_share_of_group)),
                ("ofother", &share(headline.moves.swap_share_of_others)),
            ],
        ))
        .color(color(theme.muted)),
    );
    match headline.moves.whole_pupils {
        _ if state.tells_too_much() => {
            ui.label(caption(state.t("report-measures-withheld"), &theme));
        }
        Some(pupils) => {
            let pupils = whole(pupils as f64, language);
            ui.label(state.tw("figures-whole", &[("pupils", &pupils)]));
        }
        None => {
            ui.label(state.t("figures-not-whole"));
        }
    }
}

/// Why D is not split, in one line, where there are counts by home to split it with.
fn why_no_split(state: &State, ui: &mut Ui, headline: &Headline) {
    if let Some(why) = headline.no_split {
        ui.label(caption(no_split_text(state, why), &state.theme()));
    }
}

pub(super) fn no_split_text(state: &State, why: NoSplit) -> String {
    state.t(match why {
        NoSplit::SchoolsLeftOut => "figures-no-split-schools",
        NoSplit::OtherYear => "figures-no-split-year",
        NoSplit::HomesUnknown => "figures-no-split-homes",
        NoSplit::SchoolsEstimated => "figures-no-split-estimated",
    })
}

/// The two parts of D as a bar: where children live, and what is chosen.
fn home_and_choice(state: &State, ui: &mut Ui, home: f64, choice: f64, areas: usize) {
    let theme = state.theme();
    let points = |v: f64| decimal(v * 100.0, 0, state.view.language);
    let (home_text, choice_text) = (points(home), points(choice));
    let args = [("home", home_text.as_str()), ("choice", choice_text.as_str())];
    let label = state.tw("figures-parts", &args);
    let total = (home + choice.max(0.0)).max(f64::EPSILON);
    let soft = theme.panel.mix(theme.accent, 0.45);
    let parts = [(theme.accent, home / total), (soft, choice.max(0.0) / total)];
    share_bar(ui, &parts, 18.0, &label, theme.neutral);
    row(ui, state.tw("figures-home", &args), state.tw("figures-choice", &args));
    let areas = whole(areas as f64, state.view.language);
    ui.label(caption(state.tw("figures-home-rule", &[("areas", &areas)]), &theme));
}

/// What the figure counts, of whom, when, and from which source.
fn rests_on(state: &State, ui: &mut Ui, headline: &Headline, certainty: Option<&Certainty>) {
    let theme = state.theme();
    let language = state.view.language;
    let schools = whole(headline.schools as f64, language);
    let pupils = whole(headline.pupils, language);
    let hidden = certainty.filter(|c| c.hidden > 0);
    let mut lines = match hidden {
        Some(certainty) => {
            let schools = whole(certainty.schools as f64, language);
            vec![state.tw("figures-all-schools", &[("schools", &schools)])]
        }
        None => vec![state.tw("figures-counts", &[("schools", &schools), ("pupils", &pupils)])],
    };
    if headline.pupils_left_out > 0.0 && hidden.is_none() {
        let left = whole(headline.pupils_left_out, language);
        lines.push(state.tw("figures-left-out", &[("pupils", &left)]));
    }
    let schools_left_out = hidden.map_or(headline.schools_left_out, |c| c.unknown);
    if schools_left_out > 0 {
        let left = whole(schools_left_out as f64, language);
        lines.push(state.tw("figures-schools-left-out", &[("schools", &left)]));
    }
    let source = state.dataset().source(headline.source);
    let title = source.map(|s| s.title_in(language)).unwrap_or_default();
    let year = headline.year.map_or_else(|| state.t("figures-no-year"), |y| y.to_string());
    lines.push(state.tw("figures-source", &[("source", &title), ("year", &year)]));
    ui.label(caption(lines.join(" "), &theme));
    if headline.basis != Basis::Counted {
        let key = if headline.basis == Basis::Modelled { "basis-modelled" } else { "basis-estimated" };
        chip(ui, &state.t(key), &state.t("mark-model-why"), theme.model, theme.model_soft);
    }
}

/// The three readings at length, with the usual misreading put right.
pub fn meaning(state: &mut State, ui: &mut Ui) {
    let comparison = state.view.comparison;
    let (group, other) =
        (group_label(state, comparison.scheme, comparison.group), other_label(state, comparison));
    let headline = state.headline().clone().ok().flatten();
    let language = state.view.language;
    let few = state.tells_too_much();
    let decimals = usize::from(!few);
    let share = |value: Option<f64>| value.map_or(DASH.to_owned(), |v| percent(v, decimals, language));
    // Of hidden counts the readings are ranges; where there are no limits of one it stays open.
    let certainty = state.certainty(ui.ctx());
    let certainty = certainty.as_deref().and_then(|c| c.as_ref().ok()).and_then(|c| c.as_ref());
    let hidden = certainty.is_some_and(|c| c.hidden > 0);
    let ranges = certainty.and_then(Certainty::ranges).filter(|_| hidden);
    let range = |ends: Option<(f64, f64)>| {
        ends.map(|(least, greatest)| range_in_words(least, greatest, decimals, language))
    };
    let moves = headline.filter(|_| !hidden).map(|h| h.moves).unwrap_or_default();
    let pupils = moves.whole_pupils.filter(|_| !few);
    let pupils = pupils.map_or(DASH.to_owned(), |p| whole(p as f64, language));
    let args = [
        ("group", group),
        ("other", other),
        ("d", range(ranges.map(|(d, _)| d)).unwrap_or_else(|| share(moves.one_group_share))),
        ("swap", range(ranges.map(|(_, swap)| swap)).unwrap_or_else(|| share(moves.swap_share))),
        ("ofgroup", share(moves.swap_share_of_group)),
        ("ofother", share(moves.swap_share_of_others)),
        ("pupils", pupils),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    ui.set_max_width(560.0);
    ui.label(state.tw("meaning-what", &args));
    ui.add_space(8.0);
    for (title, text) in [
        ("meaning-one-title", "meaning-one"),
        ("meaning-swap-title", "meaning-swap"),
        ("meaning-whole-title", "meaning-whole"),
        ("meaning-misread-title", "meaning-misread"),
        ("meaning-home-title", "meaning-home"),
    ] {
        ui.label(strong(state.t(title)));
        ui.label(state.tw(text, &args));
        ui.add_space(6.0);
    }
    let theme = state.theme();
    ui.label(caption(state.t("meaning-source"), &theme));
}
