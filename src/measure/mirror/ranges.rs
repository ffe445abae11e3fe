//! What a mirror can be where counts are hidden: the least and the greatest.
//!
//! The pupils out of the mirror of one school are `max_S Σ_{k∈S} n_k − t r_S` over the sets S of groups,
//! where `r_S` is the share of the reference in S. For one S that grows with the counts in S and falls with
//! those outside and with `r_S`, so that its least and greatest stand at the ends of the ranges. The greatest
//! over S of the greatest is reached; the greatest over S of the least is a bound from below. The share of a
//! town takes every school at its worst (or best) at once, and is a bound on both sides.

/// With more groups only the sets that matter most are tried.
const MOST_GROUPS: usize = 10;

type Range = (f64, f64);

/// Least and greatest number of pupils out of the mirror, of a school with these counts beside a reference
/// with those; `None` without pupils or a reference, whatever the counts are.
pub fn out_of_mirror_range(school: &[Range], reference: &[Range]) -> Option<Range> {
    let most = |row: &[Range]| row.iter().map(|r| r.1).sum::<f64>();
    if school.len() != reference.len() || most(school) <= 0.0 || most(reference) <= 0.0 {
        return None;
    }
    let (mut least, mut greatest) = (0.0_f64, 0.0_f64);
    for set in sets(school, reference) {
        let inside = |k: usize| set.get(k).copied().unwrap_or(false);
        let sums = |row: &[Range]| {
            let mut out = [(0.0, 0.0); 2];
            for (k, range) in row.iter().enumerate() {
                let sum = &mut out[usize::from(inside(k))];
                (sum.0, sum.1) = (sum.0 + range.0, sum.1 + range.1);
            }
            out
        };
        let ([other, own], [other_of, own_of]) = (sums(school), sums(reference));
        let share =
            |own: f64, other: f64, none: f64| if own + other > 0.0 { own / (own + other) } else { none };
        let (low, high) = (share(own_of.0, other_of.1, 0.0), share(own_of.1, other_of.0, 1.0));
        least = least.max(own.0 * (1.0 - high) - other.1 * high);
        greatest = greatest.max(own.1 * (1.0 - low) - other.0 * low);
    }
    if school.len() > MOST_GROUPS {
        // Group by group at its worst: no set of groups can be more.
        greatest = (0..school.len())
            .map(|k| {
                let pick = |row: &[Range], at: usize| row.get(at).copied().unwrap_or_default();
                let others = |row: &[Range], upper: bool| -> f64 {
                    let all = row.iter().enumerate().filter(|(j, _)| *j != k);
                    all.map(|(_, r)| if upper { r.1 } else { r.0 }).sum()
                };
                let (own, of) = (pick(school, k), pick(reference, k));
                let rest = others(reference, true);
                let low = if of.0 + rest > 0.0 { of.0 / (of.0 + rest) } else { 0.0 };
                (own.1 * (1.0 - low) - others(school, false) * low).max(0.0)
            })
            .sum();
    }
    Some((least, greatest))
}

/// The sets of groups to try: all of them, or of many groups those that are more at the school.
fn sets(school: &[Range], reference: &[Range]) -> Vec<Vec<bool>> {
    let groups = school.len();
    if groups <= MOST_GROUPS {
        return (0..1_usize << groups).map(|set| (0..groups).map(|k| set >> k & 1 == 1).collect()).collect();
    }
    let middle = |row: &[Range]| -> Vec<f64> {
        let values: Vec<f64> = row.iter().map(|r| f64::midpoint(r.0, r.1)).collect();
        let sum: f64 = values.iter().sum();
        values.iter().map(|v| if sum > 0.0 { v / sum } else { 0.0 }).collect()
    };
    vec![middle(school).iter().zip(middle(reference)).map(|(own, of)| *own > of).collect()]
}

/// Bounds on the share of the pupils of all schools who would have to leave theirs, 0..1; `None` when no
/// school can be compared.
pub fn share_range<'a>(rows: impl Iterator<Item = (&'a [Range], &'a [Range])>) -> Option<Range> {
    let (mut out, mut pupils) = ((0.0, 0.0), (0.0, 0.0));
    for (school, reference) in rows {
        let Some((least, greatest)) = out_of_mirror_range(school, reference) else { continue };
        (out.0, out.1) = (out.0 + least, out.1 + greatest);
        for range in school {
            (pupils.0, pupils.1) = (pupils.0 + range.0, pupils.1 + range.1);
        }
    }
    let share = |out: f64, of: f64| if of > 0.0 { (out / of).clamp(0.0, 1.0) } else { 1.0 };
    (pupils.1 > 0.0).then(|| (share(out.0, pupils.1), share(out.1, pupils.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Counts;
    use crate::measure::mirror::{Limits, mirror};

    fn counted(school: &[f64], reference: &[f64]) -> f64 {
        let groups: Vec<String> = (0..school.len()).map(|k| k.to_string()).collect();
        let of = |row: &[f64]| Counts::new(groups.clone(), row.to_vec()).unwrap();
        let found = mirror(&of(school), &of(reference), Limits::default()).unwrap();
        found.schools[0].as_ref().unwrap().out_of_mirror
    }

    /// Every value that hidden whole numbers can have.
    fn every(row: &[Range]) -> Vec<Vec<f64>> {
        row.iter().fold(vec![Vec::new()], |rows, range| {
            let values = range.0 as usize..=range.1 as usize;
            rows.iter()
                .flat_map(|r| values.clone().map(move |v| [r.clone(), vec![v as f64]].concat()))
                .collect()
        })
    }

    #[test]
    fn every_value_that_hidden_counts_can_have_lies_within_and_the_greatest_is_reached() {
        let school = [(214.0, 214.0), (26.0, 26.0), (0.0, 4.0)];
        let reference = [(1.0, 4.0), (60.0, 60.0), (40.0, 43.0)];
        let (least, greatest) = out_of_mirror_range(&school, &reference).unwrap();
        let found: Vec<f64> = every(&school)
            .iter()
            .flat_map(|s| every(&reference).into_iter().map(|r| counted(s, &r)))
            .collect();
        let (low, high) = found.iter().fold((f64::MAX, 0.0_f64), |at, v| (at.0.min(*v), at.1.max(*v)));
        assert!(least <= low + 1e-9 && low - least < 1.0, "{least} {low}");
        assert!((greatest - high).abs() < 1e-9, "{greatest} {high}");
    }

    #[test]
    fn of_known_counts_the_range_is_the_value_whatever_the_number_of_groups() {
        for groups in [2, 5, 14] {
            let row =
                |seed: usize| -> Vec<f64> { (0..groups).map(|k| ((k * 7 + seed) % 11) as f64).collect() };
            let exact = |row: &[f64]| row.iter().map(|v| (*v, *v)).collect::<Vec<_>>();
            let (school, reference) = (row(3), row(8));
            let (least, greatest) = out_of_mirror_range(&exact(&school), &exact(&reference)).unwrap();
            let value = counted(&school, &reference);
            assert!(
                (least - value).abs() < 1e-9 && (greatest - value).abs() < 1e-9,
                "{least} {greatest} {value}"
            );
        }
    }
}
