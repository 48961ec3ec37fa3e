//! The pictures of a report, in the language of whoever looks at them.
//!
//! What a picture says in words comes from its door: the command line speaks English, a page the
//! language of its visitor. What is drawn is the same for both.

use concert_estimate::{Estimate, Method, Refusal, Report};
use concert_figures::{
    Direction, Frame, IntervalPlot, NumberStyle, Outcome, PlotRow, Reference, standalone,
};

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

/// Every method's number and interval on one axis. A method that refuses says why.
pub fn methods_plot(report: &Report, id: &str, px: u32, words: PictureWords<'_>) -> IntervalPlot {
    let row = |estimate: &Estimate| PlotRow {
        name: words.say(PictureText::NameOf(estimate.method)),
        outcome: outcome(estimate, words),
        emphasis: false,
        href: None,
    };
    IntervalPlot {
        frame: words.frame(id, PictureText::MethodsTitle, PictureText::MethodsDescription, px),
        axis: words.say(PictureText::People),
        numbers: words.numbers.clone(),
        reference: Some(Reference {
            value: report.observed as f64,
            text: words.say(PictureText::Known(report.observed)),
        }),
        rows: report.estimates.iter().map(row).collect(),
        headers: [PictureText::Method, PictureText::Estimate].map(|text| words.say(text)),
    }
}

fn outcome(estimate: &Estimate, words: PictureWords<'_>) -> Outcome {
    let Estimate { population, interval95, refused, .. } = estimate;
    match refused {
        Some(refusal) => Outcome::Refused { reason: words.say(PictureText::Refused(refusal)) },
        None => Outcome::Shown {
            point: *population,
            interval: *interval95,
            text: words.say(PictureText::Figure(*population, *interval95)),
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
    match text {
        PictureText::MethodsTitle => "Estimated number of people".to_owned(),
        PictureText::MethodsDescription => {
            "Each method's estimate with its 95 % interval; a method that refuses says why."
                .to_owned()
        }
        PictureText::People => "people".to_owned(),
        PictureText::Method => "Method".to_owned(),
        PictureText::Estimate => "Estimate".to_owned(),
        PictureText::Known(people) => format!("{people} people on a list"),
        PictureText::NameOf(method) => method.name().to_owned(),
        PictureText::Refused(refusal) => refusal.to_string(),
        PictureText::Figure(point, interval) => {
            let point = point.map(|point| format!("{point:.0}")).unwrap_or_default();
            match interval {
                Some([low, high]) => format!("{point} ({low:.0} to {high:.0})"),
                None => point,
            }
        }
    }
}
