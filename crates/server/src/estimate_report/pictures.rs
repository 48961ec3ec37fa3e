//! The pictures of a report, in its language.

use concert_secretariat::{PictureText, PictureWords, methods_plot, overlaps_plot};

use super::EstimateReport;
use crate::catalogue::Phrase;

/// A picture twice: for wide places and for phones.
pub(crate) struct Picture {
    pub(crate) title: String,
    pub(crate) wide: String,
    pub(crate) narrow: String,
}

/// The widths for which pictures are drawn, in pixels.
const WIDE_PX: u32 = 960;
const NARROW_PX: u32 = 340;

impl EstimateReport<'_> {
    /// The picture of the methods; nothing where it cannot be drawn: the table says the same.
    pub(crate) fn methods_picture(&self) -> Option<Picture> {
        let draw = |id: &str, px: u32, words: PictureWords<'_>| {
            methods_plot(self.report, id, px, words).draw().ok()
        };
        self.picture("methods", PictureText::MethodsTitle, &draw)
    }

    /// The picture of how the lists overlap, likewise.
    pub(crate) fn overlaps_picture(&self) -> Option<Picture> {
        let draw = |id: &str, px: u32, words: PictureWords<'_>| {
            overlaps_plot(self.report, id, px, words).draw().ok()
        };
        self.picture("overlaps", PictureText::OverlapsTitle, &draw)
    }

    fn picture(
        &self,
        id: &str,
        title: PictureText<'_>,
        draw: &dyn Fn(&str, u32, PictureWords<'_>) -> Option<String>,
    ) -> Option<Picture> {
        let numbers = self.language.number_style();
        let text = |text: PictureText<'_>| self.picture_text(text);
        let words =
            PictureWords { direction: self.language.direction(), numbers: &numbers, text: &text };
        Some(Picture {
            title: self.picture_text(title),
            wide: draw(id, WIDE_PX, words)?,
            narrow: draw(&format!("{id}-narrow"), NARROW_PX, words)?,
        })
    }

    fn picture_text(&self, text: PictureText<'_>) -> String {
        let key = match text {
            PictureText::Known(people) => {
                return plain(&self.say("report-known").count("people", people));
            }
            PictureText::NameOf(method) => return self.method(&method),
            PictureText::Refused(refusal) => {
                return without_isolates(&self.refused(refusal).sentence);
            }
            PictureText::Figure(point, interval) => return self.figure(point, interval),
            PictureText::Range(range) => return without_isolates(&self.limits(&Some(range))),
            PictureText::AtLeast(people) => {
                return plain(&self.say("report-bound").count("people", people.round()));
            }
            PictureText::MethodsTitle => self.say("report-methods-plot"),
            PictureText::MethodsDescription => self.say("report-methods-about"),
            PictureText::People => self.say("people"),
            PictureText::Method => self.say("report-method"),
            PictureText::Estimate => self.say("report-estimate"),
            PictureText::AllAssumptions => self.say("report-all-assumptions"),
            PictureText::LowerBound => self.say("report-lower-bound"),
            PictureText::OverlapsTitle => self.say("report-overlaps-plot"),
            PictureText::OverlapsDescription => self.say("report-overlaps-about"),
            PictureText::OnExactly => self.say("report-overlaps-count"),
            PictureText::OnList => self.say("report-overlaps-size"),
            PictureText::OtherSets => self.say("report-overlaps-rest"),
            PictureText::NobodyOnBoth => self.say("report-nobody-on-both"),
            PictureText::SetOfLists => self.say("report-history"),
        };
        plain(&key)
    }

    fn figure(&self, point: Option<f64>, interval: Option<[f64; 2]>) -> String {
        match (point, interval) {
            (Some(people), Some([low, high])) => {
                let text = self.say("report-figure").count("people", people);
                plain(&text.count("low", low).count("high", high))
            }
            (point, interval) => {
                let limits = interval.is_some().then(|| without_isolates(&self.limits(&interval)));
                limits.unwrap_or_else(|| self.number(&point))
            }
        }
    }
}

fn plain(phrase: &Phrase) -> String {
    without_isolates(&phrase.to_string())
}

/// The same without the invisible marks that keep directions apart: in a drawing each text stands
/// alone, and not every program that shows drawings knows them.
pub(crate) fn without_isolates(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
