//! Which column of a file is what: shown, and to be corrected. Used by the preview of files and by the
//! assistant.

use eframe::egui::{CollapsingHeader, ComboBox, Grid, RichText, Ui};

use super::elements::name_combo;
use super::layers_panel::capital;
use super::state::State;
use super::style::{caption, color, strong};
use crate::join::Kind;
use crate::join::published::{form_label_key, forms, wanted_of};
use crate::join::recognise::Meaning;
use crate::open::Looked;
use crate::open::corrections::FileCorrection;
use crate::source::ColumnMatch;

/// Longest sample of a value that stands behind the name of a column.
const SAMPLE: usize = 24;

/// Width of what stands before it: the same for every file, so that the boxes stand in one line.
const LABEL: f32 = 260.0;

/// Width of a box with columns.
const BOX: f32 = 300.0;

/// The columns of one file as they were recognised.
#[derive(Clone, Debug, Default)]
pub struct FileColumns {
    /// Names, each with the first value.
    pub fields: Vec<(String, String)>,
    pub wanted: Vec<Meaning>,
    pub taken: ColumnMatch,
    pub form: Option<&'static str>,
    pub kind: Option<Kind>,
}

impl FileColumns {
    pub fn of(looked: &Looked) -> Self {
        let first = looked.inputs.as_ref().ok().and_then(|inputs| inputs.first());
        Self {
            fields: looked.fields.clone(),
            wanted: looked.wanted.clone(),
            taken: first.map(|i| i.layer.source.columns.clone()).unwrap_or_default(),
            form: looked.form,
            kind: first.map(|i| i.recognised.kind),
        }
    }
}

/// Draws the columns of one file; true when something was corrected.
pub fn show(
    state: &State,
    ui: &mut Ui,
    name: &str,
    columns: &FileColumns,
    correction: &mut FileCorrection,
    kept: bool,
) -> bool {
    if columns.fields.is_empty() {
        return false;
    }
    ui.add_space(4.0);
    ui.label(strong(name));
    if kept {
        ui.label(caption(state.t("columns-kept"), &state.theme()));
    }
    list(state, ui, name, columns, correction)
}

/// One file of many, folded until somebody wants to see it; true when something was corrected.
pub fn folded(
    state: &State,
    ui: &mut Ui,
    name: &str,
    columns: &FileColumns,
    correction: &mut FileCorrection,
) -> bool {
    let said = *correction != FileCorrection::default();
    let text = if said { strong(name) } else { RichText::new(name) };
    let header = CollapsingHeader::new(text).id_salt(("columns of a file", name)).default_open(said);
    header.show(ui, |ui| list(state, ui, name, columns, correction)).body_returned.unwrap_or(false)
}

/// What the file is, and which of its columns is what.
fn list(
    state: &State,
    ui: &mut Ui,
    name: &str,
    columns: &FileColumns,
    correction: &mut FileCorrection,
) -> bool {
    let theme = state.theme();
    let mut changed = false;
    let grid = Grid::new(("columns", name)).num_columns(2).min_col_width(LABEL).spacing([12.0, 4.0]);
    grid.show(ui, |ui| {
        ui.label(state.t("columns-kind"));
        changed |= kind_box(state, ui, name, columns, correction);
        ui.end_row();
        // What was said stays in the list, also when the file became something else by it: else it
        // could not be taken back.
        let said = correction.columns.iter().map(|(meaning, _)| meaning);
        let more: Vec<Meaning> = said.filter(|m| !columns.wanted.contains(m)).cloned().collect();
        for meaning in more.iter().chain(&columns.wanted) {
            let label = meaning.name(state.view.language);
            let said = correction.of(meaning).is_some();
            let text = RichText::new(&label);
            ui.label(if said { text.color(color(theme.accent)).strong() } else { text });
            changed |= column_box(state, ui, name, meaning, &label, columns, correction);
            ui.end_row();
        }
    });
    changed
}

/// What the file is: as recognised, one of the published forms, or a kind of layer.
fn kind_box(
    state: &State,
    ui: &mut Ui,
    file: &str,
    columns: &FileColumns,
    correction: &mut FileCorrection,
) -> bool {
    let form_name = |form: &str| state.t(form_label_key(form));
    let kind_name = |kind: Kind| capital(&state.t(kind.label_key()));
    let found = match (columns.form, columns.kind) {
        (Some(form), _) => Some(form_name(form)),
        (None, Some(kind)) => Some(kind_name(kind)),
        (None, None) => None,
    };
    let as_found = match (&found, correction.form.is_some() || correction.kind.is_some()) {
        (Some(kind), false) => state.tw("columns-kind-found", &[("kind", kind)]),
        (_, true) => state.t("columns-as-found"),
        (None, false) => state.t("columns-kind-unknown"),
    };
    let chosen = match (&correction.form, correction.kind) {
        (Some(form), _) => form_name(form),
        (None, Some(kind)) => kind_name(kind),
        (None, None) => as_found.clone(),
    };
    let before = correction.clone();
    let response = ComboBox::from_id_salt(("kind of file", file))
        .selected_text(chosen.as_str())
        .width(BOX)
        .height(360.0)
        .show_ui(ui, |ui| {
            let none = correction.form.is_none() && correction.kind.is_none();
            if ui.selectable_label(none, as_found.as_str()).clicked() {
                (correction.form, correction.kind) = (None, None);
            }
            for form in forms() {
                let is = correction.form.as_deref() == Some(form);
                if ui.selectable_label(is, form_name(form)).clicked() {
                    (correction.form, correction.kind) = (Some(form.to_owned()), None);
                }
            }
            for kind in Kind::ALL {
                let is = correction.form.is_none() && correction.kind == Some(kind);
                if ui.selectable_label(is, kind_name(kind)).clicked() {
                    (correction.form, correction.kind) = (None, Some(kind));
                }
            }
        });
    name_combo(response.response, &format!("{}, {file}", state.t("columns-kind")), &chosen);
    if *correction == before {
        return false;
    }
    // What was said of parts that the file no longer has.
    if let Some(form) = &correction.form {
        let wanted = wanted_of(form);
        correction.columns.retain(|(meaning, _)| wanted.contains(meaning));
    }
    true
}

fn column_box(
    state: &State,
    ui: &mut Ui,
    file: &str,
    meaning: &Meaning,
    label: &str,
    columns: &FileColumns,
    correction: &mut FileCorrection,
) -> bool {
    let said = correction.of(meaning).cloned();
    let taken = columns.taken.taken.get(&meaning.key()).cloned();
    let none = state.t("columns-none");
    let chosen = match &said {
        Some(column) => column.clone().unwrap_or_else(|| none.clone()),
        None => taken.clone().unwrap_or_else(|| none.clone()),
    };
    let mut changed = false;
    let response = ComboBox::from_id_salt(("column", file, meaning.key()))
        .selected_text(chosen.as_str())
        .width(BOX)
        .height(360.0)
        .show_ui(ui, |ui| {
            if said.is_some() && ui.selectable_label(false, state.t("columns-as-found")).clicked() {
                correction.forget(meaning);
                changed = true;
            }
            let nothing = match &said {
                Some(column) => column.is_none(),
                None => taken.is_none(),
            };
            if ui.selectable_label(nothing, none.as_str()).clicked() && !nothing {
                correction.set(meaning.clone(), None);
                changed = true;
            }
            for (field, sample) in &columns.fields {
                let is = chosen == *field && !nothing;
                let value: String = sample.chars().take(SAMPLE).collect();
                let text = if value.is_empty() {
                    field.clone()
                } else {
                    state.tw("columns-sample", &[("column", field), ("value", &value)])
                };
                if ui.selectable_label(is, text).clicked() && !is {
                    correction.set(meaning.clone(), Some(field.clone()));
                    changed = true;
                }
            }
        });
    name_combo(response.response, &format!("{label}, {file}"), &chosen);
    changed
}
