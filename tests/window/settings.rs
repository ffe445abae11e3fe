//! Settings are kept between sessions, and no file of settings keeps the window from opening.

use eframe::egui::{Key, Modifiers, Vec2, ViewportId};
use egui_kittest::kittest::Queryable;
use proptest::prelude::*;

use crate::support::window::{Window, program, program_mut, sized, state};
use wijkspiegel::app::window::settings::{Preferences, SettingsFile, TEXT_STEPS, ThemeChoice};
use wijkspiegel::text::Language;
use wijkspiegel::view::theme::ThemeKind;

/// A window with its settings in a folder; gives whether nobody was shown around yet.
fn window(folder: &std::path::Path) -> (Window, bool) {
    let mut window = sized(1440.0, 900.0);
    let ctx = window.ctx.clone();
    let first = program_mut(&mut window).use_settings(&ctx, SettingsFile::within(folder));
    window.run_steps(3);
    (window, first)
}

fn text(folder: &std::path::Path) -> String {
    std::fs::read_to_string(folder.join("settings.toml")).unwrap_or_default()
}

#[test]
fn what_was_chosen_is_there_in_the_next_session() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut one, first) = window(folder.path());
    assert!(first);
    one.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    one.run_steps(3);
    one.get_by_label("Donker").click();
    one.run_steps(3);
    one.get_by_label("Tekst groter").click();
    one.run_steps(3);
    one.get_by_label("English").click();
    one.run_steps(3);
    one.get_by_label("as little as possible").click();
    one.run_steps(3);
    one.key_press(Key::Escape);
    one.run_steps(3);
    one.key_press(Key::F7);
    one.run_steps(3);

    let (two, _) = window(folder.path());
    let view = &program(&two).state.view;
    assert_eq!((view.language, view.theme, view.right_open), (Language::English, ThemeKind::Dark, false));
    assert_eq!(program(&two).state.window.preferences.text_percent, 110);
    assert!((two.ctx.zoom_factor() - 1.1).abs() < 1e-6);
    assert_eq!(two.ctx.global_style().animation_time, 0.0, "nothing moves");
}

/// A window at the first start, on a screen of so many pixels, each of the usual size to the desktop.
fn on_screen(folder: &std::path::Path, width: f32, height: f32) -> Window {
    let mut window = sized(1440.0, 900.0);
    let viewports = &mut window.input_mut().viewports;
    let root = viewports.get_mut(&ViewportId::ROOT).expect("there is a window");
    root.monitor_size = Some(Vec2::new(width, height));
    let ctx = window.ctx.clone();
    program_mut(&mut window).use_settings(&ctx, SettingsFile::within(folder));
    window.run_steps(3);
    window
}

#[test]
fn text_is_larger_at_the_first_start_on_a_screen_with_very_many_pixels_and_only_then() {
    let percent = |window: &Window| program(window).state.window.preferences.text_percent;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut large = on_screen(folder.path(), 3840.0, 2160.0);
    assert_eq!(percent(&large), 150);
    assert!(program(&large).state.view.left_open, "both panels stay while the window becomes larger");
    large.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    large.run_steps(3);
    assert_eq!(percent(&on_screen(folder.path(), 3840.0, 2160.0)), 100, "what was chosen since stays");
    let other = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(percent(&on_screen(other.path(), 1920.0, 1080.0)), 100);
}

#[test]
fn the_tour_is_offered_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut one, first) = window(folder.path());
    assert!(first);
    crate::at_home::give(&mut one, wijkspiegel::app::window::WindowCommand::StartTour);
    one.key_press(Key::Escape);
    one.run_steps(3);
    assert!(!window(folder.path()).1);
}

#[test]
fn keys_of_a_later_version_stay_in_the_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(
        folder.path().join("settings.toml"),
        "theme = \"dark\"\nhologram = true\n[later]\nx = 1\n",
    )
    .expect("a file");
    let (mut one, _) = window(folder.path());
    assert_eq!(program(&one).state.view.theme, ThemeKind::Dark);
    one.key_press(Key::F6);
    one.run_steps(3);
    let kept = text(folder.path());
    assert!(kept.contains("hologram = true") && kept.contains("[later]"), "{kept}");
    assert!(kept.contains("left_open = false"), "{kept}");
}

#[test]
fn a_file_that_cannot_be_read_is_put_aside_and_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("settings.toml"), [0xff, 0xfe, b'=', b'[']).expect("a file");
    let (mut one, _) = window(folder.path());
    assert!(program(&one).state.message.as_ref().is_some_and(|m| m.contains("settings-damaged.toml")));
    assert!(folder.path().join("settings-damaged.toml").exists());
    one.key_press(Key::F6);
    one.run_steps(3);
    assert!(text(folder.path()).contains("left_open = false"), "new settings are kept");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_nothing_stops() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("a file, no folder");
    std::fs::write(&file, "x").expect("a file");
    let (mut one, _) = window(&file);
    one.key_press(Key::F6);
    one.run_steps(3);
    assert!(program(&one).state.message.as_ref().is_some_and(|m| m.contains("settings.toml")));
    one.get_by_label("60\u{a0}%");
}

#[test]
fn nothing_is_written_while_nothing_changes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut one, _) = window(folder.path());
    one.run_steps(5);
    assert_eq!(text(folder.path()), "");
}

#[test]
fn text_grows_and_shrinks_by_key_within_its_limits() {
    let mut window = sized(1440.0, 900.0);
    for _ in 0..TEXT_STEPS.len() + 2 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
        window.run_steps(2);
    }
    assert_eq!(program(&window).state.window.preferences.text_percent, 200);
    assert!((window.ctx.zoom_factor() - 2.0).abs() < 1e-6);
    for _ in 0..TEXT_STEPS.len() + 2 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
        window.run_steps(2);
    }
    assert_eq!(program(&window).state.window.preferences.text_percent, 80);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    window.run_steps(2);
    assert_eq!(program(&window).state.window.preferences.text_percent, 100);
    assert!(program(&window).state.view.camera.is_some());
}

#[test]
fn the_plus_of_most_keyboards_makes_text_larger_too() {
    let mut window = sized(1440.0, 900.0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Equals);
    window.run_steps(2);
    assert_eq!(program(&window).state.window.preferences.text_percent, 110);
}

#[test]
fn a_colour_that_was_chosen_stays_when_the_system_has_another() {
    let mut window = sized(1440.0, 900.0);
    state(&mut window).window.desktop.dark = true;
    window.run_steps(2);
    assert_eq!(program(&window).state.view.theme, ThemeKind::Dark, "as the system");
    state(&mut window).window.preferences.theme = ThemeChoice::Of(ThemeKind::Light);
    window.run_steps(2);
    assert_eq!(program(&window).state.view.theme, ThemeKind::Light);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever stands in the file: reading gives preferences within their limits.
    #[test]
    fn any_text_gives_settings_within_their_limits(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("settings.toml"), &bytes).expect("a file");
        let read = SettingsFile::within(folder.path()).read();
        prop_assert!(TEXT_STEPS.contains(&read.preferences.text_percent));
    }

    /// Values of any kind under the known keys.
    #[test]
    fn any_number_under_a_known_key_is_brought_within_its_limits(percent in any::<f64>(), width in any::<i64>()) {
        let mut table = toml::Table::new();
        table.insert("text_percent".into(), percent.into());
        table.insert("left_width".into(), width.into());
        table.insert("theme".into(), width.into());
        let found = Preferences::from_table(&table);
        prop_assert!(TEXT_STEPS.contains(&found.text_percent));
        prop_assert!((240.0..=520.0).contains(&found.left_width));
        prop_assert_eq!(found.theme, ThemeChoice::System);
    }

    /// What is written is read back.
    #[test]
    fn preferences_survive_their_file(
        percent in proptest::sample::select(TEXT_STEPS.to_vec()),
        dark in any::<bool>(),
        open in any::<bool>(),
        files in proptest::collection::vec("[a-zé ]{1,12}\\.gpkg", 0..6),
    ) {
        let theme = if dark { ThemeChoice::Of(ThemeKind::Dark) } else { ThemeChoice::System };
        let recent = files.into_iter().map(Into::into).collect();
        let wanted = Preferences {
            language: Some(Language::English),
            theme,
            text_percent: percent,
            left_open: open,
            recent,
            ..Preferences::default()
        };
        let mut table = toml::Table::new();
        wanted.put_in(&mut table);
        let again: toml::Table = table.to_string().parse().expect("TOML");
        prop_assert_eq!(Preferences::from_table(&again), wanted);
    }
}
