//! Published files as they come: what the readers make of them.

use crate::support;

use std::collections::BTreeMap;
use std::path::Path;

use geo::{Area, CoordsIter, Geometry, Winding};
use wijkspiegel::crs::Crs;
use wijkspiegel::load::{self, Format, Layer, LayerPath, ReadOptions, csv};
use wijkspiegel::notice::{Notices, Severity};
use wijkspiegel::number::DecimalMark;

fn read(path: &Path) -> (Layer, Notices) {
    read_path(&LayerPath::from(path))
}

fn read_path(path: &LayerPath) -> (Layer, Notices) {
    let mut notices = Notices::default();
    let layer = load::read(path, &ReadOptions::default(), &mut notices).unwrap_or_else(|e| panic!("{e}"));
    (layer, notices)
}

fn text(layer: &Layer, record: usize, field: &str) -> Option<String> {
    layer.records[record].values[layer.field(&[field]).unwrap()].text()
}

fn assert_well_formed(layer: &Layer, name: &str) {
    for record in &layer.records {
        assert_eq!(record.values.len(), layer.fields.len(), "{name} {}", record.number);
        let Some(geometry) = &record.geometry else { continue };
        for c in geometry.coords_iter() {
            assert!(Crs::RdNew.plausible(c.x, c.y), "{name} {}: {c:?}", record.number);
        }
        let polygons = match geometry {
            Geometry::Polygon(polygon) => vec![polygon.clone()],
            Geometry::MultiPolygon(many) => many.0.clone(),
            _ => Vec::new(),
        };
        for polygon in polygons {
            assert!(
                polygon.exterior().is_ccw() && polygon.exterior().is_closed(),
                "{name} {}",
                record.number
            );
            assert!(polygon.interiors().iter().all(Winding::is_cw), "{name} {}", record.number);
            assert!(polygon.signed_area() > 0.0);
        }
    }
}

#[test]
fn every_published_geojson_is_read_whole() {
    let Some(data) = support::shared_data() else { return };
    let expected = [
        ("groningen/buurten_2022_rd.geojson", 150, Crs::RdNew, "statnaam", "Binnenstad-Noord"),
        ("groningen/buurten_2022_wgs84.geojson", 150, Crs::Wgs84, "statnaam", "Binnenstad-Noord"),
        ("groningen/wijken_2022_rd.geojson", 20, Crs::RdNew, "name", "Centrum"),
        ("groningen/pc4_2020_rd.geojson", 48, Crs::RdNew, "postcode", "9479"),
        ("groningen/basisscholen_2024_wgs84.geojson", 56, Crs::Wgs84, "naam", "Groningse Schoolvereniging"),
        ("netherlands/wijken_2022_rd.geojson", 3340, Crs::RdNew, "code", "WK001400"),
        ("netherlands/pc4_2020_rd.geojson", 4067, Crs::RdNew, "postcode", "1011"),
        ("netherlands/scholen_2024_wgs84.geojson", 8717, Crs::Wgs84, "plaats", "'s-Gravenhage"),
    ];
    for (file, count, crs, field, first) in expected {
        let (layer, notices) = read(&data.join(file));
        assert_eq!(layer.records.len(), count, "{file}");
        assert_eq!(layer.crs, Some(crs), "{file}");
        assert_eq!(text(&layer, 0, field).as_deref(), Some(first), "{file}");
        assert_well_formed(&layer, file);
        assert_eq!(notices.count_from(Severity::Error), 0, "{file}: {notices:?}");
        for notice in &notices {
            println!("{file}: {notice}");
        }
    }
}

#[test]
fn fields_keep_their_published_order_and_their_type() {
    let Some(data) = support::shared_data() else { return };
    let (layer, _) = read(&data.join("groningen/buurten_2022_rd.geojson"));
    assert_eq!(layer.fields, ["id", "statcode", "jrstatcode", "statnaam", "gmCode", "rubriek"]);
    assert_eq!(text(&layer, 0, "id").as_deref(), Some("1"), "the property, not the member of the feature");
    assert_eq!(layer.source.title, "buurten_2022_rd");
    assert_eq!(layer.source.file, "buurten_2022_rd.geojson");
    assert_eq!(layer.source.sha256.as_deref().map(str::len), Some(64));
}

#[test]
fn buurten_in_rd_and_in_degrees_agree_within_half_a_metre() {
    let Some(data) = support::shared_data() else { return };
    let (rd, _) = read(&data.join("groningen/buurten_2022_rd.geojson"));
    let (degrees, _) = read(&data.join("groningen/buurten_2022_wgs84.geojson"));
    let by_code = |layer: &Layer| -> BTreeMap<String, Geometry<f64>> {
        (0..layer.records.len())
            .map(|i| (text(layer, i, "statcode").unwrap(), layer.records[i].geometry.clone().unwrap()))
            .collect()
    };
    let (rd, degrees) = (by_code(&rd), by_code(&degrees));
    assert_eq!(rd.len(), 150);
    let mut vertices = 0;
    for (code, one) in &rd {
        let other: Vec<_> = degrees[code].coords_iter().collect();
        assert_eq!(one.coords_iter().count(), other.len(), "{code}");
        for c in one.coords_iter() {
            // Turning a ring may change its first vertex, so each looks for its nearest.
            let off = other.iter().map(|o| (o.x - c.x).hypot(o.y - c.y)).fold(f64::INFINITY, f64::min);
            assert!(off < 0.5, "{code}: {off:.2} m");
            vertices += 1;
        }
    }
    assert!(vertices > 1000);
}

#[test]
fn the_same_wijken_come_out_of_geojson_shapefile_and_geopackage() {
    let Some(data) = support::shared_data() else { return };
    let groningen = data.join("groningen");
    let (geojson, _) = read(&groningen.join("wijken_2022_rd.geojson"));
    let (shp, notices) = read(&groningen.join("wijken_2022_shp"));
    assert!(notices.is_empty(), "{notices:?}");
    let (gpkg, notices) = read_path(&LayerPath {
        path: groningen.join("wijkenbuurten_2022.gpkg"),
        layer: Some("wijken".to_owned()),
    });
    assert!(notices.is_empty(), "{notices:?}");
    for layer in [&shp, &gpkg] {
        assert_eq!(layer.records.len(), 20);
        assert_eq!(layer.crs, Some(Crs::RdNew));
        assert_well_formed(layer, &layer.source.file);
        for (i, record) in layer.records.iter().enumerate() {
            for field in ["code", "name", "population"] {
                assert_eq!(text(layer, i, field), text(&geojson, i, field), "{} {i}", layer.source.file);
            }
            let (area, expected) = (
                record.geometry.as_ref().unwrap().unsigned_area(),
                geojson.records[i].geometry.as_ref().unwrap().unsigned_area(),
            );
            assert!((area - expected).abs() < 1.0, "{area} {expected}");
        }
    }
    assert_eq!(gpkg.source.file, "wijkenbuurten_2022.gpkg:wijken");
    assert!(shp.detected.contains(&("encoding", "windows-1252".to_owned())));
}

#[test]
fn any_part_of_a_shapefile_leads_to_the_whole() {
    let Some(data) = support::shared_data() else { return };
    let folder = data.join("groningen/wijken_2022_shp");
    for part in ["shp", "dbf", "shx", "prj", "cpg"] {
        let (layer, _) = read(&folder.join(format!("wijken_2022.{part}")));
        assert_eq!(layer.records.len(), 20, "{part}");
        assert_eq!(layer.source.file, "wijken_2022.shp");
    }
}

#[test]
fn both_layers_of_a_geopackage_are_listed_and_read() {
    let Some(data) = support::shared_data() else { return };
    let path = data.join("groningen/wijkenbuurten_2022.gpkg");
    let layers = load::layers_in(&path).unwrap();
    let listed: Vec<_> = layers.iter().map(|l| (l.name.as_str(), l.shapes, l.records)).collect();
    assert_eq!(listed, [("wijken", true, Some(20)), ("buurten", true, Some(150))]);
    let whole = format!("{}:buurten", path.display());
    let (buurten, _) = read_path(&LayerPath::parse(&whole));
    assert_eq!(buurten.records.len(), 150);
    assert_eq!(text(&buurten, 0, "statnaam").as_deref(), Some("Binnenstad-Noord"));
    assert_well_formed(&buurten, "gpkg:buurten");
    let mut notices = Notices::default();
    let error =
        load::read(&LayerPath::from(path.as_path()), &ReadOptions::default(), &mut notices).unwrap_err();
    assert_eq!(error.key, "load-gpkg-which-layer");
    assert_eq!(error.args, [("layers", "wijken, buurten".to_owned())]);
}

#[test]
fn published_tables_are_read_to_the_last_row() {
    let Some(data) = support::shared_data() else { return };
    let expected = [
        ("netherlands/duo_vestigingen_bo_2021_cp1252.csv", 6215, ";", "windows-1252"),
        ("groningen/duo_schooladviezen_2024-2025_extract.csv", 0, ";", "UTF-8"),
        ("groningen/kerncijfers_2024.csv", 171, ",", "UTF-8"),
        ("formats/statline_ses_woa_2019_amsterdam.csv", 0, ";", "UTF-8"),
        ("groningen/modelled/flows.csv", 0, ",", "UTF-8"),
        ("groningen/modelled/pupils_home.csv", 0, ",", "UTF-8"),
        ("netherlands/pc4_age_2021.csv", 0, ",", "UTF-8"),
        ("netherlands/wijken_2022_attributes.csv", 0, ",", "UTF-8"),
        ("reference/counts_52.csv", 52, ",", "UTF-8"),
        ("reference/counts_14000.csv", 14000, ",", "UTF-8"),
    ];
    for (file, rows, delimiter, encoding) in expected {
        let (layer, notices) = read(&data.join(file));
        if rows > 0 {
            assert_eq!(layer.records.len(), rows, "{file}");
        } else {
            let bytes = std::fs::read(data.join(file)).unwrap();
            let lines = bytes.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count();
            assert_eq!(layer.records.len(), lines - 1, "{file}");
        }
        assert!(
            layer.detected.contains(&("delimiter", delimiter.to_owned())),
            "{file}: {:?}",
            layer.detected
        );
        assert!(layer.detected.contains(&("encoding", encoding.to_owned())), "{file}: {:?}", layer.detected);
        assert!(notices.is_empty(), "{file}: {notices:?}");
        assert_well_formed(&layer, file);
        assert!(layer.crs.is_none() && !layer.has_geometry());
    }
}

#[test]
fn names_with_accents_survive_windows_1252() {
    let Some(data) = support::shared_data() else { return };
    let (layer, _) = read(&data.join("netherlands/duo_vestigingen_bo_2021_cp1252.csv"));
    let has = |field: &str, wanted: &str| {
        let at = layer.field(&[field]).unwrap();
        layer.records.iter().any(|r| r.values[at].text().as_deref() == Some(wanted))
    };
    assert!(has("DENOMINATIE", "Hindoeïstisch"));
    assert!(layer.records.iter().any(|r| r.values.iter().any(|v| v.text().as_deref() == Some("Fryslân"))));
    assert!(has("GEMEENTENUMMER", "0014"), "codes keep their zeros");
    assert_eq!(layer.records[0].number, 2, "the header is line 1");
    assert_eq!(layer.records.last().unwrap().number, 6216);
}

#[test]
fn statline_values_lose_their_padding_and_keep_their_missing_marks() {
    let Some(data) = support::shared_data() else { return };
    let (layer, _) = read(&data.join("formats/statline_ses_woa_2019_amsterdam.csv"));
    assert_eq!(layer.fields[0], "Perioden", "the byte-order mark is no part of the name");
    assert_eq!(layer.records[1].values[2].text().as_deref(), Some("WK036300"));
    assert_eq!(layer.records[1].values[3].text().as_deref(), Some("2900"));
    assert!(layer.records.iter().any(|r| r.values.iter().any(|v| v.text().as_deref() == Some("."))));
    assert_eq!(csv::decimal_mark(&layer), DecimalMark::Point);
}

#[test]
fn a_table_with_coordinates_gets_its_points() {
    let Some(data) = support::shared_data() else { return };
    let (mut layer, mut notices) = read(&data.join("groningen/modelled/area_points.csv"));
    let (x, y) = (layer.field(&["x"]).unwrap(), layer.field(&["y"]).unwrap());
    let error = csv::points(&mut layer.clone(), x, y, None, None, &mut notices).unwrap_err();
    assert_eq!(error.key, "load-crs-unknown");
    assert_eq!(error.args, [("suggestion", "28992".to_owned())]);
    csv::points(&mut layer, x, y, Some(Crs::RdNew), None, &mut notices).unwrap();
    assert!(notices.is_empty(), "{notices:?}");
    assert!(layer.records.iter().all(|r| r.geometry.is_some()));
    assert_eq!(layer.records[0].geometry, Some(geo::Point::new(233_686.55, 582_214.0).into()));
}

#[test]
fn every_wijk_of_the_country_is_read() {
    let Some(data) = support::shared_data() else { return };
    let (layer, _) = read(&data.join("netherlands/wijken_2022_rd.geojson"));
    assert_eq!(layer.records.len(), 3340);
}

#[test]
fn a_single_file_lists_itself_as_its_layer() {
    let Some(data) = support::shared_data() else { return };
    let one = |path: &str| load::layers_in(&data.join(path)).unwrap().remove(0);
    let shp = one("groningen/wijken_2022_shp");
    assert_eq!((shp.name.as_str(), shp.format, shp.records), ("wijken_2022", Format::Shapefile, Some(20)));
    assert_eq!(one("groningen/kerncijfers_2024.csv").format, Format::Csv);
    assert!(one("groningen/wijken_2022_rd.geojson").shapes);
}

#[test]
fn embedded_bytes_are_read_like_a_file() {
    let mut notices = Notices::default();
    let options = ReadOptions::default();
    let layer = load::read_bytes("example.csv", b"code,pupils\nA,1\n", &options, &mut notices).unwrap();
    assert_eq!((layer.records.len(), layer.lines), (1, true));
    let point = br#"{"type":"Point","coordinates":[6.5,53.2]}"#;
    let layer = load::read_bytes("example.geojson", point, &options, &mut notices).unwrap();
    assert_eq!((layer.records.len(), layer.lines), (1, false));
    assert!(layer.has_geometry() && notices.is_empty());
}

#[test]
fn a_layer_path_minds_drive_letters_and_files_with_a_colon() {
    let parsed = |text: &str| {
        let path = LayerPath::parse(text);
        (path.path.display().to_string(), path.layer)
    };
    assert_eq!(parsed("a.gpkg:wijken"), ("a.gpkg".to_owned(), Some("wijken".to_owned())));
    assert_eq!(parsed("C:\\data\\a.gpkg"), ("C:\\data\\a.gpkg".to_owned(), None));
    assert_eq!(parsed("C:\\data\\a.gpkg:wijken"), ("C:\\data\\a.gpkg".to_owned(), Some("wijken".to_owned())));
    assert_eq!(parsed("C:a.gpkg"), ("C:a.gpkg".to_owned(), None));
    assert_eq!(parsed("a.gpkg:"), ("a.gpkg".to_owned(), None));
    assert_eq!(parsed("a.gpkg"), ("a.gpkg".to_owned(), None));
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("wijken 12:30.csv");
    if std::fs::write(&odd, "a,b\n1,2\n").is_ok() {
        assert_eq!(parsed(&odd.display().to_string()), (odd.display().to_string(), None));
    }
}
