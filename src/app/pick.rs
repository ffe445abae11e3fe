//! Selecting: what a click adds, and many at once. What a selection is stands at
//! [`crate::view::selection::set`].

use eframe::egui::Ui;

use super::Wijkspiegel;
use super::command::{Command, Commands};
use super::state::State;
use crate::data::{AreaId, Level, SchoolId};
use crate::number::whole;
use crate::view::gather::Whose;
use crate::view::hit::Hit;
use crate::view::selection::Selection;
use crate::view::selection::set::Kind;

/// How a part of the map is drawn to select what lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gather {
    Rectangle,
    Lasso,
}

impl Gather {
    pub const ALL: [Self; 2] = [Self::Rectangle, Self::Lasso];

    /// Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rectangle => "pick-rectangle",
            Self::Lasso => "pick-lasso",
        }
    }
}

/// Something that changes a selection by more than taking one thing.
#[derive(Clone, Debug)]
pub enum PickCommand {
    /// Adds a thing, or takes it out.
    Toggle(Hit),
    Add(Vec<Hit>),
    Replace(Vec<Hit>),
    /// The schools that stand in the selected areas, or in the wijk of the selected school.
    SchoolsWithin,
    /// Everything of the kind that is selected; every school where nothing is.
    All,
    /// The rows that the table shows.
    Rows,
    Invert,
    /// What dragging over the map does; `None` moves the map.
    Tool(Option<Gather>),
    Whose(Whose),
}

impl PickCommand {
    /// Fluent key of its name.
    pub fn label_key(&self) -> &'static str {
        match self {
            Self::Toggle(_) | Self::Add(_) | Self::Replace(_) => "pick-add",
            Self::SchoolsWithin => "pick-schools-within",
            Self::All => "pick-all",
            Self::Rows => "pick-rows",
            Self::Invert => "pick-invert",
            Self::Tool(Some(tool)) => tool.key(),
            Self::Tool(None) => "pick-tool-off",
            Self::Whose(_) => "pick-whose",
        }
    }
}

/// Drawing on the map to select.
#[derive(Clone, Debug, Default)]
pub struct Picking {
    pub tool: Option<Gather>,
    pub whose: Whose,
    /// What is drawn now, in pixels from the corner of the map: how, and along which points.
    pub(super) path: Option<(Gather, Vec<(f32, f32)>)>,
}

impl Commands {
    pub fn pick(&mut self, command: PickCommand) {
        self.push(Command::Pick(command));
    }

    /// A thing was clicked in a list or a chart: with Shift or Ctrl it joins the selection, else it is
    /// selected and brought into view.
    pub fn pressed(&mut self, ui: &Ui, hit: Hit) {
        if adds(ui) {
            self.pick(PickCommand::Toggle(hit));
        } else {
            self.push(Command::GoTo(hit));
        }
    }
}

/// Whether what is clicked now joins what is selected.
pub fn adds(ui: &Ui) -> bool {
    ui.input(|i| i.modifiers.shift || i.modifiers.command)
}

impl Wijkspiegel {
    pub(super) fn apply_pick(&mut self, command: PickCommand) {
        let state = &mut self.state;
        let dataset = state.dataset().clone();
        let selection = &mut state.view.selection;
        match command {
            PickCommand::Toggle(hit) => return selection.toggle(&dataset, hit),
            PickCommand::Add(hits) => selection.add(&dataset, hits),
            PickCommand::Replace(hits) => selection.replace(&dataset, hits),
            PickCommand::SchoolsWithin => {
                let hits = schools_within(state);
                if hits.is_empty() {
                    state.message = Some(state.t("pick-no-schools"));
                    return;
                }
                state.view.selection.replace(&dataset, hits);
            }
            PickCommand::All => {
                let kind = selection.kind(&dataset).unwrap_or(Kind::Schools);
                selection.replace(&dataset, kind.all(&dataset));
            }
            PickCommand::Rows => {
                let hits = super::table::hits(state);
                state.view.selection.replace(&dataset, hits);
            }
            PickCommand::Invert => {
                let kind = selection.kind(&dataset).unwrap_or(Kind::Schools);
                *selection = selection.inverted(&dataset, kind);
            }
            PickCommand::Tool(tool) => {
                state.picking.tool = tool;
                state.picking.path = None;
                return;
            }
            PickCommand::Whose(whose) => {
                state.picking.whose = whose;
                return;
            }
        }
        state.message = Some(state.selected_text());
    }
}

impl State {
    /// "12 scholen geselecteerd".
    pub fn selected_text(&self) -> String {
        let count = self.view.selection.len();
        let number = whole(count as f64, self.view.language);
        let what = self.members_text(count);
        self.tw("pick-count", &[("count", &number), ("what", &what)])
    }

    /// What so many members of the selection are called: "scholen", "wijk".
    pub(super) fn members_text(&self, count: usize) -> String {
        match self.view.selection.kind(self.dataset()) {
            Some(Kind::Areas(level)) if count == 1 => self.t(super::search::level_key(level)),
            Some(Kind::Areas(level)) => self.t(super::search::levels_key(level)),
            _ if count == 1 => self.t("pick-school"),
            _ => self.t("pick-schools"),
        }
    }
}

fn schools_within(state: &State) -> Vec<Hit> {
    let dataset = state.dataset();
    let selection = &state.view.selection;
    let around = selection.school().and_then(|id| dataset.school(id)).and_then(|school| {
        [Level::Wijk, Level::Buurt, Level::Postcode, Level::Other]
            .into_iter()
            .find_map(|level| dataset.area_at(school.at, level))
    });
    let wanted: Selection = match around {
        Some(area) => Hit::Area(area).into(),
        None => selection.clone(),
    };
    let Some(Kind::Areas(level)) = wanted.kind(dataset) else { return Vec::new() };
    let within = |at| dataset.area_at(at, level).is_some_and(|id: AreaId| wanted.contains(Hit::Area(id)));
    let schools = dataset.schools().iter().enumerate();
    schools.filter(|(_, s)| within(s.at)).map(|(i, _)| Hit::School(SchoolId(i))).collect()
}
