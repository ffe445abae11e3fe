//! The bundled example: a town modelled on Groningen, made by [`files`] and shipped in [`embedded`].
//!
//! Nobody publishes the background of pupils per school, and a machine without any data should
//! still show something meaningful. The example takes facts (names and codes of wijken and buurten,
//! about where they lie, the figures that policy documents quote) and makes up the rest: borders are
//! a Voronoi coverage in a hand-drawn outline, schools and their pupils are fictitious. Whatever
//! shows it must mark it *voorbeeld, gemodelleerd*.
//!
//! ```text
//! places.csv ──▶ borders ─────────────────────▶ buurten, wijken, gemeente
//! drawing.csv ────┴───────── ribbon ──────────▶ base
//!      └───────▶ choice ──▶ indicators ───────▶ indicators.csv
//! school_sites.csv ─┘ └───────────────────────▶ schools, pupils_*.csv, flows.csv
//! ```
//!
//! The generator gives the same bytes on every machine (see [`borders`] and [`choice`] for how), and
//! a test compares them with what is shipped.

pub mod borders;
pub mod choice;
pub mod drawing;
pub mod indicators;
mod output;
pub mod places;
mod ribbon;

use std::io;
use std::path::Path;

use borders::{Face, Metre};
use places::Place;

/// Key and Dutch name of the scheme of groups; its groups [`choice::GROUPS`] stand in order.
pub const SCHEME: (&str, &str) = ("parental-education", "Opleiding van de ouders");
/// CBS code and name of the municipality.
pub const MUNICIPALITY: (&str, &str) = ("GM0014", "Groningen");

/// The shipped files: name and content. The program loads these with its ordinary readers.
pub fn embedded() -> [(&'static str, &'static str); 10] {
    macro_rules! shipped {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!("../assets/example/", $name)))),*]
        };
    }
    shipped!(
        "gemeente.geojson" "wijken.geojson" "buurten.geojson" "schools.geojson" "pupils_home.csv"
        "pupils_school.csv" "flows.csv" "area_points.csv" "indicators.csv" "base.geojson"
    )
}

/// The same files, made anew: name and content, in the order of [`embedded`].
pub fn files() -> Vec<(&'static str, String)> {
    let (places, sites) = (places::places(), places::sites());
    let coverage = Coverage::of(&places);
    let population = choice::population(&places, &sites);
    let home = &population.home;

    let rows = indicators::of_buurten(&places, home);
    let buurt_rows = places.iter().map(|p| p.code.as_str()).zip(rows.iter().copied());
    let is_in =
        |wijk: &str| indicators::mean(&rows, home, |n| places.get(n).is_some_and(|p| p.wijk_code == wijk));
    let wijk_rows = coverage.wijken.iter().map(|w| (w.code.as_str(), is_in(&w.code)));
    let town_row = (MUNICIPALITY.0, indicators::mean(&rows, home, |_| true));

    vec![
        ("gemeente.geojson", layer("gemeente", std::slice::from_ref(&coverage.town))),
        ("wijken.geojson", layer("wijken", &coverage.wijken)),
        ("buurten.geojson", layer("buurten", &coverage.buurten)),
        ("schools.geojson", output::schools(&sites, &population.school)),
        ("pupils_home.csv", output::counts("area", places.iter().map(|p| &p.code), home)),
        ("pupils_school.csv", output::counts("school", sites.iter().map(|s| &s.code), &population.school)),
        ("flows.csv", output::flows(&places, &sites, &population)),
        ("area_points.csv", output::area_points(&places)),
        ("indicators.csv", output::indicators(buurt_rows.chain(wijk_rows).chain([town_row]))),
        ("base.geojson", output::base(&coverage.town.faces, &drawing::strokes())),
    ]
}

/// Writes [`files`] into an existing folder.
///
/// # Errors
/// When a file cannot be written; those before it stay.
pub fn write(folder: &Path) -> io::Result<()> {
    files().iter().try_for_each(|(name, content)| std::fs::write(folder.join(name), content))
}

/// An area of the coverage.
#[derive(Clone, Debug)]
pub struct Shape {
    pub code: String,
    pub name: String,
    /// Code of the area that contains it.
    pub parent: Option<String>,
    pub faces: Vec<Face>,
}

/// The borders of the example on three levels; each level is exactly the union of the one below.
#[derive(Clone, Debug)]
pub struct Coverage {
    pub town: Shape,
    pub wijken: Vec<Shape>,
    pub buurten: Vec<Shape>,
}

impl Coverage {
    /// The coverage by the cells of these places.
    pub fn of(places: &[Place]) -> Self {
        // A place with several points has several cells, which are joined.
        let owner_sites = places.iter().enumerate();
        let (owners, sites): (Vec<usize>, Vec<Metre>) = owner_sites
            .flat_map(|(n, p)| std::iter::once(p.at).chain(p.also.iter().copied()).map(move |at| (n, at)))
            .unzip();
        let cells = borders::cells(&sites, &drawing::outline());
        let union = |chosen: &dyn Fn(usize, &Place) -> bool| {
            let mine = |owner: usize| places.get(owner).is_some_and(|p| chosen(owner, p));
            let rings = owners.iter().zip(&cells).filter(|(owner, _)| mine(**owner));
            borders::dissolved(rings.map(|(_, cell)| cell.as_slice()))
        };
        let mut wijken: Vec<Shape> = Vec::new();
        for place in places {
            if wijken.iter().all(|w| w.code != place.wijk_code) {
                wijken.push(Shape {
                    code: place.wijk_code.clone(),
                    name: place.wijk_name.clone(),
                    parent: Some(MUNICIPALITY.0.to_owned()),
                    faces: union(&|_, p| p.wijk_code == place.wijk_code),
                });
            }
        }
        let buurt = |(n, place): (usize, &Place)| Shape {
            code: place.code.clone(),
            name: place.name.clone(),
            parent: Some(place.wijk_code.clone()),
            faces: union(&|owner, _| owner == n),
        };
        let town = Shape {
            code: MUNICIPALITY.0.to_owned(),
            name: MUNICIPALITY.1.to_owned(),
            parent: None,
            faces: union(&|_, _| true),
        };
        Self { town, wijken, buurten: places.iter().enumerate().map(buurt).collect() }
    }
}

fn layer(name: &str, shapes: &[Shape]) -> String {
    let feature = |shape: &Shape| {
        let mut properties = vec![("statcode", shape.code.as_str()), ("statnaam", shape.name.as_str())];
        // The column of the containing area is named after its level, as CBS does.
        if let Some(parent) = &shape.parent {
            properties.push((if parent.starts_with("WK") { "wijkcode" } else { "gemeentecode" }, parent));
        }
        output::feature(&properties, &output::area(&shape.faces))
    };
    output::collection(name, &shapes.iter().map(feature).collect::<Vec<_>>())
}
