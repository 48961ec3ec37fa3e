use concert_coalition::{
    Actor, Author, Claim, Command, Commitment, CommitmentStanding, Declaration, Evidence, Light,
    LightReason, MatchStanding, Means, Organisation, Place, PlanCommand, ProgressLevel,
    ProgressReview, Role,
};
use concert_terms::{Id, Money, Names, OrganisationKind, PlaceCode, PlaceLevel, Population};
use jiff::Timestamp;
use jiff::civil::Date;
use tempfile::TempDir;

use super::*;
use crate::{Asked, Entropy, RegionParameters, Secretariat, Unanswered};

fn now() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn today() -> Date {
    day("2026-11-24")
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn code(text: &str) -> PlaceCode {
    text.parse().unwrap()
}

const PLAN: u8 = 99;

/// Three organisations, a country with a district, another country, and a plan of two actions.
fn office() -> (TempDir, Secretariat) {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let office = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let place = |text: &str, level| Place::new(code(text), Names::new("", text), level);
    let mut declarations: Vec<Declaration> = [1, 2, 3]
        .map(|number| Organisation::new(id(number), Names::new("", &format!("Refuge {number}"))))
        .map(Declaration::Organisation)
        .into();
    declarations.extend([
        Declaration::Place(place("XA", PlaceLevel::Country)),
        Declaration::Place(place("XA01", PlaceLevel::Admin1).within(code("XA"))),
        Declaration::Place(place("XB", PlaceLevel::Country)),
    ]);
    office.act(&Actor::operator(), Command::Declare(declarations), now()).unwrap();
    let action = |code: &str| concert_coalition::Action {
        code: code.to_owned(),
        text: Names::new("en", &format!("Do {code}")),
        objective: None,
        pillars: concert_terms::Stated::UNSTATED,
        sides: concert_terms::Stated::UNSTATED,
        forms: concert_terms::Stated::UNSTATED,
        population: Population::EVERYBODY,
        addressees: vec![concert_coalition::Addressee::Kind(OrganisationKind::State)],
        from: None,
        due: None,
        after: Vec::new(),
        indicators: Vec::new(),
        references: Vec::new(),
    };
    let plan = concert_coalition::Plan {
        id: id(PLAN),
        names: Names::new("en", "The plan"),
        places: Vec::new(),
        keeper: None,
        under: Vec::new(),
        objectives: Vec::new(),
        actions: ["1", "2", "3"].map(action).into(),
        source: String::new(),
        paraphrase: false,
        rest: serde_json::Map::new(),
    };
    let command = Command::Plan(PlanCommand::State(Box::new(plan)));
    office.act(&Actor::operator(), command, now()).unwrap();
    (folder, office)
}

fn promise(number: u8, maker: u8, action: &str, due: &str) -> Commitment {
    let text = Names::new("en", &format!("Promise {number}"));
    Commitment::new(id(number), id(maker), (id(PLAN), action), text, day(due))
}

fn make(office: &Secretariat, commitment: Commitment) {
    office.make_commitment(&Actor::operator(), commitment, now()).unwrap();
}

fn claim(number: u8, level: ProgressLevel, evidence: Vec<Evidence>) -> Claim {
    Claim {
        commitment: id(number),
        level,
        on: day("2026-11-20"),
        text: Names::new("en", "So far"),
        figure: None,
        evidence,
    }
}

fn document() -> Evidence {
    let (title, address) = ("Report".to_owned(), "https://example.org/r".to_owned());
    Evidence::Document { title, address, sha256: String::new() }
}

/// A registered user of an organisation.
fn member(office: &Secretariat, number: u8, organisation: u8) -> Actor {
    let user = concert_coalition::User {
        id: id(number),
        name: format!("member {number}"),
        role: Role::Member,
        organisation: Some(id(organisation)),
        closed: false,
    };
    office.act(&Actor::operator(), Command::RegisterUser(user), now()).unwrap();
    let organisation = Some(id(organisation));
    Actor { author: Author::User(id(number)), role: Role::Member, organisation }
}

fn found(office: &Secretariat, filter: &CommitmentFilter) -> Vec<Id> {
    let page = office.commitments(filter, today(), 0).unwrap();
    page.items.iter().map(|row| row.id).collect()
}

fn refused<T: std::fmt::Debug>(answer: Asked<T>) -> &'static str {
    match answer {
        Err(Unanswered::Refused(refused)) => refused.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_list_is_narrowed_by_each_filter_and_stands_in_the_order_of_last_days() {
    let (_folder, office) = office();
    let mut here = promise(10, 1, "1", "2027-06-30");
    here.cells = vec![CommitmentCellOf("XA01").into()];
    let mut there = promise(11, 2, "2", "2026-12-10");
    there.cells = vec![CommitmentCellOf("XB").into()];
    there.text = Names::new("en", "Train JUDGES").with("ar", "تدريب القضاة");
    let mut late = promise(12, 2, "2", "2026-11-01");
    late.promised = Some(day("2026-01-01"));
    for commitment in [here, there, late] {
        make(&office, commitment);
    }
    let all = CommitmentFilter::default();
    assert_eq!(found(&office, &all), [id(12), id(11), id(10)]);
    let only = |filter: CommitmentFilter| found(&office, &filter);
    let all = || CommitmentFilter::default();
    assert_eq!(only(CommitmentFilter { plan: Some(id(98)), ..all() }), []);
    assert_eq!(only(CommitmentFilter { action: Some("1".into()), ..all() }), [id(10)]);
    assert_eq!(only(CommitmentFilter { maker: Some(id(2)), ..all() }), [id(12), id(11)]);
    // The country holds what is promised in its district, and not what is promised elsewhere.
    assert_eq!(only(CommitmentFilter { place: Some(code("XA")), ..all() }), [id(10)]);
    assert_eq!(only(CommitmentFilter { place: Some(code("XA01")), ..all() }), [id(10)]);
    let standing = Some(CommitmentStanding::Late);
    assert_eq!(only(CommitmentFilter { standing, ..all() }), [id(12)]);
    assert_eq!(only(CommitmentFilter { light: Some(Light::Red), ..all() }), [id(12)]);
    // Sixteen days are left of the one, and the late one is no longer due within any days.
    assert_eq!(only(CommitmentFilter { due_within: Some(16), ..all() }), [id(11)]);
    assert_eq!(only(CommitmentFilter { due_within: Some(15), ..all() }), []);
    assert_eq!(only(CommitmentFilter { text: " judges ".into(), ..all() }), [id(11)]);
    assert_eq!(only(CommitmentFilter { text: "القضاة".into(), ..all() }), [id(11)]);
    let nowhere = CommitmentFilter { place: Some(code("XZ")), ..all() };
    assert_eq!(refused(office.commitments(&nowhere, today(), 0)), "coalition/absent");
}

/// A cell that states a place alone.
struct CommitmentCellOf(&'static str);

impl From<CommitmentCellOf> for concert_coalition::CommitmentCell {
    fn from(of: CommitmentCellOf) -> Self {
        let population = Population::EVERYBODY;
        Self { place: code(of.0), pillar: None, side: None, form: None, population }
    }
}

#[test]
fn claimed_evidenced_and_reviewed_stand_apart_and_the_light_tells_its_facts() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    let mut commitment = promise(10, 1, "1", "2027-01-01");
    commitment.promised = Some(day("2026-01-01"));
    make(&office, commitment);
    let claimed = claim(10, ProgressLevel::Substantial, Vec::new());
    office.claim_progress(&operator, claimed, now()).unwrap();
    let view = office.commitment(id(10), today()).unwrap();
    assert_eq!(view.row.claimed, Some(ProgressLevel::Substantial));
    assert_eq!((view.row.evidenced, view.row.reviewed), (None, None));
    // 327 of 365 days have passed: substantial is expected, nothing of it is evidenced.
    let light = &view.traffic_light;
    assert!((light.facts.time_passed - 327.0 / 365.0).abs() < 1e-12);
    assert_eq!((light.expected, light.levels_behind), (ProgressLevel::Substantial, 3));
    assert_eq!((light.reason, view.row.light), (LightReason::FarBehind, Light::Red));
    assert!(!view.claims[0].is_evidenced);

    let shown = claim(10, ProgressLevel::Substantial, vec![document()]);
    let judged = office.claim_progress(&operator, shown, now()).unwrap().first;
    let view = office.commitment(id(10), today()).unwrap();
    assert_eq!(view.row.evidenced, Some(ProgressLevel::Substantial));
    assert_eq!(view.traffic_light.reason, LightReason::AsExpected);
    assert!(view.claims[0].is_evidenced && view.claims[0].evidence[0].can_be_checked);

    office.name_reviewer(&operator, (id(10), id(2)), "", now()).unwrap();
    let peer = member(&office, 50, 2);
    let text = Names::new("en", "Half of the rooms are empty");
    let (commitment, level) = (id(10), ProgressLevel::Partial);
    let review = ProgressReview { commitment, level, text, claim: Some(judged) };
    office.review_progress(&peer, review, now()).unwrap();
    let view = office.commitment(id(10), today()).unwrap();
    assert_eq!(view.row.reviewed, Some(ProgressLevel::Partial));
    assert_eq!((view.traffic_light.reason, view.row.light), (LightReason::Behind, Light::Amber));
    assert_eq!(view.reviews[0].claim, Some(judged));
    assert_eq!(view.reviews[0].reviewer.as_ref().map(|who| who.id), Some(id(2)));
    // Who said it stays in the office: the view names statements, never users.
    let told = serde_json::to_string(&view).unwrap();
    assert!(!told.contains(&id(50).to_string()), "{told}");
}

#[test]
fn the_maker_does_not_review_and_forms_are_for_those_who_may() {
    let (_folder, office) = office();
    make(&office, promise(10, 1, "1", "2027-01-01"));
    let [own, peer, stranger] = [(50, 1), (51, 2), (52, 3)]
        .map(|(number, organisation)| member(&office, number, organisation));
    let operator = Actor::operator();
    let own_review = office.name_reviewer(&operator, (id(10), id(1)), "", now());
    assert_eq!(refused(own_review), "coalition/reviews-itself");
    office.name_reviewer(&operator, (id(10), id(2)), "", now()).unwrap();
    let review = || ProgressReview {
        commitment: id(10),
        level: ProgressLevel::Started,
        text: Names::new("en", "Seen"),
        claim: None,
    };
    for actor in [own, stranger, operator] {
        assert!(!office.commitment_rights(&actor, id(10)).review);
        let answer = office.review_progress(&actor, review(), now());
        assert_eq!(refused(answer), "coalition/not-allowed");
    }
    assert!(office.commitment_rights(&peer, id(10)).review);
    assert!(office.commitment_rights(&own, id(10)).act);
    assert!(!office.commitment_rights(&peer, id(10)).act);
    office.review_progress(&peer, review(), now()).unwrap();
    let answer = office.withdraw_commitment(&peer, id(10), "no", now());
    assert_eq!(refused(answer), "coalition/not-allowed");
    office.withdraw_commitment(&own, id(10), "Cut", now()).unwrap();
    assert_eq!(office.commitment_rights(&own, id(10)), CommitmentRights::default());
}

#[test]
fn a_change_is_told_with_its_reason_what_it_changed_and_that_a_review_is_older() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    make(&office, promise(10, 1, "1", "2027-01-01"));
    office.name_reviewer(&operator, (id(10), id(2)), "", now()).unwrap();
    let peer = member(&office, 51, 2);
    let text = Names::new("en", "Seen");
    let (commitment, level) = (id(10), ProgressLevel::Started);
    let review = ProgressReview { commitment, level, text, claim: None };
    office.review_progress(&peer, review, now()).unwrap();
    let mut later = office.commitment_document(id(10)).unwrap();
    later.due = day("2027-03-02");
    later.means = vec![Means::Staff { people: 3 }];
    let without = office.change_commitment(&operator, later.clone(), " ", now());
    assert_eq!(refused(without), "coalition/unsound");
    office.change_commitment(&operator, later, "The law came late", now()).unwrap();
    let view = office.commitment(id(10), today()).unwrap();
    assert_eq!(view.versions.len(), 2);
    assert_eq!(view.versions[0].reason, "The law came late");
    assert_eq!(view.versions[0].changed, [ChangedField::Due, ChangedField::Means]);
    assert!(view.versions[1].changed.is_empty());
    assert_eq!((view.row.days_postponed, view.row.changed_since_review), (60, true));
}

#[test]
fn a_policy_and_the_money_for_it_are_matched_from_either_side() {
    let (_folder, office) = office();
    let mut law = promise(10, 1, "1", "2027-01-01");
    law.means = vec![Means::Policy(Names::new("en", "A law"))];
    let mut money = promise(11, 2, "2", "2027-01-01");
    money.means = vec![Means::Money(Money { amount: 5, currency: "EUR".to_owned() })];
    make(&office, law);
    make(&office, money);
    let [host, donor] = [member(&office, 50, 1), member(&office, 51, 2)];
    office.propose_match(&donor, [id(11), id(10)], now()).unwrap();
    let view = office.commitment(id(10), today()).unwrap();
    let pair = &view.matches[0];
    assert!(pair.brings_policy && pair.standing == MatchStanding::Proposed);
    assert_eq!(pair.asked.iter().map(|who| who.id).collect::<Vec<_>>(), [id(1)]);
    let of_donor = office.commitment(id(11), today()).unwrap();
    assert!(pair.is_asked && !of_donor.matches[0].is_asked, "who proposed it is not asked");
    assert_eq!(refused(office.accept_match(&donor, pair.id, now())), "coalition/not-allowed");
    office.accept_match(&host, pair.id, now()).unwrap();
    let view = office.commitment(id(11), today()).unwrap();
    assert_eq!(view.matches[0].standing, MatchStanding::Agreed);
    assert!(!view.matches[0].brings_policy && view.matches[0].asked.is_empty());
}

#[test]
fn who_may_state_a_plan_promise_and_change_a_promise_is_said_before_it_is_tried() {
    let (_folder, office) = office();
    make(&office, promise(10, 1, "1", "2027-01-01"));
    let [own, other] = [member(&office, 50, 1), member(&office, 51, 2)];
    let mut kept = office.picture().coalition.plan.in_force(&id(PLAN)).unwrap().clone();
    (kept.id, kept.keeper) = (id(98), Some(id(1)));
    let state = Command::Plan(PlanCommand::State(Box::new(kept)));
    office.act(&Actor::operator(), state, now()).unwrap();
    let reader = Actor { role: Role::Reader, ..own };
    let of_nobody = Actor { organisation: None, ..own };
    let plans = [None, Some(id(PLAN)), Some(id(98))];
    for (actor, state, promise) in [
        (Actor::operator(), [true, true, true], true),
        (own, [true, false, true], true),
        (other, [true, false, false], true),
        (reader, [false; 3], false),
        (of_nobody, [false; 3], false),
    ] {
        let rights = plans.map(|plan| office.plan_rights(&actor, plan, now()));
        assert_eq!(rights.map(|it| it.state), state, "{actor:?}");
        assert_eq!(rights.map(|it| it.promise), [promise; 3], "{actor:?}");
    }
    let change = |actor: &Actor| office.commitment_to_change(actor, id(10));
    assert_eq!(change(&own).unwrap(), office.commitment_document(id(10)).unwrap());
    assert_eq!(refused(change(&other)), "coalition/not-allowed");
    office.withdraw_commitment(&own, id(10), "Cut", now()).unwrap();
    assert_eq!(refused(change(&own)), "coalition/commitment-withdrawn");
    assert_eq!(refused(change(&reader)), "coalition/not-allowed");
}

#[test]
fn an_action_counts_its_commitments_and_shows_the_worst_light_of_them() {
    let (_folder, office) = office();
    let mut late = promise(10, 1, "1", "2026-11-01");
    late.promised = Some(day("2026-01-01"));
    make(&office, late);
    make(&office, promise(11, 2, "1", "2028-01-01"));
    make(&office, promise(12, 2, "2", "2028-01-01"));
    make(&office, promise(13, 2, "3", "2028-01-01"));
    office.withdraw_commitment(&Actor::operator(), id(13), "Cut", now()).unwrap();
    let promises = office.plan_promises(id(PLAN), today()).unwrap();
    let counted = |action: &str| promises.actions.get(action).copied();
    let red = ActionPromises { commitments: 2, worst: Some(Light::Red), recommendations: 0 };
    let green = ActionPromises { commitments: 1, worst: Some(Light::Green), recommendations: 0 };
    assert_eq!((counted("1"), counted("2"), counted("3")), (Some(red), Some(green), None));
    assert_eq!(promises.health.actions_with_commitment, 2);
    assert_eq!(refused(office.plan_promises(id(98), today())), "coalition/absent");
    let reminders = office.commitment_reminders(today());
    assert_eq!(reminders.len(), 0, "it became late before it was stated");
    let later = office.commitment_reminders(day("2026-12-02"));
    assert_eq!(later[0].commitment.id, id(10));
    assert_eq!((later[0].on, later[0].days_left), (day("2026-12-01"), -31));
}

#[test]
fn an_organisation_is_found_by_its_name_and_two_of_one_name_by_neither() {
    let (_folder, office) = office();
    assert_eq!(office.organisation_called(" refuge 2 ").unwrap(), id(2));
    assert_eq!(office.organisation_called(&id(3).to_string()).unwrap(), id(3));
    assert_eq!(refused(office.organisation_called("Refuge")), "coalition/absent");
    let twin = Organisation::new(id(4), Names::new("fr", "REFUGE 2"));
    let declare = Command::Declare(vec![Declaration::Organisation(twin)]);
    office.act(&Actor::operator(), declare, now()).unwrap();
    assert_eq!(refused(office.organisation_called("Refuge 2")), "coalition/absent");
}

#[test]
fn a_generated_region_has_commitments_in_every_state_reviewed_by_others() {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let region = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let today = today();
    let parameters =
        RegionParameters { organisations: 40, initiatives: 150, today, ..Default::default() };
    region.make_region(&parameters, now(), &mut |_, _| {}).unwrap();
    let page = region.commitments(&CommitmentFilter::default(), today, 0).unwrap();
    assert_eq!(page.total, 14);
    for standing in CommitmentStanding::ALL {
        assert!(page.items.iter().any(|row| row.standing == standing), "{standing:?}");
    }
    for light in Light::ALL {
        assert!(page.items.iter().any(|row| row.light == light), "{light:?}");
    }
    let mut reasons = std::collections::BTreeSet::new();
    let mut agreed = 0;
    for row in &page.items {
        let view = region.commitment(row.id, today).unwrap();
        reasons.insert(view.traffic_light.reason.code());
        agreed += view.matches.iter().filter(|it| it.standing == MatchStanding::Agreed).count();
        for review in &view.reviews {
            assert_ne!(review.reviewer.as_ref().map(|who| who.id), Some(row.maker.id));
        }
        assert!(view.action_text.is_some());
    }
    assert_eq!(reasons.len(), LightReason::ALL.len(), "{reasons:?}");
    assert_eq!(agreed, 2, "a pair is seen from both sides");
}
