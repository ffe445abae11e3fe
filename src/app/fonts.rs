//! The platform's own sans serif, with egui's built-in face behind it.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};
use resvg::usvg::fontdb::{Database, Family, ID, Query, Stretch, Style, Weight};

/// Families that are made for screens, best first; whichever the platform has is taken.
const PREFERRED: [&str; 9] = [
    "Inter",
    "Segoe UI",
    "SF Pro Text",
    "Helvetica Neue",
    "Noto Sans",
    "Cantarell",
    "Ubuntu",
    "DejaVu Sans",
    "Liberation Sans",
];

pub fn regular() -> FontFamily {
    FontFamily::Proportional
}

pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Which faces the window uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Faces {
    /// The platform's, where it has a good one.
    Platform,
    /// Only the built-in ones, so that a picture is the same on every machine.
    BuiltIn,
}

/// Gives the context its regular and semibold faces and its icons.
pub fn install(ctx: &Context, faces: Faces) {
    let mut fonts = FontDefinitions::default();
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let platform = if faces == Faces::Platform { platform_faces() } else { Vec::new() };
    for (name, data) in platform {
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        if name == "regular" {
            fonts.families.entry(FontFamily::Proportional).or_default().insert(0, name.to_owned());
        } else {
            fonts.families.entry(semibold()).or_default().insert(0, name.to_owned());
        }
    }
    fonts.families.entry(semibold()).or_default().extend(fallback);
    ctx.set_fonts(fonts);
    egui_material_icons::initialize(ctx);
}

fn platform_faces() -> Vec<(&'static str, FontData)> {
    let mut database = Database::new();
    database.load_system_fonts();
    let find = |name: &str, weight: Weight| {
        let families = [Family::Name(name)];
        let query = Query { families: &families, weight, stretch: Stretch::Normal, style: Style::Normal };
        database.query(&query)
    };
    let Some((regular, semibold)) =
        PREFERRED.iter().find_map(|name| Some((find(name, Weight::NORMAL)?, find(name, Weight::SEMIBOLD)?)))
    else {
        return Vec::new();
    };
    let load = |id: ID| {
        database.with_face_data(id, |bytes, index| {
            let mut data = FontData::from_owned(bytes.to_vec());
            data.index = index;
            data
        })
    };
    let faces = [("regular", load(regular)), ("semibold", load(semibold))];
    faces.into_iter().filter_map(|(name, data)| Some((name, data?))).collect()
}
