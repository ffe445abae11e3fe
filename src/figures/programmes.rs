//! Who does what, where: the programmes of the documents that concern a school or an area.
//!
//! A school is known by BRIN and vestiging (in the example by the school that stands for it), an
//! area by its CBS code. Nothing is matched by likeness of names.

use crate::data::{Area, Level, School, area::parent_area_code};
use crate::notice::Notice;
use crate::seeds::{GroupKind, PilotSchool, Programme, pilot, programmes, target_areas};

/// A programme with those who take part in it here.
#[derive(Clone, Debug, PartialEq)]
pub struct Concern {
    pub programme: Programme,
    /// Other schools of the group, or the places of the target area; empty where none are named.
    pub partners: Vec<String>,
    /// The document that says so, which may be another than that of the programme.
    pub document: String,
    pub section: String,
}

/// How a programme stands in a year, as far as its own period tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Coming,
    Running,
    Ended,
    /// No end was stated: nothing tells whether it still runs.
    NotStated,
}

impl Concern {
    /// How it stands in a calendar year.
    pub fn standing(&self, year: i32) -> Standing {
        match (self.programme.from, self.programme.to) {
            (Some(from), _) if year < from => Standing::Coming,
            (_, Some(to)) if year > to => Standing::Ended,
            (_, Some(_)) => Standing::Running,
            (_, None) => Standing::NotStated,
        }
    }
}

/// The programmes that a school takes part in.
///
/// # Errors
/// When a shipped file cannot be read, which a test rules out.
pub fn of_school(school: &School) -> Result<Vec<Concern>, Notice> {
    let (all, pilot) = (programmes()?, pilot()?);
    let is = |s: &PilotSchool| s.code == school.code || s.example.as_ref() == Some(&school.code);
    let mut out = Vec::new();
    for group in pilot.groups.iter().filter(|g| g.schools.iter().any(is)) {
        let key = match group.kind {
            GroupKind::Friendship => "friendship-schools",
            GroupKind::SharedInformation => "shared-information",
        };
        if let Some(programme) = all.iter().find(|p| p.key == key) {
            let others = group.schools.iter().filter(|s| !is(s)).map(|s| s.name.clone());
            out.push(Concern {
                programme: programme.clone(),
                partners: others.collect(),
                document: pilot.document.clone(),
                section: pilot.section.clone(),
            });
        }
    }
    Ok(out)
}

/// The programmes that an area, or a part of it, is meant for.
///
/// # Errors
/// See [`of_school`].
pub fn of_area(area: &Area) -> Result<Vec<Concern>, Notice> {
    // Of a whole municipality every programme would be said.
    if !matches!(area.level, Level::Wijk | Level::Buurt) {
        return Ok(Vec::new());
    }
    let all = programmes()?;
    let within = |code: &String| *code == area.code || parent_area_code(code).as_ref() == Some(&area.code);
    let mut out = Vec::new();
    for target in target_areas()? {
        let places: Vec<String> = target
            .places
            .iter()
            .filter(|place| place.buurten.iter().any(within))
            .map(|place| place.name.clone())
            .collect();
        if let Some(programme) = all.iter().find(|p| p.key == target.key && !places.is_empty()) {
            out.push(Concern {
                programme: programme.clone(),
                partners: places,
                document: target.document.clone(),
                section: target.section.clone(),
            });
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::example;

    #[test]
    fn a_friendship_school_of_the_pilot_names_its_partners() {
        let town = example().unwrap().dataset;
        let school = town.schools().iter().find(|s| s.code == "EX29").unwrap();
        let found = of_school(school).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].partners, ["St. Michaël"]);
        assert_eq!((found[0].programme.from, found[0].standing(2020)), (Some(2021), Standing::Coming));
        assert_eq!(found[0].standing(2026), Standing::NotStated);
        let mut real = school.clone();
        real.code = "18FV00".into();
        assert_eq!(of_school(&real).unwrap()[0].partners, ["Bisschop Bekkers"]);
        real.code = "99ZZ00".into();
        assert!(of_school(&real).unwrap().is_empty());
    }

    #[test]
    fn a_target_area_is_known_by_code_and_its_wijk_by_its_parts() {
        let town = example().unwrap().dataset;
        let keys = |code: &str| -> Vec<String> {
            let area = town.areas().iter().find(|a| a.code == code).unwrap();
            of_area(area).unwrap().into_iter().map(|c| c.programme.key).collect()
        };
        assert_eq!(keys("BU00140300"), ["regio-deal-groningen-noord"]);
        assert_eq!(keys("BU00141201"), ["nationaal-programma-groningen", "homework"]);
        assert_eq!(keys("WK001411"), ["nationaal-programma-groningen"]);
        assert_eq!(keys("BU00140000"), Vec::<String>::new());
    }
}
