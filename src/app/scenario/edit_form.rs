//! The form of one edit: what, when, what it costs, how sure it is.

mod kinds;

use eframe::egui::{Checkbox, ComboBox, DragValue, Grid, Key, ScrollArea, TextEdit, Ui};

use super::map_menu::NewEdit;
use super::proposals::status_key;
use crate::app::command::{Command, Commands, PlanCommand};
use crate::app::draw::DrawCommand;
use crate::app::elements::{self, name_combo, primary};
use crate::app::state::State;
use crate::app::style::{caption, title};
use crate::data::{Level, Year};
use crate::scenario::edit::{Building, Cost, Edit, EditId, EditKind, ForecastChange, NewSchool, Status};
use crate::scenario::words;
use geo::Point;

/// An edit while it is filled in.
#[derive(Clone, Debug)]
pub struct EditForm {
    /// The number that it has in the proposal; `None` for a new one.
    pub id: Option<EditId>,
    pub edit: Edit,
    /// Of what a place is being pointed at on the map.
    pub picking: Option<PlaceOf>,
}

/// The places of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceOf {
    /// Where the school is after the edit.
    School,
    /// Where it is housed meanwhile.
    Temporary,
}

impl EditForm {
    /// A new edit of a kind, about the school or area of this code, in a year.
    pub fn new(state: &State, kind: NewEdit, code: Option<String>, at: Point<f64>, year: Year) -> Self {
        let school = code.clone().unwrap_or_default();
        let area = code.unwrap_or_default();
        let what = match kind {
            NewEdit::Close => EditKind::Close { school },
            NewEdit::Move => EditKind::Move { school, to: at },
            NewEdit::Merge => {
                let into = nearest_other(state, &school, at).unwrap_or_default();
                let schools = vec![school, into.clone()];
                EditKind::Merge { schools, into, name: None, to: None, building: Building::default() }
            }
            NewEdit::Replace => {
                EditKind::Replace { school, to: None, building: Building::default(), temporary: None }
            }
            NewEdit::Renovate => {
                EditKind::Renovate { school, building: Building::default(), temporary: None }
            }
            NewEdit::Resize => EditKind::Resize { school, seats: 50.0, floor_area: 250.0 },
            NewEdit::Profile => EditKind::Profile { school, denomination: None, profile: None },
            NewEdit::Catchment => EditKind::Catchment { school, shape: geo::MultiPolygon(Vec::new()) },
            NewEdit::Open => EditKind::Open(new_school(state, at)),
            NewEdit::NewHomes => EditKind::NewHomes { area, homes: 100.0, pupils: no_pupils(state, 10.0) },
            NewEdit::Demolition => EditKind::Demolition { area, homes: 100.0, pupils: no_pupils(state, 0.0) },
            NewEdit::Forecast => {
                EditKind::Forecast { area: None, group: None, change: ForecastChange::Factor(1.0) }
            }
        };
        Self { id: None, edit: Edit::new(EditId(0), year, what), picking: None }
    }

    /// One that stands in the proposal.
    pub fn of(edit: &Edit) -> Self {
        Self { id: Some(edit.id), edit: edit.clone(), picking: None }
    }

    /// The place that was pointed at.
    pub fn put_place(&mut self, at: Point<f64>) {
        let of = self.picking.take();
        match (&mut self.edit.what, of) {
            (EditKind::Open(new), _) => new.at = at,
            (EditKind::Move { to, .. }, _) => *to = at,
            (
                EditKind::Replace { temporary, .. } | EditKind::Renovate { temporary, .. },
                Some(PlaceOf::Temporary),
            ) => {
                if let Some(temporary) = temporary {
                    temporary.at = Some(at);
                }
            }
            (EditKind::Replace { to, .. } | EditKind::Merge { to, .. }, _) => *to = Some(at),
            _ => {}
        }
    }
}

/// A code and a name that no school has.
fn new_school(state: &State, at: Point<f64>) -> NewSchool {
    let taken = |code: &str| {
        state.present().school_by_code(code).is_some()
            || state
                .plans
                .scenario()
                .is_some_and(|s| s.edits.iter().any(|e| e.what.schools().contains(&code)))
    };
    let code =
        (1..1000).map(|n| format!("NIEUW{n}")).find(|c| !taken(c)).unwrap_or_else(|| "NIEUW".to_owned());
    let wijk = state.present().area_at(at, Level::Wijk).or_else(|| state.present().area_at(at, Level::Buurt));
    let wijk = wijk.and_then(|id| state.present().area(id)).map(|a| a.name.clone()).unwrap_or_default();
    let name = state.tw("edit-new-name", &[("area", &wijk)]).trim().to_owned();
    let building = Building {
        seats: Some(300.0),
        floor_area: Some(1709.0),
        quality: Some(1.0),
        energy_neutral: Some(true),
    };
    NewSchool { code, name, at, building, ..NewSchool::default() }
}

fn no_pupils(state: &State, each: f64) -> Vec<(String, f64)> {
    let scheme = state.present().schemes().get(state.view.comparison.scheme);
    scheme.map(|s| s.groups.iter().map(|g| (g.key.clone(), each)).collect()).unwrap_or_default()
}

/// Code of the open school nearest to a place, other than `school`.
fn nearest_other(state: &State, school: &str, at: Point<f64>) -> Option<String> {
    let far = |p: Point<f64>| (p.x() - at.x()).hypot(p.y() - at.y());
    let others = state.dataset().schools().iter().filter(|s| s.code != school);
    others.min_by(|a, b| far(a.at).total_cmp(&far(b.at))).map(|s| s.code.clone())
}

pub fn show(state: &State, ui: &mut Ui, form: &mut EditForm, commands: &mut Commands) {
    ui.set_width(460.0);
    let name = |code: &str| state.name_of_code(code);
    // Until it is known where, it has no sentence.
    let heading = match &form.edit.what {
        EditKind::NewHomes { area, .. } if area.is_empty() => state.t("edit-homes-new"),
        EditKind::Demolition { area, .. } if area.is_empty() => state.t("edit-homes-gone"),
        what => words::what(what, &name, state.view.language),
    };
    ui.label(title(heading));
    ui.add_space(8.0);
    let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
    let mut picked = None;
    ScrollArea::vertical().id_salt("fields of an edit").max_height(height).min_scrolled_height(height).show(
        ui,
        |ui| {
            Grid::new("edit-form").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| {
                let (first, last) = state.years();
                let mut year = form.edit.year.0;
                field(ui, &state.t("edit-year"), |ui| {
                    ui.add(DragValue::new(&mut year).range(first.0..=last.0))
                });
                form.edit.year = Year(year);
                picked = kinds::show(state, ui, &mut form.edit.what);
                cost(state, ui, &mut form.edit.cost, form.edit.year);
                let label = state.t("edit-status");
                ui.label(&label);
                let chosen = state.t(status_key(form.edit.status));
                let response =
                    ComboBox::from_id_salt("edit-status").selected_text(&chosen).show_ui(ui, |ui| {
                        for status in Status::ALL {
                            ui.selectable_value(&mut form.edit.status, status, state.t(status_key(status)));
                        }
                    });
                name_combo(response.response, &label, &chosen);
                ui.end_row();
                text(ui, &state.t("edit-note"), &mut form.edit.note);
            });
        },
    );
    if picked.is_some() {
        form.picking = picked;
        commands.plan(PlanCommand::PickPlace(Box::new(form.clone())));
    }
    ui.add_space(4.0);
    ui.label(caption(state.t("edit-what-happens"), &state.theme()));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = complete(&form.edit.what);
        let label = state.t(if form.id.is_some() { "edit-change" } else { "edit-add" });
        let pressed = ui.add_enabled(ready, primary(state, &label)).clicked();
        let enter = ready && ui.input(|i| i.key_pressed(Key::Enter) && i.modifiers.is_none());
        if pressed || (enter && ui.memory(|m| m.focused().is_none())) {
            commands.plan(PlanCommand::PutEdit(Box::new(form.clone())));
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
        if let Some(id) = form.id {
            ui.add_space(24.0);
            if matches!(form.edit.what, EditKind::Catchment { .. })
                && ui.button(state.t("sketch-on-map")).clicked()
            {
                commands.push(Command::Draw(DrawCommand::StartEdit(id)));
            }
            for (key, command) in [
                ("plans-edit-again", PlanCommand::RepeatEdit(id)),
                ("plans-edit-remove", PlanCommand::RemoveEdit(id)),
            ] {
                if ui.button(state.t(key)).clicked() {
                    commands.plan(command);
                    commands.push(Command::CloseDialog);
                }
            }
        }
    });
}

/// Whether it names what it is about.
fn complete(what: &EditKind) -> bool {
    match what {
        EditKind::NewHomes { area, .. } | EditKind::Demolition { area, .. } => !area.is_empty(),
        EditKind::Forecast { .. } => true,
        EditKind::Open(new) => !new.name.trim().is_empty(),
        EditKind::Merge { schools, .. } => schools.len() > 1 && schools.iter().all(|code| !code.is_empty()),
        other => other.schools().iter().all(|code| !code.is_empty()),
    }
}

fn field(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> eframe::egui::Response) {
    let name = ui.label(label).id;
    add(ui).labelled_by(name);
    ui.end_row();
}

fn text(ui: &mut Ui, label: &str, value: &mut String) {
    field(ui, label, |ui| ui.add(TextEdit::singleline(value).desired_width(260.0)));
}

/// A number that may be left open.
fn optional(
    state: &State,
    ui: &mut Ui,
    (label, unknown): (&str, &str),
    value: &mut Option<f64>,
    usual: f64,
    suffix: &str,
) {
    let name = ui.label(label).id;
    ui.horizontal(|ui| {
        let mut known = value.is_some();
        if ui.add(Checkbox::without_text(&mut known)).labelled_by(name).changed() {
            *value = known.then_some(usual);
        }
        match value {
            Some(value) => {
                let speed = (usual / 50.0).max(1.0);
                let drag = elements::number(state, value).range(0.0..=1e9).speed(speed).suffix(suffix);
                ui.add(drag).labelled_by(name);
            }
            None => {
                ui.label(unknown);
            }
        }
    });
    ui.end_row();
}

fn number(state: &State, ui: &mut Ui, label: &str, value: &mut f64, least: f64, suffix: &str) {
    field(ui, label, |ui| {
        ui.add(elements::number(state, value).range(least..=1e6).speed(1.0).suffix(suffix))
    });
}

fn cost(state: &State, ui: &mut Ui, cost: &mut Option<Cost>, of: Year) {
    let unknown = state.t("edit-unknown");
    let mut amount = cost.as_ref().and_then(|c| c.amount);
    let mut rate = cost.as_ref().and_then(|c| c.rate_per_m2);
    let mut source = cost.as_ref().map(|c| c.source.clone()).unwrap_or_default();
    let mut year = cost.as_ref().and_then(|c| c.year);
    optional(state, ui, (&state.t("edit-cost"), &unknown), &mut amount, 5_000_000.0, " €");
    if amount.is_none() {
        optional(state, ui, (&state.t("edit-rate"), &unknown), &mut rate, 3_000.0, " €/m²");
    }
    if amount.is_some() || rate.is_some() {
        let name = ui.label(state.t("edit-cost-year")).id;
        ui.horizontal(|ui| {
            let mut own = year.is_some();
            if ui.add(Checkbox::without_text(&mut own)).labelled_by(name).changed() {
                year = own.then_some(of);
            }
            match &mut year {
                Some(year) => {
                    let (first, last) = state.years();
                    ui.add(DragValue::new(&mut year.0).range(first.0..=last.0)).labelled_by(name);
                }
                None => {
                    ui.label(state.t("edit-cost-year-own"));
                }
            }
        });
        ui.end_row();
        text(ui, &state.t("edit-cost-source"), &mut source);
    }
    *cost = (amount.is_some() || rate.is_some()).then_some(Cost { amount, rate_per_m2: rate, year, source });
}
