//! Where addresses are: for schools of which a list knows the address and no point.

use std::collections::HashMap;

use geo::{Geometry, Point};

use super::builder::{Input, JoinReport};
use super::recognise::Role;
use crate::load::Record;

/// House number and point.
type House = (Option<u32>, Point<f64>);

/// Points by postcode.
#[derive(Clone, Debug, Default)]
pub(super) struct Addresses {
    by_postcode: HashMap<String, Vec<House>>,
}

/// A place that was found for an address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// That of the address itself.
    Own(Point<f64>),
    /// That of another house number with the same six-character postcode: the same stretch of street.
    Near(Point<f64>),
}

impl Addresses {
    /// Takes in a table or layer; a row without postcode or point places nothing, and counts as one
    /// about elsewhere.
    pub(super) fn add(&mut self, input: &Input, report: &mut JoinReport) {
        for record in &input.layer.records {
            let at = match record.geometry.as_ref() {
                Some(Geometry::Point(at)) => Some(*at),
                _ => None,
            };
            match (postcode(input, record), at) {
                (Some(postcode), Some(at)) => {
                    report.used += 1;
                    self.by_postcode.entry(postcode).or_default().push((number(input, record), at));
                }
                _ => report.elsewhere += 1,
            }
        }
    }

    /// The place of the address in a record of a school.
    pub(super) fn of(&self, input: &Input, record: &Record) -> Option<Place> {
        let known = self.by_postcode.get(&postcode(input, record)?)?;
        let wanted = number(input, record);
        let own = known.iter().find(|(number, _)| wanted.is_some() && *number == wanted);
        // The nearest house number; without one the first.
        let apart = |number: &Option<u32>| match (number, wanted) {
            (Some(a), Some(b)) => a.abs_diff(b),
            _ => u32::MAX,
        };
        let near = || known.iter().min_by_key(|(number, _)| apart(number));
        own.map(|(_, at)| Place::Own(*at)).or_else(|| near().map(|(_, at)| Place::Near(*at)))
    }
}

fn postcode(input: &Input, record: &Record) -> Option<String> {
    clean_postcode(&input.text(record, Role::Postcode)?).map(|code| code.replace(' ', ""))
}

/// The first number in `12-14` or `12 A`.
fn number(input: &Input, record: &Record) -> Option<u32> {
    let text = input.text(record, Role::HouseNumber)?;
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// A whole postcode as PostNL writes it, `9743 EZ`, whatever its spaces and case; `None` for what is
/// none.
pub(super) fn clean_postcode(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let (digits, letters) = (compact.get(..4)?, compact.get(4..)?);
    let whole = digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|b| b.is_ascii_uppercase());
    whole.then(|| format!("{digits} {letters}"))
}

#[cfg(test)]
mod tests {
    use super::clean_postcode;

    #[test]
    fn a_postcode_is_written_one_way_and_what_is_none_is_none() {
        for text in ["9743EZ", "9743 EZ", " 9743 ez ", "9743\u{a0}EZ"] {
            assert_eq!(clean_postcode(text).as_deref(), Some("9743 EZ"), "{text}");
        }
        for text in ["", "9743", "0743 EZ", "9743 E1", "ABCD EF", "9743 EZX", "é743 EZ"] {
            assert_eq!(clean_postcode(text), None, "{text}");
        }
    }
}
