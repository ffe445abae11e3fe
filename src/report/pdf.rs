//! Reports, maps and atlases as tagged PDF (PDF/UA-1), with the vector map of [`super::svg`].

#![allow(clippy::result_large_err, reason = "a print fails once, on the cold path")]

mod charts;
mod compared;
mod sheet;
mod tagged;

use std::sync::Arc;

use super::Print;
use super::document::{Block, Report};
use super::png::{fonts, spread};
use super::svg::{description, svg};
use crate::data::{Level, SchoolId};
use crate::notice::Notice;
use crate::text::{text, text_with};
use crate::view::{Camera, Scene, SceneLayer, Shapes, Stroke};
pub(super) use charts::size_of;
pub use compared::{compared, compared_svg};
use sheet::Sheet;

/// A sheet of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    #[default]
    A4,
    A3,
}

impl Size {
    pub const ALL: [Self; 2] = [Self::A4, Self::A3];

    pub fn code(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code().eq_ignore_ascii_case(code))
    }
}

/// How a document stands on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    pub size: Size,
    pub landscape: bool,
    /// Letters of the built-in face only, so that it looks the same anywhere.
    pub deterministic: bool,
}

impl Paper {
    /// Width and height in logical pixels.
    fn pixels(self) -> (f32, f32) {
        let (short, long) = match self.size {
            Size::A4 => (793.7, 1122.5),
            Size::A3 => (1122.5, 1587.4),
        };
        if self.landscape { (long, short) } else { (short, long) }
    }

    fn sheet(self, report: &Report) -> Sheet {
        let (w, h) = self.pixels();
        let program =
            text_with(report.language, "report-source-program", &[("version", env!("CARGO_PKG_VERSION"))]);
        let mut foot = vec![report.town.as_str()];
        // A page that goes its own way still says on what it rests.
        foot.extend(report.scene.marks.iter().map(|m| m.text.as_str()));
        foot.extend([report.subtitle.as_str(), program.as_str()]);
        let foot = foot.join(" · ");
        Sheet::new(w, h, report.scene.theme, report.language, foot).with_letters(spread(self.deterministic))
    }
}

/// The map on one page, with its title, sentences, legend, scale, north arrow and sources, and the
/// values on it as a table on the pages that follow.
///
/// # Errors
/// What keeps it from being a PDF/UA, such as a letter that no font of the machine has.
pub fn map(report: &Report, paper: Paper, camera: Option<Camera>) -> Result<Vec<u8>, Notice> {
    let mut sheet = paper.sheet(report);
    map_page(&mut sheet, report, paper, camera, &map_title(report));
    if !report.areas.is_empty() {
        sheet.new_page();
        sheet.heading(2, &report.areas.title);
        sheet.caption(&report.areas.about);
        sheet.table(&report.areas);
        explanation(&mut sheet, report);
    }
    finish(sheet, report, paper, &map_title(report))
}

/// The whole report.
///
/// # Errors
/// As [`map`].
pub fn report(report: &Report, paper: Paper) -> Result<Vec<u8>, Notice> {
    let mut sheet = paper.sheet(report);
    map_page(&mut sheet, report, paper, None, &report.title);
    for (i, block) in report.blocks().into_iter().enumerate() {
        if i == 0 {
            sheet.new_page();
        }
        match block {
            Block::Table(table) => {
                sheet.heading(2, &table.title);
                sheet.caption(&table.about);
                sheet.table(table);
            }
            Block::Chart(chart) => charts::chart(&mut sheet, chart),
            Block::Picture(picture) => charts::bars(&mut sheet, picture),
        }
    }
    explanation(&mut sheet, report);
    sheet.heading(2, &text(report.language, "report-sources"));
    report.sources.iter().for_each(|source| sheet.paragraph(source));
    sheet.heading(2, &text(report.language, "report-again"));
    sheet.paragraph(&report.command);
    finish(sheet, report, paper, &report.title)
}

/// One page for every unit: its map, its own row of the table and the sentences.
///
/// # Errors
/// As [`map`].
pub fn atlas(report: &Report, pages: &[AtlasPage], paper: Paper) -> Result<Vec<u8>, Notice> {
    let title = text_with(report.language, "report-atlas", &[("town", &report.town)]);
    let mut sheet = paper.sheet(report);
    sheet.heading(1, &title);
    sheet.caption(&report.subtitle);
    sheet.marks(&report.scene.marks);
    let whole = page_svg(&mut sheet, &report.scene, paper, View::Camera(None), 0.0);
    sheet.figure(&whole.0, &alt(report, &report.scene), whole.1);
    for page in pages {
        sheet.new_page();
        sheet.heading(2, &page.title);
        sheet.caption(&page.about);
        sheet.marks(&report.scene.marks);
        let below = 60.0 + 17.0 * page.table.rows.len() as f32;
        let scene = made_out(&report.scene, &page.unit);
        let (drawing, height) = page_svg(&mut sheet, &scene, paper, View::Extent(page.extent), below);
        let place =
            text_with(report.language, "report-map-alt", &[("town", &page.title), ("about", &page.about)]);
        sheet.figure(&drawing, &place, height);
        sheet.table(&page.table);
        sheet.caption(&page.table.about);
    }
    finish(sheet, report, paper, &title)
}

/// A page of an atlas.
#[derive(Clone, Debug)]
pub struct AtlasPage {
    pub title: String,
    pub about: String,
    /// What the map shows, in RD metres.
    pub extent: geo::Rect<f64>,
    pub unit: Unit,
    pub table: super::table::Table,
}

/// What a page of an atlas is of; its map shows which it is.
#[derive(Clone, Debug)]
pub enum Unit {
    Area(geo::MultiPolygon<f64>),
    School(SchoolId),
}

/// The scene with one of its areas or schools made out.
fn made_out(scene: &Scene, unit: &Unit) -> Scene {
    let mut scene = scene.clone();
    let ink = scene.theme.text;
    match unit {
        Unit::Area(shape) => {
            let shapes = Arc::new(Shapes::unlabelled(vec![(0, shape.clone())]));
            let stroke = |color, width_px| Stroke { color, width_px, opacity: 1.0 };
            let (line, casing) = (stroke(ink, 2.5), stroke(scene.theme.halo, 5.0));
            let outline =
                SceneLayer::Outlines { level: Level::Other, shapes, stroke: line, casing: Some(casing) };
            let above = scene.layers.iter().position(|l| {
                matches!(l, SceneLayer::Flows(_) | SceneLayer::Links(_) | SceneLayer::Discs(_))
            });
            scene.layers.insert(above.unwrap_or(scene.layers.len()), outline);
        }
        Unit::School(id) => {
            let discs = scene.layers.iter_mut().filter_map(|l| match l {
                SceneLayer::Discs(discs) => Some(discs),
                _ => None,
            });
            for disc in discs.flatten().filter(|d| d.school == *id) {
                disc.ring = Stroke { color: ink, width_px: 3.5, opacity: 1.0 };
            }
        }
    }
    scene
}

fn finish(sheet: Sheet, report: &Report, paper: Paper, title: &str) -> Result<Vec<u8>, Notice> {
    let fonts = fonts(paper.deterministic);
    sheet.done().finish(title, &report.subtitle, report.day, report.language, &fonts)
}

fn map_title(report: &Report) -> String {
    let legend = &report.scene.legend.title;
    if legend.is_empty() { report.title.clone() } else { format!("{} – {legend}", report.town) }
}

fn alt(report: &Report, scene: &Scene) -> String {
    let about = description(scene);
    text_with(report.language, "report-map-alt", &[("town", &report.town), ("about", &about)])
}

/// What a map shows.
#[derive(Clone, Copy)]
enum View {
    /// What this camera shows, else the whole scene.
    Camera(Option<Camera>),
    Extent(geo::Rect<f64>),
}

/// The scene as a drawing for the room that is left on the page less `below`, and its height.
fn page_svg(sheet: &mut Sheet, scene: &Scene, paper: Paper, view: View, below: f32) -> (String, f32) {
    let height = (sheet.room() - below - 8.0).max(240.0);
    let mut bare = bare(scene);
    let mut print = Print::new(sheet.text_width(), height);
    match view {
        View::Extent(extent) => bare.extent = extent,
        View::Camera(camera) => print.camera = camera,
    }
    print.deterministic = paper.deterministic;
    (svg(&bare, &print), height)
}

/// The scene without title, sentences and marks: they stand on the page itself, where they are text.
fn bare(scene: &Scene) -> Scene {
    let mut bare = scene.clone();
    bare.title.clear();
    bare.subtitle.clear();
    bare.statement.clear();
    bare.marks.clear();
    bare
}

fn map_page(sheet: &mut Sheet, report: &Report, paper: Paper, camera: Option<Camera>, title: &str) {
    let scene = &report.scene;
    sheet.heading(1, title);
    let legend = [scene.legend.subtitle.as_str(), report.subtitle.as_str()];
    let line: Vec<&str> = legend.into_iter().filter(|p| !p.is_empty()).collect();
    sheet.caption(&line.join(" · "));
    sheet.marks(&scene.marks);
    let sentences = &report.sentences;
    let below: f32 = sentences.iter().map(|s| sheet.height_of(s)).sum();
    let (drawing, height) = page_svg(sheet, scene, paper, View::Camera(camera), below + 12.0);
    sheet.figure(&drawing, &alt(report, scene), height);
    sentences.iter().for_each(|s| sheet.paragraph(s));
}

fn explanation(sheet: &mut Sheet, report: &Report) {
    sheet.heading(2, &text(report.language, "report-explanation"));
    report.explanation.iter().for_each(|line| sheet.paragraph(line));
}
