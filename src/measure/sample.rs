//! Random numbers for inference: exact draws from the hypergeometric and binomial distributions.
//!
//! Every draw has a generator of its own, made from the seed and the number of the draw, so that
//! the answer is the same on any number of threads.

use rand::Rng;
use rand_pcg::Pcg64;

/// The random numbers of one draw.
#[derive(Clone, Debug)]
pub struct Stream {
    generator: Pcg64,
}

impl Stream {
    /// The stream of draw `draw` under `seed`.
    pub fn new(seed: u64, draw: u64) -> Self {
        // Streams of PCG that share a state are visibly related, so state and stream are both
        // scrambled from seed and draw.
        let mut state = seed ^ mix(draw.wrapping_add(0x5851_F42D_4C95_7F2D));
        let mut next = || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            u128::from(mix(state))
        };
        let (a, b, c, d) = (next(), next(), next(), next());
        Self { generator: Pcg64::new(a << 64 | b, c << 64 | d) }
    }

    /// A number strictly between 0 and 1, on a grid of 2⁻⁵².
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        ((self.generator.next_u64() >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
    }

    /// A position below `len` (0 when `len` is 0); the bias of the fixed-point product is below
    /// `len`·2⁻⁶⁴.
    #[inline]
    pub fn position(&mut self, len: usize) -> usize {
        ((u128::from(self.generator.next_u64()) * len as u128) >> 64) as usize
    }
}

/// The finaliser of SplitMix64: every bit of the input reaches every bit of the output.
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// Beyond this the series is used directly: a larger table falls out of the processor's cache, and
/// reading it then costs more than the logarithm that it saves.
const TABLE_LIMIT: u64 = 1 << 15;

/// `ln n!` for whole n, from a table as far as it goes.
#[derive(Clone, Debug)]
pub struct LnFactorials {
    table: Vec<f64>,
}

impl LnFactorials {
    /// A table for n up to `greatest` (or to some ten thousands; beyond that n is computed each time).
    pub fn new(greatest: u64) -> Self {
        let table = (0..=greatest.min(TABLE_LIMIT)).map(|n| ln_factorial(n as f64)).collect();
        Self { table }
    }

    /// `ln n!` of a whole number that is not negative.
    #[inline]
    pub fn of(&self, n: f64) -> f64 {
        match self.table.get(n as usize) {
            Some(value) => *value,
            None => ln_factorial(n),
        }
    }
}

/// Stirling's series, good to the last bits from n = 32; a product below.
fn ln_factorial(n: f64) -> f64 {
    if n < 32.0 {
        return (2..=n as u32).map(f64::from).product::<f64>().ln();
    }
    const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;
    let inverse = 1.0 / n;
    let square = inverse * inverse;
    let series = inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0)));
    (n + 0.5) * n.ln() - n + HALF_LN_TWO_PI + series
}

/// `ln (a (a−1) … (a−n+1))`, n factors, whole numbers with `n ≤ a`. For n small against a by the
/// series of logarithms about the middle factor, which needs no large factorials and loses no
/// digits to their difference; the term left out is below `n (n/a)⁶ / 2688`.
#[inline]
fn ln_falling(ln: &LnFactorials, a: f64, n: f64) -> f64 {
    if n * 64.0 > a {
        return ln.of(a) - ln.of(a - n);
    }
    let middle = a - (n - 1.0) * 0.5;
    let inverse = 1.0 / (middle * middle);
    let square = n * n;
    let second = n * (square - 1.0) * inverse;
    n * middle.ln() - second * (1.0 / 24.0 + (3.0 * square - 7.0) * inverse * (1.0 / 960.0))
}

/// Up to this variance a walk from the mode is the fastest; beyond it rejection is.
const WALK_VARIANCE: f64 = 150.0;

/// Number of the group among `drawn` pupils taken without replacement from `group` of the group
/// and `others` others. All three are whole and not negative, `drawn ≤ group + others`.
#[inline]
pub fn hypergeometric(stream: &mut Stream, ln: &LnFactorials, group: f64, others: f64, drawn: f64) -> f64 {
    let total = group + others;
    let least = (drawn - others).max(0.0);
    let greatest = drawn.min(group);
    if least >= greatest {
        return greatest;
    }
    let mode = ((drawn + 1.0) * (group + 1.0) / (total + 2.0)).floor().clamp(least, greatest);
    let share = group / total;
    let variance = drawn * share * (1.0 - share) * (total - drawn) / (total - 1.0).max(1.0);
    if variance > WALK_VARIANCE {
        // ln of the part of the probability that depends on k.
        let weight = |k: f64| -(ln.of(k) + ln.of(group - k) + ln.of(drawn - k) + ln.of(others - drawn + k));
        let at_mode = weight(mode);
        return reject(stream, drawn * share, variance, (least, greatest), |k| weight(k) - at_mode);
    }
    // C(drawn, mode) ways to order the draws, and the chance of each.
    let at_mode = ln.of(drawn) - ln.of(mode) - ln.of(drawn - mode)
        + ln_falling(ln, group, mode)
        + ln_falling(ln, others, drawn - mode)
        - ln_falling(ln, total, drawn);
    walk(
        stream,
        mode,
        at_mode.exp(),
        |k| (group - k) * (drawn - k) / ((k + 1.0) * (others - drawn + k + 1.0)),
        |k| k * (others - drawn + k) / ((group - k + 1.0) * (drawn - k + 1.0)),
    )
}

/// Number of successes in `trials` trials (whole, not negative) with chance `chance` each.
#[inline]
pub fn binomial(stream: &mut Stream, ln: &LnFactorials, trials: f64, chance: f64) -> f64 {
    if trials <= 0.0 || chance <= 0.0 {
        return 0.0;
    }
    if chance >= 1.0 {
        return trials;
    }
    let mean = trials * chance;
    let variance = mean * (1.0 - chance);
    let mode = ((trials + 1.0) * chance).floor().min(trials);
    let (ln_yes, ln_no) = (chance.ln(), (-chance).ln_1p());
    let weight = |k: f64| k * ln_yes + (trials - k) * ln_no - ln.of(k) - ln.of(trials - k);
    let at_mode = weight(mode);
    if variance > WALK_VARIANCE {
        return reject(stream, mean, variance, (0.0, trials), |k| weight(k) - at_mode);
    }
    let odds = chance / (1.0 - chance);
    walk(
        stream,
        mode,
        (ln.of(trials) + at_mode).exp(),
        |k| (trials - k) / (k + 1.0) * odds,
        |k| k / ((trials - k + 1.0) * odds),
    )
}

/// Inversion that walks outwards from the mode: subtracts probabilities from one uniform number
/// until it is used up. `up(k)` is p(k+1)/p(k), `down(k)` is p(k−1)/p(k); both are zero at the end of
/// the range, so that nothing beyond it is ever reached.
#[inline]
fn walk(
    stream: &mut Stream,
    mode: f64,
    at_mode: f64,
    up: impl Fn(f64) -> f64,
    down: impl Fn(f64) -> f64,
) -> f64 {
    let mut left = stream.uniform() - at_mode;
    if left <= 0.0 {
        return mode;
    }
    let (mut high, mut low) = (mode, mode);
    let (mut p_high, mut p_low) = (at_mode, at_mode);
    // `left` is positive on entry to every step, so a zero probability never ends one.
    loop {
        p_high *= up(high);
        p_low *= down(low);
        high += 1.0;
        low -= 1.0;
        left -= p_high;
        if left <= 0.0 {
            return high;
        }
        left -= p_low;
        if left <= 0.0 {
            return low;
        }
        // What rounding leaves over (some 1e-12) goes to the mode.
        if p_high + p_low < 1e-18 {
            return mode;
        }
    }
}

/// Ratio of uniforms for a distribution with one mode (Stadlober 1990, The ratio of uniforms
/// approach for generating discrete random variates, J. Comput. Appl. Math. 31, 181–189).
/// `ln_relative(k)` is ln p(k) − ln p(mode).
#[inline]
fn reject(
    stream: &mut Stream,
    mean: f64,
    variance: f64,
    (least, greatest): (f64, f64),
    ln_relative: impl Fn(f64) -> f64,
) -> f64 {
    // √(8/e) and 3 − 2√(3/e).
    const SLOPE: f64 = 1.715_527_769_921_413_5;
    const OFFSET: f64 = 0.898_916_162_058_898_8;
    let width = SLOPE * (variance + 0.5).sqrt() + OFFSET;
    loop {
        let (u, v) = (stream.uniform(), stream.uniform());
        let k = (mean + 0.5 + width * (v - 0.5) / u).floor();
        if !(k >= least && k <= greatest) {
            continue;
        }
        let relative = ln_relative(k);
        // Two bounds on 2 ln u spare most logarithms.
        if u * (4.0 - u) - 3.0 <= relative {
            return k;
        }
        if u * (u - relative) < 1.0 && 2.0 * u.ln() <= relative {
            return k;
        }
    }
}
