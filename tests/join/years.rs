//! Tables and borders of two years in one folder, and schools that are placed by their address.

use crate::support::joining;

use joining::Folder;
use wijkspiegel::assistant::{Plan, plan, scan::scan};
use wijkspiegel::data::{Basis, Subject};
use wijkspiegel::join::{Built, Kind};
use wijkspiegel::notice::Notice;
use wijkspiegel::number::Count;
use wijkspiegel::open::corrections::Corrections;

/// Borders of buurten: code, name, from and to in kilometres east of RD 230000; all two deep.
fn borders(of: &[(&str, &str, f64, f64)]) -> String {
    let feature = |(code, name, west, east): &(&str, &str, f64, f64)| {
        let (w, e) = (230_000.0 + 1000.0 * west, 230_000.0 + 1000.0 * east);
        format!(
            r#"{{"type":"Feature","properties":{{"buurtcode":"{code}","buurtnaam":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{w},580000],[{e},580000],[{e},582000],[{w},582000],[{w},580000]]]}}}}"#
        )
    };
    let features: Vec<String> = of.iter().map(feature).collect();
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"EPSG:28992"}}}},"features":[{}]}}"#,
        features.join(",")
    )
}

const SCHOOLS: &str = "vestigingscode,naam,x_rd,y_rd\n17EC00,West,230500,581000\n";

/// In 2022 four buurten. In 2024 the first has another code, the second is divided in two (a quarter
/// and three quarters), the third kept its code and lost half of its land to the fourth.
fn two_years() -> Folder {
    let folder = Folder::new();
    let before = [
        ("BU00140000", "Kade", 0.0, 1.0),
        ("BU00140001", "Haven", 1.0, 2.0),
        ("BU00140002", "Weide", 2.0, 3.0),
        ("BU00140003", "Bos", 3.0, 4.0),
    ];
    let after = [
        ("BU00140010", "Kade aan het Diep", 0.0, 1.0),
        ("BU00140011", "Haven Oost", 1.0, 1.25),
        ("BU00140012", "Haven West", 1.25, 2.0),
        ("BU00140002", "Weide", 2.0, 2.5),
        ("BU00140003", "Bos", 2.5, 4.0),
    ];
    folder.write("in/buurten_2022.geojson", borders(&before));
    folder.write("in/buurten_2024.geojson", borders(&after));
    folder.write("in/scholen_2024.csv", SCHOOLS);
    folder
}

fn chosen(folder: &Folder, every_row: bool) -> (Plan, Built) {
    let look = || scan(&folder.path("in"), &Corrections::default(), every_row, &(), |_, _, _| true).unwrap();
    let told = plan(&look(), Some("GM0014")).unwrap();
    let built = plan(&look(), Some("GM0014")).unwrap().build("Stad", every_row);
    (told, built)
}

#[track_caller]
fn argument<'a>(built: &'a Built, key: &str, name: &str) -> &'a str {
    let found: Vec<&Notice> = built.notices.iter().filter(|n| n.key == key).collect();
    let [one] = found.as_slice() else { panic!("{key}: {:?}", built.notices) };
    one.args.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str()).unwrap()
}

#[test]
fn figures_of_another_year_join_by_the_borders_of_both_years_and_only_where_those_are_the_same() {
    let folder = two_years();
    folder.write(
        "in/kerncijfers_2022.csv",
        "buurtcode,buurtnaam,inkomen\nBU00140000,Kade,21.5\nBU00140001,Haven,30.0\nBU00140002,Weide,40.0\nBU00140003,Bos,50.0\n",
    );
    let (told, built) = chosen(&folder, false);
    let used = told.used.iter().find(|v| v.name == "buurten_2022.geojson").unwrap();
    assert_eq!((used.reason.key, used.reason.count), ("assistant-used-other-year", Some(2)));
    assert!(told.left.iter().all(|v| v.name != "buurten_2022.geojson"), "{:?}", told.left);
    // They are no areas of the town.
    assert_eq!(built.dataset.areas().len(), 5);
    let income = built.dataset.indicators().iter().find(|i| i.key == "inkomen").unwrap();
    let of = |code: &str| income.values[built.dataset.area_by_code(code).unwrap().0];
    assert_eq!(of("BU00140010"), Some(21.5), "the same borders under another code");
    // A mean can't be divided: the two halves do not get it.
    assert_eq!((of("BU00140011"), of("BU00140012")), (None, None));
    assert_eq!((of("BU00140002"), of("BU00140003")), (Some(40.0), Some(50.0)));
    let new = argument(&built, "join-codes-drift", "new");
    assert!(new.contains("BU00140000 (Kade = BU00140010)"), "{new}");
    assert!(new.contains("BU00140001 (Haven → BU00140011 + BU00140012)"), "{new}");
    let moved = argument(&built, "join-borders-moved", "named");
    assert!(moved.contains("Weide, 50") && moved.contains("Bos, 67"), "{moved}");
}

#[test]
fn pupils_counted_in_another_year_are_divided_by_overlap_and_marked_estimated() {
    let folder = two_years();
    folder.write(
        "in/home.csv",
        "area,group,pupils\nBU00140000,laag,10\nBU00140000,hoog,20\nBU00140001,laag,40\nBU00140001,hoog,80\nBU00140002,laag,5\nBU00140002,hoog,6\nBU00140003,laag,7\nBU00140003,hoog,8\n",
    );
    let (_, built) = chosen(&folder, false);
    let table = built.dataset.counts(Subject::Home, 0, None).unwrap();
    assert_eq!(table.basis, Basis::Estimated);
    let of = |code: &str| table.row(built.dataset.area_by_code(code).unwrap().0).to_vec();
    assert_eq!(of("BU00140010"), [Count::Known(10.0), Count::Known(20.0)]);
    assert_eq!(of("BU00140011"), [Count::Known(10.0), Count::Known(20.0)]);
    assert_eq!(of("BU00140012"), [Count::Known(30.0), Count::Known(60.0)]);
    let all: f64 = table.cells.iter().filter_map(|c| c.known()).sum();
    assert!((all - 176.0).abs() < 1e-9, "nobody is lost: {all}");
}

#[test]
fn buurten_of_another_year_are_divided_over_buurten_though_their_wijk_is_loaded() {
    let folder = two_years();
    let wijk = borders(&[("WK001400", "Stad", 0.0, 4.0)]).replace("buurtcode", "wijkcode");
    folder.write("in/wijken_2024.geojson", wijk);
    folder.write("in/home.csv", "area,group,pupils\nBU00140001,laag,40\nBU00140001,hoog,80\n");
    let (_, built) = chosen(&folder, false);
    let table = built.dataset.counts(Subject::Home, 0, None).unwrap();
    let of = |code: &str| table.row(built.dataset.area_by_code(code).unwrap().0).to_vec();
    assert_eq!(of("BU00140012"), [Count::Known(30.0), Count::Known(60.0)]);
    assert_eq!(of("WK001400"), [Count::Known(40.0), Count::Known(80.0)], "summed from its buurten");
}

#[test]
fn borders_of_another_year_that_connect_nothing_are_left() {
    let folder = two_years();
    folder.write("in/kerncijfers_2024.csv", "buurtcode,inkomen\nBU00140010,21.5\nBU00140011,3.0\n");
    let (told, built) = chosen(&folder, false);
    let left = told.left.iter().find(|v| v.name == "buurten_2022.geojson").unwrap();
    assert_eq!(left.reason.key, "assistant-left-incomplete");
    assert_eq!(built.dataset.areas().len(), 5);
}

#[test]
fn a_saved_list_names_every_code_that_differs() {
    let folder = Folder::new();
    let codes: Vec<(String, f64)> = (0..20).map(|i| (format!("BU001400{i:02}"), f64::from(i))).collect();
    let areas: Vec<(&str, &str, f64, f64)> =
        codes.iter().map(|(code, at)| (code.as_str(), "Buurt", *at, at + 1.0)).collect();
    folder.write("in/buurten_2024.geojson", borders(&areas));
    folder.write("in/scholen_2024.csv", SCHOOLS);
    let mut table = "buurtcode,inkomen\n".to_owned();
    (8..30).for_each(|i| table += &format!("BU001400{i:02},{i}\n"));
    folder.write("in/kerncijfers_2024.csv", table);
    let (_, short) = chosen(&folder, false);
    assert!(argument(&short, "join-codes-drift", "new").ends_with(" …"));
    let (_, whole) = chosen(&folder, true);
    let (gone, new) =
        (argument(&whole, "join-codes-drift", "gone"), argument(&whole, "join-codes-drift", "new"));
    assert_eq!((gone.matches("BU").count(), new.matches("BU").count()), (8, 10), "{gone} {new}");
}

const LOCATIONS: &str = "ONDERWIJSLOCATIECODE;STRAATNAAM;HUISNUMMER;POSTCODE;PLAATSNAAM;GPS_LATITUDE;GPS_LONGITUDE\n100X001;Kade;12;9711AB;GRONINGEN;53.2130;6.5640\n100X002;Kade;40;9711AB;GRONINGEN;53.2140;6.5660\n100X003;Dam;1;1011AB;AMSTERDAM;52.3730;4.8920\n";

#[test]
fn schools_without_a_point_stand_at_their_address_where_a_table_of_addresses_knows_it() {
    let folder = Folder::new();
    folder.write("in/buurten_2024.geojson", borders(&[("BU00140000", "Kade", -20.0, 20.0)]));
    folder.write("in/onderwijslocaties.csv", LOCATIONS);
    folder.write(
        "in/vestigingen_2024.csv",
        "INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;POSTCODE;GEMEENTENUMMER\n17EC;00;West;Kade;12-14;9711 AB;0014\n17EC;01;Naast;Kade;44;9711 AB;0014\n02AA;00;Elders;Dam;1;1011 AB;0363\n",
    );
    let (told, built) = chosen(&folder, false);
    let used = told.used.iter().find(|v| v.kind == Some(Kind::Addresses)).unwrap();
    assert_eq!((used.name.as_str(), used.reason.count), ("onderwijslocaties.csv", Some(1)));
    let school = |code: &str| built.dataset.school(built.dataset.school_by_code(code).unwrap()).unwrap();
    let (own, near) = (school("17EC00"), school("17EC01"));
    // 6.5640 east, 53.2130 north is about here in RD.
    assert!((own.at.x() - 233_600.0).abs() < 400.0 && (own.at.y() - 581_500.0).abs() < 600.0, "{:?}", own.at);
    assert!(own.at.x() < near.at.x(), "the nearest number of the same postcode is 40");
    let basis = |of: &wijkspiegel::data::School| built.dataset.source(of.source).unwrap().basis;
    assert_eq!((basis(own), basis(near)), (Basis::Counted, Basis::Estimated));
    assert_eq!(argument(&built, "join-schools-by-address", "schools"), "1");
    assert_eq!(argument(&built, "join-schools-by-postcode", "schools"), "1");
    assert_eq!(own.postcode.as_deref(), Some("9711 AB"));
}

#[test]
fn addresses_are_left_where_every_school_has_a_point() {
    let folder = two_years();
    folder.write("in/onderwijslocaties.csv", LOCATIONS);
    let (told, _) = chosen(&folder, false);
    let left = told.left.iter().find(|v| v.kind == Some(Kind::Addresses)).unwrap();
    assert_eq!(left.reason.key, "assistant-left-addresses");
}

#[test]
fn what_was_altered_in_a_row_is_said_with_its_line() {
    let folder = two_years();
    folder.write(
        "in/03.-leerlingen-po-totaaloverzicht-2024-2025.csv",
        "GEMEENTENUMMER;POSTCODE_LEERLING;BRIN_NUMMER;VESTIGINGSNUMMER;TOTAAL\n0014;9711;17EC;0;7\n0014;9711 AB;17EC;0;8\n0014;BUITENLAND;17EC;0;9\n0014;0000;17EC;0;3\n",
    );
    let (_, built) = chosen(&folder, false);
    let lines = |key: &str| -> Vec<Option<u64>> {
        built.notices.iter().filter(|n| n.key == key).map(|n| n.place.line).collect()
    };
    assert_eq!(lines("join-home-rewritten"), [Some(3)]);
    assert_eq!(lines("join-home-unreadable"), [Some(4)]);
}
