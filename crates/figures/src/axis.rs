//! A numeric axis: linear or logarithmic, with round ticks that have room for their labels.

use crate::lettering;
use crate::numerals::NumberStyle;

/// From this ratio of largest to smallest value on, equal steps would crowd the small values, and
/// the axis becomes logarithmic.
const LOG_FROM_RATIO: f64 = 8.0;

/// Font size of tick labels in pixels.
pub(crate) const TICK_SIZE: f64 = 11.0;

/// Space between two tick labels in pixels.
const TICK_GAP: f64 = 24.0;

/// Values nearer to zero than this are drawn at zero, and closer values than this share a place:
/// labels have nine decimals, and steps must be visible in them.
const SMALLEST: f64 = 1e-6;

/// An axis whose ends are round numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    is_log: bool,
    low: f64,
    high: f64,
    /// Ticks in rising order with their labels.
    pub(crate) ticks: Vec<(f64, String)>,
}

impl Axis {
    /// The axis that holds all values, with labels of `label_width` (a function of the label) that
    /// do not collide within `room`. Pixels or terminal columns, as long as both are the same.
    ///
    /// No values give an axis from 0 to 1.
    pub(crate) fn holding(
        values: &[f64],
        style: &NumberStyle,
        room: f64,
        label_width: impl Fn(&str) -> f64,
    ) -> Self {
        let [low, high] = ends(values);
        let is_log = is_logarithmic(values);
        let choices = if is_log { log_ticks(low, high) } else { linear_ticks(low, high) };
        // The finest steps set the ends; coarser ones keep what lies between.
        let (low, high) = (choices[0][0], choices[0][choices[0].len() - 1]);
        let slack = (high - low) * 1e-9;
        for ticks in choices {
            let ticks = ticks.into_iter().filter(|&tick| tick > low - slack && tick < high + slack);
            let ticks: Vec<_> = ticks.map(|tick| (tick, style.write(tick))).collect();
            let axis = Self { is_log, low, high, ticks };
            if axis.ticks.len() >= 2 && axis.labels_fit(room, &label_width) {
                return axis;
            }
        }
        // Nothing fits: the two ends alone say where the axis begins and ends.
        let ticks = [low, high].map(|end| (end, style.write(end))).into();
        Self { is_log, low, high, ticks }
    }

    /// Where a value lies between the ends of the axis, from 0 to 1.
    pub(crate) fn share(&self, value: f64) -> f64 {
        let value = value.clamp(self.low, self.high);
        if self.is_log {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }

    fn labels_fit(&self, room: f64, label_width: impl Fn(&str) -> f64) -> bool {
        self.ticks.windows(2).all(|pair| {
            let halves = f64::midpoint(label_width(&pair[0].1), label_width(&pair[1].1));
            (self.share(pair[1].0) - self.share(pair[0].0)) * room >= halves
        })
    }
}

/// Whether the axis that holds these values is logarithmic.
pub(crate) fn is_logarithmic(values: &[f64]) -> bool {
    let [low, high] = ends(values);
    low > 0.0 && high / low >= LOG_FROM_RATIO
}

/// The smallest and the largest value; 0 and 1 if there is none.
fn ends(values: &[f64]) -> [f64; 2] {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.iter().map(|&v| if v.abs() < SMALLEST { 0.0 } else { v }) {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high { [0.0, 1.0] } else { [low, high] }
}

/// The width of a tick label in pixels, with the space it keeps from the next.
pub(crate) fn label_px(label: &str) -> f64 {
    lettering::width(label, TICK_SIZE) + TICK_GAP
}

/// Ticks at multiples of 1, 2 or 5 times a power of ten, from about ten of them down to one step.
/// The axis starts at zero unless the values are far from it and close together.
fn linear_ticks(low: f64, high: f64) -> Vec<Vec<f64>> {
    let (mut low, mut high) = (low, high);
    if low > 0.0 && low < 0.6 * high {
        low = 0.0;
    }
    if high - low < SMALLEST.max(1e-3 * high.abs().max(low.abs())) {
        let around = 0.1 * high.abs().max(10.0 * SMALLEST);
        (low, high) = (low - around, high + around);
    }
    let power = ((high - low) / 10.0).log10().floor();
    let mut choices = Vec::new();
    for step in
        (0..3).flat_map(|more| [1.0, 2.0, 5.0].map(|m| m * 10f64.powf(power + f64::from(more))))
    {
        let (first, last) = ((low / step).floor() as i64, (high / step).ceil() as i64);
        if last - first <= 12 {
            choices.push((first..=last).map(|n| n as f64 * step).collect());
        }
    }
    choices
}

/// Ticks at 1-2-5, 1-3 or 1 times the powers of ten, then at every second, third, ... power.
fn log_ticks(low: f64, high: f64) -> Vec<Vec<f64>> {
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let inside = |digits: &[f64]| -> Vec<f64> {
        let all: Vec<f64> = (first..=last)
            .flat_map(|power| digits.iter().map(move |d| d * 10f64.powi(power)))
            .collect();
        let from = all.iter().rposition(|&tick| tick <= low * (1.0 + 1e-12)).unwrap_or(0);
        let to = all.iter().position(|&tick| tick >= high * (1.0 - 1e-12)).unwrap_or(all.len() - 1);
        all[from..=to].to_vec()
    };
    let mut choices = vec![inside(&[1.0, 2.0, 5.0]), inside(&[1.0, 3.0]), inside(&[1.0])];
    let inner = (choices[0][0] * (1.0 - 1e-12)).log10().ceil() as i32;
    for stride in 2..=last - first {
        choices.push((inner..=last).step_by(stride as usize).map(|n| 10f64.powi(n)).collect());
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::{Axis, label_px};
    use crate::numerals::NumberStyle;
    use proptest::prelude::*;

    fn axis(values: &[f64], room: f64) -> Axis {
        Axis::holding(values, &NumberStyle::default(), room, label_px)
    }

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, label)| label.as_str()).collect()
    }

    #[test]
    fn close_values_get_equal_steps_and_distant_ones_get_powers() {
        let close = axis(&[6_900.0, 9_800.0], 250.0);
        assert_eq!(labels(&close), ["7,000", "8,000", "9,000", "10,000"]);
        assert!((close.low - 6_500.0).abs() < 1e-9);
        assert_eq!(labels(&axis(&[6.0, 42.0], 300.0)), ["0", "10", "20", "30", "40"]);
        let distant = axis(&[800.0, 2_400_000.0], 500.0);
        assert_eq!(labels(&distant), ["1,000", "10,000", "100,000", "1,000,000"]);
        assert!((distant.high - 5_000_000.0).abs() < 1e-6);
        let populations = axis(&[8_100.0, 68_000.0], 400.0);
        assert_eq!(labels(&populations), ["5,000", "10,000", "20,000", "50,000", "100,000"]);
    }

    #[test]
    fn a_single_value_and_no_value_still_have_an_axis() {
        assert_eq!(labels(&axis(&[], 300.0)), ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        let single = axis(&[12.0], 300.0);
        assert!(single.share(12.0) > 0.2 && single.share(12.0) < 0.8);
        let zero = axis(&[0.0], 300.0);
        assert!(zero.share(0.0).is_finite());
    }

    proptest! {
        #[test]
        fn every_value_lies_between_the_ends_and_more_than_two_labels_never_collide(
            values in prop::collection::vec(-1e15..1e15f64, 0..9),
            small in prop::collection::vec(1e-12..1.0f64, 0..9),
            room in 60.0..2_000.0f64,
        ) {
            for values in [values, small] {
                let axis = axis(&values, room);
                prop_assert!(axis.ticks.windows(2).all(|pair| pair[0].0 < pair[1].0));
                prop_assert!(axis.ticks.len() == 2 || axis.labels_fit(room, label_px));
                let shares: Vec<f64> = axis.ticks.iter().map(|tick| axis.share(tick.0)).collect();
                prop_assert!(shares.len() >= 2 && shares[0] < shares[1]);
                prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
                let slack = 1e-9 * (axis.high - axis.low) + 1e-6;
                for value in values {
                    prop_assert!(value > axis.low - slack && value < axis.high + slack, "{axis:?}");
                }
            }
        }
    }
}
