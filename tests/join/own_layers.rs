//! Layers to find the way by, from files of a person's own.

use crate::support::joining;

use joining::*;
use wijkspiegel::data::{BaseKind, own_layer_name};
use wijkspiegel::join::{Builder, Kind};
use wijkspiegel::project::{self, Project};
use wijkspiegel::view::{ShapeCache, own};

/// Degrees within the town of the tests, and one line far away.
const ROUTES: &str = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:28992"}},"features":[
{"type":"Feature","properties":{"soort":"fiets"},"geometry":{"type":"LineString","coordinates":[[232100,580100],[233000,581000]]}},
{"type":"Feature","properties":{"soort":"fiets"},"geometry":{"type":"Point","coordinates":[232500,580500]}},
{"type":"Feature","properties":{"soort":"park"},"geometry":{"type":"Polygon","coordinates":[[[232100,580100],[232900,580100],[232900,580900],[232100,580100]]]}},
{"type":"Feature","properties":{"soort":"niets"},"geometry":null},
{"type":"Feature","properties":{"soort":"ver"},"geometry":{"type":"LineString","coordinates":[[100000,400000],[101000,401000]]}}]}"#;

#[test]
fn any_shapes_become_a_layer_when_a_person_says_so_and_only_then() {
    let folder = Folder::new();
    let error = input(&folder, "fiets_routes.geojson", ROUTES, None).unwrap_err();
    assert_eq!(error.key, "join-not-recognised");
    let own = input(&folder, "fiets_routes.geojson", ROUTES, Some(Kind::Own)).unwrap();
    let mut builder = Builder::from_dataset(&small(&[]).dataset);
    builder.add(own);
    let built = builder.build();
    let report = built.reports.last().unwrap();
    assert_eq!((report.used, report.refused, report.elsewhere), (3, 1, 1), "{report:?}");
    let base = built.dataset.base();
    assert!(base.iter().all(|f| f.kind == BaseKind::Own && f.name.as_deref() == Some("Fiets routes")));
    let shapes = ShapeCache::new(&built.dataset);
    let layer = &shapes.own()[0];
    assert!(layer.shapes.is_some() && layer.lines.is_some());
    assert_eq!(layer.points.as_ref().map(|p| p.len()), Some(1));
    assert!(shapes.grounds().is_empty() && shapes.lines().is_empty(), "it is no land and no railway");
    assert!(own::usual_order(&shapes).contains(&own::own_key("Fiets routes")));
    // The same file again takes the place of the layer that it made.
    let mut builder = Builder::from_dataset(&built.dataset);
    builder.add(input(&folder, "fiets_routes.geojson", ROUTES, Some(Kind::Own)).unwrap());
    assert_eq!(builder.build().dataset.base().len(), 3);
}

#[test]
fn a_table_is_no_layer_and_a_layer_of_elsewhere_says_so() {
    let folder = Folder::new();
    let error = input(&folder, "t.csv", "kleur,smaak\nrood,zoet\n", Some(Kind::Own)).unwrap_err();
    assert_eq!(error.key, "join-own-without-shapes");
    let far = ROUTES.replace("232", "102").replace("233", "103");
    let mut builder = Builder::from_dataset(&small(&[]).dataset);
    builder.add(input(&folder, "ver.geojson", &far, Some(Kind::Own)).unwrap());
    let built = builder.build();
    assert!(built.dataset.base().is_empty());
    notice(&built, "join-own-elsewhere");
}

#[test]
fn an_own_layer_is_kept_in_the_project_as_it_was() {
    let folder = Folder::new();
    let mut builder = Builder::from_dataset(&small(&[]).dataset);
    builder.add(input(&folder, "spoor.geojson", ROUTES, Some(Kind::Own)).unwrap());
    let dataset = builder.build().dataset;
    let before = dataset.base().to_vec();
    let path = folder.path("p.gpkg");
    Project::new(std::sync::Arc::new(dataset)).save_as(&path).unwrap();
    let opened = project::open(&path).unwrap();
    assert_eq!(opened.dataset.base(), before);
    assert!(opened.notices.is_empty(), "{:?}", opened.notices);
}

#[test]
fn a_layer_is_named_after_its_file_or_the_layer_in_it() {
    for (file, name) in [
        ("spoor.geojson", "Spoor"),
        ("fiets_routes_2024.shp", "Fiets routes 2024"),
        ("kaart.gpkg:water_lijnen", "Water lijnen"),
        ("map/onder/park.json", "Park"),
        ("zonder", "Zonder"),
        ("", ""),
    ] {
        assert_eq!(own_layer_name(file), name, "{file}");
    }
}
