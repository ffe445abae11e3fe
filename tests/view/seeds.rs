//! The seeds: every one parses, names its source and adds up.

use std::collections::BTreeSet;

use wijkspiegel::data::Level;
use wijkspiegel::seeds::{self, Budget, GroupKind};
use wijkspiegel::text::Language;

/// Document and section of everything in the seeds.
fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    sources.extend(seeds::figures().unwrap().into_iter().map(|f| (f.document, f.section)));
    sources.extend(seeds::programmes().unwrap().into_iter().map(|p| (p.document, p.section)));
    sources.extend(seeds::target_areas().unwrap().into_iter().map(|t| (t.document, t.section)));
    let (split, pilot) = (seeds::home_choice().unwrap(), seeds::pilot().unwrap());
    let (budget, closing) = (seeds::budget().unwrap(), seeds::closing_rules().unwrap());
    sources.push((split.document, split.section));
    sources.push((pilot.document, pilot.section));
    sources.push((budget.document, budget.section));
    sources.push((closing.document, closing.section));
    sources
}

fn figure(key: &str, area: Option<&str>) -> f64 {
    let figures = seeds::figures().unwrap();
    let found = figures.iter().filter(|f| f.key == key && f.area.as_deref() == area);
    let values: Vec<f64> = found.map(|f| f.value).collect();
    assert_eq!(values.len(), 1, "{key} {area:?}");
    values[0]
}

#[test]
fn every_seed_names_its_document_and_section() {
    let sources = sources();
    assert!(sources.len() > 25);
    for (document, section) in sources {
        assert!(document.trim().len() > 5, "{document:?}");
        assert!(!section.trim().is_empty(), "{document:?}");
    }
}

#[test]
fn every_file_in_the_folder_of_seeds_is_shipped_and_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let files = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let here: BTreeSet<String> = files.filter(|f| f.ends_with(".toml")).collect();
    let shipped: BTreeSet<String> = seeds::embedded().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(here, shipped);
}

#[test]
fn home_and_choice_add_up_in_all_eight_towns() {
    let split = seeds::home_choice().unwrap();
    assert_eq!(split.towns.len(), 8);
    for town in &split.towns {
        assert_eq!(town.home + town.choice, town.total, "{}", town.name);
        assert_eq!(Level::of_area_code(&town.code), Level::Municipality, "{}", town.name);
    }
    let groningen = &split.towns[0];
    assert_eq!((groningen.home, groningen.choice, groningen.total), (40.0, 20.0, 60.0));
    assert_eq!(figure("dissimilarity-high-low", None), groningen.total);
}

#[test]
fn the_targets_of_the_example_are_the_published_ones() {
    use wijkspiegel::example::choice::{TARGET, TARGET_HOME};
    let groningen = &seeds::home_choice().unwrap().towns[0];
    assert_eq!(TARGET * 100.0, groningen.total);
    assert_eq!(TARGET_HOME * 100.0, groningen.home);
    assert_eq!(figure("primary-schools", None), 52.0);
    assert_eq!(figure("risk-of-disadvantage", Some("BU00140300")), 28.0);
    assert_eq!(figure("risk-of-disadvantage", Some("BU00141000")), 18.0);
}

#[test]
fn the_items_of_the_budget_add_up_to_its_total() {
    let budget = seeds::budget().unwrap();
    assert_eq!(budget.items.iter().map(|i| i.amount).sum::<f64>(), budget.total);
    assert_eq!(budget.total, 31_459.0);
}

#[test]
fn every_pilot_school_has_a_brin_with_vestiging_and_stands_in_one_group() {
    let pilot = seeds::pilot().unwrap();
    let mut codes = BTreeSet::new();
    for school in pilot.groups.iter().flat_map(|g| &g.schools) {
        let code = school.code.as_bytes();
        assert_eq!(code.len(), 6, "{}", school.code);
        assert!(code[..2].iter().chain(&code[4..]).all(u8::is_ascii_digit), "{}", school.code);
        assert!(code[2..4].iter().all(u8::is_ascii_uppercase), "{}", school.code);
        assert!(codes.insert(school.code.clone()), "{} stands twice", school.code);
    }
    let friends = pilot.groups.iter().filter(|g| g.kind == GroupKind::Friendship);
    assert_eq!(friends.map(|g| g.schools.len()).collect::<Vec<_>>(), [4, 2, 1]);
    assert_eq!(codes.len(), 10);
}

#[test]
fn target_areas_are_buurten_of_the_example_and_their_programmes_exist() {
    let buurten: BTreeSet<String> =
        wijkspiegel::example::places::places().into_iter().map(|p| p.code).collect();
    let programmes: BTreeSet<String> = seeds::programmes().unwrap().into_iter().map(|p| p.key).collect();
    for target in seeds::target_areas().unwrap() {
        assert!(programmes.contains(&target.key), "{}", target.key);
        for place in target.places {
            assert!(!place.buurten.is_empty(), "{}", place.name);
            assert!(place.buurten.iter().all(|b| buurten.contains(b)), "{}", place.name);
        }
    }
}

#[test]
fn keys_are_unique() {
    let programmes = seeds::programmes().unwrap();
    let keys: BTreeSet<&String> = programmes.iter().map(|p| &p.key).collect();
    assert_eq!(keys.len(), programmes.len());
    let figures = seeds::figures().unwrap();
    let keys: BTreeSet<(&String, &Option<String>)> = figures.iter().map(|f| (&f.key, &f.area)).collect();
    assert_eq!(keys.len(), figures.len());
}

#[test]
fn labels_stand_in_both_languages() {
    for figure in seeds::figures().unwrap() {
        for language in Language::ALL {
            assert!(!figure.label.in_language(language).is_empty(), "{}", figure.key);
        }
    }
}

#[test]
fn a_broken_seed_names_its_file_and_line() {
    let broken = "document = \"x\"\nsection = \"y\"\nyear = tomorrow\n";
    let notice = seeds::parse::<Budget>("budget_2021.toml", broken).unwrap_err();
    assert_eq!(notice.place.file.as_deref(), Some("budget_2021.toml"));
    assert_eq!(notice.place.line, Some(3));
    assert!(notice.fix(Language::Dutch).is_some() && notice.fix(Language::English).is_some());
}

#[test]
fn a_key_that_no_one_reads_is_refused() {
    let content = seeds::embedded().iter().find(|(n, _)| *n == "closing_rules.toml").unwrap().1;
    let misspelt = content.replace("exception_least_pupils", "exception_least_pupil");
    assert!(seeds::parse::<seeds::ClosingRules>("closing_rules.toml", &misspelt).is_err());
}
