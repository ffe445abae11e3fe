//! The program as a person at a terminal sees it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;

/// What a run left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in English; panics when it was killed, took too long or panicked itself.
#[track_caller]
pub fn run<I: IntoIterator<Item: AsRef<OsStr>>>(arguments: I) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wijkspiegel"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    let output = command.timeout(Duration::from_secs(120)).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!err.contains("panicked") && !out.contains("panicked"), "{out}{err}");
    let code = output.status.code().unwrap_or_else(|| panic!("killed: {err}"));
    Ran { code, out, err }
}

/// As [`run`], with arguments of text separated by spaces and then paths.
#[track_caller]
pub fn run_words(words: &str) -> Ran {
    run(words.split_whitespace())
}

impl Ran {
    /// The exit code is this one; shows the messages where it is not.
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "standard output:\n{}\nstandard error:\n{}", self.out, self.err);
        self
    }

    /// Standard output is one JSON object and nothing else.
    #[track_caller]
    pub fn json(&self) -> Value {
        let value: Value = serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out));
        assert!(value.is_object(), "{}", self.out);
        value
    }

    /// Standard error holds every one of these.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.err.contains(part), "no “{part}” in:\n{}", self.err);
        }
        self
    }
}

/// A folder of files that a test wrote.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The path of a file in it, as an argument.
    pub fn at(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// Writes a file and gives its path as an argument.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).unwrap();
        }
        fs::write(&path, content).unwrap();
        self.at(name)
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }
}

/// The arguments of `new` for the smallest town that works, with its files written to `folder`.
pub fn small_town(folder: &Folder) -> Vec<String> {
    let areas = folder.write("wijken.geojson", AREAS);
    let schools = folder.write("scholen.csv", SCHOOLS);
    let home = folder.write("home.csv", HOME);
    let school = folder.write("school.csv", SCHOOL);
    ["new", &folder.at("town.gpkg"), "--areas", &areas, "--schools", &schools, "--crs", "28992"]
        .into_iter()
        .chain(["--pupils-home", &home, "--pupils-school", &school])
        .map(str::to_owned)
        .collect()
}

/// Two wijken side by side, in RD.
pub const AREAS: &str = r#"{"type":"FeatureCollection",
"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},"features":[
{"type":"Feature","properties":{"statcode":"WK001400","statnaam":"West"},"geometry":{"type":"Polygon","coordinates":
[[[230000,580000],[232000,580000],[232000,582000],[230000,582000],[230000,580000]]]}},
{"type":"Feature","properties":{"statcode":"WK001401","statnaam":"Oost"},"geometry":{"type":"Polygon","coordinates":
[[[232000,580000],[234000,580000],[234000,582000],[232000,582000],[232000,580000]]]}}]}"#;

pub const SCHOOLS: &str =
    "vestigingscode,naam,x,y\n17EC00,School West,231000,581000\n17EC01,School Oost,233000,581000\n";

pub const HOME: &str =
    "area,group,pupils\nWK001400,laag,30\nWK001400,hoog,70\nWK001401,laag,55\nWK001401,hoog,45\n";

pub const SCHOOL: &str =
    "school,group,pupils\n17EC00,laag,25\n17EC00,hoog,80\n17EC01,laag,60\n17EC01,hoog,35\n";
