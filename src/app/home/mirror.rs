//! Schools as mirrors of whom they should reflect: the choice, the town figure and a table.

use eframe::egui::{Checkbox, ComboBox, DragValue, Ui};

use super::rows::{Look, press_row, wide_row};
use super::{basis_note, refused, running};
use crate::app::command::{Command, Commands};
use crate::app::elements::{count_text, name_combo, share_text};
use crate::app::figures_panel::group_label;
use crate::app::layers_panel::capital;
use crate::app::state::State;
use crate::app::style::{caption, section, strong};
use crate::figures::mirror::{Reference, TownMirror};
use crate::number::{DASH, decimal, percent, whole};
use crate::privacy::Shown;
use crate::view::hit::Hit;
use crate::view::mirror::{Beside, MirrorChoice, beside};
use crate::view::mirror_counts::MirrorCounts;

/// Width of a column of the table: the words for what is not told fit in it.
const FIGURES: f32 = 96.0;

/// Numbers of children nearest to a school to choose from.
const NEAREST: [f64; 3] = [250.0, 500.0, 1000.0];

/// What the discs of the schools show, in the layers panel.
pub fn symbols(state: &State, ui: &mut Ui, commands: &mut Commands) {
    if state.dataset().schools().is_empty() {
        return;
    }
    let on = state.view.choice.mirror.is_some();
    let label = state.t("home-symbols");
    let name = |on: bool| if on { state.t("home-symbols-mirror") } else { state.t("home-symbols-groups") };
    let response = ComboBox::from_id_salt("symbols")
        .selected_text(name(on))
        .width(ui.available_width())
        .show_ui(ui, |ui| {
            for of in [false, true] {
                if ui.selectable_label(on == of, name(of)).clicked() {
                    commands.push(Command::SetMirror { mirror: state.view.home.mirror, on_map: of });
                }
            }
        })
        .response;
    name_combo(response, &label, &name(on));
    if on {
        settings(state, ui, commands);
    }
}

/// Whom schools are compared with, and from where they differ.
fn settings(state: &State, ui: &mut Ui, commands: &mut Commands) {
    let before = state.view.home.mirror;
    let mut mirror = before;
    ui.add_enabled_ui(!mirror.fixed, |ui| references(state, ui, &mut mirror));
    ui.add_enabled_ui(!mirror.fixed, |ui| {
        if ui.available_width() > 400.0 {
            ui.horizontal(|ui| limits(state, ui, &mut mirror, &[false, true]));
        } else {
            for strongly in [false, true] {
                ui.horizontal(|ui| limits(state, ui, &mut mirror, &[strongly]));
            }
        }
    });
    ui.add(Checkbox::new(&mut mirror.fixed, state.t("home-mirror-fixed")));
    if mirror != before {
        let on_map = state.view.choice.mirror.is_some();
        commands.push(Command::SetMirror { mirror, on_map });
    }
}

/// From how many points a school differs, or (`true`) differs strongly.
fn limits(state: &State, ui: &mut Ui, mirror: &mut MirrorChoice, which: &[bool]) {
    for &strongly in which {
        let name =
            ui.label(if strongly { state.t("home-mirror-strongly") } else { state.t("home-mirror-leans") });
        let limits = &mut mirror.limits;
        let (value, range) = if strongly {
            (&mut limits.strongly, limits.leans..=100.0)
        } else {
            let most = limits.strongly;
            (&mut limits.leans, 1.0..=most)
        };
        let points = format!(" {}", state.t("home-mirror-points"));
        let drag = DragValue::new(value).range(range).speed(1.0).max_decimals(0).suffix(points);
        ui.add(drag).labelled_by(name.id);
    }
}

fn references(state: &State, ui: &mut Ui, mirror: &mut MirrorChoice) {
    let language = state.view.language;
    let mut list = vec![Reference::Wijk, Reference::Buurt];
    if !state.dataset().catchments().is_empty() {
        list.push(Reference::Catchment);
    }
    list.push(Reference::NearestSchool);
    list.extend(NEAREST.map(Reference::NearestPupils));
    let chosen = capital(&mirror.reference.name(language));
    let response = ComboBox::from_id_salt("mirror-reference")
        .selected_text(chosen.as_str())
        .width(ui.available_width().min(400.0))
        .wrap()
        .show_ui(ui, |ui| {
            for reference in list {
                let name = capital(&reference.name(language));
                if ui.selectable_label(mirror.reference == reference, name).clicked() {
                    mirror.reference = reference;
                }
            }
        })
        .response;
    name_combo(response, &state.t("home-mirror-reference"), &chosen);
}

pub fn show(state: &mut State, ui: &mut Ui, commands: &mut Commands) {
    settings(state, ui, commands);
    let mut on = state.view.choice.mirror.is_some();
    if ui.add(Checkbox::new(&mut on, state.t("home-mirror-on-map"))).clicked() {
        commands.push(Command::SetMirror { mirror: state.view.home.mirror, on_map: on });
    }
    ui.add_space(8.0);
    let found = state.home_mirror(ui.ctx());
    match found.as_deref() {
        None => running(state, ui),
        Some(Err(notice)) => refused(state, ui, notice),
        Some(Ok(None)) => {
            ui.label(state.t("home-mirror-none"));
        }
        Some(Ok(Some(found))) => {
            let mirror = MirrorChoice { group: state.view.comparison.group, ..state.view.home.mirror };
            let told = beside(state.dataset(), state.view.comparison, &mirror, state.view.gate, found);
            town(state, ui, found, &mirror, &told);
            table(state, ui, told, &mirror, commands);
        }
    }
}

/// The figure for the town and how many schools are in each class.
fn town(state: &State, ui: &mut Ui, found: &TownMirror, mirror: &MirrorChoice, told: &[Beside]) {
    let theme = state.theme();
    let language = state.view.language;
    let number = |n: usize| whole(n as f64, language);
    let group = group_label(state, state.view.comparison.scheme, mirror.group);
    let counts = MirrorCounts::of(told, found);
    if mirror.fixed {
        ui.label(strong(counts.of_group(mirror, &group, language)));
    } else {
        let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
        let reference = found.reference.name(language);
        let (moved, beyond) = (found.share_text(language), share(found.unattainable()));
        let args = [("reference", reference.as_str()), ("share", &moved), ("beyond", &beyond)];
        ui.label(strong(state.tw("choice-mirror-town", &args)));
        if found.unattainable().is_some_and(|s| s > 0.0) {
            ui.label(caption(state.tw("choice-mirror-beyond", &args), &theme));
        }
        for note in found.notes(language).into_iter().chain(found.hidden_notes(language)) {
            ui.label(caption(note, &theme));
        }
        ui.label(counts.of_group(mirror, &group, language));
        ui.label(caption(counts.of_furthest(mirror, language), &theme));
    }
    if found.without > 0 && !mirror.fixed {
        let schools = number(found.without);
        ui.label(caption(state.tw("choice-without-reference", &[("schools", &schools)]), &theme));
    }
    basis_note(state, ui, found.basis);
}

fn table(
    state: &mut State,
    ui: &mut Ui,
    mut rows: Vec<Beside>,
    mirror: &MirrorChoice,
    commands: &mut Commands,
) {
    let theme = state.theme();
    let language = state.view.language;
    let comparison = state.view.comparison;
    let group = group_label(state, comparison.scheme, mirror.group);
    ui.add_space(12.0);
    ui.label(section(&state.t("home-mirror-schools"), &theme));
    ui.label(caption(state.tw("home-mirror-schools-what", &[("group", &group)]), &theme));
    let head = ["home-column-school", "home-column-reference", "home-column-points", "home-column-quotient"];
    wide_row(state, ui, Look::Head, "", &head.map(|key| state.t(key)), FIGURES);
    let order = |b: &Beside| {
        if mirror.fixed { b.share.value() } else { b.points.value() }
    };
    // From the most to the fewest; what is not told stands at the end, in file order.
    rows.sort_by(|a, b| match (order(a), order(b)) {
        (Some(x), Some(y)) => y.total_cmp(&x),
        (x, y) => y.is_some().cmp(&x.is_some()),
    });
    for beside in rows {
        let name = state.dataset().school(beside.school).map(|s| s.name.clone()).unwrap_or_default();
        let figures = [beside.share, beside.reference, beside.points];
        let [share, reference, points] = figures;
        let share = share_text(state, share);
        let reference = share_text(state, reference);
        let points = match points {
            Shown::Value(points) => signed(points, language),
            Shown::Suppressed { least, greatest } => {
                let (least, greatest) = (signed(least, language), signed(greatest, language));
                state.tw("home-points-range", &[("least", &least), ("greatest", &greatest)])
            }
            other => count_text(state, other),
        };
        let quotient = match beside.quotient {
            Shown::Value(times) => decimal(times, 2, language),
            Shown::Suppressed { least, greatest } => {
                let (least, greatest) = (decimal(least, 2, language), decimal(greatest, 2, language));
                state.tw("home-points-range", &[("least", &least), ("greatest", &greatest)])
            }
            other => count_text(state, other),
        };
        let class = match beside.lean {
            Shown::Value(lean) => lean.text(mirror, language),
            Shown::Hidden => state.t("home-lean-withheld"),
            Shown::Suppressed { .. } => state.t("home-lean-range"),
            Shown::Unknown => state.t("home-lean-unknown"),
        };
        let args = [("name", name.as_str()), ("share", &share), ("reference", &reference), ("class", &class)];
        let label = state.tw("home-mirror-row", &args);
        let hit = Hit::School(beside.school);
        let selected = state.view.selection.contains(hit);
        let response =
            press_row(state, ui, selected, &label, &name, (&[share, reference, points, quotient], FIGURES));
        if response.hovered() || response.has_focus() {
            state.view.pointed = Some(hit);
        }
        if response.clicked() {
            commands.pressed(ui, hit);
        }
    }
}

fn signed(points: f64, language: crate::text::Language) -> String {
    let text = decimal(points.abs(), 0, language);
    // What rounds to nothing has no sign.
    if text == "0" {
        text
    } else if points < 0.0 {
        format!("−{text}")
    } else {
        format!("+{text}")
    }
}
