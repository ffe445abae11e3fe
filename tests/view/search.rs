//! Finding schools and areas by name, BRIN, CBS code, postcode and address.

use proptest::prelude::*;
use wijkspiegel::data::{AreaId, Dataset, Level, SchoolId};
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::search::{By, search};

use crate::support::squares;

fn dataset() -> Dataset {
    let mut parts = squares::town(5);
    let named = [
        ("17EC00", "De Brug", "Hoofdstraat 1", "9712 AB"),
        ("18QF00", "Brugschool Noord", "Hoofdstraat 12", "9712AC"),
        ("18PC01", "Sint Françiscus", "Kerkplein 3a", "9731 XY"),
        ("18FV00", "Het Palet", "Brugstraat 7", "9800 AA"),
    ];
    for (school, (code, name, address, postcode)) in parts.schools.iter_mut().zip(named) {
        school.code = code.into();
        school.name = name.into();
        school.address = Some(address.into());
        school.postcode = Some(postcode.into());
        school.town = Some("Groningen".into());
    }
    for (area, (code, name, level)) in parts.areas.iter_mut().zip([
        ("BU00140101", "Brug", Level::Buurt),
        ("WK001401", "Binnenstad", Level::Wijk),
        ("9712", "9712", Level::Postcode),
    ]) {
        area.code = code.into();
        area.name = name.into();
        area.level = level;
    }
    Dataset::new(parts)
}

fn school(at: usize) -> Hit {
    Hit::School(SchoolId(at))
}

fn area(at: usize) -> Hit {
    Hit::Area(AreaId(at))
}

fn hits(typed: &str) -> Vec<Hit> {
    search(&dataset(), typed, 20).into_iter().map(|m| m.hit).collect()
}

fn first(typed: &str) -> Option<(Hit, By)> {
    search(&dataset(), typed, 20).first().map(|m| (m.hit, m.by))
}

#[test]
fn the_very_name_comes_before_names_that_begin_with_it_or_hold_it() {
    assert_eq!(hits("brug"), [area(0), school(1), school(0), school(3)]);
}

#[test]
fn accents_and_capitals_do_not_matter() {
    assert_eq!(first("SINT FRANCISCUS"), Some((school(2), By::Name)));
    assert_eq!(first("françis"), Some((school(2), By::Name)));
}

#[test]
fn words_may_come_in_any_order_and_unfinished() {
    assert_eq!(first("noord brug"), Some((school(1), By::Name)));
}

#[test]
fn a_school_is_found_by_brin_however_it_is_written() {
    for typed in ["17EC00", "17ec", "17ec-00", "17 EC 00"] {
        assert_eq!(first(typed), Some((school(0), By::Code)), "{typed}");
    }
}

#[test]
fn an_area_is_found_by_its_cbs_code_with_or_without_letters() {
    for typed in ["BU00140101", "bu 0014 0101", "00140101"] {
        assert_eq!(first(typed), Some((area(0), By::Code)), "{typed}");
    }
    assert_eq!(first("WK001401"), Some((area(1), By::Code)));
}

#[test]
fn a_postcode_gives_its_area_and_the_schools_in_it() {
    let found = hits("9712");
    assert_eq!(found.first(), Some(&area(2)));
    assert!(found.contains(&school(0)) && found.contains(&school(1)) && !found.contains(&school(2)));
    assert_eq!(first("9712 ab"), Some((school(0), By::Postcode)));
}

#[test]
fn a_postcode_of_no_school_gives_those_of_its_four_digits_last() {
    let found = search(&dataset(), "9731 ZZ", 20);
    assert_eq!(found.iter().map(|m| (m.hit, m.by)).collect::<Vec<_>>(), [(school(2), By::SamePostcodeArea)]);
}

#[test]
fn an_address_is_found_and_house_number_one_is_not_number_twelve() {
    let found = search(&dataset(), "hoofdstraat 1", 20);
    assert_eq!(found.first().map(|m| (m.hit, m.by)), Some((school(0), By::Address)));
    assert_eq!(found.get(1).map(|m| (m.hit, m.by)), Some((school(1), By::SameStreet)));
    assert_eq!(first("kerkplein 3a groningen"), Some((school(2), By::Address)));
    assert_eq!(first("Kerkplein 99"), Some((school(2), By::SameStreet)));
}

#[test]
fn the_town_alone_is_no_address() {
    assert!(hits("Groningen").is_empty());
}

#[test]
fn nothing_typed_finds_nothing() {
    assert!(hits("").is_empty() && hits("  - ").is_empty());
    assert!(hits("bestaat niet").is_empty());
}

#[test]
fn no_more_are_given_than_asked_for() {
    assert_eq!(search(&dataset(), "brug", 2).len(), 2);
}

proptest! {
    /// Whatever is typed: no panic, no double answers, the most alike first.
    #[test]
    fn any_text_gives_each_answer_once_and_in_order(typed in "\\PC{0,20}") {
        let found = search(&dataset(), &typed, 20);
        prop_assert!(found.is_sorted_by_key(|m| m.rank));
        for (i, one) in found.iter().enumerate() {
            prop_assert!(found[i + 1..].iter().all(|other| other.hit != one.hit));
        }
    }

    /// Every school is found by its own code and name.
    #[test]
    fn everything_is_found_by_its_own_name_and_code(at in 0_usize..4) {
        let dataset = dataset();
        let one = &dataset.schools()[at];
        prop_assert_eq!(first(&one.code).map(|f| f.0), Some(school(at)));
        prop_assert_eq!(first(&one.name).map(|f| f.0), Some(school(at)));
    }
}
