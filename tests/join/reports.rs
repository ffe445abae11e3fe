//! What the report of a join counts, and that no file of a hundred thousand wrong rows breaks it.

use crate::support::joining;

use joining::*;
use proptest::prelude::*;
use wijkspiegel::data::Subject;
use wijkspiegel::join::{Builder, Built, JoinReport};
use wijkspiegel::notice::Severity;
use wijkspiegel::number::Count;
use wijkspiegel::text::Language;

/// Rows, used, unmatched and refused.
fn counts(report: &JoinReport) -> [usize; 4] {
    [report.rows, report.used, report.unmatched.len(), report.refused]
}

#[track_caller]
fn adds_up(built: &Built) {
    for report in &built.reports {
        let [rows, used, unmatched, refused] = counts(report);
        assert_eq!(rows, used + unmatched + refused, "{report:?}");
    }
}

#[test]
fn a_row_without_an_honest_number_is_refused_and_not_used() {
    let home =
        "area,group,pupils\nWK001400,laag,veel\nWK001400,hoog,7\nWK009999,laag,veel\nWK009999,hoog,1\n";
    let built = small(&[("home.csv", home)]);
    assert_eq!(counts(&built.reports[2]), [4, 1, 1, 2]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), [UNKNOWN, Count::Known(7.0)]);
    // A row that is wrong in two ways is refused once; an empty number is unknown, and no fault.
    let school = "school,group,pupils\n17EC00,laag,3\n17EC00,laag,veel\n17EC00,hoog,\n17EC01,laag,.\n";
    let built = small(&[("school.csv", school)]);
    assert_eq!(counts(&built.reports[2]), [4, 3, 0, 1]);
    let flows = "area,school,group,pupils\nWK001400,17EC00,laag,-7\nWK001400,17EC00,laag,1\nWK009999,17EC00,laag,1\nWK001400,17EC01,laag,1\n";
    let built = small(&[("flows.csv", flows)]);
    assert_eq!(counts(&built.reports[2]), [4, 1, 1, 2]);
}

#[test]
fn a_column_of_thirty_thousand_values_is_no_group_and_costs_only_that_file() {
    use std::fmt::Write as _;
    let mut home = "area,group,pupils\n".to_owned();
    for i in 0..30_000 {
        writeln!(home, "WK001400,leerling {i},1").unwrap();
    }
    let school = "school,group,pupils\n17EC00,laag,3\n17EC00,hoog,4\n";
    let flows = home.replace("area,", "area,school,").replace("WK001400,", "WK001400,17EC00,");
    let built = small(&[("home.csv", &home), ("flows.csv", &flows), ("school.csv", school)]);
    adds_up(&built);
    let of = |file: &str| built.reports.iter().find(|r| r.file == file).unwrap();
    assert_eq!(counts(of("home.csv")), [30_000, 0, 0, 30_000]);
    assert_eq!(counts(of("flows.csv")), [30_000, 0, 0, 30_000]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), known(&[3.0, 4.0]));
    assert_eq!((built.dataset.schemes().len(), built.dataset.flows().len()), (1, 0));
    let said: Vec<_> = built.notices.iter().filter(|n| n.key == "join-too-many-groups").collect();
    assert_eq!(said.len(), 2);
    for notice in said {
        assert_eq!(notice.severity, Severity::Error);
        let message = notice.message(Language::Dutch);
        assert!(message.contains("Kolom group bevat 30000 verschillende waarden"), "{message}");
        assert!(notice.fix(Language::Dutch).is_some() && notice.fix(Language::English).is_some());
    }
    // A hundred groups are possible.
    let mut home = "area,group,pupils\n".to_owned();
    (0..100).for_each(|i| writeln!(home, "WK001400,g{i},{i}").unwrap());
    let built = small(&[("home.csv", &home)]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400").len(), 100);
    assert_eq!(built.dataset.schemes()[0].position("g99"), Some(99));
}

#[test]
fn groups_that_a_later_file_adds_come_after_those_that_were_there() {
    let built = small(&[("a.csv", "area,group,pupils\nWK001400,laag,3\nWK001401,laag,4\n")]);
    let folder = Folder::new();
    let mut builder = Builder::from_dataset(&built.dataset);
    let more = "school,group,pupils\n17EC00,x,1\n17EC00,laag,2\n17EC00,y,3\n";
    builder.add(input(&folder, "b.csv", more, None).unwrap());
    let built = builder.build();
    assert_eq!(row(&built.dataset, Subject::Home, "WK001401"), [Count::Known(4.0), UNKNOWN, UNKNOWN]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), known(&[2.0, 1.0, 3.0]));
}

#[test]
fn minus_one_is_a_mask_and_other_negatives_are_not() {
    let masked = Count::Suppressed { least: 0.0, greatest: 4.0 };
    let school =
        "school,group,pupils\n17EC00,laag,-1\n17EC00,hoog,\u{2212}1\n17EC01,laag,-1.0\n17EC01,hoog,-2\n";
    let built = small(&[("school.csv", school)]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), [masked, masked]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC01"), [masked, UNKNOWN]);
    let said = notice(&built, "join-masked");
    assert_eq!((said.severity, said.place.file.as_deref()), (Severity::Info, Some("school.csv")));
    assert_eq!(said.args, [("number", "3".to_owned())]);
    assert_eq!(notice(&built, "join-negative-pupils").place.line, Some(5));
    assert_eq!(counts(&built.reports[2]), [4, 3, 0, 1]);
    // The codes of CBS for missing are unknown, and no fault.
    let home = "area,group,pupils\nWK001400,laag,-99997\nWK001400,hoog,-9990\nWK001401,laag,-99998.0\nWK001401,hoog,-9989\n";
    let built = small(&[("home.csv", home)]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), [UNKNOWN, UNKNOWN]);
    assert_eq!(notice(&built, "join-negative-pupils").place.line, Some(5));
    assert_eq!(counts(&built.reports[2]), [4, 3, 0, 1]);
    // So is the published total of a school.
    let schools = SCHOOLS.replacen('\n', ",leerlingen\n", 1).replace("581000\n", "581000,-1\n");
    let built = town(&[("wijken.geojson", AREAS), ("scholen.csv", &schools)]);
    let pupils: Vec<Count> = built.dataset.schools().iter().map(|s| s.pupils).collect();
    assert_eq!(pupils, [masked, masked], "{schools}");
    assert_eq!(notice(&built, "join-masked").args, [("number", "2".to_owned())]);
}

#[test]
fn a_hundred_thousand_wrong_rows_make_two_hundred_notices_and_one() {
    let mut home = "area,group,pupils\n".to_owned();
    let mut school = "school,group,pupils\n17EC00,laag,1\n".to_owned();
    for _ in 0..100_000 {
        home += "WK001400,laag,veel\n";
        school += "17EC00,laag,2\n";
    }
    let built = small(&[("home.csv", &home), ("school.csv", &school)]);
    adds_up(&built);
    assert_eq!(counts(&built.reports[2]), [100_000, 0, 0, 100_000]);
    assert_eq!(counts(&built.reports[3]), [100_001, 1, 0, 100_000]);
    let of = |key: &str, file: &str| {
        built.notices.iter().filter(|n| n.key == key && n.place.file.as_deref() == Some(file)).count()
    };
    let found = [
        of("join-not-a-number", "home.csv"),
        of("join-row-twice", "home.csv"),
        of("join-row-twice", "school.csv"),
    ];
    assert_eq!(found, [200, 200, 200]);
    let more: Vec<_> = built.notices.iter().filter(|n| n.key == "join-and-more").collect();
    assert_eq!(more.len(), 3);
    for notice in more {
        assert_eq!(notice.severity, Severity::Error, "as severe as those that it stands for");
        let message = notice.message(Language::English);
        assert!(message.contains("99") && message.contains("to 10000"), "{message}");
    }
    let numbers: Vec<_> =
        built.notices.iter().filter(|n| n.place.column.as_deref() == Some("pupils")).collect();
    let last = numbers.last().unwrap();
    let args = [("number", "99800"), ("first", "202"), ("last", "100001"), ("kind", "join-not-a-number")];
    let args = args.map(|(k, v)| (k, v.to_owned()));
    assert_eq!((last.key, last.args.as_slice()), ("join-and-more", &args[..]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn every_row_is_used_unmatched_or_refused_and_only_one_of_them(
        rows in prop::collection::vec(
            (0..5_usize, 0..4_usize, 0..3_usize, 0..8_usize, 0..3_usize), 0..30),
    ) {
        let mut files = [
            "area,group,year,pupils\n".to_owned(),
            "school,group,year,pupils\n".to_owned(),
            "area,school,group,year,pupils\n".to_owned(),
            "statcode,inwoners\n".to_owned(),
        ];
        for (area, school, group, pupils, year) in rows {
            let area = ["WK001400", "001400", "WK009999", "BU00140001", ""][area];
            let school = ["17EC00", "17ec01", "99ZZ00", ""][school];
            let group = ["laag", "hoog", ""][group];
            let pupils = ["3", "", "<5", "-1", "-7", "veel", "1e300", "-99997"][pupils];
            let year = ["", "2024", "ooit"][year];
            files[0] += &format!("{area},{group},{year},{pupils}\n");
            files[1] += &format!("{school},{group},{year},{pupils}\n");
            files[2] += &format!("{area},{school},{group},{year},{pupils}\n");
            files[3] += &format!("{area},7\n");
        }
        // A file without rows is refused by its reader.
        prop_assume!(files[0].lines().count() > 1);
        let [home, school, flows, figures] = &files;
        adds_up(&small(&[
            ("home.csv", home), ("school.csv", school), ("flows.csv", flows), ("figures.csv", figures),
        ]));
    }
}
