//! Joining through the library: what becomes of rows that are wrong, missing, double or spelled
//! otherwise, and that no order of files or rows changes the town.

#[path = "support/cli.rs"]
mod cli;

use cli::{AREAS, Folder, SCHOOLS};
use proptest::prelude::*;
use wijkspiegel::choice::nearest_school;
use wijkspiegel::crs::Crs;
use wijkspiegel::data::{Dataset, Level, PointOrigin, Subject, Year};
use wijkspiegel::headline::{Comparison, headline};
use wijkspiegel::join::{Builder, Built, Input, Kind};
use wijkspiegel::load::LayerPath;
use wijkspiegel::notice::{Notice, Notices, Severity};
use wijkspiegel::number::Count;
use wijkspiegel::open::{self, Request};
use wijkspiegel::text::Language;

const UNKNOWN: Count = Count::Unknown;

fn known(values: &[f64]) -> Vec<Count> {
    values.iter().map(|v| Count::Known(*v)).collect()
}

/// Reads one file as what it is (or must be).
fn input(folder: &Folder, name: &str, content: &str, kind: Option<Kind>) -> Result<Input, Notice> {
    let path = LayerPath { path: folder.path(name), layer: None };
    folder.write(name, content);
    let mut request = Request { kind, table_crs: Some(Crs::RdNew), ..Request::new(path) };
    request.options.crs = Some(Crs::RdNew);
    open::read(&request, &mut Notices::default())
}

/// A town of files, each recognised by itself; every file must be readable.
#[track_caller]
fn town(files: &[(&str, &str)]) -> Built {
    let folder = Folder::new();
    let mut builder = Builder::new("town");
    for (name, content) in files {
        builder.add(input(&folder, name, content, None).unwrap_or_else(|e| panic!("{e}")));
    }
    builder.build()
}

/// The small town of two wijken and two schools with more files.
#[track_caller]
fn small(more: &[(&str, &str)]) -> Built {
    let mut files = vec![("wijken.geojson", AREAS), ("scholen.csv", SCHOOLS)];
    files.extend(more);
    town(&files)
}

fn row(dataset: &Dataset, subject: Subject, code: &str) -> Vec<Count> {
    let unit = match subject {
        Subject::Home => dataset.area_by_code(code).unwrap().0,
        Subject::School => dataset.school_by_code(code).unwrap().0,
    };
    dataset.counts(subject, 0, None).map(|t| t.row(unit).to_vec()).unwrap_or_default()
}

/// The one notice with this key; it reads well in both languages.
#[track_caller]
fn notice<'a>(built: &'a Built, key: &str) -> &'a Notice {
    let mut found = built.notices.iter().filter(|n| n.key == key);
    let one = found.next().unwrap_or_else(|| panic!("no {key} in {:?}", built.notices));
    assert!(found.next().is_none(), "{key} once: {:?}", built.notices);
    for language in Language::ALL {
        assert_ne!(one.what(language), key);
        assert!(one.severity == Severity::Info || one.fix(language).is_some(), "{key} says what to do");
        assert!(!one.message(language).contains('{'), "{}", one.message(language));
    }
    one
}

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
    for other in ["001400", "1400", "2022WK001400", "wk001400"] {
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
    assert_eq!(found.moves.one_group_share, None);
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
fn a_school_outside_every_area_is_named_and_kept() {
    let far = SCHOOLS.replace("233000,581000", "239000,581000");
    let built = town(&[("wijken.geojson", AREAS), ("scholen.csv", &far)]);
    assert_eq!(built.dataset.schools().len(), 2);
    let found = notice(&built, "join-schools-outside").message(Language::English);
    assert!(found.contains("School Oost (17EC01)") && !found.contains("West"), "{found}");
    // On the border between two wijken is inside.
    let border = SCHOOLS.replace("233000,581000", "232000,581000");
    let built = town(&[("wijken.geojson", AREAS), ("scholen.csv", &border)]);
    assert!(built.notices.is_empty(), "{:?}", built.notices);
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
fn area_codes_join_without_prefix_and_without_their_zeros() {
    for (west, east) in [("001400", "001401"), ("1400", "1401"), ("WK001400", "2022WK001401")] {
        let home = format!("area,group,pupils\n{west},laag,3\n{east},laag,4\n");
        let built = small(&[("home.csv", &home)]);
        assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[3.0]), "{west}");
        assert_eq!(row(&built.dataset, Subject::Home, "WK001401"), known(&[4.0]), "{east}");
    }
    // A buurt that lost prefix and zeros rolls up all the same.
    let built =
        small(&[("home.csv", "area,group,pupils\n140005,laag,3\n00140006,laag,4\nBU00140101,laag,1\n")]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[7.0]));
    assert_eq!(row(&built.dataset, Subject::Home, "WK001401"), known(&[1.0]));
}

/// Four buurten in the two wijken of [`AREAS`].
fn buurten() -> String {
    let feature = |code: &str, x: i32, y: i32| {
        let (a, b, c, d) = (x, y, x + 2000, y + 1000);
        format!(
            r#"{{"type":"Feature","properties":{{"statcode":"{code}","statnaam":"Buurt {code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{a},{b}],[{c},{b}],[{c},{d}],[{a},{d}],[{a},{b}]]]}}}}"#
        )
    };
    let list = [
        feature("BU00140000", 230_000, 580_000),
        feature("BU00140001", 230_000, 581_000),
        feature("BU00140100", 232_000, 580_000),
        feature("BU00140101", 232_000, 581_000),
    ];
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:28992"}}}},"features":[{}]}}"#,
        list.join(",")
    )
}

const BUURT_HOME: &str = "area,group,pupils\nBU00140000,laag,10\nBU00140000,hoog,1\nBU00140001,laag,20\nBU00140001,hoog,2\nBU00140100,laag,3\nBU00140100,hoog,30\nBU00140101,laag,4\nBU00140101,hoog,40\n";

#[test]
fn two_layers_of_areas_nest_and_the_coarse_one_is_summed_from_the_fine_one() {
    let buurten = buurten();
    let built = small(&[("buurten.geojson", &buurten), ("home.csv", BUURT_HOME)]);
    let dataset = &built.dataset;
    assert_eq!(dataset.levels(), [Level::Wijk, Level::Buurt]);
    let wijk = dataset.area_by_code("WK001401").unwrap();
    let parts: Vec<&str> =
        dataset.areas().iter().filter(|a| a.parent == Some(wijk)).map(|a| a.code.as_str()).collect();
    assert_eq!(parts, ["BU00140100", "BU00140101"]);
    assert_eq!(row(dataset, Subject::Home, "WK001400"), known(&[30.0, 3.0]));
    assert_eq!(row(dataset, Subject::Home, "WK001401"), known(&[7.0, 70.0]));
    let nearest = nearest_school(dataset, dataset.counts(Subject::Home, 0, None).unwrap()).unwrap();
    let total: f64 = nearest.cells.iter().filter_map(|c| c.known()).sum();
    assert_eq!(total, 110.0, "nobody counts twice");
}

#[test]
fn rows_for_a_wijk_and_for_its_buurten_do_not_count_twice() {
    let buurten = buurten();
    let both = format!("{BUURT_HOME}WK001400,laag,100\nWK001400,hoog,200\n");
    // Only wijken: the wijk keeps its own figures, the other is summed.
    let built = small(&[("home.csv", &both)]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[100.0, 200.0]));
    assert_eq!(row(&built.dataset, Subject::Home, "WK001401"), known(&[7.0, 70.0]));
    let said = notice(&built, "join-parts-not-summed");
    assert_eq!(said.args, [("rows", "4".to_owned())]);
    // Both: each has its own.
    let built = small(&[("buurten.geojson", &buurten), ("home.csv", &both)]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[100.0, 200.0]));
    assert_eq!(row(&built.dataset, Subject::Home, "BU00140000"), known(&[10.0, 1.0]));
    // Only the municipality: a wijk and its buurten together are its pupils once.
    let municipality = AREAS.replace("WK001400", "GM0014").replace("WK001401", "GM0015");
    let built = town(&[("gm.geojson", &municipality), ("scholen.csv", SCHOOLS), ("home.csv", &both)]);
    assert_eq!(row(&built.dataset, Subject::Home, "GM0014"), known(&[107.0, 270.0]));
    // A year of its own is another matter.
    let years =
        "area,group,year,pupils\nWK001400,laag,2023,100\nBU00140000,laag,2024,10\nBU00140001,laag,2024,20\n";
    let built = small(&[("home.csv", years)]);
    let of = |year| built.dataset.counts(Subject::Home, 0, Some(Year(year))).unwrap().row(0).to_vec();
    assert_eq!((of(2023), of(2024)), (known(&[100.0]), known(&[30.0])));
}

#[test]
fn a_wijk_goes_before_buurten_that_leave_out_pupils_of_it() {
    let buurten = buurten();
    let nearest = |home: &str| {
        let built = small(&[("buurten.geojson", &buurten), ("home.csv", home)]);
        let table = built.dataset.counts(Subject::Home, 0, None).unwrap();
        let found = nearest_school(&built.dataset, table).unwrap();
        let codes: Vec<String> =
            found.assigned.iter().map(|(a, _)| built.dataset.area(*a).unwrap().code.clone()).collect();
        (codes.join(" "), found.cells.iter().filter_map(|c| c.known()).sum::<f64>())
    };
    // One buurt of two is known, and the wijk holds more: the wijk it is.
    let partly = "area,group,pupils\nWK001400,laag,100\nBU00140000,laag,10\nWK001401,laag,7\n";
    assert_eq!(nearest(partly), ("WK001400 WK001401".to_owned(), 107.0));
    // A buurt without a row, but the other holds all pupils of the wijk: nobody is left out.
    let rest = "area,group,pupils\nWK001400,laag,10\nBU00140000,laag,10\n";
    assert_eq!(nearest(rest), ("BU00140000".to_owned(), 10.0));
    // Rounded to fives, the buurten do not add up to the wijk; they are all there.
    let rounded = "area,group,pupils\nWK001400,laag,32\nBU00140000,laag,10\nBU00140001,laag,20\n";
    assert_eq!(nearest(rounded), ("BU00140000 BU00140001".to_owned(), 30.0));
    assert_eq!(nearest(BUURT_HOME).1, 110.0);
}

#[test]
fn the_point_of_a_wijk_lies_where_the_pupils_of_its_buurten_live() {
    let points = "area,x,y\nBU00140000,230000,580000\nBU00140001,231000,581000\nBU00140100,232500,580500\nBU00140101,232600,580600\n";
    let built = small(&[("home.csv", BUURT_HOME), ("points.csv", points)]);
    // 11 and 22 pupils: two thirds of the way.
    let at = built.dataset.areas()[0].pupil_point;
    assert_eq!(at.origin, PointOrigin::FinerAreas);
    assert!((at.at.x() - 230_666.666_667).abs() < 1e-3 && (at.at.y() - 580_666.666_667).abs() < 1e-3);
    // Loaded buurten say the same, and without pupils every point counts once.
    let buurten = buurten();
    let both = small(&[("buurten.geojson", &buurten), ("home.csv", BUURT_HOME), ("points.csv", points)]);
    assert_eq!(both.dataset.areas()[0].pupil_point, at);
    let plain = small(&[("points.csv", points)]);
    assert_eq!(plain.dataset.areas()[0].pupil_point.at, geo::Point::new(230_500.0, 580_500.0));
    // A point of its own goes before all others.
    let own = format!("{points}WK001400,231234,581234\n");
    let own = small(&[("home.csv", BUURT_HOME), ("points.csv", &own)]);
    assert_eq!(own.dataset.areas()[0].pupil_point.at, geo::Point::new(231_234.0, 581_234.0));
}

#[test]
fn flows_from_a_wijk_and_from_its_buurten_do_not_count_twice() {
    let buurten = buurten();
    let flows = "area,school,group,pupils\nWK001400,17EC00,laag,30\nBU00140000,17EC00,laag,10\nBU00140001,17EC00,laag,20\nBU00140100,17EC00,laag,5\n";
    for layers in [&[][..], &[("buurten.geojson", buurten.as_str())]] {
        let mut files = layers.to_vec();
        files.push(("flows.csv", flows));
        let built = small(&files);
        assert_eq!(row(&built.dataset, Subject::School, "17EC00"), known(&[35.0]));
        assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[30.0]));
        assert_eq!(row(&built.dataset, Subject::Home, "WK001401"), known(&[5.0]));
        notice(&built, "join-parts-not-summed");
    }
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
fn catchments_join_their_school_by_code() {
    let catchments = AREAS.replace("statcode", "vestigingscode").replace("WK001400", "17EC00");
    let built = small(&[("catchments.geojson", &catchments)]);
    assert_eq!(built.dataset.catchments().len(), 1);
    assert_eq!(built.dataset.school(built.dataset.catchments()[0].school).unwrap().code, "17EC00");
    let report = &built.reports[2];
    assert_eq!((report.kind, report.used), (Kind::Catchments, 1));
    assert_eq!(report.unmatched, [(2, "WK001401".to_owned())]);
}

#[test]
fn figures_of_cbs_keep_their_missing_values_missing() {
    let table = "statcode,aantal_inwoners,gemeente,telefoon,koopwoningen,aandeel\nWK001400,2400,0014,0501234567,-99997,<5\nWK001401,-99997.0,0014,0509999999,45,12.5\nWK009999,7,0014,,3,1\n,7,0014,,3,1\n";
    let built = small(&[("kerncijfers.csv", table)]);
    let figure = |key: &str| built.dataset.indicators().iter().find(|i| i.key == key);
    assert_eq!(figure("aantal_inwoners").unwrap().values, [Some(2400.0), None]);
    assert_eq!(figure("koopwoningen").unwrap().values, [None, Some(45.0)]);
    assert_eq!(figure("aandeel").unwrap().values, [None, Some(12.5)], "a hidden number is not known");
    assert!(figure("gemeente").is_none() && figure("telefoon").is_none(), "codes are no figures");
    assert_eq!(built.reports[2].unmatched, [(4, "WK009999".to_owned())]);
    assert_eq!(notice(&built, "join-empty-key").place.line, Some(5));
}

#[test]
fn figures_that_occur_twice_are_unknown() {
    let table = "statcode,inwoners\nWK001400,10\nWK001401,20\nWK001400,11\n";
    let built = small(&[("figures.csv", table)]);
    assert_eq!(built.dataset.indicators()[0].values, [None, Some(20.0)]);
    let found = notice(&built, "join-row-twice");
    assert_eq!(found.place.line, Some(4));
    assert!(found.message(Language::English).contains("first at 2"));
}

#[test]
fn a_size_in_a_column_called_area_is_no_code() {
    let table = "area,code,inwoners\n2.41,WK001400,10\n3.5,WK001401,20\n";
    let built = small(&[("figures.csv", table)]);
    let inwoners = built.dataset.indicators().iter().find(|i| i.key == "inwoners").unwrap();
    assert_eq!(inwoners.values, [Some(10.0), Some(20.0)]);
    let areas = AREAS.replace(r#""statcode""#, r#""area":12,"code""#);
    let built = town(&[("wijken.geojson", &areas), ("scholen.csv", SCHOOLS)]);
    assert_eq!(built.dataset.areas()[0].code, "WK001400");
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

#[test]
fn areas_and_schools_that_occur_twice_are_used_once() {
    let twice = AREAS.replace("WK001401", "WK001400");
    let built = town(&[("wijken.geojson", &twice), ("scholen.csv", SCHOOLS)]);
    assert_eq!((built.dataset.areas().len(), built.dataset.areas()[0].name.as_str()), (1, "West"));
    assert_eq!(notice(&built, "join-area-twice").place.feature.as_deref(), Some("2"));
    let twice = SCHOOLS.replace("17EC01", "17ec00");
    let built = town(&[("wijken.geojson", AREAS), ("scholen.csv", &twice)]);
    assert_eq!(built.dataset.schools().len(), 1);
    assert_eq!(notice(&built, "join-school-twice").place.line, Some(3));
}

/// Everything about a town that a person can see, whatever the order of its parts.
fn essence(dataset: &Dataset) -> Vec<String> {
    let mut out = Vec::new();
    for (at, area) in dataset.areas().iter().enumerate() {
        let parent = area.parent.and_then(|p| dataset.area(p)).map(|p| p.code.clone());
        out.push(format!("{} {} {parent:?} {:?} {:?}", area.code, area.name, area.pupil_point, area.shape));
        for table in dataset.parts().counts.iter().filter(|t| t.subject == Subject::Home) {
            out.push(format!("{} {:?} {:?}", area.code, table.year, table.row(at)));
        }
        for figure in dataset.indicators().iter().filter(|i| i.subject == Subject::Home) {
            out.push(format!("{} {} {:?}", area.code, figure.key, figure.values[at]));
        }
    }
    for (at, school) in dataset.schools().iter().enumerate() {
        out.push(format!("{} {} {:?}", school.code, school.name, school.at));
        for table in dataset.parts().counts.iter().filter(|t| t.subject == Subject::School) {
            out.push(format!("{} {:?} {:?}", school.code, table.year, table.row(at)));
        }
    }
    for table in dataset.flows() {
        for flow in &table.flows {
            let (area, school) = (dataset.area(flow.area).unwrap(), dataset.school(flow.school).unwrap());
            out.push(format!("{} {} {} {:?}", area.code, school.code, flow.group, flow.pupils));
        }
    }
    out.push(format!("{:?}", dataset.schemes()));
    out.sort();
    out
}

const SCHOOL: &str = "school,group,pupils\n17EC00,laag,25\n17EC00,midden,4\n17EC00,hoog,80\n17EC01,laag,60\n17EC01,midden,<5\n17EC01,hoog,35\n";
const FLOWS: &str = "area,school,group,pupils\nBU00140000,17EC00,laag,5\nBU00140001,17EC00,laag,6\nBU00140001,17EC01,hoog,7\nWK001401,17EC01,hoog,8\nBU00140100,17EC01,hoog,8\n";
const FIGURES: &str = "statcode,inwoners\nWK001400,10\nWK001401,20\n";
const POINTS: &str = "area,x,y\nBU00140000,230500,580500\nWK001401,233500,581500\nBU00140100,232500,580500\n";

fn shuffled(content: &str, order: &[usize]) -> String {
    let mut lines = content.lines();
    let header = lines.next().unwrap_or_default();
    let mut rows: Vec<(usize, &str)> =
        lines.enumerate().map(|(i, l)| (order.get(i).copied().unwrap_or(i), l)).collect();
    rows.sort_by_key(|(key, _)| *key);
    let rows: Vec<&str> = rows.into_iter().map(|(_, l)| l).collect();
    format!("{header}\n{}\n", rows.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn no_order_of_files_and_rows_changes_the_town(
        files in Just((0..7_usize).collect::<Vec<_>>()).prop_shuffle(),
        order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let buurten = buurten();
        let contents = [
            ("wijken.geojson", AREAS), ("scholen.csv", SCHOOLS), ("home.csv", BUURT_HOME),
            ("school.csv", SCHOOL), ("flows.csv", FLOWS), ("figures.csv", FIGURES), ("points.csv", POINTS),
        ];
        let all: Vec<(&str, &str)> =
            contents.into_iter().chain([("buurten.geojson", buurten.as_str())]).collect();
        let expected = essence(&town(&all).dataset);
        let mut mixed: Vec<(&str, String)> = vec![("buurten.geojson", buurten.clone())];
        for at in files {
            let (name, content) = contents[at];
            let content = if name.ends_with(".csv") { shuffled(content, &order) } else { content.to_owned() };
            mixed.push((name, content));
        }
        let mixed: Vec<(&str, &str)> = mixed.iter().map(|(n, c)| (*n, c.as_str())).collect();
        prop_assert_eq!(essence(&town(&mixed).dataset), expected);
    }
}
