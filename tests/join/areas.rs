//! Joining areas and schools: how they nest, that nobody counts twice, and what their figures are.

use crate::support::joining;

use joining::*;
use wijkspiegel::choice::nearest_school;
use wijkspiegel::data::{Dataset, Level, PointOrigin, SchoolId, Subject, Year};
use wijkspiegel::join::Kind;
use wijkspiegel::number::Count;
use wijkspiegel::text::Language;

fn all_schools(dataset: &Dataset) -> Vec<SchoolId> {
    (0..dataset.schools().len()).map(SchoolId).collect()
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
fn area_codes_join_without_prefix_and_without_their_zeros() {
    for (west, east) in [("001400", "001401"), ("01400", "01401"), ("WK001400", "2022WK001401")] {
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

#[test]
fn a_postcode_joins_no_wijk_that_lost_its_zeros() {
    let home = "area,group,pupils\n1400,laag,3\n1401,laag,4\nWK001401,laag,5\n";
    let built = small(&[("home.csv", home)]);
    assert_eq!(built.reports[2].unmatched, [(2, "1400".to_owned()), (3, "1401".to_owned())]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), [UNKNOWN]);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001401"), known(&[5.0]));
    let built = small(&[("figures.csv", "statcode,inwoners\n1400,10\n1401,20\n")]);
    assert_eq!(built.reports[2].unmatched.len(), 2);
    // Nor a municipality, unless the column is of municipalities.
    let areas = AREAS.replace("WK001400", "GM1400").replace("WK001401", "GM0014");
    for (other, joins) in [("1402,laag,4\n1403,laag,5\n", false), ("0014,laag,4\n1403,laag,5\n", true)] {
        let home = format!("area,group,pupils\n1400,laag,3\n{other}");
        let built = town(&[("gemeenten.geojson", &areas), ("scholen.csv", SCHOOLS), ("home.csv", &home)]);
        let expected = if joins { Count::Known(3.0) } else { UNKNOWN };
        let found = row(&built.dataset, Subject::Home, "GM1400");
        assert_eq!(found.first().copied().unwrap_or_default(), expected, "{other}");
    }
}

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
    let nearest =
        nearest_school(dataset, dataset.counts(Subject::Home, 0, None).unwrap(), &all_schools(dataset))
            .unwrap();
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
        let found = nearest_school(&built.dataset, table, &all_schools(&built.dataset)).unwrap();
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
