//! The places and the schools of the example town, from two small tables.
//!
//! `places.csv`: buurten by code and name (CBS 2022) with an approximate centre point, rounded to
//! 100 m. Primary pupils are about half of the children under 15 in CBS Kerncijfers wijken en buurten
//! 2024 (CC BY 4.0), rounded to fives. Status, from 0 to 100, starts from house values and ownership
//! there and was then set by hand where rents hide education or a document quotes a figure. `also`
//! holds further points for places that are long or large. Small buurten without pupils are left out.
//!
//! `school_sites.csv`: fictitious schools with a place, a wanted size and a profile from −2 (draws
//! pupils of low-educated parents) to 2 (high).

use super::borders::Metre;
use super::drawing::metre;

/// The table of buurten, also shipped.
pub const PLACES: &str = include_str!("../../assets/example/places.csv");
/// The table of schools, also shipped.
pub const SCHOOL_SITES: &str = include_str!("../../assets/example/school_sites.csv");

/// A buurt of the example town.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// CBS code of 2022, as is that of the wijk.
    pub code: String,
    pub name: String,
    pub wijk_code: String,
    pub wijk_name: String,
    /// Approximate centre, where its pupils are taken to live.
    pub at: Metre,
    pub pupils: u32,
    /// 0 (low) to 100 (high), before the fit stretches it.
    pub status: f64,
    pub also: Vec<Metre>,
}

/// A fictitious school.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// `EX` and a number: no BRIN looks like it.
    pub code: String,
    pub name: String,
    pub denomination: String,
    pub board: String,
    pub at: Metre,
    /// Wanted number of pupils; the fit scales all to the pupils that there are.
    pub size: f64,
    /// −2 to 2.
    pub profile: f64,
}

/// All places, in the order of their codes. A row that cannot be read is left out; a test counts.
pub fn places() -> Vec<Place> {
    PLACES.lines().skip(1).filter_map(place).collect()
}

fn place(row: &str) -> Option<Place> {
    let mut fields = row.split(',');
    let mut text = || fields.next().map(str::to_owned);
    let (code, name, wijk_code, wijk_name) = (text()?, text()?, text()?, text()?);
    let at = (text()?.parse().ok()?, text()?.parse().ok()?);
    let (pupils, status) = (text()?.parse().ok()?, text()?.parse().ok()?);
    let also = text()?.split(';').filter_map(metre).collect();
    Some(Place { code, name, wijk_code, wijk_name, at, pupils, status, also })
}

/// All schools, in the order of their codes. A row that cannot be read is left out; a test counts.
pub fn sites() -> Vec<Site> {
    SCHOOL_SITES.lines().skip(1).filter_map(site).collect()
}

fn site(row: &str) -> Option<Site> {
    let mut fields = row.split(',');
    let mut text = || fields.next().map(str::to_owned);
    let (code, name, denomination, board) = (text()?, text()?, text()?, text()?);
    let at = (text()?.parse().ok()?, text()?.parse().ok()?);
    let (size, profile) = (text()?.parse().ok()?, text()?.parse().ok()?);
    Some(Site { code, name, denomination, board, at, size, profile })
}
