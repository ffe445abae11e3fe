//! The agenda that the documents give: only for the town that they are about.

use super::{Agenda, Entry, Status};
use crate::data::{Dataset, area::parent_area_code};
use crate::figures::published::municipality;
use crate::notice::Notice;
use crate::seeds::{GroupKind, Programme, UNKNOWN_SECTION, pilot, programmes, target_areas};
use crate::text::Language;

/// The municipality whose documents come with the program.
const TOWN: &str = "GM0014";

/// The programmes of the documents, each where it is known to be; empty for another town.
///
/// # Errors
/// When a shipped file cannot be read, which a test rules out.
pub fn seeded(dataset: &Dataset, language: Language) -> Result<Agenda, Notice> {
    if municipality(dataset).as_deref() != Some(TOWN) {
        return Ok(Agenda::default());
    }
    let mut entries = Vec::new();
    let (pilot, targets) = (pilot()?, target_areas()?);
    for programme in programmes()? {
        let before = entries.len();
        let kind = match programme.key.as_str() {
            "friendship-schools" => Some(GroupKind::Friendship),
            "shared-information" => Some(GroupKind::SharedInformation),
            _ => None,
        };
        for group in pilot.groups.iter().filter(|g| Some(g.kind) == kind) {
            let mut entry = entry(&programme, language, source(&pilot.document, &pilot.section));
            entry.partners = group.schools.iter().map(|s| s.name.clone()).collect();
            let here = |code: &&String| dataset.school_by_code(code).is_some();
            entry.schools = group
                .schools
                .iter()
                // In the example another school stands for the one that the document names.
                .map(|s| {
                    [Some(&s.code), s.example.as_ref()].into_iter().flatten().find(here).unwrap_or(&s.code)
                })
                .cloned()
                .collect();
            entries.push(entry);
        }
        for target in targets.iter().filter(|t| t.key == programme.key) {
            let mut entry = entry(&programme, language, source(&target.document, &target.section));
            let codes = target.places.iter().flat_map(|place| &place.buurten);
            for code in codes {
                let loaded = dataset.area_by_code(code).is_some();
                let code = if loaded { Some(code.clone()) } else { parent_area_code(code) };
                entry.areas.extend(code.filter(|c| !entry.areas.contains(c)));
            }
            entries.push(entry);
        }
        if entries.len() == before {
            entries.push(entry(&programme, language, source(&programme.document, &programme.section)));
        }
    }
    Ok(Agenda { entries })
}

fn entry(programme: &Programme, language: Language, source: String) -> Entry {
    Entry {
        name: programme.name.in_language(language).to_owned(),
        what: programme.what.in_language(language).to_owned(),
        from: programme.from,
        to: programme.to,
        status: Status::NotStated,
        source,
        ..Entry::default()
    }
}

fn source(document: &str, section: &str) -> String {
    if section == UNKNOWN_SECTION { document.to_owned() } else { format!("{document}, {section}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::example;

    #[test]
    fn the_programmes_of_the_documents_are_where_the_documents_say() {
        let town = example().unwrap().dataset;
        let agenda = seeded(&town, Language::Dutch).unwrap();
        let named = |name: &str| agenda.entries.iter().filter(|e| e.name == name).collect::<Vec<_>>();
        let pilot = named("Vriendschapsscholen");
        assert_eq!(pilot.len(), 3, "three groups");
        assert_eq!(pilot[1].partners, ["Bisschop Bekkers", "St. Michaël"]);
        assert_eq!(
            (pilot[1].schools.as_slice(), pilot[1].from),
            (&["EX29".into(), "EX01".into()][..], Some(2021))
        );
        assert_eq!(named("Pilot huiswerkbegeleiding")[0].areas, ["BU00141200", "BU00141201", "BU00141202"]);
        for everywhere in ["Brugfunctionarissen", "Voorschoolse educatie", "Verlengde schooldag"] {
            assert!(!named(everywhere)[0].has_places(), "no document names a place of {everywhere}");
        }
        let school = &town.schools()[town.school_by_code("EX29").unwrap().0];
        assert_eq!(agenda.entries.iter().filter(|e| e.concerns_school(school)).count(), 1);
        let wijk = &town.areas()[town.area_by_code("WK001412").unwrap().0];
        assert!(agenda.entries.iter().filter(|e| e.concerns_area(wijk)).count() >= 2);
    }

    #[test]
    fn another_town_has_none_of_them() {
        let mut parts = example().unwrap().dataset.parts().clone();
        parts.example = false;
        parts.areas.iter_mut().for_each(|a| a.code = a.code.replace("0014", "0363"));
        assert_eq!(seeded(&Dataset::new(parts), Language::Dutch).unwrap(), Agenda::default());
    }
}
