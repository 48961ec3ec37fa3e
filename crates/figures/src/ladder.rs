//! Ladders: shares of one whole from rung to rung, each as far as it is known.
//!
//! For what becomes of a service on its way to the people it is for. A rung is a bar within a room
//! that stands for everybody: filled as far as is certain, hatched as far as is possible. What
//! nobody stated is hatched like silence in every other figure, so that it is never taken for
//! nothing and never for something.

use crate::frame::Frame;
use crate::lettering;
use crate::refusal::{Refusal, safe_link, within};
use crate::sketch::{Anchor, Sketch, px};
use crate::table::{Table, TableRow};

/// One rung of a [`LadderFigure`].
#[derive(Debug, Clone, PartialEq)]
pub struct RungBar {
    /// What the rung is called.
    pub name: String,
    /// The share that is certain, 0 to 1.
    pub least: f64,
    /// The share that is possible, from `least` to 1.
    pub most: f64,
    /// Both as text, such as `12 to 40 %`.
    pub text: String,
    /// Where the rung leads.
    pub href: Option<String>,
}

/// Bars one below the other, on a common scale from nobody to everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderFigure {
    /// Name, description, direction and width.
    pub frame: Frame,
    /// The rungs, the first on top.
    pub rungs: Vec<RungBar>,
    /// Headings of the table: the rung, its share.
    pub headers: [String; 2],
}

/// Height of a rung, of its bar, and from the top of the rung to the line of its words and to its
/// bar, in pixels.
const ROW: f64 = 42.0;
const BAR: f64 = 14.0;
const WORDS: f64 = 15.0;
const BAR_TOP: f64 = 21.0;
/// Font size of the words.
const SIZE: f64 = 13.0;

impl LadderFigure {
    /// The ladder as SVG text.
    ///
    /// Refused: a share that does not lie between 0 and 1, a least share above the most, an
    /// identifier or a link that cannot be used.
    pub fn draw(&self) -> Result<String, Refusal> {
        self.check()?;
        let frame = &self.frame;
        let has_links = self.rungs.iter().any(|rung| rung.href.is_some());
        let mut sketch = Sketch::open(frame, ROW * self.rungs.len() as f64, has_links);
        sketch.textures(&frame.id);
        for (at, rung) in self.rungs.iter().enumerate() {
            let message = format!("{}: {}", rung.name, rung.text);
            sketch.titled(&message, rung.href.as_deref(), |sketch| {
                self.draw_rung(sketch, rung, ROW * at as f64);
            });
        }
        Ok(sketch.close())
    }

    /// The ladder as rows of name and text.
    pub fn table(&self) -> Table {
        let row = |rung: &RungBar| TableRow {
            cells: vec![rung.name.clone(), rung.text.clone()],
            href: rung.href.clone(),
        };
        Table {
            caption: self.frame.title.clone(),
            headers: self.headers.to_vec(),
            rows: self.rungs.iter().map(row).collect(),
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        self.frame.check()?;
        for rung in &self.rungs {
            safe_link(rung.href.as_deref())?;
            within(rung.least, [0.0, 1.0], "least", &rung.name)?;
            within(rung.most, [0.0, 1.0], "most", &rung.name)?;
            if rung.least > rung.most {
                let (name, low, high) = (rung.name.clone(), rung.least, rung.most);
                return Err(Refusal::IntervalOutOfOrder { name, low, high });
            }
        }
        Ok(())
    }

    fn draw_rung(&self, sketch: &mut Sketch, rung: &RungBar, top: f64) {
        let frame = &self.frame;
        let width = frame.width_px();
        let text = lettering::fit(&rung.text, 0.6 * width, SIZE);
        let name = lettering::fit(&rung.name, width - lettering::width(&text, SIZE) - 8.0, SIZE);
        sketch.path("hit", &format!("M0 {}h{}v{ROW}H0z", px(top), frame.width));
        sketch.text("name", [frame.x(0.0), top + WORDS], Anchor::Start, &name);
        sketch.text("quiet", [frame.x(width), top + WORDS], Anchor::End, &text);
        let at = |share: f64| px(frame.x(0.5 + share * (width - 1.0)));
        let bar = |from: f64, to: f64| {
            format!("M{} {}H{}v{BAR}H{}z", at(from), px(top + BAR_TOP), at(to), at(from))
        };
        if rung.most > rung.least {
            let hatch = format!("{}-hatch", frame.id);
            sketch.textured_path("area", &hatch, &bar(rung.least, rung.most));
        }
        if rung.least > 0.0 {
            sketch.path("tally", &bar(0.0, rung.least));
        }
        sketch.path("axis", &bar(0.0, 1.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rung(name: &str, least: f64, most: f64) -> RungBar {
        let text = format!("{:.0} to {:.0} %", 100.0 * least, 100.0 * most);
        RungBar { name: name.into(), least, most, text, href: None }
    }

    fn ladder(rungs: Vec<RungBar>) -> LadderFigure {
        let frame = Frame::new("ladder", "What reaches people", "Invented shares.", 401);
        LadderFigure { frame, rungs, headers: ["Rung".into(), "Share".into()] }
    }

    #[test]
    fn what_is_certain_is_filled_and_what_is_possible_is_hatched() {
        let drawn =
            ladder(vec![rung("available", 0.5, 0.5), rung("reachable", 0.25, 0.5)]).draw().unwrap();
        let rows: Vec<&str> = drawn.split("<g><title>").skip(1).collect();
        assert!(rows[0].starts_with("available: 50 to 50 %"));
        assert!(rows[0].contains("class=\"tally\" d=\"M0.5 21H200.5v14H0.5z\""), "{drawn}");
        assert!(!rows[0].contains("hatch"), "nothing of it is open");
        assert!(rows[1].contains("class=\"tally\" d=\"M0.5 63H100.5v14H0.5z\""), "{drawn}");
        let hatched = "fill=\"url(#ladder-hatch)\" d=\"M100.5 63H200.5v14H100.5z\"";
        assert!(rows[1].contains(hatched), "{drawn}");
    }

    #[test]
    fn a_rung_of_which_nothing_is_said_has_no_filled_part() {
        let drawn = ladder(vec![rung("effective", 0.0, 0.8)]).draw().unwrap();
        assert!(drawn.contains("ladder-hatch)") && !drawn.contains("class=\"tally\""), "{drawn}");
    }

    #[test]
    fn for_readers_from_right_to_left_bars_begin_at_the_right() {
        let figure = ladder(vec![rung("available", 0.5, 0.5)]);
        let drawn = LadderFigure { frame: figure.frame.clone().rtl(), ..figure }.draw().unwrap();
        assert!(drawn.contains("class=\"tally\" d=\"M400.5 21H200.5v14H400.5z\""), "{drawn}");
    }

    #[test]
    fn shares_that_cannot_be_are_refused_and_the_table_says_what_the_picture_does() {
        let code = |rung: RungBar| ladder(vec![rung]).draw().unwrap_err().code();
        assert_eq!(code(rung("a", 0.6, 0.5)), "figures/interval-out-of-order");
        assert_eq!(code(rung("a", 0.0, 1.1)), "figures/out-of-range");
        assert_eq!(code(rung("a", f64::NAN, 0.5)), "figures/not-finite");
        let href = Some("javascript:alert(1)".to_owned());
        assert_eq!(code(RungBar { href, ..rung("a", 0.0, 0.5) }), "figures/unsafe-link");
        let table = ladder(vec![rung("available", 0.5, 0.5)]).table();
        assert_eq!(table.rows[0].cells, ["available", "50 to 50 %"]);
    }
}
