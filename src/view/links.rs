//! Friendship schools on a map: a line between every two schools of a group, thicker where their
//! children gain more contact, and the place where a group meets when that is none of its schools.

use geo::Point;

use super::scene::{
    Label, LabelKind, LegendEntry, LegendSection, LinkLine, MeetingPlace, Scene, SceneLayer, SectionKind,
    Stroke, Swatch,
};
use super::theme::Theme;
use crate::data::{Dataset, SchoolId};
use crate::find::town::telling::Telling;
use crate::find::town::{Brings, Town};
use crate::friendship::Friendship;
use crate::friendship::year::Meeting;
use crate::text::{Language, text};

const THINNEST_PX: f32 = 2.0;
const THICKEST_PX: f32 = 9.0;
const CASING_PX: f32 = 3.0;
const WAY_PX: f32 = 1.5;
/// A link of this share of the most that two schools could gain in a whole week is the thickest:
/// what two and a half hours of the best pair bring. Widths go by the root, so that small gains are
/// told apart too.
const THICKEST_AT: f64 = 0.1;

/// Two schools of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Position of the group.
    pub group: usize,
    pub schools: (SchoolId, SchoolId),
    pub ends: (Point<f64>, Point<f64>),
    pub width_px: f32,
    /// Whether the width tells the gain; else it would give hidden counts away and is the least.
    pub told: bool,
}

/// A place where a group meets that is none of its schools.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub group: usize,
    pub name: String,
    pub at: Point<f64>,
    /// From where children come.
    pub from: Vec<Point<f64>>,
}

/// The groups of a proposal as a map draws them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    pub links: Vec<Link>,
    pub places: Vec<Place>,
}

impl Links {
    /// Of groups that bring this. `greatest` is the most that any two schools of the town would gain
    /// ([`Town::greatest_gain`]).
    pub fn of(
        dataset: &Dataset,
        groups: &[Friendship],
        (town, brings, telling): (&Town, &Brings, &Telling),
        greatest: f64,
        language: Language,
    ) -> Self {
        let units = brings.units(town);
        let mut out = Self::default();
        for (group, own) in brings.groups.iter().zip(&units) {
            let told = telling.group(own, &units);
            for (a, b, gain) in &group.links {
                let (Some(from), Some(to)) = (dataset.school(*a), dataset.school(*b)) else { continue };
                let part = if told && greatest > 0.0 {
                    (gain / greatest / THICKEST_AT).clamp(0.0, 1.0).sqrt() as f32
                } else {
                    0.0
                };
                out.links.push(Link {
                    group: group.group,
                    schools: (*a, *b),
                    ends: (from.at, to.at),
                    width_px: THINNEST_PX + (THICKEST_PX - THINNEST_PX) * part,
                    told,
                });
            }
            let meeting = group.travel.as_ref().map(|travel| travel.meeting);
            if let Some(Meeting::ThirdPlace(at)) = meeting {
                let name = groups.get(group.group).and_then(|g| g.place.as_ref()?.name.clone());
                let name = name.unwrap_or_else(|| text(language, "friends-meeting-place"));
                let from = group.schools.iter().filter_map(|id| dataset.school(*id).map(|s| s.at));
                out.places.push(Place { group: group.group, name, at, from: from.collect() });
            }
        }
        out
    }

    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    fn lines(&self, theme: &Theme) -> Vec<LinkLine> {
        let stroke = |color, width_px| Stroke { color, width_px, opacity: 1.0 };
        let line = |from, to, width_px| LinkLine {
            from,
            to,
            stroke: stroke(theme.accent, width_px),
            casing: stroke(theme.ring, width_px + CASING_PX),
        };
        let ways = self.places.iter().flat_map(|place| place.from.iter().map(|from| (*from, place.at)));
        let ways = ways.map(|(from, to)| line(from, to, WAY_PX));
        ways.chain(self.links.iter().map(|link| line(link.ends.0, link.ends.1, link.width_px))).collect()
    }

    /// Puts the links below the schools of a map, the places over them, and rows in the legend. A map
    /// without schools has no links either: they would hang in the air.
    pub fn add_to(&self, scene: &mut Scene) {
        let discs = scene.layers.iter().position(|layer| matches!(layer, SceneLayer::Discs(_)));
        let Some(at) = discs.filter(|_| !self.is_empty()) else { return };
        let (theme, language) = (scene.theme, scene.language);
        scene.layers.insert(at, SceneLayer::Links(self.lines(&theme)));
        let sample = |width_px, color| Stroke { color, width_px, opacity: 1.0 };
        let line = |width_px, key| LegendEntry {
            swatch: Swatch::Line {
                stroke: sample(width_px, theme.accent),
                casing: Some(sample(width_px + CASING_PX, theme.ring)),
            },
            text: text(language, key),
            count: None,
        };
        let mut entries = vec![line(5.0, "friends-legend")];
        if self.links.iter().any(|link| !link.told) {
            entries.push(line(THINNEST_PX, "friends-legend-hidden"));
        }
        if !self.places.is_empty() {
            entries.push(line(WAY_PX, "friends-legend-way"));
            let mark = |place: &Place| MeetingPlace { at: place.at, name: place.name.clone() };
            scene.layers.push(SceneLayer::Meetings(self.places.iter().map(mark).collect()));
            scene.labels.extend(self.places.iter().map(|place| Label {
                text: place.name.clone(),
                at: place.at,
                kind: LabelKind::School,
                priority: u32::MAX,
                room_m: 0.0,
            }));
        }
        scene.legend.sections.push(LegendSection {
            kind: SectionKind::Links,
            title: text(language, "friends-title"),
            entries,
            notes: vec![text(language, "friends-opportunity-short")],
        });
    }
}
