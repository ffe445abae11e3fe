//! Friendship schools in a proposal: its file, its history, and what the groups bring in a town.

use std::sync::Arc;

use wijkspiegel::data::{Dataset, Year};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::find::Rules;
use wijkspiegel::find::pairs;
use wijkspiegel::find::town::Town;
use wijkspiegel::find::town::wishes::{Boards, Wishes};
use wijkspiegel::friendship::group::Place;
use wijkspiegel::friendship::group::{Answer, Condition, Conditions, Cost, Friendship, Member, OwnPart};
use wijkspiegel::friendship::hours::Timing;
use wijkspiegel::friendship::pilot::pilot;
use wijkspiegel::notice::Notices;
use wijkspiegel::open;
use wijkspiegel::privacy::Gate;
use wijkspiegel::report::{Print, svg::svg};
use wijkspiegel::scenario::history::{Change, History, How};
use wijkspiegel::scenario::{Scenario, file, write};
use wijkspiegel::text::Language;
use wijkspiegel::view::links::Links;
use wijkspiegel::view::{MapChoice, ShapeCache, Theme, town_scene};

fn groups() -> Vec<Friendship> {
    let codes = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let full = Friendship {
        schools: vec![
            Member::Code("EX01".to_owned()),
            Member::Own(OwnPart { code: "EX02".to_owned(), year_groups: Some(vec![7, 8]), share: None }),
        ],
        timing: Timing::OnTop,
        from: Some(2027),
        cost: Some(Cost {
            per_child_trip: 1.5,
            staff_hours: 4.0,
            staff_rate: 45.0,
            source: "\"wij\"".into(),
        }),
        conditions: Conditions {
            support: Condition { met: Answer::Yes, remark: "bestuur en wijk".into() },
            ..Conditions::default()
        },
        ..Friendship::new("Noord, \"samen\"", codes(&["EX01", "EX02"]), 2.5)
    };
    vec![full, Friendship::new("Zuid", codes(&["EX03", "EX04", "EX05"]), 1.0)]
}

fn with_groups() -> Scenario {
    Scenario { friendships: groups(), ..Scenario::new("Samen") }
}

fn rules(town: &Town, max_metres: Option<f64>) -> Rules {
    town.wished(&Wishes { max_metres, ..Wishes::default() }).unwrap()
}

fn example() -> Arc<Dataset> {
    Arc::new(open::example().unwrap().dataset)
}

#[test]
fn a_proposal_with_groups_comes_back_from_its_file_as_it_was() {
    let scenario = with_groups();
    let text = write::to_toml(&scenario);
    let read = file::read("samen.toml", &text).unwrap();
    assert_eq!(read.scenario, scenario);
    assert_eq!(write::to_toml(&read.scenario), text);
}

#[test]
fn fields_of_a_later_version_are_kept_in_a_group() {
    let text = write::to_toml(&with_groups()).replace("name = \"Zuid\"", "name = \"Zuid\"\nnieuw = [1, 2]");
    let read = file::read("samen.toml", &text).unwrap();
    assert!(read.notices.iter().any(|n| n.key == "scenario-file-field-kept"));
    let again = file::read("samen.toml", &write::to_toml(&read.scenario)).unwrap();
    assert_eq!(again.scenario, read.scenario);
    assert!(write::to_toml(&again.scenario).contains("nieuw = [1, 2]"));
}

#[test]
fn what_is_wrong_in_a_group_is_named_with_its_line() {
    let head = "format = 1\nname = \"x\"\n\n[[friendship]]\nname = \"A\"\n";
    let cases = [
        ("schools = [\"u1\"]\nhours = 2\n", 6, "friends-too-few"),
        ("schools = [\"u1\", \"u2\"]\nhours = \"veel\"\n", 7, "scenario-file-group"),
        ("schools = [\"u1\", \"u2\"]\nhours = 200\n", 7, "friends-more-than-week"),
        ("schools = [\"u1\", \"u2\"]\n", 4, "scenario-file-group"),
        ("schools = [\"u1\", \"u2\"]\nhours = 1\nplace = { hier = 1 }\n", 8, "scenario-file-group"),
    ];
    for (rest, line, key) in cases {
        let error = file::read("x.toml", &format!("{head}{rest}")).unwrap_err();
        assert_eq!((error.key, error.place.line), (key, Some(line)), "{rest}");
    }
}

#[test]
fn the_history_says_what_happened_to_a_group_and_takes_it_back() {
    let mut history = History::new(vec![Arc::new(Scenario::new("Samen"))]);
    let group = groups().remove(0);
    history.change(0, |s| s.friendships.push(group.clone()));
    history.change(0, |s| s.friendships[0].hours = 3.0);
    history.change(0, |s| s.friendships.extend(groups().into_iter().skip(1)));
    history.change(0, |s| s.friendships.clear());
    let told: Vec<String> =
        history.past().map(|change| change.words(&|c| c.to_owned(), Language::Dutch)).collect();
    assert_eq!(
        told,
        [
            "2 groepen vriendschapsscholen tegelijk",
            "Vriendschapsscholen erbij: Zuid",
            "Vriendschapsscholen gewijzigd: Noord, \"samen\"",
            "Vriendschapsscholen erbij: Noord, \"samen\"",
        ]
    );
    for _ in 0..3 {
        history.undo();
    }
    assert_eq!(history.proposals()[0].friendships, [group]);
    let redone = history.redo().unwrap();
    assert!(matches!(redone, Change::Friendship { how: How::Changed, .. }));
}

#[test]
fn groups_change_nothing_about_who_goes_where() {
    let plain = Scenario::new("Samen");
    assert!(plain.has_same_outcomes(&with_groups()));
    assert!(!plain.has_same_outcomes(&Scenario::new("Anders")));
}

#[test]
fn the_pilot_brings_what_its_groups_bring_and_no_more_than_the_best() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let agreed = pilot(&dataset, &mut Notices::default()).unwrap();
    let brings = town.brings(&agreed, Some(Year(2026)));
    assert_eq!(brings.groups.len(), 2);
    assert!(brings.notices.is_empty());
    for group in &brings.groups {
        let links: f64 = group.links.iter().map(|l| l.2).sum();
        assert!((links - group.gain).abs() < 1e-12 * group.gain.max(1.0), "links add up to their group");
    }
    let exposure = brings.contact.exposure.difference().unwrap();
    let gain = brings.contact.gain() / town.counts().sum_x();
    assert!((exposure - gain).abs() < 1e-12);
    assert!(exposure > 0.0);
    // Before it begins there is nothing.
    let before = town.brings(&agreed, Some(Year(2020)));
    assert!(before.groups.is_empty());
    assert_eq!(before.contact.exposure.difference(), Some(0.0));
    let best = pairs(&town.sought(), &rules(&town, None), &()).unwrap();
    let as_groups: Vec<Friendship> = best
        .pairs
        .iter()
        .map(|(a, b)| {
            let codes = [*a, *b].map(|unit| town.code(unit).unwrap().to_owned());
            Friendship::new("paar", codes, 2.5)
        })
        .collect();
    let reached = town.brings(&as_groups, None).reached(best.sum_w).unwrap();
    assert!((reached - 1.0).abs() < 1e-12);
}

#[test]
fn a_school_that_is_gone_leaves_its_group_and_is_named() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let codes = ["EX01", "EX02", "NIEUW9"].map(str::to_owned);
    let brings = town.brings(&[Friendship::new("A", codes, 2.0)], None);
    assert_eq!(brings.groups[0].schools.len(), 2);
    assert_eq!(brings.notices[0].key, "friends-not-in-town");
    let alone = ["EX01", "NIEUW9"].map(str::to_owned);
    let none = town.brings(&[Friendship::new("A", alone, 2.0)], None);
    assert!(none.groups.is_empty());
    assert!(none.notices.iter().any(|n| n.key == "friends-group-left-out"));
}

#[test]
fn the_list_of_pairs_begins_with_the_pair_that_gains_most_within_the_distance() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let all = town.pairs(&rules(&town, None), &()).unwrap();
    assert!((all[0].gain - town.greatest_gain()).abs() < 1e-12);
    assert!(all.windows(2).all(|two| two[0].gain >= two[1].gain));
    let near = town.pairs(&rules(&town, Some(1500.0)), &()).unwrap();
    assert!(!near.is_empty() && near.len() < all.len());
    assert!(near.iter().all(|pair| pair.metres.is_some_and(|m| m <= 1500.0)));
}

#[test]
fn wishes_by_code_and_name_become_rules_that_are_kept() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let free = pairs(&town.sought(), &rules(&town, None), &()).unwrap();
    let code = |unit: usize| town.code(unit).unwrap().to_owned();
    let (a, b) = free.pairs[0];
    let mut wishes = Wishes::default();
    wishes.turn_forbidden(&code(a), &code(b));
    let without = pairs(&town.sought(), &town.wished(&wishes).unwrap(), &()).unwrap();
    assert!(!without.pairs.contains(&(a, b)) && without.sum_w <= free.sum_w);
    // The other way round, and no longer ruled out.
    wishes.turn_fixed(&code(b), &code(a));
    assert!(wishes.forbidden.is_empty() && wishes.is_fixed(&code(a), &code(b)));
    let with = pairs(&town.sought(), &town.wished(&wishes).unwrap(), &()).unwrap();
    assert!(with.pairs.contains(&(a, b)));
    wishes.turn_fixed(&code(a), &code(b));
    assert_eq!(wishes, Wishes::default());
    let boards = town.board_names();
    let board = |unit: usize| dataset.school(town.school(unit).unwrap()).unwrap().board.clone().unwrap();
    let own = Wishes { boards: Boards::Own, ..Wishes::default() };
    let own = pairs(&town.sought(), &town.wished(&own).unwrap(), &()).unwrap();
    assert!(own.pairs.iter().all(|(a, b)| board(*a) == board(*b)));
    let apart = Boards::Apart(boards.iter().map(|b| (b.clone(), b.clone())).collect());
    let apart = Wishes { boards: apart, ..Wishes::default() };
    let apart = pairs(&town.sought(), &town.wished(&apart).unwrap(), &()).unwrap();
    assert!(apart.pairs.iter().all(|(a, b)| board(*a) != board(*b)));
    let unknown = Wishes { fixed: vec![("EX01".into(), "99ZZ00".into())], ..Wishes::default() };
    assert!(town.wished(&unknown).unwrap_err().to_string().contains("99ZZ00"));
}

#[test]
fn a_group_has_its_own_exposure_isolation_and_separation() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let codes = ["EX33", "EX01"].map(str::to_owned);
    let brings = town.brings(&[Friendship::new("A", codes, 5.0)], None);
    let own = &brings.groups[0].contact;
    let units: Vec<usize> = brings.groups[0].schools.iter().map(|id| town.unit(*id).unwrap()).collect();
    let members: f64 = units.iter().map(|u| town.counts().x()[*u]).sum();
    let gain = own.exposure.difference().unwrap() * members;
    assert!((gain - brings.groups[0].gain).abs() < 1e-9, "the same gain, over the children of the group");
    assert!(own.correlation_ratio.difference().unwrap() < 0.0);
    assert!((own.isolation.difference().unwrap() + own.exposure.difference().unwrap()).abs() < 1e-12);
}

#[test]
fn links_go_on_the_map_with_their_legend_and_a_third_place_is_a_mark_with_its_name() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let mut group = Friendship::new("A", ["EX33", "EX01"].map(str::to_owned), 5.0);
    group.place =
        Some(Place { name: Some("Sporthal".into()), x: Some(233_500.0), y: Some(583_000.0), school: None });
    let groups = [group];
    let brings = town.brings(&groups, None);
    let what = (&town, &brings, &town.telling(Gate::default()));
    let links = Links::of(&dataset, &groups, what, town.greatest_gain(), Language::Dutch);
    assert_eq!((links.links.len(), links.places.len()), (1, 1));
    let choice = MapChoice::first(&dataset);
    let shapes = ShapeCache::new(&dataset);
    let mut scene = town_scene(&dataset, &choice, &Gate::default(), Language::Dutch, &Theme::LIGHT, &shapes);
    links.add_to(&mut scene);
    let drawn = svg(&scene, &Print::default());
    assert!(drawn.contains("<title>Sporthal</title>"));
    assert!(drawn.contains("samen; dikker is meer contact"));
}

#[test]
fn a_link_that_would_give_a_hidden_count_away_is_the_thinnest_and_says_so() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let groups = [Friendship::new("A", ["EX33", "EX01"].map(str::to_owned), 20.0)];
    let brings = town.brings(&groups, None);
    let of = |threshold| {
        let what = (&town, &brings, &town.telling(Gate { threshold }));
        Links::of(&dataset, &groups, what, town.greatest_gain(), Language::Dutch)
    };
    // With a threshold beyond every count nothing may be told.
    let (open, closed) = (of(0), of(100_000));
    assert!(open.links[0].told && !closed.links[0].told);
    assert!(closed.links[0].width_px < open.links[0].width_px);
}

#[test]
fn wishes_are_kept_among_the_settings_and_damaged_ones_are_put_aside() {
    use wijkspiegel::friendship::wishes::{DAMAGED_KEY, KEY};
    let mut settings = std::collections::BTreeMap::new();
    let mut notices = Notices::default();
    assert_eq!(Wishes::read(&mut settings, &mut notices), Wishes::first(), "a file of an older version");
    Wishes::first().write(&mut settings);
    assert!(settings.is_empty(), "nobody asked for anything");
    let mut wishes = Wishes {
        boards: Boards::Apart(vec![("A; met punt".into(), "B".into())]),
        size_ratio: Some(1.5),
        max_metres: None,
        ..Wishes::first()
    };
    wishes.turn_fixed("EX01", "EX02");
    wishes.turn_forbidden("EX03", "EX04");
    wishes.write(&mut settings);
    assert_eq!(Wishes::read(&mut settings, &mut notices), wishes);
    assert!(notices.is_empty());
    Wishes::first().write(&mut settings);
    assert_eq!(Wishes::read(&mut settings, &mut notices), Wishes::first(), "let go again");
    for damaged in ["nothing", "{\"version\": 9}", "{\"version\": 1, \"size_ratio\": -2.0}"] {
        settings.insert(KEY.into(), damaged.into());
        let mut notices = Notices::default();
        assert_eq!(Wishes::read(&mut settings, &mut notices), Wishes::first());
        assert_eq!(notices.into_iter().next().unwrap().key, "friends-wishes-unreadable");
        assert_eq!(settings.get(DAMAGED_KEY).map(String::as_str), Some(damaged));
    }
}

#[test]
fn what_is_asked_of_the_search_is_undone_step_by_step_and_a_dragged_distance_at_once() {
    use wijkspiegel::friendship::wishes::WishChange;
    let mut history = History::new(vec![Arc::new(with_groups())]);
    let first = history.wishes().clone();
    let mut wishes = first.clone();
    wishes.turn_fixed("EX01", "EX02");
    history.wish(wishes.clone());
    for metres in [2100.0, 2200.0, 2300.0] {
        history.wish(Wishes { max_metres: Some(metres), ..wishes.clone() });
    }
    history.change(0, |s| s.description = "anders".into());
    let dutch = |change: &Change| change.words(&|code| code.to_owned(), Language::Dutch);
    let told: Vec<String> = history.past().map(dutch).collect();
    assert_eq!(told[1..], ["Voorwaarden bij het zoeken van paren", "Vast paar bij het zoeken: EX01 – EX02"]);
    history.undo();
    assert_eq!(history.wishes().max_metres, Some(2300.0), "a step of a proposal leaves them");
    history.undo();
    assert_eq!(*history.wishes(), wishes);
    assert_eq!(history.undo(), Some(Change::Wishes(WishChange::Fixed("EX01".into(), "EX02".into()))));
    assert_eq!(*history.wishes(), first);
    history.redo();
    history.redo();
    assert_eq!(history.wishes().max_metres, Some(2300.0));
}

#[test]
fn housing_and_friendship_schools_are_one_plan_on_one_row_of_years() {
    let text = "format = 1\nname = \"Samen\"\n[[edit]]\nid = 1\nyear = 2028\ndo = \"close\"\n\
                school = \"EX01\"\n[[friendship]]\nname = \"A\"\nschools = [\"EX33\", \"EX01\", \"EX10\"]\n\
                hours = 5\nfrom = 2027\n";
    let plan = file::read("samen.toml", text).unwrap().scenario;
    let dataset = example();
    let comparison = Comparison::first(&dataset);
    let engine = wijkspiegel::scenario::Engine::new(dataset, comparison).unwrap();
    let brings = |year: i32| {
        let at = engine.dataset_at(&plan, Year(year)).unwrap();
        let town = Town::new(&at, Comparison { year: None, ..comparison }).unwrap();
        town.brings(&plan.friendships, Some(Year(year)))
    };
    assert!(brings(2026).groups.is_empty(), "before it begins");
    let (together, less) = (brings(2027), brings(2028));
    assert_eq!((together.groups[0].schools.len(), less.groups[0].schools.len()), (3, 2));
    assert_eq!(less.notices[0].key, "friends-not-in-town", "the school that closes is named");
    // The pupils of the school that closes are elsewhere: what is met begins from other counts.
    assert_ne!(together.contact.exposure.before, less.contact.exposure.before);
}

fn by_bus(name: &str, codes: [&str; 2], cost: bool) -> Friendship {
    Friendship {
        travel: wijkspiegel::friendship::group::TravelMode::Bus,
        cost: cost.then(|| Cost {
            per_child_trip: 2.0,
            staff_hours: 0.0,
            staff_rate: 0.0,
            source: String::new(),
        }),
        ..Friendship::new(name, codes.map(str::to_owned), 2.0)
    }
}

#[test]
fn all_children_travel_and_cost_whatever_two_groups_are_compared() {
    let dataset = example();
    let first = Comparison::first(&dataset);
    let travel = |other| {
        let town = Town::new(&dataset, Comparison { other, ..first }).unwrap();
        town.brings(&[by_bus("A", ["EX33", "EX01"], true)], None).groups[0].travel.clone().unwrap()
    };
    use wijkspiegel::measure::Other;
    let all = travel(Other::Rest);
    // By hand: everyone of the school that is not the place of meeting, there and back in 40 weeks.
    let table = dataset.counts(wijkspiegel::data::Subject::School, first.scheme, None).unwrap();
    let pupils = |code: &str| table.total(dataset.school_by_code(code).unwrap().0).known().unwrap();
    let leaving = pupils("EX33").min(pupils("EX01"));
    assert_eq!((all.taking_part, all.children), (pupils("EX33") + pupils("EX01"), leaving));
    assert_eq!(all.cost(), Some(leaving * 2.0 * 40.0 * 2.0));
    for other in (0..3).filter(|other| *other != first.group) {
        assert_eq!(travel(Other::Group(other)), all, "compared with group {other}");
    }
}

#[test]
fn a_cost_that_is_not_known_is_not_nothing() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let (known, unknown) = (by_bus("A", ["EX33", "EX01"], true), by_bus("B", ["EX10", "EX11"], false));
    let alone = town.brings(std::slice::from_ref(&known), None).cost().unwrap();
    assert_eq!(alone.unknown, 0);
    let both = town.brings(&[known, unknown.clone()], None).cost().unwrap();
    assert_eq!((both.euros, both.per_hour, both.unknown), (alone.euros, alone.per_hour, 1));
    assert_eq!(town.brings(&[unknown], None).cost(), None);
}
