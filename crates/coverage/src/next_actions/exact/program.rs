//! The mixed-integer program of next actions, as HiGHS takes it.
//!
//! | variable | is | limits |
//! |---|---|---|
//! | `x_a` | 1 if action `a` is done | whole, 0 to 1; actions that fit into no plan have none |
//! | `s_ck` | how much is added at need `c` on the `k`-th piece of its closing function, as a share of the largest gap there | 0 to the width of the piece |
//!
//! maximise `sum_ck slope_ck s_ck` subject to `sum_k s_ck <= sum_a q_ac x_a`, the budget, the number,
//! `x_a <= x_b` where `a` requires `b`, and `sum x_a <= 1` over an exclusive set. Slopes fall from
//! piece to piece, so pieces are filled in their order by themselves.
//!
//! An equity floor `closed_g >= theta (W_g / W) closed` could make it worth more to leave a piece
//! empty than to count what it closes. With a floor the first of these is an equation, what is added
//! beyond the largest gap has a piece of slope 0, and a variable `b_ck` says that piece `k` is full
//! before the next may begin (incremental form, Markowitz and Manne 1957):
//! `s_ck >= width_ck b_ck`, `s_c(k+1) <= width_c(k+1) b_ck`. A need that nothing can fill beyond its
//! first piece is linear and takes no such variable.

use highs::{Col, HighsModelStatus, HighsSolutionStatus, Model, RowProblem, Sense};

use crate::next_actions::candidates::{BUDGET_UNITS, Candidates, NO_SET};
use crate::next_actions::closing_curves::Curves;
use crate::next_actions::marginal_gain::Standing;
use crate::next_actions::objective::Objective;

/// With up to so many lines all of a need are taken from the beginning.
const FEW_LINES: usize = 8;

/// How exactly HiGHS keeps to limits.
const TOLERANCE: f64 = 1e-9;

/// The program, with the lines that it knows so far.
pub(super) struct Program<'a> {
    all: &'a Candidates,
    objective: &'a Objective<'a>,
    /// Needs that an action can close something of, ascending, with what is known of each.
    touched: Vec<Touched>,
    /// What a coefficient of 1 in the objective stands for.
    unit: f64,
    has_floor: bool,
}

/// A need in the program.
struct Touched {
    need: u32,
    /// The most that all actions together add.
    reach: f64,
    /// The numbers of the lines that are known, ascending: the steepest first.
    lines: Vec<usize>,
}

/// A piece of a closing function, in the units of the need.
struct Piece {
    width: f64,
    slope: f64,
}

/// What HiGHS answered.
pub(super) struct Solved {
    /// The actions, ascending.
    pub(super) actions: Vec<u32>,
    /// What no plan of the program exceeds.
    pub(super) bound: f64,
    /// Whether the bound is reached, up to the gap that was asked for.
    pub(super) is_optimal: bool,
    /// Whether the bound is below what is a billionth of everything.
    pub(super) is_nothing: bool,
}

/// How many pieces all needs have together as far as actions reach.
pub(super) fn pieces(all: &Candidates, objective: &Objective<'_>) -> usize {
    touched(all).map(|(need, reach)| objective.curves.line_at(need, reach) + 1).sum()
}

/// Needs that a usable action touches, with the most that all of these add.
fn touched(all: &Candidates) -> impl Iterator<Item = (u32, f64)> {
    (0..all.by_need.len() as u32).filter_map(|need| {
        let by = all.by_need.of(need).iter().filter(|(action, _)| all.usable[*action as usize]);
        let reach: f64 = by.map(|(_, amount)| amount).sum();
        (reach > 0.0).then_some((need, reach))
    })
}

impl<'a> Program<'a> {
    pub(super) fn new(all: &'a Candidates, objective: &'a Objective<'a>) -> Self {
        let has_floor = !objective.is_plain();
        let known = |(need, reach)| {
            let last = objective.curves.line_at(need, reach);
            let lines = if has_floor || last < FEW_LINES {
                (0..=last).collect()
            } else {
                (0..FEW_LINES).map(|at| at * last / (FEW_LINES - 1)).collect()
            };
            Touched { need, reach, lines }
        };
        let touched: Vec<Touched> = touched(all).map(known).collect();
        let top = |it: &Touched| objective.curves.value(it.need, it.reach);
        let total: f64 = touched.iter().map(top).sum();
        let unit = if total > 0.0 { total / touched.len() as f64 } else { 1.0 };
        Self { all, objective, touched, unit, has_floor }
    }

    /// Solves the program within a time, from a plan that is known. `None` where there is nothing
    /// to decide or HiGHS has no answer.
    pub(super) fn solve(&self, known: &Standing<'_>, gap: f64, seconds: f64) -> Option<Solved> {
        let mut made = Made::default();
        self.add_actions(&mut made);
        for touched in &self.touched {
            self.add_need(&mut made, touched, known.covered(touched.need));
        }
        if self.has_floor {
            self.add_floors(&mut made);
        }
        if made.actions.is_empty() {
            return None;
        }
        for (action, column) in &made.actions {
            made.start[column.index()] = f64::from(u8::from(known.chosen[*action as usize]));
        }
        let mut model = made.problem.try_optimise(Sense::Maximise).ok()?;
        model.make_quiet();
        configure(&mut model, gap, seconds)?;
        // A start that HiGHS does not take costs time and nothing else.
        let _ = model.try_set_solution(Some(&made.start), None, None, None);
        let solved = model.try_solve().ok()?;
        let is_optimal = match solved.status() {
            HighsModelStatus::Optimal => true,
            HighsModelStatus::ReachedTimeLimit => false,
            _ => return None,
        };
        let bound = solved.double_info_value(c"mip_dual_bound").ok()? * self.unit;
        let mut actions = known.actions();
        if solved.primal_solution_status() == HighsSolutionStatus::Feasible {
            let values = solved.get_solution();
            let chosen = made.actions.iter().filter(|(_, column)| values[*column] > 0.5);
            actions = chosen.map(|(action, _)| *action).collect();
        }
        // Below what is a billionth of everything there is nothing.
        let is_nothing = bound <= TOLERANCE * self.unit * self.touched.len() as f64;
        let bound = bound.max(0.0) * (1.0 + TOLERANCE);
        Some(Solved { actions, bound, is_optimal, is_nothing })
    }

    /// Makes known the line under which every need lies with a plan; whether any was new.
    pub(super) fn cut_off(&mut self, plan: &Standing<'_>) -> bool {
        let mut is_new = false;
        for touched in &mut self.touched {
            let line = self.objective.curves.line_at(touched.need, plan.covered(touched.need));
            if let Err(at) = touched.lines.binary_search(&line) {
                touched.lines.insert(at, line);
                is_new = true;
            }
        }
        is_new
    }

    /// Actions, with all that they have to keep to.
    fn add_actions(&self, made: &mut Made) {
        let all = self.all;
        let usable = (0..all.len() as u32).filter(|action| all.usable[*action as usize]);
        made.column_of = vec![None; all.len()];
        for action in usable {
            let column = made.column(0.0, 1.0, true);
            made.column_of[action as usize] = Some(column);
            made.actions.push((action, column));
        }
        let actions = made.actions.clone();
        let share = |units: i64| units as f64 / BUDGET_UNITS as f64;
        let prices = actions.iter().map(|(action, x)| (*x, share(all.price[*action as usize])));
        made.problem.add_row(..=share(all.limit), prices.collect::<Vec<_>>());
        if all.most < actions.len() {
            let each = actions.iter().map(|(_, x)| (*x, 1.0));
            made.problem.add_row(..=all.most as f64, each.collect::<Vec<_>>());
        }
        let mut sets: Vec<Vec<(Col, f64)>> = vec![Vec::new(); all.set_count];
        for (action, x) in &actions {
            for required in all.requires.of(*action) {
                // What a usable action requires is usable.
                if let Some(other) = made.column_of[*required as usize] {
                    made.problem.add_row(..=0.0, [(*x, 1.0), (other, -1.0)]);
                }
            }
            let set = all.sets[*action as usize];
            if set != NO_SET {
                sets[set as usize].push((*x, 1.0));
            }
        }
        for set in sets.iter().filter(|set| set.len() > 1) {
            made.problem.add_row(..=1.0, set);
        }
    }

    /// The pieces of a need, filled with what a known plan adds there.
    fn add_need(&self, made: &mut Made, touched: &Touched, mut covered: f64) {
        let largest = self.objective.gaps.largest(touched.need);
        let pieces = touched.pieces(&self.objective.curves);
        let mut row: Vec<(Col, f64)> = Vec::with_capacity(pieces.len());
        let mut full: Option<Col> = None;
        for (at, piece) in pieces.iter().enumerate() {
            if piece.slope <= 0.0 && !self.has_floor {
                break;
            }
            let width = piece.width / largest;
            let worth = piece.slope * largest / self.unit;
            let column = made.column(worth, width, false);
            let filled = covered.min(piece.width);
            made.start[column.index()] = filled / largest;
            made.worth.push((touched.need, column, worth));
            row.push((column, 1.0));
            if !self.has_floor {
                covered -= filled;
                continue;
            }
            if let Some(full) = full {
                made.problem.add_row(..=0.0, [(column, 1.0), (full, -width)]);
            }
            if at + 1 < pieces.len() {
                let is_full = made.column(0.0, 1.0, true);
                made.start[is_full.index()] = f64::from(u8::from(filled >= piece.width));
                made.problem.add_row(0.0.., [(column, 1.0), (is_full, -width)]);
                full = Some(is_full);
            }
            covered -= filled;
        }
        let by = self.all.by_need.of(touched.need).iter();
        row.extend(by.filter_map(|(action, amount)| {
            made.column_of[*action as usize].map(|x| (x, -amount / largest))
        }));
        let least = if self.has_floor { 0.0 } else { f64::NEG_INFINITY };
        made.problem.add_row(least..=0.0, row);
    }

    /// What every group has to be closed at least, beside all needs together.
    fn add_floors(&self, made: &mut Made) {
        let objective = self.objective;
        let most = self.touched.len() as f64;
        let whole = made.column(0.0, most.max(1.0), false);
        let mut closed = vec![(whole, -1.0)];
        closed.extend(made.worth.iter().map(|(_, column, worth)| (*column, *worth)));
        made.problem.add_row(0.0..=0.0, closed);
        made.start[whole.index()] =
            made.worth.iter().map(|(_, column, worth)| made.start[column.index()] * worth).sum();
        for group in 0..objective.groups.len() as u32 {
            let needs = objective.groups.of(group);
            let gap: f64 = needs.iter().map(|need| objective.curves.top(*need)).sum();
            if gap <= 0.0 {
                continue;
            }
            let share = objective.equity_floor * gap / objective.gap;
            let mut row = vec![(whole, -share)];
            let inside = made.worth.iter().filter(|(need, ..)| needs.binary_search(need).is_ok());
            row.extend(inside.map(|(_, column, worth)| (*column, *worth)));
            // The same rounding is forgiven as where a plan is judged.
            made.problem.add_row(-TOLERANCE * gap / self.unit.., row);
        }
    }
}

impl Touched {
    /// The pieces of the lowest of the known lines, up to what actions reach.
    fn pieces(&self, curves: &Curves) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(self.lines.len());
        let mut from = 0.0;
        for (at, line) in self.lines.iter().enumerate() {
            let (base, slope) = curves.line(self.need, *line);
            let to = match self.lines.get(at + 1) {
                Some(next) => {
                    let (next_base, next_slope) = curves.line(self.need, *next);
                    ((next_base - base) / (slope - next_slope)).clamp(from, self.reach)
                }
                None => self.reach,
            };
            if to > from {
                pieces.push(Piece { width: to - from, slope });
                from = to;
            }
        }
        pieces
    }
}

/// A program as far as it is made, and a start for it.
#[derive(Default)]
struct Made {
    problem: RowProblem,
    start: Vec<f64>,
    actions: Vec<(u32, Col)>,
    column_of: Vec<Option<Col>>,
    /// By need, the columns of its pieces and what one of each is worth.
    worth: Vec<(u32, Col, f64)>,
}

impl Made {
    fn column(&mut self, worth: f64, most: f64, is_whole: bool) -> Col {
        self.start.push(0.0);
        self.problem.add_column_with_integrality(worth, 0.0..=most, is_whole)
    }
}

/// `None` where HiGHS does not know an option any more.
fn configure(model: &mut Model, gap: f64, seconds: f64) -> Option<()> {
    // One thread: what is found must not depend on how many there are.
    model.try_set_option("threads", 1).ok()?;
    model.try_set_option("random_seed", 0).ok()?;
    model.try_set_option("time_limit", seconds).ok()?;
    model.try_set_option("mip_rel_gap", gap).ok()?;
    model.try_set_option("mip_abs_gap", 0.0).ok()?;
    model.try_set_option("mip_feasibility_tolerance", TOLERANCE).ok()?;
    model.try_set_option("primal_feasibility_tolerance", TOLERANCE).ok()?;
    model.try_set_option("dual_feasibility_tolerance", TOLERANCE).ok()
}
