//! Whether things may move: the camera flies unless the system asks for no motion.

use std::path::Path;

use eframe::egui::Context;

/// Whether moves are made in one go.
pub fn is_reduced(ctx: &Context) -> bool {
    ctx.global_style().animation_time <= 0.0
}

/// Takes over what the person asked of the desktop: GNOME and others keep it in GTK's settings, KDE
/// in its globals.
pub fn follow_system(ctx: &Context) {
    let home = directories::BaseDirs::new();
    let Some(config) = home.as_ref().map(directories::BaseDirs::config_dir) else { return };
    let off = |file: &str, key: &str, values: &[&str]| {
        setting(config, file, key).is_some_and(|v| values.contains(&v.as_str()))
    };
    let never = ["0", "false"];
    let reduced = off("gtk-4.0/settings.ini", "gtk-enable-animations", &never)
        || off("gtk-3.0/settings.ini", "gtk-enable-animations", &never)
        || off("kdeglobals", "AnimationDurationFactor", &["0", "0.0"]);
    if reduced {
        ctx.all_styles_mut(|style| style.animation_time = 0.0);
    }
}

/// The value of a key in a file of `key=value` lines.
fn setting(config: &Path, file: &str, key: &str) -> Option<String> {
    let text = std::fs::read_to_string(config.join(file)).ok()?;
    let mut lines = text.lines().filter_map(|line| line.split_once('='));
    lines.find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim().to_lowercase())
}
