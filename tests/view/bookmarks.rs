//! Bookmarks in the settings of a project: nothing that stands there is lost.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wijkspiegel::view::story::bookmarks::{Bookmark, Bookmarks, KEY};

fn settings(text: &str) -> BTreeMap<String, String> {
    [(KEY.to_owned(), text.to_owned())].into()
}

fn round(settings: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut out = settings.clone();
    Bookmarks::read(settings).write(&mut out);
    out
}

#[test]
fn a_bookmark_is_read_as_it_was_written() {
    let one = Bookmark {
        name: "Noord".into(),
        place: "scenario".into(),
        scenario: Some("Plan".into()),
        year: Some(2030),
        ..Bookmark::default()
    };
    let bookmarks = Bookmarks { list: vec![one], ..Bookmarks::default() };
    let mut kept = BTreeMap::new();
    bookmarks.write(&mut kept);
    assert_eq!(Bookmarks::read(&kept), bookmarks);
}

#[test]
fn fields_of_a_later_version_stay() {
    let text = json!([{"name": "a", "place": "explore", "icon": "star", "view": {"tilt": 3}}]).to_string();
    let kept = round(&settings(&text));
    let value: Value = serde_json::from_str(&kept[KEY]).expect("JSON");
    assert_eq!(value[0]["icon"], "star");
    assert_eq!(value[0]["view"]["tilt"], 3);
}

#[test]
fn an_entry_that_cannot_be_read_stays_as_it_stood() {
    let text = json!([{"name": "good"}, {"name": 7}, "odd"]).to_string();
    let read = Bookmarks::read(&settings(&text));
    assert_eq!(read.list.iter().map(|b| b.name.as_str()).collect::<Vec<_>>(), ["good"]);
    assert_eq!(read.unread, [json!({"name": 7}), json!("odd")]);
    let again = Bookmarks::read(&round(&settings(&text)));
    assert_eq!(again, read);
}

#[test]
fn a_text_that_is_no_json_is_not_lost() {
    let kept = round(&settings("[{\"name\": "));
    assert!(kept[KEY].contains("[{\\\"name\\\": "));
    assert!(Bookmarks::read(&kept).list.is_empty());
}

#[test]
fn without_bookmarks_there_is_no_key() {
    let mut kept = BTreeMap::new();
    Bookmarks::default().write(&mut kept);
    assert!(kept.is_empty());
}

#[test]
fn a_taken_name_gets_a_number() {
    let named = |name: &str| Bookmark { name: name.into(), ..Bookmark::default() };
    let bookmarks = Bookmarks { list: vec![named("Noord"), named("Noord 2")], ..Bookmarks::default() };
    assert_eq!(bookmarks.free_name("Noord"), "Noord 3");
    assert_eq!(bookmarks.free_name("Zuid"), "Zuid");
}
