//! The pages of an atlas: one for every area of a level, or for every school.

use geo::{BoundingRect, Rect};

use super::document::{Request, about};
use super::pdf::{AtlasPage, Unit};
use super::table::{Cell, Column, Table};
use crate::data::{AreaId, Dataset, Level, SchoolId, Subject};
use crate::privacy::{Composition, ShownCounts};
use crate::text::text;

/// Metres around a school that its page shows.
const AROUND_SCHOOL: f64 = 900.0;

/// One page for every area of the level on the map, in their order.
pub fn of_areas(dataset: &Dataset, request: &Request) -> Vec<AtlasPage> {
    let comparison = request.comparison;
    let Some(counts) = dataset.counts(Subject::Home, comparison.scheme, comparison.year) else {
        return Vec::new();
    };
    let shown = ShownCounts::of(dataset, counts, request.gate);
    let what = about(dataset, request, counts, "report-about-homes");
    let pages = dataset.areas_of(request.choice.level).filter_map(|(AreaId(id), area)| {
        let bounds = area.shape.bounding_rect()?;
        let composition = shown.composition_or_unknown(comparison.scheme, id);
        let parent = area.parent.and_then(|p| dataset.area(p)).map(|p| p.name.clone());
        let line: Vec<String> = std::iter::once(area.code.clone()).chain(parent).collect();
        let columns = [(area.name.clone(), &composition)];
        Some(AtlasPage {
            title: if area.name.is_empty() { area.code.clone() } else { area.name.clone() },
            about: line.join(" · "),
            unit: Unit::Area(area.shape.clone()),
            extent: grown(bounds, 0.12 * bounds.width().max(bounds.height()).max(200.0)),
            table: table(
                dataset,
                request,
                "report-atlas-lives",
                &columns,
                shown.town(comparison.scheme),
                &what,
            ),
        })
    });
    pages.collect()
}

/// One page for every school, in their order.
pub fn of_schools(dataset: &Dataset, request: &Request) -> Vec<AtlasPage> {
    let comparison = request.comparison;
    let Some(counts) = dataset.counts(Subject::School, comparison.scheme, comparison.year) else {
        return Vec::new();
    };
    let shown = ShownCounts::of(dataset, counts, request.gate);
    let homes = dataset.counts(Subject::Home, comparison.scheme, comparison.year);
    let homes = homes.map(|homes| ShownCounts::of(dataset, homes, request.gate));
    let what = about(dataset, request, counts, "report-about-schools");
    let pages = dataset.schools().iter().enumerate().map(|(i, school)| {
        let composition = shown.composition_or_unknown(comparison.scheme, i);
        // The school stands in a wijk (or in a buurt where no wijken are loaded).
        let around = [Level::Wijk, Level::Buurt, Level::Postcode, Level::Other]
            .into_iter()
            .find_map(|level| dataset.area_at(school.at, level));
        let beside = around.and_then(|id| {
            let name = dataset.area(id)?.name.clone();
            Some((name, homes.as_ref()?.composition(comparison.scheme, id.0)?))
        });
        let columns: Vec<(String, &Composition)> =
            std::iter::once((school.name.clone(), &composition)).chain(beside).collect();
        let line = [Some(&school.code), school.denomination.as_ref(), school.board.as_ref()];
        let line: Vec<&str> = line.into_iter().flatten().map(String::as_str).collect();
        AtlasPage {
            title: if school.name.is_empty() { school.code.clone() } else { school.name.clone() },
            about: line.join(" · "),
            unit: Unit::School(SchoolId(i)),
            extent: grown(Rect::new(school.at.0, school.at.0), AROUND_SCHOOL),
            table: table(
                dataset,
                request,
                "report-atlas-school",
                &columns,
                shown.town(comparison.scheme),
                &what,
            ),
        }
    });
    pages.collect()
}

fn grown(rect: Rect<f64>, by: f64) -> Rect<f64> {
    Rect::new((rect.min().x - by, rect.min().y - by), (rect.max().x + by, rect.max().y + by))
}

/// Pupils by group: of the unit itself with counts, of what stands beside it and of the town as shares.
fn table(
    dataset: &Dataset,
    request: &Request,
    title: &str,
    of: &[(String, &Composition)],
    town: Option<&Composition>,
    about: &str,
) -> Table {
    let language = request.language;
    let mut columns = vec![
        Column::text("group", String::new(), 20),
        Column::number("pupils", text(language, "report-pupils"), 14),
    ];
    for (i, (name, _)) in of.iter().enumerate() {
        columns.push(Column::number(format!("share_{i}"), name.clone(), 20));
    }
    columns.push(Column::number("town", dataset.name_in(language), 20));
    let groups =
        dataset.schemes().get(request.comparison.scheme).map(|s| s.groups.as_slice()).unwrap_or_default();
    let share = |c: Option<&Composition>, g: usize| {
        c.and_then(|c| c.shares.get(g)).map_or(Cell::Empty, |s| Cell::Share(*s))
    };
    let mut rows: Vec<Vec<Cell>> = groups
        .iter()
        .enumerate()
        .map(|(g, group)| {
            let first = of.first().and_then(|(_, c)| c.counts.get(g));
            let mut row =
                vec![Cell::Text(group.name_in(language)), first.map_or(Cell::Empty, |c| Cell::Count(*c))];
            row.extend(of.iter().map(|(_, c)| share(Some(c), g)));
            row.push(share(town, g));
            row
        })
        .collect();
    let total = of.first().map_or(Cell::Empty, |(_, c)| Cell::Count(c.total));
    let mut last = vec![Cell::Text(text(language, "report-all-pupils")), total];
    last.resize(columns.len(), Cell::Empty);
    rows.push(last);
    Table {
        name: text(language, title),
        title: text(language, title),
        about: about.to_owned(),
        origin: None,
        columns,
        rows,
    }
}
