//! The best pairs or groups: sought on a worker, with the curve of gain against distance.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use eframe::egui::{ComboBox, Grid, RichText, Role, ScrollArea, Spinner, Stroke, Ui, WidgetInfo};
use egui_plot::{GridMark, Line, Plot, PlotPoints, Points, VLine};

use super::FriendsCommand;
use super::figures::{exposure_sentence, left_out, model_chip, others_left_out};
use super::groups::metric_key;
use super::rules::{self, RulesForm};
use crate::app::command::{Command, Commands};
use crate::app::elements::{name_combo, number, primary};
use crate::app::job::{Cancel, Job, Poll};
use crate::app::state::State;
use crate::app::style::{caption, color, section, title};
use crate::choice::Metric;
use crate::figures::headline::Comparison;
use crate::find::curve::{CAPS, Point, curve};
use crate::find::town::telling::Telling;
use crate::find::town::wishes::Wishes;
use crate::find::town::{GroupBrings, Town};
use crate::find::{self, Rules, groups, pairs};
use crate::friendship::Friendship;
use crate::friendship::check::check;
use crate::friendship::hours::Timing;
use crate::friendship::pilot::ASSUMED_HOURS;
use crate::measure::inference::Progress;
use crate::notice::Notice;
use crate::number::{DASH, decimal, percent, whole};

const WIDTH: f32 = 760.0;
/// Height of the further conditions.
const MOST_RULES: f32 = 210.0;

/// What is sought: by which wishes, in groups of at most so many schools.
#[derive(Clone, Debug, PartialEq)]
struct Sought {
    wishes: Wishes,
    size: usize,
}

/// What was found.
#[derive(Debug)]
struct Found {
    groups: Vec<Vec<usize>>,
    /// The most that better groups could gain more, as a share of what these gain; 0 is the best, and
    /// `None` is not known.
    more: Option<f64>,
    curve: Vec<Point>,
    /// How the distances are taken.
    metric: Metric,
}

type Outcome = Result<Found, Notice>;

/// The question while it is asked.
#[derive(Debug)]
pub struct BestForm {
    size: usize,
    hours: f64,
    timing: Timing,
    rules: RulesForm,
    asked: Option<(Sought, Comparison)>,
    job: Option<Job<Outcome>>,
    steps: Arc<AtomicU64>,
    found: Option<Outcome>,
}

impl Default for BestForm {
    fn default() -> Self {
        Self {
            size: 2,
            hours: ASSUMED_HOURS,
            timing: Timing::OnTop,
            rules: RulesForm::default(),
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

/// The curve is of schools of which everything may be told: it gives no hidden count away.
fn seek(town: &Town, telling: &Telling, asked: &Sought, progress: &dyn Progress) -> Outcome {
    let rules = town.wished(&asked.wishes)?;
    let routes = town.routes(progress)?;
    let sought = town.sought_over(routes.as_deref());
    let free = Rules { max_metres: None, ..rules.clone() };
    let (found, more) = if asked.size == 2 {
        let best = pairs(&sought, &rules, progress)?;
        (best.pairs.iter().map(|(a, b)| vec![*a, *b]).collect(), Some(0.0))
    } else {
        let best = groups(&sought, &rules, asked.size, progress)?;
        let more = if best.gap().unwrap_or_default() > 0.0 { best.at_most_more() } else { Some(0.0) };
        (best.groups, more)
    };
    let counts = town.open_counts(telling)?;
    let open = find::Sought { counts: &counts, ..sought };
    // Where no pair may be told there is no curve either.
    let free = Rules { fixed: Vec::new(), ..free };
    let curve = curve(&open, &free, &CAPS, progress).unwrap_or_default();
    Ok(Found { groups: found, more, curve, metric: town.metric() })
}

pub fn show(state: &mut State, ui: &mut Ui, form: &mut BestForm, commands: &mut Commands) {
    ui.set_width(WIDTH);
    ui.horizontal(|ui| {
        ui.label(title(state.t("friends-best-title")));
        ui.add_space(8.0);
        model_chip(state, ui);
    });
    ui.label(caption(state.t("friends-best-what"), &state.theme()));
    ui.add_space(8.0);
    ask(state, ui, form, commands);
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

fn ask(state: &mut State, ui: &mut Ui, form: &mut BestForm, commands: &mut Commands) {
    let mut wishes = state.plans.history.wishes().clone();
    let town = state.friends_town().ok();
    Grid::new("friends-best").num_columns(2).spacing([16.0, 6.0]).show(ui, |ui| {
        rules::distance(state, ui, &mut wishes);
        ui.end_row();
        let label = state.t("friends-best-size");
        ui.label(&label);
        let words = |size: usize| match size {
            2 => state.t("friends-size-2"),
            3 => state.t("friends-size-3"),
            _ => state.t("friends-size-4"),
        };
        let chosen = words(form.size);
        let shown =
            ComboBox::from_id_salt("best_size").selected_text(&chosen).width(150.0).show_ui(ui, |ui| {
                for size in 2..=4 {
                    ui.selectable_value(&mut form.size, size, words(size));
                }
            });
        name_combo(shown.response, &label, &chosen);
        ui.end_row();
        rules::division(state, ui, &mut wishes);
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
        ui.end_row();
    });
    // Many conditions scroll, so that what is found stays in sight.
    ScrollArea::vertical().id_salt("best_rules").max_height(MOST_RULES).show(ui, |ui| {
        ui.set_width(WIDTH - 16.0);
        rules::further(state, ui, town.as_deref(), &mut wishes, &mut form.rules);
    });
    if wishes != *state.plans.history.wishes() {
        commands.friends(FriendsCommand::Wish(Box::new(wishes)));
    }
}

/// Starts the search when what is asked differs, and takes in what comes.
fn run(state: &mut State, ui: &Ui, form: &mut BestForm) {
    let asked = Sought { wishes: state.plans.history.wishes().clone(), size: form.size };
    let key = (asked.clone(), state.shown_comparison());
    // Not for every step of a value that is dragged.
    let still = !ui.input(|i| i.pointer.any_down());
    if still && form.asked.as_ref() != Some(&key) {
        form.asked = Some(key);
        form.found = None;
        form.steps = Arc::default();
        match state.kept_town() {
            Ok(shown) => {
                let steps = form.steps.clone();
                form.job = Some(Job::start(ui.ctx(), state.t("friends-best-title"), move |cancel| {
                    seek(&shown.town, &shown.telling, &asked, &Watched { cancel, steps: &steps })
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
    let Ok(shown) = state.kept_town() else { return Vec::new() };
    let others = others_left_out(state, &shown);
    let (town, telling) = (shown.town, shown.telling);
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
    let open_ones = town.told(&agreed, None, &telling);
    let count = whole(agreed.len() as f64, language);
    let units = brings.units(&town);
    let told = telling.town();
    let sum = if told { decimal(open_ones.brings.sum_w, 1, language) } else { state.t("shown-hidden") };
    let key = if form.size == 2 { "friends-best-found-pairs" } else { "friends-best-found-groups" };
    ui.label(state.tw(key, &[("count", &count), ("sum", &sum)]));
    // The bound is of all schools, those with hidden counts included.
    let all_open = (0..town.schools().len()).all(|unit| telling.school(unit));
    let proved = found.more.is_some_and(|more| more <= 1e-9);
    if !proved && !all_open {
        ui.label(caption(state.t("friends-best-gap-hidden"), &theme));
    } else if !proved {
        let more = found.more.map_or(DASH.to_owned(), |more| percent(more, 1, language));
        ui.label(caption(state.tw("friends-best-gap", &[("gap", &more)]), &theme));
    } else {
        ui.label(caption(state.t("friends-best-is-proved"), &theme));
    }
    if !told {
        ui.label(caption(state.t("friends-withheld"), &theme));
    } else if let Some(text) = exposure_sentence(state, &open_ones.brings) {
        ui.label(text);
        if let Some(text) = others {
            ui.label(caption(text, &theme));
        }
        if let Some(text) = left_out(state, open_ones.left_out) {
            ui.label(caption(text, &theme).color(color(theme.warn)));
        }
    }
    if let Some(present) = state.told_brings()
        && told
        && let Some(reached) = present.brings.reached(open_ones.brings.sum_w)
    {
        let reached = percent(reached, 0, language);
        ui.label(state.tw("friends-best-reached", &[("share", &reached)]));
    }
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(330.0);
            ui.label(section(&state.t("friends-best-curve"), &theme));
            ui.label(caption(state.t(metric_key(found.metric)), &theme));
            if told {
                plot(state, ui, found);
            }
        });
        ui.add_space(16.0);
        ui.vertical(|ui| {
            ui.set_width(400.0);
            ui.label(section(&state.t("friends-best-list"), &theme));
            let mut order: Vec<_> = brings.groups.iter().collect();
            let open = |at: usize| units.get(at).is_some_and(|own| telling.together(own));
            // Where the gain is not told its place in the list is not either.
            let gain = |g: &GroupBrings| if open(g.group) { g.w } else { -1.0 };
            order.sort_by(|a, b| gain(b).total_cmp(&gain(a)).then(a.group.cmp(&b.group)));
            ScrollArea::vertical().id_salt("best_list").max_height(170.0).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for group in order {
                        let called = agreed.get(group.group).map(|g| g.name.as_str()).unwrap_or_default();
                        ui.horizontal(|ui| {
                            let gain = match open(group.group) {
                                true => decimal(group.w, 1, language),
                                false => state.t("shown-hidden"),
                            };
                            ui.allocate_ui_with_layout(
                                eframe::egui::vec2(330.0, 20.0),
                                eframe::egui::Layout::left_to_right(eframe::egui::Align::Center),
                                |ui| {
                                    ui.set_width(330.0);
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
fn plot(state: &State, ui: &mut Ui, found: &Found) {
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
    let cap = state.plans.history.wishes().max_metres;
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
            if let Some(metres) = cap {
                plot.vline(VLine::new("", metres / 1000.0).stroke(Stroke::new(1.5, color(theme.text))));
            }
        });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
}
