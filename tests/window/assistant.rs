//! The new-project assistant in the window, by its accessible labels, on folders made here and a
//! server in this test.

use crate::support::window::{Window, program, program_mut, sized};

use crate::support::cli;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use cli::{AREAS, Folder, HOME, SCHOOL, SCHOOLS};
use eframe::egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT, Queryable};
use wijkspiegel::app::agenda::{AgendaCommand, Shown};
use wijkspiegel::app::command::Command;
use wijkspiegel::app::state::Dialog;
use wijkspiegel::data::{Basis, Subject, Year};
use wijkspiegel::fetch::Settings;
use wijkspiegel::fetch::services::{Service, Type};
use wijkspiegel::project;
use wijkspiegel::view::hit::Hit;

fn window() -> Window {
    sized(1280.0, 800.0)
}

fn wait(window: &mut Window) {
    for _ in 0..600 {
        window.run_steps(1);
        if !program(window).is_busy() {
            window.run_steps(3);
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the work does not end");
}

fn open(window: &mut Window, paths: Vec<PathBuf>) {
    let ctx = window.ctx.clone();
    program_mut(window).open_files(&ctx, paths);
    wait(window);
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run_steps(2);
    wait(window);
}

/// Puts a text in the place of what stands in a field.
fn write(window: &mut Window, label: &str, text: &str) {
    let field = |w: &Window| w.get_by_role_and_label(Role::TextInput, label).focus();
    field(window);
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, label).type_text(text);
    window.run_steps(3);
}

/// Wijken, schools, pupils by home; a row that is about nothing, and a file that is no data.
fn town() -> Folder {
    let folder = Folder::new();
    folder.write("in/wijken_2024.geojson", AREAS);
    folder.write("in/scholen_2024.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd"));
    folder.write("in/home.csv", HOME);
    folder.write("in/notes.pdf", "%PDF-1.7");
    folder
}

#[test]
fn a_folder_becomes_a_project_with_what_is_missing_said_and_a_list_to_keep() {
    let folder = town();
    folder.write("in/school.csv", format!("{SCHOOL}99ZZ00,laag,5\n"));
    let mut window = window();
    open(&mut window, vec![folder.root().join("in")]);
    window.get_by_label_contains("Gemeente: GM0014");
    window.get_by_label_contains("Straten: afstanden zijn hemelsbreed");
    window.get_by_label("Leerlingen per school");
    window.get_by_label_contains("Gebruikte bestanden (4)");
    window.get_by_label_contains("Niet gebruikte bestanden (1)");
    write(&mut window, "Naam van het project", "Proefstad");
    click(&mut window, "Project maken");
    window.get_by_label_contains("Proefstad: 2 wijken, 2 scholen");
    let list = folder.at("lijst.csv");
    write(&mut window, "Lijst van alle meldingen (CSV)", &list);
    click(&mut window, "Lijst bewaren…");
    let saved = std::fs::read_to_string(&list).unwrap();
    assert!(saved.contains("99ZZ00") && saved.contains("school.csv"), "{saved}");
    let path = folder.at("stad.gpkg");
    write(&mut window, "Projectbestand", &path);
    click(&mut window, "Project bewaren en openen");
    program_mut(&mut window).finish_saving();
    assert!(program(&window).state.dialog.is_none());
    assert!(!program(&window).state.opened.is_unsaved());
    let read = project::open(std::path::Path::new(&path)).unwrap();
    assert_eq!((read.dataset.name(), read.dataset.schools().len()), ("Proefstad", 2));
}

#[test]
fn backgrounds_that_no_one_published_are_estimated_and_marked() {
    let folder = town();
    folder.write(
        "in/scholen_2024.csv",
        "vestigingscode,naam,x_rd,y_rd,leerlingen\n17EC00,West,231000,581000,110\n17EC01,Oost,233000,581000,90\n",
    );
    let mut window = window();
    open(&mut window, vec![folder.root().join("in")]);
    window.get_by_label("Achtergronden per school schatten");
    window.get_by_label_contains("Overal gemerkt als geschat");
    click(&mut window, "Project maken");
    window.get_by_label_contains("is geschat uit waar leerlingen wonen");
    click(&mut window, "Openen zonder bewaren");
    let town = program(&window).state.dataset().clone();
    let table = town.counts(Subject::School, 0, None).unwrap();
    assert_eq!(table.basis, Basis::Estimated);
    assert!((table.total(0).known().unwrap() - 110.0).abs() < 1e-6);
    assert!(window.get_all_by_label("geschat").next().is_some());
    // A split of an estimate from homes would speak of choices that are not in it.
    window.get_by_label_contains("dus schoolkeuze zit er niet in");
}

#[test]
fn a_folder_with_more_municipalities_asks_for_one_by_name_and_code() {
    let folder = town();
    folder.write(
        "in/wijken_2024.geojson",
        AREAS.replace(
            "]]]}},",
            r#"]]]}},
{"type":"Feature","properties":{"statcode":"GM0363","statnaam":"Elders"},"geometry":{"type":"Polygon","coordinates":
[[[120000,480000],[122000,480000],[122000,482000],[120000,482000],[120000,480000]]]}},
{"type":"Feature","properties":{"statcode":"GM0014","statnaam":"Groningen"},"geometry":{"type":"Polygon","coordinates":
[[[230000,580000],[234000,580000],[234000,582000],[230000,582000],[230000,580000]]]}},"#,
        ),
    );
    let mut window = window();
    open(&mut window, vec![folder.root().join("in")]);
    window.get_by_label_contains("Kies er een");
    assert!(window.get_by_label("Project maken").accesskit_node().is_disabled());
    window.get_by_label("Gemeente: Kies een gemeente…").click();
    window.run_steps(3);
    click(&mut window, "Elders (GM0363)");
    window.get_by_label_contains("geen basisscholen van gemeente GM0363");
    window.get_by_label_contains("Gemeente: ").click();
    window.run_steps(3);
    click(&mut window, "Groningen (GM0014)");
    window.get_by_label_contains("Gebruikte bestanden (");
    assert!(!window.get_by_label("Project maken").accesskit_node().is_disabled());
}

#[test]
fn among_many_municipalities_one_is_searched_by_keyboard() {
    let folder = town();
    let elsewhere: String = (0..14)
        .map(|i| {
            let (a, b) = (100_000 + 2000 * i, 102_000 + 2000 * i);
            format!(
                r#"{{"type":"Feature","properties":{{"statcode":"GM03{i:02}","statnaam":"Elders {i}"}},"geometry":{{"type":"Polygon","coordinates":[[[{a},480000],[{b},480000],[{b},482000],[{a},482000],[{a},480000]]]}}}},
"#
            )
        })
        .collect();
    let start = r#""features":["#;
    folder.write("in/wijken_2024.geojson", AREAS.replace(start, &format!("{start}{elsewhere}")));
    let mut window = window();
    open(&mut window, vec![folder.root().join("in")]);
    window.get_by_label("Gemeente: Kies een gemeente…");
    write(&mut window, "Zoek een gemeente, Enter kiest", "gm0014");
    // Typing alone starts nothing.
    assert!(!program(&window).is_busy());
    window.key_press(Key::Enter);
    window.run_steps(2);
    wait(&mut window);
    window.get_by_label("Gemeente: GM0014");
    window.get_by_label_contains("Gebruikte bestanden (");
}

#[test]
fn the_assistant_is_had_by_keyboard_and_says_what_is_wrong_with_a_folder() {
    let folder = Folder::new();
    let mut window = window();
    window.key_press_modifiers(Modifiers::COMMAND, Key::N);
    window.run_steps(3);
    // The first field has the focus: what is typed goes there, and Enter looks.
    window
        .get_by_role_and_label(Role::TextInput, "Map met bestanden")
        .type_text(&folder.root().display().to_string());
    window.run_steps(2);
    window.key_press(Key::Enter);
    window.run_steps(2);
    wait(&mut window);
    window.get_by_label_contains("In deze map staan geen bestanden");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(program(&window).state.dialog.is_none());
}

fn service(url: String, file: &str) -> Service {
    Service {
        key: file.split('.').next().unwrap().to_owned(),
        title: format!("Tabel {file}"),
        publisher: "Uitgever X".into(),
        licence: "CC0 1.0".into(),
        kind: Type::File,
        url,
        instead: Vec::new(),
        file: file.into(),
        needs: None,
        known: "2026-09".into(),
        tried: false,
    }
}

fn settings() -> Settings {
    let short = Duration::from_millis(500);
    Settings {
        connect: short,
        silence: short,
        pause: Duration::ZERO,
        retry: Duration::from_millis(5),
        attempts: 2,
        ..Settings::default()
    }
}

/// Serves the files of the small town by name, and knows no others.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut first = String::new();
            let _ = reader.read_line(&mut first);
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|n| n > 2) {
                line.clear();
            }
            let schools = SCHOOLS.replace(",x,y", ",x_rd,y_rd");
            let (status, body) = match first.split(' ').nth(1) {
                Some("/wijken_2024.geojson") => ("200 OK", AREAS),
                Some("/scholen_2024.csv") => ("200 OK", schools.as_str()),
                _ => ("404 Not Found", ""),
            };
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
        }
    });
    base
}

fn fetching(list: Vec<Service>, folder: &Folder) -> Window {
    let mut window = window();
    window.state_mut().as_mut().unwrap().services = Some((list, settings()));
    window.key_press_modifiers(Modifiers::COMMAND, Key::N);
    window.run_steps(3);
    click(&mut window, "Ophalen bij PDOK en DUO…");
    assert!(window.get_all_by_label("Uitgever X").next().is_some());
    write(&mut window, "Code van de gemeente (zoals GM0014)", "0014");
    write(&mut window, "Map om in te bewaren", &folder.at("opgehaald"));
    click(&mut window, "Ophalen");
    window
}

#[test]
fn open_data_is_downloaded_with_what_failed_said_and_then_looked_into() {
    let (base, folder) = (serve(), Folder::new());
    let names = ["wijken_2024.geojson", "scholen_2024.csv", "weg.csv"];
    let list = names.map(|n| service(format!("{base}/{n}"), n)).to_vec();
    let mut window = fetching(list, &folder);
    window.get_by_label_contains("Tabel scholen_2024.csv: scholen_2024.csv");
    window.get_by_label_contains("kent dit adres niet");
    click(&mut window, "Map bekijken");
    window.get_by_label_contains("Gemeente: GM0014");
    click(&mut window, "Project maken");
    click(&mut window, "Openen zonder bewaren");
    // What was downloaded knows whose it is.
    let sources = program(&window).state.dataset().sources().to_vec();
    assert!(sources.iter().any(|s| s.publisher.as_deref() == Some("Uitgever X")), "{sources:?}");
}

#[test]
fn without_a_network_it_says_so_and_what_to_do() {
    let folder = Folder::new();
    let url = "http://no-such-host.invalid/a.csv".to_owned();
    let window = fetching(vec![service(url.clone(), "a.csv"), service(url, "b.csv")], &folder);
    window.get_by_label_contains("Er is geen netwerk");
}

#[test]
fn the_source_and_year_of_a_file_are_filled_in_before_it_is_added() {
    let folder = Folder::new();
    let paths = [
        folder.write("wijken.geojson", AREAS),
        folder.write("scholen.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd")),
        folder.write("school.csv", SCHOOL),
    ];
    let mut window = window();
    open(&mut window, paths.map(PathBuf::from).to_vec());
    window.get_by_label("Bron: uitgever, licentie, datum en schooljaar").click();
    window.run_steps(20);
    write(&mut window, "Uitgever, school.csv", "Schoolbesturen");
    write(&mut window, "Licentie, school.csv", "niet openbaar");
    window.get_by_label("Schooljaar, school.csv: zoals in het bestand").click();
    window.run_steps(3);
    window.get_by_label("2040-2041").click();
    window.run_steps(2);
    wait(&mut window);
    window.get_by_label("Schooljaar, school.csv: 2040-2041");
    click(&mut window, "Nieuw project maken");
    let town = program(&window).state.dataset().clone();
    let table = town.counts(Subject::School, 0, None).unwrap();
    assert_eq!(table.year, Some(Year(2040)));
    let source = town.source(table.source).unwrap();
    assert_eq!(source.publisher.as_deref(), Some("Schoolbesturen"));
    assert_eq!(source.licence.as_deref(), Some("niet openbaar"));
}

#[test]
fn a_table_that_is_two_things_brings_both_and_figures_show_their_years() {
    let folder = Folder::new();
    let figures = |n: f64| format!("code,koopwoningen\nWK001400,{n}\nWK001401,{}\n", n + 5.0);
    let paths = [
        folder.write("wijken.geojson", AREAS),
        folder.write("scholen.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd")),
        folder.write("home.csv", HOME),
        folder.write(
            "cijfers_2022.csv",
            figures(40.0)
                .replace("code,", "code,year,")
                .replace("00,", "00,2022,")
                .replace("01,", "01,2022,"),
        ),
        folder.write(
            "cijfers_2023.csv",
            figures(44.0)
                .replace("code,", "code,year,")
                .replace("00,", "00,2023,")
                .replace("01,", "01,2023,"),
        ),
    ];
    let mut window = window();
    open(&mut window, paths.map(PathBuf::from).to_vec());
    click(&mut window, "Nieuw project maken");
    let area = program(&window).state.dataset().area_by_code("WK001400").unwrap();
    let state = &mut window.state_mut().as_mut().unwrap().state;
    state.view.selection = Some(Hit::Area(area)).into();
    state.view.right_open = true;
    window.run_steps(20);
    window.get_by_label_contains("Koopwoningen, 2022 tot en met 2023. 2022: 40; 2023: 44");
}

#[test]
fn a_column_is_corrected_before_a_file_is_added_and_kept_with_its_source() {
    let folder = Folder::new();
    let schools = SCHOOLS.replace(",x,y", ",x_rd,y_rd").replace("naam", "hoe_het_heet");
    let paths = [folder.write("wijken.geojson", AREAS), folder.write("scholen.csv", schools)];
    let mut window = window();
    open(&mut window, paths.map(PathBuf::from).to_vec());
    window.get_by_label("Kolommen: wat is wat").click();
    window.run_steps(20);
    // Further down in the list of columns.
    window.get_by_label("Naam van de school, scholen.csv: geen").click_accesskit();
    window.run_steps(5);
    window.get_by_label_contains("hoe_het_heet (bijvoorbeeld").click_accesskit();
    window.run_steps(2);
    wait(&mut window);
    window.get_by_label("Naam van de school, scholen.csv: hoe_het_heet");
    window.get_by_label_contains("1 kolom verbeterd");
    click(&mut window, "Nieuw project maken");
    let town = program(&window).state.dataset().clone();
    assert_eq!(town.schools()[0].name, "School West");
    let source = town.sources().iter().find(|s| s.file == "scholen.csv").unwrap();
    assert_eq!(source.columns.corrected["school_name"].as_deref(), Some("hoe_het_heet"));
}

#[test]
fn a_column_by_which_a_file_became_something_else_can_be_taken_back() {
    let folder = Folder::new();
    let flows = "area,school,group,pupils\nWK001400,01AA00,laag,4\nWK001400,01AA00,hoog,6\n";
    let paths = [
        folder.write("wijken.geojson", AREAS),
        folder.write("scholen.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd")),
        folder.write("stromen.csv", flows),
    ];
    let mut window = window();
    open(&mut window, paths.map(PathBuf::from).to_vec());
    window.get_by_label("Kolommen: wat is wat").click();
    window.run_steps(20);
    window.get_by_label("Code van het gebied, stromen.csv: area").click_accesskit();
    window.run_steps(5);
    window.get_by_label("geen").click_accesskit();
    window.run_steps(2);
    wait(&mut window);
    // Without an area there are no flows; the row that says so is still there.
    window.get_by_label("Code van het gebied, stromen.csv: geen").click_accesskit();
    window.run_steps(5);
    window.get_by_label("als herkend").click_accesskit();
    window.run_steps(2);
    wait(&mut window);
    window.get_by_label("Code van het gebied, stromen.csv: area");
    window.get_by_label("Dit bestand is, stromen.csv: zoals herkend: Stromen van woongebied naar school");
}

#[test]
fn the_sheet_of_a_workbook_is_picked_and_every_row_can_be_saved() {
    let folder = Folder::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [("Groot", 4), ("Klein", 2)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, head) in ["area", "group", "pupils"].iter().enumerate() {
            sheet.write(0, column as u16, *head).unwrap();
        }
        for row in 0..rows {
            sheet.write(row + 1, 0, if row < 2 { "WK001400" } else { "WK009900" }).unwrap();
            sheet.write(row + 1, 1, if row % 2 == 0 { "laag" } else { "hoog" }).unwrap();
            sheet.write(row + 1, 2, 40 + row).unwrap();
        }
    }
    let path = folder.path("tabellen.xlsx");
    book.save(&path).unwrap();
    let paths = [
        folder.write("wijken.geojson", AREAS),
        folder.write("scholen.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd")),
        path.display().to_string(),
    ];
    let mut window = window();
    open(&mut window, paths.map(PathBuf::from).to_vec());
    window.get_by_label_contains("2, 2 niet");
    window.get_by_label("Lijst van alle rijen en meldingen (CSV)").click();
    window.run_steps(20);
    let list = folder.at("lijst.csv");
    write(&mut window, "Lijst van alle rijen en meldingen (CSV)", &list);
    click(&mut window, "Lijst bewaren");
    let saved = std::fs::read_to_string(&list).unwrap();
    assert_eq!(saved.matches("join-row-unmatched").count(), 2, "{saved}");
    window.get_by_label("Werkblad, tabellen.xlsx: het werkblad met de meeste rijen").click();
    window.run_steps(3);
    window.get_by_label("Klein").click();
    window.run_steps(2);
    wait(&mut window);
    window.get_by_label("Werkblad, tabellen.xlsx: Klein");
    assert!(window.query_by_label_contains("2, 2 niet").is_none());
    click(&mut window, "Nieuw project maken");
    let town = program(&window).state.dataset().clone();
    assert!(town.sources().iter().any(|s| s.file == "tabellen.xlsx:Klein"));
}

#[test]
fn a_programme_is_added_shown_on_the_map_kept_in_the_project_and_exported() {
    let folder = Folder::new();
    let paths = [
        folder.write("wijken.geojson", AREAS),
        folder.write("scholen.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd")),
        folder.write("school.csv", SCHOOL),
    ];
    let mut window = sized(1280.0, 1400.0);
    open(&mut window, paths.map(PathBuf::from).to_vec());
    click(&mut window, "Nieuw project maken");
    let ctx = window.ctx.clone();
    let command = Command::Agenda(AgendaCommand::Ask);
    program_mut(&mut window).obey(&ctx, vec![command]);
    window.run_steps(5);
    click(&mut window, "Programma toevoegen…");
    write(&mut window, "Programma", "Brugfunctionaris");
    write(&mut window, "Partners, met komma’s", "Bestuur A, gemeente");
    write(&mut window, "Vanaf (jaar)", "2021");
    write(&mut window, "Zoek een school of gebied", "School West");
    click(&mut window, "School West (17EC00) toevoegen");
    click(&mut window, "Bewaren");
    assert!(window.query_all_by_label_contains("sinds 2021").next().is_some());
    let csv = folder.at("wie.csv");
    write(&mut window, "Bestand (.csv voor Excel of .geojson voor QGIS)", &csv);
    click(&mut window, "Als bestand bewaren");
    let saved = std::fs::read_to_string(&csv).unwrap();
    assert!(saved.contains("Brugfunctionaris;;Bestuur A, gemeente;2021;"), "{saved}");
    assert!(saved.contains(";school;17EC00;School West;"), "{saved}");
    program_mut(&mut window).obey(&ctx, vec![Command::Agenda(AgendaCommand::Show(Shown::All))]);
    window.run_steps(5);
    window.get_by_label_contains("Brugfunctionaris: met Bestuur A, gemeente · sinds 2021");
    let out = folder.path("t.gpkg");
    program_mut(&mut window).obey(&ctx, vec![Command::SaveAs(out.clone())]);
    program_mut(&mut window).finish_saving();
    window.run_steps(3);
    let settings = project::open(&out).unwrap().settings;
    let kept = wijkspiegel::agenda::file::read(&settings).unwrap().unwrap();
    let added = kept.entries.iter().find(|e| e.name == "Brugfunctionaris").expect("it is kept");
    assert_eq!(added.schools, ["17EC00"]);
}

#[test]
fn what_was_removed_from_the_agenda_comes_back_by_button_and_by_key() {
    let mut window = sized(1280.0, 1400.0);
    let names = |window: &Window| -> Vec<String> {
        program(window).state.agenda.agenda.entries.iter().map(|e| e.name.clone()).collect()
    };
    let ctx = window.ctx.clone();
    program_mut(&mut window).obey(&ctx, vec![Command::Agenda(AgendaCommand::Ask)]);
    window.run_steps(5);
    let documents = names(&window);
    let remove = |window: &mut Window| {
        window.get_all_by_label_contains("Verwijderen ").next().unwrap().click();
        window.run_steps(3);
    };
    remove(&mut window);
    remove(&mut window);
    let left = names(&window);
    assert_eq!(left.len() + 2, documents.len());
    click(&mut window, "Terug naar de documenten");
    assert_eq!(names(&window), documents);
    click(&mut window, "Laatste wijziging terugnemen");
    assert_eq!(names(&window), left, "going back to the documents is a change too");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(3);
    assert_eq!(names(&window), documents);
    let own = &program(&window).state.opened.project.settings;
    assert!(wijkspiegel::agenda::file::read(own).unwrap().is_none(), "nothing of one's own is kept");
}

#[test]
fn a_folder_in_the_dialog_that_opens_files_leads_to_the_assistant() {
    let folder = Folder::new();
    folder.write("wijken.geojson", AREAS);
    folder.write("scholen.csv", SCHOOLS.replace(",x,y", ",x_rd,y_rd"));
    let mut window = sized(1280.0, 900.0);
    let ctx = window.ctx.clone();
    program_mut(&mut window).obey(&ctx, vec![Command::AskOpen]);
    window.run_steps(3);
    let path = folder.path("").display().to_string();
    write(&mut window, "Bestand", &path);
    window.key_press(Key::Enter);
    window.run_steps(3);
    wait(&mut window);
    assert!(matches!(program(&window).state.dialog, Some(Dialog::Assistant(_))), "and stays there");
}

#[test]
fn a_school_of_the_pilot_says_with_whom_since_when_and_how_it_stands() {
    let mut window = window();
    let school = program(&window).state.dataset().school_by_code("EX29").unwrap();
    let state = &mut window.state_mut().as_mut().unwrap().state;
    state.view.selection = Some(Hit::School(school)).into();
    state.view.right_open = true;
    window.run_steps(5);
    window.get_by_label("Vriendschapsscholen");
    window.get_by_label("met St. Michaël · sinds 2021 · stand niet vermeld");
}
