//! Finding schools and areas by what a person types: a name, BRIN, CBS code, postcode or address.
//!
//! Accents, capitals, spaces in codes and the hyphen of a vestiging do not matter. Nothing leaves
//! the machine: an address is looked up among those of the schools that are loaded, and a postcode
//! among those of schools and areas. A postcode that no school has gives the schools of its four
//! digits, and a house number that no school has gives those in the street; both come last and say so.

use nucleo_matcher::chars::normalize;

use super::hit::Hit;
use crate::data::{AreaId, Dataset, Level, School, SchoolId};

/// By what something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Name,
    /// BRIN, CBS code or the code of another source.
    Code,
    Postcode,
    Address,
    /// The four digits of a postcode, where no school has all of it.
    SamePostcodeArea,
    /// The street, where no school has the number.
    SameStreet,
}

/// A school or area that answers to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub hit: Hit,
    pub by: By,
    /// 0 is exactly what was typed; higher is less like it.
    pub rank: u8,
}

/// The schools and areas that answer to `typed`, the most alike first, at most so many.
pub fn search(dataset: &Dataset, typed: &str, most: usize) -> Vec<Match> {
    let wanted = Wanted::of(typed);
    if wanted.words.is_empty() {
        return Vec::new();
    }
    let schools = dataset.schools().iter().enumerate();
    let schools = schools.filter_map(|(i, s)| wanted.school(s, Hit::School(SchoolId(i))));
    let areas = dataset.areas().iter().enumerate().filter_map(|(i, area)| {
        let hit = Hit::Area(AreaId(i));
        let by_name = wanted.name(&area.name).map(|rank| Match { hit, by: By::Name, rank });
        let by = if area.level == Level::Postcode { By::Postcode } else { By::Code };
        let by_code = wanted.code(&area.code).map(|rank| Match { hit, by, rank });
        let around = (area.level == Level::Postcode)
            .then(|| wanted.postcode.as_deref().and_then(|p| p.get(..4)))
            .flatten()
            .filter(|digits| area.code.as_str() == *digits)
            .map(|_| Match { hit, by: By::Postcode, rank: 1 });
        [by_name, by_code, around].into_iter().flatten().min_by_key(|m| m.rank)
    });
    let mut found: Vec<Match> = schools.chain(areas).collect();
    // Stable: of two that are as much alike the one that stands first in the data comes first.
    found.sort_by_key(|m| m.rank);
    found.truncate(most);
    found
}

/// Without capitals, accents and double spaces.
pub fn folded(text: &str) -> String {
    let plain: String = text.chars().map(normalize).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compact(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What was typed, in the shapes in which it is looked for.
struct Wanted {
    text: String,
    words: Vec<String>,
    /// Letters and digits only, for codes.
    code: String,
    /// `9712ab`, or the beginning of one from four digits on.
    postcode: Option<String>,
}

impl Wanted {
    fn of(typed: &str) -> Self {
        let text = folded(typed);
        let words = words(&text);
        let code = compact(typed);
        let is_postcode = (4..=6).contains(&code.len())
            && code.bytes().take(4).all(|b| b.is_ascii_digit())
            && code.bytes().skip(4).all(|b| b.is_ascii_lowercase())
            && !code.starts_with('0');
        Self { postcode: is_postcode.then(|| code.clone()), text, words, code }
    }

    fn school(&self, school: &School, hit: Hit) -> Option<Match> {
        let found = |by: By| move |rank: u8| Match { hit, by, rank };
        let code = self.code(&school.code).map(found(By::Code));
        let name = self.name(&school.name).map(found(By::Name));
        let postcode =
            school.postcode.as_deref().and_then(|p| self.postcode(p)).map(|(by, rank)| found(by)(rank));
        let address = self.address(school).map(|(by, rank)| found(by)(rank));
        [code, name, postcode, address].into_iter().flatten().min_by_key(|m| m.rank)
    }

    fn name(&self, name: &str) -> Option<u8> {
        let name = folded(name);
        if name == self.text {
            return Some(0);
        }
        if name.starts_with(&self.text) {
            return Some(1);
        }
        let own = words(&name);
        if own.iter().any(|word| word.starts_with(&self.text)) {
            return Some(2);
        }
        if self.words.iter().all(|word| own.iter().any(|o| o.starts_with(word.as_str()))) {
            return Some(3);
        }
        name.contains(&self.text).then_some(4)
    }

    fn code(&self, code: &str) -> Option<u8> {
        let code = compact(code);
        if self.code.len() < 2 {
            return None;
        }
        // CBS codes are known by their digits too: 00140101 for BU00140101.
        let bare = code.trim_start_matches(|c: char| c.is_ascii_lowercase());
        if code == self.code {
            Some(0)
        } else if code.starts_with(&self.code) {
            Some(1)
        } else if self.code.len() >= 6 && bare.starts_with(&self.code) {
            Some(2)
        } else {
            None
        }
    }

    fn postcode(&self, postcode: &str) -> Option<(By, u8)> {
        let wanted = self.postcode.as_deref()?;
        let own = compact(postcode);
        if own == wanted {
            Some((By::Postcode, 0))
        } else if own.starts_with(wanted) {
            Some((By::Postcode, 1))
        } else if own.get(..4) == wanted.get(..4) {
            Some((By::SamePostcodeArea, 6))
        } else {
            None
        }
    }

    /// Every word begins one of the address, postcode or town; a word of letters must be of the street.
    fn address(&self, school: &School) -> Option<(By, u8)> {
        let address = folded(school.address.as_deref()?);
        let street = words(&address);
        let rest = [school.postcode.as_deref(), school.town.as_deref()].into_iter().flatten();
        let rest: Vec<String> = rest.flat_map(|text| words(&folded(text))).collect();
        let in_street = |word: &String| street.iter().any(|own| own.starts_with(word.as_str()));
        let is_name = |word: &&String| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic);
        if !self.words.iter().filter(is_name).any(in_street) {
            return None;
        }
        let (numbers, names): (Vec<&String>, Vec<&String>) =
            self.words.iter().partition(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let known = |word: &&String| in_street(word) || rest.iter().any(|own| own.starts_with(word.as_str()));
        if !names.iter().all(known) {
            return None;
        }
        // House number 1 is not number 12.
        let is_here = |word: &&String| street.contains(word) || rest.contains(word);
        if numbers.iter().all(is_here) {
            Some((By::Address, if numbers.is_empty() { 3 } else { 1 }))
        } else {
            Some((By::SameStreet, 7))
        }
    }
}

fn words(folded: &str) -> Vec<String> {
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
