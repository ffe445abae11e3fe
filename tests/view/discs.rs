//! Schools in one place, and many schools close together.

use crate::support::town;

use geo::Point;
use wijkspiegel::data::{Dataset, School};
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::{Hit, hit};
use wijkspiegel::view::{Camera, Scene, ShapeCache, Theme, town_scene};

/// The town with schools at these places.
fn scene(places: &[(f64, f64)]) -> Scene {
    let mut parts = town::dataset().parts().clone();
    let like = parts.schools[2].clone();
    parts.schools = places
        .iter()
        .enumerate()
        .map(|(i, (x, y))| School { code: format!("00AB{i:02}"), at: Point::new(*x, *y), ..like.clone() })
        .collect();
    parts.counts.retain(|t| t.subject == wijkspiegel::data::Subject::Home);
    let dataset = Dataset::new(parts);
    let cache = ShapeCache::new(&dataset);
    town_scene(&dataset, &town::choice(), &Gate::default(), Language::Dutch, &Theme::LIGHT, &cache)
}

fn camera(scene: &Scene, wider: f64) -> Camera {
    let fitted = Camera::fit(scene.extent, (900.0, 600.0), 20.0);
    Camera { metres_per_px: fitted.metres_per_px * wider, ..fitted }
}

#[test]
fn schools_in_one_building_lie_beside_each_other_and_each_can_be_pointed_at() {
    for count in 2..=6 {
        let mut places = vec![(1500.0, 1000.0); count];
        places.push((400.0, 400.0));
        let scene = scene(&places);
        let camera = camera(&scene, 1.0);
        let placed: Vec<_> = scene.discs().map(|d| (d.school, scene.place(d, &camera))).collect();
        let own = camera.to_screen(Point::new(1500.0, 1000.0));
        for (i, (school, a)) in placed.iter().enumerate() {
            assert_eq!(hit(&scene, &camera, a.at), Some(Hit::School(*school)), "{count}");
            for (_, b) in placed.iter().skip(i + 1) {
                let apart = (a.at.0 - b.at.0).hypot(a.at.1 - b.at.1);
                assert!(apart >= a.reach_px() + b.reach_px() - 0.01, "{count}: {apart}");
            }
        }
        // Together they stay where the building is.
        let together: Vec<_> = placed.iter().filter(|(s, _)| s.0 < count).map(|(_, p)| p.at).collect();
        let mean =
            together.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / count as f32, m.1 + p.1 / count as f32));
        assert!((mean.0 - own.0).hypot(mean.1 - own.1) < 0.1, "{count}");
    }
}

#[test]
fn a_school_on_its_own_lies_where_it_is() {
    let scene = scene(&[(500.0, 500.0), (520.0, 500.0), (2500.0, 1500.0)]);
    assert!(scene.discs().all(|d| d.nudge_px == (0.0, 0.0)), "20 m apart is no one place");
}

#[test]
fn discs_shrink_where_schools_crowd_and_all_by_the_same_part() {
    let places: Vec<(f64, f64)> =
        (0..100).map(|i| (f64::from(i % 10) * 300.0, f64::from(i / 10) * 200.0)).collect();
    let scene = scene(&places);
    assert_eq!(scene.crowding.map(|(metres, _)| metres), Some(200.0));
    let scales: Vec<f32> =
        [0.2, 1.0, 4.0, 8.0, 60.0].map(|w| scene.symbol_scale(camera(&scene, w).metres_per_px)).to_vec();
    assert_eq!(scales[0], 1.0);
    assert!(scales.windows(2).all(|w| w[1] <= w[0]), "{scales:?}");
    assert_eq!(scales[4], 0.15, "they never vanish");
    // As long as they are not at their smallest, neighbours do not pile up.
    for wider in [0.5, 1.0, 2.0, 4.0] {
        let camera = camera(&scene, wider);
        if scene.symbol_scale(camera.metres_per_px) > 0.15 {
            let radius = scene.discs().map(|d| scene.place(d, &camera).radius_px).fold(0.0, f32::max);
            let apart = (200.0 / camera.metres_per_px) as f32;
            assert!(apart >= 2.0 * radius * 0.89, "{wider}: {apart} px, radius {radius}");
        }
    }
    let far = camera(&scene, 8.0);
    let scale = scene.symbol_scale(far.metres_per_px);
    assert!(scene.discs().all(|d| (scene.place(d, &far).radius_px - d.radius_px * scale).abs() < 1e-6));
    // Two schools are no crowd.
    assert_eq!(self::scene(&[(0.0, 0.0), (30.0, 0.0)]).symbol_scale(1e6), 1.0);
}
