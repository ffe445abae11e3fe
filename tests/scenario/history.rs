//! Undo and redo, with words.

use std::sync::Arc;

use geo::Point;
use wijkspiegel::data::Year;
use wijkspiegel::scenario::history::{Change, Gesture, History};
use wijkspiegel::scenario::{EditId, EditKind, Scenario};
use wijkspiegel::text::Language;

fn history() -> History {
    History::new(vec![Arc::new(Scenario::new("Plan"))])
}

fn shift(x: f64) -> EditKind {
    EditKind::Move { school: "S1".into(), to: Point::new(x, 0.0) }
}

fn words(change: &Change) -> String {
    change.words(&|code: &str| format!("School {code}"), Language::Dutch)
}

#[test]
fn every_step_can_be_undone_and_done_again() {
    let mut history = history();
    let start = history.proposals().clone();
    history.change(0, |s| {
        s.add(Year(2025), EditKind::Close { school: "S1".into() });
    });
    history.change(0, |s| s.edit_mut(EditId(1)).unwrap().year = Year(2028));
    history.rename(0, "Ander plan");
    history.duplicate(0, "Ander plan");
    let end = history.proposals().clone();
    assert_eq!(end.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Ander plan", "Ander plan 2"]);
    let told: Vec<String> = history.past().map(words).collect();
    assert_eq!(
        told,
        [
            "Nieuw scenario Ander plan 2",
            "Plan heet nu Ander plan",
            "Gewijzigd: School S1 sluit (2028-2029)",
            "School S1 sluit (2025-2026)"
        ]
    );
    while history.undo().is_some() {}
    assert_eq!(history.proposals(), &start);
    while history.redo().is_some() {}
    assert_eq!(history.proposals(), &end);
}

#[test]
fn a_drag_is_one_step_and_one_that_returns_is_none() {
    let mut history = history();
    history.change(0, |s| {
        s.add(Year(2025), shift(0.0));
    });
    let before = history.proposals().clone();
    let moved = |x: f64| {
        let mut proposals = before.clone();
        Arc::make_mut(&mut proposals[0]).edit_mut(EditId(1)).unwrap().what = shift(x);
        proposals
    };
    for x in [1.0, 2.0, 3.0] {
        history.drag(dragging(), moved(x));
    }
    history.settle();
    assert_eq!(history.past().count(), 2);
    history.undo();
    assert_eq!(history.proposals(), &before);
    history.drag(dragging(), moved(5.0));
    history.drag(dragging(), before.clone());
    history.settle();
    assert_eq!(history.past().count(), 1);
}

#[test]
fn a_new_step_forgets_what_was_undone_and_no_step_is_nothing() {
    let mut history = history();
    history.change(0, |s| s.description = "Eerste".into());
    history.undo();
    history.change(0, |s| s.description = "Tweede".into());
    assert!(history.redo().is_none());
    history.change(0, |_| {});
    history.change(7, |s| s.name.clear());
    assert_eq!(history.past().count(), 1);
}

fn dragging() -> Gesture {
    Gesture::School(0, "S1".to_owned())
}

#[test]
fn what_is_typed_is_no_part_of_what_is_dragged_after_it_nor_of_another_name() {
    let mut history = history();
    let twin = history.proposals()[0].duplicate("Tweede".to_owned());
    history.set(vec![history.proposals()[0].clone(), Arc::new(twin)]);
    let begun = history.past().count();
    let changed = |history: &History, at: usize, change: &dyn Fn(&mut Scenario)| {
        let mut proposals = history.proposals().clone();
        change(Arc::make_mut(&mut proposals[at]));
        proposals
    };
    for name in ["M", "Mijn", "Mijn plan"] {
        let next = changed(&history, 1, &|s| s.name = name.to_owned());
        history.drag(Gesture::Name(1), next);
    }
    let next = changed(&history, 0, &|s| s.name = "Eerste".to_owned());
    history.drag(Gesture::Name(0), next);
    let next = changed(&history, 0, &|s| s.description = "Wat".to_owned());
    history.drag(Gesture::Description(0), next);
    let next = changed(&history, 0, &|s| {
        s.add(Year(2025), shift(1.0));
    });
    history.drag(dragging(), next);
    let words: Vec<String> =
        history.past().map(|c| c.words(&|code| code.to_owned(), Language::Dutch)).collect();
    assert_eq!(words.len() - begun, 4, "{words:?}");
    assert!(
        words[0].contains("S1") && words[2].contains("Eerste") && words[3].contains("Mijn plan"),
        "{words:?}"
    );
    history.undo();
    assert!(history.proposals()[0].edits.is_empty());
    assert_eq!(history.proposals()[0].description, "Wat", "only the drag is undone");
}
