//! Rows → dataset: areas, schools, catchments, base map, groups and sources.
//!
//! Other programs edit the file too, so every row is taken with suspicion. What cannot be read is
//! left out with a notice, and remembered, so that saving does not delete it.

use std::collections::{BTreeMap, HashMap};

use geo::{Geometry, InteriorPoint, MultiPolygon, Point};
use rusqlite::types::Value;

use super::{
    StoredScenario, network, read_tables,
    rows::{Refused, Row, Rows},
    schema::{self, Table},
};
use crate::{
    data::{
        Area, AreaId, BaseFeature, BaseKind, Basis, Catchment, Group, GroupScheme, Level, PointOrigin,
        PupilPoint, School, SchoolId, Source, SourceId, area::parent_area_code, dataset::Parts,
    },
    gpkg_geometry::{RD_NEW, read_blob},
    notice::{Notice, Notices},
    number::Count,
    source::ColumnMatch,
};

/// What the rows of a file say.
pub(super) struct Contents {
    pub parts: Parts,
    pub settings: BTreeMap<String, String>,
    pub scenarios: Vec<StoredScenario>,
    pub notices: Notices,
    pub refused: Refused,
}

/// Reads all rows; `file` is the name of the project file for the notices.
pub(super) fn contents(rows: &Rows, file: &str) -> Contents {
    let mut reader = Reader::new(rows, file);
    reader.report_gaps();
    reader.sources();
    reader.areas();
    reader.schools();
    reader.catchments();
    reader.base_map();
    reader.schemes();
    read_tables::counts(&mut reader);
    read_tables::indicators(&mut reader);
    read_tables::attributes(&mut reader);
    network::read(&mut reader);
    let meta = pairs(rows, &schema::META);
    reader.parts.name = meta.get("name").cloned().unwrap_or_default();
    reader.parts.example = meta.get("example").is_some_and(|v| v == "true");
    reader.scenarios();
    reader.finish()
}

/// The pairs of a table with the columns `key` and `value`.
pub(super) fn pairs(rows: &Rows, table: &Table) -> BTreeMap<String, String> {
    let pair = |row: &Row| Some((row.text(table, "key")?, row.text(table, "value").unwrap_or_default()));
    rows.of(table).iter().filter_map(pair).collect()
}

pub(super) struct Reader<'a> {
    pub rows: &'a Rows,
    file: &'a str,
    pub parts: Parts,
    notices: Notices,
    refused: Refused,
    source_ids: HashMap<i64, SourceId>,
    own_source: Option<SourceId>,
    pub area_ids: HashMap<String, AreaId>,
    pub school_ids: HashMap<String, SchoolId>,
    scenarios: Vec<StoredScenario>,
    /// Rows that join nothing, by table and column: how many, and the first code.
    unjoined: BTreeMap<(&'static str, &'static str), (usize, String)>,
    /// Rows that repeat an earlier one, by table.
    repeated: BTreeMap<&'static str, (usize, i64)>,
}

impl<'a> Reader<'a> {
    fn new(rows: &'a Rows, file: &'a str) -> Self {
        Self {
            rows,
            file,
            parts: Parts::default(),
            notices: Notices::default(),
            refused: Refused::default(),
            source_ids: HashMap::new(),
            own_source: None,
            area_ids: HashMap::new(),
            school_ids: HashMap::new(),
            scenarios: Vec::new(),
            unjoined: BTreeMap::new(),
            repeated: BTreeMap::new(),
        }
    }

    fn finish(mut self) -> Contents {
        for ((table, column), (rows, code)) in std::mem::take(&mut self.unjoined) {
            self.notices.push(
                Notice::warning("project-row-joins-nothing")
                    .file(self.file)
                    .layer(table)
                    .column(column)
                    .arg("rows", rows)
                    .arg("code", code),
            );
        }
        for (table, (rows, fid)) in std::mem::take(&mut self.repeated) {
            self.notices.push(
                Notice::warning("project-row-repeated")
                    .file(self.file)
                    .layer(table)
                    .feature(fid)
                    .arg("rows", rows),
            );
        }
        let settings = pairs(self.rows, &schema::SETTINGS);
        let scenarios = self.scenarios;
        Contents { parts: self.parts, settings, scenarios, notices: self.notices, refused: self.refused }
    }

    fn report_gaps(&mut self) {
        for table in &self.rows.missing_tables {
            self.notices.push(Notice::warning("project-table-missing").file(self.file).layer(table.name));
        }
        for (table, column, needed) in &self.rows.missing_columns {
            let notice = if *needed {
                Notice::error("project-column-needed")
            } else {
                Notice::warning("project-column-missing")
            };
            self.notices.push(notice.file(self.file).layer(*table).column(*column));
        }
    }

    /// Leaves a row out, and keeps it from being deleted by a save.
    fn keep_aside(&mut self, table: &Table, row: &Row) {
        self.refused.entry(table.name).or_default().insert(row.fid);
    }

    fn refuse(&mut self, table: &Table, row: &Row, notice: Notice) {
        self.keep_aside(table, row);
        self.notices.push(notice.file(self.file).layer(table.name));
    }

    /// Leaves out a row whose code in this column exists nowhere else.
    pub(super) fn unjoined(&mut self, table: &Table, row: &Row, column: &'static str) {
        self.keep_aside(table, row);
        let code = row.text(table, column).unwrap_or_default();
        self.unjoined.entry((table.name, column)).or_insert((0, code)).0 += 1;
    }

    /// Leaves out a row that says again what an earlier row says.
    pub(super) fn repeated(&mut self, table: &Table, row: &Row) {
        self.keep_aside(table, row);
        self.repeated.entry(table.name).or_insert((0, row.fid)).0 += 1;
    }

    /// A word of a fixed list; a word that is not on it, and no word at all, give `otherwise`.
    pub(super) fn word<T>(
        &mut self,
        table: &Table,
        row: &Row,
        column: &'static str,
        from_code: fn(&str) -> Option<T>,
        otherwise: T,
    ) -> T {
        let Some(word) = row.text(table, column).filter(|w| !w.is_empty()) else {
            return otherwise;
        };
        from_code(&word).unwrap_or_else(|| {
            self.notices.push(
                Notice::warning("project-unknown-word")
                    .file(self.file)
                    .layer(table.name)
                    .column(column)
                    .feature(row.fid)
                    .arg("value", word),
            );
            otherwise
        })
    }

    /// The source of a row. A row that another program added has none: its source is this file.
    pub(super) fn source(&mut self, table: &Table, row: &Row) -> SourceId {
        let given = row.whole(table, "source_id").and_then(|id| self.source_ids.get(&id));
        if let Some(id) = given.copied().or(self.own_source) {
            return id;
        }
        self.notices.push(
            Notice::info("project-row-without-source").file(self.file).layer(table.name).feature(row.fid),
        );
        let id = SourceId(self.parts.sources.len());
        self.parts.sources.push(Source {
            title: self.file.to_owned(),
            file: self.file.to_owned(),
            ..Source::default()
        });
        self.own_source = Some(id);
        id
    }

    fn sources(&mut self) {
        let table = &schema::SOURCES;
        let mut rows: Vec<&Row> = self.rows.of(table).iter().collect();
        rows.sort_by_key(|r| r.whole(table, "source_id"));
        for row in rows {
            let Some(id) = row.whole(table, "source_id") else {
                self.refuse(table, row, Notice::warning("project-row-without-code").feature(row.fid));
                continue;
            };
            if self.source_ids.contains_key(&id) {
                self.repeated(table, row);
                continue;
            }
            self.source_ids.insert(id, SourceId(self.parts.sources.len()));
            let basis = self.word(table, row, "basis", Basis::from_code, Basis::default());
            self.parts.sources.push(Source {
                title: row.text(table, "title").unwrap_or_default(),
                file: row.text(table, "file").unwrap_or_default(),
                publisher: row.text(table, "publisher"),
                licence: row.text(table, "licence"),
                date: row.text(table, "date"),
                sha256: row.text(table, "sha256"),
                basis,
                columns: row.text(table, "columns").map(|t| ColumnMatch::from_json(&t)).unwrap_or_default(),
            });
        }
    }

    /// The code of a new feature; `None` when it has none or one that was seen before.
    fn new_code(&mut self, table: &Table, row: &Row, seen: impl Fn(&Self, &str) -> bool) -> Option<String> {
        let Some(code) = row.text(table, "code").filter(|c| !c.is_empty()) else {
            self.refuse(table, row, Notice::warning("project-row-without-code").feature(row.fid));
            return None;
        };
        if seen(self, &code) {
            self.refuse(table, row, Notice::warning("project-duplicate-code").feature(&code));
            return None;
        }
        Some(code)
    }

    /// The geometry of a feature, `None` in it when it is empty; what is no geometry is reported.
    pub(super) fn geometry(&mut self, table: &Table, row: &Row, name: &str) -> Option<Option<Geometry<f64>>> {
        let read = match row.value(table, schema::GEOM) {
            Some(Value::Blob(blob)) => read_blob(blob).ok(),
            _ => None,
        };
        // Some programs leave the system of a blob undefined (0 or -1): then that of the table holds.
        let geometry = read.filter(|(srs, _)| [RD_NEW, 0, -1].contains(srs)).map(|(_, g)| g);
        if geometry.is_none() {
            self.refuse(table, row, Notice::warning("project-geometry-unreadable").feature(name));
        }
        geometry
    }

    fn polygons(&mut self, table: &Table, row: &Row, name: &str) -> Option<MultiPolygon<f64>> {
        match self.geometry(table, row, name)? {
            None => Some(MultiPolygon::new(Vec::new())),
            Some(Geometry::MultiPolygon(shape)) => Some(shape),
            Some(Geometry::Polygon(shape)) => Some(MultiPolygon::new(vec![shape])),
            Some(_) => {
                self.refuse(table, row, Notice::warning("project-geometry-unreadable").feature(name));
                None
            }
        }
    }

    fn areas(&mut self) {
        let table = &schema::AREAS;
        let mut parents = Vec::new();
        for row in self.rows.of(table) {
            let Some(code) = self.new_code(table, row, |r, c| r.area_ids.contains_key(c)) else { continue };
            let Some(shape) = self.polygons(table, row, &code) else { continue };
            let at = row.number(table, "pupil_x").zip(row.number(table, "pupil_y")).map(Point::from);
            let fallback = if at.is_some() { PointOrigin::Given } else { PointOrigin::Interior };
            let Some(at) = at.or_else(|| shape.interior_point()) else {
                self.refuse(table, row, Notice::warning("project-geometry-unreadable").feature(&code));
                continue;
            };
            let origin = self.word(table, row, "pupil_point_origin", PointOrigin::from_code, fallback);
            let level = self.word(table, row, "level", Level::from_code, Level::of_area_code(&code));
            let source = self.source(table, row);
            self.area_ids.insert(code.clone(), AreaId(self.parts.areas.len()));
            parents.push((row.text(table, "parent_code").filter(|p| !p.is_empty()), row.fid));
            self.parts.areas.push(Area {
                name: row.text(table, "name").unwrap_or_default(),
                code,
                level,
                parent: None,
                shape,
                pupil_point: PupilPoint { at, origin },
                source,
            });
        }
        // A parent can come after its parts.
        for (area, (parent, fid)) in self.parts.areas.iter_mut().zip(parents) {
            let Some(parent) = parent else { continue };
            area.parent = self.area_ids.get(&parent).copied();
            let own = parent == area.code;
            if area.parent.is_none() || own {
                area.parent = None;
                // The municipality need not be a layer of its own.
                if own || parent_area_code(&area.code).as_deref() != Some(&parent) {
                    self.notices.push(
                        Notice::warning("project-parent-unknown")
                            .file(self.file)
                            .layer(table.name)
                            .column("parent_code")
                            .feature(fid)
                            .arg("code", parent),
                    );
                }
            }
        }
    }

    fn schools(&mut self) {
        let table = &schema::SCHOOLS;
        for row in self.rows.of(table) {
            let Some(code) = self.new_code(table, row, |r, c| r.school_ids.contains_key(c)) else { continue };
            let Some(geometry) = self.geometry(table, row, &code) else { continue };
            let at = match geometry {
                Some(Geometry::Point(at)) => at,
                Some(Geometry::MultiPoint(points)) if points.0.len() == 1 => {
                    points.0.first().copied().unwrap_or_default()
                }
                _ => {
                    self.refuse(table, row, Notice::warning("project-geometry-unreadable").feature(&code));
                    continue;
                }
            };
            let source = self.source(table, row);
            self.school_ids.insert(code.clone(), SchoolId(self.parts.schools.len()));
            self.parts.schools.push(School {
                name: row.text(table, "name").unwrap_or_default(),
                code,
                at,
                kind: row.text(table, "kind"),
                denomination: row.text(table, "denomination"),
                board: row.text(table, "board"),
                address: row.text(table, "address"),
                postcode: row.text(table, "postcode"),
                town: row.text(table, "town"),
                pupils: count(table, row, ["pupils", "pupils_least", "pupils_greatest"]),
                source,
            });
        }
    }

    fn catchments(&mut self) {
        let table = &schema::CATCHMENTS;
        for row in self.rows.of(table) {
            let code = row.text(table, "school_code").unwrap_or_default();
            let Some(&school) = self.school_ids.get(&code) else {
                self.unjoined(table, row, "school_code");
                continue;
            };
            let Some(shape) = self.polygons(table, row, &code) else { continue };
            let source = self.source(table, row);
            self.parts.catchments.push(Catchment { school, shape, source });
        }
    }

    fn base_map(&mut self) {
        let table = &schema::BASE_MAP;
        for row in self.rows.of(table) {
            let name = row.text(table, "name");
            let Some(geometry) = self.geometry(table, row, &row.fid.to_string()) else { continue };
            let Some(geometry) = geometry else {
                self.keep_aside(table, row);
                continue;
            };
            let Some(kind) = row.text(table, "kind").and_then(|k| BaseKind::from_code(&k)) else {
                self.unjoined(table, row, "kind");
                continue;
            };
            self.parts.base.push(BaseFeature { kind, name, geometry });
        }
    }

    fn schemes(&mut self) {
        let table = &schema::GROUP_SCHEMES;
        for row in self.rows.of(table) {
            let Some(key) = row.text(table, "scheme") else {
                self.refuse(table, row, Notice::warning("project-row-without-code").feature(row.fid));
                continue;
            };
            if self.scheme(&key).is_some() {
                self.repeated(table, row);
                continue;
            }
            let name = row.text(table, "name").unwrap_or_default();
            let ordered = row.whole(table, "ordered") == Some(1);
            self.parts.schemes.push(GroupScheme { key, name, ordered, groups: Vec::new() });
        }
        let table = &schema::GROUPS;
        for row in self.rows.of(table) {
            let scheme = row.text(table, "scheme").and_then(|key| self.scheme(&key));
            let Some(scheme) = scheme.and_then(|i| self.parts.schemes.get_mut(i)) else {
                self.unjoined(table, row, "scheme");
                continue;
            };
            let Some(key) = row.text(table, "group_key") else {
                self.refuse(table, row, Notice::warning("project-row-without-code").feature(row.fid));
                continue;
            };
            if scheme.position(&key).is_some() {
                self.repeated(table, row);
                continue;
            }
            let label = row.text(table, "label").unwrap_or_default();
            scheme.groups.push(Group { key, label });
        }
    }

    fn scenarios(&mut self) {
        let table = &schema::SCENARIOS;
        for row in self.rows.of(table) {
            let Some(name) = row.text(table, "name").filter(|n| !n.is_empty()) else {
                self.refuse(table, row, Notice::warning("project-row-without-code").feature(row.fid));
                continue;
            };
            if self.scenarios.iter().any(|s| s.name == name) {
                self.repeated(table, row);
                continue;
            }
            let toml = row.text(table, "toml").unwrap_or_default();
            self.scenarios.push(StoredScenario { name, toml });
        }
    }

    /// Position of the scheme with this key.
    pub(super) fn scheme(&self, key: &str) -> Option<usize> {
        self.parts.schemes.iter().position(|s| s.key == key)
    }
}

/// A count: its value, else the range in which it lies, else unknown.
pub(super) fn count(table: &Table, row: &Row, [value, least, greatest]: [&str; 3]) -> Count {
    let bounds = row.number(table, least).zip(row.number(table, greatest));
    match (row.number(table, value), bounds) {
        (Some(value), _) => Count::Known(value),
        (None, Some((least, greatest))) => Count::Suppressed { least, greatest },
        (None, None) => Count::Unknown,
    }
}
