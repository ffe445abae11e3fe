//! Tables of counts from files, the figures as JSON, and the catalogue.

use std::collections::HashSet;

use serde_json::{Value, json};
use wijkspiegel::measure::bounds::{Limit, bounds};
use wijkspiegel::measure::catalogue::{Compute, Kind, MEASURES, measure};
use wijkspiegel::measure::change::change_in_mutual_information;
use wijkspiegel::measure::counts::{Counts, Other, TwoGroup};
use wijkspiegel::measure::inference::{Draws, Resample};
use wijkspiegel::measure::mirror::{FixedClass, FixedRule, Limits, Reflection, mirror};
use wijkspiegel::measure::moves::whole_pupils;
use wijkspiegel::measure::ranges::CountRanges;
use wijkspiegel::measure::table::{counts_from_bytes, read_counts};
use wijkspiegel::measure::{Options, measure_all, multi, ordered, two};
use wijkspiegel::number::Count;
use wijkspiegel::text::Language;

const TOWN: &str =
    "unit,cluster,low,high,total\nu1,a,30,70,100\nu2,a,55,45,100\nu3,b,10,190,200\nu4,b,120,80,200\n";

#[track_caller]
fn refused(text: &str, key: &str, line: Option<u64>, column: Option<&str>) {
    let notice = counts_from_bytes(text.as_bytes()).expect_err(text);
    assert_eq!(
        (notice.key, notice.place.line, notice.place.column.as_deref()),
        (key, line, column),
        "{text:?}"
    );
    for language in Language::ALL {
        assert_ne!(notice.what(language), key, "{key} has a text");
        assert!(notice.fix(language).is_some(), "{key} says what to do");
        assert!(!notice.message(language).contains('{'), "{}", notice.message(language));
    }
}

#[test]
fn a_table_is_read_whatever_its_separator_quotes_mark_and_line_ends() {
    let plain = counts_from_bytes(TOWN.as_bytes()).unwrap();
    assert_eq!(plain.counts.groups(), ["low", "high"]);
    assert_eq!(plain.units, ["u1", "u2", "u3", "u4"]);
    assert_eq!(plain.clusters.as_deref().unwrap(), ["a", "a", "b", "b"]);
    assert_eq!(plain.counts.total(), 600.0);
    for other in [
        TOWN.replace(',', ";"),
        TOWN.replace(',', "\t"),
        TOWN.replace('\n', "\r\n"),
        format!("\u{feff}{TOWN}"),
        TOWN.replace("u1", "\"u1\"").replace("30,70", "\"30\", 70 "),
        TOWN.replace("unit,cluster,low", "Unit,CLUSTER,low").replace("total", "Total"),
    ] {
        assert_eq!(counts_from_bytes(other.as_bytes()).unwrap(), plain, "{other}");
    }
}

#[test]
fn rows_without_a_unit_column_are_numbered_and_fractions_are_read() {
    let file = counts_from_bytes(b"a,b\n1.5,2\n0,3\n").unwrap();
    assert_eq!(file.units, ["1", "2"]);
    assert_eq!(file.clusters, None);
    assert_eq!(file.counts.cells(), [1.5, 2.0, 0.0, 3.0]);
    let comma = counts_from_bytes(b"a;b\n1,5;2\n0;3\n").unwrap();
    assert_eq!(comma.counts, file.counts);
    let latin = counts_from_bytes(b"unit;a;b\nCura\xe7ao;1;2\n").unwrap();
    assert_eq!(latin.units, ["Curaçao"]);
}

#[test]
fn a_bad_table_is_refused_with_the_line_and_the_column() {
    refused("", "measure-table-empty", None, None);
    refused("\u{feff} \n\n", "measure-table-empty", None, None);
    refused("unit,total\nu1,3\n", "measure-table-no-groups", Some(1), None);
    refused("unit,low,high\n", "measure-table-no-rows", Some(1), None);
    refused("unit,low,,high\nu,1,2,3\n", "measure-table-nameless", Some(1), None);
    refused("unit,low,LOW\nu,1,2\n", "measure-table-column-twice", Some(1), Some("LOW"));
    refused("unit,low,high\nu1,1,2\nu1,3,4\n", "measure-table-unit-twice", Some(3), Some("unit"));
    refused("unit,low,high\nu1,1,2\nu2,3\n", "measure-table-width", Some(3), None);
    refused("unit,low,high\nu1,1,2,9\n", "measure-table-width", Some(2), None);
    refused("unit,low,high\n,1,2\n", "measure-table-no-unit", Some(2), Some("unit"));
    refused("unit,cluster,low,high\nu1, ,1,2\n", "measure-table-no-cluster", Some(2), Some("cluster"));
    refused("unit,low,high\nu1,1,2\n\nu2,1,veel\n", "measure-table-not-a-number", Some(4), Some("high"));
    refused(
        "\r\nunit,low,high\r\nu1,1,2\r\n\r\nu2,1,veel\r\n",
        "measure-table-not-a-number",
        Some(5),
        Some("high"),
    );
    refused("unit,low,high\n\"a\nb\",1,2\nu2,1,veel\n", "measure-table-not-a-number", Some(4), Some("high"));
    refused("unit,low,high\nu1,1,<x\n", "measure-table-not-a-number", Some(2), Some("high"));
    refused("unit;low;high\nu1;1;1.234,5\n", "measure-table-not-a-number", Some(2), Some("high"));
    refused("unit,low,high\nu1,1,\"1,234\"\n", "measure-table-not-a-number", Some(2), Some("high"));
    refused("unit,low,high\nu1,,2\n", "measure-table-no-count", Some(2), Some("low"));
    refused("unit,low,high\nu1,-1,2\n", "measure-count-negative", Some(2), Some("low"));
    for text in ["NaN", "nan", "inf", "-inf", "Infinity"] {
        refused(&format!("unit,low,high\nu1,1,{text}\n"), "measure-count-not-finite", Some(2), Some("high"));
    }
    refused("unit,low,high\nu1,1,1e300\n", "measure-count-too-large", Some(2), Some("high"));
}

#[test]
fn a_file_that_cannot_be_read_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(read_counts(folder.path()).unwrap_err().key, "measure-table-directory");
    let absent = folder.path().join("absent.csv");
    let notice = read_counts(&absent).unwrap_err();
    assert_eq!(notice.key, "measure-table-missing");
    assert!(notice.message(Language::Dutch).contains("absent.csv"));
    let bad = folder.path().join("bad.csv");
    std::fs::write(&bad, "unit,low\nu1,x\n").unwrap();
    let place = read_counts(&bad).unwrap_err().place;
    assert!(place.file.unwrap().ends_with("bad.csv") && place.line == Some(2));
}

#[test]
fn counts_refuse_what_is_no_count_and_name_the_unit() {
    let groups = || vec!["a".to_owned(), "b".to_owned()];
    for (cell, key) in [
        (-1.0, "measure-count-negative"),
        (f64::NAN, "measure-count-not-finite"),
        (f64::INFINITY, "measure-count-not-finite"),
        (1e300, "measure-count-too-large"),
    ] {
        let notice = Counts::new(groups(), vec![1.0, 2.0, 3.0, cell]).unwrap_err();
        assert_eq!(notice.key, key);
        assert_eq!(notice.place.feature.as_deref(), Some("2"));
        assert_eq!(notice.place.column.as_deref(), Some("b"));
    }
    assert_eq!(Counts::new(vec![], vec![]).unwrap_err().key, "measure-no-groups");
    assert_eq!(Counts::new(groups(), vec![1.0; 3]).unwrap_err().key, "measure-ragged");
    let twice = Counts::new(vec!["a".to_owned(), "a".to_owned()], vec![]);
    assert_eq!(twice.unwrap_err().key, "measure-group-twice");
    let counts = Counts::new(groups(), vec![1.0; 4]).unwrap();
    let labels = counts.clone().with_units(vec!["s".to_owned(); 2]);
    assert_eq!(labels.unwrap_err().key, "measure-unit-twice");
    assert_eq!(counts.two_group(0, Other::Group(0)), None);
    assert_eq!(counts.two_group(2, Other::Rest), None);
    assert_eq!(TwoGroup::new(vec![1.0], vec![]).unwrap_err().key, "measure-columns");
}

fn figures(options: &Options) -> Value {
    let file = counts_from_bytes(TOWN.as_bytes()).unwrap();
    let within = file.clusters.as_deref();
    let found = measure_all(&file.counts, 0, Other::Rest, within, options, &()).unwrap();
    serde_json::to_value(found).unwrap()
}

#[test]
fn the_figures_serialise_to_the_contract_of_the_command_line() {
    let draws = Some(Draws { count: 200, seed: 1 });
    let found = figures(&Options { draws, ..Options::default() });
    let keys = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let sorted = |names: &str| {
        let mut names: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
        names.sort();
        names
    };
    assert_eq!(
        keys(&found),
        sorted("units pupils groups two_group multi_group moves within_between chance interval")
    );
    assert_eq!(
        keys(&found["two_group"]),
        sorted(
            "group other dissimilarity gini theil_h atkinson isolation interaction correlation_ratio min_max hutchens"
        )
    );
    assert_eq!(
        keys(&found["multi_group"]),
        sorted(
            "dissimilarity gini theil_h mutual_information normalized_exposure relative_diversity squared_coefficient_of_variation diversity simpson_concentration simpson_interaction"
        )
    );
    assert_eq!(
        keys(&found["within_between"]),
        sorted("m_total m_between m_within h_total h_between h_within")
    );
    assert_eq!(keys(&found["chance"]), sorted("draws seed expected sd p_value adjusted"));
    assert_eq!(keys(&found["interval"]), sorted("level low high"));
    assert_eq!(found["groups"], json!({"low": 215, "high": 385}));
    assert_eq!((&found["units"], &found["pupils"]), (&json!(4), &json!(600)));
    assert_eq!(found["moves"]["whole_pupils"], json!(134));
    assert!((found["moves"]["swap_share"].as_f64().unwrap() - 0.225).abs() < 1e-15);
    assert!((found["two_group"]["dissimilarity"].as_f64().unwrap() - 0.489_278_163_696_768_35).abs() < 1e-15);
    let plain = figures(&Options::default());
    assert!(plain.get("chance").is_none() && plain.get("interval").is_none());
}

#[test]
fn groups_stand_in_the_json_in_the_order_of_the_table() {
    let file = counts_from_bytes(b"unit,zeta,alpha\nu,1,2\nv,2.5,1\n").unwrap();
    let found = measure_all(&file.counts, 1, Other::Group(0), None, &Options::default(), &()).unwrap();
    let text = serde_json::to_string(&found).unwrap();
    assert!(text.starts_with(r#"{"units":2,"pupils":6.5,"groups":{"zeta":3.5,"alpha":3},"two_group":{"group":"alpha","other":"zeta","#), "{text}");
    assert!(text.contains(r#""whole_pupils":null"#) && !text.contains("within_between"));
}

#[test]
fn undefined_is_null_in_every_section_and_never_zero() {
    let file = counts_from_bytes(b"unit,low,high\nu,0,70\nv,0,45\n").unwrap();
    let draws = Some(Draws { count: 20, seed: 1 });
    let options = Options { draws, resample: Resample::Pupils, ..Options::default() };
    let found = measure_all(&file.counts, 0, Other::Rest, None, &options, &()).unwrap();
    let found = serde_json::to_value(found).unwrap();
    for (section, names) in [
        ("two_group", vec!["dissimilarity", "isolation", "interaction", "hutchens"]),
        ("multi_group", vec!["dissimilarity", "theil_h", "squared_coefficient_of_variation"]),
        ("moves", vec!["one_group_share", "swap_share", "whole_pupils"]),
        ("chance", vec!["expected", "sd", "p_value", "adjusted"]),
        ("interval", vec!["low", "high"]),
    ] {
        for name in names {
            assert!(found[section][name].is_null() && found[section].get(name).is_some(), "{section} {name}");
        }
    }
    assert_eq!(found["multi_group"]["mutual_information"], json!(0.0));
}

#[test]
fn every_measure_of_the_catalogue_has_a_name_and_a_meaning_in_both_languages() {
    let mut seen = HashSet::new();
    for entry in MEASURES {
        assert!(seen.insert((entry.kind, entry.id)), "{} stands once", entry.id);
        assert_eq!(measure(entry.kind, entry.id).unwrap().key, entry.key);
        for language in Language::ALL {
            assert_ne!(entry.name(language), entry.key, "{}", entry.id);
            assert!(entry.meaning(language).ends_with('.'), "{}", entry.id);
        }
        assert_ne!(entry.meaning(Language::Dutch), entry.meaning(Language::English));
        assert!(entry.formula.len() > 3 && entry.citation.contains('('), "{}", entry.id);
    }
    // Every figure of the command line comes from the catalogue.
    let found = figures(&Options::default());
    for (section, kind) in [("two_group", Kind::TwoGroup), ("multi_group", Kind::MultiGroup)] {
        let file = counts_from_bytes(TOWN.as_bytes()).unwrap();
        let pair = file.counts.two_group(0, Other::Rest).unwrap();
        for (id, value) in found[section].as_object().unwrap() {
            if id == "group" || id == "other" {
                continue;
            }
            let entry = measure(kind, id).unwrap_or_else(|| panic!("{id} is in the catalogue"));
            let ours = match entry.compute {
                Compute::TwoGroup(f) => f(&pair),
                Compute::MultiGroup(f) => f(&file.counts),
                _ => None,
            };
            assert_eq!(ours, value.as_f64(), "{id}");
        }
    }
}

#[test]
fn a_hundred_thousand_units_of_twenty_groups_give_every_figure() {
    let groups = (0..20).map(|k| format!("g{k}")).collect();
    let cells = (0..2_000_000_u64).map(|i| ((i * 2_654_435_761) % 31) as f64).collect();
    let counts = Counts::new(groups, cells).unwrap();
    let found = measure_all(&counts, 3, Other::Rest, None, &Options::default(), &()).unwrap();
    assert_eq!(found.units, 100_000);
    assert!(found.multi_group.gini.is_some_and(|g| (0.0..1.0).contains(&g)));
    assert!(found.moves.whole_pupils.is_some());
}

#[test]
fn tiny_and_huge_counts_are_finite_or_undefined_but_never_wrong() {
    for scale in [1e-200, 1e-100, 1e-5, 1e10] {
        let x: Vec<f64> = [1.0, 3.0].iter().map(|n| n * scale).collect();
        let y: Vec<f64> = [3.0, 1.0].iter().map(|n| n * scale).collect();
        let pair = TwoGroup::new(x, y).unwrap();
        for entry in MEASURES {
            if let Some(value) = entry.of_two_groups(&pair) {
                assert!((0.0..=1.0).contains(&value), "{} {scale}", entry.id);
            }
        }
        if scale > 1e-150 {
            assert!((two::dissimilarity(&pair).unwrap() - 0.5).abs() < 1e-12, "{scale}");
        }
    }
}

#[test]
fn ordinal_indices_see_the_order_that_h_does_not() {
    // The same shares of two levels apart, once next to each other and once at both ends.
    let near = [40.0, 10.0, 10.0, 10.0, 40.0, 10.0];
    let far = [40.0, 10.0, 10.0, 10.0, 10.0, 40.0];
    let [near, far] = [near, far].map(|cells| {
        Counts::new(["low", "middle", "high"].map(str::to_owned).to_vec(), cells.to_vec()).unwrap()
    });
    assert!((multi::multi_theil_h(&near).unwrap() - multi::multi_theil_h(&far).unwrap()).abs() < 1e-12);
    for index in [ordered::ordinal_information_theory, ordered::ordinal_variance_ratio] {
        assert!(index(&far).unwrap() > index(&near).unwrap() + 0.01);
    }
    // By hand: cuts 40|20 → c = 2/3 and 1/6 in one school and the mirror of it in the other; the town
    // is at 50/120 and 70/120: v = 4·(50·70)/120², v_i = ½·4·(2/3·1/3 + 5/6·1/6).
    let v: f64 = 4.0 * 50.0 * 70.0 / (120.0 * 120.0);
    let inside = 2.0 * (2.0 / 9.0 + 5.0 / 36.0);
    assert!((ordered::ordinal_variance_ratio(&far).unwrap() - (v - inside) / v).abs() < 1e-12);
}

#[test]
fn a_change_of_margins_alone_has_no_structural_part() {
    let units = || ["a", "b", "c"].map(str::to_owned).to_vec();
    let build = |cells: [f64; 6]| {
        Counts::new(vec!["x".to_owned(), "y".to_owned()], cells.to_vec())
            .unwrap()
            .with_units(units())
            .unwrap()
    };
    let before = build([25.0, 25.0, 28.0, 2.0, 2.0, 18.0]);
    let schools = build([25.0, 25.0, 28.0, 2.0, 4.0, 36.0]);
    let found = change_in_mutual_information(&before, &schools).unwrap().unwrap();
    assert!(found.fitted && found.structural.abs() < 1e-9);
    assert!(found.school_margin.abs() > found.group_margin.abs() && found.removals == 0.0);
    let gone = Counts::new(vec!["x".to_owned(), "y".to_owned()], vec![25.0, 25.0, 28.0, 2.0]).unwrap();
    let gone = gone.with_units(units()[..2].to_vec()).unwrap();
    let found = change_in_mutual_information(&before, &gone).unwrap().unwrap();
    assert!(found.additions == 0.0 && (found.removals - found.total()).abs() < 1e-12);
    let unnamed = Counts::new(vec!["x".to_owned(), "y".to_owned()], vec![1.0; 6]).unwrap();
    assert_eq!(change_in_mutual_information(&before, &unnamed).unwrap_err().key, "measure-change-labels");
    let others = Counts::new(vec!["x".to_owned(), "z".to_owned()], vec![1.0; 6]).unwrap();
    let others = others.with_units(units()).unwrap();
    assert_eq!(change_in_mutual_information(&before, &others).unwrap_err().key, "measure-change-groups");
}

#[test]
fn the_mirror_tells_points_quotient_class_and_what_the_town_cannot_attain() {
    let groups = || vec!["low".to_owned(), "high".to_owned()];
    let schools = Counts::new(groups(), vec![35.0, 65.0, 50.0, 50.0, 0.0, 0.0, 80.0, 20.0]).unwrap();
    let wijken = Counts::new(groups(), vec![25.0, 75.0, 400.0, 600.0, 1.0, 1.0, 30.0, 30.0]).unwrap();
    let found = mirror(&schools, &wijken, Limits::default()).unwrap();
    let first = found.schools[0].as_ref().unwrap();
    assert!((first.groups[0].points - 10.0).abs() < 1e-12 && first.class == Reflection::Reflects);
    assert!((first.groups[0].quotient.unwrap() - 1.4).abs() < 1e-12);
    assert_eq!(found.schools[1].as_ref().unwrap().class, Reflection::Reflects);
    assert_eq!(found.schools[2], None);
    assert_eq!(found.schools[3].as_ref().unwrap().class, Reflection::StronglyLeans);
    // 10 + 10 + 30 low pupils too many, and nowhere in town is there a place that asks for them.
    assert!((found.pupils_to_move - 50.0).abs() < 1e-9);
    assert!((found.share_to_move.unwrap() - 50.0 / 300.0).abs() < 1e-12);
    assert!((found.unattainable_share.unwrap() - 50.0 / 300.0).abs() < 1e-12);
    let strict = Limits { leans: 5.0, strongly: 9.0 };
    assert_eq!(
        mirror(&schools, &wijken, strict).unwrap().schools[0].as_ref().unwrap().class,
        Reflection::StronglyLeans
    );
    let rule = FixedRule::default().classes(&schools, 0);
    assert_eq!(rule, [Some(FixedClass::Mixed), Some(FixedClass::Mixed), None, Some(FixedClass::Mixed)]);
    let narrow = FixedRule { under: 0.4, over: 0.7 }.classes(&schools, 0);
    assert_eq!(narrow, [Some(FixedClass::Under), Some(FixedClass::Mixed), None, Some(FixedClass::Over)]);
    assert_eq!(
        mirror(&schools, &Counts::new(groups(), vec![]).unwrap(), strict).unwrap_err().key,
        "measure-mirror-units"
    );
}

#[test]
fn hidden_counts_give_limits_that_say_what_they_are_and_unknown_units_are_left_out() {
    let hidden = Count::Suppressed { least: 0.0, greatest: 4.0 };
    let cells = [
        Count::Known(10.0),
        hidden,
        Count::Known(5.0),
        Count::Known(20.0),
        Count::Unknown,
        Count::Known(3.0),
    ];
    let groups = vec!["a".to_owned(), "b".to_owned()];
    let ranges = CountRanges::new(groups.clone(), &cells).unwrap();
    assert_eq!((ranges.left_out(), ranges.units(), ranges.hidden()), (&[2_usize][..], &[0_usize, 1][..], 1));
    assert_eq!(ranges.known(), None);
    let pair = ranges.two_group(0, Other::Rest).unwrap();
    let found = bounds(&two::dissimilarity::MEASURE, &pair).unwrap();
    // D = 10/15 − y/(20 + y), which falls with y.
    assert!((found.greatest.value() - 10.0 / 15.0).abs() < 1e-9);
    assert!(found.greatest.is_exact() && found.least.is_exact(), "every completion is tried: {found:?}");
    assert!((found.least.value() - (10.0 / 15.0 - 4.0 / 24.0)).abs() < 1e-8);
    // With a fraction in the table the hidden count may be one too: the search says no more than it knows.
    let mut fractions = cells;
    fractions[3] = Count::Known(20.5);
    let pair = CountRanges::new(groups.clone(), &fractions).unwrap().two_group(0, Other::Rest).unwrap();
    let found = bounds(&two::dissimilarity::MEASURE, &pair).unwrap();
    assert!(matches!(found.greatest, Limit::Exact(_)) && matches!(found.least, Limit::Bound(_)));
    let known = CountRanges::new(groups.clone(), &cells[2..4]).unwrap();
    assert!(known.known().is_some());
    let reversed = [Count::Suppressed { least: 4.0, greatest: 1.0 }, Count::Known(1.0)];
    assert_eq!(CountRanges::new(groups, &reversed).unwrap_err().key, "measure-range-reversed");
}

#[test]
fn whole_pupils_need_whole_counts_and_both_groups() {
    let pair = |x: &[f64], y: &[f64]| TwoGroup::new(x.to_vec(), y.to_vec()).unwrap();
    assert_eq!(whole_pupils(&pair(&[1.5, 2.0], &[1.0, 1.0])), None);
    assert_eq!(whole_pupils(&pair(&[0.0, 0.0], &[1.0, 1.0])), None);
    let most = wijkspiegel::measure::counts::LARGEST;
    let everyone = vec![most; 5000];
    let absurd = pair(&[everyone.clone(), vec![0.0; 5000]].concat(), &[vec![0.0; 5000], everyone].concat());
    assert_eq!(whole_pupils(&absurd), None);
    assert_eq!(two::dissimilarity(&absurd), Some(1.0));
    assert_eq!(whole_pupils(&pair(&[5.0, 1.0], &[1.0, 5.0])), Some(4));
    assert_eq!(whole_pupils(&pair(&[1.0, 0.0], &[0.0, 1.0])), Some(0));
}
