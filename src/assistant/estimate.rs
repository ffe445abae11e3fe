//! Who goes to which school, estimated where nobody published it: from who lives where and how
//! large each school is.
//!
//! Pupils of all groups together go to schools by a doubly constrained gravity model
//! ([`crate::choice::gravity`]) over the straight line; those of one area go in the same proportions
//! whatever their group. So every school keeps its size, every area and group its number, and all
//! difference between schools follows from where pupils live: what parents choose beyond distance
//! is not in it, and segregation comes out lower than it is.

use super::needs::{scheme_to_estimate, sizes};
use crate::choice::flows::DECAY;
use crate::choice::gravity::{Calibration, Decay, Gravity, Names, gravity};
use crate::choice::{Distances, Homes};
use crate::data::{Basis, CountTable, Dataset, Flow, FlowTable, SchoolId, Source, SourceId, Subject};
use crate::notice::{Notice, Notices};
use crate::number::Count;
use crate::text::{Language, text};

/// Fewer pupils than this from an area to a school are nobody; with these the flows stay short.
const NOBODY: f64 = 1e-6;

/// The most numbers that the model holds at once, as in a plan.
const MOST_CELLS: usize = 20_000_000;

/// The dataset with estimated flows and pupils per school and group of the first
/// scheme that lacks them, both with
/// [`Basis::Estimated`]. Where sizes of schools and pupils by home do not add up to the same, the
/// schools keep their size and the groups their share, and a notice says so.
///
/// # Errors
/// `assistant-no-estimate` when the town lacks what it takes; what the model refuses.
pub fn estimate(dataset: &Dataset) -> Result<(Dataset, Notices), Notice> {
    let lacking = || Notice::error("assistant-no-estimate");
    let scheme = scheme_to_estimate(dataset).ok_or_else(lacking)?;
    let sizes = sizes(dataset).ok_or_else(lacking)?;
    let home = dataset.counts(Subject::Home, scheme, None).ok_or_else(lacking)?;
    let homes = Homes::of(dataset, home);
    let (width, schools) = (homes.groups, dataset.schools().len());
    if homes.len().saturating_mul(schools).saturating_mul(width) > MOST_CELLS {
        return Err(Notice::error("scenario-no-flows"));
    }
    let mut notices = Notices::default();
    let (living, seated): (f64, f64) = (homes.pupils.iter().sum(), sizes.iter().sum());
    if living <= 0.0 || seated <= 0.0 {
        return Err(lacking());
    }
    let scale = seated / living;
    if (scale - 1.0).abs() > 1e-9 {
        let number = |n: f64| crate::number::whole(n, Language::Dutch);
        notices.push(
            Notice::warning("assistant-estimate-scaled")
                .arg("living", number(living))
                .arg("seated", number(seated)),
        );
    }
    if homes.hidden > 0 {
        notices.push(Notice::warning("assistant-estimate-hidden").arg("number", homes.hidden));
    }
    let cells = shared_out(dataset, &homes, &sizes, scale)?;
    let mut parts = dataset.parts().clone();
    let source = SourceId(parts.sources.len());
    let title = text(Language::Dutch, "assistant-estimate-source");
    parts.sources.push(Source { title, basis: Basis::Estimated, ..Source::default() });
    let mut counts = vec![0.0; schools * width];
    let mut flows = Vec::new();
    for (at, area) in homes.areas.iter().enumerate() {
        let total = homes.total(at);
        let Some(row) = cells.get(at * schools..(at + 1) * schools).filter(|_| total > 0.0) else { continue };
        for (school, pupils) in row.iter().enumerate() {
            for (group, living) in homes.row(at).iter().enumerate() {
                let own = pupils * living / total;
                if own > 0.0
                    && let Some(cell) = counts.get_mut(school * width + group)
                {
                    *cell += own;
                }
                if own > NOBODY {
                    let pupils = Count::Known(own);
                    flows.push(Flow { area: *area, school: SchoolId(school), group, pupils });
                }
            }
        }
    }
    flows.sort_by_key(|f| (f.area, f.school, f.group));
    let (year, basis) = (home.year, home.basis.max(Basis::Estimated));
    parts.counts.push(CountTable {
        subject: Subject::School,
        scheme,
        year,
        basis,
        source,
        groups: width,
        cells: counts.into_iter().map(Count::Known).collect(),
    });
    parts.flows.retain(|t| t.scheme != scheme || t.year != year);
    parts.flows.push(FlowTable { scheme, year, basis, source, flows });
    notices.push(Notice::info("assistant-estimated"));
    Ok((Dataset::new(parts), notices))
}

/// Pupils of all groups by home × school.
fn shared_out(dataset: &Dataset, homes: &Homes, sizes: &[f64], scale: f64) -> Result<Vec<f64>, Notice> {
    let everyone = Homes {
        areas: homes.areas.clone(),
        points: homes.points.clone(),
        groups: 1,
        pupils: (0..homes.len()).map(|at| homes.total(at) * scale).collect(),
        hidden: homes.hidden,
    };
    let places: Vec<_> = dataset.schools().iter().map(|s| s.at).collect();
    let distances = Distances::straight_line(&homes.points, &places, 1.0);
    let areas: Vec<String> =
        homes.areas.iter().map(|id| dataset.area(*id).map(|a| a.code.clone()).unwrap_or_default()).collect();
    let schools: Vec<String> = dataset.schools().iter().map(|s| s.code.clone()).collect();
    let names = Names { groups: &[], homes: &areas, schools: &schools };
    let model =
        Gravity { decay: Decay::Exponential, calibration: Calibration::Given(DECAY), scale_to_homes: true };
    Ok(gravity(&everyone, &distances, sizes, names, model)?.cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{
        Area, AreaId, Group, GroupScheme, Level, PointOrigin, PupilPoint, School, dataset::Parts,
    };
    use geo::{Point, polygon};

    fn town(sizes: [f64; 3]) -> Dataset {
        let area = |at: usize| {
            let x = 230_000.0 + 1000.0 * at as f64;
            let square = polygon![(x: x, y: 580_000.0), (x: x + 1000.0, y: 580_000.0), (x: x + 1000.0, y: 581_000.0), (x: x, y: 581_000.0)];
            Area {
                code: format!("WK00140{at}"),
                name: format!("Wijk {at}"),
                level: Level::Wijk,
                parent: None,
                shape: geo::MultiPolygon(vec![square]),
                pupil_point: PupilPoint {
                    at: Point::new(x + 500.0, 580_500.0),
                    origin: PointOrigin::Interior,
                },
                source: SourceId(0),
            }
        };
        let school = |at: usize, pupils: f64| School {
            code: format!("17EC0{at}"),
            name: format!("School {at}"),
            at: Point::new(230_500.0 + 1000.0 * at as f64, 580_500.0),
            kind: None,
            denomination: None,
            board: None,
            address: None,
            postcode: None,
            town: None,
            pupils: Count::Known(pupils),
            source: SourceId(0),
        };
        let group = |key: &str| Group { key: key.into(), label: key.into() };
        let homes = [[60.0, 20.0], [30.0, 40.0], [5.0, 95.0]];
        Dataset::new(Parts {
            areas: (0..3).map(area).collect(),
            schools: sizes.iter().enumerate().map(|(at, n)| school(at, *n)).collect(),
            schemes: vec![GroupScheme {
                key: "parental-education".into(),
                name: "Opleiding".into(),
                ordered: true,
                groups: vec![group("laag"), group("hoog")],
            }],
            counts: vec![CountTable {
                subject: Subject::Home,
                scheme: 0,
                year: None,
                basis: Basis::Counted,
                source: SourceId(0),
                groups: 2,
                cells: homes.iter().flatten().map(|n| Count::Known(*n)).collect(),
            }],
            sources: vec![Source::default()],
            ..Parts::default()
        })
    }

    fn row(dataset: &Dataset, school: usize) -> Vec<f64> {
        let table = dataset.counts(Subject::School, 0, None).unwrap();
        table.row(school).iter().map(|c| c.known().unwrap()).collect()
    }

    #[test]
    fn every_school_keeps_its_size_and_every_group_its_number() {
        let (town, notices) = estimate(&town([100.0, 70.0, 80.0])).unwrap();
        let schools: Vec<Vec<f64>> = (0..3).map(|s| row(&town, s)).collect();
        for (school, size) in schools.iter().zip([100.0, 70.0, 80.0]) {
            assert!((school.iter().sum::<f64>() - size).abs() < 1e-6, "{school:?}");
        }
        for (group, pupils) in [95.0, 155.0].into_iter().enumerate() {
            assert!((schools.iter().map(|s| s[group]).sum::<f64>() - pupils).abs() < 1e-6);
        }
        // Flows add up to the homes and to the schools.
        let flows = &town.flows()[0];
        for (area, pupils) in [80.0, 70.0, 100.0].into_iter().enumerate() {
            let out: f64 =
                flows.flows.iter().filter(|f| f.area == AreaId(area)).filter_map(|f| f.pupils.known()).sum();
            assert!((out - pupils).abs() < 1e-4, "{out}");
        }
        let keys: Vec<&str> = notices.iter().map(|n| n.key).collect();
        assert_eq!(keys, ["assistant-estimated"]);
    }

    #[test]
    fn an_estimate_is_marked_as_one_in_counts_flows_and_source() {
        let (town, _) = estimate(&town([100.0, 70.0, 80.0])).unwrap();
        let table = town.counts(Subject::School, 0, None).unwrap();
        assert_eq!((table.basis, town.flows()[0].basis), (Basis::Estimated, Basis::Estimated));
        assert_eq!(town.source(table.source).unwrap().basis, Basis::Estimated);
        assert_eq!(town.basis(), Basis::Estimated);
    }

    #[test]
    fn where_totals_differ_schools_keep_their_size_and_groups_their_share() {
        let (town, notices) = estimate(&town([200.0, 140.0, 160.0])).unwrap();
        let schools: Vec<Vec<f64>> = (0..3).map(|s| row(&town, s)).collect();
        assert!((schools[1].iter().sum::<f64>() - 140.0).abs() < 1e-6);
        let low: f64 = schools.iter().map(|s| s[0]).sum();
        assert!((low / 500.0 - 95.0 / 250.0).abs() < 1e-9, "{low}");
        assert!(notices.iter().any(|n| n.key == "assistant-estimate-scaled"));
    }

    #[test]
    fn a_school_beside_rich_homes_has_more_of_their_children() {
        let (town, _) = estimate(&town([100.0, 70.0, 80.0])).unwrap();
        let share = |s: usize| row(&town, s)[1] / row(&town, s).iter().sum::<f64>();
        assert!(share(0) < share(1) && share(1) < share(2));
    }

    #[test]
    fn sizes_are_taken_from_counts_of_all_pupils_and_other_groups_do_not_stand_in_the_way() {
        let mut parts = town([100.0, 70.0, 80.0]).parts().clone();
        let group = |key: &str| Group { key: key.into(), label: key.into() };
        let scheme = |key: &str, groups: &[&str]| GroupScheme {
            key: key.into(),
            name: key.into(),
            ordered: true,
            groups: groups.iter().map(|g| group(g)).collect(),
        };
        // Advice of the last year stands first and is ordered; it tells nothing of homes or sizes.
        parts.schemes.insert(0, scheme("advice", &["vmbo", "vwo"]));
        parts.schemes.push(scheme("all-pupils", &["alle"]));
        parts.counts[0].scheme = 1;
        let table = |scheme, groups, cells: &[f64]| CountTable {
            subject: Subject::School,
            scheme,
            year: None,
            basis: Basis::Counted,
            source: SourceId(0),
            groups,
            cells: cells.iter().map(|n| Count::Known(*n)).collect(),
        };
        parts.counts.push(table(0, 2, &[5.0, 6.0, 7.0, 8.0, 9.0, 10.0]));
        parts.counts.push(table(2, 1, &[100.0, 70.0, 80.0]));
        parts.schools.iter_mut().for_each(|s| s.pupils = Count::Unknown);
        let (town, _) = estimate(&Dataset::new(parts)).unwrap();
        let table = town.counts(Subject::School, 1, None).unwrap();
        assert!((table.total(1).known().unwrap() - 70.0).abs() < 1e-6);
        assert_eq!(table.basis, Basis::Estimated);
    }

    #[test]
    fn a_school_without_a_known_size_is_not_guessed_at() {
        let mut parts = town([100.0, 70.0, 80.0]).parts().clone();
        parts.schools[0].pupils = Count::Unknown;
        assert_eq!(estimate(&Dataset::new(parts)).unwrap_err().key, "assistant-no-estimate");
    }
}
