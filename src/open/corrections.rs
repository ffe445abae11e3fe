//! What a person says of files whose columns were not recognised, or recognised wrongly.

use std::collections::BTreeMap;

use super::Request;
use crate::join::Kind;
use crate::join::recognise::Meaning;
use crate::source::ColumnMatch;

/// A meaning with the name of its column, or with none where no column of the file has it.
pub type NamedColumn = (Meaning, Option<String>);

/// What is said of one file (or layer, or sheet).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileCorrection {
    /// What it is; `None` leaves that to be recognised.
    pub kind: Option<Kind>,
    /// Of which published form it is.
    pub form: Option<String>,
    pub columns: Vec<NamedColumn>,
}

impl FileCorrection {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Says which column has a meaning, in place of what was said of it before.
    pub fn set(&mut self, meaning: Meaning, column: Option<String>) {
        self.forget(&meaning);
        self.columns.push((meaning, column));
    }

    /// Leaves a meaning to be recognised again.
    pub fn forget(&mut self, meaning: &Meaning) {
        self.columns.retain(|(known, _)| known != meaning);
    }

    /// What was said of a meaning.
    pub fn of(&self, meaning: &Meaning) -> Option<&Option<String>> {
        self.columns.iter().find(|(known, _)| known == meaning).map(|(_, column)| column)
    }

    /// Puts it into what is asked of the file.
    pub fn apply(&self, request: &mut Request) {
        request.kind = self.kind.or(request.kind);
        request.form = self.form.clone().or(request.form.take());
        request.columns.extend(self.columns.iter().cloned());
    }
}

/// What is said of several files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// By the name of the file, with its layer as `file.gpkg:layer`.
    pub files: BTreeMap<String, FileCorrection>,
    /// For every file that has the column.
    pub anywhere: Vec<NamedColumn>,
}

impl Corrections {
    /// Puts what is said of a file of this name, with or without its folder, into what is asked of it.
    pub fn apply(&self, name: &str, request: &mut Request) {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let plain = request.path.path.file_name().map(|n| n.to_string_lossy().into_owned());
        let known = [Some(name), Some(file), plain.as_deref()];
        let found = known.into_iter().flatten().find_map(|name| self.files.get(name));
        if let Some(found) = found {
            found.apply(request);
        }
        request.columns_anywhere.extend(self.anywhere.iter().cloned());
    }
}

/// What was said of a file when it was added before.
pub fn kept(columns: &ColumnMatch) -> Vec<NamedColumn> {
    let known = columns.corrected.iter();
    known.filter_map(|(key, column)| Some((Meaning::from_key(key)?, column.clone()))).collect()
}
