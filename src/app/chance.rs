//! One calm line under the headline: how sure it is, and what chance alone would give.

use eframe::egui::{Label, RichText, Sense, Ui};

use super::state::{Origin, State};
use super::style::{caption, color};
use super::workings::Drawn;
use crate::figures::certainty::{Certainty, DRAWS, NotDrawn};
use crate::figures::limits::reached_in_words;
use crate::figures::published::home_and_choice;
use crate::measure::Other;
use crate::measure::inference::Resample;
use crate::notice::Notice;
use crate::number::{decimal, percent, whole};

/// Interval, chance and the published figure.
pub fn show(state: &mut State, ui: &mut Ui, found: Option<&Result<Option<Certainty>, Notice>>) {
    match found {
        None => running(state, ui, Drawn::Certainty, "chance-running"),
        Some(Err(notice)) => not_done(state, ui, Drawn::Certainty, notice),
        Some(Ok(None)) => {}
        Some(Ok(Some(certainty))) => {
            let (mut text, mut why) = chance(state, certainty);
            if let Some((interval, of_interval)) = interval(state, certainty) {
                // A reason why there is no chance is a sentence, and stands by itself.
                let glue = if certainty.chance.is_ok() { " · " } else { ". " };
                text = format!("{interval}{glue}{text}");
                why = format!("{of_interval}\n\n{why}");
            }
            line(state, ui, &text, &why);
        }
    }
    if let Some((text, source)) = published(state) {
        line(state, ui, &text, &source);
    }
}

/// Work under way: what it is and, where it takes long, how far it is and a way to stop it.
pub(super) fn running(state: &State, ui: &mut Ui, of: Drawn, key: &str) {
    let theme = state.theme();
    let drawn = state.drawn(ui.ctx(), of);
    ui.horizontal_wrapped(|ui| {
        ui.label(caption(state.t(key), &theme));
        let Some(drawn) = drawn else { return };
        // Before the number, so that it stays in its place.
        if ui.link(caption(state.t("chance-stop"), &theme).color(color(theme.accent))).clicked() {
            state.stop_drawing(of);
        }
        let drawn = whole(drawn as f64, state.view.language);
        ui.label(caption(state.tw("chance-drawn", &[("drawn", &drawn)]), &theme));
    });
}

/// Why there is no outcome; work that was stopped can begin anew.
pub(super) fn not_done(state: &mut State, ui: &mut Ui, of: Drawn, notice: &Notice) {
    let theme = state.theme();
    let text = notice.message(state.view.language);
    if notice.key != "measure-cancelled" {
        ui.label(RichText::new(text).color(color(theme.warn)));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(caption(text, &theme));
        if ui.link(caption(state.t("chance-again"), &theme).color(color(theme.accent))).clicked() {
            state.draw_again(of);
        }
    });
}

fn line(state: &State, ui: &mut Ui, text: &str, why: &str) {
    let label = Label::new(caption(text, &state.theme())).wrap().sense(Sense::hover());
    ui.add(label).on_hover_text(why);
}

fn points(state: &State, share: f64) -> String {
    decimal(share * 100.0, 0, state.view.language)
}

fn interval(state: &State, certainty: &Certainty) -> Option<(String, String)> {
    // Drawn from a few schools, its ends may be the shares of one.
    let found = certainty.interval().filter(|_| !state.tells_too_much())?;
    let language = state.view.language;
    let (low, high) = (points(state, found.low), percent(found.high, 0, language));
    let draws = whole(found.draws as f64, language);
    let seed = found.seed.to_string();
    let mut why = Vec::new();
    for one in [certainty.over_pupils.as_ref(), certainty.over_schools.as_ref()].into_iter().flatten() {
        let (low, high) = (percent(one.low, 1, language), percent(one.high, 1, language));
        let args = [("low", low.as_str()), ("high", &high), ("draws", &draws), ("seed", &seed)];
        let (of_draws, word) = match one.resample {
            Resample::Pupils => (state.tw("chance-over-pupils", &args), "pupils"),
            Resample::Schools => (state.tw("chance-over-schools", &args), "schools"),
        };
        let again = command(state, one.draws, one.seed, word);
        why.push(format!("{of_draws}\n{}", state.tw("chance-command", &[("command", &again)])));
    }
    let args = [("low", low.as_str()), ("high", &high)];
    let text = match found.resample {
        Resample::Pupils => state.tw("chance-interval", &args),
        Resample::Schools => state.tw("chance-interval-schools", &args),
    };
    Some((text, why.join("\n\n")))
}

/// What to type for the same interval on the command line.
fn command(state: &State, draws: usize, seed: u64, resample: &str) -> String {
    let comparison = state.view.comparison;
    let scheme = state.dataset().schemes().get(comparison.scheme);
    let key = |group: usize| scheme.and_then(|s| s.groups.get(group)).map_or("", |g| g.key.as_str());
    let subject = match (&state.opened.origin, state.opened.path()) {
        (Origin::Example, _) => "--example".to_owned(),
        (_, Some(path)) => format!("\"{}\"", path.display()),
        // Not saved yet: the name is for the person to fill in.
        (_, None) => "PROJECT.gpkg".to_owned(),
    };
    let other = match comparison.other {
        Other::Rest => "rest",
        Other::Group(other) => key(other),
    };
    let group = key(comparison.group);
    let year = comparison.year.map_or_else(String::new, |y| format!(" --year {}", y.0));
    format!(
        "wijkspiegel measure {subject} --group \"{group}\" --other \"{other}\"{year} --draws {draws} --seed {seed} --resample {resample}"
    )
}

fn chance(state: &State, certainty: &Certainty) -> (String, String) {
    let language = state.view.language;
    let seed = DRAWS.seed.to_string();
    match &certainty.chance {
        Ok(chance) => {
            let expected = percent(chance.expected, 0, language);
            let one = |v: f64| percent(v, 1, language);
            let adjusted = chance
                .adjusted
                .map_or_else(String::new, |a| state.tw("chance-adjusted", &[("adjusted", &one(a))]));
            let draws = whole(chance.draws as f64, language);
            let why = state.tw(
                "chance-alone-why",
                &[("expected", &one(chance.expected)), ("draws", &draws), ("seed", &seed)],
            );
            (state.tw("chance-alone", &[("expected", &expected)]), format!("{why} {adjusted}"))
        }
        Err(why) => {
            let hidden = whole(certainty.hidden as f64, language);
            let text = match why {
                NotDrawn::NotWhole => state.t("chance-not-whole"),
                NotDrawn::OneSchool => state.t("chance-one-school"),
                NotDrawn::NoPupils => state.t("chance-no-pupils"),
                NotDrawn::Suppressed => {
                    let reached = certainty.bounds.map(|b| reached_in_words(&b, language));
                    let args = [("hidden", hidden.as_str()), ("reached", &reached.unwrap_or_default())];
                    let key = if certainty.bounds.is_some() {
                        "chance-suppressed"
                    } else {
                        "chance-suppressed-open"
                    };
                    state.tw(key, &args)
                }
            };
            (text, state.t("chance-why"))
        }
    }
}

/// The figure of the Inspectorate for this town and these groups, with its document.
fn published(state: &State) -> Option<(String, String)> {
    let (table, town) = home_and_choice(state.dataset(), state.view.comparison).ok()??;
    let town = town?;
    let plain = |v: f64| decimal(v, 0, state.view.language);
    let text = state.tw(
        "chance-published",
        &[
            ("town", &town.name),
            ("year", &table.year.to_string()),
            ("total", &plain(town.total)),
            ("home", &plain(town.home)),
            ("choice", &plain(town.choice)),
        ],
    );
    Some((text, state.tw("towns-source", &[("document", &table.document)])))
}
