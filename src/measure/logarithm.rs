//! The natural logarithm for the hot loops: a formula without branches or calls, of which the compiler
//! makes several at once.

use std::f64::consts::LN_2;

/// Bits of a float below its exponent.
const FRACTION_BITS: u32 = 52;
const FRACTION: u64 = (1 << FRACTION_BITS) - 1;
/// Exponent of 1 as it is stored.
const BIAS: u64 = 1023;
/// `√½`, where the mantissa is taken to begin: the logarithm of 1 ± a little then has exponent 0, and
/// is not the difference of two large parts.
const ROOT_HALF: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
/// From the bits of a float to those of which the exponent counts from `√½`.
const SHIFT: u64 = (BIAS << FRACTION_BITS) - ROOT_HALF;

/// `ln r` of a positive number, within some 4e-16 of its size and exactly zero for 1; no number where `r`
/// is none or infinite. Not for zero, or numbers below the least normal one: of those it is about −709.
///
/// `r = 2^k m` with `m` from `√½` to `√2`, and `ln m = 2 artanh s` with `s = (m − 1)/(m + 1)`: at most
/// 0.172, so that ten terms of `s + s³/3 + s⁵/5 + …` suffice.
#[inline]
pub(crate) fn ln(r: f64) -> f64 {
    let shifted = r.to_bits().wrapping_add(SHIFT);
    let m = f64::from_bits((shifted & FRACTION).wrapping_add(ROOT_HALF));
    // The exponent as a float, by bits alone: 2^52 + n has n as its last bits.
    const LARGE: f64 = (1_u64 << FRACTION_BITS) as f64;
    let k = f64::from_bits((shifted >> FRACTION_BITS) | LARGE.to_bits()) - (LARGE + BIAS as f64);
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    // In pairs, so that no product waits for all those before it.
    let z2 = z * z;
    let z4 = z2 * z2;
    let low = (1.0 / 3.0 + z * (1.0 / 5.0)) + z2 * (1.0 / 7.0 + z * (1.0 / 9.0));
    let middle = (1.0 / 11.0 + z * (1.0 / 13.0)) + z2 * (1.0 / 15.0 + z * (1.0 / 17.0));
    let series = low + z4 * (middle + z4 * (1.0 / 19.0));
    // The last part is nothing, but of no number it makes none.
    k * LN_2 + (2.0 * s + 2.0 * s * z * series) + 0.0 * r
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_that_of_the_library_within_four_units_in_the_last_place() {
        let mut r = 1e-300_f64;
        while r < 1e300 {
            for value in [r, 1.0 + r.min(1.0), 1.0 - r.min(0.5), 1.0 / r] {
                let expected = value.ln();
                let off = (ln(value) - expected).abs();
                assert!(off <= 4.0 * f64::EPSILON * expected.abs(), "{value}: {} {expected}", ln(value));
            }
            r *= 1.000_37_f64.powi(197);
        }
        assert_eq!(ln(1.0), 0.0);
        assert!(ln(f64::INFINITY).is_nan() && ln(f64::NAN).is_nan());
    }
}
