//! Small towns of files, joined through the library.

pub use super::cli;

pub use cli::{AREAS, Folder, SCHOOLS};
use wijkspiegel::crs::Crs;
use wijkspiegel::data::{Dataset, Subject};
use wijkspiegel::join::{Builder, Built, Input, Kind};
use wijkspiegel::load::LayerPath;
use wijkspiegel::notice::{Notice, Notices, Severity};
use wijkspiegel::number::Count;
use wijkspiegel::open::{self, Request};
use wijkspiegel::text::Language;

pub const UNKNOWN: Count = Count::Unknown;

pub fn known(values: &[f64]) -> Vec<Count> {
    values.iter().map(|v| Count::Known(*v)).collect()
}

/// Reads one file as what it is (or must be).
pub fn input(folder: &Folder, name: &str, content: &str, kind: Option<Kind>) -> Result<Input, Notice> {
    let path = LayerPath { path: folder.path(name), layer: None };
    folder.write(name, content);
    let mut request = Request { kind, table_crs: Some(Crs::RdNew), ..Request::new(path) };
    request.options.crs = Some(Crs::RdNew);
    open::read(&request, &mut Notices::default())
}

/// A town of files, each recognised by itself; every file must be readable.
#[track_caller]
pub fn town(files: &[(&str, &str)]) -> Built {
    let folder = Folder::new();
    let mut builder = Builder::new("town");
    for (name, content) in files {
        builder.add(input(&folder, name, content, None).unwrap_or_else(|e| panic!("{e}")));
    }
    builder.build()
}

/// The small town of two wijken and two schools with more files.
#[track_caller]
pub fn small(more: &[(&str, &str)]) -> Built {
    let mut files = vec![("wijken.geojson", AREAS), ("scholen.csv", SCHOOLS)];
    files.extend(more);
    town(&files)
}

pub fn row(dataset: &Dataset, subject: Subject, code: &str) -> Vec<Count> {
    let unit = match subject {
        Subject::Home => dataset.area_by_code(code).unwrap().0,
        Subject::School => dataset.school_by_code(code).unwrap().0,
    };
    dataset.counts(subject, 0, None).map(|t| t.row(unit).to_vec()).unwrap_or_default()
}

/// The one notice with this key; it reads well in both languages.
#[track_caller]
pub fn notice<'a>(built: &'a Built, key: &str) -> &'a Notice {
    let mut found = built.notices.iter().filter(|n| n.key == key);
    let one = found.next().unwrap_or_else(|| panic!("no {key} in {:?}", built.notices));
    assert!(found.next().is_none(), "{key} once: {:?}", built.notices);
    for language in Language::ALL {
        assert_ne!(one.what(language), key);
        assert!(one.severity == Severity::Info || one.fix(language).is_some(), "{key} says what to do");
        assert!(!one.message(language).contains('{'), "{}", one.message(language));
    }
    one
}

/// Four buurten in the two wijken of [`AREAS`].
pub fn buurten() -> String {
    let feature = |code: &str, x: i32, y: i32| {
        let (a, b, c, d) = (x, y, x + 2000, y + 1000);
        format!(
            r#"{{"type":"Feature","properties":{{"statcode":"{code}","statnaam":"Buurt {code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{a},{b}],[{c},{b}],[{c},{d}],[{a},{d}],[{a},{b}]]]}}}}"#
        )
    };
    let list = [
        feature("BU00140000", 230_000, 580_000),
        feature("BU00140001", 230_000, 581_000),
        feature("BU00140100", 232_000, 580_000),
        feature("BU00140101", 232_000, 581_000),
    ];
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:28992"}}}},"features":[{}]}}"#,
        list.join(",")
    )
}

pub const BUURT_HOME: &str = "area,group,pupils\nBU00140000,laag,10\nBU00140000,hoog,1\nBU00140001,laag,20\nBU00140001,hoog,2\nBU00140100,laag,3\nBU00140100,hoog,30\nBU00140101,laag,4\nBU00140101,hoog,40\n";
