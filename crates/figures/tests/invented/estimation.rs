//! Invented figures of an estimation: what every assumption says, how the lists overlap, what the
//! draws look like.

use concert_figures::{
    ColumnOrder, Frame, Heights, HistoryCount, IntervalPlot, Mark, NumberStyle, Outcome, PlotRow,
    Reach, Reference, UpSet, UpSetWords,
};

/// The digits of Arabic.
pub(crate) fn arabic_numbers() -> NumberStyle {
    NumberStyle { group: "٬".into(), decimal: "٫".into(), zero: '٠' }
}

fn row(name: &str, outcome: Outcome) -> PlotRow {
    PlotRow { name: name.into(), outcome, emphasis: false, href: None }
}

fn marked(name: &str, marks: &[Mark], text: &str) -> PlotRow {
    row(name, Outcome::Marked { marks: marks.to_vec(), text: text.into() })
}

fn within(point: f64, outer: [f64; 2], inner: [f64; 2]) -> Mark {
    Mark {
        point: Some(point),
        outer: Some(Reach::Within(outer)),
        inner: Some(Reach::Within(inner)),
        ..Mark::default()
    }
}

/// Every kind of row: headings, two intervals, two modes, open ends, refusals, the envelope.
pub(crate) fn envelope(width: u32) -> IntervalPlot {
    let mode = |share: f64, label: &str, mark: Mark| Mark {
        share: Some(share),
        label: label.into(),
        ..mark
    };
    let reach = Reach::Within([9_900.0, 42_000.0]);
    let bound =
        Mark { point: Some(8_100.0), outer: Some(Reach::AtLeast(7_400.0)), ..Mark::default() };
    let open = Mark {
        point: Some(21_000.0),
        outer: Some(Reach::AtLeast(11_000.0)),
        inner: Some(Reach::Within([13_500.0, 46_000.0])),
        ..Mark::default()
    };
    let mut rows = vec![
        PlotRow {
            emphasis: true,
            ..row("All together", Outcome::Envelope { reach, text: "9,900 to 42,000".into() })
        },
        row("Assumptions", Outcome::Heading),
        marked(
            "Log-linear, best by BIC",
            &[within(11_300.0, [9_900.0, 13_300.0], [10_400.0, 12_400.0])],
            "11,300 (9,900 to 13,300)",
        ),
        marked(
            "Latent classes",
            &[
                mode(0.7, "70 %", within(12_800.0, [10_900.0, 15_500.0], [11_700.0, 14_200.0])),
                mode(0.3, "30 %", within(29_000.0, [23_000.0, 42_000.0], [26_000.0, 35_000.0])),
            ],
            "12,800 or 29,000",
        ),
        marked("Chao lower bound", &[bound], "at least 8,100"),
        row("Leave one list out", Outcome::Heading),
        marked(
            "without Police",
            &[within(14_900.0, [11_800.0, 19_900.0], [12_900.0, 17_800.0])],
            "14,900 (11,800 to 19,900)",
        ),
        marked("without Shelters", &[open], "21,000 (11,000 or more)"),
        row(
            "without Hotline",
            Outcome::Refused { reason: "Refused: what is left has no finite estimate.".into() },
        ),
        row("Two lists merged", Outcome::Heading),
        marked(
            "Police and Courts as one",
            &[within(11_900.0, [10_100.0, 14_400.0], [10_800.0, 13_300.0])],
            "11,900 (10,100 to 14,400)",
        ),
    ];
    rows[2].href = Some("/runs/log-linear".into());
    IntervalPlot {
        frame: Frame::new(
            "envelope",
            "What each assumption says",
            "Invented lists. Points are estimates, thin lines 95 % and thick lines 80 % intervals; \
             an arrow has no upper limit.",
            width,
        ),
        axis: "people, on a logarithmic scale".into(),
        numbers: NumberStyle::default(),
        reference: Some(Reference {
            value: 2_744.0,
            text: "2,744 people on at least one list".into(),
        }),
        rows,
        headers: ["Method", "Estimate"].map(str::to_owned),
    }
}

/// The envelope as a reader of Arabic gets it.
pub(crate) fn envelope_in_arabic(width: u32) -> IntervalPlot {
    let mut plot = envelope(width);
    plot.frame = Frame::new("envelope-ar", "ما يقوله كل افتراض", "أرقام مُختلَقة.", width).rtl();
    plot.axis = "عدد الأشخاص، بمقياس لوغاريتمي".into();
    plot.numbers = arabic_numbers();
    plot.reference = Some(Reference {
        value: 2_744.0,
        text: "٢٬٧٤٤ شخصًا في قائمة واحدة على الأقل".into(),
    });
    let words = [
        ("الكل معًا", "من ٩٬٩٠٠ إلى ٤٢٬٠٠٠"),
        ("الافتراضات", ""),
        ("النموذج اللوغاريتمي الخطي", "١١٬٣٠٠"),
        ("الفئات الكامنة", "١٢٬٨٠٠ أو ٢٩٬٠٠٠"),
        ("حد تشاو الأدنى", "٨٬١٠٠ على الأقل"),
        ("بدون قائمة واحدة", ""),
        ("بدون الشرطة", "١٤٬٩٠٠"),
        ("بدون الملاجئ", "١١٬٠٠٠ أو أكثر"),
        ("بدون الخط الساخن", "مرفوض: لا تقدير منتهٍ لما تبقى."),
        ("دمج قائمتين", ""),
        ("الشرطة والمحاكم معًا", "١١٬٩٠٠"),
    ];
    for (row, (name, said)) in plot.rows.iter_mut().zip(words) {
        row.name = name.into();
        match &mut row.outcome {
            Outcome::Marked { text, marks } => {
                *text = said.into();
                for (mark, share) in marks.iter_mut().zip(["٧٠٪", "٣٠٪"]) {
                    if !mark.label.is_empty() {
                        mark.label = share.into();
                    }
                }
            }
            Outcome::Envelope { text, .. } | Outcome::Shown { text, .. } => *text = said.into(),
            Outcome::Refused { reason } => *reason = said.into(),
            Outcome::Heading => {}
        }
    }
    plot
}

/// Six lists of very different size, with pairs that share nobody.
pub(crate) fn overlaps(width: u32) -> UpSet {
    let counts: [(&[usize], u64); 25] = [
        (&[0], 61),
        (&[1], 430),
        (&[2], 1_040),
        (&[3], 644),
        (&[4], 298),
        (&[5], 63),
        (&[0, 1], 14),
        (&[0, 2], 22),
        (&[0, 3], 4),
        (&[1, 2], 51),
        (&[1, 3], 23),
        (&[1, 4], 1),
        (&[1, 5], 2),
        (&[2, 3], 74),
        (&[2, 4], 12),
        (&[2, 5], 28),
        (&[3, 4], 7),
        (&[3, 5], 5),
        (&[4, 5], 1),
        (&[0, 1, 2], 2),
        (&[0, 1, 3], 1),
        (&[1, 2, 3], 6),
        (&[1, 2, 5], 3),
        (&[2, 3, 5], 1),
        (&[0, 1, 2, 3], 1),
    ];
    let names = ["Councils", "Charities", "Police", "Ministries", "Public hotline", "Border force"];
    UpSet {
        frame: Frame::new(
            "overlaps",
            "How six lists overlap",
            "Invented lists. Each column counts the people who are on the lists with a dot and on \
             no other.",
            width,
        ),
        numbers: NumberStyle::default(),
        lists: names.map(str::to_owned).to_vec(),
        histories: counts
            .iter()
            .map(|&(lists, count)| HistoryCount { lists: lists.to_vec(), count })
            .collect(),
        order: ColumnOrder::Count,
        most: 30,
        heights: Heights::SquareRoot,
        mark_empty_pairs: true,
        words: UpSetWords {
            count: "People on exactly these lists (bars on a square-root scale)".into(),
            size: "People on the list".into(),
            rest: "Other histories, summed".into(),
            nobody_on_both: "Nobody on both".into(),
            headers: ["On exactly", "People"].map(str::to_owned),
        },
    }
}

/// The overlaps as a reader of Arabic gets them, with few columns and a sum.
pub(crate) fn overlaps_in_arabic(width: u32) -> UpSet {
    let mut figure = overlaps(width);
    figure.frame = Frame::new("overlaps-ar", "كيف تتداخل القوائم", "أرقام مُختلَقة.", width).rtl();
    figure.numbers = arabic_numbers();
    let names = ["المجالس", "الجمعيات", "الشرطة", "الوزارات", "الخط الساخن", "حرس الحدود"];
    figure.lists = names.map(str::to_owned).to_vec();
    figure.most = 12;
    figure.heights = Heights::Proportional;
    figure.words = UpSetWords {
        count: "أشخاص في هذه القوائم بالضبط".into(),
        size: "أشخاص في القائمة".into(),
        rest: "تواريخ أخرى مجموعة".into(),
        nobody_on_both: "لا أحد في كلتيهما".into(),
        headers: ["في القوائم", "أشخاص"].map(str::to_owned),
    };
    figure
}

/// Sixteen lists on which every history has somebody.
pub(crate) fn overlaps_of_sixteen(width: u32) -> UpSet {
    let mut figure = overlaps(width);
    figure.lists = (1..=16).map(|list| format!("List {list}")).collect();
    figure.histories = (1..=u16::MAX)
        .map(|bits| HistoryCount {
            lists: (0..16).filter(|list| bits >> list & 1 == 1).collect(),
            count: 40_000 / u64::from(bits.count_ones()).pow(4) + u64::from(1 + bits % 7),
        })
        .collect();
    figure
}
