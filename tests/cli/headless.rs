//! The window where there is no screen: it says what is missing and what to run instead.
#![cfg(all(feature = "gui", target_os = "linux"))]

use std::time::Duration;

use assert_cmd::Command;

#[test]
fn without_a_screen_the_window_says_what_is_missing_and_what_to_run_instead() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, words) in [
        (vec!["--lang", "en"], ["screen", "measure", "map"]),
        (vec!["--lang", "nl"], ["scherm", "measure", "map"]),
        (vec!["--lang", "en", "town.gpkg"], ["screen", "measure", "map"]),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkspiegel"));
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_RUNTIME_DIR"] {
            command.env_remove(name);
        }
        let output = command
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .timeout(Duration::from_secs(60))
            .args(&arguments)
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {err}");
        assert!(output.stdout.is_empty());
        assert!(!err.contains("panicked"), "{err}");
        for word in words {
            assert!(err.contains(word), "no “{word}” in {err}");
        }
    }
}
