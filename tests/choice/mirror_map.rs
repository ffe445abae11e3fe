//! Schools as mirrors on the map, areas by how near school is, and what of it may be told.

use crate::support::squares;

use geo::Point;
use squares::{table, town};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{AreaId, Basis, Dataset, Flow, FlowTable, Level, SchoolId, SourceId, Subject};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::figures::home_choice::Ground;
use wijkspiegel::figures::mirror::{Reference, town_mirror};
use wijkspiegel::measure::Other;
use wijkspiegel::measure::mirror::{FixedRule, Limits, Reflection};
use wijkspiegel::number::Count;
use wijkspiegel::privacy::{Gate, Shown};
use wijkspiegel::report::{Print, svg::svg};
use wijkspiegel::text::Language;
use wijkspiegel::view::mirror::{Beside, Lean, MirrorChoice, beside};
use wijkspiegel::view::mirror_counts::{Apart, MirrorCounts};
use wijkspiegel::view::town::area_text;
use wijkspiegel::view::{ColourBy, MapChoice, Scene, ShapeCache, Texture, Theme, town_scene};

const OFF: Gate = Gate { threshold: 0 };

/// A school in every buurt, of the pupils named.
fn with(homes: &[[f64; 2]], schools: &[[f64; 2]]) -> Dataset {
    let counts = vec![table(Subject::Home, None, homes), table(Subject::School, None, schools)];
    Dataset::new(Parts { counts, ..town(homes.len()) })
}

/// More than twenty points more, exactly ten fewer, and a buurt with three pupils of the group.
fn three() -> Dataset {
    with(&[[50.0, 50.0], [80.0, 20.0], [3.0, 97.0]], &[[75.0, 25.0], [70.0, 30.0], [40.0, 60.0]])
}

fn mirror(fixed: bool) -> MirrorChoice {
    MirrorChoice { reference: Reference::Buurt, group: 0, fixed, ..MirrorChoice::default() }
}

fn told(dataset: &Dataset, mirror: MirrorChoice, gate: Gate) -> Vec<Beside> {
    let comparison = mirror.comparison(&MapChoice::default());
    let found =
        town_mirror(dataset, comparison, mirror.reference, mirror.limits, FixedRule::default(), None, &())
            .unwrap();
    beside(dataset, comparison, &mirror, gate, &found.expect("there are homes"))
}

fn scene(dataset: &Dataset, choice: &MapChoice, gate: Gate) -> Scene {
    town_scene(dataset, choice, &gate, Language::Dutch, &Theme::LIGHT, &ShapeCache::new(dataset))
}

#[test]
fn every_school_stands_beside_its_own_reference() {
    let rows = told(&three(), mirror(false), OFF);
    let leans: Vec<_> = rows.iter().map(|b| b.lean).collect();
    // 70 against 80 percent is exactly ten points: still within the limit.
    let expected = [Lean::FarMore, Lean::Alike, Lean::FarMore].map(Shown::Value);
    assert_eq!(leans, expected);
    assert_eq!(rows[0].points, Shown::Value(25.0));
    assert_eq!(rows[0].furthest, Shown::Value(Reflection::StronglyLeans));
}

#[test]
fn a_school_with_a_hidden_mirror_tells_nothing_that_would_give_it_away() {
    // The third buurt has three pupils of the group; the fourth is hidden along with it.
    let homes = [[500.0, 500.0], [800.0, 200.0], [3.0, 97.0], [12.0, 88.0]];
    let dataset = with(&homes, &[[75.0, 25.0], [70.0, 30.0], [40.0, 60.0], [50.0, 50.0]]);
    let rows = told(&dataset, mirror(false), Gate::default());
    assert_eq!(rows[0].lean, Shown::Value(Lean::FarMore), "five hundred pupils of each");
    let hidden = &rows[2];
    assert_eq!(hidden.share, Shown::Value(0.4));
    assert_eq!((hidden.reference, hidden.points), (Shown::Hidden, Shown::Hidden));
    assert_eq!((hidden.lean, hidden.furthest), (Shown::Hidden, Shown::Hidden));

    let choice = MapChoice { mirror: Some(mirror(false)), ..MapChoice::default() };
    let drawn = scene(&dataset, &choice, Gate::default());
    let disc = drawn.discs().find(|d| d.school == SchoolId(2)).expect("it is drawn");
    assert_eq!((disc.texture, disc.sign), (Texture::Dots, None));
    let symbols = drawn.legend.symbols.expect("there is a key");
    let counts: Vec<_> = symbols.special.iter().map(|e| e.count.unwrap_or(0)).collect();
    let withheld = rows.iter().filter(|b| b.lean == Shown::Hidden).count();
    assert_eq!(counts.len(), 6, "five classes and what is withheld");
    assert_eq!((counts[5], counts.iter().sum()), (withheld, 4), "{:?}", symbols.special);
}

#[test]
fn the_fixed_rule_asks_nothing_of_where_children_live() {
    let dataset = with(&[[3.0, 2.0]; 3], &[[10.0, 90.0], [50.0, 50.0], [90.0, 10.0]]);
    let leans: Vec<_> = told(&dataset, mirror(true), Gate::default()).iter().map(|b| b.lean).collect();
    assert_eq!(leans, [Lean::FarFewer, Lean::Alike, Lean::FarMore].map(Shown::Value));
}

#[test]
fn the_print_has_the_colours_the_signs_and_their_key() {
    let dataset = three();
    let print = |mirror| {
        let choice = MapChoice { mirror, ..MapChoice::default() };
        svg(&scene(&dataset, &choice, OFF), &Print::default())
    };
    let (plain, mirrored) = (print(None), print(Some(mirror(false))));
    assert!(mirrored.contains("meer dan 20 punt hoger"));
    assert!(!plain.contains("meer dan 20 punt hoger"));
    // Two schools have two pluses each: four bars.
    let bars = |text: &str| text.matches("stroke=\"#FFFFFF\" stroke-width=").count();
    assert_eq!(bars(&mirrored) - bars(&plain), 8);
}

#[test]
fn without_homes_the_map_says_that_there_is_no_mirror() {
    let counts = vec![table(Subject::School, None, &[[40.0, 60.0]])];
    let dataset = Dataset::new(Parts { counts, ..town(1) });
    let choice = MapChoice { mirror: Some(mirror(false)), ..MapChoice::default() };
    let drawn = scene(&dataset, &choice, OFF);
    let text = drawn.legend.symbols.expect("there is a key").text;
    assert!(text.contains("niets om scholen mee te vergelijken"), "{text}");
}

#[test]
fn distance_and_the_nearest_school_colour_areas() {
    let mut parts = three().parts().clone();
    parts.schools[1].at = Point::new(1500.0, 800.0);
    let flow = |area, school, pupils: f64| Flow {
        area: AreaId(area),
        school: SchoolId(school),
        group: 0,
        pupils: Count::Known(pupils),
    };
    let flows = vec![flow(0, 0, 30.0), flow(0, 1, 70.0), flow(1, 1, 95.0), flow(1, 2, 5.0)];
    parts.flows =
        vec![FlowTable { scheme: 0, year: None, basis: Basis::Counted, source: SourceId(0), flows }];
    let dataset = Dataset::new(parts);
    let shapes = ShapeCache::new(&dataset);
    let text = |colour_by, area| {
        let choice = MapChoice { level: Level::Buurt, colour_by, ..MapChoice::default() };
        area_text(&dataset, &choice, &Gate::default(), Language::Dutch, &shapes, area).unwrap()
    };
    assert_eq!(text(ColourBy::DistanceToSchool, 0), "0,00");
    assert!(text(ColourBy::DistanceToSchool, 1).starts_with("300"));
    assert!(text(ColourBy::AtNearestSchool, 0).starts_with("30"));
    // Five pupils go elsewhere: nobody may see how many.
    assert!(!text(ColourBy::AtNearestSchool, 1).contains("95"), "{}", text(ColourBy::AtNearestSchool, 1));
}

#[test]
fn what_is_withheld_of_one_wijk_does_not_follow_from_the_others() {
    let mut parts = three().parts().clone();
    // Each buurt in a wijk of its own; the last school has few of the group.
    for (i, area) in parts.areas.iter_mut().enumerate() {
        area.code = format!("BU00140{i}00");
    }
    parts.counts = vec![
        table(Subject::Home, None, &[[50.0, 50.0], [80.0, 20.0], [40.0, 60.0]]),
        table(Subject::School, None, &[[83.0, 25.0], [84.0, 18.0], [3.0, 87.0]]),
    ];
    let dataset = Dataset::new(parts);
    let comparison = Comparison { scheme: 0, year: None, group: 0, other: Other::Group(1) };
    let ground = Ground::of(&dataset, comparison).unwrap().unwrap().expect("all is known");
    let rules = ground.by_rules(&dataset, &[]).unwrap();
    let wijken = ground.by_wijk(&dataset, &rules[0]);
    assert_eq!(wijken.len(), 3);
    let told = |gate| ground.may_be_told(&dataset, &rules[0], &wijken, gate);
    assert_eq!(told(OFF), [true; 3]);
    // The third itself, and the smaller of the others so that it does not follow from the sum.
    assert_eq!(told(Gate::default()), [true, false, false]);
}

#[test]
fn limits_that_are_set_move_the_classes() {
    let wide = MirrorChoice { limits: Limits { leans: 26.0, strongly: 40.0 }, ..mirror(false) };
    assert_eq!(told(&three(), wide, OFF)[0].lean, Shown::Value(Lean::Alike));
    let narrow = MirrorChoice { limits: Limits { leans: 2.0, strongly: 5.0 }, ..mirror(false) };
    assert_eq!(told(&three(), narrow, OFF)[1].lean, Shown::Value(Lean::FarFewer));
}

#[test]
fn classes_and_what_is_not_told_add_up_to_all_schools() {
    let homes = [[500.0, 500.0], [800.0, 200.0], [3.0, 97.0], [12.0, 88.0]];
    let dataset = with(&homes, &[[75.0, 25.0], [70.0, 30.0], [40.0, 60.0], [5.0, 95.0]]);
    let comparison = mirror(false).comparison(&MapChoice::default());
    let (limits, rule) = (Limits::default(), FixedRule::default());
    let found =
        town_mirror(&dataset, comparison, Reference::Buurt, limits, rule, None, &()).unwrap().unwrap();
    for choice in [mirror(false), mirror(true)] {
        let rows = beside(&dataset, comparison, &choice, Gate::default(), &found);
        let counts = MirrorCounts::of(&rows, &found);
        let apart = |a: Apart| a.withheld + a.ranged + a.without + a.left_out;
        assert!(counts.apart.withheld > 0, "{counts:?}");
        assert_eq!(counts.leans.iter().sum::<usize>() + apart(counts.apart), 4);
        assert_eq!(counts.furthest.iter().sum::<usize>() + apart(counts.furthest_apart), 4);
        let said = counts.of_group(&choice, "laag", Language::Dutch);
        let withheld = format!("daarnaast {} niet getoond vanwege kleine aantallen.", counts.apart.withheld);
        assert!(said.ends_with(&withheld), "{said}");
        assert!(counts.of_furthest(&choice, Language::Dutch).contains("niet getoond"));
    }
}

#[test]
fn schools_of_which_the_source_hides_a_count_take_part_as_a_range() {
    let homes = [[50.0, 50.0], [80.0, 20.0], [40.0, 60.0]];
    let full = with(&homes, &[[96.0, 4.0], [70.0, 30.0], [60.0, 40.0]]);
    let mut parts = full.parts().clone();
    parts.counts[1].cells[1] = Count::Suppressed { least: 0.0, greatest: 4.0 };
    let hidden = Dataset::new(parts);
    let comparison = mirror(false).comparison(&MapChoice::default());
    let of = |dataset: &Dataset| {
        let (limits, rule) = (Limits::default(), FixedRule::default());
        town_mirror(dataset, comparison, Reference::Buurt, limits, rule, None, &()).unwrap().unwrap()
    };
    let (whole, found) = (of(&full), of(&hidden));
    let value = whole.mirror.share_to_move.unwrap();
    assert_eq!((whole.share, whole.ranged), (Some((value, value)), 0));
    let (least, greatest) = found.share.unwrap();
    assert!(least <= value && value <= greatest && greatest - least < 0.03, "{least} {value} {greatest}");
    assert_eq!((found.schools.len(), found.ranged, found.left_out), (3, 1, 0));
    assert!(found.share_text(Language::Dutch).contains(" tot "));
    assert!(found.hidden_notes(Language::Dutch)[0].contains("Van 1 scholen verbergt de bron een aantal"));
    // Whatever is hidden, it has more than 80 percent, and far more than its buurt.
    assert_eq!(told(&hidden, mirror(true), OFF)[0].lean, Shown::Value(Lean::FarMore));
    let row = told(&hidden, mirror(false), OFF)[0];
    assert_eq!(
        (row.lean, row.furthest),
        (Shown::Value(Lean::FarMore), Shown::Value(Reflection::StronglyLeans))
    );
    // Of a count that is not known at all there is no range.
    let mut parts = full.parts().clone();
    parts.counts[1].cells[1] = Count::Unknown;
    assert_eq!(of(&Dataset::new(parts)).left_out, 1);
}

#[test]
fn hidden_numbers_of_a_buurt_make_its_mirror_a_range() {
    let mut parts = three().parts().clone();
    parts.counts[0].cells[1] = Count::Suppressed { least: 45.0, greatest: 55.0 };
    let dataset = Dataset::new(parts);
    let comparison = mirror(false).comparison(&MapChoice::default());
    let (limits, rule) = (Limits::default(), FixedRule::default());
    let found =
        town_mirror(&dataset, comparison, Reference::Buurt, limits, rule, None, &()).unwrap().unwrap();
    let (least, greatest) = found.share.unwrap();
    assert!(least < greatest && found.hidden == 0 && found.unattainable().is_none());
    assert_eq!((found.ranged_homes, found.hidden_notes(Language::Dutch).len()), (1, 1));
    let points = told(&dataset, mirror(false), OFF)[0].points;
    assert!(matches!(points, Shown::Suppressed { least, greatest } if least < 25.0 && greatest > 25.0));
}
