//! The files of the example town as text.

use std::fmt::Write;

use super::borders::{Face, Metre};
use super::choice::{GROUPS, Population, Pupils};
use super::drawing::{Pen, Stroke};
use super::indicators::{COLUMNS, Row};
use super::places::{Place, Site};
use super::ribbon::{moat, ribbon, smooth_line, smooth_ring, whole};

/// A feature collection in RD New with the `crs` member of GeoJSON 2008: one feature a line.
pub fn collection(name: &str, features: &[String]) -> String {
    let crs = r#"{ "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::28992" } }"#;
    format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"name\": {},\n\"crs\": {crs},\n\"features\": [\n{}\n]\n}}\n",
        quoted(name),
        features.join(",\n")
    )
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// One feature with text properties.
pub fn feature(properties: &[(&str, &str)], geometry: &str) -> String {
    let pairs: Vec<String> =
        properties.iter().map(|(k, v)| format!("{}: {}", quoted(k), quoted(v))).collect();
    format!(
        "{{ \"type\": \"Feature\", \"properties\": {{ {} }}, \"geometry\": {geometry} }}",
        pairs.join(", ")
    )
}

/// An area: a polygon when it is in one piece.
pub fn area(faces: &[Face]) -> String {
    let rings = |face: &Face| {
        let all = std::iter::once(&face.exterior).chain(&face.holes);
        format!("[ {} ]", all.map(|r| ring(r)).collect::<Vec<_>>().join(", "))
    };
    match faces {
        [face] => format!("{{ \"type\": \"Polygon\", \"coordinates\": {} }}", rings(face)),
        _ => {
            let parts: Vec<String> = faces.iter().map(rings).collect();
            format!("{{ \"type\": \"MultiPolygon\", \"coordinates\": [ {} ] }}", parts.join(", "))
        }
    }
}

fn ring(corners: &[Metre]) -> String {
    path(corners.iter().chain(corners.first()))
}

fn path<'a>(corners: impl Iterator<Item = &'a Metre>) -> String {
    let points: Vec<String> = corners.map(|(x, y)| format!("[{x}, {y}]")).collect();
    format!("[ {} ]", points.join(", "))
}

fn line(corners: &[Metre]) -> String {
    format!("{{ \"type\": \"LineString\", \"coordinates\": {} }}", path(corners.iter()))
}

/// The base map: land below, then the strokes of the drawing in their order.
pub fn base(town: &[Face], strokes: &[Stroke]) -> String {
    let land = feature(&[("kind", "land"), ("name", "Groningen")], &area(town));
    let drawn = strokes.iter().filter_map(|stroke| {
        let (kind, shape) = match stroke.pen {
            Pen::Outline => return None,
            Pen::Lake => ("water", water(whole(&smooth_ring(&stroke.path)), Vec::new())),
            Pen::Canal { width } => ("water", water(ribbon(&smooth_line(&stroke.path), width), Vec::new())),
            Pen::Moat { width } => {
                let (outer, inner) = moat(&smooth_ring(&stroke.path), width);
                ("water", water(outer, vec![inner]))
            }
            Pen::Way(kind) => (kind, line(&whole(&smooth_line(&stroke.path)))),
        };
        Some(feature(&[("kind", kind), ("name", &stroke.name)], &shape))
    });
    collection("base", &std::iter::once(land).chain(drawn).collect::<Vec<_>>())
}

fn water(exterior: Vec<Metre>, holes: Vec<Vec<Metre>>) -> String {
    area(&[Face { exterior, holes }])
}

/// The schools, with the pupils that attend them.
pub fn schools(sites: &[Site], school: &[Pupils]) -> String {
    let row = |(site, pupils): (&Site, &Pupils)| {
        let texts = [
            ("code", &site.code),
            ("naam", &site.name),
            ("denominatie", &site.denomination),
            ("bestuur", &site.board),
        ];
        let texts: Vec<String> = texts.iter().map(|(k, v)| format!("{}: {}", quoted(k), quoted(v))).collect();
        let (x, y) = site.at;
        format!(
            "{{ \"type\": \"Feature\", \"properties\": {{ {}, \"leerlingen\": {} }}, \
             \"geometry\": {{ \"type\": \"Point\", \"coordinates\": [{x}, {y}] }} }}",
            texts.join(", "),
            pupils.iter().sum::<u32>()
        )
    };
    collection("schools", &sites.iter().zip(school).map(row).collect::<Vec<_>>())
}

/// `area,group,pupils` or `school,group,pupils`: every unit and group, zeros included.
pub fn counts<'a>(unit: &str, codes: impl Iterator<Item = &'a String>, counts: &[Pupils]) -> String {
    let mut csv = format!("{unit},group,pupils\n");
    for (code, pupils) in codes.zip(counts) {
        for (group, n) in GROUPS.iter().zip(pupils) {
            let _ = writeln!(csv, "{code},{group},{n}");
        }
    }
    csv
}

/// `area,school,group,pupils`: only where there are pupils.
pub fn flows(places: &[Place], sites: &[Site], population: &Population) -> String {
    let mut csv = String::from("area,school,group,pupils\n");
    for (place, row) in places.iter().zip(&population.flows) {
        for (site, pupils) in sites.iter().zip(row) {
            for (group, n) in GROUPS.iter().zip(pupils).filter(|(_, n)| **n > 0) {
                let _ = writeln!(csv, "{},{},{group},{n}", place.code, site.code);
            }
        }
    }
    csv
}

/// `area,x,y`: where the pupils of a buurt are taken to live.
pub fn area_points(places: &[Place]) -> String {
    let mut csv = String::from("area,x,y\n");
    for place in places {
        let _ = writeln!(csv, "{},{},{}", place.code, place.at.0, place.at.1);
    }
    csv
}

/// `area,…`: one column per indicator, empty where it is unknown.
pub fn indicators<'a>(rows: impl Iterator<Item = (&'a str, Row)>) -> String {
    let mut csv = format!("area,{}\n", COLUMNS.join(","));
    for (code, row) in rows {
        let value = |v: &Option<f64>| v.map_or_else(String::new, |v| format!("{v:.1}"));
        let _ = writeln!(csv, "{code},{}", row.iter().map(value).collect::<Vec<_>>().join(","));
    }
    csv
}
