//! Who does what, where: the agenda as a list that can be edited, and on the map.

mod form;

use std::path::PathBuf;

use eframe::egui::{ComboBox, Label, Ui};

use super::Wijkspiegel;
use super::command::{Command, Commands};
use super::elements::{heading, name_combo};
use super::layers_panel::section_rows;
use super::state::{Dialog, Opened, Origin, State};
use super::style::{caption, strong};
use crate::agenda::{Agenda, Entry, export, file, seeded};
use crate::fetch::manifest::now;
use crate::notice::Notice;
use crate::text::Language;
use crate::view::hit::Hit;
use crate::view::scene::{Scene, SectionKind};

pub use self::form::dialog;

/// The open agenda.
#[derive(Debug, Default)]
pub struct AgendaState {
    pub agenda: Agenda,
    /// Whether a person changed it: then it is kept in the project, and no longer follows the
    /// language of the window.
    own: bool,
    language: Option<Language>,
    /// What lies on the map: nothing, everything with a place, or one entry.
    pub shown: Shown,
    /// How it was before each change, the last one last.
    past: Vec<Before>,
    /// An agenda that could not be read stays in the project as it is: nothing is written over it.
    damaged: bool,
}

/// An agenda before a change.
#[derive(Debug)]
struct Before {
    agenda: Agenda,
    own: bool,
}

/// So many changes can be undone.
const MOST_PAST: usize = 50;

/// Which programmes the map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    None,
    All,
    /// By its position.
    One(usize),
}

/// What a person does with the agenda.
#[derive(Clone, Debug)]
pub enum AgendaCommand {
    /// Opens the list.
    Ask,
    Show(Shown),
    /// Opens an entry, or an empty one.
    Edit(Option<usize>),
    /// Puts an entry in its place, or behind the others.
    Put(Option<usize>, Box<Entry>),
    Remove(usize),
    /// As it was before the last change.
    Undo,
    /// Back to what the documents say.
    Restore,
    Export(PathBuf),
}

/// The dialog: the list, with an entry while it is filled in.
#[derive(Debug)]
pub struct AgendaForm {
    edit: Option<EntryForm>,
    path: String,
    focused: bool,
}

/// An entry while it is filled in.
#[derive(Clone, Debug)]
struct EntryForm {
    at: Option<usize>,
    entry: Entry,
    partners: String,
    from: String,
    to: String,
    /// Letters of the school or area that is looked for.
    search: String,
}

impl EntryForm {
    fn new(at: Option<usize>, entry: Entry) -> Self {
        let year = |year: Option<i32>| year.map(|y| y.to_string()).unwrap_or_default();
        Self {
            at,
            partners: entry.partners.join(", "),
            from: year(entry.from),
            to: year(entry.to),
            search: String::new(),
            entry,
        }
    }

    /// The entry as it is filled in; `None` while a year is no year or it has no name.
    fn filled(&self) -> Option<Entry> {
        let year = |text: &str| match text.trim() {
            "" => Some(None),
            text => text.parse().ok().filter(|y| (1900..2200).contains(y)).map(Some),
        };
        let (from, to) = (year(&self.from)?, year(&self.to)?);
        let ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
        let partners = self.partners.split(',').map(|p| p.trim().to_owned()).filter(|p| !p.is_empty());
        let named = !self.entry.name.trim().is_empty();
        (named && ordered).then(|| Entry { from, to, partners: partners.collect(), ..self.entry.clone() })
    }
}

impl AgendaState {
    /// Before a change.
    fn remember(&mut self) {
        if self.past.len() == MOST_PAST {
            self.past.remove(0);
        }
        self.past.push(Before { agenda: self.agenda.clone(), own: self.own });
    }

    /// The agenda of what was opened, or that of the documents.
    pub fn of(opened: &mut Opened, language: Language) -> Self {
        let dataset = opened.project.dataset.clone();
        let from_documents = || seeded(&dataset, language).unwrap_or_default();
        match file::read(&opened.project.settings) {
            Ok(Some(agenda)) => Self { agenda, own: true, ..Self::default() },
            Ok(None) => Self { agenda: from_documents(), language: Some(language), ..Self::default() },
            Err(notice) => {
                opened.notices.push(notice);
                Self { agenda: from_documents(), damaged: true, ..Self::default() }
            }
        }
    }
}

/// This calendar year, which tells whether a programme runs.
pub fn this_year() -> i32 {
    now().get(..4).and_then(|year| year.parse().ok()).unwrap_or(0)
}

impl State {
    /// An agenda of the documents speaks the language of the window.
    pub(super) fn translate_agenda(&mut self) {
        let language = self.view.language;
        if self.agenda.own || self.agenda.language == Some(language) {
            return;
        }
        self.agenda.language = Some(language);
        self.agenda.agenda = seeded(&self.opened.project.dataset, language).unwrap_or_default();
        self.show_agenda();
    }

    /// Puts on the map what is chosen of the agenda.
    fn show_agenda(&mut self) {
        let language = self.view.language;
        let agenda = &self.agenda.agenda;
        self.view.choice.programmes = match self.agenda.shown {
            Shown::None => Vec::new(),
            Shown::All => agenda.on_map(None, language, this_year()),
            Shown::One(at) => agenda.on_map(Some(at), language, this_year()),
        };
    }
}

impl Wijkspiegel {
    pub(super) fn apply_agenda(&mut self, command: AgendaCommand) {
        let state = &mut self.state;
        match command {
            AgendaCommand::Ask => {
                let folder = directories::UserDirs::new();
                let folder = folder.as_ref().and_then(|d| d.document_dir()).map(ToOwned::to_owned);
                let name =
                    format!("{} programma's.csv", state.dataset().name()).replace(['/', '\\', ':'], "-");
                let path = folder.unwrap_or_default().join(name).display().to_string();
                state.dialog =
                    Some(Dialog::Agenda(Box::new(AgendaForm { edit: None, path, focused: false })));
            }
            AgendaCommand::Show(shown) => {
                state.agenda.shown = shown;
                state.show_agenda();
            }
            AgendaCommand::Edit(at) => {
                let entry = at.and_then(|at| state.agenda.agenda.entries.get(at)).cloned();
                if let Some(Dialog::Agenda(form)) = &mut state.dialog {
                    form.edit = Some(EntryForm::new(at, entry.unwrap_or_default()));
                    form.focused = false;
                }
            }
            AgendaCommand::Put(at, entry) => {
                state.agenda.remember();
                let entries = &mut state.agenda.agenda.entries;
                match at.and_then(|at| entries.get_mut(at)) {
                    Some(slot) => *slot = *entry,
                    None => entries.push(*entry),
                }
                self.keep_agenda();
            }
            AgendaCommand::Remove(at) => {
                state.agenda.remember();
                let entries = &mut state.agenda.agenda.entries;
                if at < entries.len() {
                    entries.remove(at);
                }
                if let Shown::One(_) = state.agenda.shown {
                    state.agenda.shown = Shown::None;
                }
                self.keep_agenda();
            }
            AgendaCommand::Undo => {
                if let Some(Before { agenda, own }) = state.agenda.past.pop() {
                    state.agenda.agenda = agenda;
                    if own {
                        self.keep_agenda();
                    } else {
                        self.restore();
                    }
                }
            }
            AgendaCommand::Restore => {
                state.agenda.remember();
                self.restore();
            }
            AgendaCommand::Export(path) => {
                let language = state.view.language;
                let written =
                    export::write(&path, &state.agenda.agenda, state.dataset(), language, this_year());
                match written {
                    Ok(()) => {
                        let told = state.tw("export-done", &[("path", &path.display().to_string())]);
                        state.message = Some(told);
                        state.dialog = None;
                    }
                    Err(notice) => state.dialog = Some(Dialog::Failure(notice)),
                }
            }
        }
    }

    /// Back to what the documents say.
    fn restore(&mut self) {
        let state = &mut self.state;
        let (shown, past) = (state.agenda.shown, std::mem::take(&mut state.agenda.past));
        state.agenda = AgendaState { shown, past, ..AgendaState::default() };
        state.opened.project.settings.remove(file::KEY);
        state.translate_agenda();
        self.keep_settings();
    }

    /// Keeps what was changed, and shows it.
    fn keep_agenda(&mut self) {
        let state = &mut self.state;
        state.agenda.own = true;
        state.show_agenda();
        if state.agenda.damaged {
            let notice = Notice::error("agenda-not-kept");
            state.dialog = Some(Dialog::Failure(notice));
            return;
        }
        file::write(&state.agenda.agenda, &mut state.opened.project.settings);
        self.keep_settings();
    }

    fn keep_settings(&mut self) {
        match self.state.opened.origin {
            // Work on the example has no file; it is kept aside, so that it is not lost.
            Origin::Example => self.keep_aside(),
            Origin::File | Origin::Unsaved => self.keep(),
        }
    }
}

/// Which programmes lie on the map, and the way to the list.
pub fn panel(state: &State, ui: &mut Ui, scene: &Scene, commands: &mut Commands) {
    heading(ui, &state.t("agenda-title"), &state.theme());
    ui.add_space(4.0);
    let entries = &state.agenda.agenda.entries;
    let name = |shown: Shown| match shown {
        Shown::None => state.t("agenda-show-none"),
        Shown::All => state.t("agenda-show-all"),
        Shown::One(at) => entries.get(at).map(label_of).unwrap_or_default(),
    };
    let chosen = name(state.agenda.shown);
    let with_places = entries.iter().enumerate().filter(|(_, entry)| entry.has_places());
    let choices = [Shown::None, Shown::All].into_iter().chain(with_places.map(|(at, _)| Shown::One(at)));
    let response = ComboBox::from_id_salt("programmes")
        .selected_text(chosen.as_str())
        .width(ui.available_width())
        .wrap()
        .height(360.0)
        .show_ui(ui, |ui| {
            for shown in choices {
                if ui.selectable_label(state.agenda.shown == shown, name(shown)).clicked() {
                    commands.push(Command::Agenda(AgendaCommand::Show(shown)));
                }
            }
        });
    name_combo(response.response, &state.t("agenda-title"), &chosen);
    for section in scene.legend.sections.iter().filter(|s| s.kind == SectionKind::Programmes) {
        section_rows(state, ui, section);
    }
    if ui.button(state.t("agenda-open")).clicked() {
        commands.push(Command::Agenda(AgendaCommand::Ask));
    }
    ui.add_space(16.0);
}

/// Groups of one programme have one name; their partners tell them apart.
fn label_of(entry: &Entry) -> String {
    match entry.partners.first() {
        Some(first) => format!("{} ({first})", entry.name),
        None => entry.name.clone(),
    }
}

/// The programmes of what is selected; nothing where there are none.
pub fn of_selection(state: &State, ui: &mut Ui, hit: Hit) {
    let dataset = state.dataset();
    let (school, area) = match hit {
        Hit::School(id) => (dataset.school(id), None),
        Hit::Area(id) => (None, dataset.area(id)),
    };
    let concerns = |entry: &&Entry| {
        school.is_some_and(|s| entry.concerns_school(s)) || area.is_some_and(|a| entry.concerns_area(a))
    };
    let found: Vec<&Entry> = state.agenda.agenda.entries.iter().filter(concerns).collect();
    if found.is_empty() {
        return;
    }
    let theme = state.theme();
    ui.add_space(12.0);
    heading(ui, &state.t("agenda-title"), &theme);
    for entry in found {
        // Of the partners, the school itself need not be said; in the example another one stands in
        // its place, by its position among the schools.
        let own = school.and_then(|s| {
            let at = entry.schools.iter().position(|code| *code == s.code)?;
            entry.partners.get(at).filter(|_| entry.partners.len() == entry.schools.len())
        });
        ui.add(Label::new(strong(entry.name.as_str())).wrap());
        let line = entry.line(state.view.language, this_year(), own.map(String::as_str));
        ui.add(Label::new(caption(line, &theme)).wrap());
        if !entry.source.is_empty() {
            ui.add(Label::new(caption(entry.source.as_str(), &theme)).wrap());
        }
        ui.add_space(4.0);
    }
}
