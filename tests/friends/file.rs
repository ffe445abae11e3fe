//! Groups as a file: what is read is what was written, and what is impossible is refused with its
//! line, its field and what is allowed.

use wijkspiegel::data::Year;
use wijkspiegel::friendship::file::{parse, to_text};
use wijkspiegel::friendship::group::{Answer, Friendship, Member, Place, TravelMode};
use wijkspiegel::friendship::hours::Timing;
use wijkspiegel::notice::Notice;
use wijkspiegel::text::Language;

const FILE: &str = r#"version = 1

[[friendship]]
name = "Noord"
schools = ["17EC00", "18QF00", { code = "09JG00", year_groups = [7, 8] }]
hours = 2.5
timing = "on-top"
year_groups = [5, 6, 7, 8]
from = 2021
to = 2025
travel = "bicycle"
days = 1
at = [{ day = "monday", from = "14:30", to = "17:00" }]
place = { name = "Wijkcentrum", x = 235500.0, y = 585200.0 }
cost = { per_child_trip = 0.25, staff_hours = 4.0, staff_rate = 45.0, source = "begroting" }

[friendship.conditions.support]
met = "yes"
remark = "alle besturen"

[[friendship]]
name = "Zuid"
schools = ["17NT00", "18LM00"]
hours = 3
share = 0.5
"#;

fn refused(content: &str) -> Notice {
    let notice = parse(content).unwrap_err();
    for language in Language::ALL {
        assert!(notice.fix(language).is_some(), "{} says what to do", notice.key);
        assert!(!notice.message(language).contains('{'), "{}", notice.message(language));
        assert_ne!(notice.what(language), notice.key);
    }
    notice
}

#[test]
fn a_file_by_hand_is_read_and_written_back_to_the_same_groups() {
    let groups = parse(FILE).unwrap();
    let [north, south] = groups.as_slice() else { panic!("two groups") };
    assert_eq!((north.timing, north.travel), (Timing::OnTop, TravelMode::Bicycle));
    assert_eq!(north.taking_part(&north.schools[0]), 0.5);
    assert_eq!(north.taking_part(&north.schools[2]), 0.25);
    assert_eq!(north.conditions.support.met, Answer::Yes);
    assert_eq!(north.conditions.shared_goal.met, Answer::Unknown);
    assert_eq!((south.week, south.timing), (25.75, Timing::InLessons));
    assert!(north.is_in(Some(Year(2025))) && !north.is_in(Some(Year(2026))) && south.is_in(Some(Year(1990))));
    assert_eq!(parse(&to_text(&groups).unwrap()).unwrap(), groups);
}

#[test]
fn what_is_not_such_a_file_is_refused_with_its_line() {
    let unknown = refused("version = 1\n[[friendship]]\nname = \"a\"\nschools = [\"x\", \"y\"]\nhour = 2\n");
    assert_eq!((unknown.key, unknown.place.line), ("friends-file-broken", Some(5)));
    assert!(unknown.message(Language::English).contains("`hours`"), "{unknown}");
    let timing = refused(&FILE.replace("on-top", "sometimes"));
    assert_eq!(timing.place.line, Some(7));
    assert!(timing.message(Language::English).contains("in-lessons"), "{timing}");
    let clock = refused(&FILE.replace("14:30", "half drie"));
    assert!(clock.message(Language::English).contains("08:30"), "{clock}");
    assert_eq!(refused(&FILE.replace("version = 1", "version = 9")).key, "friends-file-version");
    assert_eq!(refused("version = 1\n").key, "friends-file-empty");
    assert_eq!(refused("nonsense").key, "friends-file-broken");
}

#[test]
fn every_impossible_request_names_its_field_and_line() {
    let two = r#"schools = ["17NT00", "18LM00"]"#;
    for (from, to, key, line) in [
        (two, r#"schools = ["17NT00"]"#, "friends-too-few", 23),
        (two, r#"schools = ["17NT00", "17NT00"]"#, "friends-school-twice", 23),
        ("hours = 3\n", "hours = 26\n", "friends-more-than-week", 24),
        ("hours = 3\n", "hours = -1\n", "friends-hours", 24),
        ("hours = 3\n", "hours = nan\n", "friends-hours", 24),
        ("hours = 3\n", "hours = 3\nweek = 0\n", "friends-week", 25),
        ("hours = 3\n", "hours = 9\ndays = 1\n", "friends-more-than-days", 25),
        ("hours = 3\n", "hours = 3\ndays = 6\n", "friends-days", 25),
        ("share = 0.5", "share = 1.5", "friends-share", 25),
        ("share = 0.5", "share = 0.5\nyear_groups = [1]", "friends-years-and-share", 25),
        ("share = 0.5", "year_groups = [0]", "friends-year-groups", 25),
        ("share = 0.5", "year_groups = [3, 3]", "friends-year-groups", 25),
        ("share = 0.5", "from = 2025\nto = 2024", "friends-years", 26),
        ("share = 0.5", "place = { name = \"park\" }", "friends-place-no-coordinates", 25),
        ("share = 0.5", "place = { school = \"17EC00\" }", "friends-place-no-member", 25),
        ("share = 0.5", "cost = { staff_rate = -3.0 }", "friends-cost", 25),
        ("share = 0.5", "at = [{ day = \"friday\", from = \"10:00\", to = \"09:00\" }]", "friends-slot", 25),
        (
            "share = 0.5",
            "at = [{ day = \"friday\", from = \"10:00\", to = \"11:00\" }]",
            "friends-slots-hours",
            25,
        ),
    ] {
        let notice = refused(&FILE.replace(from, to));
        assert_eq!((notice.key, notice.place.line), (key, Some(line)), "{to}");
        assert!(notice.message(Language::English).contains("‘Zuid’"), "{notice}");
    }
}

#[test]
fn a_school_in_two_groups_at_the_same_hour_is_refused() {
    let shared = FILE.replace("\"17NT00\"", "\"17EC00\"");
    assert_eq!(refused(&shared).key, "friends-hour-unknown");
    let at = |from: &str, to: &str| {
        let slot = format!("share = 0.5\nat = [{{ day = \"monday\", from = \"{from}\", to = \"{to}\" }}]");
        shared.replace("share = 0.5", &slot)
    };
    let clash = refused(&at("12:00", "15:00"));
    assert_eq!((clash.key, clash.place.line), ("friends-same-hour", Some(26)));
    assert!(clash.message(Language::Dutch).contains("17EC00"), "{clash}");
    assert!(parse(&at("10:00", "13:00")).is_ok());
    let later = shared.replace("share = 0.5", "from = 2026");
    assert!(parse(&later).is_ok(), "not in the same years");
}

#[test]
fn a_week_that_is_full_of_groups_is_refused() {
    let group = |name: &str, from: &str, to: &str| {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday"];
        let at: Vec<String> =
            days.iter().map(|d| format!("{{ day = \"{d}\", from = \"{from}\", to = \"{to}\" }}")).collect();
        format!(
            "[[friendship]]\nname = \"{name}\"\nschools = [\"A\", \"B\"]\nhours = 15\nat = [{}]\n",
            at.join(", ")
        )
    };
    let both = format!("version = 1\n{}{}", group("a", "08:00", "11:00"), group("b", "11:00", "14:00"));
    assert_eq!(refused(&both).key, "friends-week-full");
}

#[test]
fn a_group_made_in_code_is_a_whole_file() {
    let mut group = Friendship::new("x", ["A".to_owned(), "B".to_owned()], 2.5);
    group.place = Some(Place { school: Some("A".into()), ..Place::default() });
    group.schools.push(Member::Code("C".into()));
    let text = to_text(std::slice::from_ref(&group)).unwrap();
    assert_eq!(parse(&text).unwrap(), [group]);
}
