//! Every school before and after: exposure, isolation and its part in η².

use eframe::egui::{
    Align, Checkbox, Grid, Label, Layout, RichText, Role, ScrollArea, TextWrapMode, Ui, WidgetInfo,
};

use super::figures::{others_left_out, signed, signed_points};
use crate::app::command::{Command, Commands};
use crate::app::figures_panel::{group_label, other_label};
use crate::app::state::State;
use crate::app::style::{caption, color, strong, title};
use crate::friendship::contact::Change;
use crate::friendship::schools::{OneSchool, schools};
use crate::number::{DASH, decimal, percent};
use crate::text::Language;

const WIDTH: f32 = 860.0;
/// Height of the window that everything but the rows takes.
const ROOM_AROUND: f32 = 330.0;

/// What is shown of the schools.
#[derive(Clone, Copy, Debug, Default)]
pub struct SchoolsForm {
    /// Those without partners too.
    all: bool,
}

/// A figure of a school: its words, and how a change of it is written.
type Figure = (&'static str, &'static str, fn(&OneSchool) -> Change, bool);

const FIGURES: [Figure; 3] = [
    ("friends-compare-exposure", "friends-exposure-why", |s| s.exposure, true),
    ("friends-compare-isolation", "friends-isolation-why", |s| s.isolation, true),
    ("friends-schools-eta", "friends-schools-eta-why", |s| s.eta2_part, false),
];

pub(super) fn show(state: &mut State, ui: &mut Ui, form: &mut SchoolsForm, commands: &mut Commands) {
    ui.set_width(WIDTH);
    let theme = state.theme();
    let year = state.plans.year.to_string();
    ui.label(title(state.tw("friends-schools-each", &[("year", &year)])));
    let comparison = state.view.comparison;
    let (group, other) =
        (group_label(state, comparison.scheme, comparison.group), other_label(state, comparison));
    let args = [("group", group.as_str()), ("other", other.as_str())];
    ui.label(caption(state.tw("friends-schools-what", &args), &theme));
    ui.label(caption(state.t("friends-schools-eta-why"), &theme));
    if let Ok(shown) = state.kept_town()
        && let Some(text) = others_left_out(state, &shown)
    {
        ui.label(caption(text, &theme));
    }
    ui.add_space(4.0);
    ui.add(Checkbox::new(&mut form.all, state.t("friends-schools-all")));
    ui.add_space(4.0);
    match state.kept_town() {
        Ok(_) => table(state, ui, *form),
        Err(notice) => {
            ui.label(RichText::new(notice.what(state.view.language)).color(color(theme.warn)));
        }
    }
    ui.add_space(8.0);
    ui.label(caption(state.t("friends-opportunity-short"), &theme));
    if ui.button(state.t("command-close")).clicked() {
        commands.push(Command::CloseDialog);
    }
}

fn table(state: &mut State, ui: &mut Ui, form: SchoolsForm) {
    let (Ok(shown), Some(brings)) = (state.kept_town(), state.brings()) else { return };
    let theme = state.theme();
    let language = state.view.language;
    let units = brings.units(&shown.town);
    let town = (shown.telling.town(), shown.telling.town());
    let partners = |unit: usize| units.iter().any(|group| group.contains(&unit));
    let name = |unit: usize| {
        let id = shown.town.school(unit)?;
        state.dataset().school(id).map(|s| s.name.clone())
    };
    let mut rows: Vec<(String, OneSchool)> = schools(&brings.contact, shown.town.counts())
        .into_iter()
        .filter(|one| form.all || partners(one.unit))
        .filter_map(|one| Some((name(one.unit)?, one)))
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let hidden = state.t("shown-hidden");
    let room = (ui.ctx().content_rect().height() - ROOM_AROUND).max(120.0);
    ScrollArea::vertical().id_salt("each_school").max_height(room).auto_shrink([false, true]).show(
        ui,
        |ui| {
            Grid::new("friends-each-school").num_columns(11).spacing([14.0, 3.0]).show(ui, |ui| {
                ui.label(caption(state.t("friends-full-school-name"), &theme));
                for (key, why, _, _) in FIGURES {
                    let words = state.t(key);
                    for part in ["friends-before", "friends-after", "friends-after-difference"] {
                        let text = if part == "friends-before" { words.clone() + " " } else { String::new() };
                        right(ui, caption(format!("{text}{}", state.t(part)), &theme))
                            .on_hover_text(state.t(why));
                    }
                }
                // The last column would take all the room that is left.
                ui.label("");
                ui.end_row();
                for (name, one) in &rows {
                    let open = shown.telling.met(one.unit, &units);
                    let mut said = Vec::new();
                    ui.add(Label::new(strong(name)).wrap_mode(TextWrapMode::Extend));
                    for (key, _, of, is_share) in FIGURES {
                        // The share of the town stands in the parts in η².
                        let may = if is_share { (open, open) } else { (open && town.0, open && town.1) };
                        let cells = cells(of(one), is_share, may, &hidden, language);
                        said.push(format!("{} {}", state.t(key), cells.join(", ")));
                        for (at, text) in cells.into_iter().enumerate() {
                            let ink = if at == 1 { theme.text } else { theme.muted };
                            right(ui, RichText::new(text).color(color(ink)));
                        }
                    }
                    let words = format!("{name}: {}", said.join("; "));
                    let response = ui.label("");
                    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &words));
                    ui.end_row();
                }
            });
        },
    );
}

/// Before, after and difference; a dash where a figure is not defined.
fn cells(change: Change, is_share: bool, may: (bool, bool), hidden: &str, language: Language) -> [String; 3] {
    let figure = |value: Option<f64>, told: bool| match value {
        None => DASH.to_owned(),
        Some(_) if !told => hidden.to_owned(),
        Some(value) if is_share => percent(value, 1, language),
        Some(value) => decimal(value, 4, language),
    };
    let difference = match change.difference() {
        None => DASH.to_owned(),
        Some(_) if !(may.0 && may.1) => hidden.to_owned(),
        Some(value) if is_share => signed_points(value, 1, language),
        Some(value) => signed(value, 4, language),
    };
    [figure(change.before, may.0), figure(change.after, may.1), difference]
}

fn right(ui: &mut Ui, text: RichText) -> eframe::egui::Response {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text)).inner
}
