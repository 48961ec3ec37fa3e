//! The drawings as they are, to be read by whoever changes them.

use concert_figures::{
    Charset, Direction, Interval, NeedBar, NetworkFigure, NumberStyle, Outcome, STYLE, Shade,
    draw_for_terminal, draw_upset_for_terminal, standalone,
};

#[path = "invented/estimation.rs"]
mod estimation;
mod invented;
#[path = "invented/partnerships.rs"]
mod partnerships;

#[test]
fn a_map_with_circles_and_arrows() {
    insta::assert_snapshot!(invented::map(360, 4, 3).draw().unwrap());
}

#[test]
fn a_map_for_readers_from_right_to_left_mirrors_its_legend_only() {
    let map = invented::map(360, 4, 0);
    let mut mirrored = map.clone();
    mirrored.frame = mirrored.frame.rtl();
    let (ltr, rtl) = (map.draw().unwrap(), mirrored.draw().unwrap());
    let areas = |svg: &str| {
        svg.split("class=\"areas\"").nth(1).unwrap().split("</g>\n").next().unwrap().to_owned()
    };
    assert_eq!(areas(&ltr), areas(&rtl));
    let legend = rtl.rsplit_once("class=\"head\"").unwrap().1;
    insta::assert_snapshot!(legend);
}

#[test]
fn an_interval_plot_for_a_desk_and_for_a_phone() {
    insta::assert_snapshot!("estimates-960", invented::estimates(960).draw().unwrap());
    insta::assert_snapshot!("estimates-360", invented::estimates(360).draw().unwrap());
}

#[test]
fn an_interval_plot_in_arabic() {
    insta::assert_snapshot!(invented::estimates_in_arabic(960).draw().unwrap());
}

#[test]
fn published_estimates_on_a_logarithmic_axis() {
    insta::assert_snapshot!(invented::publications(720).draw().unwrap());
}

#[test]
fn what_every_assumption_says_with_the_range_that_they_leave_open() {
    insta::assert_snapshot!("envelope-960", estimation::envelope(960).draw().unwrap());
    insta::assert_snapshot!("envelope-360", estimation::envelope(360).draw().unwrap());
    insta::assert_snapshot!("envelope-ar", estimation::envelope_in_arabic(720).draw().unwrap());
    insta::assert_debug_snapshot!("envelope-table", estimation::envelope(360).table());
}

#[test]
fn how_lists_overlap() {
    insta::assert_snapshot!("overlaps-960", estimation::overlaps(960).draw().unwrap());
    insta::assert_snapshot!("overlaps-360", estimation::overlaps(360).draw().unwrap());
    insta::assert_snapshot!("overlaps-ar", estimation::overlaps_in_arabic(720).draw().unwrap());
    insta::assert_debug_snapshot!("overlaps-table", estimation::overlaps(360).table());
}

#[test]
fn draws_with_two_modes() {
    insta::assert_snapshot!("draws-480", estimation::draws(480).draw().unwrap());
    insta::assert_snapshot!("draws-ar", estimation::draws_in_arabic(360).draw().unwrap());
    insta::assert_debug_snapshot!("draws-table", estimation::draws(480).table());
}

#[test]
fn overlaps_are_small_enough_for_a_page() {
    for width in [360, 960] {
        let drawing = estimation::overlaps(width).draw().unwrap();
        assert!(drawing.len() < 20_000, "{} bytes at {width}", drawing.len());
    }
}

#[test]
fn a_terminal_shows_assumptions_and_overlaps_as_text() {
    let (plot, overlaps) = (estimation::envelope(640), estimation::overlaps(640));
    let mut summed = overlaps.clone();
    summed.most = 8;
    for (name, width, charset) in [
        ("unicode", 100, Charset::Unicode),
        ("ascii", 100, Charset::Ascii),
        ("narrow", 40, Charset::Unicode),
    ] {
        let text = draw_for_terminal(&plot, width, charset).unwrap();
        insta::assert_snapshot!(format!("terminal-envelope-{name}"), text);
        let figure = if width == 40 { &summed } else { &overlaps };
        let text = draw_upset_for_terminal(figure, width, charset).unwrap();
        insta::assert_snapshot!(format!("terminal-overlaps-{name}"), text);
    }
}

#[test]
fn the_frame_of_the_article() {
    insta::assert_snapshot!(invented::frame_of_the_article(720).draw().unwrap());
}

#[test]
fn the_frame_of_the_article_in_arabic_on_a_phone() {
    insta::assert_snapshot!(invented::frame_in_arabic(360).draw().unwrap());
}

#[test]
fn forms_that_do_not_fit_side_by_side_stand_below_one_another() {
    insta::assert_snapshot!(invented::frame_of_the_article(240).draw().unwrap());
}

#[test]
fn bars_for_table_cells() {
    let bar = |response, direction| NeedBar {
        need: Some(Interval { low: 60.0, mid: 110.0, high: 180.0 }),
        response,
        full: 200.0,
        title: "Need 110 (60 to 180)".into(),
        direction,
    };
    let drawn = [
        bar(Some(140.0), Direction::Ltr),
        bar(Some(140.0), Direction::Rtl),
        bar(None, Direction::Ltr),
        NeedBar { need: None, ..bar(Some(20.0), Direction::Ltr) },
    ];
    insta::assert_snapshot!(drawn.map(|bar| bar.draw().unwrap()).join("\n"));
}

#[test]
fn a_terminal_shows_the_plot_as_text() {
    let plot = invented::estimates(640);
    for (name, charset) in [("unicode", Charset::Unicode), ("ascii", Charset::Ascii)] {
        let name = format!("terminal-{name}");
        insta::assert_snapshot!(name, draw_for_terminal(&plot, 100, charset).unwrap());
    }
    insta::assert_snapshot!(
        "terminal-narrow",
        draw_for_terminal(&plot, 40, Charset::Unicode).unwrap()
    );
}

#[test]
fn tables_say_what_the_pictures_show() {
    insta::assert_debug_snapshot!(invented::estimates(360).table());
    let map = invented::map(360, 4, 2);
    assert_eq!(map.table().rows.len(), map.areas.len() + map.points.len() + map.corridors.len());
    let hatched = map.areas.iter().position(|area| area.shade == Shade::NobodyReported).unwrap();
    assert_eq!(map.table().rows[hatched].cells[1], "Nobody has reported");
    assert_eq!(map.table().rows[hatched].href, map.areas[hatched].href);
}

#[test]
fn a_file_carries_its_style_and_a_page_does_not() {
    let drawing = invented::estimates(360).draw().unwrap();
    assert!(!drawing.contains("<style"));
    let file = standalone(&drawing);
    let root = roxmltree::Document::parse(&file).unwrap();
    let style = root.descendants().find(|node| node.tag_name().name() == "style").unwrap();
    assert_eq!(style.text().unwrap().trim(), STYLE.trim());
}

/// CIELAB lightness of an sRGB colour written `#rrggbb`: what remains of it in black and white.
fn lightness(colour: &str) -> f64 {
    let channel = |at: usize| {
        let share =
            f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits"))
                / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
    116.0 * luminance.cbrt() - 16.0
}

#[test]
fn shades_stay_apart_when_printed_in_black_and_white() {
    let colour = |class: usize| {
        let rule = format!(".figure .s{class}{{fill:");
        &STYLE[STYLE.find(&rule).unwrap() + rule.len()..][..7]
    };
    let shades: Vec<f64> = (0..6).map(|class| lightness(colour(class))).collect();
    assert!(shades.windows(2).all(|pair| pair[0] - pair[1] > 10.0), "{shades:?}");
}

#[test]
fn the_axis_uses_the_digits_of_the_reader() {
    let mut plot = invented::publications(360);
    plot.numbers = NumberStyle { group: "٬".into(), decimal: "٫".into(), zero: '٠' };
    let drawing = plot.draw().unwrap();
    assert!(drawing.contains(">١٠٬٠٠٠</text>"));
    assert!(!drawing.contains(">10,000</text>"));
}

#[test]
fn a_refused_row_keeps_its_place_and_its_reason() {
    let plot = invented::estimates(360);
    let Outcome::Refused { reason } = &plot.rows[4].outcome else { unreachable!() };
    assert!(plot.draw().unwrap().contains(&format!("<title>Two lists only: {reason}</title>")));
}

#[test]
fn sixteen_lists_are_drawn_and_accounted_for() {
    let figure = estimation::overlaps_of_sixteen(720);
    let drawing = figure.draw().unwrap();
    assert!(drawing.contains("Other histories, summed (65,505)"));
    assert!(drawing.len() < 60_000, "{}", drawing.len());
}

#[test]
fn a_network_for_a_desk_for_a_phone_and_from_right_to_left() {
    let figure = |width| partnerships::partnerships(24, width);
    insta::assert_snapshot!("network-720", figure(720).draw().unwrap());
    insta::assert_snapshot!("network-340", figure(340).draw().unwrap());
    let mut mirrored = figure(720);
    mirrored.frame = mirrored.frame.rtl();
    insta::assert_snapshot!("network-ar", mirrored.draw().unwrap());
    insta::assert_debug_snapshot!("network-table", figure(340).table());
}

#[test]
fn a_network_of_two_hundred_is_small_enough_for_a_page() {
    let drawing = partnerships::partnerships(200, 960).draw().unwrap();
    assert!(drawing.len() < 48_000, "{} bytes", drawing.len());
    assert_eq!(drawing.matches("class=\"node k").count(), 200 + 7, "nodes and their legend");
    assert!(drawing.matches("class=\"small over\"").count() > 20, "names");
}

#[test]
fn beyond_two_hundred_those_with_most_ties_are_drawn_and_the_rest_is_told() {
    let figure = partnerships::partnerships(260, 960);
    assert_eq!(figure.left_out(), 60);
    let drawing = figure.draw().unwrap();
    assert_eq!(drawing.matches("<a href").count(), 200);
    assert!(drawing.contains("Organisations with fewer ties are not drawn."));
    assert!(!drawing.contains(": 0 ties"), "those without ties are left out first");
    assert_eq!(figure.table().rows.len(), 260);
    let few = NetworkFigure { most: 40, ..figure };
    assert_eq!((few.left_out(), few.draw().unwrap().matches("<a href").count()), (220, 40));
    let whole = partnerships::partnerships(200, 960).draw().unwrap();
    assert!(!whole.contains("are not drawn"));
}
