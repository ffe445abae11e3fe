//! The project file: what goes in comes out, and nothing of anybody else is lost.

use crate::support::project as town;

use std::{fs, sync::Arc};

use geo::{BoundingRect, MultiPolygon};
use proptest::prelude::*;
use rusqlite::{Connection, params};
use town::{keys, other_program, parts, save_parts, saved};
use wijkspiegel::{
    data::{Basis, CountTable, Dataset, SourceId, Subject, Year},
    gpkg_geometry::{RD_NEW, write_blob},
    number::Count,
    project::{Project, open},
};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn one<T: rusqlite::types::FromSql>(connection: &Connection, sql: &str) -> T {
    connection.query_row(sql, [], |r| r.get(0)).unwrap()
}

#[test]
fn a_dataset_comes_back_as_it_was_saved() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    let project = saved(&path);
    let opened = open(&path).unwrap();
    assert_eq!(opened.dataset.parts(), &parts());
    assert_eq!(opened.settings, project.settings);
    assert_eq!(keys(&opened.notices), Vec::<&str>::new());
    assert!(!opened.read_only);
}

#[test]
fn an_empty_dataset_comes_back_empty() {
    let folder = folder();
    let path = folder.path().join("empty.gpkg");
    save_parts(&path, Default::default());
    assert_eq!(open(&path).unwrap().dataset.parts(), &Default::default());
}

#[test]
fn nothing_but_the_project_is_left_in_the_folder() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path).save().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_changed_dataset_replaces_the_old_one() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let mut project = open(&path).unwrap();
    let mut changed = parts();
    changed.schools.reverse();
    changed.areas.swap(0, 2);
    changed.areas[1].parent = None;
    changed.schemes[0].groups.reverse();
    changed.counts.truncate(2);
    changed.counts.reverse();
    changed.flows.clear();
    changed.catchments.remove(0);
    changed.base.clear();
    changed.indicators.remove(1);
    changed.example = false;
    project.dataset = Arc::new(Dataset::new(changed.clone()));
    project.settings.clear();
    project.save().unwrap();
    let opened = open(&path).unwrap();
    assert_eq!(opened.dataset.parts(), &changed);
    assert!(opened.settings.is_empty());
}

#[test]
fn saving_twice_without_a_change_writes_no_row() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    let mut project = saved(&path);
    let changes = || -> Vec<String> {
        let connection = Connection::open(&path).unwrap();
        let mut statement = connection.prepare("SELECT last_change FROM gpkg_contents ORDER BY 1").unwrap();
        statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let before = changes();
    std::thread::sleep(std::time::Duration::from_millis(5));
    project.save().unwrap();
    assert_eq!(changes(), before);
}

#[test]
fn unknown_layers_columns_meta_and_settings_survive_a_save() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    let mut project = saved(&path);
    let other = other_program(&path);
    other
        .execute_batch(
            "ALTER TABLE schools ADD COLUMN remark TEXT;
             UPDATE schools SET remark = 'bouwjaar 1974' WHERE code = '09JG00';
             ALTER TABLE pupils_home ADD COLUMN checked BOOLEAN;
             UPDATE pupils_home SET checked = 1 WHERE area_code = 'BU00140100' AND group_key = 'laag' AND year = 2024;
             CREATE TABLE sketches (fid INTEGER PRIMARY KEY, note TEXT);
             INSERT INTO sketches VALUES (1, 'hier een fietspad');
             INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('sketches', 'attributes', 'Schetsen');
             CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleqml TEXT);
             INSERT INTO layer_styles VALUES (1, '<qgis/>');
             INSERT INTO wijkspiegel_meta (key, value) VALUES ('from_the_future', '42');
             UPDATE gpkg_contents SET description = 'eigen uitleg' WHERE table_name = 'areas';",
        )
        .unwrap();
    drop(other);
    // The columns and layers are no conflict; the new meta row is one, so open again.
    project.save().unwrap_err();
    project = open(&path).unwrap();
    let mut changed = project.dataset.parts().clone();
    changed.schools.swap(0, 1);
    changed.schools[0].name = "Nieuwe naam".into();
    changed.counts[0].cells[6] = Count::Known(99.0);
    project.dataset = Arc::new(Dataset::new(changed.clone()));
    project.save().unwrap();

    assert_eq!(open(&path).unwrap().dataset.parts(), &changed);
    let file = Connection::open(&path).unwrap();
    let remark: String =
        one(&file, "SELECT remark FROM schools WHERE code = '09JG00' AND name = 'Nieuwe naam'");
    assert_eq!(remark, "bouwjaar 1974");
    assert_eq!(one::<f64>(&file, "SELECT pupils FROM pupils_home WHERE checked"), 99.0);
    assert_eq!(one::<String>(&file, "SELECT note FROM sketches"), "hier een fietspad");
    assert_eq!(one::<String>(&file, "SELECT styleqml FROM layer_styles"), "<qgis/>");
    assert_eq!(
        one::<String>(&file, "SELECT value FROM wijkspiegel_meta WHERE key = 'from_the_future'"),
        "42"
    );
    let description: String = one(&file, "SELECT description FROM gpkg_contents WHERE table_name = 'areas'");
    assert_eq!(description, "eigen uitleg");
}

#[test]
fn saving_under_another_name_takes_along_what_others_added() {
    let folder = folder();
    let (path, copy) = (folder.path().join("town.gpkg"), folder.path().join("copy.gpkg"));
    let mut project = saved(&path);
    other_program(&path).execute_batch("CREATE TABLE sketches (note TEXT)").unwrap();
    project.save_as(&copy).unwrap();
    assert_eq!(project.path.as_deref(), Some(copy.as_path()));
    assert_eq!(one::<i64>(&Connection::open(&copy).unwrap(), "SELECT count(*) FROM sketches"), 0);
    assert_eq!(open(&path).unwrap().dataset.parts(), open(&copy).unwrap().dataset.parts());
}

#[test]
fn rows_added_in_another_program_are_read_and_kept() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let at = geo::Point::new(1.0, 2.0);
    other_program(&path)
        .execute(
            "INSERT INTO schools (geom, code) VALUES (?1, 'NIEUW')",
            params![write_blob(&at.into(), RD_NEW).unwrap()],
        )
        .unwrap();
    let mut project = open(&path).unwrap();
    assert_eq!(keys(&project.notices), ["project-row-without-source"]);
    let school = project.dataset.schools().last().unwrap().clone();
    assert_eq!((school.code.as_str(), school.at, school.pupils), ("NIEUW", at, Count::Unknown));
    assert_eq!(project.dataset.source(school.source).unwrap().title, "town.gpkg");
    project.save().unwrap();
    let again = open(&path).unwrap();
    assert_eq!(again.dataset.parts(), project.dataset.parts());
    assert_eq!(keys(&again.notices), Vec::<&str>::new());
}

#[test]
fn the_file_has_the_marks_of_a_geopackage() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let file = Connection::open(&path).unwrap();
    assert_eq!(one::<i64>(&file, "PRAGMA application_id"), 0x4750_4B47);
    assert_eq!(one::<i64>(&file, "PRAGMA user_version"), 10_300);
    assert_eq!(one::<String>(&file, "PRAGMA integrity_check"), "ok");
    assert_eq!(one::<i64>(&file, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    let systems =
        "SELECT group_concat(srs_id) FROM (SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id)";
    assert_eq!(one::<String>(&file, systems), "-1,0,4326,28992");
    // Every table is listed, and every feature table has its geometry column and its index.
    let unlisted = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'gpkg_%'
        AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'rtree_%'
        AND name NOT IN (SELECT table_name FROM gpkg_contents)";
    assert_eq!(one::<i64>(&file, unlisted), 0);
    for count in [
        "SELECT count(*) FROM gpkg_contents WHERE data_type = 'features' AND srs_id = 28992",
        "SELECT count(*) FROM gpkg_geometry_columns WHERE srs_id = 28992 AND z = 0 AND m = 0",
        "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND scope = 'write-only'",
    ] {
        assert_eq!(one::<i64>(&file, count), 5, "{count}");
    }
    assert_eq!(one::<i64>(&file, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"), 30);
    assert_eq!(one::<f64>(&file, "SELECT max_x FROM gpkg_contents WHERE table_name = 'areas'"), 235_500.25);
    assert_eq!(one::<f64>(&file, "SELECT min_y FROM gpkg_contents WHERE table_name = 'areas'"), 580_000.0);
}

#[test]
fn unknown_has_no_row_zero_is_zero_and_hidden_is_a_range() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let file = Connection::open(&path).unwrap();
    let of = "FROM pupils_home WHERE year = 2024 AND scheme = 'parental-education' AND area_code";
    assert_eq!(one::<i64>(&file, &format!("SELECT count(*) {of} = 'WK001401'")), 0);
    assert_eq!(
        one::<f64>(&file, &format!("SELECT pupils {of} = 'BU00140101' AND group_key = 'midden'")),
        0.0
    );
    let hidden = format!(
        "SELECT pupils IS NULL AND least = 1 AND greatest = 4 {of} = 'BU00140101' AND group_key = 'hoog'"
    );
    assert!(one::<bool>(&file, &hidden));
}

#[test]
fn the_index_finds_what_a_search_through_all_areas_finds() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    let mut many = parts();
    let template = many.areas[2].clone();
    many.areas = (0..400)
        .map(|i| {
            let (x, y) = (f64::from(i % 20) * 510.3 + 220_000.0, f64::from(i / 20) * 497.1 + 570_000.0);
            let shape = geo::Rect::new((x, y), (x + 300.0 + f64::from(i), y + 450.0)).to_polygon();
            let mut area = template.clone();
            area.code = format!("A{i}");
            area.parent = None;
            area.shape = MultiPolygon::new(vec![shape]);
            area
        })
        .collect();
    many.counts.clear();
    many.flows.clear();
    many.indicators.clear();
    save_parts(&path, many.clone());
    let file = other_program(&path);
    let mut statement = file
        .prepare(
            "SELECT code FROM areas JOIN rtree_areas_geom r ON r.id = areas.fid
             WHERE r.maxx >= ?1 AND r.minx <= ?2 AND r.maxy >= ?3 AND r.miny <= ?4
               AND ST_MaxX(geom) >= ?1 AND ST_MinX(geom) <= ?2 AND ST_MaxY(geom) >= ?3 AND ST_MinY(geom) <= ?4
             ORDER BY position",
        )
        .unwrap();
    for step in 0..40 {
        let (x, y) = (220_000.0 + f64::from(step) * 251.7, 570_000.0 + f64::from(step * 7 % 40) * 249.9);
        let (w, h) = (f64::from(step) * 33.0, f64::from(40 - step) * 21.0);
        let window = params![x, x + w, y, y + h];
        let found: Vec<String> =
            statement.query_map(window, |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        let expected: Vec<String> = many
            .areas
            .iter()
            .filter(|a| {
                let b = a.shape.bounding_rect().unwrap();
                b.max().x >= x && b.min().x <= x + w && b.max().y >= y && b.min().y <= y + h
            })
            .map(|a| a.code.clone())
            .collect();
        assert_eq!(found, expected, "window {step}");
    }
}

#[test]
fn the_triggers_keep_the_index_when_another_program_edits() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let other = other_program(&path);
    let blob = |x: f64| write_blob(&geo::Point::new(x, 5.0).into(), RD_NEW).unwrap();
    let at = |x: f64| {
        let sql = "SELECT count(*) FROM rtree_schools_geom WHERE maxx >= ?1 AND minx <= ?1";
        other.query_row(sql, [x], |r| r.get::<_, i64>(0)).unwrap()
    };
    other.execute("INSERT INTO schools (fid, geom, code) VALUES (99, ?1, 'N')", [blob(64.0)]).unwrap();
    assert_eq!(at(64.0), 1);
    other.execute("UPDATE schools SET geom = ?1 WHERE fid = 99", [blob(128.0)]).unwrap();
    assert_eq!((at(64.0), at(128.0)), (0, 1));
    other.execute("UPDATE schools SET fid = 100 WHERE fid = 99", []).unwrap();
    assert_eq!(one::<i64>(&other, "SELECT max(id) FROM rtree_schools_geom"), 100);
    other.execute("UPDATE schools SET geom = NULL WHERE fid = 100", []).unwrap();
    assert_eq!(at(128.0), 0);
    other.execute("DELETE FROM schools", []).unwrap();
    assert_eq!(one::<i64>(&other, "SELECT count(*) FROM rtree_schools_geom"), 0);
}

#[test]
fn a_project_of_layout_0_is_upgraded_when_saved_and_untouched_when_opened() {
    let folder = folder();
    let path = folder.path().join("old.gpkg");
    let mut old = parts();
    old.base.clear();
    save_parts(&path, old.clone());
    other_program(&path)
        .execute_batch(
            "ALTER TABLE areas RENAME COLUMN pupil_point_origin TO origin;
             DROP TABLE base_map; DROP TABLE rtree_base_map_geom;
             DELETE FROM gpkg_geometry_columns WHERE table_name = 'base_map';
             DELETE FROM gpkg_extensions WHERE table_name = 'base_map';
             DELETE FROM gpkg_contents WHERE table_name = 'base_map';
             UPDATE wijkspiegel_meta SET value = '0' WHERE key = 'schema_version';",
        )
        .unwrap();
    let bytes = fs::read(&path).unwrap();
    let mut project = open(&path).unwrap();
    assert_eq!(project.dataset.parts(), &old);
    assert_eq!(keys(&project.notices), Vec::<&str>::new());
    assert_eq!(fs::read(&path).unwrap(), bytes);
    project.save().unwrap();
    assert_eq!(open(&path).unwrap().dataset.parts(), &old);
    let file = Connection::open(&path).unwrap();
    assert_eq!(one::<String>(&file, "SELECT value FROM wijkspiegel_meta WHERE key = 'schema_version'"), "2");
    assert_eq!(one::<i64>(&file, "SELECT count(*) FROM rtree_base_map_geom"), 0);
}

fn count() -> impl Strategy<Value = Count> {
    prop_oneof![
        Just(Count::Unknown),
        Just(Count::ZERO),
        (0u32..2000).prop_map(|n| Count::Known(f64::from(n))),
        (0.0..1e9).prop_map(Count::Known),
        (0u32..9, 0u32..9)
            .prop_map(|(a, b)| Count::Suppressed { least: f64::from(a), greatest: f64::from(a + b) }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_tables_of_counts_come_back(
        first in proptest::collection::vec(count(), 12),
        second in proptest::collection::vec(count(), 9),
        year in proptest::option::of(1990i32..2100),
    ) {
        let folder = folder();
        let path = folder.path().join("town.gpkg");
        let mut town = parts();
        let table = |subject, cells| CountTable {
            subject, scheme: 0, year: year.map(Year), basis: Basis::Counted, source: SourceId(0), groups: 3, cells,
        };
        town.counts = vec![table(Subject::School, second), table(Subject::Home, first)];
        let mut project = saved(&path);
        project.dataset = Arc::new(Dataset::new(town.clone()));
        project.save().unwrap();
        let opened = open(&path).unwrap();
        prop_assert_eq!(opened.dataset.parts(), &town);
    }
}

#[test]
fn a_project_without_a_file_asks_for_one() {
    let mut project = Project::new(Arc::new(Dataset::new(parts())));
    assert_eq!(project.save().unwrap_err().key, "project-without-file");
}

#[test]
fn a_code_that_occurs_twice_is_refused() {
    let folder = folder();
    let mut town = parts();
    town.schools[1].code = town.schools[0].code.clone();
    let mut project = Project::new(Arc::new(Dataset::new(town)));
    let path = folder.path().join("town.gpkg");
    assert_eq!(project.save_as(&path).unwrap_err().key, "project-duplicate-code");
    assert!(!path.exists());
}
