//! Filling in edits and assumptions, pointing at a place, going back in the history, resolving what does
//! not go together, and proposals over the years: by accessible labels and keys.

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::app::command::{Command, PlanCommand};
use wijkspiegel::app::scenario::{EditForm, NewEdit};
use wijkspiegel::app::state::Dialog;
use wijkspiegel::data::Year;
use wijkspiegel::scenario::{EditKind, Forecast, Scenario};

use crate::support::window::{Window, program, program_mut, sized};

fn window() -> Window {
    let mut window = sized(1440.0, 2400.0);
    window.key_press_modifiers(Modifiers::ALT, Key::Num2);
    window.run_steps(3);
    window
}

fn plan(window: &mut Window, commands: Vec<PlanCommand>) {
    let ctx = window.ctx.clone();
    program_mut(window).obey(&ctx, commands.into_iter().map(Command::Plan).collect());
    window.run_steps(3);
}

fn scenario(window: &Window) -> &Scenario {
    program(window).state.plans.scenario().expect("a proposal is shown")
}

/// The code and name of a school by its place in the list.
fn school(window: &Window, at: usize) -> (String, String) {
    let school = &program(window).state.present().schools()[at];
    (school.code.clone(), school.name.clone())
}

/// Opens the form of a new edit of a school.
fn form(window: &mut Window, kind: NewEdit, code: &str) {
    let state = &program(window).state;
    let made = EditForm::new(state, kind, Some(code.to_owned()), state.middle(), Year(2028));
    program_mut(window).state.dialog = Some(Dialog::Edit(Box::new(made)));
    window.run_steps(3);
}

#[test]
fn three_schools_merge_in_one_edit() {
    let mut window = window();
    let (first, _) = school(&window, 0);
    form(&mut window, NewEdit::Merge, &first);
    let (third, name) = school(&window, 7);
    if let Some(Dialog::Edit(form)) = &mut program_mut(&mut window).state.dialog
        && let EditKind::Merge { schools, .. } = &mut form.edit.what
    {
        schools.push(third.clone());
    }
    window.run_steps(3);
    window.get_by_label(&format!("{name} gaat niet mee"));
    window.get_by_label_contains("Nog een school…");
    window.get_by_label("Toevoegen").click();
    window.run_steps(4);
    let EditKind::Merge { schools, into, .. } = &scenario(&window).edits[0].what else {
        panic!("it is a merger");
    };
    assert_eq!(schools.len(), 3);
    assert!(schools.contains(&first) && schools.contains(&third) && schools.contains(into));
}

#[test]
fn a_place_is_pointed_at_by_keyboard_and_escape_goes_back_to_the_form() {
    let mut window = window();
    let (code, _) = school(&window, 3);
    form(&mut window, NewEdit::Move, &code);
    window.get_by_label("Aanwijzen…").click();
    window.run_steps(3);
    assert!(program(&window).state.dialog.is_none(), "the map is free");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Edit(_))), "the form is there again");
    window.get_by_label("Aanwijzen…").click();
    window.run_steps(3);
    let middle = program(&window).state.middle();
    window.key_press(Key::Enter);
    window.run_steps(3);
    let Some(Dialog::Edit(form)) = &program(&window).state.dialog else { panic!("the form is there again") };
    let EditKind::Move { to, .. } = &form.edit.what else { panic!("it is a move") };
    assert!((to.x() - middle.x()).abs() < 1.0 && (to.y() - middle.y()).abs() < 1.0, "{to:?} {middle:?}");
}

#[test]
fn edits_that_do_not_go_together_are_told_of_with_a_way_out() {
    let mut window = window();
    plan(&mut window, vec![PlanCommand::New]);
    let (code, _) = school(&window, 5);
    for (year, kind) in [(2027, NewEdit::Close), (2030, NewEdit::Renovate)] {
        form(&mut window, kind, &code);
        if let Some(Dialog::Edit(form)) = &mut program_mut(&mut window).state.dialog {
            form.edit.year = Year(year);
        }
        window.run_steps(2);
        window.get_by_label("Toevoegen").click();
        window.run_steps(4);
    }
    window.get_by_label_contains("telt niet mee");
    window.get_by_label_contains("Zet wijziging 2 eerder dan 2027");
    window.get_by_label("Wijziging 2 weghalen").click();
    window.run_steps(4);
    assert_eq!(scenario(&window).edits.len(), 1);
    assert!(window.query_by_label("Wijziging 1 weghalen").is_none(), "nothing is left to resolve");
}

#[test]
fn the_history_in_words_goes_back_as_many_steps_as_are_chosen() {
    let mut window = window();
    plan(&mut window, vec![PlanCommand::New]);
    for at in [1, 2, 3] {
        let (code, _) = school(&window, at);
        form(&mut window, NewEdit::Close, &code);
        window.get_by_label("Toevoegen").click();
        window.run_steps(4);
    }
    assert_eq!(scenario(&window).edits.len(), 3);
    let (_, second) = school(&window, 2);
    window.get_by_label("Stappen").click();
    window.run_steps(3);
    let step = format!("{second} sluit");
    let found = window.query_all_by_label_contains(&step).find(|node| {
        // The list of edits names it too, with its year before it.
        !node.accesskit_node().label().unwrap_or_default().starts_with("20")
    });
    found.expect("the step in words").click();
    window.run_steps(4);
    assert_eq!(scenario(&window).edits.len(), 1, "the step and what came after it");
}

#[test]
fn a_forecast_by_cohorts_is_chosen_with_its_rates() {
    let mut window = window();
    plan(&mut window, vec![PlanCommand::New, PlanCommand::AskAssumptions]);
    window.get_by_label_contains("Evenveel als nu");
    if let Some(Dialog::Assumptions(form)) = &mut program_mut(&mut window).state.dialog {
        form.0.forecast = Forecast::Cohorts { intake: 1.0, survival: 1.0 };
    }
    window.run_steps(3);
    window.get_by_label_contains("Per leeftijd doorgerekend");
    window.get_by_label_contains("Acht even grote leeftijden");
    window.get_by_label("Toepassen").click();
    window.run_steps(3);
    assert_eq!(scenario(&window).assumptions.forecast, Forecast::Cohorts { intake: 1.0, survival: 1.0 });
}

#[test]
fn proposals_stand_side_by_side_over_the_years() {
    let mut window = window();
    plan(&mut window, vec![PlanCommand::AddReady(0), PlanCommand::AddReady(1)]);
    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    window.run_steps(4);
    window.get_by_label("Over de jaren").click();
    window.run_steps(4);
    window.get_by_label_contains("Elke lijn is een voorstel");
    window.get_by_label_contains("Gemiddelde afstand. zonder ingrepen: 2020");
}

/// Opens a file as a person does: Ctrl+O, its path, Enter.
fn open_file(window: &mut Window, path: &std::path::Path) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::O);
    window.run_steps(3);
    window.event(eframe::egui::Event::Text(path.display().to_string()));
    window.run_steps(3);
    window.key_press(Key::Enter);
    window.run_steps(4);
}

#[test]
fn a_scenario_file_that_is_broken_or_missing_says_so_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("kapot.toml");
    std::fs::write(&broken, "name = \"P\"\n[[edit]]\nyear = 1925\ndo = \"close\"\nschool = \"EX01\"\n")
        .unwrap();
    let mut window = window();
    open_file(&mut window, &broken);
    let Some(Dialog::Failure(notice)) = &program(&window).state.dialog else { panic!("no failure") };
    assert_eq!((notice.place.line, notice.place.file.is_some()), (Some(3), true));
    window.get_by_label_contains("regel 3");
    window.key_press(Key::Escape);
    window.run_steps(3);
    open_file(&mut window, &folder.path().join("weg.toml"));
    let Some(Dialog::Failure(notice)) = &program(&window).state.dialog else { panic!("no failure") };
    assert!(notice.place.file.as_deref().is_some_and(|file| file.ends_with("weg.toml")));
    assert!(program(&window).state.plans.history.proposals().is_empty());
}

#[test]
fn what_a_scenario_file_has_that_cannot_be_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.toml");
    let text = "name = \"Uit een bestand\"\nmood = \"blij\"\n[[edit]]\nyear = 2025\ndo = \"close\"\nschool = \"EX99\"\n";
    std::fs::write(&path, text).unwrap();
    let mut window = window();
    open_file(&mut window, &path);
    assert_eq!(scenario(&window).name, "Uit een bestand", "it is there, with what can be");
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Notices { .. })));
    let lines: Vec<Option<u64>> =
        program(&window).state.opened.notices.iter().map(|n| n.place.line).collect();
    assert!(lines.contains(&Some(6)) && lines.contains(&Some(2)), "{lines:?}");
    window.get_by_label_contains("regel 6");
}

/// The words of the steps that can be undone, the last first.
fn steps(window: &Window) -> Vec<String> {
    let state = &program(window).state;
    state.plans.history.past().map(|c| c.words(&|code| code.to_owned(), state.view.language)).collect()
}

#[test]
fn a_name_that_is_typed_and_a_school_that_is_dragged_are_two_steps() {
    let mut window = window();
    plan(&mut window, vec![PlanCommand::New]);
    plan(&mut window, vec![PlanCommand::Rename("Mijn plan".into())]);
    let school = program(&window).state.present().schools()[0].clone();
    let to = geo::Point::new(school.at.x() + 500.0, school.at.y());
    plan(&mut window, vec![PlanCommand::Grab(school.code.clone()), PlanCommand::Drag(to), PlanCommand::Drop]);
    assert_eq!(steps(&window).len(), 3, "{:?}", steps(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert_eq!(scenario(&window).name, "Mijn plan", "only the drag is undone");
    assert!(scenario(&window).edits.is_empty());
}

#[test]
fn control_shift_z_redoes_and_control_shift_s_saves_under_another_name() {
    let mut window = window();
    plan(&mut window, vec![PlanCommand::New]);
    plan(&mut window, vec![PlanCommand::Rename("Mijn plan".into())]);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert_ne!(scenario(&window).name, "Mijn plan");
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.run_steps(3);
    assert_eq!(scenario(&window).name, "Mijn plan");
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.run_steps(3);
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Open { saving: true, .. })));
}

#[test]
fn comparing_says_which_groups_and_what_of_a_proposal_does_not_count() {
    let mut window = window();
    plan(&mut window, vec![PlanCommand::AddReady(0), PlanCommand::New]);
    let state = &mut program_mut(&mut window).state;
    state.plans.history.change(1, |s| {
        s.add(Year(2025), EditKind::Close { school: "EX99".into() });
    });
    // What is compared is not what was looked at last.
    state.comparing.sides = [0, 1];
    window.key_press_modifiers(Modifiers::ALT, Key::Num3);
    window.run_steps(4);
    window.get_by_label_contains("1 van 1 ingrepen tellen niet mee");
    window.get_by_label_contains("leerlingen van ‘midden’ tellen daarin niet mee");
    window.get_by_label_contains("Aantallen:");
    window.get_by_label_contains("euro (investering van Nieuwbouw in de noordelijke wijken");
    window.get_by_label("Scholen").click();
    window.run_steps(4);
    window.get_by_label("1 Nieuwbouw in de noordelijke wijken");
}
