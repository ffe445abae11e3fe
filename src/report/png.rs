//! A scene as PNG: the SVG drawn in pixels, with letters on any machine.

#![allow(clippy::result_large_err, reason = "a print fails once, on the cold path")]

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::Print;
use super::svg::letters::width;
use super::svg::{FONTS, svg};
use crate::notice::Notice;
use crate::view::Scene;

/// Least and greatest width of a picture in pixels.
pub const WIDTHS_PX: std::ops::RangeInclusive<u32> = 400..=16_000;

/// The scene as a PNG of `width_px` pixels; the height follows from the shape of the print.
///
/// Letters come from the fonts of the machine, or from the built-in face when it has none or when
/// `print.deterministic` is set.
///
/// # Errors
/// A width outside [`WIDTHS_PX`], a height above the same bound, or a drawing that cannot be
/// rendered.
pub fn png(scene: &Scene, print: &Print, width_px: u32) -> Result<Vec<u8>, Notice> {
    of_svg(&svg(scene, print), print.size(), width_px, print.deterministic)
}

/// A drawing of this size in logical pixels, `width_px` wide.
///
/// # Errors
/// As [`png`].
pub(super) fn of_svg(
    svg: &str,
    (width, height): (f32, f32),
    width_px: u32,
    deterministic: bool,
) -> Result<Vec<u8>, Notice> {
    if !WIDTHS_PX.contains(&width_px) {
        return Err(Notice::error("view-print-width").arg("width", width_px));
    }
    let scale = width_px as f32 / width;
    let height_px = (height * scale).round();
    if !(1.0..=*WIDTHS_PX.end() as f32).contains(&height_px) {
        return Err(Notice::error("view-print-height").arg("height", format!("{height_px:.0}")));
    }
    let fonts = if deterministic { built_in() } else { of_this_machine() };
    render(svg, fonts, width_px, height_px as u32, scale)
}

fn render(
    svg: &str,
    fontdb: Arc<fontdb::Database>,
    width_px: u32,
    height_px: u32,
    scale: f32,
) -> Result<Vec<u8>, Notice> {
    let options = Options { fontdb, ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|e| Notice::error("view-print-svg").arg("reason", e))?;
    let too_large = || Notice::error("view-print-png").arg("reason", format!("{width_px} × {height_px}"));
    let mut pixmap = Pixmap::new(width_px, height_px).ok_or_else(too_large)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|e| Notice::error("view-print-png").arg("reason", e))
}

/// The faces to draw with: those of the machine, or the built-in one alone.
pub(super) fn fonts(deterministic: bool) -> Arc<fontdb::Database> {
    if !deterministic {
        return few_of_this_machine();
    }
    built_in()
}

/// Of the faces of the machine only those that are drawn with: a PDF is made of thousands of pieces,
/// and each carries the list.
fn few_of_this_machine() -> Arc<fontdb::Database> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let all = of_this_machine();
        let mut few = fontdb::Database::new();
        let families = LIKED
            .iter()
            .copied()
            .filter(|name| all.faces().any(|f| f.families.iter().any(|(family, _)| family == name)));
        // The first is drawn with; the others have letters that it may not have.
        for family in families.take(3) {
            for weight in [fontdb::Weight::NORMAL, fontdb::Weight::SEMIBOLD] {
                let query =
                    fontdb::Query { families: &[fontdb::Family::Name(family)], weight, ..Default::default() };
                if let Some(face) = all.query(&query).and_then(|id| all.face(id)) {
                    few.push_face_info(face.clone());
                }
            }
        }
        Arc::new(with_fallback(few))
    });
    FONTS.clone()
}

/// How much wider than estimated the letters of [`fonts`] are; at least 1.
pub(super) fn spread(deterministic: bool) -> f32 {
    static BUILT_IN: LazyLock<f32> = LazyLock::new(|| measured(built_in()));
    static OF_THIS_MACHINE: LazyLock<f32> = LazyLock::new(|| measured(few_of_this_machine()));
    if deterministic { *BUILT_IN } else { *OF_THIS_MACHINE }
}

fn measured(fontdb: Arc<fontdb::Database>) -> f32 {
    const SAMPLE: &str =
        "van de leerlingen zou naar een andere school moeten: hemelsbreed, afgeschermd 1.234,5 %";
    const SIZE: f32 = 20.0;
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2000\" height=\"40\" font-family=\"{FONTS}\">\
         <text y=\"30\" font-size=\"{SIZE}\">{SAMPLE}</text></svg>"
    );
    let options = Options { fontdb, ..Options::default() };
    let drawn = Tree::from_str(&drawing, &options).map(|tree| tree.root().bounding_box().width());
    drawn.map_or(1.0, |drawn| drawn / width(SAMPLE, SIZE, false)).clamp(1.0, 1.5)
}

/// Only the face that is built in.
fn built_in() -> Arc<fontdb::Database> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        add_built_in(&mut fonts);
        Arc::new(fonts)
    });
    FONTS.clone()
}

/// The faces of the machine, looked up once, with the built-in one as the last resort.
fn of_this_machine() -> Arc<fontdb::Database> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        Arc::new(with_fallback(fonts))
    });
    FONTS.clone()
}

/// Sans serifs in the order in which they are liked.
const LIKED: [&str; 9] = [
    "Inter",
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans",
    "Liberation Sans",
    "DejaVu Sans",
    "Arial",
    "Cantarell",
    "Ubuntu",
];

/// Adds the built-in face, and points "sans-serif" at a family that is there.
fn with_fallback(mut fonts: fontdb::Database) -> fontdb::Database {
    let has = |name: &str| fonts.faces().any(|f| f.families.iter().any(|(family, _)| family == name));
    let found = LIKED.into_iter().find(|name| has(name)).map(str::to_owned);
    // Its families become the generic ones, as a drawing that finds none falls back to those.
    add_built_in(&mut fonts);
    if let Some(family) = found {
        fonts.set_sans_serif_family(family.clone());
        fonts.set_serif_family(family);
    }
    fonts
}

/// Ubuntu Light (Ubuntu Font Licence), which the window has built in as well.
fn add_built_in(fonts: &mut fontdb::Database) {
    let before = fonts.len();
    fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    let added = fonts.faces().nth(before).and_then(|f| f.families.first());
    if let Some(family) = added.map(|(name, _)| name.clone()) {
        fonts.set_sans_serif_family(family.clone());
        fonts.set_serif_family(family);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dark_pixels(fonts: fontdb::Database) -> usize {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"40\" \
                   font-family=\"Nonesuch, sans-serif\"><text x=\"4\" y=\"30\" font-size=\"24\" \
                   font-weight=\"600\">Beijum é</text></svg>";
        let options = Options { fontdb: Arc::new(fonts), ..Options::default() };
        let tree = Tree::from_str(svg, &options).unwrap();
        let mut pixmap = Pixmap::new(200, 40).unwrap();
        resvg::render(&tree, Transform::default(), &mut pixmap.as_mut());
        pixmap.pixels().iter().filter(|p| p.alpha() > 128).count()
    }

    #[test]
    fn letters_are_drawn_on_a_machine_without_fonts() {
        assert_eq!(dark_pixels(fontdb::Database::new()), 0, "the check must be able to fail");
        assert!(dark_pixels(with_fallback(fontdb::Database::new())) > 200);
    }

    #[test]
    fn letters_are_drawn_where_the_only_font_of_the_machine_is_an_unusual_one() {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(epaint_default_fonts::HACK_REGULAR.to_vec());
        assert!(dark_pixels(with_fallback(fonts)) > 200);
    }
}
