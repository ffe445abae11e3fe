//! Small towns made here: squares in a row, each with a school.

use geo::{MultiPolygon, Point, Rect};
use wijkspiegel::data::dataset::Parts;
use wijkspiegel::data::{
    Area, Basis, CountTable, Group, GroupScheme, Level, PointOrigin, PupilPoint, School, Source, SourceId,
    Subject, Year,
};
use wijkspiegel::number::Count;

/// Squares of a kilometre in a row, each with a school in its middle.
pub fn town(squares: usize) -> Parts {
    let area = |i: usize| Area {
        code: format!("BU0014000{i}"),
        name: format!("Buurt {i}"),
        level: Level::Buurt,
        parent: None,
        shape: MultiPolygon(vec![
            Rect::new((1000.0 * i as f64, 0.0), (1000.0 * (i + 1) as f64, 1000.0)).to_polygon(),
        ]),
        pupil_point: PupilPoint {
            at: Point::new(1000.0 * i as f64 + 500.0, 500.0),
            origin: PointOrigin::Interior,
        },
        source: SourceId(0),
    };
    Parts {
        name: "Stad".into(),
        areas: (0..squares).map(area).collect(),
        schools: (0..squares).map(|i| school(1000.0 * i as f64 + 500.0, 500.0)).collect(),
        schemes: vec![scheme("opleiding", true)],
        sources: vec![Source { title: "Telling".into(), ..Source::default() }],
        ..Parts::default()
    }
}

pub fn school(x: f64, y: f64) -> School {
    School {
        code: format!("S{x}-{y}"),
        name: format!("School {x}"),
        at: Point::new(x, y),
        kind: None,
        denomination: None,
        board: None,
        address: None,
        postcode: None,
        town: None,
        pupils: Count::Unknown,
        source: SourceId(0),
    }
}

pub fn scheme(key: &str, ordered: bool) -> GroupScheme {
    let group = |part: &str| Group { key: format!("{key}-{part}"), label: format!("{key} {part}") };
    GroupScheme { key: key.into(), name: key.into(), ordered, groups: vec![group("laag"), group("hoog")] }
}

pub fn table(subject: Subject, year: Option<i32>, rows: &[[f64; 2]]) -> CountTable {
    CountTable {
        subject,
        scheme: 0,
        year: year.map(Year),
        basis: Basis::Counted,
        source: SourceId(0),
        groups: 2,
        // Below nought stands for not known.
        cells: rows
            .iter()
            .flatten()
            .map(|v| if *v < 0.0 { Count::Unknown } else { Count::Known(*v) })
            .collect(),
    }
}

pub const HOME: [[f64; 2]; 3] = [[60.0, 20.0], [20.0, 60.0], [40.0, 40.0]];
pub const SCHOOL: [[f64; 2]; 3] = [[70.0, 10.0], [10.0, 70.0], [40.0, 40.0]];

/// A counted scheme (herkomst) and an ordered, modelled one (opleiding), in that order.
pub fn two_schemes() -> Parts {
    let mut parts = town(3);
    parts.schemes = vec![scheme("herkomst", false), scheme("opleiding", true)];
    parts.counts = [(0, Basis::Counted), (1, Basis::Modelled)]
        .into_iter()
        .flat_map(|(scheme, basis)| {
            let of = |subject, rows| CountTable { scheme, basis, ..table(subject, None, rows) };
            [of(Subject::Home, &HOME), of(Subject::School, &SCHOOL)]
        })
        .collect();
    parts
}
