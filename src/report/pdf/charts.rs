//! Charts on pages: each with its title, its words and its values.

use super::sheet::{MARGIN, Sheet};
use crate::report::document::Chart;
use crate::report::svg::chart::{below, chart as draw, height_of_bars};
use crate::report::table::Table;
use crate::text::text_with;
use crate::view::charts::picture::{Body, Picture};

/// What a title and the line under it take.
const HEAD: f32 = 70.0;
/// So much of its height a chart gives up to have its values on the same page; a square one gets small in
/// both ways.
const LOWER: f32 = 0.4;
const LOWER_SQUARE: f32 = 0.2;
/// A table lower than this is not left for the next page.
const SHORT: f32 = 280.0;
/// What a table's caption, head and first rows take.
const FIRST_ROWS: f32 = 110.0;
/// A page that has room for fewer bars than this is left for the next.
const FEWEST: usize = 12;

fn is_square(picture: &Picture) -> bool {
    matches!(&picture.body, Body::Plane(plane) if plane.square)
}

fn gives(picture: &Picture) -> f32 {
    if is_square(picture) { LOWER_SQUARE } else { LOWER }
}

/// Width and height of a chart on a page with so much room; its key and its foot with it.
pub fn size_of(picture: &Picture, room: (f32, f32)) -> (f32, f32) {
    let (w, h) = if is_square(picture) { (520.0, 440.0) } else { (660.0, 320.0) };
    let w = f32::min(w, room.0);
    let under = below(picture, w);
    // As large as the page allows, but no larger than it needs.
    (w, (h + under).min(room.1).max(240.0 + under))
}

/// Between a chart and what stands beside it.
const GAP: f32 = 28.0;
/// Words and values are not set in a column narrower than this.
const LEAST_BESIDE: f32 = 280.0;

/// A chart with its words, and its values in a table: beside it where the page is wide enough, else under
/// it.
pub fn chart(sheet: &mut Sheet, chart: &Chart) {
    let picture = &chart.picture;
    if beside(sheet, chart) {
        return;
    }
    let words: f32 =
        sheet.height_of(picture.sentence()) + picture.notes.iter().map(|n| sheet.height_of(n)).sum::<f32>();
    let whole = sheet.full_room();
    let (w, mut h) = size_of(picture, (sheet.text_width(), whole - HEAD - words));
    // Somewhat lower where its values then stand on the same page.
    let under = if chart.table.is_empty() { 0.0 } else { sheet.height_of_table(&chart.table) };
    let over = HEAD + h + words + under - whole;
    let lower = over > 0.0 && over < h * gives(picture);
    if lower {
        h -= over;
    }
    let together = if lower || under < SHORT { under } else { 0.0 };
    if sheet.room() < HEAD + h + words + together && sheet.y > MARGIN {
        sheet.new_page();
    }
    head(sheet, picture);
    sheet.chart(&draw(picture, (w, h), picture.key), &alt(picture, None), (w, h));
    sheet.paragraph(picture.sentence());
    picture.notes.iter().for_each(|note| sheet.caption(note));
    values(sheet, &chart.table);
}

/// Draws the chart with its words right of it, and its values under them if one page has room for them,
/// else under the chart; nothing where the page is too narrow.
fn beside(sheet: &mut Sheet, chart: &Chart) -> bool {
    let (picture, table) = (&chart.picture, &chart.table);
    let (w, mut h) = size_of(picture, (sheet.text_width(), sheet.full_room() - HEAD));
    let column = (w + GAP, sheet.text_width() - w - GAP);
    if column.1 < LEAST_BESIDE {
        return false;
    }
    let (words, fits) = sheet.column(column, |sheet| {
        let notes: f32 = picture.notes.iter().map(|n| sheet.height_of(n)).sum();
        let words = sheet.height_of(picture.sentence()) + notes;
        let values = HEAD + words + sheet.height_of_table(table);
        (words, sheet.is_wide_enough(table) && values <= sheet.full_room())
    });
    let right = if fits { words + sheet.column(column, |sheet| sheet.height_of_table(table)) } else { words };
    // Values that would fit under a chart that is somewhat lower do not begin a page of their own.
    let under = if fits || table.is_empty() { 0.0 } else { sheet.height_of_table(table) };
    let over = HEAD + h.max(right) + under - sheet.full_room();
    let lower = over > 0.0 && over < h * gives(picture) && h - over >= right;
    if lower {
        h -= over;
    }
    let needed = HEAD + h.max(right);
    let together = if lower || over <= 0.0 { needed + under } else { needed };
    if sheet.room() < together && sheet.y > MARGIN {
        sheet.new_page();
    }
    head(sheet, picture);
    let top = sheet.y;
    sheet.chart(&draw(picture, (w, h), picture.key), &alt(picture, None), (w, h));
    let bottom = std::mem::replace(&mut sheet.y, top);
    sheet.column(column, |sheet| {
        sheet.paragraph(picture.sentence());
        picture.notes.iter().for_each(|note| sheet.caption(note));
        if fits {
            values(sheet, table);
        }
    });
    sheet.y = sheet.y.max(bottom);
    if !fits {
        values(sheet, table);
    }
    true
}

/// The values of a chart, if it has any.
fn values(sheet: &mut Sheet, table: &Table) {
    if !table.is_empty() {
        if sheet.room() < FIRST_ROWS.min(sheet.height_of_table(table)) {
            sheet.new_page();
        }
        sheet.caption(&table.about);
        sheet.table(table);
    }
}

/// A chart of bars over as many pages as it takes; its values are those of the table that follows.
pub fn bars(sheet: &mut Sheet, picture: &Picture) {
    let w = sheet.text_width();
    let under = below(picture, w) + 12.0;
    let Body::Bars(bars) = &picture.body else { return };
    let whole = bars.whole.is_some();
    let fit =
        |room: f32, whole: bool| (1..).take_while(|n| height_of_bars(*n, whole) + under <= room).count();
    let fewest = FEWEST.min(bars.list.len());
    if fit(sheet.room() - HEAD, whole) < fewest && sheet.y > MARGIN {
        sheet.new_page();
    }
    head(sheet, picture);
    sheet.paragraph(picture.sentence());
    picture.notes.iter().for_each(|note| sheet.caption(note));
    let pieces = picture.in_pieces(fit(sheet.room(), whole), fit(sheet.full_room(), false));
    for (i, piece) in pieces.iter().enumerate() {
        if i > 0 {
            sheet.new_page();
        }
        let Body::Bars(bars) = &piece.body else { continue };
        let h = height_of_bars(bars.list.len(), bars.whole.is_some()) + below(piece, w);
        let part = (pieces.len() > 1).then_some((i + 1, pieces.len()));
        sheet.chart(&draw(piece, (w, h), picture.key), &alt(piece, part), (w, h));
    }
}

fn head(sheet: &mut Sheet, picture: &Picture) {
    sheet.heading(2, &picture.title);
    sheet.caption(&picture.about);
}

/// What stands in place of the chart for whoever does not see it.
fn alt(picture: &Picture, part: Option<(usize, usize)>) -> String {
    let mut words = vec![format!("{}.", picture.title.trim_end_matches('.')), picture.words.clone()];
    if let Some((part, parts)) = part {
        let args = [("part", part.to_string()), ("parts", parts.to_string())];
        let args = args.each_ref().map(|(k, v)| (*k, v.as_str()));
        words.insert(1, text_with(picture.language, "charts-part", &args));
    }
    words.join(" ")
}
