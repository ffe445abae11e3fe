//! A comparison on paper, and as one picture: the same page, drawn by the same pen.

use super::sheet::{MARGIN, Sheet, TITLE_LINE};
use super::{Paper, bare};
use crate::notice::Notice;
use crate::report::Print;
use crate::report::comparison::{Compared, Map};
use crate::report::png::{fonts, spread};
use crate::report::svg::letters::escape;
use crate::report::svg::pen::number;
use crate::report::svg::{FONTS, description, svg};
use crate::text::{text, text_with};

/// Between two maps.
const GAP: f32 = 14.0;
/// A picture is laid out as if on A3 on its side, so that its letters can be read when printed so.
const PICTURE: (f32, f32) = (1587.4, 1122.5);
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
    let below: f32 = report.sentences.iter().map(|s| sheet.height_of(s)).sum();
    let room = sheet.room() - below - 12.0;
    if paper.landscape {
        let width = (sheet.text_width() - 2.0 * GAP) / 3.0;
        let table = sheet.height_of_table(&report.outcomes);
        let titles = titles_height(&sheet, &report.maps, width);
        // With the outcomes on the same page where the maps are still of use then.
        let with_table = room - table - titles - 8.0;
        let height = if with_table > width { with_table } else { room - titles - 4.0 };
        row(&mut sheet, report, 0..3, height.max(width + 1.0), paper.deterministic);
    } else {
        let width = (sheet.text_width() - GAP) / 2.0;
        let wide = sheet.text_width();
        let titles = titles_height(&sheet, &report.maps[..2], width);
        let third = titles_height(&sheet, &report.maps[2..], wide);
        let left = room - titles - third - 2.0 * GAP;
        let height = (left * 0.54).max(width + 1.0);
        row(&mut sheet, report, 0..2, height, paper.deterministic);
        row(&mut sheet, report, 2..3, (left - height).max(240.0), paper.deterministic);
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

/// Some of the maps beside each other, each under its title and with its own key.
fn row(
    sheet: &mut Sheet,
    report: &Compared,
    which: std::ops::Range<usize>,
    height: f32,
    deterministic: bool,
) {
    let Some(maps) = report.maps.get(which.clone()) else { return };
    let count = maps.len() as f32;
    let width = (sheet.text_width() - GAP * (count - 1.0)) / count;
    let titles = titles_height(sheet, maps, width);
    let top = sheet.y;
    for (i, map) in maps.iter().enumerate() {
        let x = MARGIN + i as f32 * (width + GAP);
        let lines = sheet.title_lines(&map.title, width);
        sheet.title_at(&lines, (x, top));
        let print = Print { camera: report.camera, deterministic, ..Print::new(width, height) };
        let drawing = apart(&svg(&bare(&map.scene), &print), which.start + i);
        let about = description(&map.scene);
        let args = [("town", map.title.as_str()), ("about", about.as_str())];
        let alt = text_with(report.language, "report-map-alt", &args);
        sheet.figure_at(&drawing, &alt, (x, top + titles), (width, height));
    }
    sheet.y = top + titles + height + 12.0;
}

/// The drawing with names of its own for its parts: several stand in one document.
fn apart(svg: &str, number: usize) -> String {
    svg.replace(" id=\"", &format!(" id=\"m{number}-")).replace("url(#", &format!("url(#m{number}-")).replace(
        "aria-labelledby=\"title desc\"",
        &format!("aria-labelledby=\"m{number}-title m{number}-desc\""),
    )
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
