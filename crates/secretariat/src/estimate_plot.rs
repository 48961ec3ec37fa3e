//! The picture of a report: every method's figure and interval on one axis.

use concert_estimate::Report;
use concert_figures::{Frame, IntervalPlot, NumberStyle, Outcome, PlotRow, Reference, standalone};

/// The report as a stand-alone SVG file, in English.
pub fn estimate_plot(report: &Report) -> Result<String, String> {
    let row = |estimate: &concert_estimate::Estimate| PlotRow {
        name: estimate.method.name().to_owned(),
        outcome: match (estimate.population, &estimate.refused) {
            (_, Some(refused)) => Outcome::Refused { reason: refused.to_string() },
            (point, None) => Outcome::Shown {
                point,
                interval: estimate.interval95,
                text: text(point, estimate.interval95),
            },
        },
        emphasis: false,
        href: None,
    };
    let observed = report.observed;
    let plot = IntervalPlot {
        frame: Frame::new(
            "estimate",
            "Estimated number of people",
            "Each method's estimate with its 95 % interval; a method that refuses says why.",
            720,
        ),
        axis: "people".to_owned(),
        numbers: NumberStyle::default(),
        reference: Some(Reference {
            value: observed as f64,
            text: format!("{observed} people on a list"),
        }),
        rows: report.estimates.iter().map(row).collect(),
        headers: ["Method".to_owned(), "Estimate".to_owned()],
    };
    plot.draw().map(|drawing| standalone(&drawing)).map_err(|refusal| refusal.to_string())
}

fn text(point: Option<f64>, interval: Option<[f64; 2]>) -> String {
    let point = point.map(|point| format!("{point:.0}")).unwrap_or_default();
    match interval {
        Some([low, high]) => format!("{point} ({low:.0} to {high:.0})"),
        None => point,
    }
}
