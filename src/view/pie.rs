//! Slices of a school disc as closed outlines.

/// The outline of each slice in pixels around (0, 0), clockwise on a screen (y down) from
/// 12 o'clock; slices without a share come back empty. `shares` need not add up to one: they are
/// taken relative to their sum, and what is negative or not finite counts as nothing.
///
/// `steps` is the number of corners of a full circle (at least 8).
pub fn slices(shares: &[f32], radius: f32, steps: usize) -> Vec<Vec<(f32, f32)>> {
    arcs(shares)
        .into_iter()
        .map(|arc| {
            let Some((start, end)) = arc else { return Vec::new() };
            let whole = end - start >= 1.0 - 1e-6;
            let corners = ((end - start) * steps.max(8) as f32).ceil().max(2.0) as usize;
            let mut outline = if whole { Vec::new() } else { vec![(0.0, 0.0)] };
            // A whole disc needs no centre and must not repeat its first corner.
            let last = if whole { corners - 1 } else { corners };
            outline.extend(
                (0..=last).map(|i| on_circle(start + (end - start) * i as f32 / corners as f32, radius)),
            );
            outline
        })
        .collect()
}

/// Start and end of each slice as a part (0..1) of the turn; `None` where there is no share.
pub fn arcs(shares: &[f32]) -> Vec<Option<(f32, f32)>> {
    let weight = |s: &f32| if s.is_finite() && *s > 0.0 { *s } else { 0.0 };
    let sum: f32 = shares.iter().map(weight).sum();
    let mut start = 0.0;
    shares
        .iter()
        .map(|share| {
            let part = weight(share);
            if part <= 0.0 || !sum.is_finite() || sum <= 0.0 {
                return None;
            }
            let end = start + part / sum;
            let arc = (start, end.min(1.0));
            start = end;
            Some(arc)
        })
        .collect()
}

/// The point at a part (0..1) of the turn, clockwise from 12 o'clock, y down.
pub fn on_circle(turn: f32, radius: f32) -> (f32, f32) {
    let angle = turn * std::f32::consts::TAU;
    (radius * angle.sin(), -radius * angle.cos())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface(outline: &[(f32, f32)]) -> f32 {
        let next = outline.iter().cycle().skip(1);
        outline.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f32>().abs() / 2.0
    }

    #[test]
    fn slices_have_the_surface_of_their_share_and_begin_at_twelve() {
        let outlines = slices(&[0.25, 0.75, 0.0, f32::NAN], 10.0, 360);
        let disc = std::f32::consts::PI * 100.0;
        assert!((surface(&outlines[0]) / disc - 0.25).abs() < 0.002);
        assert!((surface(&outlines[1]) / disc - 0.75).abs() < 0.002);
        assert!(outlines[2].is_empty() && outlines[3].is_empty());
        // The first quarter lies right of the middle and above it.
        assert!(outlines[0].iter().all(|(x, y)| *x >= -1e-3 && *y <= 1e-3));
    }

    #[test]
    fn one_group_fills_the_disc_without_a_seam() {
        let outlines = slices(&[1.0], 5.0, 64);
        assert!(!outlines[0].contains(&(0.0, 0.0)));
        assert!((surface(&outlines[0]) / (std::f32::consts::PI * 25.0) - 1.0).abs() < 0.01);
    }
}
