//! Which figure of the files colours schools or areas, and of which year.

use eframe::egui::{ComboBox, Ui};

use super::command::{Command, Commands};
use super::elements::name_combo;
use super::layers_panel::capital;
use super::state::State;
use crate::data::{Indicator, Subject};
use crate::join::recognise::same_figure;
use crate::number::decimal;
use crate::privacy::Shown;
use crate::view::choice::{ColourBy, LocalColour};
use crate::view::school_figure::{chosen, figure_key, figure_name};
use crate::view::school_local::SchoolLocal;

/// The figures about a subject, one per column: the newest of each, in the order of the files.
pub fn newest(state: &State, subject: Subject) -> Vec<(usize, &Indicator)> {
    let mut out: Vec<(usize, &Indicator)> = Vec::new();
    for (at, indicator) in state.dataset().indicators().iter().enumerate() {
        if indicator.subject != subject {
            continue;
        }
        match out.iter_mut().find(|(_, known)| same_figure(known, indicator)) {
            Some(known) if known.1.year < indicator.year => *known = (at, indicator),
            Some(_) => {}
            None => out.push((at, indicator)),
        }
    }
    out
}

/// The years of one column, from early to late, with the position of each.
fn years<'a>(state: &'a State, of: &Indicator) -> Vec<(usize, &'a Indicator)> {
    let all = state.dataset().indicators().iter().enumerate();
    let mut out: Vec<_> = all.filter(|(_, i)| same_figure(i, of)).collect();
    // Of one year under two names, the name that was asked for.
    out.sort_by_key(|(_, i)| (i.year, i.key != of.key));
    out.dedup_by_key(|(_, i)| i.year);
    out
}

fn year_name(state: &State, indicator: &Indicator) -> String {
    indicator.year.map_or_else(|| state.t("figure-no-year"), |year| year.0.to_string())
}

/// The year of a figure that has several; the chosen one is given to `picked`.
fn year_box(
    state: &State,
    ui: &mut Ui,
    indicator: &Indicator,
    width: f32,
    mut picked: impl FnMut(usize, &Indicator),
) {
    let years = years(state, indicator);
    if years.len() < 2 {
        return;
    }
    let label = state.t("figure-year");
    let chosen = year_name(state, indicator);
    let response = ComboBox::from_id_salt(("year of figure", indicator.subject == Subject::School))
        .selected_text(chosen.as_str())
        .width(width)
        .show_ui(ui, |ui| {
            for (at, one) in years {
                if ui.selectable_label(one.year == indicator.year, year_name(state, one)).clicked() {
                    picked(at, one);
                }
            }
        });
    name_combo(response.response, &label, &chosen);
}

/// The year of the figure that colours the areas, in a box of this width.
pub fn area_year(state: &State, ui: &mut Ui, width: f32, commands: &mut Commands) {
    let ColourBy::Indicator(at) = state.view.choice.colour_by else { return };
    let Some(indicator) = state.dataset().indicators().get(at) else { return };
    year_box(state, ui, indicator, width, |at, _| commands.push(Command::SetColour(ColourBy::Indicator(at))));
}

/// Which figure or local measure colours the schools, and of which year, in boxes of these widths; nothing
/// where there is neither.
pub fn of_schools(state: &State, ui: &mut Ui, (width, of_year): (f32, f32), commands: &mut Commands) {
    let figures = newest(state, Subject::School);
    let locals = locals(state);
    if figures.is_empty() && locals.is_empty() {
        return;
    }
    let (dataset, choice) = (state.dataset(), &state.view.choice);
    let current = chosen(dataset, choice);
    let local = SchoolLocal::of(dataset, choice);
    let none = state.t("figure-none");
    let name = |local: SchoolLocal| local.name(dataset, choice.scheme, state.view.language);
    let shown = local.map(name).or_else(|| current.map(figure_name)).unwrap_or_else(|| none.clone());
    let response = ComboBox::from_id_salt("figure of schools")
        .selected_text(shown.as_str())
        .width(width)
        .wrap()
        .height(360.0)
        .show_ui(ui, |ui| {
            if ui.selectable_label(current.is_none() && local.is_none(), none.as_str()).clicked() {
                commands.push(Command::SetSchoolFigure(None));
            }
            for (_, indicator) in figures {
                let is = current.is_some_and(|c| same_figure(c, indicator));
                if ui.selectable_label(is, capital(&indicator.label)).clicked() {
                    commands.push(Command::SetSchoolFigure(Some(figure_key(indicator))));
                }
            }
            for (one, key) in locals {
                if ui.selectable_label(local == Some(one), name(one)).clicked() {
                    commands.push(Command::SetSchoolFigure(Some(key)));
                }
            }
        });
    name_combo(response.response, &state.t("figure-of-schools"), &shown);
    if let Some(indicator) = current {
        year_box(state, ui, indicator, of_year, |_, one| {
            commands.push(Command::SetSchoolFigure(Some(figure_key(one))));
        });
    }
}

/// The local measures of the two groups that are compared, where there are counts by school, each with its
/// key.
fn locals(state: &State) -> Vec<(SchoolLocal, String)> {
    let (dataset, comparison) = (state.dataset(), state.view.comparison);
    let counted = dataset.counts(Subject::School, comparison.scheme, comparison.year).is_some();
    // The map is of one scheme.
    let scheme = dataset.schemes().get(state.view.choice.scheme);
    let Some(scheme) = scheme.filter(|_| counted && state.view.choice.scheme == comparison.scheme) else {
        return Vec::new();
    };
    let of = |measure| SchoolLocal { measure, group: comparison.group, other: comparison.other };
    LocalColour::ALL.into_iter().filter_map(|m| Some((of(m), of(m).key(scheme)?))).collect()
}

/// The figure that a table of schools or areas shows beside the groups: that of the map.
pub fn of_table(state: &State) -> Option<&Indicator> {
    if state.view.table_of_schools {
        return chosen(state.dataset(), &state.view.choice);
    }
    match state.view.choice.colour_by {
        ColourBy::Indicator(at) => state.dataset().indicators().get(at),
        _ => None,
    }
}

/// Heading of that column.
pub fn heading_of(indicator: &Indicator) -> String {
    figure_name(indicator)
}

/// A figure in words.
pub fn figure_text(state: &State, shown: Shown<f64>) -> String {
    match shown {
        Shown::Value(value) => decimal(value, if value.fract() == 0.0 { 0 } else { 1 }, state.view.language),
        Shown::Hidden | Shown::Suppressed { .. } => state.t("figure-withheld"),
        Shown::Unknown => state.t("shown-unknown"),
    }
}
