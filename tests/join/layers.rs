//! Joining through the library: what becomes of rows that are wrong, missing, double or spelled
//! otherwise.

use crate::support::joining;

use joining::*;
use wijkspiegel::data::{Subject, Year};
use wijkspiegel::figures::headline::{Comparison, headline};
use wijkspiegel::join::{Builder, Kind};
use wijkspiegel::notice::Severity;
use wijkspiegel::number::Count;
use wijkspiegel::text::Language;

#[test]
fn a_file_without_a_needed_column_is_refused_by_name() {
    let folder = Folder::new();
    for (name, content, kind, column) in [
        ("a.csv", "group,pupils\nlaag,3\n", Kind::PupilsHome, "area_code"),
        ("b.csv", "area,pupils\nWK001400,3\n", Kind::PupilsHome, "group"),
        ("c.csv", "area,group\nWK001400,laag\n", Kind::PupilsHome, "pupils"),
        ("d.csv", "area,group,pupils\nWK001400,laag,3\n", Kind::PupilsSchool, "school_code"),
        ("e.csv", "school,group,pupils\n17EC00,laag,3\n", Kind::Flows, "area_code"),
        ("f.csv", "area,x\nWK001400,231000\n", Kind::AreaPoints, "y"),
    ] {
        let error = input(&folder, name, content, Some(kind)).unwrap_err();
        assert_eq!((error.key, error.place.file.as_deref()), ("join-column-missing", Some(name)));
        for language in Language::ALL {
            let message = error.message(language);
            assert!(message.contains(column) && message.contains(name), "{message}");
        }
    }
    let error = input(&folder, "g.csv", "kleur,smaak\nrood,zoet\n", None).unwrap_err();
    assert_eq!(error.key, "join-not-recognised");
    assert!(error.message(Language::English).contains("kleur, smaak"));
}

#[test]
fn a_repeated_row_makes_its_cell_unknown_and_names_both_lines() {
    let home = "area,group,pupils\nWK001400,laag,30\nWK001400,hoog,70\nWK001400,laag,31\nWK001401,laag,1\nWK001401,hoog,2\n";
    let built = small(&[("home.csv", home)]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), [UNKNOWN, Count::Known(70.0)]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001401"), known(&[1.0, 2.0]));
    let found = notice(&built, "join-row-twice");
    assert_eq!((found.place.line, found.place.file.as_deref()), (Some(4), Some("home.csv")));
    assert!(
        found.message(Language::English).contains("line 4")
            && found.message(Language::English).contains("first at 2")
    );
    assert_eq!((built.reports[2].rows, built.reports[2].refused), (5, 1));
}

#[test]
fn two_spellings_of_one_code_are_a_repetition_and_no_sum() {
    for other in ["001400", "01400", "2022WK001400", "wk001400"] {
        let home = format!("area,group,pupils\nWK001400,laag,30\nWK001400,hoog,7\n{other},laag,30\n");
        let built = small(&[("home.csv", &home)]);
        assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), [UNKNOWN, Count::Known(7.0)], "{other}");
        notice(&built, "join-row-twice");
    }
    let school = "school,group,pupils\n17EC00,laag,30\n17ec00,laag,30\n";
    let built = small(&[("school.csv", school)]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), [UNKNOWN]);
    notice(&built, "join-row-twice");
}

#[test]
fn text_and_negative_numbers_are_unknown_and_never_zero() {
    let school = "school,group,pupils\n17EC00,laag,veel\n17EC00,hoog,80\n17EC01,laag,60\n17EC01,hoog,-35\n";
    let built = small(&[("school.csv", school)]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), [UNKNOWN, Count::Known(80.0)]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC01"), [Count::Known(60.0), UNKNOWN]);
    let text = notice(&built, "join-not-a-number");
    assert_eq!((text.place.line, text.place.column.as_deref()), (Some(2), Some("pupils")));
    assert!(text.message(Language::Dutch).contains("school.csv, regel 2, kolom pupils"));
    let negative = notice(&built, "join-negative-pupils");
    assert_eq!((negative.place.line, negative.place.column.as_deref()), (Some(5), Some("pupils")));
    assert!(negative.message(Language::English).contains("-35"));
    // Neither school is whole, so that there is nothing to measure: not a figure over half the pupils.
    let found = headline(&built.dataset, Comparison::first(&built.dataset)).unwrap().unwrap();
    assert_eq!((found.schools, found.schools_left_out), (0, 2));
    assert_eq!(found.readings.one_group_ends(), None);
}

#[test]
fn an_impossible_number_of_pupils_is_unknown() {
    for value in ["1e300", "99999999999", "1e999", "NaN", "inf", "0x10", "1 000", "12,34"] {
        let school = format!(
            "school;group;pupils\n17EC00;laag;{value}\n17EC00;hoog;8\n17EC01;laag;1\n17EC01;hoog;2\n"
        );
        let built = small(&[("school.csv", &school)]);
        let found = row(&built.dataset, Subject::School, "17EC00");
        let read = found[0].known();
        assert!(read.is_none() || (value == "12,34" && read == Some(12.34)), "{value}: {found:?}");
        assert_eq!(read.is_none(), built.reports[2].refused == 1, "{value}");
    }
}

#[test]
fn what_a_publisher_hides_is_a_range_and_what_is_missing_is_unknown() {
    let school = "school,group,pupils\n17EC00,laag,<5\n17EC00,hoog,< 10\n17EC01,laag,.\n17EC01,hoog,\n";
    let built = small(&[("school.csv", school)]);
    let range = |greatest| Count::Suppressed { least: 0.0, greatest };
    assert_eq!(row(&built.dataset, Subject::School, "17EC00"), [range(4.0), range(9.0)]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC01"), [UNKNOWN, UNKNOWN]);
    assert_eq!(built.notices.count_from(Severity::Warning), 0, "{:?}", built.notices);
    // Hidden numbers of finer areas stay a range when they are summed.
    let home = "area,group,pupils\nBU00140000,laag,<5\nBU00140001,laag,7\n";
    let built = small(&[("home.csv", home)]);
    assert_eq!(
        row(&built.dataset, Subject::Home, "WK001400"),
        [Count::Suppressed { least: 7.0, greatest: 11.0 }]
    );
}

#[test]
fn codes_that_join_nothing_are_counted_and_named_with_their_line() {
    let home =
        "area,group,pupils\nWK001400,laag,30\nWK009999,laag,5\nBU09990000,laag,5\n,laag,3\nWK001401,,3\n";
    let built = small(&[("home.csv", home)]);
    let report = &built.reports[2];
    assert_eq!((report.rows, report.used, report.refused), (5, 1, 2));
    assert_eq!(report.unmatched, [(3, "WK009999".to_owned()), (4, "BU09990000".to_owned())]);
    let found = notice(&built, "join-unmatched");
    assert_eq!(found.place.line, Some(3));
    assert!(found.message(Language::English).contains("WK009999"));
    let empty: Vec<_> = built.notices.iter().filter(|n| n.key == "join-empty-key").collect();
    let places: Vec<_> = empty.iter().map(|n| (n.place.line, n.place.column.as_deref())).collect();
    assert_eq!(places, [(Some(5), Some("area")), (Some(6), Some("group"))]);
    let school = "school,group,pupils\n99ZZ00,laag,3\n17EC00,laag,4\n";
    let built = small(&[("school.csv", school)]);
    assert_eq!(built.reports[2].unmatched, [(2, "99ZZ00".to_owned())]);
}

#[test]
fn a_group_without_a_row_is_unknown_and_said_to_be() {
    let school = "school,group,pupils\n17EC00,laag,25\n17EC00,hoog,80\n17EC01,laag,60\n";
    let built = small(&[("school.csv", school)]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC01"), [Count::Known(60.0), UNKNOWN]);
    assert!(notice(&built, "join-groups-missing").message(Language::English).contains("17EC01"));
}

#[test]
fn a_group_that_one_whole_file_lacks_keeps_the_order_of_the_groups() {
    let home = "area,group,pupils\nWK001400,midden,30\nWK001400,hoog,7\nWK001401,midden,3\nWK001401,hoog,1\n";
    let school = "school,group,pupils\n17EC00,laag,1\n17EC00,midden,2\n17EC00,hoog,3\n17EC01,laag,4\n17EC01,midden,5\n17EC01,hoog,6\n";
    let built = small(&[("home.csv", home), ("school.csv", school)]);
    let scheme = &built.dataset.schemes()[0];
    let keys: Vec<&str> = scheme.groups.iter().map(|g| g.key.as_str()).collect();
    assert_eq!((keys.as_slice(), scheme.ordered), (&["laag", "midden", "hoog"][..], true));
    assert_eq!(built.dataset.schemes().len(), 1);
    assert_eq!(
        row(&built.dataset, Subject::Home, "WK001400"),
        [UNKNOWN, Count::Known(30.0), Count::Known(7.0)]
    );
    notice(&built, "join-groups-missing");
}

#[test]
fn schools_join_on_brin_and_site_however_the_two_are_written() {
    let schools = "BRIN NUMMER;VESTIGINGSCODE;naam;x;y\n17EC;0;West;231000;581000\n17ec;01;Oost;233000;581000\n18AB;18AB00;Noord;231000;581500\n";
    let table = "INSTELLINGSCODE;VESTIGINGSCODE;group;pupils\n17EC;00;laag;1\n17EC;1;laag;2\n18AB;;laag;3\n";
    let built = town(&[("wijken.geojson", AREAS), ("scholen.csv", schools), ("school.csv", table)]);
    let codes: Vec<&str> = built.dataset.schools().iter().map(|s| s.code.as_str()).collect();
    assert_eq!(codes, ["17EC00", "17EC01", "18AB00"]);
    let counts: Vec<Vec<Count>> = codes.iter().map(|c| row(&built.dataset, Subject::School, c)).collect();
    assert_eq!(counts, [known(&[1.0]), known(&[2.0]), known(&[3.0])]);
    // A bare BRIN with two sites could be either: it joins nothing.
    let built = small(&[("school.csv", "school,group,pupils\n17EC,laag,3\n17EC00,laag,4\n")]);
    assert_eq!(built.reports[2].unmatched, [(2, "17EC".to_owned())]);
}

#[test]
fn flows_give_the_counts_that_nobody_gave_and_are_held_against_those_that_were() {
    let flows =
        "area,school,group,pupils\nWK001400,17EC00,laag,30\nWK001400,17EC01,hoog,7\nWK001401,17EC01,laag,5\n";
    let built = small(&[("flows.csv", flows)]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[30.0, 7.0]));
    assert_eq!(row(&built.dataset, Subject::School, "17EC01"), known(&[5.0, 7.0]));
    let school = "school,group,pupils\n17EC00,laag,30\n17EC00,hoog,0\n17EC01,laag,9\n17EC01,hoog,7\n";
    let built = small(&[("flows.csv", flows), ("school.csv", school)]);
    assert_eq!(row(&built.dataset, Subject::School, "17EC01"), known(&[9.0, 7.0]), "what was given stands");
    assert_eq!(notice(&built, "join-flows-differ-school").args, [("units", "1".to_owned())]);
}

#[test]
fn a_school_year_that_cannot_be_read_is_refused() {
    let home = "area,group,year,pupils\nWK001400,laag,2024-2025,3\nWK001400,laag,ooit,4\nWK001401,laag,1-10-2024,5\n";
    let built = small(&[("home.csv", home)]);
    let table = built.dataset.counts(Subject::Home, 0, Some(Year(2024))).unwrap();
    assert_eq!(table.cells, known(&[3.0, 5.0]));
    assert_eq!(built.dataset.years(), [Year(2024)]);
    assert_eq!(notice(&built, "join-not-a-year").place.line, Some(3));
}

#[test]
fn a_second_file_about_the_same_thing_says_what_it_replaces() {
    let home = "area,group,pupils\nWK001400,laag,3\nWK001401,laag,4\n";
    let built = small(&[("a.csv", home), ("b.csv", &home.replace(",3", ",9"))]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[9.0]));
    let found = notice(&built, "join-table-replaced");
    assert_eq!((found.severity, found.place.file.as_deref()), (Severity::Warning, Some("b.csv")));
    assert_eq!(found.args, [("old", "a.csv".to_owned())]);
    // To update a dataset that exists is what was meant.
    let folder = Folder::new();
    let mut builder = Builder::from_dataset(&built.dataset);
    builder.add(input(&folder, "c.csv", home, None).unwrap());
    let built = builder.build();
    assert_eq!(notice(&built, "join-table-replaced").severity, Severity::Info);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[3.0]));
}
