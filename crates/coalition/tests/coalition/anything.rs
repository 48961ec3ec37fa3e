//! Anything that can be said to a coalition, for what must hold of all of it.

use crate::assembly::{
    assembled, body, commands_of_assemblies, cycle, member, of, simple_majority,
};
use crate::ground::{
    action, carry_out, claim, code, commitment, id, import, initiative, need, now, organisation,
    place, plan, published, recommendation, recorded, review,
};
use concert_coalition::{
    ActionNumber, Actor, Addressee, Answers, Author, Basis, Body, Claim, Coalition, Command,
    Commitment, CommitmentCell, Condition, DecisionCommand, Declaration, Evidence, Instance, Means,
    Plan, PlanCommand, PledgeMatch, Prefill, ProgressLevel, PromiseCommand, ReviewCommand, Role,
    Source, Statement, User, decide,
};
use concert_terms::{Count, Form, Interval, Money, Names, Period, Pillar, Population, Stated};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// AA, AA1, BB and CC stand on the ground; the others may be declared or not.
pub(crate) const CODES: [&str; 8] = ["AA", "AA1", "BB", "CC", "DD", "EE", "AA>BB", "DD>EE"];

/// The ground, and a recommendation on it that can be answered.
pub(crate) fn ground() -> Coalition {
    let mut coalition = crate::ground::ground();
    let declared = Declaration::Recommendation(Box::new(recommendation(81, "AA")));
    carry_out(&mut coalition, &Actor::operator(), &Command::Declare(vec![declared])).unwrap();
    coalition
}

/// Mostly places that are there, or a batch of declarations would hardly ever be accepted.
pub(crate) fn any_code() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => select(&CODES[..4]), 1 => select(CODES.as_slice())]
}

/// Mostly organisations that are there.
pub(crate) fn any_owner() -> impl Strategy<Value = u8> {
    prop_oneof![6 => 1_u8..3, 1 => 1_u8..5]
}

pub(crate) fn any_count() -> impl Strategy<Value = Count> {
    prop_oneof![
        (0_u64..90).prop_map(Count::Exact),
        (0_u64..90, 0_u64..90).prop_map(|(low, more)| Count::Between(low, low + more)),
        (0_u64..90).prop_map(Count::AtLeast),
        Just(Count::Withheld),
    ]
}

pub(crate) fn any_interval() -> impl Strategy<Value = Interval> {
    (0.0_f64..1e6, 0.0_f64..1e6, 0.0_f64..1e6, 0.01_f64..0.99).prop_map(|(low, a, b, level)| {
        Interval::new(low, low + a, low + a + b, level).expect("sums are in order")
    })
}

/// Fields that a later version might write.
pub(crate) fn any_rest() -> impl Strategy<Value = serde_json::Map<String, serde_json::Value>> {
    let value = prop_oneof![
        any::<f64>().prop_map(|number| serde_json::json!(number)),
        any::<u64>().prop_map(|number| serde_json::json!({"of": [number, null]})),
        "\\PC{0,8}".prop_map(serde_json::Value::from),
    ];
    vec(("x-[a-z]{1,4}", value), 0..3).prop_map(|fields| fields.into_iter().collect())
}

pub(crate) fn any_organisation() -> impl Strategy<Value = Declaration> {
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

pub(crate) fn any_place() -> impl Strategy<Value = Declaration> {
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

pub(crate) fn any_initiative() -> impl Strategy<Value = Declaration> {
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

pub(crate) fn any_need() -> impl Strategy<Value = Declaration> {
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

pub(crate) fn any_published() -> impl Strategy<Value = Declaration> {
    (31_u8..34, any_code(), option::of(any_interval()), option::of(any_count())).prop_map(
        |(number, place, interval, people)| {
            let mut declared = published(number, place);
            (declared.interval, declared.people) = (interval, people);
            Declaration::Published(Box::new(declared))
        },
    )
}

pub(crate) fn any_declaration() -> impl Strategy<Value = Declaration> {
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
pub(crate) fn any_answer() -> impl Strategy<Value = Declaration> {
    select(vec![vec![], vec!["1"]])
        .prop_map(|codes| Declaration::Answer { recommendation: id(81), actions: answers(&codes) })
}

pub(crate) fn answers(codes: &[&str]) -> Vec<ActionNumber> {
    codes.iter().map(|&code| ActionNumber { plan: id(99), action: code.to_owned() }).collect()
}

/// Towards action 1 or 2 of plan 99; the second is there only where somebody states it. Every other
/// one promises a policy, the others money, so that they can be matched.
pub(crate) fn any_commitment() -> impl Strategy<Value = Commitment> {
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

pub(crate) fn cell(place: &str) -> CommitmentCell {
    let population = Population::EVERYBODY;
    CommitmentCell { place: code(place), pillar: None, side: None, form: None, population }
}

/// What is asked of commitments, mostly by the maker or a coordinator.
pub(crate) fn any_promise_command() -> impl Strategy<Value = PromiseCommand> {
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
pub(crate) fn any_plan() -> impl Strategy<Value = Plan> {
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
pub(crate) fn any_act_of_an_assembly() -> impl Strategy<Value = Command> {
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

pub(crate) fn any_user() -> impl Strategy<Value = User> {
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

pub(crate) fn any_day() -> impl Strategy<Value = jiff::civil::Date> {
    (1_i8..29).prop_map(|day| jiff::civil::date(2026, 10, day))
}

pub(crate) fn any_command() -> impl Strategy<Value = Command> {
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

pub(crate) fn any_actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        3 => Just(Actor::operator()),
        1 => any_user().prop_map(|user| Actor::user(&user)),
        2 => (1_u8..6).prop_map(of),
    ]
}

/// What may be said of promises, whether or not they were made.
pub(crate) fn any_body_of_promises() -> impl Strategy<Value = Body> {
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
pub(crate) fn any_statement() -> impl Strategy<Value = Statement> {
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
pub(crate) fn acts_of_assemblies() -> Vec<Body> {
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
    let devices = coalition.devices.values().map(|known| known.device.clone());
    bodies.extend(devices.map(Body::DeviceAdded));
    for open in coalition.rounds.rounds.values() {
        bodies.push(Body::LinkageRoundOpened(Box::new(open.round.clone())));
    }
    bodies
}

pub(crate) fn body_of(declaration: Declaration) -> Body {
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
