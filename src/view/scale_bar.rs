//! The scale of a map as a bar and as a fraction.

use crate::number::{decimal, whole};
use crate::text::Language;

/// A scale bar of a round length.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleBar {
    pub metres: f64,
    pub length_px: f32,
    /// "500 m" or "2 km".
    pub text: String,
}

/// The longest bar of 1, 2 or 5 times a power of ten metres that fits in `most_px`; `None` for a
/// scale that is not positive and finite.
pub fn scale_bar(metres_per_px: f64, most_px: f32, language: Language) -> Option<ScaleBar> {
    let most = metres_per_px * f64::from(most_px);
    if !(metres_per_px > 0.0 && most > 0.0 && most.is_finite()) {
        return None;
    }
    let power = 10f64.powi(most.log10().floor() as i32);
    let metres = [5.0, 2.0, 1.0, 0.5].into_iter().map(|s| s * power).find(|m| *m <= most * (1.0 + 1e-9))?;
    let (number, unit) = if metres >= 1000.0 { (metres / 1000.0, "km") } else { (metres, "m") };
    let decimals = if number >= 1.0 { 0 } else { 2 };
    Some(ScaleBar {
        metres,
        length_px: (metres / metres_per_px) as f32,
        text: format!("{}\u{a0}{unit}", decimal(number, decimals, language)),
    })
}

/// "1 : 42 000": the scale on a screen of 96 pixels an inch, in two significant figures.
pub fn scale_text(metres_per_px: f64) -> String {
    const METRES_OF_A_PIXEL: f64 = 0.0254 / 96.0;
    let denominator = metres_per_px / METRES_OF_A_PIXEL;
    if !(denominator >= 1.0 && denominator.is_finite()) {
        return String::new();
    }
    let step = 10f64.powi((denominator.log10().floor() as i32 - 1).max(0));
    let rounded = (denominator / step).round() * step;
    // Scales are written with spaces in both languages.
    let spaced = whole(rounded, Language::English).replace(',', "\u{a0}");
    format!("1\u{a0}:\u{a0}{spaced}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_has_a_round_length_and_fits() {
        for exponent in -20..60 {
            let scale = 1.37f64.powi(exponent);
            let bar = scale_bar(scale, 120.0, Language::Dutch).unwrap();
            assert!(bar.length_px <= 120.01 && bar.length_px >= 47.0, "{scale} {bar:?}");
            let lead = bar.metres / 10f64.powi((bar.metres * 1.000_001).log10().floor() as i32);
            assert!([1.0, 2.0, 5.0].iter().any(|l| (l - lead).abs() < 1e-6), "{bar:?}");
        }
        assert_eq!(scale_bar(20.0, 120.0, Language::Dutch).unwrap().text, "2\u{a0}km");
        assert_eq!(scale_bar(5.0, 120.0, Language::Dutch).unwrap().text, "500\u{a0}m");
        assert!(scale_bar(0.0, 120.0, Language::Dutch).is_none());
        assert!(scale_bar(f64::NAN, 120.0, Language::Dutch).is_none());
    }

    #[test]
    fn the_fraction_is_that_of_a_screen_of_96_pixels_an_inch() {
        assert_eq!(scale_text(11.11), "1\u{a0}:\u{a0}42\u{a0}000");
        assert_eq!(scale_text(f64::INFINITY), "");
    }
}
