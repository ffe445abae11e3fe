//! What a person chose, kept between sessions in `settings.toml` in their configuration folder.
//!
//! The file is theirs: keys that this version does not know stay, a value that makes no sense counts
//! as not given, and a file that is no TOML is put aside, not overwritten. It is replaced in one go.

use std::io::Write;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use eframe::egui::{self, Context};
use toml::{Table, Value};

use crate::app::motion::Desktop;
use crate::app::style::{LEFT_WIDTH, RIGHT_WIDTH};
use crate::notice::Notice;
use crate::text::Language;
use crate::view::theme::ThemeKind;

const FILE: &str = "settings.toml";
/// A file that could not be read is kept under this name.
const ASIDE: &str = "settings-damaged.toml";

/// Steps of the size of text, in percent.
pub const TEXT_STEPS: [u16; 9] = [80, 90, 100, 110, 125, 140, 150, 175, 200];
/// Least and greatest width of a panel beside the map, in logical pixels.
pub const WIDTHS: (f32, f32) = (240.0, 520.0);
/// Recent files that are kept.
/// Columns of the table that are remembered, of all towns.
const MOST_COLUMNS: usize = 200;
const MOST_RECENT: usize = 8;

/// Which colours: one set, or what the desktop asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    #[default]
    System,
    Of(ThemeKind),
}

impl ThemeChoice {
    /// The colours to show now.
    pub fn kind(self, ctx: &Context, desktop: &Desktop) -> ThemeKind {
        match self {
            Self::Of(kind) => kind,
            Self::System if desktop.high_contrast => ThemeKind::HighContrast,
            Self::System => match ctx.system_theme() {
                Some(egui::Theme::Dark) => ThemeKind::Dark,
                Some(egui::Theme::Light) => ThemeKind::Light,
                None if desktop.dark => ThemeKind::Dark,
                None => ThemeKind::Light,
            },
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Of(ThemeKind::Light) => "light",
            Self::Of(ThemeKind::Dark) => "dark",
            Self::Of(ThemeKind::HighContrast) => "high-contrast",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let kinds = [ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast].map(Self::Of);
        [Self::System].into_iter().chain(kinds).find(|choice| choice.code() == code)
    }
}

/// Whether things move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    #[default]
    System,
    Reduced,
    Full,
}

impl Motion {
    pub const ALL: [Self; 3] = [Self::System, Self::Reduced, Self::Full];

    fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Reduced => "reduced",
            Self::Full => "full",
        }
    }
}

/// What is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Preferences {
    /// `None` until one is chosen.
    pub language: Option<Language>,
    pub theme: ThemeChoice,
    /// Size of everything that is drawn, of [`TEXT_STEPS`].
    pub text_percent: u16,
    pub motion: Motion,
    pub left_width: f32,
    pub right_width: f32,
    pub left_open: bool,
    pub right_open: bool,
    /// Projects, the last one first.
    pub recent: Vec<PathBuf>,
    pub tour_seen: bool,
    /// Columns of the table in their order; those that are off with a minus before them.
    pub columns: Vec<String>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            theme: ThemeChoice::System,
            text_percent: 100,
            motion: Motion::System,
            left_width: LEFT_WIDTH,
            right_width: RIGHT_WIDTH,
            left_open: true,
            right_open: true,
            recent: Vec::new(),
            tour_seen: false,
            columns: Vec::new(),
        }
    }
}

impl Preferences {
    /// Puts a file at the head of those that were opened last.
    pub fn note(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(MOST_RECENT);
    }

    /// From the table of a settings file; what is missing or makes no sense takes its default.
    pub fn from_table(table: &Table) -> Self {
        let usual = Self::default();
        let text = |key: &str| table.get(key).and_then(Value::as_str);
        let yes = |key: &str, usual: bool| table.get(key).and_then(Value::as_bool).unwrap_or(usual);
        let number = |key: &str| {
            let value = table.get(key)?;
            value.as_float().or_else(|| value.as_integer().map(|i| i as f64)).filter(|v| v.is_finite())
        };
        let width =
            |key: &str, usual: f32| number(key).map_or(usual, |v| (v as f32).clamp(WIDTHS.0, WIDTHS.1));
        let strings = |key: &str| {
            let listed = table.get(key).and_then(Value::as_array);
            listed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned)
        };
        let recent = strings("recent").map(PathBuf::from);
        Self {
            language: text("language").and_then(|code| Language::ALL.into_iter().find(|l| l.code() == code)),
            theme: text("theme").and_then(ThemeChoice::from_code).unwrap_or(usual.theme),
            text_percent: number("text_percent").map_or(usual.text_percent, nearest_step),
            motion: text("motion")
                .and_then(|code| Motion::ALL.into_iter().find(|m| m.code() == code))
                .unwrap_or_default(),
            left_width: width("left_width", usual.left_width),
            right_width: width("right_width", usual.right_width),
            left_open: yes("left_open", usual.left_open),
            right_open: yes("right_open", usual.right_open),
            recent: recent.take(MOST_RECENT).collect(),
            tour_seen: yes("tour_seen", usual.tour_seen),
            columns: strings("table_columns").take(MOST_COLUMNS).collect(),
        }
    }

    /// Puts everything in a table; other keys in it stay.
    pub fn put_in(&self, table: &mut Table) {
        let mut set = |key: &str, value: Value| {
            table.insert(key.to_owned(), value);
        };
        if let Some(language) = self.language {
            set("language", Value::from(language.code()));
        }
        set("theme", Value::from(self.theme.code()));
        set("text_percent", Value::from(i64::from(self.text_percent)));
        set("motion", Value::from(self.motion.code()));
        set("left_width", Value::from(f64::from(self.left_width).round()));
        set("right_width", Value::from(f64::from(self.right_width).round()));
        set("left_open", Value::from(self.left_open));
        set("right_open", Value::from(self.right_open));
        // A path that is no text can't be written down; it is opened again by hand.
        let recent: Vec<Value> = self.recent.iter().filter_map(|p| p.to_str()).map(Value::from).collect();
        set("recent", Value::Array(recent));
        set("tour_seen", Value::from(self.tour_seen));
        set("table_columns", Value::Array(self.columns.iter().cloned().map(Value::from).collect()));
    }
}

/// The step that is nearest to a number of percents.
fn nearest_step(percent: f64) -> u16 {
    let far = |step: &u16| (f64::from(*step) - percent).abs();
    TEXT_STEPS.into_iter().min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or(100)
}

/// The next larger step, or the largest.
pub fn larger(percent: u16) -> u16 {
    TEXT_STEPS.into_iter().find(|step| *step > percent).unwrap_or(200)
}

/// The next smaller step, or the smallest.
pub fn smaller(percent: u16) -> u16 {
    TEXT_STEPS.into_iter().rev().find(|step| *step < percent).unwrap_or(80)
}

/// What was found in the file.
#[derive(Debug)]
pub struct Read {
    pub preferences: Preferences,
    /// Whether there was no file yet.
    pub is_first: bool,
    /// Whether there was one that can't be read; it was put aside.
    pub is_damaged: bool,
}

/// The file with the settings of a person.
#[derive(Debug)]
pub struct SettingsFile {
    folder: PathBuf,
    /// What was last read or written, or tried to.
    kept: Option<Preferences>,
}

impl SettingsFile {
    /// That of this machine's person; `WIJKSPIEGEL_DATA_DIR` puts it elsewhere, as it does with unsaved
    /// work. `None` where the platform has no such folder.
    pub fn of_person() -> Option<Self> {
        match std::env::var_os("WIJKSPIEGEL_DATA_DIR") {
            Some(folder) => Some(Self::within(PathBuf::from(folder))),
            None => ProjectDirs::from("nl", "", "wijkspiegel").map(|dirs| Self::within(dirs.config_dir())),
        }
    }

    pub fn within(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), kept: None }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Reads the file. Whatever is wrong with it, the window opens.
    pub fn read(&mut self) -> Read {
        let text = std::fs::read(self.path());
        let is_first = text.as_ref().is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound);
        let table = text.ok().and_then(|bytes| table(&bytes));
        let is_damaged = table.is_none() && !is_first;
        if is_damaged {
            // If it can't be moved, it can't be written over either, and the settings last a session.
            let _ = std::fs::rename(self.path(), self.folder.join(ASIDE));
        }
        let preferences = table.map_or_else(Preferences::default, |t| Preferences::from_table(&t));
        self.kept = Some(preferences.clone());
        Read { preferences, is_first, is_damaged }
    }

    /// Writes the preferences, when they are others than those that were last kept.
    ///
    /// # Errors
    /// When the folder can't be made or the file can't be written; it is not tried again with the same.
    pub fn keep(&mut self, preferences: &Preferences) -> Result<(), Notice> {
        if self.kept.as_ref() == Some(preferences) {
            return Ok(());
        }
        self.kept = Some(preferences.clone());
        // Another window may have written meanwhile: what it added stays.
        let mut whole = std::fs::read(self.path()).ok().and_then(|bytes| table(&bytes)).unwrap_or_default();
        preferences.put_in(&mut whole);
        self.write(&whole).map_err(|reason| {
            Notice::warning("settings-not-kept").arg("reason", reason).file(self.path().display().to_string())
        })
    }

    fn write(&self, table: &Table) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(table.to_string().as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(self.path()).map_err(|e| e.error)?;
        Ok(())
    }
}

fn table(bytes: &[u8]) -> Option<Table> {
    std::str::from_utf8(bytes).ok()?.parse().ok()
}
