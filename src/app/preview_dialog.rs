//! What was recognised in files, before they are added.

use eframe::egui::{CollapsingHeader, ComboBox, Grid, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::columns;
use super::command::{Command, Commands};
use super::dialogs::{listed, one_notice};
use super::elements::{name_combo, progress_bar};
use super::import::{FileEntry, Preview};
use super::job::Told;
use super::layers_panel::capital;
use super::state::State;
use super::style::{caption, color, strong, title};
use crate::crs::Crs;
use crate::data::Year;
use crate::join::{JoinReport, Kind};
use crate::number::whole;
use crate::open::corrections::FileCorrection;
use crate::source::Basis;

/// Draws the preview; true when something was corrected and the files must be read again.
pub fn show(
    state: &State,
    ui: &mut Ui,
    preview: &mut Preview,
    reading: Option<&Told>,
    commands: &mut Commands,
) -> bool {
    let mut again = false;
    ui.set_width((ui.ctx().content_rect().width() - 120.0).clamp(480.0, 1140.0));
    ui.label(title(state.t("import-title")));
    ui.label(caption(state.t("import-what"), &state.theme()));
    ui.add_space(8.0);
    // A quarter of the window for what was found, the rest for the files.
    let window = ui.ctx().content_rect().height();
    let height = (window * 0.75 - 310.0).clamp(200.0, 560.0);
    ScrollArea::both().max_height(height).show(ui, |ui| {
        Grid::new("import").num_columns(6).spacing([18.0, 4.0]).show(ui, |ui| {
            for key in
                ["import-file", "import-kind", "import-crs", "import-rows", "import-joined", "import-basis"]
            {
                ui.label(caption(state.t(key), &state.theme()));
            }
            ui.end_row();
            let built = preview.built.clone();
            for entry in &mut preview.files {
                let reports: Vec<&JoinReport> =
                    entry.reports.iter().filter_map(|i| built.reports.get(*i)).collect();
                again |= file_row(state, ui, entry, &reports);
                ui.end_row();
            }
        });
        again |= credits(state, ui, &mut preview.files);
        again |= which_columns(state, ui, &mut preview.files);
    });
    // Why a file can't be used, and what to do: in full, below the table.
    for notice in preview.files.iter().filter_map(|f| f.kinds.as_ref().err()) {
        one_notice(state, ui, notice);
    }
    let notices = &preview.built.notices;
    if !notices.is_empty() {
        ui.add_space(8.0);
        ui.label(strong(state.notices_text(notices.len())));
        ScrollArea::vertical().id_salt("notices of the import").max_height((window * 0.25).max(140.0)).show(
            ui,
            |ui| {
                listed(state, ui, notices);
            },
        );
    }
    ui.add_space(8.0);
    save_list(state, ui, preview, reading.is_some() || again, commands);
    let usable = preview.is_usable();
    let example = state.dataset().is_example();
    if !example {
        let before = preview.new_project;
        ui.radio_value(
            &mut preview.new_project,
            false,
            state.tw("import-add-to", &[("town", &state.dataset().name_in(state.view.language))]),
        );
        ui.radio_value(&mut preview.new_project, true, state.t("import-new-project"));
        again |= before != preview.new_project;
    }
    // To stop is to cancel: a preview of half of the files is of no use.
    if let Some(told) = reading {
        ui.label(&told.what);
        progress_bar(ui, told, ui.available_width());
    }
    ui.horizontal(|ui| {
        let key = if preview.new_project { "import-go-new" } else { "import-go-add" };
        // What is shown is what is added: not while the files are being read again.
        let go = ui.add_enabled(
            usable && !again && reading.is_none(),
            super::elements::primary(state, &state.t(key)),
        );
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

/// Every row that was refused, altered or left out, with its line and reason, as a file.
fn save_list(state: &State, ui: &mut Ui, preview: &mut Preview, busy: bool, commands: &mut Commands) {
    CollapsingHeader::new(state.t("columns-list")).show(ui, |ui| {
        ui.horizontal(|ui| {
            let field = ui.add(TextEdit::singleline(&mut preview.list).desired_width(420.0));
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, state.t("columns-list")));
            let ready = !preview.list.trim().is_empty() && !busy;
            let button = eframe::egui::Button::new(state.t("columns-list-save"));
            if ui.add_enabled(ready, button).clicked() {
                let path = preview.list.trim().trim_matches('"').into();
                commands.push(Command::SaveList { preview: Some(Box::new(preview.clone())), path });
            }
        });
        if let Some(message) = &state.message {
            ui.label(caption(message, &state.theme()));
        }
    });
    ui.add_space(4.0);
}

/// Which column of each file is what, and which sheet of a workbook is read.
fn which_columns(state: &State, ui: &mut Ui, files: &mut [FileEntry]) -> bool {
    let mut again = false;
    let said: usize = files.iter().map(|f| f.correction.columns.len()).sum();
    let mut header = state.t("columns-title");
    if said > 0 {
        let count = whole(said as f64, state.view.language);
        header = format!("{header} ({})", state.tw("columns-corrected", &[("count", &count)]));
    }
    // What could be read but not recognised is for the person to say.
    let asks = files.iter().any(|f| f.kinds.is_err() && !f.columns.fields.is_empty());
    let open = if asks { Some(true) } else { None };
    CollapsingHeader::new(header).id_salt("columns").open(open).show(ui, |ui| {
        ui.label(caption(state.t("columns-what"), &state.theme()));
        for entry in files {
            let FileEntry { name, columns, correction, kept, .. } = entry;
            if columns::show(state, ui, name, columns, correction, *kept) {
                *kept = false;
                entry.wanted = true;
                again = true;
            }
        }
    });
    again
}

/// The sheet of a workbook that is read.
fn sheet_box(state: &State, ui: &mut Ui, entry: &mut FileEntry) -> bool {
    if entry.sheets.is_empty() {
        return false;
    }
    let largest = state.t("columns-sheet-largest");
    let chosen = entry.request.path.layer.clone();
    let text = chosen.clone().unwrap_or_else(|| largest.clone());
    let mut picked = None;
    let response = ComboBox::from_id_salt(("sheet", &entry.request.path.path))
        .selected_text(text.as_str())
        .width(150.0)
        .show_ui(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), largest.as_str()).clicked() && chosen.is_some() {
                picked = Some(None);
            }
            for sheet in &entry.sheets {
                let is = chosen.as_ref() == Some(sheet);
                if ui.selectable_label(is, sheet).clicked() && !is {
                    picked = Some(Some(sheet.clone()));
                }
            }
        });
    let file = entry.request.path.path.file_name().map(|n| n.to_string_lossy().into_owned());
    let label = format!("{}, {}", state.t("columns-sheet"), file.unwrap_or_default());
    name_combo(response.response, &label, &text);
    let Some(sheet) = picked else { return false };
    entry.request.path.layer = sheet;
    // Another sheet has other columns.
    entry.correction = FileCorrection::default();
    entry.wanted = true;
    true
}

/// Whose the files are and of which school year: what stands under maps and figures.
fn credits(state: &State, ui: &mut Ui, files: &mut [FileEntry]) -> bool {
    let mut again = false;
    let theme = state.theme();
    ui.add_space(4.0);
    CollapsingHeader::new(state.t("import-credits")).show(ui, |ui| {
        ui.label(caption(state.t("import-credits-what"), &theme));
        Grid::new("credits").num_columns(5).spacing([12.0, 4.0]).show(ui, |ui| {
            for key in ["import-file", "import-publisher", "import-licence", "import-date", "import-year"] {
                ui.label(caption(state.t(key), &theme));
            }
            ui.end_row();
            for entry in files.iter_mut().filter(|f| f.kinds.is_ok()) {
                ui.label(&entry.name);
                let credit = &mut entry.credit;
                for (key, text, width) in [
                    ("import-publisher", &mut credit.publisher, 150.0),
                    ("import-licence", &mut credit.licence, 110.0),
                    ("import-date", &mut credit.date, 90.0),
                ] {
                    let label = format!("{}, {}", state.t(key), entry.name);
                    let field = ui.add(TextEdit::singleline(text).desired_width(width));
                    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
                }
                again |= year_box(state, ui, entry);
                ui.end_row();
            }
        });
    });
    again
}

/// The school year of a table of pupils that states none.
fn year_box(state: &State, ui: &mut Ui, entry: &mut FileEntry) -> bool {
    const FIRST: i32 = 2005;
    const LAST: i32 = 2040;
    let of_pupils =
        |k: &Kind| matches!(k, Kind::PupilsHome | Kind::PupilsSchool | Kind::Flows | Kind::SchoolIndicators);
    if !entry.kinds.iter().flatten().any(|k| of_pupils(k) || *k == Kind::AreaIndicators) {
        ui.label("");
        return false;
    }
    let mut again = false;
    let name = |year: Option<Year>| year.map_or_else(|| state.t("import-year-as-file"), |y| y.to_string());
    let chosen = name(entry.request.year);
    let response =
        ComboBox::from_id_salt(("year", &entry.name)).selected_text(chosen.as_str()).show_ui(ui, |ui| {
            let years = (FIRST..=LAST).rev().map(|y| Some(Year(y)));
            for year in std::iter::once(None).chain(years) {
                let is = entry.request.year == year;
                if ui.selectable_label(is, name(year)).clicked() && !is {
                    entry.request.year = year;
                    again = true;
                }
            }
        });
    name_combo(response.response, &format!("{}, {}", state.t("import-year"), entry.name), &chosen);
    again
}

fn file_row(state: &State, ui: &mut Ui, entry: &mut FileEntry, reports: &[&JoinReport]) -> bool {
    let mut again = false;
    let language = state.view.language;
    let mut wanted = entry.wanted;
    let usable = entry.kinds.is_ok();
    ui.horizontal(|ui| {
        if ui.add_enabled(usable, eframe::egui::Checkbox::new(&mut wanted, &entry.name)).changed() {
            entry.wanted = wanted;
            again = true;
        }
        again |= sheet_box(state, ui, entry);
    });
    again |= kind_box(state, ui, entry);
    again |= crs_box(state, ui, entry, reports.iter().find_map(|r| r.crs));
    if reports.is_empty() {
        ui.label("");
        ui.label("");
    } else {
        let numbers = |of: &dyn Fn(&JoinReport) -> usize| {
            let texts: Vec<String> = reports.iter().map(|r| whole(of(r) as f64, language)).collect();
            texts.join(" + ")
        };
        ui.label(numbers(&|r| r.rows));
        let joined = numbers(&|r| r.used);
        let lost: usize = reports.iter().map(|r| r.unmatched.len() + r.refused).sum();
        if lost > 0 {
            let lost = whole(lost as f64, language);
            let text = state.tw("import-joined-not", &[("joined", &joined), ("lost", &lost)]);
            ui.label(RichText::new(text).color(color(state.theme().warn)));
        } else {
            ui.label(joined);
        }
    }
    again |= basis_box(state, ui, entry);
    again
}

/// What a file is: as recognised, or a layer to find the way by because the person says so.
fn kind_box(state: &State, ui: &mut Ui, entry: &mut FileEntry) -> bool {
    let own = entry.correction.kind == Some(Kind::Own);
    let found = match &entry.kinds {
        Ok(_) if entry.connects => state.t("import-other-year"),
        Ok(kinds) => {
            let names: Vec<String> = kinds.iter().map(|k| state.t(k.label_key())).collect();
            capital(&names.join(" + "))
        }
        Err(_) => state.t("import-unusable"),
    };
    // A table has no shapes to put on a map.
    let has_shapes = |k: &Kind| {
        matches!(k, Kind::Areas | Kind::Schools | Kind::Catchments | Kind::Base | Kind::Own | Kind::Streets)
    };
    if entry.kinds.as_ref().is_ok_and(|kinds| !kinds.iter().any(has_shapes)) {
        ui.label(found);
        return false;
    }
    let ink = if entry.kinds.is_ok() { state.theme().text } else { state.theme().warn };
    let mut again = false;
    let response = ComboBox::from_id_salt(("kind", &entry.name))
        .selected_text(RichText::new(&found).color(color(ink)))
        .show_ui(ui, |ui| {
            let areas = entry.kinds.as_ref().is_ok_and(|kinds| kinds.contains(&Kind::Areas));
            let as_found = if own { state.t("import-kind-as-found") } else { found.clone() };
            if !areas && ui.selectable_label(!own, as_found).clicked() && own {
                entry.correction.kind = None;
                again = true;
            }
            if areas {
                let areas = capital(&state.t(Kind::Areas.label_key()));
                for (connects, text) in [(false, areas), (true, state.t("import-other-year"))] {
                    let is = entry.connects == connects;
                    if ui.selectable_label(is, text).clicked() && !is {
                        entry.other_year = Some(connects);
                        again = true;
                    }
                }
            }
            let name = capital(&state.t(Kind::Own.label_key()));
            if ui.selectable_label(own, name).clicked() && !own {
                entry.correction.kind = Some(Kind::Own);
                entry.wanted = true;
                again = true;
            }
        });
    let response = match &entry.kinds {
        Ok(_) => response.response,
        Err(notice) => response.response.on_hover_text(notice.message(state.view.language)),
    };
    name_combo(response, &format!("{}, {}", state.t("import-kind"), entry.name), &found);
    again
}

/// The coordinate system: as found, or to be chosen where the file does not say.
fn crs_box(state: &State, ui: &mut Ui, entry: &mut FileEntry, found: Option<Crs>) -> bool {
    let asks = matches!(&entry.kinds, Err(n) if n.key.starts_with("load-crs"));
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
