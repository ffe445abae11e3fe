//! What the desktop asks of programs: whether things may move, dark or light, high contrast.

use std::path::Path;

use eframe::egui::{Context, Style};

/// Whether moves are made in one go.
pub fn is_reduced(ctx: &Context) -> bool {
    ctx.global_style().animation_time <= 0.0
}

/// Makes every move in one go, or not.
pub fn set_reduced(ctx: &Context, reduced: bool) {
    if reduced != is_reduced(ctx) {
        let time = if reduced { 0.0 } else { Style::default().animation_time };
        ctx.all_styles_mut(|style| style.animation_time = time);
    }
}

/// What the person asked of the desktop. GNOME and others keep it in GTK's settings, KDE in its
/// globals; on Windows and macOS the window itself is told about dark and light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Desktop {
    pub reduces_motion: bool,
    pub dark: bool,
    pub high_contrast: bool,
}

impl Desktop {
    /// Of the person who runs the program.
    pub fn of_person() -> Self {
        directories::BaseDirs::new().map(|dirs| Self::within(dirs.config_dir())).unwrap_or_default()
    }

    /// From the files in a configuration folder.
    pub fn within(config: &Path) -> Self {
        let has = |file: &str, key: &str, holds: &dyn Fn(&str) -> bool| {
            setting(config, file, key).is_some_and(|value| holds(&value))
        };
        let gtk = |key: &str, holds: &dyn Fn(&str) -> bool| {
            has("gtk-4.0/settings.ini", key, holds) || has("gtk-3.0/settings.ini", key, holds)
        };
        Self {
            reduces_motion: gtk("gtk-enable-animations", &|v| ["0", "false"].contains(&v))
                || has("kdeglobals", "AnimationDurationFactor", &|v| ["0", "0.0"].contains(&v)),
            dark: gtk("gtk-application-prefer-dark-theme", &|v| ["1", "true"].contains(&v))
                || gtk("gtk-theme-name", &|v| v.ends_with("-dark"))
                || has("kdeglobals", "ColorScheme", &|v| v.ends_with("dark")),
            high_contrast: gtk("gtk-theme-name", &|v| v.starts_with("highcontrast")),
        }
    }
}

/// The value of a key in a file of `key=value` lines, in lower case.
fn setting(config: &Path, file: &str, key: &str) -> Option<String> {
    let text = std::fs::read_to_string(config.join(file)).ok()?;
    let mut lines = text.lines().filter_map(|line| line.split_once('='));
    lines.find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim().to_lowercase())
}
