//! The draws of an estimate as a histogram: bootstrap replicates or a posterior sample.
//!
//! An interval hides how the draws lie inside it. Where two models, or two modes of one, share the
//! draws between them, the middle is where hardly any draw is; the picture shows it at a glance. A
//! histogram and not a smoothed curve: each bar is a number of draws, and no bandwidth can merge
//! two modes or invent one.

use crate::axis::{self, Axis, label_px};
use crate::frame::Frame;
use crate::interval::LARGEST;
use crate::lettering;
use crate::numerals::NumberStyle;
use crate::refusal::{Refusal, within};
use crate::sketch::{Anchor, Sketch, px};
use crate::table::{Table, TableRow};

/// A value that is marked above the draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Landmark {
    /// Where it lies.
    pub value: f64,
    /// What it is, with its number.
    pub text: String,
    /// How it is drawn.
    pub kind: LandmarkKind,
}

/// What a [`Landmark`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LandmarkKind {
    /// A peak of the draws: a triangle that points at it.
    Mode,
    /// The median or another value that the whole is summed up in: a broken line.
    Middle,
}

/// A histogram of draws.
///
/// The axis is logarithmic when the largest draw is at least twice the smallest and all are above
/// zero. Bars are equally wide on it, and their number follows Freedman and Diaconis (1981), within
/// 8 to 60: twice the range of the middle half, divided by the cube root of the number of draws.
/// The half taken here is the one that lies closest together, since between two modes the middle
/// half is the gap.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawsPlot {
    /// Name, description, direction and width.
    pub frame: Frame,
    /// What the axis counts.
    pub axis: String,
    /// How numbers are written.
    pub numbers: NumberStyle,
    /// The draws, at least one, in any order.
    pub draws: Vec<f64>,
    /// The modes and the middle. Found by the caller, so that figure and alarm agree.
    pub landmarks: Vec<Landmark>,
    /// What is not in the picture, such as replicates without an estimate.
    pub note: Option<String>,
    /// Headings of the table: the range, the number of draws.
    pub headers: [String; 2],
}

/// The fewest and the most bars.
const BARS: [f64; 2] = [8.0, 60.0];
/// Height of the highest bar in pixels, and of a line of words.
const TALLEST: f64 = 96.0;
const LINE: f64 = 15.0;
/// Font size of words.
const SIZE: f64 = 11.0;

/// Draws that share a bar.
struct Bin {
    /// Where it starts and ends, as shares of the axis.
    ends: [f64; 2],
    draws: usize,
    /// Its range as text.
    text: String,
}

impl DrawsPlot {
    /// The histogram as SVG text.
    ///
    /// Refused: no draws, a number that is not finite or beyond ±10^15, an identifier that cannot
    /// be used.
    pub fn draw(&self) -> Result<String, Refusal> {
        self.check()?;
        let frame = &self.frame;
        let width = frame.width_px();
        let axis = self.axis(width);
        let margin = self.margin();
        let at = |share: f64| frame.x(margin + share * (width - 2.0 * margin));
        let bins = self.bins(&axis);
        let lanes = self.lanes(|value| at(axis.share(value)));
        let above = lanes.iter().map(|(lane, _)| lane + 1).max().unwrap_or(0);
        let roof = 4.0 + LINE * above as f64;
        let base = roof + 12.0 + TALLEST;
        let note = self.note.as_deref().map(|note| lettering::wrap(note, width, SIZE, 3));
        let note = note.unwrap_or_default();

        let height = base + 40.0 + 14.0 * note.len() as f64;
        let mut sketch = Sketch::open(frame, height, false);
        let plot = [margin, width - margin];
        axis::draw(&mut sketch, frame, &axis, &self.axis, plot, [roof, base]);
        let most = bins.iter().map(|bin| bin.draws).max().unwrap_or(1).max(1);
        for bin in bins.iter().filter(|bin| bin.draws > 0) {
            let top = base - (TALLEST * bin.draws as f64 / most as f64).max(1.0);
            let [near, far] = bin.ends.map(|share| px(at(share)));
            let data = format!("M{near} {}V{}H{far}V{}z", px(base), px(top), px(base));
            let count = self.numbers.write(bin.draws as f64);
            sketch.titled(&format!("{}: {count}", bin.text), None, |sketch| {
                sketch.path("draws", &data);
            });
        }
        for (landmark, (lane, x)) in self.landmarks.iter().zip(lanes) {
            let place = at(axis.share(landmark.value));
            let y = 12.0 + LINE * lane as f64;
            sketch.titled(&landmark.text, None, |sketch| match landmark.kind {
                LandmarkKind::Middle => {
                    sketch
                        .path("reference", &format!("M{} {}V{}", px(place), px(y + 4.0), px(base)));
                }
                LandmarkKind::Mode => {
                    let data = format!("M{} {}h10l-5 9z", px(place - 5.0), px(roof + 1.0));
                    sketch.path("estimate", &data);
                }
            });
            let words = lettering::fit(&landmark.text, width, SIZE);
            sketch.text("small over", [x, y], Anchor::Middle, &words);
        }
        for (index, line) in note.iter().enumerate() {
            let y = base + 48.0 + 14.0 * index as f64 - 2.0;
            sketch.text("small quiet", [frame.x(0.0), y.min(height - 2.0)], Anchor::Start, line);
        }
        Ok(sketch.close())
    }

    /// The landmarks, then the bars with their draws.
    pub fn table(&self) -> Table {
        let landmarks = self
            .landmarks
            .iter()
            .map(|landmark| [landmark.text.clone(), self.numbers.write(landmark.value)]);
        let bins = if self.check().is_ok() {
            self.bins(&self.axis(self.frame.width_px()))
        } else {
            Vec::new()
        };
        let bins = bins.into_iter().map(|bin| [bin.text, self.numbers.write(bin.draws as f64)]);
        Table {
            caption: self.frame.title.clone(),
            headers: self.headers.to_vec(),
            rows: landmarks
                .chain(bins)
                .map(|cells| TableRow { cells: cells.into(), href: None })
                .collect(),
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        self.frame.check()?;
        let name = &self.frame.id;
        if self.draws.is_empty() {
            return Err(Refusal::NothingToShow { name: name.clone() });
        }
        for draw in &self.draws {
            within(*draw, [-LARGEST, LARGEST], "draw", name)?;
        }
        for landmark in &self.landmarks {
            within(landmark.value, [-LARGEST, LARGEST], "landmark", &landmark.text)?;
        }
        Ok(())
    }

    /// All values that the axis must hold.
    fn values(&self) -> Vec<f64> {
        let landmarks = self.landmarks.iter().map(|landmark| landmark.value);
        self.draws.iter().copied().chain(landmarks).collect()
    }

    fn axis(&self, width: f64) -> Axis {
        Axis::holding(
            &self.values(),
            axis::DRAWS,
            &self.numbers,
            width - 2.0 * self.margin(),
            label_px,
        )
    }

    /// Room for the outermost labels, which stand out by half.
    fn margin(&self) -> f64 {
        axis::stand_out(&self.values(), &self.numbers, self.frame.width_px())
    }

    /// Equally wide on the axis, from the smallest draw to the largest.
    fn bins(&self, axis: &Axis) -> Vec<Bin> {
        let mut shares: Vec<f64> = self.draws.iter().map(|&draw| axis.share(draw)).collect();
        shares.sort_by(f64::total_cmp);
        let (low, high) = (shares[0], shares[shares.len() - 1]);
        let halves =
            shares.windows(shares.len() / 2 + 1).map(|half| half[half.len() - 1] - half[0]);
        let ideal = 2.0 * halves.fold(f64::INFINITY, f64::min) / (shares.len() as f64).cbrt();
        let number = if high - low < 1e-9 {
            1.0
        } else if ideal > 0.0 {
            ((high - low) / ideal).ceil().clamp(BARS[0], BARS[1])
        } else {
            BARS[1]
        };
        // Draws that are all equal still need a bar that can be seen.
        let (low, high) = if number > 1.0 {
            (low, high)
        } else {
            ((low - 0.01).max(0.0), (high + 0.01).min(1.0))
        };
        let step = (high - low) / number;
        let mut bins: Vec<Bin> = (0..number as usize)
            .map(|index| {
                let ends = [index, index + 1].map(|n| (low + step * n as f64).min(high));
                let text = self.range(ends.map(|share| axis.value(share)));
                Bin { ends, draws: 0, text }
            })
            .collect();
        let last = bins.len() - 1;
        for share in shares {
            bins[(((share - low) / step) as usize).min(last)].draws += 1;
        }
        bins
    }

    /// A range in as many digits as tell its ends apart.
    fn range(&self, ends: [f64; 2]) -> String {
        let digit = 10_f64.powf((ends[1] - ends[0]).abs().max(1e-8).log10().floor() - 1.0);
        let written = ends.map(|end| self.numbers.write((end / digit).round() * digit));
        written.join("\u{2013}")
    }

    /// For each landmark the line its words stand on, from the top, and their middle. Words that
    /// would touch stand on different lines.
    fn lanes(&self, at: impl Fn(f64) -> f64) -> Vec<(usize, f64)> {
        let width = self.frame.width_px();
        let mut placed: Vec<(usize, f64, f64)> = Vec::new();
        for landmark in &self.landmarks {
            let half = lettering::width(&landmark.text, SIZE).min(width) / 2.0;
            let x = at(landmark.value).clamp(half, (width - half).max(half));
            let is_free = |lane: usize| {
                placed.iter().all(|&(other, middle, reach)| {
                    other != lane || (x - middle).abs() >= half + reach + 8.0
                })
            };
            // One line more than there are words always has a free one.
            let lane = (0..=placed.len()).find(|&lane| is_free(lane)).unwrap_or(0);
            placed.push((lane, x, half));
        }
        placed.into_iter().map(|(lane, x, _)| (lane, x)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{DrawsPlot, Landmark, LandmarkKind};
    use crate::frame::Frame;
    use crate::numerals::NumberStyle;

    fn plot(draws: Vec<f64>) -> DrawsPlot {
        DrawsPlot {
            frame: Frame::new("d", "Draws", "", 480),
            axis: "people".into(),
            numbers: NumberStyle::default(),
            draws,
            landmarks: vec![],
            note: None,
            headers: ["Range", "Draws"].map(str::to_owned),
        }
    }

    #[test]
    fn every_draw_is_in_one_bar_and_a_gap_between_two_modes_stays_empty() {
        let low = (0..700).map(|n| 10_000.0 + f64::from(n));
        let high = (0..300).map(|n| 90_000.0 + f64::from(n));
        let rows = plot(low.chain(high).collect()).table().rows;
        let counts: Vec<usize> = rows.iter().map(|row| row.cells[1].parse().unwrap()).collect();
        assert_eq!(counts.iter().sum::<usize>(), 1_000);
        // The bars follow the narrow mode, not the distance of the two.
        assert_eq!(counts[0] + counts[1], 700);
        assert_eq!(counts[counts.len() - 1], 300);
        assert!(counts.len() == 60 && counts[2..59].iter().all(|&count| count == 0));
    }

    #[test]
    fn ranges_meet_and_are_written_in_no_more_digits_than_they_need() {
        let rows = plot((0..200).map(|n| 1_000.0 + f64::from(n)).collect()).table().rows;
        let ends = |at: usize| rows[at].cells[0].split('\u{2013}').collect::<Vec<_>>();
        assert_eq!(ends(0), ["1,000", "1,025"]);
        assert_eq!(ends(1)[0], ends(0)[1]);
    }

    #[test]
    fn draws_that_are_all_equal_are_one_bar_and_no_draws_are_refused() {
        assert_eq!(plot(vec![7.0; 50]).table().rows.len(), 1);
        assert!(plot(vec![0.0]).draw().unwrap().contains("class=\"draws\""));
        assert_eq!(plot(vec![]).draw().unwrap_err().code(), "figures/nothing-to-show");
        assert!(plot(vec![]).table().rows.is_empty());
        assert_eq!(plot(vec![f64::NAN]).draw().unwrap_err().code(), "figures/not-finite");
    }

    #[test]
    fn words_that_would_touch_stand_on_different_lines() {
        let landmark =
            |value: f64| Landmark { value, text: "about as many".into(), kind: LandmarkKind::Mode };
        let mut plot = plot((0..100).map(f64::from).collect());
        plot.landmarks = [10.0, 12.0, 90.0].map(landmark).to_vec();
        let lanes: Vec<usize> =
            plot.lanes(|value| 4.8 * value).iter().map(|(lane, _)| *lane).collect();
        assert_eq!(lanes, [0, 1, 0]);
    }
}
