//! The contract of the command line: exit codes, one JSON object, messages that say what to do.

use crate::support::cli;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use cli::{AREAS, Folder, run, run_words, small_town};
use serde_json::{Value, json};

const BIN: &str = env!("CARGO_BIN_EXE_wijkspiegel");

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn names(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

/// A made small town, and the path of its project.
fn town() -> (Folder, String) {
    let folder = Folder::new();
    run(small_town(&folder)).ended(0);
    let path = folder.at("town.gpkg");
    (folder, path)
}

#[test]
fn nothing_but_the_question_is_needed_for_the_example() {
    let ran = run_words("measure --example --json").ended(0);
    let found = ran.json();
    assert_eq!(keys(&found), names("units pupils groups two_group multi_group moves home basis source year"));
    assert_eq!(found["basis"], "modelled");
    assert!(found["source"].as_str().is_some_and(|s| !s.is_empty()));
    assert_eq!(
        keys(&found["two_group"]),
        names(
            "group other dissimilarity gini theil_h atkinson isolation interaction correlation_ratio min_max hutchens"
        )
    );
    assert_eq!(
        keys(&found["multi_group"]),
        names(
            "dissimilarity gini theil_h mutual_information normalized_exposure relative_diversity \
             squared_coefficient_of_variation diversity simpson_concentration simpson_interaction"
        )
    );
    assert_eq!(
        keys(&found["moves"]),
        names("one_group_share swap_share swap_share_of_group swap_share_of_others whole_pupils")
    );
    assert_eq!(found["units"], 52);
    let published = run_words("measure --example --group hoog --other laag --json").ended(0).json();
    let d = published["two_group"]["dissimilarity"].as_f64().unwrap();
    assert!((d - 0.60).abs() <= 0.005, "{d}");
    let home = &published["home"];
    assert_eq!(keys(home), names("dissimilarity_home choice rule rules"));
    let part = |name: &str| home[name].as_f64().unwrap();
    assert!((part("dissimilarity_home") + part("choice") - d).abs() < 1e-12, "{home}");
    assert!((part("dissimilarity_home") - 0.40).abs() <= 0.005, "{home}");
}

#[test]
fn every_reference_table_gives_its_exact_values_through_the_program() {
    let text = include_str!("../data/measures.json");
    let tables: Value = serde_json::from_str(text).unwrap();
    let folder = Folder::new();
    let close = |found: &Value, wanted: &Value, what: &str| match wanted.as_str() {
        None => assert!(found.is_null(), "{what}: {found} should be undefined"),
        Some(wanted) => {
            let wanted: f64 = wanted.parse().unwrap();
            let found = found.as_f64().unwrap_or_else(|| panic!("{what}: {found} is not {wanted}"));
            assert!((found - wanted).abs() <= 1e-12, "{what}: {found} is not {wanted}");
        }
    };
    let mut compared = 0;
    for table in tables["tables"].as_array().unwrap() {
        let id = table["id"].as_str().unwrap();
        let groups: Vec<&str> =
            table["groups"].as_array().unwrap().iter().map(|g| g.as_str().unwrap()).collect();
        // A total and the lack of a unit column are part of the format; half of the tables have them.
        let bare = compared % 2 == 1;
        let head = if bare { "cluster," } else { "unit,cluster," };
        let mut csv = format!("{head}{},total\n", groups.join(","));
        let clusters = table["clusters"].as_array().unwrap();
        for (at, (row, cluster)) in table["counts"].as_array().unwrap().iter().zip(clusters).enumerate() {
            let cells: Vec<String> = row.as_array().unwrap().iter().map(Value::to_string).collect();
            let unit = if bare { String::new() } else { format!("u{at},") };
            csv += &format!("{unit}{},{},99999\n", cluster.as_str().unwrap(), cells.join(","));
        }
        let path = folder.write(&format!("{id}.csv"), csv);
        for group in &groups {
            let ran = run(["measure", "--counts", &path, "--group", group, "--within", "cluster", "--json"]);
            let found = ran.ended(0).json();
            let single = &table["single"][group];
            let what = |name: &str| format!("{id} {group} {name}");
            close(&found["two_group"]["dissimilarity"], &single["exact"]["Dissim"], &what("D"));
            let moves = &single["moves_exact"];
            for (key, exact) in [
                ("one_group_share", "D_share_of_one_group_moved_without_replacement"),
                ("swap_share", "share_of_all_pupils_moved_keeping_school_sizes=2P(1-P)D"),
                ("swap_share_of_group", "share_of_group_moved_in_swap=(1-P)D"),
                ("swap_share_of_others", "share_of_others_moved_in_swap=P*D"),
            ] {
                if moves.is_object() {
                    close(&found["moves"][key], &moves[exact], &what(key));
                }
            }
            let exact = &table["multi"]["exact"]["MultiDissim"];
            close(&found["multi_group"]["dissimilarity"], exact, &what("D*"));
            let split = &table["within_between_exact"];
            for (key, exact) in [("m_total", "M_total"), ("m_between", "M_between"), ("m_within", "M_within")]
            {
                close(&found["within_between"][key], &split[exact], &what(key));
            }
            assert_eq!(found["two_group"]["group"], *group);
        }
        compared += 1;
    }
    assert_eq!(compared, 12);
}

const TABLE: &str = "unit,cluster,low,mid,high\nu1,a,30,10,70\nu2,a,55,20,45\nu3,b,10,5,190\nu4,b,120,0,80\n";

#[test]
fn group_and_other_choose_who_is_compared() {
    let folder = Folder::new();
    let path = folder.write("t.csv", TABLE);
    let measure = |more: &str| {
        let words = format!("measure --counts {path} --json {more}");
        run_words(&words).ended(0).json()
    };
    let first = measure("");
    assert_eq!((&first["two_group"]["group"], &first["two_group"]["other"]), (&json!("low"), &json!("rest")));
    let pair = measure("--group low --other high");
    let without_mid = folder.write("two.csv", "unit,low,high\nu1,30,70\nu2,55,45\nu3,10,190\nu4,120,80\n");
    let two = run(["measure", "--counts", &without_mid, "--json"]).ended(0).json();
    assert_eq!(pair["two_group"]["dissimilarity"], two["two_group"]["dissimilarity"]);
    assert_eq!(pair["moves"], two["moves"]);
    assert_eq!(pair["groups"], json!({"low": 215, "mid": 35, "high": 385}));
    assert_ne!(first["two_group"]["dissimilarity"], pair["two_group"]["dissimilarity"]);
    assert_eq!(
        measure("--group high --other low")["moves"]["one_group_share"],
        pair["moves"]["one_group_share"]
    );
}

#[test]
fn a_wrong_option_is_refused_with_what_there_is_to_choose_from() {
    let folder = Folder::new();
    let path = folder.write("t.csv", TABLE);
    for (more, parts) in [
        ("--group onzin", &["onzin", "low, mid, high"][..]),
        ("--other onzin", &["onzin", "low, mid, high"]),
        ("--group low --other low", &["low", "--other"]),
        ("--within wijk", &["wijk", "cluster"]),
        ("--draws 0", &["--draws"]),
        ("--draws -3", &["-3"]),
        ("--draws veel", &["veel"]),
        ("--draws 3 --seed x", &["--seed"]),
        ("--unknown", &["--unknown"]),
        ("--lang de", &["nl, en"]),
    ] {
        let ran = run_words(&format!("measure --counts {path} {more}")).ended(2).says(parts);
        assert!(ran.out.is_empty(), "{}", ran.out);
    }
    let bare = folder.write("bare.csv", "low,high\n3,4\n5,6\n");
    run_words(&format!("measure --counts {bare} --within cluster")).ended(2).says(&["bare.csv", "cluster"]);
    run_words(&format!("measure --counts {bare} --example")).ended(2).says(&["--example"]);
    run_words("measure").ended(2).says(&["--example"]);
    run_words("measure --example --within kleur").ended(2).says(&["kleur", "wijk", "board", "denomination"]);
    run_words("measure --example --group onzin").ended(2).says(&["onzin", "laag, midden, hoog"]);
    run_words("measure --example --year 1950").ended(2).says(&["1950"]);
    run_words("measure --example --year onzin").ended(2).says(&["onzin"]);
    run_words("measure absent.gpkg").ended(2).says(&["absent.gpkg"]);
    run_words(&format!("measure {path}")).ended(2).says(&["t.csv"]);
    run_words("map --example --out x.docx").ended(2).says(&["docx", ".png", ".svg"]);
    run_words("map --example --out x").ended(2).says(&[".png", ".svg"]);
    run_words("map --example --show onzin --out x.svg").ended(2).says(&["onzin", "laag"]);
    run_words("map --example --level onzin --out x.svg").ended(2).says(&["onzin", "buurt"]);
    run_words("map --example --year 1950 --out x.svg").ended(2).says(&["1950"]);
    run_words("map --example --out /absent-folder/x.svg").ended(2).says(&["/absent-folder/x.svg"]);
    run_words("onzin --json extra").ended(2);
}

#[test]
fn chance_and_interval_come_with_draws_and_the_same_seed_gives_the_same() {
    let folder = Folder::new();
    let path = folder.write("t.csv", TABLE);
    let draw = |seed: &str| {
        run(["measure", "--counts", &path, "--draws", "200", "--seed", seed, "--json"]).ended(0).out
    };
    let (once, again, other) = (draw("7"), draw("7"), draw("8"));
    assert_eq!(once, again);
    assert_ne!(once, other);
    let found: Value = serde_json::from_str(&once).unwrap();
    assert_eq!(keys(&found["chance"]), names("draws seed expected sd p_value adjusted"));
    assert_eq!(keys(&found["interval"]), names("level low high"));
    assert_eq!((&found["chance"]["draws"], &found["chance"]["seed"]), (&json!(200), &json!(7)));
    // The least seed, the greatest and one draw are all fine.
    for seed in ["0", "18446744073709551615"] {
        run(["measure", "--counts", &path, "--draws", "1", "--seed", seed, "--json"]).ended(0).json();
    }
    for threads in ["1", "3"] {
        let out = Command::new(BIN)
            .env("RAYON_NUM_THREADS", threads)
            .args(["measure", "--counts", &path, "--draws", "200", "--seed", "7", "--json"])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(out.stdout).unwrap(), once, "{threads} threads");
    }
}

#[test]
fn a_split_within_adds_up() {
    for within in ["wijk", "buurt"] {
        let found = run(["measure", "--example", "--within", within, "--json"]).ended(0).json();
        let part = |name: &str| found["within_between"][name].as_f64().unwrap();
        assert!((part("m_between") + part("m_within") - part("m_total")).abs() < 1e-12);
        assert!((part("h_between") + part("h_within") - part("h_total")).abs() < 1e-12);
        assert!(part("m_between") > 0.0);
    }
}

#[test]
fn undefined_is_null_and_never_zero() {
    let folder = Folder::new();
    let path = folder.write("t.csv", "unit,low,high\nu1,0,70\nu2,0,45\n");
    let found = run(["measure", "--counts", &path, "--draws", "10", "--json"]).ended(0).json();
    for (section, name) in
        [("two_group", "dissimilarity"), ("moves", "one_group_share"), ("chance", "expected")]
    {
        assert!(found[section][name].is_null(), "{section} {name}: {}", found[section][name]);
    }
    let words = run(["measure", "--counts", &path]).ended(0).out;
    assert!(words.contains('–') && !words.contains("NaN"), "{words}");
}

#[test]
fn a_bad_table_of_counts_is_refused_with_file_line_and_column() {
    let folder = Folder::new();
    for (name, content, parts) in [
        (
            "text.csv",
            "unit,low,high\nu1,1,2\nu2,1,veel\n",
            &["text.csv", "line 3", "column high", "veel"][..],
        ),
        ("negative.csv", "unit,low,high\nu1,-1,2\n", &["negative.csv", "line 2", "column low"]),
        ("twice.csv", "unit,low,high\nu1,1,2\nu1,3,4\n", &["twice.csv", "line 3", "u1"]),
        ("ragged.csv", "unit,low,high\nu1,1\n", &["ragged.csv", "line 2"]),
        ("hidden.csv", "unit,low,high\nu1,<x,2\n", &["hidden.csv", "line 2", "<x"]),
        ("empty.csv", "", &["empty.csv"]),
        ("groups.csv", "unit,total\nu1,3\n", &["groups.csv"]),
        ("rows.csv", "unit,low,high\n", &["rows.csv"]),
    ] {
        let path = folder.write(name, content);
        let ran = run(["measure", "--counts", &path, "--json"]).ended(2).says(parts);
        assert!(ran.out.is_empty(), "nothing but JSON goes to standard output: {}", ran.out);
    }
    for (name, content) in [
        ("picture.csv", &b"\x89PNG\r\n\x1a\n\0\x01"[..]),
        ("noise.csv", &[0, 1, 2, 3, 0, 0, 7][..]),
        ("borders.geojson", AREAS.as_bytes()),
    ] {
        let path = folder.write(name, content);
        let ran = run(["measure", "--counts", &path]).ended(2).says(&[name]);
        assert!(ran.err.len() < 400, "{}", ran.err);
    }
    let utf16: Vec<u8> = format!("\u{feff}{TABLE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (wide, plain) = (folder.write("wide.csv", utf16), folder.write("plain.csv", TABLE));
    let out = |path: &str| run(["measure", "--counts", path, "--json"]).ended(0).out;
    assert_eq!(out(&wide), out(&plain));
    run(["measure", "--counts", &folder.at("absent.csv")]).ended(2).says(&["absent.csv"]);
    run(["measure", "--counts", &folder.at("")]).ended(2);
}

#[test]
fn a_reader_who_has_had_enough_is_no_error() {
    for words in ["measure --example --json", "measure --example", "check", "--help"] {
        let (_keep, path) = town();
        let mut arguments: Vec<&str> = words.split_whitespace().collect();
        if words == "check" {
            arguments.push(&path);
        }
        // The reading end is closed before the program has written anything.
        let mut child =
            Command::new(BIN).args(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{words}: {err}");
        assert!(err.is_empty(), "{words}: {err}");
    }
}

#[test]
fn messages_are_dutch_where_dutch_is_asked_for() {
    let folder = Folder::new();
    let bad = folder.write("t.csv", "unit,laag,hoog\nu1,1,veel\n");
    run(["--lang", "nl", "measure", "--counts", &bad]).ended(2).says(&["t.csv", "regel 2", "kolom hoog"]);
    run(["measure", "--counts", &bad, "--lang", "nl"]).ended(2).says(&["regel 2"]);
    for (name, locale, word) in [("LC_ALL", "nl_NL.UTF-8", "regel 2"), ("LANG", "C", "line 2")] {
        let out = Command::new(BIN)
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANG")
            .env(name, locale)
            .args(["measure", "--counts", &bad])
            .output()
            .unwrap();
        let err = String::from_utf8(out.stderr).unwrap();
        assert!(err.contains(word), "{locale}: {err}");
    }
    let good = folder.write("g.csv", "unit,laag,hoog\nu1,1000,500\nu2,200,1500\n");
    let words = run(["measure", "--counts", &good, "--lang", "nl"]).ended(0).out;
    assert!(words.contains("3.200") && words.contains(",") && words.contains("leerlingen"), "{words}");
    let english = run(["measure", "--counts", &good]).ended(0).out;
    assert!(english.contains("3,200") && english.contains("pupils"), "{english}");
    // Figures in JSON are the same whatever the language.
    let json = |lang| run(["measure", "--counts", &good, "--json", "--lang", lang]).ended(0).out;
    assert_eq!(json("nl"), json("en"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let out = Command::new(BIN)
        .args(["measure", "--example", "--json", "--lang", "en"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let err = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{err}");
    assert!(err.contains("Writing failed"), "{err}");
}

#[test]
fn help_and_version_end_well() {
    for words in ["--help", "--version", "new --help", "check --help", "measure --help", "map --help"] {
        let ran = run_words(words).ended(0);
        assert!(!ran.out.is_empty() && ran.err.is_empty(), "{words}");
    }
}

#[test]
fn a_picture_of_an_impossible_size_is_refused_and_not_tried() {
    let folder = Folder::new();
    let png = folder.at("x.png");
    for width in ["0", "4000000000", "-1", "breed"] {
        run(["map", "--example", "--out", &png, "--width", width]).ended(2);
        assert!(!folder.path("x.png").exists());
    }
    run(["map", "--example", "--out", &png, "--width", "400"]).ended(0);
    assert!(fs::read(&png).unwrap().starts_with(b"\x89PNG"));
}
