//! What lies over the window: opening and saving, previews, notices, explanations.

use std::mem::Discriminant;

use eframe::egui::{
    Align2, CollapsingHeader, Context, Id, Key, Modal, RichText, Role, ScrollArea, TextEdit, Ui, Vec2,
    WidgetInfo, vec2,
};

use super::Wijkspiegel;
use super::command::{Command, Commands, PlanCommand};
use super::export_dialog;
use super::figures_panel;
use super::measures_window;
use super::preview_dialog;
use super::scenario;
use super::state::{Dialog, State};
use super::style::{caption, color, strong, title};
use super::window::WindowDialog;
use crate::notice::{Group, Notice, Notices, Place, Severity, grouped};
use crate::number::whole;

pub fn show(program: &mut Wijkspiegel, ctx: &Context, commands: &mut Commands) {
    let Some(dialog) = program.state.dialog.take() else { return };
    let mut dialog = dialog;
    let frame = eframe::egui::Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(20);
    let id = Id::unique("dialog");
    let area = Modal::default_area(id);
    // A list that grows and shrinks under a field keeps the field where it is.
    let area = match &dialog {
        Dialog::Window(WindowDialog::Palette(_)) => area.anchor(Align2::CENTER_TOP, [0.0, 72.0]),
        _ => area,
    };
    let response = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
        within_window(ui, std::mem::discriminant(&dialog), |ui| contents(program, ui, &mut dialog, commands));
    });
    if response.should_close() {
        // What only shows something has nothing under way to give up.
        let shows = matches!(dialog, Dialog::Window(_) | Dialog::Shortcuts);
        commands.push(if shows { Command::CloseAsk } else { Command::CloseDialog });
    }
    program.state.dialog = Some(dialog);
}

/// Shows a dialog, scrolled where it was larger than the window in the frame before, as with large text:
/// its buttons are never out of reach.
fn within_window(ui: &mut Ui, which: Discriminant<Dialog>, add: impl FnOnce(&mut Ui)) {
    // Margins of the frame, and a strip of what lies below.
    let room = ui.ctx().content_rect().size() - vec2(60.0, 56.0);
    let id = Id::unique("size of the dialog").with(format!("{which:?}"));
    let known = ui.data(|d| d.get_temp::<Vec2>(id));
    let size = if known.is_some_and(|size| size.x > room.x || size.y > room.y) {
        let scroll = ScrollArea::both().id_salt("the whole dialog").max_width(room.x).max_height(room.y);
        scroll.min_scrolled_width(room.x).min_scrolled_height(room.y).show(ui, add).content_size
    } else {
        ui.scope(add).response.rect.size()
    };
    if known.is_none_or(|known| (known - size).length() > 0.5) {
        ui.data_mut(|d| d.insert_temp(id, size));
        ui.ctx().request_repaint();
    }
}

/// What stands in a dialog.
fn contents(program: &mut Wijkspiegel, ui: &mut Ui, dialog: &mut Dialog, commands: &mut Commands) {
    let state = &mut program.state;
    match dialog {
        Dialog::Open { path, saving, focused } => ask_path(state, ui, path, *saving, focused, commands),
        Dialog::Import(preview) => {
            let reading = program.opening.as_ref().map(super::job::Job::told);
            if preview_dialog::show(state, ui, preview, reading.as_ref(), commands) {
                program.preview_again(ui.ctx(), preview);
            }
        }
        Dialog::Assistant(assistant) => super::assistant::show(state, ui, assistant, commands),
        Dialog::Export(form) => {
            export_dialog::show(state, ui, form, program.exporting.is_some(), commands);
        }
        Dialog::Agenda(form) => super::agenda::dialog(state, ui, form, commands),
        Dialog::Notices { path } => notices(state, ui, path, commands),
        Dialog::Privacy(form) => super::privacy_dialog::show(state, ui, form, commands),
        Dialog::Meaning => {
            ui.label(title(state.t("command-meaning")));
            ui.add_space(8.0);
            figures_panel::meaning(state, ui);
            close_button(state, ui, commands);
        }
        Dialog::Measures(tab) => {
            measures_window::show(state, ui, tab);
            close_button(state, ui, commands);
        }
        Dialog::Catchments => {
            super::catchments_table::show(state, ui, commands);
            close_button(state, ui, commands);
        }
        Dialog::Shortcuts => super::window::shortcuts_dialog(state, ui, commands),
        Dialog::Window(dialog) => super::window::dialog(state, ui, dialog, commands),
        Dialog::Edit(form) => scenario::edit_dialog(state, ui, form, commands),
        Dialog::Assumptions(form) => scenario::assumptions_dialog(state, ui, form, commands),
        Dialog::Friends(form) => scenario::friends_dialog(state, ui, form, commands),
        Dialog::ExportPlan { path, focused } => export_plan(state, ui, path, focused, commands),
        Dialog::Failure(notice) => failure(state, ui, notice, commands),
        Dialog::NotSaved(notice) => not_saved(state, ui, notice, commands),
        Dialog::Leave(_) => leave(state, ui, commands),
        Dialog::Recovered => recovered(state, ui, commands),
        Dialog::Overwrite(path) => overwrite(state, ui, path, commands),
    }
}

fn close_button(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.add_space(8.0);
    if ui.button(state.t("command-close")).clicked() {
        commands.push(Command::CloseDialog);
    }
}

/// Asks for a file: typed or pasted, or picked with the dialog of the platform.
fn ask_path(
    state: &State,
    ui: &mut Ui,
    path: &mut String,
    saving: bool,
    focused: &mut bool,
    commands: &mut Commands,
) {
    ui.set_width(560.0);
    ui.label(title(state.t(if saving { "save-title" } else { "open-title" })));
    ui.add_space(4.0);
    ui.label(state.t(if saving { "save-what" } else { "open-what" }));
    ui.add_space(8.0);
    let label = state.t("open-path");
    ui.label(caption(&label, &state.theme()));
    let edit = ui.add(TextEdit::singleline(path).desired_width(f32::INFINITY));
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    if !std::mem::replace(focused, true) {
        edit.request_focus();
    }
    let entered = edit.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let go = ui.add_enabled(
            !path.trim().is_empty(),
            super::elements::primary(state, &state.t(if saving { "save-go" } else { "open-go" })),
        );
        if (go.clicked() || entered) && !path.trim().is_empty() {
            // A path copied from a file manager may come in quotes.
            let file = std::path::PathBuf::from(path.trim().trim_matches('"'));
            if saving {
                commands.push(Command::SaveAs(file));
            } else {
                // First: what is opened may ask something itself.
                commands.push(Command::CloseAsk);
                commands.push(Command::OpenFiles(vec![file]));
            }
        }
        if ui.button(state.t("open-browse")).clicked() {
            let dialog = rfd::FileDialog::new();
            if saving {
                let name = format!("{}.gpkg", state.dataset().name());
                if let Some(file) = dialog.set_file_name(name).add_filter("GeoPackage", &["gpkg"]).save_file()
                {
                    commands.push(Command::SaveAs(file));
                }
            } else if let Some(files) = dialog.pick_files() {
                commands.push(Command::CloseAsk);
                commands.push(Command::OpenFiles(files));
            }
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
    if !saving {
        super::window::recent::list(state, ui, commands);
    }
}

/// Asks where a proposal goes as a file of its own.
fn export_plan(state: &State, ui: &mut Ui, path: &mut String, focused: &mut bool, commands: &mut Commands) {
    ui.set_width(560.0);
    ui.label(title(state.t("plans-export")));
    ui.add_space(4.0);
    ui.label(state.t("plans-export-what"));
    ui.add_space(8.0);
    let label = state.t("open-path");
    ui.label(caption(&label, &state.theme()));
    let edit = ui.add(TextEdit::singleline(path).desired_width(f32::INFINITY));
    edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    if !std::mem::replace(focused, true) {
        edit.request_focus();
    }
    let entered = edit.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !path.trim().is_empty();
        let go = ui.add_enabled(ready, super::elements::primary(state, &state.t("save-go")));
        if ready && (go.clicked() || entered) {
            commands.plan(PlanCommand::Export(path.trim().trim_matches('"').into()));
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn notices(state: &State, ui: &mut Ui, path: &mut String, commands: &mut Commands) {
    ui.set_width(640.0);
    ui.label(title(state.t("command-notices")));
    ui.add_space(8.0);
    let notices = &state.opened.notices;
    if notices.is_empty() {
        ui.label(state.t("notices-none"));
    }
    ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        listed(state, ui, notices);
    });
    if !notices.is_empty() {
        ui.add_space(8.0);
        let label = state.t("columns-list");
        ui.label(caption(&label, &state.theme()));
        ui.horizontal(|ui| {
            let field = ui.add(TextEdit::singleline(path).desired_width(420.0));
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
            if ui.button(state.t("columns-list-save")).clicked() && !path.trim().is_empty() {
                let path = path.trim().trim_matches('"').into();
                commands.push(Command::SaveList { preview: None, path });
            }
        });
        if let Some(message) = &state.message {
            ui.label(caption(message, &state.theme()));
        }
    }
    close_button(state, ui, commands);
}

/// Notices, those of one kind about the rows of one file together, with the rows to be unfolded.
pub fn listed(state: &State, ui: &mut Ui, notices: &Notices) {
    const MOST: usize = 300;
    let groups = grouped(notices);
    for (at, group) in groups.iter().take(MOST).enumerate() {
        said(state, ui, group.severity(), &group.message(state.view.language));
        if !group.is_single() {
            rows_of(state, ui, group, at);
        }
        ui.add_space(4.0);
    }
    if groups.len() > MOST {
        let more = whole((groups.len() - MOST) as f64, state.view.language);
        ui.label(state.tw("notices-more", &[("count", &more)]));
    }
}

/// The rows of one finding, folded away until they are asked for.
fn rows_of(state: &State, ui: &mut Ui, group: &Group, at: usize) {
    let language = state.view.language;
    let number = |n: usize| whole(n as f64, language);
    let header = state.tw("notices-show-rows", &[("count", &number(group.rows().len()))]);
    CollapsingHeader::new(caption(header, &state.theme())).id_salt(("rows of", at)).show(ui, |ui| {
        for notice in group.rows() {
            let row = Notice {
                place: Place { file: None, layer: None, ..notice.place.clone() },
                ..(*notice).clone()
            };
            ui.label(caption(format!("{}: {}", row.location(language), row.what(language)), &state.theme()));
        }
        if group.unnamed() > 0 {
            let more = state.tw("notices-rows-counted", &[("count", &number(group.unnamed()))]);
            ui.label(caption(more, &state.theme()));
        }
    });
}

/// A notice with its severity in a word, not only in a colour.
pub fn one_notice(state: &State, ui: &mut Ui, notice: &Notice) {
    said(state, ui, notice.severity, &notice.message(state.view.language));
    ui.add_space(4.0);
}

fn said(state: &State, ui: &mut Ui, severity: Severity, message: &str) {
    let theme = state.theme();
    let key = match severity {
        Severity::Info => "severity-info",
        Severity::Warning => "severity-warning",
        Severity::Error => "severity-error",
    };
    let tint = if severity == Severity::Info { theme.muted } else { theme.warn };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(state.t(key)).color(color(tint)));
        ui.label(message);
    });
}

fn failure(state: &State, ui: &mut Ui, notice: &Notice, commands: &mut Commands) {
    explained(state, ui, "failure-title", notice);
    ui.add_space(4.0);
    ui.label(caption(state.t("failure-nothing-lost"), &state.theme()));
    close_button(state, ui, commands);
}

fn not_saved(state: &State, ui: &mut Ui, notice: &Notice, commands: &mut Commands) {
    explained(state, ui, "not-saved-title", notice);
    ui.add_space(4.0);
    ui.label(state.t("not-saved-kept"));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.add(super::elements::primary(state, &state.t("command-save-as"))).clicked() {
            commands.push(Command::AskSaveAs);
        }
        if ui.button(state.t("command-close")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn leave(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.set_width(480.0);
    ui.label(title(state.t("leave-title")));
    ui.add_space(4.0);
    ui.label(state.t("leave-what"));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.add(super::elements::primary(state, &state.t("command-save-as"))).clicked() {
            commands.push(Command::AskSaveAs);
        }
        if ui.button(state.t("leave-go")).clicked() {
            commands.push(Command::LeaveUnsaved);
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

/// What went wrong, where, and what to do.
fn explained(state: &State, ui: &mut Ui, title_key: &str, notice: &Notice) {
    let language = state.view.language;
    ui.set_width(520.0);
    ui.label(title(state.t(title_key)));
    ui.add_space(4.0);
    let place = notice.location(language);
    if !place.is_empty() {
        ui.label(strong(place));
    }
    ui.label(notice.what(language));
    if let Some(fix) = notice.fix(language) {
        ui.add_space(4.0);
        ui.label(fix);
    }
}

fn overwrite(state: &State, ui: &mut Ui, path: &std::path::Path, commands: &mut Commands) {
    ui.set_width(480.0);
    ui.label(title(state.t("overwrite-title")));
    ui.add_space(4.0);
    ui.label(state.tw("overwrite-what", &[("file", &path.display().to_string())]));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.button(state.t("overwrite-go")).clicked() {
            commands.push(Command::SaveOver(path.to_owned()));
        }
        if ui.add(super::elements::primary(state, &state.t("app-cancel"))).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

fn recovered(state: &State, ui: &mut Ui, commands: &mut Commands) {
    ui.set_width(480.0);
    ui.label(title(state.t("recovered-title")));
    ui.add_space(4.0);
    ui.label(state.t("recovered-what"));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if ui.add(super::elements::primary(state, &state.t("recovered-open"))).clicked() {
            commands.push(Command::OpenRecovered);
        }
        if ui.button(state.t("recovered-discard")).clicked() {
            commands.push(Command::DiscardRecovered);
        }
        if ui.button(state.t("recovered-later")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}
