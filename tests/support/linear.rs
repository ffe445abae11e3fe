//! A reader who knows every sum of a table and works out what hidden cells can be: linear
//! programming by the simplex method with Bland's rule, small and exact enough for a test.

const SLACK: f64 = 1e-7;

/// `A x = A t`, `x ≥ 0`, where `t` is the truth: what a reader can know of hidden cells.
pub struct Reader {
    /// Rows of the tableau; the last column is the right-hand side.
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
    variables: usize,
}

impl Reader {
    pub fn new(relations: &[Vec<(usize, f64)>], truth: &[f64]) -> Self {
        let n = truth.len();
        let mut rows: Vec<Vec<f64>> = Vec::new();
        for relation in relations.iter().filter(|r| !r.is_empty()) {
            let mut row = vec![0.0; n + 1];
            for (variable, factor) in relation {
                row[*variable] += factor;
                row[n] += factor * truth[*variable];
            }
            if row[n] < 0.0 {
                row.iter_mut().for_each(|v| *v = -*v);
            }
            rows.push(row);
        }
        // Artificial variables n..n+m, driven to zero.
        let m = rows.len();
        for (i, row) in rows.iter_mut().enumerate() {
            let rhs = row.pop().unwrap();
            row.extend((0..m).map(|j| f64::from(u8::from(i == j))));
            row.push(rhs);
        }
        let mut reader = Self { rows, basis: (n..n + m).collect(), variables: n };
        let goal: Vec<f64> = (0..n + m).map(|j| if j < n { 0.0 } else { -1.0 }).collect();
        let best = reader.greatest_of(&goal, n + m).expect("bounded by zero");
        assert!(best.abs() < 1e-5, "the truth is possible, so something must be: {best}");
        // Artificial variables leave the basis, or their row says nothing.
        let mut i = 0;
        while i < reader.rows.len() {
            if reader.basis[i] >= n {
                match (0..n).find(|j| reader.rows[i][*j].abs() > SLACK) {
                    Some(j) => reader.pivot(i, j),
                    None => {
                        reader.rows.remove(i);
                        reader.basis.remove(i);
                        continue;
                    }
                }
            }
            i += 1;
        }
        for row in &mut reader.rows {
            let rhs = *row.last().unwrap();
            row.truncate(n);
            row.push(rhs);
        }
        reader
    }

    fn pivot(&mut self, at: usize, column: usize) {
        let divisor = self.rows[at][column];
        self.rows[at].iter_mut().for_each(|v| *v /= divisor);
        let pivot = self.rows[at].clone();
        for (i, row) in self.rows.iter_mut().enumerate() {
            let factor = row[column];
            if i != at && factor != 0.0 {
                row.iter_mut().zip(&pivot).for_each(|(v, p)| *v -= factor * p);
            }
        }
        self.basis[at] = column;
    }

    fn greatest_of(&mut self, goal: &[f64], columns: usize) -> Option<f64> {
        loop {
            let rhs = columns;
            let gain = |j: usize| {
                goal[j] - self.basis.iter().zip(&self.rows).map(|(b, row)| goal[*b] * row[j]).sum::<f64>()
            };
            let Some(enter) = (0..columns).find(|j| !self.basis.contains(j) && gain(*j) > SLACK) else {
                return Some(self.basis.iter().zip(&self.rows).map(|(b, r)| goal[*b] * r[rhs]).sum());
            };
            let mut leave: Option<(f64, usize, usize)> = None;
            for (i, row) in self.rows.iter().enumerate().filter(|(_, r)| r[enter] > SLACK) {
                let ratio = row[rhs] / row[enter];
                let better =
                    leave.is_none_or(|(r, b, _)| ratio < r - 1e-9 || (ratio < r + 1e-9 && self.basis[i] < b));
                if better {
                    leave = Some((ratio, self.basis[i], i));
                }
            }
            let (_, _, leave) = leave?;
            self.pivot(leave, enter);
        }
    }

    /// Least and greatest value of a hidden cell; no greatest when it has no bound.
    pub fn range(&mut self, variable: usize) -> (f64, f64) {
        let n = self.variables;
        let goal = |sign: f64| (0..n).map(|j| if j == variable { sign } else { 0.0 }).collect::<Vec<f64>>();
        let greatest = self.greatest_of(&goal(1.0), n).unwrap_or(f64::INFINITY);
        let least = -self.greatest_of(&goal(-1.0), n).unwrap_or(0.0);
        (least, greatest)
    }
}
