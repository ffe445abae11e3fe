//! Classes, camera, names and the scene of a town, through the public API.

use crate::support::town;

use geo::{Point, Rect};
use proptest::prelude::*;
use wijkspiegel::agenda::OnMap;
use wijkspiegel::data::{AreaId, Dataset, Indicator, Level, SchoolId, SourceId, Subject, Year};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::Gate;
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::{Hit, hit};
use wijkspiegel::view::labels::{ScreenBox, place};
use wijkspiegel::view::legend::{Unit, class_texts};
use wijkspiegel::view::scene::{LegendEntry, Swatch};
use wijkspiegel::view::{
    Camera, Classes, ColourBy, Fill, Label, LabelKind, MapChoice, MarkKind, Method, Ramp, Rgb, Scene,
    SceneLayer, SectionKind, ShapeCache, Texture, Theme, ThemeKind, town_scene,
};

const METHODS: [Method; 5] =
    [Method::Pretty, Method::Equal, Method::Quantile, Method::Natural, Method::Centred(0.0)];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_has_a_class_whose_bounds_hold_it(
        values in prop::collection::vec(prop_oneof![-1e6..1e6f64, Just(0.0), Just(7.0), Just(f64::NAN)], 0..60),
        count in 0usize..20,
    ) {
        for method in METHODS {
            let classes = Classes::of(&values, &method, count);
            prop_assert!(classes.len() <= count.clamp(2, 12), "{method:?} {count} {classes:?}");
            for v in values.iter().filter(|v| v.is_finite()) {
                let class = classes.class_of(*v);
                prop_assert!(class.is_some(), "{method:?} {v} {classes:?}");
                let (low, high) = classes.bounds(class.unwrap()).unwrap();
                let slack = 1e-6 * high.abs().max(low.abs()).max(1e-9);
                prop_assert!((low - slack..=high + slack).contains(v), "{method:?} {v} {classes:?}");
            }
            prop_assert_eq!(classes.class_of(f64::NAN), None);
            prop_assert!(classes.breaks.windows(2).skip(1).all(|w| w[0] < w[1]), "{:?}", classes);
            prop_assert_eq!(class_texts(&classes, Unit::Number, Language::Dutch).len(), classes.len());
        }
    }

    #[test]
    fn natural_breaks_are_as_good_as_trying_everything(
        mut values in prop::collection::vec((0i32..12).prop_map(f64::from), 1..12),
        count in 1usize..5,
    ) {
        values.sort_by(f64::total_cmp);
        let classes = Classes::of(&values, &Method::Natural, count);
        let mut groups = vec![Vec::new(); classes.len()];
        values.iter().for_each(|v| groups[classes.class_of(*v).unwrap()].push(*v));
        let found: f64 = groups.iter().map(|g| deviation(g)).sum();
        prop_assert!((found - best_split(&values, count)).abs() < 1e-9, "{:?} {:?}", values, classes);
    }

    #[test]
    fn a_point_comes_back_from_the_screen(
        x in 0.0..280_000.0f64, y in 300_000.0..625_000.0f64, scale in 0.1..200.0f64,
    ) {
        let centre = Point::new(x + 50.0, y - 80.0);
        let camera = Camera { centre, metres_per_px: scale, size_px: (1440.0, 900.0) };
        let back = camera.to_world(camera.to_screen(Point::new(x, y)));
        prop_assert!((back.x() - x).hypot(back.y() - y) < 0.002 * scale.max(1.0));
    }

    #[test]
    fn zooming_keeps_what_lies_under_the_cursor(cx in 0.0..1440.0f32, cy in 0.0..900.0f32, factor in 0.2..5.0f64) {
        let centre = Point::new(233_700.0, 582_000.0);
        let camera = Camera { centre, metres_per_px: 11.0, size_px: (1440.0, 900.0) };
        let (before, after) = (camera.to_world((cx, cy)), camera.zoom_at((cx, cy), factor).to_world((cx, cy)));
        prop_assert!((before.x() - after.x()).hypot(before.y() - after.y()) < 0.001);
    }

    #[test]
    fn names_never_overlap_and_never_leave_the_frame(
        points in prop::collection::vec((0.0..800.0f64, 0.0..600.0f64, 1usize..24, 0u32..5), 0..80),
    ) {
        let label = |(x, y, n, priority): &(f64, f64, usize, u32)| Label {
            text: "x".repeat(*n), at: Point::new(*x, *y), kind: LabelKind::Wijk, priority: *priority, room_m: 0.0,
        };
        let labels: Vec<Label> = points.iter().map(label).collect();
        let frame = ScreenBox { x0: 10.0, y0: 10.0, x1: 790.0, y1: 590.0 };
        let north = ScreenBox { x0: 740.0, y0: 0.0, x1: 800.0, y1: 60.0 };
        let run = || place(&labels, frame, |p| (p.x() as f32, p.y() as f32), 1.0,
            |t, _| (7.0 * t.len() as f32, 14.0), &[ScreenBox::around((400.0, 300.0), 40.0)], &[north]);
        let placed = run();
        prop_assert_eq!(&placed, &run());
        let aside = |p: &(f64, f64, usize, u32)| p.0 < 10.0 || p.0 > 600.0 || p.1 < 10.0 || p.1 > 590.0;
        prop_assert!(points.iter().all(aside) || !placed.is_empty());
        prop_assert!(placed.iter().all(|p| !p.area.overlaps(&north)));
        for (i, a) in placed.iter().enumerate() {
            let b = a.area;
            prop_assert!(b.x0 >= 10.0 && b.y0 >= 10.0 && b.x1 <= 790.01 && b.y1 <= 590.01);
            prop_assert!(placed[i + 1..].iter().all(|other| !other.area.overlaps(&b)));
        }
    }
}

/// What a name of a wijk at (100, 100) comes to cover between discs.
fn placed_between(discs: &[ScreenBox]) -> ScreenBox {
    let label = Label {
        text: "Oud-West".into(),
        at: Point::new(100.0, 100.0),
        kind: LabelKind::Wijk,
        priority: 1,
        room_m: 0.0,
    };
    let frame = ScreenBox { x0: 0.0, y0: 0.0, x1: 200.0, y1: 200.0 };
    let at = |p: Point<f64>| (p.x() as f32, p.y() as f32);
    place(&[label], frame, at, 1.0, |_, _| (60.0, 14.0), discs, &[])[0].area
}

#[test]
fn a_name_that_must_cover_a_school_covers_as_little_of_it_as_it_can() {
    // A gap of 8 pixels above it, which is less than it needs.
    let wall = |y0: f32, y1: f32| ScreenBox { x0: 0.0, y0, x1: 200.0, y1 };
    let walls = [wall(40.0, 84.0), wall(92.0, 170.0)];
    let found = placed_between(&walls);
    let covered = |b: &ScreenBox| (found.y1.min(b.y1) - found.y0.max(b.y0)).max(0.0);
    let rows: f32 = walls.iter().map(covered).sum();
    assert!(rows < 7.0, "{found:?} covers {rows} rows of 14");
}

fn deviation(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    values.iter().map(|v| (v - mean).powi(2)).sum()
}

/// The least deviation over all ways to cut sorted values in at most `count` pieces.
fn best_split(sorted: &[f64], count: usize) -> f64 {
    if count == 1 || sorted.is_empty() {
        return deviation(sorted);
    }
    let cut = |at: usize| deviation(&sorted[..at]) + best_split(&sorted[at..], count - 1);
    (1..=sorted.len()).map(cut).fold(f64::INFINITY, f64::min)
}

#[test]
fn no_values_give_no_classes_and_one_value_gives_one() {
    for method in METHODS {
        assert!(Classes::of(&[], &method, 5).is_empty());
        assert!(Classes::of(&[f64::NAN, f64::INFINITY], &method, 5).is_empty());
    }
    let one = Classes::of(&[0.12, 0.12], &Method::Natural, 5);
    assert_eq!((one.len(), one.class_of(0.12)), (1, Some(0)));
    assert_eq!(class_texts(&one, Unit::Share, Language::Dutch), ["12\u{a0}%"]);
}

#[test]
fn shares_have_the_ladder_that_a_council_member_reads() {
    let classes = Classes::of_shares(&[0.0, 0.1, 0.31, 0.5, 0.501]);
    assert_eq!(class_texts(&classes, Unit::Share, Language::Dutch)[0], "0–10\u{a0}%");
    assert_eq!(class_texts(&classes, Unit::Share, Language::Dutch)[5], "meer dan 50\u{a0}%");
    assert_eq!(class_texts(&classes, Unit::Share, Language::English)[5], "more than 50%");
    assert_eq!([0.0, 0.1, 0.11, 0.5, 0.501, 1.0].map(|v| classes.class_of(v)), [0, 0, 1, 4, 5, 5].map(Some));
}

#[test]
fn own_breaks_hold_everything_and_say_so() {
    let classes = Classes::of(&[3.0, 900.0], &Method::Own(vec![20.0, 10.0, f64::NAN, 10.0]), 9);
    let texts = class_texts(&classes, Unit::Number, Language::Dutch);
    assert_eq!(texts, ["hoogstens 10", "10–20", "meer dan 20"]);
    assert_eq!([-1e9, 10.0, 15.0, 1e9].map(|v| classes.class_of(v)), [0, 0, 1, 2].map(Some));
}

#[test]
fn differences_have_as_many_classes_below_as_above_the_middle() {
    let classes = Classes::of(&[-0.02, 0.07], &Method::Centred(0.0), 6);
    assert_eq!(classes.len(), 6);
    assert!(classes.breaks.iter().zip(classes.breaks.iter().rev()).all(|(a, b)| (a + b).abs() < 1e-12));
    assert_eq!(classes.class_of(0.0), Some(2));
    assert_eq!(class_texts(&classes, Unit::Share, Language::Dutch)[1], "−5,0 tot −2,5\u{a0}%");
}

#[test]
fn quantile_classes_hold_equally_many_and_keep_ties_together() {
    let values: Vec<f64> = (0..100).map(f64::from).collect();
    let classes = Classes::of(&values, &Method::Quantile, 4);
    let mut counts = [0; 4];
    values.iter().for_each(|v| counts[classes.class_of(*v).unwrap()] += 1);
    assert_eq!(counts, [25; 4]);
    let ties = Classes::of(&[1.0, 1.0, 1.0, 1.0, 1.0, 2.0], &Method::Quantile, 4);
    assert_eq!(ties.class_of(1.0), Some(0));
}

#[test]
fn a_camera_fits_a_rectangle_and_does_not_get_lost() {
    let rect = Rect::new((0.0, 0.0), (10_000.0, 2_000.0));
    let camera = Camera::fit(rect, (1000.0, 800.0), 50.0);
    let (x, _) = camera.to_screen(Point::new(0.0, 0.0));
    assert!((x - 50.0).abs() < 0.01);
    let lost = camera.pan(1e7, -1e7).zoom_at((3.0, 3.0), 1e-9).clamp(rect);
    assert!(rect.min().x <= lost.centre.x() && lost.centre.x() <= rect.max().x);
    assert!(lost.metres_per_px <= 2.0 * Camera::fit(rect, (1000.0, 800.0), 0.0).metres_per_px + 1e-9);
    assert_eq!(camera.zoom_at((0.0, 0.0), f64::NAN), camera);
}

#[test]
fn a_ramp_gives_as_many_different_colours_as_there_are_classes() {
    for ramp in Ramp::ALL {
        for n in 0..=9 {
            let mut colors = ramp.colors(n);
            assert_eq!(colors.len(), n);
            colors.sort_by_key(|c| (c.0, c.1, c.2));
            colors.dedup();
            assert_eq!(colors.len(), n, "{ramp:?} {n}");
        }
        assert_eq!(Ramp::from_code(ramp.code()), Some(ramp));
    }
    let light: Vec<f32> = Ramp::YlGnBu.colors(6).into_iter().map(Rgb::luminance).collect();
    assert!(light.windows(2).all(|w| w[0] > w[1]), "more must be darker: {light:?}");
}

#[test]
fn on_a_dark_screen_no_change_recedes_and_the_ends_of_a_ramp_stand_out() {
    for ramp in Ramp::ALL {
        for n in 0..=9 {
            let mut colors = ramp.colors_on(ThemeKind::Dark, n);
            colors.sort_by_key(|c| (c.0, c.1, c.2));
            colors.dedup();
            assert_eq!(colors.len(), n, "{ramp:?} {n}");
        }
        let light: Vec<f32> = ramp.colors_on(ThemeKind::Dark, 7).into_iter().map(Rgb::luminance).collect();
        // Both arms of a ramp with a middle, the whole of one without.
        let arms = if ramp.is_diverging() {
            vec![light[..4].iter().rev().copied().collect(), light[3..].to_vec()]
        } else {
            vec![light]
        };
        for arm in arms {
            assert!(arm.windows(2).all(|w| w[0] < w[1]), "{ramp:?}: {arm:?}");
        }
        assert_eq!(ramp.colors_on(ThemeKind::Light, 7), ramp.colors(7));
    }
}

fn scene(choice: &MapChoice, gate: Gate) -> Scene {
    let dataset = town::dataset();
    town_scene(&dataset, choice, &gate, Language::Dutch, &Theme::LIGHT, &ShapeCache::new(&dataset))
}

fn fills(scene: &Scene) -> Vec<Fill> {
    let areas = scene.layers.iter().find_map(|layer| match layer {
        SceneLayer::Areas { fills, .. } => Some(fills.clone()),
        _ => None,
    });
    areas.unwrap()
}

#[test]
fn unknown_is_hatched_withheld_is_dotted_and_modelled_has_fine_lines() {
    let scene = scene(&town::choice(), Gate::default());
    let textures: Vec<Texture> = fills(&scene).iter().map(|f| f.texture).collect();
    use Texture::{Diagonal, Dots, Hatch, None};
    // A modelled value, the companion of those beside it, a small total, a small group, nobody, not
    // mentioned.
    assert_eq!(textures, [Diagonal, Dots, Dots, Dots, None, Hatch]);
    let rows: Vec<(&str, Option<usize>)> =
        scene.legend.entries.iter().map(|e| (e.text.as_str(), e.count)).collect();
    let hidden =
        |start: &str| rows.iter().filter(|r| r.0.starts_with(start)).filter_map(|r| r.1).sum::<usize>();
    assert_eq!(hidden("minder dan 10 leerlingen") + hidden("niet getoond: kleine groep"), 3, "{rows:?}");
    assert!(hidden("minder dan 10 leerlingen") >= 1);
    assert!(rows.contains(&("geen leerlingen", Some(1))) && rows.contains(&("onbekend", Some(1))));
    let all: usize = scene.legend.entries.iter().filter_map(|e| e.count).sum();
    assert_eq!(all, 6, "every area is in one row");
}

#[test]
fn the_scene_says_that_it_is_an_example_and_modelled_and_names_its_sources() {
    let marks: Vec<MarkKind> = scene(&town::choice(), Gate::default()).marks.iter().map(|m| m.kind).collect();
    assert_eq!(marks, [MarkKind::Example, MarkKind::Model]);
    let open = scene(&town::choice(), Gate { threshold: 0 });
    assert!(open.marks.iter().any(|m| m.kind == MarkKind::GateOff));
    assert_eq!(open.attribution, ["Bron: Grenzen, CBS, 2022", "Model", "achtergronden gemodelleerd"]);
}

/// Everything in a scene but the geometry, which is the same anyway.
#[test]
fn the_key_calls_what_was_divided_estimated_and_not_modelled() {
    let mut parts = town::dataset().parts().clone();
    parts.counts.iter_mut().for_each(|table| table.basis = wijkspiegel::data::Basis::Estimated);
    let (dataset, choice) = (Dataset::new(parts), town::choice());
    let shapes = ShapeCache::new(&dataset);
    let scene = town_scene(&dataset, &choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &shapes);
    let symbols = scene.legend.symbols.as_ref().unwrap();
    assert_eq!(symbols.text, "Achtergrond (geschat), naar grootte");
    let notes = &scene.legend.notes;
    assert!(notes.iter().any(|n| n.contains("geschat")), "{notes:?}");
    assert!(!notes.iter().any(|n| n.contains("gemodelleerd")), "{notes:?}");
}

fn told(scene: &Scene) -> String {
    let discs: Vec<_> = scene.discs().collect();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        fills(scene),
        discs,
        scene.labels,
        scene.legend,
        scene.classes,
        scene.subtitle,
        scene.attribution
    )
}

#[test]
fn no_value_of_a_withheld_area_or_school_is_anywhere_in_the_scene() {
    for (colour_by, method) in [
        (ColourBy::GroupShare(0), Method::Natural),
        (ColourBy::Pupils, Method::Natural),
        (ColourBy::Pupils, Method::Quantile),
    ] {
        let choice = MapChoice { colour_by, method, ..town::choice() };
        let before = told(&scene(&choice, Gate::default()));
        // Other small numbers in the same places must give the very same picture …
        let dataset = town::dataset_with(3.0, 5.0);
        let cache = ShapeCache::new(&dataset);
        let other = |gate: Gate| town_scene(&dataset, &choice, &gate, Language::Dutch, &Theme::LIGHT, &cache);
        assert_eq!(before, told(&other(Gate::default())), "{colour_by:?}");
        // … and do give another one when nothing is withheld.
        let open = Gate { threshold: 0 };
        assert_ne!(told(&scene(&choice, open)), told(&other(open)), "the check must be able to fail");
    }
}

#[test]
fn a_school_is_a_pie_of_what_may_be_told_and_as_large_as_its_pupils() {
    let mut parts = town::dataset().parts().clone();
    let mut fourth = parts.schools[0].clone();
    fourth.code = "00AA03".into();
    parts.schools.push(fourth);
    // A companion, without which the small school would follow from the town and the large one.
    parts.counts[1].cells.extend([14.0, 30.0].map(Count::Known));
    let dataset = Dataset::new(parts);
    let (gate, cache) = (Gate::default(), ShapeCache::new(&dataset));
    let scene = town_scene(&dataset, &town::choice(), &gate, Language::Dutch, &Theme::LIGHT, &cache);
    let disc = |i: usize| scene.discs().find(|d| d.school == SchoolId(i)).unwrap();
    assert_eq!(disc(0).slices.len(), 2);
    assert!((disc(0).slices[0].1 - 0.25).abs() < 1e-6);
    assert_eq!(disc(1).texture, Texture::Dots, "too few pupils");
    assert_eq!(disc(3).texture, Texture::Dots, "the companion");
    assert_eq!(disc(2).texture, Texture::Hatch, "nobody knows");
    assert!(disc(0).radius_px > disc(1).radius_px);
    let radii: Vec<f32> = scene.discs().map(|d| d.radius_px).collect();
    assert!(radii.windows(2).all(|w| w[0] >= w[1]), "small ones lie on top");
    assert!(scene.discs().all(|d| (d.slices.iter().map(|s| s.1).sum::<f32>() - 1.0).abs() < 1e-5));
}

#[test]
fn a_school_of_which_the_source_hides_a_count_is_neither_unknown_nor_withheld() {
    let mut parts = town::dataset().parts().clone();
    let hidden = Count::Suppressed { least: 0.0, greatest: 9.0 };
    parts.counts[1].cells[0] = hidden;
    parts.counts[0].cells[0] = hidden;
    let dataset = Dataset::new(parts);
    // In so small a town the gate would hide more.
    let (gate, cache) = (Gate { threshold: 0 }, ShapeCache::new(&dataset));
    let scene = town_scene(&dataset, &town::choice(), &gate, Language::Dutch, &Theme::LIGHT, &cache);
    let disc = scene.discs().find(|d| d.school == SchoolId(0)).unwrap();
    assert_eq!(disc.texture, Texture::Upright);
    let others = dataset.parts().counts[1].cells[1].known().unwrap();
    let certain = others / (others + 9.0);
    assert!((f64::from(disc.slices[0].1) - certain).abs() < 1e-6, "{:?}", disc.slices);
    assert!((disc.slices.iter().map(|s| s.1).sum::<f32>() - 1.0).abs() < 1e-6, "the rest is open");
    let special = &scene.legend.symbols.as_ref().unwrap().special;
    let of = |texture| {
        let is = |e: &&LegendEntry| matches!(e.swatch, Swatch::Fill(f) if f.texture == texture);
        special.iter().find(is).map(|e| (e.text.clone(), e.count))
    };
    let text = "de bron verbergt een aantal: een bereik, grijs staat niet vast".to_owned();
    assert_eq!(of(Texture::Upright), Some((text, Some(1))));
    assert_eq!(of(Texture::Hatch).and_then(|(_, n)| n), Some(1), "the third school alone is unknown");
}

#[test]
fn schools_are_coloured_by_a_figure_and_small_numbers_of_pupils_in_it_are_not_told() {
    let mut parts = town::dataset().parts().clone();
    let figure = |key: &str, year: i32, values: [Option<f64>; 3]| Indicator {
        key: key.into(),
        label: key.into(),
        subject: Subject::School,
        year: Some(Year(year)),
        source: SourceId(0),
        values: values.to_vec(),
    };
    parts.indicators.push(figure("schoolweging", 2022, [Some(25.0), Some(31.0), None]));
    parts.indicators.push(figure("schoolweging", 2023, [Some(26.0), Some(33.0), Some(29.0)]));
    parts.indicators.push(figure("aantal_leerlingen", 2023, [Some(7.0), Some(300.0), Some(120.0)]));
    let dataset = Dataset::new(parts);
    let cache = ShapeCache::new(&dataset);
    let made = |key: &str| {
        let choice = MapChoice { school_figure: Some(key.into()), ..town::choice() };
        town_scene(&dataset, &choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &cache)
    };
    let scene = made("school:schoolweging:2022");
    let disc = |scene: &Scene, i: usize| scene.discs().find(|d| d.school == SchoolId(i)).unwrap().clone();
    assert_ne!(disc(&scene, 0).slices, disc(&scene, 1).slices);
    assert_eq!(disc(&scene, 2).texture, Texture::Hatch, "nobody knows it of that year");
    let symbols = scene.legend.symbols.clone().unwrap();
    assert!(symbols.text.contains("Schoolweging (2022)"), "{}", symbols.text);
    assert!(!symbols.groups.is_empty() && symbols.special.len() == 1);
    assert_eq!(disc(&made("school:schoolweging:2023"), 2).texture, Texture::None);
    assert_eq!(disc(&made("school:aantal_leerlingen:2023"), 0).texture, Texture::Dots, "seven pupils");
}

#[test]
fn schools_are_coloured_by_a_local_measure_and_where_a_count_is_hidden_they_are_not() {
    use wijkspiegel::measure::{Other, catalogue::Compute, local};
    use wijkspiegel::privacy::ShownCounts;
    use wijkspiegel::view::choice::LocalColour;
    use wijkspiegel::view::school_local::SchoolLocal;

    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let cache = ShapeCache::new(&dataset);
    let first = MapChoice::first(&dataset);
    let scheme = &dataset.schemes()[first.scheme];
    let (low, high) = (scheme.position("laag").unwrap(), scheme.position("hoog").unwrap());
    let of = |measure| SchoolLocal { measure, group: high, other: Other::Group(low) };
    let made = |local: SchoolLocal, gate: Gate| {
        let choice = MapChoice { school_figure: local.key(scheme), ..first.clone() };
        assert_eq!(SchoolLocal::of(&dataset, &choice), Some(local), "it is found again by its key");
        town_scene(&dataset, &choice, &gate, Language::Dutch, &Theme::LIGHT, &cache)
    };
    // Every school that is told has the colour of the class of its quotient, reckoned here.
    let table = dataset.counts(Subject::School, first.scheme, None).unwrap();
    let shown = ShownCounts::of(&dataset, table, Gate::default());
    let town: Vec<f64> =
        (0..3).map(|g| (0..table.units()).map(|u| table.row(u)[g].known().unwrap()).sum()).collect();
    let share = town[high] / town.iter().sum::<f64>();
    let scene = made(of(LocalColour::LocationQuotient), Gate::default());
    let colors = Ramp::PuOr.colors(7);
    let (mut told, mut hidden) = (0, 0);
    for disc in scene.discs() {
        let composition = shown.composition(first.scheme, disc.school.0).unwrap();
        let Some(own) = composition.shares[high].value() else {
            assert_eq!(disc.texture, Texture::Dots, "{}", disc.label);
            hidden += 1;
            continue;
        };
        let quotient = own / share;
        let class = [0.5, 0.75, 0.9, 1.1, 1.33, 2.0].iter().filter(|b| quotient >= **b).count();
        assert_eq!(disc.slices, vec![(colors[class], 1.0)], "{} {quotient}", disc.label);
        told += 1;
    }
    assert!(told > 40 && hidden > 0, "{told} told, {hidden} hidden");
    let symbols = scene.legend.symbols.unwrap();
    assert!(symbols.text.contains("hoog"), "{}", symbols.text);
    assert_eq!(symbols.special[0].count, Some(hidden));
    // The parts of D are shares.
    let scene = made(of(LocalColour::ShareInDissimilarity), Gate { threshold: 0 });
    assert!(matches!(local::SHARE_IN_DISSIMILARITY.compute, Compute::LocalTwoGroup(_)));
    let symbols = scene.legend.symbols.unwrap();
    assert!(symbols.groups.iter().all(|(_, text)| text.contains('%')), "{:?}", symbols.groups);
    assert!(symbols.special.is_empty(), "nothing is hidden: {:?}", symbols.special);
}

#[test]
fn programmes_lie_on_the_map_where_they_are_with_partner_period_and_status_in_the_key() {
    let dataset = town::dataset();
    let cache = ShapeCache::new(&dataset);
    let (area, school) = (dataset.areas()[0].code.clone(), dataset.schools()[0].code.clone());
    let entry = |name: &str, areas: &[&String], schools: &[&String]| OnMap {
        name: name.into(),
        line: "met gemeente · sinds 2021 · loopt".into(),
        areas: areas.iter().map(|c| (*c).clone()).collect(),
        schools: schools.iter().map(|c| (*c).clone()).collect(),
    };
    let made = |programmes: Vec<OnMap>| {
        let choice = MapChoice { programmes, ..town::choice() };
        town_scene(&dataset, &choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &cache)
    };
    let scene = made(vec![entry("Huiswerk", &[&area], &[]), entry("Brug", &[], &[&school])]);
    let section = scene.legend.sections.iter().find(|s| s.kind == SectionKind::Programmes).unwrap();
    assert_eq!(section.entries[0].text, "1. Huiswerk: met gemeente · sinds 2021 · loopt");
    assert!(scene.labels.iter().any(|l| l.text == "1") && scene.labels.iter().any(|l| l.text == "2"));
    let outlines = scene.layers.iter().filter(|l| matches!(l, SceneLayer::Catchments { .. })).count();
    assert_eq!(outlines, 1);
    let ring = |i: usize| scene.discs().find(|d| d.school == SchoolId(i)).unwrap().ring.width_px;
    assert!(ring(0) > ring(1));
    assert!(made(Vec::new()).legend.sections.is_empty());
    // A step of a story shows it again.
    let choice = MapChoice { programmes: vec![entry("Brug", &[], &[&school])], ..town::choice() };
    let json = serde_json::to_string(&choice).unwrap();
    assert_eq!(serde_json::from_str::<MapChoice>(&json).unwrap(), choice);
}

#[test]
fn a_wijk_is_coloured_by_the_buurten_in_it() {
    let choice = MapChoice { level: Level::Wijk, colour_by: ColourBy::Pupils, ..town::choice() };
    let scene = scene(&choice, Gate::default());
    assert_eq!(fills(&scene)[0].texture, Texture::Diagonal);
    assert!(scene.legend.notes.iter().any(|n| n.starts_with("Opgeteld")), "{:?}", scene.legend.notes);
    assert!(scene.legend.notes.iter().any(|n| n.ends_with("bekend zijn: 1.")), "{:?}", scene.legend.notes);
}

#[test]
fn a_choice_that_points_nowhere_gives_a_map_of_unknowns() {
    for colour_by in [ColourBy::GroupShare(99), ColourBy::Indicator(7), ColourBy::None] {
        for (scheme, level) in [(0, Level::Buurt), (42, Level::Buurt), (0, Level::Postcode)] {
            let choice = MapChoice { colour_by, scheme, level, ..town::choice() };
            let scene = scene(&choice, Gate::default());
            assert!(scene.classes.is_none_or(|c| c.is_empty()));
        }
    }
    let empty = wijkspiegel::data::Dataset::new(wijkspiegel::data::dataset::Parts::default());
    let (choice, cache) = (MapChoice::first(&empty), ShapeCache::new(&empty));
    let scene = town_scene(&empty, &choice, &Gate::default(), Language::Dutch, &Theme::DARK, &cache);
    assert!(scene.extent.width() > 0.0);
}

#[test]
fn a_school_is_hit_before_the_area_that_it_stands_in() {
    let scene = scene(&town::choice(), Gate::default());
    let camera = Camera::fit(scene.extent, (600.0, 400.0), 10.0);
    let at = |x: f64, y: f64| hit(&scene, &camera, camera.to_screen(Point::new(x, y)));
    assert_eq!(at(500.0, 500.0), Some(Hit::School(SchoolId(0))));
    assert_eq!(at(1300.0, 300.0), Some(Hit::Area(AreaId(2))));
    assert_eq!(at(-500.0, -500.0), None);
}

#[test]
fn streets_lie_over_the_areas_more_of_them_the_closer_one_comes_also_in_print() {
    use std::sync::Arc;
    use wijkspiegel::data::{Passage, SourceId, Street, Streets};
    use wijkspiegel::report::{Print, svg::svg};
    use wijkspiegel::view::streets::Weight;
    let street = |kind: &str, y: f64| Street {
        way: 1,
        from: 1,
        to: 2,
        kind: kind.into(),
        foot: Passage::Both,
        bicycle: Passage::Both,
        metres: 3000.0,
        line: geo::LineString::from(vec![(0.0, y), (3000.0, y)]),
    };
    let mut parts = town::dataset().parts().clone();
    let streets =
        vec![street("footway", 100.0), street("residential", 700.0), street("primary_link", 1500.0)];
    parts.streets = Some(Arc::new(Streets { source: SourceId(0), streets }));
    let dataset = wijkspiegel::data::Dataset::new(parts);
    assert_eq!(
        ["footway", "residential", "primary_link", ""].map(Weight::of),
        [Weight::Path, Weight::Local, Weight::Main, Weight::Local]
    );
    let shapes = ShapeCache::new(&dataset);
    let scene = |on: bool| {
        let mut choice = town::choice();
        choice.visible.streets = on;
        town_scene(&dataset, &choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &shapes)
    };
    let layers = |scene: &Scene| {
        let of = |l: &SceneLayer| matches!(l, SceneLayer::Streets { .. });
        let first = scene.layers.iter().position(of);
        (scene.layers.iter().filter(|l| of(l)).count(), first)
    };
    assert_eq!(layers(&scene(false)), (0, None));
    let with = scene(true);
    let (count, first) = layers(&with);
    let areas = with.layers.iter().position(|l| matches!(l, SceneLayer::Areas { .. }));
    assert!(count == 3 && first > areas, "over the colours");
    let paths = |metres_per_px: f64| {
        let camera =
            Camera { centre: geo::Point::new(1500.0, 1000.0), metres_per_px, size_px: (800.0, 600.0) };
        let picture = |scene: &Scene| svg(scene, &Print { camera: Some(camera), ..Print::SCREEN }).len();
        picture(&with) - picture(&scene(false))
    };
    assert!(paths(1.5) > paths(4.5) && paths(4.5) > paths(20.0), "fewer from afar");
    assert!(paths(20.0) > 0, "main streets from everywhere");
}
