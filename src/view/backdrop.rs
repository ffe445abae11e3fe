//! The background map under a scene: which one, how strong, and what a print says of it.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use super::camera::Camera;
use super::scene::Scene;
use super::stack::BACKDROP;
use super::theme::ThemeKind;
use crate::basemap::print::{Printed, printed};
use crate::basemap::store::Store;
use crate::basemap::{Basemap, catalogue};
use crate::text::text;

/// How much of their colour areas keep over a background map: the map shows through, and a class is
/// still told from the next.
pub const AREAS_OVER: f32 = 0.65;

/// A print has more pixels than a screen: it takes tiles of the level for so many times as many.
const PRINT_DENSITY: f64 = 1.6;

/// A background map under a scene.
#[derive(Clone, Debug)]
pub struct Backdrop {
    pub map: Arc<Basemap>,
    /// The tiles on this machine, for a print; a print without them is without the map.
    pub store: Option<Arc<Store>>,
}

/// The keys of the background maps, in the order in which they are offered.
pub fn keys() -> Vec<String> {
    MAPS.iter().map(|map| map.key.clone()).collect()
}

static MAPS: LazyLock<Vec<Arc<Basemap>>> =
    LazyLock::new(|| catalogue::built_in().unwrap_or_default().into_iter().map(Arc::new).collect());

/// The background map of a key; `None` for a key that this version does not know.
pub fn of_key(key: &str) -> Option<Backdrop> {
    let map = MAPS.iter().find(|map| map.key == key)?;
    Some(Backdrop { map: map.clone(), store: None })
}

impl Backdrop {
    /// The tiles that a print with this camera shows.
    pub fn printed(&self, camera: &Camera) -> Printed {
        let Some(store) = &self.store else { return Printed::default() };
        printed(&self.map, store, camera.visible(), camera.metres_per_px / PRINT_DENSITY)
    }
}

impl Scene {
    /// How much of the background map's colour is left (0..1): on a dark screen it is dimmed.
    pub fn backdrop_opacity(&self) -> f32 {
        let own = match self.theme.kind {
            ThemeKind::Dark => 0.4,
            ThemeKind::Light | ThemeKind::HighContrast => 1.0,
        };
        own * self.stack.opacity(BACKDROP)
    }

    /// The scene with the sources of what is really printed: the background map is named where there
    /// is anything of it, and where something of it is missing, that is said.
    pub fn as_printed(&self, printed: &Printed) -> Cow<'_, Self> {
        let Some(backdrop) = &self.backdrop else { return Cow::Borrowed(self) };
        if printed.is_whole {
            return Cow::Borrowed(self);
        }
        let mut scene = self.clone();
        if printed.pieces.is_empty() {
            scene.attribution.retain(|source| *source != backdrop.map.credit);
            scene.attribution.push(text(self.language, "view-backdrop-not-printed"));
        } else {
            scene.attribution.push(text(self.language, "view-backdrop-partly-printed"));
        }
        Cow::Owned(scene)
    }
}
