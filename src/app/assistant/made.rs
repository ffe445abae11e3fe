//! What came of it: rows kept and refused per file, the findings, and saving both.

use std::path::Path;

use eframe::egui::{Grid, RichText, ScrollArea, Ui};

use super::work::{Order, Town, Work};
use super::{Assistant, Step, cancel_button, field, path_of};
use crate::app::command::{Command, Commands};
use crate::app::dialogs::listed;
use crate::app::elements::primary;
use crate::app::layers_panel::capital;
use crate::app::search::levels_key;
use crate::app::state::State;
use crate::app::style::{caption, color, strong};
use crate::join::JoinReport;
use crate::number::whole;

/// A town that was made, and where it goes.
#[derive(Debug)]
pub(super) struct Made {
    town: Town,
    path: String,
    list: String,
    /// What was saved last.
    pub(super) told: Option<String>,
}

impl Made {
    pub(super) fn new(town: Town, folder: &Path) -> Self {
        // A name with a slash is no file.
        let name: String =
            town.order.name.chars().map(|c| if "/\\:*?\"<>|".contains(c) { '-' } else { c }).collect();
        let path = |file: String| folder.join(file).display().to_string();
        Self {
            path: path(format!("{name}.gpkg")),
            list: path(format!("{name} meldingen.csv")),
            town,
            told: None,
        }
    }
}

pub(super) fn show(state: &State, ui: &mut Ui, assistant: &mut Assistant, commands: &mut Commands) {
    let Assistant { step: Step::Made(made), .. } = assistant else { return };
    let language = state.view.language;
    let theme = state.theme();
    let dataset = &made.town.dataset;
    let number = |n: usize| whole(n as f64, language);
    let mut parts: Vec<String> = Vec::new();
    for level in dataset.levels() {
        parts.push(format!("{} {}", number(dataset.areas_of(level).count()), state.t(levels_key(level))));
    }
    parts.push(state.tw("assistant-schools", &[("count", &number(dataset.schools().len()))]));
    ui.label(strong(format!("{}: {}", dataset.name(), parts.join(", "))));
    ui.add_space(6.0);
    let height = (ui.ctx().content_rect().height() - 440.0).clamp(140.0, 420.0);
    ScrollArea::both().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        reports(state, ui, &made.town.reports);
        let notices = &made.town.notices;
        if !notices.is_empty() {
            ui.add_space(8.0);
            ui.label(strong(state.notices_text(notices.len())));
            listed(state, ui, notices);
        }
    });
    ui.add_space(8.0);
    let mut next = None;
    field(state, ui, "assistant-list", &mut made.list, f32::INFINITY);
    ui.horizontal(|ui| {
        if ui.button(state.t("assistant-list-save")).clicked() {
            let order: Order = made.town.order.clone();
            next = Some(Work::save_list(ui.ctx(), language, order, path_of(&made.list)));
        }
        if let Some(told) = &made.told {
            ui.label(RichText::new(told).color(color(theme.accent)));
        }
    });
    field(state, ui, "assistant-project", &mut made.path, f32::INFINITY);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let ready = !made.path.trim().is_empty();
        if ui.add_enabled(ready, primary(state, &state.t("assistant-save"))).clicked() {
            commands.push(take(made, true));
        }
        if ui.button(state.t("assistant-open-only")).clicked() {
            commands.push(take(made, false));
        }
        cancel_button(state, ui, commands);
    });
    if let Some(work) = next {
        assistant.failed = None;
        assistant.work = Some(work);
    }
}

fn take(made: &Made, save: bool) -> Command {
    Command::TakeTown {
        dataset: made.town.dataset.clone(),
        notices: Box::new(made.town.notices.clone()),
        path: save.then(|| path_of(&made.path)),
    }
}

/// What became of the rows of each file.
fn reports(state: &State, ui: &mut Ui, reports: &[JoinReport]) {
    let theme = state.theme();
    let number = |n: usize| whole(n as f64, state.view.language);
    Grid::new("reports").num_columns(6).min_row_height(20.0).spacing([12.0, 2.0]).show(ui, |ui| {
        for key in [
            "import-file",
            "import-kind",
            "import-rows",
            "assistant-kept",
            "assistant-refused",
            "assistant-elsewhere",
        ] {
            ui.label(caption(state.t(key), &theme));
        }
        ui.end_row();
        for report in reports {
            ui.label(&report.file);
            ui.label(caption(capital(&state.t(report.kind.label_key())), &theme));
            let (lines, rows) = (number(report.lines), number(report.rows));
            let several = report.lines < report.rows;
            let args = [("lines", lines.as_str()), ("rows", rows.as_str())];
            ui.label(if several { state.tw("assistant-rows-numbers", &args) } else { rows });
            ui.label(number(report.used));
            let lost = report.refused + report.unmatched.len();
            let text = RichText::new(number(lost));
            ui.label(if lost > 0 { text.color(color(theme.warn)) } else { text });
            ui.label(number(report.elsewhere));
            ui.end_row();
        }
    });
}
