//! A figure of the files: every school or area in order, and over the years for those that are
//! selected. Which figure is chosen here is that of the map and the table too.

use eframe::egui::{Align2, ComboBox, FontId, Rect, Ui, pos2, vec2};

use super::{BELOW, canvas, emphasis, frame, grid, height, point};
use crate::app::chart::{Look, Series, over_years as plot_years};
use crate::app::command::{Command, Commands};
use crate::app::elements::name_combo;
use crate::app::figure_choice::{area_year, figure_text, newest, of_schools};
use crate::app::fonts;
use crate::app::layers_panel::capital;
use crate::app::state::State;
use crate::app::style::{CAPTION, caption, color};
use crate::data::{Indicator, Subject};
use crate::join::recognise::same_figure;
use crate::number::{decimal, whole};
use crate::privacy::Shown;
use crate::view::charts::{FigureOrder, FigureUnit, Whose, figure_order, medians, over_years, years_of};
use crate::view::choice::ColourBy;
use crate::view::hit::Hit;
use crate::view::scene::Rgb;
use crate::view::school_figure::figure_name;
use crate::view::theme::group_color;

/// So many lines can be told apart.
const LINES: usize = 6;
/// Room for the values at the left.
const AXIS: f32 = 56.0;
/// Widths of the boxes with the figure and its year.
const FIGURE: f32 = 260.0;
const YEAR: f32 = 90.0;
/// Bars are no wider than this.
const BAR: f32 = 26.0;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let schools = state.view.table_of_schools;
    ui.horizontal(|ui| {
        if schools {
            of_schools(state, ui, (FIGURE, YEAR), commands);
        } else {
            of_areas(state, ui, commands);
        }
    });
    let Some(indicator) = crate::app::figure_choice::of_table(state).cloned() else {
        let subject = if schools { Subject::School } else { Subject::Home };
        let key = if newest(state, subject).is_empty() { "charts-figure-none" } else { "charts-figure-pick" };
        ui.label(caption(state.t(key), &state.theme()));
        return;
    };
    let whose = if schools { Whose::Schools } else { Whose::Areas(state.view.choice.level) };
    let found = figure_order(state.dataset(), &indicator, whose, state.view.gate);
    let several = years_of(state.dataset(), &indicator).len() > 1;
    let tall = height(state, super::ABOVE + BELOW);
    let wide = ui.available_width();
    ui.horizontal_top(|ui| {
        bars(state, ui, &indicator, &found, vec2(if several { wide * 0.55 } else { wide }, tall), commands);
        if several {
            ui.vertical(|ui| lines(state, ui, &indicator, whose, tall));
        }
    });
    rests_on(state, ui, &indicator, &found);
}

/// Which figure colours the areas, and of which year.
fn of_areas(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let current = crate::app::figure_choice::of_table(state);
    let shown = current.map_or_else(|| state.t("charts-figure-nothing"), figure_name);
    let response = ComboBox::from_id_salt("figure of the chart")
        .selected_text(shown.as_str())
        .width(FIGURE)
        .height(300.0)
        .show_ui(ui, |ui| {
            for (at, indicator) in newest(state, Subject::Home) {
                let is = current.is_some_and(|c| same_figure(c, indicator));
                if ui.selectable_label(is, capital(&indicator.label)).clicked() {
                    commands.push(Command::SetColour(ColourBy::Indicator(at)));
                }
            }
        });
    name_combo(response.response, &state.t("charts-figure-of-areas"), &shown);
    area_year(state, ui, YEAR, commands);
}

/// Every unit as a bar, from the least to the greatest.
fn bars(
    state: &mut State,
    ui: &mut Ui,
    indicator: &Indicator,
    found: &FigureOrder,
    size: eframe::egui::Vec2,
    commands: &mut Commands,
) {
    let theme = state.theme();
    let words = words(state, indicator, found);
    let (rect, response) = canvas(ui, size, &words);
    let (Some(least), Some(most)) = (found.units.first(), found.units.last()) else { return };
    // Bars begin at zero: from anywhere else their lengths would tell nothing.
    let (low, high) = (least.value.min(0.0), most.value.max(0.0));
    let span = if high > low { high - low } else { 1.0 };
    let picture = Rect::from_min_max(rect.min + vec2(AXIS, 8.0), rect.max - vec2(8.0, 8.0));
    let y_of = |value: f64| picture.max.y - ((value - low) / span) as f32 * picture.height();
    let font = FontId::new(CAPTION, fonts::regular());
    let muted = color(theme.muted);
    let painter = ui.painter().clone();
    let mut ends = vec![0.0, if most.value > 0.0 { most.value } else { least.value }];
    ends.extend(found.median());
    let mut written: Vec<f32> = Vec::new();
    for value in ends {
        let y = y_of(value);
        painter.hline(picture.x_range(), y, (1.0, grid(state)));
        // Two values on top of each other cannot be read.
        if written.iter().all(|other| (other - y).abs() > CAPTION + 2.0) {
            let text = figure_text(state, Shown::Value(value));
            painter.text(pos2(picture.min.x - 6.0, y), Align2::RIGHT_CENTER, text, font.clone(), muted);
            written.push(y);
        }
    }
    let step = (picture.width() / found.units.len().max(1) as f32).min(BAR);
    let gap = if step > 4.0 { 1.0 } else { 0.0 };
    let pointer = response.hover_pos();
    let (mut under, mut marked) = (None, Vec::new());
    for (at, unit) in found.units.iter().enumerate() {
        let left = picture.min.x + step * at as f32;
        let (a, b) = (y_of(unit.value), y_of(0.0));
        // A value of zero still has a line to point at.
        let bar = Rect::from_min_max(pos2(left, a.min(b) - 1.0), pos2(left + step - gap, a.max(b)));
        painter.rect_filled(bar, 1.0, color(theme.accent));
        if emphasis(state, unit.hit).is_some() {
            marked.push((bar, unit.hit));
        }
        let column = Rect::from_x_y_ranges(left..=left + step, rect.y_range());
        if pointer.is_some_and(|p| column.contains(p)) {
            under = Some(unit);
        }
    }
    for (bar, hit) in marked {
        frame(state, ui, bar, emphasis(state, hit));
    }
    if let Some(unit) = under {
        // What it is called and its value stand in the summary: it is the figure of the map.
        point(state, ui, &response, unit.hit, &school_value(state, indicator, unit), commands);
    }
}

/// The value of a school, which the summary of a school does not have.
fn school_value(state: &State, indicator: &Indicator, unit: &FigureUnit) -> String {
    if matches!(unit.hit, Hit::Area(_)) {
        return String::new();
    }
    format!("{}: {}", figure_name(indicator), figure_text(state, Shown::Value(unit.value)))
}

/// The selected units over the years, beside the middle of all.
fn lines(state: &State, ui: &mut Ui, indicator: &Indicator, whose: Whose, tall: f32) {
    let theme = state.theme();
    let (dataset, gate) = (state.dataset(), state.view.gate);
    let of_kind = |hit: &Hit| {
        matches!((hit, whose), (Hit::School(_), Whose::Schools) | (Hit::Area(_), Whose::Areas(_)))
    };
    let chosen: Vec<Hit> = state.view.selection.iter().filter(of_kind).collect();
    let middle = medians(dataset, indicator, whose, gate);
    let mut series = vec![line(state.t("charts-figure-middle"), theme.muted, true, middle)];
    for (at, hit) in chosen.iter().take(LINES).enumerate() {
        let values = over_years(dataset, indicator, *hit, gate);
        if !values.is_empty() {
            // Lines have their name at their end: the colour only helps.
            series.push(line(name_of(state, *hit), group_color("", at), false, values));
        }
    }
    let more = match chosen.len() {
        0 => state.t("charts-figure-select"),
        n if n > LINES => {
            let most = whole(LINES as f64, state.view.language);
            state.tw("charts-figure-first", &[("count", &most)])
        }
        _ => String::new(),
    };
    let language = state.view.language;
    let write = move |v: f64| decimal(v, usize::from(v.abs() < 10.0 && v.fract() != 0.0), language);
    let told: Vec<String> = series
        .iter()
        .map(|s| {
            let points: Vec<String> = s
                .points
                .iter()
                .map(|(year, v, _)| format!("{}: {}", year.0, figure_text(state, Shown::Value(*v))))
                .collect();
            format!("{}: {}", s.name, points.join(", "))
        })
        .collect();
    let label = format!("{}. {}", capital(&indicator.label), told.join("; "));
    let room = if more.is_empty() { tall } else { tall - CAPTION - 10.0 };
    let look = Look { height: room.max(40.0), mark: indicator.year, theme: &theme, label: &label };
    plot_years(ui, "figure over the years", &series, &look, write);
    if !more.is_empty() {
        ui.label(caption(more, &theme));
    }
}

fn line(name: String, colour: Rgb, dashed: bool, values: Vec<(crate::data::Year, f64)>) -> Series {
    let points = values.into_iter().map(|(year, value)| (year, value, None)).collect();
    Series { tag: name.clone(), name, colour, dashed, points, spans: Vec::new() }
}

fn name_of(state: &State, hit: Hit) -> String {
    let dataset = state.dataset();
    let name = match hit {
        Hit::Area(id) => dataset.area(id).map(|a| a.name.clone()),
        Hit::School(id) => dataset.school(id).map(|s| s.name.clone()),
    };
    name.unwrap_or_default()
}

/// What is not in the chart, and from which file it is.
fn rests_on(state: &State, ui: &mut Ui, indicator: &Indicator, found: &FigureOrder) {
    let number = |n: usize| whole(n as f64, state.view.language);
    let mut words = Vec::new();
    if found.withheld > 0 {
        words.push(state.tw("charts-withheld", &[("count", &number(found.withheld))]));
    }
    if found.unknown > 0 {
        words.push(state.tw("charts-figure-unknown", &[("count", &number(found.unknown))]));
    }
    if let Some(source) = state.dataset().source(indicator.source) {
        words.push(state.tw("charts-source", &[("source", &source.title_in(state.view.language))]));
    }
    ui.label(caption(words.join(" · "), &state.theme()));
}

/// The chart in words.
fn words(state: &State, indicator: &Indicator, found: &FigureOrder) -> String {
    let value = |v: f64| figure_text(state, Shown::Value(v));
    let (Some(least), Some(most), Some(middle)) = (found.units.first(), found.units.last(), found.median())
    else {
        return figure_name(indicator);
    };
    let (count, name) = (whole(found.units.len() as f64, state.view.language), figure_name(indicator));
    let least = format!("{} ({})", value(least.value), least.name);
    let most = format!("{} ({})", value(most.value), most.name);
    let middle = value(middle);
    let args = [
        ("figure", name.as_str()),
        ("count", &count),
        ("least", &least),
        ("most", &most),
        ("middle", &middle),
    ];
    state.tw("charts-figure-words", &args)
}
