//! Writes faulty files and reads them back, for the tests of the readers.

// Each test binary uses its own part of these.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wijkspiegel::load::{self, Layer, LayerPath, ReadOptions};
use wijkspiegel::notice::{Notice, Notices, Severity};
use wijkspiegel::text::Language;

/// Writes a file into a folder of its own.
pub fn written(name: &str, bytes: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

pub fn load_with(path: &Path, options: &ReadOptions) -> (Result<Layer, Notice>, Notices) {
    let mut notices = Notices::default();
    let result = load::read(&LayerPath::from(path), options, &mut notices);
    // Whatever is said must be said in both languages, and not as a bare key.
    for notice in notices.iter().chain(result.as_ref().err()) {
        for language in Language::ALL {
            let what = notice.what(language);
            assert!(what != notice.key && !what.contains("{$"), "{what}");
            assert!(notice.fix(language).is_some(), "{} says not what to do", notice.key);
        }
        assert!(notice.place.file.is_some(), "{notice:?} names no file");
    }
    (result, notices)
}

pub fn bytes_with(
    name: &str,
    bytes: impl AsRef<[u8]>,
    options: &ReadOptions,
) -> (Result<Layer, Notice>, Notices) {
    let (_folder, path) = written(name, bytes);
    load_with(&path, options)
}

pub fn bytes(name: &str, content: impl AsRef<[u8]>) -> (Result<Layer, Notice>, Notices) {
    bytes_with(name, content, &ReadOptions::default())
}

pub fn error(name: &str, content: impl AsRef<[u8]>) -> Notice {
    let error = bytes(name, content).0.unwrap_err();
    assert_eq!(error.severity, Severity::Error);
    assert_eq!(error.place.file.as_deref(), Some(name));
    error
}

pub fn good(name: &str, content: impl AsRef<[u8]>) -> (Layer, Vec<Notice>) {
    let (layer, notices) = bytes(name, content);
    (layer.unwrap(), notices.into_iter().collect())
}

pub fn keys(notices: &[Notice]) -> Vec<&str> {
    notices.iter().map(|n| n.key).collect()
}

pub fn arg<'a>(notice: &'a Notice, name: &str) -> &'a str {
    notice.args.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str()).unwrap()
}

/// A FeatureCollection in RD with one polygon, WK1, of these rings.
pub fn polygon(rings: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:28992"}}}},
"features":[{{"type":"Feature","properties":{{"code":"WK1"}},"geometry":{{"type":"Polygon","coordinates":[{rings}]}}}}]}}"#
    )
}
