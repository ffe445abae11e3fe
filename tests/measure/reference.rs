//! Every reference value that we have, through the public API.

use serde_json::Value;
use wijkspiegel::measure::bounds::Allowed;
use wijkspiegel::measure::change::{Change, change_in_mutual_information, change_in_theil_h};
use wijkspiegel::measure::counts::{Counts, Other, TwoGroup};
use wijkspiegel::measure::decompose::within_between;
use wijkspiegel::measure::{CountRanges, local, moves, multi, ordered, two};
use wijkspiegel::number::Count;

fn data(name: &str) -> String {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn json(name: &str) -> Value {
    serde_json::from_str(&data(name)).unwrap()
}

/// A reference value: a number, a number in text, or null for undefined.
fn expected(value: &Value) -> Option<f64> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.parse().unwrap()),
        other => Some(other.as_f64().unwrap_or_else(|| panic!("no number: {other}"))),
    }
}

#[track_caller]
fn same(what: &str, ours: Option<f64>, reference: &Value, tolerance: f64) {
    match (ours, expected(reference)) {
        (None, None) => {}
        (Some(ours), Some(reference)) if (ours - reference).abs() <= tolerance => {}
        (ours, reference) => panic!("{what}: {ours:?}, reference {reference:?}"),
    }
}

fn table(case: &Value) -> Counts {
    let groups = strings(&case["groups"]);
    let rows = case["counts"].as_array().unwrap();
    let cells = rows.iter().flat_map(|r| r.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()));
    Counts::new(groups, cells.collect()).unwrap()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|s| s.as_str().unwrap().to_owned()).collect()
}

fn cases() -> Vec<Value> {
    let cases = json("measures.json")["tables"].as_array().unwrap().clone();
    assert!(cases.len() >= 12, "the reference tables are all there");
    cases
}

type Single = fn(&TwoGroup) -> Option<f64>;
type Multi = fn(&Counts) -> Option<f64>;

const SINGLE: [(&str, Single); 12] = [
    ("Dissim", two::dissimilarity),
    ("Gini", two::gini),
    ("Entropy", two::theil_h),
    ("Atkinson_b0.1", |c| two::atkinson(c, 0.1)),
    ("Atkinson_b0.5", two::atkinson_half),
    ("Atkinson_b0.9", |c| two::atkinson(c, 0.9)),
    ("CorrelationR", two::correlation_ratio),
    ("Isolation", two::isolation),
    ("Interaction", two::interaction),
    ("MinMax", two::min_max),
    ("DensityCorrectedDissim", two::density_corrected_dissimilarity),
    ("Hutchens", two::hutchens),
];

const MULTI: [(&str, Multi); 11] = [
    ("MultiDissim", multi::multi_dissimilarity),
    ("MultiGini", multi::multi_gini),
    ("MultiInfoTheory", multi::multi_theil_h),
    ("MultiNormExposure", multi::normalized_exposure),
    ("MultiRelativeDiversity", multi::relative_diversity),
    ("MultiSquaredCoefVar", multi::squared_variation),
    ("MultiSquaredCoefVar_present_groups", multi::squared_variation_of_present_groups),
    ("MultiDivergence", multi::mutual_information),
    ("MultiDiversity", multi::diversity),
    ("SimpsonsConcentration", multi::simpson_concentration),
    ("SimpsonsInteraction", multi::simpson_interaction),
];

#[test]
fn every_two_group_value_and_every_null_of_the_reference_holds_to_1e_12() {
    for case in cases() {
        let counts = table(&case);
        for (k, group) in counts.groups().iter().enumerate() {
            let pair = counts.two_group(k, Other::Rest).unwrap();
            let reference = case["single"][group]["exact"].as_object().unwrap();
            for (name, value) in reference {
                let compute = SINGLE.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("{name}"));
                same(&format!("{} {group} {name}", case["id"]), compute.1(&pair), value, 1e-12);
            }
            assert_eq!(reference.len(), SINGLE.len());
        }
    }
}

#[test]
fn every_multi_group_value_and_every_null_of_the_reference_holds_to_1e_12() {
    for case in cases() {
        let counts = table(&case);
        let reference = case["multi"]["exact"].as_object().unwrap();
        for (name, value) in reference {
            let compute = MULTI.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("{name}"));
            same(&format!("{} {name}", case["id"]), compute.1(&counts), value, 1e-12);
        }
        assert_eq!(reference.len(), MULTI.len());
        let share = &case["multi"]["moves_exact"]["share_of_all_pupils_moved_keeping_school_sizes=D*I"];
        same(&format!("{} D*I", case["id"]), multi::share_to_move(&counts), share, 1e-12);
    }
}

#[test]
fn every_reading_of_the_headline_of_the_reference_holds_to_1e_12() {
    for case in cases() {
        let counts = table(&case);
        for (k, group) in counts.groups().iter().enumerate() {
            let pair = counts.two_group(k, Other::Rest).unwrap();
            let ours = moves::moves(&pair);
            let reference = &case["single"][group]["moves_exact"];
            let check = |name: &str, ours: Option<f64>, tolerance: f64| {
                let value = if reference.is_null() { &Value::Null } else { &reference[name] };
                assert!(reference.is_null() || reference.get(name).is_some(), "{name}");
                same(&format!("{} {group} {name}", case["id"]), ours, value, tolerance);
            };
            let swapped = ours.swap_share.map(|s| s * pair.total());
            let defined = ours.one_group_share.is_some();
            check("P", pair.share().filter(|_| defined), 1e-12);
            check("D_share_of_one_group_moved_without_replacement", ours.one_group_share, 1e-12);
            check("share_of_all_pupils_moved_keeping_school_sizes=2P(1-P)D", ours.swap_share, 1e-12);
            check("share_of_group_moved_in_swap=(1-P)D", ours.swap_share_of_group, 1e-12);
            check("share_of_others_moved_in_swap=P*D", ours.swap_share_of_others, 1e-12);
            // Pupils, not shares: to 1e-12 of all pupils.
            let pupils = 1e-12 * pair.total();
            check("pupils_moved_both_groups", swapped, pupils);
            check("pupils_of_group_swapped_out", swapped.map(|s| s / 2.0), pupils);
        }
    }
}

#[test]
fn every_exposure_of_one_group_to_another_holds_to_1e_12() {
    for case in cases() {
        let counts = table(&case);
        for (from, row) in case["exposure_exact_row_of_col_to"].as_array().unwrap().iter().enumerate() {
            for (to, value) in row.as_array().unwrap().iter().enumerate() {
                let ours = local::exposure(&counts, from, to);
                same(&format!("{} exposure {from} {to}", case["id"]), ours, value, 1e-12);
            }
        }
    }
}

#[test]
fn every_within_and_between_value_of_the_reference_holds_to_1e_12() {
    for case in cases() {
        let counts = table(&case);
        let ours = within_between(&counts, &strings(&case["clusters"])).unwrap();
        let reference = &case["within_between_exact"];
        for (name, value) in [
            ("M_total", ours.m_total),
            ("M_between", ours.m_between),
            ("M_within", ours.m_within),
            ("H_total", ours.h_total),
            ("H_between", ours.h_between),
            ("H_within", ours.h_within),
        ] {
            same(&format!("{} {name}", case["id"]), value, &reference[name], 1e-12);
        }
        for cluster in reference["per_cluster"].as_array().unwrap() {
            let name = cluster["cluster"].as_str().unwrap();
            let ours = ours.clusters.iter().find(|c| c.name == name).unwrap();
            let what = format!("{} {name}", case["id"]);
            same(&what, Some(ours.share), &cluster["p"], 1e-12);
            same(&what, ours.m, &cluster["M"], 1e-12);
            same(&what, ours.h, &cluster["H"], 1e-12);
            same(&what, ours.entropy_ratio, &cluster["ent_ratio"], 1e-12);
        }
    }
}

#[test]
fn every_local_value_of_the_reference_holds_to_1e_12_and_an_empty_unit_has_none() {
    for case in cases() {
        let counts = table(&case);
        let all = &case["local_pysal_rowmajor"];
        let quotients = local::location_quotients(&counts);
        for (ours, value) in quotients.iter().zip(all["MultiLocationQuotient"].as_array().unwrap()) {
            same(&format!("{} location quotient", case["id"]), *ours, value, 1e-12);
        }
        assert_eq!(quotients.len(), all["MultiLocationQuotient"].as_array().unwrap().len());
        for (name, ours) in [
            ("MultiLocalDiversity", local::local_diversity(&counts)),
            ("MultiLocalEntropy", local::local_entropy(&counts)),
            ("MultiLocalSimpsonInteraction", local::local_simpson_interaction(&counts)),
            ("MultiLocalSimpsonConcentration", local::local_simpson_concentration(&counts)),
        ] {
            let reference = all[name].as_array().unwrap();
            assert_eq!(ours.len(), reference.len());
            for ((ours, value), total) in ours.iter().zip(reference).zip(counts.unit_totals()) {
                // The peer gives zero for a unit without pupils, where there is nothing to measure.
                let value = if *total > 0.0 { value } else { &Value::Null };
                same(&format!("{} {name}", case["id"]), *ours, value, 1e-12);
            }
        }
    }
}

#[test]
fn local_segregation_adds_up_to_the_mutual_information_over_units_and_over_groups() {
    for case in cases() {
        let counts = table(&case);
        let m = multi::mutual_information(&counts).unwrap();
        let weighted = |values: Vec<Option<f64>>, weights: &[f64]| -> f64 {
            values.iter().zip(weights).filter_map(|(v, w)| Some((*v)? * w / counts.total())).sum()
        };
        let units = weighted(local::local_segregation(&counts), counts.unit_totals());
        let groups = weighted(local::local_segregation_of_groups(&counts), counts.group_totals());
        assert!((units - m).abs() < 1e-12 && (groups - m).abs() < 1e-12, "{}", case["id"]);
    }
}

/// schools00.csv pivoted: schools with their state, and the counts of five groups.
fn schools00() -> (Counts, Vec<String>) {
    let text = data("schools00.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let groups: Vec<String> = ["asian", "black", "hisp", "native", "white"].map(str::to_owned).to_vec();
    let (mut names, mut states, mut cells) = (Vec::<String>::new(), Vec::new(), Vec::<f64>::new());
    let mut positions = std::collections::HashMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        let at = *positions.entry(record[2].to_owned()).or_insert_with(|| {
            names.push(record[2].to_owned());
            states.push(record[0].to_owned());
            cells.extend([0.0; 5]);
            names.len() - 1
        });
        let group = groups.iter().position(|g| *g == record[3]).unwrap();
        cells[at * 5 + group] += record[4].parse::<f64>().unwrap();
    }
    (Counts::new(groups, cells).unwrap().with_units(names).unwrap(), states)
}

#[test]
fn the_two_thousand_schools_of_the_r_package_hold_to_1e_9() {
    let (counts, states) = schools00();
    let reference = json("schools00_values.json");
    for row in reference["twogroup"].as_array().unwrap() {
        let group = counts.group(row["group"].as_str().unwrap()).unwrap();
        let other = match row["other"].as_str().unwrap() {
            "rest" => Other::Rest,
            name => Other::Group(counts.group(name).unwrap()),
        };
        let pair = counts.two_group(group, other).unwrap();
        assert_eq!(pair.peopled().count() as u64, row["schools"].as_u64().unwrap());
        assert_eq!(pair.sum_x(), row["A"].as_f64().unwrap());
        assert_eq!(pair.sum_y(), row["B"].as_f64().unwrap());
        for (name, ours) in [
            ("D", two::dissimilarity(&pair)),
            ("isolation", two::isolation(&pair)),
            ("exposure", two::interaction(&pair)),
            ("eta2", two::correlation_ratio(&pair)),
            ("gini", two::gini(&pair)),
            ("H", two::theil_h(&pair)),
        ] {
            same(&format!("{} {name}", row["group"]), ours, &row[name], 1e-9);
        }
    }
    for (name, value) in reference["five_groups"].as_object().unwrap() {
        let compute = MULTI.iter().find(|(n, _)| n == name).unwrap();
        same(name, compute.1(&counts), value, 1e-9);
    }
    let split = within_between(&counts, &states).unwrap();
    let schools = &reference["M_H"]["schools00 M,H race x school"];
    same("M", split.m_total, &schools[0], 1e-9);
    same("H", split.h_total, &schools[1], 1e-9);
    let between = &reference["M_H"]["schools00 M,H race x state"];
    same("M between states", split.m_between, &between[0], 1e-9);
    same("H between states", split.h_between, &between[1], 1e-9);
}

#[test]
fn the_benchmark_tables_give_what_pysal_gives_for_them() {
    // PySAL segregation 2.5.4, twelve decimals as benches/peer/segregation_peer.py prints them: D, H
    // and Gini of low against the rest, H, Gini and D* of all three groups.
    let peers = [
        (
            52,
            [0.334199911831, 0.118076378169, 0.453480116075, 0.129728557425, 0.432973885773, 0.321736207235],
        ),
        (
            6_500,
            [0.387416720490, 0.150560352229, 0.525861749877, 0.152482452296, 0.481632300673, 0.350531634003],
        ),
    ];
    for (units, peer) in peers {
        let path = format!("{}/tests/data/counts_{units}.csv", env!("CARGO_MANIFEST_DIR"));
        let counts = wijkspiegel::measure::table::read_counts(path.as_ref()).unwrap().counts;
        assert_eq!(counts.len(), units);
        let pair = counts.two_group(0, Other::Rest).unwrap();
        let ours = [
            two::dissimilarity(&pair),
            two::theil_h(&pair),
            two::gini(&pair),
            multi::multi_theil_h(&counts),
            multi::multi_gini(&counts),
            multi::multi_dissimilarity(&counts),
        ];
        for (ours, peer) in ours.into_iter().zip(peer) {
            assert!((ours.unwrap() - peer).abs() < 1e-12, "{units}: {ours:?} {peer}");
        }
    }
}

#[test]
fn a_concentration_profile_beyond_one_is_told_as_it_is() {
    let measure = wijkspiegel::measure::catalogue::measure(wijkspiegel::measure::Kind::TwoGroup, "con_prof");
    let measure = measure.unwrap();
    let of = |x: Vec<f64>, y: Vec<f64>| {
        measure.of_two_groups(&wijkspiegel::measure::TwoGroup::new(x, y).unwrap()).unwrap()
    };
    // P = 0.9: 10/90·|0.5 − 0.9| + 80/90·|1 − 0.9|, over 0.1. PySAL gives 1.3333 too.
    assert!((of(vec![10.0, 80.0], vec![10.0, 0.0]) - 4.0 / 3.0).abs() < 1e-12);
    assert!((of(vec![50.0, 0.0], vec![0.0, 70.0]) - 1.0).abs() < 1e-12, "wholly apart");
    // Towards the end of its range, which it does not reach.
    let far = of(vec![1e3, 1e6], vec![1.0, 0.0]);
    assert!(far > 1.99 && far < 2.0 && measure.greatest == Some(2.0), "{far}");
    // What hidden counts allow goes beyond one too.
    let hidden = Count::Suppressed { least: 0.0, greatest: 4.0 };
    let cells = [Count::Known(10.0), Count::Known(10.0), Count::Known(80.0), hidden];
    let ranges = CountRanges::new(vec!["x".into(), "y".into()], &cells).unwrap();
    let limits = Allowed::new(&ranges, 0, wijkspiegel::measure::Other::Group(1)).of(measure).unwrap();
    assert!((limits.greatest.value() - 4.0 / 3.0).abs() < 1e-9, "{limits:?}");
    assert!(limits.least.value() < limits.greatest.value());
    // Of so many hidden counts that they cannot all be tried.
    let rows = (0..31).map(|i| {
        if i == 0 { [Count::Known(100.0), Count::Known(300.0)] } else { [Count::Known(80.0), hidden] }
    });
    let ranges = CountRanges::new(vec!["x".into(), "y".into()], &rows.collect::<Vec<_>>().concat()).unwrap();
    let limits = Allowed::new(&ranges, 0, wijkspiegel::measure::Other::Group(1)).of(measure).unwrap();
    for y in [0.0, 4.0] {
        let (mut x, mut others) = (vec![80.0; 31], vec![y; 31]);
        (x[0], others[0]) = (100.0, 300.0);
        let value = of(x, others);
        assert!(
            value < limits.greatest.value() + 1e-9 && value > limits.least.value() - 1e-9,
            "{value} {limits:?}"
        );
    }
    assert!(limits.greatest.value() > 1.0 && limits.greatest.value() < 1.5, "{limits:?}");
}

#[test]
fn the_concentration_profile_agrees_with_another_program_to_the_width_of_its_grid() {
    let path = format!("{}/tests/data/counts_52.csv", env!("CARGO_MANIFEST_DIR"));
    let counts = wijkspiegel::measure::table::read_counts(path.as_ref()).unwrap().counts;
    let pair = counts.two_group(0, wijkspiegel::measure::Other::Rest).unwrap();
    let measure = wijkspiegel::measure::catalogue::measure(wijkspiegel::measure::Kind::TwoGroup, "con_prof");
    let ours = measure.unwrap().of_two_groups(&pair).unwrap();
    // PySAL segregation 2.5.4, ConProf, on a grid of 1,000 thresholds.
    assert!((ours - 0.184_180_745).abs() < 1e-3, "{ours}");
    // By hand from the definition: the mean distance of the group's schools from the town's share.
    let mut x = Vec::new();
    let mut t = Vec::new();
    for row in counts.rows() {
        x.push(row[0]);
        t.push(row.iter().sum::<f64>());
    }
    let (all_x, all_t): (f64, f64) = (x.iter().sum(), t.iter().sum());
    let p = all_x / all_t;
    let sum: f64 =
        x.iter().zip(&t).filter(|(_, t)| **t > 0.0).map(|(x, t)| x / all_x * (x / t - p).abs()).sum();
    assert!((ours - sum / (1.0 - p)).abs() < 1e-12);
}

/// A table of the file of changes: counts by school.
fn of_schools(schools: &Value) -> Counts {
    let schools = schools.as_object().unwrap();
    let rows: Vec<Vec<f64>> = schools
        .values()
        .map(|row| row.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect())
        .collect();
    let groups = (0..rows[0].len()).map(|k| format!("g{k}")).collect();
    Counts::new(groups, rows.concat()).unwrap().with_units(schools.keys().cloned().collect()).unwrap()
}

#[test]
fn every_part_of_a_change_holds_to_1e_12_against_another_way_to_it() {
    let cases = json("change_and_ordered.json")["change"].as_array().unwrap().clone();
    assert!(cases.len() >= 6);
    for case in cases {
        let (before, after) = (of_schools(&case["before"]), of_schools(&case["after"]));
        let both: [(&str, Change); 2] = [
            ("m", change_in_mutual_information(&before, &after).unwrap().unwrap()),
            ("h", change_in_theil_h(&before, &after).unwrap().unwrap()),
        ];
        for (key, found) in both {
            assert!(found.fitted, "{}", case["name"]);
            for (part, ours) in [
                ("before", found.before),
                ("after", found.after),
                ("closed", found.removals),
                ("opened", found.additions),
                ("group_margin", found.group_margin),
                ("school_margin", found.school_margin),
                ("structural", found.structural),
            ] {
                same(&format!("{} {key} {part}", case["name"]), Some(ours), &case[key][part], 1e-12);
            }
        }
    }
}

#[test]
fn every_ordered_index_and_every_null_holds_to_1e_12() {
    let cases = json("change_and_ordered.json")["ordered"].as_array().unwrap().clone();
    assert!(cases.len() >= 12);
    for case in cases {
        let rows = case["counts"].as_array().unwrap();
        let cells = rows.iter().flat_map(|r| r.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()));
        let groups = (0..rows[0].as_array().unwrap().len()).map(|k| format!("g{k}")).collect();
        let counts = Counts::new(groups, cells.collect()).unwrap();
        for (key, ours) in [
            ("information", ordered::ordinal_information_theory(&counts)),
            ("variance", ordered::ordinal_variance_ratio(&counts)),
        ] {
            same(&format!("{} {key}", case["name"]), ours, &case[key], 1e-12);
        }
    }
}
