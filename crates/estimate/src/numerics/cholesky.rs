//! Linear equations with a symmetric positive definite matrix, many times over and small.
//!
//! The matrix is factorised as `U' U` by the outer-product form of Cholesky's method (Golub and
//! Van Loan 2013, algorithm 4.2.2), in which every inner loop runs along a row, so that the
//! compiler can do several entries at once.

/// Rounding errors of a pivot are of the order of its diagonal entry times epsilon; a pivot below
/// this share of it is lost.
const LOST: f64 = 1e-14;

/// A matrix and then its factor; room that is used again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cholesky {
    size: usize,
    /// Rows of the upper triangle; what is below the diagonal is never read.
    entries: Vec<f64>,
    diagonal: Vec<f64>,
}

impl Cholesky {
    /// Puts the symmetric matrix of this size with these entries in place of the last; `entry` is
    /// asked for rows up to columns.
    pub(crate) fn fill(&mut self, size: usize, mut entry: impl FnMut(usize, usize) -> f64) {
        self.size = size;
        self.entries.resize(size * size, 0.0);
        self.diagonal.clear();
        for (i, row) in self.entries.chunks_exact_mut(size.max(1)).enumerate() {
            for (j, x) in row.iter_mut().enumerate().skip(i) {
                *x = entry(i, j);
            }
            self.diagonal.push(row[i]);
        }
    }

    /// Factorises in place. False when a pivot is lost to rounding.
    pub(crate) fn factorise(&mut self) -> bool {
        self.eliminate(false)
    }

    /// Factorises a matrix that may be singular: unknowns whose pivots are lost are left out, and
    /// are zero in every solution. If the equations have a solution, that is one.
    pub(crate) fn factorise_in_part(&mut self) {
        self.eliminate(true);
    }

    fn eliminate(&mut self, leave_out: bool) -> bool {
        let size = self.size;
        let mut rest = &mut self.entries[..];
        for i in 0..size {
            let (row, below) = rest.split_at_mut(size);
            rest = below;
            let row = &mut row[i..];
            let pivot = row[0];
            if pivot.is_nan() || pivot <= self.diagonal[i] * LOST {
                if !leave_out {
                    return false;
                }
                row.fill(0.0);
                continue;
            }
            let inverse = 1.0 / pivot.sqrt();
            for x in row.iter_mut() {
                *x *= inverse;
            }
            for (j, lower) in rest.chunks_exact_mut(size).enumerate() {
                let right = &row[1 + j..];
                let factor = right[0];
                let lower = &mut lower[i + 1 + j..];
                lower.iter_mut().zip(right).for_each(|(x, y)| *x -= factor * y);
            }
        }
        true
    }

    /// The last diagonal entry of the factor: one over the standard error of the last unknown.
    pub(crate) fn last_pivot(&self) -> f64 {
        self.entries.get(self.size * self.size - 1).copied().unwrap_or(f64::NAN)
    }

    /// Solves with the factor, in place.
    pub(crate) fn solve(&self, vector: &mut [f64]) {
        let rows = self.entries.chunks_exact(self.size.max(1)).enumerate();
        for (i, row) in rows {
            let (known, rest) = vector[i..].split_at_mut(1);
            known[0] = if row[i] == 0.0 { 0.0 } else { known[0] / row[i] };
            rest.iter_mut().zip(&row[i + 1..]).for_each(|(x, u)| *x -= u * known[0]);
        }
        self.solve_upper(vector);
    }

    /// Solves `U x = vector` alone, in place: takes what has unit covariance to what has the
    /// inverse of the matrix as covariance.
    pub(crate) fn solve_upper(&self, vector: &mut [f64]) {
        let rows = self.entries.chunks_exact(self.size.max(1)).enumerate();
        for (i, row) in rows.rev() {
            let (own, rest) = vector[i..].split_at_mut(1);
            let known: f64 = row[i + 1..].iter().zip(&*rest).map(|(u, x)| u * x).sum();
            own[0] = if row[i] == 0.0 { 0.0 } else { (own[0] - known) / row[i] };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRIX: [[f64; 3]; 3] = [[4.0, 2.0, 1.0], [2.0, 5.0, 3.0], [1.0, 3.0, 6.0]];

    #[test]
    fn a_solution_solves_the_equations() {
        let mut room = Cholesky::default();
        room.fill(3, |i, j| MATRIX[i][j]);
        assert!(room.factorise());
        let right = [3.0, -1.0, 2.0];
        let mut x = right;
        room.solve(&mut x);
        for (row, b) in MATRIX.iter().zip(right) {
            let sum: f64 = row.iter().zip(x).map(|(a, x)| a * x).sum();
            assert!((sum - b).abs() < 1e-14);
        }
        // The inverse square of the last pivot is the last diagonal entry of the inverse.
        let mut unit = [0.0, 0.0, 1.0];
        room.solve(&mut unit);
        assert!((room.last_pivot().powi(-2) - unit[2]).abs() < 1e-14);
    }

    #[test]
    fn a_singular_matrix_is_noticed_and_equations_with_a_solution_are_solved() {
        // The third unknown is the sum of the others.
        let vectors = [[1.0, 0.0], [0.0, 2.0], [1.0, 2.0]];
        let entry = |i: usize, j: usize| -> f64 {
            vectors[i].iter().zip(vectors[j]).map(|(a, b)| a * b).sum()
        };
        let mut room = Cholesky::default();
        room.fill(3, entry);
        assert!(!room.factorise());
        room.fill(3, entry);
        room.factorise_in_part();
        let mut x = [3.0, 4.0, 7.0];
        room.solve(&mut x);
        for (i, b) in [3.0, 4.0, 7.0].into_iter().enumerate() {
            let sum: f64 = (0..3).map(|j| entry(i, j) * x[j]).sum();
            assert!((sum - b).abs() < 1e-12 && x[2] == 0.0);
        }
    }
}
