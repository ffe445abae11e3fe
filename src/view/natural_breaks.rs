//! Natural breaks: the split of sorted values with the least squared deviation within classes.
//!
//! Exact optimum by dynamic programming (Fisher 1958, "On grouping for maximum homogeneity",
//! JASA 53). The cost satisfies the quadrangle inequality, so the best split point never moves
//! back and each of the k rounds can be solved by divide and conquer in O(n log n) (Wu 1991).

/// Greatest value of every class but the last, at most `count − 1` of them; fewer when there are
/// fewer different values. `sorted` rises and is finite.
pub fn natural_breaks(sorted: &[f64], count: usize) -> Vec<f64> {
    let groups = Groups::new(sorted);
    let n = groups.values.len();
    let k = count.min(n);
    if k < 2 {
        return Vec::new();
    }
    // best[j]: least cost of the first j different values in the classes so far.
    let mut best: Vec<f64> = (0..=n).map(|j| groups.cost(0, j)).collect();
    let mut splits: Vec<Vec<usize>> = Vec::with_capacity(k - 1);
    for classes in 2..=k {
        let mut next = vec![f64::INFINITY; n + 1];
        let mut split = vec![0; n + 1];
        solve(&groups, &best, &mut next, &mut split, classes);
        best = next;
        splits.push(split);
    }
    let mut end = n;
    let mut breaks = Vec::with_capacity(k - 1);
    for split in splits.iter().rev() {
        end = split.get(end).copied().unwrap_or(0);
        if let Some(value) = end.checked_sub(1).and_then(|i| groups.values.get(i)) {
            breaks.push(*value);
        }
    }
    breaks.reverse();
    breaks
}

/// One round of the programme: fills `next[j]` for all j ≥ `classes`.
fn solve(groups: &Groups, best: &[f64], next: &mut [f64], split: &mut [usize], classes: usize) {
    let n = groups.values.len();
    // Ranges of ends still to do, each with the range in which its last class can start.
    let mut todo = vec![(classes, n, classes - 1, n - 1)];
    while let Some((low, high, from, to)) = todo.pop() {
        if low > high {
            continue;
        }
        let middle = low.midpoint(high);
        let mut found = (f64::INFINITY, from);
        for start in from..=to.min(middle - 1) {
            let cost = best.get(start).copied().unwrap_or(f64::INFINITY) + groups.cost(start, middle);
            if cost < found.0 {
                found = (cost, start);
            }
        }
        if let (Some(cost), Some(at)) = (next.get_mut(middle), split.get_mut(middle)) {
            (*cost, *at) = found;
        }
        todo.push((low, middle - 1, from, found.1));
        todo.push((middle + 1, high, found.1, to));
    }
}

/// Different values with running sums of how often they occur.
struct Groups {
    values: Vec<f64>,
    /// Sums over the first j groups of weight, weight·x and weight·x², where x is the value moved
    /// to the mean and scaled to the range, so that large numbers lose no precision.
    sums: Vec<[f64; 3]>,
}

impl Groups {
    fn new(sorted: &[f64]) -> Self {
        let low = sorted.first().copied().unwrap_or(0.0);
        let range = sorted.last().copied().unwrap_or(0.0) / 2.0 - low / 2.0;
        let scale = if range > 0.0 { range } else { 1.0 };
        let middle = low / 2.0 + sorted.last().copied().unwrap_or(0.0) / 2.0;
        let mut values: Vec<f64> = Vec::new();
        let mut weights: Vec<f64> = Vec::new();
        for &value in sorted {
            match (values.last(), weights.last_mut()) {
                (Some(last), Some(weight)) if *last == value => *weight += 1.0,
                _ => {
                    values.push(value);
                    weights.push(1.0);
                }
            }
        }
        let mut sums = vec![[0.0; 3]];
        let mut sum = [0.0; 3];
        for (value, weight) in values.iter().zip(&weights) {
            let x = value / scale - middle / scale;
            sum = [sum[0] + weight, sum[1] + weight * x, sum[2] + weight * x * x];
            sums.push(sum);
        }
        Self { values, sums }
    }

    /// Squared deviation from their mean of groups `start..end`.
    fn cost(&self, start: usize, end: usize) -> f64 {
        let (Some(a), Some(b)) = (self.sums.get(start), self.sums.get(end)) else { return f64::INFINITY };
        let (weight, sum, squares) = (b[0] - a[0], b[1] - a[1], b[2] - a[2]);
        if weight <= 0.0 { 0.0 } else { (squares - sum * sum / weight).max(0.0) }
    }
}
