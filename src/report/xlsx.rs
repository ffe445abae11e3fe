//! A report as an Excel workbook: a sheet per table and one that explains it.

#![allow(clippy::result_large_err, reason = "a file fails once, on the cold path")]

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::document::{Report, capital};
use super::table::{Cell, Table};
use crate::notice::Notice;
use crate::text::{Language, text};

/// The workbook: numbers as numbers, shares as percentages, and a word where a number may not be
/// shown.
///
/// # Errors
/// What the format can't hold, such as more rows than a sheet has.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, Notice> {
    workbook(report).map_err(|e| Notice::error("report-file-failed").arg("reason", e))
}

fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for table in sheets(report) {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.name))?;
        write_table(sheet, table, &mark(report, table), report.language)?;
    }
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(&text(report.language, "report-sheet-explanation")))?;
    explain(sheet, report, &sheets(report).collect::<Vec<_>>())?;
    book.save_to_buffer()
}

/// A workbook of one table of a report, with the sheet that explains it.
///
/// # Errors
/// What the format can't hold.
pub fn one_table(report: &Report, table: &Table) -> Result<Vec<u8>, Notice> {
    let made = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.name))?;
        write_table(sheet, table, &mark(report, table), report.language)?;
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&text(report.language, "report-sheet-explanation")))?;
        explain(sheet, report, &[table])?;
        book.save_to_buffer()
    };
    made().map_err(|e| Notice::error("report-file-failed").arg("reason", e))
}

/// The tables that have a sheet.
fn sheets(report: &Report) -> impl Iterator<Item = &Table> {
    let before = std::iter::once(&report.figures).chain(report.years());
    let all = before.chain([&report.all_areas, &report.schools]).chain(&report.friends);
    all.chain([&report.measures]).filter(|t| !t.is_empty())
}

/// A workbook of tables alone, with a last sheet of these lines, of which the first is its title.
///
/// # Errors
/// What the format can't hold.
pub fn tables(tables: &[&Table], lines: &[String], language: Language) -> Result<Vec<u8>, Notice> {
    let made = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        for table in tables.iter().filter(|t| !t.is_empty()) {
            let sheet = book.add_worksheet();
            sheet.set_name(sheet_name(&table.name))?;
            let origin = table.origin.as_ref();
            let about = origin.map(|o| format!("{} · {}", o.basis_in_words(language), o.source));
            write_table(sheet, table, &capital(&about.unwrap_or_default()), language)?;
        }
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&text(language, "report-sheet-explanation")))?;
        sheet.set_column_width(0, 110.0)?;
        let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
        for (r, line) in (0_u32..).zip(lines) {
            sheet.write_string_with_format(r, 0, line, if r == 0 { &bold } else { &wrapped })?;
        }
        book.save_to_buffer()
    };
    made().map_err(|e| Notice::error("report-file-failed").arg("reason", e))
}

/// Excel takes at most 31 characters, and not all of them.
fn sheet_name(name: &str) -> String {
    let name: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if name.is_empty() { "1".to_owned() } else { name }
}

/// Rows above the heads of a sheet: its title and what it rests on.
const ABOVE: u32 = 2;

/// The marks of the map, such as that this is an example, with the basis and the source of a table.
fn mark(report: &Report, table: &Table) -> String {
    let marks = report.scene.marks.iter().map(|m| m.text.clone());
    let origin = table.origin.iter().flat_map(|o| [o.basis_in_words(report.language), o.source.clone()]);
    let mut parts: Vec<String> = Vec::new();
    for part in marks.chain(origin) {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    capital(&parts.join(" · "))
}

fn write_table(
    sheet: &mut Worksheet,
    table: &Table,
    about: &str,
    language: Language,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, &table.title, &Format::new().set_bold())?;
    sheet.write_string_with_format(1, 0, about, &Format::new().set_italic())?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Bottom);
    let head_right = head.clone().set_align(FormatAlign::Right);
    let whole = Format::new().set_num_format("#,##0");
    let share = Format::new().set_num_format("0.0%");
    let percent = Format::new().set_num_format("0%");
    let figure = Format::new().set_num_format("0.000");
    let mark = Format::new().set_align(FormatAlign::Right).set_italic().set_font_color(0x005A_6672);
    for (c, column) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(
            ABOVE,
            c,
            &column.title,
            if column.numeric { &head_right } else { &head },
        )?;
        let longest = table
            .rows
            .iter()
            .filter_map(|r| r.get(usize::from(c)))
            .map(|v| v.words(language).chars().count());
        let longest = longest.max().unwrap_or(0).max(column.title.chars().count().min(18));
        // Excel counts in widths of a digit.
        sheet.set_column_width(c, (longest as f64 * 1.05 + 2.0).clamp(8.0, 70.0))?;
    }
    for (r, row) in (ABOVE + 1..).zip(&table.rows) {
        for (c, cell) in (0_u16..).zip(row) {
            match (cell, cell.number()) {
                (Cell::Empty, _) => {}
                (Cell::Text(text), _) => drop(sheet.write_string(r, c, text)?),
                (Cell::Count(_), Some(v)) => drop(sheet.write_number_with_format(r, c, v, &whole)?),
                (Cell::Share(_), Some(v)) => drop(sheet.write_number_with_format(r, c, v, &share)?),
                (Cell::Percent(_), Some(v)) => drop(sheet.write_number_with_format(r, c, v, &percent)?),
                (Cell::Number(_, 0), Some(v)) => drop(sheet.write_number_with_format(r, c, v, &whole)?),
                (_, Some(v)) => drop(sheet.write_number_with_format(r, c, v, &figure)?),
                (_, None) => drop(sheet.write_string_with_format(r, c, cell.words(language), &mark)?),
            }
        }
    }
    sheet
        .set_freeze_panes(ABOVE + 1, table.columns.iter().take_while(|c| !c.numeric).count().min(3) as u16)?;
    let (rows, columns) = (table.rows.len() as u32, table.columns.len() as u16);
    if rows > 0 && columns > 0 {
        sheet.autofilter(ABOVE, 0, ABOVE + rows, columns - 1)?;
    }
    sheet.set_landscape().set_repeat_rows(0, ABOVE)?;
    Ok(())
}

/// What was made of which, how to read it, and how to make it again.
fn explain(sheet: &mut Worksheet, report: &Report, tables: &[&Table]) -> Result<(), XlsxError> {
    let language = report.language;
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 110.0)?;
    let mut lines: Vec<(String, bool)> = vec![(report.title.clone(), true)];
    lines.push((mark(report, &report.figures), false));
    lines.push((report.subtitle.clone(), false));
    lines.extend(report.sentences.iter().map(|s| (s.clone(), false)));
    lines.push((text(language, "report-explanation"), true));
    lines.extend(report.explanation.iter().map(|s| (s.clone(), false)));
    for table in tables {
        lines.push((format!("{}: {}", table.name, table.about), false));
    }
    lines.push((text(language, "report-sources"), true));
    lines.extend(report.sources.iter().map(|s| (s.clone(), false)));
    lines.push((text(language, "report-again"), true));
    lines.push((report.command.clone(), false));
    for (r, (line, is_head)) in (0_u32..).zip(lines) {
        sheet.write_string_with_format(r, 0, line, if is_head { &bold } else { &wrapped })?;
    }
    Ok(())
}
