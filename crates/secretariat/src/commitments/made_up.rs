//! Commitments of a generated region, one for every way in which a commitment can stand, so that
//! the pages can be looked at before anybody has promised anything. The makers are organisations of
//! the region; reviews are stated by made-up users of another one, as the domain demands.

use concert_coalition::{
    Action, Actor, Author, Claim, Coalition, Command, Commitment, CommitmentCell, Condition,
    DatedFigure, Evidence, Means, Measure, Plan, ProgressLevel, ProgressReview, Role, User, day_of,
};
use concert_terms::{Axis, Id, Money, Names, OrganisationKind, Stated};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::{Asked, PlanTemplate, Secretariat};

use ProgressLevel::{Complete, Partial, Started, Substantial};

/// By what a made-up claim can be checked.
#[derive(Clone, Copy)]
enum Shown {
    /// By nothing: it is claimed and not evidenced.
    Nothing,
    /// By an initiative of the maker; by a document where it has none.
    Initiative,
    /// By the digest of a document.
    Document,
}

/// One made-up commitment. Days are counted from the day on which the region is made.
struct Sketch {
    action: &'static str,
    maker: (OrganisationKind, usize),
    text: (&'static str, &'static str),
    promised: i32,
    due: i32,
    claims: &'static [(ProgressLevel, i32, Shown)],
    reviewed: Option<ProgressLevel>,
    is_public: bool,
}

use OrganisationKind::{Ngo, Private, State};

const SKETCHES: [Sketch; 14] = [
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
const BEDS: usize = 0;
const FUND: usize = 7;
const LAW: usize = 8;
const INSPECTORS: usize = 9;
const WITHDRAWN: usize = 11;
const POSTPONED: usize = 13;

impl Secretariat {
    /// States made-up commitments towards the global plan of a generated region. The same region
    /// on the same day has the same ones. States nothing where that plan was not stated.
    pub(crate) fn make_up_commitments(&self, now: Timestamp) -> Asked<()> {
        let today = TimeZone::UTC.to_datetime(now).date();
        let id = Plan::id_of_name(PlanTemplate::UnGlobalPlan.names().pick("en"), &[]);
        let (commitments, claims, reviewers) = {
            let picture = self.picture();
            let coalition = &picture.coalition;
            let Some(plan) = coalition.plan.in_force(&id) else { return Ok(()) };
            let makers = SKETCHES.each_ref().map(|sketch| organisation(coalition, sketch.maker));
            let Some(makers) = makers.into_iter().collect::<Option<Vec<Id>>>() else {
                return Ok(());
            };
            let reviewers: Vec<Option<Id>> =
                makers.iter().map(|maker| reviewer(coalition, *maker)).collect();
            let commitments: Vec<Commitment> = SKETCHES
                .iter()
                .zip(&makers)
                .enumerate()
                .filter_map(|(at, (sketch, maker))| {
                    let action = plan.action(sketch.action)?;
                    Some(sketched(coalition, (at, sketch), *maker, (id, action), today))
                })
                .collect();
            let claims: Vec<Vec<Claim>> = SKETCHES
                .iter()
                .zip(&commitments)
                .map(|(sketch, commitment)| claimed(coalition, sketch, commitment, today))
                .collect();
            (commitments, claims, reviewers)
        };
        if commitments.len() < SKETCHES.len() {
            return Ok(());
        }
        self.state_made_up(&commitments, &claims, &reviewers, now)?;
        self.match_made_up(&commitments, now)?;
        self.move_made_up(&commitments, today, now)
    }

    fn state_made_up(
        &self,
        commitments: &[Commitment],
        claims: &[Vec<Claim>],
        reviewers: &[Option<Id>],
        now: Timestamp,
    ) -> Asked<()> {
        let operator = Actor::operator();
        // What is waited for is made before what waits.
        let mut order: Vec<usize> = (0..commitments.len()).collect();
        order.swap(FUND, LAW);
        for at in order {
            self.make_commitment(&operator, commitments[at].clone(), now)?;
            let mut judged = None;
            for claim in &claims[at] {
                judged = Some(self.claim_progress(&operator, claim.clone(), now)?.first);
            }
            let Some(reviewer) = reviewers[at].filter(|_| !claims[at].is_empty()) else {
                continue;
            };
            let commitment = commitments[at].id;
            self.name_reviewer(&operator, (commitment, reviewer), "", now)?;
            let Some(level) = SKETCHES[at].reviewed else { continue };
            let text = Names::new("en", "We saw what the evidence shows, and nothing beyond it.")
                .with("ar", "رأينا ما تبيّنه الأدلة، ولا شيء فوقه.");
            let review = ProgressReview { commitment, level, text, claim: judged };
            let member = self.made_up_member(reviewer, now)?;
            self.review_progress(&member, review, now)?;
        }
        Ok(())
    }

    /// A policy and the money for it, proposed by the one and accepted by the other.
    fn match_made_up(&self, commitments: &[Commitment], now: Timestamp) -> Asked<()> {
        let (law, inspectors) = (&commitments[LAW], &commitments[INSPECTORS]);
        if law.maker == inspectors.maker {
            return Ok(());
        }
        let proposer = self.made_up_member(law.maker, now)?;
        let donor = self.made_up_member(inspectors.maker, now)?;
        let id = made_up_id("pair", 0, law.id);
        let (policy, resources) = (law.id, inspectors.id);
        let pair = concert_coalition::PromiseCommand::ProposeMatch { id, policy, resources };
        self.act(&proposer, Command::Promise(pair), now)?;
        self.accept_match(&donor, id, now)?;
        Ok(())
    }

    /// One is withdrawn, and the last day of another is moved.
    fn move_made_up(&self, commitments: &[Commitment], today: Date, now: Timestamp) -> Asked<()> {
        let operator = Actor::operator();
        let reason = "The funds for it were cut.";
        self.withdraw_commitment(&operator, commitments[WITHDRAWN].id, reason, now)?;
        let mut later = commitments[POSTPONED].clone();
        later.due = from(today, SKETCHES[POSTPONED].due + 90);
        let reason = "The figures of two districts come a quarter later.";
        self.change_commitment(&operator, later, reason, now)?;
        Ok(())
    }

    /// A made-up user of an organisation, registered where it is not yet.
    fn made_up_member(&self, organisation: Id, now: Timestamp) -> Asked<Actor> {
        let id = made_up_id("member", 0, organisation);
        let short = organisation.to_string().chars().take(8).collect::<String>();
        let user = User {
            id,
            name: format!("made-up member of {short}"),
            role: Role::Member,
            organisation: Some(organisation),
            closed: false,
        };
        self.act(&Actor::operator(), Command::RegisterUser(user), now)?;
        let author = Author::User(id);
        Ok(Actor { author, role: Role::Member, organisation: Some(organisation) })
    }
}

fn from(today: Date, days: i32) -> Date {
    day_of(concert_coalition::day_number(today) + days).unwrap_or(today)
}

/// An identifier that follows from what it is for.
fn made_up_id(what: &str, at: usize, of: Id) -> Id {
    let digest = Sha256::digest(format!("made up/{what}/{at}/{of}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Id::from_bytes(bytes)
}

/// An organisation of a kind by its turn among them; of any kind where there is none of that.
fn organisation(coalition: &Coalition, (kind, turn): (OrganisationKind, usize)) -> Option<Id> {
    let all = || coalition.organisations.iter();
    let of_kind: Vec<Id> =
        all().filter(|(_, _, it)| it.kind == Some(kind)).map(|(_, id, _)| *id).collect();
    let any: Vec<Id> = all().map(|(_, id, _)| *id).collect();
    let among = if of_kind.is_empty() { any } else { of_kind };
    among.get(turn % among.len().max(1)).copied()
}

/// The first of the non-governmental organisations that is not the maker.
fn reviewer(coalition: &Coalition, maker: Id) -> Option<Id> {
    let others = [0, 1].map(|turn| organisation(coalition, (Ngo, turn)));
    others.into_iter().flatten().find(|other| *other != maker)
}

fn sketched(
    coalition: &Coalition,
    (at, sketch): (usize, &Sketch),
    maker: Id,
    (plan, action): (Id, &Action),
    today: Date,
) -> Commitment {
    let text = Names::new("en", sketch.text.0).with("ar", sketch.text.1);
    let id = made_up_id("commitment", at, maker);
    let due = from(today, sketch.due);
    let mut commitment = Commitment::new(id, maker, (plan, &action.code), text, due);
    commitment.promised = Some(from(today, sketch.promised));
    commitment.public_from = sketch.is_public.then(|| from(today, sketch.promised));
    commitment.cells = initiative_of(coalition, maker)
        .and_then(|(_, place)| coalition.places.key(place).cloned())
        .map(|place| CommitmentCell {
            place,
            pillar: only(action.pillars),
            side: only(action.sides),
            form: only(action.forms),
            population: action.population,
        })
        .into_iter()
        .collect();
    commitment.means = match at {
        BEDS => vec![
            Means::Capacity { units: 40, unit: "beds".to_owned() },
            Means::Staff { people: 12 },
        ],
        LAW => {
            let words = Names::new("en", "Law on domestic work").with("ar", "قانون العمل المنزلي");
            vec![Means::Policy(words)]
        }
        INSPECTORS => vec![Means::Money(Money { amount: 900_000, currency: "USD".to_owned() })],
        _ => Vec::new(),
    };
    if at == BEDS {
        commitment.measure = Some(Measure {
            text: Names::new("en", "Shelter beds").with("ar", "أسرّة المآوي"),
            unit: "beds".to_owned(),
            baseline: Some(DatedFigure { figure: 60.0, on: from(today, sketch.promised) }),
            target: DatedFigure { figure: 100.0, on: due },
        });
    }
    if at == FUND {
        let law = organisation(coalition, SKETCHES[LAW].maker);
        commitment.condition = law.map(|maker| Condition {
            commitment: made_up_id("commitment", LAW, maker),
            level: Complete,
        });
    }
    commitment
}

/// The value of an axis that states one alone.
fn only<T: Axis>(stated: Stated<T>) -> Option<T> {
    let mut values = stated.values();
    values.next().filter(|_| values.next().is_none())
}

/// The first initiative of an organisation that names a place, and that place.
fn initiative_of(coalition: &Coalition, maker: Id) -> Option<(Id, u32)> {
    let number = coalition.organisations.number(&maker)?;
    let mut its = coalition.initiatives.iter().filter(|(_, _, it)| it.organisation == number);
    its.find_map(|(_, id, it)| Some((*id, *it.places.first()?)))
}

fn claimed(
    coalition: &Coalition,
    sketch: &Sketch,
    commitment: &Commitment,
    today: Date,
) -> Vec<Claim> {
    let claim = |(level, on, shown): &(ProgressLevel, i32, Shown)| {
        let document = || Evidence::Document {
            title: "A made-up report of the maker".to_owned(),
            address: String::new(),
            sha256: crate::users::hex(&Sha256::digest(format!("{}/{on}", commitment.id))),
        };
        let initiative = || initiative_of(coalition, commitment.maker).map(|(id, _)| id);
        let evidence = match shown {
            Shown::Nothing => Vec::new(),
            Shown::Initiative => {
                vec![initiative().map_or_else(document, Evidence::Initiative)]
            }
            Shown::Document => vec![document()],
        };
        let is_counted = commitment.measure.is_some() && *level == Partial;
        Claim {
            commitment: commitment.id,
            level: *level,
            on: from(today, *on),
            text: Names::new("en", "What was done until that day, as the maker tells it.")
                .with("ar", "ما أُنجز حتى ذلك اليوم كما يرويه صاحب الالتزام."),
            figure: is_counted.then_some(78.0),
            evidence,
        }
    };
    sketch.claims.iter().map(claim).collect()
}
