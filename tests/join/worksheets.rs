//! Worksheets in the variants in which CBS and municipalities publish them.

use crate::support::joining;

use joining::{AREAS, Folder};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use wijkspiegel::data::Subject;
use wijkspiegel::join::{Builder, Built};
use wijkspiegel::load::{self, LayerPath, ReadOptions};
use wijkspiegel::notice::Notices;
use wijkspiegel::open::{self, Request};

fn put(sheet: &mut Worksheet, first: u32, rows: &[&[&str]]) {
    for (r, cells) in rows.iter().enumerate() {
        for (c, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write(first + u32::try_from(r).unwrap(), u16::try_from(c).unwrap(), *text).unwrap();
        }
    }
}

/// The two wijken with what a workbook says of them.
fn town(name: &str, mut book: Workbook) -> Built {
    let folder = Folder::new();
    folder.write("wijken.geojson", AREAS);
    folder.write("scholen.csv", joining::SCHOOLS.replace(",x,y", ",x_rd,y_rd"));
    folder.write(name, book.save_to_buffer().unwrap());
    let mut builder = Builder::new("town");
    for file in ["wijken.geojson", "scholen.csv", name] {
        let request = Request::new(LayerPath::from(folder.path(file).as_path()));
        builder.add(open::read(&request, &mut Notices::default()).unwrap_or_else(|e| panic!("{e}")));
    }
    builder.build()
}

#[track_caller]
fn values(built: &Built, key: &str) -> Vec<Option<f64>> {
    let found = built.dataset.indicators().iter().find(|i| i.key == key && i.subject == Subject::Home);
    let keys = || built.dataset.indicators().iter().map(|i| i.key.clone()).collect::<Vec<_>>();
    found.unwrap_or_else(|| panic!("no {key} in {:?}", keys())).values.clone()
}

#[test]
fn a_long_sheet_of_notes_in_front_does_not_go_before_the_table() {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Toelichting").unwrap();
    put(notes, 0, &[&["Variabele", "Omschrijving", "Jaar"]]);
    for row in 1..120 {
        put(notes, row, &[&["a_inw", "Aantal inwoners op 1 januari", "2024"]]);
    }
    let sheet = book.add_worksheet().set_name("KWB2024").unwrap();
    put(
        sheet,
        0,
        &[
            &["gwb_code_10", "regio", "gm_naam", "recs", "a_inw"],
            &["WK001400", "West", "Groningen", "Wijk", "1200"],
            &["WK001401", "Oost", "Groningen", "Wijk", "800"],
        ],
    );
    let built = town("kwb-2024.xlsx", book);
    assert_eq!(values(&built, "a_inw"), [Some(1200.0), Some(800.0)]);
    assert_eq!(built.reports.last().unwrap().file, "kwb-2024.xlsx:KWB2024");
}

#[test]
fn title_rows_merged_over_the_width_and_a_blank_row_are_no_headings() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    sheet.merge_range(0, 0, 0, 3, "Kerncijfers wijken en buurten 2024", &bold).unwrap();
    sheet.merge_range(1, 0, 1, 3, "Gemeente Groningen, peildatum 1 januari", &bold).unwrap();
    put(
        sheet,
        3,
        &[
            &["Codering (code)", "Wijken en buurten", "Inwoners", "Koopwoningen (%)"],
            &["WK001400  ", "West", "1.250", "41,5"],
            &["WK001401  ", "Oost", "  800", "."],
            &["Bron: CBS"],
        ],
    );
    let built = town("tabel.xlsx", book);
    assert_eq!(values(&built, "Inwoners"), [Some(1250.0), Some(800.0)]);
    assert_eq!(values(&built, "Koopwoningen (%)"), [Some(41.5), None]);
    let report = built.reports.last().unwrap();
    assert_eq!((report.rows, report.used, report.unmatched.len()), (2, 2, 0), "the source below is no row");
}

#[test]
fn numbers_as_text_with_decimal_commas_are_numbers_and_a_mixed_column_too() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    put(
        sheet,
        0,
        &[
            &["wijkcode", "p_koopw", "g_ink_pi", "a_opl_hw"],
            &["WK001400", "41,5", "27,4", "120"],
            &["WK001401", "", "-99997", "x"],
        ],
    );
    // One cell of the column is a number to the spreadsheet, the other text.
    sheet.write(2, 1, 38.25).unwrap();
    let built = town("kwb.xlsx", book);
    assert_eq!(values(&built, "p_koopw"), [Some(41.5), Some(38.25)]);
    assert_eq!(values(&built, "g_ink_pi"), [Some(27.4), None]);
    assert_eq!(values(&built, "a_opl_hw"), [Some(120.0), None]);
}

#[test]
fn a_row_of_column_numbers_or_units_below_the_headings_is_no_area() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    put(
        sheet,
        0,
        &[
            &["Gebiedscode", "Naam", "Inwoners", "Inkomen"],
            &["", "", "aantal", "x 1 000 euro"],
            &["WK001400", "West", "1200", "27,4"],
            &["WK001401", "Oost", "800", "31,0"],
        ],
    );
    let folder = Folder::new();
    folder.write("t.xlsx", book.save_to_buffer().unwrap());
    let path = LayerPath::from(folder.path("t.xlsx").as_path());
    let layer = load::read(&path, &ReadOptions::default(), &mut Notices::default()).unwrap();
    assert_eq!(layer.records.len(), 2);
    assert_eq!(layer.fields, ["Gebiedscode", "Naam", "Inwoners aantal", "Inkomen x 1 000 euro"]);
}
