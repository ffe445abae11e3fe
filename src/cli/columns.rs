//! `--column [FILE:]PART=COLUMN`: which column of a file is what, where that is recognised wrongly.

use crate::data::Dataset;
use crate::join::recognise::{Meaning, Role};
use crate::notice::{Notice, Notices};
use crate::open::corrections::Corrections;
use crate::source::ColumnMatch;
use crate::text::{Language, text};

/// What was said, for all files of a command.
///
/// # Errors
/// A text that names no part.
pub fn parse(texts: &[String]) -> Result<Corrections, Notice> {
    let mut out = Corrections::default();
    for text in texts {
        let (file, meaning, column) = one(text).ok_or_else(|| {
            let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
            Notice::error("cli-column-not-understood")
                .arg("text", text)
                .arg("known", format!("{}, group:…", known.join(", ")))
        })?;
        match file {
            Some(file) => out.files.entry(file).or_default().set(meaning, column),
            None => out.anywhere.push((meaning, column)),
        }
    }
    Ok(out)
}

fn one(text: &str) -> Option<(Option<String>, Meaning, Option<String>)> {
    let (left, column) = text.split_once('=')?;
    let column = Some(column.trim().to_owned()).filter(|c| !c.is_empty());
    if let Some(meaning) = Meaning::from_key(left) {
        return Some((None, meaning, column));
    }
    // A file may have colons of its own; what stands behind the right one is a part.
    let colons = left.char_indices().filter(|(_, c)| *c == ':');
    let split = |(at, _): (usize, char)| {
        let (file, part) = (left.get(..at)?.trim(), left.get(at + 1..)?);
        Some((file.to_owned(), Meaning::from_key(part)?)).filter(|(file, _)| !file.is_empty())
    };
    let (file, meaning) = colons.filter_map(split).next()?;
    Some((Some(file), meaning, column))
}

/// Warns of corrections that no file of the dataset had a use for: most likely a name with a fault.
pub fn unused(texts: &[String], dataset: &Dataset) -> Notices {
    let mut out = Notices::default();
    for text in texts {
        let Some((_, meaning, _)) = one(text) else { continue };
        let key = meaning.key();
        if !dataset.sources().iter().any(|s| s.columns.corrected.contains_key(&key)) {
            out.push(Notice::warning("cli-column-unused").arg("text", text));
        }
    }
    out
}

/// `area_code = statcode, area_name = NAAM (corrected)`; `None` where nothing was recognised.
pub fn told(columns: &ColumnMatch, language: Language) -> Option<String> {
    let said = |key: &String| columns.corrected.contains_key(key);
    let mark = format!(" ({})", text(language, "check-corrected"));
    let one = |(key, column): (&String, &String)| {
        format!("{key} = {column}{}", if said(key) { mark.as_str() } else { "" })
    };
    let mut parts: Vec<String> = columns.taken.iter().map(one).collect();
    let none = columns.corrected.iter().filter(|(_, column)| column.is_none());
    parts.extend(none.map(|(key, _)| format!("{key} ={mark}")));
    (!parts.is_empty()).then(|| format!("{}: {}", text(language, "check-columns"), parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_names_a_part_with_or_without_a_file() {
        let part = |role| Meaning::Role(role);
        assert_eq!(one("area_code=GEBIED"), Some((None, part(Role::AreaCode), Some("GEBIED".into()))));
        assert_eq!(one("area-code = GEBIED"), Some((None, part(Role::AreaCode), Some("GEBIED".into()))));
        assert_eq!(one("town="), Some((None, part(Role::Town), None)));
        let group = Meaning::Group("advies vwo".into());
        assert_eq!(one("group:advies vwo=V=W"), Some((None, group.clone(), Some("V=W".into()))));
        let of_file = one("adviezen.csv:group:advies vwo=VWO");
        assert_eq!(of_file, Some((Some("adviezen.csv".into()), group, Some("VWO".into()))));
        let sheet = one("boek.xlsx:Tabel 1:year=JAAR");
        assert_eq!(sheet, Some((Some("boek.xlsx:Tabel 1".into()), part(Role::Year), Some("JAAR".into()))));
        for wrong in ["", "area_code", "bestaat niet=X", ":area_code=X", "group:=X"] {
            assert_eq!(one(wrong), None, "{wrong}");
        }
    }
}
