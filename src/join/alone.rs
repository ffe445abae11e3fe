//! What is wrong with the rows of a file by itself, whatever town it is joined to.

use std::collections::BTreeSet;

use geo::{MultiPolygon, Point, polygon};

use super::builder::{Builder, Input};
use super::codes::AreaCodes;
use super::recognise::{Kind, Role};
use crate::data::{Area, Level, PointOrigin, PupilPoint, School, SourceId};
use crate::notice::{Notice, Notices};
use crate::number::Count;

/// Findings about a table as a whole that do not hang on what it is joined to.
const OF_THE_TABLE: [&str; 7] = [
    "join-too-many-groups",
    "join-group-columns",
    "join-groups-missing",
    "join-figures-hidden",
    "join-masked",
    "join-rounded",
    "join-and-more",
];

/// Joins the layers of one file to areas and schools that are made for it, one for every code that it
/// names, and gives what is found about its rows. `every_row` names them all.
pub fn findings_alone(inputs: Vec<Input>, every_row: bool) -> Notices {
    let skipped = [Kind::Base, Kind::Own, Kind::Streets, Kind::Addresses];
    let mut out = Notices::default();
    // One by one: two tables of one file may give the same numbers in two forms.
    for input in inputs.into_iter().filter(|i| !skipped.contains(&i.recognised.kind)) {
        let mut builder = Builder::default();
        builder.findings_only = true;
        if every_row {
            builder.show_every_row();
        }
        if input.recognised.kind != Kind::Areas {
            builder.parts.areas = areas_of(&input);
        }
        if input.recognised.kind != Kind::Schools {
            builder.parts.schools = schools_of(&input);
        }
        builder.add(input);
        builder.build().notices.into_iter().filter(is_own).for_each(|notice| {
            // What is told of the counts need not be told of the figures in the same column.
            if !out.iter().any(|known| known == &notice) {
                out.push(notice);
            }
        });
    }
    out
}

fn is_own(notice: &Notice) -> bool {
    let place = &notice.place;
    let row = place.line.is_some() || place.feature.is_some() || place.column.is_some();
    (row && notice.key != "join-unmatched") || OF_THE_TABLE.contains(&notice.key)
}

/// An area for every code, somewhere.
fn areas_of(input: &Input) -> Vec<Area> {
    if !input.recognised.columns.contains_key(&Role::AreaCode) {
        return Vec::new();
    }
    let written: Vec<String> =
        input.layer.records.iter().filter_map(|r| input.text(r, Role::AreaCode)).collect();
    let codes = AreaCodes::new(&[]).reading(written.iter().map(String::as_str));
    let distinct: BTreeSet<String> = written.iter().map(|code| codes.canonical(code)).collect();
    let square = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)];
    let area = |code: String| Area {
        name: code.clone(),
        level: Level::of_area_code(&code),
        code,
        parent: None,
        shape: MultiPolygon(vec![square.clone()]),
        pupil_point: PupilPoint { at: Point::new(0.5, 0.5), origin: PointOrigin::Interior },
        source: SourceId(0),
    };
    distinct.into_iter().map(area).collect()
}

/// A school for every code, at one place.
fn schools_of(input: &Input) -> Vec<School> {
    let distinct: BTreeSet<String> =
        input.layer.records.iter().filter_map(|r| input.school_code(r)).map(|c| c.to_uppercase()).collect();
    let school = |code: String| School {
        name: code.clone(),
        code,
        at: Point::new(0.5, 0.5),
        kind: None,
        denomination: None,
        board: None,
        address: None,
        postcode: None,
        town: None,
        pupils: Count::Unknown,
        source: SourceId(0),
    };
    distinct.into_iter().map(school).collect()
}
