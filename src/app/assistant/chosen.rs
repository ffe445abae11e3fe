//! The municipality, and what is needed, found, chosen, left and missing for it.

use std::sync::Arc;

use eframe::egui::{CollapsingHeader, ComboBox, Grid, Key, Label, RichText, ScrollArea, Ui};

use super::work::{Looked, Order, Work};
use super::{Assistant, Step, cancel_button, field, path_of};
use crate::app::columns::{self, FileColumns};
use crate::app::command::Commands;
use crate::app::dialogs::one_notice;
use crate::app::elements::{name_combo, primary};
use crate::app::state::State;
use crate::app::style::{caption, color};
use crate::assistant::needs::Need;
use crate::assistant::scan::Found;
use crate::assistant::{Municipality, Plan, Verdict};
use crate::data::Basis;
use crate::notice::Notice;
use crate::open::corrections::Corrections;
use crate::text::attribute;

/// More municipalities than this are searched, not scrolled through.
const MANY: usize = 12;

/// Height of a row of text.
const ROW: f32 = 20.0;

/// The choice while it is looked at.
#[derive(Debug)]
pub(super) struct Choosing {
    found: Arc<Vec<Found>>,
    municipalities: Vec<Municipality>,
    plan: Option<Result<Plan, Notice>>,
    name: String,
    /// Letters of the municipality that is looked for.
    search: String,
    estimate: bool,
    /// What the person says of the columns of the files.
    corrections: Corrections,
}

impl Choosing {
    pub(super) fn new(looked: Looked, before: Option<Self>) -> Self {
        let Looked { found, municipalities, plan } = looked;
        let (search, corrections) = before.map(|b| (b.search, b.corrections)).unwrap_or_default();
        let code = plan.as_ref().and_then(|p| p.as_ref().ok()).map(|p| p.municipality.as_str());
        let name = municipalities.iter().find(|m| Some(m.code.as_str()) == code).map(label_of);
        let estimate = matches!(&plan, Some(Ok(plan)) if plan.invites_estimate());
        Self { found, municipalities, plan, name: name.unwrap_or_default(), search, estimate, corrections }
    }
}

/// The name, or the code where no file gives one.
fn label_of(municipality: &Municipality) -> String {
    municipality.name.clone().unwrap_or_else(|| municipality.code.clone())
}

/// Name and code.
fn both(municipality: &Municipality) -> String {
    match &municipality.name {
        Some(name) => format!("{name} ({})", municipality.code),
        None => municipality.code.clone(),
    }
}

pub(super) fn show(state: &State, ui: &mut Ui, assistant: &mut Assistant, commands: &mut Commands) {
    let Assistant { step: Step::Choose(choosing), folder, .. } = assistant else { return };
    ui.label(caption(folder.as_str(), &state.theme()));
    ui.add_space(4.0);
    let mut next = pick(state, ui, choosing);
    let mut corrected = false;
    let height = (ui.ctx().content_rect().height() - 420.0).clamp(140.0, 420.0);
    match &choosing.plan {
        None => {
            ui.label(state.t("assistant-pick"));
        }
        Some(Err(notice)) => one_notice(state, ui, notice),
        Some(Ok(plan)) => {
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                needs(state, ui, &plan.needs());
                ui.add_space(4.0);
                verdicts(state, ui, "assistant-used-files", &plan.used, true);
                verdicts(state, ui, "assistant-left-files", &plan.left, false);
                corrected = which_columns(state, ui, &choosing.found, &mut choosing.corrections);
            });
            ui.add_space(4.0);
            if plan.invites_estimate() {
                ui.checkbox(&mut choosing.estimate, state.t("assistant-estimate"));
                ui.label(caption(state.t("assistant-estimate-what"), &state.theme()));
            }
            field(state, ui, "assistant-name", &mut choosing.name, 320.0);
        }
    }
    if corrected && next.is_none() {
        let code = choosing.plan.as_ref().and_then(|p| p.as_ref().ok()).map(|p| p.municipality.clone());
        let (corrections, folder) = (choosing.corrections.clone(), path_of(folder));
        next = Some(Work::scan(ui.ctx(), state.view.language, folder, corrections, code));
    }
    ui.add_space(8.0);
    let mut back = false;
    ui.horizontal(|ui| {
        let plan = choosing.plan.as_ref().and_then(|p| p.as_ref().ok());
        let ready = plan.is_some() && !choosing.name.trim().is_empty();
        let go = ui.add_enabled(ready, primary(state, &state.t("assistant-make")));
        if let Some(plan) = plan.filter(|_| go.clicked()) {
            let order = Order {
                found: choosing.found.clone(),
                folder: path_of(folder),
                corrections: choosing.corrections.clone(),
                municipality: plan.municipality.clone(),
                name: choosing.name.trim().to_owned(),
                estimate: choosing.estimate && plan.invites_estimate(),
            };
            next = Some(Work::make(ui.ctx(), state.view.language, order));
        }
        back = ui.button(state.t("assistant-other-folder")).clicked();
        cancel_button(state, ui, commands);
    });
    if back {
        assistant.step = Step::Folder;
        assistant.focused = false;
    }
    if let Some(work) = next {
        assistant.failed = None;
        assistant.work = Some(work);
    }
}

/// Which column of each file is what, for who sees it better; true when something was corrected.
fn which_columns(state: &State, ui: &mut Ui, found: &[Found], corrections: &mut Corrections) -> bool {
    let mut changed = false;
    CollapsingHeader::new(state.t("columns-title")).show(ui, |ui| {
        ui.label(caption(state.t("columns-what"), &state.theme()));
        for file in found.iter().filter(|file| !file.fields.is_empty()) {
            let first = file.inputs.first();
            let columns = FileColumns {
                fields: file.fields.clone(),
                wanted: file.wanted.clone(),
                taken: first.map(|i| i.layer.source.columns.clone()).unwrap_or_default(),
                form: file.form,
                kind: first.map(|i| i.recognised.kind),
            };
            let known = corrections.files.get(&file.name).cloned().unwrap_or_default();
            let mut correction = known;
            if columns::folded(state, ui, &file.name, &columns, &mut correction) {
                changed = true;
                corrections.files.insert(file.name.clone(), correction);
            }
        }
    });
    changed
}

/// The municipality: said when there is one, else picked by name and code.
fn pick(state: &State, ui: &mut Ui, choosing: &mut Choosing) -> Option<Work> {
    let label = state.t("assistant-municipality");
    let code = match &choosing.plan {
        Some(Ok(plan)) => Some(plan.municipality.clone()),
        _ => None,
    };
    let current = choosing.municipalities.iter().find(|m| Some(&m.code) == code.as_ref());
    let chosen = current.map_or_else(|| state.t("assistant-pick-one"), both);
    if let [_] = choosing.municipalities.as_slice() {
        ui.label(format!("{label}: {chosen}"));
        return None;
    }
    if choosing.municipalities.is_empty() {
        return None;
    }
    let many = choosing.municipalities.len() > MANY;
    let (mut picked, mut entered) = (None, false);
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            if many {
                let search = field(state, ui, "assistant-search", &mut choosing.search, 200.0);
                entered = search.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            }
        });
        ui.vertical(|ui| {
            ui.label(caption(&label, &state.theme()));
            let sought = choosing.search.trim().to_lowercase();
            let combo = ComboBox::from_id_salt("municipality").width(260.0).selected_text(chosen.as_str());
            let response = combo.show_ui(ui, |ui| {
                for one in &choosing.municipalities {
                    let text = both(one);
                    if many && !text.to_lowercase().contains(&sought) {
                        continue;
                    }
                    if ui.selectable_label(Some(&one.code) == code.as_ref(), text).clicked() {
                        picked = Some(one.code.clone());
                    }
                }
            });
            name_combo(response.response, &label, &chosen);
        });
    });
    // One choice at a time.
    if !ui.is_enabled() {
        return None;
    }
    // Enter takes the first that fits.
    if entered && picked.is_none() {
        let sought = choosing.search.trim().to_lowercase();
        let fitting = choosing.municipalities.iter().find(|m| both(m).to_lowercase().contains(&sought));
        picked = fitting.map(|m| m.code.clone());
    }
    let (found, all) = (choosing.found.clone(), choosing.municipalities.clone());
    picked.map(|code| Work::choose(ui.ctx(), state.view.language, found, all, code))
}

/// What a town is made of: there or not, from which file, and what its absence rules out.
fn needs(state: &State, ui: &mut Ui, needs: &[Need]) {
    let theme = state.theme();
    let language = state.view.language;
    Grid::new("needs").num_columns(3).min_row_height(ROW).spacing([14.0, 2.0]).show(ui, |ui| {
        for need in needs {
            let (mark, tint) = match (&need.missing, need.files.is_empty()) {
                (None, false) => ("assistant-there", theme.accent),
                _ => ("assistant-not-there", theme.warn),
            };
            ui.label(RichText::new(state.t(mark)).color(color(tint)));
            ui.label(state.t(need.key));
            let mut words = Vec::new();
            if !need.files.is_empty() {
                let basis = match need.basis {
                    Basis::Counted => String::new(),
                    Basis::Estimated => format!(" · {}", state.t("basis-estimated")),
                    Basis::Modelled => format!(" · {}", state.t("basis-modelled")),
                };
                words.push(need.files.join(", ") + &basis);
            }
            if let Some(missing) = need.missing {
                let fix = attribute(language, missing.key, "fix", &[]).unwrap_or_default();
                words.push(format!("{} {fix}", state.t(missing.key)));
            }
            ui.add(Label::new(caption(words.join("\n"), &theme)).wrap());
            ui.end_row();
        }
    });
}

/// Files with the reason why they were used or left.
fn verdicts(state: &State, ui: &mut Ui, key: &str, verdicts: &[Verdict], open: bool) {
    let theme = state.theme();
    let count = crate::number::whole(verdicts.len() as f64, state.view.language);
    let header = CollapsingHeader::new(state.tw(key, &[("count", &count)])).id_salt(key).default_open(open);
    header.show(ui, |ui| {
        Grid::new(key).num_columns(3).min_row_height(ROW).spacing([14.0, 2.0]).show(ui, |ui| {
            for verdict in verdicts {
                ui.label(&verdict.name);
                let kind = verdict.kind.map(|k| state.t(k.label_key())).unwrap_or_default();
                ui.label(caption(kind, &theme));
                ui.add(Label::new(caption(verdict.reason.words(state.view.language), &theme)).wrap());
                ui.end_row();
            }
        });
    });
}
