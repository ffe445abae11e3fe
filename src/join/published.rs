//! Tables as DUO and CBS publish them → tables of one unit, group and number a row.
//!
//! What the forms look like stands in `assets/published.toml`; this module holds a layer against
//! them and turns its rows. Each row keeps the line on which it stands in the file, and a number
//! stays as it is written: masks (`<5`, −1) become ranges where they are counted.

mod book;
mod fit;
mod turn;
mod years;

use book::{Form, book};
use fit::{Fitted, Seen, fit};

pub use book::{alike, form_label_key, forms, wanted_of};
pub(in crate::join) use book::{group_names, known_scheme};
pub use years::year_in_name;

use super::builder::Input;
use super::recognise::{Kind, Meaning, Role, columns_with};
use crate::load::Layer;
use crate::notice::Notice;

/// DUO's postcode of a pupil whose home is not known, or is abroad.
pub const HOME_UNKNOWN: &str = "0000";

/// A published table as it was recognised.
#[derive(Clone, Debug)]
pub struct Published {
    /// Key of the form in `assets/published.toml`.
    pub form: &'static str,
    pub input: Input,
    /// Whether the columns of the file are also figures about its schools.
    pub keep: bool,
    /// Which columns of the file were taken for what.
    pub taken: Vec<(Meaning, usize)>,
    /// Everything that the form looks for.
    pub wanted: Vec<Meaning>,
    /// Rows in which something was altered, each with its line.
    pub altered: Vec<Notice>,
}

impl Published {
    /// The columns that hold pupils per group: those are counts, which pass the privacy gate
    /// together, and no loose figures.
    pub fn counted(&self) -> Vec<usize> {
        let of_group = |(meaning, column): &(Meaning, usize)| match meaning {
            Meaning::Group(_) | Meaning::Role(Role::Pupils) => Some(*column),
            Meaning::Role(_) => None,
        };
        self.taken.iter().filter_map(of_group).collect()
    }
}

/// The layer in the form in which it can be joined, when it is a published table that needs it.
pub fn published(layer: &Layer) -> Option<Published> {
    published_as(layer, &[], None).into_iter().next()
}

/// Every form that a layer has, with what a person says of its columns and of which form it is. A
/// table of school advice may also tell how many pupils had their advice revised.
pub fn published_as(
    layer: &Layer,
    corrected: &[(Meaning, Option<usize>)],
    form: Option<&str>,
) -> Vec<Published> {
    if layer.has_geometry() || layer.records.is_empty() {
        return Vec::new();
    }
    let turn = |fitted: Fitted| fitted.turned(layer);
    fitting(layer, corrected, form).into_iter().filter_map(turn).collect()
}

/// What every form that a layer has makes of its columns, without turning its rows.
pub fn taken_as(
    layer: &Layer,
    corrected: &[(Meaning, Option<usize>)],
    form: Option<&str>,
) -> Vec<(Kind, Vec<(Meaning, usize)>)> {
    if layer.has_geometry() || layer.records.is_empty() {
        return Vec::new();
    }
    fitting(layer, corrected, form).into_iter().map(|fitted| (fitted.kind, fitted.taken)).collect()
}

fn fitting(layer: &Layer, corrected: &[(Meaning, Option<usize>)], form: Option<&str>) -> Vec<Fitted> {
    let school = columns_with(layer, Kind::SchoolIndicators, corrected).ok();
    let seen = Seen { layer, corrected, school: school.as_ref() };
    if let Some(key) = form {
        let said = book().form.iter().filter(|f| f.key == key).find_map(|f| fit(f, seen, true));
        return said.into_iter().collect();
    }
    // A table that already says which group each row is about needs no turning.
    let plain = [Kind::Flows, Kind::PupilsHome, Kind::PupilsSchool];
    if plain.iter().any(|kind| columns_with(layer, *kind, corrected).is_ok()) {
        return Vec::new();
    }
    let forms = book().form.iter().filter(|form| !form.said);
    let (also, own): (Vec<&Form>, Vec<&Form>) = forms.partition(|form| form.also);
    let mut out: Vec<Fitted> = own.into_iter().find_map(|form| fit(form, seen, false)).into_iter().collect();
    out.extend(also.into_iter().filter_map(|form| fit(form, seen, false)));
    out
}
