//! Codes as they occur, and the code that they mean.

use std::collections::HashMap;

use crate::data::area::parent_area_code;
use crate::data::{Area, AreaId, Level, School, SchoolId};

/// Finds areas by any spelling of their code: with or without prefix, year or leading zeros.
///
/// Four bare digits are the exception: `1400` is a postcode, a municipality or a wijk of the
/// municipality of Groningen that lost its zeros. They never mean a wijk, and a municipality only
/// in a column that holds codes of municipalities: see [`AreaCodes::reading`].
#[derive(Debug, Default)]
pub struct AreaCodes {
    by_code: HashMap<String, AreaId>,
    /// Whether four digits that could be a postcode stand for a municipality.
    four_digits: bool,
}

impl AreaCodes {
    pub fn new(areas: &[Area]) -> Self {
        let by_code = areas.iter().enumerate().map(|(i, a)| (a.code.clone(), AreaId(i))).collect();
        Self { by_code, four_digits: false }
    }

    /// For the codes of one column. Its four digits are municipalities when a code stands there
    /// that no postcode can be (`0014`, or `14` that lost its zeros), or when more than half of
    /// them are municipalities that are loaded. `0000` is DUO's postcode for unknown, and no sign.
    pub fn reading<'c>(mut self, codes: impl Iterator<Item = &'c str>) -> Self {
        let (mut four, mut loaded, mut sure) = (0usize, 0usize, false);
        for code in codes.map(str::trim).filter(|c| is_digits(c) && c.len() <= 4 && *c != "0000") {
            sure |= code.len() < 4 || code.starts_with('0');
            four += 1;
            loaded += usize::from(self.by_code.contains_key(&format!("GM{code:0>4}")));
        }
        self.four_digits = sure || loaded * 2 > four;
        self
    }

    /// The area with exactly this code, or with the code that this spelling stands for.
    pub fn exact(&self, code: &str) -> Option<AreaId> {
        if let Some(id) = self.by_code.get(code) {
            return Some(*id);
        }
        self.spellings(code).into_iter().find_map(|s| self.by_code.get(&s).copied())
    }

    /// The finest loaded area that contains the area with this CBS code, itself included:
    /// `BU00140101` is found in `WK001401` where only wijken are loaded.
    pub fn covering(&self, code: &str) -> Option<AreaId> {
        if let Some(id) = self.exact(code) {
            return Some(id);
        }
        let parents = self.spellings(code).into_iter().flat_map(|s| ancestors(&s).collect::<Vec<_>>());
        parents.into_iter().find_map(|parent| self.by_code.get(&parent).copied())
    }

    /// One spelling for all of the same code: that of the loaded area, else that of CBS.
    pub fn canonical(&self, code: &str) -> String {
        let code = code.trim();
        let spelled = || std::iter::once(code.to_owned()).chain(self.spellings(code));
        let loaded = spelled().find(|s| self.by_code.contains_key(s));
        let cbs = || spelled().find(|s| !matches!(Level::of_area_code(s), Level::Other | Level::Postcode));
        loaded.or_else(cbs).unwrap_or_else(|| code.to_owned())
    }

    /// The codes that a text may stand for, most likely first.
    fn spellings(&self, code: &str) -> Vec<String> {
        let code: String = code.trim().to_uppercase();
        // `2022BU00140000`: CBS also publishes the code with its year in front.
        let year_first = code.get(4..6).filter(|p| ["GM", "WK", "BU"].contains(p)).is_some();
        let code = if year_first { code[4..].to_owned() } else { code };
        let mut out = vec![code.clone()];
        if !is_digits(&code) {
            return out;
        }
        // A buurt has 8 digits, a wijk 6, a municipality 4; a table that lost its leading zeros
        // has one to three fewer, but a wijk of four digits would be taken for a postcode.
        let municipality = code.len() < 4 || code.starts_with('0') || self.four_digits;
        for (prefix, least, width) in [("BU", 5, 8), ("WK", 5, 6), ("GM", 1, 4)] {
            if (least..=width).contains(&code.len()) && (prefix != "GM" || municipality) {
                out.push(format!("{prefix}{code:0>width$}"));
            }
        }
        out
    }
}

/// The CBS codes of the areas that contain the one with this code, from fine to coarse.
pub(super) fn ancestors(code: &str) -> impl Iterator<Item = String> {
    std::iter::successors(parent_area_code(code), |c| parent_area_code(c))
}

fn is_digits(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit())
}

/// Finds schools by BRIN and vestiging, however they are written.
#[derive(Debug, Default)]
pub struct SchoolCodes {
    by_code: HashMap<String, SchoolId>,
    by_brin: HashMap<String, Vec<SchoolId>>,
    /// The code of every school, in their order.
    codes: Vec<String>,
}

impl SchoolCodes {
    pub fn new(schools: &[School]) -> Self {
        let mut codes = Self::default();
        for (i, school) in schools.iter().enumerate() {
            codes.by_code.insert(school.code.clone(), SchoolId(i));
            codes.codes.push(school.code.clone());
            if let Some(brin) = school.brin() {
                codes.by_brin.entry(brin.to_owned()).or_default().push(SchoolId(i));
            }
        }
        codes
    }

    /// The school of a site code; of a bare BRIN only where it has exactly one site.
    pub fn find(&self, code: &str) -> Option<SchoolId> {
        let code = code.trim();
        if let Some(id) = self.by_code.get(code).or_else(|| self.by_code.get(&code.to_uppercase())) {
            return Some(*id);
        }
        match self.by_brin.get(&code.to_uppercase())?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

impl SchoolCodes {
    /// One spelling for all of the same school: the code of the loaded one.
    pub fn canonical(&self, code: &str) -> String {
        let code = code.trim();
        match self.find(code) {
            Some(id) => self.codes.get(id.0).cloned().unwrap_or_else(|| code.to_owned()),
            None => code.to_owned(),
        }
    }
}

/// BRIN and vestiging as one code. The vestiging may be the full six characters already, two
/// characters, or a number that lost its zero (`17EC` + `0` → `17EC00`).
pub fn site_code(brin: Option<&str>, site: Option<&str>) -> Option<String> {
    let clean = |s: &str| s.trim().to_uppercase().replace(' ', "");
    let brin = brin.map(clean).filter(|b| !b.is_empty());
    let site = site.map(clean).filter(|s| !s.is_empty());
    match (brin, site) {
        (Some(brin), Some(site)) if site.len() <= 2 && brin.len() == 4 => Some(format!("{brin}{site:0>2}")),
        (_, Some(site)) => Some(site),
        (Some(brin), None) => Some(brin),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_without_prefix_with_year_and_without_leading_zeros() {
        let mut codes = AreaCodes::default();
        codes.by_code.insert("BU00140000".into(), AreaId(3));
        codes.by_code.insert("WK001401".into(), AreaId(4));
        assert_eq!(codes.exact("2022BU00140000"), Some(AreaId(3)));
        assert_eq!(codes.exact("00140000"), Some(AreaId(3)));
        assert_eq!(codes.exact("140000"), Some(AreaId(3)));
        assert_eq!(codes.exact("bu00140000 "), Some(AreaId(3)));
        assert_eq!(codes.exact("BU00140101"), None);
        assert_eq!(codes.covering("BU00140101"), Some(AreaId(4)));
        assert_eq!(codes.covering("BU99990101"), None);
        assert_eq!(codes.exact("é"), None);
    }

    #[test]
    fn four_bare_digits_are_a_municipality_only_among_municipalities() {
        let codes = || {
            let mut codes = AreaCodes::default();
            for (i, code) in ["GM0014", "GM1680", "GM1699", "WK001680"].into_iter().enumerate() {
                codes.by_code.insert(code.into(), AreaId(i));
            }
            codes
        };
        let read = |column: &[&str]| codes().reading(column.iter().copied()).exact("1680");
        assert_eq!(read(&["1680", "1699", "9999"]), Some(AreaId(1)));
        assert_eq!(read(&["0034", "1680", "1681"]), Some(AreaId(1)));
        assert_eq!(read(&["34", "1680", "1681"]), Some(AreaId(1)));
        assert_eq!(read(&["0000", "1680", "1681", "1682"]), None, "postcodes");
        assert_eq!(codes().exact("1680"), None);
        assert_eq!(codes().exact("0014"), Some(AreaId(0)));
        assert_eq!(codes().exact("01680"), Some(AreaId(3)));
        assert_eq!(codes().canonical("1680"), "1680");
    }

    #[test]
    fn brin_and_site_make_one_code_however_they_are_written() {
        assert_eq!(site_code(Some("17EC"), Some("0")).as_deref(), Some("17EC00"));
        assert_eq!(site_code(Some("17ec"), Some("17EC01")).as_deref(), Some("17EC01"));
        assert_eq!(site_code(None, Some("17EC01")).as_deref(), Some("17EC01"));
        assert_eq!(site_code(Some("17EC"), None).as_deref(), Some("17EC"));
        assert_eq!(site_code(Some(" "), None), None);
    }
}
