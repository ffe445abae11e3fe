//! Drawing a catchment in the window: by boxes, by clicks on the map, by keys; kept and undone.

use crate::support::window::{Window, program, program_mut, sized, state};

use eframe::egui::{Key, Modifiers, PointerButton, Pos2, Vec2, pos2};
use egui_kittest::kittest::Queryable;
use geo::{Area, Point};
use wijkspiegel::app::command::Command;
use wijkspiegel::app::draw::{DrawCommand, Drawing, Way};
use wijkspiegel::app::place::Place;
use wijkspiegel::catchment::{Rule, Subset};
use wijkspiegel::data::{Level, SchoolId};
use wijkspiegel::project;
use wijkspiegel::scenario::EditKind;
use wijkspiegel::view::hit::Hit;

fn window() -> Window {
    let mut shown = sized(1440.0, 1400.0);
    state(&mut shown).view.selection = Some(Hit::School(SchoolId(0))).into();
    shown.run_steps(2);
    shown
}

fn drawing(shown: &Window) -> &Drawing {
    program(shown).state.drawings.tool.as_ref().expect("something is drawn")
}

/// Begins to draw for the first school.
fn started() -> Window {
    let mut shown = window();
    shown.get_by_label_contains("Tekenen…").click();
    shown.run_steps(3);
    shown.get_by_label("School: Binnenstad 1");
    shown
}

/// Name of an area of the map's level, by its place among them.
fn area(shown: &Window, nth: usize) -> (wijkspiegel::data::AreaId, String) {
    let state = &program(shown).state;
    let mut areas: Vec<_> =
        state.present().areas_of(state.view.choice.level).map(|(id, a)| (id, a.name.clone())).collect();
    areas.sort_by(|a, b| a.1.cmp(&b.1));
    areas[nth].clone()
}

/// The place on the screen of a place in the town.
fn on_screen(shown: &Window, at: Point<f64>) -> Pos2 {
    let camera = program(shown).state.view.camera.expect("the map has been drawn");
    let map = shown.get_by_label_contains("Kaart van").rect();
    let (x, y) = camera.to_screen(at);
    pos2(map.min.x + x, map.min.y + y)
}

fn click(shown: &mut Window, at: Pos2, button: PointerButton) {
    shown.hover_at(at);
    shown.run_steps(1);
    shown.event(eframe::egui::Event::PointerButton {
        pos: at,
        button,
        pressed: true,
        modifiers: Modifiers::NONE,
    });
    shown.run_steps(1);
    shown.event(eframe::egui::Event::PointerButton {
        pos: at,
        button,
        pressed: false,
        modifiers: Modifiers::NONE,
    });
    shown.run_steps(2);
}

fn obey(shown: &mut Window, command: DrawCommand) {
    let ctx = shown.ctx.clone();
    program_mut(shown).obey(&ctx, vec![Command::Draw(command)]);
}

fn given(shown: &Window) -> usize {
    program(shown).state.present().catchments().len()
}

#[test]
fn a_catchment_is_made_of_areas_by_their_boxes_and_kept_and_undone_in_words() {
    let mut shown = started();
    let (_, first) = area(&shown, 0);
    shown.get_by_label("Nog geen gebied.");
    shown.get_by_label(&first).click();
    shown.run_steps(3);
    shown.get_by_label(&format!("{first} erbij"));
    shown.get_by_label_contains("leerlingen wonen hier");
    shown.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    shown.run_steps(3);
    shown.get_by_label("Nog geen gebied.");
    shown.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    shown.run_steps(3);
    shown.get_by_label("Klaar").click();
    shown.run_steps(4);
    assert!(program(&shown).state.drawings.tool.is_none());
    assert_eq!(given(&shown), 1);
    assert_eq!(program(&shown).state.view.choice.catchments, Some(Rule::Given));
    let label = "voedingsgebied van Binnenstad 1 getekend";
    shown.get_by_label_contains(&format!("Ongedaan maken: {label}"));
    shown.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    shown.run_steps(4);
    assert_eq!(given(&shown), 0);
    shown.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    shown.run_steps(4);
    assert_eq!(given(&shown), 1);
}

#[test]
fn a_click_on_the_map_puts_an_area_in_and_another_takes_it_out() {
    let mut shown = started();
    let (id, name) = area(&shown, 3);
    let at = program(&shown).state.present().area(id).unwrap().pupil_point.at;
    let place = on_screen(&shown, at);
    click(&mut shown, place, PointerButton::Primary);
    shown.get_by_label(&format!("{name} erbij"));
    click(&mut shown, place, PointerButton::Primary);
    shown.get_by_label(&format!("{name} eraf"));
    assert!(drawing(&shown).session.shape().0.is_empty());
    assert!(program(&shown).state.view.selection.primary().is_some(), "a click is for the drawing only");
}

#[test]
fn a_border_is_clicked_point_for_point_and_closed_by_key() {
    let mut shown = started();
    shown.get_by_label("Grens").click();
    shown.run_steps(2);
    shown.get_by_label("Vangen aan grenzen").click();
    shown.run_steps(2);
    let map = shown.get_by_label_contains("Kaart van").rect();
    let corners = [(-120.0, -100.0), (120.0, -100.0), (120.0, 100.0), (-120.0, 100.0)];
    let place = |(x, y): (f32, f32)| map.center() + Vec2::new(x, y);
    for corner in corners {
        click(&mut shown, place(corner), PointerButton::Primary);
    }
    assert_eq!(drawing(&shown).session.path().len(), 4);
    shown.key_press(Key::Backspace);
    shown.run_steps(2);
    assert_eq!(drawing(&shown).session.path().len(), 3);
    click(&mut shown, place(corners[3]), PointerButton::Primary);
    shown.key_press(Key::Enter);
    shown.run_steps(3);
    let drawn = drawing(&shown).session.shape().unsigned_area();
    let metres = program(&shown).state.view.camera.unwrap().metres_per_px;
    let wanted = 240.0 * 200.0 * metres * metres;
    assert!((drawn / wanted - 1.0).abs() < 0.02, "{drawn} is not {wanted}");
    // Escape gives up a line, not what was drawn before.
    click(&mut shown, place((200.0, 150.0)), PointerButton::Primary);
    shown.key_press(Key::Escape);
    shown.run_steps(2);
    assert_eq!(drawing(&shown).session.path().len(), 0);
    assert_eq!(drawing(&shown).session.shape().unsigned_area(), drawn);
    // A right click on a corner takes it away.
    click(&mut shown, place(corners[1]), PointerButton::Secondary);
    shown.get_by_label("hoek weggehaald");
    assert!((drawing(&shown).session.shape().unsigned_area() / drawn - 0.5).abs() < 0.02);
}

#[test]
fn a_corner_is_dragged_and_a_crossing_is_told_and_cannot_be_kept() {
    let mut shown = started();
    shown.get_by_label("Grens").click();
    shown.run_steps(2);
    shown.get_by_label("Vangen aan grenzen").click();
    shown.run_steps(2);
    let map = shown.get_by_label_contains("Kaart van").rect();
    let place = |x: f32, y: f32| map.center() + Vec2::new(x, y);
    for (x, y) in [(-100.0, -100.0), (100.0, -100.0), (100.0, 100.0), (-100.0, 100.0)] {
        click(&mut shown, place(x, y), PointerButton::Primary);
    }
    // The first point closes it.
    click(&mut shown, place(-100.0, -100.0), PointerButton::Primary);
    assert_eq!(drawing(&shown).session.path().len(), 0);
    let camera = program(&shown).state.view.camera;
    shown.drag_at(place(100.0, 100.0));
    shown.run_steps(1);
    for x in [60.0, 0.0, -60.0, -150.0] {
        shown.hover_at(place(x, 0.0));
        shown.run_steps(1);
    }
    shown.drop_at(place(-150.0, 0.0));
    shown.run_steps(3);
    assert_eq!(program(&shown).state.view.camera, camera, "the map stays where it is");
    shown.get_by_label_contains("De grens kruist of raakt zichzelf");
    shown.get_by_label("Klaar").click();
    shown.run_steps(3);
    assert!(program(&shown).state.drawings.tool.is_some(), "what is wrong is not kept");
    shown.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    shown.run_steps(3);
    assert!(shown.query_by_label_contains("De grens kruist").is_none());
}

#[test]
fn catchments_are_taken_over_and_an_overlap_is_shown_and_can_be_taken_from_the_neighbour() {
    let mut shown = window();
    state(&mut shown).view.choice.catchments = Some(Rule::Nearest(Subset::All));
    shown.run_steps(2);
    shown.get_by_label("Overnemen").click();
    shown.run_steps(4);
    let all = given(&shown);
    assert!(all > 40, "{all} schools have a catchment");
    shown.get_by_label_contains("Tekenen…").click();
    shown.run_steps(3);
    shown.get_by_label("Geen overlap met andere scholen.");
    // An area that lies wholly in the catchments of others.
    let state_ = &program(&shown).state;
    let far = state_
        .present()
        .areas_of(state_.view.choice.level)
        .max_by(|a, b| {
            let school = state_.present().schools()[0].at;
            let far = |p: Point<f64>| (p.x() - school.x()).hypot(p.y() - school.y());
            far(a.1.pupil_point.at).total_cmp(&far(b.1.pupil_point.at))
        })
        .map(|(id, _)| id)
        .unwrap();
    obey(&mut shown, DrawCommand::SetArea(far, true));
    shown.run_steps(3);
    shown.get_all_by_label_contains("Overlapt met").next().expect("it is told");
    shown.get_by_label("Bestaat uit 2 losse delen.");
    shown.get_by_label("Overlap bij de andere scholen weghalen").click();
    shown.run_steps(2);
    shown.get_by_label("Klaar").click();
    shown.run_steps(4);
    let town = program(&shown).state.present();
    let around = wijkspiegel::catchment::sketch::Around::of(
        town,
        Some(SchoolId(0)),
        &wijkspiegel::catchment::municipality(town),
    );
    let own = town.catchments().iter().find(|c| c.school == SchoolId(0)).unwrap();
    let meeting = around.meeting(&own.shape);
    assert!(meeting.overlaps.is_empty() && meeting.gaps.0.is_empty());
}

#[test]
fn what_was_drawn_is_in_the_project_when_it_is_opened_again() {
    let mut shown = started();
    let (_, name) = area(&shown, 1);
    shown.get_by_label(&name).click();
    shown.run_steps(2);
    shown.get_by_label("Klaar").click();
    shown.run_steps(4);
    let kept = program(&shown).state.opened.kept.clone().expect("it is kept aside at once");
    let read = project::open(&kept).expect("it opens");
    let (before, after) = (program(&shown).state.present(), &read.dataset);
    assert_eq!(after.catchments().len(), 1);
    assert_eq!(after.catchments()[0].shape, before.catchments()[0].shape);
    let source = after.source(after.catchments()[0].source).expect("it has a source");
    assert_eq!(source.title, "Getekend in Wijkspiegel");
}

#[test]
fn a_catchment_is_redrawn_in_a_proposal_with_its_outcomes_alive() {
    let mut shown = window();
    shown.key_press_modifiers(Modifiers::ALT, Key::Num2);
    shown.run_steps(3);
    shown.get_by_label_contains("Ingreep…").click();
    shown.run_steps(3);
    shown.get_by_label("Voedingsgebied hertekenen…").click();
    shown.run_steps(3);
    // With the usual rule a catchment changes nothing, and the panel says so.
    shown.get_by_label_contains("maakt een voedingsgebied niet uit");
    shown.get_by_label("Nieuwe leerlingen volgen het voedingsgebied").click();
    shown.run_steps(3);
    assert!(shown.query_by_label_contains("maakt een voedingsgebied niet uit").is_none());
    let pupils = |shown: &mut Window| {
        let (outcomes, _) = state(shown).outcomes().expect("outcomes");
        let last = outcomes.years.last().expect("a last year");
        last.schools.iter().map(|s| s.pupils.clone()).collect::<Vec<_>>()
    };
    let before = pupils(&mut shown);
    for nth in 0..12 {
        let (id, _) = area(&shown, nth);
        obey(&mut shown, DrawCommand::SetArea(id, true));
    }
    shown.run_steps(3);
    assert_ne!(pupils(&mut shown), before, "the outcomes go along while drawing");
    let edits = |shown: &Window| program(shown).state.plans.scenario().map_or(0, |s| s.edits.len());
    assert_eq!(edits(&shown), 0, "it is no edit before it is done");
    shown.get_by_label("Klaar").click();
    shown.run_steps(4);
    assert_eq!(edits(&shown), 1);
    let scenario = program(&shown).state.plans.scenario().unwrap().clone();
    assert!(matches!(&scenario.edits[0].what, EditKind::Catchment { shape, .. } if !shape.0.is_empty()));
    shown.get_by_label_contains("2026 Binnenstad 1 krijgt een ander voedingsgebied").click();
    shown.run_steps(3);
    shown.get_by_label("Op de kaart aanpassen…").click();
    shown.run_steps(3);
    assert!(!drawing(&shown).session.shape().0.is_empty());
    shown.get_by_label("Annuleren").click();
    shown.run_steps(3);
    assert_eq!(program(&shown).state.view.place, Place::Scenario);
    assert_eq!(edits(&shown), 1);
    assert!(program(&shown).state.present().catchments().is_empty(), "the present stays as it is");
}

#[test]
fn two_kinds_are_held_against_each_other_on_the_map_and_in_a_table() {
    let mut shown = window();
    state(&mut shown).view.choice.catchments = Some(Rule::Nearest(Subset::All));
    shown.run_steps(2);
    shown.get_by_label("Vergelijken met: Niets").click();
    shown.run_steps(3);
    shown.get_all_by_label("Waargenomen: school met de meeste leerlingen").last().unwrap().click();
    shown.run_steps(3);
    assert_eq!(program(&shown).state.view.choice.against, Some(Rule::MostPupils));
    shown.get_by_label("hoort bij een andere school");
    shown.get_by_label("Tabel van de verschillen…").click();
    shown.run_steps(4);
    shown.get_by_label("Voedingsgebieden vergeleken");
    shown.get_by_label("PER SCHOOL");
    shown.get_by_label("NAAR EEN ANDERE SCHOOL");
    shown.get_all_by_label("Beijum 1").next().expect("every school has its row");
}

#[test]
fn a_place_is_not_left_while_something_is_drawn_and_escape_ends_an_empty_drawing() {
    let mut shown = started();
    shown.key_press_modifiers(Modifiers::ALT, Key::Num2);
    shown.run_steps(3);
    assert_eq!(program(&shown).state.view.place, Place::Explore);
    assert!(program(&shown).state.message.as_deref().is_some_and(|m| m.contains("Rond het tekenen")));
    shown.key_press(Key::Escape);
    shown.run_steps(3);
    assert!(program(&shown).state.drawings.tool.is_none());
    assert_ne!(program(&shown).state.view.choice.level, Level::Municipality);
    assert_eq!(Way::default(), Way::Areas);
}

/// Draws for the first school after the nearest-school catchments were taken over.
fn beside_others() -> Window {
    let mut shown = window();
    state(&mut shown).view.choice.catchments = Some(Rule::Nearest(Subset::All));
    shown.run_steps(2);
    shown.get_by_label("Overnemen").click();
    shown.run_steps(4);
    shown.get_by_label_contains("Tekenen…").click();
    shown.run_steps(3);
    shown.get_by_label("Grens").click();
    shown.run_steps(3);
    shown
}

#[test]
fn a_corner_is_chosen_moved_added_and_removed_without_a_mouse() {
    let mut shown = beside_others();
    let corners =
        |shown: &Window| wijkspiegel::catchment::sketch::corners(drawing(shown).session.shape()).count();
    let before = corners(&shown);
    shown.get_by_label("Volgende hoek").click();
    shown.run_steps(3);
    shown.get_by_label(&format!("Hoek 1 van {before}"));
    shown.get_by_label("Vorige hoek").click();
    shown.run_steps(3);
    shown.get_by_label(&format!("Hoek {before} van {before}"));
    let surface = |shown: &Window| drawing(shown).session.shape().unsigned_area();
    let whole = surface(&shown);
    shown.get_by_label("Hoek 10 m naar het noorden").click();
    shown.run_steps(3);
    assert_ne!(surface(&shown), whole);
    shown.get_by_label("hoek verplaatst");
    shown.get_by_label("Hoek 10 m naar het zuiden").click();
    shown.run_steps(3);
    assert!((surface(&shown) - whole).abs() < 1e-3);
    shown.get_by_label("Hoek erbij").click();
    shown.run_steps(3);
    assert!(corners(&shown) > before);
    let more = corners(&shown);
    shown.get_by_label("Hoek weg").click();
    shown.run_steps(3);
    assert!(corners(&shown) < more);
    // The same by keys, on the map.
    shown.get_by_label_contains("Kaart van").focus();
    shown.run_steps(2);
    shown.key_press(Key::PageDown);
    shown.run_steps(2);
    shown.get_by_label_contains("Hoek 1 van");
    let whole = surface(&shown);
    shown.key_press(Key::ArrowRight);
    shown.run_steps(3);
    assert_ne!(surface(&shown), whole, "an arrow moves the corner");
    shown.key_press(Key::Escape);
    shown.run_steps(2);
    assert!(shown.query_by_label_contains("Hoek 1 van").is_none());
    assert!(
        program(&shown).state.drawings.tool.is_some(),
        "Escape lets go of the corner, not of the drawing"
    );
}

#[test]
fn a_border_that_is_shared_moves_for_the_neighbour_too_unless_switched_off() {
    let mut shown = beside_others();
    // A corner that only two share, inside the town.
    let shared = |shown: &Window| {
        let session = &drawing(shown).session;
        wijkspiegel::catchment::sketch::corners(session.shape())
            .position(|(id, _)| session.sharing(id).len() > 1)
            .expect("nearest-school areas meet in threes")
    };
    let choose = |shown: &mut Window, nth: usize| {
        obey(shown, DrawCommand::ChooseNone);
        obey(shown, DrawCommand::Choose(0));
        obey(shown, DrawCommand::Choose(isize::try_from(nth).unwrap()));
        shown.run_steps(3);
    };
    let nth = shared(&shown);
    choose(&mut shown, nth);
    shown.get_by_label_contains("gedeeld met");
    obey(&mut shown, DrawCommand::Nudge(20.0, 10.0));
    shown.run_steps(3);
    shown.get_by_label_contains("Grens ook verplaatst voor");
    shown.get_by_label("Geen overlap met andere scholen.");
    assert!(shown.query_by_label_contains("van de gemeente lig").is_none(), "no gap");
    shown.get_by_label("Klaar").click();
    shown.run_steps(4);
    let town = program(&shown).state.present().clone();
    let whole = wijkspiegel::catchment::municipality(&town);
    let around = wijkspiegel::catchment::sketch::Around::of(&town, Some(SchoolId(0)), &whole);
    let own = town.catchments().iter().find(|c| c.school == SchoolId(0)).unwrap();
    let meeting = around.meeting(&own.shape);
    assert!(meeting.overlaps.is_empty() && meeting.gaps.0.is_empty(), "kept as it was shown");
    // All of it is one step back.
    shown.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    shown.run_steps(4);
    shown.get_by_label_contains("Tekenen…").click();
    shown.run_steps(3);
    shown.get_by_label("Grens").click();
    shown.run_steps(3);
    shown.get_by_label("Buren meeverplaatsen").click();
    shown.run_steps(3);
    choose(&mut shown, nth);
    obey(&mut shown, DrawCommand::Nudge(20.0, 10.0));
    shown.run_steps(3);
    assert!(shown.query_by_label_contains("Grens ook verplaatst voor").is_none());
}

#[test]
fn a_line_is_drawn_without_a_mouse_by_points_in_the_middle_of_the_map() {
    let mut shown = started();
    shown.get_by_label("Grens").click();
    shown.run_steps(2);
    for (dx, dy) in [(0.0, 0.0), (80.0, 0.0), (0.0, 80.0)] {
        let camera = program(&shown).state.view.camera.unwrap();
        state(&mut shown).view.camera = Some(camera.pan(dx, dy));
        shown.run_steps(2);
        shown.get_by_label("Punt midden op de kaart").click();
        shown.run_steps(3);
    }
    assert_eq!(drawing(&shown).session.path().len(), 3);
    shown.get_by_label("Lijn sluiten").click();
    shown.run_steps(3);
    assert!(drawing(&shown).session.shape().unsigned_area() > 0.0);
}

#[test]
fn the_table_of_differences_leads_to_its_export() {
    let mut shown = window();
    state(&mut shown).view.choice.catchments = Some(Rule::Nearest(Subset::All));
    state(&mut shown).view.choice.against = Some(Rule::MostPupils);
    shown.run_steps(2);
    shown.get_by_label("Tabel van de verschillen…").click();
    shown.run_steps(4);
    shown.get_by_label("Exporteren…").click();
    shown.run_steps(4);
    shown.get_by_label_contains("Tabel van de verschillen tussen voedingsgebieden");
    shown.get_by_label("Excel");
}
