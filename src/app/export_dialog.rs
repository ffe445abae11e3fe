//! Exporting: what, as what kind of file, on what paper, and where to; a worker writes it.

use std::path::PathBuf;

use eframe::egui::{Checkbox, Context, DragValue, Key, Role, TextEdit, Ui, WidgetInfo};

use super::Wijkspiegel;
use super::command::{Command, Commands};
use super::job::{Cancel, Job, Poll};
use super::place::Place;
use super::state::{Dialog, State};
use super::style::{caption, title};
use crate::data::{AreaId, SchoolId};
use crate::figures::certainty::DRAWS;
use crate::notice::Notice;
use crate::report::again;
use crate::report::catchments_compared;
use crate::report::comparison::Compared;
use crate::report::csv::Dialect;
use crate::report::date::Day;
use crate::report::document::{Report, Request};
use crate::report::pdf::{Paper, Size};
use crate::report::png::WIDTHS_PX;
use crate::report::table::Table;
use crate::report::write::{How, Part, Picture, TABLES, write, write_compared, write_table};
use crate::text::Language;
use crate::view::hit::Hit;
use crate::view::selection::{outline, with_selection};
use crate::view::theme::Theme;

/// What can be exported, with the name of the choice and the kinds of file that it can be.
const PARTS: [(Part, &str, &[&str]); 9] = [
    (Part::Comparison, "export-comparison", &["pdf", "svg", "png"]),
    (Part::Map, "export-map", &["pdf", "svg", "png"]),
    (Part::Report, "export-report", &["pdf", "xlsx", "html", "gpkg"]),
    (Part::AtlasOfAreas, "export-atlas-wijken", &["pdf"]),
    (Part::AtlasOfSchools, "export-atlas-schools", &["pdf"]),
    (Part::Areas, "export-areas", &TABLES),
    (Part::Schools, "export-schools", &TABLES),
    (Part::Catchments, "export-catchments", &["gpkg", "geojson"]),
    (Part::CatchmentsCompared, "export-catchments-compared", &catchments_compared::KINDS),
];

/// Height of what is asked of a kind of file.
const HOW: f32 = 54.0;

/// The answers so far.
#[derive(Clone, Debug)]
pub struct Form {
    pub part: Part,
    /// Ending of the file's name.
    pub kind: &'static str,
    pub paper: Paper,
    pub picture: Picture,
    /// Of a table the columns and rows as the window shows them, else all.
    pub as_shown: bool,
    pub path: String,
    /// Whether the field has had the focus: it gets it once.
    focused: bool,
}

impl Form {
    pub fn new(state: &State) -> Self {
        let folder = directories::UserDirs::new()
            .and_then(|d| d.document_dir().map(ToOwned::to_owned))
            .or_else(|| directories::UserDirs::new().map(|d| d.home_dir().to_owned()))
            .unwrap_or_default();
        let proposals = !state.plans.history.proposals().is_empty();
        // Who compares wants the comparison.
        let compares = proposals && state.view.place == Place::Compare;
        let name = state.present().name_in(state.view.language);
        let name = if compares { state.tw("export-comparison-file", &[("town", &name)]) } else { name };
        // A name of a town may hold a sign that no name of a file can.
        let path = folder.join(format!("{}.pdf", name.replace(['/', '\\', ':'], "-")));
        Self {
            part: if compares { Part::Comparison } else { Part::Map },
            kind: "pdf",
            paper: Paper { landscape: true, ..Paper::default() },
            picture: Picture::default(),
            // Who chose columns or typed a filter most likely wants those.
            as_shown: !state.window.preferences.columns.is_empty()
                || !state.view.table.filter.trim().is_empty(),
            path: path.to_string_lossy().into_owned(),
            focused: false,
        }
    }

    /// Begins with the table of what differs between two kinds of catchments.
    #[must_use]
    pub fn of_compared(mut self) -> Self {
        self.part = Part::CatchmentsCompared;
        self.set_kind("xlsx");
        self
    }

    fn kinds(&self) -> &'static [&'static str] {
        PARTS.iter().find(|(part, ..)| *part == self.part).map_or(&["pdf"], |(.., kinds)| kinds)
    }

    /// Whether it is one table, of which columns can be chosen.
    fn of_table(&self) -> bool {
        matches!(self.part, Part::Areas | Part::Schools)
    }

    /// Another kind of file, with the name to match.
    fn set_kind(&mut self, kind: &'static str) {
        self.kind = kind;
        self.path = PathBuf::from(&self.path).with_extension(kind).to_string_lossy().into_owned();
    }

    fn file(&self) -> PathBuf {
        // A path copied from a file manager may come in quotes.
        let path = PathBuf::from(self.path.trim().trim_matches('"'));
        let fits = path.extension().is_some_and(|e| e.eq_ignore_ascii_case(self.kind));
        if fits { path } else { PathBuf::from(format!("{}.{}", path.display(), self.kind)) }
    }
}

pub fn show(state: &State, ui: &mut Ui, form: &mut Form, running: bool, commands: &mut Commands) {
    let theme = state.theme();
    ui.set_width(560.0);
    ui.label(title(state.t("export-title")));
    ui.add_space(8.0);
    ui.label(caption(state.t("export-what"), &theme));
    let settings = ui.add_enabled_ui(!running, |ui| {
        // Without catchments on the map there are none to write, and without two kinds no differences.
        let shown = state.view.choice.catchments.is_some();
        let two = shown && state.view.choice.against.is_some();
        let there = |part: Part| match part {
            Part::Catchments => shown,
            Part::CatchmentsCompared => two,
            Part::Comparison => !state.plans.history.proposals().is_empty(),
            _ => true,
        };
        for (part, key, kinds) in PARTS.into_iter().filter(|(part, ..)| there(*part)) {
            if ui.radio(form.part == part, state.t(key)).clicked() {
                form.part = part;
                if let Some(first) = kinds.iter().find(|k| **k == form.kind).or(kinds.first()) {
                    form.set_kind(first);
                }
            }
        }
        ui.add_space(12.0);
        ui.label(caption(state.t("export-format"), &theme));
        ui.horizontal(|ui| {
            for kind in form.kinds() {
                if ui.radio(form.kind == *kind, kind_name(kind)).clicked() {
                    form.set_kind(kind);
                }
            }
        });
        ui.add_space(12.0);
        ui.scope(|ui| {
            // The same room for each, so that the dialog keeps its size.
            ui.set_min_height(HOW);
            how(state, ui, form);
        });
        ui.add_space(12.0);
        let label = state.t("export-path");
        ui.label(caption(&label, &theme));
        let edit = ui.add(TextEdit::singleline(&mut form.path).desired_width(f32::INFINITY));
        edit.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
        if !std::mem::replace(&mut form.focused, true) {
            edit.request_focus();
        }
        edit.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
    });
    let entered = settings.inner;
    let note = if running {
        state.t("export-running")
    } else if form.file().exists() {
        state.t("export-exists")
    } else {
        // A line in any case, so that the buttons stay where they are.
        " ".to_owned()
    };
    ui.label(caption(note, &theme));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let ready = !running && !form.path.trim().is_empty();
        let go = ui.add_enabled(ready, super::elements::primary(state, &state.t("export-go")));
        // Enter in the field of the file is enough, unless that would replace a file unasked.
        if go.clicked() || (entered && ready && !form.file().exists()) {
            commands.push(Command::Export(Box::new(form.clone())));
        }
        if ui.add_enabled(!running, eframe::egui::Button::new(state.t("open-browse"))).clicked() {
            let name = form.file().file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let picked =
                rfd::FileDialog::new().set_file_name(name).add_filter(kind_name(form.kind), &[form.kind]);
            if let Some(file) = picked.save_file() {
                form.path = file.to_string_lossy().into_owned();
            }
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
    });
}

/// What is asked of this kind of file: paper, size of a picture, or the columns of a table.
fn how(state: &State, ui: &mut Ui, form: &mut Form) {
    let theme = state.theme();
    if form.of_table() {
        ui.label(caption(state.t("export-columns"), &theme));
        ui.horizontal_wrapped(|ui| {
            for (as_shown, key) in [(false, "export-columns-all"), (true, "export-columns-shown")] {
                if ui.radio(form.as_shown == as_shown, state.t(key)).clicked() {
                    form.as_shown = as_shown;
                }
            }
        });
    } else if form.kind == "pdf" {
        ui.label(caption(state.t("export-size"), &theme));
        ui.horizontal(|ui| {
            for size in Size::ALL {
                if ui.radio(form.paper.size == size, size.code().to_uppercase()).clicked() {
                    form.paper.size = size;
                }
            }
            ui.add_space(16.0);
            for (landscape, key) in [(false, "export-portrait"), (true, "export-landscape")] {
                if ui.radio(form.paper.landscape == landscape, state.t(key)).clicked() {
                    form.paper.landscape = landscape;
                }
            }
        });
    } else if matches!(form.kind, "png" | "svg") {
        ui.label(caption(state.t("export-picture"), &theme));
        ui.horizontal(|ui| {
            ui.add_enabled_ui(form.kind != "svg", |ui| {
                let label = ui.label(state.t("export-width"));
                let width = DragValue::new(&mut form.picture.width).range(WIDTHS_PX).speed(10.0);
                ui.add(width.suffix(" px")).labelled_by(label.id);
            });
            ui.add_space(16.0);
            ui.add(Checkbox::new(&mut form.picture.transparent, state.t("export-transparent")));
        });
    }
}

/// The name by which a kind of file is known.
fn kind_name(kind: &str) -> &'static str {
    match kind {
        "pdf" => "PDF",
        "svg" => "SVG",
        "png" => "PNG",
        "xlsx" => "Excel",
        "html" => "HTML",
        "csv" => "CSV",
        "geojson" => "GeoJSON",
        _ => "GeoPackage",
    }
}

impl Wijkspiegel {
    /// Has a worker write the file.
    pub(super) fn start_export(&mut self, ctx: &Context, form: Form) {
        if form.part == Part::Comparison {
            return self.start_comparison(ctx, &form);
        }
        let state = &self.state;
        let (dataset, shapes) = (state.dataset().clone(), state.opened.shapes.clone());
        let path = form.file();
        let subject = match state.opened.path().and_then(|p| p.file_name()) {
            Some(name) => again::quoted(&name.to_string_lossy()),
            None => "--example".to_owned(),
        };
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        // The map is of the proposal and the year that are shown; the present has neither.
        let planned = state.plans.town().and(state.plans.scenario());
        let scenario = planned.map(|s| (s.name.clone(), state.plans.year.0));
        let (mut choice, mut comparison) = (state.view.choice.clone(), state.view.comparison);
        if scenario.is_some() {
            (choice.year, comparison.year) = (None, None);
        }
        let mut request = Request {
            choice,
            comparison,
            gate: state.view.gate,
            language: state.view.language,
            draws: DRAWS,
            scenario: scenario.as_ref().map(|(name, _)| name.clone()),
            day: Day::today(),
            command: String::new(),
        };
        let dialect = match state.view.language {
            Language::Dutch => Dialect::ExcelDutch,
            Language::English => Dialect::Rfc4180,
        };
        let friends = planned.map(|s| (s.friendships.clone(), state.plans.year));
        let assumptions = planned.map(|s| s.assumptions.clone());
        let links = self.state.shown_links();
        let of_map = form.part == Part::Map;
        let shown = of_map.then(|| {
            let state = &self.state;
            let selection = state.view.selection.clone();
            (state.choice_of(state.dataset()), selection)
        });
        let state = &self.state;
        let camera = state.view.camera.filter(|_| form.part == Part::Map);
        let how = How { part: form.part, paper: form.paper, dialect, camera, picture: form.picture };
        let planned = scenario.as_ref().map(|(name, year)| (name.as_str(), *year));
        request.command = again::command(&dataset, &request, &how, (&subject, &name), planned);
        let store = self.basemaps.store();
        let label = state.t("export-running");
        let table = form.of_table().then(|| self.table_to_write(&form));
        self.exporting = Some(Job::start(ctx, label, move |cancel: &Cancel| {
            // Paper is white, whatever the screen is.
            let mut report = Report::new(&dataset, &request, &Theme::LIGHT, &shapes, cancel)?;
            if let Some(assumptions) = &assumptions {
                report.add_assumptions(assumptions, &dataset);
            }
            if let Some((groups, year)) = friends.filter(|(groups, _)| !groups.is_empty()) {
                report.add_friends(&dataset, &request, &groups, year)?;
            }
            // The map as on the screen has what belongs to the selection; a report is of the whole town.
            if let Some((choice, selection)) = shown {
                let (gate, primary) = (&request.gate, selection.primary());
                report.scene = with_selection(&report.scene, &dataset, &choice, gate, &shapes, primary);
                outline(&mut report.scene, &selection);
            }
            links.add_to(&mut report.scene);
            if let Some(backdrop) = &mut report.scene.backdrop {
                backdrop.store = store;
            }
            match table {
                Some(Some((chosen, hits))) => {
                    let whole = if how.part == Part::Schools { &report.schools } else { &report.areas };
                    let Table { columns, rows, .. } = chosen;
                    let table = Table { columns, rows, ..whole.clone() };
                    write_table(&dataset, &report, (&table, &hits), how.dialect, &path)?;
                }
                Some(None) => {
                    let areas = || report.area_ids.iter().map(|id| Hit::Area(AreaId(*id))).collect();
                    let schools = || (0..dataset.schools().len()).map(|i| Hit::School(SchoolId(i))).collect();
                    let (table, hits): (_, Vec<Hit>) = match how.part {
                        Part::Schools => (&report.schools, schools()),
                        _ => (&report.all_areas, areas()),
                    };
                    write_table(&dataset, &report, (table, &hits), how.dialect, &path)?;
                }
                None => write(&dataset, &request, &report, how, &path)?,
            }
            Ok(path)
        }));
    }

    /// The table as the window shows it; `None` for all of it. The filter is of the table that is shown,
    /// and not of the other one.
    fn table_to_write(&mut self, form: &Form) -> Option<(Table, Vec<Hit>)> {
        if !form.as_shown {
            return None;
        }
        let of_schools = form.part == Part::Schools;
        let shown = std::mem::replace(&mut self.state.view.table_of_schools, of_schools);
        let found = super::table::to_write(&self.state, shown == of_schools);
        self.state.view.table_of_schools = shown;
        Some(found)
    }

    /// Has a worker write the comparison of the two proposals that stand side by side.
    fn start_comparison(&mut self, ctx: &Context, form: &Form) {
        let Some((engine, request)) = self.state.comparison_request() else {
            self.state.dialog = Some(Dialog::Failure(Notice::error("report-no-proposals")));
            return;
        };
        let (path, shapes) = (form.file(), self.state.opened.shapes.clone());
        let dialect = Dialect::default();
        let how = How { part: form.part, paper: form.paper, dialect, camera: None, picture: form.picture };
        let store = self.basemaps.store();
        let label = self.state.t("export-running");
        self.exporting = Some(Job::start(ctx, label, move |cancel: &Cancel| {
            let mut compared = Compared::new(&engine, &request, &Theme::LIGHT, &shapes, cancel)?;
            for backdrop in compared.maps.iter_mut().filter_map(|map| map.scene.backdrop.as_mut()) {
                backdrop.store = store.clone();
            }
            write_compared(&compared, how, &path)?;
            Ok(path)
        }));
    }

    /// Says where the file went, or why there is none.
    pub(super) fn take_exported(&mut self) {
        let Some(job) = &self.exporting else { return };
        let outcome = match job.poll() {
            Poll::Running => return,
            Poll::Done(outcome) => outcome,
            Poll::Lost => Err(Notice::error("app-worker-lost")),
        };
        self.exporting = None;
        match outcome {
            Ok(path) => {
                let path = path.display().to_string();
                self.state.message = Some(self.state.tw("export-done", &[("path", &path)]));
                if matches!(self.state.dialog, Some(Dialog::Export(_))) {
                    self.state.dialog = None;
                }
            }
            Err(notice) => self.state.dialog = Some(Dialog::Failure(notice)),
        }
    }
}
