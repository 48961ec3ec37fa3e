//! The gaps that fit what a pledger could bring, in a world small enough to work out by hand.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use concert_coalition::{
    Action, Actor, Addressee, Author, Basis, Command, Commitment, CommitmentCell, Declaration,
    InitiativeDeclaration, Means, Need, Organisation, Place, Plan, PlanCommand, Role, User,
};
use concert_secretariat::{
    Entropy, FittingGap, FittingGapsView, Knowledge, Nearness, PledgeQuestion, Secretariat,
    Unanswered,
};
use concert_terms::{
    Count, Form, Id, Money, Names, OrganisationKind, Period, Pillar, PlaceCode, PlaceLevel,
    Population, Side, Stated,
};
use jiff::Timestamp;
use jiff::civil::Date;
use tempfile::TempDir;

fn now() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn code(text: &str) -> PlaceCode {
    text.parse().unwrap()
}

const SHELTER: u8 = 1;
const STATE: u8 = 2;
const HOST: u8 = 3;

fn need(number: u8, place: &str, (pillar, side): (Pillar, Side), people: u64) -> Declaration {
    Declaration::Need(Box::new(Need {
        id: id(number),
        place: code(place),
        pillar: Some(pillar),
        side: Some(side),
        form: Form::all().next(),
        population: Population::EVERYBODY,
        sector: None,
        period: Period::default(),
        basis: Basis::People(Count::Exact(people)),
        source: None,
        rest: serde_json::Map::new(),
    }))
}

fn action(code: &str, pillar: Option<Pillar>, due: Option<&str>, who: Addressee) -> Action {
    Action {
        code: code.to_owned(),
        text: Names::new("en", &format!("Do {code}")),
        objective: None,
        pillars: pillar.into_iter().collect(),
        sides: Stated::UNSTATED,
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        addressees: vec![who],
        from: None,
        due: due.map(day),
        after: Vec::new(),
        indicators: Vec::new(),
        references: Vec::new(),
    }
}

/// Two needs of victims in two districts of one country, of which one is served in part, and one of
/// prosecution in another country.
fn office() -> (TempDir, Secretariat) {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let office = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let place = |text: &str, level| Place::new(code(text), Names::new("", text), level);
    let organisation = |number, name, kind| {
        Declaration::Organisation(Organisation::new(id(number), Names::new("", name)).of_kind(kind))
    };
    let (victims, cases) =
        ((Pillar::Protection, Side::Supply), (Pillar::Prosecution, Side::Demand));
    let mut shelter = InitiativeDeclaration::new(id(20), id(SHELTER), vec![code("XA01")]);
    shelter.pillars = Stated::of(&[Pillar::Protection]);
    shelter.sides = Stated::of(&[Side::Supply]);
    shelter.forms = Form::all().next().into_iter().collect();
    shelter.capacity = Some(Count::Exact(40));
    shelter.confirmed = Some(day("2026-11-24"));
    let declarations = vec![
        organisation(SHELTER, "Shelter", OrganisationKind::Ngo),
        organisation(STATE, "State", OrganisationKind::State),
        organisation(HOST, "Host", OrganisationKind::State),
        Declaration::Place(place("XA", PlaceLevel::Country)),
        Declaration::Place(place("XA01", PlaceLevel::Admin1).within(code("XA"))),
        Declaration::Place(place("XA02", PlaceLevel::Admin1).within(code("XA"))),
        Declaration::Place(place("XB", PlaceLevel::Country)),
        need(10, "XA01", victims, 100),
        need(11, "XA02", victims, 300),
        need(12, "XB", cases, 50),
        Declaration::Initiative(Box::new(shelter)),
    ];
    act(&office, Command::Declare(declarations));
    let (ngo, state) =
        (|| Addressee::Kind(OrganisationKind::Ngo), || Addressee::Kind(OrganisationKind::State));
    let plan = |number, places: &[&str], actions| {
        let plan = Plan {
            id: id(number),
            names: Names::new("en", "A plan"),
            places: places.iter().map(|it| code(it)).collect(),
            keeper: None,
            under: Vec::new(),
            objectives: Vec::new(),
            actions,
            source: String::new(),
            paraphrase: false,
            rest: serde_json::Map::new(),
        };
        Command::Plan(PlanCommand::State(Box::new(plan)))
    };
    let global = vec![
        action("1", Some(Pillar::Protection), None, ngo()),
        action("2", Some(Pillar::Protection), None, state()),
        action("3", Some(Pillar::Protection), Some("2026-11-23"), ngo()),
        action("4", None, None, ngo()),
        action("5", Some(Pillar::Protection), Some("2026-11-24"), Addressee::Named("all".into())),
        action("6", Some(Pillar::Prosecution), None, Addressee::Organisation(id(STATE))),
    ];
    act(&office, plan(90, &[], global));
    let of_the_other = vec![action("1", Some(Pillar::Protection), None, ngo())];
    act(&office, plan(91, &["XB"], of_the_other));
    (folder, office)
}

fn act(office: &Secretariat, command: Command) {
    office.act(&Actor::operator(), command, now()).unwrap();
}

fn asked(question: &PledgeQuestion, office: &Secretariat) -> FittingGapsView {
    office.fitting_gaps(question, day("2026-11-24"), 0).unwrap()
}

fn of(organisation: u8, capacity: Option<f64>) -> PledgeQuestion {
    PledgeQuestion { organisation: Some(id(organisation)), capacity, ..PledgeQuestion::default() }
}

fn needs(view: &FittingGapsView) -> Vec<(u8, f64)> {
    let told = |gap: &FittingGap| (gap.need.cell.need.to_bytes()[0], gap.closes.round());
    view.gaps.items.iter().map(told).collect()
}

fn actions(gap: &FittingGap) -> Vec<(u8, &str, usize)> {
    gap.actions
        .iter()
        .map(|it| (it.plan.to_bytes()[0], it.action.as_str(), it.commitments))
        .collect()
}

#[test]
fn the_gap_of_which_the_greatest_share_would_be_closed_comes_first() {
    let (_folder, office) = office();
    let view = asked(&of(SHELTER, Some(100.0)), &office);
    // 50 of 50 cases, 100 of 360 people, and the last 60 of the district that is served.
    assert_eq!(needs(&view), [(12, 50.0), (11, 100.0), (10, 60.0)]);
    let shares: Vec<f64> = view.gaps.items.iter().map(|gap| gap.share_closed).collect();
    for (share, right) in shares.iter().zip([1.0, 100.0 / 360.0, 60.0 / 360.0]) {
        assert!((share - right).abs() < 1e-6, "{shares:?}");
    }
    let near: Vec<_> = view.gaps.items.iter().map(|gap| gap.nearness).collect();
    assert_eq!(near, [Nearness::Elsewhere, Nearness::SameCountry, Nearness::Here].map(Some));
    assert_eq!(view.gaps.items[1].need.knowledge, Knowledge::NobodyReported);
    // Without a capacity gaps are whole.
    let whole = asked(&of(SHELTER, None), &office);
    assert_eq!(needs(&whole), [(12, 50.0), (11, 300.0), (10, 60.0)]);
}

#[test]
fn a_question_is_narrowed_by_place_pillar_and_side_and_refused_where_it_makes_no_sense() {
    let (_folder, office) = office();
    let any = PledgeQuestion::default();
    let only = |question: PledgeQuestion| -> Vec<u8> {
        needs(&asked(&question, &office)).into_iter().map(|(need, _)| need).collect()
    };
    assert_eq!(only(PledgeQuestion { place: Some(code("XA")), ..any.clone() }), [11, 10]);
    assert_eq!(only(PledgeQuestion { pillar: Some(Pillar::Prosecution), ..any.clone() }), [12]);
    assert_eq!(only(PledgeQuestion { side: Some(Side::Supply), ..any.clone() }), [11, 10]);
    let other = Form::all().last();
    assert_eq!(only(PledgeQuestion { form: other, ..any.clone() }), [] as [u8; 0]);
    assert!(asked(&any, &office).gaps.items.iter().all(|gap| gap.nearness.is_none()));
    for (question, code) in [
        (of(99, None), "coalition/absent"),
        (PledgeQuestion { place: Some("ZZ".parse().unwrap()), ..any }, "coalition/absent"),
        (of(SHELTER, Some(-1.0)), "coverage/added-supply"),
        (of(SHELTER, Some(f64::NAN)), "coverage/added-supply"),
    ] {
        match office.fitting_gaps(&question, day("2026-11-24"), 0) {
            Err(Unanswered::Refused(refused)) => assert_eq!(refused.code, code),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn actions_are_those_in_force_that_ask_the_pledger_for_this_and_are_not_over() {
    let (_folder, office) = office();
    let of_victims = |organisation| asked(&of(organisation, None), &office).gaps.items[1].clone();
    assert_eq!(actions(&of_victims(SHELTER)), [(90, "1", 0), (90, "5", 0)]);
    assert_eq!(actions(&of_victims(STATE)), [(90, "2", 0), (90, "5", 0)]);
    let of_cases = |organisation| asked(&of(organisation, None), &office).gaps.items[0].clone();
    assert_eq!(actions(&of_cases(STATE)), [(90, "6", 0)]);
    assert_eq!(actions(&of_cases(SHELTER)), []);
    // What was promised towards an action lets it fall behind, and shows in its cell.
    let mut promise = promise(70, STATE, "1", "XA02");
    promise.cells[0].pillar = Some(Pillar::Protection);
    make(&office, promise);
    let gaps = asked(&of(SHELTER, None), &office).gaps.items;
    assert_eq!(actions(&gaps[1]), [(90, "5", 0), (90, "1", 1)]);
    let promised: Vec<Id> = gaps[1].promised.iter().map(|it| it.commitment).collect();
    assert_eq!((promised, gaps[2].promised.len()), (vec![id(70)], 0));
    office.withdraw_commitment(&Actor::operator(), id(70), "Cut", now()).unwrap();
    let gaps = asked(&of(SHELTER, None), &office).gaps.items;
    assert!(gaps[1].promised.is_empty());
    assert_eq!(actions(&gaps[1]), [(90, "1", 0), (90, "5", 0)]);
}

#[test]
fn a_policy_waits_for_means_until_a_pair_is_agreed() {
    let (_folder, office) = office();
    let policy = Means::Policy(Names::new("en", "Work permits"));
    make(&office, Commitment { means: vec![policy], ..promise(70, HOST, "2", "XA") });
    let money = Means::Money(Money { amount: 1000, currency: "EUR".to_owned() });
    make(&office, Commitment { means: vec![money], ..promise(71, SHELTER, "1", "XA") });
    let waiting = |organisation| -> Vec<Vec<Id>> {
        let gaps = asked(&of(organisation, None), &office).gaps.items;
        gaps.iter().map(|gap| gap.policies.iter().map(|it| it.commitment).collect()).collect()
    };
    assert_eq!(waiting(SHELTER), [vec![], vec![id(70)], vec![id(70)]]);
    assert_eq!(waiting(HOST), [vec![], vec![], vec![]], "one's own policy is no news");
    let [host, shelter] = [HOST, SHELTER].map(|organisation| member(&office, organisation));
    office.propose_match(&shelter, [id(71), id(70)], now()).unwrap();
    assert_eq!(waiting(SHELTER).concat().len(), 2, "the host has not agreed yet");
    let pair = office.commitment(id(70), day("2026-11-24")).unwrap().matches[0].id;
    office.accept_match(&host, pair, now()).unwrap();
    assert_eq!(waiting(SHELTER).concat(), [] as [Id; 0]);
}

fn member(office: &Secretariat, organisation: u8) -> Actor {
    let user = User {
        id: id(50 + organisation),
        name: format!("user {organisation}"),
        role: Role::Member,
        organisation: Some(id(organisation)),
        closed: false,
    };
    act(office, Command::RegisterUser(user.clone()));
    Actor { author: Author::User(user.id), role: user.role, organisation: user.organisation }
}

fn promise(number: u8, maker: u8, action: &str, place: &str) -> Commitment {
    let text = Names::new("en", &format!("Promise {number}"));
    let mut promise =
        Commitment::new(id(number), id(maker), (id(90), action), text, day("2027-06-30"));
    promise.cells = vec![CommitmentCell {
        place: code(place),
        pillar: None,
        side: None,
        form: None,
        population: Population::EVERYBODY,
    }];
    promise
}

fn make(office: &Secretariat, commitment: Commitment) {
    office.make_commitment(&Actor::operator(), commitment, now()).unwrap();
}
