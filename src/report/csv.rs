//! A table as CSV, in the dialect of Dutch Excel or that of RFC 4180.

use super::table::{Cell, Table};
use crate::privacy::Shown;
use crate::text::{Language, text};

/// Who is to read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Semicolons, decimal commas and a byte order mark: opens in Dutch Excel with a double click.
    #[default]
    ExcelDutch,
    /// Commas, decimal points, UTF-8 without a mark: for programs.
    Rfc4180,
}

impl Dialect {
    pub const ALL: [Self; 2] = [Self::ExcelDutch, Self::Rfc4180];

    pub fn code(self) -> &'static str {
        match self {
            Self::ExcelDutch => "excel-nl",
            Self::Rfc4180 => "rfc4180",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }

    fn separator(self) -> char {
        match self {
            Self::ExcelDutch => ';',
            Self::Rfc4180 => ',',
        }
    }
}

/// The table: titles as heads for Excel, keys for programs; numbers in full precision, shares as
/// 0..1, and a word where a number may not be shown. A row may be copied without the rest, so that
/// each says whether it is counted or modelled, and from which source.
pub fn csv(table: &Table, dialect: Dialect, language: Language) -> String {
    let mut out = String::new();
    if dialect == Dialect::ExcelDutch {
        out.push('\u{feff}');
    }
    let heads = table.columns.iter().map(|c| match dialect {
        Dialect::ExcelDutch => c.title.clone(),
        Dialect::Rfc4180 => c.key.clone(),
    });
    let (basis, source) = match dialect {
        Dialect::ExcelDutch => (text(language, "report-basis"), text(language, "report-source")),
        Dialect::Rfc4180 => ("basis".to_owned(), "source".to_owned()),
    };
    let origin = table.origin.as_ref();
    line(&mut out, heads.chain(origin.iter().flat_map(|_| [basis.clone(), source.clone()])), dialect);
    let fields = origin.map(|origin| {
        let basis = match dialect {
            Dialect::ExcelDutch => origin.basis_in_words(language),
            Dialect::Rfc4180 => origin.basis.code().to_owned(),
        };
        [basis, origin.source.clone()]
    });
    for row in &table.rows {
        let cells = row.iter().map(|cell| field(cell, dialect, language));
        line(&mut out, cells.chain(fields.iter().flatten().cloned()), dialect);
    }
    out
}

fn line(out: &mut String, fields: impl Iterator<Item = String>, dialect: Dialect) {
    for (i, field) in fields.enumerate() {
        if i > 0 {
            out.push(dialect.separator());
        }
        out.push_str(&quoted(&field, dialect));
    }
    out.push_str("\r\n");
}

fn field(cell: &Cell, dialect: Dialect, language: Language) -> String {
    if let Some(number) = cell.number() {
        let text = number.to_string();
        return if dialect == Dialect::ExcelDutch { text.replace('.', ",") } else { text };
    }
    match cell {
        Cell::Number(..) | Cell::Percent(_) => String::new(),
        Cell::Count(Shown::Hidden) | Cell::Share(Shown::Hidden) => text(language, "report-hidden"),
        other => other.words(language),
    }
}

/// Quotes around what would otherwise be torn apart; a text that a spreadsheet would run as a
/// formula gets an apostrophe.
fn quoted(field: &str, dialect: Dialect) -> String {
    let formula = field.starts_with(['=', '@', '\t', '\r'])
        || (field.starts_with(['+', '-']) && field.replace(',', ".").parse::<f64>().is_err());
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([dialect.separator(), '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::Column;

    fn table() -> Table {
        let shown = [Shown::Value(1234.0), Shown::Hidden, Shown::Unknown];
        let rows = shown.into_iter().enumerate().map(|(i, s)| {
            let share = s.map(|_| 0.125);
            vec![Cell::Text(format!("a;\"{i}\", b")), Cell::Count(s), Cell::Share(share)]
        });
        Table {
            columns: vec![
                Column::text("name", "Naam".into(), 1),
                Column::number("pupils", "Leerlingen".into(), 1),
                Column::number("share", "Aandeel".into(), 1),
            ],
            rows: rows.collect(),
            ..Table::default()
        }
    }

    #[test]
    fn dutch_excel_has_semicolons_commas_and_a_mark() {
        let text = csv(&table(), Dialect::ExcelDutch, Language::Dutch);
        let expected = "\u{feff}Naam;Leerlingen;Aandeel\r\n\"a;\"\"0\"\", b\";1234;0,125\r\n\
                        \"a;\"\"1\"\", b\";afgeschermd;afgeschermd\r\n\"a;\"\"2\"\", b\";onbekend;onbekend\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn programs_get_commas_points_and_keys() {
        let text = csv(&table(), Dialect::Rfc4180, Language::English);
        assert!(text.starts_with("name,pupils,share\r\n\"a;\"\"0\"\", b\",1234,0.125\r\n"), "{text}");
        assert!(text.contains("hidden,hidden\r\n") && !text.contains('\u{feff}'));
    }

    #[test]
    fn a_name_is_no_formula() {
        assert_eq!(quoted("=1+1", Dialect::Rfc4180), "'=1+1");
        assert_eq!(quoted("-0,5", Dialect::ExcelDutch), "-0,5");
    }
}
