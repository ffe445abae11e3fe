//! The bundled example town: what is shipped is what the generator makes, and it keeps its targets.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Area as _, Contains, Coord, LineString, MultiPolygon, Point, Polygon, Validation};
use wijkspiegel::data::area::parent_area_code;
use wijkspiegel::data::{BaseKind, Level};
use wijkspiegel::example;

fn shipped(name: &str) -> &'static str {
    let files = example::embedded();
    files.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("{name} is not shipped")).1
}

fn features(name: &str) -> Vec<geojson::Feature> {
    let collection: geojson::FeatureCollection = shipped(name).parse().unwrap();
    collection.features
}

fn text(feature: &geojson::Feature, key: &str) -> String {
    feature.property(key).and_then(|v| v.as_str()).unwrap_or_else(|| panic!("no {key}")).to_owned()
}

fn shape(feature: &geojson::Feature) -> MultiPolygon<f64> {
    match geo::Geometry::<f64>::try_from(feature.geometry.clone().unwrap()).unwrap() {
        geo::Geometry::Polygon(p) => MultiPolygon(vec![p]),
        geo::Geometry::MultiPolygon(m) => m,
        other => panic!("{other:?} is no area"),
    }
}

fn areas(name: &str) -> BTreeMap<String, (MultiPolygon<f64>, geojson::Feature)> {
    features(name).into_iter().map(|f| (text(&f, "statcode"), (shape(&f), f))).collect()
}

/// Rows of a shipped CSV without its header.
fn rows(name: &str, header: &str) -> Vec<Vec<&'static str>> {
    let mut lines = shipped(name).lines();
    assert_eq!(lines.next(), Some(header), "{name}");
    lines.map(|line| line.split(',').collect()).collect()
}

type Counts = BTreeMap<(String, String), u32>;

fn counts(name: &str, header: &str) -> Counts {
    let row = |r: Vec<&str>| ((r[0].to_owned(), r[1].to_owned()), r[2].parse().unwrap());
    let rows = rows(name, header);
    let n = rows.len();
    let counts: Counts = rows.into_iter().map(row).collect();
    assert_eq!(counts.len(), n, "{name} has a unit twice");
    counts
}

fn home() -> Counts {
    counts("pupils_home.csv", "area,group,pupils")
}

fn at_school() -> Counts {
    counts("pupils_school.csv", "school,group,pupils")
}

fn sum_by(counts: &Counts, key: impl Fn(&(String, String)) -> String) -> BTreeMap<String, u32> {
    let mut sums = BTreeMap::new();
    for (cell, n) in counts {
        *sums.entry(key(cell)).or_insert(0) += n;
    }
    sums
}

/// D between high and low, computed here on its own.
fn dissimilarity(counts: &Counts) -> f64 {
    let groups = sum_by(counts, |(_, group)| group.clone());
    let (high, low) = (f64::from(groups["hoog"]), f64::from(groups["laag"]));
    let units: BTreeSet<&String> = counts.keys().map(|(unit, _)| unit).collect();
    let n = |unit: &String, group: &str| f64::from(counts[&(unit.clone(), group.to_owned())]);
    units.into_iter().map(|u| (n(u, "hoog") / high - n(u, "laag") / low).abs()).sum::<f64>() / 2.0
}

fn points(name: &str) -> Vec<(String, Point<f64>)> {
    let point = |f: &geojson::Feature| match geo::Geometry::<f64>::try_from(f.geometry.clone().unwrap()) {
        Ok(geo::Geometry::Point(p)) => (text(f, "code"), p),
        other => panic!("{other:?}"),
    };
    features(name).iter().map(point).collect()
}

fn area_points() -> BTreeMap<String, Point<f64>> {
    let row = |r: Vec<&str>| (r[0].to_owned(), Point::new(r[1].parse().unwrap(), r[2].parse().unwrap()));
    rows("area_points.csv", "area,x,y").into_iter().map(row).collect()
}

fn indicator(area: &str, column: usize) -> Option<f64> {
    let rows = rows("indicators.csv", "area,achterstandsrisico,gewichtsleerlingen,armoede");
    let row = rows.into_iter().find(|r| r[0] == area).unwrap_or_else(|| panic!("no indicators of {area}"));
    (!row[column].is_empty()).then(|| row[column].parse().unwrap())
}

fn code_of(name: &str) -> String {
    let buurten = features("buurten.geojson");
    let found = buurten.iter().find(|f| text(f, "statnaam") == name);
    text(found.unwrap_or_else(|| panic!("no buurt {name}")), "statcode")
}

#[test]
fn the_generator_reproduces_the_shipped_files_byte_for_byte() {
    let made = example::files();
    assert_eq!(made.len(), example::embedded().len());
    for ((made_name, made), (name, shipped)) in made.iter().zip(example::embedded()) {
        assert_eq!(*made_name, name);
        assert!(made == shipped, "{name} differs: run `cargo run -- example-files assets/example`");
    }
}

#[test]
fn writing_gives_every_file_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    example::write(folder.path()).unwrap();
    for (name, shipped) in example::embedded() {
        assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), shipped);
    }
    assert!(example::write(&folder.path().join("absent")).is_err());
}

#[test]
fn no_row_of_the_hand_made_tables_is_lost() {
    use example::{drawing, places};
    assert_eq!(places::places().len(), places::PLACES.lines().count() - 1);
    assert_eq!(places::sites().len(), places::SCHOOL_SITES.lines().count() - 1);
    assert_eq!(drawing::strokes().len(), drawing::DRAWING.lines().count() - 1);
    assert!(places::places().iter().all(|p| p.at.0 % 50 == 0 && p.at.1 % 50 == 0));
    let extra: usize = places::places().iter().map(|p| p.also.len()).sum();
    let written = places::PLACES.lines().skip(1).map(|l| l.rsplit(',').next().unwrap());
    assert_eq!(extra, written.filter(|w| !w.is_empty()).map(|w| w.split(';').count()).sum::<usize>());
}

#[test]
fn the_town_has_52_schools_of_60_to_600_pupils_with_codes_that_are_no_brin() {
    let schools = features("schools.geojson");
    assert_eq!(schools.len(), 52);
    let pupils = sum_by(&at_school(), |(school, _)| school.clone());
    for school in &schools {
        let code = text(school, "code");
        assert!(code.starts_with("EX") && code.len() == 4);
        let n = school.property("leerlingen").and_then(|v| v.as_u64()).unwrap();
        assert!((60..=600).contains(&n), "{code} has {n} pupils");
        assert_eq!(n, u64::from(pupils[&code]));
        assert!(!text(school, "denominatie").is_empty() && text(school, "bestuur").starts_with("Bestuur "));
    }
    let denominations: BTreeSet<String> = schools.iter().map(|s| text(s, "denominatie")).collect();
    assert!(denominations.len() >= 5);
    let names: BTreeSet<String> = schools.iter().map(|s| text(s, "naam")).collect();
    assert_eq!(names.len(), 52);
    assert!((13_500..=14_500).contains(&pupils.values().sum::<u32>()));
}

#[test]
fn home_school_and_flows_agree() {
    let (home, school) = (home(), at_school());
    let (mut from_flows, mut to_flows): (Counts, Counts) = (BTreeMap::new(), BTreeMap::new());
    let mut before = None;
    for row in rows("flows.csv", "area,school,group,pupils") {
        let n: u32 = row[3].parse().unwrap();
        assert!(n > 0);
        *from_flows.entry((row[0].to_owned(), row[2].to_owned())).or_default() += n;
        *to_flows.entry((row[1].to_owned(), row[2].to_owned())).or_default() += n;
        let place = (row[0], row[1]);
        assert!(before <= Some(place), "flows are not in order");
        before = Some(place);
    }
    let present = |c: &Counts| c.iter().filter(|(_, n)| **n > 0).map(|(k, n)| (k.clone(), *n)).collect();
    assert_eq!(from_flows, present(&home));
    assert_eq!(to_flows, present(&school));
}

#[test]
fn sixty_percent_would_have_to_change_school_of_which_forty_by_residence() {
    let d = dissimilarity(&at_school());
    assert!((d - 0.60).abs() <= 0.005, "D = {d}");
    let (schools, at) = (points("schools.geojson"), area_points());
    let mut nearest: Counts = at_school().into_keys().map(|k| (k, 0)).collect();
    for ((area, group), n) in home() {
        let p = at[&area];
        let squared = |q: &Point<f64>| (q.x() - p.x()).powi(2) + (q.y() - p.y()).powi(2);
        let mut best = &schools[0];
        for school in &schools {
            if squared(&school.1) < squared(&best.1) {
                best = school;
            }
        }
        *nearest.get_mut(&(best.0.clone(), group)).unwrap() += n;
    }
    let d_home = dissimilarity(&nearest);
    assert!((d_home - 0.40).abs() <= 0.01, "D_home = {d_home}");
}

#[test]
fn the_quoted_figures_hold() {
    let by_area = sum_by(&home(), |(area, _)| area.clone());
    let pupils: f64 = by_area.values().map(|&n| f64::from(n)).sum();
    let mean = |column: usize| {
        let part = |(area, &n): (&String, &u32)| indicator(area, column).unwrap_or(0.0) * f64::from(n);
        by_area.iter().map(part).sum::<f64>() / pupils
    };
    assert!((mean(1) - 7.0).abs() < 0.05, "risk {}", mean(1));
    assert!((mean(3) - 100.0 / 6.0).abs() < 0.05, "poverty {}", mean(3));
    assert_eq!(indicator("GM0014", 1), Some(7.0));
    assert_eq!(indicator(&code_of("De Hoogte"), 1), Some(28.0));
    assert_eq!(indicator(&code_of("Selwerd"), 1), Some(18.0));
    for area in by_area.keys().filter(|a| **a != code_of("De Hoogte") && **a != code_of("Selwerd")) {
        assert!(indicator(area, 1).is_none_or(|risk| risk < 18.0), "{area}");
    }
}

#[test]
fn pupils_with_a_weight_live_mostly_in_four_places() {
    let four = ["De Hoogte", "Selwerd", "De Wijert", "Beijum-West", "Beijum-Oost"].map(code_of);
    let by_area = sum_by(&home(), |(area, _)| area.clone());
    let weighted = |area: &String| indicator(area, 2).unwrap_or(0.0) * f64::from(by_area[area]);
    let all: f64 = by_area.keys().map(weighted).sum();
    assert!(four.iter().map(weighted).sum::<f64>() / all > 0.5);
    // There too the share of low-educated parents is highest.
    let low = |area: &String| f64::from(home()[&(area.clone(), "laag".into())]) / f64::from(by_area[area]);
    let least = four.iter().map(low).fold(1.0, f64::min);
    for area in by_area.iter().filter(|(a, n)| !four.contains(a) && **n > 0).map(|(a, _)| a) {
        assert!(low(area) < least, "{area}");
    }
}

#[test]
fn an_area_without_pupils_has_no_indicator() {
    for (area, n) in sum_by(&home(), |(area, _)| area.clone()) {
        assert_eq!(indicator(&area, 1).is_none(), n == 0, "{area}");
    }
}

#[test]
fn codes_roll_up_from_buurt_to_wijk_to_municipality() {
    let (buurten, wijken, town) =
        (areas("buurten.geojson"), areas("wijken.geojson"), areas("gemeente.geojson"));
    assert_eq!(wijken.len(), 20);
    assert!(buurten.len() > 120);
    for (code, (_, feature)) in &buurten {
        assert_eq!(Level::of_area_code(code), Level::Buurt);
        let wijk = parent_area_code(code).unwrap();
        assert_eq!(text(feature, "wijkcode"), wijk);
        assert!(wijken.contains_key(&wijk));
    }
    for (code, (_, feature)) in &wijken {
        assert_eq!(parent_area_code(code), Some(text(feature, "gemeentecode")));
    }
    assert_eq!(town.keys().collect::<Vec<_>>(), ["GM0014"]);
    let home: BTreeSet<String> = home().into_keys().map(|(area, _)| area).collect();
    assert_eq!(home, buurten.into_keys().collect());
}

/// Directed edges of all rings, as whole metres.
fn edges<'a>(shapes: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Vec<[(i64, i64); 2]> {
    let whole = |c: &Coord<f64>| {
        assert!(c.x.fract() == 0.0 && c.y.fract() == 0.0, "{c:?}");
        (c.x as i64, c.y as i64)
    };
    let rings = |p: &'a Polygon<f64>| std::iter::once(p.exterior()).chain(p.interiors());
    let of_ring = |r: &'a LineString<f64>| r.0.windows(2).map(|w| [whole(&w[0]), whole(&w[1])]).collect();
    shapes.flat_map(|s| s.0.iter()).flat_map(rings).flat_map::<Vec<_>, _>(of_ring).collect()
}

/// What is left of the edges once every pair of opposite ones is taken out.
fn free_edges(all: &[[(i64, i64); 2]]) -> BTreeSet<[(i64, i64); 2]> {
    let set: BTreeSet<_> = all.iter().copied().collect();
    assert_eq!(set.len(), all.len(), "two areas lie on the same side of an edge");
    set.iter().filter(|[a, b]| !set.contains(&[*b, *a])).copied().collect()
}

#[test]
fn the_buurten_are_a_true_partition_of_the_outline() {
    let buurten = areas("buurten.geojson");
    let town = areas("gemeente.geojson");
    let town = &town["GM0014"].0;
    let sum: f64 = buurten.values().map(|(s, _)| s.signed_area()).sum();
    assert!((sum - town.signed_area()).abs() < 1e-6, "{sum} m² against {} m²", town.signed_area());
    // Every edge is shared by exactly two buurten, but for those of the outline.
    let free = free_edges(&edges(buurten.values().map(|(s, _)| s)));
    assert_eq!(free, edges(std::iter::once(town)).into_iter().collect());
    // The drawn outline itself lies in it, corner by corner, but for rounding where borders end.
    let drawn = example::borders::doubled_area(&example::drawing::outline()) as f64 / 2.0;
    assert!((sum / drawn - 1.0).abs() < 1e-5);
    for (code, (shape, _)) in &buurten {
        assert!(shape.is_valid(), "{code}: {:?}", shape.check_validation());
        assert!(shape.signed_area() > 0.0 && shape.0.len() == 1, "{code} is not one polygon");
    }
}

#[test]
fn every_wijk_is_one_polygon_and_the_union_of_its_buurten() {
    let (buurten, wijken) = (areas("buurten.geojson"), areas("wijken.geojson"));
    for (code, (wijk, _)) in &wijken {
        assert!(wijk.is_valid(), "{code}");
        assert_eq!(wijk.0.len(), 1, "{code} is in pieces");
        let parts = buurten.iter().filter(|(b, _)| parent_area_code(b).as_ref() == Some(code));
        let parts: Vec<&MultiPolygon<f64>> = parts.map(|(_, (s, _))| s).collect();
        let sum: f64 = parts.iter().map(|s| s.signed_area()).sum();
        assert!((sum - wijk.signed_area()).abs() < 1e-6, "{code}");
        let union: BTreeSet<_> = edges(std::iter::once(wijk)).into_iter().collect();
        assert_eq!(free_edges(&edges(parts.into_iter())), union, "{code}");
    }
}

#[test]
fn pupils_and_schools_lie_where_they_should() {
    let buurten = areas("buurten.geojson");
    for (code, point) in area_points() {
        assert!(buurten[&code].0.contains(&point), "{code}");
    }
    let town = &areas("gemeente.geojson")["GM0014"].0;
    for (code, point) in points("schools.geojson") {
        assert!(town.contains(&point), "{code}");
    }
}

#[test]
fn the_base_map_has_every_kind_in_valid_shapes() {
    let mut kinds = BTreeSet::new();
    for feature in features("base.geojson") {
        let kind = BaseKind::from_code(&text(&feature, "kind")).unwrap();
        let name = text(&feature, "name");
        let geometry = geo::Geometry::<f64>::try_from(feature.geometry.unwrap()).unwrap();
        match kind {
            BaseKind::Land | BaseKind::Water => assert!(matches!(geometry, geo::Geometry::Polygon(_))),
            _ => assert!(matches!(geometry, geo::Geometry::LineString(_))),
        }
        assert!(geometry.is_valid(), "{name}: {:?}", geometry.check_validation());
        kinds.insert(kind);
    }
    assert_eq!(kinds.len(), BaseKind::ALL.len() - 1);
}
