//! Commitments of a generated region, one for every way in which a commitment can stand, so that
//! the pages can be looked at before anybody has promised anything. The makers are organisations of
//! the region; reviews are stated by made-up users of another one, as the domain demands.

use concert_coalition::{
    Action, Actor, Author, Claim, Coalition, Command, Commitment, CommitmentCell, Condition,
    DatedFigure, Evidence, Means, Measure, Plan, ProgressLevel, ProgressReview, Role, User, day_of,
};
use concert_terms::OrganisationKind::{self, Ngo};
use concert_terms::{Axis, Id, Money, Names, Stated};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::{Asked, PlanTemplate, Secretariat};

mod sketches;

use sketches::{BEDS, FUND, INSPECTORS, LAW, POSTPONED, SKETCHES, Shown, Sketch, WITHDRAWN};

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
    pub(crate) fn made_up_member(&self, organisation: Id, now: Timestamp) -> Asked<Actor> {
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
            level: ProgressLevel::Complete,
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
            sha256: crate::hexadecimal::hex(&Sha256::digest(format!("{}/{on}", commitment.id))),
        };
        let initiative = || initiative_of(coalition, commitment.maker).map(|(id, _)| id);
        let evidence = match shown {
            Shown::Nothing => Vec::new(),
            Shown::Initiative => {
                vec![initiative().map_or_else(document, Evidence::Initiative)]
            }
            Shown::Document => vec![document()],
        };
        let is_counted = commitment.measure.is_some() && *level == ProgressLevel::Partial;
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
