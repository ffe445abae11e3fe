//! Text is legible on everything it stands on, in every theme: 4.5 to 1 as WCAG 2.2 asks (1.4.3).

use wijkspiegel::view::scene::Rgb;
use wijkspiegel::view::theme::{Theme, ThemeKind};

/// Relative luminance of a colour (WCAG 2.2).
fn luminance(rgb: Rgb) -> f64 {
    let linear = |part: u8| {
        let c = f64::from(part) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(rgb.0) + 0.7152 * linear(rgb.1) + 0.0722 * linear(rgb.2)
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

const THEMES: [ThemeKind; 3] = [ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast];

/// Letters and what they stand on, with a name for the message.
fn pairs(theme: &Theme) -> Vec<(&'static str, Rgb, Rgb)> {
    let soft = |strength: f32| theme.panel.mix(theme.accent, strength);
    vec![
        ("text on a panel", theme.text, theme.panel),
        ("text on the window", theme.text, theme.window),
        ("muted text on a panel", theme.muted, theme.panel),
        ("muted text on the window", theme.muted, theme.window),
        ("a link on a panel", theme.accent, theme.panel),
        ("a warning on a panel", theme.warn, theme.panel),
        ("a warning on the window", theme.warn, theme.window),
        ("modelled on a panel", theme.model, theme.panel),
        ("the chip of modelled values", theme.model, theme.model_soft),
        ("the button that a dialog is for", theme.panel, theme.accent),
        ("text on a control under the pointer", theme.text, soft(0.10)),
        ("muted text on a control under the pointer", theme.muted, soft(0.06)),
        ("text on a pressed control", theme.text, soft(0.20)),
        ("text of a chosen row", theme.text, soft(0.22)),
        ("muted text of a chosen row", theme.muted, soft(0.12)),
        ("the tab of the place", theme.accent, soft(0.12)),
        ("names on the map", theme.text, theme.halo),
        ("text on land", theme.text, theme.land),
        ("text on water", theme.text, theme.water),
    ]
}

#[test]
fn the_measure_of_contrast_gives_the_known_values() {
    let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    assert!((contrast(white, white) - 1.0).abs() < 1e-9);
    // The grey that just passes on white.
    assert!((contrast(Rgb(0x76, 0x76, 0x76), white) - 4.54).abs() < 0.01);
}

#[test]
fn text_has_a_contrast_of_at_least_four_and_a_half_in_every_theme() {
    let mut faint = Vec::new();
    for kind in THEMES {
        for (what, ink, ground) in pairs(&Theme::of(kind)) {
            let found = contrast(ink, ground);
            if found < 4.5 {
                faint.push(format!("{kind:?}: {what} {found:.2}"));
            }
        }
    }
    assert!(faint.is_empty(), "too faint: {faint:#?}");
}

#[test]
fn high_contrast_is_seven_to_one() {
    let theme = Theme::of(ThemeKind::HighContrast);
    for (what, ink, ground) in pairs(&theme) {
        let found = contrast(ink, ground);
        assert!(found >= 7.0 || ground != theme.panel, "{what} {found:.2}");
    }
}

#[test]
fn the_edge_of_a_control_that_has_the_focus_is_seen() {
    // Three to one for what is no text (1.4.11).
    for kind in THEMES {
        let theme = Theme::of(kind);
        assert!(contrast(theme.accent, theme.panel) >= 3.0, "{kind:?}");
    }
}
