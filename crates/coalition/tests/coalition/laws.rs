//! What holds of every history: replay, snapshots, undo, order, repetition, and the bytes.

use std::collections::HashMap;

use crate::assembly::{
    assembled, body, commands_of_assemblies, cycle, member, of, simple_majority, told_assembly,
};
use crate::ground::{
    action, carry_out, claim, code, commitment, id, import, initiative, need, now, organisation,
    place, plan, published, recommendation, recorded, review,
};
use concert_coalition::{
    ActionNumber, Actor, Addressee, Answers, Author, Basis, Body, Claim, Coalition, Command,
    Commitment, CommitmentCell, Condition, DecisionCommand, Declaration, Evidence, Instance,
    MatchStanding, Means, Members, Plan, PlanCommand, PledgeMatch, Prefill, ProgressLevel,
    PromiseCommand, ReviewCommand, Role, Source, Statement, User, decide,
};
use concert_terms::{
    Count, Form, Id, Interval, Money, Names, Period, Pillar, PlaceCode, Population, Stated,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// AA, AA1, BB and CC stand on the ground; the others may be declared or not.
const CODES: [&str; 8] = ["AA", "AA1", "BB", "CC", "DD", "EE", "AA>BB", "DD>EE"];

/// The ground, and a recommendation on it that can be answered.
fn ground() -> Coalition {
    let mut coalition = crate::ground::ground();
    let declared = Declaration::Recommendation(Box::new(recommendation(81, "AA")));
    carry_out(&mut coalition, &Actor::operator(), &Command::Declare(vec![declared])).unwrap();
    coalition
}

/// Mostly places that are there, or a batch of declarations would hardly ever be accepted.
fn any_code() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => select(&CODES[..4]), 1 => select(CODES.as_slice())]
}

/// Mostly organisations that are there.
fn any_owner() -> impl Strategy<Value = u8> {
    prop_oneof![6 => 1_u8..3, 1 => 1_u8..5]
}

fn any_count() -> impl Strategy<Value = Count> {
    prop_oneof![
        (0_u64..90).prop_map(Count::Exact),
        (0_u64..90, 0_u64..90).prop_map(|(low, more)| Count::Between(low, low + more)),
        (0_u64..90).prop_map(Count::AtLeast),
        Just(Count::Withheld),
    ]
}

fn any_interval() -> impl Strategy<Value = Interval> {
    (0.0_f64..1e6, 0.0_f64..1e6, 0.0_f64..1e6, 0.01_f64..0.99).prop_map(|(low, a, b, level)| {
        Interval::new(low, low + a, low + a + b, level).expect("sums are in order")
    })
}

/// Fields that a later version might write.
fn any_rest() -> impl Strategy<Value = serde_json::Map<String, serde_json::Value>> {
    let value = prop_oneof![
        any::<f64>().prop_map(|number| serde_json::json!(number)),
        any::<u64>().prop_map(|number| serde_json::json!({"of": [number, null]})),
        "\\PC{0,8}".prop_map(serde_json::Value::from),
    ];
    vec(("x-[a-z]{1,4}", value), 0..3).prop_map(|fields| fields.into_iter().collect())
}

fn any_organisation() -> impl Strategy<Value = Declaration> {
    (1_u8..5, option::of("[a-z]{1}"), vec(any_code(), 0..2), any_rest()).prop_map(
        |(number, acronym, works_in, rest)| {
            let mut declared = organisation(number);
            declared.acronym = acronym;
            declared.works_in = works_in.into_iter().map(code).collect();
            declared.rest = rest;
            Declaration::Organisation(declared)
        },
    )
}

fn any_place() -> impl Strategy<Value = Declaration> {
    let point = option::of((-180.0_f64..180.0, -90.0_f64..90.0));
    let parent = option::weighted(0.2, any_code());
    (select(CODES.as_slice()), parent, point, 0_u8..2).prop_map(|(text, parent, point, turn)| {
        let mut declared = place(text);
        declared.names = Names::new("en", &format!("{text} {turn}"));
        declared.parent = parent.map(code);
        declared.point = point.map(|(longitude, latitude)| [longitude, latitude]);
        Declaration::Place(declared)
    })
}

fn any_initiative() -> impl Strategy<Value = Declaration> {
    let who = (11_u8..15, any_owner(), vec(any_owner(), 0..2), option::of(any_owner()));
    let what = (vec(any_code(), 1..3), option::of(any_count()), any::<u64>(), any_rest());
    (who, what, option::of(0_u32..9)).prop_map(|(who, what, row)| {
        let ((number, owner, partners, funder), (places, capacity, bits, rest)) = (who, what);
        let mut declared = initiative(number, owner, "AA");
        declared.places = places.into_iter().map(code).collect();
        declared.partners = partners.into_iter().map(id).collect();
        declared.funder = funder.map(id);
        declared.capacity = capacity;
        declared.pillars = Stated::<Pillar>::from_bits(bits);
        declared.forms = Stated::<Form>::from_bits(bits);
        declared.period = Period::year(2020 + (bits % 9) as i16);
        declared.rest = rest;
        declared.source = row.map(|row| Source {
            file: "3w.csv".into(),
            sheet: String::new(),
            row,
            cells: vec![("Where".into(), "AA".into())],
        });
        Declaration::Initiative(Box::new(declared))
    })
}

fn any_need() -> impl Strategy<Value = Declaration> {
    let basis = prop_oneof![
        any_count().prop_map(Basis::People),
        any_interval().prop_map(Basis::Interval),
        (41_u8..43, any_interval())
            .prop_map(|(number, per_person)| Basis::Estimate { estimate: id(number), per_person }),
        (31_u8..34, any_interval())
            .prop_map(|(number, per_person)| Basis::Published { estimate: id(number), per_person }),
    ];
    (21_u8..24, any_code(), basis)
        .prop_map(|(number, place, basis)| Declaration::Need(Box::new(need(number, place, basis))))
}

fn any_published() -> impl Strategy<Value = Declaration> {
    (31_u8..34, any_code(), option::of(any_interval()), option::of(any_count())).prop_map(
        |(number, place, interval, people)| {
            let mut declared = published(number, place);
            (declared.interval, declared.people) = (interval, people);
            Declaration::Published(Box::new(declared))
        },
    )
}

fn any_declaration() -> impl Strategy<Value = Declaration> {
    prop_oneof![
        2 => any_organisation(),
        3 => any_place(),
        5 => any_initiative(),
        2 => any_need(),
        1 => any_published(),
        3 => any_commitment().prop_map(|declared| Declaration::Commitment(Box::new(declared))),
        1 => (81_u8..84, any_code()).prop_map(|(number, place)| {
            Declaration::Recommendation(Box::new(recommendation(number, place)))
        }),
        1 => any_answer(),
    ]
}

/// What answers recommendation 81, which stands on the ground of these laws.
fn any_answer() -> impl Strategy<Value = Declaration> {
    select(vec![vec![], vec!["1"]])
        .prop_map(|codes| Declaration::Answer { recommendation: id(81), actions: answers(&codes) })
}

fn answers(codes: &[&str]) -> Vec<ActionNumber> {
    codes.iter().map(|&code| ActionNumber { plan: id(99), action: code.to_owned() }).collect()
}

/// Towards action 1 or 2 of plan 99; the second is there only where somebody states it. Every other
/// one promises a policy, the others money, so that they can be matched.
fn any_commitment() -> impl Strategy<Value = Commitment> {
    let condition = option::weighted(0.3, 71_u8..75);
    let towards = prop_oneof![6 => Just("1"), 1 => Just("2")];
    let what = (vec(any_code(), 0..2), condition, towards, 1_u64..3, any_rest());
    (71_u8..75, any_owner(), what).prop_map(
        |(number, maker, (places, condition, towards, amount, rest))| {
            let mut declared = commitment(number, maker);
            towards.clone_into(&mut declared.action);
            declared.means = match number % 2 {
                0 => vec![Means::Money(Money { amount, currency: "USD".into() })],
                _ => vec![Means::Policy(Names::new("en", &format!("Law {amount}")))],
            };
            declared.cells = places.into_iter().map(cell).collect();
            declared.condition = condition
                .map(|other| Condition { commitment: id(other), level: ProgressLevel::Partial });
            declared.rest = rest;
            declared
        },
    )
}

fn cell(place: &str) -> CommitmentCell {
    let population = Population::EVERYBODY;
    CommitmentCell { place: code(place), pillar: None, side: None, form: None, population }
}

/// What is asked of commitments, mostly by the maker or a coordinator.
fn any_promise_command() -> impl Strategy<Value = PromiseCommand> {
    let reason = || "as agreed".to_owned();
    let evidence = option::of(11_u8..13);
    prop_oneof![
        3 => any_commitment().prop_map(move |declared| PromiseCommand::Change {
            commitment: Box::new(declared),
            reason: reason(),
        }),
        1 => (71_u8..75)
            .prop_map(move |number| PromiseCommand::Withdraw { commitment: id(number), reason: reason() }),
        2 => (71_u8..75, evidence).prop_map(|(number, initiative)| {
            let mut said = claim(number, ProgressLevel::Partial);
            said.evidence = initiative.into_iter().map(|it| Evidence::Initiative(id(it))).collect();
            PromiseCommand::Claim(Box::new(said))
        }),
        1 => (71_u8..75, any_owner()).prop_map(move |(number, reviewer)| {
            PromiseCommand::NameReviewer {
                commitment: id(number),
                reviewer: id(reviewer),
                reason: reason(),
            }
        }),
        1 => (71_u8..75, select(ProgressLevel::ALL.as_slice())).prop_map(|(number, level)| {
            PromiseCommand::Review(Box::new(review(number, level)))
        }),
        2 => (75_u8..78, 71_u8..75, 71_u8..75).prop_map(|(number, policy, resources)| {
            let (policy, resources) = (id(policy), id(resources));
            PromiseCommand::ProposeMatch { id: id(number), policy, resources }
        }),
        1 => (75_u8..78).prop_map(|number| PromiseCommand::AcceptMatch(id(number))),
        1 => (75_u8..78).prop_map(move |number| {
            PromiseCommand::EndMatch { pledge_match: id(number), reason: reason() }
        }),
    ]
}

/// A version of a plan: 99, towards which is promised, 66, which is decided on and reviewed, or 61.
fn any_plan() -> impl Strategy<Value = Plan> {
    let numbers = select(vec![vec!["1"], vec!["2"], vec!["1", "2"]]);
    let asked = option::of(any_owner());
    let under = option::of(select(&[61_u8, 66, 99][..]));
    let what = (numbers, asked, under);
    (select(&[61_u8, 66, 99][..]), vec(any_code(), 0..2), option::of(any_owner()), what).prop_map(
        |(number, places, keeper, (numbers, asked, under))| {
            let mut actions: Vec<_> = numbers.iter().map(|code| action(code, &[])).collect();
            actions[0].addressees.extend(asked.map(|asked| Addressee::Organisation(id(asked))));
            let mut stated = plan(number, actions);
            stated.places = places.into_iter().map(code).collect();
            stated.keeper = keeper.map(id);
            stated.under = under.into_iter().map(id).collect();
            stated
        },
    )
}

/// Something that members do before a body or in a review.
fn any_act_of_an_assembly() -> impl Strategy<Value = Command> {
    let membership = (1_u8..6, option::of(any_day())).prop_map(|(number, until)| {
        member(number, "2026-01-01", until.map(|day| day.to_string()).as_deref())
    });
    let listed = vec(1_u8..5, 1..3).prop_map(|listed| {
        let described = body(88, &listed, simple_majority());
        Command::Decision(DecisionCommand::DescribeBody(Box::new(described)))
    });
    let asks = any_code().prop_map(|place| {
        let mut opened = cycle(95, "2026-12-01", "2026-12-02");
        opened.questions[0].prefill = Prefill::Gaps { place: code(place) };
        Command::Review(ReviewCommand::Open(Box::new(opened)))
    });
    prop_oneof![
        6 => select(commands_of_assemblies()),
        1 => membership,
        1 => listed,
        1 => asks,
    ]
}

fn any_user() -> impl Strategy<Value = User> {
    let role =
        select([Role::Administrator, Role::Coordinator, Role::Member, Role::Reader].as_slice());
    (61_u8..64, "[a-c]", role, option::of(1_u8..5), any::<bool>()).prop_map(
        |(number, name, role, organisation, closed)| User {
            id: id(number),
            name,
            role,
            organisation: organisation.map(id),
            closed,
        },
    )
}

fn any_day() -> impl Strategy<Value = jiff::civil::Date> {
    (1_i8..29).prop_map(|day| jiff::civil::date(2026, 10, day))
}

fn any_command() -> impl Strategy<Value = Command> {
    let reason = || "declared in error".to_owned();
    let confirm = (11_u8..15, any_day(), option::of(any_count()), option::of(0_u32..9));
    prop_oneof![
        4 => vec(any_declaration(), 0..4).prop_map(Command::Declare),
        4 => (51_u8..55, vec(any_declaration(), 0..6)).prop_map(|(number, declarations)| {
            Command::Import { import: import(number), declarations }
        }),
        2 => (51_u8..55)
            .prop_map(move |number| Command::UndoImport { import: id(number), reason: reason() }),
        2 => confirm.prop_map(|(number, on, capacity, accepted)| Command::Confirm {
            initiative: id(number),
            on,
            capacity,
            answers: accepted.map(|accepted| Answers { accepted, declined: 1 }),
        }),
        1 => (11_u8..15).prop_map(move |number| {
            Command::WithdrawInitiative { initiative: id(number), reason: reason() }
        }),
        1 => (21_u8..24)
            .prop_map(move |number| Command::WithdrawNeed { need: id(number), reason: reason() }),
        1 => (1_u8..5, any_day())
            .prop_map(|(number, on)| Command::Report { organisation: id(number), on }),
        4 => any_promise_command().prop_map(Command::Promise),
        2 => any_plan().prop_map(|stated| Command::Plan(PlanCommand::State(Box::new(stated)))),
        4 => any_act_of_an_assembly(),
        1 => (41_u8..43, any_code(), vec(0.0_f32..1e9, 1..5)).prop_map(|(number, place, draws)| {
            let mut estimate = recorded(number, place);
            estimate.draws = draws;
            Command::RecordEstimate(Box::new(estimate))
        }),
        1 => any_user().prop_map(Command::RegisterUser),
        1 => (61_u8..64).prop_map(|number| Command::CloseUser(id(number))),
        1 => "[a-c]".prop_map(|name| {
            Command::Describe(Instance { names: Names::new("", &name), ..Instance::default() })
        }),
    ]
}

fn any_actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        3 => Just(Actor::operator()),
        1 => any_user().prop_map(|user| Actor::user(&user)),
        2 => (1_u8..6).prop_map(of),
    ]
}

/// What may be said of promises, whether or not they were made.
fn any_body_of_promises() -> impl Strategy<Value = Body> {
    let numbers = || vec((81_u8..86).prop_map(id), 0..4);
    let levels = select(ProgressLevel::ALL.as_slice());
    let pair = (75_u8..78, 71_u8..75, 71_u8..75, option::of(1_u8..4));
    prop_oneof![
        any_commitment().prop_map(|said| Body::CommitmentChanged {
            commitment: Box::new(said),
            reason: "anew".into(),
        }),
        (71_u8..75).prop_map(|number| Body::CommitmentWithdrawn {
            commitment: id(number),
            reason: "too much".into(),
        }),
        (71_u8..75, levels.clone(), any::<f64>()).prop_map(|(number, level, figure)| {
            let figure = figure.is_finite().then_some(figure);
            let evidence = vec![Evidence::Statement(7)];
            Body::ProgressClaimed(Box::new(Claim { figure, evidence, ..claim(number, level) }))
        }),
        (71_u8..75, 1_u8..5).prop_map(|(number, reviewer)| Body::ReviewerNamed {
            commitment: id(number),
            reviewer: id(reviewer),
            reason: String::new(),
        }),
        (71_u8..75, levels)
            .prop_map(|(number, level)| Body::ProgressReviewed(Box::new(review(number, level)))),
        pair.prop_map(|(number, policy, resources, proposer)| {
            let proposer = proposer.map(id);
            let (policy, resources) = (id(policy), id(resources));
            Body::PledgeMatchProposed(PledgeMatch { id: id(number), policy, resources, proposer })
        }),
        (75_u8..78, 1_u8..4).prop_map(|(number, maker)| Body::PledgeMatchAccepted {
            pledge_match: id(number),
            maker: id(maker),
        }),
        (75_u8..78).prop_map(|number| Body::PledgeMatchEnded {
            pledge_match: id(number),
            reason: "over".into(),
        }),
        (81_u8..86).prop_map(|number| Body::RecommendationAnswered {
            recommendation: id(number),
            actions: vec![ActionNumber { plan: id(99), action: "1".into() }],
        }),
        numbers().prop_map(|recommendations| Body::RecommendationsJoined { recommendations }),
        numbers().prop_map(|recommendations| Body::RecommendationsParted {
            recommendations,
            reason: "not the same".into(),
        }),
    ]
}

/// What may stand in a journal, whether or not this version would have accepted it.
fn any_statement() -> impl Strategy<Value = Statement> {
    let body = prop_oneof![
        6 => any_declaration().prop_map(body_of),
        5 => any_body_of_promises(),
        1 => (1_u8..9, any_day())
            .prop_map(|(number, on)| Body::OrganisationReported { organisation: id(number), on }),
        2 => (11_u8..19, any_day(), option::of(any_count())).prop_map(|(number, on, capacity)| {
            Body::InitiativeConfirmed { initiative: id(number), on, capacity, answers: None }
        }),
        1 => (11_u8..19, "\\PC{0,5}")
            .prop_map(|(number, reason)| Body::InitiativeWithdrawn { initiative: id(number), reason }),
        1 => (21_u8..29, "\\PC{0,5}")
            .prop_map(|(number, reason)| Body::NeedWithdrawn { need: id(number), reason }),
        1 => (41_u8..43, any_code())
            .prop_map(|(number, place)| Body::EstimateRecorded(Box::new(recorded(number, place)))),
        1 => (51_u8..55).prop_map(|number| Body::ImportApplied(import(number))),
        1 => (51_u8..55, "\\PC{0,5}")
            .prop_map(|(number, reason)| Body::ImportUndone { import: id(number), reason }),
        1 => any_user().prop_map(Body::UserRegistered),
        1 => (61_u8..69).prop_map(|number| Body::UserClosed { user: id(number) }),
        1 => option::of(any::<u64>()).prop_map(|seed| {
            Body::InstanceDescribed(Instance { seed, generated: true, ..Instance::default() })
        }),
        4 => select(acts_of_assemblies()),
        1 => any_rest().prop_map(|content| Body::Unknown {
            kind: "vote-cast".into(),
            content: content.into(),
        }),
    ];
    let head = (option::of(51_u8..55), option::of(61_u8..64), option::of(any::<u64>()));
    (head, 0_i64..4_000_000_000, body).prop_map(|((import, user, replaces), second, body)| {
        let by = user.map_or(Author::Operator, |number| Author::User(id(number)));
        let at = jiff::Timestamp::from_second(second).expect("the second lies in this century");
        Statement { import: import.map(id), replaces, ..Statement::new(at, by, body) }
    })
}

/// What stands in the journal of a coalition that decides and reviews, in any order here: most of
/// it is about things that are not there yet, or are over.
fn acts_of_assemblies() -> Vec<Body> {
    let coalition = assembled();
    let stated = commands_of_assemblies().into_iter().flat_map(|command| {
        let actors = [Actor::operator(), of(1)];
        let stated = actors.map(|actor| decide(&coalition, &actor, &command, now()));
        stated.into_iter().flatten().flatten().collect::<Vec<_>>()
    });
    let mut bodies: Vec<Body> = stated.map(|statement| statement.body).collect();
    for open in coalition.decisions.proposals.values() {
        bodies.push(Body::ProposalOpened(Box::new(open.opening.clone())));
    }
    for open in coalition.reviews.cycles.values() {
        bodies.push(Body::ReviewCycleOpened(Box::new(open.cycle.clone())));
    }
    bodies
}

fn body_of(declaration: Declaration) -> Body {
    match declaration {
        Declaration::Organisation(declared) => Body::OrganisationDeclared(declared),
        Declaration::Place(declared) => Body::PlaceDeclared(declared),
        Declaration::Initiative(declared) => Body::InitiativeDeclared(declared),
        Declaration::Need(declared) => Body::NeedDeclared(declared),
        Declaration::Published(declared) => Body::EstimatePublished(declared),
        Declaration::Commitment(declared) => Body::CommitmentMade(declared),
        Declaration::Recommendation(declared) => Body::RecommendationDeclared(declared),
        Declaration::Answer { recommendation, actions } => {
            Body::RecommendationAnswered { recommendation, actions }
        }
    }
}

/// A name for what a declaration is about.
fn key_of(declaration: &Declaration) -> String {
    match declaration {
        Declaration::Organisation(declared) => format!("organisation {}", declared.id),
        Declaration::Place(declared) => format!("place {}", declared.code),
        Declaration::Initiative(declared) => format!("initiative {}", declared.id),
        Declaration::Need(declared) => format!("need {}", declared.id),
        Declaration::Published(declared) => format!("published {}", declared.id),
        Declaration::Commitment(declared) => format!("commitment {}", declared.id),
        Declaration::Recommendation(declared) => format!("recommendation {}", declared.id),
        Declaration::Answer { recommendation, .. } => format!("answer to {recommendation}"),
    }
}

fn fold<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> Coalition {
    let mut coalition = Coalition::default();
    for statement in statements {
        coalition.apply(statement);
    }
    coalition
}

/// Everything that is named by something is there, and no place lies within itself.
fn assert_that_every_reference_resolves(coalition: &Coalition) {
    let place = |code: &PlaceCode| coalition.places.get(code).is_some();
    let organisation = |number| coalition.organisations.at(number).is_some();
    for (_, _, declared) in coalition.organisations.iter() {
        assert!(declared.works_in.iter().all(place), "{declared:?}");
    }
    for (_, code, declared) in coalition.places.iter() {
        assert!(declared.parent.iter().all(place), "{declared:?}");
        let ends = code.corridor();
        assert!(ends.is_none_or(|ends| place(&ends.origin) && place(&ends.destination)));
        let above = |code: &&PlaceCode| coalition.places.get(code)?.parent.as_ref();
        let way_up = std::iter::successors(Some(code), above);
        assert!(way_up.take(CODES.len() + 1).count() <= CODES.len(), "{code} lies within itself");
    }
    for (_, _, declared) in coalition.initiatives.iter() {
        assert!(organisation(declared.organisation), "{declared:?}");
        assert!(declared.partners.iter().copied().all(organisation), "{declared:?}");
        assert!(declared.funder.into_iter().all(organisation), "{declared:?}");
        assert!(declared.places.iter().all(|number| coalition.places.at(*number).is_some()));
    }
    for (_, _, declared) in coalition.needs.iter() {
        assert!(place(&declared.place), "{declared:?}");
        assert!(match &declared.basis {
            Basis::People(_) | Basis::Interval(_) => true,
            Basis::Estimate { estimate, .. } => coalition.estimates.get(estimate).is_some(),
            Basis::Published { estimate, .. } => coalition.published.get(estimate).is_some(),
        });
    }
    assert!(coalition.published.iter().all(|(_, _, figure)| figure.place.iter().all(place)));
    assert!(coalition.estimates.iter().all(|(_, _, estimate)| place(&estimate.place)));
    assert_that_every_promise_stands(coalition);
    assert_that_every_document_stands(coalition);
    let open_accounts = coalition.users.values().filter(|user| !user.closed);
    for organisation in open_accounts.filter_map(|user| user.organisation) {
        assert!(coalition.organisations.get(&organisation).is_some());
    }
}

/// Everything that a standing commitment or a recommendation names is there, and none waits for
/// itself.
fn assert_that_every_promise_stands(coalition: &Coalition) {
    let place = |code: &PlaceCode| coalition.places.get(code).is_some();
    let organisation = |id: Id| coalition.organisations.get(&id).is_some();
    let promises = &coalition.plan.promises;
    for (_, history) in promises.commitments().filter(|(_, history)| history.withdrawn.is_none()) {
        let promise = &history.current.commitment;
        assert!(organisation(promise.maker), "{promise:?}");
        assert!(history.reviewer().is_none_or(organisation), "{promise:?}");
        assert!(promise.cells.iter().all(|cell| place(&cell.place)), "{promise:?}");
        let waits_for = |id: &Id| promises.commitment(id)?.current.commitment.condition;
        let way = std::iter::successors(promise.condition, |next| waits_for(&next.commitment));
        let way: Vec<_> = way.take(9).collect();
        assert!(way.len() < 5, "{promise:?} waits for itself");
        assert!(way.iter().all(|next| promises.commitment(&next.commitment).is_some()));
    }
    for (_, _, declared) in coalition.recommendations.iter() {
        assert!(declared.place.iter().all(place), "{declared:?}");
    }
}

/// Everything that a plan in any version, a body, a proposal or a review names is there, and what is
/// put into a match is promised.
fn assert_that_every_document_stands(coalition: &Coalition) {
    let organisation = |id: &Id| assert!(coalition.organisations.get(id).is_some(), "{id}");
    let place = |code: &PlaceCode| assert!(coalition.places.get(code).is_some(), "{code}");
    let versions = coalition.plan.plans.values().flat_map(|history| &history.versions);
    for Plan { places, keeper, under, actions, .. } in versions.map(|version| &version.plan) {
        places.iter().for_each(place);
        keeper.iter().for_each(organisation);
        assert!(under.iter().all(|other| coalition.plan.plans.contains_key(other)));
        for addressee in actions.iter().flat_map(|action| &action.addressees) {
            let Addressee::Organisation(asked) = addressee else { continue };
            organisation(asked);
        }
    }
    let decisions = &coalition.decisions;
    decisions.members.keys().for_each(organisation);
    for described in decisions.bodies.values() {
        let Members::Listed(listed) = &described.body.members else { continue };
        listed.iter().for_each(organisation);
    }
    for proposal in decisions.proposals.values() {
        assert!(decisions.bodies.contains_key(&proposal.opening.draft.body));
        let seats = proposal.opening.seats.iter().map(|seat| &seat.organisation);
        let owners = proposal.follow_ups.iter().map(|follow_up| &follow_up.owner);
        seats.chain(owners).for_each(organisation);
    }
    for open in coalition.reviews.cycles.values() {
        assert!(coalition.plan.plans.contains_key(&open.cycle.plan));
        for question in &open.cycle.questions {
            let Prefill::Gaps { place: asked } = &question.prefill else { continue };
            place(asked);
        }
        for pairing in &open.cycle.pairings {
            organisation(&pairing.reviewed);
            pairing.reviewers.iter().for_each(organisation);
        }
    }
    let promises = &coalition.plan.promises;
    for history in promises.matches.values() {
        if promises.match_standing(history) == MatchStanding::Ended {
            continue;
        }
        let promised = |id| &promises.commitment(&id).unwrap().current.commitment;
        assert!(promised(history.pair.policy).offers_policy());
        assert!(promised(history.pair.resources).offers_resources());
    }
}

/// What the commands state one after the other after the assembly's journal, those that are refused
/// left out.
fn history(commands: &[(Actor, Command)]) -> (Coalition, Vec<Statement>) {
    let (mut coalition, mut statements) = told_assembly();
    for (actor, command) in commands {
        let stated = carry_out(&mut coalition, actor, command);
        statements.extend(stated.unwrap_or_default());
    }
    (coalition, statements)
}

/// Begins with a recommendation that can be answered.
fn any_history() -> impl Strategy<Value = Vec<(Actor, Command)>> {
    vec((any_actor(), any_command()), 0..24).prop_map(move |mut commands| {
        let declared = Declaration::Recommendation(Box::new(recommendation(81, "AA")));
        commands.insert(0, (Actor::operator(), Command::Declare(vec![declared])));
        commands
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_same_statements_give_the_same_bytes_also_when_they_are_read_back(
        commands in any_history(),
    ) {
        let (lived, statements) = history(&commands);
        let replayed = fold(&statements);
        prop_assert_eq!(&replayed, &lived);
        prop_assert_eq!(replayed.to_snapshot(), lived.to_snapshot());
        let read: Vec<_> = statements
            .iter()
            .map(|statement| Statement::from_bytes(&statement.to_bytes()).unwrap())
            .collect();
        prop_assert_eq!(fold(&read).to_snapshot(), lived.to_snapshot());
    }

    #[test]
    fn a_snapshot_stands_for_the_statements_before_it(
        before in vec(any_statement(), 0..30), after in vec(any_statement(), 0..30),
    ) {
        let mut lived = fold(&before);
        let mut revived = Coalition::from_snapshot(&lived.to_snapshot()).unwrap();
        prop_assert_eq!(&revived, &lived);
        for statement in &after {
            prop_assert_eq!(revived.apply(statement), lived.apply(statement));
        }
        prop_assert_eq!(&revived, &lived);
        prop_assert_eq!(revived.to_snapshot(), lived.to_snapshot());
    }

    #[test]
    fn whatever_the_journal_says_is_applied_and_counted(
        statements in vec(any_statement(), 0..60),
    ) {
        let coalition = fold(&statements);
        prop_assert_eq!(coalition.size, statements.len() as u64);
        prop_assert!(coalition.holds_the_same_as(&coalition.clone()));
    }

    #[test]
    fn every_statement_reads_back_as_it_was_written(statement in any_statement()) {
        prop_assert_eq!(Statement::from_bytes(&statement.to_bytes()), Ok(statement));
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in vec(any::<u8>(), 0..200), cut in 0_usize..2000) {
        let _ = Statement::from_bytes(&bytes);
        let _ = Coalition::from_snapshot(&bytes);
        let mut snapshot = ground().to_snapshot();
        snapshot.truncate(cut);
        snapshot.extend(bytes);
        let _ = Coalition::from_snapshot(&snapshot);
    }

    #[test]
    fn after_every_command_that_is_accepted_every_reference_resolves(
        commands in any_history(),
    ) {
        let mut coalition = assembled();
        for (actor, command) in &commands {
            if carry_out(&mut coalition, actor, command).is_ok() {
                assert_that_every_reference_resolves(&coalition);
            }
        }
    }

    #[test]
    fn the_order_of_declarations_of_different_things_does_not_matter(
        declarations in vec(any_declaration(), 0..12), keys in vec(any::<u32>(), 40),
    ) {
        let ground = ground();
        let command = Command::Declare(declarations);
        let Ok(statements) = decide(&ground, &Actor::operator(), &command, now()) else {
            return Ok(());
        };
        let mut shuffled: Vec<_> = keys.iter().zip(&statements).collect();
        shuffled.sort_by_key(|(key, _)| **key);
        let (mut one, mut other) = (ground.clone(), ground);
        for (statement, (_, turned)) in statements.iter().zip(&shuffled) {
            one.apply(statement);
            other.apply(turned);
        }
        prop_assert!(one.holds_the_same_as(&other));
    }

    #[test]
    fn what_was_imported_once_states_nothing_when_it_is_imported_again(
        commands in any_history(), declarations in vec(any_declaration(), 0..12),
    ) {
        let (mut coalition, _) = history(&commands);
        let operator = Actor::operator();
        let first = Command::Import { import: import(57), declarations: declarations.clone() };
        if carry_out(&mut coalition, &operator, &first).is_ok() {
            let again = Command::Import { import: import(58), declarations: declarations.clone() };
            prop_assert_eq!(decide(&coalition, &operator, &again, now()), Ok(Vec::new()));
            prop_assert_eq!(decide(&coalition, &operator, &first, now()), Ok(Vec::new()));
        }
    }

    #[test]
    fn an_edited_row_states_that_row_only(
        declarations in vec(any_declaration(), 1..12), which in any::<prop::sample::Index>(),
    ) {
        let last_words: HashMap<_, _> =
            declarations.into_iter().map(|declared| (key_of(&declared), declared)).collect();
        let mut declarations: Vec<_> = last_words.into_values().collect();
        let mut coalition = ground();
        let operator = Actor::operator();
        let first = Command::Import { import: import(57), declarations: declarations.clone() };
        if carry_out(&mut coalition, &operator, &first).is_err() {
            return Ok(());
        }
        let count = declarations.len();
        let edited = &mut declarations[which.index(count)];
        edit(edited);
        let expected = match edited.clone() {
            Declaration::Commitment(commitment) => {
                Body::CommitmentChanged { commitment, reason: String::new() }
            }
            other => body_of(other),
        };
        let again = Command::Import { import: import(58), declarations };
        let statements = decide(&coalition, &operator, &again, now()).unwrap();
        prop_assert_eq!(statements.len(), 2);
        prop_assert_eq!(&statements[0].body, &expected);
        prop_assert_eq!(&statements[1].body, &Body::ImportApplied(import(58)));
    }

    #[test]
    fn an_undo_right_after_an_import_gives_back_what_held_before(
        commands in any_history(), declarations in vec(any_declaration(), 0..12),
    ) {
        let (before, _) = history(&commands);
        let operator = Actor::operator();
        let mut after = before.clone();
        let apply = Command::Import { import: import(57), declarations };
        let stated = carry_out(&mut after, &operator, &apply).unwrap_or_default();
        if !stated.is_empty() {
            let undo = Command::UndoImport { import: id(57), reason: "the wrong file".into() };
            carry_out(&mut after, &operator, &undo).unwrap();
            prop_assert!(after.holds_the_same_as(&before));
            prop_assert_eq!(carry_out(&mut after, &operator, &undo), Ok(Vec::new()));
        }
    }

    /// What is confirmed of an import's declaration goes with the declaration; everything else
    /// that was said before or since, by hand or by other imports, stays as if the import had
    /// never been.
    #[test]
    fn an_import_that_is_undone_leaves_what_the_other_statements_say(commands in any_history()) {
        let (coalition, statements) = history(&commands);
        for number in 51..55 {
            let undo = Command::UndoImport { import: id(number), reason: "wrong file".into() };
            let mut undone = coalition.clone();
            if carry_out(&mut undone, &Actor::operator(), &undo).is_ok_and(|s| !s.is_empty()) {
                prop_assert!(undone.holds_the_same_as(&without(&statements, number)));
            }
        }
    }
}

#[test]
fn a_confirmation_of_what_an_import_declared_goes_with_the_import() {
    let mut coalition = ground();
    let operator = Actor::operator();
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    let confirm = |on, beds| Command::Confirm {
        initiative: id(11),
        on: day(on),
        capacity: Some(Count::Exact(beds)),
        answers: None,
    };
    carry_out(&mut coalition, &operator, &confirm("2026-11-01", 4)).unwrap();
    let before = coalition.clone();
    let mut read = initiative(11, 1, "BB");
    read.capacity = Some(Count::Exact(9));
    let declarations = vec![Declaration::Initiative(Box::new(read))];
    let apply = Command::Import { import: import(57), declarations };
    carry_out(&mut coalition, &operator, &apply).unwrap();
    carry_out(&mut coalition, &operator, &confirm("2026-11-20", 8)).unwrap();
    carry_out(&mut coalition, &operator, &confirm("2026-11-21", 7)).unwrap();
    let undo = Command::UndoImport { import: id(57), reason: "the wrong file".into() };
    carry_out(&mut coalition, &operator, &undo).unwrap();
    assert!(coalition.holds_the_same_as(&before));
}

#[test]
fn where_a_file_says_two_things_of_one_the_last_word_counts() {
    let mut coalition = ground();
    let names = |name| Names::new("en", name);
    let mut first = place("DD");
    (first.names, first.parent) = (names("D"), Some(code("BB")));
    let mut last = first.clone();
    (last.names, last.parent) = (names("Delta"), Some(code("AA")));
    let declarations = vec![Declaration::Place(first), Declaration::Place(last.clone())];
    let apply =
        |number| Command::Import { import: import(number), declarations: declarations.clone() };
    let operator = Actor::operator();
    let statements = carry_out(&mut coalition, &operator, &apply(57)).unwrap();
    assert_eq!(statements.len(), 2);
    assert_eq!(coalition.places.get(&code("DD")), Some(&last));
    assert_eq!(decide(&coalition, &operator, &apply(58), now()), Ok(Vec::new()));
}

/// Changes what a declaration says, whatever it said.
fn edit(declaration: &mut Declaration) {
    let rest = match declaration {
        Declaration::Organisation(declared) => &mut declared.rest,
        Declaration::Place(declared) => &mut declared.rest,
        Declaration::Initiative(declared) => &mut declared.rest,
        Declaration::Need(declared) => &mut declared.rest,
        Declaration::Published(declared) => &mut declared.rest,
        Declaration::Commitment(declared) => &mut declared.rest,
        Declaration::Recommendation(declared) => &mut declared.rest,
        Declaration::Answer { actions, .. } => {
            *actions = answers(if actions.is_empty() { &["1"] } else { &[] });
            return;
        }
    };
    rest.insert("x-edited".into(), true.into());
}

/// The fold of the statements that neither belong to an import nor confirm what it declared.
fn without(statements: &[Statement], number: u8) -> Coalition {
    let import = Some(id(number));
    let mut all = Coalition::default();
    let mut rest = Coalition::default();
    for statement in statements {
        let confirms_it = match &statement.body {
            Body::InitiativeConfirmed { initiative, .. } => {
                let confirmed = all.initiatives.version(initiative);
                confirmed.is_some_and(|version| version.import == import)
            }
            _ => false,
        };
        all.apply(statement);
        if statement.import != import && !confirms_it {
            rest.apply(statement);
        }
    }
    rest
}
