//! Home, choice, mirror and flows of a real town, in the library and through the program.

use crate::support;

use crate::support::cli;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cli::{Folder, run, run_words, small_town};
use geo::Point;
use serde_json::Value;
use wijkspiegel::choice::accessibility::{RADII, Reach, Sort, homes_in, sorts_of};
use wijkspiegel::choice::flows::{Flows, Wanted, flows};
use wijkspiegel::choice::gravity::{Calibration, Decay, Gravity, Names, gravity};
use wijkspiegel::choice::logit::tabulate;
use wijkspiegel::choice::observed::Observations;
use wijkspiegel::choice::{
    ChoiceModel, Distances, Feedback, HomeRule, Metric, Mode, Places, Rules, alternatives, nearest_school,
};
use wijkspiegel::data::{Basis, Dataset, FlowTable, Level, SourceId, Subject};
use wijkspiegel::figures::chosen::chosen;
use wijkspiegel::figures::headline::{Comparison, headline};
use wijkspiegel::figures::home_choice::Ground;
use wijkspiegel::figures::mirror::{Reference, references, town_mirror};
use wijkspiegel::measure::mirror::{FixedClass, FixedRule, Limits, Reflection};
use wijkspiegel::privacy::Gate;
use wijkspiegel::project;
use wijkspiegel::text::Language;
use wijkspiegel::view::mirror::{MirrorChoice, beside};
use wijkspiegel::view::mirror_counts::MirrorCounts;

const D: f64 = 0.611_165_773_563_926;
const D_HOME: f64 = 0.401_137_048_496_058_14;

fn groningen() -> Option<PathBuf> {
    support::shared_data().map(|data| data.join("groningen"))
}

/// A project of Groningen with its modelled pupils, in a folder that goes with the test.
fn project_of(data: &Path, borders: &[&str]) -> (Folder, String) {
    let folder = Folder::new();
    let out = folder.at("town.gpkg");
    let file = |name: &str| format!("{}/{name}", data.display());
    let mut arguments = vec!["new".to_owned(), out.clone()];
    for border in borders {
        arguments.extend(["--areas".to_owned(), file(border)]);
    }
    for (option, name) in [
        ("--schools", "basisscholen_2024_wgs84.geojson"),
        ("--pupils-home", "modelled/pupils_home.csv"),
        ("--pupils-school", "modelled/pupils_school.csv"),
        ("--flows", "modelled/flows.csv"),
        ("--area-points", "modelled/area_points.csv"),
    ] {
        arguments.extend([option.to_owned(), file(name)]);
    }
    run(arguments).ended(0);
    (folder, out)
}

fn town(data: &Path, borders: &[&str]) -> Dataset {
    let (_folder, path) = project_of(data, borders);
    Dataset::clone(&project::open(Path::new(&path)).unwrap().dataset)
}

const BUURTEN: [&str; 1] = ["buurten_2022_rd.geojson"];
const BOTH: [&str; 2] = ["buurten_2022_rd.geojson", "wijken_2022_shp/"];

#[track_caller]
fn ground(dataset: &Dataset) -> Ground {
    Ground::of(dataset, Comparison::first(dataset)).unwrap().unwrap().unwrap()
}

#[track_caller]
fn near(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found} is not {wanted}");
}

#[test]
fn the_nearest_school_gives_the_reference_value_and_the_other_rules_stand_beside_it() {
    let Some(data) = groningen() else { return };
    let dataset = town(&data, &BUURTEN);
    let ground = ground(&dataset);
    let planar = ground.straight_line(&dataset, 1.0);
    // Stands in for routes: as the crow flies, with one home cut off.
    let mut rows: Vec<f64> = (0..planar.origins()).flat_map(|i| planar.row(i).to_vec()).collect();
    rows[..planar.destinations()].fill(f64::INFINITY);
    let routes =
        Distances::from_rows(Metric::Route { mode: Mode::Cycling }, planar.destinations(), rows).unwrap();
    let rules = ground.by_rules(&dataset, &[routes]).unwrap();
    let keys: Vec<&str> = rules.iter().map(|r| r.rule.key()).collect();
    assert_eq!(
        keys,
        ["nearest", "nearest_places", "nearest_detour", "nearest_cycling", "nearest_cycling_places"]
    );
    for language in Language::ALL {
        let names: BTreeSet<String> = rules.iter().map(|r| r.rule.name(language)).collect();
        assert_eq!(names.len(), rules.len());
    }
    near(rules[0].dissimilarity.unwrap(), D_HOME, 1e-9);
    near(rules[0].choice.unwrap(), D - D_HOME, 1e-9);
    let told = headline(&dataset, Comparison::first(&dataset)).unwrap().unwrap();
    near(rules[0].dissimilarity.unwrap(), told.home.unwrap(), 1e-12);
    near(rules[0].mean_distance.unwrap(), told.nearest_distance.unwrap(), 1e-9);
    // A detour changes no school, only the way.
    assert_eq!(rules[2].rule, HomeRule::Detour(1.3));
    let longer = ground.by_rule(&ground.straight_line(&dataset, 1.3), false).unwrap();
    assert_eq!((&longer.counts, longer.rule), (&rules[0].counts, HomeRule::Detour(1.3)));
    near(longer.mean_distance.unwrap(), rules[2].mean_distance.unwrap(), 1e-6);
    near(rules[2].mean_distance.unwrap(), 1.3 * rules[0].mean_distance.unwrap(), 1e-6);
    // There are as many pupils as places: everyone has one, and every school is full.
    let places = &rules[1];
    near(places.unplaced, 0.0, 1e-6);
    assert!(places.displaced > 1000.0 && places.mean_distance > rules[0].mean_distance);
    for (found, size) in places.counts.unit_totals().iter().zip(&ground.sizes) {
        near(*found, *size, 1e-6);
    }
    assert!(places.dissimilarity.is_some_and(|d| d > 0.2 && d < D));
    assert_eq!(rules[3].unplaced, ground.homes.total(0));
    assert_eq!(rules[0].rule, HomeRule::Nearest);
}

#[test]
fn parts_by_measure_and_by_wijk_add_up() {
    let Some(data) = groningen() else { return };
    let dataset = town(&data, &BOTH);
    let ground = ground(&dataset);
    let nearest = ground.by_rule(&ground.straight_line(&dataset, 1.0), false).unwrap();
    let parts = ground.by_measure(&nearest);
    assert!(parts.len() >= 20, "{}", parts.len());
    let d = parts.iter().find(|p| p.measure.key == "measure-dissimilarity").unwrap();
    near(d.actual.unwrap(), D, 1e-12);
    near(d.home.unwrap(), D_HOME, 1e-9);
    for part in &parts {
        near(part.home.unwrap() + part.choice.unwrap(), part.actual.unwrap(), 1e-12);
    }
    let wijken = ground.by_wijk(&dataset, &nearest);
    near(wijken.iter().map(|w| w.actual).sum(), D, 1e-12);
    near(wijken.iter().map(|w| w.home).sum(), D_HOME, 1e-9);
    near(wijken.iter().map(|w| w.choice()).sum(), D - D_HOME, 1e-9);
    assert_eq!(wijken.iter().map(|w| w.schools).sum::<usize>(), 56);
    assert!(
        wijken
            .iter()
            .all(|w| w.code.as_deref().is_some_and(|c| c.starts_with("WK0014")) && !w.name.is_empty())
    );
    assert!(wijken.is_sorted_by_key(|w| w.code.clone()));
}

#[test]
fn the_56_schools_divide_the_municipality_also_with_one_on_the_same_place_and_one_outside() {
    use geo::{Area as _, BooleanOps};
    use wijkspiegel::catchment::{Rule, Subset, Voronoi, catchments, municipality};
    let Some(data) = groningen() else { return };
    let mut parts = town(&data, &BUURTEN).parts().clone();
    assert_eq!(parts.schools.len(), 56);
    let whole = municipality(&Dataset::new(parts.clone()));
    let is_divided = |dataset: &Dataset| {
        let prepared = Voronoi::prepare(whole.clone());
        let gate = wijkspiegel::privacy::Gate::default();
        let found = catchments(dataset, &Rule::Nearest(Subset::All), 0, None, &prepared, &gate).unwrap();
        let all = whole.unsigned_area();
        let sum: f64 = found.list.iter().map(|c| c.shape.unsigned_area()).sum();
        assert!((sum / all - 1.0).abs() < 1e-6, "{sum} of {all}");
        for (i, a) in found.list.iter().enumerate() {
            for b in found.list.iter().skip(i + 1) {
                let common = a.shape.intersection(&b.shape).unsigned_area();
                assert!(common < 1e-6 * all, "{common} m² is in two");
            }
        }
        found.list.iter().filter(|c| !c.shape.0.is_empty()).count()
    };
    let before = is_divided(&Dataset::new(parts.clone()));
    let mut twin = parts.schools[3].clone();
    twin.code = "99ZZ00".into();
    let mut outside = parts.schools[4].clone();
    // Just over the border, where it is farthest to any school.
    let far = |c: &geo::Coord<f64>| {
        let ways = parts.schools.iter().map(|s| (s.at.x() - c.x).hypot(s.at.y() - c.y));
        ways.fold(f64::INFINITY, f64::min)
    };
    let border = whole.iter().flat_map(|part| part.exterior().coords().copied());
    let corner = border.max_by(|a, b| far(a).total_cmp(&far(b))).unwrap();
    let middle = geo::Centroid::centroid(&whole).unwrap();
    let out = |c: f64, from: f64| c + (c - from) * 0.02;
    (outside.code, outside.at) =
        ("99ZZ01".into(), Point::new(out(corner.x, middle.x()), out(corner.y, middle.y())));
    assert!(!geo::Contains::contains(&whole, &outside.at));
    parts.schools.extend([twin, outside]);
    // Counts are one row per school.
    for table in parts.counts.iter_mut().filter(|t| t.subject == Subject::School) {
        let more = 2 * table.groups; // Without pupils they would be no schools to go to.
        table.cells.extend(std::iter::repeat_n(wijkspiegel::number::Count::Known(20.0), more));
    }
    for indicator in parts.indicators.iter_mut().filter(|i| i.subject == Subject::School) {
        indicator.values.extend([None, None]);
    }
    let after = is_divided(&Dataset::new(parts));
    assert_eq!(after, before + 1, "the one outside is nearest to some of the town, the twin shares");
}

#[test]
fn observed_catchments_cover_every_buurt_with_pupils() {
    let Some(data) = groningen() else { return };
    let dataset = town(&data, &BUURTEN);
    let flows = &dataset.flows()[0];
    let all = Observations::of(flows, None);
    let home = dataset.counts(Subject::Home, 0, None).unwrap();
    let peopled: BTreeSet<usize> =
        (0..home.units()).filter(|i| home.total(*i).known().is_some_and(|n| n > 0.0)).collect();
    let covered: BTreeSet<usize> = all.catchments().iter().map(|c| c.area.0).collect();
    assert_eq!(covered, peopled);
    for catchment in all.catchments() {
        let most = all.outflow(catchment.area).iter().filter_map(|(_, n)| n.known()).fold(0.0, f64::max);
        assert_eq!(catchment.pupils.known(), Some(most));
    }
    for school in all.schools() {
        let sizes = [0.5, 0.7, 0.8].map(|share| {
            let core = all.core(school, share).unwrap();
            assert!(core.share >= share - 1e-9);
            // One area fewer holds less: these are the largest already.
            let fewer: f64 = core
                .areas
                .iter()
                .rev()
                .skip(1)
                .map(|a| {
                    let of = all.intake(school).into_iter().find(|(area, _)| area == a).unwrap();
                    of.1.known().unwrap()
                })
                .sum();
            let total: f64 = all.intake(school).iter().filter_map(|(_, n)| n.known()).sum();
            assert!(fewer < share * total);
            core.areas.len()
        });
        assert!(sizes.is_sorted());
    }
}

#[test]
fn gravity_finds_the_mean_distance_of_the_town_and_both_its_margins() {
    let Some(data) = groningen() else { return };
    let dataset = town(&data, &BUURTEN);
    let ground = ground(&dataset);
    let distances = ground.straight_line(&dataset, 1.0);
    let known = tabulate(&dataset.flows()[0], &ground.homes, &ground.schools);
    assert_eq!((known.hidden, known.left_out), (0, 0.0));
    let table = dataset.counts(Subject::School, 0, None).unwrap();
    let pupils: Vec<f64> =
        ground.schools.iter().flat_map(|s| table.row(s.0).iter().map(|c| c.known().unwrap())).collect();
    let (mut metres, mut all) = (0.0, 0.0);
    for (row, cells) in known.cells.chunks_exact(ground.schools.len()).enumerate() {
        for (n, way) in cells.iter().zip(distances.row(row / 3)) {
            metres += n * way;
            all += n;
        }
    }
    near(metres / all, 1248.809, 0.5);
    let run = |calibration| {
        let model = Gravity { decay: Decay::Exponential, calibration, scale_to_homes: false };
        gravity(&ground.homes, &distances, &pupils, Names::default(), model).unwrap()
    };
    let by_mean = run(Calibration::MeanDistance(metres / all));
    let by_flows = run(Calibration::Flows(&known.cells));
    near(by_mean.mean_distance.unwrap(), metres / all, 1e-3);
    near(by_flows.mean_distance.unwrap(), metres / all, 1e-3);
    for found in [&by_mean, &by_flows] {
        assert!(found.decay.iter().all(|b| *b > 0.5 && *b < 5.0), "{:?}", found.decay);
        assert!(found.error <= 1e-6, "{}", found.error);
        let table = found.table(&ground.homes, &ground.schools, 0, None, SourceId(0));
        let estimated = tabulate(&table, &ground.homes, &ground.schools);
        for school in 0..ground.schools.len() {
            for group in 0..3 {
                let sum: f64 = estimated
                    .cells
                    .chunks_exact(ground.schools.len())
                    .skip(group)
                    .step_by(3)
                    .map(|r| r[school])
                    .sum();
                near(sum, pupils[school * 3 + group], 1e-6);
            }
        }
    }
}

#[test]
fn flows_that_nobody_gave_are_estimated_and_said_to_be() {
    let Some(data) = groningen() else { return };
    let dataset = town(&data, &BUURTEN);
    let mut parts = dataset.parts().clone();
    parts.flows.clear();
    let bare = Dataset::new(parts);
    let wanted = Wanted { mean_distance: Some(1250), ..Wanted::of(bare.first_scheme(), None) };
    let Flows::Estimated(estimate) = flows(&bare, wanted).unwrap() else { panic!("nobody gave them") };
    let flows = estimate.table.clone();
    // The counts are modelled, and what is estimated from those is no firmer.
    assert_eq!(flows.basis, Basis::Modelled);
    assert!(estimate.notice().what(Language::Dutch).contains("Stromen geschat"));
    near(estimate.mean_distance.unwrap(), 1250.0, 1e-3);
    near(flows.flows.iter().filter_map(|f| f.pupils.known()).sum(), 14_119.0, 1e-5);
    // A model of choice is not fitted to what came out of a model of distance.
    let mut parts = bare.parts().clone();
    parts.flows.push(FlowTable { basis: Basis::Estimated, ..flows });
    let estimated = Dataset::new(parts);
    let refused = chosen(&estimated, Comparison::first(&estimated), None, &()).unwrap_err();
    assert_eq!(refused.key, "choice-no-flows");
}

#[test]
fn the_fitted_model_predicts_the_segregation_of_its_own_town() {
    let Some(data) = groningen() else { return };
    let dataset = town(&data, &BUURTEN);
    let found = chosen(&dataset, Comparison::first(&dataset), None, &()).unwrap().unwrap();
    let fit = found.model.fit.as_ref().unwrap();
    assert!(fit.converged && fit.choices == 14_119.0 && fit.left_out == 0.0, "{fit:?}");
    assert!(found.notices.is_empty() && found.reference.as_deref() == Some("Openbaar"));
    assert!(found.model.coefficients[0].value < -0.5 && found.model.coefficients[1].value > 0.5);
    let share = found.at_nearest.unwrap();
    assert!(share.least == share.greatest && share.least > 0.1 && share.least < 0.9);
    let ground = ground(&dataset);
    let table = dataset.counts(Subject::School, 0, None).unwrap();
    let schools = alternatives(&dataset, table, &ground.schools);
    let distances = ground.straight_line(&dataset, 1.0);
    let rules = Rules { places: Places::Unlimited, feedback: Some(Feedback::default()) };
    let sent = found.model.assign(&ground.homes, &distances, &schools, rules).unwrap();
    assert!(sent.settled.is_some_and(|s| s.converged), "{:?}", sent.settled);
    near(sent.pupils.iter().sum(), 14_119.0, 1e-6);
    let mut full = schools.clone();
    full.iter_mut().zip(&ground.sizes).for_each(|(s, n)| s.seats = Some(*n));
    let rules = Rules { places: Places::Limited, feedback: None };
    let placed = found.model.assign(&ground.homes, &distances, &full, rules).unwrap();
    for (row, size) in placed.pupils.chunks_exact(3).zip(&ground.sizes) {
        assert!(row.iter().sum::<f64>() <= size + 1e-6);
    }
    // So steep that a millimetre decides: everyone at the nearest school. Schools on one point share.
    let hand = ChoiceModel::by_hand([(wijkspiegel::choice::Attribute::Distance, -1e7)]);
    let nearest = hand.assign(&ground.homes, &distances, &schools, Rules::default()).unwrap();
    let home = dataset.counts(Subject::Home, 0, None).unwrap();
    let wanted = nearest_school(&dataset, home, &ground.schools).unwrap();
    let mut by_point: BTreeMap<[u64; 2], [f64; 2]> = BTreeMap::new();
    for (j, id) in ground.schools.iter().enumerate() {
        let at = dataset.school(*id).unwrap().at;
        let sums = by_point.entry([at.x().to_bits(), at.y().to_bits()]).or_default();
        sums[0] += nearest.school(j)[0];
        sums[1] += wanted.cells[id.0 * 3].known().unwrap();
    }
    assert!(by_point.len() < ground.schools.len(), "some schools share a building");
    for [found, wanted] in by_point.into_values() {
        near(found, wanted, 1e-6);
    }
}

#[test]
fn references_are_the_population_that_was_chosen() {
    let Some(data) = groningen() else { return };
    let (buurten, both) = (town(&data, &BUURTEN), town(&data, &BOTH));
    let comparison = Comparison::first(&buurten);
    let mirror = |dataset: &Dataset, reference| {
        town_mirror(dataset, comparison, reference, Limits::default(), FixedRule::default(), None, &())
            .unwrap()
            .unwrap()
    };
    // A wijk that is not loaded is known by the codes of its buurten.
    let (a, b) = (mirror(&buurten, Reference::Wijk), mirror(&both, Reference::Wijk));
    assert_eq!(a.references.cells(), b.references.cells());
    assert_eq!((a.schools.len(), a.without, a.left_out, a.hidden), (56, 0, 0, 0));
    let home = both.counts(Subject::Home, 0, None).unwrap();
    for (school, row) in b.schools.iter().zip(b.references.rows()) {
        let at = both.school(*school).unwrap().at;
        let wijk = both.area_at(at, Level::Wijk).unwrap();
        let wanted: Vec<f64> = home.row(wijk.0).iter().map(|c| c.known().unwrap()).collect();
        assert_eq!(row, wanted);
    }
    for found in
        [&a, &mirror(&buurten, Reference::NearestPupils(500.0)), &mirror(&buurten, Reference::NearestSchool)]
    {
        let classes = [Reflection::Reflects, Reflection::Leans, Reflection::StronglyLeans]
            .map(|c| found.mirror.schools.iter().flatten().filter(|s| s.class == c).count());
        assert_eq!(classes.iter().sum::<usize>() + found.without, 56);
        let fixed = [FixedClass::Under, FixedClass::Mixed, FixedClass::Over]
            .map(|c| found.fixed.iter().flatten().filter(|f| **f == c).count());
        assert_eq!(fixed.iter().sum::<usize>(), 56);
        let share = found.mirror.share_to_move.unwrap();
        assert!(share > 0.05 && share < 0.5, "{share}");
        assert!(found.mirror.unattainable_share.unwrap() <= share + 1e-12);
    }
    for pupils in [1.0, 250.0, 14_119.0, 99_999.0] {
        let found = mirror(&buurten, Reference::NearestPupils(pupils));
        for total in found.references.unit_totals() {
            near(*total, f64::min(pupils, 14_119.0), 1e-6);
        }
    }
    let nearest = mirror(&buurten, Reference::NearestSchool);
    near(nearest.references.total(), 14_119.0, 1e-9);
    // Nobody gave catchments: nothing to mirror, and no share.
    let catchment = mirror(&buurten, Reference::Catchment);
    assert_eq!((catchment.without, catchment.mirror.share_to_move), (56, None));
    // With the catchment of one school over everything, its reference is the town.
    let mut parts = buurten.parts().clone();
    let school = nearest.schools[3];
    let everywhere = geo::Rect::new((0.0, 300_000.0), (300_000.0, 650_000.0)).to_polygon();
    parts.catchments.push(wijkspiegel::data::Catchment {
        school,
        shape: geo::MultiPolygon(vec![everywhere]),
        source: SourceId(0),
    });
    let given = Dataset::new(parts);
    let found = mirror(&given, Reference::Catchment);
    assert_eq!(found.without, 55);
    let rows: BTreeMap<_, _> = found.schools.iter().zip(found.references.rows()).collect();
    assert_eq!(rows[&school], [3316.0, 4244.0, 6559.0]);
    let none = references(&given, &ground(&given).homes, &[], &[], Reference::NearestSchool, None);
    assert!(none.is_empty());
}

#[test]
fn schools_of_each_kind_are_counted_within_reach_of_the_children_of_a_wijk() {
    let Some(data) = groningen() else { return };
    let dataset = town(&data, &BOTH);
    let ground = ground(&dataset);
    let sorts = sorts_of(&dataset, &ground.schools, Sort::Denomination);
    let reach = Reach::new(&ground.straight_line(&dataset, 1.0), &sorts, &RADII);
    let all = reach.access(&ground.homes, 0..ground.homes.len(), None, 0, 2).unwrap();
    near(all.pupils, 14_119.0, 1e-9);
    assert!(all.mean > 3.0 && all.any > 0.9, "{all:?}");
    let mut pupils = 0.0;
    for (wijk, area) in dataset.areas_of(Level::Wijk) {
        let homes = homes_in(&dataset, &ground.homes, wijk);
        let Some(here) = reach.access(&ground.homes, homes, None, 0, 0) else { continue };
        let table = dataset.counts(Subject::Home, 0, None).unwrap();
        near(here.pupils, table.total(wijk.0).known().unwrap(), 1e-9);
        assert!(here.any <= 1.0 && here.mean >= here.any, "{}", area.name);
        pupils += here.pupils;
    }
    near(pupils, 14_119.0, 1e-9);
    // By hand for one home and one radius.
    let from = ground.homes.points[10];
    let within = |to: &Point<f64>| (to.x() - from.x()).hypot(to.y() - from.y()) <= 2000.0;
    let openbaar = reach.sorts.iter().position(|s| s.as_deref() == Some("Openbaar")).unwrap();
    let count = ground
        .schools
        .iter()
        .map(|s| dataset.school(*s).unwrap())
        .filter(|s| s.denomination.as_deref() == Some("Openbaar") && within(&s.at))
        .count();
    assert_eq!(reach.schools(10, openbaar, 1), Some(count as u32));
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn names(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

const EXAMPLE: &str = "measure --example --group hoog --other laag";

#[test]
fn the_program_tells_home_and_choice_by_rule_measure_and_wijk() {
    let plain = run_words(&format!("{EXAMPLE} --json")).ended(0).json();
    let rules = &plain["home"]["rules"];
    assert_eq!(keys(rules), names("nearest nearest_places nearest_detour"));
    assert_eq!(
        keys(&rules["nearest"]),
        names("rule dissimilarity_home choice mean_distance displaced unplaced")
    );
    let number = |v: &Value| v.as_f64().unwrap();
    near(
        number(&rules["nearest"]["dissimilarity_home"]),
        number(&plain["home"]["dissimilarity_home"]),
        1e-12,
    );
    assert_eq!(plain.get("home_choice"), None);
    let found = run_words(&format!("{EXAMPLE} --home --json")).ended(0).json();
    let d = &found["home_choice"]["two_group"]["dissimilarity"];
    assert_eq!(d["actual"], plain["two_group"]["dissimilarity"]);
    near(number(&d["home"]) + number(&d["choice"]), number(&d["actual"]), 1e-12);
    let wijken = found["home_choice"]["wijken"].as_array().unwrap();
    let hidden = wijken.iter().filter(|w| w["actual"].is_null()).count();
    assert!(hidden >= 2, "what a wijk with a hidden count adds, and what it would follow from: {wijken:?}");
    let all = run_words(&format!("{EXAMPLE} --home --threshold 0 --json")).ended(0).json();
    let wijken = all["home_choice"]["wijken"].as_array().unwrap();
    near(wijken.iter().map(|w| number(&w["actual"])).sum(), number(&d["actual"]), 1e-9);
    let text = run_words(&format!("{EXAMPLE} --home --lang nl")).ended(0).out;
    assert!(
        text.contains("Per wijk") && text.contains("geen school krijgt meer leerlingen dan nu"),
        "{text}"
    );
}

#[test]
fn the_program_fits_a_model_of_choice_and_reads_it_aloud() {
    let found = run_words(&format!("{EXAMPLE} --choice --json")).ended(0).json();
    let choice = &found["choice"];
    assert_eq!(
        keys(choice),
        names(
            "basis flows distance choices hidden left_out log_likelihood null_log_likelihood pseudo_r2 iterations \
             converged error_areas reference kind_reference terms at_nearest at_nearest_by_group"
        )
    );
    assert_eq!((choice["basis"].as_str(), choice["converged"].as_bool()), (Some("modelled"), Some(true)));
    let terms = choice["terms"].as_array().unwrap();
    assert_eq!((&terms[0]["term"], &terms[1]["term"]), (&"distance".into(), &"own-group-share".into()));
    let number = |v: &Value| v.as_f64().unwrap();
    for term in terms {
        let (odds, step) = (number(&term["odds"]), number(&term["step"]));
        near((number(&term["coefficient"]) * step).exp(), odds, 1e-12 * odds);
        assert!(number(&term["low"]) < odds && odds < number(&term["high"]));
        // Pupils of one area choose alike: what allows for it is wider.
        assert!(number(&term["standard_error"]) > 0.0);
        assert!(number(&term["standard_error_independent"]) > 0.0);
    }
    let (fitted, null) = (number(&choice["log_likelihood"]), number(&choice["null_log_likelihood"]));
    near(number(&choice["pseudo_r2"]), 1.0 - fitted / null, 1e-12);
    assert_eq!(keys(&choice["at_nearest_by_group"]), names("laag midden hoog"));
    let text = run_words(&format!("{EXAMPLE} --choice --lang nl")).ended(0).out;
    for part in
        ["Een school die een kilometer verder ligt", "keer zo weinig gekozen", "95%-interval", "(model)"]
    {
        assert!(text.contains(part), "no “{part}” in {text}");
    }
    // Without flows there is nothing to fit.
    let folder = Folder::new();
    run(small_town(&folder)).ended(0);
    run(["measure", &folder.at("town.gpkg"), "--choice"])
        .ended(2)
        .says(&["no known flows", "a file with flows"]);
}

#[test]
fn the_program_counts_the_schools_near_a_child() {
    for by in ["denomination", "kind"] {
        let found = run(EXAMPLE.split(' ').chain(["--access", by, "--json"])).ended(0).json();
        let access = &found["access"];
        assert_eq!(keys(access), names("basis hidden rule mode radii sorts wijken"));
        assert_eq!(access["radii"], serde_json::json!([1000.0, 2000.0, 3000.0]));
        let sorts = access["sorts"].as_array().unwrap();
        assert!(sorts[0]["sort"].is_null() && sorts.iter().skip(1).all(|s| s["sort"].is_string()));
        let number = |v: &Value| v.as_f64().unwrap();
        for radius in 0..3 {
            let mean = |sort: &Value| number(&sort["all"][radius]["mean"]);
            // Every school of the example has a denomination, and none a kind.
            let sum: f64 = sorts.iter().skip(1).map(mean).sum();
            near(sum, if by == "kind" { 0.0 } else { mean(&sorts[0]) }, 1e-9);
            let groups = sorts[0]["groups"].as_object().unwrap();
            let any: Vec<f64> = groups.values().map(|g| number(&g[radius]["any"])).collect();
            let all = number(&sorts[0]["all"][radius]["any"]);
            assert!(any.iter().any(|a| *a <= all) && any.iter().any(|a| *a >= all));
        }
        assert!(access["wijken"].as_array().unwrap().len() > 10);
    }
    let text = run(EXAMPLE.split(' ').chain(["--access", "denomination", "--lang", "nl"])).ended(0).out;
    assert!(text.contains("Binnen 1, 2, 3 km") && text.contains("Openbaar"), "{text}");
    run_words(&format!("{EXAMPLE} --access colour")).ended(2);
}

#[test]
fn the_program_holds_a_mirror_up_to_the_schools() {
    let mut shares = BTreeSet::new();
    for reference in ["wijk", "buurt", "nearest-school", "nearest:300"] {
        let ran = run(EXAMPLE.split(' ').chain(["--mirror", reference, "--json"]));
        assert!(matches!(ran.code, 0 | 1), "{ran:?}");
        let found = ran.json();
        let mirror = &found["mirror"];
        assert_eq!(
            keys(mirror),
            names(
                "reference basis leans_from strongly_from schools without_reference left_out hidden \
                 distance unreached_areas \
                 ranged share_to_move share_to_move_range unattainable_share pupils_to_move of_group classes fixed_rule per_school"
            )
        );
        assert_eq!(mirror["reference"], reference);
        assert_eq!(ran.code == 1, mirror["without_reference"] != 0);
        let sum = |v: &Value, of: &[&str]| of.iter().map(|k| v[k].as_u64().unwrap()).sum::<u64>();
        // Every school is in a class, or told apart with the reason.
        let apart = ["withheld", "ranged", "without"];
        let all = |v: &Value, of: &[&str]| sum(v, of) + sum(v, &apart);
        assert_eq!(all(&mirror["classes"], &["reflects", "leans", "strongly_leans"]), 52);
        assert_eq!(all(&mirror["of_group"], &["fewer", "alike", "more"]), 52);
        assert_eq!(all(&mirror["fixed_rule"], &["under", "mixed", "over"]), 52);
        assert_eq!(mirror["classes"]["without"], mirror["without_reference"]);
        shares.insert(mirror["share_to_move"].to_string());
    }
    assert_eq!(shares.len(), 4, "every reference is another mirror: {shares:?}");
    run_words(&format!("{EXAMPLE} --mirror straat")).ended(2).says(&["nearest-school"]);
    run_words(&format!("{EXAMPLE} --mirror nearest:0")).ended(2);
    run_words(&format!("{EXAMPLE} --mirror catchment")).ended(1).says(&["52 schools"]);
    let folder = Folder::new();
    let counts = folder.write("counts.csv", "unit,a,b\n1,2,3\n2,3,4\n");
    for option in ["--choice", "--home", "--mirror=wijk"] {
        run(["measure", "--counts", &counts, option]).ended(2);
    }
}

#[test]
fn the_program_counts_the_schools_of_a_mirror_as_the_window_does() {
    let Some(data) = groningen() else { return };
    let (_folder, project) = project_of(&data, &BUURTEN);
    let dataset = project::open(Path::new(&project)).unwrap().dataset;
    let comparison = Comparison::first(&dataset);
    let (limits, rule) = (Limits::default(), FixedRule::default());
    let found =
        town_mirror(&dataset, comparison, Reference::Buurt, limits, rule, None, &()).unwrap().unwrap();
    let choice = MirrorChoice { reference: Reference::Buurt, group: comparison.group, ..Default::default() };
    let told = beside(&dataset, comparison, &choice, Gate::default(), &found);
    let counts = MirrorCounts::of(&told, &found);
    assert!(counts.furthest_apart.withheld > 5, "small groups: {counts:?}");
    let line = format!("measure {project} --group hoog --other laag --mirror buurt");
    // Every school is told beside its mirror, as in the window.
    let json = run_words(&format!("{line} --json")).json();
    let rows = json["mirror"]["per_school"].as_array().unwrap();
    assert_eq!(rows.len(), 56);
    for (row, beside) in rows.iter().zip(&told) {
        let of = &row["groups"]["hoog"];
        assert_eq!(of["points"].as_f64(), beside.points.value());
        assert_eq!(of["location_quotient"].as_f64(), beside.quotient.value());
        if let Some((share, reference)) = of["share"].as_f64().zip(of["reference"].as_f64()) {
            near(of["location_quotient"].as_f64().unwrap(), share / reference, 1e-12);
        }
    }
    assert!(told.iter().filter(|b| b.quotient.value().is_some()).count() > 30);
    let wide = run_words(&format!("{line} --mirror-limits 25,40 --json")).json();
    assert_eq!(wide["mirror"]["leans_from"], 25.0);
    assert!(wide["mirror"]["of_group"]["alike"].as_u64() > json["mirror"]["of_group"]["alike"].as_u64());
    run_words(&format!("{line} --mirror-limits 20,10")).ended(2).says(&["10,20"]);
    let said = run_words(&format!("{line} --lang nl")).out;
    let karrepad = said.lines().find(|l| l.contains("17BW00")).expect("every school has a row");
    assert!(karrepad.contains("−29") && karrepad.contains("0,19"), "{karrepad}");
    assert!(said.contains(&counts.of_group(&choice, "hoog", Language::Dutch)), "{said}");
    assert!(said.contains(&counts.of_furthest(&choice, Language::Dutch)), "{said}");
    let fixed = MirrorChoice { fixed: true, ..choice };
    let by_rule = MirrorCounts::of(&beside(&dataset, comparison, &fixed, Gate::default(), &found), &found);
    assert!(said.contains(&by_rule.of_group(&fixed, "hoog", Language::Dutch)), "{said}");
}
