//! Which borders: several files often hold the same areas in several forms.

use std::cmp::Reverse;

use geo::{BoundingRect, CoordsIter, Intersects};

use super::scan::{Found, year_of_name};
use super::{Plan, Reason, in_municipality};
use crate::crs::Crs;
use crate::data::Level;
use crate::join::{Input, Kind, Role};
use crate::load::Record;
use crate::notice::Notice;

/// A file within this part of the largest number of areas is complete; a few areas come and go
/// every year.
const COMPLETE: f64 = 0.9;

/// The borders of one level that a layer holds of the municipality.
#[derive(Debug)]
struct Candidate<'a> {
    found: &'a Found,
    input: &'a Input,
    level: Level,
    areas: usize,
    year: i32,
    corners: usize,
    figures: usize,
}

/// The chosen areas, to look up what lies in them.
#[derive(Debug, Default)]
pub struct Ground {
    pub shapes: Vec<geo::MultiPolygon<f64>>,
}

impl Ground {
    /// Whether a point lies in the municipality; on a border it does.
    pub fn contains(&self, point: &geo::Point<f64>) -> bool {
        use geo::{BoundingRect, Intersects};
        let near = |s: &&geo::MultiPolygon<f64>| s.bounding_rect().is_some_and(|r| r.intersects(point));
        self.shapes.iter().filter(near).any(|s| s.intersects(point))
    }
}

/// Chooses the borders of each level: the most complete, then the newest, then those with the most
/// corners, in RD, with the most figures, and at last the first by name. Postcodes are kept to
/// divide by; they are the areas themselves only where there are no others.
pub(super) fn choose(plan: &mut Plan, layers: &[Found]) -> Result<Ground, Notice> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut postcodes: Vec<(&Found, &Input)> = Vec::new();
    for found in layers {
        for input in found.inputs.iter().filter(|i| i.recognised.kind == Kind::Areas) {
            let level_of = |r: &Record| input.text(r, Role::AreaCode).map(|c| Level::of_area_code(&c));
            if input.layer.records.iter().filter_map(level_of).any(|l| l == Level::Postcode) {
                postcodes.push((found, input));
                continue;
            }
            let before = candidates.len();
            for level in [Level::Municipality, Level::Wijk, Level::Buurt] {
                candidates.extend(candidate(found, input, level, &plan.municipality));
            }
            if candidates.len() == before {
                let elsewhere = Reason::than("assistant-left-elsewhere", &plan.municipality.clone());
                plan.leave(found, Some(Kind::Areas), elsewhere);
            }
        }
    }
    let mut ground = Ground::default();
    // The finest decides the year of all: borders of two years do not nest.
    let mut year = None;
    let mut chosen: Vec<&str> = Vec::new();
    let mut beaten: Vec<(&Found, Reason)> = Vec::new();
    for level in [Level::Buurt, Level::Wijk, Level::Municipality] {
        let mut of: Vec<&Candidate> = candidates.iter().filter(|c| c.level == level).collect();
        let most = of.iter().map(|c| c.areas).max().unwrap_or(0);
        let complete = |c: &Candidate| c.areas as f64 >= most as f64 * COMPLETE;
        let wanted: Option<i32> = year;
        let other_year = |c: &Candidate| wanted.is_some_and(|y| y != c.year);
        of.sort_by(|a, b| rank(a, complete(a), other_year(a)).cmp(&rank(b, complete(b), other_year(b))));
        let Some((best, rest)) = of.split_first() else { continue };
        year = year.or(Some(best.year));
        let areas = part(best.input, level, &plan.municipality);
        if ground.shapes.is_empty() {
            let shapes = areas.layer.records.iter().filter_map(|r| r.geometry.clone());
            ground.shapes.extend(shapes.filter_map(polygons));
        }
        plan.use_it(best.found, Kind::Areas, Reason::counting(used_key(level), best.areas));
        plan.inputs.push(areas);
        chosen.push(&best.found.name);
        for other in rest {
            let key = why(best, other, &complete, &other_year);
            beaten.push((other.found, Reason::than(key, &best.found.name)));
        }
    }
    for (found, reason) in beaten {
        if !chosen.contains(&found.name.as_str()) && !plan.has(found, Kind::Areas) {
            plan.leave(found, Some(Kind::Areas), reason);
        }
    }
    if chosen.is_empty() {
        return Err(Notice::error("assistant-no-borders").arg("municipality", &plan.municipality));
    }
    postcodes.sort_by_key(|(found, _)| (Reverse(year_of_name(&found.name)), found.name.clone()));
    for (at, (found, input)) in postcodes.iter().enumerate() {
        if at == 0 {
            plan.use_it(found, Kind::Areas, Reason::new("assistant-used-postcodes"));
            plan.carriers.push(near(input, &ground));
        } else {
            let first = postcodes.first().map_or("", |(f, _)| f.name.as_str());
            plan.leave(found, Some(Kind::Areas), Reason::than("assistant-left-older", first));
        }
    }
    Ok(ground)
}

fn candidate<'a>(
    found: &'a Found,
    input: &'a Input,
    level: Level,
    municipality: &str,
) -> Option<Candidate<'a>> {
    let own: Vec<&Record> =
        input.layer.records.iter().filter(|r| is_of(input, r, level, municipality)).collect();
    let corners = own.iter().filter_map(|r| r.geometry.as_ref()).map(CoordsIter::coords_count).sum();
    let year = year_of_name(&found.name).unwrap_or(0);
    let figures = input.layer.fields.len();
    (!own.is_empty()).then_some(Candidate { found, input, level, areas: own.len(), year, corners, figures })
}

pub(super) fn is_of(input: &Input, record: &Record, level: Level, municipality: &str) -> bool {
    input
        .text(record, Role::AreaCode)
        .is_some_and(|code| Level::of_area_code(&code) == level && in_municipality(&code, municipality))
}

/// Least is best.
type Rank<'a> = (bool, bool, Reverse<i32>, Reverse<usize>, bool, Reverse<usize>, &'a str);

fn rank<'a>(c: &'a Candidate, complete: bool, other_year: bool) -> Rank<'a> {
    let foreign = c.input.layer.crs != Some(Crs::RdNew);
    let (year, corners, figures) = (Reverse(c.year), Reverse(c.corners), Reverse(c.figures));
    (!complete, other_year, year, corners, foreign, figures, &c.found.name)
}

/// The first rule by which one goes before the other.
fn why(
    best: &Candidate,
    other: &Candidate,
    complete: &impl Fn(&Candidate) -> bool,
    other_year: &impl Fn(&Candidate) -> bool,
) -> &'static str {
    let crs = |c: &Candidate| c.input.layer.crs != Some(Crs::RdNew);
    if complete(best) != complete(other) {
        "assistant-left-incomplete"
    } else if other_year(best) != other_year(other) || best.year != other.year {
        "assistant-left-older"
    } else if best.corners != other.corners {
        "assistant-left-coarser"
    } else if crs(best) != crs(other) {
        "assistant-left-converted"
    } else if best.figures != other.figures {
        "assistant-left-fewer"
    } else {
        "assistant-left-same"
    }
}

fn used_key(level: Level) -> &'static str {
    match level {
        Level::Buurt => "assistant-used-buurten",
        Level::Wijk => "assistant-used-wijken",
        _ => "assistant-used-municipality",
    }
}

/// The areas that may meet the municipality: what is known of any other divides over nothing here.
fn near(input: &Input, ground: &Ground) -> Input {
    let boxes: Vec<_> = ground.shapes.iter().filter_map(BoundingRect::bounding_rect).collect();
    let meets = |r: &&Record| {
        let own = r.geometry.as_ref().and_then(BoundingRect::bounding_rect);
        own.is_some_and(|own| boxes.iter().any(|b| b.intersects(&own)))
    };
    input.with(meets)
}

/// The areas of one level of the municipality, as a layer of their own.
pub(super) fn part(input: &Input, level: Level, municipality: &str) -> Input {
    let mut part = input.with(|r| is_of(input, r, level, municipality));
    if part.layer.source.date.is_none() {
        part.layer.source.date = year_of_name(&input.layer.source.file).map(|y| y.to_string());
    }
    part
}

fn polygons(geometry: geo::Geometry<f64>) -> Option<geo::MultiPolygon<f64>> {
    match geometry {
        geo::Geometry::Polygon(p) => Some(geo::MultiPolygon(vec![p])),
        geo::Geometry::MultiPolygon(m) => Some(m),
        _ => None,
    }
}
