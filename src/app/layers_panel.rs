//! The left panel: which areas, coloured by what, and the key to the map.

use eframe::egui::{Align, Checkbox, ComboBox, Label, Layout, Rect, Sense, TextStyle, Ui, Vec2};

use super::agenda;
use super::catchments_panel;
use super::classes_panel;
use super::command::{Command, Commands};
use super::elements::{hairline, heading, keyed, name_combo};
use super::figure_choice;
use super::home;
use super::layers;
use super::search::levels_key;
use super::state::State;
use super::style::{caption, color};
use super::window::{terms, tour};
use crate::data::Subject;
use crate::number::whole;

use crate::view::choice::{ColourBy, LocalColour};
use crate::view::scene::{Fill, LegendEntry, LegendSection, Scene, SectionKind, Swatch, Texture};
use crate::view::stack::AREAS;
use crate::view::town::local_title;

pub use crate::view::capital;

/// `note` is what there is to say of the background map.
pub fn show(state: &mut State, ui: &mut Ui, note: Option<&str>, commands: &mut Commands) {
    let scene = state.scene();
    areas(state, ui, &scene, commands);
    ui.add_space(8.0);
    classes_panel::show(state, ui, &scene, commands);
    ui.add_space(8.0);
    catchments_panel::show(state, ui, &scene, commands);
    layers::show(state, ui, &scene, note, commands);
    ui.add_space(16.0);
    agenda::panel(state, ui, &scene, commands);
    ui.add_space(8.0);
    table_switch(state, ui, commands);
}

/// What areas are coloured by, and the key to that.
fn areas(state: &State, ui: &mut Ui, scene: &Scene, commands: &mut Commands) {
    let theme = state.theme();
    heading(ui, &state.t("layers-areas"), &theme);
    ui.add_space(4.0);
    level_box(state, ui, commands);
    colour_box(state, ui, commands);
    figure_choice::area_year(state, ui, ui.available_width(), commands);
    if let Some(term) = terms::Term::of_colour(state.view.choice.colour_by) {
        terms::hint(state, ui, term, commands);
    }
    ui.add_space(8.0);
    ui.label(caption(&scene.legend.subtitle, &theme));
    ui.spacing_mut().item_spacing.y = 5.0;
    for entry in &scene.legend.entries {
        legend_row_of(state, ui, entry, scene.stack.opacity(AREAS));
    }
    for note in &scene.legend.notes {
        ui.label(caption(note, &theme));
    }
}

/// What the map shows and the key to it, for a place whose panel has other things first.
pub fn on_the_map(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    let scene = state.scene();
    hairline(ui, &state.theme());
    areas(state, ui, &scene, commands);
    if let Some(symbols) = &scene.legend.symbols {
        ui.add_space(12.0);
        if symbols.title == state.t("view-schools") {
            heading(ui, &symbols.title, &state.theme());
            ui.add_space(4.0);
        }
        schools_legend(state, ui, &scene, commands);
    }
}

pub(super) fn level_box(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let levels = state.dataset().levels();
    let label = state.t("layers-level");
    let response = ComboBox::from_id_salt("level")
        .selected_text(capital(&state.t(levels_key(state.view.choice.level))))
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            for level in levels {
                let name = capital(&state.t(levels_key(level)));
                if ui.selectable_label(state.view.choice.level == level, name).clicked() {
                    commands.push(Command::SetLevel(level));
                }
            }
        })
        .response;
    name_combo(response, &label, &state.t(levels_key(state.view.choice.level)));
}

/// Name of what the areas are coloured by.
pub fn colour_name(state: &State, colour: ColourBy) -> String {
    match colour {
        ColourBy::None => state.t("colour-none"),
        ColourBy::Pupils => state.t("colour-pupils"),
        ColourBy::DistanceToSchool => state.t("home-colour-distance"),
        ColourBy::AtNearestSchool => state.t("home-colour-nearest"),
        ColourBy::GroupShare(group) => {
            let scheme = state.dataset().schemes().get(state.view.choice.scheme);
            let name = scheme
                .and_then(|s| s.groups.get(group))
                .map(|g| g.name_in(state.view.language))
                .unwrap_or_default();
            let about = scheme.map(|s| s.name_in(state.view.language)).unwrap_or_default();
            state.tw("colour-share", &[("group", &name), ("scheme", &about)])
        }
        ColourBy::Local { measure, group, other } => {
            let scheme = state.view.choice.scheme;
            local_title(state.dataset(), scheme, measure, group, other, state.view.language)
        }
        ColourBy::Indicator(i) => {
            state.dataset().indicators().get(i).map(|i| capital(&i.label)).unwrap_or_default()
        }
    }
}

/// Everything that areas can be coloured by.
pub fn colour_choices(state: &State) -> Vec<ColourBy> {
    let dataset = state.dataset();
    let mut choices = vec![ColourBy::None];
    if let Some(scheme) = dataset.schemes().get(state.view.choice.scheme) {
        choices.extend((0..scheme.groups.len()).map(ColourBy::GroupShare));
        choices.push(ColourBy::Pupils);
        choices.push(ColourBy::DistanceToSchool);
        if !dataset.flows().is_empty() {
            choices.push(ColourBy::AtNearestSchool);
        }
        let comparison = state.view.comparison;
        if dataset.counts(Subject::Home, comparison.scheme, comparison.year).is_some() {
            let (group, other) = (comparison.group, comparison.other);
            choices.extend(LocalColour::ALL.map(|measure| ColourBy::Local { measure, group, other }));
        }
    }
    choices
        .extend(figure_choice::newest(state, Subject::Home).into_iter().map(|(i, _)| ColourBy::Indicator(i)));
    choices
}

pub(super) fn colour_box(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let choices = colour_choices(state);
    let chosen = colour_name(state, state.view.choice.colour_by);
    let response = ComboBox::from_id_salt("colour")
        .selected_text(chosen.as_str())
        .width(ui.available_width())
        .wrap()
        .height(360.0)
        .show_ui(ui, |ui| {
            for choice in choices {
                let name = colour_name(state, choice);
                if ui.selectable_label(state.view.choice.colour_by == choice, name).clicked() {
                    commands.push(Command::SetColour(choice));
                }
            }
        })
        .response;
    tour::mark(ui.ctx(), tour::Stop::Colour, response.rect);
    name_combo(response, &state.t("layers-colour"), &chosen);
}

/// The key to a layer over the areas.
pub(super) fn section(state: &State, ui: &mut Ui, scene: &Scene, kind: SectionKind) {
    for section in scene.legend.sections.iter().filter(|s| s.kind == kind) {
        section_rows(state, ui, section);
    }
}

/// The rows and notes of a part of the key.
pub fn section_rows(state: &State, ui: &mut Ui, section: &LegendSection) {
    let theme = state.theme();
    for entry in &section.entries {
        legend_row(state, ui, entry);
    }
    for note in &section.notes {
        ui.label(caption(note, &theme));
    }
}

fn legend_row(state: &State, ui: &mut Ui, entry: &LegendEntry) {
    legend_row_of(state, ui, entry, 1.0);
}

/// A row of the key to a layer with so much of its colour left.
fn legend_row_of(state: &State, ui: &mut Ui, entry: &LegendEntry, opacity: f32) {
    /// Room for a count at the right.
    const COUNT_WIDTH: f32 = 36.0;
    let theme = state.theme();
    let taken = SWATCH.x + ui.spacing().item_spacing.x;
    let room = ui.available_width() - taken - if entry.count.is_some() { COUNT_WIDTH } else { 0.0 };
    let font = TextStyle::Body.resolve(ui.style());
    let text_width = ui.painter().layout_no_wrap(entry.text.clone(), font, color(theme.text)).size().x;
    if text_width > room {
        ui.horizontal_top(|ui| {
            sample(ui, entry, opacity);
            ui.vertical(|ui| {
                ui.set_max_width(room);
                ui.add(Label::new(&entry.text).wrap());
            });
            count(state, ui, entry, Align::Min);
        });
        return;
    }
    ui.horizontal(|ui| {
        // Rows of a key are read, not pressed: they stand closer than controls.
        ui.set_max_height(18.0);
        ui.spacing_mut().interact_size.y = 18.0;
        sample(ui, entry, opacity);
        ui.label(&entry.text);
        count(state, ui, entry, Align::Center);
    });
}

/// Size of the sample before a row of the key.
const SWATCH: Vec2 = Vec2::new(18.0, 14.0);

pub(super) fn sample(ui: &mut Ui, entry: &LegendEntry, opacity: f32) {
    let (rect, _) = ui.allocate_exact_size(SWATCH, Sense::hover());
    match &entry.swatch {
        Swatch::Fill(fill) => paint_fill(ui, rect, &fill.faded(opacity)),
        Swatch::Line { stroke, casing } => {
            for line in casing.iter().chain([stroke]) {
                let pen = (line.width_px, color(line.color).gamma_multiply(line.opacity * opacity));
                ui.painter().hline(rect.x_range(), rect.center().y, pen);
            }
        }
    }
}

fn count(state: &State, ui: &mut Ui, entry: &LegendEntry, align: Align) {
    let Some(count) = entry.count else { return };
    ui.with_layout(Layout::right_to_left(align), |ui| {
        ui.label(caption(whole(count as f64, state.view.language), &state.theme()));
    });
}

/// A sample of a fill with its texture, as on the map.
pub(super) fn paint_fill(ui: &Ui, rect: Rect, fill: &Fill) {
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 2.0, color(fill.color).gamma_multiply(fill.opacity));
    let Some(pattern) = fill.texture.pattern() else { return };
    let ink = color(fill.texture_color).gamma_multiply(fill.texture_opacity);
    let (step, width) = (pattern.spacing_px, pattern.width_px);
    if fill.texture == Texture::Dots {
        let mut y = rect.min.y + step / 2.0;
        while y < rect.max.y {
            let mut x = rect.min.x + step / 2.0;
            while x < rect.max.x {
                painter.circle_filled((x, y).into(), width / 2.0, ink);
                x += step;
            }
            y += step;
        }
        return;
    }
    if fill.texture == Texture::Upright {
        let mut x = rect.min.x + step / 2.0;
        while x < rect.max.x {
            painter.vline(x, rect.y_range(), (width, ink));
            x += step;
        }
        return;
    }
    let ways: &[bool] = match fill.texture {
        Texture::Cross => &[false, true],
        _ => &[pattern.angle_deg < 0.0],
    };
    let along = step * std::f32::consts::SQRT_2;
    let height = rect.height();
    for rising in ways {
        let mut x = rect.min.x - height;
        while x < rect.max.x + height {
            let (top, bottom) = if *rising { (x + height, x) } else { (x, x + height) };
            painter.line_segment([(top, rect.min.y).into(), (bottom, rect.max.y).into()], (width, ink));
            x += along;
        }
    }
}

pub(super) fn schools_legend(state: &State, ui: &mut Ui, scene: &Scene, commands: &mut Commands) {
    let theme = state.theme();
    let Some(symbols) = &scene.legend.symbols else { return };
    if symbols.title != state.t("view-schools") {
        heading(ui, &symbols.title, &theme);
        ui.add_space(4.0);
    }
    home::symbols(state, ui, commands);
    let width = ui.available_width();
    figure_choice::of_schools(state, ui, (width, width), commands);
    ui.add_space(4.0);
    ui.label(&symbols.text);
    if !symbols.groups.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for (rgb, name) in &symbols.groups {
                keyed(ui, *rgb, name);
                ui.add_space(6.0);
            }
        });
    }
    if !symbols.sizes.is_empty() {
        ui.horizontal(|ui| {
            // As large as on the map at this scale.
            let scale = state.view.camera.map_or(1.0, |c| scene.symbol_scale(c.metres_per_px));
            for (radius, text) in symbols.sizes.iter().map(|(radius, text)| (radius * scale, text)) {
                let (rect, _) = ui.allocate_exact_size(Vec2::splat(radius * 2.0 + 2.0), Sense::hover());
                ui.painter().circle_stroke(rect.center(), radius, (1.0, color(theme.muted)));
                ui.label(caption(text, &theme));
                ui.add_space(6.0);
            }
        });
    }
    for entry in &symbols.special {
        legend_row(state, ui, entry);
    }
}

fn table_switch(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let mut table = state.view.table_open;
    if ui.add(Checkbox::new(&mut table, state.t("layer-table"))).clicked() {
        commands.push(Command::ToggleTable);
    }
}
