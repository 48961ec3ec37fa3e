//! Kernels and directions of recession of integer matrices, without rounding.
//!
//! Rows are kept as integers and divided by their common factor after every step, so that the
//! numbers stay small; a product beyond 128 bits gives `None`, never a wrong answer.

/// Whether a cone of directions holds one that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Direction {
    /// No row can fall unless another rises.
    None,
    /// Along this vector no row rises and some row falls.
    Along(Vec<i128>),
}

/// A basis of the vectors that every row sends to zero. The rows have `columns` entries.
pub(crate) fn kernel(
    rows: impl Iterator<Item = Vec<i128>>,
    columns: usize,
) -> Option<Vec<Vec<i128>>> {
    // Reduced rows, each with the column where it alone is not zero.
    let mut reduced: Vec<(usize, Vec<i128>)> = Vec::new();
    for mut row in rows {
        if reduced.len() == columns {
            return Some(Vec::new());
        }
        for (pivot, other) in &reduced {
            eliminate(&mut row, other, *pivot)?;
        }
        let Some(pivot) = row.iter().position(|&x| x != 0) else {
            continue;
        };
        for (_, other) in &mut reduced {
            eliminate(other, &row, pivot)?;
        }
        reduced.push((pivot, row));
    }
    let is_free = |column: &usize| !reduced.iter().any(|(pivot, _)| pivot == column);
    (0..columns).filter(is_free).map(|free| kernel_vector(&reduced, free, columns)).collect()
}

/// The kernel vector in which `free` is the only free column that is not zero.
fn kernel_vector(reduced: &[(usize, Vec<i128>)], free: usize, columns: usize) -> Option<Vec<i128>> {
    let scale = reduced.iter().try_fold(1_i128, |scale, (pivot, row)| lcm(scale, row[*pivot]))?;
    let mut vector = vec![0; columns];
    vector[free] = scale;
    for (pivot, row) in reduced {
        vector[*pivot] = (scale / row[*pivot]).checked_mul(row[free])?.checked_neg()?;
    }
    divide_by_common_factor(&mut vector);
    Some(vector)
}

fn eliminate(row: &mut [i128], by: &[i128], pivot: usize) -> Option<()> {
    if row[pivot] == 0 {
        return Some(());
    }
    let common = gcd(row[pivot], by[pivot]);
    let (own, other) = (by[pivot] / common, row[pivot] / common);
    for (x, &y) in row.iter_mut().zip(by) {
        *x = x.checked_mul(own)?.checked_sub(y.checked_mul(other)?)?;
    }
    divide_by_common_factor(row);
    Some(())
}

/// Looks for a vector `c` with `row . c <= 0` for every row and `< 0` for one.
pub(crate) fn recession(rows: &[Vec<i128>]) -> Option<Direction> {
    let Some(width) = rows.first().map(Vec::len) else {
        return Some(Direction::None);
    };
    let mut dictionary = Dictionary::new(rows, width)?;
    dictionary.bring_in_free_variables()?;
    loop {
        let Some(entering) = dictionary.entering() else {
            return Some(Direction::None);
        };
        match dictionary.leaving(entering) {
            Some(row) => dictionary.pivot(row, entering)?,
            None => return Some(Direction::Along(dictionary.ray(entering, width)?)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Variable {
    /// How far row `i` falls: zero or more.
    Fall(usize),
    /// Component `j` of the vector: any number.
    Component(usize),
    /// The sum of all falls, to be made as large as can be.
    Total,
}

/// Equations `denominator * variable = sum of entries * (variables outside)`, the form in which
/// Chvatal (1983) teaches the simplex method. All right-hand sides are zero, so that every step is
/// degenerate and the only question is whether the total can grow without end.
struct Dictionary {
    outside: Vec<Variable>,
    equations: Vec<Equation>,
}

struct Equation {
    variable: Variable,
    /// Positive denominator last, entries before it.
    numbers: Vec<i128>,
}

impl Dictionary {
    fn new(rows: &[Vec<i128>], width: usize) -> Option<Self> {
        let mut total = vec![0_i128; width + 1];
        total[width] = 1;
        let mut equations = Vec::with_capacity(rows.len() + width + 1);
        for (i, row) in rows.iter().enumerate() {
            let mut numbers = row.iter().map(|x| x.checked_neg()).collect::<Option<Vec<_>>>()?;
            for (sum, &x) in total.iter_mut().zip(&numbers) {
                *sum = sum.checked_add(x)?;
            }
            numbers.push(1);
            let variable = Variable::Fall(i);
            equations.push(Equation { variable, numbers });
        }
        equations.push(Equation { variable: Variable::Total, numbers: total });
        let outside = (0..width).map(Variable::Component).collect();
        Some(Self { outside, equations })
    }

    /// Exchanges every component for a fall that depends on it. A component on which none depends
    /// stays outside, at zero, with zero entries.
    fn bring_in_free_variables(&mut self) -> Option<()> {
        for column in 0..self.outside.len() {
            let depends =
                |e: &Equation| matches!(e.variable, Variable::Fall(_)) && e.numbers[column] != 0;
            if let Some(row) = self.equations.iter().position(depends) {
                self.pivot(row, column)?;
            }
        }
        Some(())
    }

    /// The first variable outside whose growth makes the total grow.
    fn entering(&self) -> Option<usize> {
        let total = self.equations.iter().find(|e| e.variable == Variable::Total)?;
        (0..self.outside.len())
            .filter(|&column| total.numbers[column] > 0)
            .min_by_key(|&column| self.outside[column])
    }

    /// The first fall that this variable's growth would make negative.
    fn leaving(&self, column: usize) -> Option<usize> {
        (0..self.equations.len())
            .filter(|&row| {
                let equation = &self.equations[row];
                matches!(equation.variable, Variable::Fall(_)) && equation.numbers[column] < 0
            })
            .min_by_key(|&row| self.equations[row].variable)
    }

    /// Solves an equation for the variable of a column and puts it into the others.
    fn pivot(&mut self, row: usize, column: usize) -> Option<()> {
        let width = self.outside.len();
        let old = &self.equations[row];
        let entry = old.numbers[column];
        // entry * x = denominator * variable - (the other entries), made positive on the left.
        let sign = entry.signum();
        let mut solved = Vec::with_capacity(width + 1);
        for (j, &number) in old.numbers[..width].iter().enumerate() {
            let number = if j == column { old.numbers[width] } else { number.checked_neg()? };
            solved.push(number.checked_mul(sign)?);
        }
        solved.push(entry.checked_abs()?);
        let variable = std::mem::replace(&mut self.outside[column], old.variable);
        for (i, equation) in self.equations.iter_mut().enumerate() {
            if i != row {
                equation.substitute(column, &solved)?;
            }
        }
        self.equations[row] = Equation { variable, numbers: solved };
        divide_by_common_factor(&mut self.equations[row].numbers);
        Some(())
    }

    /// The vector along which this variable alone grows from zero.
    fn ray(&self, column: usize, width: usize) -> Option<Vec<i128>> {
        let components = self.equations.iter().filter_map(|e| match e.variable {
            Variable::Component(j) => Some((j, e.numbers[column], *e.numbers.last()?)),
            _ => None,
        });
        let components: Vec<(usize, i128, i128)> = components.collect();
        let scale = components.iter().try_fold(1, |scale, component| lcm(scale, component.2))?;
        let mut ray = vec![0; width];
        for (j, entry, denominator) in components {
            ray[j] = (scale / denominator).checked_mul(entry)?;
        }
        divide_by_common_factor(&mut ray);
        Some(ray)
    }
}

impl Equation {
    fn substitute(&mut self, column: usize, solved: &[i128]) -> Option<()> {
        let factor = self.numbers[column];
        if factor == 0 {
            return Some(());
        }
        let denominator = *solved.last()?;
        let width = solved.len() - 1;
        for (j, number) in self.numbers.iter_mut().enumerate() {
            let kept = if j == column { 0 } else { number.checked_mul(denominator)? };
            let added = if j == width { 0 } else { factor.checked_mul(solved[j])? };
            *number = kept.checked_add(added)?;
        }
        divide_by_common_factor(&mut self.numbers);
        Some(())
    }
}

fn divide_by_common_factor(numbers: &mut [i128]) {
    let mut common = 0;
    for &number in &*numbers {
        common = gcd(common, number);
        if common == 1 {
            return;
        }
    }
    if common > 1 {
        for number in numbers {
            *number /= common;
        }
    }
}

/// Greatest common divisor, zero or more; of zero and `x` it is `|x|`.
const fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // Entries come from checked products, none of which is the one number without an opposite.
    a as i128
}

fn lcm(a: i128, b: i128) -> Option<i128> {
    (a / gcd(a, b)).checked_mul(b)?.checked_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_of_a_known_matrix_is_found() {
        let rows = [vec![1, 2, 3], vec![2, 4, 6], vec![0, 1, 1]];
        assert_eq!(kernel(rows.into_iter(), 3), Some(vec![vec![-1, -1, 1]]));
        let full = [vec![2, 1], vec![1, 3]];
        assert_eq!(kernel(full.into_iter(), 2), Some(vec![]));
    }

    #[test]
    fn a_direction_is_found_only_where_there_is_one() {
        let falls = |rows: &[Vec<i128>]| match recession(rows) {
            Some(Direction::Along(c)) => {
                let dot =
                    |row: &Vec<i128>| -> i128 { row.iter().zip(&c).map(|(x, y)| x * y).sum() };
                let heights: Vec<i128> = rows.iter().map(dot).collect();
                assert!(heights.iter().all(|&h| h <= 0) && heights.iter().any(|&h| h < 0));
                true
            }
            Some(Direction::None) => false,
            None => panic!("small numbers do not overflow"),
        };
        assert!(falls(&[vec![1]]));
        assert!(!falls(&[vec![1], vec![-2]]));
        assert!(falls(&[vec![1, 1], vec![1, -1]]));
        assert!(!falls(&[vec![1, 1], vec![1, -1], vec![-1, 0]]));
        assert!(falls(&[vec![1, 1], vec![-1, -1], vec![1, 2]]));
        assert!(!falls(&[]));
        // Three rows around the origin of the plane balance; without one of them they do not.
        assert!(!falls(&[vec![2, 1], vec![-1, 2], vec![-1, -3]]));
        assert!(falls(&[vec![2, 1], vec![-1, 2]]));
    }

    #[test]
    fn numbers_beyond_128_bits_are_noticed() {
        let large = i128::MAX / 2;
        assert_eq!(kernel([vec![large, 3, 1], vec![large - 1, 5, 7]].into_iter(), 3), None);
    }
}
