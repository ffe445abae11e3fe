//! The texts: both languages have every key, every key in the code exists, and all are well formed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use wijkspiegel::text::Language;

/// Keys (and `key.attribute`) of one Fluent file with the names of the arguments they use.
fn entries(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    let mut current = String::new();
    for line in source.lines().filter(|l| !l.trim_start().starts_with('#') && !l.trim().is_empty()) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            key = name.trim().to_owned();
            current.clone_from(&key);
            assert!(out.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
        } else if let Some((name, _)) = line.trim_start().strip_prefix('.').and_then(|l| l.split_once(" =")) {
            current = format!("{key}.{}", name.trim());
            out.insert(current.clone(), BTreeSet::new());
        }
        for part in line.split("{ $").skip(1) {
            let name: String =
                part.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-').collect();
            out.entry(current.clone()).or_default().insert(name);
        }
    }
    out
}

fn all(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for (file, source) in language.sources() {
        for (key, args) in entries(source) {
            assert!(out.insert(key.clone(), args).is_none(), "{key} in {file} stands in another file too");
        }
    }
    out
}

#[test]
fn both_languages_have_every_key_with_the_same_arguments() {
    assert_eq!(all(Language::Dutch), all(Language::English));
}

#[test]
fn every_file_is_well_formed() {
    for language in Language::ALL {
        for (name, source) in language.sources() {
            let result = fluent_bundle::FluentResource::try_new(source.to_owned());
            assert!(result.is_ok(), "{} {name}: {:?}", language.code(), result.err().map(|(_, e)| e));
        }
    }
}

fn rust_files(dir: &Path, out: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(dir).expect("src is readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn every_key_that_the_code_names_exists() {
    let known = all(Language::Dutch);
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut missing = Vec::new();
    let mut found = 0;
    for file in files {
        let code = fs::read_to_string(&file).expect("a source file is text");
        // What looks like a key: a literal of lower-case words joined by hyphens whose first word
        // begins some known key.
        let first_words: BTreeSet<&str> = known.keys().filter_map(|k| k.split('-').next()).collect();
        for start in ["::error(", "::warning(", "::info(", "text(", "text_with(", "t(", "tw("] {
            for part in code.split(start).skip(1) {
                let argument = part.split(')').next().unwrap_or("");
                let Some(literal) = argument.split('"').nth(1) else { continue };
                let hyphenated = literal.contains('-')
                    && literal.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                let plausible = literal.split('-').next().is_some_and(|w| first_words.contains(w));
                if hyphenated && plausible {
                    found += 1;
                    if !known.contains_key(literal) {
                        missing.push(format!("{}: {literal}", file.display()));
                    }
                }
            }
        }
    }
    assert!(found > 20, "the search itself must find keys, found {found}");
    assert!(missing.is_empty(), "keys without a text: {missing:#?}");
}
