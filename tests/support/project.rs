//! A small town that has everything a project file must keep.

use std::{path::Path, sync::Arc};

use geo::{MultiPolygon, Point, line_string, polygon};
use rusqlite::Connection;
use wijkspiegel::{
    data::{
        Area, AreaId, Attribute, BaseFeature, BaseKind, Basis, Catchment, CountTable, Dataset, Flow,
        FlowTable, Group, GroupScheme, Indicator, Level, Mode, Passage, PointOrigin, PupilPoint, RouteTable,
        School, SchoolId, Source, SourceId, Street, Streets, Subject, Year, dataset::Parts,
    },
    number::Count,
    project::{Project, register_functions},
};

pub const HIDDEN: Count = Count::Suppressed { least: 1.0, greatest: 4.0 };

fn square(x: f64, y: f64, side: f64) -> geo::Polygon<f64> {
    polygon![(x: x, y: y), (x: x + side, y: y), (x: x + side, y: y + side), (x: x, y: y + side)]
}

fn area(code: &str, level: Level, parent: Option<usize>, shape: MultiPolygon<f64>) -> Area {
    Area {
        code: code.into(),
        name: format!("Naam van {code}, ’t Ünieke"),
        level,
        parent: parent.map(AreaId),
        shape,
        pupil_point: PupilPoint {
            at: Point::new(233_000.123_456_789, 582_000.1),
            origin: PointOrigin::Given,
        },
        source: SourceId(0),
    }
}

fn school(code: &str, x: f64, pupils: Count) -> School {
    School {
        code: code.into(),
        name: format!("School \"{code}\""),
        at: Point::new(x, 582_100.7),
        kind: Some("basisschool".into()),
        denomination: None,
        board: Some("Openbaar Onderwijs; 41.5".into()),
        address: Some(String::new()),
        postcode: Some("9711 AA".into()),
        town: Some("Groningen".into()),
        pupils,
        source: SourceId(1),
    }
}

fn group(key: &str) -> Group {
    Group { key: key.into(), label: key.to_uppercase() }
}

/// Two pieces of one way, and a street of another kind.
fn streets() -> Arc<Streets> {
    let street = |way, from, to, kind: &str, bicycle, x: f64| Street {
        way,
        from,
        to,
        kind: kind.into(),
        foot: Passage::Both,
        bicycle,
        metres: 100.062_5,
        line: line_string![(x: x, y: 581_000.), (x: x + 60., y: 581_080.)],
    };
    Arc::new(Streets {
        source: SourceId(1),
        streets: vec![
            street(7, 12_345_678_901, 2, "residential", Passage::Forward, 233_000.),
            street(7, 2, 3, "residential", Passage::Forward, 233_060.),
            street(-4, 3, 3, "", Passage::No, 233_120.5),
        ],
    })
}

pub fn parts() -> Parts {
    let donut = polygon!(
        exterior: [(x: 232_000., y: 581_000.), (x: 234_000.5, y: 581_000.), (x: 234_000., y: 583_000.), (x: 232_000., y: 583_000.)],
        interiors: [[(x: 232_500., y: 581_500.), (x: 232_500., y: 582_000.), (x: 233_000., y: 582_000.), (x: 233_000., y: 581_500.)]]
    );
    let mut areas = vec![
        // A part before the whole, and an order that is not that of the codes.
        area("BU00140101", Level::Buurt, Some(1), MultiPolygon::new(vec![donut.clone()])),
        area(
            "WK001401",
            Level::Wijk,
            None,
            MultiPolygon::new(vec![donut, square(235_000., 580_000., 500.25)]),
        ),
        area("BU00140100", Level::Buurt, Some(1), MultiPolygon::new(vec![square(235_000., 580_000., 100.)])),
        area("0971", Level::Other, None, MultiPolygon::new(vec![])),
    ];
    areas[2].pupil_point.origin = PointOrigin::Interior;
    areas[1].pupil_point.origin = PointOrigin::FinerAreas;
    let schools = vec![
        school("17EC00", 233_100.25, Count::Known(212.0)),
        school("09JG00", 233_900.0, HIDDEN),
        school("01AA00", 234_900.0, Count::Unknown),
    ];
    let schemes = vec![
        GroupScheme {
            key: "parental-education".into(),
            name: "Opleiding van de ouders".into(),
            ordered: true,
            groups: vec![group("laag"), group("midden"), group("hoog")],
        },
        GroupScheme {
            key: "weight".into(),
            name: "Gewicht".into(),
            ordered: false,
            groups: vec![group("ja"), group("hoog")],
        },
    ];
    let (unknown, known) = (Count::Unknown, Count::Known);
    let table = |subject, scheme, year, groups, cells| CountTable {
        subject,
        scheme,
        year,
        basis: Basis::Modelled,
        source: SourceId(2),
        groups,
        cells,
    };
    let home = vec![
        known(10.0),
        Count::ZERO,
        HIDDEN, //
        unknown,
        unknown,
        unknown,
        known(1.5),
        unknown,
        known(0.1), //
        unknown,
        unknown,
        unknown,
    ];
    let at_school =
        vec![known(3.0), known(4.0), HIDDEN, unknown, known(1e6), unknown, unknown, unknown, unknown];
    let counts = vec![
        table(Subject::Home, 0, Some(Year(2024)), 3, home.clone()),
        table(Subject::Home, 0, Some(Year(2023)), 3, home.iter().rev().copied().collect()),
        table(Subject::School, 0, None, 3, at_school),
        table(Subject::School, 1, Some(Year(2024)), 2, vec![Count::ZERO; 6]),
        table(Subject::Home, 1, Some(Year(2024)), 2, vec![unknown; 8]),
    ];
    let flow =
        |area, school, group, pupils| Flow { area: AreaId(area), school: SchoolId(school), group, pupils };
    let flows = vec![
        FlowTable {
            scheme: 0,
            year: Some(Year(2024)),
            basis: Basis::Estimated,
            source: SourceId(2),
            flows: vec![
                flow(0, 0, 0, known(5.0)),
                flow(0, 1, 2, HIDDEN),
                flow(2, 0, 1, Count::ZERO),
                flow(2, 2, 1, unknown),
            ],
        },
        FlowTable { scheme: 1, year: None, basis: Basis::Counted, source: SourceId(1), flows: vec![] },
    ];
    let shape = |x| MultiPolygon::new(vec![square(x, 581_500., 400.)]);
    let catchments = vec![
        Catchment { school: SchoolId(1), shape: shape(232_100.), source: SourceId(1) },
        Catchment { school: SchoolId(0), shape: shape(233_100.), source: SourceId(1) },
        Catchment { school: SchoolId(1), shape: shape(234_100.), source: SourceId(0) },
    ];
    let indicator = |subject, year, values| Indicator {
        key: "koopwoningen".into(),
        label: "Koopwoningen (%)".into(),
        subject,
        year,
        source: SourceId(0),
        values,
    };
    let indicators = vec![
        indicator(Subject::Home, Some(Year(2022)), vec![Some(29.5), None, Some(0.0), Some(-1.25)]),
        indicator(Subject::Home, None, vec![None; 4]),
        indicator(Subject::School, Some(Year(2022)), vec![None, Some(7.0), None]),
    ];
    let word = |w: &str| Some(w.to_owned());
    let attributes = vec![
        Attribute {
            key: "Profiel".into(),
            subject: Subject::School,
            source: SourceId(1),
            values: vec![word("dalton"), None, word("dalton")],
        },
        Attribute {
            key: "aandachtsgebied".into(),
            subject: Subject::Home,
            source: SourceId(0),
            values: vec![None, word("ja"), word("nee"), word("ja")],
        },
    ];
    let base = vec![
        BaseFeature { kind: BaseKind::Water, name: None, geometry: square(232_000., 580_000., 50.).into() },
        BaseFeature {
            kind: BaseKind::Rail,
            name: Some("Spoor".into()),
            geometry: line_string![(x: 231_000., y: 580_000.), (x: 236_000.5, y: 584_000.)].into(),
        },
        BaseFeature { kind: BaseKind::Water, name: None, geometry: square(233_000., 580_000., 50.).into() },
    ];
    let source = |title: &str, basis| Source {
        title: title.into(),
        file: "b.gpkg:x".into(),
        basis,
        ..Source::default()
    };
    let mut sources = vec![
        source("Wijk- en Buurtkaart 2022", Basis::Counted),
        source("DUO", Basis::Estimated),
        source("Model", Basis::Modelled),
    ];
    sources[0].publisher = Some("CBS".into());
    sources[0].licence = Some("CC BY 4.0".into());
    sources[0].date = Some("1-10-2022".into());
    sources[0].sha256 = Some("ab".repeat(32));
    Parts {
        name: "Groningen – proef".into(),
        example: true,
        areas,
        schools,
        schemes,
        counts,
        flows,
        catchments,
        indicators,
        attributes,
        base,
        streets: Some(streets()),
        routes: vec![RouteTable {
            mode: Mode::Cycling,
            stamp: "of another town".into(),
            metres: vec![(AreaId(0), SchoolId(1), 812.25), (AreaId(3), SchoolId(0), 0.0)],
        }],
        sources,
    }
}

/// The town above, saved.
pub fn saved(path: &Path) -> Project {
    save_parts(path, parts())
}

pub fn save_parts(path: &Path, parts: Parts) -> Project {
    let mut project = Project::new(Arc::new(Dataset::new(parts)));
    project.settings.insert("colour-by".into(), r#"{"group":"laag"}"#.into());
    project.save_as(path).unwrap();
    project
}

/// Another program's connection to the file.
pub fn other_program(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    register_functions(&connection).unwrap();
    connection
}

pub fn keys(notices: &wijkspiegel::notice::Notices) -> Vec<&'static str> {
    notices.iter().map(|n| n.key).collect()
}
