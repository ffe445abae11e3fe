//! The best pairs or groups: sought on a worker, with the curve of gain against distance.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use eframe::egui::{Checkbox, ComboBox, Grid, RichText, Role, ScrollArea, Spinner, Stroke, Ui, WidgetInfo};
use egui_plot::{GridMark, Line, Plot, PlotPoints, Points, VLine};

use super::FriendsCommand;
use super::figures::exposure_sentence;
use super::number;
use crate::app::command::{Command, Commands};
use crate::app::elements::{name_combo, primary};
use crate::app::job::{Cancel, Job, Poll};
use crate::app::state::State;
use crate::app::style::{caption, color, section, title};
use crate::figures::headline::Comparison;
use crate::find::curve::{CAPS, Point, curve};
use crate::find::town::Town;
use crate::find::{groups, pairs};
use crate::friendship::Friendship;
use crate::friendship::check::check;
use crate::friendship::hours::Timing;
use crate::friendship::pilot::ASSUMED_HOURS;
use crate::measure::inference::Progress;
use crate::notice::Notice;
use crate::number::{decimal, percent, whole};

/// What is sought.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sought {
    /// Kilometres as children walk; `None` is any distance.
    km: Option<f64>,
    within_wijk: bool,
    size: usize,
}

/// What was found.
#[derive(Debug)]
struct Found {
    groups: Vec<Vec<usize>>,
    sum_w: f64,
    /// The most that better groups could add, as a share of what none exceeds; 0 is the best.
    gap: f64,
    curve: Vec<Point>,
}

type Outcome = Result<Found, Notice>;

/// The question while it is asked.
#[derive(Debug)]
pub struct BestForm {
    sought: Sought,
    hours: f64,
    timing: Timing,
    asked: Option<(Sought, Comparison)>,
    job: Option<Job<Outcome>>,
    steps: Arc<AtomicU64>,
    found: Option<Outcome>,
}

impl Default for BestForm {
    fn default() -> Self {
        Self {
            sought: Sought { km: Some(2.0), within_wijk: false, size: 2 },
            hours: ASSUMED_HOURS,
            timing: Timing::OnTop,
            asked: None,
            job: None,
            steps: Arc::default(),
            found: None,
        }
    }
}

/// Counts the parts of town that are done.
struct Watched<'a> {
    cancel: &'a Cancel,
    steps: &'a AtomicU64,
}

impl Progress for Watched<'_> {
    fn drawn(&self) {
        self.steps.fetch_add(1, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }
}

fn seek(town: &Town, asked: Sought, progress: &dyn Progress) -> Outcome {
    let rules = Town::rules(asked.km.map(|km| km * 1000.0), asked.within_wijk);
    let sought = town.sought();
    let free = Town::rules(None, asked.within_wijk);
    let (found, sum_w, gap) = if asked.size == 2 {
        let best = pairs(&sought, &rules, progress)?;
        (best.pairs.iter().map(|(a, b)| vec![*a, *b]).collect(), best.sum_w, 0.0)
    } else {
        let best = groups(&sought, &rules, asked.size, progress)?;
        let gap = best.gap().unwrap_or_default();
        (best.groups, best.sum_w, gap)
    };
    Ok(Found { groups: found, sum_w, gap, curve: curve(&sought, &free, &CAPS, progress)? })
}

pub fn show(state: &mut State, ui: &mut Ui, form: &mut BestForm, commands: &mut Commands) {
    ui.set_width(700.0);
    ui.label(title(state.t("friends-best-title")));
    ui.label(caption(state.t("friends-best-what"), &state.theme()));
    ui.add_space(8.0);
    ask(state, ui, form);
    ui.add_space(8.0);
    run(state, ui, form);
    let found = match &form.found {
        Some(Ok(found)) => Some(found),
        Some(Err(notice)) => {
            let language = state.view.language;
            let fix = notice.fix(language).unwrap_or_default();
            let text = format!("{} {fix}", notice.what(language));
            ui.label(RichText::new(text).color(color(state.theme().warn)));
            None
        }
        None => None,
    };
    let agreed = found.map(|found| told(state, ui, form, found)).unwrap_or_default();
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        if form.job.is_some() {
            ui.add(Spinner::new().size(18.0));
            let steps = whole(form.steps.load(Ordering::Relaxed) as f64, state.view.language);
            ui.label(state.tw("friends-best-running", &[("steps", &steps)]));
            if ui.button(state.t("friends-best-stop")).clicked() {
                form.job = None;
            }
        } else {
            let ready = !agreed.is_empty() && check(&agreed).is_ok();
            if ui.add_enabled(ready, primary(state, &state.t("friends-best-take"))).clicked() {
                commands.friends(FriendsCommand::Adopt(agreed));
            }
        }
        if ui.button(state.t("app-cancel")).clicked() {
            commands.push(Command::CloseDialog);
        }
        if state.plans.scenario().is_some_and(|s| !s.friendships.is_empty()) {
            ui.label(caption(state.t("friends-best-replaces"), &state.theme()));
        }
    });
}

fn ask(state: &State, ui: &mut Ui, form: &mut BestForm) {
    Grid::new("friends-best").num_columns(4).spacing([16.0, 6.0]).show(ui, |ui| {
        let name = ui.label(state.t("friends-best-distance")).id;
        ui.horizontal(|ui| {
            let mut limited = form.sought.km.is_some();
            if ui.add(Checkbox::without_text(&mut limited)).labelled_by(name).changed() {
                form.sought.km = limited.then_some(2.0);
            }
            match &mut form.sought.km {
                Some(km) => {
                    let drag = number(state, km).range(0.1..=50.0).speed(0.02).max_decimals(1).suffix(" km");
                    ui.add(drag).labelled_by(name);
                }
                None => {
                    ui.label(state.t("friends-best-any"));
                }
            }
        });
        let label = state.t("friends-best-size");
        ui.label(&label);
        let words = |size: usize| match size {
            2 => state.t("friends-size-2"),
            3 => state.t("friends-size-3"),
            _ => state.t("friends-size-4"),
        };
        let chosen = words(form.sought.size);
        let shown =
            ComboBox::from_id_salt("best_size").selected_text(&chosen).width(150.0).show_ui(ui, |ui| {
                for size in 2..=4 {
                    ui.selectable_value(&mut form.sought.size, size, words(size));
                }
            });
        name_combo(shown.response, &label, &chosen);
        ui.end_row();
        let name = ui.label(state.t("friends-form-hours")).id;
        ui.horizontal(|ui| {
            let drag = number(state, &mut form.hours).range(0.0..=60.0).speed(0.05);
            ui.add(drag).labelled_by(name);
            for (timing, key) in
                [(Timing::OnTop, "friends-timing-on-top"), (Timing::InLessons, "friends-timing-in-lessons")]
            {
                ui.radio_value(&mut form.timing, timing, state.t(key));
            }
        });
        ui.label(state.t("friends-best-where"));
        ui.horizontal(|ui| {
            ui.radio_value(&mut form.sought.within_wijk, false, state.t("friends-best-everywhere"));
            ui.radio_value(&mut form.sought.within_wijk, true, state.t("friends-best-within"));
        });
        ui.end_row();
    });
}

/// Starts the search when what is asked differs, and takes in what comes.
fn run(state: &mut State, ui: &Ui, form: &mut BestForm) {
    let key = (form.sought, state.shown_comparison());
    // Not for every step of a value that is dragged.
    let still = !ui.input(|i| i.pointer.any_down());
    if still && form.asked != Some(key) {
        form.asked = Some(key);
        form.found = None;
        form.steps = Arc::default();
        match state.friends_town() {
            Ok(town) => {
                let (steps, asked) = (form.steps.clone(), form.sought);
                form.job = Some(Job::start(ui.ctx(), state.t("friends-best-title"), move |cancel| {
                    seek(&town, asked, &Watched { cancel, steps: &steps })
                }));
            }
            Err(notice) => form.found = Some(Err(notice)),
        }
    }
    match form.job.as_ref().map(Job::poll) {
        Some(Poll::Done(found)) => {
            form.found = Some(found);
            form.job = None;
        }
        Some(Poll::Lost) => form.job = None,
        Some(Poll::Running) => ui.ctx().request_repaint_after(std::time::Duration::from_millis(50)),
        None => {}
    }
}

/// What was found, in words and as a curve; gives the groups at the hours that are asked.
fn told(state: &mut State, ui: &mut Ui, form: &BestForm, found: &Found) -> Vec<Friendship> {
    let Ok(town) = state.friends_town() else { return Vec::new() };
    let theme = state.theme();
    let language = state.view.language;
    let name = |unit: &usize| town.code(*unit).map(|code| state.name_of_code(code)).unwrap_or_default();
    let agreed: Vec<Friendship> = found
        .groups
        .iter()
        .map(|units| {
            let called: Vec<String> = units.iter().map(name).collect();
            let codes = units.iter().filter_map(|unit| town.code(*unit).map(str::to_owned));
            Friendship {
                timing: form.timing,
                from: Some(state.plans.year.0),
                ..Friendship::new(called.join(" – "), codes, form.hours)
            }
        })
        .collect();
    let brings = town.brings(&agreed, None);
    let count = whole(agreed.len() as f64, language);
    let sum = decimal(found.sum_w, 1, language);
    let key = if form.sought.size == 2 { "friends-best-found-pairs" } else { "friends-best-found-groups" };
    ui.label(state.tw(key, &[("count", &count), ("sum", &sum)]));
    if found.gap > 1e-9 {
        let gap = percent(found.gap, 1, language);
        ui.label(caption(state.tw("friends-best-gap", &[("gap", &gap)]), &theme));
    } else {
        ui.label(caption(state.t("friends-best-is-proved"), &theme));
    }
    if let Some(text) = exposure_sentence(state, &brings) {
        ui.label(text);
    }
    if let Some(present) = state.brings()
        && let Some(reached) = present.reached(found.sum_w)
    {
        let reached = percent(reached, 0, language);
        ui.label(state.tw("friends-best-reached", &[("share", &reached)]));
    }
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(330.0);
            ui.label(section(&state.t("friends-best-curve"), &theme));
            plot(state, ui, form, found);
        });
        ui.add_space(16.0);
        ui.vertical(|ui| {
            ui.set_width(330.0);
            ui.label(section(&state.t("friends-best-list"), &theme));
            let mut order: Vec<_> = brings.groups.iter().collect();
            order.sort_by(|a, b| b.w.total_cmp(&a.w).then(a.group.cmp(&b.group)));
            let open = state.open_schools();
            ScrollArea::vertical().id_salt("best_list").max_height(170.0).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for group in order {
                        let called = agreed.get(group.group).map(|g| g.name.as_str()).unwrap_or_default();
                        ui.horizontal(|ui| {
                            let told = group.schools.iter().all(|id| open.contains(id));
                            let gain =
                                if told { decimal(group.w, 1, language) } else { state.t("shown-hidden") };
                            ui.allocate_ui_with_layout(
                                eframe::egui::vec2(270.0, 20.0),
                                eframe::egui::Layout::left_to_right(eframe::egui::Align::Center),
                                |ui| {
                                    ui.set_width(270.0);
                                    ui.add(eframe::egui::Label::new(called).truncate());
                                },
                            );
                            ui.label(caption(gain, &theme));
                        });
                    }
                },
            );
        });
    });
    agreed
}

/// Gain against the distance, as a share of what pairs gain at any distance.
fn plot(state: &State, ui: &mut Ui, form: &BestForm, found: &Found) {
    let theme = state.theme();
    let language = state.view.language;
    let Some(free) = found.curve.last().filter(|p| p.cap.is_none() && p.sum_w > 0.0) else { return };
    let within = found.curve.iter().filter_map(|p| Some((p.cap? / 1000.0, p.sum_w / free.sum_w)));
    let values: Vec<[f64; 2]> = within.map(|(km, share)| [km, share]).collect();
    let words: Vec<String> = values
        .iter()
        .map(|[km, share]| format!("{} km {}", decimal(*km, 1, language), percent(*share, 0, language)))
        .collect();
    let label = format!("{}: {}", state.t("friends-best-curve"), words.join(", "));
    let shown = Plot::new("friends-curve")
        .height(150.0)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_grid([false, true])
        .grid_color(color(theme.line))
        .include_y(0.0)
        .include_y(1.0)
        .include_x(0.0)
        .x_axis_formatter(|mark: GridMark, _: &std::ops::RangeInclusive<f64>| format!("{:.0} km", mark.value))
        .y_axis_formatter(move |mark: GridMark, _: &std::ops::RangeInclusive<f64>| {
            percent(mark.value, 0, language)
        })
        .label_formatter(|_| None)
        .show(ui, |plot| {
            let ink = color(theme.accent);
            plot.line(Line::new("", PlotPoints::from(values.clone())).stroke(Stroke::new(2.0, ink)));
            plot.points(Points::new("", values.clone()).radius(3.0).color(ink));
            if let Some(km) = form.sought.km {
                plot.vline(VLine::new("", km).stroke(Stroke::new(1.5, color(theme.text))));
            }
        });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
}
