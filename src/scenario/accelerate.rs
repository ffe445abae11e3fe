//! A next guess of a fixed point from the last ones.
//!
//! Where choices lean on each other, going from a guess to what comes of it ends at the fixed point, but
//! in dozens of rounds. From how the last guesses missed, the miss of a mixture of them is known as far as
//! the map is straight; the next guess is the mixture that misses least. It changes only how many rounds
//! it takes: what counts as settled is held against the guess itself.
//!
//! Anderson, D. G. (1965). Iterative procedures for nonlinear integral equations. Journal of the ACM
//! 12(4), 547–560.

use nalgebra::{DMatrix, DVector};

/// So many changes between guesses are remembered.
const REMEMBERED: usize = 4;

/// A guess, and what came of it.
type Tried = (DVector<f64>, DVector<f64>);

/// Guesses and what came of each, the newest last.
#[derive(Default)]
pub(super) struct Guesses {
    tried: Vec<Tried>,
}

impl Guesses {
    pub fn forget(&mut self) {
        self.tried.clear();
    }

    /// The next guess after one and what came of it; numbers of pupils, none below 0. `None` where nothing
    /// is known to mix from.
    pub fn next(&mut self, guess: &[f64], came: &[f64]) -> Option<Vec<f64>> {
        self.tried.push((DVector::from_row_slice(guess), DVector::from_row_slice(came)));
        if self.tried.len() > REMEMBERED + 1 {
            self.tried.remove(0);
        }
        let (guess, came) = self.tried.last()?;
        let columns = |of: &dyn Fn(&Tried) -> DVector<f64>| {
            let changes: Vec<_> = self
                .tried
                .windows(2)
                .filter_map(|pair| match pair {
                    [a, b] => Some(of(b) - of(a)),
                    _ => None,
                })
                .collect();
            (!changes.is_empty()).then(|| DMatrix::from_columns(&changes))
        };
        let missed = columns(&|(guess, came)| came - guess)?;
        let moved = columns(&|(_, came)| came.clone())?;
        let mut squares = missed.tr_mul(&missed);
        // Guesses that missed alike tell nothing apart; a hair on the diagonal keeps their mixture small.
        let hair = squares.trace() * 1e-12;
        for at in 0..squares.nrows() {
            squares[(at, at)] += hair;
        }
        let weights = squares.cholesky()?.solve(&missed.tr_mul(&(came - guess)));
        let next = came - moved * weights;
        let next: Vec<f64> = next.iter().map(|n| n.max(0.0)).collect();
        next.iter().all(|n| n.is_finite()).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A straight map of two numbers with its fixed point at (10, 20), towards which it goes slowly.
    fn slow(at: &[f64]) -> Vec<f64> {
        let (x, y) = (at[0] - 10.0, at[1] - 20.0);
        vec![10.0 + 0.9 * x + 0.05 * y, 20.0 + 0.02 * x - 0.8 * y]
    }

    #[test]
    fn a_straight_map_is_settled_once_there_is_a_guess_for_every_direction_and_one_more() {
        let (mut guesses, mut at) = (Guesses::default(), vec![3.0, 7.0]);
        for _ in 0..4 {
            let came = slow(&at);
            at = guesses.next(&at, &came).unwrap_or(came);
        }
        assert!((at[0] - 10.0).abs() < 1e-9 && (at[1] - 20.0).abs() < 1e-9, "{at:?}");
    }

    #[test]
    fn guesses_that_come_back_as_they_were_give_no_number_that_is_none() {
        let mut guesses = Guesses::default();
        for _ in 0..8 {
            let next = guesses.next(&[1.0, 2.0], &[1.0, 2.0]);
            assert!(next.is_none_or(|next| next == [1.0, 2.0]));
        }
        guesses.forget();
        assert_eq!(guesses.next(&[1.0, 2.0], &[1.5, 2.0]), None);
    }
}
