//! Whatever the bytes, a reader ends in a layer or a notice and never panics.

use crate::support;
use crate::support::reading;

use std::fs;

use proptest::prelude::*;
use reading::{bytes, load_with, polygon, written};
use wijkspiegel::load::{self, LayerPath, ReadOptions};
use wijkspiegel::notice::Notices;

/// Reads from a file and asserts only that it ends in a layer or a notice.
fn survives(name: &str, content: &[u8]) {
    let _ = bytes(name, content);
}

proptest! {
    // A failure is shrunk and printed; it is then worth a test of its own and not a file of seeds.
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(content in proptest::collection::vec(any::<u8>(), 0..600), which in 0usize..5) {
        let start: &[u8] = [&b""[..], b"{\"type\":", b"SQLite format 3\0", b"\0\0\x27\x0a", b"a;b\n"][which];
        survives("a.bin", &[start, &content].concat());
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "[\\PC\n\r\t\";,|]{0,300}") {
        survives("a.csv", text.as_bytes());
        survives("a.geojson", text.as_bytes());
    }

    #[test]
    fn no_numbers_make_a_shape_panic(
        rings in proptest::collection::vec(
            proptest::collection::vec((-10i32..300_000, 300_000i32..600_000), 0..9), 0..4),
    ) {
        let rings: Vec<String> = rings
            .iter()
            .map(|ring| format!("[{}]", ring.iter().map(|(x, y)| format!("[{x},{y}]")).collect::<Vec<_>>().join(",")))
            .collect();
        survives("a.geojson", polygon(&rings.join(",")).as_bytes());
    }

    #[test]
    fn a_flipped_or_cut_shapefile_never_panics(
        part in 0usize..3, at in any::<prop::sample::Index>(), flip in 1u8..=255, cut in any::<bool>(),
    ) {
        let Some(data) = support::shared_data() else { return Ok(()) };
        let folder = tempfile::tempdir().unwrap();
        for extension in ["shp", "dbf", "prj"] {
            let from = data.join(format!("groningen/wijken_2022_shp/wijken_2022.{extension}"));
            fs::write(folder.path().join(format!("a.{extension}")), fs::read(from).unwrap()).unwrap();
        }
        let victim = folder.path().join(["a.shp", "a.dbf", "a.prj"][part]);
        let mut content = fs::read(&victim).unwrap();
        let at = at.index(content.len());
        if cut { content.truncate(at) } else { content[at] ^= flip }
        fs::write(&victim, content).unwrap();
        let _ = load_with(&folder.path().join("a.shp"), &ReadOptions::default());
    }

    #[test]
    fn a_flipped_or_cut_geopackage_never_panics(at in any::<prop::sample::Index>(), flip in 1u8..=255, cut in any::<bool>()) {
        let Some(data) = support::shared_data() else { return Ok(()) };
        let mut content = fs::read(data.join("groningen/wijkenbuurten_2022.gpkg")).unwrap();
        let at = at.index(content.len());
        if cut { content.truncate(at) } else { content[at] ^= flip }
        let (_folder, path) = written("a.gpkg", content);
        for layer in ["wijken", "buurten"] {
            let mut notices = Notices::default();
            let path = LayerPath { path: path.clone(), layer: Some(layer.to_owned()) };
            let _ = load::read(&path, &ReadOptions::default(), &mut notices);
        }
    }
}
