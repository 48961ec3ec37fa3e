//! Least squares by an orthogonal basis of the columns (modified Gram-Schmidt, each column cleared
//! twice, which is as accurate as Householder's method: Björck 1996, *Numerical Methods for Least
//! Squares Problems*, section 2.4).

/// A column that keeps less than this of its length, once what the columns before it explain is
/// taken away, is one of their combinations.
const LEAST_LEFT: f64 = 1e-8;

/// The columns before each, made orthogonal: `X = Q R`.
#[derive(Debug)]
pub(super) struct Orthogonal {
    /// Unit columns; one of zeros for a dependent column.
    basis: Vec<Vec<f64>>,
    /// By column, how much of each unit column is in it, up to its own.
    parts: Vec<Vec<f64>>,
    /// Columns that are combinations of those before them, ascending.
    pub(super) dependent: Vec<usize>,
}

impl Orthogonal {
    pub(super) fn of(columns: &[Vec<f64>]) -> Self {
        let (mut basis, mut parts, mut dependent) =
            (Vec::<Vec<f64>>::new(), Vec::new(), Vec::new());
        for (at, column) in columns.iter().enumerate() {
            let length = dot(column, column).sqrt();
            let mut left = column.clone();
            let mut of_column = vec![0.0; at + 1];
            for _ in 0..2 {
                for (part, unit) in of_column.iter_mut().zip(&basis) {
                    let along = dot(unit, &left);
                    *part += along;
                    left.iter_mut().zip(unit).for_each(|(left, unit)| *left -= along * unit);
                }
            }
            let rest = dot(&left, &left).sqrt();
            let is_new = rest > LEAST_LEFT * length;
            if !is_new {
                dependent.push(at);
            }
            let times = if is_new { 1.0 / rest } else { 0.0 };
            for value in &mut left {
                *value *= times;
            }
            of_column[at] = if is_new { rest } else { 0.0 };
            basis.push(left);
            parts.push(of_column);
        }
        Self { basis, parts, dependent }
    }

    /// The coefficients with which the columns come nearest to a target; 0 for dependent columns.
    pub(super) fn solve(&self, target: &[f64]) -> Vec<f64> {
        let mut rest: Vec<f64> = self.basis.iter().map(|unit| dot(unit, target)).collect();
        for at in (0..rest.len()).rev() {
            let own = self.parts[at][at];
            rest[at] = if own > 0.0 { rest[at] / own } else { 0.0 };
            let solved = rest[at];
            for (left, part) in rest[..at].iter_mut().zip(&self.parts[at]) {
                *left -= part * solved;
            }
        }
        rest
    }

    /// The diagonal of `(X' X)^-1`, for independent columns.
    pub(super) fn inverse_diagonal(&self) -> Vec<f64> {
        let count = self.parts.len();
        let mut sums = vec![0.0; count];
        // Column by column of the inverse of R, whose squares add up by row.
        for column in 0..count {
            let mut inverse = vec![0.0; column + 1];
            inverse[column] = 1.0 / self.parts[column][column];
            for row in (0..column).rev() {
                let sum: f64 = (row + 1..=column).map(|at| self.parts[at][row] * inverse[at]).sum();
                inverse[row] = -sum / self.parts[row][row];
            }
            sums.iter_mut().zip(&inverse).for_each(|(sum, value)| *sum += value * value);
        }
        sums
    }

    /// The diagonal of the projection on the columns, row by row.
    pub(super) fn leverages(&self) -> Vec<f64> {
        let rows = self.basis.first().map_or(0, Vec::len);
        let of_row = |row: usize| self.basis.iter().map(|unit| unit[row] * unit[row]).sum::<f64>();
        (0..rows).map(|row| of_row(row).min(1.0)).collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
