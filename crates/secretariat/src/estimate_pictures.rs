//! The pictures of a report, in the language of whoever looks at them.
//!
//! What a picture says in words comes from its door: the command line speaks English, a page the
//! language of its visitor. What is drawn is the same for both.

use concert_estimate::{Estimate, Method, Refusal, Report};
use concert_figures::{
    ColumnOrder, Direction, Frame, Heights, HistoryCount, IntervalPlot, Mark, NumberStyle, Outcome,
    PlotRow, Reach, Reference, UpSet, UpSetWords, standalone,
};

/// The most sets of lists that get a column of their own.
const MOST_COLUMNS: usize = 40;

/// A text that a picture needs.
#[derive(Debug, Clone, Copy)]
pub enum PictureText<'a> {
    /// The name of the picture of the methods.
    MethodsTitle,
    /// What the picture of the methods shows, in a sentence.
    MethodsDescription,
    /// What its axis counts.
    People,
    /// Headings of its table: the method.
    Method,
    /// Headings of its table: what it says.
    Estimate,
    /// So many people are on a list.
    Known(u64),
    /// The name of a method.
    NameOf(Method),
    /// Why there is no number, in a short sentence.
    Refused(&'a Refusal),
    /// A number with its interval at 95 %.
    Figure(Option<f64>, Option<[f64; 2]>),
    /// The name of the range over all assumptions.
    AllAssumptions,
    /// That range.
    Range([f64; 2]),
    /// The name of the lower bound.
    LowerBound,
    /// At least so many.
    AtLeast(f64),
    /// The name of the picture of the lists.
    OverlapsTitle,
    /// What the picture of the lists shows, in a sentence.
    OverlapsDescription,
    /// What its columns count, and that heights are square roots.
    OnExactly,
    /// What the bars beside the names count.
    OnList,
    /// The sets of lists that are summed in one column.
    OtherSets,
    /// Two lists that share nobody.
    NobodyOnBoth,
    /// Headings of its table: the set of lists.
    SetOfLists,
}

/// How a picture speaks.
#[derive(Clone, Copy)]
pub struct PictureWords<'a> {
    /// The direction in which it is read.
    pub direction: Direction,
    /// How numbers are written on axes.
    pub numbers: &'a NumberStyle,
    /// The texts.
    pub text: &'a dyn Fn(PictureText<'_>) -> String,
}

impl PictureWords<'_> {
    fn say(&self, text: PictureText<'_>) -> String {
        (self.text)(text)
    }

    fn frame(&self, id: &str, title: PictureText<'_>, about: PictureText<'_>, px: u32) -> Frame {
        let frame = Frame::new(id, self.say(title), self.say(about), px);
        Frame { direction: self.direction, ..frame }
    }
}

/// Every method's number and interval on one axis, and the range that they leave open. A method
/// that refuses says why; where there is no range, the lower bound is an arrow without an end.
/// `id` names the drawing on its page, `px` is its width.
pub fn methods_plot(report: &Report, id: &str, px: u32, words: PictureWords<'_>) -> IntervalPlot {
    let row = |estimate: &Estimate| PlotRow {
        name: words.say(PictureText::NameOf(estimate.method)),
        outcome: outcome(estimate, words),
        emphasis: false,
        href: None,
    };
    let mut rows: Vec<PlotRow> = report.estimates.iter().map(row).collect();
    rows.push(match report.headline.interval95 {
        Some(range) => PlotRow {
            name: words.say(PictureText::AllAssumptions),
            outcome: Outcome::Envelope {
                reach: Reach::Within(range),
                text: words.say(PictureText::Range(range)),
            },
            emphasis: true,
            href: None,
        },
        None => lower_bound(report, words),
    });
    IntervalPlot {
        frame: words.frame(id, PictureText::MethodsTitle, PictureText::MethodsDescription, px),
        axis: words.say(PictureText::People),
        numbers: words.numbers.clone(),
        reference: Some(Reference {
            value: report.observed as f64,
            text: words.say(PictureText::Known(report.observed)),
        }),
        rows,
        headers: [PictureText::Method, PictureText::Estimate].map(|text| words.say(text)),
    }
}

fn outcome(estimate: &Estimate, words: PictureWords<'_>) -> Outcome {
    let Estimate { population, interval95, interval80, refused, .. } = estimate;
    if let Some(refusal) = refused {
        return Outcome::Refused { reason: words.say(PictureText::Refused(refusal)) };
    }
    // The narrower interval is drawn on the wider one, and cannot stand out of it.
    let lies_within = |[low, high]: &[f64; 2]| {
        interval95.is_some_and(|[lowest, highest]| lowest <= *low && *high <= highest)
    };
    let mark = Mark {
        point: *population,
        outer: interval95.map(Reach::Within),
        inner: interval80.filter(lies_within).map(Reach::Within),
        ..Mark::default()
    };
    let text = words.say(PictureText::Figure(*population, *interval95));
    Outcome::Marked { marks: vec![mark], text }
}

fn lower_bound(report: &Report, words: PictureWords<'_>) -> PlotRow {
    let bound = &report.lower_bound;
    let mark = Mark {
        point: Some(bound.population),
        outer: Some(Reach::AtLeast(bound.interval95[0])),
        ..Mark::default()
    };
    let text = words.say(PictureText::AtLeast(bound.population));
    PlotRow {
        name: words.say(PictureText::LowerBound),
        outcome: Outcome::Marked { marks: vec![mark], text },
        emphasis: true,
        href: None,
    }
}

/// How the lists overlap: how many people are on exactly which.
pub fn overlaps_plot(report: &Report, id: &str, px: u32, words: PictureWords<'_>) -> UpSet {
    let history = |cell: &concert_estimate::Cell| {
        let marks = cell.history.bytes().enumerate().filter(|(_, mark)| *mark == b'1');
        HistoryCount { lists: marks.map(|(list, _)| list).collect(), count: cell.people }
    };
    UpSet {
        frame: words.frame(id, PictureText::OverlapsTitle, PictureText::OverlapsDescription, px),
        numbers: words.numbers.clone(),
        lists: report.lists.clone(),
        histories: report.cells.iter().map(history).collect(),
        order: ColumnOrder::Degree,
        most: MOST_COLUMNS,
        heights: Heights::SquareRoot,
        mark_empty_pairs: true,
        words: UpSetWords {
            count: words.say(PictureText::OnExactly),
            size: words.say(PictureText::OnList),
            rest: words.say(PictureText::OtherSets),
            nobody_on_both: words.say(PictureText::NobodyOnBoth),
            headers: [PictureText::SetOfLists, PictureText::People].map(|text| words.say(text)),
        },
    }
}

/// The picture of the methods as a stand-alone SVG file, in English.
pub fn estimate_plot(report: &Report) -> Result<String, String> {
    let words = PictureWords {
        direction: Direction::Ltr,
        numbers: &NumberStyle::default(),
        text: &english,
    };
    let plot = methods_plot(report, "estimate", 720, words);
    plot.draw().map(|drawing| standalone(&drawing)).map_err(|refusal| refusal.to_string())
}

/// The texts in English, for doors without a catalogue.
pub fn english(text: PictureText<'_>) -> String {
    let text = match text {
        PictureText::MethodsTitle => "Estimated number of people",
        PictureText::MethodsDescription => {
            "Each method's estimate with its 95 % interval, thick at 80 %; a method that refuses \
             says why. The range over all assumptions is shaded."
        }
        PictureText::People => "people",
        PictureText::Method => "Method",
        PictureText::Estimate => "Estimate",
        PictureText::Known(people) => return format!("{people} people on a list"),
        PictureText::NameOf(method) => method.name(),
        PictureText::Refused(refusal) => return refusal.to_string(),
        PictureText::Figure(point, interval) => {
            let point = point.map(|point| format!("{point:.0}")).unwrap_or_default();
            return match interval {
                Some([low, high]) => format!("{point} ({low:.0} to {high:.0})"),
                None => point,
            };
        }
        PictureText::AllAssumptions => "all assumptions",
        PictureText::Range([low, high]) => return format!("{low:.0} to {high:.0}"),
        PictureText::LowerBound => "Chao's lower bound",
        PictureText::AtLeast(people) => return format!("at least {people:.0}"),
        PictureText::OverlapsTitle => "How the lists overlap",
        PictureText::OverlapsDescription => {
            "Each column is one set of lists with the people on exactly these."
        }
        PictureText::OnExactly => "People on exactly these lists (heights are square roots)",
        PictureText::OnList => "People on the list",
        PictureText::OtherSets => "Other sets of lists",
        PictureText::NobodyOnBoth => "Nobody on both",
        PictureText::SetOfLists => "On exactly",
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use concert_estimate::{CaptureTable, History, Settings, estimate};

    use super::*;

    /// Invented figures.
    fn report(cells: &[(u16, u64)]) -> Report {
        let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
        let table = CaptureTable::new(["a", "b", "c"], cells).unwrap();
        let settings = Settings { replicates: 100, ..Settings::of_methods(Method::ALL) };
        estimate(&table, &settings, &mut |_, _| ControlFlow::Continue(()))
    }

    fn words(numbers: &NumberStyle) -> PictureWords<'_> {
        PictureWords { direction: Direction::Ltr, numbers, text: &english }
    }

    #[test]
    fn a_range_is_shaded_and_a_refused_one_is_an_arrow_from_the_lower_bound() {
        let numbers = NumberStyle::default();
        let sound = report(&[(1, 320), (2, 240), (4, 280), (3, 80), (5, 80), (6, 60), (7, 20)]);
        let plot = methods_plot(&sound, "p", 720, words(&numbers));
        let Outcome::Envelope { reach, .. } = &plot.rows.last().unwrap().outcome else {
            panic!("no range: {plot:?}");
        };
        assert_eq!(*reach, Reach::Within(sound.headline.interval95.unwrap()));
        assert!(plot.draw().is_ok());

        let thin = report(&[(1, 30), (2, 20), (4, 10), (3, 1), (5, 1)]);
        let plot = methods_plot(&thin, "p", 720, words(&numbers));
        let reasons = plot.rows.iter().filter(|row| matches!(row.outcome, Outcome::Refused { .. }));
        assert_eq!(reasons.count(), thin.estimates.len());
        let Outcome::Marked { marks, .. } = &plot.rows.last().unwrap().outcome else {
            panic!("no lower bound: {plot:?}");
        };
        assert!(matches!(marks[0].outer, Some(Reach::AtLeast(_))));
        assert!(plot.draw().is_ok());
    }

    #[test]
    fn every_history_is_a_column_of_its_lists() {
        let numbers = NumberStyle::default();
        let report = report(&[(1, 30), (2, 20), (4, 10), (3, 4), (7, 2)]);
        let plot = overlaps_plot(&report, "o", 720, words(&numbers));
        let table = plot.table();
        let texts: Vec<String> = table.rows.iter().map(|row| row.cells.join(": ")).collect();
        assert!(texts.contains(&"a + b + c: 2".to_owned()), "{texts:?}");
        assert!(texts.contains(&"a + b: 4".to_owned()), "{texts:?}");
        assert!(plot.draw().is_ok());
    }
}
