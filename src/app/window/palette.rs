//! The palette: one field that finds every command with its shortcut and place, and schools, areas,
//! measures, proposals, steps of the story, bookmarks, recent files and explained words.

pub mod entries;

use eframe::egui::{
    Button, CornerRadius, FontId, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, TextEdit, Ui, UiBuilder,
    WidgetInfo, accesskit, pos2, vec2,
};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use self::entries::{Entry, Kind};
use crate::app::command::{Command, Commands};
use crate::app::fonts::{regular, semibold};
use crate::app::state::State;
use crate::app::style::{BODY, CAPTION, CONTROL, caption, color};
use crate::data::Dataset;
use crate::number::whole;
use crate::view::search::search;

/// At most so many are listed.
const MOST: usize = 40;
/// Entries that a page key passes.
const PAGE: isize = 8;

/// What is typed, and what answers to it.
#[derive(Debug)]
pub struct Palette {
    typed: String,
    entries: Vec<Entry>,
    /// Positions in `entries`, the most alike first.
    found: Vec<usize>,
    /// How many answer, listed or not.
    count: usize,
    chosen: usize,
    focused: bool,
    /// Whether the chosen row is to be brought into view.
    scroll: bool,
}

impl Palette {
    pub fn of(state: &State) -> Self {
        let mut palette = Self {
            typed: String::new(),
            entries: entries::all(state),
            found: Vec::new(),
            count: 0,
            chosen: 0,
            focused: false,
            scroll: false,
        };
        palette.find(state.dataset());
        palette
    }

    /// Finds what answers to the text; without any text the commands are listed.
    fn find(&mut self, dataset: &Dataset) {
        self.chosen = 0;
        let typed = self.typed.trim();
        if typed.is_empty() {
            let is_command = |(_, entry): &(usize, &Entry)| entry.kind == Kind::Command;
            self.found = self.entries.iter().enumerate().filter(is_command).map(|(i, _)| i).collect();
            self.count = self.found.len();
            return;
        }
        // What has this very name, code or postcode comes before anything that looks like it.
        const EXACT: u32 = 10_000;
        // Another word for a command, in full.
        const CALLED: u32 = 1_000;
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut letters = Vec::new();
        let lower = typed.to_lowercase();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let name = pattern.score(Utf32Str::new(&entry.text, &mut letters), &mut matcher);
            let more = pattern.score(Utf32Str::new(&entry.more, &mut letters), &mut matcher);
            // The name itself counts for more than the words behind it.
            let score = name.map(|s| s * 4).max(more.map(|s| s * 3));
            if let Some(score) = score {
                // Of equals those that begin so, then commands.
                let begins = entry.text.to_lowercase().starts_with(&lower);
                let called = entry.kind == Kind::Command
                    && entry.more.split(' ').any(|word| word.eq_ignore_ascii_case(&lower));
                let bonus = CALLED * u32::from(called)
                    + 2 * u32::from(begins)
                    + u32::from(entry.kind == Kind::Command);
                scored.push((score + bonus, at));
            }
        }
        let exact = search(dataset, typed, MOST);
        for one in exact.iter().filter(|m| m.rank <= 1) {
            let at = self.entries.iter().position(|e| e.hit == Some(one.hit));
            let Some(at) = at else { continue };
            let bonus = EXACT - u32::from(one.rank);
            match scored.iter_mut().find(|(_, of)| *of == at) {
                Some((score, _)) => *score += bonus,
                None => scored.push((bonus, at)),
            }
        }
        scored.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        // Letters that happen to stand in this order somewhere are no answer beside a good one.
        let best = scored.iter().map(|(score, _)| score % EXACT).max().unwrap_or_default();
        scored.retain(|(score, _)| *score * 10 >= best * 7);
        self.count = scored.len();
        self.found = scored.into_iter().take(MOST).map(|(_, at)| at).collect();
    }

    fn move_by(&mut self, rows: isize) {
        let last = self.found.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(rows).min(last);
        self.scroll = true;
    }
}

pub fn show(state: &State, ui: &mut Ui, palette: &mut Palette, commands: &mut Commands) {
    let theme = state.theme();
    let room = ui.ctx().content_rect().size();
    ui.set_width(600.0_f32.min(room.x - 80.0));
    // Before the field sees them: the arrows and Enter are for the list.
    let take = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    for (key, rows) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, PAGE), (Key::PageUp, -PAGE)]
    {
        if take(key) {
            palette.move_by(rows);
        }
    }
    // Enter on a row that has the focus presses that row.
    let field = Id::unique("palette-field");
    let in_field = ui.memory(|m| m.has_focus(field)) || !palette.focused;
    let mut run = (in_field && take(Key::Enter)).then_some(palette.chosen);

    let label = state.t("palette-title");
    let edit = TextEdit::singleline(&mut palette.typed)
        .id(field)
        .hint_text(state.t("palette-hint"))
        .desired_width(f32::INFINITY)
        .margin(vec2(10.0, 8.0));
    let response = ui.add(edit);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &label));
    if !std::mem::replace(&mut palette.focused, true) {
        response.request_focus();
    }
    if response.changed() {
        palette.find(state.dataset());
        palette.scroll = true;
    }
    ui.add_space(6.0);
    if palette.found.is_empty() {
        ui.label(state.t("palette-nothing"));
    }
    let height = (room.y - 240.0).clamp(140.0, 420.0);
    let mut at_row = None;
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (row, at) in palette.found.iter().enumerate() {
            let Some(entry) = palette.entries.get(*at) else { continue };
            let response = one(state, ui, entry, row == palette.chosen);
            if row == palette.chosen {
                at_row = Some(response.id);
                if std::mem::take(&mut palette.scroll) {
                    response.scroll_to_me(None);
                }
            }
            if response.clicked() {
                run = Some(row);
            }
        }
    });
    // A reader of the screen hears the chosen row while the field keeps the focus.
    if let Some(row) = at_row {
        ui.ctx().accesskit_node_builder(field, |node| node.set_active_descendant(row.accesskit_id()));
    }
    ui.add_space(6.0);
    let number = |n: usize| whole(n as f64, state.view.language);
    let (shown, count) = (number(palette.found.len()), number(palette.count));
    let text = state.tw("palette-count", &[("shown", &shown), ("count", &count)]);
    let status = ui.label(caption(text, &theme));
    ui.ctx().accesskit_node_builder(status.id, |node| node.set_live(accesskit::Live::Polite));

    let chosen = run.and_then(|row| palette.found.get(row)).and_then(|at| palette.entries.get(*at));
    if let Some(entry) = chosen {
        commands.push(Command::CloseAsk);
        entry.commands.iter().cloned().for_each(|command| commands.push(command));
    }
}

/// A row: what it is called, what it is, and its shortcut.
fn one(state: &State, ui: &mut Ui, entry: &Entry, chosen: bool) -> eframe::egui::Response {
    let theme = state.theme();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, CONTROL), Sense::hover());
    let kind = state.t(entry.kind.label_key());
    let spoken = [entry.text.as_str(), &entry.beside, &kind].into_iter().filter(|s| !s.is_empty());
    let spoken = spoken.collect::<Vec<_>>().join(", ");
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
    let fill = if chosen { color(theme.panel.mix(theme.accent, 0.12)) } else { color(theme.panel) };
    let button = Button::new("").fill(fill).corner_radius(CornerRadius::same(6)).min_size(rect.size());
    let response = child.add(button.frame_when_inactive(chosen));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &spoken));
    let painter = child.painter();
    let right = if entry.beside.is_empty() { kind } else { format!("{} · {kind}", entry.beside) };
    let small = painter.layout_no_wrap(right, FontId::new(CAPTION, regular()), color(theme.muted));
    let x = rect.max.x - small.size().x - 10.0;
    painter.galley(pos2(x, rect.center().y - small.size().y / 2.0), small, color(theme.muted));
    let font = FontId::new(BODY, if chosen { semibold() } else { regular() });
    let text = painter.layout_no_wrap(entry.text.clone(), font, color(theme.text));
    let clip = Rect::from_min_max(rect.min, pos2(x - 8.0, rect.max.y));
    let at = pos2(rect.min.x + 10.0, rect.center().y - text.size().y / 2.0);
    painter.with_clip_rect(clip.intersect(ui.clip_rect())).galley(at, text, color(theme.text));
    response
}
