//! GeoJSON that is wrong, and coordinates that cannot be: each gives a notice.

use crate::support::reading;

use geo::{Area, Geometry};
use reading::{arg, bytes_with, error, good, keys, polygon};
use wijkspiegel::crs::Crs;
use wijkspiegel::load::{self, Layer, ReadOptions};

fn only(layer: &Layer) -> &Geometry<f64> {
    layer.records[0].geometry.as_ref().unwrap()
}

#[test]
fn text_that_stops_being_json_names_line_and_column() {
    let broken = error("a.geojson", "{\n\"type\": \"FeatureCollection\",\n\"features\": [}\n");
    assert_eq!((broken.key, broken.place.line, arg(&broken, "column")), ("load-not-json", Some(3), "14"));
    let cut = error("a.geojson", "{\"type\": \"FeatureCollection\",\n\"features\": [{\"type\"");
    assert_eq!((cut.key, cut.place.line), ("load-json-cut-off", Some(2)));
    for bad in ["NaN", "Infinity", "-Infinity"] {
        let nan = error("a.geojson", format!("{{\"type\":\"Point\",\n\"coordinates\":[{bad},1]}}"));
        assert_eq!((nan.key, nan.place.line), ("load-json-not-a-number", Some(2)), "{bad}");
    }
    assert_eq!(error("a.geojson", "{} {}").key, "load-not-json");
    assert_eq!(error("a.geojson", "{\"type\":\"Point\",\"coordinates\":[1e999,1]}").key, "load-not-json");
}

#[test]
fn ten_million_brackets_do_not_exhaust_the_stack() {
    let deep = error("a.geojson", "[".repeat(10_000_000));
    assert_eq!((deep.key, deep.place.line), ("load-json-too-deep", Some(1)));
    let nested = format!(
        r#"{{"type":"Feature","geometry":null,"properties":{{"a":{}1{}}}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(error("a.geojson", nested).key, "load-json-too-deep");
    let shape = r#"{"type":"GeometryCollection","geometries":["#.repeat(60) + &"]}".repeat(60);
    assert_eq!(keys(&good("a.geojson", shape).1), ["load-bad-geometry"]);
}

#[test]
fn a_fault_deep_in_a_feature_is_named_by_its_place_in_the_file() {
    let text = |number: &str| {
        format!(
            "{{\"type\":\"FeatureCollection\",\n\"features\":[\n{{\"type\":\"Feature\",\n  \"properties\":{{\"n\":{number}}},\"geometry\":null}}]}}"
        )
    };
    let far = error("a.geojson", text("1e999"));
    assert_eq!((far.key, far.place.line, arg(&far, "column")), ("load-not-json", Some(4), "25"));
    assert_eq!(error("a.geojson", text("\"\\ud800\"")).place.line, Some(4));
    assert_eq!(good("a.geojson", text("1e9")).0.records[0].values[0].text().as_deref(), Some("1000000000"));
}

#[test]
fn positions_of_one_number_and_shapes_of_another_depth_are_bad_and_never_panic() {
    let shapes = [
        r#"{"type":"Point","coordinates":[6.5]}"#,
        r#"{"type":"Point","coordinates":[]}"#,
        r#"{"type":"LineString","coordinates":[[6.5],[6.6,53]]}"#,
        r#"{"type":"MultiPoint","coordinates":[[6.5,53],[]]}"#,
        r#"{"type":"Polygon","coordinates":[[[6.5],[6.6],[6.7],[6.5]]]}"#,
        r#"{"type":"Polygon","coordinates":[[6.5,53],[6.6,53],[6.7,53]]}"#,
        r#"{"type":"MultiPolygon","coordinates":[[[[6.5,53],[6.6,53],[6.5]]]]}"#,
        r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1]}]}"#,
        r#"{"type":"GeometryCollection"}"#,
        r#"{"type":"Circle","coordinates":[6.5,53]}"#,
        "5",
    ];
    for shape in shapes {
        let text = format!(r#"{{"type":"Feature","properties":{{"code":"A"}},"geometry":{shape}}}"#);
        let (layer, notices) = good("a.geojson", text);
        assert_eq!(keys(&notices), ["load-bad-geometry"], "{shape}");
        assert_eq!(layer.records[0].values[0].text().as_deref(), Some("A"));
    }
}

#[test]
fn of_members_with_the_same_name_the_last_counts() {
    let text = r#"{"type":"Feature","geometry":null,"properties":{"a":1},"properties":{"b":2,"b":3}}"#;
    let (layer, _) = good("a.geojson", text);
    assert_eq!((layer.fields.as_slice(), layer.records[0].values.len()), (&["b".to_owned()][..], 1));
    assert_eq!(layer.records[0].values[0], load::Value::Number(3.0));
}

#[test]
fn json_of_another_kind_is_named() {
    assert_eq!(error("a.json", r#"{"type":"Topology","objects":{}}"#).key, "load-topojson");
    assert_eq!(
        error("a.json", r#"{"geometryType":"esriGeometryPolygon","features":[]}"#).key,
        "load-esri-json"
    );
    assert_eq!(error("a.json", r#"{"a":1}"#).key, "load-not-geojson");
    assert_eq!(error("a.json", "[1,2]").key, "load-not-geojson");
    assert_eq!(error("a.json", r#"{"type":"FeatureCollection"}"#).key, "load-geojson-no-features");
    let (layer, notices) = good("a.json", r#"{"type":"FeatureCollection","features":[]}"#);
    assert_eq!((layer.records.len(), keys(&notices)), (0, vec!["load-no-records"]));
}

#[test]
fn properties_of_every_kind_and_the_id_of_a_feature_are_kept() {
    let text = r#"{"type":"Feature","id":"BU1","geometry":{"type":"Point","coordinates":[6.5,53.2,1.0]},
        "properties":{"z":"0014 ","n":1.5,"b":true,"leeg":null,"lijst":[1,{"a":"é"}],"groot":12345678901234567890}}"#;
    let (layer, notices) = good("a.geojson", text);
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!(layer.fields, ["z", "n", "b", "leeg", "lijst", "groot", "id"]);
    let values: Vec<_> = layer.records[0].values.iter().map(load::Value::text).collect();
    let expected = ["0014", "1.5", "true", "", r#"[1,{"a":"é"}]"#, "12345678901234567890", "BU1"];
    assert_eq!(values, expected.map(|e| Some(e.to_owned()).filter(|e| !e.is_empty())));
}

#[test]
fn a_feature_without_shape_keeps_its_data_and_is_named() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"A"},"geometry":null},
        {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[]}},
        {"type":"Feature","properties":{"code":"C"},"geometry":{"type":"Point","coordinates":["6.5",53]}},
        5,
        {"type":"Feature","properties":{"code":"E"},"geometry":{"type":"Point","coordinates":[6.5,53.1]}}]}"#;
    let (layer, notices) = good("a.geojson", text);
    assert_eq!(layer.records.len(), 5);
    assert!(layer.records.iter().all(|r| r.values.len() == 1));
    let found: Vec<_> = notices.iter().map(|n| (n.key, n.place.feature.as_deref().unwrap())).collect();
    assert_eq!(
        found,
        [
            ("load-no-geometry", "1 (A)"),
            ("load-bad-geometry", "3 (C)"),
            ("load-geojson-not-a-feature", "4"),
            ("load-no-geometry", "4"),
            ("load-shape-empty", "2"),
        ]
    );
}

#[test]
fn rings_run_the_right_way_whatever_the_file_does() {
    let outer = [
        "[[0,500000],[10,500000],[10,500010],[0,500010],[0,500000]]",
        "[[0,500000],[0,500010],[10,500010],[10,500000],[0,500000]]",
    ];
    let hole = [
        "[[2,500002],[4,500002],[4,500004],[2,500004],[2,500002]]",
        "[[2,500002],[2,500004],[4,500004],[4,500002],[2,500002]]",
    ];
    for o in outer {
        for h in hole {
            let (layer, notices) = good("a.geojson", polygon(&format!("{o},{h}")));
            assert!(notices.is_empty(), "{notices:?}");
            assert!((only(&layer).signed_area() - 96.0).abs() < 1e-9);
        }
    }
}

#[test]
fn an_open_ring_is_closed_and_told() {
    let (layer, notices) = good("a.geojson", polygon("[[0,500000],[10,500000],[10,500010],[0,500010]]"));
    assert_eq!(keys(&notices), ["load-ring-open"]);
    assert_eq!(notices[0].place.feature.as_deref(), Some("1 (WK1)"));
    assert_eq!(only(&layer).unsigned_area(), 100.0);
}

#[test]
fn a_ring_without_area_is_left_out_and_told() {
    let (layer, notices) = good("a.geojson", polygon("[[0,500000],[10,500000],[0,500000]]"));
    assert_eq!(keys(&notices), ["load-ring-degenerate", "load-shape-empty"]);
    assert!(!layer.has_geometry());
    let line = "[[0,500000],[5,500005],[10,500010],[0,500000]]";
    assert_eq!(keys(&good("a.geojson", polygon(line)).1), ["load-ring-degenerate", "load-shape-empty"]);
    let hole =
        "[[0,500000],[10,500000],[10,500010],[0,500010],[0,500000]],[[1,500001],[2,500002],[1,500001]]";
    let (layer, notices) = good("a.geojson", polygon(hole));
    assert_eq!((keys(&notices), only(&layer).unsigned_area()), (vec!["load-ring-degenerate"], 100.0));
}

#[test]
fn a_ring_through_itself_is_put_right_and_told() {
    let bow = "[[0,500000],[10,500010],[10,500000],[0,500010],[0,500000]]";
    let (layer, notices) = good("a.geojson", polygon(bow));
    assert_eq!(keys(&notices), ["load-ring-crossing"]);
    assert_eq!((arg(&notices[0], "x"), arg(&notices[0], "y")), ("5", "500005"));
    assert!(matches!(only(&layer), Geometry::MultiPolygon(many) if many.0.len() == 2));
    assert!((only(&layer).unsigned_area() - 50.0).abs() < 1e-3);
}

#[test]
fn a_ring_with_too_many_edges_across_each_other_is_kept_and_told() {
    let teeth = (0..1500).map(|i| f64::from(i) * 0.05);
    let mut ring: Vec<String> =
        teeth.flat_map(|x| [format!("[{x},500000]"), format!("[{},501000]", x + 1000.0)]).collect();
    ring.extend(["[3000,501000]", "[3000,499990]", "[0,499990]", "[0,500000]"].map(str::to_owned));
    let (layer, notices) = good("a.geojson", polygon(&format!("[{}]", ring.join(","))));
    assert_eq!((keys(&notices), arg(&notices[0], "edges")), (vec!["load-ring-unchecked"], "3003"));
    assert!(layer.has_geometry());
}

#[test]
fn a_hole_that_sticks_out_takes_away_only_what_it_covers() {
    let outer = "[[0,500000],[10,500000],[10,500010],[0,500010],[0,500000]]";
    let hole = "[[8,500002],[12,500002],[12,500004],[8,500004],[8,500002]]";
    let (layer, notices) = good("a.geojson", polygon(&format!("{outer},{hole}")));
    assert_eq!(keys(&notices), ["load-ring-crossing"]);
    assert!((only(&layer).unsigned_area() - 96.0).abs() < 1e-3);
}

#[test]
fn a_collection_of_polygons_becomes_one_shape() {
    let square = |x: i32| {
        format!(
            r#"{{"type":"Polygon","coordinates":[[[{x},50.5],[{},50.5],[{},51],[{x},50.5]]]}}"#,
            x + 1,
            x + 1
        )
    };
    let text = format!(r#"{{"type":"GeometryCollection","geometries":[{},{}]}}"#, square(4), square(6));
    let (layer, _) = good("a.geojson", text);
    assert!(matches!(only(&layer), Geometry::MultiPolygon(many) if many.0.len() == 2));
}

fn point(crs: &str, x: f64, y: f64) -> String {
    let crs = if crs.is_empty() {
        String::new()
    } else {
        format!(r#""crs":{{"type":"name","properties":{{"name":"{crs}"}}}},"#)
    };
    format!(
        r#"{{"type":"FeatureCollection",{crs}"features":[{{"type":"Feature","properties":{{"naam":"School"}},"geometry":{{"type":"Point","coordinates":[{x},{y}]}}}}]}}"#
    )
}

#[test]
fn coordinates_that_cannot_be_in_the_stated_system_are_refused_with_a_suggestion() {
    let degrees = error("a.geojson", point("urn:ogc:def:crs:EPSG::28992", 6.5, 53.2));
    assert_eq!((degrees.key, arg(&degrees, "suggestion")), ("load-crs-mismatch", "4326"));
    assert_eq!(degrees.place.feature.as_deref(), Some("1 (School)"));
    let metres = error("a.geojson", point("", 233_000.0, 582_000.0));
    assert_eq!((metres.key, arg(&metres, "suggestion")), ("load-crs-mismatch", "28992"));
    assert_eq!(error("a.geojson", point("", 53.2, 6.5)).key, "load-crs-swapped");
    let belgian = error("a.geojson", point("urn:ogc:def:crs:EPSG::31370", 150_000.0, 170_000.0));
    assert_eq!((belgian.key, arg(&belgian, "crs")), ("load-crs-unsupported", "urn:ogc:def:crs:EPSG::31370"));
}

#[test]
fn a_person_may_say_the_system_and_is_heard_where_the_file_is_silent_or_wrong() {
    let options = ReadOptions { crs: Some(Crs::RdNew), ..ReadOptions::default() };
    let (layer, notices) = bytes_with("a.geojson", point("", 233_000.0, 582_000.0), &options);
    assert_eq!((layer.unwrap().crs, notices.len()), (Some(Crs::RdNew), 0));
    let (layer, notices) = bytes_with("a.geojson", point("EPSG:4326", 233_000.0, 582_000.0), &options);
    assert_eq!(layer.unwrap().crs, Some(Crs::RdNew));
    assert_eq!(notices.iter().next().unwrap().key, "load-crs-replaced");
    let (layer, notices) = bytes_with("a.geojson", point("EPSG:4326", 6.5, 53.2), &options);
    assert_eq!(layer.unwrap().crs, Some(Crs::Wgs84));
    assert_eq!(notices.iter().next().unwrap().key, "load-crs-from-file");
}
