//! Project files that are not what they should be, and saves that cannot be done.

use crate::support::project as town;

use std::{fs, path::Path, process::Command, sync::Arc};

use rusqlite::Connection;
use town::{keys, other_program, parts, saved};
use wijkspiegel::{
    data::{Dataset, dataset::Parts},
    notice::Severity,
    number::Count,
    project::open,
    text::Language,
};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The notice with which a file of these bytes is refused.
fn refusal(bytes: &[u8]) -> &'static str {
    let folder = folder();
    let path = folder.path().join("file.gpkg");
    fs::write(&path, bytes).unwrap();
    open(&path).unwrap_err().key
}

/// The town after another program did this to its file, with the notices.
fn after(sql: &str) -> (Parts, Vec<&'static str>) {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    other_program(&path).execute_batch(sql).unwrap();
    let mut project = open(&path).unwrap();
    // Whatever it was, the project can be saved and is then the same.
    project.save().unwrap();
    assert_eq!(open(&path).unwrap().dataset.parts(), project.dataset.parts(), "{sql}");
    (project.dataset.parts().clone(), keys(&project.notices))
}

#[test]
fn what_is_no_project_is_refused_with_the_reason() {
    let folder = folder();
    assert_eq!(open(&folder.path().join("none.gpkg")).unwrap_err().key, "project-missing");
    assert_eq!(open(folder.path()).unwrap_err().key, "project-directory");
    assert_eq!(refusal(b""), "project-empty-file");
    assert_eq!(refusal(b"code;name\n1;a\n"), "project-not-sqlite");
    assert_eq!(refusal(b"SQLite"), "project-not-sqlite");
    assert_eq!(refusal(b"SQLite format 3\0 and then nothing"), "project-corrupt");
}

#[test]
fn another_database_and_another_geopackage_are_told_apart() {
    let folder = folder();
    let path = folder.path().join("other.gpkg");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE t (a)").unwrap();
    assert_eq!(open(&path).unwrap_err().key, "project-other-database");
    other.execute_batch("CREATE TABLE gpkg_contents (table_name TEXT)").unwrap();
    let notice = open(&path).unwrap_err();
    assert_eq!(notice.key, "project-foreign-geopackage");
    assert!(notice.fix(Language::Dutch).unwrap().contains("laag"));
}

#[test]
fn a_newer_version_is_refused_and_an_unreadable_one_too() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    let mut project = saved(&path);
    let set = |version: &str| {
        other_program(&path)
            .execute("UPDATE wijkspiegel_meta SET value = ?1 WHERE key = 'schema_version'", [version])
            .unwrap();
    };
    set("3");
    assert_eq!(open(&path).unwrap_err().key, "project-version-newer");
    assert_eq!(project.save().unwrap_err().key, "project-changed-elsewhere");
    assert_eq!(project.save_as(&path).unwrap_err().key, "project-version-newer");
    for odd in ["", "one", "-1", "99999999999999999999"] {
        set(odd);
        assert_eq!(open(&path).unwrap_err().key, "project-version-unreadable");
    }
}

#[test]
fn a_file_cut_anywhere_never_panics_and_is_never_taken_for_whole() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let bytes = fs::read(&path).unwrap();
    for end in (1..bytes.len()).step_by(bytes.len() / 60).chain([100, 4096, bytes.len() - 1]) {
        fs::write(&path, &bytes[..end]).unwrap();
        assert!(open(&path).is_err(), "cut at {end}");
    }
}

#[test]
fn flipped_bytes_never_panic() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let bytes = fs::read(&path).unwrap();
    let mut seed = 7u64;
    for _ in 0..250 {
        let mut broken = bytes.clone();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(seed >> 33).unwrap() % broken.len();
            broken[at] ^= (seed >> 20) as u8 | 1;
        }
        fs::write(&path, &broken).unwrap();
        if let Ok(mut project) = open(&path) {
            let _ = project.save();
        }
    }
}

#[test]
fn missing_tables_and_columns_are_reported_and_made_again() {
    let (read, notices) =
        after("DROP TABLE indicator_values; DROP TABLE base_map; DROP TABLE rtree_base_map_geom");
    assert_eq!(notices, ["project-table-missing"; 2]);
    assert!(read.base.is_empty() && read.indicators[0].values.iter().all(Option::is_none));
    let (read, notices) = after("ALTER TABLE schools DROP COLUMN board");
    assert_eq!(notices, ["project-column-missing"]);
    assert!(read.schools.iter().all(|s| s.board.is_none()));
    let (read, notices) = after("ALTER TABLE pupils_home DROP COLUMN area_code");
    assert_eq!(notices, ["project-column-needed", "project-row-joins-nothing"]);
    assert_eq!(read.counts[0].cells, vec![Count::Unknown; 12]);
    let (read, _) = after("DROP TABLE sources");
    assert_eq!(read.sources.len(), 1);
}

#[test]
fn codes_that_join_nothing_are_left_out_and_stay_in_the_file() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let count =
        |sql: &str| -> i64 { Connection::open(&path).unwrap().query_row(sql, [], |r| r.get(0)).unwrap() };
    other_program(&path)
        .execute_batch(
            "INSERT INTO pupils_home (area_code, scheme, group_key, year, pupils) VALUES
               ('BU99999999', 'parental-education', 'laag', 2024, 3), ('BU00140101', 'parental-education', 'geen', 2024, 3),
               ('BU00140101', 'geen', 'laag', 2024, 3), ('BU00140101', 'parental-education', 'laag', 1900, 3);
             INSERT INTO flows (area_code, school_code, scheme, group_key, year, pupils)
               VALUES ('BU00140101', '99ZZ99', 'parental-education', 'laag', 2024, 3);
             INSERT INTO catchments (school_code) VALUES ('99ZZ99');",
        )
        .unwrap();
    let mut project = open(&path).unwrap();
    assert_eq!(project.dataset.parts(), &parts());
    assert_eq!(keys(&project.notices), ["project-row-joins-nothing"; 6]);
    project.save().unwrap();
    assert_eq!(count("SELECT count(*) FROM pupils_home WHERE pupils = 3"), 4);
    assert_eq!(count("SELECT count(*) FROM flows WHERE school_code = '99ZZ99'"), 1);
    assert_eq!(count("SELECT count(*) FROM catchments WHERE school_code = '99ZZ99'"), 1);
}

#[test]
fn a_feature_with_a_bad_geometry_is_left_out_and_stays_in_the_file() {
    for blob in [
        "X'0011'",
        "NULL",
        "'text'",
        "X'47500001407100000106'",
        "zeroblob(60)",
        "(SELECT geom FROM areas LIMIT 1)",
    ] {
        let folder = folder();
        let path = folder.path().join("town.gpkg");
        saved(&path);
        let sql = format!("UPDATE schools SET geom = {blob} WHERE code = '09JG00'");
        other_program(&path).execute_batch(&sql).unwrap();
        let mut project = open(&path).unwrap();
        let codes: Vec<_> = project.dataset.schools().iter().map(|s| s.code.clone()).collect();
        assert_eq!(codes, ["17EC00", "01AA00"], "{blob}");
        assert!(keys(&project.notices).contains(&"project-geometry-unreadable"), "{blob}");
        // What belongs to the others still belongs to them.
        assert_eq!(project.dataset.parts().counts[2].cells[3..], [Count::Unknown; 3]);
        project.save().unwrap();
        let file = Connection::open(&path).unwrap();
        let sql = "SELECT (SELECT count(*) FROM schools) + (SELECT count(*) FROM catchments)";
        assert_eq!(file.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap(), 6, "{blob}");
    }
}

#[test]
fn odd_values_get_a_notice_and_never_a_panic() {
    let (read, notices) =
        after("UPDATE areas SET level = 'provincie', parent_code = code WHERE code = 'WK001401'");
    assert_eq!(notices, ["project-unknown-word", "project-parent-unknown"]);
    assert_eq!(read.areas[1].parent, None);
    let (read, _) = after("UPDATE pupils_home SET pupils = 'veel', least = X'00', year = 99999999999");
    assert_eq!(read.counts[0].cells, vec![Count::Unknown; 12]);
    let (_, notices) = after("UPDATE schools SET code = NULL; UPDATE areas SET geom = NULL");
    assert!(notices.contains(&"project-row-without-code"));
    let (read, notices) =
        after("INSERT INTO groups (scheme, group_key) VALUES ('weight', 'ja'), ('geen', 'ja')");
    assert_eq!((read, notices.len()), (parts(), 2));
    let (read, _) = after("UPDATE count_tables SET table_id = -9223372036854775808 WHERE table_id = 1");
    assert_eq!(read, parts());
    after("UPDATE count_tables SET subject = 'x'; UPDATE sources SET basis = 'guess', source_id = NULL");
    after(
        "UPDATE indicators SET year = 1e300; UPDATE base_map SET kind = NULL, geom = X'47500011407100000103000000'",
    );
}

#[test]
fn a_save_that_fails_halfway_leaves_the_old_file_untouched() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    // A rule of another program that forbids a part of what the save must do.
    other_program(&path)
        .execute_batch(
            "CREATE TRIGGER no_new_schools BEFORE UPDATE ON schools BEGIN SELECT RAISE(ABORT, 'forbidden'); END",
        )
        .unwrap();
    let bytes = fs::read(&path).unwrap();
    let mut project = open(&path).unwrap();
    let mut changed = parts();
    changed.areas.clear();
    changed.schools[0].name = "Anders".into();
    project.dataset = Arc::new(Dataset::new(changed));
    let notice = project.save().unwrap_err();
    assert_eq!((notice.key, notice.severity), ("project-database-error", Severity::Error));
    assert!(notice.message(Language::English).contains("forbidden"));
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_changed_by_somebody_else_is_not_overwritten() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    let mut project = saved(&path);
    other_program(&path).execute_batch("UPDATE schools SET name = 'Van een ander'").unwrap();
    assert_eq!(project.save().unwrap_err().key, "project-changed-elsewhere");
    assert_eq!(open(&path).unwrap().dataset.schools()[0].name, "Van een ander");
    // To save to the same name is to insist.
    project.save_as(&path).unwrap();
    assert_eq!(open(&path).unwrap().dataset.parts(), &parts());
    project.save().unwrap();
}

#[test]
fn what_stands_in_the_log_of_another_program_is_read_and_its_file_is_not_replaced() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    let mut project = saved(&path);
    let other = other_program(&path);
    other.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    other.execute_batch("UPDATE schools SET town = 'Haren'").unwrap();
    assert!(fs::metadata(path.with_extension("gpkg-wal")).unwrap().len() > 0);
    let seen = open(&path).unwrap();
    assert!(seen.dataset.schools().iter().all(|s| s.town.as_deref() == Some("Haren")));
    assert_eq!(project.save().unwrap_err().key, "project-open-elsewhere");
    // The other program can go on, and when it has closed the file we can.
    other.execute_batch("UPDATE schools SET town = 'Groningen'").unwrap();
    drop(other);
    project.save().unwrap();
    assert_eq!(open(&path).unwrap().dataset.parts(), &parts());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_log_of_a_killed_program_is_folded_in_before_the_file_is_replaced() {
    let folder = folder();
    let (path, crashed) = (folder.path().join("town.gpkg"), folder.path().join("crashed.gpkg"));
    saved(&path);
    let other = other_program(&path);
    other.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    other.execute_batch("UPDATE schools SET town = 'Haren'").unwrap();
    // As the disk looks when that program is killed now.
    fs::copy(&path, &crashed).unwrap();
    fs::copy(path.with_extension("gpkg-wal"), crashed.with_extension("gpkg-wal")).unwrap();
    let mut project = open(&crashed).unwrap();
    assert_eq!(project.dataset.schools()[0].town.as_deref(), Some("Haren"));
    project.save().unwrap();
    assert!(!crashed.with_extension("gpkg-wal").exists());
    assert_eq!(open(&crashed).unwrap().dataset.parts(), project.dataset.parts());
}

#[test]
fn a_log_without_its_database_is_not_applied_to_a_new_file() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    fs::write(path.with_extension("gpkg-wal"), b"frames of a file that is gone").unwrap();
    let mut project = wijkspiegel::project::Project::new(Arc::new(Dataset::new(parts())));
    assert_eq!(project.save_as(&path).unwrap_err().key, "project-stray-journal");
    assert!(!path.exists());
}

#[test]
fn a_file_that_is_locked_is_left_alone() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    let mut project = saved(&path);
    let other = other_program(&path);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(project.save().unwrap_err().key, "project-open-elsewhere");
    other.execute_batch("ROLLBACK").unwrap();
    project.save().unwrap();
}

#[test]
fn a_read_only_file_opens_and_is_saved_under_another_name() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let mut project = open(&path).unwrap();
    assert!(project.read_only);
    assert_eq!(project.save().unwrap_err().key, "project-read-only");
    project.save_as(&folder.path().join("copy.gpkg")).unwrap();
    assert!(!project.read_only);
    assert_eq!(open(&path).unwrap().dataset.parts(), &parts());
}

#[cfg(unix)]
#[test]
fn a_project_in_a_read_only_folder_opens_even_when_it_was_left_in_log_mode() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = folder.path().join("map van a&b ?#%.gpkg");
    saved(&path);
    other_program(&path).query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let mut project = open(&path).unwrap();
    assert!(project.read_only);
    assert_eq!(project.dataset.parts(), &parts());
    assert_eq!(project.save().unwrap_err().key, "project-read-only");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn saving_where_there_is_no_folder_or_on_a_folder_is_refused() {
    let folder = folder();
    let mut project = saved(&folder.path().join("town.gpkg"));
    assert_eq!(project.save_as(&folder.path().join("no/town.gpkg")).unwrap_err().key, "project-no-folder");
    assert_eq!(project.save_as(folder.path()).unwrap_err().key, "project-directory");
}

#[test]
fn a_file_that_is_no_database_can_be_replaced_on_purpose() {
    let folder = folder();
    let path = folder.path().join("old.gpkg");
    fs::write(&path, b"something else").unwrap();
    saved(&path);
    fs::write(&path, b"SQLite format 3\0 broken").unwrap();
    saved(&path);
    assert_eq!(open(&path).unwrap().dataset.parts(), &parts());
}

const CHILD: &str = "WIJKSPIEGEL_TEST_WRITER";

/// Not a test by itself: the child that the next test kills while it saves over and over.
#[test]
fn a_writer_in_another_process() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let mut project = open(Path::new(&path)).unwrap();
    let mut town = project.dataset.parts().clone();
    for n in 0.. {
        town.schools[0].pupils = Count::Known(f64::from(n));
        town.areas.reverse();
        town.counts.clear();
        town.flows.clear();
        town.indicators.clear();
        town.areas.iter_mut().for_each(|a| a.parent = None);
        project.dataset = Arc::new(Dataset::new(town.clone()));
        let _ = project.save_as(Path::new(&path));
    }
}

#[test]
fn a_killed_writer_leaves_a_readable_file() {
    let folder = folder();
    let path = folder.path().join("town.gpkg");
    saved(&path);
    for round in 0..6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["a_writer_in_another_process", "--exact"])
            .env(CHILD, &path)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(120 + round * 17));
        child.kill().unwrap();
        child.wait().unwrap();
        let project = open(&path).unwrap();
        assert_eq!((project.dataset.areas().len(), project.dataset.schools().len()), (4, 3));
    }
}
