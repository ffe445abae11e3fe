//! Open data of one municipality, downloaded to a folder: from where, under which licence, and what
//! came of it.

use eframe::egui::{Grid, Label, RichText, ScrollArea, Ui};

use super::work::Work;
use super::{Assistant, Step, cancel_button, field, folder_for_projects, path_of};
use crate::app::command::Commands;
use crate::app::dialogs::one_notice;
use crate::app::elements::primary;
use crate::app::state::State;
use crate::app::style::{caption, color, strong};
use crate::assistant::municipality_code;
use crate::fetch::Outcome;
use crate::number::whole;
use crate::open::corrections::Corrections;

/// What is asked and what came of it.
#[derive(Debug)]
pub(super) struct Fetching {
    municipality: String,
    folder: String,
    /// Whether the person typed a folder; else it follows the municipality.
    own_folder: bool,
    focused: bool,
    pub(super) outcomes: Vec<Outcome>,
}

impl Fetching {
    pub(super) fn new() -> Self {
        Self {
            municipality: String::new(),
            folder: folder_for_projects().display().to_string(),
            own_folder: false,
            focused: false,
            outcomes: Vec::new(),
        }
    }
}

pub(super) fn show(state: &State, ui: &mut Ui, assistant: &mut Assistant, commands: &mut Commands) {
    let theme = state.theme();
    let Assistant { step: Step::Fetch(fetching), services, settings, .. } = assistant else { return };
    ui.label(state.t("assistant-fetch-what"));
    ui.add_space(8.0);
    ScrollArea::vertical().max_height(170.0).show(ui, |ui| {
        Grid::new("services").num_columns(3).min_row_height(20.0).spacing([18.0, 2.0]).show(ui, |ui| {
            for key in ["assistant-fetch-data", "import-publisher", "import-licence"] {
                ui.label(caption(state.t(key), &theme));
            }
            ui.end_row();
            for service in services.iter() {
                ui.label(&service.title);
                ui.label(caption(&service.publisher, &theme));
                ui.add(Label::new(caption(&service.licence, &theme)).wrap());
                ui.end_row();
            }
        });
    });
    ui.add_space(8.0);
    let edit = field(state, ui, "assistant-fetch-code", &mut fetching.municipality, 160.0);
    if !std::mem::replace(&mut fetching.focused, true) {
        edit.request_focus();
    }
    let code = municipality_code(&fetching.municipality);
    if let Some(code) = code.as_ref().filter(|_| edit.changed() && !fetching.own_folder) {
        fetching.folder = folder_for_projects().join(format!("wijkspiegel-{code}")).display().to_string();
    }
    fetching.own_folder |=
        field(state, ui, "assistant-fetch-folder", &mut fetching.folder, f32::INFINITY).changed();
    outcomes(state, ui, &fetching.outcomes);
    ui.add_space(8.0);
    let mut next = None;
    let arrived = fetching.outcomes.iter().any(|o| o.result.is_ok());
    ui.horizontal(|ui| {
        let folder = path_of(&fetching.folder);
        let ready = code.is_some() && !fetching.folder.trim().is_empty();
        let label = state.t(if fetching.outcomes.is_empty() {
            "assistant-fetch-go"
        } else {
            "assistant-fetch-again"
        });
        let go = match arrived {
            true => ui.add_enabled(ready, eframe::egui::Button::new(label)),
            false => ui.add_enabled(ready, primary(state, &label)),
        };
        if go.clicked()
            && let Some(code) = code
        {
            fetching.outcomes.clear();
            let (list, settings) = (services.clone(), settings.clone());
            let language = state.view.language;
            next = Some(Work::fetch(ui.ctx(), language, list, settings, code, folder.clone()));
        }
        if arrived && ui.add(primary(state, &state.t("assistant-look"))).clicked() {
            next = Some(Work::scan(ui.ctx(), state.view.language, folder, Corrections::default(), None));
        }
        if ui.button(state.t("assistant-back")).clicked() {
            commands.push(crate::app::command::Command::NewFromFolder);
        }
        cancel_button(state, ui, commands);
    });
    if let Some(work) = next {
        let folder = fetching.folder.clone();
        assistant.folder = folder;
        assistant.failed = None;
        assistant.work = Some(work);
    }
}

/// What came in and what did not, and why.
fn outcomes(state: &State, ui: &mut Ui, outcomes: &[Outcome]) {
    if outcomes.is_empty() {
        return;
    }
    ui.add_space(8.0);
    let network = |o: &Outcome| matches!(&o.result, Err(n) if n.key == "fetch-no-network");
    if outcomes.iter().all(network) {
        ui.label(RichText::new(state.t("assistant-no-network")).color(color(state.theme().warn)));
        return;
    }
    ui.label(strong(state.t("assistant-fetched")));
    ScrollArea::vertical().id_salt("outcomes").max_height(150.0).show(ui, |ui| {
        for outcome in outcomes {
            match &outcome.result {
                Ok((bytes, unchanged)) => {
                    let key = if *unchanged { "fetch-unchanged" } else { "fetch-done" };
                    let size = whole(*bytes as f64 / 1000.0, state.view.language);
                    let args = [
                        ("file", outcome.file.as_str()),
                        ("title", outcome.title.as_str()),
                        ("size", size.as_str()),
                    ];
                    ui.label(state.tw(key, &args));
                    if let Some(notice) = outcome.made_way() {
                        one_notice(state, ui, &notice);
                    }
                }
                Err(notice) => one_notice(state, ui, notice),
            }
        }
    });
}
