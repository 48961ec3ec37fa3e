//! Who may do what: the whole table of commands, roles and organisations.

use crate::assembly::{assembled, commands_of_assemblies};
use crate::ground::{
    action, carry_out, claim, commitment, ground, id, import, initiative, need, now, organisation,
    place, plan, published, recommendation, recorded, review,
};
use concert_coalition::{
    ActionNumber, Actor, Author, Basis, Body, Coalition, Command, Commitment, DecisionCommand,
    Declaration, DeviceCommand, Instance, Means, Plan, PlanCommand, ProgressLevel, PromiseCommand,
    RecommendationCommand, ReviewAct, ReviewCommand, Role, RoundAct, RoundCommand, User, decide,
};
use concert_terms::{Count, Money, Names};

const ROLES: [Role; 4] = [Role::Administrator, Role::Coordinator, Role::Member, Role::Reader];

/// Whom a command is reserved for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reserved {
    Administrators,
    Coordinators,
    /// Members of organisation 1, and coordinators for everybody.
    Owners,
    /// Organisation 1, whatever the role of who speaks for it but a reader, and nobody for it.
    Themselves,
    /// Whoever speaks for an organisation, whatever the role but a reader.
    Representatives,
    /// Organisation 1 as before, and coordinators.
    OwnersAndCoordinators,
    /// Coordinators, but none of organisations 1 and 2.
    CoordinatorsOfNeither,
    /// Members of organisations 1 and 2, and coordinators for everybody.
    BothOwners,
}

/// The table. A command without a row does not compile.
fn reserved(command: &Command) -> Reserved {
    match command {
        Command::Describe(_) | Command::RegisterUser(_) | Command::CloseUser(_) => {
            Reserved::Administrators
        }
        Command::WithdrawNeed { .. }
        | Command::RecordEstimate(_)
        | Command::Import { .. }
        | Command::UndoImport { .. }
        | Command::Review(ReviewCommand::Open(_))
        | Command::Recommendation(_) => Reserved::Coordinators,
        // The keeper of the plan and the maker of the commitment are organisation 1.
        Command::Report { .. }
        | Command::Confirm { .. }
        | Command::WithdrawInitiative { .. }
        | Command::Plan(PlanCommand::State(_))
        | Command::Promise(
            PromiseCommand::Change { .. }
            | PromiseCommand::Withdraw { .. }
            | PromiseCommand::Claim(_),
        ) => Reserved::Owners,
        Command::Declare(declarations) => match declarations[0] {
            Declaration::Organisation(_)
            | Declaration::Initiative(_)
            | Declaration::Commitment(_) => Reserved::Owners,
            Declaration::Place(_)
            | Declaration::Need(_)
            | Declaration::Published(_)
            | Declaration::Recommendation(_)
            | Declaration::Answer { .. } => Reserved::Coordinators,
        },
        Command::Decision(command) => match command {
            DecisionCommand::RecordMembership(_) | DecisionCommand::DescribeBody(_) => {
                Reserved::Administrators
            }
            DecisionCommand::RecordMinutes { .. } | DecisionCommand::AssignFollowUp { .. } => {
                Reserved::Coordinators
            }
            DecisionCommand::Conclude { .. } => Reserved::OwnersAndCoordinators,
            DecisionCommand::Open(_)
            | DecisionCommand::Sponsor { .. }
            | DecisionCommand::Comment { .. }
            | DecisionCommand::Amend { .. }
            | DecisionCommand::SupportAmendment { .. }
            | DecisionCommand::SettleAmendment { .. }
            | DecisionCommand::TakePosition { .. }
            | DecisionCommand::Withdraw { .. }
            | DecisionCommand::ReportFollowUp { .. } => Reserved::Themselves,
        },
        Command::Review(ReviewCommand::Act { act: ReviewAct::Close, .. }) => {
            Reserved::OwnersAndCoordinators
        }
        Command::Device(DeviceCommand::Add { .. }) => Reserved::Representatives,
        // The device is of a user of organisation 1.
        Command::Device(DeviceCommand::Revoke(_)) => Reserved::OwnersAndCoordinators,
        // Organisation 1 submits in every round.
        Command::Round(RoundCommand::Act { act, .. }) => match act {
            RoundAct::Submit { .. } | RoundAct::Retract | RoundAct::DestroyShare => {
                Reserved::Themselves
            }
            RoundAct::Record(_) | RoundAct::Erase => Reserved::Coordinators,
            RoundAct::Abandon { .. } | RoundAct::Close => Reserved::OwnersAndCoordinators,
        },
        // The maker of the other half of a match is organisation 2.
        Command::Promise(PromiseCommand::ProposeMatch { .. } | PromiseCommand::EndMatch { .. }) => {
            Reserved::BothOwners
        }
        // Organisation 1 is the maker, organisation 2 is to review.
        Command::Promise(PromiseCommand::NameReviewer { .. }) => Reserved::CoordinatorsOfNeither,
        // The reviewer is organisation 1; so are the maker that was asked to agree and a holder of every key.
        Command::Review(ReviewCommand::Act { .. })
        | Command::Round(RoundCommand::Open(_))
        | Command::Promise(PromiseCommand::Review(_) | PromiseCommand::AcceptMatch(_)) => {
            Reserved::Themselves
        }
    }
}

/// Which row of the table a command stands in: every row must be met.
fn row(command: &Command) -> usize {
    match command {
        Command::Describe(_) => 0,
        Command::RegisterUser(_) => 1,
        Command::CloseUser(_) => 2,
        Command::Report { .. } => 3,
        Command::Confirm { .. } => 4,
        Command::WithdrawInitiative { .. } => 5,
        Command::WithdrawNeed { .. } => 6,
        Command::RecordEstimate(_) => 7,
        Command::Import { .. } => 8,
        Command::UndoImport { .. } => 9,
        Command::Declare(declarations) => match declarations[0] {
            Declaration::Organisation(_) => 10,
            Declaration::Place(_) => 11,
            Declaration::Initiative(_) => 12,
            Declaration::Need(_) => 13,
            Declaration::Published(_) => 14,
            Declaration::Commitment(_) => 49,
            Declaration::Recommendation(_) => 50,
            Declaration::Answer { .. } => 51,
        },
        Command::Plan(PlanCommand::State(_)) => 15,
        Command::Decision(command) => match command {
            DecisionCommand::RecordMembership(_) => 16,
            DecisionCommand::DescribeBody(_) => 17,
            DecisionCommand::Open(_) => 18,
            DecisionCommand::Sponsor { .. } => 19,
            DecisionCommand::Comment { .. } => 20,
            DecisionCommand::Amend { .. } => 21,
            DecisionCommand::SupportAmendment { .. } => 22,
            DecisionCommand::SettleAmendment { .. } => 23,
            DecisionCommand::TakePosition { .. } => 24,
            DecisionCommand::Withdraw { .. } => 25,
            DecisionCommand::Conclude { .. } => 26,
            DecisionCommand::RecordMinutes { .. } => 27,
            DecisionCommand::AssignFollowUp { .. } => 28,
            DecisionCommand::ReportFollowUp { .. } => 29,
        },
        Command::Review(ReviewCommand::Open(_)) => 30,
        Command::Review(ReviewCommand::Act { act, .. }) => match act {
            ReviewAct::Answer { .. } => 31,
            ReviewAct::Observe { .. } => 32,
            ReviewAct::AnswerObservation { .. } => 33,
            ReviewAct::Mark { .. } => 34,
            ReviewAct::Remark { .. } => 35,
            ReviewAct::Publish { .. } => 36,
            ReviewAct::Close => 37,
        },
        Command::Device(DeviceCommand::Add { .. }) => 60,
        Command::Device(DeviceCommand::Revoke(_)) => 61,
        Command::Round(RoundCommand::Open(_)) => 52,
        Command::Round(RoundCommand::Act { act, .. }) => match act {
            RoundAct::Submit { .. } => 53,
            RoundAct::Retract => 54,
            RoundAct::Record(_) => 55,
            RoundAct::DestroyShare => 56,
            RoundAct::Abandon { .. } => 57,
            RoundAct::Erase => 58,
            RoundAct::Close => 59,
        },
        Command::Promise(PromiseCommand::Change { .. }) => 38,
        Command::Promise(PromiseCommand::Withdraw { .. }) => 39,
        Command::Promise(PromiseCommand::Claim(_)) => 40,
        Command::Promise(PromiseCommand::NameReviewer { .. }) => 41,
        Command::Promise(PromiseCommand::Review(_)) => 42,
        Command::Promise(PromiseCommand::ProposeMatch { .. }) => 43,
        Command::Promise(PromiseCommand::AcceptMatch(_)) => 44,
        Command::Promise(PromiseCommand::EndMatch { .. }) => 45,
        Command::Recommendation(RecommendationCommand::Answer { .. }) => 46,
        Command::Recommendation(RecommendationCommand::Join(_)) => 47,
        Command::Recommendation(RecommendationCommand::Part { .. }) => 48,
    }
}
const ROWS: usize = 62;

fn user(number: u8, role: Role) -> User {
    User { id: id(number), name: format!("u{number}"), role, organisation: None, closed: false }
}

/// One command of every row, each about organisation 1 where it is about one, and none of them
/// asking for what holds already.
fn commands() -> Vec<Command> {
    let on = "2026-11-24".parse().unwrap();
    let reason = || "declared in error".to_owned();
    let mut renamed = organisation(1);
    renamed.acronym = Some("R1".into());
    let declare = |declaration| Command::Declare(vec![declaration]);
    vec![
        Command::Describe(Instance { names: Names::new("", "North"), ..Instance::default() }),
        Command::RegisterUser(user(70, Role::Reader)),
        Command::CloseUser(id(69)),
        Command::Report { organisation: id(1), on },
        Command::Confirm { initiative: id(11), on, capacity: None, answers: None },
        Command::WithdrawInitiative { initiative: id(11), reason: reason() },
        Command::WithdrawNeed { need: id(21), reason: reason() },
        Command::RecordEstimate(Box::new(recorded(42, "AA"))),
        Command::Import { import: import(52), declarations: vec![Declaration::Place(place("DD"))] },
        Command::UndoImport { import: id(51), reason: reason() },
        declare(Declaration::Organisation(renamed)),
        declare(Declaration::Place(place("DD"))),
        declare(Declaration::Initiative(Box::new(initiative(12, 1, "AA")))),
        declare(Declaration::Need(Box::new(need(22, "AA", Basis::People(Count::Exact(3)))))),
        declare(Declaration::Published(Box::new(published(32, "AA")))),
        Command::Plan(PlanCommand::State(Box::new(Plan {
            keeper: Some(id(1)),
            ..plan(61, vec![action("1", &[])])
        }))),
        declare(Declaration::Commitment(Box::new(commitment(79, 1)))),
        declare(Declaration::Recommendation(Box::new(recommendation(89, "AA")))),
        declare(Declaration::Answer {
            recommendation: id(83),
            actions: vec![ActionNumber { plan: id(99), action: "1".into() }],
        }),
        Command::Promise(PromiseCommand::Change {
            commitment: Box::new(Commitment { public_from: Some(on), ..host_pledge() }),
            reason: reason(),
        }),
        Command::Promise(PromiseCommand::Withdraw { commitment: id(71), reason: reason() }),
        Command::Promise(PromiseCommand::Claim(Box::new(claim(71, ProgressLevel::Partial)))),
        Command::Promise(PromiseCommand::NameReviewer {
            commitment: id(71),
            reviewer: id(2),
            reason: reason(),
        }),
        Command::Promise(PromiseCommand::Review(Box::new(review(72, ProgressLevel::Partial)))),
        Command::Promise(PromiseCommand::ProposeMatch {
            id: id(76),
            policy: id(71),
            resources: id(73),
        }),
        Command::Promise(PromiseCommand::AcceptMatch(id(75))),
        Command::Promise(PromiseCommand::EndMatch { pledge_match: id(75), reason: reason() }),
        Command::Recommendation(RecommendationCommand::Answer {
            recommendation: id(81),
            actions: vec![ActionNumber { plan: id(99), action: "1".into() }],
        }),
        Command::Recommendation(RecommendationCommand::Join(vec![id(81), id(83)])),
        Command::Recommendation(RecommendationCommand::Part {
            recommendations: vec![id(82)],
            reason: reason(),
        }),
    ]
    .into_iter()
    .chain(commands_of_assemblies())
    .collect()
}

fn host_pledge() -> Commitment {
    let means = vec![Means::Policy(Names::new("en", "Work permits"))];
    Commitment { means, ..commitment(71, 1) }
}

/// The assembled members, and: a policy 71 of organisation 1; money 72 and 73 of organisation 2; organisation
/// 1 to review 72; a match 75 of 71 and 72 that waits for organisation 1; recommendations 81 to
/// 83, of which 81 and 82 are one.
fn promised() -> Coalition {
    let mut coalition = assembled();
    let money = || vec![Means::Money(Money { amount: 9, currency: "USD".into() })];
    let donor_pledge = |number| Commitment { means: money(), ..commitment(number, 2) };
    let promises = [host_pledge(), donor_pledge(72), donor_pledge(73)];
    let promises = promises.map(|promise| Declaration::Commitment(Box::new(promise)));
    let recommendations = [81, 82, 83]
        .map(|number| Declaration::Recommendation(Box::new(recommendation(number, "AA"))));
    let other = member_of(2);
    let donor = Actor { author: Author::User(id(67)), ..other };
    for (actor, command) in [
        (Actor::operator(), Command::Declare(promises.to_vec())),
        (Actor::operator(), Command::Declare(recommendations.to_vec())),
        (
            Actor::operator(),
            Command::Recommendation(RecommendationCommand::Join(vec![id(81), id(82)])),
        ),
        (
            Actor::operator(),
            Command::Promise(PromiseCommand::NameReviewer {
                commitment: id(72),
                reviewer: id(1),
                reason: String::new(),
            }),
        ),
        (
            donor,
            Command::Promise(PromiseCommand::ProposeMatch {
                id: id(75),
                policy: id(71),
                resources: id(72),
            }),
        ),
    ] {
        carry_out(&mut coalition, &actor, &command).unwrap();
    }
    coalition
}

fn may(role: Role, organisation: Option<u8>, reserved: Reserved) -> bool {
    match (role, reserved) {
        (Role::Reader, _)
        | (Role::Coordinator, Reserved::Administrators)
        | (
            Role::Member,
            Reserved::Administrators | Reserved::Coordinators | Reserved::CoordinatorsOfNeither,
        ) => false,
        (_, Reserved::Themselves)
        | (Role::Member, Reserved::Owners | Reserved::OwnersAndCoordinators) => {
            organisation == Some(1)
        }
        (Role::Member, Reserved::BothOwners) | (_, Reserved::Representatives) => {
            organisation.is_some()
        }
        (_, Reserved::CoordinatorsOfNeither) => organisation.is_none(),
        (Role::Administrator, _)
        | (
            Role::Coordinator,
            Reserved::Coordinators
            | Reserved::Owners
            | Reserved::OwnersAndCoordinators
            | Reserved::BothOwners,
        ) => true,
    }
}

#[test]
fn every_row_of_the_table_is_met() {
    let mut rows: Vec<_> = commands().iter().map(row).collect();
    rows.sort_unstable();
    assert_eq!(rows, (0..ROWS).collect::<Vec<_>>());
}

#[test]
fn who_may_is_allowed_and_everybody_else_is_refused() {
    let mut coalition = promised();
    let operator = Actor::operator();
    let other = Command::RegisterUser(user(69, Role::Reader));
    carry_out(&mut coalition, &operator, &other).unwrap();
    for command in commands() {
        for role in ROLES {
            for organisation in [Some(1), Some(2), None] {
                let author = Author::User(id(68));
                let actor = Actor { author, role, organisation: organisation.map(id) };
                let answer = decide(&coalition, &actor, &command, now());
                let row = format!("{command:?} by {role:?} of {organisation:?}: {answer:?}");
                if may(role, organisation, reserved(&command)) {
                    let statements = answer.expect(&row);
                    assert!(!statements.is_empty(), "{row}");
                    assert!(statements.iter().all(|s| s.by == author && s.at == now()), "{row}");
                } else {
                    assert_eq!(answer.expect_err(&row).code(), "coalition/not-allowed", "{row}");
                }
            }
        }
        let by_operator = decide(&coalition, &operator, &command, now()).is_ok();
        let allowed = may(Role::Administrator, None, reserved(&command));
        assert_eq!(by_operator, allowed, "the operator: {command:?}");
    }
}

fn member_of(organisation: u8) -> Actor {
    let author = Author::User(id(68));
    Actor { author, role: Role::Member, organisation: Some(id(organisation)) }
}

#[test]
fn a_member_cannot_take_over_what_another_organisation_declared_or_withdrew() {
    let mut coalition = ground();
    let mine_now = initiative(11, 2, "BB");
    let take = Command::Declare(vec![Declaration::Initiative(Box::new(mine_now))]);
    let refused = decide(&coalition, &member_of(2), &take, now()).unwrap_err();
    assert_eq!(refused.code(), "coalition/not-allowed");

    let reason = "twice in the list".to_owned();
    let withdraw = Command::WithdrawInitiative { initiative: id(11), reason };
    carry_out(&mut coalition, &member_of(1), &withdraw).unwrap();
    let refused = decide(&coalition, &member_of(2), &take, now()).unwrap_err();
    assert_eq!(refused.code(), "coalition/not-allowed");
    assert!(decide(&coalition, &Actor::operator(), &take, now()).is_ok());
}

#[test]
fn a_member_cannot_hide_a_foreign_declaration_among_its_own() {
    let coalition = ground();
    let own = || Declaration::Initiative(Box::new(initiative(13, 2, "AA")));
    for foreign in [initiative(12, 1, "AA"), initiative(11, 2, "AA")] {
        let hidden = Command::Declare(vec![own(), Declaration::Initiative(Box::new(foreign))]);
        let refused = decide(&coalition, &member_of(2), &hidden, now()).unwrap_err();
        assert_eq!(refused.code(), "coalition/not-allowed");
    }
    assert!(decide(&coalition, &member_of(2), &Command::Declare(vec![own()]), now()).is_ok());
}

#[test]
fn an_account_that_was_closed_may_do_nothing_also_with_rights_read_before() {
    let mut coalition = ground();
    let administrator = user(66, Role::Administrator);
    let actor = Actor::user(&administrator);
    let register = Command::RegisterUser(administrator);
    carry_out(&mut coalition, &Actor::operator(), &register).unwrap();
    let other = Command::RegisterUser(user(69, Role::Reader));
    carry_out(&mut coalition, &actor, &other).unwrap();
    carry_out(&mut coalition, &Actor::operator(), &Command::CloseUser(id(66))).unwrap();
    for command in commands() {
        let refused = decide(&coalition, &actor, &command, now()).unwrap_err();
        assert_eq!(refused.code(), "coalition/not-allowed", "{command:?}");
    }
}

#[test]
fn an_import_marks_each_of_its_statements_and_closes_with_its_description() {
    let coalition = ground();
    let declarations = vec![
        Declaration::Organisation(organisation(3)),
        Declaration::Initiative(Box::new(initiative(14, 3, "BB"))),
    ];
    let command = Command::Import { import: import(52), declarations };
    let statements = decide(&coalition, &Actor::operator(), &command, now()).unwrap();
    assert!(statements.iter().all(|statement| statement.import == Some(id(52))));
    assert!(matches!(&statements[2].body, Body::ImportApplied(applied) if *applied == import(52)));
}
