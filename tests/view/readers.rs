//! Our drawings in other readers: nothing in them that readers draw differently, and the same picture in
//! a browser where the machine has one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::Document;
use resvg::usvg::{Options, Tree, fontdb};
use wijkspiegel::figures::headline::Comparison;
use wijkspiegel::measure::inference::Draws;
use wijkspiegel::privacy::Gate;
use wijkspiegel::report::Print;
use wijkspiegel::report::date::Day;
use wijkspiegel::report::document::{Report, Request};
use wijkspiegel::report::svg::{chart, svg};
use wijkspiegel::text::Language;
use wijkspiegel::view::hit::Hit;
use wijkspiegel::view::{MapChoice, ShapeCache, Theme, with_selection};

const SIZE: (u32, u32) = (1440, 900);

/// The map of the example with flows, and every chart of its report, each with its name.
fn drawings() -> Vec<(String, String)> {
    let dataset = wijkspiegel::open::example().unwrap().dataset;
    let choice = MapChoice { flows: true, ..MapChoice::first(&dataset) };
    let request = Request {
        choice: choice.clone(),
        comparison: Comparison::first(&dataset),
        gate: Gate::default(),
        language: Language::Dutch,
        draws: Draws { count: 20, seed: 1 },
        scenario: None,
        day: Day { year: 2026, month: 12, day: 1 },
        command: String::new(),
    };
    let shapes = ShapeCache::new(&dataset);
    let report = Report::new(&dataset, &request, &Theme::LIGHT, &shapes, &()).unwrap();
    let school = Some(Hit::School(wijkspiegel::data::SchoolId(3)));
    let scene = with_selection(&report.scene, &dataset, &choice, &Gate::default(), &shapes, school);
    let mut out = vec![("map".to_owned(), svg(&scene, &Print::SCREEN))];
    let charts = report.charts.composition.iter().chain(report.charts.others.iter().map(|c| &c.picture));
    let size = (SIZE.0 as f32, SIZE.1 as f32);
    out.extend(charts.map(|p| (p.key.to_owned(), chart(p, size, p.key))));
    out
}

/// Elements and attributes that resvg, browsers and drawing programs draw alike.
const ELEMENTS: [&str; 12] =
    ["svg", "title", "desc", "g", "path", "rect", "circle", "text", "use", "clipPath", "image", "defs"];
const ATTRIBUTES: [&str; 41] = [
    "width",
    "height",
    "viewBox",
    "role",
    "aria-labelledby",
    "lang",
    "font-family",
    "font-size",
    "fill",
    "id",
    "d",
    "x",
    "y",
    "cx",
    "cy",
    "r",
    "rx",
    "transform",
    "clip-path",
    "clip-rule",
    "fill-rule",
    "fill-opacity",
    "opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linejoin",
    "stroke-linecap",
    "stroke-dasharray",
    "paint-order",
    "text-anchor",
    "font-weight",
    "href",
    "preserveAspectRatio",
    "points",
    "x1",
    "x2",
    "y1",
    "y2",
    "version",
    "xmlns",
];

#[test]
fn a_drawing_has_nothing_in_it_that_readers_draw_differently() {
    let all = drawings();
    assert!(all.len() >= 4, "{}", all.len());
    for (name, svg) in &all {
        let document = Document::parse(svg).unwrap();
        for node in document.descendants().filter(|n| n.is_element()) {
            let tag = node.tag_name().name();
            assert!(ELEMENTS.contains(&tag), "{name}: <{tag}>");
            for attribute in node.attributes() {
                assert!(ATTRIBUTES.contains(&attribute.name()), "{name}: {} of <{tag}>", attribute.name());
            }
        }
        assert!(!svg.contains("<style") && !svg.contains("<script") && !svg.contains("@import"), "{name}");
        // Every drawing says its own size, so that a reader needs no guess.
        let root = document.root_element();
        assert!(root.attribute("width").is_some() && root.attribute("viewBox").is_some(), "{name}");
    }
}

fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
}

/// What the browser shows of a file; `None` where it cannot run here, as without the right to make a
/// sandbox or a display of its own.
fn photographed(browser: &Path, file: &Path, to: &Path) -> Option<Pixmap> {
    let home = to.parent()?.join("home");
    let mut child = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
        ])
        .arg(format!("--user-data-dir={}", home.display()))
        .arg(format!("--window-size={},{}", SIZE.0, SIZE.1))
        .arg(format!("--screenshot={}", to.display()))
        .arg(format!("file://{}", file.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let began = Instant::now();
    while child.try_wait().ok()?.is_none() {
        if began.elapsed() > Duration::from_secs(60) {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Pixmap::decode_png(&std::fs::read(to).ok()?).ok()
}

fn by_resvg(svg: &str) -> Pixmap {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let options = Options { fontdb: std::sync::Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).unwrap();
    let mut out = Pixmap::new(SIZE.0, SIZE.1).unwrap();
    out.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::default(), &mut out.as_mut());
    out
}

/// The share of blocks of 12 × 12 pixels whose mean colour differs by more than a sixteenth. Letters
/// are set a hair differently by every reader; surfaces and lines are not.
fn differing(one: &Pixmap, other: &Pixmap) -> f64 {
    const BLOCK: u32 = 12;
    let mean = |picture: &Pixmap, bx: u32, by: u32| -> [f64; 3] {
        let mut sum = [0.0; 3];
        for y in by * BLOCK..(by + 1) * BLOCK {
            for x in bx * BLOCK..(bx + 1) * BLOCK {
                let p = picture.pixel(x, y).unwrap();
                for (s, v) in sum.iter_mut().zip([p.red(), p.green(), p.blue()]) {
                    *s += f64::from(v) / f64::from(BLOCK * BLOCK);
                }
            }
        }
        sum
    };
    let (columns, rows) = (SIZE.0 / BLOCK, SIZE.1 / BLOCK);
    let blocks = (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y)));
    let differs = |(x, y): &(u32, u32)| {
        let (a, b) = (mean(one, *x, *y), mean(other, *x, *y));
        a.iter().zip(b).any(|(a, b)| (a - b).abs() > 16.0)
    };
    blocks.filter(differs).count() as f64 / f64::from(columns * rows)
}

#[test]
fn a_browser_shows_the_same_picture_as_resvg_where_the_machine_has_one() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no Chromium or Chrome in PATH to show the drawings");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut before: Option<Pixmap> = None;
    for (name, svg) in drawings() {
        let file = folder.path().join(format!("{name}.svg"));
        std::fs::write(&file, &svg).unwrap();
        let shown = photographed(&browser, &file, &folder.path().join(format!("{name}.png")));
        let Some(shown) = shown else {
            eprintln!("skipped: {} shows no picture here", browser.display());
            return;
        };
        let ours = by_resvg(&svg);
        let share = differing(&ours, &shown);
        assert!(share < 0.02, "{name}: {:.1} % of the picture differs", share * 100.0);
        if let Some(before) = before.replace(shown) {
            assert!(differing(&ours, &before) > 0.1, "another picture must be told apart");
        }
    }
}
