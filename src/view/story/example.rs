//! The story that comes with the example town: five steps, in the language of the window.

use geo::Rect;

use super::saved::{SavedView, Shown};
use super::{Step, Story};
use crate::data::Dataset;
use crate::figures::headline::Comparison;
use crate::figures::plain::{Figure, Unit};
use crate::measure::Other;
use crate::text::{Language, text};
use crate::view::camera::Camera;
use crate::view::choice::{ColourBy, MapChoice};
use crate::view::focus::focus;
use crate::view::hit::Hit;
use crate::view::selection::Selection;

/// The school of the last step, which has neighbours of another composition.
const SCHOOL: &str = "EX33";

/// The story of the example; empty for any other town.
pub fn story(dataset: &Dataset, language: Language) -> Story {
    let town = focus(dataset).filter(|_| dataset.is_example());
    let (Some(town), Some(scheme)) = (town, dataset.schemes().first()) else { return Story::default() };
    let low = 0;
    let high = scheme.groups.len().saturating_sub(1);
    let high_first = Comparison { scheme: 0, year: None, group: high, other: Other::Group(low) };
    let low_first = Comparison { group: low, other: Other::Group(high), ..high_first };
    let with_schools = MapChoice { colour_by: ColourBy::GroupShare(low), ..MapChoice::first(dataset) };
    let mut homes_only = with_schools.clone();
    homes_only.visible.schools = false;

    let school = dataset.school_by_code(SCHOOL);
    let around = school.and_then(|id| dataset.school(id)).map_or(town, |s| {
        const WEST: f64 = 1900.0;
        const EAST: f64 = 2900.0;
        const SOUTH: f64 = 2100.0;
        const NORTH: f64 = 1500.0;
        Rect::new((s.at.x() - WEST, s.at.y() - SOUTH), (s.at.x() + EAST, s.at.y() + NORTH))
    });
    let view = |rect: Rect<f64>, choice: &MapChoice, comparison, selection: Option<Unit>, figure| {
        let selection = Selection::from(selection.map(Hit::from));
        // One metre a pixel: the size of the map is the size of the rectangle.
        let size_px = (rect.width() as f32, rect.height() as f32);
        let camera = Camera { centre: rect.center().into(), metres_per_px: 1.0, size_px };
        SavedView::of(dataset, &Shown { camera, choice, comparison, selection: &selection, figure })
    };
    let say = |key: &str| text(language, key);
    let step = |title: &str, sentence: Option<&str>, caption: &str, note: &str, view: SavedView| Step {
        title: say(title),
        sentence: sentence.map(say),
        caption: say(caption),
        note: say(note),
        view,
        ..Step::default()
    };
    let steps = vec![
        step(
            "example-step-homes",
            Some("example-step-homes-sentence"),
            "example-step-homes-caption",
            "example-step-homes-note",
            view(town, &homes_only, high_first, None, Figure::None),
        ),
        step(
            "example-step-schools",
            None,
            "example-step-schools-caption",
            "example-step-schools-note",
            view(town, &with_schools, high_first, None, Figure::OneGroup),
        ),
        step(
            "example-step-swap",
            None,
            "example-step-swap-caption",
            "example-step-swap-note",
            view(town, &with_schools, high_first, None, Figure::Swap),
        ),
        step(
            "example-step-choice",
            None,
            "example-step-choice-caption",
            "example-step-choice-note",
            view(town, &with_schools, high_first, None, Figure::Home),
        ),
        step(
            "example-step-near",
            None,
            "example-step-near-caption",
            "example-step-near-note",
            view(around, &with_schools, low_first, school.map(Unit::School), Figure::Selected),
        ),
    ];
    Story { steps, ..Story::default() }
}
