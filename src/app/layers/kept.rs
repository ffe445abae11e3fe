//! The layers, and the classes of the areas, as they were left, kept in the settings of the project.

use std::collections::BTreeMap;

use eframe::egui::Context;
use serde::{Deserialize, Serialize};

use crate::app::Wijkspiegel;
use crate::app::state::Origin;
use crate::view::choice::{MapChoice, VisibleLayers};
use crate::view::classes::{MOST_CLASSES, Method};
use crate::view::palette::Ramp;
use crate::view::stack::Stack;

/// Key in [`crate::project::Project::settings`].
pub const KEY: &str = "layers";

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    visible: VisibleLayers,
    stack: Stack,
    #[serde(skip_serializing_if = "Option::is_none")]
    backdrop: Option<String>,
    #[serde(skip_serializing_if = "is_usual")]
    classes: Classes,
}

fn is_usual(classes: &Classes) -> bool {
    *classes == Classes::default()
}

/// How areas are classed; breaks that were typed belong to one figure, and views keep them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Classes {
    method: Method,
    count: usize,
    ramp: Ramp,
}

impl Default for Classes {
    fn default() -> Self {
        Self::of(&MapChoice::default())
    }
}

impl Classes {
    fn of(choice: &MapChoice) -> Self {
        let typed = matches!(choice.method, Method::Own(_) | Method::Centred(_));
        let method = if typed { Method::Pretty } else { choice.method.clone() };
        Self { method, count: choice.class_count, ramp: choice.ramp }
    }
}

impl Kept {
    fn of(choice: &MapChoice) -> Self {
        Self {
            visible: choice.visible,
            stack: choice.stack.clone(),
            backdrop: choice.backdrop.clone(),
            classes: Classes::of(choice),
        }
    }
}

/// Puts the layers in a choice as a project has them; a project without them leaves it as it is, and
/// so does one whose text can't be read.
pub fn restore(settings: &BTreeMap<String, String>, choice: &mut MapChoice) {
    let Some(kept) = settings.get(KEY).and_then(|text| serde_json::from_str::<Kept>(text).ok()) else {
        return;
    };
    (choice.visible, choice.stack, choice.backdrop) = (kept.visible, kept.stack, kept.backdrop);
    let Classes { method, count, ramp } = kept.classes;
    (choice.method, choice.class_count, choice.ramp) = (method, count.clamp(1, MOST_CLASSES), ramp);
}

impl Wijkspiegel {
    /// Notes the layers in the project. They go to the file with whatever is saved next, and when
    /// the window closes.
    pub(in crate::app) fn keep_layers(&mut self, ctx: &Context) {
        let now = Kept::of(&self.state.view.choice);
        let settings = &mut self.state.opened.project.settings;
        let before = settings.get(KEY);
        let usual = before.is_none() && now == Kept::default();
        // While a story is presented the map is that of its steps.
        if !usual && self.presenting.is_none() {
            let text = serde_json::to_string(&now).unwrap_or_default();
            if before != Some(&text) {
                settings.insert(KEY.to_owned(), text);
                self.layers_unkept = true;
            }
        }
        let closing = ctx.input(|i| i.viewport().close_requested());
        if closing
            && std::mem::take(&mut self.layers_unkept)
            && !matches!(self.state.opened.origin, Origin::Example)
        {
            self.keep();
        }
    }
}
