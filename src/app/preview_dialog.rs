//! What was recognised in files, before they are added.

use eframe::egui::{ComboBox, Grid, RichText, ScrollArea, Ui};

use super::command::{Command, Commands};
use super::dialogs::{listed, one_notice};
use super::elements::name_combo;
use super::import::{FileEntry, Preview};
use super::layers_panel::capital;
use super::state::State;
use super::style::{caption, color, strong, title};
use crate::crs::Crs;
use crate::number::whole;
use crate::source::Basis;

/// Draws the preview; true when something was corrected and the files must be read again.
pub fn show(
    state: &State,
    ui: &mut Ui,
    preview: &mut Preview,
    reading: bool,
    commands: &mut Commands,
) -> bool {
    let mut again = false;
    ui.set_width((ui.ctx().content_rect().width() - 120.0).clamp(480.0, 980.0));
    ui.label(title(state.t("import-title")));
    ui.label(caption(state.t("import-what"), &state.theme()));
    ui.add_space(8.0);
    ScrollArea::both().max_height(360.0).show(ui, |ui| {
        Grid::new("import").num_columns(6).spacing([18.0, 4.0]).show(ui, |ui| {
            for key in
                ["import-file", "import-kind", "import-crs", "import-rows", "import-joined", "import-basis"]
            {
                ui.label(caption(state.t(key), &state.theme()));
            }
            ui.end_row();
            let built = preview.built.clone();
            for entry in &mut preview.files {
                let report = entry.report.and_then(|i| built.reports.get(i));
                again |= file_row(state, ui, entry, report);
                ui.end_row();
            }
        });
    });
    // Why a file can't be used, and what to do: in full, below the table.
    for notice in preview.files.iter().filter_map(|f| f.kind.as_ref().err()) {
        one_notice(state, ui, notice);
    }
    let notices = &preview.built.notices;
    if !notices.is_empty() {
        ui.add_space(8.0);
        ui.label(strong(state.notices_text(notices.len())));
        ScrollArea::vertical().id_salt("notices of the import").max_height(140.0).show(ui, |ui| {
            listed(state, ui, notices);
        });
    }
    ui.add_space(8.0);
    let usable = preview.is_usable();
    let example = state.dataset().is_example();
    if !example {
        let before = preview.new_project;
        ui.radio_value(
            &mut preview.new_project,
            false,
            state.tw("import-add-to", &[("town", state.dataset().name())]),
        );
        ui.radio_value(&mut preview.new_project, true, state.t("import-new-project"));
        again |= before != preview.new_project;
    }
    ui.horizontal(|ui| {
        let key = if preview.new_project { "import-go-new" } else { "import-go-add" };
        // What is shown is what is added: not while the files are being read again.
        let go = ui.add_enabled(usable && !again && !reading, super::elements::primary(state, &state.t(key)));
        if go.clicked() {
            commands.push(Command::AcceptImport {
                preview: Box::new(preview.clone()),
                new_project: preview.new_project,
            });
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
    again
}

fn file_row(
    state: &State,
    ui: &mut Ui,
    entry: &mut FileEntry,
    report: Option<&crate::join::JoinReport>,
) -> bool {
    let mut again = false;
    let language = state.view.language;
    let mut wanted = entry.wanted;
    let usable = entry.kind.is_ok();
    if ui.add_enabled(usable, eframe::egui::Checkbox::new(&mut wanted, &entry.name)).changed() {
        entry.wanted = wanted;
        again = true;
    }
    match &entry.kind {
        Ok(kind) => {
            ui.label(capital(&state.t(kind.label_key())));
        }
        Err(notice) => {
            ui.label(RichText::new(state.t("import-unusable")).color(color(state.theme().warn)))
                .on_hover_text(notice.message(language));
        }
    }
    again |= crs_box(state, ui, entry, report.and_then(|r| r.crs));
    match report {
        Some(report) => {
            ui.label(whole(report.rows as f64, language));
            let joined = whole(report.used as f64, language);
            let lost = report.unmatched.len() + report.refused;
            if lost > 0 {
                let lost = whole(lost as f64, language);
                let text = state.tw("import-joined-not", &[("joined", &joined), ("lost", &lost)]);
                ui.label(RichText::new(text).color(color(state.theme().warn)));
            } else {
                ui.label(joined);
            }
        }
        None => {
            ui.label("");
            ui.label("");
        }
    }
    again |= basis_box(state, ui, entry);
    again
}

/// The coordinate system: as found, or to be chosen where the file does not say.
fn crs_box(state: &State, ui: &mut Ui, entry: &mut FileEntry, found: Option<Crs>) -> bool {
    let asks = matches!(&entry.kind, Err(n) if n.key.starts_with("load-crs"));
    if !asks && entry.request.options.crs.is_none() {
        ui.label(found.map(|c| c.name().to_owned()).unwrap_or_default());
        return false;
    }
    let mut again = false;
    let label = state.t("import-crs");
    let chosen =
        entry.request.options.crs.map_or_else(|| state.t("import-crs-choose"), |c| c.name().to_owned());
    let response =
        ComboBox::from_id_salt(("crs", &entry.name)).selected_text(chosen.as_str()).show_ui(ui, |ui| {
            for crs in [Crs::RdNew, Crs::Wgs84, Crs::WebMercator] {
                if ui.selectable_label(entry.request.options.crs == Some(crs), crs.name()).clicked() {
                    entry.request.options.crs = Some(crs);
                    entry.wanted = true;
                    again = true;
                }
            }
        });
    name_combo(response.response, &format!("{label}, {}", entry.name), &chosen);
    again
}

fn basis_box(state: &State, ui: &mut Ui, entry: &mut FileEntry) -> bool {
    let mut again = false;
    let name = |basis| {
        state.t(match basis {
            Basis::Counted => "basis-counted",
            Basis::Estimated => "basis-estimated",
            Basis::Modelled => "basis-modelled",
        })
    };
    let chosen = name(entry.basis);
    let response =
        ComboBox::from_id_salt(("basis", &entry.name)).selected_text(chosen.as_str()).show_ui(ui, |ui| {
            for basis in Basis::ALL {
                if ui.selectable_label(entry.basis == basis, name(basis)).clicked() && entry.basis != basis {
                    entry.basis = basis;
                    again = true;
                }
            }
        });
    name_combo(response.response, &format!("{}, {}", state.t("import-basis"), entry.name), &chosen);
    again
}
