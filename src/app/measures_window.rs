//! The window of measures: all of them side by side, within and between, towns, and the quotation.

use std::sync::Arc;

use eframe::egui::{Label, RichText, ScrollArea, Sense, TextWrapMode, Ui, UiBuilder, vec2};

use super::chance;
use super::elements::{row, share_bar};
use super::figures_panel::{group_label, other_label};
use super::layers_panel::capital;
use super::reference_card;
use super::search::levels_key;
use super::state::State;
use super::style::{caption, color, section, strong, title};
use super::workings::{Drawn, Measures};
use super::years;
use crate::figures::agreement::{Row, Value, Verdict, verdict};
use crate::figures::limits::{range_in_figures, range_with_marks};
use crate::figures::quote::quote;
use crate::figures::splits::{Division, Split};
use crate::measure::catalogue::{BIAS_CORRECTED, CHANCE_ADJUSTED};
use crate::measure::{Kind, Measure};
use crate::notice::Notice;
use crate::number::{DASH, decimal, percent, whole};

/// What the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    #[default]
    All,
    Splits,
    Years,
    Towns,
    Quote,
}

const WIDTH: f32 = 900.0;
const NUMBER: f32 = 84.0;
const NAME: f32 = 236.0;
const RANGE: f32 = 84.0;

pub fn show(state: &mut State, ui: &mut Ui, tab: &mut Tab) {
    let room = ui.ctx().content_rect().size() - vec2(120.0, 240.0);
    ui.set_width(WIDTH.min(room.x));
    ui.label(title(state.t("command-measures")));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        for (of, key) in [
            (Tab::All, "measures-tab-all"),
            (Tab::Splits, "measures-tab-splits"),
            (Tab::Years, "measures-tab-years"),
            (Tab::Towns, "measures-tab-towns"),
            (Tab::Quote, "quote-title"),
        ] {
            if ui.selectable_label(*tab == of, state.t(key)).clicked() {
                *tab = of;
            }
        }
    });
    ui.add_space(8.0);
    // One height for all tabs: the window stays where it is.
    let height = room.y.clamp(200.0, 560.0);
    let scroll = ScrollArea::vertical().id_salt(("measures", *tab)).auto_shrink([false, false]);
    scroll.min_scrolled_height(height).max_height(height).show(ui, |ui| {
        // Room for the scroll bar, which would lie over the text.
        ui.set_max_width(ui.available_width() - 16.0);
        match tab {
            Tab::All => with_measures(state, ui, all),
            Tab::Splits => with_measures(state, ui, splits),
            Tab::Years => with_measures(state, ui, years::show),
            Tab::Towns => reference_card::show(state, ui),
            Tab::Quote => to_quote(state, ui),
        }
    });
}

pub(super) fn with_measures(state: &mut State, ui: &mut Ui, show: fn(&mut State, &mut Ui, &Measures)) {
    if state.tells_too_much() {
        ui.label(state.t("report-measures-withheld"));
        return;
    }
    let found: Option<Arc<Result<Measures, Notice>>> = state.measures(ui.ctx());
    match found.as_deref() {
        None => chance::running(state, ui, Drawn::Measures, "measures-running"),
        Some(Err(notice)) => chance::not_done(state, ui, Drawn::Measures, notice),
        Some(Ok(measures)) => show(state, ui, measures),
    }
}

/// One line of a table: cells of fixed width, and a last one that wraps in what is left, or under the
/// others where that is too little to read, as with large text.
fn line(ui: &mut Ui, cells: &[(f32, RichText)], last: RichText, hover: Option<&str>) {
    const GAP: f32 = 12.0;
    const LEAST: f32 = 160.0;
    let fixed: f32 = cells.iter().map(|(width, _)| width + GAP).sum();
    let beside = ui.available_width() - fixed >= LEAST;
    let under = (!beside).then(|| last.clone());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for (i, (width, text)) in cells.iter().enumerate() {
            let left = ui.cursor().min;
            let number = i > 0;
            let label = Label::new(text.clone())
                .wrap_mode(if number { TextWrapMode::Extend } else { TextWrapMode::Wrap })
                .sense(Sense::hover());
            let rect = eframe::egui::Rect::from_min_size(left, vec2(*width, 18.0));
            let layout = if number {
                eframe::egui::Layout::right_to_left(eframe::egui::Align::Min)
            } else {
                eframe::egui::Layout::left_to_right(eframe::egui::Align::Min).with_main_wrap(true)
            };
            let mut cell = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
            let response = cell.add(label);
            if let Some(hover) = hover.filter(|_| !number) {
                response.on_hover_text(hover);
            }
            ui.allocate_exact_size(vec2(*width, cell.min_rect().height().max(18.0)), Sense::hover());
        }
        if beside {
            ui.vertical(|ui| {
                // Smaller type, on the line of the rest.
                ui.add_space(if hover.is_some() { 2.0 } else { 0.0 });
                ui.add(Label::new(last).wrap());
            });
        }
    });
    // The heading of the last column says nothing where there is none.
    if let Some(last) = under.filter(|_| hover.is_some()) {
        ui.add(Label::new(last).wrap());
    }
}

fn all(state: &mut State, ui: &mut Ui, measures: &Measures) {
    let theme = state.theme();
    let table = &measures.table;
    let level = capital(&state.t(levels_key(state.view.choice.level)));
    verdicts(state, ui, measures);
    if table.hidden {
        ui.label(caption(state.t("measures-hidden"), &theme));
    }
    if table.has_areas {
        let note = state.tw("measures-areas-note", &[("level", &level)]);
        ui.label(caption(note, &theme));
        ui.add_space(8.0);
    }
    let mut head = vec![(NAME, caption(state.t("measures-name"), &theme))];
    head.push((NUMBER, caption(state.t("measures-schools"), &theme)));
    if table.has_areas {
        head.push((NUMBER, caption(&level, &theme)));
    }
    if let Some(year) = table.earlier_year {
        head.push((NUMBER, caption(year.to_string(), &theme)));
    }
    head.push((RANGE, caption(state.t("measures-range"), &theme)));
    line(ui, &head, caption(state.t("measures-meaning"), &theme), None);
    let comparison = state.view.comparison;
    let (group, other) =
        (group_label(state, comparison.scheme, comparison.group), other_label(state, comparison));
    let pair = state.tw("measures-pair", &[("group", &group), ("other", &other)]);
    let kinds = [
        (Kind::TwoGroup, pair),
        (Kind::MultiGroup, state.t("measures-groups")),
        (Kind::Ordered, state.t("measures-ordered")),
    ];
    for (kind, name) in kinds {
        let rows: Vec<&Row> = table.rows.iter().filter(|r| r.measure.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        ui.add_space(8.0);
        ui.label(section(&name, &theme));
        for found in rows {
            measure_row(
                state,
                ui,
                found.measure,
                values(table.has_areas, table.earlier_year.is_some(), found),
            );
        }
    }
    ui.add_space(8.0);
    ui.label(section(&state.t("measures-chance"), &theme));
    let certainty = state.certainty(ui.ctx());
    let certainty = certainty.as_deref().and_then(|c| c.as_ref().ok()).and_then(|c| c.as_ref());
    let hidden = |measure: &Measure| table.drawn.iter().find(|(m, _)| m.id == measure.id).map(|(_, v)| *v);
    let corrected = certainty.and_then(|c| c.over_pupils.as_ref()).map(|b| b.bias_corrected);
    let adjusted = certainty.and_then(|c| c.chance.as_ref().ok()).and_then(|c| c.adjusted);
    for (measure, value) in [(&BIAS_CORRECTED, corrected), (&CHANCE_ADJUSTED, adjusted)] {
        let drawn = value.map_or(Value::Undefined, Value::Exact);
        let schools = hidden(measure).unwrap_or(drawn);
        let found = Row { measure, schools, areas: Value::Undefined, earlier: Value::Undefined };
        measure_row(state, ui, measure, values(table.has_areas, table.earlier_year.is_some(), &found));
    }
}

fn values(areas: bool, earlier: bool, found: &Row) -> Vec<Value> {
    let mut out = vec![found.schools];
    if areas {
        out.push(found.areas);
    }
    if earlier {
        out.push(found.earlier);
    }
    out
}

fn measure_row(state: &State, ui: &mut Ui, measure: &'static Measure, values: Vec<Value>) {
    let theme = state.theme();
    let language = state.view.language;
    let number = |v: Value| match v {
        Value::Undefined => DASH.to_owned(),
        Value::Exact(v) => decimal(v, 3, language),
        Value::Range(bounds) => range_with_marks(&bounds, language),
    };
    let mut cells = vec![(NAME, RichText::new(measure.name(language)))];
    cells.extend(values.into_iter().map(|v| (NUMBER, RichText::new(number(v)))));
    let plain = |v: f64| decimal(v, 0, language);
    let range = match (measure.least, measure.greatest) {
        (Some(least), Some(greatest)) => {
            state.tw("measures-full-range", &[("least", &plain(least)), ("greatest", &plain(greatest))])
        }
        (Some(least), None) => state.tw("measures-open-range", &[("least", &plain(least))]),
        _ => DASH.to_owned(),
    };
    cells.push((RANGE, RichText::new(range).color(color(theme.muted))));
    let args = [("formula", measure.formula), ("citation", measure.citation)];
    let hover = state.tw("measures-formula", &args);
    line(ui, &cells, caption(measure.meaning(language), &theme), Some(&hover));
}

/// What the measures say of schools beside areas, and of two years.
fn verdicts(state: &State, ui: &mut Ui, measures: &Measures) {
    let theme = state.theme();
    let table = &measures.table;
    let mut texts = Vec::new();
    if table.has_areas {
        let found = verdict(table.rows.iter().map(|r| (r.measure, r.areas, r.schools)));
        let keys =
            ["verdict-more-areas", "verdict-fewer-areas", "verdict-equal-areas", "verdict-split-areas"];
        if !found.is_empty() {
            texts.push((found.disagree(), verdict_text(state, &found, keys, "")));
        }
    }
    if let Some(year) = table.earlier_year {
        let found = verdict(table.rows.iter().map(|r| (r.measure, r.earlier, r.schools)));
        let keys =
            ["verdict-more-years", "verdict-fewer-years", "verdict-equal-years", "verdict-split-years"];
        if !found.is_empty() {
            texts.push((found.disagree(), verdict_text(state, &found, keys, &year.to_string())));
        }
    }
    for (disagree, text) in &texts {
        if *disagree {
            ui.label(strong(state.t("verdict-split")).color(color(theme.warn)));
            ui.label(text);
        } else {
            ui.label(strong(text));
        }
    }
    if texts.iter().any(|(disagree, _)| *disagree) {
        ui.label(caption(state.t("verdict-why"), &theme));
    }
}

fn verdict_text(state: &State, found: &Verdict, keys: [&str; 4], year: &str) -> String {
    let [more_key, fewer_key, equal_key, split_key] = keys;
    let names = |list: &[&'static Measure]| {
        let mut names: Vec<String> = list.iter().map(|m| m.name(state.view.language)).collect();
        names.dedup();
        names.join(", ")
    };
    let (more, fewer) = (names(&found.more), names(&found.fewer));
    let key = match (found.more.is_empty(), found.fewer.is_empty()) {
        (false, false) => split_key,
        (false, true) => more_key,
        (true, false) => fewer_key,
        (true, true) => equal_key,
    };
    state.tw(key, &[("more", &more), ("fewer", &fewer), ("year", year)])
}

fn splits(state: &mut State, ui: &mut Ui, measures: &Measures) {
    let theme = state.theme();
    if measures.splits.is_empty() {
        ui.label(state.t("splits-none"));
        return;
    }
    ui.label(caption(state.t("splits-what"), &theme));
    for split in &measures.splits {
        ui.add_space(16.0);
        one_split(state, ui, split);
    }
}

fn one_split(state: &State, ui: &mut Ui, split: &Split) {
    let theme = state.theme();
    let language = state.view.language;
    let (name, sentence) = match split.division {
        Division::Wijk => ("splits-wijk", "splits-wijk-sentence"),
        Division::Buurt => ("splits-buurt", "splits-buurt-sentence"),
        Division::Board => ("splits-board", "splits-board-sentence"),
        Division::Denomination => ("splits-denomination", "splits-denomination-sentence"),
        Division::Kind => ("splits-kind", "splits-kind-sentence"),
        Division::Attribute(_) => ("splits-column", "splits-column-sentence"),
    };
    let column = split.division.name(state.dataset());
    ui.label(section(&state.tw(name, &[("column", column)]), &theme));
    let Some(between) = split.between_share() else {
        ui.label(state.t("splits-zero"));
        return;
    };
    // Both are rounded so that together they are a hundred.
    let between_whole = (between * 100.0).round() / 100.0;
    let (outside, inside) = (percent(between_whole, 0, language), percent(1.0 - between_whole, 0, language));
    let (outside, inside) = match split.limits.map(|l| l.share) {
        Some((least, greatest)) => {
            let range = |least, greatest| range_in_figures(least, greatest, language);
            (range(least, greatest), range(1.0 - greatest, 1.0 - least))
        }
        None => (outside, inside),
    };
    let args = [("between", outside.as_str()), ("within", inside.as_str())];
    let sentence = state.tw(sentence, &args);
    ui.label(&sentence);
    let soft = theme.panel.mix(theme.accent, 0.45);
    let parts = match split.limits.map(|l| l.share) {
        // What hidden counts leave open belongs to neither.
        Some((least, greatest)) => {
            vec![(theme.accent, least), (theme.neutral, greatest - least), (soft, 1.0 - greatest)]
        }
        None => vec![(theme.accent, between), (soft, 1.0 - between)],
    };
    share_bar(ui, &parts, 16.0, &sentence, theme.neutral);
    row(
        ui,
        caption(state.tw("splits-between", &args), &theme),
        caption(state.tw("splits-within", &args), &theme),
    );
    let number = |v: Option<f64>, limits: Option<(f64, f64)>| match limits {
        // Outwards, so that the rounded range still holds every possible value.
        Some((least, greatest)) => {
            let (least, greatest) = ((least * 100.0).floor() / 100.0, (greatest * 100.0).ceil() / 100.0);
            format!("{}–{}", decimal(least, 2, language), decimal(greatest, 2, language))
        }
        None => v.map_or(DASH.to_owned(), |v| decimal(v, 3, language)),
    };
    let limits = split.limits;
    let parts = whole(split.parts.clusters.len() as f64, language);
    let detail = state.tw(
        "splits-detail",
        &[
            ("parts", &parts),
            ("total", &number(split.parts.m_total, limits.map(|l| l.total))),
            ("between", &number(split.parts.m_between, limits.map(|l| l.between))),
            ("within", &number(split.parts.m_within, limits.map(|l| l.within))),
        ],
    );
    ui.label(caption(detail, &theme));
    if split.says_little() {
        let single = whole(split.single as f64, language);
        let note = state.tw("splits-single", &[("single", &single), ("parts", &parts)]);
        ui.label(caption(note, &theme));
    }
    if split.hidden > 0 && split.limits.is_some() {
        let count = whole(split.hidden as f64, language);
        ui.label(caption(state.tw("splits-hidden", &[("count", &count)]), &theme));
    }
    if split.left_out > 0 {
        let count = whole(split.left_out as f64, language);
        ui.label(caption(state.tw("splits-left-out", &[("count", &count)]), &theme));
    }
}

/// The sentences to quote, with a button that copies them.
fn to_quote(state: &mut State, ui: &mut Ui) {
    let certainty = state.certainty(ui.ctx());
    let certainty = certainty.as_deref().and_then(|c| c.as_ref().ok()).and_then(|c| c.as_ref());
    let chance = certainty.and_then(|c| c.chance.as_ref().ok()).map(|c| c.expected);
    let headline = state.headline().clone().ok().flatten();
    let (dataset, comparison, language) = (state.dataset(), state.view.comparison, state.view.language);
    let found = headline.and_then(|h| quote(dataset, comparison, &h, chance, language));
    let Some(found) = found else {
        ui.label(state.t("quote-none"));
        return;
    };
    let [one, swap] = &found.readings;
    let text = found.text();
    ui.set_max_width(640.0);
    ui.add(Label::new(RichText::new(one).size(super::style::TITLE)).selectable(true).wrap());
    ui.add_space(8.0);
    ui.add(Label::new(swap).selectable(true).wrap());
    ui.add(Label::new(strong(&found.correction)).selectable(true).wrap());
    let soft = [&found.hidden, &found.left_out, &found.chance, &found.basis];
    let soft: Vec<&str> = soft.into_iter().flatten().map(String::as_str).collect();
    if !soft.is_empty() {
        ui.add(Label::new(soft.join(" ")).selectable(true).wrap());
    }
    ui.add(Label::new(caption(&found.source, &state.theme())).selectable(true).wrap());
    ui.add_space(12.0);
    if ui.button(state.t("quote-copy")).clicked() {
        ui.ctx().copy_text(text);
        state.message = Some(state.t("quote-copied"));
    }
    if let Some(message) = state.message.as_ref().filter(|m| **m == state.t("quote-copied")) {
        ui.label(caption(message, &state.theme()));
    }
}
