//! What is selected: composition, where pupils come from or go to, place and source.

mod several;

use std::sync::Arc;

use eframe::egui::{Context, Rect, RichText, Ui, vec2};

use super::command::{Command, Commands};
use super::elements::{chip, composition_bar, count_text, heading, share_bar, share_text};
use super::figure_choice::figure_text;
use super::search::level_key;
use super::state::State;
use super::style::{caption, color, title};
use super::swipe::{Right, other_town};
use super::workings::{Listing, Same};
use crate::crs::rd_to_wgs84;
use crate::data::{AreaId, Basis, CountTable, Level, PointOrigin, SchoolId, SourceId, Subject};
use crate::figures::flow_list::{FlowList, Of, flow_list};
use crate::number::{Count, decimal, whole};
use crate::privacy::{Composition, Shown, ShownCounts, ShownFlows};
use crate::view::choice::ColourBy;
use crate::view::hit::Hit;
use crate::view::scene::Rgb;
use crate::view::theme::group_colors;
use crate::view::town::area_text;

/// At most so many rows in a list of homes or schools.
const MOST_ROWS: usize = 6;

/// Name and one line about something on the map, for the tooltip.
pub fn summary(state: &State, hit: Hit) -> (String, String) {
    let dataset = state.dataset();
    match hit {
        Hit::Area(id) => {
            let name = dataset.area(id).map(|a| a.name.clone()).unwrap_or_default();
            (name, area_line(state, id))
        }
        Hit::School(id) => {
            let name = dataset.school(id).map(|s| s.name.clone()).unwrap_or_default();
            let composition = composition(state, Subject::School, id.0);
            (
                name,
                composition.map(|c| composition_line(state, &c)).unwrap_or_else(|| state.t("shown-unknown")),
            )
        }
    }
}

/// "120 leerlingen", or that their number is not shown.
fn pupils_text(state: &State, total: Shown<f64>) -> String {
    let count = count_text(state, total);
    match total {
        Shown::Value(_) | Shown::Suppressed { .. } => state.tw("inspector-pupils", &[("count", &count)]),
        Shown::Hidden | Shown::Unknown => format!("{} {count}", state.t("table-pupils")),
    }
}

/// The same of what is right of the divider: of its own year, proposal or colour.
pub fn summary_right(state: &State, right: &Right, hit: Hit) -> (String, String) {
    let Right { town, choice, .. } = right;
    let (name, _) = summary(state, hit);
    let comparison = state.view.comparison;
    let line = match other_town(state.dataset(), town, hit) {
        Some(Hit::Area(id)) => {
            let (gate, language) = (&state.view.gate, state.view.language);
            let colour = super::layers_panel::colour_name(state, choice.colour_by);
            area_text(town, choice, gate, language, &state.opened.shapes, id.0)
                .map(|text| format!("{colour}: {text}"))
        }
        Some(Hit::School(id)) => {
            let table = town.counts(Subject::School, choice.scheme, choice.year);
            table.filter(|t| t.scheme == comparison.scheme).and_then(|table| {
                let shown = ShownCounts::of(town, table, state.view.gate);
                shown.composition(table.scheme, id.0).map(|c| composition_line(state, c))
            })
        }
        None => None,
    };
    (name, line.unwrap_or_else(|| state.t("shown-unknown")))
}

/// Pupils and shares in one line.
fn composition_line(state: &State, composition: &Composition) -> String {
    let mut parts = vec![pupils_text(state, composition.total)];
    for ((name, _), share) in groups(state).iter().zip(&composition.shares) {
        if matches!(share, Shown::Value(_) | Shown::Suppressed { .. }) {
            parts.push(format!("{name} {}", share_text(state, *share)));
        }
    }
    parts.join(" · ")
}

fn area_line(state: &State, id: AreaId) -> String {
    if let ColourBy::Local { .. } = state.view.choice.colour_by {
        let (choice, gate) = (&state.view.choice, &state.view.gate);
        let language = state.view.language;
        let found = area_text(state.dataset(), choice, gate, language, &state.opened.shapes, id.0);
        let name = super::layers_panel::colour_name(state, choice.colour_by);
        return format!("{name}: {}", found.unwrap_or_else(|| state.t("shown-unknown")));
    }
    if let ColourBy::Indicator(i) = state.view.choice.colour_by
        && let Some(indicator) = state.dataset().indicators().get(i)
    {
        let text = figure_text(state, state.view.gate.figure(indicator, id.0));
        return format!("{}: {text}", indicator.label);
    }
    match composition(state, Subject::Home, id.0) {
        Some(c) => composition_line(state, &c),
        None => state.t("shown-unknown"),
    }
}

/// Labels and colours of the groups that are compared.
pub fn groups(state: &State) -> Vec<(String, Rgb)> {
    let scheme = state.dataset().schemes().get(state.view.comparison.scheme);
    let groups = scheme.map(|s| s.groups.as_slice()).unwrap_or_default();
    groups.iter().map(|g| g.name_in(state.view.language)).zip(group_colors(groups)).collect()
}

fn table(state: &State, subject: Subject) -> Option<&CountTable> {
    let comparison = state.view.comparison;
    state.dataset().counts(subject, comparison.scheme, comparison.year)
}

/// The composition of a unit as it may be shown.
pub fn composition(state: &State, subject: Subject, unit: usize) -> Option<Composition> {
    let table = table(state, subject)?;
    ShownCounts::of(state.dataset(), table, state.view.gate).composition(table.scheme, unit).cloned()
}

/// So much of what is known of a selection comes into sight by itself.
const MOST_IN_SIGHT: f32 = 280.0;

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let top = ui.cursor().min;
    content(state, ui, commands);
    // In a low window what was just chosen would stay out of sight, under the figure.
    let chosen = state.view.selection.primary();
    let id = eframe::egui::Id::unique("inspected");
    let before = ui.data(|d| d.get_temp::<Option<Hit>>(id));
    if before != Some(chosen) {
        ui.data_mut(|d| d.insert_temp(id, chosen));
        if chosen.is_some() && before.is_some() {
            let height = (ui.cursor().min.y - top.y).min(MOST_IN_SIGHT);
            ui.scroll_to_rect(Rect::from_min_size(top, vec2(1.0, height)), None);
        }
    }
}

fn content(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let theme = state.theme();
    heading(ui, &state.t("inspector-title"), &theme);
    if state.view.selection.is_several() {
        return several::show(state, ui, commands);
    }
    let listed = state.listed_flows(ui.ctx());
    match state.view.selection.primary() {
        None => {
            ui.label(RichText::new(state.t("inspector-empty")).color(color(theme.muted)));
        }
        Some(Hit::Area(id)) => area(state, ui, id, &listed, commands),
        Some(Hit::School(id)) => school(state, ui, id, &listed, commands),
    }
}

fn area(state: &State, ui: &mut Ui, id: AreaId, listed: &Listed, commands: &mut Commands) {
    let dataset = state.dataset();
    let theme = state.theme();
    let Some(area) = dataset.area(id) else { return };
    ui.label(title(&area.name));
    let mut line = vec![state.t(level_key(area.level)), area.code.clone()];
    if let Some(parent) = area.parent.and_then(|p| dataset.area(p)) {
        line.push(parent.name.clone());
    }
    ui.label(caption(line.join(" · "), &theme));
    ui.add_space(8.0);
    show_composition(state, ui, Subject::Home, id.0, &state.t("inspector-living"));
    goes_to(state, ui, listed, commands);
    super::indicators::show(state, ui, Subject::Home, id.0);
    super::agenda::of_selection(state, ui, Hit::Area(id));
    ui.add_space(12.0);
    let point = area.pupil_point;
    let origin = match point.origin {
        PointOrigin::Given => "point-given",
        PointOrigin::FinerAreas => "point-finer",
        PointOrigin::Interior => "point-interior",
    };
    coordinates(state, ui, point.at.x(), point.at.y(), &state.t(origin));
    sources(state, ui, area.source, Subject::Home);
}

fn school(state: &State, ui: &mut Ui, id: SchoolId, listed: &Listed, commands: &mut Commands) {
    let dataset = state.dataset();
    let theme = state.theme();
    let Some(school) = dataset.school(id) else { return };
    ui.label(title(&school.name));
    let mut line = vec![school.code.clone()];
    line.extend(school.denomination.clone());
    line.extend(school.board.clone());
    ui.label(caption(line.join(" · "), &theme));
    let address: Vec<String> =
        [&school.address, &school.postcode, &school.town].into_iter().flatten().cloned().collect();
    if !address.is_empty() {
        ui.label(caption(address.join(", "), &theme));
    }
    ui.add_space(8.0);
    show_composition(state, ui, Subject::School, id.0, &state.t("inspector-at-school"));
    let differs = |published: f64| match table(state, Subject::School).map(|t| t.total(id.0)) {
        Some(Count::Known(total)) => (published - total).abs() > 0.5,
        Some(Count::Unknown) | None => true,
        Some(_) => false,
    };
    if let Count::Known(published) = school.pupils
        && differs(published)
    {
        let (year, gate) = (state.view.comparison.year, state.view.gate);
        let shown = ShownCounts::of_year(dataset, Subject::School, year, gate);
        let published = count_text(state, shown.published(id.0));
        ui.label(caption(state.tw("inspector-published", &[("count", &published)]), &theme));
    }
    // The school stands in a wijk (or in a buurt where no wijken are loaded).
    let around = [Level::Wijk, Level::Buurt, Level::Postcode, Level::Other]
        .into_iter()
        .find_map(|level| dataset.area_at(school.at, level));
    if let Some(around) = around
        && let Some(area) = dataset.area(around)
    {
        ui.add_space(8.0);
        let label = state.tw("inspector-around", &[("area", &area.name)]);
        if ui.link(caption(&label, &theme)).clicked() {
            commands.push(Command::GoTo(Hit::Area(around)));
        }
        if let Some(composition) = composition(state, Subject::Home, around.0) {
            composition_bar(ui, state, &composition, &groups(state), 8.0);
        }
        difference(state, ui, id, around);
    }
    comes_from(state, ui, listed, commands);
    super::indicators::show(state, ui, Subject::School, id.0);
    super::agenda::of_selection(state, ui, Hit::School(id));
    ui.add_space(12.0);
    coordinates(state, ui, school.at.x(), school.at.y(), &state.t("point-school"));
    sources(state, ui, school.source, Subject::School);
}

fn show_composition(state: &State, ui: &mut Ui, subject: Subject, unit: usize, what: &str) {
    let theme = state.theme();
    match composition(state, subject, unit) {
        Some(composition) => {
            ui.label(format!("{}, {what}", pupils_text(state, composition.total)));
            composition_bar(ui, state, &composition, &groups(state), 16.0);
        }
        None => {
            ui.label(RichText::new(state.t("inspector-no-counts")).color(color(theme.muted)));
        }
    }
}

/// How far the school differs from the area around it, in points of the compared group.
fn difference(state: &State, ui: &mut Ui, school: SchoolId, around: AreaId) {
    let group = state.view.comparison.group;
    let share = |subject, unit| composition(state, subject, unit)?.shares.get(group)?.value();
    let at_school = share(Subject::School, school.0);
    let Some((at_school, around)) = at_school.zip(share(Subject::Home, around.0)) else { return };
    let points = (at_school - around) * 100.0;
    let text = decimal(points.abs(), 0, state.view.language);
    let name = super::figures_panel::group_label(state, state.view.comparison.scheme, group);
    let key = if points.round() > 0.0 {
        "inspector-more"
    } else if points.round() < 0.0 {
        "inspector-fewer"
    } else {
        "inspector-as-many"
    };
    ui.label(state.tw(key, &[("points", &text), ("group", &name)]));
}

/// The flows of what is selected.
enum Listed {
    Found(Arc<Listing>),
    /// A worker is at it, or will be once nothing moves.
    Waiting,
}

impl State {
    /// The flows of the selected school or area in the groups that are compared, past the gate. Of a
    /// proposal every year is a town of its own, of which it takes long what may be told: a worker sees to
    /// that once the hand rests.
    fn listed_flows(&mut self, ctx: &Context) -> Listed {
        let of = match self.view.selection.primary() {
            None => return Listed::Waiting,
            Some(Hit::School(id)) => Of::School(id),
            Some(Hit::Area(id)) => Of::Area(id),
        };
        let (town, wanted, gate) = (self.dataset().clone(), self.listed_wanted(), self.view.gate);
        if !ShownFlows::at_hand(&town, wanted, gate) {
            return Listed::Waiting;
        }
        let of_town = town.clone();
        let work = move || flow_list(&of_town, of, wanted, gate, MOST_ROWS);
        if Arc::ptr_eq(&town, self.present()) {
            return Listed::Found(Arc::new(work()));
        }
        let key = (Same(town), wanted, of, gate);
        let moves = self.plans.dragged.is_some() || self.plans.playing.is_some();
        match self.workings.listed(ctx, key, moves, work) {
            Some(found) => Listed::Found(found),
            None => Listed::Waiting,
        }
    }
}

fn comes_from(state: &State, ui: &mut Ui, listed: &Listed, commands: &mut Commands) {
    let name = |i: usize| state.dataset().area(AreaId(i)).map(|a| a.name.clone()).unwrap_or_default();
    let hit = |i| Hit::Area(AreaId(i));
    flows(state, ui, "inspector-origin", listed, name, hit, commands);
}

fn goes_to(state: &State, ui: &mut Ui, listed: &Listed, commands: &mut Commands) {
    let name = |i: usize| state.dataset().school(SchoolId(i)).map(|s| s.name.clone()).unwrap_or_default();
    let hit = |i| Hit::School(SchoolId(i));
    flows(state, ui, "inspector-destination", listed, name, hit, commands);
}

fn flows(
    state: &State,
    ui: &mut Ui,
    title_key: &str,
    listed: &Listed,
    name: impl Fn(usize) -> String,
    hit: impl Fn(usize) -> Hit,
    commands: &mut Commands,
) {
    match listed {
        Listed::Waiting => {
            let theme = state.theme();
            ui.add_space(12.0);
            heading(ui, &state.t(title_key), &theme);
            ui.label(caption(state.t("inspector-flows-waiting"), &theme));
        }
        Listed::Found(found) => match found.as_ref() {
            Ok(Some(found)) => list(state, ui, title_key, found, name, hit, commands),
            // Where nothing was loaded to list, there is nothing to explain.
            Err(why) if why.key != "catchment-no-flows" => {
                let theme = state.theme();
                ui.add_space(12.0);
                heading(ui, &state.t(title_key), &theme);
                ui.label(caption(why.message(state.view.language), &theme));
            }
            Ok(None) | Err(_) => {}
        },
    }
}

fn list(
    state: &State,
    ui: &mut Ui,
    title_key: &str,
    flows: &FlowList,
    name: impl Fn(usize) -> String,
    hit: impl Fn(usize) -> Hit,
    commands: &mut Commands,
) {
    let theme = state.theme();
    ui.add_space(12.0);
    let title = state.t(title_key);
    let estimated = || state.tw("catchment-estimated", &[("rule", &title)]);
    heading(ui, &if flows.estimated.is_some() { estimated() } else { title.clone() }, &theme);
    let FlowList { named, others, rest, .. } = flows;
    let (others, rest) = (*others, *rest);
    let most = named.first().map_or(1.0, |(_, n)| *n);
    for (i, pupils) in named {
        ui.horizontal(|ui| {
            let width = ui.available_width();
            let text = name(*i);
            let link = eframe::egui::Button::new(&text).frame(false).truncate();
            let name_width = width * 0.48;
            let clicked = ui
                .allocate_ui([name_width, 20.0].into(), |ui| {
                    ui.set_width(name_width);
                    ui.add(link).clicked()
                })
                .inner;
            if clicked {
                commands.push(Command::GoTo(hit(*i)));
            }
            let bar = width * 0.36;
            ui.allocate_ui([bar, 20.0].into(), |ui| {
                ui.set_width(bar);
                let grey = theme.panel.mix(theme.muted, 0.5);
                share_bar(ui, &[(grey, pupils / most)], 7.0, &format!("{text}: {pupils}"), theme.panel);
            });
            ui.label(whole(*pupils, state.view.language));
        });
    }
    if others > 0 {
        let places = whole(others as f64, state.view.language);
        let text = match rest {
            Shown::Value(_) | Shown::Suppressed { .. } => {
                let count = count_text(state, rest);
                state.tw("inspector-rest", &[("places", &places), ("count", &count)])
            }
            Shown::Hidden | Shown::Unknown => state.tw("inspector-rest-hidden", &[("places", &places)]),
        };
        ui.label(caption(text, &theme));
    }
    if let Some(estimated) = &flows.estimated {
        ui.label(caption(estimated.what(state.view.language), &theme));
    }
}

fn coordinates(state: &State, ui: &mut Ui, x: f64, y: f64, what: &str) {
    let theme = state.theme();
    let language = state.view.language;
    let rd = format!("RD {}, {}", whole(x, language), whole(y, language));
    let degrees = rd_to_wgs84(x, y).map(|(lon, lat)| {
        let d = |v: f64| decimal(v, 5, language);
        format!("WGS84 {}° N, {}° {}", d(lat), d(lon), state.t("east"))
    });
    let text = [Some(format!("{what}: {rd}")), degrees].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    ui.label(caption(text, &theme));
}

/// From which files this comes, and whether it was counted.
fn sources(state: &State, ui: &mut Ui, shape: SourceId, subject: Subject) {
    let theme = state.theme();
    let dataset = state.dataset();
    let counts = table(state, subject);
    let mut titles: Vec<String> = Vec::new();
    for id in std::iter::once(shape).chain(counts.map(|t| t.source)) {
        let Some(source) = dataset.source(id) else { continue };
        let mut text = source.title_in(state.view.language);
        for part in [&source.publisher, &source.date, &source.licence].into_iter().flatten() {
            text.push_str(", ");
            text.push_str(part);
        }
        if !titles.contains(&text) {
            titles.push(text);
        }
    }
    ui.label(caption(state.tw("inspector-source", &[("source", &titles.join("; "))]), &theme));
    let basis = counts.map(|t| t.basis).unwrap_or_default();
    if basis != Basis::Counted {
        let key = if basis == Basis::Modelled { "basis-modelled" } else { "basis-estimated" };
        chip(ui, &state.t(key), &state.t("mark-model-why"), theme.model, theme.model_soft);
    }
}
