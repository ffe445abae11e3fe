//! What a reader of the screen is told: every node of the accessibility tree, with its names.

use eframe::egui::accesskit::{Action, Role};
use egui_kittest::kittest::NodeT;

use super::window::Window;

/// A node of the tree, as plain values.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub id: String,
    pub role: Role,
    pub label: String,
    pub value: String,
    pub is_disabled: bool,
    /// Whether a person can do something with it: press it, write in it, drag it.
    pub is_control: bool,
    pub is_focused: bool,
}

impl Told {
    pub fn is_named(&self) -> bool {
        !self.label.trim().is_empty()
    }
}

/// All nodes, in the order in which they are read.
pub fn told(window: &Window) -> Vec<Told> {
    let root = window.root();
    let nodes = root.children_recursive();
    nodes
        .map(|node| {
            let node = node.accesskit_node();
            let takes = node.data().supports_action(Action::Focus);
            Told {
                id: format!("{:?}", node.id()),
                role: node.role(),
                label: node.label().unwrap_or_default(),
                value: node.value().unwrap_or_default(),
                is_disabled: node.is_disabled(),
                is_control: takes
                    && !matches!(node.role(), Role::Window | Role::GenericContainer | Role::ScrollView),
                is_focused: node.is_focused(),
            }
        })
        .collect()
}
