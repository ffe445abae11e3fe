//! The list itself, as the layers lie on each other: the topmost first.

use eframe::egui::{
    Align, Checkbox, ComboBox, CursorIcon, Key, Layout, Modifiers, Popup, PopupCloseBehavior, Rect, Response,
    RichText, Sense, Slider, Ui, WidgetInfo, vec2,
};
use egui_material_icons::icons::{ICON_ARROW_DOWNWARD, ICON_ARROW_UPWARD, ICON_DELETE, ICON_TUNE};

use super::apply::{LayerCommand, listed, toggle_of};
use crate::app::command::{Command, Commands, Toggle};
use crate::app::elements::{heading, name_combo, named};
use crate::app::layers_panel::{schools_legend, section};
use crate::app::state::State;
use crate::app::style::{CONTROL, caption};
use crate::number::percent;
use crate::view::own::own_name;
use crate::view::scene::{LegendEntry, Scene, SceneLayer, SectionKind};
use crate::view::stack::{BACKDROP, CATCHMENTS, FLOWS, LEAST_OPACITY, LINKS, SCHOOLS};

/// The layers, and below them the background map with what there is to say of it.
pub fn show(state: &State, ui: &mut Ui, scene: &Scene, note: Option<&str>, commands: &mut Commands) {
    let theme = state.theme();
    heading(ui, &state.t("layers-title"), &theme);
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut labels = state.view.choice.visible.labels;
    if ui.add(Checkbox::new(&mut labels, state.t("layer-labels"))).clicked() {
        commands.push(Command::Toggle(Toggle::Labels));
    }
    let linked = scene.layers.iter().any(|layer| layer.key() == LINKS);
    let keys = listed(state, linked);
    let mut rows = Vec::new();
    for (at, key) in keys.iter().enumerate().rev() {
        rows.push(row(state, ui, scene, key, (at + 1 < keys.len(), at > 0), commands));
        below(state, ui, scene, key, commands);
    }
    reorder(state, ui, &keys, &rows, commands);
    backdrop(state, ui, note, commands);
    let stack = &state.view.choice.stack;
    if !(stack.order.is_empty() && stack.opacity.is_empty())
        && ui.link(caption(state.t("layers-usual"), &theme)).clicked()
    {
        commands.push(Command::Layer(LayerCommand::Usual));
    }
}

/// The name of a layer.
fn name(state: &State, key: &str) -> String {
    if let Some(own) = own_name(key) {
        return own.to_owned();
    }
    state.t(match key {
        crate::view::stack::AREAS => "layer-areas",
        crate::view::stack::BORDERS => "layer-borders",
        crate::view::stack::STREETS => "layer-streets",
        SCHOOLS => "layer-schools",
        FLOWS => "flows-layer",
        CATCHMENTS => "catchment-title",
        LINKS => "layer-links",
        BACKDROP => "basemap-title",
        _ => "layer-base",
    })
}

fn is_shown(state: &State, key: &str) -> bool {
    let choice = &state.view.choice;
    match toggle_of(key) {
        Some(Toggle::Areas) => choice.visible.areas,
        Some(Toggle::Borders) => choice.visible.borders,
        Some(Toggle::Schools) => choice.visible.schools,
        Some(Toggle::Base) => choice.visible.base,
        Some(Toggle::Streets) => choice.visible.streets,
        Some(Toggle::Labels) => choice.visible.labels,
        Some(Toggle::Flows) => choice.flows,
        None => !choice.stack.is_hidden(key),
    }
}

/// One layer: its switch with its name, how strong it is, and what else can be done with it.
fn row(
    state: &State,
    ui: &mut Ui,
    scene: &Scene,
    key: &str,
    (can_rise, can_sink): (bool, bool),
    commands: &mut Commands,
) -> (Rect, Response) {
    let row = ui.horizontal(|ui| {
        ui.set_min_height(CONTROL);
        let mut shown = is_shown(state, key);
        let name = name(state, key);
        let handle = handle(state, ui, &name);
        let switch = ui.add(Checkbox::new(&mut shown, &name));
        if switch.clicked() {
            commands.push(match toggle_of(key) {
                Some(toggle) => Command::Toggle(toggle),
                None => Command::Layer(LayerCommand::Show(key.to_owned(), shown)),
            });
        }
        keys(ui, &switch, key, commands);
        if let Some(own) = own_of(scene, key) {
            let entry =
                LegendEntry { swatch: crate::view::own::swatch(own), text: String::new(), count: None };
            crate::app::layers_panel::sample(ui, &entry, state.view.choice.stack.opacity(key));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let label = state.tw("layers-more", &[("layer", &name)]);
            let icon =
                RichText::from(ICON_TUNE).size(16.0).color(crate::app::style::color(state.theme().muted));
            let button =
                eframe::egui::Button::new(icon).frame_when_inactive(false).min_size(vec2(CONTROL, CONTROL));
            let button = named(ui.add(button), &label);
            strength(state, ui, key);
            Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
                more(state, ui, key, &name, (can_rise, can_sink), commands);
            });
        });
        handle
    });
    (row.response.rect, row.inner)
}

/// What a layer is dragged by; Alt with an arrow does the same from the keyboard.
fn handle(state: &State, ui: &mut Ui, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, CONTROL), Sense::drag());
    let ink = if response.hovered() || response.dragged() { state.theme().text } else { state.theme().muted };
    // Two columns of three dots.
    for (x, y) in [(-2.5, -5.0), (2.5, -5.0), (-2.5, 0.0), (2.5, 0.0), (-2.5, 5.0), (2.5, 5.0)] {
        ui.painter().circle_filled(rect.center() + vec2(x, y), 1.2, crate::app::style::color(ink));
    }
    let label = state.tw("layers-drag", &[("layer", name)]);
    response.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::Image, true, &label));
    response.on_hover_text(label).on_hover_and_drag_cursor(CursorIcon::Grab)
}

/// A layer that is dragged: a line shows where it goes, and there it is let go.
fn reorder(state: &State, ui: &Ui, keys: &[String], rows: &[(Rect, Response)], commands: &mut Commands) {
    let dragged = rows.iter().position(|(_, handle)| handle.dragged() || handle.drag_stopped());
    let Some(from) = dragged else { return };
    let Some((row, handle)) = rows.get(from) else { return };
    let Some(pointer) = handle.interact_pointer_pos() else { return };
    let to = rows.iter().filter(|(rect, _)| rect.center().y < pointer.y).count();
    let y = match rows.get(to) {
        Some((rect, _)) => rect.min.y,
        None => rows.last().map_or(row.max.y, |(rect, _)| rect.max.y),
    };
    let ink = crate::app::style::color(state.theme().accent);
    ui.painter().hline(row.x_range(), y, (2.0, ink));
    if !handle.drag_stopped() {
        return;
    }
    // The topmost stands first here and last in the order.
    let Some(key) = keys.len().checked_sub(from + 1).and_then(|at| keys.get(at)) else { return };
    let up = to <= from;
    let steps = if up { from - to } else { to - from - 1 };
    for _ in 0..steps {
        commands.push(Command::Layer(LayerCommand::Shift { key: key.clone(), up }));
    }
}

fn own_of<'a>(scene: &'a Scene, key: &str) -> Option<&'a crate::view::scene::OwnLayer> {
    scene.layers.iter().find_map(|layer| match layer {
        SceneLayer::Own(own) if own.key == key => Some(own),
        _ => None,
    })
}

/// How strong a layer is, where that is not in full.
fn strength(state: &State, ui: &mut Ui, key: &str) {
    let opacity = state.view.choice.stack.opacity(key);
    if opacity < 1.0 {
        ui.label(caption(percent(f64::from(opacity), 0, state.view.language), &state.theme()));
    }
}

/// Alt with an arrow moves the layer whose switch has the focus.
fn keys(ui: &Ui, switch: &Response, key: &str, commands: &mut Commands) {
    if !switch.has_focus() {
        return;
    }
    for (pressed, up) in [(Key::ArrowUp, true), (Key::ArrowDown, false)] {
        if ui.input_mut(|i| i.consume_key(Modifiers::ALT, pressed)) {
            commands.push(Command::Layer(LayerCommand::Shift { key: key.to_owned(), up }));
        }
    }
}

/// Opacity, one place up or down, and out of the project.
fn more(
    state: &State,
    ui: &mut Ui,
    key: &str,
    name: &str,
    (can_rise, can_sink): (bool, bool),
    commands: &mut Commands,
) {
    ui.set_width(220.0);
    ui.label(crate::app::style::strong(name));
    opacity(state, ui, key, name, commands);
    if key == BACKDROP {
        return;
    }
    for (icon, up, can) in [(ICON_ARROW_UPWARD, true, can_rise), (ICON_ARROW_DOWNWARD, false, can_sink)] {
        let command = LayerCommand::Shift { key: key.to_owned(), up };
        let label = state.t(command.label_key());
        let button = eframe::egui::Button::new((RichText::from(icon).size(16.0), label.clone()))
            .frame_when_inactive(false)
            .min_size(vec2(220.0, CONTROL));
        let tip = if up { "layers-up-keys" } else { "layers-down-keys" };
        let response = ui.add_enabled(can, button).on_hover_text(state.t(tip));
        response.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::Button, can, &label));
        if response.clicked() {
            commands.push(Command::Layer(command));
        }
    }
    if own_name(key).is_some() {
        let command = LayerCommand::Remove(key.to_owned());
        let label = state.t(command.label_key());
        let button = eframe::egui::Button::new((RichText::from(ICON_DELETE).size(16.0), label.clone()))
            .frame_when_inactive(false)
            .min_size(vec2(220.0, CONTROL));
        let response = ui.add(button);
        response.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::Button, true, &label));
        if response.clicked() {
            commands.push(Command::Layer(command));
            ui.close();
        }
    }
}

fn opacity(state: &State, ui: &mut Ui, key: &str, name: &str, commands: &mut Commands) {
    let language = state.view.language;
    ui.label(caption(state.t("layers-opacity"), &state.theme()));
    let mut value = state.view.choice.stack.opacity(key);
    let label = state.tw("layers-opacity-of", &[("layer", name)]);
    let slider = Slider::new(&mut value, LEAST_OPACITY..=1.0)
        .step_by(0.05)
        .custom_formatter(move |v, _| percent(v, 0, language))
        .custom_parser(|text| {
            let number = text.trim().trim_end_matches('%').trim().replace(',', ".");
            number.parse::<f64>().ok().map(|v| v / 100.0)
        });
    let response = ui
        .scope(|ui| {
            // The rail is to be seen on the panel.
            ui.visuals_mut().widgets.inactive.bg_fill = crate::app::style::color(state.theme().line);
            ui.visuals_mut().slider_trailing_fill = true;
            ui.spacing_mut().slider_width = 140.0;
            ui.add(slider)
        })
        .inner;
    response.widget_info(|| WidgetInfo::slider(true, f64::from(value), &label));
    if response.changed() {
        commands.push(Command::Layer(LayerCommand::Opacity(key.to_owned(), value)));
    }
}

/// The key to a layer, under its row.
fn below(state: &State, ui: &mut Ui, scene: &Scene, key: &str, commands: &mut Commands) {
    if !is_shown(state, key) || !matches!(key, SCHOOLS | FLOWS | LINKS) {
        return;
    }
    let left = 24.0;
    ui.horizontal_top(|ui| {
        ui.add_space(left);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            match key {
                SCHOOLS => schools_legend(state, ui, scene, commands),
                FLOWS => section(state, ui, scene, SectionKind::Flows),
                _ => section(state, ui, scene, SectionKind::Links),
            }
            ui.add_space(8.0);
        });
    });
}

/// Which background map lies under everything.
fn backdrop(state: &State, ui: &mut Ui, note: Option<&str>, commands: &mut Commands) {
    let theme = state.theme();
    let chosen = &state.view.choice.backdrop;
    ui.add_space(8.0);
    ui.label(caption(state.t("basemap-title"), &theme));
    let keys = crate::view::backdrop::keys();
    let name = |key: &Option<String>| match key {
        None => state.t("basemap-off"),
        Some(key) => state.t(&format!("basemap-name-{key}")),
    };
    ui.horizontal(|ui| {
        let room = if chosen.is_some() { CONTROL + ui.spacing().item_spacing.x } else { 0.0 };
        let response = ComboBox::from_id_salt("backdrop")
            .selected_text(name(chosen))
            .width(ui.available_width() - room)
            .show_ui(ui, |ui| {
                for key in std::iter::once(None).chain(keys.into_iter().map(Some)) {
                    if ui.selectable_label(*chosen == key, name(&key)).clicked() {
                        commands.push(Command::Layer(LayerCommand::Backdrop(key)));
                    }
                }
            })
            .response;
        name_combo(response, &state.t("basemap-title"), &name(chosen));
        if chosen.is_some() {
            let title = state.t("basemap-title");
            let icon = RichText::from(ICON_TUNE).size(16.0).color(crate::app::style::color(theme.muted));
            let button =
                eframe::egui::Button::new(icon).frame_when_inactive(false).min_size(vec2(CONTROL, CONTROL));
            let button = named(ui.add(button), &state.tw("layers-more", &[("layer", &title)]));
            Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
                more(state, ui, BACKDROP, &title, (false, false), commands);
            });
        }
    });
    ui.add_space(4.0);
    // Told before anything is asked of anyone.
    let about = match (chosen, note) {
        (_, Some(note)) => note.to_owned(),
        (None, None) => state.t("basemap-what"),
        (Some(_), None) => String::new(),
    };
    if !about.is_empty() {
        ui.label(caption(about, &theme));
    }
    if chosen.is_some() && note.is_some() && ui.link(caption(state.t("basemap-again"), &theme)).clicked() {
        commands.push(Command::Layer(LayerCommand::Backdrop(chosen.clone())));
    }
    ui.add_space(8.0);
}
