//! A town of one wijk with six square buurten of a kilometre and three schools.

use geo::{MultiPolygon, Point, Rect};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, AreaId, BaseFeature, BaseKind, Basis, CountTable, Dataset, Group, GroupScheme, Level, PointOrigin,
    PupilPoint, School, Source, SourceId, Subject, Year,
};
use wijkspiegel::number::Count;
use wijkspiegel::view::{ColourBy, MapChoice};

#[allow(dead_code, reason = "not every test binary uses all of this file")]
pub fn dataset() -> Dataset {
    dataset_with(2.0, 4.0)
}

/// `a` and `b` together must be fewer than ten: they are pupils that nobody may see.
pub fn dataset_with(a: f64, b: f64) -> Dataset {
    let square =
        |x: f64, y: f64, w: f64, h: f64| MultiPolygon(vec![Rect::new((x, y), (x + w, y + h)).to_polygon()]);
    let area = |code: &str, name: &str, level, shape: MultiPolygon<f64>, parent| Area {
        code: code.into(),
        name: name.into(),
        level,
        parent,
        shape,
        pupil_point: PupilPoint { at: Point::new(0.0, 0.0), origin: PointOrigin::Interior },
        source: SourceId(0),
    };
    let mut areas =
        vec![area("WK001400", "Centrum <& \"Oost\">", Level::Wijk, square(0.0, 0.0, 3000.0, 2000.0), None)];
    for i in 0..6 {
        let shape = square(f64::from(i % 3) * 1000.0, f64::from(i / 3) * 1000.0, 1000.0, 1000.0);
        let (code, name) = (format!("BU0014000{i}"), format!("Buurt & co <{i}>"));
        areas.push(area(&code, &name, Level::Buurt, shape, Some(AreaId(0))));
    }
    let school = |i: usize, x: f64, y: f64| School {
        code: format!("00AA0{i}"),
        name: format!("School <{i}> & zoon"),
        at: Point::new(x, y),
        kind: None,
        denomination: None,
        board: None,
        address: None,
        postcode: None,
        town: None,
        pupils: Count::Unknown,
        source: SourceId(0),
    };
    let rows = |rows: &[Option<[f64; 2]>]| -> Vec<Count> {
        rows.iter().flat_map(|r| r.map_or([Count::Unknown; 2], |r| r.map(Count::Known))).collect()
    };
    let home = rows(&[
        None,
        Some([25.0, 75.0]),
        Some([20.0, 30.0]),
        Some([a, b]),
        Some([a, 95.0 - a]),
        Some([0.0, 0.0]),
        None,
    ]);
    let at_school = rows(&[Some([50.0, 150.0]), Some([a, b]), None]);
    let table = |subject, cells| CountTable {
        subject,
        scheme: 0,
        year: Some(Year(2024)),
        basis: Basis::Modelled,
        source: SourceId(1),
        groups: 2,
        cells,
    };
    let group = |key: &str| Group { key: key.into(), label: key.into() };
    Dataset::new(Parts {
        name: "Stad & <land>".into(),
        example: true,
        areas,
        schools: vec![school(0, 500.0, 500.0), school(1, 1500.0, 1500.0), school(2, 2500.0, 1500.0)],
        schemes: vec![GroupScheme {
            key: "opleiding".into(),
            name: "Opleiding".into(),
            ordered: true,
            groups: vec![group("laag"), group("hoog")],
        }],
        counts: vec![table(Subject::Home, home), table(Subject::School, at_school)],
        base: vec![BaseFeature {
            kind: BaseKind::Rail,
            name: None,
            geometry: geo::Geometry::Line(geo::Line::new((0.0, 2300.0), (3000.0, 2300.0))),
        }],
        sources: vec![
            Source {
                title: "Grenzen".into(),
                publisher: Some("CBS".into()),
                date: Some("2022".into()),
                ..Source::default()
            },
            Source { title: "Model".into(), basis: Basis::Modelled, ..Source::default() },
        ],
        ..Parts::default()
    })
}

/// Buurten by the share of the first group.
#[allow(dead_code, reason = "not every test binary uses all of this file")]
pub fn choice() -> MapChoice {
    MapChoice { level: Level::Buurt, colour_by: ColourBy::GroupShare(0), ..MapChoice::default() }
}
