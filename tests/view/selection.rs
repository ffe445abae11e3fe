//! The one selection, what a rectangle or lasso gathers, breaks as they are typed, and what sums of a
//! selection tell.

use wijkspiegel::data::{AreaId, Dataset, Level, SchoolId, Subject};
use wijkspiegel::figures::selected::sums;
use wijkspiegel::number::Count;
use wijkspiegel::privacy::{Gate, Shown, ShownCounts};
use wijkspiegel::text::Language;
use wijkspiegel::view::gather::{Whose, corners, gathered};
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::legend::Unit;
use wijkspiegel::view::own_breaks::{Fault, read, written};
use wijkspiegel::view::scene::{Scene, SceneLayer};
use wijkspiegel::view::selection::outline;
use wijkspiegel::view::selection::set::Kind;
use wijkspiegel::view::{Camera, MapChoice, Method, Selection, ShapeCache, Theme, ThemeKind, town_scene};

fn example() -> Dataset {
    wijkspiegel::open::example().expect("the example opens").dataset
}

fn school(at: usize) -> Hit {
    Hit::School(SchoolId(at))
}

fn areas(town: &Dataset, level: Level) -> Vec<Hit> {
    town.areas_of(level).map(|(id, _)| Hit::Area(id)).collect()
}

#[test]
fn a_thing_that_is_added_twice_leaves_and_another_member_becomes_the_primary_one() {
    let town = example();
    let mut selection = Selection::one(school(3));
    selection.toggle(&town, school(1));
    assert_eq!((selection.len(), selection.primary()), (2, Some(school(1))));
    assert_eq!(selection.iter().collect::<Vec<_>>(), [school(1), school(3)], "in the order of the dataset");
    selection.toggle(&town, school(1));
    assert_eq!((selection.len(), selection.primary()), (1, Some(school(3))));
    selection.toggle(&town, school(3));
    assert!(selection.is_empty());
    assert_eq!(selection.primary(), None);
}

#[test]
fn schools_and_areas_and_two_levels_of_areas_never_stand_in_one_selection() {
    let town = example();
    let (wijk, buurt) = (areas(&town, Level::Wijk)[0], areas(&town, Level::Buurt)[0]);
    let mut selection = Selection::one(school(0));
    selection.toggle(&town, wijk);
    assert_eq!(selection.iter().collect::<Vec<_>>(), [wijk]);
    selection.add(&town, [wijk, school(2), buurt]);
    assert_eq!(selection.iter().collect::<Vec<_>>(), [buurt], "the last says which kind it is");
    selection.add(&town, [Hit::Area(AreaId(usize::MAX))]);
    assert_eq!(selection.iter().collect::<Vec<_>>(), [buurt], "what is not there changes nothing");
}

#[test]
fn inverting_twice_gives_the_same_selection() {
    let town = example();
    let mut selection = Selection::default();
    selection.add(&town, areas(&town, Level::Wijk).into_iter().take(4));
    let other = selection.inverted(&town, Kind::Areas(Level::Wijk));
    assert_eq!(other.len() + selection.len(), areas(&town, Level::Wijk).len());
    assert!(selection.iter().all(|hit| !other.contains(hit)));
    let again = other.inverted(&town, Kind::Areas(Level::Wijk));
    assert!(again.iter().eq(selection.iter()));
}

#[test]
fn a_rectangle_over_everything_takes_all_and_a_lasso_only_what_lies_in_it() {
    let town = example();
    let choice = MapChoice::first(&town);
    let shapes = ShapeCache::new(&town);
    let theme = Theme::of(ThemeKind::Light);
    let scene = town_scene(&town, &choice, &Gate::default(), Language::Dutch, &theme, &shapes);
    let camera = Camera::fit(scene.extent, (800.0, 600.0), 10.0);
    let all = corners((0.0, 0.0), (800.0, 600.0));
    assert_eq!(gathered(&scene, &camera, &all, Whose::Schools).len(), town.schools().len());
    let wijken = gathered(&scene, &camera, &all, Whose::Areas);
    assert_eq!(wijken.len(), areas(&town, Level::Wijk).len());
    // A thin triangle around one disc.
    let disc = scene.discs().next().expect("there are schools");
    let (x, y) = scene.place(disc, &camera).at;
    let lasso = [(x - 2.0, y - 2.0), (x + 4.0, y - 2.0), (x - 2.0, y + 4.0)];
    let found = gathered(&scene, &camera, &lasso, Whose::Schools);
    assert!(found.contains(&Hit::School(disc.school)));
    assert!(found.len() < town.schools().len() / 4, "{}", found.len());
    assert!(gathered(&scene, &camera, &lasso[..2], Whose::Schools).is_empty(), "a line holds nothing");
}

#[test]
fn sums_of_a_selection_are_sums_of_what_is_told_of_each_member() {
    let town = example();
    let gate = Gate::default();
    let table = town.counts(Subject::School, 0, None).expect("counts by school");
    let shown = ShownCounts::of(&town, table, gate);
    let units = [0, 4, 9];
    let found = sums(&town, Subject::School, units, 0, None, gate).expect("counts by school");
    let told: Vec<_> = units.iter().map(|u| shown.composition(0, *u).expect("counted")).collect();
    let pupils: f64 = told.iter().filter_map(|c| c.total.value()).sum();
    assert_eq!(found.pupils, pupils);
    assert_eq!(found.counted + found.withheld + found.unknown, 3);
    let low: f64 = told
        .iter()
        .filter(|c| c.total.value().is_some() && c.counts.iter().all(|n| n.value().is_some()))
        .filter_map(|c| c.counts[0].value())
        .sum();
    let together = found.composition.expect("most schools are told in full");
    assert_eq!(together.counts[0].value(), Some(low));
    let shares: f64 = together.shares.iter().filter_map(|s| s.value()).sum();
    assert!((shares - 1.0).abs() < 1e-9);
}

#[test]
fn two_sums_that_differ_by_a_hidden_member_tell_nothing_of_it() {
    // A threshold at which some schools are hidden and others are told.
    let town = example();
    let table = town.counts(Subject::School, 0, None).expect("counts by school");
    let mut looked_at = 0;
    for threshold in [10, 60, 120, 200] {
        let gate = Gate { threshold };
        let shown = ShownCounts::of(&town, table, gate);
        let all: Vec<usize> = (0..town.schools().len()).collect();
        let whole = sums(&town, Subject::School, all.iter().copied(), 0, None, gate).expect("counted");
        let is_hidden = |unit: usize| match shown.composition(0, unit) {
            Some(told) => matches!(told.total, Shown::Hidden | Shown::Suppressed { .. }),
            None => false,
        };
        for hidden in all.iter().copied().filter(|unit| is_hidden(*unit)) {
            looked_at += 1;
            let without = all.iter().copied().filter(|unit| *unit != hidden);
            let rest = sums(&town, Subject::School, without, 0, None, gate).expect("counted");
            assert_eq!(rest.pupils, whole.pupils, "threshold {threshold}, school {hidden}");
            assert_eq!(rest.composition, whole.composition);
            assert_eq!(rest.withheld + 1, whole.withheld);
        }
        // The same of a member of which only a group is hidden: the groups together do not hold it.
        for unit in all.iter().copied() {
            let Some(told) = shown.composition(0, unit) else { continue };
            let part = told.counts.iter().any(|n| n.value().is_none()) && told.total.value().is_some();
            if part {
                looked_at += 1;
                let without = all.iter().copied().filter(|other| *other != unit);
                let rest = sums(&town, Subject::School, without, 0, None, gate).expect("counted");
                assert_eq!(rest.composition, whole.composition, "threshold {threshold}, school {unit}");
            }
        }
    }
    assert!(looked_at > 0, "some threshold hides something");
}

#[test]
fn a_count_that_the_source_hides_is_left_out_of_a_sum_and_counted_as_withheld() {
    let mut parts = crate::support::squares::town(2);
    parts.schools =
        vec![crate::support::squares::school(10.0, 10.0), crate::support::squares::school(20.0, 10.0)];
    parts.schools[1].code = "B".to_owned();
    parts.schemes = vec![crate::support::squares::scheme("s", true)];
    let mut table = crate::support::squares::table(Subject::School, None, &[[40.0, 60.0], [30.0, 30.0]]);
    table.cells[2] = Count::Suppressed { least: 1.0, greatest: 4.0 };
    parts.counts = vec![table];
    let town = Dataset::new(parts);
    let found = sums(&town, Subject::School, [0, 1], 0, None, Gate::default()).expect("counted");
    assert_eq!((found.counted, found.whole), (1, 1));
    assert_eq!(found.withheld + found.unknown, 1);
    assert_eq!(found.pupils, 100.0);
}

#[test]
fn typed_breaks_are_read_in_the_language_of_the_window_and_what_is_wrong_is_told() {
    let dutch = |text: &str| read(text, Unit::Share, Language::Dutch);
    assert_eq!(dutch("30,5 %; 10; 20").map(|b| b.len()), Ok(3));
    let breaks = dutch("10; 20; 30,5").expect("three numbers");
    assert!((breaks[2] - 0.305).abs() < 1e-12, "{breaks:?}");
    assert_eq!(written(&breaks, Unit::Share, Language::Dutch), "10; 20; 30,5");
    assert_eq!(written(&breaks, Unit::Share, Language::English), "10; 20; 30.5");
    assert_eq!(dutch("tien"), Err(Fault::NoNumber("tien".to_owned())));
    assert_eq!(dutch("10; 10"), Err(Fault::Twice(10.0)));
    assert_eq!(dutch("10; 120"), Err(Fault::NoShare));
    assert_eq!(dutch("  "), Err(Fault::Empty));
    assert_eq!(dutch("1;2;3;4;5;6;7;8;9"), Err(Fault::TooMany));
    assert_eq!(read("1.500; −2", Unit::Number, Language::Dutch), Ok(vec![-2.0, 1500.0]));
}

#[test]
fn fixed_classes_stay_when_the_values_change() {
    let town = crate::support::town::dataset_with(20.0, 80.0);
    let other = crate::support::town::dataset_with(60.0, 90.0);
    let theme = Theme::of(ThemeKind::Light);
    let fixed = Some(vec![0.25, 0.5]);
    let choice = MapChoice { method: Method::Natural, fixed, ..crate::support::town::choice() };
    let made = |town: &Dataset| {
        let shapes = ShapeCache::new(town);
        let scene = town_scene(town, &choice, &Gate::default(), Language::Dutch, &theme, &shapes);
        let texts: Vec<String> = scene.legend.entries.iter().map(|e| e.text.clone()).collect();
        (scene.classes.expect("areas are coloured"), texts, scene.legend.notes)
    };
    let (one, texts, notes) = made(&town);
    let (two, others, _) = made(&other);
    assert_eq!(one.inner_breaks(), two.inner_breaks());
    assert_eq!(texts[..3], others[..3], "the key is the same too");
    assert!(notes.iter().any(|n| n.contains("Vaste klassen")), "{notes:?}");
}

#[test]
fn what_is_selected_is_outlined_on_a_print_and_the_primary_member_most() {
    let town = example();
    let choice = MapChoice::first(&town);
    let shapes = ShapeCache::new(&town);
    let plain = town_scene(&town, &choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &shapes);
    let members = areas(&town, choice.level)[..3].to_vec();
    let mut selection = Selection::default();
    selection.add(&town, members.clone());
    let mut scene = plain.clone();
    outline(&mut scene, &selection);
    let outlines = |scene: &Scene| -> Vec<(Vec<usize>, f32)> {
        let of = |layer: &SceneLayer| match layer {
            SceneLayer::Outlines { shapes, stroke, casing: Some(_), level: Level::Other } => {
                Some((shapes.list().iter().map(|s| s.id).collect(), stroke.width_px))
            }
            _ => None,
        };
        scene.layers.iter().filter_map(of).collect()
    };
    let before = outlines(&plain).len();
    let found = outlines(&scene).split_off(before);
    let id = |hit: &Hit| match hit {
        Hit::Area(id) => id.0,
        Hit::School(_) => unreachable!("areas were selected"),
    };
    let [others, primary] = &found[..] else { panic!("{found:?}") };
    assert_eq!(primary.0, [id(&selection.primary().unwrap())]);
    assert_eq!(others.0.len(), 2);
    assert!(others.1 < primary.1, "{found:?}");
    // A school has a ring of its own, and the others keep theirs.
    let mut scene = plain.clone();
    outline(&mut scene, &Selection::one(school(3)));
    assert_eq!(outlines(&scene).len(), before);
    for (now, then) in scene.discs().zip(plain.discs()) {
        assert_eq!(now.ring.width_px > then.ring.width_px, now.school == SchoolId(3));
    }
}
