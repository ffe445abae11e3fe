//! What the charts of schools and areas show.

use crate::support::squares::{table, town};

use wijkspiegel::data::{Dataset, Level, Subject};
use wijkspiegel::measure::{Counts, Other, dissimilarity};
use wijkspiegel::open;
use wijkspiegel::privacy::{Gate, Shown};
use wijkspiegel::view::charts::{Whose, beside_wijk, curve, histogram, units, wijk_by_wijk};
use wijkspiegel::view::hit::Hit;

const OPEN: Gate = Gate { threshold: 0 };

fn example() -> Dataset {
    open::example().expect("the example opens").dataset
}

#[test]
fn the_greatest_distance_of_the_curve_is_d_when_nothing_is_withheld() {
    let town = example();
    for whose in [Whose::Schools, Whose::Areas(Level::Buurt)] {
        let units = units(&town, whose, 0, None, OPEN).expect("the example has counts");
        let groups: Vec<String> = town.schemes()[0].groups.iter().map(|g| g.key.clone()).collect();
        let cells = units.list.iter().flat_map(|u| u.composition.counts.iter().map(|c| c.value().unwrap()));
        let counts = Counts::new(groups, cells.collect()).unwrap();
        for (group, other) in [(2, Other::Group(0)), (0, Other::Rest), (1, Other::Group(2))] {
            let found = curve(&units, group, other).expect("both groups are there");
            let d = dissimilarity(&counts.two_group(group, other).unwrap()).unwrap();
            assert!((found.distance - d).abs() < 1e-12, "{} is not {d}", found.distance);
            let last = found.segments.last().unwrap().to;
            assert!((last[0] - 1.0).abs() < 1e-12 && (last[1] - 1.0).abs() < 1e-12);
            // It never bends back: every stretch is at least as steep as the one before.
            for pair in found.segments.windows(2) {
                let steep =
                    |s: &wijkspiegel::view::charts::Segment| (s.to[1] - s.from[1]).atan2(s.to[0] - s.from[0]);
                assert!(steep(&pair[1]) >= steep(&pair[0]) - 1e-6);
            }
        }
    }
}

#[test]
fn withheld_schools_stand_together_and_make_the_distance_no_greater() {
    let town = example();
    let all = units(&town, Whose::Schools, 0, None, OPEN).unwrap();
    let gated = units(&town, Whose::Schools, 0, None, Gate::default()).unwrap();
    let (open, told) = (curve(&all, 2, Other::Group(0)).unwrap(), curve(&gated, 2, Other::Group(0)).unwrap());
    assert!(told.together > 0, "some school of the example has fewer than ten of a group");
    assert!(told.distance <= open.distance + 1e-12);
    assert_eq!(told.segments.iter().filter(|s| s.hit.is_none()).count(), 1);
    assert_eq!(told.segments.len() - 1 + told.together, all.list.len());
}

#[test]
fn every_unit_is_in_one_bin_or_counted_as_withheld() {
    let town = example();
    for gate in [OPEN, Gate::default()] {
        let units = units(&town, Whose::Areas(Level::Buurt), 0, None, gate).unwrap();
        for group in 0..3 {
            let found = histogram(&units, group);
            let mut seen: Vec<Hit> = found.bins.iter().flat_map(|b| b.units.iter().copied()).collect();
            assert_eq!(seen.len() + found.withheld, units.list.len());
            seen.sort_by_key(|h| match h {
                Hit::Area(a) => a.0,
                Hit::School(s) => s.0,
            });
            seen.dedup();
            assert_eq!(seen.len() + found.withheld, units.list.len(), "no unit stands twice");
            for bin in &found.bins {
                for hit in &bin.units {
                    let unit = units.list.iter().find(|u| u.hit == *hit).unwrap();
                    let share = unit.share(group).expect("what is withheld is in no bin");
                    assert!(share <= bin.to + 1e-9 && (share > bin.from - 1e-9));
                }
            }
        }
    }
}

fn three_schools(counts: [[f64; 2]; 3]) -> Dataset {
    let mut parts = town(3);
    parts.counts = vec![table(Subject::School, None, &counts)];
    Dataset::new(parts)
}

#[test]
fn a_share_on_a_border_belongs_to_the_bin_below_it() {
    let town = three_schools([[30.0, 70.0], [31.0, 69.0], [0.0, 100.0]]);
    let units = units(&town, Whose::Schools, 0, None, OPEN).unwrap();
    let found = histogram(&units, 0);
    let sizes: Vec<usize> = found.bins.iter().map(|b| b.units.len()).collect();
    assert_eq!(sizes, [1, 0, 1, 1, 0, 0, 0, 0, 0, 0]);
    let share = 61.0 / 300.0;
    assert!(found.town.is_some_and(|t| (t - share).abs() < 1e-12));
}

#[test]
fn bars_stand_in_order_with_what_is_withheld_last() {
    let town = three_schools([[5.0, 70.0], [31.0, 69.0], [60.0, 40.0]]);
    let units = units(&town, Whose::Schools, 0, None, Gate::default()).unwrap();
    let names: Vec<Option<f64>> = units.ordered_by(0).iter().map(|u| u.share(0)).collect();
    assert_eq!(names.last(), Some(&None), "five pupils are too few to tell of");
    let told: Vec<f64> = names.iter().flatten().copied().collect();
    assert!(told.windows(2).all(|w| w[0] >= w[1]));
    assert_eq!(units.withheld(0), names.iter().filter(|n| n.is_none()).count());
}

#[test]
fn every_school_stands_in_one_wijk_and_beside_it() {
    let town = example();
    let panels = wijk_by_wijk(&town, 0, None, 0, OPEN).expect("the example has wijken");
    let placed: usize = panels.iter().map(|p| p.schools.len()).sum();
    assert_eq!(placed, town.schools().len());
    let shares: Vec<f64> = panels.iter().map(|p| p.wijk.share(0).unwrap()).collect();
    assert!(shares.windows(2).all(|w| w[0] >= w[1]), "the wijken stand in order");
    let (beside, others) = beside_wijk(&town, 0, None, 0, Gate::default()).unwrap();
    assert_eq!(beside.len() + others, town.schools().len());
    for one in &beside {
        let panel = panels.iter().find(|p| p.wijk.hit == Hit::Area(one.wijk)).unwrap();
        assert!(panel.schools.iter().any(|s| s.hit == one.school.hit));
        assert_eq!(one.school.composition.shares[0], Shown::Value(one.at_school));
    }
}

#[test]
fn a_figure_stands_in_order_and_over_the_years_and_small_numbers_of_pupils_are_in_neither() {
    use wijkspiegel::data::{AreaId, Indicator, SourceId, Year};
    use wijkspiegel::view::charts::{figure_order, medians, over_years};
    let mut parts = town(4);
    let figure = |key: &str, year: i32, values: [Option<f64>; 4]| Indicator {
        key: key.into(),
        label: key.into(),
        subject: Subject::Home,
        year: Some(Year(year)),
        source: SourceId(0),
        values: values.to_vec(),
    };
    parts.indicators = vec![
        figure("inkomen", 2024, [Some(30.0), Some(10.5), None, Some(20.0)]),
        figure("inkomen", 2022, [Some(28.0), Some(9.5), Some(1.5), None]),
        figure("leerlingen", 2024, [Some(3.0), Some(40.0), Some(50.0), Some(60.0)]),
        figure("a_opl_lg", 2022, [Some(100.0), None, None, None]),
        figure("a_opl_bvm", 2024, [Some(110.0), None, None, None]),
    ];
    let town = Dataset::new(parts);
    let (income, pupils) = (&town.indicators()[0], &town.indicators()[2]);
    let whose = Whose::Areas(Level::Buurt);
    let found = figure_order(&town, income, whose, Gate::default());
    let order: Vec<f64> = found.units.iter().map(|u| u.value).collect();
    assert_eq!((order.as_slice(), found.unknown, found.withheld), (&[10.5, 20.0, 30.0][..], 1, 0));
    assert_eq!(found.median(), Some(20.0));
    let area = |at: usize| Hit::Area(AreaId(at));
    let line = over_years(&town, income, area(0), Gate::default());
    assert_eq!(line, [(Year(2022), 28.0), (Year(2024), 30.0)]);
    assert_eq!(over_years(&town, income, area(2), Gate::default()), [(Year(2022), 1.5)]);
    assert_eq!(medians(&town, income, whose, Gate::default()), [(Year(2022), 9.5), (Year(2024), 20.0)]);
    // Of the same figure under the name of another year.
    let renamed = over_years(&town, &town.indicators()[4], area(0), Gate::default());
    assert_eq!(renamed, [(Year(2022), 100.0), (Year(2024), 110.0)]);
    let found = figure_order(&town, pupils, whose, Gate::default());
    assert_eq!((found.units.len(), found.withheld), (3, 1), "three pupils are not told");
    assert_eq!(over_years(&town, pupils, area(0), Gate::default()), []);
}

#[test]
fn a_town_without_pupils_opens_on_its_newest_figure_about_areas() {
    use wijkspiegel::data::{Indicator, SourceId, Year};
    use wijkspiegel::view::choice::{ColourBy, MapChoice};
    let mut parts = town(2);
    parts.schemes.clear();
    let figure = |key: &str, subject: Subject, year: i32| Indicator {
        key: key.into(),
        label: key.into(),
        subject,
        year: Some(Year(year)),
        source: SourceId(0),
        values: vec![Some(1.0); 2],
    };
    parts.indicators = vec![
        figure("score", Subject::School, 2024),
        figure("inkomen", Subject::Home, 2022),
        figure("inkomen", Subject::Home, 2024),
    ];
    assert_eq!(MapChoice::first(&Dataset::new(parts.clone())).colour_by, ColourBy::Indicator(2));
    parts.indicators.truncate(1);
    assert_eq!(
        MapChoice::first(&Dataset::new(parts)).colour_by,
        ColourBy::None,
        "that is no figure of areas"
    );
}
