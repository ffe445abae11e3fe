//! Sums in eight lanes: the compiler may not reorder floating-point additions by itself, and one
//! chain of additions waits for each before the next.

const LANES: usize = 8;

/// Σ f(a_i, b_i) over the units of two columns of equal length.
#[inline]
pub(crate) fn sum2(a: &[f64], b: &[f64], f: impl Fn(f64, f64) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let (a_blocks, a_rest) = a.as_chunks::<LANES>();
    let (b_blocks, b_rest) = b.as_chunks::<LANES>();
    for (a, b) in a_blocks.iter().zip(b_blocks) {
        for ((lane, &a), &b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += f(a, b);
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(&a, &b)| f(a, b)).sum();
    lanes.iter().sum::<f64>() + rest
}

/// Σ a_i.
#[inline]
pub(crate) fn sum(a: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (blocks, rest) = a.as_chunks::<LANES>();
    for block in blocks {
        for (lane, &a) in lanes.iter_mut().zip(block) {
            *lane += a;
        }
    }
    lanes.iter().sum::<f64>() + rest.iter().sum::<f64>()
}

/// Σ f(n_ik, t_i, N_k) over the cells of a row-major table, with what belongs to its rows and columns.
#[inline]
pub(crate) fn sum_of_cells(
    cells: &[f64],
    of_row: &[f64],
    of_column: &[f64],
    f: impl Fn(f64, f64, f64) -> f64,
) -> f64 {
    let width = of_column.len().max(1);
    let mut lanes = [0.0; LANES];
    let (row_blocks, last_rows) = of_row.as_chunks::<LANES>();
    let blocks = cells.chunks_exact(width * LANES);
    let rest = blocks.remainder();
    for (block, rows) in blocks.zip(row_blocks) {
        for (k, column) in of_column.iter().enumerate() {
            // The cells of one column side by side.
            let side: [f64; LANES] =
                std::array::from_fn(|row| block.get(row * width + k).copied().unwrap_or_default());
            for ((lane, n), row) in lanes.iter_mut().zip(side).zip(rows) {
                *lane += f(n, *row, *column);
            }
        }
    }
    let of_rest = |(cells, row): (&[f64], &f64)| -> f64 {
        cells.iter().zip(of_column).map(|(n, column)| f(*n, *row, *column)).sum()
    };
    let rest: f64 = rest.chunks(width).zip(last_rows).map(of_rest).sum();
    lanes.iter().sum::<f64>() + rest
}
