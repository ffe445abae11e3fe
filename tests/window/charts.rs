//! The charts in the drawer under the map, by accessible labels.

use crate::support::window::{Window, program, sized, state};

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::data::SchoolId;
use wijkspiegel::view::charts::{Whose, units};
use wijkspiegel::view::hit::Hit;

fn charts(tab: &str) -> Window {
    let mut window = sized(1600.0, 900.0);
    window.key_press_modifiers(Modifiers::NONE, Key::F8);
    window.run_steps(3);
    window.get_by_label(tab).click();
    window.run_steps(3);
    window
}

#[test]
fn every_chart_says_in_words_what_it_shows() {
    for (tab, words) in [
        ("Samenstelling", "in volgorde van het aandeel hoog: van "),
        ("Segregatiecurve", "De grootste afstand tussen de lijn en de diagonaal is hier 55"),
        ("Verdeling", "Aantal naar aandeel hoog: "),
        ("School en wijk", "scholen wijken ten hoogste 10 punten af"),
        ("Wijk voor wijk", "Aandeel hoog in de wijk: "),
        ("Cijfers", "In de bestanden staan hier geen cijfers voor"),
    ] {
        let window = charts(tab);
        assert!(window.query_all_by_label_contains(words).next().is_some(), "{tab}: {words}");
    }
}

#[test]
fn another_group_gives_another_order() {
    let mut window = charts("Samenstelling");
    window.get_by_label("Volgorde naar aandeel: hoog").click();
    window.run_steps(3);
    // The name stands in the key of the colours too, where it is no control.
    window.get_by_role_and_label(Role::Button, "laag").click();
    window.run_steps(3);
    window.get_by_label("Volgorde naar aandeel: laag");
    window.get_by_label_contains("in volgorde van het aandeel laag");
}

#[test]
fn areas_are_charted_like_schools() {
    let mut window = charts("Verdeling");
    // The ranking at the right has the same two names.
    window.get_all_by_role_and_label(Role::Button, "Wijken").last().expect("it is there").click();
    window.run_steps(3);
    assert!(!program(&window).state.view.table_of_schools);
    window.get_by_label_contains("Aantal naar aandeel hoog: ");
}

#[test]
fn what_a_chart_points_at_is_pointed_at_on_the_map_and_a_click_selects_it() {
    let mut window = charts("Samenstelling");
    let bars = window.get_by_label_contains("in volgorde van het aandeel hoog").accesskit_node();
    let bounds = bars.bounding_box().expect("the picture has a place");
    let at = eframe::egui::pos2(bounds.x0 as f32 + 3.0, ((bounds.y0 + bounds.y1) / 2.0) as f32);
    window.hover_at(at);
    window.run_steps(2);
    let pointed = program(&window).state.view.pointed;
    let Some(Hit::School(SchoolId(first))) = pointed else { panic!("a school is pointed at: {pointed:?}") };
    for pressed in [true, false] {
        window.event(eframe::egui::Event::PointerButton {
            pos: at,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.run_steps(3);
    assert_eq!(state(&mut window).view.selection.primary(), Some(Hit::School(SchoolId(first))));
}

/// The names of the schools in the table, from the top down.
fn names(window: &Window) -> Vec<String> {
    let dataset = program(window).state.dataset().clone();
    let is_school = |label: &String| dataset.schools().iter().any(|s| s.name == *label);
    let rows = window.get_all_by_role(Role::Button);
    rows.filter_map(|n| n.accesskit_node().label()).filter(is_school).collect()
}

#[test]
fn a_heading_puts_the_table_in_order_and_what_is_withheld_stands_last() {
    let mut window = charts("Tabel");
    let as_in_file = names(&window);
    window.get_by_label("laag: op volgorde zetten").click();
    window.run_steps(3);
    window.get_by_label("laag: van hoog naar laag");
    let dataset = program(&window).state.dataset().clone();
    let gate = program(&window).state.view.gate;
    let units = units(&dataset, Whose::Schools, 0, None, gate).expect("the example has counts");
    let shares: Vec<Option<f64>> = names(&window)
        .iter()
        .map(|name| units.list.iter().find(|u| u.name == *name).and_then(|u| u.share(0)))
        .collect();
    assert!(shares.len() > 3 && shares[0].is_some());
    let told: Vec<f64> = shares.iter().map_while(|s| *s).collect();
    assert!(told.windows(2).all(|w| w[0] >= w[1]), "{told:?}");
    assert!(shares.iter().skip(told.len()).all(Option::is_none), "withheld shares stand last");
    // The other way round, and then as in the file.
    window.get_by_label("laag: van hoog naar laag").click();
    window.run_steps(3);
    window.get_by_label("laag: van laag naar hoog").click();
    window.run_steps(3);
    assert_eq!(names(&window), as_in_file);
}

#[test]
fn a_filter_leaves_only_its_rows_and_they_are_copied_as_they_may_be_shown() {
    let mut window = charts("Tabel");
    state(&mut window).view.table.filter = "rivier".to_owned();
    window.run_steps(3);
    assert_eq!(names(&window), ["Rivierenbuurt 1"]);
    window.get_by_label("1 van 52");
    window.get_by_label("Kopiëren").click();
    // Before a further frame takes what was copied away.
    window.step();
    let copied = window.output().platform_output.commands.iter().find_map(|command| match command {
        eframe::egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let text = copied.expect("something is copied");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Naam\tCode\tLeerlingen\tlaag\tmidden\thoog");
    assert!(lines[1].starts_with("Rivierenbuurt 1\tEX04\t332\tniet getoond"), "{text}");
    assert!(lines[2].contains("gemodelleerd"), "{text}");
    assert_eq!(lines.len(), 3);
}

#[test]
fn no_chart_makes_the_drawer_grow() {
    for tab in
        ["Samenstelling", "Segregatiecurve", "Verdeling", "School en wijk", "Wijk voor wijk", "Cijfers"]
    {
        let mut window = charts(tab);
        let map = |window: &Window| {
            let map = window.get_by_label_contains("Kaart van Groningen").accesskit_node();
            map.bounding_box().expect("the map has a place").height()
        };
        let before = map(&window);
        window.run_steps(10);
        assert_eq!(map(&window), before, "{tab}");
        assert!(before > 400.0, "{tab}");
    }
}

#[test]
fn a_figure_of_the_files_is_charted_over_the_years_for_what_is_selected() {
    let folder = crate::support::cli::Folder::new();
    let mut paths = vec![
        folder.write("wijken.geojson", crate::support::cli::AREAS),
        folder.write("scholen.csv", crate::support::cli::SCHOOLS.replace(",x,y", ",x_rd,y_rd")),
    ];
    paths.push(folder.write(
        "kerncijfers.csv",
        "wijkcode,jaar,inkomen\nWK001400,2022,20.5\nWK001400,2024,24.5\nWK001401,2022,40.5\nWK001401,2024,42.5\n",
    ));
    let mut window = sized(1600.0, 900.0);
    let ctx = window.ctx.clone();
    let paths = paths.into_iter().map(std::path::PathBuf::from).collect();
    crate::support::window::program_mut(&mut window).open_files(&ctx, paths);
    while program(&window).is_busy() {
        window.run_steps(1);
    }
    window.run_steps(3);
    window.get_by_label("Nieuw project maken").click();
    window.run_steps(5);
    window.key_press_modifiers(Modifiers::NONE, Key::F8);
    window.run_steps(3);
    window.get_by_label("Cijfers").click();
    window.run_steps(3);
    window.get_all_by_role_and_label(Role::Button, "Wijken").last().expect("it is there").click();
    window.run_steps(3);
    if let Some(none) = window.query_by_label("Cijfer van de gebieden: kies een cijfer") {
        none.click();
        window.run_steps(3);
        window.get_by_role_and_label(Role::Button, "Inkomen").click();
        window.run_steps(3);
    }
    window.get_by_label_contains("Inkomen (2024): 2 eenheden van laag naar hoog, van 24,5 (");
    window.get_by_label_contains("de middelste waarde is 33,5");
    window.get_by_label_contains("Klik op een staaf of op de kaart");
    crate::support::window::program_mut(&mut window).state.view.selection =
        Hit::Area(wijkspiegel::data::AreaId(0)).into();
    window.run_steps(3);
    window.get_by_label_contains("2022: 20,5, 2024: 24,5");
}
