//! GDAL, through Python's pyogrio, reads every layer of a project file without a warning.

use crate::support::project as town;

use std::process::Command;

const SCRIPT: &str = "
import sys, warnings
warnings.simplefilter('error')
import pyogrio
for name, kind in sorted(pyogrio.list_layers(sys.argv[1]).tolist(), key=lambda l: l[0]):
    info = pyogrio.read_info(sys.argv[1], layer=name, force_total_bounds=True)
    print(name, info['features'], kind, info['crs'], [float(x) for x in info['total_bounds']] if kind else None)
";

#[test]
fn gdal_reads_every_layer_with_its_extent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("town.gpkg");
    let installed = Command::new("python3").args(["-c", "import pyogrio"]).output();
    if !installed.is_ok_and(|o| o.status.success()) {
        println!("skipped: python3 with pyogrio is not installed");
        return;
    }
    town::saved(&path);
    let out = Command::new("python3").args(["-c", SCRIPT]).arg(&path).output().unwrap();
    let (text, errors) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success() && errors.is_empty(), "{text}{errors}");
    assert_eq!(text.lines().count(), 20, "{text}");
    for line in [
        "areas 4 MultiPolygon EPSG:28992 [232000.0, 580000.0, 235500.25, 583000.0]",
        "schools 3 Point EPSG:28992 [233100.25, 582100.7, 234900.0, 582100.7]",
        "flows 4 None None None",
        "streets 3 LineString EPSG:28992 [233000.0, 581000.0, 233180.5, 581080.0]",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
}
