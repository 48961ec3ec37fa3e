//! What is promised in a generated region: one commitment for every way in which one can stand.

use concert_coalition::ProgressLevel::{self, Complete, Partial, Started, Substantial};
use concert_terms::OrganisationKind::{self, Ngo, Private, State};

/// By what a made-up claim can be checked.
#[derive(Clone, Copy)]
pub(super) enum Shown {
    /// By nothing: it is claimed and not evidenced.
    Nothing,
    /// By an initiative of the maker; by a document where it has none.
    Initiative,
    /// By the digest of a document.
    Document,
}

/// One made-up commitment. Days are counted from the day on which the region is made.
pub(super) struct Sketch {
    pub(super) action: &'static str,
    pub(super) maker: (OrganisationKind, usize),
    pub(super) text: (&'static str, &'static str),
    pub(super) promised: i32,
    pub(super) due: i32,
    pub(super) claims: &'static [(ProgressLevel, i32, Shown)],
    pub(super) reviewed: Option<ProgressLevel>,
    pub(super) is_public: bool,
}

pub(super) const SKETCHES: [Sketch; 14] = [
    Sketch {
        action: "GPA-25",
        maker: (State, 0),
        text: ("Open 40 more shelter beds", "فتح 40 سريراً إضافياً في المآوي"),
        promised: -300,
        due: 200,
        claims: &[(Started, -200, Shown::Document), (Partial, -60, Shown::Initiative)],
        reviewed: Some(Partial),
        is_public: true,
    },
    Sketch {
        action: "GPA-18",
        maker: (State, 1),
        text: (
            "Train 300 police officers and labour inspectors",
            "تدريب 300 من الشرطة ومفتشي العمل",
        ),
        promised: -400,
        due: -20,
        claims: &[(Substantial, -30, Shown::Document)],
        reviewed: None,
        is_public: true,
    },
    Sketch {
        action: "GPA-34",
        maker: (State, 2),
        text: (
            "Appoint a guardian for every child on the day of referral",
            "تعيين وصي لكل طفل يوم إحالته",
        ),
        promised: -500,
        due: -100,
        claims: &[(Partial, -260, Shown::Initiative), (Complete, -110, Shown::Document)],
        reviewed: Some(Complete),
        is_public: true,
    },
    Sketch {
        action: "GPA-29",
        maker: (Ngo, 2),
        text: (
            "Offer counselling within three days of referral",
            "توفير المشورة خلال ثلاثة أيام من الإحالة",
        ),
        promised: -350,
        due: -40,
        claims: &[(Complete, -25, Shown::Initiative)],
        reviewed: Some(Complete),
        is_public: false,
    },
    Sketch {
        action: "GPA-21",
        maker: (Private, 0),
        text: (
            "Publish the recruiters with which we work",
            "نشر أسماء وكالات التوظيف التي نتعامل معها",
        ),
        promised: -200,
        due: 20,
        claims: &[(Partial, -15, Shown::Nothing)],
        reviewed: None,
        is_public: false,
    },
    Sketch {
        action: "GPA-16",
        maker: (Private, 1),
        text: ("Tell consumers where our goods are made", "إخبار المستهلكين بمكان صنع سلعنا"),
        promised: -20,
        due: 345,
        claims: &[],
        reviewed: None,
        is_public: false,
    },
    Sketch {
        action: "GPA-42",
        maker: (State, 3),
        text: ("Double the number of financial investigations", "مضاعفة عدد التحقيقات المالية"),
        promised: -365,
        due: 365,
        claims: &[(Started, -100, Shown::Document)],
        reviewed: None,
        is_public: false,
    },
    Sketch {
        action: "GPA-35",
        maker: (State, 4),
        text: (
            "Open a compensation fund once the law is in force",
            "فتح صندوق للتعويض متى نفذ القانون",
        ),
        promised: -90,
        due: 300,
        claims: &[],
        reviewed: None,
        is_public: false,
    },
    Sketch {
        action: "GPA-32",
        maker: (State, 5),
        text: (
            "Pass a labour law that covers domestic workers",
            "إصدار قانون عمل يشمل عمال المنازل",
        ),
        promised: -150,
        due: 250,
        claims: &[(Started, -40, Shown::Document)],
        reviewed: Some(Started),
        is_public: true,
    },
    Sketch {
        action: "GPA-57",
        maker: (State, 6),
        text: ("Pay for 60 inspectors of that law", "دفع أجور 60 مفتشاً لذلك القانون"),
        promised: -150,
        due: 250,
        claims: &[(Started, -30, Shown::Document)],
        reviewed: None,
        is_public: true,
    },
    Sketch {
        action: "GPA-46",
        maker: (State, 7),
        text: (
            "Post a liaison officer in the neighbouring country",
            "إيفاد ضابط اتصال إلى البلد المجاور",
        ),
        promised: -700,
        due: -300,
        claims: &[],
        reviewed: None,
        is_public: false,
    },
    Sketch {
        action: "GPA-09",
        maker: (Ngo, 3),
        text: ("Map the forms of exploitation in every district", "رصد أشكال الاستغلال في كل منطقة"),
        promised: -240,
        due: 120,
        claims: &[(Started, -200, Shown::Document)],
        reviewed: None,
        is_public: false,
    },
    Sketch {
        action: "GPA-13",
        maker: (Ngo, 4),
        text: (
            "Reach every school with a campaign on false job offers",
            "الوصول إلى كل مدرسة بحملة عن عروض العمل الكاذبة",
        ),
        promised: -600,
        due: 700,
        claims: &[(Started, -250, Shown::Initiative)],
        reviewed: None,
        is_public: false,
    },
    Sketch {
        action: "GPA-53",
        maker: (State, 8),
        text: (
            "Let the national rapporteur publish figures twice a year",
            "تمكين المقرر الوطني من نشر الأرقام مرتين في السنة",
        ),
        promised: -250,
        due: 10,
        claims: &[(Partial, -45, Shown::Document)],
        reviewed: Some(Partial),
        is_public: true,
    },
];

/// Positions in the table of sketches of those with which more is done.
pub(super) const BEDS: usize = 0;
pub(super) const FUND: usize = 7;
pub(super) const LAW: usize = 8;
pub(super) const INSPECTORS: usize = 9;
pub(super) const WITHDRAWN: usize = 11;
pub(super) const POSTPONED: usize = 13;
