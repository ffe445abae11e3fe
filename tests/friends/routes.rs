//! Friendship schools where there are streets: distances are routes, and by which streets depends on
//! how children travel.

use std::sync::Arc;

use crate::support::streets::{streets_for, with_streets};

use wijkspiegel::choice::Metric;
use wijkspiegel::data::{Mode, Passage};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::find::pairs;
use wijkspiegel::find::town::Town;
use wijkspiegel::find::town::wishes::Wishes;
use wijkspiegel::friendship::Friendship;
use wijkspiegel::friendship::group::TravelMode;
use wijkspiegel::network::Between;

fn town(dataset: wijkspiegel::data::Dataset) -> Town {
    let dataset = Arc::new(dataset);
    Town::new(&dataset, Comparison::first(&dataset)).unwrap()
}

#[test]
fn the_best_pairs_are_within_the_distance_over_the_streets_and_not_in_a_straight_line() {
    let dataset = Arc::new(with_streets());
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    assert_eq!(town.metric(), Metric::Route { mode: Mode::Walking });
    let rules = town.wished(&Wishes { max_metres: Some(2000.0), ..Wishes::default() }).unwrap();
    let routes = town.routes(&()).unwrap().expect("there are streets");
    let over_streets = pairs(&town.sought_over(Some(&routes)), &rules, &()).unwrap();
    // An independent search, of each pair by itself.
    let streets = Between::new(&dataset, Mode::Walking).unwrap();
    let at = |unit: usize| dataset.school(town.school(unit).unwrap()).unwrap().at;
    let apart = |a: usize, b: usize| streets.search(&[at(a)], &[at(b)], &()).unwrap().get(0, 0).unwrap();
    assert!(over_streets.pairs.iter().all(|(a, b)| apart(*a, *b) <= 2000.0));
    // In a straight line without detour some are near that are not over the streets.
    let straight = wijkspiegel::find::Rules { detour: 1.0, ..rules.clone() };
    let crow = pairs(&town.sought(), &straight, &()).unwrap();
    assert!(crow.pairs.iter().any(|(a, b)| apart(*a, *b) > 2000.0), "a grid has corners");
    assert!(crow.sum_w > over_streets.sum_w);
    for pair in town.pairs(&rules, &()).unwrap() {
        let (a, b) = (town.unit(pair.schools.0).unwrap(), town.unit(pair.schools.1).unwrap());
        assert!((pair.metres.unwrap() - apart(a, b)).abs() < 1e-6);
    }
}

#[test]
fn a_full_pairing_and_its_way_from_home_go_over_the_streets() {
    let dataset = Arc::new(with_streets());
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let group = Friendship::new("A", ["EX33", "EX01"].map(str::to_owned), 25.75).as_full_pairing();
    let full = town.full(&group, &|_| None).unwrap();
    assert_eq!(full.metric, Metric::Route { mode: Mode::Walking });
    let streets = Between::new(&dataset, Mode::Walking).unwrap();
    let at = |code: &str| dataset.school(dataset.school_by_code(code).unwrap()).unwrap().at;
    let one = streets.search(&[at("EX33")], &[at("EX01")], &()).unwrap().get(0, 0).unwrap();
    assert!((full.greatest.unwrap() - one).abs() < 1e-6);
    let home = full.home.unwrap();
    assert!(home.before > 0.0 && home.after > home.before);
}

#[test]
fn who_walks_and_who_cycles_go_over_streets_of_their_own_and_a_bus_over_none() {
    // Nobody may cycle here: whoever does gets nowhere.
    let town = town(streets_for(Passage::No));
    let group =
        |travel| Friendship { travel, ..Friendship::new("A", ["EX33", "EX01"].map(str::to_owned), 2.0) };
    let way = |travel| town.brings(&[group(travel)], None).groups[0].travel.clone().unwrap();
    let foot = way(TravelMode::Foot);
    assert_eq!(foot.metric, Metric::Route { mode: Mode::Walking });
    assert!(foot.greatest.unwrap() > 0.0 && foot.greatest_minutes.unwrap() > 0.0);
    let bicycle = way(TravelMode::Bicycle);
    assert_eq!(bicycle.metric, Metric::Route { mode: Mode::Cycling });
    assert_eq!((bicycle.mean, bicycle.mean_minutes), (None, None), "no way is not no distance");
    let bus = way(TravelMode::Bus);
    assert_eq!(bus.metric, Metric::StraightLine { detour: 1.3 });
}
