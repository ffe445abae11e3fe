//! What is told of a set of groups gives no hidden count away.

use std::sync::Arc;

use crate::support::cli::{Folder, run};

use wijkspiegel::data::Dataset;
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::find::town::Town;
use wijkspiegel::friendship::Friendship;
use wijkspiegel::privacy::Gate;

fn example() -> Arc<Dataset> {
    Arc::new(wijkspiegel::open::example().unwrap().dataset)
}

/// A pair of every two schools of these.
fn in_pairs(town: &Town, units: &[usize]) -> Vec<Friendship> {
    let code = |unit: &usize| town.code(*unit).unwrap().to_owned();
    let pair = |two: &[usize]| Friendship::new("paar", two.iter().map(code), 2.5);
    units.chunks_exact(2).map(pair).collect()
}

#[test]
fn groups_that_may_not_be_told_are_in_no_figure_of_the_town() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let telling = town.telling(Gate::default());
    let all = 0..town.schools().len();
    let (open, closed): (Vec<usize>, Vec<usize>) = all.partition(|unit| telling.school(*unit));
    assert!(closed.len() >= 2 && open.len() >= 10, "the example has schools with hidden counts");
    // Every hidden school with an open one: however many, none of their gains follows from the sum.
    let mut groups = in_pairs(&town, &open[open.len() - 6..]);
    let only_open = town.brings(&groups, None);
    let mixed: Vec<usize> = closed.iter().zip(&open).flat_map(|(a, b)| [*a, *b]).collect();
    groups.extend(in_pairs(&town, &mixed));
    let told = town.told(&groups, None, &telling);
    assert_eq!(told.left_out, closed.len().min(open.len()));
    assert_eq!(told.brings.contact.exposure, only_open.contact.exposure);
    assert_eq!(told.brings.sum_w, only_open.sum_w);
    assert_eq!(told.brings.year, only_open.year);
    // In full it is another figure: something was left out.
    assert!(town.brings(&groups, None).sum_w > told.brings.sum_w);
    // With nothing hidden everything is told.
    let off = Gate { threshold: 0 };
    let open = town.told(&groups, None, &town.telling(off));
    assert_eq!((open.left_out, open.brings.sum_w), (0, town.brings(&groups, None).sum_w));
}

#[test]
fn the_best_that_a_set_is_held_against_is_of_schools_that_may_be_told() {
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let (default, off) = (town.telling(Gate::default()), town.telling(Gate { threshold: 0 }));
    let told = town.best_told(&default, &()).unwrap();
    let all = town.best_told(&off, &()).unwrap();
    assert!(told > 0.0 && told < all);
}

#[test]
fn the_command_leaves_groups_with_hidden_counts_out_and_says_how_many() {
    let folder = Folder::new();
    let path = folder.path("groups.toml");
    // De Wijert 1 has a hidden count in the example.
    let text = "version = 1\n[[friendship]]\nname = \"A\"\nschools = [\"EX33\", \"EX01\"]\nhours = 2\n";
    std::fs::write(&path, text).unwrap();
    let path = path.display().to_string();
    let one = run(["friends", "--example", "--groups", &path, "--json"]).ended(0).json();
    assert_eq!(one["groups_left_out"], 0);
    assert_eq!(one["privacy"]["threshold"], 10);
    assert_eq!(one["privacy"]["small_numbers_shown"], false);
    let dataset = example();
    let town = Town::new(&dataset, Comparison::first(&dataset)).unwrap();
    let telling = town.telling(Gate::default());
    let closed: Vec<usize> = (0..town.schools().len()).filter(|unit| !telling.school(*unit)).collect();
    let code = |unit: usize| town.code(unit).unwrap();
    let more = closed.iter().take(2).enumerate().map(|(n, unit)| {
        let partner = ["EX10", "EX11"][n];
        format!("[[friendship]]\nname = \"{n}\"\nschools = [\"{}\", \"{partner}\"]\nhours = 2\n", code(*unit))
    });
    let text: String = std::iter::once(text.to_owned()).chain(more).collect();
    std::fs::write(&path, text).unwrap();
    let found = run(["friends", "--example", "--groups", &path, "--json"]).ended(0).json();
    assert_eq!(found["groups_left_out"], 2, "{found}");
    for key in ["sum_w", "exposure_after", "isolation_after", "eta2_after", "dissimilarity_effective"] {
        assert_eq!(found[key], one[key], "{key}");
    }
    assert!(found["note"].as_str().unwrap().contains("hidden"));
    // For the children of a group that is left out something changes: they are not "unchanged".
    assert_eq!(one["children"]["unchanged"].as_f64().map(|n| n > 0.0), Some(true));
    let children = &found["children"];
    assert!(children["unchanged"].is_null() && children["unchanged_or_hidden"].is_number(), "{children}");
    assert!(one["children"]["unchanged_or_hidden"].is_null());
    let words = run(["friends", "--example", "--groups", &path, "--lang", "nl"]).ended(0);
    assert!(words.out.contains("blijft het gelijk of is het afgeschermd"), "{}", words.out);
    // How many children travel would be how many there are.
    let travel = &found["groups"][1]["travel"];
    assert!(travel["children"].is_null() && travel["mean_metres"].is_null(), "{travel}");
}
