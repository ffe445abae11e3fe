//! Whatever stands in a table of DUO or CBS, reading and joining it ends in an answer.

use crate::support::joining;

use joining::{AREAS, Folder, SCHOOLS};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use wijkspiegel::crs::Crs;
use wijkspiegel::join::Builder;
use wijkspiegel::load::LayerPath;
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};

/// Reads and joins a file in a small town; every row of it is accounted for.
fn survives(name: &str, content: &[u8]) {
    let folder = Folder::new();
    let mut builder = Builder::new("town");
    for (name, content) in [("w.geojson", AREAS.as_bytes()), ("s.csv", SCHOOLS.as_bytes()), (name, content)] {
        folder.write(name, content);
        let mut request = Request::new(LayerPath { path: folder.path(name), layer: None });
        request.options.crs = Some(Crs::RdNew);
        if let Ok(inputs) = open::read_all(&request, &mut Notices::default()) {
            inputs.into_iter().for_each(|input| builder.add(input));
        }
    }
    for report in builder.build().reports {
        let sum = report.used + report.unmatched.len() + report.refused + report.elsewhere;
        assert_eq!(report.rows, sum, "{report:?}");
    }
}

const HEADS: [&str; 10] = [
    "INSTELLINGSCODE;VESTIGINGSCODE;TYPE_PO;PEILJAAR;POSTCODE4_DEELNEMER;AANTAL_LEERLINGEN",
    "BRIN_NUMMER;VESTIGINGSNUMMER;GEWICHT_0;GEWICHT_0.3;GEWICHT_1.2;TOTAAL",
    "PEILDATUM;BRIN NUMMER;VESTIGINGSNUMMER;SOORT_PO;LEEFTIJD_4;LEEFTIJD_5_PLUS",
    "INSTELLINGSCODE;VESTIGINGSCODE;TYPE_PO;PEILJAAR;NOAT;AANTAL_LEERLINGEN",
    "INSTELLINGSCODE;VESTIGINGSCODE;VSO;PRO;VMBO_B;HAVO;VWO",
    "postcode;leeftijd;inwoners",
    "INSTELLINGSCODE;VESTIGINGSCODE;LEERLINGEN_2024;LEERLINGEN_2025;SOORT_PO",
    "POSTCODE;HUISNUMMER;GPS_LATITUDE;GPS_LONGITUDE",
    "Perioden;WijkenEnBuurten;Codering (code);Inwoners",
    "BRIN NUMMER;VESTIGINSNUMMER;VSO;PrO;VMBO BL-KL;ONBEKEND",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_cells_of_a_published_table_make_it_panic(
        head in 0usize..10,
        rows in proptest::collection::vec(proptest::collection::vec(
            prop_oneof![
                Just("17EC".to_owned()), Just("00".to_owned()), Just("1".to_owned()), Just("9711".to_owned()),
                Just("WK001400".to_owned()), Just("<5".to_owned()), Just("-1".to_owned()), Just("-99997".to_owned()),
                Just("2024".to_owned()), Just("20241001".to_owned()), Just(String::new()), "[\\PC]{0,6}",
            ], 3..7), 0..12),
    ) {
        let lines: Vec<String> = rows.iter().map(|r| r.join(";")).collect();
        survives("a.csv", format!("{}\n{}\n", HEADS[head], lines.join("\n")).as_bytes());
    }

    #[test]
    fn a_flipped_or_cut_workbook_never_panics(at in any::<prop::sample::Index>(), flip in 1u8..=255, cut in any::<bool>()) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in ["gwb_code_10", "regio", "a_inw"].iter().enumerate() {
            sheet.write(0, u16::try_from(column).unwrap(), *name).unwrap();
        }
        sheet.write(1, 0, "WK001400").unwrap();
        sheet.write(1, 2, 12.0).unwrap();
        let mut content = book.save_to_buffer().unwrap();
        let at = at.index(content.len());
        if cut { content.truncate(at) } else { content[at] ^= flip }
        survives("a.xlsx", &content);
    }
}

#[test]
fn a_cell_in_the_far_corner_of_a_sheet_takes_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "code").unwrap();
    sheet.write(1, 0, "WK001400").unwrap();
    sheet.write(1_048_575, 16_383, "far").unwrap();
    survives("a.xlsx", &book.save_to_buffer().unwrap());
}
