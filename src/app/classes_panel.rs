//! Where one colour of the areas ends and the next begins: how classes are made, how many, in which
//! colours, and whether they stay the same.

use eframe::egui::{
    Align2, Button, CollapsingHeader, ComboBox, Id, Rect, Role, Sense, Slider, TextEdit, Ui, WidgetInfo,
    pos2, vec2,
};

use super::Wijkspiegel;
use super::command::{Command, Commands};
use super::elements::name_combo;
use super::state::State;
use super::style::{CONTROL, caption, color};
use crate::number::{decimal, whole};
use crate::view::choice::ColourBy;
use crate::view::classes::{FEWEST_CHOSEN, MOST_CHOSEN, Method};
use crate::view::legend::Unit;
use crate::view::own_breaks::{Fault, read, written};
use crate::view::palette::Ramp;
use crate::view::scene::Scene;
use crate::view::town::{has_ladder, unit_of};

/// A change of the classes or of their colours.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassCommand {
    Method(Method),
    Count(usize),
    Ramp(Ramp),
    /// Whether the classes stay as they are now, whatever is shown.
    Fixed(bool),
}

/// How classes can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Pretty,
    Equal,
    Quantile,
    Natural,
    Own,
    Centred,
}

impl Way {
    const ALL: [Self; 6] =
        [Self::Pretty, Self::Equal, Self::Quantile, Self::Natural, Self::Centred, Self::Own];

    fn of(method: &Method) -> Self {
        match method {
            Method::Pretty => Self::Pretty,
            Method::Equal => Self::Equal,
            Method::Quantile => Self::Quantile,
            Method::Natural => Self::Natural,
            Method::Own(_) => Self::Own,
            Method::Centred(_) => Self::Centred,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Pretty => "classes-pretty",
            Self::Equal => "classes-equal",
            Self::Quantile => "classes-quantile",
            Self::Natural => "classes-natural",
            Self::Own => "classes-own",
            Self::Centred => "classes-centred",
        }
    }

    /// Fluent key of what it does.
    fn why(self) -> &'static str {
        match self {
            Self::Pretty => "classes-pretty-what",
            Self::Equal => "classes-equal-what",
            Self::Quantile => "classes-quantile-what",
            Self::Natural => "classes-natural-what",
            Self::Own => "classes-own-what",
            Self::Centred => "classes-centred-what",
        }
    }
}

pub fn show(state: &State, ui: &mut Ui, scene: &Scene, commands: &mut Commands) {
    if state.view.choice.colour_by == ColourBy::None || !state.view.choice.visible.areas {
        return;
    }
    let theme = state.theme();
    let header = CollapsingHeader::new(caption(state.t("classes-title"), &theme));
    header.id_salt("classes of the areas").show_unindented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        method_box(state, ui, scene, commands);
        let way = Way::of(&state.view.choice.method);
        ui.label(caption(state.t(way.why()), &theme));
        match &state.view.choice.method {
            Method::Own(inner) => own(state, ui, inner, commands),
            Method::Centred(centre) => {
                centred(state, ui, *centre, commands);
                count(state, ui, commands);
            }
            _ if has_ladder(&state.view.choice) => {}
            _ => count(state, ui, commands),
        }
        ramp_box(state, ui, commands);
        let mut fixed = state.view.choice.fixed.is_some();
        let text = state.t("classes-fixed");
        let why = state.t("classes-fixed-what");
        if ui.checkbox(&mut fixed, text).on_hover_text(why).clicked() {
            commands.push(Command::Classes(ClassCommand::Fixed(fixed)));
        }
    });
    ui.add_space(4.0);
}

fn method_box(state: &State, ui: &mut Ui, scene: &Scene, commands: &mut Commands) {
    let now = Way::of(&state.view.choice.method);
    let chosen = state.t(now.key());
    let response = ComboBox::from_id_salt("way of classes")
        .selected_text(&chosen)
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            for way in Way::ALL {
                let entry =
                    ui.selectable_label(way == now, state.t(way.key())).on_hover_text(state.t(way.why()));
                if entry.clicked() && way != now {
                    commands.push(Command::Classes(ClassCommand::Method(begun(state, way, scene))));
                }
            }
        })
        .response;
    name_combo(response, &state.t("classes-method"), &chosen);
}

/// A method as it begins: own breaks are those that stand on the map now.
fn begun(state: &State, way: Way, scene: &Scene) -> Method {
    let classes = scene.classes.as_ref();
    let breaks = classes.map(|c| c.inner_breaks().to_vec()).unwrap_or_default();
    match way {
        Way::Pretty => Method::Pretty,
        Way::Equal => Method::Equal,
        Way::Quantile => Method::Quantile,
        Way::Natural => Method::Natural,
        Way::Own => Method::Own(breaks),
        Way::Centred => {
            let quotient = matches!(
                state.view.choice.colour_by,
                ColourBy::Local { measure: crate::view::choice::LocalColour::LocationQuotient, .. }
            );
            let (first, last) =
                classes.and_then(|c| Some((*c.breaks.first()?, *c.breaks.last()?))).unwrap_or((0.0, 0.0));
            Method::Centred(if quotient {
                1.0
            } else if first < 0.0 && last > 0.0 {
                0.0
            } else {
                // The break in the middle: a number that reads well.
                breaks.get(breaks.len() / 2).copied().unwrap_or((first + last) / 2.0)
            })
        }
    }
}

fn count(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let mut count = state.view.choice.class_count;
    let label = state.t("classes-count");
    ui.label(caption(&label, &state.theme()));
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().widgets.inactive.bg_fill = color(state.theme().line);
            ui.visuals_mut().slider_trailing_fill = true;
            ui.spacing_mut().slider_width = 140.0;
            ui.add(Slider::new(&mut count, FEWEST_CHOSEN..=MOST_CHOSEN))
        })
        .inner;
    response.widget_info(|| WidgetInfo::slider(true, count as f64, &label));
    if response.changed() {
        commands.push(Command::Classes(ClassCommand::Count(count)));
    }
}

/// A field for numbers: it is taken at Enter, or when the focus leaves, and what is wrong stands below.
fn own(state: &State, ui: &mut Ui, inner: &[f64], commands: &mut Commands) {
    let unit = unit_of(&state.view.choice);
    let language = state.view.language;
    let label = state.t(if unit == Unit::Share { "classes-breaks-share" } else { "classes-breaks" });
    let known = written(inner, unit, language);
    let Some(typed) = field(state, ui, "own breaks of classes", &label, &known) else { return };
    match read(&typed, unit, language) {
        Ok(breaks) if typed != known => {
            if breaks != inner {
                commands.push(Command::Classes(ClassCommand::Method(Method::Own(breaks))));
            }
        }
        Ok(_) => {}
        Err(fault) => wrong(state, ui, &fault),
    }
}

fn centred(state: &State, ui: &mut Ui, centre: f64, commands: &mut Commands) {
    let unit = unit_of(&state.view.choice);
    let language = state.view.language;
    let label = state.t(if unit == Unit::Share { "classes-centre-share" } else { "classes-centre" });
    let known = written(&[centre], unit, language);
    let Some(typed) = field(state, ui, "centre of classes", &label, &known) else { return };
    match read(&typed, unit, language) {
        Ok(found) => match found.as_slice() {
            [one] if typed != known && *one != centre => {
                commands.push(Command::Classes(ClassCommand::Method(Method::Centred(*one))));
            }
            [_] => {}
            _ => wrong(state, ui, &Fault::OneOnly),
        },
        Err(fault) => wrong(state, ui, &fault),
    }
}

/// What is typed, as long as it is not what is known; the text when it is to be taken or is wrong.
fn field(state: &State, ui: &mut Ui, id: &str, label: &str, known: &str) -> Option<String> {
    let id = Id::unique(id);
    ui.label(caption(label, &state.theme()));
    // What is typed stays as it was typed until something else changes the classes.
    let (mut text, of) = ui
        .data(|d| d.get_temp::<(String, String)>(id))
        .filter(|(_, of)| of == known)
        .unwrap_or_else(|| (known.to_owned(), known.to_owned()));
    let edit = TextEdit::singleline(&mut text).desired_width(ui.available_width());
    let response = ui.add(edit);
    let (before, now) = (of.clone(), text.clone());
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &before, &now, label);
        info.label = Some(label.to_owned());
        info
    });
    let taken = response.lost_focus();
    let writing = response.has_focus();
    ui.data_mut(|d| d.insert_temp(id, (text.clone(), of)));
    (taken || !writing).then_some(text)
}

fn wrong(state: &State, ui: &mut Ui, fault: &Fault) {
    let most = whole(f64::from(u8::try_from(MOST_CHOSEN - 1).unwrap_or(u8::MAX)), state.view.language);
    let text = match fault {
        Fault::NoNumber(text) => state.tw("classes-no-number", &[("text", text)]),
        Fault::Twice(value) => {
            let value = decimal(*value, 2, state.view.language);
            state
                .tw("classes-twice", &[("value", value.trim_end_matches(['0']).trim_end_matches([',', '.']))])
        }
        Fault::NoShare => state.t("classes-no-share"),
        Fault::TooMany => state.tw("classes-too-many", &[("most", &most)]),
        Fault::Empty => state.t("classes-empty"),
        Fault::OneOnly => state.t("classes-one-only"),
    };
    let response = ui.label(caption(&text, &state.theme()).color(color(state.theme().warn)));
    response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &text));
}

/// Size of the colours before the name of a palette.
const COLOURS: f32 = 76.0;

fn ramp_box(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let chosen = state.view.choice.ramp;
    let name = state.t(chosen.name_key());
    let label = state.t("classes-palette");
    ui.label(caption(&label, &state.theme()));
    let width = ui.available_width();
    // The box is drawn with its colours over the text field.
    let response = ComboBox::from_id_salt("colours of classes")
        .selected_text(format!("{:16}{name}", ""))
        .width(width)
        .height(420.0)
        .show_ui(ui, |ui| {
            ui.set_min_width(width);
            for (diverging, key) in [(false, "classes-amounts"), (true, "classes-differences")] {
                ui.label(caption(state.t(key), &state.theme()));
                for ramp in Ramp::ALL.into_iter().filter(|r| r.is_diverging() == diverging) {
                    if ramp_row(state, ui, ramp, ramp == chosen) {
                        commands.push(Command::Classes(ClassCommand::Ramp(ramp)));
                        ui.close();
                    }
                }
            }
        })
        .response;
    let inside = Rect::from_min_size(
        pos2(response.rect.min.x + 8.0, response.rect.center().y - 6.0),
        vec2(48.0, 12.0),
    );
    stripes(state, ui, inside, chosen);
    name_combo(response, &label, &name);
}

fn ramp_row(state: &State, ui: &mut Ui, ramp: Ramp, chosen: bool) -> bool {
    let name = state.t(ramp.name_key());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL), Sense::hover());
    let response = ui.put(rect, Button::selectable(chosen, "").min_size(rect.size()));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    let at = Rect::from_min_size(pos2(rect.min.x + 8.0, rect.center().y - 7.0), vec2(COLOURS, 14.0));
    stripes(state, ui, at, ramp);
    let font = eframe::egui::TextStyle::Body.resolve(ui.style());
    let ink = color(state.theme().text);
    ui.painter().text(pos2(at.max.x + 10.0, rect.center().y), Align2::LEFT_CENTER, &name, font, ink);
    response.clicked()
}

/// The colours of a palette next to each other.
fn stripes(state: &State, ui: &Ui, rect: Rect, ramp: Ramp) {
    let colors = ramp.colors_on(state.view.theme, 6);
    let step = rect.width() / colors.len() as f32;
    for (i, rgb) in colors.into_iter().enumerate() {
        let left = rect.min.x + step * i as f32;
        let part = Rect::from_min_size(pos2(left, rect.min.y), vec2(step, rect.height()));
        ui.painter().rect_filled(part, 0.0, color(rgb));
    }
}

impl Wijkspiegel {
    pub(super) fn apply_classes(&mut self, command: ClassCommand) {
        let state = &mut self.state;
        let was_fixed = state.view.choice.fixed.take().is_some();
        match command {
            ClassCommand::Method(method) => {
                // A difference needs colours with a middle, an amount colours without.
                if let Method::Centred(_) = method
                    && !state.view.choice.ramp.is_diverging()
                {
                    state.view.choice.ramp = Ramp::PuOr;
                }
                state.view.choice.method = method;
            }
            ClassCommand::Count(count) => {
                state.view.choice.class_count = count.clamp(FEWEST_CHOSEN, MOST_CHOSEN);
            }
            ClassCommand::Ramp(ramp) => state.view.choice.ramp = ramp,
            ClassCommand::Fixed(fixed) => {
                if fixed {
                    state.fix_classes();
                }
                return;
            }
        }
        if was_fixed {
            state.fix_classes();
        }
    }
}

impl State {
    /// Another thing is coloured, or by another level: breaks in another unit mean nothing, and fixed
    /// classes are those of what is shown now.
    pub(super) fn recolour(&mut self, change: impl FnOnce(&mut crate::view::choice::MapChoice)) {
        let choice = &mut self.view.choice;
        let (before, was_fixed) = (unit_of(choice), choice.fixed.take().is_some());
        change(choice);
        let typed = matches!(choice.method, Method::Own(_) | Method::Centred(_));
        if typed && unit_of(choice) != before {
            choice.method = Method::Pretty;
        }
        if was_fixed {
            self.fix_classes();
        }
    }

    /// Keeps the classes as they are on the map now.
    fn fix_classes(&mut self) {
        self.view.choice.fixed = None;
        let breaks = self.scene().classes.as_ref().map(|c| c.inner_breaks().to_vec());
        self.view.choice.fixed = breaks;
    }
}
