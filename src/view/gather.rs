//! What lies within a rectangle or a lasso that a person drew on the map.

use geo::{BoundingRect, Contains, LineString, Point, Polygon};

use super::camera::Camera;
use super::hit::Hit;
use super::scene::{Scene, SceneLayer};
use crate::data::AreaId;

/// What is taken out of the part of the map that was drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    #[default]
    Schools,
    /// Areas of the level that is coloured.
    Areas,
}

/// The four corners of a rectangle between two opposite ones.
pub fn corners(a: (f32, f32), b: (f32, f32)) -> [(f32, f32); 4] {
    [a, (b.0, a.1), b, (a.0, b.1)]
}

/// The schools or areas inside a closed path of pixels, in the order of the scene. A school is inside
/// when the middle of its disc is, as it stands on the map; an area when the middle of the largest
/// circle in it is (where its name goes). A path of fewer than three points has nothing inside.
pub fn gathered(scene: &Scene, camera: &Camera, path: &[(f32, f32)], whose: Whose) -> Vec<Hit> {
    if path.len() < 3 {
        return Vec::new();
    }
    let pixels: Vec<(f64, f64)> = path.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
    let outline = Polygon::new(LineString::from(pixels), Vec::new());
    let Some(bounds) = outline.bounding_rect() else { return Vec::new() };
    let inside = |(x, y): (f32, f32)| {
        let at = Point::new(f64::from(x), f64::from(y));
        bounds.contains(&at) && outline.contains(&at)
    };
    match whose {
        Whose::Schools => scene
            .discs()
            .filter(|disc| inside(scene.place(disc, camera).at))
            .map(|disc| Hit::School(disc.school))
            .collect(),
        Whose::Areas => {
            let shapes = scene.layers.iter().find_map(|layer| match layer {
                SceneLayer::Areas { shapes, .. } => Some(shapes),
                _ => None,
            });
            let list = shapes.map(|shapes| shapes.list()).unwrap_or_default();
            let within = list.iter().filter(|shape| inside(camera.to_screen(shape.inner.centre)));
            within.map(|shape| Hit::Area(AreaId(shape.id))).collect()
        }
    }
}
