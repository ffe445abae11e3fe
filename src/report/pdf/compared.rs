//! A comparison on paper, and as one picture: the same page, drawn by the same pen.

use std::ops::Range;

use super::sheet::{MARGIN, Sheet, TITLE_LINE};
use super::{Paper, Size, bare};
use crate::notice::Notice;
use crate::report::Print;
use crate::report::comparison::{Compared, Map};
use crate::report::png::{fonts, spread};
use crate::report::svg::letters::escape;
use crate::report::svg::pen::number;
use crate::report::svg::{FONTS, description, key, svg};
use crate::text::{text, text_with};
use crate::view::{LegendEntry, Scene};

/// Between two maps.
const GAP: f32 = 14.0;
/// A picture is laid out as if on A3 on its side, so that its letters can be read when printed so.
const PICTURE: (f32, f32) = (1587.4, 1122.5);
/// A map lower than this shows nothing.
const LEAST_MAP: f32 = 240.0;
/// Keys are numbered after the maps.
const KEYS: usize = 3;
/// No page is higher: a picture is laid out first and cut to what it holds.
const ENDLESS: f32 = 20_000.0;

/// The comparison: the maps side by side with the outcomes in words, then every table.
///
/// # Errors
/// What keeps it from being a PDF/UA, such as a letter that no font of the machine has.
pub fn compared(report: &Compared, paper: Paper) -> Result<Vec<u8>, Notice> {
    let (w, h) = paper.pixels();
    let mut sheet = sheet(report, (w, h), paper.deterministic);
    head(&mut sheet, report);
    // On the smallest sheet the maps need all of the first page: the sentences begin the second.
    let spacious = !paper.landscape || paper.size == Size::A3;
    let sentences: f32 = report.sentences.iter().map(|s| sheet.height_of(s)).sum();
    let below = if spacious { sentences } else { 0.0 };
    // The sources of the maps take up to two lines.
    let room = sheet.room() - below - 48.0;
    if paper.landscape {
        let width = (sheet.text_width() - 2.0 * GAP) / 3.0;
        let table = sheet.height_of_table(&report.outcomes);
        let titles = titles_height(&sheet, &report.maps, width);
        // With the outcomes on the same page where the maps are still of use then.
        let with_table = room - table - titles - 8.0;
        let height = if with_table > width { with_table } else { room - titles };
        row(&mut sheet, report, 0..3, height, paper.deterministic);
    } else {
        // The third map is as wide as the others, so that all three have one scale, with its key beside it.
        let width = (sheet.text_width() - GAP) / 2.0;
        let titles = titles_height(&sheet, &report.maps[..2], width);
        let third = titles_height(&sheet, &report.maps[2..], width);
        let below = keys(&sheet, report, 0..2, LEAST_MAP, paper.deterministic);
        let below = below.iter().map(|key| key.height).fold(0.0, f32::max) + 8.0;
        // Where the sentences leave too little of the maps, they begin the next page.
        let of = |room: f32| (room - titles - third - below - GAP - 16.0) / 2.0;
        let height = if of(room) < LEAST_MAP { of(room + sentences) } else { of(room) };
        let height = height.clamp(LEAST_MAP, width * 1.25);
        row(&mut sheet, report, 0..2, height + below, paper.deterministic);
        sheet.y += GAP;
        row_with_key_beside(&mut sheet, report, 2, (width, height), paper.deterministic);
    }
    attribution(&mut sheet, report);
    if sheet.room() < sentences {
        sheet.new_page();
    }
    report.sentences.iter().for_each(|s| sheet.paragraph(s));
    for table in report.tables() {
        if sheet.height_of_table(table) > sheet.room() && sheet.y > MARGIN {
            sheet.new_page();
        }
        sheet.heading(2, &table.title);
        sheet.caption(&table.about);
        sheet.table(table);
    }
    notes(&mut sheet, report);
    let fonts = fonts(paper.deterministic);
    sheet.done().finish(&report.title, &report.subtitle, report.day, report.language, &fonts)
}

/// The maps, the outcomes and the sources as one SVG document, with its width and height in logical
/// pixels.
pub fn compared_svg(report: &Compared, transparent: bool, deterministic: bool) -> (String, (f32, f32)) {
    let (width, least) = PICTURE;
    let mut sheet = sheet(report, (width, ENDLESS), deterministic);
    head(&mut sheet, report);
    let column = (sheet.text_width() - 2.0 * GAP) / 3.0;
    row(&mut sheet, report, 0..3, column * 1.25, deterministic);
    attribution(&mut sheet, report);
    report.sentences.iter().for_each(|s| sheet.paragraph(s));
    sheet.heading(2, &report.outcomes.title);
    sheet.caption(&report.outcomes.about);
    sheet.table(&report.outcomes);
    notes(&mut sheet, report);
    let height = (sheet.y + MARGIN).max(least).ceil();
    let theme = &report.maps[0].scene.theme;
    let (w, h) = (number(width), number(height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         role=\"img\" aria-labelledby=\"title desc\" lang=\"{}\" font-family=\"{FONTS}\" font-size=\"13\" \
         fill=\"{}\">\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n",
        report.language.code(),
        theme.text.hex(),
        escape(&report.title),
        escape(&in_words(report)),
    );
    if !transparent {
        out.push_str(&format!("<rect width=\"{w}\" height=\"{h}\" fill=\"{}\"/>\n", theme.panel.hex()));
    }
    out.push_str(&sheet.out.drawing_of(0));
    out.push_str("</svg>\n");
    (out, (width, height))
}

fn sheet(report: &Compared, (w, h): (f32, f32), deterministic: bool) -> Sheet {
    let scene = &report.maps[0].scene;
    let program =
        text_with(report.language, "report-source-program", &[("version", env!("CARGO_PKG_VERSION"))]);
    let mut foot = vec![report.town.as_str()];
    foot.extend(scene.marks.iter().map(|m| m.text.as_str()));
    foot.extend([report.subtitle.as_str(), program.as_str()]);
    let foot = foot.join(" · ");
    Sheet::new(w, h, scene.theme, report.language, foot).with_letters(spread(deterministic))
}

fn head(sheet: &mut Sheet, report: &Compared) {
    sheet.heading(1, &report.title);
    sheet.caption(&report.subtitle);
    sheet.marks(&report.maps[0].scene.marks);
}

fn notes(sheet: &mut Sheet, report: &Compared) {
    sheet.heading(2, &text(report.language, "report-explanation"));
    report.explanation.iter().for_each(|line| sheet.paragraph(line));
    sheet.heading(2, &text(report.language, "report-sources"));
    report.sources.iter().for_each(|source| sheet.paragraph(source));
}

fn titles_height(sheet: &Sheet, maps: &[Map], width: f32) -> f32 {
    let lines = maps.iter().map(|m| sheet.title_lines(&m.title, width).len()).max().unwrap_or(1);
    lines as f32 * TITLE_LINE + 4.0
}

/// The key to a map, or to the two sides, which are coloured alike.
struct Key {
    drawing: String,
    height: f32,
    /// Left edge, on the page.
    x: f32,
    /// Number of its map.
    of: usize,
}

/// The keys to these maps beside each other: one for both sides, and one for the difference.
fn keys(sheet: &Sheet, report: &Compared, which: Range<usize>, height: f32, deterministic: bool) -> Vec<Key> {
    let Some(maps) = report.maps.get(which.clone()) else { return Vec::new() };
    let count = maps.len() as f32;
    let width = (sheet.text_width() - GAP * (count - 1.0)) / count;
    let mut out = Vec::new();
    for (i, map) in maps.iter().enumerate() {
        let (x, of) = (MARGIN + i as f32 * (width + GAP), which.start + i);
        let wide = match of {
            0 => width * 2.0 + GAP,
            1 => continue,
            _ => width,
        };
        let columns = if wide > 620.0 { 2 } else { 1 };
        let print = print(report, (width, height), deterministic);
        let (drawing, height) = key(&keyed(report, map, of), &print, wide, columns);
        out.push(Key { drawing, height, x, of });
    }
    out
}

fn print(report: &Compared, (width, height): (f32, f32), deterministic: bool) -> Print {
    Print { camera: report.camera, deterministic, panel: false, ..Print::new(width, height) }
}

/// Some of the maps beside each other, each under its title, with their keys under them. `height` is of
/// map and key together.
fn row(sheet: &mut Sheet, report: &Compared, which: Range<usize>, height: f32, deterministic: bool) {
    let Some(maps) = report.maps.get(which.clone()) else { return };
    let count = maps.len() as f32;
    let width = (sheet.text_width() - GAP * (count - 1.0)) / count;
    let titles = titles_height(sheet, maps, width);
    let top = sheet.y;
    let keys = keys(sheet, report, which.clone(), height, deterministic);
    let below = keys.iter().map(|key| key.height).fold(0.0, f32::max) + 8.0;
    let size = (width, (height - below).max(LEAST_MAP));
    for i in 0..maps.len() {
        let x = MARGIN + i as f32 * (width + GAP);
        one(sheet, report, which.start + i, ((x, top), size, titles), deterministic);
    }
    let under = top + titles + size.1 + 8.0;
    keys.iter().for_each(|key| draw_key(sheet, report, key, (key.x, under)));
    sheet.y = top + titles + size.1 + below + 8.0;
}

/// One map at the left under its title, with its key at its right.
fn row_with_key_beside(
    sheet: &mut Sheet,
    report: &Compared,
    at: usize,
    (width, height): (f32, f32),
    deterministic: bool,
) {
    let Some(map) = report.maps.get(at) else { return };
    let titles = titles_height(sheet, std::slice::from_ref(map), width);
    let top = sheet.y;
    one(sheet, report, at, ((MARGIN, top), (width, height), titles), deterministic);
    let print = print(report, (width, height), deterministic);
    let (drawing, needed) = key(&keyed(report, map, at), &print, width, 1);
    let x = MARGIN + width + GAP;
    draw_key(sheet, report, &Key { drawing, height: needed, x, of: at }, (x, top + titles));
    sheet.y = top + titles + height.max(needed) + 8.0;
}

/// A map under its title, of which the lines take `titles`.
fn one(
    sheet: &mut Sheet,
    report: &Compared,
    at: usize,
    ((x, top), size, titles): ((f32, f32), (f32, f32), f32),
    deterministic: bool,
) {
    let Some(map) = report.maps.get(at) else { return };
    let lines = sheet.title_lines(&map.title, size.0);
    sheet.title_at(&lines, (x, top));
    let mut scene = bare(&map.scene);
    // Sources stand under the maps, where they do not lie over what is small already.
    scene.attribution.clear();
    let drawing = apart(&svg(&scene, &print(report, size, deterministic)), at);
    let about = description(&map.scene);
    let args = [("town", map.title.as_str()), ("about", about.as_str())];
    let alt = text_with(report.language, "report-map-alt", &args);
    sheet.figure_at(&drawing, &alt, (x, top + titles), size);
}

/// For the eye: the alternative text of the map tells the same.
fn draw_key(sheet: &mut Sheet, report: &Compared, key: &Key, (x, y): (f32, f32)) {
    let place = format!("translate({} {})", number(x), number(y));
    let ink = report.maps[0].scene.theme.text.hex();
    let drawing = apart(&key.drawing, key.of + KEYS);
    sheet.out.decorate(format!("<g transform=\"{place}\" fill=\"{ink}\" font-size=\"13\">{drawing}</g>"));
}

/// The map whose key it is: that of both sides has every row that either has, and no numbers of areas or
/// schools, which are of one side only.
fn keyed(report: &Compared, map: &Map, at: usize) -> Scene {
    let mut scene = map.scene.clone();
    let Some(other) = report.maps.get(1).filter(|_| at == 0).map(|m| &m.scene.legend) else { return scene };
    let legend = &mut scene.legend;
    add_missing(&mut legend.entries, &other.entries);
    for section in &other.sections {
        match legend.sections.iter_mut().find(|own| own.title == section.title) {
            Some(own) => add_missing(&mut own.entries, &section.entries),
            None => legend.sections.push(section.clone()),
        }
    }
    match (&mut legend.symbols, &other.symbols) {
        (Some(own), Some(symbols)) => add_missing(&mut own.special, &symbols.special),
        (own @ None, Some(_)) => own.clone_from(&other.symbols),
        _ => {}
    }
    let missing: Vec<String> = other.notes.iter().filter(|n| !legend.notes.contains(n)).cloned().collect();
    legend.notes.extend(missing);
    let sections = legend.sections.iter_mut().flat_map(|s| &mut s.entries);
    let special = legend.symbols.iter_mut().flat_map(|s| &mut s.special);
    legend.entries.iter_mut().chain(sections).chain(special).for_each(|entry| entry.count = None);
    scene
}

fn add_missing(own: &mut Vec<LegendEntry>, other: &[LegendEntry]) {
    for entry in other {
        if !own.iter().any(|e| e.text == entry.text) {
            own.push(entry.clone());
        }
    }
}

/// Where the maps come from, in one paragraph.
fn attribution(sheet: &mut Sheet, report: &Compared) {
    let mut all: Vec<&str> = Vec::new();
    for part in report.maps.iter().flat_map(|m| &m.scene.attribution) {
        if !all.contains(&part.as_str()) {
            all.push(part);
        }
    }
    sheet.caption(&all.join(" · "));
}

/// The drawing with names of its own for its parts: several stand in one document.
fn apart(svg: &str, number: usize) -> String {
    let own = |before: &str| format!("{before}m{number}-");
    let titled = format!("aria-labelledby=\"m{number}-title m{number}-desc\"");
    let named = [" id=\"", "url(#", "href=\"#"];
    let apart = named.iter().fold(svg.to_owned(), |svg, before| svg.replace(before, &own(before)));
    apart.replace("aria-labelledby=\"title desc\"", &titled)
}

/// What the whole picture says, for whoever cannot see it.
fn in_words(report: &Compared) -> String {
    let mut out = vec![report.subtitle.clone()];
    out.extend(report.sentences.iter().cloned());
    for row in &report.outcomes.rows {
        let words: Vec<String> = row.iter().map(|c| c.words(report.language)).collect();
        out.push(format!("{}.", words.join("; ")));
    }
    out.extend(report.maps.iter().map(|map| format!("{}: {}", map.title, description(&map.scene))));
    out.join(" ")
}
