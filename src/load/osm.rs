//! OpenStreetMap, `.osm.pbf`: its streets, cut where one can turn off.
//!
//! One record per piece of street between two nodes where streets meet, with who may pass it in
//! which direction (the rules stand in `rules`) and its length in metres over the ellipsoid of
//! WGS84 (Karney 2013), which holds wherever on earth the streets are. The shape is in RD, which is
//! for drawing; far outside the Netherlands a metre in that plane is no metre.
//!
//! The file is read twice, first the ways and then the nodes that they need, one blob at a time.

mod blobs;
mod rules;

use std::collections::BTreeMap;
use std::path::Path;

use geo::{Coord, Distance, Geodesic, Geometry, LineString, Point};
use osmpbf::PrimitiveBlock;

use super::layer::{Layer, Record, Value};
use super::{file, source};
use crate::crs::{Crs, wgs84_to_rd};
use crate::data::{Mode, Passage};
use crate::notice::{Notice, Notices};
use crate::progress::Progress;
use blobs::for_each_block;
use rules::{Tags, Way, judge, kind};

/// The columns of the layer; roles of the same name are in `assets/columns.toml`.
const FIELDS: [&str; 7] = ["way", "from_node", "to_node", "highway", "foot", "bicycle", "metres"];

/// The most points of streets that are read, those of some three provinces: more would not fit in
/// the memory of a council laptop, and no municipality needs them.
const MOST_POINTS: usize = 4_000_000;

/// Numbers of nodes beyond this are not exact as a number of a record; those in use have eleven
/// digits.
const GREATEST_NODE: u64 = 1 << 53;

/// A street as the file has it.
struct Street {
    id: i64,
    /// Index in the list of kinds.
    kind: usize,
    foot: Passage,
    bicycle: Passage,
    nodes: Vec<i64>,
}

/// All streets of a file, before their nodes have a place.
#[derive(Default)]
struct Found {
    streets: Vec<Street>,
    kinds: Vec<String>,
    /// Ways that are streets, but that nobody may walk or cycle along, by kind.
    closed: BTreeMap<String, usize>,
    points: usize,
}

/// A node of a street.
struct Node {
    id: i64,
    /// Whether streets are cut here.
    junction: bool,
    /// Longitude and latitude, and RD metres.
    at: Option<(Point<f64>, Coord<f64>)>,
}

/// Reads the streets of a file.
///
/// # Errors
/// A file that cannot be read, ends too early, is damaged, compressed in a way that is not read,
/// holds no streets, or more than fit in memory; a run that was cancelled.
pub fn read(path: &Path, notices: &mut Notices, progress: &dyn Progress) -> Result<Layer, Notice> {
    let name = file::file_name(path);
    let mut found = Found::default();
    let date = for_each_block(path, progress, |block| found.take_ways(block, &name))?;
    if found.streets.is_empty() {
        return Err(Notice::error("load-osm-no-streets").file(name));
    }
    let mut nodes = found.nodes();
    for_each_block(path, progress, |block| {
        place(block, &mut nodes);
        Ok(())
    })?;
    let records = found.records(&nodes);
    let missing = nodes.iter().filter(|n| n.at.is_none()).count();
    if records.is_empty() {
        return Err(Notice::error("load-osm-no-nodes").file(name));
    }
    if missing > 0 {
        notices.push(Notice::info("load-osm-nodes-missing").arg("number", missing).file(name.clone()));
    }
    let mut from = source(&name, None, file::sha256_of(path)?);
    from.title = format!("OpenStreetMap ({name})");
    from.publisher = Some("© OpenStreetMap".to_owned());
    from.licence = Some("ODbL".to_owned());
    from.date = date.and_then(civil_date);
    let detected = found.detected(&records);
    Ok(Layer {
        source: from,
        lines: false,
        fields: FIELDS.map(str::to_owned).to_vec(),
        records,
        crs: Some(Crs::Wgs84),
        detected,
    })
}

impl Found {
    fn take_ways(&mut self, block: &PrimitiveBlock, name: &str) -> Result<(), Notice> {
        for way in block.groups().flat_map(|group| group.ways()) {
            let tags = Tags(way.tags().collect());
            let Some(kind) = kind(&tags) else { continue };
            let (foot, bicycle) = match judge(&tags) {
                Way::Other => continue,
                Way::Closed => {
                    *self.closed.entry(kind.to_owned()).or_default() += 1;
                    continue;
                }
                Way::Open { foot, bicycle } => (foot, bicycle),
            };
            self.points += way.raw_refs().len();
            if self.points > MOST_POINTS {
                return Err(Notice::error("load-osm-too-large").arg("most", MOST_POINTS).file(name));
            }
            let known = self.kinds.iter().position(|k| k == kind);
            let kind = known.unwrap_or_else(|| {
                self.kinds.push(kind.to_owned());
                self.kinds.len() - 1
            });
            self.streets.push(Street { id: way.id(), kind, foot, bicycle, nodes: way.refs().collect() });
        }
        Ok(())
    }

    /// The nodes of all streets, sorted by number. A street is cut where it ends and where a node
    /// is in more than one place of the network.
    fn nodes(&self) -> Vec<Node> {
        let mut all: Vec<(i64, bool)> = Vec::with_capacity(self.points);
        for street in &self.streets {
            let last = street.nodes.len().saturating_sub(1);
            all.extend(street.nodes.iter().enumerate().map(|(i, id)| (*id, i == 0 || i == last)));
        }
        all.sort_unstable();
        let node = |same: &[(i64, bool)]| Node {
            id: same.first().map_or(0, |(id, _)| *id),
            junction: same.len() > 1 || same.iter().any(|(_, end)| *end),
            at: None,
        };
        all.chunk_by(|a, b| a.0 == b.0).map(node).collect()
    }

    fn records(&self, nodes: &[Node]) -> Vec<Record> {
        let mut records = Vec::new();
        for street in &self.streets {
            let mut piece: Vec<&Node> = Vec::new();
            for id in &street.nodes {
                let node = nodes.binary_search_by_key(id, |n| n.id).ok().and_then(|i| nodes.get(i));
                // A node that an extract left out cuts the street; its ends are then ends of pieces.
                let Some(node) = node.filter(|n| n.at.is_some()) else {
                    self.push(street, &piece, &mut records);
                    piece.clear();
                    continue;
                };
                piece.push(node);
                if node.junction && piece.len() > 1 {
                    self.push(street, &piece, &mut records);
                    piece = vec![node];
                }
            }
            self.push(street, &piece, &mut records);
        }
        records
    }

    /// One piece of street as a record, when it has at least two points.
    fn push(&self, street: &Street, piece: &[&Node], records: &mut Vec<Record>) {
        let ([first, .., last], points) = (piece, piece.iter().filter_map(|n| n.at)) else { return };
        let (degrees, metres): (Vec<Point<f64>>, Vec<Coord<f64>>) = points.unzip();
        let pairs = degrees.iter().zip(degrees.iter().skip(1));
        let length: f64 = pairs.map(|(a, b)| Geodesic.distance(*a, *b)).sum();
        let number = |id: i64| Value::Number(id as f64);
        let text = |text: &str| Value::Text(text.to_owned());
        records.push(Record {
            number: records.len() as u64 + 1,
            values: vec![
                number(street.id),
                number(first.id),
                number(last.id),
                text(self.kinds.get(street.kind).map_or("", String::as_str)),
                text(street.foot.code()),
                text(street.bicycle.code()),
                Value::Number(length),
            ],
            geometry: Some(Geometry::LineString(LineString::new(metres))),
        });
    }

    /// What was used and what was left out, for the preview and for `check`.
    fn detected(&self, records: &[Record]) -> Vec<(&'static str, String)> {
        let closed: usize = self.closed.values().sum();
        let mut kinds: Vec<(&String, &usize)> = self.closed.iter().collect();
        kinds.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let kinds: Vec<String> = kinds.iter().take(8).map(|(kind, n)| format!("{kind} {n}")).collect();
        let kilometres = |mode: Mode| {
            let column = if mode == Mode::Walking { 4 } else { 5 };
            let open = records.iter().filter(|r| {
                r.values.get(column).and_then(Value::text).is_some_and(|t| t != Passage::No.code())
            });
            let metres = open.filter_map(|r| match r.values.get(6) {
                Some(Value::Number(metres)) => Some(*metres),
                _ => None,
            });
            format!("{:.1}", metres.sum::<f64>() / 1000.0)
        };
        vec![
            ("ways_used", self.streets.len().to_string()),
            ("ways_refused", closed.to_string()),
            ("refused_kinds", kinds.join(", ")),
            ("walking_km", kilometres(Mode::Walking)),
            ("cycling_km", kilometres(Mode::Cycling)),
        ]
    }
}

/// Gives the nodes of streets that stand in a block their place.
fn place(block: &PrimitiveBlock, nodes: &mut [Node]) {
    let mut set = |id: i64, lon: f64, lat: f64| {
        if id.unsigned_abs() > GREATEST_NODE || lon.abs() > 180.0 || lat.abs() > 90.0 {
            return;
        }
        let Ok(i) = nodes.binary_search_by_key(&id, |n| n.id) else { return };
        let Some(node) = nodes.get_mut(i) else { return };
        node.at = wgs84_to_rd(lon, lat).map(|(x, y)| (Point::new(lon, lat), Coord { x, y }));
    };
    for group in block.groups() {
        group.nodes().for_each(|n| set(n.id(), n.lon(), n.lat()));
        group.dense_nodes().for_each(|n| set(n.id(), n.lon(), n.lat()));
    }
}

/// Seconds since 1970 as a date, year first. Days are counted in eras of 400 years that begin in
/// March, so that the leap day comes last.
fn civil_date(seconds: i64) -> Option<String> {
    let days = seconds.div_euclid(86_400).checked_add(719_468)?;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year + era * 400 + i64::from(month <= 2);
    (1970..2200).contains(&year).then(|| format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::civil_date;

    #[test]
    fn a_time_of_the_header_is_a_date() {
        let date = |seconds| civil_date(seconds).unwrap_or_default();
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(date(951_868_800), "2000-03-01");
        assert_eq!(date(1_767_225_599), "2025-12-31");
        for nonsense in [i64::MIN, -1, i64::MAX] {
            assert_eq!(civil_date(nonsense), None);
        }
    }
}
