//! Gain against the distance that partners may be apart.

use super::pairs::{Pairs, pairs};
use super::sought::{Rules, Sought};
use crate::measure::inference::Progress;
use crate::notice::Notice;

/// Caps in metres at which the curve is asked where nothing else is.
pub const CAPS: [f64; 12] =
    [500.0, 750.0, 1000.0, 1500.0, 2000.0, 2500.0, 3000.0, 4000.0, 5000.0, 7500.0, 10_000.0, 15_000.0];

/// The most that pairs within a distance gain.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Metres; `None` is without a cap.
    pub cap: Option<f64>,
    pub pairs: usize,
    pub sum_w: f64,
    /// Mean metres between the partners.
    pub mean_metres: Option<f64>,
}

/// The curve at these caps, in their order, and without a cap last. A cap within which no pair is
/// allowed gains nothing.
///
/// # Errors
/// As [`pairs`], for rules that no pairs can keep whatever the distance.
pub fn curve(
    sought: &Sought,
    rules: &Rules,
    caps: &[f64],
    progress: &dyn Progress,
) -> Result<Vec<Point>, Notice> {
    let free = Rules { max_metres: None, ..rules.clone() };
    let best = pairs(sought, &free, progress)?;
    let mut points = Vec::with_capacity(caps.len() + 1);
    for &cap in caps {
        if progress.cancelled() {
            return Err(Notice::info("measure-cancelled"));
        }
        // A fixed pair stays whatever its distance; it is the others that the cap is about.
        let capped = Rules { max_metres: Some(cap), fixed: Vec::new(), ..rules.clone() };
        let fixed = rules.fixed.iter().flat_map(|(a, b)| [*a, *b]);
        let forbidden = fixed.flat_map(|a| (0..sought.len()).map(move |b| (a, b)));
        let capped =
            Rules { forbidden: rules.forbidden.iter().copied().chain(forbidden).collect(), ..capped };
        let (mut found, mut sum_w) = match pairs(sought, &capped, progress) {
            Ok(Pairs { pairs, sum_w, .. }) => (pairs, sum_w),
            Err(notice) if notice.key == "measure-cancelled" => return Err(notice),
            Err(_) => (Vec::new(), 0.0),
        };
        sum_w += super::pairs::gains(sought, &rules.fixed).iter().sum::<f64>();
        found.extend(&rules.fixed);
        points.push(Point {
            cap: Some(cap),
            pairs: found.len(),
            sum_w,
            mean_metres: mean_metres(sought, rules, &found),
        });
    }
    points.push(Point {
        cap: None,
        pairs: best.pairs.len(),
        sum_w: best.sum_w,
        mean_metres: mean_metres(sought, rules, &best.pairs),
    });
    Ok(points)
}

/// Mean metres between partners; `None` without pairs or without places.
pub fn mean_metres(sought: &Sought, rules: &Rules, pairs: &[(usize, usize)]) -> Option<f64> {
    let metres: Option<Vec<f64>> = pairs.iter().map(|(a, b)| sought.metres(*a, *b, rules.detour)).collect();
    let metres = metres.filter(|m| !m.is_empty())?;
    Some(metres.iter().sum::<f64>() / metres.len() as f64)
}
