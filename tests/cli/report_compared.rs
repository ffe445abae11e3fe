//! `wijkspiegel report --what comparison`: two proposals on paper, as the window prints them.

use crate::support::cli;
use crate::support::pdf::{Element, Pdf, faults};

use std::fs;

use cli::{Folder, run};
use resvg::usvg::roxmltree::Document;

const MERGE: &str = "Kleine scholen samenvoegen";
const NORTH: &str = "Nieuwbouw in de noordelijke wijken";

fn compared(more: &[&str], out: &str) -> cli::Ran {
    let first = ["--lang", "nl", "report", "--example", "--what", "comparison", "--out", out];
    run(first.iter().chain(more).copied())
}

fn words(svg: &str) -> String {
    Document::parse(svg).unwrap().descendants().filter_map(|n| n.text().map(str::to_owned)).collect()
}

#[test]
fn a_proposal_is_held_against_the_town_without_edits_or_against_another() {
    let folder = Folder::new();
    let out = folder.at("a.svg");
    compared(&["--scenario", MERGE, "--year", "2030"], &out).ended(0);
    let alone = words(&fs::read_to_string(&out).unwrap());
    assert!(alone.contains("Huidige situatie") && alone.contains(MERGE), "{alone}");
    assert!(alone.contains("2030-2031") && alone.contains("gemodelleerd"));
    compared(&["--scenario", MERGE, "--against", NORTH, "--year", "2030"], &out).ended(0);
    let both = words(&fs::read_to_string(&out).unwrap());
    assert!(both.contains(NORTH) && !both.contains("Huidige situatie"), "{both}");
    assert!(both.contains(&format!("“{MERGE}” min “{NORTH}”")), "differences are --scenario minus --against");
}

#[test]
fn it_is_a_document_with_three_maps_and_a_picture_of_the_width_that_was_asked() {
    let folder = Folder::new();
    let (pdf, png) = (folder.at("a.pdf"), folder.at("a.png"));
    compared(&["--scenario", MERGE, "--year", "2030", "--size", "a3", "--landscape"], &pdf).ended(0);
    let bytes = fs::read(&pdf).unwrap();
    let found = faults(&bytes, "nl", "Vergelijking voor Groningen");
    assert!(found.is_empty(), "{found:#?}");
    let structure = Pdf::read(&bytes).structure();
    assert_eq!(structure.iter().flat_map(Element::all).filter(|e| e.tag == "Figure").count(), 3);
    let more = ["--scenario", MERGE, "--year", "2030", "--width", "900", "--difference", "own-group"];
    compared(&more, &png).ended(0);
    let picture = resvg::tiny_skia::Pixmap::decode_png(&fs::read(&png).unwrap()).unwrap();
    assert_eq!(picture.width(), 900);
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let folder = Folder::new();
    let out = folder.at("a.svg");
    compared(&[], &out).ended(2).says(&["--scenario", "--against"]);
    compared(&["--scenario", "base"], &out).ended(2).says(&["twee voorstellen"]);
    compared(&["--scenario", "Luchtkasteel"], &out).ended(2).says(&["Luchtkasteel", MERGE]);
    compared(&["--scenario", MERGE, "--year", "1999"], &out).ended(2).says(&["1999"]);
    compared(&["--scenario", MERGE], &folder.at("a.xlsx")).ended(2).says(&["xlsx", ".png"]);
    compared(&["--scenario", MERGE, "--difference", "mood"], &out).ended(2).says(&["own-group"]);
    assert!(!folder.path("a.svg").exists(), "nothing was written");
    let other = ["--lang", "nl", "report", "--example", "--against", MERGE, "--out", &out];
    run(other).ended(2).says(&["--what comparison"]);
}

#[test]
fn small_numbers_pass_the_same_gate_and_a_lower_one_is_said() {
    let folder = Folder::new();
    let out = folder.at("a.svg");
    compared(&["--scenario", MERGE, "--year", "2030", "--threshold", "0"], &out).ended(0);
    assert!(words(&fs::read_to_string(&out).unwrap()).contains("kleine aantallen"));
    compared(&["--scenario", MERGE, "--year", "2030"], &out).ended(0);
    assert!(!words(&fs::read_to_string(&out).unwrap()).contains("kleine aantallen zichtbaar"));
}
