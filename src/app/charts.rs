//! Charts of the schools and areas of the town, in the drawer under the map.
//!
//! Whatever is pointed at in a chart is pointed at on the map, and the other way round; a click
//! selects. A chart says in words what it shows, and the table beside it has the same for whoever
//! does not see it.

mod composition;
mod curve;
mod figure;
mod histogram;
mod plot;
mod scatter;
mod wijken;

use std::sync::Arc;

use eframe::egui::{
    Color32, ComboBox, PopupAnchor, Rect, Response, Role, ScrollArea, Sense, StrokeKind, Tooltip, Ui,
    WidgetInfo,
};

use super::command::Commands;
use super::elements::{keyed, name_combo};
use super::inspector::{groups, summary};
use super::state::State;
use super::style::{CAPTION, CONTROL, caption, color, strong};
use super::workings::Same;
use crate::data::{Level, Year};
use crate::privacy::Gate;
use crate::view::charts::{Beside, Speaker, Units, Whose, WijkPanel, beside_wijk, units, wijk_by_wijk};
use crate::view::hit::Hit;

/// The charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Every unit as a bar of its groups, in order.
    Composition,
    /// The segregation curve.
    Curve,
    /// How many units have how much of the group.
    Histogram,
    /// Every school beside its wijk.
    BesideWijk,
    /// A small picture for every wijk with its schools.
    Wijken,
    /// A figure of the files, in order and over the years.
    Figure,
    /// The measures over the years, each with its interval.
    Years,
}

impl Chart {
    pub fn key(self) -> &'static str {
        match self {
            Self::Composition => "charts-composition",
            Self::Curve => "charts-curve",
            Self::Histogram => "charts-histogram",
            Self::BesideWijk => "charts-beside",
            Self::Wijken => "charts-wijken",
            Self::Figure => "charts-figure",
            Self::Years => "measures-tab-years",
        }
    }
}

/// What the charts rest on: nothing of it is made again as long as this stays.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    town: Same,
    scheme: usize,
    year: Option<Year>,
    /// Group by which wijken stand in order.
    group: usize,
    level: Level,
    schools: bool,
    gate: Gate,
}

#[derive(Debug)]
struct Made {
    key: Key,
    units: Option<Units>,
    beside: Option<(Vec<Beside>, usize)>,
    wijken: Option<Vec<WijkPanel>>,
}

/// What was made for the charts, and what is chosen in them.
#[derive(Debug, Default)]
pub struct Charts {
    made: Option<Arc<Made>>,
    /// Group by which bars stand in order; `None` is the one that is compared.
    by: Option<usize>,
    /// Height that a chart has with its words: it never makes the drawer higher.
    room: f32,
}

pub fn show(state: &mut State, chart: Chart, ui: &mut Ui, commands: &mut Commands) {
    let made = made(state);
    state.charts.room = ui.available_height();
    // What does not fit scrolls.
    ScrollArea::vertical().id_salt(chart.key()).auto_shrink([false, false]).show(ui, |ui| match chart {
        Chart::Composition => composition::show(state, &made, ui, commands),
        Chart::Curve => curve::show(state, &made, ui, commands),
        Chart::Histogram => histogram::show(state, &made, ui, commands),
        Chart::BesideWijk => scatter::show(state, &made, ui, commands),
        Chart::Wijken => wijken::show(state, &made, ui, commands),
        Chart::Figure => figure::show(state, ui, commands),
        Chart::Years => super::measures_window::with_measures(state, ui, super::years::show),
    });
}

fn made(state: &mut State) -> Arc<Made> {
    let (view, comparison) = (&state.view, state.view.comparison);
    let key = Key {
        town: Same(state.dataset().clone()),
        scheme: comparison.scheme,
        year: comparison.year,
        group: chosen_group(state),
        level: view.choice.level,
        schools: view.table_of_schools,
        gate: view.gate,
    };
    if let Some(made) = state.charts.made.as_ref().filter(|m| m.key == key) {
        return made.clone();
    }
    let whose = if key.schools { Whose::Schools } else { Whose::Areas(key.level) };
    let dataset = &key.town.0;
    let made = Arc::new(Made {
        units: units(dataset, whose, key.scheme, key.year, key.gate),
        beside: beside_wijk(dataset, key.scheme, key.year, key.group, key.gate),
        wijken: wijk_by_wijk(dataset, key.scheme, key.year, key.group, key.gate),
        key: key.clone(),
    });
    state.charts.made = Some(made.clone());
    made
}

/// The group that charts are in the order of.
fn chosen_group(state: &State) -> usize {
    let count = state.dataset().schemes().get(state.view.comparison.scheme).map_or(0, |s| s.groups.len());
    state.charts.by.filter(|g| *g < count).unwrap_or(state.view.comparison.group)
}

/// The choice of that group, with the key to the colours of all.
fn group_box(state: &mut State, ui: &mut Ui, label_key: &str) {
    let chosen = chosen_group(state);
    let all = groups(state);
    let name = all.get(chosen).map(|(name, _)| name.clone()).unwrap_or_default();
    let label = state.t(label_key);
    ui.label(caption(&label, &state.theme()));
    let response = ComboBox::from_id_salt("order of the charts")
        .selected_text(&name)
        .show_ui(ui, |ui| {
            for (i, (name, _)) in all.iter().enumerate() {
                if ui.selectable_label(i == chosen, name).clicked() {
                    state.charts.by = Some(i);
                }
            }
        })
        .response;
    name_combo(response, &label, &name);
}

/// The colours of the groups, with their names.
fn colours(state: &State, ui: &mut Ui) {
    for (name, rgb) in groups(state) {
        keyed(ui, rgb, caption(name, &state.theme()));
        ui.add_space(6.0);
    }
}

/// What is not in a chart, and on what it rests.
fn rests_on(state: &State, ui: &mut Ui, units: &Units, withheld: usize) {
    let words = state.speaker().rests_on(units, withheld);
    ui.label(caption(words.join(" · "), &state.theme()));
}

impl State {
    /// Says in words what the charts show.
    pub(super) fn speaker(&self) -> Speaker<'_> {
        let (comparison, language) = (self.view.comparison, self.view.language);
        Speaker { dataset: self.dataset(), comparison, language }
    }
}

/// Where there is nothing to chart.
fn nothing(state: &State, ui: &mut Ui) {
    ui.label(caption(state.t("charts-nothing"), &state.theme()));
}

/// How strongly a unit is drawn: what is pointed at or selected stands out from the others.
fn emphasis(state: &State, hit: Hit) -> Emphasis {
    let view = &state.view;
    if view.hover == Some(hit) || view.pointed == Some(hit) {
        Emphasis::Pointed
    } else if view.selection.contains(hit) {
        Emphasis::Selected
    } else {
        Emphasis::None
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Emphasis {
    None,
    Selected,
    Pointed,
}

impl Emphasis {
    fn is_some(self) -> bool {
        self != Self::None
    }
}

/// A frame around what is pointed at or selected.
fn frame(state: &State, ui: &Ui, rect: Rect, emphasis: Emphasis) {
    let width = match emphasis {
        Emphasis::None => return,
        Emphasis::Selected => 1.5,
        Emphasis::Pointed => 2.5,
    };
    let ink = color(state.theme().text);
    ui.painter().rect_stroke(rect, 1.0, (width, ink), StrokeKind::Outside);
}

/// Room for a picture, with what it shows in words.
fn canvas(ui: &mut Ui, size: eframe::egui::Vec2, words: &str) -> (Rect, Response) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
    (rect, response)
}

/// Points at a unit: marks it on the map, tells what it is, and selects it on a click.
fn point(state: &mut State, ui: &Ui, response: &Response, hit: Hit, more: &str, commands: &mut Commands) {
    state.view.pointed = Some(hit);
    let (name, line) = summary(state, hit);
    Tooltip::always_open(
        ui.ctx().clone(),
        ui.layer_id(),
        response.id.with("chart-tooltip"),
        PopupAnchor::Pointer,
    )
    .gap(14.0)
    .show(|ui| {
        ui.set_max_width(440.0);
        ui.label(strong(name));
        ui.label(line);
        if !more.is_empty() {
            ui.label(more);
        }
    });
    ui.ctx().set_cursor_icon(eframe::egui::CursorIcon::PointingHand);
    if response.clicked() {
        commands.pressed(ui, hit);
    }
}

/// Ink of lines that help reading but are no data.
fn grid(state: &State) -> Color32 {
    color(state.theme().line)
}

/// The width of words beside a picture.
const ASIDE: f32 = 250.0;
/// A picture is never lower than this, however low the drawer.
const LEAST: f32 = CONTROL * 3.0;

/// Height of a picture with so much above and below it.
fn height(state: &State, around: f32) -> f32 {
    (state.charts.room - around).max(LEAST)
}

/// A line with controls above a picture.
const ABOVE: f32 = CONTROL + 8.0;
/// Two lines of small print below a picture.
const BELOW: f32 = 2.0 * CAPTION + 18.0;
