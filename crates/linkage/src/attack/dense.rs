//! What the attacks need of linear algebra: products of matrices, and the solution of large symmetric systems by
//! blocked Cholesky factors, spread over the processor's cores.
//!
//! Work is cut into panels of fixed size, each summed in one order, so that results do not depend on the number of threads.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, Slice};
use rayon::prelude::*;

/// Rows and columns of a block: small enough that factoring one on its own costs nothing beside the products.
const BLOCK: usize = 64;
/// Rows of a panel of a product.
const PANEL: usize = 128;

/// The lower triangular factor of a symmetric positive definite matrix.
pub(super) struct Cholesky {
    /// The factor; what stands above its diagonal has no meaning.
    lower: Array2<f32>,
    /// The inverse of each block on the diagonal.
    inverses: Vec<Array2<f32>>,
}

/// `a` times the transpose of `b`: the inner products of their rows.
pub(super) fn inner_products(a: &Array2<f32>, b: &Array2<f32>) -> Array2<f32> {
    let mut product = Array2::zeros((a.nrows(), b.nrows()));
    panels(product.view_mut()).into_par_iter().zip(panels_of(&a.view())).for_each(
        |(mut into, from)| {
            general_mat_mul(1.0, &from, &b.t(), 0.0, &mut into);
        },
    );
    product
}

/// `a` times `b`.
pub(super) fn product(a: &ArrayView2<'_, f32>, b: &ArrayView2<'_, f32>) -> Array2<f32> {
    let mut product = Array2::zeros((a.nrows(), b.ncols()));
    panels(product.view_mut()).into_par_iter().zip(panels_of(a)).for_each(|(mut into, from)| {
        general_mat_mul(1.0, &from, b, 0.0, &mut into);
    });
    product
}

impl Cholesky {
    /// Factors a symmetric matrix, of which only the lower triangle is read. A pivot that rounding has
    /// made too small is raised, which adds a little to the diagonal and harms no ridge regression.
    pub(super) fn new(mut matrix: Array2<f32>) -> Self {
        let n = matrix.nrows();
        let mut inverses = Vec::with_capacity(n.div_ceil(BLOCK));
        for start in (0..n).step_by(BLOCK) {
            let end = (start + BLOCK).min(n);
            inverses.push(factor_block(&mut part_mut(
                &mut matrix.view_mut(),
                start..end,
                start..end,
            )));
            let inverse = &inverses[inverses.len() - 1];
            let (_, below) = matrix.view_mut().split_at(Axis(0), end);
            let panel = product(&part(&below.view(), 0..n - end, start..end), &inverse.t());
            panels(below).into_par_iter().enumerate().for_each(|(number, mut rows)| {
                let first = number * PANEL;
                let last = first + rows.nrows();
                let own = part(&panel.view(), first..last, 0..end - start);
                let height = last - first;
                part_mut(&mut rows, 0..height, start..end).assign(&own);
                let mut trailing = part_mut(&mut rows, 0..height, end..end + last);
                general_mat_mul(
                    -1.0,
                    &own,
                    &part(&panel.view(), 0..last, 0..end - start).t(),
                    1.0,
                    &mut trailing,
                );
            });
        }
        Self { lower: matrix, inverses }
    }

    /// Solves for many right-hand sides at once, each one **row** of `sides`, which becomes its solution.
    pub(super) fn solve(&self, sides: &mut Array2<f32>) {
        let n = self.lower.nrows();
        let blocks: Vec<(usize, usize)> =
            (0..n).step_by(BLOCK).map(|start| (start, (start + BLOCK).min(n))).collect();
        panels(sides.view_mut()).into_par_iter().for_each(|mut rows| {
            for (&(start, end), inverse) in blocks.iter().zip(&self.inverses) {
                let (done, mut rest) = rows.view_mut().split_at(Axis(1), start);
                let mut block = columns_mut(&mut rest, 0..end - start);
                general_mat_mul(
                    -1.0,
                    &done,
                    &part(&self.lower.view(), start..end, 0..start).t(),
                    1.0,
                    &mut block,
                );
                let solved = block.dot(&inverse.t());
                block.assign(&solved);
            }
            for (&(start, end), inverse) in blocks.iter().zip(&self.inverses).rev() {
                let (mut todo, done) = rows.view_mut().split_at(Axis(1), end);
                let mut block = columns_mut(&mut todo, start..end);
                general_mat_mul(
                    -1.0,
                    &done,
                    &part(&self.lower.view(), end..n, start..end),
                    1.0,
                    &mut block,
                );
                let solved = block.dot(inverse);
                block.assign(&solved);
            }
        });
    }
}

/// Factors a block in double precision, in place, and answers the inverse of the factor.
fn factor_block(block: &mut ArrayViewMut2<'_, f32>) -> Array2<f32> {
    let n = block.nrows();
    let mut l = Array2::<f64>::zeros((n, n));
    let mut inverse = Array2::<f64>::zeros((n, n));
    for j in 0..n {
        for i in j..n {
            let known: f64 = (0..j).map(|k| l[[i, k]] * l[[j, k]]).sum();
            let left = f64::from(block[[i, j]]) - known;
            l[[i, j]] = if i == j { left.max(1e-6).sqrt() } else { left / l[[j, j]] };
        }
    }
    for j in 0..n {
        for i in j..n {
            let known: f64 = (j..i).map(|k| l[[i, k]] * inverse[[k, j]]).sum();
            inverse[[i, j]] = (f64::from(u8::from(i == j)) - known) / l[[i, i]];
        }
    }
    block.assign(&l.mapv(|value| value as f32));
    inverse.mapv(|value| value as f32)
}

fn part<'a>(
    matrix: &ArrayView2<'a, f32>,
    rows: Range<usize>,
    columns: Range<usize>,
) -> ArrayView2<'a, f32> {
    let (_, matrix) = matrix.split_at(Axis(0), rows.start);
    let (matrix, _) = matrix.split_at(Axis(0), rows.len());
    let (_, matrix) = matrix.split_at(Axis(1), columns.start);
    matrix.split_at(Axis(1), columns.len()).0
}

fn part_mut<'a>(
    matrix: &'a mut ArrayViewMut2<'_, f32>,
    rows: Range<usize>,
    columns: Range<usize>,
) -> ArrayViewMut2<'a, f32> {
    let (_, matrix) = matrix.view_mut().split_at(Axis(0), rows.start);
    let (matrix, _) = matrix.split_at(Axis(0), rows.len());
    let (_, matrix) = matrix.split_at(Axis(1), columns.start);
    matrix.split_at(Axis(1), columns.len()).0
}

fn columns_mut<'a>(
    matrix: &'a mut ArrayViewMut2<'_, f32>,
    columns: Range<usize>,
) -> ArrayViewMut2<'a, f32> {
    matrix.slice_axis_mut(Axis(1), Slice::from(columns))
}

fn panels(matrix: ArrayViewMut2<'_, f32>) -> Vec<ArrayViewMut2<'_, f32>> {
    let mut panels = Vec::with_capacity(matrix.nrows().div_ceil(PANEL));
    let mut rest = matrix;
    while rest.nrows() > 0 {
        let rows = rest.nrows().min(PANEL);
        let (panel, remainder) = rest.split_at(Axis(0), rows);
        panels.push(panel);
        rest = remainder;
    }
    panels
}

fn panels_of<'a>(matrix: &ArrayView2<'a, f32>) -> Vec<ArrayView2<'a, f32>> {
    let mut panels = Vec::with_capacity(matrix.nrows().div_ceil(PANEL));
    let mut rest = *matrix;
    while rest.nrows() > 0 {
        let rows = rest.nrows().min(PANEL);
        let (panel, remainder) = rest.split_at(Axis(0), rows);
        panels.push(panel);
        rest = remainder;
    }
    panels
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn solutions_satisfy_their_equations_whatever_the_number_of_blocks() {
        for n in [1, 5, 64, 65, 200, 333] {
            let mut rng = ChaCha8Rng::seed_from_u64(n as u64);
            let a = Array2::from_shape_fn((n, n + 3), |_| rng.random_range(-1.0..1.0f32));
            let mut matrix = inner_products(&a, &a);
            for i in 0..n {
                matrix[[i, i]] += 1.0;
            }
            let sides = Array2::from_shape_fn((150, n), |_| rng.random_range(-1.0..1.0f32));
            let mut solved = sides.clone();
            Cholesky::new(matrix.clone()).solve(&mut solved);
            let back = product(&solved.view(), &matrix.view());
            let worst = back.iter().zip(&sides).map(|(x, y)| (x - y).abs()).fold(0.0, f32::max);
            assert!(worst < 2e-3, "{n}: {worst}");
        }
    }
}
