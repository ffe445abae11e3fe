//! What the report of a join counts, and that no file of a hundred thousand wrong rows breaks it.

#[path = "support/joining.rs"]
mod joining;

use joining::*;
use proptest::prelude::*;
use wijkspiegel::data::Subject;
use wijkspiegel::join::{Built, JoinReport};
use wijkspiegel::number::Count;

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
