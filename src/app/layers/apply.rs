//! What a person does with the layers.

use crate::app::Wijkspiegel;
use crate::app::command::Toggle;
use crate::app::state::{Opened, Origin, State};
use crate::data::{BaseKind, Dataset};
use crate::view::own::{own_name, usual_order};
use crate::view::stack::{AREAS, BASE, BORDERS, FLOWS, LINKS, SCHOOLS, STREETS};

/// Something about the layers of the map. Layers are named by their keys: see [`crate::view::stack`].
#[derive(Clone, Debug, PartialEq)]
pub enum LayerCommand {
    Show(String, bool),
    /// 0.1 to 1 of the layer's own.
    Opacity(String, f32),
    /// One place up, or down, in the list.
    Shift {
        key: String,
        up: bool,
    },
    /// Order and opacity as they are of themselves.
    Usual,
    /// The background map; `None` is none.
    Backdrop(Option<String>),
    /// Takes a layer from a file out of the project.
    Remove(String),
}

impl LayerCommand {
    /// Fluent key of its name.
    pub fn label_key(&self) -> &'static str {
        match self {
            Self::Show(..) => "layers-show",
            Self::Opacity(..) => "layers-opacity",
            Self::Shift { up: true, .. } => "layers-up",
            Self::Shift { up: false, .. } => "layers-down",
            Self::Usual => "layers-usual",
            Self::Backdrop(_) => "basemap-title",
            Self::Remove(_) => "layers-remove",
        }
    }
}

/// The layers that have a row in the list, from bottom to top.
pub(super) fn listed(state: &State, linked: bool) -> Vec<String> {
    let choice = &state.view.choice;
    let has = |key: &String| match key.as_str() {
        FLOWS => state.has_flows(),
        LINKS => linked,
        BASE => choice.backdrop.is_none(),
        crate::view::stack::CATCHMENTS => choice.catchments.is_some(),
        SCHOOLS => !state.dataset().schools().is_empty(),
        _ => true,
    };
    let usual = usual_order(&state.opened.shapes);
    choice.stack.arranged(&usual).into_iter().filter(has).collect()
}

/// The switch of a layer that has one of its own.
pub(super) fn toggle_of(key: &str) -> Option<Toggle> {
    match key {
        AREAS => Some(Toggle::Areas),
        BORDERS => Some(Toggle::Borders),
        SCHOOLS => Some(Toggle::Schools),
        BASE => Some(Toggle::Base),
        STREETS => Some(Toggle::Streets),
        FLOWS => Some(Toggle::Flows),
        _ => None,
    }
}

impl Wijkspiegel {
    pub(in crate::app) fn apply_layer(&mut self, command: LayerCommand) {
        let state = &mut self.state;
        let stack = &mut state.view.choice.stack;
        match command {
            LayerCommand::Show(key, shown) => stack.set_hidden(&key, !shown),
            LayerCommand::Opacity(key, value) => stack.set_opacity(&key, value),
            LayerCommand::Shift { key, up } => {
                let linked = state.scene().layers.iter().any(|l| l.key() == LINKS);
                let listed = listed(state, linked);
                let usual = usual_order(&state.opened.shapes);
                state.view.choice.stack.shift(&key, up, &listed, &usual);
            }
            LayerCommand::Usual => {
                stack.order.clear();
                stack.opacity.clear();
            }
            LayerCommand::Backdrop(key) => {
                if key.is_some() {
                    self.basemaps.allow();
                }
                state.view.choice.backdrop = key;
            }
            LayerCommand::Remove(key) => self.remove_layer(&key),
        }
    }

    /// The project without a layer from a file; the rest of the map stays as it is.
    fn remove_layer(&mut self, key: &str) {
        let Some(name) = own_name(key).map(str::to_owned) else { return };
        let open = &self.state.opened;
        let mut parts = open.project.dataset.parts().clone();
        parts.base.retain(|f| f.kind != BaseKind::Own || f.name.as_deref() != Some(name.as_str()));
        let mut project = open.project.clone();
        project.dataset = std::sync::Arc::new(Dataset::new(parts));
        let origin = match open.origin {
            Origin::File => Origin::File,
            Origin::Example | Origin::Unsaved => Origin::Unsaved,
        };
        let opened = Opened { kept: open.kept.clone(), ..Opened::new(project, origin, open.notices.clone()) };
        let view = self.state.view.clone();
        self.replace(opened);
        self.state.view = view;
        self.keep_whole();
    }
}
