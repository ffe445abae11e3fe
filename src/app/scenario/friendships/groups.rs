//! What every group brings by itself: contact among its own schools, and the way of its children.

use eframe::egui::{CollapsingHeader, Grid, RichText, Ui};

use super::figures::{bar_row, signed_points};
use super::state::ShownTown;
use super::{FriendsCommand, full, hours_text};
use crate::app::command::Commands;
use crate::app::state::State;
use crate::app::style::{CAPTION as VALUE, caption, color, section};
use crate::choice::Metric;
use crate::data::Mode;
use crate::find::town::{Brings, GroupBrings};
use crate::friendship::Friendship;
use crate::friendship::contact::Change;
use crate::friendship::year::{Meeting, Travel};
use crate::number::{DASH, decimal, percent, whole};

/// Every group with what it adds; a click opens its form, and under it lie the figures of its own.
pub(super) fn each(
    state: &mut State,
    ui: &mut Ui,
    shown: &ShownTown,
    brings: &Brings,
    commands: &mut Commands,
) {
    let theme = state.theme();
    let language = state.view.language;
    let Some(scenario) = state.plans.scenario().cloned() else { return };
    ui.label(section(&state.t("friends-each-title"), &theme));
    let units = brings.units(&shown.town);
    let open = |at: usize| units.get(at).is_some_and(|own| shown.telling.group(own, &units));
    let told = brings.groups.iter().enumerate().filter(|(at, _)| open(*at));
    let most = told.map(|(_, g)| g.gain).fold(0.0, f64::max);
    for (at, found) in brings.groups.iter().enumerate() {
        let Some(group) = scenario.friendships.get(found.group) else { continue };
        let gain = if open(at) { decimal(found.gain, 1, language) } else { state.t("shown-hidden") };
        let amount = if open(at) { found.gain } else { 0.0 };
        let label = state.tw(
            "friends-each-row",
            &[("group", &group.name), ("gain", &gain), ("hours", &hours_text(state, group))],
        );
        let room = if open(at) { 52.0 } else { 88.0 };
        if bar_row(state, ui, &group.name, (&gain, room), amount, most, &label).clicked() {
            commands.friends(FriendsCommand::Ask(found.group));
        }
        let details = state.tw("friends-each-more", &[("group", &group.name)]);
        CollapsingHeader::new(caption(state.t("friends-each-details"), &theme))
            .id_salt(("each group of friends", found.group))
            .show(ui, |ui| detail(state, ui, shown, group, found, open(at)))
            .header_response
            .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &details));
    }
    if brings.groups.is_empty() {
        ui.label(caption(state.t("friends-each-none"), &theme));
    } else {
        ui.label(caption(state.t("friends-each-what"), &theme));
    }
    ui.add_space(12.0);
}

fn detail(
    state: &mut State,
    ui: &mut Ui,
    shown: &ShownTown,
    group: &Friendship,
    found: &GroupBrings,
    open: bool,
) {
    let theme = state.theme();
    if open {
        contact(state, ui, found);
    } else {
        ui.label(caption(state.t("friends-group-hidden"), &theme).color(color(theme.warn)));
    }
    if group.is_full_pairing() {
        let _ = full::show(state, ui, (&shown.town, &shown.telling), group, false);
        return;
    }
    travel(state, ui, group, found, open);
}

/// Exposure, isolation and η² over the schools of the group alone.
fn contact(state: &State, ui: &mut Ui, found: &GroupBrings) {
    let theme = state.theme();
    let language = state.view.language;
    let share = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| percent(v, 1, language));
    let index = |v: Option<f64>| v.map_or(DASH.to_owned(), |v| decimal(v, 3, language));
    let points =
        |change: Change| change.difference().map_or(DASH.to_owned(), |d| signed_points(d, 1, language));
    ui.label(caption(state.t("friends-group-own"), &theme));
    Grid::new(("friends-group", found.group)).num_columns(4).spacing([8.0, 0.0]).show(ui, |ui| {
        let own = &found.contact;
        for (key, before, after, difference) in [
            (
                "friends-compare-exposure",
                share(own.exposure.before),
                share(own.exposure.after),
                points(own.exposure),
            ),
            (
                "friends-compare-isolation",
                share(own.isolation.before),
                share(own.isolation.after),
                points(own.isolation),
            ),
            (
                "friends-figure-eta",
                index(own.correlation_ratio.before),
                index(own.correlation_ratio.after),
                own.correlation_ratio.difference().map_or(DASH.to_owned(), |d| decimal(d, 3, language)),
            ),
        ] {
            ui.label(caption(state.t(key), &theme));
            for value in [before, after, difference] {
                ui.label(RichText::new(value).size(VALUE));
            }
            ui.end_row();
        }
        let hours = found.year.all;
        if let Some(hours) = hours {
            ui.label(caption(state.t("friends-figure-hours"), &theme));
            let gained = if hours.gained > 0.0 { "+" } else { "" };
            let gained = format!("{gained}{}", decimal(hours.gained, 1, language));
            for value in [whole(hours.before, language), whole(hours.before + hours.gained, language), gained]
            {
                ui.label(RichText::new(value).size(VALUE));
            }
            ui.end_row();
        }
    });
}

/// Whole minutes, rounded up; a dash where there is no way.
pub(super) fn minutes(state: &State, minutes: Option<f64>) -> String {
    minutes.map_or(DASH.to_owned(), |m| whole(m.ceil(), state.view.language))
}

/// Of what distances and minutes are, and how long children are on the way in a year.
fn rests_on(state: &State, travel: &Travel, open: bool) -> String {
    let language = state.view.language;
    let plain = |v: f64| decimal(v, usize::from(v.fract() != 0.0), language);
    let pace = travel.pace;
    let key = match (pace.wait > 0.0, pace.assumed) {
        (false, true) => "friends-pace-assumed",
        (false, false) => "friends-pace",
        (true, true) => "friends-pace-wait-assumed",
        (true, false) => "friends-pace-wait",
    };
    let pace = state.tw(key, &[("kmh", &plain(pace.kmh)), ("wait", &plain(pace.wait))]);
    let hours = travel.hours_a_year().filter(|_| open).map_or(DASH.to_owned(), |h| decimal(h, 1, language));
    let line = state.t(metric_key(travel.metric));
    state.tw("friends-group-rests", &[("line", &line), ("pace", &pace), ("hours", &hours)])
}

/// In a few words, of what distances are.
pub(super) fn metric_key(metric: Metric) -> &'static str {
    match metric {
        Metric::StraightLine { .. } => "friends-detour-short",
        Metric::Route { mode: Mode::Walking } => "friends-walked-short",
        Metric::Route { mode: Mode::Cycling } => "friends-cycled-short",
    }
}

/// Where they meet, how children get there, from which school how far, and what it costs.
pub(super) fn travel(state: &State, ui: &mut Ui, group: &Friendship, found: &GroupBrings, open: bool) {
    let theme = state.theme();
    let language = state.view.language;
    let Some(travel) = &found.travel else { return };
    let km = |metres: Option<f64>| metres.map_or(DASH.to_owned(), |m| decimal(m / 1000.0, 1, language));
    let name = |id: crate::data::SchoolId| state.dataset().school(id).map(|s| s.name.clone());
    let place = match travel.meeting {
        Meeting::School(at) => found.schools.get(at).and_then(|id| name(*id)).unwrap_or_default(),
        Meeting::ThirdPlace(_) => {
            let named = group.place.as_ref().and_then(|p| p.name.clone());
            named.unwrap_or_else(|| state.t("friends-where-third"))
        }
    };
    let args = [
        ("place", place),
        ("mode", state.t(group.travel.text_key())),
        // Averages rest on how many children each school has.
        ("mean", if open { km(travel.mean) } else { state.t("shown-hidden") }),
        ("greatest", km(travel.greatest)),
        ("mean_minutes", if open { minutes(state, travel.mean_minutes) } else { state.t("shown-hidden") }),
        ("greatest_minutes", minutes(state, travel.greatest_minutes)),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let key = if travel.assumed { "friends-group-way-assumed" } else { "friends-group-way" };
    ui.label(state.tw(key, &args));
    let from: Vec<String> = found
        .schools
        .iter()
        .zip(travel.metres.iter().zip(&travel.minutes))
        .map(|(id, (metres, time))| {
            let (school, time) = (name(*id).unwrap_or_default(), minutes(state, *time));
            let args = [("school", school.as_str()), ("km", &km(*metres)), ("minutes", &time)];
            state.tw("friends-group-from", &args)
        })
        .collect();
    ui.label(caption(from.join(" · "), &theme));
    ui.label(caption(rests_on(state, travel, open), &theme))
        .on_hover_text(state.t(group.travel.pace_text_key()));
    for (at, limit) in &travel.long_walks {
        let school = found.schools.get(*at).and_then(|id| name(*id)).unwrap_or_default();
        let far = km(travel.metres.get(*at).copied().flatten());
        let args = [("school", school.as_str()), ("km", &far), ("limit", &km(Some(*limit)))];
        ui.label(RichText::new(state.tw("friends-long-walk-window", &args)).color(color(theme.warn)))
            .on_hover_text(state.t("friends-long-walk-why"));
    }
    if let Some(cost) = travel.cost().filter(|_| open) {
        let each = travel.cost_per_hour(&found.year).filter(|_| open);
        let args = [
            ("cost", whole(cost, language)),
            ("each", each.map_or(DASH.to_owned(), |v| decimal(v, 2, language))),
        ];
        let args: Vec<(&str, &str)> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        ui.label(state.tw("friends-cost-line", &args));
    }
}
