//! The files as DUO and CBS publish them, in the variants of their years.

use crate::support;

use crate::support::joining;

use joining::{Folder, known, notice, row, small};
use rust_xlsxwriter::Workbook;
use wijkspiegel::data::{Basis, Dataset, Subject, Year};
use wijkspiegel::join::recognise::Meaning;
use wijkspiegel::join::{Builder, Built, Input, Kind, Role};
use wijkspiegel::load::{self, LayerPath, ReadOptions};
use wijkspiegel::notice::Notices;
use wijkspiegel::number::Count;
use wijkspiegel::open::{self, Request};

const HIDDEN: Count = Count::Suppressed { least: 0.0, greatest: 4.0 };

/// The small town with one more file, given as bytes and read as everything that it is.
#[track_caller]
fn town_with(name: &str, content: impl AsRef<[u8]>) -> Built {
    let folder = Folder::new();
    folder.write("wijken.geojson", joining::AREAS);
    folder.write("scholen.csv", joining::SCHOOLS);
    folder.write(name, content);
    let mut builder = Builder::new("town");
    for file in ["wijken.geojson", "scholen.csv", name] {
        for input in inputs(&folder, file) {
            builder.add(input);
        }
    }
    builder.build()
}

#[track_caller]
fn inputs(folder: &Folder, file: &str) -> Vec<Input> {
    let mut request = Request::new(LayerPath { path: folder.path(file), layer: None });
    request.options.crs = Some(wijkspiegel::crs::Crs::RdNew);
    open::read_all(&request, &mut Notices::default()).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// The counts of a school in the scheme with this key.
#[track_caller]
fn in_scheme(dataset: &Dataset, scheme: &str, year: Option<i32>, school: &str) -> Vec<(String, Count)> {
    let at = dataset.schemes().iter().position(|s| s.key == scheme);
    let at = at.unwrap_or_else(|| panic!("no {scheme} in {:?}", dataset.schemes()));
    let unit = dataset.school_by_code(school).unwrap().0;
    let table = dataset.counts_of(Subject::School, at, year.map(Year));
    let table = table.unwrap_or_else(|| panic!("no counts of {year:?}"));
    let groups = dataset.schemes()[at].groups.iter().map(|g| g.key.clone());
    groups.zip(table.row(unit).iter().copied()).collect()
}

#[test]
fn pupils_by_weight_are_read_in_each_of_their_spellings() {
    let variants = [
        "BRIN_NUMMER;VESTIGINGSNUMMER;GEWICHT_0;GEWICHT_0.3;GEWICHT_1.2;TOTAAL\r\n17EC;0;80;12,5;<5;96\r\n",
        "BRINNUMMER;VESTIGINGSNUMMER ;GEWICHT_0.0;GEWICHT_0.3;GEWICHT_1.2;SCHOOLGEWICHT_VESTIGING\n17EC;0;80;12,5;<5;1,25\n",
        "\u{feff}\"BRIN NUMMER\";\"VESTIGINGSNUMMER\";\" GEWICHT0.00\";\"GEWICHT0.30\";\"GEWICHT1.20\"\n\"17EC\";\"17EC00\";\"80\";\"12,5\";\"<5\"\n",
    ];
    for text in variants {
        let built = town_with("02-leerlingen-bo-gewicht-2017-2018.csv", text);
        let found = in_scheme(&built.dataset, "pupil-weight", Some(2017), "17EC00");
        let wanted =
            [("gewicht 1.2", HIDDEN), ("gewicht 0.3", Count::Known(12.5)), ("gewicht 0", Count::Known(80.0))];
        let wanted: Vec<(String, Count)> = wanted.map(|(k, c)| (k.to_owned(), c)).to_vec();
        assert_eq!(found, wanted, "{text}");
        let scheme = built.dataset.schemes().iter().find(|s| s.key == "pupil-weight").unwrap();
        assert!(scheme.ordered, "from parents with little education to parents with more");
    }
}

#[test]
fn pupils_by_home_postcode_become_flows_from_old_and_new_files() {
    let old = "PEILDATUM;GEMEENTENUMMER;GEMEENTENAAM;POSTCODE_LEERLING;GEMEENTENAAM_LEERLING;BRIN_NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM_VESTIGING;POSTCODE_VESTIGING;PLAATSNAAM;PROVINCIE;SOORT_PO;LEEFTIJD_3_JAAR_EN_JONGER;LEEFTIJD_4_JAAR;TOTAAL\n20171001;0014;GRONINGEN;9711;GRONINGEN;17EC;0;De Caf\u{e9};9711AA;GRONINGEN;Groningen;Bo;0;7;7\n20171001;0014;GRONINGEN;9712;GRONINGEN;17EC;1;De Caf\u{e9};9711AA;GRONINGEN;Groningen;Bo;0;3;3\n20171001;0014;GRONINGEN;0000;;17EC;1;De Caf\u{e9};9711AA;GRONINGEN;Groningen;Bo;0;2;2\n20171001;0363;AMSTERDAM;1011;AMSTERDAM;02AA;0;Elders;1011AA;AMSTERDAM;Noord-Holland;Bo;0;5;5\n";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(old);
    let new = "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,PEILJAAR,POSTCODE4_DEELNEMER,AANTAL_LEERLINGEN\n17EC,00,BO,2017,9711,7\n17EC,01,BO,2017,9712,-1\n17EC,01,BO,2017,0000,2\n02AA,00,BO,2017,1011,5\n";
    for (name, content, second) in [
        ("03.-leerlingen-po-totaaloverzicht-2017-2018.csv", latin.into_owned(), Count::Known(3.0)),
        ("brin6_pc4.csv", new.as_bytes().to_vec(), HIDDEN),
    ] {
        let folder = Folder::new();
        folder.write("pc4.geojson", POSTCODES);
        folder.write("scholen.csv", joining::SCHOOLS);
        folder.write(name, &content);
        let mut builder = Builder::new("town");
        for file in ["pc4.geojson", "scholen.csv", name] {
            inputs(&folder, file).into_iter().for_each(|input| builder.add(input));
        }
        let built = builder.build();
        let flows = &built.dataset.flows()[0];
        assert_eq!((flows.year, flows.basis), (Some(Year(2017)), Basis::Counted), "{name}");
        let found: Vec<(String, String, Count)> = flows
            .flows
            .iter()
            .map(|f| {
                let (area, school) =
                    (built.dataset.area(f.area).unwrap(), built.dataset.school(f.school).unwrap());
                (area.code.clone(), school.code.clone(), f.pupils)
            })
            .collect();
        let wanted = [("9711", "17EC00", Count::Known(7.0)), ("9712", "17EC01", second)];
        assert_eq!(found, wanted.map(|(a, s, c)| (a.to_owned(), s.to_owned(), c)), "{name}");
        let report = built.reports.iter().find(|r| r.kind == Kind::Flows).unwrap();
        assert_eq!((report.rows, report.used, report.elsewhere, report.refused), (4, 2, 2, 0), "{name}");
        assert!(report.unmatched.is_empty());
        let said = notice(&built, "join-across");
        assert!(said.args.contains(&("unknown", "2".to_owned())), "{said:?}");
    }
}

/// Two postcode areas over the two wijken of the small town: 9711 is the west and half of the east.
const POSTCODES: &str = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:28992"}},"features":[
{"type":"Feature","properties":{"postcode":"9711"},"geometry":{"type":"Polygon","coordinates":[[[230000,580000],[233000,580000],[233000,582000],[230000,582000],[230000,580000]]]}},
{"type":"Feature","properties":{"postcode":"9712"},"geometry":{"type":"Polygon","coordinates":[[[233000,580000],[235000,580000],[235000,582000],[233000,582000],[233000,580000]]]}}]}"#;

#[test]
fn what_is_known_by_postcode_is_divided_over_the_areas_and_nobody_is_lost() {
    let folder = Folder::new();
    folder.write("pc4.geojson", POSTCODES);
    folder.write("wijken.geojson", joining::AREAS);
    folder.write("scholen.csv", joining::SCHOOLS);
    let flows = "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,PEILJAAR,POSTCODE4_DEELNEMER,AANTAL_LEERLINGEN\n17EC,00,BO,2023,9711,90\n17EC,01,BO,2023,9712,40\n17EC,01,BO,2023,9713,8\n";
    folder.write("brin6_pc4.csv", flows);
    let mut builder = Builder::new("town");
    for file in ["wijken.geojson", "scholen.csv", "brin6_pc4.csv"] {
        inputs(&folder, file).into_iter().for_each(|input| builder.add(input));
    }
    builder.divide_by(&inputs(&folder, "pc4.geojson")[0]);
    let built = builder.build();
    let table = &built.dataset.flows()[0];
    assert_eq!(table.basis, Basis::Estimated, "divided is not counted");
    let source = built.dataset.source(table.source).unwrap();
    let report = built.reports.iter().find(|r| r.kind == Kind::Flows).unwrap();
    assert_eq!((source.basis, report.basis), (Basis::Estimated, Basis::Estimated));
    let flow = |area: &str, school: &str| -> f64 {
        let (area, school) =
            (built.dataset.area_by_code(area).unwrap(), built.dataset.school_by_code(school).unwrap());
        let own = table.flows.iter().filter(|f| f.area == area && f.school == school);
        own.filter_map(|f| f.pupils.known()).sum()
    };
    // 9711 covers 2 km of the west and 1 km of the east; half of 9712 lies outside.
    assert!((flow("WK001400", "17EC00") - 60.0).abs() < 1e-6);
    assert!((flow("WK001401", "17EC00") - 30.0).abs() < 1e-6);
    assert!((flow("WK001401", "17EC01") - 20.0).abs() < 1e-6);
    let inside: f64 = table.flows.iter().filter_map(|f| f.pupils.known()).sum();
    let said = notice(&built, "join-divided");
    assert!(
        said.args.contains(&("inside", "110".to_owned()))
            && said.args.contains(&("outside", "20".to_owned()))
    );
    let across = notice(&built, "join-across");
    assert!(across.args.contains(&("coming", "8".to_owned())), "{across:?}");
    assert!((inside + 20.0 + 8.0 - 138.0).abs() < 1e-6, "all 138 pupils are accounted for");
    // Home counts follow from the flows, and are as much estimated.
    assert_eq!(built.dataset.counts(Subject::Home, 0, None).unwrap().basis, Basis::Estimated);
    assert_eq!(row(&built.dataset, Subject::Home, "WK001400"), known(&[60.0]));
}

#[test]
fn pupils_by_age_are_added_up_over_kinds_of_education_and_masks_stay_ranges() {
    let text = "PEILDATUM;SOORT_PO;BRIN_NUMMER;VESTIGINGSNUMMER;CLUSTER;LEEFTIJD_3_MIN;LEEFTIJD_4;LEEFTIJD_12_PLUS\n20241001;Sbo;17EC;0;1;<5;10;0\n20241001;So;17EC;0;2;0;5;<5\n";
    let built = town_with("leeftijd.csv", text);
    let found = in_scheme(&built.dataset, "age", Some(2024), "17EC00");
    let wanted = [
        ("leeftijd 3 of jonger", HIDDEN),
        ("leeftijd 4", Count::Known(15.0)),
        ("leeftijd 12 of ouder", HIDDEN),
    ];
    assert_eq!(found, wanted.map(|(k, c)| (k.to_owned(), c)));
    let report = built.reports.iter().find(|r| r.kind == Kind::PupilsSchool).unwrap();
    assert_eq!((report.rows, report.used, report.refused), (6, 6, 0));
}

#[test]
fn rows_that_nothing_tells_apart_are_refused_and_not_added_up() {
    let text =
        "BRIN_NUMMER;VESTIGINGSNUMMER;SOORT_PO;LEEFTIJD_4;LEEFTIJD_5\n17EC;0;Bo;10;11\n17EC;0;Bo;10;11\n";
    let built = town_with("leeftijd.csv", text);
    let found = in_scheme(&built.dataset, "age", None, "17EC00");
    assert!(found.iter().all(|(_, count)| count.is_unknown()), "{found:?}");
    let report = built.reports.iter().find(|r| r.kind == Kind::PupilsSchool).unwrap();
    assert_eq!((report.rows, report.used, report.refused), (4, 2, 2));
}

#[test]
fn numbers_of_several_years_side_by_side_become_a_table_per_year() {
    let text = "INSTELLINGSCODE;VESTIGINGSCODE;SOORT_PO;LEERLINGEN_2024;LEERLINGEN_2025\n17EC;00;Bo;210;205\n17EC;01;Bo;99;<5\n";
    let built = town_with("leerlingen.csv", text);
    assert_eq!(in_scheme(&built.dataset, "all-pupils", Some(2024), "17EC01")[0].1, Count::Known(99.0));
    assert_eq!(in_scheme(&built.dataset, "all-pupils", Some(2025), "17EC00")[0].1, Count::Known(205.0));
    assert_eq!(in_scheme(&built.dataset, "all-pupils", Some(2025), "17EC01")[0].1, HIDDEN);
}

#[test]
fn background_and_advice_of_the_portal_are_groups_with_names() {
    let noat = "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,PEILJAAR,NOAT,AANTAL_LEERLINGEN\n17EC,00,BO,2023,0,150\n17EC,00,BO,2023,1,-1\n17EC,01,BO,2023,0,90\n17EC,01,BO,2023,2,7\n";
    let built = town_with("brin6_noat.csv", noat);
    let found = in_scheme(&built.dataset, "newcomers", Some(2023), "17EC00");
    assert_eq!(found[..2], [("geen NOAT".to_owned(), Count::Known(150.0)), ("NOAT".to_owned(), HIDDEN)]);
    assert_eq!(found[2].0, "NOAT 2", "a code that the list does not know keeps its own name");
    let advice = "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,PEILJAAR,ADVIES,AANTAL_LEERLINGEN\n17EC,00,BO,2023,11,20\n17EC,00,BO,2023,1,-1\n";
    let built = town_with("brin6_advies.csv", advice);
    let found = in_scheme(&built.dataset, "advice", Some(2023), "17EC00");
    assert_eq!(found, [("advies vso".to_owned(), HIDDEN), ("advies vwo".to_owned(), Count::Known(20.0))]);
}

#[test]
fn a_worksheet_of_cbs_is_read_below_its_title_and_without_its_notes() {
    let mut book = Workbook::new();
    let cover = book.add_worksheet();
    cover.set_name("Voorblad").unwrap();
    cover.write(0, 0, "Achterstandsscores scholen 2024").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("Tabel 1").unwrap();
    sheet.write(0, 0, "Achterstandsscores per schoolvestiging").unwrap();
    for (column, name) in
        ["BRIN", "Vestigingsnummer", "Naam", "Achterstandsscore zonder drempel"].iter().enumerate()
    {
        sheet.write(2, u16::try_from(column).unwrap(), *name).unwrap();
    }
    for (row, (brin, site, name, score)) in
        [("17EC", "00", "West", 12.5), ("17EC", "01", "Oost", 310.25)].into_iter().enumerate()
    {
        let row = 3 + u32::try_from(row).unwrap();
        sheet.write(row, 0, brin).unwrap();
        sheet.write(row, 1, site).unwrap();
        sheet.write(row, 2, name).unwrap();
        sheet.write(row, 3, score).unwrap();
    }
    sheet.write(6, 0, "Bron: CBS").unwrap();
    let built = town_with("achterstandsscores.xlsx", book.save_to_buffer().unwrap());
    let scores = built.dataset.indicators().iter().find(|i| i.key.starts_with("Achterstandsscore")).unwrap();
    assert_eq!(scores.values, [Some(12.5), Some(310.25)]);
    assert_eq!(scores.subject, Subject::School);
    let report = built.reports.last().unwrap();
    assert_eq!((report.file.as_str(), report.rows, report.used), ("achterstandsscores.xlsx:Tabel 1", 2, 2));
}

#[test]
fn key_figures_in_a_worksheet_keep_unknown_apart_from_zero() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows: [[&str; 6]; 4] = [
        ["gwb_code_10", "regio", "gm_naam", "recs", "a_inw", "p_koopw"],
        ["GM0014", "Groningen", "Groningen", "Gemeente", "238000", "41,5"],
        ["WK001400", "West", "Groningen", "Wijk", "1200", "."],
        ["WK001401", "Oost", "Groningen", "Wijk", "0", "-99997"],
    ];
    for (r, cells) in rows.iter().enumerate() {
        for (c, text) in cells.iter().enumerate() {
            sheet.write(u32::try_from(r).unwrap(), u16::try_from(c).unwrap(), *text).unwrap();
        }
    }
    let built = town_with("kwb-2024.xlsx", book.save_to_buffer().unwrap());
    let of = |key: &str| built.dataset.indicators().iter().find(|i| i.key == key).map(|i| i.values.clone());
    assert_eq!(of("a_inw"), Some(vec![Some(1200.0), Some(0.0)]));
    assert_eq!(of("p_koopw"), None, "no wijk has a value");
    let said = notice(&built, "join-unmatched");
    assert!(said.args.iter().any(|(_, v)| v.contains("GM0014")), "{said:?}");
}

#[test]
fn a_sheet_with_two_rows_of_headings_names_its_columns_by_both() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Tabel 1. Scores").unwrap();
    for (column, (upper, lower)) in
        [("School", "BRIN"), ("", "vestiging"), ("Score", "2023"), ("", "2024")].iter().enumerate()
    {
        let column = u16::try_from(column).unwrap();
        if !upper.is_empty() {
            sheet.write(1, column, *upper).unwrap();
        }
        sheet.write(2, column, *lower).unwrap();
    }
    for (column, value) in [1.5, 2.5].into_iter().enumerate() {
        sheet.write(3, 2 + u16::try_from(column).unwrap(), value).unwrap();
    }
    sheet.write(3, 0, "17EC").unwrap();
    sheet.write(3, 1, "00").unwrap();
    let folder = Folder::new();
    folder.write("t.xlsx", book.save_to_buffer().unwrap());
    let layer = load::read(
        &LayerPath::from(folder.path("t.xlsx").as_path()),
        &ReadOptions::default(),
        &mut Notices::default(),
    );
    assert_eq!(layer.unwrap().fields, ["School BRIN", "School vestiging", "Score 2023", "Score 2024"]);
}

#[test]
fn a_table_over_several_years_gives_each_figure_once_a_year() {
    let text = "\"Perioden\";\"Wijken en buurten\";\"Regiocode (gemeente, wijk, buurt) (code)\";\"Aandeel laag (%)\"\n\"2019\";\"West\";\"WK001400  \";\"    20.8\"\n\"2020\";\"West\";\"WK001400  \";\"    21.5\"\n\"2020\";\"Oost\";\"WK001401  \";\"       .\"\n";
    let built = small(&[("statline.csv", text)]);
    let of = |year: i32| {
        let wanted = |i: &&wijkspiegel::data::Indicator| i.year == Some(Year(year));
        built.dataset.indicators().iter().find(wanted).map(|i| i.values.clone())
    };
    assert_eq!(of(2019), Some(vec![Some(20.8), None]));
    assert_eq!(of(2020), Some(vec![Some(21.5), None]));
}

#[test]
fn a_school_without_a_point_stands_in_its_postcode_area_and_says_so() {
    let folder = Folder::new();
    folder.write("wijken.geojson", joining::AREAS);
    folder.write("pc4.geojson", POSTCODES);
    let sites = "INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;POSTCODE;GEMEENTENUMMER\n17EC;00;West;9711 AB;0014\n17EC;01;Ver weg;1011 AB;0363\n";
    folder.write("vestigingen.csv", sites);
    let mut builder = Builder::new("town");
    inputs(&folder, "wijken.geojson").into_iter().for_each(|i| builder.add(i));
    let request = Request::of_kind(LayerPath::from(folder.path("vestigingen.csv").as_path()), Kind::Schools);
    builder.add(open::read(&request, &mut Notices::default()).unwrap());
    builder.divide_by(&inputs(&folder, "pc4.geojson")[0]);
    let built = builder.build();
    let [school] = built.dataset.schools() else { panic!("{:?}", built.dataset.schools()) };
    assert!((230_000.0..233_000.0).contains(&school.at.x()));
    let source = built.dataset.source(school.source).unwrap();
    assert_eq!(source.basis, Basis::Estimated);
    notice(&built, "join-schools-by-postcode");
    let report = built.reports.iter().find(|r| r.kind == Kind::Schools).unwrap();
    assert_eq!((report.rows, report.used, report.refused), (2, 1, 1));
}

/// A table of the published data, as what it is.
#[track_caller]
fn shared(file: &str, kind: Option<Kind>) -> Option<Vec<Input>> {
    let path = support::shared_data()?.join(file);
    let request = Request { kind, ..Request::new(LayerPath::from(path.as_path())) };
    Some(open::read_all(&request, &mut Notices::default()).unwrap_or_else(|e| panic!("{file}: {e}")))
}

#[test]
fn the_national_list_of_sites_has_every_site_and_its_accents() {
    let Some(inputs) = shared("netherlands/duo_vestigingen_bo_2021_cp1252.csv", Some(Kind::Schools)) else {
        return;
    };
    let input = &inputs[0];
    assert_eq!(input.layer.records.len(), 6215);
    let column = |name: &str| input.layer.field(&[name]).unwrap();
    let (town, faith) = (column("GEMEENTENUMMER"), column("DENOMINATIE"));
    let with = |field: usize, text: &str| {
        input.layer.records.iter().filter(|r| r.values[field].text().as_deref() == Some(text)).count()
    };
    assert_eq!(with(town, "0014"), 55);
    assert_eq!(with(faith, "Hindoeïstisch"), 6);
    let frisian = input
        .layer
        .records
        .iter()
        .filter(|r| r.values.iter().any(|v| v.text().as_deref() == Some("Fryslân")));
    assert_eq!(frisian.count(), 371);
    let Some(postcodes) = shared("netherlands/pc4_2020_rd.geojson", Some(Kind::Areas)) else { return };
    let mut builder = Builder::new("country");
    builder.divide_by(&postcodes[0]);
    builder.add(input.clone());
    let built = builder.build();
    assert_eq!(built.dataset.schools().len(), 6215, "{:?}", built.notices.iter().take(3).collect::<Vec<_>>());
}

#[test]
fn school_advice_keeps_its_hidden_numbers_as_ranges_and_none_of_them_is_a_loose_figure() {
    let Some(schools) = shared("groningen/basisscholen_2024_wgs84.geojson", None) else { return };
    let Some(advice) = shared("groningen/duo_schooladviezen_2024-2025_extract.csv", None) else { return };
    assert_eq!(
        advice.iter().map(|i| i.recognised.kind).collect::<Vec<_>>(),
        [Kind::PupilsSchool, Kind::SchoolIndicators]
    );
    let mut builder = Builder::new("town");
    schools.into_iter().chain(advice).for_each(|input| builder.add(input));
    let built = builder.build();
    // By hand from the file: VSO 0, PRO 0, VMBO_B <5 … HAVO 8, HAVO_VWO 9, VWO 8.
    let found = in_scheme(&built.dataset, "advice", Some(2024), "17BW00");
    let of = |key: &str| found.iter().find(|(k, _)| k == key).unwrap().1;
    assert_eq!(of("advies vso"), Count::Known(0.0));
    assert_eq!(of("advies vmbo-b"), HIDDEN);
    assert_eq!((of("advies havo"), of("advies vwo")), (Count::Known(8.0), Count::Known(8.0)));
    // Eight pupils are fewer than may be shown: as a loose figure they would pass by the gate.
    let figures: Vec<&str> = built.dataset.indicators().iter().map(|i| i.key.as_str()).collect();
    assert!(!figures.iter().any(|f| ["VWO", "HAVO", "VMBO_B"].contains(f)), "{figures:?}");
}

#[test]
fn school_advice_of_before_2011_is_read_in_its_own_spelling() {
    let old = "BRIN NUMMER;VESTIGINSNUMMER;VSO;PrO;VMBO BL;VMBO BL-KL;VMBO GT-HAVO;HAVO-VWO;VWO;ONBEKEND\n17EC;0;0;1;2;3;6;7;8;4\n";
    let built = town_with("12-leerlingen-schooladvies-2009-2010.csv", old);
    let found = in_scheme(&built.dataset, "advice", Some(2009), "17EC00");
    let wanted = [
        ("advies vso", 0.0),
        ("advies praktijkonderwijs", 1.0),
        ("advies vmbo-b", 2.0),
        ("advies vmbo-b/k", 3.0),
        ("advies vmbo-gt/havo", 6.0),
        ("advies havo/vwo", 7.0),
        ("advies vwo", 8.0),
        ("advies onbekend", 4.0),
    ];
    let wanted: Vec<(String, Count)> = wanted.map(|(k, n)| (k.to_owned(), Count::Known(n))).to_vec();
    assert_eq!(found, wanted);
}

#[test]
fn revised_advice_and_advice_against_the_test_are_read_beside_the_advice_with_their_ranges() {
    let text = "PEILDATUM_LEERLINGEN;INSTELLINGSCODE;VESTIGINGSCODE;VMBO_GT;HAVO;VWO;BIJGESTELD;ONDERADVIES;OVERADVIES\n20241001;17EC;00;12;<5;20;<5;11;0\n";
    let built = town_with("adviezen.csv", text);
    let revised = in_scheme(&built.dataset, "advice-revised", Some(2024), "17EC00");
    assert_eq!(revised, [("advies bijgesteld".to_owned(), HIDDEN)]);
    let against = in_scheme(&built.dataset, "advice-against-test", Some(2024), "17EC00");
    let wanted = [("onderadvies", Count::Known(11.0)), ("overadvies", Count::Known(0.0))];
    assert_eq!(against, wanted.map(|(k, c)| (k.to_owned(), c)));
    assert_eq!(in_scheme(&built.dataset, "advice", Some(2024), "17EC00").len(), 3);
}

#[test]
fn a_column_about_advice_under_an_unknown_name_is_asked_about_and_not_guessed_at() {
    let text = "INSTELLINGSCODE;VESTIGINGSCODE;HAVO;VWO;N_HEROVERWOGEN_2030\n17EC;00;30;20;12\n";
    let folder = Folder::new();
    folder.write("adviezen.csv", text);
    let mut request = Request::new(LayerPath { path: folder.path("adviezen.csv"), layer: None });
    let mut notices = Notices::default();
    let found = open::read_all(&request, &mut notices).unwrap();
    let told: Vec<_> = notices.iter().filter(|n| n.key == "join-columns-alike").collect();
    assert_eq!(told.len(), 1, "{notices:?}");
    assert!(told[0].args.contains(&("columns", "N_HEROVERWOGEN_2030".to_owned())));
    let groups = |inputs: &[Input]| -> usize {
        inputs.iter().filter(|i| i.recognised.kind == Kind::PupilsSchool).count()
    };
    assert_eq!(groups(&found), 1, "the advice only");
    // Pointed out, it is read, and nothing is asked any more.
    let meaning = Meaning::Group("advies bijgesteld".into());
    request.columns = vec![(meaning, Some("N_HEROVERWOGEN_2030".into()))];
    let mut notices = Notices::default();
    let found = open::read_all(&request, &mut notices).unwrap();
    assert_eq!(groups(&found), 2);
    assert!(!notices.iter().any(|n| n.key == "join-columns-alike"), "{notices:?}");
    let columns = &found[0].layer.source.columns;
    let kept = columns.corrected.get("group:advies bijgesteld").cloned();
    assert_eq!(kept, Some(Some("N_HEROVERWOGEN_2030".to_owned())));
}

#[test]
fn a_file_that_is_not_recognised_is_read_as_a_person_says() {
    let folder = Folder::new();
    folder.write("x.csv", "sleutel;v1;v2\n17EC00;30;<5\n");
    let mut request = Request::new(LayerPath { path: folder.path("x.csv"), layer: None });
    let looked = open::look(&request, &mut Notices::default()).unwrap();
    assert_eq!(looked.inputs.unwrap_err().key, "join-not-recognised");
    assert_eq!(looked.fields[1], ("v1".to_owned(), "30".to_owned()), "names with a value, to choose from");
    request.form = Some("advice".into());
    let looked = open::look(&request, &mut Notices::default()).unwrap();
    assert_eq!(looked.inputs.unwrap_err().key, "join-form-lacks-columns");
    assert!(looked.wanted.contains(&Meaning::Group("advies vwo".into())));
    request.columns = vec![
        (Meaning::Role(Role::SchoolCode), Some("sleutel".into())),
        (Meaning::Group("advies vwo".into()), Some("v2".into())),
    ];
    let found = open::read_all(&request, &mut Notices::default()).unwrap();
    assert_eq!(found[0].recognised.kind, Kind::PupilsSchool);
    assert_eq!(found[0].layer.records.len(), 1);
}

#[test]
fn a_correction_is_kept_with_its_source_in_the_project() {
    let folder = Folder::new();
    folder.write("wijken.geojson", joining::AREAS);
    folder.write("scholen.csv", joining::SCHOOLS.replace("naam", "hoe_het_heet"));
    let mut request = Request::new(LayerPath { path: folder.path("scholen.csv"), layer: None });
    request.options.crs = Some(wijkspiegel::crs::Crs::RdNew);
    request.columns = vec![(Meaning::Role(Role::SchoolName), Some("hoe_het_heet".into()))];
    let mut builder = Builder::new("town");
    inputs(&folder, "wijken.geojson").into_iter().for_each(|input| builder.add(input));
    builder.add(open::read(&request, &mut Notices::default()).unwrap());
    let built = builder.build();
    assert_eq!(built.dataset.schools()[0].name, "School West");
    let mut project = wijkspiegel::project::Project::new(std::sync::Arc::new(built.dataset));
    project.save_as(&folder.path("t.gpkg")).unwrap();
    let again = wijkspiegel::project::open(&folder.path("t.gpkg")).unwrap().dataset;
    let source = again.sources().iter().find(|s| s.file == "scholen.csv").unwrap();
    assert_eq!(source.columns.corrected.get("school_name"), Some(&Some("hoe_het_heet".to_owned())));
    assert_eq!(source.columns.taken.get("school_code").map(String::as_str), Some("vestigingscode"));
}

#[test]
fn key_figures_of_2024_join_148_of_the_150_buurten_of_2022_and_the_others_are_named() {
    let Some(areas) = shared("groningen/buurten_2022_rd.geojson", None) else { return };
    let Some(figures) = shared("groningen/kerncijfers_2024.csv", None) else { return };
    let mut builder = Builder::new("town");
    areas.into_iter().chain(figures).for_each(|input| builder.add(input));
    let built = builder.build();
    let report = built.reports.iter().find(|r| r.kind == Kind::AreaIndicators).unwrap();
    assert_eq!((report.rows, report.used), (171, 148));
    let said = notice(&built, "join-codes-drift");
    let arg = |name: &str| said.args.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str()).unwrap();
    assert_eq!((arg("both"), arg("loaded"), arg("new-number")), ("148", "150", "3"));
    assert_eq!(arg("gone"), "BU00140807 (Suikerfabriekterrein), BU00140808 (Peizerweg = BU00140110?)");
    assert!(arg("new").contains("BU00140110 (Peizerweg = BU00140808?)") && arg("new").contains("BU00140909"));
}

#[test]
fn statline_and_inhabitants_by_age_are_figures_per_area() {
    let Some(statline) = shared("formats/statline_ses_woa_2019_amsterdam.csv", None) else { return };
    let input = &statline[0];
    assert_eq!(input.recognised.kind, Kind::AreaIndicators);
    let field = input.recognised.columns[&Role::AreaCode];
    assert_eq!(input.layer.records[0].values[field].text().as_deref(), Some("GM0363"));
    let (Some(ages), Some(areas)) =
        (shared("netherlands/pc4_age_2021.csv", None), shared("groningen/pc4_2020_rd.geojson", None))
    else {
        return;
    };
    let mut builder = Builder::new("town");
    areas.into_iter().chain(ages).for_each(|input| builder.add(input));
    let built = builder.build();
    let young = built.dataset.indicators().iter().find(|i| i.key == "inwoners 5-9").unwrap();
    assert!(young.values.iter().flatten().count() >= 47, "{:?}", young.values);
    let report = built.reports.iter().find(|r| r.kind == Kind::AreaIndicators).unwrap();
    assert_eq!(report.rows, 4963);
    assert_eq!(report.used + report.elsewhere + report.refused + report.unmatched.len(), 4963);
}

#[test]
fn every_national_wijk_gets_its_attributes_and_schools_that_appear_twice_are_named() {
    let Some(areas) = shared("netherlands/wijken_2022_rd.geojson", None) else { return };
    let Some(figures) = shared("netherlands/wijken_2022_attributes.csv", None) else { return };
    let Some(schools) = shared("netherlands/scholen_2024_wgs84.geojson", None) else { return };
    let mut builder = Builder::new("country");
    areas.into_iter().chain(figures).chain(schools).for_each(|input| builder.add(input));
    let built = builder.build();
    let of = |kind: Kind| built.reports.iter().find(|r| r.kind == kind).unwrap();
    assert_eq!((of(Kind::Areas).used, of(Kind::AreaIndicators).used), (3340, 3340));
    assert_eq!((of(Kind::Schools).rows, of(Kind::Schools).used, of(Kind::Schools).refused), (8717, 8622, 95));
    let twice = built.notices.iter().filter(|n| n.key == "join-school-twice").count();
    assert_eq!(twice, 95, "each is named");
}

#[test]
fn in_a_column_of_counts_minus_one_is_hidden_and_in_a_column_of_scores_it_is_a_score() {
    let table = "vestigingscode,brandmeldingen,score\n17EC00,-1,-1\n17EC01,12,0.5\n";
    let built = small(&[("cijfers.csv", table)]);
    let of = |key: &str| built.dataset.indicators().iter().find(|i| i.key == key).unwrap().values.clone();
    assert_eq!(of("brandmeldingen"), [None, Some(12.0)]);
    assert_eq!(of("score"), [Some(-1.0), Some(0.5)]);
    notice(&built, "join-figures-hidden");
}
