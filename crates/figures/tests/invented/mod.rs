//! Invented figures for tests, benches and the gallery. No place, organisation or number is real.

use concert_figures::{
    Area, Cell, Corridor, Frame, Interval, IntervalPlot, MapFigure, NumberStyle, Outcome, PlotRow,
    Point, Reference, Scale, Shade, SmallMultiples, Words,
};

/// A number from 0 to 1 that depends on its three arguments only (the mixer of `SplitMix64`).
pub(crate) fn chance(a: i64, b: i64, salt: u64) -> f64 {
    let mut z = (a as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (b as u64).wrapping_mul(0xd1b5_4a32_d192_ed03)
        ^ salt.wrapping_mul(0x8cb9_2ba7_2f3d_8dd7);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// A country of about `side` by `side` districts whose borders meet, somewhere in an ocean.
pub(crate) fn districts(side: i64) -> Vec<Area> {
    let mut areas = Vec::new();
    for row in 0..side {
        for column in 0..side {
            let middle = |index: i64| (index as f64 + 0.5) / side as f64 - 0.5;
            let (x, y) = (middle(column), middle(row));
            let coast = 0.42 + 0.07 * (3.0 * y.atan2(x)).sin() + 0.03 * (7.0 * y.atan2(x)).cos();
            if x.hypot(y) <= coast {
                areas.push(district(column, row, side));
            }
        }
    }
    areas
}

fn district(column: i64, row: i64, side: i64) -> Area {
    let corners = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]].map(|[x, y]| [column + x, row + y]);
    let mut ring = Vec::new();
    for pair in corners.windows(2) {
        ring.extend(border(pair[0], pair[1], side));
    }
    let draw = chance(column, row, 7);
    let shade = match draw {
        d if d < 0.12 => Shade::NobodyReported,
        d if d < 0.2 => Shade::NoNeedKnown,
        _ => Shade::GAPS[(6.0 * (0.5 * chance(column / 4, row / 4, 8) + 0.5 * draw)) as usize % 6],
    };
    let (text, mark) = match shade {
        Shade::NobodyReported => ("nobody has reported".to_owned(), "?"),
        Shade::NoNeedKnown => ("no need known".to_owned(), ""),
        _ => (
            format!(
                "about {:.0} places missing (90 %: {:.0} to {:.0}), likely",
                90.0 * draw,
                40.0 * draw,
                200.0 * draw
            ),
            if draw > 0.8 { "▲" } else { "" },
        ),
    };
    Area {
        name: format!("District {column}-{row}"),
        href: Some(format!("/places/{column}-{row}")),
        rings: vec![ring],
        shade,
        mark: mark.into(),
        label: format!("District {column}-{row}: {text}"),
    }
}

/// A ragged border between two corners, the same seen from both sides.
fn border(from: [i64; 2], to: [i64; 2], side: i64) -> Vec<[f64; 2]> {
    const PIECES: usize = 8;
    let backwards = from > to;
    let (a, b) = if backwards { (to, from) } else { (from, to) };
    let place = |[x, y]: [i64; 2]| {
        let shake = |salt| 0.5 * (chance(x, y, salt) - 0.5);
        let scale = 8.0 / side as f64;
        [-31.0 + scale * (x as f64 + shake(1)), 32.0 + 0.8 * scale * (y as f64 + shake(2))]
    };
    let (start, end) = (place(a), place(b));
    let [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    let mut points: Vec<[f64; 2]> = (0..=PIECES)
        .map(|piece| {
            let share = piece as f64 / PIECES as f64;
            let sway = if piece == 0 || piece == PIECES {
                0.0
            } else {
                0.18 * (chance(a[0] * 31 + b[0], a[1] * 37 + b[1], 20 + piece as u64) - 0.5)
            };
            [start[0] + share * dx - sway * dy, start[1] + share * dy + sway * dx]
        })
        .collect();
    if backwards {
        points.reverse();
    }
    points.pop();
    points
}

pub(crate) fn map(width: u32, side: i64, points: i64) -> MapFigure {
    let inside = |n: i64, salt| 0.25 + 0.5 * chance(n, side, salt);
    let at = |n: i64| [-31.0 + 8.0 * inside(n, 3), 32.0 + 6.4 * inside(n, 4)];
    let ports = [[-29.6, 36.6], [-24.6, 35.2], [-27.2, 33.2], [-28.6, 34.6]];
    let circle = |n: i64| {
        let beds = (1.0 + 60.0 * chance(n, 0, 5).powi(4)).round();
        Point {
            name: format!("Shelter {n}"),
            href: Some(format!("/services/{n}")),
            at: at(n),
            size: beds,
            value: format!("{beds} beds"),
            label: format!("Shelter {n}: {beds} beds, confirmed 3 days ago"),
        }
    };
    let way = |from: usize, to: usize, people: f64| Corridor {
        name: format!("Port {from} to port {to}"),
        href: Some(format!("/corridors/{from}-{to}")),
        from: ports[from],
        to: ports[to],
        size: people,
        value: format!("{people} people"),
        label: format!("Port {from} to port {to}: {people} people known"),
    };
    let legend = [
        (Shade::Gap0, "No gap"),
        (Shade::Gap1, "1 to 9"),
        (Shade::Gap2, "10 to 24"),
        (Shade::Gap3, "25 to 49"),
        (Shade::Gap4, "50 to 99"),
        (Shade::Gap5, "100 and more"),
        (Shade::NobodyReported, "Nobody has reported"),
        (Shade::NoNeedKnown, "No need known"),
    ];
    MapFigure {
        frame: Frame::new(
            "gap-map",
            "Shelter places missing, by district",
            "Invented country. The darker a district, the more places are missing.",
            width,
        ),
        areas: districts(side),
        points: (0..points).map(circle).collect(),
        corridors: vec![way(0, 1, 120.0), way(1, 0, 30.0), way(2, 1, 10.0), way(3, 3, 60.0)],
        legend: legend.map(|(shade, words)| (shade, words.to_owned())).to_vec(),
        headers: ["Place", "Gap", "In words"].map(str::to_owned),
    }
}

pub(crate) fn estimates(width: u32) -> IntervalPlot {
    let shown = |name: &str, point: Option<f64>, interval, text: &str, emphasis| PlotRow {
        name: name.into(),
        outcome: Outcome::Shown { point, interval, text: text.into() },
        emphasis,
        href: Some(format!("/runs/{}", name.to_lowercase().replace(' ', "-"))),
    };
    IntervalPlot {
        frame: Frame::new(
            "methods",
            "Five ways to estimate the same population",
            "Invented lists. Points are medians, lines are 90 % intervals.",
            width,
        ),
        axis: "people, with 90 % interval".into(),
        numbers: NumberStyle::default(),
        reference: Some(Reference {
            value: 2_744.0,
            text: "2,744 people on at least one list".into(),
        }),
        rows: vec![
            shown(
                "Bayesian model averaging",
                Some(8_100.0),
                Some([6_900.0, 9_800.0]),
                "8,100 (6,900 to 9,800)",
                true,
            ),
            shown(
                "Log-linear, lowest BIC",
                Some(7_600.0),
                Some([6_800.0, 8_700.0]),
                "7,600 (6,800 to 8,700)",
                false,
            ),
            shown(
                "Chao lower bound",
                Some(5_200.0),
                Some([4_700.0, 5_900.0]),
                "5,200 (4,700 to 5,900)",
                false,
            ),
            shown(
                "Latent class",
                Some(10_900.0),
                Some([7_000.0, 15_100.0]),
                "10,900 (7,000 to 15,100)",
                false,
            ),
            PlotRow {
                name: "Two lists only".into(),
                outcome: Outcome::Refused {
                    reason: "Refused: the two lists share 2 people, and at least 10 are needed."
                        .into(),
                },
                emphasis: false,
                href: Some("/manual/too-few-shared".into()),
            },
        ],
        headers: ["Method", "Estimate"].map(str::to_owned),
    }
}

/// Published figures of very different size: a range without a point, points without a range.
pub(crate) fn publications(width: u32) -> IntervalPlot {
    let mut plot = estimates(width);
    plot.frame.id = "published".into();
    plot.frame.title = "Published estimates beside ours".into();
    plot.reference = None;
    plot.axis = "people".into();
    let shown = |name: &str, point, interval, text: &str| PlotRow {
        name: name.into(),
        outcome: Outcome::Shown { point, interval, text: text.into() },
        emphasis: false,
        href: None,
    };
    plot.rows.truncate(1);
    plot.rows.push(shown(
        "Office A, 2008, whole world",
        None,
        Some([800_000.0, 2_400_000.0]),
        "800,000 to 2,400,000",
    ));
    plot.rows.push(shown("Survey B, 2017", Some(24_900_000.0), None, "24,900,000"));
    plot
}

pub(crate) fn frame_of_the_article(width: u32) -> SmallMultiples {
    let mut cells = Vec::new();
    for (pillar, side, form) in (0..18).map(|n| (n / 6, n / 3 % 2, n % 3)) {
        let dice = |salt| chance((pillar * 2 + side) as i64, form as i64, salt);
        let mid = 400.0 * dice(40).powi(2) + 20.0;
        let need = Interval { low: mid * 0.6, mid, high: mid * (1.2 + dice(41)) };
        let response = mid * 1.5 * dice(42);
        let missing = (mid - response).max(0.0);
        let (need, response, text) = match (pillar, side, form) {
            (0, 0, 2) => (Some(need), None, "? nobody reported".to_owned()),
            (2, 0, 2) => (None, Some(response), "– no need known".to_owned()),
            _ if missing > 0.0 => (Some(need), Some(response), format!("▲ {missing:.0} missing")),
            _ => (Some(need), Some(response), "✓ met".to_owned()),
        };
        cells.push(Cell {
            pillar,
            side,
            form,
            need,
            response,
            label: format!("Cell {pillar}{side}{form}: {text}"),
            text,
            href: Some(format!("/cells/{pillar}-{side}-{form}")),
        });
    }
    SmallMultiples {
        frame: Frame::new(
            "frame",
            "Need and response in every cell",
            "Invented figures for three pillars, two sides and three forms.",
            width,
        ),
        pillars: ["Prevention", "Protection", "Prosecution"].map(str::to_owned).to_vec(),
        sides: ["Demand", "Supply"].map(str::to_owned).to_vec(),
        forms: ["Sexual", "Labour", "Others"].map(str::to_owned).to_vec(),
        cells,
        scale: Scale::Everywhere,
        words: Words {
            need: "Need (median)".into(),
            interval: "90 % interval".into(),
            response: "Response".into(),
            nobody_reported: "Nobody has reported".into(),
            no_need_known: "No need known".into(),
            headers: ["Pillar", "Side", "Form", "In words"].map(str::to_owned),
        },
    }
}

/// The plot as a reader of Arabic gets it.
pub(crate) fn estimates_in_arabic(width: u32) -> IntervalPlot {
    let mut plot = estimates(width);
    plot.frame =
        Frame::new("methods-ar", "خمس طرق لتقدير العدد نفسه", "أرقام مُختلَقة.", width).rtl();
    plot.axis = "عدد الأشخاص، فاصل 90٪".into();
    plot.numbers = NumberStyle { group: "٬".into(), decimal: "٫".into(), zero: '٠' };
    plot.reference = Some(Reference {
        value: 2_744.0,
        text: "٢٬٧٤٤ شخصًا في قائمة واحدة على الأقل".into(),
    });
    let names = [
        "متوسط النماذج",
        "النموذج اللوغاريتمي الخطي",
        "حد تشاو الأدنى",
        "الفئات الكامنة",
        "قائمتان فقط",
    ];
    let texts = ["٨٬١٠٠ (من ٦٬٩٠٠ إلى ٩٬٨٠٠)", "٧٬٦٠٠", "٥٬٢٠٠", "١٠٬٩٠٠", ""];
    for ((row, name), said) in plot.rows.iter_mut().zip(names).zip(texts) {
        row.name = name.into();
        match &mut row.outcome {
            Outcome::Shown { text, .. } => *text = said.into(),
            Outcome::Refused { reason } => *reason = "مرفوض: القوائم تشترك في شخصين فقط.".into(),
            other => panic!("no such row here: {other:?}"),
        }
    }
    plot
}

/// The small multiples as a reader of Arabic gets them.
pub(crate) fn frame_in_arabic(width: u32) -> SmallMultiples {
    let mut grid = frame_of_the_article(width);
    grid.frame =
        Frame::new("frame-ar", "الحاجة والاستجابة في كل خلية", "أرقام مُختلَقة.", width).rtl();
    grid.pillars = ["الوقاية", "الحماية", "الملاحقة القضائية"].map(str::to_owned).to_vec();
    grid.sides = ["الطلب", "العرض"].map(str::to_owned).to_vec();
    grid.forms = ["جنسي", "عمل قسري", "أخرى"].map(str::to_owned).to_vec();
    grid.words.need = "الحاجة (الوسيط)".into();
    grid.words.interval = "فاصل 90٪".into();
    grid.words.response = "الاستجابة".into();
    grid.words.nobody_reported = "لم يُبلِّغ أحد".into();
    grid.words.no_need_known = "لا حاجة معروفة".into();
    for cell in &mut grid.cells {
        cell.text = match (cell.need, cell.response) {
            (_, None) => "؟ لم يُبلِّغ أحد".into(),
            (None, _) => "– لا حاجة معروفة".into(),
            _ => "▲ نقص".into(),
        };
    }
    grid
}
