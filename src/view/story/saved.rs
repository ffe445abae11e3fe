//! A view as it is kept: what the map shows, how it is coloured, what is compared and selected.
//!
//! Positions in a dataset change when data is added, so groups, schemes and figures are kept by
//! their keys and found again. The part of the map is kept in metres: on any screen all of it shows.

use geo::{Coord, Point, Rect};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::data::{Dataset, Subject, Year};
use crate::figures::headline::Comparison;
use crate::figures::plain::{Figure, Unit};
use crate::measure::Other;
use crate::view::camera::Camera;
use crate::view::choice::{ColourBy, MapChoice};
use crate::view::hit::Hit;
use crate::view::selection::Selection;

/// A view by codes and keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedView {
    /// RD metres, at the middle of the map.
    pub centre: [f64; 2],
    /// Width and height of what was seen, in metres; 0 shows the town as a first view does.
    pub metres: [f64; 2],
    /// A [`MapChoice`] as JSON, so that what a later version adds to it stays.
    pub choice: Value,
    /// Keys of the scheme and of the figure that the positions in `choice` speak of.
    pub names: Names,
    pub comparison: SavedComparison,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection: Option<SavedUnit>,
    /// The other members of the selection, where it has several.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "or_default")]
    pub also: Vec<SavedUnit>,
    #[serde(deserialize_with = "or_default")]
    pub figure: Figure,
    /// Fields of a later version.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// What positions meant when the view was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Names {
    pub scheme: String,
    pub groups: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
}

/// A [`Comparison`] by keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedComparison {
    pub scheme: String,
    pub group: String,
    /// `None` is everyone else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// First calendar year of the school year; `None` takes the newest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

/// A school or area by its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SavedUnit {
    School(String),
    Area(String),
}

/// A kept view in terms of the open dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub choice: MapChoice,
    pub comparison: Comparison,
    /// The primary member of the selection.
    pub selection: Option<Unit>,
    /// Its other members that are still there.
    pub also: Vec<Unit>,
    /// Whether a scheme, group, figure, school or area is no longer there.
    pub is_missing_something: bool,
}

/// What is shown, to be kept.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    pub camera: Camera,
    pub choice: &'a MapChoice,
    pub comparison: Comparison,
    pub selection: &'a Selection,
    pub figure: Figure,
}

impl Found {
    /// What was selected, as far as it is still there.
    pub fn whole_selection(&self, dataset: &Dataset) -> Selection {
        let mut out = Selection::default();
        // The primary member is the last that was added.
        out.add(dataset, self.also.iter().chain(&self.selection).map(|unit| Hit::from(*unit)));
        out
    }
}

impl SavedView {
    pub fn of(dataset: &Dataset, shown: &Shown<'_>) -> Self {
        let Shown { camera, choice, comparison, selection, figure } = shown;
        let size = camera.size_px;
        let metres = |px: f32| f64::from(px) * camera.metres_per_px;
        let saved = |hit| match hit {
            Hit::School(id) => dataset.school(id).map(|s| SavedUnit::School(s.code.clone())),
            Hit::Area(id) => dataset.area(id).map(|a| SavedUnit::Area(a.code.clone())),
        };
        let primary = selection.primary();
        let also = selection.iter().filter(|hit| Some(*hit) != primary).filter_map(saved).collect();
        Self {
            centre: [camera.centre.x(), camera.centre.y()],
            metres: [metres(size.0), metres(size.1)],
            choice: serde_json::to_value(choice).unwrap_or_default(),
            names: Names::of(dataset, choice),
            comparison: SavedComparison::of(dataset, *comparison),
            selection: primary.and_then(saved),
            also,
            figure: *figure,
            other: Map::new(),
        }
    }

    /// Where the camera stands on a map of this size; `None` where the view keeps no place.
    pub fn camera(&self, size_px: (f32, f32)) -> Option<Camera> {
        let ([x, y], [width, height]) = (self.centre, self.metres);
        let sound = [x, y, width, height].iter().all(|v| v.is_finite()) && width > 0.0 && height > 0.0;
        if !sound {
            return None;
        }
        let half = Coord { x: width / 2.0, y: height / 2.0 };
        let rect = Rect::new(Coord { x, y } - half, Coord { x, y } + half);
        Some(Camera { centre: Point::new(x, y), ..Camera::fit(rect, size_px, 0.0) })
    }

    /// The view in terms of a dataset; what is no longer there gives way to a first choice.
    pub fn find(&self, dataset: &Dataset) -> Found {
        let (choice, lost_colour) = self.choice(dataset);
        let (comparison, lost_comparison) = self.comparison.find(dataset);
        let unit = |unit: &SavedUnit| match unit {
            SavedUnit::School(code) => dataset.school_by_code(code).map(Unit::School),
            SavedUnit::Area(code) => dataset.area_by_code(code).map(Unit::Area),
        };
        let selection = self.selection.as_ref().and_then(unit);
        let also: Vec<Unit> = self.also.iter().filter_map(unit).collect();
        let lost_selection =
            (self.selection.is_some() && selection.is_none()) || also.len() < self.also.len();
        Found {
            choice,
            comparison,
            selection,
            also,
            is_missing_something: lost_colour || lost_comparison || lost_selection,
        }
    }

    fn choice(&self, dataset: &Dataset) -> (MapChoice, bool) {
        let first = || MapChoice::first(dataset);
        if self.choice.is_null() {
            return (first(), false);
        }
        let Some(mut choice) = parsed(&self.choice) else { return (first(), true) };
        let schemes = dataset.schemes();
        let scheme = schemes.iter().position(|s| s.key == self.names.scheme);
        let group = |old: usize| {
            let key = self.names.groups.get(old)?;
            schemes.get(scheme?)?.position(key)
        };
        let colour = match choice.colour_by {
            ColourBy::GroupShare(old) => group(old).map(ColourBy::GroupShare),
            ColourBy::Local { measure, group: of, other } => group(of).and_then(|of| {
                let other = match other {
                    Other::Rest => Other::Rest,
                    Other::Group(old) => Other::Group(group(old)?),
                };
                Some(ColourBy::Local { measure, group: of, other })
            }),
            ColourBy::Indicator(_) => dataset
                .indicators()
                .iter()
                .position(|i| Some(&indicator_key(i)) == self.names.indicator.as_ref())
                .map(ColourBy::Indicator),
            plain => Some(plain),
        };
        let has_level = dataset.levels().contains(&choice.level);
        let lost = colour.is_none() || !has_level || (scheme.is_none() && !schemes.is_empty());
        choice.scheme = scheme.unwrap_or_else(|| dataset.first_scheme());
        choice.colour_by = colour.unwrap_or_else(|| first().colour_by);
        if !has_level {
            choice.level = first().level;
        }
        (choice, lost)
    }

    /// Whether the map moves between two views: by a twentieth of what is seen, or in scale.
    pub fn moves_from(&self, before: &Self) -> bool {
        let size = |v: &Self| v.metres[0].hypot(v.metres[1]);
        let (a, b) = (size(before), size(self));
        if a == 0.0 || b == 0.0 {
            return a != b;
        }
        let shift = (self.centre[0] - before.centre[0]).hypot(self.centre[1] - before.centre[1]);
        shift > 0.05 * a.min(b) || (a / b).ln().abs() > 0.1
    }

    /// Whether the map means something else than before: other areas, colours, classes or layers.
    pub fn restyles(&self, before: &Self) -> bool {
        if self.names != before.names {
            return true;
        }
        // As choices, where both can be read: an older one may lack fields that have a default.
        match (parsed(&self.choice), parsed(&before.choice)) {
            (Some(now), Some(then)) => now != then,
            _ => self.choice != before.choice,
        }
    }

    /// Whether a camera stands where this view puts it on that map. A pixel more or less is the same.
    pub fn is_in_place(&self, camera: &Camera) -> bool {
        self.camera(camera.size_px).is_none_or(|own| {
            let shift = (own.centre.x() - camera.centre.x()).hypot(own.centre.y() - camera.centre.y());
            let scale = (own.metres_per_px / camera.metres_per_px).ln().abs();
            shift <= 2.0 * camera.metres_per_px && scale < 0.01
        })
    }

    /// Whether `now`, seen through `camera`, is what this view shows on that map.
    pub fn is_shown(&self, now: &Self, camera: &Camera) -> bool {
        self.is_in_place(camera)
            && !self.restyles(now)
            && self.comparison == now.comparison
            && self.selection == now.selection
            && self.also == now.also
    }
}

impl Names {
    fn of(dataset: &Dataset, choice: &MapChoice) -> Self {
        let scheme = dataset.schemes().get(choice.scheme);
        let indicator = match choice.colour_by {
            ColourBy::Indicator(i) => dataset.indicators().get(i).map(indicator_key),
            _ => None,
        };
        Self {
            scheme: scheme.map(|s| s.key.clone()).unwrap_or_default(),
            groups: scheme.iter().flat_map(|s| s.groups.iter().map(|g| g.key.clone())).collect(),
            indicator,
        }
    }
}

fn parsed(choice: &Value) -> Option<MapChoice> {
    serde_json::from_value(choice.clone()).ok()
}

/// A figure is known by its column, year and whether it is of areas or schools.
fn indicator_key(indicator: &crate::data::Indicator) -> String {
    let year = indicator.year.map_or_else(String::new, |y| y.0.to_string());
    let subject = match indicator.subject {
        Subject::Home => "home",
        Subject::School => "school",
    };
    format!("{}:{}:{year}", subject, indicator.key)
}

impl SavedComparison {
    fn of(dataset: &Dataset, comparison: Comparison) -> Self {
        let scheme = dataset.schemes().get(comparison.scheme);
        let key = |i: usize| scheme.and_then(|s| s.groups.get(i)).map(|g| g.key.clone());
        Self {
            scheme: scheme.map(|s| s.key.clone()).unwrap_or_default(),
            group: key(comparison.group).unwrap_or_default(),
            other: match comparison.other {
                Other::Rest => None,
                Other::Group(other) => key(other),
            },
            year: comparison.year.map(|y| y.0),
        }
    }

    /// The comparison, and whether something of it is gone.
    fn find(&self, dataset: &Dataset) -> (Comparison, bool) {
        let schemes = dataset.schemes();
        let found = || {
            let scheme = schemes.iter().position(|s| s.key == self.scheme)?;
            let groups = schemes.get(scheme)?;
            let other = match &self.other {
                None => Other::Rest,
                Some(key) => Other::Group(groups.position(key)?),
            };
            let year = self.year.map(Year).filter(|year| dataset.years().contains(year));
            let lost = year.map(|y| y.0) != self.year;
            Some((Comparison { scheme, year, group: groups.position(&self.group)?, other }, lost))
        };
        let lost = !self.scheme.is_empty() && !schemes.is_empty();
        found().unwrap_or_else(|| (Comparison::first(dataset), lost))
    }
}

/// A word that this version does not know becomes the default.
fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Default + serde::de::DeserializeOwned,
{
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}
