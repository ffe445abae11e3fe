//! Order, opacity and visibility of the layers of a map, as a person chose them.
//!
//! The scene is made without them: another opacity or order styles nothing again, it is only drawn
//! differently. Screen and print both draw what [`Scene::drawn`] gives.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::scene::{Scene, SceneLayer};

/// Land, water, railways and roads of the project.
pub const BASE: &str = "base";
/// Streets of the network.
pub const STREETS: &str = "streets";
pub const AREAS: &str = "areas";
pub const BORDERS: &str = "borders";
pub const CATCHMENTS: &str = "catchments";
pub const FLOWS: &str = "flows";
pub const LINKS: &str = "links";
pub const SCHOOLS: &str = "schools";
/// The background map in tiles: always lowest.
pub const BACKDROP: &str = "backdrop";

/// What of a layer's colour is left at least: a layer that is not to be seen is switched off.
pub const LEAST_OPACITY: f32 = 0.1;

/// Layers by key; those that are not named are drawn as they come. Keys of layers that a dataset does
/// not have stay, for when it has them again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stack {
    /// From bottom to top; empty is the usual order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
    /// 0..1, on top of the opacity that the layer has of itself.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub opacity: BTreeMap<String, f32>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden: BTreeSet<String>,
}

impl Stack {
    /// How much of a layer's own colour is left, [`LEAST_OPACITY`] to 1.
    pub fn opacity(&self, key: &str) -> f32 {
        let value = self.opacity.get(key).copied().unwrap_or(1.0);
        if value.is_finite() { value.clamp(LEAST_OPACITY, 1.0) } else { 1.0 }
    }

    pub fn set_opacity(&mut self, key: &str, value: f32) {
        let value = if value.is_finite() { value.clamp(LEAST_OPACITY, 1.0) } else { 1.0 };
        // What is as usual needs no mention.
        if value >= 0.999 {
            self.opacity.remove(key);
        } else {
            self.opacity.insert(key.to_owned(), value);
        }
    }

    pub fn is_hidden(&self, key: &str) -> bool {
        self.hidden.contains(key)
    }

    pub fn set_hidden(&mut self, key: &str, hidden: bool) {
        if hidden {
            self.hidden.insert(key.to_owned());
        } else {
            self.hidden.remove(key);
        }
    }

    /// Keys in drawing order, from the usual one: what was put somewhere stands there, and what was
    /// not lies on what it usually lies on.
    pub fn arranged(&self, usual: &[String]) -> Vec<String> {
        self.whole(usual).into_iter().filter(|key| usual.contains(key)).collect()
    }

    /// The same with the layers that are not there now.
    fn whole(&self, usual: &[String]) -> Vec<String> {
        if self.order.is_empty() {
            return usual.to_vec();
        }
        let mut out: Vec<String> = Vec::with_capacity(usual.len());
        for key in &self.order {
            if !out.contains(key) {
                out.push(key.clone());
            }
        }
        let mut at = 0;
        for key in usual {
            at = match out.iter().position(|k| k == key) {
                Some(found) => found + 1,
                None => {
                    out.insert(at, key.clone());
                    at + 1
                }
            };
        }
        out
    }

    /// Puts a layer over the next one, or under the one before, of those that are listed. `false`
    /// where there is none.
    pub fn shift(&mut self, key: &str, up: bool, listed: &[String], usual: &[String]) -> bool {
        let mut order = self.whole(usual);
        let Some(from) = order.iter().position(|k| k == key) else { return false };
        let is_listed = |k: &String| listed.contains(k);
        let beyond = if up {
            order.iter().skip(from + 1).find(|k| is_listed(k))
        } else {
            order.iter().take(from).rev().find(|k| is_listed(k))
        };
        let Some(beyond) = beyond.cloned() else { return false };
        let own = order.remove(from);
        let at = order.iter().position(|k| *k == beyond).unwrap_or(from);
        order.insert(if up { at + 1 } else { at }, own);
        self.order = if order == usual { Vec::new() } else { order };
        true
    }
}

impl SceneLayer {
    /// By what it is known in a [`Stack`].
    pub fn key(&self) -> &str {
        match self {
            Self::BaseAreas { .. } | Self::BaseLines { .. } => BASE,
            Self::Own(own) => &own.key,
            Self::Streets { .. } => STREETS,
            Self::Areas { .. } => AREAS,
            Self::Outlines { .. } => BORDERS,
            Self::Catchments { .. } => CATCHMENTS,
            Self::Flows(_) => FLOWS,
            Self::Links(_) => LINKS,
            Self::Discs(_) => SCHOOLS,
        }
    }
}

impl Scene {
    /// The layers that are drawn, from bottom to top, with how much of their colour is left (0..1).
    pub fn drawn(&self) -> Vec<(&SceneLayer, f32)> {
        let mut usual: Vec<String> = Vec::new();
        for layer in &self.layers {
            if !usual.iter().any(|k| k == layer.key()) {
                usual.push(layer.key().to_owned());
            }
        }
        let order = self.stack.arranged(&usual);
        let rank = |layer: &SceneLayer| order.iter().position(|k| k == layer.key());
        let shown = self.layers.iter().filter(|l| !self.stack.is_hidden(l.key()));
        let mut out: Vec<_> = shown.map(|l| (l, self.stack.opacity(l.key()))).collect();
        // Stable: layers of one key stay as they came.
        out.sort_by_key(|(layer, _)| rank(layer));
        out
    }
}
