//! Maps, small multiples, interval plots, ladders, overlaps of lists, draws and networks as SVG text.
//!
//! A *figure* is a plain value: what it is called, what it shows, where its parts lead. A
//! *drawing* is SVG text made from that value and nothing else, so that the same figure always
//! gives the same bytes. The same drawing goes into a page, a file and a printed brief.
//!
//! What every figure promises:
//!
//! - All words come from the caller, already translated; they are escaped here. Figures that need
//!   digits (axis ticks) write them in the caller's [`NumberStyle`].
//! - No style attribute, no script, no outside reference: looks come from class names and
//!   [`STYLE`], so drawings live under a strict content security policy. [`standalone`] makes a
//!   file that carries its own style.
//! - Nothing is told by colour alone. Shades differ in lightness, silence is hatched, an unknown
//!   need is dotted, and what leads somewhere is a link that the keyboard reaches.
//! - Every shape has a title, and every figure has a [`Table`] that says the same in rows.
//! - With [`Direction::Rtl`] axes and legends are mirrored. Maps are not: the world is not.
//! - What cannot be drawn truthfully (a coordinate that is not a number, an interval that ends
//!   before it begins) is a [`Refusal`] and never a picture.
//!
//! ```
//! use concert_figures::{Frame, IntervalPlot, NumberStyle, Outcome, PlotRow};
//!
//! let plot = IntervalPlot {
//!     frame: Frame::new("ways", "Four ways to estimate", "Invented figures.", 640),
//!     axis: "people".into(),
//!     numbers: NumberStyle::default(),
//!     reference: None,
//!     headers: ["Method".into(), "Estimate".into()],
//!     rows: vec![PlotRow {
//!         name: "Log-linear".into(),
//!         outcome: Outcome::Shown {
//!             point: Some(8_100.0),
//!             interval: Some([6_900.0, 9_800.0]),
//!             text: "8,100 (6,900 to 9,800)".into(),
//!         },
//!         emphasis: true,
//!         href: None,
//!     }],
//! };
//! assert!(plot.draw()?.starts_with("<svg "));
//! assert_eq!(plot.table().rows[0].cells[1], "8,100 (6,900 to 9,800)");
//! # Ok::<(), concert_figures::Refusal>(())
//! ```

mod antimeridian;
mod arrow;
mod axis;
mod bar;
mod draws_plot;
mod frame;
mod interval;
mod interval_mark;
mod interval_plot;
mod ladder;
mod legend;
mod lettering;
mod map;
mod network;
mod network_labels;
mod network_layout;
mod numerals;
mod outline;
mod projection;
mod refusal;
mod sheet;
mod sketch;
mod small_multiples;
mod style;
mod table;
mod terminal;
mod terminal_text;
mod upset;
mod upset_drawing;
mod upset_terminal;

pub use bar::NeedBar;
pub use draws_plot::{DrawsPlot, Landmark, LandmarkKind};
pub use frame::{Direction, Frame};
pub use interval::Interval;
pub use interval_mark::{Mark, Reach};
pub use interval_plot::{IntervalPlot, Outcome, PlotRow, Reference};
pub use ladder::{LadderFigure, RungBar};
pub use map::{Area, Corridor, MapFigure, Point, Shade};
pub use network::{NetworkFigure, Node};
pub use numerals::NumberStyle;
pub use projection::Projection;
pub use refusal::Refusal;
pub use small_multiples::{Cell, Scale, SmallMultiples, Words};
pub use style::{STYLE, standalone};
pub use table::{Table, TableRow};
pub use terminal::draw as draw_for_terminal;
pub use terminal_text::Charset;
pub use upset::{ColumnOrder, Heights, HistoryCount, UpSet, UpSetWords};
pub use upset_terminal::draw as draw_upset_for_terminal;
