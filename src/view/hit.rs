//! What lies under a point of the map.

use super::camera::Camera;
use super::scene::{Scene, SceneLayer};
use crate::data::{AreaId, SchoolId};
use crate::figures::plain::Unit;

/// The topmost thing under a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hit {
    School(SchoolId),
    Area(AreaId),
}

impl From<Unit> for Hit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::School(id) => Self::School(id),
            Unit::Area(id) => Self::Area(id),
        }
    }
}

/// A disc can be hit this far outside its edge: its ring, and small ones would be hard to point at.
const REACH_PX: f32 = 3.0;

/// What lies under a pixel: the topmost school disc, or else the area of the coloured level.
pub fn hit(scene: &Scene, camera: &Camera, pixel: (f32, f32)) -> Option<Hit> {
    let disc = scene.discs().rev().find(|disc| {
        let placed = scene.place(disc, camera);
        let (x, y) = placed.at;
        (x - pixel.0).hypot(y - pixel.1) <= placed.radius_px + REACH_PX
    });
    if let Some(disc) = disc {
        return Some(Hit::School(disc.school));
    }
    let point = camera.to_world(pixel);
    scene.layers.iter().rev().find_map(|layer| match layer {
        SceneLayer::Areas { shapes, .. } => shapes.at(point).map(|s| Hit::Area(AreaId(s.id))),
        _ => None,
    })
}
