//! What holds for every figure, whatever is in it.

use concert_figures::{
    Area, Cell, Charset, ColumnOrder, Corridor, Direction, DrawsPlot, Frame, Heights, HistoryCount,
    Interval, IntervalPlot, Landmark, LandmarkKind, MapFigure, Mark, NeedBar, NetworkFigure, Node,
    NumberStyle, Outcome, PlotRow, Point, Reach, Reference, Refusal, Scale, Shade, SmallMultiples,
    Table, UpSet, UpSetWords, Words, draw_for_terminal, draw_upset_for_terminal, standalone,
};
use proptest::option;
use proptest::prelude::*;

/// Checks one drawing: XML, titles, coordinates, and nothing that a strict policy would stop.
fn check(drawing: &str) {
    let document =
        roxmltree::Document::parse(drawing).unwrap_or_else(|fault| panic!("{fault}\n{drawing}"));
    let root = document.root_element();
    let size = ["width", "height"].map(|side| number(&root, side));
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        let known = ["svg", "title", "desc", "defs", "pattern", "g", "a", "path", "circle", "text"];
        assert!(known.contains(&name), "{name}");
        assert!(node.attribute("style").is_none());
        assert!(node.attributes().all(|attribute| !attribute.name().starts_with("on")));
        if node.ancestors().any(|above| above.tag_name().name() == "defs") {
            continue;
        }
        let corners = match name {
            "path" => path_points(node.attribute("d").unwrap_or_default()),
            "circle" => {
                let [x, y, r] = ["cx", "cy", "r"].map(|key| number(&node, key));
                vec![[x - r, y - r], [x + r, y + r]]
            }
            "text" => vec![["x", "y"].map(|key| number(&node, key))],
            _ => continue,
        };
        for [x, y] in corners {
            let inside = x >= -0.01 && y >= -0.01 && x <= size[0] + 0.01 && y <= size[1] + 0.01;
            assert!(inside, "{x} {y} is outside {size:?}: {node:?}");
        }
        let titled = node.ancestors().any(|above| {
            let is_holder = ["g", "a"].contains(&above.tag_name().name())
                || above.attribute("class") == Some("bar");
            is_holder
                && above
                    .first_element_child()
                    .is_some_and(|child| child.tag_name().name() == "title")
        });
        assert!(name == "text" || titled, "{node:?}");
    }
}

/// An attribute that must be there and be a number.
fn number(node: &roxmltree::Node, key: &str) -> f64 {
    node.attribute(key).and_then(|text| text.parse().ok()).expect("a number")
}

/// Every point that path data names, control points included.
fn path_points(data: &str) -> Vec<[f64; 2]> {
    let mut points = Vec::new();
    let (mut pen, mut start) = ([0.0, 0.0], [0.0, 0.0]);
    let commands: Vec<usize> =
        data.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).map(|(at, _)| at).collect();
    for (index, &at) in commands.iter().enumerate() {
        let end = commands.get(index + 1).copied().unwrap_or(data.len());
        let numbers = path_numbers(&data[at + 1..end]);
        let command = data.as_bytes()[at];
        let base = |pen: [f64; 2]| if command.is_ascii_lowercase() { pen } else { [0.0, 0.0] };
        match command.to_ascii_lowercase() {
            b'h' => numbers.iter().for_each(|x| pen[0] = base(pen)[0] + x),
            b'v' => numbers.iter().for_each(|y| pen[1] = base(pen)[1] + y),
            b'z' => pen = start,
            letter => {
                for (pair_index, pair) in numbers.chunks_exact(2).enumerate() {
                    pen = [base(pen)[0] + pair[0], base(pen)[1] + pair[1]];
                    points.push(pen);
                    if letter == b'm' && pair_index == 0 {
                        start = pen;
                    }
                }
            }
        }
        points.push(pen);
    }
    points
}

/// The numbers after a command letter: a minus sign starts a new one, as a blank does.
fn path_numbers(text: &str) -> Vec<f64> {
    let spaced = text.replace('-', " -");
    spaced
        .split_whitespace()
        .map(|number| number.parse().expect("path data holds numbers"))
        .collect()
}

fn check_table(table: &Table) {
    assert!(table.rows.iter().all(|row| row.cells.len() == table.headers.len()));
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ a-zA-Z]{0,60}", Just("</title><script>x</script>".to_owned())]
}

fn link() -> impl Strategy<Value = Option<String>> {
    option::of("/\\PC{0,20}")
}

fn frame() -> impl Strategy<Value = Frame> {
    (words(), words(), Frame::NARROWEST..1_500, any::<bool>()).prop_map(
        |(title, description, width, rtl)| {
            let frame = Frame::new("figure-1", title, description, width);
            if rtl { frame.rtl() } else { frame }
        },
    )
}

fn place() -> impl Strategy<Value = [f64; 2]> {
    prop_oneof![
        [-360.0..=360.0f64, -90.0..=90.0f64],
        [19.0..=21.0f64, 40.0..=42.0f64],
        Just([180.0, -90.0]),
        Just([-180.0, -90.0]),
    ]
}

fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.0..1.0f64, 0.0..1e6f64, 0.0..=1e15f64, Just(f64::MIN_POSITIVE)]
}

fn interval() -> impl Strategy<Value = Interval> {
    [amount(), amount(), amount()].prop_map(|mut ends| {
        ends.sort_by(f64::total_cmp);
        Interval { low: ends[0], mid: ends[1], high: ends[2] }
    })
}

fn shade() -> impl Strategy<Value = Shade> {
    (0..8usize).prop_map(|n| match n {
        6 => Shade::NobodyReported,
        7 => Shade::NoNeedKnown,
        class => Shade::GAPS[class],
    })
}

fn area() -> impl Strategy<Value = Area> {
    let rings = prop::collection::vec(prop::collection::vec(place(), 0..8), 0..4);
    (words(), link(), rings, shade(), words(), words()).prop_map(
        |(name, href, rings, shade, mark, label)| Area { name, href, rings, shade, mark, label },
    )
}

fn map() -> impl Strategy<Value = MapFigure> {
    let point = (words(), link(), place(), amount()).prop_map(|(name, href, at, size)| Point {
        value: name.clone(),
        label: name.clone(),
        name,
        href,
        at,
        size,
    });
    let corridor =
        (words(), link(), place(), place(), amount()).prop_map(|(name, href, from, to, size)| {
            Corridor { value: name.clone(), label: name.clone(), name, href, from, to, size }
        });
    let many = 0..5usize;
    (
        frame(),
        prop::collection::vec(area(), many.clone()),
        prop::collection::vec(point, many.clone()),
        prop::collection::vec(corridor, many.clone()),
        prop::collection::vec((shade(), words()), many),
    )
        .prop_map(|(frame, areas, points, corridors, legend)| MapFigure {
            frame,
            areas,
            points,
            corridors,
            legend,
            headers: ["a", "b", "c"].map(str::to_owned),
        })
}

fn reach([a, b]: [f64; 2], is_open: bool) -> Reach {
    if is_open { Reach::AtLeast(a.min(b)) } else { Reach::Within([a.min(b), a.max(b)]) }
}

/// A mark whose inner interval lies in its outer one, any part of which may be missing but one.
fn mark() -> impl Strategy<Value = Mark> {
    let value = || prop_oneof![amount(), -1e15..1e15f64];
    let ends = [value(), value(), value(), value()].prop_map(|mut ends| {
        ends.sort_by(f64::total_cmp);
        ends
    });
    let parts = [any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()];
    (ends, parts, value(), option::of(0.0..=1.0f64), words()).prop_map(
        |(ends, [has_point, has_outer, has_inner, is_open], point, share, label)| Mark {
            point: (has_point || !has_outer && !has_inner).then_some(point),
            outer: has_outer.then_some(reach([ends[0], ends[3]], is_open)),
            inner: has_inner.then_some(Reach::Within([ends[1], ends[2]])),
            share,
            label,
        },
    )
}

fn row() -> impl Strategy<Value = PlotRow> {
    let value = || prop_oneof![amount(), -1e15..1e15f64];
    let shown = (value(), option::of([value(), value()]), any::<bool>(), words()).prop_map(
        |(point, interval, has_point, text)| Outcome::Shown {
            point: (has_point || interval.is_none()).then_some(point),
            interval: interval.map(|[a, b]| [f64::min(a, b), f64::max(a, b)]),
            text,
        },
    );
    let marked = (prop::collection::vec(mark(), 1..4), words())
        .prop_map(|(marks, text)| Outcome::Marked { marks, text });
    let envelope = ([value(), value()], any::<bool>(), words())
        .prop_map(|(ends, is_open, text)| Outcome::Envelope { reach: reach(ends, is_open), text });
    let outcome = prop_oneof![
        shown,
        marked,
        envelope,
        words().prop_map(|reason| Outcome::Refused { reason }),
        Just(Outcome::Heading),
    ];
    (words(), outcome, any::<bool>(), link()).prop_map(|(name, outcome, emphasis, href)| PlotRow {
        name,
        outcome,
        emphasis,
        href,
    })
}

fn plot() -> impl Strategy<Value = IntervalPlot> {
    let reference = (amount(), words()).prop_map(|(value, text)| Reference { value, text });
    (frame(), words(), option::of(reference), prop::collection::vec(row(), 0..6)).prop_map(
        |(frame, axis, reference, rows)| IntervalPlot {
            frame,
            axis,
            numbers: NumberStyle::default(),
            reference,
            rows,
            headers: ["a", "b"].map(str::to_owned),
        },
    )
}

fn grid() -> impl Strategy<Value = SmallMultiples> {
    let names = || prop::collection::vec(words(), 1..5);
    let content = (option::of(interval()), option::of(amount()), words(), link());
    let contents = prop::collection::vec(option::of(content), 64);
    (frame(), names(), names(), names(), contents, any::<bool>(), words()).prop_map(
        |(frame, pillars, sides, forms, contents, within_row, word)| {
            let (p, s, f) = (pillars.len(), sides.len(), forms.len());
            let cells =
                contents.into_iter().take(p * s * f).enumerate().filter_map(|(n, content)| {
                    let (need, response, text, href) = content?;
                    let (pillar, side, form) = (n / (s * f), n / f % s, n % f);
                    Some(Cell {
                        pillar,
                        side,
                        form,
                        need,
                        response,
                        label: text.clone(),
                        text,
                        href,
                    })
                });
            SmallMultiples {
                cells: cells.collect(),
                scale: if within_row { Scale::WithinRow } else { Scale::Everywhere },
                words: Words {
                    need: word.clone(),
                    interval: word.clone(),
                    response: word.clone(),
                    nobody_reported: word.clone(),
                    no_need_known: word,
                    headers: ["a", "b", "c", "d"].map(str::to_owned),
                },
                frame,
                pillars,
                sides,
                forms,
            }
        },
    )
}

fn upset() -> impl Strategy<Value = UpSet> {
    let name = || prop_oneof![words(), Just("قائمة طويلة جدًا ".repeat(20)), Just("W".repeat(300))];
    let count = prop_oneof![Just(0), 0..10u64, Just(7), Just(1_000_000_000_000)];
    let histories = prop::collection::btree_map(1..=u16::MAX, count, 0..60);
    let parts = (frame(), prop::collection::vec(name(), 1..=UpSet::MOST_LISTS), histories);
    (parts, 1..30usize, [any::<bool>(), any::<bool>(), any::<bool>()], words()).prop_map(
        |((frame, lists, histories), most, [by_count, proportional, mark_empty_pairs], word)| {
            // Some bits are beyond the lists; what is left may be a history given before.
            let mask = ((1_u32 << lists.len()) - 1) as u16;
            let kept: std::collections::BTreeMap<u16, u64> =
                histories.into_iter().map(|(bits, count)| (bits & mask, count)).collect();
            let histories = kept.into_iter().filter(|(bits, _)| *bits != 0);
            UpSet {
                frame,
                numbers: NumberStyle::default(),
                histories: histories
                    .map(|(bits, count)| HistoryCount {
                        lists: (0..16).filter(|list| bits >> list & 1 == 1).collect(),
                        count,
                    })
                    .collect(),
                lists,
                order: if by_count { ColumnOrder::Count } else { ColumnOrder::Degree },
                most,
                heights: if proportional { Heights::Proportional } else { Heights::SquareRoot },
                mark_empty_pairs,
                words: UpSetWords {
                    count: word.clone(),
                    size: word.clone(),
                    rest: word.clone(),
                    nobody_on_both: word,
                    headers: ["a", "b"].map(str::to_owned),
                },
            }
        },
    )
}

fn histogram() -> impl Strategy<Value = DrawsPlot> {
    let value = || prop_oneof![amount(), -1e15..1e15f64, Just(12_000.0)];
    let landmark = (value(), words(), any::<bool>()).prop_map(|(value, text, is_mode)| Landmark {
        value,
        text,
        kind: if is_mode { LandmarkKind::Mode } else { LandmarkKind::Middle },
    });
    let draws = prop_oneof![
        prop::collection::vec(value(), 1..200),
        prop::collection::vec(9_000.0..40_000.0f64, 1..200),
    ];
    (frame(), words(), draws, prop::collection::vec(landmark, 0..5), option::of(words())).prop_map(
        |(frame, axis, draws, landmarks, note)| DrawsPlot {
            frame,
            axis,
            numbers: NumberStyle::default(),
            draws,
            landmarks,
            note,
            headers: ["a", "b"].map(str::to_owned),
        },
    )
}

/// Checks that lines keep to the width and move no cursor.
fn check_lines(text: &str, width: usize) {
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    // Wide and combining characters count differently; plain words must fit as they are.
    if text.chars().all(|c| c.is_ascii() || ('\u{2010}'..'\u{2600}').contains(&c)) {
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= width.clamp(40, 160), "{longest}\n{text}");
    }
}

proptest! {
    #[test]
    fn every_matrix_of_overlaps_is_well_formed_titled_and_inside_its_frame(figure in upset()) {
        let drawing = figure.draw().unwrap();
        check(&drawing);
        prop_assert!(!drawing.contains("NaN") || figure.lists.iter().any(|name| name.contains("NaN")));
        let table = figure.table();
        check_table(&table);
        // Whatever is summed or marked, the picture accounts for everybody once.
        let everybody: u64 = figure.histories.iter().map(|history| history.count).sum();
        let rows = table.rows.iter().map(|row| row.cells[1].replace(',', ""));
        let in_rows: u64 = rows.map(|cell| cell.parse::<u64>().unwrap()).sum();
        prop_assert_eq!(in_rows, everybody);
    }

    #[test]
    fn every_histogram_is_well_formed_titled_and_inside_its_frame(plot in histogram()) {
        check(&plot.draw().unwrap());
        let table = plot.table();
        check_table(&table);
        let bars = table.rows[plot.landmarks.len()..].iter().map(|row| row.cells[1].replace(',', ""));
        let in_bars: usize = bars.map(|cell| cell.parse::<usize>().unwrap()).sum();
        prop_assert_eq!(in_bars, plot.draws.len());
    }

    #[test]
    fn overlaps_on_a_terminal_keep_to_its_width(figure in upset(), width in 0..200usize) {
        for charset in [Charset::Unicode, Charset::Ascii] {
            check_lines(&draw_upset_for_terminal(&figure, width, charset).unwrap(), width);
        }
    }

    #[test]
    fn every_map_is_well_formed_titled_and_inside_its_frame(map in map()) {
        let drawing = map.draw().unwrap();
        check(&drawing);
        prop_assert_eq!(&drawing, &map.draw().unwrap());
        prop_assert!(roxmltree::Document::parse(&standalone(&drawing)).is_ok());
        check_table(&map.table());
    }

    #[test]
    fn every_plot_is_well_formed_titled_and_inside_its_frame(plot in plot()) {
        check(&plot.draw().unwrap());
        check_table(&plot.table());
    }

    #[test]
    fn every_grid_is_well_formed_titled_and_inside_its_frame(grid in grid()) {
        check(&grid.draw().unwrap());
        check_table(&grid.table());
    }

    #[test]
    fn every_bar_is_well_formed_titled_and_inside_its_frame(
        need in option::of(interval()),
        response in option::of(amount()),
        full in 1e-9..1e15f64,
        title in words(),
        rtl in any::<bool>(),
    ) {
        let direction = if rtl { Direction::Rtl } else { Direction::Ltr };
        check(&NeedBar { need, response, full, title, direction }.draw().unwrap());
    }

    #[test]
    fn terminal_lines_keep_to_their_width_and_move_no_cursor(plot in plot(), width in 0..200usize) {
        for charset in [Charset::Unicode, Charset::Ascii] {
            check_lines(&draw_for_terminal(&plot, width, charset).unwrap(), width);
        }
    }

    #[test]
    fn a_number_that_is_not_finite_is_refused_wherever_it_stands(
        mut map in map(),
        bad in prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY)],
        axis in 0..2usize,
        ring in prop::collection::vec(place(), 1..9),
    ) {
        let mut ring = ring;
        ring[0][axis] = bad;
        map.areas.push(Area {
            name: "Nowhere".into(),
            href: None,
            rings: vec![ring],
            shade: Shade::Gap0,
            mark: String::new(),
            label: String::new(),
        });
        let refusal = map.draw().unwrap_err();
        prop_assert_eq!(refusal.code(), "figures/not-finite");
    }
}

#[test]
fn what_would_mislead_is_refused_with_its_facts() {
    let row = |point, interval| PlotRow {
        name: "Survey".into(),
        outcome: Outcome::Shown { point, interval, text: String::new() },
        emphasis: false,
        href: None,
    };
    let plot = |row| IntervalPlot {
        frame: Frame::new("p", "", "", 640),
        axis: String::new(),
        numbers: NumberStyle::default(),
        reference: None,
        rows: vec![row],
        headers: ["a", "b"].map(str::to_owned),
    };
    let refused = |row| plot(row).draw().unwrap_err();
    assert_eq!(
        refused(row(None, Some([9.0, 4.0]))),
        Refusal::IntervalOutOfOrder { name: "Survey".into(), low: 9.0, high: 4.0 }
    );
    assert_eq!(refused(row(None, None)), Refusal::NothingToShow { name: "Survey".into() });
    assert_eq!(refused(row(Some(f64::NAN), None)).code(), "figures/not-finite");
    assert_eq!(refused(row(Some(2e15), None)).code(), "figures/out-of-range");
    let mut linked = row(Some(1.0), None);
    linked.href = Some("javascript:alert(1)".into());
    assert_eq!(refused(linked).code(), "figures/unsafe-link");
    let mut named = plot(row(Some(1.0), None));
    named.frame.id = "1 \" onload".into();
    assert_eq!(named.draw().unwrap_err().code(), "figures/bad-id");
    let mut narrow = plot(row(Some(1.0), None));
    narrow.frame.width = 10;
    assert_eq!(narrow.draw().unwrap_err().code(), "figures/out-of-range");
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "\"'><script>alert(1)</script><!--";
    let map = MapFigure {
        frame: Frame::new("m", hostile, hostile, 360),
        areas: vec![Area {
            name: hostile.into(),
            href: Some(format!("/{hostile}")),
            rings: vec![vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]],
            shade: Shade::Gap3,
            mark: "<b>".into(),
            label: hostile.into(),
        }],
        points: vec![],
        corridors: vec![],
        legend: vec![(Shade::Gap3, hostile.into())],
        headers: ["a", "b", "c"].map(str::to_owned),
    };
    let drawing = map.draw().unwrap();
    check(&drawing);
    let document = roxmltree::Document::parse(&drawing).unwrap();
    let title = document
        .descendants()
        .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "title")));
    assert_eq!(title.unwrap().text(), Some(hostile));
    let link = document.descendants().find(|node| node.tag_name().name() == "a").unwrap();
    assert_eq!(link.attribute("href"), Some(format!("/{hostile}").as_str()));
}

fn network() -> impl Strategy<Value = NetworkFigure> {
    let node = || {
        (words(), link(), 0..7usize, amount(), words()).prop_map(
            |(name, href, kind, size, label)| {
                let value = format!("{size}");
                Node { name, href, kind, size, value, label }
            },
        )
    };
    let nodes = prop_oneof![
        9 => prop::collection::vec(node(), 0..40),
        1 => prop::collection::vec(node(), 190..230),
    ];
    (frame(), nodes, words()).prop_flat_map(|(frame, nodes, text)| {
        let last = nodes.len().max(1) as u32;
        let most = if nodes.is_empty() { 0 } else { 2 * nodes.len() };
        prop::collection::vec([0..last, 0..last], 0..=most).prop_map(move |ties| NetworkFigure {
            frame: frame.clone(),
            nodes: nodes.clone(),
            ties,
            tie_title: text.clone(),
            most: 200,
            kinds: (0..7).map(|kind| format!("kind {kind} {text}")).collect(),
            left_out_text: text.clone(),
            headers: ["a", "b", "c"].map(str::to_owned),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn networks_are_sound_wherever_their_nodes_come_to_stand(network in network()) {
        let drawing = network.draw().unwrap();
        check(&drawing);
        prop_assert!(roxmltree::Document::parse(&standalone(&drawing)).is_ok());
        check_table(&network.table());
        prop_assert_eq!(&drawing, &network.draw().unwrap());
    }

    #[test]
    fn ties_in_another_order_or_twice_change_nothing(network in network()) {
        let mut other = network.clone();
        other.ties.reverse();
        other.ties.iter_mut().for_each(|tie| tie.reverse());
        other.ties.extend(network.ties.iter().copied());
        prop_assert_eq!(network.draw().unwrap(), other.draw().unwrap());
    }
}

#[test]
fn a_tie_or_a_kind_that_is_not_there_is_refused() {
    let frame = Frame::new("network", "", "", 400);
    let node = Node {
        name: "one".into(),
        href: None,
        kind: 0,
        size: 1.0,
        value: "1".into(),
        label: "one".into(),
    };
    let network = NetworkFigure {
        frame,
        nodes: vec![node.clone()],
        ties: vec![[0, 1]],
        tie_title: "ties".into(),
        kinds: vec!["kind".into()],
        most: 200,
        left_out_text: String::new(),
        headers: ["a", "b", "c"].map(str::to_owned),
    };
    assert_eq!(network.draw().unwrap_err().code(), "figures/out-of-range");
    let wrong = Node { kind: 1, ..node };
    let network = NetworkFigure { nodes: vec![wrong], ties: Vec::new(), ..network };
    assert_eq!(network.draw().unwrap_err().code(), "figures/out-of-range");
}
