//! Which columns the table has, and in which order: a person's choice, kept with the settings.
//!
//! A choice names columns by keys that outlive a project (`code`, `share:laag`); a column that no choice
//! speaks of stands where it usually stands. In the settings a key with a minus before it is off.

use eframe::egui::{Button, Checkbox, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui, vec2};
use egui_material_icons::icons::{ICON_ARROW_DOWNWARD, ICON_ARROW_UPWARD};

use crate::app::elements::named;
use crate::app::figure_choice;
use crate::app::state::State;
use crate::app::style::{CONTROL, caption};
use crate::report::table::Column as FileColumn;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Name,
    Code,
    Board,
    Denomination,
    Postcode,
    /// The wijk in which a school stands, or the area of which an area is a part.
    Around,
    Pupils,
    /// Pupils of a group, by its position in the scheme.
    Count(usize),
    Share(usize),
    /// The figure that colours the map.
    Figure,
}

impl Column {
    /// Whether it holds numbers, of which the greatest come first.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Pupils | Self::Count(_) | Self::Share(_) | Self::Figure)
    }

    /// Whether it is there until it is put away.
    fn is_usual(self) -> bool {
        matches!(self, Self::Name | Self::Code | Self::Pupils | Self::Share(_) | Self::Figure)
    }

    pub fn key(self, state: &State) -> String {
        let scheme = state.dataset().schemes().get(state.view.comparison.scheme);
        let group = |at: usize| scheme.and_then(|s| s.groups.get(at)).map_or("", |g| g.key.as_str());
        match self {
            Self::Name => "name".to_owned(),
            Self::Code => "code".to_owned(),
            Self::Board => "board".to_owned(),
            Self::Denomination => "denomination".to_owned(),
            Self::Postcode => "postcode".to_owned(),
            Self::Around => "around".to_owned(),
            Self::Pupils => "pupils".to_owned(),
            Self::Count(at) => format!("count:{}", group(at)),
            Self::Share(at) => format!("share:{}", group(at)),
            Self::Figure => "figure".to_owned(),
        }
    }

    /// The column in a file: its title says of what it is by itself.
    pub fn in_file(self, state: &State) -> FileColumn {
        let group = |at: usize| {
            let scheme = state.dataset().schemes().get(state.view.comparison.scheme);
            let group = scheme.and_then(|s| s.groups.get(at));
            group.map(|g| (g.key.clone(), g.name_in(state.view.language))).unwrap_or_default()
        };
        match self {
            Self::Pupils => FileColumn::number("pupils", state.t("report-pupils"), 9),
            Self::Count(at) => {
                let (key, name) = group(at);
                FileColumn::number(key, name, 9)
            }
            Self::Share(at) => {
                let (key, name) = group(at);
                let title = state.tw("report-share-of", &[("group", &name)]);
                FileColumn::number(format!("{key}_share"), title, 9)
            }
            Self::Figure => FileColumn::number("figure", self.heading(state), 9),
            // As the table of a report names it.
            Self::Around if !state.view.table_of_schools => {
                FileColumn::text("within", self.heading(state), 18)
            }
            other => FileColumn::text(&other.key(state), other.heading(state), 18),
        }
    }

    /// What stands above it.
    pub fn heading(self, state: &State) -> String {
        let group = |at: usize| {
            let groups = crate::app::inspector::groups(state);
            groups.get(at).map(|(name, _)| name.clone()).unwrap_or_default()
        };
        match self {
            Self::Name => state.t("table-name"),
            Self::Code => state.t("table-code"),
            Self::Board => state.t("table-board"),
            Self::Denomination => state.t("table-denomination"),
            Self::Postcode => state.t("table-postcode"),
            Self::Around if state.view.table_of_schools => state.t("table-around"),
            Self::Around => state.t("table-parent"),
            Self::Pupils => state.t("table-pupils"),
            Self::Count(at) => state.tw("table-count-of", &[("group", &group(at))]),
            Self::Share(at) => group(at),
            Self::Figure => figure_choice::of_table(state).map(figure_choice::heading_of).unwrap_or_default(),
        }
    }
}

/// Every column that the table can have now, in the usual order.
fn usual(state: &State) -> Vec<Column> {
    let scheme = state.dataset().schemes().get(state.view.comparison.scheme);
    let groups = scheme.map_or(0, |s| s.groups.len());
    let mut out = vec![Column::Name, Column::Code];
    if state.view.table_of_schools {
        out.extend([Column::Board, Column::Denomination, Column::Postcode]);
    }
    out.extend([Column::Around, Column::Pupils]);
    out.extend((0..groups).map(Column::Share));
    out.extend((0..groups).map(Column::Count));
    out.extend(figure_choice::of_table(state).map(|_| Column::Figure));
    out
}

/// All columns as they are arranged, and whether each is shown. The name always stands first.
fn arranged(state: &State) -> Vec<(Column, bool)> {
    let usual = usual(state);
    let decided = &state.window.preferences.columns;
    let of_key = |key: &str| usual.iter().copied().find(|c| c.key(state) == key);
    let mut out: Vec<(Column, bool)> = Vec::new();
    for entry in decided {
        let (key, shown) = entry.strip_prefix('-').map_or((entry.as_str(), true), |key| (key, false));
        let column = of_key(key).filter(|c| *c != Column::Name && out.iter().all(|(known, _)| known != c));
        out.extend(column.map(|column| (column, shown)));
    }
    out.insert(0, (Column::Name, true));
    for (at, column) in usual.iter().enumerate() {
        if out.iter().any(|(known, _)| known == column) {
            continue;
        }
        let before = usual.get(at.wrapping_sub(1));
        let place = before.and_then(|b| out.iter().position(|(known, _)| known == b));
        out.insert(place.map_or(out.len(), |p| p + 1), (*column, column.is_usual()));
    }
    out
}

/// The columns that are shown, from left to right.
pub fn shown(state: &State) -> Vec<Column> {
    arranged(state).into_iter().filter(|(_, shown)| *shown).map(|(column, _)| column).collect()
}

/// Notes an arrangement; columns of other towns keep their place at the end.
fn keep(state: &mut State, columns: &[(Column, bool)]) {
    let all = columns.iter().filter(|(column, _)| *column != Column::Name);
    let now: Vec<(String, bool)> = all.map(|(column, shown)| (column.key(state), *shown)).collect();
    let preferences = &mut state.window.preferences.columns;
    let bare = |entry: &str| entry.strip_prefix('-').unwrap_or(entry).to_owned();
    preferences.retain(|entry| now.iter().all(|(key, _)| *key != bare(entry)));
    let entries = now.into_iter().map(|(key, shown)| if shown { key } else { format!("-{key}") });
    preferences.splice(0..0, entries);
}

/// The button that opens the list of columns.
pub fn button(state: &mut State, ui: &mut Ui) {
    let button = ui.add(Button::new(state.t("table-columns")).min_size(vec2(0.0, CONTROL)));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(280.0);
        ui.label(caption(state.t("table-columns-what"), &state.theme()));
        ScrollArea::vertical().max_height(340.0).show(ui, |ui| list(state, ui));
        if ui.link(caption(state.t("table-columns-usual"), &state.theme())).clicked() {
            state.window.preferences.columns.clear();
        }
    });
}

fn list(state: &mut State, ui: &mut Ui) {
    let mut columns = arranged(state);
    let mut change = None;
    let last = columns.len().saturating_sub(1);
    for (at, (column, shown)) in columns.iter().enumerate() {
        let name = column.heading(state);
        let name = match column {
            Column::Share(_) => state.tw("table-share-of", &[("group", &name)]),
            _ => name,
        };
        ui.horizontal(|ui| {
            ui.set_min_height(CONTROL);
            let mut on = *shown;
            // A row without a name would be of nothing.
            let can = *column != Column::Name;
            if ui.add_enabled(can, Checkbox::new(&mut on, &name)).clicked() {
                change = Some((at, None));
            }
            ui.with_layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center), |ui| {
                for (icon, up, can, key) in [
                    (ICON_ARROW_DOWNWARD, false, can && at < last, "table-column-later"),
                    (ICON_ARROW_UPWARD, true, can && at > 1, "table-column-earlier"),
                ] {
                    let button = Button::new(RichText::from(icon).size(16.0)).frame_when_inactive(false);
                    let response = ui.add_enabled(can, button.min_size(vec2(CONTROL, CONTROL)));
                    if named(response, &state.tw(key, &[("column", &name)])).clicked() {
                        change = Some((at, Some(up)));
                    }
                }
            });
        });
    }
    match change {
        Some((at, None)) => {
            if let Some((_, shown)) = columns.get_mut(at) {
                *shown = !*shown;
            }
        }
        Some((at, Some(true))) => columns.swap(at, at - 1),
        Some((at, Some(false))) => columns.swap(at, at + 1),
        None => return,
    }
    keep(state, &columns);
}
